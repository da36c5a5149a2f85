"""Tables of which grounds draw but a part: every other row is a stripe, or the head and the column of names are shaded.

The edges of a ground are its rules. What stands between two stripes of the same columns, or right below the last one,
is a row where its words keep these columns: prose crosses their edges. So are cells what stands below the head beside
the names.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from extractors.view import fold
from pipeline.ingest.crossings import NEAR, bounds
from pipeline.ingest.grids import VALUE, Frame, Place
from pipeline.ingest.heads import heads_column
from pipeline.ingest.places import Box, Glyph

_FEWEST_COLUMNS = 3
_FEWEST_FILLED = 2  # cells of a row
_FEWEST_NAMED = 2  # of a head's cells that name columns for certain
_LONGEST_BAND = 60  # characters
_TALLEST = 12.0  # em that a white row is high
_PADDING = 1.2  # em from the last stripe to the words below it
_LEADING = 0.75  # em between their lines
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
    found, outside = _with_white_cells(*_without_tops(found, outside))
    begun = sorted((f for f in (*found, *refused) if len(f.edges) >= _FEWEST_COLUMNS), key=lambda f: f.box[1])
    # the ground of a head begins a table, of which the rows may be on the next page
    stripes = [f for f in begun if _rows(f.places) == 1 and not _name_columns(_words(f.places))]
    kept = list(found)
    while begun:
        chain = [begun.pop(0)]
        stripes = [frame for frame in stripes if frame is not chain[0]]
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
        if taken and (above := _head(outside, chain[0])):
            places = [*above, *(p._replace(row=p.row + 1) for p in places)]
            taken += [glyph for place in above for glyph in place.glyphs]
        if taken:
            given = {id(g) for frame in chain for p in frame.places for g in p.glyphs} | set(map(id, taken))
            outside = [glyph for glyph in outside if id(glyph) not in given]
            kept = [frame for frame in kept if frame not in chain]
            kept.append(chain[0]._replace(box=bounds([p.box for p in places]), places=tuple(places), open_bottom=False))
    return sorted(kept, key=lambda frame: frame.box[1]), outside


def _without_tops(found: Sequence[Frame], outside: list[Glyph]) -> tuple[list[Frame], list[Glyph]]:
    """Return tables without those of a head and the band below it alone, whose rows white tells: with these they are read."""
    tops = [frame for frame in found if _is_head_over_band(frame.places)]
    loose = [glyph for frame in tops for place in frame.places for glyph in place.glyphs]
    return [frame for frame in found if frame not in tops], [*outside, *loose] if loose else outside


def _is_head_over_band(places: Sequence[Place]) -> bool:
    *heads, band = places
    words = _words(places)
    if len(heads) < _FEWEST_COLUMNS or any(place.row for place in heads) or not (band.row and all(words)):
        return False
    return len(words[-1]) <= _LONGEST_BAND and "。" not in words[-1] and _name_columns(words[:-1])


def _words(places: Sequence[Place]) -> list[str]:
    return [fold("".join(glyph.letter for glyph in place.glyphs if glyph.letter.strip())) for place in places]


def _name_columns(words: Sequence[str]) -> bool:
    return all(words) and sum(map(heads_column, words)) >= _FEWEST_NAMED


def _with_white_cells(found: Sequence[Frame], outside: list[Glyph]) -> tuple[list[Frame], list[Glyph]]:
    """Return tables with the cells that no ground draws below their heads, beside their names; and what stands in none."""
    whole: list[Frame] = []
    for frame in found:
        cells = _white_cells(frame, outside)
        if cells:
            taken = {id(glyph) for place in cells for glyph in place.glyphs}
            outside = [glyph for glyph in outside if id(glyph) not in taken]
        places = tuple(sorted((*frame.places, *cells), key=lambda p: p[:2]))
        whole.append(frame._replace(places=places) if cells else frame)
    return whole, outside


def _white_cells(frame: Frame, outside: Sequence[Glyph]) -> list[Place]:
    count = len(frame.edges)
    names = [place for place in frame.places if place.row]
    if count < _FEWEST_COLUMNS or any(place.column or place.rows > 1 or place.columns > 1 for place in names):
        return []
    if len(names) != _rows(frame.places) - 1 or len(frame.places) - len(names) != count:
        return []
    cells: list[Place] = []
    for name in names:
        _, top, _, bottom = name.box
        row = _row(frame, _between(outside, frame, top, bottom), top, bottom, name.row)
        if not row or row[0].glyphs:
            return []
        cells += row[1:]
    return cells


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
    bottom, most = frame.box[3], _PADDING
    for glyph in sorted(_between(glyphs, frame, bottom, float("inf")), key=lambda g: g.top):
        if not glyph.letter.strip():
            continue
        if glyph.top - bottom > most * (glyph.bottom - glyph.top):
            return
        bottom, most = max(bottom, glyph.bottom), _LEADING
        yield glyph


def _head(glyphs: Sequence[Glyph], frame: Frame) -> list[Place]:
    """Return the cells of the head right above a first stripe, where its words stand in the columns and name them."""
    top = frame.box[1]
    inside: list[Glyph] = []
    for glyph in sorted(_between(glyphs, frame, 0.0, top), key=lambda g: -g.bottom):
        if glyph.letter.strip():
            if top - glyph.bottom > _PADDING * (glyph.bottom - glyph.top):
                break
            top = min(top, glyph.top)
            inside.append(glyph)
    order = {id(glyph): at for at, glyph in enumerate(glyphs)}
    inside.sort(key=lambda g: order[id(g)])
    cells = _row(frame, inside, top, frame.box[1], 0)
    return cells if _name_columns(_words(cells)) else []


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
    return VALUE.fullmatch(_words([place])[0]) is not None
