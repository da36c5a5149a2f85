"""Means and unit prices beside the numbers that give them: 12回、延べ216人（1回当たり18人）, 1団体につき20万円を8団体に."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractors.counters import counter_of
from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Per
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import (
    CLOSED,
    is_called,
    sentence_before,
    sentence_behind,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.values import COUNTED, NEARLY, Mismatch, comparable, exact, last_digit, slipped
from pipeline.model import FigureRecord

_OF_ONE = compile_pattern(
    r"(?:(?P<of>[一-鿿]{2}|[^0-9、。\n() :]{1,9}の)|(?<![0-9.一-鿿]))[1一] ?(?P<unit>[一-鿿か]{1,4}?)(?:当たり|あたり|当り|につき|平均)(?:の|で)?(?P<what>[^0-9、。\n()]{0,12}?)(?:は|平均(?:で|して)?)?、? ?$"
)
"""What leads to a mean: 1回当たり平均, 1回当たりの参加者は. 採択1件当たり and 分館の1日平均 are of what they name."""
_LEADS_TO_MEAN = compile_pattern("[当あ]たり|当り|につき|平均|\0")
"""A cheap test of the raw text, in which a wrap may part the words."""
_BARRED = compile_pattern(
    rf"参加費|負担|会費|[料代]金|[講用場]料|単価|徴収|上限|最大|以内|限度|目標|目安|募集|基本|原則|計画|予定|予算|定員|うち|{EARLIER}|同期|→|から|比|除[きくい]|(?:休日|平日|土日|祝日|夏季|期間中)の"
)
"""With one of these between them, what is told of need not be what the mean is taken of."""
_PRICE_NEXT = compile_pattern(r"(?:ずつ)?(?:を|、|で、?|の[^0-9、。\n()]{1,8}を|×|\*)?[^0-9、。\n()]{0,8}")
_NUMBER_NEXT = compile_pattern(r"[^0-9。\n()]{0,12}、? ?1[^0-9、。\n()]{1,12}")
_NUMBER_APART = compile_pattern(r"[^0-9。、\n()]{0,8}。[^0-9。、\n()]{1,8}は、?1[^0-9、。\n()]{1,12}")
"""12品が完成した。補助は1品20万円で."""
_FROM_PAYERS = compile_pattern(r"^から")
"""Behind a number: 150店から計9万円の収入."""
_SUM_NEXT = compile_pattern(
    r"[^0-9。\n]{0,24}(?:総額|合計|計|延べ|のべ|合わせて|支給額|交付額|助成額|補助額|=|＝)(?:は|で)?[^0-9。\n、]{0,6}"
)
_COST_NEXT = compile_pattern(
    r"[^0-9。\n]{0,16}、[^0-9。\n、]{0,6}(?:費用?|支出|経費|代金|総数|[枚本冊個台部食着袋箱]数)(?:は|が)、? ?"
)
"""Words that tell a sum less surely: it may hold more than the things counted, and only what is near, or a slip, is told."""
_LONGEST_LEAD = 36
_REACH, _MOST = 120, 6  # characters, figures
_FAR = 3
"""How many times as much as calculated a mistaken mean may be, but for money, of which 千円 may be 円."""
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
        start = mean.figure.span.start - of_one.lead
        told = _in_bracket(text, figures, at) or _before(text, figures, at, start)
        before = _nearest(text, told, start, mean, of_one)
        numbers = [r for r in before if _is_number_of(r, of_one)]
        totals = [r for r in before if comparable(r, mean) and _of_one(text, r) is None]
        if not numbers and (behind := _number_behind(text, figures, at, of_one.unit)):
            numbers = [behind]
        if not numbers and of_one.unit == "か月" and len(totals) == 1 and not of_one.what:
            yield from _monthly(text, totals[0], mean, start)
            continue
        if of_one.of and not of_one.of.endswith("の"):
            numbers = [r for r in numbers if is_called(text, r, of_one.of)]
        if len(numbers) != 1 or len(totals) != 1 or numbers[0] is totals[0]:
            continue  # which of several is meant is open
        number, total = numbers[0], totals[0]
        if of_one.of.endswith("の") and not _is_named(of_one.of, number, total):
            continue
        if "。" in text[total.figure.span.end : min(start, number.figure.span.start)]:
            continue  # 1,391人が完走した。教室は9教室、1教室平均24.5人: of something else
        if (
            _BARRED.search(_words_of(text, number, total, start, mean))
            or not exact(number, total)
            or not number.figure.value
        ):
            continue
        calculated = total.figure.value / number.figure.value
        far = not calculated / _FAR <= mean.figure.value <= calculated * _FAR
        if far and mean.figure.kind is not FigureKind.MONEY:
            continue  # 46人の登録、活動日数202日、1日当たり6人: of something else
        ways = (
            a.figure.value / b.figure.value
            for a in told
            for b in told
            if comparable(a, mean) and "。" not in text[a.figure.span.end : total.figure.span.start]
            if b.figure.unit_norm == number.figure.unit_norm and b.figure.value
        )
        if not any(_agrees(mean, value) for value in (calculated, *ways)):
            yield Mismatch(mean, calculated, (total, number))


def _monthly(text: str, total: FigureRecord, mean: FigureRecord, start: int) -> Iterator[Mismatch]:
    """Yield the mean of a month that a value of a whole year does not give: 年間2,880件で、1か月平均240件."""
    at = total.figure.span.start
    of_year = total.figure.per is Per.YEAR or words_before(text, at, 8).rstrip().endswith(
        ("年間", "年間で", "年間延べ")
    )
    calculated = total.figure.value / _MONTHS
    told = of_year and exact(total) and not _BARRED.search(_words_of(text, total, total, start, mean))
    if told and not _agrees(mean, calculated):
        yield Mismatch(mean, calculated, (total,))


_MONTHS = 12


def _words_of(text: str, number: FigureRecord, total: FigureRecord, start: int, mean: FigureRecord) -> str:
    """Return the words around the values that a mean is taken of, up to it; of a number that a sentence before tells, a few."""
    first, end = number.figure.span.start, number.figure.span.end
    words = ""
    if "。" in text[end : total.figure.span.start]:
        words, first = words_between(text, max(0, first - 12), end + 12), start
    first, end = min(first, total.figure.span.start, start), mean.figure.span.end
    return words + words_between(text, max(0, first - 12), end + 8) + sentence_behind(text, end, _LONGEST_LEAD)[8:]


def _nearest(
    text: str, before: Sequence[FigureRecord], start: int, mean: FigureRecord, of_one: _OfOne
) -> Sequence[FigureRecord]:
    """Return the values of the sentence of a mean and of the one before it, if they are two or more; else all of them."""
    lowest = max(0, start - 2 * _REACH)
    stop = text.rfind("。", lowest, max(lowest, text.rfind("。", lowest, start)))
    near = [record for record in before if record.figure.span.start > stop]
    last = before[-_TWO:]
    numbers = [_is_number_of(record, of_one) for record in last]
    totals = [comparable(record, mean) for record in last]
    if sorted(numbers) == sorted(totals) == [False, True] and numbers != totals and last[0].figure.span.start > stop:
        return last  # 28人が登録し、案内は340回、案内した客は5,100人、1回当たり15人
    return near if len(near) >= _TWO else before


def _before(text: str, figures: Sequence[FigureRecord], at: int, start: int) -> Sequence[FigureRecord]:
    """Return the values that a mean may be taken of: those of its line before it and, where one is wanting, of the lines above.

    A mean that opens its line is of what the lines right above tell; else its number may be all that such a line holds:
    開館日数：150日 above 貸出冊数：42,600冊（1日平均284冊）.
    """
    near = [r for r in figures[max(0, at - _MOST) : at] if 0 <= start - r.figure.span.end <= _REACH]
    same = [r for r in near if "\n" not in text[r.figure.span.end : start]]
    above = [r for r in near if r not in same and r.place == figures[at].place]
    if not above or "\n\n" in text[above[0].figure.span.end : start]:
        return same
    if not same and not _OPENS_LINE.search(words_before(text, start, _LONGEST_LEAD)):
        return same
    alone = [r for r in above if not same or _is_alone(text, r)]
    totals = [r for r in same if comparable(r, figures[at])]
    return [*(r for r in alone if not totals or not comparable(r, figures[at])), *same]


_OPENS_LINE = compile_pattern(r"\n[ ・○●◇◆*-]*$")
_ONLY_VALUE = compile_pattern(r"[ ・○●◇◆*-]*[^0-9、。\n]{2,12}[: ]$")


def _is_alone(text: str, record: FigureRecord) -> bool:
    """Tell whether a line holds but a value and its name."""
    start, end = record.figure.span.start, record.figure.span.end
    lead = words_before(text, start, _LONGEST_LEAD).rpartition("\n")[2]
    return _ONLY_VALUE.fullmatch(lead) is not None and text[end : end + 1] == "\n"


def _is_number_of(record: FigureRecord, of_one: _OfOne) -> bool:
    return (
        record.figure.unit_norm in (of_one.unit, f"{of_one.unit}間") and record.part_of is None and _is_counted(record)
    )


def _is_named(words: str, *records: FigureRecord) -> bool:
    """Tell whether the words before 1日平均 name one of the values that it is of: 来館者の, but not 夏休みの."""
    labels = [fold(record.figure.label or "") for record in records]
    return any(label and (label in words or words[:-1] in label) for label in labels)


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
        counted = price.figure.kind in COUNTED or price.figure.per is Per.YEAR
        alike = counted and price.figure.unit_norm == total.figure.unit_norm
        of_one = _price_of(text, price) if alike and total.figure.kind in COUNTED else None
        if of_one is None or not exact(price, number, total):
            continue
        next_to = words_between(text, one.figure.span.end, other.figure.span.start)
        behind = words_between(text, other.figure.span.end, total.figure.span.start)
        before = number_first and _NUMBER_APART.fullmatch(next_to)
        opened = sentence_before(text, one.figure.span.start, _LONGEST_LEAD)
        if (
            number.figure.unit_norm not in (of_one.unit, f"{of_one.unit}間")
            or not ((beside := (_NUMBER_NEXT if number_first else _PRICE_NEXT).fullmatch(next_to)) or before)
            or not ((sums := _SUM_NEXT.fullmatch(behind)) or _COST_NEXT.fullmatch(behind))
            or _WITH_MORE.search(next_to + behind)
            or _BARRED.search(opened + next_to + _FROM_PAYERS.sub("", behind))
        ):
            continue
        end = total.figure.span.end
        if _LESS_BEHIND.match(words_behind(text, end, 24)) or _one_of_several(text, figures, at, price):
            continue
        calculated = price.figure.value * number.figure.value
        lead = sentence_before(text, price.figure.span.start, _LONGEST_LEAD)
        sure = sums and beside and (not _IN_TURNS.search(behind) or number.figure.unit_norm in _TIMES)
        apart = abs(calculated - total.figure.value)
        near = apart <= calculated * NEARLY and not sums
        if not sure and not near and not slipped(total.figure.value, calculated):
            continue  # 1棟20万円の補助を9棟に行い、事業費は410万円
        if apart > _rounding(calculated, price, number, total, lead):
            yield Mismatch(total, calculated, (price, number))


_IN_TURNS = compile_pattern("延べ|のべ")
_TIMES = frozenset({"回", "日", "日間"})
"""Of these times, as many each make what came in all; to other things, some may have gone several times."""
_LESS_BEHIND = compile_pattern(r"の予算|[^。\n]{0,16}(?:減額|一部|見込|予定|用意|準備|含|ほか|加え|別に|うち)")


def _one_of_several(text: str, figures: Sequence[FigureRecord], at: int, price: FigureRecord) -> bool:
    """Tell whether the sentence has another price before, so that the sum may be of both: 1団体2万円を10団体に、1団体3万円を5団体に."""
    start = price.figure.span.start
    for record in reversed(figures[max(0, at - _LONGEST_SUM) : at - 2]):
        if "。" in text[record.figure.span.end : start] or "\n" in text[record.figure.span.end : start]:
            return False
        if record.figure.unit_norm == price.figure.unit_norm and _price_of(text, record):
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

    月8回を12か月続け、年間で96回; 1回2時間で全6回、計12時間; 20日間、1日8軒を回り、合わせて160軒.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
    """
    for at in range(2, len(figures)):
        one, other, total = figures[at - 2 : at + 1]
        number_first = other.figure.kind is FigureKind.FREQUENCY or _is_of_each(text, other, one, total)
        each, number = (other, one) if number_first else (one, other)
        if each.figure.kind not in _OF_EACH or not _per_unit(each, total):
            continue
        if not _is_of_each(text, each, number, total) or not exact(each, number, total):
            continue
        next_to = _MONTHS_FROM_TO.sub("", words_between(text, one.figure.span.end, other.figure.span.start))
        behind = words_between(text, other.figure.span.end, total.figure.span.start)
        told = _NUMBER_FIRST if number_first else _TIMES_NEXT
        in_all = _IN_ALL_OF_DAYS if each.figure.per is Per.DAY else _IN_ALL
        before = words_before(text, one.figure.span.start, len("から"))  # 月2回から月3回
        if not (told.fullmatch(next_to) and in_all.fullmatch(behind)) or _BARRED.search(before + next_to + behind):
            continue
        if _WITH_MORE.search(behind + words_behind(text, total.figure.span.end, 2 * _LONGEST_OF_ONE)):
            continue
        calculated = each.figure.value * number.figure.value / _per_unit(each, total)
        if abs(calculated - total.figure.value) > _of_mean(each, number):
            yield Mismatch(total, calculated, (each, number))


def _of_mean(each: FigureRecord, number: FigureRecord) -> Decimal:
    """Return how far a sum may be off where what each day had may be a mean: 1日当たり6筆."""
    is_mean = _LEADS_TO_MEAN.search(fold(each.figure.text)) is not None
    return last_digit(each.figure.value) * number.figure.value / 2 if is_mean else Decimal(0)


def _per_unit(each: FigureRecord, total: FigureRecord) -> Decimal:
    """Return how many units of the one value make one of the other, 0 where they count unlike things."""
    units = (each.figure.unit_norm, total.figure.unit_norm)
    return Decimal(1) if units[0] == units[1] else Decimal(_MINUTES) if units == ("分", "時間") else Decimal(0)


_MINUTES = 60
_WITH_MORE = compile_pattern("含|加え|別に|ほか|うち|除|中止|休(?!ま[ずな]|み?な[くし])|補って|設計|工賃|送料|見込")
_NUMBER_FIRST = compile_pattern(r"[^0-9。、\n()]{0,8}、(?:1(?:日|回))?")
_TIMES_NEXT = compile_pattern(r"(?:ずつ)?(?:[^0-9、。\n()]{0,12}[、で×をに])? ?(?:全|年間|×)?")
_MONTH = r"(?:[令和RH]*[0-9]{1,4}年|翌年)?[0-9]{1,2}月"
_MONTHS_FROM_TO = compile_pattern(rf"{_MONTH}(?:から|~){_MONTH}(?:まで)?[の、]?$")
_IN_ALL = compile_pattern(
    r"[^0-9。\n()]{0,12}(?:[、(=]|で) ?(?:年間で?|通年で|合わせて)?(?:合計|計|総|延べ)?[^0-9、。\n()]{0,6}"
)
_IN_ALL_OF_DAYS = compile_pattern(
    r"(?:かけて)?[^0-9。\n()]{0,12}(?:[、(=]|で) ?(?:合わせて|合計|計|延べ|のべ|全部で|年間)(?:で|は)?[^0-9、。\n()]{0,6}"
)
_TERMS = {
    Per.MONTH: frozenset({"か月", "か月間"}),
    Per.WEEK: frozenset({"週", "週間"}),
    Per.DAY: frozenset({"日", "日間"}),
}


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


class _OfOne(NamedTuple):
    """Of one what a value is told."""

    unit: str
    lead: int
    """How far before the value the words of that begin."""
    of: str = ""
    """What stands before them: 採択, 夏休みの."""
    what: str = ""
    """What stands behind them: 参加者."""


def _of_one(text: str, record: FigureRecord) -> _OfOne | None:
    start = record.figure.span.start
    if not _LEADS_TO_MEAN.search(text, max(0, start - _LONGEST_LEAD), start):
        return None
    lead = words_before(text, start, _LONGEST_LEAD)
    match = _OF_ONE.search(lead)
    if match is None:
        return None
    counter = counter_of(match["unit"])
    unit, lead_from = counter.norm if counter else match["unit"], len(lead) - match.start()
    return _OfOne(unit, lead_from, match["of"] or "", match["what"].strip(" :の"))


def _price_of(text: str, record: FigureRecord) -> _OfOne | None:
    """Return of one what a price is told, also right behind it: 1台当たり12万円, 1台12万円のものを8台; not 市民1人当たり.

    So is how many there are to one: 1区画30本を12区画に, 1か所に2人ずつ.
    """
    of_one = _of_one(text, record)
    if of_one is not None:
        return of_one if of_one.of[-1:] in ("", "の") else None
    start = record.figure.span.start
    if record.figure.kind is not FigureKind.MONEY and not _EACH_BEHIND.match(
        words_behind(text, record.figure.span.end, 4)
    ):
        return None
    match = _ONE_IS.search(words_before(text, start, _LONGEST_OF_ONE))
    counter = counter_of(match["unit"]) if match else None
    return _OfOne(counter.norm, len(match[0])) if match and counter else None


_ONE_IS = compile_pattern(r"(?<![0-9.一-鿿])[1一] ?(?P<unit>[一-鿿か]{1,4})(?:に|へ)? ?$")
_EACH_BEHIND = compile_pattern("ずつ|[をで、]")


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
