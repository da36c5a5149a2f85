"""Grounds behind labels, whose edges look like the rules of a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.ingest.places import Glyph

if TYPE_CHECKING:
    from pipeline.ingest.grids import Place


def reads_across(filled: Sequence[Place]) -> bool:
    """Tell whether rules are only the grounds of labels: beside each of them begins a text, and no rule parts these."""
    for place in filled:
        labels = [p for p in filled if p.column < place.column and place.row <= p.row < place.row + place.rows]
        if place.rows < 2 or [(p.row, p.rows) for p in labels] != [(place.row + n, 1) for n in range(place.rows)]:
            continue
        lines: dict[float, Glyph] = {}
        for glyph in place.glyphs:
            if glyph.letter.strip() and glyph.x1 > lines.get(glyph.bottom, glyph).x1 - 1:
                lines[glyph.bottom] = glyph  # the last of its line
        ends = sorted(lines.values(), key=lambda g: g.bottom)
        begun = [_beside(label, ends) for label in labels]
        if None not in begun and all(_is_short(ends[at - 1], place) for at in begun[1:] if at):
            return True
    return False


def _beside(label: Place, ends: Sequence[Glyph]) -> int | None:
    """Return which line, of which the last characters are given, stands beside the one line of a label."""
    tops, bottoms = [g.top for g in label.glyphs], [g.bottom for g in label.glyphs]
    high = max(bottoms) - min(tops)
    middle = (max(bottoms) + min(tops)) / 2
    found = (
        at
        for at, g in enumerate(ends)
        if high < 2 * (g.bottom - g.top) and abs(middle - (g.top + g.bottom) / 2) < high / 2
    )
    return next(found, None)


def _is_short(last: Glyph, place: Place) -> bool:
    """Tell whether a line that ends in a character does not reach the right edge of its cell, or is the end of a sentence."""
    return last.letter == "。" or place.box[2] - last.x1 > 2 * (last.x1 - last.x0)
