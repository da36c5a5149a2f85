"""Forms that the end of a page cuts: a row alone is no table any more, but a line of labels and words, and cells go on.

The labels of such lines are those of the report's other forms; they are looked for at the edges of pages only. A band at
the foot of a page has the mark of the bands of others.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.markers import form_of
from pipeline.model import SourceDoc
from pipeline.pages import Cell, Grid
from pipeline.placed import DRAWN
from pipeline.segment.above import lines_outside, spans_of
from pipeline.segment.fields import Field, bare_label, is_form
from pipeline.segment.forms import LONGEST_HEADING
from pipeline.stacks import is_label
from pipeline.tabular import Sheet

_WORD = compile_pattern(r"\S+")
_SEVERAL = 2  # forms that have a label


def with_cut_rows(source: SourceDoc, sheets: Sequence[Sheet]) -> list[tuple[Sheet, int | None]]:
    """Return tables in order, each with its place among them, and with none for those that lines are read as.

    Args:
        source: the text.
        sheets: its tables.
    """
    found: list[tuple[Sheet, int | None]] = [(sheet, at) for at, sheet in enumerate(sheets)]
    if len(source.page_starts) > 1:
        found = [(sheet, at) for at, sheet in enumerate(_with_bands(source, sheets))]
        sheets = [sheet for sheet, _ in found]
        found += ((Sheet(source, grid, headed=False), None) for grid in _rows(source, sheets))
    return sorted(found, key=lambda pair: pair[0].grid.span)


def in_one(source: SourceDoc, sheets: Sequence[tuple[Sheet, int | None]], first: int) -> Iterator[Sheet]:
    """Yield one of some tables, by its number, and those that stand right below it in the same rules."""
    yield sheets[first][0]
    for (above, _), (below, _) in pairwise(sheets[at] for at in range(first, len(sheets))):
        if source.text[above.grid.span.end : below.grid.span.start].strip(DRAWN):
            return
        yield below


def carried_on(parts: list[Field | Sheet], sheet: Sheet, fields: list[Field]) -> list[Field]:
    """Give words at the top of a page to the fields at the foot of the one before that they belong to.

    These are labels in a row whose words would stand below them, or a field whose cell the page's end cuts: then nothing
    stands in its label's place.

    Args:
        parts: of the sheet on the page before; its last fields are replaced by what they are with these words.
        sheet: the first table on the page.
        fields: of that table.

    Returns:
        The other fields of the table.
    """
    loose = list(takewhile(lambda found: found.label is None, fields))
    opened = list(takewhile(lambda part: isinstance(part, Field) and part.label and not part.values, reversed(parts)))
    first, last = sheet.grid.cells[0], parts[-1] if parts else None
    if opened and len(opened) == len(loose):
        kept = [part for part in parts[-len(opened) :] if isinstance(part, Field)]
        parts[-len(opened) :] = [part._replace(values=found.values) for part, found in zip(kept, loose, strict=True)]
        return fields[len(loose) :]
    if loose and isinstance(last, Field) and last.label is not None and not first.spans and first.column == 0:
        parts[-1] = last._replace(values=(*last.values, *loose[0].values))
        return fields[1:]
    return fields


def _with_bands(source: SourceDoc, sheets: Sequence[Sheet]) -> Iterator[Sheet]:
    """Yield tables, the forms at the tops of pages with the bands across them that stand at the feet of those before."""
    first = [sheet.grid.cells[0] for sheet in sheets]
    bands = [
        cell.columns == sheet.grid.columns > 1 and is_form(sheet) for cell, sheet in zip(first, sheets, strict=True)
    ]
    forms = Counter(_mark(sheet.words(cell)) for cell, sheet, band in zip(first, sheets, bands, strict=True) if band)
    known = {form for form, times in forms.items() if form and times >= _SEVERAL}
    taken = spans_of(sheets) if known else []
    lines = list(lines_outside(source, taken)) if known else []
    starts = [line.start for line in lines]
    end = 0  # of the table before
    for sheet, band in zip(sheets, bands, strict=True):
        begin = sheet.grid.span.start
        last = lines[at] if (at := bisect_left(starts, begin) - 1) >= 0 and lines[at].start >= end else None
        end = sheet.grid.span.end
        cut = last is not None and not band and is_form(sheet) and _page(source, last.start) == _page(source, begin) - 1
        if last is None or not cut or _mark(fold(source.text[last.start : last.end])) not in known:
            yield sheet
            continue
        cell = Cell(row=0, column=0, columns=sheet.grid.columns, spans=(last,))
        cells = (cell, *(cell.moved(1) for cell in sheet.grid.cells))
        yield Sheet(source, replace(sheet.grid, cells=cells), headed=False)


def _mark(words: str) -> str:
    marked = form_of(words) if len(words) <= LONGEST_HEADING else None
    return marked.form if marked is not None else ""


def _rows(source: SourceDoc, sheets: Sequence[Sheet]) -> Iterator[Grid]:
    labels = Counter(
        label
        for sheet in sheets
        if is_form(sheet)
        for label in {sheet.words(cell) for cell in sheet.grid.cells if is_label(bare_label(sheet.words(cell)))}
    )
    known = {label for label, times in labels.items() if times >= _SEVERAL and label}
    if not known:
        return
    taken = spans_of(sheets)
    starts = [span.start for span in taken]
    for line in lines_outside(source, taken):
        before, after = bisect_left(starts, line.start), bisect_right(starts, line.end)
        page = _page(source, line.start)
        first = not before or _page(source, taken[before - 1].start) < page
        last = after == len(taken) or _page(source, taken[after].start) > page
        if (first or last) and (grid := _row(source.text, line, known)) is not None:
            yield grid


def _page(source: SourceDoc, at: int) -> int:
    return bisect_right(source.page_starts, at)


def _row(raw: str, line: Span, labels: set[str]) -> Grid | None:
    """Return a line as a row of labels, each beside its words; None where one of them has no words."""
    words = [Span(line.start + m.start(), line.start + m.end()) for m in _WORD.finditer(raw[line.start : line.end])]
    heads = [n for n, word in enumerate(words) if fold(raw[word.start : word.end]) in labels]
    if not heads or heads[0] != 0 or any(stop - n < 2 for n, stop in zip(heads, [*heads[1:], len(words)], strict=True)):
        return None
    cells: list[Cell] = []
    for n, stop in zip(heads, [*heads[1:], len(words)], strict=True):
        cells.append(Cell(row=0, column=len(cells), spans=(words[n],)))
        cells.append(Cell(row=0, column=len(cells), spans=(Span(words[n + 1].start, words[stop - 1].end),)))
    return Grid(cells=tuple(cells))
