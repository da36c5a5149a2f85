"""The cells that rules close."""

from __future__ import annotations

from pipeline.ingest.crossings import find_cells
from pipeline.ingest.places import Box

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
