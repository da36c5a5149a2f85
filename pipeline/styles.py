"""What `shinchoku profile` shows and writes: the styles, a style's own proof, a report's outline, a draft of a style."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from extractors.patterns import compile_pattern
from pipeline import ingest, segment
from pipeline.controls import masked
from pipeline.errors import InputError, OutputError
from pipeline.messages import Language, say
from pipeline.model import ReportHead
from pipeline.profile import HeadingRule, Outlining, Profile, base, builtin, load, parse
from pipeline.run import style_named
from pipeline.segment.choice import choose, derived_from, fits_of
from pipeline.segment.drafts import draft
from pipeline.segment.shown import LEVEL_NAMES

if TYPE_CHECKING:
    from pipeline.model import Measure, Report, SourceDoc

_LARGEST = 200 * 1024 * 1024
_WITHOUT_MARKS = {Outlining.TABLES: "style.tables", Outlining.INDENTS: "style.indents"}
"""What to say of the styles that do without headings."""
_NO_ID = compile_pattern(r"[^\w-]+")


def print_styles(lang: Language) -> None:
    """Print the built-in styles: id, name, and a heading of each look that those of a level have."""
    for profile in builtin():
        click.echo(f"{profile.id}\t{profile.title}")
        for level, rules in groupby(_own_headings(profile), key=lambda rule: rule.level):
            name = LEVEL_NAMES[level][lang != "ja"]
            click.echo(f"    {name}: {' / '.join(rule.example for rule in rules)}")
        if profile.outline in _WITHOUT_MARKS:
            click.echo(f"    {say(lang, _WITHOUT_MARKS[profile.outline])}")


def print_checked(path: Path, lang: Language) -> None:
    """Load a style file and tell what it holds.

    Raises:
        ProfileError: if it cannot be read, or an example contradicts it.
    """
    profile = load(path)
    table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    rules = [rule for name in ("heading", "block", "furniture") for rule in table.get(name, [])]
    rules += [table["vocabulary"]] if "vocabulary" in table else []
    examples = sum(len(rule.get(key, [])) for rule in rules for key in ("examples", "not_examples"))
    click.echo(
        say(
            lang,
            "style.checked",
            file=path.name,
            id=profile.id,
            title=profile.title,
            headings=len(table.get("heading", [])),
            examples=examples,
        )
    )
    _say_without_headings(profile, lang)


def print_outlines(reports: Sequence[Path], style: str | None, lang: Language) -> None:
    """Print for each report which styles fit, which one is used, and the outline that it gives.

    Raises:
        PipelineError: if a report or the style cannot be read.
    """
    named = style_named(style)
    for path in reports:
        source = ingest.read(path, path.name, max_bytes=_LARGEST)
        profile = named or choose(source, builtin())
        fits = ", ".join(f"{fit.profile.id} {fit.share:.0%}" for fit in fits_of(source, builtin()))
        report = segment.segment(source, profile, ReportHead())
        click.echo(masked(path.name))
        click.echo("  " + say(lang, "style.fits", fits=fits or "-"))
        click.echo("  " + say(lang, "style.chosen", id=profile.id))
        for line in _tree(report, lang):
            click.echo("  " + masked(line))
        for check in report.checks:
            message = check.message_ja if lang == "ja" else check.message_en
            click.echo(masked(f"  {check.severity.value} {check.code}: {message}"))


def _tree(report: Report, lang: Language) -> Iterator[str]:
    for direction in report.directions:
        yield f"{direction.no or '-'} {direction.title or say(lang, 'style.loose')}"
        for section in direction.sections:
            if section.heading is not None:
                yield f"  {section.no or '-'} {section.title}"
            yield from map(_line, section.measures)


def _line(measure: Measure) -> str:
    marks = f" 〔{'、'.join(measure.marks)}〕" if measure.marks else ""
    offices = f" [{', '.join(measure.departments)}]" if measure.departments else ""
    return (
        f"    {measure.no}. {measure.title}{marks}{offices} ({', '.join(block.kind.value for block in measure.blocks)})"
    )


def write_draft(report: Path, output: Path | None, lang: Language) -> None:
    """Write a style that is derived from a report, proven to load.

    Args:
        report: the report.
        output: the file to write, which must not exist; None to print.
        lang: of messages.

    Raises:
        InputError: if the report has no structure.
        OutputError: if the file exists or cannot be written.
    """
    source = ingest.read(report, report.name, max_bytes=_LARGEST)
    profile, text = _draft(source, (output or report).stem)
    if output is None:
        click.echo(masked(text), nl=False)
        _say_without_headings(profile, lang, err=True)
        return
    if output.suffix.lower() != ".toml":
        raise OutputError(
            f"{output.name}: 様式ファイルの名前は .toml で終わるようにしてください。",
            f"{output.name}: the name of a style file must end in .toml.",
        )
    try:
        with output.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise OutputError(
            f"{output.name} は既にあります。上書きしません。別の名前を指定してください。",
            f"{output.name} exists and is not overwritten: choose another name.",
        ) from error
    except OSError as error:
        raise OutputError(
            f"{output.name} に書き込めません（{error.strerror}）。フォルダーと権限を確かめてください。",
            f"{output.name} cannot be written ({error.strerror}): check the folder and its permissions.",
        ) from error
    click.echo(say(lang, "draft.written", file=output))
    _say_without_headings(profile, lang)


def _own_headings(profile: Profile) -> list[HeadingRule]:
    """Return the headings that a style adds to what all styles share."""
    shared = set(map(id, base().headings))
    return [rule for rule in profile.headings if id(rule) not in shared]


def _say_without_headings(profile: Profile, lang: Language, *, err: bool = False) -> None:
    """Say of a style without headings how it reads measures all the same, and what to do if that is wrong."""
    if not _own_headings(profile):
        how = say(lang, _WITHOUT_MARKS.get(profile.outline, "style.none"))
        click.echo(say(lang, "style.no_headings", how=how), err=err)


def _draft(source: SourceDoc, stem: str) -> tuple[Profile, str]:
    derived = derived_from(source)
    if not derived.ranks and not derived.tables:
        raise InputError(
            f"{source.name}: 見出しの構成を推定できませんでした。docs/profiles.md を見て様式ファイルを作ってください。",
            f"{source.name}: no outline could be derived. Write a style by hand; see docs/profiles.md.",
        )
    style = _NO_ID.sub("-", stem).strip("-") or "draft"
    text = draft(derived, style, stem)
    return parse(text, f"{style}.toml"), text
