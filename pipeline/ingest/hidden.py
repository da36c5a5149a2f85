"""Text that a page holds and does not show: drawn without ink, white on white, clipped away, drawn over.

What is written aslant (a stamp, a watermark, the labels of a chart) is shown, but its characters stand on no line of
the text: it is set apart.
"""

from __future__ import annotations

import ctypes
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pypdfium2_raw as pdfium

from pipeline.ingest import calls
from pipeline.ingest.overlaid import Veil
from pipeline.ingest.places import Point

_Box = tuple[float, float, float, float]

_WHITE = 250  # of 255, of each colour
_ASLANT = 0.09  # radians from the nearest quarter of a turn
_MOST_PIXELS = 2_000  # along either side of a page
_PIXEL = 4  # bytes: blue, green, red and one that says nothing
_PAINTED = 0.75  # of the pixels around a character
_OF_NUMBERS = frozenset("0123456789０１２３４５６７８９.,．，")
_NO_INK = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_MATRIX = pdfium.FS_MATRIX()  # asked for every piece of text: made once
_COLOURS = [ctypes.c_uint() for _ in range(4)]
_TO_MATRIX, _TO_COLOURS = ctypes.byref(_MATRIX), tuple(map(ctypes.byref, _COLOURS))


class Doubts(NamedTuple):
    """Numbers of the characters of a page."""

    hidden: frozenset[int]
    aslant: frozenset[int]


def is_doubtful(text: ctypes.c_void_p) -> bool:
    """Tell whether a text object may be hidden, or is written aslant."""
    if calls.get_render_mode(text) in _NO_INK or _is_white(text):
        return True
    if not calls.get_matrix(text, _TO_MATRIX):
        return False
    b = _MATRIX.b
    return b != 0.0 and is_aslant(_MATRIX.a, b)


def is_aslant(a: float, b: float) -> bool:
    """Tell whether text with these first entries of its matrix goes neither along nor across the page."""
    lean, upright = sorted((abs(a), abs(b)))
    return lean > _ASLANT * upright


def doubts(page: Any, text_page: Any, veils: Mapping[int | None, Veil], *, is_scan: bool) -> Doubts:
    """Look at every character of a page that has doubtful text.

    Args:
        page: of PDFium.
        text_page: of PDFium.
        veils: what may hide characters of text objects, by their addresses.
        is_scan: whether a picture covers the page: text without ink is what was recognised in it.
    """
    hidden: set[int] = set()
    aslant: set[int] = set()
    grounds: _Grounds | None = None
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        text = pdfium.FPDFText_GetTextObject(text_page, index)
        if not text:
            continue
        turn = pdfium.FPDFText_GetCharAngle(text_page, index) % (math.pi / 2)
        if min(turn, math.pi / 2 - turn) > _ASLANT:
            aslant.add(index)
        if pdfium.FPDFTextObj_GetTextRenderMode(text) in _NO_INK:
            if not is_scan:
                hidden.add(index)
        elif _is_white(text):
            grounds = _Grounds(page) if grounds is None else grounds
            if not grounds.show(text_page, index):
                hidden.add(index)
    veiled = _veiled(text_page, veils) if veils else frozenset()
    hidden.update(veiled, _torn_digits(text_page, veiled))
    return Doubts(frozenset(hidden), frozenset(aslant))


def take_away(page: Any, text_page: Any, veils: dict[int | None, Veil]) -> int:
    """Take the text of which nothing is shown off a page whose text is to be loaded again, and leave no veil of it.

    PDFium takes a character that is drawn where the same one already stands for a copy that makes it bold: of 778 drawn
    over 777 it would leave an 8.

    Args:
        page: of PDFium.
        text_page: of PDFium.
        veils: those that hide nothing are taken away too.

    Returns:
        How many characters are gone.
    """
    veiled = _veiled(text_page, veils)
    places: dict[int | None, list[int]] = defaultdict(list)
    for index in range(pdfium.FPDFText_CountChars(text_page)) if veiled else ():
        places[_address(text_page, index)].append(index)
    gone = 0
    for address in list(veils):
        mine = places[address]
        if veiled.isdisjoint(mine):
            del veils[address]
        elif veiled.issuperset(mine):
            text = pdfium.FPDFText_GetTextObject(text_page, mine[0])
            if pdfium.FPDFPage_RemoveObject(page, text):  # none of a form
                pdfium.FPDFPageObj_Destroy(text)
                del veils[address]
                gone += len(mine)
    return gone


def _veiled(text_page: Any, veils: Mapping[int | None, Veil]) -> frozenset[int]:
    count = pdfium.FPDFText_CountChars(text_page)
    found = frozenset(
        index
        for index in range(count)
        if (veil := veils.get(_address(text_page, index))) and all(map(veil.hides, _middles(text_page, index)))
    )
    return found if 2 * len(found) < count else frozenset()  # of more than half it is the page that is odd


def _middles(text_page: Any, index: int) -> Iterator[Point]:
    """Yield the middle of a character's cell, and that of its ink: fonts may be wrong about the height of cells."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box))
    yield (box.left + box.right) / 2, (box.bottom + box.top) / 2
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if pdfium.FPDFText_GetCharBox(text_page, index, *map(ctypes.byref, (left, right, bottom, top))):
        yield (left.value + right.value) / 2, (bottom.value + top.value) / 2


def _torn_digits(text_page: Any, veiled: frozenset[int]) -> Iterator[int]:
    """Yield what is shown of numbers of which a part is not: it is none."""
    for index in veiled:
        text = _address(text_page, index)
        for step in (-1, 1):
            at = index
            while chr(pdfium.FPDFText_GetUnicode(text_page, at)) in _OF_NUMBERS and _address(text_page, at) == text:
                yield at
                at += step


def _address(text_page: Any, index: int) -> int | None:
    return calls.handle(pdfium.FPDFText_GetTextObject(text_page, index)).value


def _is_white(shape: Any) -> bool:
    if not calls.get_fill(shape, *_TO_COLOURS) or _COLOURS[0].value < _WHITE:
        return False
    return bool(_COLOURS[1].value >= _WHITE and _COLOURS[2].value >= _WHITE)


class _Grounds:
    """What may lie below white text of a page: whatever is not white or text; of a white shape the page's picture tells."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._picture: _Picture | None = None
        self._white: list[_Box] = []  # left, bottom, right, top
        self._others: list[_Box] = []
        edges = [ctypes.c_float() for _ in range(4)]
        for number in range(pdfium.FPDFPage_CountObjects(page)):
            shape = pdfium.FPDFPage_GetObject(page, number)
            kind = pdfium.FPDFPageObj_GetType(shape)
            if kind != pdfium.FPDF_PAGEOBJ_TEXT and pdfium.FPDFPageObj_GetBounds(shape, *map(ctypes.byref, edges)):
                left, bottom, right, top = (edge.value for edge in edges)
                is_white = kind == pdfium.FPDF_PAGEOBJ_PATH and _is_white(shape)
                (self._white if is_white else self._others).append((left, bottom, right, top))

    def show(self, text_page: Any, index: int) -> bool:
        """Tell whether a white character stands on a ground that shows it."""
        box = pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box))
        at = (box.left + box.right) / 2, (box.bottom + box.top) / 2
        if _is_on(at, self._others):
            return True
        if not _is_on(at, self._white):
            return False
        if self._picture is None:  # a gradient is a pattern
            self._picture = _Picture(self._page)
        return self._picture.is_painted_around(box.left, box.bottom, box.right, box.top)


def _is_on(at: Point, boxes: list[_Box]) -> bool:
    return any(left <= at[0] <= right and bottom <= at[1] <= top for left, bottom, right, top in boxes)


class _Picture:
    """A page as it is shown, a pixel for a point: of what is painted with a pattern, PDFium says that it is white."""

    def __init__(self, page: Any) -> None:
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
        return sum(painted) >= _PAINTED * len(painted) > 0

    def _pixel(self, x: float, y: float) -> tuple[int, int]:
        at = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(self._page, 0, 0, *self._size, 0, x, y, *map(ctypes.byref, at))
        return at[0].value, at[1].value

    def _painted(self, places: list[tuple[int, int]]) -> Iterator[bool]:
        """Yield of each pixel of the page whether it is not white."""
        width, height = self._size
        for x, y in places:
            if 0 <= x < width and 0 <= y < height:
                start = y * self._stride + x * _PIXEL
                yield min(self._pixels[start : start + _PIXEL - 1]) < _WHITE
