"""What ends the columns of prose above it, to begin anew below.

That is a table across both, a rule from one over the other, a row of cards (boxes of one height beside each other), or
a heading over both that is too short to reach the second.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from statistics import median

from pipeline.ingest.places import Box
from pipeline.ingest.runs import Run
from pipeline.ingest.wraps import begins_item

_ACROSS = 1.0  # em that a rule reaches beyond a gutter on either side
_LADDER = 8.0  # em between two rules of a table
_RUNGS = 3  # rules of one width, near to each other, from which they are those of a table's rows
_SAME = 3.0  # points
_THICK = 3.0  # points: a rule is no higher, and its pieces stand no further apart
_NEAR = 1.2  # em between a table and its title
_CARD = 4.0  # em that a box beside another of its height is high; a lower one holds a title
_PADDING = 2.0  # em between the sides of a box and its text: the middle of the gutter between texts may lie there
_LARGE = 1.1  # times the size of the columns: a heading
_INSIDE = 0.2  # em by which lines may reach into each other
_SAME_HEAD = 0.15  # em
_ASIDE = 2.0  # em that a line begins behind its column
_WIDE_GAP = 2.6  # lines: more than a blank one
_TITLE = 3  # lines
_DISPLAYED = 1.7  # times the size of the columns: a number on a card
_CLOSE = 2.0  # em below its title that a text begins
_TOUCH = 0.3  # em that boxes may reach into each other


def find_walls(
    runs: Sequence[Run], tables: Sequence[Box], rules: Sequence[Box], boxes: Sequence[Box], gutter: float, em: float
) -> list[float]:
    """Return the heights at which columns end, from the top.

    Args:
        runs: of a frame, from the top.
        tables: in the same frame.
        rules: likewise.
        boxes: outlines and grounds, likewise.
        gutter: between two columns.
        em: of the runs.
    """
    found: list[float] = []
    for table in tables:
        if table[0] < gutter < table[2]:
            found += [min((title.v0 for title in _title(runs, table)), default=table[1]), table[3]]
    return sorted([*found, *_rules_across(rules, gutter, em), *_cards(runs, boxes, gutter, em)])


def has_sides(runs: Sequence[Run], gutter: float) -> bool:
    """Tell whether runs stand on both sides of a gutter with no line in between that crosses it: on most pages none do."""
    beside: bool | None = None  # whether it is the right side of which there is one below the last line that crosses
    for run in sorted(runs, key=lambda r: r.v0 + r.v1):
        if run.u0 < gutter < run.u1:
            beside = None
        elif beside is None:
            beside = run.u1 > gutter
        elif beside != (run.u1 > gutter):
            return True
    return False


def stands_between(left: Sequence[Run], right: Sequence[Run], rules: Sequence[Box]) -> bool:
    """Tell whether a rule parts two columns from their first line to their last."""
    end, start = max(run.u1 for run in left), min(run.u0 for run in right)
    return any(end < u < start for u in _beside(left, right, rules))


def are_ruled_off(left: Sequence[Run], right: Sequence[Run], rules: Sequence[Box]) -> bool:
    """Tell whether the only rule as high as two columns is one that parts them: those of a table have others beside it."""
    end, start = max(run.u1 for run in left), min(run.u0 for run in right)
    high = list(_beside(left, right, rules))
    return bool(high) and end < min(high) and max(high) < start and max(high) - min(high) < _SAME


def leads_over(left: Sequence[Run], right: Sequence[Run], rules: Sequence[Box]) -> bool:
    """Tell whether rules lead from one side over the other, be it in pieces: a table, whatever stands in its cells.

    One that only reaches into the other side stands above notes.
    """
    end, start = max(run.u1 for run in left), min(run.u0 for run in right)
    top, bottom = min(run.v0 for run in left), max(run.v1 for run in left)
    middle = (start + max(run.u1 for run in right)) / 2
    across: dict[int, list[tuple[float, float]]] = defaultdict(list)
    reach: dict[int, float] = defaultdict(float)
    for u0, v0, u1, v1 in rules:
        if top < v0 < bottom and v1 - v0 < _THICK and u1 > end:
            height = round(v0 / _THICK)
            across[height].append((max(u0, end), min(u1, start)))
            reach[height] = max(reach[height], u1)
    return any(_length(on) > 0.9 * (start - end) and reach[height] > middle for height, on in across.items())


def _length(pieces: Sequence[tuple[float, float]]) -> float:
    """Return how much some pieces of a line cover: the lower side of a ground and the rule below it are one."""
    covered, reach = 0.0, -math.inf
    for begin, end in sorted(pieces):
        covered += max(end - max(begin, reach), 0.0)
        reach = max(reach, end)
    return covered


def _beside(left: Sequence[Run], right: Sequence[Run], rules: Sequence[Box]) -> Iterator[float]:
    """Yield where upright rules stand that reach from the first line of two columns to their last."""
    first, last = min(run.v1 for run in (*left, *right)), max(run.v0 for run in (*left, *right))
    yield from (u0 for u0, v0, u1, v1 in rules if u0 == u1 and v0 < first and last < v1)


def _title(runs: Sequence[Run], table: Box) -> Iterator[Run]:
    """Yield the line right above a table that names it: nothing else stands at its height, or as near to it above."""
    u0, top, u1, _ = table
    near = [run for run in runs if -_TOUCH * run.em < top - run.v1 < _NEAR * run.em]
    last = max(near, key=lambda run: run.v1, default=None)
    if last is None or last.u0 < u0 - last.em or last.u1 > u1 + last.em:
        return
    level = [run for run in runs if run.v0 < last.v1 - _TOUCH * last.em and run.v1 > last.v0 + _TOUCH * last.em]
    above = max((run.v1 for run in runs if run.v1 <= last.v0 + _TOUCH * last.em), default=0.0)
    if last.v0 - above > top - last.v1 and max(r.u1 for r in level) - min(r.u0 for r in level) < (u1 - u0) / 2:
        yield from level


def _cards(runs: Sequence[Run], boxes: Sequence[Box], gutter: float, em: float) -> Iterator[float]:
    """Yield where boxes begin and end that stand beside each other on either side of a gutter, and hold all at their height.

    They begin at one height; where the lowest ends, none goes on.
    """
    beside = (box for box in boxes if not box[0] + _PADDING * em < gutter < box[2] - _PADDING * em)
    cards = [box for box in beside if box[3] - box[1] > _CARD * em]
    rows: dict[int, list[Box]] = defaultdict(list)
    for card in cards:
        if not any(_is_in(card, other) for other in cards):
            rows[round(card[1] / _SAME)].append(card)
    for row in rows.values():
        top, bottom = min(box[1] for box in row), max(box[3] for box in row)
        parted = any(box[1] < bottom - _SAME and box[3] > bottom + _SAME for box in cards)
        if len({_is_left(box, gutter) for box in row}) > 1 and not parted:
            level = [(run.u0 + run.u1) / 2 for run in runs if top < (run.v0 + run.v1) / 2 < bottom]
            held = [next((_is_left(box, gutter) for box in row if box[0] < at < box[2]), None) for at in level]
            if set(held) == {True, False} and not _head_columns(row, runs, em):
                yield from (top, bottom)


def _head_columns(row: Sequence[Box], runs: Sequence[Run], em: float) -> bool:
    """Tell whether boxes beside each other hold but titles, each right above a column as wide that goes on below it."""
    for u0, v0, u1, v1 in row:
        side = [run for run in runs if u0 < (run.u0 + run.u1) / 2 < u1]
        title = [run for run in side if v0 < (run.v0 + run.v1) / 2 < v1]
        if not title:
            continue  # of columns that are split off already
        if len(title) > _TITLE or any("。" in run.text or run.em > _DISPLAYED * em for run in title):
            return False
        below = [run for run in side if run.v0 > v1]
        first = min((run.v0 for run in below), default=math.inf)
        if first - v1 > _CLOSE * em or any(
            run.u0 < u0 - em or run.u1 > u1 + em for run in below if run.v0 < first + em
        ):
            return False
    return True


def _is_left(box: Box, gutter: float) -> bool:
    return box[0] + box[2] < 2 * gutter


def _is_in(box: Box, other: Box) -> bool:
    """Tell whether a box stands in a larger one."""
    larger = (other[2] - other[0]) * (other[3] - other[1]) > (box[2] - box[0]) * (box[3] - box[1])
    u, v = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return larger and other[0] < u < other[2] and other[1] < v < other[3]


def _rules_across(rules: Sequence[Box], gutter: float, em: float) -> Iterator[float]:
    """Yield where rules lead over a gutter; of those that part the rows of a table only the first and the last."""
    by_width: dict[tuple[int, int], list[float]] = defaultdict(list)
    for u0, v0, u1, v1 in rules:
        if v0 == v1 and u0 < gutter - _ACROSS * em and u1 > gutter + _ACROSS * em:
            by_width[round(u0 / _SAME), round(u1 / _SAME)].append(v0)
    for heights in by_width.values():
        ladder: list[float] = []
        for height in [*sorted(heights), math.inf]:
            if ladder and height - ladder[-1] > _LADDER * em:
                yield from ladder if len(ladder) < _RUNGS else (ladder[0], ladder[-1])
                ladder = []
            ladder.append(height)


def between_headings(
    crossing: list[Run], left: list[Run], right: list[Run], rules: Sequence[Box]
) -> Iterator[tuple[list[Run], list[Run], list[Run]]]:
    """Yield the bands of a stretch that headings over both columns part, which are too short to cross the gutter."""
    start = 0
    edge = max((run.u1 for run in left), default=0.0)
    em = median(run.em for run in left) if left else 0.0
    if crossing and left and right:
        aside = list(
            takewhile(lambda run: run.v1 <= left[0].v0, right)
        )  # whose the report is, at the right below its title
        if len(aside) < len(right) and min(run.u0 for run in aside or right) > right[len(aside)].u0 + _ASIDE * em:
            crossing, right = [*crossing, *aside], right[len(aside) :]
    for at in range(1, len(left) - 1 if right else 0):
        head, after = left[at], left[at + 1]
        if head.u1 > edge - 2 * head.em or not (begins_item(head.text) or head.em > _LARGE * em):
            continue
        above = [run for run in right if run.v1 < head.v0 + _INSIDE * head.em]
        below = right[len(above) :]
        if (
            above
            and below
            and below[0].v0 > head.v1 - _INSIDE * head.em
            and abs(below[0].v0 - after.v0) < _SAME_HEAD * head.em
            and _parts_bands(left, head, above, below, rules)
        ):
            yield crossing, left[start:at], above
            crossing, start, right = [head], at + 1, below
    yield crossing, left[start:], right


def _parts_bands(
    left: Sequence[Run], head: Run, above: Sequence[Run], below: Sequence[Run], rules: Sequence[Box]
) -> bool:
    """Tell whether a line of the left column stands over the right one too, which both begin below it.

    A rule between columns ends with them; without one, more than a blank line of the right column is white beside it.
    """
    end, start = max(run.u1 for run in left), below[0].u0
    between = [(v0, v1) for u0, v0, u1, v1 in rules if u0 == u1 and end < u0 < start]
    if between:
        ends = any(above[0].v0 < v1 < head.v1 for _, v1 in between)
        return ends and any(head.v0 < v0 < below[-1].v1 for v0, _ in between)
    pitch = max(median(b.v0 - a.v0 for a, b in pairwise(left)), head.em)
    return below[0].v0 - above[-1].v1 > _WIDE_GAP * pitch - head.em
