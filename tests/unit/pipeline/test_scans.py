"""What is made of the picture of a page: rules apart, numbers looked at twice, the text layer of a scan closed up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw

from pipeline import ingest
from pipeline.ingest import digits, ocr, scans
from pipeline.ingest.glyphs import Drawn
from pipeline.ingest.places import Glyph
from pipeline.run import Settings, run_one

DOTS = 100.0  # per inch


def picture(*lines: tuple[int, int, int, int], width: int = 2) -> Any:
    drawn = Image.new("L", (600, 400), 255)
    pen = ImageDraw.Draw(drawn)
    for line in lines:
        pen.line(line, fill=0, width=width)
    return drawn


def test_rules_are_taken_from_a_picture_and_strokes_of_letters_stay() -> None:
    clear, rules, _ = scans.cleared(picture((50, 100, 550, 100), (300, 50, 300, 350), (50, 200, 70, 200)), DOTS)
    assert [tuple(map(round, rule)) for rule in rules] == [(36, 72, 397, 72), (216, 36, 216, 253)]
    assert [clear.getpixel(place) for place in ((100, 100), (300, 60), (60, 200))] == [255, 255, 0]


def test_a_picture_without_rules_is_the_same() -> None:
    plain = picture((50, 200, 70, 200))
    assert scans.cleared(plain, DOTS) == (plain, [], 0.0)


@pytest.mark.parametrize("rise", [3, -4])
def test_rules_that_rise_make_the_picture_level(rise: int) -> None:
    turned = picture(*((50, top, 550, top + rise) for top in (80, 160, 240)))
    _, rules, slope = scans.cleared(turned, DOTS)
    assert len(rules) == 3
    assert all(top == bottom for _, top, _, bottom in rules)
    assert slope == pytest.approx(rise / 500, abs=0.003)  # of rows of dots


@pytest.mark.parametrize("slope", [0.02, -0.03])
def test_what_was_seen_on_a_level_picture_stands_where_the_scan_shows_it(slope: float) -> None:
    scan = picture(*((50, 80 + 60 * at, 550, round(80 + 60 * at + 500 * slope)) for at in range(4)))
    scan.paste(0, (500, round(350 + 200 * slope), 510, round(360 + 200 * slope)))  # a letter on a line as aslant
    clear, _, found = scans.cleared(scan, 72.0)
    dark = [(x, y) for x in range(480, 530) for y in range(330, 380) if clear.getpixel((x, y)) < 100]
    (x0, y0), (x1, y1) = map(min, zip(*dark, strict=True)), map(max, zip(*dark, strict=True))
    seen = Drawn(600, 400, [], [], [], 0, slope=found).shown(Glyph("緑", x0, y0, x1 + 1, y1 + 1))
    assert seen.letter == "緑"
    assert seen[1:] == pytest.approx((500, 350 + 200 * slope, 510, 360 + 200 * slope), abs=2)


def test_what_was_turned_and_made_level_is_taken_back_in_this_order() -> None:
    page = Drawn(200, 100, [], [], [], 0, turn=90)
    level = page.shown(Glyph("緑", 20, 30, 30, 40))  # of the page turned upright, which is 100 wide
    assert level[1:] == (30, 70, 40, 80)
    aslant = page._replace(slope=0.01).shown(Glyph("緑", 20, 30, 30, 40))
    assert [b - a for a, b in zip(level[1:], aslant[1:], strict=True)] == pytest.approx([-0.25, -0.65] * 2, abs=0.02)


def test_what_is_thick_is_no_rule() -> None:
    dark = picture((50, 100, 550, 100), width=40)
    assert scans.cleared(dark, DOTS)[1] == []


def words(*found: tuple[int, int, str, float]) -> dict[str, list[Any]]:
    columns = zip(*((5, left, 100, width, 40, sure, text) for left, width, text, sure in found), strict=True)
    return dict(zip(("level", "left", "top", "width", "height", "conf", "text"), map(list, columns), strict=True))


@pytest.mark.parametrize(
    ("read", "western", "expected"),
    [
        (("9.873", 91.0), ("9,873", 40.0), ("9,873", 95.0)),  # the same digits
        (("20.0", 88.0), ("90.0", 96.0), ("90.0", 96.0)),
        (("43.80%%", 10.0), ("43.8%", 90.0), ("43.8%", 90.0)),
        (("20.0", 88.0), ("90.0", 60.0), ("20.0", 0.0)),  # either may be right
        (("38", 92.0), ("3S", 96.0), ("38", 92.0)),
        (("69%", 83.0), ("6A", 30.0), ("69%", 0.0)),  # the sign may have been read as a digit
        (("和", 20.0), ("23", 96.0), ("23", 96.0)),
        (("二", 90.0), ("23", 96.0), ("二", 90.0)),
        (("35120", 91.0), ("5120", 96.0), ("35120", 91.0)),  # its head is overlooked
        (("79.59", 90.0), ("79.5%", 96.0), ("79.5%", 96.0)),
        (("420", 77.0), ("A204", 44.0), ("420", 0.0)),  # ▲20
        (("480", 93.0), ("480A", 44.0), ("480", 93.0)),
    ],
)
def test_numbers_are_looked_at_twice(
    read: tuple[str, float], western: tuple[str, float], expected: tuple[str, float]
) -> None:
    table = words((100, 80, *read))
    digits.mend(table, words((102, 82, *western)))
    assert (table["text"][0], table["conf"][0]) == expected


def test_a_word_of_another_place_mends_nothing() -> None:
    table = words((100, 80, "9.873", 91.0))
    digits.mend(table, words((100, 240, "9,873", 96.0), (300, 80, "9,873", 96.0)))
    assert table["text"] == ["9.873"]


def layer(*laid: str, blank: str = " ") -> Drawn:
    glyphs: list[Glyph] = []
    x = 70.0
    for word in laid:
        for letter in word + blank:
            glyphs.append(Glyph(letter, x, 100, x + 8, 120))
            x += 8
        x += 4
    return Drawn(595, 842, glyphs, [], [(0, 0, 595, 842)], 0)


def test_the_layer_of_a_scan_is_closed_up() -> None:
    found = ocr.closed_up(layer("参加", "者", "は", "41", "人", "で", "ある"))
    assert (found.text, found.recognised) == ("参加者は41人である", True)
    assert found.glyphs[1].x1 == found.glyphs[2].x0
    plain = layer("参加者は41人である")
    assert ocr.closed_up(plain) is plain


def test_a_number_cut_from_its_head_is_no_value() -> None:
    table = words((0, 80, "基準", 95.0), (80, 90, ".820", 95.0), (170, 40, "人", 95.0))
    assert "".join(glyph.letter for glyph in ocr._glyphs(list(ocr._words(table, 1.0)))).startswith("基準\ufffd")


@pytest.mark.skipif(not ocr.is_installed(), reason="Tesseract with Japanese is not installed")
def test_a_ruled_table_is_read_from_its_picture(tmp_path: Path) -> None:
    import pypdfium2

    source = Path(__file__).resolve().parents[2] / "pairs" / "kasumigane-r6-h2.ruled.pdf"
    document = pypdfium2.PdfDocument(source)
    page = document[0].render(scale=200 / 72, grayscale=True).to_pil()
    scan = tmp_path / "r6.pdf"
    page.save(scan, resolution=200.0)
    found = ingest.read(scan, scan.name, max_bytes=10**8, ocr_mode="auto")
    assert found.pages[0].reader == "ocr"
    assert found.tables
    dataset = run_one(scan, scan.name, Settings()).dataset
    assert dataset is not None
    written = run_one(source, source.name, Settings()).dataset
    assert written is not None
    values = {str(f.figure.value) for f in written.figures}
    assert all(str(f.figure.value) in values for f in dataset.figures)
