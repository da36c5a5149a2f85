"""Vertical words at the edge of a page that name what they stand beside, and labels in the middle of their grounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from .drawn_pdf import LEFT, PITCH, SIZE, Row, pdf, read, texts
from .test_striped import ground

TAB = LEFT - 36
EDGE = 560
TEXT = ["1-1　ため池", "三つを直した。", "1-2　松林", "二百本を植えた。", "水が足りない。", "来年も植える。"]


def down(words: str, x: float = TAB, top: float = 104) -> list[Row]:
    return [(x, top + SIZE * n, letter) for n, letter in enumerate(words)]


def turned(words: str, x: float, top: float) -> str:
    """Return what writes words turned a quarter to the right."""
    code = words.encode("utf-16-be").hex()
    return f"\nBT /F1 {SIZE} Tf 0 -1 1 0 {x} {842 - top} Tm <{code}> Tj ET"


def lines(count: int = len(TEXT), top: float = 100) -> list[Row]:
    return [(LEFT, top + PITCH * n, line) for n, line in enumerate(TEXT[:count])]


TITLE: Row = (LEFT, 60, "北浜市防災計画の取組")
STAND_ALONE = "目標１　命を守る"


def behind(x: float, top: float = 98, bottom: float = 222) -> str:
    return ground(x - 4, x + SIZE + 4, top, bottom)


@pytest.mark.parametrize(
    ("tab", "extra"),
    [
        (down("目標１　命を守る"), behind(TAB)),
        (down("命を守る"), behind(TAB)),  # on its ground it need not count
        (down("目標１　命を守る", EDGE - SIZE), behind(EDGE - SIZE)),
        (down("目標１　命を守る"), ""),
        ([], behind(TAB) + turned("目標１　命を守る", TAB + 2, 104)),
    ],
    ids=["ground", "no number", "at the right", "no ground", "turned"],
)
def test_a_tab_is_read_before_what_it_stands_beside(tmp_path: Path, tab: list[Row], extra: str) -> None:
    found = read(tmp_path, pdf([TITLE, *lines(), *tab], extra=extra)).text.split("\n")
    assert [line.replace(" ", "\u3000") for line in found[1:3]][1] == TEXT[0]
    assert found[1].replace(" ", "\u3000") in (STAND_ALONE, "命を守る")
    assert found[0] == TITLE[2]


def test_each_tab_of_a_page_stands_before_its_own_lines(tmp_path: Path) -> None:
    extra = behind(TAB, 98, 222) + behind(TAB, 248, 372)
    tabs = down("目標１　命を守る") + down("目標２　水を守る", top=254)
    found = read(tmp_path, pdf([TITLE, *lines(), *lines(top=250), *tabs], extra=extra)).text.split("\n")
    assert [n for n, line in enumerate(found) if line.startswith("目標")] == [1, 8]


@pytest.mark.parametrize("tab", ["目標１　命を守る", "命を守るまち"])
def test_a_tab_on_the_next_page_too_names_nothing_anew(tmp_path: Path, tab: str) -> None:
    page = [*lines(), *down(tab)]
    source = read(tmp_path, pdf(page, page, extra=behind(TAB)))
    assert [text.replace(" ", "\u3000") for text in texts(source)] == [tab]
    assert source.furniture[0].start >= source.page_starts[1]


def test_another_tab_on_the_next_page_stays(tmp_path: Path) -> None:
    pages = [[*lines(), *down(f"目標{n}　命を守る")] for n in "１２"]
    assert not texts(read(tmp_path, pdf(*pages, extra=behind(TAB))))


def test_words_beside_a_chart_stay_where_they_are(tmp_path: Path) -> None:
    found = read(tmp_path, pdf([TITLE, *lines(), *down("相談の件数")])).text.split("\n")
    assert found[1].replace(" ", "\u3000") == TEXT[0]


BODY, LABELS = LEFT + 80, ["実施", "課題"]


def cells(sizes: tuple[int, int], *, white: float) -> tuple[list[Row], str, list[str]]:
    """Return labels in the middle of grounds beside as many lines as said, those grounds, and the lines as they are read."""
    rows: list[Row] = []
    extra, read_so, top = "", list[str](), 100.0
    for label, size in zip(LABELS, sizes, strict=True):
        words = [f"{label}の{n}行目がここにあり" for n in range(1, size)] + [f"{label}を終えた。"]
        rows += [(BODY, top + 18 * n, line) for n, line in enumerate(words)]
        rows.append((LEFT, top + 9 * (size - 1), label, 9))
        extra += ground(LEFT - 4, BODY - 6, top - 3, top + 18 * size - 3)
        read_so += [f"{label} {words[0]}", *words[1:]]
        top += 18 * size + white
    return rows, extra, read_so


@pytest.mark.parametrize("sizes", [(3, 3), (5, 2), (1, 4), (2, 3)])
def test_a_label_in_the_middle_of_its_ground_opens_what_stands_beside(tmp_path: Path, sizes: tuple[int, int]) -> None:
    rows, extra, expected = cells(sizes, white=2)
    assert read(tmp_path, pdf(rows, extra=extra)).text.split("\n")[:-1] == expected


def test_what_stands_beside_a_ground_may_be_drawn_in_pieces(tmp_path: Path) -> None:
    rows, extra, expected = cells((3, 3), white=2)
    parts = [
        (x + SIZE * n, top, line[n : n + 4], *size) for x, top, line, *size in rows for n in range(0, len(line), 4)
    ]
    found = read(tmp_path, pdf(parts, extra=extra)).text.split("\n")[:-1]
    assert [line.replace(" ", "") for line in found] == [line.replace(" ", "") for line in expected]


def test_a_head_on_a_ground_beside_other_columns_is_no_label(tmp_path: Path) -> None:
    heads = [(LEFT, 109, "指標", 9), (BODY, 109, "単位"), (BODY + 60, 100, "策定時"), (BODY + 60, 118, "（R2）")]
    heads += [(BODY + 140, 100, "目標"), (BODY + 140, 118, "（R7）")]
    found = read(tmp_path, pdf(heads, extra=ground(LEFT - 4, BODY - 6, 97, 133))).text.split("\n")
    assert not found[0].startswith("指標 策定時")


@pytest.mark.parametrize("sizes", [(3, 3), (5, 3), (1, 3), (3, 4)])
def test_more_white_tells_what_a_label_without_a_ground_opens(tmp_path: Path, sizes: tuple[int, int]) -> None:
    rows, _, expected = cells(sizes, white=10)
    assert read(tmp_path, pdf(rows)).text.split("\n")[:-1] == expected


def test_a_label_on_the_first_line_of_its_text_stays_there(tmp_path: Path) -> None:
    body = [(BODY, 100 + 18 * n, f"{n}行目をここに書いて") for n in range(6)]
    source = read(tmp_path, pdf([*body, (LEFT, 100, "実施", 9), (LEFT, 100 + 18 * 2, "課題", 9)]))
    found = source.text.split("\n")
    assert [n for n, line in enumerate(found) if line[:2] in LABELS] == [0, 2]


def test_a_label_without_more_white_around_its_lines_stays_on_its_own(tmp_path: Path) -> None:
    rows, _, _ = cells((3, 3), white=0)
    found = read(tmp_path, pdf(rows)).text.split("\n")
    assert [n for n, line in enumerate(found) if line[:3] in ("実施 ", "課題 ")] == [1, 4]
