"""The workbook in which staff put values right: its cells beside those that the tables had when it was made.

A cell counts as corrected where it says something else than the table did then; where a row stands, on which sheet, and
what else was changed for looks, does not matter. What a correction hangs on is the report's own words, as in
corrections.csv.
"""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from extractors.patterns import compile_pattern
from pipeline.amend.intake import Where, checked, correctable, normal
from pipeline.corrections import CONTEXT, Correction
from pipeline.errors import CorrectionsError
from pipeline.tables import TABLES
from pipeline.tables.schema import LIST_MARK, Column, Table, to_cell

SUFFIXES = (".xlsx", ".xlsm")
_HEAD_ROWS = 2
_PARTS = compile_pattern(r"(.+)_(\d+)")
_LEFT_OUT = "（以下略）"
_TABLES = {table.name: table for table in TABLES if correctable(table)}
_UNDONE = compile_pattern(r"_x([0-9A-Fa-f]{4})_")

Row = Mapping[str, str]


class Held(NamedTuple):
    """What the output folder holds of a document."""

    rows: Mapping[str, Sequence[Row]]
    """As the tables have them."""
    machine: Mapping[str, Sequence[Row]]
    """As the program read them."""
    text: str


def read(path: Path, held: Callable[[str], Held | None], who: str, why: str) -> list[Correction]:
    """Return what a person put right in a workbook.

    Args:
        path: a workbook that `--format xlsx` made, saved again by Excel or LibreOffice.
        held: returns what the folder holds of a document, None if it holds none of that id.
        who: who says so; else who last saved the workbook.
        why: why.

    Raises:
        CorrectionsError: if it cannot be read, is older than the tables, or a cell is no value of its column.
    """
    book = _opened(path)
    try:
        found = list(_differences(path, book, _once(held)))
        who = who or (book.properties.lastModifiedBy or "").strip()
        if found and not who:
            raise CorrectionsError(
                f"{path} には誰が直したかの記録がありません。--who 名前 を付けて、もう一度実行してください。何も変更していません。",
                f"{path} does not say who made the corrections: give --who NAME. Nothing was changed.",
            )
        said = {"who": who, "when": _saved(path, book), "why": why}
    finally:
        book.close()
    return checked(path, ((where, cells | said) for where, cells in found), lambda one: held(one) is not None)


def _opened(path: Path) -> Any:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, InvalidFileException) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else type(error).__name__
        raise CorrectionsError(
            f"{path} を Excel のブックとして読めません（{why}）。開いたままなら閉じてから、もう一度実行してください。何も変更していません。",
            f"{path} cannot be read as a workbook ({why}). Close it if it is open, and run again. Nothing was changed.",
        ) from error
    if not any(_table_of(name) for name in book.sheetnames):
        raise CorrectionsError(
            f"{path} には、このプログラムが作った表のシート（数値_figures など）がありません。何も変更していません。",
            f"{path} has no sheet that this program made (such as 数値_figures). Nothing was changed.",
        )
    return book


def _saved(path: Path, book: Any) -> str:
    """Return when the workbook was saved, ISO 8601 in UTC."""
    made, saved = book.properties.created, book.properties.modified
    if not isinstance(saved, dt.datetime) or saved == made:
        saved = dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)
    return saved.replace(tzinfo=None, microsecond=0).isoformat() + "Z"


def _table_of(sheet: str) -> Table | None:
    """Return the table of a sheet by its name: 数値_figures, and 数値_figures_2 where that goes on."""
    name = sheet.partition("_")[2]
    found = _PARTS.fullmatch(name)
    return _TABLES.get(name) or (_TABLES.get(found[1]) if found else None)


class _Document:
    """What the folder holds of a document, its rows by their keys."""

    def __init__(self, held: Held) -> None:
        self.text = held.text
        self._indexes = [
            {name: {tuple(row[k] for k in table.key): row for row in rows[name]} for name, table in _TABLES.items()}
            for rows in (held.rows, held.machine)
        ]

    def row(self, table: str, key: tuple[str, ...]) -> tuple[Row | None, Row | None]:
        """Return a row as the tables have it, and as the program read it."""
        now, machine = (index[table].get(key) for index in self._indexes)
        return now, machine


def _once(held: Callable[[str], Held | None]) -> Callable[[str], _Document | None]:
    """Keep the last document: rows of one stand together."""
    last: dict[str, _Document | None] = {}

    def get(document_id: str) -> _Document | None:
        if document_id not in last:
            last.clear()
            found = held(document_id)
            last[document_id] = None if found is None else _Document(found)
        return last[document_id]

    return get


def _differences(
    path: Path, book: Any, held: Callable[[str], _Document | None]
) -> Iterator[tuple[Where, dict[str, str]]]:
    """Yield a line of corrections for each cell that a person changed."""
    for sheet in book.worksheets:
        table = _table_of(sheet.title)
        if table is None:
            continue
        rows = sheet.iter_rows(values_only=True)
        heads = [str(cell or "") for _, cells in zip(range(_HEAD_ROWS), rows, strict=False) for cell in cells]
        heads = heads[len(heads) // _HEAD_ROWS :]
        if not {*table.key, "document_id", "offset_start", "offset_end"} <= set(heads):
            raise _no_heads(path, sheet.title)
        for number, cells in enumerate(rows, start=_HEAD_ROWS + 1):
            written = _joined(table, zip(heads, cells, strict=False))
            if any(written.values()):
                where = (f"シート {sheet.title} の {number} 行目", f"sheet {sheet.title}, row {number}")
                yield from ((where, line) for line in _line(path, table, written, held, where))


def _line(
    path: Path, table: Table, written: Row, held: Callable[[str], _Document | None], where: Where
) -> Iterator[dict[str, str]]:
    document = held(written["document_id"])
    if document is None:
        raise _outdated(path, where)
    key = tuple(written[name] for name in table.key)
    row, machine = document.row(table.name, key)
    if row is None and machine is not None:  # a person took it out of the tables
        return
    if row is None or any(row[name] != written[name] for name in ("offset_start", "offset_end")):
        raise _outdated(path, where)
    corrected, known = (json.loads(r.get("machine_values") or "{}") for r in (row, written))
    for name, column in correctable(table).items():
        if name not in written:
            continue
        before = corrected[name] if name in corrected and name not in known else row[name]
        now = written[name]
        if not row["offset_start"] or _same(column, now, _plain(before)) or _same(column, now, row[name]):
            continue
        anchor = _anchor(document.text, int(row["offset_start"]), int(row["offset_end"]))
        yield {
            "document_id": written["document_id"],
            "table": table.name,
            **anchor,
            "column": name,
            "machine_value": _plain(before),
            "value": now,
        }


def _plain(value: object) -> str:
    """Return a machine's value as a cell: JSON has true, numbers and lists."""
    if isinstance(value, bool):
        return str(value).lower()
    return LIST_MARK.join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)


def _same(column: Column, one: str, other: str) -> bool:
    if one == other or one.endswith(_LEFT_OUT):
        return True
    one, other = (_UNDONE.sub(lambda m: chr(int(m[1], 16)), text) for text in (one, other))
    return one == other or (normal(column, one) or one) == (normal(column, other) or other)


def _anchor(text: str, start: int, end: int) -> dict[str, str]:
    """Return the words at a place, and how to find them again; see pipeline/corrections.py."""
    before, after = text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT]
    whole, first = before + text[start:end] + after, start - len(before)
    occurrence, at = 0, -1
    while at < first:
        at = text.index(whole, at + 1)
        occurrence += 1
    return {"quote": text[start:end], "before": before, "after": after, "occurrence": str(occurrence)}


def _joined(table: Table, cells: Iterable[tuple[str, object]]) -> dict[str, str]:
    """Return the cells of a row by column, a list's entries together."""
    lists = {column.name for column in table.columns if column.type == "list"}
    days = {column.name for column in table.columns if column.type == "date"}
    written: dict[str, str] = {}
    for head, value in cells:
        found = _PARTS.fullmatch(head)
        name = found[1] if found and found[1] in lists else head
        cell = _cell(value, of_day=name in days)
        written[name] = LIST_MARK.join(filter(None, (written.get(name, ""), cell)))
    return written


def _cell(value: object, *, of_day: bool) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case int() | float():
            return to_cell(Decimal(repr(value)))
        case dt.datetime() if of_day:
            return value.date().isoformat()
        case dt.datetime() | dt.date():
            return value.isoformat()
        case _:
            return str(value).strip()


def _no_heads(path: Path, sheet: str) -> CorrectionsError:
    return CorrectionsError(
        f"{path} のシート「{sheet}」の見出し（1・2 行目）が変わっています。見出しと ID の列は残してください。何も変更していません。",
        f"The heads of sheet {sheet!r} of {path} (rows 1 and 2) were changed: leave them and the ids. Nothing was changed.",
    )


def _outdated(path: Path, where: Where) -> CorrectionsError:
    return CorrectionsError(
        f"{path} の{where[0]}は、いまの表にありません。ブックを作ったあとに読み直されたか、行が加えられています。"
        "shinchoku export --format xlsx で作り直したブックで直すか、加えた行を消してください。何も変更していません。",
        f"{path}, {where[1]}, is not in the tables as they are now: they were read again since, or the row was added. "
        "Make the workbook anew (shinchoku export --format xlsx), or take the row away. Nothing was changed.",
    )
