"""Characters drawn one behind the other are a run: the piece of a line that is moved as one.

A run goes to the right, down (vertical writing, or text turned a quarter to the right) or up (turned to the left).
What is drawn to the left is read to the right.
Its frame is the page seen so that its text goes to the right: u along the line, v across it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import pairwise
from operator import itemgetter
from statistics import median
from typing import NamedTuple

from pipeline.ingest.places import Box, Glyph, turned

_SAME_LINE = 0.6  # share of the smaller character's height that two neighbours have in common
_SAME_SIZE = 1.12
_SAME_FOOT = 0.25  # of the height: a raised mark stands higher
_NEAREST, _WIDEST = -0.4, 1.0  # em between neighbours of a run
_SAME_STEP, _MOSTLY = 0.1, 0.7  # em between them that a page may vary where all are set apart; share of them
_STACKED = 0.4  # em between neighbours of a vertical run
_FAMILIAR = 1.15  # times the em that a face is high; some are half as high again
_ABOVE = 0.6  # share of what is beyond that stands above the characters
_ROW = 4.0  # points
_DRAWN_TWICE = 1.0  # points between copies of a character that are drawn for a bold look
_LONG = 12  # characters of a run whose width tells its size
_ABOUT = 0.3  # times the usual size, that a recognised one differs
_SHADOW = 0.14  # of the characters' height, between them and their shadow


class Way(Enum):
    """Where the text of a run goes."""

    RIGHT = "right"
    DOWN = "down"
    UP = "up"
    LEFT = "left"
    """Drawn backwards."""


_LEVEL = (Way.RIGHT, Way.LEFT)
_SIDES = itemgetter(1, 3)  # of a character, left and right


class Frame(NamedTuple):
    """A page as seen by text that goes one way."""

    way: Way
    width: float
    """Of the page as it is looked at."""
    height: float

    def see(self, box: Box) -> Box:
        """Return u0, v0, u1, v1 of a box of the page."""
        if self.way in _LEVEL:
            return box
        return turned(box, 270 if self.way is Way.DOWN else 90, self.width, self.height)

    def see_all(self, boxes: Sequence[Box]) -> Sequence[Box]:
        """Return u0, v0, u1, v1 of some boxes of the page."""
        return boxes if self.way in _LEVEL else list(map(self.see, boxes))

    def along(self, glyphs: Iterable[Glyph]) -> list[tuple[float, float]]:
        """Return u0, u1 of each character."""
        match self.way:
            case Way.DOWN:
                return [(glyph.top, glyph.bottom) for glyph in glyphs]
            case Way.UP:
                return [(self.height - glyph.bottom, self.height - glyph.top) for glyph in glyphs]
            case _:
                return list(map(_SIDES, glyphs))

    def across(self, glyphs: Sequence[Glyph]) -> tuple[float, float]:
        """Return v0, v1 of characters as a whole."""
        match self.way:
            case Way.DOWN:
                return self.width - max(g.x1 for g in glyphs), self.width - min(g.x0 for g in glyphs)
            case Way.UP:
                return min(glyph.x0 for glyph in glyphs), max(glyph.x1 for glyph in glyphs)
            case _:
                return min([glyph[2] for glyph in glyphs]), max([glyph[4] for glyph in glyphs])

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


def find_runs(glyphs: Sequence[Glyph], *, recognised: bool = False) -> list[tuple[Way | None, list[Glyph]]]:
    """Cut what a page draws into runs, copies that fake a bold face left out.

    Args:
        glyphs: of the page.
        recognised: whether they were seen in a picture, where nothing is drawn twice.

    Returns:
        Where each goes (None for a character by itself) and its characters, in the order in which they are drawn.
    """
    found, widest = _cut(glyphs, _WIDEST), _WIDEST
    if 2 * len(found) > len(glyphs) and (spread := _spread(glyphs)):
        widest += spread
        found = _cut(glyphs, widest)
    if not recognised and _overlap(found):
        found = _cut(list(_drawn_once(glyphs)), widest)
    return [part for way, row in found for part in (_single(row) if way is Way.LEFT else ((way, row),))]


def in_lines(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Return the characters of a turned page from the upper line to the lower one.

    The engine puts what it finds on one height of the page as it is stored from left to right: the lines of a cell come in any order.
    """
    pieces: list[list[Glyph]] = []
    for glyph in glyphs:
        if pieces and _way(pieces[-1][-1], glyph, _WIDEST) in (Way.RIGHT, Way.DOWN):
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
    return [
        glyph for piece in sorted(pieces, key=lambda x: (round(x[0].top + x[0].bottom), x[0].x0)) for glyph in piece
    ]


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
        if len(places) == 1:
            continue
        reached = -math.inf
        for _, middle, end in sorted(places):
            if middle <= reached:
                return True
            reached = max(reached, end)
    return False


def _spread(glyphs: Sequence[Glyph]) -> float:
    """Return how far apart the words of a page are set, in em, if nearly all are: each character would be a run; or 0."""
    pairs = [(a, b) for a, b in pairwise(glyphs) if a.top == b.top and a.bottom == b.bottom and b.x0 > a.x1]
    steps = [(b.x0 - a.x1) / (b.bottom - b.top or 1.0) for a, b in pairs]
    words = sum("\u3040" <= b.letter <= "\u9fff" for _, b in pairs)
    usual = median(steps) if len(steps) >= _LONG else 0.0
    same = sum(abs(step - usual) < _SAME_STEP for step in steps)
    return usual if 2 * words > len(steps) and same > _MOSTLY * len(steps) else 0.0


def _cut(glyphs: Iterable[Glyph], widest: float) -> list[tuple[Way | None, list[Glyph]]]:
    found: list[tuple[Way | None, list[Glyph]]] = []
    way: Way | None = None
    row: list[Glyph] = []
    x0 = x1 = top = bottom = math.nan  # of the last one
    for glyph in glyphs:
        _, its_x0, its_top, its_x1, its_bottom = glyph
        if its_top == top and its_bottom == bottom and way is Way.RIGHT:  # what `_way` finds of nearly all characters
            high = bottom - top
            if _NEAREST * high < its_x0 - x1 < widest * high and its_x0 > x0:
                row.append(glyph)
                x0, x1 = its_x0, its_x1
                continue
        x0, x1, top, bottom = its_x0, its_x1, its_top, its_bottom
        following = _way(row[-1], glyph, widest) if row else None
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


def _way(a: Glyph, b: Glyph, widest: float) -> Way | None:
    """Return where the text goes if `b` is the next character of a run that ends in `a`, no further off than `widest` em."""
    _, ax0, atop, ax1, abottom = a
    _, bx0, btop, bx1, bbottom = b
    low, high = abottom - atop, bbottom - btop
    if low > high:
        low, high = high, low
    shared = (abottom if abottom < bbottom else bbottom) - (atop if atop > btop else btop)
    if shared > _SAME_LINE * low and high <= _SAME_SIZE * low and abs(abottom - bbottom) < _SAME_FOOT * high:
        step = bx0 - ax1
        if _NEAREST * high < step < widest * high and bx0 > ax0:
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


def frame_runs(found: Iterable[Sequence[Glyph]], frame: Frame, shown: Iterable[Glyph]) -> list[Run]:
    """Return runs with their places in a frame.

    Args:
        found: the characters of each.
        frame: the frame.
        shown: characters that tell how many em the page's faces are high; none if they are one.
    """
    runs = []
    tallness = 0.0
    for glyphs in found:
        along = frame.along(glyphs)
        v0, v1 = frame.across(glyphs)
        wide = [(b - a, glyph[0]) for (a, b), glyph in zip(along, glyphs, strict=True) if glyph[0] > "\u2e7f"]
        if wide:
            whole = [width for width, letter in wide if not "\u3040" <= letter < "\u3100"]  # kana may be narrower
            em = median(whole or [width for width, _ in wide])
        else:
            tallness = tallness or tallness_of(shown)
            em = median(frame.height_of(glyph) for glyph in glyphs) / tallness
        beyond = v1 - v0 - _FAMILIAR * em
        if beyond > 0:
            v0, v1 = v0 + _ABOVE * beyond, v1 - (1 - _ABOVE) * beyond
        runs.append(Run(glyphs, along[0][0], v0, along[-1][1], v1, em or 1.0))
    return runs


def even(runs: Sequence[Run]) -> list[Run]:
    """Return runs of a recognised page with one size for all of about one size: places of single characters are guesses."""
    sized = [run._replace(em=(run.u1 - run.u0) / len(run.text.encode("cp932", "replace")) * 2 or 1.0) for run in runs]
    usual = median([run.em for run in sized if len(run.glyphs) >= _LONG] or [0.0])
    return [run._replace(em=usual) if abs(run.em - usual) < _ABOUT * usual else run for run in sized]


def tallness_of(glyphs: Iterable[Glyph]) -> float:
    """Return how many em the faces of a page are high, of its first full-width characters; at least 1."""
    ratios = []
    for glyph in glyphs:
        if glyph.letter > "\u2e7f" and glyph.x1 > glyph.x0:
            ratios.append((glyph.bottom - glyph.top) / (glyph.x1 - glyph.x0))
            if len(ratios) == 99:
                break
    return max(1.0, median(ratios)) if ratios else 1.0
