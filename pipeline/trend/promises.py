"""What a report plans, and where a later one says that it came about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.mentions import Status
from extractors.patterns import compile_pattern
from pipeline.model import EventStatus
from pipeline.tables.further import Kept
from pipeline.tables.schema import Value
from pipeline.trend.chains import Chains, Stated
from pipeline.trend.plans import Row, plain
from pipeline.trend.series import Point, counted

_LIKE_NAME = 80.0
"""Least likeness (rapidfuzz partial ratio, 0-100) of the names of one event as planned and as reported."""
_MOST = 2
"""What is planned without a name is not met by more than so many times as much, nor by less than that part of it."""
_NOT_YET = compile_pattern(r"中止|延期|見送|見合わせ|でき(?:ず|な|ま)|検討|準備|予定|計画し|協議")


def rows(chains: Chains, found: Sequence[Point]) -> Iterator[dict[str, Value]]:
    """Yield the rows of promises.csv: every planned event and figure, in the order of the reports."""
    events, figures = list(chains.stated("events")), [point.stated for point in found]
    due_of = {s.row["event_id"]: _day(_end(s.row)) for s in events}
    for promise in events:
        if promise.row["status"] == EventStatus.PLANNED:
            due = _day(_end(promise.row))
            yield _row(chains, promise, "event", due, _event(chains, promise, events))
    for point in found:
        promise = point.stated
        if promise.row["status"] == Status.PLANNED:
            due = due_of.get(promise.row["event_id"]) or point.basis.end
            came = _figure(chains, promise, figures) or _session(chains, promise, events) or _thing(chains, promise)
            yield _row(chains, promise, "figure", due, came)


def _later(chains: Chains, promise: Stated, all_stated: Sequence[Stated]) -> list[Stated]:
    """Return what later reports state in what became of the promise's measure."""
    heirs = chains.heirs(promise.measure.measure_id)
    return [s for s in all_stated if s.edition > promise.edition and s.measure.measure_id in heirs]


def _event(chains: Chains, promise: Stated, events: Sequence[Stated]) -> Stated | None:
    """Return the event that a planned one came to be: held or cancelled on one of its days, or under its name and number."""
    row = promise.row
    settled = [s for s in _later(chains, promise, events) if s.row["status"] != EventStatus.PLANNED]
    on_its_days = [s for s in settled if _overlap(row, s.row) and not _contradict(row, s.row)]
    close = [s for s in on_its_days if _same_name(row, s.row)] or (on_its_days if len(on_its_days) == 1 else [])
    moved = [s for s in settled if _same_name(row, s.row) and _is_soon(row, s.row) and not _contradict(row, s.row)]
    return next(iter(close or (moved if row["ordinal"] or len(moved) == 1 else [])), None)


def _contradict(one: Row, other: Row) -> bool:
    """Tell whether two events say that they are different ones."""
    return any(one[c] and other[c] and plain(one[c]) != plain(other[c]) for c in ("ordinal", "region"))


def _same_name(one: Row, other: Row) -> bool:
    from rapidfuzz import fuzz

    names = [[plain(row[c]) for c in ("title", "series") if row[c]] for row in (one, other)]
    if not all(names):
        return bool(one["ordinal"] and one["ordinal"] == other["ordinal"])
    return any(fuzz.partial_ratio(a, b) >= _LIKE_NAME for a in names[0] for b in names[1])


def _overlap(one: Row, other: Row) -> bool:
    return bool(one["start"] and other["start"] and one["start"] <= _end(other) and other["start"] <= _end(one))


def _end(event: Row) -> str:
    """Return the last day of an event, its first where it is held from then on."""
    return event["end"] or event["start"]


def _is_soon(planned: Row, held: Row) -> bool:
    """Tell whether an event was held in the fiscal year for which it was planned."""
    days = _day(_end(planned)), _day(held["start"])
    if days[0] is None or days[1] is None:
        return True
    return (days[0].year - (days[0].month < 4)) == (days[1].year - (days[1].month < 4))


def _figure(chains: Chains, promise: Stated, figures: Sequence[Stated]) -> Stated | None:
    """Return the reached figure of what a planned one counts, in the first later report that states just one.

    Where one of the two has no label, it is the same number; of a plan without a label, else, the only one of its size.
    """
    row = promise.row
    alike = [
        s
        for s in _later(chains, promise, figures)
        if s.row["status"] == Status.ACTUAL
        and (s.row["kind"], s.row["unit_norm"], s.row["per"]) == (row["kind"], row["unit_norm"], row["per"])
    ]
    named = [s for s in alike if row["label"] and counted(s.row["label"]) == counted(row["label"])]
    same = [s for s in alike if s.row["value"] == row["value"] and not (row["label"] and s.row["label"])]
    near = [s for s in alike if not (row["label"] or s.row["part_of"]) and _is_near(row, s.row)]
    for fitting in (named, same, near):
        first = [s for s in fitting if s.edition == fitting[0].edition]
        exact = [s for s in first if s.row["value"] == row["value"]]
        if len(first) == 1 or exact:
            return (exact or first)[0]
    return None


def _is_near(planned: Row, reached: Row) -> bool:
    one, other = sorted(Decimal(row["value"]) for row in (planned, reached))
    return other <= _MOST * one


def _session(chains: Chains, promise: Stated, events: Sequence[Stated]) -> Stated | None:
    """Return the first event of the name that a planned number of times is of: 相談会を2回 is met by a 相談会 in June."""
    name, unit = plain(promise.row["label"]), promise.row["unit_norm"]
    later = _later(chains, promise, events) if name and unit == "回" else []
    return next((s for s in later if s.row["status"] != EventStatus.PLANNED and _is_named(s.row, name)), None)


def _is_named(event: Row, name: str) -> bool:
    return any(name in plain(event[column]) for column in ("title", "series"))


def _thing(chains: Chains, promise: Stated) -> Stated | None:
    """Return a later progress that tells of what was planned and not there yet (保管庫), without a number of it."""
    name = plain(promise.row["label"])
    if not name or name in plain(promise.measure.progress):
        return None
    heirs = chains.heirs(promise.measure.measure_id)
    for number, edition in enumerate(chains.plan.editions[promise.edition + 1 :], promise.edition + 1):
        for measure in edition.measures:
            told = [s for s in measure.progress.split("。") if name in plain(s) and not _NOT_YET.search(s)]
            if told and measure.measure_id in heirs:
                row = {"document_id": measure.document_id, "status": Status.ACTUAL.value}
                return Stated(edition=number, measure=measure, row=row)
    return None


def _row(chains: Chains, promise: Stated, planned: str, due: dt.date | None, found: Stated | None) -> dict[str, Value]:
    row = promise.row
    outcome = _outcome(chains, promise, due, found)
    name = row["label"] if planned == "figure" else row["title"] or row["series"]
    ja, en = _words(outcome, name or promise.measure.title, row, found)
    reported = found.row if found else {}
    value = reported.get("value" if planned == "figure" else "participants")
    return {
        "plan_name": chains.plan.name,
        "measure_key": chains.key(promise.measure.measure_id),
        "document_id": row["document_id"],
        "measure_no": promise.measure.no,
        "measure_title": promise.measure.title,
        "planned": planned,
        "ref_id": row[f"{planned}_id"],
        "name": name,
        "value": Decimal(row["value"]) if planned == "figure" else None,
        "unit_norm": row.get("unit_norm"),
        "due": due,
        "outcome": outcome.value,
        "reported_document_id": reported.get("document_id"),
        "reported_id": reported.get("figure_id") or reported.get("event_id"),
        "reported_value": Decimal(value) if value else None,
        "message_ja": ja,
        "message_en": en,
    }


def _outcome(chains: Chains, promise: Stated, due: dt.date | None, found: Stated | None) -> Kept:
    if found is not None:
        return Kept.CANCELLED if found.row["status"] == EventStatus.CANCELLED else Kept.REPORTED
    ends = [_day(d["period_end"]) for e in chains.plan.editions[promise.edition + 1 :] for d in e.documents]
    last = max((end for end in ends if end is not None), default=None)
    return Kept.OPEN if last is None or (due is not None and due > last) else Kept.NOT_REPORTED


def _words(outcome: Kept, name: str, row: Row, found: Stated | None) -> tuple[str, str]:
    what = f"{name} {row['text']}" if "text" in row else name
    if found is not None:
        reached = _short_of(row, found.row)
        where = f"{found.row['document_id']}、取組 {found.measure.no}「{found.measure.title}」"
        ja = "中止" if outcome is Kept.CANCELLED else "実績"
        en = "cancelled" if outcome is Kept.CANCELLED else "done"
        if reached:
            return (
                f"予定「{what}」は、後の報告書では「{reached}」で、予定に届いていません（{where}）。",
                f"The planned '{what}' was not reached: it is '{reached}' in {found.row['document_id']}, measure {found.measure.no}.",
            )
        return (
            f"予定「{what}」は、後の報告書で{ja}として報告されています（{where}）。",
            f"The planned '{what}' is reported as {en} in {found.row['document_id']}, measure {found.measure.no}.",
        )
    if outcome is Kept.OPEN:
        return (
            f"予定「{what}」の時期を含む後の報告書は、まだありません。",
            f"There is no later report yet that reaches the time of the planned '{what}'.",
        )
    return (
        f"予定「{what}」が実施されたことは、後の報告書に見当たりません。実施の有無を確認してください。",
        f"No later report says that the planned '{what}' came about: please check.",
    )


def _short_of(planned: Row, reached: Row) -> str:
    """Return the words of a figure that fell short of the planned one, empty where none did: 8校, 7校."""
    values = planned.get("value"), reached.get("value")
    return reached["text"] if all(values) and Decimal(values[1] or 0) < Decimal(values[0] or 0) else ""


def _day(cell: str) -> dt.date | None:
    return dt.date.fromisoformat(cell) if cell else None
