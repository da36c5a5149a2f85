"""`batch` and `schedule print`: archives of many years, read at night."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands.maker import Maker
from pipeline.commands.stopping import stop_on_signals
from pipeline.errors import UsageError
from pipeline.messages import Language, say
from pipeline.schedule import SCHEDULERS

if TYPE_CHECKING:
    from pipeline.cluster import Cluster
    from pipeline.run import Settings

_FAILED = 1
_INTERRUPTED = 130


def batch_options(make: Maker) -> list[click.Parameter]:
    """Return what `batch` takes beside the options of every reading command."""
    path = click.Path(path_type=Path)
    return [
        click.Argument(["archive"], nargs=-1, required=True, metavar="ARCHIVE...", type=path),
        make.option("--output", "-o", about="output", metavar="DIR", required=True, type=path),
        make.option("--workers", about="workers", type=click.IntRange(min=1), metavar="N"),
        make.option("--resume", about="resume", is_flag=True),
        make.option("--since", about="since", metavar="DATE"),
        *make.limits(),
        make.option("--cluster", about="cluster", metavar="ADDRESS"),
        make.option("--force", about="force", is_flag=True),
        make.option(
            "--log-format",
            about="log_format",
            type=click.Choice(["text", "json"]),
            default="text",
            metavar="text|json",
        ),
        make.option("--quiet", "-q", about="quiet", is_flag=True),
    ]


def run_batch(
    lang: Language,
    settings: Settings,
    *,
    archive: tuple[Path, ...],
    output: Path,
    workers: int | None,
    resume: bool,
    since: str | None,
    time_limit: float,
    memory_limit: int,
    cluster: str | None,
    force: bool,
    log_format: str,
    quiet: bool,
    debug: bool,
) -> int:
    """Read an archive and return the exit status."""
    from pipeline import batch
    from pipeline.isolation import Limits
    from pipeline.progress import ArchiveProgress
    from pipeline.workers import Workers

    def readers() -> Workers | Cluster:
        if cluster is None:
            limits = Limits(seconds=time_limit, megabytes=memory_limit)
            return Workers(workers or os.cpu_count() or 1, settings, limits)
        from pipeline.cluster import Cluster

        return Cluster(cluster, settings)

    choice = batch.Choice(force=force, resume=resume, since=_day(since))
    with (
        stop_on_signals(),
        ArchiveProgress(lang, quiet=quiet, as_json=log_format == "json", debug=debug) as progress,
        readers() as crew,
    ):
        progress.log("start", archive=[str(a) for a in archive], output=str(output))
        try:
            tally, summary = batch.run_batch(archive, output, settings, choice, crew, progress.step)
        except KeyboardInterrupt:
            progress.tell(say(lang, "interrupted"))
            return _INTERRUPTED
        progress.log("end", files=tally.total, counts=dict(tally.counts), summary=str(summary))
    if not quiet:
        counts = tally.counts
        click.echo(
            say(
                lang,
                "batch.end",
                total=tally.total,
                read=counts["ok"] + counts["warnings"],
                known=counts["known"],
                failed=counts["failed"],
                summary=summary,
            )
        )
    return _FAILED if tally.counts["failed"] else 0


def _day(written: str | None) -> dt.date | None:
    if written is None:
        return None
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        texts = (say(lang, "bad_date", name="--since", value=written) for lang in ("ja", "en"))
        raise UsageError(*texts) from None


def schedule_options(make: Maker) -> list[click.Parameter]:
    """Return what `schedule print` takes."""
    path = click.Path(path_type=Path)
    return [
        click.Argument(["archive"], nargs=-1, required=True, metavar="ARCHIVE...", type=path),
        make.option("--output", "-o", about="output", metavar="DIR", required=True, type=path),
        make.option(
            "--for",
            about="schedule.for",
            type=click.Choice(list(SCHEDULERS)),
            required=True,
            metavar="|".join(SCHEDULERS),
        ),
        make.option("--at", about="schedule.at", default="02:00", metavar="HH:MM"),
    ]


def print_schedule(lang: Language, *, archive: tuple[Path, ...], output: Path, at: str, **chosen: Any) -> int:
    """Print what runs `batch` over the archive every night."""
    del lang
    try:
        when = dt.time.fromisoformat(at)
    except ValueError:
        raise UsageError(*(say(to, "bad_time", value=at) for to in ("ja", "en"))) from None
    places = [str(a.absolute()) for a in archive]
    command = [*_program(), "batch", *places, "--output", str(output.absolute()), "--log-format", "json"]
    click.echo(SCHEDULERS[chosen["for"]](command, Path.cwd(), when), nl=False)
    return 0


def _program() -> list[str]:
    """Return how this program is started: its own script, else the interpreter with the module."""
    script = Path(sys.executable).with_name("shinchoku.exe" if sys.platform == "win32" else "shinchoku")
    return [str(script)] if script.exists() else [sys.executable, "-m", "pipeline"]
