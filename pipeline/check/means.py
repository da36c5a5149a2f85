"""Means and unit prices beside the numbers that give them: 12回、延べ216人（1回当たり18人）, 1団体につき20万円を8団体に."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.counters import counter_of
from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Per
from extractors.patterns import compile_pattern
from pipeline.check.beside import COUNTED, Mismatch, exact, last_digit, words_between
from pipeline.model import FigureRecord

_OF_ONE = compile_pattern(
    r"(?<![0-9.一-鿿])1 ?(?P<unit>[一-鿿か]{1,4}?)(?:当たり|あたり|当り|につき|平均)(?:の|で)?(?P<what>[^0-9、。\n()]{0,12}?)(?:は|平均(?:で|して)?)?、? ?$"
)
"""What leads to a mean: 1回当たり平均, 1回当たりの参加者は; 市民1人当たり is told of others than those counted."""
_BARRED = compile_pattern(
    rf"参加費|負担|会費|[料代]金|[講用場]料|単価|徴収|上限|最大|以内|限度|目標|計画|予定|定員|{EARLIER}|同期|→|から|比"
)
"""With one of these between them, what is told of need not be what the mean is taken of."""
_PRICE_NEXT = compile_pattern(r"(?:ずつ)?(?:を|、|で|の[^0-9、。\n()]{1,8}を|×|\*)?[^0-9、。\n()]{0,8}")
_NUMBER_NEXT = compile_pattern(r"[^0-9。\n()]{0,12}、? ?1[^0-9、。\n()]{1,12}")
_SUM_NEXT = compile_pattern(r"[^0-9。\n]{0,24}(?:総額|合計|計|支給額|交付額|助成額|=|＝)(?:は|で)?[^0-9。\n、]{0,6}")
_LONGEST_LEAD = 36
_REACH = 120  # characters
_OF_MONEY = Decimal("0.02")


def mismatched_means(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the means that the one number and the one total told before them do not give.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    for at in range(2, len(figures)):
        mean = figures[at]
        of_one = _of_one(text, mean)
        if of_one is None or not exact(mean) or mean.figure.kind not in COUNTED:
            continue
        unit, lead = of_one
        start = mean.figure.span.start - lead
        before = [k for k in range(max(0, at - 4), at) if start - figures[k].figure.span.end <= _REACH]
        before = [k for k in before if "\n" not in text[figures[k].figure.span.end : start]]
        numbers = [figures[k] for k in before if figures[k].figure.unit_norm == unit and _is_counted(figures[k])]
        totals = [
            figures[k]
            for k in before
            if figures[k].figure.unit_norm == mean.figure.unit_norm and figures[k].figure.kind in COUNTED
        ]
        if len(numbers) != 1 or len(totals) != 1 or numbers[0] is totals[0]:
            continue  # which of several is meant is open
        number, total = numbers[0], totals[0]
        first = min(number.figure.span.start, total.figure.span.start)
        told = words_between(text, max(0, first - 12), mean.figure.span.end + 8)
        if _BARRED.search(told) or not exact(number, total) or not number.figure.value:
            continue
        calculated = total.figure.value / number.figure.value
        if not _agrees(mean, calculated):
            yield Mismatch(mean, calculated, (total, number))


def mismatched_products(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the sums that so much for each of so many does not give: 1団体につき20万円を8団体に交付し、総額は180万円.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    for at in range(2, len(figures)):
        one, other, total = figures[at - 2 : at + 1]
        number_first = other.figure.kind is FigureKind.MONEY
        price, number = (other, one) if number_first else (one, other)
        if not price.figure.kind is total.figure.kind is FigureKind.MONEY or not exact(price, number, total):
            continue
        of_one = _of_one(text, price)
        next_to = words_between(text, one.figure.span.end, other.figure.span.start)
        behind = words_between(text, other.figure.span.end, total.figure.span.start)
        start = max(0, one.figure.span.start - _LONGEST_LEAD)
        if (
            of_one is None
            or of_one[0] != number.figure.unit_norm
            or not (_NUMBER_NEXT if number_first else _PRICE_NEXT).fullmatch(next_to)
            or not _SUM_NEXT.fullmatch(behind)
            or _BARRED.search(words_between(text, start, total.figure.span.start))
        ):
            continue
        calculated = price.figure.value * number.figure.value
        if abs(calculated - total.figure.value) > calculated * _OF_MONEY:
            yield Mismatch(total, calculated, (price, number))


def _of_one(text: str, record: FigureRecord) -> tuple[str, int] | None:
    """Return of one what a value is told, and how far before it the words of that begin."""
    start = record.figure.span.start
    lead = words_between(text, max(0, start - _LONGEST_LEAD), start)
    match = _OF_ONE.search(lead)
    if match is None:
        return None
    counter = counter_of(match["unit"])
    return counter.norm if counter else match["unit"], len(lead) - match.start()


def _is_counted(record: FigureRecord) -> bool:
    """Tell whether a value says how many there were in all: 年24回, but not 1日14便."""
    figure = record.figure
    if figure.kind is FigureKind.FREQUENCY:
        return figure.per is Per.YEAR
    return figure.kind in COUNTED or figure.kind is FigureKind.DURATION


def _agrees(mean: FigureRecord, calculated: Decimal) -> bool:
    """Tell whether a mean is a calculated one, rounded up or down; of money, at the digits that 万円 leaves."""
    stated = mean.figure.value
    rounding = stated * _OF_MONEY if mean.figure.kind is FigureKind.MONEY else last_digit(stated)
    return abs(stated - calculated) < rounding
