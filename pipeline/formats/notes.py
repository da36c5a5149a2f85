"""What a workbook says of itself: its sheets and how to read them, its columns, the meaning of its values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline import __version__
from pipeline.formats.source import Notice
from pipeline.formats.survey import MOST_ENTRIES
from pipeline.messages import say
from pipeline.tables.schema import CONTRACT_VERSION, Table, Value
from pipeline.tables.words import WORDS

NOTES, COLUMNS, VALUES = "説明_notes", "項目_columns", "値の意味_values"
"""The names of the sheets that are not tables of the dataset."""
_TOPICS = (
    "heads",
    "rules",
    "links",
    "empty",
    "lists",
    "units",
    "sums",
    "status",
    "place",
    "filter",
    "codes",
    "correct",
    "changes",
)


def note_rows(sheets: Mapping[str, tuple[Table, int]], notices: Sequence[Notice]) -> list[list[Value]]:
    """Return the sheet of notes: heads, who made it, every sheet, how to read them, what had to be left out.

    Args:
        sheets: for each sheet, its table and the number of its rows.
        notices: what the limits of the format did to the content.
    """
    rows: list[list[Value]] = [["区分", "項目", "説明", "説明（英語）"], ["section", "item", "note_ja", "note_en"]]

    def add(section: str, item: str, ja: str, en: str) -> None:
        rows.append([section, item, ja, en])

    def add_said(section: str, item: str, key: str, **parts: object) -> None:
        add(section, item, say("ja", key, **parts), say("en", key, **parts))

    add_said("作成", "program", "notes.made", version=__version__, contract=CONTRACT_VERSION)
    add_said("作成", "begin", "notes.begin")
    for name, (table, count) in sheets.items():
        add("シート", name, f"{table.description_ja}（{count:,} 行）", f"{table.description} ({count:,} rows)")
    add_said("シート", COLUMNS, "notes.columns")
    add_said("シート", VALUES, "notes.values")
    for topic in _TOPICS:
        add_said("読み方", topic, f"notes.{topic}", most=MOST_ENTRIES)
    for key, parts in notices:
        add_said("制限", key.removeprefix("format."), key, **parts)
    return rows


def column_rows(tables: Sequence[Table]) -> list[list[Value]]:
    """Return the sheet of columns: what each column of each table is."""
    rows: list[list[Value]] = [
        ["表", "項目名", "項目（英語名）", "型", "必須", "参照先", "説明（英語）"],
        ["table", "title_ja", "name", "type", "required", "refers_to", "description"],
    ]
    for table in tables:
        points = {key.column: f"{key.table}.{key.reference}" for key in table.foreign}
        rows += [
            [table.name, c.title_ja, c.name, c.type, c.required, points.get(c.name), c.description]
            for c in table.columns
        ]
    return rows


def code_rows(tables: Sequence[Table]) -> list[list[Value]]:
    """Return the sheet of values: what each value of a column with a closed list means."""
    rows: list[list[Value]] = [["表", "項目", "値", "意味"], ["table", "column", "value", "meaning_ja"]]
    for table in tables:
        for column in table.columns:
            rows += [[table.name, column.name, value, WORDS.get(value, (value,))[0]] for value in column.enum]
    return rows
