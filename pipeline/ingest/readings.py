"""Which engine's reading of a page is taken, and how far it can be trusted."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import median
from typing import Any, NamedTuple

from extractors.patterns import compile_pattern
from pipeline.ingest import ocr
from pipeline.ingest.glyphs import COVERING, Drawn, draw, open_document, second_reading
from pipeline.ingest.places import UNREADABLE, Glyph
from pipeline.pages import Grade, PageReading

_PAGES_AT_ONCE = 64  # of an opened file: PDFium keeps what it took apart of each until the file is closed
_MUCH = 0.05  # share of a page's characters
_ALIKE = 0.95  # agreement from which two readings are the same
_LARGE = 0.12  # of the page: a picture that may show figures
_SURE = 0.8  # of the words of a picture, on average
_OUTLINES = 50  # drawn shapes on a page without text: letters turned into outlines
_FULL = 0.85  # of the width of an ideograph
_SEVERAL = 2  # wide letters of western languages: the font's table of characters is not that of its glyphs
_WESTERN = compile_pattern("[À-ÖØ-öø-\u024f]")
_SIGNS = compile_pattern(r"[{}|\\^`²³¦µ]")
"""Those that are rare in any report, and rarer full-width."""
_JAPANESE = "[ぁ-ヿ一-鿿]"
_STRANGE = r"[{}`^\u00a1-\u00a6\u00a9-\u00af\u00b2\u00b3\u00b5\u00b8-\u00d6\u00d8-\u00f6\u00f8-\u024f]"
"""What stands in no Japanese word."""
_AMID = compile_pattern(rf"(?<={_JAPANESE})(?:(?P<strange>{_STRANGE})(?=[ぁ-ヿ一-鿿0-9])|[|~](?={_JAPANESE}))")
_PAIRED = compile_pattern(r"\{[^{}]{1,60}\}|[^{}]")
_STRAY = compile_pattern(
    rf"[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]|(?<={_JAPANESE})(?:[!-/:-@\[-`{{-~\u00a1-\u00bf]|[A-Za-z](?![A-Za-z]))"
    rf"|(?:[{{}}|~^`\u00a1-\u00bf]|(?<![A-Za-z])[A-Za-z])(?={_JAPANESE})"
)
_DIGITS = frozenset("0123456789")
_OFTEN = 3  # digits of one width
_SAME_SHAPE = 0.015
_SIGNS_OF_NUMBERS = frozenset("±´¨¶¬÷")
"""Those that stand in no word."""
_FOREIGN = compile_pattern("[\u0250-\u036f\u0400-\u1cff\ua000-\uabff]")
"""Letters that no report is written in: the numbers of a font's glyphs, where it names no other of them either."""
_HALF_WIDTH = compile_pattern(
    "[!-~\u00a1-\u00a6\u00a9-\u00af\u00b2\u00b3\u00b5\u00b7-\u00d6\u00d8-\u00f6\u00f8-\u024f]"
)
_UNKNOWN_SIGN = compile_pattern("[\ue000-\uf02f\uf0ff-\uf8ff\U000f0000-\U0010fffd]")  # not the bullets of symbol fonts


class Reading(NamedTuple):
    """A page as it was read; `large` tells whether it has a large picture beside its text."""

    drawn: Drawn
    page: PageReading
    large: bool


class SecondReader:
    """pdfplumber, opened for the first page that needs it; pages are asked for in ascending order."""

    def __init__(self, raw: bytes) -> None:
        """Take the file."""
        self._raw = raw
        self._pages: Iterator[tuple[int, Drawn]] | None = None
        self._asked: list[int] = []

    def read(self, number: int) -> Drawn | None:
        """Return page `number` (from 0), None where pdfplumber cannot read it."""
        self._asked.append(number)
        if self._pages is None:
            self._pages = second_reading(self._raw, iter(self._asked))
        try:
            found = next(self._pages, None)
        except Exception:  # whatever a damaged file does to the engine: it has no second reading
            return None
        return None if found is None else found[1]


class Engines:
    """A file as PDFium opened it, with pdfplumber for what it leaves in doubt."""

    def __init__(self, raw: bytes, ocr_mode: str) -> None:
        """Open it.

        Raises:
            Unopened: if PDFium cannot.
        """
        self._raw, self._ocr_mode = raw, ocr_mode
        self._document = self._open()
        self._second = SecondReader(raw)
        self._asked = 0
        self.declared = len(self._document)

    def _open(self) -> Any:
        return open_document(self._raw, for_pictures=self._ocr_mode == "force")

    def read(self, numbers: Iterable[int]) -> Iterator[Reading]:
        """Yield the pages of some numbers (from 0), in ascending order, that can be loaded."""
        for number in numbers:
            if self._asked == _PAGES_AT_ONCE:
                self._document.close()
                self._document = self._open()
                self._asked = 0
            self._asked += 1
            reading = read_page(self._document, number, self._second, self._ocr_mode)
            if reading is not None:
                yield reading

    def close(self) -> None:
        """Close the file."""
        self._document.close()


def read_page(document: Any, number: int, second: SecondReader, ocr_mode: str = "off") -> Reading | None:
    """Read a page with PDFium, where that leaves a doubt with pdfplumber too, and a picture with Tesseract.

    Args:
        document: of PDFium.
        number: of the page, from 0.
        second: the other engine.
        ocr_mode: auto recognises pages without text or with fonts that do not name it, force all pages, off none.

    Returns:
        The better reading: that with more readable characters and fewer unreadable ones; what its fonts do not name
        as it was recognised. None if there is none.
    """
    read = None if ocr_mode == "force" else _read_text(document, number, second)
    if read is not None and "text_on_scan" in read.page.reasons:
        read = read._replace(drawn=ocr.closed_up(read.drawn))
    if ocr_mode == "off" or not (read is None or _is_lost(read.page)) or not ocr.is_installed():
        return read
    try:
        drawn, sure = ocr.recognise(document, number)
    except RuntimeError:
        return read or _read_text(document, number, second)
    if not drawn.glyphs:
        return read or _read_text(document, number, second)
    if read is not None and read.drawn.glyphs:
        drawn = ocr.filled(read.drawn, drawn)
        if drawn.unreadable == read.drawn.unreadable:
            return read
    found = judge(drawn, number, "ocr", ("ocr",))
    grade = Grade.POOR if sure < _SURE or found.page.grade is Grade.POOR else Grade.FAIR
    reasons = tuple(reason for reason in found.page.reasons if reason != "text_on_scan")
    return Reading(drawn, replace(found.page, grade=grade, reasons=reasons), large=False)


def _is_lost(page: PageReading) -> bool:
    """Tell whether a page's picture may tell what its text does not: there is none, or its fonts do not name much of it."""
    garbled = "garbled_text" in page.reasons and page.grade is Grade.POOR
    return garbled or "no_text_layer" in page.reasons


def _read_text(document: Any, number: int, second: SecondReader) -> Reading | None:
    first = _doubted(draw(document, number))
    if first is not None and not first.unreadable:
        return judge(first, number, "pdfium")
    other = _doubted(second.read(number))
    if first is None or other is None:
        found = first or other
        return found and judge(
            found, number, "pdfium" if first else "pdfplumber", () if first else ("first_reader_lost",)
        )
    agreement = _agreement(first, other)
    if _worth(other) > _worth(first) + first.hidden:
        return judge(other, number, "pdfplumber", ("more_readable",), agreement)
    return judge(first, number, "pdfium", (), agreement)


def _doubted(drawn: Drawn | None) -> Drawn | None:
    """Return a page without the characters that its fonts name wrongly: half-width ones that are drawn full-width.

    Some programs give every glyph of a font the name of another: か becomes {, 、 becomes 1. Letters such as Ā and ÿ, or
    two kinds of rare signs, as wide as an ideograph, give them away; then no digit that is as wide is one.
    """
    if drawn is None:
        return None
    text = drawn.text
    if _WESTERN.search(text) or _SIGNS.search(text):
        drawn = drawn._replace(glyphs=list(_without_wide(drawn.glyphs)))
        drawn = drawn._replace(glyphs=list(_without_misnamed(drawn.glyphs)))
        text = drawn.text
    if UNREADABLE in text:
        drawn = drawn._replace(glyphs=list(_without_strangers(drawn.glyphs)))
    return drawn


def _without_wide(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    widths = [glyph.x1 - glyph.x0 for glyph in glyphs if "\u3040" <= glyph.letter <= "\u9fff"]
    least = _FULL * median(widths) if widths else math.inf
    wide = [glyph.x1 - glyph.x0 >= least and bool(_HALF_WIDTH.match(glyph.letter)) for glyph in glyphs]
    letters = [glyph.letter for doubt, glyph in zip(wide, glyphs, strict=True) if doubt]
    western, signs = sum(map(bool, map(_WESTERN.match, letters))), set(filter(_SIGNS.match, letters))
    lost = western >= _SEVERAL or len(signs) >= _SEVERAL
    yield from (g._replace(letter=UNREADABLE) if lost and doubt else g for doubt, g in zip(wide, glyphs, strict=True))


def _without_misnamed(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Yield the characters of a page, where signs and letters of other languages stand amid words without what they make.

    空}家, コÿュニ show that the names of others are wrong too: single letters beside words, and digits that have not the
    width of most digits. 、 named 1 makes another number of any number behind it.
    """
    text = "".join(glyph.letter if len(glyph.letter) == 1 else " " for glyph in glyphs)
    amid = {match.group() for match in _AMID.finditer(text)}
    if amid.isdisjoint(_PAIRED.sub("", text)):
        amid -= {"{", "}"}  # as people write them
    if len(amid) < _SEVERAL or amid <= {"|", "~"}:
        yield from glyphs
        return
    stray = {match.start() for match in _STRAY.finditer(text)}
    shapes: dict[float, set[str]] = defaultdict(set)
    for glyph in glyphs:
        if glyph.letter in _DIGITS:
            shapes[_shape(glyph)].add(glyph.letter)
    usual = max(shapes, key=lambda shape: len(shapes[shape]), default=0.0)
    known = len(shapes[usual]) >= _OFTEN
    for at, glyph in enumerate(glyphs):
        is_digit = glyph.letter in _DIGITS
        doubtful = (not known or abs(_shape(glyph) - usual) > _SAME_SHAPE) if is_digit else at in stray
        yield glyph._replace(letter=UNREADABLE) if doubtful else glyph


def _shape(glyph: Glyph) -> float:
    """Return how wide a character is, as a share of its height."""
    return round((glyph.x1 - glyph.x0) / (glyph.bottom - glyph.top or 1.0), 2)


def _without_strangers(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Yield the characters of a page that names some of them wrongly, and gives others signs amid words: ファ as フ±."""
    around = zip([" ", *(g.letter for g in glyphs)], glyphs, [*(g.letter for g in glyphs[1:]), " "], strict=False)
    for before, glyph, behind in around:
        amid = glyph.letter in _SIGNS_OF_NUMBERS and "\u3040" <= before <= "\u9fff" and "\u3040" <= behind <= "\u9fff"
        yield glyph._replace(letter=UNREADABLE) if amid or _FOREIGN.match(glyph.letter) else glyph


def judge(
    drawn: Drawn, number: int, reader: str, reasons: tuple[str, ...] = (), agreement: float | None = None
) -> Reading:
    """Grade a page by what its reading shows.

    Args:
        drawn: the page.
        number: from 0.
        reader: which engine read it.
        reasons: why it was that one.
        agreement: of the two readings, where there are two.
    """
    text = drawn.text
    letters = "".join(text.split())
    covered = drawn.covered
    faults = list(reasons)
    grade = Grade.GOOD
    unreadable = text.count(UNREADABLE)
    if not letters and (drawn.pictures or drawn.shapes >= _OUTLINES):
        faults.append("no_text_layer")
        grade, reader = Grade.POOR, "none"
    if unreadable:
        faults.append("garbled_text")
        grade = Grade.POOR if unreadable > _MUCH * len(letters) else Grade.FAIR
    if letters and covered >= COVERING:
        faults.append("text_on_scan")
    large = bool(letters) and _LARGE <= covered < COVERING
    if large:
        faults.append("picture")
    if _UNKNOWN_SIGN.search(letters):
        faults.append("private_use")
    if agreement is not None and agreement < _ALIKE:
        faults.append("readers_disagree")
    if faults and grade is Grade.GOOD:
        grade = Grade.FAIR
    if drawn.hidden:  # what is shown is read all the same
        faults.append("hidden_text")
    if drawn.aslant:
        faults.append("aslant_text")
    page = PageReading(
        no=number + 1,
        width=round(drawn.width, 1),
        height=round(drawn.height, 1),
        reader=reader,
        grade=grade,
        reasons=tuple(faults),
        agreement=None if agreement is None else round(agreement, 3),
    )
    return Reading(drawn, page, large)


def _worth(drawn: Drawn) -> int:
    letters = sum(bool(glyph.letter.strip()) for glyph in drawn.glyphs)
    return letters - 2 * drawn.unreadable


def _agreement(first: Drawn, other: Drawn) -> float:
    """Return the share of characters that two readings have in common, whatever their order (Dice)."""
    a, b = (Counter(g.letter for g in drawn.glyphs if g.letter.strip()) for drawn in (first, other))
    whole = a.total() + b.total()
    return 2 * (a & b).total() / whole if whole else 1.0
