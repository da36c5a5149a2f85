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


@pytest.mark.parametrize("note", ["※株は秋に数えました。冬に植えたものは次の年に入れています。", "◎：増えた　○：同じ"])
def test_a_note_right_below_the_last_white_row_is_none_of_it(tmp_path: Path, note: str) -> None:
    words, grounds = striped(TABLE, {0, 1, 3})
    below: Row = (LEFT + 100, 100 + HEIGHT * 5 + 2, note, 9)
    (grid,) = (source := read(tmp_path, pdf([*words, below], extra=grounds))).tables
    assert shown(source, grid)[-3:] == [(4, c, 1, 1, w) for c, w in enumerate(TABLE[4])]


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


HEADS = ["取組名", "担当課", "実績"]
ROWS = [
    ["花の市", "緑地課", "２回開いた。"],
    ["朝の体操", "体育課", "５０人が来た。"],
    ["灯ろう流し", "観光課", "中止した。"],
]


def expected(table: list[list[str]]) -> list[tuple[int, int, int, int, str]]:
    return [(r, c, 1, 1, w) for r, cells in enumerate(table) for c, w in enumerate(cells)]


def test_a_head_without_a_ground_stands_above_the_first_stripe(tmp_path: Path) -> None:
    words, grounds = striped([HEADS, *ROWS], {1, 3})
    source = read(tmp_path, pdf([(LEFT, 60, "まちの行事"), *words], extra=grounds))
    (grid,) = source.tables
    assert shown(source, grid) == expected([HEADS, *ROWS])


def test_a_line_above_a_stripe_that_names_no_columns_is_no_head_of_it(tmp_path: Path) -> None:
    words, grounds = striped([["花の市の会場", "広場", "３か所"], *ROWS], {1, 3})
    source = read(tmp_path, pdf(words, extra=grounds))
    assert [shown(source, grid)[0][4] for grid in source.tables] == ["花の市"]


def test_beside_names_on_a_ground_the_white_cells_are_theirs(tmp_path: Path) -> None:
    words, grounds = striped([HEADS, *ROWS], {0})
    for row in (1, 2, 3):
        grounds += ground(EDGES[0], EDGES[1], 100 + HEIGHT * row, 100 + HEIGHT * (row + 1))
    source = read(tmp_path, pdf(words, extra=grounds))
    (grid,) = source.tables
    assert shown(source, grid) == expected([HEADS, *ROWS])


def test_prose_beside_names_on_a_ground_is_in_no_cell_of_theirs(tmp_path: Path) -> None:
    words, grounds = striped([HEADS, *([row[0]] for row in ROWS)], {0})
    for row in (1, 2, 3):
        grounds += ground(EDGES[0], EDGES[1], 100 + HEIGHT * row, 100 + HEIGHT * (row + 1))
        words.append((EDGES[1] + 4, 106 + HEIGHT * row, "広場に集まり町の歌を歌いました。"))
    source = read(tmp_path, pdf(words, extra=grounds))
    assert all("歌" not in cell.text(source.text) for grid in source.tables for cell in grid.cells)


def test_a_head_repeated_above_rows_without_a_ground_is_no_row(tmp_path: Path) -> None:
    words, grounds = striped(TABLE, {0, 1, 2, 3, 4})
    head, shade = striped(TABLE[:1], {0})
    source = read(tmp_path, pdf(words, [*head, (LEFT, 160, "花の苗は市民が育てました。")], extra=f"{grounds}{shade}"))
    assert sum(cell.text(source.text) == "ところ" for grid in source.tables for cell in grid.cells) == 1


def test_a_head_and_a_band_on_grounds_belong_to_the_rows_below_them(tmp_path: Path) -> None:
    words, grounds = striped([HEADS], {0})
    band: Row = (LEFT + 4, 100 + HEIGHT + 6, "基本目標１　緑と水を楽しむまちづくり")
    rows = [
        (EDGES[column] + 4, 100 + HEIGHT * (row + 2) + 6, text)
        for row, cells in enumerate(ROWS)
        for column, text in enumerate(cells)
    ]
    source = read(
        tmp_path,
        pdf([*words, band, *rows], extra=grounds + ground(EDGES[0], EDGES[-1], 100 + HEIGHT, 100 + 2 * HEIGHT)),
    )
    (grid,) = source.tables
    assert [c[4] for c in shown(source, grid) if c[1] == 0] == [
        "取組名",
        "基本目標１ 緑と水を楽しむまちづくり",
        *(r[0] for r in ROWS),
    ]


def test_the_head_of_the_next_table_is_no_stripe_of_the_one_above(tmp_path: Path) -> None:
    """A heading stands between them, and the rows of the next table are on the next page."""
    head = ["取組", "担当課", "実績"]
    words, grounds = striped([head, ["花の苗", "公園課", "12株"], ["木の苗", "公園課", "8株"]], {0, 1, 2})
    again, more = striped([head], {0}, top=100 + HEIGHT * 4)
    heading: list[Row] = [(LEFT + 4, 100 + HEIGHT * 3 + 6, "方針2"), (EDGES[1] + 4, 100 + HEIGHT * 3 + 6, "水辺")]
    source = read(tmp_path, pdf([*words, *heading, *again], extra=grounds + more))
    assert [words for _, _, _, _, words in shown(source, source.tables[0])][-3:] == ["木の苗", "公園課", "8株"]
