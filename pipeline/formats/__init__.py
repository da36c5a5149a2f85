"""What a folder of tables can be written as beside its CSV: one dict of formats, each writer in a module of its own.

A writer is light to import; its library is loaded when it writes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import OutputError, UsageError
from pipeline.formats import jsonl, parquet, sqlite, xlsx

if TYPE_CHECKING:
    from pipeline.formats.source import Notice, Source

_TRIES = 3


class Format(NamedTuple):
    """A format: `files` names its files, relative to the folder, each with the function that makes it at a path."""

    files: Callable[[Source], Iterator[tuple[str, Callable[[Path], None]]]]
    library: str = ""
    """What must be installed for it, if not everybody has it; the extra has the format's name."""


FORMATS: dict[str, Format] = {
    "xlsx": Format(xlsx.files),
    "parquet": Format(parquet.files, library="pyarrow"),
    "sqlite": Format(sqlite.files),
    "jsonl": Format(jsonl.files),
}
"""The formats, by the name that a user gives."""


class Exported(NamedTuple):
    """What became of one format."""

    files: list[Path]
    """Its files, changed or not."""
    notices: list[Notice]
    """What its limits did to the content, for the user."""


def check_installed(names: Sequence[str]) -> None:
    """Make sure that formats can be written, before any work is done for them.

    Raises:
        UsageError: if the library of one is not installed.
    """
    for name in names:
        library = FORMATS[name].library
        if library and find_spec(library) is None:
            raise UsageError(
                f"--format {name} を使うには {library} が必要です。"
                f'python -m pip install "shinchoku[{name}]" で入れてください。',
                f'--format {name} needs {library}: python -m pip install "shinchoku[{name}]"',
            )


def export(folder: Path, name: str) -> Exported:
    """Write the tables of a folder in one more format, beside the CSV files.

    Args:
        folder: what `shinchoku run`, `batch` or `inbox` wrote.
        name: a key of FORMATS.

    Raises:
        UsageError: if the format's library is not installed, or the folder holds no dataset.
        OutputError: if its tables change all the time, or a file cannot be written.
    """
    from pipeline.formats.source import Source
    from pipeline.write import unwritable, write_file

    check_installed([name])
    for _ in range(_TRIES):
        source = Source(folder)
        before = source.stamps()
        written = []
        for file, fill in FORMATS[name].files(source):
            path = folder / file
            try:
                path.parent.mkdir(exist_ok=True)
            except OSError as error:
                raise unwritable(path.parent, error) from error
            write_file(path, fill)
            written.append(path)
        _clear(folder, written)
        if source.stamps() == before:
            return Exported(written, source.notices)
    raise OutputError(
        f"{folder} の表が、ほかの処理によって書き換えられ続けています。終わってから、もう一度実行してください。",
        f"The tables of {folder} keep changing: another run is writing them. Wait until it has ended, and try again.",
    )


def _clear(folder: Path, written: Sequence[Path]) -> None:
    """Remove what an earlier export left of tables that do not fit the documents any more."""
    from pipeline.tables import FURTHER
    from pipeline.write import unwritable

    for place in {path.parent for path in written} - {folder}:
        for path in place.iterdir():
            if path not in written and path.stem in {table.name for table in FURTHER}:
                try:
                    path.unlink()
                except OSError as error:
                    raise unwritable(path, error) from error
