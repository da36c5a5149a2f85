"""When a report speaks: its period, the day on which it was written, the last day that it can tell of."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from extractors import wareki
from extractors.mentions import DateMention
from extractors.view import fold
from pipeline.model import WRITTEN_WITHIN, Period, ReportHead
from pipeline.segment.years import quarter_reported

_MONTHS_OF_QUARTER = 3
_APRIL = 4


class Now(NamedTuple):
    """When a report speaks."""

    head: ReportHead
    cover: DateMention | None
    """The date on its cover."""
    issued: dt.date | None
    """The last day on which it can have been written, by its cover or session; None without either."""
    over: dt.date | None
    """The last day of its period."""
    end: dt.date | None
    """The last day that it reports on."""
    latest: dt.date | None
    """The last day that it can tell of."""
    looks_back: bool
    """Whether the fiscal year is over when it speaks, so that it plans for the next."""
    is_spoken: bool
    """Whether it is a speech in a session, so that 本年度 is the year in which it is made."""


def now_of(head: ReportHead, cover: DateMention | None, session: tuple[dt.date, dt.date] | None) -> Now:
    """Return when a report speaks, by its head and the date on its cover, else the month of the session it is made in."""
    issued, over = (cover.end if cover else session and session[1]), _end_of_quarter(head) or head.period_end
    end = over or issued
    latest = issued or (end + WRITTEN_WITHIN if end else None)
    yearly = head.period in (Period.FY, Period.H2) and over == head.period_end
    looks_back = yearly and over is not None and (issued is None or issued > over)
    return Now(head, cover, issued, over, end, latest, looks_back, session is not None)


def _end_of_quarter(head: ReportHead) -> dt.date | None:
    """Return the last day of the quarter that a report's title names, None where it names none or the year ends with it."""
    quarter = quarter_reported(fold(head.title or ""))
    if quarter is None or head.fiscal_year is None:
        return None
    month = _APRIL + _MONTHS_OF_QUARTER * quarter - 1
    return wareki.end_of_month(dt.date(head.fiscal_year, month, 1))
