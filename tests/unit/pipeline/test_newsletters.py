"""Pages as newsletters have them: notes that text floats around, boxes beside each other, headings in larger type."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.profile import base
from pipeline.run import Settings, run_one
from pipeline.segment.lines import has_large_titles, read_lines

from .drawn_pdf import LEFT, PITCH, PROSE, SIZE, Row, joined, pdf, read
from .test_columns import together

NARROW, WHOLE = 20, 36  # characters beside a note, and of a whole line
ASIDE = LEFT + (NARROW + 1.5) * SIZE
NOTE = ["会場の案内", "児童館の和室です。", "駐車場もあります。"]


def lines_around(text: str, beside: int, x: float = LEFT, top: float = 100) -> list[Row]:
    """Return text that is set narrow for some lines and then over the whole width."""
    cut = [text[at : at + NARROW] for at in range(0, beside * NARROW, NARROW)]
    rest = text[beside * NARROW :]
    cut += [rest[at : at + WHOLE] for at in range(0, len(rest), WHOLE)]
    return [(x if n < beside else min(x, LEFT), top + PITCH * n, line) for n, line in enumerate(cut)]


def note(x: float, top: float = 100, size: float = SIZE, pitch: float = 16) -> list[Row]:
    return [(x, top + pitch * n, line, size) for n, line in enumerate(NOTE)]


def box(x0: float, top: float, x1: float, bottom: float, dash: str = "") -> str:
    return f"{dash} {x0} {842 - bottom} {x1 - x0} {bottom - top} re S [] 0 d\n"


SENTENCE = "、".join([PROSE] * 3) + "。"
NEXT = "　次の会は来月に開きます。"
FLOWS = SENTENCE + "\n" + "\n".join(NOTE) + "\n" + NEXT


def after(rows: list[Row]) -> Row:
    return (LEFT, rows[-1][1] + PITCH, NEXT)


@pytest.mark.parametrize("dash", ["", "[3 2] 0 d"], ids=["a line", "dashes"])
def test_a_note_in_a_box_does_not_cut_the_sentence_beside_it(tmp_path: Path, dash: str) -> None:
    text = lines_around(SENTENCE, 3)
    frame = box(ASIDE - 4, 96, LEFT + WHOLE * SIZE, 152, dash)
    source = read(tmp_path, pdf([*text, after(text), *note(ASIDE)], extra=frame))
    assert joined(source) == FLOWS + "\n"


def test_a_note_in_small_type_needs_no_box(tmp_path: Path) -> None:
    text = lines_around(SENTENCE, 3)
    source = read(tmp_path, pdf([*text, after(text), *note(ASIDE, size=9)]))
    assert joined(source) == FLOWS + "\n"


def test_a_note_may_stand_at_the_left(tmp_path: Path) -> None:
    width = 12 * SIZE
    text = lines_around(SENTENCE, 3, LEFT + width)
    frame = box(LEFT, 96, LEFT + width - 6, 152)
    source = read(tmp_path, pdf([*text, after(text), *note(LEFT + 3)], extra=frame))
    assert joined(source) == FLOWS + "\n"


def test_a_department_above_a_note_is_none_of_it(tmp_path: Path) -> None:
    text = lines_around(SENTENCE, 3)
    heading = [(LEFT, 60, "１　相談会", 14.0), (LEFT + 27 * SIZE, 82, "担当／子育て課相談係", 9.5)]
    source = read(tmp_path, pdf([*heading, *text, after(text), *note(ASIDE, size=9)]))
    assert joined(source) == "１　相談会\n担当／子育て課相談係\n" + FLOWS + "\n"


def test_small_type_in_the_midst_of_a_line_is_no_note(tmp_path: Path) -> None:
    rows: list[Row] = []
    for n in range(8):
        rows += [(LEFT, 100 + PITCH * n, "相談の会を開き、"), (LEFT + 8 * SIZE, 102 + PITCH * n, "延べの数で", 10)]
        rows += [(LEFT + 8 * SIZE + 50, 100 + PITCH * n, "多くの人が加わりました。")]
    text = joined(read(tmp_path, pdf(rows)))
    assert text.count("相談の会を開き、延べの数で多くの人が加わりました。") == 8


@pytest.mark.parametrize("level", [1, 2, 6])
def test_a_title_in_a_box_heads_its_column_and_is_no_note_to_the_one_beside(tmp_path: Path, level: int) -> None:
    wide, x = 17, LEFT + 20 * SIZE
    head = [(LEFT, 60 + PITCH * n, (PROSE * 2)[38 * n : 38 * n + 38]) for n in range(2)]
    left = [(LEFT, 104 + PITCH * n, (PROSE * 9)[wide * n : wide * (n + 1)]) for n in range(16)]
    right = [
        (x, 104 + PITCH * n, (PROSE[7:] * 9)[wide * n : wide * (n + 1)])
        for n in range(16)
        if n not in (level, level + 1)
    ]
    top = 104 + PITCH * level
    title = [(x + 4, top + 2, "合言葉その二", 9), (x + 4, top + 18, "ひとりにしない　相談", 12.5)]
    frame = box(x - 2, top - 3, x + wide * SIZE + 2, top + 2 * PITCH - 4)
    lines = read(tmp_path, pdf([*head, *left, *right, *title], extra=frame)).text.split("\n")
    at = lines.index("合言葉その二")
    assert lines[at - 1] == right[level - 1][2]
    assert lines[at + 1 : at + 3] == ["ひとりにしない　相談", right[level][2]]


def test_boxes_beside_each_other_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = [
        "お知らせ",
        "休館は次の日です。",
        "月末は書架の点検をします。",
        "図書の返却はできます。",
        "電話でも受けます。",
    ]
    right = ["数で見る", "※速報の値です。"]
    x = LEFT + 20 * SIZE
    rows = [*((LEFT, 100 + PITCH * n, line) for n, line in enumerate(left))]
    rows += [(x, 100 + PITCH * 2 * n, line) for n, line in enumerate(right)]
    foot = [(LEFT + 6 * SIZE, 260, "問い合わせ"), (LEFT + 12 * SIZE, 260, "図書館の貸出係へどうぞ")]
    frames = box(LEFT - 6, 94, LEFT + 17 * SIZE, 206) + box(x - 6, 94, x + 14 * SIZE, 206)
    text = together(read(tmp_path, pdf([*rows, *foot], extra=frames)))
    assert text.replace(" ", "") == "".join([*left, *right, "問い合わせ図書館の貸出係へどうぞ"])


def upright(*columns: str, top: float = 200) -> list[Row]:
    """Return vertical text, from right to left; a blank is left white."""
    return [
        (LEFT + 400 - PITCH * n, top + SIZE * k, letter)
        for n, column in enumerate(columns)
        for k, letter in enumerate(column)
        if letter.strip()
    ]


def test_what_stands_level_above_vertical_text_is_read_first(tmp_path: Path) -> None:
    text = upright(*(PROSE[at : at + 20] for at in range(0, 100, 20)))
    title = [(LEFT, 100, "図書館だより　第３号"), (LEFT, 125, "令"), (LEFT + 1.1 * SIZE, 125, "和七年度")]
    assert together(read(tmp_path, pdf([*text, *title]))) == "図書館だより　第３号令和七年度" + PROSE[:100]


def test_characters_of_two_columns_at_one_height_are_no_line(tmp_path: Path) -> None:
    whole = [PROSE[at : at + 20] for at in range(0, 60, 20)]
    text = upright(*whole, "員）", "　昭和四十年代の文庫", *whole)
    assert together(read(tmp_path, pdf([*text]))) == "".join([*whole, "員）昭和四十年代の文庫", *whole])


@pytest.mark.parametrize("gap", [0.25, 0.5])
def test_a_narrow_blank_between_words_of_an_even_line_is_one(tmp_path: Path, gap: float) -> None:
    behind = LEFT + (6 + gap) * SIZE
    assert (
        read(tmp_path, pdf([(LEFT, 100, "担当／教育課"), (behind, 100, "図書館係")])).text == "担当／教育課 図書館係\n"
    )


def test_a_narrow_blank_behind_the_number_of_a_heading_is_one(tmp_path: Path) -> None:
    behind = LEFT + (0.5 + 0.4) * SIZE
    assert read(tmp_path, pdf([(LEFT, 100, "3"), (behind, 100, "本の宅配")])).text == "3 本の宅配\n"


def test_gaps_that_a_program_leaves_by_itself_are_no_blanks(tmp_path: Path) -> None:
    x = LEFT + 2.25 * SIZE
    assert (
        read(tmp_path, pdf([(LEFT, 100, "令和"), (x, 100, "7"), (x + 0.75 * SIZE, 100, "年度")])).text == "令和7年度\n"
    )
    spread = [(LEFT + 1.22 * SIZE * n, 100.0, letter) for n, letter in enumerate("図書館の本を読む会")]
    assert read(tmp_path, pdf([*spread])).text == "図書館の本を読む会\n"


def article(title: str, words: str, top: float, size: float) -> list[Row]:
    return [(LEFT, top, title, size), (LEFT, top + 26, words), (LEFT, top + 46, "次の年度も続けます。")]


ARTICLES = {
    "えほんのひろば": "会を開き、３２人が集まりました。",
    "本の宅配": "二七世帯へ本を届けました。",
    "海の本棚": "棚は１３か所です。",
}


def measures(tmp_path: Path, size: float) -> list[str]:
    path = tmp_path / "r7.pdf"
    title: Row = (LEFT, 50, "汐見台町の読書計画　令和７年度の取組", 18.0)
    rows = [row for n, entry in enumerate(ARTICLES.items()) for row in article(*entry, 120 + 90 * n, size)]
    path.write_bytes(pdf([title, *rows]))
    dataset = run_one(path, path.name, Settings()).dataset
    assert dataset is not None
    return [measure.title for measure in dataset.report.measures()]


def test_larger_type_that_comes_back_makes_headings(tmp_path: Path) -> None:
    assert measures(tmp_path, 15.0) == list(ARTICLES)


def test_larger_type_of_numbered_parts_says_nothing_of_headings_without_a_mark(tmp_path: Path) -> None:
    rows: list[Row] = []
    for n, (title, words) in enumerate(ARTICLES.items()):
        rows += [(LEFT, 100 + 120 * n, f"第{n + 1}章　本の{n + 1}", 16.0), *article(title, words, 130 + 120 * n, SIZE)]
    source = read(tmp_path, pdf(rows))
    assert len(source.large) == len(ARTICLES)
    assert not has_large_titles(read_lines(source, base()).lines)
    unmarked = [(x, top, text.partition("章　")[2] or text, *size) for x, top, text, *size in rows]
    assert has_large_titles(read_lines(read(tmp_path, pdf([*unmarked])), base()).lines)


def test_a_heading_in_larger_type_is_one_over_its_lines(tmp_path: Path) -> None:
    lines: list[Row] = [(LEFT, 100, "森の図書館と町の図書館を結ぶ", 15.0), (LEFT, 120, "本の宅配", 15.0)]
    rest = [row for n in range(3) for row in article("海の本棚", "棚は１３か所です。", 200 + 90 * n, 15.0)]
    source = read(tmp_path, pdf([*lines, *rest]))
    assert [source.text[at : at + 4] for at in source.large] == ["森の図書", "海の本棚", "海の本棚", "海の本棚"]


def test_larger_type_that_stands_once_is_no_heading(tmp_path: Path) -> None:
    once = [*article("みんなの声", "声が届きました。", 100, 16.0), *article("本の宅配", "本を届けました。", 200, SIZE)]
    assert read(tmp_path, pdf(once)).large == ()


@pytest.mark.parametrize("left", [False, True], ids=["at the right", "at the left"])
def test_a_note_beside_the_end_of_a_paragraph_does_not_cut_it(tmp_path: Path, *, left: bool) -> None:
    # Its last line is short, and so are the heading below it and the lines of it: what passes the note stands further down.
    x = LEFT + 9 * SIZE if left else LEFT
    beside = [SENTENCE[at : at + NARROW] for at in range(0, 60, NARROW)] + ["て、終わりました。"]
    text: list[Row] = [(x, 100 + PITCH * n, line) for n, line in enumerate(beside)]
    below = ["○次の取組（公園課）", *(SENTENCE[at : at + WHOLE] for at in range(0, 72, WHOLE))]
    text += [(LEFT, 180 + PITCH * n, line) for n, line in enumerate(below)]
    at = LEFT if left else LEFT + (NARROW + 2) * SIZE
    width = 8 * SIZE if left else 12 * SIZE
    frame = box(at - 4, 97, at + width, 150)
    words = [(at, 100 + 16 * n, line, 10) for n, line in enumerate(["川の話", "魚は５種です。", "鳥も来ます。"])]
    whole = together(read(tmp_path, pdf([*words, *text], extra=frame)))
    assert whole == "".join([*beside, "川の話", "魚は５種です。", "鳥も来ます。", *below])


def test_cards_with_large_numbers_are_read_one_after_the_other(tmp_path: Path) -> None:
    cards = [("水辺の広場", "48か所"), ("１人当たりの緑", "9.6㎡"), ("会の人", "2,415人")]
    drawn: list[Row] = [(LEFT, 60, "みどり町水辺計画　令和6年度の実績")]
    grounds = ""
    for at, (name, number) in enumerate(cards):
        left = LEFT + 155 * at
        grounds += f"0.9 1 0.9 rg {left} 640 140 100 re f 0 g\n"
        drawn += [(left + 8, 115, number, 24), (left + 8, 160, name, 9)]
    for at, title in enumerate(["○川の清掃（環境課）", "○魚の調査（環境課）"]):
        drawn += [(LEFT, 260 + 60 * at, title), (LEFT, 280 + 60 * at, "　川の会を８回開き、３２人が参加しました。")]
    path = tmp_path / "r6.pdf"
    path.write_bytes(pdf(drawn, extra=grounds))
    found = run_one(path, path.name, Settings()).dataset
    assert found is not None
    assert [m.title for m in found.report.measures()] == ["川の清掃", "魚の調査"]
    shown = [(f.figure.text, f.figure.label) for f in found.figures if f.place.measure_no is None]
    assert shown == [(number, name) for name, number in cards]


def test_a_table_of_vertical_text_has_its_rows_going_down(tmp_path: Path) -> None:
    above, below = PROSE[:20], PROSE[20:40]
    x = LEFT + 400 - PITCH * 2
    cells = [
        upright("", "", *column, top=top) for top, column in ((200, ("会名", "花の会")), (260, ("地区", "北の区")))
    ]
    rules = "".join(f"\n{a} {842 - v} m {b} {842 - v} l S" for v in (196, 256, 310) for a, b in ((x - 24, x + 16),))
    rules += "".join(f"\n{u} {842 - 196} m {u} {842 - 310} l S" for u in (x - 24, x - 4, x + 16))
    text = [*upright(above), *upright("", "", "", "", below)]
    source = read(tmp_path, pdf([*text, *cells[0], *cells[1]], extra=rules))
    (grid,) = source.tables
    assert [cell.text(source.text) for cell in grid.cells] == ["会名", "地区", "花の会", "北の区"]
    assert together(source) == f"{above}会名地区花の会北の区{below}"


GROUPED = (
    ("本にふれる", ("絵本の日", "本の宅配")),
    ("人と出会う", ("夜の朗読", "手話の会", "海の本棚")),
)


def grouped(tmp_path: Path, closing: list[Row]) -> list[tuple[str | None, list[str]]]:
    rows: list[Row] = [(LEFT, 40, "汐見台町の読書計画　令和７年度の取組", 20.0)]
    top = 80.0
    for group, titles in GROUPED:
        rows.append((LEFT, top, group, 16.0))
        for n, title in enumerate(titles):
            rows += article(title, f"会を{n + 3}回開きました。", top + 30 + 75 * n, 14.0)
            rows.append((LEFT, top + 96 + 75 * n - 10, "担当｜図書館／子育て課", 9.0))
        top += 40 + 75 * len(titles)
    path = tmp_path / "r7.pdf"
    path.write_bytes(pdf([*rows, *((x, top + y, *rest) for x, y, *rest in closing)]))
    dataset = run_one(path, path.name, Settings()).dataset
    assert dataset is not None
    return [
        (direction.title, [measure.title for section in direction.sections for measure in section.measures])
        for direction in dataset.report.directions
    ]


def test_headings_in_larger_type_right_over_others_are_directions(tmp_path: Path) -> None:
    assert grouped(tmp_path, []) == [(group, list(titles)) for group, titles in GROUPED]


def test_a_heading_over_values_alone_is_no_measure(tmp_path: Path) -> None:
    head = ["指標", "単位", "基準値", "実績値", "目標値"]
    cells = [head, ["貸出の冊数", "冊", "５２０", "６３１", "７００"], ["読む人の割合", "％", "３８", "４４", "５０"]]
    table: list[Row] = [
        (LEFT + x, 30 + PITCH * n, cell)
        for n, line in enumerate(cells)
        for x, cell in zip((0, 120, 190, 260, 330), line, strict=True)
    ]
    found = [(group, list(titles)) for group, titles in GROUPED]
    assert grouped(tmp_path, [(LEFT, 0, "数字で見る１年", 16.0), *table]) == found
    words = article("数字で見る図書館展", "展示を開きました。", 0, 14.0)  # a measure whose title looks so
    found[-1][1].append("数字で見る図書館展")
    assert grouped(tmp_path, words) == found


RIGHT = LEFT + 20 * SIZE
BESIDE = [
    "川の本を集めた棚を作り、この",
    "町に住む人が昔の話を書いた。",
    "それを学校の教室にも置いて、",
    "子どもが読めるようにした。",
]


def test_a_heading_on_its_ground_beside_the_text_of_another_column_is_no_note(tmp_path: Path) -> None:
    title: Row = (LEFT, 40, "汐見台町の読書計画を進める通信の夏の号で市民の皆様へ", 14.0)
    left = [*((LEFT, 90 + PITCH * n, line) for n, line in enumerate(BESIDE))]
    left += [(LEFT, 180, "本にふれる", 16.0), *((LEFT, 210 + PITCH * n, x) for n, x in enumerate(BESIDE * 2))]
    right: list[Row] = [(RIGHT, 92, "人と出会う", 16.0)]
    right += [(RIGHT, 123 + PITCH * n, line) for n, line in enumerate(BESIDE * 2)]
    frame = box(RIGHT - 4, 88, RIGHT + 15 * SIZE, 112)
    text = joined(read(tmp_path, pdf([title, *left, *right], extra=frame)))
    assert text.index("本にふれる") < text.index("人と出会う")


def test_a_table_in_a_column_takes_nothing_of_the_one_beside_it(tmp_path: Path) -> None:
    left = [(LEFT, 100 + PITCH * n, line) for n, line in enumerate(BESIDE * 2)]
    left += [(LEFT + 100, 262, "担当／図書館係", 10.0), (LEFT + 20, 330, "港の写真", 10.0)]
    right = [(RIGHT, 103 + PITCH * n, line) for n, line in enumerate(BESIDE + BESIDE[:2])]
    heads = [("基準", "2019"), ("実績", "2024"), ("目標", "2028")]
    table: list[Row] = [(RIGHT + 20, 259, "項目", 10.0)]
    for n, (word, year) in enumerate(heads):
        table += [(RIGHT + 95 + 45 * n, 253, word, 10.0), (RIGHT + 95 + 45 * n, 265, year, 10.0)]
    for k, (name, values) in enumerate(
        (("読む人（人）", ("310", "350", "400")), ("貸出（冊）", ("520", "631", "700")))
    ):
        table.append((RIGHT, 285 + PITCH * k, name, 10.0))
        table += [(RIGHT + 95 + 45 * n, 285 + PITCH * k, value, 10.0) for n, value in enumerate(values)]
    source = read(tmp_path, pdf([*left, *right, *table]))
    (grid,) = source.tables
    rows: dict[int, list[str]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell.text(source.text))
    assert list(rows.values()) == [
        ["項目", "基準 2019".replace(" ", ""), "実績2024", "目標2028"],
        ["読む人（人）", "310", "350", "400"],
        ["貸出（冊）", "520", "631", "700"],
    ]


def bar(x: float, top: float) -> str:
    return f"0.9 g {x} {842 - top - 22} {17 * SIZE} 22 re f 0 g\n"


def short_articles(x: float, top: float, pitch: float, titles: list[str]) -> tuple[list[Row], str]:
    found: list[Row] = []
    bars = ""
    for n, title in enumerate(titles):
        at = top + n * (4 * pitch + 10)
        bars += bar(x - 4, at - 4)
        found += [(x, at, title, 14.0)]
        found += [
            (x, at + 8 + pitch * k, line)
            for k, line in enumerate(("会を開きました。", "続けます。", "担当／図書館"), 1)
        ]
    return found, bars


def test_short_lines_below_titles_on_grounds_are_columns(tmp_path: Path) -> None:
    titles = ["絵本の日", "本の宅配", "夜の朗読"], ["手話の会", "海の本棚"]
    left, grounds = short_articles(LEFT, 120, 20, titles[0])
    right, others = short_articles(RIGHT, 131, 23, titles[1])
    source = read(tmp_path, pdf([(LEFT, 60, "汐見台町の読書計画の通信", 20.0), *left, *right], extra=grounds + others))
    lines = joined(source).split("\n")
    assert [line for line in lines if line in (*titles[0], *titles[1])] == [*titles[0], *titles[1]]
    at = lines.index("海の本棚")
    assert lines[at + 1 : at + 4] == ["会を開きました。", "続けます。", "担当／図書館"]


def test_shaded_rows_of_a_table_are_no_columns(tmp_path: Path) -> None:
    rows: list[Row] = []
    grounds = ""
    for n, name in enumerate(("絵本の日", "本の宅配", "夜の朗読", "手話の会", "海の本棚", "森の文庫")):
        top = 120 + 26.0 * n
        rows += [(LEFT, top, name), (RIGHT, top, f"会を{n + 2}回開いた")]
        grounds += bar(LEFT - 4, top - 4) + bar(RIGHT - 4, top - 4) if n % 2 else ""
    text = joined(read(tmp_path, pdf(rows, extra=grounds))).replace("\n", "").replace(" ", "")
    assert text.startswith("絵本の日会を2回開いた本の宅配会を3回開いた")


def titled(x: float, lines: list[str]) -> tuple[list[Row], str]:
    """Return the title of a column on its ground, of two lines, and what stands right below it."""
    rows: list[Row] = [(x + 6, 108, lines[0], 10.0), (x + 6, 128, lines[1], 13.0)]
    rows += [(x, 165 + PITCH * n, line) for n, line in enumerate(lines[2:])]
    return rows, f"0.9 1 0.9 rg {x - 2} {842 - 150} {17 * SIZE} 52 re f 0 g\n"


@pytest.mark.parametrize("shorter", [0, 2])
def test_titles_on_grounds_of_one_height_head_the_columns_below_them(tmp_path: Path, shorter: int) -> None:
    left, ground = titled(LEFT, ["めざす姿1", "本にふれる", *BESIDE * 2])
    right, other = titled(RIGHT, ["めざす姿2", "人と出会う", *reversed(BESIDE * 2)])
    right = right[: len(right) - shorter]
    text = joined(read(tmp_path, pdf([(LEFT, 60, "汐見台町の通信", 20.0), *left, *right], extra=ground + other)))
    assert text.index("本にふれる") < text.index(BESIDE[0]) < text.index("めざす姿2") < text.index("人と出会う")


def test_cards_above_columns_are_read_before_them(tmp_path: Path) -> None:
    left, ground = titled(LEFT, ["借りた本", "1,234冊", *BESIDE * 2])
    right, other = titled(RIGHT, ["来た人", "561人", *reversed(BESIDE * 2)])
    large = [(x, at, line, 24.0 if size else SIZE) for x, at, line, *size in (left[1], right[1])]
    drawn = [(LEFT, 60, "汐見台町の通信", 20.0), left[0], right[0], *large, *left[2:], *right[2:-1]]
    text = joined(read(tmp_path, pdf(drawn, extra=ground + other)))
    assert max(text.index("1,234冊"), text.index("561人")) < text.index(BESIDE[0])


def picture(x0: float, top: float, x1: float, bottom: float) -> str:
    return f"\n0.8 g {x0} {842 - bottom} {x1 - x0} {bottom - top} re f 0 g\n"


def test_the_caption_of_a_picture_stands_behind_the_paragraph_beside_it(tmp_path: Path) -> None:
    """No line need pass it."""
    told = SENTENCE[: 5 * NARROW]
    caption: Row = (ASIDE, 100 + 3 * PITCH + 2, "写真１　朝の和室", 9)
    raw = pdf([*lines_around(told, 5), caption], extra=picture(ASIDE, 98, 520, 100 + 3 * PITCH - 4))
    assert read(tmp_path, raw).text.replace("\n", "") == f"{told}写真１　朝の和室"
