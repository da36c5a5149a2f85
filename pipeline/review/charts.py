"""What the charts show. A bar stands for one sort of number only.

延べ (attendances), 実 (distinct persons) and numbers without such a word are never in one bar or one chart; nor is what
was done with what is planned or a target. Distinct persons are not added up either: the sum would count some twice.
Parts of a total, ranges, bounds and 各 (each) are left out of sums.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.mentions import FigureKind, Qualifier, Status
from pipeline.model import EventStatus
from pipeline.tables.schema import LIST_MARK, plain

Row = Mapping[str, str]

SERIES = ("plain", Qualifier.TOTAL_ATTENDANCES.value, Qualifier.DISTINCT.value)
"""The sorts of head counts that are kept apart."""
_NO_SUMMAND = {q.value for q in Qualifier} - {
    *SERIES,
    Qualifier.ABOUT.value,
    Qualifier.DEGREE.value,
    Qualifier.AROUND.value,
}
_MOST_BARS = 40
_MOST_LANES = 60
_AROUND_PERIOD = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `share` of the longest of its chart, from 0 to 1."""

    label: str
    value: Decimal
    share: float = 0.0
    style: str = ""
    key: str = ""
    """The mark that it leads to."""
    total: bool = False
    """Whether it sums up the bars below it."""

    @property
    def amount(self) -> str:
        """The value as people write it: 1,087."""
        return f"{self.value:,f}" if self.value == self.value.to_integral_value() else plain(self.value)


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars of one sort, on one scale."""

    title: str
    """The key of a word, or a text of the report."""
    series: str
    status: str
    bars: tuple[Bar, ...]
    more: int = 0
    """Bars that were left out for want of room."""


@dataclass(frozen=True, slots=True)
class Sign:
    """An event on the time line; `x` and `x_end` from 0 to 1."""

    x: float
    x_end: float
    status: str
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Events, one lane for each measure."""

    months: tuple[tuple[float, int, int | None], ...]
    """(x, month, the year where it begins)."""
    lanes: tuple[tuple[str, tuple[Sign, ...]], ...]
    outside: int
    """Events far from the period, or in lanes for which there is no room."""


def series_of(figure: Row) -> str | None:
    """Return which sort of head count a figure is; None where it is none of participants, or none that can be drawn."""
    words = set(figure["qualifiers"].split(LIST_MARK))
    sorts = words & set(SERIES)
    if figure["kind"] != FigureKind.PARTICIPANTS or figure["unit_norm"] != "人" or len(sorts) > 1:
        return None
    if figure["part_of"] or figure["value_max"] or words & _NO_SUMMAND:
        return None
    return sorts.pop() if sorts else SERIES[0]


def participants(figures: Sequence[Row], measures: Sequence[Row]) -> list[Chart]:
    """Return the participants by direction and measure: a chart for each status and sort that the report has."""
    charts = []
    for status in Status:
        for series in SERIES:
            wanted = [(k, f) for k, f in enumerate(figures) if f["status"] == status and series_of(f) == series]
            if wanted:
                bars = _each(wanted, measures) if series == Qualifier.DISTINCT else _summed(wanted, measures)
                charts.append(chart("participants", series, status.value, bars))
    return charts


def chart(title: str, series: str, status: str, bars: Sequence[Bar], *, top: Decimal | None = None) -> Chart:
    """Return a chart of bars, each scaled to `top` or else the longest; what has no room, the shortest, is left out."""
    kept = list(bars)
    if len(bars) > _MOST_BARS:
        longest = sorted(bars, key=lambda bar: (bar.total, bar.value), reverse=True)[:_MOST_BARS]
        kept = [bar for bar in bars if any(bar is other for other in longest)]
    top = top or max((bar.value for bar in kept), default=Decimal(0)) or Decimal(1)
    scaled = tuple(_scaled(bar, top, status) for bar in kept)
    return Chart(title, series, status, scaled, len(bars) - len(kept))


def _scaled(bar: Bar, top: Decimal, status: str) -> Bar:
    share = float(max(bar.value, Decimal(0)) / top)
    return Bar(bar.label, bar.value, share, bar.style or status, bar.key, bar.total)


def _each(wanted: Iterable[tuple[int, Row]], measures: Sequence[Row]) -> list[Bar]:
    titles = {m["measure_id"]: m["title"] for m in measures}
    return [
        Bar(" ".join(filter(None, (titles.get(f["measure_id"], ""), f["label"]))), Decimal(f["value"]), key=f"f{k}")
        for k, f in wanted
    ]


def _summed(wanted: Iterable[tuple[int, Row]], measures: Sequence[Row]) -> list[Bar]:
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for _, figure in wanted:
        sums[figure["measure_id"]] += Decimal(figure["value"])
    bars: list[Bar] = []
    directions = {m["direction_id"]: m["direction_title"] for m in measures if m["measure_id"] in sums}
    for direction_id, title in directions.items():
        below = [(k, m) for k, m in enumerate(measures) if m["direction_id"] == direction_id]
        own = [Bar(m["title"], sums[m["measure_id"]], key=f"m{k}") for k, m in below if m["measure_id"] in sums]
        if direction_id:
            bars.append(Bar(title, sum((bar.value for bar in own), Decimal(0)), total=True))
        bars += own
    if "" in sums:
        bars.append(Bar("—", sums[""]))
    return bars


def planned_and_done(figures: Sequence[Row], indicators: Sequence[Row]) -> list[Chart]:
    """Return what the report gives both as reached and as planned or a target: a chart of two bars for each.

    Figures belong together if they count the same (label, unit, sort of head count) in one measure; where a side has
    more than one, nobody can tell which is meant, and none is shown.
    """
    sides: defaultdict[tuple[str, ...], defaultdict[str, list[tuple[int, Row]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for k, figure in enumerate(figures):
        if figure["label"] and not figure["value_max"] and not figure["part_of"]:
            same = ("measure_id", "label", "kind", "unit_norm", "per", "qualifiers")
            sides[tuple(figure[column] for column in same)][figure["status"]].append((k, figure))
    charts = []
    for (_, label, _, unit, _, qualifiers), by_status in sides.items():
        if len(by_status) > 1 and Status.ACTUAL in by_status and all(len(rows) == 1 for rows in by_status.values()):
            bars = [Bar(status, Decimal(rows[0][1]["value"]), 0, status, f"f{rows[0][0]}")
                    for status, rows in by_status.items()]  # fmt: skip
            charts.append(chart(f"{label}（{unit}）", qualifiers.replace(LIST_MARK, "・") or SERIES[0], "", bars))
    for k, row in enumerate(indicators):
        if row["actual"] and row["target"]:
            bars = [Bar(s, Decimal(row[s]), 0, s, f"i{k}") for s in (Status.ACTUAL.value, Status.TARGET.value)]
            charts.append(chart(f"{row['name']}（{row['unit']}）", "indicator", "", bars))
    return charts[:_MOST_BARS]


def held(events: Sequence[Row], measures: Sequence[Row]) -> list[Chart]:
    """Return how many events were held, are planned, were cancelled: a chart for each direction, on one scale."""
    directions = {m["measure_id"]: m["direction_title"] for m in measures}
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for event in events:
        counts[directions.get(event["measure_id"], "")][event["status"]] += 1
    top = Decimal(max((max(n.values()) for n in counts.values()), default=0))
    return [
        chart(title or "—", "events", "", [Bar(s.value, Decimal(n[s.value]), 0, s.value) for s in EventStatus], top=top)
        for title, n in counts.items()
    ]


def timeline(events: Sequence[Row], measures: Sequence[Row], document: Row) -> Timeline | None:
    """Return the dated events of the report, around its period; None where there are none."""
    dated = [(k, e, _day(e["start"]), _day(e["end"] or e["start"])) for k, e in enumerate(events) if e["start"]]
    if document["period_start"]:
        early = _day(document["period_start"]) - _AROUND_PERIOD
        late = _day(document["period_end"]) + _AROUND_PERIOD
        near = [entry for entry in dated if early <= entry[2] <= entry[3] <= late]
    else:
        near = dated
    if not near:
        return None
    days = [day for entry in near for day in entry[2:]]
    days += [_day(document[c]) for c in ("period_start", "period_end") if document[c]]
    first = min(days).replace(day=1)
    last = (max(days).replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    titles = {m["measure_id"]: m["title"] for m in measures}
    lanes: defaultdict[str, list[Sign]] = defaultdict(list)
    for k, event, start, end in near:
        text = " ".join(
            filter(
                None, (event["start"], event["ordinal"] and f"#{event['ordinal']}", event["title"] or event["series"])
            )
        )
        sign = Sign(_share(start, first, last), _share(end, first, last), event["status"], text, f"e{k}")
        lanes[titles.get(event["measure_id"], "—")].append(sign)
    kept = tuple((title, tuple(signs)) for title, signs in list(lanes.items())[:_MOST_LANES])
    return Timeline(_months(first, last), kept, len(dated) - sum(len(signs) for _, signs in kept))


def _day(written: str) -> dt.date:
    return dt.date.fromisoformat(written)


def _share(day: dt.date, first: dt.date, last: dt.date) -> float:
    return (day - first).days / (last - first).days


def _months(first: dt.date, last: dt.date) -> tuple[tuple[float, int, int | None], ...]:
    count = (last.year - first.year) * 12 + last.month - first.month
    step = 1 if count <= 18 else 3 if count <= 48 else 12
    starts = [
        dt.date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1)
        for n in range(0, count, step)
    ]
    return tuple((_share(d, first, last), d.month, d.year if d is starts[0] or d.month == 1 else None) for d in starts)
