"""Tables pasted as text, each cell on a line of its own."""

from __future__ import annotations

import pytest

from pipeline.ingest import flattened, text
from pipeline.model import ReportHead
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose

_TITLE = "波多野町読書の計画\n令和６年度　実施状況\n\n"
_HEAD = "No.\n取組名\n担当課\n令和６年度の実績\n今後の予定\n"


def _tables(raw: str) -> list[list[list[str]]]:
    found = []
    for grid in flattened.find(raw):
        rows: list[list[str]] = [[] for _ in range(grid.rows)]
        for cell in grid.cells:
            rows[cell.row].append(cell.text(raw))
        found.append(rows)
    return found


def _measures(raw: str) -> list[tuple[str | None, str, tuple[str, ...], list[tuple[str, str]]]]:
    source = text.read("x.txt", "0" * 64, raw.encode())
    report = segment(source, choose(source, builtin()), ReportHead())
    return [
        (
            direction.title,
            measure.title,
            measure.departments,
            [(block.kind.value[0], "".join(raw[slice(*block.span)].split())) for block in measure.blocks],
        )
        for direction in report.directions
        for section in direction.sections
        for measure in section.measures
    ]


def test_rows_that_count_on_below_heads_that_come_back() -> None:
    raw = f"""{_TITLE}１　本に出会う

{_HEAD}
１
赤ちゃんの絵本
図書館
健診の会場で２１０冊を渡した。
渡す絵本を２種類に増やす。

２
移動図書館
図書館
生涯学習課
１２の集落を月２回訪ねた。
貸出しは４，１２０冊だった。
停まる場所を
１か所加える。

２　本を広げる

{_HEAD}
３
一日図書館員の体験と
紹介カード作り
図書館
小学生１８人が参加した。
夏休みに２回開く。

４
読み聞かせの講座
生涯学習課
３回開き、
５４人が学んだ。
中級の講座を設ける。

（注）担当課は、年度末の名称による。
"""
    assert _measures(raw) == [
        (
            "本に出会う",
            "赤ちゃんの絵本",
            ("図書館",),
            [("p", "健診の会場で２１０冊を渡した。"), ("o", "渡す絵本を２種類に増やす。")],
        ),
        (
            "本に出会う",
            "移動図書館",
            ("図書館", "生涯学習課"),
            [
                ("p", "１２の集落を月２回訪ねた。貸出しは４，１２０冊だった。"),
                ("o", "停まる場所を１か所加える。"),
            ],
        ),
        (
            "本を広げる",
            "一日図書館員の体験と紹介カード作り",
            ("図書館",),
            [("p", "小学生１８人が参加した。"), ("o", "夏休みに２回開く。")],
        ),
        (
            "本を広げる",
            "読み聞かせの講座",
            ("生涯学習課",),
            [("p", "３回開き、５４人が学んだ。"), ("o", "中級の講座を設ける。")],
        ),
    ]


def test_without_numbers_or_without_blank_lines() -> None:
    rows = (
        "絵本の日\n図書館\n６回開いた。\n８回開く。\n",
        "本の市\n商工課\n５月に開いた。\n売上げは３万円だった。\n秋にも開く。\n",
        "朗読の会\n図書館\n休んだ。\n再び始める。\n",
    )
    blank = "取組名\n担当課\n実績\n今後の予定\n\n" + "\n".join(rows) + "\n以上\n"
    close = _HEAD + "".join(f"{number}\n{row}" for number, row in enumerate(rows, start=1))
    for raw in (blank, close):
        (table,) = _tables(raw)
        assert [row[-4:] for row in table[1:]] == [
            ["絵本の日", "図書館", "６回開いた。", "８回開く。"],
            ["本の市", "商工課", "５月に開いた。売上げは３万円だった。", "秋にも開く。"],
            ["朗読の会", "図書館", "休んだ。", "再び始める。"],
        ]


def test_one_column_that_tells_takes_all_lines() -> None:
    raw = "番号\n事業名\n所管課\n実績\n\n1\n市民農園\n農政課\n区画は\n３２となった。\n利用は増えた。\n\n2\n直売所\n農政課\n改修した。\n"
    assert [row[-1] for row in _tables(raw)[0][1:]] == ["区画は３２となった。利用は増えた。", "改修した。"]


_ROWS = (
    ("朝の読み聞かせ", "図書館", "２２回開いた。", "２４回開く。"),
    ("本の交換会", "生涯学習課", "", "秋に開く。"),
    ("手づくり絵本展", "図書館", "６２点が並んだ。", ""),
)
_HEADS = ("取組名", "担当課", "令和６年度の実績", "今後の予定")


def _lines(*cells: str) -> str:
    return "".join(f"{cell}\n" for cell in cells)


@pytest.mark.parametrize("between", ["", "\n"])
@pytest.mark.parametrize("below", ["", "\n以上\n", "\n２　本を広げる\n\n図書館の職員が学校を訪ねた。\n\n３　その他\n"])
def test_cells_left_empty_are_blank_lines(between: str, below: str) -> None:
    raw = _lines(*_HEADS) + between + between.join(_lines(*row) for row in _ROWS) + below
    assert [[list(row) for row in table] for table in _tables(raw)] == [[list(_HEADS), *map(list, _ROWS)]]


def test_a_blank_line_stands_behind_each_cell() -> None:
    raw = "".join(f"{cell}\n\n" for row in (_HEADS, *_ROWS) for cell in row)
    assert _tables(raw) == [[list(_HEADS), *map(list, _ROWS)]]


def test_a_column_of_what_the_measures_belong_to_is_blank_where_it_is_the_same() -> None:
    heads = ("基本方針", *_HEADS)
    rows = [(name, *row) for name, row in zip(("１　本に出会う", "", "２　本を広げる"), _ROWS, strict=True)]
    assert _tables(_lines(*heads, *(cell for row in rows for cell in row))) == [[list(heads), *map(list, rows)]]


def test_offices_have_a_line_each_where_no_blank_line_parts_the_rows() -> None:
    raw = _lines(
        *_HEADS,
        "絵本の日",
        "図書館",
        "生涯学習課",
        "６回開いた。",
        "８回開く。",
        "本の市",
        "商工課",
        "５月に開いた。",
        "秋にも開く。",
    )
    assert [row[1:3] for row in _tables(raw)[0][1:]] == [
        ["図書館生涯学習課", "６回開いた。"],
        ["商工課", "５月に開いた。"],
    ]


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        (
            ("指標", "基準値（Ｒ４）", "実績値（Ｒ６）", "目標値（Ｒ９）"),
            ("貸出冊数（冊）", "41,200", "43,870", "48,000"),
        ),
        (("成果指標名", "単位", "基準値", "目標値", "達成率"), ("読書の日の参加者", "人", "210", "", "－")),
        (("項目", "R4", "R5", "R6"), ("来館者数", "8,120人", "8,450人", "9,006人")),
        (("No.", "指標名", "策定時", "実績", "目標"), ("1", "来館者数（人）", "8,120", "未集計", "9,500")),
    ],
)
def test_one_row_of_values_makes_a_table(heads: tuple[str, ...], row: tuple[str, ...]) -> None:
    raw = "計画の成果指標\n" + _lines(*heads, *row) + "\n注　年度末の値です。\n"
    assert _tables(raw) == [[list(heads), list(row)]]


def test_years_of_values_stand_on_lines_of_their_own() -> None:
    raw = _lines(
        "指標", "基準値", "（Ｒ４）", "目標値", "（Ｒ９）", "貸出冊数", "41,200", "48,000", "来館者数", "8,120", "9,500"
    )
    (table,) = _tables(raw)
    assert [row[1:] for row in table] == [
        ["基準値（Ｒ４）", "目標値（Ｒ９）"],
        ["41,200", "48,000"],
        ["8,120", "9,500"],
    ]


def test_a_head_that_comes_back_begins_the_next_table() -> None:
    rows = [_lines(name, office, "開いた。", "続ける。") for name, office, *_ in _ROWS]
    raw = _lines(*_HEADS) + rows[0] + rows[1] + "\n3\n\n" + _lines(*_HEADS) + rows[2] + rows[0]
    assert [[row[0] for row in table[1:]] for table in _tables(raw)] == [
        ["朝の読み聞かせ", "本の交換会"],
        ["手づくり絵本展", "朝の読み聞かせ"],
    ]


@pytest.mark.parametrize(
    "raw",
    [
        # what a chapter holds, and its text
        _lines("取組", "実績", "課題", "今後の方針")
        + "\n本年度は次のとおりである。\n\n絵本を配った。\n人手が足りない。\n",
        _lines("取組名", "担当課", "実績") + "\n" + _lines("１　絵本の日", "絵本を配った。", "図書館が担った。") * 2,
        # names and counts below each other, and no heads of values
        _lines("項目", "内容", "備考", "図書館", "12", "分館を除く", "公民館", "8", "休館を含む"),
        _lines("指標", "基準値", "目標値")
        + _lines("貸出冊数は基準値を超えた。", "来館者数は増えた。", "目標値に近い。"),
        _lines("指標", "基準値", "目標値", "", "", "以上"),
    ],
)
def test_a_list_of_one_column_is_no_table(raw: str) -> None:
    assert _tables(raw) == []


@pytest.mark.parametrize(
    "raw",
    [
        # fields of a card: what each holds stands below it
        "取組名\n絵本の日\n担当課\n図書館\n実績\n６回開いた。\n\n取組名\n本の市\n担当課\n商工課\n実績\n５月に開いた。\n",
        # which sentences are of what was done, nothing tells
        _HEAD
        + "\n1\n絵本の日\n図書館\n６回の開催。\n参加の増加。\n回数の増加。\n\n2\n本の市\n商工課\n開いた。\n続ける。\n",
        "No.\n取組名\n担当課\n実績\n課題\n\n1\n絵本の日\n図書館\n開いた。\n好評だった。\n会場が狭い。\n\n2\n市\n商工課\n開いた。\nない。\n",
        # numbers that do not count up
        _HEAD + "\n5\n絵本の日\n図書館\n開いた。\n続ける。\n\n1\n本の市\n商工課\n開いた。\n続ける。\n",
        # a list of what the report holds, and measures below
        "取組名\n担当課\n実績\n\n絵本の日を６回開いた。\n\n本の市を開いた。\n",
        _HEAD,
    ],
)
def test_what_is_no_such_table(raw: str) -> None:
    assert _tables(raw) == []
