"""The arrows between modules, and what a command may load."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"fugashi", "jinja2", "pandas", "pdfplumber", "pyarrow", "rapidfuzz", "rich", "watchfiles", "xlsxwriter"}


def _loaded(root: Path, arguments: list[str], cwd: Path) -> set[str]:
    """Return the top-level modules that a command leaves in sys.modules."""
    code = (
        "import sys\nfrom pipeline.cli import main\n"
        f"status = main({arguments!r})\n"
        "sys.stderr.write('\\nLOADED ' + ' '.join(sorted({m.partition('.')[0] for m in sys.modules})))\n"
        "sys.exit(status)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.rpartition("LOADED ")[2].split())


def test_import_contracts_hold(root: Path) -> None:
    pytest.importorskip("importlinter", reason="import-linter is part of the dev extra")
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c())"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=root,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["--help"],
        *([name, "--help"] for name in ("run", "export", "explain", "inbox", "retry", "review", "trend", "correct")),
    ],
)
def test_help_loads_nothing_heavy(root: Path, tmp_path: Path, arguments: list[str]) -> None:
    assert not _loaded(root, arguments, tmp_path) & HEAVY


def test_run_of_a_text_loads_neither_pandas_nor_pdfplumber(root: Path, tmp_path: Path, report_text: str) -> None:
    (tmp_path / "r5-h1.txt").write_text(report_text, encoding="utf-8")
    loaded = _loaded(root, ["run", "r5-h1.txt", "--output", "out"], tmp_path)
    assert "fugashi" in loaded
    assert not loaded & {"jinja2", "pandas", "numpy", "pdfplumber", "pdfminer", "pyarrow", "rapidfuzz", "xlsxwriter"}


def test_package_root_imports_nothing(root: Path) -> None:
    tree = ast.parse((root / "pipeline" / "__init__.py").read_text(encoding="utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
