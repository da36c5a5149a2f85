from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from extractors import wareki


@pytest.mark.parametrize(
    ("era", "number", "year"),
    [
        ("令和", 1, 2019), ("R", 5, 2023), ("㋿", 6, 2024), ("平成", 35, 2023), ("H", 28, 2016), ("昭和", 64, 1989),
        ("大正", 12, 1923), ("明治", 45, 1912), ("西暦", 2023, 2023), (None, 2023, 2023), ("令和", 99, None),
        ("令和", 0, None), ("大正", 20, None), ("昭和", 65, None), ("S", 70, None), ("昭和", 100, 2025), ("平成", 62, 2050), (None, 123, None), ("X", 1, None),
    ],
)  # fmt: skip
def test_year_of(era: str | None, number: int, year: int | None) -> None:
    assert wareki.year_of(era, number) == year


def test_impossible_days_are_none() -> None:
    assert wareki.day_span(2023, 2, 30) is None
    assert wareki.month_span(2023, 13) is None
    assert wareki.quarter_span(2023, 5, fiscal=True) is None
    assert wareki.nth_weekday(2023, 2, 5, "金") is None


def test_fiscal_year_and_its_parts() -> None:
    assert wareki.fiscal_span(2023) == (dt.date(2023, 4, 1), dt.date(2024, 3, 31))
    assert wareki.half_span(2023, "下半期", fiscal=True) == (dt.date(2023, 10, 1), dt.date(2024, 3, 31))
    assert wareki.half_span(2023, "上半期", fiscal=False) == (dt.date(2023, 1, 1), dt.date(2023, 6, 30))
    assert wareki.quarter_span(2023, 4, fiscal=True) == (dt.date(2024, 1, 1), dt.date(2024, 3, 31))
    assert wareki.quarter_span(2023, 1, fiscal=False) == (dt.date(2023, 1, 1), dt.date(2023, 3, 31))
    assert [wareki.fiscal_year_of(dt.date(2024, m, 1)) for m in (3, 4)] == [2023, 2024]
    assert [wareki.year_in_fiscal(2023, m) for m in (4, 12, 1, 3)] == [2023, 2023, 2024, 2024]


def test_parts_of_a_month() -> None:
    assert wareki.month_span(2024, 2) == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))
    assert wareki.ten_days_span(2023, 2, "下旬") == (dt.date(2023, 2, 21), dt.date(2023, 2, 28))
    assert wareki.nth_weekday(2023, 9, 3, "金") == (dt.date(2023, 9, 15), dt.date(2023, 9, 15))
    assert wareki.nth_weekday(2023, 9, -1, "金") == (dt.date(2023, 9, 29), dt.date(2023, 9, 29))


def test_centuries_and_decades() -> None:
    assert wareki.age_span(19, "世紀") == (dt.date(1801, 1, 1), dt.date(1900, 12, 31))
    assert wareki.age_span(1990, "年代後半") == (dt.date(1995, 1, 1), dt.date(1999, 12, 31))
    assert wareki.age_span(0, "世紀") is None
    assert wareki.age_span(100, "世紀") is None


def test_old_eras_follow_each_other() -> None:
    eras = list(wareki.OLD_ERAS.values())
    assert all(a.offset + a.last == b.offset + 1 for a, b in pairwise(eras))
    assert wareki.year_of("慶応", 4) == wareki.year_of("明治", 1) == 1868
    assert wareki.year_of("天保", 16) is None


def test_weekdays() -> None:
    assert wareki.rrule_day("金", 3) == "3FR"
    assert wareki.rrule_day("日") == "SU"
    assert wareki.weekdays_between("土", "月") == "土日月"


@pytest.mark.parametrize(
    ("day", "days", "keeps"),
    [
        (dt.date(2025, 3, 28), ["FR"], True),
        (dt.date(2025, 3, 28), ["TU", "4FR"], True),
        (dt.date(2025, 3, 28), ["-1FR"], True),
        (dt.date(2025, 3, 21), ["-1FR", "4FR"], False),
        (dt.date(2025, 3, 28), ["SA", "3FR"], False),
    ],
)
def test_days_keep_to_the_weekdays_of_a_rule(day: dt.date, days: list[str], *, keeps: bool) -> None:
    assert wareki.keeps_days(day, days) is keeps
