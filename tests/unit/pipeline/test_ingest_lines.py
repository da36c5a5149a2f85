"""Lines of PDFs: their order in columns, blanks, ruby and wraps."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.mentions import Span

from .drawn_pdf import LEFT, PITCH, PROSE, SIZE, Row, joined, pdf, read, rows, texts, wrapped


def test_wrapped_lines_are_soft_and_paragraphs_are_not(tmp_path: Path) -> None:
    source = read(tmp_path, pdf(rows("○ 出張相談会（健康部こころ課）", *wrapped(PROSE), "", "・参加者：500人")))
    assert joined(source) == f"○ 出張相談会（健康部こころ課）\n{PROSE}\n・参加者：500人\n"


def test_a_wrap_over_the_end_of_a_page(tmp_path: Path) -> None:
    lines = wrapped(PROSE)
    source = read(tmp_path, pdf(rows(*lines[:2]), rows(*lines[2:])))
    assert joined(source) == PROSE + "\n"
    footed = read(tmp_path, pdf([*rows(*lines[:2]), (290, 800, "- 1 -")], [*rows(*lines[2:]), (290, 800, "- 2 -")]))
    assert joined(footed) == PROSE + "\n- 2 -\n"  # a page number stands between the halves, not in the sentence
    assert "- 1 -\n" in footed.text


def test_rows_of_a_table_are_not_joined(tmp_path: Path) -> None:
    table: list[Row] = []
    for number in range(6):
        table += [(LEFT, 100 + PITCH * number, f"北部地域第{number}地区の相談件数と参加者数")]
        table += [(LEFT + 350, 100 + PITCH * number, "１２３"), (LEFT + 408, 100 + PITCH * number, "４５６")]
    assert read(tmp_path, pdf(table)).soft_breaks == ()
    assert read(tmp_path, pdf(rows("５００", "３００人", "２００人"))).soft_breaks == ()


def test_bold_by_drawing_twice_is_read_once(tmp_path: Path) -> None:
    twice = [row for x, top, text in rows("総合戦略", "人人人") for row in ((x, top, text), (x + 0.4, top, text))]
    assert read(tmp_path, pdf(twice)).text == "総合戦略\n人人人\n"


def test_vertical_pages_are_read_column_by_column(tmp_path: Path) -> None:
    text = "県内の若者を支える相談の場を令和五年度は五か所に増やしました。参加者は二〇〇人でした。"
    places = [(500 - 20 * (at // 13), 100 + SIZE * (at % 13), char) for at, char in enumerate(text)]
    source = read(tmp_path, pdf([*places, (290, 800, "- 1 -")]))
    assert joined(source).replace("\n", "").startswith(text)
    assert texts(source) == ["- 1 -"]


def test_digits_below_each_other_are_no_number(tmp_path: Path) -> None:
    column = [(300, 100 + SIZE * n, str(n)) for n in range(5)]
    assert read(tmp_path, pdf([*rows("相談会を開きました。"), *column])).text.count("\n") == 5


def test_words_set_wide_are_closed_up_and_cells_are_not(tmp_path: Path) -> None:
    spread: list[Row] = [(LEFT + 30 * n, 100, char) for n, char in enumerate("実施状況")]
    digits: list[Row] = [(LEFT + 30 * n, 130, char) for n, char in enumerate("3718")]
    assert read(tmp_path, pdf([*spread, *digits])).text == "実施状況\n3 7 1 8\n"


def two_columns(right: list[str], pitch: float = 20) -> list[Row]:
    left = [PROSE[at : at + 17] for at in range(0, 136, 17)]
    return [
        *((LEFT, 100 + 20 * n, line) for n, line in enumerate(left)),
        *((LEFT + 240, 100 + pitch * n, line) for n, line in enumerate(right)),
    ]


def test_columns_of_prose_are_read_one_after_the_other(tmp_path: Path) -> None:
    right = [PROSE[at : at + 17] for at in range(0, 136, 17)]
    text = joined(read(tmp_path, pdf(two_columns(right))))
    assert text.replace("\n", "") == PROSE[:136] * 2


def test_cells_are_read_across(tmp_path: Path) -> None:
    text = read(
        tmp_path, pdf(two_columns(["１２３", "４５６", "７８９", "３２１", "６５４", "９８７", "１１１", "２２２"]))
    ).text
    assert text.startswith(f"{PROSE[:17]} １２３\n")
    prose = [PROSE[at : at + 17] for at in range(0, 136, 17)]
    ruled = "\n".join(f"{LEFT} {842 - 98 - 20 * n} m 520 {842 - 98 - 20 * n} l S" for n in range(9))
    assert read(tmp_path, pdf(two_columns(prose), extra=ruled)).text.startswith(f"{PROSE[:17]} {PROSE[:17]}\n")


def test_ruby_is_kept_out_of_the_words(tmp_path: Path) -> None:
    source = read(tmp_path, pdf([(LEFT, 100, "相談会を開いた。"), (LEFT + 2, 88, "そうだん", 5)]))
    assert source.text == "相談会を開いた。\nそうだん\n"
    assert texts(source) == ["そうだん"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_read_as_they_are_looked_at(tmp_path: Path, turn: int) -> None:
    upright = read(tmp_path, pdf(rows("相談会", "研修会")))
    turned = read(tmp_path, pdf(rows("相談会", "研修会"), more=f"/Rotate {turn}"))
    assert sorted(turned.text.split()) == sorted(upright.text.split())
    assert turned.pages[0].width == (595 if turn == 180 else 842)
    assert turned.boxes is not None
    x0, top, x1, bottom = map(float, turned.boxes(Span(0, 3)).split(","))
    assert (x1 - x0 > bottom - top) is (turn == 180)


def test_a_sign_of_another_font_stands_where_it_is_drawn(tmp_path: Path) -> None:
    # Some programs draw the signs that a font lacks behind the rest of the line, which leaves a gap for them.
    line: list[Row] = [
        (LEFT, 100, "評価は、"),
        (LEFT + 5 * SIZE, 100, "（計画を上回る）と"),
        (LEFT + 14 * SIZE, 100, "（計画どおり）です。"),
    ]
    signs: list[Row] = [(LEFT + 4 * SIZE + 1, 100.5, "◎", 10), (LEFT + 13 * SIZE + 1, 100.5, "△", 10)]
    assert read(tmp_path, pdf([*line, *signs])).text == "評価は、◎（計画を上回る）と△（計画どおり）です。\n"


def test_a_short_last_line_is_no_vertical_word(tmp_path: Path) -> None:
    source = read(tmp_path, pdf([(LEFT, 100, "参"), (LEFT, 112, "第２回を開いた。")]))
    assert source.text == "参\n第２回を開いた。\n"


def test_a_shadow_is_read_once(tmp_path: Path) -> None:
    twice = [row for x, top, text in rows("参加者：500人") for row in ((x, top, text), (x + 1.5, top + 1.5, text))]
    assert read(tmp_path, pdf(twice)).text == "参加者：500人\n"


def test_columns_that_share_their_lines_are_prose_where_paragraphs_begin_apart(tmp_path: Path) -> None:
    left = [
        "県内の圏域で、若者とその家",
        "族の相談会を開く。",
        "あわせて、支援に携わる方々",
        "の研修を行い、市町の担当者",
        "が参加しました。",
    ]
    left += ["次の年度は会場の数を増やし", "て続けます。", "また会場も増やします。"]
    right = [
        "会場の例",
        "公民館の和室や図書館のロビ",
        "ーで、集いと併せて",
        "開く。",
        "支援センターの談話室も使う",
        "ことができる。",
    ]
    right += ["学校の空き教室も使うように", "する。"]
    lines = [(LEFT, 100 + 20 * n, text) for n, text in enumerate(left)]
    source = read(tmp_path, pdf([*lines, *((LEFT + 200, 100 + 20 * n, text) for n, text in enumerate(right))]))
    assert source.text.index("また会場も増やします。") < source.text.index("会場の例")


@pytest.mark.parametrize(
    ("gap", "text"), [(3.2, "教室：5/17 88人、7/11"), (0.4, "教室：5/1788人、7/11")], ids=["narrow blank", "none"]
)
def test_a_narrow_blank_parts_two_numbers(tmp_path: Path, gap: float, text: str) -> None:
    source = read(tmp_path, pdf([(LEFT, 100, "教室：5/17"), (LEFT + 5 * SIZE + gap, 100, "88人、7/11")]))
    assert source.text.strip() == text


def test_numbers_set_wide_stay_whole(tmp_path: Path) -> None:
    wide = [(LEFT + 9.2 * n, 100, digit) for n, digit in enumerate("1204")]
    source = read(tmp_path, pdf([*wide, (LEFT + 40, 100, "人が来た。")]))
    assert "1204" in source.text
    spread = [
        (LEFT, 100, "勤"),
        (LEFT + 16, 100, "続"),
        (LEFT + 32, 100, "2"),
        (LEFT + 42, 100, "5"),
        (LEFT + 52, 100, "年"),
    ]
    source = read(tmp_path, pdf([*spread, (LEFT + 100, 100, "19.66月分")]))
    assert "25年" in source.text


def test_ruby_that_stands_far_above_its_words_is_ruby_too(tmp_path: Path) -> None:
    # LibreOffice sets it half a line higher, and the words below wide apart where it is longer than they are.
    words: list[Row] = [(LEFT, 120, "市内を"), (LEFT + 36, 120, "巡回"), (LEFT + 72, 120, "した。")]
    ruby = (LEFT + 36, 120 - 10.5, "じゅんかい", 6)
    source = read(tmp_path, pdf([*words, ruby]))
    assert source.text == "市内を巡回した。\nじゅんかい\n"
    assert texts(source) == ["じゅんかい"]
    wider = (LEFT + 36, 120 - 10.5, "じゅんかい", 7)
    words[2] = (LEFT + 73, 120, "した。")
    assert read(tmp_path, pdf([*words, wider])).text == "市内を巡回した。\nじゅんかい\n"


def test_digits_behind_a_thousands_mark_go_with_it(tmp_path: Path) -> None:
    # Too little for a margin to be seen; the digits alone tell that the line goes on.
    for first, second, cut in (("参加者は1,", "234人", True), ("1,2", "34人", True), ("1,234", "567人", False)):
        source = read(tmp_path, pdf(rows(f"\ufffd{first}"[1:], second)))
        assert (len(first) in source.soft_breaks) is cut


def test_a_day_that_the_only_full_line_of_a_vertical_page_cuts_is_whole(tmp_path: Path) -> None:
    lines = ["植樹の会を令和六年十月十二", "日に開きました。", "来た方は三百人です。"]
    drawn = [(480 - 20 * n, 100 + SIZE * at, char) for n, words in enumerate(lines) for at, char in enumerate(words)]
    assert joined(read(tmp_path, pdf(drawn))).startswith("植樹の会を令和六年十月十二日に開きました。\n")
