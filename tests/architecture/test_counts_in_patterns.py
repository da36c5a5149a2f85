"""What a pattern counts, {0,8}, has its braces doubled in a formatted string: else it says a tuple, and the pattern something else."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest


def _constants(source: str) -> Iterator[int]:
    """Yield the lines of formatted strings that hold numbers or tuples as fields."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FormattedValue) and isinstance(node.value, ast.Constant | ast.Tuple):
            yield node.lineno


@pytest.mark.parametrize("source", ['rf"[^。]{0,8}(?:{A})"', 'rf"{A}[0-9]{2}"'])
def test_a_count_with_single_braces_is_found(source: str) -> None:
    assert list(_constants(source)) == [1]


def test_no_formatted_string_holds_a_count_as_a_field(root: Path) -> None:
    paths = [path for package in ("extractors", "pipeline") for path in sorted((root / package).rglob("*.py"))]
    assert len(paths) > 50
    found = [f"{path.relative_to(root)}:{line}" for path in paths for line in _constants(path.read_text("utf-8"))]
    assert not found
