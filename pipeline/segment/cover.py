"""What covers a report's text: every character in exactly one heading, block, furniture or blank."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from extractors.mentions import Span
from pipeline.model import SegmentKind, Segments
from pipeline.segment.lines import Line

_KINDS = tuple(SegmentKind)
_NUMBER = {kind: number for number, kind in enumerate(_KINDS)}
_INDENTATION = " \t\u3000\u00a0"


class Cover:
    """The stretches of a text as they are read; packed, for each line is one."""

    def __init__(self, raw: str) -> None:
        """Cover nothing of `raw` yet."""
        self._raw = raw
        self._stretches = array("i")  # start, end, kind and group of each: those of one group are one block or heading
        self._group = 0
        self._apart = 0
        self.reached = 0
        """Raw end of the last line read."""

    def open(self) -> None:
        """Begin a block or heading: what is added next is one segment."""
        self._group += 1

    def add(self, start: int, end: int, kind: SegmentKind) -> None:
        """Add a stretch."""
        self._add(start, end, kind, self._group)
        self.reached = end

    def _add(self, start: int, end: int, kind: SegmentKind, group: int) -> None:
        self._stretches.extend((start, end, _NUMBER[kind], group))

    def add_line(self, line: Line, start: int, end: int, kind: SegmentKind) -> None:
        """Add a line from `start` to `end`, but not the furniture of a page between its pieces."""
        at = start
        if line.pieces:
            for (_, stop), (begin, _) in pairwise(line.pieces):
                if start < stop and begin < end and self._raw.count("\n", stop, begin) > 1:
                    self._add(at, stop, kind, self._group)
                    at = begin
        self._stretches.extend((at, end, _NUMBER[kind], self._group))
        self.reached = end

    def add_apart(self, start: int, end: int) -> None:
        """Add furniture that leaves open what is open."""
        self._apart -= 1
        self._add(start, end, SegmentKind.FURNITURE, self._apart)

    def add_furniture(self, lines: Iterable[Line]) -> None:
        """Add whole lines that belong to the page."""
        for line in lines:
            self.add_apart(line.start, line.end)

    def rule_off(self, lines: Sequence[Line], spans: Sequence[Span]) -> None:
        """Set apart what draws a table in a text: the characters of its lines that stand in no cell."""
        for at, end in (piece for line in lines for piece in line.pieces or ((line.start, line.end),)):
            for span in [*spans, Span(end, end + 1)]:
                if span.end <= at:
                    continue
                stop = min(span.start, end)
                if stop > at and self._raw[at:stop].strip():
                    self.add_apart(at, stop)
                at = max(at, min(span.end, end))
                if at >= end:
                    break

    def segments(self) -> Segments:
        """Return what covers the text."""
        return Segments(self._covered())

    def _covered(self) -> Iterator[tuple[SegmentKind, int]]:
        """Yield kind and end of what covers the text: a line's break and indentation are its own, blank lines and the rest are blank."""
        raw, furniture, blank = self._raw, _NUMBER[SegmentKind.FURNITURE], SegmentKind.BLANK
        at = 0  # end of what was covered
        kind, group = blank, None
        starts, *others = (self._stretches[at::4] for at in range(4))
        order = sorted(range(len(starts)), key=starts.__getitem__)
        columns = (map(column.__getitem__, order) for column in (starts, *others))
        for begin, end, own_kind, own_group in zip(*columns, strict=True):
            if own_kind != furniture:
                while begin > at and raw[begin - 1] in _INDENTATION:
                    begin -= 1
            if begin > at or own_group != group:
                yield kind, min(at, begin)
                if begin > at:
                    yield blank, begin
                kind, group = _KINDS[own_kind], own_group
            if own_kind != furniture:
                end = end + 1 if raw.startswith("\n", end) else self._with_break(end)
            at = end
        yield kind, at
        yield blank, len(raw)

    def _with_break(self, end: int) -> int:
        """Return the end of a line with the blanks and the line break behind it."""
        raw = self._raw
        while end < len(raw) and raw[end] in _INDENTATION:
            end += 1
        return end + 1 if raw.startswith("\n", end) else end
