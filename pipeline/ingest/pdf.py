"""PDF: the text of its pages in reading order and its tables, with the place of every character."""

from __future__ import annotations

import hashlib
import math
import pickle
import warnings
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Container, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from extractors.spans import Span
from pipeline.collector import without_collector
from pipeline.errors import InputError
from pipeline.ingest import charts, continued, cuts, grids, ocr, repairs, striped, verdicts
from pipeline.ingest.aligned import find_aligned
from pipeline.ingest.columns import Gutter
from pipeline.ingest.downwards import as_read
from pipeline.ingest.furniture import find_furniture
from pipeline.ingest.glyphs import Drawn, Unopened
from pipeline.ingest.headed import find_headed
from pipeline.ingest.layout import Row, gutters, lay_out
from pipeline.ingest.notes import asides_of, find_notes
from pipeline.ingest.pages import Line, Page, find_large, find_wraps
from pipeline.ingest.places import UNREADABLE, Box, Places
from pipeline.ingest.readings import Engines, Reading, SecondReader, judge
from pipeline.ingest.runs import Way, in_lines
from pipeline.ingest.stamps import stamped
from pipeline.ingest.wraps import begins_item
from pipeline.pages import Cell, Grid, PageReading
from pipeline.source import Check, SourceDoc

_LAST_LINES = 4  # of a page, its footers among them
_LONG = 120  # pages from which the second half is read by another process
_AHEAD = 14  # pages that the first half has more, for the other process begins later


class _Before(NamedTuple):
    """What of the page before tells how a page is read."""

    edges: tuple[float, ...] = ()
    """Of the columns of its last table, if it is ruled: the ground of a head over the next one is no row of another."""
    headed: grids.Frame | None = None
    """The table at its end, where its head alone tells it."""
    aligned: grids.Frame | None = None
    """That at its end which its numbers alone tell."""
    gutters: tuple[Gutter, ...] = ()
    """Of its columns of prose."""
    cut: cuts.Cut | None = None
    """The row that its end cuts."""


_NOTHING = _Before()


class _Text:
    """The text of the pages as it grows, with a box for each character."""

    def __init__(self, before: _Before = _NOTHING) -> None:
        self.before = before
        self.length = 0
        self.pages: list[Page] = []
        self.readings: list[PageReading] = []
        self.page_starts: list[int] = []
        self.pictures: list[int] = []
        self.charts: list[int] = []
        self.tables: list[continued.Found] = []
        self.inner_tables: list[Grid] = []
        """Those that stand in a cell of another."""
        self.wraps_in_cells: list[int] = []
        """Offsets of the line breaks that only wrap a line of a cell."""
        self.places = Places()
        self._lines: list[str] = []
        self._spacing = 0.0  # em between the characters of the page at hand
        self._moved: Drawn | None = None  # it, where it is not read as it is looked at

    def add(self, reading: Reading) -> None:
        """Append a page."""
        number = len(self.pages) + 1
        drawn = reading.drawn.upright()
        if reading.drawn.turn:
            drawn = drawn._replace(glyphs=in_lines(drawn.glyphs))
        self._moved = reading.drawn._replace(glyphs=[]) if reading.drawn.turn or reading.drawn.slope else None
        self.page_starts.append(self.length)
        self.readings.append(reading.page)
        frames, outside = striped.completed(*grids.find_ruled(drawn, self.before.edges))
        outside, labels = charts.without_labels(drawn, outside)
        flow = drawn._replace(glyphs=outside)
        rows = lay_out(flow, [frame.box for frame in frames], known=self.before.gutters)
        self._spacing = max((row.spacing for row in rows), default=0.0)
        if frames and any(row.frame.way is Way.DOWN for row in rows):
            frames = list(map(as_read, frames))
        parts = find_headed(rows, self.before.headed)
        headed = next((part for part in parts[: -_LAST_LINES - 1 : -1] if isinstance(part, grids.Frame)), None)
        tables = [part for part in parts if isinstance(part, grids.Frame)]
        if tables and rows[-1].column > 0:  # the columns of prose end above them and begin anew below
            frames = sorted((*frames, *tables), key=lambda frame: frame.box[1])
            inside = {glyph for table in tables for place in table.places for glyph in place.glyphs}
            rest = drawn._replace(glyphs=[glyph for glyph in outside if glyph not in inside])
            parts = list(lay_out(rest, [frame.box for frame in frames], known=self.before.gutters))
        parts = list(find_aligned(parts, frames, self.before.aligned))
        aligned = next((p for p in parts[: -_LAST_LINES - 1 : -1] if isinstance(p, grids.Frame) and not p.head), None)
        lines: list[Line] = []
        edges: tuple[float, ...] = ()
        cut = self.before.cut
        for part in grids.in_order(parts, frames):
            if isinstance(part, Row):
                lines.append(self._end_line(part))
            else:
                grid, edges = self._tabulate(part, drawn, cut), () if part.head else part.edges
                cut = cuts.cut_of(part, drawn.height)
                at = (part.open_top, part.open_bottom, part.merged, part.box[1], part.heights)
                found = continued.Found(grid, part.edges, len(self.pages), *at)
                self.tables.append(found)
        lines += map(self._end_line, (*stamped(drawn), *labels))
        if self.length == self.page_starts[-1]:
            self.places.add("", [], [])
            self._end("")
        self.places.end_page(self.page_starts[-1])
        self.pages.append(Page(reading.drawn.width, reading.drawn.height, lines))
        if reading.large:
            self.pictures.append(number)
        if labels:
            self.charts.append(number)
        self.before = _Before(edges, headed, aligned, gutters(rows), cut)

    def append(self, found: bytes | None) -> bool:
        """Append the pages that follow as `read_rest` found them.

        Returns:
            False, and nothing is appended, if there are none, or the page before them was read otherwise there: a table
            that goes on from far above may be one with its head only.
        """
        if found is None:
            return False
        before, rest = pickle.loads(found)
        if before != self.before:
            return False
        at, pages = self.length, len(self.pages)
        self.readings += rest.readings
        self.page_starts += (start + at for start in rest.page_starts)
        self.pages += (
            page._replace(lines=[x._replace(start=x.start + at, end=x.end + at) for x in page.lines])
            for page in rest.pages
        )
        self.pictures += (number + pages for number in rest.pictures)
        self.charts += (number + pages for number in rest.charts)
        self.tables += (found.moved(at, pages) for found in rest.tables)
        self.inner_tables += (continued.moved(table, at) for table in rest.inner_tables)
        self.wraps_in_cells += (offset + at for offset in rest.wraps_in_cells)
        self.places.append(rest.places, at)
        self._lines += rest._lines
        self.length += rest.length
        self.before = rest.before
        return True

    def _tabulate(self, frame: grids.Frame, drawn: Drawn, cut: cuts.Cut | None = None) -> Grid:
        """Append the text of a table, cell by cell; `cut` is the row above the page that it may go on with."""
        inset = frame.inset
        cells = (
            Cell(row=row, column=column, rows=rows, columns=columns, spans=tuple(self._fill(place, inset, drawn)))
            for place in cuts.in_order(frame, cut, drawn.height)
            for row, column, rows, columns, *_ in (place,)
        )
        return Grid(cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))

    def _fill(self, place: grids.Place, inset: tuple[float, float], drawn: Drawn) -> Iterator[Span]:
        """Append the text of a cell; yield where it stands: above, between and below the tables in it."""
        start = end = self.length
        last: Row | None = None
        point: Row | None = None
        inside = Drawn(drawn.width, drawn.height, list(place.glyphs), [], [], 0, recognised=drawn.recognised)
        rows = lay_out(inside, [table.box for table in place.inner], math.inf, self._spacing) if place.glyphs else ()
        for row in grids.in_order(rows, place.inner):
            if isinstance(row, grids.Frame):
                if end > start:
                    yield Span(start, end)
                self.inner_tables.append(replace(self._tabulate(row, drawn), inner=True))
                start = end = self.length
                last = point = None
                continue
            own = point if last is not None and grids.hangs(last, point) else None
            if last is not None and grids.wraps(place, inset, last, row, own):
                self.wraps_in_cells.append(self.length - 1)
            point = row if begins_item(row.text.strip()) else point
            self._write(row)
            last, end = row, self.length - 1
        if end > start:
            yield Span(start, end)

    def _write(self, row: Row) -> Box:
        """Append a line; return where it stands."""
        glyphs = row.glyphs
        if self._moved is not None:
            glyphs = [glyph and self._moved.shown(glyph) for glyph in glyphs]
        self._end(row.text)
        return self.places.add(row.text, row.letters, glyphs)

    def _end_line(self, row: Row) -> Line:
        start, box = self.length, self._write(row)
        return Line(
            start=start,
            end=self.length - 1,
            text=row.text,
            x0=row.place[0],
            x1=row.place[2],
            top=row.place[1],
            size=row.em,
            gap=row.gap,
            box=box,
            reach=row.frame.size[0],
            unit=row.unit,
            pitch=row.em * (1 + row.spacing),
            column=row.column,
            apart=row.apart,
            boxed=row.boxed,
        )

    def _end(self, text: str) -> None:
        self._lines.append(text)
        self.length += len(text) + 1

    def whole(self) -> str:
        """Return the text of all pages."""
        return "\n".join([*self._lines, ""])


@without_collector
def read(
    name: str,
    sha256: str,
    raw: bytes,
    *,
    ocr_mode: str = "off",
    share: Callable[..., Callable[[], bytes | None]] | None = None,
) -> SourceDoc:
    """Read a PDF.

    Args:
        name: how datasets call the file.
        sha256: of `raw`.
        raw: the whole file.
        ocr_mode: auto reads pages that are pictures with Tesseract where it is installed, force all pages, off none.
        share: called where pages are many with what `read_rest` is given behind `raw`, it lets another process do that
            and returns what waits for the outcome; None reads all of them here.

    Raises:
        InputError: damaged, password, no_text_layer or no_ocr.
    """
    if ocr_mode == "force" and not ocr.is_installed():
        raise verdicts.no_ocr(name)
    if b"%PDF-" not in raw[:1024]:
        seen = verdicts.seen_in(raw)
        ja, en = (
            (f"中身は{seen[0]}です", f"it holds {seen[1]}") if seen else ("中身が PDF ではありません", "it is no PDF")
        )
        raise verdicts.damaged(name, ja, en)
    text = _Text()
    with _quiet():
        try:
            declared = _read_pages(raw, text, ocr_mode, share and partial(share, sha256))
        except Unopened as error:
            raise verdicts.password(name) if error.locked else _refused(name, raw, error) from error
        except Exception as error:  # whatever a hostile file does to the engine, it is the file that is at fault
            raise _refused(name, raw, error) from error
    pages = len(text.pages)
    if not pages:
        raise verdicts.damaged(
            name, f"{declared} ページのうち 1 ページも読めません", f"0 of {declared} pages can be read"
        )
    whole = text.whole()
    if not whole.strip():
        raise verdicts.no_text_at_all(name, max(pages, declared), ocr_mode, has_ocr=_recognises(ocr_mode))
    repaired = () if repairs.has_index(raw) else (verdicts.repaired(is_cut=not repairs.has_end(raw)),)
    source = _source(name, sha256, text, whole, declared, repaired)
    silent = [page.no for page in text.readings if "no_text_layer" in page.reasons]
    if not silent:
        return source
    unread = verdicts.some_pages_without_text(silent, ocr_mode, has_ocr=_recognises(ocr_mode))
    return replace(source, checks=(*source.checks, unread))


def _recognises(ocr_mode: str) -> bool:
    return ocr_mode != "off" and ocr.is_installed()


def _source(name: str, sha256: str, text: _Text, whole: str, declared: int, repaired: tuple[Check, ...]) -> SourceDoc:
    outside = find_furniture(text.pages)
    off_page = {line.start for line in outside}
    lines = [line for page in text.pages for line in page.lines if line.start not in off_page]
    sizes = Counter[float]({0.0: 0})
    for line in lines:
        sizes[line.size] += len(line.text)
    usual = sizes.most_common(1)[0][0]
    wraps = find_wraps(text.pages, outside, usual)
    notes = find_notes(lines, text.page_starts, usual)
    guessed = {
        number for number, page in enumerate(text.readings, start=1) if page.reader == "ocr"
    }  # where type has no certain size
    measured = [line for line in lines if bisect_right(text.page_starts, line.start) not in guessed]
    apart = [Span(line.start, line.end) for line in outside]
    tables = continued.join(text.tables, whole, apart, text.wraps_in_cells)
    over_pages = [Span(wrap.start + 1, wrap.end) for wrap in tables.wraps if wrap.end > wrap.start + 1]
    asides = asides_of([*wraps.asides, *over_pages], notes)
    text.places.close(whole, asides)
    abreast = (verdicts.abreast(*pair) for pair in tables.abreast)
    checks = (*_checks(text, whole, declared, off_page), *abreast, *repaired)
    return SourceDoc(
        name=name,
        sha256=sha256,
        format="pdf",
        text=whole,
        page_starts=tuple(text.page_starts),
        soft_breaks=tuple(sorted((*wraps.breaks, *text.wraps_in_cells, *(wrap.start for wrap in tables.wraps)))),
        furniture=tuple(sorted((*apart, *tables.repeated))),
        tables=tuple(sorted((*tables.grids, *text.inner_tables), key=lambda grid: grid.span)),
        asides=asides,
        notes=notes,
        large=tuple(find_large(measured, usual, wraps.breaks)),
        pages=tuple(text.readings),
        boxes=text.places.boxes,
        checks=checks,
    )


def _checks(text: _Text, whole: str, declared: int, off_page: Container[int]) -> Iterator[Check]:
    for number, page in enumerate(text.pages, start=1):
        found = [line for line in page.lines if UNREADABLE in line.text and line.start not in off_page]
        if found:
            start = found[0].start + found[0].text.index(UNREADABLE)
            count = sum(line.text.count(UNREADABLE) for line in found)
            yield verdicts.garbled(Span(start, start + 1), f"{number} ページ", f"Page {number}", count)
    yield from verdicts.private_use(whole)
    if text.pictures:
        yield verdicts.pictures(text.pictures)
    if text.charts:
        yield verdicts.charts(text.charts)
    if aslant := [page.no for page in text.readings if "aslant_text" in page.reasons]:
        yield verdicts.aslant(aslant)
    if recognised := [page.no for page in text.readings if page.reader == "ocr"]:
        yield verdicts.recognised(recognised, twice=ocr.reads_twice())
    if rescued := [page.no for page in text.readings if page.reader == "pdfplumber"]:
        yield verdicts.second_reader(rescued)
    if declared > len(text.pages):
        yield verdicts.missing_pages(len(text.pages), declared)


@without_collector
def read_rest(raw: bytes, sha256: str, first: int, ocr_mode: str) -> bytes | None:
    """Read the pages of a PDF from page `first` (from 0) on, for the process that reads those before.

    Args:
        raw: the whole file.
        sha256: of the file that the other process reads.
        first: the page.
        ocr_mode: as for `read`.

    Returns:
        Pickled, what of the page before tells how `first` is read, and the text; None if the file is another by now.
    """
    if hashlib.sha256(raw).hexdigest() != sha256:
        return None
    with _quiet(), closing(Engines(repairs.with_root(raw), ocr_mode)) as engines:
        before = _Text()
        for reading in engines.read(range(first - 1, first)):
            before.add(reading)
        text = _Text(before.before)
        for reading in engines.read(range(first, engines.declared)):
            text.add(reading)
    return pickle.dumps((before.before, text), pickle.HIGHEST_PROTOCOL)


def _read_pages(raw: bytes, text: _Text, ocr_mode: str, share: Callable[..., Callable[[], bytes | None]] | None) -> int:
    """Read every page into `text`; return how many the file declares.

    A page that neither engine can load is left out. A file that PDFium cannot open is read by pdfplumber alone.

    Raises:
        Unopened: if neither can open it.
    """
    raw = repairs.with_root(raw)
    try:
        engines = Engines(raw, ocr_mode)
    except Unopened as error:
        if error.locked:
            raise
        second, number = SecondReader(raw), 0
        while (drawn := second.read(number)) is not None:
            text.add(judge(drawn, number, "pdfplumber", ("first_reader_lost",)))
            number += 1
        if not number:
            raise
        return number
    with closing(engines):
        first = 0
        if share is not None and engines.declared >= _LONG:
            first = engines.declared // 2 + _AHEAD
            rest = share(first, ocr_mode)
            for reading in engines.read(range(first)):
                text.add(reading)
            if text.append(rest()):
                return engines.declared
        for reading in engines.read(range(first, engines.declared)):
            text.add(reading)
        return engines.declared


def _refused(name: str, raw: bytes, error: Exception) -> InputError:
    if isinstance(error, MemoryError):
        return verdicts.damaged(name, "展開するとメモリーに収まりません", "it does not fit into memory")
    if not repairs.has_end(raw):
        return verdicts.damaged(name, "途中で切れています", "it is cut off: its end is missing")
    kind = str(error).rstrip(".") if isinstance(error, Unopened) else type(error).__name__
    return verdicts.damaged(name, f"内部の構造が壊れています: {kind}", f"its structure is broken: {kind}")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the engines from writing to standard error: what matters of it becomes checks."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
