"""Rows that the end of a page cuts: of one of their cells both halves are written side by side.

That is a cell that ends in a number, which is torn from what it counts, else the one with the most words. Some programs
draw the lower edge of such a row: there a line that is full and ends without the stop that all above it have shows it.

A text goes on from page to page, and a row from cell to cell. Where that cell comes last above the break and first
below it, nothing but what belongs to the pages stands between its halves, and its sentences are whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.patterns import compile_pattern
from pipeline.ingest.grids import Frame, Place, are_same

_STOPS = "。．"
_HANGING = "、，。． "
_HABIT = 2  # cells
_FULL = 1.5  # em that are left at the end of a full line
_FOOT = 0.85  # of the page's height
_HIRAGANA = compile_pattern("[ぁ-ん]")


class Cut(NamedTuple):
    """The row at the foot of a page that goes on on the next one."""

    edges: tuple[float, ...]
    """Of its table."""
    column: int
    """Of the cell that comes last."""
    rows: tuple[tuple[tuple[int, str], ...], ...]
    """The words of the rows of its table, each with its column: the next page may begin with those of the head."""
    is_open: bool
    """Whether its lower edge is not drawn; else the next page must show that it goes on."""


def cut_of(frame: Frame, height: float) -> Cut | None:
    """Return what of a table goes on on the next page, None if nothing does; `height` is that of the page."""
    last = _last(frame, height)
    return Cut(frame.edges, last.column, tuple(_rows(frame)), frame.open_bottom) if last is not None else None


def in_order(frame: Frame, before: Cut | None, height: float) -> list[Place]:
    """Return the cells of a table as they are written: row by row, but for one of a row that the page's end cuts.

    Args:
        frame: the table.
        before: the row that may go on at its top.
        height: of the page.
    """
    places, first = list(frame.places), None
    if before is not None and are_same(before.edges, frame.edges):
        heads = 0
        for own, above in zip(_rows(frame), before.rows, strict=False):
            if own != above:
                break
            heads += 1
        first = next((p for p in places if p.row == heads and p.column == before.column), None)
        if first is not None and (before.is_open or _begins_blank(places, heads)):
            places.remove(first)
            places.insert(sum(place.row < heads for place in places), first)
    last = _last(frame, height)
    if last is not None and last is not first:
        places.remove(last)
        places.append(last)
    return places


def _last(frame: Frame, height: float) -> Place | None:
    rows = max(place.row + place.rows for place in frame.places)
    cells = [place for place in frame.places if place.row + place.rows == rows and _may_go_on(place)]
    if not frame.open_bottom:
        at_foot = frame.box[3] > _FOOT * height
        cells = [place for place in cells if place.row and _is_torn(place, frame)] if at_foot else []
    return max(cells, key=lambda place: (_ends_in_number(place), len(place.glyphs)), default=None)


def _ends_in_number(place: Place) -> bool:
    """Tell whether the words of a cell end in a number: of a sentence, and not that of its row."""
    letters = _letters(place)
    return letters[-1].isdecimal() and _HIRAGANA.search(letters) is not None


def _is_torn(place: Place, frame: Frame) -> bool:
    """Tell whether the last line of a cell is full, though all text above it in its column ends in a stop."""
    column = [p for p in frame.places if p.column == place.column and 0 < p.row < place.row and _letters(p)]
    told = [p for p in column if _letters(p)[-1] in _STOPS]
    if len(told) < _HABIT or len(told) < len(column):
        return False
    shown = [glyph for glyph in place.glyphs if glyph.letter.strip()]
    foot, em = max(g.bottom for g in shown), max(g.bottom - g.top for g in shown)
    end = max(g.x1 for g in shown if g.bottom > foot - em / 2)
    reach = max((g.x1 for p in (*column, place) for g in p.glyphs if g.letter not in _HANGING), default=end)
    return len({round(g.bottom) for g in shown}) > 1 and reach - end < _FULL * em


def _begins_blank(places: Sequence[Place], row: int) -> bool:
    """Tell whether the first cell of a row is blank: those of a new row name it."""
    first = next((place for place in places if place.row == row), None)
    return first is not None and not _letters(first)


def _may_go_on(place: Place) -> bool:
    """Tell whether the words of a cell end without a stop."""
    letters = _letters(place)
    return bool(letters) and letters[-1] not in _STOPS


def _letters(place: Place) -> str:
    return "".join(glyph.letter for glyph in place.glyphs if glyph.letter.strip())


def _rows(frame: Frame) -> Iterator[tuple[tuple[int, str], ...]]:
    for row in range(max(place.row for place in frame.places) + 1):
        own = (place for place in frame.places if place.row == row)
        yield tuple((p.column, _letters(p)) for p in own)
