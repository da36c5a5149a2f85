"""What a person should look at between the reports of a plan: restated figures, measures that state nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence

from pipeline.tables.further import TrendCode
from pipeline.tables.schema import Value, plain
from pipeline.trend.chains import Chains
from pipeline.trend.plans import Row
from pipeline.trend.series import Basis, Point


def rows(chains: Chains, found: Sequence[Point]) -> Iterator[dict[str, Value]]:
    """Yield the rows of trend_checks.csv."""
    yield from _without_anything(chains)
    yield from _restated(chains, found)


def _without_anything(chains: Chains) -> Iterator[dict[str, Value]]:
    for edition in chains.plan.editions:
        stated = {row["measure_id"] for table in ("figures", "dates", "events") for row in edition.rows[table]}
        for measure in edition.measures:
            if measure.measure_id not in stated:
                yield {
                    "plan_name": chains.plan.name,
                    "code": TrendCode.NO_NUMBER_OR_DATE.value,
                    "message_ja": f"取組「{measure.title}」には、数値も日付もありません。実績を数で示せないか確認してください。",
                    "message_en": f"The measure '{measure.title}' has neither a number nor a date: could it state one?",
                    "document_id": measure.document_id,
                    "measure_id": measure.measure_id,
                    "measure_no": measure.no,
                    "figure_id": None,
                    "other_document_id": None,
                    "other_figure_id": None,
                }


def _restated(chains: Chains, found: Sequence[Point]) -> Iterator[dict[str, Value]]:
    """Compare each figure with the last earlier statement of the same thing at the very same time."""
    said: dict[Hashable, Point] = {}
    by_series: dict[Hashable, list[Point]] = defaultdict(list)
    for point in found:
        if point.series is not None:
            by_series[point.series, point.basis].append(point)
    for same in by_series.values():
        said.clear()
        for point in sorted(same, key=lambda p: (p.stated.edition, p.figure_id)):
            earlier = said.get("last")
            if earlier is not None and _differ(earlier.stated.row, point.stated.row):
                yield _check(chains, earlier, point)
            said["last"] = point


def _differ(one: Row, other: Row) -> bool:
    return one["document_id"] != other["document_id"] and any(one[c] != other[c] for c in ("value", "value_max"))


def _check(chains: Chains, earlier: Point, later: Point) -> dict[str, Value]:
    row, time = later.stated.row, _time(later.basis)
    old, new = (f"{plain(p.value)}{row['unit_norm']}" for p in (earlier, later))
    measure = later.stated.measure
    what = row["label"] or row["context"]
    return {
        "plan_name": chains.plan.name,
        "code": TrendCode.RESTATED_FIGURE.value,
        "message_ja": f"取組「{measure.title}」の「{what}」（{time}）が、前の報告書では {old}、"
        f"この報告書では {new} です。どちらが正しいか確認してください。",
        "message_en": f"'{what}' of the measure '{measure.title}' ({time}) is {old} in the earlier report "
        f"and {new} in this one: check which is right.",
        "document_id": row["document_id"],
        "measure_id": measure.measure_id,
        "measure_no": measure.no,
        "figure_id": later.figure_id,
        "other_document_id": earlier.stated.row["document_id"],
        "other_figure_id": earlier.figure_id,
    }


def _time(basis: Basis) -> str:
    return basis.end.isoformat() if basis.of_day else f"{basis.start.isoformat()}～{basis.end.isoformat()}"
