"""Headings that are numbered twice: 2.1 基本目標1 ごみの削減, 第1節 1-1 相談, (1) 施策① 見守り.

The number of the plan counts, the other one is that of the report's own chapters; neither is a part of the title. A
second number is one only where those of a level count up, or say the same as the first: プラン21 is a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.codes import places_of
from pipeline.markers import second_mark
from pipeline.profile import Level
from pipeline.segment.counts import counts_on, number_in
from pipeline.segment.lines import Line
from pipeline.segment.outline import Mark, has_word

_MEASURE = Level.MEASURE
_GROUPS = frozenset({Level.DIRECTION, Level.BETWEEN, Level.SECTION})
_SEVERAL = 2  # headings of a level whose second numbers count up


class _Second(NamedTuple):
    """The number that a title begins with."""

    no: int
    title: int
    """Where the title behind it begins in the line."""
    alone: bool
    """Whether it is one number without a word, which all headings of a level must have."""


def without_second_numbers(marks: Sequence[Mark], lines: Sequence[Line]) -> list[Mark]:
    """Return the headings of a report, their titles without a second number, which is that of a direction or section.

    Args:
        marks: the headings in order.
        lines: of the report.
    """
    found: dict[tuple[Level, int], list[tuple[int, _Second]]] = {}
    for at, mark in enumerate(marks):
        second = _second(mark, lines)
        if second is not None:
            found.setdefault((mark.level, mark.form.style), []).append((at, second))
    times = Counter((mark.level, mark.form.style) for mark in marks) if found else {}
    shorter: dict[int, _Second] = {}
    for style, numbered in found.items():
        alone = any(second.alone for _, second in numbered)
        counts = len(numbered) >= _SEVERAL and counts_on([second.no for _, second in numbered])
        same = not alone and all(second.no == marks[at].form.no for at, second in numbered)
        if (counts or same) and (not alone or len(numbered) == times[style]):
            shorter.update(numbered)
    return [_shortened(mark, shorter[at]) if at in shorter else mark for at, mark in enumerate(marks)]


def _second(mark: Mark, lines: Sequence[Line]) -> _Second | None:
    """Return the second number of a heading, if it has one and a title behind it."""
    if mark.level is _MEASURE and mark.heading is not None and mark.heading.title:
        text, (start, end) = mark.heading.line.text, mark.heading.title[0]
    elif mark.level in _GROUPS and mark.form.title[0] < mark.form.title[1]:
        text, start = (mark.line or lines[mark.first]).text, mark.form.title[0]
        end = len(text) if mark.line is not None else mark.form.title[1]
    else:
        return None
    title = text[start:end]
    marked = second_mark(title) if start else None
    no = number_in(title[: marked.title]) if marked else None
    if marked is None or no is None:
        return None
    alone = len(places_of(marked.form)) == 1 and not has_word(title[: marked.title])
    return _Second(no, start + marked.title, alone)


def _shortened(mark: Mark, second: _Second) -> Mark:
    if mark.heading is not None and mark.level is _MEASURE:
        (_, end), *more = mark.heading.title
        return mark._replace(heading=mark.heading._replace(title=((second.title, end), *more)))
    return mark._replace(form=mark.form._replace(no=second.no, title=(second.title, mark.form.title[1])))
