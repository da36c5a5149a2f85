"""What the day of a value is: by when it is to be reached, or when it was."""

from __future__ import annotations

import pytest

from pipeline.model import Role

from .small_report import read


@pytest.mark.parametrize(
    ("words", "is_due"),
    [
        ("年度末の会員数を650人とする。", True),
        ("令和６年３月末の登録者数を120人に増やします。", True),
        ("令和６年３月末の登録者数を120人に増やしたい。", True),
        ("令和５年７月末の会員数を650人とした。", False),
        ("令和５年７月末の登録者数を120人に増やした。", False),
        ("令和５年８月末の残高を40万円に減らしました。", False),
        ("令和５年８月末の達成率を８割に引き上げました。", False),
    ],
)
def test_what_a_value_was_made_is_due_no_longer(words: str, *, is_due: bool) -> None:
    date = read(f"　{words}\n").dates[-1]
    assert (date.role is Role.PERIOD) == is_due
