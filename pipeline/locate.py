"""Where in a report's tree a character stands, in logarithmic time."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import Block, Direction, Indicator, Item, Measure, Place, Report, Section, SegmentKind
from pipeline.states import OPENING

_TITLE_BEGINS = 4  # characters by which a title is found in its heading; later ones may be wrapped
_NUMBER = compile_pattern(r"[0-9]+(?:\.[0-9]+)*|[一二三四五六七八九十]+|[①-⑳㉑-㉟⑴-⒇Ⅰ-Ⅻ]")
_LABEL_NUMBER = compile_pattern(rf"[(\[〔【《<]? ?(?P<no>{_NUMBER.pattern}) ?[)\]〕】》>.、: -]")
"""What counts labels: the 1 of (1) 実績; 4～9月の実績 begins with a time."""
_SEARCHED = 40  # characters of a heading in which its number stands


def locate(report: Report) -> Locator:
    """Return the locator of a report."""
    return Locator(report)


class Locator:
    """Finds the place of an offset; built once for a report."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._measures: list[Measure] = []
        # Each block with its measure (None for loose text) and the number of the direction it stands in.
        self._blocks: list[tuple[Block, Measure | None, int | None]] = []
        self._of_measure: dict[int, int | None] = {}
        directions = [d for d in report.directions if d.heading is not None]
        self._direction_starts = [d.heading.start for d in directions if d.heading is not None]
        self._direction_nos = [(d.no, d.stop) for d in directions]
        for direction in report.directions:
            for section in direction.sections:
                for measure in section.measures:
                    self._measures.append(measure)
                    self._of_measure[measure.no] = direction.no
                    self._blocks += [(block, measure, direction.no) for block in measure.blocks]
        self._blocks += [(block, None, self._direction_at(block.span.start)) for block in report.loose]
        self._blocks.sort(key=lambda entry: entry[0].span.start)
        self._block_starts = [block.span.start for block, _, _ in self._blocks]
        self._measure_starts = [measure.span.start for measure in self._measures]
        self._heading_starts, self._heading_ends = _edges(report.segments.of(SegmentKind.HEADING))
        labels = sorted({block.heading for block, _, _ in self._blocks if block.heading is not None})
        self._label_starts, self._label_ends = _edges(labels)
        self._furniture_starts, self._furniture_ends = _edges(report.segments.of(SegmentKind.FURNITURE))
        self._nested: dict[int, _Nested] = {}
        self._places: dict[tuple[int, int], Place] = {}  # by block and innermost item

    def blocks(self, start: int, end: int) -> Iterator[tuple[Block, Measure | None]]:
        """Yield the blocks that begin between two offsets, each with its measure; None for loose text."""
        first, stop = (bisect_left(self._block_starts, at) for at in (start, end))
        return ((block, measure) for block, measure, _ in self._blocks[first:stop])

    def heading_at(self, offset: int) -> bool:
        """Tell whether `offset` is in the report's title, in a heading or in a block's label."""
        k = bisect_right(self._heading_starts, offset) - 1
        return k >= 0 and offset < self._heading_ends[k]

    def label_at(self, offset: int) -> bool:
        """Tell whether `offset` is in the label of a block."""
        k = bisect_right(self._label_starts, offset) - 1
        return k >= 0 and offset < self._label_ends[k]

    def place(self, offset: int) -> Place:
        """Return direction, measure, block and item of `offset`."""
        return self.block_and_place(offset)[1]

    def direction_of(self, indicator: Indicator) -> int | None:
        """Return the number of an indicator's direction: the one that its table names, else the one that it stands in."""
        if indicator.direction_no is not None:
            return indicator.direction_no
        return self.place(indicator.span.start).direction_no

    def block_and_place(self, offset: int) -> tuple[Block | None, Place]:
        """Return the block, of a measure or loose, whose text holds `offset` (None in headings and page furniture), and its place."""
        at = self._block_no(offset)
        if at < 0:
            return None, self._place_outside(offset)
        block, measure, direction_no = self._blocks[at]
        item = self._items_of(at).innermost(offset) if block.items else -1
        place = self._places.get((at, item))
        if place is None:
            # Loose text is of no kind, unless a label stands over it.
            kind = block.kind if measure is not None or block.heading is not None else None
            place = self._places[at, item] = Place(
                direction_no=direction_no,
                measure_no=None if measure is None else measure.no,
                block=kind,
                item=self._items_of(at).path(item) if item >= 0 else None,
            )
        return block, place

    def _place_outside(self, offset: int) -> Place:
        """Return the place of what stands in no block."""
        k = bisect_right(self._measure_starts, offset) - 1
        if k >= 0 and offset < self._measures[k].span.end:
            no = self._measures[k].no
            return Place(direction_no=self._of_measure[no], measure_no=no)
        return Place(direction_no=self._direction_at(offset))

    def marker_spans(self, text: str) -> list[Span]:
        """Return the numbers that number the report's headings, labels and items: the 1 of （1）, of 【取組方向1】 and of ①.

        Args:
            text: the report's text.
        """
        spans = list(self._heading_numbers(text))
        numbers: dict[str, list[tuple[int, int]]] = {}  # most markers stand before many items
        for block, _, _ in self._blocks:
            label = block.heading
            if label is not None and (counted := _LABEL_NUMBER.match(fold(text[label.start : label.end]))):
                spans.append(Span(label.start + counted.start("no"), label.start + counted.end("no")))
            for item in block.items:
                if item.marker not in numbers:
                    numbers[item.marker] = [number.span() for number in _NUMBER.finditer(fold(item.marker))]
                spans += [Span(item.span.start + a, item.span.start + b) for a, b in numbers[item.marker]]
        return sorted(spans)

    def _heading_numbers(self, text: str) -> Iterator[Span]:
        """Yield the numbers that stand before the titles of directions, sections and measures: both of 1-(1)."""
        for direction in self._report.directions:
            yield from self._marker(text, direction)
            for section in direction.sections:
                yield from self._marker(text, section)
                for measure in section.measures:
                    yield from self._marker(text, measure)

    @staticmethod
    def _marker(text: str, headed: Direction | Section | Measure) -> Iterator[Span]:
        heading = headed.heading
        if heading is None:
            return
        end = min(heading.end, heading.start + _SEARCHED)
        if headed.title:
            words = text[heading.start : end]
            found = words.replace("\n", "").find(headed.title[:_TITLE_BEGINS])  # a narrow cell wraps any word
            if found < 0:
                return
            end = heading.start + next(islice((at for at, c in enumerate(words) if c != "\n"), found, None))
        for mark in headed.marks:  # a number in one before the title is no heading's: 【R6新規】
            found = text.rfind(mark, heading.start, end)
            before = fold(text[heading.start : max(found, heading.start)]).rstrip()
            end = found if before[-1:] and before[-1] in OPENING else end
        for number in _NUMBER.finditer(fold(text[heading.start : end])):
            yield Span(heading.start + number.start(), heading.start + number.end())

    def _block_no(self, offset: int) -> int:
        """Return the index of the block that holds `offset`, -1 outside of any."""
        k = bisect_right(self._block_starts, offset) - 1
        return -1 if k < 0 or offset >= self._blocks[k][0].span.end or self._off_page(offset) else k

    def _off_page(self, offset: int) -> bool:
        k = bisect_right(self._furniture_starts, offset) - 1
        return k >= 0 and offset < self._furniture_ends[k]

    def _direction_at(self, offset: int) -> int | None:
        k = bisect_right(self._direction_starts, offset) - 1
        no, stop = self._direction_nos[k] if k >= 0 else (None, None)
        return no if stop is None or offset < stop else None

    def _items_of(self, at: int) -> _Nested:
        nested = self._nested.get(at)
        if nested is None:
            nested = self._nested[at] = _Nested(self._blocks[at][0].items)
        return nested


def _edges(spans: Sequence[Span]) -> tuple[array[int], array[int]]:
    return array("i", [span.start for span in spans]), array("i", [span.end for span in spans])


class _Nested:
    """The items of one block, found by offset."""

    def __init__(self, items: Sequence[Item]) -> None:
        self._items = items
        self._starts = [item.span.start for item in items]
        self._outer: list[int] = []  # for each item the one that it stands in, -1 without one
        around: list[int] = []
        for k, item in enumerate(items):
            while around and items[around[-1]].span.end <= item.span.start:
                around.pop()
            self._outer.append(around[-1] if around else -1)
            around.append(k)

    def innermost(self, offset: int) -> int:
        """Return the index of the innermost item that holds `offset`, -1 if none does."""
        k = bisect_right(self._starts, offset) - 1
        while k >= 0 and offset >= self._items[k].span.end:
            k = self._outer[k]
        return k

    def path(self, k: int) -> str | None:
        """Return markers and titles of item `k` and of those around it, outer before inner."""
        names: list[str] = []
        while k >= 0:
            item = self._items[k]
            names += [item.title, item.marker] if item.title else [item.marker]
            k = self._outer[k]
        return " ".join(reversed(names)) or None
