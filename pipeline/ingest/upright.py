"""Which way the characters of a page stand, and places for those whose font does not say how high its face is.

PDFium then takes the face's height from the glyphs that it finds for A and g. In a part of a font (outlines of OpenType
as LibreOffice embeds them) these are any two, so that a box is hardly higher than its ink, and the characters of one
line stand at heights of their own. Where each glyph is a drawing (Type 3, as Chromium embeds such outlines), some boxes
are the ink itself, in the middle of the cell. Baseline, foot and size tell what the box should be.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import mul, sub

from pipeline.ingest import calls

_ASCENT, _DESCENT = 0.88, -0.12  # em: a face as most are
_SAMPLES = 64  # of a page's characters
_LOW = 0.85  # em: no face is lower
_SHALLOW = 0.1  # em: every face reaches further below the line that its characters stand on
_DISPLACED = 0.02  # em between a character's foot and its box, which otherwise begins there
_MOST_DISPLACED = 0.6  # em: ink fills more than that of no cell's end
_MANY = 0.1  # of the samples

_TURNED = 8  # degrees that a turned page may stand aslant


def find_turn(page: ctypes.c_void_p, rotation: int) -> int:
    """Return by how many degrees a page must be turned to the right for most of its characters to be upright.

    Args:
        page: of PDFium.
        rotation: of the page, by which it is turned to the right when it is looked at.
    """
    count = calls.count_characters(page)
    sampled = range(0, count, max(1, count // _SAMPLES))
    parts = calls.matrices(page, [index for index in sampled if calls.is_made_up(page, index) != 1])
    return (usual_turn(zip(parts[::6], parts[1::6], strict=True)) - rotation) % 360


def usual_turn(ways: Iterable[tuple[float, float]]) -> int:
    """Return the quarter turn to the right, in degrees, that lets most of some ways (to the right, up) go to the right."""
    seen = Counter(ways)
    turns = Counter[int]()
    for (a, b), times in seen.items():
        angle = math.degrees(math.atan2(b, a))
        quarter = round(angle / 90)
        if abs(angle - quarter * 90) < _TURNED:
            turns[quarter % 4 * 90] += times
    turn, most = max(turns.items(), key=lambda entry: entry[1], default=(0, 0))
    return turn if 2 * most > seen.total() else 0


def has_ink_boxes(page: ctypes.c_void_p, letters: Sequence[str], sides: Sequence[Sequence[float]]) -> bool:
    """Tell whether boxes of a page are no face's, of samples of ideographs and kana.

    They are lower than any face, end at the baseline, or are narrower than their cells.

    Args:
        page: of PDFium.
        letters: the characters.
        sides: all of their left, top, right and bottom ones.
    """
    step = max(1, len(letters) // _SAMPLES)
    sampled = [index for index in range(0, len(letters), step) if "\u3040" < letters[index] <= "\u9fff"]
    feet = iter(calls.origins(page, sampled))
    low = 0
    for index, x, y, _, up_x, up_y in zip(sampled, feet, feet, *_cells(page, sampled), strict=True):
        left, top, right, bottom = (side[index] for side in sides)
        is_level = abs(up_y) >= abs(up_x)
        height = top - bottom if is_level else right - left
        em = math.hypot(up_x, up_y)
        if is_level and _is_displaced(left - x, em):
            return True
        below = y - bottom if up_y > 0 else top - y
        low += 0 < height < _LOW * em or (is_level and height > 0 and below < _SHALLOW * em)
    return low > _MANY * len(sampled)


def straighten(page: ctypes.c_void_p, letters: Sequence[str], sides: Sequence[list[float]]) -> None:
    """Make the boxes of a page's characters as high as most faces are, and ink in the middle of a cell as wide as the cell.

    Args:
        page: of PDFium.
        letters: the characters.
        sides: all of their left, top, right and bottom ones.
    """
    lefts, tops, rights, bottoms = sides
    feet = calls.origins(page, range(len(letters)))
    xs, ys = feet[::2], feet[1::2]
    ahead, up_xs, up_ys = _cells(page, range(len(letters)))
    if not any(up_xs) and min(up_ys, default=0.0) >= 0.0:  # all upright, as nearly everywhere
        bottoms[:] = [y + _DESCENT * up for y, up in zip(ys, up_ys, strict=True)]
        tops[:] = [y + _ASCENT * up for y, up in zip(ys, up_ys, strict=True)]
        level: Iterable[int] = [at for at, distance in enumerate(map(sub, lefts, xs)) if distance > 0.0]
    else:
        level = list(_turned_up(zip(xs, ys, up_xs, up_ys, strict=True), sides))
    for at in level:
        if "\u2e7f" < letters[at] <= "\uff60" and _is_displaced(lefts[at] - xs[at], ahead[at]):
            lefts[at], rights[at] = xs[at], xs[at] + ahead[at]


def _turned_up(cells: Iterable[tuple[float, float, float, float]], sides: Sequence[list[float]]) -> Iterator[int]:
    """Make boxes as high as most faces are, whichever way they stand; yield the numbers of those that stand on a level line.

    Args:
        cells: foot and way to the head of each.
        sides: all left, top, right and bottom ones.
    """
    lefts, tops, rights, bottoms = sides
    for at, (x, y, up_x, up_y) in enumerate(cells):
        if abs(up_y) >= abs(up_x):
            bottoms[at], tops[at] = sorted((y + _DESCENT * up_y, y + _ASCENT * up_y))
            yield at
        else:
            lefts[at], rights[at] = sorted((x + _DESCENT * up_x, x + _ASCENT * up_x))


def _is_displaced(distance: float, em: float) -> bool:
    return _DISPLACED * em < distance < _MOST_DISPLACED * em


def _cells(page: ctypes.c_void_p, numbers: Sequence[int]) -> tuple[list[float], list[float], list[float]]:
    """Return how far right the next character's foot stands, and the way from a character's foot to its head, of each."""
    parts = calls.matrices(page, numbers)
    sizes = calls.font_sizes(page, numbers)
    ahead, up_x, up_y = (list(map(mul, parts[part::6], sizes)) for part in (0, 2, 3))
    return ahead, up_x, up_y
