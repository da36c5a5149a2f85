"""Cells of a sheet's table from its rows: what is merged there comes out as one filled cell and blank ones.

In the head blank cells show merging for certain: each column there has a name. In the rows below they may be blank.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.patterns import compile_pattern
from extractors.spans import Span
from extractors.view import fold
from pipeline.pages import Cell, Grid

Bounds = tuple[int, int]
"""Where a cell begins and ends in the text; the same where nothing stands."""
_COUNT = compile_pattern(r"\(?[0-9]{1,3}(?:-[0-9]{1,3})*[).]?|[①-⑳⑴-⒇Ⅰ-Ⅻア-ン]")
_NAMES = compile_pattern(r"(?![0-9][0-9,.%]*[^0-9]?$)[^。]{1,12}")
_VALUE = compile_pattern(r"[△▲+-]?[0-9][0-9,.]*[^0-9\s。]{0,3}|[-ー…x]")
_SEVERAL = 2  # cells that are more than a band
_NONE: Bounds = (0, 0)


def trimmed(text: str, start: int, end: int) -> Bounds:
    """Return bounds without the blanks within them."""
    words = text[start:end]
    if not words.strip():
        return start, start
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def grid_of(
    text: str, captions: Sequence[Sequence[Bounds]], heads: Sequence[Sequence[Bounds]], body: Sequence[Sequence[Bounds]]
) -> Grid:
    """Return the table that rows of a sheet make.

    Args:
        text: that they stand in.
        captions: rows above its head.
        heads: those that name its columns.
        body: those below. A row of one cell stands across the whole table.
    """
    rows = _packed([*captions, *heads, *body])
    across = {number for number, row in enumerate([*captions, *heads, *body]) if len(row) == 1} - {
        *range(len(captions), len(captions) + len(heads))
    }
    rows = _aligned(rows[len(captions) :]) or rows if len(heads) == 1 and not captions else rows
    first, stop = len(captions), len(captions) + len(heads)
    width = len(rows[0])
    head = list(_head(rows[first:stop], 0, 0, width))
    counts = {cell.column for cell in head if cell.columns > 1 and cell.row + cell.rows == len(heads)}
    counts = {column for column in counts if _only_counts(text, rows[stop:], column)}
    cells: list[Cell] = []
    for number, row in enumerate(rows):
        placed = [_cell(number, column, bounds) for column, bounds in enumerate(row)]
        if number in across:
            named = cells_filled(row)[0]
            placed = [_cell(number, 0, row[named], columns=width)]
        elif first <= number < stop:
            placed = [cell.moved(first) for cell in head if cell.row == number - first]
        else:
            for column in counts:
                both = placed[column].spans + placed[column + 1].spans
                placed[column : column + 2] = [
                    replace(placed[column], spans=both),
                    replace(placed[column + 1], spans=()),
                ]
        cells += placed
    return Grid(cells=tuple(cells))


def with_merged_heads(text: str, grid: Grid) -> Grid:
    """Return a table whose blank heads continue those left of them, where the next row names what is below both.

    Args:
        text: that it stands in.
        grid: without merged cells. It stays as it is unless each name of its second row stands over a value.
    """
    first, second, third = ([cell for cell in grid.cells if cell.row == row] for row in range(3))
    single = all(cell.rows == cell.columns == 1 and len(cell.spans) < _SEVERAL for cell in (*first, *second, *third))
    if not single or not len(first) == len(second) == len(third) == grid.columns:
        return grid
    named = [cell for cell in second if cell.spans]
    words = [fold(text[cell.spans[0].start : cell.spans[0].end]).strip() for cell in named]
    continues = any(not first[cell.column].spans for cell in named)
    if not first[0].spans or second[0].spans or not continues or not all(map(_NAMES.fullmatch, words)):
        return grid
    below = [third[cell.column].spans for cell in named]
    if not all(spans and _VALUE.fullmatch(fold(text[spans[0].start : spans[0].end]).strip()) for spans in below):
        return grid
    rows = [[(c.spans[0].start, c.spans[0].end) if c.spans else _NONE for c in row] for row in (first, second)]
    return replace(grid, cells=(*_head(rows, 0, 0, grid.columns), *(cell for cell in grid.cells if cell.row > 1)))


def carried_down(grid: Grid, column: int, first: int) -> Grid:
    """Return a table in which the cells of a column reach over the blank ones below them, up to the next band.

    Args:
        grid: the table.
        column: of what is said once for several rows.
        first: the first row below the head.
    """
    filled = Counter(cell.row for cell in grid.cells if cell.spans)
    cells: list[Cell] = []
    over: int | None = None
    for cell in grid.cells:
        if cell.row >= first and filled[cell.row] < _SEVERAL:
            over = None
        elif cell.row >= first and cell.column == column:
            if cell.spans or over is None:
                over = len(cells) if cell.spans else None
            else:
                cells[over] = replace(cells[over], rows=cells[over].rows + 1)
                continue
        cells.append(cell)
    return replace(grid, cells=tuple(cells))


def form_of(rows: Sequence[Sequence[Bounds]], apart: Container[int] = ()) -> Grid:
    """Return the form that rows of a sheet make, whose cells name each other: each reaches to the next one of its row.

    What is left blank before the first cell of a row belongs to the label above that ends there; below a head that
    reaches over both, to that cell itself.

    Args:
        rows: of the sheet.
        apart: those whose blank cells are cells of their own.
    """
    rows = _packed(rows)
    for before, row in pairwise(rows):
        _put_below_head(row, before)
    cells: list[Cell] = []
    above: dict[int, int] = {}
    for number, row in enumerate(rows):
        filled = cells_filled(row)
        start = 0
        while number not in apart and start < filled[0] and start in above and _end(cells[above[start]]) <= filled[0]:
            over = cells[above[start]]
            cells[above[start]] = replace(over, rows=over.rows + 1)
            start = _end(over)
        begins = [start, *filled] if start < filled[0] else filled
        begins = [*range(len(row))] if number in apart else begins
        above = {column: at for column, at in above.items() if column < start}
        for column, stop in pairwise([*begins, len(row)]):
            above[column] = len(cells)
            cells.append(_cell(number, column, row[column], columns=stop - column))
    return Grid(cells=tuple(cells))


def _put_below_head(row: list[Bounds], head: Sequence[Bounds]) -> None:
    """Put the first cell of a row below that of a head which begins left of it, where the others are below its others."""
    filled, named = cells_filled(row), cells_filled(head)
    if len(filled) > _SEVERAL and filled[1:] == named[1:] and named[0] < filled[0]:
        row[named[0]], row[filled[0]] = row[filled[0]], _NONE


def _end(cell: Cell) -> int:
    return cell.column + cell.columns


def _cell(row: int, column: int, bounds: Bounds, *, rows: int = 1, columns: int = 1) -> Cell:
    spans = (Span(*bounds),) if bounds[0] < bounds[1] else ()
    return Cell(row=row, column=column, rows=rows, columns=columns, spans=spans)


def cells_filled(row: Sequence[Bounds]) -> list[int]:
    """Return which cells of a row hold something."""
    return [number for number, (start, end) in enumerate(row) if start < end]


def _packed(rows: Sequence[Sequence[Bounds]]) -> list[list[Bounds]]:
    """Return rows of the same length, without the columns in which nothing stands."""
    kept = sorted({number for row in rows for number in cells_filled(row)})
    return [[row[n] if n < len(row) and row[n][0] < row[n][1] else _NONE for n in kept] for row in rows]


def _aligned(rows: Sequence[Sequence[Bounds]]) -> list[list[Bounds]]:
    """Return rows whose fields several tabs part, so that each stands below its head; nothing for others.

    All have as many as the head, but not in its columns.
    """
    counts = {len(cells_filled(row)) for row in rows if len(cells_filled(row)) > 1}
    if len(counts) > 1 or all(
        cells_filled(row) == cells_filled(rows[0]) for row in rows[1:] if len(cells_filled(row)) > 1
    ):
        return []
    width = counts.pop()
    fields = ([bounds for bounds in row if bounds != _NONE] for row in rows)
    return [[*row, *[_NONE] * (width - len(row))] for row in fields]


def _head(rows: Sequence[Sequence[Bounds]], row: int, start: int, end: int) -> Iterator[Cell]:
    """Yield the cells of a head from a row down and in some columns.

    A name goes on to the right over blank cells if names stand below it, and to the right and down over those below
    which none stands.
    """
    column = start
    while row < len(rows) and column < end:
        stop = column + 1
        filled = [{k for k in range(start, end) if below[k] != _NONE} for below in rows[row + 1 :]]
        named = set().union(*filled)
        if rows[row][column] != _NONE:
            while stop < end and rows[row][stop] == _NONE and (column in named or stop not in named):
                stop += 1
        is_over = rows[row][column] == _NONE or column in named
        depth = 1 if is_over else len(rows) - row
        yield _cell(row, column, rows[row][column], rows=depth, columns=stop - column)
        if is_over:
            yield from _head(rows, row + 1, column, stop)
        column = stop


def _only_counts(text: str, rows: Sequence[Sequence[Bounds]], column: int) -> bool:
    """Tell whether a column under the head of the next one too only counts what stands there."""
    both = [row for row in rows if row[column] != _NONE != row[column + 1]]
    return bool(both) and all(_COUNT.fullmatch(fold(text[slice(*row[column])])) for row in both)
