"""Page numbers, running headers and footers of PDFs, and what only looks like them."""

from __future__ import annotations

from pathlib import Path

import pytest

from .drawn_pdf import LEFT, Row, pdf, read, rows, texts


@pytest.mark.parametrize(
    "number", ["- {} -", "－{}－", "― {} ―", "-{}-", "- {} / 4 -", "{}", "{}/4", "第Ⅱ－{}", "{} ページ", "P.{}", "{}頁"]
)
@pytest.mark.parametrize("top", [30, 805])
def test_page_numbers_are_furniture(tmp_path: Path, number: str, top: int) -> None:
    numbers = [number.format(n).replace("－", "−") for n in (1, 2, 3)]  # the font's own dash
    raw = pdf(*([*rows("・参加者：500人", "2"), (290, top, text)] for text in numbers))
    source = read(tmp_path, raw)
    assert texts(source) == numbers
    assert source.text.count("\n2\n") >= 3  # the same digit in the body stays


def test_running_headers_are_furniture_and_body_lines_are_not(tmp_path: Path) -> None:
    pages = [
        [
            (LEFT, 40, "みどり県若者支援計画"),
            (LEFT, 60, "【取組方向1】"),
            *rows(f"・参加者：{n}00人"),
            (LEFT, 800, f"資料 {n}"),
        ]
        for n in (1, 2, 3)
    ]
    source = read(tmp_path, pdf(*pages))
    assert texts(source) == [text for n in (1, 2, 3) for text in ("みどり県若者支援計画", f"資料 {n}")]


def test_labels_that_begin_pages_by_chance_are_text(tmp_path: Path) -> None:
    for label in ("〔今後の取組〕", "今後の取組"):
        pages = [
            [
                (LEFT, 40, "みどり県若者支援計画"),
                (LEFT, 60, label),
                *rows(f"{n}か所を訪ねます。", label, "会を開きます。"),
            ]
            for n in (1, 2, 3)
        ]
        assert texts(read(tmp_path, pdf(*pages))) == ["みどり県若者支援計画"] * 3


def test_whose_a_measure_is_may_end_pages_by_chance(tmp_path: Path) -> None:
    for told in ("受け持ち：保育課", "担当課：保育課", "所管：保育課"):
        pages = [[*rows(f"{n}か所を訪ねました。", *([told] if n > 1 else [])), (LEFT, 780, told)] for n in (1, 2)]
        assert texts(read(tmp_path, pdf(*pages))) == []
        footers = [[*rows(f"{n}か所を訪ねました。"), (LEFT, 780, told)] for n in (1, 2, 3)]
        assert texts(read(tmp_path, pdf(*footers))) == [told] * 3


def test_a_running_header_may_stand_on_the_cover_as_well(tmp_path: Path) -> None:
    pages = [[(LEFT, 40, "〔概要版〕"), *rows(f"{n}か所を訪ねます。")] for n in (1, 2, 3)]
    pages[0] += [(LEFT, 400, "〔概要版〕")]
    assert texts(read(tmp_path, pdf(*pages))) == ["〔概要版〕"] * 3


def test_a_footer_may_say_how_many_pages_there_are(tmp_path: Path) -> None:
    footers = [f"令和6年度 6/4 公表　{n}/3" for n in (1, 2, 3)]
    assert (
        texts(read(tmp_path, pdf(*([*rows(f"会を{n}回開いた。"), (LEFT, 800, f)] for n, f in enumerate(footers)))))
        == footers
    )
    others = [f"負担は {n}/{of}" for n, of in ((1, 2), (2, 3), (3, 5))]
    assert (
        texts(read(tmp_path, pdf(*([*rows(f"会を{n}回開いた。"), (LEFT, 800, f)] for n, f in enumerate(others))))) == []
    )


def test_figures_at_the_foot_of_pages_are_not_furniture(tmp_path: Path) -> None:
    pages = [[*rows("相談"), (LEFT, 790, f"参加者 {n} 人"), (LEFT, 810, str(n))] for n in (500, 20, 71)]
    assert texts(read(tmp_path, pdf(*pages))) == []


def test_a_share_in_the_margin_is_no_page_number(tmp_path: Path) -> None:
    pages = [[*rows("相談会を開きました。", f"{n}回目"), (290, 800, f"{n}/3")] for n in (1, 2, 3)]
    assert texts(read(tmp_path, pdf(*pages))) == ["1/3", "2/3", "3/3"]
    shares = [[*rows("県の負担", f"{n}回目"), (290, 800, share)] for n, share in enumerate(["2/3", "1/3", "1/2"])]
    assert texts(read(tmp_path, pdf(*shares))) == []


def test_footers_whose_words_change_with_the_chapter_are_furniture(tmp_path: Path) -> None:
    chapters = ["第１章　計画の姿", "第２章　水辺を守る", "第３章　森を育てる"]

    def page(no: int, at: int, *, number: int) -> list[Row]:
        shown = f"{number}　　{chapters[at]}" if number % 2 == 0 else f"{chapters[at]}　　{number}"
        return [*rows(f"会を{no}回開きました。"), (LEFT, 790, shown)]

    source = read(tmp_path, pdf(*(page(7 - at, at, number=24 + at) for at in range(3))))
    assert texts(source) == [f"24　　{chapters[0]}", f"{chapters[1]}　　25", f"26　　{chapters[2]}"]
    other = read(tmp_path, pdf(*(page(7, at, number=number) for at, number in enumerate((24, 31, 26)))))
    assert texts(other) == []  # it does not count with the pages


def test_an_endless_number_beside_a_footer_does_no_harm(tmp_path: Path) -> None:
    endless: list[Row] = [(LEFT, 790, f"水辺の会　　{'7' * 4400}", 0.1)]
    pages = [[*rows(f"会を{no}回開きました。"), *endless] for no in (5, 9, 4)]
    assert len(texts(read(tmp_path, pdf(*pages)))) == 3
