"""What is made of Tesseract's table; the recognition itself where Tesseract is installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline import ingest
from pipeline.errors import InputError
from pipeline.ingest import ocr
from pipeline.ingest.glyphs import Drawn
from pipeline.run import Settings, run_one
from pipeline.tables import rows as rows_of

from .drawn_pdf import pdf, rows

PAIR = Path(__file__).resolve().parents[2] / "pairs" / "minakamino-r5-h1.word.pdf"
Word = tuple[int, int, str, float]  # left, width, text, confidence


def table(*words: Word) -> dict[str, list[Any]]:
    """Return Tesseract's table of one line, 40 dots high."""
    lines = [(4, 0, 1000, "", -1.0), *((5, left, width, text, sure) for left, width, text, sure in words)]
    columns = zip(*((level, left, 100, width, 40, sure, text) for level, left, width, text, sure in lines), strict=True)
    names = ("level", "left", "top", "width", "height", "conf", "text")
    return dict(zip(names, map(list, columns), strict=True))


def seen(*words: Word) -> str:
    return "".join(glyph.letter for glyph in ocr._glyphs(table(*words), 1.0))


def test_characters_share_the_width_of_their_word() -> None:
    first, second = ocr._glyphs(table((100, 80, "相談", 96.0)), 2.0)
    assert (first.letter, first.x0, first.x1, first.top, first.bottom) == ("相", 50, 70, 50, 70)
    assert (second.x0, second.x1) == (70, 90)


def test_a_number_of_which_it_is_not_sure_is_no_value() -> None:
    assert seen((0, 80, "12", 40.0), (80, 40, "回", 95.0)) == "\ufffd\ufffd回"
    assert seen((0, 80, "相談", 40.0)) == "相談"


def test_a_point_that_may_be_a_thousands_mark_is_no_value() -> None:
    assert seen((0, 99, "1.234", 95.0), (99, 40, "人", 95.0)) == "1\ufffd234人"
    assert seen((0, 99, "82.5%", 95.0)) == "82.5%"


def test_words_that_the_page_does_not_part_touch() -> None:
    a, b, c = ocr._glyphs(table((0, 40, "相", 95.0), (60, 40, "談", 95.0), (150, 40, "会", 95.0)), 1.0)
    assert a.x1 == b.x0 == 60
    assert (b.x1, c.x0) == (100, 150)


def test_the_blank_half_of_a_sign_parts_nothing() -> None:
    a, b = ocr._glyphs(table((0, 40, "た。", 95.0), (92, 40, "次", 95.0)), 1.0)[1:]
    assert a.x1 == b.x0
    a, b = ocr._glyphs(table((0, 40, "た", 95.0), (92, 40, "次", 95.0)), 1.0)
    assert a.x1 < b.x0


def test_a_wide_thousands_mark_cuts_no_number() -> None:
    a, b = ocr._glyphs(table((0, 60, "2,", 95.0), (110, 60, "034", 95.0)), 1.0)[1:3]
    assert a.x1 == b.x0
    a, b = ocr._glyphs(table((0, 60, "2,", 95.0), (110, 40, "34", 95.0)), 1.0)[1:3]
    assert a.x1 < b.x0


def test_a_wide_decimal_point_cuts_no_number() -> None:
    a, b = ocr._glyphs(table((0, 40, "は", 95.0), (50, 40, "1.", 95.0), (134, 20, "2", 95.0)), 1.0)[2:]
    assert a.x1 == b.x0
    a, b = ocr._glyphs(table((50, 40, "1.", 95.0), (134, 20, "2", 95.0)), 1.0)[1:]
    assert a.x1 < b.x0  # the number of an item, and two of something


@pytest.mark.parametrize(
    ("gap", "expected"),
    [(30, "100%"), (60, "\ufffd\ufffd\ufffd%"), (120, "100%")],
    ids=["the digits of one number", "of one or two", "of two numbers"],
)
def test_digits_in_two_words(gap: int, expected: str) -> None:
    first, second, *_ = ocr._glyphs(table((0, 40, "10", 95.0), (40 + gap, 60, "0%", 95.0)), 1.0)[1:]
    assert first.letter + second.letter == expected[1:3]
    assert (first.x1 == second.x0) is (gap < 100)


def test_numbers_of_several_lines_in_one_stay_in_theirs() -> None:
    upper, lower = table((0, 80, "3000", 95.0)), table((200, 80, "581", 95.0), (600, 80, "人", 95.0))
    upper["height"][0] = 150  # of Tesseract's line
    lower["top"][1:] = [200, 200]
    whole = {name: upper[name] + lower[name][1:] for name in upper}
    glyphs = ocr._glyphs(whole, 1.0)
    assert glyphs[0].bottom < glyphs[4].top
    assert glyphs[4].top == glyphs[-1].top


def test_the_rest_of_a_number_on_another_line_is_no_value() -> None:
    first, second = table((0, 60, "2,", 95.0)), table((110, 60, "034", 95.0), (170, 40, "人", 95.0))
    second["top"] = [104] * 3
    lines = {name: first[name] + second[name] for name in first}
    assert "".join(glyph.letter for glyph in ocr._glyphs(lines, 1.0)) == "2,\ufffd\ufffd\ufffd人"


def test_values_of_a_recognised_page_are_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def recognise(_document: object, number: int) -> tuple[Drawn, float]:
        glyphs = ocr._glyphs(table((100, 280, "参加者12名", 95.0)), 1.0)
        return Drawn(595, 842, glyphs, [], [(90, 90, 490, 490)], number), 0.9

    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(ocr, "recognise", recognise)
    path = tmp_path / "r5.pdf"
    path.write_bytes(pdf(rows("参加者：5人"), None))
    dataset = run_one(path, path.name, Settings()).dataset
    assert dataset is not None
    assert [(page.reader, page.grade) for page in dataset.source.pages] == [("pdfium", "good"), ("ocr", "fair")]
    assert "ocr" in {check.code for check in dataset.source.checks}
    cells = rows_of(dataset, pipeline_version="0", processed_at="")["figures"]
    assert [(row["text"], row["source"]) for row in cells] == [("5人", "text"), ("12名", "ocr")]


def test_a_unit_that_is_none_makes_no_figure_of_a_recognised_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def recognise(_document: object, number: int) -> tuple[Drawn, float]:
        lines = ("参加者は27人参", "決算は9.1偽円", "利用者は15名", "歩道は4本")
        glyphs = [
            glyph._replace(top=glyph.top + 40 * at, bottom=glyph.bottom + 40 * at)
            for at, line in enumerate(lines)
            for glyph in ocr._glyphs(table((100, 280, line, 95.0)), 2.0)
        ]
        return Drawn(595, 842, glyphs, [], [(90, 90, 490, 490)], number), 0.9

    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(ocr, "recognise", recognise)
    path = tmp_path / "r5.pdf"
    path.write_bytes(pdf(rows("鉢を27人参"), None))
    dataset = run_one(path, path.name, Settings()).dataset
    assert dataset is not None
    cells = rows_of(dataset, pipeline_version="0", processed_at="")
    assert [row["text"] for row in cells["figures"]] == ["27人参", "15名", "4本"]
    assert [row["text"] for row in cells["numerals"] if row["claimed_by"] == "unclaimed"] == ["27", "9.1"]


def test_force_without_tesseract_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    path = tmp_path / "r5.pdf"
    path.write_bytes(pdf(rows("参加者：5人"), None))
    with pytest.raises(InputError) as caught:
        ingest.read(path, path.name, max_bytes=10**7, ocr_mode="force")
    assert caught.value.code == "no_ocr"
    assert "tesseract-ocr-jpn" in caught.value.ja
    source = ingest.read(path, path.name, max_bytes=10**7, ocr_mode="auto")
    assert [page.reader for page in source.pages] == ["pdfium", "none"]


@pytest.mark.skipif(not ocr.is_installed(), reason="Tesseract with Japanese is not installed")
def test_a_page_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "r5.pdf"
    path.write_bytes(PAIR.read_bytes())
    source = ingest.read(path, path.name, max_bytes=10**7, ocr_mode="force")
    assert {page.reader for page in source.pages} == {"ocr"}
    assert "【取組方向1】相談体制の充実" in source.text
    assert "参加者260人" in source.text
