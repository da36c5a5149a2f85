"""Runs the cases of issued.md."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from extractors import find_dates
from extractors.mentions import DateMention

_LINES = (Path(__file__).parent / "issued.md").read_text(encoding="utf-8").splitlines()
_CASES = [line.split(" => ") for line in _LINES if " => " in line]
_ISSUED = dt.date(2025, 6, 18)


def _shown(date: DateMention) -> str:
    days = date.recurrence or ("?" if date.start is None else str(date.start))
    if date.end != date.start:
        days += f"..{date.end}"
    marks = {"about": date.approximate, "opens": date.opens, "range": date.is_range}
    return " ".join([f"{date.text} = {days}", date.precision, *(name for name, holds in marks.items() if holds)])


def test_there_are_cases() -> None:
    assert len(_CASES) >= 100


@pytest.mark.parametrize(("text", "expected"), _CASES, ids=[case[0][:24] for case in _CASES])
def test_dates(text: str, expected: str) -> None:
    assert ("; ".join(map(_shown, find_dates(text, issued=_ISSUED))) or "-") == expected


@pytest.mark.parametrize(
    "text",
    [
        "3日前に出た。",
        "5年後に移る。",
        "3年前の8月に開いた。",
        "知事は9日、述べた。",
        "二か月後に会う。",
        "今後2週間",
        "過去3年間の平均",
        "この5年間で",
        "次の火曜日に",
        "月末に届く。",
        "週末に会う。",
        "今日帰ります。",
        "2週間後の土曜日",
        "次の日に戻る。",
    ],
)
def test_nothing_counts_from_a_day_of_writing_that_is_not_known(text: str) -> None:
    assert [date.start for date in find_dates(text, fiscal_year=2025)] == []


@pytest.mark.parametrize("issued", [dt.date.min, dt.date.max])
def test_nothing_is_counted_beyond_the_calendar(issued: dt.date) -> None:
    found = find_dates("来週、先週の土曜日、今週末、3日前に、次の火曜日に", issued=issued)
    assert found
    assert [date.start for date in found] == [None] * len(found)


def test_what_goes_on_beyond_the_calendar_has_no_end() -> None:
    assert [date.start for date in find_dates("今後3週間は混む。", issued=dt.date.max)] == [None]
    assert [date.start for date in find_dates("過去2年間の平均", issued=dt.date.min)] == [None]
