"""Values of tables that only blanks set, and of names that end in units: heads, years and units of each."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.ingest.drawn import find
from pipeline.tabular import is_value

from .table_texts import drawn, read, unclaimed, values


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


def test_dates_in_brackets_are_those_of_the_nearest_value() -> None:
    text = "区分　　R5　　R6\n相談　　10　　20\n　　　　（6月）　　（9月）\n"
    (grid,) = find(text).tables
    assert [cell.text(text) for cell in grid.cells if cell.row == 1] == ["相談", "10（6月）", "20（9月）"]


def test_heads_whose_letters_are_set_apart() -> None:
    text = "施　設　名　　　利　用　者　数　　　１日当たり\n図書館　　　　　1,200人　　　　　　4人\n博物館　　　　　800人　　　　　　　3人\n"
    (grid,) = find(text).tables
    assert [cell.text(text) for cell in grid.cells if cell.row != 1] == [
        *("施　設　名", "利　用　者　数", "１日当たり"),
        *("博物館", "800人", "3人"),
    ]


def test_heads_of_one_letter_each_are_not_two_of_three_columns() -> None:
    assert not find("区分　男　女　計\n東部　10　20　30\n西部　11　22　33\n").tables


@pytest.mark.parametrize("gap", ["　　", " 　", "　 "])
def test_blanks_of_two_widths_part_columns(gap: str) -> None:
    rows = (("取組名", "担当課", "実績", "課題"), ("花の市", "公園課", "開いた。", "狭い。"))
    text = "".join(f"{gap.join(row)}\n" for row in rows)
    (grid,) = find(text).tables
    assert [cell.text(text) for cell in grid.cells] == [*rows[0], *rows[1]]


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


@pytest.mark.parametrize(("word", "said"), [("達成", 0), ("未達成", 1)])
def test_a_row_that_its_own_values_contradict(tmp_path: Path, word: str, said: int) -> None:
    found = read(tmp_path, "|指標名|単位|実績値（R6）|目標値（R6）|達成状況|", f"|花の教室の受講者|人|356|320|{word}|")
    assert [check.code for check in found.checks].count("comparison_mismatch") == said


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("1便平均", False),
        ("1世帯当たり", False),
        ("10万人当たり", False),
        ("100戸あたり", False),
        ("120戸", True),
        ("3回", True),
    ],
)
def test_what_counts_by_so_many_names_a_column(words: str, *, value: bool) -> None:
    assert is_value(words) is value
