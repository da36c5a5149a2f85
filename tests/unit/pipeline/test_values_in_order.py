"""Tables of indicators whose fields single blanks part, in the order of their heads."""

from __future__ import annotations

import pytest

from pipeline.ingest import in_order

from .invented_report import read

_TEXT = "計画の評価（令和６年度）\n\n施策名：道\n主管課：土木課\n成果：よい。\n\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "指標名　単位　基準値（R4）　実績値（R6）　目標値（R9）\n舗装した道の割合　％　68.4　84.2　90\n道守りの協定　件　31　－　60\n※「－」は集計中",
            [("舗装した道の割合", "%", "68.4", "84.2", "90"), ("道守りの協定", "件", "31", None, "60")],
        ),
        (
            "指標 単位 R2 R6 目標(R9)\n舗装した 道の割合 ％ 68.4 84.2 90",
            [("舗装した 道の割合", "%", "68.4", "84.2", "90")],
        ),
        (
            "No　指標　目標値　実績値　評価\n１　道の延長　12.0km　11.5km　Ｂ\n２　花壇の数　30か所　31か所　Ａ",
            [("道の延長", "km", None, "11.5", "12.0"), ("花壇の数", "か所", None, "31", "30")],
        ),
        ("項目　現状値 （R3）　目標値 （R8）\n道の延長　12.0km　15km", [("道の延長", "km", "12.0", None, "15")]),
        (
            "指標名　　単位　　基準値　　実績値　　目標値\nとても長い名前の指標で見出しの下に値が来ないもの　％　68.4　84.2　90",
            [("とても長い名前の指標で見出しの下に値が来ないもの", "%", "68.4", "84.2", "90")],
        ),
    ],
)
def test_fields_in_the_order_of_heads(lines: str, expected: list[tuple[str | None, ...]]) -> None:
    report = read(f"{_TEXT}{lines}\n")
    found = [
        (i.name, i.unit, *(None if v is None else str(v) for v in (i.baseline, i.actual, i.target)))
        for i in report.indicators
    ]
    assert found == expected


@pytest.mark.parametrize(
    "lines",
    [
        "指標　目標　考え方　実績\n道の数　3　4　5",
        "道の実績　目標の達成　次の課題\n舗装　3　4",
        "指標　目標値　実績値\n道を直す　目標に届かない　工事が遅れた",
        "指標　目標値　実績値\n道の数　3",
        "指標　目標値　実績値\n3　4　5",
    ],
)
def test_lines_that_hold_no_values_in_that_order(lines: str) -> None:
    assert not read(f"{_TEXT}{lines}\n").indicators


@pytest.mark.parametrize("blank", ["\t", "\x0b", "\u00a0"])
def test_blanks_of_other_kinds_part_no_fields(blank: str) -> None:
    raw = f"指標名　基準値　目標値　実績値\n{'道' * 200_000}{blank}の長さ　1　2　3\n"
    (rows,) = in_order.find(raw, set())
    name = rows[1][0][0]
    assert raw[name.start : name.end] == f"{'道' * 200_000}{blank}の長さ"
