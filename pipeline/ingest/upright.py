"""Places for characters whose font does not say how high its face is.

PDFium then takes the face's height from the glyphs that it finds for A and g. In a part of a font (outlines of OpenType
as LibreOffice embeds them) these are any two, so that a box is hardly higher than its ink, and the characters of one
line stand at heights of their own. Their baseline and size tell what the box should be.
"""

from __future__ import annotations

import ctypes
import math
from array import array
from collections.abc import Sequence

import pypdfium2.raw as pdfium

from pipeline.ingest import calls

_ASCENT, _DESCENT = 0.88, -0.12  # em: a face as most are
_SAMPLES = 64  # of a page's characters
_LOW = 0.85  # em: no face is lower
_MANY = 0.1  # of the samples

_MATRIX, _X, _Y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()  # asked for each character: made once
_TO_MATRIX, _TO_FOOT = ctypes.byref(_MATRIX), (ctypes.byref(_X), ctypes.byref(_Y))


def has_low_boxes(page: ctypes.c_void_p, letters: Sequence[str]) -> bool:
    """Tell whether boxes of a page are lower than any face, of samples of its ideographs and kana."""
    step = max(1, len(letters) // _SAMPLES)
    sampled = [index for index in range(0, len(letters), step) if "\u3040" < letters[index] <= "\u9fff"]
    box = pdfium.FS_RECTF()
    low = 0
    for index in sampled:
        calls.get_box(page, index, ctypes.byref(box))
        up_x, up_y = _up(page, index)
        height = box.top - box.bottom if abs(up_y) >= abs(up_x) else box.right - box.left
        low += 0 < height < _LOW * math.hypot(up_x, up_y)
    return low > _MANY * len(sampled)


def straighten(page: ctypes.c_void_p, own: array[float]) -> None:
    """Make the boxes of a page's characters as high as most faces are, and as wide as before.

    Args:
        page: of PDFium.
        own: left, top, right and bottom of each, one behind the other.
    """
    for index in range(len(own) // 4):
        up_x, up_y = _up(page, index)
        calls.get_origin(page, index, *_TO_FOOT)
        at = 4 * index
        if abs(up_y) >= abs(up_x):
            own[at + 3], own[at + 1] = sorted((_Y.value + _DESCENT * up_y, _Y.value + _ASCENT * up_y))
        else:
            own[at], own[at + 2] = sorted((_X.value + _DESCENT * up_x, _X.value + _ASCENT * up_x))


def _up(page: ctypes.c_void_p, index: int) -> tuple[float, float]:
    """Return the way from a character's foot to its head, one em long."""
    calls.get_text_matrix(page, index, _TO_MATRIX)
    size = calls.get_font_size(page, index)
    return _MATRIX.c * size, _MATRIX.d * size
