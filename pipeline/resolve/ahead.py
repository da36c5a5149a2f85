"""Figures of what is to come, told in the plain present: the time that their clause names says that it lies ahead."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.mentions import FigureKind, Role, Status
from extractors.modality import open_cue
from extractors.patterns import compile_pattern
from pipeline.model import DateRecord
from pipeline.resolve.already import is_so_already
from pipeline.resolve.status import is_new_rule

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout
    from pipeline.resolve.parts import Located
    from pipeline.resolve.standing import Standing
    from pipeline.resolve.status import StatusReader

_ACTUAL, _PLANNED = Status.ACTUAL, Status.PLANNED
_TOPIC = compile_pattern(r"に?は、?|に、|も、?")
_TIME = compile_pattern(
    r"(?P<ahead>下半期|下期|年度後半|今後(?!の)|[来次翌]年度|次回(?!の)|(?:残る|残り(?:の|は)?)(?= ?[約\d]))|上半期|上期|年度前半|これまで|[今本昨前]年度"
)
_CLAUSE_ENDS = compile_pattern(
    r"(?:し|り|い|え|け|め|き|れ|み|ち|せ|て|び|が|ほか|ため|とともに|\d[^\d、。]{1,3}で)、|。"
)
_REACH = 80
"""How far from a figure its clause is looked at, in characters."""
_TERMS = frozenset({FigureKind.RATIO, FigureKind.DURATION})


def settle_ahead(
    layout: Layout,
    reader: StatusReader,
    figures: Sequence[tuple[Located, Standing]],
    statuses: list[Status],
    dates: Sequence[tuple[DateRecord, Standing]],
    over: dt.date | None,
) -> None:
    """Tell as planned what the words of a figure leave open (行う, こととしている) and the time beside it puts ahead.

    Args:
        layout: the lines of the view.
        reader: of status.
        figures: every figure, by start, with where it stands.
        statuses: of the figures; changed.
        dates: with where they stand, by start.
        over: the last day of the report's period.
    """
    _settle_topics(layout, reader, figures, statuses, dates)
    starts = [standing.start for _, standing in dates]
    for k, (located, standing) in enumerate(figures):
        if statuses[k] is not _ACTUAL or located.figure.kind in _TERMS:
            continue
        left, right = layout.sentence(located.start, located.end)
        left, right = max(left, located.start - _REACH), min(right, located.end + _REACH)
        if bisect_left(starts, left) == bisect_left(starts, right) and not _TIME.search(layout.text, left, right):
            continue
        cue = open_cue(layout.text, located.end, right) or _cue_before_bracket(layout.text, left, located.start)
        last = bisect_left(starts, located.start) - 1
        if cue is None and last >= 0 and _is_of_day_ahead(layout.text, located, dates[last], over):
            statuses[k] = _PLANNED
        if cue is None or is_so_already(layout, located):
            continue
        left = _clause_start(layout.text, left, located.start)
        near = dates[bisect_left(starts, left) : bisect_left(starts, cue)]
        if _is_ahead(layout.text, located, left, cue, near, over) and not reader.read(
            located.start, located.end, standing.bounds[0], habitual=True
        ):
            statuses[k] = _PLANNED


def _is_of_day_ahead(text: str, located: Located, before: tuple[DateRecord, Standing], over: dt.date | None) -> bool:
    """Tell whether the verb's stem behind a figure is of a time to come right before it: 来年度に2名増員し、全校に置きます."""
    if over is None or not _AND_DOES.match(text, located.end):
        return False
    record, standing = before
    start = record.date.start
    ahead = record.status is _PLANNED and start is not None and start > over
    return ahead and _TO_FIGURE.fullmatch(text, standing.end, located.start) is not None


_AND_DOES = compile_pattern(r"[^、。\n\d]{1,8}(?:し|り|い|え|け|め|き|れ|み|ち|せ|げ|やし)、")
_TO_FIGURE = compile_pattern(r"(?:に|から|より)は?、?(?:[^、。\n\d]{1,16}[をが])?(?:約|計|新たに)?")


def _cue_before_bracket(text: str, left: int, at: int) -> int | None:
    """Return where the open cue begins that a bracket around `at` follows: 10月5日に開きます（定員100人）."""
    opened = text.rfind("(", left, at)
    if opened < 0 or text.find(")", opened, at) >= 0:
        return None
    return open_cue(text, max(left, opened - _LONGEST_CUE), opened)


_LONGEST_CUE = 8  # characters


def _clause_start(text: str, left: int, at: int) -> int:
    """Return where the clause of `at` begins: behind the verb's stem that ends the one before (指定し、)."""
    return max((end.end() for end in _CLAUSE_ENDS.finditer(text, left, at)), default=left)


def _is_ahead(
    text: str,
    located: Located,
    left: int,
    cue: int,
    near: Sequence[tuple[DateRecord, Standing]],
    over: dt.date | None,
) -> bool:
    """Tell whether the time nearest before the figure, else the first behind it, lies ahead (残る4市町は下半期に)."""
    stop = text.find("、", located.end, cue)
    stop = cue if stop < 0 else stop
    times = [(m.start(), bool(m["ahead"])) for m in _TIME.finditer(text, left, stop)]
    for record, standing in near:
        start = record.date.start
        if record.role is Role.AS_OF or start is None or over is None or standing.start >= stop:
            continue
        times.append((standing.start, record.status is _PLANNED and start > over))
    before = max((time for time in times if time[0] < located.start), default=None)
    told = before or min(times, default=None)
    return told is not None and told[1]


def _settle_topics(
    layout: Layout,
    reader: StatusReader,
    figures: Sequence[tuple[Located, Standing]],
    statuses: list[Status],
    dates: Sequence[tuple[DateRecord, Standing]],
) -> None:
    """Tell as planned what a sentence that opens with a year to come leaves open: 来年度は5か所に整備し、…を行う予定."""
    starts = [located.start for located, _ in figures]
    for record, standing in dates:
        if record.status is not _PLANNED or not _TOPIC.match(layout.text, standing.end):
            continue
        left, right = layout.sentence(standing.start, standing.end)
        if layout.text[left : standing.start].strip(" ・"):
            continue
        for k in range(bisect_left(starts, standing.end), bisect_left(starts, right)):
            located, place = figures[k]
            said = reader.read(located.start, located.end, place.bounds[0], habitual=True)
            open_yet = said is None and statuses[k] is _ACTUAL and not is_so_already(layout, located)
            if open_yet and (located.figure.kind is FigureKind.COUNT or is_new_rule(layout.text, located)):
                statuses[k] = _PLANNED
