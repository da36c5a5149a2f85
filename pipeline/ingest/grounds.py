"""What looks like the rules of a table and is none: the edges of grounds behind labels, the strokes of drawn letters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipeline.ingest.crossings import bounds
from pipeline.ingest.glyphs import Drawn
from pipeline.ingest.places import Box, Glyph

if TYPE_CHECKING:
    from pipeline.ingest.grids import Place

_BAND = 16.0  # points
_EDGE = 0.12  # of a character's box
_STROKE = 24.0  # points: longer than a stroke of a letter


def without_strokes(drawn: Drawn) -> Iterator[Box]:
    """Yield the rules that are no part of a letter drawn as an outline: those stand in the midst of a character."""
    short = [rule for rule in drawn.rules if max(rule[2] - rule[0], rule[3] - rule[1]) <= _STROKE]
    if not short:
        yield from drawn.rules
        return
    bands: dict[int, list[Glyph]] = {int((rule[1] + rule[3]) / 2 // _BAND): [] for rule in short}
    for glyph in drawn.glyphs:
        letter, _, top, _, bottom = glyph
        for band in range(int(top // _BAND), int(bottom // _BAND) + 1):
            if band in bands and letter.strip():
                bands[band].append(glyph)
    for rule in drawn.rules:
        x0, top, x1, bottom = rule
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        is_short = max(x1 - x0, bottom - top) <= _STROKE
        beside = [g for g in bands[int(y // _BAND)] if g[1] < x < g[3]] if is_short else ()
        if not any(is_amid(g, x, y, level=top == bottom) for g in beside):
            yield rule


def is_amid(glyph: Glyph, x: float, y: float, *, level: bool) -> bool:
    """Tell whether a place is in the midst of a character, across a `level` rule or an upright one."""
    start, end, at = (glyph.top, glyph.bottom, y) if level else (glyph.x0, glyph.x1, x)
    return glyph.top < y < glyph.bottom and start + _EDGE * (end - start) < at < end - _EDGE * (end - start)


def joined_over_grounds(cells: Sequence[tuple[Box, list[Glyph]]]) -> Iterator[tuple[Box, list[Glyph]]]:
    """Yield the cells of a table, two that the shades behind their row part as one where they are merged.

    The words of a merged cell stand in its middle and so on that edge.
    """
    cells = list(cells)
    below = {(round(box[0]), round(box[2]), round(box[1])): at for at, (box, _) in enumerate(cells)}
    taken: set[int] = set()
    for at, (box, glyphs) in enumerate(cells):
        if at in taken:
            continue
        under = below.get((round(box[0]), round(box[2]), round(box[3])))
        if under is not None and _straddles([*glyphs, *cells[under][1]], box, cells[under][0]):
            taken.add(under)
            yield bounds([box, cells[under][0]]), [*glyphs, *cells[under][1]]
        else:
            yield box, glyphs


def _straddles(glyphs: Sequence[Glyph], upper: Box, lower: Box) -> bool:
    """Tell whether the only line of two cells stands in the middle of both and on the edge between them."""
    letters = [glyph for glyph in glyphs if glyph.letter.strip()]
    if not letters:
        return False
    top, bottom = min(g.top for g in letters), max(g.bottom for g in letters)
    is_line = all(is_amid(g, (g.x0 + g.x1) / 2, upper[3], level=True) for g in letters)
    return is_line and abs((top + bottom) - (upper[1] + lower[3])) <= (bottom - top) / 2


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
