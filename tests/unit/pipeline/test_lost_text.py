"""What is taken of text of which characters are lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model import Dataset
from pipeline.run import Settings, run_one

from .drawn_pdf import pdf, rows


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
