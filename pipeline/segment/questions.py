"""Reports as questions and answers: 問1 … and （答） … below it, Q1 … and A1 …."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.patterns import compile_pattern
from pipeline.markers import ASKED, Marked, form_of
from pipeline.segment.lines import Line

_ANSWER = compile_pattern(r"[(【\[<《〔]?(?:答弁?|回答|A(?=[ 0-9.:、)]))(?: ?[0-9]{1,3})?(?:[)】\]>》〕]|[ :.、]|$)")
_ANSWERS = "([【<《〔答回A"


def is_question(lines: Sequence[Line], number: int) -> bool:
    """Tell whether a line asks what the line below it answers."""
    return question(lines, number) is not None


def question(lines: Sequence[Line], number: int) -> Marked | None:
    """Return the mark of a line that asks what the line below it answers; None for any other line."""
    if number + 1 >= len(lines) or not answers(lines[number + 1].text):
        return None
    marked = form_of(lines[number].text)
    return marked if marked is not None and marked.form == ASKED else None


def answers(text: str) -> bool:
    """Tell whether a folded line begins with the mark of an answer."""
    return text[:1] in _ANSWERS and _ANSWER.match(text) is not None
