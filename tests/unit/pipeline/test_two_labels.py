"""Two labels side by side with the text of each below it: read one after the other."""

from __future__ import annotations

from pathlib import Path

import pytest

from .drawn_pdf import Row, pdf, read

LEFT, RIGHT = 66.0, 250.0
PLANNED = ("市内の全ての集会所に見守り", "の当番を置くこととし、月に", "一度は集まります。")
DONE = (
    "集会所二十か所のうち十七か所に当番を置き、",
    "延べ三百人が見回りに加わりました。夜の見",
    "回りは二つの町会から始めています。",
)
NEXT = "残る三か所でも、町会の総会に出向いて相談します。"


def pair(
    heads: tuple[str, str], texts: tuple[tuple[str, ...], tuple[str, ...]], top: float, *, pitch: float = 18
) -> list[Row]:
    rows: list[Row] = [(LEFT, top, heads[0], 9), (RIGHT, top, heads[1], 9)]
    for x, lines in zip((LEFT, RIGHT), texts, strict=True):
        rows += [(x, top + 16 + pitch * n, line) for n, line in enumerate(lines)]
    return rows


def page(heads: tuple[str, str], texts: tuple[tuple[str, ...], tuple[str, ...]], *, gap: float = 24) -> list[Row]:
    rows: list[Row] = [(57, 60, "◆ 見守りの当番（地域係）")]
    rows += pair(heads, texts, 84)
    foot = max(row[1] for row in rows)
    return [
        *rows,
        (LEFT, foot + gap, "次の一歩", 9),
        (LEFT, foot + gap + 16, NEXT),
        (57, foot + gap + 50, "◆ 花壇の手入れ（緑係）"),
    ]


def lines_of(tmp_path: Path, rows: list[Row], extra: str = "") -> list[str]:
    return read(tmp_path, pdf(rows, extra=extra)).text.split("\n")


def in_turn(heads: tuple[str, str], texts: tuple[tuple[str, ...], tuple[str, ...]]) -> list[str]:
    return [heads[0], *texts[0], heads[1], *texts[1], "次の一歩", NEXT]


HEADS = ("計画にかかげたこと", "取り組んだこと")
ACROSS = "57 744 m 538 744 l S 57 664 m 538 664 l S"


@pytest.mark.parametrize("extra", ["", ACROSS])
@pytest.mark.parametrize(
    ("heads", "texts"),
    [
        (HEADS, (PLANNED, DONE)),
        (("■計画で約束したこと", "■実績"), (PLANNED, DONE)),
        (("【目標】", "【取組の結果】"), (PLANNED, DONE[:2])),
        (("取組内容", "成果"), (PLANNED[:1], DONE)),
        (("課題", "今後の方向"), (PLANNED, DONE)),
        (("ねらい", "やったこと"), (PLANNED[:2], DONE[1:])),
    ],
)
def test_each_label_has_its_text_behind_it(
    tmp_path: Path, heads: tuple[str, str], texts: tuple[tuple[str, ...], tuple[str, ...]], extra: str
) -> None:
    found = lines_of(tmp_path, page(heads, texts), extra)
    assert found[1:-2] == in_turn(heads, texts)


def test_a_label_of_its_own_ends_them_without_a_gap(tmp_path: Path) -> None:
    assert lines_of(tmp_path, page(HEADS, (PLANNED, DONE[:2]), gap=18))[1:-2] == in_turn(HEADS, (PLANNED, DONE[:2]))


def test_a_sentence_is_whole_across_its_lines(tmp_path: Path) -> None:
    source = read(tmp_path, pdf(page(HEADS, (PLANNED, DONE))))
    assert "".join(PLANNED) in source.text.replace("\n", "")


def test_labels_of_columns_of_prose_may_stand_level(tmp_path: Path) -> None:
    sentence = "町の広場では朝から夜まで市がひらかれて、遠くの村からも多くの人が集まって来ました。"
    lines = [sentence[n : n + 14] for n in range(0, len(sentence), 14)]
    sides = [
        (x, [f"{side}の市", *lines, label, *lines])
        for x, side, label in ((60, "東", "取り組んだこと"), (310, "西", "見えてきた課題"))
    ]
    rows: list[Row] = [(x, 90 + 18 * n, text, 14) for x, texts in sides for n, text in enumerate(texts)]
    assert lines_of(tmp_path, rows)[: len(rows)] == [text for _, texts in sides for text in texts]


ROWS = [
    *pair(("取組", "課題"), (("朝の市をひらく場をつくる",), ("雨の日に人の出が足りない",)), 84),
    *[
        (x, 84 + 16 + 40 * n, text)
        for n in (1, 2)
        for x, text in ((LEFT, f"夜の市を{n}つの町でひらく"), (RIGHT, f"灯りが{n}つの町で足りない"))
    ],
]


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        (page(("計画", "実績"), (("10回", "200人"), ("12回", "180人"))), "10回 12回"),  # values
        (page(("西の町会", "東の町会"), (PLANNED, DONE)), f"{PLANNED[0]} {DONE[0]}"),  # no labels
        (page(("取組", "取組"), (PLANNED, DONE)), f"{PLANNED[0]} {DONE[0]}"),  # of two cards
        (ROWS, "朝の市をひらく場をつくる 雨の日に人の出が足りない"),  # a table
    ],
)
def test_what_is_read_across(tmp_path: Path, rows: list[Row], line: str) -> None:
    found = [" ".join(text.split()) for text in lines_of(tmp_path, rows)]
    assert line in found
