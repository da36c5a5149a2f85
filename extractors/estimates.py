"""What two numbers that stand together mean: 2、3回 is two or three, 三、四万円 shares its scale, as 2~3万人 does."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from extractors import numerals, scripts

if TYPE_CHECKING:
    from extractors.numerals import Number

_SCALED = scripts.compile(r"[0-9一二三四五六七八九](?P<scale>[十百千万億]*)")
_NO_ESTIMATE_BEHIND = scripts.compile(r"(?:[第、/,・~-]|[\d元一二三四五六七八九十] ?[年月])$")


def neighbour(text: str, first: Number, last: Number) -> tuple[Decimal, Decimal] | None:
    """Return the upper end of an estimate and the scale of both its ends; None for a list (2、4回).

    3 and 1 of 2、3回, 16 and 1 of 十五、六人, 40,000 and 10,000 of 三、四万円.
    """
    if first.value is None or last.value is None or text[first.end : last.start] != "、":
        return None
    if first.value > 99:
        return None
    digit = first.value % 10
    scaled = _SCALED.fullmatch(text, last.start, last.end)
    scale = numerals.parse(f"一{scaled['scale']}") if scaled else None
    if scale is None or not 0 < digit < 9 or last.value != (digit + 1) * scale:
        return None
    if _NO_ESTIMATE_BEHIND.search(text, max(0, first.start - 3), first.start):
        return None
    return (first.value + 1) * scale, scale


def shared_scale(text: str, first: Number, last: Number) -> Decimal:
    """Return the scale that only the later end of a range shows: 10,000 of 2~3万人."""
    for sign, scale in (("万", 10_000), ("億", 100_000_000), ("千", 1_000)):
        if text[last.start : last.end].endswith(sign) and sign not in text[first.start : first.end]:
            return Decimal(scale)
    return Decimal(1)
