"""Days against the period of the report and the day on which it was made: done after it or long before it, planned and done."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractors import wareki
from extractors.mentions import DateMention, FigureKind, Precision, Role, Span, Status
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import (
    ATTENDED,
    MOVED,
    NOT_YET,
    OFF,
    sentence_before,
    sentence_behind,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.wording import flat, in_japanese, on
from pipeline.model import (
    WRITTEN_WITHIN,
    BlockKind,
    Check,
    Dataset,
    DateRecord,
    FieldSource,
    FigureRecord,
    Period,
    ReportHead,
)

_PLANNED = Status.PLANNED
_AS_OF, _EVENT = Role.AS_OF, Role.EVENT
_VALUE = r"[\d,.万千百十億〇一二三四五六七八九]"
_COMPARED_BEHIND = compile_pattern(
    rf" ?(?:時点|現在)?(?: ?\))? ?(?:の ?(?:約|延べ)?{_VALUE}+ ?[^\d、。\n)]{{1,3}}(?:、 ?[\d,.]+ ?[^\d、。\n)]{{1,3}})?)?(?:→|⇒|から|より|に?比|に対し|と(?:比|の比較)|[^\d。、\n)]{{0,12}}(?:→|⇒|から\d))"
    rf"|[^。\n]{{0,16}}{_VALUE}[^\d。、\n)]{{0,8}}(?:(?:だっ|であっ|でし|ございまし)た(?:が|もの)|に(?:対し|、[^。\n]{{0,30}}を加え))"
)
_IN_BRACKET = compile_pattern(r"\([^()。]*[0-9][^()。、]{0,6}、 ?$")
"""Before the second of the days that a bracket tells: （R5.3.31現在 45団体、R4.3.31現在 50団体）."""
_OWN_VALUE = compile_pattern(r" ?(?:時点|現在)?(?:の|では?|は|に|:)? ?[^\d。、)]{0,8}\d")
_LONG_AGO = compile_pattern(r"(?:[\d一二三四五六七八九十]年(?:余り)?前|当時|かつて|開始時|当初)[の、(]{0,2}$")
"""The words before a date that say themselves that it is past: 5年前の平成31年3月末."""
_LONG_BEFORE = dt.timedelta(days=31)
_DAY = dt.timedelta(days=1)
_LONGEST_LEAD = 100  # characters
_HELD = compile_pattern(
    rf"(?:{ATTENDED}|開催|実施)(?:(?:し|され)(?:た|まし)|があ[っり])|開いた|開きまし|行った|行いまし"
)
_GIVEN_UP = compile_pattern(
    rf"{MOVED}|{OFF}|繰り?延べ|見合わせ|移して|当初|流れ|予定して(?:い|お)(?:た|りまし)た?(?:が|ものの|けれど)"
    r"|予定(?:だった|でした|であった|のところ|して)[^。\n]{0,40}[0-9０-９〇一二三四五六七八九十] ?(?:日|月)(?!間)"
)
"""In a sentence that tells why a day that was set passed without what was set for it, or names the day that took its place."""
_LONG_SENTENCE = compile_pattern(r"[^。\n]{0,200}")
_HELD_THEN = compile_pattern(
    r"(?:[(][^()\n]{1,6}[)])? ?(?:に|、)(?:[^0-9、。\n]{1,20}(?:で|において)、?)?(?:[^0-9、。\n]{1,24}を、?)?(?:開催|実施|開き|開い|行[いっ])(?!する|した[一-鿿ァ-ヶー「])"
    r"|(?: ?[(][^()\n]{1,6}[)])? (?:[^0-9、。 \n]{1,16} )?[^0-9、。 \n]{2,20}を?(?:開催|実施)(?:、|し)"
)
"""Behind a day: に市民会館で開催し; 開催した大会の is told of it only to tell of something else."""
_OF_OTHER_YEARS = compile_pattern(
    r"[今本昨前翌]年|以降|以来|その後|引き?続き|継続|続いて|これまで|初め?て|再|年度|毎年|から"
)
_OF_THIS_YEAR = compile_pattern(
    r"(?:[今本]年度(?:の|に|から)?(?:[^0-9、。\n]{0,8}(?:取組み?|取り組み|事業|企画|試み|開催|講座|活動))(?:の一つ|の1つ|の一環)?として|^[・○●◇◆ -]*(?:また、|なお、)?[今本]年度(?:は|の)?)、"
)
"""Before a day: 今年度の新しい試みとして、…を令和6年2月4日に開催し says itself of which year it is."""
_THIS_YEAR = compile_pattern("今年|本年|今回|令和|当年|次回|２回|2回")
_LONGEST_NEXT = 24  # characters of the next sentence
_JUDGES = compile_pattern("(?:評価|点検)(?:委員会?|会議|会)|外部評価|有識者")
_IS_JUDGED = compile_pattern("検証|評価|点検")
_LONGEST_JUDGE = 24
_TO_COME = compile_pattern("予定|見込|計画|定員|募集|目標|予約")
_ATTENDED = compile_pattern(rf"(?:{ATTENDED})(?:者数?|人数)? ?:? ?$")

_ATTENDED_BEHIND = compile_pattern(rf" ?(?:が|の)?(?:{ATTENDED})(?!予定|見込|定員|目標)")
_WHICH_CAME = compile_pattern(rf" ?が(?:{ATTENDED})した[一-鿿ァ-ヶー「]")
"""Behind who came: 210人が来場した大会の反省を踏まえ tells of it only to tell of something else."""
_OF_LATER_TIME = compile_pattern(
    "今年度|本年度|翌年度|翌月|以降|その後|続いて|なお|参考|予定|[上下後前][半期]|定員|募集"
)
"""In a sentence that tells on purpose of what came after the period."""
_MOST_LATE = 2
_AHEAD = (BlockKind.OUTLOOK, BlockKind.TARGET)


def of_time(dataset: Dataset, text: str) -> Iterator[Check]:
    """Yield the checks of when the dates of a stretch of a report lie."""
    starts = [record.figure.span.start for record in dataset.figures]
    for at, record in enumerate(dataset.dates):
        yield from _outside_period(dataset, text, record)
        yield from _planned_and_done(dataset, text, record)
        yield from _of_year_before(dataset, text, at, starts)
        yield from _attended_ahead(dataset, text, record, starts)
    yield from _attended_late(dataset, text, starts)
    yield from _held_before_half(dataset, text, starts)


def _outside_period(dataset: Dataset, text: str, record: DateRecord) -> Iterator[Check]:
    """Report what is said to be done after the report's period or before its fiscal year, and measured after it."""
    head, over = dataset.report.head, dataset.report.head.period_end
    date = record.date
    if over is None or date.start is None or date.end is None:
        return
    if dict(head.sources).get("fiscal_year") is FieldSource.DERIVED:  # of a year that the report does not state
        return
    # What is measured may be so until the report is written: 4月1日現在 counts what stood when the year had ended.
    last = over + (WRITTEN_WITHIN if record.role is _AS_OF else dt.timedelta(0))
    if dataset.issued is not None:
        # It may tell of what happened up to its own date, and of how things stand at the end of that month.
        last = max(over, dataset.issued)
        last = wareki.end_of_month(last) if record.role is _AS_OF else last
    late = (
        date.start > last
        and record.status is Status.ACTUAL
        and record.role in (_EVENT, _AS_OF)
        and (record.place.measure_no is not None or record.role is _EVENT)
        and not _is_of_judges(text, record)
        and not (record.role is _AS_OF and _is_foreseen(text, date.span))
        and not (date.year_inferred and _BEGINS.match(words_behind(text, date.span.end, _LONGEST_NEXT)))
    )
    early = (
        record.role is _AS_OF
        and (head.years_to(date.end) or 0) < 0
        and not date.year_inferred
        and (dataset.issued is None or dataset.issued >= over)  # made in its period: how things stood before
        and record.place.block is BlockKind.PROGRESS
        and not date.written.relative
        and "年度" not in date.text
        and not _is_compared(text, date.span)
        and not _is_beside_later(dataset, text, date)
    )
    if late or early:
        yield _outside(dataset, record, late=late)


def _is_beside_later(dataset: Dataset, text: str, date: DateMention) -> bool:
    """Tell whether the same day of a later year is told of on the line before a day: 令和7年3月末は684世帯…。令和6年3月末は651世帯."""
    start, end = date.span.start, date.end
    at = bisect_left(dataset.dates, start, key=lambda record: record.date.span.start)
    return end is not None and any(
        later is not None
        and other.role is _AS_OF
        and start - other.date.span.end < _LONGEST_LEAD
        and later.month == end.month
        and later.year > end.year
        and "\n" not in text[other.date.span.end : start]
        for other in dataset.dates[max(0, at - _MOST_BESIDE) : at]
        for later in [other.date.end]
    )


_MOST_BESIDE = 3


def _is_foreseen(text: str, span: Span) -> bool:
    """Tell whether the sentence of a day says that it is one to come: 令和7年3月末現在の推計人口."""
    return NOT_YET.search(sentence_behind(text, span.end, _LONGEST_LEAD)) is not None


def _is_of_judges(text: str, record: DateRecord) -> bool:
    """Tell whether the report itself was judged on a day, which comes after its period: 推進会議（7月22日）における主な意見.

    Outside of all measures it may stand further behind what says so: 推進会議において検証を行った。 above 開催日　7月16日.
    """
    span, reach = record.date.span, _LONGEST_JUDGE if record.place.measure_no is not None else _LONGEST_LEAD
    lead = words_before(text, span.start, reach)
    judges = _JUDGES.search(lead) or (record.place.measure_no is None and _IS_JUDGED.search(lead))
    return bool(judges) or "意見" in words_behind(text, span.end, _LONGEST_JUDGE)


def _planned_and_done(dataset: Dataset, text: str, record: DateRecord) -> Iterator[Check]:
    """Report a plan for a day long before the report's end whose sentence tells that it was held: read as one of the two."""
    end, over = record.date.end, dataset.report.head.period_end
    if record.status is not _PLANNED or record.role is not _EVENT or end is None or over is None:
        return
    span = record.date.span
    last = min(over, dataset.issued) if dataset.issued else over
    sentence = sentence_behind(text, span.end, _LONGEST_LEAD)
    lead = sentence_before(text, span.start, _LONGEST_LEAD)
    if (
        end <= last - _LONG_BEFORE
        and _HELD.search(sentence)
        and not _GIVEN_UP.search(lead + fold(record.date.text) + sentence)
    ):
        yield on(
            record,
            code="plan_told_as_done",
            message_ja=f"「{flat(record.date.text)}」（{in_japanese(end)}）は予定と読み取りましたが、同じ文に実施済みの記述があります。予定か実績かを原文で確かめてください。",
            message_en=f"'{flat(record.date.text)}' ({end.isoformat()}) is read as planned, but its sentence also tells what was done. Check which it is.",
        )


def _outside(dataset: Dataset, record: DateRecord, *, late: bool, day: dt.date | None = None) -> Check:
    start, end = day or record.date.start or dt.date.min, dataset.report.head.period_end or dt.date.min
    return on(
        record,
        code="date_outside_period",
        message_ja=f"「{flat(record.date.text)}」（{in_japanese(start)}）は報告の対象期間（～{in_japanese(end)}）の{'後' if late else '前'}ですが、実績として書かれています。年度や月を確かめてください。",
        message_en=f"'{flat(record.date.text)}' ({start.isoformat()}) lies {'after' if late else 'before'} the period of the report (to {end.isoformat()}) but is reported as done. Check the year or the month.",
    )


def _of_year_before(dataset: Dataset, text: str, at: int, starts: Sequence[int]) -> Iterator[Check]:
    """Report what was held, with so many who came, on a day of the year before that of the report: its year is mistaken.

    Not where the sentence tells of more years than that one.
    """
    head, record = dataset.report.head, dataset.dates[at]
    date = record.date
    if (
        date.start is None
        or date.written.year is None
        or date.precision is not Precision.DAY
        or record.role is not _EVENT
        or record.status is not Status.ACTUAL
        or record.place.block is not BlockKind.PROGRESS
        or head.years_to(date.start) != -1
    ):
        return
    sentence = _LONG_SENTENCE.match(text, date.span.end)
    lead = _OF_THIS_YEAR.split(sentence_before(text, date.span.start, _LONGEST_LEAD))[-1]
    end = sentence.end() if sentence else date.span.end
    told = words_between(text, date.span.end, end)
    others = (d for d in dataset.dates[max(0, at - 2) : at + 3] if d is not record)
    came = next(filter(_came, _figures_in(dataset, starts, date.span.end, end)), None)
    if (
        came
        and _HELD_THEN.match(told)
        and not _WHICH_CAME.match(words_behind(text, came.figure.span.end, 8))
        and not _OF_OTHER_YEARS.search(lead + told)
        and not _THIS_YEAR.search(words_behind(text, end, _LONGEST_NEXT))
        and not any(date.span.start - len(lead) <= d.date.span.start < end for d in others)
    ):
        yield _outside(dataset, record, late=False)


def _attended_ahead(dataset: Dataset, text: str, record: DateRecord, starts: Sequence[int]) -> Iterator[Check]:
    """Report a day after the report was made, read as one to come, on whose line among what was done stands who came."""
    head, date = dataset.report.head, record.date
    if (
        date.start is None
        or head.period_end is None
        or record.status is not _PLANNED
        or record.role is not _EVENT
        or record.place.block in (*_AHEAD, None)
        or date.start <= max(head.period_end, dataset.issued or head.period_end)
    ):
        return
    end = date.span.end
    line = sentence_behind(text, end, _LONGEST_LEAD)
    lead = words_before(text, date.span.start, _LONGEST_LEAD).rpartition("\n")[2]
    came = [r for r in _figures_in(dataset, starts, end, end + len(line)) if _came(r) and r.status is Status.ACTUAL]
    if (
        came
        and not _TO_COME.search(lead + line + _above_list(text, date.span.start))
        and _says_who_came(text, end, came[0])
    ):
        yield _outside(dataset, record, late=True)


def _says_who_came(text: str, end: int, came: FigureRecord) -> bool:
    """Tell whether the words before or behind a value say that so many came: 参加者35人, 35人参加."""
    start, stop = came.figure.span.start, came.figure.span.end
    return bool(
        _ATTENDED.search(words_between(text, end, start)) or _ATTENDED_BEHIND.match(words_behind(text, stop, 8))
    )


def _attended_late(dataset: Dataset, text: str, starts: Sequence[int]) -> Iterator[Check]:
    """Report what was held, with so many who came, between the end of the period and the day on which the report was made.

    A report may tell up to its own day: one that does so more often than by mistake means it, and a speech always may.
    """
    head, issued = dataset.report.head, dataset.issued
    if head.period_end is None or issued is None or issued <= head.period_end:
        return
    late = [
        (at, record, day)
        for at, record in enumerate(dataset.dates)
        if (day := _day_among(record.date, head.period_end + _DAY, issued + _DAY)) is not None
        and record.date.precision in _PRECISIONS
        and record.role is _EVENT
        and record.status is Status.ACTUAL
    ]
    if len(late) > _MOST_LATE:
        return
    stated = _PERIOD.search(dataset.source.folded[:_HEAD]) is not None
    for at, record, day in late:
        start, end = record.date.span.start, record.date.span.end
        behind = next((other.date.span.start for other in dataset.dates[at + 1 : at + 2]), len(text))
        line = sentence_behind(text, end, _LONGEST_LEAD)
        lead = sentence_before(text, start, _LONGEST_LEAD)
        there = _figures_in(dataset, starts, end, min(end + len(line), behind))
        came = any(_came(r) and r.status is Status.ACTUAL for r in there)
        if _OF_LATER_TIME.search(lead + line) or _is_of_judges(text, record) or _is_of_other_year(head, lead + line):
            continue
        told = stated or _is_in_row(dataset, text, at)
        was_held = told and _WAS_HELD.match(line) and not _OF_BODIES.search(lead + line)
        came = came and record.place.block is BlockKind.PROGRESS and not _OF_THAT_DAY.match(line)
        if record.place.block not in _AHEAD and (was_held or came):
            yield _outside(dataset, record, late=True, day=day)


def _is_in_row(dataset: Dataset, text: str, at: int) -> bool:
    """Tell whether a day stands in a row with one of the report's period: 5月25日、9月28日、令和7年4月13日に開いた."""
    head, record = dataset.report.head, dataset.dates[at]
    first, behind = head.year_start or dt.date.max, (head.period_end or dt.date.min) + _DAY
    for other in dataset.dates[max(0, at - 1) : at + 2]:
        one, last = sorted((record.date.span, other.date.span), key=lambda span: span.start)
        beside = other is record or _NEXT_IN_ROW.fullmatch(words_between(text, one.end, last.start))
        alike = (other.role, other.status, other.date.precision) == (_EVENT, Status.ACTUAL, record.date.precision)
        if alike and beside and _day_among(other.date, first, behind) is not None:
            return True
    return False


def _is_of_other_year(head: ReportHead, words: str) -> bool:
    """Tell whether a sentence names a year that is not that of the report: 令和6年度は4月21日に."""
    return _FISCAL_YEAR.search(words.replace(head.fiscal_year_label or "", "")) is not None


_FISCAL_YEAR = compile_pattern("[0-9元]年度")
_OF_THAT_DAY = compile_pattern(r"(?: ?\([^()\n]{1,12}\))?の")
"""Behind a day that only says which occasion is meant: 5月20日の審議会."""
_PRECISIONS = frozenset({Precision.DAY, Precision.MONTH})


def _held_before_half(dataset: Dataset, text: str, starts: Sequence[int]) -> Iterator[Check]:
    """Report what was held, or who came, in the half of the year before that of which the report is.

    What began before may go on, and what is of the whole year is told again: only of a day that stands by itself, or in a
    row, and no number of a session. A report that tells of more such days than by mistake means it.
    """
    head = dataset.report.head
    if head.period is not Period.H2 or head.period_start is None or head.year_start is None:
        return
    found = [
        (record, day)
        for at, record in enumerate(dataset.dates)
        if (day := _day_among(record.date, head.year_start, head.period_start)) is not None
        and record.date.precision in _PRECISIONS
        and record.role is _EVENT
        and record.status is Status.ACTUAL
        and record.place.block is BlockKind.PROGRESS
        and _was_held(dataset, text, at, starts)
    ]
    if len(found) <= _MOST_LATE:
        yield from (_outside(dataset, record, late=False, day=day) for record, day in found)


def _day_among(date: DateMention, first: dt.date, behind: dt.date) -> dt.date | None:
    """Return the first day of a date, or of a list of dates, that lies from one day up to another; the whole of a range must."""
    ends = [part.end or dt.date.max for part in date.parts]
    starts = [part.start or dt.date.min for part in date.parts]
    if date.is_range:
        starts, ends = [min(starts, default=dt.date.min)], [max(ends, default=dt.date.max)]
    return next((one for one, last in zip(starts, ends, strict=True) if first <= one and last < behind), None)


def _was_held(dataset: Dataset, text: str, at: int, starts: Sequence[int]) -> bool:
    """Tell whether the clause of a date, or of the row of dates that it stands in, says that something was held or who came."""
    start, end = dataset.dates[at].date.span.start, dataset.dates[at].date.span.end
    line = sentence_behind(text, end, _LONGEST_LEAD)
    lead = sentence_before(text, start, _LONGEST_LEAD)
    if _OF_MORE_THAN_HALF.search(lead + line):
        return False
    stop = end + len(line)
    for later in dataset.dates[at + 1 :]:
        if later.date.span.start >= stop or not _NEXT_IN_ROW.fullmatch(words_between(text, end, later.date.span.start)):
            break
        end = later.date.span.end
    if _HELD_IN_CLAUSE.match(words_between(text, end, stop)):
        return True
    came = next(filter(_came, _figures_in(dataset, starts, end, stop)), None)
    if came is None or _WHICH_CAME.match(words_behind(text, came.figure.span.end, 8)):
        return False
    return _SAME_CLAUSE.fullmatch(words_between(text, end, came.figure.span.start)) is not None


_BEGINS = compile_pattern(
    r"(?: ?\([^()\n]{1,12}\))?(?:に|から|より)(?:[^0-9、。\n]{1,10}を)?(?:公募|募集|受付|契約|発注|着手|準備|依頼|配布)"
)
"""Behind a day: what was prepared then may be of the time before the period."""
_OF_MORE_THAN_HALF = compile_pattern(
    rf"{MOVED}|年間|通年|[上前][半]?期|前半|年度|第 ?[0-9一二三四五六七八九十]+ ?回|[0-9] ?回目|前回|昨年|前年|以来|以降|引き?続き|継続|再度|参考|なお|初回|設立|発足|創立"
)
"""In a sentence that may tell of the first half of the year on purpose."""
_DAY_ASIDE = r"(?: ?\([^()\n]{1,12}\))?"
_NEXT_IN_ROW = compile_pattern(
    rf"{_DAY_ASIDE}(?:に(?:は)?|と|の)?(?:(?:(?!た[一-鿿ァ-ヶー「])[^0-9、。\n()]){{1,16}}(?:で(?:は)?|において))?(?:(?:は|が|に)?(?:約|延べ)?[0-9,]+ ?[人名組](?:が|の)?[^0-9、。\n()しび]{{0,4}})?(?:\([^()\n]{{1,12}}\))?(?:、|・|及び|並びに| )?"
)
"""Between two days of one row: に東公民館で、; に18人、."""
_HELD_IN_CLAUSE = compile_pattern(
    rf"{_DAY_ASIDE}(?:に(?:は)?|、|の)?、?(?:[^0-9、。\n()]{{1,20}}(?:で|において|にて)、?)?(?:[^0-9、。\n()]{{1,24}}(?:を|は)、?)?"
    r"(?:(?:開催|実施)(?!する|予定|した[一-鿿ァ-ヶー「])|開[いき](?!た[一-鿿ァ-ヶー「])|行(?:い|った(?![一-鿿ァ-ヶー「])|って))"
)
_SAME_CLAUSE = compile_pattern(
    rf"{_DAY_ASIDE}(?!の)(?:(?![しいきびりみえけせてべめれ]、|た[一-鿿ァ-ヶー「])[^0-9。\n]){{0,40}}(?:[0-9]年生)?(?:約|延べ|計)?"
)
"""Between a day and who came then."""


_PERIOD = compile_pattern(
    r"対象(?:期間|と(?:する|いた)?し?(?:ます|た)?(?:期間|の)?は)[^。\n]{0,24}(?:から|~|-|ー)[^。\n]{0,24}(?:[0-9]月|三月|九月)"
)
"""A report that says itself which days it covers means none behind them."""
_HEAD = 3_000  # characters
_WAS_HELD = compile_pattern(
    r"(?:[(][^()\n]{1,6}[)])?(?:に(?:は)?|、)[^。\n]{0,60}(?:(?:開催|実施|配布)(?:し|いたし|され)(?:た|まし)|行[いっ](?:た|まし|、)|開[いき](?:た|まし))"
)
_OF_BODIES = compile_pattern("会議|委員会|協議会|審議会|総会|評価|検証|総括|反省|施行|公布|表彰|決算")
"""What concludes a period, or comes into force behind it."""


def _above_list(text: str, at: int) -> str:
    """Return the line that leads the list of the line that holds `at`: the first above it that does not tell of a day."""
    for line in reversed(words_before(text, at, _LONGEST_LIST).split("\n")[:-1]):
        if not _TELLS_OF_DAY.search(line):
            return line
    return ""


_TELLS_OF_DAY = compile_pattern(r"[0-9](?:月 ?[0-9]{1,2} ?日|[/.][0-9])")
_LONGEST_LIST = 600  # characters


def _figures_in(dataset: Dataset, starts: Sequence[int], start: int, end: int) -> Iterator[FigureRecord]:
    for k in range(bisect_left(starts, start), bisect_left(starts, end)):
        yield dataset.figures[k]


def _came(record: FigureRecord) -> bool:
    return record.figure.kind is FigureKind.PARTICIPANTS


def _is_compared(text: str, span: Span) -> bool:
    """Tell whether a date is that of an earlier value beside the main one: （R4末 58.1%）, 21％（R4.4.1）→22％, 3月末から."""
    behind = words_behind(text, span.end, 60).partition("\n")[0]
    lead = words_before(text, span.start, _LONGEST_LEAD).rpartition("\n")[2]
    opened = lead.rstrip().endswith("(") or _IN_BRACKET.search(lead) is not None
    return bool(_COMPARED_BEHIND.match(behind) or (opened and _OWN_VALUE.match(behind)) or _LONG_AGO.search(lead))
