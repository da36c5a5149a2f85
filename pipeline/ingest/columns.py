"""Prose set in columns: where the gutters are, and which runs belong to which column.

A table's rows are read across, columns of prose are not. Prose is told from cells by its lines, which fill their
column to the same right edge, and by the absence of rules across the gutter.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain, groupby, pairwise
from statistics import median

from extractors.patterns import compile_pattern
from pipeline.ingest.glyphs import Box
from pipeline.ingest.runs import Run

_HIRAGANA = compile_pattern("[ぁ-ん]")
_LABEL = compile_pattern(r"[（(][^（()）]{4,30}[)）]|【[^【】]{2,30}】.{0,30}")  # （今後の取組方向）, 【取組方向1】…
_FEWEST_LINES = 4  # of either column
_FULL_OF_FEW = 2  # of them that reach its right edge, where labels show that it is prose
_NARROWEST = 9.0  # em that a column is wide
_GUTTER = 1.0  # em
_FULL = 0.3  # share of a column's lines that reach its right edge
_SPOKEN = 0.5  # share of its lines with kana of a sentence
_SOME = 0.3  # share of a side's runs with kana, where only the other side is prose
_SAME_FOOT = 0.15  # em
_SHARED = 0.5  # of the runs of one side that stand on a line of the other
_STRIP = 3.0  # points
_MOST_STRIPS = 2000
_CROSSING = (0.06, 0.12)  # shares of the runs that may cross a gutter: titles; a table between the columns
_EDGE = 0.15  # share of the width at either side where no gutter is looked for
_FOOT = 3.0  # em
_SMALL = 0.92  # times the size of the columns
_LIKELY = 3  # gutters that are tried


def split_columns(runs: Sequence[Run], rules: Sequence[Box], tables: Sequence[Box] = ()) -> list[list[Run]]:
    """Return the runs in stretches that are read one after the other; one where the page has no columns of prose.

    Args:
        runs: of one frame.
        rules: in the same frame.
        tables: in the same frame; the columns end above one that stands across them, and begin anew below.
    """
    if len(runs) < 2 * _FEWEST_LINES:
        return [list(runs)]
    for gutter in chain(*(_likely_gutters(runs, share) for share in _CROSSING)):
        bands = list(_bands(runs, rules, tables, gutter))
        if any(right for _, right in bands):
            stretches = [split_columns(part, rules, tables) for band in bands for part in band if part]
            return [stretch for parts in stretches for stretch in parts]
    return [list(runs)]


def _likely_gutters(runs: Sequence[Run], share: float) -> list[float]:
    """Return the middles of the strips that no more than a share of the runs crosses, the widest first."""
    left, right = min(run.u0 for run in runs), max(run.u1 for run in runs)
    strip = max(_STRIP, (right - left) / _MOST_STRIPS)
    bins = int((right - left) / strip) + 2
    steps = [0] * (bins + 1)
    for run in runs:
        steps[int((run.u0 - left) / strip)] += 1
        steps[int((run.u1 - left) / strip) + 1] -= 1
    covered = list(accumulate(steps[:bins]))
    few = max(1, int(share * len(runs)))
    strips: list[tuple[int, float]] = []
    for empty, group in groupby(range(bins), key=lambda at: covered[at] <= few):
        places = list(group)
        if empty and _EDGE * bins < places[len(places) // 2] < (1 - _EDGE) * bins:
            strips.append((len(places), left + strip * (places[0] + len(places) / 2)))
    return [middle for _, middle in sorted(strips, reverse=True)[:_LIKELY]]


def _bands(
    runs: Sequence[Run], rules: Sequence[Box], tables: Sequence[Box], gutter: float
) -> Iterator[tuple[list[Run], list[Run]]]:
    """Yield what stands between lines that cross a gutter, as left and right column where it is prose in columns.

    A stretch that is no prose in columns, and the crossing lines themselves, come as a left column without a right
    one.
    """
    left: list[Run] = []
    right: list[Run] = []
    whole: list[Run] = []
    line: Run | None = None  # the last that crosses
    walls = sorted(v for u0, v0, u1, v1 in tables if u0 < gutter < u1 for v in (v0, v1))
    above = 0
    for run in sorted(runs, key=lambda r: r.v0 + r.v1):
        crosses = run.u0 < gutter < run.u1
        if not crosses and line is not None and _is_inside(run, line):
            whole.append(run)  # a sign of another font
            continue
        walled, above = above, bisect_left(walls, (run.v0 + run.v1) / 2)
        if (crosses or walled != above) and (left or right):
            if _is_prose_in_columns(left, right, rules):
                yield whole, []
                notes = list(_below(left, right))
                yield [run for run in left if run not in notes], right
                whole = notes
            else:
                whole += left + right
            left, right = [], []
        if crosses:
            line = run
            whole.append(run)
        elif run.u1 <= gutter:
            left.append(run)
        else:
            right.append(run)
    if _is_prose_in_columns(left, right, rules):
        notes = list(_below(left, right))
        yield whole, []
        yield [run for run in left if run not in notes], right
        yield notes, []
    else:
        yield whole + left + right, []


def _below(left: Sequence[Run], right: Sequence[Run]) -> Iterator[Run]:
    """Yield the notes that stand in small print below both columns."""
    em = median(run.em for run in right)
    ordered = sorted(right, key=lambda run: run.v1)
    stops = (above.v1 for above, below in pairwise(ordered) if below.v0 - above.v1 > _FOOT * em)
    end = next(stops, ordered[-1].v1)  # what stands far below is the page's foot
    small = _SMALL * em
    yield from (run for run in left if run.v0 > end and run.em < small)


def _is_inside(run: Run, line: Run) -> bool:
    return line.u0 < run.u0 and run.u1 < line.u1 and line.v0 < (run.v0 + run.v1) / 2 < line.v1


def _is_prose_in_columns(left: Sequence[Run], right: Sequence[Run], rules: Sequence[Box]) -> bool:
    if min(len(left), len(right)) < _FEWEST_LINES:
        return False
    em = median(run.em for run in (*left, *right))
    end, start = max(run.u1 for run in left), min(run.u0 for run in right)
    if start - end < _GUTTER * em or _is_ruled(left, rules, end, start):
        return False
    if _is_prose(left) and _is_prose(right):
        return True
    if _is_prose(left, _FULL_OF_FEW) and _is_prose(right, _FULL_OF_FEW) and any(map(_has_label, (left, right))):
        return True
    # Cells of a row share a line, and begin together; what is written at its own pace on either side is no table.
    return (
        (_is_prose(left) or _is_prose(right))
        and _is_spoken(left)
        and _is_spoken(right)
        and (_is_at_own_pace(left, right) or _begin_apart(left, right, em))
    )


def _is_ruled(left: Sequence[Run], rules: Sequence[Box], end: float, start: float) -> bool:
    """Tell whether rules lead from one side to the other, be it in pieces: a table, whatever stands in its cells."""
    top, bottom = min(run.v0 for run in left), max(run.v1 for run in left)
    across: dict[int, float] = defaultdict(float)
    for u0, v0, u1, v1 in rules:
        if top < v0 < bottom and v1 - v0 < _STRIP and u0 < start and u1 > end:
            across[round(v0 / _STRIP)] += min(u1, start) - max(u0, end)
    return any(length > 0.9 * (start - end) for length in across.values())


def _is_spoken(column: Sequence[Run]) -> bool:
    return sum(bool(_HIRAGANA.search(run.text)) for run in column) >= max(_FEWEST_LINES, _SOME * len(column))


def _is_at_own_pace(left: Sequence[Run], right: Sequence[Run]) -> bool:
    feet = sorted(run.v1 for run in left)
    beside = [run for run in right if feet[0] - run.em < run.v1 < feet[-1] + run.em]
    shared = sum(
        any(abs(foot - run.v1) < _SAME_FOOT * run.em for foot in feet[max(at - 1, 0) : at + 1])
        for run in beside
        for at in (bisect_left(feet, run.v1),)
    )
    return len(beside) >= _FEWEST_LINES and shared < _SHARED * len(beside)


def _begin_apart(left: Sequence[Run], right: Sequence[Run], em: float) -> bool:
    """Tell whether the paragraphs on either side of a gutter begin on lines of their own."""
    begun = [sorted(_beginnings(column, em)) for column in (left, right)]
    fewer, more = sorted(begun, key=len)
    together = sum(
        any(abs(more[k] - start) < _SAME_FOOT * em for k in (at - 1, at) if 0 <= k < len(more))
        for start in fewer
        for at in (bisect_left(more, start),)
    )
    return len(fewer) >= _FEWEST_LINES and together < _SHARED * len(fewer)


def _beginnings(column: Sequence[Run], em: float) -> Iterator[float]:
    """Yield where the lines stand that no full line leads to."""
    edge = max(run.u1 for run in column)
    lines: list[list[Run]] = []
    for run in sorted(column, key=lambda r: r.v1):
        if lines and run.v1 - lines[-1][0].v1 < _SAME_FOOT * em:
            lines[-1].append(run)
        else:
            lines.append([run])
    full = [False, *(max(run.u1 for run in line) > edge - 2 * em for line in lines)]
    yield from (line[0].v1 for line, led in zip(lines, full, strict=False) if not led)


def _has_label(column: Sequence[Run]) -> bool:
    """Tell whether some line by itself names what is below it, as no cell of a row does."""
    return any(_LABEL.fullmatch(run.text.strip()) for run in column)


def _is_prose(column: Sequence[Run], fewest: int = _FEWEST_LINES) -> bool:
    """Tell whether runs are the lines of a column that prose fills, `fewest` of them to its edge."""
    edge = max(run.u1 for run in column)
    width = edge - min(run.u0 for run in column)
    em = median(run.em for run in column)
    if width < _NARROWEST * em:
        return False
    lines: dict[int, list[Run]] = defaultdict(list)
    for run in column:
        lines[round((run.v0 + run.v1) / 2 / em)].append(run)
    full = sum(max(run.u1 for run in line) > edge - 2 * em for line in lines.values())
    spoken = sum(any(_HIRAGANA.search(run.text) for run in line) for line in lines.values())
    return full >= max(fewest, _FULL * len(lines)) and spoken >= _SPOKEN * len(lines)
