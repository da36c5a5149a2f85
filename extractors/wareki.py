"""The Japanese calendar as pure functions: eras, fiscal years and their parts, months, weekdays.

Nonsense (令和99年, 2月30日, 13月) gives None, never an exception and never a neighbouring date.
Every span is a pair of first and last day, both inclusive.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

DateSpan = tuple[dt.date, dt.date]
LAST_DAY = 31
"""Of the longest months."""


class Era(NamedTuple):
    """An era: the year before its first, and the last year number that a text can mean."""

    name: str
    offset: int
    last: int
    """Plans that still count run past the end of the era in which they were made (平成35年 is 2023, 平成62年 2050)."""


WESTERN = "西暦"
_REIWA = Era("令和", 2018, 82)
_HEISEI = Era("平成", 1988, 62)
_SHOWA = Era("昭和", 1925, 64)
_TAISHO = Era("大正", 1911, 15)
_MEIJI = Era("明治", 1867, 45)
_COMMEMORATED = {"昭和": 100}
"""Years past the last that are named all the same: 昭和100年 is 2025."""
_ERAS = {
    "令和": _REIWA, "令": _REIWA, "R": _REIWA, "㋿": _REIWA,
    "平成": _HEISEI, "平": _HEISEI, "H": _HEISEI, "㍻": _HEISEI,
    "昭和": _SHOWA, "昭": _SHOWA, "S": _SHOWA, "㍼": _SHOWA,
    "大正": _TAISHO, "大": _TAISHO, "T": _TAISHO, "㍽": _TAISHO,
    "明治": _MEIJI, "明": _MEIJI, "M": _MEIJI, "㍾": _MEIJI,
}  # fmt: skip
_OLD = (
    ("天正", 1573), ("文禄", 1592), ("慶長", 1596), ("元和", 1615), ("寛永", 1624), ("正保", 1644), ("慶安", 1648),
    ("承応", 1652), ("明暦", 1655), ("万治", 1658), ("寛文", 1661), ("延宝", 1673), ("天和", 1681), ("貞享", 1684),
    ("元禄", 1688), ("宝永", 1704), ("正徳", 1711), ("享保", 1716), ("元文", 1736), ("寛保", 1741), ("延享", 1744),
    ("寛延", 1748), ("宝暦", 1751), ("明和", 1764), ("安永", 1772), ("天明", 1781), ("寛政", 1789), ("享和", 1801),
    ("文化", 1804), ("文政", 1818), ("天保", 1830), ("弘化", 1844), ("嘉永", 1848), ("安政", 1854), ("万延", 1860),
    ("文久", 1861), ("元治", 1864), ("慶応", 1865), ("明治", 1868),
)  # fmt: skip
OLD_ERAS = {name: Era(name, first - 1, following - first + 1) for (name, first), (_, following) in pairwise(_OLD)}
"""Eras before the Gregorian calendar: their years are told in western ones, their months and days are not."""
_JUST_BEGUN, _ENDING_HEISEI, _ENDING_SHOWA = 9, 26, 60
_PLAUSIBLE_YEARS = range(1, 2201)
_FOUR_DIGITS = 1000

WEEKDAYS = "月火水木金土日"
_RRULE_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FIRST_HALF = frozenset({"上半期", "前期", "上期", "前半"})
HALVES = _FIRST_HALF | {"下半期", "後期", "下期", "後半"}
SEASONS = {"春": (3, 5), "夏": (6, 8), "秋": (9, 11), "冬": (12, 14)}
"""First and last month of a season; 14 is the February that follows."""
TEN_DAYS = {
    "前半": (1, 15),
    **dict.fromkeys(("上旬", "初旬", "初頭", "初め", "はじめ", "始め", "頭", "当初"), (1, 10)),
    **dict.fromkeys(("中旬", "半ば", "なかば", "中頃", "中ごろ", "中盤"), (11, 20)),
}
"""First and last day of a part of a month."""
TO_THE_END = {"下旬": 21, "終わり": 21, "終盤": 21, "後半": 16}
"""First day of a part of a month that runs to its end."""


def year_of(era: str | None, number: int) -> int | None:
    """Return the western year of year `number` of an era (令和, R, ㋿ …), of 西暦 or of no era, None if implausible."""
    if era is None or era == WESTERN:
        return number if number in _PLAUSIBLE_YEARS and (era or number >= _FOUR_DIGITS) else None
    known = _ERAS.get(era) or OLD_ERAS.get(era)
    if known is None or not (1 <= number <= known.last or number == _COMMEMORATED.get(known.name)):
        return None
    return known.offset + number


def later_era(era: str, last: int | None, number: int | None) -> str | None:
    """Return the era of a year that names none, where that of the year before it has ended meanwhile (平成30年度、元年度).

    Args:
        era: of the year before.
        last: its number.
        number: the year's number.
    """
    if last is None or number is None or number > _JUST_BEGUN:
        return None
    if _ERAS.get(era) is _HEISEI and last >= _ENDING_HEISEI:
        return "令和"
    return "平成" if _ERAS.get(era) is _SHOWA and last >= _ENDING_SHOWA else None


def day_span(year: int, month: int, day: int) -> DateSpan | None:
    """Return one day as a span, None where the calendar has no such day."""
    try:
        date = dt.date(year, month, day)
    except ValueError:
        return None
    return date, date


_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_span(year: int, month: int) -> DateSpan | None:
    """Return the first and last day of a month, None where there is no such month."""
    if not 1 <= month <= 12 or not dt.MINYEAR <= year <= dt.MAXYEAR:
        return None
    last = 29 if month == 2 and calendar.isleap(year) else _LENGTHS[month - 1]
    return dt.date(year, month, 1), dt.date(year, month, last)


def end_of_month(day: dt.date) -> dt.date:
    """Return the last day of a day's month."""
    span = month_span(day.year, day.month)
    return span[1] if span else day


def ten_days_span(year: int, month: int, part: str) -> DateSpan | None:
    """Return 上旬, 初旬, 中旬, 下旬, 半ば, 初め, 前半 or 後半 of a month, None for another word."""
    month_days = month_span(year, month)
    if month_days is None or not (part in TEN_DAYS or part in TO_THE_END):
        return None
    if part in TO_THE_END:
        return month_days[0].replace(day=TO_THE_END[part]), month_days[1]
    first, last = TEN_DAYS[part]
    return month_days[0].replace(day=first), month_days[0].replace(day=last)


def days_around(day: dt.date, steps: int, unit: str) -> DateSpan | None:
    """Return the `steps` days, weeks, months or years (日, 週, 月, 年) behind a day, of a negative number those before it.

    The day itself is of neither: behind 18 June 2週 are 19 June to 2 July, before it 3年 end on 17 June. None beyond the calendar.
    """
    try:
        if unit in ("日", "週"):
            far = day + dt.timedelta(days=steps * (7 if unit == "週" else 1))
        else:
            months = 12 * day.year + day.month - 1 + steps * (12 if unit == "年" else 1)
            month = month_span(months // 12, months % 12 + 1)
            if month is None:
                return None
            far = month[0].replace(day=min(day.day, month[1].day))
        one = dt.timedelta(days=1)
        return None if not steps else (day + one, far) if steps > 0 else (far, day - one)
    except OverflowError:
        return None


def week_span(day: dt.date, part: str | None) -> DateSpan:
    """Return Monday and Sunday of the week of a day, or its weekend (末), or one of its weekdays (金)."""
    monday = day - dt.timedelta(days=day.weekday())
    first, last = (5, 6) if part == "末" else (WEEKDAYS.index(part),) * 2 if part else (0, 6)
    return monday + dt.timedelta(days=first), monday + dt.timedelta(days=last)


def nth_weekday(year: int, month: int, nth: int, weekday: str) -> DateSpan | None:
    """Return the nth 月…日 of a month (-1 the last), None where the month has no such day."""
    month_days = month_span(year, month)
    if month_days is None or weekday not in WEEKDAYS:
        return None
    first, last = month_days
    if nth == -1:
        day = last.day - (last.weekday() - WEEKDAYS.index(weekday)) % 7
    else:
        day = 1 + (WEEKDAYS.index(weekday) - first.weekday()) % 7 + 7 * (nth - 1)
    return day_span(year, month, day) if nth else None


def year_span(year: int) -> DateSpan:
    """Return the calendar year."""
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def fiscal_span(fiscal_year: int) -> DateSpan:
    """Return the fiscal year: 1 April to 31 March."""
    return dt.date(fiscal_year, 4, 1), dt.date(fiscal_year + 1, 3, 31)


def fiscal_year_of(date: dt.date) -> int:
    """Return the fiscal year that a day belongs to."""
    return date.year - (date.month < 4)


def year_in_fiscal(fiscal_year: int, month: int) -> int:
    """Return the calendar year of a month of a fiscal year."""
    return fiscal_year + (month < 4)


def full_years(first: dt.date, last: dt.date) -> int:
    """Return how many full years the days from the first to the last are, both inclusive."""
    behind = last + dt.timedelta(days=1)
    return behind.year - first.year - ((behind.month, behind.day) < (first.month, first.day))


def half_span(year: int, half: str, *, fiscal: bool) -> DateSpan:
    """Return a half (上半期, 下半期, 前期 …) of a fiscal or a calendar year."""
    begin = (fiscal_span if fiscal else year_span)(year)
    middle = dt.date(year, 10 if fiscal else 7, 1)
    return (begin[0], middle - dt.timedelta(days=1)) if half in _FIRST_HALF else (middle, begin[1])


def quarter_span(year: int, quarter: int, *, fiscal: bool) -> DateSpan | None:
    """Return a quarter (1 to 4) of a fiscal or a calendar year, None for another number."""
    if not 1 <= quarter <= 4:
        return None
    months = (quarter - 1) * 3 + (3 if fiscal else 0)  # counted from January of `year`
    first = month_span(year + months // 12, months % 12 + 1)
    last = month_span(year + (months + 2) // 12, (months + 2) % 12 + 1)
    return (first[0], last[1]) if first and last else None


def season_span(year: int, season: str, *, fiscal: bool) -> DateSpan | None:
    """Return 春, 夏, 秋 or 冬 of a year; the spring of a fiscal year is what of it lies in that year."""
    first, last = SEASONS[season]
    begin = month_span(year, max(first, 4) if fiscal else first)
    end = month_span(year + (last > 12), last - 12 if last > 12 else last)
    return (begin[0], end[1]) if begin and end else None


def age_span(number: int, edge: str) -> DateSpan | None:
    """Return a century of our era (the 19th is 1801 to 1900) or the ten years from `number` on, or a half of it.

    Args:
        number: of the century, or the first year of the decade.
        edge: 世紀 or 年代, with 前半, 後半 or a word that fixes no years (初頭) behind it.
    """
    first, years = (100 * number - 99, 100) if edge.startswith("世紀") else (number, 10)
    if edge.endswith(("前半", "後半")):
        years //= 2
        first += years if edge.endswith("後半") else 0
    if first < 1 or first + years > dt.MAXYEAR:
        return None
    return dt.date(first, 1, 1), dt.date(first + years - 1, 12, 31)


def rrule_day(weekday: str, nth: int | None = None) -> str:
    """Return the RRULE name of a weekday (金 FR), with its place in the month before it (3FR, -1FR)."""
    return f"{'' if nth is None else nth}{_RRULE_DAYS[WEEKDAYS.index(weekday)]}"


def keeps_days(day: dt.date, days: Iterable[str]) -> bool:
    """Tell whether a day is one of the weekdays that an RRULE names, in their place of the month if they have one (FR, 3FR, -1FR)."""
    weekday, nth = WEEKDAYS[day.weekday()], (day.day - 1) // 7 + 1
    is_last = end_of_month(day).day - day.day < len(WEEKDAYS)
    own = {rrule_day(weekday), rrule_day(weekday, nth), rrule_day(weekday, -1 if is_last else nth)}
    return not own.isdisjoint(days)


def weekdays_between(first: str, last: str) -> str:
    """Return the weekdays from `first` to `last`, both included, over the week's end if need be (土～月)."""
    begin = WEEKDAYS.index(first)
    return "".join(WEEKDAYS[(begin + k) % 7] for k in range((WEEKDAYS.index(last) - begin) % 7 + 1))
