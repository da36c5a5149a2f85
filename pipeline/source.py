"""What reading a file yields: its text, and what it showed. All that a process which only reads has to load of the model."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from sys import intern

from extractors.spans import Span
from extractors.view import fold
from pipeline.pages import Encoding, Grade, Grid, Note, PageReading

_MOST_POOR_PAGES = 0.1  # share that a report may have without being poor itself
_DAMAGE = frozenset({"garbled_text", "missing_pages", "repaired"})  # what of a file was lost, as its checks say it


class Severity(StrEnum):
    """How much a check matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Something that a person should look at."""

    check_id: str = ""
    severity: Severity
    code: str
    message_ja: str
    message_en: str
    measure_no: int | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDoc:
    """A file's text, unedited, with what is needed to cite it."""

    name: str
    """The file's name as datasets show it: relative to the folder that was given, with forward slashes."""
    sha256: str
    """64 hex digits, of the file's bytes."""
    format: str
    """txt, pdf …"""
    text: str
    """As decoded, line ends as `\\n`; pages of a PDF follow each other, each ending in `\\n`."""
    page_starts: tuple[int, ...] = (0,)
    """Offset of the first character of each page, ascending, the first 0."""
    soft_breaks: tuple[int, ...] = ()
    """Offsets of the line breaks that only wrap a line."""
    furniture: tuple[Span, ...] = ()
    """Whole lines (without their break) that the reader of the format knows to be headers, footers, page numbers or
    ruby."""
    asides: tuple[Span, ...] = ()
    """What stands in the middle of a sentence without being part of it, in order: furniture between the halves of a
    wrapped line, marks of notes."""
    notes: tuple[Note, ...] = ()
    """Footnotes with the marks that point to them."""
    pages: tuple[PageReading, ...] = ()
    """How each page was read; empty for a text."""
    tables: tuple[Grid, ...] = ()
    """In order; their text is in `text` cell by cell, row by row, each cell on lines of its own (PDF) or as drawn (text)."""
    large: tuple[int, ...] = ()
    """Offsets of the lines in type larger than the text, of sizes that come back, in order; of a heading over several
    lines the first."""
    encoding: Encoding | None = None
    boxes: Callable[[Span], str] | None = field(default=None, compare=False)
    """bbox cell of a span: x0,top,x1,bottom, several joined by `|`; None where the format has no places."""
    checks: tuple[Check, ...] = ()
    """What reading the file showed (garbled_text, no_text_layer …); their check_id is still empty."""
    _folded: list[str] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def folded(self) -> str:
        """The text, each character folded in its place; one for all who look for words in it."""
        if not self._folded:
            self._folded.append(fold(self.text))
        return self._folded[0]

    @property
    def grade(self) -> Grade:
        """Of the whole: poor if more than a tenth of its pages are or much is lost, fair if any of it is not good."""
        grades = [page.grade for page in self.pages]
        lost = {check.severity for check in self.checks if check.code in _DAMAGE}
        if grades.count(Grade.POOR) > _MOST_POOR_PAGES * len(grades) or Severity.ERROR in lost:
            return Grade.POOR
        return Grade.FAIR if lost or set(grades) - {Grade.GOOD} else Grade.GOOD

    def sentence(self, span: Span) -> str:
        """Return the text of a span without what stands in its middle and is no part of it, nor the lines that held that, nor blanks at its ends."""
        at = bisect_right(self.asides, span.start, key=lambda aside: aside.end)
        pieces, start = [], span.start
        while at < len(self.asides) and self.asides[at].start < span.end:
            pieces.append(self.text[start : self.asides[at].start])
            start, at = self.asides[at].end, at + 1
        if not pieces:
            return intern(self.text[span.start : span.end].strip())  # the sentence of several values
        pieces.append(self.text[start : span.end])
        return intern("\n".join(line for line in "".join(pieces).split("\n") if line.strip()).strip())

    @property
    def document_id(self) -> str:
        """The first 16 hex digits of the hash."""
        return self.sha256[:16]
