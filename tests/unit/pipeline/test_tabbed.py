"""Sheets of spreadsheets saved or copied as text: cells parted by tabs, titles, notes and tables below each other."""

from __future__ import annotations

import pytest

from pipeline.ingest import tabbed, text
from pipeline.model import BlockKind, ReportHead
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose

HEAD = "No.\t事業名\t担当課\t実績\t次年度の予定"


def tables(raw: str) -> list[list[list[str]]]:
    """Return the words of each table, row by row; a cell over several rows or columns counts once."""
    found = []
    for grid in tabbed.find(raw):
        rows: list[list[str]] = [[] for _ in range(grid.rows)]
        for cell in grid.cells:
            rows[cell.row].append(cell.text(raw))
        found.append(rows)
    return found


def outlined(raw: str) -> list[tuple[str | None, str | None, str, tuple[str, ...], str]]:
    """Return direction, section, title, departments and the kinds of blocks of each measure of a text file."""
    source = text.read("x.txt", "0" * 64, raw.encode())
    report = segment(source, choose(source, builtin()), ReportHead())
    return [
        (
            direction.title,
            section.title,
            measure.title,
            measure.departments,
            "".join(block.kind[0] for block in measure.blocks if block.kind is not BlockKind.OTHER),
        )
        for direction in report.directions
        for section in direction.sections
        for measure in section.measures
    ]


def sheet(*rows: str, tabs: int = 4) -> str:
    """Return rows as a spreadsheet saves them: each with all tabs."""
    return "".join(row + "\t" * (tabs - row.count("\t")) + "\n" for row in rows)


def test_title_notes_and_tables_in_one_sheet() -> None:
    raw = sheet(
        "みさご市計画　進捗管理表",
        "\t\t\t\t企画課",
        "指標\t基準値（R3）\t実績値（R6）\t目標値（R8）",
        "相談件数（件）\t12\t15\t20",
        HEAD,
        "1\t相談会\t福祉課\t3回開いた。\t4回開く。",
        "",
        "※予定は変わることがある。",
    )
    assert [[row[:2] for row in table] for table in tables(raw)] == [
        [["指標", "基準値（R3）"], ["相談件数（件）", "12"]],
        [["No.", "事業名"], ["1", "相談会"]],
    ]


def test_quoted_cells_hold_line_breaks_and_commas() -> None:
    raw = f'{HEAD}\n1\t相談会\t福祉課\t"1,200人が来た。\n""ミニ相談""も開いた。"\t続ける。\n2\t交流会\t"\t"\n5回"\t"\n'
    ((_, first, second),) = tables(raw)
    assert first[3] == '1,200人が来た。""ミニ相談""も開いた。'
    assert second[2:] == ['"', "5回", '"']  # marks that repeat what is above


def test_quotation_in_prose_is_no_cell() -> None:
    raw = f'"支え合い\nの一年"\n{HEAD}\n1\t相談会\t福祉課\t3回\t続ける。'
    ((head, _),) = tables(raw)
    assert head[0] == "No."


def test_merged_cells_of_a_head() -> None:
    raw = "事業名\t\t実績値\t\t目標値\n\t\tR5\tR6\tR8\n(1)\t相談会\t3\t4\t5\n(2)\t交流会\t1\t2\t3\n"
    (grid,) = tabbed.find(raw)
    shapes = {c.text(raw): (c.row, c.column, c.rows, c.columns) for c in grid.cells if c.row < 2}
    assert shapes["事業名"] == (0, 0, 2, 2)
    assert shapes["実績値"] == (0, 2, 1, 2)
    assert [c.text(raw) for c in grid.cells if c.row == 2] == ["(1)相談会", "", "3", "4", "5"]


def test_blank_columns_are_dropped_and_fields_that_several_tabs_part_stand_below_their_heads() -> None:
    wide = "\t事業名\t\t担当課\t\t実績\t\n\t相談会\t\t福祉課\t\t3回\t\n\t交流会\t\t福祉課\t\t5回\t\n"
    aligned = "事業名\t\t担当課\t実績\n高齢者の集い\t福祉課\t\t3回\n交流会\t\t福祉課\t5回\n"
    for raw, first in ((wide, "相談会"), (aligned, "高齢者の集い")):
        assert tables(raw)[0][:2] == [["事業名", "担当課", "実績"], [first, "福祉課", "3回"]]


@pytest.mark.parametrize(
    "raw",
    [
        "日時\t5月1日\t午後\n場所\t公民館\t大会議室\n",
        "1\tあいさつ\t市長\n\n\n",
        "担当課\t福祉課\n電話\t12-3456\n対象\t家族\n",  # names no measure
        "\t\t\t\n\t\t\t\n",
        "相談会を開き、\t20人が来た。\n訪問も続けた。\t9件である。\n",
    ],
)
def test_what_is_no_table(raw: str) -> None:
    assert tables(raw) == []


def test_a_table_ends_where_rows_fill_less_behind_a_blank_one() -> None:
    rows = [HEAD, "1\t相談会\t福祉課\t3回\t続ける。", "", "区分\t男\t女", "来場\t120\t90"]
    assert len(tables(sheet(*rows))[0]) == 2


def test_bands_below_one_head_and_behind_blank_rows() -> None:
    raw = sheet(
        "みさご市計画　進捗管理表",
        HEAD,
        "基本目標１\t支え合う",
        "施策1-1　見守り",
        "1\t訪問\t福祉課\t30件。\t40件とする。",
        "",
        "基本目標２\t学ぶ",
        "施策2-1　講座",
        "2\t教室\t生涯学習課\t5回。\t6回とする。",
    )
    assert outlined(raw) == [
        ("支え合う", "見守り", "訪問", ("福祉課",), "po"),
        ("学ぶ", "講座", "教室", ("生涯学習課",), "po"),
    ]


def test_heads_repeated_below_bands() -> None:
    rows = ["みさご市計画　進捗管理表"]
    for no, name in enumerate(("支え合う", "学ぶ"), 1):
        rows += [f"基本目標{no}　{name}", "数値目標\t基準値\t実績値\t目標値", "件数（件）\t1\t2\t3"]
        rows += [f"施策{no}-1　{name}しくみ", HEAD, f"{no}\t{name}会\t福祉課\t{no}回。\t増やす。", ""]
    assert outlined(sheet(*rows)) == [
        ("支え合う", "支え合うしくみ", "支え合う会", ("福祉課",), "po"),
        ("学ぶ", "学ぶしくみ", "学ぶ会", ("福祉課",), "po"),
    ]


def test_a_name_said_beside_each_measure_is_one_direction() -> None:
    raw = "基本目標\t取組名\t実績\t課題\n支え合う\t訪問\t30件。\t人手\n支え合う\t集い\t9回。\t会場\n学ぶ\t教室\t5回。\t講師\n"
    source = text.read("x.txt", "0" * 64, f"みさご市計画の進捗\n{raw}".encode())
    report = segment(source, choose(source, builtin()), ReportHead())
    assert [d.title for d in report.directions] == ["支え合う", "学ぶ"]


def test_fields_above_a_table_name_what_its_measures_belong_to() -> None:
    above = "基本目標\t1 支え合う\n施策\t(1) 見守り\n主管課\t福祉課\n"
    table = "取組名\t実施状況\t今後の予定\n訪問\t30件。\t40件とする。\n"
    assert outlined(f"みさご市計画の進捗\n\n{above}{table}") == [("支え合う", "見守り", "訪問", ("福祉課",), "po")]


def test_the_office_above_a_table_is_that_of_measures_without_one() -> None:
    table = "取組名\t実施状況\t今後の予定\n訪問\t30件。\t40件とする。\n"
    own = "取組名\t担当課\t実施状況\t今後の予定\n教室\t生涯学習課\t5回。\t続ける。\n"
    found = outlined(f"みさご市計画の進捗\n\n担当課：福祉課\n{table}\n担当課：福祉課\n{own}")
    assert [measure[3] for measure in found] == [("福祉課",), ("生涯学習課",)]


def test_an_office_before_the_names_stands_for_the_rows_below_it() -> None:
    before = "所管課\t取組項目\t実施状況\t今後の予定\n福祉課\t訪問\t30件。\t増やす。\n\t集い\t9回。\t続ける。\n"
    behind = "取組項目\t所管課\t実施状況\t今後の予定\n訪問\t福祉課\t30件。\t増やす。\n集い\t\t9回。\t続ける。\n"
    assert [m[3] for m in outlined(f"みさご市計画の進捗\n{before}")] == [("福祉課",), ("福祉課",)]
    assert [m[3] for m in outlined(f"みさご市計画の進捗\n{behind}")] == [("福祉課",), ()]


def test_forms() -> None:
    form = [
        "事業評価シート",
        "事業番号\t{}\t\t事業名\t{}",
        "担当課・係\t福祉課\t\t担当者\t係長",
        "",
        '取組実績\t"{}回開き、\n20人が来た。"',
        "指標名\t単位\t基準値(R3)\t実績値(R6)\t目標値(R8)",
        "開催数\t回\t2\t6\t10",
        "課題\t周知が足りない。",
        "今後の方向性\t回数を増やす。",
        "",
    ]
    raw = "".join(sheet(*form).format(no, name, no + 2) for no, name in enumerate(("相談会", "交流会"), 1))
    assert [measure[2:4] for measure in outlined(raw)] == [("相談会", ("福祉課",)), ("交流会", ("福祉課",))]
    assert all(set("pio") <= set(measure[4]) for measure in outlined(raw))


def test_money_is_in_no_counter_of_an_indicator_beside_it() -> None:
    from pipeline.cells import read_cells

    raw = sheet(
        "みさご市計画　事業一覧",
        "単位：千円",
        "事業名\t指標\t目標値\t実績値\t決算額\t今後の方針",
        '訪問\t相談件数（件）\t12\t15\t"3,450"\t続ける。',
        '教室\t参加者数（人）\t60\t48\t"1,200"\t増やす。',
        tabs=5,
    )
    source = text.read("x.txt", "0" * 64, raw.encode())
    report = segment(source, choose(source, builtin()), ReportHead())
    assert [(f.value, f.unit, f.label) for f in read_cells(source, report).bare] == [
        (3_450_000, "千円", "訪問"),
        (1_200_000, "千円", "教室"),
    ]
