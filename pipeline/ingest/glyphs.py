"""What a page of a PDF shows, as its engine draws it: characters, rules and pictures with their places.

Lengths are PDF points from the upper left corner of the page as it is looked at (crop box, /Rotate applied).
"""

from __future__ import annotations

import ctypes
import struct
from array import array
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from extractors.patterns import compile_pattern
from pipeline.ingest import faces, hidden, upright

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom."""
Matrix = tuple[float, float, float, float, float, float]
"""x' = a x + c y + e, y' = b x + d y + f."""

UNREADABLE = "\ufffd"
_NO_LETTER = compile_pattern("[\0-\x08\x0a-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")  # as the text of one glyph
_CID = compile_pattern(r"\(cid:\d+\)")
_OFTEN_MADE_UP = frozenset("\r\n \t-\x02\ufffe")  # what PDFium adds where it sees a gap or a line's end
_WRITTEN_OTHERWISE = frozenset({0x0, 0x2, 0xFFFE, 0xFFFF})
_SAMPLED = 16  # of so many ideographs and kana one is asked whether its font is mapped
_THIN = 3.0  # points: a path no thicker is a rule
_RULE = 6.0  # points: a shorter one is an accent, a part of a picture
_DASH_GAP = 3.0  # points between the dashes of a line
_MOST_SEGMENTS = 2_000  # of a path; a drawing has more
_FAR = 1e5  # points: no page reaches so far; damaged files place characters anywhere
_NOWHERE = (0.0, 0.0, 0.0, 0.0)
COVERING = 0.8  # of the page: a scan, with the text that some program recognised on it
_FEW_TEXTS = 100  # of a page that are all asked whether they are shown
_NO_DOUBTS = hidden.Doubts(frozenset(), frozenset())
_MOST_OBJECTS = 20_000  # of a page; a map has more, a table never


class Glyph(NamedTuple):
    """A character at its place; `letter` is U+FFFD where the file does not say what it is."""

    letter: str
    x0: float
    top: float
    x1: float
    bottom: float


_new_glyph = partial(tuple.__new__, Glyph)
"""A third of the time of calling `Glyph`."""


class Drawn(NamedTuple):
    """What a page shows, in the order in which it is drawn."""

    width: float
    height: float
    glyphs: list[Glyph]
    rules: list[Box]
    """Level and upright lines without thickness, outlines of boxes among them; dashes are put together."""
    pictures: list[Box]
    shapes: int
    """Paths of any kind."""
    hidden: int = 0
    """How many characters it holds that it does not show; they are left out."""

    @property
    def covered(self) -> float:
        """The share of the page that its largest picture covers."""
        return max((self._area(box) for box in self.pictures), default=0.0) / max(self.width * self.height, 1.0)

    def _area(self, box: Box) -> float:
        x0, top, x1, bottom = box
        return max(min(x1, self.width) - max(x0, 0.0), 0.0) * max(min(bottom, self.height) - max(top, 0.0), 0.0)

    @property
    def unreadable(self) -> int:
        """How many glyphs are no known character."""
        return "".join([glyph[0] for glyph in self.glyphs]).count(UNREADABLE)


class Unopened(Exception):  # noqa: N818  # a state of the file, not an error of ours
    """PDFium cannot open the file; `locked` where it asks for a password."""

    def __init__(self, message: str, *, locked: bool) -> None:
        """Keep PDFium's message."""
        super().__init__(message)
        self.locked = locked


def open_document(raw: bytes, *, for_pictures: bool = False) -> pypdfium2.PdfDocument:
    """Open a PDF with PDFium; the caller closes it.

    Args:
        raw: the file.
        for_pictures: its pages are to be drawn, and not to be read.

    Raises:
        Unopened: if PDFium cannot.
    """
    if for_pictures:
        faces.take_fonts_of_the_machine()
    else:
        faces.stand_in()
    try:
        return pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        raise Unopened(str(error), locked="assword" in str(error)) from error


def draw(document: pypdfium2.PdfDocument, number: int) -> Drawn | None:
    """Return page `number` (from 0) as PDFium reads it; None if it cannot be loaded."""
    try:
        page = document[number]
    except pypdfium2.PdfiumError:
        return None
    try:
        width, height = page.get_size()
        place = _placing(page)
        canvas = _shapes(page, place)
        drawn = Drawn(width, height, [], _joined(canvas.rules), canvas.pictures, canvas.shapes)
        text_page = pdfium.FPDFText_LoadPage(page)
        if not text_page:
            return drawn
        try:
            doubted = _NO_DOUBTS
            if canvas.is_doubtful:
                doubted = hidden.doubts(page, text_page, is_scan=drawn.covered >= COVERING)
            glyphs = _glyphs(text_page, place, doubted)
            shown = [
                g for g in glyphs if -1 <= g.x0 + g.x1 <= 2 * width + 1 and -1 <= g.top + g.bottom <= 2 * height + 1
            ]
            if 2 * len(shown) < len(glyphs):  # it is the page's size that is wrong
                shown = glyphs
            return drawn._replace(glyphs=shown, hidden=len(doubted.hidden) + len(glyphs) - len(shown))
        finally:
            pdfium.FPDFText_ClosePage(text_page)
    finally:
        page.close()  # keeps memory flat


def _placing(page: Any) -> Callable[[float, float, float, float], Box]:
    """Return the function from a page's own left, bottom, right, top to the box that is looked at."""
    left, bottom, right, top = page.get_cropbox()
    match page.get_rotation():
        case 90:
            return lambda x0, y0, x1, y1: (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
        case 180:
            return lambda x0, y0, x1, y1: (right - x1, y0 - bottom, right - x0, y1 - bottom)
        case 270:
            return lambda x0, y0, x1, y1: (top - y1, right - x1, top - y0, right - x0)
        case _:
            return lambda x0, y0, x1, y1: (x0 - left, top - y1, x1 - left, top - y0)


def _bare(function: Any) -> Any:
    """Return a function of PDFium that checks none of its arguments: they are asked for once for each character."""
    return type(function)(ctypes.cast(function, ctypes.c_void_p).value)


_is_made_up, _get_box = _bare(pdfium.FPDFText_IsGenerated), _bare(pdfium.FPDFText_GetLooseCharBox)


def _glyphs(text_page: Any, place: Callable[[float, float, float, float], Box], doubted: hidden.Doubts) -> list[Glyph]:
    # Loose boxes are as wide as the advance and as high as the face, whatever the glyph's ink. The calls are the cost
    # of reading: one for each box, a second one only for what may be made up or unmapped.
    handle = ctypes.cast(text_page, ctypes.c_void_p)
    box = pdfium.FS_RECTF()
    reference, corners = ctypes.byref(box), struct.Struct("4f").unpack
    letters = _letters(text_page)
    is_low = upright.has_low_boxes(text_page, letters)
    glyphs: list[Glyph] = []
    for index, letter in enumerate(letters):
        if not letter or (letter in _OFTEN_MADE_UP and _is_made_up(handle, index) == 1):
            continue
        if index in doubted.hidden:
            continue
        if index in doubted.aslant and letter.isdecimal():
            letter = UNREADABLE
        _get_box(handle, index, reference)
        left, top, right, bottom = corners(box)
        if is_low:
            left, bottom, right, top = upright.straightened(text_page, index, (left, bottom, right, top))
        known = -_FAR < left <= right < _FAR and -_FAR < bottom <= top < _FAR
        glyphs.append(
            _new_glyph(
                (
                    letter if letter.isprintable() else _one_line(letter),
                    *(place(left, bottom, right, top) if known else _NOWHERE),
                )
            )
        )
    return glyphs


def _letters(text_page: Any) -> list[str]:
    """Return the text of each character of a page, U+FFFD for what is unmapped, "" for half of a pair.

    PDFium gives an unmapped glyph its number in the font, which may be any character. A font that is not mapped is not
    mapped as a whole: every digit is asked for, of ideographs and kana a few.
    """
    letters = _units(text_page)
    count = len(letters)
    is_unmapped = pdfium.FPDFText_HasUnicodeMapError
    doubtful = [i for i, letter in enumerate(letters) if not "\u3040" <= letter <= "\u9fff" or i % _SAMPLED == 0]
    unmapped = [i for i in doubtful if is_unmapped(text_page, i) == 1]
    if unmapped:
        unmapped = [i for i in range(count) if is_unmapped(text_page, i) == 1]
        for index in unmapped:
            letters[index] = UNREADABLE
    for index, letter in enumerate(letters):
        if "\ud800" <= letter < "\udc00" and index + 1 < count and "\udc00" <= letters[index + 1] < "\ue000":
            pair = letter + letters[index + 1]
            letters[index : index + 2] = pair.encode("utf-16", "surrogatepass").decode("utf-16"), ""
    return letters


def _units(text_page: Any) -> list[str]:
    """Return the UTF-16 unit of each character of a page.

    The text of the page is had in one call, where it has as many units as the page has characters; what PDFium writes
    into it in another way than it tells of the character by itself (hyphens at line ends, nothing at all) is asked for.
    """
    count = pdfium.FPDFText_CountChars(text_page)
    get = pdfium.FPDFText_GetUnicode
    units = array("H", bytes(2 * (count + 1)))
    written = pdfium.FPDFText_GetText(text_page, 0, count, (ctypes.c_ushort * (count + 1)).from_buffer(units))
    if written - 1 == count and all(units[index] == get(text_page, index) for index in range(0, count, _SAMPLED)):
        asked = [index for index, unit in enumerate(units[:count]) if unit in _WRITTEN_OTHERWISE]
        for index in asked:
            units[index] = min(get(text_page, index), 0xFFFF)
        return list(map(chr, units[:count]))
    return [chr(code) if (code := get(text_page, index)) < 0x110000 else UNREADABLE for index in range(count)]


def _one_line(letter: str) -> str:
    """Return a glyph's text, with a stand-in for what is no character or would end a line."""
    return _NO_LETTER.sub(UNREADABLE, letter).replace("\t", " ")


class _Canvas:
    """What a page draws besides text, while its objects are gone through."""

    def __init__(self, place: Callable[[float, float, float, float], Box]) -> None:
        self._place = place
        self.rules: list[Box] = []
        self.pictures: list[Box] = []
        self.shapes = 0
        self.is_doubtful = False
        self._texts = 0
        self._left = _MOST_OBJECTS

    def take(self, holder: Any, count: Callable[..., int], get: Callable[..., Any], matrix: Matrix) -> None:
        """Go through the objects of a page or form.

        Args:
            holder: the page or form.
            count: tells how many objects it has.
            get: returns one.
            matrix: from its own places to those of the page.
        """
        for index in range(count(holder)):
            self._left -= 1
            if self._left < 0:
                return
            shape = get(holder, index)
            match pdfium.FPDFPageObj_GetType(shape):
                case pdfium.FPDF_PAGEOBJ_TEXT:
                    self._texts += 1  # where text is in many pieces, so is what is hidden
                    if not self.is_doubtful and (self._texts < _FEW_TEXTS or self._texts % 4 == 0):
                        self.is_doubtful = hidden.is_doubtful(shape)
                case pdfium.FPDF_PAGEOBJ_PATH:
                    self.shapes += 1
                    self._path(shape, _times(_matrix(shape), matrix))
                case pdfium.FPDF_PAGEOBJ_IMAGE:
                    (x0, y0), (x1, y1) = (_moved(x, y, _times(_matrix(shape), matrix)) for x, y in ((0, 0), (1, 1)))
                    self.pictures.append(self._place(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
                case pdfium.FPDF_PAGEOBJ_FORM:
                    inner = _times(_matrix(shape), matrix)
                    self.take(shape, pdfium.FPDFFormObj_CountObjects, pdfium.FPDFFormObj_GetObject, inner)

    def _path(self, path: Any, matrix: Matrix) -> None:
        count = pdfium.FPDFPath_CountSegments(path)
        if count > _MOST_SEGMENTS or not _is_drawn(path):  # a drawing; a clipping path
            return
        x, y = ctypes.c_float(), ctypes.c_float()
        start = at = (0.0, 0.0)
        sides: list[Box] = []
        for index in range(count):
            segment = pdfium.FPDFPath_GetPathSegment(path, index)
            pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
            to = _moved(x.value, y.value, matrix)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                self._enter(sides)
                sides, start = [], to
            elif kind == pdfium.FPDF_SEGMENT_LINETO:
                sides.append((*at, *to))
            at = to
            if pdfium.FPDFPathSegment_GetClose(segment):
                sides.append((*at, *start))
                at = start
        self._enter(sides)

    def _enter(self, sides: list[Box]) -> None:
        """Take up a line or an outline; one that is hardly thicker than a line is one."""
        boxes = [self._place(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in sides]
        if len(boxes) > 1:
            whole = (
                min(x[0] for x in boxes),
                min(x[1] for x in boxes),
                max(x[2] for x in boxes),
                max(x[3] for x in boxes),
            )
            if min(whole[2] - whole[0], whole[3] - whole[1]) <= _THIN:
                boxes = [whole]
        self.rules += (_line(box) for box in boxes if min(box[2] - box[0], box[3] - box[1]) <= _THIN)


def _shapes(page: Any, place: Callable[[float, float, float, float], Box]) -> _Canvas:
    """Return what a page draws besides text."""
    canvas = _Canvas(place)
    canvas.take(page, pdfium.FPDFPage_CountObjects, pdfium.FPDFPage_GetObject, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0))
    return canvas


def _is_drawn(path: Any) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(
        pdfium.FPDFPath_GetDrawMode(path, ctypes.byref(fill), ctypes.byref(stroke)) and (fill.value or stroke.value)
    )


def _matrix(shape: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(shape, ctypes.byref(found)):
        return 1.0, 0.0, 0.0, 1.0, 0.0, 0.0
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that moves by `inner` and then by `outer`."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _line(box: Box) -> Box:
    """Return a thin box as a line without thickness."""
    x0, top, x1, bottom = box
    if x1 - x0 >= bottom - top:
        return x0, (top + bottom) / 2, x1, (top + bottom) / 2
    return (x0 + x1) / 2, top, (x0 + x1) / 2, bottom


def _joined(rules: Iterable[Box]) -> list[Box]:
    """Put together what is drawn in dashes or twice, and leave out what is too short to part anything."""
    level: dict[int, list[Box]] = {}
    upright: dict[int, list[Box]] = {}
    for rule in rules:
        if rule[1] == rule[3]:
            level.setdefault(round(rule[1]), []).append(rule)
        else:
            upright.setdefault(round(rule[0]), []).append(rule)
    found: list[Box] = []
    for lines in level.values():
        at = lines[0][1]
        found += ((x0, at, x1, at) for x0, x1 in _stretches((x[0], x[2]) for x in lines))
    for lines in upright.values():
        at = lines[0][0]
        found += ((at, top, at, bottom) for top, bottom in _stretches((x[1], x[3]) for x in lines))
    return found


def _stretches(parts: Iterable[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield what parts of one line cover; the gaps of a dashed line are none."""
    ordered = sorted(parts)
    if not ordered:
        return
    start, end = ordered[0]
    for a, b in ordered[1:]:
        if a - end <= _DASH_GAP:
            end = max(end, b)
            continue
        if end - start >= _RULE:
            yield start, end
        start, end = a, b
    if end - start >= _RULE:
        yield start, end


def second_reading(raw: bytes, numbers: Iterable[int]) -> Iterator[tuple[int, Drawn]]:
    """Yield pages as pdfplumber reads them, an engine of its own that costs ten times as much.

    Args:
        raw: the file.
        numbers: of the pages, from 0; those that pdfplumber does not find are left out.

    Yields:
        Number and page.

    Raises:
        Exception: whatever pdfplumber raises on a damaged file.
    """
    from io import BytesIO

    import pdfplumber

    with pdfplumber.open(BytesIO(raw)) as document:
        pages = document.pages
        for number in numbers:
            if number >= len(pages):
                return
            page = pages[number]
            glyphs = [Glyph(_read_twice(c), c["x0"], c["top"], c["x1"], c["bottom"]) for c in page.chars if c["text"]]
            rules = _joined(_line((e["x0"], e["top"], e["x1"], e["bottom"])) for e in page.edges)
            pictures = [(i["x0"], i["top"], i["x1"], i["bottom"]) for i in page.images]
            shapes = len(page.lines) + len(page.rects) + len(page.curves)
            yield number, Drawn(float(page.width), float(page.height), glyphs, rules, pictures, shapes)
            page.close()


def _read_twice(char: dict[str, Any]) -> str:
    """Return the text of a character of pdfplumber; a digit written aslant stands on no line."""
    if char["text"].isdecimal() and hidden.is_aslant(*char["matrix"][:2]):
        return UNREADABLE
    return _one_line(_CID.sub(UNREADABLE, char["text"]))
