"""Headings whose line goes on with text behind their departments."""

from __future__ import annotations

import pytest

from extractors.mentions import Span
from extractors.view import fold
from pipeline.ingest import text
from pipeline.model import SourceDoc
from pipeline.profile import base
from pipeline.segment.lines import Line, Lines
from pipeline.segment.run_in import split_run_in
from pipeline.segment.sheet import read_sheet


def _source(raw: str) -> SourceDoc:
    return text.read("r.txt", "0" * 64, raw.encode())


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("１　道路の補修（建設課）　１２か所を直した。", "1 道路の補修(建設課)"),
        ("１　道路の補修（建設課）１２か所を直した。", "1 道路の補修(建設課)"),
        ("▽相談会＝福祉課＝６回開いた。", "▽相談会=福祉課="),
        ("○見学会／商工課・農政課／　３回開いた。", "○見学会/商工課・農政課/"),
        ("○見学会―商工課―　３回開いた。", "○見学会-商工課-"),
        ("■バスの増便……交通課　１０便とした。", "■バスの増便……交通課"),
        ("１　福祉課：「親子」の相談会　６回開いた。", "1 福祉課:「親子」の相談会"),
        ("【福祉課】相談会　６回開いた。", "【福祉課】相談会"),
        ("(1)　街灯の更新　建設課　２４基を替えた。", "(1) 街灯の更新 建設課"),
    ],
)
def test_where_a_heading_ends(line: str, heading: str) -> None:
    words = fold(line)
    found = split_run_in(words)
    assert found is not None
    assert words[: found.end] == heading


@pytest.mark.parametrize(
    "line",
    [
        "１　説明会（福祉課）を６回開いた。",
        "１　説明会（福祉課）等を開いた。",
        "１　福祉課　６回開いた。",
        "１　福祉課：相談会　を６回開いた。",
        "・福祉課：相談会　６回開いた。",
        "会を開いた。講師（福祉課）　が話した。",
        "１　相談会（中央公民館）　６回開いた。",
        "● 相談会　＜福祉課 所管＞",
        "| 相談会（福祉課） | ６回開いた。 |",
        "１　相談会（福祉課）",
    ],
)
def test_what_goes_on_with_no_text(line: str) -> None:
    assert split_run_in(fold(line)) is None


_MEASURES = "１　道路の補修（建設課）　３か所を直した。\n２　橋の点検（建設課）　５橋を見た。\n３　街灯（総務課）　６基を替えた。\n"


def test_one_line_shows_no_habit() -> None:
    one = read_sheet(_source("１　道路の補修（建設課）　３か所を直した。\n"), base())
    assert len(one.lines) == 1
    three = _source(_MEASURES)
    assert [line.text for line in read_sheet(three, base()).lines][:2] == ["1 道路の補修(建設課)", "3か所を直した。"]


def test_a_long_report_is_parted_as_a_short_one() -> None:
    raw = "".join(f"第{at}章\n{_MEASURES}" for at in range(1, 4_000))
    lines = read_sheet(_source(raw), base()).lines
    assert isinstance(lines, Lines)
    assert lines[-1].text == "6基を替えた。"
    assert raw[lines[-2].start : lines[-2].end] == "３　街灯（総務課）"


def test_what_is_cut_from_a_wrapped_line_keeps_its_place() -> None:
    raw = "１　道路の\n補修（建設課）　直した。"
    line = Line(0, len(raw), fold(raw.replace("\n", "")), True, 0, ((0, 5), (6, len(raw))))
    head, body = line.cut(0, 12), line.cut(13, 17)
    assert (head.text, head.pieces, head.gap) == ("1 道路の補修(建設課)", ((0, 5), (6, 13)), True)
    assert (body.text, Span(body.start, body.end), body.pieces, body.gap) == ("直した。", Span(14, 18), (), False)
