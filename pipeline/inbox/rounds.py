"""One round of the inbox: look, read what is complete, save the datasets once, deliver.

The order is what keeps a file from being lost or read twice: the deliveries are written down, the datasets are saved,
the files are moved and answered, the deliveries are crossed out. A delivery whose reading did not reach the datasets
is void: its file still lies in the inbox.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from pipeline import __version__, ingest
from pipeline.errors import InputError, PipelineError
from pipeline.inbox.answers import Answers
from pipeline.inbox.arrivals import Arrival, Survey, WaitingRoom, survey
from pipeline.inbox.deliveries import Delivery, Fate, Journal, Kind, carry_out, is_answer, settle_reason
from pipeline.inbox.moves import Shelf
from pipeline.inbox.settings import Folders, mount_points
from pipeline.run import enter, failed_reading, first_name, internal_error, now
from pipeline.store import Reading, Store
from pipeline.write import unwritable

TRACE = "inbox.trace"
"""The text that tells where a fault of the program itself came from: for whoever asks for it."""
_LONGEST_ROUND = 30.0  # seconds of reading; then what was read is saved and answered before more is read


class Tell(Protocol):
    """Says a text of `pipeline.messages` to whoever watches; a PipelineError among the parts speaks for itself."""

    def __call__(self, key: str, **parts: object) -> None:
        """Say the text `key`."""


@dataclass(slots=True)
class Tally:
    """What a round did."""

    delivered: int = 0
    failed: int = 0
    """How many of the delivered could not be read."""
    waiting: int = 0
    """Files that are still in the inbox."""
    unsettled: bool = False
    """Whether complete files are left, because the round was long enough or something was in the way."""
    away: bool = False
    """Whether the inbox could not be listed."""


class Inbox:
    """A watched folder. Its caller holds the lock of the output folder."""

    def __init__(
        self,
        folders: Folders,
        tell: Tell,
        *,
        quiet_seconds: float,
        read: Callable[[Path, str], Reading],
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], dt.datetime] = dt.datetime.now,
    ) -> None:
        """Touch nothing yet.

        Args:
            folders: of this inbox.
            tell: hears what happens, and each trouble once for as long as it lasts.
            quiet_seconds: how long a file must be still.
            read: reads a file that datasets call by a name; never raises.
            clock: seconds, monotonic.
            today: the local date and time, for the folder of the day and the answers.
        """
        self.folders = folders
        self._tell = tell
        self._read = read
        self._clock = clock
        self._today = today
        self.room = WaitingRoom(quiet_seconds, clock)
        self._journal = Journal(folders.output)
        self._pending: list[Delivery] | None = None
        self._mounts: list[Path] | None = None
        self._told: set[tuple[str, str]] = set()
        self._troubles: set[tuple[str, str]] = set()

    def prepare(self) -> None:
        """Make the folders of the datasets, of what is done and of what failed, and see that they can be written to.

        Raises:
            OutputError: if not.
        """
        for folder in (self.folders.output, self.folders.done, self.folders.failed):
            probe = folder / f".shinchoku-{os.getpid()}.tmp"
            try:
                folder.mkdir(parents=True, exist_ok=True)
                probe.touch()
                probe.unlink()
            except OSError as error:
                raise unwritable(folder, error) from error
        self._mounts = list(mount_points(self.folders))

    def round(self, stopped: Callable[[], bool] = lambda: False) -> Tally:
        """Look once, and settle and deliver what is complete.

        Trouble with a folder is told, and the round comes to nothing: the next one tries again.

        Args:
            stopped: asked before each file; what was read until then is delivered.
        """
        tally = Tally()
        try:
            found = self._look()
            if found is None:
                tally.away = True
            else:
                self._settle(found, tally, stopped)
        except PipelineError as error:
            self._trouble("inbox.trouble", str(error), error=error)
            tally.unsettled = True
        for key, where in self._told - self._troubles:
            if key == "inbox.away":
                self._tell("inbox.back", where=where)
        self._told, self._troubles = self._troubles, set()
        return tally

    def _look(self) -> Survey | None:
        """List the inbox; None while its share is away, which may look like an empty folder."""
        try:
            if self._mounts is None and self.folders.inbox.is_dir():
                self.prepare()
            for place in self._mounts or ():
                if not os.path.ismount(place):
                    raise FileNotFoundError(2, os.strerror(2), str(place))
            found = survey(self.folders.inbox)
        except OSError as error:
            self.room.admit(())  # whatever comes back waits anew
            self._trouble("inbox.away", str(self.folders.inbox), why=_why(error))
            return None
        for link in found.links:
            self._trouble("inbox.link", ingest.printable(str(link)))
        for path, refusal in found.unreadable.items():
            self._trouble("inbox.unreadable", ingest.printable(str(path)), why=_why(refusal))
        return found

    def _settle(self, found: Survey, tally: Tally, stopped: Callable[[], bool]) -> None:
        complete = self.room.admit(found.files)
        tally.waiting = len(found.files)
        if self._pending is None:
            self._pending = self._journal.read()
        if not complete and not self._pending:
            return
        with Store(self.folders.output) as store:
            if self._pending:
                store.save()  # the last try may have been cut off before
                self._deliver(store, tally)
            blocked = {delivery.name for delivery in self._pending}
            fresh = self._take(store, [file for file in complete if file.name not in blocked], tally, stopped)
            if fresh:
                self._pending += fresh
                self._journal.keep(self._pending)
                store.save()
                self._deliver(store, tally)
        tally.waiting -= tally.delivered

    def _take(
        self, store: Store, files: Iterable[Arrival], tally: Tally, stopped: Callable[[], bool]
    ) -> list[Delivery]:
        """Read files into the store and settle where they go."""
        shelf, taken, started = Shelf(), [], self._clock()
        for file in files:
            if stopped() or self._clock() - started > _LONGEST_ROUND:
                tally.unsettled = True
                break
            delivery = self._enter(store, file, shelf)
            if delivery is not None:
                taken.append(delivery)
        return taken

    def _enter(self, store: Store, file: Arrival, shelf: Shelf) -> Delivery | None:
        """Read one file into the store, unless the store holds its bytes; None gives it back."""
        try:
            sha256 = ingest.fingerprint(file.path)
        except PermissionError:
            sha256 = ""  # reading it will say what to do
        except (FileNotFoundError, InputError):  # it is gone
            return None
        except OSError as error:  # a share that stumbles is no fault of the file's
            self._trouble("inbox.unreadable", file.shown, why=_why(error))
            return None
        if is_answer(file.name):
            return self._delivery(file, sha256, Kind.NOTE, shelf)
        held = store.held(sha256, pipeline_version=__version__) if sha256 else None
        put_right = held is not None and store.versions.is_put_right(held, file.shown)
        if held is not None and not put_right:
            return self._delivery(file, sha256, Kind.SAME, shelf)
        reading = self._read(file.path, file.shown if put_right else first_name(store, file.shown, sha256))
        if reading.sha256 != sha256 or not self._is_unchanged(file):
            self.room.put_back(file)
            return None
        try:
            enter(store, reading, corrects=True)
        except PipelineError:
            raise
        except Exception as error:  # a file that our own fault stops would stop every start anew
            fault = internal_error(file.shown, error)
            reading = failed_reading(file.path, file.shown, fault, sha256=sha256, processed_at=now(), seconds=0)
            enter(store, reading)
        if reading.error is None:
            return self._delivery(file, sha256, Kind.READ, shelf)
        if reading.error.trace:
            self._tell(TRACE, trace=reading.error.trace)
        failed = self._delivery(file, sha256, Kind.FAILED, shelf)
        return replace(failed, code=reading.error.code, reason=reading.error.ja)

    def _is_unchanged(self, file: Arrival) -> bool:
        try:
            return file.unchanged()
        except OSError:
            return False

    def _delivery(self, file: Arrival, sha256: str, kind: Kind, shelf: Shelf) -> Delivery:
        now = self._today()
        root = self.folders.failed if kind is Kind.FAILED else self.folders.done / now.date().isoformat()
        return Delivery(
            name=file.name,
            sha256=sha256,
            kind=kind,
            target=str(shelf.place(root, file.name, kind.answer)),
            at=now.isoformat(timespec="seconds"),
        )

    def _deliver(self, store: Store, tally: Tally) -> None:
        """Carry out what is pending and cross it out; what cannot be carried out now stays pending."""
        answers = Answers(store, self.folders)
        left: list[Delivery] = []
        refused: dict[str, list[str]] = {}
        for delivery in self._pending or ():
            if not _is_saved(store, delivery):
                continue  # the file is read anew
            try:
                for root in (self.folders.done, self.folders.failed):
                    root.mkdir(exist_ok=True)  # not its parents: they are missing while a share is away
                fate = carry_out(delivery, self.folders.inbox, answers.compose)
            except Exception as error:  # one delivery must never stop the others
                left.append(self._elsewhere(delivery) if self._is_misplaced(delivery, error) else delivery)
                refused.setdefault(_why(error), []).append(ingest.printable(delivery.name))
            else:
                if fate is Fate.DELIVERED and delivery.sha256:
                    store.ledger.note_source(Path(delivery.target), delivery.sha256)
                self._tell_fate(delivery, fate, tally)
                if fate is Fate.DELIVERED and delivery.kind is Kind.READ:
                    self._tell_beside(store, delivery)
        for why, names in refused.items():
            self._trouble("inbox.undelivered", why, name=names[0], count=len(names))
        self._pending = left
        tally.unsettled = tally.unsettled or bool(left)
        self._journal.keep(left)

    def _is_misplaced(self, delivery: Delivery, error: Exception) -> bool:
        """Tell whether a file that could not be moved has a better target now."""
        if not os.path.lexists(self.folders.inbox / delivery.name):
            return False
        taken = isinstance(error, FileExistsError) and os.path.lexists(delivery.target)  # somebody laid a file there
        roots = (self.folders.done, self.folders.failed)  # the settings may name others than when it was settled
        return taken or not any(Path(delivery.target).is_relative_to(root) for root in roots)

    def _elsewhere(self, delivery: Delivery) -> Delivery:
        root = self.folders.failed if delivery.kind is Kind.FAILED else self.folders.done / delivery.at[:10]
        return replace(delivery, target=str(Shelf().place(root, delivery.name, delivery.kind.answer)))

    def _tell_fate(self, delivery: Delivery, fate: Fate, tally: Tally) -> None:
        name = ingest.printable(delivery.name)
        if fate is not Fate.DELIVERED:
            self._tell(f"inbox.{fate}", name=name)
            return
        tally.delivered += 1
        tally.failed += delivery.kind is Kind.FAILED
        self._tell(f"inbox.{delivery.kind}", name=name, target=ingest.printable(delivery.target))
        with contextlib.suppress(OSError):  # an old reason that stays is untidy, no more
            settle_reason(delivery, self.folders.failed)

    def _tell_beside(self, store: Store, delivery: Delivery) -> None:
        """Tell of a report that may be another version of one that was read, though it lies in another folder."""
        document = store.known(delivery.document_id)
        for other in () if document is None else store.versions.beside(document):
            self._tell("inbox.beside", name=ingest.printable(delivery.name), other=other["source_file"])

    def _trouble(self, key: str, where: str, **parts: object) -> None:
        """Tell a trouble, once for as long as every round meets it."""
        if (key, where) not in self._told | self._troubles:
            self._tell(key, where=where, **parts)
        self._troubles.add((key, where))


def _is_saved(store: Store, delivery: Delivery) -> bool:
    """Tell whether what was read reached the datasets; some files leave nothing there."""
    if delivery.kind is Kind.NOTE or not delivery.sha256:
        return True
    return bool(store.rows(delivery.document_id)["documents"])


def _why(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or type(error).__name__
    return str(error) if isinstance(error, PipelineError) else f"{type(error).__name__}: {error}"
