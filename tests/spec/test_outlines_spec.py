"""Runs the cases of outlines.md: which headings a report has, whatever their marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.ingest import drawn
from pipeline.locate import locate
from pipeline.model import Place, Report, ReportHead, SourceDoc
from pipeline.profile import builtin, parse
from pipeline.segment import segment
from pipeline.segment.choice import choose, derived_from
from pipeline.segment.drafts import draft

_CASE = re.compile(
    r"^## (?P<title>[^\n]+)\n```\n(?P<body>.*?)```\n(?P<outline>(?:(?:direction|section|measure) [^\n]+\n?)+)(?P<notes>(?:note [^\n]+\n?)*)",
    re.MULTILINE | re.DOTALL,
)
_CASES = list(_CASE.finditer((Path(__file__).parent / "outlines.md").read_text(encoding="utf-8")))
_KINDS = {"progress": "p", "outlook": "o", "issues": "i", "target": "t", "other": "x"}


def _source(text: str) -> SourceDoc:
    text = text.replace("␌", "\f")
    found = drawn.find(text)
    return SourceDoc(
        name="r.txt",
        sha256="0" * 64,
        format="txt",
        text=text,
        page_starts=(0, *(match.end() for match in re.finditer("\f", text))),
        tables=found.tables,
        furniture=found.rules,
    )


def _outline(report: Report) -> Iterator[str]:
    for direction in report.directions:
        if direction.heading is not None:
            yield f"direction {direction.no or '-'} {direction.title}"
        for section in direction.sections:
            if section.heading is not None:
                yield f"section {section.no or '-'} {section.title}"
            for measure in section.measures:
                kinds = "".join(_KINDS[block.kind.value] for block in measure.blocks)
                marks = (f"〔{mark}〕" for mark in measure.marks)
                yield " | ".join((f"measure {measure.title}", "、".join(measure.departments), kinds, *marks))


def _expected(case: re.Match[str]) -> list[str]:
    lines = (line.replace("| |", "|  |") for line in case["outline"].splitlines())
    return [f"{line} " if line.endswith("|") else line for line in lines]


def test_there_are_cases() -> None:
    assert len(_CASES) >= 30


@pytest.mark.parametrize("case", _CASES, ids=[case["title"] for case in _CASES])
def test_outline(case: re.Match[str]) -> None:
    source = _source(case["body"])
    report = segment(source, choose(source, builtin()), ReportHead())
    assert list(_outline(report)) == _expected(case)
    assert "".join(source.text[s.span.start : s.span.end] for s in report.segments) == source.text


_WITH_NOTES = [case for case in _CASES if case["notes"]]


@pytest.mark.parametrize("case", _WITH_NOTES, ids=[case["title"] for case in _WITH_NOTES])
def test_notes_below_tables(case: re.Match[str]) -> None:
    source = _source(case["body"])
    locator = locate(segment(source, choose(source, builtin()), ReportHead()))
    for line in case["notes"].splitlines():
        _, no, words = line.split(" ", 2)
        assert source.text.count(words) == 1
        expected = Place(direction_no=None if no == "-" else int(no))
        assert locator.place(source.text.index(words)) == expected


@pytest.mark.parametrize("case", _CASES, ids=[case["title"] for case in _CASES])
def test_a_draft_of_the_outline_reads_it_again(case: re.Match[str]) -> None:
    source = _source(case["body"])
    style = parse(draft(derived_from(source), "my-style", "my style"), "my-style.toml")
    assert list(_outline(segment(source, style, ReportHead()))) == _expected(case)
