"""The lines that hold a number, joined: all that the claims on numerals need to be searched in.

Two thirds of a report's lines hold no number. Patterns for names, references, ordinals and clock times never cross a
line, so they are run on these lines only, and their matches are mapped back.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from extractors import numerals

if TYPE_CHECKING:
    from extractors.view import TextView


Hint = tuple[str, ...] | re.Pattern[str]
"""Words of which one stands in every match of a pattern, or a pattern of a part of every match."""


class NumberedLines:
    """The folded lines of a view that hold a number."""

    __slots__ = ("_at", "_characters", "_places", "_shift", "_whole", "text")

    def __init__(self, view: TextView) -> None:
        """Pick the lines of `view`; use as `view.memo(NumberedLines)`."""
        text = self._whole = view.text
        pieces: list[str] = []
        self._at: list[int] = []
        self._shift: list[int] = []
        length, done = 0, 0
        for first, last, _, _ in view.memo(numerals.scan):
            if first < done:
                continue
            start = text.rfind("\n", done, first) + 1 or done
            end = text.find("\n", last)
            done = len(text) if end < 0 else end + 1
            pieces.append(text[start:done])
            self._at.append(length)
            self._shift.append(start - length)
            length += done - start
        self.text = "".join(pieces)
        # An eighth of the time of `set(self.text)`, which makes a string of every character.
        self._characters = frozenset(map(chr, set(array("I", self.text.encode("utf-32-le", "surrogatepass")))))
        self._places: dict[Hint, list[tuple[int, int]]] = {}

    def search(
        self, pattern: re.Pattern[str], places: Iterable[tuple[int, int]] | None = None
    ) -> Iterator[tuple[int, int]]:
        """Yield the matches of a pattern that stays within a line and matches no empty text, as view offsets.

        Args:
            pattern: what is searched for.
            places: where, as of `beside`; None for all lines.
        """
        for start, stop in [(0, len(self.text))] if places is None else places:
            at = start
            while (match := pattern.search(self.text, at, stop)) is not None:  # in most places there is none
                begin, at = match.span()
                shift = self._shift[bisect_right(self._at, begin) - 1]
                yield begin + shift, at + shift

    def matches(self, pattern: re.Pattern[str], hint: Hint | None = None) -> Iterator[re.Match[str]]:
        """Yield the matches of a pattern that stays within a line and holds `hint`, in the text of the view."""
        for start, _ in self.search(pattern, None if hint is None else self.beside(hint)):
            if match := pattern.match(self._whole, start):
                yield match

    def beside(self, hint: Hint) -> list[tuple[int, int]]:
        """Return the bounds of the lines with `hint`, in order.

        What every match of a pattern holds is often rare, and finding it is cheap.
        """
        places = self._places.get(hint)
        if places is None:
            places = self._places[hint] = sorted(set(self._lines_with(hint)))
        return places

    def _lines_with(self, hint: Hint) -> Iterator[tuple[int, int]]:
        text = self.text
        if isinstance(hint, re.Pattern):
            match = hint.search(text)
            while match is not None:
                stop = text.find("\n", match.end()) + 1 or len(text)
                yield text.rfind("\n", 0, match.start()) + 1, stop
                match = hint.search(text, stop)
            return
        for word in filter(self._characters.issuperset, hint):
            at = text.find(word)
            while at >= 0:
                stop = text.find("\n", at) + 1 or len(text)
                yield text.rfind("\n", 0, at) + 1, stop
                at = text.find(word, stop)
