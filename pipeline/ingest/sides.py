"""Edges and sides of ruled tables that are not drawn.

A page break leaves some open, some tables have no sides, and in some only level rules part the rows below the head.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.ingest.crossings import NEAR, bounds, find_rounded
from pipeline.ingest.places import Box, Glyph

_NARROWEST = 40.0  # points that a table is wide
_GAP = 8.0  # points of an edge that are not drawn: the narrowest column
_OPEN = 0.5  # share of an edge: a merged cell alone may be cut, and the rows beside it be whole
_SEVERAL = 3  # level rules of one width
_TALLEST = 120.0  # points that a row is high which only level rules part from the others
_MOST_HEADS = 3  # rows, whose cells are drawn
_CLEAR = 0.15  # em between a cell's text and the end of its column
_FILLED = 0.6  # share of the columns, the first left out, that such a row fills
_FEWEST_EDGES = 2  # between columns: a heading above the next table may fill two


def lowered(
    level: Sequence[Box], upright: Sequence[Box], grounds: Sequence[Box], glyphs: Sequence[Glyph]
) -> tuple[list[Box], list[Box]]:
    """Return level and upright rules, those that end a table above a page break moved down to where a merged cell ends.

    A cell that goes on on the next page may be painted, with its text, down to the foot of the page, below the last of
    the rows beside it. Its lower edge is none then.

    Args:
        level: rules.
        upright: likewise.
        grounds: filled shapes.
        glyphs: of the page.
    """
    feet: dict[int, list[Box]] = {}
    for ground in grounds:
        feet.setdefault(round(ground[3]), []).append(ground)
    level, upright = list(level), list(upright)
    for foot in feet.values():
        last = _last_row(level, upright, foot)
        if last is None:
            continue
        bottom, y = foot[0][3], last[0][1]
        left, right = min(rule[0] for rule in last) - NEAR, max(rule[2] for rule in last) + NEAR
        below = [(g.x0 + g.x1) / 2 for g in glyphs if y < (g.top + g.bottom) / 2 < bottom and g.letter.strip()]
        if any(x0 < x < x1 for x in below for x0, _, x1, _ in last):  # what stands there is of the page
            continue
        ends = set(last)
        level = [(r[0], bottom, r[2], bottom) if r in ends else r for r in level if not _is_foot(r, foot)]
        upright = [
            (x, top, x, bottom) if left < x < right and abs(end - y) <= NEAR else (x, top, x, end)
            for x, top, _, end in upright
        ]
    return level, upright


def _last_row(level: Sequence[Box], upright: Sequence[Box], foot: Sequence[Box]) -> list[Box] | None:
    """Return the rules that end the last row of a table, above the foot of the grounds of some of its cells beside it."""
    top, bottom = max(ground[1] for ground in foot), foot[0][3]
    beside = [rule for rule in upright if rule[1] < top and rule[3] > top + NEAR and rule[3] <= bottom + NEAR]
    free = [rule for rule in beside if not any(g[0] - NEAR <= rule[0] <= g[2] + NEAR for g in foot)]
    if len(free) < _FEWEST_EDGES:
        return None
    y = max(rule[3] for rule in free)
    if y > bottom - NEAR or any(abs(rule[3] - y) > NEAR for rule in free):
        return None
    x0, x1 = min(rule[0] for rule in free), max(rule[0] for rule in free)
    left, right = min(x0, *(ground[0] for ground in foot)), max(x1, *(ground[2] for ground in foot))
    last = [r for r in level if abs(r[1] - y) <= NEAR and r[0] < x1 and r[2] > x0]
    begins = any(abs(r[1] - top) <= NEAR and r[0] <= left + NEAR and r[2] >= right - NEAR for r in level)
    is_whole = not any(b - a > _GAP for a, b in _gaps(last, (x0, y, x1, y)))
    parted = any(
        r[0] < g[2] - NEAR and r[2] > g[0] + NEAR and top + NEAR < r[1] < bottom - NEAR for r in level for g in foot
    )
    return last if last and begins and is_whole and not parted else None


def _is_foot(rule: Box, grounds: Sequence[Box]) -> bool:
    """Tell whether a level rule is the lower side of one of some grounds."""
    return any(abs(rule[1] - g[3]) <= NEAR and g[0] - NEAR <= rule[0] and rule[2] <= g[2] + NEAR for g in grounds)


def missing_edges(level: Sequence[Box], upright: Sequence[Box], side: int) -> list[Box]:
    """Return the upper (`side` 1) or lower (3) edges of tables that a page break leaves undrawn, in whole or in part.

    Both outermost sides of the table end there, and no rule leads from one to the other. Those of a box with rounded
    corners end where these begin: no edge is missing there.
    """
    found: list[Box] = []
    closed = {side for *sides, _ in find_rounded(level, upright) for side in sides}
    upright = [rule for rule in upright if rule not in closed]
    for rules in _by_end(upright, side):
        x0, top, x1, bottom = bounds(rules)
        if len(rules) < 2 or x1 - x0 < _NARROWEST:
            continue
        edge = (x0, rules[0][side], x1, rules[0][side])
        around = [r[0] for r in upright if r[1] < bottom and r[3] > top]
        if min(around) < x0 - NEAR or max(around) > x1 + NEAR:
            continue
        across = [r for r in level if r[0] < x1 and r[2] > x0 and top - NEAR < r[1] < bottom + NEAR]
        gaps = [(a, b) for a, b in _gaps(level, edge) if b - a > _GAP]
        if any(top < r[1] < bottom for r in across) and any(_is_of_column(gap, edge, across) for gap in gaps):
            found.append(edge)
    return found


def _by_end(upright: Sequence[Box], side: int) -> Iterator[list[Box]]:
    """Yield the upright rules that end at one height."""
    rules: list[Box] = []
    for rule in sorted(upright, key=lambda rule: rule[side]):
        if rules and rule[side] - rules[-1][side] > NEAR:
            yield rules
            rules = []
        rules.append(rule)
    if rules:
        yield rules


def _is_of_column(gap: tuple[float, float], edge: Box, across: Sequence[Box]) -> bool:
    """Tell whether a gap in an edge belongs to the table: where no rule leads over it at any height, two tables stand."""
    a, b = gap
    is_outermost = a - edge[0] < NEAR or edge[2] - b < NEAR
    return is_outermost or any(r[0] < (a + b) / 2 < r[2] for r in across if abs(r[1] - edge[1]) > NEAR)


def is_open(level: Sequence[Box], edge: Box) -> bool:
    """Tell whether most of an edge is not drawn: a page break then cuts what stands there."""
    return sum(b - a for a, b in _gaps(level, edge)) > _OPEN * (edge[2] - edge[0])


def _gaps(level: Sequence[Box], edge: Box) -> Iterator[tuple[float, float]]:
    """Yield where an edge is not drawn."""
    x0, y, x1, _ = edge
    for rule in sorted(r for r in level if abs(r[1] - y) <= NEAR and r[0] < x1 and r[2] > x0):
        if rule[0] > x0:
            yield x0, rule[0]
        x0 = max(x0, rule[2])
    if x0 < x1:
        yield x0, x1


def _by_width(level: Sequence[Box]) -> Iterator[list[Box]]:
    """Yield the level rules of one width, those at one height joined, from the top; only where there are several."""
    tops: dict[int, list[Box]] = {}
    for edge in level:
        tops.setdefault(round(edge[1] / NEAR), []).append(edge)
    widths: dict[tuple[int, int], list[Box]] = {}
    for edges in tops.values():
        x0, x1 = min(e[0] for e in edges), max(e[2] for e in edges)
        widths.setdefault((round(x0 / NEAR), round(x1 / NEAR)), []).append((x0, edges[0][1], x1, edges[0][1]))
    yield from (sorted(rules, key=lambda rule: rule[1]) for rules in widths.values() if len(rules) >= _SEVERAL)


def missing_sides(level: Sequence[Box], upright: Sequence[Box], glyphs: Sequence[Glyph]) -> list[Box]:
    """Return the left and right sides of tables that are drawn open, but where text runs over them.

    Bars over text in columns are as wide as each other too, and no table stands between them; the lines below headings
    are none of theirs.
    """
    sides: list[Box] = []
    for rules in _by_width(level):
        x0, _, x1, _ = bounds(rules)
        for top, bottom in _parted(rules, upright):
            within = [e[0] for e in upright if e[1] < bottom and e[3] > top]
            rows = list(pairwise(rule[1] for rule in rules if top <= rule[1] <= bottom))
            for x in (x0, x1):
                if not any(abs(x - other) <= NEAR for other in within):
                    over = sorted((g.top + g.bottom) / 2 for g in glyphs if _runs_over(g, x))
                    sides += ((x, a, x, b) for a, b in rows if bisect_left(over, a) == bisect_left(over, b))
    return sides


def _runs_over(glyph: Glyph, x: float) -> bool:
    """Tell whether a character stands on both sides of where a rule would go down."""
    clear = _CLEAR * (glyph.bottom - glyph.top)
    return glyph.x0 + clear < x < glyph.x1 - clear and glyph.letter.isalnum()


def _parted(rules: Sequence[Box], upright: Sequence[Box]) -> Iterator[tuple[float, float]]:
    """Yield from where to where rules of one width are those of one table: what parts its columns leads from one to the next.

    A band across all columns, over them or between them, is of the table as well.
    """
    x0, x1 = rules[0][0], rules[0][2]
    inner = [e for e in upright if x0 + NEAR < e[0] < x1 - NEAR]
    bridged = [
        any(e[1] <= above[1] + NEAR and e[3] >= below[1] - NEAR for e in inner) for above, below in pairwise(rules)
    ]
    start: int | None = None
    for at, leads in enumerate([*bridged, False]):
        is_band = at + 1 < len(bridged) and bridged[at + 1]
        if leads and start is None:
            start = at
        elif start is not None and not leads and not is_band:
            yield rules[start][1], rules[at][1]
            start = None


def carried_down(level: Sequence[Box], upright: Sequence[Box], glyphs: Sequence[Glyph]) -> Iterator[Box]:
    """Yield the sides of the rows that only level rules part, below a head whose cells are drawn whole.

    Nothing of such a row stands where a column of the head ends. What stands before the head of another table of the
    same width is none: a caption, a heading.
    """
    for rules in _by_width(level):
        x0, x1 = rules[0][0], rules[0][2]
        heads = 0
        columns: list[float] = []
        rows: list[list[Box]] = []
        for (_, top, _, _), (_, bottom, _, _) in pairwise(rules):
            drawn = {
                u[0] for u in upright if u[1] <= top + NEAR and u[3] >= bottom - NEAR and x0 - NEAR < u[0] < x1 + NEAR
            }
            inner = sorted(x for x in drawn if x0 + NEAR < x < x1 - NEAR)
            if drawn:
                yield from (side for row in (rows[:-1] if inner else rows) for side in row)
                heads, rows = ((1 if rows else heads + 1) if inner else 0), []
                columns = inner if heads <= _MOST_HEADS else []
            elif (
                len(columns) >= _FEWEST_EDGES
                and bottom - top <= _TALLEST
                and _keeps(columns, (x0, top, x1, bottom), glyphs)
            ):
                rows.append([(x, top, x, bottom) for x in (x0, *columns, x1)])
            else:
                columns = []
        yield from (side for row in rows for side in row)


def _keeps(columns: Sequence[float], row: Box, glyphs: Sequence[Glyph]) -> bool:
    """Tell whether the text of a row stands in most columns and clear of where each ends."""
    x0, top, x1, bottom = row
    text = [g for g in glyphs if g.x1 > x0 and g.x0 < x1 and top < (g.top + g.bottom) / 2 < bottom and g.letter.strip()]
    clear = not any(g.x0 - x < _CLEAR * (g.bottom - g.top) > x - g.x1 for g in text for x in columns)
    return clear and len({sum(x < g.x0 for x in columns) for g in text}) > _FILLED * len(columns)
