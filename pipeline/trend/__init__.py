"""Plans over the years: which measure is which, how its figures went, what became of what was planned.

Reads rows of the tables only. Nothing here is imported but by `shinchoku trend`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from pipeline.tables import Records
from pipeline.tables.further import MEASURE_LINKS, OF_TREND, PROMISES, TREND, TREND_CHECKS
from pipeline.tables.schema import Value
from pipeline.trend import checks, promises, series
from pipeline.trend.chains import Chains
from pipeline.trend.links import Link
from pipeline.trend.plans import Row, Rows, gather


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """The tables, and what they were made of."""

    tables: Records
    plans: int
    reports: int
    left_out: int
    """Reports that name no plan, year or period."""


def compute(documents: Iterable[Row], rows_of: Callable[[str], Rows]) -> Trend:
    """Link the measures of every plan and follow its figures and plans.

    Args:
        documents: rows of documents.csv, failures among them.
        rows_of: returns the rows of a document by its id, by table.
    """
    plans, left_out = gather((d for d in documents if d["status"] != "failed"), rows_of)
    tables: Records = {table.name: [] for table in OF_TREND}
    for plan in plans:
        chains = Chains(plan)
        found = series.points(chains)
        tables[MEASURE_LINKS.name] += [_link(plan.name, link) for _, _, link in chains.links]
        tables[TREND.name] += series.rows(chains, found)
        tables[PROMISES.name] += promises.rows(chains, found)
        tables[TREND_CHECKS.name] += checks.rows(chains, found)
    reports = sum(len(edition.documents) for plan in plans for edition in plan.editions)
    return Trend(tables=tables, plans=len(plans), reports=reports, left_out=left_out)


def _link(plan: str, link: Link) -> dict[str, Value]:
    row: dict[str, Value] = {"plan_name": plan}
    for side, measure in (("from", link.one), ("to", link.other)):
        row |= {
            f"{side}_document_id": None if measure is None else measure.document_id,
            f"{side}_measure_no": None if measure is None else measure.no,
            f"{side}_title": None if measure is None else measure.title,
            f"{side}_measure_id": None if measure is None else measure.measure_id,
        }
    return row | {
        "relation": link.relation.value,
        "score": round(Decimal(str(link.score)), 3),
        "reason": link.ja,
        "reason_en": link.en,
    }
