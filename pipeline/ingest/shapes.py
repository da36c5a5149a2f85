"""What a page of a PDF draws besides text: rules and pictures, and whether some of its text may not be seen."""

from __future__ import annotations

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice, pairwise
from operator import itemgetter
from typing import Any

import pypdfium2_raw as pdfium

from pipeline.ingest import calls, hidden
from pipeline.ingest.overlaid import Area, Layers, window_of
from pipeline.ingest.places import Box, Matrix, Placing, Point, moved

_AS_IT_IS: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_THIN = 3.0  # points: a path no thicker is a rule
_RULE = 6.0  # points: a shorter one is an accent, a part of a picture
_PANEL = 24.0  # points: a smaller ground is one of a line
_WIDE = 60.0  # points that the line of a chart is long
_BARS = 3  # of a chart at least; sides of a line
_EVEN = 1.5  # points by which the distances of bars that lie differ
_STEP = 4.0  # times the height of one from bar to bar
_DASH_GAP = 3.0  # points between the dashes of a line
_INSET = 1.5, 8.0  # points that a ground behind the text of a cell stands within the rules of the cell
_DOT = 1.0  # points from the middle of a dot to its edge
_MOST_SEGMENTS = 2_000  # of a path; a drawing has more
_FEW_TEXTS = 100  # of a page that are all asked whether they are shown
_MOST_OBJECTS = 20_000  # of a page; a map has more, a table never


class Canvas:
    """What a page draws besides text, while its objects are gone through."""

    def __init__(self, placing: Placing) -> None:
        self._place = placing.box
        self.rules: list[Box] = []
        self.pictures: list[Box] = []
        self.panels: list[Box] = []
        self._strokes: list[list[Box]] = []
        """Lines that go to the right all the way, by their sides."""
        self.fills: list[Box] = []
        self._sides: list[tuple[Box, range]] = []
        """The grounds without an outline, each with where its sides stand among the rules."""
        self.shapes = 0
        self.is_doubtful = False
        self.layers = Layers()
        self._texts = 0
        self._left = _MOST_OBJECTS

    def take(self, shapes: Iterable[ctypes.c_void_p], matrix: Matrix = _AS_IT_IS, window: Area | None = None) -> None:
        """Go through the objects of a page or form.

        Args:
            shapes: the objects.
            matrix: from its own places to those of the page.
            window: what a form is shown in.
        """
        some = list(islice(shapes, self._left))
        for kind, group in groupby(zip(map(calls.get_kind, some), some, strict=True), key=itemgetter(0)):
            alike = [shape for _, shape in group]
            if kind == pdfium.FPDF_PAGEOBJ_TEXT:
                texts = alike[: self._left]
                self._left -= len(texts)
                self._take_texts(texts)
                self.layers.add_texts(texts, matrix, window)
                continue
            for shape in alike:
                if not self._left:
                    return
                self._left -= 1
                self._take_other(kind, shape, matrix, window)

    def _take_texts(self, texts: Sequence[ctypes.c_void_p]) -> None:
        """Look for doubtful text; where text is in many pieces, so is what is hidden."""
        first = self._texts + 1
        self._texts += len(texts)
        asked = (text for number, text in enumerate(texts, first) if number < _FEW_TEXTS or number % 4 == 0)
        self.is_doubtful = self.is_doubtful or any(map(hidden.is_doubtful, asked))

    def _take_other(self, kind: int, shape: ctypes.c_void_p, matrix: Matrix, window: Area | None) -> None:
        match kind:
            case pdfium.FPDF_PAGEOBJ_PATH:
                self.shapes += 1
                self._path(shape, _placed(shape, matrix), is_of_page=matrix is _AS_IT_IS)
            case pdfium.FPDF_PAGEOBJ_IMAGE:
                (x0, y0), (x1, y1) = (moved(x, y, _placed(shape, matrix)) for x, y in ((0, 0), (1, 1)))
                self.pictures.append(self._place((min(x0, x1), max(y0, y1), max(x0, x1), min(y0, y1))))
            case pdfium.FPDF_PAGEOBJ_FORM:
                inner = _placed(shape, matrix)
                self.take(calls.objects(shape, is_form=True), inner, window_of(shape, matrix, window))

    def _path(self, path: ctypes.c_void_p, matrix: Matrix, *, is_of_page: bool) -> None:
        is_filled, has_line = _ways_drawn(path)
        if calls.count_segments(path) > _MOST_SEGMENTS or not (is_filled or has_line):  # a drawing; a clipping path
            return
        x, y = ctypes.c_float(), ctypes.c_float()
        to_x, to_y = ctypes.byref(x), ctypes.byref(y)
        start = at = (0.0, 0.0)
        sides: list[Box] = []
        corners: list[Point] = []
        outlines = 0
        for segment in calls.segments(path):
            calls.get_point(segment, to_x, to_y)
            to = moved(x.value, y.value, matrix)
            kind = calls.get_segment_kind(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                self._enter(sides)
                sides, start = [], to
                outlines += 1
            elif kind == pdfium.FPDF_SEGMENT_LINETO:
                sides.append((*at, *to))
            at = to
            corners.append(to)
            if calls.closes(segment):
                sides.append((*at, *start))
                at = start
        if has_line and not is_filled and sides and all(x0 < x1 for x0, _, x1, _ in sides):
            self._strokes.append(sides)
        drawn = len(self.rules)
        whole = self._enter(sides)
        if whole is not None and is_filled and not has_line and outlines == 1:
            self._sides.append((whole, range(drawn, len(self.rules))))
        if whole is not None and is_filled and outlines == 1:
            self.fills.append(whole)
            if min(whole[2] - whole[0], whole[3] - whole[1]) > _PANEL:
                self.panels.append(whole)
            if is_of_page:
                self.layers.add_shape(path, corners)

    def _enter(self, sides: list[Box]) -> Box | None:
        """Take up a line or an outline; one that is hardly thicker than a line is one. Return the box of a thicker one."""
        boxes = [self._place((min(a, c), max(b, d), max(a, c), min(b, d))) for a, b, c, d in sides]
        thick = None
        if len(boxes) > 1:
            whole = (
                min(x[0] for x in boxes),
                min(x[1] for x in boxes),
                max(x[2] for x in boxes),
                max(x[3] for x in boxes),
            )
            if min(whole[2] - whole[0], whole[3] - whole[1]) <= _THIN:
                boxes = [whole]
            else:
                thick = whole
        self.rules += (as_line(box) for box in boxes if min(box[2] - box[0], box[3] - box[1]) <= _THIN)
        return thick

    def free_rules(self) -> list[Box]:
        """Return the rules without the sides of grounds behind a text within a cell that other rules draw."""
        of_grounds = {at for _, sides in self._sides for at in sides}
        others = [rule for at, rule in enumerate(self.rules) if at not in of_grounds] if of_grounds else []
        upright = sorted((rule for rule in others if rule[0] == rule[2]), key=itemgetter(0))
        level = sorted((rule for rule in others if rule[1] == rule[3]), key=itemgetter(1))
        places = [rule[0] for rule in upright], [rule[1] for rule in level]
        gone = {at for ground, sides in self._sides if _is_inset(ground, upright, level, places) for at in sides}
        return [rule for at, rule in enumerate(self.rules) if at not in gone] if gone else self.rules

    def charts(self) -> list[Box]:
        """Return where charts stand: bars on one line, of one width and several heights, or that lie so, and lines that go up and down."""
        bars: dict[tuple[int, int], list[Box]] = {}
        lying: dict[tuple[int, int], list[Box]] = {}
        for fill in self.fills:
            bars.setdefault((round(fill[3]), round(fill[2] - fill[0])), []).append(fill)
            lying.setdefault((round(fill[0]), round(fill[3] - fill[1])), []).append(fill)
        rows = [row for row in bars.values() if len({round(bar[1]) for bar in row}) >= _BARS]
        rows += (row for row in lying.values() if len({round(bar[2]) for bar in row}) >= _BARS and _are_even(row))
        sides = (tuple(zip(*row, strict=True)) for row in rows)
        curves = (self._place(_around(line)) for line in _lines_of(self._strokes) if _goes_up_and_down(line))
        return [*curves, *((min(x0), min(top), max(x1), max(bottom)) for x0, top, x1, bottom in sides)]


def _are_even(bars: Sequence[Box]) -> bool:
    """Tell whether bars that lie are one below the other at one distance, and near: grounds of headings are not."""
    tops = sorted(bar[1] for bar in bars)
    steps = [b - a for a, b in pairwise(tops)]
    return max(steps) - min(steps) < _EVEN and 0 < max(steps) < _STEP * (bars[0][3] - bars[0][1])


def _is_inset(
    ground: Box, upright: Sequence[Box], level: Sequence[Box], places: tuple[Sequence[float], Sequence[float]]
) -> bool:
    """Tell whether rules stand close around a ground on the left, on the right and above.

    Args:
        ground: the box.
        upright: rules, in the order of their places.
        level: likewise.
        places: of both.
    """
    x0, top, x1, bottom = ground
    nearest, furthest = _INSET
    middle, height = (x0 + x1) / 2, (top + bottom) / 2
    for first, last in ((x0 - furthest, x0 - nearest), (x1 + nearest, x1 + furthest)):
        beside = upright[bisect_left(places[0], first) : bisect_right(places[0], last)]
        if not any(rule[1] < height < rule[3] for rule in beside):
            return False
    above = level[bisect_left(places[1], top - furthest) : bisect_right(places[1], top - nearest)]
    return any(rule[0] < middle < rule[2] for rule in above)


def _lines_of(strokes: Iterable[list[Box]]) -> Iterable[list[Box]]:
    """Return lines by their sides; one may be drawn side by side, from point to point."""
    lines: dict[tuple[int, int], list[Box]] = {}  # by where they end
    ended: list[list[Box]] = []
    for sides in strokes:
        (x0, y0), (x1, y1) = sides[0][:2], sides[-1][2:]
        line = lines.pop((round(x0), round(y0)), [])
        line += sides
        end = round(x1), round(y1)
        if end in lines:
            ended.append(lines[end])
        lines[end] = line
    return [*ended, *lines.values()]


def _goes_up_and_down(sides: Sequence[Box]) -> bool:
    """Tell whether sides that go to the right are the line of a chart: it has several, and is not level."""
    if len(sides) < _BARS:
        return False
    x0, top, x1, bottom = _around(sides)
    return x1 - x0 > _WIDE and top - bottom > _THIN


def _around(sides: Sequence[Box]) -> Box:
    heights = [y for _, y0, _, y1 in sides for y in (y0, y1)]
    return sides[0][0], max(heights), sides[-1][2], min(heights)


def find_shapes(page: Any, placing: Placing) -> Canvas:
    """Return what a page draws besides text."""
    canvas = Canvas(placing)
    canvas.take(calls.objects(calls.handle(page.raw)))
    return canvas


def _ways_drawn(path: ctypes.c_void_p) -> tuple[bool, bool]:
    """Tell whether a path is filled, and whether its line is drawn."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    calls.get_draw_mode(path, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(fill.value), bool(stroke.value)


def _placed(shape: ctypes.c_void_p, outer: Matrix) -> Matrix:
    """Return the matrix that moves by that of a shape and then by `outer`."""
    found = pdfium.FS_MATRIX()
    if not calls.get_matrix(shape, ctypes.byref(found)):
        return outer
    a, b, c, d, e, f = found.a, found.b, found.c, found.d, found.e, found.f
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def as_line(box: Box) -> Box:
    """Return a thin box as a line without thickness."""
    x0, top, x1, bottom = box
    if x1 - x0 >= bottom - top:
        return x0, (top + bottom) / 2, x1, (top + bottom) / 2
    return (x0 + x1) / 2, top, (x0 + x1) / 2, bottom


def joined(rules: Iterable[Box]) -> list[Box]:
    """Put together what is drawn in dashes or twice, and leave out what is too short to part anything."""
    level: dict[int, list[Box]] = {}
    upright: dict[int, list[Box]] = {}
    for rule in rules:
        x0, top, x1, bottom = rule
        if top == bottom:
            level.setdefault(round(top), []).append(rule)
            half = (x1 - x0) / 2
            if half <= _DOT:  # of a dotted line, that may as well go down
                upright.setdefault(round(x0 + half), []).append((x0 + half, top - half, x0 + half, top + half))
        else:
            upright.setdefault(round(x0), []).append(rule)
    found: list[Box] = []
    for lines in level.values():
        at = lines[0][1]
        found += ((x0, at, x1, at) for x0, x1 in _stretches((x[0], x[2]) for x in lines))
    for lines in upright.values():
        at = lines[0][0]
        found += ((at, top, at, bottom) for top, bottom in _stretches((x[1], x[3]) for x in lines))
    return found


def _stretches(parts: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield what parts of one line cover; the gaps of a dashed line are none."""
    ordered = sorted(parts)
    if not ordered:
        return
    start, end = ordered[0]
    for a, b in ordered[1:]:
        if a - end <= _DASH_GAP:
            end = max(end, b)
            continue
        if end - start >= _RULE:
            yield start, end
        start, end = a, b
    if end - start >= _RULE:
        yield start, end
