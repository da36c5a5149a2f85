"""Striped tables: only every other row has a ground, whose edges are its rules; the rows between are white.

What stands between two stripes of the same columns, or right below the last one, is a row where its words keep these
columns: prose crosses their edges.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from extractors.view import fold
from pipeline.ingest.crossings import NEAR, bounds
from pipeline.ingest.grids import VALUE, Frame, Place
from pipeline.ingest.places import Box, Glyph

_FEWEST_COLUMNS = 3
_FEWEST_FILLED = 2  # cells of a row
_TALLEST = 12.0  # em that a white row is high
_PADDING = 1.2  # em from the last stripe to the words below it, and between their lines
_TOUCH = 1.0  # points by which a character may reach over the edge of its column


def completed(
    found: Sequence[Frame], refused: Sequence[Frame], outside: list[Glyph]
) -> tuple[list[Frame], list[Glyph]]:
    """Return the tables of a page with their white rows, and the characters that stand in none.

    Args:
        found: its ruled tables.
        refused: what rules close that is no table by itself, as a stripe is not.
        outside: the characters that stand in no table, those of `refused` among them.
    """
    begun = sorted((f for f in (*found, *refused) if len(f.edges) >= _FEWEST_COLUMNS), key=lambda f: f.box[1])
    stripes = [f for f in begun if f not in found and _rows(f.places) == 1]
    kept = list(found)
    while begun:
        chain = [begun.pop(0)]
        places, taken = list(chain[0].places), list[Glyph]()
        while (following := _following(chain[-1], stripes)) is not None:
            between = _between(outside, chain[0], chain[-1].box[3], following.box[1])
            row = _row(chain[0], between, chain[-1].box[3], following.box[1], _rows(places))
            if not row:
                break
            places += row
            places += [p._replace(row=p.row + _rows(places)) for p in following.places]
            taken += between
            chain.append(following)
            stripes.remove(following)
            begun.remove(following)
        below = list(_below(outside, chain[-1]))
        row = _row(chain[0], below, chain[-1].box[3], max((g.bottom for g in below), default=0.0), _rows(places))
        told = any(_is_value(place) for place in row) or (
            all(place.glyphs for place in row) and any(map(_is_sentence, row))
        )
        if row and told and (len(chain) > 1 or chain[0] in found):
            places += row
            taken += below
        if taken:
            given = {id(g) for frame in chain for p in frame.places for g in p.glyphs} | set(map(id, taken))
            outside = [glyph for glyph in outside if id(glyph) not in given]
            kept = [frame for frame in kept if frame not in chain]
            kept.append(chain[0]._replace(box=bounds([p.box for p in places]), places=tuple(places), open_bottom=False))
    return sorted(kept, key=lambda frame: frame.box[1]), outside


def _rows(places: Sequence[Place]) -> int:
    return max(place.row + place.rows for place in places)


def _following(above: Frame, stripes: Sequence[Frame]) -> Frame | None:
    """Return the next stripe of the same columns, with room for a row before it."""
    for frame in stripes:
        gap = frame.box[1] - above.box[3]
        same = len(frame.edges) == len(above.edges) and all(
            abs(a - b) <= NEAR for a, b in zip((*frame.edges, frame.box[2]), (*above.edges, above.box[2]), strict=True)
        )
        if same and gap > NEAR:
            em = median(g.bottom - g.top for p in above.places for g in p.glyphs) if _has_words(above) else 0.0
            return frame if gap < _TALLEST * em else None
    return None


def _has_words(frame: Frame) -> bool:
    return any(place.glyphs for place in frame.places)


def _between(glyphs: Sequence[Glyph], frame: Frame, top: float, bottom: float) -> list[Glyph]:
    x0, _, x1, _ = frame.box
    return [g for g in glyphs if top < (g.top + g.bottom) / 2 < bottom and x0 < (g.x0 + g.x1) / 2 < x1]


def _below(glyphs: Sequence[Glyph], frame: Frame) -> Iterator[Glyph]:
    """Yield what stands right below a stripe, line by line, up to the first gap."""
    bottom = frame.box[3]
    for glyph in sorted(_between(glyphs, frame, bottom, float("inf")), key=lambda g: g.top):
        if not glyph.letter.strip():
            continue
        if glyph.top - bottom > _PADDING * (glyph.bottom - glyph.top):
            return
        bottom = max(bottom, glyph.bottom)
        yield glyph


def _row(frame: Frame, glyphs: Sequence[Glyph], top: float, bottom: float, number: int) -> list[Place]:
    """Return the cells of a white row; none where its words do not keep the columns of the table."""
    order = {id(glyph): at for at, glyph in enumerate(glyphs)}
    found: list[Place] = []
    left = 0
    for column, (x0, x1) in enumerate(zip(frame.edges, (*frame.edges[1:], frame.box[2]), strict=True)):
        inside = [g for g in glyphs if g.letter.strip() and x0 - _TOUCH <= g.x0 and g.x1 <= x1 + _TOUCH]
        left += len(inside)
        box: Box = (x0, top, x1, bottom)
        found.append(Place(number, column, 1, 1, box, sorted(inside, key=lambda g: order[id(g)])))
    whole = left == sum(bool(g.letter.strip()) for g in glyphs)
    return found if whole and sum(bool(p.glyphs) for p in found) >= _FEWEST_FILLED else []


def _is_sentence(place: Place) -> bool:
    return bool(place.glyphs) and place.glyphs[-1].letter == "。"


def _is_value(place: Place) -> bool:
    return VALUE.fullmatch(fold("".join(g.letter for g in place.glyphs))) is not None
