"""PDFium's functions that are called for each character or object of a page: the calls are the cost of reading.

They check none of their arguments. Handles go in as `ctypes.c_void_p`, numbers as int, places to write to by `byref`.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium


def handle(pointer: Any) -> ctypes.c_void_p:
    """Return what PDFium knows a page or text page by."""
    return ctypes.cast(pointer, ctypes.c_void_p)


class _Handle(ctypes.c_void_p):
    """What a function returns to be handed on as it is: `ctypes.c_void_p` itself would come as a number."""


def _bare(function: Any, result: Any = ctypes.c_int) -> Any:
    found = type(function)(handle(function).value)
    found.restype = result
    return found


count_characters = _bare(pdfium.FPDFText_CountChars)
get_text = _bare(pdfium.FPDFText_GetText)
get_unicode = _bare(pdfium.FPDFText_GetUnicode, ctypes.c_uint)
is_made_up = _bare(pdfium.FPDFText_IsGenerated)
is_unmapped = _bare(pdfium.FPDFText_HasUnicodeMapError)
get_box = _bare(pdfium.FPDFText_GetLooseCharBox)
get_origin = _bare(pdfium.FPDFText_GetCharOrigin)
get_text_matrix = _bare(pdfium.FPDFText_GetMatrix)
get_font_size = _bare(pdfium.FPDFText_GetFontSize, ctypes.c_double)
get_kind = _bare(pdfium.FPDFPageObj_GetType)
get_matrix = _bare(pdfium.FPDFPageObj_GetMatrix)
get_fill = _bare(pdfium.FPDFPageObj_GetFillColor)
get_bounds = _bare(pdfium.FPDFPageObj_GetBounds)
has_transparency = _bare(pdfium.FPDFPageObj_HasTransparency)
get_clip = _bare(pdfium.FPDFPageObj_GetClipPath, _Handle)
count_clips = _bare(pdfium.FPDFClipPath_CountPaths)
count_clip_segments = _bare(pdfium.FPDFClipPath_CountPathSegments)
get_clip_segment = _bare(pdfium.FPDFClipPath_GetPathSegment, ctypes.c_void_p)
get_render_mode = _bare(pdfium.FPDFTextObj_GetTextRenderMode)
get_draw_mode = _bare(pdfium.FPDFPath_GetDrawMode)
count_segments = _bare(pdfium.FPDFPath_CountSegments)
_get_segment = _bare(pdfium.FPDFPath_GetPathSegment, ctypes.c_void_p)
get_segment_kind = _bare(pdfium.FPDFPathSegment_GetType)
get_point = _bare(pdfium.FPDFPathSegment_GetPoint)
closes = _bare(pdfium.FPDFPathSegment_GetClose)
_OF_PAGE = _bare(pdfium.FPDFPage_CountObjects), _bare(pdfium.FPDFPage_GetObject, ctypes.c_void_p)
_OF_FORM = _bare(pdfium.FPDFFormObj_CountObjects), _bare(pdfium.FPDFFormObj_GetObject, ctypes.c_void_p)


def objects(holder: ctypes.c_void_p, *, is_form: bool = False) -> Iterator[ctypes.c_void_p]:
    """Yield the objects of a page or form."""
    count, get = _OF_FORM if is_form else _OF_PAGE
    for index in range(count(holder)):
        yield ctypes.c_void_p(get(holder, index))


def segments(path: ctypes.c_void_p) -> Iterator[ctypes.c_void_p]:
    """Yield the segments of a path."""
    for index in range(count_segments(path)):
        yield ctypes.c_void_p(_get_segment(path, index))
