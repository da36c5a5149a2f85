"""Lines, sentences and list entries of the text as resolving needs them, all in view offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from extractors.view import TextView

_BULLET = re.compile(
    r"[ ]*(?P<bullet>(?:[-・•●◇◆■□▪‣▶➢※*\uf06c\uf0d8\uf0b4\uf077\uf06e] ?)+|[①-⑳㋐-㋾]|\(?[ア-ンa-z0-9]{1,2}[).](?=[ぁ-鿿 ])|○)"
)
_ENUMERATION = re.compile(r"[①-⑳]|\(?[ア-ンa-z]\)")

MAX_CONTEXT = 300
"""Longest context cell, in characters: a report may come as one line of megabytes."""


class Line(NamedTuple):
    """A line of the view without its break."""

    start: int
    end: int
    bullet: str
    """Its list marker (・, -・, ◇, ①); empty without one."""
    body: int
    """Where the words behind the marker begin."""


class Layout:
    """The lines of a text, found by offset."""

    def __init__(self, view: TextView) -> None:
        """Cut the text of `view` into lines."""
        self.view = view
        self.text = view.text
        self._starts = [0, *[match.end() for match in re.finditer("\n", view.text)]]
        self._lines: list[Line | None] = [None] * len(self._starts)

    @property
    def count(self) -> int:
        """The number of lines."""
        return len(self._starts)

    def line(self, no: int) -> Line:
        """Return line `no`; its marker is read when first asked for."""
        return self._lines[no] or self._read(no)

    def _read(self, no: int) -> Line:
        start = self._starts[no]
        end = self._starts[no + 1] - 1 if no + 1 < len(self._starts) else len(self.text)
        match = _BULLET.match(self.text, start, end)
        bullet = match["bullet"].replace(" ", "") if match else ""
        line = self._lines[no] = Line(start, end, bullet, match.end() if match else start)
        return line

    def line_no(self, at: int) -> int:
        """Return the index of the line that holds view character `at`."""
        return bisect_right(self._starts, at) - 1

    def is_blank(self, no: int) -> bool:
        """Tell whether line `no` holds nothing but blanks."""
        line = self.line(no)
        return line.start == line.end or not self.text[line.start : line.end].strip()

    def is_sentence(self, at: int) -> bool:
        """Tell whether the line of view character `at` holds the end of a sentence."""
        line = self.line(self.line_no(at))
        return "。" in self.text[line.start : line.end]

    def is_enumerated(self, no: int) -> bool:
        """Tell whether line `no` opens an item (①, ア))."""
        return bool(_ENUMERATION.match(self.line(no).bullet))

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of the sentence that holds `start`..`end`: between 。 or the ends of the line."""
        line = self.line(self.line_no(start))
        left = self.text.rfind("。", line.start, start) + 1 or line.start
        right = self.text.find("。", end, line.end)
        return left, line.end if right < 0 else right + 1

    def context(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of the sentence or line, cut to `MAX_CONTEXT` characters around the mention."""
        left, right = self.sentence(start, end)
        if right - left > MAX_CONTEXT:
            left, right = max(left, start - MAX_CONTEXT // 2), min(right, end + MAX_CONTEXT // 2)
        return left, right
