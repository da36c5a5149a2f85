"""Columns of tables whose values those beside them give: sums, differences, rates and shares of the whole.

What a column holds its head says, but not of which others it is taken: that the other rows show. Only where most of
them agree is one that does not a mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractors.mentions import FigureKind
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.values import COUNTED, HUNDRED, NEARLY, agree, is_share, off_by_rounding, relative_rounding, sum_of
from pipeline.model import FigureRecord, SourceDoc
from pipeline.stacks import sheets_of
from pipeline.tabular import Sheet, years

_SUM = compile_pattern(
    r"(?:合|総)?計(?:\([^()]*\))?|(?:合計|総|年間)(?:人数|件数|数|額)|年間(?:計|合計)?|通年|総数|全体"
)
_DIFFERENCE = compile_pattern(r"(?:対?前年度?比?)?増減(?:数|額|量)?|差引?(?:額|数)?|対?前年度?増減")
_RATE = compile_pattern(r"[^()]{1,8}率(?:\([^()]*\))?")
_SHARE = compile_pattern(r"(?:割合|構成比|構成割合|比率|率)(?:\([^()]*\))?")
_NO_ADDEND = compile_pattern(r"率|比|割合|平均|増減|前年|目標|うち|再掲|単価|累計|順位|差引")
_SUM_ROW = compile_pattern(r"(?:合|総)? *計(?: *\([^()]*\))?|全体|総数")
_ASIDE = compile_pattern(r"うち|再掲|小 *計|内数|累計|前年")
_FEWEST = 2
"""Rows that must show what a column holds."""
_PAIR = 2

_Row = Mapping[int, FigureRecord]


class Departure(NamedTuple):
    """A value that is not what the others of its row give, as in the other rows."""

    stated: FigureRecord
    calculated: Decimal
    terms: Sequence[FigureRecord]


def departing_sums(tables: Sequence[Table]) -> Iterator[Departure]:
    """Yield the sums at the end of rows that are not that of their row.

    Args:
        tables: what `tables_of` returns.
    """
    for table in tables:
        for column, head in enumerate(table.heads):
            if _SUM.fullmatch(head):
                yield from _departing(_sums(table, column), _adds_up)


def missed_totals(tables: Sequence[Table]) -> Iterator[Departure]:
    """Yield the values of the row that closes a table which those above them in their column nearly add up to.

    Where several columns have such values, one of them at least must be the sum of its own.
    """
    for table in tables:
        last = len(table.rows) - 1
        if table.sums != {last} or table.has_asides:
            continue
        found = list(filter(None, (_column_sum(table, column) for column in range(len(table.heads)))))
        wrong = [departure for departure in found if not _adds_up(departure)]
        if len(wrong) < max(len(found), _PAIR):
            yield from (d for d in wrong if abs(d.stated.figure.value - d.calculated) <= d.stated.figure.value * NEARLY)


def _column_sum(table: Table, column: int) -> Departure | None:
    """Return the value that closes a column as the sum of those above it, if each row has one of its unit and no greater."""
    *above, last = table.rows
    total, parts = last.get(column), [row[column] for row in above if column in row]
    if (
        total is None
        or total.figure.kind not in COUNTED
        or len(parts) < max(_FEWEST, len(above))
        or _NO_SUM.search(table.heads[column])
        or any(part.figure.unit != total.figure.unit or part.figure.value >= total.figure.value for part in parts)
    ):
        return None
    return Departure(total, sum_of(parts), parts)


_NO_SUM = compile_pattern(r"率|比|割合|平均|増減|実人|実数|単価|順位|累計")


def departing_differences(tables: Sequence[Table]) -> Iterator[Departure]:
    """Yield the differences that the two values before them in their row do not give."""
    for table in tables:
        for column, head in enumerate(table.heads):
            if _DIFFERENCE.fullmatch(head):
                pairs = list(_pairs(table, column))
                ways = ([_difference(*pair) for pair in pairs], [_difference(s, b, a) for s, a, b in pairs])
                found = list(_best(ways, _adds_up))
                yield from found or _turned(table, column, ways)


def _turned(table: Table, column: int, ways: Sequence[Sequence[Departure]]) -> Iterator[Departure]:
    """Yield the differences that rise where the years of the heads fall, or the other way, if each row fits one way."""
    onward, back = ways
    before = [c for c in range(column) if any(c in row and row[c].figure.kind in COUNTED for row in table.rows)][
        -_PAIR:
    ]
    told = [[year.year for year in years(table.heads[c]) if year.year] for c in before]
    if len(told) != _PAIR or any(len(of) != 1 for of in told) or told[0] == told[1]:
        return
    right, other = (onward, back) if told[0] < told[1] else (back, onward)
    fits = [_adds_up(departure) for departure in right]
    if (
        all(_SIGNED.search(fold(d.stated.figure.text)) for d in right)
        and any(fits)
        and all(fit or _adds_up(d) for fit, d in zip(fits, other, strict=True))
    ):
        yield from (departure for fit, departure in zip(fits, right, strict=True) if not fit)


_SIGNED = compile_pattern("[+△▲−-]|増|減")


def departing_rates(tables: Sequence[Table]) -> Iterator[Departure]:
    """Yield the rates that the two values before them in their row, or the value and the sum of its column, do not give."""
    for table in tables:
        for column, head in enumerate(table.heads):
            ways: list[list[Departure]] = []
            if _RATE.fullmatch(head):
                pairs = [pair for pair in _pairs(table, column) if pair[1].figure.value and pair[2].figure.value]
                ways += [[_rate(*pair) for pair in pairs], [_rate(s, b, a) for s, a, b in pairs]]
            if _SHARE.fullmatch(head):
                ways.append(_shares(table, column))
            yield from _best(ways, _is_rate)


class Table(NamedTuple):
    """A table as its heads and the figures of its rows by column."""

    heads: Sequence[str]
    rows: Sequence[_Row]
    sums: frozenset[int]
    """Which of the rows are the sum of others."""
    has_asides: bool
    """Whether some rows count again what others do: うち, 再掲, 小計."""


def tables_of(source: SourceDoc, figures: Mapping[int, FigureRecord]) -> Iterator[Table]:
    """Yield the tables of a report.

    Args:
        source: the report.
        figures: of its tables, by where they begin.
    """
    for sheet in sheets_of(source):
        rows: list[_Row] = []
        sums: set[int] = set()
        asides = False
        for cells in sheet.rows():
            row = dict(_figures(sheet, cells[0].row, figures))
            asides = asides or any(_ASIDE.search(sheet.words(cell)) for cell in cells)
            if any(_SUM_ROW.fullmatch(sheet.words(cell)) for cell in cells if cell.column not in row):
                sums.add(len(rows))
            rows.append(row)
        yield Table([column.head for column in sheet.columns], rows, frozenset(sums), asides)


def _figures(sheet: Sheet, row: int, figures: Mapping[int, FigureRecord]) -> Iterator[tuple[int, FigureRecord]]:
    for column in range(len(sheet.columns)):
        cell = sheet.cell(row, column)
        if cell is None or cell.column != column or cell.row != row or len(cell.spans) != 1:
            continue
        record = figures.get(sheet.place(cell).start)
        if record is not None and record.figure.value_max is None:
            yield column, record


def _sums(table: Table, column: int) -> Iterator[Departure]:
    first = next((c + 1 for c in range(column - 1, -1, -1) if _SUM.fullmatch(table.heads[c])), 0)
    addends = [c for c in range(first, column) if not _NO_ADDEND.search(table.heads[c])]
    for row in table.rows:
        total, parts = row.get(column), [row[c] for c in addends if c in row]
        if (
            total is not None
            and total.figure.kind in COUNTED
            and len(parts) >= _FEWEST
            and all(part.figure.unit == total.figure.unit for part in parts)
        ):
            yield Departure(total, sum_of(parts), parts)


def _pairs(table: Table, column: int) -> Iterator[tuple[FigureRecord, FigureRecord, FigureRecord]]:
    """Yield each value of a column with the two counts right before it in its row, if they are of one unit."""
    for row in table.rows:
        before = [row[c] for c in range(column) if c in row and row[c].figure.kind in COUNTED][-_PAIR:]
        stated = row.get(column)
        if stated is not None and len(before) == _PAIR and before[0].figure.unit == before[1].figure.unit:
            yield stated, before[0], before[1]


def _difference(stated: FigureRecord, one: FigureRecord, other: FigureRecord) -> Departure:
    return Departure(stated, other.figure.value - one.figure.value, (one, other))


def _rate(stated: FigureRecord, whole: FigureRecord, part: FigureRecord) -> Departure:
    return Departure(stated, part.figure.value / whole.figure.value * HUNDRED, (part, whole))


def _shares(table: Table, column: int) -> list[Departure]:
    """Return the shares of a column, as those of the value before each in the sum of that value's column."""
    if len(table.sums) != 1:
        return []
    (last,) = table.sums
    found = []
    for row in table.rows:
        of = max((c for c in row if c < column and row[c].figure.kind in COUNTED), default=-1)
        whole, stated = table.rows[last].get(of), row.get(column)
        if whole is not None and stated is not None and whole.figure.value:
            found.append(_rate(stated, whole, row[of]))
    return found


def _best(ways: Sequence[Sequence[Departure]], agrees: Callable[[Departure], bool]) -> Iterator[Departure]:
    """Yield the departures of the way of calculating that fits the most rows."""
    if ways:
        yield from _departing(max(ways, key=lambda way: sum(agrees(d) for d in way)), agrees)


def _departing(
    values: Iterator[Departure] | Sequence[Departure], agrees: Callable[[Departure], bool]
) -> Iterator[Departure]:
    values = [
        d
        for d in values
        if d.stated.figure.kind is FigureKind.CHANGE or d.stated.figure.kind in COUNTED or is_share(d.stated)
    ]
    wrong = [departure for departure in values if not agrees(departure)]
    # Noughts fit whatever a column holds.
    shown = sum(agrees(d) and any(term.figure.value for term in d.terms) for d in values)
    if len(wrong) * 2 < len(values) and shown >= _FEWEST:
        yield from wrong


def _adds_up(departure: Departure) -> bool:
    """Tell whether a value is the sum or difference of others, as near as what is rounded can be: in 千円."""
    apart = departure.stated.figure.value - departure.calculated
    return not apart or off_by_rounding(apart, (departure.stated, *departure.terms))


def _is_rate(departure: Departure) -> bool:
    loose = abs(departure.calculated) * relative_rounding(*departure.terms)
    return agree(departure.stated.figure.value, departure.calculated, loose)
