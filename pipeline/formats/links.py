"""Where the cells of a workbook lead: an id to the row that it names, a citation to the text that it stands in."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pipeline.formats.source import Source
from pipeline.formats.survey import Head, Survey
from pipeline.tables.schema import Table, Value

Link = Callable[[list[Value]], str | None]
"""Takes a row of the table that a cell stands in, and returns an address; None if the cell leads nowhere."""
_PLACE = ("document_id", "measure_no")


def looked_for(source: Source, table: Table) -> list[tuple[str, ...]]:
    """Return the sets of a table's columns that links lead to.

    Links to documents would be in every row, and use up what Excel allows for a sheet.
    """
    if table.name == "documents":
        return []
    pointed = {(k.reference,) for t in source.tables for k in t.foreign if k.table == table.name}
    return [*sorted(pointed), *([_PLACE] if table.name == "measures" else [])]


class Links:
    """The links of a workbook."""

    def __init__(self, surveys: Mapping[str, Survey], address: Callable[[str, int, int], str]) -> None:
        """Keep what is known of the tables.

        Args:
            surveys: of every table, by its name.
            address: returns the address of a cell by its table, row and column, both from 0 and without heads.
        """
        self._surveys = surveys
        self._address = address

    def of(self, table: Table, head: Head) -> Link | None:
        """Return what tells where the cells of a column lead, None if none leads anywhere."""
        if head.name == "text" and "measure_no" in table.header:
            return self._to_context(table)
        for foreign in table.foreign:
            if foreign.column == head.name:
                return self._to_row(table, head.name, self._surveys[foreign.table], foreign.reference)
        return None

    def _to_row(self, table: Table, column: str, target: Survey, reference: str) -> Link | None:
        places = target.places.get((reference,))
        if places is None:
            return None
        at = table.header.index(column)
        to = [head.name for head in target.heads].index(reference)

        def link(row: list[Value]) -> str | None:
            found = None if row[at] is None else places.get((row[at],))
            return None if found is None else self._address(target.table.name, found, to)

        return link

    def _to_context(self, table: Table) -> Link:
        """Lead to the text of the block that is cited, or to the measure where it is in none that has a column."""
        measures = self._surveys["measures"]
        places = measures.places[_PLACE]
        columns = {head.name: n for n, head in enumerate(measures.heads)}
        key, text = [table.header.index(name) for name in _PLACE], table.header.index("text")
        block = table.header.index("block") if "block" in table.header else None

        def link(row: list[Value]) -> str | None:
            found = places.get(tuple(row[n] for n in key)) if row[text] else None
            if found is None:
                return None
            name = "" if block is None else f"{row[block]}_text"
            return self._address("measures", found, columns.get(name, 0))

        return link
