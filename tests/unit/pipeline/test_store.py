from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import ledger, packing
from pipeline.errors import OutputError
from pipeline.model import Period
from pipeline.store import Reading, Store, reading_of, reading_of_failure
from pipeline.tables import TABLES

from .sample_dataset import TEXT, sample_dataset

VERSION = "1.0.0"


def _add(store: Store, seed: str = "a", at: str = "2024-01-01T00:00:00Z", **more: object) -> dict[str, str]:
    return store.put(_reading(seed, at, **more))


def _reading(seed: str = "a", at: str = "2024-01-01T00:00:00Z", **more: object) -> Reading:
    return reading_of(sample_dataset(seed, **more), pipeline_version=VERSION, processed_at=at)  # type: ignore[arg-type]


def _fail(store: Store, **more: str) -> dict[str, str]:
    failure = {"name": "x.txt", "sha256": "ab" * 32, "format": "txt", "failure": "理由 / reason"}
    failure |= {"pipeline_version": VERSION, "processed_at": "2024-01-01T00:00:00Z"}
    return store.put(reading_of_failure(**failure | more))


def _bytes(folder: Path) -> dict[str, bytes]:
    """Return the files of the datasets; what is hidden is the ledger's."""
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith(".")}


def _without_ledger(folder: Path) -> None:
    """Make of a folder one that a version without a ledger wrote."""
    for file in (folder / ".shinchoku").iterdir():
        file.unlink()
    (folder / ".shinchoku").rmdir()


def _read(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_a_new_folder_gets_every_file(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "out"
    store = Store(folder)
    document = _add(store)
    written = store.save()
    wanted = {t.file_name for t in TABLES} | {"datapackage.json", f"reports/{document['document_id']}.json"}
    assert set(_bytes(folder)) == wanted
    assert {p.relative_to(folder).as_posix() for p in written} == wanted


def test_a_second_run_changes_nothing_but_tells_the_document(tmp_path: Path) -> None:
    store = Store(tmp_path)
    _add(store)
    store.save()
    before = _bytes(tmp_path)
    again = Store(tmp_path)
    document = _add(again, at="2030-12-31T00:00:00Z")
    assert document["processed_at"] == "2024-01-01T00:00:00Z"
    assert again.save() == []
    assert _bytes(tmp_path) == before


def test_a_document_that_reads_otherwise_is_replaced_and_the_others_stay(tmp_path: Path) -> None:
    store = Store(tmp_path)
    kept = _add(store, "a")["document_id"]
    changed = _add(store, "b", name="b.txt")["document_id"]
    store.save()
    others = [row for row in _read(tmp_path, "figures") if row["document_id"] == kept]
    dataset = replace(sample_dataset("b", name="b.txt"), figures=())
    store = Store(tmp_path)
    document = store.put(reading_of(dataset, pipeline_version=VERSION, processed_at="2030-01-01T00:00:00Z"))
    store.save()
    assert (document["figures"], document["processed_at"]) == ("0", "2030-01-01T00:00:00Z")
    figures = _read(tmp_path, "figures")
    assert [row for row in figures if row["document_id"] == kept] == others
    assert not [row for row in figures if row["document_id"] == changed]


def test_documents_are_ordered_by_year_period_title_and_the_tables_follow(tmp_path: Path) -> None:
    store = Store(tmp_path)
    heads = {
        "none": {"year": None, "period": None},
        "late": {"year": 2024, "period": Period.H1},
        "whole": {"year": 2023, "period": Period.FY},
        "second": {"year": 2023, "period": Period.H2},
        "first-b": {"year": 2023, "period": Period.H1, "title": "い"},
        "first-a": {"year": 2023, "period": Period.H1, "title": "あ"},
    }
    ids = {_add(store, seed, name=seed, **head)["document_id"]: seed for seed, head in heads.items()}
    store.save()
    order = [ids[row["document_id"]] for row in _read(tmp_path, "documents")]
    assert order == ["first-a", "first-b", "second", "whole", "late", "none"]
    for table in TABLES:
        assert list(dict.fromkeys(ids[row["document_id"]] for row in _read(tmp_path, table.name))) == order


def test_the_order_of_adding_does_not_show(tmp_path: Path) -> None:
    for folder, seeds in (("one", "abc"), ("two", "cab")):
        store = Store(tmp_path / folder)
        for seed in seeds:
            _add(store, seed, name=seed)
        store.save()
    assert _bytes(tmp_path / "one") == _bytes(tmp_path / "two")


def test_text_cells_are_harmless_and_equal_to_the_report(tmp_path: Path) -> None:
    store = Store(tmp_path)
    _add(store)
    store.save()
    for name in ("figures", "dates", "checks", "numerals"):
        for row in _read(tmp_path, name):
            if row["text"] and row["offset_start"]:
                assert TEXT[int(row["offset_start"]) : int(row["offset_end"])] == row["text"]
    assert [row["text"] for row in _read(tmp_path, "figures")] == ["2千円", "＋12人", "-3人"]
    assert [row["value"] for row in _read(tmp_path, "figures")] == ["2000", "12.5", "-3"]
    check = _read(tmp_path, "checks")[0]
    assert (check["text"], check["message_ja"], check["message_en"]) == ("", "'=曜日", "weekday\ufffd")
    assert _read(tmp_path, "measures")[0]["title"] == "'=相談会|の開催"
    assert _read(tmp_path, "events")[0]["title"] == "'@題名"


def test_guarded_cells_are_not_guarded_twice(tmp_path: Path) -> None:
    store = Store(tmp_path)
    _add(store, name="=x.txt")
    store.save()
    before = _bytes(tmp_path)
    store = Store(tmp_path)
    _add(store, "b", name="b.txt")
    store.save()
    assert before["measures.csv"].splitlines()[1] in (tmp_path / "measures.csv").read_bytes()
    assert _read(tmp_path, "documents")[0]["source_file"] in ("'=x.txt", "b.txt")
    store = Store(tmp_path)
    assert _add(store, name="=x.txt")["source_file"] == "=x.txt"
    assert store.save() == []


def test_held_documents_are_whole_and_of_this_version(tmp_path: Path) -> None:
    store = Store(tmp_path)
    sha256 = sample_dataset().source.sha256
    assert store.held(sha256, pipeline_version=VERSION) is None
    document = _add(store)
    store.save()
    store = Store(tmp_path)
    assert store.held(sha256, pipeline_version=VERSION) == document == store.known(sha256[:16])
    assert store.held(sha256, pipeline_version="9.9.9") is None
    assert store.unclaimed(sha256) == 1


@pytest.mark.parametrize("lost", ["numerals.csv", "report"])
def test_what_is_missing_is_written_again_from_the_ledger(tmp_path: Path, lost: str) -> None:
    store = Store(tmp_path)
    document_id = _add(store)["document_id"]
    store.save()
    before = _bytes(tmp_path)
    (
        tmp_path / ("reports" if lost == "report" else "") / (f"{document_id}.json" if lost == "report" else lost)
    ).unlink()
    store = Store(tmp_path)
    assert store.held(sample_dataset().source.sha256, pipeline_version=VERSION) is not None
    store.save()
    assert _bytes(tmp_path) == before


def test_a_failure_is_a_row_and_is_tried_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    _fail(store)
    store.save()
    (row,) = _read(tmp_path, "documents")
    assert (row["status"], row["failure"], row["source_file"]) == ("failed", "理由 / reason", "x.txt")
    before = _bytes(tmp_path)
    store = Store(tmp_path)
    assert store.held("ab" * 32, pipeline_version=VERSION) is None
    _fail(store, processed_at="2031-01-01T00:00:00Z")
    assert store.save() == []
    assert _bytes(tmp_path) == before


def test_a_failure_takes_the_place_of_an_earlier_reading(tmp_path: Path) -> None:
    store = Store(tmp_path)
    document_id = _add(store)["document_id"]
    store.save()
    store = Store(tmp_path)
    _fail(store, sha256=sample_dataset().source.sha256)
    store.save()
    assert [r["status"] for r in _read(tmp_path, "documents")] == ["failed"]
    assert _read(tmp_path, "figures") == []
    assert not (tmp_path / "reports" / f"{document_id}.json").exists()


def test_an_unreadable_file_is_forgotten_once_it_can_be_read(tmp_path: Path) -> None:
    store = Store(tmp_path)
    _fail(store, name="みどり県.txt", sha256="")
    _fail(store, name="other.txt", sha256="")
    _add(store)
    store.save()
    assert sorted(r["source_file"] for r in _read(tmp_path, "documents")) == ["other.txt", "みどり県.txt"]


def test_rows_of_a_run_that_was_cut_off_are_dropped(tmp_path: Path) -> None:
    store = Store(tmp_path)
    _add(store, "a")
    store.save()
    documents = (tmp_path / "documents.csv").read_bytes()
    store = Store(tmp_path)
    _add(store, "b", name="b.txt")
    store.save()
    (tmp_path / "documents.csv").write_bytes(documents)  # as if the run had ended before its last file
    _without_ledger(tmp_path)
    Store(tmp_path).save()
    assert {r["document_id"] for r in _read(tmp_path, "figures")} == {sample_dataset("a").source.document_id}


@pytest.mark.parametrize("name", ["documents.csv", "figures.csv", "datapackage.json"])
def test_files_of_others_are_never_overwritten(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("colour,size\r\nred,1\r\n", encoding="utf-8")
    with pytest.raises(OutputError, match="another output folder"):
        Store(tmp_path)
    assert (tmp_path / name).read_text(encoding="utf-8").startswith("colour")


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(OutputError, match="not a folder"):
        Store(tmp_path / "out")
    with pytest.raises(OutputError, match="cannot be written"):
        Store(tmp_path / "out" / "below")


def test_package_and_report_are_json_of_the_rows(tmp_path: Path) -> None:
    store = Store(tmp_path)
    document = _add(store)
    store.save()
    report = json.loads((tmp_path / "reports" / f"{document['document_id']}.json").read_text(encoding="utf-8"))
    assert report["text"] == TEXT
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        with (tmp_path / resource["path"]).open(encoding="utf-8-sig", newline="") as file:
            assert next(csv.reader(file)) == [f["name"] for f in resource["schema"]["fields"]]


def test_a_folder_of_an_older_version_is_taken_in(tmp_path: Path) -> None:
    store = Store(tmp_path)
    _add(store, "a")
    _fail(store)
    store.save()
    before = _bytes(tmp_path)
    _without_ledger(tmp_path)
    store = Store(tmp_path)
    assert store.held(sample_dataset("a").source.sha256, pipeline_version=VERSION) is not None
    assert store.unclaimed(sample_dataset("a").source.sha256) == 1
    store.save()
    assert _bytes(tmp_path) == before


def test_columns_that_an_older_version_lacked_are_empty(tmp_path: Path) -> None:
    store = Store(tmp_path)
    _add(store)
    store.save()
    _without_ledger(tmp_path)
    path = tmp_path / "events.csv"
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    at = rows[0].index("venue")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([row[:at] + row[at + 1 :] for row in rows])
    Store(tmp_path).save()
    assert {row["venue"] for row in _read(tmp_path, "events")} == {""}
    assert list(_read(tmp_path, "events")[0]) == rows[0]


def test_a_corrected_report_takes_the_place_of_the_older_one(tmp_path: Path) -> None:
    store = Store(tmp_path)
    old = _add(store, "a", name="課/a.txt")["document_id"]
    elsewhere = _add(store, "c", name="別の課/a.txt")["document_id"]
    new = store.put(_reading("b", name="課/b.txt"), corrects=True)["document_id"]
    store.save()
    assert {row["document_id"] for row in _read(tmp_path, "documents")} == {new, elsewhere}
    assert not (tmp_path / "reports" / f"{old}.json").exists()
    assert store.successor(old) == new
    assert [row["text"] for row in store.rows(old)["figures"]] == ["2千円", "＋12人", "-3人"]
    assert store.known(old) is None
    assert store.held(sample_dataset("a").source.sha256, pipeline_version=VERSION) is not None


def test_a_ledger_that_is_none_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / ".shinchoku").mkdir()
    (tmp_path / ".shinchoku" / "ledger.sqlite3").write_bytes(b"no ledger" * 1000)
    with pytest.raises(OutputError, match="move it away"):
        Store(tmp_path)


def test_long_rows_go_to_the_ledger_and_to_the_tables_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = []
    for piece in (ledger.PIECE, 50):
        monkeypatch.setattr(ledger, "PIECE", piece)
        monkeypatch.setattr(packing, "PIECE", piece)
        with Store(tmp_path / str(piece)) as store:
            _add(store, "a")
            _add(store, "b")
            _fail(store)
            store.save()
            assert [store.rows(i) for i in store.ledger.in_order()]
        written.append(_bytes(tmp_path / str(piece)))
    assert written[0] == written[1]
