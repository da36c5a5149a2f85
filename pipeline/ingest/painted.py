"""What a page shows at a place, asked of its picture: of what is painted with a pattern, PDFium says that it is white."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2_raw as pdfium

_MOST_PIXELS = 2_000  # along either side of a page
_WHITE = 250  # of 255, of each colour
_COLOURS = 4  # bytes of a pixel: blue, green, red and one that says nothing
_MOST = 0.75  # of the pixels around a character


class Picture:
    """A page as it is shown, a pixel for a point."""

    def __init__(self, page: Any) -> None:
        """Draw a page of PDFium."""
        self._page = page
        width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        scale = min(1.0, _MOST_PIXELS / max(width, height, 1.0))
        self._size = max(int(width * scale), 1), max(int(height * scale), 1)
        bitmap = pdfium.FPDFBitmap_Create(*self._size, 0)
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, *self._size, 0xFFFFFFFF)
            pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, *self._size, 0, 0)
            self._stride = pdfium.FPDFBitmap_GetStride(bitmap)
            self._pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), self._stride * self._size[1])
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)

    def is_painted_around(self, left: float, bottom: float, right: float, top: float) -> bool:
        """Tell whether hardly anything is white along the edges of a box, given in the page's own places."""
        x0, y0 = self._pixel(left, top)
        x1, y1 = self._pixel(right, bottom)
        around = [(x, y) for x in range(x0, x1 + 1) for y in (y0, y1)]
        around += [(x, y) for y in range(y0, y1 + 1) for x in (x0, x1)]
        painted = list(self._painted(around))
        return sum(painted) >= _MOST * len(painted) > 0

    def _pixel(self, x: float, y: float) -> tuple[int, int]:
        at = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(self._page, 0, 0, *self._size, 0, x, y, *map(ctypes.byref, at))
        return at[0].value, at[1].value

    def _painted(self, places: list[tuple[int, int]]) -> Iterator[bool]:
        """Yield of each pixel of the page whether it is not white."""
        width, height = self._size
        for x, y in places:
            if 0 <= x < width and 0 <= y < height:
                start = y * self._stride + x * _COLOURS
                yield min(self._pixels[start : start + _COLOURS - 1]) < _WHITE
