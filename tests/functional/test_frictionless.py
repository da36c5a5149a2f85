"""The data package is one that the reference implementation of Frictionless finds valid."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Shinchoku = Callable[..., "subprocess.CompletedProcess[str]"]


def _validate(folder: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        check=False,
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def test_the_package_of_the_samples_is_valid(shinchoku: Shinchoku, root: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "without suffix").write_bytes(b"?")
    assert shinchoku("run", root / "samples", "empty.txt", "without suffix", "--output", "out").returncode == 1
    report = _validate(tmp_path / "out")
    assert report["valid"], [error for task in report["tasks"] for error in task["errors"]][:5]
    assert report["stats"]["tasks"] == 9


def test_the_package_tells_what_is_wrong(shinchoku: Shinchoku, root: Path, tmp_path: Path) -> None:
    assert shinchoku("run", root / "samples" / "tatara-r5-h1.pdf", "--output", "out").returncode == 0
    wrong = {
        ("documents", "source_sha256"): ("not a hash", "constraint-error"),
        ("documents", "status"): ("", "constraint-error"),
        ("documents", "period_end"): ("2023/9/30", "type-error"),
        ("figures", "kind"): ("persons", "constraint-error"),
        ("figures", "page"): ("-1", "constraint-error"),
        ("figures", "part_of"): ("nowhere", "foreign-key"),
        ("dates", "approximate"): ("maybe", "type-error"),
        ("events", "event_id"): ("ac7183ed60a7b282-e002", "unique-error"),
        ("checks", "document_id"): ("nowhere", "foreign-key"),
    }
    for (table, column), (cell, _) in wrong.items():
        path = tmp_path / "out" / f"{table}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        rows[0][column] = cell
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    found = {
        (task["name"], error.get("fieldName") or name, error["type"])
        for task in _validate(tmp_path / "out")["tasks"]
        for error in task["errors"]
        for name in error.get("fieldNames") or [""]
    }
    assert {(table, column, kind) for (table, column), (_, kind) in wrong.items()} <= found
