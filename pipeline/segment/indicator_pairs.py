"""Indicators whose values stand on lines of their own, each with the name again: 目標値　貸出冊数　100冊, 実績値　貸出冊数　94冊."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from pipeline.model import Indicator, SourceDoc
from pipeline.segment.indicator_lines import AMOUNT, UNIT, YEAR, column_headed, is_quantity, value_at
from pipeline.segment.indicators import indicator_of, with_present
from pipeline.segment.lines import Line
from pipeline.segment.values import Value
from pipeline.tabular import Column

_HEAD = rf"[\[【〔]?(?P<head>(?:{YEAR} ?の?)?(?:基準|現状|現況|策定時|当初|初期|最新|実績|目標)(?:値(?: ?\({YEAR}\))?| ?\({YEAR}\)))[\]】〕]?"
_NAME = r"(?P<name>[^\s。、:()](?:[^。、:]{0,38}[^\s。、:0-9,.約])?)"
_VALUE = rf"[: ]{{0,3}}(?P<value>{AMOUNT}{UNIT}(?: ?\({YEAR}\))?)"
_FORMS = tuple(
    compile_pattern(rf"(?:[・○〇◯●■□◆◇▼▽▶▷*-] ?)?{form}{_VALUE}")
    for form in (
        rf"{_HEAD}(?P<name>)",
        rf"{_HEAD}[: ]{{0,3}}{_NAME}",
        rf"{_HEAD} ?\({_NAME}\)",
        rf"{_NAME}[: ]{{1,3}}{_HEAD}",
    )
)
"""The first, without a name, goes on with the line before."""
_SAYS = compile_pattern(r"基準|現[状況]|策定時|当初|初期|最新|実績|目標")
_LONGEST_LINE = 80  # characters
_PAIR = 2
_Told = tuple[Line, re.Match[str], Column, Value]


def read_indicator_pairs(source: SourceDoc, lines: Sequence[Line], tabled: Container[int]) -> Iterator[Indicator]:
    """Yield the indicators that neighbouring lines tell, one value each behind the same name.

    Args:
        source: the text.
        lines: of the report.
        tabled: the numbers of those that stand in tables.
    """
    told: dict[str, list[_Told]] = {}
    for number, line in enumerate(lines):
        found = None
        if len(line.text) <= _LONGEST_LINE and line.text[-1] not in "。、" and _SAYS.search(line.text):
            found = _told(source.text, line) if number not in tabled else None
        if told and (found is None or line.gap):
            yield from _together(source.text, told)
            told = {}
        if found is not None:
            name = _name(found[1])
            told.setdefault(name or next(reversed(told), ""), []).append(found)
    yield from _together(source.text, told)


def _name(match: re.Match[str]) -> str:
    return match["name"].replace(" ", "")


def _told(raw: str, line: Line) -> _Told | None:
    """Read a line that tells one value of a quantity by its name, or of that of the line before."""
    match = next(filter(None, (form.fullmatch(line.text) for form in _FORMS)), None)
    if match is None or (match["name"] and not is_quantity(_name(match))):
        return None
    value = value_at(raw, line, match.start("value"), match["value"])
    return None if value is None else (line, match, column_headed(raw, line, match), value)


def _together(raw: str, told: dict[str, list[_Told]]) -> Iterator[Indicator]:
    """Yield the indicators of a run of lines, given what each name has: values of several kinds, one of each."""
    for name, lines in told.items():
        roles = [column.role for _, _, column, _ in lines]
        units = {value.unit for _, _, _, value in lines}
        if not name or len(roles) < _PAIR or len(set(roles)) < len(roles) or len(units) > 1:
            continue
        line, match, _, _ = lines[0]
        start, end = match.span("name")
        span = Span(line.at(start), line.at(end - 1) + 1)
        values = with_present([(c, v) for _, _, c, v in lines], [c for _, _, c, _ in lines])
        found = indicator_of(line.quote(raw, start, end), [span], None, values, None)
        if found is not None:
            yield replace(found, cells=tuple(value.span for _, _, _, value in lines))
