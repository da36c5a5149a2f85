"""Lines that say below headings whose they are, and the fields between."""

from __future__ import annotations

from pipeline.ingest import text
from pipeline.profile import base
from pipeline.segment.ahead import with_below
from pipeline.segment.lines import read_lines


def below(raw: str, *told: int) -> frozenset[int]:
    return with_below(read_lines(text.read("x.txt", "0" * 64, raw.encode()), base()).lines, told, ())


def test_fields_that_come_back_above_departments_belong_to_them() -> None:
    raw = "1 相談会\n目的　暮らしを守る。\n所属　福祉課\n月に一度開いた。\n2 訪問\n目的　孤立を防ぐ。\n所属　長寿課\n"
    assert below(raw, 2, 6) == {1, 2, 5, 6}


def test_institutions_between_a_title_and_its_label_are_told_where_others_are_offices() -> None:
    raw = "産地づくり\n　高温に強い米\n　　農産課\n　　実績\n　　　２か所で試した。\n　新しい機械\n　　農業試験場\n　　実績\n　　　肥料を減らした。\n"
    lines = read_lines(text.read("x.txt", "0" * 64, raw.encode()), base()).lines
    assert with_below(lines, (), {3, 7}) == {2, 6}
    assert with_below(lines, (), ()) == frozenset()


def test_offices_farther_out_than_the_text_above_head_what_is_below() -> None:
    raw = "総務課\n　実績\n　　講座を開催\n企画課\n　実績\n　　冊子を作成\n福祉課\n　実績\n　　訪問を開始\n"
    lines = read_lines(text.read("x.txt", "0" * 64, raw.encode()), base()).lines
    assert with_below(lines, (), {1, 4, 7}) == frozenset()


def test_lines_of_departments_in_a_row_are_all_told() -> None:
    raw = "1 相談会\n" + "担当課：福祉課\n" * 20_000
    assert len(below(raw, *range(1, 20_001))) == 20_000
