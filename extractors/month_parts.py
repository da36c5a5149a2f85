"""What follows a month and is a part of it: 上旬, 中・下旬, 末, 第3金曜日, 第1・第3土曜日, 第1週."""

from __future__ import annotations

from typing import NamedTuple

from extractors import scripts, wareki
from extractors.date_terms import PART, RANGE_SIGN, B, edge_word, number
from extractors.patterns import compile_pattern

_OF = rf"{B}(?:の{B})?"
_AND = rf"{B}(?:[・、,~-]|から|及び|と|又は|または){B}"
_AND_NTH = rf"{_AND}第?[1-5一二三四五]"
_EDGE = scripts.compile(
    rf"{_OF}(?P<e>(?:第{B}[1-5一二三四五]|最終|最[初後終]の(?=.曜(?:日|[^一-鿿]|$))){B}(?:週の?)?[月火水木金土日]曜日?|[上中下初]旬|[前後]半(?![一-鿿])|(?<=の)初日(?!の出)|{PART})"
    rf"|{B}(?P<e2>末日?|当初(?!予算)|中(?=[にのはを、。)~\n ]|まで|から|$))"
)
_TEN_DAYS = scripts.compile(
    rf"{_OF}(?P<parts>(?:[上中初]旬|[上中](?={B}[・~-]|[中下]))(?:(?:{_AND})?(?:[中下]旬|中(?={B}[・~-]|下))){{1,2}})"
)
_DAY = "(?:[月火水木金土日]曜日?)"
_WEEKDAYS = scripts.compile(
    rf"{_OF}(?P<nths>第{B}[1-5一二三四五](?:週の?)?{_DAY}?(?:{_AND_NTH}(?:週の?)?{_DAY}?){{0,3}}{_AND_NTH}(?:週の?)?{B}[月火水木金土日]曜日?)"
)
_SAME_PLACE = scripts.compile(
    rf"{_OF}(?:第{B}(?P<nth>[1-5一二三四五])|最終){B}(?:週の?)?"
    rf"(?P<days>[月火水木金土日](?:(?:(?:曜日?)?(?:[・、]|と|及び))?[月火水木金土日]){{1,2}})(?:曜日?|(?![一-鿿]))"
)
"""The rest of 8月第2土曜日・日曜日."""
_NTH = compile_pattern(
    r"(?P<to>から|[~-])? {0,2}第? {0,2}(?P<n>[1-5一二三四五])(?:週の?)? {0,2}(?:(?P<day>[月火水木金土日])曜)?"
)
_WEEK = scripts.compile(
    rf"{_OF}(?P<e>(?:第{B}[1-5一二三四五](?:週?目?{_AND_NTH}){{0,4}}|最終){B}週(?:目|末)?"
    rf"|[1-5]{B}週(?:目(?:{_AND_NTH}{B}週目)?|(?![連分ご])(?!に?(?:わた|渡|及|かけ))))(?P<e2>(?!))?(?!間)"
)
"""Which days the first week of a month has depends on the calendar: its month is what is known of it."""
_LETTER = compile_pattern("[上中下初]")


class MonthParts(NamedTuple):
    """Parts of a month, up to view offset `end`."""

    end: int
    edges: tuple[str, ...]
    is_range: bool = False
    weekday: str | None = None


def read(text: str, at: int) -> MonthParts | None:
    """Return the parts that follow the month that ends at offset `at` of the folded text."""
    if several := _TEN_DAYS.match(text, at):
        edges = tuple([f"{letter}旬" for letter in _LETTER.findall(several["parts"])])
        return MonthParts(several.end(), edges, is_range=len(edges) == 2 and bool(RANGE_SIGN.search(several["parts"])))
    if nth := _WEEKDAYS.match(text, at):
        days = _each(nth["nths"])
        end = nth.end() + 2 * (text.startswith("まで", nth.end()) and bool(RANGE_SIGN.search(nth["nths"])))
        return MonthParts(end, tuple([f"第{n}{day}" for n, day in days]), weekday=_in_order(days))
    if same := _SAME_PLACE.match(text, at):
        letters = [c for c in same["days"].replace("曜日", "").replace("曜", "") if c in wareki.WEEKDAYS]
        place = f"第{number(same['nth'])}" if same["nth"] else "最終"
        return MonthParts(same.end(), tuple([f"{place}{day}" for day in letters]), weekday="、".join(letters))
    edge = _EDGE.match(text, at) or _WEEK.match(text, at)
    if edge is None:
        return None
    word = edge_word(edge)
    named = word.startswith(("第", "最終")) and word[-1] in wareki.WEEKDAYS
    return MonthParts(edge.end(), (word,), weekday=word[-1] if named else None)


def _each(written: str) -> list[tuple[int, str]]:
    """Return each place in the month with its weekday: 1土, 3土 of 第1・第3土曜, and 1土, 2日 of 第1土曜と第2日曜."""
    places, day = list(_NTH.finditer(written)), ""
    days: list[str] = []
    for place in reversed(places):
        day = place["day"] or day
        days.insert(0, day)
    found: list[tuple[int, str]] = []
    for place, day in zip(places, days, strict=True):
        n = number(place["n"])
        if place["to"] and found:
            found += [(between, day) for between in range(found[-1][0] + 1, n)]
        found.append((n, day))
    return found


def _in_order(days: list[tuple[int, str]]) -> str:
    return "、".join(dict.fromkeys(day for _, day in days))
