from __future__ import annotations

import pytest

from extractors import find_figures


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("参加者は120人", ["participants"]),
        ("委員12名が出席", ["participants"]),
        ("委員12名を委嘱", ["people"]),
        ("定員30名、25名が参加", ["people", "participants"]),
        ("登録者45人、うち30人が参加", ["people", "participants"]),
        ("講師2名、受講者30名が参加", ["people", "participants"]),
        ("中学生12人、高校生8人が参加", ["participants", "participants"]),
        ("48人（うち新規12人）が受講", ["participants", "participants"]),
        ("実35人、延べ120人が利用した", ["participants", "participants"]),
        ("240人（男性100人、女性140人）が来場", ["participants"] * 3),
        ("相談員2名を配置。", ["people"]),
        ("参加者の募集。職員3人", ["people"]),
    ],
)
def test_who_took_part(text: str, kinds: list[str]) -> None:
    assert [str(f.kind) for f in find_figures(text)] == kinds


def test_sessions_are_no_head_counts() -> None:
    assert [str(f.kind) for f in find_figures("参加回数は3回")] == ["count"]
