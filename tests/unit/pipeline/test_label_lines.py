"""Sheets saved as text, each label and each line of a cell on a line of its own."""

from __future__ import annotations

import pytest

from pipeline.ingest import label_lines, text
from pipeline.model import ReportHead
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose

_TITLE = "令和６年度　音無町みどりの計画　実績報告書\n\n"
_MEASURES = (
    (
        "ア－１",
        "並木の植え替え",
        "公園課",
        "４０本を植え替える",
        "桜を３８本植え替えた。",
        "Ｂ",
        "根が水道管に触れる。",
        "浅く張る木を選ぶ。",
    ),
    (
        "ア－２",
        "庭先の花壇",
        "公園課\n市民課",
        "５０か所",
        "花の苗を４６か所に配った。\n土は市で用意した。",
        "Ａ",
        "－",
        "苗の種類を増やす。",
    ),
    (
        "イ－１",
        "落ち葉の堆肥",
        "清掃課",
        "１２トン",
        "堆肥を１４トン作った。",
        "Ａ",
        "置き場が足りない。",
        "学校の裏庭を借りる。",
    ),
)
_NO, _NAME, _OFFICE, _AIM, _DONE, _GRADE, _ISSUE, _AHEAD = range(8)
_ALL = ("事業番号", "事業名", "所管課", "年度目標", "実施内容", "評価", "課題", "改善の方向")
_GROUPS = {"ア－１": "１　緑を増やす", "イ－１": "２　緑を生かす"}
_TOLD = {_AIM: "t", _DONE: "p", _GRADE: "o", _ISSUE: "i", _AHEAD: "o"}


def _sheets(
    labels: tuple[tuple[str, int], ...], *, group: str = "", between: str = "\n", behind: str = "\n\n", mark: str = "{}"
) -> str:
    found = _TITLE
    for measure in _MEASURES:
        if group and measure[_NO] in _GROUPS:
            found += group.format(_GROUPS[measure[_NO]])
        found += between.join(f"{mark.format(label)}\n{measure[at]}" for label, at in labels) + behind
    return found


def _named(*labels: str) -> tuple[tuple[str, int], ...]:
    return tuple((label, at) for at, label in enumerate(labels) if label)


_Measure = tuple[int | None, str, tuple[str, ...], list[tuple[str, str]]]


def _measures(raw: str) -> list[_Measure]:
    source = text.read("x.txt", "0" * 64, raw.encode())
    report = segment(source, choose(source, builtin()), ReportHead())
    return [
        (
            direction.no,
            measure.title,
            measure.departments,
            [(block.kind.value[0], raw[slice(*block.span)].strip()) for block in measure.blocks],
        )
        for direction in report.directions
        for section in direction.sections
        for measure in section.measures
    ]


def _expected(told: tuple[int, ...], *, grouped: bool) -> list[_Measure]:
    return [
        (
            (1 if measure[_NO][0] == "ア" else 2) if grouped else None,
            measure[_NAME],
            tuple(measure[_OFFICE].split()),
            [(_TOLD[at], measure[at]) for at in told],
        )
        for measure in _MEASURES
    ]


_EVERY = (_AIM, _DONE, _GRADE, _ISSUE, _AHEAD)
_STEPS = (
    "整理番号",
    "事務事業名",
    "主管課",
    "Ｐｌａｎ（計画）",
    "Ｄｏ（実施）",
    "Ｃｈｅｃｋ（評価）",
    "課題",
    "Ａｃｔｉｏｎ（改善）",
)
_OTHER = ("No.", "取組名", "担当部署", "６年度の目標", "取組実績", "達成度", "課題", "今後の方針")
_PLAIN = ("番号", "取組の名前", "推進部署", "目標とする数", "できたこと", "達成度", "困ったこと", "次にすること")
_ACTIONS = ("No.", "活動名", "班", "目標", "活動実績", "評価", "反省点", "来年に向けて")
_OFFICE_FIRST = (("担当課", _OFFICE), ("取組名", _NAME), ("実績", _DONE), ("今後の対応", _AHEAD))


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (_sheets(_named(*_ALL), group="基本目標\n{}\n\n"), _EVERY),
        (_sheets(_named(*_OTHER), group="施策の柱\n{}\n\n"), _EVERY),
        (_sheets(_named(*_PLAIN), group="施策の柱\n{}\n\n"), _EVERY),
        (_sheets(_named(*_ACTIONS), group="施策の柱\n{}\n\n"), _EVERY),
        (_sheets(_named(*_STEPS), group="基本方針\n{}\n\n"), _EVERY),
        (_sheets(_named("", *_ALL[1:]), group="基本目標{}\n\n"), _EVERY),
        (_sheets(_named(*_ALL), group="【基本目標】\n{}\n\n", mark="【{}】"), _EVERY),
        (_sheets(_named(*_ALL), group="■基本目標\n{}\n\n", mark="■{}"), _EVERY),
        (_sheets(_named(*_ALL), group="{}\n\n", mark="{}："), _EVERY),
        (_sheets(_named(*_ALL), group="基本目標\n\n{}\n\n", between="\n\n"), _EVERY),
        (_sheets(_named(*_ALL), group="基本目標\n{}\n", behind="\n"), _EVERY),
        (_sheets(_named(*_ALL), group="{}\n", behind="\n"), _EVERY),
        (_sheets(_named(*_ALL), group="{}\n", behind="\n").replace("。\n", "\n"), _EVERY),
        (_sheets(_OFFICE_FIRST, group="{}\n\n"), (_DONE, _AHEAD)),
    ],
    ids=[
        "all", "other words", "plain words", "activities", "plan, do, check, act", "no numbers", "brackets", "signs", "colons", "blank lines between", "no blank lines",
        "headings without blank lines", "no stops", "office first",
    ],
)  # fmt: skip
def test_records_are_forms_however_they_are_labelled_and_parted(raw: str, told: tuple[int, ...]) -> None:
    expected = _expected(told, grouped=True)
    if "。\n" not in raw:
        for *_, blocks in expected:
            blocks[:] = [(kind, words.replace("。\n", "\n").rstrip("。")) for kind, words in blocks]
    assert _measures(raw) == expected


def test_a_cell_left_empty_leaves_its_label_alone() -> None:
    raw = _sheets(_named(*_ALL)).replace("課題\n－", "課題").replace("所管課\n清掃課", "所管課")
    first, second, third = _expected(_EVERY, grouped=False)
    second[3].remove(("i", "－"))
    assert _measures(raw) == [first, second, (*third[:2], (), third[3])]


def test_a_label_that_some_records_lack() -> None:
    raw = _sheets(_named(*_ALL)).replace("課題\n－\n", "")
    first, second, third = _expected(_EVERY, grouped=False)
    second[3].remove(("i", "－"))
    assert _measures(raw) == [first, second, third]


def test_a_label_in_every_record_needs_no_known_word() -> None:
    raw = _sheets(_named(*_ALL)).replace("改善の方向", "事業費\n３００千円\n改善の方向")
    for (*_, blocks), measure in zip(_measures(raw), _MEASURES, strict=True):
        assert ("i", measure[_ISSUE]) in blocks
        assert ("o", measure[_AHEAD]) in blocks


def test_words_that_a_label_may_name_are_no_label() -> None:
    raw = _sheets(_named(*_ALL[:5], "", *_ALL[6:]))
    for measure, course in zip(_MEASURES, ("改善", "継続", "改善"), strict=True):
        raw = raw.replace(measure[_AHEAD], course)
    assert [blocks[-1] for *_, blocks in _measures(raw)] == [("o", "改善"), ("o", "継続"), ("o", "改善")]


def test_points_of_the_last_cell_stay_with_it_and_a_heading_does_not() -> None:
    raw = _sheets(_named(*_ALL), group="{}\n", behind="\n").replace(
        "苗の種類を増やす。", "（１）苗を増やす\n（２）種を配る"
    )
    assert _measures(raw)[1][3][-1] == ("o", "（１）苗を増やす\n（２）種を配る")
    assert [no for no, *_ in _measures(raw)] == [1, 1, 2]


def test_records_that_hold_tables_are_left_to_their_text() -> None:
    raw = _sheets(_named(*_ALL)).replace(
        "花の苗を４６か所に配った。",
        "指標名\t単位\t基準値\t実績値\t目標値\n花壇\tか所\t30\t46\t50\n苗\t本\t300\t460\t500\n",
    )
    source = text.read("x.txt", "0" * 64, raw.encode())
    assert [grid.columns for grid in source.tables] == [5]


def test_what_stands_behind_the_last_record_is_none_of_it() -> None:
    raw = _sheets(_named(*_ALL)) + "有識者の意見\n植える木の種類を見直すべきである。\n"
    assert [cell.text(raw) for cell in list(label_lines.find(raw))[-1].cells][-2:] == [
        "改善の方向",
        "学校の裏庭を借りる。",
    ]


@pytest.mark.parametrize(
    "raw",
    [
        "事業名\n並木の植え替え\n所管課\n公園課\n実施内容\n桜を３８本植え替えた。\n",  # once: how to fill a sheet in
        "事業名\n所管課\n実施内容\n並木の植え替え\n公園課\n桜を植えた。\n\n事業名\n所管課\n実施内容\n庭先の花壇\n公園課\n苗を配った。\n",
        "１　並木\n主な取組\n桜を植えた。\n課題\n根が浅い。\n今後の予定\n続ける。\n\n２　花壇\n主な取組\n苗を配った。\n課題\n土が足りない。\n今後の予定\n続ける。\n",
        "事業名\n並木の植え替え\n所管課：公園課\n実績：桜を植えた。\n\n事業名\n庭先の花壇\n所管課：市民課\n実績：苗を配った。\n",
        "事業名\n並木の植え替え\n所管課\n公園課\n電話\n１２３\n\n事業名\n庭先の花壇\n所管課\n市民課\n電話\n４５６\n",
    ],
    ids=["one record", "heads below each other", "labels below headings", "texts behind labels", "nothing told"],
)
def test_no_records(raw: str) -> None:
    assert list(label_lines.find(raw)) == []
