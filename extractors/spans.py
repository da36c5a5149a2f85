"""Where something stands in the raw text: all that a process which only reads files needs of the extractors' types."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import NamedTuple, Self

_new = tuple.__new__


class _Bounds(NamedTuple):
    start: int
    end: int


class Span(_Bounds):
    """A half-open range of code points of the raw text, never empty.

    A tuple, as thousands are made, compared and looked up for each report.
    """

    __slots__ = ()

    def __new__(cls, start: int, end: int) -> Self:
        """Refuse an empty or negative range.

        Raises:
            ValueError: if not 0 <= start < end.
        """
        if not 0 <= start < end:
            msg = f"Span needs 0 <= start < end, got {start}..{end}"
            raise ValueError(msg)
        return _new(cls, (start, end))


known_span = partial(_new, Span)
"""A `Span` of bounds, start and end, that are known to be those of one: a third of the time of calling `Span`."""


class Numeral(NamedTuple):
    """A number as written, Arabic or kanji, whatever follows it."""

    span: Span
    text: str
    value: Decimal | None
    """None where the digits are no well-formed number (1,23,4)."""
