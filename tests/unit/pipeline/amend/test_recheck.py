"""Checks follow what people correct: what is settled is told no longer, what does not add up any more is told."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.amend.rebuilt import dataset_of
from pipeline.amend.tree import dates_of
from pipeline.check import of_values
from pipeline.corrections import COLUMNS
from pipeline.run import Settings, run_many
from pipeline.store import Store

ROOT = Path(__file__).parents[4]
Row = dict[str, str]
HEAD = (
    "「みどり県若者支援計画」に基づく取組の進捗状況について\n\nみどり県\n\n令和5年度の上半期の進捗状況を整理しました。\n\n"
    "【取組方向1】相談体制の充実\n\n○ 巡回相談会の開催（健康部こころ課）\n\n（取組内容と上半期の進捗状況）\n\n"
)


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder with one report of a few lines."""

    out: Path
    text: str

    def rows(self, table: str) -> list[Row]:
        with (self.out / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def checks(self) -> set[tuple[str, str]]:
        return {(row["code"], row["text"]) for row in self.rows("checks")}

    def correct(self, *wishes: tuple[str, str, str, str]) -> None:
        """Take in corrections: table, quoted text, column, value."""
        stream = io.StringIO(newline="")
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        for table, quote, column, value in wishes:
            (row,) = [r for r in self.rows(table) if quote == r.get("text", r.get("name"))]
            start, end = int(row["offset_start"]), int(row["offset_end"])
            around = {"before": self.text[max(0, start - 20) : start], "after": self.text[end : end + 20]}
            cells = {"document_id": row["document_id"], "table": table, "quote": self.text[start:end], **around}
            cells |= {"occurrence": "1", "column": column, "machine_value": row.get(column, ""), "value": value}
            writer.writerow(cells | {"who": "佐藤", "when": "2026-04-01T10:00:00", "why": ""})
        path = self.out.parent / "staff.csv"
        path.write_bytes(stream.getvalue().encode("utf-8-sig"))
        with Store(self.out) as store:
            assert {row["state"] for row in store.correct(path)} == {"applied"}
            store.save()


def read(folder: Path, body: str) -> Desk:
    text = f"{HEAD}{body}\n"
    (folder / "r5-h1.txt").write_text(text, encoding="utf-8")
    run_many([folder / "r5-h1.txt"], folder / "out", Settings())
    return Desk(folder / "out", text)


GOALS = (
    "窓口を開きました。\n\n【数値目標】\n\n|指標名|単位|基準値（R3）|R5|目標値（R8年度）|達成率|\n|---|---|---|---|---|---|\n"
    "|相談件数|件|80|90|120|57％|\n"
)
SETTLED = [
    ("weekday_mismatch", "7月24日（火）に開催しました。", [("dates", "7月24日（火）", "weekday", "月")]),
    (
        "weekday_mismatch",
        "7月24日（火）に開催しました。",
        [("dates", "7月24日（火）", "start", "2023-07-25"), ("dates", "7月24日（火）", "end", "2023-07-25")],
    ),
    ("weekday_mismatch", "7月24日（火）に開催しました。", [("dates", "7月24日（火）", "start", "2023-07-25")]),
    ("weekday_mismatch", "7月24日（火）に開催しました。", [("dates", "7月24日（火）", "*", "delete")]),
    ("impossible_date", "6月31日に開催しました。", [("dates", "6月31日", "start", "2023-06-30")]),
    ("date_outside_period", "12月3日に開催しました。", [("dates", "12月3日", "status", "planned")]),
    (
        "date_outside_period",
        "12月3日に開催しました。",
        [("dates", "12月3日", "start", "2023-08-03"), ("dates", "12月3日", "end", "2023-08-03")],
    ),
    ("breakdown_sum", "相談件数：120件（面談80件、電話30件）でした。", [("figures", "30件", "value", "40")]),
    ("breakdown_sum", "相談件数：120件（面談80件、電話30件）でした。", [("figures", "120件", "value", "110")]),
    ("breakdown_sum", "相談件数：120件（面談80件、電話30件）でした。", [("figures", "30件", "part_of", "")]),
    ("part_exceeds_total", "参加者は20名（うち学生25名）でした。", [("figures", "25名", "value", "5")]),
    ("part_exceeds_total", "参加者は20名（うち学生25名）でした。", [("figures", "25名", "*", "delete")]),
    ("share_mismatch", "回答した24人中15人（65.2%）が満足しました。", [("figures", "65.2%", "value", "62.5")]),
    (
        "change_mismatch",
        "登録は128社（前年度115社）となり、12社増えました。",
        [("figures", "115社", "value", "116")],
    ),
    ("attainment_mismatch", GOALS, [("indicators", "相談件数", "attainment", "75")]),
    ("attainment_mismatch", GOALS, [("indicators", "相談件数", "actual", "68.4")]),
    (
        "duplicate_figure",
        "実績は次のとおりです。\n9月末時点で貸出件数は120件です。\n9月末時点で貸出件数は610件です。",
        [("figures", "610件", "value", "120")],
    ),
]


@pytest.mark.parametrize(("code", "body", "wishes"), SETTLED)
def test_what_is_settled_is_told_no_longer(
    tmp_path: Path, code: str, body: str, wishes: list[tuple[str, str, str, str]]
) -> None:
    desk = read(tmp_path, body)
    assert [c for c, _ in desk.checks()].count(code) == 1
    desk.correct(*wishes)
    assert code not in {c for c, _ in desk.checks()}
    (document,) = desk.rows("documents")
    assert int(document["checks"]) == len(desk.rows("checks"))
    report = json.loads((desk.out / "reports" / f"{document['document_id']}.json").read_text(encoding="utf-8"))
    assert [c["check_id"] for c in report["checks"]] == [r["check_id"] for r in desk.rows("checks")]


STILL = [
    ("相談件数：120件（面談80件、電話30件）でした。", ("figures", "30件", "value", "35"), "80＋35＝115"),
    ("7月24日（火）に開催しました。", ("dates", "7月24日（火）", "weekday", "水"), "記載は水曜日"),
    ("回答した24人中15人（65.2%）が満足しました。", ("figures", "65.2%", "value", "60"), "計算すると62.5"),
    ("参加者は20名（うち学生25名）でした。", ("figures", "20名", "value", "22"), "内数「学生 25名」"),
    (GOALS, ("indicators", "相談件数", "attainment", "58"), "達成率58"),
]


@pytest.mark.parametrize(("body", "wish", "told"), STILL)
def test_what_is_still_wrong_is_told_as_it_is_now(
    tmp_path: Path, body: str, wish: tuple[str, str, str, str], told: str
) -> None:
    desk = read(tmp_path, body)
    ids = [row["check_id"] for row in desk.rows("checks")]
    desk.correct(wish)
    assert [row["check_id"] for row in desk.rows("checks")] == ids
    assert any(told in row["message_ja"] for row in desk.rows("checks"))


COME = [
    ("相談件数：120件（面談80件、電話40件）でした。", ("figures", "80件", "value", "70"), ("breakdown_sum", "120件")),
    ("参加者は20名（うち学生5名）でした。", ("figures", "5名", "value", "50"), ("part_exceeds_total", "5名")),
    (
        "7月24日（月）に開催しました。",
        ("dates", "7月24日（月）", "start", "2023-07-25"),
        ("weekday_mismatch", "7月24日（月）"),
    ),
    ("8月3日に開催しました。", ("dates", "8月3日", "start", "2023-11-03"), ("date_outside_period", "8月3日")),
    ("回答した24人中15人（62.5%）が満足しました。", ("figures", "15人", "value", "12"), ("share_mismatch", "62.5%")),
]


@pytest.mark.parametrize(("body", "wish", "check"), COME)
def test_what_fits_no_longer_is_told(
    tmp_path: Path, body: str, wish: tuple[str, str, str, str], check: tuple[str, str]
) -> None:
    desk = read(tmp_path, body)
    assert check not in desk.checks()
    desk.correct(wish)
    assert check in desk.checks()
    row = next(r for r in desk.rows("checks") if (r["code"], r["text"]) == check)
    assert (row["measure_no"], row["page"]) == ("1", "1")
    assert desk.rows("documents")[0]["status"] == "warnings"


def test_another_value_changes_no_check(tmp_path: Path) -> None:
    body = "7月24日（火）に開催し、参加者は20名（うち学生25名）でした。\n相談件数は90件です。"
    desk = read(tmp_path, body)
    before = desk.rows("checks")
    assert len(before) == 2
    desk.correct(("figures", "90件", "value", "91"))
    assert desk.rows("checks") == before


@pytest.mark.parametrize("name", ["aose-r6-h1.txt", "hakurei-r5-fy.txt", "tatara-r5-h1.pdf"])
def test_rows_are_judged_as_the_report_was(tmp_path: Path, name: str) -> None:
    run_many([ROOT / "samples" / name], tmp_path / "out", Settings())
    desk = Desk(tmp_path / "out", "")
    rows = {table: desk.rows(table) for table in ("documents", "figures", "dates", "indicators")}
    document_id = rows["documents"][0]["document_id"]
    report = json.loads((desk.out / "reports" / f"{document_id}.json").read_text(encoding="utf-8"))
    again = of_values(dataset_of(rows, report, dates_of(report), report["complete_totals"]))
    told = {(row["code"], row["offset_start"], row["message_ja"]) for row in desk.rows("checks")}
    found = {(c.code, str(c.span.start), c.message_ja) for c in again if c.span is not None}
    assert found == told
