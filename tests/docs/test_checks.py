"""docs/checks.md lists every code that a check can have, and no other."""

import ast
import re
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]


def _codes_of_sources() -> set[str]:
    codes: set[str] = set()
    for file in (_ROOT / "pipeline").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if re.fullmatch(r"[a-z]+_mismatch", node.value):  # in tables of comparisons
                    codes.add(node.value)
            elif isinstance(node, ast.Call) and any(k.arg == "message_ja" for k in node.keywords):
                told = [k.value for k in node.keywords if k.arg == "code"]
                codes |= {value.value for value in told if isinstance(value, ast.Constant)}
    return codes


def test_every_code_is_explained() -> None:
    text = (_ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    assert {code for row in rows for code in re.findall(r"`([a-z_]+)`", row)} == _codes_of_sources()
