"""The records of a report, stretch by stretch: the first ones as they are, those of a long report pressed."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Generic, TypeVar, overload

_T = TypeVar("_T")
_AS_THEY_ARE = 2_000
"""Records, of which each takes a thousand bytes: more than 200 pages have of a sort, which would wait for the packing."""


class Records(Sequence[_T], Generic[_T]):
    """Records in order of the text; of many, as objects only the first and those of one stretch are in memory."""

    __slots__ = ("_before", "_count", "_last")

    def __init__(self) -> None:
        """Begin without any."""
        self._before: list[Sequence[_T] | bytes] = []
        self._last: Sequence[_T] | None = None
        self._count = 0

    def extend(self, records: Iterable[_T]) -> None:
        """Append the records of the next stretch; those of the one before are pressed where there are many."""
        if self._last is not None:
            many = self._count > _AS_THEY_ARE
            self._before.append(_pressed(self._last) if many else self._last)
        self._last = tuple(records)
        self._count += len(self._last)

    def stretches(self) -> Iterator[Sequence[_T]]:
        """Yield the records of each stretch."""
        for stretch in self._before:
            yield pickle.loads(zlib.decompress(stretch)) if isinstance(stretch, bytes) else stretch  # pressed below
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


def _pressed(records: Sequence[object]) -> bytes:
    return zlib.compress(pickle.dumps(records, pickle.HIGHEST_PROTOCOL), 1)
