"""Levels that only indentation tells: directions at the margin, measures set in below them, their labels further in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Container, Sequence
from typing import NamedTuple

from pipeline.markers import ANY_LINE, BULLETS, STATUS, mark_of, pattern_of
from pipeline.profile import Level
from pipeline.segment.brackets import OPENING
from pipeline.segment.contents import find_contents
from pipeline.segment.departments import bracket_line, names_in, office_line, split_heading
from pipeline.segment.derived import Rank, levels_above, rank_of
from pipeline.segment.forms import DEPARTMENTS, Form, number_of
from pipeline.segment.headings import Headings
from pipeline.segment.lines import Line
from pipeline.segment.offices import head_as_offices, name_of
from pipeline.segment.outline import Mark, Outline, part
from pipeline.segment.titles import may_head

_LABEL = Level.LABEL
_LEAST = 2  # headings of a level
_LONGEST = 80  # characters of a heading
_BESIDE = frozenset({Level.ANNEX, Level.ASIDE})


class Indented(NamedTuple):
    """The levels of a report of which some bear no mark."""

    levels: tuple[tuple[int, ...], ...]
    """The lines of each level, outermost first, the measures last."""
    forms: tuple[str, ...]
    """The mark of each level; that of any line for a level without one."""
    labels: frozenset[int]
    """The lines of their labels; none in a report that has only texts below its measures."""


def read_indents(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]]) -> Indented | None:
    """Return the levels of a report where indentation alone shows them all, None where anything contradicts.

    Its labels (without any, its sentences and whatever goes with them) are set in alike, each below a heading that is
    set in less; all headings of a level are set in alike, below as many others, and bear the same mark or none; and
    nothing else stands as far out. Where every level bears a mark, those tell the levels.
    """
    aside = find_contents(lines, forms)
    labels = _labels(lines, forms, aside)
    bodies = [*labels] or [n for n, line in enumerate(lines) if "。" in line.text]
    inmost = min((lines[n].indent for n in bodies), default=0)
    if not inmost or 0 < len(labels) < _LEAST * _LEAST:
        return None
    outer = (n for n, line in enumerate(lines[: bodies[-1]]) if line.indent < inmost)
    told = aside.union(n for n in outer if _names_departments(lines, n, forms[n]))
    chains, titles = _chains(lines, frozenset(bodies), told, bodies[-1])
    if len({tuple(lines[n].indent for n in chain) for chain in chains}) != 1:
        return None
    measures = [chain[-1] for chain in chains]
    if len({(bisect_left(measures, n), words) for n, words in labels.items()}) < len(labels):  # each once in a measure
        return None
    levels = [tuple(dict.fromkeys(column)) for column in zip(*chains, strict=True)]
    while len(levels) > 1 and len(levels[0]) < _LEAST:  # the report's own title
        del levels[0]
    headings = {number for level in levels for number in level}
    first = min(headings)
    strays = any(number > first and number not in headings for number in titles)
    if strays or any(len(level) < _LEAST for level in levels) or len(levels) + bool(labels) < _LEAST:
        return None
    if not labels and _are_none(lines, levels):
        return None
    forms_of = [{_mark(lines[number].text) for number in level} for level in levels]
    if any(len(found) > 1 for found in forms_of) or not any(ANY_LINE in found for found in forms_of):
        return None
    return Indented(
        tuple(levels), tuple(form for found in forms_of for form in found), frozenset(bodies if labels else ())
    )


def _are_none(lines: Sequence[Line], levels: Sequence[Sequence[int]]) -> bool:
    """Tell whether what stands above mere text is no outline of titles: labels that are not known, or who reports."""
    titles = [lines[number].text for number in levels[-1]]
    names = [[lines[n].text for n in level if not split_heading(lines[n].text).departments] for level in levels]
    return len(set(titles)) < len(titles) or any(head_as_offices(map(name_of, level)) for level in names)


def ranks_of(lines: Sequence[Line], found: Indented) -> tuple[Rank, ...]:
    """Return the levels of a report with what their headings say."""
    levels = [*levels_above(len(found.levels) - 1), Level.MEASURE]
    return tuple(rank_of(lines, *entry) for entry in zip(levels, found.forms, found.levels, strict=True))


def _mark(text: str) -> str:
    """Return the form of a heading's mark, that of any line where it bears none but how things stand: 【新規】."""
    marked = mark_of(text)
    return marked.form if marked is not None and marked.form != STATUS else ANY_LINE


def _labels(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], aside: Container[int]) -> dict[int, str]:
    """Return the words of the labels that stand as far in as most of those that come back: with nothing behind, in brackets or before a sign."""
    found: dict[int, str] = {}
    for number, (line, readings) in enumerate(zip(lines, forms, strict=True)):
        form = next((form for form in readings if form.level is _LABEL), None)
        if form is None or number in aside:
            continue
        if form.rest >= len(line.text) or line.text[0] in OPENING or form.has_sign(line.text):
            found[number] = line.text[slice(*form.title)]
    often = Counter(found.values())
    indents = Counter(lines[number].indent for number, words in found.items() if often[words] > 1)
    inmost = max(indents, key=lambda indent: indents[indent], default=-1)
    return {number: words for number, words in found.items() if lines[number].indent == inmost}


def _names_departments(lines: Sequence[Line], number: int, readings: Sequence[Form]) -> bool:
    """Tell whether a line says that it names departments, or only does so right below a line that is set in no further."""
    line = lines[number]
    if any(form.level is Level.DEPARTMENTS for form in readings) or bracket_line(line.text) is not None:
        return True
    below = number > 0 and not line.gap and lines[number - 1].indent <= line.indent
    return below and bool(names_in(line.text))


def _chains(
    lines: Sequence[Line], bodies: Collection[int], told: Collection[int], last: int
) -> tuple[list[tuple[int, ...]], list[int]]:
    """Return each heading of a body with those it stands below, outermost first, and all lines that may be headings.

    There are none where a body has no heading, or where text stands as far out as headings do behind a body.
    """
    inmost = min(lines[n].indent for n in bodies)
    chains: list[tuple[int, ...]] = []
    titles: list[int] = []
    above: list[int] = []
    open_ = False  # whether a body of the innermost heading stands before
    for number in range(last + 1):
        line = lines[number]
        if number in bodies:
            if not above:
                return [], []
            if not open_:
                chains.append(tuple(above))
            open_ = True
        elif line.indent >= inmost or number in told:
            continue
        elif len(line.text) <= _LONGEST and line.text[0] not in BULLETS and may_head(line.text):
            while above and lines[above[-1]].indent >= line.indent:
                above.pop()
            above.append(number)
            titles.append(number)
            open_ = False
        elif open_:
            return [], []
    return chains, titles


def _form(level: Level, style: int, mark: str, text: str) -> Form:
    """Return the reading of a heading that bears a mark, or any."""
    match = None if mark == ANY_LINE else re.match(pattern_of(mark), text)
    if match is None:
        return Form(level, style, "", None, (0, len(text)), len(text), None)
    number = match.groupdict().get("no") or ""
    return Form(level, style, number, number_of(number) if number else None, match.span("title"), len(text), None)


class IndentReader:
    """One pass over the lines of a report whose levels indentation tells."""

    def __init__(self, lines: Sequence[Line], forms: Sequence[tuple[Form, ...]]) -> None:
        found = read_indents(lines, forms) or Indented(((),), (ANY_LINE,), frozenset())
        levels = [*levels_above(len(found.levels) - 1), Level.MEASURE]
        self._lines = lines
        self._labels = found.labels
        self._ranked = {
            number: _form(level, -2 - depth, mark, lines[number].text)
            for depth, (level, mark, numbers) in enumerate(zip(levels, found.forms, found.levels, strict=True))
            for number in numbers
        }
        self._forms = [(self._ranked[n],) if n in self._ranked else readings for n, readings in enumerate(forms)]
        self._headings = Headings(lines, self._forms)
        self._last = max(self._ranked, default=0)
        self._found = Outline(self._forms, aside=find_contents(lines, forms))
        self._open: Level | None = None
        """What the heading or label is that stands before."""
        self._named = False  # whether the open measure names departments

    def read(self) -> Outline:
        """Judge every line once."""
        number = 0
        while number < len(self._lines):
            mark = None if number in self._found.aside else self._judge(number)
            if mark is not None:
                self._found.marks.append(mark)
                self._enter(mark)
            number = mark.stop if mark is not None else number + 1
        return self._found

    def _enter(self, mark: Mark) -> None:
        if mark.level is not _LABEL:
            self._named = bool(mark.heading and mark.heading.departments)
        if mark.level is not Level.DEPARTMENTS:
            self._open = mark.level

    def _judge(self, number: int) -> Mark | None:
        ranked = self._ranked.get(number)
        if ranked is not None and ranked.level is Level.MEASURE:
            heading = self._headings.measure(number)
            return Mark(Level.MEASURE, number, heading.stop, ranked, heading=heading)
        if ranked is not None:
            return Mark(ranked.level, number, number + 1, ranked)
        line = self._lines[number]
        for form in self._forms[number]:
            if form.level in _BESIDE or (form.level is _LABEL and number in self._labels):
                return Mark(form.level, number, number + 1, form)
        says = not self._named and any(form.level is Level.DEPARTMENTS for form in self._forms[number])
        above = self._open is not _LABEL or says  # 担当　河川課 may be the last of its fields
        if self._open is not None and above and (told := self._departments(number)) is not None:
            return told
        inside = self._open in (_LABEL, Level.MEASURE) and not self._named
        closing = self._headings.closing(number) if inside else None
        if closing is not None:
            return Mark(Level.DEPARTMENTS, number, closing.stop, DEPARTMENTS, heading=closing)
        # What stands behind the last block as far out as headings do is none of it.
        behind = number > self._last and line.gap and line.indent <= self._lines[self._last].indent
        return part(number, line, None) if behind and self._open is not None else None

    def _departments(self, number: int) -> Mark | None:
        """Read the departments that stand below a heading, be it behind what it says of itself."""
        below = self._headings.department_line(number) or self._offices(number)
        if below is None or below[2] == number:
            return None
        entries, certain, stop = below
        heading = self._headings.of_departments(number, tuple(entries), stop, certain=certain)
        return Mark(Level.DEPARTMENTS, number, stop, DEPARTMENTS, heading=heading)

    def _offices(self, number: int) -> tuple[list[tuple[Line, int, int]], bool, int] | None:
        """Return the offices that a line right above the first label names."""
        found = office_line(self._lines[number].text) if number + 1 in self._labels else ()
        return ([(self._lines[number], a, b) for a, b in found], True, number + 1) if found else None
