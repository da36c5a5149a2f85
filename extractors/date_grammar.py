"""One calendar term at an offset: 令和5年9月3日（日）, R5.9.3, 7月21、22日, 令和4～6年度, 同年10月, 年度末.

Each reader is anchored at an offset and bounded in length, so that reading a text is linear. A term may hold several
dates that share a unit (8、10、11、1月); terms are joined to ranges and lists elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractors import scripts, wareki
from extractors.mentions import WrittenDate

_B = r"\ {0,2}"
_K = "〇一二三四五六七八九十"
_N = rf"(?:(?<![0-9])[0-9]{{1,2}}(?![0-9])|[{_K}]{{1,3}}(?![{_K}]))"
_SEP = rf"{_B}[、,・~-]{_B}"
_ERA = r"(?:[令平昭](?=[0-9]{1,2}\.[0-9]{1,2}\.[0-9])|令和|平成|昭和|大正|明治|西暦|[㋿㍻㍼㍽㍾]|(?<![A-Za-z0-9])[RHSTM]\.?(?=\ ?[0-9元]))"
_Y = rf"(?:元|[0-9]{{1,4}}(?![0-9])|[{_K}]{{1,4}}(?![{_K}]))"

_YEAR = scripts.compile(
    rf"(?P<era>{_ERA}){_B}(?P<n>{_Y})|(?P<w>(?<![0-9])[12][0-9]{{3}}(?![0-9])|[一二][{_K[:-1]}]{{3}}(?![{_K}]))"
)
_YEAR_RUN = scripts.compile(rf"(?P<more>(?:{_SEP}{_Y}){{1,9}}){_B}年(?P<fiscal>{_B}度)?(?!間|代)")
_PAIR = scripts.compile(rf"{_B}\({_B}(?P<era>{_ERA})?{_B}(?P<n>{_Y}){_B}(?:年{_B}度?)?{_B}\)(?P<unit>{_B}年{_B}度?)?")
_UNIT = scripts.compile(rf"{_B}年(?:(?P<fiscal>{_B}度)|(?P<decade>代)|(?!間|生|目|齢|輪))")
_ERALESS = scripts.compile(
    rf"(?<![0-9第.,{_K}A-Za-z])(?P<n>元|[0-9]{{1,2}}|[{_K}]{{1,3}}){_B}年"
    rf"(?P<fiscal>{_B}度(?![間目ご]))?(?=(?P<month>{_B}{_N}{_B}月(?!間))?)"
)
_THEN = scripts.compile(r"に(?:は、?)?(?![一二三及渡至達])[一-鿿ァ-ヶ]")
_YEAR_BEFORE = scripts.compile(r"(?:令和|平成|昭和)(?:元|[0-9]{1,2})年に[^。\n]{0,30}$")
_ONE_BREATH = 50  # characters
_MARKED = scripts.compile(
    rf"{_B}(?P<mark>[./-]){_B}(?P<m>[0-9]{{1,2}})(?![0-9])(?:{_B}(?P=mark){_B}(?P<d>[0-9]{{1,2}})(?![0-9]|{_B}(?P=mark){_B}[0-9]))?"
)
_MONTHS = scripts.compile(rf"(?P<n>{_N}(?:{_SEP}{_N}){{0,11}}){_B}月(?![間号雨晴病当光堂踊]|ごと|あたり|比)")
_DAYS = scripts.compile(
    rf"{_B}(?P<n>{_N}(?:{_SEP}{_N}){{0,30}}){_B}日(?![間目]|当たり|あたり|[市町村](?![民内長議役立営場外]))"
)
_DAY_JOIN = scripts.compile(rf"{_B}(?P<mark>[、,・~-]|及び|および|並びに|と|から|より){_B}")
_WEEKDAY = scripts.compile(
    rf"{_B}\({_B}(?P<w>[月火水木金土日](?:曜日?)?"
    rf"(?:{_B}[・、,~]?{_B}(?:[月火水木金土日](?:曜日?)?|祝日?|休日?|振休|振替休日)){{0,8}}"
    rf"|祝日?|休日?|振替休日){_B}\)"
    rf"|{_B}(?P<bare>[月火水木金土日])曜日?"
)
_EDGE_OF_MONTH = scripts.compile(
    rf"{_B}(?:の{_B})?(?P<e>(?:第{_B}[1-5]|最終){_B}[月火水木金土日]曜日?|[上中下初]旬|[前後]半(?![一-鿿]))"
    rf"|{_B}(?P<e2>末日?|初め|はじめ|半ば|中(?=[にのはを、。)~\n ]|まで|から|$))"
)
_EDGE_OF_YEAR = scripts.compile(
    rf"{_B}(?:の{_B})?(?P<e>上半期|下半期|前期|後期|上期|下期|[前後]半(?![一-鿿])|[春夏秋冬](?=頃|ごろ|季(?!の?[一-鿿])|以降|まで|から|[にの、。)〜~\n]|$)季?|第{_B}[1-4一二三四]{_B}四半期)"
    rf"|{_B}(?P<e2>末日?(?!年始|調整|っ子)|当初(?!予算)|初め|はじめ|内(?![部容示定閣科外])"
    rf"|中(?=[にのはを、。)~\n ]|まで|から|$))"
)
_RELATIVE = scripts.compile(
    rf"""
    (?<![対日毎各])(?P<r>
        (?:翌々|前々|一昨|再来|(?<!一)昨|(?<![合共])同|翌|本|今|当(?=年度)|前|(?<!再)来|次(?=年度))年(?:度(?!比))?
      | (?<![合共年])同月 | 翌月 | 翌々月 | 先々?月 | 今月 | 来月(?!日) | 明後日 | 一?昨日 | 明日(?![一-鿿]) | 同日(?=[、。にの)午(]) | 翌日 )
    (?!同期|比|並|同月|度比|度同期|代|増|減|齢|金)
  | (?P<next>翌)(?={_B}{_N}{_B}月)
  | (?<![0-9{_K}一-鿿ァ-ヶー])(?P<unit>年度)(?=末|当初(?!予算)|内|中[にのはを、。]|初め|はじめ)
  | (?<![0-9{_K}一-鿿ァ-ヶー])(?P<year>年)(?=内[にのはを、。)]|末(?!年始|調整))
    """,
    re.VERBOSE,
)
_QUARTER = scripts.compile(rf"(?P<e>第{_B}[1-4一二三四]{_B}四半期)(?P<e2>(?!))?(?!ごと|毎)")
_CENTURY = scripts.compile(
    rf"(?P<bc>紀元前{_B})?(?P<n>[0-9]{{1,4}}|[{_K}]{{1,3}}){_B}(?P<unit>世紀|年)(?!間|にわた|以上|半|分|ぶり)"
)
_ON_THAT_DAY = scripts.compile(
    r"(?:に(?!(?:[0-9一二三]|わた|及|かけ|つき|満た|限))|付け?|午[前後]|[朝夜](?![一-鿿])|現在|の?(?:開催|開会|閉会|発生|発表|公表|議会|本会議))"
)
_COUNTED_DAYS = scripts.compile(r"(?:延べ|のべ|延|計|約|各|最大|最長|わずか|泊|第|週|月|間|[0-9][,.])$")
_HEADING = scripts.compile(r"の?(?:主な)?(?:進捗|取組)")
_NAMED = scripts.compile(
    r" ?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?"
    r"(?:[一-鿿]{0,8}(?:法律|条例|政令|省令|府令|告示|規則|訓令|勅令|要綱|規程|通知)第|問題"
    r"|[一-鿿ァ-ヶー]{0,12}?(?:豪雨|台風|地震|大?震災|大雪|大火|噴火|水害|津波))"
)
_MONTH_AND_DAY = scripts.compile(
    rf"(?P<m>[0-9]{{1,2}}){_B}(?P<mark>[./-]){_B}(?P<d>[0-9]{{1,2}})(?![0-9]|(?P=mark)[0-9])"
)
_DAY_WORD = re.compile(r"曜日?| ")
_EDGE_ENDS = re.compile(r"曜日?$|(?<=[春夏秋冬])季$")
_QUARTERS = frozenset(f"{n}四半期" for n in "一二三四")
_ERA_SIGNS = frozenset("令平昭大明西㋿㍻㍼㍽㍾RHSTM")
_OF_MILLENNIA = frozenset("12一二")
_KANJI_NUMBER = frozenset(_K + "元")
_NO_ERA = re.compile(r"[A-Za-z.\-/]|指定|禁")
_OF = scripts.compile(rf"{_B}(?:の{_B})?")
_DOTTED_MONTH = scripts.compile(rf"{_B}[.]{_B}(?={_N}(?:{_SEP}{_N}){{0,11}}{_B}月)")
_LONGEST_ERA = 99
_REIWA_FIRST = 2019
_NEAR_REIWA = 20
"""A higher number without an era behind a year of 令和 (28年度) is of the era before: no year is inherited."""
_NUMBER = re.compile(rf"元|[0-9]+|[{_K}]+")
_BARE = WrittenDate()
_KANJI = {c: i for i, c in enumerate("〇一二三四五六七八九")}


class Item(NamedTuple):
    """One date of a term."""

    written: WrittenDate
    year: int | None = None
    """The western (fiscal) year that the text fixes; None with a written year means an impossible one."""


class Term(NamedTuple):
    """The dates read up to offset `end`; no items for an expression that names something else (a law, a disaster)."""

    end: int
    items: tuple[Item, ...] = ()
    is_range: bool = False
    weekday: str | None = None
    mark: str = ""
    """The sign between the numbers of R5.9.3 and 2023/9/3."""
    era: str | None = None


def number(written: str) -> int:
    """Return the value of 元, Arabic or kanji digits."""
    if written.isascii():
        return int(written)
    if written == "元":
        return 1
    if "十" in written:
        tens, _, ones = written.partition("十")
        return (number(tens) if tens else 1) * 10 + (number(ones.replace("十", "〇")) if ones else 0)
    return int("".join(str(_KANJI[c]) for c in written))


def numbers(written: str) -> list[int]:
    """Return the values of a run of numbers (8、10、11、1)."""
    return [number(n) for n in _NUMBER.findall(written)]


def parse(text: str, at: int, *, era: str | None = None, mark: str = "", joined: bool = False) -> Term | None:
    """Return the term that begins at offset `at` of the folded text.

    Args:
        text: the folded text.
        at: where to read.
        era: the era that a year without one inherits.
        mark: the sign of marked dates before it (R5.4.1～9.30).
        joined: whether another term stands before it, so that 9.30 is a date.
    """
    first = text[at : at + 1]
    if first.isdecimal() or first in _KANJI_NUMBER:
        return (
            (_with_year(text, at) if first in _OF_MILLENNIA else None)
            or _eraless(text, at, era)
            or _months(text, at, _BARE, None)
            or _lone_day(text, at)
            or _century(text, at)
            or (marked(text, at, mark) if joined and mark else None)
            or (_relative(text, at) if first == "一" else None)
        )
    if first in _ERA_SIGNS:
        return _with_year(text, at)
    return (_quarter if first == "第" else _century if first == "紀" else _relative)(text, at)


def _with_year(text: str, at: int) -> Term | None:
    m = _YEAR.match(text, at)
    if m is None:
        return None
    end, era = m.end(), m["era"].rstrip(".") if m["era"] else None
    n = number(m["n"] or m["w"])
    written, year = WrittenDate(era=era, year=n), wareki.year_of(era, n)
    if run := _YEAR_RUN.match(text, end):
        return _year_run(run, era, n)
    paired = _PAIR.match(text, end)
    unit = _UNIT.match(text, end)
    if paired is None and unit and (paired := _PAIR.match(text, unit.end())) and paired["unit"]:
        paired = None
    if paired and (paired["era"] or (era and number(paired["n"]) > _LONGEST_ERA)):
        other = wareki.year_of((paired["era"] or wareki.WESTERN).rstrip("."), number(paired["n"]))
        year = year if other == year else None
        end = paired.end()
        fiscal = "度" in paired.group() or bool(unit and unit["fiscal"])
        return _of_year(text, end, _fiscal(written, fiscal=fiscal), year, era)
    if unit:
        if unit["decade"]:
            return Term(unit.end(), (Item(_edge(written, "年代"), year),), era=era)
        if not unit["fiscal"] and (named := _NAMED.match(text, unit.end())):
            return Term(named.end())
        return _of_year(text, unit.end(), _fiscal(written, fiscal=bool(unit["fiscal"])), year, era)
    return _year_and_mark(text, end, written, year) or _bare_year(text, end, written, year)


def _year_and_mark(text: str, at: int, written: WrittenDate, year: int | None) -> Term | None:
    """Read R5.9.3, 2023/9/3, 2023-09-03, R5.9月, 2023/9."""
    m = _MARKED.match(text, at)
    if m is None:
        return None
    era = written.era
    month = _DOTTED_MONTH.match(text, at)
    if month and (term := _months(text, month.end(), written, year)):
        return term._replace(era=era)
    if not m["d"]:
        if (
            m["mark"] == "-"
            or era in ("M", "T")  # M7.3 is a magnitude
            or (era is None and m["mark"] == ".")
            or text[m.end() : m.end() + 1] in tuple("./%-0123456789")
        ):
            return None
        edge = _EDGE_OF_MONTH.match(text, m.end())
        item = _dated(written, month=int(m["m"]), edge=_edge_word(edge) if edge else None)
        return Term(edge.end() if edge else m.end(), (Item(item, year),), mark=m["mark"], era=era)
    item = _dated(written, month=int(m["m"]), day=int(m["d"]))
    weekday = _WEEKDAY.match(text, m.end())
    return Term(
        weekday.end() if weekday else m.end(), (Item(item, year),),
        weekday=_letters(weekday) if weekday else None, mark=m["mark"], era=era,
    )  # fmt: skip


def _bare_year(text: str, end: int, written: WrittenDate, year: int | None) -> Term | None:
    """Read R5 or H28 alone, and 令和5 before a range."""
    if written.era is None or written.era == wareki.WESTERN:
        return None
    if len(written.era) == 1 and written.era in "STM":
        return None
    if len(written.era) == 1 and (_NO_ERA.match(text, end) or year is None):
        return None
    fiscal = re.match(r" ?(?:当初|補正|予算|決算|実績|目標|末)", text[end : end + 4]) is not None
    return _of_year(text, end, _fiscal(written, fiscal=fiscal), year, written.era)


def _year_run(run: re.Match[str], era: str | None, first: int) -> Term:
    fiscal = bool(run["fiscal"])
    years = [first, *numbers(run["more"])]
    items = tuple(Item(WrittenDate(era=era, year=n, fiscal=fiscal), wareki.year_of(era, n)) for n in years)
    return Term(run.end(), items, is_range=_is_range(run["more"], items), era=era)


def _of_year(text: str, at: int, written: WrittenDate, year: int | None, era: str | None = None) -> Term:
    """Read what follows a year: a part of it, months and days, or nothing."""
    edge = _EDGE_OF_YEAR.match(text, at)
    if edge and (written.year is not None or not _HEADING.match(text, edge.end())):
        return Term(edge.end(), (Item(_edge(written, _edge_word(edge)), year),), era=era)
    gap = _OF.match(text, at)
    months = _months(text, gap.end() if gap else at, written, year)
    if months:
        return months._replace(era=era)
    return Term(at, (Item(written, year),), era=era)


def _months(text: str, at: int, base: WrittenDate, year: int | None) -> Term | None:
    m = _MONTHS.match(text, at)
    if m is None:
        return None
    months = numbers(m["n"])
    if len(months) == 1 and (days := _days(text, m.end(), base, year, month=months[0])):
        return days
    end, word = m.end(), None
    if edge := _EDGE_OF_MONTH.match(text, end):
        end, word = edge.end(), _edge_word(edge)
    single = len(months) == 1
    items = [Item(_dated(base, month=months[0], edge=word if single else None), year)]
    items += [Item(WrittenDate(month=month)) for month in months[1:]]
    if word and not single:
        items[-1] = Item(WrittenDate(month=months[-1], edge=word))
    return Term(
        end,
        tuple(items),
        is_range=_is_range(m["n"], items),
        weekday=word[-1] if word and word.startswith(("第", "最終")) else None,
    )


def _days(text: str, at: int, base: WrittenDate, year: int | None, *, month: int | None = None) -> Term | None:
    """Read the days of a month, each with its weekday: 21、22日, 21日（金）、22日（土）."""
    m = _DAYS.match(text, at)
    if m is None:
        return None
    days, seps, weekdays, end = numbers(m["n"]), m["n"], [], m.end()
    while True:
        if weekday := _WEEKDAY.match(text, end):
            weekdays.append(_letters(weekday))
            end = weekday.end()
        join = _DAY_JOIN.match(text, end)
        more = _DAYS.match(text, join.end()) if join else None
        if join is None or more is None or ("~" in seps and len(days) > 1):
            break
        if more["n"][0].isascii() != m["n"][0].isascii():
            break  # 1日（金）、三日市港: one list is written in one kind of numerals
        days += numbers(more["n"])
        seps += ("~" if join["mark"] in ("から", "より", "-") else join["mark"]) + more["n"]
        end = more.end()
    items = [Item(_dated(base, month=month, day=days[0]), year)]
    items += [Item(WrittenDate(day=day)) for day in days[1:]]
    letters = "、".join([w for w in weekdays if w]) or None
    return Term(end, tuple(items), is_range=_is_range(seps, items), weekday=letters)


def _lone_day(text: str, at: int) -> Term | None:
    """Read 14日（火） and 18日に開催: a day whose month stands before it, known as a date by what follows."""
    m = _DAYS.match(text, at)
    if m is None or not all(1 <= day <= 31 for day in numbers(m["n"])):
        return None
    if text.startswith("(", m.end()):
        return _days(text, at, _BARE, None) if _WEEKDAY.match(text, m.end()) else None
    counted = m["n"] in ("1", "一") or _COUNTED_DAYS.search(text, max(0, at - 4), at)
    return None if counted or not _ON_THAT_DAY.match(text, m.end()) else _days(text, at, _BARE, None)


def _quarter(text: str, at: int) -> Term | None:
    """Read 第2四半期 without a year: that of the fiscal year reported on."""
    m = _QUARTER.match(text, at)
    if m is None:
        return None
    edge = _edge_word(m)
    return Term(m.end(), (Item(WrittenDate(relative="年度", fiscal=True, edge=edge)),))


def _century(text: str, at: int) -> Term | None:
    """Read 19世紀, 紀元前3世紀 and 紀元前202年; before our era there are no calendar days to give."""
    m = _CENTURY.match(text, at)
    if m is None or (m["unit"] == "年" and not m["bc"]):
        return None
    n = number(m["n"])
    written = WrittenDate(era="紀元前" if m["bc"] else None, year=n, edge="世紀" if m["unit"] == "世紀" else None)
    return Term(m.end(), (Item(written, None if m["bc"] else n),))


def _relative(text: str, at: int) -> Term | None:
    m = _RELATIVE.match(text, at)
    if m is None:
        return None
    word = m["r"] or m["next"] or m["unit"] or m["year"]
    written = WrittenDate(relative=word, fiscal=word.endswith("年度"))
    if word.endswith("月"):
        if days := _days(text, m.end(), written, None):
            return days
        edge = _EDGE_OF_MONTH.match(text, m.end())
        return Term(edge.end() if edge else m.end(), (Item(_edge(written, _edge_word(edge)) if edge else written),))
    if word.endswith("日"):
        return Term(m.end(), (Item(written),))
    term = _of_year(text, m.end(), written, None)
    if (m["unit"] or m["year"]) and term.items[0].written.edge is None:
        return None
    return term


def _is_later_year(text: str, at: int, end: int) -> bool:
    """Tell whether years of an era are told one after the other: 平成2年に設立し、5年に改組した."""
    return bool(_THEN.match(text, end) and _YEAR_BEFORE.search(text, max(0, at - _ONE_BREATH), at))


def _eraless(text: str, at: int, era: str | None) -> Term | None:
    m = _ERALESS.match(text, at)
    if m is None or not (m["fiscal"] or m["month"] or (era and _is_later_year(text, at, m.end()))):
        return None
    n = number(m["n"])
    inherits = era and era != wareki.WESTERN and not (wareki.year_of(era, 1) == _REIWA_FIRST and n > _NEAR_REIWA)
    year = wareki.year_of(era, n) if inherits else None
    return _of_year(text, m.end(), WrittenDate(year=n, fiscal=bool(m["fiscal"])), year, era)


def marked(text: str, at: int, mark: str) -> Term | None:
    """Return the month and day with `mark` between them (7/21, 6.13) at `at`, whatever it may mean there."""
    m = _MONTH_AND_DAY.match(text, at)
    if m is None or m["mark"] != mark or not (1 <= int(m["m"]) <= 12 and 1 <= int(m["d"]) <= 31):
        return None
    weekday = _WEEKDAY.match(text, m.end())
    item = Item(WrittenDate(month=int(m["m"]), day=int(m["d"])))
    letters = _letters(weekday) if weekday else None
    return Term(weekday.end() if weekday else m.end(), (item,), weekday=letters, mark=mark)


def _is_range(seps: str, items: Sequence[Item]) -> bool:
    return len(items) == 2 and ("~" in seps or "-" in seps)


def _letters(weekday: re.Match[str]) -> str | None:
    written = weekday["bare"] or _DAY_WORD.sub("", weekday["w"])
    return written if written[0] in wareki.WEEKDAYS else None


def _edge_word(edge: re.Match[str]) -> str:
    word = (edge["e"] or edge["e2"]).replace(" ", "")
    if word[-1] in "曜日季":
        word = _EDGE_ENDS.sub("", word)
    if word[1:] in _QUARTERS:
        word = f"第{_KANJI[word[1]]}四半期"
    return word


def _fiscal(written: WrittenDate, *, fiscal: bool) -> WrittenDate:
    return WrittenDate(era=written.era, year=written.year, fiscal=fiscal)


def _edge(written: WrittenDate, edge: str) -> WrittenDate:
    return written._replace(edge=edge)


def _dated(base: WrittenDate, *, month: int | None, day: int | None = None, edge: str | None = None) -> WrittenDate:
    return WrittenDate(base.era, base.year, month, day, base.fiscal, base.relative, edge)
