from __future__ import annotations

import re

from extractors.numbered_lines import NumberedLines
from extractors.view import TextView

_TEXT = "数のない行\n第3条の規定\n\n別の行\n要介護3と第5条\n終わり"


def test_only_lines_with_a_number_are_kept() -> None:
    assert TextView(_TEXT).memo(NumberedLines).text == "第3条の規定\n要介護3と第5条\n"


def test_matches_are_offsets_of_the_view() -> None:
    view = TextView(_TEXT)
    lines = view.memo(NumberedLines)
    found = [view.text[a:b] for a, b in lines.search(re.compile("第[0-9]条"))]
    assert found == ["第3条", "第5条"]


def test_a_search_beside_a_hint_finds_what_a_whole_search_finds() -> None:
    lines = TextView(_TEXT * 3).memo(NumberedLines)
    pattern = re.compile("介護[0-9]|[0-9]条")
    everything = list(lines.search(pattern))
    assert len(everything) == 9
    assert list(lines.search(pattern, lines.beside(("介護", "条")))) == everything
    assert list(lines.search(pattern, lines.beside(re.compile("[護第][0-9]")))) == everything


def test_a_hint_that_is_nowhere_leaves_nothing_to_search() -> None:
    lines = TextView(_TEXT).memo(NumberedLines)
    assert lines.beside(("道路", "介条")) == []
    assert lines.beside(re.compile("[路]")) == []
