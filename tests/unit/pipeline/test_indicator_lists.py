"""Indicators in a list whose rows are parted by 、 below a line that names its columns."""

from __future__ import annotations

import pytest

from .invented_report import read

_TEXT = "計画の評価シート（令和５年度）\n\n施策名：花\n主管課：公園課\n成果：よい。\n\n指標の一覧\n"


def _read(lines: str) -> list[tuple[str | None, ...]]:
    return [
        (i.name, i.unit, *(None if v is None else str(v) for v in (i.baseline, i.actual, i.target)))
        for i in read(f"{_TEXT}{lines}\n").indicators
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "（指標名、単位、策定時、令和５年度、目標の順）\n花壇の数、か所、8、11、15\n世話をする人の割合、％、20.5、31.0、40.0",
            [("花壇の数", "か所", "8", "11", "15"), ("世話をする人の割合", "%", "20.5", "31.0", "40.0")],
        ),
        (
            "※指標、基準値、実績値、目標値の順に記載\n・花壇の数、8か所、11か所、15か所\n・苗の数、1,200本、－、1,500本",
            [("花壇の数", "か所", "8", "11", "15"), ("苗の数", "本", "1200", None, "1500")],
        ),
        (
            "指標名、単位、令和元年度、令和５年度、目標（令和９年度）\n花壇の数、か所、8、11、15\n以上は年度末の数です。",
            [("花壇の数", "か所", "8", "11", "15")],
        ),
        (  # the first year of which a row tells is not that to compare with
            "指標名、単位、令和元年度、令和３年度、令和５年度、目標（令和９年度）\n花壇の数、か所、－、8、11、15",
            [("花壇の数", "か所", None, "11", "15")],
        ),
        (  # a row with a part too many is left, as is what comes behind it
            "（指標名、単位、基準値、実績値、目標値の順）\n花壇の数、か所、8、11、15\n花壇、菜園の数、か所、8、11、15\n苗の数、本、8、11、15",
            [("花壇の数", "か所", "8", "11", "15")],
        ),
    ],
)
def test_rows_below_the_names_of_their_columns(lines: str, expected: list[tuple[str | None, ...]]) -> None:
    assert _read(lines) == expected


@pytest.mark.parametrize(
    "lines",
    [
        "花壇の数、か所、8、11、15",  # below no names
        "（指標名、単位、基準値、実績値、目標値の順）\n\n花壇の数、か所、8、11、15",
        "（指標名、単位、令和５年度、令和６年度の順）\n花壇の数、か所、8、11",  # without a target
        "（指標名、単位、令和元年度、令和10年度、目標（令和９年度）の順）\n花壇の数、か所、8、11、15",
        "（指標名、単位、基準値、担当課、目標値の順）\n花壇の数、か所、8、公園課、15",
        "（指標名、単位、基準値、実績値、目標値の順）\n花壇の数、か所、増えた、11、15",
        "（指標名、単位、基準値、実績値、目標値の順）\n花壇の数、8、か所、11、15",
        "指標名、基準値、実績値、目標値を次の表に示します。\n花壇の数、8、11、15",
    ],
)
def test_lists_of_no_indicators(lines: str) -> None:
    assert not _read(lines)
