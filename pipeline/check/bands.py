"""Bands that are to follow each other and overlap: 15～20歳, 20～29歳, 30～39歳; 第1期 7月20日～31日, 第2期 7月31日～8月11日.

They are told to follow each other where all of the others do, one by one. Bands of what is measured (100万～200万円, 10～20km)
are often written with the same limit twice, and pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.mentions import Precision, Span
from extractors.patterns import compile_pattern
from pipeline.check.beside import sentence_before, sentence_behind, words_before, words_between
from pipeline.check.wording import flat
from pipeline.model import Check, DateRecord, Severity

_COUNTED = "歳|才|人|名|社|件|戸|世帯|団体|店|校|日|回|点|床"
_N = "(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,6})"
_BAND = compile_pattern(
    rf"(?<![0-9.,年月第])(?P<n>{_N}) ?(?P<unit>{_COUNTED})?(?:(?P<upto>以下|以内|未満)|(?P<from>以上|超(?:え)?)(?:、? ?(?P<next>{_N}) ?(?:{_COUNTED})(?P<below>未満|以下|以内))?"
    rf"| ?~ ?(?P<to>{_N}) ?(?P<unit_to>{_COUNTED})(?P<less>未満)?)"
)
_OPEN = 10**7
_FEWEST = 3  # bands of which one pair departs
_FARTHEST = 40  # characters between a band and the next
_GAP = compile_pattern(r"[^~。第年月]*")
_NO_BANDS = compile_pattern(
    "うち|対象|定員|資格|料金|無料|割引|再掲|参考|まで|クラス|コース|教室|講座|の部|児|生徒|学生|中学|高校|学齢"
)
"""Beside bands: those of pupils and courses may share a limit, and so may what is only named by them."""
_PERIOD_BETWEEN = compile_pattern(
    r" ?(?:\([^()\n]{0,20}\))?(?:、|,|\n| |/|・|で、|に|・)*(?:第? ?[0-9]{1,2} ?期|[前中後]期|第? ?[0-9]{1,2} ?クール|[0-9]期目)(?:\([^()\n]{0,12}\))?(?:は|が|:| |\t)*"
)
"""Between two periods of one series: 、第2期は."""
_MEANT = compile_pattern("重複|重な|並行|併[行せ]")
"""In the sentence of a series: that two of it overlap is known."""


class Band(NamedTuple):
    """What a band holds, both ends inclusive, and its unit."""

    low: int
    high: int
    span: Span
    unit: str = ""


def overlapping_periods(dates: Sequence[DateRecord], text: str) -> Iterator[Check]:
    """Yield a check of each numbered period that begins within the one before it, where all others of its series follow.

    Args:
        dates: of a stretch of a report, by offset.
        text: what `joined` returns.
    """
    yield from _overlapping_halves(dates, text)
    run: list[Band] = []
    for record in dates:
        date = record.date
        if not (date.is_range and date.start and date.end and date.precision in (Precision.DAY, Precision.MONTH)):
            continue
        band = Band(date.start.toordinal(), date.end.toordinal(), date.span)
        if run and not _PERIOD_BETWEEN.fullmatch(words_between(text, run[-1].span.end, date.span.start)[:_FARTHEST]):
            yield from _overlap(text, run)
            run = []
        run.append(band)
    yield from _overlap(text, run)


_HALF_LED = compile_pattern(r"(?P<half>[上下前後])半?期 ?\($")


def _overlapping_halves(dates: Sequence[DateRecord], text: str) -> Iterator[Check]:
    """Yield a check of the first of two halves of a year if it ends within the second: 上期（4～10月）, 下期（10～3月）."""
    told: DateRecord | None = None
    for record in dates:
        date = record.date
        led = (
            date.is_range
            and date.precision is Precision.MONTH
            and _HALF_LED.search(words_before(text, date.span.start, 6))
        )
        if not led or date.start is None or date.end is None:
            continue
        if led["half"] in "上前":
            told = record
        elif told is not None and date.span.start - told.date.span.end <= 2 * _FARTHEST and told.date.end:
            one, told = told.date, None
            if one.start and one.end and one.start < date.start <= one.end < date.end:
                yield _overlaps(flat(one.text), flat(date.text), one.span)


def overlapping_bands(text: str) -> Iterator[Check]:
    """Yield a check of each band of numbers that holds a limit of the one before it, where all others only follow."""
    yield from _beyond_limits(text)
    run: list[Band] = []
    for band in _bands(text):
        if run and not _goes_on(text, run[-1], band):
            yield from _overlap(text, run)
            run = []
        run.append(band)
    yield from _overlap(text, run)


_LIMITED = compile_pattern(
    r"対象(?:者|年齢)?(?:を|は)、?(?P<from>[0-9]{1,3})歳(?:から|~|以上)(?P<to>[0-9]{1,3})歳(?:まで|以下)?(?:の[^0-9、。\n()]{1,8})?(?:に限|のみ|だけ)"
)
_COUNTED_IN = compile_pattern(r"(?:が|は|で|:| )*(?!0)[0-9][0-9,]* ?(?:人|名)")


def _beyond_limits(text: str) -> Iterator[Check]:
    """Yield a check of each age band of a sentence that lies beyond the ages to which it says something is limited."""
    for limit in _LIMITED.finditer(text):
        low, high, end = int(limit["from"]), int(limit["to"]), limit.end()
        told = sentence_behind(text, end, _LONGEST)
        if _MAY_BE_BEYOND.search(told):
            continue
        for band in _bands(text, end, end + len(told)):
            if (
                band.unit != "歳"
                or not (band.low > high or band.high < low)
                or not _COUNTED_IN.match(text, band.span.end)
            ):
                continue
            first, second = flat(text[band.span.start : band.span.end]), flat(limit[0])
            yield Check(
                severity=Severity.WARNING,
                code="comparison_mismatch",
                message_ja=f"「{first}」は、「{second}」という範囲の外です。原文の年齢を確かめてください。",
                message_en=f"'{first}' lies beyond '{second}'. Check the ages.",
                span=band.span,
            )


_MAY_BE_BEYOND = compile_pattern("対象外|別に|ほか|除|前年|以前|誤|自費|独自|参考|後期高齢")
_LONGEST = 120  # characters


def _bands(text: str, start: int = 0, end: int | None = None) -> Iterator[Band]:
    for match in _BAND.finditer(text, start, len(text) if end is None else end):
        unit, n, to = match["unit_to"] or match["unit"], _number(match["n"]), match["to"] or match["next"]
        if not unit:
            continue
        span = Span(match.start(), match.end())
        if match["upto"]:
            yield Band(-1, n - (match["upto"] == "未満"), span, unit)
        else:
            high = _number(to) - bool(match["less"] or match["below"] == "未満") if to else _OPEN
            yield Band(n + (match["from"] or "").startswith("超"), high, span, unit)


def _number(written: str) -> int:
    return int(written.replace(",", ""))


def _goes_on(text: str, one: Band, other: Band) -> bool:
    """Tell whether a band stands in one series with the one before it: in its sentence, or in the row below."""
    start, end = one.span.end, other.span.start
    return (
        one.unit == other.unit
        and end - start <= _FARTHEST
        and _GAP.fullmatch(gap := words_between(text, start, end)) is not None
        and not _NO_BANDS.search(gap)
    )


def _overlap(text: str, run: Sequence[Band]) -> Iterator[Check]:
    """Yield a check of the one band of a series that does not follow the one before it but partly is of both."""
    if len(run) < _FEWEST:
        return
    start, end = run[0].span.start, run[-1].span.end
    lead = sentence_before(text, start, _FARTHEST)
    if _NO_BANDS.search(lead) or (run[0].unit == "日" and "月" in lead):
        return  # 8月1～2日、3～4日
    if run[0].low > run[-1].low:
        run = run[::-1]
    wrong = [(one, other) for one, other in pairwise(run) if other.low != one.high + 1]
    if len(wrong) != 1:
        return
    one, other = wrong[0]
    told = lead + words_between(text, start, end) + sentence_behind(text, end, _FARTHEST)
    if one.low < other.low <= one.high < other.high and not _MEANT.search(told):
        first, second = (flat(text[band.span.start : band.span.end]) for band in (one, other))
        yield _overlaps(first, second, other.span)


def _overlaps(first: str, second: str, span: Span) -> Check:
    return Check(
        severity=Severity.WARNING,
        code="band_overlap",
        message_ja=f"「{first}」と「{second}」は重なっています。区分や期間の境を原文で確かめてください。",
        message_en=f"'{first}' and '{second}' overlap. Check where the one ends and the other begins.",
        span=span,
    )
