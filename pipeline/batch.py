"""An archive: many files read by worker processes, into the ledger as they come, to the tables at the end.

Interrupted at any point, the next run goes on where this one was: what was read stands in the ledger. A file is known
by its size and time, its content by its hash.
"""

from __future__ import annotations

import datetime as dt
import getpass
import json
import os
import socket
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pipeline import __version__, ingest
from pipeline.errors import PipelineError
from pipeline.ledger import Ledger, SeenFile, key_of
from pipeline.lock import hold
from pipeline.run import Entry, Settings, enter, fingerprint, first_name, known_entry, now, style_named
from pipeline.store import Reading, Store
from pipeline.workers import Task
from pipeline.write import unwritable

_COMMAND = "batch"
_RUNS = "runs"


class Readers(Protocol):
    """Who reads the files: `pipeline.workers.Workers`, or a cluster."""

    def read(self, tasks: Iterator[Task]) -> Iterator[tuple[Task, Reading]]:
        """Yield each file with its reading, in any order; tasks are drawn as readers become free."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which files of an archive to read."""

    force: bool = False
    """Read also what the ledger holds from this version."""
    resume: bool = False
    """Pass over what the interrupted run before this one tried, its failures included."""
    since: dt.date | None = None
    """Only files changed on or after this day."""


@dataclass(slots=True)
class Tally:
    """How a run stands; `counts` by what became of the files: ok, warnings, failed, known."""

    total: int
    counts: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, PipelineError | None, str]] = field(default_factory=list)
    """Name, error and reason of each file that could not be read."""

    @property
    def done(self) -> int:
        """The number of files that the run is through with."""
        return self.counts.total()


def run_batch(
    archive: Sequence[Path],
    output: Path,
    settings: Settings,
    choice: Choice,
    readers: Readers,
    watch: Callable[[Tally, Entry], None] = lambda _tally, _entry: None,
) -> tuple[Tally, Path]:
    """Read the files of an archive into the tables of `output`.

    Args:
        archive: files and folders.
        output: the folder of the tables.
        settings: the user's choices, for every file.
        choice: which files.
        readers: who reads them.
        watch: called after each file.

    Returns:
        The tally, and the file that holds the summary of the run.

    Raises:
        PipelineError: if the archive does not exist, another run holds the folder, or it cannot be written.
    """
    style_named(settings.profile)
    found = ingest.find_inputs(archive)
    with hold(output), Store(output) as store:
        ledger = store.ledger
        before = ledger.interrupted(_COMMAND) if choice.resume else None
        started = now()
        run = ledger.begin(_COMMAND, started, __version__, _owner())
        tally = Tally(len(found))
        ended = False
        try:
            _read_all(store, found, settings, choice, readers, tally, watch, run, before)
            ended = True
        finally:
            store.save()
            summary = _write_summary(output, tally, started, ended=ended)
            if ended:
                ledger.end(run, now(), json.dumps(tally.counts))
    return tally, summary


def _read_all(
    store: Store,
    found: Sequence[tuple[Path, str]],
    settings: Settings,
    choice: Choice,
    readers: Readers,
    tally: Tally,
    watch: Callable[[Tally, Entry], None],
    run: int,
    before: int | None,
) -> None:
    ledger = store.ledger
    in_hand: dict[str, list[tuple[Path, str]]] = {}  # files of the same bytes wait for the first of them

    def tell(entry: Entry, outcome: str) -> None:
        tally.counts[outcome] += 1
        if entry.document["status"] == "failed":
            tally.failures.append((entry.name, entry.error, entry.document["failure"]))
        watch(tally, entry)

    def tasks() -> Iterator[Task]:
        for path, name in found:
            if _is_passed_over(ledger, path, choice, before):
                tally.total -= 1
                continue
            seen = _look_at(ledger, path, run)
            entry = None if choice.force else known_entry(store, name, seen.sha256, settings)
            if entry is not None:
                _see(ledger, path, seen._replace(outcome=entry.document["status"]))
                tell(entry, "known")
            elif seen.sha256 and seen.sha256 in in_hand:
                in_hand[seen.sha256].append((path, name))
            else:
                in_hand[seen.sha256] = []
                yield Task(path, first_name(store, name, seen.sha256), seen.sha256)

    for task, reading in readers.read(tasks()):
        entry = enter(store, reading)
        status = entry.document["status"]
        twins = in_hand.pop(task.sha256, [])
        _see(ledger, task.path, _look_at(ledger, task.path, run)._replace(outcome=status), reading.seconds)
        tell(entry, status)
        for path, name in twins:
            _see(ledger, path, _look_at(ledger, path, run)._replace(outcome=status))
            tell(Entry(name=name, document=entry.document, unclaimed=entry.unclaimed, known=True), "known")


def _is_passed_over(ledger: Ledger, path: Path, choice: Choice, before: int | None) -> bool:
    if choice.since is not None:
        try:
            changed = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC).astimezone().date()
        except (OSError, OverflowError, ValueError):
            return False
        if changed < choice.since:
            return True
    if before is None:
        return False
    seen = ledger.file(key_of(path))
    return seen is not None and seen.run == before and bool(seen.outcome)


def _look_at(ledger: Ledger, path: Path, run: int) -> SeenFile:
    """Return how a file is now; its bytes are hashed only if its size or time is another than when last seen."""
    try:
        status = path.stat()
    except OSError:
        return SeenFile(0, 0, "", run, "")
    seen = ledger.file(key_of(path))
    if seen is not None and seen.sha256 and (seen.size, seen.modified) == (status.st_size, status.st_mtime_ns):
        return seen._replace(run=run, outcome="")
    return SeenFile(status.st_size, status.st_mtime_ns, fingerprint(path), run, "")


def _see(ledger: Ledger, path: Path, seen: SeenFile, seconds: float | None = None) -> None:
    ledger.see(key_of(path), seen, seconds)


def _owner() -> str:
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = "?"
    return f"{user}@{socket.gethostname()} pid {os.getpid()}"


def _write_summary(output: Path, tally: Tally, started: str, *, ended: bool) -> Path:
    """Write what a run did beside the tables: JSON, one file a run, never overwritten."""
    folder = output / _RUNS
    name = started.replace(":", "").replace("-", "")
    content = {
        "command": _COMMAND,
        "started": started,
        "ended": now(),
        "complete": ended,
        "pipeline_version": __version__,
        "owner": _owner(),
        "files": tally.total,
        "counts": {key: tally.counts[key] for key in ("ok", "warnings", "failed", "known")},
        "failures": [
            {"name": name, "code": error.code if error else "", "reason": reason}
            for name, error, reason in tally.failures
        ],
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for n in range(1, 10_000):
            path = folder / (f"{name}.json" if n == 1 else f"{name}-{n}.json")
            try:
                with path.open("x", encoding="utf-8") as file:
                    json.dump(content, file, ensure_ascii=False, indent=1)
            except FileExistsError:
                continue
            return path
    except OSError as error:
        raise unwritable(folder, error) from error
    return folder
