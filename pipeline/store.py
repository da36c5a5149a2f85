"""The output folder, which accumulates: what it holds, what a run adds, and how it is written back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.errors import OutputError
from pipeline.model import Dataset, Period
from pipeline.tables import COUNTED, TABLES, Rows, cells, failed_row, records
from pipeline.tables.nested import nest
from pipeline.tables.schema import data_package
from pipeline.write import bare, read_rows, safe_row, unwritable, write

_DOCUMENTS = TABLES[0]
_PACKAGE = "datapackage.json"
_ORDER_OF_PERIODS = {period.value: rank for rank, period in enumerate(Period)}


class Store:
    """The tables of a folder, by document. A cell is kept as its file holds it."""

    def __init__(self, folder: Path) -> None:
        """Read what the folder holds.

        Args:
            folder: made by `save` if missing.

        Raises:
            OutputError: if it holds a table that this version did not write, or is no folder.
        """
        self.folder = folder
        self._rows: dict[str, dict[str, list[list[str]]]] = {table.name: {} for table in TABLES}
        self._written: list[Path] = []
        if folder.exists() and not folder.is_dir():
            raise OutputError(
                f"{folder} はフォルダーではありません。--output には出力フォルダーを指定してください。",
                f"{folder} is not a folder: give --output a folder.",
            )
        self._load()

    def _load(self) -> None:
        """Read the tables; rows of a document that documents.csv does not list are left of a run that was cut off."""
        present = [table for table in TABLES if (self.folder / table.file_name).exists()]
        if present and _DOCUMENTS not in present:
            raise OutputError(
                f"{self.folder} に {_DOCUMENTS.file_name} がなく、ほかの表だけがあります。"
                "元に戻すか、別の出力フォルダーを指定してください。",
                f"{self.folder} holds tables, but no {_DOCUMENTS.file_name}: "
                "restore it, or choose another output folder.",
            )
        if not present and (self.folder / _PACKAGE).exists():
            raise OutputError(
                f"{self.folder} には、ほかのデータセットの {_PACKAGE} があります。"
                "別の出力フォルダーを指定してください。",
                f"{self.folder} holds the {_PACKAGE} of another dataset: choose another output folder.",
            )
        listed = self._rows[_DOCUMENTS.name]
        for table in present:
            by_document = self._rows[table.name]
            at = table.header.index("document_id")
            for row in read_rows(self.folder / table.file_name, table):
                if table is _DOCUMENTS or row[at] in listed:
                    by_document.setdefault(row[at], []).append(row)

    def known(self, document_id: str) -> dict[str, str] | None:
        """Return the documents row of a document, or None."""
        row = self._rows[_DOCUMENTS.name].get(document_id)
        return None if row is None else {n: bare(c) for n, c in zip(_DOCUMENTS.header, row[0], strict=True)}

    def held(self, sha256: str, *, pipeline_version: str) -> dict[str, str] | None:
        """Return the documents row of a report that need not be read again, or None.

        That is one which this version read, of which every row and the JSON are still there. A file that could not be
        read is tried again each time, so that its failure is told each time.
        """
        document = self.known(sha256[:16])
        if document is None or document["status"] == "failed" or document["pipeline_version"] != pipeline_version:
            return None
        document_id = document["document_id"]
        whole = all(document[name] == str(len(self._rows[name].get(document_id, ()))) for name in COUNTED)
        return document if whole and self._report_path(document_id).exists() else None

    def unclaimed(self, sha256: str) -> int:
        """Count the numerals of a document that nothing claims."""
        (table,) = (t for t in TABLES if t.name == "numerals")
        at = table.header.index("claimed_by")
        return sum(row[at] == "unclaimed" for row in self._rows["numerals"].get(sha256[:16], ()))

    def add(self, dataset: Dataset, *, pipeline_version: str, processed_at: str) -> dict[str, str]:
        """Put a report in place of what the folder holds of it.

        Returns:
            Its documents row.

        Raises:
            OutputError: if its JSON cannot be written.
        """
        earlier = self.known(dataset.source.document_id)
        if earlier is not None:  # the same bytes under another name stay known by the first
            dataset = replace(dataset, source=replace(dataset.source, name=earlier["source_file"]))
        values = records(dataset, pipeline_version=pipeline_version, processed_at=processed_at)
        return self.put(cells(values), nest(dataset, values))

    def fail(self, **failure: str) -> dict[str, str]:
        """Put a failed row in place of what the folder holds of a file; takes what `failed_row` takes."""
        row = failed_row(**failure)
        earlier = self.known(row["document_id"])
        if earlier is not None:
            row["source_file"] = earlier["source_file"]
        return self.put({_DOCUMENTS.name: [row]}, None)

    def put(self, rows: Rows, report: dict[str, Any] | None) -> dict[str, str]:
        """Replace all rows of one document, and its JSON at once.

        Rows that say the same but for `processed_at` leave everything as it is.

        Args:
            rows: cells by table and column; exactly one row of documents.
            report: its tree, None for a failure: a JSON of an earlier reading is then removed.

        Returns:
            Its documents row as it now stands.
        """
        (document,) = rows[_DOCUMENTS.name]
        document_id = document["document_id"]
        earlier = self.known(document_id)
        if earlier is not None:
            document = self._dated_as(earlier, rows, document)
        if document["source_sha256"]:
            self._forget_unreadable(document["source_file"])
        for table in TABLES:
            given = [document] if table is _DOCUMENTS else rows.get(table.name, [])
            self._rows[table.name].pop(document_id, None)
            if given:
                self._rows[table.name][document_id] = [safe_row(table, row) for row in given]
        self._put_report(document_id, report)
        return document

    def _dated_as(self, earlier: dict[str, str], rows: Rows, document: dict[str, str]) -> dict[str, str]:
        """Return the document's row with the earlier time, if that is all that differs."""
        dated = document | {"processed_at": earlier["processed_at"]}
        same = all(
            [safe_row(table, row) for row in ([dated] if table is _DOCUMENTS else rows.get(table.name, []))]
            == self._rows[table.name].get(document["document_id"], [])
            for table in TABLES
        )
        return dated if same else document

    def _forget_unreadable(self, name: str) -> None:
        """Drop the failed row that a file left when not even its bytes could be read."""
        listed = self._rows[_DOCUMENTS.name]
        document_id = failed_row(name=name, sha256="", format="", failure="", pipeline_version="", processed_at="")[
            "document_id"
        ]
        earlier = self.known(document_id)
        if earlier is not None and not earlier["source_sha256"]:
            del listed[document_id]

    def _report_path(self, document_id: str) -> Path:
        return self.folder / "reports" / f"{document_id}.json"

    def _put_report(self, document_id: str, report: dict[str, Any] | None) -> None:
        path = self._report_path(document_id)
        try:
            if report is None:
                path.unlink(missing_ok=True)
                return
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(path, error) from error
        if write(path, report):
            self._written.append(path)

    def save(self) -> list[Path]:
        """Write every file that changed, and return the files written since the folder was read.

        documents.csv comes last of the tables: a document that it lists is whole.

        Raises:
            OutputError: if one cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(self.folder, error) from error
        order = sorted(self._rows[_DOCUMENTS.name], key=self._rank)
        for table in (*TABLES[1:], _DOCUMENTS):
            by_document = self._rows[table.name]
            rows: Iterator[list[str]] = (row for document_id in order for row in by_document.get(document_id, ()))
            self._write(table.file_name, [list(table.header), *rows])
        documents: list[Mapping[str, str]] = [d for d in map(self.known, order) if d is not None]
        self._write(_PACKAGE, data_package(TABLES, documents))
        written, self._written = self._written, []
        return written

    def _write(self, name: str, content: Any) -> None:
        path = self.folder / name
        if write(path, content):
            self._written.append(path)

    def _rank(self, document_id: str) -> tuple[bool, str, int, str, str]:
        """Order documents by fiscal year, period, title, id; those without a year come last."""
        document = self.known(document_id) or {}
        year = document["fiscal_year"]
        period = _ORDER_OF_PERIODS.get(document["period"], len(_ORDER_OF_PERIODS))
        return not year, year.zfill(4), period, document["title"], document_id
