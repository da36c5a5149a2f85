"""Fonts that a PDF names and does not embed: what is read may not depend on the fonts of the machine."""

from __future__ import annotations

import pytest

from pipeline.ingest.glyphs import draw, open_document
from pipeline.ingest.places import Glyph

JAPAN1 = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/W[231 390 500]"
IDENTITY = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
DESCRIPTOR = "/Flags 4/FontBBox[0 -140 1000 860]/Ascent 860/Descent -140/StemV 60"
TO_UNICODE = (
    "begincmap 1 begincodespacerange <0000><FFFF> endcodespacerange "
    "3 beginbfchar <0001><8a71> <0002><0031> <0003><4eba> endbfchar endcmap"
)
X, Y, SIZE = 70, 700, 10


def composite(encoding: str, text: str, alone: str, *, info: str = JAPAN1, described: bool = True) -> bytes:
    """Return a PDF with two strings, given as their codes, in a composite font that is not embedded."""
    content = f"BT /F1 {SIZE} Tf 1 0 0 1 {X} {Y} Tm <{text}> Tj 1 0 0 1 {X} {Y - 50} Tm <{alone}> Tj ET"
    mapped = "/ToUnicode 8 0 R" if info is IDENTITY else ""
    descriptor = "/FontDescriptor 7 0 R" if described else ""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        f"<</Type/Font/Subtype/Type0/BaseFont/Ryumin-Light/Encoding/{encoding}/DescendantFonts[6 0 R]{mapped}>>",
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/Ryumin-Light{info}/DW 1000{descriptor}>>",
        f"<</Type/FontDescriptor/FontName/Ryumin-Light{DESCRIPTOR}>>",
        f"<</Length {len(TO_UNICODE)}>>stream\n{TO_UNICODE}\nendstream",
    ]
    body = "%PDF-1.4\n" + "".join(f"{no} 0 obj\n{content}\nendobj\n" for no, content in enumerate(objects, start=1))
    return f"{body}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\n%%EOF\n".encode()


def drawn(raw: bytes) -> list[Glyph]:
    document = open_document(raw)
    try:
        page = draw(document, 0)
        assert page is not None
        return page.glyphs
    finally:
        document.close()


def picture(raw: bytes, *, for_pictures: bool) -> bytes:
    document = open_document(raw, for_pictures=for_pictures)
    try:
        return document[0].picture(1, grey=False).tobytes()
    finally:
        document.close()


def codes(text: str, encoding: str) -> str:
    return text.encode(encoding).hex()


@pytest.mark.parametrize("described", [True, False])
@pytest.mark.parametrize(
    ("encoding", "charset"),
    [("90ms-RKSJ-H", "cp932"), ("UniJIS-UTF16-H", "utf-16-be"), ("UniJIS-UCS2-HW-H", "utf-16-be")],
)
def test_no_character_is_lost_and_boxes_are_those_of_the_file(encoding: str, charset: str, described: bool) -> None:
    glyphs = drawn(composite(encoding, codes("話1人", charset), codes("話", charset), described=described))
    half = (
        SIZE if encoding == "UniJIS-UTF16-H" else SIZE / 2
    )  # its 1 is that of the proportional row, which /W leaves out
    assert [(g.letter, round(g.x0, 1), round(g.x1, 1)) for g in glyphs] == [
        ("話", X, X + SIZE),
        ("1", X + SIZE, X + SIZE + half),
        ("人", X + SIZE + half, X + 2 * SIZE + half),
        ("話", X, X + SIZE),
    ]
    assert [g.bottom - g.top for g in glyphs] == pytest.approx([SIZE] * 4, abs=0.02)
    assert [842 - g.bottom for g in glyphs] == pytest.approx([Y, Y, Y, Y - 50], abs=0.15 * SIZE)


def test_vertical_writing() -> None:
    glyphs = drawn(composite("90ms-RKSJ-V", codes("話人", "cp932"), codes("話", "cp932")))
    middle = X - SIZE / 2, X + SIZE / 2
    assert [g.letter for g in glyphs] == ["話", "人", "話"]
    assert [(g.x0, g.x1) for g in glyphs] == [pytest.approx(middle)] * 3
    assert [842 - g.top for g in glyphs] == pytest.approx([Y, Y - SIZE, Y - 50])


@pytest.mark.parametrize("described", [True, False])
def test_a_font_known_by_its_map_to_unicode_alone(described: bool) -> None:
    glyphs = drawn(composite("Identity-H", "000100020003", "0001", info=IDENTITY, described=described))
    assert [(g.letter, round(g.x0, 1), round(g.x1, 1)) for g in glyphs] == [
        ("話", X, X + SIZE),
        ("1", X + SIZE, X + 2 * SIZE),
        ("人", X + 2 * SIZE, X + 3 * SIZE),
        ("話", X, X + SIZE),
    ]


def test_the_fonts_of_the_machine_draw_pictures_only() -> None:
    raw = composite("90ms-RKSJ-H", codes("話", "cp932"), codes("話", "cp932"))
    drawn_first, read, drawn_later = (picture(raw, for_pictures=wanted) for wanted in (True, False, True))
    assert drawn_first == drawn_later != read
