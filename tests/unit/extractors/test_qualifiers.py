from __future__ import annotations

import pytest

from extractors import find_figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("延べ120人", ["延べ"]),
        ("受講者延人数：87名", ["延べ"]),
        ("181件（延べ）", ["延べ"]),
        ("延長件数3件", []),
        ("遅延3件", []),
        ("延岡会場3件", []),
        ("参加者数（実）：35人", ["実"]),
        ("内容の充実 3件", []),
        ("実施3件", []),
        ("実習生3名", []),
        ("ほぼ30件", ["約"]),
        ("約100人以上", ["約", "以上"]),
        ("100人程度以上", ["程度", "以上"]),
        ("50万円以内", ["以下"]),
        ("100人に満たない", ["未満"]),
        ("100人を超える", ["超"]),
        ("超過勤務3件", []),
        ("各種研修3回", []),
        ("各学校30人", ["各"]),
        ("それぞれ30人", ["各"]),
        ("このうち12人", ["うち"]),
        ("3名（内1名）", ["うち"]),
        ("参加は15人。うち5人", ["うち"]),
    ],
)
def test_qualifiers(text: str, expected: list[str]) -> None:
    *_, last = find_figures(text)
    assert [str(q) for q in last.qualifiers] == expected
