"""What the program's own TOML says is read once, and kept."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from pipeline.toml_tables import read_own, read_toml

_RUN = """
import sys
from pipeline.profile import base, builtin
print(len(builtin()), len(base().headings), "tomllib" in sys.modules)
"""


def test_a_second_process_reads_no_toml(root: Path, tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environ = {**kept, "PYTHONPATH": str(root), "PYTHONPYCACHEPREFIX": str(tmp_path)}
    command = [sys.executable, "-c", _RUN]
    first, second = (
        subprocess.run(command, capture_output=True, text=True, env=environ, check=True).stdout.split() for _ in "12"
    )
    assert first[:2] == second[:2]
    assert (first[2], second[2]) == ("True", "False")


def test_tables_are_those_of_tomllib(root: Path) -> None:
    for path in sorted((root / "pipeline" / "profiles").glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        for _ in range(3):
            assert read_own(text) == tomllib.loads(text)


def test_what_is_no_toml_is_refused() -> None:
    with pytest.raises(ValueError, match="Invalid value"):
        read_toml("id = ")
