"""Dates of Japanese text: single days to decades, lists, ranges and recurrences, each as one mention."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors import date_grammar, date_recurrence, formal_dates, hours, lengths, scripts, slashes, wareki
from extractors.date_mentions import Joined, mention_of
from extractors.date_terms import Item, Term, marked
from extractors.date_years import counts_from_issue, precision_of, resolve_years
from extractors.mentions import DateMention, Precision, WrittenDate
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from extractors.view import TextView

__all__ = ["Dates", "resolve_years"]

_WRONG_DAY = 39
"""The highest number that is still taken for a day written wrong: 8/32."""
_B = r"\ {0,2}"
_K = "零〇一二三四五六七八九十"
_START = compile_pattern(
    rf"""
    [0-9] (?<![0-9][0-9]) [0-9]{{0,3}} (?={_B}(?:[年月./、,・~(-]|世紀|日(?:{_B}[(~]|から|だけ|[はがもに付午朝夜昼夕未正現の開閉発]|.曜|$)|[春夏秋冬]))
  | [0-9] (?<![0-9][0-9]) (?=(?:\ [0-9]){{1,3}}\ [年月])
  | [RHSTM] (?=\.?\ ?[0-9元])
  | 令{_B}和 | 平{_B}成 | 昭{_B}和 | 大{_B}正 | 明{_B}治 | 西{_B}暦 | [㋿㍻㍼㍽㍾]
  | [令平昭大明] (?=\ ?[0-9元]|[{_K}]{{1,3}}・[{_K}]{{1,2}}・[{_K}])
  | [{_K}] (?<![{_K}][{_K}]) [{_K}]{{0,3}} (?={_B}(?:[年月、・~(]|世紀|日(?:{_B}\(|[に付午朝夜未正]|.曜|$)))
  | 紀元 | さ (?=来[年月週]|らいねん) | こ (?=とし|の[春夏秋冬]) | [そ次] (?=の日) | [今昨来翌] (?=[春夏秋冬]) | [今昨明] (?=[朝夜晩]) | 先 (?=々?[月週]) | 明 (?=日|々?後日) | 去 (?=年) | お (?=とと[しい]) | き (?=[のょ]う) | あ (?=した|す|さって) | し (?=あさって)
  | [同翌本今昨前来次再当一] (?=[年月日週翌前々昨来該0-9{_K}\ ])
  | 年 (?=[度内末]) | [春夏秋冬] (?=頃|ごろ)
  | 元 (?=[年日旦]) | 大 (?=晦日|[み三]そか)
  | 毎[月週年] | [各毎](?=四半) | 各[月年] | 隔[週月] | 第 (?=\ ?[1-5一二三四五]) | 最終 | [偶奇]数月
  | [一二] (?=[〇零一二九○][{_K}○]{{2}}年) | 二千 (?=[{_K}]{{1,4}}年) | 千 (?=[七八九]百[{_K}]{{1,4}}年) | ['’] (?=[0-9]{{2}}[年./]) | (?<![A-Za-z]) (?:Q[1-4]\ )? FY (?=\ ?'?[0-9]{{2}})
  | [月火水木金土日] (?=曜(?:[日にもはの午夜。)]|・祝|$)|曜?日?{_B}[~、,・-]|曜日?から|から[月火水木金土日]曜|曜(?:と|及び)[月火水木金土日]曜)
    """,
    re.VERBOSE,
)
_RANGE = compile_pattern(
    rf"(?:まで)?{_B}(?:[~-]|から|より|ないし|乃至|至|(?<!末)(?<!末日)(?<!末 )→|ー(?={_B}[0-9令平昭R])){_B}"
)
_LIST = compile_pattern(
    rf"{_B}(?P<mark>[、,・]?(?:及び|および|並びに|ならびに|又は|または|若しくは|もしくは)|[、,・と]|か(?={_B}[0-9{_K}])){_B}"
)
_UNTIL = compile_pattern(rf"{_B}(?:まで|迄)")
_ABOUT = compile_pattern(rf"{_B}(?:頃|ごろ|程度|前後|近く(?!の)|[くぐ]らい)")
_ABOUT_THEN = compile_pattern(rf"{_B}(?:頃|ごろ|前後)")
_OCCASION = compile_pattern(r" ?(?:に|より|から)?(?:開催|実施|開会|開講|現在|時点|開始|締切|まで)")
_BARE_MONTH = compile_pattern(
    r"(?P<month>\d{1,2})(?![\d./]|:[0-5]\d(?:[^\d,.%件人名回円社校]|$)|[%人名件回か箇ヶカ円本校社歳割倍時分]| ?[人名件回円])月?"
)
_YEAR_WITH_MARKS = compile_pattern(
    r"(?P<year>[0-9]{1,2})(?P<mark>[./])(?P<month>[0-9]{1,2})(?:(?P=mark)(?P<day>[0-9]{1,2}))?(?![0-9./%])"
)
_YEARS_AWAY = compile_pattern(rf"[0-9{_K}百]年(?:ほど|程度|[くぐ]らい)?[前後]の$")
_OTHER_CALENDAR = compile_pattern("(?:[旧農]|太?陰)暦(?:の|では?、?)?$")
_LEFT_OPEN = scripts.compile(
    rf"(?:令和|平成|昭和|大正|明治|西暦|[RHS]|(?<![0-9])[12][0-9]{{1,2}}){_B}[0-9A-Za-z○●◎△□■×✕*?_{_K}百千]{{1,4}}{_B}年度?の?{_B}$"
    rf"|[XxNn○●◎△□■×✕*?]{_B}年度?の?{_B}$"
)
"""A year that is left open, or that no number could be made of: 令和○年, 20XX年."""
_TODAY = ("本日", "今日")
_APPOSED = compile_pattern(rf"(?:[、,]|(?P<open>\())?{_B}")
_IS_TODAY = compile_pattern(
    r"(?:[、,。\n]|$|付け?|現在|をもって|午[前後]|に(?![^、。\n]{0,20}[たるうくすむ][一-鿿]))(?![^、。\n]{0,4}~)"
)
"""Behind a day it may be that of speaking; 本日、12月5日から, 12月5日の会議の録 and 12月5日に決めた方針 may be of another."""
_LONGEST_WAY = 10
_FIRST_DAY = scripts.compile(r"[^日\n]{1,20}日(?:\([^()\n]{1,6}\))?")
_KANJI = scripts.compile("[一-鿿・]")
_BARE_YEAR = compile_pattern(
    r"(?P<year>[0-9]{1,2})年度?(?!間)(?:(?<=[~-].{2})|(?<=[~-].{3})|(?<=[~-].{4})|(?=に(?:かけ|至る)|まで))"
)
_ERA_REACH = 3000
_LONGEST_MONTHS = 48
"""Within so many characters the weekday of a list of months must stand: 6月・9月・12月・3月の第2土曜日."""


class Dates:
    """Finds every expression that fixes a calendar time; years that only a report can tell stay open."""

    __slots__ = ()
    name = "dates"

    def find(self, view: TextView) -> Iterator[DateMention]:
        """Yield the dates of the view in order, without overlap."""
        text = formal_dates.folded(view.text)
        fiscal_years = view.memo(speaks_of_fiscal_years)
        habit = view.memo(slashes.writes_days)
        eras = view.memo(Eras)
        at, (era, era_at, last) = 0, eras.before(view)
        while (start := _START.search(text, at)) is not None:
            begin = start.start()
            if (
                text[begin - 2 : begin] in wareki.OLD_ERAS
                and begin - 2 >= at
                and not _KANJI.match(text[max(0, begin - 3) : begin - 2])
            ):
                begin -= 2
            recurring = _recurring(text, begin)
            if recurring is not None:
                yield _recurrence(view, begin, recurring)
                at = recurring.end
                continue
            near = era if begin - era_at <= _ERA_REACH else None
            found = _sequence(text, begin, near, slashed=habit)
            if found and near and (later := wareki.later_era(near, last, _first_year(found))):
                near, found = later, _sequence(text, begin, later, slashed=habit)  # 平成30年度、元年度
            if found is None:
                at = start.end()
                continue
            at = found.end
            if found.era:
                era, era_at = found.era, begin
                last = _first_year(found)
            if found.items and not _is_of_no_year_known(text, begin, found.items[0]):
                if fiscal_years and _is_abbreviated(text[begin:at], found.items):
                    found = found._replace(items=tuple(_fiscal(item) for item in found.items))
                if found.is_range and (until := _UNTIL.match(text, at)):
                    at = until.end()
                if about := _ABOUT.match(text, at):
                    at = about.end()
                elif len(found.items) == 1 and (lasting := lengths.read(text, at, found.items[0].written)):
                    found = found._replace(items=(found.items[0]._replace(written=lasting),))
                yield mention_of(view, begin, at, found, approximate=about is not None)
        eras.leave(view, era, era_at, last)


def speaks_of_fiscal_years(view: TextView) -> bool:
    """Tell whether a text counts in fiscal years somewhere; ask for it by `view.memo`."""
    return "年度" in view.text


class Eras:
    """The era in which the years of a part of a text go on that name none, handed on from the part before."""

    __slots__ = ("_end", "_era", "_last", "_left")

    def __init__(self, _view: TextView) -> None:
        """Know of none yet."""
        self._era: str | None = None
        self._last: int | None = None
        self._left = self._end = 0

    def before(self, view: TextView) -> tuple[str | None, int, int | None]:
        """Return the last era before a part, where it stands, counted from the part's start, and the year it was told with."""
        return (self._era, -self._left, self._last) if self._end <= view.raw_offset(0) else (None, 0, None)

    def leave(self, view: TextView, era: str | None, at: int, last: int | None) -> None:
        """Take what holds at the end of a part."""
        self._era, self._last = era, last
        self._left, self._end = len(view.text) - at, view.raw_offset(len(view.text))


def _is_of_no_year_known(text: str, begin: int, first: Item) -> bool:
    """Tell whether a month or day is of another year than the text's, or of another calendar.

    The 8月 of 3年前の8月, the 今月 of 昨年の今月, the 1月1日 of 旧暦では1月1日 and the 5月 of 令和○年5月 are none that could be told.
    """
    if first.written.year is not None:
        return False
    near = max(0, begin - _LONGEST_WAY)
    if _OTHER_CALENDAR.search(text, near, begin) or _LEFT_OPEN.search(text, near, begin):
        return True
    if text[begin - 1 : begin] != "の" or text[begin - 2] not in "前後年":
        return False
    if text[begin - 2] == "年":  # whose 年内 it is, and whose 今月
        return counts_from_issue(first.written)
    return _YEARS_AWAY.search(text, near, begin) is not None


def _is_abbreviated(written: str, items: tuple[Item, ...]) -> bool:
    """Tell whether R5 and the like stand for fiscal years, as they do in a text that speaks of 年度."""
    return "年" not in written and all(
        len(w.era or "") == 1 and w == WrittenDate(era=w.era, year=w.year) for w, _ in items
    )


def _fiscal(item: Item) -> Item:
    return item._replace(written=item.written._replace(fiscal=True))


def _first_year(found: Joined) -> int | None:
    return found.items[0].written.year if found.items else None


def _recurring(text: str, begin: int) -> date_recurrence.Recurrence | None:
    if text[begin] in date_recurrence.FIRST:
        return date_recurrence.parse(text, begin)
    near = text[begin : begin + _LONGEST_MONTHS]
    if "曜" not in near and "土" not in near:
        return None
    return date_recurrence.in_months(text, begin)


def _recurrence(view: TextView, begin: int, found: date_recurrence.Recurrence) -> DateMention:
    about = _ABOUT_THEN.match(view.text, found.end)
    span = view.span(begin, about.end() if about else found.end)
    return DateMention(
        span=span, text=view.slice(span), written=WrittenDate(), parts=(), start=None, end=None,
        precision=Precision.RECURRING, approximate=about is not None, weekday=found.weekday, recurrence=found.rule,
    )  # fmt: skip


def _sequence(text: str, at: int, era: str | None, *, slashed: bool) -> Joined | None:
    """Read a term and what is joined to it: the second end of a range, or the further dates of a list."""
    first = date_grammar.parse(text, at, era=era) or _marked(text, at, slashed=slashed)
    if first is None:
        return None
    if first.items and first.items[0].written.relative in _TODAY:
        first = _in_apposition(text, first)
    items, end, weekdays = list(first.items), _behind_pair(text, first), [first.weekday]
    era = first.era or era
    if not items:
        return Joined(end, (), is_range=False, weekday=None, era=first.era)
    if len(items) == 1 and (second := _second_end(text, end, first, era)):
        return Joined(
            _behind_pair(text, second), (*_same_unit(items[0], second.items[0]), second.items[0]), is_range=True,
            weekday=_joined([first.weekday, second.weekday]), era=second.era or first.era,
        )  # fmt: skip
    ends = first  # with the first and the last of the list so far: a list may be as long as its line
    while not first.is_range and (more := _next_of_list(text, end, ends, era)):
        if _lends_unit(text, end, items[-1], more.items[0]):
            items = [shared for item in items for shared in _same_unit(item, more.items[0])]
        items += more.items
        ends = first._replace(items=(items[0], items[-1]))
        end, era = more.end, more.era or era
        weekdays.append(more.weekday)
    return Joined(end, tuple(items), first.is_range, _joined(weekdays), first.era)


def _in_apposition(text: str, today: Term) -> Term:
    """Return the day that is told behind 本日 as what it is, up to its end: 本日、令和7年12月5日; 本日 alone where another may be."""
    join = _APPOSED.match(text, today.end)
    day = date_grammar.parse(text, join.end()) if join else None
    if join is None or day is None or len(day.items) != 1 or precision_of(day.items[0].written) is not Precision.DAY:
        return today
    if day.items[0].written.month is None or day.items[0].written.relative:
        return today
    if join["open"]:
        return day._replace(end=day.end + 1) if text.startswith(")", day.end) else today
    return day if _IS_TODAY.match(text, day.end) else today


def _behind_pair(text: str, first: Term) -> int:
    """Return where a day ends that is told again in the other calendar: 令和6年4月1日（2024年4月1日）."""
    told = first.items[0] if len(first.items) == 1 else None
    if told is None or told.year is None or told.written.day is None or not text.startswith("(", first.end):
        return first.end
    other = date_grammar.parse(text, first.end + 1)
    if other is None or len(other.items) != 1 or not text.startswith(")", other.end):
        return first.end
    again = other.items[0]
    same = (again.year, again.written.month, again.written.day) == (told.year, told.written.month, told.written.day)
    return other.end + 1 if same and again.written.era != told.written.era else first.end


def _joined(weekdays: list[str | None]) -> str | None:
    return "、".join([weekday for weekday in weekdays if weekday]) or None


def _same_unit(first: Item, second: Item) -> tuple[Item, ...]:
    """Give 令和5 of 令和5～令和9年度 the unit of the second end."""
    if (
        second.written.fiscal
        and first.written.month is None
        and first.written.relative is None
        and first.written.edge is None
    ):
        w = first.written
        return (Item(WrittenDate(era=w.era, year=w.year, fiscal=True), first.year),)
    return (first,)


def _lends_unit(text: str, end: int, first: Item, second: Item) -> bool:
    """Tell whether the year that ends at `end` shares the unit of the next one: R3・R4年度, 平成30年、令和元年度."""
    era = second.written.era
    if not second.written.fiscal or era is None:
        return False
    if text[end - 1].isdecimal() or text[end - 1] == "元":
        return True
    if precision_of(first.written) is not Precision.YEAR or not first.year or second.year != first.year + 1:
        return False
    return text[end - 1] == "年" and (text[end] == "・" or era != first.written.era)


def _yearly(item: Item) -> bool:
    return precision_of(item.written) not in (Precision.DAY, Precision.MONTH) or (
        item.written.month is None and (item.written.edge or "").endswith("期")
    )


_MOVED_TO = compile_pattern(
    r" ?(?:に|へ)(?:日程を?)?(?:延期|変更|順延|繰り?[上下]げ|前倒|振り?替|延び|延ばし|遅れ|ずれ込|早ま|早め)"
)
"""Behind 8月15日から9月1日 it says that the day was moved: two dates, no range."""


def _second_end(text: str, end: int, first: Term, era: str | None) -> Term | None:
    about = _ABOUT.match(text, end)
    join = _RANGE.match(text, about.end() if about else end)
    begin = join.end() if join else hours.second_day(text, end)
    if begin is None:
        return None
    second = _year_with_marks(text, begin, first) or _of_later_era(text, begin, first, era)
    if second and _lacks_century(first.items[0], second):
        second = _bare_year(text, begin, first.items[0])
    if second is None and first.mark == "." and precision_of(first.items[0].written) is Precision.MONTH:
        second = _bare_month(text, begin, first.items[0])
    if second is None and precision_of(first.items[0].written) in (Precision.YEAR, Precision.FISCAL_YEAR):
        second = _bare_year(text, begin, first.items[0])
    if second and len(second.items) > 1 and not second.is_range:
        second = _first_of_days(text, begin, second, era)
    if second is None or len(second.items) != 1 or _yearly(second.items[0]) != _yearly(first.items[0]):
        return None
    if join is None and hours.opens(text, second.end):
        return None  # 7月1日10時から、7月8日10時から
    if join and join.group().strip() == "-" and _are_years_turned(first.items[0], second.items[0]):
        return None  # R6-R5 is their difference
    return None if _MOVED_TO.match(text, second.end) else second


def _are_years_turned(first: Item, second: Item) -> bool:
    """Tell whether the second of two whole years is the earlier one."""
    are_years = {precision_of(item.written) for item in (first, second)} <= {Precision.YEAR, Precision.FISCAL_YEAR}
    return are_years and first.year is not None and second.year is not None and second.year < first.year


def _first_of_days(text: str, at: int, days: Term, era: str | None) -> Term | None:
    """Return the first of several days: in 5月31日~6月2日、4日 only the 2nd ends the range."""
    first = _FIRST_DAY.match(text, at, days.end)
    day = date_grammar.parse(first[0], 0, era=era, mark=days.mark, joined=True) if first else None
    return day and day._replace(end=at + day.end)


def _year_with_marks(text: str, at: int, first: Term) -> Term | None:
    """Read the 6.3 of R5.4～6.3 and the 6.3.31 of R5.4.1～6.3.31: a later year of the same era, or of that after it."""
    match, begin = _YEAR_WITH_MARKS.match(text, at) if first.mark else None, first.items[0]
    era, last = begin.written.era, begin.written.year
    if match is None or not era or last is None or match["mark"] != first.mark:
        return None
    n, month, day = int(match["year"]), int(match["month"]), int(match["day"]) if match["day"] else None
    era = wareki.later_era(era, last, n) or era
    year = wareki.year_of(era, n)
    if (day is None) != (begin.written.day is None) or not 1 <= month <= 12 or year is None or begin.year is None:
        return None
    if (year, month) < (begin.year, begin.written.month or 0):
        return None
    return Term(
        match.end(), (Item(WrittenDate(era=era, year=n, month=month, day=day), year),), mark=first.mark, era=era
    )


def _bare_month(text: str, at: int, first: Item) -> Term | None:
    """Read the 9 of R5.4～9: a month, where the first one is written with a dot."""
    match = _BARE_MONTH.match(text, at)
    if match is None or not (first.written.month or 12) < int(match["month"]) <= 12:
        return None
    written = first.written._replace(month=int(match["month"]))
    return Term(match.end(), (first._replace(written=written),), mark=".")


def _lacks_century(first: Item, second: Term) -> bool:
    """Tell whether a year of two digits follows a western one: 2024年度～28年度."""
    if first.year is None or first.written.era is not None or not second.items:
        return False
    later = second.items[0]
    return later.written.year is not None and later.written.era is None and later.year is None


def _bare_year(text: str, at: int, first: Item) -> Term | None:
    """Read the 45年 of 1939年から45年まで and the 3年 of 令和元年～3年: a later year of the same century or era."""
    match = _BARE_YEAR.match(text, at)
    written, year = first.written, first.year
    if match is None or written.edge or year is None or written.year is None:
        return None
    later = int(match["year"]) - written.year % 100
    return Term(match.end(), (Item(written._replace(year=written.year + later), year + later),)) if later > 0 else None


def _of_later_era(text: str, at: int, first: Term, era: str | None) -> Term | None:
    """Read what is joined to a term: a year without an era may be of the era that followed (平成30年度・元年度)."""
    second = date_grammar.parse(text, at, era=era, mark=first.mark, joined=True)
    if era and second and second.items and second.items[0].written.era is None:
        later = wareki.later_era(era, first.items[-1].written.year, second.items[0].written.year)
        return date_grammar.parse(text, at, era=later, mark=first.mark, joined=True) if later else second
    return second


def _next_of_list(text: str, end: int, first: Term, era: str | None) -> Term | None:
    join = _LIST.match(text, end)
    if join is None:
        return None
    more = _of_later_era(text, join.end(), first, era)
    if more is None or not more.items or more.is_range:
        return None
    sort = precision_of(first.items[-1].written)
    if (
        precision_of(more.items[0].written) is not sort and not _lends_unit(text, end, first.items[-1], more.items[0])
    ) or sort is Precision.HALF_YEAR:
        return None
    if any((item.written.edge or "").startswith("年代") for item in (first.items[-1], more.items[0])):
        return None
    if _yearly(first.items[0]) and (join["mark"] in ("と", "、") and more.items[0].written.relative):
        return None
    if text.find("月", join.end(), more.end) >= 0 and _TO_COME.match(text, more.end):
        return None  # 6月7日、9月6日、12月6日予定）: only the last is still to come
    if len(more.items) == 1 and _second_end(text, more.end, more, era):
        return None  # 7月3日、9月1日～12月8日: the range stands by itself
    whole = more.items[0].written
    joins_two = len(first.items) == 1 and join["mark"] not in ("、", ",", "・") and (whole.day or whole.edge)
    if whole.month is not None and (whole.year is not None or joins_two):
        return None  # 7月3日と9月1日, 令和6年7月、令和7年2月 are two dates; 7月3日と4日, 7月と9月, 7月3日、9月1日及び10月2日 are lists
    return more


_TO_COME = compile_pattern(r"予定 ?\)|\(予定\)")


def _marked(text: str, at: int, *, slashed: bool) -> Term | None:
    """Read 7/21 or (6.13), where what stands around it, or the text's habit, makes it a date and no fraction or value."""
    before = text[max(0, at - 12) : at]
    if before[-1:] and before[-1] in "0123456789./-~":
        return None
    bracketed = before.rstrip(" ")[-1:] == "("
    if term := marked(text, at, "/", latest=_WRONG_DAY):
        second = _second_end(text, term.end, term, None)
        if term.weekday or (second and second.mark == "/" and slashes.is_span(text, at, term.end, second.end)):
            return term
        if (term.items[0].written.day or 0) > wareki.LAST_DAY:
            return term if slashes.is_wrong_day(text, at, term.end) else None
        days = len(term.items)
        fits = date_grammar.alone(text, at, term.end) or slashes.is_day(text, at, term.end, days=days, habit=slashed)
        return term if fits else None
    if term := marked(text, at, "."):
        day = text[at : term.end].partition(".")[2]
        if not bracketed:  # 7.18（火）, but 3.5（月）
            return term if term.weekday and (day[1:2].isdecimal() or term.weekday[0] not in "月日") else None
        plain = text.startswith(")", term.end) and len(day.strip()) == 2 and not day.startswith("0")
        return term if term.weekday or plain or _OCCASION.match(text, term.end) else None
    return None
