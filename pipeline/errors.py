"""Everything that can go wrong with a user's file, setting or disk: one tree, each with its remedy.

A message says what happened, where, and what to do, in Japanese with the English beside it. The exit status of each
kind is applied in `cli.py` only.
"""

from __future__ import annotations

from pipeline.controls import masked


class PipelineError(Exception):
    """What the user can mend. `ja` and `en` say what, where and what to do."""

    exit_status = 1
    code = "failed"
    trace = ""
    """Where a fault of the program itself came from, as Python tells it; empty where the user can mend it."""

    def __init__(self, ja: str, en: str) -> None:
        """Keep both messages, fit to be shown."""
        self.ja = masked(ja)
        self.en = masked(en)
        super().__init__(f"{self.ja} / {self.en}")

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle with all that is told: failures come back from worker processes."""
        return type(self), (self.ja, self.en), {"code": self.code, "trace": self.trace}


def trace_of(error: BaseException) -> str:
    """Return where an error came from, fit to be shown: its message may quote the report or the command line."""
    import traceback

    return masked("".join(traceback.format_exception(error)).rstrip())


class UsageError(PipelineError):
    """The command line or a setting is wrong."""

    exit_status = 2
    code = "usage"


class InputError(PipelineError):
    """A file cannot be read; it becomes a `failed` row of documents.csv."""

    code = "input"


class ProfileError(PipelineError):
    """A profile file contradicts itself or has an unknown key."""

    exit_status = 2
    code = "profile"


class OutputError(PipelineError):
    """The output folder cannot be written, or holds something that is not ours."""

    exit_status = 1
    code = "output"


class CorrectionsError(PipelineError):
    """A file of corrections cannot be taken in; nothing was changed."""

    code = "corrections"


class BusyError(PipelineError):
    """Another run holds the output folder."""

    exit_status = 3
    code = "busy"
