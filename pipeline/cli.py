"""The command line: arguments become calls, exceptions become exit statuses, here only.

Everything heavy is imported inside a command, so that `--help` answers at once.
"""

from __future__ import annotations

import contextlib
import gc
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.collector import begin_collecting
from pipeline.commands import archive, export, intake, plans, styles
from pipeline.commands.maker import Maker
from pipeline.commands.stopping import stop_on_signals
from pipeline.controls import masked
from pipeline.errors import PipelineError, UsageError, trace_of
from pipeline.messages import Language, choose_language, say

if TYPE_CHECKING:
    from pipeline.apart import SourceReader
    from pipeline.run import Settings

_FAILED = 1
_WRONG_USAGE = 2
_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status.

    Args:
        arguments: what stands behind the program's name; None for the process's own.
    """
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    _speak_any_symbol()
    lang = choose_language(arguments)
    try:
        status = _program(lang).main(list(arguments), prog_name="shinchoku", standalone_mode=False)
    except click.UsageError as error:
        _complain(lang, _usage_text(lang, error))
        command = error.ctx.command_path if error.ctx else "shinchoku"
        click.echo(say(lang, "see_help", command=command), err=True)
        return _WRONG_USAGE
    except PipelineError as error:
        _complain(lang, _message(lang, error))
        return error.exit_status
    except (click.Abort, KeyboardInterrupt):
        click.echo(say(lang, "stopped"), err=True)
        return _INTERRUPTED
    except BrokenPipeError:  # `| head` has read enough
        sys.stdout = io.TextIOWrapper(io.BytesIO())  # nothing is left to flush at exit
        return _FAILED
    except Exception as error:  # what nobody foresaw is still no reason for a traceback
        if "--debug" in arguments:
            click.echo(trace_of(error), err=True)
        _complain(lang, say(lang, "internal", what=f"{type(error).__name__}: {error}"))
        return _FAILED
    return status if isinstance(status, int) else 0


def _speak_any_symbol() -> None:
    """Let a console that lacks a symbol (cp932, ascii) show a stand-in instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _complain(lang: Language, text: str) -> None:
    click.echo(f"{say(lang, 'error')}: {masked(text)}", err=True)


def _message(lang: Language, error: PipelineError) -> str:
    return error.ja if lang == "ja" else error.en


def _usage_text(lang: Language, error: click.UsageError) -> str:
    """Return what is wrong with the command line and what to do, in the user's language."""
    if isinstance(error, click.NoSuchOption):
        likely = say(lang, "did_you_mean", names=", ".join(error.possibilities)) if error.possibilities else ""
        return say(lang, "no_such_option", name=error.option_name, hint=likely).rstrip()
    if isinstance(error, click.BadParameter):  # MissingParameter is one
        return _value_text(lang, error)
    if isinstance(error, click.BadOptionUsage):
        return say(lang, "needs_value", name=error.option_name)
    if "unexpected extra argument" in error.message:  # the one usage error that click gives no class of its own
        return say(lang, "too_many", names=error.message.partition("(")[2].removesuffix(")"))
    return error.format_message()


def _value_text(lang: Language, error: click.BadParameter) -> str:
    param = error.param
    name = param.human_readable_name if isinstance(param, click.Argument) else (param.opts[0] if param else "?")
    if isinstance(error, click.MissingParameter):
        return say(lang, "missing", name=name)
    if param is not None and isinstance(param.type, click.Choice):
        return say(lang, "bad_choice", name=name, choices=", ".join(map(str, param.type.choices)))
    if param is not None and isinstance(param.type, click.IntRange | click.FloatRange):
        return say(lang, "bad_number", name=name, least=param.type.min)
    return say(lang, "bad_value", name=name, reason=error.message)


def _program(lang: Language) -> click.Group:
    """Build the commands, with their help in `lang`."""
    make = Maker(lang)
    path = click.Path(path_type=Path)
    many = click.Argument(["inputs"], nargs=-1, required=True, metavar="INPUT...", type=path)
    output = make.option("--output", "-o", about="output", metavar="DIR", required=True, type=path)
    quiet = make.option("--quiet", "-q", about="quiet", is_flag=True)
    one = click.Argument(["file"], metavar="FILE", type=path)
    measure = make.option("--measure", about="measure", type=click.IntRange(min=1), metavar="N")
    page = make.option("--page", about="page", type=click.IntRange(min=1), metavar="N")
    group = make.program()
    too = make.option("--review", about="review.too", is_flag=True)
    group.add_command(
        make.command(
            "run",
            [many, output, export.format_option(make), too, *make.limits(".run"), quiet],
            _run,
            "run.more",
            "run.status",
        )
    )
    group.add_command(make.command("explain", [one, measure, page, *make.limits(".explain")], _explain))
    exporting = export.export_options(make)
    group.add_command(make.command("export", exporting, export.run_export, "export.more", "export.status", reads=False))
    group.add_command(make.command("review", plans.review_options(make), plans.review, "review.more", reads=False))
    group.add_command(make.command("batch", archive.batch_options(make), _batch, "batch.more", "batch.status"))
    schedule = make.group("schedule")
    options = archive.schedule_options(make)
    schedule.add_command(make.command("print", options, archive.print_schedule, reads=False, about="schedule.print"))
    group.add_command(schedule)
    group.add_command(make.command("inbox", intake.inbox_options(make), _inbox, "inbox.more", "inbox.status"))
    group.add_command(
        make.command("status", intake.status_options(make), intake.show_status, "status.status", reads=False)
    )
    group.add_command(make.command("retry", intake.retry_options(make), intake.retry, "retry.more", reads=False))
    group.add_command(styles.profile_group(make))
    trend = make.command("trend", plans.trend_options(make), plans.run_trend, "trend.more", reads=False)
    group.add_command(trend)
    options = plans.correct_options(make)
    group.add_command(make.command("correct", options, plans.correct, "correct.more", "correct.status", reads=False))
    return group


def _batch(lang: Language, **chosen: Any) -> int:
    settings = _settings(chosen)
    return archive.run_batch(lang, settings, **chosen)


def _inbox(lang: Language, **chosen: Any) -> int:
    settings = _settings(chosen)
    return intake.run_inbox(lang, settings, **chosen)


def _reader(chosen: dict[str, Any]) -> SourceReader:
    """Take the limits out of `chosen`."""
    from pipeline.apart import SourceReader
    from pipeline.isolation import Limits

    return SourceReader(Limits(seconds=chosen.pop("time_limit"), megabytes=chosen.pop("memory_limit")))


def _of_reading(chosen: dict[str, Any]) -> dict[str, Any]:
    """Return what of the settings `ingest.read` is told."""
    return {"max_bytes": chosen["max_mb"] * 1024 * 1024, "ocr_mode": chosen["ocr"]}


def _settings(chosen: dict[str, Any]) -> Settings:
    """Take the reading options out of `chosen`."""
    from pipeline.model import Period, ReportHead
    from pipeline.run import Settings

    year, period = chosen.pop("fiscal_year"), chosen.pop("period")
    given = ReportHead(
        title=chosen.pop("title"),
        plan_name=chosen.pop("plan_name"),
        organisation=chosen.pop("organisation"),
        fiscal_year=_fiscal_year(year) if year else None,
        period=Period(period.upper()) if period else None,
    )
    return Settings(
        profile=chosen.pop("profile"),
        given=given,
        max_bytes=chosen.pop("max_mb") * 1024 * 1024,
        ocr_mode=chosen.pop("ocr"),
    )


def _fiscal_year(written: str) -> int:
    """Read 2023, 令和5, R5, 令和5年度 as the product reads them in reports.

    Raises:
        UsageError: if it is none of them.
    """
    from extractors import find_dates

    found = find_dates(f"{written.strip().removesuffix('年度').removesuffix('年')}年度")
    if len(found) != 1 or found[0].start is None or not found[0].written.fiscal or found[0].span.start:
        raise UsageError(*(say(lang, "bad_fiscal_year", value=written) for lang in ("ja", "en")))
    return found[0].start.year


def _run(
    lang: Language,
    *,
    inputs: tuple[Path, ...],
    output: Path,
    formats: tuple[str, ...],
    review: bool,
    quiet: bool,
    debug: bool,
    **chosen: Any,
) -> int:
    with contextlib.ExitStack() as stack:
        stack.enter_context(stop_on_signals())
        reader = stack.enter_context(_reader(chosen))
        reader.begin(inputs, **_of_reading(chosen))  # while the rest is imported
        gc.disable()  # importing builds nothing that the collector could free
        from pipeline.progress import Progress, print_summary
        from pipeline.run import prepare, run_many

        if reader.is_reading:
            prepare()
        begin_collecting()
        settings = _settings(chosen)
        progress = stack.enter_context(Progress(lang, quiet=quiet))

        def watch(done: int, total: int, entry: Any) -> None:
            progress.step(done, total, entry)
            if entry.error is not None:
                progress.tell(f"{say(lang, 'error')}: {_message(lang, entry.error)}")
                if debug and entry.error.trace:
                    progress.tell(entry.error.trace)

        try:
            entries = run_many(inputs, output, settings, watch, reader.read_report)
        except KeyboardInterrupt:
            progress.tell(say(lang, "interrupted"))
            return _INTERRUPTED
        unwritten = export.export_all(lang, output, formats, progress.tell, quiet=quiet)
    if not quiet:
        print_summary(lang, entries)
    if review:
        plans.review(lang, output=output, quiet=quiet, beside=True)
    return _FAILED if unwritten or any(e.document["status"] == "failed" for e in entries) else 0


def _explain(lang: Language, *, file: Path, measure: int | None, page: int | None, debug: bool, **chosen: Any) -> int:
    with _reader(chosen) as reader:
        reader.begin([file], **_of_reading(chosen))
        from pipeline.explain import print_explanation
        from pipeline.run import run_one

        outcome = run_one(file, file.name, _settings(chosen), reader.read)
    if outcome.dataset is None:
        if outcome.error is None:
            return _FAILED
        if debug and outcome.error.trace:
            click.echo(outcome.error.trace, err=True)
        raise outcome.error
    count = sum(1 for _ in outcome.dataset.report.measures())
    if measure is not None and measure > count:
        raise UsageError(*(say(to, "no_measure", number=measure, count=count) for to in ("ja", "en")))
    pages = len(outcome.dataset.source.page_starts)
    if page is not None and page > pages:
        raise UsageError(*(say(to, "no_page", number=page, count=pages) for to in ("ja", "en")))
    print_explanation(outcome.dataset, measure=measure, page=page, lang=lang)
    return 0
