"""Large grounds beside each other, each with text or a chart of its own: they are read one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.ingest.places import Box
from pipeline.ingest.runs import Run

_ON_PANEL = 0.7  # of the runs of a side
_APART = 2.0  # points: the shaded columns of a table are nearer to each other


def whole(grounds: Sequence[Box]) -> list[Box]:
    """Return grounds; some programs draw one in strips."""
    strips: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for ground in grounds:
        strips[round(ground[0]), round(ground[2])].append(ground)
    return [(x[0][0], min(strip[1] for strip in x), x[0][2], max(strip[3] for strip in x)) for x in strips.values()]


def are_beside(left: Sequence[Run], right: Sequence[Run], panels: Sequence[Box]) -> bool:
    """Tell whether either side of a gutter stands on a ground of its own."""
    lefts, rights = (
        {panel for panel in panels if sum(_is_on(run, panel) for run in side) > _ON_PANEL * len(side)}
        for side in (left, right)
    )
    return any(b[0] - a[2] > _APART for a in lefts - rights for b in rights - lefts)


def _is_on(run: Run, panel: Box) -> bool:
    return panel[0] < (run.u0 + run.u1) / 2 < panel[2] and panel[1] < (run.v0 + run.v1) / 2 < panel[3]
