"""Years counted through: how many in turn (令和3年度から4年連続), since the last time (5年ぶり), of what is held each year (3回目).

So are the days of birth of those who come to an age in a year: 88歳を迎える昭和11年4月2日から昭和12年4月1日までに生まれた方.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors import wareki
from extractors.mentions import Precision, Span, Status
from extractors.numerals import ANY, parse
from extractors.patterns import compile_pattern
from pipeline.check.beside import LEFT_OUT, sentence_before, sentence_behind, start_of, words_behind, words_between
from pipeline.check.values import exact
from pipeline.check.wording import flat, on
from pipeline.model import BlockKind, Check, Dataset, DateRecord, FigureRecord, Severity

_FISCAL_YEAR = Precision.FISCAL_YEAR
_YEARS = frozenset({_FISCAL_YEAR, Precision.YEAR})
_IN_TURN = rf"(?<![0-9])(?P<years>{ANY}) ?(?:か年|カ年|年度?)間?(?:の)?(?:連続|続けて|続いて|にわたり?連続)"
_FROM = compile_pattern(rf"(?:から|以降)(?:は|の|、)*[^0-9、。\n()]{{0,10}}{_IN_TURN}")
_OF_RANGE = compile_pattern(rf"(?:まで)?(?:の|は|、|と| |\()*{_IN_TURN}")
_THEN_RANGE = compile_pattern(rf"{_IN_TURN}[^0-9。\n()]{{0,10}}\($")
_NOT_ALL = compile_pattern(r"除[きくい]|中止|休止|見送|隔年|約|以上|通算|のうち")
_REACH, _NEAR = 120, 24  # characters


def miscounted_years(dataset: Dataset, text: str) -> Iterator[Check]:
    """Yield the checks of the years counted in a stretch of a report that its other years do not give.

    Args:
        dataset: the stretch.
        text: what `joined` returns.
    """
    dates, now = dataset.dates, dataset.report.head.fiscal_year
    for at, record in enumerate(dates):
        date = record.date
        if date.start is None:
            continue
        if date.precision in _YEARS and date.written.year is not None:
            yield from _in_turn(dates, at, now, text)
            yield from _each_year(dates, at, text)
        elif date.is_range and date.precision is Precision.DAY:
            yield from _of_age(dates, at, now, text)
    yield from _without_any(dataset, text)
    yield from _again(dataset, text)
    yield from _against_values(dataset, text)


def _in_turn(dates: Sequence[DateRecord], at: int, now: int | None, text: str) -> Iterator[Check]:
    """Compare years in turn with those from the first one on: 令和3年度から5年連続, 4年連続（令和3～5年度）."""
    record, end = dates[at], dates[at].date.span.end
    first, last = record.date.start, record.date.end
    behind, lead = sentence_behind(text, end, 2 * _NEAR), sentence_before(text, record.date.span.start, _REACH)
    if first is None or last is None or _NOT_ALL.search(lead[-_NEAR:] + behind):
        return
    if record.date.is_range:
        told = _OF_RANGE.match(behind) or _THEN_RANGE.search(lead)
        to = wareki.fiscal_year_of(last) if record.date.precision is _FISCAL_YEAR else last.year
        counts = {to - first.year + 1}
    else:
        told = _FROM.match(behind)
        fiscal = record.date.precision is _FISCAL_YEAR
        others = [
            (r.date.start.year, text[r.date.span.end]) for r in _in_sentence(dates, at, lead, text) if r.date.start
        ]
        if now is None or record.place.block is not BlockKind.PROGRESS or any(word == "も" for _, word in others):
            return
        counts = {
            year - first.year + 1 for year in (now, *(year for year, _ in others), *(() if fiscal else (now + 1,)))
        }
    stated = int(parse(told["years"]) or 0) if told else 0
    if told and stated not in counts and min(counts) > 1:
        yield _off(record, f"{min(counts)}年", f"{min(counts)} years", f"{stated}年連続")


def _in_sentence(dates: Sequence[DateRecord], at: int, lead: str, text: str) -> Iterator[DateRecord]:
    """Yield the years beside a date in its sentence."""
    span = dates[at].date.span
    stop = span.end + len(sentence_behind(text, span.end, _REACH))
    for record in dates[max(0, at - 2) : at + 3]:
        date = record.date
        alike = record is not dates[at] and date.precision is dates[at].date.precision and date.start is not None
        if alike and span.start - len(lead) <= date.span.start < stop:
            yield record


def _off(record: DateRecord, counted_ja: str, counted_en: str, stated: str) -> Check:
    return on(
        record,
        code="elapsed_mismatch",
        message_ja=f"「{flat(record.date.text)}」から数えると{counted_ja}ですが、「{stated}」とあります。原文を確かめてください。",
        message_en=f"Counted from '{flat(record.date.text)}' it is {counted_en}, but '{stated}' is stated. Check the report.",
    )


_WITHOUT = compile_pattern(
    rf"{_IN_TURN}(?:での?|の|で、?|して|し、)?(?:ゼロ|0(?![0-9.])|なし|皆無|発生して(?:いない|おらず))"
)
_VALUE = compile_pattern(
    r"(?:現在|時点|末)?(?:は|が|に|の|で|:| )*[^0-9、。\n()]{0,8}(?P<value>[0-9][0-9,]*) ?(?:人|件|名|回|棟|か所|箇所|頭|世帯)"
)


def _without_any(dataset: Dataset, text: str) -> Iterator[Check]:
    """Compare years in turn without any with the values told of them: 3年連続のゼロ（令和5年4月1日は2人、令和6年4月1日は0人）."""
    for found in _found(_WITHOUT, "続", dataset.dates, text):
        begin = found.start() - len(sentence_before(text, found.start(), _REACH))
        end = found.end() + len(sentence_behind(text, found.end(), _REACH))
        told = [r for r in _between(dataset.dates, begin, end) if r.date.start and not r.date.is_range]
        values = [(r, _VALUE.match(words_behind(text, r.date.span.end, _NEAR))) for r in told]
        now = max((r.date.start.year for r in told if r.date.start), default=0)
        years = int(parse(found["years"]) or 0)
        for record, value in values:
            year = record.date.start.year if record.date.start else 0
            if value and int(value["value"].replace(",", "")) and now - years < year < now:
                yield _off_text(
                    found,
                    f"「{flat(record.date.text)}」は{value['value']}で、連続する{years}年の中にあります",
                    f"'{flat(record.date.text)}' with {value['value']} lies within those {years} years",
                    dataset,
                    text,
                )
                break


_TURNING = compile_pattern(
    rf"{_IN_TURN}(?:での?|の|して|し、|で、)?(?:(?P<down>減少?|下降|低下)|(?P<up>増加?|上昇))(?=[とで。、(]|して|した。|に(?:な|転)|傾向|\n|$)"
)
_ITS_VALUE = compile_pattern(r"(?:の|は|が|に|で|:| )*[^0-9、。\n()からまで]{0,10}")


def _against_values(dataset: Dataset, text: str) -> Iterator[Check]:
    """Compare years in turn of growth or decline with the values of those years: 3年連続の減少, where the second has more than the first."""
    for found in _found(_TURNING, "続", dataset.dates, text):
        begin = text.rfind("\n", max(0, found.start() - 2 * _REACH), found.start()) + 1
        end = found.end() + len(words_behind(text, found.end(), _REACH).partition("\n")[0])
        told = dict[int, FigureRecord]()
        for record in _between(dataset.dates, begin, end):
            figure = next(
                iter(dataset.figures[bisect_left(dataset.figures, record.date.span.end, key=start_of) :]), None
            )
            year = _year_of(record)
            if (
                year is None
                or figure is None
                or not _ITS_VALUE.fullmatch(words_between(text, record.date.span.end, figure.figure.span.start))
            ):
                continue
            if year in told and told[year].figure.value != figure.figure.value:
                return
            told[year] = figure
        years = int(parse(found["years"]) or 0)
        last = max(told, default=0)
        row = [told[year] for year in range(last - years, last + 1) if year in told]
        topic = _TOPIC.search(words_between(text, begin, found.start()))
        labels = {record.figure.label for record in row} - {None}
        if (
            years < _FEWEST
            or len(row) != years + 1
            or len(labels) > 1
            or (topic and topic[1] not in labels)
            or not _are_of_one_kind(row)
        ):
            continue
        for one, other in pairwise(row):
            apart = other.figure.value - one.figure.value
            if apart > 0 if found["down"] else apart < 0:
                yield _off_text(
                    found,
                    f"「{flat(one.figure.text)}」から「{flat(other.figure.text)}」へは{'増えて' if apart > 0 else '減って'}います",
                    f"from '{flat(one.figure.text)}' to '{flat(other.figure.text)}' it is not so",
                    dataset,
                    text,
                )
                break


_FEWEST = 2  # years in turn


def _are_of_one_kind(row: Sequence[FigureRecord]) -> bool:
    """Tell whether values are exact, done and of one unit."""
    return exact(*row) and len({r.figure.unit_norm for r in row}) == 1 and {r.status for r in row} == {Status.ACTUAL}


_TOPIC = compile_pattern(r"、([^0-9、。\n()]{1,12}?)(?:は|も|が)、?$")


def _year_of(record: DateRecord) -> int | None:
    """Return the fiscal year that a date is, or is the end of; None of others."""
    date = record.date
    if date.start is None or date.is_range:
        return None
    is_end = (
        date.precision is Precision.DAY and date.text.endswith("末") and (date.start.month, date.start.day) == (3, 31)
    )
    return wareki.fiscal_year_of(date.start) if is_end or date.precision is _FISCAL_YEAR else None


def _found(pattern: re.Pattern[str], word: str, dates: Sequence[DateRecord], text: str) -> Iterator[re.Match[str]]:
    """Yield where a pattern matches about the dates of a stretch, if a word of it is there at all."""
    if dates:
        begin, end = max(0, dates[0].date.span.start - _REACH), dates[-1].date.span.end + _REACH
        if text.find(word, begin, end) >= 0:
            yield from pattern.finditer(text, begin, end)


def _between(dates: Sequence[DateRecord], begin: int, end: int) -> Sequence[DateRecord]:
    first = bisect_left(dates, begin, key=start_of)
    return dates[first : bisect_left(dates, end, first, key=start_of)]


def _off_text(found: re.Match[str], why_ja: str, why_en: str, dataset: Dataset, text: str) -> Check:
    span = Span(found.start(), found.end())
    said = flat(dataset.source.text[found.start() : found.end()])
    near = _between(dataset.dates, found.start() - _REACH, found.end() + _REACH)
    return Check(
        severity=Severity.WARNING,
        code="elapsed_mismatch",
        message_ja=f"「{said}」とありますが、{why_ja}。原文を確かめてください。",
        message_en=f"'{said}' is stated, but {why_en}. Check the report.",
        measure_no=near[0].place.measure_no if near else None,
        span=span,
    )


_LAST_TIME = r"(?P<era>令和|平成|昭和|[RHS])?(?P<year>[0-9]{1,4}|元)年(?P<fiscal>度)?(?:(?P<month>[0-9]{1,2})月(?:[0-9]{1,2}日)?)?"
_AGAIN = (
    compile_pattern(
        rf"{_LAST_TIME}(?:(?:の?[^0-9、。\n()]{{0,14}}?)以来|から)(?:となる|の|、|実に|およそ)*(?P<years>{ANY}) ?年ぶり"
    ),
    compile_pattern(
        rf"(?<![0-9])(?P<years>{ANY}) ?年ぶり(?:に|の|と|となる|、)*\({_LAST_TIME}[^0-9、。\n()]{{0,10}}以来\)"
    ),
)


def _again(dataset: Dataset, text: str) -> Iterator[Check]:
    """Compare the years since the last time with those between the two: 平成28年度以来7年ぶりに、令和5年度に; 令和2年7月豪雨以来3年ぶり."""
    for found in (f for pattern in _AGAIN for f in _found(pattern, "年ぶり", dataset.dates, text)):
        year = wareki.year_of(found["era"], 1 if found["year"] == "元" else int(found["year"]))
        begin = found.start() - len(sentence_before(text, found.start(), _REACH))
        end = found.end() + len(sentence_behind(text, found.end(), _REACH))
        beside = [
            r
            for r in _between(dataset.dates, begin, end)
            if r.date.start and not r.date.is_range and not found.start() <= r.date.span.start < found.end()
        ]
        if year is None or "およそ" in found[0]:
            continue
        own = year - 1 if found["month"] and int(found["month"]) < 4 else year
        sure = [r for r in beside if _is_then(r, found, text)]
        counts = {n for r in sure or beside for n in _years_since(r, year, own, fiscal=bool(found["fiscal"]))}
        stated, counted = int(parse(found["years"]) or 0), min(counts, default=0)
        if not sure:  # of a day that is not told, the years may be those of the calendar
            now = dataset.report.head.fiscal_year
            told = _between(dataset.dates, found.start(), found.end())
            if now is None or not told or told[0].place.block is not BlockKind.PROGRESS:
                continue
            counted = now - own
            counts |= {counted - 1, counted, counted + 1}
        if stated not in counts and min(counts) >= 0 and counted > 0:
            yield _off_text(found, f"{counted}年ぶりに当たります", f"it is {counted} years later", dataset, text)


def _is_then(record: DateRecord, found: re.Match[str], text: str) -> bool:
    """Tell whether a date is told as that on which something was again: before the last time, or right behind the years."""
    start = record.date.span.start
    if words_behind(text, record.date.span.end, 1) == "も":
        return False
    return start < found.start() or _THEN.fullmatch(words_between(text, found.end(), start)) is not None


_THEN = compile_pattern(r"(?:に|の|と|で|となる|とな[りっ]た?|、|[はがを])*(?:[^0-9、。\n()]{1,10}[しいきてり]、)?")


def _years_since(record: DateRecord, year: int, own: int, *, fiscal: bool) -> Iterator[int]:
    day = record.date.start
    if day is None:
        return
    if record.date.precision is _FISCAL_YEAR:
        yield day.year - own
        if not fiscal:
            yield from (day.year - year, day.year + 1 - year)
        return
    yield wareki.fiscal_year_of(day) - own
    if not fiscal:
        yield day.year - year


_HELD_YEARLY = compile_pattern(
    r"(?:から|より|以降)、?(?:毎年度?|年に?(?:1|一)[回度])、?[^0-9、。\n()]{0,16}?(?:開催|実施|開[いきか講設館]|行[いっわ]|続け|発行|募集|派遣)"
)
_NTH = rf"(?:第 ?(?P<no>{ANY}) ?回目?|(?P<nth>{ANY}) ?回目)"
_NTH_THIS_YEAR = compile_pattern(
    rf"(?P<nth>{ANY}) ?回目(?:となる|となった|を迎えた|に当たる|の|である)(?:令和[0-9]+年度|[今本]年度)|(?:[今本]年度|令和[0-9]+年度)(?:が|で|は)(?P<nth2>{ANY}) ?回目"
)
_NTH_OF_YEAR = compile_pattern(rf"(?:の|は|が|に|で|、|\()?{_NTH}")
_LEFT_OUT = compile_pattern(rf"{LEFT_OUT}|隔年|年[2-9二三四]回|年数回|ごとに")


def _each_year(dates: Sequence[DateRecord], at: int, text: str) -> Iterator[Check]:
    """Compare the numbers of what is held once a year since some year with the years that are told with them.

    令和4年度から毎年度開いており、3回目となる今年度は…。令和5年度の第1回では. That those are no sessions within a year is
    told by 3回目となる今年度.
    """
    date = dates[at].date
    line = words_behind(text, date.span.end, 2 * _REACH).partition("\n")[0]
    if date.is_range or not date.start or not _HELD_YEARLY.match(line) or _LEFT_OUT.search(line):
        return
    this = _NTH_THIS_YEAR.search(line)
    if this is None:
        return
    for record in dates[at + 1 : at + 6]:
        start, other = record.date.span.start, record.date
        if start - date.span.end > len(line):
            return
        if other.precision not in _YEARS or other.is_range or other.start is None:
            continue
        lead = words_between(text, date.span.end, start)
        behind = _NTH_OF_YEAR.match(words_behind(text, other.span.end, _NEAR))
        before = _NTH_BEFORE.search(lead)
        told = before or behind
        stated = int(parse((told["no"] or told["nth"]) if told else "0") or 0)
        counted = other.start.year - date.start.year + 1
        if stated and counted > 0 and stated != counted:
            yield on(
                record,
                code="elapsed_mismatch",
                message_ja=f"「{flat(date.text)}」から毎年数えると「{flat(other.text)}」は{counted}回目ですが、{stated}回目とあります。原文を確かめてください。",
                message_en=f"Held each year from '{flat(date.text)}' on, '{flat(other.text)}' is number {counted}, but {stated} is stated. Check the report.",
            )


_NTH_BEFORE = compile_pattern(rf"{_NTH}(?:となる|となった|を迎えた|に当たる|の|である)$")
_AGE = compile_pattern(
    r"(?P<age>[0-9]{1,3}) ?歳(?:の節目)?(?:を迎え(?:る|た)|に(?:なる|達する|到達する|なった|達した)|となる)(?:方|人|者|市民|町民|高齢者)?[^0-9。\n()]{0,8}[(、]?$"
)
_AGE_BEHIND = compile_pattern(
    r"(?:まで)?(?:に|の)?(?:生まれ)?[^0-9、。\n()]{0,8}(?:で|、|\()?[^0-9、。\n()]{0,8}(?P<age>[0-9]{1,3}) ?歳(?:の節目)?(?:を迎え|に(?:なる|達する|到達する|なった|達した)|となる)"
)


def _of_age(dates: Sequence[DateRecord], at: int, now: int | None, text: str) -> Iterator[Check]:
    """Compare the days of birth of those who come to an age within a fiscal year with that age."""
    record = dates[at]
    first, last, span = record.date.start, record.date.end, record.date.span
    lead = sentence_before(text, span.start, _REACH)
    behind = sentence_behind(text, span.end, 2 * _NEAR)
    told = _AGE.search(lead) or _AGE_BEHIND.match(behind)
    if told is None or first is None or last is None or (first.month, first.day) not in ((4, 1), (4, 2)):
        return
    years = [
        r.date.start.year
        for r in _between(dates, span.start - len(lead), span.end + len(behind))
        if r.date.precision is _FISCAL_YEAR and r.date.start is not None and not r.date.is_range
    ]
    year = years[-1] if years else now if "年度" in lead + behind else None
    if year is None or last.month != 4 or "4月1日現在" in lead:
        return
    born = year - int(told["age"])
    if first.year != born or last != dt.date(born + 1, 4, 1):
        yield on(
            record,
            code="elapsed_mismatch",
            message_ja=f"{year}年度に{told['age']}歳になるのは{born}年4月2日から{born + 1}年4月1日までに生まれた人ですが、「{flat(record.date.text)}」とあります。原文を確かめてください。",
            message_en=f"Those who become {told['age']} in the fiscal year {year} were born from {born}-04-02 to {born + 1}-04-01, but '{flat(record.date.text)}' is stated. Check the report.",
        )
