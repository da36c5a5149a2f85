"""The command line: arguments become calls, exceptions become exit statuses, here only.

Everything heavy is imported inside a command, so that `--help` answers at once.
"""

from __future__ import annotations

import contextlib
import gc
import io
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline import __version__
from pipeline.commands import archive
from pipeline.errors import PipelineError, UsageError
from pipeline.messages import Language, choose_language, say

if TYPE_CHECKING:
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
            raise
        _complain(lang, say(lang, "internal", what=f"{type(error).__name__}: {error}"))
        return _FAILED
    return status if isinstance(status, int) else 0


def _speak_any_symbol() -> None:
    """Let a console that lacks a symbol (cp932, ascii) show a stand-in instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _complain(lang: Language, text: str) -> None:
    click.echo(f"{say(lang, 'error')}: {text}", err=True)


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
        return say(lang, "bad_number", name=name)
    return say(lang, "bad_value", name=name, reason=error.message)


class _Formatter(click.HelpFormatter):
    """Help whose headings are in the user's language, not in that of gettext's catalogues."""

    lang: Language = "en"

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        del prefix
        super().write_usage(prog, args, prefix=say(self.lang, "heading.Usage") + ": ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(say(self.lang, f"heading.{heading}"))


class _Group(click.Group):
    """A group that names its commands when it is called without one, or with an unknown one."""

    lang: Language = "en"

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            raise click.UsageError(say(self.lang, "no_such_command", name=args[0], names=", ".join(self.commands)), ctx)
        return super().resolve_command(ctx, args)


class _Option(click.Option):
    """An option whose help says all by itself, without click's English additions."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        return record and (record[0], self.help or "")


def _reading_options(lang: Language) -> list[click.Parameter]:
    """The options of every command that reads reports; `_settings` takes them up."""

    def option(name: str, about: str, **more: Any) -> click.Option:
        return _Option([name], help=say(lang, about), **more)

    return [
        option("--profile", "profile", metavar="ID"),
        option("--title", "title", metavar="TEXT"),
        option("--plan-name", "plan_name", metavar="TEXT"),
        option("--organisation", "organisation", metavar="TEXT"),
        option("--fiscal-year", "fiscal_year", metavar="YEAR"),
        option("--period", "period", type=click.Choice(["H1", "H2", "FY"], case_sensitive=False), metavar="H1|H2|FY"),
        option("--max-mb", "max_mb", type=click.IntRange(min=1), default=200, metavar="N"),
        option("--debug", "debug", is_flag=True),
    ]


def _common_options(lang: Language) -> list[click.Parameter]:
    def show_help(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:
        if asked and not ctx.resilient_parsing:
            click.echo(ctx.get_help())
            ctx.exit()

    return [
        # Read beforehand by choose_language; here it is only checked.
        _Option(["--lang"], help=say(lang, "lang"), type=click.Choice(["ja", "en"]), expose_value=False),
        _Option(
            ["--help", "-h"],
            help=say(lang, "help"),
            is_flag=True,
            expose_value=False,
            is_eager=True,
            callback=show_help,
        ),
    ]


def _program(lang: Language) -> click.Group:
    """Build the commands, with their help in `lang`."""
    formatter = type("Formatter", (_Formatter,), {"lang": lang})
    context = type("Context", (click.Context,), {"formatter_class": formatter})
    group_type = type("Group", (_Group,), {"lang": lang, "context_class": context})
    command_type = type("Command", (click.Command,), {"context_class": context})

    def show_version(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:
        if asked and not ctx.resilient_parsing:
            click.echo(f"shinchoku {__version__}")
            ctx.exit()

    def command(
        name: str,
        own: list[click.Parameter],
        start: Callable[..., int],
        *more: str,
        reads: bool = True,
        about: str = "",
    ) -> click.Command:
        made: click.Command = command_type(
            name,
            params=[*own, *(_reading_options(lang) if reads else []), *_common_options(lang)],
            callback=partial(start, lang),
            help="\n\n".join(say(lang, key) for key in (about or name, *more)),
            short_help=say(lang, about or name),
            options_metavar=say(lang, "metavar.options"),
            add_help_option=False,
        )
        return made

    def need_command(ctx: click.Context) -> None:
        if ctx.invoked_subcommand is None:
            names = ", ".join(group.commands)
            raise click.UsageError(say(lang, "no_command", names=names), ctx)

    def group_of(name: str, **more: Any) -> click.Group:
        made: click.Group = group_type(
            name,
            help=say(lang, name),
            short_help=say(lang, name),
            options_metavar=say(lang, "metavar.options"),
            subcommand_metavar=say(lang, "metavar.command"),
            add_help_option=False,
            **{"params": _common_options(lang), **more},
        )
        return made

    path = click.Path(path_type=Path)
    many = click.Argument(["inputs"], nargs=-1, required=True, metavar="INPUT...", type=path)
    output = _Option(["--output", "-o"], help=say(lang, "output"), metavar="DIR", required=True, type=path)
    quiet = _Option(["--quiet", "-q"], help=say(lang, "quiet"), is_flag=True)
    one = click.Argument(["file"], metavar="FILE", type=path)
    measure = _Option(["--measure"], help=say(lang, "measure"), type=click.IntRange(min=1), metavar="N")
    version = _Option(
        ["--version"],
        help=say(lang, "version"),
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=show_version,
    )
    group = group_of(
        "program",
        params=[version, *_common_options(lang)],
        callback=click.pass_context(need_command),
        invoke_without_command=True,
    )
    group.add_command(command("run", [many, output, quiet], _run, "run.more", "run.status"))
    group.add_command(command("explain", [one, measure], _explain))
    group.add_command(command("batch", archive.batch_options(lang, _Option), _batch, "batch.more", "batch.status"))
    schedule = group_of("schedule")
    options = archive.schedule_options(lang, _Option)
    schedule.add_command(command("print", options, archive.print_schedule, reads=False, about="schedule.print"))
    group.add_command(schedule)
    return group


def _batch(lang: Language, *, debug: bool, **chosen: Any) -> int:
    del debug
    settings = _settings(chosen)
    return archive.run_batch(lang, settings, **chosen)


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
    return Settings(profile=chosen.pop("profile"), given=given, max_bytes=chosen.pop("max_mb") * 1024 * 1024)


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


def _run(lang: Language, *, inputs: tuple[Path, ...], output: Path, quiet: bool, debug: bool, **chosen: Any) -> int:
    gc.disable()  # importing builds nothing that the collector could free
    from pipeline.progress import Progress, print_summary
    from pipeline.run import run_many

    gc.enable()
    settings = _settings(chosen)
    with contextlib.ExitStack() as stack:
        progress = stack.enter_context(Progress(lang, quiet=quiet))

        def watch(done: int, total: int, entry: Any) -> None:
            progress.step(done, total, entry)
            if entry.error is not None:
                progress.tell(f"{say(lang, 'error')}: {_message(lang, entry.error)}")
                if debug:
                    progress.tell(_trace(entry.error))

        try:
            entries = run_many(inputs, output, settings, watch)
        except KeyboardInterrupt:
            progress.tell(say(lang, "interrupted"))
            return _INTERRUPTED
    if not quiet:
        print_summary(lang, entries)
    return _FAILED if any(e.document["status"] == "failed" for e in entries) else 0


def _explain(lang: Language, *, file: Path, measure: int | None, debug: bool, **chosen: Any) -> int:
    from pipeline.explain import print_explanation
    from pipeline.run import run_one

    outcome = run_one(file, file.name, _settings(chosen))
    if outcome.dataset is None:
        if outcome.error is None:
            return _FAILED
        if debug:
            click.echo(_trace(outcome.error), err=True)
        raise outcome.error
    count = sum(1 for _ in outcome.dataset.report.measures())
    if measure is not None and measure > count:
        raise UsageError(*(say(to, "no_measure", number=measure, count=count) for to in ("ja", "en")))
    print_explanation(outcome.dataset, measure=measure, lang=lang)
    return 0


def _trace(error: PipelineError) -> str:
    import traceback

    return "".join(traceback.format_exception(error.__cause__ or error)).rstrip()
