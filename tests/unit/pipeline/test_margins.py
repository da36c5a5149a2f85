"""Where lines end: narrow columns, a margin that one line shows, characters set apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from .drawn_pdf import LEFT, PITCH, PROSE, SIZE, Row, joined, pdf, read, rows, texts, wrapped

SECOND = "会場は市民館のほか二か所の公民館で、申込みは電話でも受け付け、託児を頼んだ方は１８組に上りました。"


def narrow(text: str, full: int) -> list[str]:
    return [text[at : at + full] for at in range(0, len(text), full)]


def spaced(lines: list[str], by: float) -> str:
    """Return what draws lines whose characters stand `by` points apart."""
    return "".join(
        f"\nBT /F1 {SIZE} Tf {by} Tc 1 0 0 1 {LEFT} {742 - PITCH * at} Tm <{line.encode('utf-16-be').hex()}> Tj ET"
        for at, line in enumerate(lines)
    )


@pytest.mark.parametrize("full", [14, 18, 21, 25])
def test_a_narrow_column_alone_on_its_page_is_joined(tmp_path: Path, full: int) -> None:
    paragraphs = ["○　出張相談会（こころ課）", PROSE + "。", SECOND]
    lines = [line for paragraph in paragraphs for line in narrow(paragraph, full)]
    assert joined(read(tmp_path, pdf(rows(*lines)))) == "\n".join(paragraphs) + "\n"


def test_lines_beside_a_picture_end_there(tmp_path: Path) -> None:
    text = PROSE + "。" + SECOND + PROSE + "。" + SECOND
    beside, below = narrow(text[:140], 20), wrapped(text[140:])
    source = read(tmp_path, pdf(rows("【実績】", *below, *beside, *below, "・参加者は５人。")))
    assert joined(source) == f"【実績】\n{text[140:]}\n{text}\n・参加者は５人。\n"


@pytest.mark.parametrize(
    "lines",
    [
        ["相談の窓口を新しく開設した", "若者の集いを毎月開催した", "支援員の研修会を開催した", "市民の声を広く募集した", "家族の交流会を開催した"],
        ["参加者の満足度はおおむね良好", "相談員の配置はおおむね完了", "会場の確保はおおむね順調", "広報の効果はおおむね良好"],
        ["市民相談室の利用者総数12人", "若者支援の窓口の利用者34人", "青年の家の利用者の総数56人", "図書館の相談の利用総数78人"],
    ],
)  # fmt: skip
def test_short_statements_of_one_length_stay_apart(tmp_path: Path, lines: list[str]) -> None:
    assert read(tmp_path, pdf(rows(*lines))).soft_breaks == ()


def test_the_only_full_line_shows_the_margin(tmp_path: Path) -> None:
    full = "・相談会を四つの会場で開き、初めての方を含めて延べ２３"
    source = read(tmp_path, pdf(rows("【実績】", full, "１人が参加した。", "・研修会を開いた。")))
    assert joined(source) == f"【実績】\n{full}１人が参加した。\n・研修会を開いた。\n"


def test_the_longest_line_of_a_page_that_is_complete_shows_none(tmp_path: Path) -> None:
    lines = ["【実績】", "相談会は四つの会場で開き、参加者は２３人であった", "会議は三回開いた", "研修会を開いた"]
    assert read(tmp_path, pdf(rows(*lines))).soft_breaks == ()


@pytest.mark.parametrize("by", [0.4, 0.8, 1.0, 1.2])
def test_text_set_wide_is_closed_up_and_joined(tmp_path: Path, by: float) -> None:
    full = int(450 / (SIZE * (1 + by)))
    paragraphs = ["【実績】", PROSE + "。", "執行率は４６．３％。", SECOND]
    lines = [line for paragraph in paragraphs for line in narrow(paragraph, full)]
    assert joined(read(tmp_path, pdf([], extra=spaced(lines, by * SIZE)))) == "\n".join(paragraphs) + "\n"


def test_numbers_that_stand_further_apart_than_the_text_are_several(tmp_path: Path) -> None:
    row: list[Row] = [(LEFT + 40 * at, 400, number) for at, number in enumerate(("１", "２", "３", "４"))]
    source = read(tmp_path, pdf(row, extra=spaced(narrow(PROSE, 20), 0.8 * SIZE)))
    assert "１ ２ ３ ４" in source.text


def test_a_value_set_wide_in_a_cell_is_one(tmp_path: Path) -> None:
    rules = "".join(f"\n70 {y} m 470 {y} l S" for y in (400, 430, 460)) + "".join(
        f"\n{x} 400 m {x} 460 l S" for x in (70, 270, 470)
    )
    cells = spaced(narrow(PROSE, 20), 0.8 * SIZE)
    for x, y, text in ((80, 440, "区分"), (280, 440, "割合"), (80, 410, "執行率"), (280, 410, "46.3％")):
        cells += f"\nBT /F1 12 Tf {0.8 * SIZE} Tc 1 0 0 1 {x} {y} Tm <{text.encode('utf-16-be').hex()}> Tj ET"
    source = read(tmp_path, pdf([], extra=rules + cells))
    (grid,) = source.tables
    assert [source.text[cell.spans[0].start : cell.spans[0].end] for cell in grid.cells] == [
        "区分", "割合", "執行率", "46.3％"
    ]  # fmt: skip


def test_a_footer_that_counts_stands_elsewhere_on_a_short_page(tmp_path: Path) -> None:
    def page(number: int, top: int) -> list[Row]:
        return [*rows(f"相談会を{number + 3}回開いた。"), (250, top, f"みどり市若者計画　{number} 頁")]

    source = read(tmp_path, pdf(page(1, 60), page(2, 800), page(3, 800), page(4, 800)))
    assert texts(source) == [f"みどり市若者計画　{number} 頁" for number in (1, 2, 3, 4)]


def test_the_title_is_no_footer_though_it_comes_back_as_one(tmp_path: Path) -> None:
    pages = [[*rows(f"相談会を{n}回開いた。"), (250.0, 800.0, "みどり市若者計画２")] for n in (3, 5, 8)]
    source = read(tmp_path, pdf([(150, 60, "みどり市若者計画２"), *rows("はじめに")], *pages))
    assert texts(source) == ["みどり市若者計画２"] * 3
    assert source.furniture[0].start > 0


def test_full_lines_are_told_as_before(tmp_path: Path) -> None:
    assert joined(read(tmp_path, pdf(rows(*wrapped(PROSE))))) == PROSE + "\n"


def test_two_lines_beside_a_larger_one_are_two(tmp_path: Path) -> None:
    lines: list[Row] = [(LEFT, 100, "徴収", 16), (250, 99, "給付費等", 7), (249, 108, "17,160", 7)]
    assert read(tmp_path, pdf(lines)).text == "徴収 給付費等\n17,160\n"


def test_a_footer_with_the_number_of_its_page_beside_it_is_one(tmp_path: Path) -> None:
    footer = "みどり市若者計画　2025年度の歩み"
    pages = [[*rows(f"相談会を{n}回開いた。"), (60.0, 800.0, footer), (520.0, 800.0, str(n))] for n in (1, 2)]
    last = [*rows("相談会を3回開いた。"), (60.0, 800.0, f"{footer}　3")]
    assert "".join(texts(read(tmp_path, pdf(*pages, last)))).count(footer) == 3
    other = [*rows("相談会を3回開いた。"), (60.0, 800.0, f"{footer}　8")]  # a number, but not the page's
    assert footer not in "".join(texts(read(tmp_path, pdf(rows("相談会を開いた。"), other))))
