"""Pages of prose in columns, and pages that only look like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model import SourceDoc
from pipeline.run import Settings, run_one

from .drawn_pdf import LEFT, PITCH, PROSE, SIZE, Row, joined, pdf, read, wrapped
from .drawn_tables import ruled

WIDTH = 17  # characters of a column
RIGHT = LEFT + (WIDTH + 1.5) * SIZE  # a gutter of an em and a half
LINES = [PROSE[at : at + WIDTH] for at in range(0, 7 * WIDTH, WIDTH)]
ACROSS = PROSE[:35]


def column(lines: list[str], x: float = LEFT, top: float = 100, size: float = SIZE) -> list[Row]:
    return [(x, top + PITCH * n, line, size) for n, line in enumerate(lines)]


def together(source: SourceDoc) -> str:
    return joined(source).replace("\n", "")


def test_lines_over_the_whole_width_part_bands_of_columns(tmp_path: Path) -> None:
    opening = [(LEFT, 100 + PITCH * n, ACROSS) for n in range(12)]
    short = [(LEFT + 150, 360, "（令和６年度）")]
    bands = [*column(LINES, top=400), *column(LINES, RIGHT, top=400)]
    few = [*column(LINES[:2], top=600), *column(LINES[2:4], RIGHT, top=600)]
    raw = pdf([*opening, *short, *bands, (LEFT, 570, ACROSS), *few])
    body = "".join(LINES)
    assert together(read(tmp_path, raw)) == ACROSS * 12 + "（令和６年度）" + body * 2 + ACROSS + "".join(LINES[:4])


def test_a_short_heading_over_both_columns_parts_them(tmp_path: Path) -> None:
    heading = "【取組方向２】水辺"
    above = [*column(LINES[:6], top=100), *column(LINES[:5], RIGHT, top=100)]
    below = [*column(LINES, top=320), *column(LINES, RIGHT, top=320)]
    rules = "\n".join(f"290 {842 - a} m 290 {842 - b} l S" for a, b in ((100, 220), (320, 460)))
    whole = "".join([*LINES[:6], *LINES[:5], heading, *LINES, *LINES])
    assert together(read(tmp_path, pdf([*above, (LEFT, 265, heading), *below]))) == whole
    # A rule that ends with the columns shows it even where no more than a blank line is left.
    near = [*column(LINES[:6], top=180), *column(LINES[:6], RIGHT, top=180), (LEFT, 300, heading), *below]
    tight = rules.replace(f"{842 - 100} m 290 {842 - 220}", f"{842 - 180} m 290 {842 - 296}")
    assert together(read(tmp_path, pdf(near, extra=tight))) == "".join([*LINES[:6] * 2, heading, *LINES * 2])


def test_a_marked_line_beside_a_paragraph_parts_nothing(tmp_path: Path) -> None:
    left = [*LINES[:6], "○次の取組", *LINES]
    right = [*LINES[:6], "", *LINES]
    rows = [*column(left), *(row for row in column(right, RIGHT) if row[2])]
    assert together(read(tmp_path, pdf(rows))) == "".join([*left, *right])


@pytest.mark.parametrize("lines", [1, 3, 5])
def test_a_last_column_that_ends_early(tmp_path: Path, lines: int) -> None:
    rows = [*column([*LINES, *LINES]), *column(LINES[:lines], RIGHT)]
    assert together(read(tmp_path, pdf(rows))) == "".join([*LINES, *LINES, *LINES[:lines]])


def test_a_stop_may_hang_into_the_gutter(tmp_path: Path) -> None:
    hung = [f"{line}、" if n % 3 == 1 else line for n, line in enumerate(LINES)]
    assert together(read(tmp_path, pdf([*column(hung), *column(LINES, RIGHT)]))) == "".join([*hung, *LINES])


def test_notes_below_columns_follow_the_text_that_goes_on(tmp_path: Path) -> None:
    note, other = "1）速報の値である。", "2）重複を含む。"
    left = [*column(LINES), (LEFT, 300, note, 9)]
    right = [*column(LINES, RIGHT), (RIGHT, 300, other, 9)]
    assert together(read(tmp_path, pdf([*left, *right]))) == "".join([*LINES, *LINES, note, other])


def test_smaller_print_that_is_no_note_stays_in_its_column(tmp_path: Path) -> None:
    smaller = ["相談の件数（延べ）は次のとおり", "電話は２０件、訪問は３件である"]
    left = [*column(LINES), *column(smaller, top=300, size=10)]
    assert together(read(tmp_path, pdf([*left, *column(LINES, RIGHT)]))) == "".join([*LINES, *smaller, *LINES])


def panel(x: float, width: float, top: float = 90, height: float = 300) -> str:
    return f"0.8 0.9 1 rg {x} {842 - top - height} {width} {height} re f 0 g\n"


CHART = [
    "６０００",
    "４０００",
    "３９２５",
    "２０００",
    "９６８",
    "０",
    "令和３",
    "令和４",
    "令和５",
    "（資料）県の調べ",
]


def test_a_chart_on_a_ground_of_its_own_is_read_behind_the_text_beside_it(tmp_path: Path) -> None:
    chart = [(RIGHT + 20 * (n % 3), 104 + 23.0 * n, value) for n, value in enumerate(CHART)]
    grounds = panel(LEFT - 4, WIDTH * SIZE + 8) + panel(RIGHT - 6, 200)
    raw = pdf([*column([*LINES, *LINES[:4]]), *chart], extra=grounds)
    assert together(read(tmp_path, raw)) == "".join([*LINES, *LINES[:4], *CHART])
    strips = panel(LEFT - 4, WIDTH * SIZE + 8, height=150) + panel(LEFT - 4, WIDTH * SIZE + 8, top=240, height=150)
    raw = pdf([*column([*LINES, *LINES[:4]]), *chart], extra=strips + panel(RIGHT - 6, 200))
    assert together(read(tmp_path, raw)) == "".join([*LINES, *LINES[:4], *CHART])


@pytest.mark.parametrize("apart", [0, 8], ids=["columns that touch", "columns apart"])
def test_the_rows_of_a_table_with_shaded_columns_are_read_across(tmp_path: Path, apart: int) -> None:
    names = [f"{place}での相談の会" for place in ("北野", "大沢", "水辺", "山手", "浜町", "中央", "駅前", "港")]
    values = [f"{n}人が参加" for n in "２３４５６７８９"]
    cells = [*column(names), *column(values, RIGHT)]
    grounds = panel(LEFT - 4, RIGHT - 6 - apart - LEFT + 4) + panel(RIGHT - 6, 200)
    text = together(read(tmp_path, pdf(cells, extra=grounds)))
    assert all(name + value in text.replace(" ", "") for name, value in zip(names, values, strict=True))


def test_the_only_column_of_a_last_page_is_no_page_of_short_lines(tmp_path: Path) -> None:
    full = [
        "参加者は延べ３８９４０人で、うち学",
        "生は３９５１人でした。次の年度も会",
        "場を増やし、相談を受ける日を年に３",
    ]
    last = [*full, *full, "５０日まで増やす予定です。"]
    rows = [*column(LINES), *column(LINES, RIGHT)]
    source = read(tmp_path, pdf(rows, column(last)))
    assert "年に３５０日まで" in joined(source)


def test_points_of_a_list_are_no_cells_and_wrap(tmp_path: Path) -> None:
    left = [*LINES[:5], "・第１回　５月１１日　北野池　参加", "８６人", "・第２回　６月１５日　大沢池　参加", "９２人"]
    source = read(tmp_path, pdf([*column(left), *column(LINES, RIGHT)]))
    assert "北野池　参加８６人\n" in joined(source)
    assert "大沢池　参加９２人" in joined(source)


def test_values_at_the_end_of_a_list_are_read_with_its_points(tmp_path: Path) -> None:
    points = [f"・第{n}回の相談会を開きました" for n in "１２３４５６７"]
    values = [f"{n}人が参加" for n in "２３４５６７８"]
    rows = [*column(points), *column(values, RIGHT + 8 * SIZE)]
    assert together(read(tmp_path, pdf(rows))).startswith(points[0] + values[0] + points[1] + values[1])


@pytest.mark.parametrize("note", ["", "※１　催しに来て話した人をいう。", "注　速報の値である。"])
def test_a_figure_that_the_end_of_a_page_cuts_is_whole(tmp_path: Path, note: str) -> None:
    title = "ひばり市相談計画　令和６年度上半期の進捗状況"
    first = ["【取組方向１】相談", "○相談会（福祉課）", "（取組内容と上半期の進捗状況）", *["　" + PROSE[:36]] * 2]
    first.append("市内の会場で相談会を開き、参加した人の数は九月末までの間で延べ１，０４"[:37])
    first[-1] = first[-1].rjust(37, "市")
    notes: list[Row] = [(LEFT, 700, note, 9)] if note else []
    rows = [
        [*column([title, *first]), *notes, (290, 800, "- 1 / 2 -")],
        [*column(["６人でした。"]), (290, 800, "- 2 / 2 -")],
    ]
    path = tmp_path / "r6.pdf"
    path.write_bytes(pdf(*rows))
    outcome = run_one(path, path.name, Settings())
    assert outcome.dataset is not None, outcome.error
    assert 1046 in [record.figure.value for record in outcome.dataset.figures]
    assert 6 not in [record.figure.value for record in outcome.dataset.figures]


def test_a_note_with_a_number_stays_between_the_halves_of_a_sentence(tmp_path: Path) -> None:
    lines = [*wrapped(PROSE)[:3], "市内の会場で相談会を開き、参加した人は前の年の秋よりも大きく増えており、会"[:37]]
    first = [*column([*lines[:3], lines[3].rjust(37, "市")]), (LEFT, 700, "※　会は年に３回の催しをいう。", 9.0)]
    source = read(tmp_path, pdf(first, column(["場も増やしました。"])))
    assert not source.asides


def box(x0: float, top: float, x1: float, bottom: float) -> str:
    return f"\n{x0} {842 - bottom} {x1 - x0} {bottom - top} re S"


def test_a_title_in_a_box_over_both_columns_parts_them(tmp_path: Path) -> None:
    edge = RIGHT + WIDTH * SIZE
    title = [(LEFT + 6, 264, "第２章　水辺"), (RIGHT + 40, 264, "河川課")]
    above = [*column(LINES), *column(LINES, RIGHT)]
    below = [*column(LINES, top=300), *column(LINES, RIGHT, top=300)]
    raw = pdf([*above, *title, *below], extra=box(LEFT, 256, edge, 288))
    text = together(read(tmp_path, raw)).replace(" ", "")
    assert text == "".join([*LINES * 2, "第２章　水辺河川課", *LINES * 2])


def test_a_rule_above_notes_that_reaches_into_the_next_column_parts_no_rows(tmp_path: Path) -> None:
    rows = [*column(LINES), *column([*LINES, *LINES[:5]], RIGHT), (LEFT, 270, "※１ 速報値である。", 8)]
    rule = f"\n{LEFT} {842 - 262} m {RIGHT + 40} {842 - 262} l S"
    whole = "".join(LINES)
    text = together(read(tmp_path, pdf(rows, extra=rule)))
    assert whole in text
    assert text.index("速報値") > len(whole)
    # One over both columns ends them.
    across = f"\n{LEFT} {842 - 199} m {RIGHT + WIDTH * SIZE} {842 - 199} l S"
    assert together(read(tmp_path, pdf(rows, extra=across))).startswith("".join(LINES[:5] * 2))


def _table_over_the_columns(beside: tuple[int, ...]) -> tuple[list[Row], str]:
    """Return two columns of prose; the left one ends with a table, and a row with edges of its own begins the right one."""
    edges = (int(LEFT), int(LEFT) + 70, int(LEFT) + 120, int(LEFT) + 170)
    head, rules = ruled([["指標", "実績値", "目標値"], ["会の数", "3回", "5回"]], edges, top=100 + int(PITCH) * 8)
    row, more = ruled([["人の数", "30人", "50人"]], beside)
    prose = [*column(LINES), *column(LINES, RIGHT, top=140)]
    return [*prose, *head, *row], rules + more


def test_a_table_goes_on_at_the_top_of_the_next_column(tmp_path: Path) -> None:
    left = int(RIGHT)
    drawn, rules = _table_over_the_columns((left, left + 70, left + 120, left + 170))
    source = read(tmp_path, pdf(drawn, extra=rules))
    (grid,) = source.tables
    assert [c.text(source.text) for c in grid.cells if c.row == 2] == ["人の数", "30人", "50人"]
    assert joined(source).index("目標値") < joined(source).index("人の数")


def test_a_row_of_other_columns_at_the_top_of_the_next_column_is_no_table(tmp_path: Path) -> None:
    left = int(RIGHT)
    drawn, rules = _table_over_the_columns((left, left + 60, left + 130, left + 170))
    (grid,) = read(tmp_path, pdf(drawn, extra=rules)).tables
    assert grid.rows == 2


def test_a_rule_between_columns_shows_them_where_the_left_one_only_has_a_heading(tmp_path: Path) -> None:
    few = [(LEFT, 100, "▷ これから"), *column(LINES[:2], RIGHT, top=100)]
    rows = [*few, (LEFT, 160, ACROSS), *column(LINES, top=200), *column(LINES, RIGHT, top=200)]
    rules = "\n".join(f"{RIGHT - 8} {842 - a} m {RIGHT - 8} {842 - b} l S" for a, b in ((90, 130), (190, 340)))
    assert "▷ これから\n" in read(tmp_path, pdf(rows, extra=rules)).text.replace("▷これ", "▷ これ")
    assert "▷ これから\n" not in read(tmp_path, pdf(rows)).text.replace("▷これ", "▷ これ")


def test_a_short_heading_in_larger_type_over_both_columns_parts_them(tmp_path: Path) -> None:
    heading = (LEFT, 264, "水辺の手入れ", 15)
    above = [*column(LINES[:6], top=100), *column(LINES[:5], RIGHT, top=100)]
    below = [*column(LINES, top=320), *column(LINES, RIGHT, top=320)]
    whole = "".join([*LINES[:6], *LINES[:5], heading[2], *LINES, *LINES])
    assert together(read(tmp_path, pdf([*above, heading, *below]))) == whole
    # Text goes on beside it: the heading is of its own column only.
    beside = [*column([*LINES, *LINES, *LINES], RIGHT, top=100)]
    rows = [*column(LINES[:6], top=100), heading, *column(LINES, top=320), *beside]
    assert together(read(tmp_path, pdf(rows))) == "".join([*LINES[:6], heading[2], *LINES, *LINES * 3])


def test_the_last_lines_of_columns_stand_on_a_page_of_their_own(tmp_path: Path) -> None:
    full = [*column(LINES * 4), *column(LINES * 4, RIGHT)]
    rest = [*column(LINES[:3]), *column(LINES[3:5], RIGHT)]
    assert together(read(tmp_path, pdf(full, rest))) == "".join([*LINES * 8, *LINES[:3], *LINES[3:5]])
    # By itself so little is no prose in columns, and what begins elsewhere goes on with nothing.
    assert read(tmp_path, pdf(rest)).text.startswith(f"{LINES[0]} {LINES[3]}\n")
    aside = [*column(LINES[:3]), *column(LINES[3:5], RIGHT + 3 * SIZE)]
    assert f"{LINES[0]} {LINES[3]}\n" in read(tmp_path, pdf(full, aside)).text


def test_the_number_of_a_page_tells_nothing_of_its_last_lines(tmp_path: Path) -> None:
    full = [*column(LINES * 4), *column(LINES * 4, RIGHT)]
    right = [(RIGHT, 100, "問 福祉課"), (RIGHT, 130, "数で見る歩み"), (RIGHT + 120, 800, "2ページ")]
    rest = [*column(["短い行である", LINES[0], "次の行である"]), *right]
    found = read(tmp_path, pdf(full, rest)).text.split("\n")
    assert [line for line in found if line][-6:] == [
        "短い行である",
        LINES[0],
        "次の行である",
        *(row[2] for row in right),
    ]


@pytest.mark.parametrize(("lines", "shift"), [(5, 0.0), (3, 0.0), (5, 30.0)])
def test_two_pages_on_one_sheet_are_read_one_after_the_other(tmp_path: Path, lines: int, shift: float) -> None:
    left = column(["受付は１", "件だった。", "窓口を直す。", "看板を立てる。", "道を掃く。"], 60)
    right = column(
        ["参加者は", "５人だった。", "次も開く。", "花を植える。", "以上である。"][:lines], 60 + 842 / 2 + shift
    )
    raw = pdf([(x, top + 260, text, *size) for x, top, text, *size in (*left, *right)]).replace(
        b"/MediaBox[0 0 595 842]", b"/MediaBox[0 0 842 595]"
    )
    text = read(tmp_path, raw).text
    one_by_one = "\n".join(row[2] for row in (*left, *right)) + "\n"
    assert (text == one_by_one) is (shift == 0.0)


def test_tables_on_two_pages_of_a_sheet_are_read_page_by_page(tmp_path: Path) -> None:
    words, rules = [], ""
    for name, x in (("い", 40), ("ろ", 40 + 842 // 2)):
        edges = (x, x + 90, x + 340)
        words.append((x, 290, f"柱{name}"))
        for top in (310, 450):
            cells, lines = ruled([["取組", "実績"], [f"{name}{top}", "５回"]], edges, top=top)
            words += cells
            rules += lines
        words.append((x, 430, f"{name}の二つめ"))
    sheet = pdf(words, extra=rules).replace(b"/MediaBox[0 0 595 842]", b"/MediaBox[0 0 842 600]")
    text = read(tmp_path, sheet).text
    assert [line for line in text.splitlines() if line[0] in "柱いろ"] == [
        *("柱い", "い310", "いの二つめ", "い450"),
        *("柱ろ", "ろ310", "ろの二つめ", "ろ450"),
    ]


@pytest.mark.parametrize(("top", "apart"), [(60, True), (300, False)])
def test_a_boxed_number_in_the_corner_of_a_page_is_of_no_line(tmp_path: Path, top: int, *, apart: bool) -> None:
    heading = "○水辺の手入れ（公園課）"
    rows = [(LEFT, top, heading), (480, top, "資料２"), *column(LINES, top=top + 40)]
    sides = ((474, top - 5, 524, top - 5), (474, top + 17, 524, top + 17))
    uprights = ((474, top - 5, 474, top + 17), (524, top - 5, 524, top + 17))
    box = "\n".join(f"{a} {842 - b} m {c} {842 - d} l S" for a, b, c, d in (*sides, *uprights))
    text = read(tmp_path, pdf(rows, extra=box)).text
    assert text.startswith(f"資料２\n{heading}\n" if apart else f"{heading} 資料２\n")


SHORT = [
    "■見守りの集い",
    "担当　福祉課",
    "四月に集いを開き、話し合いました。",
    "■子ども食堂",
    "担当　子ども課",
    "六月に食堂を開きました。",
    "たくさんの人でにぎわいました。",
]


def _ruled_off(*beside: float) -> bytes:
    left, right = SHORT, [line.replace("集い", "夕べ").replace("月に", "月から") for line in SHORT]
    rules = "".join(f"\n{x} 760 m {x} 540 l S" for x in (300, *beside))
    return pdf([*column(left), *column(right, 320)], extra=rules)


def test_a_rule_alone_parts_columns_whose_lines_are_short(tmp_path: Path) -> None:
    text = read(tmp_path, _ruled_off()).text
    assert text.index(SHORT[-1]) < text.index("■見守りの夕べ")


def test_beside_other_rules_it_is_one_of_a_table(tmp_path: Path) -> None:
    text = read(tmp_path, _ruled_off(60, 560)).text
    assert text.index(SHORT[-1]) > text.index("■見守りの夕べ")
