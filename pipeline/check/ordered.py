"""Sessions that a sentence tells one after the other, one of them held before the last: 第2回を9月6日、第3回を7月12日."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.mentions import Precision, Role
from extractors.numerals import ANY, parse
from extractors.patterns import compile_pattern
from pipeline.check.beside import words_between
from pipeline.model import DateRecord

_NTH = rf"第 ?(?P<no>{ANY}) ?回"
_BEFORE = compile_pattern(rf"{_NTH}(?P<name>[^0-9、。\n()第]{{0,14}}?)(?:目?[はをが]、?|:|\(| )? ?$")
"""Before a day: 第1回を, 第2回審議会は."""
_BEHIND = compile_pattern(rf"(?:に|、|の|は)?、? ?\(? ?{_NTH}(?P<name>[^0-9、。\n()第をはがに]{{0,14}})")
"""Behind a day: 8月5日に第2回."""
_OTHERS = compile_pattern(
    r"\n|は、?[^第\n]|会場|地区|支部|地域|部会|方面|延期|順延|変更|振替|振り替|前倒|中止|追加|臨時|改めて|前回|前年|昨年|年度"
)
"""Between two days: the second may be of other sessions, or of a day that was moved."""
_MOVED = compile_pattern("延期|順延|変更|振替|振り替|前倒|繰り?上げ|中止|追加|臨時|改めて")
_OF_SOMETHING = compile_pattern(" ?の")
_PRECISIONS = frozenset({Precision.DAY, Precision.MONTH})
_REACH, _FARTHEST, _BEHIND_REACH = 28, 100, 24  # characters
_SENTENCE = 60


class Told(NamedTuple):
    """A session by its number, and the day told with it."""

    record: DateRecord
    no: int
    name: str
    led: bool
    """Whether the number stands before the day."""


def misplaced(text: str, dates: Sequence[DateRecord]) -> Iterator[tuple[DateRecord, int, dt.date]]:
    """Yield each day before that of the session told before it, with the number of that session and its day.

    Args:
        text: without wraps.
        dates: of the report, by offset.
    """
    for run in _runs(text, dates):
        back = [
            (one, other)
            for one, other in pairwise(run)
            if one.record.date.start and other.record.date.end and other.record.date.end < one.record.date.start
        ]
        if len(back) == 1 and run[0].no == 1:
            one, other = back[0]
            if not _MOVED.search(_around(text, run)):
                yield other.record, one.no, one.record.date.start or dt.date.min


def _runs(text: str, dates: Sequence[DateRecord]) -> Iterator[Sequence[Told]]:
    run: list[Told] = []
    for record in dates:
        told = _told(text, record, led=not run or run[-1].led)
        if run and (told is None or not _goes_on(text, run[-1], told)):
            yield run
            run = []
        if told is not None:
            run.append(told)
    yield run


def _told(text: str, record: DateRecord, *, led: bool) -> Told | None:
    """Return the session of a day; the one behind it, where that of the day before stood so: 6月12日に第1回を、5月29日に第2回を."""
    date = record.date
    if record.role is not Role.EVENT or date.precision not in _PRECISIONS or date.is_range or len(date.parts) > 1:
        return None
    start, end = date.span.start, date.span.end
    if "回" not in text[max(0, start - _REACH) : end + _REACH]:
        return None
    lead = words_between(text, max(0, start - _REACH), start).rpartition("\n")[2]
    behind = _BEHIND.match(words_between(text, end, end + _BEHIND_REACH))
    found = _BEFORE.search(lead) if led or behind is None else None
    match = found or behind
    number = parse(match["no"]) if match else None
    if match is None or number is None or (found and _OF_SOMETHING.match(words_between(text, end, end + 3))):
        return None
    return Told(record, int(number), match["name"].rstrip("をはがに目のと"), found is not None)


def _goes_on(text: str, one: Told, other: Told) -> bool:
    """Tell whether the second of two sessions is the next of the same series."""
    start, end = one.record.date.span.end, other.record.date.span.start
    if (
        other.no != one.no + 1
        or other.led is not one.led
        or other.record.status is not one.record.status
        or (one.name and other.name and one.name != other.name)
        or end - start > _FARTHEST
    ):
        return False
    gap = words_between(text, start, end)
    return not _OTHERS.search(gap.rpartition("第")[0] if other.led else gap)


def _around(text: str, run: Sequence[Told]) -> str:
    start, end = run[0].record.date.span.start, run[-1].record.date.span.end
    lead = words_between(text, max(0, start - _SENTENCE), start).rpartition("\n")[2].rpartition("。")[2]
    behind = words_between(text, end, end + _SENTENCE).partition("\n")[0].partition("。")[0]
    return lead + words_between(text, start, end) + behind
