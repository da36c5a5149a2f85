"""Heads that a table says again in its midst, below the band of each part: only the first heads its columns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from extractors.spans import Span
from extractors.view import fold_tight
from pipeline.pages import Cell, Grid
from pipeline.profile import base
from pipeline.tabular import Role, role_of

_FEWEST = 3  # columns
_LONGEST = 80  # characters, with the blanks between them
_NAMING = frozenset({Role.NUMBER, Role.TITLE})
"""What heads a table of rows: below labels of another kind, forms stand."""

_Rows = Mapping[int, Sequence[Cell]]


def without(grids: Iterable[Grid], text: str) -> tuple[tuple[Grid, ...], list[Span]]:
    """Return tables without the rows that only say their head again, and where the cells of these stand.

    Args:
        grids: the tables.
        text: the document's text.
    """
    found = [_without(grid, text) for grid in grids]
    return tuple(grid for grid, _ in found), [span for _, spans in found for span in spans]


def _without(grid: Grid, text: str) -> tuple[Grid, list[Span]]:
    rows: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    top = next((number for number, cells in rows.items() if sum(bool(c.spans) for c in cells) >= _FEWEST), grid.rows)
    height = max((cell.rows for cell in rows.get(top, ())), default=0)
    if len(rows) < top + height + _FEWEST - 1 or not any(_role(c, text) in _NAMING for c in rows[top]):
        return grid, []
    again = list(_again(rows, top, height, text))
    if not again or not _is_list(rows, top, height, again[-1]):
        return grid, []
    gone = {number for first in again for number in range(first, first + height)}
    kept = (cell for cell in grid.cells if cell.row not in gone)
    cells = tuple(cell.moved(-height * bisect_left(again, cell.row)) for cell in kept)
    return replace(grid, cells=cells), [span for number in sorted(gone) for cell in rows[number] for span in cell.spans]


def _again(rows: _Rows, top: int, height: int, text: str) -> Iterator[int]:
    """Yield the first of the rows that say the head again, each time with a row below it that does not."""
    head = [[(cell, _words(cell, text)) for cell in rows.get(top + n, ())] for n in range(height)]
    free = top + height
    for number in sorted(rows):
        if number < free or number + height not in rows:
            continue
        below = [rows.get(number + n, ()) for n in range(height)]
        if list(map(len, below)) != list(map(len, head)):
            continue
        pairs = (zip(first, cells, strict=True) for first, cells in zip(head, below, strict=True))
        if _says_same([(cell, words, other) for line in pairs for (cell, words), other in line], text):
            free = number + height
            yield number


def _says_same(pairs: Sequence[tuple[Cell, str, Cell]], text: str) -> bool:
    """Tell whether cells stand alike and at least half of them say the same; another may be blank, or name what its column holds in other words."""
    if any((a.column, a.columns, a.rows) != (b.column, b.columns, b.rows) for a, _, b in pairs):
        return False
    filled = [(cell, words, other) for cell, words, other in pairs if other.spans]
    if any(other.extent.end - other.extent.start > _LONGEST for _, _, other in filled):
        return False
    others = [(cell, other) for cell, words, other in filled if _words(other, text) != words]
    same = len(filled) - len(others)
    return len(filled) >= _FEWEST and same >= len(others) and all(_hold_same(*pair, text) for pair in others)


def _hold_same(cell: Cell, other: Cell, text: str) -> bool:
    """Tell whether two heads name columns of one kind: 事業 and 取組."""
    role, words = _role(other, text), _words(other, text)
    if role is not Role.OTHER:
        return role is _role(cell, text)
    kind = base().kind_of(words)
    return kind is not None and kind is base().kind_of(_words(cell, text))


def _is_list(rows: _Rows, top: int, height: int, stop: int) -> bool:
    """Tell whether the rows between heads have the columns of the head, or are bands: no form stands below each."""
    widths: dict[int, int] = {}
    for cell in (cell for number in range(top, top + height) for cell in rows.get(number, ())):
        widths[cell.column] = max(cell.columns, widths.get(cell.column, 0))
    return all(
        len(cells) == 1 or all(cell.columns <= widths.get(cell.column, 0) for cell in cells[cells[0].column == 0 :])
        for number, cells in rows.items()
        if top < number < stop
    )


def _words(cell: Cell, text: str) -> str:
    return fold_tight(cell.text(text))


def _role(cell: Cell, text: str) -> Role:
    return role_of(_words(cell, text))
