"""The output folder, which accumulates: its documents stand in the ledger, and its tables are written from there."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from itertools import chain, repeat
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from extractors.mentions import ClaimedBy
from pipeline.errors import OutputError, PipelineError
from pipeline.ledger import Kept, Ledger, place_of
from pipeline.packing import Packed, packed, unpacked
from pipeline.readings import Reading, rank, reading_of, reading_of_failure, report_of
from pipeline.tables import FURTHER, TABLES, Records, cells, failed_row
from pipeline.tables.further import CORRECTIONS, OF_TREND
from pipeline.tables.schema import Table, data_package
from pipeline.versions import Versions
from pipeline.write import (
    BOM,
    check_header,
    csv_rows,
    json_bytes,
    no_dataset,
    read_rows,
    report_path,
    rows_of,
    stamp_of,
    stretch_of,
    unwritable,
    widened,
    write_chunks,
)

if TYPE_CHECKING:
    from pipeline.amend.desk import Desk

__all__ = ["Reading", "Store", "reading_of", "reading_of_failure", "require_tables"]

_DOCUMENTS = TABLES[0]
_NUMERALS = next(place for place, table in enumerate(TABLES) if table.name == "numerals")
_PACKAGE = "datapackage.json"


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
        self._ledger.fit([len(table.columns) for table in TABLES], widened)
        self._versions = Versions(self._ledger)
        if older:
            self._take_in(older)

    @cached_property
    def _desk(self) -> Desk:
        from pipeline.amend.desk import Desk  # only a folder with corrections waits for what reads them

        return Desk(self._ledger)

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

    def _take_in(self, older: Mapping[str, list[list[list[str]]]]) -> None:
        """Keep what the tables of a folder without a ledger hold, and the corrections that stand beside them."""
        from pipeline.amend.rows import unamended

        for document_id, tables in older.items():
            report = None
            with contextlib.suppress(OSError):
                report = packed([self._report_path(document_id).read_bytes()])
            at = TABLES[_NUMERALS].header.index("claimed_by")
            unclaimed = sum(row[at] == ClaimedBy.UNCLAIMED for row in tables[_NUMERALS])
            stretches = [
                stretch_of(table, unamended(table.name, rows_of(table, csv_rows(rows))))
                for table, rows in zip(TABLES, tables, strict=True)
            ]
            others = [packed([stretch]) for stretch in stretches[1:]]
            self._keep(rows_of(_DOCUMENTS, stretches[0])[0], others, unclaimed, report)
        place = self.folder / CORRECTIONS.file_name
        if place.exists() and read_rows(place, CORRECTIONS):
            self.correct(place)

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

    @property
    def versions(self) -> Versions:
        """Which of its documents are, or may be, one report."""
        return self._versions

    def known(self, document_id: str) -> dict[str, str] | None:
        """Return the documents row of a document of the datasets, or None."""
        if self._ledger.successor(document_id) is not None:
            return None
        return self._document(document_id)

    def _document(self, document_id: str) -> dict[str, str] | None:
        rows = rows_of(_DOCUMENTS, self._ledger.stretch(document_id, 0))
        return rows[0] if rows else None

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

    def predecessors(self, document_id: str) -> list[str]:
        """Return the documents whose place this one took, the one that was kept last first."""
        return self._ledger.predecessors(document_id)

    def rows(self, document_id: str) -> dict[str, list[dict[str, str]]]:
        """Return every row of a document by table, also of one that another took the place of."""
        return {
            table.name: rows_of(table, self._ledger.stretch(document_id, place)) for place, table in enumerate(TABLES)
        }

    def put(self, reading: Reading, *, corrects: bool = False) -> dict[str, str]:
        """Put a document in place of what the folder holds of it, with the corrections of people laid over it.

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
        machine = reading
        document_id = reading.document["document_id"]
        corrected = None
        if self._ledger.is_corrected():
            corrected = self._desk.lay_over(
                reading.document, report_of(reading.document), reading.packed_rows, reading.report
            )
        if corrected is not None:
            reading = replace(
                reading,
                document=corrected.document,
                packed_rows=corrected.packed_rows,
                unclaimed=corrected.unclaimed,
                report=corrected.report,
            )
        document = reading.document
        earlier = self._document(document_id)
        if earlier is not None and self._is_held(document | {"processed_at": earlier["processed_at"]}, reading):
            document = earlier
        if document["source_sha256"]:
            self._forget_unreadable(document["source_file"])
        self._put_report(document_id, reading.report)
        with self._ledger.change():
            if document is not earlier or self._ledger.successor(document_id) is not None:
                self._keep(document, reading.packed_rows, reading.unclaimed, reading.report, reading.seconds)
            outcomes = {} if corrected is None else corrected.outcomes
            self._ledger.settle(document_id, {n: (o.state.value, o.ja, o.en) for n, o in outcomes.items()})
            changed = corrected is not None and corrected.changed
            theirs = [stretch_of(_DOCUMENTS, [machine.document]), *machine.stretches()] if changed else []
            self._ledger.keep_machine(document_id, theirs, machine.report)
            if corrects:
                self._supersede(document)
        return document

    def _is_held(self, document: dict[str, str], reading: Reading) -> bool:
        """Tell whether the ledger holds every row of a reading."""
        stretches = chain([stretch_of(_DOCUMENTS, [document])], reading.stretches(), repeat(b""))
        return all(self._ledger.stretch(document["document_id"], n) == next(stretches) for n in range(len(TABLES)))

    def _keep(
        self,
        document: dict[str, str],
        packed_rows: Iterable[Packed],
        unclaimed: int,
        report: Packed | None,
        seconds: float | None = None,
    ) -> None:
        kept = Kept(
            document_id=document["document_id"],
            rank=rank(document),
            report_of=report_of(document),
            unclaimed=unclaimed,
            seconds=seconds,
        )
        stretches = chain([packed([stretch_of(_DOCUMENTS, [document])])], packed_rows)
        self._ledger.put(kept, document["source_sha256"], stretches, report)

    def _forget_unreadable(self, name: str) -> None:
        """Drop the failed row that a file left when not even its bytes could be read."""
        unread = failed_row(name=name, sha256="", format="", failure="", pipeline_version="", processed_at="")
        earlier = self._document(unread["document_id"])
        if earlier is not None and not earlier["source_sha256"]:
            self._ledger.forget(unread["document_id"])

    def _supersede(self, document: dict[str, str]) -> None:
        """Take the older versions of a corrected report out of the datasets."""
        for older in self._versions.of(document):
            self._ledger.supersede(older["document_id"], document["document_id"])
            self._remove_report(older["document_id"])

    def correct(self, path: Path, *, who: str = "", why: str = "") -> list[dict[str, str]]:
        """Take in a file of corrections and lay them over the documents that they concern.

        Args:
            path: a corrections.csv, or a workbook whose cells a person changed.
            who: who changed the workbook; empty for who last saved it.
            why: why.

        Returns:
            The rows of corrections.csv: every correction that the folder holds, with what became of it.

        Raises:
            CorrectionsError: if the file cannot be taken in; nothing is changed then.
            OutputError: if the folder holds a corrections.csv that was not taken in.
        """
        own = self.folder / CORRECTIONS.file_name
        is_own = own.exists() and path.resolve() == own.resolve()
        corrections = self._desk.read(path, who=who, why=why)
        if not is_own and not self._may_replace(own):
            raise OutputError(
                f"{own} に、まだ取り込んでいない訂正があります。先に shinchoku correct {own} で取り込むか、"
                "ファイルを移してください。",
                f"{own} holds corrections that were not taken in: take them in first with shinchoku correct {own}, "
                "or move the file away.",
            )
        documents = {c.document_id: self._document(c.document_id) or {} for c in corrections}
        with self._ledger.change():
            self._desk.take_in(corrections, {i: (report_of(d), d["source_file"]) for i, d in documents.items()})
            concerned = {i for document_id in documents for i in self._with_versions(document_id)}
            for document_id in sorted(concerned):
                self._put_again(document_id)
            if is_own:
                self._ledger.note({**self._ledger.marks(), own.name: stamp_of(own)})
        return self._desk.rows()

    def corrections(self) -> list[dict[str, str]]:
        """Return the rows of corrections.csv."""
        return self._desk.rows()

    def _may_replace(self, own: Path) -> bool:
        """Tell whether corrections.csv is as this program wrote it, or holds nothing that is not kept."""
        if not own.exists() or self._ledger.marks().get(own.name) == stamp_of(own):
            return True
        try:
            return self._desk.knows(own)
        except PipelineError:
            return False

    def _with_versions(self, document_id: str) -> list[str]:
        """Return the documents of the datasets that are a report or other versions of it."""
        own = [document_id] if self._ledger.successor(document_id) is None else []
        return own + self._ledger.same_reports(document_id)

    def _put_again(self, document_id: str) -> None:
        """Lay corrections anew over what the machine read of a document."""
        stretches, report = self._ledger.machine(document_id)
        (document,) = rows_of(_DOCUMENTS, stretches[0])
        if document["status"] == "failed":
            return
        numerals = rows_of(TABLES[_NUMERALS], stretches.get(_NUMERALS, b""))
        self.put(
            Reading(
                name=document["source_file"],
                document=document,
                packed_rows=tuple(packed([stretches.get(place, b"")]) for place in range(1, len(TABLES))),
                unclaimed=sum(row["claimed_by"] == ClaimedBy.UNCLAIMED for row in numerals),
                report=report,
            )
        )

    def _report_path(self, document_id: str) -> Path:
        return self.folder / "reports" / f"{document_id}.json"

    def _put_report(self, document_id: str, report: Packed | None) -> None:
        self._write_report(document_id, None if report is None else unpacked(report))

    def _write_report(self, document_id: str, report: Iterable[bytes] | None) -> None:
        if report is None:
            self._remove_report(document_id)
            return
        path = report_path(self.folder, document_id)
        with self._told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        self._write(path, report)

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
        corrections = self._desk.bytes() if self._ledger.is_corrected() else None
        # What staff laid there and nobody took in yet is theirs.
        ours = corrections is not None and self._may_replace(self.folder / CORRECTIONS.file_name)
        tables = (*TABLES, CORRECTIONS) if ours else TABLES
        files = [*(self.folder / table.file_name for table in tables), self.folder / _PACKAGE]
        if "unsaved" in marks or any(marks.get(file.name) != stamp_of(file) for file in files):
            with self._told():
                self.folder.mkdir(parents=True, exist_ok=True)
            for place in (*range(1, len(TABLES)), 0):
                self._write_table(TABLES[place], self._ledger.stretches(place))
            if corrections is not None and ours:
                self._write_table(CORRECTIONS, [corrections])
            self._write_package(tables)
            self._ledger.note({file.name: stamp_of(file) for file in files})
        written, self._written = self._written, []
        return written

    def save_trend(self, found: Records) -> list[Path]:
        """Write the tables of `shinchoku trend` beside the others, and return the files written.

        The package lists them until the documents change: then they are those of an older state.

        Raises:
            OutputError: if one cannot be written.
        """
        written = self.save()
        rows = cells(found)
        for table in OF_TREND:
            self._write_table(table, [stretch_of(table, rows[table.name])])
        marks = self._ledger.marks()
        self._write_package([t for t in (*TABLES, *FURTHER) if t.file_name in marks or t in OF_TREND])
        self._ledger.note({**marks, _PACKAGE: stamp_of(self.folder / _PACKAGE)})
        written += self._written
        self._written = []
        return written

    def _write_table(self, table: Table, stretches: Iterable[bytes]) -> None:
        self._write(self.folder / table.file_name, chain([BOM + csv_rows([table.header])], stretches))

    def _write_package(self, tables: Iterable[Table]) -> None:
        documents = rows_of(_DOCUMENTS, b"".join(self._ledger.stretches(0)))
        self._write(self.folder / _PACKAGE, [json_bytes(data_package(tables, documents))])

    def _write(self, path: Path, chunks: Iterable[bytes]) -> None:
        if write_chunks(path, chunks):
            self._written.append(path)

    @contextlib.contextmanager
    def _told(self, path: Path | None = None) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise unwritable(path or self.folder, error) from error


def require_tables(folder: Path) -> None:
    """Make sure that a folder holds tables, before it is locked and opened.

    Raises:
        UsageError: if it holds none.
    """
    if not (folder / _DOCUMENTS.file_name).is_file() and not place_of(folder).exists():
        raise no_dataset(folder, _DOCUMENTS.file_name)
