"""Ceilings of files and functions, and the numbering of decision records."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

MOST_LINES = 450
MOST_LINES_OF_A_FUNCTION = 60

# Files and functions above the ceiling, with their size today. An entry that is no longer needed fails the test.
ALLOWED: dict[str, int] = {}


def _sizes(root: Path) -> Iterator[tuple[str, int, int]]:
    """Yield (name, lines, ceiling) of every source file and function."""
    for package in ("extractors", "pipeline"):
        for path in sorted((root / package).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            name = path.relative_to(root).as_posix()
            yield name, text.count("\n"), MOST_LINES
            for node in ast.walk(ast.parse(text)):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
                    lines = node.end_lineno - node.lineno + 1
                    yield f"{name}:{node.name}", lines, MOST_LINES_OF_A_FUNCTION


def test_no_file_and_no_function_is_too_long(root: Path) -> None:
    sizes = list(_sizes(root))
    assert len(sizes) > 50
    too_long = {name: lines for name, lines, ceiling in sizes if lines > ALLOWED.get(name, ceiling)}
    assert not too_long, f"which module is missing? {too_long}"


def test_allowances_shrink(root: Path) -> None:
    actual = {name: (lines, ceiling) for name, lines, ceiling in _sizes(root)}
    stale = []
    for name, allowed in ALLOWED.items():
        lines, ceiling = actual.get(name, (0, 0))
        if lines <= ceiling or lines < allowed:
            stale.append(name)
    assert not stale, f"lower or remove the allowance of {stale}"


def test_decision_numbers_are_unique(root: Path) -> None:
    numbers = Counter(path.name.partition("-")[0] for path in (root / "docs" / "decisions").glob("*.md"))
    assert numbers
    assert all(number.isdigit() and times == 1 for number, times in numbers.items()), numbers
