"""Runs the cases of resolution.md through the stages."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from pipeline import check, extract, profile, resolve, segment
from pipeline.ingest import drawn
from pipeline.model import ReportHead, SourceDoc
from pipeline.segment.choice import choose
from pipeline.tables import rows

_HEAD = """「青凪県つながり支援計画」に基づく取組の進捗状況について（令和5年度上半期）

【取組方向1】相談の充実

○ 相談窓口の運営（福祉部地域課）

（取組内容と上半期の進捗状況）

"""
_CASE = re.compile(
    r"^## (?P<title>[^\n]+)\n```(?P<yearly>year-end)?\n(?P<body>.*?)```\n(?P<facts>(?:(?:figure|date|event)s? [^\n]+\n?)+)",
    re.M | re.S,
)
_CASES = list(_CASE.finditer((Path(__file__).parent / "resolution.md").read_text(encoding="utf-8")))
_KEY = {"figure": "text", "date": "text", "event": "start"}


def _read(body: str, *, yearly: bool) -> dict[str, list[dict[str, str]]]:
    text = (_HEAD.replace("上半期の", "").replace("上半期", "") if yearly else _HEAD) + body
    tables = drawn.find(text).tables
    source = SourceDoc(
        name="x.txt", sha256=hashlib.sha256(text.encode()).hexdigest(), format="txt", text=text, tables=tables
    )
    report = segment.segment(source, choose(source, profile.builtin()), ReportHead())
    dataset = check.check(resolve.resolve(source, report, extract.extract(source, report)))
    found = rows(dataset, pipeline_version="0", processed_at="")
    names = {r["figure_id"]: r["text"] for r in found["figures"]}
    for row in found["figures"]:
        row["part_of"] = names.get(row["part_of"], "")
    return {name: [r for r in found[f"{name}s"] if r["measure_no"] == "1"] for name in _KEY}


def test_there_are_cases() -> None:
    assert len(_CASES) >= 17


@pytest.mark.parametrize("case", _CASES, ids=[case["title"] for case in _CASES])
def test_resolution(case: re.Match[str]) -> None:
    found = _read(case["body"], yearly=case["yearly"] is not None)
    for fact in case["facts"].splitlines():
        sort, _, said = fact.partition(" ")
        if sort.endswith("s"):
            assert len(found[sort[:-1]]) == int(said), fact
            continue
        name, _, wanted = said.partition(" : ")
        row = next((r for r in found[sort] if r[_KEY[sort]] == name), None)
        assert row is not None, f"{fact}: only {[r[_KEY[sort]] for r in found[sort]]}"
        for pair in wanted.split():
            key, _, value = pair.partition("=")
            assert row[key] == value, fact
