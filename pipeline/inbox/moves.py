"""How a file changes its folder: never over another, never lost on the way, under a name that Windows can open."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import sys
import unicodedata
from pathlib import Path, PurePosixPath

from extractors.patterns import compile_pattern
from pipeline import ingest

_LONGEST_NAME = 220  # bytes of UTF-8: file systems take 255; a file beside it and one in the making take some more
_LONGEST_WINDOWS_PATH = 240
_RESERVED = compile_pattern(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)", re.IGNORECASE)
_FORBIDDEN = compile_pattern(r"[<>:\"/\\|?*\x00-\x1f\x7f\ud800-\udfff]|[. ]$")
# Systems without hard links, or that deny them for this file.
_NO_LINKS = {errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EINVAL}


def safe_name(name: str) -> str:
    """Return a file or folder name that every system can hold: no reserved word, forbidden sign or blank at the end."""
    name = _FORBIDDEN.sub("_", name)
    return _RESERVED.sub(lambda m: m.group() + "_", name, count=1) if _RESERVED.match(name) else name


def shortened(stem: str, tail: str) -> str:
    """Return `stem` + `tail`, with as much of the stem as a file's name may hold."""
    room = _LONGEST_NAME - len(tail.encode())
    encoded = stem.encode("utf-8", "surrogatepass")
    if len(encoded) <= room:
        return stem + tail
    return encoded[: room - 3].decode("utf-8", "ignore") + "…" + tail


def mirrored(root: Path, name: str) -> Path:
    """Return the place below `root` for a path inside the inbox, under names that every system can hold."""
    return root.joinpath(*map(safe_name, PurePosixPath(name).parts))


class Shelf:
    """The folders that files are put into, and which names are free in them."""

    def __init__(self) -> None:
        self._taken: dict[Path, set[str]] = {}

    def place(self, root: Path, name: str, answer: str) -> Path:
        """Return a free place for a file, with a free place for its answer beside it; keep both from the next file.

        Args:
            root: the folder of the day, or that of the failed.
            name: the file's path inside the inbox, whose subfolders are mirrored.
            answer: what its answer's name ends in; empty where it gets none.
        """
        place = mirrored(root, name)
        folder, last = place.parent, place.name
        taken = self._names(folder)
        stem, dot, suffix = last.rpartition(".")
        if not stem:
            stem, dot, suffix = last, "", ""
        number = 1
        while True:
            tail = (f" ({number})" if number > 1 else "") + dot + suffix
            chosen = last if number == 1 else shortened(stem, tail)
            keys = {_key(chosen), _key(answer_name(chosen, answer))}
            if not keys & taken:
                taken |= keys
                return folder / chosen
            number += 1

    def _names(self, folder: Path) -> set[str]:
        if folder not in self._taken:
            try:
                self._taken[folder] = {_key(name) for name in os.listdir(folder)}  # noqa: PTH208  # names, not paths
            except OSError:  # it is not there yet; or moving will say what is wrong with it
                self._taken[folder] = set()
        return self._taken[folder]


def answer_name(name: str, answer: str) -> str:
    """Return the name of the answer that lies beside a file: `NAME.結果.html`."""
    return shortened(name, f".{answer}") if answer else name


def _key(name: str) -> str:
    """Return what two names have in common that some system holds for one."""
    return unicodedata.normalize("NFC", name).casefold()


def move(source: Path, target: Path, sha256: str) -> None:
    """Move a file to a place that is free, across file systems too.

    A copy is checked against the hash before the source goes. Killed at any moment, the file is at one place or at
    both, never at none.

    Args:
        source: the file.
        target: its folder is made.
        sha256: of the file's bytes; empty where they cannot be read: it can then only be renamed.

    Raises:
        FileExistsError: if something lies at `target`.
        OSError: if it cannot be moved; the source is as it was.
    """
    source, target = long_path(source), long_path(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        _rename(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV or not sha256:
            raise
        beside = target.with_name(f".{shortened(target.name, '.tmp')}")  # that of a copy that was cut off is used again
        try:
            _copy(source, beside, sha256)
            _rename(beside, target)
        finally:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
        source.unlink()


def _rename(source: Path, target: Path) -> None:
    """Rename, but not over another file: Windows refuses that by itself, elsewhere only a new link does."""
    if sys.platform == "win32":
        source.rename(target)
        return
    try:
        os.link(source, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from error
        source.rename(target)
    else:
        try:
            source.unlink()
        except OSError:  # the folder of the source cannot be written to: leave everything as it was
            target.unlink()
            raise


def _copy(source: Path, beside: Path, sha256: str) -> None:
    with source.open("rb") as here, beside.open("wb") as there:
        shutil.copyfileobj(here, there)
        there.flush()
        os.fsync(there.fileno())
    if ingest.fingerprint(beside) != sha256:
        raise OSError(errno.EIO, "the copy differs from the file", str(source))
    with contextlib.suppress(OSError):  # a share may not keep times
        shutil.copystat(source, beside, follow_symlinks=False)


def long_path(path: Path) -> Path:
    r"""Return a path that Windows takes beyond 260 characters, by its \\?\ form."""
    text = str(path)
    if os.name != "nt" or len(text) < _LONGEST_WINDOWS_PATH or text.startswith("\\\\?\\"):
        return path
    return Path(f"\\\\?\\UNC\\{text[2:]}" if text.startswith("\\\\") else f"\\\\?\\{text}")
