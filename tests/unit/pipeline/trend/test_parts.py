from __future__ import annotations

import datetime as dt
from itertools import permutations
from random import Random

import pytest

from pipeline.trend.assign import assign
from pipeline.trend.plans import core_name
from pipeline.trend.series import Basis, counted


@pytest.mark.parametrize("seed", range(30))
def test_no_assignment_gains_more(seed: int) -> None:
    random = Random(seed)
    rows, columns = random.randint(1, 5), random.randint(1, 5)
    gains = [[random.choice([0.0, random.random()]) for _ in range(columns)] for _ in range(rows)]
    pairs = assign(gains)
    assert len({r for r, _ in pairs}) == len({c for _, c in pairs}) == len(pairs)
    assert all(gains[r][c] > 0 for r, c in pairs)
    few, many = sorted((rows, columns))
    best = max(
        sum(gains[a][b] if rows <= columns else gains[b][a] for a, b in zip(range(few), order, strict=True))
        for order in permutations(range(many), few)
    )
    assert sum(gains[r][c] for r, c in pairs) == pytest.approx(best)


@pytest.mark.parametrize("gains", [[], [[], []], [[0.0]]])
def test_nothing_is_paired_with_nothing(gains: list[list[float]]) -> None:
    assert assign(gains) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第3次青瀬県自殺対策計画", "第４次青瀬県自殺対策推進計画（改定版）"),
        ("星川県子ども・子育て計画", "星川県こども子育て計画"),
        ("障がい者計画（令和5年度版）", "障害者計画"),
    ],
)
def test_editions_have_one_name(one: str, other: str) -> None:
    assert core_name(one) == core_name(other)


@pytest.mark.parametrize(
    ("one", "other"), [("環境基本計画", "環境行動計画"), ("子ども計画", "若者計画"), ("青瀬県計画", "青原県計画")]
)
def test_other_plans_have_other_names(one: str, other: str) -> None:
    assert core_name(one) != core_name(other)


def test_times_that_may_be_compared() -> None:
    half = Basis(dt.date(2023, 4, 1), dt.date(2023, 9, 30), False)
    whole = Basis(dt.date(2023, 4, 1), dt.date(2024, 3, 31), False)
    assert half.shape == Basis(dt.date(2024, 4, 1), dt.date(2024, 9, 30), False).shape
    assert half.shape != whole.shape
    day = Basis(dt.date(2023, 9, 30), dt.date(2023, 9, 30), True)
    assert day.shape != Basis(dt.date(2023, 9, 30), dt.date(2023, 9, 30), False).shape
    assert day.shape != Basis(dt.date(2023, 8, 31), dt.date(2023, 8, 31), True).shape
    leap = Basis(dt.date(2024, 2, 29), dt.date(2024, 2, 29), True)
    assert leap.shape == Basis(dt.date(2023, 2, 28), dt.date(2023, 2, 28), True).shape
    assert (half.period, half.fiscal_year, whole.period, whole.fiscal_year) == ("H1", 2023, "FY", 2023)


def test_labels_that_count_one_thing() -> None:
    assert counted("参加者数") == counted("参加者")
    assert counted("数") == "数"
