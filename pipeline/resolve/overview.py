"""Occasions that an overview tells of besides the measure whose they are: each is one event, that of the measure."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from pipeline.model import Event
from pipeline.records import Records

_Days = tuple[dt.date | None, dt.date | None]


def without_retold(events: Records[Event]) -> Records[Event]:
    """Return the events, without those outside the measures that a measure tells of on the same days by the same name.

    Their identifiers count on. An occasion without a name, or with another, stays: two may be held on one day.

    Args:
        events: of a report, stretch by stretch.
    """
    if all(event.measure_no is not None for event in events):
        return events
    told: defaultdict[_Days, set[str]] = defaultdict(set)
    for event in events:
        if event.measure_no is not None and event.start is not None:
            told[event.start, event.end].update(_names(event))
    kept = Records[Event]()
    for stretch in events.stretches():
        kept.extend(_numbered((e for e in stretch if not _is_told(e, told)), len(kept)))
    return kept


def _is_told(event: Event, told: dict[_Days, set[str]]) -> bool:
    if event.measure_no is not None or (event.start, event.end) not in told:
        return False
    return any(name in other or other in name for other in told[event.start, event.end] for name in _names(event))


def _names(event: Event) -> set[str]:
    return {name for name in (event.title, event.series) if name}


def _numbered(events: Iterable[Event], before: int) -> Iterable[Event]:
    for number, event in enumerate(events, start=before + 1):
        yield replace(event, event_id=f"{event.event_id.rpartition('-e')[0]}-e{number:03d}")
