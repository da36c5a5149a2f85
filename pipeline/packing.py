"""How the JSON and the rows of a report are kept: pressed, and gone through in pieces, for they may be long."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

PIECE = 1 << 16
"""Bytes that are in memory at once, more or less."""
Packed = tuple[bytes, ...]
"""Pressed bytes in the pieces in which they came: a long one would have to be copied each time that it grows."""


def packed(report: Iterable[bytes]) -> Packed:
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
        self._packed: list[bytes] = []
        self._waiting = bytearray()  # packing line by line takes twice the time

    def add(self, piece: bytes) -> None:
        """Append bytes."""
        self._waiting += piece
        if len(self._waiting) >= PIECE:
            self._packed.append(self._press.compress(self._waiting))
            self._waiting.clear()

    def whole(self) -> Packed:
        """Return all that were added, packed."""
        return (*self._packed, self._press.compress(self._waiting) + self._press.flush())


def unpacked(report: Packed) -> Iterator[bytes]:
    """Yield the JSON of what `packed` made of it, in pieces."""
    press = zlib.decompressobj()
    for piece in report:
        for start in range(0, len(piece), PIECE):
            yield press.decompress(piece[start : start + PIECE])
    yield press.flush()


def insert(
    db: sqlite3.Connection, table: str, column: str, values: Sequence[object], size: int, pieces: Iterable[bytes]
) -> None:
    """Insert a row whose last cell may be long: of a value that it is given whole, SQLite makes two copies.

    Args:
        db: the database.
        table: its table.
        column: the last one.
        values: its other cells.
        size: of the last cell.
        pieces: the last cell.
    """
    before = "?, " * len(values)
    if size <= PIECE:
        db.execute(f"INSERT INTO {table} VALUES ({before}?)", (*values, b"".join(pieces)))
        return
    row = db.execute(f"INSERT INTO {table} VALUES ({before}zeroblob(?))", (*values, size)).lastrowid or 0
    with db.blobopen(table, column, row) as cell:
        for piece in pieces:
            cell.write(piece)


def cell_pieces(db: sqlite3.Connection, table: str, column: str, row: int) -> Iterator[bytes]:
    """Yield what a cell holds in pieces.

    Args:
        db: the database.
        table: of the cell.
        column: of the cell.
        row: its rowid.
    """
    with db.blobopen(table, column, row, readonly=True) as cell:
        while piece := cell.read(PIECE):
            yield piece
