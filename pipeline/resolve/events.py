"""Events: the dated occasions and sessions of each measure, joined from dates, ordinals, themes and attendances.

A date with the role of an event opens an occasion where its sentence or its list speaks of one. Ordinal, region, series
and theme come from its own line, else from the head lines above it (◇第1回, 北勢 …); participants and venue from its
line, else from the detail lines below it, up to the next occasion.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from extractors import scripts
from extractors.mentions import DateMention, FigureKind, Occasion, Precision, Role, Status
from extractors.modality import is_cancelled
from pipeline.model import EventStatus
from pipeline.resolve import themes
from pipeline.resolve.attendance import attendance
from pipeline.resolve.roles import HELD, OCCASION, is_milestone

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout, Line
    from pipeline.resolve.parts import Located


class Dated(NamedTuple):
    """A date mention at view offsets, resolved."""

    start: int
    end: int
    date: DateMention
    role: Role
    status: Status


class Session(NamedTuple):
    """An ordinal at view offsets."""

    start: int
    end: int
    occasion: Occasion


class Joined(NamedTuple):
    """An event before it gets its identifier."""

    first: dt.date | None
    last: dt.date | None
    status: EventStatus
    ordinal: int | None
    title: str | None
    series: str | None
    region: str | None
    venue: str | None
    participants: Decimal | None
    start: int
    """View offset of the date (of the ordinal, where there is no date)."""
    end: int
    date: int | None
    """Index of the date."""
    figure: int | None
    """Index of the participants figure."""


@dataclass(frozen=True, slots=True)
class _Scope:
    """The stretch of text whose words belong to one occasion."""

    left: int
    right: int


def join_events(
    layout: Layout,
    bounds: tuple[int, int],
    dates: Sequence[Dated],
    sessions: Sequence[Session],
    figures: Sequence[Located],
    statuses: Sequence[Status],
) -> list[Joined]:
    """Return the events of one block.

    Args:
        layout: the lines of the view.
        bounds: of the block, in view offsets.
        dates: of the whole text, by start.
        sessions: the ordinals of the whole text, by start.
        figures: of the whole text, by start.
        statuses: of the figures.

    Returns:
        The events in order of their dates' places. Lists of separate days give one each.
    """
    inside = _range(dates, bounds)
    if not inside and not _range(sessions, bounds):
        return []
    opening = [k for k in inside if _opens(layout, bounds, dates, k, sessions)]
    ordinals = [sessions[k] for k in _range(sessions, bounds)]
    taken: set[int] = set()
    used: set[int] = set()
    joined: list[Joined] = []
    for n, k in enumerate(opening):
        before = dates[opening[n - 1]].end if n else bounds[0]
        after = dates[opening[n + 1]].start if n + 1 < len(opening) else bounds[1]
        scope = _scope(layout, dates[k], before, after, bounds, ordinals)
        session = _ordinal_of(layout, scope, dates[k], ordinals, used)
        if session:
            used.add(session.start)
        figure = attendance(
            layout, (scope.left, scope.right), dates[k], figures, statuses, taken, in_session=session is not None
        )
        if figure is not None:
            taken.add(figure)
        joined.extend(_make(layout, bounds, scope, k, dates[k], session, figure, figures))
    joined += [
        event
        for session in ordinals
        if session.start not in used and (event := _undated(layout, session, figures, statuses, taken, bounds))
    ]
    return sorted(joined, key=lambda e: (e.start, e.first or dt.date.max))


def _range(found: Sequence[Dated] | Sequence[Session] | Sequence[Located], bounds: tuple[int, int]) -> range:
    """Return the indices of what starts within the bounds; the tuples begin with their start."""
    return range(bisect_left(found, (bounds[0],)), bisect_left(found, (bounds[1],)))


def _opens(
    layout: Layout, bounds: tuple[int, int], dates: Sequence[Dated], k: int, sessions: Sequence[Session]
) -> bool:
    """Tell whether the date is that of an occasion."""
    dated = dates[k]
    date = dated.date
    if (
        dated.role is not Role.EVENT
        or date.precision not in (Precision.DAY, Precision.MONTH)
        or date.opens
        or date.start is None
    ):
        return False
    if was_postponed(layout, [(d.start, d.end) for d in dates[k : k + 2]], 0):
        return False
    text = layout.text
    right = layout.sentence(dated.start, dated.end)[1]
    own_line = layout.line_at(dated.start)
    if _CAMPAIGN_MONTH.match(text, dated.end):
        return False
    if text[dated.start - 1 : dated.start] in ("(", "[") and is_milestone(layout, dated.start, dated.end):
        return False  # 計画の評価（令和9年3月公表予定）
    if _range(sessions, (own_line.start, own_line.end)) or _HELD_THEN.match(text, dated.end):
        return True
    head = text[own_line.body : dated.start].rstrip()
    if _OPENED_SOON.match(text, dated.end) or (head.endswith(":") and OCCASION.search(head)):
        return True
    separate = date.precision is Precision.DAY and len(date.parts) > 1 and not date.is_range
    if separate and head.endswith(":") and not _NO_OCCASION.search(head):
        return True  # 公開保育：5/28、6/18
    if _is_row_of_course(layout, dated, bounds[0]):
        return True
    # A weekday is told of an occasion; a number of people behind a bare day may as well be what was counted then.
    if date.weekday and not date.is_range and _COUNT_BEHIND.match(text, dated.end) and not _COUNTED.search(head):
        return True  # 避難所運営ゲーム：6月21日（土）　40名
    if date.text.endswith("末") and not HELD.search(text, dated.end, min(right, dated.end + 12)):
        return False
    if is_milestone(layout, dated.start, dated.end) or (
        date.precision is Precision.MONTH and text[dated.end : dated.end + 1] == "は"
    ):
        return False
    return _is_spoken_of(layout, dated, bounds[0])


def _is_spoken_of(layout: Layout, dated: Dated, block_start: int) -> bool:
    """Tell whether the date's sentence, its label or the head of its list speaks of an occasion."""
    text = layout.text
    left, right = layout.sentence(dated.start, dated.end)
    own_line = layout.line_at(dated.start)
    if text[left : dated.start].lstrip().startswith("("):
        left = layout.sentence(max(left - 1, 0), max(left - 1, 0))[0]
    words = text[max(left, dated.start - 200) : min(right, dated.end + 200)]
    if HELD.search(words) and (OCCASION.search(words) or dated.date.precision is Precision.DAY):
        return True
    if _DATE_LABEL.search(text, max(left, dated.start - 12), dated.start):
        return True
    if OCCASION.search(words) and (own_line.bullet or ":" in words or "(" in words):
        return True
    if OCCASION.search(text, own_line.body, dated.start) and "。" not in text[own_line.start : own_line.end]:
        return True  # a row of a list: 新任者研修  6月12日  52名
    # A bare date in a list under a line that speaks of an occasion: ◇第1回 / 8月25日、参加者29名
    return bool(own_line.bullet and _head_speaks(layout, own_line, block_start))


def _is_row_of_course(layout: Layout, dated: Dated, block_start: int) -> bool:
    """Tell whether the line is 前期　6月8日　52名 below the name of an occasion."""
    own_line = layout.line_at(dated.start)
    if not themes.COURSE_ROW.fullmatch(layout.text, own_line.body, dated.start):
        return False
    for above in range(own_line.no - 1, -1, -1):
        line = layout.line(above)
        if line.start < block_start:
            return False
        if not line.blank and not themes.COURSE_ROW.match(layout.text, line.body):
            return OCCASION.search(layout.text, line.body, line.end) is not None
    return False


def was_postponed(layout: Layout, spans: Sequence[tuple[int, int]], k: int) -> bool:
    """Tell whether the sentence moves date `k` to a later day that it names: 6月3日の訓練は7月8日に延期して実施.

    Args:
        layout: the lines of the view.
        spans: of all dates, in view offsets, by start.
        k: the date that may have been put off.
    """
    if k + 1 == len(spans):
        return False
    end, (later, later_end) = spans[k][1], spans[k + 1]
    between = layout.text[end:later] if later - end <= _POSTPONED_REACH else "\n"
    return "\n" not in between and "。" not in between and layout.text.startswith(("に延期", "へ延期"), later_end)


def _head_speaks(layout: Layout, own_line: Line, block_start: int) -> bool:
    no = own_line.no
    for above in range(no - 1, max(-1, no - 20), -1):
        line = layout.line(above)
        if line.start < block_start:
            return False
        if line.blank or line.bullet == own_line.bullet:
            continue
        words = layout.text[line.start : line.end][-300:]
        return bool(OCCASION.search(words) or HELD.search(words) or re.search(r"第\d+回", words))
    return False


def _scope(
    layout: Layout, dated: Dated, before: int, after: int, bounds: tuple[int, int], ordinals: Sequence[Session]
) -> _Scope:
    """Return the stretch of one occasion: its line from the date before, and the detail lines below it."""
    line = layout.line_at(dated.start)
    left = max(before, line.start)
    sentence = layout.sentence(dated.start, dated.end)
    if before > line.start:
        left = max(left, sentence[0])
    right = min(after, line.end)
    if after >= line.end:
        right = _details_end(layout, line, after, bounds[1], ordinals)
    else:
        # The next date's own head (第2回「…」：) is not ours.
        nexts = [s.start for s in ordinals if dated.end <= s.start < right]
        right = min([right, *nexts])
    return _Scope(left, max(right, dated.end))


def _details_end(layout: Layout, own: Line, after: int, block_end: int, ordinals: Sequence[Session]) -> int:
    """Return the end of the detail lines below a line: up to the next occasion, item or sentence paragraph."""
    next_ordinal = min((s.start for s in ordinals if s.start > own.end), default=block_end)
    stop = min(after, block_end)
    end = own.end
    for below in range(own.no + 1, layout.count):
        line = layout.line(below)
        if line.start >= stop or line.end > next_ordinal or (line.end > after and after < block_end):
            break
        if line.opens_item():
            break
        end = line.end
        if below - own.no > 30:
            break
    return end


def _ordinal_of(
    layout: Layout, scope: _Scope, dated: Dated, ordinals: Sequence[Session], used: set[int]
) -> Session | None:
    """Return the ordinal of the occasion: in its line before the date, else right behind it, else in a head above."""
    line = layout.line_at(dated.start)
    before = [s for s in ordinals if scope.left <= s.start < dated.start and s.start not in used]
    if before:
        return before[-1]
    behind = [s for s in ordinals if dated.end <= s.start < min(line.end, scope.right, dated.end + 40)]
    behind = [
        s for s in behind if _BETWEEN.fullmatch(layout.text[dated.end : s.start].lstrip("に、()開催 月火水木金土日"))
    ]
    if behind:
        return behind[0]
    above = [s for s in ordinals if s.start < line.start and s.start not in used]
    if above and _is_head(layout, above[-1], line.start):
        return above[-1]
    return None


def _is_head(layout: Layout, session: Session, line_start: int) -> bool:
    """Tell whether the ordinal's line heads the lines below it: nothing but ordinal and theme, and near."""
    line = layout.line_at(session.start)
    lead = layout.text[line.start : session.start].strip(" ・-◇◆■□●【<(「")
    return (
        len(lead) <= 20
        and "。" not in layout.text[line.start : line_start]
        and layout.line_no(line_start) - line.no <= 8
    )


_BETWEEN = re.compile(r"[^。、\n]{0,12}$")
_COUNT_BEHIND = scripts.compile(r"[ )(:]{1,3}(?:約|延べ|のべ|計)?\d{1,4} ?[人名](?=[ 、。)(\n]|$)")
_COUNTED = scripts.compile(r"登録|会員|委員|職員|在籍|定員|採用|雇用|配置|応募|申込|入所|人口|世帯")
_NO_OCCASION = scripts.compile(r"(?:公表|締切|期限|更新|改定|改正|提出|納付|支給|発行|発送|休館|休業)日? ?:$")
_CAMPAIGN_MONTH = scripts.compile(r"の?[一-鿿ァ-ヶー]{0,10}(?:月間|週間)")
_HELD_THEN = scripts.compile(r"(?:に|の|、| )?(?:開催|実施)(?!方法|要領|状況|計画|主体)")
_OPENED_SOON = scripts.compile(r"[^。、\n]{0,24}を(?:開催|開く|開き|開い|開講)")
_DATE_LABEL = scripts.compile(r"日 ?時|開 ?催 ?日|期 ?日|日 ?程|実施日|開催時期|と ?き")
_POSTPONED_REACH = 60


def _make(
    layout: Layout,
    bounds: tuple[int, int],
    scope: _Scope,
    index: int,
    dated: Dated,
    session: Session | None,
    figure: int | None,
    figures: Sequence[Located],
) -> list[Joined]:
    text = layout.text
    words = themes.read(layout, bounds, scope.left, scope.right, dated.start, dated.end, session)
    status = EventStatus.PLANNED if dated.status is not Status.ACTUAL else EventStatus.HELD
    if is_cancelled(text, dated.end, min(scope.right, layout.sentence(dated.start, dated.end)[1])):
        status, figure = EventStatus.CANCELLED, None
    participants = figures[figure].figure.value if figure is not None else None
    days = _days(dated.date)
    if len(days) > 1:
        participants = figure = None  # one attendance of several days cannot be shared out
    return [
        Joined(
            first=first, last=last, status=status, ordinal=session.occasion.ordinal if session else None,
            title=words.title, series=words.series, region=words.region, venue=words.venue,
            participants=participants, start=dated.start, end=dated.end, date=index, figure=figure,
        )
        for first, last in days
    ]  # fmt: skip


def _days(date: DateMention) -> list[tuple[dt.date | None, dt.date | None]]:
    """Return the days of each occasion of the date: a list of separate days is one each."""
    if date.is_range or len(date.parts) < 2 or any(p.start is None for p in date.parts):
        return [(date.start, date.end)]
    starts = [p.start for p in date.parts if p.start]
    follow = all((b - a).days == 1 for a, b in pairwise(starts))
    if date.precision is Precision.DAY and follow:
        return [(date.start, date.end)]
    return [(p.start, p.end) for p in date.parts]


def _undated(
    layout: Layout,
    session: Session,
    figures: Sequence[Located],
    statuses: Sequence[Status],
    taken: set[int],
    bounds: tuple[int, int],
) -> Joined | None:
    """Return the event of an ordinal that has an attendance but no date."""
    line = layout.line_at(session.start)
    for k in _range(figures, (session.end, line.end)):
        if figures[k].figure.kind is FigureKind.PARTICIPANTS and k not in taken and statuses[k] is Status.ACTUAL:
            if figures[k].start - session.end > 60:
                break
            taken.add(k)
            words = themes.read(layout, bounds, line.start, line.end, session.start, session.end, session)
            return Joined(
                first=None, last=None, status=EventStatus.HELD, ordinal=session.occasion.ordinal, title=words.title,
                series=words.series, region=words.region, venue=words.venue, participants=figures[k].figure.value,
                start=session.start, end=session.end, date=None, figure=k,
            )  # fmt: skip
    return None
