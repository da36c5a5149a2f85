"""Tables that a text sets with blanks below a line of heads that name their columns for certain: 事業名　担当課　実績.

A field belongs to the head that it stands below on the screen; fields below one head are one cell, and a line that
leaves the first columns empty goes on with those above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.stacks import names_cells

_WORDS = r"[^\s、。]{1,20}+(?:[ 　][^\s、。]{1,20}+)?"
_GAP = r"(?:　　|  )[ 　]*"
_HEADS = compile_pattern(rf"(?m)^[ 　]*{_WORDS}(?:{_GAP}{_WORDS}){{2,}}[ 　]*$")
_FIELD = compile_pattern(r"\S+(?:[ 　]\S+)*")
_WORD = compile_pattern(r"\S+")
_NAMES = compile_pattern(r"名|項目|指標|目標|取組|事業|施策|KPI|ＫＰＩ")
_BRACKET = compile_pattern(r"[(（][^\s()（）]{1,12}[)）](?:[ 　]+[(（][^\s()（）]{1,12}[)）])*")
"""The years of the values on the line above."""
_LINE = compile_pattern(r"[^\n\f]*")
_FEWEST = 3  # columns
_SURE = 2  # of which name what they hold
_NEAR = 2  # display columns before a head at which its column may begin


def find(text: str) -> Iterator[list[list[tuple[Span, ...]]]]:
    """Yield the tables of a text, each as its rows of cells.

    Args:
        text: with line feeds as line ends.
    """
    done = 0
    for head in _HEADS.finditer(text):
        if head.start() < done or not _NAMES.search(text, *head.span()):
            continue
        heads = [Span(*m.span()) for m in _FIELD.finditer(text, *head.span())]
        sure = sum(map(names_cells, (fold(text[h.start : h.end]).replace(" ", "") for h in heads)))
        if len(heads) < _FEWEST or sure < max(_SURE, len(heads) / 2):
            continue
        rows: list[list[tuple[Span, ...]]] = []
        end = head.end()
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
            yield [[*map(_cell, heads)], *rows]
            done = end


def _cell(span: Span | None) -> tuple[Span, ...]:
    return () if span is None else (span,)


def _placed(text: str, heads: Sequence[Span], start: int, end: int) -> list[Span | None] | None:
    """Return the cell below each head; nothing for a line that is no row."""
    lefts, rights = (list(side) for side in zip(*(_columns(text, head) for head in heads), strict=True))

    def heads_over(field: Span) -> list[int]:
        left, right = _columns(text, field)
        return [k for k in range(len(heads)) if left < rights[k] and lefts[k] < right]

    row: list[Span | None] = [None] * len(heads)
    fields = [Span(*m.span()) for m in _FIELD.finditer(text, start, end)]
    if any(len(heads_over(field)) > 1 for field in fields):  # a name that leaves one blank before the next, or none
        fields = [Span(*m.span()) for m in _WORD.finditer(text, start, end)]
        if len(fields) == len(heads):
            return [*fields]
    for field in fields:
        left, over = _columns(text, field)[0], heads_over(field)
        if len(over) > 1:
            return None
        at = over[0] if over else max((k for k, edge in enumerate(lefts) if edge <= left + _NEAR), default=-1)
        before = row[at]
        if at < 0 or any(cell is not None for cell in row[at + 1 :]):
            return None
        row[at] = field if before is None else Span(before.start, field.end)
    return row if len(fields) > 1 or row[0] is None else None


def _columns(text: str, span: Span) -> tuple[int, int]:
    """Return the display columns at which a field begins and ends."""
    start = text.rfind("\n", 0, span.start) + 1
    before = _width(text[start : span.start])
    return before, before + _width(text[span.start : span.end])


def _width(words: str) -> int:
    return len(words.encode("cp932", "replace"))
