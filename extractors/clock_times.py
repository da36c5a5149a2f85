"""Times of day: 9時～16時, 午後1時30分, 13:30～15:00, 10時半. 14時間 is a duration, 第3時限 a lesson."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors.mentions import Claim, ClaimedBy
from extractors.numbered_lines import NumberedLines
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from extractors.view import TextView

_B = r"\ {0,2}"
_HALF_DAY = rf"(?:(?:午前|午後|正午|(?<![昨今明])[夜朝]|深夜|未明|AM|PM|am|pm){_B})?"
_NUMBER = r"(?:[0-9]{1,2}|[零一二三四五六七八九十]{1,3})"
_HOUR = rf"{_NUMBER}{_B}時(?![間限点代期給事刻流下計価])(?:{_B}半|{_B}{_NUMBER}{_B}分(?!間|の|野|類)(?:{_B}{_NUMBER}{_B}秒(?!間))?)?"
_COLON = r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?(?![0-9:]|(?:[人名件校組枚冊点%円回台]|世帯|団体|か所)(?![一-鿿]))"
"""小4:10人 gives how many there are."""
_TIME = rf"{_HALF_DAY}(?:{_COLON}|{_HOUR})"
_CLOCK = compile_pattern(
    rf"""
    (?<=[0-9]T) [0-9]{{2}}:[0-9]{{2}} (?: :[0-9]{{2}} (?:\.[0-9]{{1,9}})? )? (?: Z | [+-][0-9]{{2}}:?[0-9]{{2}} )? (?![0-9])   # T09:30:00+09:00
  | (?<![0-9.:/第〇零一二三四五六七八九十A-Za-z])
    (?: {_TIME}
      | {_HALF_DAY}{_NUMBER}(?={_B}[~-]{_B}{_HALF_DAY}{_HOUR})   # 9～16時
    )
    (?: {_B}(?:[~-]|から|より){_B} {_TIME} )?
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
