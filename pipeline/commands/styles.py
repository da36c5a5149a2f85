"""`profile list | check | test | draft`: report styles, built in and of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands.maker import Maker
from pipeline.messages import Language


def profile_group(make: Maker) -> click.Group:
    """Return the group of the commands."""
    path = click.Path(path_type=Path)
    file = click.Argument(["file"], metavar="FILE.toml", type=path)
    report = click.Argument(["report"], metavar="FILE", type=path)
    reports = click.Argument(["reports"], nargs=-1, required=True, metavar="FILE...", type=path)
    output = make.option("--output", "-o", about="draft.output", metavar="FILE.toml", type=path)
    group = make.group("profile", about="profile.group")
    for name, own, start, *more in (
        ("list", [], _list),
        ("check", [file], _check),
        ("test", [reports, make.style()], _test),
        ("draft", [report, output], _draft, "profile.draft.more"),
    ):
        group.add_command(make.command(name, own, start, *more, reads=False, about=f"profile.{name}"))
    return group


def _list(lang: Language) -> int:
    from pipeline.styles import print_styles

    print_styles(lang)
    return 0


def _check(lang: Language, *, file: Path) -> int:
    from pipeline.styles import print_checked

    print_checked(file, lang)
    return 0


def _test(lang: Language, *, reports: tuple[Path, ...], profile: str | None) -> int:
    from pipeline.styles import print_outlines

    print_outlines(reports, profile, lang)
    return 0


def _draft(lang: Language, *, report: Path, output: Path | None) -> int:
    from pipeline.styles import write_draft

    write_draft(report, output, lang)
    return 0
