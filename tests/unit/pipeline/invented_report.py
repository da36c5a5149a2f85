"""Texts of invented reports, read in the style that fits them, and short ones made of a preface or of labels."""

from __future__ import annotations

from pipeline.ingest import drawn
from pipeline.model import BlockKind, Check, Measure, Report, ReportHead, SourceDoc
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose

P, O, I, X = BlockKind.PROGRESS, BlockKind.OUTLOOK, BlockKind.ISSUES, BlockKind.OTHER  # noqa: E741
HEAD = "白浜市第3次みらい計画　令和6年度進捗状況報告書\n\n"
BODY = "\n【取組方向1】相談\n（1）窓口\n○ 相談会（健康課）\n（取組内容と進捗状況）\n10件。\n"
_NAMES = ("講座", "窓口", "訪問")
_STYLE = next(style for style in builtin() if style.id == "torikumi-hoko")


def source(text: str) -> SourceDoc:
    found = drawn.find(text)
    return SourceDoc(name="r.txt", sha256="0" * 64, format="txt", text=text, tables=found.tables, furniture=found.rules)


def read(text: str, given: ReportHead | None = None) -> Report:
    return segment(source(text), choose(source(text), builtin()), given or ReportHead())


def prefaced(preface: str, *, name: str = "x.txt", given: ReportHead | None = None, body: str = BODY) -> Report:
    """Return the report of a preface above a body, read in the style of the body without a choice."""
    document = SourceDoc(name=name, sha256="0" * 64, format="txt", text=preface + body)
    return segment(document, _STYLE, given or ReportHead())


def conflicts(report: Report) -> list[Check]:
    return [c for c in report.checks if c.code == "metadata_conflict"]


def measures_of(text: str) -> list[Measure]:
    measures = list(read(text, ReportHead(fiscal_year=2024)).measures())
    assert measures
    return measures


def told_of(text: str, measure: Measure) -> list[tuple[BlockKind, str]]:
    return [(block.kind, text[block.span.start : block.span.end].strip()) for block in measure.blocks]


def report_of(form: str, label: str, told: str) -> str:
    """Return a report with a label above a text, below each of three measures."""
    block = form.format(label=label, text=told)
    parts = [f"（{n}）{name}（生涯学習課）\n【取組】\n　会を開いた。\n{block}\n\n" for n, name in enumerate(_NAMES, 1)]
    return f"{HEAD}基本目標１　学び合う\n\n" + "".join(parts)


def in_company(*blocks: str) -> list[list[tuple[BlockKind, str]]]:
    """Return what the blocks of measures tell, each given as 【label】text one behind the other."""
    text = f"{HEAD}基本目標１　学び合う\n\n" + "".join(
        f"（{n}）{name}（生涯学習課）\n{told.replace('【', chr(10) + '【').strip()}\n\n"
        for n, (name, told) in enumerate(zip(_NAMES, blocks, strict=False), 1)
    )
    return [told_of(text, measure) for measure in measures_of(text)]
