"""Tables of text that tabs part into cells: sheets saved or copied from a spreadsheet, tables copied from a page.

A sheet holds titles, notes, headings and tables below each other, all with the same tabs. A table begins with a row
that names columns, and goes on over the names of sections; over blank rows too, as long as the rows behind them fill
what all rows of it fill. A row that names no column for certain begins a table only where the rows right below it
have its cells.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from extractors.patterns import compile_pattern
from extractors.view import fold, fold_tight
from pipeline.ingest.merged import Bounds, carried_down, cells_filled, form_of, grid_of, trimmed
from pipeline.markers import form_of as mark_of
from pipeline.pages import Grid
from pipeline.stacks import is_label, names_cells
from pipeline.tabular import ITEM, Role, is_value, role_of, whole_year, years
from pipeline.units import unit_in

_QUOTED = compile_pattern(r'[ 　]*"(?P<words>(?:[^"\t\f]|""){0,4000}+)"[ 　]*(?=[\t\n\f]|\Z)')
"""A cell with line breaks, commas or marks of quotation, as spreadsheets write it; a mark alone repeats what is above."""
_PLAIN = compile_pattern(r"[^\t\n\f]*")
_NO_BAND = compile_pattern(r"[※＊*・･]|注[0-9 ]?[:)]|[(（](?:注|単位|参考)|.*。$")
_NOTE = compile_pattern(r"[※＊*]|注[0-9０-９ 　]?[:：)）]")
_GROUP = compile_pattern(
    r"(?:基本|重点|取組|施策|推進|個別|主要)*(?:目標|方針|方向性?|施策|政策|柱|分野)の?(?:[0-9]{1,2}-)*(?:[0-9]{1,2}|[Ⅰ-Ⅻ①-⑳一二三四五六七八九十])"
)
"""基本目標１ in a cell before the one with its name."""
_LONGEST_HEAD = 40  # characters
_LONGEST_BAND = 80
_FEWEST = 3  # columns; and rows where no head is sure
_MOST = 256  # cells of a row: a line of more is none, and would make each row of its table as wide
_SURE = 2  # heads that name what their columns hold
_MOST_HEADS = 3  # rows
_NOTHING: Bounds = (0, 0)
_ABOVE = frozenset({Role.DIRECTION, Role.TITLE, Role.DEPARTMENT})
"""What may stand above the measures of a table."""


def find(text: str) -> Iterator[Grid]:
    """Yield the tables that tabs set, in order.

    Args:
        text: with line feeds as line ends.
    """
    if "\t" not in text:
        return
    rows = list(_rows(text))
    at = above = 0
    while at < len(rows):
        table = _Table(text, rows, at, above)
        grid = table.grid()
        if grid is None:
            at += 1
        else:
            at = above = table.stop
            yield grid


def _rows(text: str) -> Iterator[list[Bounds]]:
    """Yield the rows of a sheet as their cells; a line of text without a tab is a row of one cell."""
    at = 0
    while at < len(text):
        cells, end = _row(text, at, quoted=True)
        if len(cells) == 1:  # whose marks of quotation are its own
            cells, end = _row(text, at, quoted=False)
        yield _joined(cells) if len(cells_filled(cells)) > _MOST else _with_whole_name(text, cells)
        at = end + 1


def _with_whole_name(text: str, cells: list[Bounds]) -> list[Bounds]:
    """Return a row that is the name of a direction or section, its number in a cell before it, with both in one."""
    filled = cells_filled(cells)
    if len(filled) != 2:
        return cells
    start, stop = cells[filled[0]]
    if text[stop : cells[filled[1]][0]].strip() or not _GROUP.fullmatch(fold(text[start:stop]).replace(" ", "")):
        return cells
    return _joined(cells)


def _joined(cells: Sequence[Bounds]) -> list[Bounds]:
    """Return a row with all of its words in its first cell."""
    filled = cells_filled(cells)
    return [(cells[filled[0]][0], cells[filled[-1]][1])]


def _row(text: str, at: int, *, quoted: bool) -> tuple[list[Bounds], int]:
    """Return the cells of the row that begins at an offset, and where it ends."""
    cells: list[Bounds] = []
    while True:
        match = _QUOTED.match(text, at) if quoted else None
        if match is not None:
            cells.append(trimmed(text, *match.span("words")))
            end = match.end()
        else:
            end = next(m.end() for m in _PLAIN.finditer(text, at))
            cells.append(trimmed(text, at, end))
        if text[end : end + 1] != "\t":
            return cells, end
        at = end + 1


class _Table:
    """The table that begins with a row of a sheet, if one does."""

    def __init__(self, text: str, rows: Sequence[Sequence[Bounds]], first: int, above: int) -> None:
        """Read the rows from `first` on; those from `above` on are in no other table."""
        self._text = text
        self._rows = rows
        self._first = first
        self._above = above
        self._body = first
        """The first row below its head."""
        self.stop = first
        """The row behind its last."""
        self._lines: list[int] = []
        """The rows of its body."""
        self._is_form = False
        if len(cells_filled(rows[first])) < _SURE:
            return
        if self._is_head(first):
            self._body = self._head_end()
            self._lines = list(self._headed())
        elif self._begins_form():
            self._is_form = True
            self._lines = list(self._fields())
        elif len(cells_filled(rows[first])) >= _FEWEST:
            self._body = first + 1
            self._lines = list(self._alike())
        if self._lines:
            self.stop = self._lines[-1] + 1

    def grid(self) -> Grid | None:
        """Return it; nothing where none begins."""
        if not self._lines:
            return None
        if self._is_form:
            return form_of([self._rows[n] for n in self._lines], frozenset(self._below_years()))
        captions = [_joined(self._rows[n]) for n in self._captions()]
        heads = [self._rows[n] for n in range(self._first, self._body)]
        bands = set(self._bands())
        body = [_joined(self._rows[n]) if n in bands else [*self._rows[n], _NOTHING] for n in self._lines]
        found = grid_of(self._text, captions, heads, body)
        below = len(captions) + len(heads)
        roles = {c.column: role_of(fold_tight(c.text(self._text))) for c in found.cells if c.row < below}
        title = next((column for column, role in roles.items() if role is Role.TITLE), 0)
        for column in (k for k in range(title) if roles.get(k) is Role.DEPARTMENT):
            found = carried_down(found, column, below)
        return found if found.columns >= _FEWEST else None

    def _words(self, row: int) -> list[str]:
        """Return the folded words without blanks of the cells of a row that hold some."""
        return [fold_tight(self._text[a:b]) for a, b in self._rows[row] if a < b]

    def _is_head(self, row: int) -> bool:
        """Tell whether a row names columns, and not each of its cells the one beside it as in a form."""
        if any(end - start > 2 * _LONGEST_HEAD for start, end in self._rows[row]):
            return False
        words = self._words(row)
        if len(words) < _SURE or not all(map(_may_head, words)):
            return False
        named = list(map(names_cells, words))
        beside = len(words) % 2 == 0 and all(named[::2]) and not any(named[1::2])
        return sum(named) >= _SURE and 3 * sum(named) > len(words) and not beside

    def _head_end(self) -> int:
        """Return the row behind those of the head: the lower ones name what the upper ones leave open, or their years."""
        stop = self._first + 1
        over = set(cells_filled(self._rows[self._first]))
        while stop < len(self._rows) and stop - self._first < _MOST_HEADS:
            below = cells_filled(self._rows[stop])
            words = self._words(stop)
            beside = len(below) == 1 and below[0] <= min(over)
            if not below or beside or not all(map(_may_head, words)) or (min(over) in below and min(below) in over):
                break
            above = set(cells_filled(self._rows[stop - 1]))
            if above.issuperset(below) and not all(any(years(w)) or unit_in(f"({w.strip('()')})") for w in words):
                break
            over.update(below)
            stop += 1
        return stop

    def _headed(self) -> Iterator[int]:
        """Yield the rows of the body of a table with a sure head."""
        heads = {k for n in range(self._first, self._body) for k in cells_filled(self._rows[n])}
        always: set[int] = set()
        bands: list[int] = []
        gap = blank = step = 0
        for number in range(self._body, len(self._rows)):
            filled = cells_filled(self._rows[number])
            if not filled:
                blank += 1
                continue
            step = step if always or bands else blank  # a blank row may stand between all rows
            gap, blank = gap or blank > step, 0
            if len(filled) == 1 and filled[0] <= min(heads):
                if not self._may_be_band(number):
                    return
                bands.append(number)
                continue
            if (
                (len(filled) == 1 and self._is_note(number))
                or self._ends(number, filled, min(heads))
                or (gap and not always.issubset(filled))
            ):
                return
            yield from bands
            yield number
            always = always & set(filled) if always else set(filled)
            bands, gap = [], 0

    def _ends(self, number: int, filled: Sequence[int], first: int) -> bool:
        """Tell whether a row behind a table is none of it: the head of the next one, or a field of a form."""
        if self._is_head(number):
            return True
        words = self._words(number)
        return len(filled) == 2 and filled[0] <= first and is_label(words[0]) and not is_value(words[1])

    def _is_head_of_measures(self, number: int) -> bool:
        return self._is_head(number) and any(role_of(word) is Role.TITLE for word in self._words(number))

    def _begins_form(self) -> bool:
        """Tell whether a row begins with a label and what that names; one of no other word than 項目 with nothing right above."""
        words = self._words(self._first)
        if not is_label(words[0]) and (not ITEM.fullmatch(words[0]) or self._stands_below_fields()):
            return False
        return not is_label(words[1])

    def _stands_below_fields(self) -> bool:
        return self._first > self._above and len(cells_filled(self._rows[self._first - 1])) >= _SURE

    def _below_years(self) -> Iterator[int]:
        """Yield which rows of a form tell year by year, so that a blank cell of them is one: 実績 of R5 and none of R6 below these."""
        heads: set[int] = set()
        for at, number in enumerate(self._lines):
            words, (first, *others) = self._words(number), cells_filled(self._rows[number])
            of_years = {n for n, word in zip((first, *others), words, strict=True) if whole_year(word) is not None}
            if len(of_years) >= _SURE:
                heads = of_years
                if first in heads:
                    yield at
                continue
            sure = len(others) > 1 or (role_of(words[0]) is Role.ACTUAL and not words[-1].endswith("。"))
            if others and sure and heads.issuperset(others) and first not in heads and not any(years(words[0])):
                yield at
            else:
                heads = set()

    def _fields(self) -> Iterator[int]:
        """Yield the rows of a form that names a measure, up to a blank row or the next form."""
        begins = self._words(self._first)[0]
        found: list[int] = []
        labels = titles = items = offices = 0
        blank = False
        for number in range(self._first, len(self._rows)):
            words = self._words(number)
            if not words:
                blank = True
                continue
            if self._is_head_of_measures(number):
                if not blank:  # what stands right above only says what they belong to
                    return
                break
            if (found and words[0] == begins) or (blank and not is_label(words[0])):
                break
            found.append(number)
            blank = False
            labels += sum(map(is_label, words[:-1]))
            titles += any(role_of(a) is Role.TITLE and "。" not in b for a, b in pairwise(words))
            items += ITEM.fullmatch(words[0]) is not None and not offices
            offices += role_of(words[0]) is Role.DEPARTMENT
        while found and len(self._words(found[-1])) == 1:
            found.pop()
        if len(found) >= _FEWEST and labels >= _FEWEST and (titles or (items and offices)):
            yield from found

    def _may_be_band(self, number: int) -> bool:
        """Tell whether a row may name the section of those below it."""
        start, end = self._rows[number][cells_filled(self._rows[number])[0]]
        return end - start <= _LONGEST_BAND and not _NO_BAND.match(fold(self._text[start:end]))

    def _is_note(self, number: int) -> bool:
        """Tell whether a row begins with the mark of a note."""
        start, end = self._rows[number][cells_filled(self._rows[number])[0]]
        return _NOTE.match(self._text, start, end) is not None

    def _captions(self) -> Sequence[int]:
        """Return the rows right above the head that name what the measures of a table belong to.

        They say it behind a label, or as the names of other sections within the table.
        """
        marks = {self._mark(n) for n in self._bands()}
        names = self._is_head_of_measures(self._first)
        first = self._first
        while first > self._above and (self._is_of(first - 1, marks) or (names and self._belongs(first - 1))):
            first -= 1
        return range(first, self._first)

    def _is_of(self, number: int, marks: Container[str | None]) -> bool:
        return len(cells_filled(self._rows[number])) == 1 and self._mark(number) in marks

    def _belongs(self, number: int) -> bool:
        """Tell whether a row is a label and a name: 基本目標 beside 1 支え合うまち."""
        words = self._words(number)
        return len(words) == _SURE and role_of(words[0]) in _ABOVE and not is_label(words[1])

    def _bands(self) -> Iterator[int]:
        """Yield the rows that name sections by their marks, which no row of several cells bears."""
        marks = {number: self._mark(number) for number in self._lines}
        others = {marks[number] for number in self._lines if len(cells_filled(self._rows[number])) > 1}
        yield from (number for number, mark in marks.items() if mark is not None and mark not in others)

    def _mark(self, number: int) -> str | None:
        """Return the form of the mark that a row begins with."""
        filled = cells_filled(self._rows[number])
        marked = mark_of(fold(self._text[slice(*self._rows[number][filled[0]])])) if filled else None
        return marked and marked.form

    def _alike(self) -> Iterator[int]:
        """Yield the rows below one that names no column for certain: without a blank cell, and the others within it."""
        heads = self._rows[self._first]
        first = cells_filled(heads)
        if len(first) != first[-1] - first[0] + 1:
            return
        found: list[int] = []
        blank = step = 0
        for number in range(self._body, len(self._rows)):
            row = self._rows[number]
            filled = cells_filled(row)
            if not filled:
                blank += 1
                continue
            step = step if found else blank
            within = first[0] <= filled[0] and filled[-1] <= first[-1] and len(row) > 1
            if blank != step or not within or (len(filled) == 1 and len(row) != len(heads)) or self._is_head(number):
                break
            found.append(number)
            blank = 0
        if len(found) + 1 >= _FEWEST:
            yield from found


def _may_head(words: str) -> bool:
    """Tell whether folded words without blanks may name a column: they are few, no sentence and no value."""
    is_number = is_value(words) and next(years(words), None) is None
    return len(words) <= _LONGEST_HEAD and not words.endswith("。") and not is_number
