"""Texts that hold tables, read as a run reads them."""

from __future__ import annotations

from pathlib import Path

from extractors.mentions import ClaimedBy
from pipeline.model import Dataset
from pipeline.run import Settings, run_one

TITLE = "青凪市ひだまり計画　令和6年度　進捗状況報告書\n\n"
Row = tuple[str, str, str | None, str | None]


def read(tmp_path: Path, *rows: str, before: str = "", after: str = "") -> Dataset:
    path = tmp_path / "x.txt"
    head, *body = rows
    rule = "|" + "---|" * head.strip("|").count("|") + "---|"
    path.write_text(TITLE + before + "\n".join([head, rule, *body]) + "\n" + after, encoding="utf-8")
    outcome = run_one(path, "x.txt", Settings())
    assert outcome.dataset is not None, outcome.error
    return outcome.dataset


def drawn(tmp_path: Path, *lines: str, before: str = "") -> Dataset:
    path = tmp_path / "x.txt"
    path.write_text(TITLE + before + "\n".join(lines) + "\n", encoding="utf-8")
    outcome = run_one(path, "x.txt", Settings())
    assert outcome.dataset is not None, outcome.error
    return outcome.dataset


def values(found: Dataset) -> list[Row]:
    return [(f.figure.text, f"{f.figure.value:f}", f.figure.unit_norm, f.figure.label) for f in found.figures]


def unclaimed(found: Dataset) -> list[str]:
    numerals = [n for n in found.numerals if n.claimed_by is ClaimedBy.UNCLAIMED]
    return [found.source.text[n.span.start : n.span.end] for n in numerals]
