"""The national holidays of Japan by their rules, and days that are told as one and are none: 11月25日（月・振休）, 文化の日（11月4日）."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from extractors import wareki
from extractors.mentions import DateMention, Precision
from extractors.patterns import compile_pattern
from pipeline.check.beside import sentence_before, sentence_behind, words_before, words_behind
from pipeline.check.wording import flat, in_japanese, on
from pipeline.model import Check, DateRecord, Severity

YEARS = range(2007, 2031)
"""Those of which the calendar is known."""
_FIXED = {
    (1, 1): "元日",
    (2, 11): "建国記念の日",
    (4, 29): "昭和の日",
    (5, 3): "憲法記念日",
    (5, 4): "みどりの日",
    (5, 5): "こどもの日",
    (11, 3): "文化の日",
    (11, 23): "勤労感謝の日",
}
_MONDAYS = {(1, 2): "成人の日", (7, 3): "海の日", (9, 3): "敬老の日", (10, 2): "スポーツの日"}
"""The second Monday of January and so on."""
_ONCE: Mapping[int, Mapping[tuple[int, int], str]] = {
    2019: {(5, 1): "即位の日", (10, 22): "即位礼正殿の儀"},
    2020: {(7, 23): "海の日", (7, 24): "スポーツの日", (8, 10): "山の日"},
    2021: {(7, 22): "海の日", (7, 23): "スポーツの日", (8, 8): "山の日"},
}
"""Holidays of one year, and those that were on another day in the year of the games."""
_SUBSTITUTE, _BETWEEN = "振替休日", "国民の休日"
_LAST_OF_OLD_NAME = 2019  # of 体育の日
_SUNDAY = 6


@cache
def holidays(year: int) -> Mapping[dt.date, str]:
    """Return the holidays of a year with their names, also those that fall to a day for the sake of others; empty if not known."""
    if year not in YEARS:
        return {}
    once = {dt.date(year, *day): name for day, name in _ONCE.get(year, {}).items()}
    found = {dt.date(year, *day): name for day, name in _FIXED.items()}
    found |= {
        span[0]: name
        for (month, nth), name in _MONDAYS.items()
        if name not in once.values() and (span := wareki.nth_weekday(year, month, nth, "月"))
    }
    if year >= 2016 and "山の日" not in once.values():
        found[dt.date(year, 8, 11)] = "山の日"
    if year != 2019:  # between two emperors
        found[dt.date(year, 2, 23) if year > 2019 else dt.date(year, 12, 23)] = "天皇誕生日"
    passed = year - 1980
    for month, at, name in ((3, 20.8431, "春分の日"), (9, 23.2488, "秋分の日")):
        found[dt.date(year, month, int(at + 0.242194 * passed) - passed // 4)] = name
    found |= once
    return found | _fallen_to(found)


def may_be_off(day: dt.date) -> bool:
    """Tell whether offices may be closed on a day for more than its weekday: a holiday, or one about New Year, in May or August."""
    at = (day.month, day.day)
    return day in holidays(day.year) or any(
        first <= at <= last if first <= last else at >= first or at <= last for first, last in _OFF
    )


_OFF = ((12, 28), (1, 4)), ((4, 29), (5, 6)), ((8, 10), (8, 17))


def _fallen_to(found: Mapping[dt.date, str]) -> dict[dt.date, str]:
    """Return the days that are free for others: the first behind a holiday on Sunday that is none, and a day between two."""
    one = dt.timedelta(days=1)
    more = {}
    for day in found:
        if day.weekday() == _SUNDAY:
            free = day + one
            while free in found:
                free += one
            more[free] = _SUBSTITUTE
    for day in found:
        middle = day + one
        if day + 2 * one in found and middle not in found and middle not in more and middle.weekday() != _SUNDAY:
            more[middle] = _BETWEEN
    return more


_NAMES = "|".join(
    sorted({*_FIXED.values(), *_MONDAYS.values(), "山の日", "天皇誕生日", "春分の日", "秋分の日", "体育の日"})
)
_NAMED_BEFORE = compile_pattern(
    rf"(?:^|[、。・(「\s]|[はがのでもと])(?P<name>{_NAMES})」?(?:の祝日)?(?:の|である|でもある|に[当あ]たる|で祝日の|\(){{0,2}}$"
)
_NAMED_BEHIND = compile_pattern(
    rf"(?:\([^()\n]{{1,6}}\))?(?P<lead>(?:\(|「|の|、|は、?){{0,2}})(?P<name>{_NAMES})」?(?:\)|で(?:あ|祝)|に[当あ]た|の祝日|に(?:開催|実施|行|、)|、)"
)
_ANY_BEFORE = compile_pattern(r"(?<![日土休])(?<![日土休][・、])祝日(?:の|である|に[当あ]たる)$")
_ANY_BEHIND = compile_pattern(
    r"(?:\([^()\n]{1,6}\))?(?:は|が|の|\()(?:国民の)?祝日(?:\)|で(?!な|は)|だっ|に[当あ]た|と重な|の(?:ため|開))"
)
"""Beside a day: it is a holiday, of whatever name."""
_MARKED = compile_pattern(r"(?P<day>[月火水木金土日])(?:曜日?)?(?:[・、,/ ]?(?P<mark>祝日?|振替?休日?|振替))?")
_OF_SCHOOLS = compile_pattern("学校|小学|中学|高校|園|運動会|授業|代休|休業")
"""Beside a day: it may be one that is free for another on which children came."""
_NEAR, _REACH = 20, 60  # characters


def misnamed_holidays(dates: Sequence[DateRecord], text: str) -> Iterator[Check]:
    """Yield a check of each day that is marked or named as a holiday and is none, or not that one.

    Args:
        dates: of a stretch of a report, by offset.
        text: what `joined` returns.
    """
    for record in dates:
        date = record.date
        if date.weekday and ("祝" in date.weekday or "振" in date.weekday):
            yield from _marked_wrongly(record, text)
        if date.precision is Precision.DAY and not date.is_range and len(date.parts) == 1 and date.start is not None:
            yield from _named_wrongly(record, date.start, text)


def _marked_wrongly(record: DateRecord, text: str) -> Iterator[Check]:
    """Yield a check of each day with 祝 or 振休 behind its weekday that is no holiday; of one on another weekday that is told."""
    days = days_of(record.date)
    marked = [(m["day"], m["mark"] or "") for m in _MARKED.finditer(record.date.weekday or "")]
    if len(days) != len(marked):
        return
    around = sentence_before(text, record.date.span.start, _REACH) + sentence_behind(text, record.date.span.end, _REACH)
    for day, (weekday, mark) in zip(days, marked, strict=True):
        known = holidays(day.year)
        if not mark or not known or wareki.WEEKDAYS[day.weekday()] != weekday or day in known:
            continue
        if mark.startswith("祝") or not _OF_SCHOOLS.search(around):
            yield _is_none(record, day, "祝日" if mark.startswith("祝") else _SUBSTITUTE)


def days_of(date: DateMention) -> list[dt.date]:
    """Return the single days that a date names by their numbers."""
    return [p.start for p in date.parts if p.start is not None and p.start == p.end and p.written.day is not None]


def _is_none(record: DateRecord, day: dt.date, what: str) -> Check:
    written = flat(record.date.text)
    return on(
        record,
        severity=Severity.ERROR,
        code="weekday_mismatch",
        message_ja=f"「{written}」とありますが、{in_japanese(day)}は{what}ではありません。日付か祝休日の記載を原文で確かめてください。",
        message_en=f"'{written}' is stated, but {day.isoformat()} is not a holiday of that kind. Check the date and the mark.",
    )


def _named_wrongly(record: DateRecord, day: dt.date, text: str) -> Iterator[Check]:
    """Yield a check of a day right beside the name of a holiday that is on another: 敬老の日（9月15日）."""
    lead = words_before(text, record.date.span.start, _NEAR)
    if "日" not in lead and "日" not in text[record.date.span.end : record.date.span.end + _NEAR]:
        return
    told = _NAMED_BEFORE.search(lead) or _NAMED_BEHIND.match(words_behind(text, record.date.span.end, _NEAR))
    known = holidays(day.year)
    behind = words_behind(text, record.date.span.end, _NEAR)
    if told is None and known and day not in known and (_ANY_BEFORE.search(lead) or _ANY_BEHIND.match(behind)):
        yield _is_none(record, day, "祝日")
    if told is None or not known or known.get(day) == _SUBSTITUTE:
        return
    if day in known and told.re is _NAMED_BEHIND and told["lead"].startswith("、"):
        return  # 4月29日、こどもの日に: two of a list
    name = "スポーツの日" if told["name"] == "体育の日" and day.year > _LAST_OF_OLD_NAME else told["name"]
    if known.get(day) != name and (name != "体育の日" or known.get(day) != "スポーツの日"):
        yield on(
            record,
            severity=Severity.ERROR,
            code="weekday_mismatch",
            message_ja=f"「{told['name']}」の日として「{flat(record.date.text)}」（{in_japanese(day)}）とありますが、その年の{told['name']}ではありません。原文を確かめてください。",
            message_en=f"'{flat(record.date.text)}' ({day.isoformat()}) is told as {told['name']}, which it was not in that year. Check the date.",
        )
