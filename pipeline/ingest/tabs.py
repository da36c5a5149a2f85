"""Tabs: vertical words at an edge of level text that name all of what they stand beside, 目標１ 健やかに暮らす down a page.

They are read before it. Such a tab stands on a ground of its own, or its words count: the title of an axis does neither.
On the pages that it goes on over it names nothing anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.view import fold
from pipeline.codes import places_of
from pipeline.ingest.crossings import NEAR, bounds
from pipeline.ingest.glyphs import Drawn
from pipeline.ingest.pages import Line, Page
from pipeline.ingest.places import Box
from pipeline.ingest.runs import Run, Way
from pipeline.markers import form_of

if TYPE_CHECKING:
    from pipeline.ingest.layout import Row

_FEWEST_BESIDE = 3  # lines
_FEWEST_LETTERS = 3
_TALL = 2.0  # times its width
_PARTED = 2.0  # em between two of them
_TOUCH = 1.0  # points by which text may reach into its ground


def put_in(rows: Sequence[Row], drawn: Drawn) -> list[Row]:
    """Return the rows of a page of level text, each tab before the first of the rows that it stands beside.

    Args:
        rows: in reading order.
        drawn: the page.
    """
    tabs = [row for row in rows if row.frame.way in (Way.DOWN, Way.UP) and not row.apart]
    if not tabs or 2 * len(tabs) > len(rows):
        return list(rows)
    level = [row for row in rows if row.frame.way is Way.RIGHT and not row.apart]
    ahead: dict[int, list[Row]] = {}
    for tab in tabs:
        beside = _beside(tab, level, drawn)
        if len(beside) >= _FEWEST_BESIDE:
            ahead.setdefault(id(beside[0]), []).append(tab)
    moved = {id(tab) for group in ahead.values() for tab in group}
    return [part for row in rows if id(row) not in moved for part in (*ahead.get(id(row), ()), row)]


def parted(lines: Sequence[list[Run]]) -> Iterator[list[Run]]:
    """Yield lines that go down or up a page of level text, in pieces where much white parts two tabs above each other."""
    for line in lines:
        start = 0
        for at, (run, following) in enumerate(pairwise(line), start=1):
            if following.u0 - run.u1 > _PARTED * run.em:
                yield line[start:at]
                start = at
        yield line[start:]


def _beside(tab: Row, level: Sequence[Row], drawn: Drawn) -> list[Row]:
    """Return the rows, in reading order, that stand beside a tab's ground or words, all of them on one side of it."""
    box = _around(tab)
    ground = min((g for g in drawn.panels if _is_within(box, g)), key=_area, default=_between(box, drawn.rules))
    if ground is None and not _counts(tab.text):
        return []
    x0, top, x1, bottom = ground or box
    beside = [row for row in level if top < (row.place[1] + row.place[3]) / 2 < bottom]
    right = all(row.place[0] > x1 - _TOUCH for row in beside)
    return beside if right or all(row.place[2] < x0 + _TOUCH for row in beside) else []


def _between(box: Box, rules: Sequence[Box]) -> Box | None:
    """Return what two upright rules of one height right beside some words close: the edges of a narrow ground."""
    near = box[2] - box[0]
    high = [r for r in rules if r[0] == r[2] and r[1] <= box[1] and r[3] >= box[3]]
    left = max((r for r in high if box[0] - near < r[0] <= box[0]), default=None)
    right = min((r for r in high if box[2] <= r[0] < box[2] + near), default=None)
    if left is None or right is None or abs(left[1] - right[1]) > NEAR or abs(left[3] - right[3]) > NEAR:
        return None
    return bounds([left, right])


def _around(row: Row) -> Box:
    return bounds([(glyph.x0, glyph.top, glyph.x1, glyph.bottom) for glyph in row.glyphs if glyph is not None])


def _is_within(box: Box, ground: Box) -> bool:
    return ground[0] <= box[0] and ground[1] <= box[1] and box[2] <= ground[2] and box[3] <= ground[3]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _counts(text: str) -> bool:
    marked = form_of(fold(text.strip()))
    return marked is not None and bool(places_of(marked.form))


def repeated(pages: Sequence[Page]) -> Iterator[Line]:
    """Yield the tabs that go on from the page before, which has them in the same words."""
    for before, page in pairwise(map(tabs_of, pages)):
        known = {line.text for line in before}
        yield from (line for line in page if line.text in known)


def tabs_of(page: Page) -> list[Line]:
    """Return the lines that go down or up a page of level text."""
    tall = [line for line in page.lines if len(line.text) >= _FEWEST_LETTERS and _is_tall(line.box)]
    return tall if 2 * len(tall) < len(page.lines) else []


def _is_tall(box: Box) -> bool:
    return box[3] - box[1] > _TALL * (box[2] - box[0])
