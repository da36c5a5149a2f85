"""Tables that go on over a page break or in the next column: put together, their repeated heads set apart, the lines that it cuts joined."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import compress, pairwise
from typing import NamedTuple

from extractors.patterns import compile_pattern
from extractors.spans import Span
from extractors.view import fold, fold_tight
from pipeline.ingest import heads_again
from pipeline.ingest.grids import VALUE, are_same
from pipeline.ingest.heads import heads_column
from pipeline.ingest.wraps import carries_on, cuts_number, display_width, first_unit
from pipeline.pages import Cell, Grid
from pipeline.tabular import names_column

_FEWEST_LABELS = 2
_FEWEST_ROWS = 3  # that two tables have alike
_LONGEST_HEAD = 16  # characters
_SAME_HEIGHT = 1.0  # points
_SET_APART = compile_pattern(r"(?<=[ぁ-ヺ一-鿿])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[ぁ-ヺ一-鿿])")
_JOINS = compile_pattern(r"(?:[ぁ-ん一-鿿][のにをとへ]|[・/]|及び)$")
_JOINED = compile_pattern(r"[のにをとへ・/)]")
"""The ends and beginnings of lines of a label between which it does not end."""


class Found(NamedTuple):
    """A page's table once its text stands in the document."""

    grid: Grid
    edges: tuple[float, ...]
    page: int
    open_top: bool = False
    open_bottom: bool = False
    merged: tuple[int, ...] = ()
    """The columns whose last cells alone go on below the break, where its last row does not."""
    top: float = 0.0
    """Where it begins on its page."""
    heights: tuple[float, ...] = ()
    """Where each of its rows ends, from there."""

    def moved(self, offset: int, pages: int) -> Found:
        """Return the table behind so many more characters and pages."""
        return self._replace(grid=moved(self.grid, offset), page=self.page + pages)


def moved(grid: Grid, offset: int) -> Grid:
    """Return a table behind so many more characters."""
    return replace(
        grid,
        cells=tuple(
            replace(cell, spans=tuple(Span(span.start + offset, span.end + offset) for span in cell.spans))
            for cell in grid.cells
        ),
    )


class Joined(NamedTuple):
    """The tables of a document."""

    grids: tuple[Grid, ...]
    repeated: list[Span]
    """The heads that a page or a part of a table repeats: they are furniture too."""
    wraps: list[Span]
    """From the end of a line that a page break only wraps to the line of its cell that goes on with it."""
    abreast: list[tuple[int, int, Span]]
    """The pages of two tables of which the second holds further columns of the rows of the first, and where it stands."""


def join(found: Sequence[Found], text: str, furniture: Sequence[Span], breaks: Sequence[int]) -> Joined:
    """Put together the tables that go on over a page break.

    Args:
        found: the tables of all pages in order.
        text: the document's text.
        furniture: what belongs to the pages, in order.
        breaks: the line breaks within cells that only wrap a line, in order.
    """
    joined: list[Found] = []  # of long ones only the rows that a page may repeat, and those of its last page
    settled: defaultdict[int, list[Cell]] = defaultdict(list)  # by place in `joined`, the cells between
    most = max((table.grid.rows for table in found), default=0)
    repeated: list[Span] = []
    abreast: list[tuple[int, int, Span]] = []
    stacked = cache(partial(_stacked, found, text))
    labels = cache(partial(_labels, found, text))
    headed: dict[_Head, Found] = {}
    for at, table in enumerate(found):
        before = joined[-1] if joined else None
        if at and _are_abreast(found[at - 1], table, text):
            abreast.append((found[at - 1].page, table.page, table.grid.span))
            joined.append(table)
            continue
        if before is None or not _goes_on(before, table, text, furniture):
            joined.append(table)
            headed[_first_row(table, text)] = table
            continue
        heads = _shared_rows(before.grid, table.grid, text) or _heads_again(headed, table, text)
        if heads and _are_forms(before.grid, table.grid, heads, text):
            joined.append(table)
            continue
        repeated += (span for c in table.grid.cells if c.row < heads for span in c.spans)
        is_cut = before.open_bottom or table.open_top
        is_cut = is_cut or (not before.merged and _cuts_label(before.grid, table.grid, heads, text, labels, stacked))
        grid = _appended(before.grid, table.grid, heads, text, None if is_cut else before.merged, stacked)
        asked = [c.row < most or c.row + c.rows >= before.grid.rows for c in grid.cells]
        settled[len(joined) - 1] += (c for c, still in zip(grid.cells, asked, strict=True) if not still)
        joined[-1] = table._replace(grid=Grid(cells=tuple(compress(grid.cells, asked))), edges=before.edges)
    whole = (
        _in_order([*table.grid.cells, *settled[at]]) if at in settled else table.grid for at, table in enumerate(joined)
    )
    grids, again = heads_again.without(whole, text)
    apart = sorted([*furniture, *repeated])
    cut = (pair for grid in grids for cell in grid.cells for pair in pairwise(cell.spans))
    wraps = [Span(a.end, b.start) for a, b in cut if _is_wrapped(a, b, text, apart, breaks)]
    return Joined(grids, repeated + again, wraps, abreast)


def _is_wrapped(above: Span, below: Span, text: str, apart: Sequence[Span], breaks: Sequence[int]) -> bool:
    """Tell whether a line of a cell is full where only the page ends: as wide as those above it that wrap."""
    if not _is_blank(text, above.end, below.start, apart):
        return False
    wrapped = breaks[bisect_left(breaks, above.start) : bisect_left(breaks, above.end)]
    last = text[text.rfind("\n", above.start, above.end) + 1 : above.end]
    following = text[below.start : below.end].partition("\n")[0]
    if cuts_number(last, following):
        return True
    if not wrapped or not carries_on(last, following):
        return False
    margin = max(_set_width(text[text.rfind("\n", 0, at) + 1 : at]) for at in wrapped)
    return margin - _set_width(last) < display_width(first_unit(following))


def _set_width(line: str) -> float:
    """Return the columns that a line takes, with the quarter of a character that programs set between kanji and digits."""
    return display_width(line) + len(_SET_APART.findall(line)) / 2


def _is_blank(text: str, at: int, end: int, apart: Sequence[Span]) -> bool:
    """Tell whether a stretch of the text holds nothing but what belongs to the pages."""
    for span in apart:
        if at <= span.start and span.end <= end:
            if text[at : span.start].strip():
                return False
            at = span.end
    return not text[at:end].strip()


def _goes_on(before: Found, table: Found, text: str, furniture: Sequence[Span]) -> bool:
    beside = table.page == before.page and table.top < before.top and table.edges[0] > before.edges[-1]
    if not (beside or table.page == before.page + 1) or not are_same(before.edges, table.edges):
        return False
    return _is_blank(text, before.grid.span.end, table.grid.span.start, furniture)


def _are_abreast(before: Found, table: Found, text: str) -> bool:
    """Tell whether a table holds further columns of the rows of the one on the page before, as a wide sheet is printed.

    Their rows are as high, one by one; the second has heads of its own.
    """
    if table.page != before.page + 1 or len(before.heights) < _FEWEST_ROWS or len(before.heights) != len(table.heights):
        return False
    if any(abs(a - b) > _SAME_HEIGHT for a, b in zip(before.heights, table.heights, strict=True)):
        return False
    heads, further = (
        [fold(words) for cell in x.grid.cells if cell.row == 0 and (words := cell.text(text))] for x in (before, table)
    )
    if not further or not set(heads).isdisjoint(further) or not all(map(_is_short, further)):
        return False
    if not are_same(before.edges, table.edges) or any(map(names_column, further)):
        return True
    told = {cell.column for cell in table.grid.cells if cell.row and "。" in cell.text(text)}
    return any(map(names_column, heads)) and 2 * len(told) >= len(further)


def _is_short(words: str) -> bool:
    return len(words) <= _LONGEST_HEAD and "。" not in words and not VALUE.fullmatch(words)


def _shared_rows(before: Grid, table: Grid, text: str) -> int:
    """Return how many rows at the top of both tables say the same."""
    shared = 0
    alone = min(before.rows, table.rows) == 1  # a head above rows that are told otherwise
    while shared < min(before.rows, table.rows) - (not alone):
        rows = [
            [(c.column, c.columns, c.text(text)) for c in grid.cells if c.row == shared] for grid in (before, table)
        ]
        if rows[0] != rows[1] or not any(words for _, _, words in rows[0]):
            break
        shared += 1
    return shared


_Head = tuple[tuple[int, int, str], ...]


def _first_row(table: Found, text: str) -> _Head:
    """Return where the cells of a table's first row stand, with their words."""
    return tuple((c.column, c.columns, c.text(text)) for c in table.grid.cells if c.row == 0)


def _heads_again(headed: Mapping[_Head, Found], table: Found, text: str) -> int:
    """Return how many rows at the top of a table are the head of an earlier one of the same columns, by their first rows.

    The one right above it on the page before goes on with that earlier one, and has no head itself.
    """
    first = _first_row(table, text)
    other = headed.get(first)
    if other is None or not are_same(other.edges, table.edges) or not any(names_column(fold(w)) for _, _, w in first):
        return 0
    return _shared_rows(other.grid, table.grid, text) if all(_is_short(fold(words)) for _, _, words in first) else 0


def _are_forms(before: Grid, table: Grid, heads: int, text: str) -> bool:
    """Tell whether below the rows that both tables share their labels come back too: the second is a form of its own."""
    labels = [
        {(c.row, c.columns): c.text(text) for c in grid.cells if c.column == 0 and c.row >= heads and c.spans}
        for grid in (before, table)
    ]
    same = [words for place, words in labels[1].items() if labels[0].get(place) == words]
    return sum(not VALUE.fullmatch(fold(words)) for words in same) >= _FEWEST_LABELS


def _stacked(found: Iterable[Found], text: str) -> Collection[tuple[str, str]]:
    """Return the words of labels that stand right below one another in a table, as those of a form do: 課題 | 次年度の取組."""
    pairs: set[tuple[str, str]] = set()
    for table in found:
        ends = {(c.column, c.row + c.rows): c for c in table.grid.cells if c.spans}
        for cell in table.grid.cells:
            above = ends.get((cell.column, cell.row))
            if above is not None and cell.spans:
                pairs.add((_label(above, text), _label(cell, text)))
    return {pair for pair in pairs if all(pair) and any(map(heads_column, pair))}


def _labels(found: Iterable[Found], text: str) -> Collection[str]:
    """Return the words of the cells at the left of some tables that may be labels."""
    return {words for table in found for cell in table.grid.cells if cell.column == 0 and (words := _label(cell, text))}


def _cuts_label(
    before: Grid,
    table: Grid,
    heads: int,
    text: str,
    labels: Callable[[], Collection[str]],
    stacked: Callable[[], Collection[tuple[str, str]]],
) -> bool:
    """Tell whether a page break cuts the label of a row: both parts together are one elsewhere, or one that a particle joins.

    In a form of two columns the label may stand beside the lower part of its words alone, which go on amid a sentence.
    """
    last, first = (
        {c.column: c for c in grid.cells if c.row == row and c.rows == 1}
        for grid, row in ((before, before.rows - 1), (table, heads))
    )
    if 0 not in last or 0 not in first or len(last) < 2 or last.keys() != first.keys():
        return False
    above, below = _label(last[0], text), _label(first[0], text)
    if not above:
        told = last[max(last)].text(text) if not last[0].spans and len(last) == 2 else ""
        return bool(told) and not told.endswith("。") and bool(first[max(first)].spans) and heads_column(below)
    if not below or VALUE.fullmatch(above) or (above, below) in stacked():
        return False
    whole = above + below
    joined = _JOINS.search(above) or _JOINED.match(below)
    if heads_column(whole):
        return joined is not None or whole in labels()
    return len(last) == 2 and whole in labels()  # in a list 山田 and 川 may be two places


def _label(cell: Cell, text: str) -> str:
    """Return the words of a cell that may be a label, folded and without blanks; of a longer one none."""
    words = fold_tight(cell.text(text))
    return words if _is_short(words) else ""


def _appended(
    before: Grid,
    table: Grid,
    heads: int,
    text: str,
    merged: Sequence[int] | None,
    stacked: Callable[[], Collection[tuple[str, str]]],
) -> Grid:
    """Return both tables as one; a row that the break cuts becomes one row.

    Args:
        before: the table above the break.
        table: the table below it.
        heads: how many rows of it only repeat the heads.
        text: the document's text.
        merged: the columns whose cells go on alone; None where the rules show that a row is cut. Without either, one is
            whose first cell is empty below the break. Where both parts name fields that stand below one another
            elsewhere, no row is cut, only what is merged over both.
        stacked: the labels that do, asked for where a row seems to be cut.
    """
    rows, cells = before.rows, list(before.cells)
    first = {c.column: c for c in table.cells if c.row == heads}
    last = [c for c in cells if c.row + c.rows == rows]
    cut = merged is None or (not merged and _is_cut(last, first, text))
    if cut and any(
        (_label(c, text), _label(first[c.column], text)) in stacked() for c in last if c.column in first and c.spans
    ):
        cut, merged = False, [column for column, cell in first.items() if not cell.spans]
    goes_on = {
        c.column: at for at, c in enumerate(cells) if c.row + c.rows == rows and (cut or c.column in (merged or ()))
    }
    shift = rows - heads - cut
    for cell in table.cells:
        if cell.row < heads:
            continue
        at = goes_on.get(cell.column) if cell.row == heads else None
        if at is None:
            cells.append(cell.moved(shift))
        else:
            whole = cells[at].with_more(cell)
            cells[at] = whole if cut else replace(whole, rows=whole.rows + 1)
    return _in_order(cells)


def _in_order(cells: Iterable[Cell]) -> Grid:
    return Grid(cells=tuple(sorted(cells, key=lambda c: (c.row, c.column))))


def _is_cut(last: Sequence[Cell], first: Mapping[int, Cell], text: str) -> bool:
    head = first.get(0)
    if head is None or head.spans or not any(cell.spans for cell in first.values()):
        return False
    pairs = [(cell, first[cell.column]) for cell in last if cell.column in first and first[cell.column].spans]
    return bool(pairs) and not any(VALUE.fullmatch(fold(below.text(text))) for _, below in pairs)
