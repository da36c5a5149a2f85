"""Worker processes that read files: one that hangs, dies or takes too much memory costs one document, never the run.

A killed process is the only timeout there is. Only the parent writes; a worker hands back what it read.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing import connection
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import InputError
from pipeline.run import Settings, failed_reading, now, read_one
from pipeline.store import Reading

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

_LOOK = 0.25  # seconds between two looks at the workers' memory
_SLACK = 1536 * 1024 * 1024
"""Address space that a worker may map beyond its limit, in bytes: the dictionary of the tagger and the libraries."""
_PATIENCE = 5.0  # seconds that a worker gets to end by itself


class Task(NamedTuple):
    """A file to read."""

    path: Path
    name: str
    """How datasets call it."""
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may take."""

    seconds: float = 300.0
    megabytes: int = 2048


def stopped_reading(task: Task, code: str, ja: str, en: str, *, seconds: float) -> Reading:
    """Return the failure of a file whose reading was ended from outside."""
    error = InputError(f"{task.name}: {ja}", f"{task.name}: {en}")
    error.code = code
    return failed_reading(task.path, task.name, error, sha256=task.sha256, processed_at=now(), seconds=seconds)


def _too_long(task: Task, limits: Limits, seconds: float) -> Reading:
    return stopped_reading(
        task,
        "time_limit",
        f"{limits.seconds:g} 秒以内に読み終わらなかったため、中止しました。ファイルを分けるか、"
        "--time-limit を長くしてもう一度実行してください。",
        f"it was not read within {limits.seconds:g} seconds and was given up. Split the file, "
        "or run again with a longer --time-limit.",
        seconds=seconds,
    )


def _too_big(task: Task, limits: Limits, seconds: float) -> Reading:
    return stopped_reading(
        task,
        "memory_limit",
        f"読み取りに {limits.megabytes} MB を超えるメモリーが必要になったため、中止しました。ファイルを分けるか、"
        "--memory-limit を大きくしてもう一度実行してください。",
        f"reading it took more than {limits.megabytes} MB of memory and was given up. Split the file, "
        "or run again with a larger --memory-limit.",
        seconds=seconds,
    )


def _died(task: Task, status: int | None, seconds: float) -> Reading:
    return stopped_reading(
        task,
        "worker_died",
        f"読み取り中に処理が異常終了しました（終了コード {status}）。もう一度実行しても同じなら、"
        "このファイルを添えて開発元にお知らせください。",
        f"the process that read it ended unexpectedly (exit status {status}). If that happens again, "
        "please report it together with this file.",
        seconds=seconds,
    )


def _serve(pipe: Connection, settings: Settings, limits: Limits) -> None:
    """Read what the parent asks for until it asks no more."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):  # the parent decides what a wish to stop means
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    _bound_memory(limits.megabytes * 1024 * 1024 + _SLACK)
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while (task := pipe.recv()) is not None:
            pipe.send(read_one(task.path, task.name, settings, processed_at=now()))


def _bound_memory(most: int) -> None:
    """Let the system refuse what no look at the memory would come in time for; Windows has no such bound."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (bound, hard))


class _Worker:
    """A process and the file that it has in hand."""

    def __init__(self, settings: Settings, limits: Limits) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: SpawnProcess = context.Process(target=_serve, args=(theirs, settings, limits), daemon=True)
        self.process.start()
        theirs.close()
        self.task: Task | None = None
        self.since = 0.0

    def give(self, task: Task) -> None:
        self.task, self.since = task, time.monotonic()
        with contextlib.suppress(OSError):  # it died while idle: the sentinel tells
            self.pipe.send(task)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.since

    def memory(self) -> int:
        """Return what the process holds of the machine's memory, in bytes."""
        import psutil

        try:
            return int(psutil.Process(self.process.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def exit_status(self) -> int | None:
        self.process.join(_PATIENCE)
        return self.process.exitcode

    def end(self, *, at_once: bool) -> None:
        if not at_once:
            with contextlib.suppress(OSError):
                self.pipe.send(None)
            self.process.join(_PATIENCE)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.pipe.close()
        self.process.close()


class Workers:
    """Some worker processes; use as a context, which ends them."""

    def __init__(self, count: int, settings: Settings, limits: Limits) -> None:
        """Prepare `count` workers, which start with the first files."""
        self._count = count
        self._settings = settings
        self._limits = limits
        self._busy: list[_Worker] = []
        self._idle: list[_Worker] = []

    def __enter__(self) -> Workers:
        """Return the workers."""
        return self

    def __exit__(self, *_: object) -> None:
        """End them; files in hand are given back unread."""
        for worker in self._busy:
            worker.end(at_once=True)
        for worker in self._idle:
            worker.end(at_once=False)
        self._busy, self._idle = [], []

    def read(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Reading]]:
        """Yield each file with its reading, as they are done; tasks are drawn as workers become free."""
        waiting = iter(tasks)
        done: deque[tuple[Task, Reading]] = deque()
        more = True
        while more or self._busy or done:
            while more and len(self._busy) < self._count:
                task = next(waiting, None)
                if task is None:
                    more = False
                else:
                    worker = self._idle.pop() if self._idle else _Worker(self._settings, self._limits)
                    worker.give(task)
                    self._busy.append(worker)
            if self._busy:
                done.extend(self._look())
            while done:
                yield done.popleft()

    def _look(self) -> Iterator[tuple[Task, Reading]]:
        """Wait a moment, and yield what workers have read or failed to."""
        ready = connection.wait(
            [*(w.pipe for w in self._busy), *(w.process.sentinel for w in self._busy)], timeout=_LOOK
        )
        for worker in list(self._busy):
            task = worker.task
            if task is None:
                continue
            reading = None
            if worker.pipe in ready or worker.process.sentinel in ready:
                reading = self._received(worker)
                ended = None if reading else _died(task, worker.exit_status(), worker.seconds)
            else:
                ended = self._beyond(worker, task)
            if reading is not None or ended is not None:
                self._busy.remove(worker)
            if reading is not None:
                self._idle.append(worker)
                yield task, reading
            elif ended is not None:
                worker.end(at_once=True)
                yield task, ended

    @staticmethod
    def _received(worker: _Worker) -> Reading | None:
        """Return what a worker hands back, None if it died before."""
        try:
            reading = worker.pipe.recv() if worker.pipe.poll() else None
        except (EOFError, OSError):
            return None
        return reading if isinstance(reading, Reading) else None

    def _beyond(self, worker: _Worker, task: Task) -> Reading | None:
        """Return the failure of a worker that went beyond a limit, None for one that may go on."""
        if worker.seconds > self._limits.seconds:
            return _too_long(task, self._limits, worker.seconds)
        if worker.memory() > self._limits.megabytes * 1024 * 1024:
            return _too_big(task, self._limits, worker.seconds)
        return None
