"""Times of day: how they are written, and those of one undertaking that do not go together.

9時12分　出動指令, 9時24分　放水開始（出動指令から10分）; 分科会 午後2時～4時、閉会 午後3時50分.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.mentions import Span
from extractors.numerals import ANY, parse
from extractors.patterns import compile_pattern
from pipeline.check.beside import line_start, offset_behind, words_behind, words_between
from pipeline.check.wording import flat
from pipeline.model import Check, Severity

TIME = rf"(?P<half>午前|午後)? ?(?P<hour>{ANY})(?:時 ?(?:(?P<past>半)|(?P<minute>{ANY})分)?|:(?P<minutes>[0-9]{{2}}))"
"""A time of day, which `minute_of` reads."""
_NOON, _HOUR = 12, 60


def minute_of(time: re.Match[str], half: str | None = None) -> int:
    """Return a time of day in minutes since midnight; 午前12時 and 午後0時 are noon.

    Args:
        time: what a pattern with `TIME` matched.
        half: of the day, 午前 or 午後, if it is not told with the time itself.
    """
    hour = int(parse(time["hour"]) or 0)
    minutes = 30 if time["past"] else int(parse(time["minute"] or time["minutes"] or "0") or 0)
    is_later = (time["half"] or half) == "午後" and hour < _NOON
    return (hour + _NOON * is_later) * _HOUR + minutes


_LINE = compile_pattern(
    rf"(?m)^[ ・○●◇◆*-]*{TIME}[ :]+(?P<what>[^0-9。、\n()]{{2,20}}?)"
    r"(?: ?\((?P<since>[^0-9。、\n()]{2,20}?)(?:から|後)(?:の所要(?:時間)?)?(?P<length>[0-9]{1,3})分(?:後|間)?\))? *$"
)


def mismatched_clock(text: str) -> Iterator[Check]:
    """Yield a check of each length since a line above that the times of both do not give: 放水開始（出動指令から12分）.

    Args:
        text: what `joined` returns.
    """
    told: dict[str, int] = {}
    reached = -1
    for match in _LINE.finditer(text) if "分)" in text or "分後)" in text or "分間)" in text else ():
        if match.start() != reached:
            told = {}
        reached = match.end() + 1
        now = minute_of(match)
        since = told.get(match["since"] or "")
        if since is not None and 0 < now - since != int(match["length"]):
            span = Span(match.start("since"), match.end("length") + 1)
            said = flat(text[span.start : span.end])
            yield Check(
                severity=Severity.ERROR,
                code="count_mismatch",
                message_ja=f"「{said}」とありますが、上の時刻からは{now - since}分です。原文の時刻を確かめてください。",
                message_en=f"'{said}' is stated, but the times above give {now - since} minutes. Check the times.",
                span=span,
            )
        told[match["what"]] = now


_TIME_OF = compile_pattern(rf"(?:(?P<closes>閉会|散会|閉式)(?:は|:|予定)? ?)?{TIME}(?!間)")
_OF_OTHER_DAYS = compile_pattern("翌|[0-9]日|[0-9]回|[12]部|変更|延長|早め|繰")
_LONGEST_LINE = 200  # characters


def misplaced_closings(text: str) -> Iterator[Check]:
    """Yield a check of each closing that is earlier than what stands before it in its line: 分科会 午後2時～4時、閉会 午後3時50分.

    Args:
        text: what `joined` returns.
    """
    at = text.find("閉会") if "開会" in text else -1
    while at >= 0:
        begin = max(line_start(text, at, _LONGEST_LINE), at - _LONGEST_LINE)
        line = words_between(text, begin, at) + words_behind(text, at, 16).partition("\n")[0]
        times = list(_TIME_OF.finditer(line))
        closing = next((n for n, time in enumerate(times) if time["closes"]), 0)
        if closing and "開会" in line[: times[0].start()] and not _OF_OTHER_DAYS.search(line):
            told = list(_of_day(times[: closing + 1]))
            if None not in told and max(filter(None, told[:-1]), default=0) > (told[-1] or 0):
                words = times[closing][0]
                yield Check(
                    severity=Severity.ERROR,
                    code="reversed_range",
                    message_ja=f"「{flat(words)}」は、その前に書かれた時刻より早くなっています。原文を確かめてください。",
                    message_en=f"'{flat(words)}' is earlier than a time that stands before it. Check the times in the report.",
                    span=Span(at, offset_behind(text, at, len(words))),
                )
        at = text.find("閉会", at + 1)


def _of_day(times: Sequence[re.Match[str]]) -> Iterator[int | None]:
    """Yield times of a line as minutes of the day, None where it is open of which half; the end of a span is of the half of its begin."""
    half, last = "", 0
    for time in times:
        within = minute_of(time, half) % (_NOON * _HOUR)
        goes_on = half and not time["closes"] and (half == "午後" or within >= last)
        half = time["half"] or (half if goes_on else "")
        last = within
        yield minute_of(time, half) if half or minute_of(time) >= (_NOON + 1) * _HOUR else None
