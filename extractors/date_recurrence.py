"""Dates that come again, as RFC 5545 rules: 毎月第3金曜日, 隔週木曜日, 月～金曜, 毎月15日, 毎年8月, 6月・9月の第2土曜日."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors import date_terms, scripts, wareki
from extractors.patterns import compile_pattern

_B = r"\ {0,2}"
_W = "[月火水木金土日]"
_DAY_WORD = r"(?:曜日?)"
_AND = rf"{_B}(?:[、,・]|及び|および|並びに|と|または|又は|若しくは|もしくは){_B}"
_TO = rf"{_B}(?:[~-]|から){_B}"
_EVERY_YEAR = "[毎各]年度?"
_NTH = "(?:第?[1-5一二三四五])"
_N = r"(?:(?<![0-9])[0-9]{1,2}(?![0-9])|[一二三四五六七八九十]{1,3})"

# Anchored; the first that fits wins.
_NTH_WEEKDAY = scripts.compile(
    rf"(?P<head>[毎各]月の?{_B}|(?P<other>隔月の?{_B})|(?P<year>{_EVERY_YEAR}の?{_B})(?P<months>{_N}(?:{_B}月?(?:{_AND}|{_TO}){_N}){{0,11}}){_B}月の?{_B}|(?P<alternate>偶数|奇数)月の?{_B})?"
    rf"(?:(?P<last>最終)|(?P<nths>第{_B}[1-5一二三四五](?:週?(?:{_AND}|{_TO}){_NTH}|第[1-5]){{0,4}}))(?:週目?の?)?{_B}"
    rf"(?P<days>{_W}(?:{_DAY_WORD}?{_AND}{_W}(?={_DAY_WORD}|{_AND}{_W}{_DAY_WORD})){{0,6}})(?P<suffix>{_DAY_WORD})?"
)
_WEEKLY = scripts.compile(
    rf"(?:(?P<every>毎週の?)|(?P<other>隔週の?)){_B}"
    rf"(?:(?P<first>{_W}){_DAY_WORD}?{_TO}(?P<last>{_W}){_DAY_WORD}?"
    rf"|(?P<days>{_W}(?:{_DAY_WORD}?{_AND}{_W}(?![0-9一-鿿])"
    rf"|{_DAY_WORD}{_AND}{_W}(?={_DAY_WORD})|{_AND}{_W}(?={_DAY_WORD}|{_AND})|{_W}){{0,6}})"
    rf"(?:{_DAY_WORD}|(?=[、。)(にのはもで:~\ \n]|まで|から|$)))(?:{_B}まで)?"
)
_WEEKDAY_RANGE = scripts.compile(
    rf"(?<![一-鿿0-9])(?P<first>{_W})(?P<mark>{_DAY_WORD})?{_TO}(?P<last>{_W})"
    rf"(?:(?P<suffix>{_DAY_WORD})(?:{_B}まで)?|(?=[)、。]|{_B}[(0-9]|\ )(?![0-9]{{1,2}}月))"
)
_DAYS_OPEN = scripts.compile(
    rf"(?:週{_B}[1-6一二三四五六]{_B}[日回](?:間|以上|程度)?|[開休運診営][館所行園校療業]日?|(?:開催|相談|実施|定休)日){_B}\($"
)
_BRACKETED = scripts.compile(rf"(?P<days>{_W}(?:{_AND}{_W}){{1,6}})(?=(?:{_AND}祝日?)?{_B}\))")
"""The 月・水・金 of 週3日（月・水・金）."""
_NOT_OF_ONE_WEEK = r"(?<!今度の)(?<![次そこ目初後終前先]の)(?<!初めの)(?<!はじめの)(?<![月年]末の)(?<![翌当]日の)(?<![^各毎]週の)(?<!(?<!で)ある)"
"""Before a weekday that comes each week; 月末の金曜日 and その週の金曜日 come once."""
_WEEKDAY_LIST = scripts.compile(
    rf"(?<![一-鿿0-9]){_NOT_OF_ONE_WEEK}(?P<days>{_W}(?:{_DAY_WORD}?{_AND}{_W}){{1,6}}){_DAY_WORD}"
)
_MONTH_DAYS = scripts.compile(
    rf"(?:[毎各]月|(?P<other>隔月)|(?P<which>偶数|奇数)月)の?{_B}"
    rf"(?:(?P<end>末日?)|(?P<part>[上中下初]旬|初め)|(?P<days>{_N}(?:{_B}日?(?:{_AND}|{_TO}){_N}){{0,5}}){_B}日(?:まで)?(?![間目程以当]|ほど))"
)
_YEARLY = scripts.compile(
    rf"{_EVERY_YEAR}[の、]?{_B}(?P<months>{_N}(?:{_B}月?{_AND}{_N}){{0,11}}){_B}月(?:{_B}(?P<day>{_N}){_B}日|{_B}(?P<end>末)|[上中下]旬)?(?![0-9間])"
    rf"(?:{_TO}(?:翌年?の?)?(?P<last>{_N}){_B}月(?:{_B}{_N}{_B}日|{_B}末|[上中下]旬)?(?:まで)?)?"
)
_SAME_DAY = scripts.compile(rf"{_AND}(?P<month>{_N}){_B}月{_B}(?P<day>{_N}){_B}日(?!間)")
_PART_OF_YEAR = scripts.compile(
    rf"(?P<every>{_EVERY_YEAR})の?{_B}"
    rf"(?:(?P<seasons>[春夏秋冬](?:(?:{_AND})?[春夏秋冬]){{0,3}}(?<={date_terms.IN_SEASON})季?)"
    rf"|(?<=度)第{_B}(?P<quarter>[1-4]){_B}四半期(?P<close>末)?|(?<=度)(?P<half>[上下](?=半?期)|[前後](?=半))(?:半期?|期)"
    rf"|、?(?P<unit>年度?)?の?(?:(?P<end>末日?(?!比|年始|調整))|(?P<begin>当初(?!予算)|初め|はじめ)))"
)
"""毎年度末, 毎年、年度当初に, 毎年春と秋に, 毎年度第3四半期."""
_EACH_QUARTER = compile_pattern("[毎各]四半期末")
_OF_MONTHS = scripts.compile(
    rf"(?P<months>{_N}(?:{_B}月)?(?:(?:{_AND}|{_TO}){_N}(?:{_B}月)?){{1,11}})(?<=月)(?:の?{_B})(?=第|最終)"
)
"""The months of 6月・9月の第2土曜日."""
_DAYS_OF_MONTHS = scripts.compile(
    rf"(?P<months>{_N}(?:{_B}月?(?:{_AND}|{_TO}){_N}){{0,11}}){_B}月{_B}の{_B}(?:毎週)?(?:すべての|全ての|毎)?"
    rf"(?:(?P<days>土・?日)(?:・?祝日?)?(?![一-鿿])|(?P<named>{_W}(?:{_DAY_WORD}?{_AND}{_W}){{0,3}}){_DAY_WORD}(?:(?:{_AND})?祝日)?)(?=[にはのをもと、。)~]|$)"
)
"""8月の土日, 7月と8月の日曜日."""
_ALTERNATE = scripts.compile(r"(?P<which>偶数|奇数)月(?![齢刊])")
_WEEKDAY = scripts.compile(
    rf"(?<![一-鿿0-9]){_NOT_OF_ONE_WEEK}(?<!いずれも)(?<![0-9]日\()(?<!曜日から)(?<!曜から)(?<!曜日~)(?<!曜~)(?<!場合は)(?<!ときは)(?<!すべて)(?<!どちらも)(?<!全て)(?<![0-9]日は)(?P<days>{_W})曜"
    r"(?:日(?!(?!及び|又は|並び|午|夜|朝|夕|昼|開|休|閉|以外|実施)[一-鿿ァ-ヶー])|(?=[にもは。)]|の?(?:午|夜|朝)|・祝|$))"
    r"(?!が|の(?!午|朝|夜|夕|[0-9])|(?:日?[にはもを]?、?)(?:月|年)に?[0-9一二三四五六七八九十]{1,3}[回日]|日?[にはもを]?、?隔週)"
)
"""A weekday alone; 土曜日の相談 names a sort of occasion and no time, and 土曜日に月2回 is not each of them."""
_MORE = scripts.compile(
    rf"(?:{_AND}|(?P<to>{_TO}))第{_B}(?P<nth>[1-5一二三四五]){_B}(?P<day>{_W}){_DAY_WORD}(?(to)(?:まで)?)"
)
_OF_WEEKDAY = compile_pattern("曜日?")
FIRST = frozenset("毎各隔第最偶奇月火水木金土日")
"""What a recurrence can begin with."""


class Recurrence(NamedTuple):
    """A recurring date up to view offset `end`."""

    end: int
    rule: str
    weekday: str | None


def parse(text: str, at: int) -> Recurrence | None:
    """Return the recurrence that begins at offset `at` of the folded text; a bare frequency (月1回, 毎月) is none."""
    for read in (_nth_weekday, _weekly, _weekdays, _month_days, _yearly, _part_of_year, _words):
        found = read(text, at)
        if found is not None:
            return found
    return None


def in_months(text: str, at: int) -> Recurrence | None:
    """Return the recurrence of a weekday in certain months that begins at offset `at`: 6月・9月の第2土曜日, 8月の土日."""
    if m := _DAYS_OF_MONTHS.match(text, at):
        days = _letters(m["days"] or m["named"])
        found = Recurrence(m.end(), f"BYDAY={','.join(map(wareki.rrule_day, days))}", "・".join(days))
    else:
        m = _OF_MONTHS.match(text, at)
        nth = _nth_weekday(text, m.end()) if m else None
        if m is None or nth is None:
            return None
        found = nth
    months = _months(m["months"])
    if not all(1 <= month <= 12 for month in months):
        return None
    return found._replace(rule=f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))};{found.rule.rpartition(';')[2]}")


def _months(written: str) -> list[int]:
    months = _numbers(written)
    return _months_between(*months) if len(months) == 2 and date_terms.RANGE_SIGN.search(written) else months


def _months_between(first: int, last: int) -> list[int]:
    return [(first - 1 + k) % 12 + 1 for k in range((last - first) % 12 + 1)]


def _letters(written: str) -> list[str]:
    plain = _OF_WEEKDAY.sub("", written)
    return [c for c in plain if c in wareki.WEEKDAYS]


def _numbers(written: str) -> list[int]:
    return date_terms.numbers(written)


def _alternate(which: str) -> str:
    return "2,4,6,8,10,12" if which == "偶数" else "1,3,5,7,9,11"


def _nth_weekday(text: str, at: int) -> Recurrence | None:
    m = _NTH_WEEKDAY.match(text, at)
    if m is None or (not m["suffix"] and (not m["head"] or text[m.end() : m.end() + 1] in ("間", "目"))):
        return None
    days = _letters(m["days"])
    nths = [-1] if m["last"] else date_terms.spread(m["nths"])
    places = ",".join(wareki.rrule_day(day, nth) for nth in nths for day in days)
    end, weekday = m.end(), _OF_WEEKDAY.sub("", m["days"])
    while more := _MORE.match(text, end):
        nth, last = date_terms.number(more["nth"]), nths[-1]
        if more["to"] and not (days == [more["day"]] and 0 < last < nth):
            break
        nths = [*range(last + 1, nth), nth] if more["to"] else [nth]  # 第1月曜日から第3月曜日まで
        places += "".join(f",{wareki.rrule_day(more['day'], n)}" for n in nths)
        end, weekday = more.end(), weekday if more["to"] else f"{weekday}、{more['day']}"
    if m["year"]:
        months = _months(m["months"])
        if not all(1 <= month <= 12 for month in months):
            return None
        rule = f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))};BYDAY={places}"
    elif m["alternate"]:
        rule = f"FREQ=YEARLY;BYMONTH={_alternate(m['alternate'])};BYDAY={places}"
    else:
        rule = f"FREQ=MONTHLY{';INTERVAL=2' if m['other'] else ''};BYDAY={places}"
    return Recurrence(end, rule, weekday)


def _weekly(text: str, at: int) -> Recurrence | None:
    m = _WEEKLY.match(text, at)
    if m is None:
        return None
    interval = ";INTERVAL=2" if m["other"] else ""
    if m["first"]:
        days, written = list(wareki.weekdays_between(m["first"], m["last"])), f"{m['first']}～{m['last']}"
    else:
        days, written = _letters(m["days"]), _OF_WEEKDAY.sub("", m["days"])
    return Recurrence(m.end(), f"FREQ=WEEKLY{interval};BYDAY={','.join(map(wareki.rrule_day, days))}", written)


def _weekdays(text: str, at: int) -> Recurrence | None:
    m = _WEEKDAY_RANGE.match(text, at)
    if m:
        days = list(wareki.weekdays_between(m["first"], m["last"]))
        written = f"{m['first']}～{m['last']}"
    elif (m := _BRACKETED.match(text, at)) and _DAYS_OPEN.search(text, at - 12, at):
        days, written = _letters(m["days"]), m["days"]
    elif m := _WEEKDAY_LIST.match(text, at) or _WEEKDAY.match(text, at):
        days, written = _letters(m["days"]), _OF_WEEKDAY.sub("", m["days"])
    else:
        return None
    return Recurrence(m.end(), f"FREQ=WEEKLY;BYDAY={','.join(map(wareki.rrule_day, days))}", written)


def _month_days(text: str, at: int) -> Recurrence | None:
    m = _MONTH_DAYS.match(text, at)
    if m is None:
        return None
    days = [-1] if m["end"] else _ten_days(m["part"]) if m["part"] else date_terms.spread(m["days"])
    if not all(day == -1 or 1 <= day <= 31 for day in days) or (
        date_terms.RANGE_SIGN.search(m.group()) and days != sorted(days)
    ):
        return None
    often = f"FREQ=YEARLY;BYMONTH={_alternate(m['which'])}" if m["which"] else "FREQ=MONTHLY"
    often += ";INTERVAL=2" if m["other"] else ""
    return Recurrence(m.end(), f"{often};BYMONTHDAY={','.join(map(str, days))}", None)


def _ten_days(part: str) -> list[int]:
    first, last = wareki.TEN_DAYS.get(part) or (wareki.TO_THE_END[part], wareki.LAST_DAY)
    return list(range(first, last + 1))


def _part_of_year(text: str, at: int) -> Recurrence | None:
    m = _PART_OF_YEAR.match(text, at)
    if m is None:
        return None
    if m["seasons"]:
        spans = [wareki.SEASONS[season] for season in m["seasons"] if season in wareki.SEASONS]
        months = [(month - 1) % 12 + 1 for first, last in spans for month in range(first, last + 1)]
        return Recurrence(m.end(), f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))}", None)
    if m["half"] or m["quarter"]:
        begin, length = (4 + 6 * (m["half"] in "下後"), 6) if m["half"] else (3 * int(m["quarter"]) + 1, 3)
        of_part = [(month - 1) % 12 + 1 for month in range(begin, begin + length)]
        by = f"{of_part[-1]};BYMONTHDAY=-1" if m["close"] else ",".join(map(str, of_part))
        return Recurrence(m.end(), f"FREQ=YEARLY;BYMONTH={by}", None)
    fiscal = m["every"].endswith("度") or m["unit"] == "年度"
    month, day = (3 if fiscal else 12, -1) if m["end"] else (4 if fiscal else 1, 1)
    return Recurrence(m.end(), f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={day}", None)


def _yearly(text: str, at: int) -> Recurrence | None:
    m = _YEARLY.match(text, at)
    if m is None:
        return None
    months = _numbers(m["months"])
    if m["last"] and len(months) == 1 and not (m["day"] or m["end"]):
        months = _months_between(months[0], date_terms.number(m["last"]))
    if not all(1 <= month <= 12 for month in months):
        return None
    day, end = (
        f";BYMONTHDAY={date_terms.number(m['day'])}" if m["day"] else ";BYMONTHDAY=-1" if m["end"] else "",
        m.end(),
    )
    while m["day"] and not m["last"] and (more := _SAME_DAY.match(text, end)) and _is_same_day(m, more):
        months, end = [*months, date_terms.number(more["month"])], more.end()
    return Recurrence(end, f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))}{day}", None)


def _is_same_day(first: re.Match[str], more: re.Match[str]) -> bool:
    """Tell whether one rule holds both: 毎年4月1日及び10月1日."""
    return (
        date_terms.number(first["day"]) == date_terms.number(more["day"])
        and 1 <= date_terms.number(more["month"]) <= 12
    )


def _words(text: str, at: int) -> Recurrence | None:
    if m := _EACH_QUARTER.match(text, at):
        return Recurrence(m.end(), "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", None)
    if m := _ALTERNATE.match(text, at):
        return Recurrence(m.end(), f"FREQ=YEARLY;BYMONTH={_alternate(m['which'])}", None)
    return None
