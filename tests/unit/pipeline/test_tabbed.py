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


def headings(raw: str) -> list[tuple[int | None, str | None, int | None, str | None, str]]:
    """Return direction and section with their numbers, and the title of each measure of a text file."""
    source = text.read("x.txt", "0" * 64, raw.encode())
    report = segment(source, choose(source, builtin()), ReportHead())
    return [
        (direction.no, direction.title, section.no, section.title, measure.title)
        for direction in report.directions
        for section in direction.sections
        for measure in section.measures
    ]


CODED = "コード\t施策\t事業名\t担当課\t実績\t今後の方針"
BANDED = (
    "基本目標1　育つまち",
    "1-1\t子育ての支援\t産後の訪問\t健康課\t63件訪問した。\t継続する。",
    "\t\t一時預かり\t子ども課\t2園で始めた。\t3園に増やす。",
    "1-2\t学びの場\t放課後教室\t教育課\t4校で開いた。\t全校で開く。",
    "基本目標2　動くまち",
    "2-1\t足の確保\t予約バス\t総務課\t2台で運行した。\t1台増やす。",
)


def test_the_code_of_a_section_in_the_cell_before_its_name_below_bands_of_directions() -> None:
    assert headings(sheet("はまゆう町計画　評価一覧（令和5年度）", CODED, *BANDED, tabs=5)) == [
        (1, "育つまち", 1, "子育ての支援", "産後の訪問"),
        (1, "育つまち", 1, "子育ての支援", "一時預かり"),
        (1, "育つまち", 2, "学びの場", "放課後教室"),
        (2, "動くまち", 1, "足の確保", "予約バス"),
    ]


def test_numbers_that_count_the_rows_are_no_codes_of_sections() -> None:
    rows = (
        "1\t子育ての支援\t産後の訪問\t健康課\t63件訪問した。\t継続する。",
        "2\t\t一時預かり\t子ども課\t2園で始めた。\t3園に増やす。",
        "3\t学びの場\t放課後教室\t教育課\t4校で開いた。\t全校で開く。",
    )
    assert headings(sheet("計画　評価一覧（令和5年度）", CODED.replace("コード", "No."), *rows, tabs=5)) == [
        (None, "子育ての支援", None, None, "産後の訪問"),
        (None, "子育ての支援", None, None, "一時預かり"),
        (None, "学びの場", None, None, "放課後教室"),
    ]


def test_an_office_on_a_line_above_a_table_is_no_measure() -> None:
    raw = sheet(
        "みさご市計画　進捗管理表（令和5年度）",
        "\t\t\t\t企画課",
        "※評価　Ａ：終えた　Ｂ：続けている",
        "",
        HEAD,
        *ROWS_OF_TWO,
    )
    assert [title for *_, title in headings(raw)] == ["相談会", "見守り"]


ROWS_OF_TWO = ("1\t相談会\t福祉課\t3回開いた。\t4回開く。", "2\t見守り\t長寿課\t11社と協定を結んだ。\t広げる。")

FORM = (
    "個票番号\t1\t\t所管課\t\t文化課",
    "体系\t目標\t\t１　ふれる",
    "\t施策\t\t(1)鑑賞の機会",
    "取組名\t\t\t学校への公演",
    "実施状況\t\t\t市内8校で開いた。",
    "成果指標\t\t\t基準値（R2）\t実績値（R5）\t目標値（R7）",
    "\t開催校数\t\t5校\t8校\t10校",
    "\t鑑賞した人数\t\t812人\t1,304人\t1,500人",
    "達成状況\t\t\tおおむね達成",
    "課題\t\t\t日程の調整",
    "今後の取組\t\t\t9校に広げる。",
)


def test_indicators_below_their_head_in_a_form() -> None:
    raw = sheet(
        "いずみ市文化計画　個票（令和5年度）",
        "",
        *FORM,
        "",
        *(row.replace("学校への", "町での") for row in FORM),
        tabs=5,
    )
    source = text.read("x.txt", "0" * 64, raw.encode())
    report = segment(source, choose(source, builtin()), ReportHead())
    assert [(i.name, str(i.target)) for i in report.indicators] == [
        ("開催校数", "10"),
        ("鑑賞した人数", "1500"),
    ] * 2
    assert outlined(raw) == [
        ("ふれる", "鑑賞の機会", "学校への公演", ("文化課",), "pttttpio"),
        ("ふれる", "鑑賞の機会", "町での公演", ("文化課",), "pttttpio"),
    ]


def test_a_blank_below_a_label_of_one_row_goes_with_that_label() -> None:
    raw = sheet(
        "事業名\t\t相談会",
        "担当課\t\t福祉課",
        "実績\t前期\t3回開いた。",
        "\t後期\t2回開いた。",
        "課題\t\t会場が狭い。",
        tabs=2,
    )
    assert tables(raw)[0][3] == ["後期", "2回開いた。"]


ITEMS = "No\t取組内容\t目標\t実績\t次年度以降の取組\t担当"


def test_contents_in_a_few_words_name_the_measures() -> None:
    rows = (
        "方針１\t減らす",
        "1\tパネルの補助\t50件\t43件を補助した。\t額を見直す。\t環境課",
        "方針２\t回す",
        "2\t古着の回収\t10か所\t8か所で回収した。\t場所を探す。\t清掃課",
    )
    assert headings(sheet("かすみ市環境計画　進捗管理表（令和6年度）", "", ITEMS, *rows, tabs=5)) == [
        (1, "減らす", None, None, "パネルの補助"),
        (2, "回す", None, None, "古着の回収"),
    ]


def test_contents_in_sentences_name_nothing() -> None:
    rows = (
        "1\tパネルを付ける家に補助する。\t50件\t43件を補助した。\t額を見直す。\t環境課",
        "2\t古着を集めて海外に送る。\t10か所\t8か所で回収した。\t場所を探す。\t清掃課",
    )
    assert headings(sheet("かすみ市環境計画　進捗管理表（令和6年度）", "", ITEMS, *rows, tabs=5)) == []


def test_numbers_of_goals_in_the_cell_before_their_names() -> None:
    rows = (
        "1\t支え合うまち\t1-1\t見守り\t見守り協定\t福祉課\t41社となった。\t増やす。",
        "\t\t1-2\t居場所\t地域食堂\t福祉課\t9か所で開いた。\t続ける。",
        "2\t安心なまち\t2-1\t相談\t総合相談\t福祉課\t812件だった。\t続ける。",
    )
    head = "目標No.\t基本目標\t施策No.\t施策\t事業名\t担当課\t実績\t今後の取組"
    assert headings(sheet("みさき市計画　取組一覧（令和6年度）", head, *rows, tabs=7)) == [
        (1, "支え合うまち", 1, "見守り", "見守り協定"),
        (1, "支え合うまち", 2, "居場所", "地域食堂"),
        (2, "安心なまち", 1, "相談", "総合相談"),
    ]


def test_a_line_of_more_cells_than_a_sheet_has_makes_no_table_wide() -> None:
    wide = "\t".join(f"値{number}" for number in range(20_000))
    below = "\n".join("あ\tい\tう" for _ in range(20_000))
    found = list(tabbed.find(f"{wide}\n{below}\n"))
    assert all(grid.columns <= 3 for grid in found)


def test_a_table_of_many_years_is_one_table() -> None:
    years = [f"令和{number}年度" for number in range(1, 61)]
    rows = (["事業名", "担当課", *years], *([f"訪問{n}", "福祉課", *["12人"] * 60] for n in "イロ"))
    raw = "\n".join("\t".join(row) for row in rows)
    assert [grid.columns for grid in tabbed.find(f"{raw}\n")] == [62]


def _told(raw: str, no: int = 1) -> list[tuple[str, str]]:
    """Return what is told of a measure of a text file: kinds and words."""
    source = text.read("x.txt", "0" * 64, raw.encode())
    measure = list(segment(source, choose(source, builtin()), ReportHead()).measures())[no - 1]
    told = ((block.kind, source.text[block.span.start : block.span.end]) for block in measure.blocks)
    return [("x" if kind is BlockKind.OTHER else kind[0], words) for kind, words in told]


def _sheet_by_years(
    item: str, name: str, corner: str, done: str, *below: str, plan: tuple[str, ...] = ("検討", "開発", "販売")
) -> list[str]:
    years = "令和５", "令和６", "令和７"
    rows = [f"{item}\t{name}", "担当課\t財政課", "\t".join([corner, *years]), "\t".join(["計画", *plan])]
    return [*rows, f"実績\t{done}", *below, ""]


BELOW = ("令和６年度実績\t市内の４社と組み、７品を加えた。", "令和７年度取組\t共同の発送所を設ける。")


@pytest.mark.parametrize("tabs", [0, 4])
@pytest.mark.parametrize("corner", ["年度", "区分", "", "工程"])
@pytest.mark.parametrize("item", ["実施項目", "推進項目", "取組事項", "名　称", "取組名"])
def test_sheets_with_plans_and_results_year_by_year(item: str, corner: str, tabs: int) -> None:
    raw = "雲見市行財政改革プラン　令和６年度の調書\n\n改革の柱１　歳入\n\n" + sheet(
        *_sheet_by_years(item, "11　返礼品", corner, "検討\t一部開発", *BELOW),
        *_sheet_by_years(item, "12　市有地の貸付け", corner, "検討\t公募", *BELOW),
        tabs=tabs,
    )
    raw += "改革の柱２　歳出\n\n" + sheet(
        *_sheet_by_years(item, "21　照明", corner, "２棟\t３棟", *BELOW, plan=("２棟", "３棟", "３棟")), tabs=tabs
    )
    assert [(direction, *rest[1:3]) for direction, *rest in outlined(raw)] == [
        ("歳入", "返礼品", ("財政課",)),
        ("歳入", "市有地の貸付け", ("財政課",)),
        ("歳出", "照明", ("財政課",)),
    ]
    assert _told(raw) == [
        *(("x", "検討"), ("t", "開発"), ("o", "販売")),
        *(("x", "検討"), ("p", "一部開発")),
        *(("p", "市内の４社と組み、７品を加えた。"), ("o", "共同の発送所を設ける。")),
    ]
    assert _told(raw, 3)[:5] == [("x", "２棟"), ("t", "３棟"), ("o", "３棟"), ("x", "２棟"), ("p", "３棟")]


def test_a_result_of_the_first_year_alone_is_of_that_year_and_what_follows_of_none() -> None:
    rows = _sheet_by_years("改革項目", "返礼品", "年度", "検討", "課題\t道が狭く車が入れない", "今後の対応\t調べる")
    raw = "雲見市行財政改革プラン　令和５年度の調書\n\n" + sheet(
        *rows, *(row.replace("返礼品", "花壇") for row in rows)
    )
    assert [kind for kind, _ in _told(raw)[:3]] == ["t", "o", "o"]
    assert _told(raw)[3:] == [("p", "検討"), ("i", "道が狭く車が入れない"), ("o", "調べる")]


def test_a_sheet_whose_first_field_no_departments_follow_is_none() -> None:
    assert not tables(sheet("項目\t待ち時間", "目標\t9分", "実績\t12分", "課題\t混む日がある。", tabs=1))
    assert not tables(sheet("項目\t内容", "会場\t４か所", "受診者\t812人", "課題\t混む日がある。", tabs=1))


def test_a_heading_over_several_sheets_is_no_name_of_theirs() -> None:
    def of(name: str) -> str:
        return sheet(f"実施項目\t{name}", "所属\t市民課", "令和６年度の実績\t12回開いた。", "課題\t混む。", "", tabs=1)

    raw = f"雲見市経営計画　令和６年度の実績\n\n大項目１　窓口\n{of('申請')}{of('休日')}大項目２　庁舎\n{of('会議室')}"
    assert [(found[0], found[2]) for found in outlined(raw)] == [("窓口", "申請"), ("窓口", "休日"), ("庁舎", "会議室")]


@pytest.mark.parametrize(("below", "rows"), [("※担当課は当時の名", 2), ("花の会", 3)])
def test_a_note_below_a_table_is_no_row_in_whatever_column_it_stands(below: str, rows: int) -> None:
    raw = f"{HEAD}\n1\t花壇\t公園課\t10回\t続ける\n2\t清掃\t公園課\t3回\t続ける\n\t{below}\n"
    assert [grid.rows for grid in tabbed.find(raw)] == [1 + rows]
