"""Years against what stands beside them as theirs: 令和6年度上半期（10月～3月）, 令和7年度第2回　令和7年2月10日.

So are the days told as those of a year or a half: of what was held 本年度, or that is listed below 下半期（10～3月）の啓発.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors import wareki
from extractors.gatherings import OCCASION
from extractors.mentions import DateMention, Precision, Role, Status
from extractors.numerals import ANY
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import (
    MOVED,
    sentence_before,
    sentence_behind,
    shape_of,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.wording import flat, in_japanese, on
from pipeline.model import Check, Dataset, DateRecord

_FISCAL_YEAR, _HALF_YEAR = Precision.FISCAL_YEAR, Precision.HALF_YEAR
_QUARTER = compile_pattern("第([1-4])四半期")
_OPENS = compile_pattern(r"(?:時点|現在)? ?\((?:期間)?[: ]?|[^0-9。\n()]{0,16}(?:成果|実績|決算) ?\((?:対象)?期間[: ]?")
_CLOSES = compile_pattern(r"(?:まで)?(?:の?間)?(?:現在|時点)? ?\)")
_HALF = compile_pattern(r"(?<![一-鿿])(?P<half>[上下]半?期)$")
_FAR = 100  # days


def misdated_years(dataset: Dataset, text: str) -> Iterator[Check]:
    """Yield the checks of the years, halves and quarters of a stretch of a report that do not fit the days told as theirs.

    Args:
        dataset: the stretch.
        text: what `joined` returns.
    """
    for first, second in pairwise(dataset.dates):
        if second.date.span.start - first.date.span.end > _REACH:
            continue
        if dataset.report.head.begins is None:
            yield from _explained_wrongly(dataset, first, second, text)
            yield from _numbered_in_other_year(first, second, text)
            yield from _held_in_other_year(first, second, text)
    if dataset.report.head.begins is None:
        yield from _of_bare_parts(dataset.dates, text)
        yield from _of_parts_apart(dataset.dates, text)
        yield from _summed_outside(dataset.dates, text)
        yield from _counted_outside(dataset.dates, text)
        yield from _listed_outside(dataset.dates, text)


_REACH = 60  # characters


def _explained_wrongly(dataset: Dataset, first: DateRecord, second: DateRecord, text: str) -> Iterator[Check]:
    """Compare a year or its part with the span in the bracket behind it: 令和6年度上半期（令和6年10月～令和7年3月）."""
    one, other = first.date, second.date
    if (
        one.is_range
        or not (one.start and one.end and other.start and other.end)
        or not _OPENS.fullmatch(words_between(text, one.span.end, other.span.start))
        or not _CLOSES.match(words_behind(text, other.span.end, 6))
    ):
        return
    if other.is_range and other.precision in (Precision.DAY, Precision.MONTH) and _is_part(one):
        year = wareki.fiscal_year_of(one.start)
        wrong = not any(_is_within(other, span) for span in _may_be(dataset, one)) and not _is_of_calendar_year(
            other, year, one.written.edge or ""
        )
    else:
        wrong = _is_far_from_edge(dataset, one, other)
    if wrong:
        yield _is_not_of(second, flat(one.text))


def _is_part(date: DateMention) -> bool:
    """Tell whether a date is a fiscal year, or a half or quarter of a year."""
    return date.precision in (_FISCAL_YEAR, _HALF_YEAR) or _QUARTER.fullmatch(date.written.edge or "") is not None


def _is_far_from_edge(dataset: Dataset, one: DateMention, other: DateMention) -> bool:
    """Tell whether a day is not about that of the begin or end of the fiscal year before it: 令和6年度末（令和6年3月31日）."""
    if not (one.written.fiscal and one.written.edge and one.precision is other.precision is Precision.DAY):
        return False
    day = other.start
    if day is None or other.is_range or other.written.year is None or one.written.month is not None:
        return False
    return all(abs((day - edge).days) > _FAR for edge, _ in _may_be(dataset, one))


def _may_be(dataset: Dataset, date: DateMention) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield the days that a year or its part may have: a word counts from the year of the report, or of its making."""
    start, end = date.start, date.end
    if start is None or end is None:
        return
    yield start, end
    year, issued = dataset.report.head.fiscal_year, dataset.issued
    if date.written.relative and year and issued and (later := wareki.fiscal_year_of(issued) - year):
        yield start.replace(year=start.year + later), end.replace(year=end.year + later)


def _is_of_calendar_year(date: DateMention, year: int, part: str) -> bool:
    """Tell whether a span lies in a half or quarter of a calendar year: 上半期（1月～6月）."""
    span = _part_of(year, part, fiscal=False)
    return bool(span and date.start and date.end and span[0] <= date.start and date.end <= span[1])


def _part_of(year: int, part: str, *, fiscal: bool) -> tuple[dt.date, dt.date] | None:
    if part in wareki.HALVES:
        return wareki.half_span(year, part, fiscal=fiscal)
    quarter = _QUARTER.fullmatch(part)
    return wareki.quarter_span(year, int(quarter[1]), fiscal=fiscal) if quarter else None


def _is_not_of(record: DateRecord, whole: str) -> Check:
    date = record.date
    day = date.start or dt.date.min
    return on(
        record,
        code="date_outside_period",
        message_ja=f"「{flat(date.text)}」（{in_japanese(day)}）は「{whole}」の中にありません。年や月を原文で確かめてください。",
        message_en=f"'{flat(date.text)}' ({day.isoformat()}) does not lie within '{whole}'. Check the year or the month.",
    )


def _of_bare_parts(dates: Sequence[DateRecord], text: str) -> Iterator[Check]:
    """Compare a half without its year, which is no date, with the months in the bracket behind it: 上半期（10月～3月）."""
    for record in dates:
        date = record.date
        if not date.is_range or date.precision is not Precision.MONTH or date.start is None or date.end is None:
            continue
        half = _HALF.search(words_before(text, date.span.start, 8).removesuffix("("))
        if half is None or text[date.span.start - 1] != "(" or not _CLOSES.match(words_behind(text, date.span.end, 6)):
            continue
        years = {wareki.fiscal_year_of(date.start), wareki.fiscal_year_of(date.end)}
        spans = [wareki.half_span(year, half["half"], fiscal=True) for year in years]
        if not any(_is_within(date, span) for span in spans) and not _is_of_calendar_year(
            date, date.start.year, half["half"]
        ):
            yield _is_not_of(record, half["half"])


_PART = compile_pattern(r"(?<![一-鿿])(?:(?P<half>[上下]半?期)|第 ?(?P<quarter>[1-4]) ?四半期)(?:分)?(?:は|の)?\($")
_WITH_GAP = compile_pattern("休|閉|冬季|夏季|暫定|速報|開業|再開|オープン|途中")


def _of_parts_apart(dates: Sequence[DateRecord], text: str) -> Iterator[Check]:
    """Compare the months of one half or quarter with those of the next, which begins where it ends: 上半期（4～9月）、下半期（11～3月）."""
    told = [
        (record, part)
        for record in dates
        if record.date.is_range
        and record.date.precision is Precision.MONTH
        and text[record.date.span.start - 1 : record.date.span.start] == "("
        and _CLOSES.match(words_behind(text, record.date.span.end, 6))
        and (part := _PART.search(words_before(text, record.date.span.start, 10)))
    ]
    for (one, first), (other, second) in pairwise(told):
        start, end = one.date.span.end, other.date.span.start
        if end - start > 2 * _REACH or one.date.end is None or other.date.start is None or other.date.end is None:
            continue
        halves = (first["half"] or "")[:1], (second["half"] or "")[:1]
        follows = halves == ("上", "下") or int(second["quarter"] or 0) - int(first["quarter"] or 9) == 1
        between = words_between(text, start, end)
        if (
            not follows
            or "\n" in between
            or _WITH_GAP.search(sentence_before(text, one.date.span.start, _REACH) + between)
        ):
            continue
        months = (other.date.start.year - one.date.end.year) * 12 + other.date.start.month - one.date.end.month
        if months % 12 != 1:
            begins = one.date.start
            whole = begins is not None and (begins.month - 4) % 12 in (0, 3, 6, 9) and _months(one.date) in (3, 6)
            astray, beside = (other, one) if whole else (one, other)
            yield on(
                astray,
                code="date_outside_period",
                message_ja=f"「{flat(astray.date.text)}」は、隣の期間「{flat(beside.date.text)}」と続いていません。月を原文で確かめてください。",
                message_en=f"'{flat(astray.date.text)}' does not adjoin '{flat(beside.date.text)}'. Check the months.",
            )


def _months(date: DateMention) -> int:
    return (date.end.month - date.start.month) % 12 + 1 if date.start and date.end else 0


_NTH = compile_pattern(rf" ?第 ?{ANY} ?回 ?(?P<name>[^0-9、。\n()]{{0,12}}?) ?(?:は、?|を、?|:|\(|\t|\||、| ){{1,3}}")
"""Between a fiscal year and the day of one of its sessions."""
_BEFOREHAND = compile_pattern(
    rf"準備|募集|受付|申込|試験|選考|応募|採用|案内|説明会|公募|入札|打合|評価|総会|決算|内示|入学|入所|{MOVED}"
)


def _numbered_in_other_year(first: DateRecord, second: DateRecord, text: str) -> Iterator[Check]:
    """Compare the fiscal year with whose number a session is told with its day: 令和7年度第2回　令和7年2月10日, and the other way round."""
    led = first.date.precision is _FISCAL_YEAR
    year, day = (first.date, second) if led else (second.date, first)
    if (
        year.precision is not _FISCAL_YEAR
        or year.written.year is None
        or year.is_range
        or not _is_dated(day)
        or _is_within(day.date, _days_of(year))
    ):
        return
    gap = words_between(text, first.date.span.end, second.date.span.start)
    behind = words_behind(text, second.date.span.end, _BEHIND).partition("\n")[0]
    told = _NTH.fullmatch(gap) if led else _THEN_NTH.match(behind) if _JOINS.fullmatch(gap) else None
    if told and not _BEFOREHAND.search(told["name"] + behind) and not behind.startswith(("~", "から", "まで")):
        yield _is_not_of(day, flat(year.text))


_THEN_NTH = compile_pattern(rf" ?第 ?{ANY} ?回(?P<name>)")
_JOINS = compile_pattern(r"(?:に|、| |:|\(|\t){1,3}")
_BEHIND = 24  # characters


def _is_dated(record: DateRecord) -> bool:
    """Tell whether something was held on a day or in a month whose year is written."""
    date = record.date
    return (
        record.role is Role.EVENT
        and record.status is not Status.TARGET
        and date.precision in (Precision.DAY, Precision.MONTH)
        and not date.is_range
        and date.start is not None
        and date.written.year is not None
        and not date.written.fiscal
    )


def _days_of(date: DateMention) -> tuple[dt.date, dt.date]:
    return date.start or dt.date.min, date.end or dt.date.max


def _is_within(date: DateMention, days: tuple[dt.date, dt.date]) -> bool:
    """Tell whether a date is, in part at least, one of some days, given by the first and last of them."""
    low, high = days
    return bool(date.start and date.end and low <= date.end and date.start <= high)


_OF_ALL = compile_pattern(
    r"(?:中|内)?(?:の|に|で|では|には|における)?(?:は、?(?:計|全|年)?[0-9]{1,2} ?回[^0-9、。\n()]{0,10}、)?[^0-9、。\n()]{0,12}(?P<edge>最後|最終回|最初|初回|締めくくり)[^0-9、。\n()]{0,16}(?:は|が|を|で)、?"
)
_OF_HELD = compile_pattern(rf"の(?:[^0-9、。\n()]{{0,16}})(?:{OCCASION.pattern})は、? ?")
_WAS_FIRST = compile_pattern(r"(?:の?「[^」\n]{1,40}」)?(?:の?回)?を(?:皮切り|初回|1回目|第1回|最初)")
_WAS_HELD = compile_pattern(
    r"(?: ?\([^()\n]{1,6}\))?に(?:[^0-9、。\n]{1,20}(?:で|において)、?)?(?:開催|実施)(?:し|いたし)(?:た。|まし|、)"
)
_OF_OCCASION = compile_pattern(rf"(?:に)?は、(?:[^0-9、。\n()]{{0,16}})(?:{OCCASION.pattern})(?:を|は|が)、? ?")
_HELD_ALSO = compile_pattern(
    r"(?: ?\([^()\n]{1,6}\))?に(?:(?:[^0-9、。\n]{1,20}(?:で|において)、?)?(?:開催|実施)(?:し|いたし)(?:た。|まし|、)|、[^。\n]{1,16}を(?:令和|R)[^。\n]{1,24}(?:開催|実施)(?:し|いたし)(?:た|ました)。)"
)
"""Behind a day of one occasion, with another behind it or not: …を令和6年5月8日に、…を令和6年9月3日に開催した."""
_OF_BODIES = compile_pattern("会議|委員会|総会|議会|説明会|報告会|準備|募集|まで|前年|翌年")


def _held_in_other_year(first: DateRecord, second: DateRecord, text: str) -> Iterator[Check]:
    """Compare the year of which something was with its day: 本年度の講座は、令和5年7月6日を皮切りに; 年度内最後の回は令和7年4月18日."""
    one, other = first.date, second.date
    if (
        one.precision is not _FISCAL_YEAR
        or one.is_range
        or not _is_dated(second)
        or second.status is not Status.ACTUAL
        or _is_within(other, _days_of(one))
    ):
        return
    gap = words_between(text, one.span.end, other.span.start)
    behind = words_behind(text, other.span.end, _REACH)
    if _OF_BODIES.search(gap):
        return
    edge = _OF_ALL.fullmatch(gap) is not None and not behind.startswith(("まで", "から", "以"))
    held = _OF_HELD.fullmatch(gap) is not None and (_WAS_FIRST.match(behind) or _WAS_HELD.match(behind))
    told = _OF_OCCASION.fullmatch(gap) is not None and _HELD_ALSO.match(behind) and other.precision is Precision.DAY
    if edge or held or (told and not _ELSEWHEN.search(gap + behind)):
        yield _is_not_of(second, flat(one.text))


_SUMMED = compile_pattern(r"(?:の|における|中の)[^0-9、。\n()]{1,24}は、?(?=[^。\n]{8,100}の(?:合?計|合わせて) ?[0-9])")
_WITH_ITS_NUMBER = compile_pattern(" ?に ?[0-9]")


def _summed_outside(dates: Sequence[DateRecord], text: str) -> Iterator[Check]:
    """Compare the months of what is added up with the year that it is of: 令和5年度の寄贈は、5月に12点、令和6年5月に8点の計20点."""
    for at, record in enumerate(dates):
        year = record.date
        if year.precision is not _FISCAL_YEAR or year.is_range or not year.start:
            continue
        words = sentence_behind(text, year.span.end, _LONGEST_SUM)
        if not _SUMMED.match(words) or _ELSEWHEN.search(words.replace("締結", "")):
            continue
        stop = year.span.end + max(words.rfind("計"), words.rfind("合わせて"))
        for other in dates[at + 1 : at + _MOST]:
            if other.date.span.end > stop:
                break
            if (
                _is_dated(other)
                and not _is_within(other.date, _days_of(year))
                and _WITH_ITS_NUMBER.match(words_behind(text, other.date.span.end, 4))
            ):
                yield _is_not_of(other, flat(year.text))


_OPENS_YEAR = compile_pattern(r"(?:^|[、。・○●◇◆ (\n])(?:なお、|また、)?$")
_HELD_IN_YEAR = compile_pattern(r"(?:中|内)?(?:に|は|には|の)(?:、|[^0-9。\n()]{1,30})?")
_SO_OFTEN = compile_pattern(
    r"(?:の|に|と)?(?:延べ|計|合計|合わせて|全|、)*(?P<times>[0-9]{1,2}) ?(?:回|日|か所|会場)[^0-9。\n]{0,6}(?:開|実施|行|催)"
)
_JOINED_ON = compile_pattern(r"(?:\([^()\n]{1,6}\))?(?:、|及び|と|・|並びに|,|そして| )+")


def _counted_outside(dates: Sequence[DateRecord], text: str) -> Iterator[Check]:
    """Compare days that are counted as those of a year with it: 令和6年度は、…を令和6年6月、9月及び令和7年4月の3回開催した."""
    for at, record in enumerate(dates):
        year = record.date
        if year.precision is not _FISCAL_YEAR or year.is_range or not year.start:
            continue
        if not _OPENS_YEAR.search(words_before(text, year.span.start, 8)):
            continue
        run = dates[at + 1 : at + 2]
        if not run or not _HELD_IN_YEAR.fullmatch(words_between(text, year.span.end, run[0].date.span.start)):
            continue
        for other in dates[at + 2 : at + _MOST]:
            if not _JOINED_ON.fullmatch(words_between(text, run[-1].date.span.end, other.date.span.start)):
                break
            run = [*run, other]
        told = _SO_OFTEN.match(words_behind(text, run[-1].date.span.end, 24))
        words = sentence_behind(text, year.span.end, _LONGEST_SUM)
        parts = sum(len(r.date.parts) for r in run)
        if told is None or int(told["times"]) != parts or _ELSEWHEN.search(words) or any(r.date.is_range for r in run):
            continue
        astray = [
            r
            for r in run
            if r.date.written.year
            and not r.date.written.relative
            and r.date.start
            and not _is_within(r.date, _days_of(year))
        ]
        if 0 < len(astray) < len(run) and not any(map(_is_any_year, astray)):
            yield from (_is_not_of(r, flat(year.text)) for r in astray)


def _is_any_year(record: DateRecord) -> bool:
    return record.date.precision not in (Precision.DAY, Precision.MONTH)


_LONGEST_SUM = 140  # characters
_LEADS = compile_pattern(
    r"\)?(?:中|内)?(?:の|に|における|において)[^0-9。\n]{0,24}(?:行った|行いました|開催|実施|啓発|講座|研修|行事|活動|催し|改正|制定|公布|締結|教室|講習|訓練|イベント)[^0-9。\n]{0,16}"
    r"(?:[0-9]{1,2} ?(?:件|回|つ|本|講座)[^0-9。\n]{0,8})?。?:?"
)
_NO_LEAD = compile_pattern(
    r"予定|計画|募集|準備|以降|以前|から|まで|向け|比|前年|推移|目標|申請|見直|経過|経緯|沿革|採択|契約|対象|評価|近年"
)
_ELSEWHEN = compile_pattern(rf"{MOVED}|前年|翌|準備|事前|事後|追加|プレ|再掲|受付|募集|締|参考|申込|予定")
_LONGEST = 600  # characters
_MOST = 40  # dates


def _listed_outside(dates: Sequence[DateRecord], text: str) -> Iterator[Check]:
    """Compare the days of a list with the year or half that its lead says that they lie in: 下半期（10～3月）における普及啓発."""
    for at, lead in enumerate(dates):
        date = lead.date
        if not (_is_part(date) or (date.is_range and date.precision is Precision.MONTH)) or date.start is None:
            continue
        end = date.span.end
        line, ended, _ = words_behind(text, end, _REACH).partition("\n")
        if not ended or not _LEADS.fullmatch(line):
            continue
        above = words_before(text, date.span.start, _REACH).rpartition("\n")[2]
        if _NO_LEAD.search(above + line):
            continue
        listed = list(_lines(dates[at + 1 : at + 1 + _MOST], text, text.index("\n", end) + 1, shape_of(above)))
        astray = [r for r in listed if not _is_within(r.date, _days_of(date))]
        if len(astray) == 1 and len(listed) > 1 and not _ELSEWHEN.search(_line_of(text, astray[0])):
            yield _is_not_of(astray[0], flat(date.text))


def _lines(dates: Sequence[DateRecord], text: str, start: int, above: tuple[int, str]) -> Iterator[DateRecord]:
    """Yield the days of the lines from an offset on, each with one day on which something was held, that are shaped alike."""
    shape = None
    for record in dates:
        at = record.date.span.start
        if at < start or text[start:at].count("\n"):
            return
        stop = text.find("\n", at)
        line = fold(text[start : stop if stop >= 0 else len(text)])
        if shape is None:
            shape = shape_of(line)
        held = record.role is Role.EVENT and record.date.precision is Precision.DAY and not record.date.is_range
        if shape == above or shape_of(line) != shape or not held or record.date.start is None:
            return
        yield record
        if stop < 0:
            return
        start = stop + 1


def _line_of(text: str, record: DateRecord) -> str:
    start, end = record.date.span.start, record.date.span.end
    return sentence_before(text, start, _REACH) + words_behind(text, end, _REACH).partition("\n")[0]
