"""Words of a report found again: by the words and those around them, whatever blanks and controls became of."""

from __future__ import annotations

from bisect import bisect_left

from extractors.patterns import compile_pattern
from pipeline.controls import without_controls
from pipeline.corrections import Correction

_SEEN = compile_pattern(r"[^\s\ufffd]")
_ENOUGH = 0.5
"""Least part of the context that must be left of it in a corrected version of a report."""


class Text:
    """A report's text, searched without its blanks and line breaks, which versions of the program set differently.

    Controls count no more than blanks: the review page shows them as another character.
    """

    def __init__(self, text: str) -> None:
        """Prepare a text."""
        self._offsets = [match.start() for match in _SEEN.finditer(without_controls(text))]
        self._dense = "".join(text[at] for at in self._offsets)

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Return a span of the text as a span of it without blanks."""
        return bisect_left(self._offsets, start), bisect_left(self._offsets, end)

    def find(self, correction: Correction) -> tuple[int, int] | None:
        """Return where the words of a correction stand, as a span of the text without blanks.

        Context that is only partly left will do where one place has more of it than any other.
        """
        quote, before, after = (_dense(t) for t in (correction.quote, correction.before, correction.after))
        if not quote:
            return None
        places = []
        at = self._dense.find(quote)
        while at >= 0:
            places.append(at)
            at = self._dense.find(quote, at + 1)
        left = {at: self._left(at, at + len(quote), before, after) for at in places}
        whole = [at for at in places if left[at] == len(before) + len(after)]
        number = correction.occurrence - 1
        found: int | None = None
        if len(whole) == 1:
            found = whole[0]
        elif number < len(whole):
            found = whole[number]
        elif whole:  # counted among all places of the quote
            found = places[number] if number < len(places) and places[number] in whole else None
        elif places:
            most = max(left.values())
            best = [at for at in places if left[at] == most]
            found = best[0] if len(best) == 1 and most >= _ENOUGH * (len(before) + len(after)) else None
        return None if found is None else (found, found + len(quote))

    def _left(self, start: int, end: int, before: str, after: str) -> int:
        """Return how many characters of the context stand next to a place, without a gap."""
        return _common(before[::-1], self._dense[max(0, start - len(before)) : start][::-1]) + _common(
            after, self._dense[end : end + len(after)]
        )


def _dense(text: str) -> str:
    return "".join(_SEEN.findall(without_controls(text)))


def _common(one: str, other: str) -> int:
    """Return the length of the beginning that two texts share."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
