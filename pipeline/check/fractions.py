"""Fractions and multiples beside the values that give them.

60人のうち女性は15人で、4分の1を占める; 受検者の3人に1人が合格した計算; 180件となり、前年同期の120件の2倍.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Qualifier
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import is_divided, sentence_before, words_amid, words_before, words_behind, words_between
from pipeline.check.values import (
    HUNDRED,
    Mismatch,
    comparable,
    exact,
    half_step,
    is_share,
    last_digit,
    quotient_mismatch,
    relative_rounding,
    sum_of,
)
from pipeline.check.wording import added
from pipeline.model import FigureRecord

_RATIO = FigureKind.RATIO
_ABOUT = "(?:約|およそ|ほぼ)"
_MAKES = compile_pattern(rf"[^0-9。\n()]{{0,16}}(?:で|し|り|れ|は|が|、)(?:、| )?(?:全体の|総数の)?{_ABOUT}?")
_AMOUNTS = compile_pattern("(?:を占|に当た|にあた|に相当|とな[っりる]|です|で(?:あ|し)[るった])")
_HALF = compile_pattern(r"[^0-9。、\n()]{0,8}の(?P<of>半数|半分)(?:に当たる|にあたる|に相当する|の)[^0-9。、\n()]{0,8}")
_NEARLY = Decimal("0.1")  # of a fraction that is told without 約
_TENTH = Decimal("0.1")
_NEXT_NUMBER = Decimal("0.7")
ROUGHLY_OFF = Decimal("0.15")
"""How far a fraction may be off that is told with 約 or in words, of the calculated one."""
_PLAIN = frozenset({Qualifier.ABOUT})
_TWO = 2
_LONGEST = 16  # characters


def mismatched_fractions(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the fractions of a whole that the part beside them does not make."""
    for at in range(2, len(figures)):
        whole, part, ratio = figures[at - 2 : at + 1]
        if ratio.figure.kind is not _RATIO or not comparable(whole, part) or not exact(whole, part):
            continue
        if ratio.figure.unit_norm == "倍" or not whole.figure.value or not is_single(ratio):
            continue  # of two values of other times
        gap = words_amid(text, part, ratio)
        if _is_fall(text, whole, part, ratio, gap):
            calculated = part.figure.value / whole.figure.value - 1
        elif _is_share_of(text, whole, part, ratio, gap) or _is_one_of(text, whole, part, ratio, gap):
            calculated = part.figure.value / whole.figure.value
        else:
            continue
        if not _agree(ratio, calculated):
            yield Mismatch(ratio, calculated, (part, whole))


def _is_share_of(text: str, whole: FigureRecord, part: FigureRecord, ratio: FigureRecord, gap: str) -> bool:
    """Tell whether a fraction is told as that of a part in its whole, which for 全体の must itself be part of nothing."""
    of_other = whole.part_of is not None and _OF_EVERYTHING.search(gap) is not None
    return part.part_of == whole.figure_id and not of_other and _is_amount(text, ratio, gap)


_OF_EVERYTHING = compile_pattern("全体|総数")


def is_single(ratio: FigureRecord) -> bool:
    """Tell whether a fraction is one value, at most told with 約: not 3割以上, nor 2～3割."""
    return ratio.figure.value_max is None and _PLAIN.issuperset(ratio.figure.qualifiers)


def _is_one_of(text: str, whole: FigureRecord, part: FigureRecord, ratio: FigureRecord, gap: str) -> bool:
    """Tell whether so many to one are told of those whom two values count: 180人が応募して60人が当選し、応募者の3人に1人が当選した計算."""
    named = _ONE_OF.fullmatch(gap)
    if named is None or "に1" not in fold(ratio.figure.text) or part.figure.value >= whole.figure.value:
        return False
    behind = words_behind(text, ratio.figure.span.end, _LONGEST)
    told = fold(whole.figure.label or "") + words_amid(text, whole, part)
    return named["of"] in told and _RECKONED.match(behind) is not None


_ONE_OF = compile_pattern(rf"[^0-9。\n()]{{0,12}}、(?P<of>[^0-9、。\n()のはが]{{2,4}}?)者?の{_ABOUT}?")
_RECKONED = compile_pattern("が[^0-9、。\n()]{0,10}(?:計算|割合|ことにな)")


def _is_fall(text: str, earlier: FigureRecord, later: FigureRecord, ratio: FigureRecord, gap: str) -> bool:
    """Tell whether a fraction is by how much a value fell or grew to the one beside it: 2,000Lから1,800Lへ、約1割減った."""
    inner = words_amid(text, earlier, later)
    return (
        ratio.figure.unit_norm == "割"
        and FROM.fullmatch(inner) is not None
        and _TO.fullmatch(_ROUGHLY.sub("", gap)) is not None
        and _GROWN_BY.match(words_behind(text, ratio.figure.span.end, 8)) is not None
        and (ratio.figure.value < 0) == (later.figure.value < earlier.figure.value)
    )


_ROUGHLY = compile_pattern(f"{_ABOUT}$")
_GROWN_BY = compile_pattern(r"(?:の|も|ほど)?(?:減|増|少なく|多く|下が|上が|伸び|低下|上昇|縮減|削減)")


def overstated_tenths(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the tenths of all that one of the values told in turn before them does not make: 仕事96人、住まい84人で、仕事が全体の6割を超えた."""
    for at in range(2, len(figures)):
        ratio = figures[at]
        if ratio.figure.unit_norm != "割" or ratio.figure.kind is not _RATIO or ratio.figure.value_max is not None:
            continue
        run = [figures[at - 1]]
        for record in reversed(figures[max(0, at - _MOST_IN_TURN) : at - 1]):
            between = words_amid(text, record, run[0])
            if not (comparable(record, run[0]) and _IN_TURN.fullmatch(between)):
                break
            run.insert(0, record)
        named = _OF_ALL.fullmatch(words_amid(text, run[-1], ratio))
        if len(run) < _TWO or named is None or not exact(*run) or not sum_of(run):
            continue
        own = [record for record in run if fold(record.figure.label or "") == named["name"]]
        if len(own) != 1:
            continue
        calculated, qualifiers = own[0].figure.value / sum_of(run), ratio.figure.qualifiers
        passed = _PASSED.intersection(qualifiers) or _PAST.match(words_behind(text, ratio.figure.span.end, 4))
        if passed and calculated < ratio.figure.value:
            yield Mismatch(ratio, calculated, (own[0], added(run)))


_IN_TURN = compile_pattern(r"(?:、|で、| )[^0-9、。\n()]{1,12}")
_OF_ALL = compile_pattern(
    r"(?:で|となり|となって(?:おり|いて)?|と)、(?P<name>[^0-9、。\n()]{1,10})[がは]、?(?:全体|総数)の"
)
_PAST = compile_pattern("を?超")
_MOST_IN_TURN = 10  # values


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


_OF_WHOLE = compile_pattern(rf"(?!.*(?:{EARLIER}|全体|目標|計画|予定|定員))[^0-9、。\n()]{{0,8}}(?:の?うち|中|の)、? ?")
_MAKES_PART = compile_pattern(r"(?:に当たる|にあたる|に相当する)[^0-9、。\n()]{0,8}")


def mismatched_parts(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the parts that are not the share of a whole that they are said to be: 640社のうち45％に当たる288社."""
    for at in range(2, len(figures)):
        whole, ratio, part = figures[at - 2 : at + 1]
        if not comparable(whole, part) or not exact(whole, ratio, part) or not whole.figure.value:
            continue
        if not is_share(ratio) and (ratio.figure.kind is not _RATIO or ratio.figure.unit_norm == "倍"):
            continue
        between = words_amid(text, whole, ratio)
        gap = words_amid(text, ratio, part)
        if not _OF_WHOLE.fullmatch(between) or not _MAKES_PART.fullmatch(gap):
            continue
        made = part.figure.value / whole.figure.value
        if is_share(ratio):
            step = last_digit(ratio.figure.value)
            fits = abs(made * HUNDRED - ratio.figure.value) < step + HUNDRED * relative_rounding(whole, part)
            calculated = whole.figure.value * ratio.figure.value / HUNDRED
        else:
            fits, calculated = _agree(ratio, made), whole.figure.value * ratio.figure.value
        if not fits:
            yield Mismatch(part, calculated, (whole, ratio))


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
    if "に1" in fold(ratio.figure.text) and calculated:  # 3人に1人: to the next whole number
        return abs(1 / ratio.figure.value - 1 / calculated) < _NEXT_NUMBER
    if Qualifier.ABOUT in ratio.figure.qualifiers:
        return abs(ratio.figure.value - calculated) <= ratio.figure.value * ROUGHLY_OFF
    return abs(ratio.figure.value - calculated) <= ratio.figure.value * _NEARLY


_OF_BASE = compile_pattern(r"\)?(?:の(?:ちょうど|丁度)?|[にと]比べて?|から)、?")
_VALUE_FIRST = compile_pattern(
    r"[^0-9。\n()]{0,12}(?:、|\() ?(?:(?:令和|平成|[RH])?[0-9]{1,4}年度?)?[^0-9。\n()、]{0,12}\(?"
)
"""Between a value and the one that it is a multiple of: 件となり、前年同期の."""
FROM = compile_pattern(
    r" ?(?:から|→|⇒) ?(?:(?:(?:令和|[RH])?[0-9]{1,4}年度?)?(?:[0-9]{1,2}月)?末?(?:には?|は)?|[^0-9。\n()、]{0,8})"
)
_TO = compile_pattern(
    r"(?:(?:へと?|に|と)(?:大きく|大幅に)?(?:なり|なって|(?:増え|増加し|伸び|拡大し)(?:て)?)?)?、? ?\(?"
)
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
        competed = _CHOSEN.fullmatch(inner) and _COMPETED.fullmatch(gap) and not _goes_before(text, figures, at, one)
        if competed or (_OF_BASE.fullmatch(gap) and _VALUE_FIRST.fullmatch(inner)):
            value, base = one, other
        elif (FROM.fullmatch(inner) and _TO.fullmatch(gap)) or (_AGAINST.fullmatch(inner) and _THAT_IS.fullmatch(gap)):
            value, base = other, one
        else:
            continue
        yield from quotient_mismatch(multiple, value, base, most=_TOO_FAR)


_CHOSEN = compile_pattern(
    r"(?:が|の)(?:受験|応募|志願|申し?込み?)(?:が|を)?(?:し(?:て)?|あり)?、? ?[^0-9、。\n()]{0,6}(?:合格|採用|当選|入居|選考)[^0-9、。\n()予見]{0,6}(?:は|が)、?"
)
_COMPETED = compile_pattern(
    r"[^0-9、。\n()]{0,8}[、。](?:(?:受験|応募|志願|申込)者数?に対する)?(?:受験|応募|競争|実質)*倍率は、? ?"
)
"""Between those who competed and those who were taken, and before how many times as many they were."""


def _goes_before(text: str, figures: Sequence[FigureRecord], at: int, one: FigureRecord) -> bool:
    """Tell whether another number of the kind stands in the sentence before two values: 応募80人のうち64人が受験し."""
    lead = sentence_before(text, one.figure.span.start, 2 * _LONGEST)
    return any(comparable(r, one) and r.figure.text in lead for r in figures[max(0, at - 4) : at - 2])


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


_RATE_OF_GRANT = compile_pattern(r"(?:補助|助成|負担)(?:率|割合)(?:は|が|を|:)?、?(?:[^0-9、。\n()]{1,10}の)? ?$")
_COSTS = compile_pattern(
    r"[^0-9。\n()]{0,8}(?:[、。)]|\() ?(?:補助|助成)?(?:対象)?(?:事業|経)費(?:の|は|が|:)?(?:合計|総額)?、? ?"
)
_GRANT_NEXT = compile_pattern(
    r"に対(?:し(?:て)?|する)、? ?(?:(?:補助|助成|交付)(?:金)?(?:額|決定額)?(?:は|が|として)?)?、? ?"
)
_GRANTED = compile_pattern(
    r"(?:を(?:交付|補助|助成|支出|支給)(?:し|決定)|で(?:あ|し)|の(?:補助|交付|助成)|と(?:な|し))"
)
_CAPPED = compile_pattern(
    "上限|限度|以内|予算の範囲|切り?捨て|端数|定額|加算|嵩上げ|かさ上げ|うち|按分|最大|を除|控除|一部"
)


def mismatched_grants(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the grants that the rate does not give of the costs told behind it: 補助率は3分の2、対象経費930千円に対し620千円を補助."""
    for at in range(2, len(figures)):
        rate, costs, grant = figures[at - 2 : at + 1]
        if not (is_share(rate) or (rate.figure.kind is _RATIO and rate.figure.unit_norm != "倍")) or not comparable(
            costs, grant
        ):
            continue
        start, end = rate.figure.span.start, grant.figure.span.end
        lead, behind = words_before(text, start, _LONGEST_SHARES), words_behind(text, end, _LONGEST_SHARES)
        if not _RATE_OF_GRANT.search(lead) or not exact(rate, costs, grant):
            continue
        if not (
            _COSTS.fullmatch(words_amid(text, rate, costs))
            and _GRANT_NEXT.fullmatch(words_amid(text, costs, grant))
            and _GRANTED.match(behind)
        ) or _CAPPED.search(lead + words_between(text, start, end) + behind):
            continue
        calculated = costs.figure.value * rate.figure.value / (HUNDRED if is_share(rate) else 1)
        over = grant.figure.value > calculated * _ROUNDED_UP
        if over or (
            grant.figure.value != round(calculated) and _has_same_digits(grant.figure.value, round(calculated))
        ):
            yield Mismatch(grant, calculated, (costs, rate))


def _has_same_digits(one: Decimal, other: int) -> bool:
    """Tell whether a sum is another with its digits in another order; what is only less may be the most that is granted."""
    return sorted(str(int(one)).rstrip("0")) == sorted(str(other).rstrip("0"))


_ROUNDED_UP = Decimal("1.02")


QUOTIENTS = (mismatched_fractions, mismatched_halves, mismatched_multiples, overstated_multiples, overstated_tenths)
"""All that finds fractions and multiples which two values do not make."""
PARTS = (mismatched_parts, mismatched_grants)
"""All that finds parts which a fraction of a whole does not make."""
