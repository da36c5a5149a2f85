"""As-of dates: which figures a point of measurement (8月末現在) governs.

In brackets behind a figure it governs the figures of its line back to the as-of before it, and the earlier entries of
the list that it closes where they have none of their own; a bracket that dates a value of its own (62社（3月末は48社））
governs that one only. Before a figure it governs what follows in its sentence; in the sentence that leads a list, the
list below; on a line of its own, the list that it closes, else the list below.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from extractors.mentions import FigureKind, Status

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout, Line
    from pipeline.resolve.parts import Located


class Point(NamedTuple):
    """An as-of date at view offsets `start`..`end`."""

    day: dt.date
    start: int
    end: int


_WORDS = re.compile(
    r" ?(?:の?時点|現在|現時点|付け?|末日?現在)*(?:の(?:速報値|暫定値|集計|実績)?|において|では|で|、)*"
)
_OPEN_BRACKET = re.compile(r"[(\[〔【][^)\]〕】]*$")
_ALONE = re.compile(r"[ ※*(\[〔【]*$")
_ENDS_ALONE = re.compile(r"[ )\]〕】。]*$")
_OWN_VALUE = re.compile(r"[^、。\d)\]〕】]{0,12}[約延べのべ]*\d")
_AVERAGE = re.compile(r"平均[^\d、。\n]{0,8}$")
_COMPARED = re.compile(r"(?:前年|昨年|前回|前期|一昨年|前々年)[^\d。、(]{0,8}$")
_MEASURED = frozenset(
    {
        FigureKind.COUNT,
        FigureKind.PEOPLE,
        FigureKind.PARTICIPANTS,
        FigureKind.MONEY,
        FigureKind.RATE,
        FigureKind.RATIO,
        FigureKind.CHANGE,
    }
)


def assign(
    layout: Layout,
    figures: Sequence[Located],
    statuses: Sequence[Status],
    points: Sequence[Point],
    block_bounds: Sequence[tuple[int, int]],
    dated_lines: frozenset[int],
    timed_lines: frozenset[int],
) -> list[dt.date | None]:
    """Return the as-of date of each figure, or None.

    Args:
        layout: the lines of the view.
        figures: by start.
        statuses: of the figures; what is planned or a target has no as-of date.
        points: the as-of dates, by start.
        block_bounds: for each point, the bounds of the block that it stands in.
        dated_lines: the lines that hold a date of their own of any role.
        timed_lines: those of them whose date is no mere span around the as-of dates (本年度, a term of a course).
    """
    given: list[dt.date | None] = [None] * len(figures)
    starts = [f.start for f in figures]
    measured = [layout.line_no(p.start) for p in points]
    dated, own = dated_lines.union(measured), timed_lines.union(measured)
    for n, point in enumerate(points):
        line = layout.line_at(point.start)
        last = points[n - 1].end if n and points[n - 1].end > line.start else line.start
        following = points[n + 1].start if n + 1 < len(points) else len(layout.text)
        on_line = _between(starts, line.start, line.end)
        sentence = layout.sentence(point.start, point.end)[0]
        if not layout.text[sentence : point.start].strip(" ("):  # 187件です。（8月末時点）
            sentence = layout.sentence(max(sentence - 1, 0), max(sentence - 1, 0))[0]
        sentence = max(last, sentence)
        before = _between(starts, sentence, point.start)
        targets: Sequence[int]
        if (
            not on_line
            and _stands_alone(layout.text, point, line)
            and (closed := _closed_list(layout, starts, line, block_bounds[n][0], own))
        ):
            targets = closed
        elif before and _is_behind(layout.text, figures[before[-1]].end, point, line.end):
            targets = before
            if last == line.start and line.bullet:
                units = {figures[k].figure.unit_norm for k in before}
                above = _list_above(layout, figures, starts, point, block_bounds[n][0], dated)
                # A list of one kind of thing closes with one date; entries of other kinds keep none.
                targets = [*(k for k in above if figures[k].figure.unit_norm in units), *before]
        else:
            stop = min(following, layout.sentence(point.start, point.end)[1])
            targets = _between(starts, point.end, stop)
            if not targets or _leads(layout.text, point.end, line.end):
                targets = [*targets, *_list_below(layout, figures, starts, line.end, block_bounds[n][1], own)]
        for k in targets:
            if _COMPARED.search(layout.text, max(line.start, figures[k].start - 14), figures[k].start):
                continue  # 1,523件（前年同期1,310件）: the comparison is of another time
            if given[k] is None and statuses[k] is Status.ACTUAL and _is_measured(layout.text, figures[k]):
                given[k] = point.day
    return given


def _is_measured(text: str, located: Located) -> bool:
    """Tell whether the figure is one that a point in time can govern; a duration only as an average (平均3.2週間)."""
    kind = located.figure.kind
    if kind is FigureKind.DURATION:
        return _AVERAGE.search(text, max(0, located.start - 12), located.start) is not None
    return kind in _MEASURED


def _stands_alone(text: str, point: Point, line: Line) -> bool:
    """Tell whether the line holds nothing but the point: （8月末現在）."""
    words = _WORDS.match(text, point.end, line.end)
    behind = words.end() if words else point.end
    return bool(_ALONE.match(text, line.start, point.start) and _ENDS_ALONE.match(text, behind, line.end))


def _closed_list(layout: Layout, starts: Sequence[int], line: Line, block_start: int, own: frozenset[int]) -> list[int]:
    """Return the figures of the list, or of the line of prose, that ends right above a line of its own."""
    found: list[int] = []
    sort: bool | None = None  # whether the lines above are entries of a list
    for above in range(line.no - 1, -1, -1):
        entry = layout.line(above)
        if entry.start < block_start or above in own or (entry.blank and found):
            break
        if entry.blank:
            continue
        if sort is None:
            sort = bool(entry.bullet)
        elif not sort or not entry.bullet:
            break
        found.extend(_between(starts, entry.start, entry.end))
    return found


def _between(starts: Sequence[int], start: int, end: int) -> range:
    return range(bisect_left(starts, start), bisect_left(starts, end))


def _is_behind(text: str, figure_end: int, point: Point, line_end: int) -> bool:
    """Tell whether the point stands in a bracket behind a figure, or closes the line without one."""
    between = text[figure_end : point.start]
    words = _WORDS.match(text, point.end, line_end)
    rest = text[words.end() if words else point.end : line_end]
    if _OPEN_BRACKET.search(between):
        if not (words and words.group().endswith("、")) and _OWN_VALUE.match(rest):
            return False
        outside = rest.find(")") if ")" in rest else rest.find("]")
        return not re.match(r"[ )\]]*:? ?[約延べのべ]*\d", rest[outside + 1 :] if outside >= 0 else rest)
    return not re.search(r"\d", rest) and "。" not in between


def _leads(text: str, start: int, end: int) -> bool:
    return bool(re.search(r"(?:とおり|通り|以下|次の|下記|実績|状況|件数|人数)[^。]*[。:)）〕】]? *$", text[start:end]))


def _list_above(
    layout: Layout,
    figures: Sequence[Located],
    starts: Sequence[int],
    point: Point,
    block_start: int,
    own: frozenset[int],
) -> list[int]:
    """Return the figures of the earlier entries of the list, up to one that has an as-of date of its own."""
    entry = layout.line_at(point.start)
    found: list[int] = []
    if entry.bullet[:1] in "①②③④⑤⑥⑦⑧⑨⑩":
        return []
    for above in range(entry.no - 1, -1, -1):
        line = layout.line(above)
        if line.start < block_start or above in own:
            break
        if line.blank:
            continue
        if line.bullet != entry.bullet:
            break
        found.extend(_between(starts, line.start, line.end))
    return found


def _list_below(
    layout: Layout,
    figures: Sequence[Located],
    starts: Sequence[int],
    line_end: int,
    block_end: int,
    own: frozenset[int],
) -> list[int]:
    """Return the figures of the list that begins below, up to an as-of date of its own or the end of the list."""
    found: list[int] = []
    begun = False
    for below in range(layout.line_no(max(line_end - 1, 0)) + 1, layout.count):
        line = layout.line(below)
        if line.start >= block_end:
            break
        if line.blank:
            continue
        if below in own or (not line.bullet and begun and "。" in layout.text[line.start : line.end]):
            break
        if not line.bullet and not begun and "。" in layout.text[line.start : line.end]:
            break
        begun = True
        found.extend(_between(starts, line.start, line.end))
    return found
