"""Report + mentions → Dataset: years, roles, status, as-of dates, parts, events and the account of numerals."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from extractors.mentions import Figure, Occasion, Role, Span, Status
from extractors.patterns import compile_pattern
from extractors.view import TextView
from pipeline.account import Numerals, Rejections
from pipeline.cells import CellFigures
from pipeline.collector import without_collector
from pipeline.extract import Extraction, Stretch
from pipeline.model import Dataset, DateRecord, Event, EventStatus, FigureRecord, Place, Report, SourceDoc
from pipeline.records import Records
from pipeline.resolve.accounts import account
from pipeline.resolve.ahead import settle_ahead
from pipeline.resolve.as_of import Point, assign, is_measured, years_of
from pipeline.resolve.attending import attending, with_parts_attending
from pipeline.resolve.breakdowns import find_breakdowns
from pipeline.resolve.dating import date_records
from pipeline.resolve.dispositions import settle_disposed
from pipeline.resolve.events import Dated, Joined, Session, days_of, join_events
from pipeline.resolve.heads import TableHeads
from pipeline.resolve.imprint import cover_date, session_month
from pipeline.resolve.layout import Layout
from pipeline.resolve.now import Now, now_of
from pipeline.resolve.overview import without_retold
from pipeline.resolve.parts import Breakdown, Located, comparable
from pipeline.resolve.postponed import was_postponed
from pipeline.resolve.session_labels import with_shared_labels
from pipeline.resolve.sheets import Session as RowSession
from pipeline.resolve.sheets import read_sessions, tables_of_sessions
from pipeline.resolve.sisters import as_sisters
from pipeline.resolve.standing import Standing, Standings, without_word_of_block
from pipeline.resolve.status import StatusReader, figure_status
from pipeline.resolve.themes import name_above
from pipeline.resolve.together import by_series
from pipeline.resolve.topics import Topic, topic_of
from pipeline.resolve.value_dates import is_since
from pipeline.tabular import Sheet

_PLANNED, _ACTUAL = Status.PLANNED, Status.ACTUAL
_AS_OF, _REFERENCE, _EVENT, _PERIOD = Role.AS_OF, Role.REFERENCE, Role.EVENT, Role.PERIOD
_CANCELLED = EventStatus.CANCELLED


@without_collector
def resolve(source: SourceDoc, report: Report, extraction: Extraction) -> Dataset:
    """Return the dataset of a report.

    Args:
        source: the text.
        report: its tree.
        extraction: the settled mentions.
    """
    layout = Layout(extraction.view, (span for grid in source.tables for cell in grid.cells for span in cell.spans))
    standings = Standings(layout, extraction, report.head.fiscal_year)
    first = next(extraction.stretches)  # its cover stands there
    now = now_of(report.head, cover_date(report, layout, standings, first.mentions), session_month(report, layout))
    resolver = _Resolver(source, report, extraction, layout, standings, now)
    for stretch in chain((first,), extraction.stretches):
        resolver.read(stretch)
    events, figures = without_retold(resolver.events, resolver.figures)
    return Dataset(
        source=source,
        report=report,
        figures=figures,
        dates=resolver.dates,
        events=events,
        indicators=tuple(replace(i, direction_no=extraction.locator.direction_of(i)) for i in report.indicators),
        numerals=resolver.numerals,
        rejected=resolver.rejected,
        complete_totals=tuple(resolver.complete_totals),
        issued=now.issued,
    )


class _Resolver:
    """Resolves a report stretch by stretch: no sentence, list or block reaches from one into the next."""

    def __init__(
        self,
        source: SourceDoc,
        report: Report,
        extraction: Extraction,
        layout: Layout,
        standings: Standings,
        now: Now,
    ) -> None:
        self._source, self._extraction, self._layout = source, extraction, layout
        self._standings, self._now, self._reader = standings, now, StatusReader(layout)
        self._tables, self._heads = tables_of_sessions(source), TableHeads(source)
        self._values = {span.start: i.indicator_id for i in report.indicators for span in i.cells}
        self.figures = Records[FigureRecord]()
        self.dates = Records[DateRecord]()
        self.events = Records[Event]()
        self.numerals = Numerals()
        self.rejected = Rejections()
        self.complete_totals: list[str] = []

    def read(self, stretch: Stretch) -> None:
        """Resolve what was found in the next stretch."""
        source, extraction, layout, standings = self._source, self._extraction, self._layout, self._standings
        figures = [
            (Located(s.start, s.end, m), s)
            for m in stretch.mentions
            if isinstance(m, Figure)
            for s in [standings.of(m)]
        ]
        located = [f for f, _ in figures]
        heads = self._heads
        found = date_records(source, self._now, layout, standings, self._reader, heads, stretch.mentions, located)
        dates = as_sisters(layout, list(found), self._now.end)
        told = extraction.cells.statuses
        statuses = [told.get(f.figure.span) or self._status(f, s, told) for f, s in figures]
        _settle_measured(layout, located, statuses, dates, self._now.over)
        settle_ahead(layout, self._reader, figures, statuses, dates, self._now.over)
        settle_disposed(layout, figures, statuses)
        breakdowns = [*find_breakdowns(layout, located), *_table_sums(extraction, located)]
        as_of = _as_of(layout, heads, located, statuses, dates, breakdowns)
        records = _figure_records(source, extraction, figures, statuses, as_of, breakdowns, layout)
        joined = _events(extraction, stretch, self._tables, layout, located, statuses, dates)
        events = [
            _event(source, extraction, event, no, n, dates, records)
            for n, (event, no) in enumerate(joined, start=len(self.events) + 1)
        ]
        linked = {ref: event for event in events for ref in event.evidence}
        records = [attending(source, r, linked[r.figure_id]) if r.figure_id in linked else r for r in records]
        records = with_parts_attending(records, linked, breakdowns)
        records = with_shared_labels(layout, figures, records)
        settled = _with_called_off(layout, dates, events)
        self.figures.extend(records)
        self.dates.extend(settled)
        self.events.extend(events)
        self.numerals.extend(account(stretch, self._values, records, settled))
        self.rejected.extend(stretch.rejected)
        self.complete_totals += [records[b.total].figure_id for b in breakdowns if b.complete]

    def _status(self, located: Located, standing: Standing, told: Iterable[Span]) -> Status:
        """Return the status of a figure; below a year or day that is past nothing is planned, whatever its block is for.

        Unless it stands in one of the cells whose column says that it was: 令和6年度 over 計画 and 実績.
        """
        status, span = figure_status(self._reader, located, standing), located.figure.span
        past = status is _PLANNED and self._heads.are_past(located.figure, self._now.over)
        return _ACTUAL if past and not any(c.start <= span.start and span.end <= c.end for c in told) else status


def _settle_measured(
    layout: Layout,
    figures: Sequence[Located],
    statuses: list[Status],
    dates: Sequence[tuple[DateRecord, Standing]],
    over: dt.date | None,
) -> None:
    """Tell as reached what was measured at a day or in a year that is past, whatever its sentence plans or aims at.

    3月末で312件、今後は…予定; 割合（令和4年度23.5％）を3割に引き上げる. What a bracket gives of a year to come is planned.

    Args:
        layout: the lines of the view.
        figures: every figure, by start.
        statuses: of the figures; changed.
        dates: with where they stand.
        over: the last day of the report's period.
    """
    for record, standing in dates:
        if record.role not in (_AS_OF, _REFERENCE):
            continue
        k = bisect_left(figures, (standing.end,))
        if k == len(figures):
            continue
        if record.role is _AS_OF and record.status is _ACTUAL and _is_whole_then(layout.text, standing, figures[k]):
            statuses[k] = _ACTUAL
        if not _AT_POINT.fullmatch(layout.text, standing.end, figures[k].start):
            continue
        if record.status is _ACTUAL:
            for n in range(k, bisect_left(figures, (_end_of_aside(layout.text, standing),))):
                statuses[n] = _ACTUAL
        aside = _stands_aside(layout, standing, figures[k])
        if record.status is _ACTUAL:
            measured = record.role is _AS_OF and not record.date.year_inferred and statuses[k] is _PLANNED
            statuses[k] = _ACTUAL if aside or measured else statuses[k]
        elif aside and statuses[k] is _ACTUAL and over and record.date.start and record.date.start > over:
            statuses[k] = _PLANNED


def _is_whole_then(text: str, standing: Standing, figure: Located) -> bool:
    """Tell whether a figure counts, by its name, all that there were on a day: 3月1日現在の会員40人のうち、15人に配る予定."""
    named = _NAMED_THEN.fullmatch(text, standing.end, figure.start) is not None
    return named and text.startswith(("のうち", "中、"), figure.end)


_NAMED_THEN = compile_pattern(r"(?:時点|現在)?の[^0-9、。\n()]{1,12}")


def _end_of_aside(text: str, standing: Standing) -> int:
    """Return where the bracket ends that a past time opens as its topic: （昨年度は7校で210人が受講）; 0 without one."""
    if text[standing.start - 1 : standing.start] != "(":
        return 0
    aside = _TOLD_ASIDE.match(text, standing.end)
    return aside.end() if aside else 0


_TOLD_ASIDE = compile_pattern(r"(?:に?は|実績は?:?)(?:(?!予定|見込|計画|目標)[^()。\n]){1,60}\)")


def _stands_aside(layout: Layout, standing: Standing, figure: Located) -> bool:
    """Tell whether a bracket gives a figure with its time: （令和3年度41％、令和4年度45％）."""
    line = layout.line_at(standing.start)
    opened = layout.text.rfind("(", max(line.start, standing.start - _LONGEST_ASIDE), standing.start)
    return (
        opened >= 0
        and layout.text.find(")", opened, standing.start) < 0
        and layout.text.startswith((")", "、", "→"), figure.end)
    )


_LONGEST_ASIDE = 40  # characters
_AT_TIME = compile_pattern(r"(?:に|には|は|が)、?(?:約|延べ|計)?")
_AT_POINT = compile_pattern(r"(?:時点|現在|実績)?(?:で|では|の|は|:| )? ?、?(?:約|延べ|計)?")


def _as_of(
    layout: Layout,
    heads: TableHeads,
    figures: Sequence[Located],
    statuses: Sequence[Status],
    dates: Sequence[tuple[DateRecord, Standing]],
    breakdowns: Sequence[Breakdown],
) -> list[dt.date | None]:
    points, bounds, changed, days = [], [], [], []
    for record, standing in dates:
        # A day still to come is that of a target beside it, unless 現在 says of when it is: 4チーム／目標7チーム（令和8年度末）.
        k = bisect_left(figures, (standing.end,))
        if is_since(layout.text, standing.end, figures[k] if k < len(figures) else None):
            changed.append(k)
            continue
        measured = record.status is _ACTUAL or layout.text.startswith("現在)", standing.end)
        if record.role is _AS_OF and record.date.end is not None and measured:
            points.append(Point(record.date.end, standing.start, standing.end))
            bounds.append(standing.bounds)
            days.append(record.date)
    dated = frozenset(layout.line_no(s.start) for _, s in dates)
    timed = frozenset(layout.line_no(s.start) for record, s in dates if not _is_of_its_year(record, points))

    def governs(point: int, figure: int) -> bool:
        return heads.governs(days[point], figures[figure].figure)

    told = assign(layout, figures, statuses, points, years_of(dates), bounds, dated, timed, governs)
    given = [
        day or (heads.day_of(located.figure) if status is _ACTUAL and is_measured(layout.text, located) else None)
        for day, located, status in zip(told, figures, statuses, strict=True)
    ]
    for record, standing in dates:  # 6月末に1件、8月に2件: what came later was not counted then
        k = bisect_left(figures, (standing.end,))
        if (
            k < len(figures)
            and record.role is _EVENT
            and _AT_TIME.fullmatch(layout.text, standing.end, figures[k].start)
        ):
            at, start = given[k], record.date.start
            given[k] = None if at and start and at < start else at
    for k in changed:
        given[k] = None
    for breakdown in breakdowns:
        for part in breakdown.parts:
            if given[part] is None and statuses[part] is _ACTUAL:
                given[part] = given[breakdown.total]
    return given


def _table_sums(extraction: Extraction, figures: Sequence[Located]) -> Iterator[Breakdown]:
    """Yield the totals that stand in tables."""
    index = {located.figure.span: k for k, located in enumerate(figures)}
    added_up = {total for total, _, complete in extraction.cells.sums if complete}
    for total, parts, complete in extraction.cells.sums:
        if not complete and total in added_up:
            continue  # of which, beside those that add up to it: it is no further one of them
        if total not in index or any(part not in index for part in parts):
            continue
        if complete or all(comparable(figures[index[total]], figures[index[part]]) for part in parts):
            yield Breakdown(index[total], tuple(index[part] for part in parts), complete=complete)


def _is_of_its_year(record: DateRecord, points: Sequence[Point]) -> bool:
    """Tell whether a date is a span that some as-of date lies in (本年度の受講者数): it dates no value otherwise."""
    start, end = record.date.start, record.date.end
    if record.role is _PERIOD:
        return True
    if record.role is not _REFERENCE or start is None or end is None:
        return False
    return any(start <= point.day <= end for point in points)


def _figure_id(source: SourceDoc, figure: Figure) -> str:
    return f"{source.document_id}-f{figure.span.start:06d}"


def _place(cells: CellFigures, figure: Figure, standing: Standing, *, dated: bool) -> Place:
    item = cells.item(figure, standing.place.item, dated=dated)
    return standing.place if item == standing.place.item else replace(standing.place, item=item)


def _figure_records(
    source: SourceDoc,
    extraction: Extraction,
    figures: Sequence[tuple[Located, Standing]],
    statuses: Sequence[Status],
    as_of: Sequence[dt.date | None],
    breakdowns: Sequence[Breakdown],
    layout: Layout,
) -> list[FigureRecord]:
    total_of = {part: b.total for b in breakdowns for part in b.parts}
    view = extraction.view
    records = []
    for k, (located, standing) in enumerate(figures):
        left, right = layout.context(located.start, located.end)
        total = total_of.get(k)
        records.append(
            FigureRecord(
                figure_id=_figure_id(source, located.figure),
                figure=without_word_of_block(extraction, located.figure),
                place=_place(extraction.cells, located.figure, standing, dated=as_of[k] is not None),
                status=statuses[k],
                as_of=as_of[k],
                part_of=None if total is None else _figure_id(source, figures[total][0].figure),
                context=extraction.cells.contexts.get(located.figure.span) or source.sentence(view.span(left, right)),
            )
        )
    return records


def _with_called_off(
    layout: Layout, dates: Sequence[tuple[DateRecord, Standing]], events: Sequence[Event]
) -> tuple[DateRecord, ...]:
    """Return the dates; a day that was called off or put off stays planned."""
    off = {ref for event in events if event.status is _CANCELLED for ref in event.evidence}
    spans = [(s.start, s.end) for _, s in dates]
    return tuple(
        replace(record, status=_PLANNED) if record.date_id in off or was_postponed(layout, spans, k) else record
        for k, (record, _) in enumerate(dates)
    )


def _events(
    extraction: Extraction,
    stretch: Stretch,
    tables: Sequence[tuple[Sheet, dict[str, int]]],
    layout: Layout,
    figures: Sequence[Located],
    statuses: Sequence[Status],
    dates: Sequence[tuple[DateRecord, Standing]],
) -> list[tuple[Joined, int | None]]:
    """Return the events of a stretch in order, each with the number of its measure."""
    dated = [Dated(s.start, s.end, d.date, d.role, d.status) for d, s in dates]
    view = extraction.view
    sessions = [
        Session(view.view_offset(m.span.start), view.view_offset(m.span.end - 1) + 1, m)
        for m in stretch.mentions
        if isinstance(m, Occasion)
    ]
    told = [(d.date, d.role, d.status) for d, _ in dates]
    here = [table for table in tables if _overlaps(table[0].grid.span, stretch)]
    rows = list(read_sessions(here, stretch.mentions, told, figures, statuses))
    elsewhere = frozenset(row.date for row in rows)
    found: list[tuple[Joined, int | None]] = []
    topics: dict[int | None, Topic | None] = {}
    for block, measure in extraction.locator.blocks(stretch.start, stretch.end):
        no, topic = (None, None) if measure is None else (measure.no, topic_of(measure.title))
        topics[no] = topic
        bounds = view.view_offset(block.span.start), view.view_offset(block.span.end - 1) + 1
        joined = join_events(layout, bounds, dated, sessions, figures, statuses, topic, elsewhere)
        found += [(event, no) for event in joined]
    for row in rows:
        no = dates[row.date][1].place.measure_no
        found += [(event, no) for event in _of_row(layout, view, row, dated, figures, topics.get(no))]
    return by_series(sorted(found, key=lambda entry: entry[0].start))


def _overlaps(span: Span, stretch: Stretch) -> bool:
    return span.start < stretch.end and stretch.start < span.end


def _of_row(
    layout: Layout,
    view: TextView,
    row: RowSession,
    dates: Sequence[Dated],
    figures: Sequence[Located],
    topic: Topic | None,
) -> Iterator[Joined]:
    """Yield the events of a row of a table: one, or one for each of its separate days."""
    dated = dates[row.date]
    table = view.view_offset(row.table)
    days = days_of(dated.date)
    figure = row.figure if len(days) == 1 else None
    above = row.series or name_above(layout, (0, table), layout.line_no(table))
    series = above or (topic.name if topic else None)
    for first, last in days:
        yield Joined(
            first=first, last=last, status=row.status, ordinal=row.ordinal, title=row.title, series=series,
            region=row.region, venue=row.venue, participants=None if figure is None else figures[figure].figure.value,
            start=dated.start, end=dated.end, date=row.date, figure=figure,
        )  # fmt: skip


def _event(
    source: SourceDoc,
    extraction: Extraction,
    joined: Joined,
    measure_no: int | None,
    number: int,
    dates: Sequence[tuple[DateRecord, Standing]],
    records: Sequence[FigureRecord],
) -> Event:
    evidence = []
    if joined.date is not None:
        evidence.append(dates[joined.date][0].date_id)
    if joined.figure is not None:
        evidence.append(records[joined.figure].figure_id)
    return Event(
        event_id=f"{source.document_id}-e{number:03d}",
        measure_no=measure_no,
        ordinal=joined.ordinal,
        title=joined.title,
        series=joined.series,
        region=joined.region,
        venue=joined.venue,
        start=joined.first,
        end=joined.last,
        status=joined.status,
        participants=joined.participants,
        span=extraction.view.span(joined.start, joined.end),
        evidence=tuple(evidence),
    )
