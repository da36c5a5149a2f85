"""The examples of docs/using.md run on the samples, and every tool gives the same answers."""

from __future__ import annotations

import csv
import math
import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest

from pipeline.formats import FORMATS, export
from pipeline.run import Settings, run_many

_BLOCK = re.compile(r"^```(\w+ ?\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NOT_RUN = {"powerquery"}
_QUESTIONS = ("participants", "planned", "cited")


def _blocks(root: Path, name: str) -> list[tuple[str, str]]:
    return _BLOCK.findall((root / "docs" / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def place(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("using")
    run_many([root / "samples"], folder / "output", Settings())
    for name in FORMATS:
        export(folder / "output", name)
    return folder


def _plain(value: Any) -> Any:
    """Return a cell as every tool would have it: None for no value, whole numbers whatever their type."""
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    return float(value) if hasattr(value, "__float__") else str(value)


def _answer(found: Any) -> list[tuple[Any, ...]]:
    if isinstance(found, pd.DataFrame):
        rows: Iterator[Any] = found.itertuples(index=False, name=None)
    elif isinstance(found, pl.DataFrame):
        rows = found.iter_rows()
    else:
        rows = iter(found)
    return sorted((tuple(map(_plain, row)) for row in rows), key=str)


def _answers(kind: str, code: str) -> dict[str, list[tuple[Any, ...]]]:
    """Run a block and return its answers to the questions."""
    if kind == "python":
        names: dict[str, Any] = {}
        exec(code, names)
        return {name: _answer(names[name]) for name in _QUESTIONS if name in names}
    assert kind.startswith("sql "), kind
    queries = re.findall(r"^-- (\w+)\n(.*?);$", code, re.MULTILINE | re.DOTALL)
    assert [name for name, _ in queries] == list(_QUESTIONS)
    if kind == "sql duckdb":
        return {name: _answer(duckdb.sql(query).fetchall()) for name, query in queries}
    db = sqlite3.connect("file:output/shinchoku.sqlite?mode=ro", uri=True)
    try:
        return {name: _answer(db.execute(query).fetchall()) for name, query in queries}
    finally:
        db.close()


def test_both_languages_show_the_same_examples(root: Path) -> None:
    blocks = _blocks(root, "using.md")
    assert blocks == _blocks(root, "using.ja.md")
    assert {kind for kind, _ in blocks} == {"python", "r", "sql duckdb", "sql sqlite", *_NOT_RUN}
    for name, mark in (("using.md", "(not run)"), ("using.ja.md", "（実行していません）")):
        sections = (root / "docs" / name).read_text(encoding="utf-8").split("\n## ")
        for section in sections:
            shows = {kind for kind, _ in _BLOCK.findall(section)} & _NOT_RUN
            assert (mark in section.partition("\n")[0]) == bool(shows)


def test_every_example_runs_and_all_agree(root: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    answers: dict[str, list[list[tuple[Any, ...]]]] = {name: [] for name in _QUESTIONS}
    for kind, code in _blocks(root, "using.md"):
        if kind != "r" and kind not in _NOT_RUN:
            for name, answer in _answers(kind, code).items():
                answers[name].append(answer)
    assert {name: len(given) for name, given in answers.items()} == {"participants": 5, "planned": 4, "cited": 4}
    for given in answers.values():
        assert given[0]
        assert all(answer == given[0] for answer in given)


def test_the_answers_are_those_of_the_report(root: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    (code,) = (code for kind, code in _blocks(root, "using.md") if kind == "sql sqlite")
    answers = _answers("sql sqlite", code)
    counted = [row[-2:] for row in answers["participants"] if row[0] == "白嶺県再犯防止推進計画"]
    assert set(counted) == {("延べ", 97.0), ("実", 26.0), ("-", 90.0), ("-", 61.0), ("-", 320.0), ("延べ", 1046.0)}
    assert {row[1:6] for row in answers["planned"]} >= {
        ("登録事業者", "target", 430.0, 412.0, "社"),
        ("派遣回数", "target", 20.0, 17.0, "回"),
        ("来場者", "planned", 5000.0, None, "人"),
    }
    assert ("参加者", 97.0, "人", "97人", "hakurei-r5-fy.txt", 1.0) in answers["cited"]


def test_other_examples_find_something(root: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    names: dict[str, Any] = {}
    for kind, code in _blocks(root, "using.md"):
        if kind == "python":
            exec(code, names)
    with (place / "output" / "checks.csv").open(encoding="utf-8-sig") as file:
        assert names["unchecked"]["n"].sum() == len(list(csv.DictReader(file)))
    assert 18_700_000 in names["money"]
    assert names["passage"] == names["figure"]["text"]
    assert set(names["multiple"]["qualifiers_1"]) >= {"延べ", "実", "うち"}


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="no R")
def test_r_gives_the_same_answer(root: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    blocks = _blocks(root, "using.md")
    (code,) = (code for kind, code in blocks if kind == "r")
    saved = 'write.csv(participants, "r.csv", row.names = FALSE, fileEncoding = "UTF-8")\n'
    (place / "example.R").write_text(code + saved, encoding="utf-8")
    subprocess.run(["Rscript", "--encoding=UTF-8", "example.R"], check=True, env=os.environ | {"LC_ALL": "C.UTF-8"})
    with (place / "r.csv").open(encoding="utf-8", newline="") as file:
        found = [[cell or None for cell in row] for row in list(csv.reader(file))[1:]]
    (code,) = (code for kind, code in blocks if kind == "sql sqlite")
    wanted = _answers("sql sqlite", code)["participants"]
    assert sorted((str(row[0]), str(row[-2]), float(str(row[-1]))) for row in found) == sorted(
        (str(row[0]), str(row[-2]), row[-1]) for row in wanted
    )
    assert len(found) == len(wanted) > 5
