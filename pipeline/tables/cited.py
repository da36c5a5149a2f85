"""A dataset with its places: which page, which characters, which measure a row cites."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from extractors.mentions import Span
from extractors.view import with_ideographs
from pipeline.model import BlockKind, Dataset, Direction, Measure, Section, SegmentKind


class Placed(NamedTuple):
    """A measure and what it stands under."""

    direction_id: str | None
    direction: Direction
    section: Section
    measure: Measure


class Cited:
    """Where the characters of one dataset stand."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.source = dataset.source
        self.document_id = dataset.source.document_id
        self._furniture = dataset.report.segments.of(SegmentKind.FURNITURE)
        self._furniture_ends = [span.end for span in self._furniture]

    @cached_property
    def has_radicals(self) -> bool:
        """Whether radicals stand in place of ideographs somewhere in the text."""
        return with_ideographs(self.source.text) != self.source.text

    def page(self, span: Span) -> int:
        """Return the page on which a span begins, from 1."""
        return max(bisect_right(self.source.page_starts, span.start), 1)

    def reader(self, span: Span) -> str | None:
        """Return what read the page on which a span begins; None for plain text."""
        pages = self.source.pages
        return pages[self.page(span) - 1].reader if pages else None

    def text(self, span: Span) -> str:
        """Return the characters of a span."""
        return self.source.text[span.start : span.end]

    def measure_id(self, no: int | None) -> str | None:
        """Return the id of the measure that is the `no`-th of the report."""
        return None if no is None else f"{self.document_id}-m{no:02d}"

    def reading(self, measure: Measure, kind: BlockKind) -> str | None:
        """Return the text of a measure's blocks of one kind, without the headers and footers of pages."""
        return "\n".join(self._without_furniture(b.span) for b in measure.blocks if b.kind is kind) or None

    def _without_furniture(self, span: Span) -> str:
        kept, at = [], span.start
        for cut in self._furniture[bisect_right(self._furniture_ends, span.start) :]:
            if cut.start >= span.end:
                break
            kept.append(self.source.text[at : max(cut.start, at)])
            at = cut.end + self.source.text.startswith("\n", cut.end)
        kept.append(self.source.text[at : span.end])
        return "".join(kept)

    @cached_property
    def directions(self) -> list[tuple[str | None, Direction]]:
        """Every direction with its id; measures outside of any direction have none.

        The id counts directions as they come, since a report may number two of them alike.
        """
        numbered: list[tuple[str | None, Direction]] = []
        count = 0
        for direction in self.dataset.report.directions:
            if direction.heading is None:
                numbered.append((None, direction))
            else:
                count += 1
                numbered.append((f"{self.document_id}-d{count}", direction))
        return numbered

    def measures(self) -> Iterator[Placed]:
        """Yield every measure with what it stands under."""
        for direction_id, direction in self.directions:
            for section in direction.sections:
                for measure in section.measures:
                    yield Placed(direction_id, direction, section, measure)


class Row(NamedTuple):
    """What the columns of a row are read from: its record and the characters that it cites."""

    cited: Cited
    it: Any
    span: Span | None = None
