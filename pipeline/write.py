r"""The files of a dataset: how rows become bytes and come back, harmless to spreadsheets and never half written.

A spreadsheet evaluates a cell that begins with = + - @ (their full-width forms too, in a Japanese Excel), a tab or a
carriage return. Such a text cell gets an apostrophe in front, which `bare` takes off again. Two sorts need none: cells
of number columns, and quantities with a sign (-3人, ＋12人, −5％, -3～-5人), in which no name, reference, operator or
call can stand. So `text` cells equal the characters of the report; a `text` cell that cannot be both equal and
harmless (a check that cites a line beginning with =) is left empty: its offsets still say where to look.
"""

from __future__ import annotations

import contextlib
import csv
import filecmp
import io
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from extractors.patterns import compile_pattern
from pipeline.controls import masked, without_controls
from pipeline.errors import OutputError, UsageError
from pipeline.tables.schema import Table, Value, json_text, to_cell

BOM = b"\xef\xbb\xbf"
_LINE_END = "\r\n"
_LOCKED_TRIES = 5
_LOCKED_PAUSE = 0.1  # seconds; doubles with each try: a virus scanner lets go within that, Excel does not
_LONGEST_HEADER = 10_000  # bytes
_PIECE = 10_000  # characters
_WORDS = ("string", "list")
"""The types of columns whose cells a spreadsheet may take for something else."""
_LONGEST_CELL = 2**31 - 1  # the most that csv.field_size_limit takes on Windows

# A number with what is counted, ranges included: nothing in it can name, refer, operate or call.
_QUANTITY = r"[+\-＋－−]\s?[\d０-９][^\x00-\x1f!\"#$&'()*+\-/:;<=>@\[\\\]^`{|}（）！＝＠＋－｜＊／＾＆＜＞]*"
FORMULA = compile_pattern(rf"'*(?:[\t\r\n]|\s*[=＝@＠]|(?!{_QUANTITY}(?:[～〜~]{_QUANTITY})?\Z)\s*[+\-＋－])")
"""How a cell begins that a spreadsheet would run; the review page writes its own CSV by it."""


def safe(cell: str) -> str:
    """Return a text cell that no spreadsheet runs; controls become U+FFFD, a formula gets an apostrophe in front."""
    cell = without_controls(cell)
    return f"'{cell}" if not cell[:1].isalnum() and FORMULA.match(cell) else cell


def bare(cell: str) -> str:
    """Take off the apostrophe that `safe` put in front."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


def safe_row(table: Table, row: Mapping[str, Value]) -> list[str]:
    """Return a row's cells in the order of the table's columns, as its file holds them."""
    cells = []
    for column in table.columns:
        value = row[column.name]
        cell = value if type(value) is str else to_cell(value)
        if cell and column.type in _WORDS and not (cell[0].isalnum() and cell.isprintable()):  # few need a closer look
            harmless = safe(cell)
            if harmless != cell and column.name == "text" and row["offset_start"] not in (None, ""):
                harmless = ""  # equal to the report's characters, or nothing
            cell = harmless
        cells.append(cell)
    return cells


def stretch_of(table: Table, rows: Iterable[Mapping[str, Value]]) -> bytes:
    """Write rows of a table, values or cells, as the stretch of CSV that its file holds."""
    return csv_rows(safe_row(table, row) for row in rows)


def rows_of(table: Table, stretch: bytes) -> list[dict[str, str]]:
    """Read back what `stretch_of` wrote."""
    return [
        {name: bare(cell) for name, cell in zip(table.header, row, strict=True)}
        for row in parse_rows(stretch.decode("utf-8"))
    ]


def widened(stretch: bytes, width: int) -> bytes:
    """Return rows with empty cells for columns that came behind theirs."""
    rows = parse_rows(stretch.decode("utf-8"))
    return csv_rows([*row, *[""] * (width - len(row))] for row in rows)


def no_dataset(folder: Path, missing: str) -> UsageError:
    """Say that a folder holds no tables."""
    return UsageError(
        f"{folder} にデータセットがありません（{missing} が見つかりません）。"
        "shinchoku run の --output に指定したフォルダーを指定してください。",
        f"{folder} holds no dataset ({missing} is missing): give the folder that shinchoku run wrote to.",
    )


def csv_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Write rows, the header among them, as CSV: UTF-8 with BOM, RFC 4180."""
    return BOM + csv_rows(rows)


def csv_rows(rows: Iterable[Sequence[str]]) -> bytes:
    """Write rows as a stretch of CSV."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator=_LINE_END).writerows(rows)
    return stream.getvalue().encode("utf-8")


def parse_rows(stretch: str) -> list[list[str]]:
    """Read back what `csv_rows` wrote.

    Raises:
        csv.Error: if it is no CSV.
    """
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        return list(csv.reader(io.StringIO(stretch, newline=""), strict=True))
    finally:
        csv.field_size_limit(before)


def json_bytes(value: Any) -> bytes:
    """Write JSON in the order of its keys; see `json_pieces`."""
    return b"".join(json_pieces(value.items())) if isinstance(value, dict) else json_text(value) + b"\n"


def json_pieces(entries: Iterable[tuple[str, Any]]) -> Iterator[bytes]:
    """Yield JSON piece by piece: a line for each key of the outermost object, and for each entry of its lists.

    Indenting everything would take Python's slow encoder.

    Args:
        entries: of the object; lists may be iterators, bytes stand for the JSON that they are, and iterators in a list
            for the pieces of such.
    """
    between = b"{\n"
    for key, value in entries:
        yield between + json_text(key) + b": "
        between = b",\n"
        if isinstance(value, list | Iterator):
            before = b"[\n"
            for entry in value:
                if isinstance(entry, Iterator):
                    yield before
                    yield from entry
                else:
                    yield before + json_text(entry)
                before = b",\n"
            yield b"[]" if before == b"[\n" else b"\n]"
        elif isinstance(value, str):  # the text of the report may be long
            yield b'"'
            for start in range(0, len(value), _PIECE):
                yield json_text(value[start : start + _PIECE])[1:-1]
            yield b'"'
        else:
            yield json_text(value)
    yield b"{}\n" if between == b"{\n" else b"\n}\n"


def report_path(folder: Path, document_id: str) -> Path:
    """Return where the JSON of a report stands in an output folder."""
    return folder / "reports" / f"{document_id}.json"


def stamp_of(file: Path) -> str:
    """Return what changes when somebody changes a file."""
    try:
        status = file.stat()
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns}"


def html_bytes(page: str) -> bytes:
    """Write a page as UTF-8; what UTF-8 cannot hold becomes its escape."""
    return page.encode("utf-8", "backslashreplace")


def note_bytes(text: str) -> bytes:
    r"""Write lines ending in \n as Notepad shows them on any Windows: UTF-8 with BOM, CRLF."""
    return BOM + masked(text).replace("\n", "\r\n").encode("utf-8", "backslashreplace")


WRITERS: dict[str, Callable[[Any], bytes]] = {
    "csv": csv_bytes,
    "json": json_bytes,
    "html": html_bytes,
    "txt": note_bytes,
}
"""The formats, by the suffix of their files."""


def write(path: Path, content: Any) -> bool:
    """Write a file in the format of its suffix; see `write_chunks`."""
    return write_chunks(path, [WRITERS[path.suffix.removeprefix(".")](content)])


def write_chunks(path: Path, chunks: Iterable[bytes]) -> bool:
    """Write a file, whole or not at all.

    Args:
        path: its folder must exist.
        chunks: what it holds, one after the other; they are never all in memory.

    Returns:
        Whether the file changed; one that would hold the same bytes is not touched.

    Raises:
        OutputError: if it cannot be written.
    """

    def fill(beside: Path) -> None:
        with beside.open("wb") as file:
            file.writelines(chunks)

    return write_file(path, fill)


def write_file(path: Path, fill: Callable[[Path], None]) -> bool:
    """Write a file, whole or not at all, by a function that makes it at the path that it is given.

    Args:
        path: its folder must exist.
        fill: makes the file; what it raises gets out, an OSError as an OutputError.

    Returns:
        Whether the file changed; one that would hold the same bytes is not touched.

    Raises:
        OutputError: if it cannot be written.
    """
    beside = path.with_name(f".{path.name}.tmp-{os.getpid()}")
    try:
        try:
            beside.unlink(missing_ok=True)  # of a process that was killed: SQLite would go on with it
            fill(beside)
            if _same(beside, path):
                return False
            with beside.open("r+b") as file:
                os.fsync(file.fileno())
            _replace(beside, path)
        finally:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(path, error) from error
    return True


def _same(one: Path, other: Path) -> bool:
    """Tell whether two files hold the same bytes."""
    try:
        return other.is_file() and filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False


def _replace(beside: Path, path: Path) -> None:
    """Rename, with patience for a program that has the file open: Windows refuses meanwhile."""
    for attempt in range(_LOCKED_TRIES):
        try:
            beside.replace(path)
        except PermissionError:
            if attempt == _LOCKED_TRIES - 1:
                raise
            time.sleep(_LOCKED_PAUSE * 2**attempt)
        else:
            return


def unwritable(path: Path, error: OSError) -> OutputError:
    """Say that a file or folder cannot be written, and what to do."""
    why = error.strerror or type(error).__name__
    if isinstance(error, PermissionError):
        return OutputError(
            f"{path} に書き込めません（{why}）。Excel などで開いている場合は閉じてから、もう一度実行してください。"
            "書き込み権限のあるフォルダーかどうかも確認してください。",
            f"{path} cannot be written ({why}). If it is open in Excel, close it and run again; "
            "check also that you may write to its folder.",
        )
    return OutputError(
        f"{path} に書き込めません（{why}）。空き容量と、書き込めるフォルダーかどうかを確認してください。",
        f"{path} cannot be written ({why}). Check the free space and whether the folder can be written to.",
    )


def read_rows(path: Path, table: Table) -> list[list[str]]:
    """Return the rows of a table's file; see `iterate_rows`."""
    return list(iterate_rows(path, table))


def iterate_rows(path: Path, table: Table) -> Iterator[list[str]]:
    """Yield the rows of a table's file below its header, each with one cell for each column.

    Columns that an older version did not have are empty.

    Raises:
        OutputError: if the file is not one that this or an older version wrote.
    """
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _records(path, csv.reader(file, strict=True), table)
    except UnicodeDecodeError as error:
        raise _foreign(path, "UTF-8 ではありません", "it is not UTF-8") from error
    except csv.Error as error:
        raise _foreign(path, "CSV として読めません", "it is no CSV") from error
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise OutputError(
            f"{path} を読めません（{why}）。Excel などで開いている場合は閉じてください。",
            f"{path} cannot be read ({why}). If it is open in Excel, close it.",
        ) from error
    finally:
        csv.field_size_limit(before)


def _records(path: Path, reader: Iterator[list[str]], table: Table) -> Iterator[list[str]]:
    header = next(reader, None)
    if header is None:
        raise _foreign(path, "CSV として読めません", "it is no CSV")
    _check_header(path, header, table)
    of_older = None
    if tuple(header) != table.header:
        of_older = [header.index(name) if name in header else None for name in table.header]
    for number, row in enumerate(reader, start=2):
        if len(row) != len(header):
            raise _foreign(path, f"{number} 番目の行の列数が異なります", f"its record {number} has {len(row)} cells")
        yield row if of_older is None else ["" if at is None else row[at] for at in of_older]


def check_header(path: Path, table: Table) -> None:
    """Make sure that a table's file is one of ours before it is replaced.

    Raises:
        OutputError: if its header is another.
    """
    try:
        with path.open("rb") as file:
            line = file.readline(_LONGEST_HEADER)
    except OSError as error:
        raise unwritable(path, error) from error
    _check_header(path, line.decode("utf-8-sig", "replace").rstrip("\r\n").split(","), table)


def _check_header(path: Path, header: list[str], table: Table) -> None:
    if tuple(header) == table.header or set(header) < set(table.header):
        return
    if set(table.header) < set(header):
        extra = ", ".join(c for c in header if c not in table.header)
        raise OutputError(
            f"{path} には、この版にない列（{extra}）があります。新しい版で作られたと思われます。"
            "プログラムを更新するか、別の出力フォルダーを指定してください。",
            f"{path} has columns that this version does not know ({extra}); "
            "a newer version seems to have written it. "
            "Update the program, or choose another output folder.",
        )
    raise _foreign(path, "見出し行が異なります", "its header is another")


def _foreign(path: Path, ja: str, en: str) -> OutputError:
    return OutputError(
        f"{path} は、このプログラムが書いた表ではないか、壊れています（{ja}）。上書きしません。"
        "ファイルを移すか、別の出力フォルダーを指定してください。",
        f"{path} was not written by this program, or is broken ({en}). It is left as it is: "
        "move it away, or choose another output folder.",
    )
