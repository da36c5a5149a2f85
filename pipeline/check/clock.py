"""Times of day: how they are written, those of one undertaking that do not go together, and how long something lasted by them.

9時12分　出動指令, 9時24分　放水開始（出動指令から10分）; 分科会 午後2時～4時、閉会 午後3時50分; 13時から15時までの2時間30分. What passes midnight
is no mistake: only times of one half of the day are compared, or such of the working day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.mentions import ClaimedBy, Span
from extractors.numerals import ANY, parse
from extractors.patterns import compile_pattern
from pipeline.check.beside import (
    ALSO,
    line_start,
    offset_behind,
    sentence_before,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.wording import flat
from pipeline.model import Check, Dataset, Severity

_NOON, _HOUR = 12, 60


def time_of(n: str = "") -> str:
    """Return the pattern of a time of day, which `minute_of` and `written_minute` read; `n` tells several in one pattern apart."""
    return (
        rf"(?P<half{n}>午前|午後)? ?(?P<hour{n}>{ANY})"
        rf"(?: ?時 ?(?:(?P<past{n}>半)|(?P<minute{n}>{ANY}) ?分)?|:(?P<minutes{n}>[0-9]{{2}}))"
    )


TIME = time_of()
TIME_BEHIND = rf" ?(?:\([^()\n]{{1,4}}\))? ?{TIME}"
"""The same behind a day and its weekday."""


def written_minute(time: re.Match[str], n: str = "") -> int:
    """Return a time in minutes as it is written, of whichever half of the day."""
    minutes = 30 if time[f"past{n}"] else int(parse(time[f"minute{n}"] or time[f"minutes{n}"] or "0") or 0)
    return int(parse(time[f"hour{n}"]) or 0) * _HOUR + minutes


def minute_of(time: re.Match[str], half: str | None = None) -> int:
    """Return a time of day in minutes since midnight; 午前12時 and 午後0時 are noon.

    Args:
        time: what a pattern with `TIME` matched.
        half: of the day, 午前 or 午後, if it is not told with the time itself.
    """
    minute = written_minute(time)
    is_later = (time["half"] or half) == "午後" and minute < _NOON * _HOUR
    return minute + _NOON * _HOUR * is_later


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


_FIRST, _LAST = (rf"(?:(?P<noon{n}>正午)|{time_of(n)})" for n in "12")
_RANGE = compile_pattern(rf"{_FIRST} ?(?:から|より|~|-) ?{_LAST}(?!間|[0-9])(?P<rest>[^。\n]{{0,20}})")
_MOVED = compile_pattern(r"(?:まで)?(?:に|へ)(?:と|早|変|繰|短|延|改|ずら|前倒|後ろ|移)|の間隔|の[0-9]")
"""Behind two times: the one became the other."""
_CHANGED = compile_pattern(r"閉[館庁店園]|終了|締め?切|変更|短縮|繰[りっ上下]|早め|泊|翌|宿直|当直|夜間")
"""In the line of two times: they may be an old and a new one, or of two days."""
_LAST_START = 6
"""From 6 in the evening on, an end without 午後 may be after midnight."""
_FULL = range(13, 17), range(8, 17)
"""Hours out of 24 at which what does not pass midnight begins and ends."""
_FURTHEST_BACK = 240
"""Minutes by which a slip may end too early; what ends earlier on the clock is a night: a shift from 16:30 to 9:00, a stay from 15:00 to 10:00."""
_HALF_BEFORE, _TO_NOON, _LEAD, _NEAR, _REACH = 3, 5, 30, 10, 50  # characters


def misplaced_hours(dataset: Dataset, text: str) -> Iterator[Check]:
    """Yield a check of each range of times of a day that ends before it begins, or that is not as long as is told behind it.

    Args:
        dataset: the report.
        text: what `joined` returns.
    """
    end = 0
    for match, span in _ranges(dataset, text):
        with_one_before = ALSO.fullmatch(words_between(text, end, span.start)) if span.start - end < _NEAR else None
        end = span.end
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
        elif with_one_before is None and (lasts := _lasts(match)) is not None:
            yield Check(
                severity=Severity.WARNING,
                code="count_mismatch",
                message_ja=f"「{written}」は{lasts}分間ですが、「{_told(match)}」とあります。原文を確かめてください。",
                message_en=f"'{written}' is {lasts} minutes long, but '{_told(match)}' is stated. Check the report.",
                span=span,
            )


def _ranges(dataset: Dataset, text: str) -> Iterator[tuple[re.Match[str], Span]]:
    """Yield each range of times of day, with the words behind it."""
    reached, clock_time = 0, ClaimedBy.CLOCK_TIME
    for numeral in dataset.numerals:
        if numeral.claimed_by is not clock_time or numeral.span.start < reached:
            continue
        start = max(reached, numeral.span.start - _HALF_BEFORE)
        raw = text[start : numeral.span.start]
        start += max(raw.rfind("午"), 0) if "午" in raw else len(raw)
        noon = text.rfind("正午", max(reached, start - _TO_NOON), start)
        start = noon if noon >= 0 else start
        words = words_behind(text, start, _REACH)
        match = _RANGE.match(words)
        if match is None:
            continue
        end = start + match.start("rest")
        reached = max(numeral.span.end, end)
        yield match, Span(start, end)


def _may_be_changed(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether the one time became the other, or the line tells of a night: 開館を午前10時から午前9時に早めた."""
    lead = sentence_before(text, start, _LEAD)
    becomes = ("から" in match[0] or "より" in match[0]) and match["rest"].startswith(("に", "へ"))
    return (
        becomes or _MOVED.match(match["rest"]) is not None or _CHANGED.search(lead + match["rest"][:_NEAR]) is not None
    )


def _is_reversed(match: re.Match[str]) -> bool:
    """Tell whether a range of times ends before it begins and cannot pass midnight."""
    first, last = _minutes(match, "1"), _minutes(match, "2")
    if last >= first:
        return False
    one, other = match["half1"], match["half2"]
    if match["noon1"] or match["noon2"]:
        return False  # 正午 is of no half: 8時から正午, 22時から正午
    if one is None and other is None:
        starts, ends = _FULL
        return first // 60 in starts and last // 60 in ends and first - last <= _FURTHEST_BACK
    if other is None:
        return one == "午後" and first < _LAST_START * 60
    return one == other


_LONG = rf"(?:(?P<hours>{ANY}) ?時間(?:(?P<half>半)|(?P<more>{ANY}) ?分)?|(?P<minutes>{ANY}) ?分)"
_LENGTH = compile_pattern(
    rf"(?:まで)?(?:の| ?\(|、(?=[^、。]{{1,8}}にわた))? ?(?:計)?(?P<long>{_LONG}(?:間(?!隔))?)(?P<behind>[^。\n]*)"
)
_NOT_ITS_LENGTH = compile_pattern(
    r"ごと|単位|当たり|あたり|おき|につき|程度|以上|以内|前|後|のうち|休|昼|実|除|間隔|刻み|枠|コマ|ずつ|交[代替]|を[0-9]|[0-9] ?回|予定|分け|^、"
)
_LONGEST_SITTING = 240  # minutes; in more there may be a break that is not counted


def _lasts(match: re.Match[str]) -> int | None:
    """Return how many minutes a range of times lasts, if that is not the length told right behind it: 13時から15時までの3時間."""
    told, first, last = _LENGTH.match(match["rest"]), _minutes(match, "1"), _minutes(match, "2")
    one, other = match["half1"], match["half2"]
    if told is None or _NOT_ITS_LENGTH.search(told["behind"]):
        return None
    if match["noon1"]:
        first = 0 if other else first
    elif match["noon2"] and one == "午後":
        return None
    elif one == "午前" and other == "午後":
        last += _NOON * _HOUR
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


def _minutes(match: re.Match[str], n: str) -> int:
    """Return a time in minutes, of its half of the day where that is told; 12 is the end of a half, and the begin of the other."""
    if match[f"noon{n}"]:
        return _NOON * _HOUR
    minute = written_minute(match, n)
    half, noon = match["half1"] or match["half2"], _NOON * _HOUR
    return minute - noon if half and minute >= noon + _HOUR * (n == "2") else minute


_TAKEN = compile_pattern(
    rf"(?:時間|所要|長さ)(?:は|が|で|:| |\(|延べ|計)*(?P<long>{_LONG})(?!前|後|毎|ごと|当|程|以|[0-9])"
)
_BEGAN = compile_pattern(
    r"(?:頃|ごろ)?(?:に|から|:| )?[^0-9。\n]{0,24}(?:始|開[会幕式演講]|スタート|出発|集合|発生|出動|着手|着工|停電|受信|離陸|発令|閉鎖)[^0-9。\n]{0,24}"
)
_ENDED = compile_pattern(
    r"(?:頃|ごろ)?(?:に|まで|:| )?[^0-9。\n]{0,16}(?:終|閉[会幕式演講]|解散|完了|到着|鎮火|復旧|解除|撤収|再開)[^0-9\n]{0,24}"
)
_IN_PART = compile_pattern(
    r"休|除|実働|実質|正味|昼食|延べ|うち|平均|当たり|あたり|各|約|程度|以内|翌|[1-9]日(?:間|目)|部|予定|目標|中断|回"
)
_A_TIME = compile_pattern(TIME + "(?!間)")
_LONGEST_TOLD = 110  # characters


def mistold_hours(text: str) -> Iterator[Check]:
    """Yield a check of each time taken that is not that between the two times told before it: 8時30分に開始し、11時15分に閉会した。訓練時間は.

    Args:
        text: what `joined` returns.
    """
    for told in _TAKEN.finditer(text) if "時" in text else ():
        lead = words_before(text, told.start(), _LONGEST_TOLD).rpartition("\n")[2]
        times = list(_A_TIME.finditer(lead))[-2:]
        stated = _stated(told)
        if len(times) < len(("first", "last")) or stated is None:
            continue
        first, last = times
        between, behind = lead[first.end() : last.start()], lead[last.end() :]
        if not (_BEGAN.fullmatch(between) and _ENDED.fullmatch(behind)) or behind.count("。") > 1:
            continue
        half = first["half"] if minute_of(last) % (_NOON * _HOUR) > minute_of(first) % (_NOON * _HOUR) else None
        length = minute_of(last, half) - minute_of(first)
        if length <= 0 or length == stated or _IN_PART.search(f"{between} {behind} {told[0][:6]}"):
            continue
        hours, minutes = divmod(length, 60)
        said = flat(text[told.start("long") : told.end("long")])
        yield Check(
            severity=Severity.WARNING,
            code="count_mismatch",
            message_ja=f"「{said}」とありますが、前に書かれた始まりと終わりの時刻からは{hours}時間{minutes}分です。原文を確かめてください。",
            message_en=f"'{said}' is stated, but the two times before it lie {hours} hours {minutes} minutes apart. Check the report.",
            span=Span(told.start(), told.end()),
        )


_STAY = compile_pattern(rf"(?<![0-9])(?P<nights>{ANY}) ?泊 ?(?P<days>{ANY}) ?日(?!目|以)")


def impossible_stays(text: str) -> Iterator[Check]:
    """Yield a check of each stay of as many nights as days, or more: 2泊2日.

    Args:
        text: what `joined` returns.
    """
    for told in _STAY.finditer(text) if "泊" in text else ():
        nights, days = parse(told["nights"]), parse(told["days"])
        if nights and days and nights >= days:
            yield Check(
                severity=Severity.WARNING,
                code="count_mismatch",
                message_ja=f"「{flat(told[0])}」は、泊数が日数以上になっています。原文を確かめてください。",
                message_en=f"'{flat(told[0])}' has no fewer nights than days. Check the report.",
                span=Span(told.start(), told.end()),
            )
