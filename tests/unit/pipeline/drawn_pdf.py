"""PDFs are made here: one predefined Japanese font that every engine knows, each line at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import ingest
from pipeline.errors import InputError
from pipeline.model import SourceDoc

LEFT, SIZE, PITCH = 70, 12, 20
FULL = 37  # characters of 12 points between the margins of A4

_JAPAN1 = "/CIDSystemInfo<</Registry(Adobe)/Ordering(Japan1)/Supplement 2>>/DW 1000"
_NAMELESS = (  # glyphs that nothing maps to characters
    "<</Type/Font/Subtype/Type0/BaseFont/Odd/Encoding/Identity-H/DescendantFonts[<</Type/Font/Subtype/CIDFontType0"
    "/BaseFont/Odd/CIDSystemInfo<</Registry(Odd)/Ordering(Odd)/Supplement 0>>/DW 1000/FontDescriptor 5 0 R>>]>>"
)

Row = tuple[float, float, str] | tuple[float, float, str, float]  # x, distance from the top edge, text, size


def pdf(*pages: list[Row] | None, extra: str = "", more: str = "") -> bytes:
    """Return a PDF; None stands for a page that is one grey picture; `more` goes into the page dictionaries."""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{' '.join(f'{6 + 2 * n} 0 R' for n in range(len(pages)))}]/Count {len(pages)}>>",
        "<</Type/Font/Subtype/Type0/BaseFont/HeiseiMin-W3/Encoding/UniJIS-UCS2-H/DescendantFonts[4 0 R]>>",
        f"<</Type/Font/Subtype/CIDFontType0/BaseFont/HeiseiMin-W3{_JAPAN1}/W[1 230 500]/FontDescriptor 5 0 R>>",
        "<</Type/FontDescriptor/FontName/HeiseiMin-W3/Flags 4/FontBBox[0 -200 1000 900]/Ascent 850/Descent -150>>",
    ]
    for number, rows in enumerate(pages):
        drawn = "q 400 0 0 400 90 200 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 80> EI Q" if rows is None else extra
        for x, top, text, *size in rows or ():
            code = text.encode("utf-16-be").hex()
            drawn += f"\nBT /F1 {size[0] if size else SIZE} Tf 1 0 0 1 {x} {842 - top - SIZE} Tm <{code}> Tj ET"
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R/F2 {_NAMELESS}>>>>"
            f"/Contents {7 + 2 * number} 0 R{more}>>"
        )
        objects.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + end.encode()


def rows(*lines: str, top: float = 100) -> list[Row]:
    return [(LEFT, top + PITCH * n, line) for n, line in enumerate(lines) if line]


def read(tmp_path: Path, raw: bytes, name: str = "r5.pdf") -> SourceDoc:
    path = tmp_path / name
    path.write_bytes(raw)
    return ingest.read(path, name, max_bytes=10**7)


def refused(tmp_path: Path, raw: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        read(tmp_path, raw)
    return caught.value


def joined(source: SourceDoc) -> str:
    dropped = {*source.soft_breaks, *(at for aside in source.asides for at in range(aside.start, aside.end))}
    return "".join(char for at, char in enumerate(source.text) if at not in dropped)


def texts(source: SourceDoc) -> list[str]:
    return [source.text[span.start : span.end] for span in source.furniture]


PROSE = (
    "県内の五つの圏域で若者とその家族を対象にした出張相談会を開き、延べ１２３４人から相談を受けました。"
    "あわせて、支援に携わる方の研修を７月２４日と８月３日に行い、市町の担当者や民生委員など参加者は５００人を数え、"
    "回答した方の八割がたいへん役に立ったと答えています"
)


def wrapped(text: str) -> list[str]:
    return [text[at : at + FULL] for at in range(0, len(text), FULL)]
