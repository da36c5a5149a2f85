"""The data package is one that the reference implementation of Frictionless finds valid."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

Shinchoku = Callable[..., "subprocess.CompletedProcess[str]"]


def test_the_package_of_the_samples_is_valid(shinchoku: Shinchoku, root: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    assert shinchoku("run", root / "samples", "empty.txt", "--output", "out").returncode == 1
    done = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path / "out",
        check=False,
    )
    report = json.loads(done.stdout)
    assert report["valid"], [error for task in report["tasks"] for error in task["errors"]][:5]
    assert report["stats"]["tasks"] == 9
