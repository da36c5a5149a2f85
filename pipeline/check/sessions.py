"""Sessions, listed below each other or told in turn: one that stands there twice, of another year, or before the last."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from extractors.mentions import Precision, Role, Span, Status
from extractors.numerals import parse
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import (
    ATTENDED,
    MOVED,
    NTH,
    sentence_before,
    sentence_behind,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.wording import flat, in_japanese, on
from pipeline.model import BlockKind, Check, Dataset, DateRecord, Event, EventStatus, ReportHead, Severity
from pipeline.repeats import is_said_again, line_around

_EVENT = Role.EVENT
_HEAD = compile_pattern(r" *(?:[・○●◇◆①-⑳*※-] ?)?(?:第 ?(?P<no>[0-9]{1,2}) ?回)?[ :(]*")
"""Before the day that opens a line of a list."""
_CAME = compile_pattern(
    rf"(?:{ATTENDED}|相談|利用)(?:者)?(?:数)?(?:は|:)? ?(?:延べ)?[0-9,]+ ?(?:人|名|組)|[0-9,]+ ?(?:人|名|組)(?:が|の)?(?:{ATTENDED}|相談|利用)"
)
_MOVED = compile_pattern(rf"{MOVED}|追加|臨時")
_JOINED = compile_pattern(
    r" ?\((?![^()]*(?:前回|前年|プレ))[^()]{0,40}[0-9]\s?(?:人|名|組)[^()]{0,10}\)(?:と|、|及び|・) ?"
)
"""Between two days of a sentence that gives each who came: 7月3日（上流、28人参加）と8月24日."""
_BOTH = compile_pattern(
    r" ?\([^()]{0,40}[0-9]\s?(?:人|名|組)[^()]{0,10}\)の(?:計|合計|全)?[0-9]{1,2} ?回、?(?:[^0-9、。]{1,12}を)?(?:実施|行|開)"
)
_YEARS = compile_pattern(r"年度|年間|これまで|過去|隔年|経過|推移|前年|昨年")
_LONGEST_LEAD = 60
_FEWEST = 3  # sessions of a list of which one departs


class Listed(NamedTuple):
    """A line of a list that opens with its day."""

    record: DateRecord
    no: int | None
    start: int
    end: int
    words: str
    """The folded line."""


def of_sessions(dataset: Dataset, text: str) -> Iterator[Check]:
    """Yield the checks of the sessions that a stretch of a report lists, or tells of in a sentence.

    Args:
        dataset: the stretch.
        text: what `joined` returns.
    """
    head = dataset.report.head
    yield from _said_again(dataset)
    for run in _runs(dataset):
        yield from _of_other_year(dataset, run)
        yield from _out_of_order(run, head)
    yield from _told_with_later(dataset)
    for told in _series_of(text, dataset.dates):
        yield from _told_out_of_order(text, told, head)
        yield from _misnumbered(text, told)


def of_occasions(dataset: Dataset) -> Iterator[Check]:
    """Yield the checks of the sessions of a report by their series and regions, wherever in a measure they are told."""
    sessions = [e for e in dataset.events if None not in (e.measure_no, e.ordinal, e.start)]
    texts = {m.no: m.span for m in dataset.report.measures()} if sessions else {}
    series: dict[tuple[int | None, str | None], dict[str | None, list[Event]]] = defaultdict(lambda: defaultdict(list))
    for event in sessions:
        if event.region is None and event.status is EventStatus.PLANNED:
            continue  # 来年度は6月に第1回
        series[event.measure_no, event.series][event.region].append(event)
    astray = [
        *(
            found
            for (no, _), regions in series.items()
            if len(regions) > 1 and no in texts
            for found in _of_one_region(dataset.source.text, texts[no], regions)
        ),
        *((other, _before_period) for one, other in pairwise(sessions) if _is_of_year_before(dataset, one, other)),
    ]
    dates = {d.date_id: d for d in dataset.dates} if astray else {}
    for event, check in astray:
        yield from (check(dates[known]) for known in event.evidence[:1] if known in dates)


def _of_one_region(
    text: str, measure: Span, regions: Mapping[str | None, Sequence[Event]]
) -> Iterator[tuple[Event, Callable[[DateRecord], Check]]]:
    """Yield the session that has a wrong number in its region, where those of every other one count from the first on.

    Where sessions are numbered through all regions, none but one of them counts so.
    """
    runs = [run for region, run in regions.items() if region is not None]
    wrong = [run for run in runs if {e.ordinal for e in run} != set(range(1, len(run) + 1))]
    right = len(runs) - len(wrong)
    if len(runs) < len(regions) or len(wrong) != 1 or not right or wrong[0][0].ordinal != 1:
        return
    run = wrong[0]
    numbers = [event.ordinal or 0 for event in run]
    at = next((n for n, no in enumerate(numbers) if no != n + 1), 0)
    day, before = run[at].start, run[at - 1].start
    if not at or numbers[at + 1 :] != list(range(numbers[at] + 1, numbers[at] + len(run) - at)) or not (day and before):
        return
    next_title = {e.title for other in runs for e in other if e.ordinal == at + 1 and e.title and other is not run}
    if numbers[at] == at and (day - before >= _MONTH or run[at].title in next_title - {run[at - 1].title}):
        yield run[at], partial(_numbered_again, no=at)
    elif numbers[at] == at + _NEXT_BUT_ONE and not _is_told_of(text[measure.start : measure.end], at + 1, regions):
        yield run[at], partial(_left_out, no=numbers[at], before=at)


def _is_told_of(measure: str, no: int, regions: Mapping[str | None, Sequence[Event]]) -> bool:
    """Tell whether a measure names a session of a number more often than its events do: as called off, or without its day."""
    told = [parse(match["no"]) for match in _NTH.finditer(fold(measure))]
    return told.count(Decimal(no)) > sum(event.ordinal == no for run in regions.values() for event in run)


_NTH = compile_pattern(NTH)


def _is_of_year_before(dataset: Dataset, one: Event, other: Event) -> bool:
    """Tell whether a session is dated in the year before that of the report, though the one told before it is of that year."""
    years = [
        dataset.report.head.years_to(event.start) if event.start and event.status is EventStatus.HELD else None
        for event in (one, other)
    ]
    between = dataset.source.text[one.span.end : other.span.start]
    return (
        years == [0, -1]
        and one.measure_no == other.measure_no
        and other.series in (one.series, None)
        and one.region == other.region
        and (other.ordinal or 0) - (one.ordinal or 0) == 1
        and len(between) < _FAR
        and not _YEARS.search(between)
    )


def _said_again(dataset: Dataset) -> Iterator[Check]:
    text, reached = dataset.source.text, 0
    for record in dataset.dates:
        if record.date.span.start < reached:
            continue
        bounds = line_around(text, record.date.span.start)
        if bounds is None:
            continue
        reached = bounds[1]
        if is_said_again(text, record.date.span.start) and not _is_in_table(dataset, record):
            start, end = bounds
            line = text[start:end]
            span = Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
            yield Check(
                severity=Severity.WARNING,
                code="duplicate_figure",
                message_ja=f"「{flat(line)}」が同じ一覧に2回書かれています。events.csv では1回として数えました。別の回の書き誤りでないか、原文で確かめてください。",
                message_en=f"'{flat(line)}' stands twice in one list; events.csv has it once. Check whether another session was meant.",
                measure_no=record.place.measure_no,
                span=span,
            )


def _is_in_table(dataset: Dataset, record: DateRecord) -> bool:
    """Tell whether a day stands in a table: its rows are read one by one, alike or not."""
    at = record.date.span.start
    return any(grid.span.start <= at < grid.span.end for grid in dataset.source.tables)


def _runs(dataset: Dataset) -> Iterator[Sequence[Listed]]:
    """Yield the lists of lines below each other that open with a day on which something was held."""
    run: list[Listed] = []
    for record in dataset.dates:
        listed = _listed(dataset.source.text, record)
        if listed is None:
            continue
        if run and (listed.start != run[-1].end + 1 or _where(listed) != _where(run[-1])):
            yield run
            run = []
        run.append(listed)
    yield run


def _where(listed: Listed) -> tuple[int | None, BlockKind | None, bool]:
    """Return where a line stands and whether it has a number: a sentence that begins with a day may stand above a list."""
    return listed.record.place.measure_no, listed.record.place.block, listed.no is None


def _listed(text: str, record: DateRecord) -> Listed | None:
    if record.role is not _EVENT or record.date.precision is not Precision.DAY:
        return None
    at = record.date.span.start
    bounds = line_around(text, at)
    head = _HEAD.fullmatch(fold(text[bounds[0] : at])) if bounds else None
    if bounds is None or head is None or "\t" in text[bounds[0] : bounds[1]]:
        return None
    no = int(head["no"]) if head["no"] else None
    return Listed(record, no, *bounds, fold(text[bounds[0] : bounds[1]]))


def _of_other_year(dataset: Dataset, run: Sequence[Listed]) -> Iterator[Check]:
    """Yield a check of the one session of a list that was held before the year of the report, unlike all the others."""
    if len(run) < _FEWEST:
        return
    years = [_years_to(dataset.report.head, listed.record) for listed in run]
    early = [listed for listed, year in zip(run, years, strict=True) if year == -1]
    if len(early) == 1 and years.count(0) == len(run) - 1 and all(_CAME.search(listed.words) for listed in run):
        lead = fold(dataset.source.text[max(0, run[0].start - _LONGEST_LEAD) : run[0].start])
        if run[0] is not early[0] or not _YEARS.search(lead.strip().rpartition("\n")[2]):
            yield _before_period(early[0].record)


def _told_with_later(dataset: Dataset) -> Iterator[Check]:
    """Yield a check of a day of the year before that a sentence tells together with one of the report's year."""
    head, text = dataset.report.head, dataset.source.text
    for first, second in pairwise(dataset.dates):
        start, end = first.date.span.end, second.date.span.start
        if (
            end - start > _LONGEST_LEAD
            or _years_to(head, first) != -1
            or _years_to(head, second) != 0
            or not _JOINED.fullmatch(fold(text[start:end]))
        ):
            continue
        lead = fold(text[max(0, first.date.span.start - _LONGEST_LEAD) : first.date.span.start])
        behind = fold(text[second.date.span.end : second.date.span.end + 2 * _LONGEST_LEAD])
        if _BOTH.match(behind) and not _YEARS.search(lead.rpartition("\n")[2].rpartition("。")[2]):
            yield _before_period(first)


def _years_to(head: ReportHead, record: DateRecord) -> int | None:
    """Return how many years lie from that of the report to a day on which something was held, None of anything else."""
    if record.date.start is None or record.role is not _EVENT or record.status is not Status.ACTUAL:
        return None
    return head.years_to(record.date.start) if record.place.block is not BlockKind.OUTLOOK else None


def _before_period(record: DateRecord) -> Check:
    start = record.date.start or dt.date.min
    return on(
        record,
        code="date_outside_period",
        message_ja=f"「{flat(record.date.text)}」（{in_japanese(start)}）は報告の対象年度より前ですが、並んで書かれたほかの回は対象年度のものです。年を確かめてください。",
        message_en=f"'{flat(record.date.text)}' ({start.isoformat()}) lies before the year of the report, unlike the sessions told with it. Check the year.",
    )


def _out_of_order(run: Sequence[Listed], head: ReportHead) -> Iterator[Check]:
    """Yield a check of each session whose day is not behind that of the session with the number before it."""
    if len(run) < _FEWEST or any(_MOVED.search(listed.words) for listed in run):
        return
    numbers = [listed.no or 0 for listed in run]
    if any(b != a + 1 for a, b in pairwise(numbers)) or not numbers[0]:
        yield from _repeated(run)
        return
    days = [listed.record.date.start for listed in run]
    back = [n for n, (a, b) in enumerate(pairwise(days), start=1) if a and b and b < a]
    if len(back) == 1 and None not in days:
        yield _misplaced(run[back[0]].record, f"第{numbers[back[0] - 1]}回", days[back[0] - 1] or dt.date.min, head)


def _repeated(run: Sequence[Listed]) -> Iterator[Check]:
    """Yield a check of a number that two sessions of a list have, if a month lies between them and no other is so."""
    astray = [n for n, listed in enumerate(run) if listed.no != n + 1]
    if len(astray) != 1 or astray[0] < _FEWEST - 1:
        return
    n = astray[0]
    one, other = run[n - 1].record.date.start, run[n].record.date.start
    if run[n].no == n and one and other and other - one >= _MONTH:
        yield _numbered_again(run[n].record, n)


def _numbered_again(record: DateRecord, no: int) -> Check:
    return on(
        record,
        code="session_order",
        message_ja=f"「{flat(record.date.text)}」の回は第{no}回と書かれていますが、その前にも第{no}回があります。第{no + 1}回ではないか、原文で確かめてください。",
        message_en=f"The session of '{flat(record.date.text)}' has the number {no}, as has the one before it. Check whether it is number {no + 1}.",
    )


_MONTH = dt.timedelta(days=28)


def _misplaced(record: DateRecord, before: str, day: dt.date, head: ReportHead) -> Check:
    """Return the check of a session before the one above it; of one that is only of another year than the report's, that."""
    if head.years_to(day) == 0 and _years_to(head, record) == -1:
        return _before_period(record)
    return on(
        record,
        code="session_order",
        message_ja=f"「{flat(record.date.text)}」は、その前の{before}（{in_japanese(day)}）より前の日付です。日付か回の番号を原文で確かめてください。",
        message_en=f"'{flat(record.date.text)}' is before the day of the session above it ({day.isoformat()}). Check the day and the number.",
    )


_BEFORE = compile_pattern(rf"{NTH}(?P<name>[^0-9、。\n()第]{{0,14}}?)(?:目?[はをが]、?|:|\(| )? ?$")
"""Before a day: 第1回を, 第2回審議会は."""
_BEHIND = compile_pattern(rf"(?:に|、|の|は)?、? ?\(? ?{NTH}(?P<name>[^0-9、。\n()第をはがに]{{0,14}})")
"""Behind a day: 8月5日に第2回."""
_OTHERS = compile_pattern(
    rf"(?<!、)\n|は、?[^第\n]|会場|地区|支部|地域|部会|方面|{MOVED}|追加|臨時|前回|前年|昨年|年度"
)
"""Between two days: the second may be of other sessions, or of a day that was moved."""
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


def _told_out_of_order(text: str, run: Sequence[Told], head: ReportHead) -> Iterator[Check]:
    """Yield a check of the one day of a series before that of the session told before it."""
    back = [
        (one, other)
        for one, other in pairwise(run)
        if one.record.date.start and other.record.date.end and other.record.date.end < one.record.date.start
    ]
    if len(back) == 1 and _counts_from_first(run) and not _MOVED.search(_around(text, run)):
        one, other = back[0]
        yield _misplaced(other.record, f"第{one.no}回", one.record.date.start or dt.date.min, head)


def _counts_from_first(run: Sequence[Told]) -> bool:
    return [told.no for told in run] == list(range(1, len(run) + 1))


def _misnumbered(text: str, run: Sequence[Told]) -> Iterator[Check]:
    """Yield a check of the one session of a series that has the number of the one before it, or leaves one out."""
    astray = [n for n, told in enumerate(run) if told.no != n + 1]
    again = len(astray) == 1 and run[astray[0]].no == astray[0]
    left_out = astray == list(range(len(run) - len(astray), len(run))) and all(
        run[n].no == n + _NEXT_BUT_ONE for n in astray
    )
    if not run or not astray[:1] or astray[0] == 0 or not (again or left_out):
        return
    one, other = run[astray[0] - 1 : astray[0] + 1]
    days = one.record.date.end, other.record.date.start
    if days[0] is None or days[1] is None or days[1] - days[0] < _MONTH or _OTHERWISE.search(_around(text, run)):
        return
    if again:
        yield _numbered_again(other.record, one.no)
    elif f"第{one.no + 1}回" not in "".join(_near(text, run).split()):
        yield _left_out(other.record, other.no, one.no)


def _left_out(record: DateRecord, no: int, before: int) -> Check:
    return on(
        record,
        code="heading_sequence",
        message_ja=f"「{flat(record.date.text)}」の第{no}回の前は第{before}回で、第{before + 1}回がありません。回の抜けや番号の誤りがないか、原文で確かめてください。",
        message_en=f"Session {no} of '{flat(record.date.text)}' stands behind session {before}; {before + 1} is missing. Check whether one is left out or the number is wrong.",
    )


_NEXT_BUT_ONE = 2
_OTHERWISE = compile_pattern(rf"{_MOVED.pattern}|書面|主な|うち|など|抜粋|例え")


def _near(text: str, run: Sequence[Told]) -> str:
    start, end = run[0].record.date.span.start, run[-1].record.date.span.end
    return text[max(0, start - _FAR) : end + _FAR]


_FAR = 400  # characters


def _series_of(text: str, dates: Sequence[DateRecord]) -> Iterator[Sequence[Told]]:
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
    if record.role is not _EVENT or date.precision not in _PRECISIONS or date.is_range or len(date.parts) > 1:
        return None
    start, end = date.span.start, date.span.end
    if "回" not in text[max(0, start - _REACH) : end + _REACH]:
        return None
    lead = words_before(text, start, _REACH).rpartition("\n")[2]
    behind = _BEHIND.match(words_behind(text, end, _BEHIND_REACH))
    found = _BEFORE.search(lead) if led or behind is None else None
    match = found or behind
    number = parse(match["no"]) if match else None
    if match is None or number is None or (found and _OF_SOMETHING.match(words_behind(text, end, 3))):
        return None
    return Told(record, int(number), match["name"].rstrip("をはがに目のと"), found is not None)


def _goes_on(text: str, one: Told, other: Told) -> bool:
    """Tell whether the second of two sessions is the next of the same series."""
    start, end = one.record.date.span.end, other.record.date.span.start
    if (
        not 0 <= other.no - one.no <= _NEXT_BUT_ONE
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
    lead = sentence_before(text, start, _SENTENCE)
    behind = sentence_behind(text, end, _SENTENCE)
    return lead + words_between(text, start, end) + behind
