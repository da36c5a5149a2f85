"""Tables in which only every other row has a ground, and grounds behind the labels of forms."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from .drawn_pdf import LEFT, Row, pdf, read
from .drawn_tables import HEIGHT, shown

EDGES = (LEFT, 250, 340, 430)


def ground(x0: float, x1: float, top: float, bottom: float) -> str:
    """Return what fills a box and leaves the ink black."""
    return f"\n0.9 g {x0} {842 - bottom} {x1 - x0} {bottom - top} re f 0 g"


def striped(table: list[list[str]], stripes: set[int], top: int = 100) -> tuple[list[Row], str]:
    """Return the text of a table and the grounds of some of its rows, cell by cell."""
    grounds = "".join(
        ground(x0, x1, top + HEIGHT * row, top + HEIGHT * (row + 1))
        for row in sorted(stripes)
        for x0, x1 in pairwise(EDGES)
    )
    words = [
        (EDGES[column] + 4, top + HEIGHT * row + 6, text)
        for row, cells in enumerate(table)
        for column, text in enumerate(cells)
    ]
    return words, grounds


TABLE = [
    ["ところ", "R5", "R6"],
    ["東の花壇", "12株", "20株"],
    ["西の花壇", "8株", "11株"],
    ["川べり", "30株", "41株"],
    ["駅前", "5株", "6株"],
]


@pytest.mark.parametrize("stripes", [{0, 1, 3}, {0, 2, 4}, {0, 1, 2, 3, 4}], ids=["even rows", "odd rows", "all rows"])
def test_white_rows_between_stripes_are_rows(tmp_path: Path, stripes: set[int]) -> None:
    words, grounds = striped(TABLE, stripes)
    source = read(
        tmp_path, pdf([(LEFT, 60, "植えた株の数"), *words, (LEFT, 320, "このほかは数えていません。")], extra=grounds)
    )
    (grid,) = source.tables
    assert shown(source, grid) == [(r, c, 1, 1, w) for r, cells in enumerate(TABLE) for c, w in enumerate(cells)]


def test_prose_below_a_stripe_is_no_row(tmp_path: Path) -> None:
    words, grounds = striped(TABLE[:2], {0, 1})
    below: Row = (LEFT, 154, "西の花壇は８株から１１株に、川べりは３０株から４１株に増えました。")
    source = read(tmp_path, pdf([*words, below], extra=grounds))
    assert [len(grid.cells) for grid in source.tables] == [6]


def card(top: int, rows: list[tuple[str, list[str]]]) -> tuple[list[Row], str]:
    """Return labels on grounds that touch each other, beside each a text in a frame around all."""
    words: list[Row] = []
    begun, drawn = top, ""
    for label, lines in rows:
        words += [(LEFT + 4, begun + 4, label), *((160, begun + 4 + 18 * n, line) for n, line in enumerate(lines))]
        bottom = begun + 18 * len(lines) + 8
        drawn += ground(LEFT, 150, begun, bottom)
        begun = bottom
    frame = f"\n{LEFT} {842 - begun} {500 - LEFT} {begun - top} re S\n150 {842 - begun} m 150 {842 - top} l S"
    return words, drawn + frame


def test_texts_beside_labels_on_grounds_are_each_of_their_label(tmp_path: Path) -> None:
    rows = [("取組", ["苗を配る。"]), ("結果", ["苗を８４株配り、のべ３１人", "が植えた。"]), ("今後", ["続ける。"])]
    words, drawn = card(100, rows)
    source = read(tmp_path, pdf(words, extra=drawn))
    assert source.tables == ()
    assert source.text.splitlines() == [
        "取組 苗を配る。",
        "結果 苗を８４株配り、のべ３１人",
        "が植えた。",
        "今後 続ける。",
    ]


def test_a_text_that_goes_on_beside_several_labels_is_of_all(tmp_path: Path) -> None:
    full = "苗を配る催しを春と秋に開いて、のべ３１人が植えたほかにも"
    words, drawn = card(100, [("春", [full]), ("秋", [full]), ("冬", ["続ける。"])])
    source = read(tmp_path, pdf(words, extra=drawn))
    assert [len(grid.cells) for grid in source.tables] == [4]
