"""A report as text and as PDF, in every setting that offices use, says the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from extractors.mentions import Span
from extractors.view import TextView
from pipeline.model import Dataset
from pipeline.run import Settings, run_one

HERE = Path(__file__).resolve().parent
TEXTS = sorted(HERE.glob("*.txt"))


def read(path: Path) -> Dataset:
    outcome = run_one(path, path.name, Settings())
    assert outcome.dataset is not None, outcome.error
    return outcome.dataset


def said(dataset: Dataset) -> Counter[tuple[object, ...]]:
    """Return every figure, date, event and measure by what it says, wherever it stands on the page."""
    source = dataset.source
    view = TextView(source.text, source.soft_breaks, source.asides)

    def quote(span: Span) -> str:
        return view.quote(span)

    rows: list[tuple[object, ...]] = []
    for f in dataset.figures:
        of = f.figure
        rows.append(
            (quote(of.span), of.value, of.unit_norm, of.kind, of.label, of.qualifiers, f.status, f.as_of, f.place)
        )
    rows += [(quote(d.date.span), d.date.start, d.date.end, d.role, d.status, d.place) for d in dataset.dates]
    rows += [(e.title, e.series, e.venue, e.start, e.ordinal, e.participants, e.status) for e in dataset.events]
    rows += [(m.no, m.title, m.departments) for m in dataset.report.measures()]
    rows += [(i.name, i.unit, i.baseline, i.actual, i.target, i.attainment, i.earlier) for i in dataset.indicators]
    return Counter(rows)


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_the_text_says_something(text: Path) -> None:
    assert said(read(text)).total() > 40


@pytest.mark.parametrize("pdf", sorted(HERE.glob("*.pdf")), ids=lambda path: path.stem)
def test_pdf_says_what_the_text_says(pdf: Path) -> None:
    expected, found = said(read(HERE / f"{pdf.name.partition('.')[0]}.txt")), said(read(pdf))
    assert not expected - found
    assert not found - expected


def test_furniture_notes_and_ruby() -> None:
    word = read(HERE / "minakamino-r5-h1.word.pdf").source
    assert {word.text[span.start : span.end] for span in word.furniture} == {"みなかみ野県 資料3", "- 1 -", "- 2 -"}
    noted = read(HERE / "minakamino-r5-h1.notes.pdf")
    source = noted.source
    assert [(note.mark, [source.text[m.start : m.end] for m in note.marks]) for note in source.notes] == [
        ("¹⁾", ["¹⁾"]),
        ("²", ["²"]),
    ]
    assert "けんいき" in source.text
    assert {page.grade.value for page in source.pages} == {"good"}
    figures = {source.text[f.figure.span.start : f.figure.span.end] for f in noted.figures}
    assert {"500人", "3,456件"} <= figures
