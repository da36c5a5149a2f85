"""Measures that stand in tables without a head: the name in the left cell, what is told of it in the right one below labels.

〔実績〕 …, 〔課題〕 …, 〔今後の対応〕 … of one cell are taken apart as those of any cell are.
"""

from __future__ import annotations

from extractors.view import fold
from pipeline.model import BlockKind, SourceDoc
from pipeline.pages import Cell
from pipeline.segment.columns import TOLD, KindOf
from pipeline.segment.rows import INNER, Part, Row
from pipeline.tabular import Sheet

_LONGEST = 80  # characters of a name with its department
_SEVERAL = 2  # labels of a cell


def read_labelled_rows(source: SourceDoc, sheet: Sheet, kind_of: KindOf) -> list[Row]:
    """Return the rows of a table of two columns whose right cells begin with labels of blocks; none for any other table.

    Args:
        source: the text.
        sheet: the table.
        kind_of: what a label opens, by the report's style.
    """
    if sheet.grid.columns != 2 or sheet.body:
        return []
    rows: list[Row] = []
    for cells in sheet.rows():
        if len(cells) != 2 or not all(cell.spans for cell in cells):
            return []
        name, told = cells
        words = "\n".join(fold(source.text[span.start : span.end]) for span in told.spans)
        labels = [kind_of(label["title"]) for label in INNER.finditer(words)]
        begins = INNER.match(words) is not None and labels[0] in TOLD and len(labels) >= _SEVERAL
        if not begins or len(sheet.words(name)) > _LONGEST or "。" in sheet.words(name):
            return []
        row = Row()
        row.name(source.text, name)
        _tell(row, source, told, kind_of)
        rows.append(row)
    return rows


def _tell(row: Row, source: SourceDoc, told: Cell, kind_of: KindOf) -> None:
    """Take up a cell, which a drawn table has in a piece for each of its lines: a label holds up to the next one."""
    kind, label = BlockKind.OTHER, ""
    for span in told.spans:
        words = fold(source.text[span.start : span.end]).strip()
        labels = [(m, k) for m in INNER.finditer(words) if (k := kind_of(m["title"])) in TOLD and k is not None]
        if labels and labels[0][0].end() == len(words):
            row.words.append(span)
        else:
            row.tell(Part(BlockKind.OTHER if labels else kind, "" if labels else label, span))
        if labels:
            kind, label = labels[-1][1], labels[-1][0]["title"].replace(" ", "")
