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

TITLE = "青凪市ひだまり計画　令和6年度　進捗状況報告書\n\n"
Row = tuple[str, str, str | None, str | None]


def read(tmp_path: Path, *rows: str, before: str = "", after: str = "") -> Dataset:
    path = tmp_path / "x.txt"
    head, *body = rows
    rule = "|" + "---|" * head.strip("|").count("|") + "---|"
    path.write_text(TITLE + before + "\n".join([head, rule, *body]) + "\n" + after, encoding="utf-8")
    outcome = run_one(path, "x.txt", Settings())
    assert outcome.dataset is not None, outcome.error
    return outcome.dataset


def drawn(tmp_path: Path, *lines: str, before: str = "") -> Dataset:
    path = tmp_path / "x.txt"
    path.write_text(TITLE + before + "\n".join(lines) + "\n", encoding="utf-8")
    outcome = run_one(path, "x.txt", Settings())
    assert outcome.dataset is not None, outcome.error
    return outcome.dataset


def values(found: Dataset) -> list[Row]:
    return [(f.figure.text, f"{f.figure.value:f}", f.figure.unit_norm, f.figure.label) for f in found.figures]


def unclaimed(found: Dataset) -> list[str]:
    numerals = [n for n in found.numerals if n.claimed_by is ClaimedBy.UNCLAIMED]
    return [found.source.text[n.span.start : n.span.end] for n in numerals]


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
    assert [(text, label) for text, _, _, label in values(found)] == [("900", "1 植林費"), ("700", "12 委託料")]


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
    assert [(text, label) for text, *_, label in values(found)] == [
        ("1,200", "電話"),
        ("800", "電話"),
        ("300", "来所"),
        ("250", "来所"),
        ("12", "手紙"),
        ("10", "手紙"),
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


def test_labels_that_are_set_wide_are_labels(tmp_path: Path) -> None:
    titles = ("水辺の清掃", "花壇の手入れ", "道の点検")
    lines = [
        line
        for at, title in enumerate(titles, start=1)
        for line in (
            f"（{at}）{title}",
            "担　当　課：公園緑地課",
            f"取 組 実 績：{at + 3}回行い、{at}1人が参加した。",
            "",
        )
    ]
    found = drawn(tmp_path, *lines)
    measures = [m for d in found.report.directions for s in d.sections for m in s.measures]
    assert [(m.title, m.departments) for m in measures] == [(title, ("公園緑地課",)) for title in titles]


def test_years_in_brackets_below_the_values_that_blanks_set(tmp_path: Path) -> None:
    found = drawn(
        tmp_path,
        "指標　　　　　　　　基準値　　　　目標値　　　　最新値",
        "歩く人の数　　　　　18,420人　　　22,000人　　　20,316人",
        "　　　　　　　　　　（R2）　　　　（R8）　　　　（R6）",
        "店の空く割合　　　　17.4％　　　　12.0％　　　　14.9％",
        "　　　　　　　　　　（R2.10.1）　　（R8）　　　　（R6）",
    )
    assert [(i.name, i.baseline_period, i.target_period) for i in found.indicators] == [
        ("歩く人の数", "R2", "R8"),
        ("店の空く割合", "R2.10.1", "R8"),
    ]
    assert values(found) == []


def test_years_in_brackets_below_heads_that_blanks_set(tmp_path: Path) -> None:
    lines = (
        "　指標　　　　　　　　　　単位　　基準値　　　実績　　　　目標　　　達成率",
        "　　　　　　　　　　　　　　　　（平成30年度）（令和3年度）（令和8年度）",
        "　ごみの量　　　　　　　　千トン　　４１２　　　３７６　　　３３０　　　４３．９％",
        "　調査に参加した人　　　　人　　　　１６０　　　　８８　　　２５０　　　３５．２％",
    )
    found = drawn(tmp_path, *lines)
    assert [(i.name, i.baseline_period, i.actual_period, i.target_period) for i in found.indicators] == [
        ("ごみの量", "平成30年度", "令和3年度", "令和8年度"),
        ("調査に参加した人", "平成30年度", "令和3年度", "令和8年度"),
    ]
    assert drawn(tmp_path, lines[0], "　　　　（単位：トン）", *lines[2:]).indicators == ()


def test_one_row_of_years(tmp_path: Path) -> None:
    found = drawn(
        tmp_path,
        "年度　　　令和3　　令和4　　令和5",
        "排出量　　1,284　　1,051　　1,038",
        before="排出（単位：千ｔ）\n",
    )
    assert values(found) == [
        ("1,284", "1284000", "t", "排出量"),
        ("1,051", "1051000", "t", "排出量"),
        ("1,038", "1038000", "t", "排出量"),
    ]
    assert unclaimed(found) == []
    assert values(drawn(tmp_path, "品名　　　大　　中　　小", "軍手　　　12　　10　　8", before="配布（枚）\n")) == []


def test_values_in_words_are_kept_in_words(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "|指標名|単位|基準値（R2）|実績値（R6）|目標値（R7）|達成率|",
        "|花の教室の受講者|人|210|356|320|達成|",
        "|樹木医の派遣|回|12|集計中|20|未達成|",
        "|剪定枝の資源化率|％|－|62.5|60.0|達成（104％）|",
        "|緑の条例|－|未制定|制定済|制定|目標達成|",
        "|公園の面積|ha|40|42|45|93.3％|",
    )
    assert [(i.name, i.actual, i.attainment, i.in_words) for i in found.indicators] == [
        ("花の教室の受講者", Decimal(356), None, ("達成率=達成",)),
        ("樹木医の派遣", None, None, ("実績値(R6)=集計中", "達成率=未達成")),
        ("剪定枝の資源化率", Decimal("62.5"), Decimal(104), ()),
        ("緑の条例", None, None, ("基準値(R2)=未制定", "実績値(R6)=制定済", "目標値(R7)=制定", "達成率=目標達成")),
        ("公園の面積", Decimal(42), Decimal("93.3"), ()),
    ]
    assert values(found) == []


def test_an_ordinal_of_more_digits_than_a_number_can_have_is_none(tmp_path: Path) -> None:
    found = read(tmp_path, "|回|期日|参加者数|", "|1|5/10|12人|", f"|{'9' * 5000}|6/14|15人|")
    assert [r.figure.value for r in found.figures if r.figure.unit == "人"] == [12, 15]


def test_a_name_as_wide_as_its_column_is_no_end_of_a_table_set_with_blanks(tmp_path: Path) -> None:
    found = drawn(
        tmp_path,
        "　指標名　　　　　　　　　　　単位　　基準値(R4)　　実績値(R6)　　目標値(R9)",
        "　歩く人の数　　　　　　　　　人　　　　118　　　　　131　　　　　150",
        "　「歩くのが好き」と答えた人の割合　％　　47.3　　　　49.0　　　　60.0",
        "　歩こう会の回数　　　　　　　回　　　　12　　　　　　14　　　　　20",
    )
    assert [(i.name, i.unit, i.baseline, i.actual, i.target) for i in found.indicators] == [
        ("歩く人の数", "人", Decimal(118), Decimal(131), Decimal(150)),
        ("「歩くのが好き」と答えた人の割合", "%", Decimal("47.3"), Decimal("49.0"), Decimal("60.0")),
        ("歩こう会の回数", "回", Decimal(12), Decimal(14), Decimal(20)),
    ]


def test_a_head_may_be_a_month_of_a_year(tmp_path: Path) -> None:
    found = read(
        tmp_path, "|項目|基準（R4）|R7.9|目標（R11）|", "|定員数（人）|272|318|360|", "|登録者数（人）|66|83|100|"
    )
    assert [(i.name, i.actual, i.actual_period) for i in found.indicators] == [
        ("定員数", Decimal(318), "R7.9"),
        ("登録者数", Decimal(83), "R7.9"),
    ]


@pytest.mark.parametrize(
    ("written", "name", "unit"),
    [
        ("往診日数（日）", "往診日数", "日"),
        ("平均入所期間（月）", "平均入所期間", "月"),
        ("健康寿命（年）", "健康寿命", "年"),
        ("電子化した課数（課）", "電子化した課数", "課"),
        ("新規事業（事業）", "新規事業", "事業"),
        ("県内順位（位）", "県内順位", "位"),
        ("来館者数（日）", "来館者数（日）", None),  # of each day
        ("申請件数（年）", "申請件数（年）", None),
        ("開放日（土）", "開放日（土）", None),
        ("開放日（日）", "開放日（日）", None),
        ("相談窓口（課）", "相談窓口（課）", None),
    ],
)
def test_units_that_are_dates_or_offices_elsewhere(tmp_path: Path, written: str, name: str, unit: str | None) -> None:
    found = read(tmp_path, "|指標名|目標値|実績値|", f"|{written}|50|48|", "|受診率（％）|60|55|")
    assert [(i.name, i.unit) for i in found.indicators] == [(name, unit), ("受診率", "%")]


def test_values_that_wide_characters_have_moved_from_below_their_heads(tmp_path: Path) -> None:
    found = drawn(
        tmp_path,
        "　指標名　　　　　　策定時　　目標　　実績",
        "　受講率　　　　　　３８．２％　　５０％　　４１．５％",
        "　往診日数（日）　　３１０　　　３６０　　３５２",
    )
    assert [(i.name, i.unit, i.baseline, i.target, i.actual) for i in found.indicators] == [
        ("受講率", "%", Decimal("38.2"), 50, Decimal("41.5")),
        ("往診日数", "日", 310, 360, 352),
    ]
