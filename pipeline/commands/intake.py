"""`inbox`, `status` and `retry`: a folder that staff drop reports into."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands.maker import SECONDS, Maker
from pipeline.messages import Language, say

if TYPE_CHECKING:
    from pipeline.inbox.settings import Folders
    from pipeline.run import Settings

_FOLDERS = {"inbox": "inbox_folder", "output": "output", "done": "done_folder", "failed": "failed_folder"}
"""The options that name the folders of an inbox, each with its help."""


def inbox_options(make: Maker) -> list[click.Parameter]:
    """Return what `inbox` takes beside the options of every reading command."""
    return [
        *_folder_options(make),
        *_pace_options(make),
        *make.limits(),
        make.option("--once", about="once", is_flag=True),
        make.option("--quiet", "-q", about="quiet", is_flag=True),
    ]


def status_options(make: Maker) -> list[click.Parameter]:
    """Return what `status` takes."""
    return _folder_options(make)


def retry_options(make: Maker) -> list[click.Parameter]:
    """Return what `retry` takes."""
    return [click.Argument(["names"], nargs=-1, metavar="[NAME]..."), *_folder_options(make)]


def _folder_options(make: Maker) -> list[click.Parameter]:
    """Return the options that name an inbox, and the one that reads it all from a file.

    One settings file serves all three commands, so each accepts the keys of `inbox`.
    """
    path = click.Path(path_type=Path)
    folders = [make.option(f"--{name}", about=text, metavar="DIR", type=path) for name, text in _FOLDERS.items()]
    keys = (*folders, *_pace_options(make), *make.limits(), *make.reading())
    names = {str(param.name) for param in keys} - {"debug"}

    def load_settings(ctx: click.Context, _param: click.Parameter, file: Path | None) -> None:
        if file is not None:
            from pipeline.inbox.settings import load

            ctx.default_map = load(file, names, _FOLDERS)

    settings = make.option(
        "--settings",
        about="settings_file",
        metavar="FILE",
        type=path,
        is_eager=True,
        expose_value=False,
        callback=load_settings,
    )
    return [*folders, settings]


def _pace_options(make: Maker) -> list[click.Parameter]:
    """Return the options that say how often an inbox is looked at, and how long a file must be still; in seconds."""
    return [
        make.option("--quiet-seconds", about="quiet_seconds", type=SECONDS, default=5.0, metavar="S"),
        make.option("--scan-interval", about="scan_interval", type=SECONDS, default=10.0, metavar="S"),
    ]


def run_inbox(lang: Language, settings: Settings, **chosen: Any) -> int:
    """Watch a folder, or go through it once, and return the exit status."""
    from pipeline.inbox import commands
    from pipeline.isolation import Limits

    limits = Limits(seconds=chosen.pop("time_limit"), megabytes=chosen.pop("memory_limit"))
    return commands.start(lang, _folders(lang, chosen), settings, limits=limits, **chosen)


def show_status(lang: Language, **chosen: Any) -> int:
    """Print how an inbox stands."""
    from pipeline.inbox import commands

    return commands.show(lang, _folders(lang, chosen))


def retry(lang: Language, *, names: tuple[str, ...], **chosen: Any) -> int:
    """Put failed files back into the inbox."""
    from pipeline.inbox import commands

    return commands.retry(lang, _folders(lang, chosen), names)


def _folders(lang: Language, chosen: dict[str, Any]) -> Folders:
    """Take the folders of an inbox out of `chosen`."""
    from pipeline.inbox.settings import arrange

    named = {name: chosen.pop(name) for name in _FOLDERS}
    for name in ("inbox", "output"):
        if named[name] is None:
            raise click.UsageError(say(lang, "need_folder", name=f"--{name}"), click.get_current_context())
    return arrange(**named)
