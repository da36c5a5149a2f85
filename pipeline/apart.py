"""Source documents read in a process of their own where a foreign engine reads them, so that no PDF can hang the run.

What our own code reads, texts, is read here: a process for it would cost more than reading it.
"""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.collector import without_collector
from pipeline.errors import InputError
from pipeline.isolation import Limits, Worker

if TYPE_CHECKING:
    from pipeline.model import SourceDoc


class SourceReader:
    """Reads files as `ingest.read` does; use as a context, which ends its process."""

    def __init__(self, limits: Limits) -> None:
        """Prepare to read; the process starts with the first PDF."""
        self._limits = limits
        self._worker: Worker | None = None

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
        if any(_is_foreign(path) or path.is_dir() for path in inputs):
            import pipeline.ingest  # noqa: F401  # by both processes, so before there are two

            self._worker = Worker(_read, self._limits, may_fork=True)
            if _is_foreign(inputs[0]):
                self._worker.give((inputs[0], inputs[0].name, more))

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
            worker = Worker(_read, self._limits)
        if worker.task is None:
            worker.give((path, name, more))
        self._worker = worker  # which an interrupt ends, too
        try:
            found: SourceDoc | Exception = worker.wait(name)
        except InputError:
            self._worker = None
            raise
        if isinstance(found, Exception):
            raise found
        return found


def _is_foreign(path: Path) -> bool:
    return path.suffix.lower() == ".pdf"


@without_collector  # importing builds nothing that it could free, either
def _read(path: Path, name: str, more: dict[str, Any]) -> SourceDoc | Exception:
    from pipeline import ingest

    try:
        return ingest.read(path, name, **more)
    except Exception as error:  # raised again where it was asked for
        error.add_note(traceback.format_exc())
        return error
