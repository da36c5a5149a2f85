"""Days and months in a row that follow one rule, but for one of them: 毎月第2木曜日に開き、10月10日、11月7日、12月12日、1月9日.

So are the day behind another that is told as the next (11月2日に開幕し、翌4日まで), and sessions of several months with how many
in each (臨時会を5月と2月に各1回、計15回).
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors import wareki
from extractors.mentions import FigureKind, Per, Precision, Role, Status
from extractors.numerals import parse
from extractors.patterns import compile_pattern
from pipeline.check.beside import (
    OUT_OF_TURN,
    sentence_before,
    sentence_behind,
    start_of,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.holidays import may_be_off
from pipeline.check.values import exact
from pipeline.check.wording import flat, in_japanese, number, on
from pipeline.model import Check, Dataset, DateRecord, FigureRecord, Severity

BY_WEEKDAY = compile_pattern(
    r"FREQ=(?P<every>MONTH|WEEK)LY;BYDAY=(?P<days>-?[1-5]?(?:MO|TU|WE|TH|FR|SA|SU)(?:,-?[1-5]?(?:MO|TU|WE|TH|FR|SA|SU))*)"
)
_BY_MONTH = compile_pattern(
    r"FREQ=YEARLY;BYMONTH=(?P<months>[0-9]{1,2}(?:,[0-9]{1,2}){1,6})(?:;BYMONTHDAY=[0-9]{1,2})?"
)
_EVERY_SO_MANY = compile_pattern(r"FREQ=MONTHLY;INTERVAL=(?P<months>[2346])")
OTHERWISE = compile_pattern(
    rf"{OUT_OF_TURN}|祝|年末年始|お盆|盆|台風|都合|[0-9]月(?:のみ|だけ|は)|見直|改め|から第|加え|ほか"
)
"""In the words about such a row: one of it may be out of turn."""
_REACH, _FEWEST, _MOST = 120, 4, 12


def of_rows(dataset: Dataset, text: str) -> Iterator[Check]:
    """Yield the checks of the one day or month of a row that departs from the rule of the others.

    Args:
        dataset: the stretch of a report.
        text: what `joined` returns.
    """
    dates = dataset.dates
    for at, record in enumerate(dates):
        rule = record.date.recurrence or _every_so_many_months(record, text)
        if rule is not None:
            yield from _by_rule(dates, at, rule, text)
            if record.date.recurrence is not None:
                yield from _first_and_last(dates, at, rule, text)
        elif record.date.is_range and record.date.precision is Precision.MONTH:
            yield from _monthly(dataset, record, text)
        elif at and "翌" in text[max(0, record.date.span.start - 4) : record.date.span.start + 1]:
            yield from _not_next(dates, at, text)
    yield from _counted_each(dataset, text)


_EACH_SO_MANY = compile_pattern(r"(?:(?P<n>[2346二三四六]) ?[かカヶケ箇]月|四半期)(?:ごと|毎|おき|に(?:1|一)[回度])")


def _every_so_many_months(record: DateRecord, text: str) -> str | None:
    """Return the rule of months of which the sentence before them says how far they are apart, None where it does not."""
    date = record.date
    if date.precision is not Precision.MONTH or date.is_range or len(date.parts) < _FEWEST:
        return None
    told = _EACH_SO_MANY.search(sentence_before(text, date.span.start, _REACH // 2))
    return f"FREQ=MONTHLY;INTERVAL={parse(told['n'] or '3')}" if told else None


def _by_rule(dates: Sequence[DateRecord], at: int, rule: str, text: str) -> Iterator[Check]:
    """Yield a check of the only one of several days or months beside a rule that does not keep it."""
    by_day, by_month, every = BY_WEEKDAY.fullmatch(rule), _BY_MONTH.fullmatch(rule), _EVERY_SO_MANY.fullmatch(rule)
    if not (by_day or by_month or every):
        return
    row = list(_row_of(dates, at, text, by_day is not None))
    if len(row) < (_FEWEST if by_day or every else _FEWEST - 1):
        return
    spans = [r.date.span for r, _ in row] + [dates[at].date.span]
    begin, end = min(span.start for span in spans), max(span.end for span in spans)
    words = (
        sentence_before(text, begin, _REACH // 2)
        + words_between(text, begin, end)
        + sentence_behind(text, end, _REACH // 2)
    )
    if OTHERWISE.search(words):
        return
    if by_day:
        allowed = by_day["days"].split(",")
        astray = [(r, day) for r, day in row if not wareki.keeps_days(day, allowed)]
        if any(_is_off(day, allowed) for _, day in astray):
            return
    else:
        months = _months_of(row, by_month["months"] if by_month else "", int(every["months"]) if every else 0)
        astray = [(r, day) for r, day in row if day.month not in months]
    if len(astray) == 1:
        record, day = astray[0]
        said = in_japanese(day) if by_day else f"{day.month}月"
        yield on(
            record,
            severity=Severity.ERROR if by_day else Severity.WARNING,
            code="weekday_mismatch" if by_day else "date_outside_period",
            message_ja=f"「{flat(dates[at].date.text)}」の日が並ぶ中で、{said}（「{flat(record.date.text)}」）だけが合いません。原文を確かめてください。",
            message_en=f"Of those told with '{flat(dates[at].date.text)}' only {day.isoformat()} ('{flat(record.date.text)}') does not keep to it. Check the report.",
        )


_AT_AN_END = compile_pattern(r"(?:初回|最初|最終回|最後|第1回)(?:は|が|を)、?$")


def _first_and_last(dates: Sequence[DateRecord], at: int, rule: str, text: str) -> Iterator[Check]:
    """Yield a check of the first or last day of a rule, of the same weekday but of another week than it, where the other keeps to it."""
    by_day, span = BY_WEEKDAY.fullmatch(rule), dates[at].date.span
    if by_day is None:
        return
    row = [
        (r, r.date.start)
        for r in dates[at + 1 : at + 4]
        if r.date.start is not None
        and r.date.precision is Precision.DAY
        and r.place == dates[at].place
        and r.date.span.start - span.end <= _REACH
        and _AT_AN_END.search(words_before(text, r.date.span.start, 6))
    ]
    if len(row) != len(_ENDS):
        return
    words = sentence_before(text, span.start, _REACH // 2) + words_between(text, span.end, row[-1][0].date.span.end)
    if OTHERWISE.search(words + sentence_behind(text, row[-1][0].date.span.end, _REACH // 2)):
        return
    allowed = by_day["days"].split(",")
    astray = [(r, day) for r, day in row if not wareki.keeps_days(day, allowed)]
    if len(astray) != 1 or _is_off(astray[0][1], allowed):
        return
    record, day = astray[0]
    if any(wareki.rrule_day(wareki.WEEKDAYS[day.weekday()]) in one for one in allowed):
        yield _not_of_rule(dates[at], record, day)


_ENDS = ("first", "last")


def _not_of_rule(rule: DateRecord, record: DateRecord, day: dt.date) -> Check:
    return on(
        record,
        severity=Severity.ERROR,
        code="weekday_mismatch",
        message_ja=f"「{flat(rule.date.text)}」とありますが、{in_japanese(day)}（「{flat(record.date.text)}」）は合いません。原文を確かめてください。",
        message_en=f"{day.isoformat()} ('{flat(record.date.text)}') does not keep to '{flat(rule.date.text)}'. Check the report.",
    )


_NOT_EACH_MONTH = compile_pattern(rf"{OTHERWISE.pattern}|除|休|以外|隔月|約|ほか")


def _monthly(dataset: Dataset, record: DateRecord, text: str) -> Iterator[Check]:
    """Compare sessions in all with those of so many a month over months told: 6月から11月まで毎月1回、計5回."""
    date = record.date
    if date.start is None or date.end is None:
        return
    months = (date.end.year - date.start.year) * 12 + date.end.month - date.start.month + 1
    first = bisect_left(dataset.figures, date.span.end, key=start_of)
    pair = dataset.figures[first : first + 2]
    if len(pair) < len(_ENDS) or pair[1].figure.span.start - date.span.end > _REACH // 2:
        return
    each, total = pair
    lead = words_between(text, date.span.end, each.figure.span.start)
    between = words_between(text, each.figure.span.end, total.figure.span.start)
    if each.figure.per is not Per.MONTH or not exact(each) or not _is_number(total) or not _THROUGH.fullmatch(lead):
        return
    words = sentence_before(text, date.span.start, _REACH) + sentence_behind(text, date.span.end, _REACH)
    counted = months * each.figure.value
    off = (
        abs(counted - total.figure.value) == each.figure.value and words_behind(text, total.figure.span.end, 1) != "は"
    )
    if off and _THEN_ALL.fullmatch(between) and not _NOT_EACH_MONTH.search(words):
        yield on(
            total,
            code="breakdown_sum",
            message_ja=f"「{flat(date.text)}」の{months}か月に「{flat(each.figure.text)}」では{number(counted)}回ですが、「{flat(total.figure.text)}」とあります。原文を確かめてください。",
            message_en=f"'{flat(each.figure.text)}' in the {months} months of '{flat(date.text)}' makes {number(counted)}, but '{flat(total.figure.text)}' is stated. Check the report.",
        )


_THROUGH = compile_pattern(r"(?:の間|に|は|の|、)*")
_THEN_ALL = compile_pattern(r"(?:ずつ|の)?(?:[^0-9、。\n()]{0,8})?(?:、|\()(?:合計|計|全)")


def _row_of(dates: Sequence[DateRecord], at: int, text: str, of_days: bool) -> Iterator[tuple[DateRecord, dt.date]]:
    """Yield the days, or months, beside a rule on which something was held."""
    rule, precision = dates[at], Precision.DAY if of_days else Precision.MONTH
    span = rule.date.span
    run, longest = list[DateRecord](), list[DateRecord]()
    if rule.date.recurrence is None:  # the months themselves
        run = longest = [rule]
    for record in dates[max(0, at - _MOST) : at + 1 + _MOST]:
        date = record.date
        far = span.start - date.span.end > _REACH or date.span.start - span.end > _REACH
        if record is rule or far or record.place != rule.place or record.role is not Role.EVENT:
            continue
        if (
            date.is_range
            or record.status is not Status.ACTUAL
            or date.recurrence
            or date.precision not in (precision, Precision.DAY)
        ):
            continue
        between = words_between(text, min(span.end, date.span.end), max(span.start, date.span.start))
        if "\n\n" in between or between.count("。") > 1:
            continue
        run = [*run, record] if run and _JOINED.fullmatch(_gap(text, run[-1], record)) else [record]
        longest = max(longest, run, key=_parts_of)
    for record in longest:
        for part in record.date.parts:
            if part.start is not None:
                yield record, part.start


def _parts_of(run: Sequence[DateRecord]) -> int:
    return sum(len(record.date.parts) for record in run)


def _gap(text: str, one: DateRecord, other: DateRecord) -> str:
    return words_between(text, one.date.span.end, other.date.span.start)


_JOINED = compile_pattern(r"(?: ?\([^()\n]{1,16}\))?(?:、|と|及び|並びに|・|,|\s|そして){1,3}")


def _months_of(row: Sequence[tuple[DateRecord, dt.date]], named: str, step: int) -> set[int]:
    """Return the months that a rule names, or those so many months apart from most of a row."""
    if named:
        return {int(month) for month in named.split(",")}
    most, _ = Counter(day.month % step for _, day in row).most_common(1)[0]
    return {month for month in range(1, 13) if month % step == most}


def _is_off(day: dt.date, allowed: Sequence[str]) -> bool:
    """Tell whether the rule gives a day of that month on which offices rest, so that it may have been moved."""
    last = wareki.end_of_month(day)
    month = (last.replace(day=n) for n in range(1, last.day + 1))
    return any(may_be_off(one) for one in month if wareki.keeps_days(one, allowed))


_NEXT_DAY = compile_pattern(r"(?P<steps>翌々?)(?:日?の)?(?P<day>[0-9]{1,2})日")
_DAYS_APART = {"翌": 1, "翌々": 2}


def _not_next(dates: Sequence[DateRecord], at: int, text: str) -> Iterator[Check]:
    """Yield a check of a day told as the next that does not follow any day before it in its sentence: 11月2日に開幕し、翌4日まで."""
    record = dates[at]
    start = record.date.span.start
    begin = start if record.date.text.startswith("翌") else start - 4
    told = _NEXT_DAY.search(words_behind(text, begin, 12))
    if told is None:
        return
    reach = len(sentence_before(text, start, _REACH))
    before = [
        r.date.end
        for r in dates[max(0, at - 3) : at]
        if start - r.date.span.start <= reach and r.date.precision is Precision.DAY and r.date.end is not None
    ]
    nexts = [day + dt.timedelta(days=_DAYS_APART[told["steps"]]) for day in before]
    if nexts and int(told["day"]) not in {day.day for day in nexts}:
        yield on(
            record,
            severity=Severity.ERROR,
            code="weekday_mismatch",
            message_ja=f"「{flat(record.date.text)}」は{in_japanese(before[-1])}の{told['steps']}日ではありません（{in_japanese(nexts[-1])}）。日付を原文で確かめてください。",
            message_en=f"'{flat(record.date.text)}' does not follow {before[-1].isoformat()} ({nexts[-1].isoformat()} would). Check the date.",
        )


_EACH = compile_pattern(r"(?:\([^()\n]{1,6}\))?(?:に|で|の|、)*(?:各|それぞれ|いずれも) ?$")
_IN_ALL = compile_pattern(r"(?:[、(]|て|し)(?:あわせて|合わせて|合計|計|全|全部で|年間) ?$")
_NO_SUM = compile_pattern(r"うち|延べ|前年|昨年|目標|計画|予定|平均|除")


def _counted_each(dataset: Dataset, text: str) -> Iterator[Check]:
    """Compare sessions in all with those of several, of which some are told as so many in each of some months."""
    figures = dataset.figures
    for at, total in enumerate(figures):
        if not _is_number(total) or not _IN_ALL.search(words_before(text, total.figure.span.start, 8)):
            continue
        start = total.figure.span.start
        lead = sentence_before(text, start, _REACH)
        if _NO_SUM.search(lead) or ("各" not in lead and "それぞれ" not in lead and "いずれも" not in lead):
            continue
        terms = [
            r
            for r in figures[max(0, at - 6) : at]
            if start - r.figure.span.start <= len(lead) and _is_number(r) and not r.figure.text.startswith("毎")
        ]
        each = [_EACH.search(words_before(text, r.figure.span.start, 14)) is not None for r in terms]
        values = [
            r.figure.value * (_months_before(r, dataset.dates, text) if of_each else 1)
            for r, of_each in zip(terms, each, strict=True)
        ]
        if any(each) and len(values) > 1 and all(values) and sum(values) != total.figure.value:
            added = "＋".join(number(value) for value in values)
            yield on(
                total,
                code="breakdown_sum",
                message_ja=f"「{flat(total.figure.text)}」は、並ぶ回数の合計（{added}＝{number(sum(values, Decimal(0)))}）と合いません。原文を確かめてください。",
                message_en=f"'{flat(total.figure.text)}' is not what the numbers before it make ({added.replace('＋', '+')}). Check the report.",
            )


def _is_number(record: FigureRecord) -> bool:
    return record.figure.unit_norm == "回" and record.figure.kind is FigureKind.COUNT and exact(record)


def _months_before(record: FigureRecord, dates: Sequence[DateRecord], text: str) -> int:
    """Return how many months, days or places stand right before a number that is that of each: 5月と2月に各1回; 0 if none do."""
    start = record.figure.span.start
    before = bisect_left(dates, start, key=start_of) - 1
    date = dates[before].date if before >= 0 else None
    if date and not date.is_range and start - date.span.end <= _NEXT_TO:
        return len(date.parts)
    places = _PLACES.search(words_before(text, start, 16))
    return int(places["n"]) if places else 0


_NEXT_TO = 8  # characters
_PLACES = compile_pattern(
    r"(?<![0-9])(?P<n>[0-9]{1,2}) ?(?:地区|か所|会場|校|地域|支所|支部|公民館)(?:で|に|の|、)*(?:各|それぞれ) ?$"
)
