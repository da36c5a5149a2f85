"""Plans and states whose day is on the wrong side of the report: over long ago, still to come, or told as held above."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractors import wareki
from extractors.mentions import FigureKind, Precision, Role, Status
from extractors.patterns import compile_pattern
from pipeline.check.beside import (
    ATTENDED,
    NOT_YET,
    sentence_before,
    sentence_behind,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.wording import flat, in_japanese, on
from pipeline.model import BlockKind, Check, Dataset, DateRecord

_EVENT = Role.EVENT
_ACTUAL, _PLANNED = Status.ACTUAL, Status.PLANNED
_OUTLOOK, _PROGRESS = BlockKind.OUTLOOK, BlockKind.PROGRESS
_WILL = compile_pattern(
    r"(?:まで)?(?:\([^()\n]{1,6}\))?(?:頃|ごろ|中|[上中下]旬)?(?:に(?:は)?|から|より|、|の(?=供用|開[設催始館所]|公表|実施|完[成了]|運用|発行|予定)) ?"
    r"(?P<what>[^。\n]{0,50}?)(?:を?予定(?!だった|であった|でした|していた|としていた|しており|としており|通り|どおり)|(?:開催|実施|発行|公表|開設|開始|公開|配布|策定|改定|整備|導入|設置|募集|着手|完了|発足|開館|開校)する(?=予定(?!だった|であった|でした)|。|こと|\n|$)|(?:行う|開く|始める|設ける)(?=予定(?!だった|であった|でした)|。|\n|$))"
)
"""Behind the day of a plan, up to the word that says that it is one."""
_STILL = compile_pattern(
    r"(?:に(?:は)?|から|より|、)(?P<what>[^。\n]{0,40}?)(?:予定|見込み?|運び)(?:で(?:、|す|ある(?!っ))|となる|$)(?![^。\n]*(?:た|だっ|でし|遅れ|延[期び]|見送|変更|ものの))[^。\n]*"
)
"""Behind a day, up to the end of a sentence that tells of nothing past."""
_PAST = compile_pattern(
    r"た[一-鿿ァ-ヶー「(]|[たっ](?:た|て(?:い|き))|し(?:た|て(?:い|き))|され|踏まえ|受け[、て]|以来|以降|比べ|比較|当初|引き?続き|継続|現在|時点|基づ|改めて|再度|延期|中止|変更|れた|ます。|[いん]た"
)
_REACH = 100  # characters
_LONG_BEFORE = dt.timedelta(days=31)
_AS_OF = compile_pattern(r" ?(?:現在|時点)")
_STANDS = compile_pattern(
    r" ?(?:現在|時点) ?(?:\) ?(?:は|では?|:|、)? ?[^0-9。、\n()]{0,16}|(?:で|の|、|は|では|における|: ?){0,2}[^0-9。、\n()]{0,16})$"
)
"""Between a day and the value that stood then: 現在）：病院, 時点で."""
_IS = compile_pattern(
    r"(?: ?\([^()\n]{0,20}\))?(?:で(?:あ[っる]|す|した|、)|と(?:な[っり]|いう)|が(?:登録|加入|在籍)|の(?:登録|加入)が|[、。）)]|\n|$| ?となって)"
)


def misplaced_ahead(dataset: Dataset, text: str) -> Iterator[Check]:
    """Yield the checks of the plans and the states of a stretch of a report whose day is on the wrong side of it."""
    starts = [record.figure.span.start for record in dataset.figures]
    done: list[DateRecord] = []
    made = _made_by(dataset, text)
    for record in dataset.dates:
        if made is not None and _is_planned_before(text, record, made):
            yield _misplaced(dataset, record, planned=True)
        elif _stands_ahead(dataset, text, record, starts):
            yield _misplaced(dataset, record, planned=False)
        elif _is_done_ahead(dataset, text, record):
            done.append(record)
    yield from _told_as_held(dataset, text)
    if len(done) <= _MOST_DONE:  # of more, the report's own day may be read wrongly
        for record in done:
            yield _misplaced(dataset, record, planned=False)


_MOST_DONE = 2
_DONE = compile_pattern(
    r"(?:\([^()\n]{1,6}\))?(?:に|、)(?:[^0-9、。\n()]{0,16}(?:を|が|で))?(?:完了|完成|竣工|終了|開催|実施|開[館設通所校園]|発行|公表|配布|開始|オープン|改定|策定|締結|着手|着工)"
    r"(?:(?:し|いたし|され)(?:(?:た|まし)た?(?=[。、\n()]|$)|て?、(?=現在|既に|すでに|[^。\n]*[しれっいえ](?:た|ました)(?:。|$)))|済み?)"
)


def _is_done_ahead(dataset: Dataset, text: str, record: DateRecord) -> bool:
    """Tell whether something is said to be done on a day behind the report's own: 工事は令和7年6月20日に完了した.

    Among what is to be done only a sentence that tells nothing but of that: 令和7年11月に開催し、答申を得た.
    """
    date = record.date
    if (
        record.role is not _EVENT
        or record.status is not _PLANNED
        or date.written.year is None
        or date.is_range
        or not _is_behind(dataset, record)
    ):
        return False
    start, end = date.span.start, date.span.end
    behind = words_behind(text, end, _REACH).partition("\n")[0]
    told, stop, _ = behind.partition("。")
    if record.place.block is _OUTLOOK:
        held = date.written.month is not None and stop != "" and _WAS_HELD.fullmatch(told)
        return bool(held) and not _TO_BE.search(sentence_before(text, start, _REACH) + told)
    return record.place.block is not BlockKind.TARGET and _DONE.match(behind) is not None and not NOT_YET.search(told)


_WAS_HELD = compile_pattern(
    r"(?:\([^()\n]{1,6}\))?(?:[上中下]旬)?(?:に(?:は)?|、|の[^、。\nの]{1,16}(?:に|には|は|では)、?)[^、。\n]{0,40}"
    rf"(?:(?:{ATTENDED}|開催|実施)(?:し|され)|行い|行わ?れ|行っ|開き|開い|開か?れ)(?:、[^。\n]*)?(?:た|まし?た)"
)
"""Behind a day, the whole sentence of what was held then."""
_TO_BE = compile_pattern(
    rf"{NOT_YET.pattern}|[るう](?:[一-鿿ァ-ヶー「]|ため|よう)|に(?:伴|つ[いき]|関し|当た|あた|際し|合わせ|あわせ)|こと|向け|備え|先立|前に|見据え|決[めま定]|合意|内定|準備|調整|延期|変更|中止|検討(?!会)|依頼|案内|周知"
)
"""In such a sentence: it may be of what comes before that day."""


def _is_behind(dataset: Dataset, record: DateRecord) -> bool:
    """Tell whether a day lies behind the period of the report and its own month."""
    last, issued, start = dataset.report.head.period_end, dataset.issued, record.date.start
    if record.place.block is None:
        return False
    if last is None or issued is None or start is None:
        return False  # it may have been made long after its period
    return start > wareki.end_of_month(max(last, issued))


def _made_by(dataset: Dataset, text: str) -> dt.date | None:
    """Return the last day of a report's period that had surely come when it was made.

    A report of no day may have been made within its period: unless it tells how things stood at the end of that, only
    what lies before its year is over.
    """
    head = dataset.report.head
    last = head.period_end
    if last is None or head.year_start is None:
        return None
    if dataset.issued:
        return min(last, dataset.issued)
    stood = (
        record
        for record in dataset.dates
        if record.role is Role.AS_OF and record.status is Status.ACTUAL and (record.date.end or dt.date.min) >= last
    )
    return last if any(not NOT_YET.search(_sentence_of(text, record)) for record in stood) else head.year_start


def _sentence_of(text: str, record: DateRecord) -> str:
    span = record.date.span
    return sentence_before(text, span.start, _REACH) + sentence_behind(text, span.start, _REACH)


def _is_planned_before(text: str, record: DateRecord, made: dt.date) -> bool:
    """Tell whether a plan, among what is to be done, names a year and month that had passed when the report was made."""
    date, block = record.date, record.place.block
    if (
        block not in (_OUTLOOK, _PROGRESS)
        or date.end is None
        or date.written.year is None
        or date.written.month is None
        or date.written.relative
        or date.end > made - _LONG_BEFORE
    ):
        return False
    start, end = date.span.start, date.span.end
    lead = sentence_before(text, start, _REACH)
    if block is _PROGRESS:  # 令和6年5月から走らせる見込みで; but 予定していたが、延期した
        said = _STILL.fullmatch(sentence_behind(text, end, _REACH))
        return said is not None and record.status is _PLANNED and not _PAST.search(said["what"] + lead)
    said = _WILL.match(words_behind(text, end, _REACH).replace("\n", ""))
    return said is not None and not _PAST.search(said["what"]) and not _PAST.search(lead)


def _stands_ahead(dataset: Dataset, text: str, record: DateRecord, starts: Sequence[int]) -> bool:
    """Tell whether a day behind the report's own is told as that of a value among what was done, and not as one to come."""
    date = record.date
    ahead = record.place.block in (_OUTLOOK, BlockKind.TARGET)
    if record.role is not Role.AS_OF or record.status is not _PLANNED or ahead or not _is_behind(dataset, record):
        return False
    start, end = date.span.start, date.span.end
    behind = words_behind(text, end, _REACH)
    if not (_AS_OF.match(behind) or date.text.endswith(("現在", "時点"))):
        return False
    line = words_before(text, start, _REACH).rpartition("\n")[2] + sentence_behind(text, end, _REACH)
    if NOT_YET.search(line):
        return False
    at = bisect_left(starts, end)
    return any(0 <= k < len(starts) and _is_of(dataset, text, k, start, end) for k in (at, at - 1))


def _is_of(dataset: Dataset, text: str, k: int, start: int, end: int) -> bool:
    """Tell whether a value is that of a day: right behind 現在 or before a bracket that opens with the day."""
    figure = dataset.figures[k].figure
    if dataset.figures[k].status is not _ACTUAL or figure.kind is FigureKind.CHANGE:
        return False
    if figure.span.end <= start:
        return words_between(text, figure.span.end, start).strip() == "("
    if figure.span.start - end > _REACH:
        return False
    behind = words_behind(text, figure.span.end, 24)
    return _STANDS.fullmatch(words_between(text, end, figure.span.start)) is not None and _IS.match(behind) is not None


def _misplaced(dataset: Dataset, record: DateRecord, *, planned: bool) -> Check:
    date = record.date
    day = (date.end if planned else date.start) or dt.date.min
    last = dataset.report.head.period_end or dt.date.min
    last = max(last, dataset.issued or last)
    written = flat(date.text)
    return on(
        record,
        code="date_outside_period",
        message_ja=f"「{written}」（{in_japanese(day)}）は、報告書の作成時に過ぎている時期ですが、予定として書かれています。年や月を確かめてください。"
        if planned
        else f"「{written}」（{in_japanese(day)}）は、報告書の期間と作成日（～{in_japanese(last)}）より後ですが、実績として書かれています。年や月を確かめてください。",
        message_en=f"'{written}' ({day.isoformat()}) had passed when the report was made but is told as planned. Check the year or the month."
        if planned
        else f"'{written}' ({day.isoformat()}) lies after the period and the day of the report (to {last.isoformat()}), but is told of as past. Check the year or the month.",
    )


_NAMED_BEFORE = compile_pattern(
    r"(?:^|[、。\n・:○●◇◆-]|[①-⑳]) ?(?P<name>[^、。\n・:()]{3,24}?)(?:を|は|の開催は|:|　| )、? ?$"
)
_NAMED_BEHIND = compile_pattern(
    r"(?: ?\([^()\n]{1,6}\))? ?(?:に|、)(?:は)?、?(?:[^0-9、。\n]{1,16}(?:で|において)、?)?(?P<name>[^、。\n()]{3,24}?)を"
)
_LONGEST_NAME = 30  # characters


def _told_as_held(dataset: Dataset, text: str) -> Iterator[Check]:
    """Yield a check of each day of a plan on which the same measure tells that the same was held."""
    held = {
        (record.place.measure_no, record.date.start, name)
        for record in dataset.dates
        if record.status is _ACTUAL and record.place.block is _PROGRESS and _is_day(record)
        if (name := _name_of(text, record))
    }
    for record in dataset.dates if held else ():
        if record.status is not _PLANNED or record.place.block is not _OUTLOOK or not _is_day(record):
            continue
        name = _name_of(text, record)
        behind = words_behind(text, record.date.span.end, _REACH).replace("\n", "")
        if (record.place.measure_no, record.date.start, name) in held and _WILL.match(behind):
            written = flat(record.date.text)
            yield on(
                record,
                code="plan_told_as_done",
                message_ja=f"「{name}」（{written}）は予定と書かれていますが、同じ取組の実績に、同じ日に実施したとあります。予定か実績か、日付を原文で確かめてください。",
                message_en=f"'{name}' ({written}) is told as planned, but the same measure tells that it was held on that day. Check which it is, and the day.",
            )


def _is_day(record: DateRecord) -> bool:
    return record.role is _EVENT and record.date.precision is Precision.DAY and not record.date.is_range


def _name_of(text: str, record: DateRecord) -> str:
    """Return what is said to be held on a day, as named right before or behind it; empty where nothing is."""
    start, end = record.date.span.start, record.date.span.end
    lead = words_before(text, start, _LONGEST_NAME).rpartition("\n")[2]
    match = _NAMED_BEFORE.search(lead) or _NAMED_BEHIND.match(words_behind(text, end, 2 * _LONGEST_NAME))
    return "".join(match["name"].split()) if match else ""
