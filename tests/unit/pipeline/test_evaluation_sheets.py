"""Measures that are forms of labelled cells: an evaluation sheet each."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from extractors.mentions import DateMention, Figure, Span
from pipeline.cells import read_cells
from pipeline.model import ReportHead, SegmentKind
from pipeline.pages import Cell, Grid
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose
from pipeline.segment.office_cells import read_departments
from pipeline.stacks import sheets_of

from .drawn_sheets import BESIDE, BREAK, I, N, O, P, T, Table, document, head, mentioned, read, told

BLOCKS = [(N, "緑を守る。"), (P, "苗木を310本植えた。"), (P, "参加は84人だった。")]
REST = [(I, "水やりの人手が足りない。"), (O, "2か所を加える。")]


def test_a_sheet_of_labels_beside_their_cells_is_a_measure() -> None:
    source, report = read(head("街路樹の手入れ", "緑政課"), BESIDE, BREAK, head("公園の花壇", "公園課"), BESIDE)
    first, second = report.measures()
    assert [(m.title, m.departments) for m in (first, second)] == [
        ("街路樹の手入れ", ("緑政課",)),
        ("公園の花壇", ("公園課",)),
    ]
    assert told(source, first) == told(source, second) == [*BLOCKS, *REST]


def test_years_of_labels_are_no_dates() -> None:
    source, report = read(head("街路樹の手入れ", "緑政課"), BESIDE)
    assert mentioned(source, report, DateMention) == ["令和6年度"]


def test_labels_above_their_cells_and_two_sheets_on_a_page() -> None:
    def sheet(title: str, office: str) -> Table:
        return [
            [("事業名", 1, 2), "担当課", "関係課"],
            [(title, 1, 2), office, "財政課"],
            [("令和6年度の実施状況", 1, 4)],
            [("講座を5回開いた。", 1, 4)],
            [("成果", 1, 2), ("課題", 1, 2)],
            [("修了者は31人。", 1, 2), ("会場が狭い。", 1, 2)],
        ]

    source, report = read(sheet("花の講座", "緑政課"), sheet("庭の講座", "公園課"))
    first, second = report.measures()
    assert [(m.title, m.departments) for m in (first, second)] == [("花の講座", ("緑政課",)), ("庭の講座", ("公園課",))]
    assert told(source, first) == [(P, "講座を5回開いた。"), (P, "修了者は31人。"), (I, "会場が狭い。")]


def test_a_label_over_several_rows_and_its_labels() -> None:
    source, report = read(
        head("街路樹の手入れ", "緑政課"),
        [
            [("評\n価", 2, 1), "取組の実績", "82本を切り詰めた。"],
            ["反省点", "告知が遅れた。"],
            [("今後の\n方向性", 2, 1), ("■継続　□縮小", 1, 2)],
            [("冬にも行う。", 1, 2)],
        ],
    )
    (measure,) = report.measures()
    assert told(source, measure)[1:] == [
        (P, "82本を切り詰めた。"),
        (I, "告知が遅れた。"),
        (O, "■継続　□縮小\n冬にも行う。"),
    ]


KPI: Table = [
    [("指標名", 2, 1), ("単位", 2, 1), "基準値", ("実績値", 1, 2), "目標値"],
    ["R2", "R5", "R6", "R8"],
    ["花壇の数", "か所", "12", "18", "21", "30"],
]

MONEY: Table = [[("事業費\n（千円）", 2, 1), "R5決算額", "R6予算額"], ["1,200", "1,350"]]


@pytest.mark.parametrize("one", [False, True], ids=["apart", "in one grid"])
def test_tables_within_a_sheet(*, one: bool) -> None:
    wide: Table = [["施策名", ("公園の花壇", 1, 3), "担当課", "公園課"]]
    money: Table = [
        [("事業費\n（千円）", 2, 2), ("R5決算額", 1, 2), ("R6予算額", 1, 2)],
        [("1,200", 1, 2), ("1,350", 1, 2)],
    ]
    below: Table = [["成果", ("花壇を3か所増やした。", 1, 5)], ["課題", ("水が足りない。", 1, 5)]]
    parts = [[*wide, *KPI, *money, *below]] if one else [[*wide, ["目的", ("花を増やす。", 1, 5)]], KPI, MONEY, below]
    source, report = read(*parts)
    (measure,) = report.measures()
    assert measure.title == "公園の花壇"
    (indicator,) = report.indicators
    assert (indicator.name, indicator.unit, indicator.baseline, indicator.actual, indicator.target) == (
        "花壇の数",
        "か所",
        12,
        21,
        30,
    )
    assert [(f.value, f.label) for f in read_cells(source, report).bare] == [
        (1_200_000, "事業費"),
        (1_350_000, "事業費"),
    ]
    assert mentioned(source, report, DateMention, Figure) == ["令和6年度", "1,200", "1,350", "3か所"]
    assert told(source, measure)[-2:] == [(P, "花壇を3か所増やした。"), (I, "水が足りない。")]


def test_the_innermost_name_is_the_measure_and_the_others_stand_above_it() -> None:
    _, report = read(
        *(
            [
                ["事務事業名", title, "整理番号", no],
                ["基本目標", ("2 うるおうまち", 1, 3)],
                ["施策", ("1 緑を守る", 1, 3)],
                ["成果", ("よく育った。", 1, 3)],
            ]
            for title, no in (("剪定", "4"), ("水やり", "5"))
        )
    )
    (direction,) = report.directions
    (section,) = direction.sections
    assert (direction.title, section.title) == ("うるおうまち", "緑を守る")
    assert [m.title for m in section.measures] == ["剪定", "水やり"]


def test_a_sheet_goes_on_over_the_page() -> None:
    rest: Table = [["課題", "人手が足りない。"], ["今後の取組", "募集を始める。"]]
    again: Table = [["施策名", "街路樹の手入れ"], *rest]
    for below in (rest, again):
        source, report = read(head("街路樹の手入れ", "緑政課"), BESIDE[:2], BREAK, below)
        (measure,) = report.measures()
        assert told(source, measure)[-3:] == [
            (I, "水やりの人手が足りない。"),
            (I, "人手が足りない。"),
            (O, "募集を始める。"),
        ]


def test_lines_between_the_tables_of_a_sheet_open_its_blocks() -> None:
    def sheet(plan: str, title: str) -> list[str | Table]:
        return [
            plan,
            [["取組名", title], ["担当課", "緑政課（協力：環境課）"]],
            "２　取組の実績",
            "苗木を配った。",
            "延べ120人が来た。",
            "３　課題",
            "苗木が足りない。",
        ]

    source, report = read(*sheet("柱１　守る", "苗木の配布"), BREAK, *sheet("柱２　育てる", "植樹"))
    assert [(d.no, d.title) for d in report.directions] == [(1, "守る"), (2, "育てる")]
    first, second = report.measures()
    assert (second.title, second.departments) == ("植樹", ("緑政課",))
    expected = [(P, "苗木を配った。\n延べ120人が来た。"), (I, "苗木が足りない。")]
    assert told(source, first) == told(source, second) == expected


def test_labels_within_a_cell_tell_its_parts_apart() -> None:
    cell = "【成果】\n3か所で開いた。\n【課題】\n人手が足りない。"
    source, report = read(head("街路樹の手入れ", "緑政課"), [["成果と課題", cell], ["今後の取組", "続ける。"]])
    (measure,) = report.measures()
    assert told(source, measure)[1:] == [(P, "3か所で開いた。"), (I, "人手が足りない。"), (O, "続ける。")]


def test_departments_of_several_lines() -> None:
    for written, names in (
        ("緑政課\n花と緑の係", ("緑政課花と緑の係",)),
        ("緑政課\n公園課管理係", ("緑政課", "公園課管理係")),
        ("都市部\n緑政課", ("都市部緑政課",)),
        ("緑化協議会\n緑政課", ("緑化協議会", "緑政課")),
        ("事務局\n白浜交通株式会社", ("事務局", "白浜交通株式会社")),
        ("白浜町総務課\n白浜汽船", ("白浜町総務課", "白浜汽船")),
        ("緑政課\n㈱みどり\n公園課", ("緑政課", "㈱みどり", "公園課")),
        ("事務局\n白浜町緑政課", ("事務局", "白浜町緑政課")),
        ("事務局\n総務課", ("事務局総務課",)),
        ("教育局\n生涯学習課", ("教育局生涯学習課",)),
        ("会計局\n契約室", ("会計局契約室",)),
        ("緑政課\n（公園課）", ("緑政課（公園課）",)),
        ("緑政課\nほか", ("緑政課",)),
        ("白浜市地域\n公共交通課", ("白浜市地域公共交通課",)),
        ("緑政課、公園課", ("緑政課", "公園課")),
        ("―", ()),
    ):
        _, report = read(head("街路樹の手入れ", written), BESIDE)
        (measure,) = report.measures()
        assert measure.departments == names


@pytest.mark.parametrize(
    "table",
    [
        [["取組名", "担当課", "実績", "今後の取組"], ["剪定", "緑政課", "82本を切った。", "続ける。"]],
        [["取組名", "主な内容", "担当課", "実績"], ["剪定", "枝を切る。", "緑政課", "82本を切った。"]],
        [[("取組名", 2, 1), ("R6", 1, 2)], ["実績", "課題"], ["剪定", "82本を切った。", "人手が足りない。"]],
    ],
)
def test_measures_in_rows_are_no_forms(table: Table) -> None:
    source, report = read(table)
    assert [m.title for m in report.measures()] == ["剪定"]
    assert all(sheet.body for sheet in sheets_of(source))


def test_a_head_that_names_sums_of_measures_is_no_form() -> None:
    source = document(
        "（単位：千円）",
        [
            ["款", "項", "事業名", "金額", ("財源", 1, 2)],
            [("総務費", 2, 1), ("管理費", 2, 1), "庁舎の修繕", "1,200", "800", "400"],
            ["公用車", "900", "", "900"],
        ],
    )
    (sheet,) = sheets_of(source)
    assert sheet.body == 1


def test_a_form_that_tells_of_no_measure_is_none() -> None:
    _, report = read([["施策名", "街路樹の手入れ"], ["担当課", "緑政課"], ["作成者", "北村"]], "本文です。")
    assert not list(report.measures())


CARD: Table = [["事業名", "担当課", "実績", "今後の予定"]]


@pytest.mark.parametrize(
    "rows",
    [
        [["施策名", "2 見守り", "担当課", "福祉課"], *CARD, ["施策名", "2 見守り", "担当課", "福祉課"], ["相談", "3回", "な", "し"]],
        [["施策名", "1 相談", "担当課", "福祉課"], *CARD, ["施策名", "2 見守り", "担当課", "長寿課"], ["成果", "3回", "課題", "人手"]],
        [["事業名", "剪定", "担当課", "緑政課"], ["実績", "課題", "担当課", "今後"], ["事業名", "植栽", "担当課", "公園課"], ["8本", "暑さ", "緑政課", "続ける"]],
        [["施策名", "剪定"], ["実績", "課題"], ["施策名", "植栽"], ["8本を切った。", "人手"], ["成果", "9本"]],
    ],
)  # fmt: skip
def test_what_two_sheets_of_a_grid_say_does_not_overlap(rows: Table) -> None:
    source, report = read([*rows, *CARD])
    spans = [m.span for m in report.measures()]
    assert spans
    assert all(before.end <= behind.start for before, behind in pairwise(spans))
    assert all(source.text[s.span.start : s.span.end].isspace() for s in report.segments if s.kind is SegmentKind.BLANK)


def test_each_value_in_a_row_of_pairs_belongs_to_the_label_beside_it() -> None:
    _, report = read(
        [
            ["施策名", "剪定", "担当課", "緑政課"],
            *CARD,
            ["施策名", "植栽", "担当課", "公園課"],
            ["成果", "8本を植えた。", "課題", "暑さ"],
        ]
    )
    assert [(m.title, m.departments) for m in report.measures()] == [("剪定", ("緑政課",)), ("植栽", ("公園課",))]


def test_labels_over_a_row_of_values_name_what_stands_below() -> None:
    _, report = read([["事業名", "剪定", "担当課", "緑政課"], [("実績", 1, 2), ("課題", 1, 2)], [("82本を切った。", 1, 2), ("人手が足りない。", 1, 2)]])  # fmt: skip
    (measure,) = report.measures()
    assert [block.kind for block in measure.blocks] == [P, I]


@pytest.mark.parametrize(
    ("cell", "offices"),
    [
        ("企画政策課\n会計課", ("企画政策課", "会計課")),
        ("学校教育課\n生涯学習課\n図書館係", ("学校教育課", "生涯学習課図書館係")),
        ("地域安全室\n防災対策課", ("地域安全室", "防災対策課")),
        ("子育て支援課、商工労\n政課", ("子育て支援課", "商工労政課")),
        ("まちづくり推\n進課", ("まちづくり推進課",)),
        ("健康福祉部\n長寿課", ("健康福祉部長寿課",)),
        ("高齢福祉課\n介護保険係", ("高齢福祉課介護保険係",)),
        ("企画課\nデジタル・行革担当", ("企画課デジタル・行革担当",)),
        ("企画課\nひまわりの会", ("企画課", "ひまわりの会")),
        ("農業委員会事務局\n里山振興課", ("農業委員会事務局", "里山振興課")),
        ("農業委員会事務局\n農地係", ("農業委員会事務局農地係",)),
        ("農業委員会事\n務局\n里山振興課", ("農業委員会事務局", "里山振興課")),
        ("選挙管理委員会事務局\n市民窓口課", ("選挙管理委員会事務局", "市民窓口課")),
        ("監査委員事務局\n財政課\n会計課", ("監査委員事務局", "財政課", "会計課")),
        ("議会事務局\n議事調査課", ("議会事務局議事調査課",)),
        ("教育委員会事務局\n学校支援課", ("教育委員会事務局学校支援課",)),
        ("教育委員会事務局\n地域福祉課", ("教育委員会事務局", "地域福祉課")),
        ("交通局\n営業課", ("交通局営業課",)),
        ("文化財センター\n里山振興課", ("文化財センター", "里山振興課")),
        ("中部土木事務所\n用地係", ("中部土木事務所用地係",)),
        ("生涯学習セン\nター", ("生涯学習センター",)),
        ("緑町図書館\n子育て支援課", ("緑町図書館", "子育て支援課")),
        ("郷土博物館\n里山振\n興課", ("郷土博物館", "里山振興課")),
        ("郷土博物館\n学芸課", ("郷土博物館学芸課",)),
        ("中央病院\n医事課", ("中央病院医事課",)),
        ("新図書館\n整備推進課", ("新図書館整備推進課",)),
        ("緑町図書館\n奉仕係", ("緑町図書館奉仕係",)),
    ],
)
def test_offices_that_fill_their_lines_are_one_each(cell: str, offices: tuple[str, ...]) -> None:
    source = document([["担当課", cell]])
    breaks = tuple(at for at, char in enumerate(source.text) if char == "\n" and source.text[at - 3 : at] != "担当課")
    assert tuple(read_departments(replace(source, soft_breaks=breaks), source.tables[0].cells[1])) == offices


def test_a_label_may_count_the_sheets() -> None:
    def sheet(goal: int, no: int, title: str, done: str) -> Table:
        return [
            [f"基本目標{goal}", ("緑を守る" if goal == 1 else "花を増やす", 1, 3)],
            [f"施策{no}", (title, 1, 3)],
            ["担当課", "緑政課", "評価", "Ａ"],
            ["取組実績", (done, 1, 3)],
            ["今後の取組", ("2か所を加える。", 1, 3)],
        ]

    source, report = read(
        sheet(1, 1, "苗木の配布", "310本を配った。"),
        sheet(1, 2, "生け垣の補助", "38件に補助した。"),
        sheet(2, 3, "花の講座", "5回開いた。"),
    )
    assert [(d.no, d.title, [m.title for s in d.sections for m in s.measures]) for d in report.directions] == [
        (1, "緑を守る", ["苗木の配布", "生け垣の補助"]),
        (2, "花を増やす", ["花の講座"]),
    ]
    assert mentioned(source, report, Figure) == ["310本", "2か所", "38件", "2か所", "5回", "2か所"]


def test_names_that_count_the_rows_of_a_table_are_no_labels() -> None:
    _, report = read(
        [["取組名", "担当課", "実績"], ["取組1", "緑政課", "3回開いた。"], ["取組2", "公園課", "5回開いた。"]]
    )
    assert [m.title for m in report.measures()] == ["取組1", "取組2"]


def test_a_table_within_a_cell_is_a_table_of_the_sheet() -> None:
    source = document(
        "令和6年度　青凪市みどり計画　評価シート", head("街路樹の手入れ", "緑政課"), BESIDE[:1], KPI, BESIDE[1:]
    )
    outer, first, kpi, rest = source.tables
    whole = Grid(cells=(*first.cells, Cell(row=1, column=0), *(c.moved(2) for c in rest.cells)))
    source = replace(source, tables=(outer, whole, replace(kpi, inner=True)))
    report = segment(source, choose(source, builtin()), ReportHead())
    (measure,) = report.measures()
    (indicator,) = report.indicators
    assert (indicator.name, indicator.target) == ("花壇の数", 30)
    assert (T, "花壇の数\nか所\n12\n18\n21\n30") in told(source, measure)
    assert told(source, measure)[-2:] == REST


def test_a_table_within_a_cell_of_a_row_belongs_to_its_measure() -> None:
    rows: Table = [["取組名", "実績", "今後の予定"], ["苗木の配布", "310本を配った。", ""]]
    last: Table = [["2か所を加える。"], ["花の講座", "5回開いた。", "続ける。"]]
    source = document("令和6年度　青凪市みどり計画", rows, KPI, last)
    above, kpi, below = source.tables
    cells = [c for c in above.cells if c.spans]
    first, *others = below.cells
    cells += [replace(first, row=1, column=2), *(replace(c, row=2) for c in others)]
    source = replace(source, tables=(Grid(cells=tuple(cells)), replace(kpi, inner=True)))
    report = segment(source, choose(source, builtin()), ReportHead())
    first_measure, second = report.measures()
    assert [kind for kind, _ in told(source, first_measure)] == [P, T, O]
    assert told(source, second) == [(P, "5回開いた。"), (O, "続ける。")]
    assert [i.name for i in report.indicators] == ["花壇の数"]


def levels(code: str, policy: str, section: str, title: str, year: str = "") -> Table:
    rows: Table = [["施策コード", code, "施策名", title], ["政策", policy, "基本施策", section]]
    if year:
        rows.append([("評価年度", 1, 1), (year, 1, 3)])
    return [*rows, ["成果", ("６月に会を開いた。", 1, 3)]]


@pytest.mark.parametrize(
    ("policies", "sections"),
    [
        (("1 育つまち", "2 働くまち"), ("1-2 学びを支える", "2-1 店を支える")),
        (("Ⅰ 育つまち", "Ⅱ 働くまち"), ("Ⅰ-2 学びを支える", "Ⅱ-1 店を支える")),
        (("育つまち", "働くまち"), ("学びを支える", "店を支える")),  # numbered by the code alone
    ],
)
def test_a_policy_holds_its_measures_and_the_code_numbers_them(
    policies: tuple[str, str], sections: tuple[str, str]
) -> None:
    _, report = read(
        levels("1-2-1", policies[0], sections[0], "図書館の本"),
        BREAK,
        levels("1-2-2", policies[0], sections[0], "学習の場"),
        BREAK,
        levels("2-1-1", policies[1], sections[1], "朝市"),
    )
    assert [
        (d.no, d.title, [(s.no, s.title, [m.title for m in s.measures]) for s in d.sections]) for d in report.directions
    ] == [
        (1, "育つまち", [(2, "学びを支える", ["図書館の本", "学習の場"])]),
        (2, "働くまち", [(1, "店を支える", ["朝市"])]),
    ]


def test_the_year_of_sheets_stands_in_their_fields_or_in_what_their_pages_repeat() -> None:
    sheets = [levels("1-1-1", "1 育つまち", "1-1 学び", title, "令和４年度") for title in ("図書館", "公民館")]
    source = document("若草市総合計画", *sheets)
    report = segment(source, choose(source, builtin()), ReportHead())
    assert report.head.fiscal_year == 2022
    running = "令和４年度　施策評価シート　若草市"
    source = document(running, levels("1-1-1", "1 育つまち", "1-1 学び", "図書館"))
    source = replace(source, furniture=(Span(0, len(running)),))
    report = segment(source, choose(source, builtin()), ReportHead())
    assert (report.head.fiscal_year, report.head.title, report.head.organisation) == (2022, running, "若草市")


def test_the_name_of_a_direction_may_stand_on_the_page_below_its_number() -> None:
    source = document("令和6年度　青凪市みどり計画　進捗状況", [["基本方針", "取組", "実績"], ["基本方針２", "剪定", "82本を切った。"]], "緑を広げる")  # fmt: skip
    grid = source.tables[0]
    at = source.text.index("緑を広げる")
    cells = [replace(c, spans=(*c.spans, Span(at, at + 5))) if (c.row, c.column) == (1, 0) else c for c in grid.cells]
    source = replace(source, tables=(replace(grid, cells=tuple(cells)),))
    report = segment(source, choose(source, builtin()), ReportHead())
    assert [(d.no, d.title) for d in report.directions] == [(2, "緑を広げる")]


LISTED: Table = [
    ["No.", "事業名", "担当課", "令和6年度の実施状況", "今後の方向性"],
    ["3-①", "藻場の再生", "水産課", "種子の採取会を2回開いた。", "面積を1haにする。"],
    ["3-②", "里山講座", "－", "6回開き、24人が受講した。", "続ける。"],
]
GOALS: Table = [["指標名", "単位", "基準値", "実績値", "目標値"], ["排出量", "千t-CO2", "1,284", "968", "642"]]


def test_headings_at_the_foot_of_a_page_head_the_sheet_on_the_next() -> None:
    _, report = read(
        "基本目標1 緑のまち",
        head("街路樹の手入れ", "緑政課"),
        BESIDE,
        "基本目標1 成果指標",
        GOALS,
        "※ 速報値。",
        "基本目標2 水のまち",
        BREAK,
        head("川の掃除", "河川課"),
        BESIDE,
    )
    assert [
        (d.no, d.title, [m.title for s in d.sections for m in s.measures] or [m.title for m in d.measures])
        for d in report.directions
    ] == [
        (1, "緑のまち", ["街路樹の手入れ"]),
        (2, "水のまち", ["川の掃除"]),
    ]


def test_a_running_header_parts_no_table_from_its_sheet() -> None:
    header = "基本目標1 緑のまち"
    whole = document(header, head("街路樹の手入れ", "緑政課"), BESIDE, BREAK, header, LISTED)
    at = whole.text.rindex(header)
    source = replace(whole, furniture=(Span(at, at + len(header)),))
    report = segment(source, choose(source, builtin()), ReportHead())
    assert [m.title for m in report.measures()] == ["街路樹の手入れ"]


@pytest.mark.parametrize("page", [(), (BREAK,)])
def test_a_list_of_measures_behind_sheets_is_one_where_a_heading_parts_them(page: tuple[str, ...]) -> None:
    parts = ("基本目標1 緑のまち", head("街路樹の手入れ", "緑政課"), BESIDE, *page)
    source, report = read(
        *parts, "基本目標3 里と海", "（事業が多いため一覧で示す。）", LISTED, "基本目標3 成果指標", GOALS
    )
    assert [(m.title, m.departments) for m in report.measures()] == [
        ("街路樹の手入れ", ("緑政課",)),
        ("藻場の再生", ("水産課",)),
        ("里山講座", ()),
    ]
    assert [d.title for d in report.directions] == ["緑のまち", "里と海"]
    assert "採取会" not in "".join(words for _, words in told(source, next(report.measures().__iter__())))
    _, without = read(*parts, LISTED)  # a sheet's own list
    assert [m.title for m in without.measures()] == ["街路樹の手入れ"]


def test_a_scale_before_a_unit_alone_is_no_number() -> None:
    source, report = read("基本目標1 緑のまち", head("街路樹の手入れ", "緑政課"), BESIDE, GOALS)
    assert "千t-CO2" not in mentioned(source, report, Figure)
    assert [i.unit for i in report.indicators] == ["千t-CO2"]


def test_a_table_of_labels_and_texts_alone_is_part_of_the_sheet() -> None:
    rest: Table = [
        ["評価", "B（おおむね順調）"],
        ["課題", "水やりの人手が足りない。"],
        ["今後の方針", "2か所を加える。"],
    ]
    values: Table = [["区分", "R5", "R6"], ["苗木", "300本", "310本"]]
    source, report = read(head("街路樹の手入れ", "緑政課"), BESIDE, values, rest)
    (measure,) = report.measures()
    assert told(source, measure)[-3:] == [(N, "B（おおむね順調）"), *REST]


def test_the_place_in_the_plan_names_the_direction() -> None:
    place: Table = [["総合計画の体系", ("基本目標2　緑の濃いまち", 1, 3)]]
    source, report = read([*head("街路樹の手入れ", "緑政課"), *place], BESIDE)
    assert [(d.no, d.title) for d in report.directions] == [(2, "緑の濃いまち")]
    assert [m.title for m in report.measures()] == ["街路樹の手入れ"]
    assert mentioned(source, report, Figure) == ["310本", "84人", "2か所"]
