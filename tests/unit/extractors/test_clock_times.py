from __future__ import annotations

import pytest

from extractors.clock_times import ClockTimes
from extractors.mentions import ClaimedBy
from extractors.view import TextView


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("平日９時～16時", ["９時～16時"]),
        ("午後1時30分開会", ["午後1時30分"]),
        ("13:30～15:00", ["13:30～15:00"]),
        ("10時半に集合", ["10時半"]),
        ("9～16時", ["9～16時"]),
        ("十時から十二時", ["十時から十二時"]),
        ("午前9時から午後5時まで", ["午前9時から午後5時"]),
        ("7時05分30秒に通過", ["7時05分30秒"]),
        ("11:20:45に記録", ["11:20:45"]),
        ("午前零時、午後一時半", ["午前零時", "午後一時半"]),
        ("夜9時、昨夜10時", ["夜9時", "10時"]),
        ("2024-04-01T09:30:00+09:00に記録", ["09:30:00+09:00"]),
        ("2024-04-01T00:30:00.250Z", ["00:30:00.250Z"]),
        ("2024-04-01T09:30", ["09:30"]),
        ("会場T09:30", []),
        ("正午に", []),
        ("14時間30分", []),
        ("第3時限", []),
        ("比は1:2:3", []),
        ("5時点", []),
    ],
)
def test_clock_times(text: str, claimed: list[str]) -> None:
    found = list(ClockTimes().find(TextView(text)))
    assert [c.text for c in found] == claimed
    assert all(c.by is ClaimedBy.CLOCK_TIME for c in found)
