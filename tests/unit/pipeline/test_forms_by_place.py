"""Forms whose measure is named by its place alone, what stands before its name, and tables of them that tell year by year."""

from __future__ import annotations

import pytest

from extractors.mentions import DateMention
from pipeline.cells import read_cells
from pipeline.model import BlockKind, Report, SourceDoc, Status
from pipeline.segment.by_year import row_label

from .drawn_sheets import BREAK, I, N, O, P, Place, T, Table, mentioned, read, told

REST: Table = [["実績", ("苗木を310本植えた。", 1, 3)], ["課題", ("水やりの人手が足りない。", 1, 3)]]
YEARS = ["R4", "R5", "R6", "R7"]


def sheets(*tops: Table, rest: Table = REST) -> tuple[SourceDoc, Report]:
    """Read sheets, each on a page of its own, of their first rows and those that follow in all."""
    first, *others = ([*top, *rest] for top in tops)
    return read(first, *(part for table in others for part in (BREAK, table)))


def named(report: Report) -> list[tuple[str, tuple[str, ...]]]:
    return [(measure.title, measure.departments) for measure in report.measures()]


@pytest.mark.parametrize("label", ["改革項目", "実施項目", "個別項目", "改革項目名", "実施項目名", "件名", "基本施策"])
def test_what_no_other_field_names(label: str) -> None:
    def top(name: str, office: str) -> Table:
        return [["基本方針", "１ 緑を守る", "担当課", office], [label, (name, 1, 3)]]

    _, report = sheets(top("街路樹の手入れ", "緑政課"), top("公園の花壇", "公園課"))
    assert named(report) == [("街路樹の手入れ", ("緑政課",)), ("公園の花壇", ("公園課",))]
    assert [(d.no, d.title) for d in report.directions] == [(1, "緑を守る")]


def test_a_level_that_stays_the_same_names_no_measure() -> None:
    top: Table = [["基本方針", "緑を守る", "担当課", "緑政課"]]
    _, report = sheets(top, top)
    assert not list(report.measures())


def test_a_field_that_a_sheet_lacks_names_no_measure() -> None:
    _, report = sheets([["項目", ("木の手入れ", 1, 3)]], [["担当課", ("緑政課", 1, 3)]])
    assert not list(report.measures())


@pytest.mark.parametrize("label", ["改革項目", "取組名"])
@pytest.mark.parametrize("number", ["No.{}", "{}", "1-(2)-{}"])
def test_a_number_stands_before_the_name(label: str, number: str) -> None:
    def top(no: int, name: str) -> Table:
        return [[label, number.format(no), name, "所管課", "緑政課"]]

    rest: Table = [["実績", ("苗木を310本植えた。", 1, 4)], ["課題", ("水やりの人手が足りない。", 1, 4)]]
    _, report = sheets(top(1, "街路樹"), top(2, "公園の花壇"), rest=rest)
    assert named(report) == [("街路樹", ("緑政課",)), ("公園の花壇", ("緑政課",))]


def test_a_number_alone_names_what_stands_behind_it() -> None:
    _, report = sheets([["取組番号", "3", ("街路樹", 1, 2)]], [["取組番号", "4", ("公園の花壇", 1, 2)]])
    assert [title for title, _ in named(report)] == ["街路樹", "公園の花壇"]


def test_a_first_cell_may_say_itself_that_it_names_a_measure() -> None:
    def top(no: str, name: str, office: str) -> Table:
        return [["番号", no, f"取組事項：{name}", office]]

    _, report = sheets(top("3", "街路樹", "緑政課"), top("4", "公園の花壇", "公園課"))
    assert named(report) == [("街路樹", ("緑政課",)), ("公園の花壇", ("公園課",))]


def test_a_first_cell_without_a_label_names_the_measure() -> None:
    _, report = sheets([[("１　街路樹", 1, 2), "担当課", "緑政課"]], [[("２　公園の花壇", 1, 2), "担当課", "公園課"]])
    assert named(report) == [("街路樹", ("緑政課",)), ("公園の花壇", ("公園課",))]


@pytest.mark.parametrize("heads", [["課名", "テーマ"], ["項目", "担当課"]])
def test_heads_over_one_row_say_whose_a_sheet_is_and_what_of(heads: list[Place]) -> None:
    def top(name: str, office: str) -> Table:
        return [heads, [office, name] if heads[0] == "課名" else [name, office]]

    rest: Table = [["令和6年度の取組と成果"], ["苗木を310本植えた。"], ["令和7年度に向けて"], ["2か所を加える。"]]
    source, report = read(top("街路樹", "緑政課"), rest, BREAK, top("公園の花壇", "公園課"), rest)
    assert named(report) == [("街路樹", ("緑政課",)), ("公園の花壇", ("公園課",))]
    assert [told(source, measure) for measure in report.measures()] == [
        [(P, "苗木を310本植えた。"), (O, "2か所を加える。")]
    ] * 2


def test_words_that_all_sheets_begin_with_name_none() -> None:
    _, report = sheets(
        [[("評価の結果です", 1, 2), "担当課", "緑政課"]], [[("評価の結果です", 1, 2), "担当課", "公園課"]]
    )
    assert not list(report.measures())


def test_what_stands_before_the_name_is_of_its_own_sheet() -> None:
    def top(no: str, name: str, office: str, grade: str) -> Table:
        return [["整理番号", no, "所管課", office], ["進捗状況", (grade, 1, 3)], ["実施項目名", (name, 1, 3)]]

    source, report = sheets(top("101", "街路樹", "緑政課", "○"), top("102", "花壇", "公園課", "△"))
    assert named(report) == [("街路樹", ("緑政課",)), ("花壇", ("公園課",))]
    assert [told(source, measure)[0] for measure in report.measures()] == [(P, "○"), (P, "△")]


def test_a_grade_below_what_is_told_is_of_the_sheet_above() -> None:
    rest: Table = [*REST, ["進捗状況", ("○", 1, 3)]]
    source, report = sheets([["取組名", ("街路樹", 1, 3)]], [["取組名", ("花壇", 1, 3)]], rest=rest)
    assert [told(source, measure)[-1] for measure in report.measures()] == [(P, "○")] * 2


def by_year(*rows: list[Place], corner: Place = "年度") -> list[tuple[BlockKind, str]]:
    """Return what a measure tells in a table that stands in its sheet, below years."""
    table: Table = [["取組名", ("街路樹の手入れ", 1, 4)], [corner, *YEARS], *rows, ["課題", ("人手が足りない。", 1, 4)]]
    source, report = read(table)
    (measure,) = report.measures()
    return [(kind, words) for kind, words in told(source, measure) if kind is not I]


PLANNED: list[Place] = ["計画", "調べる。", "選ぶ。", "植える。", "広げる。"]
DONE: list[Place] = ["実績", "調べた。", "選んだ。", "310本を植えた。", "－"]


def test_only_what_is_told_of_the_year_reported_is_its_result_and_target() -> None:
    assert by_year(PLANNED, DONE) == [
        *((N, words) for words in ("調べる。", "選ぶ。")),
        *((T, "植える。"), (O, "広げる。")),
        *((N, words) for words in ("調べた。", "選んだ。")),
        *((P, "310本を植えた。"), (N, "－")),
    ]


@pytest.mark.parametrize(("corner", "row"), [("年次計画", [""]), ("年次計画", ["計画"]), (("スケジュール", 2, 1), [])])
def test_a_schedule_by_years(corner: Place, row: list[Place]) -> None:
    steps: list[Place] = [*row, "検討", "試行", "実施", "拡大"]
    assert by_year(steps, corner=corner) == [(N, "検討"), (N, "試行"), (O, "実施"), (O, "拡大")]


def test_a_schedule_beside_results_of_its_years() -> None:
    steps: list[Place] = ["計画", "検討", "試行", "実施", "拡大"]
    assert by_year(steps, DONE)[:4] == [(N, "検討"), (N, "試行"), (T, "実施"), (O, "拡大")]


def test_years_at_the_heads_of_rows() -> None:
    table: Table = [
        ["取組名", ("街路樹の手入れ", 1, 3)],
        ["年度", "計画", "実績", "評価"],
        ["R5", "選ぶ。", "280本を選んだ。", "Ａ"],
        ["R6", "植える。", "310本を植えた。", "Ｂ"],
        ["R7", "広げる。", "", ""],
        ["課題", ("人手が足りない。", 1, 3)],
    ]
    source, report = read(table)
    (measure,) = report.measures()
    assert told(source, measure) == [
        *((N, words) for words in ("選ぶ。", "280本を選んだ。", "Ａ")),
        *((T, "植える。"), (P, "310本を植えた。"), (N, "Ｂ"), (O, "広げる。")),
        (I, "人手が足りない。"),
    ]


def test_values_of_other_years_and_sums_are_none_of_the_year() -> None:
    table: Table = [
        ["取組名", ("街路樹の手入れ", 1, 5)],
        [("効果額\n（千円）", 3, 1), "区分", "R4年度", "R5年度", "R6年度", "合計"],
        ["目標額", "500", "800", "1,000", "2,300"],
        ["実績額", "420", "910", "1,340", "2,670"],
        ["課題", ("人手が足りない。", 1, 5)],
    ]
    source, report = read(table)
    (measure,) = report.measures()
    assert [words for kind, words in told(source, measure) if kind is P] == ["1,340"]
    assert [words for kind, words in told(source, measure) if kind is T] == ["1,000"]
    assert [int(figure.value) for figure in read_cells(source, report).bare][4:] == [420000, 910000, 1340000, 2670000]


def test_plans_and_results_below_each_year() -> None:
    table: Table = [
        ["取組名", ("街路樹の手入れ", 1, 4)],
        [("項目", 2, 1), ("令和5年度", 1, 2), ("令和6年度", 1, 2)],
        ["計画", "実績", "計画", "実績"],
        ["植えた数（本）", "300", "280", "320", "310"],
        ["課題", ("人手が足りない。", 1, 4)],
    ]
    source, report = read(table)
    (measure,) = report.measures()
    assert told(source, measure)[:4] == [(N, "300"), (N, "280"), (T, "320"), (P, "310")]


def test_what_was_meant_to_be_is_a_target_whatever_year_heads_it() -> None:
    table: Table = [
        ["事業概要", ("子どもを預かる。", 1, 4)],
        ["区分", "単位", *YEARS[:3]],
        ["量の見込み　①", "人", "212", "204", "188"],
        ["実績　②", "人", "206", "195", "179"],
        ["令和6年度の実施状況", ("3園で預かった。", 1, 4)],
    ]
    source, report = read("（１）延長保育", table, "（２）休日保育", table)
    first, _ = report.measures()
    assert [entry for entry in told(source, first) if entry[0] in (P, T)] == [
        (T, "188"),
        (P, "179"),
        (P, "3園で預かった。"),
    ]
    statuses = read_cells(source, report).statuses
    assert {source.text[span.start : span.end] for span in statuses} == {"212", "204", "188"}
    assert set(statuses.values()) == {Status.TARGET}


@pytest.mark.parametrize(
    ("words", "label"),
    [("量の見込み ①", "量の見込み"), ("実績(C)", "実績"), ("実績B", "実績"), ("目標", "目標"), ("KPI", "KPI")],
)
def test_signs_that_refer_to_a_row(words: str, label: str) -> None:
    assert row_label(words) == label


@pytest.mark.parametrize("label", ["係", "係名", "担当係", "班", "担当班", "室", "グループ名", "チーム"])
def test_a_part_of_the_office_in_a_field_of_its_own(label: str) -> None:
    def top(name: str, office: str, part: str) -> Table:
        return [["事業名", (name, 1, 3)], ["所管課", office, label, part]]

    _, report = sheets(top("街路樹の手入れ", "緑政課", "樹木係"), top("公園の花壇", "公園課", ""))
    assert named(report) == [("街路樹の手入れ", ("緑政課",)), ("公園の花壇", ("公園課",))]


@pytest.mark.parametrize("label", ["係", "係名", "担当係", "担当グループ", "担当班"])
def test_a_part_of_an_office_that_alone_is_named(label: str) -> None:
    _, report = sheets([["事業名", "街路樹の手入れ", label, "樹木係"]], [["事業名", "公園の花壇", label, "花壇係"]])
    assert named(report) == [("街路樹の手入れ", ("樹木係",)), ("公園の花壇", ("花壇係",))]


@pytest.mark.parametrize("code", ["施策コード", "取組番号", "事業番号", "管理番号"])
@pytest.mark.parametrize("person", ["評価責任者", "記入者", "作成者"])
@pytest.mark.parametrize("caption", ["１　成果指標の推移", "■指標の推移", "（１）目標の達成状況"])
def test_a_number_between_a_level_and_the_name_tells_nothing(code: str, person: str, caption: str) -> None:
    values: Table = [["指標", "基準値", "実績値", "目標値"], ["植えた数", "120", "310", "400"]]

    def top(goal: str, no: str, name: str, office: str) -> Table:
        fields = [["基本方針", (goal, 1, 3)], [code, no, person, f"{office}長　木下"], ["施策名", (name, 1, 3)]]
        return [*fields, ["担当課", (office, 1, 3)]]

    parts: list[str | Table] = []
    for goal, no, name, office in (
        ("基本方針１　緑を守る", "1-1", "街路樹の手入れ", "緑政課"),
        ("基本方針１　緑を守る", "1-2", "公園の花壇", "公園課"),
        ("基本方針２　水を守る", "2-1", "池の掃除", "水辺課"),
    ):
        parts += [top(goal, no, name, office), caption, values, "２　今年度の取組実績", [["10回行った。"]], BREAK]
    _, report = read(*parts)
    assert named(report) == [("街路樹の手入れ", ("緑政課",)), ("公園の花壇", ("公園課",)), ("池の掃除", ("水辺課",))]
    assert [(d.no, d.title) for d in report.directions] == [(1, "緑を守る"), (2, "水を守る")]


@pytest.mark.parametrize(
    ("label", "aim"), [("施策名", "施策の目標"), ("施策名", "施策目標（目指す姿）"), ("取組名", "取組の目標")]
)
def test_what_a_measure_aims_at_is_no_level(label: str, aim: str) -> None:
    def top(name: str) -> Table:
        return [["基本方針", ("１ 緑を守る", 1, 3)], [label, (name, 1, 3)], [aim, ("緑に親しむ暮らし", 1, 3)]]

    source, report = sheets(top("街路樹の手入れ"), top("公園の花壇"))
    assert [title for title, _ in named(report)] == ["街路樹の手入れ", "公園の花壇"]
    assert [s.title for d in report.directions for s in d.sections] == [None]
    assert [told(source, measure)[0] for measure in report.measures()] == [(T, "緑に親しむ暮らし")] * 2


@pytest.mark.parametrize("order", [["施策目標", "施策名"], ["施策目標", "事業名"], ["事業名", "施策目標"]])
def test_an_aim_above_the_name_or_of_more_than_the_measure_is_a_level(order: list[str]) -> None:
    def top(name: str) -> Table:
        words = {"施策目標": "１ 緑に親しむ"}
        return [[label, (words.get(label, name), 1, 3)] for label in order]

    _, report = sheets(top("街路樹の手入れ"), top("公園の花壇"))
    assert [title for title, _ in named(report)] == ["街路樹の手入れ", "公園の花壇"]
    assert [(d.no, d.title) for d in report.directions] == [(1, "緑に親しむ")]


def test_a_date_beside_the_number_of_a_sheet_counts_nothing() -> None:
    def top(no: str, name: str) -> Table:
        return [["個票番号", no, "記入日", "令和7年5月1日"], ["取組名", (name, 1, 3)]]

    source, report = sheets(top("3", "街路樹の手入れ"), top("4", "公園の花壇"))
    assert mentioned(source, report, DateMention)[1:] == ["令和7年5月1日"] * 2
    assert [source.text[span.start : span.end] for span in report.row_numbers] == ["3", "4"]
