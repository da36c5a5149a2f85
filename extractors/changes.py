"""Whether two quantities are what a count was and what it became (3名から5名に), and no range (2倍から3倍に増えた)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import scripts

if TYPE_CHECKING:
    from extractors.quantities import Quantity

BECOMES = scripts.compile(r" ?(?:から|→) ?")
"""Between the former value and the new one."""
_CHANGED_TO = scripts.compile(
    r" ?(?:\([^()\n]{1,40}\) ?)?(?:(?:体制|程度|以[上下内])?(?:へ|に|と)(?!かけ|わた|及)|までの?(?:に(?!かけ|わた|及)|へ|と(?:なっ|なり|なる)|[増減拡縮伸]|引き|広[がげ]|[上下]が|上昇|低下|削減|回復))"
)
"""Behind 3名から5名 it says that the count changed: two figures, no range."""
_GROWN = scripts.compile(r"にも?(?:増[えや加]|伸び|膨|跳ね)")
_OF_RATE = scripts.compile(r"[率格較]差?[^。\n\d]{0,8}$")
"""What is itself so many times something: 倍率は2倍から3倍に伸びた."""
_NEAR = 12  # characters


def goes_on(text: str, before: Quantity, quantity: Quantity) -> bool:
    """Tell whether a quantity is what the one before it became, so that its period holds for both: 月2回から3回に."""
    return before.unit == quantity.unit and BECOMES.fullmatch(text, before.end, quantity.start) is not None


def became(text: str, start: int, counted: tuple[str, int]) -> bool:
    """Tell whether what stands behind the second of two counts says that the first became it.

    Args:
        text: the folded text.
        start: where the first begins.
        counted: the counter of the second, and where it ends.
    """
    unit, end = counted
    if unit == "倍" and _GROWN.match(text, end) and not _OF_RATE.search(text, start - _NEAR, start):
        return False  # what grows 2倍から3倍に grows by between two and three times
    return _CHANGED_TO.match(text, end) is not None
