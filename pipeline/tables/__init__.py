"""The tables of the dataset contract, and the rows that a dataset makes of them.

`python -m pipeline.tables` prints the data dictionary, which `docs/data-dictionary.md` holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from extractors.view import with_ideographs
from pipeline.model import Dataset
from pipeline.tables.cited import Cited, Row
from pipeline.tables.columns import COUNTED, DOCUMENTS, TABLES
from pipeline.tables.further import FURTHER
from pipeline.tables.schema import Table, Value, dictionary, to_cell

__all__ = [
    "COUNTED",
    "FURTHER",
    "TABLES",
    "Records",
    "Rows",
    "cells",
    "data_dictionary",
    "document_of",
    "entries",
    "failed_row",
    "records",
    "row_cells",
    "rows",
]

Rows = dict[str, list[dict[str, str]]]
"""The cells of each table, by the table's name and the column's."""
Records = dict[str, list[dict[str, Value]]]
"""The same as values."""


def _entries(cited: Cited, table: Table) -> Iterator[Row]:
    dataset = cited.dataset
    match table.name:
        case "directions":
            return (Row(cited, (i, d), d.heading) for i, d in cited.directions if i is not None)
        case "measures":
            return (Row(cited, placed, placed.measure.span) for placed in cited.measures())
        case "figures":
            return (Row(cited, f, f.figure.span) for f in dataset.figures)
        case "dates":
            return (Row(cited, d, d.date.span) for d in dataset.dates)
        case name:
            return (Row(cited, entry, entry.span) for entry in getattr(dataset, name))


def entries(cited: Cited, table: Table) -> Iterator[tuple[Any, dict[str, Value]]]:
    """Yield the rows of a table in order of the text: what each is made of, and its values."""
    return ((row.it, _values(table, row)) for row in _entries(cited, table))


def document_of(
    cited: Cited, counts: Mapping[str, int], *, pipeline_version: str, processed_at: str
) -> dict[str, Value]:
    """Return the row of documents.

    Args:
        cited: the report.
        counts: how many rows each other table has.
        pipeline_version: the version that read it.
        processed_at: when, ISO 8601 in UTC.
    """
    document = _values(DOCUMENTS, Row(cited, cited.dataset))
    document |= {name: counts[name] for name in COUNTED}
    return document | {"pipeline_version": pipeline_version, "processed_at": processed_at}


def records(dataset: Dataset, *, pipeline_version: str, processed_at: str) -> Records:
    """Return the rows of a dataset as values, for every table, in order of the text.

    Args:
        dataset: one report.
        pipeline_version: the version that read it.
        processed_at: when, ISO 8601 in UTC.
    """
    cited = Cited(dataset)
    by_table: Records = {table.name: [values for _, values in entries(cited, table)] for table in TABLES[1:]}
    counts = {name: len(table) for name, table in by_table.items()}
    document = document_of(cited, counts, pipeline_version=pipeline_version, processed_at=processed_at)
    return {"documents": [document], **by_table}


def _values(table: Table, row: Row) -> dict[str, Value]:
    """Return the values of a row; what cites no characters has the ideographs of a PDF's radicals (⻑野 is 長野)."""
    values = {column.name: column.cell(row) for column in table.columns}
    if row.cited.has_radicals:
        for column in table.columns:
            value = values[column.name]
            if column.type == "string" and column.name != "text" and isinstance(value, str):
                values[column.name] = with_ideographs(value)
            elif column.type == "list" and isinstance(value, tuple):
                values[column.name] = tuple(map(with_ideographs, value))
    return values


def row_cells(values: Mapping[str, Value]) -> dict[str, str]:
    """Return a row of values as cells of CSV."""
    return {column: to_cell(value) for column, value in values.items()}


def cells(values: Records) -> Rows:
    """Return rows of values as cells of CSV."""
    return {name: list(map(row_cells, table)) for name, table in values.items()}


def rows(dataset: Dataset, *, pipeline_version: str, processed_at: str) -> Rows:
    """Return the rows of a dataset as cells of CSV; see `records`."""
    return cells(records(dataset, pipeline_version=pipeline_version, processed_at=processed_at))


def failed_row(
    *,
    name: str,
    sha256: str,
    format: str,  # noqa: A002  # the column's name
    failure: str,
    pipeline_version: str,
    processed_at: str,
) -> dict[str, str]:
    """Return the row of documents.csv for a file that could not be read.

    Args:
        name: the file, as datasets call it.
        sha256: 64 hex digits; empty where not even its bytes could be read: the id is then made of the name.
        format: txt, pdf …
        failure: the reason, in Japanese with the English beside it.
        pipeline_version: the version that tried.
        processed_at: when, ISO 8601 in UTC.
    """
    known = {
        "document_id": (sha256 or hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest())[:16],
        "source_file": name,
        "source_sha256": sha256,
        "format": format,
        "status": "failed",
        "failure": failure,
        "pipeline_version": pipeline_version,
        "processed_at": processed_at,
    }
    return dict.fromkeys(DOCUMENTS.header, "") | dict.fromkeys(COUNTED, "0") | known


def data_dictionary() -> str:
    """Return docs/data-dictionary.md."""
    return dictionary((*TABLES, *FURTHER))
