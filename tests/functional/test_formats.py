"""`--format` and `export`: what the program writes beside the CSV, and how it says what it cannot."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

Shinchoku = Callable[..., "subprocess.CompletedProcess[str]"]
MADE = {"shinchoku.xlsx", "shinchoku.sqlite", "parquet/figures.parquet", "jsonl/figures.jsonl"}


@pytest.fixture
def report(tmp_path: Path, report_text: str) -> Path:
    path = tmp_path / "r5-h1.txt"
    path.write_text(report_text, encoding="utf-8")
    return path


def test_run_writes_the_formats_that_are_asked_for(shinchoku: Shinchoku, report: Path, tmp_path: Path) -> None:
    done = shinchoku("run", report, "--output", "out", "--format", "xlsx", "--format", "jsonl", "--format", "xlsx")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("Written: ") == 2
    assert "Written" not in done.stdout
    assert {name for name in MADE if (tmp_path / "out" / name).exists()} == {"shinchoku.xlsx", "jsonl/figures.jsonl"}


def test_export_makes_them_later_in_the_same_bytes(shinchoku: Shinchoku, report: Path, tmp_path: Path) -> None:
    asked = [word for name in ("xlsx", "sqlite", "parquet", "jsonl") for word in ("--format", name)]
    assert shinchoku("run", report, "--output", "out", *asked, "--quiet").returncode == 0
    before = {name: (tmp_path / "out" / name).read_bytes() for name in MADE}
    for name in MADE:
        (tmp_path / "out" / name).unlink()
    done = shinchoku("export", "--output", "out", *asked, "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert {name: (tmp_path / "out" / name).read_bytes() for name in MADE} == before


def test_reports_that_failed_are_in_every_format(shinchoku: Shinchoku, report: Path, tmp_path: Path) -> None:
    (tmp_path / "without suffix").write_bytes(b"?")
    (tmp_path / "empty.txt").write_bytes(b"")
    asked = [word for name in ("xlsx", "sqlite", "parquet", "jsonl") for word in ("--format", name)]
    done = shinchoku("run", report, "without suffix", "empty.txt", "--output", "out", *asked)
    assert done.returncode == 1
    assert done.stderr.count("Written: ") == 4
    sheet = openpyxl.load_workbook(tmp_path / "out" / "shinchoku.xlsx")["文書_documents"]
    assert sheet.max_row == 2 + 3
    lines = (tmp_path / "out" / "jsonl" / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    assert sorted(json.loads(line)["status"] for line in lines) == ["failed", "failed", "ok"]


def test_export_needs_tables_and_a_format(shinchoku: Shinchoku, tmp_path: Path) -> None:
    done = shinchoku("export", "--output", "nowhere", "--format", "xlsx", SHINCHOKU_LANG="ja")
    assert done.returncode == 2
    assert "データセットがありません" in done.stderr
    assert not (tmp_path / "nowhere").exists()
    assert shinchoku("export", "--output", "nowhere").returncode == 2
    done = shinchoku("export", "--output", "nowhere", "--format", "doc")
    assert done.returncode == 2
    assert "xlsx, parquet, sqlite, jsonl" in done.stderr


def test_a_format_whose_library_is_missing_is_refused_before_anything_is_read(
    report: Path, tmp_path: Path, root: Path
) -> None:
    code = (
        "import sys, importlib.util as u\nfound = u.find_spec\n"
        "u.find_spec = lambda name, *a: None if name == 'pyarrow' else found(name, *a)\n"
        "from pipeline.cli import main\n"
        f"sys.exit(main(['run', {str(report)!r}, '--output', 'out', '--format', 'parquet', '--lang', 'ja']))"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=tmp_path,
        env={"PYTHONPATH": str(root)},
        check=False,
    )
    assert done.returncode == 2
    assert 'pip install "shinchoku[parquet]"' in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_workbook_that_cannot_be_replaced_does_not_stop_the_others(
    shinchoku: Shinchoku, report: Path, tmp_path: Path
) -> None:
    (tmp_path / "out" / "shinchoku.xlsx" / "in the way").mkdir(parents=True)  # as if held: it cannot be replaced
    asked = ("--format", "xlsx", "--format", "jsonl")
    done = shinchoku("run", report, "--output", "out", *asked, SHINCHOKU_LANG="ja")
    assert done.returncode == 1
    assert "shinchoku.xlsx に書き込めません" in done.stderr
    assert (tmp_path / "out" / "jsonl" / "figures.jsonl").exists()
    assert (tmp_path / "out" / "figures.csv").exists()


def test_what_a_limit_did_is_told(shinchoku: Shinchoku, report: Path, tmp_path: Path) -> None:
    assert shinchoku("run", report, "--output", "out", "--quiet").returncode == 0
    figures = tmp_path / "out" / "figures.csv"
    text = figures.read_text(encoding="utf-8-sig").replace("2023-08-31", "1868-10-23")
    figures.write_text(text, encoding="utf-8-sig")
    done = shinchoku("export", "--output", "out", "--format", "xlsx", SHINCHOKU_LANG="ja")
    assert done.returncode == 0
    assert "文字列にしました" in done.stderr
    assert openpyxl.load_workbook(tmp_path / "out" / "shinchoku.xlsx").sheetnames[0] == "説明_notes"


def test_export_works_on_what_the_inbox_wrote(shinchoku: Shinchoku, report: Path, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    report.rename(tmp_path / "inbox" / report.name)
    folders = ("--inbox", "inbox", "--output", "out")
    assert shinchoku("inbox", *folders, "--once", "--quiet-seconds", "0.2").returncode == 0
    assert shinchoku("export", "--output", "out", "--format", "jsonl").returncode == 0
    lines = (tmp_path / "out" / "jsonl" / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["fiscal_year"] for line in lines] == [2023]


def test_formats_hold_what_trend_and_corrections_say(shinchoku: Shinchoku, tmp_path: Path, report_text: str) -> None:
    (tmp_path / "r5.txt").write_text(report_text, encoding="utf-8")
    (tmp_path / "r6.txt").write_text(
        report_text.replace("令和5年度", "令和6年度").replace("90件", "95件"), encoding="utf-8"
    )
    shinchoku("run", "r5.txt", "r6.txt", "--output", "out", "--format", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "out" / "shinchoku.xlsx")
    assert "推移_trend" not in book.sheetnames
    sheet = book["数値_figures"]
    heads = {cell.value: cell.column for cell in sheet[2]}
    sheet.cell(3, heads["label"]).value = "訂正した名称"
    book.save(tmp_path / "mended.xlsx")
    assert shinchoku("correct", "mended.xlsx", "--output", "out", "--who", "佐藤").returncode == 0
    assert shinchoku("trend", "--output", "out").returncode == 0
    asked = [word for name in ("xlsx", "sqlite", "parquet", "jsonl") for word in ("--format", name)]
    done = shinchoku("export", "--output", "out", *asked)
    assert done.returncode == 0, done.stderr
    book = openpyxl.load_workbook(tmp_path / "out" / "shinchoku.xlsx")
    assert {"推移_trend", "取組のつながり_measure_links", "訂正_corrections"} <= set(book.sheetnames)
    with contextlib.closing(sqlite3.connect(tmp_path / "out" / "shinchoku.sqlite")) as db:
        assert db.execute('SELECT value, "when" > 2000 FROM corrections').fetchall() == [("訂正した名称", 1)]
        assert db.execute("SELECT count(*) FROM trend").fetchone()[0] > 0
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert (tmp_path / "out" / "parquet" / "trend.parquet").exists()
    assert (tmp_path / "out" / "jsonl" / "promises.jsonl").exists()
    (tmp_path / "r7.txt").write_text(report_text.replace("令和5年度", "令和7年度"), encoding="utf-8")
    shinchoku("run", "r7.txt", "--output", "out")  # the trend is that of another state
    shinchoku("export", "--output", "out", "--format", "xlsx", "--format", "jsonl")
    assert "推移_trend" not in openpyxl.load_workbook(tmp_path / "out" / "shinchoku.xlsx").sheetnames
    assert not (tmp_path / "out" / "jsonl" / "promises.jsonl").exists()
