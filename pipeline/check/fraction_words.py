"""What words call fractions and multiples, beside the values that are so called: 約5割（48.2％）; 過半数（53％）; 12件から27件へと倍増."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from extractors.label_words import EARLIER
from extractors.mentions import FigureKind
from extractors.patterns import compile_pattern
from pipeline.check.beside import CLOSED, words_amid, words_before, words_behind
from pipeline.check.fractions import FROM, ROUGHLY_OFF, is_single
from pipeline.check.values import HUNDRED, Mismatch, comparable, exact, is_share, last_digit
from pipeline.model import FigureRecord

_RATIO = FigureKind.RATIO
_TWO = 2
_LONGEST = 16  # characters
_BRACKET = compile_pattern(r"[^0-9、。\n()]{0,2}\( ?")
_TENTH_OFF = Decimal("0.06")
"""How far a percentage may lie from a number of tenths."""


_MAKES_SO_MUCH = compile_pattern(
    r"(?:で(?:あり|す)?|と(?:なり|なって)?|に(?:なり|達し|上り))?、? ?(?:これは)?(?:(?:全体|総数|回答者|対象者|[^0-9、。\n()]{1,6}者|全[一-鿿]{1,4})(?:全体)?の)?、?(?:約|およそ|ほぼ)?"
)
_AMOUNTS = compile_pattern(
    r"を?(?:占め|超え)|に(?:当た|あた|相当|達|上[っる]|のぼ|なり|なる)|と(?:な|い)|で(?:あ|す|し)"
)


def mismatched_words(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the percentages in brackets that are not the fraction before them, and the fractions that are not about the percentage before.

    約5割（38.2％）; 48.2％で、回答者の約3分の2を占めた.
    """
    for one, other in pairwise(figures):
        ratio, share = (one, other) if is_share(other) else (other, one)
        figure = ratio.figure
        if figure.kind is not _RATIO or figure.unit_norm == "倍" or not is_share(share):
            continue
        gap, behind = words_amid(text, one, other), words_behind(text, other.figure.span.end, _LONGEST)
        if share is other:
            told = _BRACKET.fullmatch(gap) is not None and CLOSED.match(behind) is not None
            calculated = figure.value * HUNDRED
        else:
            told = bool(gap and _MAKES_SO_MUCH.fullmatch(gap) and _AMOUNTS.match(behind) and exact(share))
            calculated = share.figure.value / HUNDRED
        off = abs(share.figure.value / HUNDRED - figure.value)
        loose = _TENTH_OFF if figure.unit_norm == "割" else figure.value * ROUGHLY_OFF
        if told and figure.value < 1 and is_single(ratio) and off > loose:
            yield Mismatch(other, calculated, (one,))


_TIMES_FIRST = compile_pattern(
    rf"(?!.*(?:うち|累計|平均|目標|計画|定員|それぞれ))[^0-9。\n]{{0,40}}(?:{EARLIER})[^0-9。、\n]{{0,10}}\(?"
)
_TIMES_NEXT = compile_pattern(r"\)?(?:の|[にと]比べて?|から|に対し(?:て)?|と比較し(?:て)?)、?(?:約|ほぼ|およそ)?")
_IS_SO = compile_pattern(r"(?:に(?!1)|と(?:な|い)|で(?:あ|す|し|、)|。|の(?:水準|規模)|まで|程度|へ)")
_TENTH = Decimal("0.1")
_FAR = Decimal("0.2")


def mismatched_times(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield how many times, or tenths of, the value of the year before a value is, and is not: 前年度（8,400人）の1.5倍."""
    for at in range(_TWO, len(figures)):
        value, base, ratio = figures[at - _TWO : at + 1]
        figure = ratio.figure
        if figure.kind is not _RATIO or not is_single(ratio) or not base.figure.value or figure.value <= 0:
            continue
        if not comparable(value, base) or not exact(value, base) or value.part_of or base.part_of:
            continue
        if (
            _TIMES_FIRST.fullmatch(words_amid(text, value, base))
            and _TIMES_NEXT.fullmatch(words_amid(text, base, ratio))
            and _IS_SO.match(words_behind(text, figure.span.end, 8))
        ):
            calculated = value.figure.value / base.figure.value
            steps = {"割": _TENTH, "倍": last_digit(figure.value)}
            loose = max(steps.get(figure.unit_norm or "", figure.value * _FAR), calculated * ROUGHLY_OFF)
            if abs(calculated - figure.value) > loose:
                yield Mismatch(ratio, calculated, (value, base))


_HALF_BEFORE = compile_pattern(r"(?P<how>過)?半数(?P<more>以上)?(?:の[^0-9、。\n()]{1,8})?\( ?$")
_FIFTY, _NEAR_FIFTY = Decimal(50), Decimal(8)


def mistaken_halves(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, str]]:
    """Yield the percentages in brackets behind 過半数 or 半数以上 that are less than half, or behind 半数 far from it, and the word."""
    for share in figures:
        start, end = share.figure.span.start, share.figure.span.end
        if not is_share(share) or "半数" not in words_before(text, start, _LONGEST):
            continue
        said = _HALF_BEFORE.search(words_before(text, start, _LONGEST))
        if said is None or not CLOSED.match(words_behind(text, end, 2)):
            continue
        value, more = share.figure.value, said["how"] or said["more"]
        if value < _FIFTY if more else abs(value - _FIFTY) > _NEAR_FIFTY:
            yield share, said[0].rstrip("( ")


_MAJORITY = compile_pattern(
    r"(?:[がをは](?!.{0,12}合わせ)(?:[^0-9、。\n()「」]{1,16}(?=[、し]))?し?|で(?:あり|した)?)?、? ?(?:全体の|回答者の|総数の|これは)*(?P<said>過半数|半数以上|半数を超え)"
    r"(?:(?<=え)(?:た|て|、|る)|を(?:占め|超え|上回)(?!ず|な|ませ)|に(?:達し(?!な|ま?せ)|上[っる]|のぼ)|(?:と|で)(?:な[っり]|あ[っるり]|し))"
)
"""Behind a part of a whole: 45店で、過半数となった."""
_OUT_OF = r"(?:の[^0-9、。\n()]{1,8})?(?:の?うち|中)、? ?"
_OUT_OF_WHOLE = compile_pattern(rf"{_OUT_OF}(?:「[^」\n]{{1,24}}」)?[^0-9、。\n()]{{0,16}}")
_MAJORITY_BEFORE = compile_pattern(
    rf"{_OUT_OF}(?:その|全体の)?(?P<said>過半数|半数以上|半数を超え)(?:に(?:当た|あた|相当す)る|と(?:なる|いえる)|を占める|である|(?<=え)る|の)、?(?:延べ)?"
)
"""Before a part of a whole: 60人のうち、過半数に当たる24人."""
_DOUBLED = compile_pattern(
    r"(?:へと?|に|と)?(?:なり)?、?(?:[^0-9、。\n()]{1,6}は)?(?P<said>(?:ほぼ|約)?倍増)(?!計画|を|の(?:目標|方針)|に(?:向|は)|でき|させる)"
)
_DOUBLE_AT_LEAST = Decimal("1.6")
"""What may be called 倍増, nearly."""


def mistaken_words(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, str]]:
    """Yield the parts that are called more than half and are not, and the values called twice an earlier one that are not, with the word."""
    for at in range(1, len(figures)) if "半数" in text or "倍増" in text else ():
        one, other = figures[at - 1 : at + 1]
        behind = words_behind(text, other.figure.span.end, _FAR_BEHIND)
        between = words_amid(text, one, other)
        told = "半数" in behind or "半数" in between or "倍増" in behind
        if not told or not comparable(one, other) or not exact(one, other):
            continue
        half, value = one.figure.value / _TWO, other.figure.value
        before = _MAJORITY_BEFORE.fullmatch(between)
        if (said := before or _MAJORITY.match(behind)) and (other.part_of == one.figure_id or not other.part_of):
            is_part = before or _OUT_OF_WHOLE.fullmatch(between)
            if is_part and (value < half or (value == half and said["said"] != "半数以上")):
                yield other, said["said"]
        elif (
            (said := _DOUBLED.match(behind))
            and FROM.fullmatch(between)
            and 0 < value < one.figure.value * _DOUBLE_AT_LEAST
        ):
            yield other, said["said"]


_FAR_BEHIND = 28  # characters


_HELD = compile_pattern(r"[^。\n]{0,30}(?:成立し|満たし|充足し|開会し)(?!な|ませ)")
_NOT_HELD = compile_pattern("成立せず|成立しな|満たず|満たさ|達せず|流会|委任|書面|うち")


def missed_quorums(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, str]]:
    """Yield those who came to a meeting that was held, though they are fewer than the share of its members that it takes."""
    for at in range(_TWO, len(figures)) if "定足数" in text else ():
        whole, ratio, came = figures[at - _TWO : at + 1]
        share = ratio.figure.value / HUNDRED if is_share(ratio) else ratio.figure.value
        if not comparable(whole, came) or not (is_share(ratio) or ratio.figure.kind is _RATIO) or share >= 1:
            continue
        words = words_before(text, whole.figure.span.start, _LONGEST) + words_amid(text, whole, came)
        behind = words_behind(text, came.figure.span.end, _FAR_BEHIND)
        if (
            "。" in words
            or not exact(whole, came)
            or _NOT_HELD.search(words + behind)
            or "定足数" not in words + behind
        ):
            continue
        if _HELD.match(behind) and came.figure.value < whole.figure.value * share:
            yield came, "成立"
