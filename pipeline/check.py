"""Dataset → checks: what does not add up, in Japanese and English, each with its place.

Nothing is corrected here. A check quotes the words that it is about, so that a person can judge in one look.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from heapq import merge
from itertools import chain, islice, pairwise, takewhile

from extractors import wareki
from extractors.date_years import impossible
from extractors.mentions import ClaimedBy, FigureKind, Qualifier, Role, Span, Status
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.collector import without_collector
from pipeline.model import WRITTEN_WITHIN, BlockKind, Check, Dataset, DateRecord, FigureRecord, Severity
from pipeline.proportions import (
    Mismatch,
    attainment_agrees,
    calculated_attainments,
    exceeding_outcomes,
    mismatched_changes,
    mismatched_growth,
    mismatched_rates,
    mismatched_shares,
    mismatched_shares_of_whole,
    without_wraps,
)
from pipeline.records import Records
from pipeline.repeated import conflicting

_WEEKDAYS = "月火水木金土日"
_INCOMPLETE_QUALIFIERS = frozenset(
    {Qualifier.OF_WHICH, Qualifier.ABOUT, Qualifier.DEGREE, Qualifier.AT_LEAST, Qualifier.MORE_THAN}
)
_AT_ONCE = 250  # checks
_OF_FIRST_DAY = compile_pattern(r"[^、，,・･と及(（]*[日0-9０-９] ?[(（][月火水木金土日]")
"""11月11日（日）・12日: the weekday stands behind the first day."""
_COMPARED_BEHIND = compile_pattern(
    r" ?(?:時点|現在)?(?: ?\))? ?(?:の ?(?:約|延べ)?[\d,.万千]+ ?[^\d、。\n)]{1,3}(?:、 ?[\d,.]+ ?[^\d、。\n)]{1,3})?)?(?:→|⇒|から|より|に?比|と(?:比|の比較)|[^\d。、\n)]{0,12}(?:→|⇒|から\d))"
)
_OWN_VALUE = compile_pattern(r" ?(?:時点|現在)?(?:の|では?|は|に|:)? ?[^\d。、)]{0,8}\d")
_OPENS_PARTS = compile_pattern("うち|内訳")
"""Between two parts: what follows may count the same things anew."""
_LONG_AGO = compile_pattern(r"(?:[\d一二三四五六七八九十]年(?:余り)?前|当時|かつて|開始時|当初)[の、(]{0,2}$")
"""The words before a date that say themselves that it is past: 5年前の平成31年3月末."""
_LONG_BEFORE = dt.timedelta(days=31)
_LONGEST_LEAD = 100  # characters
_SENTENCE = compile_pattern(r"[^。\n]{0,100}")
_HELD = compile_pattern(
    r"(?:参加|出席|受講|来場|開催|実施)(?:(?:し|され)(?:た|まし)|があ[っり])|開いた|開きまし|行った|行いまし"
)
_GIVEN_UP = compile_pattern(
    "中止|延期|順延|繰り?延べ|取りやめ|取り止め|見送|見合わせ|変更|振替|振り替|繰り?[上下]げ|前倒|改めて|移して|当初|流れ"
)
"""In a sentence that tells why a day that was set passed without what was set for it."""
_ADDED = frozenset(
    {FigureKind.COUNT, FigureKind.PEOPLE, FigureKind.PARTICIPANTS, FigureKind.MONEY, FigureKind.DURATION}
)


@without_collector
def check(dataset: Dataset) -> Dataset:
    """Return the dataset with the checks of reading, segmenting and resolving, in order of the text, numbered."""
    text = without_wraps(dataset.source)
    found = merge(
        sorted((*dataset.source.checks, *dataset.report.checks, *_attainments(dataset)), key=_order),
        chain.from_iterable(sorted(_of_mentions(stretch, text), key=_order) for stretch in dataset.stretches()),
        _unclaimed(dataset),
        key=_order,
    )
    numbered = (replace(c, check_id=f"{dataset.source.document_id}-c{n:03d}") for n, c in enumerate(found, start=1))
    checks = Records[Check]()
    while some := tuple(islice(numbered, _AT_ONCE)):
        checks.extend(some)
    return replace(dataset, checks=checks)


def _order(check: Check) -> tuple[int, str]:
    return (check.span.start if check.span else -1, check.code)


def of_values(dataset: Dataset) -> Iterator[Check]:
    """Yield the checks of what was read: of dates, figures and indicators, not of the text and its structure."""
    yield from _of_mentions(dataset, without_wraps(dataset.source))
    yield from _attainments(dataset)


def _of_mentions(dataset: Dataset, text: str) -> Iterator[Check]:
    yield from _dates(dataset)
    yield from _breakdowns(dataset)
    yield from _proportions(dataset, text)
    yield from _duplicates(dataset)


def _dates(dataset: Dataset) -> Iterator[Check]:
    for record in dataset.dates:
        yield from _weekday(record)
        yield from _impossible(dataset, record)
        yield from _outside_period(dataset, record)
        yield from _planned_and_done(dataset, record)


def _weekday(record: DateRecord) -> Iterator[Check]:
    """Compare each stated weekday with that of its day."""
    date = record.date
    if not date.weekday or date.start is None:
        return
    stated = [c for c in date.weekday if c in _WEEKDAYS]
    days = [p.start for p in date.parts if p.start is not None and p.start == p.end and p.written.day is not None]
    # One weekday for each day; where fewer are written it may be that of any of them: 6月17日、18日（日）.
    if len(stated) == len(days):
        pairs = list(zip(days, stated, strict=True))
    elif any(_WEEKDAYS[day.weekday()] in stated for day in days) and not _OF_FIRST_DAY.match(date.text):
        return
    else:
        pairs = list(zip(days[:1], stated[:1], strict=False))
    for day, weekday in pairs:
        actual = _WEEKDAYS[day.weekday()]
        if actual != weekday:
            yield _on(
                record,
                severity=Severity.ERROR,
                code="weekday_mismatch",
                message_ja=f"「{_flat(date.text)}」の曜日が合いません。{_ja(day)}は{actual}曜日です（記載は{weekday}曜日）。日付か曜日を原文で確かめてください。",
                message_en=f"The weekday in '{_flat(date.text)}' does not fit: {day.isoformat()} is a {day:%A} (the report says {weekday}). Check the date or the weekday.",
            )


def _impossible(dataset: Dataset, record: DateRecord) -> Iterator[Check]:
    date = record.date
    if impossible(date.parts, fiscal_year=dataset.report.head.fiscal_year):
        none_ja, none_en = (
            ("日付としては読み取らず、空欄にしました。", "start and end are left empty.")
            if date.start is None
            else ("並ぶ日付のうち、暦にある日だけを読み取りました。", "of its days only those that exist are read.")
        )
        yield _on(
            record,
            severity=Severity.ERROR,
            code="impossible_date",
            message_ja=f"「{_flat(date.text)}」という日付はありません。{none_ja}原文を確かめてください。",
            message_en=f"There is no such date as '{_flat(date.text)}'; {none_en} Check the report.",
        )
    elif date.is_range and date.start is None and all(part.start is not None for part in date.parts):
        yield _on(
            record,
            severity=Severity.ERROR,
            code="reversed_range",
            message_ja=f"「{_flat(date.text)}」は、終わりが始まりより前になっています。期間としては読み取らず、空欄にしました。原文を確かめてください。",
            message_en=f"'{_flat(date.text)}' ends before it begins; start and end are left empty. Check the report.",
        )
    elif date.start is None and date.recurrence is None and not _only_of_week(dataset, record):
        yield _on(
            record,
            severity=Severity.WARNING,
            code="unresolved_date",
            message_ja=f"「{_flat(date.text)}」の年が決められません。報告書の年度が分からない場合は --fiscal-year で指定してください。",
            message_en=f"The year of '{_flat(date.text)}' cannot be settled. If the report does not state its fiscal year, give --fiscal-year.",
        )


def _only_of_week(dataset: Dataset, record: DateRecord) -> bool:
    """Tell whether a date is a mere 翌週 in a report of a known year: no year would settle it."""
    return dataset.report.head.fiscal_year is not None and fold(record.date.text).endswith("週")


def _outside_period(dataset: Dataset, record: DateRecord) -> Iterator[Check]:
    """Report what is said to be done after the report's period or before its fiscal year, and measured after it."""
    head = dataset.report.head
    date = record.date
    if head.period_end is None or head.fiscal_year is None or date.start is None or date.end is None:
        return
    # What is measured may be so until the report is written: 4月1日現在 counts what stood when the year had ended.
    last = head.period_end + (WRITTEN_WITHIN if record.role is Role.AS_OF else dt.timedelta(0))
    if dataset.issued is not None:
        # It may tell of what happened up to its own date, and of how things stand at the end of that month.
        last = max(head.period_end, dataset.issued)
        last = wareki.end_of_month(last) if record.role is Role.AS_OF else last
    late = (
        date.start > last
        and record.status is Status.ACTUAL
        and record.role in (Role.EVENT, Role.AS_OF)
        and (record.place.measure_no is not None or record.role is Role.EVENT)
    )
    early = (
        record.role is Role.AS_OF
        and date.end < dt.date(head.fiscal_year, 4, 1)
        and record.place.block is BlockKind.PROGRESS
        and not date.written.relative
        and "年度" not in date.text
        and not _is_compared(dataset.source.text, date.span)
    )
    if late or early:
        yield _on(
            record,
            severity=Severity.WARNING,
            code="date_outside_period",
            message_ja=f"「{_flat(date.text)}」（{_ja(date.start)}）は報告の対象期間（～{_ja(head.period_end)}）の{'後' if late else '前'}ですが、実績として書かれています。年度や月を確かめてください。",
            message_en=f"'{_flat(date.text)}' ({date.start.isoformat()}) lies {'after' if late else 'before'} the period of the report (to {head.period_end.isoformat()}) but is reported as done.",
        )


def _planned_and_done(dataset: Dataset, record: DateRecord) -> Iterator[Check]:
    """Report a plan for a day long before the report's end whose sentence tells that it was held: read as one of the two."""
    end, over = record.date.end, dataset.report.head.period_end
    if record.status is not Status.PLANNED or record.role is not Role.EVENT or end is None or over is None:
        return
    text, span = dataset.source.text, record.date.span
    last = min(over, dataset.issued) if dataset.issued else over
    sentence = _SENTENCE.match(text, span.end)
    lead = re.split("[。\n]", text[max(0, span.start - _LONGEST_LEAD) : span.start])[-1]
    if (
        end <= last - _LONG_BEFORE
        and sentence
        and _HELD.search(sentence[0])
        and not _GIVEN_UP.search(lead + sentence[0])
    ):
        yield _on(
            record,
            severity=Severity.WARNING,
            code="plan_told_as_done",
            message_ja=f"「{_flat(record.date.text)}」（{_ja(end)}）は予定と読み取りましたが、同じ文に実施済みの記述があります。予定か実績かを原文で確かめてください。",
            message_en=f"'{_flat(record.date.text)}' ({end.isoformat()}) is read as planned, but its sentence also tells what was done. Check which it is.",
        )


def _is_compared(text: str, span: Span) -> bool:
    """Tell whether a date is that of an earlier value beside the main one: （R4末 58.1%）, 21％（R4.4.1）→22％, 3月末から."""
    behind = fold(text[span.end : span.end + 24]).split("\n")[0]
    before = fold(text[max(0, span.start - 12) : span.start])
    opened = before.rstrip().endswith("(")
    return bool(_COMPARED_BEHIND.match(behind) or (opened and _OWN_VALUE.match(behind)) or _LONG_AGO.search(before))


def _breakdowns(dataset: Dataset) -> Iterator[Check]:
    totals = {r.figure_id: r for r in dataset.figures}
    parts: dict[str, list[FigureRecord]] = defaultdict(list)
    for record in dataset.figures:
        if record.part_of:
            parts[record.part_of].append(record)
    complete = set(dataset.complete_totals)
    for figure_id, members in parts.items():
        total = totals[figure_id]
        if total.figure.kind not in _ADDED:
            continue
        yield from _compare(dataset.source.text, total, members, complete=figure_id in complete)


def _compare(text: str, total: FigureRecord, members: list[FigureRecord], *, complete: bool) -> Iterator[Check]:
    whole = total.figure.value
    greater = [m for m in members if m.figure.value > whole]
    for member in greater:
        yield _exceeding(member, total)
    if complete:
        members = list(_apart_from_shares(members))
    added = sum((m.figure.value for m in members), Decimal(0))
    rounded = any(_INCOMPLETE_QUALIFIERS.intersection(m.figure.qualifiers) for m in members)
    if complete and added != whole and not (rounded and added <= whole):
        yield _unequal(total, members)
    elif not complete and not greater and len(members) > 1 and added > whole and not _overlapping(text, members):
        yield _on(
            total,
            severity=Severity.WARNING,
            code="breakdown_sum",
            message_ja=f"「{_named(total)}」の内数を足すと{_number(added)}となり、全体より大きくなります。重複がないか原文を確かめてください。",
            message_en=f"The parts of '{_named(total)}' add up to {_number(added)}, more than the total. Check whether they overlap.",
        )


def _exceeding(member: FigureRecord, total: FigureRecord) -> Check:
    return _on(
        member,
        severity=Severity.ERROR,
        code="part_exceeds_total",
        message_ja=f"内数「{_named(member)}」が全体「{_named(total)}」より大きくなっています。どちらかの数を原文で確かめてください。",
        message_en=f"The part '{_named(member)}' is greater than its total '{_named(total)}'. Check both numbers.",
    )


def _unequal(total: FigureRecord, members: Sequence[FigureRecord]) -> Check:
    terms = "＋".join(_number(m.figure.value) for m in members)
    added, whole = _number(sum((m.figure.value for m in members), Decimal(0))), _number(total.figure.value)
    return _on(
        total,
        severity=Severity.ERROR,
        code="breakdown_sum",
        message_ja=f"「{_named(total)}」の内訳が合いません：{terms}＝{added}（全体は{whole}）。原文の数を確かめてください。",
        message_en=f"The parts of '{_named(total)}' do not add up: {terms.replace('＋', '+')} = {added}, the total is {whole}.",
    )


def _apart_from_shares(members: list[FigureRecord]) -> Iterator[FigureRecord]:
    """Yield the parts that add up, without what うち says of the same total behind them: 83件（新規51件、継続32件）、うち7件."""
    yield members[0]
    yield from takewhile(lambda member: Qualifier.OF_WHICH not in member.figure.qualifiers, members[1:])


def _proportions(dataset: Dataset, text: str) -> Iterator[Check]:
    shares = mismatched_shares(text, dataset.figures)
    for mismatch in (*shares, *mismatched_rates(text, dataset.figures)):
        part, total = mismatch.terms
        yield _mismatched(mismatch, "share_mismatch", f"{_named(part)} ÷ {_named(total)}")
    for mismatch in mismatched_changes(text, dataset.figures):
        later, earlier = mismatch.terms
        yield _mismatched(mismatch, "change_mismatch", f"{_named(earlier)} → {_named(later)}")
    for mismatch in mismatched_growth(text, dataset.figures):
        change, value = mismatch.terms
        yield _mismatched(mismatch, "change_mismatch", f"{_named(value)}、{_named(change)}")
    for total, parts in mismatched_shares_of_whole(text, dataset.figures):
        yield _unequal(total, parts)
    for granted, asked in exceeding_outcomes(text, dataset.figures):
        yield _exceeding(granted, asked)


def _attainments(dataset: Dataset) -> Iterator[Check]:
    for indicator in dataset.indicators:
        if indicator.attainment is not None and not attainment_agrees(indicator):
            stated, calculated = _number(indicator.attainment), _rounded(calculated_attainments(indicator)[0])
            yield Check(
                severity=Severity.WARNING,
                code="attainment_mismatch",
                message_ja=f"指標「{_flat(indicator.name)}」の達成率{stated}％が、実績値と目標値に合いません（実績値÷目標値は{calculated}％）。原文の数を確かめてください。",
                message_en=f"The attainment {stated}% of the indicator '{_flat(indicator.name)}' does not fit its values (actual / target is {calculated}%). Check the numbers.",
                span=indicator.span,
            )


def _mismatched(mismatch: Mismatch, code: str, terms: str) -> Check:
    stated = mismatch.stated
    calculated = _rounded(mismatch.calculated)
    return _on(
        stated,
        severity=Severity.WARNING,
        code=code,
        message_ja=f"「{_named(stated)}」が前後の数と合いません：{terms} から計算すると{calculated}です。原文の数を確かめてください。",
        message_en=f"'{_named(stated)}' does not fit the numbers beside it: {terms} gives {calculated}. Check the numbers.",
    )


def _on(record: DateRecord | FigureRecord, *, severity: Severity, code: str, message_ja: str, message_en: str) -> Check:
    """Return a check on a date or figure, which it stands at."""
    return Check(
        severity=severity,
        code=code,
        message_ja=message_ja,
        message_en=message_en,
        measure_no=record.place.measure_no,
        span=record.date.span if isinstance(record, DateRecord) else record.figure.span,
    )


def _overlapping(text: str, members: list[FigureRecord]) -> bool:
    """Tell whether parts may hold the same things: うち新規120件、うち電話300件; ※重複あり; attendances."""
    spans = [m.figure.span for m in members]
    again = any(_OPENS_PARTS.search(text, before.end, after.start) for before, after in pairwise(spans))
    behind = fold(text[spans[-1].end : spans[-1].end + 12]).split("\n")[0]
    return (
        again
        or "重複" in behind
        or "複数回答" in behind
        or any(Qualifier.TOTAL_ATTENDANCES in m.figure.qualifiers for m in members)
    )


def _unclaimed(dataset: Dataset) -> Iterator[Check]:
    text = dataset.source.text
    for numeral in dataset.numerals:
        if numeral.claimed_by is not ClaimedBy.UNCLAIMED:
            continue
        start, end = numeral.span.start, numeral.span.end
        around = _flat(text[max(0, start - 12) : end + 12])
        yield Check(
            severity=Severity.WARNING,
            code="unclaimed_numeral",
            message_ja=f"数字「{_flat(text[start:end])}」（…{around}…）は、どの項目にも読み取られていません。必要な値であれば原文から補ってください。",
            message_en=f"The numeral '{_flat(text[start:end])}' (…{around}…) was not read as anything. If it matters, take it from the report.",
            span=numeral.span,
        )


def _duplicates(dataset: Dataset) -> Iterator[Check]:
    """Report one thing that is stated with two values at one point in time within a measure."""
    for first, record in conflicting(dataset.source.text, dataset.figures):
        day = record.as_of or dt.date.min
        yield _on(
            record,
            severity=Severity.WARNING,
            code="duplicate_figure",
            message_ja=f"同じ項目に異なる値があります：「{_named(first)}」と「{_named(record)}」（{_ja(day)}時点）。どちらが正しいか確かめてください。",
            message_en=f"One item has two values: '{_named(first)}' and '{_named(record)}' (as of {day.isoformat()}).",
        )


def _named(record: FigureRecord) -> str:
    label = record.figure.label
    return _flat(f"{label} {record.figure.text}" if label else record.figure.text)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _number(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _rounded(value: Decimal) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _ja(day: dt.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
