"""Reports as questions and answers: 問1 … and （答） … below it, Q1 … and A1 …."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.patterns import compile_pattern
from pipeline.markers import ASKED, form_of
from pipeline.segment.lines import Line

_ANSWER = compile_pattern(r"[(【\[<《〔]?(?:答弁?|回答|A(?=[ 0-9.:、)]))(?: ?[0-9]{1,3})?(?:[)】\]>》〕]|[ :.、]|$)")


def is_question(lines: Sequence[Line], number: int) -> bool:
    """Tell whether a line asks what the line below it answers."""
    marked = form_of(lines[number].text)
    if marked is None or marked.form != ASKED or number + 1 >= len(lines):
        return False
    return _ANSWER.match(lines[number + 1].text) is not None
