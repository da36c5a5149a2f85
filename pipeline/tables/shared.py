"""The columns that several tables have."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from extractors.mentions import Span
from pipeline.model import BlockKind
from pipeline.tables.cited import Cited, Row
from pipeline.tables.schema import Column, ForeignKey, Value


def values(enum: type[Any]) -> tuple[str, ...]:
    """Return the values of a closed list."""
    return tuple(str(member) for member in enum)


def it(path: str) -> Callable[[Row], Value]:
    """Return the reader of an attribute of the record, such as `figure.value`."""
    return attrgetter(f"it.{path}")


def on_span(read: Callable[[Cited, Span], Value]) -> Callable[[Row], Value]:
    """Return the reader of something at the record's own characters; empty where it has none."""
    return lambda row: None if row.span is None else read(row.cited, row.span)


def identifier(name: str, title_ja: str, description: str, cell: Callable[[Row], Value]) -> Column:
    """Return a required text column."""
    return Column(name, "string", title_ja, description, cell, required=True)


DOCUMENT = identifier(
    "document_id", "文書ID", "The report: first 16 hex digits of its SHA-256.", attrgetter("cited.document_id")
)
PAGE = Column("page", "integer", "ページ", "Page on which it begins, from 1; 1 for plain text.", on_span(Cited.page))
START = Column(
    "offset_start",
    "integer",
    "開始位置",
    "First character: code points into the report's text.",
    lambda r: r.span and r.span.start,
)
END = Column(
    "offset_end", "integer", "終了位置", "Behind the last character, same unit.", lambda r: r.span and r.span.end
)
PLACE = (PAGE, START, END)
BOX = Column(
    "bbox",
    "list",
    "ページ上の位置",
    "x0,top,x1,bottom in PDF points from the page's top left corner, one box for each line; empty for text.",
    on_span(lambda c, s: tuple(c.source.boxes(s).split("|")) if c.source.boxes else None),
)
TEXT = Column(
    "text", "string", "原文", "The characters of the report, text[offset_start:offset_end].", on_span(Cited.text)
)
MACHINE = Column(
    "machine_values",
    "object",
    "機械の読み取り値",
    "What the program had read in the columns that a person corrected, by column; empty if nobody did.",
    lambda _: None,
)
MEASURE_ID = Column(
    "measure_id", "string", "取組ID", "The measure it stands in.", lambda r: r.cited.measure_id(r.it.place.measure_no)
)
MEASURE_NO = Column("measure_no", "integer", "取組番号", "Number of that measure.", it("place.measure_no"))
BLOCK = Column(
    "block",
    "string",
    "記載欄",
    "Part of the measure it stands in; empty in a heading or outside.",
    it("place.block"),
    values(BlockKind),
)
SOURCE = Column(
    "source",
    "string",
    "読み取り元",
    "text: the characters of the file; ocr: recognised from the picture of a page, to be checked.",
    on_span(lambda c, s: "ocr" if c.reader(s) == "ocr" else "text"),
    ("text", "ocr"),
)
TO_DOCUMENT = ForeignKey("document_id", "documents", "document_id")
TO_MEASURE = ForeignKey("measure_id", "measures", "measure_id")
