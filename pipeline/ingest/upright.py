"""Places for characters whose font does not say how high its face is.

PDFium then takes the face's height from the glyphs that it finds for A and g. In a part of a font (outlines of OpenType
as LibreOffice embeds them) these are any two, so that a box is hardly higher than its ink, and the characters of one
line stand at heights of their own. Their baseline and size tell what the box should be.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from typing import Any

import pypdfium2.raw as pdfium

_ASCENT, _DESCENT = 0.88, -0.12  # em: a face as most are
_SAMPLES = 64  # of a page's characters
_LOW = 0.85  # em: no face is lower
_MANY = 0.1  # of the samples

_Corners = tuple[float, float, float, float]
"""Left, bottom, right, top in the page's own places."""


def has_low_boxes(text_page: Any, letters: Sequence[str]) -> bool:
    """Tell whether boxes of a page are lower than any face, of samples of its ideographs and kana."""
    step = max(1, len(letters) // _SAMPLES)
    sampled = [index for index in range(0, len(letters), step) if "\u3040" < letters[index] <= "\u9fff"]
    box = pdfium.FS_RECTF()
    low = 0
    for index in sampled:
        pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
        up_x, up_y = _up(text_page, index)
        height = box.top - box.bottom if abs(up_y) >= abs(up_x) else box.right - box.left
        low += 0 < height < _LOW * math.hypot(up_x, up_y)
    return low > _MANY * len(sampled)


def straightened(text_page: Any, index: int, corners: _Corners) -> _Corners:
    """Return the box of a character, as high as most faces are and as wide as before."""
    left, bottom, right, top = corners
    up_x, up_y = _up(text_page, index)
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
    if abs(up_y) >= abs(up_x):
        bottom, top = sorted((y.value + _DESCENT * up_y, y.value + _ASCENT * up_y))
    else:
        left, right = sorted((x.value + _DESCENT * up_x, x.value + _ASCENT * up_x))
    return left, bottom, right, top


def _up(text_page: Any, index: int) -> tuple[float, float]:
    """Return the way from a character's foot to its head, one em long."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, matrix)
    size = pdfium.FPDFText_GetFontSize(text_page, index)
    return matrix.c * size, matrix.d * size
