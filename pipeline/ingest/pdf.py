"""PDF: the text of one-column reports and their tables, with the place of every character."""

from __future__ import annotations

import logging
import math
import re
import warnings
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from itertools import pairwise, zip_longest
from typing import Any

import pdfplumber
import pypdfium2
from pdfplumber.utils.text import chars_to_textmap

from extractors.mentions import Span
from pipeline.errors import InputError
from pipeline.ingest import continued, grids, verdicts
from pipeline.ingest.pages import Line, Page, furniture, soft_breaks
from pipeline.model import Cell, Check, Grid, Severity, SourceDoc

_Char = dict[str, Any]

_GARBLED = re.compile(r"\(cid:\d+\)|[\x00-\x08\x0e-\x1f\ufffd]")
_UNWRITABLE = re.compile("[\0\n\r\ud800-\udfff]")  # as the text of one glyph: no file of ours could hold it
_DRAWN_TWICE = 1.0  # points between copies of a character that are drawn for a bold look
_OUTLINES = 50  # drawn shapes on a page without text: letters turned into outlines
_MARKER = 4  # characters at a line's head among which blanks set off a marker, not a column
_VERTICAL = 0.6  # share of characters that stand below the one drawn before


class _Text:
    """The text of the pages as it grows, with a box for each character (16 bytes each)."""

    def __init__(self) -> None:
        self.length = 0
        self.pages: list[Page] = []
        self.page_starts: list[int] = []
        self.checks: list[Check] = []
        self.tables: list[continued.Found] = []
        self.soft_breaks: list[int] = []
        """Those inside of cells."""
        self._pieces: list[str] = []
        self._corners = tuple(array("f") for _ in range(4))  # x0, top, x1, bottom; NaN for blanks and breaks

    def add(self, page: Any) -> bool:
        """Append a page of pdfplumber; tell whether it holds text."""
        start = self.length
        self.page_starts.append(start)
        chars = _drawn_once(page.chars)
        pieces = len(self._pieces)
        frames, outside = grids.take(page, chars)
        lines: list[Line] = []
        for band, frame in zip_longest(grids.bands(frames, outside), frames):
            for row in _rows(band):
                self._end_line(row, lines)
            if frame is not None:
                self.tables.append(continued.Found(self._tabulate(frame), frame.edges, len(self.pages)))
        if self.length == start:
            self._end_line((), lines)
        self.pages.append(Page(float(page.width), float(page.height), lines))
        text = "".join(self._pieces[pieces:])
        self._judge(text, start, len(self.pages), _is_vertical(chars))
        return bool(text.strip())

    def _tabulate(self, frame: grids.Frame) -> Grid:
        """Append the text of a table, cell by cell."""
        cells = []
        for place in frame.places:
            start = end = self.length
            last: list[_Char] = []
            for row in _rows(place.chars):
                drawn = [char for _, char in row if char is not None and char["text"].strip()]
                if last and drawn and grids.wraps(place, frame.inset, last, drawn):
                    self.soft_breaks.append(self.length - 1)
                self._end_line(row, [])
                if drawn:
                    last, end = drawn, self.length - 1
            spans = (Span(start, end),) if end > start else ()
            cells.append(Cell(row=place.row, column=place.column, rows=place.rows, columns=place.columns, spans=spans))
        return Grid(cells=tuple(cells))

    def _end_line(self, row: Sequence[tuple[str, _Char | None]], lines: list[Line]) -> None:
        text = "".join(letter for letter, _ in row)
        chars = [char for _, char in row if char is not None]
        if chars:
            size = Counter(round(float(c["size"]), 1) for c in chars).most_common(1)[0][0] or 1.0
            lines.append(
                Line(
                    start=self.length,
                    end=self.length + len(text),
                    text=text,
                    x0=min(c["x0"] for c in chars),
                    x1=max(c["x1"] for c in chars),
                    top=min(c["top"] for c in chars),
                    size=size,
                    gap=max((b["x0"] - a["x1"] for a, b in pairwise(chars[_MARKER:])), default=0.0) / size,
                )
            )
        for _, char in (*row, ("\n", None)):
            for corner, key in zip(self._corners, ("x0", "top", "x1", "bottom"), strict=True):
                corner.append(math.nan if char is None else char[key])
        self._pieces.append(text + "\n")
        self.length += len(text) + 1

    def _judge(self, text: str, start: int, page: int, vertical: bool) -> None:
        if found := list(_GARBLED.finditer(text)):
            span = Span(start + found[0].start(), start + found[0].end())
            self.checks.append(verdicts.garbled(span, f"{page} ページ", f"Page {page}", len(found)))
        if vertical:
            self.checks.append(
                Check(
                    severity=Severity.WARNING,
                    code="vertical_text",
                    message_ja=f"{page} ページは縦書きのため、正しい順に読めていません。横書きの文書をご利用ください。",
                    message_en=f"Page {page} is set vertically and not read in its order; use a horizontal version.",
                    span=Span(start, max(start + len(text) - 1, start)),
                )
            )

    def whole(self) -> str:
        """Return the text of all pages."""
        self._pieces = ["".join(self._pieces)]
        return self._pieces[0]

    def boxes(self, span: Span) -> str:
        """Return `x0,top,x1,bottom` of a span, one for each line that it touches, joined by `|`."""
        found: list[str] = []
        at = span.start
        for piece in self.whole()[span.start : span.end].split("\n"):
            x0, top, x1, bottom = (
                [value for value in corner[at : at + len(piece)] if not math.isnan(value)] for corner in self._corners
            )
            if x0:
                found.append(",".join(f"{edge:.1f}" for edge in (min(x0), min(top), max(x1), max(bottom))))
            at += len(piece) + 1
        return "|".join(found)


def _rows(chars: Sequence[_Char]) -> list[list[tuple[str, _Char | None]]]:
    """Return the lines of some characters: each glyph with what draws it, None for a blank between words."""
    rows: list[list[tuple[str, _Char | None]]] = [[]]
    for letter, char in chars_to_textmap(list(chars), x_tolerance_ratio=0.5).tuples if chars else ():
        if char is None and letter == "\n":
            rows.append([])
        else:
            rows[-1].append((_UNWRITABLE.sub("\ufffd", letter), char))
    return [row for row in rows if row]


def read(name: str, sha256: str, raw: bytes) -> SourceDoc:
    """Read a PDF.

    Args:
        name: how datasets call the file.
        sha256: of `raw`.
        raw: the whole file.

    Raises:
        InputError: damaged, password or no_text_layer.
    """
    if b"%PDF-" not in raw[:1024]:
        ja, en = verdicts.seen_in(raw) or ("PDF ではない内容", "something else")
        raise verdicts.damaged(name, f"中身は{ja}です", f"it holds {en}")
    with _quiet():
        try:
            read_text, empty_pages = _read_pages(raw)
        except Exception as error:  # whatever a hostile file does to the engine, it is the file that is at fault
            raise _refused(name, error) from error
        declared = _declared_pages(raw)
    pages = len(read_text.pages)
    if not pages:
        raise verdicts.damaged(
            name, f"{declared or 0} ページのうち 1 ページも読めません", f"0 of {declared or 0} pages can be read"
        )
    text = read_text.whole()
    if not text.strip():
        raise verdicts.no_text_at_all(name, max(pages, declared or 0))
    checks = [*read_text.checks, *verdicts.private_use(text)]
    if empty_pages:
        checks.append(verdicts.some_pages_without_text(empty_pages))
    if declared is not None and declared > pages:
        checks.append(verdicts.missing_pages(pages, declared))
    outside = furniture(read_text.pages)
    off_page = [Span(line.start, line.end) for line in outside]
    tables, repeated = continued.join(read_text.tables, text, off_page)
    return SourceDoc(
        name=name,
        sha256=sha256,
        format="pdf",
        text=text,
        page_starts=tuple(read_text.page_starts),
        soft_breaks=tuple(sorted((*soft_breaks(read_text.pages, outside), *read_text.soft_breaks))),
        furniture=tuple(sorted((*off_page, *repeated))),
        tables=tables,
        boxes=read_text.boxes,
        checks=tuple(checks),
    )


def _read_pages(raw: bytes) -> tuple[_Text, list[int]]:
    """Return the text, and the numbers from 1 of the pages that show something but hold no text."""
    text = _Text()
    pictures: list[int] = []
    with pdfplumber.open(BytesIO(raw)) as document:
        for number, page in enumerate(document.pages, start=1):
            shows_text = text.add(page)
            if not shows_text and (page.images or len(page.curves) + len(page.rects) >= _OUTLINES):
                pictures.append(number)
            page.close()  # keeps memory flat: an open page costs 1.5 MB
    return text, pictures


def _declared_pages(raw: bytes) -> int | None:
    """Return how many pages the other engine sees, which loses none in silence; None if it cannot tell."""
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError:
        return None
    try:
        return len(document)
    finally:
        document.close()


def _refused(name: str, error: Exception) -> InputError:
    inner = error.args[0] if error.args and isinstance(error.args[0], Exception) else error
    kind = type(inner).__name__
    if kind == "PDFPasswordIncorrect":
        return verdicts.password(name)
    if isinstance(inner, MemoryError):
        return verdicts.damaged(name, "展開するとメモリーに収まりません", "it does not fit into memory")
    return verdicts.damaged(name, f"内部の構造が壊れています: {kind}", f"its structure is broken: {kind}")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the engines from writing to standard error: what matters of it becomes checks."""
    loggers = [logging.getLogger(name) for name in ("pdfminer", "pdfplumber", "pypdfium2")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


def _drawn_once(chars: Sequence[_Char]) -> list[_Char]:
    """Return the characters without the copies that fake a bold face.

    pdfplumber's own `dedupe_chars` is quadratic in the characters of a page.
    """
    cells: dict[tuple[str, str, int, int], list[tuple[float, float]]] = {}
    kept: list[_Char] = []
    for char in chars:
        text, font, x0, top = char["text"], char["fontname"], char["x0"], char["top"]
        if not text:
            continue
        column, row = int(x0 // _DRAWN_TWICE), int(top // _DRAWN_TWICE)
        copied = any(
            abs(x0 - x) <= _DRAWN_TWICE and abs(top - y) <= _DRAWN_TWICE
            for c in (column - 1, column, column + 1)
            for r in (row - 1, row, row + 1)
            for x, y in cells.get((text, font, c, r), ())
        )
        cells.setdefault((text, font, column, row), []).append((x0, top))
        if not copied:
            kept.append(char)
    return kept


def _is_vertical(chars: Sequence[_Char]) -> bool:
    below = sum(
        abs(b["x0"] - a["x0"]) < 0.3 * a["size"] and 0.5 * a["size"] < b["top"] - a["top"] < 2 * a["size"]
        for a, b in pairwise(chars)
    )
    return len(chars) > 40 and below > _VERTICAL * len(chars)
