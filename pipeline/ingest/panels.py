"""Large grounds beside each other, each with text or a chart of its own: they are read one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.ingest.crossings import NEAR, find_cells
from pipeline.ingest.places import Box
from pipeline.ingest.runs import Run

_ON_PANEL = 0.7  # of the runs of a side
_FEWEST_RULES, _MOST_RULES = 4, 400  # of boxes; more are a chart
_SMALLEST = 24.0  # points that a box of several lines is wide and high
_FEW = 0.25  # of the runs of a page
_WIDE = 0.8  # of the width of its text
_APART = 2.0  # points: the shaded columns of a table are nearer to each other


def whole(grounds: Sequence[Box]) -> list[Box]:
    """Return grounds; some programs draw one in strips."""
    strips: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for ground in grounds:
        strips[round(ground[0]), round(ground[2])].append(ground)
    return [(x[0][0], min(strip[1] for strip in x), x[0][2], max(strip[3] for strip in x)) for x in strips.values()]


def outlines(rules: Sequence[Box], tables: Sequence[Box]) -> list[Box]:
    """Return the boxes that rules close outside of tables; one that is parted into cells comes as a whole.

    Args:
        rules: in a frame.
        tables: in the same frame.
    """
    free = [rule for rule in rules if not any(_is_within(rule, table) for table in tables)]
    if not _FEWEST_RULES <= len(free) <= _MOST_RULES:
        return []
    found = find_cells([rule for rule in free if rule[1] == rule[3]], [rule for rule in free if rule[0] == rule[2]])
    boxes = [(min(x[0] for x in c), min(x[1] for x in c), max(x[2] for x in c), max(x[3] for x in c)) for c in found]
    return [box for box in boxes if min(box[2] - box[0], box[3] - box[1]) > _SMALLEST]


def held(boxes: Sequence[Box], runs: Sequence[Run], gutter: float) -> set[int]:
    """Return the ids of the runs in boxes over all of both sides of a gutter that hold but a few: a title on its ground."""
    found: set[int] = set()
    width = max(run.u1 for run in runs) - min(run.u0 for run in runs)
    for box in boxes:
        if box[0] < gutter < box[2] and box[2] - box[0] > _WIDE * width:
            inside = [id(run) for run in runs if _is_on(run, box)]
            if len(inside) <= _FEW * len(runs):
                found.update(inside)
    return found


def _is_within(rule: Box, table: Box) -> bool:
    return (
        table[0] - NEAR <= rule[0]
        and table[1] - NEAR <= rule[1]
        and rule[2] <= table[2] + NEAR
        and rule[3] <= table[3] + NEAR
    )


def are_beside(left: Sequence[Run], right: Sequence[Run], panels: Sequence[Box]) -> bool:
    """Tell whether either side of a gutter stands on a ground of its own."""
    lefts, rights = (
        {panel for panel in panels if sum(_is_on(run, panel) for run in side) > _ON_PANEL * len(side)}
        for side in (left, right)
    )
    return any(b[0] - a[2] > _APART for a in lefts - rights for b in rights - lefts)


def _is_on(run: Run, panel: Box) -> bool:
    return panel[0] < (run.u0 + run.u1) / 2 < panel[2] and panel[1] < (run.v0 + run.v1) / 2 < panel[3]
