"""Reports on several plans: the name of each heads a part, and the directions stand below it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pipeline.markers import mark_of
from pipeline.segment.lines import Line
from pipeline.segment.plan_names import names_own_plan, names_plan
from pipeline.segment.rows import names_direction

_CLOSING = "】]>》〉≫〕) "


def head_plans(lines: Sequence[Line], above: Sequence[tuple[str, Sequence[int]]], measures: Sequence[float]) -> bool:
    """Tell whether the outermost of several levels above the measures only names the plans that a report is on.

    Each names a plan, and says whose or which it is, or the next level is worded as directions are: 基本目標1. Chapters
    on planning (第2章 土地利用計画 over 第1節) are directions.

    Args:
        lines: of the report.
        above: the marks above the measures with their lines, outermost first.
        measures: where the measures stand, in order.
    """
    if len(above) < 2:
        return False
    (_, outer), (_, inner), *_ = above
    ends = [*outer[1:], len(lines)]
    leading = [n for n, end in zip(outer, ends, strict=True) if bisect_right(measures, n) < bisect_right(measures, end)]
    titles = [lines[n].text[m.title if (m := mark_of(lines[n].text)) else 0 :].rstrip(_CLOSING) for n in leading]
    if not titles or not all(map(names_plan, titles)):
        return False
    return all(map(names_own_plan, titles)) or all(names_direction(lines[n].text) for n in inner)
