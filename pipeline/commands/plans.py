"""`review`, `trend` and `correct`: what is made of tables that are there already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import click

from pipeline.commands.maker import Maker
from pipeline.messages import Language, say

_UNSETTLED = 1


def review_options(make: Maker) -> list[click.Parameter]:
    """Return what `review` takes."""
    path = click.Path(path_type=Path)
    return [
        make.option("--output", "-o", about="review.output", metavar="DIR", required=True, type=path),
        make.option("--source", "sources", about="review.source", metavar="DIR", multiple=True, type=path),
        make.option("--pictures", about="review.pictures", metavar="MB", type=click.IntRange(min=0)),
        make.option("--quiet", "-q", about="quiet", is_flag=True),
    ]


def review(
    lang: Language,
    *,
    output: Path,
    quiet: bool,
    sources: tuple[Path, ...] = (),
    pictures: int | None = None,
    beside: bool = False,
) -> int:
    """Write the pages on which people look at reports, and return the exit status.

    Args:
        lang: of what is told; the pages speak both.
        output: the folder of the tables.
        quiet: whether the index page is not told.
        sources: folders that hold the files of the reports.
        pictures: most MB for the pictures of one report's pages.
        beside: whether the standard output belongs to something else.
    """
    from pipeline.review import write_review
    from pipeline.review.pictures import LIMIT_MB, Album

    del lang
    index = write_review(output, Album(sources, LIMIT_MB if pictures is None else pictures))
    if not quiet:
        click.echo(str(index), err=beside)
    return 0


def trend_options(make: Maker) -> list[click.Parameter]:
    """Return what `trend` takes."""
    return [_output(make), make.option("--quiet", "-q", about="quiet", is_flag=True)]


def correct_options(make: Maker) -> list[click.Parameter]:
    """Return what `correct` takes."""
    file = click.Argument(["file"], required=False, metavar="[FILE]", type=click.Path(path_type=Path))
    return [
        file,
        _output(make),
        make.option("--who", about="correct.who", default="", metavar="NAME"),
        make.option("--why", about="correct.why", default="", metavar="TEXT"),
        make.option("--quiet", "-q", about="quiet", is_flag=True),
    ]


def _output(make: Maker) -> click.Option:
    return make.option("--output", "-o", about="output", metavar="DIR", required=True, type=click.Path(path_type=Path))


def run_trend(lang: Language, *, output: Path, quiet: bool) -> int:
    """Write the tables of the trend and return the exit status."""
    from pipeline import store, trend
    from pipeline.lock import hold
    from pipeline.review import renew_index
    from pipeline.tables.further import Kept

    store.require_tables(output)
    with hold(output), store.Store(output) as kept:
        documents = [kept.rows(document_id)["documents"][0] for document_id in kept.ledger.in_order()]
        found = trend.compute(documents, kept.rows)
        kept.save_trend(found.tables)
    renew_index(output)
    if quiet:
        return 0
    tables = found.tables
    if found.left_out:
        click.echo(say(lang, "trend.left_out", count=found.left_out), err=True)
    click.echo(
        say(
            lang,
            "trend.end",
            plans=found.plans,
            reports=found.reports,
            links=len(tables["measure_links"]),
            figures=len(tables["trend"]),
            joined=sum(row["previous_figure_id"] is not None for row in tables["trend"]),
            promises=len(tables["promises"]),
            broken=sum(row["outcome"] == Kept.NOT_REPORTED for row in tables["promises"]),
            checks=len(tables["trend_checks"]),
        )
    )
    return 0


def correct(lang: Language, *, file: Path | None, output: Path, who: str, why: str, quiet: bool) -> int:
    """Take in corrections, tell what became of each, and return the exit status."""
    from pipeline import store
    from pipeline.corrections import State
    from pipeline.lock import hold

    store.require_tables(output)
    with hold(output), store.Store(output) as kept:
        rows = kept.corrections() if file is None else kept.correct(file, who=who, why=why)
        kept.save()
    states = Counter(row["state"] for row in rows)
    for row in rows:
        if row["state"] != State.APPLIED:
            told = {name: row[name] for name in ("source_file", "quote", "value", "who", "when")}
            told |= {"title": _title(lang, row), "words": row[f"state_{lang}"]}
            click.echo(say(lang, "correct.line", state=say(lang, f"correct.{row['state']}"), **told), err=True)
    if not quiet:
        click.echo(say(lang, "correct.end", total=len(rows), **{state.value: states[state] for state in State}))
    return _UNSETTLED if states[State.STALE] or states[State.CONFLICT] else 0


def _title(lang: Language, row: Mapping[str, str]) -> str:
    """Return what a correction puts right: 数値の「値」, or figures.value."""
    from pipeline.corrections import WHOLE_ROW
    from pipeline.tables import TABLES

    if lang != "ja":
        return f"{row['table']}.{row['column']}"
    table = next(table for table in TABLES if table.name == row["table"])
    if row["column"] == WHOLE_ROW:
        return f"{table.title_ja}の行"
    return f"{table.title_ja}の「{next(c.title_ja for c in table.columns if c.name == row['column'])}」"
