"""What occasions that are told of together share: the place of all, the name of both days, as many who came on each."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors import scripts
from extractors.gatherings import OCCASION
from extractors.mentions import Qualifier
from extractors.patterns import compile_pattern
from extractors.wareki import fiscal_year_of
from pipeline.resolve import places_told
from pipeline.resolve.attendance import came_each_day
from pipeline.tabular import DITTO

if TYPE_CHECKING:
    from pipeline.resolve.events import Joined
    from pipeline.resolve.layout import Layout
    from pipeline.resolve.parts import Located

_AND_DAY = compile_pattern(
    r"(?:[(][^()\n]{1,30}[)])? ?(?:のほか、?|及び|並びに|と|に?、|・|及び、) ?(?:第 ?[\d一二三四五六七八九十]{1,3} ?回[をはが])?"
)
"""Between two days that share all that is said behind them: 5月9日及び6月6日に県庁で."""
_AND_ROW = scripts.compile(r" +[^ 、。をはが\d()「」]{2,20}(?:[(][^()\n]{1,30}[)])?(?:と|及び|並びに|、) ?")
"""Between two days of which each has its place: 研修を7月4日　役場（職員38人）、7月18日　商工会館（町民45人）で."""
_NEXT_OF_BRACKET = scripts.compile(r" ?[、・] ?(?:(?:第 ?[\d一二三四五六七八九十]{1,3} ?回|\d{1,2} ?回目)[は: ]?)?")
"""Between the days of a bracket that only counts them: 会議を市役所で3回開いた（第1回5月24日、第2回8月21日）."""
_NAMES_OCCASION = compile_pattern(rf"(?:{OCCASION.pattern})$")
_LONGEST_FIELDS = 64  # characters


def share(layout: Layout, joined: Sequence[Joined], figures: Sequence[Located]) -> list[Joined]:
    """Return the occasions of a block, each with what is told of it and others together.

    Args:
        layout: the lines of the view.
        joined: the occasions, those with a date before those without.
        figures: of the whole text, by start.
    """
    told = _with_place_of_bracket(layout, _with_shared_words(layout, joined, figures))
    found = _with_common_place(layout, _with_name_of_list(layout, told))
    in_order = sorted(found, key=lambda e: (e.start, e.first or dt.date.max))
    return _with_places_above(_without_repeats(layout, _with_counts_told_later(layout, in_order)))


def by_series(found: Sequence[tuple[Joined, int | None]]) -> list[tuple[Joined, int | None]]:
    """Return the occasions, without a title where it is the name that others of their measure share: that of their series.

    A theme may come back, too (東部と西部の第1回「声をかける」), and stays the title of each; so does the name of what is held each year.

    Args:
        found: occasions, each with the number of its measure.
    """
    named = [_is_name(event) for event, _ in found]
    series = [_series_of(event, measure) for event, measure in found]
    shared = Counter(
        of for of, is_name, (event, _) in zip(series, named, found, strict=True) if is_name or event.title is None
    )
    return [
        (event._replace(title=None, series=event.title), measure) if is_name and shared[of] > 1 else (event, measure)
        for of, is_name, (event, measure) in zip(series, named, found, strict=True)
    ]


def _series_of(event: Joined, measure: int | None) -> tuple[int | None, str | None, int | None]:
    """Return what occasions of one series have in common; what is held once a year is none."""
    return measure, event.series or event.title, None if event.first is None else fiscal_year_of(event.first)


def _is_name(event: Joined) -> bool:
    """Tell whether the title is the name of an occasion, and no theme."""
    if event.series is not None or event.title is None:
        return event.series == event.title
    return _NAMES_OCCASION.search(event.title) is not None


def _without_repeats(layout: Layout, found: Sequence[Joined]) -> list[Joined]:
    """Leave out the session whose row stands once more, word for word, right below its own: one time was held once."""
    return [
        event
        for n, event in enumerate(found)
        if not (
            n
            and event.ordinal is not None
            and (event.ordinal, event.first) == (found[n - 1].ordinal, found[n - 1].first)
            and _is_copy_of_line_above(layout, found[n - 1].start, event.start)
        )
    ]


def _with_counts_told_later(layout: Layout, found: Sequence[Joined]) -> list[Joined]:
    """Give each day that a line tells of once more, only to say how many came, to the occasion of that day before it.

    教室を6月3日、10日に市民会館で開き、参加者は3日が48名、10日が45名であった.
    """
    kept: list[Joined] = []
    told: dict[tuple[object, ...], list[int]] = {}  # places in `kept` by line, day and status
    for event in found:
        of_day = told.setdefault((layout.line_no(event.start), event.first, event.last, event.status), [])
        if len(of_day) != 1 or not _is_told_again(layout, kept[of_day[0]], event):
            of_day.append(len(kept))
            kept.append(event)
        elif kept[of_day[0]].participants is None:
            kept[of_day[0]] = kept[of_day[0]]._replace(participants=event.participants, figure=event.figure)
    return kept


def _is_told_again(layout: Layout, event: Joined, again: Joined) -> bool:
    """Tell whether the later of two events of a day only tells more of the earlier one, or counts who came."""
    known = again.title is not None and again.title == event.title
    if known and _AT_THAT.match(layout.text, again.end):
        return (
            (again.ordinal, again.region) == (None,) * 2
            and again.venue in (None, event.venue)
            and (event.participants is None or again.participants in (None, event.participants))
        )
    return (
        again.participants is not None
        and (again.ordinal, again.venue, again.region) == (None,) * 3
        and again.title in (None, event.title)
        and None not in (event.date, event.first)
        and event.participants in (None, again.participants)
        and _AGAIN.match(layout.text, again.start - 1) is not None
    )


_AT_THAT = scripts.compile(r"の[^、。\n\d]{1,16}(?:では|において|には)")
"""Behind a day or month that was told of before: 5月の会議では計画案を審議した."""
_AGAIN = scripts.compile(r"[はが、・]")
"""Before a day that was told of before: 参加者は3日が48名."""


def _is_copy_of_line_above(layout: Layout, before: int, at: int) -> bool:
    above, line = layout.line_at(before), layout.line_at(at)
    return line.no == above.no + 1 and layout.text[line.body : line.end] == layout.text[above.body : above.end]


def _with_shared_words(layout: Layout, joined: Sequence[Joined], figures: Sequence[Located]) -> list[Joined]:
    """Give each of two days of one deed what is said only once: its place, its name, how many came on each."""
    found = list(joined)
    paired: set[int] = set()
    for n in range(len(found) - 2, -1, -1):
        one, other = found[n], found[n + 1]
        between = layout.text[one.end : other.start]
        if one.date is None or not ((same := one.date == other.date) or _AND_DAY.fullmatch(between)):
            continue
        paired.update((n, n + 1))
        # Not settled: 第1回は10月頃、第2回は11月2日に公民館で.
        vague = one.first != one.last and other.first == other.last
        if one.venue is None and not vague:
            found[n] = one._replace(venue=other.venue)
        if not same and "(" not in between:
            found[n + 1] = _filled(other, one)
        if other.participants is not None and one.participants is None and _is_each(layout, other, figures):
            found[n] = found[n]._replace(participants=other.participants, figure=other.figure)
    return [
        event._replace(participants=None, figure=None)
        if (n not in paired or event.first != event.last) and _is_each(layout, event, figures)
        else event
        for n, event in enumerate(found)
    ]


def _with_name_of_list(layout: Layout, joined: Sequence[Joined]) -> list[Joined]:
    """Give the days of a list in a sentence, each with its place, the name that stands before the first."""
    found = list(joined)
    for n in range(1, len(found)):
        one, other = found[n - 1], found[n]
        unnamed = other.title is None and one.title is not None and other.ordinal is one.ordinal is None
        near = one.end <= other.start <= one.end + _LONGEST_FIELDS
        if unnamed and near and _AND_ROW.fullmatch(layout.text, one.end, other.start):
            found[n] = other._replace(title=one.title, series=other.series or one.series)
    return found


def _with_place_of_bracket(layout: Layout, joined: Sequence[Joined]) -> list[Joined]:
    """Give the further days of a bracket the place at which the words before it say that all were held."""
    found = list(joined)
    for n in range(1, len(found)):
        one, other = found[n - 1], found[n]
        if (
            other.venue is None
            and one.venue is not None
            and _NEXT_OF_BRACKET.fullmatch(layout.text, one.end, other.start)
        ):
            left = layout.sentence(one.start, one.end)[0]
            if layout.text.rfind("(", left, one.start) > layout.text.rfind(")", left, one.start):
                found[n] = other._replace(venue=one.venue)
    return found


def _filled(event: Joined, before: Joined) -> Joined:
    """Return the occasion of the later day with place and name of the earlier one where it has none of its own."""
    if event.title is None and event.ordinal is None and before.ordinal is None:
        event = event._replace(title=before.title, series=event.series or before.series)
    return event if event.venue is not None else event._replace(venue=before.venue)


def _is_each(layout: Layout, event: Joined, figures: Sequence[Located]) -> bool:
    """Tell whether so many came on each day of which the words tell: it is no attendance of several days."""
    if event.figure is None:
        return False
    counted = figures[event.figure]
    return Qualifier.EACH in counted.figure.qualifiers and came_each_day(layout, counted)


def _with_places_above(joined: Sequence[Joined]) -> list[Joined]:
    """Give each occasion whose venue is 同上 that of the one before it, in 北部会場（同上） of the last one there."""
    found: list[Joined] = []
    last: dict[str | None, str | None] = {}  # by region, under None of all
    for event in joined:
        if event.venue in DITTO:
            hall = event.region if (event.region or "").endswith("会場") else None
            event = event._replace(venue=last.get(hall))
        last[event.region] = last[None] = event.venue
        found.append(event)
    return found


def _with_common_place(layout: Layout, joined: Sequence[Joined]) -> list[Joined]:
    """Give the occasions of a line the place that it says, behind them, to be that of all: いずれも市民会館で実施."""
    found = []
    for event in joined:
        common = places_told.shared_by_all(layout, layout.line_at(event.start))
        if common is not None and event.start < common[0] and (event.venue or "") in ("", common[1]):
            event = event._replace(venue=common[1])
        found.append(event)
    return found
