"""Tables of PDFs: what is one, and what stands in which of its cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ingest.shapes import joined
from pipeline.run import Settings, run_one

from .drawn_pdf import LEFT, Row, pdf, read
from .drawn_tables import EDGES, HEAD, HEIGHT, Edges, line, ruled, shown

ALL = frozenset({(0, 0), (0, 1)})


def test_a_table_stands_cell_by_cell_between_the_prose_around_it(tmp_path: Path) -> None:
    words, rules = ruled([HEAD, ["相談会", "福祉課", "3回"]], EDGES)
    source = read(tmp_path, pdf([(LEFT, 60, "次のとおりです。"), *words, (LEFT, 200, "以上です。")], extra=rules))
    assert source.text == "次のとおりです。\n取組名\n担当課\n実績\n相談会\n福祉課\n3回\n以上です。\n"
    assert shown(source, source.tables[0])[3:] == [
        (1, 0, 1, 1, "相談会"),
        (1, 1, 1, 1, "福祉課"),
        (1, 2, 1, 1, "3回"),
    ]


def test_every_cell_has_the_place_of_its_own_characters(tmp_path: Path) -> None:
    words, rules = ruled([HEAD, ["相談会", "福祉課", "3回"]], EDGES)
    source = read(tmp_path, pdf(words, extra=rules))
    cell = source.tables[0].cells[-1]
    assert source.boxes is not None
    x0, top, *_ = (float(edge) for edge in source.boxes(cell.spans[0]).split(","))
    assert 320 <= x0 <= 330
    assert 124 <= top <= 148


def test_a_merged_cell_takes_its_columns(tmp_path: Path) -> None:
    table = [["指標名", "実績値", ""], ["", "R5", "R6"], ["相談件数", "120", "135"]]
    words, rules = ruled(table, EDGES, merged=frozenset({(0, 1)}))
    source = read(tmp_path, pdf(words, extra=rules))
    assert (0, 1, 1, 2, "実績値") in shown(source, source.tables[0])
    assert (2, 2, 1, 1, "135") in shown(source, source.tables[0])


def test_a_table_that_is_open_at_its_sides_is_whole(tmp_path: Path) -> None:
    words, rules = ruled([HEAD, ["相談会", "福祉課", "3回"], ["交流会", "長寿課", "5回"]], EDGES)
    for x in (EDGES[0], EDGES[-1]):
        for top in (100, 124, 148):
            rules = rules.replace(line(x, top, x, top + HEIGHT), "")
    source = read(tmp_path, pdf(words, extra=rules))
    assert [text for *_, text in shown(source, source.tables[0])][-3:] == ["交流会", "長寿課", "5回"]


def test_a_line_that_fills_its_cell_is_wrapped_and_numbers_are_never_joined(tmp_path: Path) -> None:
    edges = (LEFT, LEFT + 104, 320)  # eight characters of 12 points
    table = [["取組名", "数"], ["", ""], ["", ""]]
    words, rules = ruled(table, edges)
    wrapped = [(LEFT + 4, 126, "家族の交流会を開"), (LEFT + 4, 138, "く事業"), (180, 126, "120"), (180, 138, "135")]
    rules = rules.replace(line(edges[0], 148, edges[-1], 148), "")
    source = read(tmp_path, pdf([*words, *wrapped], extra=rules))
    soft = {source.text[at - 1 : at + 2] for at in source.soft_breaks}
    assert soft == {"開\nく"}


def test_two_tables_beside_each_other_stay_two(tmp_path: Path) -> None:
    table = [["指標", "値"], ["会の数", "３"], ["人の数", "９"]]
    left, rules = ruled(table, (LEFT, 140, 200))
    right, more = ruled(table, (300, 370, 430))
    assert len(read(tmp_path, pdf([*left, *right], extra=rules + more)).tables) == 2


@pytest.mark.parametrize(
    ("table", "edges"),
    [
        ([["計画は、次のとおり進んでいます。"]], (LEFT, 500)),
        ([["見出し"], ["本文です。"]], (LEFT, 500)),
        ([["", "本文です。"], ["", ""]], EDGES[:3]),
    ],
    ids=["a frame", "one column", "one filled cell"],
)
def test_boxes_around_prose_are_no_table(tmp_path: Path, table: list[list[str]], edges: Edges) -> None:
    words, rules = ruled(table, edges)
    source = read(tmp_path, pdf(words, extra=rules))
    assert source.tables == ()
    assert "本文です。" in source.text or "計画は" in source.text


def test_a_unit_above_the_number_of_a_cell_counts_down_its_column(tmp_path: Path) -> None:
    table = [["区分", "決算額", "備考"], ["相談", "", "－"], ["訪問", "1,300", "－"]]
    words, rules = ruled(table, EDGES)
    unit = [(260.0, 124.0, "千円"), (260.0, 135.0, "1,200")]
    path = tmp_path / "x.pdf"
    path.write_bytes(pdf([*words, *unit], extra=rules))
    found = run_one(path, "x.pdf", Settings()).dataset
    assert found is not None
    assert [(f.figure.label, f.figure.text, f.figure.value) for f in found.figures] == [
        ("決算額", "1,200", 1_200_000),
        ("決算額", "1,300", 1_300_000),
    ]


def test_columns_without_rules_are_a_table_where_numbers_stand_below_each_other(tmp_path: Path) -> None:
    table = [["区分", "R5", "R6"], ["相談", "120", "135"], ["訪問", "40", "52"], ["来所", "80", "83"]]
    words, _ = ruled(table, EDGES)
    source = read(tmp_path, pdf(words))
    assert shown(source, source.tables[0])[-1] == (3, 2, 1, 1, "83")


def test_two_columns_of_prose_are_no_table(tmp_path: Path) -> None:
    table = [["相談の窓口を開いています。", "家族の集いも開いています。"]] * 6
    words, _ = ruled(table, (LEFT, 300, 500))
    source = read(tmp_path, pdf(words))
    assert source.tables == ()


def test_a_head_with_margins_of_its_own_makes_no_columns(tmp_path: Path) -> None:
    words, rules = ruled([HEAD, ["相談会", "福祉課", "3回"]], EDGES)
    inner = "".join(line(x + d, 100, x + d, 124) for x in EDGES[1:-1] for d in (-5, 5))
    source = read(tmp_path, pdf(words, extra=rules + inner))
    assert [(c.column, c.columns) for c in source.tables[0].cells] == [(0, 1), (1, 1), (2, 1)] * 2


def test_letters_drawn_as_outlines_are_no_rules(tmp_path: Path) -> None:
    words, rules = ruled([HEAD, ["相談会", "福祉課", "3回"]], EDGES)
    letters = [(x, top) for x, top, *_ in words if top < 120]
    strokes = "".join(line(x + 1, y + 7, x + 35, y + 7) + line(x + 6, y + 1, x + 6, y + 12) for x, y in letters)
    source = read(tmp_path, pdf(words, extra=rules + strokes))
    assert [text for *_, text in shown(source, source.tables[0])] == [*HEAD, "相談会", "福祉課", "3回"]


def test_boxes_set_in_from_each_other_are_no_table(tmp_path: Path) -> None:
    outer = "".join(line(60, y, 500, y) for y in (100, 130)) + line(60, 100, 60, 130) + line(500, 100, 500, 130)
    inner = "".join(line(72, y, 500, y) for y in (130, 160)) + line(72, 130, 72, 160) + line(500, 130, 500, 160)
    source = read(tmp_path, pdf([(80, 106, "この資料は、報告の要点です。"), (80, 136, "相談会")], extra=outer + inner))
    assert source.tables == ()


def test_squared_paper_is_no_table(tmp_path: Path) -> None:
    squares = "".join(line(50, 40 + 7 * n, 540, 40 + 7 * n) + line(50 + 5 * n, 40, 50 + 5 * n, 740) for n in range(99))
    source = read(tmp_path, pdf([(LEFT, 760, "相談会")], extra=squares))
    assert source.tables == ()


def test_lines_of_a_cell_that_are_set_in_columns_are_not_joined(tmp_path: Path) -> None:
    edges = (LEFT, LEFT + 40, LEFT + 168)
    words, rules = ruled([["区分", "支給の割合"], ["", ""], ["", ""]], edges)
    rules = rules.replace(line(edges[0], 148, edges[-1], 148), "")
    cell = [(LEFT + 4, 126, "村"), (LEFT + 44, 126, "期末の手当"), (LEFT + 128, 126, "勤勉の")]
    cell += [(LEFT + 44, 146, "２．４５月"), (LEFT + 128, 146, "２．０")]
    assert read(tmp_path, pdf([*words, *cell], extra=rules)).soft_breaks == ()


def test_two_numbers_of_a_cell_stay_two(tmp_path: Path) -> None:
    words, rules = ruled([["指標名", "基準値", "目標値"], ["相談", "", "30"], ["訪問", "4", "5"]], EDGES)
    source = read(tmp_path, pdf([*words, (204, 124, "15"), (204, 135, "22")], extra=rules))
    assert "15 22" in [c.text(source.text) for c in source.tables[0].cells]


def test_words_spread_over_their_cell_are_words(tmp_path: Path) -> None:
    words, rules = ruled([["", "", ""], ["", "", "3,200"], ["", "", "450"]], EDGES)
    spread: list[Row] = []
    for row, column, text in ((0, 0, "費目"), (0, 1, "担当課"), (0, 2, "金額"), (1, 0, "観光費（西部）"), (2, 0, "12")):
        step = (EDGES[column + 1] - EDGES[column] - 20) / (len(text) - 1 or 1)
        spread += [(EDGES[column] + 4 + step * at, 106 + HEIGHT * row, letter) for at, letter in enumerate(text)]
    source = read(tmp_path, pdf([*words, *spread], extra=rules))
    cells = {(row, column): text for row, column, _, _, text in shown(source, source.tables[0])}
    assert [cells[0, 0], cells[0, 1], cells[0, 2], cells[1, 0]] == ["費目", "担当課", "金額", "観光費（西部）"]
    assert cells[2, 0] == "1 2"  # two numbers, for all that the cell says


SHEET = (LEFT, 160, 340, 420, 500)
LABELS = [["", "指標名", "基準値", "目標値"], ["", "登録団体数", "12団体", "30団体"]]


def labelled(words: list[tuple[float, float, str]], rules: str) -> tuple[list[Row], str]:
    """Return text and rules of a table of two rows whose first column is merged, its rule drawn by shades alone."""
    joint = 100 + HEIGHT
    rules = rules.replace(line(SHEET[0], joint, SHEET[-1], joint), line(SHEET[1], joint, SHEET[-1], joint))
    shades = "".join(
        f"\n{shade} rg {SHEET[0]} {842 - joint - below} {SHEET[-1 if not below else 1] - SHEET[0]} {HEIGHT} re f 0 g"
        for shade, below in (("0.9 0.9 0.9", 0), ("0.7 0.8 0.9", HEIGHT))
    )
    return list(words), shades + rules


@pytest.mark.parametrize("nudge", [-2, -1, 0])
def test_words_on_an_edge_of_shades_stand_in_a_merged_cell(tmp_path: Path, nudge: int) -> None:
    words, rules = labelled(*ruled(LABELS, SHEET))
    label = (LEFT + 4, 100 + HEIGHT - 6 + nudge, "成果指標")
    source = read(tmp_path, pdf([*words, label], extra=rules))
    assert shown(source, source.tables[0])[0] == (0, 0, 2, 1, "成果指標")


def test_words_within_a_row_stand_in_that_row(tmp_path: Path) -> None:
    words, rules = ruled(LABELS, SHEET)
    label = (LEFT + 4, 106, "成果指標")
    source = read(tmp_path, pdf([*words, label], extra=rules))
    assert shown(source, source.tables[0])[0] == (0, 0, 1, 1, "成果指標")


NARROW = (LEFT, LEFT + 104, 320)  # eight characters of 12 points


def hung(*lines: tuple[float, str]) -> tuple[list[Row], str]:
    """Return a table of one long cell, its lines each with how far they are set in."""
    words, rules = ruled([["上半期の実績の欄", "備考"], ["", ""], ["", ""], ["", ""]], NARROW)
    for y in (148, 172):
        rules = rules.replace(line(NARROW[0], y, NARROW[-1], y), "")
    return [*words, *((LEFT + 4 + 12 * inset, 126 + 12 * n, text) for n, (inset, text) in enumerate(lines))], rules


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (
            ((0, "・補助は年度内に"), (1, "計２,３８０万"), (1, "円を支払った。")),
            "・補助は年度内に計２,３８０万円を支払った。",
        ),
        (
            ((0, "・販売は令和８年"), (1, "から来年の１月"), (1, "13日に始まる。")),
            "・販売は令和８年から来年の１月13日に始まる。",
        ),
        (
            ((0, "・見学会では市内"), (1, "の案内に上級生"), (1, "３１人が出た。")),
            "・見学会では市内の案内に上級生３１人が出た。",
        ),
        (
            ((0, "・路線は１日に９"), (1, "往復で今は１２"), (1, "便が残った。")),
            "・路線は１日に９往復で今は１２便が残った。",
        ),
        (((0, "・第１回南公民館"), (1, "32名")), "・第１回南公民館32名"),
    ],
)
def test_lines_set_in_below_their_point_reach_the_margin(
    tmp_path: Path, lines: tuple[tuple[float, str], ...], whole: str
) -> None:
    words, rules = hung(*lines)
    source = read(tmp_path, pdf(words, extra=rules))
    joined = "".join(c for at, c in enumerate(source.text) if at not in source.soft_breaks)
    assert whole in joined.split("\n")


@pytest.mark.parametrize(("x", "hanging"), [(112, "「水辺の講座会」"), (124, "事業費の年額1,")])
def test_what_hangs_over_the_margin_of_one_cell_cuts_no_number_of_another(tmp_path: Path, x: int, hanging: str) -> None:
    words, rules = ruled([["上半期の実績の欄", "備考"], ["", ""], ["", ""]], (LEFT, LEFT + 104, LEFT + 208))
    rules = rules.replace(line(LEFT, 148, LEFT + 208, 148), "")
    cut = ("講座は毎年度に3", "0回を目標に開く", "。")
    lines = [(LEFT + x, 126, hanging), *((LEFT + 4, 126 + 12 * n, text) for n, text in enumerate(cut))]
    source = read(tmp_path, pdf([*words, *lines], extra=rules))
    assert "".join(cut) in "".join(c for at, c in enumerate(source.text) if at not in source.soft_breaks)


@pytest.mark.parametrize(
    "lines",
    [
        ((0, "・相談会を始め"), (1, "た。"), (1, "1回")),
        ((0, "・講座"), (0, "・見学会")),
        ((0, "参加者"), (1, "31人")),
        ((0, "・延べ２４"), (1, "31人")),
        ((0, "・講座は秋に"), (1, "開く。"), (1, "来年も開く。")),
    ],
)
def test_lines_that_leave_room_do_not_wrap(tmp_path: Path, lines: tuple[tuple[float, str], ...]) -> None:
    words, rules = hung(*lines)
    source = read(tmp_path, pdf(words, extra=rules))
    assert source.text.count(f"{lines[-2][1]}\n{lines[-1][1]}") == 1
    at = source.text.index(f"{lines[-2][1]}\n{lines[-1][1]}") + len(lines[-2][1])
    assert at not in source.soft_breaks


def test_a_table_within_a_cell_stands_between_the_lines_of_that_cell(tmp_path: Path) -> None:
    words, rules = ruled([["取組名", "実績"], ["相談会", ""]], (LEFT, 150, 500))
    for y in (124, 148):
        rules = rules.replace(line(LEFT, y, 500, y), line(LEFT, y, 500, y) if y == 124 else line(LEFT, 300, 500, 300))
    rules += "".join(line(x, 148, x, 300) for x in (LEFT, 150, 500))
    inner, within = ruled([["指標名", "目標値"], ["相談件数", "120"]], (170, 300, 420), top=160)
    lines = [(154, 130, "5回開いた。"), (154, 240, "次は秋に開く。")]
    source = read(tmp_path, pdf([*words, *lines, *inner], extra=rules + within))
    outer, table = source.tables
    assert (outer.inner, table.inner) == (False, True)
    assert [text for *_, text in shown(source, table)] == ["指標名", "目標値", "相談件数", "120"]
    cell = next(c for c in outer.cells if (c.row, c.column) == (1, 1))
    assert [source.text[s.start : s.end] for s in cell.spans] == ["5回開いた。", "次は秋に開く。"]
    assert source.text == "取組名\n実績\n相談会\n5回開いた。\n指標名\n目標値\n相談件数\n120\n次は秋に開く。\n"


def test_boxes_within_a_cell_that_are_no_table_are_words_of_the_cell(tmp_path: Path) -> None:
    words, rules = ruled([["取組名", "実績"], ["相談会", "　　5回開いた。"]], (LEFT, 150, 500))
    ticks = "".join(line(x, y, x + 8, y) for x in (156, 164) for y in (132, 140))
    ticks += "".join(line(x, 132, x, 140) for x in (156, 164, 172))
    source = read(tmp_path, pdf(words, extra=rules + ticks))
    (grid,) = source.tables
    assert [text.strip() for *_, text in shown(source, grid)][-2:] == ["相談会", "5回開いた。"]


HEAD_AND_RULES = (LEFT, 250, 330, 410)


def level_rows(*rows: tuple[str, ...], top: int = 124) -> tuple[list[Row], str]:
    """Return rows that only level rules part, below a head whose cells are drawn whole."""
    words = [(x + 4, top + HEIGHT * n + 6, text) for n, row in enumerate(rows) for x, text in row_words(row)]
    return words, "".join(line(LEFT, y, 410, y) for y in range(top, top + HEIGHT * len(rows) + 1, HEIGHT))


def row_words(row: tuple[str, ...]) -> list[tuple[float, str]]:
    return [(x, text) for x, text in zip(HEAD_AND_RULES, row, strict=False) if text]


def test_rows_that_only_level_rules_part_have_the_columns_of_their_head(tmp_path: Path) -> None:
    head, rules = ruled([["分野の指標", "", ""], ["指標名", "基準値", "目標値"]], HEAD_AND_RULES, top=76, merged=ALL)
    words, below = level_rows(("歩く人の割合", "41.2", "50.0"), ("朝食をとる人", "88.1", "95.0"))
    source = read(tmp_path, pdf([*head, *words], extra=rules + below))
    (grid,) = source.tables
    assert [text for *_, text in shown(source, grid)][-6:] == [
        *("歩く人の割合", "41.2", "50.0"),
        *("朝食をとる人", "88.1", "95.0"),
    ]


def test_prose_between_level_rules_below_a_head_has_no_columns(tmp_path: Path) -> None:
    head, rules = ruled([["分野の指標", "", ""], ["指標名", "基準値", "目標値"]], HEAD_AND_RULES, top=76, merged=ALL)
    words, below = level_rows(
        ("この値は、毎年の調査による推計で、確定した値ではない。",), ("令和６年度の調査は秋に行う。",)
    )
    source = read(tmp_path, pdf([*head, *words], extra=rules + below))
    assert "この値は、毎年の調査による推計で、確定した値ではない。\n令和６年度の調査は秋に行う。" in source.text
    assert all("この値" not in text for grid in source.tables for _, column, *_, text in shown(source, grid) if column)


def test_a_heading_between_tables_of_one_width_is_no_row(tmp_path: Path) -> None:
    edges = (LEFT, 110, 250, 410)
    rows = [["", "目標", "実績"], ["相談", "5回", "6回"]]
    above, rules = ruled(rows, edges, top=76)
    below, more = ruled(rows, edges, top=76 + 3 * HEIGHT)
    heading = [
        (LEFT + 4, 76 + 2 * HEIGHT + 6, "(５)"),
        (114, 76 + 2 * HEIGHT + 6, "休暇の取得"),
        (254, 130, "（再掲）"),
    ]
    source = read(tmp_path, pdf([*above, *heading, *below], extra=rules + more))
    assert [len(grid.cells) for grid in source.tables] == [6, 6]
    assert "(５)" in source.text.splitlines()[5] + source.text.splitlines()[6]


@pytest.mark.parametrize("inset", [10, -10])
def test_lines_below_headings_are_no_rules_of_the_tables_between_them(tmp_path: Path, inset: int) -> None:
    left, right = LEFT + inset, 500 - inset
    rules = "".join(line(left, y, right, y) for y in (90, 390, 590))
    words: list[Row] = [(LEFT, 76, "施策　相談の充実"), (LEFT, 376, "施策　居場所"), (LEFT, 576, "施策　見守り")]
    for top in (140, 280):
        table = [["指標名", "実績", "目標"], ["相談件数", "12件", "20件"], ["利用者数", "31人", "40人"]]
        cells, more = ruled(table, (LEFT, 200, 320, 500), top=top)
        words += [(LEFT, top - 20, "（数値目標）"), *cells, (LEFT, top + 76, "説明会を開きました。")]
        rules += more
    source = read(tmp_path, pdf(words, extra=rules))
    assert [len(grid.cells) for grid in source.tables] == [9, 9]
    assert source.text.splitlines().count("説明会を開きました。") == 2


def test_lines_below_headings_are_no_rules_of_tables_open_at_their_sides(tmp_path: Path) -> None:
    rules = "".join(line(LEFT, y, 500, y) for y in (60, 210, 250, 270, 420))
    words: list[Row] = []
    for top in (120, 320):
        table = [["指標名", "実績", "目標"], ["相談件数", "12件", "20件"]]
        cells, more = ruled(table, (LEFT, 200, 320, 500), top=top)
        for x in (LEFT, 500):
            for at in range(top, top + 3 * HEIGHT, HEIGHT):
                more = more.replace(line(x, at, x, at + HEIGHT), "")
        words += [
            (LEFT, top - 74, "施策　相談の充実"),
            (LEFT, top - 20, "■目標"),
            *cells,
            (LEFT, top + 60, "以上です。"),
        ]
        rules += more
    source = read(tmp_path, pdf(words, extra=rules))
    assert [len(grid.cells) for grid in source.tables] == [6, 6]
    assert source.text.splitlines().count("以上です。") == 2


def test_words_in_a_doubled_frame_within_a_cell_are_words_of_the_cell(tmp_path: Path) -> None:
    words, rules = ruled([["取組名", "流れ"], ["相談会", ""]], (LEFT, 150, 500))
    rules = rules.replace(line(LEFT, 148, 500, 148), line(LEFT, 300, 500, 300))
    rules += "".join(line(x, 148, x, 300) for x in (LEFT, 150, 500))
    frame = "".join(line(170, y, 250, y) for y in (160, 178, 200)) + "".join(line(x, 160, x, 200) for x in (170, 250))
    frame += line(220, 178, 220, 200)
    inside = [(176, 163, "受けた額の"), (176, 183, "残り"), (226, 183, "分")]
    source = read(tmp_path, pdf([*words, *inside], extra=rules + frame))
    (grid,) = source.tables
    assert [text for *_, text in shown(source, grid)][-1].replace(" ", "") == "受けた額の残り分"


def test_dots_below_each_other_are_a_rule_too() -> None:
    across = [(x, 100.0, x + 1.0, 100.0) for x in range(72, 90, 2)]
    down = [(69.5, y, 70.5, y) for y in range(100, 140, 2)]
    assert joined([*across, *down]) == [(69.5, 100.0, 89.0, 100.0), (70.0, 99.5, 70.0, 138.5)]
    assert joined([(70, y, 74, y) for y in range(100, 140, 2)]) == []


def test_the_head_of_a_table_may_stand_alone_at_the_foot_of_a_page(tmp_path: Path) -> None:
    head, above = ruled([HEAD], EDGES, top=780)
    body, below = ruled([["相談会", "福祉課", "3回"]], EDGES, top=60)
    source = read(tmp_path, pdf(head, body, extra=above + "\n" + below))
    assert [cell.text(source.text) for cell in source.tables[0].cells] == [*HEAD, "相談会", "福祉課", "3回"]
    # Boxes in the middle of a page are none, nor is a row of values.
    for table, top in (([HEAD], 300), ([["3回", "5回", "7回"]], 780)):
        words, rules = ruled(table, EDGES, top=top)
        assert read(tmp_path, pdf(words, extra=rules)).tables == ()


def sheet_of(head_edges: Edges, top: int) -> tuple[list[Row], str]:
    """Return a row with what a sheet is of, drawn by itself at `top`, above the table of the sheet."""
    words, rules = ruled([["施策名", "道の点検", "担当課", "土木課"]], head_edges, top=top)
    body, more = ruled([["実績", "３回点検した。"], ["課題", "人手が足りない。"]], (LEFT, 160, 500), top=130)
    return [*words, *body], rules + more


@pytest.mark.parametrize(
    ("edges", "top", "tables"),
    [
        ((LEFT, 160, 300, 380, 500), 100, 2),  # 6 points above
        ((LEFT, 160, 300, 380, 450), 100, 1),  # not as wide
        ((LEFT, 160, 300, 380, 500), 40, 1),  # far above
    ],
)
def test_a_row_right_above_a_table_of_its_width_is_one_too(tmp_path: Path, edges: Edges, top: int, tables: int) -> None:
    words, extra = sheet_of(edges, top)
    source = read(tmp_path, pdf(words, extra=extra))
    assert len(source.tables) == tables
