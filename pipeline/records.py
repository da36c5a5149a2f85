"""The records of a report, stretch by stretch: those of a short one as they are, those of a long one pressed."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Generic, TypeVar, overload

_T = TypeVar("_T")


class Records(Sequence[_T], Generic[_T]):
    """Records in order of the text; as objects only those of one stretch are in memory."""

    __slots__ = ("_count", "_last", "_pressed")

    def __init__(self) -> None:
        """Begin without any."""
        self._pressed: list[bytes] = []
        self._last: Sequence[_T] | None = None
        self._count = 0

    def extend(self, records: Iterable[_T]) -> None:
        """Append the records of the next stretch; those of the one before are pressed."""
        if self._last is not None:
            self._pressed.append(zlib.compress(pickle.dumps(self._last, pickle.HIGHEST_PROTOCOL), 1))
        self._last = tuple(records)
        self._count += len(self._last)

    def stretches(self) -> Iterator[Sequence[_T]]:
        """Yield the records of each stretch."""
        for pressed in self._pressed:
            yield pickle.loads(zlib.decompress(pressed))  # what was pressed here
        if self._last is not None:
            yield self._last

    def __iter__(self) -> Iterator[_T]:
        """Yield them."""
        return chain.from_iterable(self.stretches())

    def __len__(self) -> int:
        """Return how many there are."""
        return self._count

    @overload
    def __getitem__(self, at: int) -> _T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[_T]: ...
    def __getitem__(self, at: int | slice) -> _T | Sequence[_T]:
        """Return one or some of them; whoever wants all goes through them."""
        return tuple(self)[at]
