"""Labels that bear the number of a heading: (1) 実績, (2) 予定 under every measure of direction （１）."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.profile import Level
from pipeline.segment.counts import counts_on
from pipeline.segment.forms import Form
from pipeline.segment.headings import OF_MEASURES
from pipeline.segment.lines import Line

_GROUPS = frozenset({Level.OFFICE, Level.DIRECTION, Level.BETWEEN, Level.SECTION})
_LABEL = Level.LABEL
_HABIT = 3  # times that a label's words must come back
_COUNTED = 2  # headings that count on without the labels


def without_numbers(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]]) -> Sequence[tuple[Form, ...]]:
    """Return the readings of lines, those of labels that come back as no headings of a count that goes on without them.

    Args:
        lines: of the report.
        forms: what each may be. A label that stands in the count itself (1 方針, 2 取組, 3 課題) stays what it was.
    """
    styles: dict[int, dict[int, Form]] = {}
    for number, readings in enumerate(forms):
        if readings:
            for form in readings:
                if form.no is not None and form.level in _GROUPS:
                    styles.setdefault(form.style, {})[number] = form
    labels: set[tuple[int, int]] = set()
    for style, found in styles.items():
        words = {number: word for number in found if (word := _words(lines[number], forms[number]))}
        often = Counter(words.values())
        heads = {word for number, word in words.items() if _heads_measures(forms, number + 1)}
        theirs = {number for number, word in words.items() if often[word] >= _HABIT and word not in heads}
        others = [found[number].no for number in found if number not in theirs]
        if theirs and len(others) >= _COUNTED and counts_on(others) and not counts_on([f.no for f in found.values()]):
            labels.update((number, style) for number in theirs)
    if not labels:
        return forms
    return [
        tuple(form for form in readings if (number, form.style) not in labels) for number, readings in enumerate(forms)
    ]


def _words(line: Line, readings: Sequence[Form]) -> str:
    """Return the words of a label that stands alone on its line behind its number; empty for any other line."""
    label = next((form for form in readings if form.level is _LABEL and form.kind in OF_MEASURES), None)
    alone = label is not None and label.title[0] > 0 and label.rest >= len(line.text)
    return line.text[slice(*label.title)] if label is not None and alone else ""


def _heads_measures(forms: Sequence[tuple[Form, ...]], below: int) -> bool:
    return below < len(forms) and any(f.level is Level.MEASURE and f.title[0] > 0 for f in forms[below])
