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

from .test_ingest_pdf import pdf, rows

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


def test_a_wide_thousands_mark_cuts_no_number() -> None:
    a, b = ocr._glyphs(table((0, 60, "2,", 95.0), (110, 60, "034", 95.0)), 1.0)[1:3]
    assert a.x1 == b.x0
    a, b = ocr._glyphs(table((0, 60, "2,", 95.0), (110, 40, "34", 95.0)), 1.0)[1:3]
    assert a.x1 < b.x0


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
    from pipeline.tables import rows as rows_of

    cells = rows_of(dataset, pipeline_version="0", processed_at="")["figures"]
    assert [(row["text"], row["source"]) for row in cells] == [("5人", "text"), ("12名", "ocr")]


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
