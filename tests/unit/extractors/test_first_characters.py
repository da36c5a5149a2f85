"""A search led by the first characters of a pattern finds what any search finds."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path
from re import _parser  # type: ignore[attr-defined]

import pytest

import extractors
import pipeline
from extractors.first_characters import first_characters
from extractors.view import fold


@pytest.mark.parametrize(
    ("pattern", "characters"),
    [
        ("(?<!未)(?:予定|[済完]了|あ?る)", "予済完ある"),
        ("(?:約|延べ)?(?P<n>[0-2])人", "約延012"),
        ("(?=[あい])(?:.い|う)", "あい"),
        ("(?>a+)b|c*+d|^e|(?:(?:f|)g){2}", "acdefg"),
        ("(?:h{0,2}i|j{2,})(?!k)", "hij"),
    ],
)
def test_first_characters_are_read_off_a_pattern(pattern: str, characters: str) -> None:
    found = first_characters(_parser.parse(pattern))
    assert found is not None
    single = re.compile("[" + "".join(map(re.escape, characters)) + "]")
    every = [c for c in map(chr, range(0x10000)) if re.match(_class_of(found), c)]
    assert every == [c for c in map(chr, range(0x10000)) if single.match(c)]


def _class_of(members: list[tuple[object, object]]) -> str:
    parts = []
    for operation, argument in members:
        if str(operation) == "LITERAL":
            parts.append(re.escape(chr(int(str(argument)))))
        else:
            assert isinstance(argument, tuple)
            parts.append(f"{chr(argument[0])}-{chr(argument[1])}")
    return f"[{''.join(parts)}]"


@pytest.mark.parametrize("pattern", [".a", "[^a]b", "a|.", "(?i:a)b", r"\wa|b", "(a)?\\1", "[一-鿿]+|a", "a?", "(?!a)"])
def test_nothing_is_said_where_anything_may_begin(pattern: str) -> None:
    assert first_characters(_parser.parse(pattern)) is None


def test_every_pattern_finds_what_the_same_one_of_re_finds(root: Path) -> None:
    text = fold((root / "samples" / "aose-r6-h1.txt").read_text(encoding="utf-8"))
    patterns = {
        (value.pattern, value.flags): value
        for package in (extractors, pipeline)
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if not module.name.endswith("__main__")
        for value in vars(importlib.import_module(module.name)).values()
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str)
    }
    assert len(patterns) > 500
    for (source, flags), pattern in patterns.items():
        theirs = re.compile(source, flags)
        assert [m.span() for m in pattern.finditer(text)] == [m.span() for m in theirs.finditer(text)], source
