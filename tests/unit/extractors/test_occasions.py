from __future__ import annotations

import pytest

from extractors.occasions import Occasions
from extractors.view import TextView


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第1回", [("第1回", 1, None)]),
        ("第 １２ 回研修会", [("第 １２ 回", 12, None)]),
        ("第三回「こころの講座」", [("第三回", 3, "こころの講座")]),
        ("2回目：「学びの場」", [("2回目", 2, "学びの場")]),
        ("第2回『森と川』", [("第2回", 2, "森と川")]),
        ("第10回目", [("第10回目", 10, None)]),
        ("3回開催", []),
        ("第1四半期", []),
        ("第1回、第2回", [("第1回", 1, None), ("第2回", 2, None)]),
    ],
)
def test_occasions(text: str, expected: list[tuple[str, int, str | None]]) -> None:
    assert [(o.text, o.ordinal, o.title) for o in Occasions().find(TextView(text))] == expected
