"""Regular expressions whose compiled form is kept from one process to the next, as Python keeps its bytecode.

Over a thousand patterns are compiled before the first line is read: half of a short run.
"""

from __future__ import annotations

import importlib
import re
from array import array
from collections.abc import Callable
from contextlib import suppress
from types import FunctionType
from typing import Any, AnyStr

from extractors.first_characters import first_characters
from extractors.kept import Kept

_VERSION = 4
"""Of how patterns are compiled here: what is kept of another is not used."""
_BARE_HEAD = 4
"""The size of what stands before the code of a pattern, without a word on how its matches begin."""
_FEW = 12
"""Stretches of a class up to which they are listed: of any class of three kanji the compiler makes a table, which is
looked up as fast but is ten times as long to keep and to load."""

_Members = list[tuple[Any, Any]]
"""Of a class of characters, as the compiler has them."""
_Form = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]


class _Patterns:
    """The patterns of this process."""

    def __init__(self) -> None:
        self._parser: Any = importlib.import_module("re._parser")
        self._compiler: Any = importlib.import_module("re._compiler")
        self._engine: Any = importlib.import_module("_sre")
        self._code = self._listing()
        stamp = f"{_VERSION} {self._engine.MAGIC} {self._engine.CODESIZE} {array('I').itemsize}"
        self.kept = Kept[tuple[str | bytes, int], _Form](__file__, "patterns", stamp)
        self._patterns: dict[tuple[str | bytes, int], re.Pattern[Any]] = {}

    def pattern(self, source: AnyStr, flags: int) -> re.Pattern[AnyStr]:
        key = (source, flags)
        pattern: re.Pattern[AnyStr] | None = self._patterns.get(key)
        if pattern is None:
            form = self.kept.take(key) or self.kept.add(key, self._compiled(source, flags))
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


def _patterns() -> _Patterns | None:
    """None where this Python has another engine than CPython's: `re.compile` serves there."""
    with suppress(ImportError, AttributeError, LookupError, NotImplementedError, RuntimeError, TypeError, ValueError):
        patterns = _Patterns()
        asked = patterns.pattern("(?<!b)a(?P<b>.)|(?<!c)d", int(re.UNICODE)).search("xxba cd xac")
        if asked and asked.span("b") == (10, 11):  # the engine takes what is handed to it, and means the same by it
            return patterns
    return None


_PATTERNS = _patterns()


def keep() -> None:
    """Write the compiled forms that are new, as the end of a process does: for one that will be killed."""
    if _PATTERNS is not None:
        _PATTERNS.kept.save()


def compile_pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what `re.compile` returns, from the kept form where there is one.

    A search from before the beginning of a text begins there: `search(text, at - 8, at)` looks at eight characters at most.

    Args:
        source: the pattern, of this program or of its profiles; those of users go to `re.compile`.
        flags: as for `re.compile`.

    Raises:
        re.error: the pattern is wrong.
    """
    return re.compile(source, flags) if _PATTERNS is None else _PATTERNS.pattern(source, int(flags))
