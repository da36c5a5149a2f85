"""PDFium's functions that are called for each character or object of a page: the calls are the cost of reading.

They check none of their arguments, and let no other thread go on meanwhile: none of them takes long. Handles go in as
`ctypes.c_void_p`, numbers as int, places to write to by `byref`.
"""

from __future__ import annotations

import ctypes
from _ctypes import FUNCFLAG_PYTHONAPI, CFuncPtr
from array import array
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from typing import Any

import pypdfium2_raw as pdfium

_BATCH = 1024  # characters
_ROOM = (
    ctypes.c_double * (3 * _BATCH)
)()  # made once: where PDFium writes what is asked of so many; a matrix is largest


def handle(pointer: Any) -> ctypes.c_void_p:
    """Return what PDFium knows a page or text page by."""
    return ctypes.cast(pointer, ctypes.c_void_p)


def ready(pointer: Any) -> Any:
    """Return a handle as it is handed over, which is then not made anew for each call."""
    return ctypes.c_void_p.from_param(handle(pointer).value)


class _Call(CFuncPtr):
    """A function that returns an int: one whose kind of result is named would be looked up in a table each time."""

    _flags_ = type(pdfium.FPDFText_CountChars)._flags_ | FUNCFLAG_PYTHONAPI


class _Handle(ctypes.c_void_p):
    """What a function returns to be handed on as it is: `ctypes.c_void_p` itself would come as a number."""


def _bare(function: Any, *result: Any) -> Any:
    found = _Call(handle(function).value or 0)
    for kind in result:
        found.restype = kind
    return found


count_characters = _bare(pdfium.FPDFText_CountChars)
get_text = _bare(pdfium.FPDFText_GetText)
get_unicode = _bare(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
is_made_up = _bare(pdfium.FPDFText_IsGenerated)
is_unmapped = _bare(pdfium.FPDFText_HasUnicodeMapError)
_get_box = _bare(pdfium.FPDFText_GetLooseCharBox, None)
_get_origin = _bare(pdfium.FPDFText_GetCharOrigin, None)
_get_text_matrix = _bare(pdfium.FPDFText_GetMatrix, None)
_get_font_size = _bare(pdfium.FPDFText_GetFontSize, ctypes.c_double)
get_kind = _bare(pdfium.FPDFPageObj_GetType)
get_matrix = _bare(pdfium.FPDFPageObj_GetMatrix)
get_fill = _bare(pdfium.FPDFPageObj_GetFillColor)
get_bounds = _bare(pdfium.FPDFPageObj_GetBounds)
has_transparency = _bare(pdfium.FPDFPageObj_HasTransparency)
get_clip = _bare(pdfium.FPDFPageObj_GetClipPath, _Handle)
count_clips = _bare(pdfium.FPDFClipPath_CountPaths)
count_clip_segments = _bare(pdfium.FPDFClipPath_CountPathSegments)
get_clip_segment = _bare(pdfium.FPDFClipPath_GetPathSegment, _Handle)
get_render_mode = _bare(pdfium.FPDFTextObj_GetTextRenderMode)
get_draw_mode = _bare(pdfium.FPDFPath_GetDrawMode, None)
count_segments = _bare(pdfium.FPDFPath_CountSegments)
_get_segment = _bare(pdfium.FPDFPath_GetPathSegment, _Handle)
get_segment_kind = _bare(pdfium.FPDFPathSegment_GetType)
get_point = _bare(pdfium.FPDFPathSegment_GetPoint, None)
closes = _bare(pdfium.FPDFPathSegment_GetClose)
_OF_PAGE = _bare(pdfium.FPDFPage_CountObjects), _bare(pdfium.FPDFPage_GetObject, _Handle)
_OF_FORM = _bare(pdfium.FPDFFormObj_CountObjects), _bare(pdfium.FPDFFormObj_GetObject, _Handle)


def boxes(page: ctypes.c_void_p, numbers: Sequence[int]) -> array[float]:
    """Return left, top, right and bottom of characters of a page, one behind the other; 0 for what has none.

    Loose boxes are as wide as the advance and as high as the face, whatever the glyph's ink.
    """
    return _asked("f", 4, _get_box, page, numbers, _TO_FOUR)


def matrices(page: ctypes.c_void_p, numbers: Sequence[int]) -> array[float]:
    """Return the six numbers of each character's matrix, one behind the other."""
    return _asked("f", 6, _get_text_matrix, page, numbers, _TO_SIX)


def origins(page: ctypes.c_void_p, numbers: Sequence[int]) -> array[float]:
    """Return where the foot of each character stands, x and y, one behind the other."""
    return _asked("d", 2, _get_origin, page, numbers, _TO_X, _TO_Y)


def font_sizes(page: ctypes.c_void_p, numbers: Sequence[int]) -> list[float]:
    """Return the size of each character's font, without its matrix."""
    return list(map(_get_font_size, repeat(page), numbers))


def _places(width: int, start: int = 0) -> list[Any]:
    """Where to write records of so many bytes."""
    return [ctypes.byref(_ROOM, at) for at in range(start, _BATCH * width, width)]


_TO_FOUR, _TO_SIX = (_places(count * ctypes.sizeof(ctypes.c_float)) for count in (4, 6))
_TO_X, _TO_Y = (_places(2 * ctypes.sizeof(ctypes.c_double), at) for at in (0, ctypes.sizeof(ctypes.c_double)))


def _asked(
    kind: str, width: int, get: Callable[..., object], page: ctypes.c_void_p, numbers: Sequence[int], *to: Iterable[Any]
) -> array[float]:
    found: array[float] = array(kind)
    for first in range(0, len(numbers), _BATCH):
        batch = numbers[first : first + _BATCH]
        size = len(batch) * width * found.itemsize
        ctypes.memset(_ROOM, 0, size)
        deque(map(get, repeat(page), batch, *to), maxlen=0)
        found.frombytes(memoryview(_ROOM).cast("B")[:size])
    return found


def objects(holder: ctypes.c_void_p, *, is_form: bool = False) -> Iterator[ctypes.c_void_p]:
    """Return the objects of a page or form, one after the other."""
    count, get = _OF_FORM if is_form else _OF_PAGE
    return map(get, repeat(holder), range(count(holder)))


def segments(path: ctypes.c_void_p) -> Iterator[ctypes.c_void_p]:
    """Return the segments of a path, one after the other."""
    return map(_get_segment, repeat(path), range(count_segments(path)))
