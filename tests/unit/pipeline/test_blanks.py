"""Where blanks are seen that a page does not draw."""

from __future__ import annotations

import pytest

from pipeline.ingest.blanks import find_blanks, least_behind_digits

Gaps = dict[int, float]
"""Behind which character of a line how many em are left; behind the others none."""


def seen(*lines: tuple[str, Gaps], kana: float = 1.0) -> list[str]:
    """Return the lines of a page with the blanks that are seen in them; katakana are `kana` em wide."""
    spaced = [(list(text), [wide.get(at, 0.0) for at in range(len(text) - 1)]) for text, wide in lines]
    least = least_behind_digits(spaced)
    found = []
    for letters, gaps in spaced:
        edges, at = [], 0.0
        for letter, gap in zip(letters, [*gaps, 0.0], strict=True):
            wide = 0.5 if letter.isascii() else kana if "ァ" <= letter <= "ヶ" else 1.0
            edges.append((at, at + wide))
            at = edges[-1][1] + gap
        blanks = find_blanks(letters, gaps, edges, 1.0, widest=4.0, least=least)
        found.append("".join(" " * (n in blanks) + letter for n, letter in enumerate(letters)))
    return found


def test_where_digits_touch_the_words_of_a_page_a_narrow_gap_behind_them_is_a_blank() -> None:
    page = (
        ("1緑の手入れ", {0: 0.22}),
        ("苗木84本を植え、講座は3回。", {}),
        ("重点2川の清掃", {2: 0.22}),
        ("川を12回清掃した。", {}),
    )
    assert seen(*page) == ["1 緑の手入れ", "苗木84本を植え、講座は3回。", "重点2 川の清掃", "川を12回清掃した。"]


@pytest.mark.parametrize("gap", [0.22, 0.25])
def test_where_a_program_sets_digits_off_it_is_none(gap: float) -> None:
    page = (("1緑の手入れ", {0: gap}), ("苗木84本を植え", {3: gap}), ("川を12回清掃した。", {3: gap}))
    assert seen(*page) == [text for text, _ in page]


def test_a_page_that_does_not_tell_leaves_it_open() -> None:
    assert seen(("1緑の手入れ", {0: 0.22}), ("苗木を植えた。", {})) == ["1緑の手入れ", "苗木を植えた。"]
    assert seen(("1緑の手入れ", {0: 0.4}), ("苗木を植えた。", {})) == ["1 緑の手入れ", "苗木を植えた。"]


def test_behind_the_kana_that_counts_a_heading_in_a_proportional_font_a_narrow_gap_is_a_blank() -> None:
    page = (("エ朝市の店を増やす〔商工課〕", {0: 0.27}), ("エアコンの入替え", {}))
    assert seen(*page, kana=0.82) == ["エ 朝市の店を増やす〔商工課〕", "エアコンの入替え"]


def test_where_boxes_are_the_ink_the_white_beside_kana_is_none() -> None:
    line = ("エコな暮らし", {0: 0.21, 1: 0.1, 2: 0.15, 3: 0.08, 4: 0.05})
    narrow = {at: gap if at == 0 else gap / 5 for at, gap in line[1].items()}
    assert seen(line, ("エコな", narrow), kana=0.8) == ["エコな暮らし", "エコな"]
