"""Measures without labels that all tell in one order, a paragraph each: what was done, what is wanting, what is to come."""

from __future__ import annotations

import pytest

from pipeline.model import Block, ReportHead, SourceDoc
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose

from .drawn_sheets import I, O, P

_WANTS = ("場を引き継ぐ人が決まっておりません。", "冬場は品ぞろえが足りていない店があります。")
_DONE, _AHEAD = "九十人が活動に加わりました。", "秋のうちに調べを始める予定です。"


def _blocks(*measures: tuple[str, ...]) -> list[list[tuple[object, str]]]:
    text = "汐森県里山ビジョン\n令和６年度上半期の取組状況について\n"
    for number, paragraphs in enumerate(measures, start=1):
        text += f"\n◆取組の{'甲乙丙丁戊'[number - 1]}\n［里山振興課］\n"
        text += "".join(f"　{paragraph}\n" for paragraph in paragraphs)
    source = SourceDoc(name="r.txt", sha256="0" * 64, format="txt", text=text)
    report = segment(source, choose(source, builtin()), ReportHead())

    def words(block: Block) -> str:
        return text[block.span.start : block.span.end]

    return [[(block.kind, words(block)) for block in measure.blocks] for measure in report.measures()]


_HABIT = tuple((_DONE, wants, _AHEAD) for wants in _WANTS)


@pytest.mark.parametrize(
    "state",
    [
        "大雨で二か所の橋が流され、迂回が続いております。",
        "宿泊先が少なく、日帰りの客が八割を占めております。",
        "獣の食害がやまず、植えた木の葉が落ちています。",
        "冬の間は車が入れず、点検が春までできません。",
        "収量は昨年の七割にとどまりました。",
    ],
)
def test_a_state_before_what_is_to_come_is_wanting_where_others_keep_to_that_order(state: str) -> None:
    *habit, last = _blocks(*_HABIT, (_DONE, state, _AHEAD))
    assert [[kind for kind, _ in blocks] for blocks in habit] == [[P, I, O]] * 2
    assert last == [(P, _DONE), (I, state), (O, _AHEAD)]


@pytest.mark.parametrize(
    "done",
    [
        "試食の会では二百人が味わい、好評を得ています。",
        "八つの学校で取組が始まっております。",
        "三か所の橋を架け替えました。",
        "事故は一件も起きていません。",
    ],
)
def test_what_was_done_or_is_well_is_not(done: str) -> None:
    *_, last = _blocks(*_HABIT, (_DONE, done, _AHEAD))
    assert [kind for kind, _ in last] == [P, O]


def test_nor_where_no_others_keep_to_it_or_it_goes_on_in_a_line() -> None:
    state = "大雨で二か所の橋が流され、迂回が続いております。"
    assert [kind for kind, _ in _blocks((_DONE, state, _AHEAD))[0]] == [P, O]
    assert [kind for kind, _ in _blocks(*_HABIT, (_DONE + state, _AHEAD))[2]] == [P, O]
