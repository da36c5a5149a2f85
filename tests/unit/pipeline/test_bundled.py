"""Several reports in one file."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.run import Settings, run_one

from .drawn_pdf import pdf, rows


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("令和６年度　白浜市みどりの計画　進捗状況報告", ["several_reports"]),
        ("令和６年度　白浜市こどもの計画　進捗状況報告", []),  # its own plan
        ("令和６年度　こどもの計画の実績", []),
        ("みどりの計画では、令和６年度の実績が多くなった。", []),
        ("２　みどりの計画との関わり", []),
    ],
)
def test_a_page_that_begins_with_the_title_of_another_report_is_said(
    tmp_path: Path, title: str, said: list[str]
) -> None:
    body = [
        "基本目標１　支える",
        "（１）見守り（福祉課）",
        "見守りを４６回行った。",
        "（２）集い（福祉課）",
        "会を１２回開いた。",
    ]
    first = rows("令和６年度　白浜市こどもの計画　進捗状況報告", *body)
    path = tmp_path / "r6.pdf"
    path.write_bytes(pdf(first, rows(title, *body)))
    dataset = run_one(path, "r6.pdf", Settings()).dataset
    assert dataset is not None
    assert [check.code for check in dataset.checks if check.code == "several_reports"] == said
