"""Dataset → checks: what does not add up, in Japanese and English, each with its place.

Nothing is corrected here. A check quotes the words that it is about, so that a person can judge in one look. What all of
them are given is told in `beside`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from heapq import merge
from itertools import chain, groupby, islice, pairwise

from extractors import wareki
from extractors.date_years import impossible
from extractors.lengths import lasts
from extractors.mentions import ClaimedBy, DatePart, FigureKind
from extractors.patterns import compile_pattern
from extractors.view import fold, fold_tight
from pipeline.check.agreement import of_figures, of_indicators, of_tables
from pipeline.check.bands import overlapping_bands, overlapping_periods
from pipeline.check.beside import joined, words_between
from pipeline.check.bundled import several_reports
from pipeline.check.clock import (
    impossible_stays,
    mismatched_clock,
    misplaced_closings,
    misplaced_hours,
    mistold_hours,
)
from pipeline.check.elapsed import mismatched_years
from pipeline.check.eras import mistaken_eras
from pipeline.check.fiscal import misdated_years
from pipeline.check.holidays import misnamed_holidays
from pipeline.check.ordinals import misnumbered, repeated_numbers
from pipeline.check.periods import of_time
from pipeline.check.plans import misplaced_ahead
from pipeline.check.recurring import of_rows
from pipeline.check.sessions import of_occasions, of_sessions
from pipeline.check.settled import unsettled
from pipeline.check.steps import reversed_steps
from pipeline.check.streaks import miscounted_years
from pipeline.check.votes import contradicted_unanimity
from pipeline.check.wording import flat, in_japanese, on
from pipeline.collector import without_collector
from pipeline.model import Check, Dataset, DateRecord, Severity
from pipeline.records import Records

_OF_HEAT = frozenset({"度", "℃"})
_COMPARED_IN_WAYS = frozenset(
    {
        "breakdown_sum",
        "change_mismatch",
        "comparison_mismatch",
        "date_outside_period",
        "share_mismatch",
        "weekday_mismatch",
    }
)
_NTH_WEEKDAY = compile_pattern(r"第 ?[1-5一二三四五] ?[月火水木金土日]曜日?$")
_RELATIVE = compile_pattern("週$|^[前先翌]々?月末?$")
_AT_ONCE = 250  # checks
_MOST_QUOTED = 5  # dates in a message
_OF_FIRST_DAY = compile_pattern(r"[^、，,・･と及(（]*[日0-9０-９] ?[(（][月火水木金土日]")
"""11月11日（日）・12日: the weekday stands behind the first day."""


@without_collector
def check(dataset: Dataset) -> Dataset:
    """Return the dataset with the checks of reading, segmenting and resolving, in order of the text, numbered."""
    text = joined(dataset.source)
    found = merge(
        sorted(
            (
                *dataset.source.checks,
                *dataset.report.checks,
                *of_indicators(dataset, text),
                *of_tables(dataset, text),
                *of_occasions(dataset),
                *several_reports(dataset),
                *repeated_numbers(dataset, text),
                *_undated(dataset),
            ),
            key=_order,
        ),
        chain.from_iterable(sorted(_of_mentions(stretch, text), key=_order) for stretch in dataset.stretches()),
        _unclaimed(dataset),
        misplaced_hours(dataset, text),
        mistold_hours(text),
        impossible_stays(text),
        overlapping_bands(text),
        contradicted_unanimity(text),
        mismatched_clock(text),
        misplaced_closings(text),
        key=_order,
    )
    once = (next(alike) for _, alike in groupby(found, key=_said_of))
    numbered = (replace(c, check_id=f"{dataset.source.document_id}-c{n:03d}") for n, c in enumerate(once, start=1))
    checks = Records[Check]()
    while some := tuple(islice(numbered, _AT_ONCE)):
        checks.extend(some)
    return replace(dataset, checks=checks)


def _order(check: Check) -> tuple[int, str]:
    return (check.span.start if check.span else -1, check.code)


def _said_of(check: Check) -> tuple[object, ...]:
    """Return what a check is about: that a value does not fit is said once, whatever it was compared with."""
    return (check.code, check.span, None if check.code in _COMPARED_IN_WAYS else check.message_ja)


def of_values(dataset: Dataset) -> Iterator[Check]:
    """Yield the checks of what was read: of dates, figures and indicators, not of the text and its structure."""
    text = joined(dataset.source)
    yield from _of_mentions(dataset, text)
    yield from of_indicators(dataset, text)
    yield from _undated(dataset)


def _of_mentions(dataset: Dataset, text: str) -> Iterator[Check]:
    yield from _dates(dataset, text)
    yield from of_time(dataset, text)
    yield from misplaced_ahead(dataset, text)
    sessions = tuple(of_sessions(dataset, text))
    yield from sessions
    yield from misnumbered(dataset, text, sessions)
    yield from unsettled(dataset, text)
    yield from reversed_steps(dataset.dates, text)
    yield from misdated_years(dataset, text)
    yield from mistaken_eras(dataset.dates, text)
    yield from overlapping_periods(dataset.dates, text)
    yield from mismatched_years(text, dataset.dates, dataset.report.head.fiscal_year)
    yield from miscounted_years(dataset, text)
    yield from of_rows(dataset, text)
    yield from misnamed_holidays(dataset.dates, text)
    yield from of_figures(dataset, text)
    yield from _reversed(dataset)


def _dates(dataset: Dataset, text: str) -> Iterator[Check]:
    for first, second in pairwise(dataset.dates):
        yield from _of_other_week(first, second, text)
    for record in dataset.dates:
        yield from _weekday(record, dataset)
        yield from _impossible(dataset, record)


def _of_other_week(first: DateRecord, second: DateRecord, text: str) -> Iterator[Check]:
    """Compare a weekday of a month with the day in brackets behind it: 7月第3日曜日（7月17日）."""
    one, other = first.date, second.date
    if (
        one.start is not None
        and one.start == one.end
        and other.start is not None
        and other.start == other.end
        and other.written.day is not None
        and one.start != other.start
        and _NTH_WEEKDAY.search(fold(one.text))
        and words_between(text, one.span.end, other.span.start).strip() == "("
    ):
        yield on(
            second,
            severity=Severity.ERROR,
            code="weekday_mismatch",
            message_ja=f"「{flat(one.text)}」は{in_japanese(one.start)}ですが、「{flat(other.text)}」とあります。原文を確かめてください。",
            message_en=f"'{flat(one.text)}' is {one.start.isoformat()}, but '{flat(other.text)}' is stated. Check the report.",
        )


def _weekday(record: DateRecord, dataset: Dataset) -> Iterator[Check]:
    """Compare each stated weekday with that of its day."""
    date = record.date
    if not date.weekday or date.start is None or _may_be_of_next_year(record, dataset):
        return
    stated = [c for c in date.weekday if c in wareki.WEEKDAYS]
    days = [
        p.start
        for p in date.parts
        if p.start is not None and p.written.day is not None and (p.start == p.end or lasts(p.written))
    ]
    # One weekday for each day; where fewer are written it may be that of any of them: 6月17日、18日（日）.
    if len(stated) == len(days):
        pairs = list(zip(days, stated, strict=True))
    elif any(wareki.WEEKDAYS[day.weekday()] in stated for day in days) and not _OF_FIRST_DAY.match(date.text):
        return
    else:
        pairs = list(zip(days[:1], stated[:1], strict=False))
    for day, weekday in pairs:
        actual = wareki.WEEKDAYS[day.weekday()]
        if actual != weekday:
            yield on(
                record,
                severity=Severity.ERROR,
                code="weekday_mismatch",
                message_ja=f"「{flat(date.text)}」の曜日が合いません。{in_japanese(day)}は{actual}曜日です（記載は{weekday}曜日）。日付か曜日を原文で確かめてください。",
                message_en=f"The weekday in '{flat(date.text)}' does not fit: {day.isoformat()} is a {day:%A} (the report says {weekday}). Check the date or the weekday.",
            )


def _may_be_of_next_year(record: DateRecord, dataset: Dataset) -> bool:
    """Tell whether a day without a year, outside of all measures, has the weekday of the year in which the report was made.

    On it the report itself may have been judged: 有識者の意見を聴いた（5月21日（火））.
    """
    date, issued, over = record.date, dataset.issued, dataset.report.head.period_end
    if record.place.measure_no is not None or not date.year_inferred or date.start is None or not (issued and over):
        return False
    same = (date.start + dt.timedelta(days=n) for n in (365, 366))
    day = next((d for d in same if d.day == date.start.day), None)
    return day is not None and over < day <= issued and wareki.WEEKDAYS[day.weekday()] == date.weekday


def _impossible(dataset: Dataset, record: DateRecord) -> Iterator[Check]:
    date = record.date
    if impossible(date.parts, fiscal_year=dataset.report.head.fiscal_year):
        if _is_leap_day_by_name(dataset, record):
            return
        none_ja, none_en = (
            ("日付としては読み取らず、空欄にしました。", "start and end are left empty.")
            if date.start is None
            else ("並ぶ日付のうち、暦にある日だけを読み取りました。", "of its days only those that exist are read.")
        )
        yield on(
            record,
            severity=Severity.ERROR,
            code="impossible_date",
            message_ja=f"「{flat(date.text)}」という日付はありません。{none_ja}原文を確かめてください。",
            message_en=f"There is no such date as '{flat(date.text)}'; {none_en} Check the report.",
        )
    elif date.is_range and date.start is None and all(part.start is not None for part in date.parts):
        yield on(
            record,
            severity=Severity.ERROR,
            code="reversed_range",
            message_ja=f"「{flat(date.text)}」は、終わりが始まりより前になっています。期間としては読み取らず、空欄にしました。原文を確かめてください。",
            message_en=f"'{flat(date.text)}' ends before it begins; start and end are left empty. Check the report.",
        )
    elif any(_is_of_two_years(part) for part in date.parts):
        yield on(
            record,
            severity=Severity.ERROR,
            code="impossible_date",
            message_ja=f"「{flat(date.text)}」の元号の年と西暦の年が合いません。日付としては読み取らず、空欄にしました。原文を確かめてください。",
            message_en=f"The year of the era in '{flat(date.text)}' is not the western one; start and end are left empty. Check the report.",
        )
    elif dataset.report.head.fiscal_year is not None and _is_unsettled(record) and not _is_of_no_year(record):
        written = flat(date.text)
        yield on(
            record,
            code="unresolved_date",
            message_ja=f"「{written}」がいつのことか決められません。原文で日付を確かめてください。",
            message_en=f"When '{written}' is cannot be settled. Check the date in the report.",
        )


def _undated(dataset: Dataset) -> Iterator[Check]:
    """Report once the days whose year the report would have to state: one of them or a hundred, the remedy is the same."""
    if dataset.report.head.fiscal_year is not None:
        return
    days = [record for record in dataset.dates if _is_unsettled(record)]
    if days:
        shown = list(dict.fromkeys(flat(record.date.text) for record in days))
        more_ja, more_en = ("など", ", …") if len(shown) > _MOST_QUOTED else ("", "")
        quoted_ja = "".join(f"「{words}」" for words in shown[:_MOST_QUOTED])
        quoted_en = ", ".join(f"'{words}'" for words in shown[:_MOST_QUOTED])
        yield Check(
            severity=Severity.WARNING,
            code="unresolved_date",
            message_ja=f"報告書の年度が分からないため、{len(days)} か所の日付の年を決められません（{quoted_ja}{more_ja}）。何年度の報告書か確かめ、--fiscal-year で指定して（例: --fiscal-year 令和5）読み直してください。",
            message_en=f"The fiscal year of the report is not known, so the year of {len(days)} date(s) cannot be settled ({quoted_en}{more_en}). Find out of which year the report is, and read it again with --fiscal-year (such as --fiscal-year 2023).",
            span=days[0].date.span,
        )


def _is_unsettled(record: DateRecord) -> bool:
    """Tell whether a date has no day for want of a year, and not because there is none, or of what is wrong with it."""
    date = record.date
    return (
        date.start is None
        and date.recurrence is None
        and not impossible(date.parts, fiscal_year=None)
        and not (date.is_range and all(part.start is not None for part in date.parts))
        and not any(map(_is_of_two_years, date.parts))
    )


def _is_of_two_years(part: DatePart) -> bool:
    """Tell whether a date has no year although the one written exists: that in the bracket beside it is another."""
    written = part.written
    return part.start is None and written.year is not None and wareki.year_of(written.era, written.year) is not None


def _is_leap_day_by_name(dataset: Dataset, record: DateRecord) -> bool:
    """Tell whether a 29 February of no year is spoken of as the day of leap years: 4年に一度の2月29日にちなむ."""
    written, span = record.date.written, record.date.span
    if (written.month, written.day, written.year) != (2, 29, None):
        return False
    around = fold(dataset.source.text[max(0, span.start - _NEAR) : span.end + _NEAR])
    return _LEAP_DAY.search(around) is not None


_LEAP_DAY = compile_pattern("うるう|閏|(?:4|四)年に(?:1|一)[度回]|ちなみ|ちなむ|ちなん|生まれ")
_NEAR = 30  # characters


def _reversed(dataset: Dataset) -> Iterator[Check]:
    """Find ranges whose upper end is the lower one: 15～8人."""
    for record in dataset.figures:
        figure = record.figure
        if figure.value_max is None or figure.value_max >= figure.value:
            continue
        falls = figure.kind in (FigureKind.RATE, FigureKind.RATIO) or figure.unit_norm in _OF_HEAT  # 2.0～1.5％, 5～-3℃
        if not falls:
            yield on(
                record,
                severity=Severity.ERROR,
                code="reversed_range",
                message_ja=f"「{flat(figure.text)}」は、上限が下限より小さくなっています。書かれたとおりの値です。原文を確かめてください。",
                message_en=f"The upper end of '{flat(figure.text)}' is below its lower end. The values are as written. Check the report.",
            )


def _is_of_no_year(record: DateRecord) -> bool:
    """Tell whether a date is a mere 翌週 or 前月: no year would settle it."""
    return _RELATIVE.search(fold_tight(record.date.text)) is not None


def _unclaimed(dataset: Dataset) -> Iterator[Check]:
    text, unclaimed = dataset.source.text, ClaimedBy.UNCLAIMED
    for numeral in dataset.numerals:
        if numeral.claimed_by is not unclaimed:
            continue
        start, end = numeral.span.start, numeral.span.end
        around = flat(text[max(0, start - 12) : end + 12])
        yield Check(
            severity=Severity.WARNING,
            code="unclaimed_numeral",
            message_ja=f"数字「{flat(text[start:end])}」（…{around}…）は、どの項目にも読み取られていません。必要な値であれば原文から補ってください。",
            message_en=f"The numeral '{flat(text[start:end])}' (…{around}…) was not read as anything. If it matters, take it from the report.",
            span=numeral.span,
        )
