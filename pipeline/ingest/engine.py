"""PDFium, with no more around it than reading takes: documents, their pages, and pictures of them.

The helpers of pypdfium2 take longer to import than a page takes to be read; its bindings alone do not.
"""

from __future__ import annotations

import ctypes
import math
from typing import TYPE_CHECKING

import pypdfium2_raw as pdfium

if TYPE_CHECKING:
    from PIL.Image import Image

_REASONS = {
    pdfium.FPDF_ERR_SUCCESS: "Success",
    pdfium.FPDF_ERR_UNKNOWN: "Unknown error",
    pdfium.FPDF_ERR_FILE: "File access error",
    pdfium.FPDF_ERR_FORMAT: "Data format error",
    pdfium.FPDF_ERR_PASSWORD: "Incorrect password error",
    pdfium.FPDF_ERR_SECURITY: "Unsupported security scheme error",
    pdfium.FPDF_ERR_PAGE: "Page not found or content error",
}
_WHITE = 0xFFFFFFFF
_MOST_DOTS = 2**31 - 1  # along a side: a greater number would reach PDFium as another one

pdfium.FPDF_InitLibraryWithConfig(pdfium.FPDF_LIBRARY_CONFIG(version=2))  # does nothing where it is done already


class EngineError(RuntimeError):
    """What PDFium cannot do."""


class Page:
    """A page of an opened document; the caller closes it."""

    __slots__ = ("_as_parameter_", "raw")

    def __init__(self, raw: ctypes.c_void_p) -> None:
        self.raw = self._as_parameter_ = raw

    def get_size(self) -> tuple[float, float]:
        """Return width and height as it is looked at, in points."""
        return pdfium.FPDF_GetPageWidthF(self), pdfium.FPDF_GetPageHeightF(self)

    def get_rotation(self) -> int:
        """Return by how many degrees it is turned to the right."""
        return int(pdfium.FPDFPage_GetRotation(self)) * 90

    def get_shown(self) -> tuple[float, float, float, float]:
        """Return left, bottom, right and top of what of it is shown, be that said of all pages (/MediaBox of /Pages)."""
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(self, box)  # fails only without a page
        return box.left, box.bottom, box.right, box.top

    def picture(self, scale: float, *, grey: bool) -> Image:
        """Return what it shows.

        Args:
            scale: dots for a point.
            grey: without colours.

        Raises:
            EngineError: if it has no size, or one beyond memory.
        """
        from PIL import Image

        width, height = (math.ceil(side * scale) for side in self.get_size())
        kind, mode = (pdfium.FPDFBitmap_Gray, "L") if grey else (pdfium.FPDFBitmap_BGR, "RGB")
        flags = pdfium.FPDF_ANNOT | (pdfium.FPDF_GRAYSCALE if grey else pdfium.FPDF_REVERSE_BYTE_ORDER)
        is_drawable = 0 < width <= _MOST_DOTS and 0 < height <= _MOST_DOTS
        bitmap = pdfium.FPDFBitmap_CreateEx(width, height, kind, None, 0) if is_drawable else None
        if not bitmap:
            raise EngineError("Failed to draw page.")
        try:
            pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
            pdfium.FPDF_RenderPageBitmap(bitmap, self, 0, 0, width, height, 0, flags)
            stride = pdfium.FPDFBitmap_GetStride(bitmap)
            dots = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
        finally:
            pdfium.FPDFBitmap_Destroy(bitmap)
        return Image.frombytes(mode, (width, height), dots, "raw", mode, stride, 1)

    def close(self) -> None:
        """Let go of it."""
        pdfium.FPDF_ClosePage(self)


class Document:
    """An opened PDF; the caller closes it, behind its pages."""

    __slots__ = ("_as_parameter_", "_file")

    def __init__(self, raw: bytes) -> None:
        """Open it.

        Args:
            raw: the file.

        Raises:
            EngineError: if PDFium cannot.
        """
        self._file = raw  # PDFium reads it as long as the document is open
        self._as_parameter_ = pdfium.FPDF_LoadMemDocument64(raw, len(raw), None)
        if len(self) < 1:
            code = pdfium.FPDF_GetLastError()
            self.close()  # one that is opened may have no pages
            raise EngineError(f"Failed to load document (PDFium: {_REASONS.get(code, code)}).")

    def __len__(self) -> int:
        """Return how many pages it declares."""
        return int(pdfium.FPDF_GetPageCount(self))

    def __getitem__(self, number: int) -> Page:
        """Return a page, counted from 0.

        Raises:
            EngineError: if it cannot be loaded.
        """
        page = pdfium.FPDF_LoadPage(self, number)
        if not page:
            raise EngineError("Failed to load page.")
        return Page(page)

    def close(self) -> None:
        """Let go of it."""
        pdfium.FPDF_CloseDocument(self)
