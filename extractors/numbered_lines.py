"""The lines that hold a number, joined: all that the claims on numerals need to be searched in.

Two thirds of a report's lines hold no number. Patterns for names, references, ordinals and clock times never cross a
line, so they are run on these lines only, and their matches are mapped back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from extractors import numerals

if TYPE_CHECKING:
    from extractors.view import TextView


class NumberedLines:
    """The folded lines of a view that hold a number."""

    __slots__ = ("_at", "_characters", "_shift", "text")

    def __init__(self, view: TextView) -> None:
        """Pick the lines of `view`; use as `view.memo(NumberedLines)`."""
        text = view.text
        pieces: list[str] = []
        self._at: list[int] = []
        self._shift: list[int] = []
        length, done = 0, 0
        for number in view.memo(numerals.scan):
            if number.start < done:
                continue
            start = text.rfind("\n", done, number.start) + 1 or done
            end = text.find("\n", number.end)
            done = len(text) if end < 0 else end + 1
            pieces.append(text[start:done])
            self._at.append(length)
            self._shift.append(start - length)
            length += done - start
        self.text = "".join(pieces)
        self._characters = set(self.text)

    def search(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Yield the matches of a pattern that stays within a line, as view offsets."""
        return self._matches(pattern, 0, len(self.text))

    def search_beside(self, words: Iterable[str], pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Yield the matches of a pattern in the lines that hold one of `words`, as view offsets.

        A match of the pattern must hold one of the words: most words are rare, and finding them is cheap.
        """
        for start, stop in sorted(self._lines_with(words)):
            yield from self._matches(pattern, start, stop)

    def search_around(self, hint: re.Pattern[str], pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Yield the matches of a pattern in the lines where `hint`, which every match holds, is found."""
        text, stop = self.text, 0
        for found in hint.finditer(text):
            if found.start() >= stop:
                start, stop = text.rfind("\n", 0, found.start()) + 1, text.find("\n", found.end()) + 1 or len(text)
                yield from self._matches(pattern, start, stop)

    def has(self, words: Iterable[str]) -> bool:
        """Tell whether one of `words` stands in any of the lines."""
        return any(word[0] in self._characters and word in self.text for word in words)

    def _lines_with(self, words: Iterable[str]) -> set[tuple[int, int]]:
        text = self.text
        lines = set()
        for word in words:
            if word[0] not in self._characters:
                continue
            at = text.find(word)
            while at >= 0:
                stop = text.find("\n", at) + 1 or len(text)
                lines.add((text.rfind("\n", 0, at) + 1, stop))
                at = text.find(word, stop)
        return lines

    def _matches(self, pattern: re.Pattern[str], start: int, stop: int) -> Iterator[tuple[int, int]]:
        for match in pattern.finditer(self.text, start, stop):
            shift = self._shift[bisect_right(self._at, match.start()) - 1]
            yield match.start() + shift, match.end() + shift
