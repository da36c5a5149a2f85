"""From what a date writes to first and last day: pure calendar work, with the year from the text or from around it."""

from __future__ import annotations

import datetime as dt

from extractors import lengths, wareki
from extractors.mentions import DateMention, DatePart, Precision, WrittenDate, new_part
from extractors.patterns import compile_pattern
from extractors.wareki import DateSpan

_DAY, _MONTH = Precision.DAY, Precision.MONTH
_NTH = compile_pattern(r"第([1-5])([月火水木金土日])|最終([月火水木金土日])")
_QUARTER = compile_pattern(r"第([1-4])四半期")
_END_OF_PART = compile_pattern("期末$")
"""Of 上半期末 and 第1四半期末."""
_BY_FISCAL_YEAR = {
    "本": 0, "今": 0, "当": 0, "当該": 0, "前": -1, "昨": -1, "去": -1, "一昨": -2, "前々": -2,
    "来": 1, "次": 1, "翌": 1, "再来": 2, "翌々": 2,
}  # fmt: skip
_BY_FISCAL_YEAR_BEFORE = frozenset({"前年度", "翌年度", "翌々年度"})
_BY_DATE_BEFORE = {"同": 0, "翌": 1, "翌々": 2}
_BY_DAY_BEFORE = {**_BY_DATE_BEFORE, "前": -1}
_CALENDAR = frozenset({"", "本", "今", "昨", "去", "一昨", "来", "再来"})
"""Words for years that a writer counts from the day of writing: 本年, 来年, 年内."""
_BY_DAY_OF_ISSUE = {"一昨": -2, "昨": -1, "本": 0, "今": 0, "明": 1, "次": 1, "明後": 2, "明々後": 3}
_BY_WEEK_OF_ISSUE = {"先々": -2, "先": -1, "今": 0, "来": 1, "再来": 2}
_BY_MONTH_OF_ISSUE = {"先々": -2, "先": -1, "本": 0, "今": 0, "当": 0, "来": 1, "再来": 2}
_FROM_ISSUE = {
    "年": _CALENDAR,
    "月": frozenset(_BY_MONTH_OF_ISSUE),
    "週": frozenset(_BY_WEEK_OF_ISSUE),
    "日": frozenset(_BY_DAY_OF_ISSUE),
}
_FARTHEST = 10_000
"""Days from the ends of the calendar within which nothing is counted."""
_LEAP_YEAR = 2000
_MONTHS_OF_HALF = 6
_OF_LAST_WINTER = range(1, 4)
"""Months in which the winter that one speaks of began in the year before."""
_DAYS_OF_YEAR = frozenset({"末", "末日", "当初", "初め", "はじめ", "始め", "今日", "間"})


def precision_of(written: WrittenDate) -> Precision:
    """Return how exactly a written date fixes a time."""
    edge = written.edge
    monthly = written.month is not None or (written.relative or "").endswith("月")
    if written.day is not None or (written.relative or "").endswith(("日", "週")):
        return _DAY
    if monthly:
        return _MONTH if edge in (None, "中") or "週" in edge or lengths.lasts(written) else _DAY
    if edge in _DAYS_OF_YEAR or (edge and _END_OF_PART.search(edge)):
        return _DAY
    if edge in wareki.HALVES:
        return Precision.HALF_YEAR
    if edge in wareki.SEASONS or (edge and _QUARTER.match(edge)):
        return _MONTH
    return Precision.FISCAL_YEAR if written.fiscal else Precision.YEAR


def span_of(written: WrittenDate, year: int | None, month: int | None = None) -> DateSpan | None:
    """Return first and last day of a written date in `year`, None where the calendar has none.

    Args:
        written: month, day and edge are read from it.
        year: the western year; the fiscal year where the date is fiscal.
        month: the month, where the text leaves it to what stands before.
    """
    if year is None or not dt.MINYEAR < year < dt.MAXYEAR:
        return None
    if lengths.lasts(written) and (first := span_of(written._replace(edge=None), year, month)):
        return first[0], lengths.last_day(written, *first)
    month = written.month if written.month is not None else month
    if month is None:
        return _span_of_year(written, year)
    if written.fiscal:
        year = wareki.year_in_fiscal(year, month)
    if written.day is not None:
        return wareki.day_span(year, month, written.day)
    edge = written.edge
    days = wareki.month_span(year, month)
    if edge in ("末", "末日") and days:
        return days[1], days[1]
    if edge == "初日" and days:
        return days[0], days[0]
    if edge and (part := wareki.ten_days_span(year, month, edge)):
        return part
    if edge and (nth := _NTH.match(edge)):
        return wareki.nth_weekday(year, month, int(nth[1]) if nth[1] else -1, nth[2] or nth[3])
    return days


def _span_of_year(written: WrittenDate, year: int) -> DateSpan | None:
    edge, fiscal = written.edge, written.fiscal
    first, last = wareki.fiscal_span(year) if fiscal else wareki.year_span(year)
    if edge in ("末", "末日"):
        return last, last
    if edge in _DAYS_OF_YEAR:
        return first, first
    if edge and _END_OF_PART.search(edge):
        part = _span_of_year(written._replace(edge=edge[:-1]), year)
        return part and (part[1], part[1])
    if edge in wareki.HALVES:
        return wareki.half_span(year, edge, fiscal=fiscal)
    if edge and (quarter := _QUARTER.match(edge)):
        return wareki.quarter_span(year, int(quarter[1]), fiscal=fiscal)
    if edge in wareki.SEASONS:
        return wareki.season_span(year, edge, fiscal=fiscal)
    if edge and edge.startswith(("世紀", "年代")):
        return wareki.age_span(year, edge)
    return first, last


_NO_MONTH = frozenset({Precision.YEAR, Precision.FISCAL_YEAR, Precision.HALF_YEAR})
"""Of dates that tell no month of a day behind them: 今年は15日に."""


def counts_from_issue(written: WrittenDate) -> bool:
    """Tell whether a date counts from the day on which its text was written: 本年十月, 来年3月, 年内, 先月16日."""
    word = written.relative or ""
    return word[-1:] in _FROM_ISSUE and (word[:-1] in _FROM_ISSUE[word[-1]] or word[0] in "+-")


def counts_by_day(written: WrittenDate) -> bool:
    """Tell whether a word counts from the day told before it: 前日, 同日, 翌日, 翌々日."""
    word = written.relative or ""
    return word.endswith("日") and word[:-1] in _BY_DAY_BEFORE


def is_bare_day(mention: DateMention) -> bool:
    """Tell whether a date names a day alone, whose month stands before it: 14日（火）."""
    written = mention.written
    return written.day is not None and written.month is None and written.year is None and not written.relative


def resolve_years(
    mention: DateMention,
    *,
    fiscal_year: int | None,
    before: DateMention | None = None,
    issued: dt.date | None = None,
) -> DateMention:
    """Fill in the days of a mention where its text gives no year.

    Args:
        mention: as found; what its text fixes, or makes impossible, stays as it is.
        fiscal_year: the year from whose April to March months without a year are counted; None if unknown.
        before: the date that stands before it in the text, for 同年, 翌月 and the like.
        issued: the day of writing, that 本年, 来年 and 先月 count from; the fiscal year where it is unknown.

    Returns:
        The mention with `parts`, `start` and `end` filled as far as they can be known.
    """
    if mention.recurrence is not None or not mention.parts:
        return mention
    anchor = None
    if before is not None:
        last = before.parts[-1] if before.parts else before
        if counts_by_day(mention.written):
            anchor = _day_before(mention, before)
        else:
            anchor = None if is_bare_day(mention) and before.precision in _NO_MONTH else last.start
        if mention.written.relative == "翌" and last.end is not None:
            if before.precision is Precision.FISCAL_YEAR:  # 令和5年度の出納は翌5月に閉鎖する
                fiscal_year, anchor = wareki.fiscal_year_of(last.end), None
            else:
                anchor = last.end
    parts = known_parts(mention.parts, is_range=mention.is_range, fiscal_year=fiscal_year, anchor=anchor, issued=issued)
    start, end = bounds(parts, is_range=mention.is_range, as_of=mention.as_of)
    if parts == mention.parts and (start, end) == (mention.start, mention.end):
        return mention
    return mention.on(parts, start, end)


def _day_before(mention: DateMention, before: DateMention) -> dt.date | None:
    """Return the day that 前日, 同日 or 翌日 counts from: the first or last of what went on for days, none of a month."""
    if before.precision is not _DAY or before.written.relative == "前日":
        return None  # 前日に設け、翌日に片付けた: both count from the day before them
    is_list, word = len(before.parts) > 1 and not before.is_range, mention.written.relative
    if word == "前日":
        return None if is_list else before.start
    return before.end if word != "同日" or is_list or before.start == before.end else None


def year_counted_from(mention: DateMention, before: DateMention) -> int | None:
    """Return the fiscal year that a word counts from by the date before it in its sentence, None where it counts from the text's own.

    That of 令和6年度は310件で、前年度に比べ and of 令和3年5月に調査し、翌年度に設計した; but 昨年度 and 来年度 are the writer's.

    Args:
        mention: whose year is wanted.
        before: the date that stands before it, with its days.
    """
    word, start = mention.written.relative, before.start
    if start is None or before.written.year is None or before.is_range:
        return None
    if len({part.start.year for part in before.parts if part.start is not None}) > 1:
        return None  # 令和5年度、令和6年度とも前年より: of each its own
    if word == "前年" or (word in _BY_FISCAL_YEAR_BEFORE and before.precision is Precision.FISCAL_YEAR):
        return start.year
    follows = word in ("翌年度", "翌々年度") and before.precision in (_DAY, _MONTH)
    return wareki.fiscal_year_of(start) if follows else None


def known_parts(
    parts: tuple[DatePart, ...],
    *,
    is_range: bool,
    fiscal_year: int | None,
    anchor: dt.date | None = None,
    issued: dt.date | None = None,
) -> tuple[DatePart, ...]:
    """Return the parts of a date with their days, as far as they can be known.

    Args:
        parts: with the days that their text fixes.
        is_range: whether they are the two ends of a range.
        fiscal_year: as in `resolve_years`.
        anchor: the first day of the date before.
        issued: the day of writing.
    """
    if len(parts) == 1 and fiscal_year is None and anchor is None and issued is None:
        return parts
    known: list[DatePart] = []
    reached: dt.date | None = None  # by the last date that there is
    calendar_range = is_range and _runs_over_spring(parts)
    known_year = False
    for n, part in enumerate(parts):
        written = part.written
        if written.year is not None:
            known_year = True
            if part.start is not None:
                anchor = reached = part.start
            known.append(part)
            continue
        if written.relative:
            if issued is not None and counts_from_issue(written):
                found = _from_issue(written, issued)
            else:
                found = _relative(written, fiscal_year, anchor)
        elif n and reached is not None and (known_year or is_range or parts[0].written.relative):
            found = _after(written, reached, is_range=is_range)
        elif n and known[-1].written.year is not None and known[-1].start is None:
            found = None  # the year that it hangs on is none
        else:
            month = written.month if written.month is not None else _month_before(known, anchor)
            year = fiscal_year if calendar_range else _fiscal_calendar_year(fiscal_year, month, n, anchor, written)
            found = span_of(written, year, month) if month is not None else None
        if found is None:
            known.append(part if part.start is None else DatePart(written=written, start=None, end=None))
        else:
            anchor = reached = found[0]
            known.append(new_part((written, *found)))
    return tuple(known)


def _fiscal_calendar_year(
    fiscal_year: int | None, month: int | None, n: int, anchor: dt.date | None, written: WrittenDate
) -> int | None:
    if month is None:
        return None
    if written.month is None and not n and anchor is not None:
        return anchor.year  # 14日（火） behind 6月9日
    return None if fiscal_year is None else wareki.year_in_fiscal(fiscal_year, month)


def bounds(parts: tuple[DatePart, ...], *, is_range: bool, as_of: bool) -> DateSpan | tuple[None, None]:
    """Return the first and last day over all parts; none where a part is unknown or a range runs backwards.

    Days of a list that no calendar has (the 32 of 7月21、32日) are passed over. Of a single part that dates a measurement (1月時点) it is the last day.
    """
    if len(parts) == 1:
        end = parts[0].end
        return (None, None) if end is None else (end if as_of else parts[0].start or end, end)
    if not is_range:
        wrong = frozenset(impossible(parts))
        parts = tuple([part for part in parts if part not in wrong])
    starts = [p.start for p in parts if p.start is not None]
    ends = [p.end for p in parts if p.end is not None]
    if not parts or len(starts) < len(parts) or len(ends) < len(parts):
        return None, None
    if is_range:
        return (starts[0], ends[-1]) if starts[0] <= ends[-1] else (None, None)
    return min(starts), max(ends)


def impossible(parts: tuple[DatePart, ...], *, fiscal_year: int | None = None) -> list[DatePart]:
    """Return the parts of a date that no calendar has: 32日, 6月31日, 令和5年2月29日, 令和99年.

    Args:
        parts: a later one has the year and the month of those before it.
        fiscal_year: of the text, for dates that name no year.
    """
    if all(part.start is not None for part in parts):
        return []
    wrong: list[DatePart] = []
    year = month = None
    for part in parts:
        written = part.written
        month = month if written.month is None else written.month
        if part.start is not None:
            year = part.start.year
            continue
        if written.year is not None:
            year = wareki.year_of(written.era, written.year)
            if year is None and written.era and wareki.year_of(written.era, 1):
                wrong.append(part)
                continue
            if year and month and written.fiscal:
                year = wareki.year_in_fiscal(year, month)
        elif year is None and fiscal_year and month and not written.relative:
            year = wareki.year_in_fiscal(fiscal_year, month)
        if not _is_possible(written, year, month):
            wrong.append(part)
    return wrong


def _is_possible(written: WrittenDate, year: int | None, month: int | None) -> bool:
    """Tell whether there is such a month, day or weekday: in some year where it is not known which."""
    if month is None:
        return written.day is None or 1 <= written.day <= wareki.LAST_DAY
    if year is not None:
        return span_of(written._replace(fiscal=False), year, month) is not None
    in_month = wareki.month_span(_LEAP_YEAR, month)
    return in_month is not None and (written.day is None or 1 <= written.day <= in_month[1].day)


def _runs_over_spring(parts: tuple[DatePart, ...]) -> bool:
    """Tell whether a range without years (1～8月, 1月1日～12月31日) would run backwards in a fiscal year: it is of a calendar year.

    Of days only a long one is: 3月25日～4月5日 may as well be at the end of the fiscal year.
    """
    first, last = parts[0].written, parts[-1].written
    if any(w.year is not None or w.relative for w in (first, last)) or first.month is None or last.month is None:
        return False
    if (first.day or last.day) and last.month - first.month < _MONTHS_OF_HALF:
        return False
    return first.month < 4 <= last.month


def _month_before(parts: list[DatePart], anchor: dt.date | None) -> int | None:
    if parts and parts[-1].written.month is not None:
        return parts[-1].written.month
    return anchor.month if anchor else None


def _after(written: WrittenDate, last: dt.date, *, is_range: bool) -> DateSpan | None:
    """Return the date that follows `last` in a range or a list, its missing year and month taken from there."""
    month = written.month if written.month is not None else last.month
    rolls = month < last.month if is_range else month < 4 <= last.month
    return span_of(written, last.year + rolls, month)


def _relative(written: WrittenDate, fiscal_year: int | None, anchor: dt.date | None) -> DateSpan | None:
    word = written.relative or ""
    unit = "年度" if word.endswith("年度") else word[-1]
    stem = word.removesuffix(unit)
    if unit == "年度":
        return span_of(written, _relative_fiscal_year(stem, fiscal_year, anchor))
    if unit == "年":
        return _relative_year(written, stem, fiscal_year, anchor)
    if unit == "月":
        return _relative_month(written, stem, anchor)
    if word == "同":  # 同20日, 同10月
        month = written.month or (anchor.month if anchor else None)
        return span_of(written, anchor.year if anchor else None, month)
    if word == "翌" and written.day is not None and written.month is None:  # 翌6日, behind the 5th
        next_day = anchor + dt.timedelta(days=1) if anchor and anchor < dt.date(9999, 12, 1) else None
        return (next_day, next_day) if next_day and next_day.day == written.day else None
    if unit == "日" and anchor is not None and stem in _BY_DAY_BEFORE:
        near_ends = not dt.date(1, 2, 1) < anchor < dt.date(9999, 12, 1)
        day = anchor if near_ends else anchor + dt.timedelta(days=_BY_DAY_BEFORE[stem])
        return day, lengths.last_day(written, day, day)
    if word == "翌":
        return _next(written, fiscal_year, anchor)
    return None


def _next(written: WrittenDate, fiscal_year: int | None, anchor: dt.date | None) -> DateSpan | None:
    """Return the first such month or season (翌3月, 翌春) after a day; without one, that in or behind the fiscal year."""
    month = written.month or wareki.SEASONS.get(written.edge or "", (None,))[0]
    if month is None:
        return None
    if anchor is not None:
        return span_of(written, anchor.year + (month <= anchor.month))
    return None if fiscal_year is None else span_of(written, fiscal_year + 1)


def _from_issue(written: WrittenDate, issued: dt.date) -> DateSpan | None:
    word = written.relative or ""
    stem = word[:-1]
    if written.edge == "間":
        return wareki.days_around(issued, int(stem), word[-1])
    if word.endswith("年"):
        in_winter = written.edge == "冬" and issued.month in _OF_LAST_WINTER  # 今冬 began last December
        year = issued.year - in_winter + _steps(stem, _BY_FISCAL_YEAR)
        if written.edge == "今日":  # 5年前の今日
            return wareki.day_span(year, issued.month, issued.day)
        return span_of(written, year)
    if word.endswith("月"):
        return _months_on(written, issued, _steps(stem, _BY_MONTH_OF_ISSUE))
    weeks = _BY_WEEK_OF_ISSUE.get(stem) if word.endswith("週") else None
    if weeks is not None and _FARTHEST < issued.toordinal() < dt.date.max.toordinal() - _FARTHEST:
        return wareki.week_span(issued + dt.timedelta(weeks=weeks), written.edge)
    days = _steps(stem, _BY_DAY_OF_ISSUE) * (7 if word.endswith("週") else 1)
    if not _FARTHEST < issued.toordinal() + days < dt.date.max.toordinal() - _FARTHEST:
        return None
    day = issued + dt.timedelta(days=days)
    if written.edge and word.endswith("週"):  # 2週間後の土曜日
        return wareki.week_span(day, written.edge)
    if written.edge and written.edge in wareki.WEEKDAYS:  # 次の火曜日
        day += dt.timedelta(days=(wareki.WEEKDAYS.index(written.edge) - day.weekday()) % 7)
    return day, lengths.last_day(written, day, day)


def _steps(stem: str, by_word: dict[str, int]) -> int:
    """Return how many days, weeks, months or years on from the day of writing: of 昨, or of the -3 for 3年前."""
    return int(stem) if stem[:1] in ("+", "-") else by_word.get(stem, 0)


def _relative_fiscal_year(stem: str, fiscal_year: int | None, anchor: dt.date | None) -> int | None:
    if stem == "同":
        return wareki.fiscal_year_of(anchor) if anchor else None
    if stem == "":
        return fiscal_year
    if fiscal_year is None and stem in _BY_DATE_BEFORE and anchor is not None:
        return wareki.fiscal_year_of(anchor) + _BY_DATE_BEFORE[stem]
    return None if fiscal_year is None else fiscal_year + _BY_FISCAL_YEAR.get(stem, 0)


def _relative_year(written: WrittenDate, stem: str, fiscal_year: int | None, anchor: dt.date | None) -> DateSpan | None:
    if stem in _BY_DATE_BEFORE and anchor is not None:
        return span_of(written, anchor.year + _BY_DATE_BEFORE[stem])
    if stem == "同" or fiscal_year is None:
        return None
    return span_of(written, fiscal_year + _BY_FISCAL_YEAR.get(stem, 0))


def _relative_month(written: WrittenDate, stem: str, anchor: dt.date | None) -> DateSpan | None:
    if anchor is None or stem not in _BY_DATE_BEFORE:
        return None
    return _months_on(written, anchor, _BY_DATE_BEFORE[stem])


def _months_on(written: WrittenDate, start: dt.date, steps: int) -> DateSpan | None:
    months = start.month - 1 + steps
    return span_of(written, start.year + months // 12, months % 12 + 1)
