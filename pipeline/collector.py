"""Keeps Python's cyclic collector out of the stages: they build no cycles, and it would look through all they build."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

_P = ParamSpec("_P")
_T = TypeVar("_T")


def without_collector(stage: Callable[_P, _T]) -> Callable[_P, _T]:
    """Let a stage run with the collector off, and leave it as it was behind it."""

    @wraps(stage)
    def run(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        was_on = gc.isenabled()
        gc.disable()
        try:
            return stage(*args, **kwargs)
        finally:
            if was_on:
                gc.enable()

    return run


def begin_collecting() -> None:
    """Turn the collector on, for what is built from now on: what is imported, it never looks through again."""
    gc.freeze()
    gc.enable()
