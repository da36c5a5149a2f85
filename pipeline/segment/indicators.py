"""KPI tables → indicators: 指標名 / 単位 / 基準値 / 実績値 / 目標値 / 達成率, years in the head or in the cell.

A value is read only where its cell is one number with at most its unit and year; anything else stays text. A row
without a name carries nothing. Values of earlier years are kept beside the latest, none is dropped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import Indicator, SourceDoc
from pipeline.pages import Cell
from pipeline.placed import DRAWN
from pipeline.segment.by_year import column_of_parts
from pipeline.segment.evidence import NAMES_GOAL
from pipeline.segment.fields import Field
from pipeline.segment.values import Value, comparable, in_words, read_value
from pipeline.tabular import DITTO, NO_VALUE, OF_VALUES, Column, Role, Sheet, role_of, whole_year, years
from pipeline.units import known_unit, unit_in

VALUES = (Role.BASELINE, Role.ACTUAL, Role.TARGET)
_NAMES = compile_pattern(r"項目|区分|内容|名称?|事業|取組|施策")
_DESCRIBES = compile_pattern(r"(?:内容|概要)$")
_OF_ROW = compile_pattern(
    r"(?:量の見込み?量?|確保(?:方策|の?内容|量)|(?:目標|計画|実績)(?:値|量|数)?|(?:達成|進捗)率)(?:\([^()]*\))?"
)
"""What a row holds: 目標, 実績（人）; 相談実績 names what is counted."""
_SAYS_YEAR = compile_pattern(r"(?:年度?|時点|時期)$")
"""The end of a head over the years of the values beside it: 基準値 over 年度 and 値."""
_PRESENT = compile_pattern(r"現[状況]値?(?:$|\()")
_ABOVE = 200  # characters
_SERIES = 3  # years
_FIRST_APART = 2  # years that a first result lies before the other, if it is what that is compared with
_COUNT = compile_pattern(r"[0-9①-⑳⑴-⒇()~・. -]{1,6}")
_NOTE = compile_pattern(r" ?(?:※[0-9]*|\*[0-9]*|\(注[0-9]*\)|注[0-9]+\)?)$")
_UNIT_BEHIND = compile_pattern(r"[^\s\d](?P<blank> +)(?P<unit>[^\s\d()]{1,4})$")
_LAST_BRACKET = compile_pattern(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]?[ )\]】〕※]*")
_MARK = compile_pattern(
    r"(?:[○〇◯◎●・■◆◇□▼▽▶▷▲△] ?|(?:[0-9]{1,3}[.)] ?|[0-9]{1,2}(?:-[0-9]{1,2})+ |\([0-9]{1,3}\) ?|[①-⑳⑴-⒇] ?))(?=\S)"
)


def read_indicators(sheet: Sheet) -> list[Indicator]:
    """Return the indicators of a KPI table in order, their ids still empty; none for any other table."""
    said = _column_of_rows(sheet)
    if said is not None:
        return list(_compared(sheet, said))
    if _has_indicators_as_columns(sheet):
        sheet = sheet.turned()
    name = _name_column(sheet)
    if name is None:
        return list(_named_above(sheet))
    if sheet.over_each_other is not None:
        return list(_over_each_other(sheet, name, sheet.over_each_other))
    found: list[Indicator] = []
    above: dict[int, tuple[str | None, Value]] = {}
    unit: str | None = None
    attained, began = _of_attainment(sheet), _began(sheet)
    for cells in sheet.rows():
        cell = sheet.cell(cells[0].row, name)
        if cell is None or not cell.spans or sheet.is_band(cells) or sheet.words(cell) in DITTO:
            continue
        unit = _unit_cell(sheet, cells[0].row, unit)
        read = _values(sheet, cells, unit or unit_in(sheet.words(cell)), above)
        values = [(c._replace(role=Role.BASELINE) if began and c.year == began else c, value) for c, value in read]
        told = in_words(sheet, cells)
        indicator = indicator_of(sheet.written(cell), cell.spans, unit, values, sheet.unit, told, attained)
        if indicator is not None:
            found.append(indicator)
    return found


def _named_above(sheet: Sheet) -> Iterator[Indicator]:
    """Yield the indicator whose name is the heading above a table of one row of its values: 【指標1】路線バスの利用者数."""
    roles = {column.role for column in sheet.columns}
    (cells, *others) = list(sheet.rows()) or [()]
    if (
        Role.TARGET not in roles
        or len(roles & set(VALUES)) < 2
        or others
        or not roles <= {*OF_VALUES, Role.UNIT, Role.OTHER}
    ):
        return
    start = sheet.grid.span.start
    begin = max(start - _ABOVE, 0)
    line = fold(sheet.raw(Span(begin, start))).rstrip(DRAWN)
    at = line.rfind("\n") + 1
    named = NAMES_GOAL.match(line, at)
    if named is None:
        return
    span = Span(begin + named.start("name"), begin + named.end("name"))
    unit = _unit_cell(sheet, cells[0].row, None) or unit_in(named["name"])
    found = indicator_of(sheet.raw(span), [span], unit, _values(sheet, cells, unit, {}), sheet.unit)
    if found is not None:
        yield found


def _over_each_other(sheet: Sheet, name: int, roles: tuple[Role, Role]) -> Iterator[Indicator]:
    """Yield the indicators of a table whose names stand beside two rows of values, of which `roles` tells what they are."""
    for cell, rows in groupby(sheet.rows(), key=lambda row: sheet.cell(row[0].row, name)):
        if cell is None or not cell.spans:
            continue
        unit: str | None = None
        values: list[tuple[Column, Value]] = []
        for at, cells in enumerate(rows):
            unit = _unit_cell(sheet, cells[0].row, unit)
            for column, value in _values(sheet, cells, unit or unit_in(sheet.words(cell)), {}):
                both = cell.rows > 1 and column.role is Role.ACTUAL
                values.append((column._replace(role=roles[min(at, 1)]) if both else column, value))
        indicator = indicator_of(sheet.written(cell), cell.spans, unit, values, sheet.unit)
        if indicator is not None:
            yield indicator


def _has_indicators_as_columns(sheet: Sheet) -> bool:
    """Tell whether the heads of a table name indicators, and its first column what their values are."""
    if sheet.find(*VALUES) or not sheet.body or sheet.columns[0].role is not Role.INDICATOR:
        return False
    roles = [role_of(sheet.words(cells[0]).replace(" ", "")) for cells in sheet.rows()]
    return Role.TARGET in roles and len(set(roles) & set(VALUES)) > 1


def _column_of_rows(sheet: Sheet) -> int | None:
    """Return the column that says which rows are of targets and which of results, where years head the others."""
    dated = [n for n, column in enumerate(sheet.columns) if column.role is Role.ACTUAL and column.year is not None]
    for number in range(dated[0] if len(dated) > 1 else 0):
        cells = (sheet.cell(row[0].row, number) for row in sheet.rows())
        if {Role.TARGET, Role.ACTUAL} <= {_role_of_row(sheet, cell) for cell in cells if cell is not None}:
            return number
    return None


def _role_of_row(sheet: Sheet, cell: Cell) -> Role:
    words = sheet.words(cell).replace(" ", "")
    return role_of(words) if _OF_ROW.fullmatch(words) else Role.OTHER


def _compared(sheet: Sheet, said: int) -> Iterator[Indicator]:
    """Yield the indicators of a table with a row for the target and one for the result, the years side by side.

    Args:
        sheet: the table.
        said: the column that tells these rows apart; what they are of stands before it, or nowhere in the table.
    """
    before = [n for n in range(said) if sheet.columns[n].role in (Role.INDICATOR, Role.TITLE, Role.OTHER)]
    parts = column_of_parts(sheet, said)
    named: Cell | None = None
    own: Cell | None = None
    found: dict[tuple[int, str], tuple[Cell, list[str | None], list[tuple[Column, Value]]]] = {}
    for row, cells in ((cells[0].row, cells) for cells in sheet.rows()):
        above, own, part = own, sheet.cell(row, said), sheet.cell(row, parts) if parts else None
        own = above if part is not None and part.spans and own is not None and not own.spans else own
        cell = sheet.cell(row, before[-1]) if before else own
        names = cell is not None and bool(cell.spans) and sheet.words(cell) not in DITTO
        named = cell if names or cell is None else named
        if own is None or not own.spans or named is None:
            continue
        of_part = part is not None and part is not own and bool(part.spans)
        name = part if part is not None and of_part else named
        key = (0 if of_part and not before else id(named), sheet.words(name) if of_part else "")
        _, units, values = found.setdefault(key, (name, [None], []))
        units.append(_unit_cell(sheet, row, units[-1]) or unit_in(sheet.words(own)) or units[-1])
        role = _role_of_row(sheet, own)
        if role is not Role.OTHER:
            read = _values(sheet, cells, units[-1], {})
            values += ((c if c.role is Role.BASELINE else c._replace(role=role), value) for c, value in read)
    for name, units, values in found.values():
        indicator = indicator_of(sheet.written(name), name.spans, units[-1], values, sheet.unit)
        if indicator is not None:
            yield indicator


def _name_column(sheet: Sheet) -> int | None:
    """Return the column of the indicators' names; None where the table is none of indicators."""
    values = sheet.find(*VALUES)
    if not values or (len(values) < 2 and not sheet.find(Role.ATTAINMENT, Role.INDICATOR)):
        return None
    named = sheet.find(Role.INDICATOR)
    if named:  # 成果指標 may stand beside 指標名 and over nothing, or over what only counts the rows
        return next((n for n in named if _has_words(sheet, n)), named[0])
    if not sheet.find(Role.TARGET):
        return None
    text = [
        n
        for n, column in enumerate(sheet.columns[: values[0]])
        if column.role in (Role.TITLE, Role.OTHER) and (not column.head or _NAMES.search(column.head))
    ]
    return min(text, key=lambda n: (_DESCRIBES.search(sheet.columns[n].head) is not None, -n), default=None)


def _has_words(sheet: Sheet, column: int) -> bool:
    cells = (sheet.cell(row[0].row, column) for row in sheet.rows())
    return any(cell is not None and cell.spans and not _COUNT.fullmatch(sheet.words(cell)) for cell in cells)


def _unit_cell(sheet: Sheet, row: int, before: str | None) -> str | None:
    """Return what the row's unit column says."""
    for number in sheet.find(Role.UNIT):
        cell = sheet.cell(row, number)
        words = sheet.words(cell) if cell is not None else ""
        return before if words in DITTO else words or None
    return None


def _values(
    sheet: Sheet, cells: Sequence[Cell], unit: str | None, above: dict[int, tuple[str | None, Value]]
) -> list[tuple[Column, Value]]:
    read: list[tuple[Column, Value]] = []
    dated: list[tuple[Role, str, int]] = []
    for cell in cells:
        column = sheet.column(cell)
        of_all = column.role is Role.OTHER and _SAYS_YEAR.fullmatch(column.head) is not None
        if not (of_all or column.role in OF_VALUES) or not cell.spans:
            continue
        if _SAYS_YEAR.search(column.head) and (year := whole_year(sheet.words(cell))) is not None:
            dated.append((column.role, sheet.written(cell), year))
            continue
        if of_all:
            continue
        span = cell.extent
        if sheet.words(cell) in DITTO:  # the value above, if that counts the same
            of, repeated = above.get(cell.column, (None, None))
            same = unit is not None and of == unit
            value = repeated._replace(span=span) if repeated is not None and same else None
        else:
            value = read_value(sheet.words(cell), sheet.written(cell), span)
        if value is not None:
            above[cell.column] = (unit, value)
            read.append((column, value))
    return _before_open(sheet, cells, with_present(_with_years(read, dated), sheet.columns))


def _before_open(sheet: Sheet, row: Sequence[Cell], values: list[tuple[Column, Value]]) -> list[tuple[Column, Value]]:
    """Return a row's values, its results as what it began with where that of the target's year is open: R5 36 | R6目標 45 | R6実績 －."""
    aimed = max((column.year or 0 for column, _ in values if column.role is Role.TARGET), default=0)
    reached = ((sheet.column(cell), sheet.words(cell)) for cell in row if aimed)
    if not any(c.role is Role.ACTUAL and c.year == aimed and words in NO_VALUE for c, words in reached):
        return values
    return [(c._replace(role=Role.BASELINE) if c.role is Role.ACTUAL else c, value) for c, value in values]


def _with_years(
    read: Sequence[tuple[Column, Value]], dated: Sequence[tuple[Role, str, int]]
) -> list[tuple[Column, Value]]:
    """Return the values of a row with the years that stand in columns of their own, where each has one."""
    found = []
    for column, value in read:
        years_of = [(period, year) for role, period, year in dated if role in (column.role, Role.OTHER)]
        alone = len(years_of) == 1 == len(_of(read, column.role)) and value.period is None
        period, year = years_of[0] if alone else (value.period, value.year)
        found.append((column, value._replace(period=period, year=year)))
    return found


def read_indicator_fields(source: SourceDoc, fields: Sequence[Field]) -> Iterator[Indicator]:
    """Yield the indicators of forms whose values stand in fields: 指標 …, 目標値 40件, 実績値 38件.

    Args:
        source: the text.
        fields: of all forms, in order.
    """
    name: Cell | None = None
    unit: str | None = None
    values: list[tuple[Column, Value]] = []
    columns: list[Column] = []  # also those of fields without a value
    for field in (*fields, Field(None, "")):
        cell = field.values[0] if len(field.values) == 1 else None
        if name is not None and cell is not None and field.role is Role.UNIT:
            unit = known_unit(fold(cell.text(source.text)))
        elif name is not None and cell is not None and field.role in OF_VALUES:
            columns.append(_column(field))
            value = _of_cell(source, cell)
            if value is not None:
                values.append((columns[-1], value))
        else:
            values = with_present(values, columns)
            found = name and indicator_of(name.text(source.text), name.spans, unit, values, None)
            if found:
                yield found
            name, unit, values, columns = (cell if field.role is Role.INDICATOR else None), None, [], []


def _of_cell(source: SourceDoc, cell: Cell) -> Value | None:
    written = cell.text(source.text).strip()
    return read_value(fold(written), written, cell.extent)


def _column(field: Field) -> Column:
    said = next(years(field.words), None)
    period = field.words[said.start : said.end] if said else None
    return Column(field.role, field.words, field.words, unit_in(field.words), period, said.year if said else None, ())


def indicator_of(
    name: str,
    spans: Sequence[Span],
    unit: str | None,
    values: Sequence[tuple[Column, Value]],
    common: str | None,
    told: tuple[str, ...] = (),
    attained: int | None = None,
) -> Indicator | None:
    """Put an indicator together; None without a name, or with neither a value nor several told in words.

    Args:
        name: as written, with its mark, note and unit.
        spans: where it stands.
        unit: what its values count, if a column says so.
        values: each with its column.
        common: what the bare numbers of the whole table count.
        told: what its cells say in words.
        attained: the year of the attainment, whose target counts before a later one.
    """
    values = comparable(values)
    behind = None if unit else _UNIT_BEHIND.search(fold(name))
    if behind is not None and known_unit(behind["unit"]):  # of a column that the head does not name
        name, unit = name[: behind.start("blank")], behind["unit"]
    folded = fold(name)
    inside = unit_in(folded)
    begin, end = _bare_name(folded, inside)
    attainment = _last(values, Role.ATTAINMENT)
    aimed = [found for found in _of(values, Role.TARGET) if attained is not None and _year(found) == attained]
    target = next(iter(aimed), None) or _last(values, Role.TARGET)
    actual = _last(values, Role.ACTUAL)
    baseline = next(iter(_of(values, Role.BASELINE)), None) or _year_before(values, actual, target)
    shown = [v for v in (actual, target, baseline) if v is not None]
    if name[begin:end].strip()[-1:] in ("", "。") or not (shown or len(told) > 1):
        return None
    others = (v[1].unit or v[0].unit for v in shown)
    placed = [*spans, *(v.span for _, v in values)]
    earlier = [(c, v) for c, v in values if c.role in VALUES and all(v is not kept[1] for kept in shown)]
    return Indicator(
        indicator_id="",
        name=name[begin:end].strip(),
        unit=unit or inside or next((u for u in others if u), None) or common,
        baseline=baseline and baseline[1].value,
        baseline_period=_period(baseline),
        actual=actual and actual[1].value,
        actual_period=_period(actual),
        target=target and target[1].value,
        target_period=_period(target),
        attainment=attainment and attainment[1].value,
        in_words=told,
        earlier=tuple(f"{_period((c, v)) or c.head}={v.value:f}" for c, v in earlier),
        span=Span(min(s.start for s in placed), max(s.end for s in placed)),
        cells=tuple(v.span for _, v in values),
        named=tuple(spans),
        dated=tuple(dict.fromkeys(span for column, _ in values if column.period for span in column.spans)),
    )


def _of(values: Sequence[tuple[Column, Value]], role: Role) -> list[tuple[Column, Value]]:
    return [(column, value) for column, value in values if column.role is role]


def _last(values: Sequence[tuple[Column, Value]], role: Role) -> tuple[Column, Value] | None:
    """Return the value of the latest year; of the last column where no years are said."""
    found = _of(values, role)
    return max(enumerate(found), key=lambda f: (_year(f[1]), f[0]))[1] if found else None


def _bare_name(folded: str, unit: str | None) -> tuple[int, int]:
    """Return where the name of an indicator begins and ends without its mark, its note and the unit in brackets behind it."""
    mark, note = _MARK.match(folded), _NOTE.search(folded)
    begin, end = mark.end() if mark else 0, note.start() if note else len(folded)
    if unit is not None:
        opening = max(folded.rfind(b, 0, folded.rfind(unit)) for b in "([【〔")
        if opening > 0 and _LAST_BRACKET.fullmatch(folded, opening):
            end = opening
    return begin, end


def _of_attainment(sheet: Sheet) -> int | None:
    """Return the year of which a table says how much was attained, if any: R6目標 | R6実績 | R6達成率 beside 最終目標（R9）."""
    return next((column.year for column in sheet.columns if column.role is Role.ATTAINMENT and column.year), None)


def _began(sheet: Sheet) -> int | None:
    """Return the year of 現状 before later results, or with which a series of them leads to a later target: R4 | R5 | R6 | R8目標."""
    results = [column.year for column in sheet.columns if column.role is Role.ACTUAL]
    present = [c.year for c in sheet.columns if c.role is Role.ACTUAL and c.year and _PRESENT.match(c.head)]
    if (
        len(present) == 1 < len(results)
        and not sheet.find(Role.BASELINE)
        and all(y and y >= present[0] for y in results)
    ):
        return present[0]  # 現状（R4） beside R6実績
    return None if sheet.find(Role.BASELINE) else first_year(sheet.columns)


def first_year(columns: Sequence[Column]) -> int | None:
    """Return the year with which the results of columns lead to a later target, if all have years.

    Two years are a series if others lie between them: R2 | R6 | R10目標; of two in turn the first is but the year before.
    What they lead to needs no year then (R2 | R6 | 目標値); that of R4 | R5 | R6 | 目標 may be of the last of them.
    """
    results = [column.year for column in columns if column.role is Role.ACTUAL]
    aimed = [column.year for column in columns if column.role is Role.TARGET]
    reached, sought = [year for year in results if year], [year for year in aimed if year]
    if len(reached) < len(results) or not results or not aimed or 0 < len(sought) < len(aimed):
        return None
    apart, is_series = max(reached) - min(reached) >= _FIRST_APART, len(set(reached)) >= _SERIES
    leads = (apart or is_series) and max(reached) < min(sought) if sought else apart and not is_series
    return min(reached) if leads else None


def _year_before(
    values: Sequence[tuple[Column, Value]], actual: tuple[Column, Value] | None, target: tuple[Column, Value] | None
) -> tuple[Column, Value] | None:
    """Return the one result of an earlier year with which a year's target and result are compared: R4実績 | R5目標 | R5実績."""
    if actual is None or target is None or _year(actual) != _year(target):
        return None
    earlier = [found for found in _of(values, Role.ACTUAL) if found[1] is not actual[1]]
    return earlier[0] if len(earlier) == 1 and 0 < _year(earlier[0]) < _year(actual) else None


def _year(found: tuple[Column, Value]) -> int:
    column, value = found
    return value.year or column.year or 0


def _period(found: tuple[Column, Value] | None) -> str | None:
    return None if found is None else found[1].period or found[0].period


def numbered(source: SourceDoc, found: Sequence[Indicator]) -> Iterator[Indicator]:
    """Yield indicators with their ids, counted through the report."""
    for number, indicator in enumerate(sorted(found, key=lambda i: i.span), start=1):
        yield replace(indicator, indicator_id=f"{source.document_id}-i{number:03d}")


def with_present(values: Sequence[tuple[Column, Value]], columns: Sequence[Column]) -> list[tuple[Column, Value]]:
    """Return values with 現状値 as what was reached, where another column holds what it began with: 当初値 | 現状値 | 目標値.

    Args:
        values: each with its column.
        columns: all of theirs, also those that hold no value here.
    """
    began = any(column.role is Role.BASELINE and not _PRESENT.match(column.head) for column in columns)
    if not began or any(column.role is Role.ACTUAL for column in columns):
        return list(values)
    return [
        (column._replace(role=Role.ACTUAL) if _PRESENT.match(column.head) else column, value)
        for column, value in values
    ]
