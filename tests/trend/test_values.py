"""A plan of four reports: which values are joined, which promises are kept, what is restated."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.run import Settings, run_many

Shinchoku = Callable[..., "subprocess.CompletedProcess[str]"]
Rows = list[dict[str, str]]

HEAD = (
    "「うみべ県若者支援計画」に基づく取組の進捗状況について\n\nうみべ県\n\n"
    "令和{era}年度の{what}を以下のとおり整理しました。\n\n【取組方向1】相談体制の充実\n\n（1）窓口の整備\n\n"
)
BODIES = {
    ("r5-h1", 5, "上半期の進捗状況"): (
        "○ 若者相談の実施（福祉部こども課）\n\n（取組内容と上半期の進捗状況）\n\n"
        "・登録者数：50人（9月末現在）\n・電話相談件数：120件\n・相談者：延べ 90人\n\n"
        "（今後の取組方向）\n\n・第2回若者講座を11月20日（月）に開催する予定です。\n・第3回若者講座を2月20日（火）に開催する予定です。\n・「仕事の展示会」を1月15日から開催する予定です。\n\n"
        "○ 窓口の周知（福祉部こども課）\n\n（取組内容と上半期の進捗状況）\n\n相談の窓口を広く知らせています。\n\n"
    ),
    ("r5-fy", 5, "進捗状況"): (
        "○ 若者相談の実施（福祉部こども課）\n\n（取組内容と進捗状況）\n\n"
        "・登録者数：48人（令和5年9月末現在）\n・電話相談件数：300件\n・上半期の電話相談件数：125件\n・相談者：実 70人\n"
        "・第2回若者講座：11月20日（月）（15名参加）\n・「仕事の展示会」を1月15日から開催しました。\n\n"
        "（今後の取組方向）\n\n引き続き実施します。\n\n"
        "○ 窓口の周知（福祉部こども課）\n\n（取組内容と進捗状況）\n\n相談の窓口を広く知らせています。\n\n"
    ),
    ("r6-h1", 6, "上半期の進捗状況"): (
        "○ 若者相談の実施（福祉部こども課）\n\n（取組内容と上半期の進捗状況）\n\n"
        "・登録者数：60人（9月末現在）\n・電話相談件数：150件\n・相談者：延べ 99人\n\n"
        "（今後の取組方向）\n\n引き続き実施します。\n\n"
    ),
    ("r6-fy", 6, "進捗状況"): (
        "○ 若者相談の実施（福祉部こども課）\n\n（取組内容と進捗状況）\n\n"
        "・電話相談件数：330件\n・相談者：延べ 200人\n\n（今後の取組方向）\n\n引き続き実施します。\n\n"
    ),
}


def read(folder: Path, name: str) -> Rows:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def output(tmp_path: Path) -> Path:
    reports = tmp_path / "reports"
    reports.mkdir()
    for (name, era, what), body in BODIES.items():
        (reports / f"{name}.txt").write_text(HEAD.format(era=era, what=what) + body, encoding="utf-8")
    run_many([reports], tmp_path / "out", Settings())
    return tmp_path / "out"


@pytest.fixture
def written(output: Path, shinchoku: Shinchoku) -> Path:
    done = shinchoku("trend", "--output", output)
    assert done.returncode == 0, done.stderr
    return output


def joined(folder: Path) -> set[tuple[str, str, str, str, str]]:
    return {
        (row["label"], row["fiscal_year"], row["period"] or row["as_of"], row["value"], row["previous_value"])
        for row in read(folder, "trend")
    }


def test_like_is_joined_to_like(written: Path) -> None:
    found = joined(written)
    assert ("電話相談件数", "2024", "H1", "150", "125") in found  # not the 300 of the year; the restated half-year
    assert ("電話相談件数", "2024", "FY", "330", "300") in found
    assert ("登録者数", "2024", "2024-09-30", "60", "48") in found
    assert ("相談者", "2024", "H1", "99", "90") in found
    assert ("相談者", "2024", "FY", "200", "") in found  # 延べ: the year before has only 実
    assert ("相談者", "2023", "FY", "70", "") in found


def test_changes_are_reckoned(written: Path) -> None:
    row = next(r for r in read(written, "trend") if r["label"] == "電話相談件数" and r["value"] == "330")
    assert (row["change"], row["change_percent"], row["previous_fiscal_year"]) == ("30", "10", "2023")
    figures = {r["figure_id"]: r for r in read(written, "figures")}
    assert figures[row["figure_id"]]["value"] == "330"
    assert figures[row["previous_figure_id"]]["value"] == "300"


def test_promises_are_kept_or_not(written: Path) -> None:
    events = {r["due"]: r for r in read(written, "promises") if r["planned"] == "event"}
    kept, broken = events["2023-11-20"], events["2024-02-20"]
    ids = {r["source_file"]: r["document_id"] for r in read(written, "documents")}
    assert (kept["outcome"], kept["reported_document_id"]) == ("reported", ids["r5-fy.txt"])
    assert kept["reported_id"] in {r["event_id"] for r in read(written, "events")}
    assert (broken["outcome"], broken["reported_document_id"]) == ("not_reported", "")
    assert events["2024-01-15"]["outcome"] == "reported"  # held from then on, without a last day


def test_restated_figures_and_empty_measures_are_checks(written: Path) -> None:
    found = read(written, "trend_checks")
    restated = [r for r in found if r["code"] == "restated_figure"]
    assert len(restated) == 2
    assert any("120件" in r["message_ja"] and "125件" in r["message_ja"] for r in restated)
    assert any("50人" in r["message_en"] and "48人" in r["message_en"] for r in restated)
    empty = [r for r in found if r["code"] == "no_number_or_date"]
    assert [r["message_ja"][:8] for r in empty] == ["取組「窓口の周知"] * 2


def test_the_package_is_valid_and_a_second_run_changes_nothing(written: Path, shinchoku: Shinchoku) -> None:
    before = {p.name: p.read_bytes() for p in written.iterdir() if p.is_file()}
    assert shinchoku("trend", "--output", written).returncode == 0
    assert {p.name: p.read_bytes() for p in written.iterdir() if p.is_file()} == before
    done = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=written,
        check=False,
    )
    report = json.loads(done.stdout)
    assert report["valid"], [error for task in report["tasks"] for error in task["errors"]][:5]
    assert report["stats"]["tasks"] == 13


def test_a_year_that_is_added_is_followed_and_the_package_drops_what_is_out_of_date(
    written: Path, shinchoku: Shinchoku, tmp_path: Path
) -> None:
    more = HEAD.format(era=7, what="進捗状況") + BODIES["r6-fy", 6, "進捗状況"].replace("330", "400")
    (tmp_path / "r7-fy.txt").write_text(more, encoding="utf-8")
    assert shinchoku("run", "r7-fy.txt", "--output", written).returncode == 0
    assert "trend" not in _resources(written)
    assert shinchoku("trend", "--output", written).returncode == 0
    assert "trend" in _resources(written)
    assert ("電話相談件数", "2025", "FY", "400", "330") in joined(written)


def test_a_folder_without_tables_is_an_error(shinchoku: Shinchoku, tmp_path: Path) -> None:
    done = shinchoku("trend", "--output", "nothing")
    assert done.returncode == 2
    assert "no dataset" in done.stderr
    assert not (tmp_path / "nothing").exists()


EARLIER = {
    ("r5-h1", 5, "上半期の進捗状況"): (
        "○ 広場の整備（福祉部こども課）\n\n（取組内容と上半期の進捗状況）\n\n利用率は82.0%でした。広場は3か所です。\n"
        "協定は令和7年度末までに45社をめざします。普及率は令和8年度に25%をめざします。\n\n"
        "（今後の取組方向）\n\n・防災教室を下半期に全8校で実施する予定です。\n\n"
    ),
    ("r6-h1", 6, "上半期の進捗状況"): (
        "○ 広場の整備（福祉部こども課）\n\n（取組内容と上半期の進捗状況）\n\n"
        "利用率は84.7%で、前年同期の82.1%から上昇しました。\n受診率は令和5年度の41.2%から令和6年度は43.8%に上がりました。\n"
        "広場を4か所→6か所に増やしました。\n来場者は約2,000人で、前回約1,800人を上回りました。\n"
        "アンケートは12社から回答を得ました。\n防災教室を7校で実施しました。\n\n（今後の取組方向）\n\n引き続き実施します。\n\n"
    ),
}


@pytest.fixture
def with_earlier(tmp_path: Path, shinchoku: Shinchoku) -> Path:
    reports = tmp_path / "earlier"
    reports.mkdir()
    for (name, era, what), body in EARLIER.items():
        (reports / f"{name}.txt").write_text(HEAD.format(era=era, what=what) + body, encoding="utf-8")
    run_many([reports], tmp_path / "out", Settings())
    assert shinchoku("trend", "--output", tmp_path / "out").returncode == 0
    return tmp_path / "out"


def test_a_value_told_as_earlier_is_not_one_of_the_report(with_earlier: Path) -> None:
    found = joined(with_earlier)
    assert ("利用率", "2024", "H1", "84.7", "82.1") in found  # as it was stated last
    assert ("利用率", "2023", "H1", "82.1", "") in found
    assert ("受診率", "2024", "FY", "43.8", "41.2") in found
    assert ("広場", "2024", "H1", "6", "3") in found
    assert {("広場", "", "", "4", ""), ("来場者", "", "", "1800", "")} <= found
    assert ("アンケート", "2024", "H1", "12", "") in found  # from whom it came, not from where it rose
    assert any("82%" in r["message_ja"] and "82.1%" in r["message_ja"] for r in read(with_earlier, "trend_checks"))


def test_a_target_stands_at_the_year_that_it_names(with_earlier: Path) -> None:
    found = {
        (r["value"], r["fiscal_year"], r["period"]) for r in read(with_earlier, "trend") if r["status"] == "target"
    }
    assert found == {("45", "2025", "FY"), ("25", "2026", "FY")}


def test_a_promise_that_was_not_reached_says_so(with_earlier: Path) -> None:
    (promise,) = [r for r in read(with_earlier, "promises") if r["value"] == "8"]
    assert (promise["outcome"], promise["reported_value"]) == ("reported", "7")
    assert "「7校」で、予定に届いていません" in promise["message_ja"]


UNNAMED = {
    ("r5-fy", 5, "進捗状況"): (
        "○ 出前授業の実施（教育部学び課）\n\n（取組内容と進捗状況）\n\n"
        "令和5年度は市内の14校で実施し、保護者向けの回も5校で開きました。\n"
        "利用者へのアンケートでは、81%がまた受けたいと答えました。\n"
        "65歳以上の方を対象とする回は6会場で開きました。\n延べ9か所を巡りました。\n"
        "希望する31校に手引を配りました。\n教材は2月末までに18校へ貸し出しました。\n"
        "講師を3校に派遣して授業を行いました。\n講師を4校に派遣して授業を行いました。\n\n"
        "（今後の取組方向）\n\n令和6年度は20校での実施を見込んでいます。\n\n"
    ),
    ("r6-fy", 6, "進捗状況"): (
        "○ 出前授業の実施（教育部学び課）\n\n（取組内容と進捗状況）\n\n"
        "令和6年度は市内の17校で実施し、保護者向けの回も8校で開きました。\n"
        "利用者へのアンケートでは、84%がまた受けたいと答えました。\n"
        "75歳以上の方を対象とする回は7会場で開きました。\n延べ12か所を巡りました。\n"
        "申込みの遅れた5校に手引を送りました。\n教材は1月末までに16校へ貸し出しました。\n"
        "講師を6校に派遣して授業を行いました。\n\n"
        "（今後の取組方向）\n\n令和7年度は22校での実施を見込んでいます。\n\n"
    ),
}


def test_a_figure_without_a_label_is_known_by_the_same_sentence_only(tmp_path: Path, shinchoku: Shinchoku) -> None:
    reports = tmp_path / "unnamed"
    reports.mkdir()
    for (name, era, what), body in UNNAMED.items():
        (reports / f"{name}.txt").write_text(HEAD.format(era=era, what=what) + body, encoding="utf-8")
    run_many([reports], tmp_path / "out", Settings())
    assert shinchoku("trend", "--output", tmp_path / "out").returncode == 0
    rows = [r for r in read(tmp_path / "out", "trend") if not r["label"]]
    pairs = {(r["value"], r["previous_value"]) for r in rows}
    assert {("17", "14"), ("8", "5"), ("84", "81"), ("22", "20")} <= pairs
    # Of another age, in too few words, of other schools, over another time, of two that say the same.
    assert {("7", ""), ("12", ""), ("5", ""), ("16", ""), ("6", "")} <= pairs


def _resources(folder: Path) -> list[str]:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return [resource["name"] for resource in package["resources"]]


def test_a_column_of_a_table_is_of_its_year(tmp_path: Path, shinchoku: Shinchoku) -> None:
    body = (
        "○ 若者相談の実施（福祉部こども課）\n\n（取組内容と進捗状況）\n\n"
        "|区分|令和4年度|令和5年度|\n|---|---|---|\n|電話相談|120件|135件|\n|来所相談|80件|75件|\n"
    )
    report = tmp_path / "r5-fy.txt"
    report.write_text(HEAD.format(era=5, what="進捗状況") + body, encoding="utf-8")
    run_many([report], tmp_path / "out", Settings())
    shinchoku("trend", "--output", str(tmp_path / "out"))
    told = {(row["label"], row["fiscal_year"]): row["value"] for row in read(tmp_path / "out", "trend")}
    assert told == {
        ("電話相談", "2022"): "120",
        ("電話相談", "2023"): "135",
        ("来所相談", "2022"): "80",
        ("来所相談", "2023"): "75",
    }
