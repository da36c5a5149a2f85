"""The dates of a report: their years, what each is for, and whether it lies behind or ahead."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extractors.dates import resolve_years
from extractors.mentions import DateMention, Mention, Precision, Role, Status
from pipeline.model import BlockKind, DateRecord, Period, Report, SourceDoc
from pipeline.resolve.roles import read_role
from pipeline.resolve.status import DEFAULT, ends_done

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout
    from pipeline.resolve.standing import Standing, Standings
    from pipeline.resolve.status import StatusReader

_LONGEST_IMPRINT = 20  # characters beside the date: the department that issued it
_LONGEST_LINE = 400  # characters with which a date stands on its line, blanks and all
_NO_IMPRINT = re.compile(r"[0-9。、:]|開催|実施|会議|講座|研修")
_SLACK = dt.timedelta(days=92)
"""How long after its period a report may still be measured: it is written in the quarter that follows."""


def date_records(
    source: SourceDoc,
    report: Report,
    layout: Layout,
    standings: Standings,
    reader: StatusReader,
    mentions: Sequence[Mention],
) -> Iterator[tuple[DateRecord, Standing]]:
    """Yield the dates of a report, with years, roles and status, each with where it stands."""
    end = report.head.period_end
    before: DateMention | None = None
    told = 0  # where the date before stands
    block: tuple[int, int] | None = None
    for mention in mentions:
        if not isinstance(mention, DateMention):
            continue
        standing = standings.of(mention)
        if standing.bounds != block:
            block, before = standing.bounds, None
        status = reader.read(standing.start, standing.end, habitual=mention.precision is Precision.RECURRING)
        again = before is not None and mention.written.relative == "前年" == before.written.relative
        if again and before is not None and before.start:
            date = resolve_years(mention, fiscal_year=before.start.year + 1, before=before)
        elif (
            before is not None
            and before.start
            and _hangs_on(mention, before)
            and layout.sentence(standing.start, standing.end)[0] <= told
        ):
            date = resolve_years(mention, fiscal_year=before.start.year, before=before)
        else:
            date = _with_years(report, end, mention, standing, status, before)
        role = read_role(layout, date, standing.start, standing.end)
        if role is Role.EVENT and _is_imprint(layout, standing):
            role = Role.REFERENCE
        yield (
            DateRecord(
                date_id=f"{source.document_id}-t{mention.span.start:06d}",
                date=date,
                place=standing.place,
                role=role,
                status=_date_status(end, layout, date, role, status, standing),
            ),
            standing,
        )
        before, told = date, standing.start


def _hangs_on(mention: DateMention, before: DateMention) -> bool:
    """Tell whether a date counts from the year of the date before it: 令和6年度は310件で、前年度に比べ, but not 昨年度."""
    if mention.written.relative == "前年":
        return before.written.year is not None and not before.is_range
    return (
        mention.written.relative in ("前年度", "翌年度")
        and before.precision is Precision.FISCAL_YEAR
        and before.start is not None
        and before.written.year is not None
        and not before.is_range
    )


def _is_imprint(layout: Layout, standing: Standing) -> bool:
    """Tell whether a date stands alone on a line before the first direction: when the report was issued."""
    if standing.place.measure_no is not None or standing.place.direction_no is not None:
        return False
    line = layout.line_at(standing.start)
    if line.end - line.start > _LONGEST_LINE:
        return False
    words = layout.text[line.start : standing.start] + layout.text[standing.end : line.end]
    return len(words.strip()) <= _LONGEST_IMPRINT and not _NO_IMPRINT.search(words)


def _with_years(
    report: Report,
    end: dt.date | None,
    mention: DateMention,
    standing: Standing,
    status: Status | None,
    before: DateMention | None,
) -> DateMention:
    """Give the date its years: those of the block's label, else of the report; a year-end report plans for the next."""
    year = report.head.fiscal_year
    date = resolve_years(mention, fiscal_year=standing.block_year or year, before=before)
    if date.as_of and date.year_inferred and year is not None and end and date.end and not mention.written.relative:
        # What was measured was measured before the report: 3月末現在 of a half-year report is last March.
        return resolve_years(mention, fiscal_year=year - 1, before=before) if date.end > end + _SLACK else date
    plans = standing.place.block is BlockKind.OUTLOOK and status is not Status.ACTUAL
    if (
        year is not None
        and standing.block_year is None
        and report.head.period in (Period.FY, Period.H2)
        and (plans or status is Status.PLANNED)
        and date.year_inferred
        and not mention.written.relative
        and date.start is not None
        and end is not None
        and date.start <= end
    ):
        return resolve_years(mention, fiscal_year=year + 1, before=before)
    return date


def _date_status(
    end: dt.date | None,
    layout: Layout,
    date: DateMention,
    role: Role,
    status: Status | None,
    standing: Standing,
) -> Status:
    place, at = standing.place, (standing.start, standing.end)
    block = place.block
    if (
        place.measure_no is None
        and status is None
        and date.precision in (Precision.DAY, Precision.MONTH)
        and not layout.is_sentence(standing.start)
    ):
        return Status.ACTUAL  # 令和6年5月　何々課: when the report was issued
    if date.start is not None and end is not None and date.start > end and role is Role.REFERENCE:
        return Status.PLANNED  # the year of a target lies ahead, whatever the sentence says of the target
    if date.start is not None and end is not None and place.measure_no is None:
        return Status.ACTUAL if date.start <= end else Status.PLANNED  # a preface tells of the report itself
    if status is not None:
        return Status.PLANNED if status is Status.TARGET else status
    if date.start is not None and end is not None:
        if date.start > end and role is not Role.REFERENCE:
            return Status.ACTUAL if ends_done(layout, *at) else Status.PLANNED
        if role in (Role.AS_OF, Role.REFERENCE) and date.start <= end:
            return Status.ACTUAL
    if date.precision is Precision.RECURRING and block is not BlockKind.OUTLOOK:
        return Status.ACTUAL
    return Status.PLANNED if block is not None and DEFAULT[block] is not Status.ACTUAL else Status.ACTUAL
