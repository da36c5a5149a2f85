"""Occasions that an overview tells of besides the measure whose they are: each is one event, that of the measure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipeline.model import Event, FigureRecord
from pipeline.records import Records

_Days = tuple[dt.date | None, dt.date | None]


def without_retold(
    events: Records[Event], figures: Records[FigureRecord]
) -> tuple[Records[Event], Records[FigureRecord]]:
    """Return the events, without those outside the measures that a measure tells of on the same days by the same name.

    Their identifiers count on. An occasion without a name, or with another, stays: two may be held on one day. Who came to
    one that is left out came to that of the measure, by the figures returned, and by the event where it tells of nobody.

    Args:
        events: of a report, stretch by stretch.
        figures: of the report, likewise, with the events that they belong to.
    """
    retold = _retold(events)
    if not retold:
        return events, figures
    came = {retold[e.event_id]: e for e in events if e.event_id in retold and e.participants is not None}
    kept, ids = Records[Event](), dict[str, str]()
    for stretch in events.stretches():
        left = [_with_those(event, came.get(event.event_id)) for event in stretch if event.event_id not in retold]
        for number, event in enumerate(left, start=len(kept) + 1):
            ids[event.event_id] = f"{event.event_id.rpartition('-e')[0]}-e{number:03d}"
        kept.extend(replace(event, event_id=ids[event.event_id]) for event in left)
    ids.update((old, ids[of]) for old, of in retold.items())
    linked = Records[FigureRecord]()
    for records in figures.stretches():
        linked.extend(replace(r, event_id=ids[r.event_id]) if r.event_id else r for r in records)
    return kept, linked


def _retold(events: Iterable[Event]) -> Mapping[str, str]:
    """Return the identifiers of the events that are told again outside the measures, each with that of the measure's."""
    outside = [event for event in events if event.measure_no is None and event.start is not None]
    if not outside:
        return {}
    told: defaultdict[_Days, list[Event]] = defaultdict(list)
    for event in events:
        if event.measure_no is not None:
            told[event.start, event.end].append(event)
    same = ((event, next((e for e in told[event.start, event.end] if _is_same(event, e)), None)) for event in outside)
    return {event.event_id: of.event_id for event, of in same if of is not None}


def _is_same(event: Event, other: Event) -> bool:
    return any(name in named or named in name for name in _names(event) for named in _names(other))


def _names(event: Event) -> set[str]:
    return {name for name in (event.title, event.series) if name}


def _with_those(event: Event, retold: Event | None) -> Event:
    """Return the event with those who came to it by what is told of it again, where it tells of nobody itself."""
    if retold is None or event.participants is not None:
        return event
    more = (ref for ref in retold.evidence if ref not in event.evidence)
    return replace(event, participants=retold.participants, evidence=(*event.evidence, *more))
