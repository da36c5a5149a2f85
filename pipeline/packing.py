"""How the JSON of a report is kept: pressed, and gone through in pieces, for it may be long."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable, Iterator

_PIECE = 1 << 20  # bytes


def packed(report: Iterable[bytes]) -> bytes:
    """Return a JSON, given in pieces, as the ledger keeps it."""
    press, whole = zlib.compressobj(1), io.BytesIO()
    whole.writelines(map(press.compress, report))
    whole.write(press.flush())
    return whole.getvalue()


def unpacked(report: bytes) -> Iterator[bytes]:
    """Yield the JSON of what `packed` made of it, in pieces."""
    press = zlib.decompressobj()
    waiting = report
    while waiting and (piece := press.decompress(waiting, _PIECE)):
        yield piece
        waiting = press.unconsumed_tail
    yield press.flush()
