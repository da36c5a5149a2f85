"""Which head count tells how many came to an occasion."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors import scripts
from extractors.mentions import FigureKind, Qualifier, Status
from pipeline.resolve import themes

if TYPE_CHECKING:
    from pipeline.resolve.events import Dated
    from pipeline.resolve.layout import Layout
    from pipeline.resolve.parts import Located

_NO_ATTENDANCE = scripts.compile(
    r"定員|募集|講師|配置|登録|委員|採用|雇用|応募|申込|対象|スタッフ|職員数|相談員|支援員"
)


def _counts_those_present(layout: Layout, dated: Dated, located: Located, *, in_session: bool) -> bool:
    """Tell whether a head count is one of participants, or stands bare behind the date: 5月18日 22名, （5月10日）15名."""
    figure = located.figure
    if figure.kind is FigureKind.PARTICIPANTS:
        return True
    if figure.kind is not FigureKind.PEOPLE or _NO_ATTENDANCE.search(figure.label or ""):
        return False
    if not _NOTHING_MORE.match(layout.text, located.end):
        return False
    return bool(_BARE_BEHIND.fullmatch(layout.text, dated.end, located.start)) or (
        in_session and themes.closes_with_count(layout, dated.end, located.end)
    )


_BARE_BEHIND = scripts.compile(r"[ )(:、・]{0,4}(?:[一-鿿]{0,4}\d{1,3} ?組、?)?(?:延べ|のべ|約|計)?[ ]?")
_NOTHING_MORE = scripts.compile(r" ?(?:程度)?(?:$|[、。)\n ・(/])", re.MULTILINE)
_ATTENDING_LABEL = scripts.compile(r"参加|来場|受講|出席|聴講|視聴|来客|観客|入場|修了|観覧")


def attendance(
    layout: Layout,
    bounds: tuple[int, int],
    dated: Dated,
    figures: Sequence[Located],
    statuses: Sequence[Status],
    taken: set[int],
    *,
    in_session: bool,
) -> int | None:
    """Return the index of the figure that counts who came to an occasion, None where none does.

    Args:
        layout: the lines of the view.
        bounds: of the occasion's own words, in view offsets.
        dated: its date.
        figures: of the whole text, by start.
        statuses: of the figures.
        taken: figures that other occasions have.
        in_session: whether the occasion has an ordinal.
    """
    if dated.status is Status.PLANNED:
        return None
    found: list[tuple[int, int]] = []
    line = layout.line_at(dated.start)
    for k in range(bisect_left(figures, (bounds[0],)), bisect_left(figures, (bounds[1],))):
        figure = figures[k].figure
        if (
            k in taken
            or statuses[k] is not Status.ACTUAL
            or not _counts_those_present(layout, dated, figures[k], in_session=in_session)
        ):
            continue
        if Qualifier.OF_WHICH in figure.qualifiers or Qualifier.EACH in figure.qualifiers:
            continue
        same_line = figures[k].start < line.end
        if not same_line:
            if figure.label and not _ATTENDING_LABEL.search(figure.label):
                continue
            if Qualifier.TOTAL_ATTENDANCES in figure.qualifiers and dated.date.start == dated.date.end:
                continue
        order = (0 if figures[k].start > dated.end else 1) if same_line else 2
        found.append((order, k))
    if not found or _is_shared_out(layout, figures, min(found)[1]):
        return None
    return min(found)[1]


_SHARED_OUT = scripts.compile(r"(?:名|人)?、[^\d、。()\n]{1,10}")


def _is_shared_out(layout: Layout, figures: Sequence[Located], k: int) -> bool:
    """Tell whether those present are only counted by groups, in figures that follow each other: 男性14人、女性13人."""
    for a, b in ((k, k + 1), (k - 1, k)):
        if a < 0 or b >= len(figures):
            continue
        first, second = figures[a], figures[b]
        between = layout.text[first.end : second.start]
        if (
            _SHARED_OUT.fullmatch(between)
            and first.figure.unit_norm == second.figure.unit_norm
            and first.figure.kind in (FigureKind.PARTICIPANTS, FigureKind.PEOPLE)
            and first.figure.label
            and second.figure.label
            and between.endswith(second.figure.label)
            and first.figure.label != second.figure.label
            and not {Qualifier.OF_WHICH, Qualifier.TOTAL_ATTENDANCES, Qualifier.DISTINCT}.intersection(
                (*first.figure.qualifiers, *second.figure.qualifiers)
            )
        ):
            return True
    return False
