"""What a table of the dataset is: typed columns, keys, and how a value becomes a cell.

The tables themselves stand in `pipeline.tables.columns`; everything here works on any of them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple

CONTRACT_VERSION = "1.3"
LIST_MARK = "|"

Type = Literal["string", "integer", "number", "boolean", "date", "datetime", "list", "year", "object"]
Value = str | int | Decimal | bool | dt.date | tuple[str, ...] | None
"""What a column holds before it is written; None where the report does not say."""

# Python refuses to print longer whole numbers (sys.set_int_max_str_digits), and no reader of JSON takes them.
_MOST_JSON_DIGITS = 4000


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `cell` takes a row's record (see `pipeline.tables.cited.Row`) and returns its value."""

    name: str
    type: Type
    title_ja: str
    description: str
    cell: Callable[[Any], Value]
    enum: tuple[str, ...] = ()
    required: bool = False
    pattern: str = ""
    """What the whole of a text must match."""


class ForeignKey(NamedTuple):
    """A column whose values are found in a column of another table, or of its own."""

    column: str
    table: str
    reference: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns in order, the columns that make a row unique, and what it points to."""

    name: str
    title_ja: str
    description_ja: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign: tuple[ForeignKey, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def file_name(self) -> str:
        """The name of its CSV file."""
        return f"{self.name}.csv"


def plain(number: Decimal) -> str:
    """Write a number without exponent, thousands marks or trailing zeros: 2E+3 is 2000, 0.50 is 0.5."""
    digits = format(number, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def to_cell(value: Value) -> str:
    """Write a value as the text of a CSV cell; None is the empty cell."""
    if type(value) is str:  # most are
        return value
    if value is None:
        return ""
    if type(value) is int or isinstance(value, str):
        return str(value)
    match value:
        case bool():
            return "true" if value else "false"
        case Decimal():
            return plain(value)
        case dt.date():
            return value.isoformat().replace("+00:00", "Z")
        case tuple():
            return LIST_MARK.join(entry.replace(LIST_MARK, "｜") for entry in value)
        case _:
            return str(value)


def from_cell(kind: Type, cell: str) -> Value:
    """Return the value that `to_cell` wrote; the empty cell is None, or an empty list.

    Args:
        kind: the type of the cell's column; a datetime is one of UTC.
        cell: its text, without the apostrophe that guards it against spreadsheets.

    Raises:
        ValueError: if the cell holds no such value.
        ArithmeticError: if it holds no number.
    """
    if not cell:
        return () if kind == "list" else None
    match kind:
        case "integer" | "year":
            return int(cell)
        case "number":
            return Decimal(cell)
        case "boolean":
            return {"true": True, "false": False}.get(cell)
        case "date":
            return dt.date.fromisoformat(cell)
        case "datetime":
            return dt.datetime.fromisoformat(cell)
        case "list":
            return tuple(cell.split(LIST_MARK))
        case "string" | "object":  # an object stays the JSON that it is written as
            return cell


def to_json(value: Value) -> str | int | float | list[str] | None:
    """Return a value as JSON has it: a number that is whole as an integer, dates in ISO 8601, lists as arrays.

    A number beyond what JSON readers take (4000 digits) becomes a string of its digits.
    """
    if type(value) is str:  # most are
        return value
    match value:
        case Decimal():
            if value.adjusted() >= _MOST_JSON_DIGITS:
                return plain(value)
            return int(value) if value == value.to_integral_value() else float(value)
        case tuple():
            return list(value)
        case None | bool() | int():
            return value
        case _:
            return to_cell(value)


def table_schema(table: Table) -> dict[str, Any]:
    """Describe a table as Table Schema (Frictionless)."""
    schema: dict[str, Any] = {
        "fields": [_field(column, unique=table.key == (column.name,)) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if table.foreign:
        schema["foreignKeys"] = [
            {
                "fields": [key.column],
                "reference": {"resource": "" if key.table == table.name else key.table, "fields": [key.reference]},
            }
            for key in table.foreign
        ]
    return schema


def _field(column: Column, *, unique: bool) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "title": column.title_ja,
        "description": column.description,
    }
    if column.type == "list":
        field |= {"delimiter": LIST_MARK, "itemType": "string"}
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if unique:
        constraints["unique"] = True
    if column.type == "integer":  # they count or number things
        constraints["minimum"] = 0
    if column.pattern:
        constraints["pattern"] = column.pattern
    if column.enum and column.type != "list":  # Table Schema has no enum for the entries of a list
        constraints["enum"] = list(column.enum)
    if constraints:
        field["constraints"] = constraints
    return field


def data_package(tables: Iterable[Table], documents: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """Describe a folder of tables as a Data Package.

    Args:
        tables: the tables of the folder.
        documents: the rows of documents.csv; they become the package's sources, each with the hash of its bytes.
    """
    package: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "profile": "tabular-data-package",
        "name": "shinchoku",
        "title": "進捗状況報告書データセット",
        "description": "What progress reports of Japanese prefectures and cities say, one row for each statement.",
        "version": f"{CONTRACT_VERSION}.0",
    }
    sources = [
        {"title": d["title"] or d["source_file"] or d["document_id"], "hash": f"sha256:{d['source_sha256']}"}
        | ({"file": d["source_file"]} if d["source_file"] else {})
        for d in documents
        if d["source_sha256"]
    ]
    if sources:  # the standard does not allow an empty list
        package["sources"] = sources
    package["resources"] = [
        {
            "name": table.name,
            "path": table.file_name,
            "profile": "tabular-data-resource",
            "title": table.title_ja,
            "description": table.description,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {
                "delimiter": ",",
                "lineTerminator": "\r\n",
                "quoteChar": '"',
                "doubleQuote": True,
                "header": True,
            },
            "schema": table_schema(table),
        }
        for table in tables
    ]
    return package


def dictionary(tables: Iterable[Table]) -> str:
    """Write the tables as a Markdown data dictionary."""
    lines = [
        "# Data dictionary",
        "",
        f"Contract version {CONTRACT_VERSION}. Written by `python -m pipeline.tables`; the columns are defined in",
        "`pipeline/tables/columns.py`, those of tables that other commands than `run` write in `further.py` beside it.",
        "",
        "An empty cell means that the report does not say. Key columns are in bold; `*` marks columns that are never",
        "empty. A text cell that a spreadsheet would run as a formula begins with an apostrophe, which is no part of",
        "the value (`pipeline.frames.load` removes it); a `text` cell with offsets that would need one is left empty.",
    ]
    for table in tables:
        lines += ["", f"## {table.name} {table.title_ja}", "", f"{table.description} {table.description_ja}", ""]
        lines += ["| column | 項目名 | type | description |", "|---|---|---|---|"]
        for column in table.columns:
            name = f"**{column.name}**" if column.name in table.key else column.name
            values = f" One of: {', '.join(f'`{v}`' for v in column.enum)}." if column.enum else ""
            points = "".join(f" → {k.table}.{k.reference}" for k in table.foreign if k.column == column.name)
            star = " *" if column.required else ""
            lines.append(f"| {name}{star} | {column.title_ja} | {column.type} | {column.description}{values}{points} |")
    return "\n".join(lines) + "\n"


def json_text(value: Any) -> bytes:
    r"""Return a value as JSON on one line; bytes are JSON already.

    A lone surrogate, which UTF-8 cannot hold, stays as its \u escape.
    """
    return value if isinstance(value, bytes) else _ENCODER.encode(value).encode("utf-8", "backslashreplace")


_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, default=to_json)
