"""What calendar terms are made of: dates, numbers, weekdays; and those that need no more (7/21, 19世紀, 80年代)."""

from __future__ import annotations

import re
from functools import partial
from typing import NamedTuple

from extractors import scripts, wareki
from extractors.mentions import WrittenDate
from extractors.patterns import compile_pattern

# Pieces of patterns: a blank, the digits of kanji, a month or day, the sign between two of them, a year.
B = r"\ {0,2}"
K = "廿卅零〇一二三四五六七八九十"
SPACED = r"(?:(?<=[^\s0-9])|(?<=[^\s0-9]\ ))[0-9](?:\ [0-9]){1,3}(?=\ [年月日])"
"""A number of letter-spaced type: 1 2 月. At the head of a row the first digit may as well be the row's own number."""
N = rf"(?:(?<![0-9])[0-9]{{1,2}}(?![0-9])|[{K}]{{1,3}}(?![{K}])|{SPACED})"
SEP = rf"{B}[、,・~-]{B}"
Y = rf"(?:元|{SPACED}|[0-9]{{1,4}}(?![0-9])|[{K}]{{1,4}}(?![{K}]))"
PART = "初頭|初め|はじめ|始め(?![たてるま])|半ば|なかば|中頃|中ごろ|中盤|(?:終わ|おわ)り(?!ま)|終盤|頭(?=[にのはか、。)]|です|$)"
"""Where in a month, a year or a century, in words that fix no day."""
IN_SEASON = (
    "[春夏秋冬](?=頃|ごろ|季(?!の?[一-鿿])|以|まで|から|より|です|だ|[にのはもがをでと、。)~・\\n]|開|完成|竣工|$)"
)
"""A season of a year, known by what follows as none that is part of a word."""
_CENTURY = scripts.compile(
    rf"(?P<era>紀元[前後]?{B})?(?P<n>[0-9]{{1,4}}|[{K}]{{1,3}})(?P<more>(?:{SEP}{N}){{1,5}}(?={B}世紀))?{B}(?P<unit>世紀|年代|年)(?!間|物|にわた|以上|半(?!ば)|分|ぶり)"
)
_PART_OF_AGE = scripts.compile(
    rf"{B}(?:の{B})?(?P<e>[前後]半(?![一-鿿])|[初前中後]期(?![一-鿿])|末(?=[にのはか、。)]|頃|ごろ|です|$)|{PART})(?P<e2>(?!))?"
)
PIVOT = 60
"""Of this and later years of two digits the nineteen hundreds are meant."""
_NUMBER = compile_pattern(rf"[元朔]|[0-9](?:\ ?[0-9])*|[{K}]+")
RANGE_SIGN = compile_pattern("[~-]|から")
_EDGE_ENDS = compile_pattern(r"曜日?$|(?<=[春夏秋冬])季$")
_TENS = str.maketrans({"廿": "二十", "卅": "三十"})
_KANJI = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
_HOLIDAY = "祝日?|休日?|振休|振替休日"
_NAME_OF_DAY = rf"(?:{B}[・、,:/]?{B}(?:[^()\s]{{1,6}}(?:の日|記念日|誕生日)(?:の?振替休日)?|元[日旦]))?"
WEEKDAY = scripts.compile(
    rf"{B}\({B}(?P<w>(?:[月火水木金土日](?:曜日?)?|{_HOLIDAY})"
    rf"(?:{B}[・、,~]?{B}(?:[月火水木金土日](?:曜日?)?|{_HOLIDAY})){{0,8}}(?:\)\((?:{_HOLIDAY}))?"
    rf"|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{{0,6}}\.?){_NAME_OF_DAY}{B}\)"
    rf"|{B}(?:の(?=[月火水木金土日]曜日)|・(?=[月火水木金土日]曜日?(?:[、)\n]|$)))?(?P<bare>[月火水木金土日])曜日?|(?<=日)\ ?(?P<letter>[月火水木金土日])(?={B}[0-9(]|[、。)\n]|$)"
)
_DAY_WORD = compile_pattern(r"(?<=[月火水木金土日])曜日?|(?<=[祝休])日| ")
_MORE_DAYS = compile_pattern(
    rf"{B}(?P<mark>[・、,~-]){B}(?P<d>[0-9]{{1,2}})"
    rf"(?:日(?![間目])|(?=に(?:[^、。\n\d]{{1,16}}[でを])?(?:開[催会講いかくき]|実施|行[いうわっ]|催[しさす]))|(?={B}(?:\({B}[月火水木金土日祝]|[)、,。・~\n-]|$|の(?:[0-9]{{1,2}}日間|両日)))"
    rf"|(?:(?<=[・~-][0-9])|(?<=[・~-][0-9]{{2}}))(?=\ [^\s0-9人名件回か日月円%]))"
)
_MONTH_AND_DAY = scripts.compile(
    rf"(?P<m>[0-9]{{1,2}}){B}(?P<mark>[./-]){B}(?P<d>[0-9]{{1,2}})(?![0-9]|(?P=mark)[0-9])"
)

_DOTTED_KANJI = scripts.compile(rf"・(?P<m>[{K}]{{1,2}})・(?P<d>[{K}]{{1,3}})(?![{K}・年月日])")


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


_UNDATED = Item(WrittenDate())


def number(written: str) -> int:
    """Return the value of 元, 朔 (the first day), Arabic or kanji digits."""
    if written in ("元", "朔"):
        return 1
    if written.isascii():
        return int(written.replace(" ", ""))
    written = written.translate(_TENS)
    if "千" in written:
        thousands, _, below = written.partition("千")
        hundreds, _, rest = below.rpartition("百")
        return 1000 * number(thousands or "一") + 100 * number(hundreds or "〇") + number(rest or "〇")
    if "十" in written:
        tens, _, ones = written.partition("十")
        return (number(tens) if tens else 1) * 10 + (number(ones.replace("十", "〇")) if ones else 0)
    return int("".join(str(_KANJI[c]) for c in written))


def numbers(written: str) -> list[int]:
    """Return the values of a run of numbers (8、10、11、1)."""
    return [number(n) for n in _NUMBER.findall(written)]


def spread(written: str) -> list[int]:
    """Return the numbers of a list in which ranges may stand: 1, 2, 3 and 5 of 第1～第3、第5."""
    found: list[int] = []
    for n, part in enumerate(RANGE_SIGN.split(written)):
        values = numbers(part)
        if n and found and values:
            found += range(found[-1] + 1, values[0])
        found += values
    return found


def is_range(seps: str, items: tuple[Item, ...]) -> bool:
    """Tell whether the signs between two dates make them the ends of a range."""
    return len(items) == 2 and any(c in seps for c in "~-")


def edge_word(edge: re.Match[str]) -> str:
    """Return the part of a year, month or age that a match names, in one form (2Q, 第二四半期: 第2四半期)."""
    word = (edge["e"] or edge["e2"]).replace(" ", "")
    if word[-1] in "曜日季":
        word = _EDGE_ENDS.sub("", word)
    if "Q" in word:
        word = f"第{word.strip('Q')}四半期"
    word = word.replace("週の", "").replace("最初の", "第1").replace("最後の", "最終").replace("最終の", "最終")
    return f"第{_KANJI[word[1]]}{word[2:]}" if word[0] == "第" and word[1] in _KANJI else word


def of_fiscal(written: WrittenDate, *, fiscal: bool) -> WrittenDate:
    """Return the year alone, as a fiscal year or not."""
    return WrittenDate(era=written.era, year=written.year, fiscal=fiscal)


def with_edge(written: WrittenDate, edge: str) -> WrittenDate:
    """Return a written date with its edge (上旬, 末 …)."""
    return dated(written, month=written.month, day=written.day, edge=edge)


def dated(base: WrittenDate, *, month: int | None, day: int | None = None, edge: str | None = None) -> WrittenDate:
    """Return a written date with other fields than its year's."""
    era, year, _, _, fiscal, relative, _ = base
    return _new_written((era, year, month, day, fiscal, relative, edge))


_new_written = partial(tuple.__new__, WrittenDate)
"""A third of the time of calling `WrittenDate`."""


def century(text: str, at: int, era: str | None = None) -> Term | None:
    """Read 19世紀, 17、18世紀, 紀元前3世紀, 紀元前202年 and 80年代; before our era there are no calendar days to give.

    The decade of a list or range behind an era is of that era: 昭和40年代から50年代.
    """
    m = _CENTURY.match(text, at)
    if m is None or (m["unit"] == "年" and not m["era"]):
        return None
    n = number(m["n"])
    if m["unit"] == "年代":
        year = wareki.year_of(era, n) if era and era != wareki.WESTERN else 1900 + n if n >= PIVOT else None
        return of_age(text, m.end(), WrittenDate(year=n, edge="年代"), year) if n % 10 == 0 < n < 100 else None
    era = m["era"].rstrip() if m["era"] else None
    edge = "世紀" if m["unit"] == "世紀" else None
    first, *others = (
        Item(WrittenDate(era=era, year=n, edge=edge), None if era == "紀元前" else n)
        for n in (n, *numbers(m["more"] or ""))
    )
    if others:
        return Term(m.end(), (first, *others), is_range=is_range(m["more"], (first, *others)))
    return of_age(text, m.end(), *first)


def of_age(text: str, at: int, written: WrittenDate, year: int | None, era: str | None = None) -> Term:
    """Read the part of a century or decade that follows it: 19世紀後半, 1980年代初頭."""
    if part := _PART_OF_AGE.match(text, at):
        return Term(part.end(), (Item(with_edge(written, f"{written.edge or ''}{edge_word(part)}"), year),), era=era)
    return Term(at, (Item(written, year),), era=era)


def letters(weekday: re.Match[str]) -> str | None:
    """Return the weekdays of a match as written (月, 火・祝), None where it names none."""
    written = weekday["bare"] or weekday["letter"] or weekday["w"]
    if len(written) > 1:
        written = _DAY_WORD.sub("", written).replace(")(", "・")
    return written if any(c in wareki.WEEKDAYS for c in written) else None


def marked(text: str, at: int, mark: str, of: Item = _UNDATED, *, latest: int = wareki.LAST_DAY) -> Term | None:
    """Return the month and day up to `latest` with `mark` between them (7/21, 6.13) at `at`, whatever it may mean there."""
    m = _MONTH_AND_DAY.match(text, at)
    if m is None or m["mark"] != mark or not (1 <= int(m["m"]) <= 12 and 1 <= int(m["d"]) <= latest):
        return None
    written = dated(of.written, month=int(m["m"]), day=int(m["d"]))
    return marked_days(text, m.end(), Item(written, of.year), mark)


def dotted_kanji(text: str, at: int, of: Item) -> Term | None:
    """Read the ・四・一 of 令和六・四・一, as laws and family registers write days."""
    m = _DOTTED_KANJI.match(text, at)
    if m is None or not (1 <= number(m["m"]) <= 12 and 1 <= number(m["d"]) <= wareki.LAST_DAY):
        return None
    return Term(m.end(), (Item(dated(of.written, month=number(m["m"]), day=number(m["d"])), of.year),))


def marked_days(text: str, at: int, first: Item, mark: str) -> Term:
    """Read what follows a day with marks: its weekday, further days (7/18・19, R4.7.18～20)."""
    items, weekdays, seps, end = [first], [], "", at
    while True:
        if weekday := WEEKDAY.match(text, end):
            weekdays.append(letters(weekday))
            end = weekday.end()
        more = _MORE_DAYS.match(text, end)
        if (
            more is None
            or not (items[-1].written.day or 31) < int(more["d"]) <= 31
            or (seps and "~" in seps + more["mark"])
        ):
            break
        items.append(Item(WrittenDate(day=int(more["d"]))))
        seps += more["mark"].replace("-", "~")
        end = more.end()
    written = "、".join(w for w in weekdays if w) or None
    return Term(end, tuple(items), is_range="~" in seps, weekday=written, mark=mark)
