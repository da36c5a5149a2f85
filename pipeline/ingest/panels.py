"""Grounds and boxes with text or a chart of their own: what stands beside each other is read one after the other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from pipeline.ingest.crossings import NEAR, bounds, find_cells, find_rounded
from pipeline.ingest.places import Box
from pipeline.ingest.runs import Run

_ON_PANEL = 0.7  # of the runs of a side
_FEWEST_RULES, _MOST_RULES = 4, 400  # of boxes; more are a chart
_CORNER = 0.15  # of the page's height
_LONGEST_LABEL = 10  # characters
_WIDEST_LABEL = 0.3  # of the page's width
_SMALLEST = 24.0  # points that a box of several lines is wide and high
_FEW = 0.25  # of the runs of a page
_WIDE = 0.8  # of the width of its text
_NEARLY = 0.95  # of the width of the widest card
_LARGE = 100.0  # points that a ground is wide and high on which a column or a chart stands
_REACH = 0.3  # em by which text may reach out of its box
_DISPLAYED = 1.4  # times the size of what it counts: a number that a card displays
_HEAD = 2.0  # em by which the ground of a title may reach below what it heads
_SEVERAL = 3  # level rules of one place: a box alone has two
_FULL = 0.95  # of the box around some cells that they take
_APART = 2.0  # points: the shaded columns of a table are nearer to each other
_LONGEST_BESIDE = 16  # characters of a label on a ground as high as what stands beside it
_NEAR_GROUND = 3.0  # em from it to that text


Bars: TypeAlias = dict[tuple[int, int], list[float]]
"""From where to where some level rules go, rounded, and the heights of them all."""


def whole(grounds: Sequence[Box]) -> list[Box]:
    """Return grounds; some programs draw one in strips."""
    strips: dict[tuple[int, int], list[Box]] = defaultdict(list)
    for ground in grounds:
        strips[round(ground[0]), round(ground[2])].append(ground)
    return [(x[0][0], min(strip[1] for strip in x), x[0][2], max(strip[3] for strip in x)) for x in strips.values()]


def are_large(box: Box) -> bool:
    """Tell whether a ground is one of a column or a chart, and not of a few words."""
    return min(box[2] - box[0], box[3] - box[1]) > _LARGE


def set_apart(stretches: Sequence[Sequence[Run]], boxes: Sequence[Box]) -> Iterator[tuple[int, bool, list[Run]]]:
    """Yield stretches with the lines of boxes inside them as stretches of their own: they end where their box does.

    Args:
        stretches: of runs, in reading order.
        boxes: in the same frame.

    Yields:
        The number of a column, whether it is the inside of a box, and runs of it. What stands above a box and below it is
        of one column.
    """
    column = 0
    for stretch in stretches:
        whole = column
        for in_box, part in _parted(stretch, boxes):
            column += in_box
            yield column if in_box else whole, in_box, part
        column += 1


def _parted(stretch: Sequence[Run], boxes: Sequence[Box]) -> Iterator[tuple[bool, list[Run]]]:
    """Yield what stands above, in and below each box that takes the whole width of its stretch, from the top.

    Boxes of one height that stand side by side take it together: cards, each with a number and what it counts; in another
    box, too.
    """
    yield from _parted_by(stretch, list(_rows(boxes)))


def _parted_by(stretch: Sequence[Run], rows: Sequence[Sequence[Box]]) -> Iterator[tuple[bool, list[Run]]]:
    rest = list(stretch)
    for row in rows:
        top, bottom = row[0][1], row[0][3]
        inside = [[run for run in rest if _is_on(run, box)] for box in row]
        inside = [runs for runs in inside if runs]
        if len(inside) > 1 and not all(map(_displays, inside)):
            continue
        held = {id(run) for runs in inside for run in runs}
        if not held or (len(held) == len(rest) and len(inside) == 1) or not all(map(_are_lines, inside)):
            continue
        above = [run for run in rest if id(run) not in held and run.v1 < top + _REACH * run.em]
        below = [run for run in rest if id(run) not in held and run.v0 > bottom - _REACH * run.em]
        if len(above) + len(held) + len(below) == len(rest):
            yield from ((False, above),) if above else ()
            cards = [other for other in rows if len(other) > 1 and other is not row]
            for runs in inside:
                yield from ((True, part) for _, part in _parted_by(runs, cards))
            rest = below
    yield from ((False, rest),) if rest else ()


def _displays(runs: Sequence[Run]) -> bool:
    """Tell whether some runs are a number in large type with what it counts, and no column of a table."""
    sizes = sorted(run.em for run in runs)
    return sizes[-1] > _DISPLAYED * sizes[0]


def _rows(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    """Yield boxes from the top, those of one height that are apart from each other together, from the left."""
    row: list[Box] = []
    for box in sorted(boxes, key=lambda b: (round(b[1]), round(b[3]), b[0])):
        if row and not (
            abs(box[1] - row[0][1]) < _APART and abs(box[3] - row[0][3]) < _APART and box[0] - row[-1][2] > _APART
        ):
            yield row
            row = []
        row.append(box)
    if row:
        yield row


def _are_lines(runs: Sequence[Run]) -> bool:
    """Tell whether runs stand on more than one line."""
    return len(runs) > 1 and max(run.v0 for run in runs) > min(run.v1 for run in runs)


def outlines(rules: Sequence[Box], tables: Sequence[Box]) -> list[Box]:
    """Return the boxes that rules close outside of tables; one that is parted into cells comes as a whole.

    Args:
        rules: in a frame.
        tables: in the same frame.
    """
    free = [rule for rule in rules if not any(_is_within(rule, table) for table in tables)]
    if not _FEWEST_RULES <= len(free) <= _MOST_RULES:
        return []
    level, upright = [rule for rule in free if rule[1] == rule[3]], [rule for rule in free if rule[0] == rule[2]]
    closed = [box for cells in find_cells(level, upright) for box in (cells if _meet(cells) else [bounds(cells)])]
    boxes = [*closed, *(box for _, _, box in find_rounded(level, upright))]
    return [box for box in boxes if min(box[2] - box[0], box[3] - box[1]) > _SMALLEST]


def _meet(cells: Sequence[Box]) -> bool:
    """Tell whether cells that touch are boxes of their own, each wide, which do not fill the one around them: grounds of titles."""
    x0, top, x1, bottom = bounds(cells)
    area = sum((cell[2] - cell[0]) * (cell[3] - cell[1]) for cell in cells)
    return area < _FULL * (x1 - x0) * (bottom - top) and all(cell[2] - cell[0] > _LARGE for cell in cells)


def in_corner(runs: Sequence[Run], rules: Sequence[Box], size: tuple[float, float]) -> list[Run]:
    """Return what stands in a small box of its own at the upper right corner of a page: 資料2, which is of no line there.

    Args:
        runs: of a frame.
        rules: in the same frame.
        size: width and height of the frame.
    """
    width, height = size
    near = [rule for rule in rules if rule[0] > width / 2 and rule[3] < _CORNER * height]
    if not _FEWEST_RULES <= len(near) <= 2 * _FEWEST_RULES:
        return []
    level, upright = [rule for rule in near if rule[1] == rule[3]], [rule for rule in near if rule[0] == rule[2]]
    for u0, v0, u1, v1 in map(bounds, find_cells(level, upright)):
        if u1 - u0 > _WIDEST_LABEL * width:
            continue  # a heading on the ground of its column
        inside = [run for run in runs if u0 < run.u0 and run.u1 < u1 and v0 < (run.v0 + run.v1) / 2 < v1]
        if inside and sum(len(run.glyphs) for run in inside) <= _LONGEST_LABEL:
            return inside
    return []


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


def are_cards(left: Sequence[Run], right: Sequence[Run], outlines: Sequence[Box]) -> bool:
    """Tell whether all on either side of a gutter stands in boxes of one width, which are apart from those on the other."""
    end, start = max(run.u1 for run in left), min(run.u0 for run in right)
    widths = []
    for side, boxes in (
        (left, [box for box in outlines if box[2] < start]),
        (right, [box for box in outlines if box[0] > end]),
    ):
        widest = max((box[2] - box[0] for box in boxes), default=0.0)
        cards = [box for box in boxes if box[2] - box[0] > _NEARLY * widest]
        if not _are_lines(side) or not all(any(_is_on(run, card) for card in cards) for run in side):
            return False
        widths.append(widest)
    return min(widths) > max(_NEARLY * max(widths), _LARGE)


def are_barred(left: Sequence[Run], right: Sequence[Run], bars: Bars) -> bool:
    """Tell whether level rules of one width stand on either side of a gutter, at heights of their own, and all text within.

    They are as wide as the columns, like the edges of the grounds of titles: the rows of tables begin together.
    """
    end, start = max(run.u1 for run in left), min(run.u0 for run in right)
    lefts, rights = ([b for b in bars if b[1] < start], [b for b in bars if b[0] > end])
    for place, heights in ((b, bars[b]) for b in lefts):
        alike = [b for b in rights if _are_as_wide(b, place)]
        others = [height for b in alike for height in bars[b]]
        shared = sum(any(abs(height - other) < _APART for other in others) for height in heights)
        places = [b for b in bars if _are_as_wide(b, place)]
        if (
            others
            and 2 * shared < min(len(heights), len(others))
            and all(_is_within_one(run, places) for run in (*left, *right))
        ):
            return True
    return False


def bars_of(rules: Sequence[Box]) -> Bars:
    """Return the level rules of a frame of which several go from one place to another."""
    found: Bars = {}
    for u0, v0, u1, v1 in sorted(rules, key=lambda rule: rule[1]):
        if v0 == v1 and u1 - u0 > _LARGE:
            heights = found.setdefault((round(u0), round(u1)), [])
            if not heights or v0 - heights[-1] > NEAR:
                heights.append(v0)
    return {place: heights for place, heights in found.items() if len(heights) >= _SEVERAL}


def _are_as_wide(place: tuple[int, int], other: tuple[int, int]) -> bool:
    return abs(place[1] - place[0] - other[1] + other[0]) < (1 - _NEARLY) * (place[1] - place[0])


def _is_within_one(run: Run, places: Sequence[tuple[int, int]]) -> bool:
    return any(x0 - run.em < run.u0 and run.u1 < x1 + run.em for x0, x1 in places)


def between_cards(gutter: float, outlines: Sequence[Box], bars: Bars) -> float:
    """Return a gutter, or where it would lead through a card, the middle between that and the one beside it.

    The lines of cards may all be short: most of what is white is on their right then.
    """
    for u0, v0, u1, v1 in outlines:
        if not (u0 < gutter < u1 and min(u1 - u0, v1 - v0) > _LARGE):
            continue
        for x0, y0, x1, y1 in outlines:
            alike = _NEARLY * (u1 - u0) < x1 - x0 < (u1 - u0) / _NEARLY
            if alike and min(v1, y1) - max(v0, y0) > (v1 - v0) / 2 and (x0 > u1 or x1 < u0):
                return (u1 + x0) / 2 if x0 > u1 else (x1 + u0) / 2
    return _between_bars(gutter, bars)


def _between_bars(gutter: float, bars: Bars) -> float:
    """Return a gutter, or where it would lead through rules as wide as a column, the middle between them and those beside."""
    for u0, u1 in (place for place in bars if place[0] < gutter < place[1]):
        beside = [p for p in bars if _are_as_wide(p, (u0, u1)) and (p[0] > u1 or p[1] < u0)]
        middles = [(u1 + x0) / 2 if x0 > u1 else (x1 + u0) / 2 for x0, x1 in beside]
        if middles:
            return min(middles, key=lambda middle: abs(middle - gutter))
    return gutter


def raised(runs: Sequence[Run], grounds: Sequence[Box]) -> list[Run]:
    """Return runs, a label alone on its ground at the height of the first line of what stands right beside that ground.

    It stands in the middle of the ground, which is as high as all of its text: a line of that, or two, may stand above it.

    Args:
        runs: of a page or column.
        grounds: in the same frame.
    """
    moved: dict[int, Run] = {}
    ordered = sorted(runs, key=lambda run: run.v0 + run.v1) if grounds else []
    heights = [run.v0 + run.v1 for run in ordered]
    for u0, v0, u1, v1 in grounds:
        level = ordered[bisect_right(heights, 2 * v0) : bisect_left(heights, 2 * v1)]
        on = [run for run in level if u0 < (run.u0 + run.u1) / 2 < u1]
        if len(on) != 1 or len(on[0].text.strip()) > _LONGEST_BESIDE:
            continue
        label = on[0]
        beside = [run for run in level if run is not label and run.u0 > u1 - _REACH * run.em]
        first = min(beside, key=lambda run: run.v0, default=label)
        if (
            first.v0 + first.v1 < label.v0 + label.v1
            and first.u0 - u1 < _NEAR_GROUND * first.em
            and all(abs(run.u0 - first.u0) < first.em or _goes_on(run, beside) for run in beside)
        ):
            moved[id(label)] = label._replace(v0=first.v0, v1=first.v1)
    return [moved.get(id(run), run) for run in runs] if moved else list(runs)


def _goes_on(run: Run, others: Sequence[Run]) -> bool:
    """Tell whether a run goes on with the line of another, right behind it."""
    return any(
        abs(run.u0 - other.u1) < run.em and abs(run.v0 + run.v1 - other.v0 - other.v1) < run.em
        for other in others
        if other is not run
    )


def is_head(left: Sequence[Run], right: Sequence[Run], boxes: Sequence[Box]) -> bool:
    """Tell whether one side of a gutter is a title on a ground of its own, beside what it heads."""
    start, bottom = min(run.u0 for run in right), max(run.v1 + _HEAD * run.em for run in (*left, *right))
    return _are_lines(left) and any(
        box[2] < start and box[3] < bottom and all(_is_on(run, box) for run in left) for box in boxes
    )


def _is_on(run: Run, panel: Box) -> bool:
    return panel[0] < (run.u0 + run.u1) / 2 < panel[2] and panel[1] < (run.v0 + run.v1) / 2 < panel[3]
