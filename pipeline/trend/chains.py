"""The measures of a plan over all its reports: the links between each two, and which measures are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from pipeline.tables.further import Relation
from pipeline.trend.likeness import Judge
from pipeline.trend.links import Link, link
from pipeline.trend.plans import Edition, Measure, Plan, Row

_ONE = (Relation.SAME, Relation.RETITLED, Relation.RENAMED, Relation.MOVED)
"""Relations through which values go on; over a split or a merge no value is compared with another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A figure or event of a report, with where it stands."""

    edition: int
    """Which report of the plan, from 0."""
    measure: Measure
    row: Row


class Chains:
    """A plan with its measures linked."""

    def __init__(self, plan: Plan) -> None:
        """Link every two successive reports of the plan."""
        self.plan = plan
        judge = Judge([edition.measures for edition in plan.editions])
        self.links: list[tuple[Edition, Edition, Link]] = [
            (before, after, found)
            for before, after in pairwise(plan.editions)
            for found in link(before.measures, after.measures, judge)
        ]
        self._keys = {m.measure_id: m.measure_id for edition in plan.editions for m in edition.measures}
        self._heirs: dict[str, list[str]] = defaultdict(list)
        for _, _, found in self.links:
            if found.one is None or found.other is None:
                continue
            self._heirs[found.one.measure_id].append(found.other.measure_id)
            if found.relation in _ONE:
                self._keys[found.other.measure_id] = self._keys[found.one.measure_id]
        self.measures = {m.measure_id: m for edition in plan.editions for m in edition.measures}

    def key(self, measure_id: str) -> str:
        """Return the measure_id of the first measure that a measure goes on from."""
        return self._keys[measure_id]

    def heirs(self, measure_id: str) -> set[str]:
        """Return every later measure that a measure became or went into, and itself."""
        found: set[str] = set()
        waiting = [measure_id]
        while waiting:
            at = waiting.pop()
            if at not in found:
                found.add(at)
                waiting += self._heirs[at]
        return found

    def stated(self, table: str) -> Iterator[Stated]:
        """Yield the rows of a table that stand in a measure, the earliest report first."""
        for number, edition in enumerate(self.plan.editions):
            for row in edition.rows[table]:
                measure = self.measures.get(row["measure_id"])
                if measure is not None:
                    yield Stated(edition=number, measure=measure, row=row)
