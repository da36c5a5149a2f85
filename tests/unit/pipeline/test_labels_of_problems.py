"""Labels of problems, of worries and of what was noticed, and those in plain words."""

from __future__ import annotations

import pytest

from pipeline.model import BlockKind
from pipeline.profile import base

from .invented_report import I, O, P, X, in_company


@pytest.mark.parametrize(
    "label",
    [
        "懸案事項",
        "懸案",
        "主な懸案事項",
        "懸念事項",
        "障壁",
        "現状の課題",
        "困りごと",
        "心配ごと",
        "困難な点",
        "支障のあった点",
        "壁となったこと",
        "隘路",
        "つまずき",
        "なやみ",
        "おなやみ",
        "悩みどころ",
        "いまのなやみ",
        "職場の悩み",
        "取組を進める上での障壁",
    ],
)
@pytest.mark.parametrize(
    "words", ["会場の３割しか埋まりませんでした。", "夜間の窓口", "人件費が２割ほど膨らみました。"]
)
def test_labels_of_problems(label: str, words: str) -> None:
    told = in_company(*[f"【実績】３回開いた。【{label}】{words}【今後】続ける。"] * 3)
    assert told == [[(P, "３回開いた。"), (I, words), (O, "続ける。")]] * 3


@pytest.mark.parametrize("label", ["懸案事項への対応", "懸案への今後の対応", "懸念事項への対応"])
def test_what_is_done_about_problems_is_none(label: str) -> None:
    told = in_company(*[f"【実績】３回開いた。【{label}】講師を増やす。"] * 3)
    assert told == [[(P, "３回開いた。"), (O, "講師を増やす。")]] * 3


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        *(
            (label, I)
            for label in ("もうひと息", "もう一歩", "あと少し", "いま一歩", "もうひと工夫", "もう一歩のところ")
        ),
        *((label, I) for label in ("宿題", "これからの宿題", "気がかり", "気がかりな点", "がんばりどころ", "伸びしろ")),
        *(
            (label, I)
            for label in (
                "足りなかったこと",
                "届かなかったこと",
                "手が回らなかったこと",
                "心残り",
                "道半ば",
                "弱いところ",
            )
        ),
        ("次の一歩", O),
        ("これから", O),
        ("できたこと", P),
        *((label, None) for label in ("もう一度", "見どころ", "よりどころ", "宿題支援", "つまずき予防", "いまひとつ")),
    ],
)
def test_what_labels_in_plain_words_open(label: str, kind: BlockKind | None) -> None:
    assert base().kind_of(label) is kind


_NOTICED = [
    "気づき",
    "気付き",
    "主な気づき",
    "気がつき",
    "現場での気づき",
    "気づきの点",
    "担当課の気づき",
    "実施後の気づき",
]


@pytest.mark.parametrize("label", _NOTICED)
@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("担任の目配りに頼っています。", I),
        ("箱を運ぶのは当番の親で、負担になっているとの声がある。", I),
        ("案内が遅く、来たのは顔なじみの家でした。", I),
        ("台風で２日休館した。", I),
        ("児童に喜ばれた。", X),
        ("待ち時間が解消された。", X),
    ],
)
def test_what_was_noticed_beside_results_and_plans_is_an_issue_unless_it_came_well(
    label: str, sentence: str, kind: BlockKind
) -> None:
    told = in_company(*[f"【実績】３回開いた。【{label}】{sentence}【今後】続ける。"] * 3)
    assert told == [[(P, "３回開いた。"), (kind, sentence), (O, "続ける。")]] * 3


@pytest.mark.parametrize("label", ["気づいた点", "気になること", "気がかり", "気がかりな点", "反省", "反省点"])
def test_labels_of_worries(label: str) -> None:
    told = in_company(*[f"【実績】３回開いた。【{label}】夜間の窓口。【今後】続ける。"] * 3)
    assert told == [[(P, "３回開いた。"), (I, "夜間の窓口。"), (O, "続ける。")]] * 3


@pytest.mark.parametrize("label", ["気づきを促す取組", "気配りの実績", "気づきの実践", "元気づくりの状況"])
def test_labels_of_deeds_that_make_others_notice(label: str) -> None:
    told = in_company(*[f"【{label}】３回開いた。【今後】続ける。"] * 3)
    assert told == [[(P, "３回開いた。"), (O, "続ける。")]] * 3
