"""The same rows as a tree: what reports/<document_id>.json holds."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from extractors.mentions import DatePart, Span, WrittenDate
from extractors.view import with_ideographs
from pipeline.model import Block, Dataset, DateRecord, Event, FieldSource, FigureRecord, Measure, Section
from pipeline.pages import Note, PageReading
from pipeline.tables import COUNTED
from pipeline.tables.schema import CONTRACT_VERSION, Value, json_text, to_json

Node = dict[str, Any]
Lines = Mapping[str, Iterator[tuple[int, bytes]]]
"""The rows of each table, as `line_of` returns them; each to be gone through once."""

_HEAD = ("title", "plan_name", "organisation", "fiscal_year", "period")
_MENTIONS = ("figures", "dates", "events")


class _Leaves:
    """Stretches of the text that do not overlap, and what is said in each."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]
        self.mentions: dict[Span, _Mentions] = {}

    def holding(self, at: int) -> _Mentions | None:
        """Return what is said in the stretch that holds an offset; None if none does."""
        k = bisect_right(self._starts, at) - 1
        if k < 0 or at >= self._spans[k].end:
            return None
        return self.mentions.setdefault(self._spans[k], _Mentions())


class _Mentions:
    """The figures, dates and events of a node, as JSON."""

    def __init__(self) -> None:
        self.lines: dict[str, list[bytes]] = {name: [] for name in _MENTIONS}

    def behind(self, node: bytes) -> bytes:
        """Return a node with its mentions behind its own entries."""
        return _with(node, *((name, b"[" + b", ".join(lines) + b"]") for name, lines in self.lines.items()))


class _Coming:
    """The mentions of a table that are not seated yet, in order."""

    def __init__(self, lines: Iterator[tuple[int, bytes]]) -> None:
        self._lines = lines
        self._next = next(lines, None)

    def before(self, end: float) -> Iterator[tuple[int, bytes]]:
        """Yield the start and the JSON of those that begin before an offset."""
        while self._next is not None and self._next[0] < end:
            yield self._next
            self._next = next(self._lines, None)


class _Tree:
    """The tree of a report, with each mention at the smallest node that holds its first character.

    It is JSON from the start, and what holds measures is handed out in pieces: a direction may be most of a report.
    """

    def __init__(self, dataset: Dataset, lines: Lines) -> None:
        self._dataset = dataset
        self._direction_lines, self._measure_lines = _bare(lines["directions"]), _bare(lines["measures"])
        measures = list(dataset.report.measures())
        loose = dataset.report.loose
        self._blocks = _Leaves(block.span for block in (*(b for m in measures for b in m.blocks), *loose))
        self._measures = _Leaves(measure.span for measure in measures)
        self._outside = _Mentions()
        self._coming = {name: _Coming(lines[name]) for name in _MENTIONS}

    def _seat(self, end: float) -> None:
        """Tie the mentions before an offset to their nodes: both come in order, and few wait for theirs to be written."""
        for name, coming in self._coming.items():
            for at, line in coming.before(end):
                holder = self._blocks.holding(at) or self._measures.holding(at) or self._outside
                holder.lines[name].append(line)

    def outside(self) -> bytes:
        """Return what stands in no node."""
        self._seat(math.inf)
        return self._outside.behind(b"{}")

    def directions(self) -> Iterator[Iterator[bytes]]:
        """Yield the directions with all that stands in them, each in pieces."""
        for direction in self._dataset.report.directions:
            own = b"{}"
            if direction.heading is not None:
                own = _with(
                    next(self._direction_lines), ("marks", json_text(list(map(with_ideographs, direction.marks))))
                )
            yield _holding(own, "sections", map(self._section, direction.sections))

    def loose(self) -> Iterator[bytes]:
        """Yield the blocks that stand in no measure."""
        yield from map(self._block, self._dataset.report.loose)

    def _section(self, section: Section) -> Iterator[bytes]:
        own = {
            "section_no": section.no,
            "section_title": section.title and with_ideographs(section.title),
            **_span(section.heading),
            "marks": list(map(with_ideographs, section.marks)),
        }
        return _holding(json_text(own), "measures", ([self._measure(measure)] for measure in section.measures))

    def _measure(self, measure: Measure) -> bytes:
        own = _with(
            next(self._measure_lines),
            ("heading", json_text(_placed(self._dataset, measure.heading))),
            ("blocks", _listed(map(self._block, measure.blocks))),
        )
        self._seat(measure.span.end)
        return self._measures.mentions.pop(measure.span, _Mentions()).behind(own)

    def _block(self, block: Block) -> bytes:
        own: Node = {
            "kind": block.kind,
            "heading": None if block.heading is None else _span(block.heading),
            **_span(block.span),
            "items": [{"marker": i.marker, "title": i.title, **_span(i.span)} for i in block.items],
        }
        self._seat(block.span.end)
        return self._blocks.mentions.pop(block.span, _Mentions()).behind(json_text(own))


def _bare(lines: Iterator[tuple[int, bytes]]) -> Iterator[bytes]:
    return (line for _, line in lines)


def report_entries(dataset: Dataset, document: Mapping[str, Value], lines: Lines) -> Iterator[tuple[str, Any]]:
    """Yield the entries of a report's JSON, as `json_pieces` takes them.

    Args:
        dataset: the report.
        document: its row of documents.
        lines: its other rows, as `line_of` returns them.
    """
    source, tree = dataset.source, _Tree(dataset, lines)
    encoding = source.encoding
    yield "schema", "shinchoku-report"
    yield "version", CONTRACT_VERSION
    # Not the time, so that the bytes are the same whenever it runs; not the counts, since the rows are all here.
    yield from ((n, v) for n, v in _row(document).items() if n not in ("processed_at", *COUNTED))
    yield "encoding", None if encoding is None else {"name": encoding.name, "runner_up": encoding.runner_up}
    yield "pages_read", map(_page, source.pages)
    yield "notes", map(_note, source.notes)
    yield "head", _head(document, dict(dataset.report.head.sources))
    yield "issued", to_json(dataset.issued)
    yield "directions", tree.directions()
    yield "loose", tree.loose()
    yield "outside", tree.outside()
    yield "indicators", _bare(lines["indicators"])
    yield "segments", ({"kind": kind, **_span(span)} for kind, span in dataset.report.segments)
    yield "complete_totals", list(dataset.complete_totals)
    yield "checks", _bare(lines["checks"])
    yield "numerals", _bare(lines["numerals"])
    yield (
        "rejected",
        ({"extractor": r.extractor, **_placed(dataset, r.span), "lost_to": _span(r.lost_to)} for r in dataset.rejected),
    )
    yield "page_starts", list(source.page_starts)
    yield "text", source.text


def line_of(dataset: Dataset, record: object, values: Mapping[str, Value]) -> tuple[int, bytes]:
    """Return where a row begins, -1 for one that stands nowhere, and the row as JSON.

    Args:
        dataset: the report.
        record: what it was made of.
        values: of its columns.
    """
    node: Node = dict(values)
    match record:
        case FigureRecord():
            node["label_span"] = None if record.figure.label_span is None else _span(record.figure.label_span)
        case DateRecord():
            node |= _date(record)
        case Event():
            node["evidence"] = list(record.evidence)
            node |= _placed(dataset, record.span)
    start = values["offset_start"]
    return start if isinstance(start, int) else -1, json_text(node)


def _with(node: bytes, *entries: tuple[str, bytes]) -> bytes:
    """Return the JSON of an object with further entries."""
    more = b", ".join(json_text(name) + b": " + value for name, value in entries)
    return _open(node) + more + b"}"


def _holding(node: bytes, name: str, nodes: Iterable[Iterable[bytes]]) -> Iterator[bytes]:
    """Yield the JSON of an object with a list of others, all in pieces."""
    yield _open(node) + json_text(name) + b": ["
    between = b""
    for pieces in nodes:
        yield between
        yield from pieces
        between = b", "
    yield b"]}"


def _open(node: bytes) -> bytes:
    """Return the JSON of an object up to where a further entry begins."""
    return b"{" if node == b"{}" else node[:-1] + b", "


def _listed(nodes: Iterable[bytes]) -> bytes:
    return b"[" + b", ".join(nodes) + b"]"


def _row(values: Mapping[str, Value]) -> Node:
    return {name: to_json(value) for name, value in values.items()}


def _span(span: Span | None) -> dict[str, int | None]:
    if span is None:
        return {"offset_start": None, "offset_end": None}
    return {"offset_start": span.start, "offset_end": span.end}


def _placed(dataset: Dataset, span: Span) -> Node:
    """Return a span, with its boxes on the page where the format has places."""
    boxes = dataset.source.boxes
    return {**_span(span), **({"bbox": boxes(span).split("|")} if boxes else {})}


def _head(document: Mapping[str, Value], sources: dict[str, FieldSource]) -> Node:
    return {name: {"value": to_json(document[name]), "source": sources.get(name)} for name in _HEAD}


def _page(page: PageReading) -> Node:
    return {
        "page": page.no,
        "width": page.width,
        "height": page.height,
        "grade": page.grade.value,
        "reader": page.reader,
        "why": list(page.reasons),
        "agreement": page.agreement,
    }


def _note(note: Note) -> Node:
    return {"mark": note.mark, **_span(note.span), "marks": [_span(mark) for mark in note.marks]}


def _date(record: DateRecord) -> Node:
    date = record.date
    return {
        "written": _written(date.written),
        "parts": [_part(part) for part in date.parts],
        "is_range": date.is_range,
        "deadline": date.deadline,
        "opens": date.opens,
    }


def _part(part: DatePart) -> Node:
    return {"start": to_json(part.start), "end": to_json(part.end), "written": _written(part.written)}


def _written(written: WrittenDate) -> Node:
    return written._asdict()
