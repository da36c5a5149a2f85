"""Tables of figures beside prose: which unit a bare number has, and which numbers are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.mentions import ClaimedBy, FigureKind, Span
from pipeline.bare import amounts_named, number_in, numbers_of_lines
from pipeline.model import Dataset
from pipeline.run import Settings, run_one
from pipeline.units import is_row_of_units

from .drawn_pdf import LEFT, pdf
from .drawn_tables import HEIGHT, ruled
from .table_texts import drawn, read, unclaimed

Told = tuple[str, str, str | None]
EDGES = (LEFT, 170, 260, 350, 440, 520)


def told(found: Dataset) -> list[Told]:
    return [(f.figure.text, f"{f.figure.value:f}", f.figure.unit_norm) for f in found.figures]


def shown(tmp_path: Path, cells: list[list[str]], edges: tuple[int, ...] = EDGES, above: str = "") -> Dataset:
    words, rules = ruled(cells, edges)
    path = tmp_path / "r6.pdf"
    path.write_bytes(pdf([(LEFT, 60, "令和6年度　入江町の統計"), (LEFT, 80, above or "1　概要"), *words], extra=rules))
    outcome = run_one(path, path.name, Settings())
    assert outcome.dataset is not None, outcome.error
    return outcome.dataset


def claimed(found: Dataset, by: ClaimedBy) -> list[str]:
    return [found.source.text[n.span.start : n.span.end] for n in found.numerals if n.claimed_by is by]


UNIT_ROW = [
    ["区分", "世帯数", "利用者", "経費", "収入率"],
    ["", "世帯", "人", "千円", "％"],
    ["北地区", "310", "1,204", "820", "31.5"],
    ["南地区", "95", "388", "△46", "8.0"],
]
OF_UNIT_ROW: list[Told] = [
    *(("310", "310", "世帯"), ("1,204", "1204", "人"), ("820", "820000", "円"), ("31.5", "31.5", "%")),
    *(("95", "95", "世帯"), ("388", "388", "人"), ("△46", "-46000", "円"), ("8.0", "8", "%")),
]


def test_a_row_below_the_head_tells_the_units(tmp_path: Path) -> None:
    for found in (read(tmp_path, *("|".join(["", *row, ""]) for row in UNIT_ROW)), shown(tmp_path, UNIT_ROW)):
        assert [(t, f"{float(v):g}", u) for t, v, u in told(found)] == [
            (t, f"{float(v):g}", u) for t, v, u in OF_UNIT_ROW
        ]
        assert unclaimed(found) == []


def test_a_row_of_units_stands_below_heads_that_blanks_set(tmp_path: Path) -> None:
    found = drawn(
        tmp_path,
        "級      職名      職員数   構成比",
        "                      人       ％",
        "１級    技師          12     60.0",
        "２級    主任技師       8     40.0",
        "計                    20    100.0",
    )
    assert told(found) == [
        *(("12", "12", "人"), ("60.0", "60.0", "%"), ("8", "8", "人")),
        *(("40.0", "40.0", "%"), ("20", "20", "人"), ("100.0", "100.0", "%")),
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("", "人", "千円"), True),
        (("", "（人）", "（％）"), True),
        (("", "日", "回"), True),
        (("", "円"), True),
        (("", "市", "町", "村"), False),
        (("", "男", "女"), False),
        (("人", "千円"), False),
        (("", "", "人"), False),
        (("", "", ""), False),
    ],
)
def test_what_a_row_of_units_is(words: tuple[str, ...], expected: bool) -> None:
    assert (
        is_row_of_units([word.replace("（", "(").replace("）", ")").replace("％", "%") for word in words]) is expected
    )


def test_several_units_above_a_table_are_told_apart_by_its_heads(tmp_path: Path) -> None:
    cells = [
        ["科目", "決算額", "構成比", "増減額", "増減率"],
        ["入湯税", "4,120", "61.2", "△310", "△7.0"],
        ["雑入", "2,612", "38.8", "2,612", "皆増"],
    ]
    expected = [
        *(("4,120", "4120000", "円"), ("61.2", "61.2", "%"), ("△310", "-310000", "円"), ("△7.0", "-7.0", "%")),
        *(("2,612", "2612000", "円"), ("38.8", "38.8", "%"), ("2,612", "2612000", "円")),
    ]
    rows = ["|".join(["", *row, ""]) for row in cells]
    assert told(read(tmp_path, *rows, before="（単位：千円、％）\n")) == expected
    assert told(shown(tmp_path, cells, above="（単位：千円、％）")) == expected


@pytest.mark.parametrize(
    ("units", "heads", "expected"),
    [
        ("人、学級", ["児童数", "学級数"], ["人", "学級"]),
        ("人・千円", ["受講者", "会場費"], ["人", "円"]),
        ("件、千円、％", ["交付額", "交付率"], ["円", "%"]),
        ("千円、単位未満切捨て", ["収入額", "支出額"], ["円", "円"]),
        ("千円、％", ["職員数", "平均"], ["人"]),  # 平均 may be of either
        ("人、回", ["上期", "下期"], []),
    ],
)
def test_a_column_is_in_the_one_of_several_units_that_it_names(
    tmp_path: Path, units: str, heads: list[str], expected: list[str]
) -> None:
    found = read(tmp_path, f"|区分|{'|'.join(heads)}|", "|東浜|30|12|", "|西浜|24|45|", before=f"（単位：{units}）\n")
    assert [unit for _, _, unit in told(found)] == expected * 2


def test_a_unit_stands_on_the_first_line_of_its_cell(tmp_path: Path) -> None:
    cells = [
        ["年度", "住民登録人口（令和7年1月1日）", "歳出額Ａ", "実質収支"],
        ["令和6年度", "人|2,318", "千円|841,502", "千円|△7,310"],
    ]
    words, rules = ruled([[cell.split("|")[0] for cell in row] for row in cells], (LEFT, 150, 330, 430, 520))
    words = [(x, top - 5, text) for x, top, text in words] + [
        (edge + 4, 100 + HEIGHT + 12, text.split("|")[1], 9.0)
        for edge, text in zip((150, 330, 430), cells[1][1:], strict=True)
    ]
    path = tmp_path / "r6.pdf"
    path.write_bytes(pdf([(LEFT, 60, "令和6年度　入江町の給与"), *words], extra=rules))
    found = run_one(path, path.name, Settings()).dataset
    assert found is not None
    assert told(found) == [("2,318", "2318", "人"), ("841,502", "841502000", "円"), ("△7,310", "-7310000", "円")]


def test_long_names_head_values_and_no_labels_of_a_form(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "|区分|会計年度任用職員（短時間）の人数|保険料の収納済額（千円）|延滞金|",
        "|税務課|4|81,200|－|",
        "|保険課|7|64,010|12円|",
    )
    assert ("4", "4", "人") in told(found)
    assert ("81,200", "81200000", "円") in told(found)


@pytest.mark.parametrize(
    ("head", "cells", "expected"),
    [
        ("執行率", ["98.3", "97.0"], ["%", "%"]),
        ("構成比", ["0.4", "99.6"], ["%", "%"]),
        ("執行率", ["0.983", "0.97"], []),  # may be a fraction
        ("死亡率", ["9.8", "10.1"], []),  # of a thousand, often
        ("倍率", ["3.4", "2.1"], []),
        ("財政力指数", ["0.41", "2.40"], []),
        ("人口", ["1,204", "388"], ["人", "人"]),
        ("人口密度", ["120", "38"], []),
        ("人口千人当たり", ["12", "38"], []),
    ],
)
def test_what_a_column_is_called_tells_its_unit(
    tmp_path: Path, head: str, cells: list[str], expected: list[str]
) -> None:
    found = read(
        tmp_path, f"|地区|担当|{head}|", *(f"|第{k}地区|係|{cell}|" for k, cell in zip("甲乙", cells, strict=True))
    )
    assert [unit for _, _, unit in told(found)] == expected
    assert len(unclaimed(found)) == len(cells) - len(expected)


def test_parts_of_a_count_are_in_its_unit(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "|校区|学級数||児童数||前年比||",
        "||総数|うち特支|男|女|人|％|",
        "|浜辺|14|3|210|198|△12|△2.9|",
        "|山手|6|1|61|70|3|2.3|",
    )
    assert [unit for _, _, unit in told(found)] == [
        "学級",
        "学級",
        "人",
        "人",
        "人",
        "%",
        "学級",
        "学級",
        "人",
        "人",
        "人",
        "%",
    ]


def test_a_blank_head_is_merged_only_where_names_stand_over_values(tmp_path: Path) -> None:
    found = read(tmp_path, "|講座|令和6年度||", "||回数（回）|受講者（人）|", "|陶芸|8|96|", "|俳句|5|41|")
    assert told(found) == [("8", "8", "回"), ("96", "96", "人"), ("5", "5", "回"), ("41", "41", "人")]
    found = read(tmp_path, "|講座|内容|備考|", "||春の部|雨で中止|", "|陶芸|皿を作った|好評|", "|俳句|句会|－|")
    assert [c.rows for grid in found.source.tables for c in grid.cells] == [1] * 12


def test_a_difference_is_in_the_unit_of_what_it_compares(tmp_path: Path) -> None:
    found = read(tmp_path, "|部門|職員数（R5）|職員数（R6）|増減|", "|土木|14|15|1|", "|水道|3|2|△1|")
    kinds = [(f.figure.text, f.figure.unit_norm, f.figure.kind) for f in found.figures if f.figure.text in ("1", "△1")]
    assert kinds == [("1", "人", FigureKind.CHANGE), ("△1", "人", FigureKind.CHANGE)]
    found = read(tmp_path, "|部門|職員数|経費（千円）|増減|", "|土木|14|820|1|", "|水道|3|44|△1|")
    assert unclaimed(found) == ["1", "△1"]  # of the one or the other
    found = read(tmp_path, "|部門|職員数（R5）|職員数（R6）|増減|", "|土木|14|15|7.1|", "|水道|3|2|△33.3|")
    assert unclaimed(found) == ["7.1", "△33.3"]  # no heads


def test_a_mark_repeats_the_unit_above_and_days_are_one(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        *("|項目|単位|R5|R6|", "|相談|件|402|397|", "|うち来所|〃|21|39|", "|開館日数|日|290|287|", "|指数|－|101|99|"),
    )
    assert told(found) == [
        *(("402", "402", "件"), ("397", "397", "件"), ("21", "21", "件"), ("39", "39", "件")),
        *(("290", "290", "日"), ("287", "287", "日")),
    ]
    assert unclaimed(found) == ["101", "99"]


def test_ages_are_figures_below_a_mean_and_names_elsewhere(tmp_path: Path) -> None:
    found = read(tmp_path, "|区分|平均年齢|職員数|", "|消防職|38.4歳|21人|", "|教育職|44 歳|9人|")
    assert [(t, u) for t, _, u in told(found)] == [("38.4歳", "歳"), ("21人", "人"), ("44 歳", "歳"), ("9人", "人")]
    found = read(tmp_path, "|区分|対象年齢|受診者数|", "|前期|40歳|21人|", "|後期|75歳|9人|")
    assert [(t, u) for t, _, u in told(found)] == [("21人", "人"), ("9人", "人")]


def test_numbers_of_accounts_are_codes(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        *("|款|項|目|節|説明|支出済額|", "|2|1|6|12|委託料|14,220|", "|3|2|1|18|補助金|2,450|"),
        before="（単位：千円）\n",
    )
    assert [text for text, *_ in told(found)] == ["14,220", "2,450"]
    assert claimed(found, ClaimedBy.HEADING) == ["2", "1", "6", "12", "3", "2", "1", "18"]
    found = read(tmp_path, "|款項目|事業|金額（円）|", "|２．１．６|企画費|４８，２１０|", "|10.5.2|体育費|9,000|")
    assert [text for text, *_ in told(found)] == ["４８，２１０", "9,000"]
    assert unclaimed(found) == []


def test_what_is_spent_below_an_account_is_none(tmp_path: Path) -> None:
    cells = [
        ["目", "予算額", "節", "", "説明"],
        ["", "", "区分", "金額", ""],
        ["1 広報費", "9,240", "10 印刷費", "8,100", "年4回"],
    ]
    found = read(tmp_path, *("|".join(["", *row, ""]) for row in cells), before="（単位：千円）\n")
    assert ("8,100", "8100000", "円") in told(found)


def test_amounts_stand_behind_their_names_in_a_cell(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        *("|目|金額|説明|", "|公園費|41,200|○植栽管理費 40,000|", "|祭礼費|30|○大縄 120|"),
        before="（単位：千円）\n",
    )
    assert told(found) == [("41,200", "41200000", "円"), ("40,000", "40000000", "円"), ("30", "30000", "円")]
    assert unclaimed(found) == ["120"]  # which no money is told of


def test_amounts_of_a_list_stand_behind_names_that_may_go_on_below() -> None:
    raw = "○街路灯費　1,200\n・用地取得負担金（県） 40\n○交付金給付 300\n事業費\n○会場 2\n○第2号 5"
    found = list(amounts_named(raw, Span(0, len(raw))))
    assert [(raw[a.start : a.end], n and raw[n.start : n.end]) for a, n, _ in found] == [
        ("1,200", "街路灯費"),
        ("40", "用地取得負担金（県）"),
        ("300", None),
    ]


def test_numbers_below_each_other_belong_to_names_below_each_other() -> None:
    raw = "11\n△2\n1,204"
    found = numbers_of_lines(raw, Span(0, len(raw)), 3)
    assert [(raw[s.start : s.end], match["number"]) for s, match in found] == [
        ("11", "11"),
        ("△2", "2"),
        ("1,204", "1,204"),
    ]
    assert numbers_of_lines(raw, Span(0, len(raw)), 2) == ()  # of names
    assert numbers_of_lines("1,2\n04", Span(0, 6), 2) == ()
    assert numbers_of_lines("11", Span(0, 2), 1) == ()


@pytest.mark.parametrize(
    ("words", "number", "unit"),
    [
        ("人\n12", "12", "人"),
        ("（千円）\n△1,204", "△1,204", "千円"),
        ("(1.40)月分", "1.40", "月"),
        ("44\n[60]", "44", None),
        ("延96人", "96人", "人"),
        ("備考\n12", None, None),
        ("(2) 道路", None, None),
        ("3-1", None, None),
    ],
)
def test_the_number_of_a_cell(words: str, number: str | None, unit: str | None) -> None:
    found = number_in(words, Span(0, len(words)))
    assert (found and words[found.span.start : found.span.end], found and found.unit) == (number, unit)


def test_rows_that_are_numbered_without_a_head(tmp_path: Path) -> None:
    words = ["対象は何か。", "期限はいつか。", "様式はあるか。"]
    answers = ["市内の事業者である。", "年度末までである。", "窓口で配る。"]
    cells = [[str(k), a, b] for k, a, b in zip((1, 2, 4), words, answers, strict=True)]
    found = shown(tmp_path, cells, (LEFT, 100, 300, 520), above="問いと答え")
    assert claimed(found, ClaimedBy.HEADING) == ["1", "2", "4"]
    cells = [[str(k), a, b] for k, a, b in zip((3, 40, 12), words, answers, strict=True)]
    assert unclaimed(shown(tmp_path, cells, (LEFT, 100, 300, 520), above="問いと答え")) == ["3", "40", "12"]


def test_years_go_on_below_the_first(tmp_path: Path) -> None:
    found = read(tmp_path, "|年度|貸出（冊）|", "|令和2年度|310|", "|3|288|", "|4|295|")
    assert claimed(found, ClaimedBy.DATE)[-3:] == ["2", "3", "4"]
    assert [text for text, *_ in told(found)] == ["310", "288", "295"]
    found = read(tmp_path, "|年度|貸出（冊）|", "|令和2年度|310|", "|9|288|", "|4|295|")
    assert unclaimed(found) == ["9", "4"]


def test_school_years_in_a_head_are_no_durations(tmp_path: Path) -> None:
    found = read(tmp_path, "|学校|1年|2年|3年|", "|浜小|12|14|9|", "|山小|4|3|6|", before="（単位：人）\n")
    assert told(found) == [(n, n, "人") for n in ("12", "14", "9", "4", "3", "6")]
    assert claimed(found, ClaimedBy.ORDINAL) == ["1", "2", "3"]


def test_what_holds_no_number_gives_no_figure(tmp_path: Path) -> None:
    found = read(tmp_path, "|種別|R5|R6|", "|騒音|－|…|", "|悪臭|x|皆増|", "|振動|〃|0|", before="（単位：件）\n")
    assert told(found) == [("0", "0", "件")]


def test_a_unit_is_told_below_a_table_where_no_other_begins(tmp_path: Path) -> None:
    rows = ("|種別|R5|R6|", "|騒音|4|7|", "|悪臭|1|2|")
    assert [unit for *_, unit in told(read(tmp_path, *rows, after="（単位：件）\n"))] == ["件"] * 4
    other = "（単位：千円）\n|費目|R5|R6|\n|---|---|---|\n|旅費|40|70|\n|需用費|10|20|\n"
    assert [unit for *_, unit in told(read(tmp_path, *rows, after=other))] == ["円"] * 4


def test_ages_that_columns_are_called_by_are_names(tmp_path: Path) -> None:
    found = read(tmp_path, "|区分|20歳未満|20歳～23歳|24～27歳|計|", "|職員数|2|3|6|11|")
    assert claimed(found, ClaimedBy.NAME) == ["20", "20", "23", "24", "27"]
    assert [(t, u) for t, _, u in told(found)] == [("2", "人"), ("3", "人"), ("6", "人"), ("11", "人")]


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("R6-R5", "change"),
        ("令和６年度－令和５年度", "change"),
        ("2024年度-2023年度", "change"),
        ("(R6-H30)", "change"),
        ("R2-R6", "people"),
        ("R2→R6増減", "change"),
    ],
)
def test_years_less_years_are_a_difference(tmp_path: Path, head: str, kind: str) -> None:
    found = read(tmp_path, f"|区分|R5|R6|{head}|", "|会員数|20|26|6|", "|役員数|4|3|1|", before="（単位：人）\n")
    assert [f.figure.kind for f in found.figures if f.figure.text in ("6", "1")] == [kind] * 2


@pytest.mark.parametrize("name", ["校区", "区域", "コース", "第", "分団"])
def test_rows_may_be_called_by_a_counter_and_a_number(tmp_path: Path, name: str) -> None:
    rows = (f"{name}１\t18\t151", f"{name}２\t22\t160", f"{name}３\t25\t240")
    found = read(tmp_path, "名称\t子ども（人）\tおとな（人）", *rows)
    assert [text for text, *_ in told(found)] == ["18", "151", "22", "160", "25", "240"]
