"""Notes on grounds in the margin, and text in columns that its headings tell by going on counting."""

from __future__ import annotations

from pathlib import Path

import pytest

from .drawn_pdf import LEFT, SIZE, Row, pdf, read
from .test_columns import column, panel

MARGIN = LEFT + 26 * SIZE
TEXT = [
    "（１）河原の手入れ",
    "草を刈り、ごみを集めた。来た人は５７人で、",
    "前の年より多い。",
    "集めたごみは２トンである。",
]


def lines(tmp_path: Path, rows: list[Row], extra: str = "") -> list[str]:
    return read(tmp_path, pdf(rows, extra=extra)).text.splitlines()


def parts() -> tuple[list[Row], list[str]]:
    """Return two headings with their text, one below the other, and the same line by line."""
    second = ["（２）橋の修理", *TEXT[1:]]
    return [*column(TEXT, top=100), *column(second, top=220)], [*TEXT, *second]


@pytest.mark.parametrize("leading", [14, 20])
def test_a_note_on_a_ground_in_the_margin_is_read_behind_the_text_beside_it(tmp_path: Path, leading: int) -> None:
    rows, text = parts()
    notes = [["数字で見る", "５７人"], ["直した橋", "３か所"]]
    grounds = ""
    for n, note in enumerate(notes):
        rows += [(MARGIN, 100 + 120 * n + leading * k, words, 10) for k, words in enumerate(note)]
        grounds += panel(MARGIN - 4, 100, top=96 + 120 * n, height=84)
    assert lines(tmp_path, rows, grounds) == [*text[:4], *notes[0], *text[4:], *notes[1]]


def test_labels_on_a_ground_beside_what_they_head_stay_there(tmp_path: Path) -> None:
    labels = [(LEFT, 100, "内容"), (LEFT, 140, "成果")]
    rows = [*labels, *column(["草を刈り、ごみを集めた。", "橋も直した。", "人が増え、声が届いた。"], LEFT + 120)]
    found = lines(tmp_path, rows, panel(LEFT - 4, 80, top=96, height=64))
    assert "".join(found).replace(" ", "").startswith("内容草を刈り、ごみを集めた。")


def test_columns_are_told_by_headings_that_go_on_counting(tmp_path: Path) -> None:
    left = ["１　守る", "花を植えた。", "２　直す", "橋を直した。"]
    right = ["３　集う", "会を開いた。"]
    rows = [*column(left), *column(right, LEFT + 20 * SIZE)]
    assert [line.replace("　", " ") for line in lines(tmp_path, rows)] == [
        line.replace("　", " ") for line in (*left, *right)
    ]


def test_texts_in_rows_of_two_are_read_one_by_one(tmp_path: Path) -> None:
    texts = [
        ["（１）花", "花を植えた。"],
        ["（２）橋", "橋を直した。"],
        ["（３）会", "会を開いた。"],
        ["（４）道", "道を広げた。"],
    ]
    rows = [
        row for n, text in enumerate(texts) for row in column(text, LEFT + 20 * SIZE * (n % 2), 100 + 80 * (n // 2))
    ]
    assert lines(tmp_path, rows) == [line for text in texts for line in text]
    # What stands far below the last row is of no column.
    assert lines(tmp_path, [*rows, (LEFT, 400, "おわりに")])[-1] == "おわりに"


def test_numbered_points_in_the_cells_of_a_row_are_no_columns(tmp_path: Path) -> None:
    left, right = ["①会を開いた。", "②花を植えた。"], ["①人が増えた。", "②水が足りない。"]
    rows = [*column(left), *column(right, LEFT + 20 * SIZE)]
    assert lines(tmp_path, rows) == [f"{a} {b}" for a, b in zip(left, right, strict=True)]
