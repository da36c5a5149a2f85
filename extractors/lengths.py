"""How long something lasts from a day or month on: the 10日間 of 7月1日から10日間, the か月間 of 4月から3か月間.

The length is no part of the date's text, and a figure of its own; of the date it says which day is the last.
"""

from __future__ import annotations

import datetime as dt
import re

from extractors import scripts, wareki
from extractors.date_terms import B, dated, number
from extractors.mentions import WrittenDate
from extractors.patterns import compile_pattern

_LASTS = scripts.compile(
    rf"{B}(?:から|より)(?:の|、)?{B}(?P<n>[0-9]{{1,3}}|[一二三四五六七八九十]{{1,3}}){B}(?P<unit>日間|週間|[かヶカヵケ箇ヵ]月間)"
    rf"(?!{B}(?:以|程度|ほど|前後|[くぐ]らい|弱|強|余|未満|ご?と[にの]|毎|おき|隔|ずつ|ずれ|ずら|[前先後延遅早短繰]|[を]?(?:目途|めど|目安|前倒|延|短|早|遅)|に[0-9一二三])"
    rf"|に(?:延|短))"
)
"""Not behind about so long, at most so long, moved by so long, or once in so long."""
_LENGTH = compile_pattern(r"([0-9]+)(日間|週間|か月間)")
_LONGEST = 366
"""In whatever unit: what is longer is no length of an occasion."""


def read(text: str, at: int, written: WrittenDate) -> WrittenDate | None:
    """Return the single day or month that ends at view offset `at` with how long it says that something lasts from there.

    The length stands in the field `edge`, as 10日間, 2週間 or 3か月間; None where none is told of a date of this sort.
    """
    relative = written.relative or ""
    of_day = written.day is not None or relative.endswith("日")
    if written.edge is not None or not (of_day or written.month is not None or relative.endswith("月")):
        return None
    told = _LASTS.match(text, at)
    if told is None:
        return None
    n, unit = number(told["n"]), told["unit"]
    if not 0 < n <= _LONGEST or not (of_day or unit.endswith("月間")):
        return None
    unit = unit if unit in ("日間", "週間") else "か月間"
    return dated(written, month=written.month, day=written.day, edge=f"{n}{unit}")


def lasts(written: WrittenDate) -> bool:
    """Tell whether a written date says how long something lasts from it."""
    return _read(written) is not None


def last_day(written: WrittenDate, first: dt.date, otherwise: dt.date) -> dt.date:
    """Return the last day of what begins with the day `first` by the length told with it; `otherwise` without one."""
    length = _read(written)
    if length is None or first.year + _LONGEST >= dt.MAXYEAR:
        return otherwise
    n, unit = int(length[1]), length[2]
    if unit != "か月間":
        return first + dt.timedelta(days=n * (7 if unit == "週間" else 1) - 1)
    months = first.month - 1 + n
    month = wareki.month_span(first.year + months // 12, months % 12 + 1)
    if month is None:
        return otherwise
    # from the 31st a month lasts to the end of the next, as there is no such day before which it would end
    return month[1] if first.day > month[1].day else month[0] + dt.timedelta(days=first.day - 2)


def _read(written: WrittenDate) -> re.Match[str] | None:
    return _LENGTH.fullmatch(written.edge) if written.edge else None
