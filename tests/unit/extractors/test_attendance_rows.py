"""Rows of sessions."""

from __future__ import annotations

import pytest

from extractors import attendance_rows
from extractors.view import TextView


@pytest.mark.parametrize(
    ("row", "mark"),
    [
        ("第2回　7月8日（月）　東公民館　28人", "第2回　7月8日（月）"),
        ("第1回（6月5日）　市役所　19名", "第1回（6月5日"),
        ("二夜目　12月16日（土）　体育館　51人", "二夜目　12月16日（土）"),
        ("7月8日（月）の講座に28人", None),
        ("4月1日現在　28人", None),
        ("4月1日　28人", None),
        ("第2回　8月4日（日）　定員28人", None),
        ("東公民館　28人", None),
    ],
)
def test_a_row_is_known_by_its_date_or_ordinal(row: str, mark: str | None) -> None:
    view = TextView(row)
    at = len(row) - 3
    assert attendance_rows.mark_before(view, at) == (None if mark is None else len(mark))
