"""Forms of labelled cells are put together here, and what their measures tell."""

from __future__ import annotations

from extractors.mentions import Span
from pipeline.extract import extract
from pipeline.model import BlockKind, Measure, Report, ReportHead, SourceDoc
from pipeline.pages import Cell, Grid
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose

Place = str | tuple[str, int, int]  # words, and how many rows and columns they take
Table = list[list[Place]]
BREAK = "\f"
P, O, I, T, N = BlockKind.PROGRESS, BlockKind.OUTLOOK, BlockKind.ISSUES, BlockKind.TARGET, BlockKind.OTHER  # noqa: E741


def document(*parts: str | Table) -> SourceDoc:
    """Return a text of lines and tables as a PDF gives it, each cell on lines of its own; BREAK begins a page."""
    text, starts, tables = "", [0], []
    for part in parts:
        if part == BREAK:
            starts.append(len(text))
        elif isinstance(part, str):
            text += f"{part}\n"
        else:
            cells: list[Cell] = []
            for number, row in enumerate(part):
                for place in row:
                    words, rows, columns = place if isinstance(place, tuple) else (place, 1, 1)
                    taken = {
                        c
                        for cell in cells
                        if cell.row <= number < cell.row + cell.rows
                        for c in range(cell.column, cell.column + cell.columns)
                    }
                    column = next(c for c in range(99) if c not in taken)
                    spans = (Span(len(text), len(text) + len(words)),) if words else ()
                    cells.append(Cell(row=number, column=column, rows=rows, columns=columns, spans=spans))
                    text += f"{words}\n" if words else ""
            tables.append(Grid(cells=tuple(cells)))
    return SourceDoc(
        name="x.pdf", sha256="0" * 64, format="pdf", text=text, page_starts=tuple(starts), tables=tuple(tables)
    )


def read(*parts: str | Table) -> tuple[SourceDoc, Report]:
    source = document("令和6年度　青凪市みどり計画　評価シート", *parts)
    return source, segment(source, choose(source, builtin()), ReportHead())


def told(source: SourceDoc, measure: Measure) -> list[tuple[BlockKind, str]]:
    return [(b.kind, source.text[b.span.start : b.span.end]) for b in measure.blocks]


def mentioned(source: SourceDoc, report: Report, *kinds: type) -> list[str]:
    return [m.text for s in extract(source, report).stretches for m in s.mentions if isinstance(m, kinds)]


def head(title: str, office: str) -> Table:
    return [["施策名", title, "担当課", office], ["施策の目的", ("緑を守る。", 1, 3)]]


BESIDE: Table = [
    [("主な取組\n（R6実績）", 1, 1), ("苗木を310本植えた。", 1, 3)],
    ["成　果", "参加は84人だった。", "課　題", "水やりの人手が足りない。"],
    ["今後の取組\n（R7）", ("2か所を加える。", 1, 3)],
]
