"""Rows that the end of a page cuts: of one of their cells, that with the most words, both halves are written side by side.

A text goes on from page to page, and a row from cell to cell. Where that cell comes last above the break and first
below it, nothing but what belongs to the pages stands between its halves, and its sentences are whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.ingest.grids import Frame, Place, are_same


class Cut(NamedTuple):
    """The row at the foot of a page that goes on on the next one."""

    edges: tuple[float, ...]
    """Of its table."""
    column: int
    """Of the cell that comes last."""
    rows: tuple[tuple[tuple[int, str], ...], ...]
    """The words of the rows of its table, each with its column: the next page may begin with those of the head."""


def cut_of(frame: Frame) -> Cut | None:
    """Return what of a table goes on on the next page, None if nothing does."""
    last = _last(frame)
    return Cut(frame.edges, last.column, tuple(_rows(frame))) if last is not None else None


def in_order(frame: Frame, before: Cut | None) -> list[Place]:
    """Return the cells of a table as they are written: row by row, but for one of a row that the page's end cuts.

    Args:
        frame: the table.
        before: the row that may go on at its top.
    """
    places, first = list(frame.places), None
    if before is not None and are_same(before.edges, frame.edges):
        heads = 0
        for own, above in zip(_rows(frame), before.rows, strict=False):
            if own != above:
                break
            heads += 1
        first = next((p for p in places if p.row == heads and p.column == before.column), None)
        if first is not None:
            places.remove(first)
            places.insert(sum(place.row < heads for place in places), first)
    last = _last(frame)
    if last is not None and last is not first:
        places.remove(last)
        places.append(last)
    return places


def _last(frame: Frame) -> Place | None:
    if not frame.open_bottom:
        return None
    rows = max(place.row + place.rows for place in frame.places)
    cells = [place for place in frame.places if place.row + place.rows == rows and _may_go_on(place)]
    return max(cells, key=lambda place: len(place.glyphs), default=None)


def _may_go_on(place: Place) -> bool:
    """Tell whether the words of a cell end without a stop."""
    letters = [glyph.letter for glyph in place.glyphs if glyph.letter.strip()]
    return bool(letters) and letters[-1] not in "。．"


def _rows(frame: Frame) -> Iterator[tuple[tuple[int, str], ...]]:
    for row in range(max(place.row for place in frame.places) + 1):
        own = (place for place in frame.places if place.row == row)
        yield tuple((p.column, "".join(g.letter for g in p.glyphs if g.letter.strip())) for p in own)
