"""A document's values made anew from its rows, as far as they are judged by checks: figures, dates, indicators."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from extractors.mentions import (
    DateMention,
    DatePart,
    Figure,
    FigureKind,
    Per,
    Precision,
    Qualifier,
    Role,
    Span,
    Status,
    WrittenDate,
)
from pipeline.model import (
    BlockKind,
    Dataset,
    DateRecord,
    FigureRecord,
    Indicator,
    Period,
    Place,
    Report,
    ReportHead,
    Segments,
    SourceDoc,
)
from pipeline.tables import Rows
from pipeline.tables.schema import LIST_MARK

Row = Mapping[str, str]
Node = Mapping[str, Any]


def dataset_of(rows: Rows, report: Node, dates: Mapping[str, Node], complete: Iterable[str]) -> Dataset:
    """Return what rows say of a report; nothing of its structure, and no numerals.

    Args:
        rows: by table, as the program read them or as corrected.
        report: the report's JSON.
        dates: the nodes of its dates there, by date_id.
        complete: figure_id of the totals whose parts must add up.
    """
    year, period = (report["head"][name]["value"] for name in ("fiscal_year", "period"))
    figure_ids = {row["figure_id"] for row in rows["figures"]}
    return Dataset(
        source=SourceDoc(
            name=report["source_file"], sha256=report["source_sha256"], format=report["format"], text=report["text"]
        ),
        report=Report(
            head=ReportHead(fiscal_year=year, period=period and Period(period)),
            profile=report["profile"],
            directions=(),
            segments=Segments(()),
        ),
        figures=tuple(_figure(row, figure_ids) for row in rows["figures"]),
        dates=tuple(_date(row, dates[row["date_id"]]) for row in rows["dates"]),
        indicators=tuple(map(_indicator, rows["indicators"])),
        complete_totals=tuple(complete),
        issued=_day(report.get("issued")),
    )


def _figure(row: Row, known: set[str]) -> FigureRecord:
    return FigureRecord(
        figure_id=row["figure_id"],
        figure=Figure(
            span=_span(row),
            text=row["text"],
            value=Decimal(row["value"]),
            value_max=_number(row["value_max"]),
            unit=row["unit"] or None,
            unit_norm=row["unit_norm"] or None,
            kind=FigureKind(row["kind"]),
            per=Per(row["per"]) if row["per"] else None,
            qualifiers=tuple(map(Qualifier, filter(None, row["qualifiers"].split(LIST_MARK)))),
            label=row["label"] or None,
        ),
        place=_place(row, item=row["item"] or None),
        status=Status(row["status"]),
        as_of=_day(row["as_of"]),
        part_of=row["part_of"] if row["part_of"] in known else None,
        event_id=row["event_id"] or None,
        context=row["context"],
    )


def _date(row: Row, node: Node) -> DateRecord:
    return DateRecord(
        date_id=row["date_id"],
        date=DateMention(
            span=_span(row),
            text=row["text"],
            written=WrittenDate(**node["written"]),
            parts=_parts(row, node),
            is_range=node["is_range"],
            start=_day(row["start"]),
            end=_day(row["end"]),
            precision=Precision(row["precision"]),
            weekday=row["weekday"] or None,
            recurrence=row["recurrence"] or None,
        ),
        place=_place(row),
        role=Role(row["role"]),
        status=Status(row["status"]),
    )


def _parts(row: Row, node: Node) -> tuple[DatePart, ...]:
    """Return the days of a date; where a person said when it is, its first and last one are as that person says."""
    parts = [DatePart(WrittenDate(**p["written"]), _day(p["start"] or ""), _day(p["end"] or "")) for p in node["parts"]]
    told = {"start", "end"} & json.loads(row["machine_values"] or "{}").keys()
    if not parts or not told:
        return tuple(parts)
    parts = [part for part in parts if part.start is not None] or parts[:1]
    start, end = _day(row["start"]), _day(row["end"])
    first, last = parts[0], parts[-1]
    if len(parts) == 1:
        day = start if "start" in told else end  # of one day, who corrects one cell means both
        one_day = first.start == first.end
        return (DatePart(first.written, day, day) if one_day else DatePart(first.written, start, end),)
    parts[0] = DatePart(first.written, start, start if first.start == first.end else first.end)
    parts[-1] = DatePart(last.written, end if last.start == last.end else last.start, end)
    return tuple(parts)


def _indicator(row: Row) -> Indicator:
    return Indicator(
        indicator_id=row["indicator_id"],
        name=row["name"],
        baseline=_number(row["baseline"]),
        actual=_number(row["actual"]),
        target=_number(row["target"]),
        attainment=_number(row["attainment"]),
        span=_span(row),
    )


def _place(row: Row, item: str | None = None) -> Place:
    return Place(
        measure_no=int(row["measure_no"]) if row["measure_no"] else None,
        block=BlockKind(row["block"]) if row["block"] else None,
        item=item,
    )


def _span(row: Row) -> Span:
    return Span(int(row["offset_start"]), int(row["offset_end"]))


def _number(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None


def _day(cell: str | None) -> dt.date | None:
    return dt.date.fromisoformat(cell) if cell else None
