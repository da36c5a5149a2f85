from __future__ import annotations

import csv
import datetime as dt
import itertools
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline import formats
from pipeline.errors import OutputError, UsageError
from pipeline.formats import FORMATS, check_installed, export
from pipeline.formats.source import Source
from pipeline.frames import load
from pipeline.store import Store, reading_of
from pipeline.tables import TABLES, cells, records
from pipeline.tables.schema import from_cell, to_cell
from pipeline.tables.words import WORDS

from .sample_dataset import TEXT, sample_dataset

NOW = {"pipeline_version": "1", "processed_at": "2024-01-01T09:00:00Z"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Store(tmp_path) as store:
        for seed, suffix in (("a", "txt"), ("b", "pdf")):
            store.put(reading_of(sample_dataset(seed, name=seed, suffix=suffix), **NOW))
        store.save()
    return tmp_path


def _edit(path: Path, change: Callable[[list[dict[str, str]]], None]) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    change(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _rows(db: sqlite3.Connection, query: str) -> list[tuple[object, ...]]:
    return db.execute(query).fetchall()


def test_cells_come_back_as_the_values_they_were() -> None:
    values = records(sample_dataset(), **NOW)
    written = cells(values)
    for table in TABLES:
        for row in written[table.name]:
            for column in table.columns:
                assert to_cell(from_cell(column.type, row[column.name])) == row[column.name]
    figure, row = values["figures"][0], written["figures"][0]
    assert from_cell("number", row["value"]) == figure["value"]
    assert from_cell("date", row["as_of"]) == figure["as_of"]
    assert from_cell("datetime", NOW["processed_at"]) == dt.datetime(2024, 1, 1, 9, tzinfo=dt.UTC)
    assert from_cell("boolean", "false") is False
    assert from_cell("list", "") == ()


@pytest.mark.parametrize("name", list(FORMATS))
def test_a_second_export_makes_the_same_bytes_and_touches_nothing(folder: Path, name: str) -> None:
    files = export(folder, name).files
    assert files
    before = {path: (path.read_bytes(), path.stat().st_ino) for path in files}
    assert export(folder, name).files == files
    assert {path: (path.read_bytes(), path.stat().st_ino) for path in files} == before
    for path in files:
        path.unlink()
    export(folder, name)
    assert all(path.read_bytes() == content for path, (content, _) in before.items())
    assert not list(folder.rglob("*.tmp-*"))


def test_jsonl_has_values_and_no_guards(folder: Path) -> None:
    export(folder, "jsonl")
    rows = {}
    for table in TABLES:
        lines = (folder / "jsonl" / f"{table.name}.jsonl").read_bytes().decode("utf-8").splitlines()
        rows[table.name] = [json.loads(line) for line in lines]
        assert all(tuple(row) == table.header for row in rows[table.name])
    first = rows["figures"][0]
    assert first["value"] == 2000
    assert first["qualifiers"] == ["延べ", "約"]
    assert first["label"] == "-ABS(1)"
    assert first["value_max"] is None
    assert rows["measures"][0]["title"] == "=相談会|の開催"
    assert rows["documents"][0]["processed_at"] == NOW["processed_at"]
    assert rows["dates"][0]["year_inferred"] is True


@pytest.mark.parametrize("name", ["jsonl", "parquet", "sqlite"])
def test_a_text_that_the_csv_left_empty_is_whole_again(folder: Path, name: str) -> None:
    with (folder / "checks.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["text"] for row in csv.DictReader(file) if row["offset_start"]] == ["", ""]
    export(folder, name)
    if name == "jsonl":
        lines = (folder / "jsonl" / "checks.jsonl").read_text(encoding="utf-8").splitlines()
        found = [(row["offset_start"], row["offset_end"], row["text"]) for row in map(json.loads, lines)]
    elif name == "parquet":
        table = pq.read_table(folder / "parquet" / "checks.parquet").to_pylist()
        found = [(row["offset_start"], row["offset_end"], row["text"]) for row in table]
    else:
        with sqlite3.connect(folder / "shinchoku.sqlite") as db:
            found = _rows(db, "SELECT offset_start, offset_end, text FROM checks")
        db.close()
    cited = [(start, end, text) for start, end, text in found if start is not None]
    assert [text for _, _, text in cited] == ["=1+1 の行"] * 2
    assert all(TEXT[start:end] == text for start, end, text in cited)


def test_parquet_is_typed_as_the_frames_are(folder: Path) -> None:
    export(folder, "parquet")
    frames = load(folder)
    wanted = {
        "string": "string",
        "integer": "int64",
        "year": "int64",
        "number": "double",
        "boolean": "bool",
        "date": "date32[day]",
        "datetime": "timestamp[ms, tz=UTC]",
        "list": "list<element: string>",
        "object": "string",
    }
    for table in TABLES:
        read = pq.read_table(folder / "parquet" / f"{table.name}.parquet")
        assert read.num_rows == len(frames[table.name])
        for column, field in zip(table.columns, read.schema, strict=True):
            assert (field.name, str(field.type)) == (column.name, wanted[column.type])
            assert field.nullable is not column.required
            assert field.metadata[b"title"].decode() == column.title_ja
    figures = pq.read_table(folder / "parquet" / "figures.parquet").to_pylist()
    assert figures[0]["value"] == 2000.0
    assert figures[0]["as_of"] == frames["figures"]["as_of"][0].date()
    assert figures[0]["qualifiers"] == ["延べ", "約"]


def test_parquet_says_which_whole_number_it_cannot_hold(folder: Path) -> None:
    _edit(folder / "events.csv", lambda rows: rows[0].update(ordinal=str(10**20)))
    made = export(folder, "parquet")
    assert [(n.key, n.parts["column"]) for n in made.notices] == [("format.no_integer", "ordinal")]
    assert pq.read_table(folder / "parquet" / "events.parquet")["ordinal"].to_pylist() == [None, 1]


def test_sqlite_is_typed_and_keyed(folder: Path) -> None:
    export(folder, "sqlite")
    with sqlite3.connect(folder / "shinchoku.sqlite") as db:
        assert {name for (name,) in _rows(db, "SELECT name FROM sqlite_master WHERE type = 'table'")} == {
            table.name for table in TABLES
        }
        assert _rows(db, "PRAGMA integrity_check") == [("ok",)]
        assert _rows(db, "PRAGMA foreign_key_check") == []
        for table in TABLES:
            keys = _rows(db, f"PRAGMA foreign_key_list({table.name})")
            assert {(k[3], k[2], k[4]) for k in keys} == {(f.column, f.table, f.reference) for f in table.foreign}
            info = _rows(db, f"PRAGMA table_info({table.name})")
            assert {i[1] for i in info if i[5]} == set(table.key)
            assert {i[1] for i in info if i[3]} == {c.name for c in table.columns if c.required}
        assert _rows(db, "SELECT typeof(value), typeof(page), typeof(as_of), label FROM figures LIMIT 1") == [
            ("real", "integer", "text", "-ABS(1)")
        ]
        found = _rows(db, "SELECT count(*) FROM figures, json_each(qualifiers) AS q WHERE q.value = '延べ'")
        assert found == [(2,)]
        assert "数値の名称" in str(_rows(db, "SELECT sql FROM sqlite_master WHERE name = 'figures'"))
    db.close()


def test_a_folder_without_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds no dataset"):
        export(tmp_path, "jsonl")


def test_a_cell_that_a_spreadsheet_rewrote_is_named(folder: Path) -> None:
    _edit(folder / "figures.csv", lambda rows: rows[1].update(as_of="2023/7/24"))
    with pytest.raises(OutputError, match=r"record 3, column as_of: '2023/7/24'"):
        export(folder, "jsonl")
    assert not (folder / "jsonl" / "figures.jsonl").exists()
    _edit(folder / "figures.csv", lambda rows: rows[1].update(as_of="", kind=""))
    with pytest.raises(OutputError, match="record 3, column kind"):
        export(folder, "jsonl")


def test_rows_twice_are_told_by_sqlite(folder: Path) -> None:
    _edit(folder / "figures.csv", lambda rows: rows.append(dict(rows[0])))
    with pytest.raises(OutputError, match="hold a row twice"):
        export(folder, "sqlite")
    assert not (folder / "shinchoku.sqlite").exists()


def test_tables_that_change_meanwhile_are_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0

    def stamps(_: Source) -> list[tuple[int, int]]:
        nonlocal calls
        calls += 1
        return [(0, calls if calls < 3 else 0)]

    monkeypatch.setattr(Source, "stamps", stamps)
    export(folder, "jsonl")
    assert calls == 4
    numbers = itertools.count()
    monkeypatch.setattr(Source, "stamps", lambda _: [(0, next(numbers))])
    with pytest.raises(OutputError, match="keep changing"):
        export(folder, "jsonl")


def test_a_missing_library_is_told_with_what_to_type(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "find_spec", lambda _: None)
    with pytest.raises(UsageError) as caught:
        check_installed(["xlsx", "parquet"])
    assert 'pip install "shinchoku[parquet]"' in caught.value.ja
    assert 'pip install "shinchoku[parquet]"' in caught.value.en
    with pytest.raises(UsageError):
        export(folder, "parquet")


def test_a_file_that_another_program_holds_is_told_and_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path,) = export(folder, "xlsx").files
    path.write_bytes(b"open in Excel")
    monkeypatch.setattr("pipeline.write._LOCKED_PAUSE", 0)

    def refuse(self: Path, _: Path) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputError, match=r"Excel などで開いている場合は閉じてから"):
        export(folder, "xlsx")
    assert path.read_bytes() == b"open in Excel"
    assert not list(folder.glob(".*.tmp-*"))


def test_every_value_of_a_closed_list_has_a_japanese_word() -> None:
    values = {value for table in TABLES for column in table.columns for value in column.enum if value.isascii()}
    assert values == set(WORDS)
