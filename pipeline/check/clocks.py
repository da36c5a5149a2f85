"""Times of day that end before they begin, or last longer than is told: 午後3時から午後1時まで, 13時から15時までの3時間.

What passes midnight is no mistake: only times of one half of the day are compared, or such of the working day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.mentions import ClaimedBy, Span
from extractors.numerals import ANY, parse
from extractors.patterns import compile_pattern
from pipeline.check.beside import words_between
from pipeline.check.wording import flat
from pipeline.model import Check, Dataset, Severity


def _time(n: int) -> str:
    return rf"(?P<half{n}>午前|午後)? ?(?P<hour{n}>{ANY})(?: ?時 ?(?:(?P<half_past{n}>半)|(?P<minute{n}>{ANY}) ?分)?|:(?P<past{n}>[0-9]{{2}}))"


_RANGE = compile_pattern(rf"{_time(1)} ?(?:から|より|~|-) ?{_time(2)}(?!間|[0-9])(?P<rest>[^。\n]{{0,20}})")
_MOVED = compile_pattern(r"(?:まで)?(?:に|へ)(?:と|早|変|繰|短|延|改|ずら|前倒|後ろ|移)|の間隔|の[0-9]")
"""Behind two times: the one became the other."""
_CHANGED = compile_pattern(r"閉[館庁店園]|終了|締め?切|変更|短縮|繰[りっ上下]|早め|泊|翌|宿直|当直|夜間")
"""In the line of two times: they may be an old and a new one, or of two days."""
_HALF = 12
_LAST_START = 6
"""From 6 in the evening on, an end without 午後 may be after midnight."""
_FULL = range(13, 17), range(8, 17)
"""Hours out of 24 at which what does not pass midnight begins and ends."""
_FURTHEST_BACK = 240
"""Minutes by which a slip may end too early; what ends earlier on the clock is a night: a shift from 16:30 to 9:00, a stay from 15:00 to 10:00."""
_BEFORE, _LINE, _NEAR, _REACH = 3, 30, 10, 50  # characters


def misplaced_hours(dataset: Dataset, text: str) -> Iterator[Check]:
    """Yield a check of each range of times of a day that ends before it begins, or that is not as long as is told behind it.

    Args:
        dataset: the report.
        text: the whole text without wraps.
    """
    for match, span in _ranges(dataset, text):
        written = flat(match[0].removesuffix(match["rest"]))
        if _is_reversed(match):
            if not _may_be_changed(text, span.start, match):
                yield Check(
                    severity=Severity.ERROR,
                    code="reversed_range",
                    message_ja=f"「{written}」は、終わりの時刻が始まりより前になっています。原文を確かめてください。",
                    message_en=f"'{written}' ends before it begins. Check the times in the report.",
                    span=span,
                )
        elif (lasts := _lasts(match)) is not None:
            yield Check(
                severity=Severity.WARNING,
                code="count_mismatch",
                message_ja=f"「{written}」は{lasts}分間ですが、「{_told(match)}」とあります。原文を確かめてください。",
                message_en=f"'{written}' is {lasts} minutes long, but '{_told(match)}' is stated. Check the report.",
                span=span,
            )


def _ranges(dataset: Dataset, text: str) -> Iterator[tuple[re.Match[str], Span]]:
    """Yield each range of times of day, with the words behind it."""
    reached = 0
    for numeral in dataset.numerals:
        if numeral.claimed_by is not ClaimedBy.CLOCK_TIME or numeral.span.start < reached:
            continue
        start = max(reached, numeral.span.start - _BEFORE)
        raw = text[start : numeral.span.start]
        start += max(raw.rfind("午"), 0) if "午" in raw else len(raw)
        words = words_between(text, start, start + _REACH)
        match = _RANGE.match(words)
        if match is None:
            continue
        end = start + match.start("rest")
        reached = max(numeral.span.end, end)
        yield match, Span(start, end)


def _may_be_changed(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether the one time became the other, or the line tells of a night: 開館を午前10時から午前9時に早めた."""
    lead = words_between(text, max(0, start - _LINE), start).rpartition("\n")[2].rpartition("。")[2]
    becomes = ("から" in match[0] or "より" in match[0]) and match["rest"].startswith(("に", "へ"))
    return (
        becomes or _MOVED.match(match["rest"]) is not None or _CHANGED.search(lead + match["rest"][:_NEAR]) is not None
    )


def _is_reversed(match: re.Match[str]) -> bool:
    """Tell whether a range of times ends before it begins and cannot pass midnight."""
    first, last = _minutes(match, 1), _minutes(match, 2)
    if first is None or last is None or last >= first:
        return False
    one, other = match["half1"], match["half2"]
    if one is None and other is None:
        starts, ends = _FULL
        return first // 60 in starts and last // 60 in ends and first - last <= _FURTHEST_BACK
    if other is None:
        return one == "午後" and first < _LAST_START * 60
    return one == other


_LENGTH = compile_pattern(
    rf"(?:まで)?(?:の| ?\()? ?(?:計)?(?P<long>(?:(?P<hours>{ANY})時間(?:(?P<half>半)|(?P<more>{ANY})分)?|(?P<minutes>{ANY})分)(?:間(?!隔))?)(?P<behind>[^。\n]*)"
)
_NOT_ITS_LENGTH = compile_pattern(
    r"ごと|単位|当たり|あたり|おき|につき|程度|以上|以内|前|後|のうち|休|昼|実|除|間隔|刻み|枠|コマ|ずつ|交[代替]|を[0-9]|[0-9] ?回|予定|分け|、"
)
_LONGEST_SITTING = 240  # minutes; in more there may be a break that is not counted


def _lasts(match: re.Match[str]) -> int | None:
    """Return how many minutes a range of times lasts, if that is not the length told right behind it: 13時から15時までの3時間."""
    told, first, last = _LENGTH.match(match["rest"]), _minutes(match, 1), _minutes(match, 2)
    one, other = match["half1"], match["half2"]
    if told is None or first is None or last is None or _NOT_ITS_LENGTH.search(told["behind"]):
        return None
    if one == "午前" and other == "午後":
        last += _HALF * 60
    elif one == "午後" and other == "午前":
        return None
    length, stated = last - first, _stated(told)
    if stated is None or length <= 0 or length == stated:
        return None
    return length if stated > length or length < _LONGEST_SITTING else None


def _told(match: re.Match[str]) -> str:
    told = _LENGTH.match(match["rest"])
    return told["long"] if told else ""


def _stated(told: re.Match[str]) -> int | None:
    hours, minutes = (parse(told[name] or "0") for name in ("hours", "minutes"))
    more = parse(told["more"] or "0")
    if hours is None or minutes is None or more is None:
        return None
    return int(hours) * 60 + int(minutes) + int(more) + (30 if told["half"] else 0)


def _minutes(match: re.Match[str], n: int) -> int | None:
    """Return a time in minutes, of its half of the day where that is told; 12 is the end of a half, and the begin of the other."""
    hour = parse(match[f"hour{n}"])
    minute = parse(match[f"minute{n}"] or match[f"past{n}"] or "0")
    if hour is None or minute is None:
        return None
    half = match["half1"] or match["half2"]
    if half and (hour > _HALF or (hour == _HALF and n == 1)):
        hour -= _HALF
    return int(hour) * 60 + (30 if match[f"half_past{n}"] else int(minute))
