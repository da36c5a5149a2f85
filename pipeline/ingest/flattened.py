"""Tables pasted as text, each cell on a line of its own: the heads of the columns below each other, then row after row.

Such a table is believed where its heads name columns and its rows count up, or where each row has as many lines as
there are heads, blank ones for cells left empty, and what stands below some heads can be nothing else: offices, values,
sentences. What a cell holds on several lines is told by what its column holds: a name one line, offices a line each,
and what was done ends where what is to come begins.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from extractors.patterns import compile_pattern
from extractors.spans import Span
from extractors.view import fold, fold_tight
from pipeline.model import BlockKind
from pipeline.pages import Cell, Grid
from pipeline.profile import base
from pipeline.stacks import names_cells
from pipeline.tabular import ITEM, NO_VALUE, OF_VALUES, Role, is_value, role_of, whole_year

_FIRST = compile_pattern(
    r"(?im)^[ 　]*(?:No[.．]?|Ｎｏ[.．]?|ＮＯ[.．]?|№|番号|項番|連番|通番|通し番号"
    r"|[^\s、。]{0,8}(?:取り?組み?|事業|施策|プロジェクト|指標|目標|項目|方針|方向性|KPI|ＫＰＩ)(?:の?(?:名称?|項目))?)[ 　]*$"
)
"""The head of the first column: of what counts the rows, of their names, or of what these belong to."""
_APART = compile_pattern(r"[^\n]*\n[ 　]*\n")
_LOWER = compile_pattern(r"\([^()]{1,12}\)")
"""What goes on with the head above it: (R4)."""
_NUMBER = compile_pattern(r"[0-9]{1,3}")
_CODE = compile_pattern(r"[0-9]{1,3}(?:-[0-9]{1,3}){0,3}")
_OFFICE = compile_pattern(r"[^。、0-9]{1,16}(?:[課室係局部署所館院校園会]|センター|チーム)")
_DIGIT = compile_pattern(r"[0-9]")
_FIRST_OF_GOALS = (Role.INDICATOR, Role.NUMBER)
_OF_GOALS = (Role.INDICATOR, Role.TARGET, Role.OTHER)
_DONE = compile_pattern(r"(?<!予定)(?<!見込み)(?<!方針)(?<!計画)(?<!考え)(?<!つもり)[ただ]。$")
_ENDS = ("。", "－", "―", "-", "なし")
_LEAST, _MOST = 3, 9  # columns
_LONGEST_HEAD = 20  # characters
_ROWS = 2  # the fewest
_LONGEST_ROW = 60  # lines
_LONGEST_NAME = 60  # characters
_LONGEST_UNIT = 8
_MOST_BLANK = 4  # lines before a row
_MOST_OFFICES = 5
_TWO = 2  # columns that tell, or sentences in them

_Line = tuple[int, int]
_Row = list[tuple[_Line, ...]]
"""The lines of each cell."""


class _Head(NamedTuple):
    """The heads of a table's columns."""

    lines: tuple[_Line, ...]
    roles: tuple[Role, ...]
    counted: bool
    """Whether the first column counts the rows."""
    offices: int | None
    """The column of them."""
    ahead: bool
    """Whether the last two columns tell what was done and what is to come."""
    values: tuple[bool, ...]
    """Which columns may hold values."""

    @property
    def sure(self) -> bool:
        """Whether numbers or offices tell rows for certain."""
        return self.counted or self.offices is not None

    @property
    def name(self) -> int:
        """The column of what the rows are called."""
        return self.roles.index(Role.TITLE) if Role.TITLE in self.roles else int(self.counted)

    @property
    def end(self) -> int:
        """Where the line of the last ends."""
        return self.lines[-1][1]


def find(text: str) -> Iterator[Grid]:
    """Yield the tables whose cells stand below each other, in order.

    Args:
        text: with line feeds as line ends.
    """
    end = 0
    for match in _FIRST.finditer(text):
        if match.start() < end:
            continue
        found = _table(text, match.start())
        if found is None:
            continue
        head, rows = found
        end = max(end, head.end)  # its further heads begin no other table
        if rows:
            end = _end(rows)
            heads: _Row = [(line,) for line in head.lines]
            yield Grid(
                cells=tuple(
                    Cell(row=row, column=column, spans=(Span(cell[0][0], cell[-1][1]),) if cell else ())
                    for row, cells in enumerate((heads, *rows))
                    for column, cell in enumerate(cells)
                )
            )


def _table(text: str, start: int) -> tuple[_Head, Sequence[_Row]] | None:
    """Return the heads that begin at an offset, and the rows below them; None where no heads do."""
    lines = _Lines(text, start)
    head = _head(text, lines)
    if head is not None:
        even = _even_rows(text, head, _Lines(text, head.end))
        return head, _longest(even, _rows(text, head, lines))
    head = _head(text, _Lines(text, start, apart=True)) if _APART.match(text, start) else None
    return head and (head, _even_rows(text, head, _Lines(text, head.end, apart=True)))


class _Lines:
    """The lines of a text from one on, without blanks at their ends; blank ones are empty."""

    def __init__(self, text: str, at: int, *, apart: bool = False) -> None:
        """Take where the first begins, and whether a blank line behind each only sets them apart."""
        self._text = text
        self._at = at
        self._next = at
        self._apart = apart

    def __iter__(self) -> Iterator[_Line]:
        text = self._text
        while self._next <= len(text):
            self._at = self._next
            stop = text.find("\n", self._at)
            stop = len(text) if stop < 0 else stop
            self._next = stop + 1
            words = text[self._at : stop]
            begin = self._at + len(words) - len(words.lstrip())
            below = text.find("\n", self._next) if self._apart else -1
            if below >= 0 and not text[self._next : below].strip():
                self._next = below + 1
            yield (begin, begin + len(words.strip()))

    def back(self) -> None:
        """Go back by the line that came last."""
        self._next = self._at


def _head(text: str, lines: _Lines) -> _Head | None:
    """Read the heads of columns up to a blank line, the number of the first row or its name."""
    found: list[_Line] = []
    words: list[str] = []
    for start, end in lines:
        if start == end:
            break
        words.append(fold_tight(text[start:end]))
        if found and _LOWER.fullmatch(words[-1]):
            words[-2:] = ["".join(words[-2:])]
            found[-1] = (found[-1][0], end)
            continue
        if found and not (len(words[-1]) <= _LONGEST_HEAD and names_cells(words[-1])):  # of the first row
            if is_value(words.pop()) and role_of(words[0]) is not Role.NUMBER:  # behind its name: 参加者数(人)
                words.pop()
                found.pop()
            lines.back()
            break
        if len(words) > _MOST:
            return None
        found.append((start, end))
    roles = tuple(map(role_of, words))
    if len(words) < _LEAST or (roles[0] in _OF_GOALS and (roles[1] in _FIRST_OF_GOALS or ITEM.fullmatch(words[1]))):
        return None  # 成果指標 over the head 指標
    offices = roles.index(Role.DEPARTMENT) if Role.DEPARTMENT in roles else None
    kinds = [base().kind_of(word) for word in words[-2:]]
    ahead = kinds == [BlockKind.PROGRESS, BlockKind.OUTLOOK]
    return _Head(tuple(found), roles, roles[0] is Role.NUMBER, offices, ahead, tuple(map(_heads_values, words)))


def _heads_values(words: str) -> bool:
    return role_of(words) in OF_VALUES or whole_year(words) is not None


def _even_rows(text: str, head: _Head, lines: _Lines) -> Sequence[_Row]:
    """Return the rows below the heads that have a line for each column, up to the first that has not; none where they may be no rows."""
    rows: list[_Row] = []
    buffer = _Buffer(text, lines)
    holds = told = ends = False
    while (row := _even_row(text, head, buffer)) is not None and (not rows or _counts_on(text, head, rows[-1], row)):
        if not rows:
            holds, told = _holds_values(text, head, row), _is_told(text, head, row)
        if (holds and not _holds_values(text, head, row)) or (
            not holds and not head.sure and not _is_told(text, head, row)
        ):
            break
        rows.append(row)
        ends = buffer.is_at_gap()
    alone = told and ends and not head.counted and head.offices is not None
    return rows if holds or (Role.TITLE in head.roles and len(rows) >= (1 if alone else _ROWS)) else ()


class _Buffer:
    """Lines that are looked at before they are taken; blank ones behind the last."""

    def __init__(self, text: str, lines: _Lines) -> None:
        self._lines = iter(lines)
        self._none = (len(text), len(text))
        self._ahead: deque[_Line] = deque()

    def ahead(self, number: int) -> list[_Line]:
        """Return the next lines without taking them."""
        while len(self._ahead) < number:
            self._ahead.append(next(self._lines, self._none))
        return list(islice(self._ahead, number))

    def is_at_gap(self) -> bool:
        """Tell whether the next line is blank."""
        ((start, end),) = self.ahead(1)
        return start == end

    def drop(self, number: int) -> None:
        """Take the next lines."""
        for _ in range(number):
            self._ahead.popleft()


def _even_row(text: str, head: _Head, lines: _Buffer) -> _Row | None:
    """Take the lines of the next row, blank ones between rows among them; none where the next lines make up no row."""
    for _ in range(_MOST_BLANK):
        for offices in range(1, _MOST_OFFICES if head.offices is not None else _TWO):
            further = offices - 1
            ahead = lines.ahead(len(head.lines) + further)
            row: _Row = [(line,) if line[0] < line[1] else () for line in ahead]
            if not row[head.name]:
                break
            if further and head.offices is not None:
                row[head.offices : head.offices + offices] = [sum(row[head.offices : head.offices + offices], ())]
            if _fits(text, head, row):
                lines.drop(len(ahead))
                return row
        if row[0]:
            return None
        lines.drop(1)
    return None


def _words(text: str, cell: Sequence[_Line]) -> str:
    """Return the folded words of a cell without blanks."""
    return "".join(fold_tight(text[slice(*line)]) for line in cell)


def _fits(text: str, head: _Head, row: _Row) -> bool:
    """Tell whether each cell of a row may stand below its head, and none is a head itself."""
    words = [_words(text, cell) for cell in row]
    name = words[head.name]
    named = 0 < len(name) <= _LONGEST_NAME and not name.endswith("。") and not is_value(name)
    if not named or (head.counted and not _CODE.fullmatch(words[0])):
        return False
    for column, (role, word) in enumerate(zip(head.roles, words, strict=True)):
        if role is Role.DEPARTMENT and not (row[column] and all(_may_name_office(text, line) for line in row[column])):
            return False
        if head.offices == column - 1 and role is not Role.DEPARTMENT and _OFFICE.fullmatch(word):
            return False  # a further line of the offices
        if role is Role.UNIT and (len(word) > _LONGEST_UNIT or is_value(word)):
            return False
        if role is Role.DIRECTION and word.endswith("。"):
            return False
        if names_cells(word) and role_of(word) is role is not Role.OTHER:  # the heads again
            return False
    return True


def _may_name_office(text: str, line: _Line) -> bool:
    return _is_office(text, line) or _words(text, [line]) in NO_VALUE


def _counts_on(text: str, head: _Head, above: _Row, row: _Row) -> bool:
    if not head.counted:
        return True
    first, then = ([*map(int, _words(text, line[0]).split("-"))] for line in (above, row))
    return first < then


def _holds_values(text: str, head: _Head, row: _Row) -> bool:
    """Tell whether a row holds values or nothing below the heads of values, and a number below one of them."""
    words = [_words(text, cell) for cell, values in zip(row, head.values, strict=True) if values]
    return len(words) >= _TWO and all(not w or is_value(w) for w in words) and any(map(_DIGIT.search, words))


def _is_told(text: str, head: _Head, row: _Row) -> bool:
    """Tell whether sentences stand below all heads behind those of names and offices, several of them."""
    told = [text[slice(*cell[-1])].endswith("。") for cell in row[max(head.name, head.offices or 0) + 1 :] if cell]
    return len(told) >= _TWO and all(told)


def _longest(*found: Sequence[_Row]) -> Sequence[_Row]:
    """Return those rows that reach furthest, the first of them."""
    return max(found, key=lambda rows: _end(rows) if rows else 0)


def _end(rows: Sequence[_Row]) -> int:
    """Return where the last row ends."""
    return max(stop for cell in rows[-1] for _, stop in cell)


def _rows(text: str, head: _Head, lines: _Lines) -> Sequence[_Row]:
    """Return the rows below the heads, told by their numbers or offices; none where a row that counts on cannot be parted into its cells."""
    rows: list[_Row] = []
    if Role.TITLE not in head.roles or not head.sure:
        return rows
    for row in _stretches(text, lines, counted=head.counted):
        if text[slice(*row[0])] == text[slice(*head.lines[0])]:  # the next table
            break
        cells = _cells(text, head, row)
        if cells is None:
            rows = [] if head.counted else rows
            break
        rows.append(cells)
    return rows if len(rows) >= _ROWS else ()


def _stretches(text: str, lines: _Lines, *, counted: bool) -> Iterator[list[_Line]]:
    """Yield the lines of each row: from one number to the next, or between blank lines where nothing counts."""
    row: list[_Line] = []
    expected: int | None = None
    blank = True
    for start, end in lines:
        words = fold(text[start:end])
        number = int(words) if _NUMBER.fullmatch(words) else -1
        if not counted:
            begins = blank and start < end
        elif blank:  # some may be left out
            begins = number >= (expected or 0)
        else:
            begins = number == expected and text[slice(*row[-1])].endswith(_ENDS)
        if row and (begins or (blank and start < end)):
            yield row
            row = []
        if begins:
            expected = number + 1
        elif not row and start < end:
            return
        if start < end:
            row.append((start, end))
        if len(row) > _LONGEST_ROW:
            return
        blank = start == end
    if row:
        yield row


def _cells(text: str, head: _Head, row: Sequence[_Line]) -> _Row | None:
    """Return the lines of each cell of a row; None where it cannot be told which line is of which."""
    columns = len(head.lines)
    at = head.offices
    if len(row) == columns and not _is_uneven(text, head, row):
        return [(line,) for line in row]
    if at is None or at == 0:
        return None
    begin = next((n for n in range(at, min(at + 2, len(row))) if _is_office(text, row[n])), None)  # a name may wrap
    if begin is None:
        return None
    stop = begin + 1
    while stop < len(row) and _is_office(text, row[stop]):
        stop += 1
    told = row[stop:]
    left = columns - at - 1
    parts = (told,) if left == 1 else _parted(text, head, told) if left == _TWO else None
    if not told or parts is None:
        return None
    named = [*((line,) for line in row[: at - 1]), tuple(row[at - 1 : begin])]
    return [*named, tuple(row[begin:stop]), *map(tuple, parts)]


def _is_office(text: str, line: _Line) -> bool:
    return _OFFICE.fullmatch(fold(text[slice(*line)])) is not None


def _is_uneven(text: str, head: _Head, row: Sequence[_Line]) -> bool:
    """Tell whether a row has as many lines as columns only because one cell is empty and another takes two lines."""
    at = head.offices
    if at is None:
        return False
    told = [text[slice(*line)].endswith(_ENDS) for line in row[at + 1 :]]
    two = at + 1 < len(row) and _is_office(text, row[at + 1])
    return len(set(told)) > 1 or two or (not head.counted and not _is_office(text, row[at]))


def _parted(text: str, head: _Head, lines: Sequence[_Line]) -> tuple[Sequence[_Line], Sequence[_Line]] | None:
    """Return what was done and what is to come, parted behind the last sentence in the past; None where none tells."""
    ends = [n for n, line in enumerate(lines, start=1) if text[slice(*line)].endswith(_ENDS)]
    if not head.ahead or not ends or ends[-1] != len(lines):
        return None
    done = [n for n in ends if _DONE.search(text[slice(*lines[n - 1])])]
    if not done and len(ends) != _TWO:
        return None
    at = done[-1] if done else ends[0]
    return lines[:at], lines[at:]
