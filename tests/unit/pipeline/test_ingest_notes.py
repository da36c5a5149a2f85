"""Marks of notes in PDFs, raised or with signs, and the notes that they point to."""

from __future__ import annotations

from pathlib import Path

import pytest

from .drawn_pdf import LEFT, PROSE, SIZE, Row, pdf, read, rows, wrapped


def test_a_raised_number_is_no_digit_of_the_figure(tmp_path: Path) -> None:
    noted: list[Row] = [(LEFT, 100, "参加者は1,200"), (LEFT + 76, 94, "3", 7), (LEFT + 79.5, 100, "人でした。")]
    note: list[Row] = [(LEFT, 700, "3", 6), (LEFT + 5, 702, "県の集計による。", 9)]
    source = read(tmp_path, pdf([*noted, *note]))
    assert source.text.startswith("参加者は1,200³人でした。\n³")
    ((mark, span),) = [(n.mark, source.text[n.span.start : n.span.end]) for n in source.notes]
    assert (mark, span) == ("³", "³県の集計による。")
    assert [source.text[a.start : a.end] for a in source.asides] == ["³"]


def test_a_plain_number_at_the_head_of_a_note_is_none_of_its_words(tmp_path: Path) -> None:
    noted: list[Row] = [(LEFT, 100, "加算は11件に"), (LEFT + 67, 94, "2", 7), (LEFT + 71, 100, "適用しました。")]
    note: list[Row] = [(LEFT, 700, "2", 12), (LEFT + 7, 702, "市が定める区域で取得した場合の額。", 9)]
    body = rows(*wrapped(PROSE), top=200)
    source = read(tmp_path, pdf([*noted, *body, *note]))
    assert [(n.mark, [source.text[m.start : m.end] for m in n.marks]) for n in source.notes] == [("2", ["²", "2"])]
    unmarked = read(tmp_path, pdf([*body, *note], noted))
    assert unmarked.notes == ()  # no raised 2 on its page: 2市 may be a figure


@pytest.mark.parametrize("head", ["注1", "注１", "(注1)"])
def test_a_raised_number_points_to_a_note_with_a_sign_of_its_own_page(tmp_path: Path, head: str) -> None:
    def page(top: int, words: str) -> list[Row]:
        noted: list[Row] = [
            (LEFT, top, "調査は任意です"),
            (LEFT + 82, top - 6, "1", 7),
            (LEFT + 85.5, top, "日に決めた。"),
        ]
        return [*noted, *rows(*wrapped(PROSE), top=200), (LEFT, 700, f"{head}{words}", 9)]

    first, second = page(100, "国の手引に準じて行った。"), page(140, "市が定める区域をいう。")
    source = read(tmp_path, pdf(first, second))
    marks = [[source.text[m.start : m.end] for m in n.marks] for n in source.notes]
    assert marks == [["¹", head], ["¹", head]]  # numbers begin anew on each page
    assert read(tmp_path, pdf(first[:-1], second[3:])).notes == ()


def test_a_note_without_sign_is_no_item_of_a_list(tmp_path: Path) -> None:
    source = read(tmp_path, pdf(rows("参加者は500人1)でした。", "1)相談会", "2)研修会")))
    assert source.notes == ()


def test_signs_point_to_their_notes(tmp_path: Path) -> None:
    source = read(tmp_path, pdf(rows("参加者は500人（※1）、相談は※2のとおり。", "※1 延べ数", "※2 別表")))
    assert [(n.mark, [source.text[m.start : m.end] for m in n.marks]) for n in source.notes] == [
        ("※1", ["（※1）"]),
        ("※2", ["※2"]),
    ]


def test_a_number_in_small_print_is_no_mark(tmp_path: Path) -> None:
    source = read(tmp_path, pdf([(LEFT, 100, "こども課"), (LEFT + 4 * SIZE, 98, "03-5550-0101", 8)]))
    assert source.text == "こども課03-5550-0101\n"


@pytest.mark.parametrize(
    ("heads", "marks"),
    [
        (["※1土地の所有者と結ぶ協定", "※2３月末の件数"], [["※1", "※1"], ["※2", "※2"]]),
        (["※1２年ごとに改める協定", "※2　３月末の件数"], [["※1", "※1"], ["※2"]]),
        (["※12年ごとに改める協定", "※23月末の件数"], [["※1", "※1"], ["※2", "※2"]]),
    ],
)
def test_the_mark_of_a_note_is_none_of_the_words_right_behind_it(
    tmp_path: Path, heads: list[str], marks: list[list[str]]
) -> None:
    source = read(tmp_path, pdf(rows("市民の森※1は１２か所※2です。", "", *heads)))
    assert [[source.text[m.start : m.end] for m in sorted(note.marks)] for note in source.notes] == marks
