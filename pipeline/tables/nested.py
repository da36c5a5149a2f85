"""The same rows as a tree: what reports/<document_id>.json holds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from extractors.mentions import DatePart, Span, WrittenDate
from extractors.view import with_ideographs
from pipeline.model import Block, Dataset, DateRecord, Direction, Event, FieldSource, FigureRecord, Measure
from pipeline.pages import Note, PageReading
from pipeline.tables import COUNTED, Records
from pipeline.tables.schema import CONTRACT_VERSION, Value, to_json

Node = dict[str, Any]

_HEAD = ("title", "plan_name", "organisation", "fiscal_year", "period")
_MENTIONS = ("figures", "dates", "events")


class _Leaves:
    """Stretches of the text that do not overlap, and what stands in each."""

    def __init__(self) -> None:
        self._nodes: list[tuple[int, int, Node]] = []
        self._starts: list[int] = []

    def add(self, span: Span, node: Node) -> None:
        self._nodes.append((span.start, span.end, node))

    def close(self) -> None:
        self._nodes.sort(key=lambda leaf: leaf[0])
        self._starts = [start for start, _, _ in self._nodes]

    def holding(self, at: int) -> Node | None:
        k = bisect_right(self._starts, at) - 1
        return self._nodes[k][2] if k >= 0 and at < self._nodes[k][1] else None


class _Tree:
    """The tree of a report, with each mention at the smallest node that holds its first character."""

    def __init__(self, dataset: Dataset, records: Records) -> None:
        self._dataset = dataset
        self._records = records
        self._blocks = _Leaves()
        self._measures = _Leaves()
        self._direction_rows = iter(records["directions"])
        self._measure_rows = iter(records["measures"])

    def report(self) -> Node:
        """Return the whole report."""
        dataset, source = self._dataset, self._dataset.source
        # Not the time, so that the bytes are the same whenever it runs; not the counts, since the rows are all here.
        document = {n: v for n, v in _row(self._records["documents"][0]).items() if n not in ("processed_at", *COUNTED)}
        directions = [self._direction(d) for d in dataset.report.directions]
        loose = [self._block(b) for b in dataset.report.loose]
        outside = _with_mentions({})
        self._place(outside)
        encoding = source.encoding
        return {
            "schema": "shinchoku-report",
            "version": CONTRACT_VERSION,
            **document,
            "encoding": None if encoding is None else {"name": encoding.name, "runner_up": encoding.runner_up},
            "pages_read": [_page(page) for page in source.pages],
            "notes": [_note(note) for note in source.notes],
            "head": _head(self._records["documents"][0], dict(dataset.report.head.sources)),
            "directions": directions,
            "loose": loose,
            "outside": outside,
            "indicators": [_row(r) for r in self._records["indicators"]],
            "segments": [{"kind": s.kind.value, **_span(s.span)} for s in dataset.report.segments],
            "checks": [_row(r) for r in self._records["checks"]],
            "numerals": [_row(r) for r in self._records["numerals"]],
            "rejected": [
                {"extractor": r.extractor, **self._placed(r.span), "lost_to": _span(r.lost_to)}
                for r in dataset.rejected
            ],
            "page_starts": list(source.page_starts),
            "text": source.text,
        }

    def _placed(self, span: Span) -> Node:
        """Return a span, with its boxes on the page where the format has places."""
        boxes = self._dataset.source.boxes
        return {**_span(span), **({"bbox": boxes(span).split("|")} if boxes else {})}

    def _direction(self, direction: Direction) -> Node:
        node = {} if direction.heading is None else _row(next(self._direction_rows))
        node["sections"] = [
            {
                "section_no": section.no,
                "section_title": section.title and with_ideographs(section.title),
                **_span(section.heading),
                "measures": [self._measure(measure) for measure in section.measures],
            }
            for section in direction.sections
        ]
        return node

    def _measure(self, measure: Measure) -> Node:
        node = _row(next(self._measure_rows))
        node["heading"] = self._placed(measure.heading)
        node["blocks"] = [self._block(block) for block in measure.blocks]
        self._measures.add(measure.span, _with_mentions(node))
        return node

    def _block(self, block: Block) -> Node:
        node: Node = {
            "kind": block.kind.value,
            "heading": None if block.heading is None else _span(block.heading),
            **_span(block.span),
            "items": [{"marker": i.marker, "title": i.title, **_span(i.span)} for i in block.items],
        }
        self._blocks.add(block.span, _with_mentions(node))
        return node

    def _place(self, outside: Node) -> None:
        """Put each mention into its block, else its measure, else outside."""
        self._blocks.close()
        self._measures.close()
        for name in _MENTIONS:
            for at, node in self._mentions(name):
                holder = self._blocks.holding(at) or self._measures.holding(at) or outside
                holder[name].append(node)

    def _mentions(self, name: str) -> Iterator[tuple[int, Node]]:
        of: dict[str, Sequence[FigureRecord] | Sequence[DateRecord] | Sequence[Event]] = {
            "figures": self._dataset.figures,
            "dates": self._dataset.dates,
            "events": self._dataset.events,
        }
        for record, values in zip(of[name], self._records[name], strict=True):
            node = _row(values)
            match record:
                case FigureRecord():
                    node["label_span"] = None if record.figure.label_span is None else _span(record.figure.label_span)
                    span = record.figure.span
                case DateRecord():
                    node |= _date(record)
                    span = record.date.span
                case Event():
                    node["evidence"] = list(record.evidence)
                    node |= self._placed(record.span)
                    span = record.span
            yield span.start, node


def nest(dataset: Dataset, records: Records) -> Node:
    """Return a report as a tree of JSON values.

    Args:
        dataset: the report.
        records: its rows, as `pipeline.tables.records` returns them.
    """
    return _Tree(dataset, records).report()


def _with_mentions(node: Node) -> Node:
    for name in _MENTIONS:
        node[name] = []
    return node


def _row(values: dict[str, Value]) -> Node:
    return {name: to_json(value) for name, value in values.items()}


def _span(span: Span | None) -> dict[str, int | None]:
    if span is None:
        return {"offset_start": None, "offset_end": None}
    return {"offset_start": span.start, "offset_end": span.end}


def _head(document: dict[str, Value], sources: dict[str, FieldSource]) -> Node:
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
    return {name: getattr(written, name) for name in ("era", "year", "month", "day", "fiscal", "relative", "edge")}
