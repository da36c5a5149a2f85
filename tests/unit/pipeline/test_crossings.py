"""The cells that rules close."""

from __future__ import annotations

from pipeline.ingest.crossings import find_cells, find_rounded, nearest
from pipeline.ingest.places import Box, Glyph
from pipeline.ingest.sides import missing_sides

Boxes = list[tuple[int, ...]]


def level(y: float, *pieces: tuple[float, float]) -> list[Box]:
    return [(x0, y, x1, y) for x0, x1 in pieces]


def upright(x: float, *pieces: tuple[float, float]) -> list[Box]:
    return [(x, top, x, bottom) for top, bottom in pieces]


def cells(rules: list[Box], posts: list[Box]) -> list[Boxes]:
    return sorted(sorted(tuple(map(round, box)) for box in table) for table in find_cells(rules, posts))


def test_four_rules_close_a_cell() -> None:
    assert cells(level(0, (0, 50)) + level(20, (0, 50)), upright(0, (0, 20)) + upright(50, (0, 20))) == [
        [(0, 0, 50, 20)]
    ]


def test_a_side_that_is_missing_closes_none() -> None:
    assert cells(level(0, (0, 50)) + level(20, (0, 50)), upright(0, (0, 20))) == []


def test_a_rule_drawn_in_pieces_and_a_little_aside_is_one() -> None:
    rules = level(0, (0, 20), (22, 50)) + level(20, (0, 50)) + level(20.4, (0, 50))
    posts = upright(0, (1, 20)) + upright(50, (0, 9), (11, 19))
    assert cells(rules, posts) == [[(0, 0, 50, 20)]]


def test_a_gap_that_can_be_seen_is_none() -> None:
    assert cells(level(0, (0, 20), (30, 50)) + level(20, (0, 50)), upright(0, (0, 20)) + upright(50, (0, 20))) == []


def test_a_merged_cell_reaches_over_those_below_it() -> None:
    rules = [rule for y in (0, 20, 40) for rule in level(y, (0, 100))]
    posts = upright(0, (0, 40)) + upright(50, (20, 40)) + upright(100, (0, 40))
    assert cells(rules, posts) == [[(0, 0, 100, 20), (0, 20, 50, 40), (50, 20, 100, 40)]]


def test_tables_that_share_no_corner_are_two() -> None:
    rules = [rule for y in (0, 20) for rule in level(y, (0, 50), (60, 110))]
    posts = [post for x in (0, 50, 60, 110) for post in upright(x, (0, 20))]
    assert cells(rules, posts) == [[(0, 0, 50, 20)], [(60, 0, 110, 20)]]


def card(x0: float, y0: float, x1: float, y1: float, r: float = 8) -> tuple[list[Box], list[Box]]:
    """Return the rules of a box with rounded corners."""
    return level(y0, (x0 + r, x1 - r)) + level(y1, (x0 + r, x1 - r)), upright(x0, (y0 + r, y1 - r)) + upright(
        x1, (y0 + r, y1 - r)
    )


def test_boxes_with_rounded_corners_are_told_from_the_strip_between_them() -> None:
    (beams, posts), (further, others) = card(0, 0, 100, 60), card(120, 0, 220, 60)
    found = sorted(find_rounded(beams + further, posts + others))
    assert [box for _, _, box in found] == [(0, 0, 100, 60), (120, 0, 220, 60)]
    assert {side for *sides, _ in found for side in sides} == {*posts, *others}


def test_a_side_may_go_up_to_where_a_ground_ends() -> None:
    beams, (left, right) = card(0, 0, 100, 60)
    longer = right[0], 0.0, right[2], right[3]
    assert [box for *_, box in find_rounded(beams + level(20, (0, 100)), [left, longer])] == [(0, 0, 100, 60)]


def test_the_columns_of_a_table_with_rounded_corners_are_no_boxes() -> None:
    beams, posts = card(0, 0, 200, 60)
    assert [box for *_, box in find_rounded(beams, posts + upright(90, (8, 52)))] == [(0, 0, 200, 60)]


def test_a_table_that_a_page_break_leaves_open_is_no_rounded_box() -> None:
    posts = [post for x in (0, 100) for post in upright(x, (0, 60))]
    assert not list(find_rounded(level(0, (0, 100)) + level(20, (0, 100)) + level(40, (0, 100)), posts))


def test_a_box_may_have_rounded_corners_below_and_the_ground_of_its_title_above() -> None:
    rules = [*level(10, (20, 120)), *level(40, (20, 120)), *level(110, (26, 114))]
    sides = [*upright(20, (10, 104)), *upright(120, (10, 104))]
    assert [box for _, _, box in find_rounded(rules, sides)] == [(20, 10, 120, 110)]
    closed = [*upright(20, (10, 110)), *upright(120, (10, 110))]  # by rules that cross
    assert not list(find_rounded([*level(10, (20, 120)), *level(110, (20, 120))], closed))


def test_the_nearest_edge_is_the_first_of_two_as_near() -> None:
    edges = [10.0, 20.0, 40.0]
    found = {edge: nearest(edges, edge) for edge in (0.0, 10.0, 15.0, 15.1, 20.0, 29.9, 30.0, 30.1, 40.0, 99.0)}
    assert found == {edge: min(range(3), key=lambda k: abs(edges[k] - edge)) for edge in found}
    assert nearest([10.0], 99.0) == 0


def _glyphs(x: float, *tops: float) -> list[Glyph]:
    return [Glyph("市", x, top, x + 10, top + 10) for top in tops]


def test_no_side_is_missing_where_text_runs_over_it() -> None:
    """Bars over text in columns are as wide as each other too."""
    bars: list[Box] = [(40, y, 560, y) for y in (100, 120, 300, 320)]
    posts: list[Box] = [(300, 100, 300, 320)]
    rows = [(x, a, x, b) for x in (40, 560) for a, b in ((100, 120), (120, 300), (300, 320))]
    assert missing_sides(bars, posts, _glyphs(44, 105, 150)) == rows
    assert missing_sides(bars, posts, _glyphs(35, 150, 170)) == [row for row in rows if row[:2] != (40, 120)]
    hung = [Glyph("。", 555, 150, 565, 160)]  # punctuation may hang over the margin
    assert missing_sides(bars, posts, hung) == rows
