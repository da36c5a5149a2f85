"""How a file's text was read: its encoding, its pages, and the tables and footnotes on them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from extractors.patterns import compile_pattern
from extractors.spans import Span

_DIGIT = "[0-9０-９]"
_CODE_ALONE = compile_pattern(r"\A([0-9０-９]{1,2}(?:(?:[-－‐][0-9０-９]{1,2}){1,3}|(?:[.．][0-9０-９]{1,2}){2,3}))\n")
"""3-1 above 人づくり counts no persons."""
_TWO_NUMBERS = compile_pattern(rf"(?<={_DIGIT})\n(?={_DIGIT})")
_LINE_END = compile_pattern(r"\n|<br ?/?>", re.IGNORECASE)  # as Markdown writes one in a cell
CUT_NUMBER = compile_pattern(
    rf"(?<=[,，]{_DIGIT})\n(?={_DIGIT}{{2}}(?!{_DIGIT}))|(?<=[,，]{_DIGIT}{{2}})\n(?={_DIGIT}(?!{_DIGIT}))"
)
"""A line break that cuts a number, as its thousands tell: 1,23 above 4."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """How a text file was decoded."""

    name: str
    """Python's name of the codec."""
    runner_up: str | None = None
    """The codec that came second, where one could also read the bytes."""


class Grade(StrEnum):
    """How far a page's or a report's text can be trusted, by what was measured while it was read."""

    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """How a page was read."""

    no: int
    """From 1."""
    width: float
    """PDF points, as the page is looked at."""
    height: float
    reader: str
    """pdfium, pdfplumber or ocr; none where nothing could be read."""
    grade: Grade
    reasons: tuple[str, ...] = ()
    """What lowered the grade or decided the reader (garbled, no_text_layer …)."""
    agreement: float | None = None
    """Share of the characters that two readers have in common; None where one was enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A footnote."""

    mark: str
    """As written at the note: ※1, 注1, 1)."""
    span: Span
    """The note."""
    marks: tuple[Span, ...]
    """Where the text points to it; and the number at its head, where it stands there as a word of the note."""
    small: bool = False
    """Whether it is set in smaller type than the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table; rows and columns are counted from 0."""

    row: int
    column: int
    rows: int = 1
    """How many rows it takes: more than one for a merged cell."""
    columns: int = 1
    spans: tuple[Span, ...] = ()
    """Its text in order; empty for an empty cell, several where a page break or another cell's lines stand between."""

    @property
    def extent(self) -> Span:
        """From the beginning of its text to its end; it must hold some."""
        return Span(self.spans[0].start, self.spans[-1].end)

    def text(self, raw: str) -> str:
        """Return its words in the text `raw`, without line breaks between its lines; numbers stay apart from what is below them."""
        lines = (line.strip() for span in self.spans for line in _LINE_END.split(raw[span.start : span.end]))
        words = CUT_NUMBER.sub("", "\n".join(line for line in lines if line))
        return _CODE_ALONE.sub(r"\1 ", _TWO_NUMBERS.sub(" ", words)).replace("\n", "")

    def moved(self, rows: int) -> Cell:
        """Return the cell `rows` further down."""
        return replace(self, row=self.row + rows)

    def with_more(self, below: Cell) -> Cell:
        """Return the cell with the text of the one that carries it on."""
        return replace(self, rows=self.rows + below.rows - 1, spans=self.spans + below.spans)


@dataclass(frozen=True, kw_only=True)  # no slots: what it works out is kept
class Grid:
    """A table: its cells row by row. Some cell has text."""

    cells: tuple[Cell, ...]
    inner: bool = False
    """Whether it stands in a cell of another table, between the lines of that cell."""

    @cached_property
    def rows(self) -> int:
        """How many rows it has."""
        return max(cell.row + cell.rows for cell in self.cells)

    @cached_property
    def columns(self) -> int:
        """How many columns it has."""
        return max(cell.column + cell.columns for cell in self.cells)

    @cached_property
    def span(self) -> Span:
        """From its first to its last character."""
        spans = [span for cell in self.cells for span in cell.spans]
        return Span(min(s.start for s in spans), max(s.end for s in spans))
