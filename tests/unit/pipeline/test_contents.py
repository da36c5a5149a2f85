"""Lists of what a report holds, in front and behind: which of its lines are no headings."""

from __future__ import annotations

import pytest

from pipeline.model import SourceDoc
from pipeline.profile import base
from pipeline.segment.contents import find_contents
from pipeline.segment.forms import reader_of
from pipeline.segment.lines import read_lines

_BODY = "１　橋の点検（建設課）\n　８つの橋を見た。\n２　池の清掃（公園課）\n　４回行った。\n３　花の種まき：公園課\n　３か所でまいた。\n"


def _aside(text: str) -> list[str]:
    lines = read_lines(SourceDoc(name="x.txt", sha256="0" * 64, format="txt", text=text), base()).lines
    found = find_contents(lines, [reader_of(base()).read(line) for line in lines])
    return [lines[number].text for number in sorted(found)]


@pytest.mark.parametrize(
    "entries",
    [
        "１　橋の点検　　２　池の清掃",
        "１　橋の点検　／　２　池の清掃",
        "１　橋の点検\n２　池の清掃",
        "・橋の点検\n・池の清掃",
    ],
)
@pytest.mark.parametrize("title", ["取組の一覧", "■ 個票一覧", "事業一覧表"])
def test_a_list_of_what_comes_back(title: str, entries: str) -> None:
    found = _aside(f"汐待市みどりの計画　令和６年度報告\n\n{title}\n{entries}\n\n{_BODY}")
    assert len(found) == 1 + len(entries.splitlines())


@pytest.mark.parametrize(
    "entries",
    [
        "１　橋の点検　　２　森の手入れ",
        "次のとおりです。",
        "１　橋の点検（建設課）",
        "橋の点検のほか、池の清掃を行った。",
    ],
)
def test_what_does_not_come_back_is_no_list(entries: str) -> None:
    assert not _aside(f"汐待市みどりの計画　令和６年度報告\n\n取組の一覧\n{entries}\n\n{_BODY}")


def test_measures_below_a_heading_of_a_list_are_none() -> None:
    assert not _aside(f"汐待市みどりの計画　令和６年度報告\n\n取組の一覧\n{_BODY}")


@pytest.mark.parametrize("grade", ["　…　◎", "　　Ａ", "………△"])
def test_titles_that_are_given_again_with_their_grades(grade: str) -> None:
    rows = f"１　橋の点検{grade}\n２　池の清掃{grade}\n３　花の種まき{grade}\n"
    assert len(_aside(f"汐待市みどりの計画　令和６年度報告\n\n{_BODY}\n自己評価\n{rows}")) == 3


@pytest.mark.parametrize(
    "rows",
    [
        "１　橋の点検　…　◎\n",
        "１　森の手入れ　…　◎\n２　川の調査　…　○\n３　沼の調査　…　○\n",
        "１　橋の点検　…　◎\n　良好であった。\n２　池の清掃　…　○\n　良好であった。\n３　花の種まき　…　○\n",
    ],
)
def test_what_is_graded_by_itself_or_for_the_first_time(rows: str) -> None:
    assert not _aside(f"汐待市みどりの計画　令和６年度報告\n\n{_BODY}\n自己評価\n{rows}")
