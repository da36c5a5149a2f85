"""Dates in the digits of deeds and old prints: 昭和弐拾年八月拾五日, 明治参拾七年壱拾壱月, 大正拾貳年九月壹日."""

from __future__ import annotations

import re

from extractors import scripts
from extractors.date_terms import B, K
from extractors.numerals import FORMAL

_PLAIN = str.maketrans(FORMAL)
_FORMAL = "".join(FORMAL)
_NUMBER = rf"(?<![{K}{_FORMAL}百千])(?:[{K}百千]{{1,6}}(?=[{_FORMAL}]))?[{_FORMAL}][{K}{_FORMAL}百千]{{0,7}}"
_BESIDE_UNIT = scripts.compile(rf"{_NUMBER}(?={B}(?P<unit>[年月日]))")
_BEFORE = {"月": scripts.compile(rf"年度?{B}$"), "日": scripts.compile(rf"月{B}$")}
_DAY_BEHIND = scripts.compile(rf"{B}月{B}[{K}{_FORMAL}]{{1,4}}{B}日")
_NEAR = 5  # characters


def folded(text: str) -> str:
    """Return a folded text of the same length with the years, months and days in formal digits written in plain ones.

    A month is known by the year before or the day behind it, a day by its month: in other places 参, 伍 and 拾 are letters
    of words (墓参日).
    """
    return text if FORMAL.keys().isdisjoint(text) else _BESIDE_UNIT.sub(_plain, text)


def _plain(match: re.Match[str]) -> str:
    before = _BEFORE.get(match["unit"])
    known = before is None or before.search(match.string, max(0, match.start() - _NEAR), match.start())
    if not known and not (match["unit"] == "月" and _DAY_BEHIND.match(match.string, match.end())):
        return match[0]
    return match[0].translate(_PLAIN)
