"""Tables without rules that are told by their numbers: lines that keep the same columns, one of them numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.view import fold
from pipeline.ingest.crossings import bounds
from pipeline.ingest.grids import VALUE, Frame, Place
from pipeline.ingest.layout import Row
from pipeline.ingest.places import Glyph
from pipeline.ingest.runs import Way
from pipeline.tabular import TOTAL

_GAP = 1.5  # em of blank between two columns
_SEVERAL = 3  # lines that keep their columns
_FIRST_LINES = 4  # of a page, among which a table of the page before goes on
_FEWEST = 2  # pieces of a row of sums
_LONGEST_VALUE = 16  # characters on average in a column; prose in two columns has more


class _Piece(NamedTuple):
    """What stands between two wide blanks of a line."""

    glyphs: list[Glyph]
    x0: float
    x1: float
    em: float

    @property
    def text(self) -> str:
        return "".join(glyph.letter for glyph in self.glyphs)


_Line = Sequence[_Piece | None]
"""The pieces of a line, one for each column; none where it leaves one open."""


def find_aligned(parts: Sequence[Row | Frame], ruled: Sequence[Frame], before: Frame | None) -> Iterator[Row | Frame]:
    """Yield lines and tables, the lines that make a table without rules as that table.

    Args:
        parts: of a page in reading order.
        ruled: the ruled tables of the page.
        before: the table at the end of the page before, if it is such a one: it may go on.
    """
    if before is not None:
        stop, frame = _going_on(parts, before)
        if frame is not None:
            start = stop - 1 - max(place.row for place in frame.places)
            yield from (*parts[:start], frame)
            parts = parts[stop:]
    run: list[tuple[Row, _Line]] = []
    for row in parts:
        if isinstance(row, Frame):
            yield from _as_frame(run)
            run = []
            yield row
            continue
        pieces = _pieces(row)
        line = _below(run[0][1], pieces) if run and not _is_apart(run[-1][0], row, ruled) else None
        if run and line is None:
            yield from _as_frame(run)
            run = []
        if len(pieces) > 1:
            run.append((row, line or pieces))
        else:
            yield row
    yield from _as_frame(run)


def _going_on(parts: Sequence[Row | Frame], before: Frame) -> tuple[int, Frame | None]:
    """Return what a page begins with if it carries on a table, and the first part behind it."""
    lines: list[list[_Piece]] = []
    stop = 0
    for at, row in enumerate(parts):
        pieces = _pieces(row) if isinstance(row, Row) else []
        if _keeps(pieces, before):
            lines.append(pieces)
            stop = at + 1
        elif lines or at >= _FIRST_LINES:
            break
    values = [VALUE.fullmatch(fold(piece.text).strip()) for pieces in lines[-1:] for piece in pieces[1:]]
    frame = _frame(lines) if any(values) else None
    return stop, frame and frame._replace(edges=before.edges)


def _keeps(pieces: Sequence[_Piece], table: Frame) -> bool:
    """Tell whether a line has a piece in each column of a table, none of which reaches out of it."""
    if len(pieces) != len(table.edges):
        return False
    for column, piece in enumerate(pieces):
        boxes = [place.box for place in table.places if place.column == column]
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        begins, ends = abs(piece.x0 - left) < piece.em, abs(piece.x1 - right) < piece.em
        inside = left - piece.em < piece.x0 and piece.x1 < right + piece.em
        if not (begins or ends or inside):
            return False
    return True


def _is_apart(above: Row, row: Row, ruled: Sequence[Frame]) -> bool:
    top, bottom = row.place[1], above.place[3]
    if row.column != above.column or top - bottom > 2.5 * above.em:
        return True
    return any(above.place[1] < frame.box[1] < top for frame in ruled)


def _as_frame(run: Sequence[tuple[Row, _Line]]) -> Iterator[Row | Frame]:
    lines = [line for _, line in run]
    full = [[piece for piece in line if piece] for line in lines if None not in line]
    frame = _frame(lines) if len(full) >= _SEVERAL and _is_evident(full) else None
    if frame is None:
        yield from (row for row, _ in run)
    else:
        yield frame


def _frame(lines: Sequence[_Line]) -> Frame | None:
    columns = [list(filter(None, column)) for column in zip(*lines, strict=True)]
    lefts = [min(piece.x0 for piece in column) for column in columns]
    rights = [max(piece.x1 for piece in column) for column in columns]
    if any(right > left for right, left in zip(rights, lefts[1:], strict=False)):
        return None
    places = tuple(
        Place(
            row,
            column,
            1,
            1,
            (lefts[column], min(g.top for g in piece.glyphs), rights[column], max(g.bottom for g in piece.glyphs)),
            piece.glyphs,
        )
        for row, pieces in enumerate(lines)
        for column, piece in enumerate(pieces)
        if piece
    )
    return Frame(bounds([place.box for place in places]), tuple(lefts), places)


def _is_evident(lines: Sequence[Sequence[_Piece]]) -> bool:
    columns = [[fold(piece.text).strip() for piece in column] for column in zip(*lines, strict=True)]
    if len(columns) < 3 and len(lines) < _SEVERAL + 1:
        return False
    short = all(sum(map(len, column)) / len(column) <= _LONGEST_VALUE for column in columns)
    values = [sum(bool(VALUE.fullmatch(text)) for text in column[1:]) for column in columns[1:]]
    return short and max(values) == len(lines) - 1


def _below(first: _Line, pieces: Sequence[_Piece]) -> _Line | None:
    """Return the pieces of a line below those of the first of a table, each where its fellow is; none for another line.

    A sum may leave open what it does not add up.
    """
    if len(first) == len(pieces):
        return pieces if all(a and _are_aligned(a, b) for a, b in zip(first, pieces, strict=True)) else None
    if len(pieces) < _FEWEST or not TOTAL.fullmatch(fold(pieces[0].text)):
        return None
    line = [next((b for b in pieces if a and _are_aligned(a, b)), None) for a in first]
    return line if line[0] is pieces[0] and list(filter(None, line)) == pieces else None


def _are_aligned(a: _Piece, b: _Piece) -> bool:
    """Tell whether a piece begins, ends or is centred where another does."""
    left, right, centre = abs(a.x0 - b.x0), abs(a.x1 - b.x1), abs(a.x0 + a.x1 - b.x0 - b.x1) / 2
    return min(left, right, centre) <= 0.6 * a.em


def _pieces(row: Row) -> list[_Piece]:
    """Cut a line at its wide blanks; none for what has none or is no level line."""
    if len(row.text.split()) < 2 or row.frame.way is not Way.RIGHT or row.apart:  # every wide blank shows in the text
        return []
    drawn = [glyph for glyph in row.glyphs if glyph is not None and glyph.letter.strip()]
    pieces: list[list[Glyph]] = []
    for glyph in drawn:
        if pieces and glyph.x0 - pieces[-1][-1].x1 < _GAP * row.em:
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
    return [_Piece(piece, piece[0].x0, piece[-1].x1, row.em) for piece in pieces]
