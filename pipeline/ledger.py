"""The ledger of an output folder: every file and run, what became of it, and the rows of every document, in SQLite.

The datasets are written from it. It stands in the output folder, or, where that is on a network share, on a local
disk: SQLite needs locks that shares do not keep.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import OutputError
from pipeline.packing import PIECE, Packed, cell_pieces, insert, unpacked

_FILE = "ledger.sqlite3"
_FOLDER = ".shinchoku"
_REMOTE_DRIVE = 4  # Windows' DRIVE_REMOTE
_REMOTE_SYSTEMS = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afs", "davfs", "fuse.rclone"})
_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    document_id TEXT PRIMARY KEY, sha256 TEXT NOT NULL, rank TEXT NOT NULL, report_of TEXT NOT NULL,
    unclaimed INTEGER NOT NULL, seconds REAL, run INTEGER, successor TEXT, report BLOB
);
CREATE INDEX IF NOT EXISTS in_order ON documents (rank) WHERE successor IS NULL;
CREATE INDEX IF NOT EXISTS same_report ON documents (report_of) WHERE successor IS NULL AND report_of <> '';
CREATE TABLE IF NOT EXISTS rows (
    document_id TEXT NOT NULL, place INTEGER NOT NULL, cells BLOB NOT NULL, PRIMARY KEY (document_id, place)
);
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, sha256 TEXT NOT NULL,
    run INTEGER NOT NULL, outcome TEXT NOT NULL, seconds REAL
);
CREATE TABLE IF NOT EXISTS runs (
    run INTEGER PRIMARY KEY, command TEXT NOT NULL, started TEXT NOT NULL, ended TEXT, version TEXT NOT NULL,
    owner TEXT NOT NULL, outcome TEXT
);
CREATE TABLE IF NOT EXISTS corrections (
    number INTEGER PRIMARY KEY, document_id TEXT NOT NULL, report_of TEXT NOT NULL, source_file TEXT NOT NULL,
    cells TEXT NOT NULL UNIQUE
);
CREATE TABLE IF NOT EXISTS outcomes (
    correction INTEGER NOT NULL, document_id TEXT NOT NULL, state TEXT NOT NULL, ja TEXT NOT NULL, en TEXT NOT NULL,
    PRIMARY KEY (document_id, correction)
);
CREATE TABLE IF NOT EXISTS machine (
    document_id TEXT NOT NULL, place INTEGER NOT NULL, cells BLOB NOT NULL, PRIMARY KEY (document_id, place)
);
CREATE TABLE IF NOT EXISTS sources (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS marks (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class Kept(NamedTuple):
    """What the ledger knows of a document besides its rows."""

    document_id: str
    rank: str
    """By which documents are ordered."""
    report_of: str
    """What another version of the same report has in common with it; empty where nobody can tell."""
    unclaimed: int
    """Numerals that nothing claims."""
    seconds: float | None = None
    """How long it took to read."""


class KeptCorrection(NamedTuple):
    """A correction as the ledger keeps it."""

    number: int
    document_id: str
    report_of: str
    """What other versions of the corrected report have in common with it; empty where nobody can tell."""
    source_file: str
    """Its file, as datasets call it."""
    cells: str
    """The correction as JSON."""


class SeenFile(NamedTuple):
    """A file of an archive as it was when it was last looked at."""

    size: int
    modified: int
    """Nanoseconds."""
    sha256: str
    run: int
    outcome: str
    """ok, warnings or failed; empty while it is not read."""


def place_of(folder: Path) -> Path:
    """Return where the ledger of an output folder stands."""
    if not _is_remote(folder):
        return folder / _FOLDER / _FILE
    name = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return _local_state() / "shinchoku" / name / _FILE


def _local_state() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")


def _is_remote(folder: Path) -> bool:
    """Tell whether a folder is on a network share; one that cannot be told is taken for local."""
    whole = folder.resolve()
    if sys.platform == "win32":
        import ctypes

        return whole.drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(whole.anchor) == _REMOTE_DRIVE
    try:
        mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    there = {Path(m[1].replace("\\040", " ")): m[2] for m in (line.split(" ") for line in mounts) if len(m) > 2}
    nearest = next((there[parent] for parent in (whole, *whole.parents) if parent in there), "")
    return nearest in _REMOTE_SYSTEMS


class Ledger:
    """The ledger at a path, made if missing. Each change is whole once its method has returned."""

    def __init__(self, path: Path) -> None:
        """Open the ledger.

        Raises:
            OutputError: if it cannot be opened, or is none.
        """
        self.path = path
        with self._told():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, timeout=30, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.executescript(_SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise OutputError(
                f"台帳 {self.path} を読み書きできません（{error}）。空き容量と書き込み権限を確かめてください。"
                "壊れているときは、このファイルを別の場所に移してから、もう一度実行してください（表から作り直します）。",
                f"The ledger {self.path} cannot be read or written ({error}). Check the free space and whether its "
                "folder can be written to. If it is broken, move it away and run again: it is made anew from the tables.",
            ) from error

    @contextlib.contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Make what is done inside one change, which is whole or not at all."""
        if self._db.in_transaction:
            yield self._db
            return
        with self._told():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def _one(self, query: str, *values: object) -> tuple[object, ...] | None:
        with self._told():
            found: tuple[object, ...] | None = self._db.execute(query, values).fetchone()
        return found

    # ---- documents ---------------------------------------------------------------------------------------------------

    def put(self, kept: Kept, sha256: str, stretches: Iterable[Packed], report: Packed | None) -> None:
        """Put a document in place of what the ledger holds of it.

        Args:
            kept: what is known of it.
            sha256: of its bytes; empty if not even they could be read.
            stretches: its rows, table by table, as their files hold them, packed.
            report: its JSON as `packed` returns it, None for a failure.
        """
        with self.change() as db:
            self._drop(db, kept.document_id)
            run = db.execute("SELECT max(run) FROM runs").fetchone()[0]
            own = (kept.document_id, sha256, kept.rank, kept.report_of, kept.unclaimed, kept.seconds, run, None)
            if report is None:
                db.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)", own)
            else:
                insert(db, "documents", "report", own, sum(map(len, report)), report)
            for place, stretch in enumerate(stretches):
                if size := sum(map(len, unpacked(stretch))):
                    insert(db, "rows", "cells", (kept.document_id, place), size, unpacked(stretch))
            self._mark(db, "unsaved", "1")

    def forget(self, document_id: str) -> None:
        """Drop a document and its rows."""
        with self.change() as db:
            self._drop(db, document_id)
            self._mark(db, "unsaved", "1")

    @staticmethod
    def _drop(db: sqlite3.Connection, document_id: str) -> None:
        for table in ("documents", "rows"):
            db.execute(f"DELETE FROM {table} WHERE document_id = ?", (document_id,))

    def supersede(self, document_id: str, successor: str) -> None:
        """Take a document out of the datasets in favour of another; the ledger keeps it."""
        with self.change() as db:
            db.execute("UPDATE documents SET successor = ? WHERE document_id = ?", (successor, document_id))
            self._mark(db, "unsaved", "1")

    def successor(self, document_id: str) -> str | None:
        """Return the document that took the place of another, or None."""
        found = self._one("SELECT successor FROM documents WHERE document_id = ?", document_id)
        return None if found is None or found[0] is None else str(found[0])

    def predecessors(self, document_id: str) -> list[str]:
        """Return the documents whose place another took, the one that was kept last first."""
        with self._told():
            found = self._db.execute(
                "SELECT document_id FROM documents WHERE successor = ? ORDER BY rowid DESC", (document_id,)
            )
            return [str(older) for (older,) in found]

    def same_reports(self, document_id: str) -> list[str]:
        """Return the other documents of the datasets that are versions of the same report."""
        with self._told():
            found = self._db.execute(
                "SELECT other.document_id FROM documents AS this JOIN documents AS other USING (report_of) "
                "WHERE this.document_id = ? AND other.document_id <> ? AND other.successor IS NULL "
                "AND report_of <> '' ORDER BY other.document_id",
                (document_id, document_id),
            )
            return [str(other) for (other,) in found]

    def unclaimed(self, document_id: str) -> int:
        """Return the number of numerals that nothing claims; 0 for an unknown document."""
        found = self._one("SELECT unclaimed FROM documents WHERE document_id = ?", document_id)
        return 0 if found is None else int(str(found[0]))

    def stretch(self, document_id: str, place: int) -> bytes:
        """Return the rows of a document in the table at `place`, one taken out of the datasets included, as CSV."""
        found = self._one("SELECT cells FROM rows WHERE document_id = ? AND place = ?", document_id, place)
        return found[0] if found is not None and isinstance(found[0], bytes) else b""

    def report(self, document_id: str) -> Iterator[bytes] | None:
        """Return the JSON of a document, in pieces; None for a failure or an unknown one."""
        found = self._one("SELECT report FROM documents WHERE document_id = ?", document_id)
        return None if found is None or not isinstance(found[0], bytes) else unpacked((found[0],))

    def in_order(self) -> Iterator[str]:
        """Yield the documents of the datasets in their order."""
        with self._told():
            for (document_id,) in self._db.execute(
                "SELECT document_id FROM documents WHERE successor IS NULL ORDER BY rank"
            ):
                yield document_id

    def stretches(self, place: int) -> Iterator[bytes]:
        """Yield the rows of the table at `place` as CSV, document by document in their order; long ones in pieces."""
        with self._told():
            for cells, row in self._db.execute(
                "SELECT CASE WHEN length(cells) <= ? THEN cells END, rows.rowid "
                "FROM documents JOIN rows USING (document_id) WHERE successor IS NULL AND place = ? ORDER BY rank",
                (PIECE, place),
            ):
                if cells is not None:
                    yield cells
                else:
                    yield from cell_pieces(self._db, "rows", "cells", row)

    # ---- corrections -------------------------------------------------------------------------------------------------

    def add_correction(self, document_id: str, report_of: str, source_file: str, cells: str) -> None:
        """Keep a correction, unless the very same is kept already."""
        with self.change() as db:
            db.execute(
                "INSERT OR IGNORE INTO corrections (document_id, report_of, source_file, cells) VALUES (?, ?, ?, ?)",
                (document_id, report_of, source_file, cells),
            )
            self._mark(db, "unsaved", "1")

    def is_corrected(self) -> bool:
        """Tell whether any correction was taken in."""
        return self._one("SELECT 1 FROM corrections LIMIT 1") is not None

    def corrections(self) -> list[KeptCorrection]:
        """Return every correction, in the order in which they were taken in."""
        with self._told():
            found = self._db.execute(f"SELECT {', '.join(KeptCorrection._fields)} FROM corrections ORDER BY number")
            return [KeptCorrection(*row) for row in found]

    def corrections_of(self, document_id: str, report_of: str) -> list[KeptCorrection]:
        """Return the corrections made on a document, or on another version of the same report."""
        with self._told():
            found = self._db.execute(
                f"SELECT {', '.join(KeptCorrection._fields)} FROM corrections "
                "WHERE document_id = ? OR (report_of = ? AND report_of <> '') ORDER BY number",
                (document_id, report_of),
            )
            return [KeptCorrection(*row) for row in found]

    def settle(self, document_id: str, outcomes: Mapping[int, tuple[str, str, str]]) -> None:
        """Note what became of the corrections of a document: state and the same in words, by their number."""
        wanted = [(number, *words) for number, words in sorted(outcomes.items())]
        with self.change() as db:
            query = "SELECT correction, state, ja, en FROM outcomes WHERE document_id = ? ORDER BY correction"
            if db.execute(query, (document_id,)).fetchall() == wanted:
                return
            db.execute("DELETE FROM outcomes WHERE document_id = ?", (document_id,))
            rows = [(number, document_id, *words) for number, *words in wanted]
            db.executemany("INSERT INTO outcomes VALUES (?, ?, ?, ?, ?)", rows)
            self._mark(db, "unsaved", "1")

    def outcomes(self) -> dict[int, list[tuple[str, str, str]]]:
        """Return what became of each correction in the documents of the datasets."""
        found: dict[int, list[tuple[str, str, str]]] = {}
        with self._told():
            for number, *words in self._db.execute(
                "SELECT correction, state, ja, en FROM outcomes JOIN documents USING (document_id) "
                "WHERE successor IS NULL ORDER BY rank"
            ):
                found.setdefault(number, []).append((words[0], words[1], words[2]))
        return found

    def keep_machine(self, document_id: str, stretches: Sequence[bytes], report: Packed | None) -> None:
        """Keep what the machine read of a document whose rows are corrected; without stretches, let go of it."""
        with self.change() as db:
            db.execute("DELETE FROM machine WHERE document_id = ?", (document_id,))
            if stretches:
                rows = [(document_id, place, cells) for place, cells in enumerate(stretches) if cells]
                rows += [] if report is None else [(document_id, -1, b"".join(report))]
                db.executemany("INSERT INTO machine VALUES (?, ?, ?)", rows)

    def machine(self, document_id: str) -> tuple[dict[int, bytes], Packed | None]:
        """Return what the machine read of a document: rows by the place of their table, and its JSON, packed."""
        with self._told():
            for table in ("machine", "rows"):
                found = dict(
                    self._db.execute(f"SELECT place, cells FROM {table} WHERE document_id = ?", (document_id,))
                )
                if found:
                    break
            report = found.pop(-1, None)
            if report is None:
                row = self._db.execute("SELECT report FROM documents WHERE document_id = ?", (document_id,)).fetchone()
                report = row and row[0]
            return found, (report and (report,))

    # ---- form --------------------------------------------------------------------------------------------------------

    def fit(self, widths: Sequence[int], widened: Callable[[bytes, int], bytes]) -> None:
        """Let rows that an older version kept have the columns of today.

        Args:
            widths: the number of columns of each table.
            widened: returns a stretch of rows with that many columns.
        """
        form = zlib.crc32(repr(list(widths)).encode()) & 0x7FFFFFFF
        with self._told():
            if self._db.execute("PRAGMA user_version").fetchone()[0] == form:
                return
        with self.change() as db:
            for table in ("rows", "machine"):
                for document_id, place in db.execute(
                    f"SELECT document_id, place FROM {table} WHERE place >= 0"
                ).fetchall():
                    key = (document_id, place)
                    (cells,) = db.execute(
                        f"SELECT cells FROM {table} WHERE document_id = ? AND place = ?", key
                    ).fetchone()
                    wide = widened(cells, widths[place])
                    if wide != cells:
                        db.execute(f"UPDATE {table} SET cells = ? WHERE document_id = ? AND place = ?", (wide, *key))
                        self._mark(db, "unsaved", "1")
            db.execute(f"PRAGMA user_version = {form}")

    # ---- marks -------------------------------------------------------------------------------------------------------

    @staticmethod
    def _mark(db: sqlite3.Connection, name: str, value: str) -> None:
        db.execute("INSERT OR REPLACE INTO marks VALUES (?, ?)", (name, value))

    def marks(self) -> Mapping[str, str]:
        """Return what was noted: `unsaved`, and a stamp for each file of the datasets."""
        with self._told():
            return dict(self._db.execute("SELECT name, value FROM marks"))

    def note(self, marks: Mapping[str, str]) -> None:
        """Note marks in place of all that were there."""
        with self.change() as db:
            db.execute("DELETE FROM marks")
            for name, value in marks.items():
                self._mark(db, name, value)

    # ---- runs and files ----------------------------------------------------------------------------------------------

    def begin(self, command: str, started: str, version: str, owner: str) -> int:
        """Note that a run begins, and return its number."""
        row = (command, started, version, owner)
        with self.change() as db:
            done = db.execute("INSERT INTO runs (command, started, version, owner) VALUES (?, ?, ?, ?)", row)
        return int(done.lastrowid or 0)

    def end(self, run: int, ended: str, outcome: str) -> None:
        """Note how a run ended."""
        with self.change() as db:
            db.execute("UPDATE runs SET ended = ?, outcome = ? WHERE run = ?", (ended, outcome, run))

    def interrupted(self, command: str) -> int | None:
        """Return the number of the last run of a command, if it has not ended."""
        found = self._one("SELECT run, ended FROM runs WHERE command = ? ORDER BY run DESC LIMIT 1", command)
        return int(str(found[0])) if found is not None and found[1] is None else None

    def file(self, path: str) -> SeenFile | None:
        """Return what is known of a file, None if it was never seen."""
        found = self._one("SELECT size, modified, sha256, run, outcome FROM files WHERE path = ?", path)
        return None if found is None else SeenFile(*found)  # type: ignore[arg-type]  # the schema says so

    def see(self, path: str, seen: SeenFile, seconds: float | None = None) -> None:
        """Note how a file is and what became of it."""
        with self.change() as db:
            db.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", (path, *seen, seconds))

    def note_source(self, path: Path, sha256: str) -> None:
        """Note where the bytes of a document lie."""
        with self.change() as db:
            db.execute("INSERT OR REPLACE INTO sources VALUES (?, ?)", (key_of(path), sha256))

    def sources(self, sha256: str) -> list[Path]:
        """Return where the bytes of a document were seen; they may be there no longer."""
        query = "SELECT path FROM sources WHERE sha256 = ? UNION SELECT path FROM files WHERE sha256 = ? ORDER BY path"
        with self._told():
            return [Path(path) for (path,) in self._db.execute(query, (sha256, sha256))]


def key_of(path: Path) -> str:
    """Return a file's path as the ledger keeps it: whole, and without what no UTF-8 can hold."""
    return str(path.absolute()).encode("utf-8", "backslashreplace").decode("utf-8")
