"""Pages that are pictures, read by Tesseract where it is installed."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any

from extractors.patterns import compile_pattern
from pipeline.ingest.glyphs import Drawn, draw
from pipeline.ingest.places import UNREADABLE, Glyph

_DOTS_PER_INCH = 300
_POINTS_PER_INCH = 72
_MOST_DOTS = 40_000_000  # of a picture, so that a poster does not fill the memory
_SECONDS = 120  # for a page
_LINE, _WORD = 4, 5  # levels of Tesseract's table
_SURE = 60.0  # per cent; a number read with less is no value
_PARTED = 0.9  # times the height of the line: a gap that is one
_CUT = 1.8  # times the height of the line: a full-width thousands mark leaves more
_CUT_NUMBER = compile_pattern("(?<![0-9０-９])[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?![0-9０-９])")
_REST = compile_pattern("[0０][0-9０-９]{2}(?![0-9０-９-])")
_DIGIT = compile_pattern("[0-9０-９]")
_THOUSANDS = compile_pattern(r"(?<=[0-9０-９])[.．](?=[0-9０-９]{3}(?![0-9０-９]))")  # 1.234 may be 1,234 on the page


@lru_cache(maxsize=1)
def is_installed() -> bool:
    """Tell whether Tesseract and its Japanese are on this machine."""
    try:
        import pytesseract

        return "jpn" in pytesseract.get_languages()
    except (ImportError, OSError, RuntimeError):  # pytesseract's own errors are among them
        return False


def recognise(document: Any, number: int) -> tuple[Drawn, float]:
    """Read the picture of page `number` (from 0).

    Args:
        document: of PDFium.
        number: of the page.

    Returns:
        The page with the characters that Tesseract sees, numbers of which it is not sure as U+FFFD; and how sure it is
        of its words on average, from 0 to 1.

    Raises:
        RuntimeError: if Tesseract fails or takes too long.
    """
    import pytesseract

    page = document[number]
    try:
        width, height = page.get_size()
        scale = _DOTS_PER_INCH / _POINTS_PER_INCH
        scale = min(scale, (_MOST_DOTS / max(width * height, 1.0)) ** 0.5)
        picture = page.render(scale=scale, grayscale=True).to_pil()
    finally:
        page.close()
    table = pytesseract.image_to_data(
        picture, lang="jpn", config="--psm 3", output_type=pytesseract.Output.DICT, timeout=_SECONDS
    )
    seen = [float(sure) for sure, text in zip(table["conf"], table["text"], strict=True) if text.strip()]
    drawn = draw(document, number)
    shown = drawn or Drawn(width, height, [], [], [], 0)
    return shown._replace(glyphs=_glyphs(table, scale)), sum(seen) / len(seen) / 100 if seen else 0.0


def _glyphs(table: dict[str, list[Any]], scale: float) -> list[Glyph]:
    """Return the characters of Tesseract's words, each with its share of the word's width and its line's height."""
    words: list[tuple[str, float, float, float, float]] = []
    top = bottom = 0.0
    for level, left, upper, width, height, sure, text in zip(
        *(table[name] for name in ("level", "left", "top", "width", "height", "conf", "text")), strict=True
    ):
        if level == _LINE:
            top, bottom = upper / scale, (upper + height) / scale
        word = text.strip()
        if level != _WORD or not word:
            continue
        if float(sure) < _SURE and _DIGIT.search(word):
            word = UNREADABLE * len(word)
        x0, x1 = left / scale, (left + width) / scale
        # Tesseract cuts Japanese into words that the page does not part.
        if words and words[-1][2] == top and 0 < x0 - words[-1][3] < _PARTED * (bottom - top):
            words[-1] = (*words[-1][:3], x0, words[-1][4])
        words.append((word, x0, top, x1, bottom))
    letters = _THOUSANDS.sub(UNREADABLE, "".join(word[0] for word in words))
    # Tesseract may take the two halves of a number for lines of two columns.
    places = [0, *accumulate(len(word[0]) for word in words)]
    starts = {place for place, (a, b) in zip(places[1:], pairwise(words), strict=False) if a[2] != b[2]}
    for rest in [m for m in _REST.finditer(letters) if m.start() in starts]:
        letters = letters[: rest.start()] + UNREADABLE * len(rest[0]) + letters[rest.end() :]
    owners = [at for at, word in enumerate(words) for _ in word[0]]
    for number in _CUT_NUMBER.finditer(letters):
        for before, after in pairwise(owners[slice(*number.span())]):
            left, right = words[before], words[after]
            if left[2] == right[2] and 0 < right[1] - left[3] < _CUT * (left[4] - left[2]):
                words[before] = (*left[:3], right[1], left[4])
    shares = (
        (x0 + at * (x1 - x0) / len(word), top, x0 + (at + 1) * (x1 - x0) / len(word), bottom)
        for word, x0, top, x1, bottom in words
        for at in range(len(word))
    )
    return [Glyph(letter, *share) for letter, share in zip(letters, shares, strict=True)]
