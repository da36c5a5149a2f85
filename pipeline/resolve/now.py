"""When a report speaks: its period, the day on which it was written, the last day that it can tell of."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from extractors import wareki
from extractors.mentions import DateMention
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import WRITTEN_WITHIN, Period, ReportHead
from pipeline.segment.years import quarter_reported

_MONTHS_OF_QUARTER = 3
_APRIL = 4
_ANNOUNCES = compile_pattern(
    r"施政方針|[都道府県市区町村]政の?(?:運営|経営|執行)?の?(?:基本)?方針|行政(?:執行)?方針|予算案?の?(?:概要|説明|編成)|当初予算"
)
_TELLS = compile_pattern(r"進捗|進ちょく|実績|状況|報告|評価|結果|振り?返り|総括")
"""In a title: what became of it, not what is announced."""


class Now(NamedTuple):
    """When a report speaks."""

    head: ReportHead
    cover: DateMention | None
    """The date on its cover."""
    issued: dt.date | None
    """The last day on which it can have been written, by its cover or session; None without either."""
    earliest: dt.date | None
    """The first day on which it can have been written, likewise."""
    over: dt.date | None
    """The last day of its period."""
    end: dt.date | None
    """The last day that it reports on; of a speech in a session of which neither is known, that of its year."""
    latest: dt.date | None
    """The last day that it can tell of."""
    looks_back: bool
    """Whether the fiscal year is over when it speaks, so that it plans for the next."""
    announces: bool
    """Whether it tells of the year to come, so that what it plans is of its own year: 令和8年度施政方針."""
    is_spoken: bool
    """Whether it is a speech in a session, so that 本年度 is the year in which it is made."""

    def year_of(self, mention: DateMention) -> int | None:
        """Return the fiscal year in which a month without a year lies: that of the report, whatever month that begins in."""
        begins, month = self.head.begins, mention.written.month
        if begins is None or month is None or mention.written.relative:
            return self.head.fiscal_year
        return begins.year + (month < begins.month) - (month < _APRIL)


def now_of(head: ReportHead, cover: DateMention | None, session: tuple[dt.date, dt.date] | None) -> Now:
    """Return when a report speaks, by its head and the date on its cover, else the month of the session it is made in."""
    issued, over = (cover.end if cover else session and session[1]), _end_of_quarter(head) or head.period_end
    earliest = cover.start if cover else session and session[0]
    end = over or issued or (None if head.fiscal_year is None else wareki.fiscal_span(head.fiscal_year)[1])
    latest = issued or (end + WRITTEN_WITHIN if end else None)
    yearly = head.period in (Period.FY, Period.H2) and over == head.period_end
    title = fold(head.title or "")
    announces = _ANNOUNCES.search(title) is not None and _TELLS.search(title) is None
    looks_back = yearly and over is not None and (issued is None or issued > over) and not announces
    return Now(head, cover, issued, earliest, over, end, latest, looks_back, announces, session is not None)


def _end_of_quarter(head: ReportHead) -> dt.date | None:
    """Return the last day of the quarter that a report's title names, None where it names none or the year ends with it."""
    quarter = quarter_reported(fold(head.title or ""))
    if quarter is None or head.fiscal_year is None:
        return None
    month = _APRIL + _MONTHS_OF_QUARTER * quarter - 1
    return wareki.end_of_month(dt.date(head.fiscal_year, month, 1))
