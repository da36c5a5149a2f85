"""Figures that state one thing of one time twice, with two values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors.mentions import FigureKind, Span
from extractors.patterns import compile_pattern
from pipeline.model import FigureRecord

_ROW_HEAD = compile_pattern(r"[\s・│|｜┃]*(?P<name>[^\s│|｜┃]+)(?:\t|　|  | ?[│|｜┃])")
_NEAR = 12  # characters before the first of several values that are told in turn
_LONGEST_ROW = 400  # characters
_LONGEST_SENTENCE = 2_000  # characters: a report may come as one line of megabytes
_SHORTEST_NAME = 4  # characters


def conflicting(text: str, figures: Iterable[FigureRecord]) -> Iterator[tuple[FigureRecord, FigureRecord]]:
    """Yield the first statement of a thing within a measure, and a later one with another value.

    Args:
        text: the report's.
        figures: of the report, by offset.
    """
    seen: dict[tuple[object, ...], FigureRecord] = {}
    for record in figures:
        figure = record.figure
        if (
            not figure.label
            or record.as_of is None
            or len(figure.label) < _SHORTEST_NAME
            or figure.kind is FigureKind.CHANGE
            or record.place.measure_no is None
            or record.part_of
        ):
            continue
        key = (
            record.place.measure_no,
            record.place.item,
            _row_of(text, figure.span, figure.label),
            figure.label,
            figure.unit_norm,
            figure.qualifiers,
            record.as_of,
            record.status,
        )
        first = seen.setdefault(key, record)
        if first.figure.value != figure.value and not _told_in_turn(text, first.figure.span, figure.span):
            yield first, record


def _row_of(text: str, span: Span, label: str) -> str:
    """Return what heads the row of a table or of a list in columns that a span stands in, if not its own label."""
    line = text[max(0, span.start - _LONGEST_ROW) : span.start].rpartition("\n")[2]
    match = _ROW_HEAD.match(line) if len(line) < _LONGEST_ROW else None
    return match["name"] if match and not match["name"].startswith(label) else ""


def _told_in_turn(text: str, first: Span, second: Span) -> bool:
    """Tell whether a sentence gives its values to as many things: 接種者数はそれぞれ512人、133人."""
    told = text[max(0, first.start - _NEAR, second.start - _LONGEST_SENTENCE) : second.start].rpartition("。")[2]
    return "それぞれ" in told or "順に" in told
