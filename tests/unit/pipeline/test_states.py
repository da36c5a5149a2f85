"""What a heading says of how things stand is no part of its title, what names a thing is."""

from __future__ import annotations

import time

import pytest

from pipeline.states import bare, before_states, grade_in


@pytest.mark.parametrize(
    ("title", "name", "states"),
    [
        ("［新規］花の道", "花の道", ["新規"]),
        ("花の道〈継続〉", "花の道", ["継続"]),
        ("花の道（拡充）", "花の道", ["拡充"]),
        ("【一部新規】花の道", "花の道", ["一部新規"]),
        ("【新】花の道", "花の道", ["新"]),
        ("花の道≪重点事業≫", "花の道", ["重点事業"]),
        ("花の道〔実施中〕", "花の道", ["実施中"]),
        ("花の道 〔検討中〕", "花の道", ["検討中"]),
        ("花の道〔完了〕", "花の道", ["完了"]),
        ("花の道〔実施〕", "花の道", ["実施"]),
        ("花の道【やや遅れ】", "花の道", ["やや遅れ"]),
        ("花の道【充実】", "花の道", ["充実"]),
        ("［新］南北線", "南北線", ["新"]),
        ("花の道 ★", "花の道", ["★"]),
        ("花の道※", "花の道", ["※"]),
        ("花の道（☆）", "花の道", ["☆"]),
        ("花の道（再掲）", "花の道", ["再掲"]),
        ("花の道（再掲・目標１の②）", "花の道", ["再掲・目標１の②"]),
        ("【新規・重点】花の道", "花の道", ["新規", "重点"]),
        ("【重点】花の道〈継続〉★", "花の道", ["重点", "継続", "★"]),
        ("花の道（令和５年度で終了）", "花の道", ["令和５年度で終了"]),
        ("【Ｒ６新規】花の道", "花の道", ["Ｒ６新規"]),
        ("花の道　　継続", "花の道", ["継続"]),
        ("花の道　　　△", "花の道", ["△"]),
        ("花の道　評価：Ａ【新規】", "花の道", ["評価：Ａ", "新規"]),
        ("花の道（計画書 p.12）", "花の道", []),
        ("花の道 🟢", "花の道", ["🟢"]),
        ("花の道🟡 やや遅れ", "花の道", ["🟡 やや遅れ"]),
        ("⚠️ 花の道", "花の道", ["⚠️"]),
        ("【新規】花の道 ☀☀", "花の道", ["新規", "☀☀"]),
        ("［継続］「花の道」（第2期）", "「花の道」（第2期）", ["継続"]),
    ],
)
def test_states_are_no_part_of_a_title(title: str, name: str, states: list[str]) -> None:
    assert bare(title) == (name, tuple(states))


@pytest.mark.parametrize(
    "title",
    [
        "花の道（仮称）",
        "花の道（第2期）",
        "花の道（ハード事業）",
        "花の道（令和５年度）",
        "花の道（東地区）",
        "花の道（継続分の補修）",
        "感染症（拡大防止）",
        "花の道　継続",
        "☀マークの掲示",
        "🟢",
        "新規就農の支援",
        "継続的な見守り",
        "体制の整備（充実）",
        "耐震の工事（実施）",
        "【実施】花の道",
        "（新）市民会館の整備",
        "花の道★★★",
        "「花の道★」",
        "★花の道",
        "花の道～新規の担い手～",
        "【新規】",
        "※",
        "",
    ],
)
def test_what_names_a_thing_stays(title: str) -> None:
    assert bare(title) == (title, ())


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("花の道 評価:A", "評価:A"),
        ("花の道(達成度:○)", "達成度:○"),
        ("花の道 進捗 A(順調)", "進捗 A(順調)"),
        ("花の道【 目標達成度:◎ 】", "目標達成度:◎"),
        ("花の道  やや遅れ", "やや遅れ"),
        ("花の道  継続", "継続"),
        ("花の道(公園課) 一部新規", "一部新規"),
        ("花の道 継続", None),
        ("花の道  新", None),
        ("花の道(計画書 p.12)", None),
        ("花の道", None),
    ],
)
def test_grades(text: str, grade: str | None) -> None:
    found = grade_in(text, 3, len(text))
    assert (None if found is None else text[slice(*found)]) == grade


def test_what_a_heading_closes_with() -> None:
    assert before_states("花の道(公園課)[継続]★") == len("花の道(公園課)")
    assert before_states("花の道(公園課)") == len("花の道(公園課)")


def test_long_lines_cost_little() -> None:
    began = time.perf_counter()
    for title in ("花" + " " * 20_000 + "★道 ", "(新規" * 10_000 + ")", "花の道" + "(継続)" * 2_000):
        bare(title)
    assert time.perf_counter() - began < 2
