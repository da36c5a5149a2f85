"""Days and numbers against what the report says of when things are held: 毎月第2土曜日に限って, 会期中に3回, 毎月第3火曜日（年11回）."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractors import wareki
from extractors.mentions import Per, Precision, Role, Status
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import (
    MOVED,
    OUT_OF_TURN,
    sentence_before,
    sentence_behind,
    shape_of,
    start_of,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.holidays import days_of
from pipeline.check.recurring import BY_WEEKDAY, OTHERWISE
from pipeline.check.values import exact
from pipeline.check.wording import flat, in_japanese, on
from pipeline.model import Check, Dataset, DateRecord, Period, Severity

_ONLY = compile_pattern(r"(?:のみ|だけ|に限(?:り|って|定し))")
_EXCEPT = compile_pattern(rf"{OUT_OF_TURN}|除|加え|ほか|合わせ|増や|出張|別に|まで|から|年度|見直|改め")
_SHIFTED = compile_pattern(rf"{OUT_OF_TURN}|休")
_OF_IT = compile_pattern(r"(?: ?\([^()]{1,4}\))?(?:の|に(?:開[い催]|行っ|実施)し?た)回")
_REACH, _AROUND = 120, 40  # characters
_MOST = 40  # dates


_ON_WEEKDAYS = compile_pattern(
    r"(?<!.・)(?<![やと及])平日(?:の?(?:夜間?|昼間?|午[前後]|夕方|日中))?(?:に|の)?、?(?:[^0-9、。\n()・]{0,16}(?:を|が))?(?:(?:年|計|全|合計)?[0-9]{1,2}回)? ?\($"
)
_WORKDAYS = 5
_NOT_ON_WEEKDAYS = compile_pattern(
    rf"{MOVED}|臨時|追加|特別|祝|休|除|主に|中心|原則|基本|[土日](?:曜|\))|平日.*(?:土日|週末)|(?:土日|週末).*平日"
)


def _of_other_part_of_week(record: DateRecord, text: str) -> Iterator[Check]:
    """Compare days with the part of the week on which something is said to have been held: 平日の午前に3回（6月13日、…）.

    What was held on 休日 may have been so on any day of rest: only 平日 is compared.
    """
    start, end = record.date.span.start, record.date.span.end
    if "平日" not in words_before(text, start, _AROUND):
        return
    lead, behind = sentence_before(text, start, _AROUND), sentence_behind(text, end, _AROUND)
    told = _ON_WEEKDAYS.search(lead)
    if told is None or not behind.lstrip(" ").startswith((")", "、", "ほか", "など")):
        return
    if _NOT_ON_WEEKDAYS.search(lead + behind):
        return
    for day in _days_held(record):
        if day.weekday() >= _WORKDAYS:
            yield on(
                record,
                severity=Severity.ERROR,
                code="weekday_mismatch",
                message_ja=f"「{flat(record.date.text)}」のうち{in_japanese(day)}は{wareki.WEEKDAYS[day.weekday()]}曜日ですが、平日とあります。原文を確かめてください。",
                message_en=f"{day.isoformat()} of '{flat(record.date.text)}' is a {day:%A}, but told as a weekday. Check the report.",
            )


def unsettled(dataset: Dataset, text: str) -> Iterator[Check]:
    """Yield a check of each day on which something was held against the rule or out of the span that is told before it.

    Args:
        dataset: the stretch of a report.
        text: what `joined` returns.
    """
    for at, record in enumerate(dataset.dates):
        if record.date.recurrence is not None:
            yield from _of_other_weekday(dataset.dates, at, text)
            yield from _of_other_number(dataset, record, text)
        else:
            yield from _of_other_part_of_week(record, text)
    for at, name in _terms(dataset, text):
        yield from _out_of_term(dataset.dates, at, name, text)


def _of_other_number(dataset: Dataset, rule: DateRecord, text: str) -> Iterator[Check]:
    """Compare how often something was held in the year with the days of each month on which it is: 毎月第3火曜日（年11回）."""
    settled = BY_WEEKDAY.fullmatch(rule.date.recurrence or "")
    if settled is None or settled["every"] != "MONTH" or dataset.report.head.period is not Period.FY:
        return
    start, end = rule.date.span.start, rule.date.span.end
    found = bisect_left(dataset.figures, end, key=start_of)
    for record in dataset.figures[found : found + 1]:
        figure, times = record.figure, _MONTHS * len(settled["days"].split(","))
        words = words_between(text, end, figure.span.start)
        of_year = figure.per is Per.YEAR or words.endswith(("年", "年間"))
        around = sentence_before(text, start, _REACH) + words + sentence_behind(text, figure.span.end, _REACH)
        if (
            figure.unit_norm == "回"
            and of_year
            and figure.value != times
            and record.status is not Status.TARGET
            and exact(record)
            and _HELD_SO.fullmatch(words)
            and not _NOT_ALL_YEAR.search(around)
        ):
            yield on(
                record,
                code="count_mismatch",
                message_ja=f"「{flat(rule.date.text)}」であれば年{times}回ですが、「{flat(figure.text)}」とあります。原文を確かめてください。",
                message_en=f"'{flat(rule.date.text)}' makes {times} times a year, but '{flat(figure.text)}' is stated. Check the report.",
            )


_MONTHS = 12
_HELD_SO = compile_pattern(
    r"(?: ?\([^()]{1,6}\))?(?:に|、|の|は)?[^0-9、。\n()]{0,20}(?:し|た|て|で)?(?:\(|、| )?(?:年間?)?(?:計|合計|全)?"
)
_NOT_ALL_YEAR = compile_pattern(rf"{_EXCEPT.pattern}|[0-9]月|休|開始|始め|新設|新た|設置|原則|予備|雨天|夏季|冬季")


def _of_other_weekday(dates: Sequence[DateRecord], at: int, text: str) -> Iterator[Check]:
    """Compare days with those on which alone something is said to be held: 毎月第2土曜日に限って, 10月15日（土）の回.

    So are those told behind the rule as its days: 毎月第2水曜日（4月10日、5月8日）; 毎月第2水曜日と定めており、11月は12日に.
    """
    rule = dates[at]
    settled = BY_WEEKDAY.fullmatch(rule.date.recurrence or "")
    if settled is None:
        return
    allowed = settled["days"].split(",")
    end = rule.date.span.end
    only = _ONLY.match(words_behind(text, end, 8)) is not None
    for record in dates[at + 1 : at + 1 + _MOST]:
        start, stop = record.date.span.start, record.date.span.end
        if start - end > _REACH or record.place.measure_no != rule.place.measure_no:
            return
        lead, behind = words_between(text, end, start), words_behind(text, stop, _AROUND)
        in_turn = _IN_TURN.search(lead) and not OTHERWISE.search(lead + behind.partition("。")[0])
        if (
            not (only and _OF_IT.match(behind))
            and not _are_its_days(lead, behind)
            and not (in_turn and _is_in_other_week(dates, at, record, allowed))
        ):
            continue
        words = lead + behind.partition("。")[0]
        if (_EXCEPT if only else _SHIFTED).search(words) or "\n\n" in words:
            return
        for day in _days_held(record):
            if not wareki.keeps_days(day, allowed):
                yield _of_no_such_day(record, day, rule)


_BRACKET = compile_pattern(
    r"(?:[にの](?:[^0-9、。\n()]{1,16}[をが])?(?:開催|実施|開[いき]|行[いっ])し?(?:た|ました))? ?\((?:[0-9]{1,2}月?(?:[0-9]{1,2})?日?[、・, ]{0,2})*"
)
_IN_MONTH = compile_pattern(r"[をと](?:[^0-9、。\n]{0,8}と)?(?:定め|決め|し)[^。\n]*[0-9]月は ?")


def _are_its_days(lead: str, behind: str) -> bool:
    """Tell whether what stands between a rule and a day makes it one of its days: they fill the bracket behind it, or are told of each month."""
    if _IN_MONTH.fullmatch(lead):
        return behind.startswith("に")
    return _BRACKET.fullmatch(lead) is not None and behind.lstrip(" ").startswith((")", "、", "ほか", "など"))


_IN_TURN = compile_pattern(
    r"(?:計画|予定|日程|定例)[^0-9、。\n()]{0,4}(?:どおり|通り)|最も[^0-9。\n]{1,24}$|最[多少][^0-9。\n]{1,16}$"
)
"""Between a rule and a day: what was held on it is one of those in turn."""


def _is_in_other_week(dates: Sequence[DateRecord], at: int, record: DateRecord, allowed: Sequence[str]) -> bool:
    """Tell whether a day is of the weekday of a rule, but not of its week, and another day of its measure behind the rule keeps it."""
    weekdays = {rule[-2:] for rule in allowed}
    own = _days_held(record)
    others = [
        day
        for r in dates[at + 1 : at + 1 + _MOST]
        if r.place.measure_no == record.place.measure_no and r is not record
        for day in _days_held(r)
    ]
    return all(wareki.rrule_day(wareki.WEEKDAYS[day.weekday()]) in weekdays for day in own) and any(
        wareki.keeps_days(day, allowed) for day in others
    )


def _days_held(record: DateRecord) -> Sequence[dt.date]:
    held = record.role is Role.EVENT and record.status is Status.ACTUAL and not record.date.is_range
    return days_of(record.date) if held else ()


def _of_no_such_day(record: DateRecord, day: dt.date, rule: DateRecord) -> Check:
    written, weekday, nth = flat(record.date.text), wareki.WEEKDAYS[day.weekday()], (day.day - 1) // 7 + 1
    return on(
        record,
        severity=Severity.ERROR,
        code="weekday_mismatch",
        message_ja=f"「{written}」（{in_japanese(day)}）は第{nth}{weekday}曜日ですが、「{flat(rule.date.text)}」の日とあります。原文を確かめてください。",
        message_en=f"'{written}' ({day.isoformat()}) is not a day of '{flat(rule.date.text)}', as which it is told. Check the report.",
    )


_TERM = compile_pattern(r"(?P<name>会期|(?:開催|展示|実施|開設)?期間)(?:は|を|:)? ?\(?$")
_WITHIN = compile_pattern("(?P<name>会期|期間)中(?:には?|は|の|、)")
_LEADS_LIST = compile_pattern(r"(?![^\n]*[0-9]日)[^。\n]{0,60}(?:開催|実施|開[いき]|行[いっ])[^。\n]{0,40}(?:。|:)?\n")
_DAY_LINE = compile_pattern(
    r" *(?:[・○●◇◆*\-] ?|\(?[0-9ア-コ①-⑳][.)、 ] *|[①-⑳] ?)?(?:第 ?[0-9]{1,2} ?回[: ]*)?(?:(?:令和|[RH])?[0-9]{1,4}[年.])?[0-9]{1,2}[月/.][0-9]{1,2}"
)
_SAME_CLAUSE = compile_pattern(
    r"[^0-9、。\n()はた]{0,20}(?:た?、?|(?:全|計)?[0-9]{1,2}回[^0-9、。\n()はた]{0,20}た? ?\()"
)
"""Between the words and a day: の, に講演会を開き、, に講演会を3回開催した（."""
_ELSEWHEN = compile_pattern(
    rf"{MOVED}|会期後|期間後|終了後|前日|翌|先立|に先|閉幕|開幕|のほか|また|以外|までに|撤|搬|準備|募集|申し?込|応募|締"
)
_LONGEST = 400  # characters


def _terms(dataset: Dataset, text: str) -> Iterator[tuple[int, str]]:
    """Yield where in the dates the only span of its measure stands that is called a 会期 or 期間, and what it is called."""
    found: dict[int | None, list[tuple[int, str]]] = {}
    for at, record in enumerate(dataset.dates):
        date = record.date
        if date.is_range and date.precision is Precision.DAY and date.start is not None:
            led = _TERM.search(words_before(text, date.span.start, 10))
            if led:
                found.setdefault(record.place.measure_no, []).append((at, led["name"]))
    return (some[0] for some in found.values() if len(some) == 1)


def _out_of_term(dates: Sequence[DateRecord], at: int, name: str, text: str) -> Iterator[Check]:
    """Compare days with the span in which they are said to lie: 会期：10月5日～11月24日, 会期中に3回開催し（…12月7日）."""
    term = dates[at]
    first, last, end = term.date.start, term.date.end, term.date.span.end
    if first is None or last is None or "中" not in text[end : end + _LONGEST]:
        return
    for record in dates[at + 1 : at + 1 + _MOST]:
        start = record.date.span.start
        if start - end > _LONGEST or record.place.measure_no != term.place.measure_no:
            return
        days = [day for day in _days_held(record) if not first <= day <= last]
        if len(days) != 1 or _is_within_another(dates, at, days[0]):
            continue
        told = list(_WITHIN.finditer(words := words_between(text, end, start)))
        if not told or (told[-1]["name"] == "会期" and name == "期間"):
            continue
        behind = words_behind(text, record.date.span.end, _AROUND).partition("\n")[0].partition("。")[0]
        lead = words[told[-1].end() :]
        above = words[: told[-1].start()].rpartition("\n")[2]
        if not _ELSEWHEN.search(lead + behind) and _is_told_of(
            lead, lead.rpartition("\n")[2] + record.date.text, above
        ):
            yield on(
                record,
                code="date_outside_period",
                message_ja=f"「{flat(record.date.text)}」（{in_japanese(days[0])}）は、その期間中とある「{flat(term.date.text)}」の外です。日付か期間を原文で確かめてください。",
                message_en=f"'{flat(record.date.text)}' ({days[0].isoformat()}) is said to lie within '{flat(term.date.text)}', and does not. Check the day and the span.",
            )


def _is_within_another(dates: Sequence[DateRecord], at: int, day: dt.date) -> bool:
    """Tell whether another span of days of the measure of a term holds a day: 会期は5月1日～28日（前期）、6月3日～25日（後期）."""
    near = (r for r in dates[max(0, at - _MOST) : at + 1 + _MOST] if r.place.measure_no == dates[at].place.measure_no)
    return any(
        date.is_range and date.start is not None and date.end is not None and date.start <= day <= date.end
        for date in (record.date for record in near)
    )


def _is_told_of(lead: str, line: str, above: str) -> bool:
    """Tell whether a day stands in the sentence that begins so, or in the list that this leads to."""
    if _SAME_CLAUSE.fullmatch(lead):
        return True
    listed = _LEADS_LIST.match(lead)
    if listed is None:
        return False
    lines = [*lead[listed.end() :].split("\n")[:-1], fold(line)]
    shape = shape_of(lines[0])
    return shape != shape_of(above) and all(_DAY_LINE.match(one) and shape_of(one) == shape for one in lines)
