"""Figures of table cells: bare numbers that count what the head says, labels from the head, columns that add up.

A bare number without any unit in its cell, its column's head, its row or above the table stays unclaimed.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple, TypeVar

from extractors.counters import scaled_counter_of
from extractors.label_words import ATTENDANCE
from extractors.mentions import DateMention, Figure, FigureKind, Qualifier, Span, Status
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline import counted, sittings
from pipeline.bare import (
    AGES,
    BARE,
    amounts_named,
    figure_of,
    number_in,
    numbers_of_lines,
    time_counted,
    with_units_first,
)
from pipeline.called import OF_WHICH, SAYS_MORE, Called, Heads, adds_up, label_of_row
from pipeline.model import Report, SourceDoc
from pipeline.pages import Cell
from pipeline.segment.by_year import row_label
from pipeline.segment.fields import read_fields
from pipeline.stacks import sheets_of
from pipeline.tabular import NO_VALUE, SUBTOTAL, VALUE_ROLES, Column, Role, Sheet, is_value, role_of, whole_year
from pipeline.units import counter_of_unit, scaled_unit, unit_in

_T = TypeVar("_T")

_DIFFERENT = frozenset({FigureKind.COUNT, FigureKind.PEOPLE, FigureKind.PARTICIPANTS, FigureKind.MONEY})
_LONGEST_NAME = 20  # characters
_NOT_ADDED = compile_pattern(r"率|比|割合|平均|指数|順位|実(?:人|利用|件)|\(実|%|単価|最大|最高")
_AHEAD = compile_pattern(r"予定|計画|見込")
_TORN_END = compile_pattern(r"[0-9][,.]?$")
_TORN_REST = compile_pattern(r"[0-9,.]*[0-9][^\n]{0,6}")
_NAMES_NO_ROW = (Role.NUMBER, Role.DEPARTMENT)
_TELLS_AMOUNTS = frozenset({"説明", "摘要", "備考", "内訳", "付記"})
_COUNTS_NOTHING = (Role.NUMBER, Role.DIRECTION, Role.TITLE)  # their numbers are those of what stands there: 基本目標 1
_ADDED = frozenset({FigureKind.COUNT, FigureKind.PEOPLE, FigureKind.PARTICIPANTS, FigureKind.MONEY})


class Sum(NamedTuple):
    """A cell that is the total of others of its column or its row."""

    total: Span
    parts: tuple[Span, ...]
    complete: bool
    """Whether the parts are all of it; those of a column that うち heads need not be."""


class CellFigures(NamedTuple):
    """What the heads of tables say of the numbers in their cells."""

    bare: tuple[Figure, ...]
    """The figures that are a number alone."""
    called: dict[Span, Called]
    """Cell → what it counts, and where in the table it stands."""
    statuses: dict[Span, Status]
    """Cell → what its column's head says of it."""
    senses: dict[Span, tuple[Qualifier, ...]]
    """Cell → in which sense the head of its column or row says that it counts: 参加者（延べ）, うち女性."""
    kinds: dict[Span, FigureKind]
    """Cell → what its column's head makes of a count: the difference of two, or those who came."""
    contexts: dict[Span, str]
    """Cell → its row, column and words in one line."""
    sums: tuple[Sum, ...]
    """Where a table gives the parts of a total."""
    units: tuple[Span, ...]
    """Units that stand alone (the 千 of 千円 is no number there), and ages that columns are called by."""
    days: tuple[DateMention, ...]
    """The cells below 期日 and the like that are a month and a day: nothing else can be meant by 5/10 there."""
    ordinals: tuple[Span, ...]
    """What only numbers the sessions that a table lists."""
    torn: tuple[Span, ...]
    """What follows a number that the end of a page or of a drawn line cuts: its rest is no number of its own."""

    def labelled(self, figure: Figure) -> Figure:
        """Return a figure that is all of its cell with what the table says it counts: other cells' words are no label."""
        if figure.span not in self.contexts:
            return figure
        senses = tuple(sense for sense in self.senses.get(figure.span, ()) if sense not in figure.qualifiers)
        own = replace(figure, label=None, label_span=None, qualifiers=(*senses, *figure.qualifiers))
        return self._kinded(_labelled(self.called, own))

    def item(self, figure: Figure, item: str | None, *, dated: bool) -> str | None:
        """Return the item of a figure, behind it where in its table it stands: in which year only if it is not dated."""
        called = self.called.get(figure.span)
        place = (called.untimed if dated else called.place) if called else ""
        return " ".join(filter(None, (item, place))) or None

    def _kinded(self, figure: Figure) -> Figure:
        """Return a figure as a change or as those who came where its column is one of these."""
        kind = self.kinds.get(figure.span)
        fits = figure.kind in _DIFFERENT if kind is FigureKind.CHANGE else figure.kind is FigureKind.PEOPLE
        return replace(figure, kind=kind) if kind and fits else figure


def read_cells(source: SourceDoc, report: Report) -> CellFigures:
    """Read the cells of all tables, but those that are indicators."""
    taken = {span for indicator in report.indicators for span in indicator.cells}
    of_measures = list(_of_measures(source, report, taken))
    found = CellFigures((), {}, {}, {}, {}, {}, (), (), (), (), tuple(_torn(source)))
    for sheet in sheets_of(source):
        if sheet.body == sheet.captions:
            for span, label in _lone_values(sheet, taken):
                found.contexts[span] = f"{sheet.written(label)} {sheet.raw(span)}"
                found.called[span] = _by_words(source.text, label.spans[0])
            figures, units = with_units_first(source.text, sheet, taken)
            found = found._replace(bare=(*found.bare, *figures), units=(*found.units, *units))
        else:
            at = sheet.grid.span.start
            names = not any(span.start <= at < span.end for span in of_measures)
            table = _Table(source, sheet, taken, report.head.fiscal_year, names=names)
            found = CellFigures(
                (*found.bare, *table.bare),
                found.called | table.called,
                found.statuses | table.statuses,
                found.senses | table.senses,
                found.kinds | table.kinds,
                found.contexts | table.contexts,
                (*found.sums, *table.sums(), *table.of_which()),
                (*found.units, *table.units),
                (*found.days, *sittings.days(sheet), *sittings.years(sheet)),
                (*found.ordinals, *table.ordinals, *sittings.grades(sheet)),
                found.torn,
            )
    return found


def _of_measures(source: SourceDoc, report: Report, taken: set[Span]) -> Iterator[Span]:
    """Yield the tables of indicators and of measures, and the measures that begin in one: their sheets go on in others."""
    grids = sorted(grid.span for grid in source.tables)
    begins = [grid.start for grid in grids]
    for measure in report.measures():
        at = bisect_right(begins, measure.heading.start) - 1
        if at >= 0 and measure.heading.start < grids[at].end:
            yield from (grids[at], measure.span)
    for grid in source.tables if taken else ():
        if any(span in taken for cell in grid.cells for span in cell.spans):
            yield grid.span


def _lone_values(sheet: Sheet, taken: Container[Span]) -> Iterator[tuple[Span, Cell]]:
    """Yield the values that are all that a field of a form holds, with its label: 事業費 beside 3,412千円."""
    for field in read_fields(sheet):
        label, cells = field.label, field.values
        if (
            label is None
            or not (len(label.spans) == len(cells) == 1 == len(cells[0].spans))
            or cells[0].spans[0] in taken
        ):
            continue
        span = sheet.place(cells[0])
        if is_value(fold(sheet.raw(span))):
            yield span, label


def _torn(source: SourceDoc) -> Iterator[Span]:
    wraps = frozenset(source.soft_breaks)
    for before, after in (pair for grid in source.tables for cell in grid.cells for pair in pairwise(cell.spans)):
        rest = _TORN_REST.match(fold(source.text[after.start : after.end]))
        whole = before.end in wraps
        if not whole and rest and _TORN_END.search(fold(source.text[before.start : before.end])):
            yield Span(after.start, after.start + rest.end())


class _Table:
    def __init__(
        self, source: SourceDoc, sheet: Sheet, taken: set[Span], fiscal_year: int | None, *, names: bool
    ) -> None:
        self._raw = source.text
        self._fiscal_year = fiscal_year
        self._sheet = sheet
        self.bare: list[Figure] = []
        self.called: dict[Span, Called] = {}
        self.statuses: dict[Span, Status] = {}
        self.senses: dict[Span, tuple[Qualifier, ...]] = {}
        self.kinds: dict[Span, FigureKind] = {}
        self.contexts: dict[Span, str] = {}
        self._values: dict[tuple[int, int], Figure] = {}
        self._units: dict[int, str] = {}
        self._units_of_rows = counted.units_of_rows(sheet)
        self._percents = counted.percents(sheet)
        self.units = [span for c in sheet.grid.cells for span in c.spans if scaled_unit(sheet.words(c))]
        self.units += counted.bands(sheet)
        self._names = next(iter(sheet.find(Role.INDICATOR)), 0)  # before it stands what the indicators belong to
        self._lists_sessions = sittings.are_listed(sheet)
        self.ordinals = frozenset(sittings.ordinals(sheet))
        rows = [(cells, self._head(cells)) for cells in sheet.rows()]
        self._heads = Heads(sheet, rows) if names else None
        for cells, head in rows:
            for cell in cells:
                if cell is head or len(cell.spans) != 1 or self._sheet.place(cell) in self.ordinals:
                    continue
                if cell.spans[0] not in taken:
                    self._read(cell, head)

    def _head(self, cells: Sequence[Cell]) -> Cell | None:
        """Return the cell that names a row: the last of its first columns that is words."""
        named = None
        for column in range(self._sheet.grid.columns):
            cell = self._sheet.cell(cells[0].row, column)
            if cell is None or not cell.spans or self._sheet.column(cell).role in _NAMES_NO_ROW:
                continue
            of_measure = named is not None and self._sheet.column(named).role is Role.TITLE
            if of_measure and self._sheet.column(cell).role is Role.INDICATOR:
                continue  # it names its own values only
            if named is not None and SAYS_MORE.fullmatch(self._sheet.column(cell).head):
                continue
            words = self._sheet.words(cell)
            if self._is_value(cell, named) or len(words) > 40 or words.endswith("。"):
                break
            if self._sheet.column(cell).role in VALUE_ROLES or (column and self._sheet.column(cell).unit):
                break
            named = cell
            if words.endswith("計"):
                break
        return named

    def _is_value(self, cell: Cell, head: Cell | None) -> bool:
        """Tell whether a cell holds a value, and names nothing: 3件, 26日 below or behind 開館日数."""
        heads = self._sheet.column(cell).head, "" if head is None else self._sheet.words(head)
        return is_value(self._sheet.words(cell)) or time_counted(self._raw, self._sheet.place(cell), *heads) is not None

    def _read(self, cell: Cell, head: Cell | None) -> None:
        column, span = self._sheet.column(cell), self._sheet.place(cell)
        if column.role in _COUNTS_NOTHING or cell.column < self._names:
            return
        second = self._second_name(cell)
        head = second or head
        row = "" if head is None else self._sheet.written(head)
        self.contexts[span] = " ".join(w for w in (row, column.written, self._sheet.written(cell)) if w)
        kind = counted.kind_of(self._sheet, column)
        if (called := self._called(cell, head, second, kind)) is not None:
            self.called[span] = called
        role = self._role(column, head)
        to_come = _AHEAD.search(column.head) or counted.is_to_come(column, self._fiscal_year)
        if role is Role.TARGET or to_come:
            self.statuses[span] = Status.TARGET if role is Role.TARGET else Status.PLANNED
        named = "" if head is None else self._sheet.words(head)
        if senses := tuple(counted.senses(column, named)):
            self.senses[span] = senses
        if kind is not None:
            self.kinds[span] = kind
        found = number_in(self._raw, span) or time_counted(self._raw, span, column.head, named)
        if found is None:
            self._read_several(cell, column, head)
            return
        span = self._number_of(span, found.span)
        if found.above is not None and found.unit is not None:
            self._units[cell.column] = found.unit
            self.units.append(found.above)
        unit = found.unit or self._unit(cell, column, head, found.match["number"])
        figure = figure_of(self._raw, span, found.match, unit)
        if figure is None:
            return
        figure = _labelled(self.called, figure)
        if not found.told or (unit in AGES and counted.tells_age(column, row)):
            self.bare.append(figure)
        self._values[cell.row, cell.column] = figure

    def _read_several(self, cell: Cell, column: Column, head: Cell | None) -> None:
        """Read the numbers of a cell below each other, as the names of its rows are, or amounts behind names of their own."""
        span = self._sheet.place(cell)
        lines = 0 if head is None else self._sheet.raw(self._sheet.place(head)).count("\n") + 1
        for number, match in numbers_of_lines(self._raw, span, lines):
            figure = figure_of(self._raw, number, match, self._unit(cell, column, head, match["number"]))
            self.bare += [figure] if figure else []
        unit = self._sheet.unit if column.head in _TELLS_AMOUNTS else None
        if unit is None or counter_of_unit(unit).kind is not FigureKind.MONEY:
            return
        for number, name, match in amounts_named(self._raw, span):
            if (figure := figure_of(self._raw, number, match, unit)) is not None:
                self.bare.append(_labelled({number: _by_words(self._raw, name)} if name else {}, figure))

    def _called(self, cell: Cell, head: Cell | None, second: Cell | None, kind: FigureKind | None) -> Called | None:
        """Return what a value is called; of a measure no more than what it counts."""
        if self._heads is not None:
            changes = kind is FigureKind.CHANGE
            return self._heads.called(cell, second, changes=changes, by_column=self._lists_sessions)
        label = label_of_row(self._sheet, self._sheet.column(cell), head, sessions=self._lists_sessions)
        return None if label is None else _by_words(self._raw, label)

    def _role(self, column: Column, head: Cell | None) -> Role:
        """Return what a cell holds by its column; by its row below a year: 計画 and 実績 of each."""
        by_column = head is None or whole_year(column.head) is None
        return column.role if by_column or head is None else role_of(row_label(self._sheet.words(head)))

    def _number_of(self, span: Span, number: Span) -> Span:
        """Let what is told of a cell be told of the number in it, and return that."""
        _also(self.called, span, number)
        _also(self.statuses, span, number)
        _also(self.senses, span, number)
        _also(self.contexts, span, number)
        _also(self.kinds, span, number)
        return number

    def _words(self, span: Span) -> str:
        """Return the folded characters of a span."""
        return fold(self._raw[span.start : span.end])

    def _second_name(self, cell: Cell) -> Cell | None:
        """Return the cell right before a value that names it though values stand before that: the 節 behind those of the 目."""
        named = self._sheet.cell(cell.row, cell.column - 1)
        if named is None or not named.spans or self._sheet.column(named).role in _NAMES_NO_ROW:
            return None
        words = self._sheet.words(named)
        if self._is_value(named, None) or len(words) > _LONGEST_NAME or words.endswith("。"):
            return None
        before = (self._sheet.cell(cell.row, column) for column in range(named.column))
        values = (c for c in before if c is not None and self._sheet.column(c).role is not Role.NUMBER)
        return named if any(BARE.fullmatch(self._sheet.words(c)) for c in values) else None

    def _unit(self, cell: Cell, column: Column, head: Cell | None, number: str) -> str | None:
        if column.unit is not None:
            return column.unit
        if self._units_of_rows is not None:
            return self._units_of_rows.get(cell.row)
        if cell.column in self._units:
            return self._units[cell.column]
        is_whole = number.replace(",", "").isdigit()
        if is_whole and (unit := counted.unit_named(column, self._sheet.unit)) is not None:
            return unit
        row = self._sheet.words(head) if head is not None else ""
        one = counted.of_several(column, row, self._sheet.units) if len(self._sheet.units) > 1 else None
        if one is not None and counted.may_be_in(column, one):
            return one
        if counted.is_share(column):
            return "%" if cell.column in self._percents else None
        naming = (self._sheet.cell(cell.row, n) for n in range(head.column + 1 if head is not None else 0))
        told = (*(unit_in(self._sheet.words(c)) for c in naming if c is not None), self._sheet.unit)
        named = next((unit for unit in told if unit and counted.may_be_in(column, unit)), None)
        if named is None and counted.is_difference(column):
            named = self._unit_compared(cell, whole=is_whole)
        if named or not is_whole:
            return named
        if OF_WHICH.match(row) and (whole := self._values.get((cell.row - 1, cell.column))) is not None:
            return whole.unit if whole.kind is FigureKind.PEOPLE else None
        return "人" if counted.counts_persons(self._sheet, column, row) else None

    def _unit_compared(self, cell: Cell, *, whole: bool) -> str | None:
        """Return the unit of all values before a cell in its row, which gives their difference."""
        before = [f for n in range(cell.column) if (f := self._values.get((cell.row, n))) is not None]
        like = whole or any("." in fold(figure.text) for figure in before)
        return before[0].unit if len(before) > 1 and like and len({f.unit for f in before}) == 1 else None

    def sums(self) -> Iterator[Sum]:
        """Yield the totals of columns whose every other value is there."""
        for column, head in enumerate(self._sheet.columns):
            if not _NOT_ADDED.search(head.head):
                yield from self._sums(column)

    def of_which(self) -> Iterator[Sum]:
        """Yield the values of columns that うち heads, each as a part of what stands before it in its row."""
        total: int | None = None
        for column, head in enumerate(self._sheet.columns):
            if not OF_WHICH.match(head.head):
                total = column if head.head else None
                continue
            for cells in self._sheet.rows():
                whole = None if total is None else self._sheet.cell(cells[0].row, total)
                part = self._sheet.cell(cells[0].row, column)
                if whole and part and len(whole.spans) == len(part.spans) == 1:
                    yield Sum(self._sheet.place(whole), (self._sheet.place(part),), complete=False)

    def _sums(self, column: int) -> Iterator[Sum]:
        parts: list[Figure] = []
        partial: list[Figure] = []
        whole = True
        for cells in self._sheet.rows():
            if self._sheet.is_band(cells):
                parts, partial, whole = [], [], True
                continue
            head, cell = self._head(cells), self._sheet.cell(cells[0].row, column)
            if cell is None or cell is head or (head is None and not self._lists_sessions):
                continue
            words = "" if head is None else self._sheet.words(head).strip()
            if OF_WHICH.match(words):
                continue
            figure = self._values.get((cell.row, cell.column))
            if adds_up(words):
                final = not SUBTOTAL.fullmatch(words)
                added = [*partial, *parts] if final else parts
                if figure is not None and whole and len(added) > 1 and _adds(figure, added):
                    yield Sum(figure.span, tuple(part.span for part in added), complete=True)
                partial = [] if final or figure is None else [*partial, figure]
                parts, whole = [], whole and not final
            elif figure is not None:
                whole = whole and cell.row == cells[0].row  # a merged cell would be added twice
                parts.append(figure)
            elif self._sheet.words(cell) not in NO_VALUE or self._sheet.words(cell) in (
                "未集計",
                "集計中",
                "調査中",
                "*",
            ):
                whole = whole and not cell.spans


def _also(told: dict[Span, _T], span: Span, number: Span) -> None:
    """Let what is told of a cell be told of the number in it."""
    if span in told:
        told[number] = told[span]


def _by_words(text: str, span: Span) -> Called:
    """Return what some words of the text call a value."""
    return Called("".join(" ".join(line.split()) for line in text[span.start : span.end].split("\n")), span)


def _labelled(called: Mapping[Span, Called], figure: Figure) -> Figure:
    name = called.get(figure.span)
    if name is None or name.label is None:
        return figure
    comes = figure.kind is FigureKind.PEOPLE and ATTENDANCE.search(name.label)
    kind = FigureKind.PARTICIPANTS if comes else figure.kind
    return replace(figure, label=name.label, label_span=name.span, kind=kind)


def _adds(total: Figure, parts: Sequence[Figure]) -> bool:
    """Tell whether parts and total are of one sort; amounts in thousands may differ by their rounding."""
    same = all(part.unit == total.unit for part in parts) and total.kind in _ADDED
    counter = scaled_counter_of(total.unit) if total.unit else None
    factor = counter.factor if counter else Decimal(1)
    apart = abs(sum((part.value for part in parts), Decimal(0)) - total.value)
    rounded = factor > 1 and 0 < apart <= factor * len(parts) / 2
    return same and not rounded
