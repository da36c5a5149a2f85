"""What the tables of plans say of each other: directions named in columns and bands, years compared, names in headings."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from extractors.mentions import ClaimedBy, Span, Status
from extractors.view import fold
from pipeline.model import BlockKind, Dataset
from pipeline.profile import base
from pipeline.run import Settings, run_one
from pipeline.segment.departments import bracket_line, split_heading
from pipeline.segment.evidence import NAMES_GOAL, SETS_GOALS
from pipeline.segment.rows import read_heading
from pipeline.segment.values import read_value
from pipeline.tabular import whole_year

from .drawn_pdf import LEFT, pdf
from .drawn_tables import ruled
from .test_tables_of_reports import read


def report(tmp_path: Path, text: str) -> Dataset:
    path = tmp_path / "r.txt"
    path.write_text(text, encoding="utf-8")
    outcome = run_one(path, "r.txt", Settings())
    assert outcome.dataset is not None, outcome.error
    return outcome.dataset


PROSE = """灯野町みどりの計画　令和６年度　進捗状況報告書

基本目標１　山を守る

○ 間伐（林務課）
（取組内容と進捗状況）
　120本を間伐しました。
（今後の取組方向）
　来年度も続けます。

基本目標２　川を守る

○ 清掃（河川課）
（取組内容と進捗状況）
　川を6回清掃しました。
（今後の取組方向）
　来年度も続けます。

"""


def test_a_column_of_directions_numbers_the_indicators_and_counts_nothing(tmp_path: Path) -> None:
    table = "|基本目標|指標|単位|基準値（R3）|実績値（R6）|目標値（R8）|\n|---|---|---|---|---|---|\n"
    table += "|1|間伐の面積|ha|12|15|20|\n|1|苗木の数|本|80|96|120|\n|2|清掃の回数|回|4|6|8|\n"
    found = report(tmp_path, PROSE + "【資料】指標\n\n" + table)
    assert [(i.name, i.direction_no) for i in found.indicators] == [
        ("間伐の面積", 1),
        ("苗木の数", 1),
        ("清掃の回数", 2),
    ]
    assert [f.figure.text for f in found.figures] == ["120本", "6回"]
    assert not [n for n in found.numerals if n.claimed_by is ClaimedBy.UNCLAIMED]


def test_a_column_of_numbers_before_the_names_holds_no_values(tmp_path: Path) -> None:
    found = read(
        tmp_path, "|施策|指標|単位|R5実績|R6目標|R6実績|", "|1|来館者数|人|900|950|980|", "|2|講座の数|回|5|6|7|"
    )
    assert not found.figures
    assert [i.direction_no for i in found.indicators] == [None, None]  # no such direction is in the report


def test_bands_number_the_indicators_of_a_report_without_measures(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "|指標|単位|基準値|実績値|目標値|",
        "|基本目標1 集う|||||",
        "|来館者数|人|900|980|1,000|",
        "|基本目標2 学ぶ|||||",
        "|講座の数|回|5|7|8|",
    )
    assert [(i.name, i.direction_no) for i in found.indicators] == [("来館者数", 1), ("講座の数", 2)]


def test_the_year_before_is_what_a_target_of_the_year_is_compared_with(tmp_path: Path) -> None:
    found = read(tmp_path, "|指標|単位|R5実績|R6目標|R6実績|達成率|", "|来館者数|人|900|950|980|103.2％|")
    (one,) = found.indicators
    assert (one.baseline, one.baseline_period, one.actual, one.target) == (900, "R5", 980, 950)


@pytest.mark.parametrize(
    ("head", "row", "values"),
    [
        ("|指標|基準値（R2）|R5目標|R5実績|R6目標|R6実績|", "|植えた木|31|40|36|45|－|", (31, None, 45)),
        ("|指標|R5実績|R6目標|R6実績|", "|植えた木|36|45|集計中|", (36, None, 45)),
        # The target is of another year than the open one.
        ("|指標|基準値（R2）|R5実績|R6実績|R8目標|", "|植えた木|31|36|－|60|", (31, 36, 60)),
        ("|指標|基準値（R2）|R5実績|R6目標|R6実績|R8目標|", "|植えた木|31|36|45|－|60|", (31, 36, 60)),
        ("|指標|基準値（R2）|R5実績|R6目標|R6実績|", "|植えた木|31|36|45|44|", (31, 44, 45)),
    ],
)
def test_the_year_before_is_no_result_beside_a_target_whose_own_is_open(
    tmp_path: Path, head: str, row: str, values: tuple[int | None, ...]
) -> None:
    (one,) = read(tmp_path, head, row).indicators
    assert (one.baseline, one.actual, one.target) == values


@pytest.mark.parametrize("head", ["|指標|単位|R4実績|R5実績|R6実績|R6目標|", "|指標|単位|R5実績|R6実績|参考|R8目標|"])
def test_years_of_a_series_are_no_baseline(tmp_path: Path, head: str) -> None:
    (one,) = read(tmp_path, head, "|来館者数|人|900|950|980|990|").indicators
    assert one.baseline is None


def test_the_target_of_the_year_whose_attainment_is_told(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "|指標|基準値（R4）|R6目標|R6実績|R6達成率|最終目標（R9）|",
        "|紹介率（％）|58.3|64.0|63.2|98.8％|70.0|",
        "|離職率（％）|12.1|10.0|9.2|－|9.0|",
    )
    assert [(i.target, i.target_period, i.earlier) for i in found.indicators] == [
        (Decimal("64.0"), "R6", ("R9=70.0",)),
        (Decimal("10.0"), "R6", ("R9=9.0",)),
    ]


def test_a_heading_right_above_names_the_indicator_of_one_row(tmp_path: Path) -> None:
    table = "|策定時|R5|R6|目標値（R9）|判定|\n|---|---|---|---|---|\n|38.2％|35.1％|36.0％|40.0％|△|\n"
    found = report(tmp_path, PROSE + "【指標1】バスの収支率\n\n" + table)
    (one,) = found.indicators
    assert (one.name, one.baseline, one.actual, one.target) == ("バスの収支率", Decimal("38.2"), 36, 40)


def test_a_table_of_one_row_without_such_a_heading_is_none_of_indicators(tmp_path: Path) -> None:
    table = "|策定時|R5|R6|目標値（R9）|判定|\n|---|---|---|---|---|\n|38.2％|35.1％|36.0％|40.0％|△|\n"
    assert not report(tmp_path, PROSE + "収支率は次のとおりです。\n\n" + table).indicators


@pytest.mark.parametrize(
    ("words", "value", "unit"),
    [
        ("168 千t-CO2", "168", "千t-CO2"),
        ("141 千t-CO2※", "141", "千t-CO2"),
        ("12.5km2", "12.5", "km2"),
        ("154件/年", "154", "件/年"),
        ("1,234*1", "1234", None),
        ("12（注1）", "12", None),
    ],
)
def test_units_with_digits_and_notes_in_cells(words: str, value: str, unit: str | None) -> None:
    read = read_value(fold(words), words, Span(0, len(words)))
    assert read is not None
    assert (read.value, read.unit) == (Decimal(value), unit)


@pytest.mark.parametrize("words", ["8月1日", "12人と3人", "1/2/3", "※"])
def test_cells_of_anything_else_hold_no_value(words: str) -> None:
    assert read_value(fold(words), words, Span(0, len(words))) is None


@pytest.mark.parametrize("words", ["2019(令和元)年度", "令和元(2019)年度", "2024（令和6）年", "R5(2023)"])
def test_a_year_in_both_calendars_is_one(words: str) -> None:
    assert whole_year(fold(words)) in (2019, 2023, 2024)


def test_a_merged_column_before_the_names_holds_what_measures_belong_to(tmp_path: Path) -> None:
    rows = ("1 歳入を守る", "広告", "〃", "財産"), ("2 仕事を減らす", "窓口", "", "")
    found = read(
        tmp_path,
        "|基本目標|実施項目|担当課|令和7年度の計画|令和6年度の実施内容|",
        f"|{rows[0][0]}|{rows[0][1]}|総務課|6件に増やす。|4件を売った。|",
        f"|〃|{rows[0][3]}|財政課|2件を売る。|3件を売った。|",
        f"|{rows[1][0]}|{rows[1][1]}|住民課|12種類とする。|8種類とした。|",
    )
    assert [(d.no, d.title, [m.title for s in d.sections for m in s.measures]) for d in found.report.directions] == [
        (1, "歳入を守る", ["広告", "財産"]),
        (2, "仕事を減らす", ["窓口"]),
    ]
    assert [(f.figure.text, f.place.block, f.status) for f in found.figures][:2] == [
        ("6件", BlockKind.OUTLOOK, Status.PLANNED),
        ("4件", BlockKind.PROGRESS, Status.ACTUAL),
    ]


def test_what_the_prose_above_a_table_heads_is_no_direction_where_the_table_has_them(tmp_path: Path) -> None:
    table = "|基本目標|取組名|実績|\n|---|---|---|\n|1 集う|広場|5回開いた。|\n|2 学ぶ|講座|7回開いた。|\n"
    found = report(
        tmp_path,
        f"灯野町計画　令和６年度の実績\n\n１．実施項目の状況\n\n{table}\n２．数値目標の達成状況\n\n指標は3つです。\n",
    )
    assert [(d.no, d.title) for d in found.report.directions] == [(1, "集う"), (2, "学ぶ")]


def test_rows_without_a_head_whose_cells_begin_with_labels(tmp_path: Path) -> None:
    found = report(
        tmp_path,
        "灯野町文化の計画　令和６年度　取組報告書\n\n"
        "┌──────────┬────────────────────┐\n"
        "│邦楽教室（文化課）  │〔実績〕                                │\n"
        "│                    │12回開いた。                            │\n"
        "│                    │〔今後の対応〕                          │\n"
        "│                    │5回増やす。                             │\n"
        "├──────────┼────────────────────┤\n"
        "│美術展（文化課）    │〔実績〕                                │\n"
        "│                    │3回開いた。                             │\n"
        "│                    │〔今後の対応〕                          │\n"
        "│                    │4回とする。                             │\n"
        "└──────────┴────────────────────┘\n",
    )
    assert [(m.title, m.departments, [b.kind for b in m.blocks]) for m in found.report.measures()] == [
        ("邦楽教室", ("文化課",), [BlockKind.PROGRESS, BlockKind.OUTLOOK]),
        ("美術展", ("文化課",), [BlockKind.PROGRESS, BlockKind.OUTLOOK]),
    ]


def test_a_sentence_with_the_mark_of_a_heading_does_not_end_what_it_heads(tmp_path: Path) -> None:
    table = "|取組|所管|実績|今後に向けて|\n|---|---|---|---|\n|植樹|公園課|84本を植えた。|90本を植える。|\n"
    text = PROSE + f"基本目標３　森を育てる\n\n基本目標３の取組の状況は、次の表のとおりです。\n\n{table}"
    found = report(tmp_path, text)
    assert [(d.no, d.title) for d in found.report.directions][-1] == (3, "森を育てる")
    assert [m.title for s in found.report.directions[-1].sections for m in s.measures] == ["植樹"]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("目標指標の状況", BlockKind.PROGRESS),
        ("総括と今後の進め方", BlockKind.OTHER),
        ("今後の進め方", BlockKind.OUTLOOK),
        ("数値目標", BlockKind.TARGET),
    ],
)
def test_what_parts_of_a_report_tell(label: str, kind: BlockKind) -> None:
    assert base().kind_of(label) is kind


@pytest.mark.parametrize(
    ("text", "departments"),
    [
        ("救急の充実 担当:救急科、医事課", ["救急科", "医事課"]),
        ("救急の充実(救急科・看護部)", ["救急科", "看護部"]),
        ("救急の充実(小児科)", []),
        ("救急の充実 担当:田中", []),
        ("学びの場(普通科、商業科)", []),
    ],
)
def test_a_clinic_is_one_of_several_departments(text: str, departments: list[str]) -> None:
    assert [text[a:b] for a, b in split_heading(text).departments] == departments


def test_a_clinic_alone_on_its_line() -> None:
    assert bracket_line("(救急科)") is not None
    assert bracket_line("(理科)") is None


@pytest.mark.parametrize(
    ("words", "no", "title"),
    [
        ("１歳入の確保", 1, "歳入の確保"),
        ("１人ひとりが輝く", None, "１人ひとりが輝く"),
        ("1歳児の保育", None, "1歳児の保育"),
    ],
)
def test_a_wide_number_needs_no_blank_behind_it(words: str, no: int | None, title: str) -> None:
    heading = read_heading(words, Span(0, len(words)), is_direction=True)
    assert (heading.no, heading.title) == (no, title)


@pytest.mark.parametrize(
    ("words", "heading"),
    [
        ("重点項目Ⅰ　山を守る", (True, 1, "山を守る")),
        ("重点テーマII　川を守る", (True, 2, "川を守る")),
        ("【重点課題Ⅲ】海を守る", (True, 3, "海を守る")),
        ("■ 視点２：里を守る", (True, 2, "里を守る")),
        ("めざす姿１　空を守る", (True, 1, "空を守る")),
        ("目指すべき姿Ⅳ　水を守る", (True, 4, "水を守る")),
        ("基本方針Ⅱ-1　道を守る", (False, 1, "道を守る")),
        ("重点プロジェクト3　橋を守る", (None, 3, "橋を守る")),
        ("アクションⅡ　港を守る", (None, 2, "港を守る")),
        ("重点項目3件を選ぶ", (None, None, "重点項目3件を選ぶ")),
        ("重点項目の一覧", (None, None, "重点項目の一覧")),
        ("視点10件の検討", (None, None, "視点10件の検討")),
    ],
)
def test_the_word_of_a_level_and_its_number_name_a_band(
    words: str, heading: tuple[bool | None, int | None, str]
) -> None:
    found = read_heading(words, Span(0, len(words)), None)
    assert (found.is_direction, found.no, found.title) == heading


def test_bands_with_roman_numerals_number_the_directions(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "|番号|取組項目|担当課|実績|次年度|",
        "|重点項目Ⅰ　集う|||||",
        "|1|朝の会|公民館|12回開き、340人が参加した|14回開く|",
        "|重点項目Ⅱ　学ぶ|||||",
        "|2|古文書の講座|図書館|5回開き、61人が学んだ|続ける|",
    )
    directions = found.report.directions
    assert [(d.no, d.title) for d in directions] == [(1, "集う"), (2, "学ぶ")]
    assert not [n for n in found.numerals if n.claimed_by is ClaimedBy.UNCLAIMED]


def test_a_band_over_indicators_holds_for_the_measures_right_below_them(tmp_path: Path) -> None:
    heads = ["指標", "基準値", "実績値", "目標値"], ["取組名", "担当課", "実績", "今後の取組"]
    table: list[list[str]] = []
    for no, (name, goal) in enumerate((("山", "間伐"), ("川", "清掃")), start=1):
        band = [f"基本目標{no}　{name}を守る", "", "", ""]
        table += [
            band,
            heads[0],
            [goal, "12件", "15件", "20件"],
            heads[1],
            [f"{name}の会", "林務課", "6回開いた", "続ける"],
        ]
    words, rules = ruled(table, (LEFT, 200, 300, 400, 520), merged=frozenset((r, c) for r in (0, 5) for c in (0, 1, 2)))
    path = tmp_path / "r6.pdf"
    path.write_bytes(pdf([(LEFT, 60, "灯野町みどりの計画　令和6年度進捗状況報告", 14.0), *words], extra=rules))
    found = run_one(path, path.name, Settings()).dataset
    assert found is not None
    assert [(d.no, d.title, [m.title for s in d.sections for m in s.measures]) for d in found.report.directions] == [
        (1, "山を守る", ["山の会"]),
        (2, "川を守る", ["川の会"]),
    ]
    assert len(found.indicators) == 2


def test_a_direction_said_again_in_each_row_counts_nothing(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "|基本目標|施策|取組名|担当課|実績|今後の取組|",
        "|1 山を守る|1-1 間伐|山の会|林務課|6回開いた|続ける|",
        "|1 山を守る|1-1 間伐|苗の配布|林務課|80本を配った|続ける|",
        "|2 川を守る|2-1 清掃|川の会|河川課|7回開いた|続ける|",
    )
    assert [(d.no, d.title) for d in found.report.directions] == [(1, "山を守る"), (2, "川を守る")]
    assert not [n for n in found.numerals if n.claimed_by is ClaimedBy.UNCLAIMED]


def test_headings_of_goals() -> None:
    assert NAMES_GOAL.match("【指標1】路線バスの利用者数")
    assert not NAMES_GOAL.match("【指標の状況】")
    assert not NAMES_GOAL.match("基本目標1 山を守る")
    assert SETS_GOALS.match("〇数値目標")
    assert not SETS_GOALS.match("〇数値目標を見直す会議")


def test_goals_that_are_counted_are_no_targets(tmp_path: Path) -> None:
    found = report(tmp_path, PROSE + "【総括】\n数値目標7項目のうち3項目で達成率が9割となりました。\n")
    assert {f.status for f in found.figures if f.figure.unit == "項目"} == {Status.ACTUAL}


def test_a_last_heading_that_sums_up_ends_the_last_measure(tmp_path: Path) -> None:
    text = "".join(
        f"基本方針{n}　{name}を守る\n\n（１）{name}の手入れ\n担当課：{name}課\n■令和６年度の取組\n{n}回行いました。\n■今後の取組\n来年度も続けます。\n\n"
        for n, name in enumerate(("山林", "河川", "里道"), start=1)
    )
    found = report(
        tmp_path,
        f"灯野町みどりの計画　令和６年度の取組\n\n{text}４　まとめ\n\n指標は4つのうち2つが目標に届きました。\n",
    )
    *_, last = found.report.measures()
    assert "まとめ" not in found.source.text[last.span.start : last.span.end]
    assert [f.place.measure_no for f in found.figures][-1] is None


def test_a_numbered_point_that_sums_up_nothing_does_not(tmp_path: Path) -> None:
    found = report(tmp_path, PROSE.rstrip() + "\n\n３　まとめ役を2人に増やします。\n")
    assert [(f.figure.text, f.place.measure_no) for f in found.figures][-1] == ("2人", 2)


@pytest.mark.parametrize(
    ("first", "second", "title"),
    [
        ("灯野町こども計画の進捗状況（令", "和６年度）", "灯野町こども計画の進捗状況（令和６年度）"),
        ("灯野町総合戦略", "令和６年度　進捗状況報告書", "灯野町総合戦略 令和６年度　進捗状況報告書"),
    ],
)
def test_a_title_over_two_lines(tmp_path: Path, first: str, second: str, title: str) -> None:
    body = PROSE.partition("\n")[2]
    head = report(tmp_path, f"{first}\n{second}\n{body}").report.head
    assert (head.title, head.fiscal_year) == (title, 2024)


def test_items_that_several_rows_share_stand_above_those_that_name_the_measures(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "|改革項目|実施項目|担当課|令和6年度の実績|",
        "|歳入を守る|広告|総務課|5件に広げた。|",
        "|歳入を守る|財産|財政課|2件を売った。|",
        "|仕事を減らす|窓口|住民課|8種類とした。|",
    )
    assert [(d.title, [m.title for s in d.sections for m in s.measures]) for d in found.report.directions] == [
        ("歳入を守る", ["広告", "財産"]),
        ("仕事を減らす", ["窓口"]),
    ]
