"""What a person sees of a run: progress on standard error, the closing summary on standard output."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

from pipeline.messages import Language, say

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.text import Text

    from pipeline.batch import Tally
    from pipeline.run import Entry

_COUNTS = ("measures", "figures", "dates", "events")


class Progress:
    """A bar where standard error is a terminal, one plain line a file where it is not; failures always show."""

    def __init__(self, lang: Language, *, quiet: bool) -> None:
        self._lang = lang
        self._quiet = quiet
        self._bar: Bar | None = None

    def __enter__(self) -> Progress:
        """Show the bar, where there is a terminal for it."""
        if not self._quiet and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress as Bar

            self._bar = Bar(console=Console(stderr=True), transient=True)
            self._bar.add_task(say(self._lang, "reading"), total=None)
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def step(self, done: int, total: int, entry: Entry) -> None:
        """Show that `done` of `total` files are read, `entry` the last of them."""
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], total=total, completed=done, description=entry.name)
        elif not self._quiet:
            self.tell(f"[{done}/{total}] {entry.name}: {_status(self._lang, entry)}")

    def tell(self, line: str) -> None:
        """Print `line` to standard error, above the bar."""
        if self._bar is not None:
            self._bar.console.print(line, markup=False, highlight=False)
        else:
            print(line, file=sys.stderr, flush=True)


def print_summary(lang: Language, entries: Sequence[Entry]) -> None:
    """Print one line for each document, the reasons of failures, and the sums.

    Args:
        lang: the language of headings and reasons.
        entries: the documents of the run.
    """
    if not sys.stdout.isatty():
        _print_plain(lang, entries)
        return
    from rich.console import Console
    from rich.table import Table

    console = Console(file=sys.stdout)
    table = Table(show_footer=len(entries) > 1)
    columns = (*_COUNTS, "unclaimed", "checks")
    table.add_column(say(lang, "column.document"), overflow="fold", footer=say(lang, "total", count=len(entries)))
    table.add_column(say(lang, "column.status"), overflow="fold")
    cells = [_counts(entry) for entry in entries]
    for i, column in enumerate(columns):
        total = sum(int(row[i] or 0) for row in cells)
        table.add_column(say(lang, f"column.{column}"), footer=str(total), justify="right", no_wrap=True)
    for entry, row in zip(entries, cells, strict=True):
        table.add_row(_plain(entry.name), _plain(_status(lang, entry)), *row)
    console.print(table)
    for line in _remarks(lang, entries):
        console.print(_plain(line), soft_wrap=True)


def _print_plain(lang: Language, entries: Sequence[Entry]) -> None:
    """Print the summary with tabs between its columns: for a file or another program, and without loading rich."""
    print("\t".join(say(lang, f"column.{c}") for c in ("document", "status", *_COUNTS, "unclaimed", "checks")))
    for entry in entries:
        print("\t".join([entry.name, _status(lang, entry), *_counts(entry)]))
    for line in _remarks(lang, entries):
        print(line)


def _remarks(lang: Language, entries: Sequence[Entry]) -> Iterator[str]:
    """Yield why files were not read, and of which reports the tables count several versions."""
    for entry in entries:
        if reason := _reason(lang, entry):
            yield reason if reason.startswith(entry.name) else f"{entry.name}: {reason}"
    for key, others in (("one_report", "versions"), ("one_report.beside", "beside")):
        alike = {frozenset((e.document["source_file"], *getattr(e, others))) for e in entries if getattr(e, others)}
        for names in sorted(sorted(some) for some in alike if not any(some < more for more in alike)):
            yield say(lang, key, names=("、" if lang == "ja" else ", ").join(names))


def _counts(entry: Entry) -> list[str]:
    if entry.document["status"] == "failed":
        return [""] * (len(_COUNTS) + 2)
    return [*(entry.document[c] for c in _COUNTS), str(entry.unclaimed), entry.document["checks"]]


def _status(lang: Language, entry: Entry) -> str:
    status = say(lang, entry.document["status"])
    notes = [say(lang, "known")] if entry.known else []
    if entry.same_as is not None:
        notes.append(say(lang, "same_bytes", name=entry.same_as))
    return f"{status} ({', '.join(notes)})" if notes else status


def _reason(lang: Language, entry: Entry) -> str:
    if entry.error is not None:
        return entry.error.ja if lang == "ja" else entry.error.en
    return entry.document["failure"]


def _plain(text: str) -> Text:
    from rich.text import Text

    return Text(text)


class ArchiveProgress:
    """How a long run goes: a bar with rate, time left and failures; lines now and then without a terminal; or JSON."""

    _EVERY = 10.0  # seconds between two lines where there is no terminal

    def __init__(self, lang: Language, *, quiet: bool, as_json: bool, debug: bool = False) -> None:
        self._lang = lang
        self._debug = debug
        self._quiet = quiet
        self._as_json = as_json
        self._bar: Bar | None = None
        self._began = self._told = time.monotonic()

    def __enter__(self) -> ArchiveProgress:
        """Show the bar, where there is a terminal for it."""
        if not self._quiet and not self._as_json and sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            self._bar = Bar(
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[rate]}"),
                TimeRemainingColumn(),
                TextColumn("{task.fields[failed]}"),
                console=Console(stderr=True),
                transient=True,
            )
            self._bar.add_task("", total=None, rate="", failed="")
            self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def step(self, tally: Tally, entry: Entry) -> None:
        """Show that one more file is done."""
        failed = entry.document["status"] == "failed"
        trace = entry.error.trace if self._debug and entry.error is not None else ""
        if self._as_json:
            self.log(
                "document",
                name=entry.name,
                document_id=entry.document["document_id"],
                status=entry.document["status"],
                known=entry.known,
                failure=entry.document["failure"] or None,
                **({"trace": trace} if trace else {}),
                done=tally.done,
                total=tally.total,
            )
            return
        if failed:
            self.tell(f"{say(self._lang, 'error')}: {_reason(self._lang, entry)}")
        if trace:
            self.tell(trace)
        seconds = max(time.monotonic() - self._began, 1e-3)
        rate = f"{tally.done / seconds:.1f}/s"
        failures = say(self._lang, "failures", count=tally.counts["failed"])
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], total=tally.total, completed=tally.done, rate=rate, failed=failures)
        elif not self._quiet and time.monotonic() - self._told > self._EVERY:
            self._told = time.monotonic()
            self.tell(f"[{tally.done}/{tally.total}] {rate} {failures}")

    def log(self, event: str, **what: object) -> None:
        """Print an event as a line of JSON to standard error, if JSON is asked for."""
        if self._as_json:
            told = {"time": dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"), "event": event, **what}
            print(json.dumps(told, ensure_ascii=False), file=sys.stderr, flush=True)

    def tell(self, line: str) -> None:
        """Print `line` to standard error, above the bar."""
        if self._as_json:
            self.log("message", text=line)
        elif self._bar is not None:
            self._bar.console.print(line, markup=False, highlight=False)
        else:
            print(line, file=sys.stderr, flush=True)
