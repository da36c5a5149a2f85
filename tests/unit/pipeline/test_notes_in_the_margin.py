"""Notes in small type beside paragraphs, be they one line, and type whose kana are narrower than its ideographs."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.run import Settings, run_one

from .drawn_pdf import LEFT, PITCH, SIZE, Row, joined, pdf, read
from .drawn_tables import ruled

NARROW, WHOLE, SMALL = 24, 37, 8.5
ASIDE = LEFT + (NARROW + 2) * SIZE
TEXT = (
    "港の倉庫を改めて開いた工房には年間で八百人が訪れ、そのうち六十人が染めの講座を受け、夏には町の中学生も加わった。"
)
MORE = "作り手の高齢化が進み、道具の手入れに回る時間が足りない。次の年度は若い作り手を二人迎え、町の外での展示も秋から始める予定である。"


def paragraph(text: str, top: float, beside: int, x: float = LEFT, *, narrow: int = NARROW) -> list[Row]:
    """Return a paragraph whose first lines end before a note, its first line set in."""
    text = "　" + text
    cut = [text[at : at + narrow] for at in range(0, beside * narrow, narrow)]
    rest = text[beside * narrow :]
    cut += [rest[at : at + WHOLE] for at in range(0, len(rest), WHOLE)]
    return [(x if n < beside else LEFT, top + PITCH * n, line) for n, line in enumerate(filter(None, cut))]


def small(*lines: str, top: float, x: float = ASIDE) -> list[Row]:
    return [(x, top + 12 * n, line, SMALL) for n, line in enumerate(lines)]


def bar(top: float, bottom: float, x: float = ASIDE - 8) -> str:
    return f"{x} {842 - bottom} 1.5 {bottom - top} re f\n"


def told(source_text: str) -> str:
    return source_text.replace("　", "").replace("\n", "")


@pytest.mark.parametrize("drawn", [True, False], ids=["a bar", "nothing"])
@pytest.mark.parametrize(
    "lines", [("担当：商工課",), ("担当課　商工課・", "文化課"), ("【工房】", "昔の倉庫。", "町が借りる。")]
)
def test_a_note_of_few_lines_is_read_behind_its_paragraph(
    tmp_path: Path, lines: tuple[str, ...], *, drawn: bool
) -> None:
    text = [*paragraph(TEXT, 100, 3), *paragraph(MORE, 160, 0)]
    source = read(tmp_path, pdf([*text, *small(*lines, top=102)], extra=bar(100, 130) if drawn else ""))
    assert told(joined(source)) == told(TEXT + "".join(lines) + MORE)


def test_text_that_keeps_off_a_note_for_a_line_more_goes_on_in_the_wider_one(tmp_path: Path) -> None:
    rows = [*paragraph(TEXT, 100, 3), *paragraph(MORE, 160, 1)]
    source = read(tmp_path, pdf([*rows, *small("担当：商工課", "", "【染め】", "藍による。", top=102)]))
    assert joined(source).split("\n")[-2] == "　" + MORE


@pytest.mark.parametrize("size", [SIZE, 13.0], ids=["of its size", "in larger type"])
def test_a_heading_over_text_beside_a_note_is_no_line_of_it(tmp_path: Path, size: float) -> None:
    heading: list[Row] = [(LEFT, 70, "第２項　港の工房", size)]
    source = read(tmp_path, pdf([*heading, *paragraph(TEXT, 100, 3), *small("担当：商工課", top=102)]))
    assert joined(source).startswith("第２項　港の工房\n")


def test_notes_stand_in_a_margin_that_no_line_passes(tmp_path: Path) -> None:
    rows: list[Row] = []
    for at, office in enumerate(("担当：商工課", "担当：文化課")):
        rows += [*paragraph(TEXT, 100 + 140 * at, 9), *small(office, top=102 + 140 * at)]
    words = told(joined(read(tmp_path, pdf(rows))))
    assert words == told(TEXT + "担当：商工課" + TEXT + "担当：文化課")


def test_a_note_may_stand_at_the_left_of_text(tmp_path: Path) -> None:
    begin = LEFT + 7 * SIZE
    text = [*paragraph(TEXT, 100, 2, begin, narrow=30), *paragraph(MORE, 140, 0)]
    words = told(joined(read(tmp_path, pdf([*text, *small("担当：商工課", top=102, x=LEFT)]))))
    assert words == told(TEXT + "担当：商工課" + MORE)


@pytest.mark.parametrize(
    "rows",
    [
        [(LEFT, 100, "染めの講座"), (ASIDE, 102, "商工課", SMALL), (LEFT, 130, "港の展示"), (ASIDE, 132, "文化課", SMALL)],
        [(LEFT, 100, "工房を八百人が訪れた"), (LEFT + 10.2 * SIZE, 102, "（速報の値）", SMALL), (LEFT, 130, "町の外での展示を秋に始める。")],
    ],
    ids=["titles with offices", "right behind words"],
)  # fmt: skip
def test_small_type_that_stands_beside_no_paragraph_stays_in_its_line(tmp_path: Path, rows: list[Row]) -> None:
    lines = read(tmp_path, pdf(rows)).text.split("\n")
    assert lines[0].replace(" ", "") == f"{rows[0][2]}{rows[1][2]}"


def test_departments_in_small_type_at_the_end_of_a_column_stay_there(tmp_path: Path) -> None:
    second = LEFT + 20 * SIZE
    left = [(TEXT + MORE)[at : at + 18] for at in range(0, 108, 18)]
    right = [(MORE + TEXT)[at : at + 18] for at in range(0, 108, 18)]
    rows: list[Row] = [(LEFT, 100 + PITCH * n, line) for n, line in enumerate(left)]
    rows += [(LEFT + 13 * SIZE, 222, "（商工課）", SMALL)]
    rows += [(second, 100 + PITCH * n, line) for n, line in enumerate(right)]
    words = told(joined(read(tmp_path, pdf(rows))))
    assert words == told("".join(left) + "（商工課）" + "".join(right))


def measures(tmp_path: Path, raw: bytes) -> list[tuple[str | None, str, list[str]]]:
    path = tmp_path / "r7.pdf"
    path.write_bytes(raw)
    dataset = run_one(path, path.name, Settings()).dataset
    assert dataset is not None
    return [
        (direction.title if direction.heading else None, measure.title, [block.kind.value for block in measure.blocks])
        for direction in dataset.report.directions
        for section in direction.sections
        for measure in section.measures
    ]


TITLE: Row = (LEFT, 40, "浜名野町まちの計画　令和６年度の歩み", 19.0)


def kana(x: float, top: float, words: str, size: float, wide: float) -> str:
    """Return what draws words whose kana are `wide` times as wide as ideographs, as in proportional faces."""
    drawn = ""
    for letter in words:
        part = wide if "ぁ" <= letter <= "ん" else 1.0
        code = letter.encode("utf-16-be").hex()
        drawn += f"\nBT /F1 {size} Tf {100 * part} Tz 1 0 0 1 {x:.2f} {842 - top - size} Tm <{code}> Tj ET"
        x += size * part
    return drawn


GROUPS = {"浜で働く人": ("◆朝の市", "◆船の工房"), "山に住む人": ("◆里の便り", "◆水の番"), "町で遊ぶ人": ("◆夜の灯り",)}


def digest(groups: list[str], size: float, wide: float) -> bytes:
    rows: list[Row] = [TITLE]
    drawn = ""
    top = 90.0
    for group, titles in zip(groups, GROUPS.values(), strict=True):
        drawn += kana(LEFT, top, group, size, wide)
        top += 30
        for title in titles:
            lines = (title, "　会を三回開き、八十人が集まりました。", "［これから］次の年度も続けます。", "（商工課）")
            rows += [(LEFT, top + PITCH * n, line) for n, line in enumerate(lines)]
            top += 90
    return pdf(rows, extra=drawn)


@pytest.mark.parametrize("size", [13.8, 15.0, 18.0])
@pytest.mark.parametrize("wide", [1.0, 0.8, 0.65])
def test_headings_in_larger_type_right_above_measures_group_them(tmp_path: Path, size: float, wide: float) -> None:
    found = measures(tmp_path, digest([*GROUPS], size, wide))
    assert [(group, f"◆{title}") for group, title, _ in found] == [(g, t) for g, ts in GROUPS.items() for t in ts]
    assert all(kinds == ["progress", "outlook"] for _, _, kinds in found)


def test_what_stands_above_some_measures_again_and_again_groups_none(tmp_path: Path) -> None:
    found = measures(tmp_path, digest(["主な取組"] * 3, 15.0, 1.0))
    assert [group for group, _, _ in found] == [None] * 5


def test_heads_of_tables_are_no_labels_of_the_text(tmp_path: Path) -> None:
    rows: list[Row] = [(LEFT, 40, "浜名野市創生戦略　令和６年度検証報告書", 16.0)]
    drawn = ""
    for at in range(3):
        top = 80 + 230 * at
        rows.append((LEFT, top, f"基本目標{at + 1}　{['働く', '育てる', '暮らす'][at]}"))
        cells = [
            ["指標", "基準値", "実績値", "目標値"],
            [f"{['店', '園', '家'][at]}の数", f"{at + 3}", f"{at + 5}", "9"],
        ]
        words, rules = ruled(cells, (LEFT, 230, 310, 390, 470), top + 26)
        rows, drawn = [*rows, *words], drawn + rules
        for n, title in enumerate(("市の開設", "人の募集")):
            lines = (
                f"（{2 * at + n + 1}）{['浜', '里', '丘'][at]}の{title}＜商工課＞",
                "令和6年度　会場を二つ設け、八十人が集まった。",
                "課題　担い手の確保が追い付いていない。",
                "今後の展開　若い担い手を募る。",
            )
            rows += [(LEFT, top + 80 + 72 * n + 17 * k, line, 10.5) for k, line in enumerate(lines)]
    found = measures(tmp_path, pdf(rows, extra=drawn))
    assert len(found) == 6
    assert all(kinds == ["progress", "issues", "outlook"] for _, _, kinds in found)
