"""How long something lasted: spans of days, months and years, times of a day, and the years since something began.

A span is compared with the length told right behind it (5月から8月までの3か月間), as are times of a day (13時から15時までの3時間),
which may not end before they begin either. What passes midnight is no mistake: only times of one half of the day are
compared, or such of the working day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from extractors.mentions import ClaimedBy, DateMention, FigureKind, Precision, Span, WrittenDate
from extractors.numerals import ANY, parse
from extractors.patterns import compile_pattern
from pipeline.check.beside import sentence_before, sentence_behind, words_behind, words_between
from pipeline.check.values import exact
from pipeline.check.wording import flat, on
from pipeline.model import Check, Dataset, DateRecord, FigureRecord, Severity

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
_BLURRED = compile_pattern("末|旬|初|半ば|中|頃|ごろ")
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
_NEXT_TO, _BEFORE = 8, 30  # characters


def miscounted_spans(
    text: str, figures: Sequence[FigureRecord], dates: Sequence[DateRecord]
) -> Iterator[tuple[FigureRecord, str, DateRecord]]:
    """Yield the lengths right behind a span of another length, and how long the span is, as written: 10日間, 4か月間.

    Args:
        text: what `joined` returns.
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
        if behind_it := next((opening[at] for at in range(end + 1, end + _NEXT_TO) if at in opening), None):
            yield from _in_bracket(text, record, behind_it)
            continue
        if figure.unit not in _LENGTHS:
            continue
        if figure.unit_norm == "日間" and (
            listed := next((days[at] for at in range(start, max(0, start - _NEXT_TO), -1) if at in days), None)
        ):
            yield from _of_listed(text, record, listed)
            continue
        span = next((spans[at] for at in range(start, max(0, start - _NEXT_TO), -1) if at in spans), None)
        if span is None or span.date.precision is not precision:
            continue
        gap = words_between(text, span.date.span.end, start)
        of_days = precision is Precision.DAY
        if not ((of_days and _BEHIND.fullmatch(gap)) or _RIGHT_BEHIND.fullmatch(gap)):
            continue
        first = span.date.span.start
        lead = sentence_before(text, first, _BEFORE)
        behind = sentence_behind(text, end, 40)
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
    lead = sentence_before(text, start, _BEFORE)
    told = lead + words_behind(text, figure.span.end, _BEFORE).partition("。")[0]
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
    if not _CLOSES.match(words_behind(text, date.span.end, 4)):
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
    if told > days or (days > _SHORT and days - told == 1):
        return False
    weekdays = [(first + dt.timedelta(days=n)).weekday() for n in range(days)]
    working = sum(weekday < _WORKDAYS for weekday in weekdays)
    saturdays = sum(weekday == _WORKDAYS for weekday in weekdays)
    without_one = (
        {days - weekdays.count(closed) for closed in range(_DAYS_OF_WEEK)} if days > _SHORTEST_CLOSED else set()
    )
    if days <= _SHORT:
        return told in {working, working + saturdays, *without_one, days - working}
    if told * 3 < days * 2:
        return True  # some days of the span, as its Saturdays
    early_week = weekdays.count(0) + weekdays.count(1)
    open_days = {days, working, working + saturdays, *without_one, days - early_week, days - working}
    return any(at - _holidays(first, days) <= told <= at for at in open_days)


def _holidays(first: dt.date, days: int) -> int:
    """Return on how many days of a span there may be a holiday, or a rest of all offices."""
    dates = [(date.month, date.day) for date in (first + dt.timedelta(days=n) for n in range(days))]
    return sum(min(most, sum(low <= date <= high for date in dates)) for low, high, most in _HOLIDAYS)


_HOLIDAYS = (
    ((1, 1), (1, 4), 4),
    ((1, 8), (1, 14), 1),
    ((2, 11), (2, 12), 1),
    ((2, 23), (2, 24), 1),
    ((3, 20), (3, 22), 1),
    ((4, 29), (5, 6), 5),
    ((7, 15), (7, 21), 1),
    ((8, 10), (8, 17), 5),
    ((9, 15), (9, 24), 3),
    ((10, 8), (10, 14), 1),
    ((11, 3), (11, 4), 1),
    ((11, 23), (11, 24), 1),
    ((12, 28), (12, 31), 4),
)
"""Days of the year between which holidays lie, those moved to a Monday too, and how many at most."""


def _time(n: int) -> str:
    return rf"(?P<half{n}>午前|午後)? ?(?P<hour{n}>{ANY})(?: ?時 ?(?:(?P<half_past{n}>半)|(?P<minute{n}>{ANY}) ?分)?|:(?P<past{n}>[0-9]{{2}}))"


_RANGE = compile_pattern(rf"{_time(1)} ?(?:から|より|~|-) ?{_time(2)}(?!間|[0-9])(?P<rest>[^。\n]{{0,20}})")
_MOVED = compile_pattern(r"(?:まで)?(?:に|へ)(?:と|早|変|繰|短|延|改|ずら|前倒|後ろ|移)|の間隔|の[0-9]")
"""Behind two times: the one became the other."""
_CHANGED = compile_pattern(r"閉[館庁店園]|終了|締め?切|変更|短縮|繰[りっ上下]|早め|泊|翌|宿直|当直|夜間")
"""In the line of two times: they may be an old and a new one, or of two days."""
_HALF = 12
_LAST_START = 6
"""From 6 in the evening on, an end without 午後 may be after midnight."""
_FULL = range(13, 17), range(8, 17)
"""Hours out of 24 at which what does not pass midnight begins and ends."""
_FURTHEST_BACK = 240
"""Minutes by which a slip may end too early; what ends earlier on the clock is a night: a shift from 16:30 to 9:00, a stay from 15:00 to 10:00."""
_HALF_BEFORE, _LINE, _NEAR, _REACH = 3, 30, 10, 50  # characters


def misplaced_hours(dataset: Dataset, text: str) -> Iterator[Check]:
    """Yield a check of each range of times of a day that ends before it begins, or that is not as long as is told behind it.

    Args:
        dataset: the report.
        text: what `joined` returns.
    """
    for match, span in _ranges(dataset, text):
        written = flat(match[0].removesuffix(match["rest"]))
        if _is_reversed(match):
            if not _may_be_changed(text, span.start, match):
                yield Check(
                    severity=Severity.ERROR,
                    code="reversed_range",
                    message_ja=f"「{written}」は、終わりの時刻が始まりより前になっています。原文を確かめてください。",
                    message_en=f"'{written}' ends before it begins. Check the times in the report.",
                    span=span,
                )
        elif (lasts := _lasts(match)) is not None:
            yield Check(
                severity=Severity.WARNING,
                code="count_mismatch",
                message_ja=f"「{written}」は{lasts}分間ですが、「{_told(match)}」とあります。原文を確かめてください。",
                message_en=f"'{written}' is {lasts} minutes long, but '{_told(match)}' is stated. Check the report.",
                span=span,
            )


def _ranges(dataset: Dataset, text: str) -> Iterator[tuple[re.Match[str], Span]]:
    """Yield each range of times of day, with the words behind it."""
    reached = 0
    for numeral in dataset.numerals:
        if numeral.claimed_by is not ClaimedBy.CLOCK_TIME or numeral.span.start < reached:
            continue
        start = max(reached, numeral.span.start - _HALF_BEFORE)
        raw = text[start : numeral.span.start]
        start += max(raw.rfind("午"), 0) if "午" in raw else len(raw)
        words = words_behind(text, start, _REACH)
        match = _RANGE.match(words)
        if match is None:
            continue
        end = start + match.start("rest")
        reached = max(numeral.span.end, end)
        yield match, Span(start, end)


def _may_be_changed(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether the one time became the other, or the line tells of a night: 開館を午前10時から午前9時に早めた."""
    lead = sentence_before(text, start, _LINE)
    becomes = ("から" in match[0] or "より" in match[0]) and match["rest"].startswith(("に", "へ"))
    return (
        becomes or _MOVED.match(match["rest"]) is not None or _CHANGED.search(lead + match["rest"][:_NEAR]) is not None
    )


def _is_reversed(match: re.Match[str]) -> bool:
    """Tell whether a range of times ends before it begins and cannot pass midnight."""
    first, last = _minutes(match, 1), _minutes(match, 2)
    if first is None or last is None or last >= first:
        return False
    one, other = match["half1"], match["half2"]
    if one is None and other is None:
        starts, ends = _FULL
        return first // 60 in starts and last // 60 in ends and first - last <= _FURTHEST_BACK
    if other is None:
        return one == "午後" and first < _LAST_START * 60
    return one == other


_LENGTH = compile_pattern(
    rf"(?:まで)?(?:の| ?\()? ?(?:計)?(?P<long>(?:(?P<hours>{ANY})時間(?:(?P<half>半)|(?P<more>{ANY})分)?|(?P<minutes>{ANY})分)(?:間(?!隔))?)(?P<behind>[^。\n]*)"
)
_NOT_ITS_LENGTH = compile_pattern(
    r"ごと|単位|当たり|あたり|おき|につき|程度|以上|以内|前|後|のうち|休|昼|実|除|間隔|刻み|枠|コマ|ずつ|交[代替]|を[0-9]|[0-9] ?回|予定|分け|、"
)
_LONGEST_SITTING = 240  # minutes; in more there may be a break that is not counted


def _lasts(match: re.Match[str]) -> int | None:
    """Return how many minutes a range of times lasts, if that is not the length told right behind it: 13時から15時までの3時間."""
    told, first, last = _LENGTH.match(match["rest"]), _minutes(match, 1), _minutes(match, 2)
    one, other = match["half1"], match["half2"]
    if told is None or first is None or last is None or _NOT_ITS_LENGTH.search(told["behind"]):
        return None
    if one == "午前" and other == "午後":
        last += _HALF * 60
    elif one == "午後" and other == "午前":
        return None
    length, stated = last - first, _stated(told)
    if stated is None or length <= 0 or length == stated:
        return None
    return length if stated > length or length < _LONGEST_SITTING else None


def _told(match: re.Match[str]) -> str:
    told = _LENGTH.match(match["rest"])
    return told["long"] if told else ""


def _stated(told: re.Match[str]) -> int | None:
    hours, minutes = (parse(told[name] or "0") for name in ("hours", "minutes"))
    more = parse(told["more"] or "0")
    if hours is None or minutes is None or more is None:
        return None
    return int(hours) * 60 + int(minutes) + int(more) + (30 if told["half"] else 0)


def _minutes(match: re.Match[str], n: int) -> int | None:
    """Return a time in minutes, of its half of the day where that is told; 12 is the end of a half, and the begin of the other."""
    hour = parse(match[f"hour{n}"])
    minute = parse(match[f"minute{n}"] or match[f"past{n}"] or "0")
    if hour is None or minute is None:
        return None
    half = match["half1"] or match["half2"]
    if half and (hour > _HALF or (hour == _HALF and n == 1)):
        hour -= _HALF
    return int(hour) * 60 + (30 if match[f"half_past{n}"] else int(minute))


_BEGUN = compile_pattern(
    r"(?:\([^()\n]{1,16}\))?(?:から|より|に)?[^0-9、。\n()]{0,16}(?:開[館設校園局所業始通港店庁院催]|設立|創[設立業刊]|発足|始[まめ]|スタート|制定|施行|供用|竣工|完成|建設|着手|合併|締結|導入)"
)
_SINCE = compile_pattern(
    rf"[^0-9。\n()]{{0,40}}?(?:(?P<full>満 ?)?(?P<years>{ANY})(?:周年(?:を迎え|記念|に当た|と)|年(?:が|を)?(?:経過|経[ちつった]|過ぎ)|(?(full)年(?:を迎え|とな|にな[りっ]|に達し|が?たち)|(?!)))|(?P<nth>[0-9]{{1,3}})年目)"
)
_TO_NOW = compile_pattern(r"[^0-9。\n()]{0,40}")
_NOT_EXACTLY = compile_pattern(
    "約|おおむね|概ね|余り|以上|超|近く|来年|翌年|来る|後に|迎える予定|改[修築]|建替|以来の|うち"
)
_SINCE_REACH = 60  # characters
_FEWEST = 5  # years: 3年目 may be that of a phase


def mismatched_years(text: str, dates: Sequence[DateRecord], fiscal_year: int | None) -> Iterator[Check]:
    """Yield a check of each number of years that does not fit the year in which the sentence says that it began.

    A year more or less may be the difference of calendar and fiscal years, and passes.

    Args:
        text: what `joined` returns.
        dates: of the report, by offset.
        fiscal_year: of the report, up to which the years count where the sentence names no other year.
    """
    for at, record in enumerate(dates):
        date = record.date
        if date.start is None or date.written.year is None or date.is_range:
            continue
        words = words_behind(text, date.span.end, _SINCE_REACH)
        if not _BEGUN.match(words):
            continue
        until, end = fiscal_year, date.span.end
        behind = dates[at + 1].date if at + 1 < len(dates) else None
        if behind is not None and _TO_NOW.fullmatch(
            words_between(text, end, min(behind.span.start, end + _SINCE_REACH))
        ):
            until, end = (behind.start.year if behind.start else None), behind.span.end
        told = _SINCE.match(words_behind(text, end, _SINCE_REACH))
        if until is None or told is None or _NOT_EXACTLY.search(words_between(text, date.span.end, end) + told[0]):
            continue
        if told["full"] and behind is not None and end == behind.span.end:
            yield from _compared_in_full(record, told, behind)
        else:
            yield from _compared(record, told, until - date.start.year)


def _compared_in_full(record: DateRecord, told: re.Match[str], until: DateMention) -> Iterator[Check]:
    """Compare full years with those between two days or months: 平成28年4月に開設し、令和5年3月で満7年を迎えた."""
    date = record.date
    if date.start is None or date.end is None or until.start is None or until.end is None:
        return
    fewest, most = (_full_years(first, last) for first, last in ((date.end, until.start), (date.start, until.end)))
    if not fewest <= int(parse(told["years"]) or 0) <= most:
        yield _elapsed(record, f"満{most}年", f"{most} full years", told["years"])


def _compared(record: DateRecord, told: re.Match[str], passed: int) -> Iterator[Check]:
    stated = int(parse(told["years"] or told["nth"]) or 0)
    counted = passed + 1 if told["nth"] else passed
    if passed >= _FEWEST and abs(stated - counted) > 1:
        nth_ja, nth_en = (f"{counted}年目", f"year {counted}") if told["nth"] else (f"{counted}年", f"{counted} years")
        yield _elapsed(record, nth_ja, nth_en, str(stated))


def _full_years(first: dt.date, last: dt.date) -> int:
    behind = last + dt.timedelta(days=1)
    return behind.year - first.year - ((behind.month, behind.day) < (first.month, first.day))


def _elapsed(record: DateRecord, counted_ja: str, counted_en: str, stated: str) -> Check:
    return on(
        record,
        code="elapsed_mismatch",
        message_ja=f"「{flat(record.date.text)}」からの年数は{counted_ja}ですが、{stated}年とあります。原文を確かめてください。",
        message_en=f"From '{flat(record.date.text)}' on it is {counted_en}, but {stated} is stated. Check the report.",
    )
