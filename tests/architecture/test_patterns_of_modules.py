"""Patterns are made once, by modules: what is compiled is kept on the disk, where no words of a report may come."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

_COMPILERS = {"compile_pattern", "scripts.compile"}
_WRAPPER = "extractors/scripts.py"


def _compiled_in_functions(source: str) -> Iterator[int]:
    """Yield the lines where functions compile a pattern, but for those that keep it (`cache`)."""
    for function in ast.walk(ast.parse(source)):
        if isinstance(function, ast.FunctionDef) and "cache" not in map(ast.unparse, function.decorator_list):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in _COMPILERS:
                    yield node.lineno


def test_a_pattern_of_a_function_is_found() -> None:
    assert list(_compiled_in_functions("A = compile_pattern('a')\n\ndef f(x):\n    return compile_pattern(x)\n")) == [4]


def test_no_function_compiles_a_pattern(root: Path) -> None:
    paths = [path for package in ("extractors", "pipeline") for path in sorted((root / package).rglob("*.py"))]
    named = ((str(path.relative_to(root)), path) for path in paths)
    found = [
        f"{name}:{n}" for name, p in named if name != _WRAPPER for n in _compiled_in_functions(p.read_text("utf-8"))
    ]
    assert not found
