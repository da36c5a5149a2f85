"""On how many days of a span something may be open: without its weekends, one weekday or its holidays."""

from __future__ import annotations

import datetime as dt

_DAYS_OF_WEEK, _WORKDAYS, _SHORTEST_CLOSED = 7, 5, 6
_SHORT = 14  # days


def may_be_open_days(first: dt.date, days: int, told: int) -> bool:
    """Tell whether a number of days may be those of a span without one or two weekdays: 7月3日から14日までの10日間.

    Of a long span holidays may fall out, too; only one day less is no number of open days.
    """
    if told > days or (days > _SHORT and days - told == 1):
        return False
    if days <= _SHORT and first.year < (first + dt.timedelta(days=days - 1)).year:
        return False  # over New Year all days or none are those of rest
    weekdays = [(first + dt.timedelta(days=n)).weekday() for n in range(days)]
    working = sum(weekday < _WORKDAYS for weekday in weekdays)
    saturdays = sum(weekday == _WORKDAYS for weekday in weekdays)
    without_one = (
        {days - weekdays.count(closed) for closed in range(_DAYS_OF_WEEK)} if days > _SHORTEST_CLOSED else set()
    )
    if days <= _SHORT:
        return told in {working, working + saturdays, *without_one, days - working}
    if told * 3 < days * 2:
        return True  # some days of the span, as its Saturdays
    early_week = weekdays.count(0) + weekdays.count(1)
    open_days = {days, working, working + saturdays, *without_one, days - early_week, days - working}
    return any(at - _holidays(first, days) <= told <= at for at in open_days)


def _holidays(first: dt.date, days: int) -> int:
    """Return on how many days of a span there may be a holiday, or a rest of all offices."""
    dates = [(date.month, date.day) for date in (first + dt.timedelta(days=n) for n in range(days))]
    return sum(min(most, sum(low <= date <= high for date in dates)) for low, high, most in _HOLIDAYS)


_HOLIDAYS = (
    ((1, 1), (1, 4), 4),
    ((1, 8), (1, 14), 1),
    ((2, 11), (2, 12), 1),
    ((2, 23), (2, 24), 1),
    ((3, 20), (3, 22), 1),
    ((4, 29), (5, 6), 5),
    ((7, 15), (7, 21), 1),
    ((8, 10), (8, 17), 5),
    ((9, 15), (9, 24), 3),
    ((10, 8), (10, 14), 1),
    ((11, 3), (11, 4), 1),
    ((11, 23), (11, 24), 1),
    ((12, 28), (12, 31), 4),
)
"""Days of the year between which holidays lie, those moved to a Monday too, and how many at most."""
