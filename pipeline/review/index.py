"""The page over all reports of a folder: what there is, what to check, and what changed over the years."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.mentions import ClaimedBy, Qualifier, Status
from extractors.patterns import compile_pattern
from pipeline.review.charts import SERIES, Bar, Chart, chart, series_of
from pipeline.review.plans import Story, Tables, stories
from pipeline.review.shell import render, words

_FAILURE = compile_pattern(r"(?s)(?:(?P<name>.+?): )?(?P<ja>.+) / (?(name)(?P=name): )(?P<en>.+)")

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

    @property
    def failure(self) -> tuple[str, str]:
        """Why it was not read, in Japanese and English, without the name that each may begin with."""
        found = _FAILURE.fullmatch(self.document["failure"])
        return (found["ja"], found["en"]) if found else (self.document["failure"],) * 2

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


@dataclass(frozen=True, slots=True)
class Plan:
    """What the index says of a plan."""

    title: str
    """Who issues it and its name; empty for reports that name neither."""
    story: Story | None
    """What changed between its reports; None if nothing was linked."""
    charts: tuple[Chart, ...]
    """Participants by report."""


def compose_index(listed: Sequence[Listed], trend: Tables | None) -> str:
    """Return the index page.

    Args:
        listed: the reports in their order.
        trend: the tables of `shinchoku trend`, if they are those of the reports as they are now.
    """
    told = list(stories(trend, [entry.document for entry in listed])) if trend else []
    plans = list(_plans(listed, told))
    return render(
        "index.html",
        ("index.js",),
        {},
        listed=listed,
        plans=plans,
        documents={entry.document["document_id"]: entry.document for entry in listed},
        untold=trend is None and any(len(chart.bars) > 1 for plan in plans for chart in plan.charts),
        when=_when,
    )


def _plans(listed: Iterable[Listed], told: Sequence[Story]) -> Iterator[Plan]:
    """Yield each plan with a bar for each of its reports, never a sum of two, which may overlap."""
    story_of = {document_id: story for story in told for document_id in story.documents}
    by_plan: defaultdict[tuple[str, str], list[Listed]] = defaultdict(list)
    for entry in listed:
        if entry.readable and entry.document["fiscal_year"]:
            story = story_of.get(entry.document["document_id"])
            name = story.name if story else entry.document["plan_name"]
            by_plan[entry.document["organisation"], name].append(entry)
    for (organisation, plan), entries in by_plan.items():
        charts = []
        for series in SERIES:
            bars = [
                Bar(_when(e.document), e.participants[series], key=e.document["document_id"])
                for e in entries
                if series in e.participants
            ]
            if bars and len(entries) > 1:  # one bar compares nothing: the report's own page has it
                charts.append(chart("participants", series, Status.ACTUAL.value, bars))
        story = next(filter(None, (story_of.get(e.document["document_id"]) for e in entries)), None)
        if charts or story:
            yield Plan(" ".join(filter(None, (organisation, plan))), story, tuple(charts))


def _when(document: Row) -> str:
    period = document["period"]
    return f"{document['fiscal_year_label']} {words()[period][0] if period else ''}".rstrip()
