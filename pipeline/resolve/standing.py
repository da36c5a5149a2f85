"""Where a mention stands: its offsets in the view, its place in the tree, its block."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from extractors import find_dates
from extractors.mentions import Mention, Precision, Span
from pipeline.model import Place

if TYPE_CHECKING:
    from pipeline.extract import Extraction
    from pipeline.resolve.layout import Layout


class Standing(NamedTuple):
    """A mention with its place: view offsets, tree, block."""

    start: int
    end: int
    place: Place
    bounds: tuple[int, int]
    """Of its block, in view offsets; of the whole text outside of any block."""
    block_year: int | None
    """The fiscal year that the label of its block names."""


class Standings:
    """Looks up where a mention stands."""

    def __init__(self, layout: Layout, extraction: Extraction) -> None:
        self._view = extraction.view
        self._locator = extraction.locator
        self._whole = (0, len(layout.text))
        self._blocks: dict[int, tuple[tuple[int, int], int | None]] = {}

    def offsets(self, span: Span) -> tuple[int, int]:
        """Return a raw span in view offsets."""
        return self._view.view_offset(span.start), self._view.view_offset(span.end - 1) + 1

    def of(self, mention: Mention) -> Standing:
        """Return the standing of a mention."""
        block, place = self._locator.block_and_place(mention.span.start)
        bounds, year = self._whole, None
        if block is not None:
            known = self._blocks.get(block.span.start)
            if known is None:
                label_year = self._label_year(block.heading) if block.heading else None
                known = self._blocks[block.span.start] = (self.offsets(block.span), label_year)
            bounds, year = known
        return Standing(*self.offsets(mention.span), place, bounds, year)

    def _label_year(self, heading: Span) -> int | None:
        """Return the fiscal year that a block's label names: （令和6年度の取組）."""
        return _year_named(self._view.slice(heading))


@lru_cache(maxsize=1024)  # a report repeats a few labels
def _year_named(label: str) -> int | None:
    for date in find_dates(label) if "年" in label else ():
        if date.precision is Precision.FISCAL_YEAR and date.start:
            return date.start.year
    return None
