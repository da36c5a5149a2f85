"""The workbook as another library reads it back."""

from __future__ import annotations

import csv
import datetime as dt
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from pipeline import __version__
from pipeline.formats import export, xlsx
from pipeline.frames import load
from pipeline.messages import say
from pipeline.run import Settings, run_many
from pipeline.store import Store, reading_of
from pipeline.tables import TABLES
from pipeline.tables.schema import CONTRACT_VERSION

from .sample_dataset import sample_dataset

NAMES = {table.name: f"{table.title_ja}_{table.name}" for table in TABLES}
OWN = ["説明_notes", "項目_columns", "値の意味_values"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Store(tmp_path) as store:
        for seed, suffix in (("a", "txt"), ("b", "pdf")):
            dataset = sample_dataset(seed, name=seed, suffix=suffix)
            store.put(reading_of(dataset, pipeline_version="1", processed_at="2024-01-01T09:00:00Z"))
        store.save()
    return tmp_path


@pytest.fixture(scope="module")
def samples(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    run_many([root / "samples"], folder, Settings())
    export(folder, "xlsx")
    return folder


def _book(folder: Path) -> Any:
    return openpyxl.load_workbook(folder / "shinchoku.xlsx")


def _edit(path: Path, change: Callable[[list[dict[str, str]]], None]) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _column(sheet: Any, name: str) -> list[Any]:
    (at,) = [n for n, cell in enumerate(sheet[2]) if cell.value == name]
    return [row[at] for row in sheet.iter_rows(min_row=3)]


def _notes(book: Any) -> dict[str, tuple[str, str]]:
    return {item: (ja, en) for _, item, ja, en in book[OWN[0]].iter_rows(min_row=3, values_only=True)}


def test_every_table_is_a_sheet_with_two_heads_that_stay_and_filter(samples: Path) -> None:
    book = _book(samples)
    assert book.sheetnames == [OWN[0], *NAMES.values(), *OWN[1:]]
    for table in TABLES:
        sheet = book[NAMES[table.name]]
        heads = [(ja.value, en.value) for ja, en in zip(sheet[1], sheet[2], strict=True)]
        plain = [(c.title_ja, c.name) for c in table.columns if c.type != "list"]
        assert [head for head in heads if head[1] in table.header] == plain
        lists = {c.name for c in table.columns if c.type == "list"}
        assert {re.sub(r"_\d+$", "", en) for _, en in heads} - {name for _, name in plain} == lists
        assert len({en for _, en in heads}) == len(heads)
    for sheet in book:
        assert sheet.freeze_panes == "A3"
        assert sheet.auto_filter.ref.startswith("A2:")
        assert sheet.auto_filter.ref.endswith(f"{sheet.max_row}")
        assert not sheet.merged_cells.ranges
        assert sheet.print_title_rows == "$1:$2"
        assert all(cell.value for row in sheet.iter_rows(max_row=2) for cell in row)


def test_every_row_and_value_is_there_with_its_type(samples: Path) -> None:
    book, frames = _book(samples), load(samples)
    for table in TABLES:
        sheet, frame = book[NAMES[table.name]], frames[table.name]
        assert sheet.max_row - 2 == len(frame)
        for column in table.columns:
            if column.type == "list":
                continue
            for cell, wanted in zip(_column(sheet, column.name), frame[column.name], strict=True):
                if cell.value is None:
                    assert pd.isna(wanted), (column.name, wanted)
                    continue
                match column.type:
                    case "date":
                        assert cell.is_date
                        assert cell.value == wanted.to_pydatetime()
                        assert cell.number_format == "yyyy-mm-dd"
                    case "datetime":
                        assert cell.value == wanted.to_pydatetime().replace(tzinfo=None)
                    case "string":
                        assert cell.data_type == "s"
                        assert cell.value == wanted
                    case "boolean":
                        assert cell.data_type == "b"
                        assert cell.value is bool(wanted)
                    case _:
                        assert cell.data_type == "n"
                        assert not cell.is_date
                        assert cell.value == wanted


def test_lists_have_a_cell_for_each_entry(folder: Path) -> None:
    export(folder, "xlsx")
    sheet = _book(folder)[NAMES["figures"]]
    both = [
        (a.value, b.value) for a, b in zip(_column(sheet, "qualifiers_1"), _column(sheet, "qualifiers_2"), strict=True)
    ]
    assert both == [("延べ", "約"), (None, None), (None, None)] * 2
    assert not any("|" in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_no_cell_is_a_formula_and_no_guard_shows(folder: Path) -> None:
    nasty = "=cmd|' /C calc'!A0"
    _edit(folder / "events.csv", lambda rows: rows[0].update(venue=f"'{nasty}", region="'=1+1", series="http://x.jp"))
    export(folder, "xlsx")
    book = _book(folder)
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    events = book[NAMES["events"]]
    assert _column(events, "venue")[0].value == nasty
    assert _column(events, "venue")[0].data_type == "s"
    assert _column(events, "region")[0].value == "=1+1"
    assert _column(events, "series")[0].hyperlink is None
    assert _column(book[NAMES["measures"]], "title")[0].value == "=相談会|の開催"
    assert _column(book[NAMES["figures"]], "label")[0].value == "-ABS(1)"
    assert "=1+1 の行" in [cell.value for cell in _column(book[NAMES["checks"]], "text")]
    with zipfile.ZipFile(folder / "shinchoku.xlsx") as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == len(TABLES) + len(OWN)
        assert not [name for name in sheets if b"<f>" in parts.read(name) or b"<f " in parts.read(name)]


def test_links_lead_from_a_figure_to_its_context(samples: Path) -> None:
    book = _book(samples)
    figures = book[NAMES["figures"]]

    def follow(cell: Any) -> Any:
        name, _, place = cell.hyperlink.location.rpartition("!")
        return book[name.strip("'")][place]

    texts, blocks, ids = (_column(figures, name) for name in ("text", "block", "measure_id"))
    documents, numbers = (_column(figures, name) for name in ("document_id", "measure_no"))
    followed = 0
    for text, block, measure_id, document, number in zip(texts, blocks, ids, documents, numbers, strict=True):
        if number.value is None:
            assert text.hyperlink is None
            continue
        context = follow(text)
        row = [cell.value for cell in book[NAMES["measures"]][context.row]]
        assert row[:3] == [document.value, measure_id.value, number.value]
        if block.value in ("progress", "outlook"):
            assert re.sub(r"\s", "", text.value) in re.sub(r"\s", "", context.value)
            followed += 1
    assert followed > 100
    for name in ("part_of", "event_id", "measure_id"):
        linked = [cell for cell in _column(figures, name) if cell.value]
        assert linked
        assert all(follow(cell).value == cell.value for cell in linked)
    checks = _column(book[NAMES["checks"]], "text")
    assert all(follow(cell).row >= 3 for cell in checks)


def test_notes_say_what_each_sheet_is_and_who_made_it(samples: Path) -> None:
    book = _book(samples)
    notes = _notes(book)
    assert __version__ in notes["program"][0]
    assert CONTRACT_VERSION in notes["program"][1]
    for name in book.sheetnames[1:]:
        assert all(notes[name])
    assert "159 行" in notes[NAMES["figures"]][0]
    assert "見出しは2行" in notes["heads"][0]
    columns = list(book[OWN[1]].iter_rows(min_row=3, values_only=True))
    assert len(columns) == sum(len(table.columns) for table in TABLES)
    assert ("figures", "kind", "participants", "参加者数") in list(book[OWN[2]].iter_rows(min_row=3, values_only=True))


def test_messages_wrap_in_rows_that_are_high_enough(samples: Path) -> None:
    sheet = _book(samples)[NAMES["checks"]]
    at = [cell.value for cell in sheet[2]].index("message_ja") + 1
    for row in range(3, sheet.max_row + 1):
        assert sheet.cell(row, at).alignment.wrap_text
        assert sheet.row_dimensions[row].height >= 30
    assert not sheet.cell(3, 1).alignment.wrap_text


def test_the_workbook_was_created_when_the_newest_report_was_read(folder: Path) -> None:
    export(folder, "xlsx")
    assert _book(folder).properties.created == dt.datetime(2024, 1, 1, 9)


def test_an_empty_dataset_makes_a_workbook_of_heads(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        store.save()
    export(tmp_path, "xlsx")
    book = _book(tmp_path)
    assert all(book[name].max_row == 2 for name in NAMES.values())


def test_what_excel_cannot_hold_is_a_text_and_told(folder: Path) -> None:
    def change(rows: list[dict[str, str]]) -> None:
        rows[0].update(value="123456789012345678", as_of="1877-02-15")
        rows[1].update(value="1" + "0" * 400)
        rows[2].update(value="123456789012345")

    _edit(folder / "figures.csv", change)
    made = export(folder, "xlsx")
    sheet = _book(folder)[NAMES["figures"]]
    values = _column(sheet, "value")
    assert [cell.value for cell in values[:3]] == ["123456789012345678", "1" + "0" * 400, 123456789012345]
    assert _column(sheet, "as_of")[0].value == "1877-02-15"
    assert [(n.key, n.parts) for n in made.notices] == [("format.as_text", {"count": 3})]
    assert _notes(_book(folder))["as_text"][0] == say("ja", "format.as_text", count=3)


def test_a_text_longer_than_a_cell_is_cut_and_told(folder: Path) -> None:
    _edit(folder / "figures.csv", lambda rows: rows[0].update(context="𠮷" * 20_000, label="長" * 32_767))
    made = export(folder, "xlsx")
    sheet = _book(folder)[NAMES["figures"]]
    cut, whole = _column(sheet, "context")[0].value, _column(sheet, "label")[0].value
    assert len(cut.encode("utf-16-le")) // 2 <= 32_767
    assert cut.startswith("𠮷" * 16_000)
    assert cut.endswith("（以下略）")
    assert whole == "長" * 32_767
    assert [n.key for n in made.notices] == ["format.cut"]


def test_rows_beyond_a_sheet_go_on_on_the_next_and_links_find_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 4)
    made = export(folder, "xlsx")
    book = _book(folder)
    names = [name for name in book.sheetnames if name.startswith(NAMES["figures"])]
    assert names == [NAMES["figures"], f"{NAMES['figures']}_2", f"{NAMES['figures']}_3"]
    assert [book[name].max_row for name in names] == [4, 4, 4]
    found = [cell.value for name in names for cell in _column(book[name], "figure_id")]
    assert found == load(folder)["figures"]["figure_id"].tolist()
    assert book[names[2]].freeze_panes == "A3"
    told = [n.parts["sheets"] for n in made.notices if n.parts["table"] == "figures"]
    assert told == [f"{names[0]} – {names[2]}"]
    assert {n.key for n in made.notices} == {"format.rows"}


def test_links_beyond_what_excel_allows_are_texts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_LINKS", 3)
    made = export(folder, "xlsx")
    sheet = _book(folder)[NAMES["figures"]]
    assert sum(cell.hyperlink is not None for row in sheet.iter_rows() for cell in row) == 3
    assert all(cell.value for cell in _column(sheet, "text"))
    assert [n.parts["sheet"] for n in made.notices] == [NAMES["figures"], NAMES["dates"]]


def test_a_large_workbook_reads_the_same(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def content() -> list[list[tuple[Any, ...]]]:
        export(folder, "xlsx")
        return [list(sheet.iter_rows(values_only=True)) for sheet in _book(folder)]

    small = content()
    monkeypatch.setattr(xlsx, "_IN_MEMORY", 1)
    before = (folder / "shinchoku.xlsx").read_bytes()
    assert content() == small
    assert (folder / "shinchoku.xlsx").read_bytes() != before


def test_sheet_names_fit_excel(samples: Path) -> None:
    for name in _book(samples).sheetnames:
        assert len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]", name)
