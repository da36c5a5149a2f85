"""Where the rows of a table begin that only white parts, and which words its cells hold.

Lines are a new row where more white stands above them than between the lines of a wrapped cell, or, where all lines are
set alike, where the key column begins anew. Cells set in the middle of their row may begin below the first of them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from extractors.view import fold
from pipeline.ingest.grids import VALUE
from pipeline.ingest.words import Line, Word, by_line
from pipeline.ingest.wraps import begins_item, first_unit, is_torn

_NAMED = 2  # values in several columns that begin a row
_BLANK = 1.2  # em between two words of a sentence
FAR = 2.2  # em of white between two lines of a table
_LEADING = 0.12  # em more between rows than between the lines of a cell
_APART = 0.5  # em more than that in any table
_EXACT = 0.1  # em that a place may be measured wrong
_NEARLY = 0.8  # of the usual distance of rows, where no cell has several lines to compare it with
OVERLAP = 0.1  # em that lines one below the other may share
_MOSTLY = 0.8  # share of the rows that begin below more white, where rows are set apart
FILLED = 0.7  # of the fullest line's columns that the first line of a row fills, where they are not


def rows_of(lines: Sequence[Line], edges: Sequence[float], key: int, *, headed: bool) -> Iterator[list[Line]]:
    """Yield the lines of each row, those of the head first where there is one.

    Args:
        lines: of the table.
        edges: between the columns of its head.
        key: the column that names a row.
        headed: whether they begin with a head.
    """
    layers = list(_layers(lines))
    cells = [cells_of(layer, edges) for layer in layers]
    em = lines[0][0].em
    steps = [(_top(below[0]) - _top(above[-1])) / em for above, below in pairwise(layers)]
    torn = [_is_torn(cells, at, em) for at in range(1, len(layers))]
    fullest = max((len(layer) for layer in cells[headed:]), default=0)
    solid = min((step for step, cut in zip(steps, torn, strict=True) if cut), default=None)
    closest = solid if solid is not None else min(steps[headed:], default=math.inf)
    apart = [step > closest + _LEADING for step in steps]
    if headed:  # the last line of a head and the first below it are none of one cell
        first = next((at for at, layer in enumerate(cells[1:]) if key in layer and len(layer) >= FILLED * fullest), 0)
        torn[first:] = [torn[first] and not apart[first], *torn[first + 1 :]] if torn else []
    anew = [
        not cut and key in below and len(below) >= FILLED * fullest and not _is_unnamed(cells, apart, at, key)
        for at, (cut, below) in enumerate(zip(torn, cells[1:], strict=True))
    ]
    usual = [step for step, begins in zip(steps, anew, strict=True) if begins]
    least = solid + _LEADING if solid is not None else _NEARLY * median(usual) if usual else math.inf
    by_white = sum(step > least for step in usual) >= _MOSTLY * len(usual)
    group = list(layers[0])
    for at, (layer, step, begins) in enumerate(zip(layers[1:], steps, anew, strict=True)):
        wide = step > (least if by_white and not torn[at] else least + _APART)
        if wide or (begins and not by_white) or (headed and not at and not usual):
            yield group
            group = []
        group += layer
    yield group


def _is_unnamed(cells: Sequence[dict[int, list[Word]]], apart: Sequence[bool], at: int, key: int) -> bool:
    """Tell whether the layers from the last that stands apart to `at` name no row: that in its middle does it for them."""
    while key not in cells[at]:
        if at == 0:
            return False  # the end of a row that a page cuts
        if apart[at - 1]:
            return True
        at -= 1
    return False


def _layers(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield lines that white parts from the others; cells set in the middle of their row leave none between theirs."""
    layer = [lines[0]]
    bottom = max(word.bottom for word in lines[0])
    for line in lines[1:]:
        if min(word.top for word in line) > bottom - OVERLAP * line[0].em:
            yield layer
            layer = []
        layer.append(line)
        bottom = max(bottom, *(word.bottom for word in line))
    yield layer


def _top(line: Line) -> float:
    return median(word.top for word in line)


def cells_of(lines: Sequence[Line], edges: Sequence[float]) -> dict[int, list[Word]]:
    """Return the words of lines by column; `edges` part the columns."""
    found: dict[int, list[Word]] = {}
    for word in (word for line in lines for word in line):
        found.setdefault(sum(edge < (word.x0 + word.x1) / 2 for edge in edges), []).append(word)
    return found


def _is_torn(cells: Sequence[dict[int, list[Word]]], at: int, em: float) -> bool:
    """Tell whether the white above a layer cuts words that only belong together; values in several columns begin a row."""
    if sum(column in cells[at - 1] and _is_value(below) for column, below in cells[at].items()) >= _NAMED:
        return False
    for column, below in cells[at].items():
        above = next((layer[column] for layer in reversed(cells[max(at - 2, 0) : at]) if column in layer), None)
        if above is None or begins_item(below[0].text) or below[0].top - above[-1].bottom > FAR * em:
            continue
        right = max(word.x1 for layer in cells if column in layer for word in layer[column])
        unit = len(first_unit(below[0].text).encode("cp932", "replace")) * em / 2
        if right - above[-1].x1 < unit - _EXACT * em and are_torn(by_line(above)[-1], by_line(below)[0]):
            return True
    return False


def _is_value(words: Sequence[Word]) -> bool:
    return VALUE.fullmatch(fold("".join(word.text for word in words))) is not None


def are_torn(above: Sequence[Word], below: Sequence[Word]) -> bool:
    """Tell whether two lines of a cell belong together for certain; two numbers are those of two rows."""
    last = next(
        (at for at in range(len(above) - 1, 0, -1) if above[at].x0 - above[at - 1].x1 > _BLANK * above[at].em), 0
    )
    texts = ["".join(word.text for word in line) for line in (above[last:], below)]
    return not any(VALUE.fullmatch(fold(text)) for text in texts) and is_torn(*texts)
