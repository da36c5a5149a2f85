"""What follows a year and is a part of it: 上半期, 第1四半期, 春, 末, 当初, 内, 元日."""

from __future__ import annotations

import re
from typing import NamedTuple

from extractors import scripts, wareki
from extractors.date_terms import (
    IN_SEASON,
    PART,
    SEP,
    B,
    Item,
    Term,
    dated,
    edge_word,
    is_range,
    numbers,
    with_edge,
)
from extractors.mentions import WrittenDate
from extractors.patterns import compile_pattern

_NAMED_DAY = compile_pattern(
    rf"{B}の?{B}(?:元[日旦]|(?P<last>大晦日|大[み三]そか|(?<=の)年末(?=[にはも、。)]|まで|から|$)))"
)
_NAMED_DAY_ALONE = scripts.compile(
    r"(?:元[日旦]|(?P<last>大晦日|大[み三]そか))(?=[にのはもから、。)~・-]|まで|より|と(?![一-鿿])|$)"
)
_NEXT_SEASON = scripts.compile(
    rf"(?:頃|ごろ)?{B}(?P<mark>[~・、-]|から|と|又は|または){B}(?P<season>{IN_SEASON}|[春夏秋冬](?=に?かけ))季?"
)
_SEASON = scripts.compile(rf"/?(?P<e>{IN_SEASON})")
_QUARTERS = r"Q[1-4](?![0-9A-Za-z])|[1-4]Q(?![0-9A-Za-z])"
_EDGE = scripts.compile(
    rf"{B}(?:の{B})?(?P<e>(?:上半期|下半期|[前後]期(?!高齢)|上期|下期)末?|[前後]半(?![一-鿿])|{IN_SEASON}季?|[上中下初]旬|[初中]期(?![一-鿿])|{PART}|{_QUARTERS})"
    rf"|{B}(?:(?<=年度)の年度(?=末))?(?P<e2>末日?(?!年始|調整|っ子)|当初(?!予算)|内(?![部容示定閣科外])"
    rf"|中(?=[にのはを、。)~\n ]|まで|から|です|$))"
)
_QUARTER = scripts.compile(
    rf"{B}(?:の{B})?第{B}(?P<n>[1-4一二三四](?:{SEP}第?[1-4一二三四]){{0,3}}){B}四半期(?!ごと|毎)(?:(?P<end>末)日?)?"
)
_FISCAL_YEAR = compile_pattern(
    r"(?:Q(?P<q>[1-4]) )?FY ?(?:(?P<year>20[0-9]{2})|'?(?P<short>[0-9]{2}))(?![0-9A-PR-Za-z]|\.[0-9])"
)
_HEADING = scripts.compile(r"の?(?:主な)?(?:進捗|取組)")
_REPORTED = WrittenDate(relative="年度", fiscal=True)


class Edge(NamedTuple):
    """The word for a part of a year, up to view offset `end`."""

    end: int
    word: str


def edge(text: str, at: int) -> Edge | None:
    """Return the part of the year that ends at offset `at` of the folded text: 上半期, 秋, 末."""
    m = _EDGE.match(text, at)
    return None if m is None else Edge(m.end(), edge_word(m))


def season(text: str, at: int, written: WrittenDate, year: int | None) -> Term | None:
    """Read the 春 of 2021春 and 2021/春."""
    m = _SEASON.match(text, at)
    return None if m is None else Term(m.end(), (Item(with_edge(written, m["e"]), year),))


def read(text: str, at: int, written: WrittenDate, year: int | None) -> Term | None:
    """Return the part of a year that ends at offset `at`, None where none follows it."""
    if quarters := quarter(text, at, written, year):
        return quarters
    if named := _NAMED_DAY.match(text, at):
        return _day_of(named, written, year)
    part = edge(text, at)
    if part is None or (written.year is None and _HEADING.match(text, part.end)):
        return None
    return _seasons(text, part.end, Item(with_edge(written, part.word), year))


def _seasons(text: str, at: int, first: Item) -> Term:
    """Read what follows a part of a year: the autumn of 令和6年夏から秋, the spring of 令和6年冬から春."""
    m = _NEXT_SEASON.match(text, at) if first.written.edge in wareki.SEASONS else None
    if m is None or first.written.edge is None:
        return Term(at, (first,))
    years = wareki.SEASONS[m["season"]] < wareki.SEASONS[first.written.edge]
    if years and first.year is None:
        return Term(at, (first,))
    written = with_edge(first.written, m["season"])
    if written.year is not None and first.year is not None:
        second = Item(written._replace(year=written.year + years), first.year + years)
    else:
        second = Item(written)
    return Term(m.end(), (first, second), is_range=m["mark"] in ("~", "-", "から"))


def named_day(text: str, at: int) -> Term | None:
    """Read 元日 and 大晦日 without their year; 元旦マラソン is a name."""
    m = _NAMED_DAY_ALONE.match(text, at)
    return m and _day_of(m, WrittenDate(), None)


def _day_of(named: re.Match[str], written: WrittenDate, year: int | None) -> Term:
    month, day = (12, 31) if named["last"] else (1, 1)
    return Term(named.end(), (Item(dated(written, month=month, day=day), year),))


def fiscal_year(text: str, at: int) -> Term | None:
    """Read FY2024, FY24 and Q1 FY2024."""
    m = _FISCAL_YEAR.match(text, at)
    if m is None:
        return None
    n = int(m["year"] or m["short"])
    written, year = WrittenDate(year=n, fiscal=True), n if m["year"] else 2000 + n
    if m["q"]:
        return Term(m.end(), (Item(with_edge(written, f"第{m['q']}四半期"), year),))
    return read(text, m.end(), written, year) or Term(m.end(), (Item(written, year),))


def quarter(text: str, at: int, base: WrittenDate = _REPORTED, year: int | None = None) -> Term | None:
    """Read 第2四半期 and 第1・2四半期; without a year, that of the fiscal year reported on."""
    m = _QUARTER.match(text, at)
    if m is None:
        return None
    items = tuple(Item(with_edge(base, f"第{n}四半期{m['end'] or ''}"), year) for n in numbers(m["n"]))
    return Term(m.end(), items, is_range=is_range(m["n"], items))
