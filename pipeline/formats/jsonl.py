"""JSON Lines: a file for each table, a line for each row, for programs that read a row at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.formats.source import Source
    from pipeline.tables.schema import Table


def files(source: Source) -> Iterator[tuple[str, Callable[[Path], None]]]:
    """Yield a file for each table."""
    for table in source.tables:
        yield f"jsonl/{table.name}.jsonl", partial(_fill, source, table)


def _fill(source: Source, table: Table, path: Path) -> None:
    """Write rows as objects: numbers, booleans and arrays as such, dates in ISO 8601, null for no value."""
    from pipeline.tables.schema import to_json

    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in source.rows(table):
            values = zip(table.header, map(to_json, row), strict=True)
            file.write(json.dumps(dict(values), ensure_ascii=False) + "\n")
