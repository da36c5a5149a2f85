"""Tables that stand on each other in one ruled grid, as on an evaluation sheet: each is read as a table by itself.

Cells that label cells stand there, and between them a table of indicators or of money with a head of its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from extractors.patterns import compile_pattern
from pipeline.headless import Headless, goes_on
from pipeline.joint_cells import with_cells_apart
from pipeline.kinds import TOLD
from pipeline.markers import named_by_place
from pipeline.model import BlockKind, SourceDoc
from pipeline.pages import Cell, Grid
from pipeline.profile import base
from pipeline.states import JUDGED, SIGN
from pipeline.tabular import ITEM, VALUE_ROLES, Role, Sheet, is_value, names_column, role_of, whole_year, years

_LABELS = frozenset({Role.TITLE, Role.DEPARTMENT, Role.DIRECTION})
_NAMED_CELLS = _LABELS | {Role.NUMBER}
_NEVER_TOLD = _NAMED_CELLS | {Role.INDICATOR, Role.UNIT}
_NUMBER_BEHIND = compile_pattern(r":?[0-9Ⅰ-Ⅻ]{1,3}(?:-[0-9]{1,3}){0,3}$")
"""事業番号 1-1: the number of a measure in the cell of its label."""
_MONEY = compile_pattern(r"(?:当初|補正|最終)?(?:予算|決算)(?:見込)?額?(?:\(.*\))?")
_OF_VALUES = VALUE_ROLES | {Role.INDICATOR}
_LONGEST_OF_VALUE = 8  # characters: what is longer only holds such a word
_LONGEST_HEAD = 40  # characters
_LONGEST_CODE = 2  # characters of what counts without a number: ア, A
_TELLS_NOTHING = "内容"
_FEWEST_VALUES = 2  # columns of values that a head within a form names
_FEWEST_LINES = 3
_FEWEST_KINDS = 2  # of what the heads of a measure tell
_MOST_NAMES = 3  # rows above them
_FEWEST_BANDS = 2
_NO_NAME = compile_pattern(r"。|^(?:[※*・]|\(?(?:備考|注[0-9]?)[):. ])")
_PAIR = 2  # cells: a label and what it names
_OF_NONE = compile_pattern(r"(?:な|無)し\)?$|未設定\)?$|設定(?:せず|し(?:ない|ていない|ていません))\)?$")
"""（指標なし）, 目標値は未設定: what stands where a measure has none names no cell."""
_JUDGES_GOAL = compile_pattern(rf"(?:{SIGN}[:・]?)?(?=[^、。]{{0,8}}目標){JUDGED}")
"""A grade in words: 目標を達成した beside 評価."""
OFFICE = compile_pattern(
    r"(?!(?:主な|主|副|関係|関連|担当|所管|主管|実施|連携|協力)?[課室局部係]$)[^。]{2,20}[課室局部係]"
)
"""What stands beside 所管課 and is no head of a column."""
CYCLE = {"P": BlockKind.OUTLOOK, "D": BlockKind.PROGRESS, "C": BlockKind.OTHER, "A": BlockKind.OUTLOOK}
"""What the letters of Plan, Do, Check, Act open, where all of them head columns."""


class _Head(NamedTuple):
    """The head of a table within a form."""

    row: int
    body: int
    """The first row below it."""
    label: Cell | None
    """What stands over all of the table on its left side."""
    columns: tuple[int, ...]
    """Where its columns begin."""
    of_years: bool
    """Whether they are years, of which words may tell as well as values: 検討, 実施 below R5, R6."""
    rows_of_years: bool = False
    """Whether its rows are of years: R5, R6 below 年度, before what was planned and done."""


def sheets_of(source: SourceDoc) -> Iterator[Sheet]:
    """Yield the tables of a text with their heads read, those that stand on each other one by one."""
    headed: Sheet | None = None
    for grid in source.tables:
        whole = Sheet(source, with_cells_apart(source, grid))
        records = _records(whole) or _banded(whole)
        if records:
            yield from (Sheet(source, record, headed=record.cells[0].columns == record.columns) for record in records)
            continue
        pieces = _pieces(whole) if _is_uneven(whole.grid) or _heads_both(whole) else []
        for sheet in [Sheet(source, piece) for piece in pieces] or [whole]:
            fields = _begins_with_fields(sheet) or _begins_with_pairs(sheet) or (bool(pieces) and _holds_pairs(sheet))
            if fields:
                yield Sheet(source, sheet.grid, headed=False)
                continue
            below = headed is not None and goes_on(headed, sheet)
            if not below and any(column.role is Role.TITLE for column in sheet.columns):
                headed = sheet
            yield Headless(source, sheet.grid, headed) if headed is not None and below else sheet


def _records(whole: Sheet) -> list[Grid]:
    """Return the measures of a grid that stand below each other, each with what names it above a row of heads of its own.

    1-1 | 見守り | 福祉課 over Plan, Do, Check, Action, over what these tell. Nothing for any other grid.
    """
    first = next((n for n in range(min(_MOST_NAMES + 1, whole.grid.rows)) if _tells(whole, n)), 0)
    words = [_bare(whole, cell) for cell in whole.row(first)]
    rows = range(first, whole.grid.rows) if first else ()
    heads = [n for n in rows if [_bare(whole, cell) for cell in whole.row(n)] == words]
    if not heads or len(heads) == len(whole.row(0)) == 1:
        return []
    starts = [0]
    for above, head in pairwise(heads):
        told = next((n for n in range(above + 1, head) if _cut(whole, n) != _cut(whole, above)), head)
        starts.append(told if head - first < told < head else head - first)
    stops = [*starts[1:], whole.grid.rows]
    if any(stop <= head + 1 for head, stop in zip(heads, stops, strict=True)):
        return []
    cells = [_rows(whole, start, stop) for start, stop in zip(starts, stops, strict=True)]
    return [replace(whole.grid, cells=_packed(rows)) for rows in cells]


def _banded(whole: Sheet) -> list[Grid]:
    """Return the sheets of a grid that stand below each other, each below a row across it: ① 見守り over 実績 and 課題.

    The labels of what is told come back, the names do not. A row right above the name is a line over the sheets: Ⅰ 安心.
    Nothing for any other grid.
    """
    across = [_names_across(whole, n) for n in range(whole.grid.rows)]
    starts = [n for n, (named, below) in enumerate(pairwise([*across, True])) if named and not below]
    alone = any(n == 0 or not across[n - 1] for n in starts)  # else it is not known which of two names the sheet
    if len(starts) < _FEWEST_BANDS or not alone or not all(across[: starts[0] + 1]):
        return []
    stops = [next(n for n in range(start + 1, len(across) + 1) if n == len(across) or across[n]) for start in starts]
    cells = [_rows(whole, start, stop) for start, stop in zip(starts, stops, strict=True)]
    firsts = [{_bare(whole, cell) for cell in rows if cell.column == 0} for rows in cells]
    told = [{words for words in labels if base().kind_of(words) in TOLD} for labels in firsts]
    times = Counter(words for labels in told for words in labels)
    names = {_bare(whole, rows[0]) for rows in cells}
    if len(names) < len(cells) or any(all(times[words] == 1 for words in labels) for labels in told):
        return []
    return [replace(whole.grid, cells=_packed(rows)) for rows in cells]


def _names_across(whole: Sheet, row: int) -> bool:
    """Tell whether a row is one cell that may name what stands below it: no label, no sentence, no year."""
    first, *others = whole.row(row) or (None,)
    if first is None or others or not first.spans or first.columns < max(whole.grid.columns, _PAIR):
        return False
    words = _bare(whole, first)
    is_name = base().kind_of(words) is None and not _NO_NAME.search(words) and not is_value(words)
    return is_name and next(years(words), None) is None


def _tells(whole: Sheet, row: int) -> bool:
    """Tell whether a row only has heads of what is told below it, none of them of names: Plan, Do, Check, Action."""
    heads, below = ([_bare(whole, cell) for cell in whole.row(n)] for n in (row, row + 1))
    if len(heads) < _FEWEST_LINES or len(below) != len(heads) or not all(heads) or any(map(is_value, below)):
        return False
    if not all_name_cells(heads) or any(role_of(words) in _NEVER_TOLD for words in heads):
        return False
    return len(TOLD & {CYCLE.get(words) or base().kind_of(words) for words in heads}) >= _FEWEST_KINDS


def _cut(whole: Sheet, row: int) -> list[tuple[int, int]]:
    """Return how a row is cut into cells."""
    return [(cell.column, cell.columns) for cell in whole.row(row)]


def _is_uneven(grid: Grid) -> bool:
    """Tell whether the rows of a table are not all cut into cells in one way, as those of a form are not."""
    starts: dict[int, list[tuple[int, int]]] = {}
    for cell in grid.cells:
        starts.setdefault(cell.row, []).append((cell.column, cell.columns))
    cut = {tuple(cells) for cells in starts.values()}
    labelled = len(cut) > 1 and ((0, 1), (1, grid.columns - 1)) in cut  # 課題 and its words below the columns of years
    return len(cut) > 2 or labelled or 1 < grid.rows == grid.cells[0].rows


def _heads_both(whole: Sheet) -> bool:
    """Tell whether the first column holds the head of indicators as well as that of measures: 指標 and below it 取組名."""
    roles = {role_of(_bare(whole, cell)) for cell in whole.grid.cells if cell.column == 0 and cell.spans}
    return Role.TITLE in roles and not roles.isdisjoint((Role.INDICATOR, Role.TARGET))


def is_label(words: str) -> bool:
    """Tell whether folded words without blanks are what forms call their cells by: 施策名, 担当課, 目標値, 成果."""
    if _OF_NONE.search(words) or _JUDGES_GOAL.fullmatch(words):
        return False
    role = role_of(words)
    values = role in _OF_VALUES and len(words) <= _LONGEST_OF_VALUE
    return role in _NAMED_CELLS or values or base().kind_of(words) is not None


@lru_cache(maxsize=1024)  # heads come back
def names_cells(words: str) -> bool:
    """Tell whether folded words without blanks name a column or a field for certain."""
    return names_column(words) or is_label(words)


def all_name_cells(heads: Sequence[str]) -> bool:
    """Tell whether folded words without blanks all name columns for certain, be they the letters of Plan, Do, Check, Act."""
    return all(map(names_cells, heads)) or (
        CYCLE.keys() <= set(heads) and all(w in CYCLE or names_cells(w) for w in heads)
    )


def _begins_with_fields(sheet: Sheet) -> bool:
    """Tell whether the first row of a table is no head: each name of a cell in it stands beside that cell (施策名 … 担当課 …)."""
    row = list(sheet.row(0))
    words = [_bare(sheet, cell) for cell in row]
    names_office = any(role_of(a) is Role.DEPARTMENT and OFFICE.fullmatch(b) for a, b in pairwise(words))
    counted = role_of(_NUMBER_BEHIND.sub("", words[0])) is Role.NUMBER and _NUMBER_BEHIND.search(words[0])
    known = counted or (is_label(words[0]) and any(role_of(label) in _LABELS for label in words))
    if not (names_office or known or _begins_with_item(sheet, words)):
        return False
    for label, value in zip(row, [*row[1:], None], strict=True):
        if role_of(_bare(sheet, label)) not in _NAMED_CELLS:
            continue
        if value is None or value.rows != label.rows or is_label(_bare(sheet, value)):
            return False
        if _is_head(_bare(sheet, label), _bare(sheet, value)):
            return False
    below = [sheet.row(number) for number in range(row[0].rows, sheet.grid.rows)]
    labelled = [any(is_label(_bare(sheet, cell)) for cell in _labels_of(sheet, cells)) for cells in below if cells]
    cut_alike = bool(labelled) and [cell.column for cell in row] == [cell.column for cell in below[0]]
    if not labelled or not cut_alike:
        return not labelled or any(labelled)
    return labelled[0] or 2 * sum(labelled) > len(labelled)  # no list names most of its rows 実績 and 課題


def _is_head(label: str, words: str) -> bool:
    """Tell whether words beside a label are a head like itself, for no cell it names can hold them: 区分, 改革項目 beside No."""
    counts = role_of(label) is not Role.NUMBER or len(words) <= _LONGEST_CODE or any(map(str.isnumeric, words))
    return not counts or named_by_place(words) or words == _TELLS_NOTHING


def _begins_with_pairs(sheet: Sheet) -> bool:
    """Tell whether labels stand beside all rows of the first cell, each before what it names: 体系 beside 基本目標 … over 施策名 …."""
    rows = [[_bare(sheet, cell) for cell in sheet.row(n)] for n in range(sheet.grid.cells[0].rows)]
    pairs = [row if n else row[1:] for n, row in enumerate(rows)]
    return len(rows) > 1 and all(len(pair) == _PAIR and is_label(pair[0]) and not is_label(pair[1]) for pair in pairs)


def _begins_with_item(sheet: Sheet, words: Sequence[str]) -> bool:
    """Tell whether the first row of a table names by its place what a sheet is of: 改革項目 beside its name, over 担当課."""
    below = sheet.row(1)
    return (
        len(words) == _PAIR
        and ITEM.fullmatch(words[0]) is not None
        and not is_label(words[1])
        and bool(below)
        and role_of(_bare(sheet, below[0])) is Role.DEPARTMENT
    )


def _holds_pairs(sheet: Sheet) -> bool:
    """Tell whether each row of a piece is a label and what that names, the first by a known one: 課題 beside a few words.

    Before known ones, labels may stand that are merged over several: Ｃ 評価 beside 成果 and 課題. Bands across it part
    the steps of such a form: 【Ｃ】評価.
    """
    cells = [sheet.row(number) for number in range(sheet.grid.rows)]
    rows = [[_bare(sheet, cell) for cell in row] for row in cells if not sheet.is_band(row)]
    if not rows or any(not _PAIR <= len(row) <= _PAIR + 1 for row in rows):
        return False
    known = [is_label(row[-2]) for row in rows]
    heads = sum(is_label(row[-1]) for row in rows)  # 目標どおり beside 評価 is none
    if heads and not (all(known) and 2 * heads < len(rows)):
        return False
    return all(known) or (known[0] and all(len(row) == _PAIR for row in rows))


def _labels_of(sheet: Sheet, row: Sequence[Cell]) -> Sequence[Cell]:
    """Return the cells that may name what a row of a form holds: its first, or the second behind a year."""
    return row[1:2] if len(row) > 2 and whole_year(_bare(sheet, row[0])) is not None else row[:1]


def _pieces(whole: Sheet) -> list[Grid]:
    """Return the tables that a grid is made of, from the top; nothing for a grid that is one table as it stands."""
    heads = list(_heads(whole))
    pieces: list[list[Cell]] = []
    forms: list[list[Cell]] = []
    at = 0
    for head, stop in heads:
        forms.append(_rows(whole, at, head.row))
        within = [_below(head, cell) for cell in _rows(whole, head.row, stop) if cell is not head.label]
        pieces += [forms[-1], [head.label] if head.label else [], within]
        at = stop
    forms.append(_rows(whole, at, whole.grid.rows))
    pieces.append(forms[-1])
    named = whole.grid.rows == whole.grid.cells[0].rows  # 事業費（千円） beside the years and sums of all rows
    if not heads or not (named or any(_is_form(whole, cells) for cells in forms)):
        return []
    return [replace(whole.grid, cells=_packed(cells)) for cells in pieces if any(cell.spans for cell in cells)]


def _below(head: _Head, cell: Cell) -> Cell:
    """Return a cell of a head that reaches below it as one that only names the rows there: 事業費（千円）."""
    reaches = cell.row == head.row and cell.row + cell.rows > head.body
    return replace(cell, row=head.body, rows=cell.row + cell.rows - head.body) if reaches else cell


def _rows(whole: Sheet, first: int, stop: int) -> list[Cell]:
    return [cell for row in range(first, stop) for cell in whole.row(row)]


def _is_form(whole: Sheet, cells: Sequence[Cell]) -> bool:
    """Tell whether some cell is a label of a form: its row does not only name columns."""
    return any(is_label(_bare(whole, cell)) for cell in cells)


def _heads(whole: Sheet) -> Iterator[tuple[_Head, int]]:
    """Yield the heads of values with the row behind each of their tables."""
    row = 0
    while row < whole.grid.rows - 1:
        head = _head(whole, row)
        stop = _end(whole, head) if head is not None else row
        if head is None or stop == head.body:
            row += 1
            continue
        yield head, stop
        row = stop


def _head(whole: Sheet, row: int) -> _Head | None:
    cells = list(whole.row(row))
    label = None
    if _heads_rows_of_years(whole, cells):
        return _Head(row, row + 1, None, tuple(cell.column for cell in cells), of_years=False, rows_of_years=True)
    if len(cells) > 2 and cells[0].rows > max(cell.rows for cell in cells[1:]):
        depth = max(cell.rows for cell in cells[1:])
        names = any(role_of(_bare(whole, cell)) in (Role.INDICATOR, Role.TITLE, Role.UNIT) for cell in cells[1:])
        label = cells.pop(0) if names or cells[0].rows > depth + 1 or _are_years(whole, cells[1:]) else None
    if len(cells) < _FEWEST_VALUES:
        return None
    first = cells[0]
    depth = max(cell.rows for cell in (cells if label else cells[1:]))
    of_years = _are_years(whole, cells)
    if (
        not of_years
        and depth == 1 < first.rows
        and all(cell.spans and _names(whole, cell) for cell in whole.row(row + 1))
    ):
        depth = first.rows
    elif depth == 1 and whole.dates_head(row + 1) and not _is_field(whole, cells):
        depth = 2
    below = [cell for number in range(row + 1, row + depth) for cell in whole.row(number)]
    named = [cell for cell in (*cells, *below) if cell.spans]
    if not all(_names(whole, cell) for cell in named):
        return None
    values = sum(_heads_values(_bare(whole, cell)) for cell in named)
    columns = tuple(sorted({cell.column for cell in (*cells, *below)}))
    return _Head(row, row + depth, label, columns, of_years) if values >= _FEWEST_VALUES else None


def _is_field(whole: Sheet, cells: Sequence[Cell]) -> bool:
    """Tell whether the only two cells of a row are a label and what that names, and no heads: 所管課 beside 管財課."""
    label, value = (_bare(whole, cell) for cell in (cells[0], cells[-1]))
    return len(cells) == _PAIR and role_of(label) in _LABELS and not names_cells(value)


def _heads_rows_of_years(whole: Sheet, cells: Sequence[Cell]) -> bool:
    """Tell whether the two rows below a row of heads begin with years: R5, R6 below 年度, beside 計画 and 実績."""
    if len(cells) < _FEWEST_VALUES or not all(c.spans and c.rows == 1 and _names(whole, c) for c in cells):
        return False
    rows = [whole.row(cells[0].row + below) for below in (1, 2)]
    return all(_begins_with_year(whole, row) and len(row) == len(cells) for row in rows)


def _begins_with_year(whole: Sheet, cells: Sequence[Cell]) -> bool:
    return bool(cells) and whole_year(_bare(whole, cells[0])) is not None


def _are_years(whole: Sheet, cells: Sequence[Cell]) -> bool:
    """Tell whether most cells of a head are years and nothing else, one behind the other."""
    found = [year for cell in cells if (year := whole_year(_bare(whole, cell))) is not None]
    if len(found) < _FEWEST_VALUES or 2 * len(found) < len(cells) or found != sorted(set(found)):
        return False
    below = {cell.column for cell in whole.row(cells[-1].row + 1)}  # 計画 and 実績 of each year go on with the head
    return not any(below.intersection(range(c.column + 1, c.column + c.columns)) for c in cells)


def _bare(whole: Sheet, cell: Cell) -> str:
    return whole.label(cell).replace(" ", "")


def _names(whole: Sheet, cell: Cell) -> bool:
    words = _bare(whole, cell)
    return len(words) <= _LONGEST_HEAD and not words.endswith("。") and not _is_number(words)


def _is_number(words: str) -> bool:
    return is_value(words) and next(years(words), None) is None


def _heads_values(words: str) -> bool:
    said = next(years(words), None)
    of_year = said is not None and said.start == 0
    return role_of(words) in VALUE_ROLES or of_year or _MONEY.fullmatch(words) is not None


def _end(whole: Sheet, head: _Head) -> int:
    """Return the first row that is none of a head's table: it holds no value, or is cut into cells in another way."""
    last = head.label.row + head.label.rows if head.label else whole.grid.rows
    row = head.body
    while row < last:
        cells = [cell for cell in whole.row(row) if cell is not head.label]
        first = head.columns[1] if head.of_years else 0  # what the rows are called may be cut into cells of their own
        fits = all(cell.column in head.columns or cell.column < first for cell in cells) and not any(
            bisect_left(head.columns, cell.column + cell.columns) - bisect_left(head.columns, cell.column) > 1
            for cell in cells
            if cell.column != head.columns[0]
        )
        if head.rows_of_years and not _begins_with_year(whole, cells):
            break
        told = head.of_years or head.rows_of_years or any(is_value(_bare(whole, cell)) for cell in cells)
        if not cells or not fits or not told:
            break
        row += 1
    return row


def _packed(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return some cells of a table as those of a table, without the rows and columns in which none of them begins."""
    rows = sorted({cell.row for cell in cells})
    columns = sorted({cell.column for cell in cells})
    packed = []
    for cell in cells:
        row, column = bisect_left(rows, cell.row), bisect_left(columns, cell.column)
        packed.append(
            Cell(
                row=row,
                column=column,
                rows=max(bisect_left(rows, cell.row + cell.rows) - row, 1),
                columns=max(bisect_left(columns, cell.column + cell.columns) - column, 1),
                spans=cell.spans,
            )
        )
    return tuple(packed)
