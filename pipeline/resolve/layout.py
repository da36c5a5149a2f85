"""Lines, sentences and list entries of the text as resolving needs them, all in view offsets."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from functools import partial
from itertools import accumulate, repeat
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from extractors.morphology import sentence_starts
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extractors.mentions import Span
    from extractors.view import TextView

_BULLET = compile_pattern(
    r"[ ]*(?P<bullet>(?:[-・•●◇◆■□▪‣▶➢→⇒➡➔※*\uf06c\uf0d8\uf0b4\uf077\uf06e] ?)+|[①-⑳㋐-㋾]|\(?[ア-ンa-z0-9]{1,2}[).](?=[ぁ-鿿 ])|○)"
)
_ENUMERATION = compile_pattern(r"[①-⑳]|\(?[ア-ンa-z]\)")

_RUNS_ON = "はをがにでとものへやて、,"
_SHORTEST_WRAPPED = 15  # characters

_MOST_KEPT = 1_000  # lines, and sentences; who asks goes through the text in order
MAX_CONTEXT = 300
"""Longest context cell, in characters: a report may come as one line of megabytes."""


class Line(NamedTuple):
    """A line of the view without its break."""

    no: int
    start: int
    end: int
    bullet: str
    """Its list marker (・, -・, ◇, ①); empty without one."""
    body: int
    """Where the words behind the marker begin."""
    blank: bool
    """Whether it holds nothing but blanks."""

    def opens_item(self) -> bool:
        """Tell whether it opens an item (①, ア))."""
        return bool(self.bullet) and _ENUMERATION.match(self.bullet) is not None

    def indent(self, text: str) -> int:
        """Return how many blanks it begins with in the text of its view."""
        return self.end - self.start - len(text[self.start : self.end].lstrip(" "))


_new_line = partial(tuple.__new__, Line)
"""A half of the time of calling `Line`."""


class Layout:
    """The lines and sentences of a text, found by offset: both are cut once, and looked up in logarithmic time."""

    def __init__(self, view: TextView, cells: Iterable[Span] = ()) -> None:
        """Cut the text of `view` into lines; no sentence runs on into the next of its `cells`."""
        self.view = view
        self._cells = frozenset(view.view_offset(cell.start) for cell in cells)
        self.text = view.text
        self._sentences = view.memo(sentence_starts)
        *lines, _ = self.text.split("\n")
        self._starts = array("i", accumulate(map(add, map(len, lines), repeat(1)), initial=0))
        self._lines: dict[int, Line] = {}
        self._of: dict[int, Line] = {}  # by character
        self._bounds: dict[tuple[int, int], tuple[int, int]] = {}  # of the sentences of the mentions asked for

    @property
    def count(self) -> int:
        """The number of lines."""
        return len(self._starts)

    def line(self, no: int) -> Line:
        """Return line `no`; its marker is read when first asked for."""
        return self._lines.get(no) or self._read(no)

    def end_of_line(self, no: int) -> int:
        """Return where line `no`, or the last one if there are not so many, ends."""
        return self._starts[no + 1] - 1 if no + 1 < len(self._starts) else len(self.text)

    def line_at(self, at: int) -> Line:
        """Return the line that holds view character `at`."""
        return self._of.get(at) or self._find(at)

    def _find(self, at: int) -> Line:
        if len(self._of) == _MOST_KEPT:
            self._of.clear()
        line = self._of[at] = self.line(bisect_right(self._starts, at) - 1)
        return line

    def _read(self, no: int) -> Line:
        start, end = self._starts[no], self.end_of_line(no)
        match = _BULLET.match(self.text, start, end)
        if match:
            line = _new_line((no, start, end, match["bullet"].replace(" ", ""), match.end(), False))
        else:
            line = _new_line((no, start, end, "", start, not self.text[start:end].strip()))
        if len(self._lines) == _MOST_KEPT:
            self._lines.clear()
        self._lines[no] = line
        return line

    def line_no(self, at: int) -> int:
        """Return the index of the line that holds view character `at`."""
        return bisect_right(self._starts, at) - 1

    def is_sentence(self, at: int) -> bool:
        """Tell whether the line of view character `at` holds the end of a sentence."""
        line = self.line_at(at)
        return self.text.find("。", line.start, line.end) >= 0

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of the sentence that holds `start`..`end`: between 。 or the ends of the line."""
        return self._bounds.get((start, end)) or self._keep(start, end)

    def _keep(self, start: int, end: int) -> tuple[int, int]:
        if len(self._bounds) == _MOST_KEPT:
            self._bounds.clear()
        bounds = self._bounds[start, end] = self._cut(start, end)
        return bounds

    def _cut(self, start: int, end: int) -> tuple[int, int]:
        text, starts = self.text, self._sentences
        following = bisect_right(starts, start)
        left = starts[following - 1]
        for k in range(following, len(starts)):
            right = starts[k]
            if text[right - 1] == "\n":
                return left, right - 1
            if right > end:
                return left, right
        return left, len(text)

    def spoken(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of the sentence that holds `start`..`end`, also where it runs over the ends of its line."""
        left, right = self.sentence(start, end)
        if right < len(self.text) and self._runs_on(self.line_at(start)) and right == self.line_at(start).end:
            right = self.sentence(right + 1, right + 1)[1]
        no = self.line_no(start)
        if no and left == self.line(no).start and self._runs_on(self.line(no - 1)):
            left = self.sentence(left - 2, left - 2)[0]
        return left, right

    def _runs_on(self, line: Line) -> bool:
        """Tell whether a line breaks off in a sentence, and the next is its rest."""
        if line.end - line.start < _SHORTEST_WRAPPED or line.no + 1 >= self.count:
            return False
        following = self.line(line.no + 1)
        return (
            self.text[line.end - 1] in _RUNS_ON
            and following.start not in self._cells
            and not following.blank
            and not following.bullet
            and self.text[following.start] != " "
        )

    def is_in_row(self, line: Line) -> bool:
        """Tell whether a line of the view is only a part of one of the text: a cell of a table, or what parts two."""
        edges = [at for at in (line.start - 1, line.end) if 0 <= at < len(self.text)]
        return any(self.view.slice(self.view.span(at, at + 1)) != "\n" for at in edges)

    def quote(self, start: int, end: int) -> str:
        """Return the raw text of `start`..`end` without blanks around it; empty where there is nothing else."""
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        return self.view.quote(self.view.span(start, end)) if end > start else ""

    def context(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of the sentence or line, cut to `MAX_CONTEXT` characters around the mention."""
        left, right = self.sentence(start, end)
        if right - left > MAX_CONTEXT:
            left, right = max(left, start - MAX_CONTEXT // 2), min(right, end + MAX_CONTEXT // 2)
        return left, right
