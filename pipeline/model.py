"""The types that flow through the pipeline: a source document, its report tree, and the dataset made of it.

All are frozen; sequences are tuples; `None` means that the report does not say. Offsets are code points of
`SourceDoc.text`, half-open. The tree holds structure only: mentions are tied to it by their offsets.
"""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import partial
from itertools import chain, compress, repeat
from operator import is_
from typing import NamedTuple

from extractors.mentions import DateMention, Figure, Role, Span, Status, known_span
from pipeline.account import Numerals, Rejections
from pipeline.kinds import BlockKind as BlockKind
from pipeline.pages import Grade
from pipeline.records import Records
from pipeline.source import Check as Check
from pipeline.source import Severity as Severity
from pipeline.source import SourceDoc as SourceDoc


class SegmentKind(StrEnum):
    """What a stretch of the text is. Every character is in exactly one segment."""

    HEADING = "heading"
    BLOCK = "block"
    FURNITURE = "furniture"
    BLANK = "blank"


class Period(StrEnum):
    """Which part of the fiscal year a report covers."""

    H1 = "H1"
    H2 = "H2"
    FY = "FY"


_H1 = Period.H1


class EventStatus(StrEnum):
    """Whether an occasion took place."""

    HELD = "held"
    PLANNED = "planned"
    CANCELLED = "cancelled"


class FieldSource(StrEnum):
    """Where a field of the report's head was read."""

    TEXT = "text"
    OPTION = "option"
    FILE_NAME = "file_name"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item of a block (①, ア), ・): from its marker to the next item of its rank."""

    marker: str
    """As written, without blanks: ①, ア), 1."""
    title: str
    """The rest of the marker's line."""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of a measure under one label, or its unlabelled text."""

    kind: BlockKind
    heading: Span | None
    """The label's line; None for text that no label introduces."""
    span: Span
    """The text below the label (without the label), blank lines at its ends excluded."""
    items: tuple[Item, ...] = ()
    column: str = ""
    """The folded head of the column or field that it stands in, as a table has it; empty outside of tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One ○ measure."""

    no: int
    """1..n through the report."""
    title: str
    departments: tuple[str, ...]
    heading: Span
    """The heading lines, departments included."""
    span: Span
    """The heading to the end of the measure."""
    blocks: tuple[Block, ...]
    marks: tuple[str, ...] = ()
    """How things stand with it by its heading, as written and without brackets: 新規, ★; no part of the title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A (1) section of a direction; `heading` is None where measures stand directly under the direction."""

    no: int | None
    title: str | None
    heading: Span | None
    measures: tuple[Measure, ...]
    marks: tuple[str, ...] = ()
    """As of a measure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """A 【取組方向N】; `heading` is None where measures stand outside of any direction."""

    no: int | None
    title: str | None
    heading: Span | None
    sections: tuple[Section, ...]
    stop: int | None = None
    """Where it ends, if a table names it: text behind that table is not of it. None where only the next one ends it."""
    marks: tuple[str, ...] = ()
    """As of a measure."""


class Segment(NamedTuple):
    """A stretch of the text of one kind."""

    kind: SegmentKind
    span: Span


_new_segment = partial(tuple.__new__, Segment)
"""A third of the time of calling `Segment`."""


class Segments:
    """What covers the text exactly once, in order: each begins where the one before it ends. Packed: they are many."""

    __slots__ = ("_ends", "_kinds")

    def __init__(self, ends: Iterable[tuple[SegmentKind, int]]) -> None:
        """Take kind and end of each, one by one; what ends where the one before it does covers nothing."""
        self._kinds: list[SegmentKind] = []
        self._ends = array("i")
        reached = 0
        for kind, end in ends:
            if end > reached:
                self._kinds.append(kind)
                self._ends.append(end)
                reached = end

    def __iter__(self) -> Iterator[Segment]:
        """Yield them."""
        spans = map(known_span, zip(chain((0,), self._ends), self._ends, strict=False))  # one start too many
        return map(_new_segment, zip(self._kinds, spans, strict=True))

    def of(self, kind: SegmentKind) -> list[Span]:
        """Return the spans of those of one kind."""
        bounds = zip(chain((0,), self._ends), self._ends, strict=False)  # one start too many
        return list(map(known_span, compress(bounds, map(is_, self._kinds, repeat(kind)))))


WRITTEN_WITHIN = dt.timedelta(days=92)
"""How long after its period a report may still be measured: it is written in the quarter that follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportHead:
    """What the report says of itself."""

    title: str | None = None
    plan_name: str | None = None
    organisation: str | None = None
    fiscal_year: int | None = None
    """2023 for 令和5年度."""
    period: Period | None = None
    begins: dt.date | None = None
    """First day of its twelve months where these are none from April on: 令和6年度（2024年10月～2025年9月）."""
    sources: tuple[tuple[str, FieldSource], ...] = ()
    """(field name, where it was read), one for each field that has a value."""

    @property
    def fiscal_year_label(self) -> str | None:
        """令和5年度 for 2023; 平成31年度 is written 令和元年度."""
        if self.fiscal_year is None:
            return None
        year = self.fiscal_year
        for era, first in (("令和", 2019), ("平成", 1989), ("昭和", 1926)):
            if year >= first:
                return f"{era}{'元' if year == first else year - first + 1}年度"
        return f"{year}年度"

    @property
    def period_start(self) -> dt.date | None:
        """First day of the period."""
        if self.fiscal_year is None or self.period is None:
            return None
        return self.begins or dt.date(self.fiscal_year, 10 if self.period is Period.H2 else 4, 1)

    @property
    def year_start(self) -> dt.date | None:
        """First day of the twelve months of its year, of which the period may be a half."""
        return (self.begins or dt.date(self.fiscal_year, 4, 1)) if self.fiscal_year is not None else None

    def years_to(self, day: dt.date) -> int | None:
        """Return how many years lie from its own to the one that a day is of: -1 for the year before, as its months count."""
        first = self.year_start
        return day.year - first.year - ((day.month, day.day) < (first.month, first.day)) if first else None

    @property
    def period_end(self) -> dt.date | None:
        """Last day of the period."""
        if self.fiscal_year is None or self.period is None:
            return None
        if self.begins is not None:
            return self.begins.replace(year=self.begins.year + 1) - dt.timedelta(days=1)
        return dt.date(self.fiscal_year, 9, 30) if self.period is _H1 else dt.date(self.fiscal_year + 1, 3, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The tree of a report: head > directions > sections > measures > blocks."""

    head: ReportHead
    profile: str
    directions: tuple[Direction, ...]
    segments: Segments
    loose: tuple[Block, ...] = ()
    """Text outside of any measure (preface, text under a direction's heading): kind other, or that of its own label."""
    indicators: tuple[Indicator, ...] = ()
    """Of its KPI tables, in order; the direction is not looked up yet."""
    title_breaks: tuple[int, ...] = ()
    """Offsets of the line breaks inside of its title: they part no words."""
    row_numbers: tuple[Span, ...] = ()
    """What only counts the rows of its tables, or the parts of the report."""
    checks: tuple[Check, ...] = ()
    """What segmenting showed (heading_sequence, no_measures …); their check_id is still empty."""

    def measures(self) -> Iterator[Measure]:
        """Yield every measure in reading order."""
        for direction in self.directions:
            for section in direction.sections:
                yield from section.measures


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the tree a mention stands."""

    direction_no: int | None = None
    measure_no: int | None = None
    block: BlockKind | None = None
    """None in a heading, and outside any measure where no label introduces the text."""
    item: str | None = None
    """Marker and title of the item that it stands under, outer before inner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRecord:
    """A row of figures."""

    figure_id: str
    figure: Figure
    place: Place
    status: Status
    as_of: dt.date | None = None
    part_of: str | None = None
    """figure_id of the total that it is a part of."""
    event_id: str | None = None
    context: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRecord:
    """A row of dates; `date` has its years resolved."""

    date_id: str
    date: DateMention
    place: Place
    role: Role
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A row of events: a dated occasion or session."""

    event_id: str
    measure_no: int | None
    ordinal: int | None = None
    title: str | None = None
    series: str | None = None
    region: str | None = None
    venue: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    status: EventStatus
    participants: Decimal | None = None
    span: Span
    evidence: tuple[str, ...] = ()
    """date_id and figure_id of the mentions that it was joined from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """A row of a KPI table."""

    indicator_id: str
    direction_no: int | None = None
    name: str
    unit: str | None = None
    baseline: Decimal | None = None
    baseline_period: str | None = None
    actual: Decimal | None = None
    actual_period: str | None = None
    target: Decimal | None = None
    target_period: str | None = None
    attainment: Decimal | None = None
    earlier: tuple[str, ...] = ()
    """Values of other years as period=value, in order of the columns."""
    in_words: tuple[str, ...] = ()
    """What its values are in words and not in numbers, as head=words: 達成率=達成."""
    span: Span
    cells: tuple[Span, ...] = ()
    """Where its values stand: their numerals are accounted for by it."""
    named: tuple[Span, ...] = ()
    """Where its name stands: a number in it (週2回以上通う人の割合) counts nothing."""
    dated: tuple[Span, ...] = ()
    """The heads that say of which years its values are: no date of their own."""
    under: Span | None = None
    """What its table says that it belongs to: the cell of its row in a column 基本目標, or the band above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """All that one report yields; every sequence is ordered by offset."""

    source: SourceDoc
    report: Report
    figures: Sequence[FigureRecord] = ()
    dates: Sequence[DateRecord] = ()
    events: Sequence[Event] = ()
    indicators: tuple[Indicator, ...] = ()
    checks: Sequence[Check] = ()
    numerals: Numerals = field(default_factory=Numerals)
    rejected: Rejections = field(default_factory=Rejections)
    complete_totals: tuple[str, ...] = ()
    """figure_id of the totals whose parts the text gives as the whole, so that they must add up."""
    issued: dt.date | None = None
    """The last day on which the report can have been written, by the date on its cover."""

    def stretches(self) -> Iterator[Dataset]:
        """Yield it with the figures and dates of one stretch of the text after the other: no total has parts in two."""
        if isinstance(self.figures, Records) and isinstance(self.dates, Records):
            for figures, dates in zip(self.figures.stretches(), self.dates.stretches(), strict=True):
                yield replace(self, figures=figures, dates=dates)
        else:
            yield self

    @property
    def grade(self) -> Grade:
        """Of the reading: that of its text, and no more than fair where no measure was found in it."""
        if self.source.grade is Grade.GOOD and next(self.report.measures(), None) is None:
            return Grade.FAIR
        return self.source.grade
