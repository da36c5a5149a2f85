"""Corrections by people: taken in, laid over every later reading, told when they no longer hold."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from pipeline.corrections import COLUMNS
from pipeline.errors import CorrectionsError, OutputError
from pipeline.frames import load
from pipeline.run import Settings, read_one, run_many
from pipeline.store import Store

AT = "2026-01-01T00:00:00Z"
Row = dict[str, str]


class Desk:
    """A folder with one report, and a person who corrects it."""

    def __init__(self, folder: Path, text: str) -> None:
        self.folder = folder
        self.out = folder / "out"
        self.text = text
        self.report = folder / "midori-r5-h1.txt"
        self.report.write_text(text, encoding="utf-8")
        run_many([self.report], self.out, Settings())

    def rows(self, table: str) -> list[Row]:
        with (self.out / f"{table}.csv").open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def row(self, text: str, table: str = "figures") -> Row:
        (found,) = [r for r in self.rows(table) if r["text"] == text]
        return found

    def line(self, text: str, column: str, value: str, table: str = "figures", **more: str) -> Row:
        row = self.row(text, table)
        start, end = int(row["offset_start"]), int(row["offset_end"])
        machine = row.get(column, "")
        if row["machine_values"]:
            machine = json.loads(row["machine_values"]).get(column, machine) or ""
        return {
            "document_id": row["document_id"],
            "table": table,
            "quote": self.text[start:end],
            "before": self.text[max(0, start - 20) : start],
            "after": self.text[end : end + 20],
            "occurrence": "1",
            "column": column,
            "machine_value": machine,
            "value": value,
            "who": "佐藤",
            "when": "2026-04-01T10:00:00",
            "why": "原文のとおり",
        } | more

    def file(self, *lines: Row, encoding: str = "utf-8-sig", name: str = "staff.csv") -> Path:
        stream = io.StringIO(newline="")
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(lines)
        path = self.folder / name
        path.write_bytes(stream.getvalue().encode(encoding))
        return path

    def correct(self, *lines: Row, encoding: str = "utf-8-sig") -> list[str]:
        with Store(self.out) as store:
            rows = store.correct(self.file(*lines, encoding=encoding))
            store.save()
        return [row["state"] for row in rows]

    def states(self) -> list[str]:
        with Store(self.out) as store:
            return [row["state"] for row in store.corrections()]

    def again(self, text: str, name: str = "midori-r5-h1.txt", *, corrects: bool = True) -> None:
        """Read a version of the report as the inbox does."""
        self.text = text
        (self.folder / name).write_text(text, encoding="utf-8")
        with Store(self.out) as store:
            store.put(read_one(self.folder / name, name, Settings(), processed_at=AT), corrects=corrects)
            store.save()


@pytest.fixture
def desk(tmp_path: Path, report_text: str) -> Desk:
    return Desk(tmp_path, report_text)


def test_a_correction_is_applied_and_the_machines_value_stays_beside_it(desk: Desk) -> None:
    assert desk.correct(desk.line("90件", "value", "91")) == ["applied"]
    row = desk.row("90件")
    assert (row["value"], json.loads(row["machine_values"])) == ("91", {"value": "90"})
    assert [r["machine_values"] for r in desk.rows("figures") if r["text"] != "90件"] == [""] * (
        len(desk.rows("figures")) - 1
    )
    (kept,) = desk.rows("corrections")
    assert tuple(kept)[: len(COLUMNS)] == COLUMNS
    assert (kept["who"], kept["when"], kept["why"], kept["state"]) == (
        "佐藤",
        "2026-04-01T10:00:00",
        "原文のとおり",
        "applied",
    )
    report = json.loads((desk.out / "reports" / f"{row['document_id']}.json").read_text(encoding="utf-8"))
    nested = next(f for f in _nested(report, "figures") if f["figure_id"] == row["figure_id"])
    assert (nested["value"], nested["machine_values"]) == (91, {"value": "90"})
    frame = load(desk.out)["figures"].set_index("figure_id")
    assert frame.loc[row["figure_id"], "machine_values"] == {"value": "90"}


def _nested(node: object, name: str) -> list[dict[str, object]]:
    if isinstance(node, list):
        return [found for entry in node for found in _nested(entry, name)]
    if not isinstance(node, dict):
        return []
    own = [entry for entry in node.get(name, []) if isinstance(entry, dict)] if name in node else []
    return own + [found for key, value in node.items() if key != name for found in _nested(value, name)]


def test_it_is_applied_by_every_later_run(desk: Desk) -> None:
    desk.correct(desk.line("90件", "value", "91"))
    before = {p.name: p.read_bytes() for p in desk.out.glob("[a-z]*.*")}
    desk.again(desk.text)
    run_many([desk.report], desk.out, Settings())
    assert {p.name: p.read_bytes() for p in desk.out.glob("[a-z]*.*")} == before
    assert desk.states() == ["applied"]


def test_a_newer_version_of_the_program_reads_and_it_is_applied(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.correct(desk.line("90件", "value", "91"))
    monkeypatch.setattr("pipeline.run.__version__", "99.0.0")
    run_many([desk.report], desk.out, Settings())
    assert desk.rows("documents")[0]["pipeline_version"] == "99.0.0"
    assert desk.row("90件")["value"] == "91"


def test_it_survives_a_corrected_version_of_the_report(desk: Desk) -> None:
    desk.correct(desk.line("90件", "value", "91"))
    desk.again(desk.text.replace("12名参加", "13名参加").replace("第1回巡回相談会", "第1回の巡回相談会"))
    assert len(desk.rows("documents")) == 1
    assert (desk.row("90件")["value"], desk.states()) == ("91", ["applied"])


def test_words_that_are_gone_make_it_stale(desk: Desk) -> None:
    desk.correct(desk.line("90件", "value", "91"))
    desk.again(desk.text.replace("90件", "92件"))
    assert (desk.row("92件")["value"], desk.states()) == ("92", ["stale"])


def test_a_machine_that_says_the_same_makes_it_stale(desk: Desk) -> None:
    assert desk.correct(desk.line("90件", "value", "90")) == ["stale"]
    assert desk.row("90件")["machine_values"] == ""


def test_a_machine_that_changed_its_mind_is_a_conflict(desk: Desk) -> None:
    assert desk.correct(desk.line("90件", "value", "91", machine_value="900")) == ["conflict"]
    assert desk.row("90件")["value"] == "91"  # the words are the very same, so the person's reading holds


def test_in_another_version_a_value_that_changed_is_not_corrected(desk: Desk) -> None:
    desk.correct(desk.line("90件", "as_of", "2023-09-30"))
    assert desk.row("90件")["as_of"] == "2023-09-30"
    desk.again(desk.text.replace("8月末現在", "7月末現在"))
    assert (desk.row("90件")["as_of"], desk.states()) == ("2023-07-31", ["conflict"])


def test_two_people_who_disagree_are_a_conflict_until_they_agree(desk: Desk) -> None:
    assert desk.correct(
        desk.line("90件", "value", "91"), desk.line("90件", "value", "95", who="鈴木", when="2026-04-02T09:00:00")
    ) == ["conflict", "conflict"]
    assert desk.row("90件")["value"] == "90"
    states = desk.correct(desk.line("90件", "value", "91", who="鈴木", when="2026-04-03T09:00:00"))
    assert states == ["applied", "stale", "applied"]
    assert desk.row("90件")["value"] == "91"


def test_whoever_saw_a_correction_may_replace_it(desk: Desk) -> None:
    desk.correct(desk.line("90件", "value", "91"))
    later = desk.line("90件", "value", "95", who="鈴木", when="2026-04-02T09:00:00", machine_value="91")
    assert desk.correct(later) == ["stale", "applied"]
    assert json.loads(desk.row("90件")["machine_values"]) == {"value": "90"}


def test_a_correction_is_taken_back_with_the_machines_value(desk: Desk) -> None:
    desk.correct(desk.line("90件", "value", "91"))
    assert desk.correct(desk.line("90件", "value", "90", when="2026-04-05T00:00:00")) == ["stale", "stale"]
    row = desk.row("90件")
    assert (row["value"], row["machine_values"]) == ("90", "")


def test_a_false_row_is_left_out_and_its_numeral_stays_accounted_for(desk: Desk) -> None:
    before = desk.rows("documents")[0]
    line = desk.line("90件", "*", "delete", machine_value="")
    assert desk.correct(line) == ["applied"]
    assert not [r for r in desk.rows("figures") if r["text"] == "90件"]
    numeral = desk.row("90", "numerals")
    assert (numeral["claimed_by"], numeral["ref_id"]) == ("unclaimed", "")
    assert json.loads(numeral["machine_values"])["claimed_by"] == "figure"
    (check,) = [r for r in desk.rows("checks") if r["text"] == "90"]
    assert (check["code"], check["severity"]) == ("unclaimed_numeral", "info")
    document = desk.rows("documents")[0]
    assert int(document["figures"]) == int(before["figures"]) - 1 == len(desk.rows("figures"))
    assert document["checks"] == str(len(desk.rows("checks")))
    ids = {r["figure_id"] for r in desk.rows("figures")}
    assert {r["part_of"] for r in desk.rows("figures")} - {""} <= ids
    claimed = desk.line("90", "claimed_by", "name", "numerals", machine_value="figure")
    assert desk.correct(claimed) == ["applied", "applied"]
    assert desk.row("90", "numerals")["claimed_by"] == "name"
    assert not [r for r in desk.rows("checks") if r["text"] == "90"]
    assert desk.correct(line | {"value": "keep", "when": "2026-05-01"})[-1] == "stale"
    assert desk.row("90件")["value"] == "90"


def test_dates_and_events_are_corrected_and_deleted(desk: Desk) -> None:
    event = desk.rows("events")[0]
    start, end = int(event["offset_start"]), int(event["offset_end"])
    line = desk.line("90件", "start", "2023-07-25") | {
        "table": "events",
        "quote": desk.text[start:end],
        "before": desk.text[max(0, start - 20) : start],
        "after": desk.text[end : end + 20],
        "machine_value": event["start"],
    }
    date = desk.line("7月24日（月）", "*", "delete", "dates", machine_value="")
    assert desk.correct(line, date) == ["applied", "applied"]
    assert desk.rows("events")[0]["start"] == "2023-07-25"
    assert not [r for r in desk.rows("dates") if r["text"] == "7月24日（月）"]
    assert [desk.row(n, "numerals")["claimed_by"] for n in ("24",)] == ["unclaimed"]


@pytest.mark.parametrize("value", ["９１．５件", "九十一"])
def test_how_a_value_is_written_is_said_by_an_example(desk: Desk, value: str) -> None:
    with pytest.raises(CorrectionsError) as caught:
        desk.correct(desk.line("90件", "value", value))
    assert f"「値」の値「{value}」は使えません。数だけを入れてください（例 6.9）。" in caught.value.ja
    assert "write the number alone, such as 6.9" in caught.value.en


def test_words_beside_controls_are_found_again_as_the_review_page_shows_them(tmp_path: Path, report_text: str) -> None:
    desk = Desk(tmp_path, report_text.replace("90件", "\x1b[1m90件\x1b[0m", 1))
    line = desk.line("90件", "value", "91")
    shown = {side: line[side].replace("\x1b", "\ufffd") for side in ("before", "after")}
    assert shown["before"] != line["before"]
    assert desk.correct(line | shown) == ["applied"]


def test_every_wrong_line_is_told_and_nothing_changes(desk: Desk) -> None:
    good = desk.line("90件", "value", "91")
    bad = [
        good | {"value": "九十一"},
        good | {"column": "kind", "value": "person"},
        good | {"column": "figure_id", "value": "x"},
        good | {"table": "measures"},
        good | {"document_id": "0" * 16},
        good | {"who": "", "when": "きのう"},
        good | {"column": "as_of", "value": "2023-02-30"},
        good | {"column": "*", "value": "remove"},
        good | {"value": ""},
        good | {"occurrence": "0"},
    ]
    before = {p.name: p.read_bytes() for p in desk.out.glob("[a-z]*.*")}
    with pytest.raises(CorrectionsError) as caught:
        desk.correct(good, *bad)
    told = caught.value
    # before and after hold line breaks: a record's line is that on which it ends
    assert told.en.count("\n  line ") == 11
    assert told.ja.count(" 行目: ") == 11
    assert {p.name: p.read_bytes() for p in desk.out.glob("[a-z]*.*")} == before
    assert desk.states() == []


@pytest.mark.parametrize("content", [b"", b"a,b\r\n1,2\r\n", b'"open', b"\x81\xff\xfe"])
def test_what_is_no_file_of_corrections_is_said_so(desk: Desk, content: bytes) -> None:
    path = desk.folder / "x.csv"
    path.write_bytes(content)
    with Store(desk.out) as store, pytest.raises(CorrectionsError):
        store.correct(path)


def test_files_as_excel_saves_them(desk: Desk) -> None:
    lines = [
        desk.line("90件", "as_of", "2023/9/30", when="2026/4/1 9:05", before=desk.line("90件", "value", "")["before"]),
        desk.line("12名", "value", "1,200", when="2026/4/1"),
    ]
    assert desk.correct(*lines, encoding="cp932") == ["applied", "applied"]
    assert desk.row("90件")["as_of"] == "2023-09-30"
    assert desk.row("12名")["value"] == "1200"
    assert [r["when"] for r in desk.rows("corrections")] == ["2026-04-01T09:05:00", "2026-04-01"]


def test_the_same_file_twice_changes_nothing(desk: Desk) -> None:
    line = desk.line("90件", "value", "91")
    desk.correct(line)
    before = {p.name: p.read_bytes() for p in desk.out.glob("[a-z]*.*")}
    assert desk.correct(line) == ["applied"]
    assert {p.name: p.read_bytes() for p in desk.out.glob("[a-z]*.*")} == before


def test_a_ledger_that_is_lost_loses_no_correction(desk: Desk) -> None:
    desk.correct(desk.line("90件", "value", "91"))
    before = desk.rows("figures")
    for file in (desk.out / ".shinchoku").iterdir():
        file.unlink()
    run_many([desk.report], desk.out, Settings())
    assert (desk.rows("figures"), desk.states()) == (before, ["applied"])


def test_a_file_of_staff_in_the_folder_is_not_overwritten_before_it_is_taken_in(desk: Desk) -> None:
    desk.correct(desk.line("90件", "value", "91"))
    own = desk.file(desk.line("12名", "value", "13"), name="out/corrections.csv")
    content = own.read_bytes()
    desk.again(desk.text + "\n")
    assert own.read_bytes() == content
    with pytest.raises(OutputError):
        desk.correct(desk.line("90件", "label", "相談"))
    with Store(desk.out) as store:
        store.correct(own)
        store.save()
    assert [r["quote"] for r in desk.rows("corrections")] == ["90件", "12名"]


def test_of_equal_words_the_one_that_is_meant_is_corrected(tmp_path: Path, report_text: str) -> None:
    again = "・相談件数：90件\n・相談件数：90件\n・相談件数：90件\n・終わり\n"
    desk = Desk(tmp_path, report_text.replace("・相談件数：90件（面談82件、電話8件）（8月末現在）\n", again))
    rows = [r for r in desk.rows("figures") if r["text"] == "90件"]
    start = int(rows[1]["offset_start"])
    line = {
        "document_id": rows[1]["document_id"],
        "table": "figures",
        "quote": "90件",
        "before": "・相談件数：",
        "after": "\n・",
        "occurrence": "2",
        "column": "value",
        "machine_value": "90",
        "value": "91",
        "who": "佐藤",
        "when": "2026-04-01",
        "why": "",
    }
    assert desk.correct(line) == ["applied"]
    (changed,) = [r for r in desk.rows("figures") if r["value"] == "91"]
    assert int(changed["offset_start"]) == start


def test_rows_that_an_older_version_kept_get_the_columns_of_today(desk: Desk) -> None:
    with Store(desk.out) as store:
        db = store.ledger._db
        for document_id, place, cells in db.execute("SELECT document_id, place, cells FROM rows").fetchall():
            if place in (3, 4, 5, 6, 8):
                rows = [row[:-1] for row in csv.reader(io.StringIO(cells.decode(), newline=""))]
                stream = io.StringIO(newline="")
                csv.writer(stream, lineterminator="\r\n").writerows(rows)
                query = "UPDATE rows SET cells = ? WHERE document_id = ? AND place = ?"
                db.execute(query, (stream.getvalue().encode(), document_id, place))
        db.execute("PRAGMA user_version = 0")
    assert desk.correct(desk.line("90件", "value", "91")) == ["applied"]
    assert {len(row) for row in desk.rows("figures")} == {len(desk.rows("figures")[0])}


@pytest.mark.parametrize(("label", "value", "left"), [("追加件数", "", 0), ("", "120", 0), ("", "611", 1)])
def test_a_double_that_a_correction_settles_is_reported_no_longer(
    tmp_path: Path, report_text: str, label: str, value: str, left: int
) -> None:
    lead = "実績は次のとおりです。\n"
    body = "９月末時点で貸出件数は120件です。\n９月末時点で貸出件数は610件です。\n"
    text = report_text.rstrip("\n") + "\n\n○ 資料の貸出（福祉課）\n\n（取組内容と上半期の進捗状況）\n\n" + lead + body
    desk = Desk(tmp_path, text)

    def doubles() -> int:
        return sum(r["code"] == "duplicate_figure" for r in desk.rows("checks"))

    assert doubles() == 1
    line = desk.line("610件", "label", label) if label else desk.line("610件", "value", value)
    assert desk.correct(line) == ["applied"]
    assert doubles() == left
