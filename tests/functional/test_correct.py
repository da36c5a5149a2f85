"""Corrections through the command line: taken in, then applied by run, batch and inbox."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.corrections import COLUMNS

Shinchoku = Callable[..., "subprocess.CompletedProcess[str]"]


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _value(folder: Path, text: str) -> str:
    return next(row["value"] for row in _rows(folder, "figures") if row["text"] == text)


@pytest.fixture
def corrected(shinchoku: Shinchoku, tmp_path: Path, report_text: str) -> Path:
    """Return an output folder in which 90件 is corrected to 91."""
    (tmp_path / "r5.txt").write_text(report_text, encoding="utf-8")
    out = tmp_path / "out"
    assert shinchoku("run", "r5.txt", "--output", out).returncode == 0
    row = next(r for r in _rows(out, "figures") if r["text"] == "90件")
    start, end = int(row["offset_start"]), int(row["offset_end"])
    around = {"before": report_text[start - 20 : start], "after": report_text[end : end + 20]}
    line = {"document_id": row["document_id"], "table": "figures", "quote": "90件", **around, "occurrence": "1"}
    line |= {"column": "value", "machine_value": "90", "value": "91", "who": "佐藤", "when": "2026-04-01T10:00:00"}
    with (tmp_path / "corrections.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerow(line)
    done = shinchoku("correct", "corrections.csv", "--output", out)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip() == "1 correction(s): 1 applied, 0 stale, 0 in conflict"
    return out


def test_the_package_with_corrections_is_valid(corrected: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=corrected,
        check=False,
    )
    report = json.loads(done.stdout)
    assert report["valid"], [error for task in report["tasks"] for error in task["errors"]][:5]
    assert report["stats"]["tasks"] == 10


def test_batch_reads_again_and_the_correction_holds(corrected: Path, shinchoku: Shinchoku) -> None:
    assert shinchoku("batch", "r5.txt", "--output", corrected, "--force", "--workers", "1").returncode == 0
    assert _value(corrected, "90件") == "91"


def test_a_corrected_file_in_the_inbox_keeps_the_correction(
    corrected: Path, shinchoku: Shinchoku, tmp_path: Path, report_text: str
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "r5.txt").write_text(report_text.replace("12名参加", "14名参加"), encoding="utf-8")
    folders = ("--inbox", tmp_path / "in", "--output", corrected)
    done = shinchoku("inbox", *folders, "--once", "--quiet-seconds", "0.1", "--scan-interval", "0.1")
    assert done.returncode == 0, done.stderr
    assert len(_rows(corrected, "documents")) == 1
    assert (_value(corrected, "90件"), _value(corrected, "14名")) == ("91", "14")
    told = shinchoku("correct", "--output", corrected)
    assert told.stdout.strip() == "1 correction(s): 1 applied, 0 stale, 0 in conflict"


def test_what_no_longer_holds_is_told(corrected: Path, shinchoku: Shinchoku, tmp_path: Path) -> None:
    own = corrected / "corrections.csv"
    own.write_text(own.read_text(encoding="utf-8-sig").replace(",91,", ",九,"), encoding="cp932")
    done = shinchoku("correct", own, "--output", corrected, SHINCHOKU_LANG="ja")
    assert done.returncode == 1
    assert "何も変更していません" in done.stderr
    assert "行目" in done.stderr
    own.write_text(own.read_text(encoding="cp932").replace(",九,", ",90,"), encoding="cp932")
    done = shinchoku("correct", own, "--output", corrected, SHINCHOKU_LANG="ja")
    assert done.returncode == 1
    assert "効力なし: " in done.stderr
    assert ".txt、数値の「値」、原文「" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [("correct", "x.csv", "--output", "nothing"), ("correct", "--output", "nothing")])
def test_a_folder_without_tables_is_an_error(shinchoku: Shinchoku, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    assert shinchoku(*arguments).returncode == 2
    assert not (tmp_path / "nothing").exists()
