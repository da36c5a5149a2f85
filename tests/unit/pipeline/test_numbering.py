"""Numbers that stand in the text, though no heading was read there, are missing from no count."""

from __future__ import annotations

import pytest

from extractors.mentions import Span
from pipeline.model import Block as TreeBlock
from pipeline.model import BlockKind, Direction, Item, Measure, Section
from pipeline.profile import Level
from pipeline.segment.numbering import Coded, Numbered, check_numbering


def _span(text: str, words: str, at: int = 0) -> Span:
    start = text.index(words, at)
    return Span(start, start + len(words))


def _said(text: str, headings: list[tuple[Level, int, str]]) -> list[str]:
    """Return the headings whose numbers are said to be out of order, each direction with nothing below it."""
    spans = [(level, no, _span(text, words)) for level, no, words in headings]
    directions = [
        Direction(no=no, title="", heading=span, sections=()) for level, no, span in spans if level is Level.DIRECTION
    ]
    numbered = [Numbered(level, no, (0, ""), span) for level, no, span in spans]
    checks = check_numbering(text, directions, numbered, ())
    return [text[check.span.start : check.span.end] for check in checks if check.span]


@pytest.mark.parametrize(
    ("between", "said"),
    [
        ("（２）緑の保全\n（３）水の保全\n", []),
        ("（２）緑の保全\n苗木を植えた。\n（３）水の保全\n", []),
        ("（２）緑の保全\n", ["（４）"]),  # 3 is missing
        ("（３）水の保全\n（２）緑の保全\n", ["（４）"]),
        ("（１）苗木を植えた。\n（２）花を植えた。\n（３）芝を植えた。\n", ["（４）"]),  # a count of its own
        ("② 緑の保全\n③ 水の保全\n", ["（４）"]),
        ("緑を保全した。\n", ["（４）"]),
    ],
)
def test_measures_whose_numbers_stand_in_the_text(between: str, said: list[str]) -> None:
    text = f"（１）空の保全\n空を見た。\n{between}（４）土の保全\n土を耕した。\n"
    assert _said(text, [(Level.MEASURE, 1, "（１）"), (Level.MEASURE, 4, "（４）")]) == said


@pytest.mark.parametrize(
    ("between", "said"),
    [
        ("（２）収入と支出\n", []),  # a heading above that is none of the outline
        ("支出は次のとおりである。\n", ["① 支出"]),
    ],
)
def test_a_count_that_begins_anew(between: str, said: list[str]) -> None:
    text = f"（１）仕組み\n① 収入の種類\n会費である。\n② 会費の額\n一律である。\n{between}① 支出の額\n40万円である。\n"
    headings = [(Level.MEASURE, 1, "① 収入"), (Level.MEASURE, 2, "② 会費"), (Level.MEASURE, 1, "① 支出")]
    assert _said(text, headings) == said


def test_directions_whose_numbers_stand_in_the_text_and_the_only_one() -> None:
    text = "１ 総括\n２ 給料の表\n３ 手当\n"
    assert _said(text, [(Level.DIRECTION, 1, "１ 総括"), (Level.DIRECTION, 3, "３ 手当")]) == []
    gap = text.replace("２ 給料の表\n", "")
    assert _said(gap, [(Level.DIRECTION, 1, "１ 総括"), (Level.DIRECTION, 3, "３ 手当")]) == ["３ 手当"]
    assert _said("７ 手当\n", [(Level.DIRECTION, 7, "７ 手当")]) == []  # an excerpt
    two = "７ 手当\n８ 休暇\n"
    assert _said(two, [(Level.DIRECTION, 7, "７ 手当"), (Level.DIRECTION, 8, "８ 休暇")]) == ["７ 手当"]


@pytest.mark.parametrize(
    ("above", "heading", "items", "said"),
    [
        ("", "（１）期末手当", ["（２）退職手当", "（３）地域手当"], []),  # headings that were read as items
        ("", "（１）期末手当", ["（３）地域手当"], ["（３）"]),
        ("", "（１）期末手当", ["② 対象"], ["②"]),
        ("（１）概要\n（２）内容\n", "① 事業の額", ["（３）現状"], []),
        ("（１）概要\n", "① 事業の額", ["（３）現状"], ["（３）"]),
        ("", "○ 期末手当", ["② 対象"], ["②"]),
    ],
)
def test_items_that_go_on_from_headings(above: str, heading: str, items: list[str], said: list[str]) -> None:
    body = "".join(f"{item}\n" for item in items)
    text = f"１ 手当\n{above}{heading}\n{body}"
    spans = [_span(text, item) for item in items]
    read = tuple(
        Item(marker=item[: 3 if item[0] == "（" else 1], title="", span=span)
        for item, span in zip(items, spans, strict=True)
    )
    block = TreeBlock(kind=BlockKind.PROGRESS, heading=None, span=Span(spans[0].start, len(text)), items=read)
    at = _span(text, heading)
    measure = Measure(no=1, title="", departments=(), heading=at, span=Span(at.start, len(text)), blocks=(block,))
    section = Section(no=None, title=None, heading=None, measures=(measure,))
    direction = Direction(no=1, title="", heading=_span(text, "１ 手当"), sections=(section,))
    checks = check_numbering(text, [direction], [], ())
    assert [text[check.span.start : check.span.end] for check in checks if check.span] == said


def test_rows_that_hold_words_where_others_hold_their_code_count_nothing() -> None:
    text = "2-1-1 講座\n(新) 相談\n再掲 見守り\n2-1-2 広報\n"
    codes = [
        Coded("番号", code, title, _span(text, f"{code} {title}"))
        for code, title in (("2-1-1", "講座"), ("(新)", "相談"), ("再掲", "見守り"), ("2-1-2", "広報"))
    ]
    assert list(check_numbering(text, (), (), codes)) == []
