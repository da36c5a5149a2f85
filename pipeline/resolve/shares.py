"""Head counts that a sentence gives apart from the occasions that it told of: in their order, by ordinal or by word."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from extractors import scripts
from extractors.mentions import FigureKind, Status
from pipeline.model import EventStatus
from pipeline.resolve import places

if TYPE_CHECKING:
    from pipeline.resolve.events import Joined, Session
    from pipeline.resolve.layout import Layout
    from pipeline.resolve.parts import Located


def share_out(
    layout: Layout,
    joined: list[Joined],
    figures: Sequence[Located],
    statuses: Sequence[Status],
    runs: Sequence[Sequence[int]],
    ordinals: Sequence[Session],
    by_ordinal: Mapping[int, int],
) -> None:
    """Give occasions the head counts that are told apart from them.

    Args:
        layout: the lines of the view.
        joined: the events of a block, by start; changed.
        figures: of the whole text, by start.
        statuses: of the figures.
        runs: those of them that count several occasions in their order.
        ordinals: of the block.
        by_ordinal: the figures behind further mentions of them, by the starts of those.
    """
    for run in runs:
        _in_order(layout, joined, [(k, figures[k]) for k in run])
    for session in ordinals:
        if (k := by_ordinal.get(session.start)) is not None:
            _by_ordinal(layout, joined, session, k, figures[k])
    _by_word(layout, joined, figures, statuses)


def _in_order(layout: Layout, joined: list[Joined], counts: Sequence[tuple[int, Located]]) -> None:
    """Give the occasions of a sentence their head counts in order, where they are as many: それぞれ52名、39名."""
    at = counts[0][1].start
    told = list(range(_first(joined, layout.line_at(at).start), _first(joined, at)))
    if len(told) > len(counts):  # those of the sentence itself, else of the one before it
        left = layout.sentence(at, at)[0]
        own = [n for n in told if joined[n].start >= left]
        told = own or [n for n in told if joined[n].start >= layout.sentence(max(left - 1, 0), left - 1)[0]]
    if len(told) != len(counts) or any(joined[n].status is not EventStatus.HELD for n in told):
        return
    for n, (k, located) in zip(told, counts, strict=True):
        joined[n] = joined[n]._replace(participants=located.figure.value, figure=k)


def _by_ordinal(layout: Layout, joined: list[Joined], session: Session, k: int, located: Located) -> None:
    """Give the last occasion of an ordinal before its further mention, or so manieth of a list, the head count told there."""
    ordinal, last = session.occasion.ordinal or 0, _first(joined, session.start) - 1
    n = next((n for n in range(last, -1, -1) if joined[n].ordinal == ordinal), None)
    line = layout.line_at(session.start).start
    if last >= 0 and joined[last].start >= line and (n is None or joined[n].start < line):
        listed = _first(joined, joined[last].start)  # the first day of the list, all of which stand where it does
        n = listed + ordinal - 1 if 0 < ordinal <= last + 1 - listed else n
    if n is not None and joined[n].status is not EventStatus.CANCELLED:  # who came tells that what was set took place
        came = located.figure.value
        joined[n] = joined[n]._replace(ordinal=ordinal, status=EventStatus.HELD, participants=came, figure=k)


_WORD = r"(?P<word>\d{1,2}月|[^、。\n\d():はがでに ]{1,12})(?:の部)?(?:には?|では?|は|が|:| )?(?:約|延べ)? ?"
_FIRST_WORD = scripts.compile(rf"(?:^|[、。(:数 ]|[者数]は、?|[者数]が|回は、?){_WORD}$")
_NEXT_WORD = scripts.compile(rf"(?:[(][^()\n]{{1,16}}[)])?[、・] ?{_WORD}")
_LONGEST_WORD = 24  # characters
_MOST_TOLD_APART = 50  # occasions of a line; a report may come as one line of megabytes


def _by_word(layout: Layout, joined: list[Joined], figures: Sequence[Located], statuses: Sequence[Status]) -> None:
    """Give occasions the head counts behind a word that only one of them has: 来場者は5月620人、10月790人, 大阪210人、東京164人.

    The word is the month, or what the part of the area, the place or the name begins with. Each word must be that of an
    occasion of its line, and of no other.
    """
    for no in dict.fromkeys(layout.line_no(event.start) for event in joined):
        line = layout.line(no)
        here = range(_first(joined, line.start), _first(joined, line.end))
        if not 1 < len(here) <= _MOST_TOLD_APART or all(joined[n].participants is not None for n in here):
            continue
        for run in _runs(layout, figures, statuses, joined[here[0]].end, line.end):
            _by_words(layout, joined, here, run, figures)


def _by_words(
    layout: Layout, joined: list[Joined], here: range, run: Sequence[tuple[int, str]], figures: Sequence[Located]
) -> None:
    """Give the occasions `here` the counts of one run, each by its word."""
    owners = {k: [n for n in here if _has_word(layout, joined[n], word)] for k, word in run}
    owned = {its[0]: k for k, its in owners.items() if len(its) == 1}
    for n in here:  # none has the count of a word that is another's
        if any(k == joined[n].figure and n != owner for owner, k in owned.items()):
            joined[n] = joined[n]._replace(participants=None, figure=None)
    held = all(joined[n].status is EventStatus.HELD for n in here)
    if not owned and held and len(run) == len(here) and all(_is_named_place(word) for _, word in run):
        for n, (k, word) in zip(here, run, strict=True):  # 10/10・10/12地元説明会、東浜会館37人・西浜会館26人
            joined[n] = joined[n]._replace(participants=figures[k].figure.value, figure=k, venue=word)
    if len(owned) < len(run) or any(joined[n].status is not EventStatus.HELD for n in owned):
        return
    for n in here:
        if n in owned and (joined[n].participants is None or joined[n].figure in owners):
            joined[n] = joined[n]._replace(participants=figures[owned[n]].figure.value, figure=owned[n])


def _is_named_place(word: str) -> bool:
    """Tell whether a word is the name of a place: 東浜会館, but not 本庁."""
    return len(word) > _SHORT and places.is_place(word)


_SHORT = 2  # characters


def _has_word(layout: Layout, event: Joined, word: str) -> bool:
    """Tell whether the word is the month of an occasion, begins its part of the area, its place or its name, or leads to its day."""
    if word.endswith("月") and word[:-1].isdecimal():
        return event.first is not None and event.first.month == int(word[:-1])
    leads = layout.text.endswith(
        (f"を{word}で", f"、{word}で", f"は{word}で", f"({word})を"), 0, event.start
    )  # 南町で7月22日に
    return leads or any(name is not None and name.startswith(word) for name in (event.region, event.venue, event.title))


def _runs(
    layout: Layout, figures: Sequence[Located], statuses: Sequence[Status], begin: int, stop: int
) -> list[list[tuple[int, str]]]:
    """Return the runs of two or more head counts in `begin`..`stop` that follow one another, each with its word."""
    runs: list[list[tuple[int, str]]] = []
    for k in range(bisect_left(figures, (begin,)), bisect_left(figures, (stop,))):
        if figures[k].figure.kind is not FigureKind.PARTICIPANTS or statuses[k] is not Status.ACTUAL:
            continue
        at = figures[k].start
        last = runs[-1][-1][0] if runs else -1
        following = last >= k - 2 and last >= 0  # 基礎編54人（27団体）、応用編33人
        word = _NEXT_WORD.fullmatch(layout.text, figures[last].end, at) if following else None
        if word is not None:
            runs[-1].append((k, word["word"]))
        elif word := _FIRST_WORD.search(layout.text, max(begin, at - _LONGEST_WORD), at):
            runs.append([(k, word["word"])])
    return [run for run in runs if len(run) > 1]


def _first(joined: Sequence[Joined], at: int) -> int:
    """Return the index of the first event that stands at `at` or behind it."""
    return bisect_left(joined, at, key=lambda event: event.start)
