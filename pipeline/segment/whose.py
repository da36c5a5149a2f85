"""Whose the measures of a table are that has no column for it: what a line above it or its first row says."""

from __future__ import annotations

from extractors.mentions import Span
from extractors.view import fold
from pipeline.profile import Level, shared_rules
from pipeline.segment.departments import split_departments

_ABOVE = 200  # characters
_LINES = 2  # one may say what the numbers of the table count


def offices_above(raw: str, start: int) -> tuple[str, ...]:
    """Return the departments that a line right above a table names, as written: 担当課：福祉課.

    Args:
        raw: the text.
        start: where the table begins.
    """
    first = max(start - _ABOVE, 0)
    lines = [line for line in raw[first:start].split("\n") if line.strip()]
    for line in reversed(lines[-_LINES:]):
        if offices := _told(line.strip()):
            return offices
    return ()


def offices_in(raw: str, span: Span) -> tuple[str, ...]:
    """Return the departments that a row over a whole table names."""
    return _told(raw[span.start : span.end])


def _told(line: str) -> tuple[str, ...]:
    folded = fold(line)
    for rule in shared_rules(Level.DEPARTMENTS, folded[:1]):
        if (match := rule.pattern.match(folded)) is not None:
            bounds = split_departments(folded, *match.span("departments"), told=True)
            return tuple(line[start:end] for start, end in bounds)
    return ()
