"""Text on grounds of its own."""

from __future__ import annotations

from pipeline.ingest.panels import set_apart
from pipeline.ingest.places import Box, Glyph
from pipeline.ingest.runs import Run


def line(text: str, left: float, top: float, em: float = 10.0) -> Run:
    glyphs = [Glyph(c, left + em * n, top, left + em * (n + 1), top + em) for n, c in enumerate(text)]
    return Run(glyphs, left, top, left + em * len(text), top + em, em)


def texts(runs: list[Run]) -> list[str]:
    return [run.text for run in runs]


def test_cards_inside_a_panel_are_read_one_after_the_other() -> None:
    panel: Box = (30, 80, 300, 300)
    cards: list[Box] = [(40, 110, 150, 190), (170, 110, 280, 190)]
    head, below = line("朝市の開催", 40, 90), line("毎月開きました。", 40, 220)
    left = [line("会場", 45, 115), line("12", 45, 130, 30), line("前年８", 45, 170)]
    right = [line("来場", 175, 115), line("4,710", 175, 130, 20), line("子ども", 175, 170)]
    outside = line("夜市の開催", 40, 330)
    found = list(set_apart([[head, *left, *right, below, outside]], [panel, *cards]))
    assert [texts(runs) for _, _, runs in found] == [
        ["朝市の開催"],
        texts(left),
        texts(right),
        ["毎月開きました。"],
        ["夜市の開催"],
    ]
