"""A table's cells as they stand: where each is, what it covers, and its words. What they mean, `tabular` reads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from extractors.spans import Span
from extractors.view import fold
from pipeline.pages import Cell, Grid
from pipeline.source import SourceDoc

LONGEST_HEAD = 40  # characters
ABOVE = 200  # characters
DRAWN = " \n|│┃║┌┏╔┬┳╦┐┓╗─━═-=+"
"""What may draw a table's upper edge."""


class Table:
    """The cells of a table by their rows and places."""

    def __init__(self, source: SourceDoc, grid: Grid) -> None:
        """Read the words of the cells of `grid`."""
        self._source = source
        self._raw = source.text
        self.grid = grid
        self._written = {id(cell): cell.text(source.text).strip() for cell in grid.cells}
        self._folded = {key: fold(words) for key, words in self._written.items()}
        self._by_row: dict[int, list[Cell]] = {}
        for cell in grid.cells:
            self._by_row.setdefault(cell.row, []).append(cell)

    def words(self, cell: Cell) -> str:
        """Return the folded words of a cell."""
        return self._folded[id(cell)]

    def written(self, cell: Cell) -> str:
        """Return the words of a cell as they stand."""
        return self._written[id(cell)]

    def raw(self, span: Span) -> str:
        """Return the characters of a span."""
        return self._raw[span.start : span.end]

    def place(self, cell: Cell) -> Span:
        """Return where the words of a cell stand that is in one piece, without the blanks around them."""
        span = cell.spans[0]
        words = self._raw[span.start : span.end]
        start = span.start + len(words) - len(words.lstrip())
        return Span(start, start + len(words.strip()))

    def row(self, number: int) -> Sequence[Cell]:
        """Return the cells that begin in a row, from the left."""
        return self._by_row.get(number, ())

    def is_band(self, row: Sequence[Cell]) -> bool:
        """Tell whether a row is one text across the whole table (a direction's or section's name)."""
        filled = [cell for cell in row if cell.spans]
        return (
            len(filled) == 1
            and filled[0].column == 0
            and (filled[0].columns >= self.grid.columns or (len(row) == self.grid.columns and self.grid.columns > 3))
            and len(self.words(filled[0])) <= 2 * LONGEST_HEAD
            and not self.words(filled[0]).endswith("。")
        )

    def cell(self, row: int, column: int) -> Cell | None:
        """Return the cell that covers a position."""
        return self._covering.get((row, column))

    @cached_property
    def _covering(self) -> dict[tuple[int, int], Cell]:
        return {
            (row, column): cell
            for cell in self.grid.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }

    @cached_property
    def above(self) -> str:
        """The folded line above the table."""
        start = self.grid.span.start
        return fold(self._raw[max(start - ABOVE, 0) : start]).rstrip(DRAWN).rpartition("\n")[2]

    @cached_property
    def below(self) -> str:
        """The folded line below the table if it tells of units; nothing where another table begins behind that."""
        end = self.grid.span.end
        rest = self._raw[end : end + ABOVE]
        line = rest.lstrip(DRAWN).partition("\n")[0]
        stop = end + len(rest) - len(rest.lstrip(DRAWN)) + len(line)
        starts = (grid.span.start for grid in self._source.tables) if "単位" in line else ()
        follows = any(stop <= at <= stop + ABOVE and not self._raw[stop:at].strip(DRAWN) for at in starts)
        return "" if follows or "単位" not in line else fold(line).strip()
