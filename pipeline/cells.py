"""Figures of table cells: bare numbers that count what the head says, labels from the head, columns that add up.

A bare number without any unit in its cell, its column's head, its row or above the table stays unclaimed.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple, TypeVar

from extractors.counters import scaled_counter_of
from extractors.gatherings import DAY_HEAD
from extractors.label_words import ATTENDANCE
from extractors.mentions import DateMention, Figure, FigureKind, Qualifier, Span, Status
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline import counted, sittings
from pipeline.bare import AGES, BARE, amounts_named, figure_of, number_in, numbers_of_lines, with_units_first
from pipeline.model import Report, SourceDoc
from pipeline.pages import Cell
from pipeline.segment.by_year import row_label
from pipeline.segment.fields import read_fields
from pipeline.stacks import sheets_of
from pipeline.tabular import NO_VALUE, SUBTOTAL, TOTAL, VALUE_ROLES, Column, Role, Sheet, is_value, role_of, whole_year
from pipeline.units import counter_of_unit, scaled_unit, unit_in

_T = TypeVar("_T")

_DIFFERENT = frozenset({FigureKind.COUNT, FigureKind.PEOPLE, FigureKind.PARTICIPANTS, FigureKind.MONEY})
_ASIDE = compile_pattern(r"\((?:参考|再掲|うち)\)\s*")
_LONGEST_NAME = 20  # characters
_NOT_ADDED = compile_pattern(r"率|比|割合|平均|指数|順位|実(?:人|利用|件)|\(実|%|単価|最大|最高")
_NOUN = compile_pattern(
    r"(?:[^0-9()]{1,20}(?:数|額|者|費|量|高|人員|回数|件数|面積|収入|支出)|[^0-9()]{0,20}(?:剰余|不足|余剰)金|定員"
    r"|1[^0-9()]{1,3}(?:当たり|あたり|平均)(?:の?[^0-9()]{1,6})?"
    r"|(?![^()]*(?:増|減|伸び|対?前[年期]|寄与))[^0-9()]{2,12}(?:率|割合)"
    r"|(?:対象|受診|受講|修了|参加|出席|来場|来館|入場|入館|応募|申込み?|申し込み|登録|採択|交付|受付|利用|貸出|認定|合格|受験|入所|入居|退所|待機|回答|回収)(?:人|委員|児童|団体|企業)?)$"
)
"""The head of a column that says what is counted: 参加者数, 受診率, 受講; not one of a year, a place or a sort."""
_BRACKETS = compile_pattern(r"[(\[【〔].*", re.DOTALL)
_YEAR = compile_pattern(r"(?:令和|平成|昭和|[RHS])?(?:[0-9]+|元)年?度?末?|\([^()]*\)|の")
_OF_YEAR = compile_pattern(r"(?:令和|平成|昭和|[RHS])(?:[0-9]+|元)年?度?末?|[0-9]+年度末?|[0-9]{4}年?|\([^()]*\)|の")
_AHEAD = compile_pattern(r"予定|計画|見込")
_BRACKETED = compile_pattern(r"\([^()\s][^()]*[^()\s]\)")
_TORN_END = compile_pattern(r"[0-9][,.]?$")
_TORN_REST = compile_pattern(r"[0-9,.]*[0-9][^\n]{0,6}")
_OF_WHICH = compile_pattern(r"[(（]?うち|内、|.*再掲")
_ANY_SUM = compile_pattern(
    r"(?:予算|決算|交付|支出|金|総|件|人|回|個|台|本|日|備蓄|在庫|保有|生産|出荷|目標|計画|実績)?(?:額|数|数量|人員)"
)  # of what, the row says
_NAMES_NO_ROW = (Role.NUMBER, Role.DEPARTMENT)
_SAYS_MORE = compile_pattern(rf"{DAY_HEAD}|(?:開催|実施|募集|受付)?期間|(?:開催|実施)?(?:場所|会場)名?|対象者?")
"""The head of a column that says of what is named before it when, where and for whom it was."""
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
    labels: dict[Span, Span]
    """Cell → where what it counts is named."""
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

    def labelled(self, figure: Figure, text: str) -> Figure:
        """Return a figure that is all of its cell with what the table says it counts: other cells' words are no label."""
        if figure.span not in self.contexts:
            return figure
        senses = tuple(sense for sense in self.senses.get(figure.span, ()) if sense not in figure.qualifiers)
        own = replace(figure, label=None, label_span=None, qualifiers=(*senses, *figure.qualifiers))
        return self._kinded(_labelled(self.labels, own, text))

    def _kinded(self, figure: Figure) -> Figure:
        """Return a figure as a change or as those who came where its column is one of these."""
        kind = self.kinds.get(figure.span)
        fits = figure.kind in _DIFFERENT if kind is FigureKind.CHANGE else figure.kind is FigureKind.PEOPLE
        return replace(figure, kind=kind) if kind and fits else figure


def read_cells(source: SourceDoc, report: Report) -> CellFigures:
    """Read the cells of all tables, but those that are indicators."""
    taken = {span for indicator in report.indicators for span in indicator.cells}
    found = CellFigures((), {}, {}, {}, {}, {}, (), (), (), (), tuple(_torn(source)))
    for sheet in sheets_of(source):
        if sheet.body == sheet.captions:
            for span, label in _lone_values(sheet, taken):
                found.contexts[span] = f"{sheet.written(label)} {sheet.raw(span)}"
                found.labels[span] = label.spans[0]
            figures, units = with_units_first(source.text, sheet, taken)
            found = found._replace(bare=(*found.bare, *figures), units=(*found.units, *units))
        else:
            table = _Table(source, sheet, taken, report.head.fiscal_year)
            found = CellFigures(
                (*found.bare, *table.bare),
                found.labels | table.labels,
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
    def __init__(self, source: SourceDoc, sheet: Sheet, taken: set[Span], fiscal_year: int | None) -> None:
        self._raw = source.text
        self._fiscal_year = fiscal_year
        self._sheet = sheet
        self.bare: list[Figure] = []
        self.labels: dict[Span, Span] = {}
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
        for cells in sheet.rows():
            head = self._head(cells)
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
            if named is not None and _SAYS_MORE.fullmatch(self._sheet.column(cell).head):
                continue
            words = self._sheet.words(cell)
            if is_value(words) or len(words) > 40 or words.endswith("。"):
                break
            if self._sheet.column(cell).role in VALUE_ROLES or (column and self._sheet.column(cell).unit):
                break
            named = cell
            if words.endswith("計"):
                break
        return named

    def _read(self, cell: Cell, head: Cell | None) -> None:
        column, span = self._sheet.column(cell), self._sheet.place(cell)
        if column.role in _COUNTS_NOTHING or cell.column < self._names:
            return
        head = self._second_name(cell) or head
        row = "" if head is None else self._sheet.written(head)
        self.contexts[span] = " ".join(w for w in (row, column.written, self._sheet.written(cell)) if w)
        label = self._label(column, head)
        if label is not None:
            self.labels[span] = label
        role = self._role(column, head)
        to_come = _AHEAD.search(column.head) or counted.is_to_come(column, self._fiscal_year)
        if role is Role.TARGET or to_come:
            self.statuses[span] = Status.TARGET if role is Role.TARGET else Status.PLANNED
        if senses := tuple(counted.senses(column, "" if head is None else self._sheet.words(head))):
            self.senses[span] = senses
        if (kind := counted.kind_of(self._sheet, column)) is not None:
            self.kinds[span] = kind
        found = number_in(self._raw, span)
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
        figure = _labelled(self.labels, figure, self._raw)
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
                self.bare.append(_labelled({number: name} if name else {}, figure, self._raw))

    def _role(self, column: Column, head: Cell | None) -> Role:
        """Return what a cell holds by its column; by its row below a year: 計画 and 実績 of each."""
        by_column = head is None or whole_year(column.head) is None
        return column.role if by_column or head is None else role_of(row_label(self._sheet.words(head)))

    def _number_of(self, span: Span, number: Span) -> Span:
        """Let what is told of a cell be told of the number in it, and return that."""
        _also(self.labels, span, number)
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
        if is_value(words) or len(words) > _LONGEST_NAME or words.endswith("。"):
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
        if _OF_WHICH.match(row) and (whole := self._values.get((cell.row - 1, cell.column))) is not None:
            return whole.unit if whole.kind is FigureKind.PEOPLE else None
        return "人" if counted.counts_persons(self._sheet, column, row) else None

    def _unit_compared(self, cell: Cell, *, whole: bool) -> str | None:
        """Return the unit of all values before a cell in its row, which gives their difference."""
        before = [f for n in range(cell.column) if (f := self._values.get((cell.row, n))) is not None]
        like = whole or any("." in fold(figure.text) for figure in before)
        return before[0].unit if len(before) > 1 and like and len({f.unit for f in before}) == 1 else None

    def _label(self, column: Column, head: Cell | None) -> Span | None:
        """Return where the thing is named that a cell counts: in its column's head, else in its row's."""
        if self._lists_sessions and column.spans and column.role is Role.OTHER:
            head = None  # what the row tells of is a session, and nothing that could be counted
        named = (span for span in reversed(column.spans) if not _OF_YEAR.fullmatch(self._words(span)))
        if column.role is Role.OTHER and (span := next(named, None)) is not None:
            words = self._words(span)
            aside = _ASIDE.match(words)
            start = aside.end() if aside else 0
            bare = _BRACKETS.sub("", words[start:]).rstrip()
            noun = _OF_YEAR.sub("", bare).replace(" ", "")
            whole = head is None or _adds_up(self._sheet.words(head))
            if "\n" not in bare and _NOUN.fullmatch(noun) and (whole or not _ANY_SUM.fullmatch(noun)):
                return Span(span.start + start, span.start + start + len(bare))
        if head is not None and _names_year(self._sheet.words(head)) and column.spans:
            span = column.spans[-1]
            return Span(span.end - len(_OF_WHICH.sub("", self._raw[span.start : span.end])), span.end)
        named_by_column = bool(column.spans) and column.role is Role.OTHER
        if not named_by_column if head is None else _adds_up(self._sheet.words(head)):
            return None
        span = column.spans[-1] if head is None else head.spans[0]
        words = self._words(span)
        if _BRACKETED.fullmatch(words):  # (国費)
            span, words = Span(span.start + 1, span.end - 1), words[1:-1]
        if (part := counted.OPENS_PART.match(words)) is not None:
            span, words = Span(span.start + part.end(), span.end), words[part.end() :]
        unit = unit_in(words)
        bracket = max(words.rfind("("), words.rfind("[")) if unit is not None else 0
        return Span(span.start, span.start + len(words[:bracket].rstrip())) if bracket > 0 else span

    def sums(self) -> Iterator[Sum]:
        """Yield the totals of columns whose every other value is there."""
        for column, head in enumerate(self._sheet.columns):
            if not _NOT_ADDED.search(head.head):
                yield from self._sums(column)

    def of_which(self) -> Iterator[Sum]:
        """Yield the values of columns that うち heads, each as a part of what stands before it in its row."""
        total: int | None = None
        for column, head in enumerate(self._sheet.columns):
            if not _OF_WHICH.match(head.head):
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
            if _OF_WHICH.match(words):
                continue
            figure = self._values.get((cell.row, cell.column))
            if _adds_up(words):
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


def _labelled(labels: Mapping[Span, Span], figure: Figure, text: str) -> Figure:
    span = labels.get(figure.span)
    if span is None:
        return figure
    label = "".join(" ".join(line.split()) for line in text[span.start : span.end].split("\n"))
    kind = FigureKind.PARTICIPANTS if figure.kind is FigureKind.PEOPLE and ATTENDANCE.search(label) else figure.kind
    return replace(figure, label=label, label_span=span, kind=kind)


def _names_year(words: str) -> bool:
    return words[:1] != "(" and _YEAR.fullmatch(words.replace(" ", "")) is not None


def _adds_up(words: str) -> bool:
    return (TOTAL.fullmatch(words) or SUBTOTAL.fullmatch(words)) is not None


def _adds(total: Figure, parts: Sequence[Figure]) -> bool:
    """Tell whether parts and total are of one sort; amounts in thousands may differ by their rounding."""
    same = all(part.unit == total.unit for part in parts) and total.kind in _ADDED
    counter = scaled_counter_of(total.unit) if total.unit else None
    factor = counter.factor if counter else Decimal(1)
    apart = abs(sum((part.value for part in parts), Decimal(0)) - total.value)
    rounded = factor > 1 and 0 < apart <= factor * len(parts) / 2
    return same and not rounded
