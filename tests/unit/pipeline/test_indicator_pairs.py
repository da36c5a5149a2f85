"""Indicators whose values stand on lines of their own, each with the name again."""

from __future__ import annotations

import pytest

from .invented_report import read

_TEXT = "計画の評価シート（令和５年度）\n\n施策名：健康\n主管課：保健課\n成果：よい。\n\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "目標値　菜園の数　１，５００か所\n実績値　菜園の数　１，４３０か所",
            [("菜園の数", "か所", None, "1430", "1500")],
        ),
        (
            "目標値：菜園の数　15か所\n実績値：菜園の数　12か所\n目標値：１人当たりの収穫量　10kg\n実績値：１人当たりの収穫量　9kg",
            [("菜園の数", "か所", None, "12", "15"), ("１人当たりの収穫量", "kg", None, "9", "10")],
        ),
        (
            "目標値　参加率　90％\n目標値　満足度　80％\n実績値　参加率　94％\n実績値　満足度　81％",
            [("参加率", "%", None, "94", "90"), ("満足度", "%", None, "81", "80")],
        ),
        ("【目標値（R8）】参加率 60％\n【実績値（R6）】参加率 52％", [("参加率", "%", None, "52", "60")]),
        (
            "・基準値（R3）　参加率　40％\n・目標値（R8）　参加率　60％\n・実績値（R6）　参加率　52％",
            [("参加率", "%", "40", "52", "60")],
        ),
        ("参加率　目標値　60％\n参加率　実績値　52％", [("参加率", "%", None, "52", "60")]),
        ("目標値（参加率）：60％\n実績値（参加率）：52％", [("参加率", "%", None, "52", "60")]),
        ("目標値　参加率　60％\n実績値　52％", [("参加率", "%", None, "52", "60")]),
        ("目標値　参加率60％\n実績値　参加率52％", [("参加率", "%", None, "52", "60")]),
    ],
)
def test_values_below_each_other(lines: str, expected: list[tuple[str | None, ...]]) -> None:
    found = [
        (i.name, i.unit, *(None if v is None else str(v) for v in (i.baseline, i.actual, i.target)))
        for i in read(f"{_TEXT}{lines}\n").indicators
    ]
    assert found == expected


@pytest.mark.parametrize(
    "lines",
    [
        "目標値（R6）：30か所\n実績値（R6）：28か所",  # of nothing
        "目標値（累計）：30か所\n実績値（累計）：28か所",
        "目標値（今年度）：30か所\n実績値（今年度）：28か所",
        "目標値　年間　90回\n実績値　年間　84回",
        "目標値　参加率　60％\n実績値　52人",
        "目標値　参加率　60％\n\n実績値　参加率　52％",
        "目標値　参加率　60％\n実績値　満足度　52％",
        "目標値　参加率　60％\n目標値　参加率　52％\n実績値　参加率　50％",
        "目標：参加者数100人\n実績：参加者数120人",  # in words
        "目標値は参加率　60％です。\n実績値は参加率　52％です。",
    ],
)
def test_values_of_no_indicator(lines: str) -> None:
    assert not read(f"{_TEXT}{lines}\n").indicators
