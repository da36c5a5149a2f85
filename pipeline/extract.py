"""Report + extractors → mentions, settled once over the whole text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors import EXTRACTORS
from extractors.arbiter import Loser, settle
from extractors.mentions import Claim, ClaimedBy, Mention, Numeral, Span
from extractors.numerals import find as find_numbers
from extractors.view import TextView
from pipeline.collector import without_collector
from pipeline.locate import Locator, locate
from pipeline.model import Report, SegmentKind, SourceDoc


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What was found in a report, in order of the text, and where it stands."""

    view: TextView
    locator: Locator
    mentions: tuple[Mention, ...]
    losers: tuple[Loser, ...]
    numerals: tuple[Numeral, ...]
    """Every number of the text, whatever claims it."""


@dataclass(frozen=True, slots=True)
class _Known:
    """Claims that the structure of the report makes: numbering of headings, furniture."""

    claims: tuple[Claim, ...]
    name: str = "structure"

    def find(self, view: TextView) -> Iterator[Claim]:
        del view  # structure was read before
        yield from self.claims


@without_collector
def extract(source: SourceDoc, report: Report) -> Extraction:
    """Run every extractor over the report's text and settle overlaps.

    Args:
        source: the text with its soft line breaks.
        report: the tree, which claims the numbering of headings and the page furniture first.

    Returns:
        The mentions outside of furniture, the losers, and all numerals.
    """
    view = TextView(source.text, source.soft_breaks)
    locator = locate(report)
    structure = _Known((*_heading_claims(source, locator), *_furniture_claims(source, report)))
    settled = settle(view, (structure, *EXTRACTORS))
    return Extraction(
        view=view,
        locator=locator,
        mentions=settled.mentions,
        losers=settled.losers,
        numerals=tuple(find_numbers(view)),
    )


def _heading_claims(source: SourceDoc, locator: Locator) -> Iterator[Claim]:
    for span in locator.marker_spans(source.text):
        yield Claim(span=span, text=source.text[span.start : span.end], by=ClaimedBy.HEADING)


def _furniture_claims(source: SourceDoc, report: Report) -> Iterator[Claim]:
    for segment in report.segments:
        if segment.kind is SegmentKind.FURNITURE:
            span = Span(segment.span.start, segment.span.end)
            yield Claim(span=span, text=source.text[span.start : span.end], by=ClaimedBy.PAGE_NUMBER)
