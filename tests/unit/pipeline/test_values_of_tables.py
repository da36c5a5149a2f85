"""What the values of tables say: no value, units and labels from heads, years of columns, indicators in every form."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from extractors.mentions import ClaimedBy, FigureKind, Role, Span, Status
from pipeline.cells import read_cells
from pipeline.model import Dataset, ReportHead, SourceDoc
from pipeline.pages import Cell, Grid
from pipeline.profile import builtin
from pipeline.run import Settings, run_one
from pipeline.segment import segment
from pipeline.segment.choice import choose
from pipeline.segment.columns import columns_of
from pipeline.tabular import Sheet

from .drawn_pdf import LEFT, pdf
from .drawn_tables import line as rule
from .drawn_tables import ruled
from .table_texts import TITLE, drawn, read, unclaimed, values


@pytest.mark.parametrize(
    ("heads", "cells", "expected"),
    [
        (["基準値（R4）", "現状値（R6）", "目標値（R8）"], ["－", "63", "120"], (None, 63, 120)),
        (["当初値", "現状値", "目標値"], ["―", "63", "120"], (None, 63, 120)),
        (["当初値", "現状値", "目標値"], ["41", "－", "120"], (41, None, 120)),
        (["現状値", "実績値", "目標値"], ["63", "－", "120"], (63, None, 120)),
        (["基準値", "現状値", "実績値", "目標値"], ["41", "63", "－", "120"], (41, None, 120)),
        (["現状値", "目標値"], ["63", "120"], (63, None, 120)),
    ],
)
def test_a_cell_without_a_value_keeps_its_column(
    tmp_path: Path, heads: list[str], cells: list[str], expected: tuple[int | None, ...]
) -> None:
    (found,) = read(tmp_path, f"|指標|単位|{'|'.join(heads)}|", f"|巣箱の数|個|{'|'.join(cells)}|").indicators
    assert (found.baseline, found.actual, found.target) == expected


@pytest.mark.parametrize("cell", ["－千円", "－ 千円", "― 円", "－人", "… 件", "ｘ 円"])
def test_a_mark_before_a_unit_is_no_value_and_no_name(tmp_path: Path, cell: str) -> None:
    found = read(tmp_path, "|区分|北浜|南浜|", f"|初任給|{cell}|180,400 円|")
    assert values(found) == [("180,400 円", "180400", "円", "初任給")]
    assert unclaimed(found) == []


def test_the_number_of_an_account_heads_its_name(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "|款|項|事業名|金額（千円）|",
        "|3森林費|1植林費|苗木の配布|1,240|",
        "|〃|2林道費|橋の点検|560|",
    )
    assert [text for text, *_ in values(found)] == ["1,240", "560"]
    claimed = [n.claimed_by for n in found.numerals if n.span.end - n.span.start == 1]
    assert claimed.count(ClaimedBy.HEADING) == 3
    assert unclaimed(found) == []


def test_a_value_behind_a_second_name_is_of_that(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "|目|予算額（千円）|節|金額（千円）|",
        "|1 植林費|900|12 委託料|700|",
        before="歳出の明細\n",
    )
    assert [(text, label) for text, _, _, label in values(found)] == [("900", "予算額"), ("700", "委託料")]
    assert [f.place.item for f in found.figures] == ["植林費", "植林費 金額"]


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        ("億円", "300000000"),
        ("万円", "30000"),
        ("億円、単位未満切捨て", "300000000"),
        ("千円、端数は四捨五入", "3000"),
    ],
)
def test_the_unit_above_a_table_counts_its_numbers(tmp_path: Path, unit: str, value: str) -> None:
    found = read(tmp_path, "|会計|剰余金|", "|温泉会計|3|", before=f"（単位：{unit}）\n")
    assert values(found) == [("3", value, "円", "剰余金")]


def test_two_units_above_a_table_say_nothing_of_a_number(tmp_path: Path) -> None:
    found = read(tmp_path, "|会計|剰余|", "|温泉会計|3|", before="（単位：千円、人）\n")
    assert values(found) == []
    assert unclaimed(found) == ["3"]


def test_a_number_beside_another_only_compares(tmp_path: Path) -> None:
    found = read(tmp_path, "|会計|額|", "|温泉会計|812（▲9）|", "|牧場会計|44（－）|", before="（単位：億円）\n")
    assert [(text, value) for text, value, *_ in values(found)] == [("812", "81200000000"), ("44", "4400000000")]
    assert unclaimed(found) == ["▲9"]


def test_heads_that_name_persons_count_them(tmp_path: Path) -> None:
    found = read(tmp_path, "|区分|令和4年度|令和5年度|", "|採用人数|6|4|", "|うち女性|2|3|", "|事業者数|8|9|")
    assert [(text, unit) for text, _, unit, _ in values(found)] == [("6", "人"), ("4", "人"), ("2", "人"), ("3", "人")]
    assert unclaimed(found) == ["8", "9"]


@pytest.mark.parametrize("head", ["職員数の増減", "職員数の割合", "事業者数", "指数"])
def test_heads_of_changes_and_shares_count_nobody(tmp_path: Path, head: str) -> None:
    found = read(tmp_path, f"|部署|{head}|", "|窓口課|3|", "|港湾課|5|")
    assert values(found) == []


def test_a_column_names_its_numbers_where_no_row_does(tmp_path: Path) -> None:
    found = read(tmp_path, "|No.|県補助（千円）|一般財源（千円）|", "|1|300|120|", "|2|50|70|")
    assert [label for *_, label in values(found)] == ["県補助", "一般財源", "県補助", "一般財源"]


def test_a_year_over_a_column_is_no_part_of_what_it_counts(tmp_path: Path) -> None:
    found = read(tmp_path, "|職種|勤続年数20年|", "|船員|251,500円|")
    assert values(found)[-1][3] == "船員"


def test_only_what_a_day_heads_was_taken_on_it(tmp_path: Path) -> None:
    found = drawn(
        tmp_path,
        "┌────┬─────────┬─────┐",
        "│　　　　│令和3年度　　　　　│令和4年度 │",
        "├────┼─────────┼─────┤",
        "│　　　　│4月1日時点　　　　│　　　　　│",
        "├────┼─────────┼─────┤",
        "│加入率　│12％　　　　　　　│15％　　　│",
        "└────┴─────────┴─────┘",
    )
    assert [(f.figure.text, f.as_of) for f in found.figures] == [("12％", dt.date(2021, 4, 1)), ("15％", None)]


def test_the_accounts_of_a_year_were_not_taken_on_a_later_day(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "|区分|額|",
        "|支給総額（令和5年度決算）|774千円|",
        "|月額|62千円|",
        before="船員手当（令和6年4月1日現在）\n",
    )
    assert [(f.figure.text, f.as_of) for f in found.figures] == [("774千円", None), ("62千円", dt.date(2024, 4, 1))]


def test_a_day_that_captions_a_table_is_that_of_its_values(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "|区分|比率|",
        "|男性|81.4％|",
        before="○職員の採用（人事課）\n【今後の取組方向】\n※職員の男女比率（R6.4.1）\n",
    )
    (figure,) = found.figures
    assert (figure.as_of, figure.status) == (dt.date(2024, 4, 1), Status.ACTUAL)
    assert [d.role for d in found.dates if d.date.text == "R6.4.1"] == [Role.AS_OF]
    assert not found.events


def test_a_day_behind_an_occasion_over_a_table_is_its_own(tmp_path: Path) -> None:
    found = read(
        tmp_path, "|区分|人数|", "|大人|12人|", before="○集い（公民館）\n【取組内容と進捗状況】\n料理教室（R6.6.1）\n"
    )
    assert [f.as_of for f in found.figures] == [None]


def test_what_years_that_are_over_head_is_no_plan(tmp_path: Path) -> None:
    before = "○職員の採用（人事課）\n【今後の取組方向】\n採用の推移\n"
    found = read(tmp_path, "|区分|令和4年度|令和9年度|", "|採用|12人|20人|", before=before)
    assert [f.status for f in found.figures] == [Status.ACTUAL, Status.PLANNED]


@pytest.mark.parametrize(
    ("heads", "statuses"),
    [
        (["28年度", "29年度"], [Status.ACTUAL, Status.ACTUAL]),  # of 平成: of 令和 they would be far off
        (["5年度", "7年度"], [Status.ACTUAL, Status.PLANNED]),
        (["令和5年度", "令和28年度"], [Status.ACTUAL, Status.PLANNED]),
        (["2023年度", "2046年度"], [Status.ACTUAL, Status.PLANNED]),
    ],
)
def test_years_without_an_era_are_of_the_one_that_is_near(
    tmp_path: Path, heads: list[str], statuses: list[Status]
) -> None:
    found = read(
        tmp_path, f"|区分|{'|'.join(heads)}|", "|採用|12人|20人|", before="○職員の採用（人事課）\n採用の推移\n"
    )
    assert [f.status for f in found.figures] == statuses


def indicator_of(found: Dataset) -> list[object]:
    (i,) = found.indicators
    return [i.name, i.unit, i.baseline, i.baseline_period, i.actual, i.actual_period, i.target, i.target_period]


def test_indicators_as_columns(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "|指標名|観察会の数|会員の数|",
        "|基準値（R3）|12回|40人|",
        "|実績値（R6）|15回|52人|",
        "|目標値（R8）|20回|60人|",
        "|達成率|75.0％|86.7％|",
    )
    first, second = found.indicators
    assert (first.name, first.baseline, first.actual, first.target) == ("観察会の数", 12, 15, 20)
    assert (second.unit, second.target, second.target_period, second.attainment) == ("人", 60, "R8", Decimal("86.7"))
    assert not found.figures


def test_columns_of_years_beside_those_of_values(tmp_path: Path) -> None:
    found = drawn(
        tmp_path,
        "┌────┬─────────┬─────────┐",
        "│指標　　│基準値　　　　　　│目標値　　　　　　│",
        "│　　　　├────┬────┼────┬────┤",
        "│　　　　│年度　　│値　　　│年度　　│値　　　│",
        "├────┼────┼────┼────┼────┤",
        "│会員の数│R3　　　│40人　　│R8　　　│60人　　│",
        "└────┴────┴────┴────┴────┘",
    )
    assert indicator_of(found) == ["会員の数", "人", 40, "R3", None, None, 60, "R8"]


@pytest.mark.parametrize(
    ("cells", "unit", "expected"),
    [
        ("80.0％以上（令和8年度）|70％", "%", (Decimal("80.0"), 70)),
        ("年4回|年2回", "回/年", (4, 2)),
        ("250日|240日", "日", (250, 240)),
        ("全国1位|5位", "位", (1, 5)),
        ("30/30|15/30", None, (1, Decimal("0.5"))),
        ("3/5|20件", "件", (None, 20)),
        ("5/3|1/3", None, (None, Decimal(1) / Decimal(3))),
    ],
)
def test_values_of_every_form(
    tmp_path: Path, cells: str, unit: str | None, expected: tuple[Decimal | None, Decimal]
) -> None:
    (found,) = read(tmp_path, "|指標|目標値|実績値|", f"|取組|{cells}|").indicators
    assert (found.target, found.actual) == expected
    assert found.unit == unit


def test_a_year_that_a_head_wraps_is_read_whole(tmp_path: Path) -> None:
    found = drawn(
        tmp_path,
        "┌────┬─────┬─────┐",
        "│指標　　│基準値（令│目標値（令│",
        "│　　　　│和3年度） │和8年度） │",
        "├────┼─────┼─────┤",
        "│会員の数│40人　　　│60人　　　│",
        "└────┴─────┴─────┘",
    )
    assert indicator_of(found) == ["会員の数", "人", 40, "令和3年度", None, None, 60, "令和8年度"]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("1,23\n4", "1,234"),
        ("１，２\n３４", "１，２３４"),
        ("12\n34", "12 34"),
        ("1,234\n5", "1,234 5"),
        ("1,2\n345", "1,2 345"),
        ("児童\n3人", "児童3人"),
        ("3-1\n人づくり", "3-1 人づくり"),
        ("２－１－３\n年を重ねる", "２－１－３ 年を重ねる"),
        ("5.8\n％", "5.8％"),
    ],
)
def test_a_number_that_a_cell_wraps(raw: str, words: str) -> None:
    assert Cell(row=0, column=0, spans=(Span(0, len(raw)),)).text(raw) == words


def test_a_wrapped_number_with_one_beside_it_is_whole() -> None:
    text, cells = TITLE, []
    for row, line in enumerate([("会計", "額（千円）"), ("温泉会計", "1,23\n4（▲40）"), ("牧場会計", "5,006")]):
        for column, words in enumerate(line):
            cells.append(Cell(row=row, column=column, spans=(Span(len(text), len(text) + len(words)),)))
            text += f"{words}\n"
    source = SourceDoc(name="x.pdf", sha256="0" * 64, format="pdf", text=text, tables=(Grid(cells=tuple(cells)),))
    figures = read_cells(source, segment(source, choose(source, builtin()), ReportHead())).bare
    assert [(f.text, f.value) for f in figures] == [("1,23\n4", 1_234_000), ("5,006", 5_006_000)]


def test_kinds_of_heads_that_name_persons(tmp_path: Path) -> None:
    (figure,) = read(tmp_path, "|部署|職員数|", "|窓口課|3|").figures
    assert (figure.figure.kind, figure.figure.unit, figure.figure.label) == (FigureKind.PEOPLE, "人", "職員数")


def test_names_that_run_into_the_first_values(tmp_path: Path) -> None:
    found = read(tmp_path, "|件数（件）|人数（人）|", "|電話 1,200|800|", "|来所 300|250|", "|手紙 12|10|")
    assert [(f.figure.text, f.figure.label, f.place.item) for f in found.figures] == [
        ("1,200", "電話", "件数"),
        ("800", "電話", "人数"),
        ("300", "来所", "件数"),
        ("250", "来所", "人数"),
        ("12", "手紙", "件数"),
        ("10", "手紙", "人数"),
    ]


def test_a_column_of_names_with_numbers_stays_whole(tmp_path: Path) -> None:
    found = read(tmp_path, "|講座|人数（人）|", "|料理 1|800|", "|園芸 2|250|", "|手芸 3|10|")
    assert [text for text, *_ in values(found)] == ["800", "250", "10"]


def test_a_column_of_differences_and_rows_of_parts(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "|区分|令和5年度|令和6年度|増減|増減率|",
        "|相談件数（延べ）|74件|58件|△16件|△21.6％|",
        "|支援した人の数|96人|104人|8人|8.3％|",
        "|うち就職した人の数|61人|70人|9人|14.8％|",
    )
    kinds = [str(f.figure.kind) for f in found.figures]
    assert kinds[:4] == ["count", "count", "change", "rate"]
    assert kinds[6:7] + kinds[10:11] == ["change", "change"]
    assert all("延べ" in f.figure.qualifiers for f in found.figures[:3])
    assert all("うち" in f.figure.qualifiers for f in found.figures[8:11])
    assert {f.figure.label for f in found.figures[8:11]} == {"就職した人の数"}


def test_the_latest_value_is_what_was_reached(tmp_path: Path) -> None:
    found = read(tmp_path, "|指標|策定時|直近値|目標（R11）|", "|喫煙率|25.8％（R4）|24.1％（R5）|20.0％以下|")
    assert indicator_of(found)[2:6] == [Decimal("25.8"), "R4", Decimal("24.1"), "R5"]


def test_attainment_of_the_target_of_its_year(tmp_path: Path) -> None:
    head = "|指標名|単位|基準値（R1）|R6目標|R6実績|R12目標|達成率|"
    right, wrong = "|適合率|％|38.2|48.5|48.1|65.0|99.2％|", "|有収率|％|88.7|90.8|89.9|92.0|94.0％|"
    found = read(tmp_path, head, right, wrong)
    (check,) = (c for c in found.checks if c.code == "attainment_mismatch")
    assert "有収率" in check.message_ja


def test_of_a_target_of_nought_no_rate_is_told(tmp_path: Path) -> None:
    head = "|指標名|単位|基準値（R1）|R6実績|R12目標|達成率|"
    found = read(tmp_path, head, "|事故件数|件|10|3|0|80.0％|", "|相談件数|件|40|45|90|60.0％|")
    first, second = (c for c in found.checks if c.code == "attainment_mismatch")
    assert "実績値÷目標値" not in first.message_ja
    assert "実績値÷目標値は50％" in second.message_ja


def test_two_rows_of_an_indicator_are_what_the_table_says(tmp_path: Path) -> None:
    cells = [
        ["指標名", "単位", "R5", "R6", "目標値（R8）"],
        ["貸出冊数", "冊", "300", "320", "400"],
        ["", "", "290", "315", ""],
    ]
    edges = (LEFT, 170, 220, 290, 360, 460)
    words, rules = ruled(cells, edges)
    rules = rules.replace(rule(LEFT, 148, 460, 148), rule(220, 148, 360, 148))  # of the values only
    for said, actual in (("※上段：目標値　下段：実績値", "315"), ("上段は実績、下段は目標", "320")):
        path = tmp_path / "r6.pdf"
        path.write_bytes(pdf([(LEFT, 60, "令和6年度進捗状況報告書"), (LEFT, 80, said), *words], extra=rules))
        found = run_one(path, path.name, Settings()).dataset
        assert found is not None
        (indicator,) = found.indicators
        assert (f"{indicator.actual:f}", f"{indicator.target:f}") == (actual, "400")


def test_a_name_over_goals_and_indicators_heads_indicators(tmp_path: Path) -> None:
    found = read(
        tmp_path, "|数値目標・ＫＰＩ|基準値（R1）|実績値（R6）|目標値（R7）|", "|図書の貸出（冊）|310|342|350|"
    )
    assert [(i.name, i.unit, f"{i.actual:f}") for i in found.indicators] == [("図書の貸出", "冊", "342")]


@pytest.mark.parametrize("head", ["目標", "主な目標", "目標の内容", "目標とする指標", "目標（ＫＰＩ）", "達成目標"])
def test_the_column_of_goals_before_their_values_names_indicators(tmp_path: Path, head: str) -> None:
    found = read(tmp_path, f"|{head}|基準値（R2）|R6年度末|目標値（R8）|", "|人口の増減|△31|△12|0|", "|店の数|4|5|9|")
    assert [(i.name, *map(int, (i.baseline, i.actual, i.target))) for i in found.indicators] == [
        ("人口の増減", -31, -12, 0),
        ("店の数", 4, 5, 9),
    ]


def test_goals_in_words_beside_results_name_no_indicator(tmp_path: Path) -> None:
    found = read(tmp_path, "|事業名|目標|実績|", "|水辺の清掃|参加者を増やす|31人|", "|水辺の観察|会を2回開く|1回|")
    assert {i.name for i in found.indicators}.isdisjoint({"参加者を増やす", "会を2回開く"})


def test_values_that_follow_each_other_without_a_blank(tmp_path: Path) -> None:
    found = drawn(tmp_path, "○ 水辺の清掃", "指　　標：回収率　基準値79.5％目標値90.0％実績値84.7％")
    (indicator,) = found.indicators
    shown = (indicator.baseline, indicator.target, indicator.actual)
    assert (indicator.name, *map(str, shown)) == ("回収率", "79.5", "90.0", "84.7")


@pytest.mark.parametrize(
    ("head", "tells"), [("実績の内訳", True), ("令和6年度実績の概要", True), ("算定の内訳", False)]
)
def test_a_table_of_accounts_that_tells_results_is_one_of_measures(tmp_path: Path, head: str, *, tells: bool) -> None:
    found = read(tmp_path, f"|事業名|所管|予算額（千円）|{head}|", "|水辺の清掃|公園課|1,200|・参加者 31人|")
    sheet = Sheet(found.source, found.source.tables[0])
    assert (columns_of(sheet, lambda _: None) is not None) is tells
