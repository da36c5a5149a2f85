"""The face that stands in for what a PDF does not embed, so that no reading depends on the fonts of a machine.

Where a file names a font without its outlines (Ryumin-Light, MS-Mincho), PDFium takes measures from a font of the
machine, and leaves out text that has no width by it: without a Japanese font, every character that is drawn by itself.
"""

from __future__ import annotations

import ctypes
import struct
from functools import lru_cache
from typing import Any

import pypdfium2_raw as pdfium

_STANDARD = (b"Courier", b"Helvetica", b"Times", b"Symbol", b"ZapfDingbats")  # PDFium brings these, widths included
_WESTERN = (0, 2)  # character sets of Windows: Latin, symbols
_EM, _ASCENT, _DESCENT = 1000, 880, -120
_INK = 100  # a character's box is what the file says, widened by the ink: here never
_BLANK = 1
_HEAD_MAGIC = 0x5F0F3CF5
_CORNERS = bytes([1, 1, 1, 1])  # all on the outline


def stand_in() -> None:
    """Let PDFium take the blank face where a file embeds none."""
    pdfium.FPDF_SetSystemFontInfo(ctypes.byref(_provider()))


def take_fonts_of_the_machine() -> None:
    """Let PDFium take the fonts of the machine where a file embeds none: pictures of pages are drawn with them."""
    pdfium.FPDF_SetSystemFontInfo(pdfium.FPDF_GetDefaultSystemFontInfo())  # a new one: PDFium ends the last one's life


@lru_cache(maxsize=1)
def _provider() -> Any:
    """Return what PDFium asks for fonts; it is kept, because PDFium asks until the process ends."""
    face = _blank_face()
    kinds = dict(pdfium.FPDF_SYSFONTINFO._fields_)

    def map_font(
        _self: Any, _weight: int, _italic: int, charset: int, _pitch: int, name: Any, _exact: Any
    ) -> int | None:
        return None if charset in _WESTERN and ctypes.string_at(name).startswith(_STANDARD) else _BLANK

    def get_font_data(_self: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
        if table:  # one of its tables; 0 is the whole face
            return 0
        if buffer and size >= len(face):
            ctypes.memmove(buffer, face, len(face))
        return len(face)

    provider = pdfium.FPDF_SYSFONTINFO()
    provider.version = 1
    provider.MapFont = kinds["MapFont"](map_font)
    provider.GetFontData = kinds["GetFontData"](get_font_data)
    return provider


def _blank_face() -> bytes:
    """Return a TrueType face in which every character is one small square."""
    square = struct.pack(">5h2H", 1, 0, 0, _INK, _INK, 3, 0) + _CORNERS
    square += struct.pack(">8h", 0, 0, _INK, 0, 0, _INK, -_INK, 0)
    all_to_one = struct.pack(">2H6L", 13, 0, 28, 0, 1, 0, 0x10FFFF, 1)
    em_square = (0, _DESCENT, _EM, _ASCENT)
    tables = {
        b"cmap": struct.pack(">4HL", 0, 1, 3, 10, 12) + all_to_one,
        b"glyf": square,
        b"head": struct.pack(
            ">4L2H2Q4h2H3h", 0x10000, 0x10000, 0, _HEAD_MAGIC, 0, _EM, 0, 0, *em_square, 0, 8, 2, 0, 0
        ),
        b"hhea": struct.pack(">L3hH11hH", 0x10000, _ASCENT, _DESCENT, 0, _EM, *(0,) * 11, 1),
        b"hmtx": struct.pack(">H2h", _EM, 0, 0),
        b"loca": struct.pack(">3H", 0, 0, len(square) // 2),
        b"maxp": struct.pack(">L14H", 0x10000, 2, 4, 1, 0, 0, 1, *(0,) * 8),
    }
    directory = struct.pack(">L4H", 0x10000, len(tables), 64, 2, 16 * len(tables) - 64)
    body = b""
    for tag, table in tables.items():
        directory += struct.pack(">4s3L", tag, 0, 12 + 16 * len(tables) + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    return directory + body
