"""Where rules cross, and the cells that they close.

The rules of a table are seldom drawn as one expects: in pieces, doubled, a little short of each other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from operator import itemgetter
from typing import NamedTuple

from pipeline.ingest.places import Box

NEAR = 3.0  # points within which two edges are one
_MOST_CROSSINGS = 5_000  # squared paper
_ROUNDED = 12.0  # points that the corners of a box may take

_Point = tuple[float, float]


class _Rule(NamedTuple):
    """A level rule at a height, or an upright one at a distance from the left, and from where to where it goes."""

    at: float
    start: float
    end: float


class _Crossing(NamedTuple):
    """The rules that cross at a point, by number: where pieces of one line nearly meet there may be several."""

    upright: set[int]
    level: set[int]


def find_cells(level: Iterable[Box], upright: Iterable[Box]) -> Iterator[list[Box]]:
    """Yield the cells of each table that rules draw: the smallest boxes with a crossing at each corner.

    Cells that share a corner are of one table.

    Args:
        level: level rules.
        upright: upright rules.
    """
    crossings = _crossings(
        list(_aligned(_Rule(top, x0, x1) for x0, top, x1, _ in level)),
        list(_aligned(_Rule(x0, top, bottom) for x0, top, _, bottom in upright)),
    )
    return _tables(list(_closed(crossings)))


def cross_often(level: Sequence[Box], upright: Sequence[Box]) -> bool:
    """Tell whether level and upright rules cross more often than those of any table."""
    if len(level) * len(upright) <= _MOST_CROSSINGS:
        return False
    crossings = (
        sum(x0 - NEAR <= x <= x1 + NEAR and top - NEAR <= y <= bottom + NEAR for x, top, _, bottom in upright)
        for x0, y, x1, _ in level
    )
    return sum(crossings) > _MOST_CROSSINGS


def find_rounded(level: Iterable[Box], upright: Iterable[Box]) -> Iterator[tuple[Box, Box, Box]]:
    """Yield the boxes with rounded corners, each behind its left and its right side, which go from corner to corner.

    Beyond both ends of the sides a rule leads from the corner at the one to that at the other, and no further. One of the
    sides may go up or down to it, where a ground in the box ends in its corner.
    """
    posts, beams = sorted(upright), sorted(level, key=itemgetter(1))
    places, heights = [post[0] for post in posts], [beam[1] for beam in beams]
    for a, y, b, _ in beams:
        lefts = posts[bisect_left(places, a - _ROUNDED) : bisect_right(places, a + NEAR)]
        rights = posts[bisect_left(places, b - NEAR) : bisect_right(places, b + _ROUNDED)]
        for left, right in product(_below(lefts, y), _below(rights, y)):
            top, bottom = max(left[1], right[1]), min(left[3], right[3])
            is_square = a - left[0] <= NEAR and right[0] - b <= NEAR  # above, as the ground of a title there is
            rounded = top - y > NEAR or is_square
            if left[0] < right[0] and rounded and top < bottom and abs(left[3] - right[3]) < _ROUNDED:
                feet = beams[bisect_right(heights, bottom + NEAR) : bisect_left(heights, bottom + _ROUNDED)]
                foot = next((f[1] for f in feet if _is_over(f[0] - left[0], right[0] - f[2])), None)
                if foot is not None:
                    yield left, right, (left[0], y, right[0], foot)


def _below(posts: Sequence[Box], y: float) -> list[Box]:
    """Return the upright rules that begin at a height, or at the end of a corner below it."""
    return [post for post in posts if -NEAR < post[1] - y < _ROUNDED]


def _is_over(left: float, right: float) -> bool:
    """Tell whether a level rule that ends so far inside of two sides leads from the corner at one to that at the other."""
    return -NEAR < left < _ROUNDED and -NEAR < right < _ROUNDED


def _aligned(rules: Iterable[_Rule]) -> Iterator[_Rule]:
    """Yield rules in order, those that stand on nearly one line moved onto it and put together."""
    line: list[_Rule] = []
    for rule in sorted(rules):
        if line and rule.at > line[-1].at + NEAR:
            yield from _put_together(line)
            line = []
        line.append(rule)
    yield from _put_together(line)


def _put_together(line: Sequence[_Rule]) -> Iterator[_Rule]:
    if not line:
        return
    at = sum(rule.at for rule in line) / len(line)
    pieces = sorted(rule[1:] for rule in line)
    start, end = pieces[0]
    for following, its_end in pieces[1:]:
        if following > end + NEAR:
            yield _Rule(at, start, end)
            start, end = following, its_end
        end = max(end, its_end)
    yield _Rule(at, start, end)


def _crossings(level: Sequence[_Rule], upright: Sequence[_Rule]) -> dict[_Point, _Crossing]:
    """Return where rules cross or nearly reach each other; both come in the order of their places."""
    heights = [rule.at for rule in level]
    found: dict[_Point, _Crossing] = {}
    for number, (x, top, bottom) in enumerate(upright):
        for other in range(bisect_left(heights, top - NEAR), bisect_right(heights, bottom + NEAR)):
            y, x0, x1 = level[other]
            if x0 - NEAR <= x <= x1 + NEAR:
                crossing = found.setdefault((x, y), _Crossing(set(), set()))
                crossing.upright.add(number)
                crossing.level.add(other)
    return found


def _closed(crossings: dict[_Point, _Crossing]) -> Iterator[Box]:
    """Yield for each crossing the smallest box of which it is the upper left corner."""
    below: dict[float, list[float]] = defaultdict(list)
    beside: dict[float, list[float]] = defaultdict(list)
    for x, y in sorted(crossings):
        below[x].append(y)
        beside[y].append(x)
    for (x, y), corner in crossings.items():
        lower = [
            y1
            for y1 in below[x][bisect_right(below[x], y) :]
            if not corner.upright.isdisjoint(crossings[x, y1].upright)
        ]
        right = [
            x1 for x1 in beside[y][bisect_right(beside[y], x) :] if not corner.level.isdisjoint(crossings[x1, y].level)
        ]
        box = next(
            ((x, y, x1, y1) for y1 in lower for x1 in right if _meet(crossings, (x1, y), (x, y1), (x1, y1))), None
        )
        if box is not None:
            yield box


def _meet(crossings: dict[_Point, _Crossing], right: _Point, lower: _Point, corner: _Point) -> bool:
    """Tell whether rules lead from the upper right and the lower left corner of a box to the last one."""
    last = crossings.get(corner)
    return (
        last is not None
        and not last.upright.isdisjoint(crossings[right].upright)
        and not last.level.isdisjoint(crossings[lower].level)
    )


def _tables(cells: Sequence[Box]) -> Iterator[list[Box]]:
    by_corner: dict[_Point, list[Box]] = defaultdict(list)
    for cell in cells:
        for corner in _corners(cell):
            by_corner[corner].append(cell)
    seen: set[Box] = set()
    for cell in cells:
        if cell in seen:
            continue
        seen.add(cell)
        table = [cell]
        for member in table:  # which grows meanwhile
            touching = (other for corner in _corners(member) for other in by_corner[corner])
            for other in touching:
                if other not in seen:
                    seen.add(other)
                    table.append(other)
        yield table


def _corners(box: Box) -> tuple[_Point, ...]:
    x0, top, x1, bottom = box
    return (x0, top), (x0, bottom), (x1, top), (x1, bottom)


def clustered(edges: Iterable[float]) -> list[float]:
    """Return the distinct edges, those within a few points as one."""
    ordered = sorted(edges)
    return ordered[:1] + [b for a, b in pairwise(ordered) if b - a > NEAR]


def nearest(edges: Sequence[float], edge: float) -> int:
    """Return which of some edges, in their order, is the nearest to another."""
    at = bisect_left(edges, edge, 1, len(edges) - 1) if len(edges) > 1 else 0
    return at - 1 if at and edge - edges[at - 1] <= edges[at] - edge else at


def bounds(boxes: Sequence[Box]) -> Box:
    """Return the box around boxes."""
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
