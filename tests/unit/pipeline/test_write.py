from __future__ import annotations

import csv
import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import OutputError
from pipeline.tables import TABLES
from pipeline.write import bare, csv_bytes, json_bytes, read_rows, safe, write

DIRECTIONS = next(table for table in TABLES if table.name == "directions")


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "＝1+1",
        "  =1",
        "@SUM(A1)",
        "＠SUM",
        "+cmd|' /C calc'!A0",
        "-ABS(1)",
        "－A1",
        "-3+A1",
        "-3人\n=1",
        "-3*2",
        "-A1～-3",
        "\t=1",
        "-",
        "- ・項目",
        "'=1",
    ],
)
def test_formulas_are_guarded_and_come_back(cell: str) -> None:
    guarded = safe(cell)
    assert guarded.startswith("'")
    assert len(guarded) == len(cell) + 1
    assert bare(guarded) == cell


@pytest.mark.parametrize(
    "cell", ["-3人", "＋12人", "−5％", "-3～-5人", "△3.2%", "+1,200件", "- 3 名", "2=3", "'80年代", "", "人"]
)
def test_quantities_and_plain_text_stay_as_they_are(cell: str) -> None:
    assert safe(cell) == bare(cell) == cell


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")))
def test_guarding_is_undone_exactly(cell: str) -> None:
    assert bare(safe(cell)) == cell


@given(st.text("'=＝@+-－ \t3人(|!A", max_size=8))
def test_guarding_is_undone_exactly_for_triggers(cell: str) -> None:
    guarded = safe(cell)
    assert bare(guarded) == cell
    assert guarded[:1] not in ("=", "＝", "@", "\t")


def test_controls_and_lone_surrogates_are_harmless() -> None:
    assert safe("a\x00b\x1b\udc80") == "a\ufffdb\ufffd\ufffd"
    assert safe("\rx") == "\ufffdx"
    assert safe("a\tb\nc") == "a\tb\nc"


def test_csv_is_rfc_4180_with_bom() -> None:
    encoded = csv_bytes([["a", "b"], ['x "y", z', "行1\n行2"]])
    assert encoded == '\ufeffa,b\r\n"x ""y"", z","行1\n行2"\r\n'.encode()
    assert list(csv.reader(io.StringIO(encoded.decode("utf-8-sig"), newline=""))) == [
        ["a", "b"],
        ['x "y", z', "行1\n行2"],
    ]


def test_json_keeps_order_and_lone_surrogates() -> None:
    encoded = json_bytes({"b": "県\udc80\x00", "a": 1})
    assert encoded.startswith('{\n"b": "県'.encode())
    assert encoded.endswith(b"\n")
    assert json.loads(encoded) == {"b": "県\udc80\x00", "a": 1}


def test_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    assert write(path, {"a": 1})
    os.utime(path, (1, 1))
    assert not write(path, {"a": 1})
    assert path.stat().st_mtime == 1
    assert write(path, {"a": 2})


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.json"
    write(path, {"a": 1})

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.write.os.fsync", full)
    with pytest.raises(OutputError, match="No space left"):
        write(path, {"a": 2})
    assert json.loads(path.read_bytes()) == {"a": 1}
    assert list(tmp_path.iterdir()) == [path]


def _locked(monkeypatch: pytest.MonkeyPatch, times: int) -> list[float]:
    """Let the first `times` renames be refused; return the pauses that are made."""
    pauses: list[float] = []
    original = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if len(pauses) < times:
            raise PermissionError(13, "in use")
        return original(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr("pipeline.write.time.sleep", pauses.append)
    return pauses


def test_a_file_that_is_locked_for_a_moment_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses = _locked(monkeypatch, 2)
    assert write(tmp_path / "x.json", [1])
    assert len(pauses) == 2


def test_a_file_that_stays_locked_says_to_close_excel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _locked(monkeypatch, 1000)
    with pytest.raises(OutputError, match="Excel") as caught:
        write(tmp_path / "x.json", [1])
    assert "閉じて" in caught.value.ja
    assert list(tmp_path.iterdir()) == []


def _file(folder: Path, content: bytes) -> Path:
    path = folder / DIRECTIONS.file_name
    path.write_bytes(content)
    return path


def test_long_cells_and_newlines_come_back(tmp_path: Path) -> None:
    row = ["x" * 300_000, "\n", '"', ",", "|", "'", ""]
    path = _file(tmp_path, csv_bytes([DIRECTIONS.header, row]))
    before = csv.field_size_limit()
    assert read_rows(path, DIRECTIONS) == [row]
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "no CSV"),
        (b"a,b\r\n", "header"),
        ("県,市\r\n".encode("cp932"), "UTF-8"),
        (csv_bytes([DIRECTIONS.header, ["only one"]]), "record 2"),
        (csv_bytes([DIRECTIONS.header]) + b'"never closed', "no CSV"),
        (csv_bytes([[*DIRECTIONS.header, "colour"]]), "newer version.*Update"),
    ],
)
def test_files_of_others_are_refused(tmp_path: Path, content: bytes, why: str) -> None:
    with pytest.raises(OutputError, match=why):
        read_rows(_file(tmp_path, content), DIRECTIONS)
