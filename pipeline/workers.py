"""Worker processes that read files: one that hangs, dies or takes too much memory costs one document, never the run.

Only the parent writes; a worker hands back what it read.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from functools import partial
from multiprocessing import connection
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import InputError
from pipeline.isolation import LOOK, Limits, Worker
from pipeline.run import Settings, failed_reading, now, read_here
from pipeline.store import Reading


class Task(NamedTuple):
    """A file to read."""

    path: Path
    name: str
    """How datasets call it."""
    sha256: str


def stopped_reading(task: Task, error: InputError, *, seconds: float) -> Reading:
    """Return the failure of a file whose reading was ended from outside."""
    return failed_reading(task.path, task.name, error, sha256=task.sha256, processed_at=now(), seconds=seconds)


class Workers:
    """Some worker processes; use as a context, which ends them."""

    def __init__(self, count: int, settings: Settings, limits: Limits) -> None:
        """Prepare `count` workers, which start with the first files."""
        self._count = count
        self._job = partial(read_here, settings=settings)
        self._limits = limits
        self._busy: list[tuple[Worker, Task]] = []
        self._idle: list[Worker] = []

    def __enter__(self) -> Workers:
        """Return the workers."""
        return self

    def __exit__(self, *_: object) -> None:
        """End them; files in hand are given back unread."""
        for worker, _task in self._busy:
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
                    worker = self._idle.pop() if self._idle else Worker(self._job)
                    worker.give((task.path, task.name), self._limits)
                    self._busy.append((worker, task))
            if self._busy:
                done.extend(self._look())
            while done:
                yield done.popleft()

    def _look(self) -> Iterator[tuple[Task, Reading]]:
        """Wait a moment, and yield what workers have read or failed to."""
        ready = connection.wait(
            [*(w.pipe for w, _ in self._busy), *(w.process.sentinel for w, _ in self._busy)], timeout=LOOK
        )
        for worker, task in list(self._busy):
            seconds = worker.seconds
            try:
                done, reading = worker.answer(task.name, ready)
            except InputError as error:
                self._busy.remove((worker, task))
                yield task, stopped_reading(task, error, seconds=seconds)
                continue
            if done and isinstance(reading, Reading):
                self._busy.remove((worker, task))
                self._idle.append(worker)
                yield task, reading
