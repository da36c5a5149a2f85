"""The output folder, which accumulates: its documents stand in the ledger, and its tables are written from there."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from types import TracebackType

from extractors.mentions import ClaimedBy
from pipeline.errors import OutputError, PipelineError
from pipeline.ledger import Kept, Ledger, packed, place_of, unpacked
from pipeline.model import Dataset, Period
from pipeline.tables import TABLES, cells, failed_row, records
from pipeline.tables.nested import nest
from pipeline.tables.schema import Table, data_package
from pipeline.write import (
    BOM,
    bare,
    check_header,
    csv_rows,
    json_bytes,
    parse_rows,
    read_rows,
    report_path,
    safe_row,
    unwritable,
    write_chunks,
)

_DOCUMENTS = TABLES[0]
_NUMERALS = next(place for place, table in enumerate(TABLES) if table.name == "numerals")
_PACKAGE = "datapackage.json"
_ORDER_OF_PERIODS = {period.value: rank for rank, period in enumerate(Period)}
_SAME_REPORT = ("organisation", "plan_name", "title", "fiscal_year", "period")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A file as it was read, ready to be kept: what a worker process hands back."""

    name: str
    document: dict[str, str]
    """Its row of documents."""
    stretches: tuple[bytes, ...] = ()
    """Its rows of the other tables as their files hold them, one stretch of CSV for each; none for a failure."""
    unclaimed: int = 0
    """Numerals that nothing claims."""
    report: bytes | None = None
    """Its JSON, packed as the ledger keeps it; None for a failure."""
    error: PipelineError | None = None
    seconds: float = 0.0

    @property
    def sha256(self) -> str:
        """Of the file's bytes, 64 hex digits; empty if they could not be read."""
        return self.document["source_sha256"]


def reading_of(dataset: Dataset, *, pipeline_version: str, processed_at: str, seconds: float = 0.0) -> Reading:
    """Return a dataset as it is kept.

    Args:
        dataset: one report.
        pipeline_version: the version that read it.
        processed_at: when, ISO 8601 in UTC.
        seconds: how long it took.
    """
    values = records(dataset, pipeline_version=pipeline_version, processed_at=processed_at)
    rows = cells(values)
    return Reading(
        name=dataset.source.name,
        document=rows[_DOCUMENTS.name][0],
        stretches=tuple(_stretch(table, rows[table.name]) for table in TABLES[1:]),
        unclaimed=sum(row["claimed_by"] == ClaimedBy.UNCLAIMED for row in rows["numerals"]),
        report=packed(json_bytes(nest(dataset, values))),
        seconds=seconds,
    )


def reading_of_failure(error: PipelineError | None = None, *, seconds: float = 0.0, **failure: str) -> Reading:
    """Return a file that could not be read as it is kept; takes what `failed_row` takes."""
    row = failed_row(**failure)
    return Reading(name=row["source_file"], document=row, error=error, seconds=seconds)


def _stretch(table: Table, rows: Iterable[dict[str, str]]) -> bytes:
    return csv_rows(safe_row(table, row) for row in rows)


class Store:
    """The documents of a folder and its tables."""

    def __init__(self, folder: Path) -> None:
        """Open the folder's ledger; one that has tables and no ledger is taken in from its tables.

        Args:
            folder: made if missing.

        Raises:
            OutputError: if it holds a table that this version did not write, or is no folder.
        """
        self.folder = folder
        self._written: list[Path] = []
        if folder.exists() and not folder.is_dir():
            raise OutputError(
                f"{folder} はフォルダーではありません。--output には出力フォルダーを指定してください。",
                f"{folder} is not a folder: give --output a folder.",
            )
        place = place_of(folder)
        new = not place.exists()
        present = self._present(new=new)
        with self._told():
            folder.mkdir(parents=True, exist_ok=True)
        older = self._older(present) if new else {}
        self._ledger = Ledger(place)
        for document_id, tables in older.items():
            report = None
            with contextlib.suppress(OSError):
                report = packed(report_path(self.folder, document_id).read_bytes())
            at = TABLES[_NUMERALS].header.index("claimed_by")
            unclaimed = sum(row[at] == ClaimedBy.UNCLAIMED for row in tables[_NUMERALS])
            document = _row(_DOCUMENTS.header, tables[0][0])
            self._keep(document, [csv_rows(rows) for rows in tables], unclaimed, report)

    def _present(self, *, new: bool) -> list[int]:
        """Return the places of the tables that the folder holds, after making sure that they are ours."""
        present = [place for place, table in enumerate(TABLES) if (self.folder / table.file_name).exists()]
        if present and new and 0 not in present:
            raise OutputError(
                f"{self.folder} に {_DOCUMENTS.file_name} がなく、ほかの表だけがあります。"
                "元に戻すか、別の出力フォルダーを指定してください。",
                f"{self.folder} holds tables, but no {_DOCUMENTS.file_name}: "
                "restore it, or choose another output folder.",
            )
        if not present and new and (self.folder / _PACKAGE).exists():
            raise OutputError(
                f"{self.folder} には、ほかのデータセットの {_PACKAGE} があります。"
                "別の出力フォルダーを指定してください。",
                f"{self.folder} holds the {_PACKAGE} of another dataset: choose another output folder.",
            )
        for place in present:
            check_header(self.folder / TABLES[place].file_name, TABLES[place])
        return present

    def _older(self, present: list[int]) -> dict[str, list[list[list[str]]]]:
        """Read the tables that an older version wrote without a ledger.

        Rows of a document that documents.csv does not list are left of a run that was cut off.
        """
        found: dict[str, list[list[list[str]]]] = {}
        for place in present:
            table = TABLES[place]
            at = table.header.index("document_id")
            for row in read_rows(self.folder / table.file_name, table):
                if place == 0:
                    found[row[at]] = [[] for _ in TABLES]
                if row[at] in found:
                    found[row[at]][place].append(row)
        return found

    def __enter__(self) -> Store:
        """Return the store; leaving closes it."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Let go of the ledger."""
        self._ledger.close()

    @property
    def ledger(self) -> Ledger:
        """The ledger, for who keeps count of files and runs."""
        return self._ledger

    def known(self, document_id: str) -> dict[str, str] | None:
        """Return the documents row of a document of the datasets, or None."""
        if self._ledger.successor(document_id) is not None:
            return None
        return self._document(document_id)

    def _document(self, document_id: str) -> dict[str, str] | None:
        rows = _parsed(self._ledger.stretch(document_id, 0))
        return _row(_DOCUMENTS.header, rows[0]) if rows else None

    def held(self, sha256: str, *, pipeline_version: str) -> dict[str, str] | None:
        """Return the documents row of a report that need not be read again, or None.

        That is one which this version read. A file that could not be read is tried again each time, so that its
        failure is told each time. One whose place another took stays known. A JSON that somebody took away is written
        again.
        """
        document_id = sha256[:16]
        document = self._document(document_id)
        if document is None or document["status"] == "failed" or document["pipeline_version"] != pipeline_version:
            return None
        if not report_path(self.folder, document_id).exists() and self._ledger.successor(document_id) is None:
            self._write_report(document_id, self._ledger.report(document_id))
        return document

    def unclaimed(self, sha256: str) -> int:
        """Return the number of numerals of a document that nothing claims."""
        return self._ledger.unclaimed(sha256[:16])

    def successor(self, document_id: str) -> str | None:
        """Return the document that took the place of another as the corrected version of a report, or None."""
        return self._ledger.successor(document_id)

    def predecessor(self, document_id: str) -> str | None:
        """Return the document whose place this one took, or None."""
        return self._ledger.predecessor(document_id)

    def rows(self, document_id: str) -> dict[str, list[dict[str, str]]]:
        """Return every row of a document by table, also of one that another took the place of."""
        return {
            table.name: [_row(table.header, row) for row in _parsed(self._ledger.stretch(document_id, place))]
            for place, table in enumerate(TABLES)
        }

    def put(self, reading: Reading, *, corrects: bool = False) -> dict[str, str]:
        """Put a document in place of what the folder holds of it.

        One that says the same but for `processed_at` leaves everything as it is.

        Args:
            reading: the document.
            corrects: whether it also takes the place of an older version of the same report (same title and period,
                other bytes), which stays in the ledger.

        Returns:
            Its documents row as it now stands.

        Raises:
            OutputError: if it cannot be written.
        """
        document = reading.document
        document_id = document["document_id"]
        earlier = self._document(document_id)
        if earlier is not None and self._is_held(document | {"processed_at": earlier["processed_at"]}, reading):
            document = earlier
        if document["source_sha256"]:
            self._forget_unreadable(document["source_file"])
        self._put_report(document_id, reading.report)
        with self._ledger.change():
            if document is not earlier or self._ledger.successor(document_id) is not None:
                stretches = [_stretch(_DOCUMENTS, [document]), *reading.stretches]
                self._keep(document, stretches, reading.unclaimed, reading.report, reading.seconds)
            if corrects:
                self._supersede(document)
        return document

    def _is_held(self, document: dict[str, str], reading: Reading) -> bool:
        """Tell whether the ledger holds every row of a reading."""
        empty = (b"",) * (len(TABLES) - 1)
        stretches = (_stretch(_DOCUMENTS, [document]), *(reading.stretches or empty))
        return all(self._ledger.stretch(document["document_id"], n) == cells for n, cells in enumerate(stretches))

    def _keep(
        self,
        document: dict[str, str],
        stretches: Sequence[bytes],
        unclaimed: int,
        report: bytes | None,
        seconds: float | None = None,
    ) -> None:
        kept = Kept(
            document_id=document["document_id"],
            rank=_rank(document),
            report_of="\x1f".join(document[n] for n in _SAME_REPORT) if _is_dated(document) else "",
            unclaimed=unclaimed,
            seconds=seconds,
        )
        self._ledger.put(kept, document["source_sha256"], stretches, report)

    def _forget_unreadable(self, name: str) -> None:
        """Drop the failed row that a file left when not even its bytes could be read."""
        unread = failed_row(name=name, sha256="", format="", failure="", pipeline_version="", processed_at="")
        earlier = self._document(unread["document_id"])
        if earlier is not None and not earlier["source_sha256"]:
            self._ledger.forget(unread["document_id"])

    def _supersede(self, document: dict[str, str]) -> None:
        """Take the older version of a corrected report out of the datasets: one from the same subfolder."""
        new = document["document_id"]
        for document_id in self._ledger.same_reports(new):
            other = self._document(document_id) or {}
            folders = {n.rpartition("/")[0] for n in (other["source_file"], document["source_file"])} - {""}
            if other["status"] != "failed" and len(folders) < 2:
                self._ledger.supersede(document_id, new)
                self._remove_report(document_id)

    def _put_report(self, document_id: str, report: bytes | None) -> None:
        self._write_report(document_id, None if report is None else unpacked(report))

    def _write_report(self, document_id: str, report: bytes | None) -> None:
        if report is None:
            self._remove_report(document_id)
            return
        path = report_path(self.folder, document_id)
        with self._told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        self._write(path, [report])

    def _remove_report(self, document_id: str) -> None:
        path = report_path(self.folder, document_id)
        with self._told(path):
            path.unlink(missing_ok=True)

    def save(self) -> list[Path]:
        """Write every file that changed, and return the files written since the folder was opened or last saved.

        documents.csv comes last of the tables: a document that it lists is whole.

        Raises:
            OutputError: if one cannot be written.
        """
        marks = self._ledger.marks()
        files = [*(self.folder / table.file_name for table in TABLES), self.folder / _PACKAGE]
        if "unsaved" in marks or any(marks.get(file.name) != _stamp(file) for file in files):
            with self._told():
                self.folder.mkdir(parents=True, exist_ok=True)
            for place in (*range(1, len(TABLES)), 0):
                table = TABLES[place]
                self._write(files[place], chain([BOM + csv_rows([table.header])], self._ledger.stretches(place)))
            documents = (_row(_DOCUMENTS.header, row) for s in self._ledger.stretches(0) for row in _parsed(s))
            self._write(files[-1], [json_bytes(data_package(TABLES, list(documents)))])
            self._ledger.note({file.name: _stamp(file) for file in files})
        written, self._written = self._written, []
        return written

    def _write(self, path: Path, chunks: Iterable[bytes]) -> None:
        if write_chunks(path, chunks):
            self._written.append(path)

    @contextlib.contextmanager
    def _told(self, path: Path | None = None) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise unwritable(path or self.folder, error) from error


def _row(header: tuple[str, ...], row: list[str]) -> dict[str, str]:
    return {name: bare(cell) for name, cell in zip(header, row, strict=True)}


def _parsed(stretch: bytes) -> list[list[str]]:
    return parse_rows(stretch.decode("utf-8"))


def _stamp(file: Path) -> str:
    """Return what changes when somebody changes a file."""
    try:
        status = file.stat()
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns}"


def _is_dated(document: Mapping[str, str]) -> bool:
    return bool(document["title"] and document["fiscal_year"] and document["period"])


def _rank(document: Mapping[str, str]) -> str:
    """Order documents by fiscal year, period, title, id; those without a year come last."""
    year = document["fiscal_year"]
    period = _ORDER_OF_PERIODS.get(document["period"], len(_ORDER_OF_PERIODS))
    return "\x1f".join(("0" if year else "1", year.zfill(4), str(period), document["title"], document["document_id"]))
