"""The page of one report: its text with every mark, and the tables that the page's script shows beside it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from extractors.mentions import ClaimedBy
from pipeline import corrections
from pipeline.amend.intake import correctable
from pipeline.controls import without_controls
from pipeline.model import SegmentKind, Severity
from pipeline.review import charts
from pipeline.review.marks import Mark, Units, markup
from pipeline.review.pictures import DPI, Pictures, boxes, by_page
from pipeline.review.shell import embedded, render
from pipeline.tables import TABLES
from pipeline.write import FORMULA

Row = Mapping[str, str]
Rows = Mapping[str, Sequence[Row]]

_TABLES = {table.name: table for table in TABLES}
_CITING = {"document_id", "direction_id", "direction_title", "text", "context", "offset_start", "offset_end", "bbox"}
_TEXTS = {"progress_text", "outlook_text"}
"""Columns that the page does not carry: they repeat the text itself, or the document."""
_NOT_EDITED = {"block", "item"}
"""Columns that can be corrected, but not in the page: they say in which part of the report a row stands."""
_EDITED = ("figures", "dates", "events")
_UNCLAIMED = "unclaimed_numeral"
_FORM_ONLY = {SegmentKind.FURNITURE.value: "furniture", SegmentKind.HEADING.value: "heading"}


@dataclass(frozen=True, slots=True)
class _Shown:
    """A table as the page shows it; `key` is the letter that the keys of its marks begin with."""

    name: str
    key: str
    style: str


_SHOWN = (
    _Shown("checks", "c", "check"),
    _Shown("figures", "f", "figure"),
    _Shown("dates", "d", "date"),
    _Shown("events", "e", "event"),
    _Shown("measures", "m", "measure"),
    _Shown("unclaimed", "u", "unclaimed"),
    _Shown("indicators", "i", "indicator"),
    _Shown("rejected", "r", "rejected"),
)


def compose_page(rows: Rows, report: Mapping[str, Any], pictures: Pictures) -> str:
    """Return the page of a report.

    Args:
        rows: its rows by table, as `Store.rows` returns them.
        report: its nested JSON.
        pictures: those of its pages.
    """
    text, document = report["text"], rows["documents"][0]
    tables = {shown.name: _rows_of(shown.name, rows, report, text) for shown in _SHOWN}
    starts = report.get("page_starts", [0])  # JSON of earlier versions has none
    body = markup(text, _marks(tables, report), starts, (int(m["offset_start"]) for m in rows["measures"]))
    figures, events, measures = tables["figures"], tables["events"], rows["measures"]
    return render(
        "report.html",
        ("report.js", "pictures.js", "editor.js"),
        {
            "document_id": document["document_id"],
            "pages": len(starts),
            "tables": _carried(tables, rows, Units(text)),
            "directions": [d["title"] for d in rows["directions"]],
            "corrections": {"columns": corrections.COLUMNS, "context": corrections.CONTEXT},
            "formula": FORMULA.pattern.replace(r"\Z", "$"),  # \Z is Python's; $ without m is the same in a browser
            "sizes": [[page["width"], page["height"]] for page in report["pages_read"]] if pictures.pages else [],
        },
        document=document,
        text=Markup(body),
        names=[shown.name for shown in _SHOWN],
        counts={name: len(table) for name, table in tables.items()},
        participants=charts.participants(figures, measures),
        pairs=charts.planned_and_done(figures, tables["indicators"]),
        held=charts.held(events, measures),
        timeline=charts.timeline(events, measures, document),
        pictures=pictures,
        drawn=Markup("\n".join(pictures.pages)),  # base64
        dpi=DPI,
        places=embedded(_places(tables, report, starts)) if pictures.pages else "",
    )


def _rows_of(name: str, rows: Rows, report: Mapping[str, Any], text: str) -> Sequence[Row]:
    match name:
        case "checks":  # a numeral that nothing claims has a table of its own
            gravest = [severity.value for severity in Severity]
            listed = [row for row in rows["checks"] if row["code"] != _UNCLAIMED]
            return sorted(listed, key=lambda row: gravest.index(row["severity"]))
        case "unclaimed":
            return [row for row in rows["numerals"] if row["claimed_by"] == ClaimedBy.UNCLAIMED]
        case "rejected":
            return list(_rejected(report, text))
        case _:
            return rows[name]


def _rejected(report: Mapping[str, Any], text: str) -> Iterator[Row]:
    for entry in report["rejected"]:
        winner = entry["lost_to"]
        yield {
            "extractor": entry["extractor"],
            "lost_to": without_controls(text[winner["offset_start"] : winner["offset_end"]]),
            "offset_start": str(entry["offset_start"]),
            "offset_end": str(entry["offset_end"]),
        }


def _marks(tables: Mapping[str, Sequence[Row]], report: Mapping[str, Any]) -> Iterator[Mark]:
    for segment in report["segments"]:
        if segment["kind"] in _FORM_ONLY:
            yield Mark(segment["offset_start"], segment["offset_end"], _FORM_ONLY[segment["kind"]])
    headings = {str(m["offset_start"]): m["heading"]["offset_end"] for m in _measures(report)}
    for shown in _SHOWN:
        for number, row in enumerate(tables[shown.name]):
            if row["offset_start"]:
                end = row["offset_end"] if shown.name != "measures" else headings[row["offset_start"]]
                yield Mark(int(row["offset_start"]), int(end), shown.style, f"{shown.key}{number}")


def _places(
    tables: Mapping[str, Sequence[Row]], report: Mapping[str, Any], starts: Sequence[int]
) -> dict[str, list[list[float]]]:
    """Return where on which page each mark stands, by its key: page, x0, top, x1, bottom."""
    beside = {
        "events": {node["event_id"]: node.get("bbox") for node in _events(report)},
        "measures": {node["measure_id"]: node["heading"].get("bbox") for node in _measures(report)},
        "unclaimed": {
            str(node["offset_start"]): node["bbox"] for node in report["checks"] if node["code"] == _UNCLAIMED
        },
        "rejected": {str(node["offset_start"]): node.get("bbox") for node in report["rejected"]},
    }
    ids = {"events": "event_id", "measures": "measure_id"}
    found: dict[str, list[list[float]]] = {}
    for shown in _SHOWN:
        for number, row in enumerate(tables[shown.name]):
            cell = (
                beside[shown.name].get(row[ids.get(shown.name, "offset_start")])
                if shown.name in beside
                else row["bbox"]
            )
            if row["offset_start"] and (places := boxes(cell)):
                first = bisect_right(starts, int(row["offset_start"]))
                crosses = first < len(starts) and starts[first] < int(row["offset_end"])
                found[f"{shown.key}{number}"] = [[page, *box] for page, box in by_page(places, first, crosses=crosses)]
    return found


def _measures(report: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for direction in report["directions"]:
        for section in direction["sections"]:
            yield from section["measures"]


def _events(report: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for holder in (report["outside"], *report["loose"], *(n for m in _measures(report) for n in (m, *m["blocks"]))):
        yield from holder["events"]


def _carried(tables: Mapping[str, Sequence[Row]], rows: Rows, units: Units) -> list[dict[str, Any]]:
    """Return the tables as the script has them: cells as in the CSV, offsets in UTF-16 units, the direction's place."""
    places = {d["direction_id"]: k for k, d in enumerate(rows["directions"])}
    of_measure = {m["measure_id"]: places.get(m["direction_id"], "") for m in rows["measures"]}
    of_number = {d["direction_no"]: k for k, d in reversed(list(enumerate(rows["directions"])))}
    measure_of_number = {m["measure_no"]: m["measure_id"] for m in rows["measures"]}
    carried = []
    for shown in _SHOWN:
        table = _TABLES.get(shown.name)
        names = _columns(shown.name)
        entries = []
        for row in tables[shown.name]:
            measure_id = row.get("measure_id") or measure_of_number.get(row.get("measure_no", ""), "")
            direction = of_measure[measure_id] if measure_id else of_number.get(row.get("direction_no") or "-", "")
            place = [units.at(int(row[c])) if row[c] else -1 for c in ("offset_start", "offset_end")]
            entries.append([*place, direction, *(row[name] for name in names)])
        columns = {column.name: column for column in table.columns} if table else {}
        carried.append(
            {
                "name": shown.name,
                "key": shown.key,
                "style": shown.style,
                "columns": ["at", "to", "direction", *names],
                "rows": entries,
                "edited": [
                    [name, columns[name].title_ja, columns[name].type, columns[name].enum]
                    for name in names
                    if shown.name in _EDITED and name in correctable(_TABLES[shown.name]) and name not in _NOT_EDITED
                ],
            }
        )
    return carried


def _columns(name: str) -> list[str]:
    if name == "rejected":
        return ["extractor", "lost_to"]
    header = _TABLES["numerals" if name == "unclaimed" else name].header
    return [column for column in header if column not in _CITING | _TEXTS]
