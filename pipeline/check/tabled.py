"""Tables as checks see them: their heads, and the values of each row by column, be they drawn as tables or only lines.

A number without a unit is no figure of the report, but adds up as well as others do: 合計　529 below 北部　214.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain, takewhile
from typing import NamedTuple

from extractors.mentions import Figure, FigureKind, Span, Status
from extractors.patterns import compile_pattern
from pipeline.model import FigureRecord, Place, SourceDoc
from pipeline.stacks import sheets_of
from pipeline.tabular import Sheet

SUM = compile_pattern(
    r"(?![^()]*(?:[会設小統家推集]|累)計)[^()]{0,6}計(?:\([^()]*\))?|(?:合計|総|年間)(?:人数|件数|数|額)|年間(?:合計)?|通[年期]|総数|全体"
)
"""The head of a column that is the sum of those before it."""
_SUM_ROW = compile_pattern(
    r"(?:合|総|(?P<n>[2-9]|10)(?:か年|年間|か月)の?(?:合)?)? *計(?: *\([^()]*\))?|全体|総(?:件|人)?数"
)
_ASIDE = compile_pattern(r"うち|再掲|小 *計|内数|累計|前年")
_BARE = compile_pattern(r"(?P<sign>[△▲+-])?(?P<number>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<decimals>\.[0-9]+)?")
_CLOSES = compile_pattern(
    r"(?m)^[ ・○●◇◆*|-]*(?P<closed>(?:合|総)? ?計|全体|総(?:件|人)?数)(?:\([^()\n]{0,12}\))?[ |:…]+(?=[0-9])"
)
"""The beginning of a line that gives the sum of those above it."""
_HEADS = compile_pattern(r"(?m)^[^\n。]{0,80}(?:計|年間|通[年期]|総数|全体|通算|年度末|継続|残高)(?P<closed>)? *\|? *$")
"""A line that may be the head of a table whose last column holds sums, or what is left."""
_FIELD = compile_pattern(r"[^ |:…\n]+")
_AMOUNT = compile_pattern(rf"{_BARE.pattern}(?P<unit>[^0-9 ()、。~-]{{0,4}})")
_NAMES = compile_pattern("[月日年回期代歳班号級]|学[年期]|地区|丁目")
"""What makes a number the name of a row: 4月, 20代."""
_BULLET = compile_pattern(r" *[・○●◇◆■□*•-] ?")
_LONGEST, _LONGEST_NAME, _MOST = 200, 40, 100  # characters of a line and its name, lines of a table


class Row(NamedTuple):
    """A row of a table."""

    name: str
    values: Mapping[int, FigureRecord]
    """By column."""


class Table(NamedTuple):
    """A table as its heads and rows."""

    heads: Sequence[str]
    rows: Sequence[Row]
    sums: frozenset[int]
    """Which of the rows are the sum of others."""
    has_asides: bool
    """Whether some rows count again what others do: うち, 再掲, 小計."""
    rounded: bool = False
    """Whether a note beside it says that its values are rounded, so that sums may be off."""
    noted: str = ""
    """The note right below it, if there is one: ※累計は、閉所を除いた数."""


class Line(NamedTuple):
    """A line that gives nothing but a name and amounts: 北部　12回　340人."""

    name: str
    amounts: Sequence[Span]
    span: Span


class Run(NamedTuple):
    """Lines of as many amounts each below one another, and the heads of these if the line above names them."""

    heads: Sequence[str]
    lines: Sequence[Line]


def tables_of(source: SourceDoc, figures: Mapping[int, FigureRecord]) -> Iterator[Table]:
    """Yield the tables of a report.

    Args:
        source: the report.
        figures: of its tables, by where they begin.
    """
    for sheet in sheets_of(source):
        rows: list[Row] = []
        sums: set[int] = set()
        asides = False
        for cells in sheet.rows():
            name = _name_of(sheet, cells[0].row)
            row = Row(name, dict(_figures(sheet, cells[0].row, name, figures)))
            asides = asides or any(_ASIDE.search(sheet.words(cell)) for cell in cells)
            names = (_SUM_ROW.fullmatch(sheet.words(cell)) for cell in cells)
            if any(found and int(found["n"] or len(rows)) == len(rows) for found in names):
                sums.add(len(rows))
            rows.append(row)
        heads: Sequence[str] = [column.head for column in sheet.columns]
        if not any(heads) and (above := _heads_in(sheet)):
            heads, rows, sums = above, rows[1:], {at - 1 for at in sums if at}
        rounded = _is_rounded(source.text, sheet.grid.span)
        yield Table(heads, rows, frozenset(sums), asides, rounded, _note_below(source.folded, sheet.grid.span.end))


def _is_rounded(text: str, span: Span) -> bool:
    return _ROUNDED.search(text, span.start - _BESIDE, span.end + _BESIDE) is not None


def _note_below(text: str, end: int) -> str:
    match = _NOTE.match(text, end)
    return match[0] if match else ""


_NOTE = compile_pattern(r"[ \n|]{0,8}(?:※|[*＊]|\(?注|備考)[^\n]{1,120}")
_ROUNDED = compile_pattern("端数|四捨五入|切り?捨て|切り?上げ|一致しな")
_BESIDE = 120  # characters


def _heads_in(sheet: Sheet) -> Sequence[str]:
    """Return the words of a first row that was not read as a head, as its columns are called 20代 or 4月, if it ends with that of sums."""
    first = next(sheet.rows(), ())
    words = [sheet.words(cell) for cell in first]
    return words if len(words) == len(sheet.columns) and SUM.fullmatch(words[-1]) else ()


def _name_of(sheet: Sheet, row: int) -> str:
    cell = sheet.cell(row, 0)
    return sheet.words(cell) if cell is not None else ""


def _figures(
    sheet: Sheet, row: int, name: str, figures: Mapping[int, FigureRecord]
) -> Iterator[tuple[int, FigureRecord]]:
    for column in range(len(sheet.columns)):
        cell = sheet.cell(row, column)
        if cell is None or cell.column != column or cell.row != row or len(cell.spans) != 1:
            continue
        place = sheet.place(cell)
        record = figures.get(place.start) or (bare(sheet.words(cell), place, name) if column else None)
        if record is not None and record.figure.value_max is None:
            yield column, record


def tables_of_runs(text: str, runs: Sequence[Run], figures: Mapping[int, FigureRecord]) -> Iterator[Table]:
    """Yield as tables the runs of lines of a report.

    Args:
        text: what `joined` returns.
        runs: what `runs_of` returns.
        figures: of their lines, by where they begin.
    """
    for heads, lines in runs:
        rows = []
        for name, amounts, _ in lines:
            values = enumerate(figures.get(a.start) or bare(text[a.start : a.end], a, name) for a in amounts)
            rows.append(Row(name, {k: record for k, record in values if record and record.figure.value_max is None}))
        sums = frozenset(at for at, row in enumerate(rows) if _SUM_ROW.fullmatch(row.name))
        rounded = _is_rounded(text, Span(lines[0].span.start, lines[-1].span.end))
        asides = any(_ASIDE.search(row.name) for row in rows)
        yield Table(heads, rows, sums, asides, rounded, _note_below(text, lines[-1].span.end))


def bare(words: str, span: Span, name: str) -> FigureRecord | None:
    """Return a number that stands without a unit as a count of what has a name; None for what is none."""
    match = _AMOUNT.fullmatch(words)
    if match is None:
        return None
    value = Decimal(match["number"].replace(",", "") + (match["decimals"] or "")) * (
        -1 if match["sign"] not in (None, "+") else 1
    )
    unit = match["unit"] or None
    figure = Figure(
        span=span, text=words, value=value, unit=unit, unit_norm=unit, kind=FigureKind.COUNT, label=name or None
    )
    return FigureRecord(figure_id="", figure=figure, place=Place(), status=Status.ACTUAL, context="")


def runs_of(text: str, apart: Sequence[Span]) -> list[Run]:
    """Return the lines of a text that are like rows of a table with sums, below a head or above the line of their sum.

    Args:
        text: what `joined` returns.
        apart: what is drawn as tables, in order.
    """
    starts = [span.start for span in apart]
    found: dict[int, Run] = {}  # by where its last line begins
    for match in chain(_CLOSES.finditer(text), _HEADS.finditer(text)):
        at = match.start()
        k = bisect_right(starts, at) - 1
        if k >= 0 and at < apart[k].end:
            continue
        lines = lines_above(text, at) if match["closed"] else lines_below(text, text.find("\n", at) + 1)
        if lines and lines[-1].span.start not in found:
            found[lines[-1].span.start] = Run(_heads_of(text, lines), lines)
    return list(found.values())


def lines_above(text: str, at: int) -> Sequence[Line]:
    """Return the line that begins at an offset and those above it with as many amounts, up to the sum of others, from the first on.

    No line if they are so many that their first may not be reached.
    """
    found: list[Line] = []
    while at >= 0:
        if len(found) == _MOST:
            return []
        line = line_at(text, at)
        if line is None or (found and len(line.amounts) != len(found[0].amounts)):
            break
        if found and _SUM_ROW.fullmatch(line.name):
            break
        found.insert(0, line)
        at = text.rfind("\n", max(0, at - 1 - _LONGEST), at - 1) + 1 if at else -1
    return found


def lines_below(text: str, at: int) -> Sequence[Line]:
    """Return the line that begins at an offset and those below it with as many amounts."""
    found: list[Line] = []
    while 0 < at < len(text) and len(found) < _MOST:
        line = line_at(text, at)
        if line is None or (found and len(line.amounts) != len(found[0].amounts)):
            break
        found.append(line)
        at = line.span.end + 1
    return found


def line_at(text: str, at: int) -> Line | None:
    """Return the line that begins at an offset, if it gives nothing but a name and amounts."""
    stop = text.find("\n", at, at + _LONGEST)
    stop = stop if stop >= 0 else min(len(text), at + _LONGEST)
    bullet = _BULLET.match(text, at, stop)
    fields = [Span(m.start(), m.end()) for m in _FIELD.finditer(text, bullet.end() if bullet else at, stop)]
    first = _AMOUNT.fullmatch(text, *fields[0]) if fields else None
    named = first is None or not first["unit"] or _NAMES.match(first["unit"]) is not None
    amounts = list(takewhile(lambda f: _AMOUNT.fullmatch(text, f.start, f.end), reversed(fields[named:])))[::-1]
    if not amounts:
        return None
    name = "".join(text[f.start : f.end] for f in fields[: len(fields) - len(amounts)])
    return Line(name, amounts, Span(at, stop)) if len(name) <= _LONGEST_NAME else None


def _heads_of(text: str, lines: Sequence[Line]) -> Sequence[str]:
    """Return what the columns of some lines hold by the line above them, "" where that does not say it."""
    start, columns = lines[0].span.start, len(lines[0].amounts)
    above = text[text.rfind("\n", max(0, start - 1 - _LONGEST), max(0, start - 1)) + 1 : max(0, start - 1)]
    fields = [m[0] for m in _FIELD.finditer(above)]
    named = lines[0].name != ""
    return fields[named:] if len(fields) == columns + named else [""] * columns
