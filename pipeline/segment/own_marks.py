"""The marks that only one report has: 宣言3, 101, 【新規】, ※, which no grammar could tell from any other line."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from pipeline.markers import BULLETS, Marked, form_of, own_form_of
from pipeline.segment.counts import counts_up
from pipeline.segment.lines import Line

_LONGEST = 80  # characters of a heading
_SHARE = 0.6  # of the lines of a mark that must have what measures have below them


def own_marks(lines: Sequence[Line], taken: Container[int], is_evident: Callable[[int], bool]) -> dict[int, Marked]:
    """Return the marks of lines that only this report has, where they count up or show that they head measures.

    Args:
        lines: of the report.
        taken: the numbers of lines that bear no mark: labels, departments, a table of contents.
        is_evident: whether a department or label below a line shows it to head a measure.
    """
    found: dict[str, dict[int, Marked]] = {}
    for number, line in enumerate(lines):
        text = line.text
        if len(text) > _LONGEST or text[0] in BULLETS or number in taken:
            continue
        if form_of(text) is None and (marked := own_form_of(text)):
            found.setdefault(marked.form, {})[number] = marked
    return {
        number: marked
        for of_form in found.values()
        if sum(map(is_evident, of_form)) >= _SHARE * len(of_form)
        or counts_up([lines[number].text[: marked.title] for number, marked in of_form.items()])
        for number, marked in of_form.items()
    }
