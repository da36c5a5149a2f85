"""Text that a page draws and does not show: what is clipped away, and what an opaque shape is drawn over.

Pictures hide nothing here: they may be stamps, or a scan over the text that was recognised in it.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from pipeline.ingest import calls
from pipeline.ingest.places import Matrix, Point, moved

Area = tuple[float, float, float, float]
"""Left, bottom, right and top, in the page's own places."""

_EVERYWHERE: Area = (-1e9, -1e9, 1e9, 1e9)
_THICK = 4.0  # points: a lower shape strikes text out and hides none
_MOST_CORNERS = 60  # of an outline; a drawing has more
_OPAQUE = 255
_EDGES = [ctypes.c_float() for _ in range(4)]  # asked for many objects: made once
_TO_EDGES = tuple(map(ctypes.byref, _EDGES))
_TO_COLOURS = tuple(map(ctypes.byref, (ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint())))
_ALPHA, _X, _Y = ctypes.c_uint(), ctypes.c_float(), ctypes.c_float()
_TO_POINT = ctypes.byref(_X), ctypes.byref(_Y)


class _Cover(NamedTuple):
    texts: int
    """How many texts it is drawn over."""
    outline: Sequence[Point]
    around: Area
    """What is shown of it at most."""


class Veil(NamedTuple):
    """What may hide characters of a text object."""

    window: Area
    """Nothing outside of it is shown."""
    covers: Sequence[_Cover] = ()

    def hides(self, at: Point) -> bool:
        """Tell whether it hides what stands at a point."""
        return not _is_in(at, self.window) or any(
            _is_in(at, cover.around) and _is_inside(at, cover.outline) for cover in self.covers
        )


_Text: TypeAlias = tuple[ctypes.c_void_p, Matrix, Area | None]
"""A text object, what leads from its places to those of the page, and what it is shown in."""


class Layers:
    """The text of a page and what is drawn over it, taken up in the order in which it is drawn."""

    def __init__(self) -> None:
        """Begin with an empty page."""
        self._texts: list[_Text] = []
        self._covers: list[_Cover] = []

    def add_texts(self, shapes: Sequence[ctypes.c_void_p], matrix: Matrix, window: Area | None) -> None:
        """Take up text objects; `matrix` leads to the places of the page."""
        clips = map(calls.count_clips, map(calls.get_clip, shapes))
        self._texts += (
            (shape, matrix, window_of(shape, matrix, window) if count > 0 else window)
            for shape, count in zip(shapes, clips, strict=True)
        )

    def add_shape(self, path: ctypes.c_void_p, outline: Sequence[Point]) -> None:
        """Take up a filled path of the page itself, of one outline."""
        if not self._texts or len(outline) > _MOST_CORNERS:
            return
        left, bottom, right, top = _around(outline)
        if min(right - left, top - bottom) < _THICK or not _is_opaque(path):
            return
        around = window_of(path, None, (left, bottom, right, top))
        if around and all(map(_is_box, _clips(path))):
            self._covers.append(_Cover(len(self._texts), outline, around))

    def veils(self) -> dict[int | None, Veil]:
        """Return what may hide characters of text objects, by their addresses."""
        found: dict[int | None, Veil] = {}
        last = self._covers[-1].texts if self._covers else 0
        for number, (shape, matrix, window) in enumerate(self._texts):
            if (number >= last and window is None) or not calls.get_bounds(shape, *_TO_EDGES):
                continue
            left, bottom, right, top = (edge.value for edge in _EDGES)
            own = _around([moved(x, y, matrix) for x in (left, right) for y in (bottom, top)])
            first = bisect_right(self._covers, number, key=lambda cover: cover.texts)
            over = [cover for cover in self._covers[first:] if _overlap(own, cover.around)]
            if over or (window and not (_is_in(own[:2], window) and _is_in(own[2:], window))):
                found[shape.value] = Veil(window or _EVERYWHERE, over)
        return found


def window_of(shape: ctypes.c_void_p, matrix: Matrix | None, outer: Area | None) -> Area | None:
    """Return outside of what nothing of an object is shown, on the page; `outer` if it is clipped by nothing of its own.

    Args:
        shape: the object.
        matrix: from its places to those of the page, where they differ.
        outer: what the form is shown in that it belongs to.
    """
    for points in _clips(shape):
        left, bottom, right, top = _around([moved(*point, matrix) for point in points] if matrix else points)
        outer = outer or _EVERYWHERE
        outer = max(left, outer[0]), max(bottom, outer[1]), min(right, outer[2]), min(top, outer[3])
    return outer


def _clips(shape: ctypes.c_void_p) -> Iterator[list[Point]]:
    """Yield the corners of each path that an object is clipped by."""
    clip = calls.get_clip(shape)
    for path in range(calls.count_clips(clip)):  # -1 without one
        points: list[Point] = []
        for index in range(calls.count_clip_segments(clip, path)):
            calls.get_point(calls.get_clip_segment(clip, path, index), *_TO_POINT)
            points.append((_X.value, _Y.value))
        if points:
            yield points


def _is_box(points: Iterable[Point]) -> bool:
    return all(len(set(edges)) == 2 for edges in zip(*points, strict=True))


def _is_opaque(path: ctypes.c_void_p) -> bool:
    known = calls.get_fill(path, *_TO_COLOURS, ctypes.byref(_ALPHA))
    return bool(known) and _ALPHA.value == _OPAQUE and not calls.has_transparency(path)


def _around(points: Iterable[Point]) -> Area:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _is_in(at: Point, area: Area) -> bool:
    return area[0] <= at[0] <= area[2] and area[1] <= at[1] <= area[3]


def _overlap(a: Area, b: Area) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _is_inside(at: Point, outline: Sequence[Point]) -> bool:
    """Tell whether a point lies in an outline: a ray from it crosses an odd number of its sides."""
    x, y = at
    inside = False
    for (ax, ay), (bx, by) in pairwise((*outline, outline[0])):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            inside = not inside
    return inside
