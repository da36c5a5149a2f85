"""What the writers of formats read: the CSV files of a folder as typed rows, with the report's own characters again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import OutputError
from pipeline.frames import check_folder
from pipeline.tables import FURTHER, TABLES
from pipeline.tables.schema import Column, Table, Value, from_cell
from pipeline.write import bare, iterate_rows, report_path, safe


class Notice(NamedTuple):
    """Something that a format's limits did to the content: a message and its parts."""

    key: str
    parts: dict[str, object]


class Source:
    """The tables of a folder; rows are read from the disk each time, so that memory does not grow with them."""

    def __init__(self, folder: Path) -> None:
        """Look at the folder.

        Raises:
            UsageError: if it holds no dataset.
        """
        check_folder(folder)
        self.folder = folder
        self.tables = (*TABLES, *(table for table in FURTHER if table.name in _listed(folder)))
        """Those of `run`, and what `trend` and `correct` wrote of the documents as they are now."""
        self.notices: list[Notice] = []
        self._text_of: tuple[str, str] = ("", "")

    def tell(self, key: str, **parts: object) -> None:
        """Note what a limit did to the content."""
        self.notices.append(Notice(key, parts))

    def stamps(self) -> list[tuple[int, int]]:
        """Return what changes when a table is replaced: size and time, in nanoseconds, of each file."""
        found = (path.stat() for path in (self.folder / table.file_name for table in self.tables))
        return [(status.st_size, status.st_mtime_ns) for status in found]

    def rows(self, table: Table) -> Iterator[list[Value]]:
        """Yield the rows of a table as values; see `from_cell`.

        The apostrophes that guard texts against spreadsheets are gone, and a `text` cell that the CSV had to leave
        empty is read from the report's JSON.

        Raises:
            OutputError: if the file is not as this program wrote it.
        """
        path = self.folder / table.file_name
        at = {name: n for n, name in enumerate(table.header)}
        cites = {"document_id", "text", "offset_start", "offset_end"} <= at.keys()
        for number, row in enumerate(iterate_rows(path, table), start=2):
            if cites and row[at["offset_start"]] and not row[at["text"]]:
                row[at["text"]] = self._cited(*(row[at[n]] for n in ("document_id", "offset_start", "offset_end")))
            values: list[Value] = []
            for column, cell in zip(table.columns, row, strict=True):
                try:
                    values.append(_value(column, cell))
                except (ValueError, ArithmeticError) as error:
                    raise OutputError(
                        f"{path} の {number} 番目の行、列 {column.name} の「{cell}」を読めません。"
                        "Excel で保存し直すと、日付や数の書き方が変わることがあります。"
                        "shinchoku run をもう一度実行すると、表が書き直されます。",
                        f"{path}, record {number}, column {column.name}: {cell!r} cannot be read. A spreadsheet that "
                        "saves the file may write dates and numbers otherwise; another shinchoku run writes it anew.",
                    ) from error
            yield values

    def _cited(self, document_id: str, start: str, end: str) -> str:
        """Return the characters that a row cites, guarded as the CSV guards; empty where they cannot be had."""
        if self._text_of[0] != document_id:
            try:
                report = json.loads(report_path(self.folder, document_id).read_bytes())
            except (OSError, ValueError):
                report = {"text": ""}
            self._text_of = (document_id, report["text"])
        guarded = safe(self._text_of[1][int(start) : int(end)])
        return "" if "\ufffd" in guarded else guarded


def _listed(folder: Path) -> set[str]:
    """Return the names of the tables in the package: it lists only what fits the documents."""
    try:
        return {resource["name"] for resource in json.loads((folder / "datapackage.json").read_bytes())["resources"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _value(column: Column, cell: str) -> Value:
    if column.required and not cell:
        raise ValueError(column.name)
    return from_cell(column.type, bare(cell) if column.type in ("string", "list") else cell)
