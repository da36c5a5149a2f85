"""Figures that are one over the years: the same thing, counted the same way, over a like time.

A figure without a label is known by its sentence: the same words around it in both reports, numbers aside.

Never joined: 延べ and 実 or any other two sets of qualifiers, a half-year and a year, planned and reached, a value as of
a day and one of a period, values over a split or merge of measures, what was added and what there is, a group and all,
and figures of which a report has two alike.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.mentions import Status
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import Period
from pipeline.tables.schema import LIST_MARK, Value
from pipeline.tabular import whole_year
from pipeline.trend.chains import Chains, Stated
from pipeline.trend.plans import Edition, Row, plain
from pipeline.trend.words import wording

_MOST_DIGITS = 20  # of a change in percent: what is beyond is a slip of the keyboard
_SPANS = ("half_year", "fiscal_year", "year")
_WHOLE = compile_pattern(r"[のを]?うち、?\d")
"""6棟のうち2棟: what there is, not what was done."""
_CHANGED = compile_pattern(r"[をがの]?(?:新たに|さらに|更に)?(?:加え|追加|増[えやし加員設]|減[りらっし]|新設)")
_LISTED = compile_pattern(r"(?:、|と(?![いなし])|及び|および)")
_GROUP = compile_pattern(r"(?:\d+(?:歳代?|代|年生)(?:以上|以下|未満|以降)?|[男女][性子児])(?:の方)?の?\Z")
"""20歳の受診率 is not 受診率."""
_HALF = compile_pattern(r"(?P<last>[前昨]年度?の?)?(?P<half>[上下])(?:半期|期)")
_YEAR_BEFORE = compile_pattern(
    r"[前昨]年度?の?同期(?:実績)?[のはが:：(（]?(?:[^、。0-9０-９]{1,12}[はが])?(?:約|延べ|計)?\Z"
)
_BEFORE = compile_pattern(r"(?:前回|前期)(?:実績)?[のはが:(（]?(?:約|延べ|計)?\Z")
_CHANGES = compile_pattern(
    r"(?:以上|程度)? ?(?:[→⇒]|から(?:、?(?:約|延べ|計)?[0-9０-９]|、?[^、。0-9０-９]{0,6}(?:上昇|増加|減少|低下|改善|拡大|増え|減っ|伸び|上が|下が)))"
)
"""Behind what held before a change: 4か所→6か所, 82%から上昇した; but 12社から回答を得た."""
_BESIDE = 3  # characters: 令和5年度の約


@dataclass(frozen=True, slots=True, order=True)
class Basis:
    """The time that a value is of: one day, or a period; both ends inclusive."""

    start: dt.date
    end: dt.date
    of_day: bool

    @property
    def fiscal_year(self) -> int:
        """The fiscal year of its last day."""
        return self.end.year - (self.end.month < 4)

    @property
    def period(self) -> str:
        """H1, H2, FY; empty for any other stretch and for a day."""
        year = self.fiscal_year
        ends = {
            (dt.date(year, 4, 1), dt.date(year, 9, 30)): Period.H1,
            (dt.date(year, 10, 1), dt.date(year + 1, 3, 31)): Period.H2,
            (dt.date(year, 4, 1), dt.date(year + 1, 3, 31)): Period.FY,
        }
        return "" if self.of_day else ends.get((self.start, self.end), "")

    @property
    def shape(self) -> Hashable:
        """What bases of different years have in common where their values may be compared."""
        days = tuple(
            "2-end" if (d.month, d.day) >= (2, 28) and d.month == 2 else f"{d.month}-{d.day}" for d in self._ends
        )
        return self.of_day, days, self.end.year - self.start.year

    @property
    def year_before(self) -> Basis:
        """The same time a year before."""
        start, end = (d.replace(year=d.year - 1, day=28 if (d.month, d.day) == (2, 29) else d.day) for d in self._ends)
        return Basis(start, end, self.of_day)

    @property
    def _ends(self) -> tuple[dt.date, dt.date]:
        return self.start, self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A figure with the time that it is of and the series that it belongs to."""

    stated: Stated
    basis: Basis
    series: tuple[str, ...] | None
    """What makes two figures one thing; None where nothing names the figure or its report has two alike."""
    event: str = ""
    """Its event_id: what one session counts is that of no period."""
    is_earlier: bool = False
    """Whether it held before, at a time that nothing names: the 4 of 4か所→6か所."""

    @property
    def value(self) -> Decimal:
        """Its value."""
        return Decimal(self.stated.row["value"])

    @property
    def figure_id(self) -> str:
        """Its id."""
        return self.stated.row["figure_id"]


def points(chains: Chains) -> list[Point]:
    """Return every figure of the plan's measures, the earliest report first."""
    editions = chains.plan.editions
    dates: dict[str, list[Row]] = defaultdict(list)
    labels: dict[str, str] = {}
    for edition in editions:
        for row in edition.rows["dates"]:
            dates[row["measure_id"]].append(row)
        labels |= {row["figure_id"]: row["label"] for row in edition.rows["figures"]}
    stated = list(chains.stated("figures"))
    bases = [basis(s.row, editions[s.edition], dates[s.measure.measure_id]) for s in stated]
    earlier = [_is_earlier(s.row, dates[s.measure.measure_id]) for s in stated]
    timed = [n for n, before in enumerate(earlier) if not before]
    names = dict(zip(timed, _names(chains, [stated[n] for n in timed], [bases[n] for n in timed], labels), strict=True))
    return [
        Point(stated=s, basis=b, series=names.get(n), event=s.row["event_id"], is_earlier=before)
        for n, (s, b, before) in enumerate(zip(stated, bases, earlier, strict=True))
    ]


def basis(figure: Row, edition: Edition, dates: Iterable[Row]) -> Basis:
    """Return the time that a figure is of: its as-of day, else a period that its sentence names, else the report's.

    Args:
        figure: its row.
        edition: the report that it stands in.
        dates: the rows of dates of its measure.
    """
    if figure["as_of"]:
        day = dt.date.fromisoformat(figure["as_of"])
        return Basis(day, day, True)
    nearest = _named(figure, dates)
    if nearest is None:
        time = _told(figure, edition.fiscal_year) or _of_report(figure, edition)
    else:
        time = Basis(dt.date.fromisoformat(nearest["start"]), dt.date.fromisoformat(nearest["end"]), False)
        if nearest["precision"] not in _SPANS:
            time = Basis(dt.date(time.fiscal_year, 4, 1), time.end, False)
    return time.year_before if _YEAR_BEFORE.search(_ahead(figure)) else time


def _named(figure: Row, dates: Iterable[Row]) -> Row | None:
    """Return the nearest date before a figure that names a time for it in its sentence.

    That is a period, and of what is to be reached also the end of its year (令和8年度末までに45社); for a cell of a table
    the period in its head, which its context quotes.
    """
    ahead = _ahead(figure)
    last = _YEAR_BEFORE.search(ahead)
    at = int(figure["offset_start"]) - (len(last[0]) if last else 0)
    before = [
        row
        for row in dates
        if (row["precision"] in _SPANS or (figure["status"] != Status.ACTUAL and row["text"].endswith("年度末")))
        and row["start"]
        and row["document_id"] == figure["document_id"]
        and int(row["offset_end"]) <= at
    ]
    near = [
        row
        for row in before
        if at - int(row["offset_end"]) <= len(figure["context"]) and row["text"] in figure["context"]
    ]
    heads = [row for row in before if "".join(row["text"].split("\n")) in ahead]
    return max(near or heads, key=lambda row: int(row["offset_start"]), default=None)


def _is_earlier(figure: Row, dates: Iterable[Row]) -> bool:
    """Tell whether the words around a figure say that it held before, and none says when."""
    ahead, _, behind = figure["context"].partition(figure["text"])
    if figure["as_of"] or not (_BEFORE.search(ahead) or _CHANGES.match(behind)) or _YEAR_BEFORE.search(ahead):
        return False
    named = _named(figure, dates)
    return named is None or int(figure["offset_start"]) - int(named["offset_end"]) > _BESIDE


def _ahead(figure: Row) -> str:
    return figure["context"].partition(figure["text"])[0]


def _of_report(figure: Row, edition: Edition) -> Basis:
    """Return the period of a figure's report; of what is planned the rest of its fiscal year, or the year after that."""
    head = next(d for d in edition.documents if d["document_id"] == figure["document_id"])
    start, end = (dt.date.fromisoformat(head[f"period_{side}"]) for side in ("start", "end"))
    if figure["status"] != Status.PLANNED:
        return Basis(start, end, False)
    year = edition.fiscal_year if end < dt.date(edition.fiscal_year + 1, 3, 31) else edition.fiscal_year + 1
    return Basis(max(end + dt.timedelta(days=1), dt.date(year, 4, 1)), dt.date(year + 1, 3, 31), False)


def _told(figure: Row, year: int) -> Basis | None:
    """Return the half-year that stands in front of a figure without being a date (上半期の相談件数：120件), or None."""
    found = list(_HALF.finditer(_ahead(figure)))
    if not found:
        return None
    year -= bool(found[-1]["last"])
    if found[-1]["half"] == "上":
        return Basis(dt.date(year, 4, 1), dt.date(year, 9, 30), False)
    return Basis(dt.date(year, 10, 1), dt.date(year + 1, 3, 31), False)


def counted(label: str) -> str:
    """Return what a label counts, for comparing: 参加者数 and 参加者 are one."""
    text = plain(label)
    return text.removesuffix("数") or text


def _name(figure: Row) -> str:
    """Return what two figures of one thing have in common: what the label counts, else the sentence; empty for neither."""
    if figure["label"]:
        return counted(figure["label"])
    ahead, _, behind = figure["context"].partition(figure["text"])
    return wording(ahead, behind)


def _sense(figure: Row) -> str:
    """Return what the words around a figure make of what its label counts: a whole, a change, that of a group."""
    ahead, _, behind = figure["context"].partition(figure["text"])
    if _WHOLE.match(behind):
        return "whole"
    if _CHANGED.match(behind):
        return "change"
    group = _GROUP.search(ahead.rpartition(figure["label"])[0]) if figure["label"] else None
    return plain(group[0]) if group else ""


def _names(
    chains: Chains, stated: Sequence[Stated], bases: Sequence[Basis], labels: dict[str, str]
) -> list[tuple[str, ...] | None]:
    """Return the series of each figure: by what it counts, and by its item too where a report counts that twice."""

    def coarse(s: Stated) -> tuple[str, ...]:
        row = s.row
        qualifiers = LIST_MARK.join(sorted(row["qualifiers"].split(LIST_MARK)))
        what = (
            _name(row),
            row["kind"],
            row["unit_norm"],
            row["per"],
            qualifiers,
            row["status"],
            _sense(row),
        )
        return (chains.key(s.measure.measure_id), *what, counted(labels.get(row["part_of"], "")))

    def fine(s: Stated) -> tuple[str, ...]:
        timeless = (word for word in s.row["item"].split() if whole_year(fold(word)) is None)
        return (*coarse(s), plain(" ".join(timeless)))

    twice = _repeated(stated, bases, coarse)
    still = _repeated(stated, bases, fine)
    nameless = {_company(s.row) for s in stated if _goes_on(s.row)}
    return [
        None
        if not _name(s.row) or s.row["event_id"] or (s.row["label"] and _company(s.row) in nameless)
        else (*coarse(s), "")
        if coarse(s) not in twice
        else fine(s)
        if fine(s) not in still
        else None
        for s in stated
    ]


def _goes_on(figure: Row) -> bool:
    """Tell whether a figure without a label has that of another one behind it: 日曜に12回、夜間に4回の検診."""
    return not figure["label"] and bool(_LISTED.match(figure["context"].partition(figure["text"])[2]))


def _company(figure: Row) -> tuple[str, ...]:
    """Return what figures of one sentence have in common that may count one thing."""
    return tuple(figure[c] for c in ("document_id", "context", "kind", "unit_norm", "status"))


def _repeated(
    stated: Sequence[Stated], bases: Sequence[Basis], name: Callable[[Stated], tuple[str, ...]]
) -> set[tuple[str, ...]]:
    """Return the names under which some report states two figures of one time."""
    seen: set[Hashable] = set()
    repeated = set()
    for s, time in zip(stated, bases, strict=True):
        if s.row["event_id"]:
            continue
        at = (s.row["document_id"], time, name(s))
        if at in seen:
            repeated.add(name(s))
        seen.add(at)
    return repeated


def rows(chains: Chains, found: Sequence[Point]) -> Iterator[dict[str, Value]]:
    """Yield the rows of trend.csv: every figure, with the one that it continues."""
    by_series: dict[Hashable, list[Point]] = defaultdict(list)
    for point in found:
        if point.series is not None:
            by_series[point.series, point.basis.shape].append(point)
    ordered = sorted(
        found,
        key=lambda p: (
            chains.key(p.stated.measure.measure_id),
            *(p.stated.row[c] for c in ("label", "kind", "unit_norm", "qualifiers", "status")),
            p.basis,
            p.stated.edition,
            p.figure_id,
        ),
    )
    for point in ordered:
        earlier = by_series.get((point.series, point.basis.shape), ()) if point.series is not None else ()
        yield _row(chains, point, _previous(point, earlier))


def _previous(point: Point, others: Iterable[Point]) -> Point | None:
    """Return the latest earlier figure of a series; of one that was restated the last statement."""
    if point.stated.row["value_max"]:
        return None
    earlier = [
        p
        for p in others
        if p.basis.end < point.basis.end and p.stated.edition <= point.stated.edition and not p.stated.row["value_max"]
    ]
    return max(earlier, key=lambda p: (p.basis.end, p.stated.edition, p.figure_id), default=None)


def _row(chains: Chains, point: Point, previous: Point | None) -> dict[str, Value]:
    row = point.stated.row
    change = None if previous is None else point.value - previous.value
    percent = None
    if previous is not None and change is not None and previous.value:
        percent = change / abs(previous.value) * 100
        percent = percent.quantize(Decimal("0.1")) if percent.adjusted() < _MOST_DIGITS else None
    return {
        "plan_name": chains.plan.name,
        "measure_key": chains.key(point.stated.measure.measure_id),
        "label": row["label"],
        "kind": row["kind"],
        "unit_norm": row["unit_norm"],
        "qualifiers": row["qualifiers"],
        "status": row["status"],
        "fiscal_year": None if point.is_earlier else point.basis.fiscal_year,
        "period": None if point.is_earlier else point.basis.period,
        "as_of": point.basis.end if point.basis.of_day else None,
        "value": point.value,
        "previous_value": None if previous is None else previous.value,
        "change": change,
        "change_percent": percent,
        "figure_id": point.figure_id,
        "previous_figure_id": None if previous is None else previous.figure_id,
        "measure_id": point.stated.measure.measure_id,
        "measure_title": point.stated.measure.title,
        "per": row["per"],
        "previous_fiscal_year": None if previous is None else previous.basis.fiscal_year,
        "context": row["context"],
    }
