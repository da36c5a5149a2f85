"""Lines and sentences of a text, looked up by offset."""

from __future__ import annotations

from itertools import combinations_with_replacement

import pytest

from extractors.mentions import Span
from extractors.view import TextView
from pipeline.resolve.layout import Layout

TEXTS = ("", "一", "。", "\n", "一。二三\n\n・四。五。\n 六", "一。\n二。", "\n。。一\n")


@pytest.mark.parametrize("text", TEXTS)
def test_a_sentence_lies_between_full_stops_and_line_ends(text: str) -> None:
    layout = Layout(TextView(text))
    for start, end in combinations_with_replacement(range(len(text) + 1), 2):
        line_start = text.rfind("\n", 0, start) + 1
        line_end = text.find("\n", start) if "\n" in text[start:] else len(text)
        stop = text.find("。", end, line_end)
        left = text.rfind("。", line_start, start) + 1 or line_start
        assert layout.sentence(start, end) == (left, line_end if stop < 0 else stop + 1)


@pytest.mark.parametrize("text", TEXTS)
def test_lines_are_those_of_the_text(text: str) -> None:
    layout = Layout(TextView(text))
    assert [text[line.start : line.end] for line in map(layout.line, range(layout.count))] == text.split("\n")
    for at in range(len(text) + 1):
        line = layout.line_at(at)
        assert line.start <= at <= line.end
        assert line.no == layout.line_no(at) == text.count("\n", 0, at)
        assert line.blank is (not text[line.start : line.end].strip())


def test_a_line_knows_its_marker() -> None:
    layout = Layout(TextView("  - ・相談\n① 訪問\nア) 講座\n本文"))
    assert [layout.line(no).bullet for no in range(4)] == ["-・", "①", "ア)", ""]
    assert [layout.line(no).opens_item() for no in range(4)] == [False, True, True, False]


def test_no_sentence_runs_on_into_another_cell() -> None:
    text = "催しに加わる店を五十か所に増やして\n人手が足りず12月に便を減らした。\n"
    at = text.index("12月")
    below = Span(text.index("人手"), len(text) - 1)
    assert Layout(TextView(text)).spoken(at, at + 3)[0] == 0
    assert Layout(TextView(text), [below]).spoken(at, at + 3)[0] == below.start
