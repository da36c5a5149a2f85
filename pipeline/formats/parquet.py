"""Parquet: a typed file for each table, for pandas, polars, DuckDB, R and Spark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.formats.source import Source
    from pipeline.tables.schema import Table, Value

_ROWS_AT_ONCE = 50_000
_MOST = 2**63 - 1


def files(source: Source) -> Iterator[tuple[str, Callable[[Path], None]]]:
    """Yield a file for each table."""
    for table in source.tables:
        yield f"parquet/{table.name}.parquet", partial(_fill, source, table)


def _fill(source: Source, table: Table, path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _schema(table)
    rows = source.rows(table)
    with pq.ParquetWriter(path, schema) as writer:
        while batch := list(islice(rows, _ROWS_AT_ONCE)):
            columns = zip(*batch, strict=True)
            arrays = [
                pa.array([_stored(source, field.name, v) for v in cells], type=field.type)
                for cells, field in zip(columns, schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _schema(table: Table) -> Any:
    """Return the Arrow schema of a table; titles and descriptions stand in the metadata of its fields."""
    import pyarrow as pa

    types = {
        "string": pa.string(),
        "integer": pa.int64(),
        "year": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
        "datetime": pa.timestamp("ms", tz="UTC"),
        "list": pa.list_(pa.string()),
        "object": pa.string(),  # as JSON
    }
    fields = [
        pa.field(c.name, types[c.type], not c.required, {"title": c.title_ja, "description": c.description})
        for c in table.columns
    ]
    return pa.schema(fields, {"title": table.title_ja, "description": table.description})


def _stored(source: Source, column: str, value: Value) -> Any:
    if isinstance(value, int) and abs(value) > _MOST:
        source.tell("format.no_integer", column=column, value=value)
        return None
    return float(value) if isinstance(value, Decimal) else value
