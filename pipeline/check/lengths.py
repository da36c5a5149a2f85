"""How long something lasted: spans of days, months and years, compared with the length told beside them: 5月から8月までの3か月間."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from extractors import wareki
from extractors.mentions import FigureKind, Precision, WrittenDate
from extractors.patterns import compile_pattern
from pipeline.check.beside import ALSO, CLOSED, sentence_before, sentence_behind, words_behind, words_between
from pipeline.check.holidays import YEARS, holidays, may_be_off
from pipeline.check.values import exact
from pipeline.model import DateRecord, FigureRecord

_DAY = Precision.DAY
_DURATION = FigureKind.DURATION
_NO_REST = r"(?:の?(?:会期|期間|開催期間)中)?(?:は)?、?(?:無休|休みなく|休まず|毎日|連日)(?:で|の|に|、)*"
_BEHIND = compile_pattern(rf"(?:まで)?、? ?(?:の|\(|[、,] ?(?:計|全)?|{_NO_REST})$")
"""Between a span of days and its length."""
_RIGHT_BEHIND = compile_pattern(r"(?:まで)? ?(?:の|\()? ?(?:計|全)?")
"""The same of longer ones: behind a comma the length may be that of something else, 5月から8月まで、3か月間の仮住まいを."""
_CLOSED = compile_pattern(
    r"(?<!無)休(?![館業止園校場]し)|除|平日|土日|うち|実働|毎(?!日(?!曜))|閉|各|延べ|のべ|実質|隔"
)
"""What makes the days on which something was done fewer than the span has."""
_WITHOUT_REST = compile_pattern(rf"(?:まで)?、? ?{_NO_REST}")
_EVERY_DAY = compile_pattern(
    r" ?\((?!うち|[^()]{0,20}除)[^()0-9]{0,8}(?:連続|無休|毎日|(?:休[^、()]{0,2}日|土日(?:祝日?)?|祝日|定休日)(?:等)?[をも]?含[むめみ])[^()0-9]{0,12}\)"
)
"""Behind a length: no day of the span is left out of it, 10日間（休館日を含む）."""
_OF_EACH = compile_pattern(
    r"ごと|毎|おき|当たり|あたり|分[のをが]|平均|で?[^。\n]{0,16}(?:増|減|伸び|上昇|低下|上がっ|下がっ)"
)
"""Behind a length: it is no length of the span, or one of what lies between its ends."""
_BLURRED = compile_pattern("末|旬|初|半ば|中|頃|ごろ")
"""In a span that does not begin or end with its first or last month or year."""
_LENGTHS = frozenset({"日間", "週間", "か月間", "カ月間", "ヶ月間", "ヵ月間", "ケ月間", "箇月間", "年間", "か年"})
_UNITS = frozenset({"日間", "週間", "か月", "か月間", "年", "年間", "か年"})
_DAYS_OF_WEEK, _WORKDAYS, _SHORTEST_CLOSED = 7, 5, 6
_SHORT = 14  # days
_NEXT_TO, _FARTHEST, _BEFORE = 8, 20, 30  # characters


def miscounted_spans(
    text: str, figures: Sequence[FigureRecord], dates: Sequence[DateRecord]
) -> Iterator[tuple[FigureRecord, str, DateRecord]]:
    """Yield the lengths right behind a span of another length, and how long the span is, as written: 10日間, 4か月間."""
    near = _Near(
        {record.date.span.end: record for record in dates if record.date.is_range and record.date.start},
        {record.date.span.end: record for record in dates if len(_listed_days(record)) > 1},
        dates,
    )
    opening = {record.date.span.start: record for record in (*near.spans.values(), *near.days.values())}
    for record in figures:
        figure = record.figure
        if figure.kind is not _DURATION or not exact(record):
            continue
        reach = range(figure.span.end + 1, figure.span.end + (_BEFORE if "泊" in figure.text else _NEXT_TO))
        behind_it = next((opening[at] for at in reach if at in opening), None)
        if "泊" in figure.text:
            yield from _of_stay(text, record, near, behind_it)
        elif behind_it and figure.unit_norm in _UNITS:
            yield from _in_bracket(text, record, behind_it)
        elif figure.unit in _LENGTHS:
            yield from _of_length(text, record, near)
        elif figure.unit_norm in _UNITS and (span := near.ending(near.spans, figure.span.start)):
            yield from _in_bracket_behind(text, record, span)


class _Near(NamedTuple):
    """The dates of a report: spans and lists of days by where they end, and all by offset."""

    spans: Mapping[int, DateRecord]
    days: Mapping[int, DateRecord]
    dates: Sequence[DateRecord]

    def ending(self, some: Mapping[int, DateRecord], start: int) -> DateRecord | None:
        """Return the one of some dates that ends right before an offset."""
        return next((some[at] for at in range(start, max(0, start - _FARTHEST), -1) if at in some), None)


def _of_length(text: str, record: FigureRecord, near: _Near) -> Iterator[tuple[FigureRecord, str, DateRecord]]:
    """Yield a length right behind a span that is not as long: 5月から8月までの3か月間."""
    figure = record.figure
    start, end = figure.span.start, figure.span.end
    of_days = figure.unit_norm in ("日間", "週間")
    if figure.unit_norm == "日間" and (listed := near.ending(near.days, start)):
        yield from _of_listed(text, record, listed)
        return
    span = near.ending(near.spans, start)
    if span is None:
        yield from _of_both_ends(text, record, near.dates)
        return
    gap = words_between(text, span.date.span.end, start)
    if not ((of_days and _BEHIND.fullmatch(gap)) or _RIGHT_BEHIND.fullmatch(gap)):
        return
    first = span.date.span.start
    lead = sentence_before(text, first, _BEFORE)
    one = near.ending(near.spans, first)
    if lead.endswith(("と", "及び", "並びに")) or (
        one and ALSO.fullmatch(words_between(text, one.date.span.end, first))
    ):
        return  # 8月1日から3日、8日から10日の6日間; 土日及び8月13日～16日の20日間
    behind = sentence_behind(text, end, 40)
    every_day = _EVERY_DAY.match(behind) or _WITHOUT_REST.fullmatch(gap)
    if figure.unit_norm == "日間" and every_day and span.date.precision is _DAY:
        days = _days(span)
        if days not in (0, figure.value) and not _OF_EACH.match(_EVERY_DAY.sub("", behind, count=1)):
            yield record, f"{days}日間", span
        return
    if _OF_EACH.match(behind) or _CLOSED.search(lead[-2:] + words_between(text, first, end) + behind):
        return
    if counted := _length(span, figure.unit_norm or "", int(figure.value)):
        yield record, counted, span


def _days(span: DateRecord) -> int:
    """Return of how many days a span is, 0 where an end of it is open."""
    first, last = span.date.start, span.date.end
    return (last - first).days + 1 if first and last else 0


def _listed_days(record: DateRecord) -> Sequence[WrittenDate]:
    """Return the days that a date lists, none of them an end of a range: 7月5日、12日、19日."""
    date = record.date
    if date.is_range or date.precision is not _DAY or date.recurrence is not None:
        return ()
    return [part.written for part in date.parts if part.start == part.end and part.written.day is not None]


def _of_listed(text: str, record: FigureRecord, listed: DateRecord) -> Iterator[tuple[FigureRecord, str, DateRecord]]:
    """Yield a number of days right behind others than so many: 10月7、8日の3日間."""
    figure, days = record.figure, len(_listed_days(listed))
    start, end = listed.date.span.start, listed.date.span.end
    lead = sentence_before(text, start, _BEFORE)
    told = lead + words_behind(text, figure.span.end, _BEFORE).partition("。")[0]
    if (
        days != figure.value
        and not lead.endswith(("の日、", "の日と", "の日及び"))  # 海の日、8月12日、9月24日の3日間
        and days == len(listed.date.parts)
        and _OF_DAYS.fullmatch(words_between(text, end, figure.span.start))
        and not _OTHERS.search(told)
    ):
        yield record, f"{days}日間", listed


_OF_DAYS = compile_pattern(r"の(?:計|全|合計)?")
_OTHERS = compile_pattern("から|~|各|ずつ|[、と及び・]$")
_OPENS = compile_pattern(r"(?:計画|の計画)? ?\((?:期間|会期|任期)?[: ]?")
_CLOSES = compile_pattern(r"(?:まで)? ?\)")


def _in_bracket(text: str, record: FigureRecord, span: DateRecord) -> Iterator[tuple[FigureRecord, str, DateRecord]]:
    """Yield a length that is not that of the span in the bracket behind it: 任期は2年（令和5年4月1日～令和8年3月31日）."""
    figure, date = record.figure, span.date
    gap = words_between(text, figure.span.end, date.span.start)
    of_term = figure.label == "任期" and _FROM_TERM.fullmatch(gap)
    in_bracket = _OPENS.fullmatch(gap) and _CLOSES.match(words_behind(text, date.span.end, 4))
    if not (date.is_range and (of_term or in_bracket)):
        return
    if counted := _length(span, figure.unit_norm or "", int(figure.value)):
        yield record, counted, span


_FROM_TERM = compile_pattern(r"(?:と?し(?:て)?|で)、? ?")
"""From a term to the days of it: 任期は3年とし、令和4年4月1日から令和7年3月31日まで."""
_ITS_LENGTH = compile_pattern(r"(?:まで)? ?\( ?(?:計|全|工期|期間)?[: ]?")


def _in_bracket_behind(
    text: str, record: FigureRecord, span: DateRecord
) -> Iterator[tuple[FigureRecord, str, DateRecord]]:
    """Yield a length alone in the bracket behind a span that is not as long: 令和5年8月1日～12月31日（6か月）."""
    start, end = record.figure.span.start, record.figure.span.end
    lead = sentence_before(text, span.date.span.start, _BEFORE)
    if (
        _ITS_LENGTH.fullmatch(words_between(text, span.date.span.end, start))
        and CLOSED.match(words_behind(text, end, 2))
        and not lead.endswith(("と", "及び", "並びに", "、", "・"))
        and (counted := _length(span, record.figure.unit_norm or "", int(record.figure.value)))
    ):
        yield record, counted, span


_STAYS = compile_pattern(r"(?:の[^0-9、。\n()]{1,20})? ?\((?:期間|期日|日程)?[: ]?")
"""Between a stay and its days: 2泊3日の防災キャンプ（."""
_STAYED = compile_pattern(r"(?:まで)?(?:の(?:計|全)?|に|、|,| ){0,2}\(?")


def _of_stay(
    text: str, record: FigureRecord, near: _Near, behind: DateRecord | None
) -> Iterator[tuple[FigureRecord, str, DateRecord]]:
    """Yield the days of a stay that are not those of the span beside it: 2泊3日の合宿（7月26日～29日）, 7月26日～28日の3泊4日."""
    start, end = record.figure.span.start, record.figure.span.end
    before = near.ending(near.spans, start)
    at = bisect_right(near.dates, start, key=_end_of)
    before_it = near.dates[max(0, at - _PAIR) : at]
    if before and _STAYED.fullmatch(words_between(text, before.date.span.end, start)):
        span = before
    elif behind and behind.date.is_range and _STAYS.fullmatch(words_between(text, end, behind.date.span.start)):
        span = behind
    else:
        yield from _of_journey(text, record, before_it)
        return
    around = sentence_before(text, start, _BEFORE) + sentence_behind(text, end, _BEFORE)
    if span.date.precision is _DAY and span.date.start and span.date.end and not _IN_TURN.search(around):
        days = (span.date.end - span.date.start).days + 1
        if days != record.figure.value:
            yield record, f"{days}日間", span


def _of_journey(
    text: str, record: FigureRecord, two: Sequence[DateRecord]
) -> Iterator[tuple[FigureRecord, str, DateRecord]]:
    """Yield the days of a stay that are not those from the one day to the other: 7月28日に出発し8月4日に帰国する7泊8日の日程."""
    if len(two) < _PAIR:
        return
    one, other, start = two[0].date, two[1].date, record.figure.span.start
    if (
        not one.is_range
        and not other.is_range
        and one.start
        and other.end
        and one.precision is other.precision is _DAY
        and one.start < other.end
        and _LEFT.fullmatch(words_between(text, one.span.end, other.span.start))
        and _CAME_BACK.fullmatch(words_between(text, other.span.end, start))
        and (other.end - one.start).days + 1 != record.figure.value
    ):
        yield record, f"{(other.end - one.start).days + 1}日間", two[0]


_PAIR = 2
_LEFT = compile_pattern(r"に[^0-9。\n()]{1,16}(?:し(?:て)?|[ちりえ](?:て)?|って|、){1,2}[^0-9。\n()]{0,8}")
_CAME_BACK = compile_pattern(r"に[^0-9。\n()]{1,16}(?:する|した|る|た|まで)(?:の)?")
_IN_TURN = compile_pattern(r"各|ずつ|毎|[0-9一二三四五] ?(?:回|班|組|期|コース|クール|日程)|それぞれ|うち|交代|希望")
"""Beside a stay within longer days: 8月1日～6日の2泊3日で2回."""
_BEGINS = compile_pattern(
    r"に[^0-9、。\n()]{0,12}(?:着手|開始|開設|始め|始まり|始まっ|スタート)(?:し|て|、){0,3}[^0-9、。\n()]{0,8}"
)
_ENDS = compile_pattern(r"に[^0-9、。\n()]{1,20}まで(?:の|、)?(?:計|全)?")


def _of_both_ends(
    text: str, record: FigureRecord, dates: Sequence[DateRecord]
) -> Iterator[tuple[FigureRecord, str, DateRecord]]:
    """Yield a length that is not that from the one day to the other: 6月初めに着手して翌1月末に終えるまで、8か月間.

    Where it does not go from the first to the last day of a month or so, one less may be meant: 6月に始め9月に終えるまでの3か月間.
    """
    start, unit, told = record.figure.span.start, record.figure.unit_norm, int(record.figure.value)
    at = bisect_right(dates, start, key=_end_of) - 1
    if at < 1 or start - dates[at].date.span.end > _BEFORE:
        return
    one, other = dates[at - 1].date, dates[at].date
    if (
        one.is_range
        or other.is_range
        or not (one.start and other.end)
        or not _ENDS.fullmatch(words_between(text, other.span.end, start))
        or not _BEGINS.fullmatch(words_between(text, one.span.end, other.span.start))
    ):
        return
    if unit == "日間" and one.precision is other.precision is _DAY:
        length, whole = (other.end - one.start).days + 1, False
    elif unit in _OF_MONTHS:
        length = (other.end.year - one.start.year) * 12 + other.end.month - one.start.month + 1
        whole = one.precision is other.precision is _DAY and one.start.day == 1 and _is_last(other.end)
    else:
        return
    if length > 0 and told != length and (whole or told != length - 1):
        yield record, f"{length}{unit}", dates[at - 1]


def _end_of(record: DateRecord) -> int:
    return record.date.span.end


def _is_last(day: dt.date) -> bool:
    return day == wareki.end_of_month(day)


def _length(span: DateRecord, unit: str, told: int) -> str | None:
    """Return how long a span is in some unit, None where it may be as long as is told, or is no whole number of it."""
    first, last = span.date.start, span.date.end
    if first is None or last is None:
        return None
    days, precision = (last - first).days + 1, span.date.precision
    if unit == "日間":
        wrong = precision is _DAY and told != days and not _may_be_open_days(first, days, told)
        return f"{days}日間" if wrong else None
    if unit == "週間":
        weeks = days / _DAYS_OF_WEEK
        return f"{days}日間" if precision is _DAY and abs(weeks - told) >= 1 else None
    if _BLURRED.search(span.date.text) or precision not in _WHOLE:
        return None
    months = _whole_months(first, last)
    if months is not None and unit in _OF_MONTHS:
        return f"{months}か月間" if months != told else None
    if months is not None and unit in _OF_YEARS and months % 12 == 0:
        return f"{months // 12}年間" if months != 12 * told else None
    return None


def _may_be_open_days(first: dt.date, days: int, told: int) -> bool:
    """Tell whether a number of days may be those of a span without one or two weekdays: 7月3日から14日までの10日間.

    Holidays fall out, too; of a long span only one day less is no number of open days.
    """
    if told > days or (days > _SHORT and days - told == 1):
        return False
    if days <= _SHORT and first.year < (first + dt.timedelta(days=days - 1)).year:
        return False  # over New Year all days or none are those of rest
    span = [first + dt.timedelta(days=n) for n in range(days)]
    weekdays = [day.weekday() for day in span]
    working = sum(weekday < _WORKDAYS for weekday in weekdays)
    saturdays = sum(weekday == _WORKDAYS for weekday in weekdays)
    without_one = (
        {days - weekdays.count(closed) for closed in range(_DAYS_OF_WEEK)} if days > _SHORTEST_CLOSED else set()
    )
    if days <= _SHORT:
        working -= sum(day.weekday() < _WORKDAYS and day in holidays(day.year) for day in span)
        return told in {working, working + saturdays, *without_one, days - working}
    if told * 3 < days * 2 or first.year not in YEARS:
        return True  # some days of the span, as its Saturdays
    early_week = weekdays.count(0) + weekdays.count(1)
    open_days = {days, working, working + saturdays, *without_one, days - early_week, days - working}
    off = sum(map(may_be_off, span))
    return any(at - off <= told <= at for at in open_days)


_WHOLE = frozenset({_DAY, Precision.MONTH, Precision.FISCAL_YEAR})
_OF_MONTHS = frozenset({"か月", "か月間"})
_OF_YEARS = frozenset({"年", "年間", "か年"})


def _whole_months(first: dt.date, last: dt.date) -> int | None:
    """Return how many months some days are, None where they end within one."""
    behind = last + dt.timedelta(days=1)
    months = (behind.year - first.year) * 12 + behind.month - first.month
    return months if behind.day == first.day else None
