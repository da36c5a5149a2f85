"""Results of several years beside each other: the last is the report's, and no earlier one passes for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model import BlockKind, Dataset, Period, ReportHead
from pipeline.run import Settings, run_one
from pipeline.segment.kinds import Kinds

NAMES = (("花壇の手入れ", "公園課"), ("読み聞かせの会", "図書館"), ("朝の健康体操", "保健課"))
TOLD = (
    ("9月に4団体へ苗を配った", "6団体に配り、88人が植えた", "10月に7団体と植え、132人が集まった", "8団体に増やす"),
    ("3回開いた", "5回開き、64人が参加した", "毎月開き、延べ230人が参加した", "2月から夜にも開く"),
    ("感染症のため中止した", "12月に1回開いた", "6回開き、75人が参加した", "7回開く予定"),
)


def report(tmp_path: Path, title: str, text: str) -> Dataset:
    path = tmp_path / "r.txt"
    path.write_text(f"{title}\n\n{text}", encoding="utf-8")
    outcome = run_one(path, "r.txt", Settings())
    assert outcome.dataset is not None, outcome.error
    return outcome.dataset


def matrix(*heads: str, first: int = 0) -> str:
    """Return a table of the three measures with what is told of them from the `first` year on."""
    lines = [f"|施策|担当課|{'|'.join(heads)}|", "|---|---|" + "---|" * len(heads)]
    lines += [f"|{n}|{d}|{'|'.join(t[first:][: len(heads)])}|" for (n, d), t in zip(NAMES, TOLD, strict=True)]
    return "\n".join(lines) + "\n"


def kinds(found: Dataset) -> list[str]:
    """Return what the blocks of the measures tell, alike in all three."""
    told = [
        [block.kind.value for block in measure.blocks]
        for direction in found.report.directions
        for section in direction.sections
        for measure in section.measures
    ]
    assert len(told) == len(NAMES)
    assert told[0] == told[1] == told[2]
    return told[0]


def months(found: Dataset) -> list[tuple[str, int]]:
    return [(d.date.text, d.date.start.year) for d in found.dates if d.date.start and d.date.text.endswith("月")]


@pytest.mark.parametrize(
    "heads",
    [
        ("R4実績", "R5実績", "R6実績", "R7計画"),
        ("令和４年度の実績", "令和５年度の実績", "令和６年度の実績", "令和７年度の取組"),
        ("2022年度実績", "2023年度実績", "2024年度実績", "2025年度の取組予定"),
        ("令和4年度実施状況", "令和5年度実施状況", "令和6年度実施状況", "今後の予定"),
    ],
)
@pytest.mark.parametrize("title", ["鳥越市ふれあい計画　令和6年度進捗報告書", "鳥越市ふれあい計画　施策の実施状況"])
def test_the_last_year_of_results_is_the_reports(tmp_path: Path, title: str, heads: tuple[str, ...]) -> None:
    found = report(tmp_path, title, matrix(*heads))
    assert found.report.head.fiscal_year == 2024
    assert kinds(found) == ["other", "other", "progress", "outlook"]
    assert months(found)[:2] == [("9月", 2022), ("10月", 2024)]
    assert ("12月", 2023) in months(found)


def test_words_name_the_years_too(tmp_path: Path) -> None:
    found = report(
        tmp_path, "鳥越市ふれあい計画　令和6年度実績報告", matrix("前年度実績", "本年度実績", "次年度計画", first=1)
    )
    assert kinds(found) == ["other", "progress", "outlook"]
    assert [m for m in months(found) if m[0] == "12月"] == [("12月", 2023)]


def test_years_alone_over_columns_tell_what_was_done_and_what_is_to_be_by_their_sentences(tmp_path: Path) -> None:
    found = report(tmp_path, "鳥越市ふれあい計画　実施状況報告", matrix("令和5年度", "令和6年度", "令和7年度", first=1))
    assert found.report.head.fiscal_year == 2024
    assert kinds(found) == ["other", "progress", "outlook"]


def test_each_year_may_have_its_plan_beside_its_results(tmp_path: Path) -> None:
    heads = ("R5計画", "R5実績", "R6計画", "R6実績", "R7計画")
    lines = [f"|事業名|所管課|{'|'.join(heads)}|", "|---|---|" + "---|" * len(heads)]
    lines += [f"|{n}|{d}|苗を配る|{t[1]}|7団体に配る|{t[2]}|{t[3]}|" for (n, d), t in zip(NAMES, TOLD, strict=True)]
    found = report(tmp_path, "鳥越市ふれあい計画　令和6年度実施状況一覧", "\n".join(lines) + "\n")
    assert kinds(found) == ["other", "other", "target", "progress", "outlook"]


def test_rows_may_name_the_years(tmp_path: Path) -> None:
    lines = ["|事業名|担当課|年度|取組状況|", "|---|---|---|---|"]
    for (name, office), told in zip(NAMES, TOLD, strict=True):
        lines += [f"|{name}|{office}|R5|{told[1]}|", f"|||R6|{told[2]}|"]
    found = report(tmp_path, "鳥越市ふれあい計画　令和6年度進捗管理表", "\n".join(lines) + "\n")
    assert kinds(found) == ["other", "progress"]
    assert [m for m in months(found) if m[0] == "12月"] == [("12月", 2023)]
    assert not [d for d in found.dates if d.date.text in ("R5", "R6")]


def test_labels_of_a_text_may_name_them(tmp_path: Path) -> None:
    labels = ("令和4年度の実績", "令和5年度の実績", "令和6年度の実績", "令和7年度の計画")
    text = ""
    for at, ((name, office), told) in enumerate(zip(NAMES, TOLD, strict=True), start=1):
        text += f"{at}　{name}（{office}）\n" + "".join(
            f"【{a}】\n　{b}。\n" for a, b in zip(labels, told, strict=True)
        )
    found = report(tmp_path, "鳥越市ふれあい計画　令和6年度実施状況", text)
    assert kinds(found) == ["other", "other", "progress", "outlook"]


def test_what_the_rest_of_the_year_is_to_bring_is_no_target(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        "鳥越市ふれあい計画　令和6年度上半期の進捗状況",
        matrix("令和5年度実績", "令和6年度上半期実績", "令和6年度下半期の予定", first=1),
    )
    assert kinds(found) == ["other", "progress", "outlook"]


def test_results_that_are_expected_are_of_the_last_year(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        "鳥越市ふれあい計画　令和6年度進捗状況",
        matrix("令和5年度実績", "令和6年度実績見込", "令和7年度計画", first=1),
    )
    assert kinds(found)[0] == "other"


def test_results_of_one_year_alone_are_those_of_the_report(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        "令和6年度　鳥越市教育委員会の点検・評価報告書",
        matrix("令和5年度の実績", "今後の方向性", first=2),
    )
    assert kinds(found) == ["progress", "outlook"]


def test_a_base_of_targets_stays_one() -> None:
    told = Kinds(ReportHead(fiscal_year=2024, period=Period.FY), {"R5実績", "R6実績"})
    assert told.of(BlockKind.TARGET, "R2基準", ()) is BlockKind.TARGET
    assert told.of(BlockKind.TARGET, "R5目標", ()) is BlockKind.OTHER
    assert told.of(BlockKind.TARGET, "R6目標", ()) is BlockKind.TARGET
    assert told.of(BlockKind.OUTLOOK, "R6以降の予定", ()) is BlockKind.OUTLOOK


def test_a_measure_that_has_ended_tells_nothing_of_this_year(tmp_path: Path) -> None:
    table = matrix("R5実績", "R6実績", "R7計画", first=1).replace(
        "|毎月開き、延べ230人が参加した|2月から夜にも開く|", "|||"
    )
    found = report(tmp_path, "鳥越市ふれあい計画　令和6年度実績報告", table)
    told = [m for d in found.report.directions for s in d.sections for m in s.measures]
    assert [b.kind.value for b in told[1].blocks] == ["other"]
