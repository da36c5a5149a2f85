"""The page over all reports of a folder: what there is, what to check, and how participants went through the years."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.mentions import ClaimedBy, Qualifier, Status
from pipeline.review.charts import SERIES, Bar, Chart, chart, series_of
from pipeline.review.shell import render, words

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Listed:
    """What the index says of a report."""

    document: Row
    readable: bool
    """Whether it has a page of its own."""
    checks: Mapping[str, int]
    """By severity, without the numerals that nothing claims."""
    unclaimed: int
    participants: Mapping[str, Decimal]
    """Those reached, by sort of head count: sums, but of distinct persons the greatest, since a sum counts some twice."""

    @classmethod
    def of(cls, rows: Mapping[str, Sequence[Row]], *, readable: bool) -> Listed:
        """Return it from a report's rows; see `Store.rows`."""
        sums: defaultdict[str, Decimal] = defaultdict(Decimal)
        for figure in rows["figures"]:
            series = series_of(figure)
            if series is not None and figure["status"] == Status.ACTUAL:
                value = Decimal(figure["value"])
                sums[series] = max(sums[series], value) if series == Qualifier.DISTINCT else sums[series] + value
        return cls(
            document=rows["documents"][0],
            readable=readable,
            checks=Counter(row["severity"] for row in rows["checks"] if row["code"] != "unclaimed_numeral"),
            unclaimed=sum(row["claimed_by"] == ClaimedBy.UNCLAIMED for row in rows["numerals"]),
            participants=sums,
        )


def compose_index(listed: Sequence[Listed]) -> str:
    """Return the index page.

    Args:
        listed: the reports in their order.
    """
    return render(
        "index.html",
        ("index.js",),
        {},
        listed=listed,
        plans=_plans(listed),
    )


def _plans(listed: Iterable[Listed]) -> list[tuple[str, list[Chart]]]:
    """Return the charts of each plan: a bar for each of its reports, never a sum of two, which may overlap."""
    by_plan: defaultdict[tuple[str, str], list[Listed]] = defaultdict(list)
    for entry in listed:
        if entry.readable and entry.document["fiscal_year"]:
            by_plan[entry.document["organisation"], entry.document["plan_name"]].append(entry)
    plans = []
    for (organisation, plan), entries in by_plan.items():
        charts = []
        for series in SERIES:
            bars = [
                Bar(_when(e.document), e.participants[series], key=e.document["document_id"])
                for e in entries
                if series in e.participants
            ]
            if bars:
                charts.append(chart("participants", series, Status.ACTUAL.value, bars))
        if charts:
            plans.append((" ".join(filter(None, (organisation, plan))) or "—", charts))
    return plans


def _when(document: Row) -> str:
    period = document["period"]
    return f"{document['fiscal_year_label']} {words()[period][0] if period else ''}".rstrip()
