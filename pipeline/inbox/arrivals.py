"""What lies in the inbox, and which of it is complete.

Only looking again tells: a share sends no events, and a clock may be wrong on either side. So a file is complete when
its size and time have not changed between looks that are some seconds apart by our own monotonic clock, it is not
empty, and no other program has it open. What its time says, past or future, does not matter.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from extractors.patterns import compile_pattern
from pipeline.ingest import printable

# Owner files of Office and LibreOffice, files of the system, downloads and copies that are not finished.
_IGNORED = compile_pattern(
    r"(?:~\$.*|\..*|thumbs\.db|desktop\.ini|.*\.(?:tmp|part|partial|filepart|crdownload|download|opdownload))",
    re.IGNORECASE,
)
# Bins and snapshots of NAS boxes and systems: what staff threw away must not come back as a report.
_IGNORED_FOLDERS = compile_pattern(
    r"(?:\..*|\$recycle\.bin|system volume information|#recycle|@recycle|@eadir|#snapshot|lost\+found|__macosx)",
    re.IGNORECASE,
)


class Signature(NamedTuple):
    """What changes when a file is written to or replaced."""

    size: int
    mtime_ns: int
    inode: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A file of the inbox."""

    path: Path
    name: str
    """Its path inside the inbox, with `/`, as the system has it: it may hold bytes that are no characters."""
    signature: Signature

    @property
    def shown(self) -> str:
        """The name that datasets and people get."""
        return printable(self.name)

    def unchanged(self) -> bool:
        """Whether it still is what was seen.

        Raises:
            OSError: if it cannot be asked.
        """
        return _signature(self.path.lstat()) == self.signature


@dataclass(slots=True)
class Survey:
    """What one look at the inbox found."""

    files: list[Arrival] = field(default_factory=list)
    links: list[Path] = field(default_factory=list)
    unreadable: dict[Path, OSError] = field(default_factory=dict)
    """Subfolders that cannot be listed, files that cannot be asked."""


def survey(inbox: Path) -> Survey:
    """Look through the inbox and its subfolders.

    Raises:
        OSError: if the inbox itself cannot be listed.
    """
    found = Survey()
    waiting = [(inbox, "")]
    while waiting:
        folder, prefix = waiting.pop()
        try:
            with os.scandir(folder) as listing:
                names = sorted(entry.name for entry in listing)
        except OSError as error:
            if folder == inbox:
                raise
            found.unreadable[folder] = error
            continue
        for name in names:
            path = folder / name
            try:
                status = path.lstat()  # an entry of a listing is late on Windows while a file is being written
            except FileNotFoundError:
                continue
            except OSError as error:
                found.unreadable[path] = error
                continue
            if _is_link(status):
                found.links.append(path)
            elif stat.S_ISDIR(status.st_mode):
                if not _IGNORED_FOLDERS.fullmatch(name):
                    waiting.append((path, f"{prefix}{name}/"))
            elif stat.S_ISREG(status.st_mode) and not is_ignored(name, status):
                found.files.append(Arrival(path=path, name=prefix + name, signature=_signature(status)))
    return found


def is_ignored(name: str, status: os.stat_result) -> bool:
    """Tell whether a file is none that somebody handed in: named as a by-product, or hidden."""
    hidden = getattr(status, "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_HIDDEN
    return bool(hidden) or _IGNORED.fullmatch(name) is not None


def _is_link(status: os.stat_result) -> bool:
    junction = getattr(status, "st_reparse_tag", 0) == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", -1)
    return stat.S_ISLNK(status.st_mode) or junction


def _signature(status: os.stat_result) -> Signature:
    return Signature(status.st_size, status.st_mtime_ns, status.st_ino)


class WaitingRoom:
    """The files that were seen, each with how long it has been still."""

    def __init__(
        self,
        quiet_seconds: float,
        clock: Callable[[], float],
        is_open: Callable[[Path], bool] | None = None,
    ) -> None:
        """Start empty.

        Args:
            quiet_seconds: how long a file must be still.
            clock: seconds, monotonic; one that goes back costs the files another wait, nothing else.
            is_open: tells whether another program has a file open; `is_open_elsewhere` if left out.
        """
        self.quiet_seconds = quiet_seconds
        self._clock = clock
        self._is_open = is_open or is_open_elsewhere
        self._still_since: dict[str, tuple[Signature, float]] = {}

    def admit(self, files: Iterable[Arrival]) -> list[Arrival]:
        """Return the files that are complete, oldest first, so that a correction comes behind what it corrects.

        Args:
            files: all that the inbox holds now; what is not among them is forgotten.
        """
        now = self._clock()
        before, self._still_since = self._still_since, {}
        complete = []
        for file in files:
            signature, since = before.get(file.name, (None, now))
            if signature != file.signature or since > now:
                since = now
            self._still_since[file.name] = file.signature, since
            if now - since >= self.quiet_seconds and file.signature.size and not self._is_open(file.path):
                complete.append(file)
        return sorted(complete, key=lambda file: (file.signature.mtime_ns, file.name))

    def put_back(self, file: Arrival) -> None:
        """Let a file wait anew."""
        self._still_since.pop(file.name, None)

    def next_look(self, longest: float) -> float:
        """Return after how many seconds a look may find a file complete, `longest` at most."""
        now = self._clock()
        left = [since + self.quiet_seconds - now for signature, since in self._still_since.values() if signature.size]
        return min([longest, *(wait for wait in left if wait > 0)])


def is_open_elsewhere(path: Path) -> bool:
    """Tell whether another program is still writing a file, as far as the system lets us know.

    Windows tells by refusing to open it for ourselves alone. Elsewhere a read lease is refused while somebody has the
    file open for writing (Linux), and a lock that its program set is seen. A file that cannot be opened at all is not
    "open": reading it will say why.
    """
    if sys.platform == "win32":
        return _is_open_on_windows(path)
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        return any(_refused(test, descriptor) for test in _open_tests())
    finally:
        os.close(descriptor)


def _refused(test: Callable[[int], object], descriptor: int) -> bool:
    try:
        test(descriptor)
    except BlockingIOError:
        return True
    except OSError:  # this file system knows no such thing
        return False
    return False


def _open_tests() -> Iterator[Callable[[int], object]]:
    if sys.platform != "win32":
        import fcntl

        if sys.platform == "linux":

            def lease(descriptor: int) -> None:
                fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
                fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)

            yield lease
        yield lambda descriptor: fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)


def _is_open_on_windows(path: Path) -> bool:
    if sys.platform == "win32":
        import ctypes
        from ctypes import wintypes

        generic_read, open_existing, reparse_point = 0x80000000, 3, 0x00200000
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateFileW.restype = wintypes.HANDLE
        kernel.CreateFileW.argtypes = [wintypes.LPCWSTR, *[wintypes.DWORD] * 2, wintypes.LPVOID]
        kernel.CreateFileW.argtypes += [wintypes.DWORD, wintypes.DWORD, wintypes.HANDLE]
        handle = kernel.CreateFileW(str(path), generic_read, 0, None, open_existing, reparse_point, None)
        if handle == wintypes.HANDLE(-1).value:
            return ctypes.get_last_error() in (32, 33)  # sharing violation, lock violation
        kernel.CloseHandle.argtypes = [wintypes.HANDLE]
        kernel.CloseHandle(handle)
    return False
