"""Prose set in columns: where the gutters are, and which runs belong to which column.

A table's rows are read across, columns of prose are not. Prose is told from cells by its lines, which fill their
column to the same right edge, and by the absence of rules across the gutter. What stands between titles is a band of
columns of its own; one that is prose beyond doubt shows where the gutter of all the others is.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from statistics import median
from typing import NamedTuple, TypeAlias

from extractors.patterns import compile_pattern
from pipeline.ingest import decks, floats, heads, panels, two_labels
from pipeline.ingest.counting import counts_on, rows_counted
from pipeline.ingest.places import Box
from pipeline.ingest.runs import Run
from pipeline.ingest.sheets import pages
from pipeline.ingest.walls import are_ruled_off, between_headings, find_walls, has_sides, leads_over, stands_between
from pipeline.ingest.wraps import carries_on, is_torn

_HIRAGANA = compile_pattern("[ぁ-ん]")
_PAGE_NUMBER = 5  # characters of one
_LABEL = compile_pattern(r"[（(][^（()）]{4,30}[)）]|【[^【】]{2,30}】.{0,30}")  # （今後の取組方向）, 【取組方向1】…
_NOTE = compile_pattern(
    r"[ 　（(［\[]*(?:[※＊*†‡⁰¹²³⁴-⁹]|注|註|脚注|出典|出所|資料|[0-9０-９]{1,2}(?![0-9０-９.．月年日回人]))"
)
_FEWEST_LINES = 4  # of either column
_FULL_OF_FEW = 2  # of them that reach its right edge, where labels show that it is prose
_NARROWEST = 9.0  # em that a column is wide
_GUTTER = 1.0  # em
_FULL = 0.3  # share of a column's lines that reach its right edge
_FEWEST_SPOKEN = 2  # of them, where rules show the columns: those of a chart have none
_SPOKEN = 0.5  # share of its lines with kana of a sentence
_SOME = 0.3  # share of a side's runs with kana, where only the other side is prose
_SAME_FOOT = 0.15  # em
_SHARED = 0.5  # of the runs of one side that stand on a line of the other
_PIECE = 1.6  # em between pieces of a line: a blank that is a character wide
_STRIP = 3.0  # points
_MOST_STRIPS = 2000
_CROSSING = (0.06, 0.12)  # shares of the runs that may cross a gutter: titles; a table between the columns
_CROSSING_OF_SHORT = (0.12, 0.0)
_EDGE = 0.15  # share of the width at either side where no gutter is looked for
_SMALL = 0.92  # times the size of the columns
_LIKELY = 3  # gutters that are tried
_IN_COLUMN = 0.6  # of the width, beyond which a line is none of a column
_HUNG = "、。，．,. 　"  # what may stand beyond the edge of a column
_MARK = 3  # characters
_BREAK = 2.5  # em without text
_INDENT = 0.5  # em
_TOP = 1.5  # em that the first lines of two columns may differ

Gutter: TypeAlias = tuple[float, float]
"""Where a column ends, and where the one beside it begins."""


class _Drawing(NamedTuple):
    """What runs stand among, in their frame."""

    rules: Sequence[Box]
    tables: Sequence[Box]
    panels: Sequence[Box]
    """Grounds, whole."""
    outlines: Sequence[Box]
    """What rules close."""
    boxes: Sequence[Box]
    """All of these, and the grounds of a few lines."""
    known: Sequence[Gutter]
    """Gutters of the page before."""
    bars: panels.Bars
    """Level rules of one place each."""


def split_columns(
    runs: Sequence[Run],
    rules: Sequence[Box],
    tables: Sequence[Box],
    grounds: Sequence[Box],
    pictures: Sequence[Box],
    known: Sequence[Gutter],
    size: tuple[float, float],
) -> Iterator[tuple[int, bool, list[Run]]]:
    """Yield the runs in stretches that are read one after the other; one where the page has no columns of prose.

    Args:
        runs: of one frame.
        rules: in the same frame.
        tables: in the same frame; the columns end above one that stands across them, and begin anew below.
        grounds: filled shapes, in the same frame.
        pictures: likewise.
        known: gutters of the page before, whose columns may end here in lines too few to tell that they are prose.
        size: of their frame.

    Yields:
        The number of a column, whether it is the inside of a box in another, and runs of it.
    """
    if len(runs) <= _FEWEST_LINES and not (known or tables):
        yield 0, False, list(runs)
        return
    label = panels.in_corner(runs, rules, size)
    if label:
        apart = set(map(id, label))
        runs = [run for run in runs if id(run) not in apart]
    outlines = panels.outlines(rules, tables)
    large = [ground for ground in (*grounds, *pictures) if panels.are_large(ground)]
    flow, found = floats.take_out([_without_hung(run) for run in runs], [*outlines, *large], grounds)
    boxes = [*outlines, *grounds]
    drawing = _Drawing(rules, tables, panels.whole(large), outlines, boxes, known, panels.bars_of(rules))
    dealt = (part for page in pages(flow, rules, size, tables) for part in decks.deal(page, boxes, outlines))
    parts = ((card, part) for card, whole in dealt for part in ([whole] if card else _split(whole, drawing)))
    stretches = [part for _, part in two_labels.deal(parts, rules, tables)]
    stretches = floats.put_in(stretches, found)
    stretches[:0] = [label] if label else []
    yield from panels.set_apart(stretches, boxes)


def _without_hung(run: Run) -> Run:
    """Return a run that ends where its last character does that may not stand in the gutter."""
    if run.glyphs[-1][0] not in _HUNG:
        return run
    last = len(run.text.rstrip(_HUNG))
    return run._replace(u1=run.u1 - (len(run.glyphs) - last) * run.em) if 0 < last < len(run.glyphs) else run


def _split(runs: list[Run], drawing: _Drawing) -> list[list[Run]]:
    if len(runs) <= _FEWEST_LINES and not drawing.known:
        return [runs]
    known = [(end + start) / 2 for end, start in drawing.known]
    for likely in (*_likely_gutters(runs), *known) if len(runs) > 1 else ():
        gutter = panels.between_cards(likely, drawing.outlines, drawing.bars)
        parts = [part for band in _bands(runs, drawing, gutter) for part in band if part]
        if parts:
            return [stretch for part in parts for stretch in _split(part, drawing)]
    return [runs]


def _likely_gutters(runs: Sequence[Run]) -> Iterator[float]:
    """Yield the middles of strips that few runs cross; then, of those that are no line over the whole width."""
    widest = _IN_COLUMN * (max(run.u1 for run in runs) - min(run.u0 for run in runs))
    short = [run for run in runs if run.u1 - run.u0 < widest]
    tried = set[float]()
    for some, shares in ((runs, _CROSSING), (short, _CROSSING_OF_SHORT)):
        for strips in _strips(some, shares) if len(some) > _FEWEST_LINES else ():
            found = [gutter for gutter in strips if gutter not in tried]
            tried.update(found)
            yield from found


def _strips(runs: Sequence[Run], shares: Iterable[float]) -> Iterator[list[float]]:
    """Yield for each share the middles of the strips that no more of the runs cross, the widest first."""
    left, right = min(run.u0 for run in runs), max(run.u1 for run in runs)
    strip = max(_STRIP, (right - left) / _MOST_STRIPS)
    bins = int((right - left) / strip) + 2
    steps = [0] * (bins + 1)
    for run in runs:
        steps[int((run.u0 - left) / strip)] += 1
        steps[int((run.u1 - left) / strip) + 1] -= 1
    covered = list(accumulate(steps[:bins]))
    for share in shares:
        few = math.ceil(share * len(runs))
        strips: list[tuple[int, float]] = []
        start = 0
        for empty, group in groupby([count <= few for count in covered]):
            count = len(list(group))
            if empty and _EDGE * bins < start + count // 2 < (1 - _EDGE) * bins:
                strips.append((count, left + strip * (start + count / 2)))
            start += count
        yield [middle for _, middle in sorted(strips, reverse=True)[:_LIKELY]]


def _bands(runs: Sequence[Run], drawing: _Drawing, gutter: float) -> Iterator[tuple[list[Run], list[Run]]]:
    """Yield what stands between lines that cross a gutter, as left and right column; nothing without prose in columns.

    A stretch that is no prose in columns, and the crossing lines themselves, come as a left column without a right
    one.
    """
    if not has_sides(runs, gutter):
        return
    stretches = list(_stretches(runs, drawing, gutter))
    rules = drawing.rules
    proven = next(((a, b) for _, a, b in stretches if _is_prose_in_columns(a, b, drawing)), None) or next(
        ((a, b) for _, a, b in stretches if _fills_known(a, b, drawing)), None
    )
    if proven is None:
        return
    whole: list[Run] = []
    for crossing, left, right in (band for stretch in stretches for band in between_headings(*stretch, rules)):
        whole += crossing
        if _is_like(left, right, proven, rules) or _is_prose_in_columns(left, right, drawing):
            yield whole, []
            em = _em(left, right)
            (left_text, left_notes), (right_text, right_notes) = _without_notes(left, em), _without_notes(right, em)
            yield left_text, right_text
            yield left_notes, right_notes
            whole = []
        else:
            whole += left + right
    yield whole, []


def _stretches(
    runs: Sequence[Run], drawing: _Drawing, gutter: float
) -> Iterator[tuple[list[Run], list[Run], list[Run]]]:
    """Yield the lines that cross a gutter or stand in a box that does, and what stands below them on either side of it."""
    crossing: list[Run] = []
    left: list[Run] = []
    right: list[Run] = []
    above = 0
    line: Run | None = None  # the last that crosses
    ordered = sorted(runs, key=lambda r: r.v0 + r.v1)
    walls = find_walls(ordered, drawing.tables, drawing.rules, drawing.boxes, gutter, _em(runs))
    sides = [run for run in ordered if run.u1 <= gutter], [run for run in ordered if run.u0 >= gutter]
    walls = sorted([*walls, *rows_counted(*sides)])
    across = [run for run in ordered if run.u0 < gutter < run.u1]
    middles = [run.v0 + run.v1 for run in across]
    held = panels.held((*drawing.outlines, *drawing.panels), runs, gutter)
    for run in ordered:
        crosses = run.u0 < gutter < run.u1 or id(run) in held or _is_of_line(run, across, middles)
        if crosses:
            line = run
        elif line is not None and _is_inside(run, line):  # a sign of another font
            crossing.append(run)
            continue
        walled, above = above, bisect_left(walls, (run.v0 + run.v1) / 2)
        if (crosses or walled != above) and (left or right):
            yield crossing, left, right
            crossing, left, right = [], [], []
        (crossing if crosses else left if run.u1 <= gutter else right).append(run)
    yield crossing, left, right


def _without_notes(column: list[Run], em: float) -> tuple[list[Run], list[Run]]:
    """Return a column, and the notes in small print below it: its text goes on at the head of the next column."""
    texts = [run for run in column if len(run.glyphs) > _MARK]  # a mark may be larger than its note
    foot = max((run.v1 for run in texts if run.em >= _SMALL * em), default=math.inf)
    first = min((run for run in texts if run.v0 > foot), key=lambda run: run.v0, default=None)
    if first is None or not _NOTE.match(first.text):
        return column, []
    top = min(run.v0 for run in column if run.v1 > foot and run.v1 > first.v0)
    return [run for run in column if run.v1 <= top], [run for run in column if run.v1 > top]


def _is_of_line(run: Run, across: Sequence[Run], middles: Sequence[float]) -> bool:
    """Tell whether a run is a piece of a line of which another piece crosses the gutter.

    `across` goes by height, `middles` are twice the heights.
    """
    middle, near = run.v0 + run.v1, 2 * _SAME_FOOT * run.em
    at = bisect_left(middles, middle - run.em)
    return any(
        abs(height - middle) < near and max(run.u0 - other.u1, other.u0 - run.u1) < _PIECE * run.em
        for height, other in zip(middles[at : at + 2], across[at : at + 2], strict=True)
    )


def _is_inside(run: Run, line: Run) -> bool:
    return line.u0 < run.u0 and run.u1 < line.u1 and line.v0 < (run.v0 + run.v1) / 2 < line.v1


def _is_prose_in_columns(left: Sequence[Run], right: Sequence[Run], drawing: _Drawing) -> bool:
    if not left or not _is_parted(left, right, drawing.rules) or heads.stand_over(left, right):
        return False
    fewer, more = sorted((len(left), len(right)))
    if fewer < _FEWEST_LINES <= more and panels.are_beside(left, right, drawing.outlines):
        return True  # of a table's rows either side has as many
    if panels.are_cards(left, right, drawing.outlines) or counts_on(left, right):
        return True
    if all(len(_spoken(side)) >= _FEWEST_SPOKEN for side in (left, right)) and panels.are_barred(
        left, right, drawing.bars
    ):
        return True
    begin_level = abs(left[0].v0 - right[0].v0) < _BREAK * left[0].em
    if begin_level and panels.is_head(left, right, drawing.boxes) and _block(left) == left and _is_spoken(right):
        return True
    if len(left) < _FEWEST_LINES:
        return False
    if len(right) < _FEWEST_LINES:
        return _is_prose(left) and _ends_early(left, right)
    if _is_prose(left) and _is_prose(right):
        return True
    if _is_spoken(left) and _is_spoken(right) and are_ruled_off(_spoken(left), _spoken(right), drawing.rules):
        return True
    if panels.are_beside(left, right, drawing.panels) and (_is_spoken(left) or _is_spoken(right)):
        return _is_at_own_pace(left, right)
    if _is_prose(left, _FULL_OF_FEW) and _is_prose(right, _FULL_OF_FEW) and any(map(_has_label, (left, right))):
        return True
    # Cells of a row share a line, and begin together; what is written at its own pace on either side is no table, nor
    # is what goes on from the foot of one side at the head of the other.
    return (
        (_is_prose(left) or _is_prose(right))
        and _is_spoken(left)
        and _is_spoken(right)
        and (
            _is_at_own_pace(left, right)
            or _begin_apart(left, right)
            or _goes_over(left, right)
            or _ends_early(left, right)
        )
    )


def _is_like(
    left: Sequence[Run], right: Sequence[Run], proven: tuple[Sequence[Run], Sequence[Run]], rules: Sequence[Box]
) -> bool:
    """Tell whether the few lines of a band fill the columns of proven prose; beside a rule the left may be but a heading."""
    if not left or not _is_parted(left, right, rules):
        return False
    here, there = ([max(run.u1 for run in a), min(run.u0 for run in b)] for a, b in ((left, right), proven))
    fills, begins = (abs(a - b) < 2 * right[0].em for a, b in zip(here, there, strict=True))
    return begins and (fills or (here[0] < there[0] and stands_between(left, right, rules)))


def _fills_known(left: Sequence[Run], right: Sequence[Run], drawing: _Drawing) -> bool:
    """Tell whether sentences on either side of a gutter fill columns that the page before has at the same places."""
    if not left or not _is_parted(left, right, drawing.rules):
        return False
    end, start, em = max(run.u1 for run in left), min(run.u0 for run in right), _em(left, right)
    sides = ([run for run in side if len(run.glyphs) > _PAGE_NUMBER] for side in (left, right))
    return any(abs(end - a) < em and abs(start - b) < em for a, b in drawing.known) and all(
        2 * sum(bool(_HIRAGANA.search(run.text)) for run in side) >= max(len(side), 1) for side in sides
    )


def _is_parted(left: Sequence[Run], right: Sequence[Run], rules: Sequence[Box]) -> bool:
    """Tell whether a gutter lies between two sides, and no rule leads over it."""
    if not right:
        return False
    end, start = max(run.u1 for run in left), min(run.u0 for run in right)
    return start - end >= _GUTTER * _em(left, right) and not leads_over(left, right, rules)


def _em(*columns: Sequence[Run]) -> float:
    return median(run.em for column in columns for run in column)


def _is_spoken(column: Sequence[Run]) -> bool:
    return len(_spoken(column)) >= max(_FEWEST_LINES, _SOME * len(column))


def _spoken(column: Sequence[Run]) -> list[Run]:
    return [run for run in column if _HIRAGANA.search(run.text)]


def _is_at_own_pace(left: Sequence[Run], right: Sequence[Run]) -> bool:
    feet = sorted(run.v1 for run in left)
    beside = [run for run in right if feet[0] - run.em < run.v1 < feet[-1] + run.em]
    shared = sum(
        any(abs(foot - run.v1) < _SAME_FOOT * run.em for foot in feet[max(at - 1, 0) : at + 1])
        for run in beside
        for at in (bisect_left(feet, run.v1),)
    )
    return len(beside) >= _FEWEST_LINES and shared < _SHARED * len(beside)


def _begin_apart(left: Sequence[Run], right: Sequence[Run]) -> bool:
    """Tell whether the paragraphs on either side of a gutter begin on lines of their own."""
    em = _em(left, right)
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


def _goes_over(left: Sequence[Run], right: Sequence[Run]) -> bool:
    """Tell whether the sentence at the foot of the left column goes on at the head of the right one."""
    text, beside = _text_beside(left, right)
    if not beside:
        return False
    foot, head = text[-1], beside[0]
    is_full = foot.u1 > max(run.u1 for run in left) - 2 * foot.em
    start = min(run.u0 for run in right)
    is_set_in = head.u0 - start > _INDENT * head.em
    is_wide = max(run.u1 for run in right) - start > _NARROWEST * head.em
    return is_full and is_wide and not is_set_in and carries_on(foot.text, head.text) and is_torn(foot.text, head.text)


def _ends_early(left: Sequence[Run], right: Sequence[Run]) -> bool:
    """Tell whether the right column begins where the left one does, and is text without a break that ends before it.

    The cells of a table's rows stand beside all of their rows.
    """
    text, beside = _text_beside(left, right)
    return (
        len(text) >= _FEWEST_LINES
        and len(beside) > 0
        and abs(beside[0].v0 - text[0].v0) < _TOP * beside[0].em
        and beside[-1].v1 < text[-1].v1 - beside[-1].em
        and _block(beside) == beside
        and any(_HIRAGANA.search(run.text) for run in beside)
    )


def _text_beside(left: Sequence[Run], right: Sequence[Run]) -> tuple[list[Run], list[Run]]:
    """Return the text of the left column, without headers and footers, and what stands beside it, by height."""
    text = _block(left)
    beside = [run for run in right if text[0].v0 < run.v1 and run.v0 < text[-1].v1]
    return text, sorted(beside, key=lambda run: run.v1)


def _block(column: Sequence[Run]) -> list[Run]:
    """Return the longest stretch of runs without a break."""
    blocks: list[list[Run]] = []
    for run in sorted(column, key=lambda r: r.v1):
        if blocks and run.v0 - blocks[-1][-1].v1 < _BREAK * run.em:
            blocks[-1].append(run)
        else:
            blocks.append([run])
    return max(blocks, key=len)


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
