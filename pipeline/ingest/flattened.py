"""Tables pasted as text, each cell on a line of its own: the heads of the columns below each other, then row after row.

Such a table is believed where its heads name columns and its rows count up. What a cell holds on several lines is told
by what its column holds: a name one line, offices a line each, and what was done ends where what is to come begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.patterns import compile_pattern
from extractors.spans import Span
from extractors.view import fold
from pipeline.model import BlockKind
from pipeline.pages import Cell, Grid
from pipeline.profile import base
from pipeline.stacks import names_cells
from pipeline.tabular import Role, role_of

_FIRST = compile_pattern(
    r"(?im)^[ 　]*(?:No[.．]?|Ｎｏ[.．]?|ＮＯ[.．]?|№|番号|項番|連番|通番|通し番号|(?:主な)?(?:取り?組み?|事業|施策)の?(?:名称?|項目))[ 　]*$"
)
"""The head of the first column: of what counts the rows, or of their names."""
_NUMBER = compile_pattern(r"[0-9]{1,3}")
_OFFICE = compile_pattern(r"[^。、0-9]{1,16}(?:[課室係局部署所館院校園会]|センター|チーム)")
_DONE = compile_pattern(r"(?<!予定)(?<!見込み)(?<!方針)(?<!計画)(?<!考え)(?<!つもり)[ただ]。$")
_ENDS = ("。", "－", "―", "-", "なし")
_LEAST, _MOST = 3, 9  # columns
_LONGEST_HEAD = 20  # characters
_ROWS = 2  # the fewest
_LONGEST_ROW = 60  # lines
_TWO = 2  # columns that tell, or sentences in them

_Line = tuple[int, int]
_Row = list[tuple[_Line, ...]]
"""The lines of each cell."""


class _Head(NamedTuple):
    """The heads of a table's columns."""

    lines: tuple[_Line, ...]
    counted: bool
    """Whether the first column counts the rows."""
    offices: int | None
    """The column of them."""
    ahead: bool
    """Whether the last two columns tell what was done and what is to come."""


def find(text: str) -> Iterator[Grid]:
    """Yield the tables whose cells stand below each other, in order.

    Args:
        text: with line feeds as line ends.
    """
    end = 0
    for match in _FIRST.finditer(text):
        if match.start() < end:
            continue
        lines = _Lines(text, match.start())
        head = _head(text, lines)
        end = max(end, head.lines[-1][1]) if head is not None else end  # its further heads begin no other table
        rows = _rows(text, head, lines) if head is not None else []
        if head is not None and len(rows) >= _ROWS:
            end = max(stop for cell in rows[-1] for _, stop in cell)
            heads: _Row = [(line,) for line in head.lines]
            yield Grid(
                cells=tuple(
                    Cell(row=row, column=column, spans=(Span(cell[0][0], cell[-1][1]),) if cell else ())
                    for row, cells in enumerate((heads, *rows))
                    for column, cell in enumerate(cells)
                )
            )


class _Lines:
    """The lines of a text from one on, without blanks at their ends; blank ones are empty."""

    def __init__(self, text: str, at: int) -> None:
        self._text = text
        self._at = at
        self._next = at

    def __iter__(self) -> Iterator[_Line]:
        text = self._text
        while self._next <= len(text):
            self._at = self._next
            stop = text.find("\n", self._at)
            stop = len(text) if stop < 0 else stop
            self._next = stop + 1
            words = text[self._at : stop]
            begin = self._at + len(words) - len(words.lstrip())
            yield (begin, begin + len(words.strip()))

    def back(self) -> None:
        """Go back by the line that came last."""
        self._next = self._at


def _head(text: str, lines: _Lines) -> _Head | None:
    """Read the heads of columns up to a blank line or the number of the first row."""
    found: list[_Line] = []
    words: list[str] = []
    for start, end in lines:
        if start == end:
            break
        words.append("".join(fold(text[start:end]).split()))
        if _NUMBER.fullmatch(words[-1]):  # of the first row
            words.pop()
            lines.back()
            break
        if len(words) > _MOST or len(words[-1]) > _LONGEST_HEAD or not names_cells(words[-1]):
            return None
        found.append((start, end))
    roles = list(map(role_of, words))
    if len(words) < _LEAST or Role.TITLE not in roles:
        return None
    offices = roles.index(Role.DEPARTMENT) if Role.DEPARTMENT in roles else None
    counted = roles[0] is Role.NUMBER
    if not counted and offices is None:
        return None
    kinds = [base().kind_of(word) for word in words[-2:]]
    return _Head(tuple(found), counted, offices, kinds == [BlockKind.PROGRESS, BlockKind.OUTLOOK])


def _rows(text: str, head: _Head, lines: _Lines) -> Sequence[_Row]:
    """Return the rows below the heads; none where a row that counts on cannot be parted into its cells."""
    rows: list[_Row] = []
    for row in _stretches(text, lines, counted=head.counted):
        cells = _cells(text, head, row)
        if cells is None:
            return () if head.counted else rows
        rows.append(cells)
    return rows


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
