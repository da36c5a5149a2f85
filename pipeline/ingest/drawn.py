"""Tables that a text file draws: with tabs, `|`, ┌─┬ rules, blanks, ／ below heads of values, or a line for each cell.

A table is believed only where several lines in a row have the same columns. The text stays as it is: a cell has one
span for each line that it stands on, and the lines that only draw rules are furniture.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate, pairwise
from typing import NamedTuple

from extractors.patterns import compile_pattern
from extractors.spans import Span
from extractors.view import fold
from pipeline.ingest import flattened, heads_again, in_order, label_lines, spaced, tabbed
from pipeline.ingest.merged import trimmed, with_merged_heads
from pipeline.ingest.run_on import BAR as _BAR
from pipeline.ingest.run_on import BARS, head_blocks
from pipeline.ingest.run_on import find as find_run_on
from pipeline.ingest.run_on import words as _head
from pipeline.ingest.wraps import display_width
from pipeline.pages import Cell, Grid
from pipeline.stacks import all_name_cells
from pipeline.tabular import is_value

_LINE = compile_pattern(r"[^\n\f]+")
_RULE = compile_pattern(r"[ 　]*(?=.{3})[-ー─━═=+|｜│┃║┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋┠┨┯┷┿╂┝┥┰┸╔╗╚╝╠╣╦╩╬: 　]*[-─━═=]{2}[^0-9\w]*")
# The head of a table that strokes part: 指標名／基準値／実績／目標; 相談／支援／交流 is a list.
_STROKE = compile_pattern(r"／| / ")
_STROKED = compile_pattern(r"(?m)^[^\n。、／/]{1,20}(?:[／/][^\n。、／/]{1,20}){2,}$")
_SEPARATED = compile_pattern(
    r"(?m)^[^\n。、,，;；]{1,20}(?P<sign>[,，;；])[^\n。、,，;；]{1,20}(?:(?P=sign)[^\n。、,，;；]{1,20})+(?P=sign){0,20}$"
)
"""The head of a table saved with commas between its fields: 指標名,単位,基準値,実績値."""
_FIELD = compile_pattern(r'[ 　]*"(?P<quoted>[^"\n]*)"[ 　]*(?=[,，;；]|$)|(?P<plain>[^,，;；\n]*)')
_VALUE_HEAD = compile_pattern(r"基準|現状|当初|計画|実績|目標|達成")
_EDGES = (True, True)
"""Both edges of a table may be drawn."""
_CUT = compile_pattern(r"[^\s。|｜│┃║](?= ?[|｜│┃║](?! ))")
_STROKES = frozenset("-─━═=")
_OPENS = compile_pattern(r"[ 　]*[┌┏╔]")
"""The upper edge of a frame, be it right below the lower edge of another one."""
_RULED = "─━═"
_NAMED_EDGE = compile_pattern(r"[ 　]*[┌┏╔][^\n┬┳╦]*[┬┳╦][^\n]*")
"""An upper edge that the heads are set into: ┌区分──┬実績──┐."""
_CORNER = compile_pattern(r"[┌┬┐┏┳┓╔╦╗]")
_TELLS = compile_pattern(r"[。0-9０-９]")
"""What the only row below names holds, and another list does not: 大／中／小／最小 below 施策／事業／取組／指標."""
_NUMBER = compile_pattern(r"[約△▲+-]?[0-9０-９][^\s。、]{0,12}")
_SEVERAL = 3  # lines with the same columns where nothing else marks a table
_FEWEST_VALUES = 2  # columns
_AGREEING = 0.7  # share of a table's lines that have all of its columns
_NEAR = 2  # display columns between separators that stand below each other


class _Row(NamedTuple):
    """A line of a table: its cells from left to right, each with where it begins on the screen."""

    cells: tuple[tuple[int, int], ...]
    """Bounds in the text, blanks at the ends excluded; empty ones where nothing stands."""
    bars: tuple[int, ...]
    """Display columns of its separators."""


class Drawn(NamedTuple):
    """The tables of a text."""

    tables: tuple[Grid, ...]
    rules: tuple[Span, ...]
    """Lines that only draw, and heads that a page repeats in the midst of a row."""
    breaks: tuple[int, ...] = ()
    """Offsets of the line breaks that only wrap what stands in a cell."""


def find(text: str) -> Drawn:
    """Return the tables that a text draws.

    Args:
        text: with line feeds as line ends.
    """
    repeated: list[Span] = []
    blank = [*spaced.find(text, repeated), *_stroked(text), *flattened.find(text)]
    if "\t" not in text and not any(bar in text for bar in BARS):
        return _drawn(text, _apart(blank), repeated)
    rules: list[Span] = []
    run_on = find_run_on(text)
    tables = [*run_on.tables]
    taken = [grid.span for grid in run_on.tables]
    run: list[tuple[int, int]] = []
    for start, end in [*((m.start(), m.end()) for m in _LINE.finditer(text)), (-1, -1)]:
        barred = start >= 0 and (
            len(_BAR.findall(text, start, end)) > 1
            or bool(_RULE.fullmatch(text, start, end) or _NAMED_EDGE.fullmatch(text, start, end))
        )
        if run and (not barred or start != run[-1][1] + 1 or _OPENS.match(text, start)):
            tables += _barred(text, run, rules)
            run = []
        while taken and taken[0].end <= start:
            del taken[0]
        if barred and not (taken and taken[0].start <= start):
            run.append((start, end))
    found = _apart([*tables, *blank, *tabbed.find(text)])
    kept = sorted({grid.span for grid in found}.intersection(grid.span for grid in blank))
    rules += (head for head in repeated if any(head.end <= span.end for span in kept[: bisect_left(kept, head)][-1:]))
    return _drawn(text, found, rules, run_on.breaks)


def _drawn(text: str, tables: Sequence[Grid], rules: Sequence[Span], breaks: tuple[int, ...] = ()) -> Drawn:
    """Return tables with the sheets of labels among them; lines that only say the head of one again are rules too."""
    found, again = heads_again.without(_with_sheets(text, tables), text)
    ends = ((span, text.find("\n", span.end)) for span in again)
    lines = {Span(text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(text)) for span, end in ends}
    return Drawn(found, tuple(sorted({*rules, *lines})), breaks)


def _with_sheets(text: str, tables: Sequence[Grid]) -> tuple[Grid, ...]:
    """Return tables with the sheets of labels on lines of their own, those alone where one stands within a sheet."""
    sheets = list(label_lines.find(text))
    found = _apart([*tables, *sheets])
    return tuple(found if len(found) == len(tables) + len(sheets) else tables)


def _apart(tables: Iterable[Grid]) -> Sequence[Grid]:
    """Return tables from the top, of those that overlap the one that comes first: no line is read twice.

    What is drawn with bars comes before what only blanks part.
    """
    kept: list[Grid] = []
    for grid in tables:
        at = bisect_left(kept, grid.span, key=lambda other: other.span)
        above, below = kept[max(at - 1, 0) : at], kept[at : at + 1]
        if all(o.span.end <= grid.span.start for o in above) and all(grid.span.end <= o.span.start for o in below):
            kept.insert(at, grid)
    return kept


def _barred(text: str, run: Sequence[tuple[int, int]], rules: list[Span]) -> Iterator[Grid]:
    drawn = [bool(_RULE.fullmatch(text, *line)) for line in run]
    lines = [line for line, rule in zip(run, drawn, strict=True) if not rule]
    split = partial(_split, text, edges=_edges(text, lines[0]) if lines else _EDGES)
    rows = [split(*line) for line in lines]
    across = int(bool(rows) and len(rows[0].cells) == 1)  # what the table is of may stand across its top
    marked = any(drawn) or _is_head(text, rows[across:])
    bars = _agreed(rows[across:], marked=marked) or _framed(text, run, drawn, rows)
    if len(bars) < 2:
        return
    top = lines[:across]
    kept = [number for number, line in enumerate(run) if line not in top]
    groups = [*([top] if top else []), *_groups(text, [run[n] for n in kept], [drawn[n] for n in kept])]
    if len(groups) > 2 and groups == [[line] for line in lines] and _go_on(text, lines, rows):
        groups = [lines[:1], lines[1:]]
    before = dict(zip(run[1:], run, strict=False))
    cells: list[Cell] = []
    lowest: dict[int, int] = {}
    for number, group in enumerate(groups):
        row = _cells([split(*line) for line in group], number, bars)
        strokes = _strokes(text, before[group[0]], group[0]) if number else frozenset[int]()
        _join(cells, lowest, row, bars, strokes)
    if any(cell.spans for cell in cells):
        rules += (Span(*line) for line, rule in zip(run, drawn, strict=True) if rule)
        yield with_merged_heads(text, Grid(cells=tuple(cells)))


def _is_head(text: str, rows: Sequence[_Row]) -> bool:
    """Tell whether the first line of a table names values or nothing but columns, so that one line below it makes a table.

    指標 | 基準値 | 目標値, 計画 | 実績 | 課題.
    """
    heads = rows[0].cells if rows else ()
    values = sum(_VALUE_HEAD.match(text, *head) is not None for head in heads)
    return values > 1 or (len(heads) >= _SEVERAL and _name_all(text, heads))


def _agreed(rows: Sequence[_Row], *, marked: bool) -> Sequence[int]:
    """Return where the columns begin that most lines of a table have; nothing where they differ.

    Args:
        rows: its lines.
        marked: whether a rule or its head marks it as one, so that two lines are enough.
    """
    widths = Counter(len(row.cells) for row in rows)
    columns, times = max(widths.items(), key=lambda w: (w[1], w[0]), default=(0, 0))
    if times < (2 if marked else _SEVERAL) or times < _AGREEING * len(rows):
        return ()
    return next(row.bars for row in rows if len(row.cells) == columns)


def _framed(text: str, run: Sequence[tuple[int, int]], drawn: Sequence[bool], rows: Sequence[_Row]) -> Sequence[int]:
    """Return where the columns of a form begin, whose rows are cut in different ways within one frame; else nothing."""
    widths = [display_width(text[slice(*line)].strip()) for line in run]
    if not (drawn[0] and drawn[-1] and sum(drawn) > 2) or max(widths) - min(widths) > _NEAR:
        return ()
    bars: list[int] = []
    for bar in sorted(bar for row in rows for bar in row.bars):
        if not bars or bar - bars[-1] > _NEAR:
            bars.append(bar)
    return bars


def _groups(text: str, run: Sequence[tuple[int, int]], drawn: Sequence[bool]) -> list[list[tuple[int, int]]]:
    """Return the lines of each row: those between two rules, if rules part rows, else each line alone."""
    parted: list[list[tuple[int, int]]] = [[]]
    for line, rule in zip(run, drawn, strict=True):
        if rule and parted[-1]:
            parted.append([])
        elif not rule:
            parted[-1].append(line)
            if _NAMED_EDGE.fullmatch(text, *line):
                parted.append([])
    parted = [group for group in parted if group]
    framed = (drawn[0] or _NAMED_EDGE.fullmatch(text, *run[0])) and drawn[-1]
    if len(parted) > 2 or (len(parted) == 2 and (len(parted[1]) == 1 or (framed and _is_one_row(text, parted[1])))):
        return parted
    return [[line] for group in parted for line in group]


def _go_on(text: str, lines: Sequence[tuple[int, int]], rows: Sequence[_Row]) -> bool:
    """Tell whether the lines below heads that name no rows are one row: in all but the last a cell is cut where its column ends."""
    if not head_blocks(text, rows[0].cells):
        return False
    aligned = all(abs(a - b) <= 2 * _NEAR for row in rows for a, b in zip(row.bars, rows[0].bars, strict=False))
    return aligned and all(_CUT.search(text, *line) is not None for line in lines[1:-1])


def _is_one_row(text: str, lines: Sequence[tuple[int, int]]) -> bool:
    """Tell whether the lines below a head are those of one row: no line but the first names it, one cell goes on to the last."""
    filled = [[a < b for a, b in _split(text, *line).cells] for line in lines]
    if len(set(map(len, filled))) > 1 or not filled[0][0]:
        return False
    return not any(cells[0] for cells in filled[1:]) and sum(map(all, zip(*filled, strict=True))) < 2


def _edges(text: str, head: tuple[int, int]) -> tuple[bool, bool]:
    """Return whether bars draw the left and the right edge of a table, as the line that names its columns shows."""
    words = text[slice(*head)].strip()
    if not _name_all(text, _split(text, *head).cells):
        return _EDGES
    bar = _bar_of(text, *head)
    return bar.match(words) is not None, bar.match(words[-1:]) is not None


def _bar_of(text: str, start: int, end: int) -> re.Pattern[str]:
    return _CORNER if _NAMED_EDGE.fullmatch(text, start, end) else _BAR


def _split(text: str, start: int, end: int, edges: tuple[bool, bool] = _EDGES) -> _Row:
    at = [m.start() for m in _bar_of(text, start, end).finditer(text, start, end)]
    pieces = [(a + 1, b) for a, b in pairwise([start - 1, *at, end])]
    if edges[0] and not text[slice(*pieces[0])].strip():
        pieces = pieces[1:]
    if edges[1] and pieces and not text[slice(*pieces[-1])].strip():
        pieces = pieces[:-1]
    bars = accumulate(display_width(text[a:b]) for a, b in pairwise([start, *(piece[0] for piece in pieces)]))
    return _Row(tuple(_without_rule(text, *trimmed(text, *piece)) for piece in pieces), tuple(bars))


def _without_rule(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of a cell without the rule that its words are set into: ┬実績───┬."""
    words = text[start:end]
    bare = words.strip(_RULED)
    first = start + len(words) - len(words.lstrip(_RULED))
    return trimmed(text, first, first + len(bare)) if bare else (start, end)


def _cells(lines: Sequence[_Row], row: int, bars: Sequence[int]) -> Iterator[Cell]:
    """Yield the cells of a row; one that ends where a later column does takes them all."""
    columns = len(bars)
    shape = max(lines, key=lambda line: len(line.cells))
    firsts = list(range(len(shape.cells)))
    if len(shape.cells) < columns:
        near = [min(range(columns), key=lambda k: abs(bars[k] - bar)) for bar in shape.bars]
        placed = all(abs(bars[k] - bar) <= _NEAR for k, bar in zip(near, shape.bars, strict=True))
        firsts = near if placed and sorted(set(near)) == near else firsts
    stops = [*firsts[1:], max(columns, firsts[-1] + 1)] if firsts else []
    for number, (first, stop) in enumerate(zip(firsts, stops, strict=True)):
        spans = tuple(
            Span(*line.cells[number])
            for line in lines
            if len(line.cells) == len(shape.cells) and line.cells[number][0] < line.cells[number][1]
        )
        yield Cell(row=row, column=first, columns=stop - first, spans=spans)


def _strokes(text: str, rule: tuple[int, int], below: tuple[int, int]) -> frozenset[int]:
    """Return the display columns at which the rule above a line is drawn; none unless it parts the same columns."""
    if not _RULE.fullmatch(text, *rule):
        return frozenset()
    drawn, line = (list(_placed(text[slice(*at)])) for at in (rule, below))
    parted = {at for at, letter in drawn if letter not in _STROKES and not letter.isspace()}
    if not parted.issuperset(at for at, letter in line if _BAR.match(letter)):
        return frozenset()
    return frozenset(at for at, letter in drawn if letter in _STROKES)


def _placed(words: str) -> Iterator[tuple[int, str]]:
    """Yield the characters of a line, each with its display column."""
    return zip(accumulate(map(display_width, words), initial=0), words, strict=False)


def _join(
    cells: list[Cell], lowest: dict[int, int], row: Iterable[Cell], bars: Sequence[int], strokes: frozenset[int]
) -> None:
    """Add a row to those above it; a cell goes on with the one above where the rule between them is only drawn elsewhere.

    Args:
        cells: those above it.
        lowest: the number of the last of them that begins in each column.
        row: its cells.
        bars: where the columns begin.
        strokes: where the rule above it is drawn.
    """
    for cell in row:
        last = cell.column + cell.columns
        edge = bars[last] - 1 if last < len(bars) else max(strokes, default=0) + 1
        over = lowest.get(cell.column) if strokes and cell.column < len(bars) else None
        above = cells[over] if over is not None else None
        fits = above is not None and (above.row + above.rows, above.columns) == (cell.row, cell.columns)
        if over is None or above is None or not fits or strokes & {*range(bars[cell.column], edge)}:
            lowest[cell.column] = len(cells)
            cells.append(cell)
        else:
            cells[over] = replace(above.with_more(cell), rows=above.rows + 1)


def _stroked(text: str) -> Iterator[Grid]:
    """Yield the tables whose fields strokes or commas part: below a head of values, lines that hold as many; below names, as many fields."""
    if "／" in text or " / " in text:
        yield from _parted(text, _STROKED, _fields)
    yield from _parted(text, _SEPARATED, _separated)


def _parted(
    text: str, heads: re.Pattern[str], fields_of: Callable[[str, int, int], list[tuple[int, int]]]
) -> Iterator[Grid]:
    """Yield the tables below lines that may be heads, their fields read by `fields_of`."""
    end = -1
    for head in heads.finditer(text):
        if head.start() < end:
            continue
        heading = fields_of(text, *head.span())
        width = max((k for k, (start, stop) in enumerate(heading, 1) if start < stop), default=0)
        if width < _SEVERAL:
            continue
        rows = [heading[:width]]
        named = len(rows[0]) > _SEVERAL and _name_all(text, rows[0])
        values = _columns_of_values(text, rows[0], named=named)
        if not named and len(values) < _FEWEST_VALUES:
            continue
        end = head.end()
        while (line := _LINE.match(text, end + 1)) is not None:
            fields = fields_of(text, *line.span())
            even = len(fields) >= width and all(start == stop for start, stop in fields[width:])
            if not even or not all(_may_be_value(text, *fields[k]) for k in values):
                break
            rows.append(fields[:width])
            end = line.end()
        if len(rows) > 2 or (len(rows) > 1 and (values or _TELLS.search(text, head.end(), end))):
            yield _grid(rows)


def _columns_of_values(text: str, heads: Sequence[tuple[int, int]], *, named: bool) -> Sequence[int]:
    """Return the columns of values below some heads: those that are certain, or where not all are the last that words tell."""
    kinds = in_order.kinds_of(text, [Span(*head) for head in heads]) if all(a < b for a, b in heads) else None
    if kinds is not None and len(kinds) == len(heads):
        return [k for k, kind in enumerate(kinds) if kind == in_order.VALUE]
    values = 0 if named else sum(_VALUE_HEAD.search(text, *head) is not None for head in heads)
    return range(len(heads) - values, len(heads))


def _name_all(text: str, heads: Sequence[tuple[int, int]]) -> bool:
    """Tell whether heads all name columns for certain: 取組名／担当／実績／課題."""
    return all_name_cells([_head(text, *head) for head in heads])


def _may_be_value(text: str, start: int, end: int) -> bool:
    """Tell whether a field is a number, or says or shows that there is none."""
    return start == end or _NUMBER.fullmatch(text, start, end) is not None or is_value(fold(text[start:end]))


def _fields(text: str, start: int, end: int) -> list[tuple[int, int]]:
    edges = [(start, start), *(m.span() for m in _STROKE.finditer(text, start, end)), (end, end)]
    return [trimmed(text, a, b) for (_, a), (b, _) in pairwise(edges)]


def _separated(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the fields of a line that commas part, without the marks of quotation around them and blank ones at its end."""
    fields: list[tuple[int, int]] = []
    at = start
    while at <= end:
        field = _FIELD.match(text, at, end)
        if field is None:
            break
        fields.append(trimmed(text, *field.span(field.lastgroup or "plain")))
        at = field.end() + 1
    return fields


def _grid(rows: Sequence[Sequence[tuple[int, int]]]) -> Grid:
    return Grid(
        cells=tuple(
            Cell(row=row, column=column, spans=(Span(a, b),) if a < b else ())
            for row, pieces in enumerate(rows)
            for column, (a, b) in enumerate(pieces)
        )
    )
