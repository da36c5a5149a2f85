"""Tables whose columns tell of measures that rows across them name: 1-1 街路樹 over what 計画, 実績 and 課題 hold of it."""

from __future__ import annotations

import pytest

from pipeline.model import Report

from .drawn_sheets import I, O, P, T, Table, read, told

TREE = [
    ("森を育てる", [("間伐の補助", ("林務課",)), ("苗木の配布", ("林務課", "公園課"))]),
    ("川を清める", [("川の掃除", ("河川課",)), ("魚道の手入れ", ("水産課",))]),
]
HEADS = ["計画（Ｐ）", "実績（Ｄ）", "課題（Ｃ）", "次年度の取組（Ａ）"]
BODY = ["年５回行う。", "年６回行った。", "人手が足りない。", "回数を増やす。"]
GOALS = [["評価指標", "策定時", "R6年度", "目標（R12）"], ["樹木の数（本）", "120", "134", "150"]]


def sheets(goal: str, band: str, *, between: str = "", goals: bool = True) -> list[str | Table]:
    parts: list[str | Table] = []
    for no, (of_goal, measures) in enumerate(TREE, start=1):
        parts.append(goal.format(no=no, goal=of_goal))
        parts += [[*map(list, GOALS)]] if goals else []
        rows: Table = [HEADS]
        for n, (title, offices) in enumerate(measures, start=1):
            rows.append([(band.format(no=no, n=n, title=title, offices="、".join(offices)), 1, 4)])
            rows += [[(between.format(offices="、".join(offices)), 1, 4)]] if between else []
            rows.append([*BODY])
        parts.append(rows)
    return parts


def named(report: Report) -> list[tuple[str | None, list[tuple[str, tuple[str, ...]]]]]:
    return [(d.title, [(m.title, m.departments) for s in d.sections for m in s.measures]) for d in report.directions]


@pytest.mark.parametrize(
    "band",
    [
        "{no}-{n}　{title}　　【担当：{offices}】",
        "{no}-{n}　{title}（{offices}）",
        "（{n}）{title}　担当課：{offices}",
        "■{title}　［{offices}］",
        "取組{n}　{title}　〔所管：{offices}〕",
        "{title}（{offices}）",
    ],
)
@pytest.mark.parametrize("goal", ["分野{no}　{goal}", "基本目標{no}　{goal}", "{no}　{goal}", "◆{goal}"])
@pytest.mark.parametrize("goals", [True, False])
def test_a_row_across_columns_names_the_measure_they_tell_of(goal: str, band: str, *, goals: bool) -> None:
    source, report = read(*sheets(goal, band, goals=goals))
    assert named(report) == TREE
    for measure in report.measures():
        assert told(source, measure) == list(zip((T, P, I, O), BODY, strict=True))


def test_offices_stand_in_a_row_or_a_cell_of_their_own() -> None:
    _, report = read(*sheets("分野{no}　{goal}", "{no}-{n}　{title}", between="担当課：{offices}"))
    assert named(report) == TREE
    rows: Table = [HEADS, [("1-1　間伐の補助", 1, 3), "担当：林務課"], [*BODY]]
    rows += [[("1-2　苗木の配布", 1, 2), "担当課", "林務課、公園課"], [*BODY]]
    _, report = read("分野１　森を育てる", rows)
    assert named(report) == TREE[:1]


def test_a_column_says_whose_the_measures_are() -> None:
    rows: Table = [[*HEADS, "担当課"]]
    for title, offices in TREE[0][1]:
        rows += [[(title, 1, 5)], [*BODY, "、".join(offices)]]
    _, report = read("分野１　森を育てる", rows)
    assert named(report) == TREE[:1]


def test_a_row_right_above_a_name_is_a_level_over_it() -> None:
    rows: Table = [HEADS]
    for no, (goal, measures) in enumerate(TREE, start=1):
        rows.append([(f"基本目標{no}　{goal}", 1, 4)])
        for title, offices in measures:
            rows += [[(f"・{title}（{'、'.join(offices)}）", 1, 4)], [*BODY]]
    _, report = read(rows)
    assert named(report) == TREE


def test_several_rows_tell_of_one_measure() -> None:
    rows: Table = [HEADS, [("1-1　間伐の補助", 1, 4)], [*BODY], ["年１回配る。", "年２回配った。", "―", "続ける。"]]
    source, report = read("分野１　森を育てる", [*rows, [("1-2　苗木の配布", 1, 4)], [*BODY]])
    assert [m.title for m in report.measures()] == ["間伐の補助", "苗木の配布"]
    assert (P, "年２回配った。") in told(source, next(report.measures()))


@pytest.mark.parametrize(
    "bands",
    [
        ("令和５年度", "令和６年度"),
        ("上半期", "下半期"),
        ("４月", "10月"),
        ("【令和６年度】", "【令和７年度】"),
        ("■市の取組", "■町民の取組"),
    ],
)
def test_rows_that_say_when_or_by_whom_name_nothing(bands: tuple[str, str]) -> None:
    rows: Table = [HEADS]
    for band in bands:
        rows += [[(band, 1, 4)], [*BODY]]
    titles = ["分野１　森を育てる", "■間伐の補助（林務課）", rows, "■苗木の配布（公園課）", [HEADS, [*BODY]]]
    _, report = read(*titles)
    assert [m.title for m in report.measures()] == ["間伐の補助", "苗木の配布"]


def test_a_row_across_that_comes_back_names_nothing() -> None:
    rows: Table = [HEADS, [("共通", 1, 4)], [*BODY], [("共通", 1, 4)], [*BODY]]
    _, report = read("分野１　森を育てる", "■間伐の補助（林務課）", rows, "■苗木の配布（公園課）", [HEADS, [*BODY]])
    assert [m.title for m in report.measures()] == ["間伐の補助", "苗木の配布"]


@pytest.mark.parametrize("first", ["年次計画", "年間計画", "通年の計画", "年度別計画", "当期計画"])
@pytest.mark.parametrize("head", ["改革項目", "取組項目", "実施項目"])
@pytest.mark.parametrize("sorts", ["区分", "種別", "分類"])
def test_rows_with_labels_of_their_own_are_no_form(first: str, head: str, sorts: str) -> None:
    told_of = [(first, "山の手入れを年５回行う。"), ("上半期実績", "既に３回を終え、84人が集まった。"), ("問題点", "担い手が足りない。"), ("特記事項等", "雨の日が多かった。"), ("下半期予定", "残る２回を行う。")]  # fmt: skip
    rows: Table = [["No.", head, "担当", sorts, "内容", "進捗", "効果額"], [("Ⅰ　森を育てる", 1, 7)]]
    for no, (title, offices) in enumerate(TREE[0][1], start=1):
        (label, words), *below = told_of
        merged = [(str(no), 5, 1), (title, 5, 1), ("、".join(offices), 5, 1)]
        rows += [[*merged, label, words, ("○", 5, 1), ("－", 5, 1)], *(list(pair) for pair in below)]
    source, report = read(rows)
    assert named(report) == TREE[:1]
    for measure in report.measures():
        assert [entry for entry in told(source, measure) if entry[1] not in "○－"] == [
            (T, "山の手入れを年５回行う。"),
            (P, "既に３回を終え、84人が集まった。"),
            (I, "担い手が足りない。"),
            *[entry for entry in told(source, measure) if entry[1] == "雨の日が多かった。"],
            (O, "残る２回を行う。"),
        ]


def test_a_number_before_a_name_still_begins_a_form() -> None:
    form: Table = [["No.", "３", "担当課", "林務課"], ["取組名", ("間伐の補助", 1, 3)], ["実績", ("行った。", 1, 3)]]
    _, report = read(
        form, [["No.", "４", "担当課", "公園課"], ["取組名", ("苗木の配布", 1, 3)], ["実績", ("配った。", 1, 3)]]
    )
    assert [(m.title, m.departments) for m in report.measures()] == [
        ("間伐の補助", ("林務課",)),
        ("苗木の配布", ("公園課",)),
    ]


@pytest.mark.parametrize("label", ["年次工程", "工程", "スケジュール", "年次\n計画"])
def test_what_is_done_year_by_year_belongs_to_the_label_before_it(label: str) -> None:
    steps = ["R6\n調査", "R7\n実施", "R8\n→", "R9\n検証"]
    form: Table = [["概要", "山の手入れを支える。", label, *steps], ["６年度の結果", ("５回行った。", 1, 6)]]
    form.append(["７年度の予定", ("６回行う。", 1, 6)])
    source, report = read("施策①　間伐の補助", form, "施策②　苗木の配布", form)
    assert [m.title for m in report.measures()] == ["間伐の補助", "苗木の配布"]
    for measure in report.measures():
        blocks = {words: kind for kind, words in told(source, measure)}
        assert (blocks["５回行った。"], blocks["６回行う。"]) == (P, O)
        assert "\n".join(steps) in blocks


def test_heads_of_years_still_name_what_stands_below_them() -> None:
    form: Table = [
        ["担当課", ("林務課", 1, 2)],
        ["R5実績", "R6実績", "R7予定"],
        ["４回行った。", "５回行った。", "６回行う。"],
    ]
    source, report = read("施策①　間伐の補助", form, "施策②　苗木の配布", form)
    for measure in report.measures():
        assert told(source, measure)[1:] == [(P, "５回行った。"), (O, "６回行う。")]
