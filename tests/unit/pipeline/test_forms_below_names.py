"""Forms without a field for a measure's name: below the line that names it, with words between, or with its number as a label."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.model import Report, SourceDoc

from .drawn_sheets import BREAK, I, O, P, T, Table, read, told

MEASURES = [
    ("間伐の補助", "林務課", "苗木を310本配った。", "道が遠く運べない。", "林道を延ばす。"),
    ("木の遊具", "公園課", "遊具を４基置いた。", "", "点検を続ける。"),
    ("川の掃除", "河川課 環境課", "３回行い84人が出た。", "草が刈れない。", "回数を増やす。"),
]
OVERVIEW: list[str | Table] = ["１　総括", "　今年は３件を進めた。", "２　事業別の状況"]
AFTER = "３　会議の結果"


def below_labels(office: str, done: str, wanting: str, ahead: str) -> Table:
    rows: Table = [["担当課", office], ["進み具合", "順調"], ["下半期の実績", done]]
    rows += [["支障となった事項", wanting]] if wanting else []
    return [*rows, ["来年度の計画", ahead]]


def in_pairs(office: str, done: str, wanting: str, ahead: str) -> Table:
    rows: Table = [["担当", office, "実施時期", "通年"], ["取組実績", (done, 1, 3)]]
    rows += [["課題", (wanting, 1, 3)]] if wanting else []
    return [*rows, ["今後の対応", (ahead, 1, 3)]]


def over_words(office: str, done: str, wanting: str, ahead: str) -> Table:
    rows: Table = [["担当課", "進み具合"], [office, "順調"], [("実績", 1, 2)], [(done, 1, 2)]]
    rows += [[("課題", 1, 2)], [(wanting, 1, 2)]] if wanting else []
    return [*rows, [("来年度の予定", 1, 2)], [(ahead, 1, 2)]]


def without_offices(_: str, done: str, wanting: str, ahead: str) -> Table:
    rows: Table = [["取組の成果", done]]
    rows += [["残った課題", wanting]] if wanting else []
    return [*rows, ["今後", ahead]]


Form = Callable[[str, str, str, str], Table]


def report(form: Form, heading: str, between: tuple[str, ...], goals: str = "＜目標{}＞　{}") -> list[str | Table]:
    parts: list[str | Table] = []
    for n, (title, *cells) in enumerate(MEASURES, start=1):
        parts += [goals.format(n // 2 + 1, "森川"[n // 2])] if n != 2 else []
        parts += [heading.format(n, title), *(line.format(title) for line in between), form(*cells)]
    return [*OVERVIEW, *parts]


def assert_read(source: SourceDoc, found: Report, *, offices: bool = True) -> None:
    measures = [(d.title, m) for d in found.directions for s in d.sections for m in s.measures]
    assert [(goal, m.title) for goal, m in measures] == [
        ("森", "間伐の補助"),
        ("森", "木の遊具"),
        ("川", "川の掃除"),
    ]
    for (_, measure), (_, office, done, wanting, ahead) in zip(measures, MEASURES, strict=True):
        assert measure.departments == (tuple(office.split()) if offices else ())
        blocks = told(source, measure)
        assert {(P, done), (O, ahead), *([(I, wanting)] if wanting else [])} <= {*blocks}
        assert all(words == wanting for kind, words in blocks if kind is I)


@pytest.mark.parametrize("heading", ["[{}] {}", "（{}）{}", "◆{1}", "事業{}　{}", "{}-1　{}", "○{1}"])
@pytest.mark.parametrize("form", [below_labels, in_pairs, over_words, without_offices])
@pytest.mark.parametrize(
    "between",
    [
        ("事業の概要：{}を進め、人を結ぶ。",),
        ("事業の目的：{}を広める。", "対象：町民"),
    ],
)
def test_a_form_below_words_on_what_the_measure_is(heading: str, form: Form, between: tuple[str, ...]) -> None:
    assert_read(*read(*report(form, heading, between)), offices=form is not without_offices)


@pytest.mark.parametrize(
    "goals", ["＜目標{}＞　{}", "＜基本目標{}＞　{}", "〔柱{}〕{}", "《方針{}》　{}", "【目標{}】{}"]
)
def test_a_form_right_below_the_name(goals: str) -> None:
    assert_read(*read(*report(below_labels, "[{}] {}", (), goals)))


def test_the_end_of_a_page_cuts_a_form() -> None:
    parts: list[str | Table] = []
    for part in report(below_labels, "[{}] {}", ("事業の概要：{}を進める。",)):
        parts += [part] if isinstance(part, str) else [part[:3], BREAK, part[3:]]
    assert_read(*read(*parts))


def test_a_form_like_no_other_tells_of_no_measure() -> None:
    form: Table = [["委員の意見", "道を直すべきだ。"], ["今後の対応", "秋に検討する。"], ["課題", "予算がない。"]]
    _, found = read(*report(below_labels, "[{}] {}", ("概要：{}を進める。",)), AFTER, form)
    source, before = read(AFTER, form, *report(below_labels, "[{}] {}", ("概要：{}を進める。",)))
    assert_read(source, before)
    labels = {b.column for d in found.directions for s in d.sections for m in s.measures for b in m.blocks}
    assert "下半期の実績" in labels
    assert not labels & {"委員の意見", "今後の対応", "課題"}


def numbered(first: Callable[[str, int, str], list[str | tuple[str, int, int]]]) -> list[str | Table]:
    parts: list[str | Table] = []
    for n, ((title, office, done, wanting, ahead), no) in enumerate(
        zip(MEASURES, ("1-1", "1-2", "2-1"), strict=True), start=1
    ):
        parts += [f"方針{n // 2 + 1}　{'森川'[n // 2]}"] if n != 2 else []
        rows: Table = [[*first(no, n, title)], ["担当", office, "実施期間", "Ｒ４～Ｒ７"]]
        rows += [["令和６年度の目標", ("３か所で行う。", 1, 3)], ["実施した内容", (done, 1, 3)]]
        rows += [["残された課題", (wanting, 1, 3)]] if wanting else []
        parts.append([*rows, ["令和７年度の進め方", ahead, "自己評価", "Ｂ"]])
    return parts


@pytest.mark.parametrize(
    "label",
    ["措置{0}", "措置 {0}", "対策{1}", "アクション{1}", "約束{1}", "メニュー（{1}）", "プログラム（{1}）", "措置番号{0}", "ミッション{1}"],
)  # fmt: skip
def test_a_label_that_counts_the_measures(label: str) -> None:
    source, found = read(*numbered(lambda no, n, title: [label.format(no, n), (title, 1, 3)]))
    assert_read(source, found)
    assert all(
        (T, "３か所で行う。") in told(source, m) for d in found.directions for s in d.sections for m in s.measures
    )


@pytest.mark.parametrize("word", ["措置", "対策", "行動"])
def test_a_bare_word_for_measures_beside_their_numbers(word: str) -> None:
    assert_read(*read(*numbered(lambda no, _, title: [word, (f"{no}　{title}", 1, 3)])))
    assert_read(*read(*numbered(lambda no, _, title: [word, no, (title, 1, 2)])))


@pytest.mark.parametrize("word", ["措置", "対策"])
def test_rows_across_forms_count_the_measures(word: str) -> None:
    assert_read(*read(*numbered(lambda no, _, title: [(f"{word}{no}　{title}", 1, 4)])))


@pytest.mark.parametrize("label", ["課題{}", "指標{}", "Ｒ{}"])
def test_a_label_that_counts_something_else_names_no_measure(label: str) -> None:
    _, found = read(*numbered(lambda _, n, title: [label.format(n + 4), (title, 1, 3)]))
    titles = {m.title for d in found.directions for s in d.sections for m in s.measures}
    assert not titles & {title for title, *_ in MEASURES}


def test_what_was_done_about_a_finding_names_no_measure() -> None:
    parts: list[str | Table] = []
    for n, (title, office, done, _, ahead) in enumerate(MEASURES, start=1):
        parts += [f"（{n}）{title}", [["措置", done.rstrip("。")], ["担当", office], ["今後の予定", ahead]]]
    _, found = read(*parts)
    assert [m.title for d in found.directions for s in d.sections for m in s.measures] == [m[0] for m in MEASURES]
