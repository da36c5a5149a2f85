"""What stands below the headings of measures, or below a line that may be one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence

from pipeline.kinds import TOLD
from pipeline.markers import BULLETS, mark_of
from pipeline.profile import Level
from pipeline.segment.forms import Form
from pipeline.segment.headings import Headings
from pipeline.segment.lines import Line
from pipeline.segment.outline import Mark
from pipeline.states import AGAIN

_MEASURE = Level.MEASURE
_LONGEST_MEASURE = 80  # lines
_RANKED = frozenset({Level.OFFICE, Level.DIRECTION, Level.BETWEEN, Level.SECTION, _MEASURE})


def labels_from(headings: Headings, first: int, form: Form) -> set[str]:
    """Return the labels from a line on, up to the next that could be a measure of a style or stand above measures.

    Args:
        headings: of the report.
        first: the number of the line.
        form: that of the measure above.
    """
    found: set[str] = set()
    for number in range(first, min(len(headings.forms), first + _LONGEST_MEASURE)):
        readings = headings.forms[number]
        if any(f.level in _RANKED and (f.level is not _MEASURE or f.style == form.style) for f in readings):
            break
        label = headings.form(number, Level.LABEL)
        if label is not None and label.kind in TOLD:
            found.add(headings.label_words(number))
    return found


def is_told_elsewhere(title: str) -> bool:
    """Tell whether a folded title says that its measure is told under another heading, so that nothing need stand below it."""
    return "再掲" in title and AGAIN.search(title) is not None


def close_with_contacts(marks: Sequence[Mark], contacts: Mapping[int, Collection[object]]) -> bool:
    """Tell whether a report's measures close with whom to ask, most of them: it then names their departments so.

    Args:
        marks: its headings in order.
        contacts: the lines that say whom to ask, each with the departments that it names.
    """
    measures = [mark.first for mark in marks if mark.level is _MEASURE]
    asked = {bisect_right(measures, number) for number, named in contacts.items() if named}
    return len(asked - {0}) >= max(2, len(measures) / 2)


def is_of_report(lines: Sequence[Line], number: int, contacts: Collection[int], *, close: bool) -> bool:
    """Tell whether a line that says whom to ask is of the whole report: the last one, worded unlike those that close measures.

    Args:
        lines: of the report.
        number: of the line.
        contacts: the lines that say whom to ask.
        close: whether these close measures.
    """
    if number != len(lines) - 1:
        return False
    return not close or lines[number].text[:2].strip() not in {
        lines[n].text[:2].strip() for n in contacts if n != number
    }


def points_below_labels(lines: Sequence[Line], labels: Collection[int]) -> set[int]:
    """Return the points of lists that fill the blocks below labels of one look: ・… below ①目標 and above ②実績.

    Args:
        lines: of the report.
        labels: those that open blocks. A point behind a blank line, or set in less than the ones before it, may be a heading.

    Returns:
        Those below labels of a look that has such lists between two of its labels; there the last block has them as well.
    """
    runs: dict[str, list[range]] = {}
    between: set[str] = set()
    for number in labels:
        stop = number + 1
        while stop < len(lines) and stop not in labels and _is_point(lines, stop, number + 1):
            stop += 1
        look = _look(lines[number]) if stop > number + 1 else ""
        if look:
            runs.setdefault(look, []).append(range(number + 1, stop))
            between.update({look} if stop in labels and _look(lines[stop]) == look else ())
    return {number for look in between for run in runs[look] for number in run}


def _look(line: Line) -> str:
    marked = mark_of(line.text)
    return marked.form[:1] if marked is not None else ""


def _is_point(lines: Sequence[Line], number: int, first: int) -> bool:
    line = lines[number]
    return line.text[0] in BULLETS and not line.gap and line.indent >= lines[first].indent
