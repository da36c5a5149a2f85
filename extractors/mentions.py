"""What extractors find: immutable mentions, each tied to exact characters of the raw text.

Everything here says what the text itself shows. What is inferred from a report around it (years from the fiscal
year, status, as-of dates, totals) is filled in by callers with `dataclasses.replace`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from extractors.kinds import ClaimedBy as ClaimedBy
from extractors.kinds import FigureKind as FigureKind
from extractors.kinds import Per as Per
from extractors.kinds import Precision as Precision
from extractors.kinds import Qualifier as Qualifier
from extractors.kinds import Role as Role
from extractors.kinds import Status as Status
from extractors.spans import Numeral as Numeral
from extractors.spans import Span as Span
from extractors.spans import known_span as known_span


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity: a number with its counter or unit."""

    span: Span
    text: str
    value: Decimal
    """Yen for money, the fraction for a ratio (1/2: 0.5), the percentage for a rate (73%: 73)."""
    value_max: Decimal | None = None
    """Upper end of a range, else None."""
    unit: str | None
    """The counter as written, without blanks (名); None for a/b."""
    unit_norm: str | None
    """The counter's normal form (人)."""
    kind: FigureKind
    per: Per | None = None
    qualifiers: tuple[Qualifier, ...] = ()
    label: str | None = None
    """What is counted, in the text's own words."""
    label_span: Span | None = None


class WrittenDate(NamedTuple):
    """The fields of a calendar date as the text writes them; None where it does not write one."""

    era: str | None = None
    """令和, R, 西暦 …; None without one."""
    year: int | None = None
    """The year number as written: 5 for 令和5年, 2023 for 2023年."""
    month: int | None = None
    day: int | None = None
    fiscal: bool = False
    """True where the year is a fiscal year (年度)."""
    relative: str | None = None
    """A word that fixes the year or month from context: 同年, 翌年, 本年, 来年度, 同月 …; -3日, +2週 or -5年 for a
    distance from the day of writing."""
    edge: str | None = None
    """上旬, 中旬, 下旬, 初旬, 末, 当初, 上半期, 下半期, 第1四半期 …; 10日間 for how long something lasts from then, 間 for all the days of a distance (今後2週間)."""


class DatePart(NamedTuple):
    """One date of a list or one end of a range."""

    written: WrittenDate
    start: dt.date | None
    end: dt.date | None


new_part = partial(tuple.__new__, DatePart)
"""A third of the time of calling `DatePart`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """An expression that fixes a calendar time."""

    span: Span
    text: str
    written: WrittenDate
    """As the first date of the expression is written."""
    parts: tuple[DatePart, ...]
    """Every date of a list, both ends of a range, one for a single date; empty for a recurrence."""
    is_range: bool = False
    """True where parts are the two ends of a range, False for a list."""
    start: dt.date | None
    """First day, inclusive; None where neither text nor fiscal year says the year, and for a recurrence."""
    end: dt.date | None
    """Last day, inclusive."""
    precision: Precision
    approximate: bool = False
    weekday: str | None = None
    """As written: 月, 火・祝, 月～金."""
    year_inferred: bool = False
    """True where the text itself gives no year."""
    recurrence: str | None = None
    """RFC 5545 RRULE value."""
    as_of: bool = False
    """True where the text makes it a point of measurement (8月末現在, 3月31日時点)."""
    deadline: bool = False
    """True for 10月末までに: the end of an open span."""
    opens: bool = False
    """True for 9月21日から with no second end: the start of an open span."""

    def on(self, parts: tuple[DatePart, ...], start: dt.date | None, end: dt.date | None) -> DateMention:
        """Return the expression on other days; `dataclasses.replace` takes twice as long."""
        return DateMention(
            span=self.span, text=self.text, written=self.written, parts=parts, is_range=self.is_range,
            start=start, end=end, precision=self.precision, approximate=self.approximate, weekday=self.weekday,
            year_inferred=self.year_inferred, recurrence=self.recurrence, as_of=self.as_of,
            deadline=self.deadline, opens=self.opens,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A session's ordinal (第1回, 2回目) or name, with the theme that stands beside it."""

    span: Span
    """The ordinal expression, or the name where there is no ordinal."""
    text: str
    ordinal: int | None = None
    title: str | None = None
    title_span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A numeral that is no quantity and no date, with the reason: ordinal, clock time, reference, name and so on."""

    span: Span
    text: str
    by: ClaimedBy


Mention = Figure | DateMention | Occasion | Claim
