"""One calendar term at an offset: 令和5年9月3日（日）, R5.9.3, 7月21、22日, 令和4～6年度, 同年10月, 年度末.

Each reader is anchored at an offset and bounded in length, so that reading a text is linear. A term may hold several
dates that share a unit (8、10、11、1月); terms are joined to ranges and lists elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from extractors import month_counts, month_parts, relative_words, scripts, wareki, year_parts, year_series
from extractors.date_terms import (
    PIVOT,
    SEP,
    WEEKDAY,
    B,
    Item,
    K,
    N,
    Term,
    Y,
    century,
    dated,
    dotted_kanji,
    is_range,
    letters,
    marked,
    marked_days,
    number,
    numbers,
    of_age,
    of_fiscal,
    with_edge,
)
from extractors.days import are_dated
from extractors.gatherings import EXPOSITION
from extractors.mentions import WrittenDate
from extractors.patterns import compile_pattern

_N_OF_ERA = "(?:元|[0-9]{1,2})"
_SHORT_ERA = (
    rf"[令平昭大明](?={_N_OF_ERA}(?:\.[0-9]{{1,2}}\.[0-9]|/[0-9]{{1,2}}/[0-9]))"
    rf"|(?<![一-鿿])[令平昭大明](?=[{K}元]{{1,3}}・[{K}]{{1,2}}・[{K}])"
    rf"|(?<![一-鿿ァ-ヶー])(?:[令平昭](?={B}{_N_OF_ERA}{B}年(?![間生次]))|[令平昭](?={_N_OF_ERA}(?:\.[0-9]{{1,2}}(?![0-9.%])|\([12][0-9]{{3}}\)"
    rf"|(?:[・、,~-](?:令和?|平成?)?{_N_OF_ERA}){{1,4}}年度?(?!間)|{B}[~-]{B}[令平昭]"
    rf"|(?:建築|建設|竣工|完成|制定|施行|改正|国調|国勢)))"
    rf"|大(?=(?:[7-9]|1[0-5])年(?![間生次]))|明(?=[1-4]?[0-9]年(?![間生次目]))"
    rf"|(?<=\()[令平昭](?={_N_OF_ERA}\))|(?<=[~-])[令平昭](?={_N_OF_ERA}(?![0-9./])))"
)
"""大1年 to 大6年 are years of study, and 大3.5 a measure."""
_ERA = rf"(?:{_SHORT_ERA}|令{B}和|平{B}成|昭{B}和|大{B}正|明{B}治|西{B}暦|[㋿㍻㍼㍽㍾]|(?<![A-Za-z0-9])[RHSTM]\.?(?=\ ?[0-9元]))"


_YEAR = scripts.compile(
    rf"(?P<era>{_ERA}){B}(?P<n>{Y})|(?P<w>(?<![0-9])(?:[12][0-9]{{3}}(?![0-9])|[3-9][0-9]{{3}}(?={B}年{B}[0-9]{{1,2}}{B}月))|[12](?:\ [0-9]){{3}}(?=\ 年)|[一二][{K[:-1]}○]{{3}}(?![{K}])"
    rf"|(?:千[七八九]百|二千)[{K[1:]}]{{1,4}}(?={B}年))"
)
_TO_LATER_ERA = compile_pattern(rf"{B}~{B}[SHR][0-9元]|(?<=S[0-9]{{2}}~S[0-9]{{2}})")
_YEAR_LIST = scripts.compile(
    rf"(?P<more>(?:{B}年{B}(?:[、,・]|及び|および|並びに|又は|または|と|か){B}{Y}){{1,9}}){B}年"
    rf"(?:(?P<fiscal>{B}度)|(?=[にのはもか、。)]|(?<=[と及又][0-9]年)を|(?<=[と及又][0-9]{{2}}年)を|$))(?P<decade>(?!))?(?!間)"
)
"""The rest of 令和元年・2年度, years that share the unit of the last, and of 令和5年と6年に."""
_YEAR_RUN = scripts.compile(
    rf"(?P<more>(?:(?:{SEP}|{B}(?:及び|および|並びに|と){B}){Y}){{1,9}}){B}年(?:(?P<fiscal>{B}度)|(?P<decade>代))?(?!間)"
)
_PAIR = scripts.compile(
    rf"{B}\({B}(?P<era>{_ERA})?{B}(?P<n>{Y}){B}(?P<own>年{B}度?)?{B}(?:[・/、]{B}{_ERA}{_N_OF_ERA}{B}(?:年{B}度?)?{B})?\)(?P<unit>{B}年{B}度?)?"
)
_GOES_ON = scripts.compile(rf"{B}(?:の{B})?(?:[末度初中内当半上下前後第春夏秋冬]|{N}{B}月)")
_UNIT = scripts.compile(rf"{B}(?:事業)?年(?:(?P<fiscal>{B}度)|(?P<decade>代)|(?!間|生(?!ま)|目(?![標指])|齢|輪))")
_TWO_DIGITS = compile_pattern(
    rf"['’](?P<n>[0-9]{{2}})(?:{B}年(?P<fiscal>{B}度)?(?![間代生])|(?=(?P<mark>[./])[0-9]{{1,2}}(?P=mark)[0-9]))"
)
_OLD_YEAR = compile_pattern(rf"{B}(?P<n>{Y}){B}年(?![間度代生目計])")
_NO_MONTH = compile_pattern("[./%0-9A-Za-z℃㎡年倍割]|-(?![12][0-9]{3}/)")
_HYPHENED = compile_pattern(r"[^0-9A-Za-z./図表号-]?[12][0-9]{3}-(?:0[1-9]|1[0-2])[^0-9A-Za-z./件人名回年シ-]?")
_ISSUED = compile_pattern(
    rf"{B}(?:~{B}[12][0-9]{{3}}\.[0-9]{{1,2}}(?![0-9.])|現在|頃|ごろ|時点|発[行刊]|作成|更新|改[定訂正]|施行|策定|公表|開設)"
)
_ERALESS = scripts.compile(
    rf"(?<![0-9第.,{K}A-Za-z])(?P<n>元|[0-9]{{1,2}}|[{K}]{{1,3}}){B}年"
    rf"(?P<fiscal>{B}度(?![間目ご]))?(?=(?P<month>{B}{N}{B}月(?!間))?)"
)
_NO_YEAR = compile_pattern("[間生目次]")
_MARGIN = 8  # blanks
_MARKED = scripts.compile(
    rf"{B}(?P<mark>[./・-]){B}(?P<m>[0-9]{{1,2}})(?![0-9])(?:月?{B}(?P=mark){B}(?P<d>[0-9]{{1,2}})(?![0-9]|{B}(?P=mark){B}[0-9]|{B}[年月])日?)?"
)
_NO_MONTH_OF_NAME = (
    rf"(?<=[{K}]月)(?:女(?=さん|氏|様|君|先生|選手|[はがのにをと、。)]|$)"
    r"|[田台山](?=駅|町|公園|小学|中学|団地|神社|[はがのにをとへで、。)](?!日)|$)|会議|(?:一日)?(?=さん(?=[はがのにをともかへ、。])|氏[はがのにをとも、。])|一日(?=様))"
)
"""五月女, 十二月田 and 五月台 are names."""
_MONTHS = scripts.compile(
    rf"(?P<n>{N}(?:{SEP}{N}){{0,11}}){B}月(?![間号曜雨晴病光堂踊寺橋兎]|当(?!初)|人形|ごと|あたり|{_NO_MONTH_OF_NAME})"
)
_DAYS = scripts.compile(
    rf"{B}(?P<n>朔|{N}(?:{SEP}{N}){{0,30}})(?:(?=の?両日)|{B}日)(?![間目]|以内|当たり|あたり|[市町村](?![民内長議役立営場外]))"
)
_DAY_AND_WEEKDAY = scripts.compile(
    rf"{B}(?P<n>[0-9]{{1,2}})(?={B}\({B}[月火水木金土日](?:曜日?)?(?:[・、,/][祝休]日?)?{B}\))"
)
"""The 21（日） of 7月20日（土）、21（日）."""
_DAY_JOIN = scripts.compile(
    rf"{B}(?P<mark>[、,]?(?:及び|および|並びに|又は|または|若しくは|もしくは)|[、,・~-]|と|から|より|か){B}"
)
_NAMED = scripts.compile(
    r" ?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日(?!付))?"
    r"(?:号(?!外)|[一-鿿]{0,8}(?:法律|条例|政令|省令|府令|告示|規則|訓令|勅令|要綱|規程|通知)第|問題"
    rf"|{EXPOSITION}"
    r"|[一-鿿ァ-ヶー]{0,12}?(?:豪雨|台風|地震|大?震災|大雪|大火|噴火|水害|津波))"
)
_OF_FISCAL = compile_pattern(r" ?(?:当初|補正|予算|決算|実績|見込|目標|末|[上下]半?期|[前後]期|第?[1-4][四Q]|Q[1-4])")
_BARE = WrittenDate()
_ERA_SIGNS = frozenset("令平昭大明西㋿㍻㍼㍽㍾RHSTM")
_OF_MILLENNIA = frozenset("123456789一二千")  # from 3000 on only before a month, whose year it is: 9999年12月31日
_KANJI_NUMBER = frozenset(K + "元")
_NO_ERA = compile_pattern(
    r"[A-Za-z./]|-(?![RHS][0-9])|指定|禁|ロケット|グランプリ|ブロッカー|受容体|水素|冷媒|ステーション|[系型]|[工街]区|ライン"
)
_NO_ERA_AT_ALL = compile_pattern("[番号棟階条桁倍]|丁目")
"""Behind a number it counts something of a place that is named as an era: 昭和3丁目."""
_OF = scripts.compile(rf"{B}(?:の{B})?")
_DOTTED_DAY = compile_pattern(rf"{B}[.]{B}(?=[0-9]{{1,2}}/[0-9]{{1,2}}(?![0-9/]))")
_DOTTED_MONTH = scripts.compile(rf"{B}[./]{B}(?={N}(?:{SEP}{N}){{0,11}}{B}月)")
_LONGEST_ERA = 99
_REIWA_FIRST = 2019
_NEAR_REIWA = 20
"""A higher number without an era behind a year of 令和 (28年度) is of the era before: no year is inherited."""


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
    if text[at : at + 2] in wareki.OLD_ERAS:
        return _old_year(text, at)
    if first.isdecimal() or first in _KANJI_NUMBER or first == "千":
        return (
            (_with_year(text, at) if first in _OF_MILLENNIA else None)
            or _eraless(text, at, era)
            or _months(text, at, _BARE, None)
            or _lone_day(text, at)
            or century(text, at, era if joined else None)
            or (marked(text, at, mark) if joined and mark else None)
            or (_relative(text, at) if first == "一" else year_parts.named_day(text, at) if first == "元" else None)
        )
    if first == "同" and era and (same := _of_same_era(text, at + 1, era)):
        return same
    if first in _ERA_SIGNS and (dated := _with_year(text, at)):
        return dated
    return (_LEADS.get(first) or _relative)(text, at)


def _with_year(text: str, at: int) -> Term | None:
    m = _YEAR.match(text, at)
    if m is None:
        return None
    end, era = m.end(), _era_of(m["era"])
    n = number(m["n"] or m["w"])
    written, year = WrittenDate(era=era, year=n), wareki.year_of(era, n)
    run = _YEAR_RUN.match(text, end) or _YEAR_LIST.match(text, end)
    if run and (years := _year_run(text, run, era, n)):
        return years
    paired = _PAIR.match(text, end)
    unit = _UNIT.match(text, end)
    if paired is None and unit and (paired := _PAIR.match(text, unit.end())):
        paired = None if paired["unit"] or _is_another_year(text, paired, era, year) else paired
    if paired and (paired["era"] or (era and number(paired["n"]) > _LONGEST_ERA)):
        other = wareki.year_of(_era_of(paired["era"]) or wareki.WESTERN, number(paired["n"]))
        year = year if other == year else None
        end = paired.end()
        fiscal = "度" in paired.group() or bool(unit and unit["fiscal"])
        return _of_year(text, end, of_fiscal(written, fiscal=fiscal), year, era)
    if unit:
        if unit["decade"]:
            return of_age(text, unit.end(), with_edge(written, "年代"), year, era)
        if not unit["fiscal"] and (named := _NAMED.match(text, unit.end())):
            return Term(named.end())
        if (m := _MARKED.match(text, unit.end())) and m["d"]:
            return _year_and_mark(text, unit.end(), written, year)
        if not unit["fiscal"] and (day := marked(text, unit.end(), "/", Item(written, year))):
            return day._replace(era=era)
        return _of_year(text, unit.end(), of_fiscal(written, fiscal=bool(unit["fiscal"])), year, era)
    if era is None and (term := year_parts.season(text, end, written, year) or year_series.in_brackets(text, at)):
        return term
    return _year_and_mark(text, end, written, year) or _bare_year(text, end, written, year)


def _is_another_year(text: str, paired: re.Match[str], era: str | None, year: int | None) -> bool:
    """Tell whether the bracket behind a year holds another year, a date of its own: 令和6年度（2023年度）."""
    of = _era_of(paired["era"]) or (wareki.WESTERN if era else None)
    if of is None or year is None or paired["own"] is None or _GOES_ON.match(text, paired.end()):
        return False  # 令和5年（2024年）9月: nobody can tell of which year it is
    return wareki.year_of(of, number(paired["n"])) != year


def _era_of(written: str | None) -> str | None:
    """Return an era without the blanks of letter-spaced type (平 成) and the dot of H.30."""
    return written and written.replace(" ", "").rstrip(".")


def _two_digits(text: str, at: int) -> Term | None:
    """Read '19年, '98年11月 and '24.4.1."""
    m = _TWO_DIGITS.match(text, at)
    if m is None:
        return None
    n = int(m["n"])
    year = 1900 + n if n >= PIVOT else 2000 + n
    if m["mark"]:
        return _year_and_mark(text, m.end(), WrittenDate(year=n), year)
    return _of_year(text, m.end(), WrittenDate(year=n, fiscal=bool(m["fiscal"])), year)


def _old_year(text: str, at: int) -> Term | None:
    """Read 天保12年, and 天保12年3月, whose days are those of another calendar."""
    m = _OLD_YEAR.match(text, at + 2)
    if m is None:
        return None
    written = WrittenDate(era=text[at : at + 2], year=number(m["n"]))
    paired = _PAIR.match(text, m.end())  # 慶長5年(1600年)9月
    end = paired.end() if paired and number(paired["n"]) > _LONGEST_ERA else m.end()
    year = Item(written, wareki.year_of(written.era, number(m["n"])))
    return _months(text, end, written, None) or Term(end, (year,))


def _year_and_mark(text: str, at: int, written: WrittenDate, year: int | None) -> Term | None:
    """Read R5.9.3, 2023/9/3, 2023-09-03, R5.9月, R5/9月上旬, 2023/9."""
    era = written.era
    if day := dotted_kanji(text, at, Item(written, year)):
        return day._replace(era=era)
    slashed = _DOTTED_DAY.match(text, at)
    if slashed and (day := marked(text, slashed.end(), "/", Item(written, year))):
        return day._replace(era=era)  # R5.6/12
    m = _MARKED.match(text, at)
    if m is None:
        return None
    month = _DOTTED_MONTH.match(text, at)
    if month and (term := _months(text, month.end(), written, year)):
        return term._replace(era=era)
    if not m["d"]:
        is_all = alone(text, at - 4, m.end())
        if (
            m["mark"] == "・"
            or not 1 <= int(m["m"]) <= 12
            or (m["mark"] == "-" and not is_all and not _HYPHENED.fullmatch(text, at - 5, m.end() + 1))
            or era in ("M", "T", "大", "明")  # M7.3 is a magnitude
            or (era is None and m["mark"] == "." and not is_all and not _is_dotted_month(text, at, m.end()))
            or _NO_MONTH.match(text, m.end())
        ):
            return None
        month_of = Item(dated(written, month=int(m["m"])), year)
        parts = _parts_of_month(text, m.end(), month_of) or Term(m.end(), (month_of,))
        return parts._replace(mark=m["mark"], era=era)
    item = dated(written, month=int(m["m"]), day=int(m["d"]))
    return marked_days(text, m.end(), Item(item, year), m["mark"])._replace(era=era)


def _is_dotted_month(text: str, at: int, end: int) -> bool:
    """Tell whether 2019.11 is a month: alone or with another in brackets, or issued, revised, valid then."""
    closed = text[at - 5 : at - 4] == "(" and text[end : end + 1] in tuple(")~")
    return closed or text[at - 5 : at - 4] == "~" or _ISSUED.match(text, end) is not None


def _bare_year(text: str, end: int, written: WrittenDate, year: int | None) -> Term | None:
    """Read R5 or H28 alone, and 令和5 before a range."""
    if written.era is None or written.era == wareki.WESTERN:
        return None
    if len(written.era) == 1 and written.era in "STM" and not _TO_LATER_ERA.match(text, end):
        return None
    if _NO_ERA_AT_ALL.match(text, end) or (len(written.era) == 1 and (_NO_ERA.match(text, end) or year is None)):
        return None
    fiscal = _OF_FISCAL.match(text, end) is not None
    return _of_year(text, end, of_fiscal(written, fiscal=fiscal), year, written.era)


def _year_run(text: str, run: re.Match[str], era: str | None, first: int) -> Term | None:
    """Read 平成29・30年度 and 平成30年・元年度; None where years that each have their 年 do not follow one another."""
    fiscal = bool(run["fiscal"])
    edge = "年代" if run["decade"] else None
    items, of, last = [], era, first
    for n in (first, *(year_series.of_century(first, n) if era is None else n for n in numbers(run["more"]))):
        of = (of and wareki.later_era(of, last, n)) or of
        items.append(Item(WrittenDate(era=of, year=n, fiscal=fiscal, edge=edge), wareki.year_of(of, n)))
        last = n
    free = fiscal or ("と" in run["more"] and "、" not in run["more"])
    if "年" in run["more"] and not year_series.follow([item.year or 0 for item in items], free=free):
        return None
    if is_range(run["more"], tuple(items)):
        return Term(run.end(), tuple(items), is_range=True, era=of)
    part = year_parts.edge(text, run.end()) if fiscal else None
    if part:  # 令和5・6年度末
        items = [Item(with_edge(item.written, part.word), item.year) for item in items]
    return Term(part.end if part else run.end(), tuple(items), era=of)


def _of_year(text: str, at: int, written: WrittenDate, year: int | None, era: str | None = None) -> Term:
    """Read what follows a year: a part of it, months and days, or nothing."""
    if part := year_parts.read(text, at, written, year):
        return part._replace(era=era)
    gap = _OF.match(text, at)
    months = _months(text, gap.end() if gap else at, written, year)
    if months:
        return months._replace(era=era)
    return Term(at, (Item(written, year),), era=era)


def _months(text: str, at: int, base: WrittenDate, year: int | None) -> Term | None:
    m = _MONTHS.match(text, at) or month_counts.listed(text, at)
    if m is None:
        return None
    months = numbers(m["n"])
    if 0 in months or (base is _BARE and month_counts.is_no_month(text, at, m.end(), months)):
        return None  # 〇月: left open, or a mark before a word (〇月例会)
    if len(months) == 1 and (days := _days_of_month(text, m.end(), dated(base, month=months[0]), year)):
        return days
    items = [Item(dated(base, month=months[0]), year)]
    items += [Item(WrittenDate(month=month)) for month in months[1:]]
    spans = is_range(m["n"], tuple(items))
    parts = _parts_of_month(text, m.end(), items[-1])
    if parts is None or (len(parts.items) > 1 and len(items) > 1):
        return Term(m.end(), tuple(items), is_range=spans)
    return parts._replace(items=(*items[:-1], *parts.items), is_range=spans or parts.is_range)


def _parts_of_month(text: str, at: int, month: Item) -> Term | None:
    """Read the parts that follow a month: 8月上旬, 8月中・下旬, 10月の第1・第3土曜日."""
    parts = month_parts.read(text, at)
    if parts is None:
        return None
    first, *others = parts.edges
    later = [Item(WrittenDate(month=month.written.month, edge=edge)) for edge in others]
    items = (Item(with_edge(month.written, first), month.year), *later)
    return Term(parts.end, items, is_range=parts.is_range, weekday=parts.weekday)


def _days_of_month(text: str, at: int, base: WrittenDate, year: int | None) -> Term | None:
    """Read the days behind a month: 11月5日, 11月の5日, 11月/5日."""
    return _days(text, at, base, year) or (
        _days(text, at + 1, base, year) if text[at : at + 1] in tuple("の/-") else None
    )


def _days(text: str, at: int, base: WrittenDate, year: int | None) -> Term | None:
    """Read the days of a month, each with its weekday: 21、22日, 21日（金）、22日（土）."""
    m = _DAYS.match(text, at) or (_DAY_AND_WEEKDAY.match(text, at) if base.month else None)
    if m is None:
        return None
    days, seps, weekdays, end = numbers(m["n"]), m["n"], [], m.end()
    while True:
        if weekday := WEEKDAY.match(text, end):
            weekdays.append(letters(weekday))
            end = weekday.end()
        join = _DAY_JOIN.match(text, end)
        more = (_DAYS.match(text, join.end()) or _DAY_AND_WEEKDAY.match(text, join.end())) if join else None
        if join is None or more is None or ("~" in seps and len(days) > 1):
            break
        if more["n"][0].isascii() != m["n"][0].isascii():
            break  # 1日（金）、三日市港: one list is written in one kind of numerals
        days += numbers(more["n"])
        seps += ("~" if join["mark"] in ("から", "より", "-") else join["mark"]) + more["n"]
        end = more.end()
    items = [Item(dated(base, month=base.month, day=days[0]), year)]
    items += [Item(WrittenDate(day=day)) for day in days[1:]]
    return Term(
        end, tuple(items), is_range=is_range(seps, tuple(items)), weekday="、".join(w for w in weekdays if w) or None
    )


def _lone_day(text: str, at: int) -> Term | None:
    """Read 14日（火） and 18日に開催: a day whose month stands before it, known as a date by what follows."""
    m = _DAYS.match(text, at)
    if (
        m is None
        or not all(1 <= day <= 31 for day in numbers(m["n"]))
        or text[max(0, at - 2) : at].rstrip(" ").endswith("週")
    ):
        return None
    if text.startswith("(", m.end()) or text[m.end() + 1 : m.end() + 2] == "曜":
        return _days(text, at, _BARE, None) if WEEKDAY.match(text, m.end()) else None
    known = alone(text, at, m.end()) or (m["n"] not in ("1", "一") and are_dated(text, at, m.end()))
    return _days(text, at, _BARE, None) if known else None


def _relative(text: str, at: int) -> Term | None:
    found = relative_words.read(text, at)
    if found is None:
        return None
    word = found.word
    written = WrittenDate(relative=word, fiscal=word.endswith("年度"), edge=found.edge)
    if found.edge or word.endswith("週"):
        last = (Item(written._replace(edge=found.last)),) if found.last else ()  # 来週の水曜日から金曜日
        return Term(found.end, (Item(written), *last), is_range=bool(last), weekday=found.weekday)
    if word in ("翌", "同") and (days := _days(text, found.end, written, None)):
        return days  # 翌6日
    if word.endswith("月"):
        if days := _days_of_month(text, found.end, written, None):
            return days
        return _parts_of_month(text, found.end, Item(written)) or Term(found.end, (Item(written),))
    if word.endswith("日"):
        return Term(found.end, (Item(written),))
    term = _of_year(text, found.end, written, None)
    if relative_words.is_compared(text, term.end) or (written.fiscal and relative_words.is_heading(text, at, term.end)):
        return Term(term.end)
    first = term.items[0].written
    if (found.needs_edge and first.edge is None) or (word in ("翌", "同") and first.month is None):
        return None
    return term


def _of_same_era(text: str, at: int, era: str) -> Term | None:
    """Read the 44年4月 of 昭和27年3月、同44年4月."""
    m = _ERALESS.match(text, at)
    year = wareki.year_of(era, number(m["n"])) if m else None
    if m is None or year is None or era == wareki.WESTERN or _NO_YEAR.match(text, m.end()):
        return None
    return _of_year(text, m.end(), WrittenDate(year=number(m["n"]), fiscal=bool(m["fiscal"])), year, era)


def _eraless(text: str, at: int, era: str | None) -> Term | None:
    m = _ERALESS.match(text, at)
    if m is None:
        return None
    n = number(m["n"])
    if not (m["fiscal"] or m["month"] or (era and year_series.is_told(text, at, m.end(), n))):
        return None
    inherits = era and era != wareki.WESTERN and not (wareki.year_of(era, 1) == _REIWA_FIRST and n > _NEAR_REIWA)
    year = wareki.year_of(era, n) if inherits else None
    return _of_year(text, m.end(), WrittenDate(year=n, fiscal=bool(m["fiscal"])), year, era)


def alone(text: str, start: int, end: int) -> bool:
    """Tell whether the text is nothing but what stands from `start` to `end`: asked for the date in 18日, it is one."""
    return len(text) - (end - start) <= _MARGIN and not (text[:start] + text[end:]).strip()


_LEADS: dict[str, Callable[[str, int], Term | None]] = {
    "第": year_parts.quarter, "紀": century, "F": year_parts.fiscal_year, "Q": year_parts.fiscal_year,
    "大": year_parts.named_day, "'": _two_digits, "’": _two_digits,
}  # fmt: skip
"""Readers by the sign that only their terms begin with."""
