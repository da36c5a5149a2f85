"""The thin layer over PDFium does what the helpers of pypdfium2 do."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from pipeline.ingest.engine import Document, EngineError

SAMPLES = ("kasumigane-r6-h2.ruled.pdf", "minakamino-r5-h1.turned.pdf", "suikawa-r7-h1.designed.pdf")


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("grey", [True, False])
def test_pages_are_those_of_the_helpers(root: Path, name: str, *, grey: bool) -> None:
    raw = (root / "tests" / "pairs" / name).read_bytes()
    ours, theirs = Document(raw), pypdfium2.PdfDocument(raw)
    assert len(ours) == len(theirs)
    page, same = ours[0], theirs[0]
    assert page.get_size() == same.get_size()
    assert page.get_rotation() == same.get_rotation()
    assert page.get_shown() == same.get_bbox()
    picture = page.picture(1.3, grey=grey)
    drawn = same.render(scale=1.3, grayscale=grey, rev_byteorder=True).to_pil()
    assert (picture.mode, picture.size, picture.tobytes()) == (drawn.mode, drawn.size, drawn.tobytes())
    page.close()
    ours.close()


PAGELESS = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF"
)


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.4\n%%EOF", b"no PDF", PAGELESS])
def test_what_cannot_be_opened_is_said_in_the_words_of_the_helpers(raw: bytes) -> None:
    with pytest.raises(pypdfium2.PdfiumError) as theirs:
        pypdfium2.PdfDocument(raw)
    with pytest.raises(EngineError) as ours:
        Document(raw)
    assert str(ours.value) == str(theirs.value)


def test_a_page_that_is_not_there_is_an_error(root: Path) -> None:
    document = Document((root / "samples" / "tatara-r5-h1.pdf").read_bytes())
    with pytest.raises(EngineError):
        document[len(document)]
    page = document[0]
    for scale in (0, 2**24, 2**32):  # without size, and beyond the numbers of PDFium
        with pytest.raises(EngineError):
            page.picture(scale, grey=True)
    page.close()
    document.close()
