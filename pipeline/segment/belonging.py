"""The directions that measures name in their own sheets: 施策の柱　１　安心 in a field of each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from extractors.patterns import compile_pattern
from pipeline.markers import LEVEL
from pipeline.profile import Level
from pipeline.segment.forms import number_of
from pipeline.segment.lines import Line
from pipeline.segment.outline import Mark

_MEASURE = Level.MEASURE
_LEAST = 3  # measures
_LONGEST = 60  # characters
_NEAR = 8  # lines from a measure's heading to the field below it
_BEFORE = 3  # lines from the field above a measure's heading to that
_ABOVE = frozenset({Level.OFFICE, Level.DIRECTION, Level.BETWEEN, Level.SECTION})
_STARTS = frozenset("■◆●○・【[<〔総計基重推施政主分柱戦章上位関改行大中取成")
_FIELD = compile_pattern(
    rf"(?:[■◆●○・] ?)?(?P<open>[【\[<〔])?(?P<field>(?:総合計画の?|計画の?|上位|関連)?(?:{LEVEL}|(?:(?:推進|主要)(?:目標|方針|方向性?)|主要(?:施策|政策)|(?:基本|重点|主要)?(?:施策|政策)(?:分野|体系|名|の柱|の方向性?)?|柱|章)(?:名|区分)?))"
    r"(?(open)[】\]>〕] ?:? ?|(?: ?: ?| +))(?:(?P<no>[0-9]{1,2}|[Ⅰ-Ⅻ]|[①-⑳]|\([0-9]{1,2}\))(?:[ .、:]+|(?<=[)①-⑳])))?(?P<title>[^\s0-9:][^。:]*)$"
)


class Belonging(NamedTuple):
    """A heading above a measure that the measure itself names."""

    number: int
    """Of the line."""
    no: int | None
    title: tuple[int, int]
    """Bounds in the line's text."""
    line: Line


def belongings(marks: Sequence[Mark], lines: Sequence[Line]) -> Mapping[int, Belonging]:
    """Return the direction that each measure names in a field of its sheet.

    Args:
        marks: the headings of the report in order.
        lines: of the report.

    Returns:
        By the first line of the measure. Nothing in a report that has headings above its measures, or whose measures do
        not each name one in the same field, near their heading, several of them the same one after the other.
    """
    measures = [mark.first for mark in marks if mark.level is _MEASURE]
    if len(measures) < _LEAST or any(mark.level in _ABOVE for mark in marks):
        return {}
    fields: dict[str, list[Belonging]] = {}
    for number in range(max(0, measures[0] - _BEFORE), len(lines)):
        text = lines[number].text
        if text[0] in _STARTS and len(text) <= _LONGEST and (match := _FIELD.match(text)):
            no = number_of(match["no"]) if match["no"] else None
            fields.setdefault(match["field"], []).append(Belonging(number, no, match.span("title"), lines[number]))
    for of_field in fields.values():
        named = _by_measure(of_field, measures)
        texts = [named[first].line.text for first in measures if first in named]
        distinct = len(set(texts))
        if len(texts) == len(measures) and sum(1 for _ in groupby(texts)) == distinct < len(measures):
            return named
    return {}


def _by_measure(of_field: Sequence[Belonging], measures: Sequence[int]) -> dict[int, Belonging]:
    """Return what one field says by the measure that it belongs to: the one below it, if the first stands above all."""
    above = of_field[0].number < measures[0]
    named: dict[int, Belonging] = {}
    for found in of_field:
        at = bisect_left(measures, found.number) - (not above)
        if at < len(measures) and -_BEFORE <= found.number - measures[at] <= _NEAR:
            named.setdefault(measures[at], found)
    return named
