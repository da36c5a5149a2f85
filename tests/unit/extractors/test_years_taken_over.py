"""The year that a date takes over from the one before it, over a long text."""

from __future__ import annotations

from extractors import find_dates


def test_each_sentence_begins_anew() -> None:
    told = "平成20年4月に発足し、7月に規約を定めた。"
    found = find_dates(f"{told}10月に開いた。{told}", fiscal_year=2023)
    assert [date.start.year for date in found if date.start] == [2008, 2008, 2023, 2008, 2008]


def test_it_goes_on_through_a_long_sentence() -> None:
    found = find_dates("平成20年4月に始まり、" + "".join(f"{month}月に進み、" for month in range(5, 13)) + "終わった。")
    assert {date.start.year for date in found if date.start} == {2008}
    assert len(found) == 9
