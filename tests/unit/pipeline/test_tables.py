from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.model import Severity
from pipeline.packing import unpacked
from pipeline.readings import reading_of
from pipeline.tables import COUNTED, TABLES, data_dictionary, failed_row, rows
from pipeline.tables.schema import data_package, plain, to_cell, to_json

from .sample_dataset import TEXT, sample_dataset

CONTRACT = {
    "documents": "document_id source_file source_sha256 format title plan_name organisation fiscal_year "
    "fiscal_year_label period period_start period_end pages characters directions measures figures dates "
    "events checks profile status failure pipeline_version processed_at",
    "directions": "document_id direction_id direction_no title page offset_start offset_end",
    "measures": "document_id measure_id measure_no direction_no direction_title section_no section_title title "
    "departments progress_text outlook_text page offset_start offset_end",
    "figures": "document_id figure_id measure_id measure_no direction_no block item label kind value value_max unit "
    "unit_norm per qualifiers status as_of part_of event_id text context page offset_start offset_end "
    "bbox",
    "dates": "document_id date_id measure_id measure_no block text start end precision role status approximate "
    "weekday year_inferred recurrence page offset_start offset_end bbox",
    "events": "document_id event_id measure_id measure_no ordinal title series region venue start end status "
    "participants page offset_start offset_end",
    "indicators": "document_id indicator_id direction_no name unit baseline baseline_period actual actual_period "
    "target target_period attainment page bbox",
    "checks": "document_id check_id severity code message_ja message_en measure_no text page offset_start "
    "offset_end bbox",
    "numerals": "document_id text claimed_by ref_id page offset_start offset_end",
}
NOW = {"pipeline_version": "1.2.3", "processed_at": "2024-01-02T03:04:05Z"}


def test_contract_columns_stand_in_their_order() -> None:
    assert [table.name for table in TABLES] == list(CONTRACT)
    for table in TABLES:
        wanted = CONTRACT[table.name].split()
        assert [c for c in table.header if c in wanted] == wanted


def test_keys_name_columns_that_exist() -> None:
    headers = {table.name: table.header for table in TABLES}
    for table in TABLES:
        assert set(table.key) <= set(table.header)
        assert len(set(table.header)) == len(table.header)
        for key in table.foreign:
            assert key.column in table.header
            assert key.reference in headers[key.table]


@pytest.mark.parametrize("suffix", ["txt", "pdf"])
def test_cells_obey_their_columns(suffix: str) -> None:
    made = rows(sample_dataset(suffix=suffix), **NOW)
    for table in TABLES:
        assert made[table.name], f"the sample has nothing for {table.name}"
        seen = set()
        for row in made[table.name]:
            assert tuple(row) == table.header
            key = tuple(row[name] for name in table.key)
            assert key not in seen
            seen.add(key)
            for column in table.columns:
                cell = row[column.name]
                assert cell or not column.required, (table.name, column.name)
                if column.enum and cell:
                    entries = cell.split("|") if column.type == "list" else [cell]
                    assert set(entries) <= set(column.enum)
                if column.type == "boolean":
                    assert cell in ("true", "false")
            if row.get("text"):
                assert TEXT[int(row["offset_start"]) : int(row["offset_end"])] == row["text"]


@pytest.mark.parametrize("suffix", ["txt", "pdf"])
def test_foreign_keys_find_their_rows(suffix: str) -> None:
    made = rows(sample_dataset(suffix=suffix), **NOW)
    for table in TABLES:
        for key in table.foreign:
            targets = {row[key.reference] for row in made[key.table]}
            assert {row[key.column] for row in made[table.name]} - {""} <= targets


def test_values_of_a_document() -> None:
    document = rows(sample_dataset(), **NOW)["documents"][0]
    wanted = {
        "fiscal_year": "2023",
        "fiscal_year_label": "令和5年度",
        "period": "H1",
        "period_start": "2023-04-01",
        "period_end": "2023-09-30",
        "pages": "1",
        "characters": str(len(TEXT)),
        "directions": "2",
        "figures": "3",
        "status": "warnings",
        "failure": "",
        "fiscal_year_source": "text",
        "period_source": "option",
        **NOW,
    }
    assert {name: document[name] for name in wanted} == wanted


def test_status_is_ok_when_checks_only_inform() -> None:
    dataset = sample_dataset()
    mild = tuple(c for c in dataset.checks if c.severity is Severity.INFO)
    assert mild
    assert rows(replace(dataset, checks=mild), **NOW)["documents"][0]["status"] == "ok"


def test_two_directions_of_one_number_have_ids_of_their_own() -> None:
    found = rows(sample_dataset(), **NOW)["directions"]
    assert [row["direction_no"] for row in found] == ["1", "1"]
    assert [row["direction_id"][-3:] for row in found] == ["-d1", "-d2"]


def test_list_entries_never_hold_the_mark() -> None:
    assert rows(sample_dataset(), **NOW)["measures"][0]["departments"] == "健康部|福祉｜課"


def test_page_furniture_is_cut_out_of_a_reading() -> None:
    text = rows(sample_dataset(), **NOW)["measures"][0]["progress_text"]
    assert text == "① 第1回 7月24日 延べ2千円\n前年度比 ＋12人、-3人\n=1+1 の行"


def test_pages_and_boxes_of_a_pdf() -> None:
    figures = rows(sample_dataset(suffix="pdf"), **NOW)["figures"]
    assert [row["page"] for row in figures] == ["1", "2", "2"]
    assert figures[0]["bbox"] == f"1,2,3,{figures[0]['offset_start']}|5,6,7,8"
    assert all(row["bbox"] == "" for row in rows(sample_dataset(), **NOW)["figures"])


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (Decimal("2E+3"), "2000"),
        (Decimal("0.50"), "0.5"),
        (Decimal("-0"), "0"),
        (Decimal("100"), "100"),
        (Decimal("1E-7"), "0.0000001"),
        (Decimal("123456789012345678901234567890.10"), "123456789012345678901234567890.1"),
    ],
)
def test_numbers_are_plain(value: Decimal, cell: str) -> None:
    assert plain(value) == cell


def test_cells_and_json_of_values() -> None:
    assert to_cell(None) == ""
    assert to_cell(True) == "true"
    assert to_cell(dt.date(2023, 4, 1)) == "2023-04-01"
    assert to_json(Decimal("12.50")) == 12.5
    whole = to_json(Decimal("2E+3"))
    assert whole == 2000
    assert isinstance(whole, int)
    assert to_json(Decimal("9" * 5000)) == "9" * 5000
    assert to_json(("a", "b")) == ["a", "b"]


def test_failed_rows() -> None:
    row = failed_row(name="x.txt", sha256="ab" * 32, format="txt", failure="理由 / reason", **NOW)
    assert tuple(row) == TABLES[0].header
    assert (row["document_id"], row["status"], row["failure"]) == ("ab" * 8, "failed", "理由 / reason")
    assert all(row[name] == "0" for name in COUNTED)
    unreadable = [
        failed_row(name=n, sha256="", format="txt", failure="x", **NOW)["document_id"] for n in ("a", "b\udc80")
    ]
    assert len({*unreadable}) == 2
    assert all(len(i) == 16 for i in unreadable)


def test_nested_report_holds_every_mention_once_where_it_stands() -> None:
    dataset = sample_dataset()
    reading = reading_of(dataset, **NOW)
    assert reading.report is not None
    report = json.loads(b"".join(unpacked(reading.report)))
    first, again = report["directions"]
    (measure,) = first["sections"][0]["measures"]
    (block,) = measure["blocks"]
    assert [f["text"] for f in block["figures"]] == ["2千円", "＋12人", "-3人"]
    assert block["figures"][0]["value"] == 2000
    assert block["dates"][0]["parts"][0]["written"]["month"] == 7
    assert block["events"][0]["evidence"] == [dataset.dates[0].date_id]
    assert measure["figures"] == report["outside"]["figures"] == []
    assert again["sections"] == []
    assert report["text"] == TEXT
    assert report["encoding"] == {"name": "utf-8", "runner_up": "cp932"}
    assert report["head"]["period"] == {"value": "H1", "source": "option"}
    assert "processed_at" not in report


def test_package_names_sources_by_hash_and_lists_no_empty_ones() -> None:
    document = rows(sample_dataset(), **NOW)["documents"][0]
    package = data_package(TABLES, [document])
    assert package["sources"][0]["hash"] == f"sha256:{document['source_sha256']}"
    assert [r["path"] for r in package["resources"]] == [f"{name}.csv" for name in CONTRACT]
    assert "sources" not in data_package(TABLES, [])


def test_dictionary_in_docs_is_up_to_date(root: Path) -> None:
    written = (root / "docs" / "data-dictionary.md").read_text(encoding="utf-8")
    assert written == data_dictionary(), "run: python -m pipeline.tables > docs/data-dictionary.md"


def test_dictionary_is_printed_by_the_module(root: Path) -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "pipeline.tables"], cwd=root, capture_output=True, check=True
    ).stdout
    assert printed.decode("utf-8") == data_dictionary()
