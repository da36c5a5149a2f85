"""Headings that are numbered twice: what is a number of the plan, and what belongs to the title."""

from __future__ import annotations

import pytest

from pipeline.model import Report, ReportHead, SourceDoc
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose
from pipeline.segment.outline import states_value

GOALS = ("山をまもる", "川に親しみ、田を耕す", "海とくらす")
TOPICS = ("手入れ", "見学")
TITLES = (
    "間伐",
    "植樹",
    "観察会",
    "清掃",
    "案内板",
    "採種",
    "草刈り",
    "炭焼き",
    "釣り場",
    "磯遊び",
    "干潟",
    "塩づくり",
)


def _read(text: str) -> Report:
    source = SourceDoc(name="x.txt", sha256="0" * 64, format="txt", text=text)
    return segment(source, choose(source, builtin()), ReportHead())


def _numbered(form: str, no: int, above: int = 0) -> str:
    """Return a form with its numbers: # and % the heading's own as a digit and a ring, $ as a Roman numeral, + the next, @ the one above."""
    return (
        form.replace("#", str(no))
        .replace("+", str(no + 1))
        .replace("@", str(above))
        .replace("%", "①②③"[no - 1])
        .replace("$", "ⅠⅡⅢ"[no - 1])
    )


def _report(direction: str, section: str | None = None, measure: str = "○") -> Report:
    text = "鴫沢市みどりの計画　令和6年度進捗状況報告書\n\n"
    titles = iter(TITLES)
    for goal_no, goal in enumerate(GOALS, start=1):
        text += f"{_numbered(direction, goal_no)}{goal}\n\n"
        for topic_no, topic in enumerate(TOPICS[: 2 if section else 1], start=1):
            text += f"{_numbered(section, topic_no, goal_no)}{topic}\n\n" if section else ""
            for no in (1, 2):
                mark = _numbered(measure, no, goal_no)
                text += f"{mark}{next(titles)}（緑化課）\n（実績）\n　現地の確かめを終えた。\n（今後）\n　場所を広げる。\n\n"
    return _read(text)


@pytest.mark.parametrize(
    "form",
    [
        "2.#　基本目標#　",
        "4-#　基本目標#　",
        "（#）基本目標$　",
        "#　基本目標#　",
        "+　基本目標#　",  # 2 基本目標1: chapter 1 tells of the report
        "%　重点施策#　",
        "Ⅱ－#　基本方針#：",
        "第+章　柱#：",
        "2.#　【基本目標#】　",
        "#．【柱#】",
        "2.#　第#の柱　",
        "$　基本方向（#）　",
        "#　重点プロジェクト#　",
        "第#章　$　",
        "2.#　（#）",
        "■【#】　",
        "施策の柱#　",
    ],
)
def test_directions(form: str) -> None:
    assert [(d.no, d.title) for d in _report(form).directions] == list(enumerate(GOALS, start=1))


@pytest.mark.parametrize(
    ("above", "form"),
    [
        ("第#章　", "第#節　@-#　"),
        ("【#】　", "【@】－（#）　"),
        ("基本方針#　", "基本方針@－（#）　"),
        ("基本目標#　", "基本目標@　施策#　"),
        ("基本目標#　", "@－（#）　施策#　"),
        ("2.#　基本目標#　", "2.@.#　施策#　"),
        ("#　基本目標#　", "（#）施策@－#　"),
        ("第#編　", "第#章　施策#　"),
    ],
)
def test_sections(above: str, form: str) -> None:
    found = _report(above, form)
    assert [(d.no, d.title) for d in found.directions] == list(enumerate(GOALS, start=1))
    sections = [(s.no, s.title) for d in found.directions for s in d.sections]
    assert sections == [*enumerate(TOPICS, start=1)] * len(GOALS)


@pytest.mark.parametrize("form", ["@-#　事業#　", "（#）取組%　", "No.#　事業%　"])
def test_measures(form: str) -> None:
    found = _report("基本目標#　", measure=form)
    titles = [m.title for d in found.directions for s in d.sections for m in s.measures]
    assert titles == list(TITLES[:6])


def _titles(*headings: str) -> list[tuple[int | None, str | None]]:
    text = "鴫沢市みどりの計画　令和6年度進捗状況報告書\n\n"
    for heading, title in zip(headings, TITLES, strict=False):
        text += f"{heading}\n\n■{title}（緑化課）\n（実績）\n　現地の確かめを終えた。\n（今後）\n　場所を広げる。\n\n"
    return [(d.no, d.title) for d in _read(text).directions]


@pytest.mark.parametrize(
    "titles",
    [
        ("プラン21 の見直し", "プラン30 の周知"),  # names, whose numbers do not count up
        ("プロジェクト5 との連携", "山の手入れ"),
        ("目標2つの達成", "目標3つの達成"),
        ("基本目標の見直し", "基本方針の見直し"),
        ("1人1台端末の活用", "2人3脚の支援"),
    ],
)
def test_a_number_of_a_name_stays(titles: tuple[str, str]) -> None:
    assert [title for _, title in _titles(*(f"第{n}章　{t}" for n, t in enumerate(titles, start=1)))] == list(titles)


def test_one_heading_is_numbered_twice_where_both_numbers_are_the_same() -> None:
    assert _titles("第1章　基本目標1　山をまもる", "第2章　進め方") == [(1, "山をまもる"), (2, "進め方")]
    assert _titles("第1章　進め方", "第2章　テーマ5　山をまもる") == [(1, "進め方"), (2, "テーマ5　山をまもる")]


def test_a_number_without_a_word_is_that_of_all_headings_of_a_level() -> None:
    assert _titles("第1章　（1）山をまもる", "第2章　進め方") == [(1, "（1）山をまもる"), (2, "進め方")]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("目標1:山をまもる", False),
        ("柱2:川に親しむ", False),
        ("目標1:80%", True),
        ("取組1:参加者20人", True),
        ("参加者:20人", True),
        ("目標:山をまもる", True),
    ],
)
def test_what_a_number_and_a_word_name_is_no_value(title: str, *, expected: bool) -> None:
    assert states_value(title) is expected
