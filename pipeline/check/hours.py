"""How long something lasted by the clock: times of a day and the length told behind them.

Times may not end before they begin, nor last otherwise than is told: 13時から15時までの3時間; 9時に開始し、11時15分に閉会した。訓練時間は.
What passes midnight is no mistake: only times of one half of the day are compared, or such of the working day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.mentions import ClaimedBy, Span
from extractors.numerals import ANY, parse
from extractors.patterns import compile_pattern
from pipeline.check.beside import sentence_before, words_before, words_behind, words_between
from pipeline.check.clock import TIME, minute_of
from pipeline.check.wording import flat
from pipeline.model import Check, Dataset, Severity

_AND = compile_pattern(r"(?:まで)? ?(?:[、,・]|と|及び|並びに)+ ?")
"""Between two times whose length is told as one."""


def _time(n: int) -> str:
    return (
        rf"(?P<half{n}>午前|午後)? ?(?:(?P<noon{n}>正午)|(?P<hour{n}>{ANY})"
        rf"(?: ?時 ?(?:(?P<half_past{n}>半)|(?P<minute{n}>{ANY}) ?分)?|:(?P<past{n}>[0-9]{{2}})))"
    )


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
_HALF_BEFORE, _TO_NOON, _LINE, _NEAR, _REACH = 3, 5, 30, 10, 50  # characters


def misplaced_hours(dataset: Dataset, text: str) -> Iterator[Check]:
    """Yield a check of each range of times of a day that ends before it begins, or that is not as long as is told behind it.

    Args:
        dataset: the report.
        text: what `joined` returns.
    """
    end = 0
    for match, span in _ranges(dataset, text):
        with_one_before = _AND.fullmatch(words_between(text, end, span.start)) if span.start - end < _NEAR else None
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
    lead = sentence_before(text, start, _LINE)
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
    if match["noon1"] or match["noon2"]:
        return False  # 正午 is of no half: 8時から正午, 22時から正午
    if one is None and other is None:
        starts, ends = _FULL
        return first // 60 in starts and last // 60 in ends and first - last <= _FURTHEST_BACK
    if other is None:
        return one == "午後" and first < _LAST_START * 60
    return one == other


_LENGTH = compile_pattern(
    rf"(?:まで)?(?:の| ?\(|、(?=[^、。]{{1,8}}にわた))? ?(?:計)?(?P<long>(?:(?P<hours>{ANY})時間(?:(?P<half>半)|(?P<more>{ANY})分)?|(?P<minutes>{ANY})分)(?:間(?!隔))?)(?P<behind>[^。\n]*)"
)
_NOT_ITS_LENGTH = compile_pattern(
    r"ごと|単位|当たり|あたり|おき|につき|程度|以上|以内|前|後|のうち|休|昼|実|除|間隔|刻み|枠|コマ|ずつ|交[代替]|を[0-9]|[0-9] ?回|予定|分け|^、"
)
_LONGEST_SITTING = 240  # minutes; in more there may be a break that is not counted


def _lasts(match: re.Match[str]) -> int | None:
    """Return how many minutes a range of times lasts, if that is not the length told right behind it: 13時から15時までの3時間."""
    told, first, last = _LENGTH.match(match["rest"]), _minutes(match, 1), _minutes(match, 2)
    one, other = match["half1"], match["half2"]
    if told is None or first is None or last is None or _NOT_ITS_LENGTH.search(told["behind"]):
        return None
    if match["noon1"]:
        first = 0 if other else first
    elif match["noon2"] and one == "午後":
        return None
    elif one == "午前" and other == "午後":
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
    if match[f"noon{n}"]:
        return _HALF * 60
    hour = parse(match[f"hour{n}"])
    minute = parse(match[f"minute{n}"] or match[f"past{n}"] or "0")
    if hour is None or minute is None:
        return None
    half = match["half1"] or match["half2"]
    if half and (hour > _HALF or (hour == _HALF and n == 1)):
        hour -= _HALF
    return int(hour) * 60 + (30 if match[f"half_past{n}"] else int(minute))


_TAKEN = compile_pattern(
    rf"(?:時間|所要|長さ)(?:は|が|で|:| |\(|延べ|計)*(?P<long>(?:(?P<hours>{ANY}) ?時間(?:(?P<half>半)|(?P<more>{ANY}) ?分)?|(?P<minutes>{ANY}) ?分))(?!前|後|毎|ごと|当|程|以|[0-9])"
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
        half = first["half"] if minute_of(last) % (_HALF * 60) > minute_of(first) % (_HALF * 60) else None
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
