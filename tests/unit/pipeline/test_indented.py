"""Levels told by indentation, and reports whose indentation tells none."""

from __future__ import annotations

import pytest

from pipeline.profile import base
from pipeline.segment.forms import reader_of
from pipeline.segment.indented import Indented, read_indents
from pipeline.segment.labels import with_own_labels
from pipeline.segment.lines import read_lines

from .invented_report import read, source

TREE = """白帆市文化計画　令和６年度実施状況

ふれる
　出前の演奏会
　　実績
　　　小学校８校で開いた。
　　今後の取組
　　　病院でも開く。
　夜の美術館
　　実績
　　　夏の金曜日に開けた。
　　今後の取組
　　　秋にも開ける。
つくる
　空き店舗の工房
　　実績
　　　３人に貸した。
　　今後の取組
　　　作品を販売する。
"""


def indents(text: str) -> Indented | None:
    lines = read_lines(source(text), base()).lines
    reader = reader_of(base())
    return read_indents(lines, with_own_labels(lines, [reader.read(line) for line in lines]))


def test_each_level_is_set_in_alike() -> None:
    found = indents(TREE)
    assert found is not None
    assert found.levels == ((1, 12), (2, 7, 13))
    assert len(found.labels) == 6


@pytest.mark.parametrize(
    ("change", "to"),
    [
        ("　夜の美術館", "　　夜の美術館"),  # as far in as labels: whose are those below it?
        ("　夜の美術館", "夜の美術館"),
        ("　　　夏の金曜日に開けた。", "夏の金曜日に開けた。"),  # text as far out as headings
        ("　　　夏の金曜日に開けた。", "　・夏の金曜日\n　　　夏の金曜日に開けた。"),
        ("　夜の美術館", "　２　夜の美術館"),  # what bears a mark among what bears none
        ("つくる\n", "　つくる\n"),  # nothing stands below it
        ("　　実績\n　　　３人", "　実績\n　　　３人"),
    ],
)
def test_what_contradicts_leaves_the_marks_to_tell(change: str, to: str) -> None:
    assert change in TREE
    assert indents(TREE.replace(change, to)) is None


def test_a_lone_heading_above_all_is_the_title() -> None:
    found = indents(TREE.replace("つくる\n", ""))
    assert found is not None
    assert found.levels == ((2, 7, 12),)


def test_marks_on_every_level_tell_themselves() -> None:
    marked = TREE.replace("ふれる", "１　ふれる").replace("つくる", "２　つくる")
    for title in ("出前の演奏会", "夜の美術館", "空き店舗の工房"):
        marked = marked.replace(title, f"○{title}")
    assert indents(marked) is None
    found = indents(marked.replace("○", ""))
    assert found is not None
    assert found.forms[0] == "1"


def test_offices_above_prose_are_no_directions() -> None:
    text = "令和６年度の報告\n\n総務課\n　採用試験\n　　２回行った。\n　研修\n　　８回行った。\n福祉課\n　相談会\n　　３回開いた。\n　訪問\n　　５回行った。\n"
    assert indents(text) is None


def test_offices_above_labels_are_measures_and_whose_they_are() -> None:
    text = "白帆市の取組実績\n\n総務課\n　実績\n　　講座を開催\n　今後の予定\n　　回数を増やす\n企画課\n　実績\n　　冊子を作成\n　今後の予定\n　　増刷\n"
    measures = [(m.title, m.departments, len(m.blocks)) for m in read(text).measures()]
    assert measures == [("総務課", ("総務課",), 2), ("企画課", ("企画課",), 2)]


def test_labels_that_no_vocabulary_has_are_no_measures() -> None:
    text = "計画の報告\n\n" + "".join(
        f"{title}\n　はるのひに\n　　行った。\n　なつのひに\n　　続けた。\n" for title in ("朝市", "夜市", "夕市")
    )
    assert indents(text) is None


def test_what_stands_behind_the_last_block_is_none_of_it() -> None:
    report = read(TREE + "\n以上のとおり報告する。\n")
    *_, last = report.measures()
    assert report.directions[0].title == "ふれる"
    assert last.blocks[-1].span.end < len(TREE)


def test_thousands_of_entries_are_levels_too() -> None:
    names = ["".join(chr(ord("あ") + int(digit)) for digit in f"{n:04}") for n in range(4_000)]
    text = "計画\n" + "".join(f"{name}\n　{name}の題\n　　実績\n　　　行った。\n" for name in names)
    assert indents(text) is not None
