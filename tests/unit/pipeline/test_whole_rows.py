"""Tables set with blanks in a text that is wrapped at a margin, which cuts their rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ingest.whole_rows import whole_rows

from .table_texts import drawn

PROSE = "水源の森の手入れを進め、間伐した木を地域の学校の机や椅子に使うことで、森と暮らしとのつながりを伝える取組を続けてまいりました。"
HEAD = "指標　　　　　　　　　　　　　基準値　　　　目標値"
ROWS = (
    "管の耐震化率（％）　　　　　　３８．５　　　　５２．０",
    "有収率（％）　　　　　　　　　８８．９　　　　９２．０",
    "訓練の回数（回）　　　　　　　３　　　　　　　６",
)


def wrapped(line: str, width: int) -> str:
    return "\n".join(line[at : at + width] for at in range(0, len(line), width))


@pytest.mark.parametrize("width", [20, 21, 22])
def test_rows_cut_between_two_cells_are_whole(width: int) -> None:
    text = "\n".join(wrapped(line, width) for line in (PROSE, "", HEAD, *ROWS, ""))
    found = whole_rows(text)
    assert len(found) == len(text)
    body = found.split("\n\n")[1].split("\n")
    assert ["".join(line.split()) for line in body if line] == ["".join(line.split()) for line in (HEAD, *ROWS)]


def test_indicators_of_rows_that_a_margin_cuts(tmp_path: Path) -> None:
    found = drawn(tmp_path, wrapped(PROSE, 21), "", *(wrapped(line, 21) for line in (HEAD, *ROWS)))
    assert [(i.name, f"{i.baseline}", f"{i.target}") for i in found.indicators] == [
        ("管の耐震化率", "38.5", "52.0"),
        ("有収率", "88.9", "92.0"),
        ("訓練の回数", "3", "6"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [line[:18] + "　" * 2 for line in ROWS],  # rows as wide as the margin, each for itself
        [f"{name}　　図に示した箇所の数を基に求めた割合の値"[:20] + "\nの平均" for name in "東西南"],  # cut in no blank
        [wrapped(ROWS[0], 20), "", wrapped(ROWS[1], 20), "", wrapped(ROWS[2], 20)],  # not below each other
        [wrapped(ROWS[0], 20), wrapped(ROWS[1], 20)],  # too few
        [row[:20].rstrip() + "\n" + row[20:] for row in ROWS],  # shorter than the margin
        [f"{row[:20]}\n{'　' * at}新しい管にした。" for at, row in enumerate(ROWS)],
    ],
)
def test_other_lines_stay(lines: list[str]) -> None:
    text = "\n".join([wrapped(PROSE, 20), "", *lines, ""])
    assert whole_rows(text) == text
