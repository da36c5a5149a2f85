"""A file as it was read: what a worker process hands back, ready to be kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from extractors.mentions import ClaimedBy
from pipeline.collector import without_collector
from pipeline.errors import PipelineError
from pipeline.model import Dataset, Period
from pipeline.packing import Packed, Press, packed, unpacked
from pipeline.tables import TABLES, document_of, entries, failed_row, row_cells
from pipeline.tables.cited import Cited
from pipeline.tables.nested import line_of, report_entries
from pipeline.tables.schema import Table, Value
from pipeline.write import json_pieces, stretch_of

_ORDER_OF_PERIODS = {period.value: place for place, period in enumerate(Period)}
_UNCLAIMED = "unclaimed"
_BATCH = 32  # rows
_SAME_REPORT = ("organisation", "plan_name", "title", "fiscal_year", "period")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A file as it was read, ready to be kept: what a worker process hands back."""

    name: str
    document: dict[str, str]
    """Its row of documents."""
    packed_rows: tuple[Packed, ...] = ()
    """Its rows of the other tables as their files hold them, one stretch of CSV for each, packed; none for a failure."""
    unclaimed: int = 0
    """Numerals that nothing claims."""
    report: Packed | None = None
    """Its JSON, packed as the ledger keeps it; None for a failure."""
    error: PipelineError | None = None
    seconds: float = 0.0

    @property
    def sha256(self) -> str:
        """Of the file's bytes, 64 hex digits; empty if they could not be read."""
        return self.document["source_sha256"]

    def stretches(self) -> Iterator[bytes]:
        """Yield its rows of the other tables, one stretch of CSV for each: they may be long."""
        return (b"".join(unpacked(rows)) for rows in self.packed_rows)


@without_collector
def reading_of(dataset: Dataset, *, pipeline_version: str, processed_at: str, seconds: float = 0.0) -> Reading:
    """Return a dataset as it is kept.

    Args:
        dataset: one report.
        pipeline_version: the version that read it.
        processed_at: when, ISO 8601 in UTC.
        seconds: how long it took.
    """
    cited = Cited(dataset)
    rows = {table.name: Press() for table in TABLES[1:]}
    counts: Counter[str] = Counter()

    def lines(table: Table) -> Iterator[tuple[int, bytes]]:
        """Yield a table's rows as JSON while they are written as CSV: a row's values are in memory once."""
        found = entries(cited, table)
        while batch := list(islice(found, _BATCH)):
            counts[table.name] += len(batch)
            counts[_UNCLAIMED] += sum(values.get("claimed_by") == ClaimedBy.UNCLAIMED for _, values in batch)
            rows[table.name].add(stretch_of(table, (values for _, values in batch)))
            yield from (line_of(dataset, record, values) for record, values in batch)

    def document() -> dict[str, Value]:
        return document_of(cited, counts, pipeline_version=pipeline_version, processed_at=processed_at)

    report = packed(json_pieces(report_entries(dataset, document(), {t.name: lines(t) for t in TABLES[1:]})))
    return Reading(
        name=dataset.source.name,
        document=row_cells(document()),
        packed_rows=tuple(press.whole() for press in rows.values()),
        unclaimed=counts[_UNCLAIMED],
        report=report,
        seconds=seconds,
    )


def reading_of_failure(error: PipelineError | None = None, *, seconds: float = 0.0, **failure: str) -> Reading:
    """Return a file that could not be read as it is kept; takes what `failed_row` takes."""
    row = failed_row(**failure)
    return Reading(name=row["source_file"], document=row, error=error, seconds=seconds)


def report_of(document: Mapping[str, str]) -> str:
    """Return what another version of the same report has in common with it; empty where nobody can tell."""
    return "\x1f".join(document[n] for n in _SAME_REPORT) if _is_dated(document) else ""


def _is_dated(document: Mapping[str, str]) -> bool:
    return bool(document["title"] and document["fiscal_year"] and document["period"])


def rank(document: Mapping[str, str]) -> str:
    """Order documents by fiscal year, period, title, id; those without a year come last."""
    year = document["fiscal_year"]
    period = _ORDER_OF_PERIODS.get(document["period"], len(_ORDER_OF_PERIODS))
    return "\x1f".join(("0" if year else "1", year.zfill(4), str(period), document["title"], document["document_id"]))
