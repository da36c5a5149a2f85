"""A sentence is quoted without what stands in its middle."""

from __future__ import annotations

import pytest

from extractors.spans import Span
from pipeline.source import SourceDoc


@pytest.mark.parametrize(
    ("asides", "words", "quoted"),
    [
        (["- 3 -\nつくえ\n"], "総数は\n- 3 -\nつくえ\n12脚です。", "総数は\n12脚です。"),
        (["※1", "※2"], "椅子※1は30脚、机※2は12脚です。", "椅子は30脚、机は12脚です。"),
        (["※9"], "椅子は30脚です。", "椅子は30脚です。"),
        ([], "椅子は\n\n30脚です。", "椅子は\n\n30脚です。"),
    ],
)
def test_asides_are_left_out(asides: list[str], words: str, quoted: str) -> None:
    text = f"前の文です。\n{words}\n後の※9文です。\n"
    spans = tuple(Span(text.index(aside), text.index(aside) + len(aside)) for aside in asides)
    doc = SourceDoc(name="r.txt", sha256="0" * 64, format="txt", text=text, asides=spans)
    at = text.index(words)
    assert doc.sentence(Span(at, at + len(words))) == quoted
