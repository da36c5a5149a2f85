"""Source documents read in a process of their own where a foreign engine reads them, so that no PDF can hang the run.

What our own code reads, texts, is read here: a process for it would cost more than reading it, and what reading it
takes grows with its length alone. Only a text so long that it could go beyond a limit has a process of its own. The
second half of a PDF of many pages is read by another process.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.collector import without_collector
from pipeline.errors import InputError
from pipeline.isolation import Limits, Worker, aid

if TYPE_CHECKING:
    from pipeline.run import Settings
    from pipeline.source import SourceDoc
    from pipeline.store import Reading

_LONG = 1_000_000
"""Bytes of a text from which it is read apart."""
_READING_COMMANDS = ("run", "explain")
_ahead: list[Worker] = []
"""The process that was started before the command line was understood, until somebody takes it."""


@contextmanager
def ahead(arguments: Sequence[str]) -> Iterator[None]:
    """Start the process at once if a command line is to read a PDF: what it imports takes as long as all other imports.

    Args:
        arguments: of the command line.
    """
    if arguments and arguments[0] in _READING_COMMANDS and any(_is_foreign(Path(given)) for given in arguments):
        import pipeline.ingest  # noqa: F401  # which both need: once, before they part

        _ahead.append(_start())
    try:
        yield
    finally:
        while _ahead:
            _ahead.pop().end(at_once=True)


class SourceReader:
    """Reads files as `ingest.read` does; use as a context, which ends its process."""

    def __init__(self, limits: Limits) -> None:
        """Prepare to read; the process starts with the first PDF."""
        self._limits = limits
        self._worker: Worker | None = None
        self._is_for_one = False

    def __enter__(self) -> SourceReader:
        """Return the reader."""
        return self

    def __exit__(self, *_: object) -> None:
        """End its process."""
        if self._worker is not None:
            self._worker.end(at_once=True)
            self._worker = None

    def begin(self, inputs: Sequence[Path], **more: Any) -> None:
        """Start the process where the inputs may hold a PDF, and if the first is one, let it begin with that.

        Called before anything else is imported or read, this costs next to nothing, and what it does is done meanwhile.

        Args:
            inputs: files and folders.
            more: what `read` will be given.
        """
        self._is_for_one = len(inputs) == 1 and _is_foreign(inputs[0]) and not inputs[0].is_dir()
        if self._is_for_one or any(_is_foreign(path) or path.is_dir() for path in inputs):
            self._worker = _ahead.pop() if _ahead else _start()
            if _is_foreign(inputs[0]):
                self._worker.give((inputs[0], inputs[0].name, more), self._limits)

    @property
    def is_reading(self) -> bool:
        """Whether its process is at work already."""
        return self._worker is not None and self._worker.task is not None

    def read(self, path: Path, name: str, **more: Any) -> SourceDoc:
        """Return what `ingest.read` returns, and raise what it raises.

        Raises:
            InputError: also with `code` time_limit, memory_limit or worker_died.
        """
        if not _is_foreign(path):
            from pipeline import ingest

            return ingest.read(path, name, **more)
        worker = self._worker
        if worker is not None and worker.task not in (None, (path, name, more)):  # it reads what nobody asked for
            worker.end(at_once=True)
            worker = None
        if worker is None:
            worker = Worker(_read)
        if worker.task is None:
            worker.give((path, name, more), self._limits)
        self._worker = worker  # which an interrupt ends, too
        try:
            found: SourceDoc | Exception = worker.wait(name)
        except InputError:
            self._worker = None
            raise
        if self._is_for_one:
            worker.dismiss()  # while what it read goes on
        if isinstance(found, Exception):
            raise found
        return found

    def read_report(self, path: Path, name: str, settings: Settings) -> Reading:
        """Return what `run.read_here` returns: of a long text from a process of its own, which the limits bind whole.

        Args:
            path: the file.
            name: how datasets call it.
            settings: the user's choices.
        """
        from pipeline.run import failed_reading, fingerprint, now, read_here

        if _is_foreign(path) or not _is_long(path):
            return read_here(path, name, settings, self.read)
        worker = Worker(read_here, may_fork=True)
        try:
            worker.give((path, name, settings), self._limits)
            reading: Reading = worker.wait(name)
        except InputError as error:
            sha256 = fingerprint(path)
            return failed_reading(path, name, error, sha256=sha256, processed_at=now(), seconds=worker.seconds)
        except BaseException:
            worker.end(at_once=True)
            raise
        worker.end(at_once=False)
        return reading


def _is_long(path: Path) -> bool:
    try:
        return path.stat().st_size > _LONG
    except (OSError, ValueError):  # reading it will say why
        return False


@without_collector
def _start() -> Worker:
    return Worker(_read, _prepare, may_fork=True)


def _is_foreign(path: Path) -> bool:
    return path.suffix.lower() == ".pdf"


@without_collector
def _prepare() -> None:
    with suppress(ImportError):  # told when a file is read
        import pipeline.ingest.pdf  # noqa: F401


@without_collector  # importing builds nothing that it could free, either
def _read(path: Path, name: str, more: dict[str, Any]) -> SourceDoc | Exception:
    from extractors import patterns
    from pipeline import ingest

    try:
        return ingest.read(path, name, **more, share=partial(aid, _read_rest, path))
    except Exception as error:  # raised again where it was asked for
        import traceback

        error.add_note(traceback.format_exc())
        return error
    finally:
        patterns.keep()


def _read_rest(path: Path, *which: Any) -> bytes | None:
    from pipeline.ingest import pdf

    try:
        return pdf.read_rest(path.read_bytes(), *which)
    except Exception:  # the process that asked for it meets the same and tells
        return None
