"""Where a mention stands: its offsets in the view, its place in the tree, its block."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from extractors import find_dates
from extractors.mentions import Figure, Mention, Precision, Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import BlockKind, Place
from pipeline.profile import base
from pipeline.tabular import years

if TYPE_CHECKING:
    from pipeline.extract import Extraction
    from pipeline.resolve.layout import Layout


_AROUND_LABEL = compile_pattern(r"^\W+|\W+$")


class LabelYear(NamedTuple):
    """The fiscal year that a block's label names."""

    fiscal_year: int
    by_word: bool
    """Whether a word names it (次年度の取組), so that such words in the block count from the report's year too."""


class Standing(NamedTuple):
    """A mention with its place: view offsets, tree, block."""

    start: int
    end: int
    place: Place
    bounds: tuple[int, int]
    """Of its block, in view offsets; of the whole text outside of any block."""
    label_year: LabelYear | None
    """The fiscal year that the label of its block names."""
    of_plan: bool
    """Whether that label calls the block a plan: what it aims at is planned."""

    @property
    def is_plan_of_year(self) -> bool:
        """Whether the block tells what was planned for the year reported: 計画 beside 実績."""
        return self.of_plan and self.place.block is BlockKind.TARGET


_new_standing = partial(tuple.__new__, Standing)
"""A third of the time of calling `Standing`."""


def without_word_of_block(extraction: Extraction, figure: Figure) -> Figure:
    """Return a figure without a label that only says what its block tells: 取組実績　4地区で運行し."""
    span = figure.label_span
    if span is None or not extraction.locator.heading_at(span.start):
        return figure
    block, _ = extraction.locator.block_and_place(figure.span.start)
    above = block.heading if block is not None else None
    labels = [figure.label or ""]
    if above is not None and above.start <= span.start < above.end:  # a part of 令和7年度の取り組み方
        labels.append(_AROUND_LABEL.sub("", fold(extraction.view.slice(above))).replace(" ", ""))
    return (
        figure
        if all(base().kind_of(label) is None for label in labels)
        else replace(figure, label=None, label_span=None)
    )


class Standings:
    """Looks up where a mention stands."""

    def __init__(self, layout: Layout, extraction: Extraction, fiscal_year: int | None) -> None:
        self._view = extraction.view
        self._locator = extraction.locator
        self._whole = (0, len(layout.text))
        self._fiscal_year = fiscal_year
        self._blocks: dict[int, tuple[tuple[int, int], LabelYear | None, bool]] = {}

    def offsets(self, span: Span) -> tuple[int, int]:
        """Return a raw span in view offsets."""
        start, end = span
        return self._view.view_offset(start), self._view.view_offset(end - 1) + 1

    def of(self, mention: Mention) -> Standing:
        """Return the standing of a mention."""
        block, place = self._locator.block_and_place(mention.span.start)
        bounds, year, of_plan = self._whole, None, False
        if block is not None:
            known = self._blocks.get(block.span.start)
            if known is None:
                label = self._view.slice(block.heading) if block.heading else block.column
                label_year = (None if block.heading else _year_of_column(label)) or self._label_year(label)
                known = self._blocks[block.span.start] = (self.offsets(block.span), label_year, "計画" in label)
            bounds, year, of_plan = known
        start, end = self.offsets(mention.span)
        return _new_standing((start, end, place, bounds, year, of_plan))

    def _label_year(self, label: str) -> LabelYear | None:
        """Return the fiscal year that a block's label or its column's head names: （令和6年度の取組）, ＜次年度の取組＞."""
        year = _year_named(label)
        if year is not None:
            return LabelYear(year, by_word=False)
        word = _WORD.search(label)
        if word is None or self._fiscal_year is None:
            return None
        return LabelYear(self._fiscal_year + (-1 if word[0].startswith("前") else 1), by_word=True)


_OF_MONTH = compile_pattern(r"[月末]")
_WORD = compile_pattern(
    r"[次翌来前]年度(?:(?:の|における|に)?(?:主な|具体的な?)?(?:取(?:り)?組|予定|計画|実施|事業|方針|方向|対応|展開|実績|活動)|[^一-鿿ぁ-んァ-ヶ]*$)"
)
"""次年度に向けた課題 tells of this year."""


@lru_cache(maxsize=1024)  # a report repeats a few heads
def _year_of_column(head: str) -> LabelYear | None:
    """Return the one fiscal year that the head of a column names: R6計画, 令和7年度の予定."""
    said = [] if _OF_MONTH.search(head) else list(years(head))
    return LabelYear(said[0].year, by_word=False) if len(said) == 1 else None


@lru_cache(maxsize=1024)  # likewise
def _year_named(label: str) -> int | None:
    for date in find_dates(label) if "年" in label else ():
        if date.precision is Precision.FISCAL_YEAR and date.start:
            return date.start.year
    return None
