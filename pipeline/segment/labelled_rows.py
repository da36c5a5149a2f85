"""Labels within cells: 〔実績〕 …, 〔課題〕 …, 〔今後の対応〕 … of one cell are taken apart, as is what stands below a first line 目標.

In tables without a head the cells that begin with them tell of the measures whose names stand in the left column.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import NamedTuple

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.kinds import TOLD
from pipeline.model import BlockKind, SourceDoc
from pipeline.pages import Cell
from pipeline.segment.columns import KindOf
from pipeline.segment.fields import bare_label
from pipeline.segment.rows import Part, Row
from pipeline.tabular import Sheet

_INNER = compile_pattern(r"(?m)^[【〔\[<《≪〈](?P<title>[^】〕\]>》≫〉\n]{2,16})[】〕\]>》≫〉](?: ?:)?")
_TELL = frozenset({BlockKind.PROGRESS, BlockKind.ISSUES})
_LONGEST = 80  # characters of a name with its department
_LONGEST_LABEL = 20  # characters
_SEVERAL = 2  # labels of a cell
_LABEL = 5  # characters of a label that is one for certain
_SENTENCE = 8  # characters: no step and no value


class _Label(NamedTuple):
    """A label within a part of a measure: its bounds there, what it opens, its words without blanks."""

    start: int
    end: int
    kind: BlockKind
    words: str


def tell_apart(row: Row, raw: str, wraps: Container[int], kind_of: KindOf) -> None:
    """Take the cells of a measure apart in which labels head what is of another kind: 【成果】 … 【課題】 …, or a first line 目標.

    Args:
        row: the measure.
        raw: the text.
        wraps: where its line breaks stand that only wrap lines.
        kind_of: what a label opens, by the report's style.
    """
    parts: list[Part] = []
    for part in row.parts:
        folded = fold(raw[part.span.start : part.span.end])
        labels = [
            _Label(m.start(), m.end(), kind, m["title"].replace(" ", ""))
            for m in _INNER.finditer(folded)
            if (kind := kind_of(m["title"])) in TOLD and kind is not None
        ]
        labels = [] if all(label.kind is part.kind for label in labels) else labels
        labels = labels or list(_lines(part, folded, wraps, kind_of))
        if not labels:
            parts.append(part)
            continue
        begins = [_Label(0, 0, part.kind, part.label), *labels]
        for label, stop in zip(begins, [*(label.start for label in labels), len(folded)], strict=True):
            if label.end > label.start:
                named = Span(part.span.start + label.start, part.span.start + label.end)
                row.call(raw, Cell(row=0, column=0, spans=(named,)))
            text = folded[label.end : stop]
            if text.strip():
                start = part.span.start + label.end + len(text) - len(text.lstrip())
                parts.append(
                    Part(label.kind, label.words, Span(start, part.span.start + label.end + len(text.rstrip())))
                )
    row.parts = parts


def _lines(part: Part, folded: str, wraps: Container[int], kind_of: KindOf) -> Iterator[_Label]:
    """Yield the lines of a cell that are nothing but labels: 令和6年度の目標, what it is on the next.

    Each stands first or behind a sentence, or in a cell that tells of none of the kinds by itself. What only describes
    (事業の概要) is no label in a cell that tells of what was done or is wanting.
    """
    begin = 0
    while (end := folded.find("\n", begin)) >= 0:
        words = bare_label(folded[begin:end].strip()) if end - begin <= _LONGEST_LABEL else ""
        kind = kind_of(words) if words else None
        opens = not begin or part.kind is BlockKind.OTHER or folded[begin - 2] == "。"
        whole = part.span.start + end not in wraps and part.span.start + begin - 1 not in wraps
        below = folded[end + 1 : end + 1 + _SENTENCE].partition("\n")[0]
        heads = len(words) >= _LABEL or "。" in below or len(below) == _SENTENCE  # 検討, 実施, 拡大 are steps
        if kind is not None and opens and whole and heads and not (kind is BlockKind.OTHER and part.kind in _TELL):
            yield _Label(begin, end, kind, words)
        begin = end + 1


def read_labelled_rows(source: SourceDoc, sheet: Sheet, kind_of: KindOf) -> list[Row]:
    """Return the rows of a table of two columns whose right cells begin with labels of blocks; none for any other table."""
    if sheet.grid.columns != 2 or sheet.body:
        return []
    rows: list[Row] = []
    for cells in sheet.rows():
        if len(cells) != 2 or not all(cell.spans for cell in cells):
            return []
        name, told = cells
        words = "\n".join(fold(source.text[span.start : span.end]) for span in told.spans)
        labels = [kind_of(label["title"]) for label in _INNER.finditer(words)]
        begins = _INNER.match(words) is not None and labels[0] in TOLD and len(labels) >= _SEVERAL
        if not begins or len(sheet.words(name)) > _LONGEST or "。" in sheet.words(name):
            return []
        row = Row()
        row.name(source, name)
        _tell(row, source, told, kind_of)
        rows.append(row)
    return rows


def _tell(row: Row, source: SourceDoc, told: Cell, kind_of: KindOf) -> None:
    """Take up a cell, which a drawn table has in a piece for each of its lines: a label holds up to the next one."""
    kind, label = BlockKind.OTHER, ""
    for span in told.spans:
        words = fold(source.text[span.start : span.end]).strip()
        labels = [(m, k) for m in _INNER.finditer(words) if (k := kind_of(m["title"])) in TOLD and k is not None]
        if labels and labels[0][0].end() == len(words):
            row.words.append(span)
        else:
            row.tell(Part(BlockKind.OTHER if labels else kind, "" if labels else label, span))
        if labels:
            kind, label = labels[-1][1], labels[-1][0]["title"].replace(" ", "")
