"""Sessions of a list that are counted like those above them, though their day is later than the report can tell of."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from extractors.mentions import Precision, Role, Status
from extractors.patterns import compile_pattern
from pipeline.model import BlockKind, DateRecord

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout, Line
    from pipeline.resolve.standing import Standing

_PLANNED = Status.PLANNED
_COMING = "(?:参加|出席|受講|来場|来館|相談|利用|聴講|修了|体験|見学|観覧)"
_CAME = compile_pattern(
    rf"{_COMING}者?(?:人数|数)?(?:は|:)? ?(?:延べ)?[0-9][0-9,]* ?(?:人|名|組)(?!程度|予定)|[0-9][0-9,]* ?(?:人|名|組)(?:が|の)?{_COMING}(?!予定|見込|申込|希望|募集)"
)
_COUNTED = compile_pattern(r" (?:延べ)?[0-9][0-9,]* ?(?:人|名|組)(?= |$)", re.MULTILINE)
"""A field of a row above that is nothing but a count."""
_TO_COME = compile_pattern("予定|見込|計画|定員|募集|目標|予約|申込|まで")
_TO_BE_TOLD = compile_pattern("予定|計画|見込|今後")
_AHEAD = frozenset({BlockKind.OUTLOOK, BlockKind.TARGET})


def as_sisters(
    layout: Layout, dates: Sequence[tuple[DateRecord, Standing]], end: dt.date | None
) -> list[tuple[DateRecord, Standing]]:
    """Return the dates; a day beyond the report's whose line counts who came, as does the line above of a day that is past, is past too.

    Its day is a mistake then, which a check tells.

    Args:
        layout: the lines of the view.
        dates: with where they stand, by start.
        end: the last day that the report tells of.
    """
    found = list(dates)
    if end is None:
        return found
    for k in range(1, len(found)):
        record, standing = found[k]
        if not _is_ahead(record, end):
            continue
        line, (before, above) = layout.line_at(standing.start), found[k - 1]
        if (
            above.bounds == standing.bounds
            and before.role is Role.EVENT
            and before.status is Status.ACTUAL
            and layout.line_no(above.start) == line.no - 1
            and _are_alike(layout, layout.line(line.no - 1), line)
            and not _TO_BE_TOLD.search(_lead(layout, line))
        ):
            found[k] = replace(record, status=Status.ACTUAL), standing
    return found


def _is_ahead(record: DateRecord, end: dt.date) -> bool:
    date = record.date
    return (
        record.status is _PLANNED
        and record.role is Role.EVENT
        and date.precision is Precision.DAY
        and date.start is not None
        and date.start > end
        and record.place.block not in _AHEAD
    )


def _are_alike(layout: Layout, above: Line, line: Line) -> bool:
    """Tell whether two lines have the same mark and indent, and each of them counts who came, the later one in so many words."""
    text = layout.text
    if above.bullet != line.bullet or above.body - above.start != line.body - line.start:
        return False
    counted = _CAME.search(text, above.start, above.end) or _COUNTED.search(text, above.body, above.end)
    if counted is None or _CAME.search(text, line.start, line.end) is None:
        return False
    return not any(_TO_COME.search(text, one.start, one.end) for one in (above, line))


def _lead(layout: Layout, line: Line) -> str:
    """Return the line that leads the list of a line: the first above it that does not count who came."""
    for no in range(line.no - 1, max(-1, line.no - _LONGEST_LIST), -1):
        above = layout.line(no)
        if not _CAME.search(layout.text, above.start, above.end):
            return layout.text[above.start : above.end]
    return ""


_LONGEST_LIST = 25  # lines
