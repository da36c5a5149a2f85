"""What a workbook must know of a table before it writes its first row: how many rows and columns, how wide, where."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.formats.source import Source
from pipeline.tables.schema import LIST_MARK, Column, Table, Value, to_cell

MOST_ENTRIES = 20  # of a list, in columns of their own
WIDEST = 60  # characters of half width
_NARROWEST = 8
_LOOKED_AT = 500  # rows; the rest will not be much wider


class Head(NamedTuple):
    """A column of a sheet: one datum a cell, so that a list has a column for each entry."""

    column: Column
    title_ja: str
    name: str


@dataclass(slots=True)
class Survey:
    """A table as it is laid out on sheets."""

    table: Table
    rows: int = 0
    entries: dict[str, int] = field(default_factory=dict)
    """For each list column, into how many columns it is laid out."""
    widths: dict[str, int] = field(default_factory=dict)
    """For each column, the width of its widest cell, in characters of half width."""
    places: dict[tuple[str, ...], dict[tuple[Value, ...], int]] = field(default_factory=dict)
    """For each set of columns that others point to, the row (from 0) of each of its values."""

    @property
    def heads(self) -> list[Head]:
        """The columns of the sheet."""
        heads = []
        for column in self.table.columns:
            if column.type == "list":
                numbers = range(1, self.entries.get(column.name, 1) + 1)
                heads += [Head(column, f"{column.title_ja}{n}", f"{column.name}_{n}") for n in numbers]
            else:
                heads.append(Head(column, column.title_ja, column.name))
        return heads

    def laid_out(self, row: list[Value]) -> list[Value]:
        """Return a row's values, one for each head; what a list has beyond its columns stands in the last."""
        values: list[Value] = []
        for column, value in zip(self.table.columns, row, strict=True):
            if not isinstance(value, tuple):
                values.append(value)
                continue
            count = self.entries.get(column.name, 1)
            kept: list[Value] = list(value[: count - 1])
            values += [*kept, LIST_MARK.join(value[count - 1 :]) or None, *[None] * (count - 1 - len(kept))]
        return values

    def width(self, head: Head) -> int:
        """Return how wide to make a column, in characters of half width."""
        titles = max(text_width(head.title_ja), len(head.name)) + 3  # the filter's button
        return min(max(self.widths.get(head.column.name, 0) + 1, titles, _NARROWEST), WIDEST)


def survey(source: Source, table: Table, wanted: list[tuple[str, ...]]) -> Survey:
    """Read a table once.

    Args:
        source: the tables.
        table: one of them.
        wanted: the sets of its columns by which rows are looked for.
    """
    found = Survey(table, places={names: {} for names in wanted})
    lists = [(n, c.name) for n, c in enumerate(table.columns) if c.type == "list"]
    at = {names: [table.header.index(name) for name in names] for names in wanted}
    for row in source.rows(table):
        for n, name in lists:
            value = row[n]
            length = len(value) if isinstance(value, tuple) else 0
            found.entries[name] = max(found.entries.get(name, 1), min(length, MOST_ENTRIES))
        if found.rows < _LOOKED_AT:
            for column, value in zip(table.columns, row, strict=True):
                widest = (
                    max(map(text_width, value), default=0) if isinstance(value, tuple) else text_width(to_cell(value))
                )
                found.widths[column.name] = max(found.widths.get(column.name, 0), widest)
        for names, places in found.places.items():
            places.setdefault(tuple(row[n] for n in at[names]), found.rows)
        found.rows += 1
    return found


def text_width(text: str, most: int = WIDEST) -> int:
    """Return how wide the first `most` characters of a text are, in characters of half width."""
    return sum(1 + (unicodedata.east_asian_width(c) in "FWA") for c in text[:most])
