"""Tables that a text sets with blanks below a line of heads that name their columns for certain: 事業名　担当課　実績.

A field belongs to the head that it stands below on the screen; fields below one head are one cell, and a line that
leaves the first columns empty goes on with those above it. Where single blanks part the heads, nothing need stand
below its head: then only heads of values are believed, and only lines that hold as many (`in_order`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

from extractors.patterns import compile_pattern
from extractors.spans import Span
from extractors.view import fold
from pipeline.ingest.in_order import FIELD, NAME, SAYS, band_at, kinds_of, letters_together, row_of
from pipeline.ingest.joined_rows import ASIDE, COUNT, Head, join
from pipeline.ingest.wraps import display_width
from pipeline.markers import form_of
from pipeline.pages import Cell, Grid
from pipeline.stacks import names_cells
from pipeline.tabular import Role, is_value, role_of, whole_year
from pipeline.units import unit_in

_HEADS = compile_pattern(r"(?m)^[ 　]*+[^\s、。]{1,20}+(?:[ 　]++[^\s、。]{1,20}+){2,39}+[ 　]*$")
_FIELD = compile_pattern(r"\S+(?:[ 　]\S+)*")
_WORD = compile_pattern(r"\S+")
_NAMES = compile_pattern(
    rf"名|KPI|ＫＰＩ|{'|'.join('[ 　]*'.join(word) for word in ('項目', '指標', '目標', '取組', '事業', '施策', '課題'))}|[Cc]heck|CHECK|改善"
)
_BRACKET = compile_pattern(r"[(（][^\s()（）]{1,12}[)）](?:[ 　]+[(（][^\s()（）]{1,12}[)）])*")
"""The years of the values on the line above."""
_LOWER = compile_pattern(r"[(（][^\s()（）]+[)）]|[^\s()（）]+(?:[(（][^\s()（）]+[)）])?")
_VALUE = compile_pattern(r"[約△▲+-]?[0-9０-９][0-9０-９,，.．]*[^\s0-9０-９月日:：/／()（）]{0,4}")
_BRACKETED = compile_pattern(r"\((?!注|単位|出典|資料|参考|年度|※)[^()]{1,30}\)")
"""What goes on with a name on a line of its own: (40~64歳)."""
_PAIRS = (("「", "」"), ("『", "』"), ("(", ")"))
_BLANKS = " 　"
_RULE = compile_pattern(r"[ 　]*[-―ー－─━═=＝‐]{5,}[ 　]*")
_LINE = compile_pattern(r"[^\n\f]*")
_PAGE_END = compile_pattern(
    r"\n(?:[ 　]*\n){0,3}(?:[ 　]*[-－‐―ー—]?[ 　]*(?:[pｐ][.．]?[ 　]?)?[0-9０-９]{1,3}(?:[ 　]?[/／][ 　]?[0-9０-９]{1,3})?[ 　]*[-－‐―ー—頁]?[ 　]*\n)?(?:[ 　]*\n){0,3}\f?",
    re.IGNORECASE,
)
"""What stands between a row and the head that the next page repeats."""
_FEWEST = 3  # columns
_SURE = 2  # of which name what they hold
_NAME_LINES = 3
_BEGIN = (Role.NUMBER, Role.TITLE)
"""The columns in which rows begin."""
_STOREYS = 2  # of a head of which some names stand over several columns
_BEYOND = 4  # display columns by which words may reach below the next head
_LOOKED_AT = 3  # lines
_BETWEEN = 3  # display columns at most between a name that is wrapped and the next column
_NEAR = 2  # display columns before a head at which its column may begin


class _Field(NamedTuple):
    """Words of a line, and the display columns at which they begin and end."""

    span: Span
    left: int
    right: int


def find(text: str, repeated: list[Span]) -> Iterator[Grid]:
    """Yield the tables of a text.

    Args:
        text: with line feeds as line ends.
        repeated: where the heads are added that a page repeats in the midst of a row.
    """
    done = 0
    for head in _HEADS.finditer(text):
        if head.start() < done:
            continue
        for table in _Table.headed(text, *head.span()):
            rows = list(table.rows())
            if table.is_certain(rows):
                repeated += table.repeated
                yield Grid(cells=(*table.head_cells(), *table.cells(rows)))
                done = table.end
                break


def _words(text: str, span: Span) -> str:
    """Return the folded words of a field without blanks."""
    return fold(text[span.start : span.end]).replace(" ", "")


class _Table:
    """A line of heads, and what stands below it."""

    def __init__(self, text: str, heads: Sequence[_Field], end: int, *, by_order: bool) -> None:
        """Take the heads, from the left, the end of their line, and whether nothing need stand below its head."""
        self._text = text
        self._by_order = by_order
        self._kinds = kinds_of(text, [head.span for head in heads])
        nameless = len(self._kinds or heads) - len(heads)
        if nameless and not by_order and not any(left < heads[0].left - _NEAR for left in _lefts(text, end)):
            self._kinds, nameless = None, 0  # 成果目標 over the names of what is aimed at
        self.heads = [*[heads[0]._replace(left=0, right=max(heads[0].left - _NEAR, 0))] * nameless, *heads]
        """With a place for the names where nothing stands over them."""
        self.named: list[tuple[Span, ...]] = [*[()] * nameless, *((head.span,) for head in heads)]
        """The cells of its head."""
        self._counts = bool(heads) and role_of(_words(text, heads[0].span)) is Role.NUMBER
        """Whether its first column counts the rows."""
        gaps = {text[a.span.end : b.span.start] for a, b in pairwise(heads)}
        self._sign = gaps.pop() if len(gaps) == 1 and not nameless else None
        """The blanks that part all of them, as a tab would."""
        self._over: dict[int, tuple[Span, int]] = {}
        """What stands over several columns, by the first of them, and over how many."""
        self.end = end
        """Where its last row ends that is read."""
        self.repeated: list[Span] = []
        """The heads that a page repeats in the midst of a row."""
        self._line = self._whole_line(end)
        if not by_order:
            self._with_lower_heads()

    @classmethod
    def headed(cls, text: str, start: int, end: int) -> Iterator[_Table]:
        """Yield what may be the table below a line, if its fields name columns for certain: set below them, or in their order."""
        fields = list(_fields(text, _FIELD, start, end)) if _NAMES.search(text, start, end) else []
        if len(fields) >= _FEWEST:
            heads = _parted(text, _together(text, fields), end)
            names = [_words(text, head.span) for head in heads]
            if len(heads) >= _FEWEST and sum(map(names_cells, names)) >= max(_SURE, len(heads) / 2):
                yield cls(text, heads, end, by_order=False)
        if SAYS.search(text, start, end):
            heads = _together(text, list(_fields(text, FIELD, start, end)))
            if kinds_of(text, [head.span for head in heads]) is not None:
                yield cls(text, heads, end, by_order=True)

    def _with_lower_heads(self) -> None:
        """Take what goes on with the heads on the line below them: years, units, 値 of 実績値, the head of the names.

        Several below one head part its column: R5 and R6 below 実績値.
        """
        line = _line(self._text, self.end + 1)
        fields = list(_fields(self._text, _LOWER, *line)) if line else []
        if line is None or len(fields) < _SURE or not all(self._may_go_on(field) for field in fields):
            return
        nearest = [min((abs(h.left - field.left), n) for n, h in enumerate(self.heads))[1] for field in fields]
        below = [[f for f, n in zip(fields, nearest, strict=True) if n == at] for at in range(len(self.heads))]
        parted = any(len(lower) > 1 for lower in below)
        if below[0] and (parted or self.named[0]):
            return
        self.end = line[1]
        heads: list[_Field] = []
        named: list[tuple[Span, ...]] = []
        for head, words, lower in zip(self.heads, self.named, below, strict=True):
            if len(lower) > 1:
                self._over[len(heads)] = words[0], len(lower)
                heads += lower
                named += [(field.span,) for field in lower]
            else:
                heads.append(head)
                named.append((*words, *(field.span for field in lower)))
        self.heads, self.named = heads, named
        if parted and self._kinds:
            self._kinds = [k for k, lower in zip(self._kinds, below, strict=True) for _ in range(max(len(lower), 1))]
            self._sign = None

    def _may_go_on(self, field: _Field) -> bool:
        """Tell whether a field may be the lower part of a head: a year, a unit, a name, or what is in brackets."""
        words = _words(self._text, field.span)
        return words.startswith("(") or whole_year(words) is not None or (names_cells(words) and not is_value(words))

    def head_cells(self) -> Iterator[Cell]:
        """Yield the cells of its head."""
        part = stop = 0
        for column, spans in enumerate(self.named):
            if column in self._over:
                over, columns = self._over[column]
                part, stop = 1, column + columns
                yield Cell(row=0, column=column, columns=columns, spans=(over,))
            part = part if column < stop else 0
            yield Cell(row=part, column=column, rows=1 if part or not self._over else _STOREYS, spans=spans)

    def cells(self, rows: Sequence[Sequence[tuple[Span, ...]]]) -> Iterator[Cell]:
        """Yield the cells of some rows below its head."""
        for number, row in enumerate(rows, start=_STOREYS if self._over else 1):
            yield from (Cell(row=number, column=column, spans=spans) for column, spans in enumerate(row))

    def rows(self) -> Iterator[list[tuple[Span, ...]]]:
        """Yield the rows below the heads, up to the first line that is none."""
        rows: list[list[tuple[Span, ...]]] = []
        ends: list[int] = []
        apart: list[bool] = []
        while (line := self._next()) is not None:
            if rows and (rest := self._rest_of_name(rows[-1][0], *line)):
                rows[-1][0] += (rest,)
                ends[-1] = self.end = line[1]
                continue
            if self._whole_line(line[1]) == self._line:
                break
            band = band_at(self._text, self._kinds, *line) if self._kinds else None
            row = [band, *[None] * (len(self.heads) - 1)] if band else self._placed(*line)
            if row is None and rows and not self._kinds:
                row = self._rest_of_first(rows[-1][0], *line)
            if row is None or (row[0] is None and not rows) or self._is_nameless(row):
                break
            if all(cell is None or _BRACKET.fullmatch(self._text, *cell) for cell in row) and row[0] is None:
                rows[-1] = [(*above, *below) for above, below in zip(rows[-1], map(_cell, row), strict=True)]
                ends[-1] = line[1]
            else:
                apart.append(line[0] > self.end + 1 or self._parted_by_sign(*line) is not None)
                rows.append([*map(_cell, row)])
                ends.append(line[1])
            self.end = line[1]
        if rows and not self._kinds:
            rows, used = join(self._text, self._columns(), rows, apart)
            self.end = ends[used - 1]
        yield from rows

    def _is_nameless(self, row: Sequence[Span | None]) -> bool:
        """Tell whether a value stands where the name of an indicator should."""
        name = row[self._kinds.index(NAME)] if self._kinds else None
        return name is not None and is_value(fold(self._text[slice(*name)]))

    def _columns(self) -> list[Head]:
        roles = [role_of("".join(_words(self._text, span) for span in named)) for named in self.named]
        return [Head(role, head.left) for role, head in zip(roles, self.heads, strict=True)]

    def _rest_of_first(self, above: Sequence[Span], start: int, end: int) -> list[Span | None] | None:
        """Return the cells of a line that holds no more than what may go on with the first cell of the line above."""
        fields = list(_fields(self._text, _FIELD, start, end))
        if len(fields) != 1 or not above or fields[0].right >= self.heads[1].left:
            return None
        return [fields[0].span, *[None] * (len(self.heads) - 1)]

    def is_certain(self, rows: Sequence[Sequence[tuple[Span, ...]]]) -> bool:
        """Tell whether the first row fills most columns, be it below a band, and some row holds values where nothing names them."""
        full = any(2 * sum(map(bool, row)) > len(self.heads) for row in rows[:2])
        values = (span for row in rows for cell in row[1:] for span in cell)
        return full and (bool(self.named[0]) or any(_are_values(self._text, span) for span in values))

    def _next(self) -> tuple[int, int] | None:
        """Return the next line; one that only draws is none, nor is a blank one before a row of values or one that fills its columns."""
        line = self._over_page() or _line(self._text, self.end + 1)
        if line and _RULE.fullmatch(self._text, *line):
            line = _line(self._text, line[1] + 1)
        if line is None or self._text[slice(*line)].strip():
            return line
        after = _line(self._text, line[1] + 1)
        if after is None or self._in_order(*after):
            return after
        return None if self._kinds or not self._fills(*after) else after

    def _over_page(self) -> tuple[int, int] | None:
        """Return the line below a repeated head that goes on with the row before the end of the page."""
        match = _PAGE_END.match(self._text, self.end)
        head = _line(self._text, match.end()) if match else None
        if head is None or self._whole_line(head[1]) != self._line:
            return None
        line = _line(self._text, head[1] + 1)
        row = self._placed(*line) if line and not self._kinds and not self._over else None
        if row is None or any(span and head.role in _BEGIN for span, head in zip(row, self._columns(), strict=True)):
            return None
        self.repeated.append(Span(*head))
        return line

    def _whole_line(self, end: int) -> str:
        """Return the words of the line that ends at an offset."""
        return self._text[self._text.rfind("\n", 0, end) + 1 : end].strip()

    def _fills(self, start: int, end: int) -> bool:
        """Tell whether a line fills the columns as a row does that a blank line parts from the one above, and is no head."""
        row = self._placed(start, end)
        if row is None or row[0] is None or row.count(None) > (len(row) > _FEWEST):
            return False
        words = [_words(self._text, span) for span in row if span]
        return 2 * sum(map(names_cells, words)) < len(words)

    def _rest_of_name(self, name: Sequence[Span], start: int, end: int) -> Span | None:
        """Return what a line below an indicator holds that ends its name.

        It stands in brackets, behind one left open, is its unit, or goes on with a name that fills its column.
        """
        may = self._kinds is not None and 0 < len(name) < _NAME_LINES and not self._in_order(start, end)
        fields = list(_fields(self._text, _FIELD, start, end)) if may else []
        if len(fields) != 1:
            return None
        words, above = (fold("".join(self._text[slice(*s)] for s in spans)) for spans in ([fields[0].span], name))
        left_open = any(above.count(a) > above.count(b) and b in words for a, b in _PAIRS)
        counted = form_of(words) is None and unit_in(words) is not None and unit_in(above) is None
        counted = counted and Role.UNIT.value not in (self._kinds or ())
        full = self._fills_column(name[-1]) and fields[0].right < self.heads[1].left
        full = full and form_of(words) is None and ASIDE.match(words) is None
        return fields[0].span if left_open or counted or full or _BRACKETED.fullmatch(words) else None

    def _fills_column(self, name: Span) -> bool:
        """Tell whether a name reaches up to the second column."""
        if self._by_order or self._kinds is None or self._kinds[0] != NAME:
            return False
        start = self._text.rfind("\n", 0, name.start) + 1
        return 0 < self.heads[1].left - display_width(self._text[start : name.end]) <= _BETWEEN

    def _parted_by_sign(self, start: int, end: int) -> list[Span | None] | None:
        """Return the cells of a line that the blanks between the heads part into as many; two such gaps leave one empty."""
        if self._sign is None:
            return None
        pieces = self._text[start:end].lstrip(_BLANKS).split(self._sign)
        if (
            not self._kinds and _FEWEST <= len(pieces) == len(self.heads) - 1
        ):  # blanks at the end of a line are soon lost
            pieces.append("")
            end += len(self._sign)
        if len(pieces) != len(self.heads) or not pieces[0] or any(piece != piece.strip(_BLANKS) for piece in pieces):
            return None
        sizes = (len(piece) + len(self._sign) for piece in pieces[:0:-1])
        stops = reversed([end - size for size in accumulate(sizes, initial=0)])
        return [Span(stop - len(piece), stop) if piece else None for piece, stop in zip(pieces, stops, strict=True)]

    def _in_order(self, start: int, end: int) -> list[Span] | None:
        """Return the cells of a line that holds a name and as many values as the heads name."""
        return row_of(self._text, self._kinds, start, end) if self._kinds else None

    def _placed(self, start: int, end: int) -> Sequence[Span | None] | None:
        """Return the cell below each head; nothing for a line that is no row."""
        if self._by_order:
            return self._in_order(start, end)
        fields = list(_fields(self._text, _FIELD, start, end))
        are_close = any(self._text[slice(*f.span)].split()[1:] for f in fields[1:])  # single blanks may part its values
        in_order = self._in_order(start, end) if are_close else None
        return self._parted_by_sign(start, end) or in_order or self._below_heads(fields, start, end)

    def _below_heads(self, fields: Sequence[_Field], start: int, end: int) -> Sequence[Span | None] | None:
        lefts, rights = [head.left for head in self.heads], [head.right for head in self.heads]

        def heads_over(field: _Field) -> range:
            return range(bisect_right(rights, field.left), bisect_left(lefts, field.right))

        if len(fields) > 1:
            fields = [p for f in fields for p in (self._cut(f, lefts) if len(heads_over(f)) > 1 else [f])]
        if any(len(heads_over(field)) > 1 for field in fields):  # a name that leaves one blank before the next, or none
            apart = len(fields) > 1
            fields = list(_fields(self._text, _WORD, start, end))
            if len(fields) == len(self.heads):
                return [field.span for field in fields]
            if not apart:  # a heading
                return self._in_order(start, end)
        row: list[Span | None] = [None] * len(self.heads)
        last = 0
        for field in fields:
            over = heads_over(field)
            if len(over) > 1 and field.right - lefts[over[1]] <= _BEYOND:
                over = over[:1]
            at = over[0] if over else bisect_right(lefts, field.left + _NEAR) - 1
            if at == 1 and field is fields[0] and self._counts and COUNT.fullmatch(_words(self._text, field.span)):
                at = 0  # set to the right
            if len(over) > 1 or at < last:
                return self._in_order(start, end)
            before = row[at]
            if before is not None and len(fields) == len(self.heads) and _are_values(self._text, before, field.span):
                return [field.span for field in fields]  # which wide characters have moved from below their heads
            row[at] = field.span if before is None else Span(before.start, field.span.end)
            last = at
        return row if len(fields) > 1 or row[0] is None else None

    def _cut(self, field: _Field, lefts: Sequence[int]) -> Iterator[_Field]:
        """Yield the parts of words that no blank parts, as the stop of a sentence takes its place right before the next column."""
        start, left = field.span.start, field.left
        column = left
        for at in range(*field.span):
            if at > start and column in lefts and self._text[at - 1] in "。、":
                yield _Field(Span(start, at), left, column)
                start, left = at, column
            column += display_width(self._text[at])
        yield _Field(Span(start, field.span.end), left, field.right)


def _together(text: str, heads: Sequence[_Field]) -> Sequence[_Field]:
    """Return heads with those as one whose single letters make up a word."""
    words = letters_together(text, [head.span for head in heads])
    left, right = {h.span.start: h.left for h in heads}, {h.span.end: h.right for h in heads}
    return [_Field(span, left[span.start], right[span.end]) for span in words]


def _parted(text: str, heads: Sequence[_Field], end: int) -> Sequence[_Field]:
    """Return heads with those as two that one blank parts, where both name columns and a line below has as many fields."""
    apart: list[_Field] = []
    for head in heads:
        parts = _together(text, list(_fields(text, _WORD, *head.span, head.left)))
        names = len(parts) > 1 and all(names_cells(_words(text, part.span)) for part in parts)
        apart += parts if names else [head]
    if len(apart) == len(heads):
        return heads
    kinds = kinds_of(text, [head.span for head in apart])
    for _ in range(_LOOKED_AT):
        if (line := _line(text, end + 1)) is None:
            break
        if (kinds and row_of(text, kinds, *line)) or len(list(_fields(text, _FIELD, *line))) == len(apart):
            return apart
        end = line[1]
    return heads


def _lefts(text: str, end: int) -> Iterator[int]:
    """Yield the display columns at which the next lines begin that are not blank."""
    for _ in range(_LOOKED_AT):
        if (line := _line(text, end + 1)) is None:
            return
        yield from (field.left for field in islice(_fields(text, _WORD, *line), 1))
        end = line[1]


def _line(text: str, start: int) -> tuple[int, int] | None:
    """Return the bounds of the line that begins at an offset; None behind the last."""
    line = _LINE.match(text, start) if start < len(text) else None
    return line and line.span()


def _cell(span: Span | None) -> tuple[Span, ...]:
    return () if span is None else (span,)


def _are_values(text: str, *spans: Span) -> bool:
    return all(_VALUE.fullmatch(text, *span) for span in spans)


def _fields(text: str, pattern: re.Pattern[str], start: int, end: int, column: int = 0) -> Iterator[_Field]:
    """Yield what a line holds, from the left, or what a part of it does that begins at a display column."""
    at = start
    for match in pattern.finditer(text, start, end):
        left = column + display_width(text[at : match.start()])
        at, column = match.end(), left + display_width(match.group())
        yield _Field(Span(*match.span()), left, column)
