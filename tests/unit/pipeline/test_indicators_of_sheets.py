"""Indicators and values in the cells of evaluation sheets."""

from __future__ import annotations

import pytest

from extractors.mentions import DateMention, Figure
from pipeline.cells import read_cells

from .drawn_sheets import BESIDE, Table, head, mentioned, read


def test_values_in_fields_are_an_indicator() -> None:
    _, report = read(
        [
            ["施策", ("3 緑を増やす", 1, 5)],
            ["事業名", ("生け垣の補助", 1, 3), "担当部署", "緑政課"],
            ["指標", "補助件数", "目標値（R6）", "40件", "実績値（R6）", "38件"],
            ["成果", ("38件に補助した。", 1, 5)],
        ]
    )
    (measure,) = report.measures()
    assert (measure.title, measure.departments) == ("生け垣の補助", ("緑政課",))
    (indicator,) = report.indicators
    assert (indicator.name, indicator.unit, indicator.target, indicator.actual, indicator.actual_period) == (
        "補助件数",
        "件",
        40,
        38,
        "R6",
    )


@pytest.mark.parametrize(
    "heads",
    [
        ["成果指標", "指標名", "基準値", "実績値", "目標値"],
        ["評価指標", "指標", "基準値（R3）", "実績値（R6）", "目標値（R8）"],
    ],
)
def test_a_label_beside_the_names_of_indicators_names_none(heads: list[str]) -> None:
    table = [heads, ["", "登録団体の数（団体）", "12", "27", "30"], ["", "講座の修了者", "41人", "95人", "120人"]]
    _, report = read(head("街路樹の手入れ", "緑政課"), table, BESIDE)
    assert [(i.name, i.unit, i.baseline, i.actual, i.target) for i in report.indicators] == [
        ("登録団体の数", "団体", 12, 27, 30),
        ("講座の修了者", "人", 41, 95, 120),
    ]


def test_the_years_of_columns_tell_what_is_planned() -> None:
    money: Table = [
        ["区分", "令和5年度決算", "令和6年度決算", "令和7年度予算", "令和7年3月末"],
        ["事業費", "120千円", "130千円", "140千円", "150千円"],
        ["（うち県費）", "20千円", "30千円", "40千円", "50千円"],
    ]
    source, report = read(head("街路樹の手入れ", "緑政課"), BESIDE, money)
    cells = read_cells(source, report)
    planned = {source.text[span.start : span.end] for span, status in cells.statuses.items() if status == "planned"}
    assert planned == {"140千円", "40千円"}
    assert {called.label for called in cells.called.values()} == {"事業費", "県費"}


SHEET: Table = [
    ["施策名", ("水辺の手入れ", 1, 3), "担当課", "緑政課"],
    ["施策の概要", ("川べりの草を刈り、花を植える。", 1, 5)],
]
AFTER: Table = [
    ["評価", ("□Ａ　■Ｂ", 1, 3), "事業費", "1,270千円"],
    ["取組実績", ("・草刈りを14回行った。", 1, 5)],
]
FLOWERS, VISITORS = ("花壇の数", "か所", 30, 27), ("週2回以上通う人の割合", "%", None, None)


@pytest.mark.parametrize("one", [False, True], ids=["apart", "in one grid"])
@pytest.mark.parametrize(
    "table",
    [
        [
            [("指標", 4, 1), "指標名", "基準値", "目標値", "実績値", "達成率"],
            ["", "令和3年度", "令和6年度", "令和6年度", ""],
            ["花壇の数", "18か所", "30か所", "27か所", "90.0％"],
            ["週2回以上通う人の割合", "8.1％", "－", "集計中", "－"],
        ],
        [
            [("指標", 4, 1), "指標名", "達成率", "実績値", "目標値", "基準値"],
            ["", "", "（R6）", "（R6）", "（R3）"],
            ["花壇の数", "90.0％", "27か所", "30か所", "18か所"],
            ["週2回以上通う人の割合", "－", "集計中", "－", "8.1％"],
        ],
        [
            [("指標", 4, 1), "指標名", "単位", "基準値", "目標値", "実績値"],
            ["", "", "R3", "R6", "R6"],
            ["花壇の数", "か所", "18", "30", "27"],
            ["週2回以上通う人の割合", "％", "8.1", "－", "－"],
        ],
        [
            ["指標", ("指標名", 1, 2), "基準値", "目標値", "実績値"],
            ["①", ("花壇の数", 1, 2), "18か所", "30か所", "27か所"],
            ["②", ("週2回以上通う人の割合", 1, 2), "8.1％", "－", "集計中"],
        ],
    ],
    ids=["years below", "the other way round", "units", "counted rows"],
)
def test_indicators_of_a_sheet_are_no_figures(table: Table, *, one: bool) -> None:
    source, report = read([*SHEET, *table, *AFTER]) if one else read(SHEET, table, AFTER)
    found = [(i.name, i.unit, i.target, i.actual) for i in report.indicators]
    assert found == [FLOWERS, VISITORS]
    assert mentioned(source, report, Figure, DateMention) == ["令和6年度", "1,270千円", "14回"]
    labels = {source.text[of.start : of.end]: name.label for of, name in read_cells(source, report).called.items()}
    assert labels["1,270千円"] == "事業費"


def test_a_column_of_years_dates_the_values_beside_it() -> None:
    table: Table = [
        [("指標", 3, 1), ("指標名", 1, 2), "年度", "目標値", "実績値"],
        [("花壇の数", 2, 2), "R5", "25か所", "22か所"],
        ["R6", "30か所", "27か所"],
    ]
    _, report = read([*SHEET, *table, *AFTER])
    assert [(i.actual, i.actual_period, i.target_period) for i in report.indicators] == [
        (22, "R5", "R5"),
        (27, "R6", "R6"),
    ]


@pytest.mark.parametrize("none", ["（指標なし）", "目標値は未設定", "指標を設定していない", "－"])
def test_a_row_that_merges_its_values_to_say_that_it_has_none_is_one_of_its_table(none: str) -> None:
    _, report = read(
        [
            [("No.", 2, 1), ("取組", 2, 1), ("令和6年度の実施状況", 2, 1), ("成果指標", 1, 3), ("課題", 2, 1)],
            ["指標名", "目標値", "実績値"],
            [("1", 2, 1), ("剪定", 2, 1), ("82本を切った。", 2, 1), "本数", "90本", "82本", ("人手", 2, 1)],
            ["参加者数", "40人", "31人"],
            ["2", "植栽", "9本を植えた。", (none, 1, 3), "暑さ"],
        ]
    )
    assert [(m.no, m.title) for m in report.measures()] == [(1, "剪定"), (2, "植栽")]


@pytest.mark.parametrize("half", ["上期", "上半期", "前期", " 下期"])
def test_a_head_that_names_half_a_year_is_of_that_year(half: str) -> None:
    table: Table = [
        ["指標", "単位", "2022年度", f"2025年度{half}", "2027年度目標"],
        ["登録団体の数", "団体", "12", "27", "30"],
        ["講座の修了者", "人", "-", "95", "120"],
    ]
    _, report = read(head("街路樹の手入れ", "緑政課"), table, BESIDE)
    assert [(i.name, i.baseline, i.actual, i.target) for i in report.indicators] == [
        ("登録団体の数", 12, 27, 30),
        ("講座の修了者", None, 95, 120),
    ]
