"""Head counts that are those of an occasion: tied to its event, and counted as participants with their parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from extractors.mentions import Figure, FigureKind
from pipeline.model import Event, FigureRecord, SourceDoc
from pipeline.resolve.parts import Breakdown


def attending(source: SourceDoc, record: FigureRecord, event: Event) -> FigureRecord:
    """Tie a head count to the event that it was joined with; a bare one (第1回：5月10日 15名) counts participants."""
    figure = record.figure
    if figure.kind is FigureKind.PEOPLE:
        figure = replace(figure, kind=FigureKind.PARTICIPANTS)
    if figure.label and figure.label == event.venue:
        figure = replace(figure, label=None, label_span=None)
    if (
        figure.label
        and event.title
        and figure.label in event.title
        and not _opens_field(source.text, figure)
        and figure.label != event.title[-len(figure.label) :]
    ):
        figure = replace(figure, label=None, label_span=None)  # a word of the theme before it
    return replace(record, figure=figure, event_id=event.event_id)


def with_parts_attending(
    records: list[FigureRecord], linked: Mapping[str, Event], breakdowns: Sequence[Breakdown]
) -> list[FigureRecord]:
    """Count as participants the people that those who came add up from: 75名（市民40名、職員35名）で実施."""
    found = list(records)
    for breakdown in breakdowns:
        total = records[breakdown.total]
        came = total.figure_id in linked or total.figure.kind is FigureKind.PARTICIPANTS
        if not (breakdown.complete and came):
            continue
        for part in breakdown.parts:
            if records[part].figure.kind is FigureKind.PEOPLE:
                figure = replace(records[part].figure, kind=FigureKind.PARTICIPANTS)
                found[part] = replace(records[part], figure=figure)
    return found


def _opens_field(text: str, figure: Figure) -> bool:
    """Tell whether the label begins a field of its own (公民館　親子14組31人), and is no word of a theme."""
    return figure.label_span is not None and text[figure.label_span.start - 1 : figure.label_span.start] in " 　、"
