"""Events: the dated occasions and sessions of each measure, joined from dates, ordinals, themes and attendances.

A date with the role of an event opens an occasion where its sentence or its list speaks of one. Ordinal, region, series
and theme come from its own line, else from the head lines above it (◇第1回, 北勢 …); participants and venue from its
line, else from the detail lines below it, up to the next occasion.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Container, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from extractors import scripts
from extractors.gatherings import OCCASION, ON_EDGE_DAY, WEEKDAY_ASIDE
from extractors.mentions import DateMention, FigureKind, Occasion, Precision, Role, Status
from extractors.patterns import compile_pattern
from pipeline.model import EventStatus
from pipeline.repeats import is_said_again
from pipeline.resolve import numbered, places_told, rows, themes, together
from pipeline.resolve.attendance import (
    ON_ONE_DAY,
    attendance,
    behind_edge_day,
    came_by_day,
    came_each_day,
    shared_in_order,
    told_by_ordinal,
)
from pipeline.resolve.openings import opens, was_deliberated
from pipeline.resolve.postponed import fell_through_in_part, was_called_off, was_called_off_before, was_moved_here
from pipeline.resolve.shares import share_out

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout, Line
    from pipeline.resolve.parts import Located
    from pipeline.resolve.topics import Topic


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
    topic: Topic | None,
    elsewhere: frozenset[int],
) -> list[Joined]:
    """Return the events of one block.

    Args:
        layout: the lines of the view.
        bounds: of the block, in view offsets.
        dates: of the whole text, by start.
        sessions: the ordinals of the whole text, by start.
        figures: of the whole text, by start.
        statuses: of the figures.
        topic: the occasion that the block's measure is named after.
        elsewhere: the indices of the dates whose events are read from tables.

    Returns:
        The events in order of their dates' places. Lists of separate days give one each.
    """
    inside = [k for k in _range(dates, bounds) if k not in elsewhere and not is_said_again(layout.text, dates[k].start)]
    ordinals = [s for k in _range(sessions, bounds) if not is_said_again(layout.text, (s := sessions[k]).start)]
    ordinals = [session for session in ordinals if not _is_of_table(layout, session, dates, elsewhere)]
    if not (inside or ordinals):  # as in most blocks
        return []
    opening = [k for k in inside if opens(layout, bounds, dates, k, sessions, figures)]
    runs = shared_in_order(layout, figures, statuses, bounds)
    by_ordinal = told_by_ordinal(layout, ordinals, dates, figures)
    came = came_by_day(layout, [dates[k] for k in inside], figures)
    taken, used = {k for run in runs for k in run}.union(by_ordinal.values(), came.values()), set(by_ordinal)
    joined: list[Joined] = []
    for n, k in enumerate(opening):
        told = dates[opening[n - 1]].end if n else 0  # by the date before
        after = dates[opening[n + 1]].start if n + 1 < len(opening) else bounds[1]
        dated, instead_of = dates[k], _moved_from(layout, dates, k)
        scope = _scope(layout, dated, max(told, bounds[0]), after, bounds, ordinals)
        session = _ordinal_of(layout, scope, dated, ordinals, used) or _circled(layout, bounds[0], dated)
        if session:
            used.add(session.start)
        own = max(scope.left, session.start) if session and session.start < dated.start else scope.left
        figure = attendance(layout, (own, scope.right), dated, figures, statuses, taken, told)
        taken.update(() if figure is None else (figure,))
        common = _up_to_one_day(layout, dated, scope.right)
        words = themes.read(layout, bounds, scope.left, common, dated.start, dated.end, session, topic)
        if words.title is None and session is None and instead_of is not None:
            words = words._replace(title=_name_of_first_day(layout, bounds, scope, instead_of, topic))
        if words.title is None and joined and _is_once_more(layout, joined[-1].start, dated):
            words = words._replace(title=joined[-1].title, series=joined[-1].series)
        joined.extend(_make(layout, scope, k, dated, session, figure, figures, words, came))
    known = {event.ordinal for event in joined}
    undated = (n for n, s in enumerate(ordinals) if s.start not in used)
    found = (_undated(layout, ordinals, n, figures, statuses, taken, bounds, topic, known) for n in undated)
    joined = together.share(layout, [*joined, *filter(None, found)], figures)
    share_out(layout, joined, figures, statuses, runs, ordinals, by_ordinal)
    return joined


def _is_of_table(layout: Layout, session: Session, dates: Sequence[Dated], elsewhere: frozenset[int]) -> bool:
    """Tell whether an ordinal heads the row of a table that dates it: it is not that of a date below the table."""
    k = bisect_left(dates, (session.end,))
    return k in elsewhere and not layout.text[session.end : dates[k].start].strip(_BARS)


_BARS = " |│┃\n"


def _name_of_first_day(
    layout: Layout, bounds: tuple[int, int], scope: _Scope, first: Dated, topic: Topic | None
) -> str | None:
    """Return the name of the occasion as the words around the day give it in whose place another came."""
    return themes.read(layout, bounds, scope.left, scope.right, first.start, first.end, None, topic).title


def _is_once_more(layout: Layout, before: int, dated: Dated) -> bool:
    """Tell whether the date is another one of the occasion before: フェアを5月に開催予定。11月にも開催予定…."""
    again = layout.text.startswith("にも", dated.end) or was_deliberated(layout, dated)
    return again and layout.line_no(before) == layout.line_no(dated.start)


_OF_KNOWN = ("の参加者", "の受講者", "の出席者", "の来場者", "参加者", "受講者", "では、参加者", "では、受講者")


def _moved_from(layout: Layout, dates: Sequence[Dated], k: int) -> Dated | None:
    """Return the day in whose place date `k` came: 講習会を6月25日に予定していたが、7月23日に改めて開いた."""
    around = [(d.start, d.end) for d in dates[max(k - 1, 0) : k + 2]]
    return dates[k - 1] if k and was_moved_here(layout, around, 1) else None


def _range(found: Sequence[Dated] | Sequence[Session] | Sequence[Located], bounds: tuple[int, int]) -> range:
    """Return the indices of what starts within the bounds; the tuples begin with their start."""
    return range(bisect_left(found, (bounds[0],)), bisect_left(found, (bounds[1],)))


def _up_to_one_day(layout: Layout, dated: Dated, right: int) -> int:
    """Return where what is told of all days ends: 9月2日から8日まで開催し、初日には開会式を."""
    one = ON_ONE_DAY.search(layout.text, behind_edge_day(layout.text, dated), right) if dated.date.is_range else None
    return one.start() if one else right


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
        nexts = [
            ordinals[k].start
            for k in _range(ordinals, (dated.end, right))
            if not _is_right_behind(layout.text, dated, ordinals[k])
        ]
        right = min([right, *nexts])
    return _Scope(left, max(right, dated.end))


def _details_end(layout: Layout, own: Line, after: int, block_end: int, ordinals: Sequence[Session]) -> int:
    """Return the end of the detail lines below a line: up to the next occasion, item or sentence paragraph."""
    following = bisect_left(ordinals, (own.end + 1,))
    next_ordinal = ordinals[following].start if following < len(ordinals) else block_end
    stop = min(after, block_end)
    end = own.end
    for below in range(own.no + 1, layout.count):
        line = layout.line(below)
        if line.start >= stop or line.end > next_ordinal or (line.end > after and after < block_end):
            break
        if (
            line.opens_item()
            or _is_next_item(layout, own, line)
            or (
                not line.bullet
                and (layout.is_sentence(line.start) or _IS_CLAUSE.search(layout.text, line.start, line.end))
                and OCCASION.search(layout.text, line.start, line.end)
            )
        ):
            break
        end = line.end
        if below - own.no > 30:
            break
    return end


def _is_next_item(layout: Layout, own: Line, line: Line) -> bool:
    """Tell whether a line is the next of a list, of sentences or of topics: no field of the one above (・会場：…, ・参加者は…)."""
    text = layout.text
    if line.bullet and not own.bullet and rows.inset(layout, line) < rows.inset(layout, own):
        return True  # the next series, below the rows of one
    return (
        own.bullet == line.bullet != ""
        and ("。" in text[own.start : own.end] or _ITEM_TOPIC.match(text, line.body, line.end) is not None)
        and _DETAIL.match(text, line.body, line.end) is None
    )


_ITEM_TOPIC = scripts.compile(r"[^、。:()\n\d]{2,24}(?:では?|には|は|を)")
_IS_CLAUSE = scripts.compile(r"[をはが][^。\n]{0,60}(?:開催|実施|開[いき]|行[いっ])")
"""A line of notes without a full stop that tells of a deed: 相談会を市民ホールで開き、相談者は23人."""
_DETAIL = scripts.compile(
    r"[^。、:\n]{1,12} ?:|(?:参加|来場|受講|出席|聴講|会場|場所|開催場所|内容|講師|テーマ|演題|日時|対象|当日|主催|概要|結果|人数|延べ|うち|[一-鿿]{2,4}(?:から|より))"
)


def _ordinal_of(
    layout: Layout, scope: _Scope, dated: Dated, ordinals: Sequence[Session], used: set[int]
) -> Session | None:
    """Return the ordinal of the occasion: in its line before the date, else right behind it, else in a head above."""
    line = layout.line_at(dated.start)
    following = bisect_left(ordinals, (dated.end,))
    behind = ordinals[following] if following < len(ordinals) else None
    if behind is None or behind.start in used:
        between = None
    else:
        between = layout.text[dated.end : min(behind.start, dated.end + 40)]
        if _is_right_behind(layout.text, dated, behind):
            return behind
    left = scope.left
    if layout.text.find("。", left, dated.start) >= 0:  # 第2回は日程を調整する。1月に別の説明会を…: another's
        left = max(left, layout.sentence(dated.start, dated.end)[0])
    for k in reversed(_range(ordinals, (left, dated.start))):
        if ordinals[k].start not in used:
            return ordinals[k]
    if (
        behind
        and between is not None
        and behind.start < min(line.end, scope.right, dated.end + 40)
        and _BETWEEN.fullmatch(between.lstrip("に、()開催 月火水木金土日"))
    ):
        return behind
    k = bisect_left(ordinals, (line.start,)) - 1
    while k >= 0 and ordinals[k].start in used:
        k -= 1
    return ordinals[k] if k >= 0 and _is_head(layout, ordinals[k], line.start) else None


def _circled(layout: Layout, lowest: int, dated: Dated) -> Session | None:
    mark = numbered.circled(layout, lowest, dated.start)
    return Session(dated.start - 1, dated.start, mark) if mark else None


def _is_right_behind(text: str, dated: Dated, session: Session) -> bool:
    """Tell whether an ordinal is that of the date before it: 5月8日の第1回, 5月8日に県庁で第1回を開き."""
    if session.start - dated.end > _LONGEST_PLACE:
        return False
    between = text[dated.end : session.start]
    if between == " ":  # 6/22 第1回会議、8/3 第2回会議, but not 第1回 6/22 第2回 8/3
        return text[max(0, dated.start - _NEAR) : dated.start].rstrip(" ")[-1:] in ("", "\n", "、", "/", "・")
    if between in ("の", "に") or _OF_SERIES.fullmatch(between):
        return True
    if between == "(":
        return text.startswith((")", "、"), session.end)
    if _SET_OR_HELD.fullmatch(between):
        return True
    if _OF_COURSE.fullmatch(between) and not _OWN_DATE.match(text, session.end):
        return True
    own = _HELD_TIME.match(text, session.end)
    return own is not None and not _OWN_DATE.match(text, own.end() - 1) and _AT.fullmatch(between) is not None


_NEAR = 8  # characters
_OF_SERIES = scripts.compile(r"[にの、]?「[^「」\n]{1,24}」の?")
"""11月16日に「推進会議」の第2回会合を."""
_SET_OR_HELD = scripts.compile(
    WEEKDAY_ASIDE + r"に(?:[^、。\n\d]{1,16}で)?"
    r"(?:行った|開いた|(?:開催|実施)した|(?:開催|実施)?を?予定(?:して|し)(?:いた|た)|(?:開催|実施)?予定の)"
)
"""5月21日に役場で行った1回目は, 10月30日に予定していた3回目は."""
_OF_COURSE = scripts.compile(WEEKDAY_ASIDE + r"に(?:は)?、?[^、。\n\d「」()]{1,20}の")
"""11月19日に養成講座の2回目を."""
_HELD_TIME = scripts.compile(r"[^、。\n\dをはがでに()「」]{0,10}を")
"""7月6日に公園で第12回|大会を."""
_OWN_DATE = scripts.compile(r"を(?:[来翌同本]年|令和\d+年)?の?\d{1,2}[月日]")
"""第3回を11月に東部で、第4回を2月に西部で: the later ordinal has a date of its own."""
_AT = scripts.compile(WEEKDAY_ASIDE + r"(?:に|、)[^、。\n\d]{1,16}(?:で|において|にて)、?")
_LONGEST_PLACE = 30  # characters


def _is_head(layout: Layout, session: Session, line_start: int) -> bool:
    """Tell whether the ordinal's line heads the lines below it: nothing but ordinal and theme, and near."""
    line = layout.line_at(session.start)
    lead = layout.text[line.start : session.start].strip(" ・-◇◆■□●【<(「")
    return (
        len(lead) <= 20
        and "。" not in layout.text[line.start : line_start]
        and layout.line_no(line_start) - line.no <= 8
    )


_BETWEEN = compile_pattern(r"(?:[^。、\n\d]{1,16}(?:で|において|にて)、)?[^。、\n]{0,12}$")


def _make(
    layout: Layout,
    scope: _Scope,
    index: int,
    dated: Dated,
    session: Session | None,
    figure: int | None,
    figures: Sequence[Located],
    words: themes.Words,
    came: dict[tuple[int, dt.date], int],
) -> list[Joined]:
    status = EventStatus.PLANNED if dated.status is not Status.ACTUAL else EventStatus.HELD
    stop = min(scope.right, layout.sentence(dated.start, dated.end)[1])
    if was_called_off(layout, dated.end, stop) or was_called_off_before(layout.text, dated.start):
        status, figure = EventStatus.CANCELLED, None
    elif fell_through_in_part(layout, dated.end, stop):
        status = EventStatus.HELD
    venue = words.venue or places_told.told_apart(layout, (dated.start, dated.end), scope.right)
    days, line = days_of(dated.date), layout.line_no(dated.start)
    listed = [part.start for part in dated.date.parts if part.start] if not dated.date.is_range else []
    if edge := ON_EDGE_DAY.match(layout.text, dated.end):
        days = [(day, day) for day in (dated.date.start if edge["which"] == "初日" else dated.date.end,)]
    elif listed and figure is None and all((line, day) in came for day in listed):
        days = [(day, day) for day in listed]  # each with its own attendance, and none of all
    elif len(days) > 1 and not (figure is not None and came_each_day(layout, figures[figure])):
        figure = None  # one attendance of several days cannot be shared out
    # Who came on a day came to the first occasion that names it: 3、4日に開き、4日はお話し会も行った。4日は180人.
    counted = [came.pop((line, first), figure) if first and first == last else figure for first, last in days]
    return [
        Joined(
            first=first, last=last, status=status, ordinal=session.occasion.ordinal if session else None,
            title=words.title, series=words.series, region=words.region, venue=venue,
            participants=None if own is None else figures[own].figure.value,
            start=dated.start, end=dated.end, date=index, figure=own,
        )
        for (first, last), own in zip(days, counted, strict=True)
    ]  # fmt: skip


_ONE_OF = compile_pattern("又は|または|若しくは|もしくは|[月日)）]か")


def days_of(date: DateMention) -> list[tuple[dt.date | None, dt.date | None]]:
    """Return the days of each occasion of the date: a list of separate days is one each, days to choose from are one.

    What is held from a day on has no last one.
    """
    if date.opens and len(date.parts) < 2:
        return [(date.start, None)]
    if date.is_range or len(date.parts) < 2 or date.start is None or _ONE_OF.search(date.text):
        return [(date.start, date.end)]
    starts = [p.start for p in date.parts if p.start]
    follow = all((b - a).days == 1 for a, b in pairwise(starts))
    if date.precision is Precision.DAY and follow:
        return [(date.start, date.end)]
    return [(p.start, p.end) for p in date.parts if p.start]


def _undated(
    layout: Layout,
    ordinals: Sequence[Session],
    n: int,
    figures: Sequence[Located],
    statuses: Sequence[Status],
    taken: set[int],
    bounds: tuple[int, int],
    topic: Topic | None,
    known: Container[int | None],
) -> Joined | None:
    """Return the event of an ordinal that has an attendance but no date.

    Args:
        layout: the lines of the view.
        ordinals: of the block.
        n: index of the one; what stands behind the next is that one's attendance.
        figures: of the whole text, by start.
        statuses: of the figures.
        taken: figures that other occasions have; changed.
        bounds: of the block.
        topic: the occasion that the measure is named after.
        known: the ordinals of the block's events: 第1回の参加者58名中52名 tells more of one of them.
    """
    session = ordinals[n]
    line = layout.line_at(session.start)
    stop = ordinals[n + 1].start if n + 1 < len(ordinals) else line.end
    if layout.text.startswith(_OF_KNOWN, session.end) and session.occasion.ordinal in known:
        return None
    for k in _range(figures, (session.end, min(line.end, stop))):
        if figures[k].figure.kind is FigureKind.PARTICIPANTS and k not in taken and statuses[k] is Status.ACTUAL:
            if figures[k].start - session.end > 60:
                break
            taken.add(k)
            words = themes.read(layout, bounds, line.start, line.end, session.start, session.end, session, topic)
            return Joined(
                first=None, last=None, status=EventStatus.HELD, ordinal=session.occasion.ordinal, title=words.title,
                series=words.series, region=words.region, venue=words.venue, participants=figures[k].figure.value,
                start=session.start, end=session.end, date=None, figure=k,
            )  # fmt: skip
    return None
