from __future__ import annotations

import pytest

from extractors import slashes


def _place(text: str) -> tuple[int, int]:
    """Return where the a/b of a text stands."""
    slash = text.index("/")
    start, end = slash, slash + 1
    while start and text[start - 1].isdigit():
        start -= 1
    while end < len(text) and text[end].isdigit():
        end += 1
    return start, end


@pytest.mark.parametrize(
    "text", ["7/3から受付", "(11/3)音楽祭", "締切:8/20", "5/20 総会", "2/4開催", "9/30をもって閉鎖"]
)
def test_a_day_and_no_share(text: str) -> None:
    start, end = _place(text)
    assert slashes.is_day(text, start, end, days=1)
    assert not slashes.is_share(text, start, end)


@pytest.mark.parametrize("text", ["費用の1/2を補助", "3/4の世帯", "出席率 12/15", "57/60", "工事は3/4終了"])
def test_a_share_and_no_day(text: str) -> None:
    start, end = _place(text)
    assert slashes.is_share(text, start, end)
    assert not slashes.is_day(text, start, end, days=1)


@pytest.mark.parametrize("text", ["正答 7/12", "(7/10)勉強会", "4/10 総会", "5/12に減少"])
def test_neither_where_nothing_tells(text: str) -> None:
    start, end = _place(text)
    assert not slashes.is_share(text, start, end)
    assert not slashes.is_day(text, start, end, days=1)


@pytest.mark.parametrize(
    ("text", "expected"), [("1/2から2/3に", False), ("1/2から2/3開催", True), ("12/28から1/3に", True)]
)
def test_spans(text: str, expected: bool) -> None:
    first, last = text.split("から")
    end = len(first) + 2 + last.index("/") + 2
    assert slashes.is_span(text, 0, len(first), end) is expected
