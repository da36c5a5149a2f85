"""Runs the cases of dates.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.dates import Dates, resolve_years
from extractors.mentions import DateMention
from extractors.view import TextView

_LINES = (Path(__file__).parent / "dates.md").read_text(encoding="utf-8").splitlines()
_CASES = [line.split(" => ") for line in _LINES if " => " in line]
_FISCAL_YEAR = 2023


def _days(date: DateMention) -> str:
    if date.recurrence is not None:
        return date.recurrence
    if date.start is None or date.end is None:
        assert date.start is date.end
        return "?"
    return str(date.start) if date.start == date.end else f"{date.start}..{date.end}"


def _shown(date: DateMention) -> str:
    marks = {
        "inferred": date.year_inferred,
        "about": date.approximate,
        "as-of": date.as_of,
        "deadline": date.deadline,
        "opens": date.opens,
        "range": date.is_range,
        "list": len(date.parts) > 1 and not date.is_range,
        f"<{date.weekday}>": date.weekday is not None,
    }
    return " ".join([f"{date.text} = {_days(date)}", date.precision, *(name for name, holds in marks.items() if holds)])


def _found(text: str) -> str:
    found: list[DateMention] = []
    for mention in Dates().find(TextView(text)):
        found.append(resolve_years(mention, fiscal_year=_FISCAL_YEAR, before=found[-1] if found else None))
    return "; ".join(map(_shown, found)) or "-"


def test_there_are_cases() -> None:
    assert len(_CASES) >= 150


@pytest.mark.parametrize(("text", "expected"), _CASES, ids=[case[0][:24] for case in _CASES])
def test_dates(text: str, expected: str) -> None:
    assert _found(text) == expected
