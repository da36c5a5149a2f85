"""Tables of what was planned and done year by year: heads that are years, rows that say what they tell (計画 over 実績).

A value of them is of the year above it, and only that of the year reported is this report's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from extractors.patterns import compile_pattern
from pipeline.model import BlockKind
from pipeline.pages import Cell
from pipeline.segment.columns import FIELDS, KindOf
from pipeline.segment.fields import bare_label, years_over
from pipeline.segment.kinds import kind_of_words
from pipeline.tabular import NO_VALUE, Role, Sheet, role_of, whole_year, years

_FEWEST_YEARS = 2
_COUNTED = compile_pattern(r"(?:[①-⑳]|\([A-Za-z0-9①-⑳]\)|(?<=[^A-Z])[A-Z])$")
"""What lets a line below refer to a row: 量の見込み①, 確保方策②."""

Told = Mapping[int, tuple[BlockKind, str]]
"""What cells tell, by identity, each with its label: the year and what the row is called."""


def told_by_year(sheet: Sheet, kind_of: KindOf, label: str = "") -> Told | None:
    """Return what the cells below the years of a table tell; None for any other table.

    Args:
        sheet: the table.
        kind_of: what a label opens, by the report's style.
        label: what stands over the table, which its rows without a label of their own go by.
    """
    if sheet.find(Role.TITLE, Role.INDICATOR, Role.BASELINE):
        return None
    if (down := _told_by_rows(sheet, kind_of)) is not None:
        return down
    columns = years_over(sheet)
    if not columns or sheet.find(Role.TARGET):
        return None
    first = columns[0]
    corner = "".join(column.head for column in sheet.columns[: min(first, 1)])
    found: dict[int, tuple[BlockKind, str]] = {}
    for cells in sheet.rows():
        names = [cell for n in range(first) if (cell := sheet.cell(cells[0].row, n)) is not None and cell.spans]
        kind, called = _row(sheet, names, kind_of) or _named(kind_of, [corner, label])
        for cell in (cell for cell in cells if cell.column >= first and cell.spans):
            told, label_of = _of_column(sheet.column(cell).head, kind, called, kind_of)
            found[id(cell)] = (told if sheet.words(cell) not in NO_VALUE else BlockKind.OTHER, label_of)
    return found


def _told_by_rows(sheet: Sheet, kind_of: KindOf) -> Told | None:
    """Return what the cells of a table tell each of whose rows begins with its year; None for any other table."""
    rows = list(sheet.rows())
    said = [whole_year(sheet.words(cells[0])) if cells[0].column == 0 else None for cells in rows]
    if sheet.body == sheet.captions or len(set(said)) < _FEWEST_YEARS or None in said:
        return None
    found: dict[int, tuple[BlockKind, str]] = {}
    for cells in rows:
        year = f"{sheet.words(cells[0]).rstrip('年度')}年度"
        for cell in (cell for cell in cells[1:] if cell.spans):
            kind, called = _named(kind_of, [row_label(sheet.column(cell).head)])
            found[id(cell)] = (kind if sheet.words(cell) not in NO_VALUE else BlockKind.OTHER, year + called)
    return found


def _of_column(head: str, kind: BlockKind, called: str, kind_of: KindOf) -> tuple[BlockKind, str]:
    """Return what a cell tells below the head of a column, and its label, by the row's where the head is but a year.

    Args:
        head: folded.
        kind: what the row tells.
        called: what the row is called.
        kind_of: what a label opens.
    """
    year = next(years(head), None)
    if year is None or year.start > 0:  # 合計
        return BlockKind.OTHER, head + called
    if year.end < len(head):
        return _named(kind_of, [head[year.end :]])[0], head
    return kind, f"{head.rstrip('年度')}年度{called}"


def row_label(words: str) -> str:
    """Return what the folded words at the head of a row call it: 量の見込み of 量の見込み ①."""
    return _COUNTED.sub("", bare_label(words))


def _row(sheet: Sheet, names: Sequence[Cell], kind_of: KindOf) -> tuple[BlockKind, str] | None:
    """Return what a row tells, by the nearest of its labels that says it; None for a row without labels."""
    labels = [row_label(sheet.label(cell)) for cell in reversed(names)]
    labels = [label for label in labels if role_of(label) is not Role.UNIT]
    return _named(kind_of, labels) if labels else None


def _named(kind_of: KindOf, labels: Sequence[str]) -> tuple[BlockKind, str]:
    kinds = ((FIELDS.get(role_of(label)) or kind_of(label) or kind_of_words(label), label) for label in labels if label)
    return next(((kind, label) for kind, label in kinds if kind is not None), (BlockKind.OTHER, "".join(labels[:1])))


def column_of_parts(sheet: Sheet, said: int) -> int | None:
    """Return the column behind that of targets and results which tells several rows of one apart: 低学年 over 高学年.

    Args:
        sheet: the table.
        said: the column of targets and results.
    """
    if said + 1 >= sheet.grid.columns or sheet.columns[said + 1].role is not Role.OTHER:
        return None
    told = [(sheet.cell(cells[0].row, said), sheet.cell(cells[0].row, said + 1)) for cells in sheet.rows()]
    goes_on = (below is above or (below is not None and not below.spans) for (above, _), (below, _) in pairwise(told))
    apart = (part is not None and part.spans and part is not above for (_, above), (_, part) in pairwise(told))
    return said + 1 if any(map(all, zip(goes_on, apart, strict=True))) else None
