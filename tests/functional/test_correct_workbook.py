"""Values put right in the workbook, as staff do it: taken in, kept by later runs, and told where that cannot be."""

from __future__ import annotations

import csv
import datetime as dt
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

Shinchoku = Callable[..., "subprocess.CompletedProcess[str]"]


def _rows(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _row(folder: Path, text: str) -> dict[str, str]:
    return next(row for row in _rows(folder, "figures") if row["text"] == text)


@pytest.fixture
def out(shinchoku: Shinchoku, tmp_path: Path, report_text: str) -> Path:
    (tmp_path / "r5.txt").write_text(report_text, encoding="utf-8")
    assert shinchoku("run", "r5.txt", "--output", "out", "--format", "xlsx").returncode == 0
    return tmp_path / "out"


def _edited(out: Path, name: str, cells: dict[str, object], text: str = "90件", sheet: str = "数値_figures") -> Path:
    """Save the workbook under another name with other cells in the row of a text."""
    book = openpyxl.load_workbook(out / "shinchoku.xlsx")
    made = book[sheet]
    heads = {cell.value: cell.column for cell in made[2]}
    key = heads.get("text", heads.get("title"))
    row = next(r for r in range(3, made.max_row + 1) if made.cell(r, key).value == text)
    for head, value in cells.items():
        made.cell(row, heads[head]).value = value
    book.save(out.parent / name)
    return out.parent / name


def test_a_changed_cell_is_a_correction_that_later_runs_keep(shinchoku: Shinchoku, out: Path) -> None:
    _edited(
        out,
        "mended.xlsx",
        {"value": 91, "label": "相談の件数", "as_of": dt.datetime(2023, 9, 30), "qualifiers_1": "約"},
    )
    done = shinchoku("correct", "mended.xlsx", "--output", "out", "--who", "佐藤", "--why", "原本で確認")
    assert (done.returncode, done.stdout.strip()) == (0, "4 correction(s): 4 applied, 0 stale, 0 in conflict")
    for _ in range(2):
        row = _row(out, "90件")
        assert (row["value"], row["label"], row["as_of"], row["qualifiers"]) == ("91", "相談の件数", "2023-09-30", "約")
        assert json.loads(row["machine_values"])["value"] in (90, "90")
        shinchoku("run", "r5.txt", "--output", "out")
    kept = _rows(out, "corrections")
    assert {(row["who"], row["why"], row["quote"]) for row in kept} == {("佐藤", "原本で確認", "90件")}
    again = shinchoku("correct", "mended.xlsx", "--output", "out", "--who", "佐藤", "--why", "原本で確認")
    assert again.stdout == done.stdout  # taken in already


def test_the_review_page_shows_what_the_program_had_read(
    shinchoku: Shinchoku, out: Path, view: Callable[..., Page]
) -> None:
    _edited(out, "mended.xlsx", {"value": 91})
    shinchoku("correct", "mended.xlsx", "--output", "out", "--who", "佐藤")
    shinchoku("review", "--output", "out")
    row = _row(out, "90件")
    page = view(out / "review" / f"{row['document_id']}.html", f"#{row['figure_id']}")
    assert "91件" in page.locator("tr.now").inner_text()
    assert page.locator("tr.now .mended").inner_text() == "訂正済み（値。機械は 90）"


def test_who_saved_the_workbook_is_who_corrected_it(shinchoku: Shinchoku, out: Path) -> None:
    path = _edited(out, "mended.xlsx", {"value": 91})
    done = shinchoku("correct", "mended.xlsx", "--output", "out", SHINCHOKU_LANG="ja")
    assert done.returncode == 1
    assert "--who 名前 を付けて" in done.stderr
    assert not (out / "corrections.csv").exists()
    book = openpyxl.load_workbook(path)
    book.properties.lastModifiedBy = "田中"
    book.save(path)
    assert shinchoku("correct", "mended.xlsx", "--output", "out").returncode == 0
    assert _rows(out, "corrections")[0]["who"] == "田中"


def test_a_workbook_without_changes_corrects_nothing(shinchoku: Shinchoku, out: Path) -> None:
    done = shinchoku("correct", "out/shinchoku.xlsx", "--output", "out")
    assert (done.returncode, done.stdout.strip()) == (0, "0 correction(s): 0 applied, 0 stale, 0 in conflict")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")
def test_what_libreoffice_saves_is_no_correction(shinchoku: Shinchoku, out: Path, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    kind = ("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "saved"))
    command = ["soffice", "--headless", profile, *kind, str(out / "shinchoku.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    done = shinchoku("correct", "saved/shinchoku.xlsx", "--output", "out", "--who", "x")
    assert done.stdout.strip().startswith("0 correction(s)")


def test_what_another_person_corrected_meanwhile_is_not_taken_back(shinchoku: Shinchoku, out: Path) -> None:
    _edited(out, "one.xlsx", {"value": 91})
    _edited(out, "two.xlsx", {"label": "相談の件数"})  # 90件 as it was when the workbook was made
    assert shinchoku("correct", "one.xlsx", "--output", "out", "--who", "佐藤").returncode == 0
    assert shinchoku("correct", "two.xlsx", "--output", "out", "--who", "田中").returncode == 0
    row = _row(out, "90件")
    assert (row["value"], row["label"]) == ("91", "相談の件数")


def test_two_people_who_differ_are_told(shinchoku: Shinchoku, out: Path) -> None:
    _edited(out, "one.xlsx", {"value": 91})
    _edited(out, "two.xlsx", {"value": 92})
    shinchoku("correct", "one.xlsx", "--output", "out", "--who", "佐藤")
    done = shinchoku("correct", "two.xlsx", "--output", "out", "--who", "田中", SHINCHOKU_LANG="ja")
    assert done.returncode == 1
    assert "食い違い" in done.stderr
    assert _row(out, "90件")["value"] == "90"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"value": "多数"}, "シート 数値_figures の"),
        ({"status": "done"}, "actual, planned, target"),
        ({"figure_id": "x-f1"}, "いまの表にありません"),
    ],
)
def test_what_cannot_be_taken_in_is_told_and_changes_nothing(
    shinchoku: Shinchoku, out: Path, cells: dict[str, object], said: str
) -> None:
    before = (out / "figures.csv").read_bytes()
    _edited(out, "mended.xlsx", cells)
    done = shinchoku("correct", "mended.xlsx", "--output", "out", "--who", "佐藤", SHINCHOKU_LANG="ja")
    assert done.returncode == 1
    assert said in done.stderr
    assert "何も変更していません" in done.stderr
    assert "Traceback" not in done.stderr
    assert (out / "figures.csv").read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no archive", "表".encode()])
def test_what_is_no_workbook_is_told(shinchoku: Shinchoku, out: Path, content: bytes) -> None:
    (out.parent / "broken.xlsx").write_bytes(content)
    done = shinchoku("correct", "broken.xlsx", "--output", "out", SHINCHOKU_LANG="ja")
    assert done.returncode == 1
    assert "ブックとして読めません" in done.stderr


def test_a_workbook_of_another_sort_is_told(shinchoku: Shinchoku, out: Path) -> None:
    book = openpyxl.Workbook()
    book.save(out.parent / "other.xlsx")
    done = shinchoku("correct", "other.xlsx", "--output", "out", SHINCHOKU_LANG="ja")
    assert (done.returncode, "シート（数値_figures など）がありません" in done.stderr) == (1, True)
