"""Designed pages: rules, cards, titles on grounds and boxes among columns of prose."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.model import BlockKind, Dataset
from pipeline.run import Settings, run_one

from .drawn_pdf import LEFT, PITCH, SIZE, Row, joined, pdf, read
from .drawn_tables import line
from .test_columns import LINES, RIGHT, WIDTH, box, column, panel, together

EDGE = RIGHT + WIDTH * SIZE
BODY = "".join(LINES)
LOWER = 300


def across(*heights: float) -> str:
    return "".join(f"\n{LEFT} {842 - v} m {EDGE} {842 - v} l S" for v in heights)


def both(top: float = 100) -> list[Row]:
    return [*column(LINES, top=top), *column(LINES, RIGHT, top=top)]


def test_a_heading_with_a_rule_below_it_parts_the_columns(tmp_path: Path) -> None:
    rows = [*both(), (LEFT, 262, "水辺を守る"), *both(LOWER)]
    text = together(read(tmp_path, pdf(rows, extra=across(258, 280))))
    assert text == BODY * 2 + "水辺を守る" + BODY * 2


def test_rules_between_rows_part_no_columns(tmp_path: Path) -> None:
    names = [f"{place}での相談の会" for place in ("北野", "大沢", "水辺", "山手", "浜町")]
    values = [f"{n}人が来て話をしました" for n in "２３４５６"]
    table = [*column(names, top=LOWER), *column(values, RIGHT, top=LOWER)]
    rules = across(*(LOWER - 3 + PITCH * n for n in range(6)))
    text = together(read(tmp_path, pdf([*both(), *table], extra=rules))).replace(" ", "")
    assert text == BODY * 2 + "".join(name + value for name, value in zip(names, values, strict=True))


def grid(top: float, rows: int) -> str:
    """Return the rules of a table of two columns over the whole width."""
    bottom = top + PITCH * rows
    sides = "".join(f"\n{x} {842 - top} m {x} {842 - bottom} l S" for x in (LEFT, LEFT + 200, EDGE))
    return across(*(top + PITCH * n for n in range(rows + 1))) + sides


def test_a_title_right_above_a_table_goes_with_it(tmp_path: Path) -> None:
    cells = [(x, 304 + PITCH * n, cell) for n, pair in enumerate((("名", "値"), ("会", "３"))) for x, cell in
             zip((LEFT + 4, LEFT + 204), pair, strict=True)]  # fmt: skip
    rows = [*both(), (LEFT, 284, "会の数"), *cells, *both(360)]
    text = together(read(tmp_path, pdf(rows, extra=grid(300, 2))))
    assert text == BODY * 2 + "会の数名値会３" + BODY * 2
    # The last line of a column is none.
    rows = [*both(), (LEFT, 240, LINES[0][:6]), *cells, *both(360)]
    text = together(read(tmp_path, pdf(rows, extra=grid(300, 2))))
    assert text == BODY + LINES[0][:6] + BODY + "名値会３" + BODY * 2


def test_cards_are_read_row_by_row(tmp_path: Path) -> None:
    tops = (100, LOWER)
    frames = "".join(box(x - 6, top - 6, x + WIDTH * SIZE + 6, top + 146) for top in tops for x in (LEFT, RIGHT))
    names = iter(["一の札", "二の札", "三の札", "四の札"])
    rows = [row for top in tops for x in (LEFT, RIGHT) for row in column([next(names), *LINES[:6]], x, top=top)]
    body = "".join(LINES[:6])
    expected = "".join(f"{name}{body}" for name in ("一の札", "二の札", "三の札", "四の札"))
    assert together(read(tmp_path, pdf(rows, extra=frames))) == expected


def test_cards_of_other_heights_and_few_lines(tmp_path: Path) -> None:
    wide = WIDTH * SIZE + 12
    places = ((LEFT, 100, 5), (RIGHT, 100, 3), (LEFT, LOWER, 4))
    frames = "".join(box(x - 6, top - 6, x - 6 + wide, top + PITCH * n + 6) for x, top, n in places)
    cards = [
        [f"{name}の札", "水辺で会を開きました。", *["人が来ました。", "よく晴れた。", "続けます。"][: n - 2]]
        for name, (*_, n) in zip("一二三", places, strict=True)
    ]
    rows = [row for card, (x, top, _) in zip(cards, places, strict=True) for row in column(card, x, top=top)]
    assert together(read(tmp_path, pdf(rows, extra=frames))) == "".join("".join(card) for card in cards)
    # Labels in narrow boxes before wider ones are read with them.
    labels = [["名", "称"], ["日", "時"], ["場", "所"]]
    values = [["川べりの集いの会です。", "今年も開きました。"]] * 3
    rows, frames = [], ""
    for n, (label, value) in enumerate(zip(labels, values, strict=True)):
        top = 100 + 60 * n
        rows += [*column(label, top=top), *column(value, LEFT + 60, top=top)]
        frames += box(LEFT - 4, top - 4, LEFT + 30, top + 44) + box(LEFT + 50, top - 4, LEFT + 300, top + 44)
    assert together(read(tmp_path, pdf(rows, extra=frames))).replace(" ", "").startswith("名川べりの集いの会です。称")


@pytest.mark.parametrize("number", ["③", "3", "(3)"])
def test_a_number_at_half_the_height_of_a_heading_of_two_lines(tmp_path: Path, number: str) -> None:
    rows = [
        (LEFT, 110, number),
        (LEFT + 24, 100, "水辺の生きものをしらべる会と"),
        (LEFT + 24, 120, "標本づくり"),
        (LEFT, 150, "会を開いた。"),
    ]
    found = joined(read(tmp_path, pdf(rows))).replace(" ", "")
    assert found == f"{number}水辺の生きものをしらべる会と\n標本づくり\n会を開いた。\n"
    # That of a line of its own stays there.
    rows[0] = (LEFT, 120, number)
    assert joined(read(tmp_path, pdf(rows))).replace(" ", "").startswith(f"水辺の生きものをしらべる会と\n{number}標本")


@pytest.mark.parametrize("label", ["実施状況", "課題", "今後の予定", "事業２"])
@pytest.mark.parametrize("count", [2, 4])
def test_a_label_at_half_the_height_of_its_words_is_read_before_them(tmp_path: Path, label: str, count: int) -> None:
    words = [
        "沿道の花壇に苗を植え、住民が",
        "水やりを受け持つことにした。",
        "秋には球根も植え、春に咲いた",
        "花を祭りに用いた。",
    ][:count]
    beside = [(LEFT + 90, 100 + 16 * n, line) for n, line in enumerate(words)]
    rows = [*beside, (LEFT, 100 + 8 * (count - 1), label), (LEFT, 200, "次の行は別のことを言う。")]
    found = joined(read(tmp_path, pdf(rows))).replace(" ", "")
    assert found.replace("\n", "").startswith(label + "".join(words))
    # What names nothing stays where it stands, as does a label of the second line.
    rows[count] = (LEFT, rows[count][1], "花と水の路")
    assert joined(read(tmp_path, pdf(rows))).startswith(words[0])
    rows[count] = (LEFT, 116, label)
    assert joined(read(tmp_path, pdf(rows))).startswith(words[0])


def test_a_label_and_a_name_at_half_the_height_of_two_offices_are_read_before_them(tmp_path: Path) -> None:
    offices = [(LEFT + 300, 100, "商工観光課"), (LEFT + 300, 116, "都市計画課")]
    rows = [*offices, (LEFT, 108, "事業２"), (LEFT + 90, 108, "花壇の手入れ"), (LEFT, 160, "次の行は別のことを言う。")]
    found = joined(read(tmp_path, pdf(rows)))
    assert found.split()[:4] == ["事業２", "花壇の手入れ", "商工観光課", "都市計画課"]


@pytest.mark.parametrize(("lower", "written"), [(-2, "3"), (-6, "³")])
def test_a_smaller_number_before_a_heading_is_raised_only_where_it_stands_high(
    tmp_path: Path, lower: float, written: str
) -> None:
    rows = [(LEFT, 100 + lower, "3", 12), (LEFT + 10, 100, "橋を守る会", 18), (LEFT, 140, "会を開いた。", 18)]
    assert joined(read(tmp_path, pdf(rows))).startswith(written)


def test_lines_set_in_on_both_sides_wrap_where_a_word_is_cut(tmp_path: Path) -> None:
    inner = "次の年からは市の公式なサイトで公開していく。"
    lines = [inner[:15], inner[15:]]
    rows = [*column([*LINES, *LINES]), *column(lines, LEFT + SIZE, top=400), *column([*LINES, *LINES], RIGHT)]
    assert inner in joined(read(tmp_path, pdf(rows)))
    apart = ["相談の窓口を開いている日", "集いの会を開いている日"]  # nothing is cut
    rows = [*column([*LINES, *LINES]), *column(apart, LEFT + 4 * SIZE, top=400), *column([*LINES, *LINES], RIGHT)]
    assert "\n".join(apart) in joined(read(tmp_path, pdf(rows)))


def test_bars_of_titles_at_one_height_are_no_cards(tmp_path: Path) -> None:
    bars = "".join(panel(x - 4, WIDTH * SIZE + 8, top=94, height=28) for x in (LEFT, RIGHT))
    left, right = ["一の題", *LINES, *LINES[:3]], ["二の題", *LINES]
    rows = [*column(left), *column(right, RIGHT)]
    assert together(read(tmp_path, pdf(rows, extra=bars))) == "".join([*left, *right])


def test_a_title_on_a_ground_beside_its_text_is_read_first(tmp_path: Path) -> None:
    x = LEFT + 11 * SIZE
    text = [
        "会を開いて、話を聞いた。",
        "来た人は去年より多く、市外からも来た。",
        "次の年も続ける。",
        "場所を替えることもある。",
    ]
    heads = [["取組１", "川べりの", "集いの会"], ["取組２", "橋を守る", "仲間の会"]]
    rows: list[Row] = []
    grounds = ""
    for n, head in enumerate(heads):
        rows += [*column(head, top=100 + 120 * n), *column(text, x, top=106 + 120 * n)]
        grounds += panel(LEFT - 4, 9 * SIZE, top=94 + 120 * n, height=90)
    expected = "".join("".join([*head, *text]) for head in heads)
    assert together(read(tmp_path, pdf(rows, extra=grounds + across(90, 210)))) == expected


def rounded(x0: float, top: float, x1: float, bottom: float, r: float = 5) -> str:
    """Return a box whose corners are arcs."""
    a, b = 842 - top, 842 - bottom
    return (
        f"\n{x0 + r} {a} m {x1 - r} {a} l {x1} {a} {x1} {a} {x1} {a - r} c {x1} {b + r} l {x1} {b} {x1} {b} {x1 - r} {b} c"
        f" {x0 + r} {b} l {x0} {b} {x0} {b} {x0} {b + r} c {x0} {a - r} l {x0} {a} {x0} {a} {x0 + r} {a} c S"
    )


@pytest.mark.parametrize("frame", [box, rounded])
def test_lines_of_a_box_in_a_column_end_where_it_does(tmp_path: Path, frame: object) -> None:
    assert callable(frame)
    inner = BODY[: 15 * 3]
    lines = [inner[at : at + 15] for at in range(0, 45, 15)]
    above, below = [*LINES[:5], "短い題"], LINES
    rows = [
        *column(above),
        *column(lines, LEFT + SIZE, top=230),
        *column(below, top=310),
        *column([*LINES, *LINES], RIGHT),
    ]
    source = read(tmp_path, pdf(rows, extra=frame(LEFT, 224, LEFT + WIDTH * SIZE, 292)))
    assert inner in joined(source)
    assert f"短い題\n{inner[:9]}" in joined(source)


REPORT = [
    "【取組方向１】水辺",
    "○川の清掃（環境課）",
    "（取組内容と上半期の進捗状況）",
    "　清掃を３回行った※１。",
    "（今後の取組方向）",
    "　続ける。",
]


def dataset(tmp_path: Path, rows: list[Row]) -> Dataset:
    path = tmp_path / "r6.pdf"
    path.write_bytes(pdf([(LEFT, 70, "ひばり市水辺計画　令和６年度上半期の進捗状況"), *rows]))
    outcome = run_one(path, path.name, Settings())
    assert outcome.dataset is not None, outcome.error
    return outcome.dataset


def test_a_footnote_belongs_to_no_measure(tmp_path: Path) -> None:
    found = dataset(tmp_path, [*column(REPORT), (LEFT, 700, "※１　集めたごみは５００ｋｇである。", 9)])
    places = {int(f.figure.value): f.place for f in found.figures if f.figure.value is not None}
    assert (places[3].measure_no, places[3].block) == (1, BlockKind.PROGRESS)
    assert (places[500].measure_no, places[500].block) == (None, None)
    same_size = dataset(tmp_path, [*column([*REPORT, "※１　集めたごみは５００ｋｇである。"])])
    assert next(f for f in same_size.figures if f.figure.value == 500).place.measure_no == 1


def test_a_photograph_shows_nothing_that_is_planned(tmp_path: Path) -> None:
    found = dataset(tmp_path, column([*REPORT, "写真　川を掃く人たち（５月１２日）"]))
    shown = next(d for d in found.dates if d.date.start is not None and d.date.start.month == 5)
    assert (shown.status.value, shown.place.block) == ("actual", None)


def test_a_box_right_below_a_table_takes_no_row_of_it(tmp_path: Path) -> None:
    edges = [LEFT, LEFT + 200, LEFT + 260, LEFT + 320, EDGE]
    cells = [["指標", "単位", "現状", "目標"], ["会の数", "回", "３", "５"], ["来た人", "人", "４０", "６０"]]
    rows = [
        (x + 4, 104 + PITCH * n, cell) for n, line in enumerate(cells) for x, cell in zip(edges, line, strict=False)
    ]
    head = "".join(box(a, 100, b, 120) for a, b in pairwise(edges))
    drawn = head + across(*(120 + PITCH * n for n in range(3))) + box(LEFT, 176, EDGE, 230)
    source = read(tmp_path, pdf([*rows, (LEFT + 6, 182, "囲みの話"), (LEFT + 6, 202, "池の話である。")], extra=drawn))
    assert [max(cell.row for cell in grid.cells) for grid in source.tables] == [2]


def card_of(x: float, top: float, title: str, *, end: str) -> list[Row]:
    lines = [
        f"◆{title}",
        "担当：林務課",
        "【実績】",
        "山の道を春から秋まで延ばし、木",
        "を三つの山で続けて間引いた。",
        "【課題】",
        end,
    ]
    return [(x + 4, top + 6 + 16 * n, line) for n, line in enumerate(lines)]


@pytest.mark.parametrize("frame", [box, rounded])
def test_cards_of_one_height_are_read_one_after_the_other(tmp_path: Path, frame: object) -> None:
    assert callable(frame)
    ends = ["人が足りない。", "道が遠い。", "費用が高い。"]
    places = [(LEFT, 100), (RIGHT, 100), (RIGHT, 260)]
    titles = ["山を守る", "道を直す", "川を清める"]  # what they say fills their lines
    cards = [card_of(x, top, titles[n], end=ends[n]) for n, (x, top) in enumerate(places)]
    rules = ""
    for x, top in places:  # the lower side of the ground of a title, and the rule below it
        rules += frame(x, top, x + 190, top + 130) + line(x, top + 22, x + 190, top + 22)
        rules += line(x + 0.5, top + 21.6, x + 189.5, top + 21.6)
    source = read(tmp_path, pdf([row for card in cards for row in card], extra=rules))
    assert not source.tables
    assert [x for x in joined(source).split("\n") if x.startswith("◆") or x in ends] == [
        text for n in range(3) for text in (f"◆{titles[n]}", ends[n])
    ]
