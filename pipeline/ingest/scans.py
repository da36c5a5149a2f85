"""The picture of a page: made level, and the rules that are drawn on it, which Tesseract takes for strokes of letters."""

from __future__ import annotations

import math
from collections.abc import Iterator
from statistics import median
from typing import TYPE_CHECKING, Any

from pipeline.ingest.places import Box
from pipeline.ingest.shapes import as_line, joined

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_DARK = 160  # of 255
_SHORTEST = 0.3  # inches that a rule is long at least: more than a stroke of a letter
_THICK = 0.04  # inches; what is thicker is the edge of a picture
_BREAK = 0.03  # inches that may be missing in a rule
_RIM = 2  # dots beside a rule that are grey
_MOST_PIECES = 20_000  # of rows of dots; a photograph has more
_ROWS = 500  # that are looked through together
_LAST = 8  # pieces of a rule that the next may touch
_LEVEL, _STEEPEST = 0.0015, 0.05  # of its length, by which a rule may rise; what is turned further is no scan of a page
_FEWEST = 3  # rules that tell how a page is turned


def cleared(picture: Any, dots_per_inch: float) -> tuple[Any, list[Box], float]:
    """Return a picture made level, and without the rules on it; these rules in points; and by how much they fell before.

    Args:
        picture: in shades of grey.
        dots_per_inch: of it.
    """
    import numpy as np
    from PIL import Image

    shades = np.array(picture)
    found = list(_rules(shades, dots_per_inch))
    slopes = [(y1 - y0) / (x1 - x0) for x0, y0, x1, y1, level, _ in found if level]
    slope = median(slopes) if len(slopes) >= _FEWEST else 0.0
    if not _LEVEL < abs(slope) < _STEEPEST:
        slope = 0.0
    else:
        picture = picture.rotate(math.degrees(math.atan(slope)), resample=Image.Resampling.BICUBIC, fillcolor=255)
        shades = np.array(picture)
        found = list(_rules(shades, dots_per_inch))
    points = 72 / dots_per_inch
    rules: list[Box] = []
    for x0, y0, x1, y1, level, runs in found:
        for at, start, end in runs:
            area = (slice(max(at - _RIM, 0), at + _RIM + 1), slice(start, end))
            shades[area if level else area[::-1]] = 255
        box = (x0 * points, min(y0, y1) * points, x1 * points, max(y0, y1) * points)
        across = (y1 - y0, x1 - x0)[not level]
        if abs(across) < _THICK * dots_per_inch:
            rules.append(as_line(box))
    return (Image.fromarray(shades) if found else picture), joined(rules), slope


_Piece = tuple[int, int, int]
"""A row, and where a run of its dots begins and ends."""
_Found = tuple[float, float, float, float, bool, list[_Piece]]


def _rules(shades: NDArray[np.uint8], dots_per_inch: float) -> Iterator[_Found]:
    """Yield the thin dark lines of a picture: both ends, whether it goes across, and its dots row by row."""
    dark = shades < _DARK
    for level, rows in ((True, dark), (False, dark.T)):
        for runs in _lines(rows, dots_per_inch):
            start, end = min(run[1] for run in runs), max(run[2] for run in runs)
            if sum(b - a for _, a, b in runs) > _THICK * dots_per_inch * (end - start):
                continue
            first, last = min(runs, key=lambda run: run[1]), max(runs, key=lambda run: run[2])
            if level:
                yield start, first[0], end, last[0], level, runs
            else:
                yield first[0], start, last[0], end, level, runs


def _lines(rows: NDArray[np.bool_], dots_per_inch: float) -> list[list[_Piece]]:
    """Return the long runs of dots of rows, those that touch together."""
    pieces = _long_runs(rows, int(_SHORTEST * dots_per_inch))
    if len(pieces) > _MOST_PIECES:
        return []
    gap = int(_BREAK * dots_per_inch)
    found: list[list[_Piece]] = []
    active: list[list[_Piece]] = []
    for row, start, end in pieces:
        active = [line for line in active if row - line[-1][0] <= _RIM]
        beside = [
            line
            for line in active
            if any(row - r <= _RIM and start <= e + gap and s <= end + gap for r, s, e in line[-_LAST:])
        ]
        if not beside:
            beside = [[]]
            found += beside
            active += beside
        for other in beside[1:]:
            beside[0] += other
            found = [line for line in found if line is not other]
            active = [line for line in active if line is not other]
        beside[0].append((row, start, end))
    return found


def _long_runs(rows: NDArray[np.bool_], least: int) -> list[_Piece]:
    """Return the runs of at least so many dots, from the top; some rows at a time, for the memory they take."""
    import numpy as np

    found: list[_Piece] = []
    height, width = rows.shape
    for top in range(0, height, _ROWS):
        block = rows[top : top + _ROWS]
        padded = np.zeros((len(block), width + 2), np.int8)
        padded[:, 1:-1] = block
        steps = np.diff(padded, axis=1)
        at, starts = np.nonzero(steps == 1)
        ends = np.nonzero(steps == -1)[1]
        long = ends - starts >= least
        found += zip((at[long] + top).tolist(), starts[long].tolist(), ends[long].tolist(), strict=True)
        if len(found) > _MOST_PIECES:
            break
    return found
