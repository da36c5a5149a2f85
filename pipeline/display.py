"""Numbers that a page displays: alone on a line in larger type, with what they count on the line above or below.

Which of both lines names a number is taken only where the other cannot.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from extractors.label_words import ATTENDANCE
from extractors.mentions import Figure, FigureKind, Qualifier, Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.source import SourceDoc

_NUMBER = compile_pattern(
    r"(?:約|およそ|延べ|のべ|計|年間?|月|累計|全|実)? ?[0-9][0-9,.]*(?:[万億千][0-9,.]*)* ?[^0-9\s。、()]{1,5}(?:以上|程度)?"
)
_NAME = compile_pattern(  # a clause ends in kana: 人が集まり
    r"(?P<name>(?:(?:[0-9]{1,4}[^0-9\s。、:()「」]{1,3}){1,2}(?:当たり|あたり|当り)の?)?(?:[^0-9。、:()「」▲※]{0,23}[一-鿿ァ-ヺーA-Za-z々]|[^0-9。、:()「」▲※をがはに]{1,24}(?<![でともへのたすてし])))"
    r"(?: ?\((?P<sense>延べ|のべ|実)(?:人[数員])?\))?"
)
_SENSES = {"延べ": Qualifier.TOTAL_ATTENDANCES, "のべ": Qualifier.TOTAL_ATTENDANCES, "実": Qualifier.DISTINCT}


class _Name(NamedTuple):
    span: Span
    sense: Qualifier | None


class Displayed:
    """The numbers that a report displays, with their names."""

    def __init__(self, source: SourceDoc, heads: Callable[[int], bool]) -> None:
        """Look through the lines in larger type.

        Args:
            source: the text.
            heads: whether an offset stands in a heading or label, which names no number.
        """
        self._source = source
        self._heads = heads
        self._large = frozenset(source.large)
        self._ends: tuple[dict[Span, bool], dict[Span, bool]] = ({}, {})
        self._cells = sorted(span for grid in source.tables for cell in grid.cells for span in cell.spans)
        found = [(line, name) for line, name in self._named() if name is not None]
        self._lines = [line for line, _ in found]
        self._names = [name for _, name in found]

    def named(self, figure: Figure) -> Figure:
        """Return a figure that is displayed with its name as what it counts; any other as it is."""
        at = bisect_right(self._lines, figure.span.start, key=lambda line: line.start) - 1
        if at < 0 or figure.span.end > self._lines[at].end:
            return figure
        (span, sense), text = self._names[at], self._source.text
        label = text[span.start : span.end]
        counts_people = figure.kind is FigureKind.PEOPLE and ATTENDANCE.search(label)
        senses = () if sense is None or sense in figure.qualifiers else (sense,)
        return replace(
            figure,
            label=label,
            label_span=span,
            kind=FigureKind.PARTICIPANTS if counts_people else figure.kind,
            qualifiers=(*senses, *figure.qualifiers),
        )

    def _named(self) -> Iterator[tuple[Span, _Name | None]]:
        for start in self._source.large:
            line = self._line(start)
            if line is None or not self._is_number(line):
                continue
            beside = (self._above(line), self._below(line))
            names = [(name, at) for at, other in enumerate(beside) if (name := self._name(other)) is not None]
            if len(names) == 2:  # what stands between two numbers is the name of one: this one has the other line
                further = (beside[0] and self._above(beside[0]), beside[1] and self._below(beside[1]))
                between = [(name, at) for name, at in names if not self._is_number(further[at])]
                names = between or [names[at] for at in self._side(line)]
            yield line, names[0][0] if len(names) == 1 else None

    def _side(self, line: Span) -> Iterator[int]:
        """Yield the side on which each of a row of numbers and names has its own, if the row begins and ends alike."""
        ends = [
            self._ends_in_name(line, step, known)
            for step, known in zip((self._above, self._below), self._ends, strict=True)
        ]
        if ends[0] != ends[1]:
            yield ends.index(True)

    def _ends_in_name(self, line: Span, step: Callable[[Span], Span | None], known: dict[Span, bool]) -> bool:
        """Tell whether a row ends in a name on one side; kept for all of its numbers, for it may be long."""
        numbers: list[Span] = []
        named = False
        at: Span | None = line
        while at is not None and at not in known and self._is_number(at):
            numbers.append(at)
            other = step(at)
            named = self._name(other) is not None
            at = step(other) if named and other is not None else None
        named = known.get(at, named) if at is not None else named
        known.update(dict.fromkeys(numbers, named))
        return named

    def _above(self, line: Span) -> Span | None:
        return self._line(self._source.text.rfind("\n", 0, line.start) - 1)

    def _below(self, line: Span) -> Span | None:
        end = self._source.text.find("\n", line.end)
        return self._line(end + 1) if end >= 0 else None

    def _line(self, at: int) -> Span | None:
        """Return the line that an offset stands in, from its first to its last visible character; None for a blank one."""
        text = self._source.text
        if not 0 <= at < len(text):
            return None
        start, stop = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        words = text[start : stop if stop >= 0 else len(text)]
        first, end = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        return Span(first, end) if first < end else None

    def _is_number(self, line: Span | None) -> bool:
        if line is None or self._source.text.rfind("\n", 0, line.start) + 1 not in self._large:
            return False
        return _NUMBER.fullmatch(self._words(line)) is not None

    def _words(self, line: Span) -> str:
        return fold(self._source.text[line.start : line.end])

    def _name(self, line: Span | None) -> _Name | None:
        match = _NAME.fullmatch(self._words(line)) if line is not None else None
        if line is None or match is None or {line.start - 1, line.end}.intersection(self._source.soft_breaks):
            return None
        if line.start in self._large or self._heads(line.start) or self._is_in_table(line):
            return None
        return _Name(Span(line.start, line.start + match.end("name")), _SENSES.get(match["sense"] or ""))

    def _is_in_table(self, line: Span) -> bool:
        at = bisect_right(self._cells, line.start, key=lambda span: span.start) - 1
        return at >= 0 and line.start < self._cells[at].end
