"""The lists that an as-of date governs: the entries above the one that it closes, and those below the line that it leads."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extractors.mentions import FigureKind
from extractors.patterns import compile_pattern
from pipeline.resolve.value_dates import FLOWS

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout, Line
    from pipeline.resolve.parts import Located


def figures_between(starts: Sequence[int], start: int, end: int) -> range:
    """Return the indices of the figures that begin at view offsets from `start` up to `end`; `starts` are sorted."""
    return range(bisect_left(starts, start), bisect_left(starts, end))


_TELLS = compile_pattern(r"。|[ただいす]$|[はが](?!が?き)[^、。()\n\d]{0,8}\d")
"""An entry that tells in words, where others hold only names and values: 申請の割合は38％."""


def _is_term(text: str, located: Located) -> bool:
    """Tell whether a figure says on what terms others were counted: what is given for each, or at most, or was asked for."""
    figure = located.figure
    return (
        figure.kind is FigureKind.RATIO
        or _NAMES_TERM.search(figure.label or "") is not None
        or _FOR_EACH.search(text, located.start - 12, located.start) is not None
    )


_NAMES_TERM = compile_pattern(r"(?:(?:上限|限度|予算)額?|単価|料金|使用料|会費|家賃)$|^募集")
_FOR_EACH = compile_pattern(r"(?:当たり|あたり|につき)[: ]{0,2}(?:約|最大)?$")


def list_above(
    layout: Layout,
    figures: Sequence[Located],
    starts: Sequence[int],
    at: int,
    block_start: int,
    own: frozenset[int],
    dated: Sequence[int],
) -> list[int]:
    """Return the figures of the entries above that at `at` of its list, up to one that has an as-of date of its own.

    Fields that close with what happened until then (cases, a sum paid) were all counted so far. What stands at a time
    closes only a list of its like: an entry whose first figure is of another unit or kind (who took part, above who is
    registered) keeps none. Neither does a sentence among fields, nor a term (補助率 1/2, 上限額 50万円).
    """
    entry = layout.line_at(at)
    so_far = figures[dated[0]].figure.unit_norm in FLOWS and not _TELLS.search(layout.text, entry.start, entry.end)
    sorts = {(figures[k].figure.unit_norm, figures[k].figure.kind) for k in dated}
    units = {unit for unit, _ in sorts}
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
        inside = figures_between(starts, line.start, line.end)
        alike = [k for k in inside if figures[k].figure.unit_norm in units]
        if so_far and not _TELLS.search(layout.text, line.start, line.end):
            found.extend(k for k in inside if not _is_term(layout.text, figures[k]))
        elif alike and (figures[alike[0]].figure.unit_norm, figures[alike[0]].figure.kind) in sorts:
            found.extend(alike)
    return found


def list_below(layout: Layout, starts: Sequence[int], lead: Line, block_end: int, own: frozenset[int]) -> list[int]:
    """Return the figures of the list that begins below, up to an as-of date of its own or the end of the list."""
    found: list[int] = []
    begun = False
    for below in range(lead.no + 1, layout.count):
        line = layout.line(below)
        if line.start >= block_end or (lead.bullet and line.bullet == lead.bullet):
            break
        if line.blank:
            continue
        if below in own or (not line.bullet and begun and "。" in layout.text[line.start : line.end]):
            break
        if not line.bullet and not begun and "。" in layout.text[line.start : line.end]:
            break
        begun = True
        found.extend(figures_between(starts, line.start, line.end))
    return found
