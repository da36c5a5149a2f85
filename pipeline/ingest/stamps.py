"""What is written aslant to the text of a page (stamps, watermarks, labels of charts), as lines of their own."""

from __future__ import annotations

import math
from collections.abc import Iterator

from pipeline.ingest.crossings import bounds
from pipeline.ingest.glyphs import Drawn
from pipeline.ingest.layout import Row
from pipeline.ingest.places import Glyph
from pipeline.ingest.runs import Frame, Way

_NEXT = 2.5  # times the size of a character, from its middle to that of the next one of its line
_ALIKE = 2.5  # times the size of the smaller of two characters of a line: digits are narrow


def stamped(drawn: Drawn) -> Iterator[Row]:
    """Yield what is written aslant on a page; it is no part of its text."""
    line: list[Glyph] = []
    frame = Frame(Way.RIGHT, drawn.width, drawn.height)
    for glyph in drawn.aslant:
        if line and not _follows(line[-1], glyph):
            yield _row(line, frame)
            line = []
        if line or glyph.letter.strip():
            line.append(glyph)
    if line:
        yield _row(line, frame)


def _follows(last: Glyph, glyph: Glyph) -> bool:
    size, own = (max(g.bottom - g.top, g.x1 - g.x0) for g in (last, glyph))
    x, y = (glyph.x0 + glyph.x1 - last.x0 - last.x1) / 2, (glyph.top + glyph.bottom - last.top - last.bottom) / 2
    return math.hypot(x, y) < _NEXT * size and (not glyph.letter.strip() or max(size, own) < _ALIKE * min(size, own))


def _row(line: list[Glyph], frame: Frame) -> Row:
    letters = [glyph.letter for glyph in line]
    em = line[0].bottom - line[0].top
    place = bounds([glyph[1:] for glyph in line])
    return Row(letters, "".join(letters), list(line), place, em, 0.0, frame, column=0, apart=True)
