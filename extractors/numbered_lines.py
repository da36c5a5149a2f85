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


Hint = tuple[str, ...] | re.Pattern[str]
"""Words of which one stands in every match of a pattern, or a pattern of a part of every match."""


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
        self._characters = set(self.text)

    def search(
        self, pattern: re.Pattern[str], places: Iterable[tuple[int, int]] | None = None
    ) -> Iterator[tuple[int, int]]:
        """Yield the matches of a pattern that stays within a line, as view offsets.

        Args:
            pattern: what is searched for.
            places: where, as of `beside`; None for all lines.
        """
        for start, stop in [(0, len(self.text))] if places is None else places:
            for match in pattern.finditer(self.text, start, stop):
                shift = self._shift[bisect_right(self._at, match.start()) - 1]
                yield match.start() + shift, match.end() + shift

    def beside(self, hint: Hint) -> list[tuple[int, int]]:
        """Return the bounds of the lines with `hint`, in order.

        What every match of a pattern holds is often rare, and finding it is cheap.
        """
        text = self.text
        found: list[tuple[int, int]] = []
        if isinstance(hint, re.Pattern):
            stop = 0
            for match in hint.finditer(text):
                if match.start() >= stop:
                    stop = self._stop(match.end())
                    found.append((text.rfind("\n", 0, match.start()) + 1, stop))
            return found
        for word in hint:
            at = text.find(word) if self._characters.issuperset(word) else -1
            while at >= 0:
                stop = self._stop(at)
                found.append((text.rfind("\n", 0, at) + 1, stop))
                at = text.find(word, stop)
        return found if len(hint) == 1 else sorted(set(found))

    def _stop(self, at: int) -> int:
        return self.text.find("\n", at) + 1 or len(self.text)
