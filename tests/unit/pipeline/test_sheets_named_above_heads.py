"""Measures whose names stand above a row of heads (Plan, Do, Check, Action), and levels that sheets call by words of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.ingest.wraps import carries_on
from pipeline.model import Report
from pipeline.segment.plan_names import in_full
from pipeline.stacks import sheets_of

from .drawn_sheets import BREAK, I, O, P, T, Table, document, read, told

TITLES = ("剪定の講座", "花の苗の配布", "川の清掃")
OFFICES = ("緑政課", "緑政課・公園課", "環境課")
NUMBERS = ("1-1", "1-2", "2-1")
LINES = ("柱1　緑を育てる", "", "柱2　水を守る")
TEXTS = (
    ("講座を6回開く。", "講座を5回開き、延べ84人が来た。", "会場が狭い。", "公民館を使う。"),
    ("苗を300鉢配る。", "310鉢を配った。", "苗が傷んだ。", "配る日を早める。"),
    ("清掃を2回行う。", "2回行い、96人が加わった。", "橋の下に届かない。", "舟を借りる。"),
)
HEADS = (
    ("Plan\n計画", "Do\n実施", "Check\n評価と課題", "Action\n改善と次の動き"),
    ("計画\n（Plan）", "実行\n（Do）", "課題\n（Check）", "改善\n（Action）"),
    ("Ｐ", "Ｄ", "Ｃ", "Ａ"),
    ("計画", "実績", "課題", "今後の対応"),
    ("当初の計画", "取組の結果", "残された課題", "次年度の取組"),
)
NAMES: dict[str, Callable[[int], Table]] = {
    "a number with its label in one cell": lambda k: [[f"施策番号　{NUMBERS[k]}", (TITLES[k], 1, 2), OFFICES[k]]],
    "a number alone": lambda k: [[NUMBERS[k], (TITLES[k], 1, 2), OFFICES[k]]],
    "a count and whose it is": lambda k: [[f"No.{k + 1}", (TITLES[k], 1, 2), f"担当：{OFFICES[k]}"]],
    "fields": lambda k: [["施策名", TITLES[k], "担当課", OFFICES[k]]],
    "fields below each other": lambda k: [
        ["取組番号", (NUMBERS[k], 1, 3)],
        ["取組名", (TITLES[k], 1, 3)],
        ["所管課", (OFFICES[k], 1, 3)],
    ],
    "a name and an office": lambda k: [[(TITLES[k], 1, 3), OFFICES[k]]],
    "a band": lambda k: [[(f"{NUMBERS[k]} {TITLES[k]}（{OFFICES[k]}）", 1, 4)]],
}
FOUND = [("剪定の講座", ("緑政課",)), ("花の苗の配布", ("緑政課", "公園課")), ("川の清掃", ("環境課",))]


def tree(report: Report) -> list[tuple[int | None, str | None, list[tuple[int | None, str | None, list[str]]]]]:
    return [
        (d.no, d.title, [(s.no, s.title, [m.title for m in s.measures]) for s in d.sections]) for d in report.directions
    ]


@pytest.mark.parametrize("apart", [False, True], ids=["in one grid", "apart"])
@pytest.mark.parametrize("heads", HEADS, ids=lambda heads: heads[0].replace("\n", ""))
@pytest.mark.parametrize("name", NAMES)
def test_what_stands_above_a_row_of_heads_names_the_measure(name: str, heads: tuple[str, ...], *, apart: bool) -> None:
    parts: list[str | Table] = []
    for k, line in enumerate(LINES):
        rows: Table = [*NAMES[name](k), [*heads], [*TEXTS[k]]]
        if apart or line:
            parts += [line, rows] if line else [rows]
        else:
            parts[-1] = [*parts[-1], *rows]
    source, report = read(*parts)
    assert [(m.title, m.departments) for m in report.measures()] == FOUND
    assert [(d.no, d.title) for d in report.directions] == [(1, "緑を育てる"), (2, "水を守る")]
    for measure, texts in zip(report.measures(), TEXTS, strict=True):
        assert told(source, measure) == list(zip((T, P, I, O), texts, strict=True))


@pytest.mark.parametrize(
    "table",
    [
        [["取組名", "計画", "実績", "課題"], [TITLES[0], *TEXTS[0][:3]], ["取組名", "計画", "実績", "課題"]],
        [["区分", "計画", "実績", "今後の予定"], ["剪定", "6回", "5回", "7回"], ["苗", "300鉢", "310鉢", "320鉢"]],
        [[("主な取組", 1, 3)], ["計画", "実績", "課題"], ["6回", "5回", "2件"]],
    ],
    ids=["names among the heads", "rows of values", "values below the heads"],
)
def test_other_tables_are_no_sheets_below_names(table: Table) -> None:
    source = document("令和6年度　青凪市みどり計画", table)
    (sheet,) = sheets_of(source)
    assert sheet.grid == source.tables[0]
    assert sheet.body > sheet.captions


BELOW: Table = [
    ["年度当初の計画", ("講座を6回開く。", 1, 3)],
    ["令和6年度の実施内容", ("延べ84人が来た。", 1, 3)],
    ["課題", ("会場が狭い。", 1, 3)],
    ["今後の方向性", ("公民館を使う。", 1, 3)],
]
LEVELS = (("1 緑を育てる", "(1) 木を守る"), ("1 緑を育てる", "(2) 花を植える"), ("2 水を守る", "(1) 川を清める"))


@pytest.mark.parametrize(
    ("number", "upper", "lower", "name"),
    [
        ("シート番号", "基本目標", "基本的方向", "施策名"),
        ("調書番号", "政策の大綱", "具体的な方向", "事業名"),
        ("カードNo.", "大綱", "施策の大要", "取組名"),
        ("票番号", "まちづくりの目標", "まちづくりの方向", "事業名"),
        ("コード", "基本的な方針", "重点的な施策", "施策の名称"),
        ("No.", "目指す姿", "推進の方向", "取組の名称"),
    ],
)
def test_levels_that_sheets_call_by_words_of_their_own(number: str, upper: str, lower: str, name: str) -> None:
    parts: list[str | Table] = []
    for k, (direction, section) in enumerate(LEVELS):
        rows: Table = [[number, NUMBERS[k], "担当課", "緑政課"], [upper, (direction, 1, 3)], [lower, (section, 1, 3)]]
        parts += [[*rows, [name, (TITLES[k], 1, 3)], *BELOW], BREAK]
    source, report = read(*parts)
    assert tree(report) == [
        (1, "緑を育てる", [(1, "木を守る", [TITLES[0]]), (2, "花を植える", [TITLES[1]])]),
        (2, "水を守る", [(1, "川を清める", [TITLES[2]])]),
    ]
    assert [kind for kind, _ in told(source, next(iter(report.measures())))] == [T, P, I, O]


@pytest.mark.parametrize(("label", "kind"), [("課題", I), ("今後の方向", O)])
def test_numbered_words_before_a_name_may_tell_of_the_measure(label: str, kind: object) -> None:
    def sheet(title: str, words: str) -> Table:
        rows: Table = [["事業名", title, "担当課", "緑政課"], ["実績", ("84人が来た。", 1, 3)]]
        return [*rows, [label, (words, 1, 3)]]

    source, report = read([*sheet("剪定の講座", "1 会場の確保"), *sheet("川の清掃", "2 舟の手配")])
    assert [m.title for m in report.measures()] == ["剪定の講座", "川の清掃"]
    assert [told(source, m)[-1] for m in report.measures()] == [(kind, "1 会場の確保"), (kind, "2 舟の手配")]


def test_labels_beside_one_merged_over_their_rows() -> None:
    def sheet(direction: str, title: str) -> Table:
        place: Table = [
            [("総合計画の体系", 2, 1), "まちづくりの柱", (direction, 1, 2)],
            ["事業の名称", (title, 1, 2)],
        ]
        return [*place, *BELOW]

    _, report = read(sheet("1 緑を育てる", "剪定の講座"), BREAK, sheet("2 水を守る", "川の清掃"))
    assert [(d.no, d.title) for d in report.directions] == [(1, "緑を育てる"), (2, "水を守る")]
    assert [m.title for m in report.measures()] == ["剪定の講座", "川の清掃"]


def test_the_row_of_a_number_and_an_office() -> None:
    def sheet(k: int) -> Table:
        first: Table = [[(f"事業番号 {NUMBERS[k]}", 1, 2), (f"担当：{OFFICES[k]}", 1, 2)]]
        return [*first, ["事業名", (TITLES[k], 1, 3)], *BELOW]

    _, report = read(sheet(0), sheet(1), BREAK, sheet(2))
    assert [(m.title, m.departments) for m in report.measures()] == FOUND


def test_the_first_row_of_a_sheet_at_the_foot_of_a_page() -> None:
    def sheet(k: int) -> tuple[Table, Table]:
        return [["事業番号", NUMBERS[k], "担当課", OFFICES[k]]], [["事業名", (TITLES[k], 1, 3)], *BELOW]

    (first, rest), (second, below) = sheet(0), sheet(2)
    _, report = read([*first, *rest], second, BREAK, below)
    assert [(m.title, m.departments) for m in report.measures()] == [FOUND[0], FOUND[2]]


def test_a_plan_alone_in_brackets_with_its_years_is_named_in_full() -> None:
    plan, title = "青凪市みどり計画", "令和6年度 青凪市みどり計画 評価シート"
    for line in (
        "(第2期青凪市みどり計画 令和2年度~令和6年度)",
        "【第2期青凪市みどり計画】",
        "(第2期青凪市みどり計画 計画期間:R2~R6)",
    ):
        assert in_full(plan, "青凪市", title, [line]) == "第2期青凪市みどり計画"
    for line in ("(第2期青凪市みどり計画の課題を含む)", "第2期青凪市みどり計画 令和2年度"):
        assert in_full(plan, "青凪市", title, [line]) == plan


def test_a_numbered_level_begins_a_line() -> None:
    assert not carries_on("令和6年度みどり計画の評価シート", "基本方針1　緑を育てる")
    assert carries_on("木を植える取組は、", "基本方針1　緑を育てるに基づく。")
