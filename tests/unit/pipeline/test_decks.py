"""Cards in rows: boxes beside each other, each read by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ingest.decks import deal
from pipeline.ingest.pages import Line, Page, find_wraps
from pipeline.ingest.places import Box, Glyph
from pipeline.ingest.runs import Run

from .drawn_pdf import PROSE, SIZE, Row, joined, pdf, read, wrapped
from .test_columns import box
from .test_designs import rounded

EDGES = (60, 222, 384)
WIDE = 150


def line(text: str, left: float, top: float, em: float = 10.0) -> Run:
    glyphs = [Glyph(c, left + em * n, top, left + em * (n + 1), top + em) for n, c in enumerate(text)]
    return Run(glyphs, left, top, left + em * len(text), top + em, em)


def dealt(cards: list[list[str]], boxes: list[Box], *others: Run) -> list[tuple[bool, list[str]]]:
    runs = [
        line(words, edge + 4, 110 + 16 * n)
        for edge, card in zip(EDGES, cards, strict=False)
        for n, words in enumerate(card)
    ]
    return [(is_card, [run.text for run in part]) for is_card, part in deal([*others, *runs], boxes)]


BOXES: list[Box] = [(edge, 104, edge + WIDE, 200) for edge in EDGES]
TOLD = [["朝の市", "結果", "八回開いた。"], ["夜の市", "結果", "二回開いた。"], ["春の市", "結果", "雨で流れた。"]]


def test_cards_are_read_one_after_the_other_between_what_stands_above_and_below() -> None:
    above, below = line("市をひらく", 60, 80), line("池をまもる", 60, 220)
    assert dealt(TOLD, BOXES, above, below) == [
        (False, ["市をひらく"]),
        *((True, card) for card in TOLD),
        (False, ["池をまもる"]),
    ]


def test_cards_may_end_at_other_heights_and_bear_the_ground_of_a_title() -> None:
    grounds: list[Box] = [(edge, 104, edge + WIDE, 124) for edge in EDGES]
    boxes = [(u0, v0, u1, v1 - 20 * n) for n, (u0, v0, u1, v1) in enumerate(BOXES)]
    assert [is_card for is_card, _ in dealt(TOLD, [*boxes, *grounds])] == [True] * 3


@pytest.mark.parametrize(
    ("cards", "boxes"),
    [
        ([["北町", "南町", "西町"], ["三回", "四回", "五回"], ["福祉課", "長寿課", "健康課"]], BOXES),  # columns
        (TOLD, [(edge, 104, edge + 161, 200) for edge in EDGES]),  # which touch: cells
        (TOLD, [*BOXES[:2], (384, 104, 420, 200)]),  # a run stands in none
        ([card[:2] for card in TOLD], BOXES),  # a row of titles with their labels
    ],
)
def test_columns_and_cells_are_no_cards(cards: list[list[str]], boxes: list[Box]) -> None:
    assert [is_card for is_card, _ in dealt(cards, boxes)] == [False]


SHEET: list[Box] = [(60, 104, 260, 160), (280, 104, 400, 160), (60, 180, 180, 260), (200, 180, 400, 260)]


def sheet_dealt(upper: tuple[list[str], ...], lower: tuple[list[str], ...], boxes: list[Box]) -> list[list[str]]:
    runs = [
        line(words, box[0] + 4, box[1] + 6 + 16 * n)
        for box, told in zip(SHEET, [*upper, *lower], strict=True)
        for n, words in enumerate(told)
    ]
    return [[run.text for run in part] for is_card, part in deal(runs, boxes, boxes) if is_card]


UPPER = (["ねらい", "木を植える。"], ["目標", "百本"])
LOWER = (["結果", "九十本植えた。"], ["これから", "水をやる。"])


def test_boxes_of_any_width_with_labels_of_their_own_are_read_one_after_the_other() -> None:
    assert sheet_dealt(UPPER, LOWER, SHEET) == [*UPPER, *LOWER]


@pytest.mark.parametrize(
    ("upper", "lower", "boxes"),
    [
        (UPPER, LOWER, SHEET[:2]),  # one row: columns with their heads
        ((["木を植える。", "草を刈る。"], ["目標", "百本"]), LOWER, SHEET),  # a box without a label
        ((["ねらい", "木"], ["目標", "百本"]), LOWER, SHEET),  # nothing is told
        (UPPER, LOWER, [*SHEET[:2], (60, 180, 180, 260), (182, 180, 400, 260)]),  # cells that touch
    ],
)
def test_other_boxes_are_none_of_a_sheet(
    upper: tuple[list[str], ...], lower: tuple[list[str], ...], boxes: list[Box]
) -> None:
    assert sheet_dealt(upper, lower, boxes) == []


def card_of(x: float, top: float, title: str, told: list[str]) -> list[Row]:
    lines = [
        (title, 13.5),
        ("林務課", 9.0),
        ("成果", 10.0),
        *((words, 12.0) for words in told),
        ("課題", 10.0),
        ("道が遠い。", 12.0),
    ]
    return [(x + 6, top + 6 + 18 * n, words, size) for n, (words, size) in enumerate(lines)]


@pytest.mark.parametrize("frame", [box, rounded])
def test_three_cards_below_a_band_are_no_table_and_go_on_with_no_heading(tmp_path: Path, frame: object) -> None:
    assert callable(frame)
    titles = [
        ["山を守るつどい", "道を直すつどい", "川を清めるつどい"],
        ["里を歩くつどい", "森で学ぶつどい", "木を配るつどい"],
    ]
    bands = ["方針１ 水と緑をまもり育てる", "方針２ 人がつどい学びあう"]
    rows: list[Row] = [(EDGES[0], 60 + 18 * n, words) for n, words in enumerate(wrapped(PROSE))]
    rows += [(EDGES[0], 800, "令和６年度"), (EDGES[0] + 80, 800, "緑のまち")]
    rules = ""
    told = [
        ["三つの山を歩き、", "草を刈った。"],
        ["二つの道を直した。"],
        ["四つの川を歩き、", "葦を刈り取り、", "舟を出した。"],
    ]
    for n, band in enumerate(bands):
        top = 150 + 240 * n
        rows.append((EDGES[0] + 4, top, band, 15.0))
        for at, (x, title) in enumerate(zip(EDGES, titles[n], strict=True)):
            rows += card_of(x, top + 24, title, told[(at + n) % 3])
            rules += frame(x, top + 24, x + WIDE, top + 184)
    source = read(tmp_path, pdf(rows, extra=rules))
    assert not source.tables
    known = {*titles[0], *titles[1]}
    found = [words for words in joined(source).split("\n") if words in known or words.startswith("方針")]
    assert found == [bands[0], *titles[0], bands[1], *titles[1]]


def test_the_grounds_behind_labels_within_ruled_cells_are_no_rules(tmp_path: Path) -> None:
    labels = ["事業名", "主管課", "実績", "課題"]
    values = ["朝市の開催", "商工課", "八回開いた。", "店が足りない。"]
    rows: list[Row] = []
    rules = grounds = ""
    for n, (label, value) in enumerate(zip(labels, values, strict=True)):
        top = 100 + 30 * n
        rows += [(66, top + 6, label), (166, top + 6, value)]
        rules += box(60, top, 160, top + 30) + box(160, top, 400, top + 30)
        grounds += f"0.9 g 63 {842 - top - 2.9 - SIZE - 6} 94 {SIZE + 6} re f 0 g\n"
    (table,) = read(tmp_path, pdf(rows, extra=grounds + rules)).tables
    assert (table.rows, table.columns) == (4, 2)
    assert all(cell.spans for cell in table.cells)


@pytest.mark.parametrize("frame", [box, rounded])
def test_the_boxes_of_a_sheet_hold_their_labels_and_words(tmp_path: Path, frame: object) -> None:
    assert callable(frame)
    boxes = [(60, 150, 300, 210), (316, 150, 540, 210), (60, 224, 250, 300), (266, 224, 540, 300)]
    told = [
        ["事業の概要", "川べりの草を、年に四回、二十", "の班で刈る。"],
        ["今年の目標", "八か所で行う。"],
        ["今年の結果", "七か所で行った。"],
        ["課題", "若い人の集まる日が少ない。"],
    ]
    rows: list[Row] = [(60, 100, "川の手入れ")]
    rows += [
        (edges[0] + 6, edges[1] + 6 + 17 * n, words)
        for edges, lines in zip(boxes, told, strict=True)
        for n, words in enumerate(lines)
    ]
    source = read(tmp_path, pdf(rows, extra="".join(frame(*edges) for edges in boxes)))
    assert source.text.replace(" ", "").strip().split("\n") == [
        "川の手入れ",
        *(words for lines in told for words in lines),
    ]


@pytest.mark.parametrize(("words", "alone"), [("課題", True), ("作業所", False)])
def test_a_label_goes_on_with_no_line_above_it(tmp_path: Path, words: str, *, alone: bool) -> None:
    """Though that is full, where the same words stand alone below lines that are not."""
    full = wrapped(PROSE)[0]
    above = ["二つの池を洗った", "三つの道を直した", "四つの山を歩いた"] if alone else [full] * 3
    rows: list[Row] = []
    for n, before in enumerate([*above, full]):
        rows += [(60, 100 + 70 * n + 17 * at, told) for at, told in enumerate((before, words, "人が足りない"))]
    rows += [(60, 400 + 17 * n, told) for n, told in enumerate(wrapped(PROSE))]
    found = joined(read(tmp_path, pdf(rows))).split("\n")
    assert found.count(words) == (4 if alone else 0)


@pytest.mark.parametrize(("size", "column"), [(12.0, 1), (13.0, 1), (11.5, 0)])
def test_a_band_does_not_go_on_in_the_title_below_it(size: float, column: int) -> None:
    """Whether they are of one size, of two columns, or neither: a text below, cut in a word, goes on."""
    rows = [
        ("方針１ 水と緑をまもり育てる", 13.0, 0, 100.0),
        ("里を歩くつどい", size, column, 134.0 if column else 116.0),
    ]
    rows += [
        (words, 10.0, 2, 200.0 + 14 * n)
        for n, words in enumerate(("毎月の第一土曜に朝市を開いたところ、", "のべ三千人が来た。"))
    ]
    lines: list[Line] = []
    for words, em, no, top in rows:
        start = lines[-1].end + 1 if lines else 0
        end = 60 + em * len(words)
        lines.append(
            Line(start, start + len(words), words, 60, end, top, em, 0.0, (60, top, end, top + em), 595, em, em, no)
        )
    assert find_wraps([Page(595, 842, lines)], (), 10.0).breaks == (lines[2].end,)


def test_the_longest_line_of_a_box_of_a_few_words_does_not_go_on_in_the_next_box(tmp_path: Path) -> None:
    extra, rows = "", list[Row]()
    for n, x in enumerate(EDGES):
        extra += rounded(x, 100, x + WIDE, 164)
        words = ("子どもの居場所の総数", f"{n + 3}か所", f"令和７年{n + 3}月１日現在")
        rows += [(x + (WIDE - 12 * len(word)) / 2, 106 + 18 * at, word) for at, word in enumerate(words)]
    rows += [(60, 240 + 18 * n, told) for n, told in enumerate(wrapped(PROSE))]
    source = read(tmp_path, pdf(rows, extra=extra))
    assert "月１日現在\n子どもの居場所" in joined(source)
