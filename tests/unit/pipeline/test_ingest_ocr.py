"""What is made of Tesseract's table; the recognition itself where Tesseract is installed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from extractors.mentions import Span
from pipeline import ingest
from pipeline.errors import InputError
from pipeline.ingest import ocr
from pipeline.ingest.glyphs import Drawn
from pipeline.ingest.places import Glyph
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


def glyphs_of(scale: float, *words: Word) -> list[Glyph]:
    return ocr._glyphs(list(ocr._words(table(*words), scale)))


def seen(*words: Word) -> str:
    return "".join(glyph.letter for glyph in glyphs_of(1.0, *words))


def test_characters_share_the_width_of_their_word() -> None:
    first, second = glyphs_of(2.0, (100, 80, "相談", 96.0))
    assert (first.letter, first.x0, first.x1, first.top, first.bottom) == ("相", 50, 70, 50, 70)
    assert (second.x0, second.x1) == (70, 90)


def test_a_number_of_which_it_is_not_sure_is_no_value() -> None:
    assert seen((0, 80, "12", 40.0), (80, 40, "回", 95.0)) == "\ufffd\ufffd回"
    assert seen((0, 80, "相談", 40.0)) == "相談"


def test_a_point_that_may_be_a_thousands_mark_is_no_value() -> None:
    assert seen((0, 99, "1.234", 95.0), (99, 40, "人", 95.0)) == "1\ufffd234人"
    assert seen((0, 99, "82.5%", 95.0)) == "82.5%"


def test_words_that_the_page_does_not_part_touch() -> None:
    a, b, c = glyphs_of(1.0, (0, 40, "相", 95.0), (60, 40, "談", 95.0), (150, 40, "会", 95.0))
    assert a.x1 == b.x0 == 60
    assert (b.x1, c.x0) == (100, 150)


def test_the_blank_half_of_a_sign_parts_nothing() -> None:
    a, b = glyphs_of(1.0, (0, 40, "た。", 95.0), (92, 40, "次", 95.0))[1:]
    assert a.x1 == b.x0
    a, b = glyphs_of(1.0, (0, 40, "た", 95.0), (92, 40, "次", 95.0))
    assert a.x1 < b.x0


def test_a_wide_thousands_mark_cuts_no_number() -> None:
    a, b = glyphs_of(1.0, (0, 60, "2,", 95.0), (110, 60, "034", 95.0))[1:3]
    assert a.x1 == b.x0
    a, b = glyphs_of(1.0, (0, 60, "2,", 95.0), (110, 40, "34", 95.0))[1:3]
    assert a.x1 < b.x0


def test_a_wide_decimal_point_cuts_no_number() -> None:
    a, b = glyphs_of(1.0, (0, 40, "は", 95.0), (50, 40, "1.", 95.0), (134, 20, "2", 95.0))[2:]
    assert a.x1 == b.x0
    a, b = glyphs_of(1.0, (50, 40, "1.", 95.0), (134, 20, "2", 95.0))[1:]
    assert a.x1 < b.x0  # the number of an item, and two of something


def test_the_place_of_a_word_is_what_its_characters_fit_in() -> None:
    glyphs = glyphs_of(1.0, (0, 7, "・11", 95.0), (75, 35, "月", 95.0), (120, 290, "開く", 95.0), (200, 80, "会", 95.0))
    assert [(glyphs[0].x0, glyphs[2].x1), (glyphs[4].x0, glyphs[5].x1)] == [(0, 75), (120, 200)]
    (single,) = glyphs_of(1.0, (0, 7, "・", 95.0))
    assert single.x1 == 7


class Sight:
    """What Tesseract sees of pictures: of one that is turned nothing that makes sense."""

    def __init__(self, *lines: str, turn: int) -> None:
        self._lines = lines
        self._turn = turn

    def image_to_data(self, picture: Any, **_: object) -> dict[str, list[Any]]:
        upright = picture.width < picture.height
        found: dict[str, list[Any]] = {}
        for at, line in enumerate(self._lines):
            seen = table((300, 42 * len(line), line, 95.0 if upright else 20.0))
            seen["top"] = [400 + 80 * at] * 2
            found = {name: found.get(name, []) + seen[name] for name in seen}
        return found

    def image_to_osd(self, _picture: Any, **_: object) -> dict[str, int]:
        return {"rotate": self._turn}


@pytest.mark.parametrize(
    ("across", "down", "turn"), [(100, 2, 0), (1, 100, 270), (2, -100, 90), (-100, 1, 180), (0, 0, 0)]
)
def test_lines_tell_how_a_picture_stands(across: int, down: int, turn: int) -> None:
    words = [(300 + across * at, 60, "相談", 95.0) for at in range(3)]
    seen = table(*words)
    seen["top"] = [100, *(1000 + down * at for at in range(3))]
    assert ocr._turn_of_lines(seen) == turn


@pytest.mark.parametrize("turn", [0, 90, 270])
def test_a_picture_that_stands_sideways_is_turned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turn: int) -> None:
    pytesseract = pytest.importorskip("pytesseract")

    lines = ("相談会を四つの会場で開き、初めての方を含めて延べ２", "３人が参加した。", "・研修会を開いた。")
    sight = Sight(*lines, turn=turn)
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(pytesseract, "image_to_data", sight.image_to_data)
    monkeypatch.setattr(pytesseract, "image_to_osd", sight.image_to_osd)
    path = tmp_path / "r5.pdf"
    path.write_bytes(pdf(rows("参加者：5人"), None, more=f"/Rotate {90 if turn else 0}"))
    source = ingest.read(path, path.name, max_bytes=10**7, ocr_mode="auto")
    assert source.pages[1].reader == "ocr"
    page = source.text[source.page_starts[1] :]
    assert page == "\n".join(lines) + "\n"
    assert source.page_starts[1] + len(lines[0]) in source.soft_breaks
    assert source.boxes is not None
    x0, top, x1, bottom = map(float, source.boxes(Span(source.page_starts[1], source.page_starts[1] + 5)).split(","))
    assert (x1 - x0 > bottom - top) is (turn == 0)


def test_what_makes_no_sense_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytesseract = pytest.importorskip("pytesseract")

    sight = Sight("相談会を4回開いた。", turn=0)
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(pytesseract, "image_to_data", sight.image_to_data)
    monkeypatch.setattr(pytesseract, "image_to_osd", sight.image_to_osd)
    path = tmp_path / "r5.pdf"
    path.write_bytes(pdf(rows("参加者：5人"), None, more="/Rotate 90"))
    source = ingest.read(path, path.name, max_bytes=10**7, ocr_mode="auto")
    assert "4" not in source.text
    assert [check.code for check in source.checks] == ["no_text_layer"]


@pytest.mark.parametrize(
    ("gap", "expected"),
    [(30, "100%"), (60, "\ufffd\ufffd\ufffd%"), (120, "100%")],
    ids=["the digits of one number", "of one or two", "of two numbers"],
)
def test_digits_in_two_words(gap: int, expected: str) -> None:
    first, second, *_ = glyphs_of(1.0, (0, 40, "10", 95.0), (40 + gap, 60, "0%", 95.0))[1:]
    assert first.letter + second.letter == expected[1:3]
    assert (first.x1 == second.x0) is (gap < 100)


def test_numbers_of_several_lines_in_one_stay_in_theirs() -> None:
    upper, lower = table((0, 80, "3000", 95.0)), table((200, 80, "581", 95.0), (600, 80, "人", 95.0))
    upper["height"][0] = 150  # of Tesseract's line
    lower["top"][1:] = [200, 200]
    whole = {name: upper[name] + lower[name][1:] for name in upper}
    glyphs = ocr._glyphs(list(ocr._words(whole, 1.0)))
    assert glyphs[0].bottom < glyphs[4].top
    assert glyphs[4].top == glyphs[-1].top


def test_the_rest_of_a_number_on_another_line_is_no_value() -> None:
    first, second = table((0, 60, "2,", 95.0)), table((110, 60, "034", 95.0), (170, 40, "人", 95.0))
    second["top"] = [104] * 3
    lines = {name: first[name] + second[name] for name in first}
    assert "".join(glyph.letter for glyph in ocr._glyphs(list(ocr._words(lines, 1.0)))) == "2,\ufffd\ufffd\ufffd人"


def test_values_of_a_recognised_page_are_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def recognise(_document: object, number: int) -> tuple[Drawn, float]:
        glyphs = glyphs_of(1.0, (100, 280, "参加者12名", 95.0))
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


@pytest.mark.parametrize(("languages", "is_told"), [({"jpn"}, True), ({"jpn", "eng"}, False)])
def test_a_page_whose_numbers_were_read_once_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, languages: set[str], *, is_told: bool
) -> None:
    monkeypatch.setattr(ocr, "_languages", lambda: languages)
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    monkeypatch.setattr(ocr, "recognise", lambda *_: (page_of("参加者は12名でした。"), 0.9))
    path = tmp_path / "r5.pdf"
    path.write_bytes(pdf(rows("参加者：5人"), None))
    source = ingest.read(path, path.name, max_bytes=10**7, ocr_mode="auto")
    (check,) = (check for check in source.checks if check.code == "ocr")
    assert ("tesseract-ocr-eng" in check.message_ja, "tesseract-ocr-eng" in check.message_en) == (is_told, is_told)


def test_a_unit_that_is_none_makes_no_figure_of_a_recognised_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def recognise(_document: object, number: int) -> tuple[Drawn, float]:
        lines = ("参加者は27人参", "決算は9.1偽円", "利用者は15名", "歩道は4本")
        glyphs = [
            glyph._replace(top=glyph.top + 40 * at, bottom=glyph.bottom + 40 * at)
            for at, line in enumerate(lines)
            for glyph in glyphs_of(2.0, (100, 280, line, 95.0))
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


def page_of(words: str, top: float = 100, size: float = 12) -> Drawn:
    """Return a page with one line, a character beside the other."""
    glyphs = [Glyph(x, 70 + size * at, top, 70 + size * (at + 1), top + size) for at, x in enumerate(words)]
    return Drawn(595, 842, glyphs, [], [], 0)


@pytest.mark.parametrize(
    ("named", "recognised", "expected"),
    [
        ("巡回\ufffd２週間\ufffd１回", "巡回は２週間に１回", "巡回は２週間に１回"),
        ("利用\ufffd1,204人\ufffd", "利用は1204人で", "利用は1,204人で"),  # what the fonts name stays
        ("利用\ufffd1,204人", "利用は\ufffd\ufffd\ufffd04人", "利用は1,204人"),
        ("計\ufffd\ufffd人", "計5人", "計\ufffd\ufffd人"),  # as many as were lost, or none
        ("開催\ufffd", "別の話である", "開催\ufffd"),
    ],
)
def test_what_fonts_do_not_name_is_recognised(named: str, recognised: str, expected: str) -> None:
    assert ocr.filled(page_of(named), page_of(recognised, top=101)).text == expected
    assert ocr.filled(page_of(named), page_of(recognised, top=140)).text == named  # another line


def test_a_line_of_which_fonts_name_nothing_is_taken_as_it_was_recognised() -> None:
    named = page_of("\ufffd" * 6)
    found = ocr.filled(named, page_of("緑の手入れ(新)", top=101))
    assert found.text == "緑の手入れ(新)"
    assert found.glyphs[0].top == 101
    assert ocr.filled(named, page_of("緑の手入れ", top=140)).text == named.text  # another line


def test_a_page_with_lost_characters_is_recognised_where_it_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "r5.pdf"
    path.write_bytes(pdf(rows("参加者は1,204人"), extra="BT /F2 12 Tf 1 0 0 1 160 730 Tm <00040005> Tj ET"))
    monkeypatch.setattr(ocr, "is_installed", lambda: True)
    words = page_of("参加者は1,204人でした。")
    monkeypatch.setattr(ocr, "recognise", lambda *_: (words, 0.9))
    plain = ingest.read(path, path.name, max_bytes=10**7, ocr_mode="off")
    assert "\ufffd" in plain.text
    source = ingest.read(path, path.name, max_bytes=10**7, ocr_mode="auto")
    assert source.text == "参加者は1,204人でした。\n"
    assert [page.reader for page in source.pages] == ["ocr"]


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
    (check,) = source.checks
    assert "tesseract-ocr-jpn" in check.message_en


@pytest.mark.parametrize(
    ("mode", "installed", "told"),
    [
        ("off", True, "--ocr auto"),
        ("off", False, "--ocr auto"),
        ("auto", False, "pip install"),
        ("auto", True, "300 dpi"),
    ],
)
def test_what_to_do_about_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: str, told: str, *, installed: bool
) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: installed)
    monkeypatch.setattr(ocr, "recognise", lambda _document, number: (Drawn(595, 842, [], [], [], number), 0.2))
    path = tmp_path / "r5.pdf"
    path.write_bytes(pdf(rows("参加者：5人"), None))
    (check,) = ingest.read(path, path.name, max_bytes=10**7, ocr_mode=mode).checks
    path.write_bytes(pdf(None))
    with pytest.raises(InputError) as caught:
        ingest.read(path, path.name, max_bytes=10**7, ocr_mode=mode)
    for message in (check.message_ja, check.message_en, caught.value.ja, caught.value.en):
        assert told in message
        assert ("pip install" in message) is (told == "pip install")


@pytest.mark.skipif(not ocr.is_installed(), reason="Tesseract with Japanese is not installed")
def test_a_page_is_recognised(tmp_path: Path) -> None:
    path = tmp_path / "r5.pdf"
    path.write_bytes(PAIR.read_bytes())
    source = ingest.read(path, path.name, max_bytes=10**7, ocr_mode="force")
    assert {page.reader for page in source.pages} == {"ocr"}
    assert "【取組方向1】相談体制の充実" in source.text
    assert "参加者260人" in source.text
