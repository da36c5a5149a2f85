"""How long a span of days, months or fiscal years is, against the length told right behind it: 5月から8月までの3か月間."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from extractors.mentions import FigureKind, Precision, WrittenDate
from extractors.patterns import compile_pattern
from pipeline.check.beside import exact, words_between
from pipeline.model import DateRecord, FigureRecord

_BEHIND = compile_pattern(r"(?:まで)? ?(?:の|\(|[、,] ?(?:計|全)?)$")
"""Between a span of days and its length."""
_RIGHT_BEHIND = compile_pattern(r"(?:まで)? ?(?:の|\()? ?(?:計|全)?")
"""The same of longer ones: behind a comma the length may be that of something else, 5月から8月まで、3か月間の仮住まいを."""
_CLOSED = compile_pattern(r"休(?![館業止園校場]し)|除|平日|土日|うち|実働|毎|閉|各|延べ|のべ|実質|隔")
"""What makes the days on which something was done fewer than the span has."""
_OF_EACH = compile_pattern(
    r"ごと|毎|おき|当たり|あたり|分[のをが]|平均|で?[^。\n]{0,16}(?:増|減|伸び|上昇|低下|上がっ|下がっ)"
)
"""Behind a length: it is no length of the span, or one of what lies between its ends."""
_BLURRED = compile_pattern("末|旬|初|半ば|中|頃|ごろ|当初")
"""In a span that does not begin or end with its first or last month or year."""
_LENGTHS = frozenset({"日間", "週間", "か月間", "カ月間", "ヶ月間", "ヵ月間", "ケ月間", "箇月間", "年間", "か年"})
_PRECISION = {
    "日間": Precision.DAY,
    "週間": Precision.DAY,
    "か月": Precision.MONTH,
    "か月間": Precision.MONTH,
    "年": Precision.FISCAL_YEAR,
    "年間": Precision.FISCAL_YEAR,
    "か年": Precision.FISCAL_YEAR,
}
_DAYS_OF_WEEK, _WORKDAYS, _SHORTEST_CLOSED = 7, 5, 6
_SHORT = 14  # days
_NEAR, _BEFORE = 8, 30  # characters


def miscounted_spans(
    text: str, figures: Sequence[FigureRecord], dates: Sequence[DateRecord]
) -> Iterator[tuple[FigureRecord, str, DateRecord]]:
    """Yield the lengths right behind a span of another length, and how long the span is, as written: 10日間, 4か月間.

    Args:
        text: without wraps.
        figures: of the report, by offset.
        dates: of the report, by offset.
    """
    spans = {record.date.span.end: record for record in dates if record.date.is_range and record.date.start}
    days = {record.date.span.end: record for record in dates if len(_listed_days(record)) > 1}
    opening = {record.date.span.start: record for record in (*spans.values(), *days.values())}
    if not opening:
        return
    for record in figures:
        figure = record.figure
        start, end = figure.span.start, figure.span.end
        precision = _PRECISION.get(figure.unit_norm or "")
        if precision is None or figure.kind is not FigureKind.DURATION or not exact(record):
            continue
        if behind_it := next((opening[at] for at in range(end + 1, end + _NEAR) if at in opening), None):
            yield from _in_bracket(text, record, behind_it)
            continue
        if figure.unit not in _LENGTHS:
            continue
        if figure.unit_norm == "日間" and (
            listed := next((days[at] for at in range(start, max(0, start - _NEAR), -1) if at in days), None)
        ):
            yield from _of_listed(text, record, listed)
            continue
        span = next((spans[at] for at in range(start, max(0, start - _NEAR), -1) if at in spans), None)
        if span is None or span.date.precision is not precision:
            continue
        gap = words_between(text, span.date.span.end, start)
        of_days = precision is Precision.DAY
        if not ((of_days and _BEHIND.fullmatch(gap)) or _RIGHT_BEHIND.fullmatch(gap)):
            continue
        first = span.date.span.start
        lead = words_between(text, max(0, first - _BEFORE), first).rpartition("\n")[2].rpartition("。")[2]
        behind = words_between(text, end, end + 40).partition("\n")[0].partition("。")[0]
        if _OF_EACH.match(behind) or _CLOSED.search(lead[-2:] + words_between(text, first, end) + behind):
            continue
        counted = _length(span, figure.unit_norm or "", int(figure.value))
        if counted:
            yield record, counted, span


def _listed_days(record: DateRecord) -> Sequence[WrittenDate]:
    """Return the days that a date lists, none of them an end of a range: 7月5日、12日、19日."""
    date = record.date
    if date.is_range or date.precision is not Precision.DAY or date.recurrence is not None:
        return ()
    return [part.written for part in date.parts if part.start == part.end and part.written.day is not None]


def _of_listed(text: str, record: FigureRecord, listed: DateRecord) -> Iterator[tuple[FigureRecord, str, DateRecord]]:
    """Yield a number of days right behind others than so many: 10月7、8日の3日間."""
    figure, days = record.figure, len(_listed_days(listed))
    start, end = listed.date.span.start, listed.date.span.end
    lead = words_between(text, max(0, start - _BEFORE), start).rpartition("\n")[2].rpartition("。")[2]
    told = lead + words_between(text, figure.span.end, figure.span.end + _BEFORE).partition("。")[0]
    if (
        days != figure.value
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
    if not (date.is_range and _OPENS.fullmatch(gap)):
        return
    if not _CLOSES.match(words_between(text, date.span.end, date.span.end + 4)):
        return
    told, unit = int(figure.value), figure.unit_norm or ""
    if unit in _YEARS and date.precision is Precision.DAY:
        years = _whole_years(span)
        counted = f"{years}年間" if years and years != told else None
    elif _PRECISION[unit] is date.precision:
        counted = _length(span, unit, told)
    else:
        counted = None
    if counted:
        yield record, counted, span


_YEARS = frozenset({"年", "年間", "か年"})


def _whole_years(span: DateRecord) -> int | None:
    """Return how many years a span of days lasts, None where it ends within one."""
    first, last = span.date.start, span.date.end
    if first is None or last is None:
        return None
    behind = last + dt.timedelta(days=1)
    return behind.year - first.year if (behind.month, behind.day) == (first.month, first.day) else None


def _length(span: DateRecord, unit: str, told: int) -> str | None:
    """Return how long a span is in some unit, None where it may be as long as is told."""
    first, last = span.date.start, span.date.end
    if first is None or last is None:
        return None
    days = (last - first).days + 1
    if unit == "日間":
        return f"{days}日間" if told != days and not _may_be_open_days(first, days, told) else None
    if unit == "週間":
        weeks = days / _DAYS_OF_WEEK
        return f"{days}日間" if abs(weeks - told) >= 1 else None
    if _BLURRED.search(span.date.text):
        return None
    if unit.startswith("か月"):
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        return f"{months}か月間" if months != told else None
    years = last.year - first.year  # fiscal years end in the next year
    return f"{years}年間" if years != told else None


def _may_be_open_days(first: dt.date, days: int, told: int) -> bool:
    """Tell whether a number of days may be those of a span without one or two weekdays: 7月3日から14日までの10日間.

    Of a long span holidays may fall out, too; only one day less is no number of open days.
    """
    if told > days:
        return False
    if days > _SHORT:
        return days - told > 1
    weekdays = [(first + dt.timedelta(days=n)).weekday() for n in range(days)]
    working = sum(weekday < _WORKDAYS for weekday in weekdays)
    saturdays = sum(weekday == _WORKDAYS for weekday in weekdays)
    without_one = (
        {days - weekdays.count(closed) for closed in range(_DAYS_OF_WEEK)} if days > _SHORTEST_CLOSED else set()
    )
    return told in {working, working + saturdays, *without_one, days - working}
