"""The closed lists of what a mention can be; the values are those of the CSV.

Modules that ask for a kind at every mention give its members names of their own: Python 3.11 looks up `Status.ACTUAL`
by way of its metaclass, which takes as long as a search in a sentence.
"""

from __future__ import annotations

from enum import StrEnum


class FigureKind(StrEnum):
    """What sort of quantity a figure is; the values are those of the CSV."""

    PARTICIPANTS = "participants"
    PEOPLE = "people"
    COUNT = "count"
    FREQUENCY = "frequency"
    RATE = "rate"
    RATIO = "ratio"
    MONEY = "money"
    DURATION = "duration"
    CHANGE = "change"
    """A difference against an earlier value (前年度比 ＋12人, 5人減), negative where it fell."""


class Per(StrEnum):
    """The period of a frequency (月1回: month)."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Qualifier(StrEnum):
    """Words around a number that change what it means."""

    TOTAL_ATTENDANCES = "延べ"
    DISTINCT = "実"
    ABOUT = "約"
    DEGREE = "程度"
    AROUND = "頃"
    AT_LEAST = "以上"
    AT_MOST = "以下"
    LESS_THAN = "未満"
    MORE_THAN = "超"
    EACH = "各"
    OF_WHICH = "うち"


class Status(StrEnum):
    """Whether a value was reached, is planned, or is a target."""

    ACTUAL = "actual"
    PLANNED = "planned"
    TARGET = "target"


class Precision(StrEnum):
    """How exactly a date expression fixes a time."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    FISCAL_YEAR = "fiscal_year"
    HALF_YEAR = "half_year"
    RECURRING = "recurring"


class Role(StrEnum):
    """What a date is for."""

    EVENT = "event"
    AS_OF = "as_of"
    PERIOD = "period"
    REFERENCE = "reference"


class ClaimedBy(StrEnum):
    """What accounts for a numeral; the values are those of the CSV."""

    FIGURE = "figure"
    DATE = "date"
    CLOCK_TIME = "clock_time"
    HEADING = "heading"
    ORDINAL = "ordinal"
    NAME = "name"
    REFERENCE = "reference"
    PAGE_NUMBER = "page_number"
    UNCLAIMED = "unclaimed"
