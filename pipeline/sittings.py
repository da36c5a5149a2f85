"""Tables that list sessions: which are, and what their columns of ordinals and days say by numbers alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from extractors.dates import Dates
from extractors.gatherings import DAY_HEAD
from extractors.mentions import DateMention, Span
from extractors.patterns import compile_pattern
from extractors.view import TextView
from pipeline.tabular import Role, Sheet

_OF_TIMES = frozenset({"回", "回次", "回目"})
"""The head of a column that numbers sessions, if its numbers follow each other."""
_DAY_HEAD = compile_pattern(DAY_HEAD)
_DAY = compile_pattern(
    r"(?P<month>1[0-2]|0?[1-9]) ?[/.] ?(?P<day>[12][0-9]|3[01]|0?[1-9]) ?(?P<weekday>\([日月火水木金土](?:[・、]?[祝休振]日?)?\))?"
)
_GRADE = compile_pattern(r"[1-9]年(?:生|次)?")
_OF_YEARS = frozenset({"年度", "年", "年次", "会計年度"})
_YEAR = compile_pattern(r"(?P<era>令和|平成|昭和|[RHS]) ?(?P<no>[0-9]{1,2}|元)(?:年度?)?")
_ORDINAL = compile_pattern(r"[0-9]{1,4}")
_NAMED = frozenset({Role.TITLE, Role.INDICATOR})


def are_listed(sheet: Sheet) -> bool:
    """Tell whether a table says when what its rows tell of was held, and does not name these things."""
    dated = any(_DAY_HEAD.fullmatch(column.head) and "時期" not in column.head for column in sheet.columns)
    return dated and all(column.role not in _NAMED for column in sheet.columns)


def ordinals(sheet: Sheet) -> Iterator[Span]:
    """Yield the numbers of a column below 回 that follow each other: others count how often something was done."""
    number = next((n for n, column in enumerate(sheet.columns) if column.head in _OF_TIMES), None)
    column = [cell for cells in sheet.rows() for cell in cells if cell.column == number and cell.spans]
    numbered = [(int(words), cell) for cell in column if _ORDINAL.fullmatch(words := sheet.words(cell))]
    if len(numbered) > 1 and all(after - before == 1 for (before, _), (after, _) in pairwise(numbered)):
        yield from (sheet.place(cell) for _, cell in numbered)


def grades(sheet: Sheet) -> Iterator[Span]:
    """Yield the school years that columns are called by, one behind the other: 1年, 2年, 3年 are no durations."""
    for number in range(sheet.captions, sheet.body):
        heads = [cell for cell in sheet.row(number) if len(cell.spans) == 1 and _GRADE.fullmatch(sheet.words(cell))]
        if len(heads) > 1 and all(int(sheet.words(b)[0]) == int(sheet.words(a)[0]) + 1 for a, b in pairwise(heads)):
            yield from map(sheet.place, heads)


def years(sheet: Sheet) -> Iterator[DateMention]:
    """Yield the years of a column that gives the era but once: 3, 4, 5 below 令和2年度."""
    columns = (n for n, column in enumerate(sheet.columns) if column.head in _OF_YEARS)
    for cells in ([c for row in sheet.rows() for c in row if c.column == n and len(c.spans) == 1] for n in columns):
        before = None
        for cell in cells:
            words = sheet.words(cell)
            if (written := _YEAR.fullmatch(words)) is not None:
                before = written["era"], 1 if written["no"] == "元" else int(written["no"])
            elif before is not None and words == str(before[1] + 1):
                before = before[0], before[1] + 1
                for date in Dates().find(TextView(f"{before[0]}{before[1]}年度")):
                    span = sheet.place(cell)
                    yield replace(date, span=span, text=sheet.raw(span))
            else:
                before = None


def days(sheet: Sheet) -> Iterator[DateMention]:
    """Yield the days that a column gives by nothing but their numbers: 4/18, 5.10(金)."""
    below = {n for n, column in enumerate(sheet.columns) if _DAY_HEAD.fullmatch(column.head)}
    for cell in (cell for cells in sheet.rows() for cell in cells if cell.column in below):
        day = _DAY.fullmatch(sheet.words(cell)) if len(cell.spans) == 1 else None
        written = f"{day['month']}月{day['day']}日{day['weekday'] or ''}" if day else ""
        for date in Dates().find(TextView(written)):
            span = sheet.place(cell)
            yield replace(date, span=span, text=sheet.raw(span))
