"""The lines that hold a number, joined: all that the claims on numerals need to be searched in.

Two thirds of a report's lines hold no number. Patterns for names, references, ordinals and clock times never cross a
line, so they are run on these lines only, and their matches are mapped back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractors import numerals

if TYPE_CHECKING:
    from extractors.view import TextView


class NumberedLines:
    """The folded lines of a view that hold a number."""

    __slots__ = ("_at", "_shift", "text")

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

    def search(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Yield the matches of a pattern that stays within a line, as view offsets."""
        for match in pattern.finditer(self.text):
            shift = self._shift[bisect_right(self._at, match.start()) - 1]
            yield match.start() + shift, match.end() + shift
