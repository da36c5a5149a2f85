"""What is waiting, done and failed, read from the folders themselves; and failed files handed in again."""

from __future__ import annotations

import contextlib
import datetime as dt
import difflib
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import ingest
from pipeline.errors import OutputError, UsageError
from pipeline.inbox.arrivals import is_ignored, survey
from pipeline.inbox.deliveries import Journal, is_answer
from pipeline.inbox.moves import Shelf, answer_name, move
from pipeline.inbox.settings import Folders
from pipeline.ingest import REASON
from pipeline.lock import holder
from pipeline.write import unwritable

_WHAT_HAPPENED = "■ 何が起きたか"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A file of one of the folders."""

    name: str
    """Its path inside the folder, with `/`."""
    path: Path
    since: dt.datetime
    """Local time at which it came there."""
    empty: bool = False
    why: str = ""
    """Of a failed one: what happened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an inbox stands; each tuple has the oldest first."""

    owner: str | None
    """Who runs it now."""
    waiting: tuple[Item, ...]
    unreachable: bool
    """Whether the inbox cannot be listed."""
    undelivered: int
    """Files that are read, but could not be moved yet."""
    done: tuple[Item, ...]
    failed: tuple[Item, ...]


def standing(folders: Folders) -> Standing:
    """Look at the folders; nothing is locked or changed."""
    waiting: list[Item] = []
    unreachable = False
    try:
        waiting = [_item(file.path, file.shown) for file in survey(folders.inbox).files]
    except OSError:
        unreachable = True
    return Standing(
        owner=holder(folders.output),
        waiting=_by_age(waiting),
        unreachable=unreachable,
        undelivered=len(Journal(folders.output).read()),
        done=_by_age(_item(path, name) for path, name in _files(folders.done)),
        failed=_by_age(_failed(path, name) for path, name in _files(folders.failed)),
    )


def _by_age(items: Iterator[Item] | list[Item]) -> tuple[Item, ...]:
    return tuple(sorted(items, key=lambda item: (item.since, item.name)))


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield the files below a folder that were handed in: no answers, no by-products."""
    for here, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(here) / name
            with contextlib.suppress(OSError):
                status = path.lstat()
                if stat.S_ISREG(status.st_mode) and not is_answer(name) and not is_ignored(name, status):
                    yield path, ingest.printable(path.relative_to(folder).as_posix())


def _item(path: Path, name: str, why: str = "") -> Item:
    status = path.lstat()
    came = dt.datetime.fromtimestamp(status.st_ctime)  # moving a file keeps its mtime
    return Item(name=name, path=path, since=came, empty=not status.st_size, why=why)


def _failed(path: Path, name: str) -> Item:
    why = ""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        note = path.with_name(answer_name(path.name, REASON)).read_text(encoding="utf-8-sig").splitlines()
        why = note[note.index(_WHAT_HAPPENED) + 1] if _WHAT_HAPPENED in note else ""
    return _item(path, name, why)


def hand_in_again(folders: Folders, names: Sequence[str], today: dt.date) -> list[str]:
    """Move failed files back into the inbox, and the notes beside them to what is done.

    Args:
        folders: of the inbox.
        names: paths inside the folder of the failed, or bare names of files; none for every file.
        today: names the folder of the notes.

    Returns:
        The names of the files, as they lie in the inbox now.

    Raises:
        UsageError: if no failed file has one of the names; nothing is moved then.
        OutputError: if one cannot be moved.
    """
    failed = list(_files(folders.failed))
    chosen = {path: name for wish in names for path, name in _named(wish, failed)} if names else dict(failed)
    shelf, moved = Shelf(), []
    for path, name in chosen.items():
        inside = path.relative_to(folders.failed).as_posix()
        target = shelf.place(folders.inbox, inside, REASON)
        try:
            _move(path, target)
            moved.append(ingest.printable(target.relative_to(folders.inbox).as_posix()))
            note = path.with_name(answer_name(path.name, REASON))
            if note.is_file():
                beside = note.relative_to(folders.failed).as_posix()
                _move(note, shelf.place(folders.done / today.isoformat(), beside, ""))
        except OSError as error:
            raise _immovable(name, error) from error
    return moved


def _move(source: Path, target: Path) -> None:
    sha256 = ""
    with contextlib.suppress(OSError):  # a file that cannot be read can still be renamed
        sha256 = ingest.fingerprint(source)
    move(source, target, sha256)


def _named(wish: str, failed: Sequence[tuple[Path, str]]) -> list[tuple[Path, str]]:
    wish = wish.replace("\\", "/")
    found = [(path, name) for path, name in failed if wish in (name, name.rpartition("/")[2])]
    if found:
        return found
    near = difflib.get_close_matches(wish, [name for _, name in failed], 1, cutoff=0.3)
    ja = f"「{near[0]}」ではありませんか。" if near else "shinchoku status で一覧を見られます。"
    en = f"Did you mean {near[0]!r}?" if near else "shinchoku status lists them."
    raise UsageError(
        f"失敗のフォルダーに「{wish}」というファイルはありません。{ja}",
        f"There is no failed file {wish!r}. {en}",
    )


def _immovable(name: str, error: OSError) -> OutputError:
    told = unwritable(Path(name), error)
    return OutputError(f"{name} を受付フォルダーに戻せません。{told.ja}", f"{name} cannot be put back. {told.en}")
