"""Which way the characters of a page stand, and places for those whose font does not say how high its face is.

PDFium then takes the face's height from the glyphs that it finds for A and g. In a part of a font (outlines of OpenType
as LibreOffice embeds them) these are any two, so that a box is hardly higher than its ink, and the characters of one
line stand at heights of their own. Where each glyph is a drawing (Type 3, as Chromium embeds such outlines), some boxes
are the ink itself, in the middle of the cell. Baseline, foot and size tell what the box should be.
"""

from __future__ import annotations

import ctypes
import math
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

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
    angles = [math.degrees(math.atan2(b, a)) for a, b in ways]
    turns = Counter(round(angle / 90) % 4 * 90 for angle in angles if abs(angle - round(angle / 90) * 90) < _TURNED)
    turn, times = max(turns.items(), key=lambda entry: entry[1], default=(0, 0))
    return turn if 2 * times > len(angles) else 0


def has_ink_boxes(page: ctypes.c_void_p, letters: Sequence[str]) -> bool:
    """Tell whether boxes of a page are no face's, of samples of ideographs and kana.

    They are lower than any face, end at the baseline, or are narrower than their cells.
    """
    step = max(1, len(letters) // _SAMPLES)
    sampled = [index for index in range(0, len(letters), step) if "\u3040" < letters[index] <= "\u9fff"]
    own, feet = (iter(found(page, sampled)) for found in (calls.boxes, calls.origins))
    low = 0
    for left, top, right, bottom, x, y, (_, up_x, up_y) in zip(
        own, own, own, own, feet, feet, _cells(page, sampled), strict=True
    ):
        is_level = abs(up_y) >= abs(up_x)
        height = top - bottom if is_level else right - left
        em = math.hypot(up_x, up_y)
        if is_level and _is_displaced(left - x, em):
            return True
        below = y - bottom if up_y > 0 else top - y
        low += 0 < height < _LOW * em or (is_level and height > 0 and below < _SHALLOW * em)
    return low > _MANY * len(sampled)


def straighten(page: ctypes.c_void_p, letters: Sequence[str], own: array[float]) -> None:
    """Make the boxes of a page's characters as high as most faces are, and ink in the middle of a cell as wide as the cell.

    Args:
        page: of PDFium.
        letters: the characters.
        own: left, top, right and bottom of each, one behind the other.
    """
    numbers = range(len(letters))
    feet = iter(calls.origins(page, numbers))
    places = range(0, 4 * len(letters), 4)
    for at, letter, x, y, (ahead, up_x, up_y) in zip(places, letters, feet, feet, _cells(page, numbers), strict=True):
        foot, head = (y + _DESCENT * up_y, y + _ASCENT * up_y)
        if abs(up_y) >= abs(up_x):
            own[at + 3], own[at + 1] = (foot, head) if foot <= head else (head, foot)
            if "\u2e7f" < letter <= "\uff60" and _is_displaced(own[at] - x, ahead):
                own[at], own[at + 2] = x, x + ahead
        else:
            own[at], own[at + 2] = sorted((x + _DESCENT * up_x, x + _ASCENT * up_x))


def _is_displaced(distance: float, em: float) -> bool:
    return _DISPLACED * em < distance < _MOST_DISPLACED * em


def _cells(page: ctypes.c_void_p, numbers: Sequence[int]) -> Iterator[tuple[float, float, float]]:
    """Yield how far right the next character's foot stands, and the way from a character's foot to its head."""
    parts = calls.matrices(page, numbers)
    sizes = calls.font_sizes(page, numbers)
    for size, a, c, d in zip(sizes, parts[::6], parts[2::6], parts[3::6], strict=True):
        yield a * size, c * size, d * size
