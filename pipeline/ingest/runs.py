"""Characters drawn one behind the other are a run: the piece of a line that is moved as one.

A run goes to the right, down (vertical writing, or text turned a quarter to the right), up (turned to the left), or
to the left (upside down).
Its frame is the page seen so that its text goes to the right: u along the line, v across it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import Enum
from statistics import median
from typing import NamedTuple

from pipeline.ingest.places import Box, Glyph

_SAME_LINE = 0.6  # share of the smaller character's height that two neighbours have in common
_SAME_SIZE = 1.12
_SAME_FOOT = 0.25  # of the height: a raised mark stands higher
_NEAREST, _WIDEST = -0.4, 1.0  # em between neighbours of a run
_STACKED = 0.4  # em between neighbours of a vertical run
_FAMILIAR = 1.15  # times the em that a face is high; some are half as high again
_ABOVE = 0.6  # share of what is beyond that stands above the characters
_ROW = 4.0  # points
_DRAWN_TWICE = 1.0  # points between copies of a character that are drawn for a bold look
_SHADOW = 0.14  # of the characters' height, between them and their shadow


class Way(Enum):
    """Where the text of a run goes."""

    RIGHT = "right"
    DOWN = "down"
    UP = "up"
    LEFT = "left"
    """Upside down."""


_LEVEL = (Way.RIGHT, Way.LEFT)


class Frame(NamedTuple):
    """A page as seen by text that goes one way."""

    way: Way
    width: float
    """Of the page as it is looked at."""
    height: float

    def see(self, box: Box) -> Box:
        """Return u0, v0, u1, v1 of a box of the page."""
        x0, top, x1, bottom = box
        match self.way:
            case Way.RIGHT:
                return box
            case Way.DOWN:
                return top, self.width - x1, bottom, self.width - x0
            case Way.UP:
                return self.height - bottom, x0, self.height - top, x1
            case Way.LEFT:
                return self.width - x1, self.height - bottom, self.width - x0, self.height - top

    def along(self, glyphs: Iterable[Glyph]) -> list[tuple[float, float]]:
        """Return u0, u1 of each character."""
        match self.way:
            case Way.RIGHT:
                return [(x0, x1) for _, x0, _, x1, _ in glyphs]
            case Way.DOWN:
                return [(glyph.top, glyph.bottom) for glyph in glyphs]
            case Way.UP:
                return [(self.height - glyph.bottom, self.height - glyph.top) for glyph in glyphs]
            case Way.LEFT:
                return [(self.width - glyph.x1, self.width - glyph.x0) for glyph in glyphs]

    def across(self, glyphs: Sequence[Glyph]) -> tuple[float, float]:
        """Return v0, v1 of characters as a whole."""
        match self.way:
            case Way.RIGHT:
                return min([glyph[2] for glyph in glyphs]), max([glyph[4] for glyph in glyphs])
            case Way.DOWN:
                return self.width - max(g.x1 for g in glyphs), self.width - min(g.x0 for g in glyphs)
            case Way.UP:
                return min(glyph.x0 for glyph in glyphs), max(glyph.x1 for glyph in glyphs)
            case Way.LEFT:
                return self.height - max(g.bottom for g in glyphs), self.height - min(g.top for g in glyphs)

    def height_of(self, glyph: Glyph) -> float:
        """Return how far a character reaches across its line."""
        return glyph.bottom - glyph.top if self.way in _LEVEL else glyph.x1 - glyph.x0

    @property
    def size(self) -> tuple[float, float]:
        """Return how far u and v reach."""
        return (self.width, self.height) if self.way in _LEVEL else (self.height, self.width)


class Run(NamedTuple):
    """Characters of one line, and where they stand in their frame."""

    glyphs: Sequence[Glyph]
    u0: float
    v0: float
    u1: float
    v1: float
    em: float
    """The width of a full-width character."""

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join([glyph[0] for glyph in self.glyphs])


def find_runs(glyphs: Sequence[Glyph]) -> list[tuple[Way | None, list[Glyph]]]:
    """Cut what a page draws into runs, copies that fake a bold face left out.

    Returns:
        Where each goes (None for a character by itself) and its characters, in the order in which they are drawn.
    """
    found = _cut(glyphs)
    if _overlap(found):
        found = _cut(list(_drawn_once(glyphs)))
    # Unless the page stands on its head, what is drawn to the left is read to the right.
    if 2 * sum(len(row) for way, row in found if way is Way.LEFT) > len(glyphs):
        return found
    return [part for way, row in found for part in (_single(row) if way is Way.LEFT else ((way, row),))]


def _single(row: Iterable[Glyph]) -> list[tuple[Way | None, list[Glyph]]]:
    return [(None, [glyph]) for glyph in row]


def _overlap(found: Iterable[tuple[Way | None, list[Glyph]]]) -> bool:
    """Tell whether one run is drawn over another."""
    rows: dict[int, list[tuple[float, float, float]]] = defaultdict(list)
    for _, glyphs in found:
        first, last = glyphs[0], glyphs[-1]
        row = int(first.top // _ROW)
        place = (first.x0, (first.x0 + min(last.x1, first.x1)) / 2, last.x1)  # in between its first character's middle
        rows[row].append(place)
        rows[row + 1].append(place)  # a copy may stand a little lower, beyond the edge
    for places in rows.values():
        reached = -math.inf
        for _, middle, end in sorted(places):
            if middle <= reached:
                return True
            reached = max(reached, end)
    return False


def _cut(glyphs: Iterable[Glyph]) -> list[tuple[Way | None, list[Glyph]]]:
    found: list[tuple[Way | None, list[Glyph]]] = []
    way: Way | None = None
    row: list[Glyph] = []
    x0 = x1 = top = bottom = math.nan  # of the last one
    for glyph in glyphs:
        _, its_x0, its_top, its_x1, its_bottom = glyph
        if its_top == top and its_bottom == bottom and way is Way.RIGHT:  # what `_way` finds of nearly all characters
            high = bottom - top
            if _NEAREST * high < its_x0 - x1 < _WIDEST * high and its_x0 > x0:
                row.append(glyph)
                x0, x1 = its_x0, its_x1
                continue
        x0, x1, top, bottom = its_x0, its_x1, its_top, its_bottom
        following = _way(row[-1], glyph) if row else None
        if following is not None and (way is None or following is way):
            way = following
            row.append(glyph)
            continue
        if (
            following is Way.RIGHT and way is Way.DOWN and len(row) == 2
        ):  # the first of a line below the last of another
            found.append((None, row[:1]))
            way, row = following, [row[1], glyph]
            continue
        if row:
            found += _whole(way, row)
        way, row = None, [glyph]
    if row:
        found += _whole(way, row)
    return found


def _way(a: Glyph, b: Glyph) -> Way | None:
    """Return where the text goes if `b` is the next character of a run that ends in `a`."""
    _, ax0, atop, ax1, abottom = a
    _, bx0, btop, bx1, bbottom = b
    low, high = abottom - atop, bbottom - btop
    if low > high:
        low, high = high, low
    shared = (abottom if abottom < bbottom else bbottom) - (atop if atop > btop else btop)
    if shared > _SAME_LINE * low and high <= _SAME_SIZE * low and abs(abottom - bbottom) < _SAME_FOOT * high:
        step = bx0 - ax1
        if _NEAREST * high < step < _WIDEST * high and bx0 > ax0:
            return Way.RIGHT
        return Way.LEFT if _NEAREST * high < ax0 - bx1 < _STACKED * high and bx0 < ax0 else None
    narrow, wide = sorted((ax1 - ax0, bx1 - bx0))
    if min(ax1, bx1) - max(ax0, bx0) <= _SAME_LINE * narrow or wide <= 0:
        return None
    if btop > atop and -_STACKED * wide < btop - abottom < _STACKED * wide:
        return Way.DOWN
    if btop < atop and -_STACKED * wide < atop - bbottom < _STACKED * wide:
        return Way.UP
    return None


def _whole(way: Way | None, row: list[Glyph]) -> list[tuple[Way | None, list[Glyph]]]:
    """Return the run, or its characters one by one where they only stand below each other.

    Upright digits in a column are the numbers of several rows; no number of ours may be made of them.
    """
    if way is None or way in _LEVEL:
        return [(way, row)]
    digits = [g for g in row if g.letter.isdecimal() or not g.letter.strip("-－.,○×△◎ ")]
    upright = any(g.x1 - g.x0 < 0.9 * (g.bottom - g.top) for g in digits)
    if way is Way.UP and any(g.bottom - g.top > 0.9 * (g.x1 - g.x0) for g in row[:1]) and upright:
        return _single(row)
    if upright or (len(row) < 3 and digits) or len(digits) == len(row) < 3:
        return _single(row)
    return [(way, row)]


def _drawn_once(glyphs: Sequence[Glyph]) -> Iterable[Glyph]:
    """Yield characters without the copies beside them that make them bold or give them a shadow."""
    heights = sorted(glyph.bottom - glyph.top for glyph in glyphs)
    within = max(_DRAWN_TWICE, _SHADOW * heights[len(heights) // 2])
    per_cell = 0.5 / within
    places: dict[tuple[str, int, int], tuple[float, float]] = {}
    for glyph in glyphs:
        letter, x0, top, _, _ = glyph
        column, row = int(x0 * per_cell), int(top * per_cell)
        # A copy stands in the same cell or in one of the nearer neighbours.
        beside = column + (1 if x0 * per_cell - column > 0.5 else -1)
        below = row + (1 if top * per_cell - row > 0.5 else -1)
        for cell in ((letter, c, r) for c in (column, beside) for r in (row, below)):
            earlier = places.get(cell)
            if earlier and abs(earlier[0] - x0) <= within and abs(earlier[1] - top) <= within:
                break
        else:
            places[letter, column, row] = (x0, top)
            yield glyph


def frame_runs(found: Iterable[Sequence[Glyph]], frame: Frame, tallness: float) -> list[Run]:
    """Return runs with their places in a frame.

    Args:
        found: the characters of each.
        frame: the frame.
        tallness: how many em the page's faces are high.
    """
    runs = []
    for glyphs in found:
        along = frame.along(glyphs)
        v0, v1 = frame.across(glyphs)
        wide = [b - a for (a, b), glyph in zip(along, glyphs, strict=True) if glyph[0] > "\u2e7f"]
        em = median(wide) if wide else median(frame.height_of(glyph) for glyph in glyphs) / tallness
        beyond = v1 - v0 - _FAMILIAR * em
        if beyond > 0:
            v0, v1 = v0 + _ABOVE * beyond, v1 - (1 - _ABOVE) * beyond
        runs.append(Run(glyphs, along[0][0], v0, along[-1][1], v1, em or 1.0))
    return runs


def tallness_of(glyphs: Iterable[Glyph]) -> float:
    """Return how many em the faces of a page are high, of its first full-width characters; at least 1."""
    ratios = []
    for glyph in glyphs:
        if glyph.letter > "\u2e7f" and glyph.x1 > glyph.x0:
            ratios.append((glyph.bottom - glyph.top) / (glyph.x1 - glyph.x0))
            if len(ratios) == 99:
                break
    return max(1.0, median(ratios)) if ratios else 1.0
