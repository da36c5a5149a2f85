"""Departments that only the sentences of a report name, each at the head of what it did: 給水課では、…."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import Direction, Measure
from pipeline.segment.departments import is_certain_office, is_department, split_departments

_LEAST = 3  # measures
_NAME = r"[^、。「」()\s]{1,20}[課室係]"
_ACTS = compile_pattern(
    rf"(?:^|[、。]\s*)(?P<names>{_NAME}(?:(?:及び|並びに|、|・|と){_NAME}){{0,4}})"
    r"(?:において(?:は)?、|では、|は、|が(?:共同で|連携して|協力して|中心と|主体と|事務局と|、))"
)
"""An office that the sentence is about, at its head or behind a clause."""


def with_acting_offices(raw: str, directions: Sequence[Direction]) -> tuple[Direction, ...]:
    """Return the directions of a report, each measure with the offices that its first sentence says to have acted.

    So it is where no measure names a department in any other way, and every one of them names such an office: as long
    as one does not, an office in a text may as well be whoever was asked or met.

    Args:
        raw: the report's text.
        directions: what it reports.
    """
    measures = [measure for direction in directions for section in direction.sections for measure in section.measures]
    if len(measures) < _LEAST or any(measure.departments for measure in measures):
        return tuple(directions)
    acting: dict[int, tuple[str, ...]] = {}
    for measure in measures:
        if not (named := _offices(raw, measure)):
            return tuple(directions)
        acting[measure.no] = named
    return tuple(
        replace(
            direction,
            sections=tuple(
                replace(section, measures=tuple(replace(m, departments=acting[m.no]) for m in section.measures))
                for section in direction.sections
            ),
        )
        for direction in directions
    )


def _offices(raw: str, measure: Measure) -> tuple[str, ...]:
    """Return the offices, as written, of which the first sentence of a measure's text tells."""
    block = next(iter(measure.blocks), None)
    if block is None:
        return ()
    start = block.span.start
    text = fold(raw[start : block.span.end])
    sentence = text[: text.find("。") + 1]
    match = _ACTS.search(sentence)
    bounds = split_departments(sentence, *match.span("names")) if match else ()
    if not all(is_department(sentence[a:b]) and is_certain_office(sentence[a:b]) for a, b in bounds):
        return ()
    return tuple(raw[start + a : start + b].strip() for a, b in bounds)
