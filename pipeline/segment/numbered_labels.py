"""Labels that bear the mark of a heading, and headings in the words of a label.

(1) 実績, (2) 予定 stand under every measure of direction （１）. (3) 課題の解決 stands once, between measures (2) and (4), over
what each of them has below it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.kinds import TOLD
from pipeline.profile import Level
from pipeline.segment.counts import counts_on
from pipeline.segment.departments import bracket_line
from pipeline.segment.forms import Form, label_in, opens_block
from pipeline.segment.lines import Line

_MEASURE = Level.MEASURE
_GROUPS = frozenset({Level.OFFICE, Level.DIRECTION, Level.BETWEEN, Level.SECTION})
_LABEL = Level.LABEL
_HABIT = 3  # times that a label's words must come back
_COUNTED = 2  # headings that count on without the labels
_SEVERAL = 2  # measures whose heading is no label


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


def without_titles(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]]) -> Sequence[tuple[Form, ...]]:
    """Return the readings of lines, those that a label's words title once in the look of measures as no labels.

    Such a line counts on from the one before it in its look, or anew, or stands apart, and a label or departments stand right below
    it as below several others.
    """
    if not any(len(readings) > 1 and _measure(readings) and label_in(readings) for readings in forms):
        return forms
    labels = {number: label for number, readings in enumerate(forms) if (label := label_in(readings))}
    times = Counter(lines[number].text[slice(*label.title)] for number, label in labels.items())
    looks: dict[int, list[tuple[int, Form]]] = {}
    for number, readings in enumerate(forms):
        if (measure := _measure(readings)) is not None:
            looks.setdefault(measure.style, []).append((number, measure))
    titles: set[int] = set()
    for found in looks.values():
        if sum(number not in labels and _is_over_fields(lines, forms, number) for number, _ in found) < _SEVERAL:
            continue
        no = None
        for number, form in found:
            stands = lines[number].gap if form.no is None else form.no in (1, (no or 0) + 1)
            once = number in labels and times[lines[number].text[slice(*labels[number].title)]] == 1
            if once and stands and _is_over_fields(lines, forms, number):
                titles.add(number)
            no = form.no
    if not titles:
        return forms
    return [
        tuple(form for form in readings if form.level is not _LABEL) if number in titles else readings
        for number, readings in enumerate(forms)
    ]


def _measure(readings: Sequence[Form]) -> Form | None:
    """Return the reading of a line as the heading of a measure."""
    return next((form for form in readings if form.level is _MEASURE), None)


def _is_over_fields(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], number: int) -> bool:
    """Tell whether a label of a block or departments stand right below a line."""
    if number + 1 >= len(lines):
        return False
    text, readings = lines[number + 1].text, forms[number + 1]
    named = any(form.level is Level.DEPARTMENTS for form in readings) or bracket_line(text) is not None
    return named or opens_block(text, readings)


def _words(line: Line, readings: Sequence[Form]) -> str:
    """Return the words of a label that stands alone on its line behind its number; empty for any other line."""
    label = next((form for form in readings if form.level is _LABEL and form.kind in TOLD), None)
    alone = label is not None and label.title[0] > 0 and label.rest >= len(line.text)
    return line.text[slice(*label.title)] if label is not None and alone else ""


def _heads_measures(forms: Sequence[tuple[Form, ...]], below: int) -> bool:
    return below < len(forms) and any(f.level is _MEASURE and f.title[0] > 0 for f in forms[below])
