"""Ruled tables are drawn here rule by rule, and their cells shown."""

from __future__ import annotations

from pipeline.model import SourceDoc
from pipeline.pages import Grid

from .drawn_pdf import LEFT, Row

HEIGHT = 24
Edges = tuple[int, ...]
EDGES = (LEFT, 200, 320, 500)
HEAD = ["取組名", "担当課", "実績"]


def line(x0: float, top0: float, x1: float, top1: float) -> str:
    return f"\n{x0} {842 - top0} m {x1} {842 - top1} l S"


def ruled(
    table: list[list[str]], edges: Edges, top: int = 100, merged: frozenset[tuple[int, int]] = frozenset()
) -> tuple[list[Row], str]:
    """Return text and rules of a table; (row, column) of `merged` goes on into the column behind it."""
    bottom = top + HEIGHT * len(table)
    rules = "".join(line(edges[0], y, edges[-1], y) for y in range(top, bottom + 1, HEIGHT))
    for column, x in enumerate(edges):
        for row in range(len(table)):
            if (row, column - 1) not in merged:
                y = top + HEIGHT * row
                rules += line(x, y, x, y + HEIGHT)
    words = [
        (edges[column] + 4, top + HEIGHT * row + 6, text)
        for row, cells in enumerate(table)
        for column, text in enumerate(cells)
        if text
    ]
    return words, rules


def shown(source: SourceDoc, grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.rows, c.columns, c.text(source.text)) for c in grid.cells]
