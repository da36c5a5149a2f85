"""Levels that a style does not know, or that stand where it sees measures, and lines above a title that head nothing."""

from __future__ import annotations

import pytest

from pipeline.ingest import text as ingest
from pipeline.model import Report, ReportHead
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose
from pipeline.segment.headings import is_sheet_number

_AREAS = (("茶の担い手", ("茶園の貸付け", "摘み手の募集")), ("船の旅", ("渡船の増便", "宿の開業")))
_GOALS = "項目　　　　　　　　基準値　　R5実績　　目標値\n茶の売上額　　　　　420万円　　486万円　　550万円\n就農者数　　　　　　2人　　5人　　8人\n"


def _read(text: str) -> Report:
    source = ingest.read("r.txt", "0" * 64, text.encode())
    return segment(source, choose(source, builtin()), ReportHead())


def _outline(text: str) -> list[tuple[str | None, str | None, str]]:
    return [(d.title, s.title, m.title) for d in _read(text).directions for s in d.sections for m in s.measures]


def _two_goals(section: str, goals: str) -> str:
    parts = ["汐見村創生総合戦略\n令和５年度　検証シート\n"]
    for number, goal in (("Ⅰ", "島で働く"), ("Ⅱ", "島で育つ")):
        parts.append(f"基本目標{number}　{goal}\n")
        parts.append(f"{goals}\n{_GOALS}" if goals else "")
        for no, (area, measures) in enumerate(_AREAS, 1):
            parts.append(f"{section.format(no=no, area=area)}\n")
            parts += [f"◆{m}\n担当課：産業課\n実績：３件を支えた。\n次年度：５件に広げる。\n" for m in measures]
    return "\n".join(parts)


@pytest.mark.parametrize(
    "section",
    [
        "■施策{no}　{area}",
        "（{no}）{area}",
        "施策{no}　{area}",
        "{no}　{area}",
        "［取組の柱{no}］{area}",
        "●重点{no}：{area}",
        "■ {area}",
        "施策の方向{no}　{area}",
    ],
)
@pytest.mark.parametrize("goals", ["数値目標・ＫＰＩ", "ＫＰＩ", "めやすとなる数字", "達成の見取り図", ""])
def test_what_stands_over_a_table_below_each_direction_groups_nothing(section: str, goals: str) -> None:
    assert _outline(_two_goals(section, goals)) == [
        (goal, area, measure) for goal in ("島で働く", "島で育つ") for area, measures in _AREAS for measure in measures
    ]


@pytest.mark.parametrize(
    "names",
    [("港の地区", "山の地区"), ("産業", "観光"), ("この章の取組", "この章の取組")],
)
def test_lines_over_counts_that_begin_anew_are_groups(names: tuple[str, str]) -> None:
    parts = ["汐見村の歩み　令和５年度\n"]
    for name, (_, measures) in zip(names, _AREAS, strict=True):
        parts.append(f"{name}\n")
        parts += [f"{n}　{m}（産業課）\n　３件を支えました。\n" for n, m in enumerate(measures, 1)]
    found = _outline("\n".join(parts))
    assert [title for _, _, title in found] == [m for _, measures in _AREAS for m in measures]
    assert {direction for direction, _, _ in found} == set(names)


def _one_sign_over_another(outer: str, inner: str, intro: str, office: str = "") -> str:
    parts = ["汐見市水道の道すじ　令和５年度　進捗状況\n"]
    for area, measures in _AREAS:
        parts.append(f"{outer}{area}{office}\n" + (f"　{intro}\n" if intro else ""))
        parts += [f"{inner}{m} ／ 産業課\n　計画 … ３件を支える。\n　実績 … ３件を支えた。\n" for m in measures]
    return "\n".join(parts)


@pytest.mark.parametrize(
    ("outer", "inner"), [("■ ", "□ "), ("■", "□"), ("□ ", "■ "), ("◆ ", "◇ "), ("◇", "◆"), ("◆", "❖")]
)
@pytest.mark.parametrize("intro", ["", "次のとおり取り組みました。"])
def test_a_sign_that_only_heads_measures_of_another_is_a_direction(outer: str, inner: str, intro: str) -> None:
    assert _outline(_one_sign_over_another(outer, inner, intro)) == [
        (area, None, measure) for area, measures in _AREAS for measure in measures
    ]


@pytest.mark.parametrize(("outer", "inner"), [("■ ", "□ "), ("□", "■"), ("■", "□")])
def test_signs_that_both_name_departments_are_measures(outer: str, inner: str) -> None:
    text = _one_sign_over_another(outer, inner, "２件を終えました。", "（水道課）")
    assert [title for _, _, title in _outline(text)] == [t for area, measures in _AREAS for t in (area, *measures)]


_FORM_NUMBERS = (
    "(様式2)",
    "【様式1-2】",
    "<様式A>",
    "様式第4号",
    "(様式第1号)",
    "別記様式第2号(第5条関係)",
    "参考様式1",
    "書式3",
    "様式 第3号の2",
)


@pytest.mark.parametrize("number", _FORM_NUMBERS)
@pytest.mark.parametrize("tabled", [True, False])
def test_the_number_of_a_form_above_the_title_heads_nothing(number: str, *, tabled: bool) -> None:
    parts = [number, "磯辺市ＤＸ推進計画　令和６年度下半期進捗報告\n"]
    for no, (area, measures) in enumerate(_AREAS, 1):
        parts.append(f"方針{no}　{area}\n")
        if tabled:
            parts.append("項番\t取組項目\t所管\t実施状況\t残る問題\t令和７年度の方向")
            parts += [f"{n}\t{m}\t市民課\t３件を終えた。\t時間がかかる。\t続ける。" for n, m in enumerate(measures, 1)]
        else:
            parts += [
                f"{n}　{m}（市民課）\n【実績】３件を終えた。\n【今後】続ける。" for n, m in enumerate(measures, 1)
            ]
        parts.append("")
    report = _read("\n".join(parts))
    assert [(d.no, d.title) for d in report.directions] == [(1, "茶の担い手"), (2, "船の旅")]
    assert (report.head.plan_name, report.head.organisation) == ("磯辺市DX推進計画", "磯辺市")
    assert sum(len(s.measures) for d in report.directions for s in d.sections) == 4


@pytest.mark.parametrize(
    "text",
    ["様式の見直し", "(様式の統一)", "様式2の廃止", "【様式】", "1 様式", "公式1", "様式1 申請書の電子化", "(別紙1)"],
)
def test_words_beside_the_number_of_a_form_name_something(text: str) -> None:
    assert not is_sheet_number(text)
