"""Tables that go on with the columns of one above them without its head, of measures that take several rows each."""

from __future__ import annotations

import pytest

from pipeline.model import Report

from .drawn_sheets import BREAK, I, O, P, Place, Table, document, read, told

KPI: Table = [["指標", "基準値", "実績値", "目標値"], ["植えた木の数", "10本", "24本", "40本"]]
TREE = [
    (1, "緑を守る", "街路樹の手入れ", ("公園課",)),
    (1, "緑を守る", "苗木の配布", ("林務課", "農政課")),
    (2, "水を清める", "川の掃除", ("河川課",)),
]
TOLD = [(P, "{}に取り組んだ。"), (P, "参加した人が増えている。"), (I, "続ける人が足りない。"), (O, "区域を広げる。")]
LABELS = ("取組実績", "成果", "課題", "次年度")


def tree(report: Report) -> list[tuple[int | None, str | None, str, tuple[str, ...]]]:
    return [(d.no, d.title, m.title, m.departments) for d in report.directions for s in d.sections for m in s.measures]


def rows_of(no: int, name: str, *, labels: tuple[str, ...] = LABELS) -> Table:
    title, offices = next((title, offices) for _, _, title, offices in TREE if title == name)
    words = [words.format(title) for _, words in TOLD]
    first: list[Place] = [
        (str(no), 4, 1),
        (f"{title}（{'、'.join(offices)}）", 4, 1),
        labels[0],
        words[0],
        ("Ａ", 4, 1),
    ]
    return [first, *([label, told] for label, told in zip(labels[1:], words[1:], strict=True))]


def whole(head: str, over: str, between: list[str | Table], *, banded: bool = True) -> list[str | Table]:
    bands: list[Table] = [[[(f"基本目標{no}　{title}", 1, 5)]] for no, title in ((1, "緑を守る"), (2, "水を清める"))]
    heads: Table = [["番号", head, (over, 1, 2), "評価"]]
    upper = [*bands[0], *rows_of(1, "街路樹の手入れ"), *rows_of(2, "苗木の配布")]
    if banded:
        return [[*heads, *upper], *between, [*bands[1], *rows_of(3, "川の掃除")]]
    return ["基本目標1　緑を守る", [*heads, *upper[1:]], *between, "基本目標2　水を清める", rows_of(3, "川の掃除")]


@pytest.mark.parametrize("between", [[KPI], [BREAK, "【目標1の数値目標】", KPI], ["※評価は課による。"], [BREAK]])
@pytest.mark.parametrize("over", ["実施状況等", "令和６年度の取組状況", "取組の状況", "内容"])
@pytest.mark.parametrize(
    "head", ["事業名／担当課", "取組名・所管課", "施策及び担当課", "事業（担当課）", "取組名", "事業名、担当部署"]
)
def test_measures_below_the_next_direction(head: str, over: str, between: list[str | Table]) -> None:
    source, report = read(*whole(head, over, between))
    assert tree(report) == TREE
    for measure in report.measures():
        found = [(kind, words) for kind, words in told(source, measure) if words != "Ａ"]
        assert found == [(kind, words.format(measure.title)) for kind, words in TOLD]


@pytest.mark.parametrize("between", [[], [KPI]])
def test_directions_in_lines_above_them(between: list[str | Table]) -> None:
    _, report = read(*whole("事業名／担当課", "実施状況", between, banded=False))
    assert tree(report) == TREE


HEADS: Table = [["事業名", "担当課", "実績", "課題"]]
FIRST: Table = [["街路樹の手入れ", "公園課", "120本の枝を落とした。", "人手が足りない。"]]


def titles(*parts: str | Table) -> list[str]:
    _, report = read(*parts)
    return [measure.title for measure in report.measures()]


def test_one_row_each() -> None:
    more: Table = [["川の掃除", "河川課", "８月に２回行った。", "参加が減った。"]]
    assert titles([*HEADS, *FIRST], "基本目標2　水を清める", more) == ["街路樹の手入れ", "川の掃除"]


@pytest.mark.parametrize(
    "other",
    [
        [["事業費", "1,200千円", "財源", "県の補助金を充てている。"]],  # a form
        [["担当", "公園課", "連絡先", "公園課の窓口にお尋ねください。"]],
        [["12", "公園課", "120本の枝を落とした。", "人手が足りない。"]],
        [
            ["会場", "日時", "人数", "感想"],
            ["西公園", "５月３日", "24人", "楽しく学べたとの声があった。"],
        ],  # with heads
        [["川の掃除", ("河川課が８月に２回行っている。", 1, 3)]],  # in other cells
        [["晴", "雨", "曇", "雪"]],
    ],
)
def test_other_tables_are_no_measures(other: Table) -> None:
    assert titles([*HEADS, *FIRST], "参考", other) == ["街路樹の手入れ"]


def test_the_head_of_a_column_beside_labels_says_what_it_tells() -> None:
    table: Table = [
        ["事業名", "区分", "内容", "課題"],
        [("川の掃除", 2, 1), "計画", "８月に２回行うこととした。", "場所が狭い。"],
        ["実績", "８月に２回行っている。", "人手が足りない。"],
    ]
    source, report = read(table)
    (measure,) = report.measures()
    assert [words for kind, words in told(source, measure) if kind is I] == ["場所が狭い。", "人手が足りない。"]


def test_the_text_of_such_a_table_is_its_own() -> None:
    parts = whole("事業名／担当課", "実施状況等", [KPI])
    assert document(*parts).tables[2].cells[0].row == 0


@pytest.mark.parametrize(
    ("words", "offices"),
    [
        ("{}\n（公園課）", ("公園課",)),
        ("{}\n公園課", ("公園課",)),
        ("{}\n【公園課、農政課】", ("公園課", "農政課")),
        ("{}\n担当：公園課", ("公園課",)),
        ("{}／公園課", ("公園課",)),
        ("{}\n公園課\n農政課", ("公園課", "農政課")),
        ("{}\n公園課・農政課", ("公園課", "農政課")),
        ("{}\n環境部\n公園課", ("環境部公園課",)),
        ("{}", ()),
    ],
)
def test_a_name_over_whose_it_is(words: str, offices: tuple[str, ...]) -> None:
    rows: Table = [
        row
        for name in ("街路樹の\n手入れ", "花壇の\n見回り")
        for row in ([(words.format(name), 2, 1), "取組実績", "木を植えた。"], ["課題", "人が足りない。"])
    ]
    _, report = read([["取組名／所管課", ("実施状況", 1, 2)], *rows])
    assert [(m.title, m.departments) for m in report.measures()] == [
        ("街路樹の手入れ", offices),
        ("花壇の見回り", offices),
    ]


def test_a_line_of_a_name_is_no_office_where_its_head_names_none() -> None:
    rows: Table = [["街路樹の手入れと\n相談係", "木を植えた。", "人が足りない。"]]
    _, report = read([["取組名", "実績", "課題"], *rows])
    assert [(m.title, m.departments) for m in report.measures()] == [("街路樹の手入れと相談係", ())]
