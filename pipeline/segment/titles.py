"""Which lines may be titles of measures by their words, whatever their marks."""

from __future__ import annotations

from collections.abc import Container, Sequence

from extractors.patterns import compile_pattern
from pipeline.markers import is_caption, mark_of
from pipeline.segment.departments import split_front, split_heading
from pipeline.segment.lines import Line
from pipeline.segment.outline import is_sentence, states_value
from pipeline.segment.speakers import is_speaker

_ENDS_TEXT = compile_pattern(r"。(?: ?[(\[【〔][^)\]】〕]{1,80}[)\]】〕]?)?$|^[^(\[【〔]{1,80}[)\]】〕]$")
"""A line that ends a text, be it with whose it is behind it (…した。（福祉課）), or the rest of such a bracket that is wrapped."""


def may_head(text: str) -> bool:
    """Tell whether a folded line can be a heading by its words: no value, no sentence, no name of a table, and nobody who speaks."""
    if len(text) == 1:  # ◎ below 自己評価
        return False
    marked = mark_of(text)
    if is_speaker(text) or (marked is not None and is_caption(marked.form)):
        return False
    start = marked.title if marked else 0
    valued = states_value(text[start:]) and not split_heading(text).departments
    return not (valued or _ENDS_TEXT.search(text) or is_sentence(text[:start], text[start:]))


def begins_with_offices(text: str) -> bool:
    """Tell whether a folded heading begins with an office beyond doubt: (1) 福祉課: 相談会, [福祉課] 相談会, (1) 福祉課　相談会."""
    marked = mark_of(text)
    return split_front(text[marked.title if marked else 0 :], spaced=True) is not None


def over_texts(
    lines: Sequence[Line], headings: Container[int], labels: Container[int], told: Container[int]
) -> dict[int, int]:
    """Return for each line between which and the heading above only sentences stand, and whose they are, that heading.

    Args:
        lines: of the report.
        headings: the lines with marks of headings.
        labels: those that open blocks.
        told: those that only name departments.
    """
    found: dict[int, int] = {}
    above = -1
    for number, line in enumerate(lines):
        if number in headings:
            above = number
        elif number in labels or not (line.text.endswith("。") or number in told):
            above = -1
        elif above >= 0:
            found[number] = above
    return found
