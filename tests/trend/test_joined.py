"""Two reports of a year each: which figures are one, and which plans a later report tells of in other words."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.run import Settings, run_many

HEAD = (
    "「みなと県暮らし計画」に基づく取組の進捗状況について\n\nみなと県\n\n"
    "令和{era}年度の進捗状況を以下のとおり整理しました。\n\n【取組方向1】暮らし\n\n（1）地域\n\n"
)
MEASURES = {
    "歯の健診（福祉部健康課）": (
        ("受診者は510人、受診率は14.2％でした。", ""),
        ("受診者は560人で、30歳の受診率は5.1％でした。", ""),
    ),
    "案内板の設置（土木部公園課）": (
        ("公園の木橋8橋のうち3橋を直しました。案内板を4基加えました。", "9基の点検を見込んでいます。"),
        ("公園の木橋2橋を直しました。案内板は計31基です。", ""),
    ),
    "出張窓口の開設（総務部税務課）": (
        ("出張窓口を土曜日に7回開きました。", "令和6年度は、相続に関する説明会を2回開く予定です。"),
        ("平日に9回、土曜日に3回の出張窓口を開きました。相続の説明会は7月4日に開き、40人が参加しました。", ""),
    ),
    "農機具の貸出し（農林部農政課）": (
        ("貸出しは88件でした。", "貸出用の格納庫を1棟設けます。貸出用の運搬車を6台に増やします。"),
        (
            "貸出しは95件でした。6月に完成した格納庫から、貸出しを始めました。運搬車は6台となりました。",
            "令和8年度までに、草刈り機を20台そろえる計画です。",
        ),
    ),
    "見守りの協定（福祉部地域課）": (
        ("協定を結びました。", "令和6年度は、21社との締結を見込んでいます。電子掲示板を3基設けます。"),
        ("新聞や宅配の22社と締結しました。電子掲示板の設置は見送りました。", ""),
    ),
}


@pytest.fixture
def written(tmp_path: Path, shinchoku: Callable[..., object]) -> Path:
    for number, era in enumerate((5, 6)):
        text = HEAD.format(era=era)
        for title, years in MEASURES.items():
            progress, outlook = years[number]
            text += f"○ {title}\n\n（取組内容と進捗状況）\n\n{progress}\n\n（今後の取組方向）\n\n{outlook or '引き続き取り組みます。'}\n\n"
        (tmp_path / f"r{era}-fy.txt").write_text(text, encoding="utf-8")
    run_many(sorted(tmp_path.glob("*.txt")), tmp_path / "out", Settings())
    shinchoku("trend", "--output", tmp_path / "out")
    return tmp_path / "out"


def read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_group_a_whole_an_addition_and_one_of_several_go_on_from_nothing(written: Path) -> None:
    joined = {(row["previous_value"], row["value"]) for row in read(written, "trend") if row["previous_value"]}
    assert joined == {("510", "560"), ("88", "95")}  # not 14.2 to 5.1, 8 to 2, 4 to 31, 7 to 3


def test_plans_are_met_in_other_words(written: Path) -> None:
    ids = {row["source_file"]: row["document_id"] for row in read(written, "documents")}
    first = [row for row in read(written, "promises") if row["document_id"] == ids["r5-fy.txt"]]
    assert {(row["value"] + row["unit_norm"], row["outcome"], row["reported_value"]) for row in first} == {
        ("2回", "reported", ""),  # a session of that name
        ("1棟", "reported", ""),  # told without a number
        ("6台", "reported", "6"),
        ("21社", "reported", "22"),
        ("9基", "not_reported", ""),  # 31 is no 9
        ("3基", "not_reported", ""),  # put off
    }


def test_what_a_year_plans_is_due_in_the_next_or_when_it_says(written: Path) -> None:
    due = {row["value"] + row["unit_norm"]: row["due"] for row in read(written, "promises")}
    assert due["2回"] == due["1棟"] == "2025-03-31"
    assert due["20台"] == "2027-03-31"
