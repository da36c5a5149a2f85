"""Lines of a table set with blanks that go on with the row above them, as its cells are wrapped or list offices below each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.patterns import compile_pattern
from extractors.spans import Span
from extractors.view import fold
from pipeline.ingest.wraps import display_width
from pipeline.markers import form_of
from pipeline.tabular import Role, is_value

Row = list[tuple[Span, ...]]
"""The cells of a row or of one line of it, each with a span for each line that it stands on."""
COUNT = compile_pattern(r"\(?[0-9]{1,3}[.)]?")
"""What counts rows."""
ASIDE = compile_pattern(r"[※*]|[(\[]?(?:注|資料|出典|備考|参考|単位)(?![一-鿿])|.*[:。]")
"""What stands below a table, and goes on with no name in it: 資料:統計課."""
_WIDEST_GAP = 4  # display columns that columns are apart
_HUNG = 2  # display columns that a line is shorter or longer where a stop would begin the next
_NEVER = 10**9


class Head(NamedTuple):
    """The head of a column: what it holds, and the display column at which that begins."""

    role: Role
    left: int


def join(text: str, heads: Sequence[Head], lines: Sequence[Row], apart: Sequence[bool]) -> tuple[list[Row], int]:
    """Return the rows of a table.

    Args:
        text: that it stands in.
        heads: of its columns, from the left.
        lines: below the heads.
        apart: whether each is a row by itself, or stands behind a blank line.

    Returns:
        The rows, and of how many lines they are: one that only goes on with a name, but with none above it, ends the table.
    """
    return _Joiner(text, heads, lines, apart).join()


class _Joiner:
    def __init__(self, text: str, heads: Sequence[Head], lines: Sequence[Row], apart: Sequence[bool]) -> None:
        self._text = text
        self._heads = heads
        self._lines = lines
        self._apart = apart
        self._title = next((k for k, head in enumerate(heads) if head.role is Role.TITLE), 0)
        first = [self._words(line[0]) for line in lines if line[0]]
        self._counted = self._title > 0 and bool(first) and all(map(COUNT.fullmatch, first))
        self._rights = [list(self._edges(line)) for line in lines]
        self._prose = [any(line[k] and text[line[k][-1].end - 1] == "。" for line in lines) for k in range(len(heads))]
        self._brims = [self._brim(column) for column in range(len(heads))]

    def join(self) -> tuple[list[Row], int]:
        rows: list[Row] = []
        begun: dict[int, int] = {}  # the row of the last section of each column before the names
        for number, line in enumerate(self._lines):
            goes_on = bool(rows) and self._goes_on(number, rows[-1])
            none_joined = number + 1 == len(self._lines) == len(rows) + 1
            if number and self._is_alone(line) and (none_joined or not goes_on or self._is_aside(line)):
                return rows, number
            if not goes_on:
                rows.append([() for _ in line])
            for column, cell in enumerate(line):
                row = len(rows) - 1
                if cell and self._counted <= column < self._title:
                    ends = column in begun and (goes_on or self._ends_above(number, column))
                    begun[column] = row = begun[column] if ends else row
                rows[row][column] += cell
        return rows, len(self._lines)

    def _goes_on(self, number: int, row: Row) -> bool:
        """Tell whether a line goes on with the row above it."""
        line = self._lines[number]
        if self._counted:
            return not line[0]
        if not line[self._title]:
            return not any(
                below and above and self._are_values(above, below) for above, below in zip(row, line, strict=True)
            )
        if not self._ends_above(number, self._title):
            return False
        told = [k for k in range(self._title + 1, len(line)) if self._heads[k].role is not Role.DEPARTMENT and line[k]]
        ends = [self._prose[k] and self._ends_above(number, k) for k in told]
        return all(ends) and (bool(ends) or any(above and not below for above, below in zip(row, line, strict=True)))

    def _ends_above(self, number: int, column: int) -> bool:
        """Tell whether a cell of a line ends what the line above it has left open in its column, which it fills."""
        above, below = self._lines[number - 1][column], self._lines[number][column]
        if self._apart[number] or not above or not below:
            return False
        words = self._text[below[0].start : below[0].end]
        open_end = self._text[above[-1].end - 1] != "。"
        full = self._rights[number - 1][column] + display_width(words[0]) > self._brims[column] - _HUNG
        return full and open_end and form_of(fold(words)) is None

    def _is_alone(self, line: Row) -> bool:
        """Tell whether a line holds a name and nothing else."""
        return [k for k, cell in enumerate(line) if cell] == [self._title] or (bool(line[0]) and not any(line[1:]))

    def _is_aside(self, line: Row) -> bool:
        return any(ASIDE.match(self._words(cell)) for cell in line[: self._title + 1] if cell)

    def _are_values(self, *cells: tuple[Span, ...]) -> bool:
        return all(is_value(self._words(cell)) for cell in cells)

    def _words(self, cell: tuple[Span, ...]) -> str:
        return "".join(fold(self._text[slice(*span)]) for span in cell).replace(" ", "")

    def _edges(self, line: Row) -> Iterator[int]:
        """Yield the display column at which each cell of a line ends; 0 where nothing stands."""
        at = self._text.rfind("\n", 0, next(cell[0].start for cell in line if cell)) + 1
        right = 0
        for cell in line:
            if cell:
                right += display_width(self._text[at : cell[-1].end])
                at = cell[-1].end
            yield right if cell else 0

    def _brim(self, column: int) -> int:
        """Return the display column up to which the lines of a column reach that are full."""
        furthest = max(rights[column] for rights in self._rights)
        if column + 1 == len(self._heads):
            return furthest
        gap = self._heads[column + 1].left - furthest
        return furthest if 0 <= gap <= _WIDEST_GAP else _NEVER
