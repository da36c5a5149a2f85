"""Tables pasted as text, each cell on a line of its own."""

from __future__ import annotations

import time

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


def test_time_grows_with_the_text_alone() -> None:
    def taken(times: int) -> float:
        raw = (_HEAD + "1\n絵本\n図書館\n" + "開いて\n" * 50) * times
        before = time.perf_counter()
        list(flattened.find(raw))
        return time.perf_counter() - before

    taken(10)
    assert taken(800) < 40 * max(taken(100), 0.001)
