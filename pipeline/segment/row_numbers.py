"""Numbers that only count the rows of a table: in a column of their own, by its head or by how they follow each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from extractors.patterns import compile_pattern
from extractors.spans import Span
from pipeline.tabular import COUNT, Role, Sheet, is_value

_ROW_COUNT = compile_pattern(r"[0-9]{1,3}")
_FEWEST = 3  # rows
_FARTHEST = 3  # from one number to the next: a few may be left out


def row_numbers(sheet: Sheet) -> Iterator[Span]:
    """Yield what only counts the rows of a table, or the directions and measures that they belong to."""
    for number in sheet.find(Role.NUMBER, Role.DIRECTION, Role.TITLE):
        counts = sheet.columns[number].role is Role.NUMBER
        cells = (cell for row in sheet.rows() for cell in row if cell.column == number)
        yield from (s for cell in cells if counts or COUNT.fullmatch(sheet.words(cell)) for s in cell.spans)
    if sheet.body == sheet.captions:
        yield from _before_words(sheet)


def _before_words(sheet: Sheet) -> Iterator[Span]:
    """Yield the numbers from 1 on before the words of each row of a table without a head."""
    rows = [row for number in range(sheet.captions, sheet.grid.rows) if (row := sheet.row(number))]
    counts = [row[0] for row in rows if row[0].column == 0 and row[0].spans and not sheet.is_band(row)]
    numbers = [sheet.words(cell) for cell in counts]
    known = len(numbers) >= _FEWEST and numbers[0] == "1" and all(map(_ROW_COUNT.fullmatch, numbers))
    if not known or any(not 0 < int(b) - int(a) <= _FARTHEST for a, b in pairwise(numbers)):
        return
    named = [sheet.cell(cell.row, cell.columns) for cell in counts]
    if all(cell is not None and cell.spans and not is_value(sheet.words(cell)) for cell in named):
        yield from (span for cell in counts for span in cell.spans)
