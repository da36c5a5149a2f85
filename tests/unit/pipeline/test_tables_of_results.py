"""Tables of what was done whose heads are a plan's own words: names below 取組内容, grades, the half of a year to come."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model import Dataset
from pipeline.run import Settings, run_one
from pipeline.segment.office_cells import read_departments
from pipeline.tabular import Role, role_of

from .drawn_pdf import LEFT, PITCH, PROSE, Row, pdf
from .drawn_pdf import read as read_pdf
from .drawn_sheets import O, P, T, read, told
from .drawn_tables import shown
from .test_headed import Cells, table
from .test_striped import striped
from .test_tables_of_any_design import levels

TITLE = "青凪市ひだまり計画　令和6年度　進捗状況報告書\n\n"


def text(tmp_path: Path, *lines: str) -> Dataset:
    path = tmp_path / "x.txt"
    path.write_text(TITLE + "\n".join(lines) + "\n", "utf-8")
    found = run_one(path, path.name, Settings()).dataset
    assert found is not None
    return found


HEADS = ["取組内容", "令和6年度に実施したこと", "次年度の方向", "所管"]


@pytest.mark.parametrize("head", ["取組内容", "事業内容", "取組の内容", "活動項目", "改革項目", "点検項目"])
def test_names_below_contents_are_measures_where_results_and_an_office_stand_beside_them(head: str) -> None:
    body = [["苗の配布", "310本配った。", "続ける。", "緑課"], ["花の教室", "6回開いた。", "8回開く。", "公園課"]]
    source, report = read([[head, *HEADS[1:]], *body])
    first, second = report.measures()
    assert [(m.title, m.departments) for m in (first, second)] == [("苗の配布", ("緑課",)), ("花の教室", ("公園課",))]
    assert told(source, first) == [(P, "310本配った。"), (O, "続ける。")]


def test_what_a_cell_says_of_how_things_stand_is_no_part_of_the_name() -> None:
    body = [
        ["苗の配布【新規】", "310本配った。", "続ける。", "緑課"],
        ["（継続）花の教室★", "6回開いた。", "8回開く。", "公園課"],
    ]
    _, report = read([HEADS, *body])
    assert [(m.title, m.marks) for m in report.measures()] == [("苗の配布", ("新規",)), ("花の教室", ("継続", "★"))]


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        (HEADS, ["苗を市民に配布する", "310本配った。", "続ける。", "緑課"]),
        (HEADS, ["苗を配る。種も配る。", "310本配った。", "続ける。", "緑課"]),
        (HEADS[:3], ["苗の配布", "310本配った。", "続ける。"]),
        (["取組内容", "備考", "所管"], ["苗の配布", "雨天中止", "緑課"]),
    ],
    ids=["a verb", "sentences", "no office", "no results"],
)
def test_contents_that_tell_or_stand_without_an_office_name_no_measure(heads: list[str], cells: list[str]) -> None:
    _, report = read([heads, cells, cells])
    assert not list(report.measures())


@pytest.mark.parametrize(
    ("cells", "kinds"),
    [
        (["秋に苗を配る。", "落ち葉を集める。"], [P, O]),
        (["秋に苗を配った。", "落ち葉を集めた。"], [P, P]),
    ],
    ids=["to be done", "done"],
)
@pytest.mark.parametrize("head", ["下半期の対応", "下半期", "後期の取組", "年度後半の動き"])
def test_the_later_half_of_the_year_is_told_by_its_verbs(head: str, cells: list[str], kinds: list[object]) -> None:
    rows = [[f"事業{n}", "5月に始めた。", cell] for n, cell in zip("甲乙", cells, strict=True)]
    source, report = read([["事業名", "上半期の実績", head], *rows])
    assert [[kind for kind, _ in told(source, m)] for m in report.measures()] == [kinds, kinds]


def test_a_column_below_bands_of_directions_names_sections() -> None:
    rows = [["1-1 花壇", "苗の配布", "310本配った。"], ["1-2 街路樹", "剪定", "64本を切った。"]]
    _, report = read([["基本施策", "事業名", "実績"], ["基本目標1　緑を増やす", "", ""], *rows])
    assert levels(report) == [("緑を増やす", "花壇", "苗の配布"), ("緑を増やす", "街路樹", "剪定")]


def test_without_bands_a_lone_column_names_directions() -> None:
    rows = [["1 花壇", "苗の配布", "310本配った。"], ["2 街路樹", "剪定", "64本を切った。"]]
    _, report = read([["基本施策", "事業名", "実績"], *rows])
    assert levels(report) == [("花壇", None, "苗の配布"), ("街路樹", None, "剪定")]


def test_aims_merged_over_names_are_levels_and_others_are_targets() -> None:
    rows: list[list[str | tuple[str, int, int]]] = [
        [("１ 緑を増やす", 2, 1), "（１）花壇", "苗の配布", "310本配った。"],
        ["（２）街路樹", "剪定", "64本を切った。"],
    ]
    _, report = read([["目標", "施策の方向", "事業名", "実施状況"], *rows])
    assert levels(report) == [("緑を増やす", "花壇", "苗の配布"), ("緑を増やす", "街路樹", "剪定")]
    rows[0][0] = ("Ⅰ　緑を増やす", 2, 1)
    _, report = read([["方針", "施策", "事業名", "実施状況"], *rows])
    assert levels(report) == [("緑を増やす", "花壇", "苗の配布"), ("緑を増やす", "街路樹", "剪定")]
    source, report = read([["目標", "事業名", "実施状況"], ["300本", "苗の配布", "310本配った。"]])
    (measure,) = report.measures()
    assert (levels(report), told(source, measure)[0]) == ([(None, None, "苗の配布")], (T, "300本"))


@pytest.mark.parametrize(
    ("words", "offices"),
    [
        ("農村整備\n課\n危機管理\n課", ("農村整備課", "危機管理課")),
        ("農村整備課\n危機管理課", ("農村整備課", "危機管理課")),
        ("防災室\n課長", ("防災室課長",)),
    ],
)
def test_the_end_of_an_office_on_the_next_line_is_its(words: str, offices: tuple[str, ...]) -> None:
    source, _ = read([["取組名", "担当課"], ["点検", words]])
    assert tuple(read_departments(source, source.tables[0].cells[3])) == offices


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("めざす値(R8)", Role.TARGET),
        ("目指す数値", Role.TARGET),
        ("めざす姿", Role.OTHER),
        ("目安となる数値", Role.INDICATOR),
        ("ものさしとなる指標", Role.INDICATOR),
        ("目安", Role.OTHER),
        ("ものさし", Role.INDICATOR),
        ("まちの物差し", Role.INDICATOR),
        ("物差しの使い方", Role.OTHER),
        ("計画前(令和2年度)", Role.BASELINE),
        ("始める前(R2)", Role.BASELINE),
        ("計画前", Role.OTHER),
        ("いま(令和5年度)", Role.ACTUAL),
        ("いま", Role.OTHER),
        ("ゴール(令和8年度)", Role.TARGET),
        ("ゴール", Role.OTHER),
        ("環境指標", Role.INDICATOR),
        ("指標数", Role.OTHER),
    ],
)
def test_plain_words_for_targets_and_indicators(words: str, role: Role) -> None:
    assert role_of(words) is role


@pytest.mark.parametrize(
    ("words", "role"),
    [
        *(
            (words, Role.DEPARTMENT)
            for words in ("班", "室", "グループ名", "推進部署", "主務課", "取りまとめ課", "実施者", "主体", "担い手")
        ),
        *((words, Role.TITLE) for words in ("取組の名前", "事業の名前", "措置名", "活動の名称")),
        *(
            (words, Role.OTHER)
            for words in ("教室", "班長", "作業グループの数", "推進", "推進会議", "主体性", "名前", "担当者数")
        ),
    ],
)
def test_words_for_offices_and_names(words: str, role: Role) -> None:
    assert role_of(words) is role


@pytest.mark.parametrize(
    ("heads", "baseline"),
    [
        ("令和2年度|令和6年度|目標（令和11年度）", 41),
        ("令和4年度|令和6年9月末|令和10年度目標", 41),
        ("R2実績|R6実績|R8目標", 41),
        ("R5実績|R6実績|R8目標", None),  # the year before
        ("R2|R6|目標", 41),
        ("R4|R6|R5目標", None),
        ("R2目標|R6|R6目標", None),
        ("当初（R2）|実績（R6）|目標（R8）", 41),
        ("計画時（令和2年）|現在（令和6年）|令和8年（目標）", 41),
        ("開始前(R2)|R6|めざす値(R8)", 41),
    ],
)
def test_the_first_of_two_years_is_the_baseline_if_others_lie_between_them(
    tmp_path: Path, heads: str, baseline: int | None
) -> None:
    found = text(
        tmp_path, f"|指標|単位|{heads}|", "|---|---|---|---|---|", "|花壇の数|か所|41|44|50|", "|木の数|本|4|7|9|"
    )
    assert [i.baseline for i in found.indicators][:1] == [baseline]


def test_grades_stand_beside_the_values_in_words(tmp_path: Path) -> None:
    found = text(
        tmp_path,
        "|指標|単位|R4|R5|R6|R7目標|達成状況|評価|",
        "|---|---|---|---|---|---|---|---|",
        "|花壇の数|か所|41|44|47|50|○|Ａ|",
        "|街路樹の本数|本|880|872|865|900|×|Ｃ|",
        "|緑の講座|回|6|6|－|8|－|3|",
    )
    assert [(i.actual and int(i.actual), i.attainment, i.baseline, i.in_words) for i in found.indicators] == [
        (47, None, 41, ("達成状況=○", "評価=Ａ")),
        (865, None, 880, ("達成状況=×", "評価=Ｃ")),
        (6, None, 6, ()),
    ]


@pytest.mark.parametrize(
    ("heads", "baseline"),
    [
        ("R4|R5|R6|R8目標", 41),
        ("令和4年度実績|令和5年度実績|令和6年度実績|令和8年度目標", 41),
        ("R5実績|R6実績|R7見込|R8目標", None),
        ("R4|R5|R6|R6目標", None),
        ("R4|R5|R6|目標", None),
        ("基準値|R5|R6|R8目標", 41),
        ("現状(R4)|R5実績|R6実績|R8目標", 41),
        ("R4実績|R5実績|現状(R6)|R8目標", 41),
        ("R5実績|現状(R6)|R7目標|R8目標", None),
    ],
)
def test_a_series_of_years_that_leads_to_a_target_begins_with_its_baseline(
    tmp_path: Path, heads: str, baseline: int | None
) -> None:
    found = text(tmp_path, f"|指標|単位|{heads}|", "|---|---|---|---|---|---|", "|花壇の数|か所|41|44|47|50|")
    assert [(i.baseline, i.target) for i in found.indicators] == [(baseline, 50)]


@pytest.mark.parametrize(
    ("heads", "baseline"),
    [
        ("令和4年度|令和7年度|目標値", 41),
        ("2021年度|2024年度|目標", 41),
        ("R4実績|R6実績|目標", 41),
        ("令和6年度|令和7年度|目標値", None),
    ],
)
def test_two_years_with_others_between_lead_to_a_target_that_has_none(
    tmp_path: Path, heads: str, baseline: int | None
) -> None:
    found = text(tmp_path, f"|指標|単位|{heads}|", "|---|---|---|---|---|", "|花壇の数|か所|41|47|50|")
    assert [(i.baseline, i.actual, i.target) for i in found.indicators] == [(baseline, 47, 50)]


def test_whose_the_report_is_heads_no_measure_above_tables_of_them(tmp_path: Path) -> None:
    found = text(
        tmp_path,
        "令和6年11月",
        "青凪市緑政部",
        "市では、次の取組を進めています。数値は速報値であり、今後変わることがあります。",
        "基本方針1　緑を増やす",
        "|主な取組|担当課|進捗|",
        "|---|---|---|",
        "|苗の配布|緑課|310本配った。|",
        "",
        "基本方針2　水辺を守る",
        "|主な取組|担当課|進捗|",
        "|---|---|---|",
        "|川の清掃|河川課|4回行った。|",
    )
    assert levels(found.report) == [("緑を増やす", None, "苗の配布"), ("水辺を守る", None, "川の清掃")]


TOLD: list[Cells] = [
    [["活動項目"], ["令和6年度に取り組んだこと"], ["これから取り組むこと"], ["担当係"]],
    [
        ["見守りの訪問"],
        [
            "訪問員１４名が、ひとり暮",
            "らしの高齢者の家を月２回",
            "訪ねました。商店など協力",
            "事業所も増えまし",
            "た。",
        ],
        ["訪問員の負担を軽く", "するため、電話による", "報告を試します。"],
        ["地域係"],
    ],
    [
        ["サロンへの助成"],
        ["９７か所のサロンに助成し", "ました。男性の参加が少な", "いことから、将棋を取り入", "れるところがあります。"],
        ["新しいサロンに備品", "の貸出しを始め、説明", "会を開きます。"],
        ["地域係"],
    ],
]


def test_cells_of_prose_below_heads_are_no_columns_of_prose(tmp_path: Path) -> None:
    words = table(TOLD, columns=(LEFT, 160, 330, 475), between=10)
    source = read_pdf(tmp_path, pdf([(LEFT, 60, "１－１　見守り"), *words]))
    (grid,) = source.tables
    assert [cell[4] for cell in shown(source, grid)] == ["".join(lines) for cells in TOLD for lines in cells]


@pytest.mark.parametrize(("second", "count"), [(171, 1), (168, 0)], ids=["a strip of white", "none"])
def test_cells_may_stand_close_together(tmp_path: Path, second: int, count: int) -> None:
    rows: list[Cells] = [
        [["事業名"], ["実施結果"], ["今後の方向"], ["担当課"]],
        [["市の広報紙での啓", "発"], ["特集を年２回載せた。"], ["続ける。"], ["人権課"]],
        [["男性の料理の講座"], ["６回開いた。"], ["増やす。"], ["人権課"]],
    ]
    source = read_pdf(tmp_path, pdf(table(rows, columns=(LEFT, second, 340, 470))))
    assert len(source.tables) == count


def test_two_rows_of_values_below_a_head_are_two(tmp_path: Path) -> None:
    head = [["目安となる数値"], ["単位"], ["策定時"], ["Ｒ６末"]]
    rows: list[Cells] = [
        [["見守り協力事業所数"], ["か所"], ["41"], ["58"]],
        [["ふれあいサロン数"], ["か所"], ["88"], ["97"]],
    ]
    source = read_pdf(tmp_path, pdf(table([head, *rows], columns=(LEFT, 220, 300, 400), between=6)))
    (grid,) = source.tables
    assert [cell[4] for cell in shown(source, grid) if cell[1] == 0] == [
        "目安となる数値",
        "見守り協力事業所数",
        "ふれあいサロン数",
    ]


@pytest.mark.parametrize(
    ("cells", "count"),
    [(["駅前", "花を植えた。", "緑課"], 9), (["(5)", "駅前", "（再掲）"], 6), (["駅前", "花を植えた。", ""], 6)],
)
def test_a_full_white_row_below_the_last_stripe_is_a_row(tmp_path: Path, cells: list[str], count: int) -> None:
    words, grounds = striped([["ところ", "したこと", "担当"], ["東の花壇", "苗を配った", "公園課"], cells], {0, 1})
    source = read_pdf(tmp_path, pdf([word for word in words if word[2]], extra=grounds))
    assert [len(grid.cells) for grid in source.tables] == [count]


def test_a_heading_in_a_box_over_its_column_stays_there(tmp_path: Path) -> None:
    lines = [PROSE[at : at + 17] for at in range(0, 7 * 17, 17)]
    right = LEFT + 19.5 * 12
    heading: Row = (right + 4, 100, "第２　水辺を守る")
    sides = "".join(
        f"\n{a} {842 - b} m {c} {842 - d} l S"
        for a, b, c, d in (
            (right, 96, right + 204, 96),
            (right, 116, right + 204, 116),
            (right, 96, right, 116),
            (right + 204, 96, right + 204, 116),
        )
    )
    left: list[Row] = [(LEFT, 60 + PITCH * n, line) for n, line in enumerate(lines)]
    beside: list[Row] = [
        (right, 60, "続けます。"),
        heading,
        *((right, 130 + PITCH * n, s) for n, s in enumerate(lines[:6])),
    ]
    found = read_pdf(tmp_path, pdf([*left, *beside], extra=sides)).text
    assert found.index(lines[0]) < found.index("続けます。") < found.index("第２")


def test_a_line_at_the_right_above_both_columns_stands_above_them(tmp_path: Path) -> None:
    lines = [PROSE[at : at + 17] for at in range(0, 7 * 17, 17)]
    right = LEFT + 19 * 12
    words: list[Row] = [
        (LEFT, 40, "青凪市みどり計画　令和６年度の実施状況をまとめた報告書"),
        (right + 90, 66, "令和７年８月"),
    ]
    words += [(x, 100 + PITCH * n, line) for x in (LEFT, right) for n, line in enumerate(lines)]
    found = read_pdf(tmp_path, pdf(words)).text
    assert found.index("令和７年８月") < found.index(lines[0])


def test_labels_level_with_each_other_head_no_table_over_columns_of_prose(tmp_path: Path) -> None:
    lines = [PROSE[at : at + 17] for at in range(0, 7 * 17, 17)]
    sides = (("実績", lines), ("今後の取組", lines[::-1]))
    words: list[Row] = []
    for x, (label, told_there) in zip((LEFT, LEFT + 19 * 12), sides, strict=True):
        words += [(x, 100, label), *((x, 124 + PITCH * n, line) for n, line in enumerate(told_there))]
    source = read_pdf(tmp_path, pdf(words))
    assert not source.tables
    assert source.text.index(lines[-1]) < source.text.index("今後の取組")
