"""Tables of one row below heads that name what is told, the row wrapped at the margin wherever that cuts it.

計画｜実績｜課題
橋を二つ架ける。｜一つを架け、もう一つは土台
まで造った。｜資材が高い。
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.patterns import compile_pattern
from extractors.spans import Span
from extractors.view import fold_tight
from pipeline.ingest.merged import trimmed
from pipeline.ingest.wraps import display_width
from pipeline.pages import Cell, Grid
from pipeline.profile import base
from pipeline.stacks import all_name_cells
from pipeline.tabular import Role, role_of

BARS = "|｜│┃║"
BAR = compile_pattern(f"[{BARS}]")
_HEADS = compile_pattern(r"(?m)^[^\n。、0-9]{3,60}$")
_LINE = compile_pattern(r"[^\n\f]*")
_FEWEST = 3  # columns
_LEAST = 24  # display columns of a line that a margin may have cut
_LOOSE = 8  # display columns that such lines differ, where digits count as much as letters
_TELL = frozenset({Role.TARGET, Role.ACTUAL, Role.DEPARTMENT, Role.OTHER})
_MOST = 40  # lines


class RunOn(NamedTuple):
    """What runs on."""

    tables: tuple[Grid, ...]
    breaks: tuple[int, ...]
    """Offsets of the line breaks within their cells."""


def find(text: str) -> RunOn:
    """Return the tables of a text whose only row runs on over several lines.

    Args:
        text: with line feeds as line ends.
    """
    tables: list[Grid] = []
    breaks: list[int] = []
    for head in _HEADS.finditer(text) if any(bar in text for bar in BARS) else ():
        heads = _parts(text, *head.span())
        if len(heads) < _FEWEST or not all_name_cells([words(text, *part) for part in heads]):
            continue  # edges at both ends of each line would part what runs on
        ends = _ends(text, head.end() + 1, len(heads) - 1)
        cells = _parts(text, head.end() + 1, ends[-1]) if len(ends) > 1 else []
        if len(cells) == len(heads):
            parts = (
                (row, column, a, b) for row, line in enumerate((heads, cells)) for column, (a, b) in enumerate(line)
            )
            placed = (Cell(row=row, column=n, spans=(Span(a, b),) if a < b else ()) for row, n, a, b in parts)
            tables.append(Grid(cells=tuple(placed)))
            breaks += ends[:-1]
    return RunOn(tuple(tables), tuple(breaks))


def head_blocks(text: str, heads: Sequence[tuple[int, int]]) -> bool:
    """Tell whether heads, by their bounds, all say what is told below them, and none what the rows are called: 計画, 実績, 課題."""
    named = [words(text, *head) for head in heads]
    return all(
        (role := role_of(name)) in _TELL and (base().kind_of(name) is not None or role is Role.DEPARTMENT)
        for name in named
    )


def words(text: str, start: int, end: int) -> str:
    """Return the folded words of a head without blanks."""
    return fold_tight(text[start:end])


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return what bars part from each other."""
    edges = [start - 1, *(m.start() for m in BAR.finditer(text, start, end)), end]
    return [trimmed(text, a + 1, b) for a, b in pairwise(edges)]


def _ends(text: str, start: int, bars: int) -> list[int]:
    """Return where the lines end of a row that begins at an offset: all but the last fill the margin.

    With a sentence it ends only behind the last of its bars.
    """
    ends: list[int] = []
    width = 0
    while start < len(text) and len(ends) < _MOST:
        line = _LINE.match(text, start)
        if line is None or not line.group().strip():
            break
        at = display_width(line.group())
        ends.append(line.end())
        width = width or at
        bars -= len(BAR.findall(line.group()))
        if not width - _LOOSE <= at <= width + _LOOSE or at < _LEAST or (bars <= 0 and line.group().endswith("。")):
            break
        start = line.end() + 1
    return ends
