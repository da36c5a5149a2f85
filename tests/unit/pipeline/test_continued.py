"""Tables that a page break cuts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extractors.mentions import Span, Status
from pipeline.ingest.continued import Found, join
from pipeline.pages import Cell, Grid
from pipeline.run import Settings, run_one

from .drawn_pdf import LEFT, Row, pdf, read
from .drawn_tables import EDGES, HEAD, line, ruled, shown


def test_a_table_goes_on_over_the_page_and_its_head_is_said_once(tmp_path: Path) -> None:
    first, rules = ruled([HEAD, ["相談会", "福祉課", "3回"]], EDGES, top=700)
    second, _ = ruled([HEAD, ["交流会", "こども課", "5回"]], EDGES, top=700)
    source = read(tmp_path, pdf(first, second, extra=rules))
    assert [c.text(source.text) for c in source.tables[0].cells] == [
        *HEAD,
        "相談会",
        "福祉課",
        "3回",
        "交流会",
        "こども課",
        "5回",
    ]
    assert len(source.tables) == 1
    repeated = [source.text[s.start : s.end] for s in source.furniture]
    assert repeated == HEAD


def test_a_head_that_comes_back_leads_no_list(tmp_path: Path) -> None:
    head = ["事業名", "上半期の実績", "下半期の予定"]
    first, rules = ruled([head, ["駅の案内", "・看板を3枚付けた。", "・2枚を足す。"]], EDGES, top=700)
    second, _ = ruled([head, ["", "・8月23日に31名", "・案内を10回行う。"]], EDGES, top=700)
    rules = rules.replace(line(EDGES[0], 748, EDGES[-1], 748), "")
    path = tmp_path / "x.pdf"
    path.write_bytes(pdf([(LEFT, 60, "青葉町交通計画　令和7年度上半期実施状況"), *first], second, extra=rules))
    outcome = run_one(path, "x.pdf", Settings())
    assert outcome.dataset is not None, outcome.error
    assert {(f.figure.text, f.status) for f in outcome.dataset.figures} == {
        ("3枚", Status.ACTUAL),
        ("2枚", Status.PLANNED),
        ("31名", Status.ACTUAL),
        ("10回", Status.PLANNED),
    }


def test_a_form_whose_labels_come_back_is_another_form(tmp_path: Path) -> None:
    labels = [["実績", "成果", "課題"], ["今後", "方針", "評価"]]
    first, rules = ruled(
        [HEAD, ["相談会", "福祉課", "3回"], labels[0], ["開いた。", "続いた。", "狭い。"], labels[1]], EDGES, top=650
    )
    second, _ = ruled(
        [HEAD, ["交流会", "健康課", "5回"], labels[0], ["集めた。", "増えた。", "遠い。"], labels[1]], EDGES, top=650
    )
    assert len(read(tmp_path, pdf(first, second, extra=rules)).tables) == 2


def test_a_row_that_the_page_break_cuts_is_one_row(tmp_path: Path) -> None:
    first, rules = ruled([HEAD, ["相談会", "福祉課", "窓口を開いた。"]], EDGES, top=700)
    second, _ = ruled([["", "", "家族も来た。"], ["交流会", "こども課", "5回"]], EDGES, top=700)
    source = read(tmp_path, pdf(first, second, extra=rules))
    (grid,) = source.tables
    assert [len(c.spans) for c in grid.cells if c.text(source.text) == "窓口を開いた。家族も来た。"] == [2]
    assert grid.rows == 3


@pytest.mark.parametrize(
    ("lines", "figures"),
    [
        (["家族の相談に応じて", "窓口を開き延べ１２"], ["１２\n- 7 -\n３４人"]),
        (["家族の相談に応じて", "窓口を開いた"], ["３４人"]),  # the line leaves room
        (["相談会を開いた。", "来場は延べ１２"], []),  # nothing shows how far its lines reach
    ],
)
def test_a_line_of_a_cell_that_the_page_break_cuts_goes_on(
    tmp_path: Path, lines: list[str], figures: list[str]
) -> None:
    edges = (LEFT, 200, 320)  # nine characters of 12 points
    first, rules = ruled([["事業名", "相談会"], ["実績", ""]], edges, top=700)
    first += [(204, 726 + 12 * number, text) for number, text in enumerate(lines)]
    second, _ = ruled([["", "３４人が来た。"], ["課題", "場所が足りない。"]], edges, top=700)
    (tmp_path / "x.pdf").write_bytes(pdf([*first, (290, 800, "- 7 -")], [*second, (290, 800, "- 8 -")], extra=rules))
    dataset = run_one(tmp_path / "x.pdf", "x.pdf", Settings()).dataset
    assert dataset is not None
    assert [f.figure.text for f in dataset.figures] == figures
    assert figures or sum(n.claimed_by == "unclaimed" for n in dataset.numerals) == 2


def test_a_merged_cell_that_the_page_break_cuts_keeps_its_rows() -> None:
    above, below = (Cell(row=0, column=1, rows=rows, spans=(Span(0, 1),)) for rows in (1, 3))
    assert above.with_more(below).rows == 3


def test_a_row_without_a_lower_rule_goes_on_even_where_its_title_is_cut(tmp_path: Path) -> None:
    first, rules = ruled([HEAD, ["若者の居", "こども課", "窓口を開いた。"]], EDGES, top=700)
    second, _ = ruled([HEAD, ["場所", "", "家族も来た。"]], EDGES, top=700)
    rules = rules.replace(line(EDGES[0], 748, EDGES[-1], 748), "")
    source = read(tmp_path, pdf(first, second, extra=rules))
    (grid,) = source.tables
    assert [c.text(source.text) for c in grid.cells][3:] == ["若者の居場所", "こども課", "窓口を開いた。家族も来た。"]


def broken(levels: tuple[int, ...], merged: tuple[float, float], top: int) -> str:
    """Return the rules of a table whose first column is merged over all rows, and goes on beyond the page."""
    x0, x1 = merged
    return "".join(line(x0 if y == top else x1, y, EDGES[-1], y) for y in levels) + "".join(
        line(x, levels[0], x, levels[-1]) for x in EDGES
    )


def test_a_merged_cell_that_goes_on_over_the_page_cuts_no_row(tmp_path: Path) -> None:
    head = ["柱", "取組名", "実績"]
    first, _ = ruled([head, ["水辺を守る", "川の清掃", "３回"], ["", "ごみ拾い", "５回"]], EDGES, top=700)
    second, _ = ruled([head, ["", "魚の放流", "２回"], ["道を直す", "橋の点検", "７本"]], EDGES, top=700)
    edges = (EDGES[0], EDGES[1])
    above = broken((700, 724, 748, 772), edges, 700) + line(*edges[:1], 724, edges[1], 724)
    below = broken((700, 724, 748, 772), edges, 700) + "".join(line(edges[0], y, edges[1], y) for y in (724, 748, 772))
    pages = [pdf(first, extra=above), pdf(second, extra=below)]
    sources = [read(tmp_path, raw) for raw in pages]
    assert (1, 0, 2, 1, "水辺を守る") in shown(sources[0], sources[0].tables[0])
    source = read(tmp_path, pdf(first, second, extra=above))
    cells = shown(source, source.tables[0])
    assert len(source.tables) == 1
    assert [(row, text) for row, column, *_, text in cells if column == 1] == [
        (0, "取組名"),
        (1, "川の清掃"),
        (2, "ごみ拾い"),
        (3, "魚の放流"),
        (4, "橋の点検"),
    ]


def test_other_columns_or_prose_between_make_two_tables(tmp_path: Path) -> None:
    first, rules = ruled([HEAD, ["相談会", "福祉課", "3回"]], EDGES, top=700)
    source = read(tmp_path, pdf([*first, (LEFT, 780, "次に、交流です。")], first, extra=rules))
    assert len(source.tables) == 2


def test_a_table_whose_other_columns_are_empty_goes_on_over_the_page(tmp_path: Path) -> None:
    first, rules = ruled([HEAD, ["相談会", "福祉課", "3回"]], EDGES, top=700)
    second, _ = ruled([["交流会", "", ""], ["講演会", "", ""]], EDGES, top=700)
    source = read(tmp_path, pdf(first, second, extra=rules))
    (grid,) = source.tables
    assert [c.text(source.text) for c in grid.cells if c.spans][-2:] == ["交流会", "講演会"]


def test_a_table_over_many_pages_is_one() -> None:
    columns, rows, pages = 10, 30, 40
    cells = [
        Cell(row=n // columns % rows, column=n % columns, spans=(Span(2 * n, 2 * n + 1),))
        for n in range(columns * rows * pages)
    ]
    page = columns * rows
    edges = tuple(40.0 * at for at in range(columns + 1))
    found = [Found(Grid(cells=tuple(cells[no * page : no * page + page])), edges, no) for no in range(pages)]
    (grid,) = join(found, "\n".join(chr(0x4E00 + n) for n in range(len(cells))), (), ()).grids
    assert (grid.rows, len(grid.cells)) == (rows * pages, len(cells))


def test_the_halves_of_a_row_s_main_cell_stand_side_by_side(tmp_path: Path) -> None:
    head = ["取組名", "次年度", "実績", "担当課"]
    edges = (LEFT, 160, 260, 440, 520)
    upper = ["星空の会", "会場を増やす。", "・「星を見る会」を3校で開催", "教育課"]
    lower = ["", "4月から。", "（5月21日、6月4日、9月6日）。", ""]
    first, rules = ruled([head, upper], edges, top=700)
    second, _ = ruled([head, lower, ["川の会", "続ける。", "・川を歩いた。", "環境課"]], edges, top=700)
    rules = rules.replace(line(edges[0], 748, edges[-1], 748), "")
    path = tmp_path / "x.pdf"
    path.write_bytes(pdf([(LEFT, 60, "青葉町学びの計画　令和6年度実施状況"), *first], second, extra=rules))
    found = run_one(path, "x.pdf", Settings()).dataset
    assert found is not None
    text = found.source.text
    assert text.index("・「星を見る会」") > text.index("教育課")
    assert text.index("（5月21日") < text.index("4月から。")
    cells = {c.column: c.text(text) for c in found.source.tables[0].cells if c.row == 1}
    assert cells[2] == "・「星を見る会」を3校で開催（5月21日、6月4日、9月6日）。"
    assert [(c.row, c.column) for c in found.source.tables[0].cells] == sorted(
        (c.row, c.column) for c in found.source.tables[0].cells
    )


def pairs(top: int, *rows: tuple[str, ...]) -> list[Row]:
    """Return lines that keep their columns: a name, and numbers that end at one edge."""
    return [
        (LEFT if not column else 200 + 100 * column - 6 * len(words), top + 20 * at, words)
        for at, row in enumerate(rows)
        for column, words in enumerate(row)
    ]


@pytest.mark.parametrize("repeats", [True, False], ids=["head repeated", "no head"])
def test_lines_that_keep_their_columns_go_on_on_the_next_page(tmp_path: Path, repeats: bool) -> None:
    head = ("ところ", "あさ", "よる")
    above = pairs(700, head, ("東浜", "12人", "20人"), ("西浜", "8人", "110人"), ("沖", "9人", "31人"))
    rows = (("中州", "104人", "7人"), ("川上", "6人", "9人"))
    below = pairs(60, *((head, *rows) if repeats else rows))
    source = read(tmp_path, pdf(above, [*below, (LEFT, 400, "このほかに訪れた方は数えていません。")]))
    (grid,) = source.tables
    assert [words for *_, words in shown(source, grid) if words][-6:] == ["中州", "104人", "7人", "川上", "6人", "9人"]


def test_other_columns_on_the_next_page_are_another_table(tmp_path: Path) -> None:
    above = pairs(
        700, ("ところ", "あさ", "よる"), ("東浜", "12人", "20人"), ("西浜", "8人", "11人"), ("沖", "9人", "31人")
    )
    below: list[Row] = [(x, 60, w) for x, w in zip((LEFT, 150, 480), ("中州", "104人", "7人"), strict=True)]
    assert len(read(tmp_path, pdf(above, below)).tables) == 1
    assert len(read(tmp_path, pdf(above, below)).tables[0].cells) == 12


def test_columns_of_one_sheet_on_two_pages_are_no_rows_and_told(tmp_path: Path) -> None:
    body = [["相談会", "福祉課", "3回"], ["交流会", "教育課", "5回"]]
    further = [
        ["成果", "課題", "今後の取組"],
        ["人が来た。", "部屋が狭い。", "続ける。"],
        ["人が増えた。", "なし。", "続ける。"],
    ]
    first, rules = ruled([HEAD, *body], EDGES)
    second, _ = ruled(further, EDGES)
    source = read(tmp_path, pdf(first, second, extra=rules))
    assert [len({cell.row for cell in grid.cells}) for grid in source.tables] == [3, 3]
    assert [check.code for check in source.checks] == ["columns_on_another_page"]
    # With the same heads it is the same table.
    again, _ = ruled([HEAD, ["体操会", "健康課", "2回"], ["朗読会", "図書館", "4回"]], EDGES)
    source = read(tmp_path, pdf(first, again, extra=rules))
    assert len(source.tables) == 1
    assert not source.checks


HEADS = ["柱", "方向", "取組名", "実績"]
COLUMNS = (LEFT, 140, 210, 330, 500)


def hanging(foot: int) -> str:
    """Return the rules of a table at the foot of a page, whose first two columns go on; the first is painted down to `foot`."""
    ground = f"\n0.9 g {LEFT} {842 - foot} {140 - LEFT} {foot - 724} re f 0 g"
    levels = ((LEFT, 700), (LEFT, 724), (210, 748), (210, 772))
    return ground + "".join(line(x, y, 500, y) for x, y in levels) + "".join(line(x, 700, x, 772) for x in COLUMNS)


def test_a_painted_cell_hangs_below_the_rows_beside_it_where_the_page_ends(tmp_path: Path) -> None:
    first, _ = ruled(
        [HEADS, ["水辺を守る", "（１）川", "川の清掃", "３回"], ["", "", "ごみ拾い", "５回"]], COLUMNS, top=700
    )
    first += [(LEFT + 4, 790, "まち"), (144, 785, "と池")]
    second, _ = ruled([HEADS, ["", "", "魚の放流", "２回"], ["", "", "貝の調査", "７回"]], COLUMNS, top=700)
    first_alone = read(tmp_path, pdf(first, extra=hanging(812)))
    cells = shown(first_alone, first_alone.tables[0])
    assert (1, 0, 2, 1, "水辺を守るまち") in cells
    assert (1, 1, 2, 1, "（１）川と池") in cells
    assert [text for _, column, *_, text in cells if column == 2] == ["取組名", "川の清掃", "ごみ拾い"]
    source = read(tmp_path, pdf(first, second, extra=hanging(812)))
    cells = shown(source, source.tables[0])
    assert [(row, rows, text) for row, column, rows, _, text in cells if column < 2 and row] == [
        (1, 4, "水辺を守るまち"),
        (1, 4, "（１）川と池"),
    ]


def test_what_stands_below_the_rows_is_no_part_of_them(tmp_path: Path) -> None:
    first, _ = ruled(
        [HEADS, ["水辺を守る", "（１）川", "川の清掃", "３回"], ["", "", "ごみ拾い", "５回"]], COLUMNS, top=700
    )
    source = read(tmp_path, pdf([*first, (350, 790, "注　速報")], extra=hanging(812)))
    assert source.tables
    assert all("速報" not in text for table in source.tables for *_, text in shown(source, table))


def cut_row(last: str, below: list[str]) -> tuple[list[Row], list[Row], str]:
    """Return two pages of a table whose rules are drawn whole, the last row above the break with a text in its last cell."""
    edges = (LEFT, 200, 320)  # nine characters of 12 points
    told = ["窓口を開いた。", "集いを毎月開いた。", last]
    first, rules = ruled([["取組名", "課題"], *(["相談会", ""], ["交流会", ""], ["見守り", ""])], edges, top=700)
    for at, text in enumerate(told):
        first += [(204, 726 + 24 * at + 11 * n, text[9 * n : 9 * n + 9], 11) for n in range(2) if text[9 * n :]]
    second, _ = ruled([["取組名", "課題"], below, ["居場所", "場所が遠い。"]], edges, top=700)
    return first, second, rules


@pytest.mark.parametrize(
    ("last", "below", "figures"),
    [
        ("担い手になる人の数は町の中で延べ７１", ["", "人に増えた。"], ["７１\n取組名\n課題\n人"]),
        ("担い手になる人の数は延べ７１", ["", "人に増えた。"], []),  # the line leaves room
        ("担い手になる人の数は町の中で延べ７１", ["見守り隊", "人手が足りない。"], []),  # a row of its own
    ],
)
def test_a_row_whose_edge_is_drawn_is_cut_where_its_last_line_is_full(
    tmp_path: Path, last: str, below: list[str], figures: list[str]
) -> None:
    first, second, rules = cut_row(last, below)
    (tmp_path / "x.pdf").write_bytes(pdf(first, second, extra=rules))
    dataset = run_one(tmp_path / "x.pdf", "x.pdf", Settings()).dataset
    assert dataset is not None
    assert [f.figure.text for f in dataset.figures if "７１" in f.figure.text] == figures


def form(page: int, *rows: tuple[str, ...], **at_edge: bool) -> tuple[int, list[tuple[str, ...]], dict[str, bool]]:
    return page, list(rows), at_edge


def joined_forms(*forms: tuple[int, list[tuple[str, ...]], dict[str, bool]]) -> list[list[tuple[int, int, int, str]]]:
    """Return the cells of each table that forms on pages make, where (row, column, rows, text); 〃 goes on with the cell above."""
    text, found = "", []
    for page, rows, at_edge in forms:
        cells: dict[tuple[int, int], Cell] = {}
        for row, words in enumerate(rows):
            for column, told in enumerate(words):
                if told == "〃":
                    over = max(key for key in cells if key[1] == column)
                    cells[over] = replace(cells[over], rows=row + 1 - over[0])
                    continue
                spans = (Span(len(text), len(text) + len(told)),) if told else ()
                cells[row, column] = Cell(row=row, column=column, spans=spans)
                text += f"{told}\n" if told else ""
        found.append(Found(Grid(cells=tuple(cells.values())), (0.0, 9.0, 20.0, 50.0), page, **at_edge))  # type: ignore[arg-type]
        text += "" if page == len(forms) else "\f"
    grids = join(found, text, [], []).grids
    return [[(c.row, c.column, c.rows, c.text(text)) for c in grid.cells] for grid in grids]


@pytest.mark.parametrize("edge", [{}, {"open_bottom": True}], ids=["ruled", "open"])
@pytest.mark.parametrize(
    "labels", [("課題", "次年度の取組"), ("困りごと", "今後の方針"), ("実績", "関係団体"), ("備考", "担当課")]
)
def test_labels_that_stand_below_one_another_elsewhere_are_of_two_rows(
    labels: tuple[str, str], edge: dict[str, bool]
) -> None:
    above, below = labels
    whole = form(1, ("取組", "取組名", "花の道"), ("検証", above, "人が少ない。"), ("〃", below, "人を募る。"))
    cut = form(3, ("取組", "取組名", "森の道"), ("検証", above, "道が狭い。"), **edge)
    _, cells = joined_forms(whole, cut, form(4, ("", below, "道を広げる。")))
    assert cells[3:] == [
        (1, 0, 2, "検証"),
        (1, 1, 1, above),
        (1, 2, 1, "道が狭い。"),
        (2, 1, 1, below),
        (2, 2, 1, "道を広げる。"),
    ]


@pytest.mark.parametrize(
    ("above", "below", "whole"),
    [
        ("次年度", "の取組", ["課題", "次年度の取組"]),  # one label
        ("環境課", "土木課", ["環境課", "土木課"]),  # two offices of a row, of which each has rows of its own
        ("課題", "次年度の取組", ["課題", "目標", "次年度の取組"]),  # never one right below the other
    ],
)
def test_parts_of_a_row_that_are_no_two_labels_are_one(above: str, below: str, whole: list[str]) -> None:
    first = form(1, ("取組", "取組名", "花の道"), *(("検証", words, "見た。") for words in whole))
    cut = form(3, ("取組", "取組名", "森の道"), ("検証", above, "道が狭く"))
    _, cells = joined_forms(first, cut, form(4, ("", below, "なった。")))
    assert cells[3:] == [(1, 0, 1, "検証"), (1, 1, 1, f"{above}{below}"), (1, 2, 1, "道が狭くなった。")]


ONCE = form(
    1,
    ("担当", "緑政課"),
    ("令和6年度に行ったこと", "苗を植えた。"),
    ("困りごと", "狭い。"),
    ("今後すること", "広げる。"),
)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (("令和6年度に", "種をまき、"), ("行ったこと", "苗を育てた。")),
        (("令和6年度に行っ", "種をまき、"), ("たこと", "苗を育てた。")),
        (("困り", "水が"), ("ごと", "少ない。")),
        (("今後", "種をまく。"), ("すること", "苗を育てる。")),
        (("令和7年度", "種をまき、"), ("の取組", "苗を育てる。")),  # a label that no other form has
        (("実績及び", "種をまき、"), ("成果", "苗を育てた。")),
        (("", "種をまき、"), ("課題", "苗を育てる人が少ない。")),  # beside the lower part alone
        (("令和6年度に", "種をまいた。"), ("行ったこと", "")),
    ],
)
def test_a_label_that_the_page_break_cuts_is_one(above: tuple[str, str], below: tuple[str, str]) -> None:
    _, cells = joined_forms(ONCE, form(3, ("担当", "公園課"), above), form(4, below, ("評価", "Ａ")))
    assert cells == [
        (0, 0, 1, "担当"),
        (0, 1, 1, "公園課"),
        (1, 0, 1, above[0] + below[0]),
        (1, 1, 1, above[1] + below[1]),
        (2, 0, 1, "評価"),
        (2, 1, 1, "Ａ"),
    ]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (("実績", "種をまいた。"), ("課題", "人が少ない。")),
        (("備考", "種をまいた。"), ("課題", "人が少ない。")),
        (("困りごと", "人が少ない。"), ("今後すること", "人を募る。")),
        (("", "種をまいた。"), ("課題", "人が少ない。")),  # a row without a label
        (("4月", "12人"), ("の計", "24人")),
    ],
)
def test_two_labels_at_a_page_break_are_of_two_rows(above: tuple[str, str], below: tuple[str, str]) -> None:
    _, cells = joined_forms(ONCE, form(3, ("担当", "公園課"), above), form(4, below, ("評価", "Ａ")))
    assert [words for _, column, _, words in cells if column == 0] == ["担当", above[0], below[0], "評価"]


def test_names_of_a_list_at_a_page_break_are_of_two_rows() -> None:
    first = form(1, ("山田川", "土手", "高くした。"))
    _, cells = joined_forms(first, form(3, ("山田", "橋", "架けた。")), form(4, ("川", "水門", "直した。")))
    assert [words for _, column, _, words in cells if column == 0] == ["山田", "川"]


def test_a_head_comes_back_that_another_part_of_its_table_has() -> None:
    head, other = ("事業名", "担当課", "実績"), ("指標", "単位", "実績")
    listed = form(1, head, ("花の道", "緑政課", "植えた。"))
    values, rest = form(3, other, ("道", "本", "3")), form(5, ("森の道", "公園課", "広げた。"))
    found = joined_forms(listed, values, rest, form(6, head, ("川の道", "河川課", "清めた。")))
    assert [[words for *_, words in cells] for cells in found[2:]] == [
        ["森の道", "公園課", "広げた。", "川の道", "河川課", "清めた。"]
    ]
