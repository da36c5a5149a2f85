"""Indicators that lines state as a table's row would: 指標：受診率（％）　基準値（R2）42.8　目標値（R7）60.0."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from pipeline.markers import form_of
from pipeline.model import Indicator, SourceDoc
from pipeline.segment.evidence import OPENS_INDICATOR
from pipeline.segment.indicators import VALUES, first_year, indicator_of, with_present
from pipeline.segment.lines import Line
from pipeline.segment.values import Value, read_value
from pipeline.tabular import OF_VALUES, Column, Role, role_of, years
from pipeline.units import known_unit

YEAR = r"(?:(?:令和|平成|[RH])\.? ?(?:[0-9]{1,2}|元)|20[0-9]{2})年?度?末?"
AMOUNT = r"[約△▲+-]?[0-9][0-9,.]*(?:[万億千][0-9,.]*)* ?"
UNIT = r"[^0-9\s、。,()→/|]{0,4}"
_HEAD = r"(?:基 ?準|現 ?状|現況|(?:計画)?(?:策定当?|開始)時|(?:計画)?当 ?初|初期|現 ?在|最新|実 ?績|目 ?標)の?値?|(?:達成|進捗)[率度]"
_BEFORE_TARGET = rf" {AMOUNT}{UNIT}(?: {{1,2}}{YEAR} {{1,2}}{AMOUNT}{UNIT}){{0,4}} {{1,2}}(?:{YEAR} ?の?)?目 ?標"
"""What follows a year that heads a value beside a target: 平成30年度 12人　令和5年度 30人　目標."""
# A value behind the words that would head its column, in a line: 実績値（R5）49.6, 目標値（R7）：80か所, R5実績6人, → R6 86.9％.
_STATED = compile_pattern(
    rf"[(\[【〔]?(?P<head>(?:{YEAR} ?の?)?(?:{_HEAD})(?: ?\([^()]{{2,12}}\))?|(?<=→ )(?P<year>{YEAR})(?= )|(?P<dated>{YEAR})(?= ?:| {AMOUNT}{UNIT} ?→|{_BEFORE_TARGET}))[)\]】〕]? ?[::]? ?"
    rf"(?P<value>{AMOUNT}(?!基準|現状|現況|策定|当初|初期|現在|最新|実績|目標|達成|進捗){UNIT}(?: ?\({YEAR}\))?)"
    rf"(?=[\s、→/|()\[【〔]|,(?![0-9])|$|{_HEAD})"
)
_VALUE_FIRST = compile_pattern(
    rf"(?P<value>{AMOUNT}{UNIT})[(\[【〔](?P<head>(?:{YEAR} ?の?)?(?:{_HEAD})(?:[ 、,]?{YEAR})?)[)\]】〕]"
)
"""The same with the words behind it: 12か所（基準値）　30か所（R8目標）, of which a line ends in the last."""
_HEAD_LAST = compile_pattern(rf"{_VALUE_FIRST.pattern} ?$")
_ENDS_IN_VALUE = compile_pattern(rf"(?:^|[ :]){AMOUNT}{UNIT}$")
"""What no name ends in: a value before those that are read has no head."""
_UNIT_LINE = compile_pattern(r"単位 ?[: ] ?(?P<unit>[^\s、。:()]{1,8})")
_STATES_BELOW = compile_pattern(rf"{AMOUNT}{UNIT}.*(?:{_HEAD})$")
"""A line that ends in the head of a value: 基準値 12人　→　実績値 3人　／　目標値."""
_DATED = rf"{AMOUNT}{UNIT} ?\({YEAR}\)"
_CAME_TO = compile_pattern(rf"[: ] ?(?P<baseline>{_DATED}) ?→ ?(?P<actual>{_DATED})[ 、,/|]*")
"""Behind the name of an indicator, before its target: 就職率：31.5％（R3）→36.2％（R6）."""
_REACHED = rf"{AMOUNT}{UNIT}(?: ?\({YEAR}\))?"
_ALONE = compile_pattern(rf"(?<=[ :])(?:(?P<baseline>{_REACHED}) ?→ ?)?(?P<actual>{_REACHED})[ /|→]*$")
"""The same of a value that nothing heads: 教室の数　12（目標15）."""
_COMPARES = compile_pattern(r"目 ?標|基 ?準|実 ?績|現 ?状|現 在|当初値|策定時|初期値|達成率|進捗率")
_DIGIT = compile_pattern("[0-9]")
"""Both stand in any line of values."""
_OF_COLUMN = compile_pattern(r"値|\(")
"""A head as columns have: 目標値, 目標（R7）; 目標30人、実績28人 is said in words and counts."""
_MARKED = "・○〇◯●◎■□◆◇▼▽▶▷※*-"
_MEASURED = compile_pattern(
    rf"(?:[{_MARKED}] ?)?[^\s。、,:]{{2,30}}(?:[数率度額量合積]|面積|件数|時間|寿命|順位|延長|長さ|距離|人口|[単原]価|売上高?|所得|収入)(?: ?\([^()]{{1,16}}\))* ?"
)
"""The name of an indicator, which nothing before it says that it is one: 待機児童数, ・研修の満足度（％）."""
_NO_QUANTITY = compile_pattern(r"年度$|(?:基準|現状|実績|目標)値")
_UNIT_BEHIND = compile_pattern(r"^[^。、,:]{2,30}\((?P<unit>[^()]{1,6})\) *$")
_YEARS = compile_pattern(rf"(?:\s*\( ?{YEAR}(?:目標|実績|現在)? ?\))+\s*")
_BETWEEN = " :・、,→/|"
_OPENS = "([【〔"
_CLOSES = " )]】〕"
_PARTS = f"{_CLOSES}→/|"
_LONGEST_LINE = 200
_PAIR = 2
_APART = 2  # years


def read_indicator_lines(source: SourceDoc, lines: Sequence[Line], tabled: Container[int]) -> Iterator[Indicator]:
    """Yield the indicators that lines state as a table's row would: 指標：受診率（％）　基準値（R2）42.8　目標値（R7）60.0.

    Args:
        source: the text.
        lines: of the report.
        tabled: the numbers of those that stand in tables.
    """
    for run in _runs(source.text, lines, tabled):
        stated = [(line, field, _stated(source.text, line, field)) for _, line, fields in run for field in fields]
        values = [value for _, _, value in stated if value is not None]
        values = list(zip(with_roles([column for column, _ in values]), [value for _, value in values], strict=True))
        values = _with_years(values, source.text, lines[run[-1][0] + 1] if run[-1][0] + 1 < len(lines) else None)
        roles = {column.role for column, _ in values}
        number, first, fields = run[0]
        named, end, lead = first, fields[0].start(), OPENS_INDICATOR.match(first.text)
        unit: re.Match[str] | None = None
        came_to, alone = _before_target(first.text, lead.end() if lead else 0, end, values)
        came_to, alone = (came_to, alone) if lead or not alone else (None, False)
        if came_to is not None:
            reached = list(_came_to(source.text, first, came_to))
            if len(reached) < 1 + (came_to["baseline"] is not None):
                continue
            values = [*reached, *values]
            roles |= {column.role for column, _ in reached}
            end = came_to.start()
        if len(roles & set(VALUES)) < 2 or any(value is None for _, _, value in stated):
            continue
        if not first.text[lead.end() if lead else 0 : end].strip(_BETWEEN) and number:  # the name stands above
            unit = _UNIT_LINE.fullmatch(lines[number - 1].text)
            named = lines[number - 2] if unit and number > 1 else lines[number - 1]
            end, lead = len(named.text), OPENS_INDICATOR.match(named.text)
            if lead is None and not (named.text.startswith(tuple(_MARKED)) and _MEASURED.fullmatch(named.text)):
                continue
        became = came_to is not None and not alone
        says = lead or became or _MEASURED.fullmatch(named.text[:end].rstrip(" :")) or _has_unit(named.text[:end])
        headed = not alone and any(_OF_COLUMN.search(c.head) or (lead and c.year) for c, _ in values)
        headed = headed or (bool(lead) and named is not first and _fill_lines(run))
        if not headed and not (says and _stand_apart(first.text, fields, came_to)):
            continue
        start = lead.end() if lead else 0
        name = named.text[start:end].rstrip(_BETWEEN + "(").lstrip(_BETWEEN)
        if not name or "。" in name or name[-1] in "はがを" or _ENDS_IN_VALUE.search(name):
            continue
        start = named.text.index(name, start)
        span = Span(named.at(start), named.at(start + len(name) - 1) + 1)
        values = with_present(values, [column for column, _ in values])
        found = indicator_of(
            named.quote(source.text, start, start + len(name)), [span], unit and unit["unit"], values, None
        )
        if found is not None:
            cells = [Span(line.at(f.start()), line.at(f.end())) for line, f, _ in stated]
            if came_to is not None:
                begin = came_to.start("actual" if came_to["baseline"] is None else "baseline")
                cells.insert(0, Span(first.at(begin), first.at(came_to.end("actual") - 1) + 1))
            yield replace(found, cells=tuple(cells))


def _with_years(values: list[tuple[Column, Value]], raw: str, below: Line | None) -> list[tuple[Column, Value]]:
    """Return values with the years that stand in brackets on the line below, one for each."""
    if below is None or not _YEARS.fullmatch(below.text) or any(c.period or v.period for c, v in values):
        return values
    said = [(below.quote(raw, found.start, found.end), found.year) for found in years(below.text)]
    if len(said) != len(values):
        return values
    return [(c._replace(period=words, year=year), v) for (c, v), (words, year) in zip(values, said, strict=True)]


def _fill_lines(run: Sequence[tuple[int, Line, list[re.Match[str]]]]) -> bool:
    """Tell whether values stand below each other, each with nothing else on its line."""
    return len(run) > 1 and all(
        len(fields) == 1
        and not (line.text[: fields[0].start()] + line.text[fields[0].end() :]).strip(_BETWEEN + _MARKED)
        for _, line, fields in run
    )


def is_quantity(name: str) -> bool:
    """Tell whether folded words without blanks name what is measured: 貸出冊数, 満足度（％）; 今年度 and 累計 do not."""
    return _MEASURED.fullmatch(name) is not None and not _NO_QUANTITY.search(name)


def _has_unit(name: str) -> bool:
    """Tell whether the name of an indicator ends in its unit: 一時預かりの利用（人日）."""
    found = _UNIT_BEHIND.search(name)
    return found is not None and known_unit(found["unit"]) is not None


def with_roles(columns: Sequence[Column]) -> list[Column]:
    """Return columns, the first of several that only years head as that to compare with, the others as what was reached.

    So they stand before a target: R2:12　R6:3　目標（R8）:0; R2実績, R6実績 and R8目標 are told alike, as columns are.
    Of two years in turn the first is but the year before.
    """
    compared = any(column.role is Role.BASELINE for column in columns)
    dated = [at for at, column in enumerate(columns) if column.role is Role.OTHER]
    since = [columns[at].year or 0 for at in dated]
    leads = len(dated) > 1 and (len(dated) > _PAIR or since[-1] - since[0] >= _APART)
    first = dated[0] if leads and since == sorted(since) and not compared else None
    if not dated and not compared:
        began = first_year(columns)
        first = next((n for n, column in enumerate(columns) if began and column.year == began), None)
    return [
        column._replace(role=Role.BASELINE if at == first else Role.ACTUAL) if at in dated or at == first else column
        for at, column in enumerate(columns)
    ]


def _before_target(
    text: str, start: int, end: int, values: Sequence[tuple[Column, Value]]
) -> tuple[re.Match[str] | None, bool]:
    """Return what a line reached, told without a head between a name and the target at `end`, and whether it has no date.

    Args:
        text: of the line, which says that an indicator follows.
        start: of the name.
        end: where the first value with a head begins.
        values: those with heads.
    """
    came_to = _CAME_TO.search(text, start, end)
    if came_to is not None and came_to.end() == end:
        return came_to, False
    first = values[0][0].role if values else None
    if first is not Role.TARGET or any(column.role in (Role.ACTUAL, Role.BASELINE) for column, _ in values):
        return None, False
    alone = _ALONE.search(text, start, end)
    return alone, alone is not None


def _stand_apart(text: str, fields: Sequence[re.Match[str]], alone: re.Match[str] | None) -> bool:
    """Tell whether the values of a line stand apart as columns do, or in brackets with nothing behind them.

    So do KPI：誘致企業数　目標 15社　実績 13社 and 実績 13社（目標 15社、達成率 87%）.

    Args:
        text: of the line.
        fields: its values with their heads.
        alone: the one before them that has none.
    """
    bounds = [field.span() for field in fields]
    bounds = [alone.span("actual"), *bounds] if alone else bounds
    bracketed = alone is not None
    told = all(":" in text[field.end("head") : field.start("value")] for field in fields)
    for (_, end), (start, _) in pairwise(bounds):
        gap, opens = text[end:start], text[start] in _OPENS
        within = text.count("(", 0, start) > text.count(")", 0, start)
        bracketed = bracketed or opens or within
        if gap.strip(_PARTS) and not (gap.strip() in ("、", ",") and (within or told)):
            return False
        if not (gap or opens):
            return False
    return len(bounds) > 1 and not (bracketed and text[bounds[-1][1] :].strip(_CLOSES))


def _came_to(raw: str, line: Line, found: re.Match[str]) -> Iterator[tuple[Column, Value]]:
    """Yield the values that a line tells without heads: what it was, if it says so, and what it became."""
    for role in (Role.BASELINE, Role.ACTUAL):
        words = found[role.value]
        value = value_at(raw, line, found.start(role.value), words) if words is not None else None
        if value is not None:
            yield Column(role, words, words, None, None, None, ()), value


def _runs(
    raw: str, lines: Sequence[Line], tabled: Container[int]
) -> Iterator[list[tuple[int, Line, list[re.Match[str]]]]]:
    """Yield lines that state values, those right below that hold nothing else with them."""
    run: list[tuple[int, Line, list[re.Match[str]]]] = []
    taken = -1
    for number, line in enumerate(lines):
        if number == taken:
            continue
        text = line.text
        fields: list[re.Match[str]] = []
        if len(text) <= _LONGEST_LINE and _DIGIT.search(text) and _COMPARES.search(text) and number not in tabled:
            if number + 1 < len(lines) and not lines[number + 1].gap and _ends_in_head(text):
                taken = number + 1  # the line ends before its last value
                line = line.joined(lines[taken])
            fields = list((_VALUE_FIRST if _HEAD_LAST.search(line.text) else _STATED).finditer(line.text))
        goes_on = bool(fields) and not line.gap and not line.text[: fields[0].start()].strip(_BETWEEN)
        if run and not goes_on:
            yield run
            run = []
        if fields:
            run.append((number, line, fields))
    if run:
        yield run


def _ends_in_head(text: str) -> bool:
    """Tell whether a folded line ends before its last value; the number of 1. 数値目標 is no value before it."""
    marked = form_of(text)
    return _STATES_BELOW.search(text, marked.title if marked else 0) is not None


def _stated(raw: str, line: Line, field: re.Match[str]) -> tuple[Column, Value] | None:
    """Read 目標値（R7）60.0: what a column's head and a cell of it would say."""
    value = value_at(raw, line, field.start("value"), field["value"])
    column = column_headed(raw, line, field)
    dated = any(field.groupdict().get(group) for group in ("year", "dated"))
    column = column._replace(role=Role.OTHER) if dated else column
    if value is None or (column.role not in OF_VALUES and not dated):
        return None
    return column, value


def column_headed(raw: str, line: Line, field: re.Match[str]) -> Column:
    """Return the column that group `head` of a match in a line would be the head of: 目標値（R7）."""
    return column_within(raw, line, *field.span("head"))


def column_within(raw: str, line: Line, at: int, end: int) -> Column:
    """Return the column that characters `at` to `end` of a line would be the head of."""
    words = line.text[at:end]
    head, said = words.replace(" ", ""), next(years(words), None)
    period = line.quote(raw, at + said.start, at + said.end) if said else None
    bare = re.sub(r"\(.*", "", head)
    role = role_of(bare)
    role = role_of(f"{bare}値") if role is Role.OTHER else role  # 現在, 当初
    return Column(role, head, head, None, period, said.year if said else None, ())


def value_at(raw: str, line: Line, start: int, words: str) -> Value | None:
    """Read the value whose words begin at character `start` of a line; none of one that the end of a line cuts."""
    span = Span(line.at(start), line.at(start) + len(words))
    whole = line.at(start + len(words) - 1) == span.end - 1
    return read_value(words, raw[span.start : span.end], span) if whole else None
