from __future__ import annotations

import html
import random
import re
from itertools import pairwise

import pytest

from pipeline.review.marks import Mark, Units, markup

_PIECE = re.compile(r'<(mark|span) class="([^"]*)"(?: data-m="([^"]*)")?(?: data-code="[^"]*")?>(.*?)</\1>', re.DOTALL)


def _text(made: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", made))


def _covered(made: str, key: str) -> str:
    return "".join(html.unescape(m[4]) for m in _PIECE.finditer(made) if key in (m[3] or "").split())


def test_marks_that_nest_and_cross_cut_the_text_at_every_boundary() -> None:
    made = markup(
        "延べ500人が参加",
        [Mark(0, 6, "figure", "f0"), Mark(2, 5, "unclaimed", "u0"), Mark(4, 8, "check", "c0")],
        [0],
        [],
    )
    assert [(m[2], m[3], m[4]) for m in _PIECE.finditer(made)] == [
        ("figure", "f0", "延べ"),
        ("figure unclaimed", "u0 f0", "50"),
        ("check figure unclaimed", "u0 c0 f0", "0"),
        ("check figure", "c0 f0", "人"),
        ("check", "c0", "が参"),
    ]


@pytest.mark.parametrize("seed", range(40))
def test_every_character_stands_once_and_under_its_marks(seed: int) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choice("あ<>&\"'\n\t5𠮷\u202e ") for _ in range(chance.choice([1, 30, 9000])))
    marks = []
    for number in range(chance.randrange(30)):
        start = chance.randrange(len(text))
        marks.append(Mark(start, chance.randrange(start, min(len(text), start + 40)) + 1, "figure", f"f{number}"))
    starts = [0, *sorted(chance.sample(range(1, len(text)), k=min(3, len(text) - 1)))]
    made = markup(text, marks, starts, [chance.randrange(len(text)) for _ in range(5)])
    assert _text(made) == text
    for mark in marks:
        assert _covered(made, mark.key) == text[mark.start : mark.end]
    assert made.count("<section") == made.count("</section>")
    assert made.count("<div") == made.count("</div>")
    assert re.findall(r'<hr class="page" data-page="(\d+)"', made) == [str(n) for n in range(2, len(starts) + 1)]
    sheets = re.findall(r'<div class="sheet" data-page="(\d+)">(.*?)</div>', made, re.DOTALL)
    assert [number for number, _ in sheets] == [str(n) for n in range(1, len(starts) + 1)]
    assert [_text(sheet) for _, sheet in sheets] == [text[a:b] for a, b in pairwise([*starts, len(text)])]


def test_what_no_browser_keeps_becomes_one_character() -> None:
    assert _text(markup("a\0b\ud800c\rd", [], [0], [])) == "a\ufffdb\ufffdc\rd"


def test_controls_are_seen_and_breaks_stay() -> None:
    made = markup("参加者\x1b[31m12人\x7f\x85、\t5件\f終\n", [Mark(8, 11, "figure", "f0")], [0], [])
    assert _text(made) == "参加者\ufffd[31m12人\ufffd\ufffd、\t5件\f終\n"
    assert _covered(made, "f0") == "12人"


def test_marks_of_direction_are_shown_and_shut_in() -> None:
    assert '<span class="bidi" data-code="U+202E">\u202e</span>' in markup("a\u202eb", [], [0], [])


def test_long_stretches_are_cut_at_line_ends() -> None:
    made = markup("あいうえお\n" * 2000, [], [0], [])
    sections = re.findall(r"<section[^>]*>(.*?)</section>", made, re.DOTALL)
    assert len(sections) > 5
    assert all(section.endswith("\n") for section in sections)
    assert max(map(len, sections)) < 3100


def test_an_empty_text_has_no_section() -> None:
    assert markup("", [], [0], []) == ""


def test_units_count_characters_beyond_the_first_plane_twice() -> None:
    units = Units("a𠮷b𠮷")
    assert [units.at(offset) for offset in range(5)] == [0, 1, 3, 4, 6]
