"""An inbox whose reader is quick and whose clock stands until it is moved."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from pipeline import __version__, ingest
from pipeline.errors import InputError
from pipeline.inbox.deliveries import JOURNAL
from pipeline.inbox.rounds import Inbox, Tally
from pipeline.inbox.settings import arrange
from pipeline.model import Dataset
from pipeline.run import failed_reading
from pipeline.store import Reading, reading_of

from ..sample_dataset import sample_dataset

QUIET = 5.0
_ANSWERS = (".結果.html", ".理由.txt")


_READ_AT = "2024-05-01T00:30:00Z"


def quick_read(path: Path, name: str) -> Reading:
    """Make a dataset of a file that says `title|value`; one that says `bad…` fails."""
    try:
        content = path.read_text(encoding="utf-8")
    except PermissionError:
        error = InputError(f"{name}: 開けません。", f"{name}: cannot be opened.")
        error.code = "unreadable"
        return failed_reading(path, name, error, sha256="", processed_at=_READ_AT, seconds=0)
    sha256 = ingest.fingerprint(path)
    if content.startswith("bad"):
        error = InputError(f"{name}: 読めません。", f"{name}: unreadable.")
        error.code = "damaged"
        return failed_reading(path, name, error, sha256=sha256, processed_at=_READ_AT, seconds=0)
    title, _, value = content.partition("|")
    dataset: Dataset = sample_dataset(content, name=name, title=title)
    first = dataset.figures[0]
    changed = replace(first, figure=replace(first.figure, value=Decimal(value or 1)))
    dataset = replace(dataset, figures=(changed, *dataset.figures[1:]))
    return reading_of(dataset, pipeline_version=__version__, processed_at=_READ_AT)


class Desk:
    """The four folders below one, with an inbox over them that can be started anew."""

    def __init__(self, folder: Path) -> None:
        self.folders = arrange(folder / "in", folder / "out", folder / "済", folder / "失敗")
        self.folders.inbox.mkdir(exist_ok=True)
        self.seconds = 0.0
        self.now = dt.datetime(2024, 5, 1, 9, 30)
        self.told: list[tuple[str, dict[str, object]]] = []
        self.read: Counter[str] = Counter()
        self.start()

    def start(self) -> None:
        """Begin again, as a new process would."""
        self.inbox = Inbox(
            self.folders,
            self._hear,
            quiet_seconds=QUIET,
            read=self._read,
            clock=lambda: self.seconds,
            today=lambda: self.now,
        )

    def _hear(self, key: str, **parts: object) -> None:
        self.told.append((key, parts))

    def _read(self, path: Path, name: str) -> Reading:
        self.read[name] += 1
        return quick_read(path, name)

    def keys(self) -> list[str]:
        """What was told, and forget it."""
        told, self.told = self.told, []
        return [key for key, _ in told]

    def drop(self, name: str, content: str) -> Path:
        path = self.folders.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return path

    def round(self) -> Tally:
        """Look twice, far enough apart for every file to be complete."""
        self.inbox.round()
        self.seconds += QUIET + 1
        return self.inbox.round()

    def files(self, folder: str) -> list[str]:
        """The files of one of the folders that were handed in."""
        root: Path = getattr(self.folders, folder)
        names = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
        return sorted(name for name in names if not name.endswith(_ANSWERS))

    def answers(self, folder: str) -> list[str]:
        root: Path = getattr(self.folders, folder)
        names = (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
        return sorted(name for name in names if name.endswith(_ANSWERS))

    def documents(self) -> list[dict[str, str]]:
        path = self.folders.output / "documents.csv"
        if not path.exists():
            return []
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def journal(self) -> bool:
        return (self.folders.output / JOURNAL).exists()
