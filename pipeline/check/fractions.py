"""Fractions, multiples and what words call them, beside the values that give them.

60人のうち女性は15人で、4分の1を占める; 180件となり、前年同期の120件の2倍; 約5割（48.2％）; 過半数（53％）.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Qualifier
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import CLOSED, is_divided, words_amid, words_before, words_behind, words_between
from pipeline.check.values import HUNDRED, Mismatch, comparable, exact, half_step, is_share, quotient_mismatch, sum_of
from pipeline.model import FigureRecord

_RATIO = FigureKind.RATIO
_MAKES = compile_pattern(r"[^0-9。\n()]{0,16}(?:で|し|り|れ|は|が|、)(?:、| )?(?:全体の|総数の)?")
_AMOUNTS = compile_pattern("(?:を占|に当た|にあた|に相当|となって|です|である)")
_HALF = compile_pattern(r"[^0-9。、\n()]{0,8}の(?P<of>半数|半分)(?:に当たる|にあたる|に相当する|の)[^0-9。、\n()]{0,8}")
_NEARLY = Decimal("0.1")  # of a fraction that is told without 約
_TENTH = Decimal("0.1")
_TWO = 2


def mismatched_fractions(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the fractions of a whole that the part beside them does not make."""
    for at in range(2, len(figures)):
        whole, part, ratio = figures[at - 2 : at + 1]
        if ratio.figure.kind is not _RATIO or not comparable(whole, part) or not exact(whole, part, ratio):
            continue
        gap = words_amid(text, part, ratio)
        if ratio.figure.unit_norm == "倍":
            continue  # of two values of other times
        if part.part_of == whole.figure_id and whole.figure.value and _is_amount(text, ratio, gap):
            calculated = part.figure.value / whole.figure.value
            if not _agree(ratio, calculated):
                yield Mismatch(ratio, calculated, (part, whole))


def added_fractions(text: str, figures: Sequence[FigureRecord]) -> Iterator[Sequence[FigureRecord]]:
    """Yield the fractions of one thing, told in turn, that add up to more than it: 国1/2、県1/4、市1/3."""
    found, gaps = list[FigureRecord](), list[str]()
    for at, record in enumerate(figures):
        gap = words_amid(text, found[-1], record) if found else ""
        if record.figure.kind is not _RATIO or record.figure.unit_norm or not exact(record):
            found = []
            continue
        if not (found and _NEXT_SHARE.fullmatch(gap)):
            found, gaps = [], []
        found.append(record)
        gaps.append(gap)
        goes_on = at + 1 < len(figures) and _NEXT_SHARE.fullmatch(words_amid(text, record, figures[at + 1]))
        if goes_on or len(found) < _TWO:
            continue
        lead = words_before(text, found[0].figure.span.start, _LONGEST_SHARES)
        if sum_of(found) - 1 > _THIRDS and is_divided(lead, gaps[1:]):
            yield found


_NEXT_SHARE = compile_pattern(r" ?[、,・/と] ?[^0-9、。\n()]{1,10}(?:が|は|:)?")
_LONGEST_SHARES = 24
_THIRDS = Decimal("0.01")
"""How far three thirds may be from one as they are calculated."""


def mismatched_halves(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the values that are not half of the one before them: 112世帯の半数にあたる56世帯."""
    for at in range(1, len(figures)):
        whole, half = figures[at - 1 : at + 1]
        if not comparable(whole, half) or "半" not in words_amid(text, whole, half):
            continue
        if exact(whole, half) and _HALF.fullmatch(words_amid(text, whole, half)):
            calculated = whole.figure.value / _TWO
            if abs(half.figure.value - calculated) > calculated * _NEARLY:
                yield Mismatch(half, calculated, (whole,))


def _is_amount(text: str, ratio: FigureRecord, gap: str) -> bool:
    end = ratio.figure.span.end
    return _MAKES.fullmatch(gap) is not None and _AMOUNTS.match(words_behind(text, end, 6)) is not None


def _agree(ratio: FigureRecord, calculated: Decimal) -> bool:
    """Tell whether a fraction is that calculated, nearly; of 割, to the next tenth up or down."""
    if ratio.figure.unit_norm == "割":
        return abs(ratio.figure.value - calculated) < _TENTH
    return abs(ratio.figure.value - calculated) <= ratio.figure.value * _NEARLY


_OF_BASE = compile_pattern(r"\)?(?:の(?:ちょうど|丁度)?|[にと]比べて?|から)、?")
_VALUE_FIRST = compile_pattern(
    r"[^0-9。\n()]{0,12}(?:、|\() ?(?:(?:令和|平成|[RH])?[0-9]{1,4}年度?)?[^0-9。\n()、]{0,12}\(?"
)
"""Between a value and the one that it is a multiple of: 件となり、前年同期の."""
_FROM = compile_pattern(r" ?(?:から|→|⇒) ?[^0-9。\n()、]{0,8}")
_TO = compile_pattern(r"(?:へと?|に(?:なり|なって|増え(?:て)?|増加し(?:て)?)?|と(?:なり|なって)?)?、? ?\(?")
_AGAINST = compile_pattern(r"(?:に対し(?:て)?|のところ)、? ?[^0-9、。\n()]{0,8}")
_THAT_IS = compile_pattern(
    r"(?:(?:の|が)(?:応募|申込み?|参加|利用|寄附)?(?:が)?(?:あり|あった)?|で|と(?:なり)?)?、(?:(?:応募|競争)?倍率は)?、? ?"
)
_LOOSE = compile_pattern(r" ?(?:を?超|近|弱|強|余|に迫|前後|以上|台|程度|ほど|の[^0-9、。\n]{0,6}(?:目標|計画))")
_TOO_FAR = Decimal("0.15")
"""How far a multiple may be rounded up, of the calculated one: who says 2倍 of 1.5 rounds too far."""


def mismatched_multiples(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the multiples that the two values before them do not give."""
    for at in range(2, len(figures)):
        told, multiple = figures[at - 1], figures[at]
        grown = at > _TWO and _is_growth(text, told, multiple)  # 12世帯から27世帯へと15世帯増え、2.25倍
        one, other = figures[at - 3 : at - 1] if grown else figures[at - 2 : at]
        end = multiple.figure.span.end
        if not _is_multiple(multiple) and not (is_share(multiple) and _BACK_TO.match(words_behind(text, end, 5))):
            continue
        if not comparable(one, other) or not exact(one, other, multiple) or one.part_of or other.part_of:
            continue
        inner = words_amid(text, one, other)
        gap = words_amid(text, other, told if grown else multiple)
        if _LOOSE.match(words_behind(text, end, 12)):
            continue
        if _OF_BASE.fullmatch(gap) and _VALUE_FIRST.fullmatch(inner):
            value, base = one, other
        elif (_FROM.fullmatch(inner) and _TO.fullmatch(gap)) or (_AGAINST.fullmatch(inner) and _THAT_IS.fullmatch(gap)):
            value, base = other, one
        else:
            continue
        yield from quotient_mismatch(multiple, value, base, most=_TOO_FAR)


def _is_growth(text: str, record: FigureRecord, multiple: FigureRecord) -> bool:
    """Tell whether a value is by how much another grew, told between it and the multiple that it makes."""
    gap = words_amid(text, record, multiple)
    return record.figure.kind is FigureKind.CHANGE and _GROWN.fullmatch(gap) is not None


_GROWN = compile_pattern(
    r"(?:の)?(?:増え(?:て|、)?|増加(?:し(?:て)?|と(?:なり|なって))?|増(?:で|と(?:なり|なって))?|伸び(?:て)?)、? ?"
)


def overstated_multiples(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the multiples of the year before that a value is said to have passed, and has not: 2倍を超えた."""
    for at in range(2, len(figures)):
        value, base, multiple = figures[at - 2 : at + 1]
        if not _is_multiple(multiple) or not _PASSED.intersection(multiple.figure.qualifiers):
            continue
        if not comparable(value, base) or not exact(value, base) or not base.figure.value:
            continue
        inner = words_amid(text, value, base)
        gap = words_amid(text, base, multiple)
        named = _EARLIER.search(inner) and "目標" not in fold(multiple.figure.label or "")
        if named and _OF_BASE.fullmatch(gap) and _VALUE_FIRST.fullmatch(inner):
            most = (value.figure.value + half_step(value)) / (base.figure.value - half_step(base))
            if most < multiple.figure.value:
                yield Mismatch(multiple, value.figure.value / base.figure.value, (value, base))


_PASSED = frozenset({Qualifier.MORE_THAN, Qualifier.AT_LEAST})
_EARLIER = compile_pattern(EARLIER)


def _is_multiple(record: FigureRecord) -> bool:
    return record.figure.unit_norm == "倍" and record.figure.kind is _RATIO


_BACK_TO = compile_pattern("まで(?:回復|戻|減|落|縮)|に(?:とどま|留ま|減|回復)")
"""Behind the share of what there was: 前年度の4万人の80％まで回復."""


_BRACKET = compile_pattern(r"[^0-9、。\n()]{0,2}\( ?")
_PLAIN = frozenset({Qualifier.ABOUT})
_OFF = {"割": Decimal(6)}
"""How far a percentage may lie from a number of tenths, in points."""
_OTHERS_OFF = Decimal("0.15")  # of a fraction


def mismatched_words(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the percentages in brackets that are not the fraction before them."""
    for at in range(1, len(figures)):
        ratio, share = figures[at - 1 : at + 1]
        figure = ratio.figure
        if figure.kind is not _RATIO or figure.unit_norm == "倍" or not is_share(share):
            continue
        start, end = share.figure.span.start, share.figure.span.end
        if (
            figure.value_max is not None
            or not _PLAIN.issuperset(figure.qualifiers)
            or figure.value >= 1
            or not _BRACKET.fullmatch(words_between(text, figure.span.end, start))
            or not CLOSED.match(words_behind(text, end, 2))
        ):
            continue
        calculated = figure.value * HUNDRED
        if abs(share.figure.value - calculated) > _OFF.get(figure.unit_norm or "", calculated * _OTHERS_OFF):
            yield Mismatch(share, calculated, (ratio,))


_HALF_BEFORE = compile_pattern(r"(?P<how>過)?半数(?P<more>以上)?(?:の[^0-9、。\n()]{1,8})?\( ?$")
_FIFTY, _NEAR_FIFTY = Decimal(50), Decimal(8)
_LONGEST = 16  # characters


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
