"""What stands behind a number with its unit and is a part of one: 3割5分, 八割五厘, 36度5分, 北緯35度41分20秒, 2時間半, 10秒45."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from extractors import numerals, scripts
from extractors.counters import HALVED
from extractors.glyphs import shortened

if TYPE_CHECKING:
    from extractors.numerals import Number

_TAIL = scripts.compile(
    r"(?:([\d一二三四五六七八九])分(?!の ?[\d一二三四五六七八九十]|間))?(?:([\d一二三四五六七八九])厘)?"
)
_TENTH = scripts.compile(r"([\d一二三四五六七八九])分(?!の(?![高発微]?熱)|[間\d])")
_ON_GLOBE = scripts.compile(r"[緯経]度?(?:は|:| )*$")
_N = r"([\d一二三四五六七八九十]{1,3}(?:\.\d{1,4})?)"
_ARC = scripts.compile(rf" ?{_N} ?分(?: ?{_N} ?秒)?")
_SECONDS = scripts.compile(r" ?\d{1,2} ?分 ?\d{1,2}(?:\.\d{1,4})? ?秒")
_HALF = scripts.compile(r"半(?![数期年月日々ば面額島分導壊焼製透袖径])")
_DECIMALS = {
    unit: scripts.compile(rf"({digits})(?=[。、)・ \n]|[でのをとがはに](?!\d)|$)")
    for unit, digits in (("秒", r"\d{1,2}"), ("メートル", r"\d{2}"))
}
"""Behind the unit of a record: 10秒45, 10秒5, 1メートル75; 1メートル5 may as well be 1.05."""


def with_rest(text: str, number: Number, word: str, end: int, value: Decimal) -> tuple[Decimal, int]:
    """Return the value of a number of the unit `word`, which ends at `end`, with the part of one behind it, and where that ends."""
    if word == "割":
        return read(text, number, end)
    if word == "度":
        return degrees(text, number, end)
    if word in HALVED and (half := _HALF.match(text, end)):
        return value + Decimal("0.5"), half.end()
    if (decimals := _DECIMALS.get(word)) and (rest := decimals.match(text, end)) and value == int(value):
        return value + Decimal(f"0.{rest[1]}"), rest.end()
    return value, end


def degrees(text: str, number: Number, end: int) -> tuple[Decimal, int]:
    """Return the value of a number of 度 with what 分 behind it adds, and where it ends: tenths, but minutes of an arc."""
    value = number.value or Decimal(0)
    if _SECONDS.match(text, end) or _ON_GLOBE.search(text, number.start - 4, number.start):
        arc = _ARC.match(text, end)
        if arc is None:
            return value, end
        minutes, seconds = (numerals.parse(part or "0") or Decimal(0) for part in arc.groups())
        return shortened(value + minutes / 60 + seconds / 3600), arc.end()
    tail = _TENTH.match(text, end)
    if tail is None:
        return value, end
    return value + (numerals.parse(tail[1]) or Decimal(0)) / 10, tail.end()


def read(text: str, number: Number, end: int) -> tuple[Decimal, int]:
    """Return the fraction that a number of 割 and what follows it make, and where it ends; `end` is behind 割."""
    value = (number.value or Decimal(0)) / 10
    tail = _TAIL.match(text, end)
    if tail:
        value += (numerals.parse(tail[1] or "0") or Decimal(0)) / 100 + (
            numerals.parse(tail[2] or "0") or Decimal(0)
        ) / 1000
        end = tail.end()
    return value, end
