"""The dates of a report: their years, what each is for, and whether it lies behind or ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from extractors import wareki
from extractors.date_years import counts_by_day, counts_from_issue, is_bare_day, resolve_years
from extractors.mentions import DateMention, DatePart, Mention, Precision, Role, Status
from extractors.patterns import compile_pattern
from extractors.years_taken_over import REACH, YearsTakenOver
from pipeline.model import WRITTEN_WITHIN, BlockKind, DateRecord, SourceDoc
from pipeline.resolve.date_status import date_status
from pipeline.resolve.imprint import is_imprint
from pipeline.resolve.now import Now
from pipeline.resolve.parts import Located
from pipeline.resolve.postponed import (
    came_of_it,
    is_plan_of_the_past,
    was_held_after_all,
    was_kept,
    was_moved_here,
    was_postponed,
    was_put_off_to,
)
from pipeline.resolve.roles import SITTING, is_left_out, names_occasion, read_role
from pipeline.resolve.value_dates import role_beside_value, stands_at
from pipeline.resolve.years_told import YearsTold

if TYPE_CHECKING:
    from pipeline.resolve.heads import TableHeads
    from pipeline.resolve.layout import Layout
    from pipeline.resolve.standing import Standing, Standings
    from pipeline.resolve.status import StatusReader

_OTHER = BlockKind.OTHER
_ACTUAL, _PLANNED, _TARGET = Status.ACTUAL, Status.PLANNED, Status.TARGET
_AS_OF, _EVENT, _REFERENCE = Role.AS_OF, Role.EVENT, Role.REFERENCE
_DAY, _RECURRING, _FISCAL_YEAR, _YEAR = Precision.DAY, Precision.RECURRING, Precision.FISCAL_YEAR, Precision.YEAR
_OUTLOOK = BlockKind.OUTLOOK
_ANNOUNCES = compile_pattern(r"予定|[次来翌]年|今後|これから|引き続き|令和|平成|計画(?:し|で|中)|方針")
"""In what describes a measure, a date of the year to come; 7月の強調月間に啓発を行う is what it is every year."""

_REACH = 200
"""How far behind a date its paragraph is asked whether it tells of accounts, in characters."""
_FIRST_OF_FISCAL_YEAR = 4  # April
_WITHIN_YEAR = frozenset({"中", "内", "末", "末日", *wareki.SEASONS})
_OF_SPEAKER = frozenset({"本年度", "今年度", "昨年度", "来年度"})
_TELLS_MONTH = frozenset({Precision.DAY, Precision.MONTH})
_YEARS = frozenset({Precision.YEAR, Precision.FISCAL_YEAR})
_PREPARED_FOR = compile_pattern(
    r"の[^。、\n\d]{0,10}(?:開始|供用|完成|竣工|開設|開館|開所|開業|開校|開催|実施|導入|施行|稼働|就航|運行|運航|開通|公開|移転|オープン)に(?:向け|備え)て?、?"
    r"[^。、\n]{0,30}(?:[てで](?:いる|います|おります|おる|いるところ\S{0,8})|進めます|進める|準備中|工事中)(?:。|$|\n)"
)
"""Behind a date: what is got ready for is still to come (8月の供用開始に向けて工事を進めております)."""
_SINCE = compile_pattern(
    rf"(?:{SITTING}(?:以降|以後|から)|(?:以降|以後|から)(?:これまで|現在まで|今日まで))の(?:主な)?[^。、\n]{{0,12}}(?:動き|経過|歩み|出来事|事項|事業|取組|状況)(?:など|等)?(?:について|に関し|を|と)[^。\n]{{0,40}}(?:報告|申し上げ|説明|述べ)"
)
"""６月定例会以降の主な動きを御報告いたします: what is told of lies behind; but 10月以降の取組 may be to come."""
_ERA_SIGN = compile_pattern("[RHSrhsＲＨＳ令平昭](?![和成])")


def date_records(
    source: SourceDoc,
    now: Now,
    layout: Layout,
    standings: Standings,
    reader: StatusReader,
    heads: TableHeads,
    mentions: Sequence[Mention],
    figures: Sequence[Located],
) -> Iterator[tuple[DateRecord, Standing]]:
    """Yield the dates of a report, with years, roles and status, each with where it stands.

    Args:
        source: the text.
        now: when the report speaks.
        layout: the lines.
        standings: of the mentions.
        reader: of status.
        heads: of tables; the dates are told to it.
        mentions: of the report, by offset.
        figures: those of them that are figures.
    """
    before: DateMention | None = None
    monthly: DateMention | None = None  # the last date with a month
    years, taken_over, measured = YearsTold(layout), YearsTakenOver(), False  # whether `monthly` is a point of time
    block: tuple[int, int] | None = None
    dated = [(m, standings.of(m)) for m in mentions if isinstance(m, DateMention)]
    starts, spans = [figure.start for figure in figures], [(s.start, s.end) for _, s in dated]
    for k, (mention, standing) in enumerate(dated):
        if standing.bounds != block:
            block, before, monthly, years, measured = standing.bounds, None, None, YearsTold(layout), False
        story = _Story(layout, spans, k)
        habitual = _is_habitual(layout.text, mention, standing)
        status = story.status(reader.read(standing.start, standing.end, standing.bounds[0], habitual=habitual))
        year = heads.year_over(mention) or _year_by_date_before(
            layout, taken_over, mention, before, spans[k - 1], standing
        )
        year = next((y for y in (year, years.year_of(mention, standing)) if y is not None), None)  # asked of each date
        last, before = before, _known_before(mention, before, monthly)
        if year is not None:
            date = resolve_years(mention, fiscal_year=year, before=before)
        else:
            date = _with_years(now, layout, _of_fiscal_year(mention, now), standing, status, before, story)
        if status is _ACTUAL and _is_moved_beyond(now, date, before, story):
            status = _PLANNED
        role = _role_of(layout, heads, date, standing, figures, starts, of_point=measured and before is monthly)
        date = _on_its_day(date) if role is _AS_OF else date
        record = DateRecord(
            date_id=f"{source.document_id}-t{mention.span.start:06d}",
            date=date,
            place=standing.place,
            role=role,
            status=date_status(now, layout, date, role, status, standing),
        )
        heads.tell(record)
        yield record, standing
        if date.start and date.precision in _TELLS_MONTH:
            monthly, measured = date, role is _AS_OF
        before = date if before or date.start else last  # 翌日までに is a rule, and 同年 counts from what is before it
        years.tell(date, standing)


def _is_habitual(text: str, mention: DateMention, standing: Standing) -> bool:
    """Tell whether a date recurs, or is left out of what does, which says no more of the time: 毎月開く（12月～2月を除く。）."""
    return mention.precision is _RECURRING or is_left_out(text, standing.end)


def _known_before(mention: DateMention, before: DateMention | None, monthly: DateMention | None) -> DateMention | None:
    """Return the date before one that counts from it; None for 翌日 behind 4月と10月, which tell no day.

    A bare day is of the month that was told last: 7月の夜市は、今年は15日に開いた; and 同日 the day before a mere year.
    """
    by_day = counts_by_day(mention.written)
    bare = is_bare_day(mention) and before is not None and before.precision not in _TELLS_MONTH
    passed_over = bare or (by_day and before is not None and before.precision in _YEARS)
    known = monthly if passed_over else before
    return None if by_day and known and known.precision is not _DAY else known


def _role_of(
    layout: Layout,
    heads: TableHeads,
    date: DateMention,
    standing: Standing,
    figures: Sequence[Located],
    starts: Sequence[int],
    *,
    of_point: bool,
) -> Role:
    """Return what a date is for: as the values beside it show, else as its words say; of a point of measurement, 同日 is the same one."""
    at = (standing.start, standing.end)
    if of_point and date.written.relative == "同日" and stands_at(layout.text, standing.end, figures, starts):
        return _AS_OF
    role = role_beside_value(layout, date, *at, figures, starts) or read_role(layout, date, *at)
    if (
        role is _EVENT
        and not names_occasion(layout.text, layout.line_at(at[0]).start, at[0])
        and heads.captioned(date) is not None
    ):
        return _AS_OF
    return _REFERENCE if role is _EVENT and is_imprint(layout, standing) else role


class _Story(NamedTuple):
    """What the text says became of what was set for date `k`."""

    layout: Layout
    spans: Sequence[tuple[int, int]]
    k: int

    def status(self, read: Status | None) -> Status | None:
        """Return the status that was read of the date, told where it was planned and held: 6月3日の予定を10日に変更して実施."""
        text, end = self.layout.text, self.spans[self.k][1]
        if _PREPARED_FOR.match(text, end):
            return _PLANNED
        if _RESULT_OF.match(text, end) or _SINCE.match(text, end):
            return _ACTUAL
        if read is _ACTUAL:
            return _PLANNED if was_postponed(*self) else read
        held = was_held_after_all(*self) or (read is _PLANNED and was_kept(*self))
        return _ACTUAL if held else read

    def is_past(self) -> bool:
        """Tell whether what was planned is told as past."""
        return is_plan_of_the_past(*self)

    def is_only_moved(self) -> bool:
        """Tell whether of the date no more is told than that something was moved there."""
        return was_moved_here(*self) and not came_of_it(*self)

    def is_put_off_to(self) -> bool:
        """Tell whether the date is the later one to which the date before it was put off."""
        return was_put_off_to(*self)


def _is_moved_beyond(now: Now, date: DateMention, before: DateMention | None, story: _Story) -> bool:
    """Tell whether something was put off beyond what the report can tell of: 3月の開所式を4月に延期した."""
    last = now.cover.start if now.cover else now.issued or now.over
    return bool(before and date.start and last and date.start > last and story.is_only_moved())


def _year_by_date_before(
    layout: Layout,
    taken_over: YearsTakenOver,
    mention: DateMention,
    before: DateMention | None,
    stands: tuple[int, int],
    standing: Standing,
) -> int | None:
    """Return the fiscal year that a date counts from where the date before it, and where that stands, say which."""
    told, end = stands
    if before is None or not before.start:
        return None
    if mention.written.relative == "前年" == before.written.relative:
        return before.start.year + 1
    behind = layout.text[standing.end : standing.end + REACH]
    year = taken_over.year_of(mention, before, layout.text[end : standing.start], behind)
    if year is None and _is_month_compared(mention, before):
        year = before.start.year
    if _is_told_together(layout, told, standing):
        return year
    measured = before.as_of and layout.text.count("。", told, standing.start) == 1 and not mention.written.month
    return year if measured else None  # 40%（令和7年4月1日現在）。前年の38%から


def _is_month_compared(mention: DateMention, before: DateMention) -> bool:
    """Tell whether a date is the month before it, a year earlier: 3月末は212名、前年3月末は190名."""
    month = mention.written.month
    return (
        mention.written.relative in ("前年", "昨年")
        and month is not None
        and month == before.written.month
        and before.year_inferred
        and not before.written.relative
    )


def _on_its_day(date: DateMention) -> DateMention:
    """Return a date as the day on which something was measured: its last, the first of 4月当初."""
    if len(date.parts) != 1 or date.start is None or date.end is None:
        return date
    day = date.start if date.written.edge == "当初" else date.end
    return date if date.start == day == date.end else date.on(date.parts, day, day)


def _is_told_together(layout: Layout, told: int, standing: Standing) -> bool:
    """Tell whether two dates stand in one sentence, or in one paragraph on the accounts of a year (決算)."""
    if layout.sentence(standing.start, standing.end)[0] <= told:
        return True
    line = layout.line_at(standing.start)
    return line.start <= told and layout.text.find("決算", told, min(standing.start, told + _REACH)) >= 0


def _of_fiscal_year(mention: DateMention, now: Now) -> DateMention:
    """Read a bare R5 as the fiscal year that it is in a report: 目標値（R7）, R6 1,215人."""
    written = mention.written
    if (
        now.head.fiscal_year is None
        or mention.precision is not _YEAR
        or not _ERA_SIGN.match(mention.text)
        or "年" in mention.text
        or any(p.start is None or p.written.edge for p in mention.parts)
    ):
        return mention
    parts = tuple(
        DatePart(p.written._replace(fiscal=True), *wareki.fiscal_span(p.start.year)) for p in mention.parts if p.start
    )
    return replace(
        mention,
        parts=parts,
        start=parts[0].start,
        end=parts[-1].end,
        precision=_FISCAL_YEAR,
        written=written._replace(fiscal=True),
    )


def _with_years(
    now: Now,
    layout: Layout,
    mention: DateMention,
    standing: Standing,
    status: Status | None,
    before: DateMention | None,
    story: _Story,
) -> DateMention:
    """Give the date its years: those of the block's label, else of the report; a year-end report plans for the next."""
    year, end, latest, relative = now.year_of(mention), now.end, now.latest, mention.written.relative
    if (
        now.is_spoken
        and now.issued
        and (relative in _OF_SPEAKER or _is_of_session(now.issued, layout, mention, standing))
    ):
        year = wareki.fiscal_year_of(now.issued)
    by_day = relative is not None and relative.endswith(("日", "週"))
    issued = None if by_day and now.cover and now.cover.precision is not _DAY else now.issued
    is_result = _RESULT_OF.match(layout.text, standing.end) is not None
    label = standing.label_year
    label = None if label and label.by_word and (relative or is_result) else label
    date = resolve_years(mention, fiscal_year=label.fiscal_year if label else year, before=before, issued=issued)
    if year is None or date.start is None or date.end is None or end is None or latest is None:
        return date
    outlook = standing.place.block is _OUTLOOK
    described = standing.place.measure_no is not None and standing.place.block is _OTHER
    described = described and not _ANNOUNCES.search(layout.text, *layout.sentence(standing.start, standing.end))
    planned = status is _PLANNED or status is _TARGET or (outlook and status is not _ACTUAL)
    planned = planned and not (described or standing.is_plan_of_year)
    if relative and counts_from_issue(mention.written):
        if now.issued:
            told = status is _ACTUAL and date.start > now.issued
            return resolve_years(mention, fiscal_year=year, before=before) if told else date
        over = now.looks_back and planned and date.end <= end and relative[0] not in "昨去一"
        return resolve_years(mention, fiscal_year=year + 1, before=before) if over else date  # its 本年 is the next one
    if not date.year_inferred or label is not None:
        return (status is _PLANNED and _goes_on_beyond(end, mention, before, standing, story)) or date
    measured = (date.as_of or is_result) or (
        date.text.endswith("末")
        and (_WHENCE.match(layout.text, standing.end) or (not planned and _WAS.match(layout.text, standing.end)))
    )
    if measured and not relative:  # and so before the report: 3月末現在 of a half-year report is last March
        latest = wareki.end_of_month(latest)  # 5月末現在 in a report of 30 May
        if date.end > latest:
            return resolve_years(mention, fiscal_year=year - 1, before=before)
        later = resolve_years(mention, fiscal_year=year + 1, before=before)
        return later if outlook and now.looks_back and later.end and later.end <= latest else date
    ahead = not relative and date.start > (now.issued or end)
    if ahead and (past := _told_as_past(now, layout, mention, standing, status, before, story)):
        return past
    edges = _WITHIN_YEAR if outlook else ("内", "中")
    movable = not relative or (relative == "年度" and mention.written.edge in edges)
    passed = (now.looks_back and date.start <= end) or _has_passed(now, date.end, outlook=outlook)
    if passed and planned and movable and not story.is_past():
        return resolve_years(mention, fiscal_year=year + 1, before=before)  # 6月 as a plan when September is over
    earlier = not relative and before is not None and before.start is not None and date.start < before.start
    if earlier and story.is_put_off_to():  # to the next fiscal year: 3月の開所式を4月に延期した
        return resolve_years(mention, fiscal_year=year + 1, before=before)
    return date


def _goes_on_beyond(
    end: dt.date, mention: DateMention, before: DateMention | None, standing: Standing, story: _Story
) -> DateMention | None:
    """Return a date that goes on from one of its sentence beyond the report's last day: 令和7年5月に進水した船は、10月の就航に."""
    if not mention.year_inferred or mention.written.relative or before is None or before.precision not in _TELLS_MONTH:
        return None
    if before.start is None or before.start <= end:
        return None
    together = _is_told_together(story.layout, story.spans[story.k - 1][0], standing)
    return _following(mention, before) if together else None


def _has_passed(now: Now, last: dt.date, *, outlook: bool) -> bool:
    """Tell whether a day whose year is not told was over when the report was written, so that a plan is of the next one.

    15 September of a session in September is still to come, and all of the year that a policy speech announces.
    """
    if now.announces:
        return False
    if now.over and not (now.issued and now.issued <= now.over):
        return outlook and last < now.over - WRITTEN_WITHIN
    return (outlook or not now.over) and now.earliest is not None and last < now.earliest


def _told_as_past(
    now: Now,
    layout: Layout,
    mention: DateMention,
    standing: Standing,
    status: Status | None,
    before: DateMention | None,
    story: _Story,
) -> DateMention | None:
    """Return a date that this year's would put ahead, though it is told as past, where an earlier year fits.

    It goes on from the date before it in its sentence (本年1月に調査し、3月に公表した), else is of the year before: 2月 in a
    speech of June, but not 11月 in a report of October.
    """
    year, last = now.head.fiscal_year, now.issued or now.end
    if year is None or last is None:
        return None
    if status is _ACTUAL and before and _is_told_together(layout, story.spans[story.k - 1][0], standing):
        following = _following(mention, before)
        if following and following.end and following.end <= last:
            return following
    if not now.issued or not _is_told(layout, standing, status):
        return None
    earlier, begun = resolve_years(mention, fiscal_year=year - 1, before=before), now.head.period_start
    return None if begun and earlier.start and earlier.start < begun - WRITTEN_WITHIN else earlier


def _following(mention: DateMention, before: DateMention) -> DateMention | None:
    """Return a date as the first of its month since the date before it."""
    month = mention.written.month
    if month is None or before.start is None:
        return None
    year = before.start.year + (month < before.start.month)
    return resolve_years(mention, fiscal_year=year - (month < _FIRST_OF_FISCAL_YEAR), before=before)


def _is_of_session(issued: dt.date, layout: Layout, mention: DateMention, standing: Standing) -> bool:
    """Tell whether a month names the session that a speech is made in: 令和7年何々町議会6月定例会."""
    written = mention.written
    return (
        written.month == issued.month
        and written.year is None
        and written.day is None
        and not written.relative
        and _SESSION_BEHIND.match(layout.text, standing.end) is not None
    )


_SESSION_BEHIND = compile_pattern(SITTING)
_WHENCE = compile_pattern(
    r"の(?:約|延べ)?[\d,.万千]+ ?[^\d、。\n]{1,3}?(?:から|より|に比べ|と比べ)"
    r"|(?:から|より|に比べ|と比べ)て?、?(?:約)?[\d,.万千]+ ?[^\d、。\n]{1,4}?(?:増|減|伸び|上昇|上が|下が|多|少な|高|低)"
)
"""Behind a date: what was counted then is what the value before it came from (3月末の375件から増えた)."""

_RESULT_OF = compile_pattern(r"の?実績(?:値|数)?[:は]? ?(?:約|延べ)?\d")
"""Behind a date: what came of it (利用率60％（2月の実績41％）を目指す)."""

_WAS = compile_pattern(
    r" ?(?:に|で|は|には)? ?(?:約|延べ)?[\d,.万千]+ ?[^\d、。\n()]{1,4}(?:[)]|であった|でした|だった|いた|いました)"
)
"""Behind a date: what there was then (3月末376品目）, 3月末に212人であった)."""


def _is_told(layout: Layout, standing: Standing, status: Status | None) -> bool:
    """Tell whether a date is said to lie behind: 去る三月に, 2月に開催しました."""
    if layout.text.endswith("来る", 0, standing.start):
        return False
    return status is _ACTUAL or layout.text.endswith(("去る", "さる"), 0, standing.start)
