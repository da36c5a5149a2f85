"""Columns that hold what two columns hold: values behind their names, or values behind each other as their head says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.pages import Cell, Grid
from pipeline.source import SourceDoc
from pipeline.tabular import NO_VALUE, OF_VALUES, is_value, role_of, years
from pipeline.units import unit_in

_FEWEST_LINES = 3
_NAME_AND_VALUE = compile_pattern(r"(?P<name>[^0-9\s](?:[^0-9]*[^0-9\s])?) +(?P<value>[△▲+-]?[0-9][0-9,.]*)")
_PARTING = compile_pattern(r"\s*[→⇒➡➔/]\s*")
_SIGNS = "→⇒➡➔/／"
_SEVERAL = 2  # values of a cell


def with_cells_apart(source: SourceDoc, grid: Grid) -> Grid:
    """Return a table with the cells of such columns as those of several columns; any other table as it is."""
    return _with_values_apart(source.text, _with_names_apart(source.text, grid))


def _with_names_apart(raw: str, grid: Grid) -> Grid:
    """Return a table without rules whose first column runs into the second (電話 1,200 below 件数) with the two apart."""
    first = [cell for cell in grid.cells if cell.column == 0]
    if len(first) < _FEWEST_LINES or any(not cell.rows == cell.columns == len(cell.spans) == 1 for cell in first):
        return grid
    head, *lines = (fold(raw[cell.spans[0].start : cell.spans[0].end]) for cell in first)
    matches = [_NAME_AND_VALUE.fullmatch(line) for line in lines]
    if unit_in(head.replace(" ", "")) is None or not all(matches):
        return grid
    split = dict(zip(map(id, first[1:]), matches, strict=True))
    cells = []
    for cell in grid.cells:
        match, moved = split.get(id(cell)), replace(cell, column=cell.column + 1)
        if match is not None:
            span = cell.spans[0]
            cells.append(replace(cell, spans=(Span(span.start, span.start + match.end("name")),)))
            moved = replace(moved, spans=(Span(span.start + match.start("value"), span.end),))
        cells.append(moved)
    return replace(grid, cells=tuple(cells))


def _with_values_apart(raw: str, grid: Grid) -> Grid:
    """Return a table with the values of each cell apart that its head says stand behind each other: 58社 → 64社 below 基準値 → 実績値."""
    whole = raw[grid.span.start : grid.span.end]
    single = [c for c in grid.cells if c.columns == len(c.spans) == 1] if any(s in whole for s in _SIGNS) else []
    for head in sorted(single, key=lambda cell: -cell.column):  # what is split moves those behind it
        parts = _parts(raw, head)
        if len(parts) < _SEVERAL or not all(_heads_values(_words(raw, part)) for part in parts):
            continue
        below = [c for c in grid.cells if c.row > head.row and c.column == head.column and c.columns == 1 and c.spans]
        values = [cell for cell in below if not _is_open(raw, cell)]
        if values and all(_holds(raw, cell, len(parts)) for cell in values):
            grid = replace(grid, cells=tuple(_split(raw, grid, (head, *values), len(parts) - 1)))
    return grid


def _split(raw: str, grid: Grid, joint: Sequence[Cell], more: int) -> Iterator[Cell]:
    """Yield the cells of a table, `joint` ones as several, and what stands above, below or behind them with `more` columns."""
    column, ids = joint[0].column, set(map(id, joint))
    for cell in grid.cells:
        if id(cell) in ids:
            yield from (replace(cell, column=column + at, spans=(part,)) for at, part in enumerate(_parts(raw, cell)))
        elif cell.column > column:
            yield replace(cell, column=cell.column + more)
        else:
            covers = cell.column + cell.columns > column
            yield replace(cell, columns=cell.columns + more) if covers else cell


def _parts(raw: str, cell: Cell) -> list[Span]:
    """Return what arrows or strokes part in a cell that is in one piece."""
    if len(cell.spans) != 1:
        return []
    span, starts, ends = cell.spans[0], [cell.spans[0].start], []
    for match in _PARTING.finditer(fold(raw[span.start : span.end])):
        ends.append(span.start + match.start())
        starts.append(span.start + match.end())
    return [Span(start, end) for start, end in zip(starts, [*ends, span.end], strict=True) if start < end]


def _words(raw: str, span: Span) -> str:
    return "".join(fold(raw[span.start : span.end]).split())


def _heads_values(words: str) -> bool:
    said = next(years(words), None)
    return role_of(words) in OF_VALUES or (said is not None and said.start == 0)


def _is_open(raw: str, cell: Cell) -> bool:
    return all(_words(raw, span) in NO_VALUE for span in cell.spans)


def _holds(raw: str, cell: Cell, number: int) -> bool:
    parts = _parts(raw, cell)
    return len(parts) == number and all(is_value(_words(raw, part)) for part in parts)
