"""What is taken of text of which characters are lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model import Dataset, ReportHead
from pipeline.pages import Grade, PageReading
from pipeline.profile import builtin
from pipeline.run import Settings, run_one
from pipeline.segment import segment
from pipeline.segment.choice import choose

from .drawn_pdf import pdf, rows
from .invented_report import source


def dataset_of(tmp_path: Path, text: str) -> Dataset:
    path = tmp_path / "r5.txt"
    path.write_text(f"みどり市若者計画　令和5年度の実績\n【実績】\n{text}\n", encoding="utf-8")
    dataset = run_one(path, path.name, Settings()).dataset
    assert dataset is not None
    return dataset


def values(dataset: Dataset) -> list[str]:
    return [f.figure.text for f in dataset.figures]


def test_a_line_that_is_mostly_lost_gives_no_figure(tmp_path: Path) -> None:
    found = dataset_of(tmp_path, "\ufffdÞ\ufffdW ½ \ufffdh\ufffd¾ 5人 \ufffdA\ufffd\n参加者は12人であった。")
    assert values(found) == ["12人"]
    assert {"5", "½", "¾"} <= {
        found.source.text[row.span.start : row.span.end] for row in found.numerals if row.claimed_by == "unclaimed"
    }


def test_a_line_that_lost_a_word_keeps_its_figures(tmp_path: Path) -> None:
    found = dataset_of(tmp_path, "\ufffd\ufffd地区で開いた相談会に参加した市民は12人であった。")
    assert values(found) == ["12人"]


def test_lost_bullets_are_no_digits(tmp_path: Path) -> None:
    lines = [
        "\ufffd相談会を開いた。",
        "\ufffd10月14日に研修会を開き、12人が参加した。",
        "\ufffd 11月5日に交流会を開いた。",
    ]
    found = dataset_of(tmp_path, "\n".join(lines))
    assert [row.date.text for row in found.dates][-2:] == ["10月14日", "11月5日"]


@pytest.mark.parametrize(
    "lines",
    [
        ["\ufffd0月14日に開いた。", "\ufffd1月5日に開いた。"],  # nothing tells that these were no digits
        ["\ufffd相談会を開いた。", "4\ufffd月に開き、\ufffd7人と3\ufffd組が参加した。", "\ufffd10月14日に開いた。"],
    ],
)
def test_lost_digits_are_no_bullets(tmp_path: Path, lines: list[str]) -> None:
    found = dataset_of(tmp_path, "\n".join(lines))
    assert [row.date.text for row in found.dates if "月" in row.date.text] == []


def test_a_digit_behind_a_lost_bullet_may_be_lost_too(tmp_path: Path) -> None:
    lines = ["\ufffd相談会を開いた。", "\ufffd研修会を開いた。", "\ufffd1\ufffd月5日に開いた。"]
    found = dataset_of(tmp_path, "\n".join(lines))
    assert [row.date.text for row in found.dates if "月" in row.date.text] == []


def test_figures_of_a_font_without_names_are_none(tmp_path: Path) -> None:
    path = tmp_path / "r5.pdf"
    lost = "BT /F2 12 Tf 1 0 0 1 70 400 Tm <00040005> Tj /F1 12 Tf <00BD> Tj /F2 12 Tf <0006> Tj ET"
    path.write_bytes(pdf(rows("参加者：12人"), extra=lost))
    dataset = run_one(path, path.name, Settings()).dataset
    assert dataset is not None
    assert values(dataset) == ["12人"]


def test_a_figure_that_a_lost_character_may_go_on_with_is_none(tmp_path: Path) -> None:
    found = dataset_of(tmp_path, "図書館の車は38か所を2週間\ufffd1回巡回し、延べ412人が利用しました。")
    assert values(found) == ["38か所", "412人"]


def test_lost_characters_at_the_head_of_a_line_mark_no_measure(tmp_path: Path) -> None:
    lines = ["\ufffd\ufffd減量の推進", "教室を3回開きました。", "\ufffd\ufffd再編の推進", "教室を5回開きました。"]
    assert list(dataset_of(tmp_path, "\n".join(lines)).report.measures()) == []


LOST = "\ufffd" * 5


def test_headings_that_are_lost_are_no_measures_and_end_what_is_above() -> None:
    text = f"みどり市若者計画　令和5年度の実績\n\n（1）緑化\n担当課：公園課\n苗木を84本植えた。\n\n（2）{LOST}\n担当課：河川課\n川を12回清掃した。\n\n（3）花壇\n担当課：公園課\n花壇を6か所に設けた。\n"
    report = segment(source(text), choose(source(text), builtin()), ReportHead())
    assert [measure.title for measure in report.measures()] == ["緑化", "花壇"]
    told = ["".join(text[b.span.start : b.span.end] for b in m.blocks) for m in report.measures()]
    assert told == ["苗木を84本植えた。", "花壇を6か所に設けた。"]
    (check,) = (check for check in report.checks if check.code == "garbled_heading")
    assert check.span is not None
    assert LOST in text[check.span.start : check.span.end]
    assert "UTF-8" in check.message_ja
    assert "Tesseract" not in check.message_ja + check.message_en


@pytest.mark.parametrize(("reader", "helps"), [("ocr", "300 dpi"), ("pdfium", "--ocr force")])
def test_what_helps_against_lost_headings_fits_how_the_page_was_read(reader: str, helps: str) -> None:
    text = f"みどり市若者計画　令和5年度の実績\n\n（1）緑化\n担当課：公園課\n苗木を84本植えた。\n\n（2）{LOST}\n担当課：河川課\n川を12回清掃した。\n"
    page = PageReading(no=1, width=595, height=842, reader=reader, grade=Grade.FAIR)
    given = replace(source(text), pages=(page,))
    report = segment(given, choose(given, builtin()), ReportHead())
    (check,) = (check for check in report.checks if check.code == "garbled_heading")
    assert helps in check.message_ja
    assert helps in check.message_en


def test_a_heading_that_lost_a_letter_stays_one() -> None:
    text = "みどり市若者計画　令和5年度の実績\n\n（1）緑化\n担当課：公園課\n苗木を84本植えた。\n\n（2）川の清\ufffdと見回り\n担当課：河川課\n川を12回清掃した。\n"
    report = segment(source(text), choose(source(text), builtin()), ReportHead())
    assert [measure.title for measure in report.measures()] == ["緑化", "川の清\ufffdと見回り"]
    assert "garbled_heading" not in {check.code for check in report.checks}


def test_the_title_of_a_report_is_no_line_with_lost_letters() -> None:
    text = f"{LOST}{LOST}\n\n木を植\ufffd\ufffdました\n"
    assert segment(source(text), choose(source(text), builtin()), ReportHead()).head.title is None
