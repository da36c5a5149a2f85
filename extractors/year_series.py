"""Years without an era that are told one after the other, the first with its era: 平成2年に…、5年に…, 令和元年312人、2年298人."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors import scripts
from extractors.date_terms import Item, Term, number
from extractors.mentions import WrittenDate
from extractors.patterns import compile_pattern

_THEN = scripts.compile(r"に(?:は、?)?(?![一二三及渡至達])[一-鿿ァ-ヶ]")
_YEAR_BEFORE = scripts.compile(r"(?:令和|平成|昭和)(?:元|[0-9]{1,2})年に[^。\n]{0,30}$")
_VALUE = compile_pattern(r"[は:( ]{0,2}[0-9]")
_SERIES = compile_pattern(
    r"(?:令和|平成|昭和)(?:元|[0-9]{1,2})年"
    r"(?:[は:( ]{0,2}[0-9][0-9,.]*[^、。\n0-9]{1,6}、[0-9]{1,2}年){0,7}[は:( ]{0,2}[0-9][0-9,.]*[^、。\n0-9]{1,6}、$"
)
_OF_SERIES = compile_pattern("(元|[0-9]{1,2})年")
_LIFETIME = compile_pattern(
    r"(?<=[^数者額量率高計]\()(?P<first>1[5-9][0-9]{2}|20[0-9]{2})[~-](?P<last>1[5-9][0-9]{2}|20[0-9]{2})(?=\))"
)
_LONGEST_LIFE = 120
_LONGEST_SERIES = 100  # characters
_ONE_BREATH = 50  # characters


def is_told(text: str, at: int, end: int, n: int) -> bool:
    """Tell whether the year `n` between two offsets of the folded text goes on from one with an era."""
    return _is_later(text, at, end) or _is_next(text, at, end, n)


def _is_later(text: str, at: int, end: int) -> bool:
    """Tell whether years of an era are told one after the other: 平成2年に設立し、5年に改組した."""
    return bool(_THEN.match(text, end) and _YEAR_BEFORE.search(text, at - _ONE_BREATH, at))


def _is_next(text: str, at: int, end: int, n: int) -> bool:
    """Tell whether a year and its value continue a series that names its era: 令和元年312人、2年298人."""
    before = _SERIES.search(text, at - _LONGEST_SERIES, at)
    if before is None or not _VALUE.match(text, end):
        return False
    years = [number(year) for year in _OF_SERIES.findall(before.group())]
    return [*years, n] == list(range(years[0], years[0] + len(years) + 1))


def follow(years: Sequence[int], *, free: bool) -> bool:
    """Tell whether each year of a list is the next one after that before it, or if `free` any later one."""
    return all(a < b if free else a + 1 == b for a, b in pairwise(years))


def of_century(first: int, n: int) -> int:
    """Return the whole number of a later year of which two digits are written: the 45 of 1939～45年."""
    return first - first % 100 + n if first % 100 < n < 100 else n


def in_brackets(text: str, at: int) -> Term | None:
    """Read two years that fill a bracket: 画家（1892-1953）. Two round numbers there may as well be of something else."""
    m = _LIFETIME.match(text, at)
    years = (int(m["first"]), int(m["last"])) if m else (0, 0)
    if m is None or not 0 < years[1] - years[0] < _LONGEST_LIFE or not any(year % 10 for year in years):
        return None
    return Term(m.end(), tuple(Item(WrittenDate(year=year), year) for year in years), is_range=True)
