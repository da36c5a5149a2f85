"""Regular expressions whose compiled form is kept from one process to the next, as Python keeps its bytecode.

Over a thousand patterns are compiled before the first line is read: half of a short run. Their compiled form is kept
beside the bytecode of this module (`__pycache__`, or where `PYTHONPYCACHEPREFIX` says), under the pattern itself, so
that a changed pattern is never served by an old form. Where bytecode may not be written nothing is, and where the file
is missing, damaged or of another Python the patterns are compiled as ever.
"""

from __future__ import annotations

import atexit
import importlib
import marshal
import os
import re
import sys
from array import array
from collections.abc import Callable
from contextlib import suppress
from importlib.util import cache_from_source
from mmap import ACCESS_READ, mmap
from pathlib import Path
from types import FunctionType
from typing import Any, AnyStr

from extractors.first_characters import first_characters

_VERSION = 4
"""Of how patterns are compiled here: what is kept of another is not used."""
_BARE_HEAD = 4
"""The size of what stands before the code of a pattern, without a word on how its matches begin."""
_MOST_KEPT = 5_000
"""More than any release has: beyond it the file holds what old sources left behind, and begins anew."""

_FEW = 12
"""Stretches of a class up to which they are listed: of any class of three kanji the compiler makes a table, which is
looked up as fast but is ten times as long to keep and to load."""

_Members = list[tuple[Any, Any]]
"""Of a class of characters, as the compiler has them."""
_Form = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]


class _Kept:
    """The compiled forms of one installation."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._parser: Any = importlib.import_module("re._parser")
        self._compiler: Any = importlib.import_module("re._compiler")
        self._engine: Any = importlib.import_module("_sre")
        self._code = self._listing()
        self._stamp = f"{_VERSION} {sys.version} {self._engine.MAGIC} {self._engine.CODESIZE} {array('I').itemsize}"
        self._forms = self._written()
        self._new: dict[tuple[str | bytes, int], _Form] = {}
        self._patterns: dict[tuple[str | bytes, int], re.Pattern[Any]] = {}

    def _written(self) -> dict[tuple[str | bytes, int], _Form]:
        with suppress(OSError, ValueError, EOFError, TypeError):
            with self._path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as kept:
                stamp, forms = marshal.loads(kept)
            if stamp == self._stamp:
                return dict(forms)
        return {}

    def pattern(self, source: AnyStr, flags: int) -> re.Pattern[AnyStr]:
        key = (source, flags)
        pattern: re.Pattern[AnyStr] | None = self._patterns.get(key)
        if pattern is None:
            form = self._forms.pop(key, None)  # the engine has its own copy
            if form is None:
                form = self._new[key] = self._compiled(source, flags)
            all_flags, code, groups, names, by_index = form
            pattern = self._engine.compile(source, all_flags, array("I", code).tolist(), groups, names, by_index)
            self._patterns[key] = pattern
        return pattern

    def _compiled(self, source: str | bytes, flags: int) -> _Form:
        """What `re.compile` hands to the engine, and with which characters matches begin where it does not know."""
        parsed = self._parser.parse(source, flags)
        code = self._led(self._code(parsed, flags), parsed)
        names: dict[str, int] = parsed.state.groupdict
        by_index: list[str | None] = [None] * parsed.state.groups
        for name, index in names.items():
            by_index[index] = name
        return (
            int(flags | parsed.state.flags),
            array("I", code).tobytes(),
            parsed.state.groups - 1,
            names,
            tuple(by_index),
        )

    def _listing(self) -> Callable[[Any, int], list[int]]:
        """Return the compiler with lists for tables in all but what leads a search: its own code, with other names."""
        names = dict(vars(self._compiler))
        names["_compile"] = FunctionType(self._compiler._compile.__code__, names)
        names["_optimize_charset"] = self._listed
        return FunctionType(self._compiler._code.__code__, names)

    def _listed(self, members: _Members, *case: Any) -> tuple[_Members, bool]:
        """Return a class as the compiler has it, but a short list of its stretches in place of a table."""
        found, cased = self._compiler._optimize_charset(members, *case)
        literal, span = self._compiler.LITERAL, self._compiler.RANGE
        if any(case) or all(operation != self._compiler.BIGCHARSET for operation, _ in found):
            return found, cased
        listed = [member for member in members if member[0] not in (literal, span)]  # that it is negated, first of all
        stretches: list[list[int]] = []
        for first, last in sorted(
            argument if operation == span else (argument, argument)
            for operation, argument in members
            if operation in (literal, span)
        ):
            if stretches and first <= stretches[-1][1] + 1:
                stretches[-1][1] = max(last, stretches[-1][1])
            else:
                stretches.append([first, last])
        stretches.sort(key=lambda stretch: stretch[0] - stretch[1])  # a wide one holds what is looked for most often
        listed += [(literal, a) if a == b else (span, (a, b)) for a, b in stretches]
        return (listed if len(stretches) <= _FEW else found), cased

    def _led(self, code: list[int], parsed: Any) -> list[int]:
        """Return the code of a pattern with the characters that lead a search, if its head has room for them."""
        _, size, known, least, most = code[:5]
        flags = parsed.state.flags
        if size != _BARE_HEAD or known or not least or flags & re.IGNORECASE:
            return code
        led: list[int] = []
        if first := first_characters(parsed):
            members, _ = self._compiler._optimize_charset(first)
            self._compiler._compile_charset(members, flags, led)
        head = [code[0], size + len(led), self._compiler.SRE_INFO_CHARSET, least, most]
        return [*head, *led, *code[5:]] if led else code

    def save(self) -> None:
        """Write the forms if some are new. Another process may do the same: each writes a whole file, with what is there."""
        if not self._new or sys.dont_write_bytecode:
            return
        forms = self._written() | self._new
        if len(forms) > _MOST_KEPT:
            forms = self._new
        part = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        with suppress(OSError):  # a read-only installation compiles each time
            self._path.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(marshal.dumps((self._stamp, forms)))
            part.replace(self._path)
        with suppress(OSError):  # left only where it could not take the place of the old one
            part.unlink(missing_ok=True)
        self._new = {}


def _kept() -> _Kept | None:
    """None where this Python has another engine than CPython's: `re.compile` serves there."""
    with suppress(ImportError, AttributeError, LookupError, NotImplementedError, RuntimeError, TypeError, ValueError):
        kept = _Kept(Path(cache_from_source(__file__)).with_suffix(".patterns"))
        asked = kept.pattern("(?<!b)a(?P<b>.)|(?<!c)d", int(re.UNICODE)).search("xxba cd xac")
        if asked and asked.span("b") == (10, 11):  # the engine takes what is handed to it, and means the same by it
            atexit.register(kept.save)
            return kept
    return None


_KEPT = _kept()


def keep() -> None:
    """Write the compiled forms that are new, as the end of a process does: for one that will be killed."""
    if _KEPT is not None:
        _KEPT.save()


def compile_pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what `re.compile` returns, from the kept form where there is one.

    Args:
        source: the pattern, of this program or of its profiles; those of users go to `re.compile`.
        flags: as for `re.compile`.

    Raises:
        re.error: the pattern is wrong.
    """
    return re.compile(source, flags) if _KEPT is None else _KEPT.pattern(source, int(flags))
