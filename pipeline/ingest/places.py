"""Where the characters of a document stand: four lengths for each, pressed page by page, for there are millions."""

from __future__ import annotations

import math
import zlib
from array import array
from bisect import bisect_right
from collections.abc import Sequence

from extractors.mentions import Span
from pipeline.ingest.glyphs import Glyph

_BLANK = Glyph("", *(math.nan,) * 4)
_SIDES = 4
_MOST_OPENED = 32  # pages


class Places:
    """The boxes of a document's characters; what is a blank or a break of ours has none."""

    def __init__(self) -> None:
        """Begin without a page."""
        self._starts: list[int] = []
        self._pages: list[bytes] = []
        # Of the page at hand all left edges, all upper, right and lower ones: neighbours differ little, and press well.
        self._sides = [array("f") for _ in range(_SIDES)]
        self._opened: dict[int, array[float]] = {}
        self._text = ""
        self._asides: tuple[Span, ...] = ()

    def add(self, letters: Sequence[str], glyphs: Sequence[Glyph | None]) -> None:
        """Append the characters of a line with its break; a glyph may be several characters."""
        cells = [_BLANK if glyph is None else glyph for glyph in glyphs]
        if sum(map(len, letters)) != len(letters):
            cells = [cell for letter, cell in zip(letters, cells, strict=True) for _ in letter]
        for side, edges in zip(self._sides, list(zip(*cells, _BLANK, strict=True))[1:], strict=True):
            side.extend(edges)

    def end_page(self, start: int) -> None:
        """End a page.

        Args:
            start: offset of its first character.
        """
        self._starts.append(start)
        self._pages.append(zlib.compress(b"".join(self._sides), 1))
        for side in self._sides:
            del side[:]

    def close(self, text: str, asides: tuple[Span, ...]) -> None:
        """Take the whole text, and what of it stands in the middle of a sentence without being part of it."""
        self._text, self._asides = text, asides

    def boxes(self, span: Span) -> str:
        """Return `x0,top,x1,bottom` of a span, one for each line that it touches, joined by `|`."""
        found: list[str] = []
        at = span.start
        for piece in self._text[span.start : span.end].split("\n"):
            edges = self._edges(at, len(piece)) if piece else []
            if edges and not self._is_aside(at):
                found.append("{:.1f},{:.1f},{:.1f},{:.1f}".format(*map(min, edges[:2]), *map(max, edges[2:])))
            at += len(piece) + 1
        return "|".join(found)

    def _edges(self, at: int, count: int) -> list[list[float]]:
        """Return the known left, upper, right and lower edges of characters of one line; none if there are none."""
        page = bisect_right(self._starts, at) - 1
        planes = self._opened.get(page)
        if planes is None:
            if len(self._opened) == _MOST_OPENED:
                self._opened.clear()
            planes = self._opened[page] = array("f", zlib.decompress(self._pages[page]))
        length = len(planes) // _SIDES
        at -= self._starts[page]
        found = [
            [edge for edge in planes[plane + at : plane + at + count] if edge == edge]  # NaN is not itself
            for plane in range(0, _SIDES * length, length)
        ]
        return found if found[0] else []

    def _is_aside(self, offset: int) -> bool:
        k = bisect_right(self._asides, offset, key=lambda aside: aside.start) - 1
        return k >= 0 and offset < self._asides[k].end
