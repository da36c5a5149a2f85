"""Commands whose help, usage and options speak the user's language, not that of click's catalogues."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import click

from pipeline import __version__
from pipeline.messages import Language, say


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
            names = ", ".join(self.commands)
            raise click.UsageError(say(self.lang, "no_such_command", name=args[0], names=names), ctx)
        return super().resolve_command(ctx, args)


class _Option(click.Option):
    """An option whose help says all by itself, without click's English additions."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        return record and (record[0], self.help or "")


class _Seconds(click.FloatRange):
    """A time of at least 0.1 s that ends: nan passes every comparison of a range, and inf would wait for ever."""

    def __init__(self) -> None:
        super().__init__(min=0.1)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        seconds: float = super().convert(value, param, ctx)
        if not math.isfinite(seconds):
            self.fail(str(value), param, ctx)
        return seconds


SECONDS = _Seconds()
"""The type of options that take a number of seconds."""


class Maker:
    """Makes the commands of one language."""

    def __init__(self, lang: Language) -> None:
        """Make commands in `lang`."""
        self.lang = lang
        formatter = type("Formatter", (_Formatter,), {"lang": lang})
        context = type("Context", (click.Context,), {"formatter_class": formatter})
        self._group = type("Group", (_Group,), {"lang": lang, "context_class": context})
        self._command = type("Command", (click.Command,), {"context_class": context})

    def option(self, *names: str, about: str, parts: Mapping[str, object] | None = None, **more: Any) -> click.Option:
        """Return an option whose help is the message `about`, filled in with `parts`."""
        return _Option(list(names), help=say(self.lang, about, **(parts or {})), **more)

    def command(
        self,
        name: str,
        own: Sequence[click.Parameter],
        start: Callable[..., int],
        *more: str,
        reads: bool = True,
        about: str = "",
    ) -> click.Command:
        """Return a command.

        Args:
            name: as it is typed.
            own: its parameters beside those of every command.
            start: takes the language and the parameters by name, and returns the exit status.
            more: further messages for its help.
            reads: whether it reads reports and so takes the options of reading.
            about: the message that says what it does, if its name is not that of one.
        """
        made: click.Command = self._command(
            name,
            params=[*own, *(self.reading() if reads else []), *self._of_all()],
            callback=partial(start, self.lang),
            help="\n\n".join(say(self.lang, key) for key in (about or name, *more)),
            short_help=say(self.lang, about or name),
            options_metavar=say(self.lang, "metavar.options"),
            add_help_option=False,
        )
        return made

    def group(self, name: str, *, about: str = "", **more: Any) -> click.Group:
        """Return a group of commands, which says what it is by the message `about`, or that of its name."""

        def need_command(ctx: click.Context) -> None:
            if ctx.invoked_subcommand is None:
                raise click.UsageError(say(self.lang, "no_command", names=", ".join(made.commands)), ctx)

        made: click.Group = self._group(
            name,
            callback=click.pass_context(need_command),
            help=say(self.lang, about or name),
            short_help=say(self.lang, about or name),
            options_metavar=say(self.lang, "metavar.options"),
            subcommand_metavar=say(self.lang, "metavar.command"),
            add_help_option=False,
            invoke_without_command=True,
            **{"params": self._of_all(), **more},
        )
        return made

    def program(self) -> click.Group:
        """Return the group of all commands, which tells its version."""

        def show_version(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:
            if asked and not ctx.resilient_parsing:
                click.echo(f"shinchoku {__version__}")
                ctx.exit()

        version = self.option(
            "--version", about="version", is_flag=True, expose_value=False, is_eager=True, callback=show_version
        )
        return self.group("program", params=[version, *self._of_all()])

    def style(self) -> click.Option:
        """Return the option that names a report style."""
        return self.option("--profile", about="profile", metavar="ID|FILE.toml")

    def limits(self, of: str = "") -> list[click.Parameter]:
        """Return the options of what one document may take of a worker process.

        Args:
            of: what the text says more of them, where only a part of the work is done in such a process.
        """
        megabytes = click.IntRange(min=64)
        return [
            self.option("--time-limit", about=f"time_limit{of}", type=SECONDS, default=300.0, metavar="S"),
            self.option("--memory-limit", about=f"memory_limit{of}", type=megabytes, default=2048, metavar="MB"),
        ]

    def reading(self) -> list[click.Parameter]:
        """Return the options of every command that reads reports."""
        periods = click.Choice(["H1", "H2", "FY"], case_sensitive=False)
        return [
            self.style(),
            self.option("--title", about="title", metavar="TEXT"),
            self.option("--plan-name", about="plan_name", metavar="TEXT"),
            self.option("--organisation", about="organisation", metavar="TEXT"),
            self.option("--fiscal-year", about="fiscal_year", metavar="YEAR"),
            self.option("--period", about="period", type=periods, metavar="H1|H2|FY"),
            self.option(
                "--ocr",
                about="ocr",
                type=click.Choice(["auto", "off", "force"]),
                default="auto",
                metavar="auto|off|force",
            ),
            self.option("--max-mb", about="max_mb", type=click.IntRange(min=1), default=200, metavar="N"),
            self.option("--debug", about="debug", is_flag=True),
        ]

    def _of_all(self) -> list[click.Parameter]:
        def show_help(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:
            if asked and not ctx.resilient_parsing:
                click.echo(ctx.get_help())
                ctx.exit()

        return [
            # Read beforehand by choose_language; here it is only checked.
            self.option("--lang", about="lang", type=click.Choice(["ja", "en"]), expose_value=False),
            self.option(
                "--help", "-h", about="help", is_flag=True, expose_value=False, is_eager=True, callback=show_help
            ),
        ]
