"""Durations that no noun names: how long something is that has a name of its own, or when it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import scripts
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from extractors.quantities import Quantity

_FALLS_IN = scripts.compile(r"で(?:約|計|延べ)?[\d一二三四五六七八九十]")
"""消防団員は5年間で27人の減: how long it took."""
_THEIR_LENGTH = compile_pattern(r"間の[^、。\n\d]{1,16}[はが](?:約|延べ|のべ|計)?\d")
"""9か月間の巡回は延べ210回: the noun has a number of its own."""
_OF_DAYS = scripts.compile(
    r"(?:日(?:[(][^()\n]{1,6}[)])?|[旬末]|\d月(?=まで))(?:まで)?(?:の|[(、])計?$|祝日?[、(]*計 ?$"
)
_OF_SLASHED_DAYS = scripts.compile(r"\d/\d{1,2}(?:[(][^()\n]{1,6}[)])?(?:まで)?(?:の|[(、])計?$")
_WHAT_CAME_OF_IT = compile_pattern(r"の[一-鿿]{0,6}(?:状況|成果|実績|結果|経過)")
_AT_AGE = compile_pattern(r"時(?![間点給])|頃|までの")
"""8か月時の面談, 生後4か月までの乳児: a point in time."""
_CARRIED_OUT_IN = compile_pattern(r"間?(?:かけて|で(?:進め|行[いうっ]|実施|整備|取り組|完了|終え|更新))")
"""整備を3か年で進める: how long it takes."""


def is_length_only(text: str, quantity: Quantity) -> bool:
    """Tell whether a duration only says how long something is that has a name of its own: 3泊4日の合宿, 5月1日から3日までの3日間."""
    return (
        ("泊" in text[quantity.start : quantity.end] and text.startswith("の", quantity.end))
        or _OF_DAYS.search(text, quantity.start - 16, quantity.start) is not None
        or _OF_SLASHED_DAYS.search(text, quantity.start - 16, quantity.start) is not None
        or _THEIR_LENGTH.match(text, quantity.end - 1) is not None
        or _WHAT_CAME_OF_IT.match(text, quantity.end) is not None
        or _CARRIED_OUT_IN.match(text, quantity.end) is not None
        or _AT_AGE.match(text, quantity.end) is not None
        or ("間" in text[quantity.end - 1 : quantity.end] and _FALLS_IN.match(text, quantity.end) is not None)
    )
