"""Values that those around them do not give, by what their words say that they are, however it is worded.

A share, a growth, a difference, a sum, a remainder, a mean, a multiple or a product is held against the other exact values
of its passage. It is told only if none of them gives it in any way, and the nearest ones give a value that it is a
realistic slip of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from typing import NamedTuple

from extractors.mentions import FigureKind
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check import accounted, proportions, ways
from pipeline.check.passages import (
    HOURS,
    OF_EARLIER,
    OTHERS,
    Stated,
    Told,
    clause_behind,
    is_named_by,
    passages,
    stated,
)
from pipeline.check.values import (
    COUNTED,
    HUNDRED,
    NEARLY,
    POINTS,
    Mismatch,
    agree,
    comparable,
    counted_in,
    exact,
    written_step,
)
from pipeline.check.ways import Way
from pipeline.model import FigureRecord


class _Type(NamedTuple):
    """What a value can be."""

    ways: Callable[[Stated], Iterator[Way]]
    is_accounted_for: Callable[[Stated], bool]
    code: str
    sign: str
    """Between the terms of the message."""
    added: bool = False
    """Whether it has as many decimals as its terms."""
    named: bool = True
    """Whether what its clause says that it is of must be told beside the terms."""


_POINTS = _Type(ways.points, accounted.is_difference_of_shares, "change_mismatch", "、")
_SHARE = _Type(proportions.share, partial(accounted.is_percentage_of, growth=False), "share_mismatch", " ÷ ")
_GROWTH = _Type(proportions.growth, partial(accounted.is_percentage_of, growth=True), "change_mismatch", "、")
_MULTIPLE = _Type(proportions.multiple, accounted.is_quotient, "share_mismatch", " ÷ ")
_MEAN = _Type(proportions.mean, accounted.is_quotient, "mean_mismatch", " ÷ ")
_DIFFERENCE = _Type(
    ways.difference, partial(accounted.is_difference, told_twice=False), "change_mismatch", "、", added=True
)
_REST = _Type(ways.rest, partial(accounted.is_difference, told_twice=True), "remainder_mismatch", "、", added=True)
_SUM = _Type(ways.total, accounted.is_sum, "breakdown_sum", "、", added=True)
_WHOLE = _Type(ways.parts, accounted.is_sum, "breakdown_sum", "、", added=True, named=False)
_PRODUCT = _Type(ways.product_of, accounted.is_product, "product_mismatch", " × ")


def mismatched_relations(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[Mismatch, str, str]]:
    """Yield the values that those of their passage do not give, each with the code of its check and the sign between the terms."""
    for run in passages(text, figures):
        for at, told in enumerate(run):
            figure = told.record.figure
            is_cell = figure.text[-1].isdecimal()  # whose unit stands in a head: its column is checked as a whole
            if figure.kind not in _HELD or is_cell or not exact(told.record):
                continue
            behind = clause_behind(text, told)
            kinds = list(_types_of(told, behind))
            if not kinds:
                continue
            beside = stated(text, run, at, behind)
            for kind in kinds:
                way = _missed(beside, kind)
                if way is not None:
                    yield Mismatch(told.record, way.calculated, way.terms), kind.code, kind.sign
                    break


_HELD = COUNTED | {FigureKind.CHANGE, FigureKind.RATE, FigureKind.RATIO, FigureKind.DURATION}


def _types_of(told: Told, behind: str) -> Iterator[_Type]:
    """Yield what a value may be by its unit and the words beside it."""
    kind = told.record.figure.kind
    changed = (kind is FigureKind.CHANGE or _CHANGED.match(behind) or _CHANGE_BEFORE.search(told.lead)) is not None
    if told.unit in POINTS:
        yield _POINTS
    elif told.unit == "%":
        if told.value not in (0, HUNDRED):
            yield from _types_of_percentages(told.lead, behind, changed=changed)
    elif kind is FigureKind.RATIO:
        if told.unit == "倍":
            yield _MULTIPLE
    elif kind is not FigureKind.DURATION or told.unit in HOURS:
        yield from _types_of_amounts(told.lead, behind, changed=changed)


def _types_of_percentages(lead: str, behind: str, *, changed: bool) -> Iterator[_Type]:
    if changed:
        yield _GROWTH
    elif not _OF_OTHERS.search(lead) and not _AIM_BEHIND.match(behind):
        yield _SHARE


def _types_of_amounts(lead: str, behind: str, *, changed: bool) -> Iterator[_Type]:
    summed = ways.SUMMED.search(lead)
    if _MEAN_BEFORE.search(lead):
        yield _MEAN
    elif changed:
        if summed:
            yield _SUM
        yield _DIFFERENCE
    elif not _OF_OTHERS.search(lead):
        if _REST_BEFORE.search(lead) or _REST_BEHIND.match(behind):
            yield _REST
        yield _SUM if summed else _WHOLE
        yield _PRODUCT


_TURN = "増|減|上昇|低下|下降|伸び|上回|下回|多[いくか]|少な|アップ|ダウン|縮[小減]|拡大|開き(?=[がはと])|上が|下が|落ち|短縮|延び|プラス|マイナス|超過"
_CHANGED = compile_pattern(rf" ?(?:の|も|ほど|分の?|もの)? ?\(?(?:大幅な?|純|微)?(?:{_TURN})")
_CHANGE_BEFORE = compile_pattern(
    r"(?:差(?!引)|増減|増加|減少|開き(?=[がは:])|伸び|上昇|低下|(?<!加)増|減|落ち込み)[数分幅率額量]?(?:は|が|:)?、? ?\(?(?:[+\-−△▲]|プラス|マイナス)?$"
    r"|(?:比べ|比較して|比で)、?[+\-−△▲]?$|比[+\-−△▲]$"
)
_MEAN_BEFORE = compile_pattern(
    r"(?:平均|当たり|あたり|当り|につき)(?:[^0-9、。\n()]{0,14}|[^0-9。\n]{0,8}、 ?)\(?$|(?:ならす|除す|割る)と[^0-9。\n]{0,12}$"
)
_REST_BEFORE = compile_pattern(
    r"(?:残[りる高席額数余]?|空[室き席]|未[一-鿿]{1,4}|欠[席員]|在庫|繰越|差引|差し引き|剰余|不用額|純利益|赤字|黒字|収支|現在高|年度?末|持ち越|なかった)[^0-9、。\n()にでと]{0,8}\(?$"
)
_REST_BEHIND = compile_pattern(
    r"[がはを]? ?(?:残|余|空|未[一-鿿]|翌|繰り?越|欠席|不用|の(?:残|黒字|赤字|剰余|欠員|空き|不足|不用))"
)
_OF_OTHERS = compile_pattern(
    rf"(?:{OTHERS}|目標|目安|計画|予定|見込|指標|基準|水準|うち|当初|上限|定員|予算)[^0-9、。\n]{{0,14}}$"
)
"""At the end of the words that lead to a value: others do not give it."""
_AIM_BEHIND = compile_pattern("(?:以上|以下|未満|以内)?[をのにとが]?(?:する|した)?(?:目標|目指|見込|予定|計画|水準)")
"""Behind a percentage: it is not yet so."""


def _missed(beside: Stated, kind: _Type) -> Way | None:
    """Return what gives another value for a stated one, if that is a slip of it and nothing near accounts for it."""
    found = list(kind.ways(beside))
    value, record = beside.told.value, beside.told.record
    if any(agree(value, way.calculated, way.loose) for way in found):
        return None
    if kind.named:
        found = [way for way in found if is_named_by(beside, way.terms)]
    step = written_step(record)
    for way in found:
        terms = [term.figure.value for term in way.terms] if kind.added else []
        if (way.sure and _is_near(record, way)) or _digits_of_slip(value, way.calculated, step, terms) >= way.fewest:
            if not kind.is_accounted_for(beside):
                return way
            break
    if kind is _PRODUCT and kind.is_accounted_for(beside):
        return None
    return next((way for way in found if any(agree(value, mistaken) for mistaken in way.mistakes)), None)


def _is_near(record: FigureRecord, way: Way) -> bool:
    value = abs(record.figure.value)
    apart = abs(value - way.calculated)
    if apart < written_step(record):
        return False  # 0.5千円 for 533円
    return apart <= max(way.calculated * NEARLY, Decimal(value == int(value)))


def _digits(value: Decimal, step: Decimal) -> str:
    """Return the digits of a value down to that which counts so many."""
    return f"{(abs(value) / step).to_integral_value(ROUND_HALF_UP):f}"


def _digits_of_slip(value: Decimal, calculated: Decimal, step: Decimal, terms: Sequence[Decimal] = ()) -> int:
    """Return of how many digits a slip is: one mistaken, two in turn, a nought too many or few; 0 where it is none.

    Args:
        value: as stated.
        calculated: what it should be.
        step: what the last digit of the value counts.
        terms: what it is calculated from; noughts at the end of all are no digits.
    """
    one, other = _digits(value, step), _digits(calculated, step)
    if one == other or "0" in (one, other):
        return 0
    short, long = sorted((one, other), key=len)
    if len(short) < len(long) <= len(short) + _MOST_NOUGHTS and long == short + "0" * (len(long) - len(short)):
        return len(short.rstrip("0")) + 1 if len(short.strip("0")) > 1 else 0
    if step >= 1:
        noughts = min(
            len(digits) - len(digits.rstrip("0")) for digits in (one, other, *(_digits(t, step) for t in terms))
        )
        one, other = (digits[: len(digits) - noughts] for digits in (one, other))
    if len(one) == len(other):
        apart = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(apart) == 1:
            return len(one)
        if len(apart) == _PAIR and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]:
            return len(one) + 1
    carried = abs(int(one) - int(other))
    if _TEN <= carried <= int(one) / _FEW_OF and f"{carried}".rstrip("0") == "1":
        return min(len(one), len(other))
    return 0


_MOST_NOUGHTS = 3
_PAIR, _TEN = 2, 10
_FEW_OF = 4


def swapped_again(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield the values of one name that a passage tells twice, the second time with two digits that follow each other swapped."""
    for run in passages(text, figures):
        for at, told in enumerate(run):
            if len(f"{told.value:f}".rstrip("0")) < _FEWEST_AGAIN:
                continue
            for other in run[max(0, at - _REACH) : at]:
                if (
                    comparable(other.record, told.record)
                    and _are_swapped(f"{other.value:f}", f"{told.value:f}")
                    and exact(told.record, other.record)
                    and _are_of_one_name(other, told)
                ):
                    yield other.record, told.record


def _are_swapped(one: str, other: str) -> bool:
    if len(one) != len(other) or one == other:
        return False
    at = next(n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b)
    return one[at : at + _PAIR] == other[at : at + _PAIR][::-1] and one[at + _PAIR :] == other[at + _PAIR :]


def _are_of_one_name(one: Told, other: Told) -> bool:
    """Tell whether a value has the bare name of one before it: 事業費2,640万円 and 事業費2,460万円, not 支部の会員."""
    bare = _BARE.search(other.lead)
    first, second = one.record.as_of, other.record.as_of
    if (
        bare is None
        or OF_EARLIER.search(one.lead)
        or (first != second and not (first and second is None and (first.month, first.day) == _END_OF_YEAR))
    ):
        return False
    return counted_in(bare["name"]) == counted_in(fold(one.record.figure.label or ""))


_BARE = compile_pattern(r"(?:^|[、,)」 ])[・○●◇◆■□]? ?(?P<name>[一-鿿々ァ-ヶー]{2,})[はがも:]? ?$")
_END_OF_YEAR = (3, 31)
_FEWEST_AGAIN = 3
_REACH = 8
