"""A process that does one piece of work at a time and can be ended: one that hangs, dies or takes too much memory.

A killed process is the only timeout there is. Of a long piece of work a process may leave a part to another one, its
aide, which its parent starts, watches and ends together with it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.collector import begin_collecting
from pipeline.errors import InputError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

LOOK = 0.25
"""Seconds between two looks at a process's memory."""
_SLACK = 1536 * 1024 * 1024
"""Address space that a process may map beyond its limit, in bytes: the dictionary of the tagger and the libraries."""
_PATIENCE = 5.0  # seconds that a process gets to end by itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may take."""

    seconds: float = 300.0
    megabytes: int = 2048


class _Call(NamedTuple):
    """What a process tells its parent while it works: to start an aide, or without a job to hand over its part."""

    job: Callable[..., object] | None = None
    task: tuple[Any, ...] = ()


_parent: Connection | None = None
"""In a process that works for another one: the way to it."""


def aid(job: Callable[..., object], *task: Any) -> Callable[[], Any]:
    """Let another process do a part of the work in hand; once only, and in the process of a worker only.

    Args:
        job: what it does.
        task: the arguments of its job.

    Returns:
        What waits for it and returns what came of it, None if the system had no process left. Not called, the other
        process is ended with the work.
    """
    parent = _parent
    if parent is None:
        raise RuntimeError("nobody is there to start a process")
    parent.send(_Call(job, task))

    def part() -> Any:
        parent.send(_Call())
        return parent.recv()

    return part


def stopped(name: str, code: str, ja: str, en: str) -> InputError:
    """Return the error of a file whose reading was ended from outside."""
    error = InputError(f"{name}: {ja}", f"{name}: {en}")
    error.code = code
    return error


class Worker:
    """A process and the work that it has in hand."""

    def __init__(
        self, job: Callable[..., object], prepare: Callable[[], object] | None = None, *, may_fork: bool = False
    ) -> None:
        """Start a process.

        Args:
            job: what it does with what it is given; what that returns must be fit to be pickled.
            prepare: what it does before it is given anything.
            may_fork: whether it may begin as a copy of this process, where that is safe: it costs no start of Python,
                but what this process holds counts as held by it.
        """
        import multiprocessing  # a run over texts starts no process, and does not wait for the means to do so

        fork = may_fork and sys.platform == "linux" and threading.active_count() == 1
        context: Any = multiprocessing.get_context("fork" if fork else "spawn")
        self.pipe, theirs = context.Pipe()
        work = (theirs, self.pipe if fork else None, job, prepare)
        self.process = context.Process(target=_serve, args=work, daemon=True)
        self.process.start()
        theirs.close()
        self.task: tuple[Any, ...] | None = None
        self._limits = Limits()
        self._since = 0.0
        self._aide: Worker | None = None

    def give(self, task: tuple[Any, ...], limits: Limits) -> None:
        """Let it begin with a piece of work.

        Args:
            task: the arguments of its job.
            limits: what it may take.
        """
        self.task, self._limits, self._since = task, limits, time.monotonic()
        with contextlib.suppress(OSError):  # it died while idle: the sentinel tells
            self.pipe.send((task, limits.megabytes))

    @property
    def seconds(self) -> float:
        """How long it has been at its work."""
        return time.monotonic() - self._since

    def wait(self, name: str) -> Any:
        """Return what comes of the work in hand.

        Args:
            name: of the file that it reads.

        Raises:
            InputError: if it was ended or died.
        """
        from multiprocessing import connection

        while True:
            done, answer = self.answer(name, connection.wait([self.pipe, self.process.sentinel], timeout=LOOK))
            if done:
                return answer

    def answer(self, name: str, ready: list[Any]) -> tuple[bool, Any]:
        """Return whether the work has come to an end, and what came of it.

        Args:
            name: of the file that it reads.
            ready: what `multiprocessing.connection.wait` returned of its pipe and sentinel.

        Raises:
            InputError: if it died, or went beyond a limit and was ended; it cannot be used again then.
        """
        if self.pipe in ready or self.process.sentinel in ready:
            try:
                if self.pipe.poll():
                    found = self.pipe.recv()
                    if isinstance(found, _Call):
                        self._aid(name, found)
                        return False, None
                    self.task = None
                    self._end_aide()
                    return True, found
            except (EOFError, OSError):
                pass
            except InputError:  # its aide's
                self.end(at_once=True)
                raise
            error = _died(name, self._exit_status())
        elif self.seconds > self._limits.seconds:
            error = _too_long(name, self._limits)
        elif self._memory() > self._limits.megabytes * 1024 * 1024:
            error = _too_big(name, self._limits)
        else:
            return False, None
        self.end(at_once=True)
        raise error

    def _aid(self, name: str, call: _Call) -> None:
        """Start the aide; or hand over what came of its part, now that the process waits for it."""
        if call.job is not None:
            with contextlib.suppress(OSError):
                self._aide = Worker(call.job, may_fork=True)
                self._aide.give(call.task, self._limits)
                self._aide._since = self._since
            return
        try:
            part = None if self._aide is None else self._aide.wait(name)
        except InputError:
            self._aide = None  # it was ended
            raise
        self.pipe.send(part)
        self._end_aide()

    def _end_aide(self) -> None:
        if self._aide is not None:
            self._aide.end(at_once=True)
            self._aide = None

    def _memory(self) -> int:
        """Return what the process and its aide hold of the machine's memory, in bytes."""
        import psutil

        try:
            own = int(psutil.Process(self.process.pid).memory_info().rss)
        except psutil.Error:
            own = 0
        return own if self._aide is None else own + self._aide._memory()

    def _exit_status(self) -> int | None:
        self.process.join(_PATIENCE)
        status: int | None = self.process.exitcode
        return status

    def dismiss(self) -> None:
        """Let the process end when it is through with its work, without waiting for that; `end` does."""
        with contextlib.suppress(OSError):
            self.pipe.send(None)

    def end(self, *, at_once: bool) -> None:
        """End the process: at once, or when it is through with its work. Its aide is ended with it."""
        self._end_aide()
        if not at_once:
            self.dismiss()
            self.process.join(_PATIENCE)
        if self.process.is_alive():
            _end_what_it_started(self.process.pid)
            self.process.kill()
            self.process.join()
        self.pipe.close()
        self.process.close()


def _end_what_it_started(pid: int | None) -> None:
    """End the programs that a process waits for (Tesseract), which would outlive it; it starts no other one any more."""
    import psutil

    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        if pid != os.getpid():
            process.suspend()
        for child in process.children(recursive=True):
            with contextlib.suppress(psutil.Error):
                child.kill()


def _end_with_parent() -> None:
    """Wait until the parent is gone, and end this process: nobody would bound what it takes any more."""
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        _end_what_it_started(os.getpid())
        os._exit(1)


def _serve(
    pipe: Connection,
    parents: Connection | None,
    job: Callable[..., object],
    prepare: Callable[[], object] | None,
) -> None:
    """Do what the parent asks for until it asks no more."""
    global _parent
    _parent = pipe
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK"):  # the parent decides what a wish to stop means
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    if parents is not None:
        parents.close()  # a copy of its end, which would keep the pipe open when the parent is gone
    if prepare is not None:
        prepare()
    begin_collecting()
    threading.Thread(target=_end_with_parent, name="ends-with-parent", daemon=True).start()
    with contextlib.suppress(EOFError, OSError, MemoryError, KeyboardInterrupt):
        while (work := pipe.recv()) is not None:
            task, megabytes = work
            _bound_memory(megabytes * 1024 * 1024 + _SLACK)
            pipe.send(job(*task))


def _bound_memory(most: int) -> None:
    """Let the system refuse what no look at the memory would come in time for; Windows has no such bound."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_AS, (bound, hard))


def _too_long(name: str, limits: Limits) -> InputError:
    return stopped(
        name,
        "time_limit",
        f"{limits.seconds:g} 秒以内に読み終わらなかったため、中止しました。ファイルを分けるか、"
        "--time-limit を長くしてもう一度実行してください。",
        f"it was not read within {limits.seconds:g} seconds and was given up. Split the file, "
        "or run again with a longer --time-limit.",
    )


def _too_big(name: str, limits: Limits) -> InputError:
    return stopped(
        name,
        "memory_limit",
        f"読み取りに {limits.megabytes} MB を超えるメモリーが必要になったため、中止しました。ファイルを分けるか、"
        "--memory-limit を大きくしてもう一度実行してください。",
        f"reading it took more than {limits.megabytes} MB of memory and was given up. Split the file, "
        "or run again with a larger --memory-limit.",
    )


def _died(name: str, status: int | None) -> InputError:
    return stopped(
        name,
        "worker_died",
        f"読み取り中に処理が異常終了しました（終了コード {status}）。もう一度実行しても同じなら、"
        "このファイルを添えて開発元にお知らせください。",
        f"the process that read it ended unexpectedly (exit status {status}). If that happens again, "
        "please report it together with this file.",
    )
