"""Tables without a single rule, told by their heads."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.model import SourceDoc

from .drawn_pdf import LEFT, Row, pdf, read
from .drawn_tables import shown
from .test_designs import rounded

COLUMNS = (LEFT, 190, 262, 430)
PITCH = 16
HEAD = ["取組名", "担当課", "令和６年度の実績", "今後の取組"]
Cells = list[list[str]]


def table(rows: list[Cells], *, top: int = 100, between: int = 8, columns: tuple[int, ...] = COLUMNS) -> list[Row]:
    """Return the text of rows of cells of lines, `between` points apart."""
    words: list[Row] = []
    for cells in rows:
        for x, lines in zip(columns, cells, strict=True):
            words += [(x, top + PITCH * at, line) for at, line in enumerate(lines) if line]
        top += PITCH * max(map(len, cells)) + between
    return words


def cells_of(source: SourceDoc) -> list[tuple[int, int, int, int, str]]:
    (grid,) = source.tables
    return [cell for cell in shown(source, grid) if cell[4]]


BODY: list[Cells] = [
    [[head] for head in HEAD],
    [
        ["家族の交流会"],
        ["こども課"],
        ["市内の６会場で交流会を開", "き、延べ１２０人が参加し", "ました。"],
        ["年４回に増やす。"],
    ],
    [["若者の居場所づ", "くり"], ["福祉課"], ["居場所を３か所に開いた。"], ["１か所を加える", "予定。"]],
]
EXPECTED = [
    ["家族の交流会", "こども課", "市内の６会場で交流会を開き、延べ１２０人が参加しました。", "年４回に増やす。"],
    ["若者の居場所づくり", "福祉課", "居場所を３か所に開いた。", "１か所を加える予定。"],
]


def grid_of(rows: list[list[str]]) -> list[tuple[int, int, int, int, str]]:
    return [(r, c, 1, 1, text) for r, row in enumerate(rows) for c, text in enumerate(row) if text]


@pytest.mark.parametrize("between", [8, 0], ids=["rows apart", "rows set solid"])
def test_wrapped_cells_are_whole(tmp_path: Path, between: int) -> None:
    source = read(tmp_path, pdf([(LEFT, 60, "次のとおりです。"), *table(BODY, between=between)]))
    assert cells_of(source) == grid_of([HEAD, *EXPECTED])
    wraps = {source.text[at - 1] + source.text[at + 1] for at in source.soft_breaks}
    assert {"開き", "しま"} <= wraps
    assert source.text.startswith("次のとおりです。\n取組名\n")


def test_cells_set_in_the_middle_of_their_row(tmp_path: Path) -> None:
    words = table(BODY[:1])
    words += [(COLUMNS[2], 130, "市内の６会場で交流会を開"), (COLUMNS[2], 146, "き、延べ１２０人が参加し")]
    words += [(COLUMNS[2], 162, "ました。"), (COLUMNS[0], 146, "家族の交流会"), (COLUMNS[1], 146, "こども課")]
    words += [(COLUMNS[3], 138, "年４回に増やす。"), (COLUMNS[3], 154, "予定です。")]
    words += [
        (x, 200, text) for x, text in zip(COLUMNS, ["若者の集い", "福祉課", "２回開いた。", "続ける。"], strict=True)
    ]
    source = read(tmp_path, pdf(words))
    expected = [[*EXPECTED[0][:3], "年４回に増やす。予定です。"], ["若者の集い", "福祉課", "２回開いた。", "続ける。"]]
    assert cells_of(source) == grid_of([HEAD, *expected])


def test_numbers_of_several_years_below_one_head(tmp_path: Path) -> None:
    columns = (LEFT, 220, 300, 360, 430)
    words: list[Row] = [
        (x, 100, text) for x, text in zip(columns, ["指標名", "基準値", "実績値", "", "目標値"], strict=True)
    ]
    words += [(300, 116, "R5"), (360, 116, "R6")]
    for at, row in enumerate([["相談の件数", "80", "95", "102", "120"], ["居場所の数", "3", "－", "6", "8"]]):
        words += [(x, 140 + 24 * at, text) for x, text in zip(columns, row, strict=True)]
    source = read(tmp_path, pdf([row for row in words if row[2]]))
    cells = cells_of(source)
    assert (0, 2, 1, 2, "実績値") in cells
    assert [cell for cell in cells if cell[0] == 1] == [(1, 2, 1, 1, "R5"), (1, 3, 1, 1, "R6")]
    assert [cell[4] for cell in cells if cell[0] == 3] == ["居場所の数", "3", "－", "6", "8"]


def test_two_numbers_of_a_column_are_never_one(tmp_path: Path) -> None:
    columns = (LEFT, 220, 300, 430)
    rows = [
        [["指標名"], ["基準値"], ["実績値"], ["目標値"]],
        [["相談"], ["15"], ["19"], ["30"]],
        [["訪問"], ["22"], ["27"], ["50"]],
    ]
    source = read(tmp_path, pdf(table(rows, between=0, columns=columns)))
    assert [cell[4] for cell in cells_of(source)][4:] == ["相談", "15", "19", "30", "訪問", "22", "27", "50"]


def test_what_follows_a_table_is_no_row(tmp_path: Path) -> None:
    after = table(BODY, between=0)[-1][1] + 2 * PITCH
    source = read(
        tmp_path,
        pdf(
            [
                *table(BODY, between=0),
                (LEFT, after, "指標の状況"),
                (LEFT, after + PITCH, "指標の状況は、次のとおりで、いずれも計画を上回っています。"),
            ]
        ),
    )
    assert [cell[4] for cell in cells_of(source)][-4:] == EXPECTED[1]
    assert source.text.endswith("指標の状況\n指標の状況は、次のとおりで、いずれも計画を上回っています。\n")


@pytest.mark.parametrize("repeated", [True, False], ids=["head repeated", "no head"])
def test_a_table_goes_on_over_the_page(tmp_path: Path, repeated: bool) -> None:
    more: Cells = [["出張相談会"], ["健康課"], ["圏域ごとに２回ずつ開き、", "８０人が訪れた。"], ["続ける。"]]
    second = table([*BODY[:1], more] if repeated else [more], top=80)
    source = read(tmp_path, pdf([(LEFT, 60, "次のとおりです。"), *table(BODY, top=690)], second))
    assert cells_of(source)[-4:] == grid_of(
        [[]] * 3 + [["出張相談会", "健康課", "圏域ごとに２回ずつ開き、８０人が訪れた。", "続ける。"]]
    )


LEFT_PROSE = [
    "取組名は、県と市町が毎年",
    "見直し、その実績を広く公",
    "表しています。担当課では",
    "目標値の達成に向けて話し",
    "合いを続けています。また",
    "家族への支援も行います。",
]
RIGHT_PROSE = [
    "実績は、前の年度を上回り",
    "ました。会場を増やしたこ",
    "とで、参加者が増えました",
    "一方で、担い手の確保に課",
    "題があります。次の年度は",
    "養成の講座を開きます。",
]


@pytest.mark.parametrize(
    "words",
    [
        [
            (x, 100 + 20 * at, line)
            for x, lines in ((LEFT, LEFT_PROSE), (LEFT + 240, RIGHT_PROSE))
            for at, line in enumerate(lines)
        ],
        [
            (LEFT, 100, "取組名　担当課　実績を次の表に示します。"),
            (LEFT, 120, "表は、計画に掲げた取組の順に並べています。"),
        ],
        [
            row
            for at in range(4)
            for row in (
                (LEFT, 100 + 24 * at, "担当課"),
                (LEFT + 90, 100 + 24 * at, "福祉課"),
                (LEFT + 200, 100 + 24 * at, "内線１２３"),
            )
        ],
        [
            (LEFT, 100, "取組名"),
            (190, 100, "担当課"),
            (300, 100, "実績"),
            (LEFT, 124, "この後の三つの節で、それぞれの取組の状況を述べていきます。"),
        ],
    ],
    ids=["two columns", "a sentence", "labels", "a head without rows"],
)
def test_what_is_no_table(tmp_path: Path, words: list[Row]) -> None:
    assert read(tmp_path, pdf(words)).tables == ()


def test_a_width_that_nothing_shows_wraps_nothing(tmp_path: Path) -> None:
    rows = [
        [[head] for head in HEAD],
        [["相談"], ["福祉課", "健康課"], ["５回"], ["続ける。"]],
        [["訪問"], ["長寿課"], ["７回"], ["続ける。"]],
    ]
    source = read(tmp_path, pdf(table(rows)))
    assert source.soft_breaks == ()


def two_pages(first: list[Row], second: list[Row]) -> list[list[Row]]:
    return [[(LEFT, 40, "青凪市ひだまり計画"), *first], second]


@pytest.mark.parametrize("repeats", [True, False], ids=["head repeated", "no head"])
def test_rows_go_on_on_the_next_page(tmp_path: Path, repeats: bool) -> None:
    rows: list[Cells] = [
        [["花壇の手入れ"], ["公園課"], ["花壇８か所を手入れした。"], ["続ける。"]],
        [["川べりの清掃や", "み"], ["河川管理", "課"], ["４回行った。"], ["５回行う。"]],
        [["街路樹の剪定"], ["公園課"], ["９０本を剪定した。"], ["続ける。"]],
    ]
    pages = two_pages(table(BODY, top=640), table([BODY[0], *rows] if repeats else rows, top=60))
    assert [row for row in cells_of(read(tmp_path, pdf(*pages))) if row[1] < 2][-6:] == [
        *((3, 0, 1, 1, "花壇の手入れ"), (3, 1, 1, 1, "公園課")),
        *((4, 0, 1, 1, "川べりの清掃やみ"), (4, 1, 1, 1, "河川管理課")),  # the lone み and 課 are no word set wide
        *((5, 0, 1, 1, "街路樹の剪定"), (5, 1, 1, 1, "公園課")),
    ]


def numbers(top: int, *rows: tuple[str, ...]) -> list[Row]:
    """Return rows of names and of numbers that end where their column does, beside its head."""
    return [
        (LEFT if not column else 180 + 110 * column - 6 * len(words), top + 20 * at, words)
        for at, row in enumerate(rows)
        for column, words in enumerate(row)
    ]


def test_numbers_that_stand_beside_their_heads(tmp_path: Path) -> None:
    heads: list[Row] = [(x, 640, w) for x, w in zip((LEFT, 200, 310, 420), ("区分", "R4", "R5", "R6"), strict=True)]
    first = numbers(
        660, ("苗木", "120本", "131本", "1,400本"), ("草花", "8本", "9本", "17本"), ("芝", "3本", "4本", "5本")
    )
    second = numbers(60, ("球根", "75本", "1,080本", "91本"), ("低木", "30本", "28本", "27本"))
    source = read(tmp_path, pdf(*two_pages([*heads, *first], second)))
    assert [text for _, _, _, _, text in cells_of(source)] == [
        *("区分", "R4", "R5", "R6"),
        *("苗木", "120本", "131本", "1,400本"),
        *("草花", "8本", "9本", "17本"),
        *("芝", "3本", "4本", "5本"),
        *("球根", "75本", "1,080本", "91本"),
        *("低木", "30本", "28本", "27本"),
    ]


def test_a_page_number_below_a_table_is_none_of_its_rows(tmp_path: Path) -> None:
    words = [*table(BODY, top=680), (250, 785, "-"), (290, 785, "1"), (330, 785, "-")]
    assert "-" not in {text for *_, text in cells_of(read(tmp_path, pdf(words)))}


def test_a_number_that_ends_where_the_names_begin_is_in_its_own_column(tmp_path: Path) -> None:
    columns = (LEFT, 100, 250, 330)
    words: list[Row] = [(x, 100, w) for x, w in zip(columns, ("番号", "取組名", "担当課", "実績"), strict=True)]
    rows = [
        ("1", "親子の体操", "健康課", "６回"),
        ("2", "給食の野菜", "教育課", "１２戸"),
        ("3", "３世代の料理", "健康課", "４回"),
    ]
    for at, (number, *cells) in enumerate(rows):
        words.append((94, 124 + 22 * at, number))
        words += [(x, 124 + 22 * at, w) for x, w in zip(columns[1:], cells, strict=True)]
    assert [text for *_, text in cells_of(read(tmp_path, pdf(words)))][4:] == [text for row in rows for text in row]


def test_the_words_of_a_title_are_no_heads(tmp_path: Path) -> None:
    rows: list[Row] = [(LEFT, 100, "令和６年度"), (LEFT + 73, 100, "浜辺の計画"), (LEFT + 146, 100, "実績報告")]
    rows += [(LEFT, 116, "基本目標１"), (LEFT + 73, 116, "守る")]
    source = read(tmp_path, pdf(rows))
    assert not source.tables
    assert source.text.startswith("令和６年度 浜辺の計画 実績報告\n")


def test_one_label_above_each_of_some_texts_heads_no_columns(tmp_path: Path) -> None:
    places = (LEFT, 230, 390)
    rows: list[Row] = [(LEFT, 70, "令和６年度"), (LEFT + 80, 70, "緑のまち")]
    for top, label, told in (
        (100, "成果", ("３か所を整備", "５回開催", "２人を配置")),
        (160, "課題", ("用地", "会場", "人材")),
    ):
        rows += [(x, top, label) for x in places]
        rows += [(x, top + 18, words) for x, words in zip(places, told, strict=True)]
    assert not read(tmp_path, pdf(rows)).tables


def test_the_last_lines_of_boxes_beside_each_other_head_no_table(tmp_path: Path) -> None:
    """Days (４月１日現在) may head columns, but each ends a box of its own here, and cards stand below."""
    boxes: list[Row] = []
    cards: list[Row] = []
    extra = ""
    for n, x in enumerate((60, 222, 384)):
        extra += "".join(rounded(x, top, x + 150, top + high) for top, high in ((100, 64), (190, 110)))
        words = ("居場所の数", f"{n + 3}か所", f"令和７年{n + 3}月１日現在")
        boxes += [(x + 8, 106 + 18 * at, line) for at, line in enumerate(words)]
        told = (f"第{n + 1}の場所", "朝から夜まで開いた。", "担当課　福祉課", "二人を雇う。")
        cards += [(x + 8, 196 + 18 * at, line) for at, line in enumerate(told)]
    source = read(tmp_path, pdf([*boxes, (66, 168, "１　集う"), *cards], extra=extra))
    assert not source.tables
    assert "第1の場所\n朝から夜まで開いた。" in source.text


def grounds(top: int, columns: tuple[int, ...] = COLUMNS) -> str:
    """Return the grounds of a head's cells, of one height."""
    edges = [x - 4 for x in (*columns, 540)]
    return "".join(f"\n0.9 g {a} {842 - top - PITCH - 2} {b - a} {PITCH + 6} re f 0 g" for a, b in pairwise(edges))


def test_a_head_on_grounds_is_repeated_above_rows_that_only_white_parts(tmp_path: Path) -> None:
    pages = [table(BODY), table([BODY[0], *BODY[2:], *BODY[1:2]])]
    source = read(tmp_path, pdf(*pages, extra=grounds(100)))
    names = [c.text(source.text) for grid in source.tables for c in grid.cells if c.column == 0 and c.row]
    assert names == ["家族の交流会", "若者の居場所づくり", "若者の居場所づくり", "家族の交流会"]


@pytest.mark.parametrize("word", ["達成", "令和６年度", "2024年度", "6年度"])
def test_a_head_may_be_a_word_that_is_a_value_below_others(tmp_path: Path, word: str) -> None:
    heads = [["取組名"], ["担当課"], [word], ["今後の取組"]]
    source = read(tmp_path, pdf(table([heads, *BODY[1:]])))
    assert cells_of(source)[2][4] == word


@pytest.mark.parametrize("words", [["取組名", "担当課", "１２回", "－"], ["成果", "実績", "３か所", "４か所"]])
def test_values_stand_in_no_head(tmp_path: Path, words: list[str]) -> None:
    source = read(tmp_path, pdf(table([[[word] for word in words], *BODY[1:]])))
    assert not source.tables


BAND = "基本目標２　こどもと若者が安心して暮らせるまち"


def test_a_band_across_the_columns_names_the_rows_below_it(tmp_path: Path) -> None:
    rows = table(BODY[:2])
    top = int(rows[-1][1]) + 3 * PITCH + 8
    band: Row = (LEFT, top, BAND)
    source = read(tmp_path, pdf([*rows, band, *table(BODY[2:], top=top + PITCH + 8)]))
    grid = source.tables[0]
    assert [c for c in shown(source, grid) if c[3] == 4] == [(2, 0, 1, 4, BAND.replace("　", " "))]
    assert [c[4] for c in shown(source, grid) if c[0] == 3] == EXPECTED[1]


@pytest.mark.parametrize(
    "below",
    [
        [(LEFT, 0, "取組を続けるには人手が要り、区域を分けて順に進めることとしています。")],
        [(LEFT, 0, "１　家族の交流会は、会場を増やして続けることとしています。")],
        table([[["名称"], ["担当課"], ["実績"], ["今後の取組"]], *BODY[1:]], top=0),
    ],
    ids=["prose", "a list", "another table"],
)
def test_a_heading_below_a_table_is_no_band_of_it(tmp_path: Path, below: list[Row]) -> None:
    rows = table(BODY)
    top = int(rows[-1][1]) + PITCH + 8
    moved = [(x, y + top + PITCH + 8, text) for x, y, text, *_ in below]
    source = read(tmp_path, pdf([*rows, (LEFT, top, BAND), *moved]))
    assert not any(BAND[:4] in cell.text(source.text) for grid in source.tables for cell in grid.cells)


def test_a_row_whose_name_stands_at_half_its_height_begins_above_it(tmp_path: Path) -> None:
    cells = [
        ["", "", "朝の市"],
        ["", "", "商工課"],
        [
            "川べりの広場で毎月開き、",
            "延べ４１０人が訪れて野菜",
            "や花を買い求めた。店は十",
            "二を数え、二つが初めて店",
            "を出した。",
        ],
        ["", "", "続ける。"],
    ]
    source = read(tmp_path, pdf(table([BODY[0], cells, *BODY[2:]])))
    text = "川べりの広場で毎月開き、延べ４１０人が訪れて野菜や花を買い求めた。店は十二を数え、二つが初めて店を出した。"
    assert cells_of(source)[4:] == grid_of([HEAD, ["朝の市", "商工課", text, "続ける。"], EXPECTED[1]])[4:]


def test_the_second_line_of_a_head_is_none_of_the_first_row(tmp_path: Path) -> None:
    heads = [["取組名"], ["担当課"], ["令和６年度の実績"], ["これからの進め", "方"]]
    source = read(tmp_path, pdf(table([heads, *BODY[1:]])))
    assert [cell[4] for cell in cells_of(source)[:5]] == [
        "取組名",
        "担当課",
        "令和６年度の実績",
        "これからの進め方",
        EXPECTED[0][0],
    ]
