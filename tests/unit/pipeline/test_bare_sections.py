"""Bare lines between the directions and the measures of a report: which of them head sections."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pipeline.model import ReportHead

from .invented_report import read

_TITLES = ("母親学級", "産後の訪問", "一時預かり", "学童クラブ", "児童館の催し")
_OFFICES = ("こども課", "こども課", "中央図書館", "保育課", "こども課")


def _sections(text: str) -> list[tuple[str, str | None, str, tuple[str, ...]]]:
    report = read(text, ReportHead(fiscal_year=2024))
    return [
        (direction.title or "", section.title, measure.title, measure.departments)
        for direction in report.directions
        for section in direction.sections
        for measure in section.measures
    ]


def _report(direction: str, over: Sequence[str], measure: str, body: str, gap: str = "\n") -> str:
    """Return a report of five measures in two directions, each with what stands right above it."""
    told = [
        f"{o}{measure.format(title=t, office=d)}\n{body.format(office=d)}\n"
        for o, t, d in zip(over, _TITLES, _OFFICES, strict=True)
    ]
    heads = [direction.format(sign, words) for sign, words in (("1", "産み育てる"), ("2", "学び遊ぶ"))]
    return f"南海市子育て計画　令和６年度進捗状況\n\n{heads[0]}\n{gap}{''.join(told[:3])}{heads[1]}\n{gap}{''.join(told[3:])}"


_BARE = ("妊娠期の支え\n", "", "預かりの場\n", "放課後の居場所\n", "")
_HEADED = ["妊娠期の支え", "妊娠期の支え", "預かりの場", "放課後の居場所", "放課後の居場所"]


@pytest.mark.parametrize("direction", ["基本目標{}　{}", "第{}章　{}"])
@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize(
    ("measure", "body"),
    [
        (
            "○{title}",
            "評価：順調\n【実績】１２回開いた。\n【今後】続ける。\n　　　　　　　　　　　　　　　　　（{office}）\n",
        ),
        ("◆{title}", "【実績】１２回開いた。\n【今後】続ける。\n担当：{office}\n"),
        ("○ {title}（{office}）", "実績：１２回開いた。\n今後：続ける。\n"),
        ("ア　{title}", "実施したこと　１２回開いた。\n今後の取組　　続ける。\n［{office}］\n"),
    ],
)
def test_a_bare_line_right_above_measures_is_their_section(direction: str, gap: str, measure: str, body: str) -> None:
    found = _sections(_report(direction, _BARE, measure, body, gap))
    assert [(section, title) for _, section, title, _ in found] == list(zip(_HEADED, _TITLES, strict=True))
    assert [direction for direction, *_ in found] == ["産み育てる"] * 3 + ["学び遊ぶ"] * 2
    assert [offices for *_, offices in found] == [(office,) for office in _OFFICES]


@pytest.mark.parametrize(
    "over",
    [
        ("", "妊娠した方の声\n", "", "", ""),  # not the first
        ("妊娠期の支え\n", "", "預かりの場\n", "", ""),  # none below the second direction
        ("主な取組\n", "", "", "主な取組\n", ""),  # the same in each
        ("妊娠期の支えを厚くしました。\n", "", "預かりの場\n", "放課後を楽しくしました。\n", ""),  # sentences
        ("令和６年度の概況\n", "", "１２か所の場\n", "放課後の状況\n", ""),  # values and titles of reports
        ("", "", "", "", ""),
    ],
)
def test_a_bare_line_that_heads_no_section(over: tuple[str, ...]) -> None:
    found = _sections(_report("基本目標{}　{}", over, "○{title}（{office}）", "実績：１２回開いた。\n今後：続ける。\n"))
    assert [(section, title) for _, section, title, _ in found] == [(None, title) for title in _TITLES]


def test_institutions_in_the_brackets_of_offices_close_measures() -> None:
    body = "めあて　　　　会を増やす。\n実施したこと　１２回開いた。\n［{office}］\n"
    found = _sections(_report("【施策の方向{}】{}", ("",) * 5, "ア　{title}", body))
    assert [offices for *_, offices in found] == [(office,) for office in _OFFICES]
