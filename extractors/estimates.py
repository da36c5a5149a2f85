"""What two numbers that stand together mean: 2、3回 is two or three, 三、四万円 shares its scale, as 2~3万人 does."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from extractors import numerals, scripts
from extractors.glyphs import MAX_DIGITS

if TYPE_CHECKING:
    from extractors.numerals import Number

_SCALED = scripts.compile(r"[0-9一二三四五六七八九](?P<scale>[十百千万億]*)")
_LONGEST_ARABIC = 99
"""Behind 102、 a 3 is a number of its own."""
_NEXT_PLACE = 10
_NO_ESTIMATE_BEHIND = scripts.compile(r"(?:[第、/,・~-]|[\d元一二三四五六七八九十] ?[年月])$")


def neighbour(text: str, first: Number, last: Number) -> tuple[Decimal, Decimal] | None:
    """Return both ends of an estimate; None for a list (2、4回).

    2 and 3 of 2、3回, 15 and 16 of 十五、六人, 30,000 and 40,000 of 三、四万円, 120 and 130 of 百二、三十人.
    """
    if first.value is None or last.value is None or text[first.end : last.start] != "、":
        return None
    if (first.value > _LONGEST_ARABIC and not first.kanji) or first.value.adjusted() > MAX_DIGITS:
        return None
    scaled = _SCALED.fullmatch(text, last.start, last.end)
    scale = numerals.parse(f"一{scaled['scale']}") if scaled else None
    if scale is None or _NO_ESTIMATE_BEHIND.search(text, first.start - 3, first.start):
        return None
    digit = last.value / scale - 1
    if not 0 < digit < _NEXT_PLACE - 1:
        return None
    below = first.value % (scale * _NEXT_PLACE)
    if below == digit * scale and (scale == 1 or first.kanji):
        return first.value, first.value + scale  # 十五、六人, 百二十、三十人
    if first.value == digit:
        return digit * scale, last.value
    if below == digit and first.kanji:
        return first.value + digit * (scale - 1), first.value - digit + last.value
    return None


def shared_scale(text: str, first: Number, last: Number) -> Decimal:
    """Return the scale that only the later end of a range shows: 10,000 of 2~3万人."""
    for sign, scale in (("万", 10_000), ("億", 100_000_000), ("千", 1_000)):
        if text[last.start : last.end].endswith(sign) and sign not in text[first.start : first.end]:
            return Decimal(scale)
    return Decimal(1)
