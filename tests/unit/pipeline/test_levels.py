"""Levels that rules below headings mark, that bear no mark, or that stand above the directions."""

from __future__ import annotations

import pytest

from pipeline.model import Report, ReportHead, SourceDoc
from pipeline.profile import Profile, base, builtin, parse
from pipeline.segment import lines, segment
from pipeline.segment.choice import choose
from pipeline.segment.lines import Lines, Sheet, read_lines
from pipeline.segment.underlined import with_underlined

UNDERLINED = """白砂町しごとの計画　令和６年度実施状況

はじめる
＝＝＝＝＝＝

　店をひらく（商工課）
　――――――――――
実績：９件に補助した。

　道具を貸す（商工課）
　――――――――――
実績：１４人に貸した。

つづける
＝＝＝＝＝＝

　後を継ぐ（商工課）
　――――――――――
実績：３件を結んだ。
"""
PLANS = """令和６年度　計画の実施状況
白砂町

第１部　白砂町読書計画

基本目標１　読む

（１）朝の読書（教育課）
実績：２校で行った。

基本目標２　語る

（１）読書の会（図書館課）
実績：６回開いた。

第２部　白砂町芸術計画

基本目標１　聴く

（１）朝の演奏（文化課）
実績：４回開いた。

基本目標{no}　描く

（１）絵の教室（文化課）
実績：８回開いた。
"""
NESTED = """白砂町のあゆみ計画　令和６年度実施状況

第１編　海

第１章　浜

第１節　拾う

１　浜の清掃（環境課）
【実績】５回行った。

第２節　植える

１　松の苗（林務課）
【実績】３００本を植えた。

第２章　港

第{no}節　直す

１　岸壁（港湾課）
【実績】２か所を直した。

第２編　山

第１章　道

第１節　歩く

１　山道の標識（観光課）
【実績】７本を立てた。
"""


def source_of(text: str) -> SourceDoc:
    return SourceDoc(name="x.txt", sha256="0" * 64, format="txt", text=text, page_starts=(0,))


def read(text: str, style: Profile | None = None) -> Report:
    source = source_of(text)
    return segment(source, style or choose(source, builtin()), ReportHead())


def sheet(text: str) -> Sheet:
    source = source_of(text)
    return with_underlined(source, read_lines(source, base()))


def sequence(report: Report) -> list[str]:
    return [check.message_en for check in report.checks if check.code == "heading_sequence"]


def test_a_rule_is_the_mark_of_the_heading_above_it() -> None:
    found = sheet(UNDERLINED)
    underlined = [line for line in found.lines if line.is_underlined]
    assert [line.text for line in underlined] == [
        "== はじめる",
        "-- 店をひらく(商工課)",
        "-- 道具を貸す(商工課)",
        "== つづける",
        "-- 後を継ぐ(商工課)",
    ]
    for line in underlined:
        words = UNDERLINED[line.start : line.end]
        assert words.startswith(line.quote(UNDERLINED, 3, len(line.text)))
        assert line.at(3) == line.start
        assert words.strip("＝―\n 　") == line.quote(UNDERLINED, 3, len(line.text))
    assert found.furniture == []


def test_packed_lines_keep_the_marks_below_them(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = sheet(UNDERLINED)
    monkeypatch.setattr(lines, "_LONG", 0)
    packed = sheet(UNDERLINED)
    assert isinstance(packed.lines, Lines)
    assert list(packed.lines) == plain.lines


@pytest.mark.parametrize(
    "text",
    [
        "はじめる\n＝＝＝＝\n\nつづける\n――――\n",  # each sign once
        "はじめる\n\n＝＝＝＝\nつづける\n\n＝＝＝＝\n",  # rules apart
        "実績\n＝＝＝＝\n９件\n\n課題\n＝＝＝＝\n人手\n",  # labels
        "担当課：商工課\n＝＝＝＝\n\n担当課：林務課\n＝＝＝＝\n",
        "店をひらきました。\n＝＝＝＝\n\n道具を貸しました。\n＝＝＝＝\n",
        "件数　　実績　　目標\n――――\n\n人数　　実績　　目標\n――――\n",  # heads of columns
        "（１）はじめる\n＝＝＝＝\n\n（２）つづける\n＝＝＝＝\n",  # all of the mark: an ornament
        "白砂町計画\n＝＝＝＝\n令和６年度実施状況\n＝＝＝＝\n\nはじめる\n＝＝＝＝\n",  # the report's own title
    ],
)
def test_what_rules_do_not_mark(text: str) -> None:
    assert not any(line.is_underlined for line in sheet(text).lines)


def test_directions_begin_anew_below_the_name_of_each_plan() -> None:
    report = read(PLANS.format(no="２"))
    assert [(d.no, d.title) for d in report.directions] == [(1, "読む"), (2, "語る"), (1, "聴く"), (2, "描く")]
    assert sequence(report) == []
    assert [*report.measures()][1].span.end <= PLANS.index("第２部")
    (gap,) = sequence(read(PLANS.format(no="３")))
    assert "2 is missing" in gap


def test_sections_begin_anew_below_a_heading_between() -> None:
    report = read(NESTED.format(no="１"))
    titles = [(s.no, s.title) for d in report.directions for s in d.sections]
    assert titles == [(1, "拾う"), (2, "植える"), (1, "直す"), (1, "歩く")]
    assert sequence(report) == []
    assert len(sequence(read(NESTED.format(no="５")))) == 1


def test_of_several_plans_in_a_list_none_is_the_reports_own() -> None:
    listed = "令和６年度　実施状況\n対象の計画\n・白砂町読書計画\n・白砂町芸術計画\n\n"
    body = PLANS.format(no="２").partition("白砂町\n")[2]
    assert read(listed + body).head.plan_name is None
    assert read(listed.replace("・白砂町芸術計画\n", "") + body).head.plan_name == "白砂町読書計画"


def test_a_part_in_a_style_whose_context_tells_headings() -> None:
    style = parse(
        """
id = "plans"
title = "plans"
outline = "context"
signature = ['第1部']
[[heading]]
level = "part"
form = "第1部"
examples = ["第１部　読書計画"]
[[heading]]
level = "direction"
form = "基本目標1"
examples = ["基本目標１　読む"]
[[heading]]
level = "measure"
form = "○"
examples = ["○ 朝の読書（教育課）"]
""",
        "plans.toml",
    )
    text = PLANS.format(no="２").replace("（１）", "○ ").replace("実績：", "（実績）\n")
    report = read(text, style)
    assert [d.no for d in report.directions] == [1, 2, 1, 2]
    assert [len(d.sections) for d in report.directions] == [1] * 4
