"""Tables that a text sets with blanks below a line of heads that name their columns for certain: 事業名　担当課　実績.

A field belongs to the head that it stands below on the screen; fields below one head are one cell, and a line that
leaves the first columns empty goes on with those above it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.patterns import compile_pattern
from extractors.spans import Span
from extractors.view import fold
from pipeline.ingest.wraps import display_width
from pipeline.stacks import names_cells

_WORDS = r"[^\s、。]{1,20}+(?:[ 　][^\s、。]{1,20}+)?"
_GAP = r"(?:　　|  )[ 　]*"
_HEADS = compile_pattern(rf"(?m)^[ 　]*{_WORDS}(?:{_GAP}{_WORDS}){{2,}}[ 　]*$")
_FIELD = compile_pattern(r"\S+(?:[ 　]\S+)*")
_WORD = compile_pattern(r"\S+")
_NAMES = compile_pattern(r"名|項目|指標|目標|取組|事業|施策|KPI|ＫＰＩ")
_BRACKET = compile_pattern(r"[(（][^\s()（）]{1,12}[)）](?:[ 　]+[(（][^\s()（）]{1,12}[)）])*")
"""The years of the values on the line above."""
_YEARS = compile_pattern(r"(?m)^[ 　]{4,}(?:[(（][^\s()（）]{1,12}[)）][ 　]*){2,}$")
_YEAR = compile_pattern(r"[(（][^\s()（）]+[)）]")
_VALUE = compile_pattern(r"[約△▲+-]?[0-9０-９][0-9０-９,，.．]*[^\s0-9０-９月日:：/／()（）]{0,4}")
_LINE = compile_pattern(r"[^\n\f]*")
_FEWEST = 3  # columns
_SURE = 2  # of which name what they hold
_NEAR = 2  # display columns before a head at which its column may begin


class _Field(NamedTuple):
    """Words of a line, and the display columns at which they begin and end."""

    span: Span
    left: int
    right: int


def find(text: str) -> Iterator[list[list[tuple[Span, ...]]]]:
    """Yield the tables of a text, each as its rows of cells.

    Args:
        text: with line feeds as line ends.
    """
    done = 0
    for head in _HEADS.finditer(text):
        if head.start() < done or not _NAMES.search(text, *head.span()):
            continue
        heads = list(_fields(text, _FIELD, *head.span()))
        sure = sum(map(names_cells, (fold(text[slice(*h.span)]).replace(" ", "") for h in heads)))
        if len(heads) < _FEWEST or sure < max(_SURE, len(heads) / 2):
            continue
        rows: list[list[tuple[Span, ...]]] = []
        named, end = _with_years(text, heads, head.end())
        while end + 1 < len(text) and (line := _LINE.match(text, end + 1)) and line.group().strip():
            row = _placed(text, heads, *line.span())
            if row is None or (row[0] is None and not rows):
                break
            if all(cell is None or _BRACKET.fullmatch(text, *cell) for cell in row) and row[0] is None:
                rows[-1] = [(*above, *below) for above, below in zip(rows[-1], map(_cell, row), strict=True)]
            else:
                rows.append([*map(_cell, row)])
            end = line.end()
        if rows and 2 * sum(map(bool, rows[0])) > len(heads):
            yield [named, *rows]
            done = end


def _with_years(text: str, heads: Sequence[_Field], end: int) -> tuple[list[tuple[Span, ...]], int]:
    """Return the cells of a head, each with the year in brackets that begins nearest to it on the next line, and its end."""
    cells: list[tuple[Span, ...]] = [(head.span,) for head in heads]
    line = _YEARS.match(text, end + 1)
    if line is None:
        return cells, end
    years = list(_fields(text, _YEAR, *line.span()))
    nearest = [min((abs(head.left - year.left), n) for n, head in enumerate(heads))[1] for year in years]
    if len(set(nearest)) < len(years) or 0 in nearest:
        return cells, end
    for at, year in zip(nearest, years, strict=True):
        cells[at] += (year.span,)
    return cells, line.end()


def _cell(span: Span | None) -> tuple[Span, ...]:
    return () if span is None else (span,)


def _placed(text: str, heads: Sequence[_Field], start: int, end: int) -> list[Span | None] | None:
    """Return the cell below each head; nothing for a line that is no row."""
    lefts, rights = [head.left for head in heads], [head.right for head in heads]

    def heads_over(field: _Field) -> range:
        return range(bisect_right(rights, field.left), bisect_left(lefts, field.right))

    row: list[Span | None] = [None] * len(heads)
    fields = list(_fields(text, _FIELD, start, end))
    if any(len(heads_over(field)) > 1 for field in fields):  # a name that leaves one blank before the next, or none
        fields = list(_fields(text, _WORD, start, end))
        if len(fields) == len(heads):
            return [field.span for field in fields]
    last = 0
    for field in fields:
        over = heads_over(field)
        at = over[0] if over else bisect_right(lefts, field.left + _NEAR) - 1
        if len(over) > 1 or at < last:
            return None
        before = row[at]
        if before is not None and len(fields) == len(heads) and _are_values(text, before, field.span):
            return [field.span for field in fields]  # which wide characters have moved from below their heads
        row[at] = field.span if before is None else Span(before.start, field.span.end)
        last = at
    return row if len(fields) > 1 or row[0] is None else None


def _are_values(text: str, *spans: Span) -> bool:
    return all(_VALUE.fullmatch(text, *span) for span in spans)


def _fields(text: str, pattern: re.Pattern[str], start: int, end: int) -> Iterator[_Field]:
    """Yield what a line holds, from the left."""
    at, column = start, 0
    for match in pattern.finditer(text, start, end):
        left = column + display_width(text[at : match.start()])
        at, column = match.end(), left + display_width(match.group())
        yield _Field(Span(*match.span()), left, column)
