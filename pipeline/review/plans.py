"""What changed between the reports of a plan, from the tables of `shinchoku trend`, for the index page.

A chart is one series of trend.csv: one measure, label, unit, set of qualifiers and status, over like times. So 延べ
never stands with 実, nor what was planned with what was done.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from extractors.mentions import FigureKind
from pipeline.model import Period, ReportHead
from pipeline.review.charts import SERIES, Bar, Chart, chart
from pipeline.review.shell import words
from pipeline.tables.further import OF_TREND, Kept, Relation
from pipeline.tables.schema import LIST_MARK
from pipeline.write import bare, iterate_rows

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]

_MOST_ROWS = 200
_MOST_CHARTS = 60
_CHANGED = tuple(r.value for r in Relation if r is not Relation.SAME)


@dataclass(frozen=True, slots=True)
class Change:
    """A measure of two successive reports that is not simply the same."""

    relation: str
    before: str
    after: str
    document_id: str
    measure_id: str
    """Where a click leads: the measure in the later report, else in the earlier one."""
    unsure: bool


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure of the latest report beside the one that it continues."""

    row: Row
    document_id: str
    sentence: str
    """Of which figure this is, where its label does not say; else empty."""
    before: str
    after: str
    change: str
    percent: str
    when_before: str
    """Empty where it is the time of the report itself."""
    when: str


@dataclass(frozen=True, slots=True)
class Story:
    """What the tables of the trend say of a plan."""

    name: str
    organisation: str
    documents: tuple[str, ...]
    """Of its reports that were linked, the earliest first."""
    counts: tuple[tuple[str, int], ...]
    """Measures of the last two reports by relation."""
    changes: tuple[Change, ...]
    moved: tuple[Moved, ...]
    more_moved: int
    broken: tuple[Row, ...]
    """Promises that later reports say nothing of."""
    waiting: tuple[Row, ...]
    """Promises that a report to come will have to tell of."""
    kept: int
    checks: tuple[Row, ...]
    charts: tuple[tuple[str, Chart], ...]
    """Each with the title of its measure."""
    more_charts: int


def read_trend(output: Path) -> Tables | None:
    """Return the tables of the trend; None if there are none of the documents as they are now."""
    try:
        package = json.loads((output / "datapackage.json").read_bytes())
        listed = {resource["name"] for resource in package["resources"]}
        if not listed.issuperset(table.name for table in OF_TREND):
            return None
        return {
            table.name: [
                {name: bare(cell) for name, cell in zip(table.header, row, strict=True)}
                for row in iterate_rows(output / table.file_name, table)
            ]
            for table in OF_TREND
        }
    except (OSError, ValueError, KeyError, TypeError):
        return None


def stories(tables: Tables, documents: Sequence[Row]) -> Iterator[Story]:
    """Yield what the trend says of each plan of more than one report.

    Args:
        tables: rows of the trend's tables.
        documents: rows of documents.csv, in their order.
    """
    known = {d["document_id"]: d for d in documents}
    links: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in tables["measure_links"]:
        document = known[row["to_document_id"] or row["from_document_id"]]
        links[document["organisation"], row["plan_name"]].append(row)
    for (organisation, name), rows in links.items():
        linked = {row[side] for row in rows for side in ("from_document_id", "to_document_id")}
        own = tuple(d["document_id"] for d in documents if d["document_id"] in linked)
        if len(own) > 1:
            of_plan = {
                "trend": [r for r in tables["trend"] if _document(r["figure_id"]) in own],
                "promises": [r for r in tables["promises"] if r["document_id"] in own],
                "trend_checks": [r for r in tables["trend_checks"] if r["document_id"] in own],
            }
            yield _story(name, organisation, own, rows, of_plan, known)


def _document(own_id: str) -> str:
    """Return the document of a figure, an event or a measure: ids begin with it."""
    return own_id.partition("-")[0]


def _story(
    name: str, organisation: str, own: tuple[str, ...], links: Sequence[Row], of: Tables, known: Mapping[str, Row]
) -> Story:
    latest = own[-1]
    former = {row["from_document_id"] for row in links if row["to_document_id"] == latest} - {""}
    last = [
        row
        for row in links
        if row["to_document_id"] == latest or (not row["to_document_id"] and row["from_document_id"] in former)
    ]
    counts = Counter(row["relation"] for row in last)
    by_id = {row["figure_id"]: row for row in of["trend"]}
    editions = (known[own[-2]], known[latest])
    of_latest = [
        row for row in of["trend"] if _document(row["figure_id"]) == latest and row["previous_figure_id"] in by_id
    ]
    named = Counter(map(_name, of_latest))
    moved = [_moved(row, by_id, *editions, is_named=bool(row["label"]) and named[_name(row)] == 1) for row in of_latest]
    charts, more_charts = _charts(of["trend"])
    outcomes = defaultdict(list)
    for row in of["promises"]:
        outcomes[row["outcome"]].append(row)
    return Story(
        name=name,
        organisation=organisation,
        documents=own,
        counts=tuple((r.value, counts[r.value]) for r in Relation if counts[r.value]),
        changes=tuple(_change(row) for relation in _CHANGED for row in last if row["relation"] == relation),
        moved=tuple(moved[:_MOST_ROWS]),
        more_moved=max(0, len(moved) - _MOST_ROWS),
        broken=tuple(outcomes[Kept.NOT_REPORTED][:_MOST_ROWS]),
        waiting=tuple(outcomes[Kept.OPEN][:_MOST_ROWS]),
        kept=len(outcomes[Kept.REPORTED]) + len(outcomes[Kept.CANCELLED]),
        checks=tuple(of["trend_checks"][:_MOST_ROWS]),
        charts=charts,
        more_charts=more_charts,
    )


def _change(row: Row) -> Change:
    side = "to" if row["to_document_id"] else "from"
    return Change(
        relation=row["relation"],
        before=row["from_title"],
        after=row["to_title"],
        document_id=row[f"{side}_document_id"],
        measure_id=row[f"{side}_measure_id"],
        unsure=row["reason"].endswith("確認してください"),
    )


def _unless(told: str, document: Row) -> str:
    """Return a time, but for that of the report itself."""
    return "" if told == when({**document, "as_of": ""}) else told


def _name(row: Row) -> tuple[str, ...]:
    """Return what a figure is called by on the page."""
    return tuple(row[c] for c in ("measure_id", "label", "unit_norm", "qualifiers", "status"))


def _moved(row: Row, by_id: Mapping[str, Row], former: Row, latest: Row, *, is_named: bool) -> Moved:
    change, percent = Decimal(row["change"]), row["change_percent"]
    return Moved(
        row=row,
        document_id=_document(row["figure_id"]),
        sentence="" if is_named else row["context"],
        before=_amount(row["previous_value"]),
        after=f"{_amount(row['value'])}{_unit(row)}",
        change=f"{'＋' if change > 0 else '△' if change < 0 else '±'}{_amount(str(abs(change)))}",
        percent=f"{'＋' if change > 0 else '△' if change < 0 else ''}{abs(Decimal(percent)):,.1f}%" if percent else "",
        when_before=_unless(when(by_id[row["previous_figure_id"]]), former),
        when=_unless(when(row), latest),
    )


def _unit(row: Row) -> str:
    """Return the unit that a value is shown with; 3割 is 0.3, and that is no longer in 割."""
    return "" if row["kind"] == FigureKind.RATIO else row["unit_norm"]


def _amount(value: str) -> str:
    return Bar("", Decimal(value)).amount


def when(row: Row) -> str:
    """Return the time that a value of trend.csv is of, as people write it."""
    if row["as_of"]:
        return row["as_of"]
    year, period = row["fiscal_year"], row["period"]
    label = ReportHead(fiscal_year=int(year)).fiscal_year_label if year else ""
    return f"{label} {words()[period][0] if period and period != Period.FY else ''}".strip()


def _charts(rows: Iterable[Row]) -> tuple[tuple[tuple[str, Chart], ...], int]:
    """Return a chart for each series of at least two values, the longest first to have room, and how many had none."""
    series: dict[str, list[Row]] = {}  # by the figure that it has come to
    for row in rows:
        series[row["figure_id"]] = [*series.pop(row["previous_figure_id"], []), row]
    long = [points for points in series.values() if len(points) > 1]
    kept = sorted(long, key=len, reverse=True)[:_MOST_CHARTS]
    charts = [(points[-1]["measure_title"], _of_series(points)) for points in long if any(points is k for k in kept)]
    return tuple(charts), len(long) - len(kept)


def _of_series(points: Sequence[Row]) -> Chart:
    last = points[-1]
    bars = [
        Bar(when(row), Decimal(row["value"]), key=f"{_document(row['figure_id'])}.html#{row['figure_id']}")
        for row in points
    ]
    sort = last["qualifiers"].replace(LIST_MARK, "・") or SERIES[0]
    unit = f"（{_unit(last)}）" if _unit(last) else ""
    return chart(f"{last['label'] or last['context']}{unit}", sort, last["status"], bars)
