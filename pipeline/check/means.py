"""Means beside the numbers that give them: 12回、延べ216人（1回当たり18人）, 年間2,880件で、1か月平均240件."""

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
    sentence_behind,
    words_amid,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.values import (
    COUNTED,
    Mismatch,
    comparable,
    exact,
    last_alike,
    last_digit,
    slipped,
    sum_of,
    times_in,
    written_step,
)
from pipeline.model import FigureRecord

_UNIT = r"(?:[一-鿿か]{1,4}?|kWh|MWh|kg|km|ha|[tmL㎏㎡㎢㎥]|k?m[23]|トン|キロ(?:グラム|メートル)?|メートル|ヘクタール|リットル)"
_OF_ONE = compile_pattern(
    rf"(?:(?P<of>[一-鿿]{{2}}|[^0-9、。\n() :]{{1,9}}の)|(?<![0-9.一-鿿]))[1一] ?(?P<unit>{_UNIT})(?:(?:当たり|あたり|当り|につき|平均)(?:の|で)?|(?:当たり|あたり|当り)?に(?:なら|均)(?:すと|して|せば)|(?:当たり|あたり|当り)(?:に(?:する|換算する)と|に直すと|で見ると))、?(?P<what>[^0-9、。\n()]{{0,12}}?)(?:は|平均(?:で|して)?)?、? ?$"
)
"""What leads to a mean: 1回当たり平均, 1回当たりの参加者は. 採択1件当たり and 分館の1日平均 are of what they name."""
_MEAN_OF_ONE = compile_pattern(
    r"(?:平均|なら|均)(?:する|す|して|せば)と?、? ?[1一] ?(?P<unit>[一-鿿か]{1,4}?)(?:当たり|あたり|当り|につき)?(?:は|が|で)?、? ?$"
)
"""ならすと1団体."""
LEADS_TO_MEAN = compile_pattern("[当あ]たり|当り|につき|平均|なら[しす]|均[しす]|\0")
"""A cheap test of the raw text, in which a wrap may part the words."""
BARRED = compile_pattern(
    rf"参加費|負担|会費|[料代]金|[講用場]料|単価|徴収|上限|最大|以内|限度|目標|目安|募集|基本|原則|計画|予定|予算|定員|うち|{EARLIER}|同期|→|から|比|除[きくい]|(?:休日|平日|土日|祝日|夏季|期間中)の"
)
"""With one of these between them, what is told of need not be what the mean is taken of."""
_LONGEST_LEAD = 36
_REACH, _MOST = 120, 6  # characters, figures
_FAR = 3
"""How many times as much as calculated a mistaken mean may be, but for money, of which 千円 may be 円."""
OF_MONEY = Decimal("0.02")


def mismatched_means(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the means that the one number and the one total told before them do not give."""
    for at, mean in enumerate(figures):
        of_one = told_of_one(text, mean)
        if of_one is None or not exact(mean) or not _is_amount(mean) or text.startswith("台", mean.figure.span.end):
            continue
        start = mean.figure.span.start - of_one.lead
        told = _in_bracket(text, figures, at) or _before(text, figures, at, start)
        before = _nearest(text, told, start, mean, of_one)
        numbers = [r for r in before if _is_number_of(r, of_one)]
        totals = [r for r in before if _are_alike(r, mean) and told_of_one(text, r) is None]
        if not numbers and (behind := _number_behind(text, figures, at, of_one.unit)):
            numbers = [behind]
        if not numbers and of_one.unit == "か月" and len(totals) == 1 and not of_one.what:
            yield from _monthly(text, totals[0], mean, start)
            continue
        if of_one.of and not of_one.of.endswith("の"):
            numbers = [r for r in numbers if is_called(text, r, of_one.of) or _is_of_days(r, of_one.of)]
        if len(numbers) != 1 or len(totals) != 1 or numbers[0] is totals[0]:
            continue  # which of several is meant is open
        number, total = numbers[0], totals[0]
        if not _is_of_topic(text, number, total, start, of_one) or is_of_other(
            of_one.what, words_before(text, start, _REACH)
        ):
            continue
        if "。" in text[total.figure.span.end : min(start, number.figure.span.start)]:
            continue  # 1,391人が完走した。教室は9教室、1教室平均24.5人: of something else
        named = of_one.what == total.figure.label and _is_of_days(number, of_one.of)  # on lines of their own or not
        words = "" if named else _words_of(text, number, total, start, mean)
        if (
            BARRED.search(words.replace("うち", "") if of_one.of else words)  # うち25件を採択し、採択1件当たり
            or not exact(number, total)
            or not number.figure.value
        ):
            continue
        times = times_in(number.figure.unit_norm or "", of_one.unit) or 1
        calculated = total.figure.value / number.figure.value / times
        far = not calculated / _FAR <= mean.figure.value <= calculated * _FAR
        if far and mean.figure.kind is not FigureKind.MONEY:
            continue  # 46人の登録、活動日数202日、1日当たり6人: of something else
        ways = (
            a.figure.value / b.figure.value / times
            for a in told
            for b in told
            if _are_alike(a, mean) and "。" not in text[a.figure.span.end : total.figure.span.start]
            if b.figure.unit_norm == number.figure.unit_norm and b.figure.value
        )
        of_unit = sum_of(r for r in told if r.figure.unit_norm == number.figure.unit_norm) or number.figure.value
        of_all = total.figure.value / of_unit / times  # 灯油24,000L、重油18,000L
        if not any(_agrees(mean, value) for value in (calculated, of_all, *ways)):
            yield Mismatch(mean, calculated, (total, number))


def is_of_other(what: str, before: str) -> bool:
    """Tell whether a mean is by its name of other money than is told before it, or is none: 補助金は総額…、1件当たりの事業費は; 1日当たりの最多は."""
    return what.startswith("最") or (what.endswith(("費", "料", "金")) and what.removesuffix("金") not in before)


def mistaken_numbers(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield the number that gives a mean, and that told beside it for the same by a slip: 開館243日 where 234日 does not give it."""
    for at, mean in enumerate(figures):
        of_one = told_of_one(text, mean)
        if of_one is None or not _is_amount(mean):
            continue
        start, end = mean.figure.span.start, mean.figure.span.end
        near = [
            r
            for r in figures[max(0, at - _MOST) : at + _TWO]
            if r is not mean
            and r.place == mean.place
            and start - _FARTHEST <= r.figure.span.start <= end + _LONGEST_LEAD
        ]
        numbers = [r for r in near if _is_number_of(r, of_one)]
        totals = [r for r in near if _are_alike(r, mean) and told_of_one(text, r) is None and r not in numbers]
        if len(numbers) != _TWO or len(totals) != 1 or not exact(*numbers, *totals):
            continue
        one, other = (r.figure.value for r in numbers)
        if one == other or not (one and other) or not (abs(one - other) == 1 or slipped(one, other, fewest=_TWO)):
            continue
        right = [r for r in numbers if _agrees(mean, totals[0].figure.value / r.figure.value)]
        last = max(near[-1].figure.span.end, end)
        words = words_between(text, max(0, numbers[0].figure.span.start - 12), last + 8)
        if len(right) != 1 or BARRED.search(words) or _OF_OTHERS.search(words):
            continue
        wrong = next(r for r in numbers if r is not right[0])
        behind = _IN_ASIDE.fullmatch(words_between(text, end, wrong.figure.span.start)) if wrong is near[-1] else None
        if behind or _MEAN_OF_IT.match(words_between(text, wrong.figure.span.end, start)):
            yield right[0], wrong


_FARTHEST = 160  # characters
_IN_ASIDE = compile_pattern(r"[^0-9、。\n()]{0,8}\([^0-9、。\n()はがの]{0,10}(?:数は)?")
_MEAN_OF_IT = compile_pattern(r"の[1一]")
"""Between a number and the mean, which is therefore taken of it: 開催期間22日間の1日平均."""
_OF_OTHERS = compile_pattern("両|それぞれ|各|ほか|もう|第[2-9二三]|一方|別に|追加|延長|短縮")


def _is_amount(record: FigureRecord) -> bool:
    return record.figure.kind in COUNTED or record.figure.unit_norm == "日"


def _are_alike(one: FigureRecord, other: FigureRecord) -> bool:
    """Tell whether two values count the same, days among them: 45人の利用日数は1,350日、1人当たり30日."""
    return comparable(one, other) or (last_alike(one, other) and one.figure.unit_norm == "日")


def _monthly(text: str, total: FigureRecord, mean: FigureRecord, start: int) -> Iterator[Mismatch]:
    """Yield the mean of a month that a value of a whole year does not give: 年間2,880件で、1か月平均240件."""
    at = total.figure.span.start
    of_year = total.figure.per is Per.YEAR or words_before(text, at, 8).rstrip().endswith(
        ("年間", "年間で", "年間延べ")
    )
    calculated = total.figure.value / _MONTHS
    told = of_year and exact(total) and not BARRED.search(_words_of(text, total, total, start, mean))
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
    text: str, before: Sequence[FigureRecord], start: int, mean: FigureRecord, of_one: OfOne
) -> Sequence[FigureRecord]:
    """Return the values of the sentence of a mean and of the one before it, if they are two or more; else all of them."""
    lowest = max(0, start - 2 * _REACH)
    stop = text.rfind("。", lowest, max(lowest, text.rfind("。", lowest, start)))
    near = [record for record in before if record.figure.span.start > stop]
    last = before[-_TWO:]
    numbers = [_is_number_of(record, of_one) for record in last]
    totals = [_are_alike(record, mean) for record in last]
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


_LINE_ENDS = compile_pattern(rf" ?(?:\((?:{EARLIER}|1日平均)[^()\n]{{0,24}}\))?\n")


def _is_of_days(record: FigureRecord, of: str) -> bool:
    """Tell whether a value is the number of days of what a mean is told of: 開館日数 of 開館1日当たり."""
    return bool(of) and fold(record.figure.label or "") == f"{of}日数"


def _is_alone(text: str, record: FigureRecord) -> bool:
    """Tell whether a line holds but a value and its name, and in brackets that of the year before or a mean."""
    start, end = record.figure.span.start, record.figure.span.end
    lead = words_before(text, start, _LONGEST_LEAD).rpartition("\n")[2]
    return _ONLY_VALUE.fullmatch(lead) is not None and _LINE_ENDS.match(text, end) is not None


def _is_number_of(record: FigureRecord, of_one: OfOne) -> bool:
    return (
        (
            record.figure.unit_norm in (of_one.unit, f"{of_one.unit}間")
            or times_in(record.figure.unit_norm or "", of_one.unit) is not None
        )
        and (record.part_of is None or of_one.of[-1:] not in ("", "の"))
        and _is_counted(record)
    )


def _is_named(words: str, *records: FigureRecord) -> bool:
    """Tell whether the words before 1日平均 name one of the values that it is of: 来館者の, but not 夏休みの."""
    labels = [fold(record.figure.label or "") for record in records]
    return any(label and (label in words or words[:-1] in label) for label in labels)


def _is_of_topic(text: str, number: FigureRecord, total: FigureRecord, start: int, of_one: OfOne) -> bool:
    """Tell whether a total can be of what the words around 1回当たり name: not those who came of 指導員は1回当たり10人."""
    if of_one.of.endswith("の") and not _is_named(of_one.of, number, total):
        return False
    told = _WHO_SERVE.search(of_one.what) or _WHO_SERVE.search(words_before(text, start, _LONGEST_LEAD))
    return told is None or _is_named(told["who"], total) or is_called(text, total, told["who"])


_WHO_SERVE = compile_pattern(r"(?P<who>[一-鿿ァ-ヶー]{1,10}(?:(?<!人)員|人|師|士)|スタッフ|ボランティア)(?:は、? ?)?$")


def _in_bracket(text: str, figures: Sequence[FigureRecord], at: int) -> Sequence[FigureRecord]:
    """Return the two values of the bracket right behind a mean: 平均18.3人（12回、延べ220人）."""
    mean, *behind = figures[at : at + 3]
    if len(behind) < _TWO:
        return ()
    one, other = behind
    is_bracket = (
        _OPENED.fullmatch(words_amid(text, mean, one))
        and _NEXT_IN_BRACKET.fullmatch(words_amid(text, one, other))
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
    gap = words_amid(text, figures[at], figures[at + 1])
    return figures[at + 1] if _NUMBER_BEHIND.fullmatch(gap) else None


_NUMBER_BEHIND = compile_pattern(r"[^0-9。、\n()]{0,16}(?:。|\()[^0-9。、\n()]{0,8}数(?:は|:)? ?")


class OfOne(NamedTuple):
    """Of one what a value is told."""

    unit: str
    lead: int
    """How far before the value the words of that begin."""
    of: str = ""
    """What stands before them: 採択, 夏休みの."""
    what: str = ""
    """What stands behind them: 参加者."""


def told_of_one(text: str, record: FigureRecord) -> OfOne | None:
    """Return of what a value is told per one by the words right before it: 1回当たり, 1団体につき."""
    start = record.figure.span.start
    if not LEADS_TO_MEAN.search(text, start - _LONGEST_LEAD, start):
        return None
    lead = words_before(text, start, _LONGEST_LEAD)
    match = _OF_ONE.search(lead) or _MEAN_OF_ONE.search(lead)
    if match is None:
        return None
    counter = counter_of(match["unit"])
    unit, lead_from = counter.norm if counter else match["unit"], len(lead) - match.start()
    words = match.groupdict()
    return OfOne(unit, lead_from, words.get("of") or "", words.get("what", "").strip(" :の"))


def _is_counted(record: FigureRecord) -> bool:
    """Tell whether a value says how many there were in all: 年24回, but not 1日14便."""
    figure = record.figure
    if figure.kind is FigureKind.FREQUENCY:
        return figure.per is Per.YEAR
    return figure.kind in COUNTED or figure.kind is FigureKind.DURATION


def _agrees(mean: FigureRecord, calculated: Decimal) -> bool:
    """Tell whether a mean is a calculated one, rounded up or down; of money, at the digits that 万円 leaves."""
    stated = mean.figure.value
    rounding = (
        max(stated * OF_MONEY, written_step(mean)) if mean.figure.kind is FigureKind.MONEY else last_digit(stated)
    )
    return abs(stated - calculated) < rounding
