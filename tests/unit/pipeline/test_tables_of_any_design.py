"""Tables of measures whatever their heads are called, and forms below headings, with what looks like them and is not."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.model import BlockKind, Dataset, Report
from pipeline.run import Settings, run_one

from .drawn_sheets import BREAK, I, N, O, P, T, Table, read, told

TITLE = "青凪市ひだまり計画　令和6年度　進捗状況報告書\n\n"


def text(tmp_path: Path, *lines: str) -> Dataset:
    path = tmp_path / "x.txt"
    path.write_text(TITLE + "\n".join(lines) + "\n", "utf-8")
    found = run_one(path, path.name, Settings()).dataset
    assert found is not None
    return found


def levels(report: Report) -> list[tuple[str | None, str | None, str]]:
    return [(d.title, s.title, m.title) for d in report.directions for s in d.sections for m in s.measures]


@pytest.mark.parametrize(
    "head", ["取組項目", "取組事項", "項目", "主な取組・事業", "事業・取組名", "取組内容（事業名）", "施策・事業"]
)
def test_a_column_of_names_has_many_heads(head: str) -> None:
    _, report = read(
        [[head, "担当課等", "2024年度実績", "今後の進め方"], ["苗の配布", "緑課", "310本配った。", "続ける。"]]
    )
    (measure,) = report.measures()
    assert (measure.title, measure.departments) == ("苗の配布", ("緑課",))


@pytest.mark.parametrize(("total", "count"), [("総合計", 1), ("合計（本）", 1), ("小計", 1), ("統計", 2)])
def test_a_row_that_adds_up_others_is_no_measure(total: str, count: int) -> None:
    _, report = read([["事業名", "実施状況"], ["苗の配布", "310本配った。"], [total, "310本"]])
    assert len(list(report.measures())) == count


@pytest.mark.parametrize("heads", [["項目", "R5実績", "R6実績"], ["項目", "内容", "備考"], ["区分", "担当課", "実績"]])
def test_items_of_which_only_values_or_nothing_is_told_are_no_measures(heads: list[str]) -> None:
    _, report = read([heads, ["苗の本数", "31", "34"], ["花の鉢数", "52", "40"]])
    assert not list(report.measures())


def test_items_of_the_plan_stand_below_its_measures() -> None:
    _, report = read([["主要施策", "取組項目", "実施状況"], ["緑を増やす", "苗の配布", "310本配った。"]])
    assert levels(report) == [("緑を増やす", None, "苗の配布")]


def test_an_aim_is_a_level_before_the_names_and_a_target_behind_them() -> None:
    body = ["街を緑にする", "苗の配布", "310本配った。"]
    _, before = read([["取組目標", "事業名", "実施状況"], body])
    assert levels(before) == [("街を緑にする", None, "苗の配布")]
    source, behind = read([["事業名", "取組目標", "実施状況"], ["苗の配布", "310本を配る。", "300本配った。"]])
    (measure,) = behind.measures()
    assert told(source, measure) == [(T, "310本を配る。"), (P, "300本配った。")]


@pytest.mark.parametrize(
    ("heads", "kinds"),
    [
        (["令和6年度の計画", "令和6年度の実績"], [T, P]),
        (["計画", "実績"], [T, P]),
        (["令和6年度の実績", "令和7年度の計画"], [P, O]),
        (["令和7年度の計画", "令和6年度の実績"], [O, P]),
        (["実績", "計画"], [P, O]),
        (["今後の計画", "実績"], [O, P]),
        (["計画", "課題"], [O, I]),
    ],
)
def test_a_plan_before_the_results_of_its_year_is_their_target(heads: list[str], kinds: list[BlockKind]) -> None:
    source, report = read(
        [["事業名", *heads], ["苗の配布", "苗310本を配り、木陰を作る。", "苗300本を配り、木陰を作った。"]]
    )
    (measure,) = report.measures()
    assert [kind for kind, _ in told(source, measure)] == kinds


@pytest.mark.parametrize("label", ["計画", "令和6年度計画"])
def test_so_is_a_plan_in_a_form(label: str) -> None:
    def form(title: str) -> Table:
        rows = [["事業内容", "苗を配る。"], [label, "310本を配る。"], ["実施状況", "300本配った。"]]
        return [["事業名", title], *rows]

    source, report = read(form("苗の配布"), form("花の展示"))
    assert told(source, next(report.measures())) == [(N, "苗を配る。"), (T, "310本を配る。"), (P, "300本配った。")]


def test_a_row_that_adds_up_the_others_is_no_measure(tmp_path: Path) -> None:
    found = text(
        tmp_path,
        "|No.|事業名|実施状況|決算額（千円）|",
        "|---|---|---|---|",
        "|1|苗の配布|苗を配った。|1,200|",
        "|2|花の展示|花を飾った。|300|",
        "|合　計|||1,500|",
    )
    assert [m.title for m in found.report.measures()] == ["苗の配布", "花の展示"]
    assert [(f.place.measure_no, f.figure.value) for f in found.figures] == [
        (1, 1_200_000),
        (2, 300_000),
        (None, 1_500_000),
    ]


def test_bands_of_two_marks_name_directions_and_sections() -> None:
    heads = ["事業名", "担当課", "実施状況"]
    rows: Table = [["苗の配布", "緑課", "配った。"], ["花の展示", "花課", "飾った。"]]
    bands = (("■ 重点目標1　街の緑", 1, 3), ("◆ 1-1 木を植える", 1, 3), ("◆ 1-2 花を植える", 1, 3))
    _, report = read([heads, [bands[0]], [bands[1]], rows[0], [bands[2]], rows[1]])
    assert levels(report) == [("街の緑", "木を植える", "苗の配布"), ("街の緑", "花を植える", "花の展示")]
    _, report = read([heads, [("政策1　街の緑", 1, 3)], rows[0], [("政策2　里の花", 1, 3)], rows[1]])
    assert levels(report) == [("街の緑", None, "苗の配布"), ("里の花", None, "花の展示")]


def test_numbers_in_brackets_of_one_column_are_of_one_level() -> None:
    heads = ["政策", "事業名", "実施状況"]
    _, report = read([heads, ["（1）街の緑", "苗の配布", "配った。"], ["（2）里の花", "花の展示", "飾った。"]])
    assert levels(report) == [("街の緑", None, "苗の配布"), ("里の花", None, "花の展示")]


def test_a_blank_office_is_the_one_above_where_the_section_is_blank_too() -> None:
    heads = ["施策の柱", "事業名", "担当課", "実施状況"]
    body: Table = [
        ["街の緑", "苗の配布", "緑課", "配った。"],
        ["", "花の展示", "", "飾った。"],
        ["里の花", "種の交換", "", "交わした。"],
    ]
    _, report = read([heads, *body])
    assert [m.departments for m in report.measures()] == [("緑課",), ("緑課",), ()]


def test_offices_on_lines_of_their_own() -> None:
    heads = ["事業名", "担当課", "実施状況"]
    _, report = read(
        [heads, ["苗の配布", "みどり図書館\n緑課", "配った。"], ["花の展示", "みどり図書館・公園課", "飾った。"]]
    )
    assert [m.departments for m in report.measures()] == [("みどり図書館", "緑課"), ("みどり図書館", "公園課")]


def test_an_office_that_wraps_below_a_whole_one_is_another(tmp_path: Path) -> None:
    found = text(
        tmp_path,
        *("┌────┬────┬─────┐", "│事業名　│担当課　│実施状況　│", "├────┼────┼─────┤"),
        *("│苗の配布│緑地課　│配った。　│", "│　　　　│公園緑化│　　　　　│", "│　　　　│推進室　│　　　　　│"),
        *("├────┼────┼─────┤", "│花の展示│緑地保全│飾った。　│", "│　　　　│課　　　│　　　　　│"),
        "└────┴────┴─────┘",
    )
    assert [m.departments for m in found.report.measures()] == [("緑地課", "公園緑化推進室"), ("緑地保全課",)]


def test_an_institution_that_fills_the_line_below_an_office_is_another(tmp_path: Path) -> None:
    found = text(
        tmp_path,
        *("┌────┬─────┬─────┐", "│事業名　│担当課　　│実施状況　│", "├────┼─────┼─────┤"),
        *("│本の市　│社会教育課│開いた。　│", "│　　　　│市立図書館│　　　　　│", "├────┼─────┼─────┤"),
        *("│朝の運動│社会教育課│続けた。　│", "│　　　　│体育振興班│　　　　　│", "└────┴─────┴─────┘"),
    )
    offices = [("社会教育課", "市立図書館"), ("社会教育課体育振興班",)]
    assert [m.departments for m in found.report.measures()] == offices


def test_a_rule_that_is_not_drawn_under_a_cell_lets_it_go_on(tmp_path: Path) -> None:
    found = text(
        tmp_path,
        *("┌────┬────┬─────┐", "│担当課　│事業名　│実施状況　│", "├────┼────┼─────┤"),
        *("│緑地課　│苗の配布│配った。　│", "│　　　　├────┼─────┤", "│　　　　│花の展示│飾った。　│"),
        *("├────┼────┼─────┤", "│　　　　│種の交換│交わした。│", "└────┴────┴─────┘"),
    )
    assert [m.departments for m in found.report.measures()] == [("緑地課",), ("緑地課",), ()]


def test_frames_right_below_each_other_are_tables_of_their_own(tmp_path: Path) -> None:
    def form(title: str) -> tuple[str, ...]:
        rows = (f"│事業名　│{title}│", "├────┼────┤", "│実施状況│行った。│", "├────┼────┤", "│課題　　│手不足。│")
        return ("┌────┬────┐", *rows, "└────┴────┘")

    found = text(tmp_path, *form("苗の配布"), *form("花の展示"))
    assert [(m.title, len(m.blocks)) for m in found.report.measures()] == [("苗の配布", 2), ("花の展示", 2)]


def test_lines_of_a_frame_with_one_row_are_of_that_row(tmp_path: Path) -> None:
    rows = ("│事業名　│実施状況　　│", "├────┼──────┤", "│苗の配布│苗を310本　 │", "│　　　　│配った。　　│")
    found = text(tmp_path, "┌────┬──────┐", *rows, "└────┴──────┘")
    assert [m.title for m in found.report.measures()] == ["苗の配布"]


def test_tabs_part_bands_and_a_table_of_one_row(tmp_path: Path) -> None:
    heads = "事業名\t担当課\t実施状況"
    found = text(
        tmp_path,
        *(
            heads,
            "基本目標1　街の緑\t\t",
            "苗の配布\t緑課\t配った。",
            "基本目標2　里の花\t\t",
            "花の展示\t花課\t飾った。",
        ),
    )
    assert levels(found.report) == [("街の緑", None, "苗の配布"), ("里の花", None, "花の展示")]
    found = text(
        tmp_path,
        "基本目標1　街の緑",
        heads,
        "苗の配布\t緑課\t配った。",
        "",
        "基本目標2　里の花",
        heads,
        "花の展示\t花課\t飾った。",
    )
    assert [(m.title, m.departments) for m in found.report.measures()] == [
        ("苗の配布", ("緑課",)),
        ("花の展示", ("花課",)),
    ]


def test_blanks_set_tables_below_heads(tmp_path: Path) -> None:
    found = text(
        tmp_path,
        "事業名　　　担当課　　　実施状況　　　　　　　今後の予定",
        "苗の配布　　緑地課　　　苗を310本配った。　　 続ける。",
        "花の展示　　公園課　　　花を飾った。　　　　　広げる。",
    )
    first, second = found.report.measures()
    assert (first.title, first.departments, [b.kind for b in first.blocks]) == ("苗の配布", ("緑地課",), [P, O])
    assert second.title == "花の展示"


def test_blanks_set_indicators_with_what_is_no_number_yet(tmp_path: Path) -> None:
    found = text(
        tmp_path,
        "番号　　指標名　　　　　　単位　　基準値（R3）　　実績値（R6）　　目標値（R8）　　評価",
        "１　　　苗の本数　　　　　本　　　1,200　　　　　 1,310　　　　　 1,500以上　　　 Ａ",
        "２　　　展示の満足度　　　％　　　61.5　　　　　　集計中　　　　　70.0　　　　　　－",
    )
    assert [(i.name, i.unit, i.baseline, i.actual, i.target) for i in found.indicators] == [
        ("苗の本数", "本", 1200, 1310, 1500),
        ("展示の満足度", "%", Decimal("61.5"), None, 70),
    ]


def test_words_set_with_blanks_below_no_heads_are_no_table(tmp_path: Path) -> None:
    found = text(
        tmp_path,
        "主な行事　　　春のつどい　　　秋のつどい",
        "会場　　　　　公民館　　　　　会館",
        "天候　　　　　晴れ　　　　　　雨",
    )
    assert not found.source.tables


def test_targets_may_be_what_names_indicators(tmp_path: Path) -> None:
    found = text(
        tmp_path,
        "|数値目標|基準値（R3）|実績（R6）|目標値（R8）|",
        "|---|---|---|---|",
        "|苗の本数（千本）|12|13|15<br>（R9）|",
    )
    (indicator,) = found.indicators
    assert (indicator.name, indicator.unit, indicator.actual) == ("苗の本数", "千本", 13)
    assert (indicator.target, indicator.target_period) == (15, "R9")


HEADS = ("基本目標1　街の緑", "基本目標2　里の花")


def test_a_table_below_each_heading_tells_of_what_that_names() -> None:
    def table(office: str, done: str) -> Table:
        return [["担当課", "計画", "実績", "今後の取組"], [office, "苗を配る。", done, "続ける。"]]

    parts = (HEADS[0], "○苗の配布", table("緑課", "配った。"), HEADS[1], "○花の展示", table("花課", "飾った。"))
    source, report = read(*parts)
    first, second = report.measures()
    assert levels(report) == [("街の緑", None, "苗の配布"), ("里の花", None, "花の展示")]
    assert (first.departments, second.departments) == (("緑課",), ("花課",))
    assert told(source, first) == [(T, "苗を配る。"), (P, "配った。"), (O, "続ける。")]


def test_so_does_a_form() -> None:
    def form(done: str) -> Table:
        return [["担当課", "緑課"], ["実施状況", done], ["課題", "手が足りない。"]]

    source, report = read("（1）苗の配布", form("配った。"), "（2）花の展示", form("飾った。"))
    assert [m.title for m in report.measures()] == ["苗の配布", "花の展示"]
    assert told(source, next(report.measures())) == [(P, "配った。"), (I, "手が足りない。")]


def test_a_result_of_few_words_beside_what_it_is_of_tells_of_the_heading_above() -> None:
    heads = ["事業の概要", "目標", "実績"]
    parts = ("●苗の配布", [heads, ["苗を配る。", "30回", "31回"]], "●花の展示", [heads, ["花を飾る。", "5回", "4回"]])
    source, report = read(*parts)
    first, _ = report.measures()
    assert (first.title, told(source, first)) == ("苗の配布", [(N, "苗を配る。"), (T, "30回"), (P, "31回")])
    assert not report.indicators  # whose names are no sentences


def test_captions_of_tables_name_no_measures() -> None:
    table: Table = [["地区", "実施状況", "課題"], ["北", "配った。", "手不足。"], ["南", "配った。", "なし。"]]
    _, report = read("表1　苗の配布", table, "表2　花の展示", table)
    assert not list(report.measures())


def test_a_mark_that_heads_prose_too_is_one_of_the_text() -> None:
    form: Table = [["担当課", "緑課"], ["実施状況", "配った。"], ["課題", "手が足りない。"]]
    _, report = read("○苗の配布", form, "○花の展示", form, "○種の交換", "種を交わした。")
    assert [(m.title, m.departments) for m in report.measures()] == [
        ("苗の配布", ("緑課",)),
        ("花の展示", ("緑課",)),
        ("種の交換", ()),
    ]


def test_headings_of_any_mark_above_forms_are_their_levels() -> None:
    def form(title: str) -> Table:
        return [
            ["事業名", title, "担当課", "緑課"],
            ["実施状況", ("行った。", 1, 3)],
            ["課題", ("手が足りない。", 1, 3)],
        ]

    _, report = read(
        "Ⅰ　街の緑", "1　木", form("苗の配布"), "2　花", form("花の展示"), "Ⅱ　里の花", "1　種", form("種の交換")
    )
    assert levels(report) == [("街の緑", "木", "苗の配布"), ("街の緑", "花", "花の展示"), ("里の花", "種", "種の交換")]


def test_main_efforts_name_a_form_only_where_nothing_else_does() -> None:
    def form(title: str) -> Table:
        return [
            ["具体的な取組", title, "担当課", "緑課"],
            ["実施結果", ("行った。", 1, 3)],
            ["課題", ("手不足。", 1, 3)],
        ]

    _, report = read(form("苗の配布"), form("花の展示"))
    assert [m.title for m in report.measures()] == ["苗の配布", "花の展示"]
    named: Table = [
        ["施策名", "街の緑", "担当課", "緑課"],
        ["主な取組", ("苗の配布", 1, 3)],
        ["課題", ("手不足。", 1, 3)],
    ]
    _, report = read(named, named)
    assert "苗の配布" not in [m.title for m in report.measures()]


def test_a_row_that_a_page_cuts_off_belongs_to_the_form_before_it() -> None:
    def form(title: str) -> Table:
        return [["事業名", title], ["実施状況", "配った。"], ["今後の取組", "続ける。"]]

    cut: Table = [["事業名", "種の交換"], ["実施状況", "交わした。"]]
    source, report = read(form("苗の配布"), form("花の展示"), cut, BREAK, "今後の取組 広げる。")
    *_, last = report.measures()
    assert told(source, last) == [(P, "交わした。"), (O, "広げる。")]
    source, report = read(form("苗の配布"), form("花の展示"), cut, "今後の取組 広げる。", BREAK, "付記")
    *_, last = report.measures()
    assert (O, "広げる。") in told(source, last)


def test_words_below_labels_at_the_foot_of_a_page_are_theirs() -> None:
    form: Table = [["事業名", "苗の配布", "担当課", "緑課"], [("目標", 1, 2), ("実施状況", 1, 2)]]
    words: Table = [[("310本を配る。", 1, 2), ("苗を配った。", 1, 2)]]
    source, report = read([*form, *words], form, BREAK, [*words, ["課題", ("手不足。", 1, 3)]])
    *_, last = report.measures()
    assert told(source, last)[-3:] == [(T, "310本を配る。"), (P, "苗を配った。"), (I, "手不足。")]
