"""Times of day: 9時～16時, 午後1時30分, 13:30～15:00, 10時半. 14時間 is a duration, 第3時限 a lesson."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors.hours import HALF_DAY, HOUR, NUMBER, TIME, B
from extractors.mentions import Claim, ClaimedBy
from extractors.numbered_lines import NumberedLines
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from extractors.view import TextView

_CLOCK = compile_pattern(
    rf"""
    (?<=[0-9]T) [0-9]{{2}}:[0-9]{{2}} (?: :[0-9]{{2}} (?:\.[0-9]{{1,9}})? )? (?: Z | [+-][0-9]{{2}}:?[0-9]{{2}} )? (?![0-9])   # T09:30:00+09:00
  | (?<![0-9./第〇零一二三四五六七八九十A-Za-z]) (?<![0-9]:)   # 時間：14時, but not the minutes of 9:14
    (?: {TIME}
      | {HALF_DAY}{NUMBER}(?={B}[~-]{B}{HALF_DAY}{HOUR})   # 9～16時
    )
    (?: {B}(?:[~-]|から|より){B} {TIME} )?
    """,
    re.VERBOSE,
)

_HINT = compile_pattern(r"[0-9零一二三四五六七八九十] {0,2}時|[0-9]:[0-9]")


class ClockTimes:
    """Claims the numerals of clock times, a range as one."""

    __slots__ = ()
    name = "clock_times"

    def find(self, view: TextView) -> Iterator[Claim]:
        """Yield a claim for each clock time of the view."""
        lines = view.memo(NumberedLines)
        for start, end in lines.search(_CLOCK, lines.beside(_HINT)):
            span = view.span(start, end)
            yield Claim(span=span, text=view.slice(span), by=ClaimedBy.CLOCK_TIME)
