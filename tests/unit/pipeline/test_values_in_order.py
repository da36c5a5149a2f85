"""Tables of indicators whose fields single blanks part, in the order of their heads."""

from __future__ import annotations

import pytest

from pipeline.ingest import below_heads

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
        (
            "指標名　　　　　　　　　　　　　　　　基準値（H30）　R5実績　目標値（R11）\n苗を植えた花壇（か所）　　　31　　44　　60",
            [("苗を植えた花壇", "か所", "31", "44", "60")],
        ),
        (
            "指標名                              基準値(H30) R5実績 目標値(R11)\n歩道の緑の割合(%)      12.4         13.1    20.0",
            [("歩道の緑の割合", "%", "12.4", "13.1", "20.0")],
        ),
        (
            "項目　　　　　　　　　　　　　単位　現状値（R2）　実績（R5）　目標（R9）\n植樹の本数　　　　本　1,204　1,388　2,000\n緑の満足度　　　％　－　61.2　70",
            [("植樹の本数", "本", "1204", "1388", "2000"), ("緑の満足度", "%", None, "61.2", "70")],
        ),
        (
            "指標　　　　　　　　　　平成30年度　令和5年度　令和11年度目標\n公園の面積（ha）　　　　　　　42.1　　43　　　50",
            [("公園の面積", "ha", "42.1", "43", "50")],
        ),
        (
            "指標名　　　　　　　　　　　　　策定時　R5実績　目標値　達成状況\n植樹の本数（本）　　　　　　　　　120　180　200　Ｂ",
            [("植樹の本数", "本", "120", "180", "200")],
        ),
        (
            "番号　指標　　　　　　　　　　　　　　基準値　実績値　目標値\n１　植樹の本数（本）　　　　　　　　　120　180　200",
            [("植樹の本数", "本", "120", "180", "200")],
        ),
        (
            "指標名　　　　　　　　　　　　基準値（R2）　実績値（R5）　目標値（R9）　担当課\n苗木の配布（本）　　　300　310　320　林務課",
            [("苗木の配布", "本", "300", "310", "320")],
        ),
        (
            "指標名　　　　　　　基準値（R2）　実績値（R5）　目標値（R9）\n苗木の配布（本）　　300　　　　　 310　　　　　 320\n公園を手入れする　　12　　　　　　15　　　　　　20\n団体（団体）\n\n花壇の数（か所）　　8　　　　　　 9　　　　　　 10",
            [
                ("苗木の配布", "本", "300", "310", "320"),
                ("公園を手入れする団体", "団体", "12", "15", "20"),
                ("花壇の数", "か所", "8", "9", "10"),
            ],
        ),
        (
            "指標名　　基準値　　実績値　　目標値\n６５歳以上で植樹をした人　１２　１５　２０\n植樹をした人の割合（％）　１．２　１．５　２．０",
            [("６５歳以上で植樹をした人", None, "12", "15", "20"), ("植樹をした人の割合", "%", "1.2", "1.5", "2.0")],
        ),
        (
            "項目　　　　　　　　　　　　　単位　　現状値（R2）　　実績（R5）　　目標（R9）\n植樹　　　　　　　本　1,204　1,388　2,000\n緑の満足度　　　％　－　61.2　70",
            [("植樹", "本", "1204", "1388", "2000"), ("緑の満足度", "%", None, "61.2", "70")],
        ),
        (
            "指標名　　　　　　　　　　　　　　　　基準値（R2）　実績値（R5）　目標値（R9）\n緑の カーテンを作る人（人）　　　120　180　200",
            [("緑の カーテンを作る人", "人", "120", "180", "200")],
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
        "指標名　　　　　　　　　　　　考え方　実績の見方　目標の見方\n植樹の本数　　　　　　　　　1　2　3",
        "会場　　　　　　　　　　　　　参加　持ち物　時間\n公園の広場　　　　　　　　　　32　12　10",
        "指標名　　　　　　　　　　　　　　基準値（R2）　実績値（R5）　目標値（R9）\n植樹をする　　　　　　　まだ　途中　完了",
        "指標名　　　　　　　　　　　　　　基準値（R2）　実績値（R5）　目標値（R9）\n120　　　180　　　200　　　210",
        "指標名　　　　　　基準値　　実績値　　目標値\n120　　　　　　　　180　　　200　　　210",
        "項目　　　　　　　　　　　　実績　参考\n植樹の本数　　　　　　　　　12　5",
        "植樹は目標の　　　　　　　　　　　　　実績　　　現状\n植樹の本数　　　　　　　　　12　5　8",
    ],
)
def test_lines_that_hold_no_values_in_that_order(lines: str) -> None:
    assert not read(f"{_TEXT}{lines}\n").indicators


@pytest.mark.parametrize("blank", ["\t", "\x0b", "\u00a0"])
def test_blanks_of_other_kinds_part_no_fields(blank: str) -> None:
    raw = f"指標名　基準値　目標値　実績値\n{'道' * 200_000}{blank}の長さ　1　2　3\n"
    (grid,) = below_heads.find(raw, [])
    (name,) = (cell for cell in grid.cells if (cell.row, cell.column) == (1, 0))
    assert name.text(raw) == f"{'道' * 200_000}{blank}の長さ"


def test_the_heads_of_a_line_of_blanks_are_found_at_once() -> None:
    raw = f"指標名{'　' * 200_000}基準値　目標値　実績値\n道の長さ　1　2　3\n"
    assert len(list(below_heads.find(f"{'　' * 200_000}目標\n{raw}", []))) == 1


def test_indicators_stand_behind_the_last_measure_as_anywhere() -> None:
    measures = "".join(
        f"■{name}\n　{n}回行い、{n}0人が加わった。\n【課題】担い手が足りない。\n【翌年度の方針】若い世代に声をかける。\n（公園課）\n\n"
        for n, name in enumerate(("花壇の手入れ", "並木の剪定", "苗木の配布"), start=3)
    )
    table = (
        "緑の指標の推移\n\n指標名　　　　　　　　　　　　　　基準値（H30）　R5実績　目標値（R11）\n"
        "植樹の本数（本）　　　　　　120　180　200\n緑の満足度（％）　　　　　　　58.3　　61.2　　70\n"
    )
    report = read(
        f"磯辺市みどりの計画年次報告書\n（令和５年度実績）\n\n第１章　緑を守る\n\n{measures}{table}\nおわりに\n\n　ご覧ください。\n"
    )
    assert [i.name for i in report.indicators] == ["植樹の本数", "緑の満足度"]
    assert [len(m.blocks) for m in report.measures()] == [3, 3, 3]
