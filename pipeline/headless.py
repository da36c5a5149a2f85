"""Tables that go on with the columns of one above them, whose head they do not repeat: below the next direction, behind another table."""

from __future__ import annotations

from functools import cached_property

from pipeline.pages import Grid
from pipeline.profile import base
from pipeline.source import SourceDoc
from pipeline.tabular import Column, Role, Sheet, is_value, role_of

_FEWEST_COLUMNS = 3
_SENTENCE = 10  # characters


class Headless(Sheet):
    """A table with further rows of one above it."""

    def __init__(self, source: SourceDoc, grid: Grid, headed: Sheet) -> None:
        """Take the table and the one whose head says what its columns hold."""
        super().__init__(source, grid)
        self._headed = headed

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """What each column holds, as the head of the other table says."""
        return self._headed.columns


def goes_on(headed: Sheet, sheet: Sheet) -> bool:
    """Tell whether a table without a head holds further measures of one above it: its first one stands in the same cells."""
    if sheet.body > sheet.captions or not _FEWEST_COLUMNS <= sheet.grid.columns == headed.grid.columns:
        return False
    first, other = (next((row for row in x.rows() if not x.is_band(row)), ()) for x in (sheet, headed))
    if not first or [(c.column, c.columns) for c in first] != [(c.column, c.columns) for c in other]:
        return False
    titles = headed.find(Role.TITLE)
    words = {cell.column: sheet.words(cell).replace(" ", "") for cell in first}
    if not all(_may_name(words.get(n, "")) for n in titles):
        return False
    if any(is_value(words.get(n, "")) for n in headed.find(Role.DEPARTMENT)):
        return False
    if any(not is_value(words.get(n, "")) for n in headed.find(Role.NUMBER)):
        return False
    return any(len(w) >= _SENTENCE or w.endswith("。") for n, w in words.items() if n not in titles)


def _may_name(words: str) -> bool:
    """Tell whether words may name a measure: they are no value and no label."""
    return bool(words) and not is_value(words) and role_of(words) is Role.OTHER and base().kind_of(words) is None
