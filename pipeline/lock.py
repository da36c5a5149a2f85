"""One run for one output folder."""

from __future__ import annotations

import contextlib
import getpass
import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import BusyError, UsageError
from pipeline.write import unwritable

_NAME = ".shinchoku.lock"


@contextlib.contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Keep every other run out of an output folder, which is made if missing.

    The system lets go of the lock when its owner ends, however that comes about.

    Raises:
        BusyError: if another run holds it.
        OutputError: if the folder cannot be written.
        UsageError: if it, or a folder that it is to be in, is a file.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = (folder / _NAME).open("a+b", buffering=0)
    except OSError as error:
        in_the_way = next((path for path in (folder, *folder.parents) if path.is_file()), None)
        if in_the_way is not None:
            raise UsageError(
                f"{in_the_way} はファイルです。書き出し先にはフォルダーを指定してください（なければ作ります）。",
                f"{in_the_way} is a file: name a folder to write to; it is made if missing.",
            ) from error
        raise unwritable(folder, error) from error
    with file:
        if not _locked(file.fileno()):
            owner = holder(folder) or "?"
            raise BusyError(
                f"{folder} は、ほかの処理（{owner}）が使用中です。終わってから実行してください。",
                f"{folder} is in use by another run ({owner}). Wait until it has ended.",
            )
        with contextlib.suppress(OSError):  # on a full disk the lock holds without a name
            file.truncate(0)
            file.write(f"{_user()}@{socket.gethostname()} pid {os.getpid()}".encode())
        try:
            yield
        finally:
            file.truncate(0)


def holder(folder: Path) -> str | None:
    """Return the name of the run that holds an output folder, None if none does; a dead one's name is no holder."""
    try:
        with (folder / _NAME).open("r+", encoding="utf-8") as file:
            return None if _locked(file.fileno()) else file.read() or "?"
    except OSError:
        return None


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "?"


def _locked(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, 1 << 30, os.SEEK_SET)  # behind the owner's name, which others may read
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
