"""Small tables that tell of one measure, a column or a row for each block: below the text that names it, or its name across their top.

One in a cell of a larger table tells of the measure there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold_tight
from pipeline.kinds import TOLD
from pipeline.model import BlockKind, SourceDoc
from pipeline.segment.card import kinds_of_parts, take_up
from pipeline.segment.card_names import Names
from pipeline.segment.columns import KindOf, kinds_of
from pipeline.segment.cut_rows import with_cut_rows
from pipeline.segment.fields import Field, is_form, read_fields
from pipeline.segment.office_cells import read_departments
from pipeline.segment.rows import Part, Row, names_direction
from pipeline.stacks import CYCLE, all_name_cells
from pipeline.tabular import Role, Sheet, is_value

_PARTED = compile_pattern(r"(?m)^[^\n|｜│]*[|｜│][^\n|｜│]*[|｜│][^\n]*$")
_BAR = compile_pattern(r"[|｜│]")
_FEWEST = 3  # columns
_SEVERAL = 2  # kinds, sheets, rows


def read_blocks(source: SourceDoc, sheet: Sheet, kind_of: KindOf) -> list[Row]:
    """Return a table of which each column tells of the measure that the text above it names; nothing for any other table."""
    kinds = kinds_of(sheet, kind_of) if sheet.body and all(column.head for column in sheet.columns) else {}
    offices = sheet.find(Role.DEPARTMENT) if kinds else []
    cells = [cell for cells in sheet.rows() for cell in cells if cell.spans] if kinds else []
    told = {kinds.get(cell.column) for cell in cells if not is_value(sheet.words(cell))}
    if len(TOLD & told) < _SEVERAL or len(kinds) + len(offices) < sheet.grid.columns:
        return []
    row = Row(goes_on=True)
    row.take_in(sheet, source.text, None, "", kinds)
    for cell in (cell for cell in cells if cell.column in offices):
        row.departments += tuple(read_departments(source, cell))
    return [row]


def take_in(rows: Sequence[Row], sheet: Sheet, raw: str) -> bool:
    """Take up a table that stands in a cell of one of some measures; tell whether there is one.

    Args:
        rows: of the table that it stands in.
        sheet: the inner table.
        raw: the text.
    """
    at = sheet.grid.span.start
    for row in reversed(rows):
        before = [part for part in row.parts if part.span.end <= at]
        if row.heading is not None and row.span.start < at:
            last = before[-1] if before else Part(BlockKind.OTHER, "", row.heading)
            row.take_in(sheet, raw, last.kind, last.label)
            return True
    return False


class _Form(NamedTuple):
    """A form that names no measure itself."""

    fields: Sequence[Field]
    told: dict[str, BlockKind]
    """What its labels open that tell of a measure in words."""

    @property
    def labels(self) -> set[str]:
        return {part.words for part in self.fields}

    @property
    def is_whole(self) -> bool:
        """Whether it says enough to be that of a measure: two of the kinds, or whose it is and one of them."""
        whose = any(part.role is Role.DEPARTMENT for part in self.fields)
        return len({*self.told.values()}) >= _SEVERAL - whose and bool(self.told)


def read_forms(source: SourceDoc, sheets: Sequence[Sheet], others: Container[int], kind_of: KindOf) -> Iterator[Row]:
    """Yield the forms whose labels open blocks of the measures that the text above them names.

    Such labels come back: a form like no other (会議の結果) tells of no measure. What the end of a page cuts off has
    nothing but labels of whole forms.

    Args:
        source: the text.
        sheets: its tables in order.
        others: the places among these of those that are something else.
        kind_of: what a label opens, by the report's style.
    """
    names = Names(source.text, kind_of)
    forms = _forms((sheet for at, sheet in enumerate(sheets) if at not in others), names, kind_of)
    times = Counter(label for form in forms for label in form.told)
    again = {label for label, n in times.items() if n >= _SEVERAL}
    if not again:
        return
    forms = _forms((sheet for sheet, at in with_cut_rows(source, sheets) if at not in others), names, kind_of)
    known = set().union(*(form.labels for form in forms if form.is_whole and not again.isdisjoint(form.told)))
    for fields in (form.fields for form in forms if form.told and form.labels <= known):
        kinds = kinds_of_parts(fields, kind_of)
        row = Row(goes_on=True)
        for part in fields:
            take_up(row, source, part, kinds.get(id(part), BlockKind.OTHER), part.words)
        yield row


def _forms(sheets: Iterable[Sheet], names: Names, kind_of: KindOf) -> list[_Form]:
    forms: list[_Form] = []
    for sheet in filter(is_form, sheets):
        fields = read_fields(sheet)
        kinds = kinds_of_parts(fields, kind_of)
        said = [part for part in fields if not all(is_value(sheet.words(cell)) for cell in part.values)]
        told = {part.words: kinds[id(part)] for part in said if kinds.get(id(part)) in TOLD}
        forms += [] if any(map(names.names, fields)) else [_Form(fields, told)]
    return forms


def read_below_heads(source: SourceDoc, kind_of: KindOf) -> list[Row]:
    """Return the rows of a text below the names of their measures whose columns one line of heads above all of them names.

    The first is that line. None for a text without such rows.
    """
    starts = [grid.span.start for grid in source.tables]
    heads: list[str] = []
    rows: list[Row] = []
    for line in _PARTED.finditer(source.text) if any(bar in source.text for bar in "|｜│") else ():
        cells = list(_cells(line))
        above = bisect_left(starts, line.end()) - 1
        if len(cells) < _FEWEST or (above >= 0 and source.tables[above].span.end > line.start()):
            continue
        words = [fold_tight(source.text[cell.start : cell.end]) if cell else "" for cell in cells]
        if all_name_cells(words) and len(TOLD & {CYCLE.get(word) or kind_of(word) for word in words}) >= _SEVERAL:
            heads = [] if rows else words  # a second such line heads something else
            rows = [Row(words=list(filter(None, cells)))]
        elif len(cells) == len(heads) and any(cells):
            told = [(head, cell) for head, cell in zip(heads, cells, strict=True) if cell]
            parts = [Part(CYCLE.get(head) or kind_of(head) or BlockKind.OTHER, head, cell) for head, cell in told]
            rows.append(Row(goes_on=True, parts=parts))
    return rows if heads and len(rows) > _SEVERAL else []


def _cells(line: re.Match[str]) -> Iterator[Span | None]:
    """Yield what bars part on a line; None where nothing stands between two of them."""
    at = line.start()
    for piece in _BAR.split(line.group()):
        start = at + len(piece) - len(piece.lstrip())
        yield Span(start, start + len(piece.strip())) if piece.strip() else None
        at += len(piece) + 1


_Placed = tuple[Sheet, int | None]
"""A table with its place among those of the report."""


def titles_across(
    source: SourceDoc, sheets: Sequence[_Placed], kind_of: KindOf
) -> tuple[dict[int, Span], list[_Placed]]:
    """Return what names the measure across the top of each such table, by its number, and the tables without it.

    None where not all have one of their own.

    Args:
        source: the text.
        sheets: its tables in order.
        kind_of: what a label opens, by the report's style.
    """
    told = [at for at, (sheet, _) in enumerate(sheets) if sheet.captions <= 1 and kinds_of(sheet, kind_of)]
    found: dict[int, Span] = {}
    for at, sheet in ((at, sheets[at][0]) for at in told):
        bands = [cell for cell in sheet.row(0) if cell.spans] if sheet.captions else []
        if len(bands) == 1 == len(bands[0].spans) and not names_direction(sheet.words(bands[0])):
            found[at] = bands[0].spans[0]
    names = {source.text[span.start : span.end] for span in found.values()}
    if not _SEVERAL <= len(told) == len(names):
        return {}, [*sheets]
    return found, [(_uncaptioned(source, sheet) if n in found else sheet, at) for n, (sheet, at) in enumerate(sheets)]


def _uncaptioned(source: SourceDoc, sheet: Sheet) -> Sheet:
    cells = (replace(cell, row=cell.row - 1) for cell in sheet.grid.cells if cell.row)
    return Sheet(source, replace(sheet.grid, cells=tuple(cells)))
