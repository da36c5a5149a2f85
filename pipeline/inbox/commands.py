"""The commands of the inbox, as a person or a scheduler starts them: what they print and what they return."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import PipelineError
from pipeline.inbox.rounds import TRACE, Inbox
from pipeline.inbox.settings import Folders
from pipeline.inbox.standing import Item, hand_in_again, standing
from pipeline.inbox.watch import serve, sweep
from pipeline.isolation import Limits
from pipeline.messages import Language, say
from pipeline.run import Settings, fingerprint
from pipeline.store import Reading
from pipeline.workers import Task, Workers

_FAILED = 1
_MOST_LISTED = 20
_ALWAYS_SAID = {"inbox.failed", "inbox.trouble", "inbox.away", "inbox.unreadable", "inbox.undelivered"}


def start(
    lang: Language,
    folders: Folders,
    reading: Settings,
    *,
    limits: Limits,
    quiet_seconds: float,
    scan_interval: float,
    once: bool,
    quiet: bool,
    debug: bool,
) -> int:
    """Run the inbox, until a signal or, with `once`, until what is complete now is done.

    A process of its own reads the files, so that none of them can stop the inbox.

    Returns:
        The exit status: 1 where, with `once`, a file could not be read or delivered, or the inbox is away.
    """

    def tell(key: str, **parts: object) -> None:
        is_said = debug if key == TRACE else not quiet or key in _ALWAYS_SAID
        if is_said:
            spoken = {name: _speak(lang, part) for name, part in parts.items()}
            now = dt.datetime.now().isoformat(sep=" ", timespec="seconds")
            print(f"{now} {say(lang, key, **spoken)}", file=sys.stderr, flush=True)

    with Workers(1, reading, limits) as workers:

        def read(path: Path, name: str) -> Reading:
            ((_, done),) = workers.read([Task(path, name, fingerprint(path))])
            return done

        inbox = Inbox(folders, tell, read=read, quiet_seconds=quiet_seconds)
        if not once:
            tell("inbox.watching", inbox=folders.inbox, done=folders.done, failed=folders.failed)
            serve(inbox, scan_interval=scan_interval)
            tell("inbox.ended")
            return 0
        troubles, waiting = sweep(inbox)
    if waiting:
        tell("inbox.left", count=waiting)
    return _FAILED if troubles else 0


def _speak(lang: Language, part: object) -> object:
    if isinstance(part, PipelineError):
        return part.ja if lang == "ja" else part.en
    return part


def show(lang: Language, folders: Folders) -> int:
    """Print what is waiting, done and failed, and since when; return the exit status: 1 where the inbox is away."""
    now = standing(folders)
    print(say(lang, "status.running", owner=now.owner) if now.owner else say(lang, "status.idle"))
    if now.unreachable:
        print(say(lang, "status.unreachable", where=folders.inbox))
    if now.undelivered:
        print(say(lang, "status.undelivered", count=now.undelivered))
    _list(lang, "waiting", now.waiting)
    print(say(lang, "status.done", count=len(now.done), where=folders.done))
    if now.done:
        print(say(lang, "status.last", when=_time(now.done[-1]), name=now.done[-1].name))
    _list(lang, "failed", now.failed)
    if now.failed:
        print(say(lang, "status.retry"))
    return _FAILED if now.unreachable else 0


def _list(lang: Language, what: str, items: Sequence[Item]) -> None:
    print(say(lang, f"status.{what}", count=len(items)))
    for item in items[:_MOST_LISTED]:
        empty = say(lang, "status.empty") if item.empty else ""
        print(f"  {_time(item)}  {item.name}{empty}")
        if item.why:
            print(f"    {item.why}")
    if len(items) > _MOST_LISTED:
        print(say(lang, "status.more", count=len(items) - _MOST_LISTED))


def _time(item: Item) -> str:
    return item.since.isoformat(sep=" ", timespec="minutes")


def retry(lang: Language, folders: Folders, names: Sequence[str]) -> int:
    """Put failed files back into the inbox; all of them where no name is given."""
    moved = hand_in_again(folders, names, dt.datetime.now().date())
    for name in moved:
        print(name)
    print(say(lang, "retry.moved", count=len(moved)))
    return 0
