"""How the JSON and the rows of a report are kept: pressed, and gone through in pieces, for they may be long."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

_PIECE = 1 << 16  # bytes


def packed(report: Iterable[bytes]) -> bytes:
    """Return a JSON, given in pieces, as the ledger keeps it."""
    press = Press()
    for piece in report:
        press.add(piece)
    return press.whole()


class Press:
    """Packs bytes as they come."""

    def __init__(self) -> None:
        """Begin without any."""
        self._press = zlib.compressobj(1)
        self._pieces: list[bytes] = []  # a buffer that grows would leave holes in the memory
        self._waiting = bytearray()  # packing line by line takes twice the time

    def add(self, piece: bytes) -> None:
        """Append bytes."""
        self._waiting += piece
        if len(self._waiting) >= _PIECE:
            self._pieces.append(self._press.compress(self._waiting))
            self._waiting.clear()

    def whole(self) -> bytes:
        """Return all that were added, packed."""
        return b"".join([*self._pieces, self._press.compress(self._waiting), self._press.flush()])


def unpacked(report: bytes) -> Iterator[bytes]:
    """Yield the JSON of what `packed` made of it, in pieces."""
    press = zlib.decompressobj()
    for start in range(0, len(report), _PIECE):
        yield press.decompress(report[start : start + _PIECE])
    yield press.flush()
