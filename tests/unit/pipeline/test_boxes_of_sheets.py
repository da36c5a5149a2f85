"""Sheets of boxes, each a field by itself, and labels on lines of their own within their cells."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model import BlockKind, ReportHead, SourceDoc
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose

from . import drawn_pdf
from .drawn_pdf import LEFT, Row, pdf
from .drawn_sheets import I, N, O, P, T, Table, document, told
from .drawn_tables import line

RIGHT = 500
TEXTS = ("ますを60基置く。", "48基を置いた。", "申込みがかたよった。", "説明会を３回開く。")
KINDS = (T, P, I, O)


def box(top: float, *columns: tuple[float, tuple[str, ...]], right: float = RIGHT) -> tuple[list[Row], str, float]:
    """Return the text and rules of a box with a cell from each x on, and where it ends."""
    bottom = top + 18 * max(len(lines) for _, lines in columns) + 8
    rules = "".join(line(x, top, x, bottom) for x in (*(x for x, _ in columns), right))
    rules += line(LEFT, top, right, top) + line(LEFT, bottom, right, bottom)
    words = [(x + 4, top + 6 + 18 * n, text) for x, lines in columns for n, text in enumerate(lines)]
    return words, rules, bottom


def page(labels: tuple[tuple[str, ...], ...], *, gap: float, grade: bool = False, inner: tuple[str, ...] = ()) -> bytes:
    """Return a page with a sheet: what it is of, then a box for each label."""
    words: list[Row] = [(LEFT, 40, "青凪市みずべ計画　令和６年度　評価シート")]
    first, rules, bottom = box(80, (LEFT, ("施策名",)), (160, ("雨水ますの設置",)))
    second, more, bottom = box(bottom, (LEFT, ("担当課係",)), (160, ("下水道課計画係",)))
    words += [*first, *second]
    for number, (label, text) in enumerate(zip(labels, TEXTS, strict=True)):
        told = (160, (*inner[number : number + 1], text)) if not (grade and number == 2) else (240, (text,))
        cells = [(LEFT, label), *([(160, ("やや遅れ",))] if grade and number == 2 else []), told]
        drawn, ruled, bottom = box(bottom + gap, *cells)
        words += drawn
        more += ruled
    return pdf(words, extra=rules + more)


def kinds(source: SourceDoc) -> list[tuple[BlockKind, str]]:
    (measure,) = segment(source, choose(source, builtin()), ReportHead(fiscal_year=2024)).measures()
    assert measure.title == "雨水ますの設置"
    assert measure.departments == ("下水道課計画係",)
    return told(source, measure)


@pytest.mark.parametrize("gap", [6, 20])
@pytest.mark.parametrize(
    "labels",
    [
        (("Ｐ", "計画"), ("Ｄ", "実施"), ("Ｃ", "課題"), ("Ａ", "改善")),
        (("Plan", "計画"), ("Do", "実行"), ("課題",), ("Action", "改善")),
        (("計画", "（Plan）"), ("実施", "（Do）"), ("課題",), ("改善", "（Act）")),
        (("目標",), ("実績",), ("課題",), ("今後の", "取組")),
    ],
)
def test_boxes_below_each_other_are_fields_of_one_sheet(
    tmp_path: Path, labels: tuple[tuple[str, ...], ...], gap: float
) -> None:
    source = drawn_pdf.read(tmp_path, page(labels, gap=gap))
    assert kinds(source) == list(zip(KINDS, TEXTS, strict=True))


def test_a_grade_may_stand_between_a_label_and_its_words(tmp_path: Path) -> None:
    labels = (("目標",), ("実績",), ("評価", "課題"), ("今後の", "取組"))
    found = kinds(drawn_pdf.read(tmp_path, page(labels, gap=6, grade=True)))
    assert [entry for entry in found if entry[0] in (T, P, O)] == [
        (kind, text) for kind, text in zip(KINDS, TEXTS, strict=True) if kind is not I
    ]


def test_labels_in_the_boxes_say_what_is_told(tmp_path: Path) -> None:
    labels = (("Ｐ", "計画"), ("Ｄ", "実施"), ("Ｃ", "評価"), ("Ａ", "改善"))
    inner = ("令和６年度の目標", "実施内容及び成果", "課題・問題点", "次年度以降の取組")
    source = drawn_pdf.read(tmp_path, page(labels, gap=6, inner=inner))
    assert kinds(source) == list(zip(KINDS, TEXTS, strict=True))


@pytest.mark.parametrize(
    ("second", "right"),
    [
        ((340, ("町が調べたものである。",)), RIGHT),  # what would be the label is as wide as a text
        ((160, ("町が調べたものである。",)), 420),  # not as wide
    ],
)
def test_other_boxes_are_no_tables(tmp_path: Path, second: tuple[float, tuple[str, ...]], right: float) -> None:
    words, rules, bottom = box(100, (LEFT, ("目標",)), (160, TEXTS[:1]))
    more, others, _ = box(bottom + 10, (LEFT, ("出典",)), second, right=right)
    assert drawn_pdf.read(tmp_path, pdf([*words, *more], extra=rules + others)).tables == ()


@pytest.mark.parametrize(
    "heads",
    [
        (("基本目標１", "森を育てる"), ("基本施策１", "木を守る")),
        (("基本目標", "１　森を育てる"), ("基本施策", "１　木を守る")),
        (("第１章", "森を育てる。"), ("（１）", "木を守る。")),
        (("Ⅰ", "森を育てる。"), ("①", "木を守る。")),
    ],
)
def test_boxes_that_are_headings_stay_lines(tmp_path: Path, heads: tuple[tuple[str, str], tuple[str, str]]) -> None:
    words, rules, top = [], "", 100.0
    for label, title in heads:
        drawn, ruled, bottom = box(top, (LEFT, (label,)), (160, (title,)))
        words += drawn
        rules += ruled
        top = bottom + 10
    assert drawn_pdf.read(tmp_path, pdf(words, extra=rules)).tables == ()


def of_cells(*rows: tuple[str, str], wraps: tuple[str, ...] = ()) -> list[tuple[BlockKind, str]]:
    """Return what a sheet tells in cells, of which the breaks behind `wraps` only wrap lines."""
    table: Table = [["施策名", "雨水ますの設置"], ["担当課係", "下水道課計画係"], *map(list, rows)]
    source = document("令和6年度　青凪市みずべ計画　評価シート", table)
    breaks = tuple(source.text.index(f"{words}\n") + len(words) for words in wraps)
    return kinds(replace(source, soft_breaks=breaks))


def test_lines_that_are_labels_part_a_cell() -> None:
    assert of_cells(
        ("Ｐ\n計画", "施策の概要\nますを配る。\n令和６年度の目標\nますを60基置く。"),
        ("Ｄ\n実施", "実施内容\n48基を置いた。"),
        ("Ｃ\n評価", "おおむね順調\n課題\n申込みがかたよった。"),
        ("Ａ\n改善", "次年度の取組\n説明会を３回開く。"),
    ) == [
        (N, "ますを配る。"), (T, TEXTS[0]), (P, TEXTS[1]), (N, "おおむね順調"), (I, TEXTS[2]), (O, TEXTS[3]),
    ]  # fmt: skip


def test_what_only_looks_like_a_label_parts_no_cell() -> None:
    # The line wraps there.
    assert of_cells(("実績", "今後の取組\nを話し合った。"), wraps=("今後の取組",)) == [
        (P, "今後の取組\nを話し合った。")
    ]
    # It goes on with what stands above it.
    assert of_cells(("実績", "話し合ったのは\n課題\nである。")) == [(P, "話し合ったのは\n課題\nである。")]
    # What describes the results is a part of them.
    assert of_cells(("実績", "事業概要\n48基を置いた。")) == [(P, "事業概要\n48基を置いた。")]
    # Nothing stands below it.
    assert of_cells(("実績", "48基を置いた。\n課題")) == [(P, "48基を置いた。\n課題")]
    # Those are steps.
    assert of_cells(("備考", "検討\n実施\n拡大"), ("実績", "48基を置いた。")) == [
        (N, "検討\n実施\n拡大"),
        (P, TEXTS[1]),
    ]
