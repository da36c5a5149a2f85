"""Sheets that hold two pages side by side: each is read whole, however little of it is filled."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from pipeline.ingest.places import Box
from pipeline.ingest.runs import Run

_WIDER = 1.2  # times its height
_FEWEST_RUNS = 3  # of either page
_OFF_MIDDLE = 0.02  # of the width, that the white between the pages lies beside the middle
_NARROWEST = 4.0  # em that it is wide
_MARGINS = 0.8  # of both outer margins together, likewise
_SAME_MARGIN = 1.0  # em that the left margins of both pages differ


def pages(
    runs: Sequence[Run], rules: Sequence[Box], size: tuple[float, float], tables: Sequence[Box] = ()
) -> list[list[Run]]:
    """Return the runs of each page of a sheet: two where both have one left margin, and margins between them.

    Args:
        runs: of a frame.
        rules: in the same frame.
        size: width and height of the frame.
        tables: in it, whose characters are not among the runs.
    """
    width, height = size
    sides = [
        [(box[0], box[2]) for box in (*tables, *(run[1:5] for run in runs)) if (box[2] > width / 2) is of_right]
        for of_right in (False, True)
    ]
    left = [run for run in runs if run.u1 <= width / 2]
    right = [run for run in runs if run.u1 > width / 2]
    if width < _WIDER * height or min(map(len, sides)) < _FEWEST_RUNS or not (left and right):
        return [list(runs)]
    em = median(run.em for run in runs)
    (outer, end), (start, edge) = ((min(a for a, _ in side), max(b for _, b in side)) for side in sides)
    between, margins = start - end, outer + max(width - edge, 0.0)
    is_sheet = (
        between > max(_NARROWEST * em, _MARGINS * margins)
        and start > width / 2
        and abs(start - outer - width / 2) < _SAME_MARGIN * em
        and abs(start + end - width) < 2 * max(_OFF_MIDDLE * width, abs(width - edge - outer))
        and not any(u0 < end and u1 > start for u0, _, u1, _ in rules)
    )
    return [left, right] if is_sheet else [list(runs)]
