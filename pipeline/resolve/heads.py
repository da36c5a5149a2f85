"""Which dates head the cells of tables: 令和5年度 over a column, 実績（R4） before a row, （R6.4.1現在） above the whole."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right, insort_left
from collections import defaultdict
from collections.abc import Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from extractors.mentions import Precision, Role, Status
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.placed import DRAWN
from pipeline.resolve.value_dates import is_settled

if TYPE_CHECKING:
    from extractors.mentions import DateMention, Figure
    from pipeline.model import DateRecord, SourceDoc
    from pipeline.pages import Cell

_DAY = Precision.DAY
_AS_OF = Role.AS_OF
_LONGEST_HEAD = 30  # characters
_OTHER_WORDS = compile_pattern(r"[0-9。]")
"""What a head does not hold beside its date: a cell with it tells of something."""
_EACH = compile_pattern(r"[0-9]+ ?(?:人|世帯|回|件)(?:当|あ)たり")
_AHEAD = compile_pattern(r"予定|計画|見込|目標")
_ACCOUNTS = "決算"
_LONGEST_CAPTION = 45  # characters: more than the pattern takes
_CAPTION = compile_pattern(r"[^。\n0-9]{2,40}[(\[] ?")
_CLOSES_LINE = compile_pattern(rf"(?:現在|時点)? ?[)）\]］][ 　]*\n[\s{re.escape(DRAWN)}]*")
_YEARS = frozenset({Precision.YEAR, Precision.FISCAL_YEAR})


class _Place(NamedTuple):
    table: int
    cell: Cell

    def heads(self, other: _Place) -> bool:
        """Tell whether this cell stands over another of its table, or before it in its row."""
        mine, its = self.cell, other.cell
        if self.table != other.table or mine is its:
            return False
        over = mine.row + mine.rows <= its.row and _meet(mine.column, mine.columns, its.column, its.columns)
        before = mine.column + mine.columns <= its.column and _meet(mine.row, mine.rows, its.row, its.rows)
        return over or before


def _meet(at: int, length: int, other: int, its: int) -> bool:
    return at < other + its and other < at + length


class _Head(NamedTuple):
    place: _Place
    record: DateRecord
    words: str

    @property
    def is_point(self) -> bool:
        """Whether what it heads was measured on its day."""
        return self.record.role is _AS_OF and self.record.status is Status.ACTUAL and not self.record.date.is_range


class TableHeads:
    """The dates in the tables of a report, told to it as they are read, and what they head."""

    def __init__(self, source: SourceDoc) -> None:
        """Look up the cells of the tables of `source`."""
        self._text = source.text
        cells = [(s, n, cell) for n, grid in enumerate(source.tables) for cell in grid.cells for s in cell.spans]
        cells.sort(key=itemgetter(0))
        self._spans = [span for span, _, _ in cells]
        self._places = [_Place(number, cell) for _, number, cell in cells]
        self._begins = {grid.span.start: number for number, grid in enumerate(source.tables)}
        self._over: dict[tuple[int, int], list[_Head]] = defaultdict(list)
        self._before: dict[tuple[int, int], list[_Head]] = defaultdict(list)
        self._captions: dict[int, DateRecord] = {}

    def place(self, at: int) -> _Place | None:
        """Return the cell that the character at a raw offset stands in."""
        if not self._spans:
            return None
        k = bisect_right(self._spans, at, key=itemgetter(0)) - 1
        return self._places[k] if k >= 0 and at < self._spans[k].end else None

    def captioned(self, date: DateMention) -> int | None:
        """Return the number of the table that begins below the line which a day in brackets ends: 登録者数（R6.4.1）."""
        if date.precision is not _DAY or date.start is None or date.is_range:
            return None
        behind = _CLOSES_LINE.match(self._text, date.span.end) if is_settled(date) else None
        if behind is None or behind.end() not in self._begins:
            return None
        line = self._text[max(0, date.span.start - _LONGEST_CAPTION) : date.span.start].rpartition("\n")[2]
        return self._begins[behind.end()] if _CAPTION.fullmatch(fold(line)) else None

    def tell(self, record: DateRecord) -> None:
        """Take a date, which may stand in a head."""
        span = record.date.span
        place = self.place(span.start)
        if place is None:
            table = self.captioned(record.date) if record.role is _AS_OF else None
            if table is not None:
                self._captions[table] = record
            return
        words = fold(place.cell.text(self._text))
        others = _EACH.sub("", words.replace(_joined(record.date.text), "", 1))
        if len(words) > _LONGEST_HEAD or _OTHER_WORDS.search(others):
            return
        head, cell = _Head(place, record, words), place.cell
        for column in range(cell.column, cell.column + cell.columns):
            # By row; of two in one cell the first is the nearest.
            insort_left(self._over[place.table, column], head, key=lambda head: head.place.cell.row)
        for row in range(cell.row, cell.row + cell.rows):
            self._before[place.table, row].append(head)

    def year_over(self, date: DateMention) -> int | None:
        """Return the fiscal year that stands over a day or month without a year: 4月1日時点 below 令和3年度."""
        place = self.place(date.span.start)
        if place is None or date.written.year is not None or date.written.relative or date.written.month is None:
            return None
        head = self._nearest_over(place)
        begins = head.record.date.start if head and head.record.date.precision is Precision.FISCAL_YEAR else None
        return begins.year if begins is not None else None

    def of(self, figure: Figure) -> list[_Head]:
        """Return the nearest date over a figure of a table and the nearest before it in its row."""
        place = self.place(figure.span.start)
        if place is None:
            return []
        before = _last(self._before.get((place.table, place.cell.row), ()), place)
        return [head for head in (self._nearest_over(place), before) if head is not None]

    def _nearest_over(self, place: _Place) -> _Head | None:
        return _last(self._over.get((place.table, place.cell.column), ()), place)

    def governs(self, date: DateMention, figure: Figure) -> bool:
        """Tell whether a day of measurement can be that of a figure, as far as the heads of its table say.

        In a table a day governs what it heads; what another year or its accounts (令和5年度決算) head was not taken on it.
        """
        mine, its = self.place(date.span.start), self.place(figure.span.start)
        if its is None:
            return True
        if mine is not None and mine.table == its.table:
            return mine.cell is its.cell or mine.heads(its)
        years = [head for head in self.of(figure) if head.record.date.precision in _YEARS]
        return not any(_ACCOUNTS in head.words or not _within(head.record.date, date) for head in years)

    def day_of(self, figure: Figure) -> dt.date | None:
        """Return the day of measurement that heads a figure or stands above its table."""
        heads = self.of(figure)
        if (head := next((head for head in heads if head.is_point), None)) is not None:
            return head.record.date.end
        place = self.place(figure.span.start)
        caption = self._captions.get(place.table) if place is not None and not heads else None
        return caption.date.end if caption is not None else None

    def are_past(self, figure: Figure, over: dt.date | None) -> bool:
        """Tell whether what heads a figure was over with the report's period and speaks of no plan."""
        heads = self.of(figure)
        if any(_AHEAD.search(head.words) for head in heads):
            return False
        ends = [head.record.date.end for head in heads if head.record.date.precision in _YEARS]
        told = bool(ends) and all(end is not None and over is not None and end <= over for end in ends)
        return told or self.day_of(figure) is not None


def _last(heads: Sequence[_Head], place: _Place) -> _Head | None:
    """Return the last of some heads that heads a cell: mostly the first looked at, however long the table is."""
    return next((head for head in reversed(heads) if head.place.heads(place)), None)


def _joined(text: str) -> str:
    return "".join(fold(text).split("\n"))


def _within(year: DateMention, day: DateMention) -> bool:
    return None not in (year.start, year.end, day.end) and year.start <= day.end <= year.end  # type: ignore[operator]
