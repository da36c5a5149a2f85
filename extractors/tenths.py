"""What 分 behind a number with its unit is a tenth of: 3割5分, 二割八分六厘 and 八割五厘, 36度5分."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from extractors import numerals, scripts

if TYPE_CHECKING:
    from extractors.numerals import Number

_TAIL = scripts.compile(
    r"(?:([\d一二三四五六七八九])分(?!の ?[\d一二三四五六七八九十]|間))?(?:([\d一二三四五六七八九])厘)?"
)
_TENTH = scripts.compile(r"([\d一二三四五六七八九])分(?![の間\d])")
_ON_GLOBE = scripts.compile(r"[緯経]度?(?:は|:| )*$")


def degrees(text: str, number: Number, end: int) -> tuple[Decimal, int]:
    """Return the value of a number of 度 with the tenths behind it, and where it ends; of a latitude 分 are minutes."""
    value = number.value or Decimal(0)
    tail = _TENTH.match(text, end)
    if tail is None or _ON_GLOBE.search(text, max(0, number.start - 4), number.start):
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
