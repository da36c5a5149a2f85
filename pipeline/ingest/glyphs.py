"""What a page of a PDF shows, as its engine draws it: characters, rules and pictures with their places.

Lengths are PDF points from the upper left corner of the page as it is looked at (crop box, /Rotate applied).
"""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import compress, repeat
from operator import eq, le
from typing import Any, NamedTuple

import pypdfium2_raw as pdfium

from extractors.patterns import compile_pattern
from pipeline.ingest import calls, faces, hidden, upright
from pipeline.ingest.engine import Document, EngineError
from pipeline.ingest.places import NOWHERE, UNREADABLE, Box, Glyph, Placing, new_glyph, tilted, turned
from pipeline.ingest.shapes import as_line, find_shapes, joined

_NO_LETTER = compile_pattern("[\0-\x08\x0a-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")  # as the text of one glyph
_HALF = compile_pattern("[\ud800-\udbff]")  # the first of the two units of a rare character
_CID = compile_pattern(r"\(cid:\d+\)")
_OFTEN_MADE_UP = frozenset(["", *"\r\n \t-\x02\ufffe"])  # what PDFium adds where it sees a gap or a line's end
_WRITTEN_OTHERWISE = frozenset({0x0, 0x2, 0xFFFE, 0xFFFF})
_SAMPLED = 16  # of so many ideographs and kana one is asked whether its font is mapped
_FAR = 1e5  # points: no page reaches so far
COVERING = 0.8  # of the page: a scan, with the text that some program recognised on it
_NO_DOUBTS = hidden.Doubts(frozenset(), frozenset())


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
    panels: Sequence[Box] = ()
    """Grounds of more than a line."""
    charts: Sequence[Box] = ()
    """Where bars of several heights stand on one line, or a line goes up and down to the right."""
    recognised: bool = False
    """Whether its characters were seen in a picture: their sizes are guesses."""
    turn: int = 0
    """By how many degrees it must be turned to the right for most of its text to be upright."""
    slope: float = 0.0
    """By how much of their length its lines fell to the right before it was made level, if it is a scan."""
    aslant: Sequence[Glyph] = ()
    """What goes neither along nor across the page (stamps, watermarks): it stands on no line of the text."""

    @property
    def covered(self) -> float:
        """The share of the page that its largest picture covers."""
        return max((self._area(box) for box in self.pictures), default=0.0) / max(self.width * self.height, 1.0)

    def _area(self, box: Box) -> float:
        x0, top, x1, bottom = box
        return max(min(x1, self.width) - max(x0, 0.0), 0.0) * max(min(bottom, self.height) - max(top, 0.0), 0.0)

    def upright(self) -> Drawn:
        """Return the page turned as its text is read."""
        if not self.turn:
            return self
        see = partial(turned, turn=self.turn, width=self.width, height=self.height)
        width, height = (self.width, self.height) if self.turn == 180 else (self.height, self.width)
        return self._replace(
            width=width,
            height=height,
            glyphs=[new_glyph((glyph[0], *see(glyph[1:]))) for glyph in self.glyphs],
            rules=list(map(see, self.rules)),
            pictures=list(map(see, self.pictures)),
            panels=list(map(see, self.panels)),
            charts=list(map(see, self.charts)),
            turn=0,
            aslant=[new_glyph((glyph[0], *see(glyph[1:]))) for glyph in self.aslant],
        )

    def shown(self, glyph: Glyph) -> Glyph:
        """Return a character of `upright` where the page as it is looked at has it."""
        letter, *box = glyph
        if self.turn:
            sides = (self.width, self.height) if self.turn == 180 else (self.height, self.width)
            box = list(turned(box, 360 - self.turn, *sides))
        return Glyph(letter, *(tilted(box, self.slope, self.width, self.height) if self.slope else box))

    @property
    def text(self) -> str:
        """Its characters as they are drawn."""
        return "".join([glyph[0] for glyph in self.glyphs])

    @property
    def unreadable(self) -> int:
        """How many glyphs are no known character."""
        return self.text.count(UNREADABLE)


class Unopened(Exception):  # noqa: N818  # a state of the file, not an error of ours
    """PDFium cannot open the file; `locked` where it asks for a password."""

    def __init__(self, message: str, *, locked: bool) -> None:
        """Keep PDFium's message."""
        super().__init__(message)
        self.locked = locked


def open_document(raw: bytes, *, for_pictures: bool = False) -> Document:
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
        return Document(raw)
    except EngineError as error:
        raise Unopened(str(error), locked="assword" in str(error)) from error


def draw(document: Document, number: int) -> Drawn | None:
    """Return page `number` (from 0) as PDFium reads it; None if it cannot be loaded."""
    try:
        page = document[number]
    except EngineError:
        return None
    try:
        width, height = page.get_size()
        placing = _placing(page)
        canvas = find_shapes(page, placing)
        drawn = Drawn(width, height, [], joined(canvas.free_rules()), canvas.pictures, canvas.shapes)
        drawn = drawn._replace(panels=canvas.panels, charts=canvas.charts())
        text_page = pdfium.FPDFText_LoadPage(page)
        if not text_page:
            return drawn
        try:
            is_scan = drawn.covered >= COVERING
            veils = {} if is_scan else canvas.layers.veils()
            gone = hidden.take_away(page, text_page, veils) if veils else 0
            if gone:
                pdfium.FPDFText_ClosePage(text_page)
                text_page = pdfium.FPDFText_LoadPage(page)
            doubted = _NO_DOUBTS
            if canvas.is_doubtful or veils:
                doubted = hidden.doubts(page, text_page, veils, is_scan=is_scan)
            glyphs, aslant = _glyphs(text_page, placing, doubted)
            right, foot = 2 * width + 1, 2 * height + 1
            shown = [g for g in glyphs if -1 <= g[1] + g[3] <= right and -1 <= g[2] + g[4] <= foot]
            if 2 * len(shown) < len(glyphs):  # it is the page's size that is wrong
                shown = glyphs
            out = gone + len(doubted.hidden) + len(glyphs) - len(shown)
            turn = upright.find_turn(calls.ready(text_page), page.get_rotation())
            return drawn._replace(glyphs=shown, hidden=out, turn=turn, aslant=aslant)
        finally:
            pdfium.FPDFText_ClosePage(text_page)
    finally:
        page.close()  # keeps memory flat


def _placing(page: Any) -> Placing:
    left, bottom, right, top = page.get_shown()
    match page.get_rotation():
        case 90:
            return Placing(((3, 1, -bottom), (0, 1, -left), (1, 1, -bottom), (2, 1, -left)))
        case 180:
            return Placing(((2, -1, right), (3, 1, -bottom), (0, -1, right), (1, 1, -bottom)))
        case 270:
            return Placing(((1, -1, top), (2, -1, right), (3, -1, top), (0, -1, right)))
        case _:
            return Placing(((0, 1, -left), (1, -1, top), (2, 1, -left), (3, -1, top)))


def _glyphs(text_page: Any, placing: Placing, doubted: hidden.Doubts) -> tuple[list[Glyph], list[Glyph]]:
    """Return the characters of a page that are its text, and those that are written aslant to it."""
    page = calls.ready(text_page)
    letters = _letters(page)
    own = calls.boxes(page, range(len(letters)))
    sides = [own[side::4].tolist() for side in range(4)]
    if upright.has_ink_boxes(page, letters, sides):
        upright.straighten(page, letters, sides)
    columns = placing.columns(sides)
    aslant = doubted.aslant
    if 2 * len(aslant) > len(letters):  # the page itself; its digits stand on no line
        letters = [UNREADABLE if at in aslant and letter.isdecimal() else letter for at, letter in enumerate(letters)]
        aslant = frozenset()
    doubtful = [index for index, letter in enumerate(letters) if letter in _OFTEN_MADE_UP]
    dropped = {index for index in doubtful if not letters[index] or calls.is_made_up(page, index) == 1}
    dropped |= doubted.hidden
    shown = [index not in dropped for index in range(len(letters))] if dropped else []
    stamped = [index in aslant for index in range(len(letters)) if index not in dropped] if aslant else []
    if shown:
        letters = list(compress(letters, shown))
        columns = [list(compress(column, shown)) for column in columns]
    if not "".join(letters).isprintable():
        letters = [letter if letter.isprintable() else _one_line(letter) for letter in letters]
    glyphs = list(map(new_glyph, zip(letters, *_known(columns), strict=True)))
    return _parted(glyphs, stamped) if stamped else (glyphs, [])


def _parted(glyphs: Sequence[Glyph], aslant: Sequence[bool]) -> tuple[list[Glyph], list[Glyph]]:
    return [g for g, leans in zip(glyphs, aslant, strict=True) if not leans], list(compress(glyphs, aslant))


def _known(columns: list[list[float]]) -> list[list[float]]:
    """Return the places of characters, nowhere those that no page can have."""
    if _are_known(columns):
        return columns
    places = (box if _are_known([[edge] for edge in box]) else NOWHERE for box in zip(*columns, strict=True))
    return list(map(list, zip(*places, strict=True)))


def _are_known(columns: Sequence[list[float]]) -> bool:
    """Tell whether places are such as a page can have; damaged files place characters anywhere."""
    x0, tops, x1, bottoms = columns
    if not x0:
        return True
    ordered = all(map(le, x0, x1)) and all(map(le, tops, bottoms))
    return ordered and min(min(x0), min(tops)) > -_FAR and max(max(x1), max(bottoms)) < _FAR


def _letters(page: ctypes.c_void_p) -> list[str]:
    """Return the text of each character of a page, U+FFFD for what is unmapped, "" for half of a pair.

    PDFium gives an unmapped glyph its number in the font, which may be any character. A font that is not mapped is not
    mapped as a whole: every digit is asked for, of ideographs and kana a few.
    """
    letters = _units(page)
    count = len(letters)
    doubtful = [i for i, letter in enumerate(letters) if not "\u3040" <= letter <= "\u9fff" or i % _SAMPLED == 0]
    if 1 in map(calls.is_unmapped, repeat(page), doubtful):
        for index in range(count):
            if calls.is_unmapped(page, index) == 1:
                letters[index] = UNREADABLE
    for index, letter in enumerate(letters if _HALF.search("".join(letters)) else ()):
        if "\ud800" <= letter < "\udc00" and index + 1 < count and "\udc00" <= letters[index + 1] < "\ue000":
            pair = letter + letters[index + 1]
            letters[index : index + 2] = pair.encode("utf-16", "surrogatepass").decode("utf-16"), ""
    return letters


def _units(page: ctypes.c_void_p) -> list[str]:
    """Return the UTF-16 unit of each character of a page.

    The text of the page is had in one call, where it has as many units as the page has characters; what PDFium writes
    into it in another way than it tells of the character by itself (hyphens at line ends, nothing at all) is asked for.
    """
    count = calls.count_characters(page)
    get = calls.get_unicode
    units = array("H", bytes(2 * (count + 1)))
    written = calls.get_text(page, 0, count, (ctypes.c_ushort * (count + 1)).from_buffer(units))
    units.pop()
    if written - 1 == count and all(map(eq, units[::_SAMPLED], map(get, repeat(page), range(0, count, _SAMPLED)))):
        for index in () if _WRITTEN_OTHERWISE.isdisjoint(units) else range(count):
            if units[index] in _WRITTEN_OTHERWISE:
                units[index] = min(get(page, index), 0xFFFF)
        return list(map(chr, units))
    return [chr(code) if (code := get(page, index)) < 0x110000 else UNREADABLE for index in range(count)]


def _one_line(letter: str) -> str:
    """Return a glyph's text, with a stand-in for what is no character or would end a line."""
    return _NO_LETTER.sub(UNREADABLE, letter).replace("\t", " ")


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

    with _silent("pdfminer", "pdfplumber"), pdfplumber.open(BytesIO(raw)) as document:
        pages = document.pages
        for number in numbers:
            if number >= len(pages):
                return
            page = pages[number]
            chars = [c for c in page.chars if c["text"]]
            leans = [hidden.is_aslant(*c["matrix"][:2]) for c in chars]
            all_lean = 2 * sum(leans) > len(leans)
            letters = [_read_twice(c, lost=all_lean) for c in chars]
            columns = _known([[float(c[side]) for c in chars] for side in ("x0", "top", "x1", "bottom")])
            read = list(map(new_glyph, zip(letters, *columns, strict=True)))
            glyphs, aslant = (read, []) if all_lean else _parted(read, leans)
            rules = joined(as_line((e["x0"], e["top"], e["x1"], e["bottom"])) for e in page.edges)
            pictures = [(i["x0"], i["top"], i["x1"], i["bottom"]) for i in page.images]
            shapes = len(page.lines) + len(page.rects) + len(page.curves)
            turn = upright.usual_turn([c["matrix"][:2] for c in chars if c["text"].strip()])
            yield (
                number,
                Drawn(float(page.width), float(page.height), glyphs, rules, pictures, shapes, turn=turn, aslant=aslant),
            )
            page.close()


@contextmanager
def _silent(*engines: str) -> Iterator[None]:
    """Keep engines from writing to standard error."""
    import logging

    levels = {logger: logger.level for logger in map(logging.getLogger, engines)}
    for logger in levels:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in levels.items():
            logger.setLevel(level)


def _read_twice(char: dict[str, Any], *, lost: bool) -> str:
    """Return the text of a character of pdfplumber; where all of a page is aslant, no digit stands on a line."""
    if lost and char["text"].isdecimal():
        return UNREADABLE
    return _one_line(_CID.sub(UNREADABLE, char["text"]))
