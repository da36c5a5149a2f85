"""Where the characters of a document stand: four lengths for each, pressed page by page, for there are millions."""

from __future__ import annotations

import math
import struct
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from extractors.spans import Span

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom: points from the upper left corner of the page as it is looked at."""
Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
"""x' = a x + c y + e, y' = b x + d y + f."""
UNREADABLE = "\ufffd"
NOWHERE = (0.0, 0.0, 0.0, 0.0)
"""The box of what has none."""


def moved(x: float, y: float, matrix: Matrix) -> Point:
    """Return where a matrix moves a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def turned(box: Sequence[float], turn: int, width: float, height: float) -> Box:
    """Return where a box stands when its page is turned to the right by 90, 180 or 270 degrees.

    Args:
        box: x0, top, x1, bottom.
        turn: degrees; 360 less the turn of before turns back.
        width: of the page before it is turned.
        height: likewise.
    """
    x0, top, x1, bottom = box
    match turn:
        case 90:
            return height - bottom, x0, height - top, x1
        case 180:
            return width - x1, height - bottom, width - x0, height - top
        case _:
            return top, width - x1, bottom, width - x0


def tilted(box: Sequence[float], slope: float, width: float, height: float) -> Box:
    """Return where a small box of a page made level stands on the page as it was scanned.

    Args:
        box: x0, top, x1, bottom.
        slope: by how much of its length a level line of the page falls to the right.
        width: of the page.
        height: likewise.
    """
    x0, top, x1, bottom = box
    length = math.hypot(1.0, slope)
    x, y = (x0 + x1 - width) / 2, (top + bottom - height) / 2
    right = (x - slope * y) / length - x
    down = (slope * x + y) / length - y
    return x0 + right, top + down, x1 + right, bottom + down


class Glyph(NamedTuple):
    """A character at its place; `letter` is U+FFFD where the file does not say what it is."""

    letter: str
    x0: float
    top: float
    x1: float
    bottom: float


new_glyph = partial(tuple.__new__, Glyph)
"""A third of the time of calling `Glyph`."""
_BLANK = Glyph("", *(math.nan,) * 4)
_SIDES = 4
_MOST_OPENED = 32  # pages


class Placing(NamedTuple):
    """How what stands on a page becomes what is looked at."""

    sides: tuple[tuple[int, int, float], ...]
    """For x0, top, x1 and bottom: which side of its own (left, top, right, bottom), the sign that it takes, and by how
    much it is moved then."""

    def box(self, own: Sequence[float]) -> Box:
        """Return the box of one thing."""
        x0, top, x1, bottom = (sign * own[side] + shift for side, sign, shift in self.sides)
        return x0, top, x1, bottom

    def columns(self, own: Sequence[list[float]]) -> list[list[float]]:
        """Return all x0, all tops, all x1 and all bottoms of many things, of whose own sides each comes as a list."""
        return [_placed(own[side], sign, shift) for side, sign, shift in self.sides]


def _placed(edges: list[float], sign: int, shift: float) -> list[float]:
    if sign < 0:
        return [shift - edge for edge in edges]
    return [edge + shift for edge in edges] if shift else edges


class Places:
    """The boxes of a document's characters; what is a blank or a break of ours has none."""

    def __init__(self) -> None:
        """Begin without a page."""
        self._starts: list[int] = []
        self._pages: list[bytes] = []
        # Of the page at hand all left edges, all upper, right and lower ones: neighbours differ little, and press well.
        self._sides: list[list[float]] = [[] for _ in range(_SIDES)]
        self._opened: dict[int, array[float]] = {}
        self._text = ""
        self._asides: tuple[Span, ...] = ()

    def add(self, text: str, letters: Sequence[str], glyphs: Sequence[Glyph | None]) -> Box:
        """Append the characters of a line with its break, and return its box.

        Args:
            text: the line.
            letters: its text glyph by glyph; one may be several characters.
            glyphs: where they stand; None for a blank of ours.
        """
        shown = [glyph for glyph in glyphs if glyph is not None]
        columns = list(zip(*shown, strict=True))[1:] or [()] * _SIDES
        box = (min(columns[0]), min(columns[1]), max(columns[2]), max(columns[3])) if shown else NOWHERE
        if not len(shown) == len(glyphs) == len(text):
            cells = [_BLANK if glyph is None else glyph for glyph in glyphs]
            cells = [cell for letter, cell in zip(letters, cells, strict=True) for _ in letter]
            columns = list(zip(*cells, strict=True))[1:]
        for side, edges in zip(self._sides, columns, strict=True):
            side.extend(edges)
            side.append(math.nan)
        return box

    def end_page(self, start: int) -> None:
        """End a page.

        Args:
            start: offset of its first character.
        """
        self._starts.append(start)
        self._pages.append(zlib.compress(b"".join(struct.pack(f"{len(side)}f", *side) for side in self._sides), 1))
        for side in self._sides:
            side.clear()

    def append(self, rest: Places, start: int) -> None:
        """Append the pages that follow, of which the first begins at offset `start`."""
        self._starts += (at + start for at in rest._starts)
        self._pages += rest._pages

    def close(self, text: str, asides: tuple[Span, ...]) -> None:
        """Take the whole text, and what of it stands in the middle of a sentence without being part of it."""
        self._text, self._asides = text, asides

    def boxes(self, span: Span) -> str:
        """Return `x0,top,x1,bottom` of a span, one for each line of its first page that it touches, joined by `|`."""
        found: list[str] = []
        at = span.start
        following = bisect_right(self._starts, at)
        end = min([span.end, *self._starts[following : following + 1]])
        for piece in self._text[at:end].split("\n"):
            edges = self._edges(at, len(piece)) if piece else []
            if edges and not self._is_aside(at):
                found.append("{:.1f},{:.1f},{:.1f},{:.1f}".format(*map(min, edges[:2]), *map(max, edges[2:])))
            at += len(piece) + 1
        return "|".join(found)

    def _edges(self, at: int, count: int) -> list[array[float]]:
        """Return the known left, upper, right and lower edges of characters of one line; none if there are none."""
        page = bisect_right(self._starts, at) - 1
        planes = self._opened.get(page)
        if planes is None:
            if len(self._opened) == _MOST_OPENED:
                self._opened.clear()
            planes = self._opened[page] = array("f", zlib.decompress(self._pages[page]))
        length = len(planes) // _SIDES
        at -= self._starts[page]
        found = [planes[plane + at : plane + at + count] for plane in range(0, _SIDES * length, length)]
        if math.isnan(sum(found[0])):  # a blank of ours is among them
            found = [array("f", [edge for edge in side if edge == edge]) for side in found]
        return found if found[0] else []

    def _is_aside(self, offset: int) -> bool:
        k = bisect_right(self._asides, offset, key=lambda aside: aside.start) - 1
        return k >= 0 and offset < self._asides[k].end
