"""The labels of charts, which are no part of the text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

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


def test_a_line_may_be_drawn_from_point_to_point(tmp_path: Path) -> None:
    points = [(315, 582), (375, 602), (435, 632), (495, 622)]
    sides = "".join(f"{a} {b} m {c} {d} l S\n" for (a, b), (c, d) in pairwise(points))
    source = read(tmp_path, pdf([*PROSE, *labels(40, 60, 90)], extra=f"0.5 w {sides}290 542 m 510 542 l S\n"))
    assert sorted(texts(source)) == sorted([*COUNTS, *YEARS])


def test_lines_below_each_other_and_level_ones_are_no_line_of_a_chart(tmp_path: Path) -> None:
    falls = "".join(f"{300 + 60 * n} {622 - 20 * n} m {360 + 60 * n} {622 - 20 * n} l S\n" for n in range(3))
    level = "".join(f"{300 + 60 * n} 662 m {360 + 60 * n} 662 l S\n" for n in range(3))
    source = read(tmp_path, pdf([*PROSE, *labels(40, 60, 90)], extra=f"0.5 w {falls}{level}"))
    assert not source.checks


AXES = "0.5 w 290 542 m 290 702 l S 290 542 m 500 542 l S\n"
BESIDE: list[Row] = [(LEFT, 133, "相談の窓口を三か所に開いた。"), (LEFT, 160, "秋には夜も開いた。")]


def test_numbers_and_a_unit_at_an_axis_that_is_higher_than_the_bars_are_labels(tmp_path: Path) -> None:
    scale: list[Row] = [(262, 135, "1,200", 9), (262, 215, "600", 9), (262, 120, "（件）", 9)]
    source = read(tmp_path, pdf([*PROSE, *BESIDE, *scale, *labels(40, 60, 90)], extra=AXES + bars(40, 60, 90)))
    assert sorted(texts(source)) == sorted([*COUNTS, *YEARS, "1,200", "600", "（件）"])


def test_an_axis_far_below_a_flat_line_is_its_own(tmp_path: Path) -> None:
    curve = "0.5 w 315 682 m 375 690 l 435 684 l 495 688 l S\n"
    years: list[Row] = [(306 + 60 * n, 304, year, 9) for n, year in enumerate(YEARS)]
    values: list[Row] = [(300 + 60 * n, 136, count, 9) for n, count in enumerate(COUNTS)]
    source = read(tmp_path, pdf([*PROSE, *BESIDE, *values, *years], extra=AXES + curve))
    assert sorted(texts(source)) == sorted([*COUNTS, *YEARS])


def test_the_frame_of_a_page_is_no_axis(tmp_path: Path) -> None:
    frame = "0.5 w 290 60 m 290 800 l S 290 60 m 560 60 l S\n"
    alone: list[Row] = [(300, 500, "４８２", 9), (300, 600, "５１７", 9)]
    source = read(tmp_path, pdf([*PROSE, *alone, *labels(40, 60, 90)], extra=frame + bars(40, 60, 90)))
    assert {"４８２", "５１７"}.isdisjoint(texts(source))


@pytest.mark.parametrize("title", ["図3　相談の件数（件）", "グラフ１ 相談の件数", "（図２－１）相談の件数"])
@pytest.mark.parametrize("top", [150, 330])
def test_what_says_that_it_is_the_title_of_a_chart_need_not_stand_at_its_middle(
    title: str, top: int, tmp_path: Path
) -> None:
    beside: list[Row] = [(LEFT, top - 2, "【取組状況】"), (LEFT, top + 18, "　相談の窓口を開いた。")]
    page = [*PROSE, (292, top, title, 9), *beside, *labels(40, 60, 90)]
    source = read(tmp_path, pdf(page, extra=bars(40, 60, 90)))
    assert "\n【取組状況】\n　相談の窓口を開いた。\n" in f"\n{source.text}"
    assert title in texts(source)


def test_a_sentence_on_a_figure_stays(tmp_path: Path) -> None:
    beside: list[Row] = [(LEFT, 148, "【取組状況】"), (292, 150, "図3のとおり増えた。", 9)]
    source = read(tmp_path, pdf([*PROSE, *beside, *labels(40, 60, 90)], extra=bars(40, 60, 90)))
    assert "図3のとおり増えた。" not in texts(source)


def lying(*widths: float, step: float = 24) -> tuple[str, list[Row]]:
    """Return bars that lie, with their values behind them and what they are of before them."""
    drawn = "".join(f"0.5 g 330 {640 - step * n} {wide} 14 re f 0 g\n" for n, wide in enumerate(widths))
    tops = [842 - 640 - 14 + step * n + 3 for n in range(len(widths))]
    values: list[Row] = [(334 + wide, tops[n], COUNTS[n], 9) for n, wide in enumerate(widths)]
    return drawn, [*values, *((310, top, year, 9) for top, year in zip(tops, YEARS, strict=True))]


def test_bars_that_lie_are_a_chart_too(tmp_path: Path) -> None:
    drawn, around = lying(70, 110, 90)
    source = read(tmp_path, pdf([*PROSE, *BESIDE, *around], extra=drawn))
    assert sorted(texts(source)) == sorted([*COUNTS, *YEARS])


def test_grounds_far_apart_are_none(tmp_path: Path) -> None:
    drawn, around = lying(70, 110, 90, step=90)
    source = read(tmp_path, pdf([*PROSE, *BESIDE, *around], extra=drawn))
    assert texts(source) == []
