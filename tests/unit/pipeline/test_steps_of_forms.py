"""Forms that bands across them part into steps, with a table of indicators among them: 【Check】評価 over 評価 beside A（…）."""

from __future__ import annotations

import pytest

from pipeline.stacks import is_label

from .drawn_sheets import BREAK, I, N, O, P, T, Table, read, told

BANDS = [
    ("【Ｐ】計画", "【Ｄ】実施", "【Ｃ】評価", "【Ａ】改善"),
    ("Plan（計画）", "Do（実施）", "Check（検証）", "Action（見直し）"),
    ("■計画", "■実施", "■評価", "■改善"),
    ("１　計画", "２　実施", "３　評価", "４　見直し"),
]
GRADES = [
    "Ａ　（Ａ 目標達成　Ｂ おおむね達成　Ｃ 未達成）",
    "Ａ",
    "目標を達成した",
    "Ａ：目標どおり",
    "目標をやや下回る",
    "ほぼ目標を達成",
    "目標の８割を達成",
]


def sheet(bands: tuple[str, ...], grade: str, name: str, *, values: int) -> Table:
    upper: Table = [
        ["事業名", (name, 1, 5)],
        ["担当", ("緑政課　公園係", 1, 5)],
        ["基本目標", ("１　緑を守る", 1, 5)],
        ["施策の方向", ("1-1　木を植える", 1, 5)],
        [(bands[0], 1, 6)],
        ["令和６年度\nの目標", (f"{name}の区域を広げる。", 1, 5)],
        [(bands[1], 1, 6)],
        ["実施状況", (f"{name}に取り組んだ。", 1, 5)],
    ]
    rows: Table = [["木の数", "本", "10", "24", "40"], ["花の数", "株", "－", "80", "120"]][:values]  # type: ignore[list-item]
    heads: Table = [[("活動指標", values + 1, 1), "指標名", "単位", "策定時", "R6実績", "R7目標"]]
    return [
        *upper,
        *(heads + rows if values else []),
        [(bands[2], 1, 6)],
        ["評価", (grade, 1, 5)],
        ["課題・問題点", ("水やりの人手が足りない。", 1, 5)],
        [(bands[3], 1, 6)],
        ["令和７年度\nの取組", (f"{name}を続ける。", 1, 5)],
    ]


@pytest.mark.parametrize("joined", [True, False])
@pytest.mark.parametrize("grade", GRADES)
@pytest.mark.parametrize("bands", BANDS)
def test_each_sheet_is_a_measure(bands: tuple[str, ...], grade: str, *, joined: bool) -> None:
    names = ("街路樹の手入れ", "花壇の見回り", "苗木の配布")
    tables = [sheet(bands, grade, name, values=at) for name, at in zip(names, (1, 2, 0), strict=True)]
    parts = [part for table in tables for part in (BREAK, table)]
    source, report = read([row for table in tables for row in table]) if joined else read(*parts)
    assert [(m.title, m.departments) for m in report.measures()] == [(name, ("緑政課　公園係",)) for name in names]
    assert [(d.no, d.title, s.no, s.title) for d in report.directions for s in d.sections] == [
        (1, "緑を守る", 1, "木を植える")
    ]
    for measure in report.measures():
        found = [(kind, words) for kind, words in told(source, measure) if kind is not N]
        assert (P, f"{measure.title}に取り組んだ。") in found
        assert (T, f"{measure.title}の区域を広げる。") in found
        assert found[-2:] == [(I, "水やりの人手が足りない。"), (O, f"{measure.title}を続ける。")]
    assert [(i.name, i.baseline, i.actual, i.target) for i in report.indicators] == [
        ("木の数", 10, 24, 40),
        ("木の数", 10, 24, 40),
        ("花の数", None, 80, 120),
    ]


@pytest.mark.parametrize(
    "words", ["目標", "目標値", "達成目標", "年度目標", "目標達成率", "目標の達成状況", "目標(R6)", "数値目標(%)"]
)
def test_what_is_aimed_at_labels_a_cell(words: str) -> None:
    assert is_label(words)
