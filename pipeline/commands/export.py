"""`export` and `--format`: the tables of a folder in more formats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import click

from pipeline.commands.maker import Maker
from pipeline.errors import PipelineError
from pipeline.formats import FORMATS, check_installed, export
from pipeline.messages import Language, say


def format_option(make: Maker, *, required: bool = False) -> click.Option:
    """Return the option that names formats; it may be given again."""
    names = list(FORMATS)
    return make.option(
        "--format",
        "formats",
        about="format",
        parts={"names": "、".join(names) if make.lang == "ja" else ", ".join(names)},
        type=click.Choice(names),
        multiple=True,
        required=required,
        metavar="FORMAT",
        callback=_installed,
    )


def _installed(_ctx: click.Context, _param: click.Parameter, formats: tuple[str, ...]) -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(formats))
    check_installed(chosen)
    return chosen


def export_options(make: Maker) -> list[click.Parameter]:
    """Return what `export` takes."""
    path = click.Path(path_type=Path)
    return [
        make.option("--output", "-o", about="export_from", metavar="DIR", required=True, type=path),
        format_option(make, required=True),
        make.option("--quiet", "-q", about="quiet", is_flag=True),
    ]


def run_export(lang: Language, *, output: Path, formats: tuple[str, ...], quiet: bool) -> int:
    """Write formats and return the exit status."""
    from pipeline.frames import check_folder

    check_folder(output)

    def tell(text: str) -> None:
        click.echo(text, err=True)

    return int(export_all(lang, output, formats, tell, quiet=quiet) > 0)


def export_all(
    lang: Language, folder: Path, formats: Sequence[str], tell: Callable[[str], None], *, quiet: bool
) -> int:
    """Write each of the formats, also after one that cannot be written.

    Args:
        lang: of what is told.
        folder: what holds the tables.
        formats: keys of FORMATS.
        tell: takes each line for the user.
        quiet: whether only failures are told.

    Returns:
        How many could not be written.
    """
    failed = 0
    for name in formats:
        try:
            made = export(folder, name)
        except PipelineError as error:
            tell(f"{say(lang, 'error')}: {error.ja if lang == 'ja' else error.en}")
            failed += 1
            continue
        if not quiet:
            where = made.files[0] if len(made.files) == 1 else made.files[0].parent
            tell(say(lang, "format.written", where=where))
            for key, parts in made.notices:
                tell(say(lang, key, **parts))
    return failed
