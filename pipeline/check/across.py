"""Columns of tables whose values those beside them give: sums, differences, rates and shares of the whole.

What a column holds its head says, but not of which others it is taken: that the other rows show. Only where most of
them agree is one that does not a mistake.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

from extractors.mentions import FigureKind
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import start_of, words_before
from pipeline.check.tabled import SUM, Table
from pipeline.check.values import (
    COUNTED,
    HUNDRED,
    adds_up_by_groups,
    agree,
    exact,
    is_share,
    missed,
    off_by_rounding,
    relative_rounding,
    sum_of,
    written_step,
)
from pipeline.model import FigureRecord
from pipeline.tabular import years

_DIFFERENCE = compile_pattern(r"(?:対?前年度?比?)?増減(?:数|額|量)?|差引?(?:額|数)?|対?前年度?増減")
_RATE = compile_pattern(
    r"(?:[^()]{1,8}率|[^()]{0,4}(?:達成|到達|進捗)(?:度|割合|状況)|\(?B\)?[/÷]\(?A\)?|対?(?:目標|計画)値?(?:達成)?比|対?前(?:年度?|期)(?:同期)?対?比)(?:\([^()]*\))?"
)
_SHARE = compile_pattern(r"(?:割合|構成比|構成割合|比率|率)(?:\([^()]*\))?")
_NO_ADDEND = compile_pattern(r"率|比|割合|平均|増減|前年|目標|うち|再掲|単価|累計|順位|差引")
_CUMULATED = compile_pattern(r"(?:累計|通算|累積)(?:件|人|者|基|戸)?数?")
_FEWEST = 2
"""Rows that must show what a column holds."""
_PAIR = 2


class Departure(NamedTuple):
    """A value that is not what the others of its row give, as in the other rows."""

    stated: FigureRecord
    calculated: Decimal
    terms: Sequence[FigureRecord]


def departing_sums(tables: Sequence[Table]) -> Iterator[Departure]:
    """Yield the sums at the end of rows that are not that of their row, and the cumulated values of a column of them.

    Args:
        tables: what `tables_of` and `tables_of_runs` return.
    """
    for table in tables:
        for column, head in enumerate(table.heads):
            if SUM.fullmatch(head):
                rows = [departure for departure in _sums(table, column) if not _may_be_rounded(table, departure)]
                yield from _departing(rows, _adds_up)
                yield from _slipped(rows)
            elif _CUMULATED.fullmatch(head) and not _TAKEN_OFF.search(table.noted):
                yield from _departing(_cumulated(table, column), _adds_up)


_TAKEN_OFF = compile_pattern("除|差し?引|減じ|廃止|閉|解約|解除|退会|抹消|休止|辞退|取り?消")
"""In the note below a table: not all that came is still there."""


def _slipped(rows: Sequence[Departure]) -> Iterator[Departure]:
    """Yield the one sum of a table of one or two rows that is nearly that of its row."""
    wrong = [departure for departure in rows if not _adds_up(departure)]
    if (
        len(wrong) == 1
        and len(rows) <= _PAIR
        and missed(wrong[0].stated.figure.value, wrong[0].calculated)
        and not _is_of_last(wrong[0])
    ):
        yield from wrong


def _is_of_last(departure: Departure) -> bool:
    """Tell whether a sum is that of only the last columns before it: the first holds places or times, or sums of its own."""
    sums = accumulate(record.figure.value for record in reversed(departure.terms))
    return departure.stated.figure.value in islice(sums, 1, None)


def _cumulated(table: Table, column: int) -> Iterator[Departure]:
    """Yield each cumulated value with that above it and what its own row adds."""
    last = None
    for row in table.rows:
        added, stated = row.values.get(column - 1), row.values.get(column)
        if added is not None and stated is not None and added.figure.unit == stated.figure.unit:
            terms = (last, added) if last is not None else (added,)
            if last is not None or added.figure.value == stated.figure.value:  # else some were before the first row
                yield Departure(stated, sum_of(terms), terms)
        last = stated


def missed_totals(tables: Sequence[Table]) -> Iterator[Departure]:
    """Yield the values of the row that closes a table which those above them in their column nearly add up to.

    Where several columns have such values, one of them at least must be the sum of its own.
    """
    for table in tables:
        last = len(table.rows) - 1
        if table.sums != {last} or table.has_asides:
            continue
        found = list(filter(None, (_column_sum(table, column) for column in range(len(table.heads)))))
        wrong = [d for d in found if not _adds_up(d) and not _may_be_rounded(table, d)]
        if len(wrong) < max(len(found), _PAIR):
            yield from (d for d in wrong if missed(d.stated.figure.value, d.calculated) and not _is_by_groups(d))


def _is_by_groups(departure: Departure) -> bool:
    return adds_up_by_groups(departure.stated.figure.value, [term.figure.value for term in departure.terms])


def _column_sum(table: Table, column: int) -> Departure | None:
    """Return the value that closes a column as the sum of those above it, if each row has one of its unit and no greater."""
    *above, last = table.rows
    total, parts = last.values.get(column), [row.values[column] for row in above if column in row.values]
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
            if _FROM_ROW_ABOVE.fullmatch(head):
                yield from _from_row_above(table, column)


_FROM_ROW_ABOVE = compile_pattern(r"対?前年度?(?:比|と?の)?(?:増減|差|差引|増加)(?:数|額|量)?(?:\([^()]*\))?")


def _from_row_above(table: Table, column: int) -> Iterator[Departure]:
    """Yield the differences that have the wrong sign, or that a slip makes, where each row is a year: 442, +24 above 425, +17."""
    told = [[year.year for year in years(row.name) if year.year] for row in table.rows]
    if any(len(of) != 1 for of in told) or len(told) <= _FEWEST:
        return
    steps = {(b[0] or 0) - (a[0] or 0) for a, b in pairwise(told)}
    if steps != {1}:
        return
    rows, found = table.rows, list[Departure]()
    for above, row in pairwise(rows):
        one, other, stated = above.values.get(column - 1), row.values.get(column - 1), row.values.get(column)
        if one is None or other is None or stated is None or one.figure.unit != other.figure.unit:
            return
        found.append(Departure(stated, other.figure.value - one.figure.value, (one, other)))
    wrong = [departure for departure in found if not _adds_up(departure)]
    if len(wrong) == 1 and len(found) > 1:
        told_as, calculated = wrong[0].stated.figure.value, wrong[0].calculated
        if told_as == -calculated or missed(abs(told_as), abs(calculated)):
            yield wrong[0]


def _turned(table: Table, column: int, ways: Sequence[Sequence[Departure]]) -> Iterator[Departure]:
    """Yield the differences that rise where the years of the heads fall, or the other way, if each row fits one way."""
    onward, back = ways
    before = [
        c for c in range(column) if any(c in row.values and row.values[c].figure.kind in COUNTED for row in table.rows)
    ][-_PAIR:]
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


def departing_below(text: str, tables: Sequence[Table], figures: Sequence[FigureRecord]) -> Iterator[Departure]:
    """Yield the shares that the sentence below a table of one column tells of its rows by their names, if others there are right.

    Args:
        text: what `joined` returns.
        tables: what `tables_of` and `tables_of_runs` return.
        figures: of the report, by offset.
    """
    for table in tables:
        values = [value for row in table.rows for value in row.values.values()]
        if len(table.sums) != 1 or table.has_asides or len(values) != len(table.rows) or len(values) <= _PAIR:
            continue
        total, end = values[max(table.sums)], max(value.figure.span.end for value in values)
        if not total.figure.value or max(table.sums) != len(values) - 1:
            continue
        start = min(value.figure.span.start for value in values)
        above = words_before(text, start, _ABOVE) + "".join(table.heads)
        at = bisect_right(figures, end, key=start_of)
        told: list[Departure] = []
        for share in figures[at : at + _MOST_BELOW]:
            start = share.figure.span.start
            if start - end > _BELOW or "\n\n" in text[end:start] or not is_share(share) or not exact(share):
                break
            named = _NAMED_BEFORE.search(words_before(text, start, _LONGEST_NAME))
            parts = [row for row in table.rows if named and row.name == named["name"]]
            if named and named["of"] and named["of"] not in f"{above}全体":
                break  # 貸出では児童書が45.0％ below the books that there are
            if len(parts) != 1:
                break
            told.append(_rate(share, total, next(iter(parts[0].values.values()))))
        wrong = [d for d in told if not agree(d.stated.figure.value, d.calculated)]
        if len(wrong) == 1 and len(told) > 1:
            yield wrong[0]


_NAMED_BEFORE = compile_pattern(
    r"(?:^|[、。\n])(?:(?P<of>[^0-9、。\n()]{1,10}?)(?:のうち|では))?(?P<name>[^0-9、。\n()]{1,16}?)(?:が|は)(?:全体の|約)?$"
)
_BELOW, _ABOVE, _LONGEST_NAME, _MOST_BELOW = 200, 80, 24, 6


def _sums(table: Table, column: int) -> Iterator[Departure]:
    first = next((c + 1 for c in range(column - 1, -1, -1) if SUM.fullmatch(table.heads[c])), 0)
    addends = [c for c in range(first, column) if not _NO_ADDEND.search(table.heads[c])]
    for row in table.rows:
        total, parts = row.values.get(column), [row.values[c] for c in addends if c in row.values]
        if (
            total is not None
            and total.figure.kind in COUNTED
            and len(parts) >= _FEWEST
            and all(part.figure.unit == total.figure.unit for part in parts)
        ):
            yield Departure(total, sum_of(parts), parts)


def _pairs(table: Table, column: int) -> Iterator[tuple[FigureRecord, FigureRecord, FigureRecord]]:
    """Yield each figure of a column with the two counts right before it in its row, if they are of one unit."""
    for row in table.rows:
        before = [r for c in range(column) if (r := row.values.get(c)) and r.figure.kind in COUNTED][-_PAIR:]
        stated = row.values.get(column)
        if (
            stated is not None
            and len(before) == _PAIR
            and (before[0].figure.unit == before[1].figure.unit or any(map(_is_bare, before)))
        ):
            yield stated, before[0], before[1]


def _is_bare(record: FigureRecord) -> bool:
    """Tell whether a value is a mere number, which may be in the unit of the one beside it: 定員 beside 入所児童数（人）."""
    return not record.figure_id and record.figure.unit is None


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
        of = max((c for c, r in row.values.items() if c < column and r.figure.kind in COUNTED), default=-1)
        whole, stated = table.rows[last].values.get(of), row.values.get(column)
        if whole is not None and stated is not None and whole.figure.value:
            found.append(_rate(stated, whole, row.values[of]))
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


def _may_be_rounded(table: Table, departure: Departure) -> bool:
    """Tell whether a sum is off by no more than the rounding of its table lets it be."""
    step = max(written_step(record) for record in (departure.stated, *departure.terms))
    apart = abs(departure.stated.figure.value - departure.calculated)
    return table.rounded and 0 < apart <= step * len(departure.terms) / 2


def _adds_up(departure: Departure) -> bool:
    """Tell whether a value is the sum or difference of others, as near as what is rounded can be: in 千円."""
    apart = departure.stated.figure.value - departure.calculated
    return not apart or off_by_rounding(apart, (departure.stated, *departure.terms))


def _is_rate(departure: Departure) -> bool:
    loose = abs(departure.calculated) * relative_rounding(*departure.terms)
    return agree(departure.stated.figure.value, departure.calculated, loose)
