"""Means and unit prices beside the numbers that give them: 12回、延べ216人（1回当たり18人）, 1団体につき20万円を8団体に."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.counters import counter_of
from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Per
from extractors.patterns import compile_pattern
from pipeline.check.beside import CLOSED, words_before, words_behind, words_between
from pipeline.check.values import COUNTED, Mismatch, comparable, exact, last_digit
from pipeline.model import FigureRecord

_OF_ONE = compile_pattern(
    r"(?<![0-9.一-鿿])[1一] ?(?P<unit>[一-鿿か]{1,4}?)(?:当たり|あたり|当り|につき|平均)(?:の|で)?(?P<what>[^0-9、。\n()]{0,12}?)(?:は|平均(?:で|して)?)?、? ?$"
)
"""What leads to a mean: 1回当たり平均, 1回当たりの参加者は; 市民1人当たり is told of others than those counted."""
_LEADS_TO_MEAN = compile_pattern("[当あ]たり|当り|につき|平均|\0")
"""A cheap test of the raw text, in which a wrap may part the words."""
_BARRED = compile_pattern(
    rf"参加費|負担|会費|[料代]金|[講用場]料|単価|徴収|上限|最大|以内|限度|目標|計画|予定|定員|{EARLIER}|同期|→|から|比|(?:休日|平日|土日|祝日|夏季|期間中)の"
)
"""With one of these between them, what is told of need not be what the mean is taken of."""
_PRICE_NEXT = compile_pattern(r"(?:ずつ)?(?:を|、|で、?|の[^0-9、。\n()]{1,8}を|×|\*)?[^0-9、。\n()]{0,8}")
_NUMBER_NEXT = compile_pattern(r"[^0-9。\n()]{0,12}、? ?1[^0-9、。\n()]{1,12}")
_FROM_PAYERS = compile_pattern(r"^から")
"""Behind a number: 150店から計9万円の収入."""
_SUM_NEXT = compile_pattern(r"[^0-9。\n]{0,24}(?:総額|合計|計|支給額|交付額|助成額|=|＝)(?:は|で)?[^0-9。\n、]{0,6}")
_LONGEST_LEAD = 36
_REACH = 120  # characters
_OF_MONEY = Decimal("0.02")


def mismatched_means(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the means that the one number and the one total told before them do not give.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
    """
    for at, mean in enumerate(figures):
        of_one = _of_one(text, mean)
        if of_one is None or not exact(mean) or mean.figure.kind not in COUNTED:
            continue
        unit, lead = of_one
        start = mean.figure.span.start - lead
        before = [k for k in range(max(0, at - 4), at) if start - figures[k].figure.span.end <= _REACH]
        before = [k for k in before if "\n" not in text[figures[k].figure.span.end : start]]
        numbers = [
            figures[k] for k in before if figures[k].figure.unit_norm in (unit, f"{unit}間") and _is_counted(figures[k])
        ]
        totals = [figures[k] for k in before if comparable(figures[k], mean)]
        if two := _in_bracket(text, figures, at):
            numbers = [r for r in two if r.figure.unit_norm in (unit, f"{unit}間") and _is_counted(r)]
            totals = [r for r in two if comparable(r, mean)]
        elif not numbers and (behind := _number_behind(text, figures, at, unit)):
            numbers = [behind]
        if len(numbers) != 1 or len(totals) != 1 or numbers[0] is totals[0]:
            continue  # which of several is meant is open
        number, total = numbers[0], totals[0]
        if "。" in text[total.figure.span.end : min(start, number.figure.span.start)]:
            continue  # 1,391人が完走した。教室は9教室、1教室平均24.5人: of something else
        first = min(number.figure.span.start, total.figure.span.start)
        told = words_between(text, max(0, min(first, start) - 12), mean.figure.span.end + 8)
        if _BARRED.search(told) or not exact(number, total) or not number.figure.value:
            continue
        calculated = total.figure.value / number.figure.value
        if not _agrees(mean, calculated):
            yield Mismatch(mean, calculated, (total, number))


def _in_bracket(text: str, figures: Sequence[FigureRecord], at: int) -> Sequence[FigureRecord]:
    """Return the two values of the bracket right behind a mean: 平均18.3人（12回、延べ220人）."""
    mean, *behind = figures[at : at + 3]
    if len(behind) < _TWO:
        return ()
    one, other = behind
    is_bracket = (
        _OPENED.fullmatch(words_between(text, mean.figure.span.end, one.figure.span.start))
        and _NEXT_IN_BRACKET.fullmatch(words_between(text, one.figure.span.end, other.figure.span.start))
        and CLOSED.match(words_behind(text, other.figure.span.end, 2))
    )
    return behind if is_bracket else ()


_OPENED = compile_pattern(r" ?\([^0-9。\n()]{0,10}")
_NEXT_IN_BRACKET = compile_pattern(r" ?[、,/・÷][^0-9。\n()]{0,10}")
_TWO = 2


def _number_behind(text: str, figures: Sequence[FigureRecord], at: int, unit: str) -> FigureRecord | None:
    """Return the number that the sentence behind a mean gives: 1日当たり100冊であった。開館日数は365日."""
    if at + 1 == len(figures) or figures[at + 1].figure.unit_norm not in (unit, f"{unit}間"):
        return None
    gap = words_between(text, figures[at].figure.span.end, figures[at + 1].figure.span.start)
    return figures[at + 1] if _NUMBER_BEHIND.fullmatch(gap) else None


_NUMBER_BEHIND = compile_pattern(r"[^0-9。、\n()]{0,16}(?:。|\()[^0-9。、\n()]{0,8}数(?:は|:)? ?")


def mismatched_products(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the sums that so much for each of so many does not give: 1団体につき20万円を8団体に交付し、総額は180万円.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
    """
    for at in range(2, len(figures)):
        one, other, total = figures[at - 2 : at + 1]
        number_first = other.figure.unit_norm == total.figure.unit_norm != one.figure.unit_norm
        price, number = (other, one) if number_first else (one, other)
        alike = price.figure.kind in COUNTED and price.figure.unit_norm == total.figure.unit_norm
        of_one = _of_one(text, price) or _priced(text, price) if alike and total.figure.kind in COUNTED else None
        if of_one is None or not exact(price, number, total):
            continue
        next_to = words_between(text, one.figure.span.end, other.figure.span.start)
        behind = words_between(text, other.figure.span.end, total.figure.span.start)
        start = max(0, one.figure.span.start - _LONGEST_LEAD)
        if (
            of_one[0] != number.figure.unit_norm
            or not (_NUMBER_NEXT if number_first else _PRICE_NEXT).fullmatch(next_to)
            or not _SUM_NEXT.fullmatch(behind)
            or _BARRED.search(words_between(text, start, other.figure.span.start) + _FROM_PAYERS.sub("", behind))
        ):
            continue
        end = total.figure.span.end
        if _LESS_BEHIND.match(words_behind(text, end, 24)) or _one_of_several(text, figures, at, price):
            continue
        calculated = price.figure.value * number.figure.value
        lead = words_between(text, start, price.figure.span.start)
        if abs(calculated - total.figure.value) > _rounding(calculated, price, number, total, lead):
            yield Mismatch(total, calculated, (price, number))


_LESS_BEHIND = compile_pattern(r"の予算|[^。\n]{0,16}(?:減額|一部|見込|予定)")


def _one_of_several(text: str, figures: Sequence[FigureRecord], at: int, price: FigureRecord) -> bool:
    """Tell whether the sentence has another price before, so that the sum may be of both: 1団体2万円を10団体に、1団体3万円を5団体に."""
    start = price.figure.span.start
    for record in reversed(figures[max(0, at - _LONGEST_SUM) : at - 2]):
        if "。" in text[record.figure.span.end : start] or "\n" in text[record.figure.span.end : start]:
            return False
        if record.figure.unit_norm == price.figure.unit_norm and (_of_one(text, record) or _priced(text, record)):
            return True
    return False


_LONGEST_SUM = 8  # figures


def _rounding(
    calculated: Decimal, price: FigureRecord, number: FigureRecord, total: FigureRecord, lead: str
) -> Decimal:
    """Return how far a sum may be from the calculated one: at most 2 %, as the noughts of price and sum leave it.

    What is paid につき one is so much and no less; 当たり it may be a mean, and a mean by its name is rounded however much that is.
    """
    of_price = 0 if _JUST_SO.search(lead) else _step(price) * number.figure.value / 2
    left = of_price + (_step(total) if total.figure.kind is FigureKind.MONEY else Decimal(0))
    return left if _IS_MEAN.search(lead) else min(calculated * _OF_MONEY, left)


_JUST_SO = compile_pattern("につき")
_IS_MEAN = compile_pattern(r"平均[^0-9、。\n]{0,8}、? ?$")


def _step(record: FigureRecord) -> Decimal:
    """Return what the last digit but noughts of a sum of money counts; other things are counted as they are stated."""
    if record.figure.kind is not FigureKind.MONEY:
        return last_digit(record.figure.value)
    digits = format(record.figure.value.to_integral_value(), "f")
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0")))


def mismatched_terms(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the sums that so many a month for so many months, or so long each for so many times, does not give.

    月8回を12か月続け、年間で96回; 1回2時間で全6回、計12時間.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
    """
    for at in range(2, len(figures)):
        each, number, total = figures[at - 2 : at + 1]
        if each.figure.kind not in _OF_EACH or not _per_unit(each, total):
            continue
        if not _is_of_each(text, each, number, total) or not exact(each, number, total):
            continue
        next_to = words_between(text, each.figure.span.end, number.figure.span.start)
        behind = words_between(text, number.figure.span.end, total.figure.span.start)
        if not (_TIMES_NEXT.fullmatch(next_to) and _IN_ALL.fullmatch(behind)) or _BARRED.search(next_to + behind):
            continue
        if _WITH_MORE.search(behind):
            continue
        calculated = each.figure.value * number.figure.value / _per_unit(each, total)
        if calculated != total.figure.value:
            yield Mismatch(total, calculated, (each, number))


def _per_unit(each: FigureRecord, total: FigureRecord) -> Decimal:
    """Return how many units of the one value make one of the other, 0 where they count unlike things."""
    units = (each.figure.unit_norm, total.figure.unit_norm)
    return Decimal(1) if units[0] == units[1] else Decimal(_MINUTES) if units == ("分", "時間") else Decimal(0)


_MINUTES = 60
_WITH_MORE = compile_pattern("含|加え|別に|ほか")
_TIMES_NEXT = compile_pattern(r"(?:ずつ)?(?:[^0-9、。\n()]{0,12}[、で×を])? ?(?:全|年間|×)?")
_IN_ALL = compile_pattern(
    r"[^0-9。\n()]{0,12}(?:[、(=]|で) ?(?:年間で?|通年で|合わせて)?(?:合計|計|総|延べ)?[^0-9、。\n()]{0,6}"
)
_TERMS = {Per.MONTH: frozenset({"か月", "か月間"}), Per.WEEK: frozenset({"週", "週間"})}


def _is_of_each(text: str, each: FigureRecord, number: FigureRecord, total: FigureRecord) -> bool:
    """Tell whether values are how many a month, how many months and how many in all; or how long a time is, and so on."""
    figure, unit = each.figure, number.figure.unit_norm
    if figure.kind is FigureKind.FREQUENCY:
        in_all = total.figure.kind in COUNTED or total.figure.per is Per.YEAR
        return (
            figure.per is not None
            and unit in _TERMS.get(figure.per, frozenset())
            and in_all
            and figure.unit_norm == total.figure.unit_norm
        )
    lead = words_before(text, figure.span.start, _LONGEST_OF_ONE)
    return (
        figure.kind is FigureKind.DURATION
        and total.figure.kind is FigureKind.DURATION
        and _ONE_TIME.search(lead) is not None
        and unit in ("回", "日間", "日")
    )


_OF_EACH = frozenset({FigureKind.FREQUENCY, FigureKind.DURATION})
_ONE_TIME = compile_pattern(r"(?<![0-9])1(?:回|日)(?:当たり|あたり|につき)? ?$")
_LONGEST_OF_ONE = 8


def _of_one(text: str, record: FigureRecord) -> tuple[str, int] | None:
    """Return of one what a value is told, and how far before it the words of that begin."""
    start = record.figure.span.start
    if not _LEADS_TO_MEAN.search(text, max(0, start - _LONGEST_LEAD), start):
        return None
    lead = words_before(text, start, _LONGEST_LEAD)
    match = _OF_ONE.search(lead)
    if match is None:
        return None
    counter = counter_of(match["unit"])
    return counter.norm if counter else match["unit"], len(lead) - match.start()


def _priced(text: str, record: FigureRecord) -> tuple[str, int] | None:
    """Return of one what a sum of money right behind it is told: 1台12万円のものを8台."""
    start = record.figure.span.start
    if record.figure.kind is not FigureKind.MONEY:
        return None
    match = _ONE_IS.search(words_before(text, start, _LONGEST_OF_ONE))
    counter = counter_of(match["unit"]) if match else None
    return (counter.norm, len(match[0])) if match and counter else None


_ONE_IS = compile_pattern(r"(?<![0-9.一-鿿])[1一] ?(?P<unit>[一-鿿か]{1,4}) ?$")


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
