"""The inbox as a service: rounds without end, woken by events where there are any, ended by a signal.

Looking again after a while is what finds files; events of the file system only shorten the while. A share sends none,
and that is no error.
"""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from pipeline.errors import InputError
from pipeline.inbox.rounds import Inbox
from pipeline.lock import hold

_SLICE = 0.5  # seconds; Windows hands a signal to Python only between waits
_PATIENCE = 30.0  # seconds before the next try where something is in the way
_EVENTS_AGAIN = 60.0  # seconds before events are asked for again after they failed


class Wake:
    """Ends a wait: for a look, or for good."""

    def __init__(self) -> None:
        self._wake = threading.Event()
        self.stop = threading.Event()

    def look(self) -> None:
        """End the present wait."""
        self._wake.set()

    def wait(self, seconds: float) -> None:
        """Wait for so many seconds, or until somebody wants a look or the end."""
        while seconds > 0 and not self.stop.is_set() and not self._wake.wait(min(seconds, _SLICE)):
            seconds -= _SLICE
        self._wake.clear()


def serve(inbox: Inbox, *, scan_interval: float) -> None:
    """Run rounds until a signal ends them; the file in hand is finished first.

    Args:
        inbox: what to watch.
        scan_interval: seconds between two looks where no event comes in between.

    Raises:
        BusyError: if another run holds the output folder.
        OutputError: if a folder cannot be written at the start.
        KeyboardInterrupt: at a second signal. Nothing is lost by it.
    """
    wake = Wake()
    with hold(inbox.folders.output), _signals(wake), _events(inbox.folders.inbox, wake):
        if inbox.folders.inbox.is_dir():
            inbox.prepare()
        while not wake.stop.is_set():
            tally = inbox.round(wake.stop.is_set)
            if tally.delivered and tally.unsettled:
                continue
            wake.wait(max(_PATIENCE, scan_interval) if tally.unsettled else inbox.room.next_look(scan_interval))


def sweep(inbox: Inbox) -> tuple[int, int]:
    """Take what is complete now, and return; what is still growing waits for the next time.

    Returns:
        How many files could not be read or delivered, or 1 where the inbox went away, and how many are left in it.

    Raises:
        InputError: if the inbox is not there: nobody would see that its name is mistaken.
        BusyError: if another run holds the output folder.
        OutputError: if a folder cannot be written.
    """
    wake = Wake()
    where = inbox.folders.inbox
    if not where.is_dir():
        raise InputError(
            f"受付フォルダー {where} が見えません。--inbox の指定とネットワークの接続を確かめて、もう一度実行してください。",
            f"The inbox {where} cannot be reached. Check --inbox and the network, then run again.",
        )
    with hold(inbox.folders.output), _signals(wake):
        inbox.prepare()
        failed = 0
        tally = inbox.round(wake.stop.is_set)  # the first look only sees what there is
        wake.wait(inbox.room.quiet_seconds)
        while not wake.stop.is_set():
            failed += tally.failed
            tally = inbox.round(wake.stop.is_set)
            if not (tally.delivered and tally.unsettled):
                break
    return failed + tally.failed + tally.unsettled + tally.away, tally.waiting


@contextlib.contextmanager
def _signals(wake: Wake) -> Iterator[None]:
    """Let a first signal end the rounds, a second one interrupt."""

    def end(number: int, frame: FrameType | None) -> None:
        if wake.stop.is_set():
            raise KeyboardInterrupt
        wake.stop.set()
        wake.look()

    names = ("SIGINT", "SIGTERM", "SIGBREAK", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, end) for number in numbers}
    if hasattr(signal, "SIGIO"):  # sent where somebody opens a file in the moment in which we ask who has it open
        before[signal.SIGIO] = signal.signal(signal.SIGIO, signal.SIG_IGN)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _events(folder: Path, wake: Wake) -> Iterator[None]:
    """Wake the rounds at events of the file system, where it has any."""
    ended = threading.Event()

    def listen() -> None:
        while not ended.is_set():
            with contextlib.suppress(Exception):  # no events from this folder: looking again finds everything
                from watchfiles import watch

                for _ in watch(folder, stop_event=ended, raise_interrupt=False, rust_timeout=1000):
                    wake.look()
            ended.wait(_EVENTS_AGAIN)

    listener = threading.Thread(target=listen, name="inbox-events", daemon=True)
    listener.start()
    try:
        yield
    finally:
        ended.set()
        listener.join(timeout=3)
