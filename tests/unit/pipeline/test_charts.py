"""The labels of charts, which are no part of the text."""

from __future__ import annotations

from pathlib import Path

from .drawn_pdf import LEFT, Row, pdf, read, texts

PROSE: list[Row] = [(LEFT, 100, "相談は３１件であった。"), (LEFT, 420, "次の年も続ける。")]
COUNTS = ["１９件", "２４件", "３１件"]
YEARS = ["R4", "R5", "R6"]


def bars(*heights: float) -> str:
    return "".join(f"0.5 g {300 + 60 * n} 542 30 {height} re f 0 g\n" for n, height in enumerate(heights))


def labels(*heights: float) -> list[Row]:
    values: list[Row] = [(300 + 60 * n, 300 - high - 14, COUNTS[n], 9) for n, high in enumerate(heights)]
    return [*values, *((306 + 60 * n, 304, year, 9) for n, year in enumerate(YEARS))]


def test_the_numbers_over_bars_are_set_apart_and_told(tmp_path: Path) -> None:
    source = read(tmp_path, pdf([*PROSE, *labels(40, 60, 90)], extra=bars(40, 60, 90)))
    assert sorted(texts(source)) == sorted([*COUNTS, *YEARS])
    assert [check.code for check in source.checks] == ["chart"]


def test_the_numbers_at_the_points_of_a_line_are_too(tmp_path: Path) -> None:
    curve = "0.5 w 315 582 m 375 602 l 435 632 l 495 622 l S\n"
    source = read(tmp_path, pdf([*PROSE, *labels(40, 60, 90)], extra=curve + "290 542 m 510 542 l S\n"))
    assert sorted(texts(source)) == sorted([*COUNTS, *YEARS])


def test_grounds_of_one_height_are_no_bars(tmp_path: Path) -> None:
    source = read(tmp_path, pdf([*PROSE, *labels(60, 60, 60)], extra=bars(60, 60, 60)))
    assert texts(source) == []
    assert not source.checks


def test_a_table_below_a_chart_keeps_its_numbers(tmp_path: Path) -> None:
    below: list[Row] = [(300 + 60 * n, 330, f"計{count}", 9) for n, count in enumerate(COUNTS)]
    source = read(tmp_path, pdf([*PROSE, *labels(40, 60, 90), *below], extra=bars(40, 60, 90)))
    assert sorted(texts(source)) == sorted([*COUNTS, *YEARS])
    assert "計３１件" in source.text


TITLE: Row = (339, 186, "相談の件数（件）", 9)


def test_the_title_of_a_chart_is_no_part_of_the_line_beside_it(tmp_path: Path) -> None:
    beside: list[Row] = [(LEFT, 184, "【取組状況】"), (LEFT, 204, "　相談の窓口を開いた。")]
    source = read(tmp_path, pdf([*PROSE, TITLE, *beside, *labels(40, 60, 90)], extra=bars(40, 60, 90)))
    assert "\n【取組状況】\n　相談の窓口を開いた。\n" in f"\n{source.text}"
    assert sorted(texts(source)) == sorted(["相談の件数（件）", *COUNTS, *YEARS])


def test_a_title_on_a_line_of_its_own_and_lines_of_a_column_stay(tmp_path: Path) -> None:
    source = read(tmp_path, pdf([*PROSE, TITLE, *labels(40, 60, 90)], extra=bars(40, 60, 90)))
    assert "相談の件数（件）" not in texts(source)
    column: list[Row] = [(330, 150 + 18 * n, "相談に来る人が増えている") for n in range(3)]
    beside: list[Row] = [(LEFT, 150 + 18 * n, "窓口を市内の三か所に開いた") for n in range(3)]
    source = read(tmp_path, pdf([*PROSE, *column, *beside, *labels(40, 60, 90)], extra=bars(40, 60, 90)))
    assert sorted(texts(source)) == sorted([*COUNTS, *YEARS])
