"""Pages whose text stands sideways or on its head, on a page that is not turned itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.mentions import Span
from pipeline.ingest.places import turned

from .drawn_pdf import PITCH, PROSE, Row, joined, pdf, read, rows, wrapped

HEAD = ["取組", "回数", "参加者"]
BODY = [["相談会", "４回", "２３１人"], ["研修会", "２回", "４５人"], ["交流会", "12", "60人"]]
MATRICES = {90: "0 1 -1 0 595 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 842"}
"""What turns a drawing so that it must be turned to the right by as much to be upright."""


def drawing(lines: list[Row], rules: str = "") -> str:
    texts = "".join(
        f"\nBT /F1 12 Tf 1 0 0 1 {x} {560 - top} Tm <{text.encode('utf-16-be').hex()}> Tj ET" for x, top, text in lines
    )
    return rules + texts


def table() -> str:
    """Return what draws a ruled table, with a line above it."""
    lines: list[Row] = [(80, 60, "令和５年度の実績")]
    for at, cells in enumerate([HEAD, *BODY]):
        lines += [(85 + 150 * column, 100 + 30 * at, text) for column, text in enumerate(cells)]
    rules = "".join(f"\n80 {480 - 30 * at} m 530 {480 - 30 * at} l S" for at in range(5))
    rules += "".join(f"\n{80 + 150 * at} 360 m {80 + 150 * at} 480 l S" for at in range(4))
    return drawing(lines, rules)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_table_drawn_sideways_has_its_rows(tmp_path: Path, turn: int) -> None:
    source = read(tmp_path, pdf([], extra=f"q {MATRICES[turn]} cm {table()} Q"))
    (grid,) = source.tables
    found = {(cell.row, cell.column): source.text[cell.spans[0].start : cell.spans[0].end] for cell in grid.cells}
    assert [[found[row, column] for column in range(3)] for row in range(4)] == [HEAD, *BODY]
    assert source.text.startswith("令和５年度の実績\n")
    assert (source.pages[0].width, source.pages[0].height) == (595, 842)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_text_drawn_sideways_is_joined_and_stands_where_it_is_drawn(tmp_path: Path, turn: int) -> None:
    lines: list[Row] = [(70, 80 + PITCH * at, line) for at, line in enumerate(["【実績】", *wrapped(PROSE)])]
    source = read(tmp_path, pdf([], extra=f"q {MATRICES[turn]} cm {drawing(lines)} Q"))
    assert joined(source) == f"【実績】\n{PROSE}\n"
    assert source.boxes is not None
    x0, top, x1, bottom = map(float, source.boxes(Span(0, 4)).split(","))
    assert (x1 - x0 > bottom - top) is (turn == 180)
    assert {90: bottom > 700 and x0 < 120, 180: x1 > 500, 270: top < 100 and x1 > 400}[turn]


def test_a_few_words_aside_turn_no_page(tmp_path: Path) -> None:
    aside = f"q {MATRICES[270]} cm {drawing([(300, 20, '資料編')])} Q"
    source = read(tmp_path, pdf(rows("相談会を４回開きました。", "研修会を２回開きました。"), extra=aside))
    assert source.text.startswith("相談会を４回開きました。\n研修会を２回開きました。\n")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_box_that_is_turned_and_back_is_where_it_was(turn: int) -> None:
    box = (10.0, 20.0, 30.0, 60.0)
    sides = (595.0, 842.0) if turn == 180 else (842.0, 595.0)
    assert turned(turned(box, turn, 595.0, 842.0), 360 - turn, *sides) == box


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_lines_of_a_cell_that_are_drawn_in_any_order_are_read_in_theirs(tmp_path: Path, turn: int) -> None:
    cells: list[Row] = [(85, 98, "担当課"), (235, 98, "実績")]
    cells += [(85, 138, "課"), (85, 126, "子ども"), (235, 138, "た。"), (235, 126, "会を開い")]
    rules = "".join(f"\n80 {480 - y} m 380 {480 - y} l S" for y in (10, 40, 80))
    rules += "".join(f"\n{x} 400 m {x} 470 l S" for x in (80, 230, 380))
    prose: list[Row] = [(80, 200 + PITCH * at, line) for at, line in enumerate(wrapped(PROSE))]
    source = read(tmp_path, pdf([], extra=f"q {MATRICES[turn]} cm {drawing([*cells, *prose], rules)} Q"))
    (grid,) = source.tables
    assert [cell.text(source.text) for cell in grid.cells] == ["担当課", "実績", "子ども課", "会を開いた。"]
