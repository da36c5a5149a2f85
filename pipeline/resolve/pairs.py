"""Pairs of values in a row, of which each side adds up: 小学校13校 1,021人、中学校4校 388人、合計17校 1,409人."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.patterns import compile_pattern
from pipeline.resolve.parts import Located, comparable

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout

SUM_WORD = compile_pattern(r"(?:合計|総計|(?<![会統家設時])計|合わせて|あわせて)(?:で|は|:)?(?:約|延べ|のべ)? ?$")
"""Right before a total that stands behind its parts."""
_JOINT = compile_pattern("[ ・]{0,4}|[にで]、?(?:約|延べ)?")
"""Between the two values of a pair."""
_BETWEEN = compile_pattern(r"[、・ ][^、。\n\d]{0,20}$|の$")
_SIDES = (0, 1)


def close_with_pairs(
    layout: Layout, figures: Sequence[Located], owner: dict[int, int], complete: dict[int, bool]
) -> None:
    """Tie pairs to the pair of totals behind them, if one side adds up: then the other one should.

    Args:
        layout: the lines of the view.
        figures: every figure, by start.
        owner: the total of each part, by index; grows.
        complete: whether the parts of a total are all of it; grows.
    """
    text = layout.text
    for k in range(2, len(figures) - 1):
        if not SUM_WORD.search(text, figures[k].start - 8, figures[k].start) or not _is_pair(text, figures, k):
            continue
        pairs: list[int] = []
        at = figures[k].start
        for p in range(k - 2, -1, -2):
            gap = text[figures[p + 1].end : at]
            alike = all(comparable(figures[k + side], figures[p + side]) and p + side not in owner for side in _SIDES)
            if not (alike and _is_pair(text, figures, p) and _BETWEEN.match(gap)):
                break
            pairs.append(p)
            at = figures[p].start
        sums = [sum(figures[p + side].figure.value for p in pairs) == figures[k + side].figure.value for side in _SIDES]
        if len(pairs) < len(_SIDES) or not any(sums) or any(k + side in complete for side in _SIDES):
            continue
        for side in _SIDES:
            owner.update((p + side, k + side) for p in pairs)
            complete[k + side] = True


def _is_pair(text: str, figures: Sequence[Located], k: int) -> bool:
    """Tell whether value `k` and the next one are two counts of one thing."""
    first, second = figures[k], figures[k + 1]
    differ = first.figure.unit_norm != second.figure.unit_norm
    return differ and _JOINT.fullmatch(text, first.end, second.start) is not None
