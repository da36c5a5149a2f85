"""Report + extractors → mentions, settled once over the whole text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import merge
from operator import itemgetter
from typing import TypeVar

from extractors import EXTRACTORS
from extractors.arbiter import Loser, settle
from extractors.counters import COUNTERS
from extractors.mentions import Claim, ClaimedBy, DateMention, Figure, FigureKind, Mention, Span
from extractors.morphology import sentence_starts, tagged
from extractors.numerals import find as find_numbers
from extractors.numerals import scan
from extractors.ordinals import list_numbers
from extractors.patterns import compile_pattern
from extractors.registry import OF_WHOLE
from extractors.view import TextView
from pipeline.account import Rejected
from pipeline.cells import CellFigures, read_cells
from pipeline.collector import without_collector
from pipeline.controls import STRAY
from pipeline.display import Displayed
from pipeline.locate import Locator, locate
from pipeline.model import Report, SegmentKind, SourceDoc

_DURATION = FigureKind.DURATION
_M = TypeVar("_M", bound=Mention)
_LONG = 50_000  # characters
_DIGIT = "0-9０-９一二三四五六七八九十百千万億兆〇.,．，"
_COUNTER = "人名回件円％%年月日時か箇所校社組世帯台"  # the figure reaches at least so far
_LOST = f"\ufffd{STRAY}"
_TORN_NUMBER = compile_pattern(rf"[{_DIGIT}]*(?:[{_LOST}]|\x1b(?=[0-9]))+[{_DIGIT}{_LOST}]*[{_COUNTER}]*")
_WORD = compile_pattern(rf"[{_DIGIT}{_COUNTER}]")
_NUMERAL = compile_pattern(f"[{_DIGIT}]")
_LINE_WITH_LOSS = compile_pattern("(?m)^[^\n\ufffd]*\ufffd[^\n]*")
_MOSTLY_LOST = 0.25
"""Of a line's characters: of two bytes that no font names any more, one may still look like a character."""
_LOST_HEAD = compile_pattern("(?m)^[ 　]*\ufffd(?=[^\ufffd\\s])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """What was found in a part of a report, in order of the text."""

    start: int
    end: int
    mentions: tuple[Mention, ...]
    """But for claims."""
    claims: tuple[Claim, ...]
    rejected: tuple[Rejected, ...]
    numerals: tuple[Span, ...]
    """Where every number of the sentences stands, whatever claims it."""
    aside: tuple[Claim, ...]
    """The numbers that stand between the halves of a sentence: page numbers, marks of notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What is found in a report, and where it stands."""

    view: TextView
    locator: Locator
    cells: CellFigures
    stretches: Iterator[Stretch]
    """Read as they are asked for: a long report's mentions are never all in memory. At least one."""


@without_collector
def extract(source: SourceDoc, report: Report) -> Extraction:
    """Run every extractor over the report's text and settle overlaps.

    Args:
        source: the text with its soft line breaks.
        report: the tree, which claims the numbering of headings and the page furniture first.

    Returns:
        The mentions outside of furniture, what they displaced, and all numerals, one stretch after the other.
    """
    breaks = (*source.soft_breaks, *report.title_breaks)
    view = TextView(source.text, breaks, source.asides, cuts=_cell_edges(source), folded=source.folded)
    locator = locate(report)
    cells = read_cells(source, report)
    stretches = _stretches(source, report, view, locator, cells)
    return Extraction(view=view, locator=locator, cells=cells, stretches=stretches)


def _stretches(
    source: SourceDoc, report: Report, view: TextView, locator: Locator, cells: CellFigures
) -> Iterator[Stretch]:
    doubt = "\ufffd" in source.text or any(check.code == "control_codes" for check in source.checks)
    garbled = _with_bullets(source) if doubt else ""
    known: list[Mention] = [
        *_heading_claims(source, report, locator),
        *_furniture_claims(source, report),
        *_garbled_claims(garbled),
        *_indicator_claims(source, report),
        *cells.bare,
        *cells.days,
        *(Claim(span=s, text=source.text[s.start : s.end], by=ClaimedBy.NAME) for s in cells.units),
        *(Claim(span=s, text=source.text[s.start : s.end], by=ClaimedBy.ORDINAL) for s in cells.ordinals),
        *(Claim(span=s, text=source.text[s.start : s.end], by=ClaimedBy.UNCLAIMED) for s in cells.torn),
    ]
    aside = list(_aside_claims(source))
    displayed = Displayed(source, locator.heading_at)
    recognised = any(page.reader == "ocr" for page in source.pages)
    known.sort(key=_start)
    end = 0
    for part in _parts(view, report):
        start, end = end, part.raw_offset(len(part.text))
        settled = settle(part, EXTRACTORS, (*_within(known, start, end), *list_numbers(part)))
        numbers = tuple(part.spans(map(itemgetter(0, 1), part.memo(scan))))
        part.forget(sentence_starts, tagged)
        mentions: list[Mention] = []
        claims: list[Claim] = []
        for mention in settled.mentions:
            found = _without_misread_unit(mention, source) if recognised else mention
            if _spans_label(found, locator, source.text):
                found = Claim(span=found.span, text=found.text, by=ClaimedBy.HEADING)
            if garbled.startswith("\ufffd", mention.span.end) and isinstance(found, Figure):  # 2週間 of 2週間�1回
                found = Claim(span=found.span, text=found.text, by=ClaimedBy.UNCLAIMED)
            if isinstance(found, Claim):
                claims.append(found)
            elif not _heads_block(found, locator, numbers):
                mentions.append(displayed.named(cells.labelled(found)) if isinstance(found, Figure) else found)
        yield Stretch(
            start=start,
            end=end,
            mentions=tuple(mentions),
            claims=tuple(claims),
            rejected=tuple(_rejected(settled.losers)),
            numerals=numbers,
            aside=tuple(_within(aside, start, end)),
        )


def _within(mentions: Sequence[_M], start: int, end: int) -> Sequence[_M]:
    """Return the mentions that begin between two offsets."""
    return mentions[bisect_left(mentions, start, key=_start) : bisect_left(mentions, end, key=_start)]


def _heads_block(mention: Mention, locator: Locator, numbers: Sequence[Span]) -> bool:
    """Tell whether a date without a number is a word of a heading: （次年度）, 〔年度末の状況〕 say no date."""
    if not isinstance(mention, DateMention) or not locator.heading_at(mention.span.start):
        return False
    first = bisect_left(numbers, mention.span.start, key=itemgetter(0))
    return first == len(numbers) or numbers[first].start >= mention.span.end


def _spans_label(mention: Mention, locator: Locator, raw: str) -> bool:
    """Tell whether a duration says of which time a label's block tells (この半年の取組), and is no value behind it (期間（3年））."""
    is_time = isinstance(mention, Figure) and mention.kind is _DURATION
    return is_time and raw[mention.span.start - 1] not in "(（:：" and locator.label_at(mention.span.start)


def _start(mention: Mention) -> int:
    return mention.span.start


def _parts(view: TextView, report: Report) -> Iterator[TextView]:
    """Yield the stretches of a long text that begin with a direction or measure, one after the other; a shorter text itself.

    What the extractors share while they read takes several times the memory of what they find.
    """
    headings = (direction.heading.start for direction in report.directions if direction.heading is not None)
    at = 0
    for begin in merge(headings, (measure.span.start for measure in report.measures())):
        start = view.view_offset(begin)
        if start - at > _LONG and view.text[start - 1] == "\n":
            yield view.part(at, start, *OF_WHOLE)
            at = start
    yield view.part(at, len(view.text), *OF_WHOLE) if at else view


def _rejected(losers: Iterable[Loser]) -> Iterator[Rejected]:
    for mention, extractor, winner in losers:
        # A head count that participants won from figures is no other reading.
        if not (isinstance(mention, Figure) and mention.span == winner.span):
            yield Rejected(span=mention.span, extractor=extractor, lost_to=winner.span)


def _cell_edges(source: SourceDoc) -> Iterator[int]:
    """Yield what stands right before and behind the cells of tables: what is drawn there parts them as a line does."""
    for grid in source.tables:
        for span in (span for cell in grid.cells for span in cell.spans):
            for at in (span.start - 1, span.end):
                if 0 <= at < len(source.text) and source.text[at] != "\n":
                    yield at


def _heading_claims(source: SourceDoc, report: Report, locator: Locator) -> Iterator[Claim]:
    for span in (*locator.marker_spans(source.text), *report.row_numbers):
        yield Claim(span=span, text=source.text[span.start : span.end], by=ClaimedBy.HEADING)


def _indicator_claims(source: SourceDoc, report: Report) -> Iterator[Claim]:
    """Yield the values and names of KPI tables: they are indicators and no figures."""
    for indicator in report.indicators:
        for span in indicator.named:
            yield Claim(span=span, text=source.text[span.start : span.end], by=ClaimedBy.NAME)
        for span in indicator.cells:
            yield Claim(span=span, text=source.text[span.start : span.end], by=ClaimedBy.FIGURE)
    for span in {span for indicator in report.indicators for span in indicator.dated}:
        yield Claim(span=span, text=source.text[span.start : span.end], by=ClaimedBy.DATE)


def _furniture_claims(source: SourceDoc, report: Report) -> Iterator[Claim]:
    """Yield what belongs to the pages, but for what stands between the halves of a sentence: no text is read there."""
    between = [aside.start for aside in source.asides]
    for span in report.segments.of(SegmentKind.FURNITURE):
        at = bisect_right(between, span.start) - 1
        if at < 0 or span.start >= source.asides[at].end:
            yield Claim(span=span, text=source.text[span.start : span.end], by=ClaimedBy.PAGE_NUMBER)


def _garbled_claims(text: str) -> Iterator[Claim]:
    """Yield the numbers that a lost character or a control stands in or beside: what is left of them is no value."""
    for match in _TORN_NUMBER.finditer(text):
        if _WORD.search(match.group()):
            span = Span(*match.span())
            yield Claim(span=span, text=match.group(), by=ClaimedBy.UNCLAIMED)
    for line in _LINE_WITH_LOSS.finditer(text):
        if line.group().count("\ufffd") > _MOSTLY_LOST * len("".join(line.group().split())):  # the rest may be anything
            for number in find_numbers(TextView(line.group())):
                span = Span(line.start() + number.span.start, line.start() + number.span.end)
                yield Claim(span=span, text=number.text, by=ClaimedBy.UNCLAIMED)


def _with_bullets(source: SourceDoc) -> str:
    """Return the text with marks of lists for what was lost, if these were it: most of it heads lines, some before words."""
    wraps = frozenset(source.soft_breaks)
    heads = [match.end() - 1 for match in _LOST_HEAD.finditer(source.text) if match.start() - 1 not in wraps]
    are_most = len(heads) > 1 and 2 * len(heads) >= source.text.count("\ufffd")
    if not are_most or all(_NUMERAL.match(source.text, at + 1) for at in heads):
        return source.text
    letters = list(source.text)
    for at in heads:
        letters[at] = "・"
    return "".join(letters)


def _without_misread_unit(mention: Mention, source: SourceDoc) -> Mention:
    """Return no figure for one of a recognised page that counts what nothing else does: 27人参 was 27人参加, or more."""
    if not isinstance(mention, Figure) or mention.kind is not FigureKind.COUNT or mention.unit in COUNTERS:
        return mention
    page = source.pages[bisect_right(source.page_starts, mention.span.start) - 1]
    if page.reader != "ocr":
        return mention
    return Claim(span=mention.span, text=mention.text, by=ClaimedBy.UNCLAIMED)


def _aside_claims(source: SourceDoc) -> Iterator[Claim]:
    marks = {mark for note in source.notes for mark in note.marks}
    for aside in source.asides:
        is_mark = aside in marks or not source.pages  # what stands in a text so is a control code
        notes = [] if is_mark else [n.span for n in source.notes if aside.start <= n.span.start < aside.end]
        for number in find_numbers(TextView(source.text[aside.start : aside.end])):
            span = Span(aside.start + number.span.start, aside.start + number.span.end)
            is_of_note = is_mark or any(note.start <= span.start < note.end for note in notes)
            yield Claim(span=span, text=number.text, by=ClaimedBy.REFERENCE if is_of_note else ClaimedBy.PAGE_NUMBER)
