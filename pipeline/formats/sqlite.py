"""SQLite: one file with every table, typed and keyed, for SQL without a server."""

from __future__ import annotations

import contextlib
import errno
import json
import sqlite3
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import OutputError

if TYPE_CHECKING:
    from pipeline.formats.source import Source
    from pipeline.tables.schema import Column, Table, Value

_TYPES = {"integer": "INTEGER", "year": "INTEGER", "boolean": "INTEGER", "number": "REAL"}
_MOST = 2**63 - 1


def files(source: Source) -> Iterator[tuple[str, Callable[[Path], None]]]:
    """Yield the one file."""
    yield "shinchoku.sqlite", partial(_fill, source)


def _fill(source: Source, path: Path) -> None:
    try:
        with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
            # The file is ours alone until it is renamed; a journal beside it would only be left over.
            db.execute("PRAGMA journal_mode = OFF")
            db.execute("PRAGMA synchronous = OFF")
            db.execute("BEGIN")
            for table in source.tables:
                db.execute(_definition(table))
                marks = ", ".join("?" * len(table.columns))
                rows = ([_stored(value) for value in row] for row in source.rows(table))
                db.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)
            db.execute("COMMIT")
    except sqlite3.IntegrityError as error:
        raise OutputError(
            f"{source.folder} の表に重複した行があります（{error}）。shinchoku run をもう一度実行すると、表が書き直されます。",
            f"The tables of {source.folder} hold a row twice ({error}): another shinchoku run writes them anew.",
        ) from error
    except sqlite3.Error as error:
        raise OSError(errno.EIO, f"SQLite: {error}") from error


def _definition(table: Table) -> str:
    """Return CREATE TABLE; titles stand beside the columns, where `.schema` shows them."""
    lines = [(_column(column), f"{column.title_ja}: {column.description}") for column in table.columns]
    key = ", ".join(f'"{name}"' for name in table.key)  # table and when are words of SQL
    lines.append((f"PRIMARY KEY ({key})", table.description_ja))
    lines += [(f"FOREIGN KEY ({k.column}) REFERENCES {k.table} ({k.reference})", "") for k in table.foreign]
    last = len(lines) - 1
    body = (f"  {part}{',' if n < last else ''}{f' -- {note}' if note else ''}" for n, (part, note) in enumerate(lines))
    return f"CREATE TABLE {table.name} (\n" + "\n".join(body) + "\n)"


def _column(column: Column) -> str:
    needed = " NOT NULL" if column.required else ""
    if column.type == "boolean":
        needed += f" CHECK ({column.name} IN (0, 1))"
    return f'"{column.name}" {_TYPES.get(column.type, "TEXT")}{needed}'


def _stored(value: Value) -> str | int | float | None:
    """Return a value as SQLite keeps it: dates in ISO 8601, lists as JSON arrays for json_each."""
    match value:
        case tuple():
            return json.dumps(value, ensure_ascii=False)
        case Decimal():
            return float(value)
        case int():
            return value if abs(value) <= _MOST else float(value)
        case None | str():
            return value
        case _:
            from pipeline.tables.schema import to_cell

            return to_cell(value)
