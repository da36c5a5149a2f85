"""What tables become: measures with their blocks, indicators, figures with the units of heads. Tables are drawn as text."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extractors.mentions import ClaimedBy, FigureKind, Span, Status
from pipeline.model import BlockKind, Dataset
from pipeline.run import Settings, run_one
from pipeline.segment.rows import read_heading

TITLE = "青凪市ひだまり計画　令和6年度　進捗状況報告書\n\n"


def read(tmp_path: Path, *rows: str, before: str = "") -> Dataset:
    path = tmp_path / "x.txt"
    head, *body = rows
    rule = "|" + "---|" * head.strip("|").count("|") + "---|"
    path.write_text(TITLE + before + "\n".join([head, rule, *body]) + "\n", encoding="utf-8")
    outcome = run_one(path, "x.txt", Settings())
    assert outcome.dataset is not None, outcome.error
    return outcome.dataset


def test_one_measure_a_row_in_any_order_of_columns(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "|担当課|今後の予定|課題|事業名|令和6年度の実績|",
        "|福祉課、長寿課|3か所に増やす。|人手が足りない。|相談会|相談会を5回開いた。|",
        "|〃|－|－|訪問支援|20件を訪問した。|",
    )
    first, second = found.report.measures()
    assert (first.title, first.departments) == ("相談会", ("福祉課", "長寿課"))
    assert second.departments == ("福祉課", "長寿課")
    kinds = [(b.kind, found.source.text[b.span.start : b.span.end]) for b in first.blocks]
    assert kinds == [
        (BlockKind.OUTLOOK, "3か所に増やす。"),
        (BlockKind.ISSUES, "人手が足りない。"),
        (BlockKind.PROGRESS, "相談会を5回開いた。"),
    ]
    assert [(f.place.measure_no, f.figure.text, f.status) for f in found.figures] == [
        (1, "3か所", Status.PLANNED),
        (1, "5回", Status.ACTUAL),
        (2, "20件", Status.ACTUAL),
    ]


def test_merged_cells_and_bands_give_directions_and_sections(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "|基本目標|施策|事業名|実績|",
        "|1 相談を受ける|窓口|① 電話|30件の相談|",
        "|〃|〃|② 来所|12件の相談|",
        "|2 集まる|交流|③ つどい|5回開催|",
    )
    directions = [
        (d.no, d.title, [(s.title, [m.title for m in s.measures]) for s in d.sections]) for d in found.report.directions
    ]
    assert directions == [
        (1, "相談を受ける", [("窓口", ["電話", "来所"])]),
        (2, "集まる", [("交流", ["つどい"])]),
    ]
    assert not [n for n in found.numerals if n.claimed_by is ClaimedBy.UNCLAIMED]


def test_a_head_below_another_says_what_its_column_holds(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    rows = ["│取組　　　　　　　│実績│", "├──┬───┬───┤　　│", "│番号│取組名│担当課│　　│", "├──┼───┼───┼──┤"]
    path.write_text(
        TITLE + "\n".join([*rows, "│1　 │相談会│福祉課│5回 │", "├──┼───┼───┼──┤", "│2　 │交流会│児童課│6回 │"]), "utf-8"
    )
    outcome = run_one(path, "x.txt", Settings())
    assert outcome.dataset is not None, outcome.error
    assert [(m.title, m.departments) for m in outcome.dataset.report.measures()] == [
        ("相談会", ("福祉課",)),
        ("交流会", ("児童課",)),
    ]


def test_a_row_without_a_title_carries_on_the_measure_above(tmp_path: Path) -> None:
    found = read(tmp_path, "|取組名|実績|今後の取組|", "|相談会|5回開いた。|続ける。|", "||20人が来た。||")
    (measure,) = found.report.measures()
    progress = [found.source.text[b.span.start : b.span.end] for b in measure.blocks if b.kind is BlockKind.PROGRESS]
    assert progress == ["5回開いた。", "20人が来た。"]


def test_what_only_describes_a_measure_is_no_progress(tmp_path: Path) -> None:
    found = read(tmp_path, "|事業名|事業内容|実績|", "|相談会|年6回の相談会|5回開いた。|")
    (measure,) = found.report.measures()
    assert [b.kind for b in measure.blocks] == [BlockKind.OTHER, BlockKind.PROGRESS]


def test_a_table_of_other_things_has_no_measures(tmp_path: Path) -> None:
    found = read(tmp_path, "|開催日|会場|講師|", "|5月1日|公民館|青木氏|", "|6月1日|会館|白石氏|")
    assert not list(found.report.measures())


def test_indicators_with_years_in_the_head(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "|指標名|単位|基準値（R3）|R4|R5|R6|目標値（R8年度）|達成率|",
        "|相談件数|件|1,200|1,250|1,310|未集計|1,500以上|87.3％|",
        "|満足度|〃|－|－|61.5%|64.2%|70%|達成|",
    )
    first, second = found.indicators
    assert (first.name, first.unit) == ("相談件数", "件")
    assert (first.baseline, first.baseline_period) == (Decimal(1200), "R3")
    assert (first.actual, first.actual_period) == (Decimal(1310), "R5")
    assert (first.target, first.target_period, first.attainment) == (Decimal(1500), "R8年度", Decimal("87.3"))
    assert first.earlier == ("R4=1250",)
    assert (second.baseline, second.actual, second.attainment) == (None, Decimal("64.2"), None)
    assert not found.figures
    told = {
        found.source.text[n.span.start : n.span.end]: n.ref_id
        for n in found.numerals
        if n.claimed_by is ClaimedBy.FIGURE
    }
    assert told["1,250"] == first.indicator_id


@pytest.mark.parametrize(
    ("name", "cell", "value", "unit", "period"),
    [
        ("登録者数", "135人（令和6年度）", "135", "人", "令和6年度"),
        ("登録者数（人）", "R6：1,135", "1135", "人", "R6"),
        ("登録者数【人】", "約135", "135", "人", None),
        ("社会増減", "▲75人", "-75", "人", None),
        ("利用額", "2億1,000万円", "210000000", "円", None),
        ("満足度", "61.5", "61.5", None, None),
    ],
)
def test_a_value_with_its_unit_and_year(
    tmp_path: Path, name: str, cell: str, value: str, unit: str | None, period: str | None
) -> None:
    (indicator,) = read(tmp_path, "|指標|実績値|目標値|", f"|{name}|{cell}|－|").indicators
    assert indicator.name == name.split("（")[0].split("【")[0]
    assert (indicator.actual, indicator.unit, indicator.actual_period) == (Decimal(value), unit, period)


@pytest.mark.parametrize("cell", ["50～60回", "増加", "未集計", "－", "3/5", "12件、15件", "令和6年度"])
def test_a_cell_that_is_not_one_value_gives_none(tmp_path: Path, cell: str) -> None:
    (indicator,) = read(tmp_path, "|指標|実績値|目標値|", f"|講座|{cell}|70回|").indicators
    assert indicator.actual is None


def test_a_repeated_value_counts_only_where_the_unit_is_the_same(tmp_path: Path) -> None:
    found = read(tmp_path, "|指標|単位|実績値|目標値|", "|窓口|か所|3|5|", "|会場|か所|〃|6|", "|講座|回|〃|8|")
    assert [i.actual for i in found.indicators] == [Decimal(3), Decimal(3), None]


def test_units_of_the_head_and_above_the_table(tmp_path: Path) -> None:
    found = read(
        tmp_path, "|区分|決算額|参加者数（人）|", "|相談|1,200|15|", "|交流|▲300|20|", before="（単位：千円）\n"
    )
    rows = [(f.figure.label, f.figure.text, f.figure.value, f.figure.unit, f.figure.kind) for f in found.figures]
    assert rows == [
        ("決算額", "1,200", Decimal(1_200_000), "千円", FigureKind.MONEY),
        ("参加者数", "15", Decimal(15), "人", FigureKind.PARTICIPANTS),
        ("決算額", "▲300", Decimal(-300_000), "千円", FigureKind.MONEY),
        ("参加者数", "20", Decimal(20), "人", FigureKind.PARTICIPANTS),
    ]
    assert found.figures[0].context == "相談 決算額 1,200"


def test_a_unit_that_stands_alone_is_no_figure(tmp_path: Path) -> None:
    found = read(tmp_path, "|指標|単位|基準値|実績値|", "|交付額|千円|1,200|1,500|", "|窓口|か所|3|5|")
    assert not found.figures
    assert [(i.unit, i.actual) for i in found.indicators] == [("千円", Decimal(1500)), ("か所", Decimal(5))]


def test_a_bare_number_without_a_unit_stays_unclaimed(tmp_path: Path) -> None:
    found = read(tmp_path, "|区分|R5|R6|", "|相談|120|135|", "|交流|40|52|")
    assert not found.figures
    assert sum(n.claimed_by is ClaimedBy.UNCLAIMED for n in found.numerals) == 4


@pytest.mark.parametrize(("total", "checks"), [("35", 0), ("36", 1)])
def test_a_column_must_add_up_to_its_total(tmp_path: Path, total: str, checks: int) -> None:
    found = read(tmp_path, "|区分|件数（件）|", "|相談|15|", "|訪問|20|", "|うち家族|8|", f"|合計|{total}|")
    assert [c.code for c in found.checks].count("breakdown_sum") == checks
    assert [bool(f.part_of) for f in found.figures] == [True, True, False, False]


def test_shares_are_not_added(tmp_path: Path) -> None:
    found = read(tmp_path, "|区分|構成比（%）|", "|相談|15|", "|訪問|20|", "|合計|90|")
    assert not [c for c in found.checks if c.code == "breakdown_sum"]


def test_the_rest_of_a_number_that_a_drawn_line_cuts_is_no_figure(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    rows = ["┌───┬──┐", "│事業名│実績│", "├───┼──┤", "│相談会│延べ1│", "│      │20人│", "├───┼──┤", "│訪問  │5件 │"]
    path.write_text(TITLE + "\n".join(rows), encoding="utf-8")
    found = run_one(path, "x.txt", Settings()).dataset
    assert found is not None
    assert [f.figure.text for f in found.figures] == ["5件"]
    assert [
        found.source.text[n.span.start : n.span.end] for n in found.numerals if n.claimed_by is ClaimedBy.UNCLAIMED
    ] == ["1", "20"]


def test_a_direction_that_a_table_names_ends_with_it(tmp_path: Path) -> None:
    kpi = ["", "|指標|実績値|目標値|", "|---|---|---|", "|窓口|3か所|5か所|"]
    found = read(tmp_path, "|基本目標|事業名|実績|", "|1 相談|電話|30件の相談|", "|2 交流|集い|5回開催|", *kpi)
    assert [d.no for d in found.report.directions] == [1, 2]
    assert [i.direction_no for i in found.indicators] == [None]


def test_a_head_over_several_columns_says_less_than_the_one_below_it(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    rows = [
        "│計画の体系　　　│事業名│実施状況　　　　│次年度の予定│",
        "├────┬───┤　　　├───┬────┤　　　　　　│",
        "│基本目標│施策　│　　　│課題　│取組実績│　　　　　　│",
        "├────┼───┼───┼───┼────┼──────┤",
        "│基本目標１ 緑│1-1 街│植樹　│不足。│31本　　│40本とする。│",
        "├────┼───┼───┼───┼────┼──────┤",
        "│基本目標２ 花│2-1 里│花壇　│なし。│12か所　│15か所。　　│",
    ]
    path.write_text(TITLE + "\n".join(rows) + "\n", "utf-8")
    outcome = run_one(path, "x.txt", Settings())
    assert outcome.dataset is not None, outcome.error
    directions = [
        (d.no, d.title, [(s.no, s.title, [m.title for m in s.measures]) for s in d.sections])
        for d in outcome.dataset.report.directions
    ]
    assert directions == [(1, "緑", [(1, "街", ["植樹"])]), (2, "花", [(1, "里", ["花壇"])])]
    for measure in outcome.dataset.report.measures():
        assert [b.kind for b in measure.blocks] == [BlockKind.ISSUES, BlockKind.PROGRESS, BlockKind.OUTLOOK]


@pytest.mark.parametrize(
    ("words", "no", "title"),
    [
        ("1-2 森を守る", 2, "森を守る"),
        ("2-(3)森", 3, "森"),
        ("10-20代の支援", None, "10-20代の支援"),
        ("施策1-2 森", 2, "森"),
    ],
)
def test_the_last_number_of_a_code_is_that_of_the_heading(words: str, no: int | None, title: str) -> None:
    heading = read_heading(words, Span(0, len(words)), None)
    assert (heading.no, heading.title) == (no, title)
    assert heading.is_direction is (False if words.startswith("施策") else None)


def test_rows_of_targets_and_results_are_one_indicator(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "|指標名|単位|区分|R4|R5|R6|",
        "|花壇の数|か所|目標値|10|20|30|",
        "|〃|〃|実績値|9|18|21|",
        "|講座の数|回|目標値|5|5|6|",
        "|〃|〃|実績値|4|6|－|",
    )
    assert [(i.name, i.unit, i.target, i.target_period, i.actual, i.actual_period) for i in found.indicators] == [
        ("花壇の数", "か所", 30, "R6", 21, "R6"),
        ("講座の数", "回", 6, "R6", 6, "R5"),
    ]
    assert found.indicators[0].earlier == ("R4=10", "R5=20", "R4=9", "R5=18")
    assert not found.figures


def test_rows_of_a_plan_and_its_result_without_a_name_are_indicators_of_their_own(tmp_path: Path) -> None:
    found = read(tmp_path, "||R5|R6|", "|量の見込み（人）|40|38|", "|確保方策（人）|45|45|", "|実績（人）|37|41|")
    assert [(i.name, i.unit, i.target, i.actual) for i in found.indicators] == [
        ("量の見込み", "人", 38, None),
        ("確保方策", "人", 45, None),
        ("実績", "人", None, 41),
    ]


def test_parts_of_a_plan_and_of_its_result_are_indicators_of_their_own(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "|区分（人）||R5|R6|",
        "|量の見込み|低学年|40|38|",
        "||高学年|20|22|",
        "|実績|低学年|37|41|",
        "||高学年|18|24|",
    )
    assert [(i.name, i.target, i.actual) for i in found.indicators] == [("低学年", 38, 41), ("高学年", 22, 24)]


def test_rows_that_only_hold_results_are_figures(tmp_path: Path) -> None:
    found = read(tmp_path, "|区分|R5|R6|", "|相談実績（件）|37|41|", "|訪問実績（件）|7|9|")
    assert not found.indicators
    assert [f.figure.value for f in found.figures] == [37, 41, 7, 9]


def test_a_plan_of_demand_and_supply_is_a_target(tmp_path: Path) -> None:
    found = read(tmp_path, "|認定区分|量の見込み|確保方策|実績|", "|1号（人）|40|45|37|", "|2号（人）|60|66|61|")
    assert [(i.name, i.baseline, i.target, i.actual, i.earlier) for i in found.indicators] == [
        ("1号", None, 45, 37, ("量の見込み=40",)),
        ("2号", None, 66, 61, ("量の見込み=60",)),
    ]


def test_the_plan_of_a_year_beside_measures_is_no_result(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "|事業名|R6計画|R6実績|R7計画|",
        "|窓口|10件|12件、8月3日に出張した|15件。6月に広げる|",
        "|訪問|4月に開始|9件|5件|",
        "|講座|3回|3回|4回|",
    )
    assert not found.indicators
    assert [(f.figure.text, f.status) for f in found.figures if f.place.measure_no == 3] == [
        ("3回", Status.PLANNED),
        ("3回", Status.ACTUAL),
        ("4回", Status.PLANNED),
    ]
    starts = {d.date.text: d.date.start for d in found.dates if d.place.measure_no}
    assert {text: start and start.year for text, start in starts.items()} == {"8月3日": 2024, "6月": 2025, "4月": 2024}


def test_numbers_without_a_blank_are_those_of_directions_where_they_count_up(tmp_path: Path) -> None:
    rows = ("|1緑を守る|植樹|84本を植えた。|", "|〃|剪定|9本を切った。|", "|2川を守る|清掃|12回行った。|")
    found = read(tmp_path, "|基本施策|事業名|実績|", *rows)
    assert [(d.no, d.title) for d in found.report.directions] == [(1, "緑を守る"), (2, "川を守る")]
    assert [f.figure.text for f in found.figures] == ["84本", "9本", "12回"]
    other = read(tmp_path, "|基本施策|事業名|実績|", "|3世代の交流|茶会|4回開いた。|", "|緑を守る|植樹|84本を植えた。|")
    assert [(d.no, d.title) for d in other.report.directions] == [(None, "3世代の交流"), (None, "緑を守る")]


def test_rows_that_say_what_they_tell(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "|No.|施策|担当課|区分|内容|評価|",
        "|1|植樹|公園課|計画|苗木を90本植える予定である。|A|",
        "||||実績|苗木を84本植えた。||",
        "|2|清掃|河川課|計画|川を10回清掃する。|B|",
        "||||実績|川を12回清掃した。||",
    )
    assert [(m.title, m.departments) for m in found.report.measures()] == [("植樹", ("公園課",)), ("清掃", ("河川課",))]
    assert [(f.place.measure_no, f.place.block, f.figure.text, f.status) for f in found.figures] == [
        (1, BlockKind.TARGET, "90本", Status.PLANNED),
        (1, BlockKind.PROGRESS, "84本", Status.ACTUAL),
        (2, BlockKind.TARGET, "10回", Status.PLANNED),
        (2, BlockKind.PROGRESS, "12回", Status.ACTUAL),
    ]


def test_rows_of_plain_values_are_no_measures(tmp_path: Path) -> None:
    found = read(tmp_path, "|事業|区分|植えた数|", "|植樹|計画|80本|", "||実績|78本|")
    assert not list(found.report.measures())
    assert [f.figure.text for f in found.figures] == ["80本", "78本"]


def test_the_corner_of_a_table_names_what_its_numbers_count(tmp_path: Path) -> None:
    found = read(tmp_path, "|事業費（千円）|R5決算|R6決算|", "|植樹|1,200|1,350|", "|清掃|80|95|")
    assert [(f.figure.value, f.figure.label) for f in found.figures] == [
        (1_200_000, "植樹"),
        (1_350_000, "植樹"),
        (80_000, "清掃"),
        (95_000, "清掃"),
    ]
    other = read(tmp_path, "|本数（本）|ところ|", "|12|川べり|", "|30|駅前|")  # a column of its own
    assert [(f.figure.value, f.figure.label) for f in other.figures] == [(12, "本数"), (30, "本数")]


def test_neither_a_department_nor_a_sentence_is_what_a_cell_counts(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "|No.|事業名|概要|担当課|R6計画|R6実績|",
        "|1|花壇|花を植える場を設ける。|公園課|4か所|花壇を5か所に設けた。|",
    )
    assert [(f.figure.text, f.figure.label) for f in found.figures] == [("4か所", "花壇"), ("5か所", "花壇")]


def test_what_a_column_of_plans_says_is_planned_though_the_year_over_it_is_past(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "|事業名|令和6年度計画|令和6年度実績|今後の予定|",
        "|植樹|苗木を90本植え、講座を3回開く|苗木を84本植え、講座を2回開いた。|続ける。|",
    )
    assert [(f.figure.text, f.status) for f in found.figures] == [
        ("90本", Status.PLANNED),
        ("3回", Status.PLANNED),
        ("84本", Status.ACTUAL),
        ("2回", Status.ACTUAL),
    ]


def test_a_unit_behind_the_name_of_an_indicator_is_its_unit(tmp_path: Path) -> None:
    found = read(tmp_path, "|指標名|基準値|実績値|目標値|", "|植えた苗木 本|12|84|90|", "|緑の日 の催し|3|4|5|")
    assert [(i.name, i.unit, i.actual) for i in found.indicators] == [
        ("植えた苗木", "本", 84),
        ("緑の日 の催し", None, 4),
    ]
