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
from collections.abc import Iterable, Sequence

import pypdfium2.raw as pdfium

from pipeline.ingest import calls

_ASCENT, _DESCENT = 0.88, -0.12  # em: a face as most are
_SAMPLES = 64  # of a page's characters
_LOW = 0.85  # em: no face is lower
_SHALLOW = 0.1  # em: every face reaches further below the line that its characters stand on
_DISPLACED = 0.02  # em between a character's foot and its box, which otherwise begins there
_MOST_DISPLACED = 0.6  # em: ink fills more than that of no cell's end
_MANY = 0.1  # of the samples

_TURNED = 8  # degrees that a turned page may stand aslant

_MATRIX, _X, _Y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()  # asked for each character: made once
_TO_MATRIX, _TO_FOOT = ctypes.byref(_MATRIX), (ctypes.byref(_X), ctypes.byref(_Y))


def find_turn(page: ctypes.c_void_p, rotation: int) -> int:
    """Return by how many degrees a page must be turned to the right for most of its characters to be upright.

    Args:
        page: of PDFium.
        rotation: of the page, by which it is turned to the right when it is looked at.
    """
    count = calls.count_characters(page)
    ways: list[tuple[float, float]] = []
    for index in range(0, count, max(1, count // _SAMPLES)):
        if calls.is_made_up(page, index) != 1:
            calls.get_text_matrix(page, index, _TO_MATRIX)
            ways.append((_MATRIX.a, _MATRIX.b))
    return (usual_turn(ways) - rotation) % 360


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
    box = pdfium.FS_RECTF()
    low = 0
    for index in sampled:
        calls.get_box(page, index, ctypes.byref(box))
        calls.get_origin(page, index, *_TO_FOOT)
        _, (up_x, up_y) = _cell(page, index)
        is_level = abs(up_y) >= abs(up_x)
        height = box.top - box.bottom if is_level else box.right - box.left
        em = math.hypot(up_x, up_y)
        if is_level and _is_displaced(box.left - _X.value, em):
            return True
        below = _Y.value - box.bottom if up_y > 0 else box.top - _Y.value
        low += 0 < height < _LOW * em or (is_level and height > 0 and below < _SHALLOW * em)
    return low > _MANY * len(sampled)


def straighten(page: ctypes.c_void_p, letters: Sequence[str], own: array[float]) -> None:
    """Make the boxes of a page's characters as high as most faces are, and ink in the middle of a cell as wide as the cell.

    Args:
        page: of PDFium.
        letters: the characters.
        own: left, top, right and bottom of each, one behind the other.
    """
    for index, letter in enumerate(letters):
        (ahead_x, _), (up_x, up_y) = _cell(page, index)
        calls.get_origin(page, index, *_TO_FOOT)
        at = 4 * index
        if abs(up_y) >= abs(up_x):
            own[at + 3], own[at + 1] = sorted((_Y.value + _DESCENT * up_y, _Y.value + _ASCENT * up_y))
            if "\u2e7f" < letter <= "\uff60" and _is_displaced(own[at] - _X.value, ahead_x):
                own[at], own[at + 2] = _X.value, _X.value + ahead_x
        else:
            own[at], own[at + 2] = sorted((_X.value + _DESCENT * up_x, _X.value + _ASCENT * up_x))


def _is_displaced(distance: float, em: float) -> bool:
    return _DISPLACED * em < distance < _MOST_DISPLACED * em


def _cell(page: ctypes.c_void_p, index: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return the ways from a character's foot to the foot of the next one and to its own head, each one em long."""
    calls.get_text_matrix(page, index, _TO_MATRIX)
    size = calls.get_font_size(page, index)
    return (_MATRIX.a * size, _MATRIX.b * size), (_MATRIX.c * size, _MATRIX.d * size)
