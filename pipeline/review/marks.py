"""A text as markup: every character, once, with what was read in it marked in place.

Marks may nest and cross. The text is cut at every boundary of a mark, and each piece names all the marks that it
belongs to; so no element is inside another, and the text content of the markup is the text itself,
with its controls as U+FFFD.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.patterns import compile_pattern
from pipeline.controls import without_controls

_LONG = 3000  # characters of a stretch that is cut
_USUAL = 1500  # characters of what it is cut into
_NO_BREAK = compile_pattern(r"[^\f\r]+")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
BIDI = compile_pattern(f"[{_BIDI}]")
"""Marks that turn the direction of what follows them: shown, and kept from turning anything."""


class Mark(NamedTuple):
    """Something about a stretch of the text; offsets are code points, end exclusive."""

    start: int
    end: int
    style: str
    """The class of its pieces."""
    key: str = ""
    """By which the page finds it; empty for what only has a look."""


class Units:
    """Offsets as a browser counts them: UTF-16 units, two for a character beyond U+FFFF."""

    def __init__(self, text: str) -> None:
        self._wide = [match.start() for match in re.finditer("[\U00010000-\U0010ffff]", text)]

    def at(self, offset: int) -> int:
        """Return the offset in UTF-16 units of an offset in code points."""
        return offset + bisect_left(self._wide, offset)


def markup(text: str, marks: Iterable[Mark], page_starts: Sequence[int], beginnings: Iterable[int]) -> str:
    """Return the text as sheets, one for each page, each a row of sections.

    Args:
        text: the report's text.
        marks: in any order, nested or crossing.
        page_starts: offset of each page's first character; a separator stands before each sheet but the first.
        beginnings: where else a section begins, if that is the start of a line.
    """
    text = _NO_BREAK.sub(lambda stretch: without_controls(stretch[0]), text)
    pages = {start: number for number, start in enumerate(page_starts, start=1) if number > 1}
    cuts = _cuts(text, pages, beginnings)
    turns = (Mark(m.start(), m.end(), "bidi") for m in BIDI.finditer(text))
    wanted = sorted((*marks, *turns), key=lambda mark: (mark.start, mark.end))
    bounds = sorted({*cuts, len(text), *(b for mark in wanted for b in (mark.start, mark.end))})
    begins, out = set(cuts), []
    coming = iter(wanted)
    following = next(coming, None)
    open_marks: list[Mark] = []
    for at, end in pairwise(bounds):
        if at in begins:
            out.append("</section>" if at else '<div class="sheet" data-page="1">')
            if at in pages:
                out.append(f'</div><hr class="page" data-page="{pages[at]}">')
                out.append(f'<div class="sheet" data-page="{pages[at]}">')
            out.append('<section class="stretch">')
        open_marks = [mark for mark in open_marks if mark.end > at]
        while following is not None and following.start <= at:
            open_marks.append(following)
            following = next(coming, None)
        out.append(_piece(text[at:end], open_marks))
    return "".join(out) + ("</section></div>" if bounds[-1] else "")


def _cuts(text: str, pages: Iterable[int], beginnings: Iterable[int]) -> list[int]:
    """Return where a section begins; short ones let a browser lay out only what is in sight."""
    lines = {at for at in beginnings if at == 0 or text.startswith("\n", at - 1)}
    firm = sorted({0, *(at for at in (*pages, *lines) if at < len(text)), len(text)})
    return [cut for start, end in pairwise(firm) for cut in _shorter(text, start, end)] or [0]


def _shorter(text: str, start: int, end: int) -> Iterator[int]:
    yield start
    while end - start > _LONG:
        start = text.find("\n", start + _USUAL, end) + 1
        if not start or start >= end:
            return
        yield start


def _piece(text: str, marks: Sequence[Mark]) -> str:
    shown = text.translate(_ESCAPES)
    if not marks:
        return shown
    styles = " ".join(sorted({mark.style for mark in marks}))
    # The narrowest first: it is what a click means.
    keys = " ".join(mark.key for mark in sorted(marks, key=lambda m: m.end - m.start) if mark.key)
    code = f' data-code="U+{ord(text):04X}"' if len(text) == 1 and BIDI.match(text) else ""
    if keys:
        return f'<mark class="{styles}" data-m="{keys}"{code}>{shown}</mark>'
    return f'<span class="{styles}"{code}>{shown}</span>'
