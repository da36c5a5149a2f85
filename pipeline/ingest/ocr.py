"""Pages that are pictures, read by Tesseract where it is installed."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import accumulate, pairwise
from statistics import median
from typing import Any, NamedTuple

from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.ingest import digits, scans
from pipeline.ingest.glyphs import Drawn, draw
from pipeline.ingest.places import UNREADABLE, Glyph, turned

_DOTS_PER_INCH = 300
_POINTS_PER_INCH = 72
_MOST_DOTS = 40_000_000  # of a picture, so that a poster does not fill the memory
_SECONDS = 120  # for a page
_LINE, _WORD = 4, 5  # levels of Tesseract's table
_SURE = 60.0  # per cent; a number read with less is no value
_LEGIBLE = 0.5  # of words on average; what is read with less is no text: writing turned or set downwards, a pattern
_SQUEEZED = 0.4  # times the width of its characters: a word whose place Tesseract gets wrong
_TALL = 1.6  # times the height of its words: what Tesseract calls a line and is several
_APART = 0.5  # times that height, between the middles of words of two lines
_PARTED = 0.9  # times the height of the line: a gap that is one
_PARTED_BY_SIGN = 1.5  # the same beside a stop or bracket, whose ink fills half of its cell
_PARTED_BY_DIGIT = 1.3  # the same beside a digit, which programs set off from words
_BLANKS = 0.2  # of a page's wide characters, behind which one stands
_TOUCH = 0.1  # points between the characters of a word
_STOPS, _OPENS = frozenset("、。，．）」』】"), frozenset("（「『【")
_ONE_NUMBER, _TWO_NUMBERS = 1.3, 2.2  # times the height of digits: gaps between those of one number, full-width; of two
_CUT = 1.8  # times the height of the line: a full-width thousands mark leaves more
_CUT_NUMBER = compile_pattern(
    "(?<![0-9０-９.,．，])[0-9０-９]{1,3}(?:(?:[,，][0-9０-９]{3})+|(?P<point>[.．])[0-9０-９]{1,2})(?![0-9０-９.．])"
)
_NUMBER = compile_pattern("[0-9０-９][0-9０-９.,．，]*")
_REST = compile_pattern("[0０][0-9０-９]{2}(?![0-9０-９-])")
_TAIL = compile_pattern("(?<![0-9０-９])[.,．，][0-9０-９]{3}(?![0-9０-９])")  # what is left of 1,820 without its head
_DIGIT = compile_pattern("[0-9０-９]")
_THOUSANDS = compile_pattern(r"(?<=[0-9０-９])[.．](?=[0-9０-９]{3}(?![0-9０-９]))")  # 1.234 may be 1,234 on the page


class _Word(NamedTuple):
    """A word of Tesseract, as high as its line."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    height: float
    """Its own."""


@lru_cache(maxsize=1)
def is_installed() -> bool:
    """Tell whether Tesseract and its Japanese are on this machine."""
    return "jpn" in _languages()


def reads_twice() -> bool:
    """Tell whether Tesseract's English is there too, which reads the numbers a second time."""
    return "eng" in _languages()


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    try:
        import pytesseract

        return frozenset(pytesseract.get_languages())
    except (ImportError, OSError, RuntimeError):  # pytesseract's own errors are among them
        return frozenset()


def recognise(document: Any, number: int) -> tuple[Drawn, float]:
    """Read the picture of page `number` (from 0).

    Args:
        document: of PDFium.
        number: of the page.

    Returns:
        The page with the characters that Tesseract sees, numbers of which it is not sure as U+FFFD, none where it sees
        no writing; and how sure it is of its words on average, from 0 to 1.

    Raises:
        RuntimeError: if the page cannot be drawn, or Tesseract fails or takes too long.
    """
    page = document[number]
    try:
        width, height = page.get_size()
        scale = _DOTS_PER_INCH / _POINTS_PER_INCH
        scale = min(scale, (_MOST_DOTS / max(width * height, 1.0)) ** 0.5)
        picture = page.picture(scale, grey=True)
    finally:
        page.close()
    picture, rules, slope = scans.cleared(picture, scale * _POINTS_PER_INCH)
    table, sure = _look(picture)
    turn = _turn_of_lines(table) if sure >= _LEGIBLE else _turn(picture) if sure else 0
    if turn:
        level, surer = _look(picture.rotate(-turn, expand=True))
        table, sure, turn = (level, surer, turn) if surer >= sure else (table, sure, 0)
    glyphs = _glyphs(list(_words(table, scale))) if sure >= _LEGIBLE else []
    shown = draw(document, number) or Drawn(width, height, [], [], [], 0)
    if turn:
        sides = (width, height) if turn == 180 else (height, width)
        glyphs = [Glyph(glyph.letter, *turned(glyph[1:], 360 - turn, *sides)) for glyph in glyphs]
    return shown._replace(glyphs=glyphs, rules=[*shown.rules, *rules], recognised=True, turn=turn, slope=slope), sure


def _look(picture: Any) -> tuple[dict[str, list[Any]], float]:
    """Return Tesseract's table of a picture, and how sure it is of its words on average, from 0 to 1."""
    from concurrent.futures import ThreadPoolExecutor

    import pytesseract

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # Tesseract's threads wait for each other longer than they work
    read = partial(pytesseract.image_to_data, picture, output_type=pytesseract.Output.DICT, timeout=_SECONDS)
    with ThreadPoolExecutor(1) as beside:
        western = beside.submit(read, lang="eng", config="--psm 11") if reads_twice() else None
        table = read(lang="jpn", config="--psm 3")
    if western is not None:
        digits.mend(table, western.result())
    seen = [float(sure) for sure, text in zip(table["conf"], table["text"], strict=True) if text.strip()]
    return table, sum(seen) / len(seen) / 100 if seen else 0.0


def _turn_of_lines(table: dict[str, list[Any]]) -> int:
    """Return by how much a picture must be turned to the right for its lines, in which Tesseract reads on, to be level."""
    ahead = down = 0.0
    last: tuple[float, float] | None = None
    columns = (table[name] for name in ("level", "left", "top", "width", "height"))
    for level, left, top, width, height in zip(*columns, strict=True):
        at = (left + width / 2, top + height / 2) if level == _WORD else None
        if last and at:
            ahead, down = ahead + at[0] - last[0], down + at[1] - last[1]
        last = at
    if abs(down) > abs(ahead):
        return 270 if down > 0 else 90
    return 180 if ahead < 0 else 0


def _turn(picture: Any) -> int:
    """Return by how much a picture must be turned to the right to be upright, in degrees; 0 where that is not seen."""
    import pytesseract

    try:
        found = pytesseract.image_to_osd(picture, output_type=pytesseract.Output.DICT, timeout=_SECONDS)
    except (RuntimeError, LookupError, ValueError):  # its data of scripts is missing; it has not seen enough
        return 0
    return int(found.get("rotate", 0))


def filled(drawn: Drawn, seen: Drawn) -> Drawn:
    """Return a page with what was recognised where its fonts name no character; all else stays as they name it.

    A line of which they name nothing is taken as it was recognised.

    Args:
        drawn: the page by its fonts.
        seen: the same page as Tesseract reads it.
    """
    letters = [glyph.letter for glyph in drawn.glyphs]
    whole: dict[int, list[Glyph]] = {}
    named, recognised = drawn.upright().glyphs, seen._replace(turn=drawn.turn).upright().glyphs
    bands = list(_bands(named))
    middles = [median(_middle(named[at]) for at in band) for band in bands]
    read: list[list[int]] = [[] for _ in bands]
    for number, glyph in enumerate(recognised):
        nearest = min(range(len(bands)), key=lambda n: abs(middles[n] - _middle(glyph)), default=None)
        if nearest is not None and abs(middles[nearest] - _middle(glyph)) < _APART * (glyph.bottom - glyph.top):
            read[nearest].append(number)
    for band, beside in zip(bands, read, strict=True):
        lost = "".join(letters[at] for at in band)
        if beside and not lost.strip(UNREADABLE):
            whole |= {at: [] for at in band} | {min(band): [seen.glyphs[number] for number in beside]}
        elif UNREADABLE in lost and len(lost) == len(band):
            for at, letter in zip(band, _completed(lost, [recognised[number] for number in beside]), strict=True):
                letters[at] = letter
    pairs = enumerate(zip(drawn.glyphs, letters, strict=True))
    return drawn._replace(glyphs=[g for at, (old, x) in pairs for g in whole.get(at, [old._replace(letter=x)])])


def _middle(glyph: Glyph) -> float:
    return (glyph.top + glyph.bottom) / 2


def _bands(glyphs: Sequence[Glyph]) -> Iterator[list[int]]:
    """Yield the numbers of the characters that stand at one height, from left to right."""
    band: list[int] = []
    for at in sorted((at for at, g in enumerate(glyphs) if g.letter.strip()), key=lambda at: _middle(glyphs[at])):
        if band and _middle(glyphs[at]) - _middle(glyphs[band[0]]) > _APART * (glyphs[at].bottom - glyphs[at].top):
            yield sorted(band, key=lambda n: glyphs[n].x0)
            band = []
        band.append(at)
    if band:
        yield sorted(band, key=lambda n: glyphs[n].x0)


def _completed(lost: str, glyphs: Sequence[Glyph]) -> str:
    """Return a line with what was recognised between the same characters, where that is as many as were lost."""
    from difflib import SequenceMatcher  # of few files

    seen = "".join(g.letter for g in sorted(glyphs, key=lambda g: g.x0) if g.letter.strip()).replace(UNREADABLE, "\0")
    found = list(lost)
    for kind, a, b, c, d in SequenceMatcher(None, fold(lost), fold(seen), autojunk=False).get_opcodes():
        if kind == "replace" and b - a == d - c:
            pairs = zip(lost[a:b], seen[c:d], strict=True)
            found[a:b] = [new if old == UNREADABLE and new != "\0" else old for old, new in pairs]
    return "".join(found)


def closed_up(drawn: Drawn) -> Drawn:
    """Return a page on whose picture Tesseract laid its text, with a blank behind each word, as one that it recognises.

    Any other page is returned as it is.
    """
    wide = sum(glyph.letter > "\u3040" for glyph in drawn.glyphs)
    blanks = sum(
        not blank.letter.strip() and before.letter > "\u3040" and before.top == blank.top
        for before, blank in pairwise(drawn.glyphs)
    )
    if blanks <= _BLANKS * wide:
        return drawn
    words = list(_laid(drawn.glyphs))
    sizes = [(word.x1 - word.x0) / len(word.text) for word in words if len(word.text) > 1 and word.text > "\u3040"]
    half = median(sizes or [word.height for word in words]) / 2
    level = [
        word._replace(top=middle - half, bottom=middle + half, height=2 * half)
        for word in words
        for middle in ((word.top + word.bottom) / 2,)
    ]
    return drawn._replace(glyphs=_glyphs(level), recognised=True)


def _laid(glyphs: Sequence[Glyph]) -> Iterator[_Word]:
    """Yield the words of a text layer; the blank behind a word is a part of its place."""
    word: _Word | None = None
    for letter, x0, top, x1, bottom in glyphs:
        if word is not None and letter.strip() and (top != word.top or not 0 <= x0 - word.x1 < _TOUCH):
            yield word
            word = None
        if not letter.strip():
            if word is not None:
                yield word._replace(x1=max(x1, word.x1) if top == word.top else word.x1)
            word = None
        elif word is None:
            word = _Word(letter, x0, top, x1, bottom, bottom - top)
        else:
            word = word._replace(text=word.text + letter, x1=x1)
    if word is not None:
        yield word


def _glyphs(words: list[_Word]) -> list[Glyph]:
    """Return the characters of Tesseract's words, each with its share of the word's width and its line's height."""
    letters = _THOUSANDS.sub(UNREADABLE, "".join(word.text for word in words))
    # Tesseract may take the two halves of a number for lines of two columns.
    places = [0, *accumulate(len(word.text) for word in words)]
    starts = {place for place, (a, b) in zip(places[1:], pairwise(words), strict=False) if a.top != b.top}
    lost = [m.span() for m in _REST.finditer(letters) if m.start() in starts]
    lost += [m.span() for m in _TAIL.finditer(letters)]
    _part(words)
    unsure = {places[at + 1] for at in _join(words)}
    lost += [m.span() for m in _NUMBER.finditer(letters) if unsure and not unsure.isdisjoint(range(*m.span()))]
    for start, end in lost:
        letters = letters[:start] + UNREADABLE * (end - start) + letters[end:]
    owners = [at for at, word in enumerate(words) for _ in word.text]
    for number in _CUT_NUMBER.finditer(letters):
        if number["point"] and (number.start() == 0 or number.start() in starts):  # 1. 2 may be an item's number
            continue
        for before, after in pairwise(owners[slice(*number.span())]):
            left, right = words[before], words[after]
            if left.top == right.top and 0 < right.x0 - left.x1 < _CUT * (left.bottom - left.top):
                words[before] = left._replace(x1=right.x0)
    shares = (
        (x0 + at * (x1 - x0) / len(text), top, x0 + (at + 1) * (x1 - x0) / len(text), bottom)
        for text, x0, top, x1, bottom, *_ in words
        for at in range(len(text))
    )
    return [Glyph(letter, *share) for letter, share in zip(letters, shares, strict=True)]


def _words(table: dict[str, list[Any]], scale: float) -> Iterator[_Word]:
    """Yield Tesseract's words, those with digits of which it is not sure as U+FFFD."""
    columns = (table[name] for name in ("level", "left", "top", "width", "height", "conf", "text"))
    line: list[_Word] = []
    edges = 0.0, 0.0
    for level, left, top, width, height, sure, text in zip(*columns, strict=True):
        if level == _LINE:
            yield from _in_lines(line, *edges)
            line, edges = [], (top / scale, (top + height) / scale)
        elif level == _WORD and (word := text.strip()):
            if float(sure) < _SURE and _DIGIT.search(word):
                word = UNREADABLE * len(word)
            place = (left / scale, top / scale, (left + width) / scale, (top + height) / scale)
            line.append(_Word(word, *place, height / scale))
    yield from _in_lines(line, *edges)


def _in_lines(words: list[_Word], top: float, bottom: float) -> Iterator[_Word]:
    """Yield the words of what Tesseract calls a line, as high as it; where it is several, as high as their own."""
    usual = median([word.height for word in words] or [0.0])
    if bottom - top <= _TALL * usual:
        yield from (word._replace(top=top, bottom=bottom) for word in words)
        return
    middles = sorted((word.top + word.bottom) / 2 for word in words)
    heads = [middles[0], *(b for a, b in pairwise(middles) if b - a > _APART * usual)] if words else []
    for word in words:
        head = heads[bisect_right(heads, (word.top + word.bottom) / 2) - 1]
        yield word._replace(top=head - usual / 2, bottom=head + usual / 2)


def _part(words: list[_Word]) -> None:
    """Let a word end where the next one begins, and one that its characters do not fit in reach as far as they do."""
    for at, (left, right) in enumerate(pairwise(words)):
        if left.top == right.top and left.x0 < right.x0:
            width = len(left.text.encode("cp932", "replace")) / 2 * (left.bottom - left.top)
            is_squeezed = len(left.text) > 1 and left.x1 - left.x0 < _SQUEEZED * width
            words[at] = left._replace(x1=min(left.x0 + width if is_squeezed else left.x1, right.x0))


def _join(words: list[_Word]) -> Iterator[int]:
    """Let words touch that Tesseract cuts and the page does not part; yield those of which the next may be the rest."""
    for at, (left, right) in enumerate(pairwise(words)):
        gap = right.x0 - left.x1
        if left.top != right.top or gap <= 0:
            continue
        height = left.bottom - left.top
        if left.text[-1].isdecimal() and right.text[0].isdecimal():
            height = min(left.height, right.height)
            if gap < _TWO_NUMBERS * height:
                words[at] = left._replace(x1=right.x0)
                if gap >= _ONE_NUMBER * height:
                    yield at
        elif gap < _parted(left.text[-1], right.text[0]) * height:
            words[at] = left._replace(x1=right.x0)


def _parted(last: str, first: str) -> float:
    """Return from what gap on two characters are parted, in heights of their line."""
    if last in _STOPS or first in _OPENS:
        return _PARTED_BY_SIGN
    beside_digit = max(last, first) >= "\u3040" and (last.isdecimal() or first.isdecimal())
    return _PARTED_BY_DIGIT if beside_digit else _PARTED
