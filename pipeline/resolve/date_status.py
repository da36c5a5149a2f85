"""Whether a date lies behind or ahead: by its words, its block, and when the report speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import wareki
from extractors.mentions import DateMention, Precision, Role, Status
from extractors.modality import PLAN_CHANGED
from extractors.patterns import compile_pattern
from pipeline.model import BlockKind
from pipeline.resolve.now import Now
from pipeline.resolve.status import DEFAULT, ends_done, is_told_held, next_to_come

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout
    from pipeline.resolve.standing import Standing

_OUTLOOK, _PROGRESS = BlockKind.OUTLOOK, BlockKind.PROGRESS
_DAY, _MONTH, _RECURRING = Precision.DAY, Precision.MONTH, Precision.RECURRING
_ACTUAL, _PLANNED, _TARGET = Status.ACTUAL, Status.PLANNED, Status.TARGET
_AS_OF, _REFERENCE, _EVENT = Role.AS_OF, Role.REFERENCE, Role.EVENT

_MADE = compile_pattern(r"(?:付け?で?|に)?(?:作成|とりまとめ|取りまとめ|公表|決裁)(?:し(?:た|まし)|[)。\n]|$)")
_TOWARDS = compile_pattern(r"の[^。、\n]{1,24}に(?:向け|備え)")
"""1月10日の「消防の日」に向け、ポスターを募集した: the day is still to come, whatever was done."""
_SO_FAR = ("これまでの", "従来の", "今までの", "現行の", "現在の")
"""Before what a plan starts from: これまでの奇数月の開催から毎月第２水曜日に改める."""
_AHEAD = compile_pattern("(?:再?来|次)(?:年(?!度)|月|週)")
_TO_BE_HELD = compile_pattern(
    r"(?:[(][^()\n]{1,4}[)])?に(?:[^、。\n\d]{1,16}で)?(?:開く|行う|(?:開催|実施)する)(?=第?\d|[一-鿿ァ-ヶ「])"
)
"""2月に開く第3回は申込みを受け付けている: what is still to come, whatever is told of it."""
_DID_THEN = compile_pattern(
    r"に(?:(?!予定|計画|見込|告知|企画|[招交迎兼向活生踏絞]|対象)[^、。\n\d]){1,20}(?:し|され|っ|い|[得経見出来えけせてめれべげ]|[りきみぎ])た(?=[一-鿿ァ-ヶ「『\d])"
)
"""令和7年4月に入学した52名に, 3月に議決を得た条例で: what is described by it was done, whatever comes of it; 12月に客を招いた会 is not."""
_PUT_OFF = compile_pattern(
    rf"\)?は、?[^。、\n]{{0,14}}(?:延期|順延)(?:し|と)|(?:から)?に延ばし(?:た|まし)(?:。|$)|頃?の?(?:開催|実施)?(?:の|を)?予定{PLAN_CHANGED}"
)

_ROW_GOES_ON = compile_pattern(r" |\d{1,2}(?:時|:\d)")
"""Behind a day that opens a row."""


def date_status(
    now: Now,
    layout: Layout,
    date: DateMention,
    role: Role,
    status: Status | None,
    standing: Standing,
) -> Status:
    """Return whether a date lies behind or ahead.

    Args:
        now: when the report speaks.
        layout: the lines.
        date: with its years.
        role: what it is for.
        status: what the words around it say, None where they say nothing.
        standing: of the date.
    """
    place, at, end = standing.place, (standing.start, standing.end), now.end
    block = place.block
    if (
        place.measure_no is None
        and block is not _OUTLOOK
        and status is None
        and date.precision in (_DAY, _MONTH)
        and not layout.is_sentence(standing.start)
    ):
        return _ACTUAL  # 令和6年5月　何々課: when the report was issued
    ahead = date.start is not None and now.latest is not None and date.start > now.latest
    if role is _AS_OF:
        ahead = ahead and date.start is not None and date.start > wareki.end_of_month(now.latest or date.start)
        return _PLANNED if ahead and status is not _ACTUAL else _ACTUAL
    past = role is _REFERENCE and (_is_long_past(now, date) or _is_year_over(now, date))
    if past or layout.text.endswith(_SO_FAR, 0, standing.start) or _describes(now, layout, date, standing):
        return _ACTUAL
    last = now.over or end
    if date.start is not None and last is not None and date.start > last and role is _REFERENCE:
        return _PLANNED  # the year of a target lies ahead, whatever the sentence says of the target
    due = status is _PLANNED and date.written.edge in ("内", "中")  # 年度内に整備する見込み
    if date.start is not None and end is not None and place.measure_no is None and not due:
        made = block is not _OUTLOOK and (_MADE.match(layout.text, standing.end) or _was_then(layout, *at))
        told = made or date.start <= max(end, now.issued or end)
        return _ACTUAL if told else _PLANNED  # a preface tells of the report itself
    after = date.start is not None and end is not None and date.start > end
    to_come = role is _EVENT and after and _is_to_be_held(layout, standing)
    beyond = ahead and now.issued and role is not _REFERENCE and not _is_held(layout, standing)
    if _is_said_to_come(layout, date, standing) or beyond or to_come:
        return _PLANNED
    if status is not None:
        left = after and _is_left(layout, standing)
        return _PLANNED if status is _TARGET or left else status
    if date.start is not None and end is not None:
        if date.start > end and role is not _REFERENCE:
            return _ACTUAL if _is_done(layout, *at) or _is_over(now, date, block) else _PLANNED
        in_row = date.written.year is not None and _ROW_GOES_ON.match(layout.text, standing.end)
        if date.start <= end and (role is _REFERENCE or (in_row and now.looks_back)):
            return _ACTUAL  # among plans too: （2）西町　令和6年10月9日　18時～20時　公民館　参加63人
    if date.precision is _RECURRING and block is not _OUTLOOK:
        return _ACTUAL
    return _PLANNED if block is not None and DEFAULT[block] is not _ACTUAL else _ACTUAL


def _is_to_be_held(layout: Layout, standing: Standing) -> bool:
    """Tell whether the words behind a date that is later than the report's period say that its day is to come."""
    return any(words.match(layout.text, standing.end) for words in (_TO_BE_HELD, _TOWARDS))


def _describes(now: Now, layout: Layout, date: DateMention, standing: Standing) -> bool:
    """Tell whether a day that is named with its year, and is past, only describes something by what was done then."""
    past = not date.year_inferred and date.end is not None and now.latest is not None and date.end <= now.latest
    return past and _DID_THEN.match(layout.text, standing.end) is not None


def _is_done(layout: Layout, start: int, end: int) -> bool:
    """Tell whether the sentence of a date is past, and nothing behind the date is to come."""
    return ends_done(layout, start, end) and next_to_come(layout.text, end, layout.sentence(start, end)[1]) is None


def _was_then(layout: Layout, start: int, end: int) -> bool:
    """Tell whether a date's clause says that something was held then, or its sentence ends in the plain past."""
    stop = layout.sentence(start, end)[1]
    past = layout.text[max(end, stop - 8) : stop].rstrip("。 \n").endswith("た")
    return is_told_held(layout, start, end) or (past and _is_done(layout, start, end))


def _is_left(layout: Layout, standing: Standing) -> bool:
    """Tell whether a date is when the rest is due: 残り2回（11月、1月）となっています."""
    return _LEFT.search(layout.text, standing.start - 12, standing.start) is not None


_LEFT = compile_pattern(r"残り(?:の|は)?[\d一二三四五六七八九十]{1,3}[^\d。、\n(]{1,4}\($")


def _is_over(now: Now, date: DateMention, block: BlockKind | None) -> bool:
    """Tell whether what is told of as done was past when the report was written, though its period was over before."""
    written = now.cover.start if now.cover else None
    if block is not _PROGRESS or written is None or date.end is None:
        return False
    return date.end <= written


def _is_held(layout: Layout, standing: Standing) -> bool:
    """Tell whether the date's own clause says that something was held then, whatever the day: a mistake of the report."""
    return standing.place.block in (_PROGRESS, None) and is_told_held(layout, standing.start, standing.end)


def _is_said_to_come(layout: Layout, date: DateMention, standing: Standing) -> bool:
    """Tell whether the date's own words put it ahead: 来年4月1日付けの採用, 来る12月1日."""
    return (
        _AHEAD.match(date.written.relative or "") is not None
        or _PUT_OFF.match(layout.text, standing.end) is not None
        or layout.text.endswith("来る", 0, standing.start)
    )


def _is_year_over(now: Now, date: DateMention) -> bool:
    """Tell whether a year that is named is over with the report's: 採用割合（令和5年度21％、前年度19％）を3割に高める."""
    over = now.head.period_end
    named = date.written.year is not None or (date.written.relative or "").startswith(("前", "昨", "一昨"))
    return named and date.end is not None and over is not None and date.end <= over


def _is_long_past(now: Now, date: DateMention) -> bool:
    """Tell whether a date names a year that was over when the report's began: 昭和62年竣工 of what is to be pulled down."""
    start = now.head.period_start
    return not date.year_inferred and start is not None and date.end is not None and date.end < start
