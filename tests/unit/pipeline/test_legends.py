"""Lines that explain signs: by which titles point at a plan, and which open lines of one kind."""

from __future__ import annotations

import pytest

from extractors.view import fold
from pipeline.model import BlockKind, ReportHead, SourceDoc
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose
from pipeline.segment.legends import before_signs, kinds_explained, signs_explained
from pipeline.segment.line_signs import signs_told


@pytest.mark.parametrize(
    ("line", "signs"),
    [
        ("①防犯　②防火　③交通", "①②③"),
        ("※①防犯、②防火、③交通、④見守り", "①②③④"),
        ("凡例：①防犯／②防火／③交通", "①②③"),
        ("【凡例】①防犯　②防火　③交通", "①②③"),
        ("⑤水辺　⑥里山　⑦街路樹", "⑤⑥⑦"),
        ("番号　（１）防犯　（２）防火　（３）交通", "123"),
        ("Ａ：道路　Ｂ：公園　Ｃ：河川", "ABC"),
        ("Ａ　道路　Ｂ　公園　Ｃ　河川", "ABC"),
    ],
)
def test_a_line_that_explains_signs(line: str, signs: str) -> None:
    assert "".join(signs_explained(fold(line))) == signs


@pytest.mark.parametrize(
    "line",
    [
        "①防犯の教室",
        "①防犯　②防火",
        "①防犯　③交通　④見守り",
        "①②③の事業",
        "Ａ棟　Ｂ棟　Ｃ棟の改修",
        "①見回りを３回、②講座を２回、③訓練を１回行った。",
        "次の区分による取組の例　①防犯　②防火　③交通",
    ],
)
def test_a_line_that_explains_none(line: str) -> None:
    assert signs_explained(fold(line)) == ()


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("見回り（①）", "見回り"),
        ("見回り（①・③）", "見回り"),
        ("見回り（①～③）", "見回り"),
        ("見回り（①③）", "見回り"),
        ("見回り〔②〕", "見回り"),
        ("見回り（その①）", "見回り（その①）"),
        ("見回り（④）", "見回り（④）"),
        ("見回り（2024）", "見回り（2024）"),
    ],
)
def test_signs_behind_a_title_go_if_they_are_explained(title: str, bare: str) -> None:
    signs = frozenset(signs_explained(fold("①防犯　②防火　③交通")))
    assert title[: before_signs(fold(title), signs)] == bare


_P, _I, _O = BlockKind.PROGRESS, BlockKind.ISSUES, BlockKind.OUTLOOK


@pytest.mark.parametrize(
    ("lines", "signs"),
    [
        (["凡例　○令和６年度に行ったこと　▲見えてきた課題　→令和７年度に行うこと"], "○▲→"),
        (["【記号】＋：成果　－：課題　⇒：今後の対応"], "+-→"),
        (["※〇…実績、△…課題、→…今後の方向"], "○△→"),
        (["●は取り組んだこと、▽は困っていること、➡は次年度にすることを表します。"], "●▽→"),
        (["（注）「◎」は実施した内容、「▲」は残された課題、「▷」は今後の予定です。"], "◎▲▷"),
        (["（■実績　□課題　⇒令和７年度の予定）"], "■□→"),
        (["・実績　▼課題　★次の一手"], "・▼★"),
        (["記号の意味", "◆　実施したこと", "◇　課題", "▶　これから取り組むこと"], "◆◇▶"),
    ],
)
def test_signs_that_say_what_lines_tell(lines: list[str], signs: str) -> None:
    assert kinds_explained(map(fold, lines)) == dict(zip(signs, (_P, _I, _O), strict=True))


def test_signs_of_one_character_in_brackets() -> None:
    found = kinds_explained([fold("[成]＝成果　[課]＝課題　[展]＝今後の展開")])
    assert found == {"[成]": _P, "[課]": _I, "[展]": _O}


@pytest.mark.parametrize(
    "lines",
    [
        ["評価の凡例　○：順調　△：課題あり　×：未着手"],
        ["進捗の区分　◎達成　○概ね達成　▲遅れている　→令和７年度へ継続"],
        ["凡例　○：新規の取組　●：継続の取組　▲：縮小した取組"],
        ["※△は減額を、→は変更後の額を示す。"],
        ["◎は主管課、○は関係課です。"],
        ["○　相談の課題を整理した　→　今後の計画に反映"],
        ["・参加者の声を集めた　・今後の予定を示した"],
        ["成果　→　課題　→　今後の予定　の順に述べる。"],
        ["※令和６年度末現在", "・課題を整理した", "・今後の予定を示した"],
        ["凡例　■：計画値　●：実績値　▲：課題の数"],
        ["○印の実績と●印の課題を掲げた前年度と異なり、文章で述べます。"],
    ],
)
def test_signs_that_say_something_else(lines: list[str]) -> None:
    assert kinds_explained(map(fold, lines)) == {}


@pytest.mark.parametrize(
    ("legend", "signs"),
    [
        ("凡例　○行ったこと　▲課題　→今後行うこと", "○▲→"),
        ("【記号】＋：成果　－：課題　⇒：今後の対応", "＋－⇒"),
        ("※〇…実績、△…課題、→…今後の方向", "〇△→"),
    ],
)
@pytest.mark.parametrize("label", ["", "取組の状況\n"])
def test_lines_below_measures_are_what_their_signs_say(legend: str, signs: str, label: str) -> None:
    done, ill, ahead = signs
    text = f"白浜市みらい計画　令和６年度進捗状況報告書\n\n{legend}\n\n"
    told = (
        ("講座", "会場の７割は古い建物", "冬にも開く"),
        ("窓口", "平日に限られる", "土曜も開ける"),
        ("訪問", "２人で回る", "１人増やす"),
    )
    for number, (name, wanting, plan) in enumerate(told, 1):
        text += (
            f"（{number}）{name}（生涯学習課）\n{label}{done}　市内の{number}会場で開き、新しい顔ぶれを\n　迎えた。\n"
            f"{done}　{name}の冊子を作った\n{ill}　{wanting}\n{ahead}　{plan}\n\n"
        )
    source = SourceDoc(name="r.txt", sha256="0" * 64, format="txt", text=text)
    measures = list(segment(source, choose(source, builtin()), ReportHead(fiscal_year=2024)).measures())
    assert [m.title for m in measures] == ["講座", "窓口", "訪問"]
    for measure in measures:
        opened = [(block.kind, text[block.span.start : block.span.end].strip()[0]) for block in measure.blocks]
        assert opened == [(_P, done), (_I, ill), (_O, ahead)]


@pytest.mark.parametrize(
    ("lines", "signs"),
    [
        (
            [
                "○講師を置いた。",
                "○会を開いた。",
                "○冊子を配った。",
                "●率が低い状態が続いている。",
                "●学校間の差がある。",
                "●職員が足りない。",
            ],
            {"●": _I},
        ),
        (["○講師を置いた。", "○会を開いた。", "○冊子を配った。", "●北の会場", "●南の会場", "●東の会場"], {}),
        (
            [
                "○講師を置いた。",
                "○会を開いた。",
                "○冊子を配った。",
                "●机を替えた。",
                "●職員が足りない。",
                "●幕を張った。",
            ],
            {},
        ),
        (
            [
                "○講師を置いた。",
                "○会を開いた。",
                "○冊子を配った。",
                "●会場が駅の北にある。",
                "●職員が足りない。",
                "●部屋が３つある。",
            ],
            {},
        ),
        (
            [
                "○職員が足りない。",
                "○差がある。",
                "○場所がない。",
                "●手間がかかる。",
                "●人手が足りない。",
                "●遠い会場が多い。",
            ],
            {},
        ),
    ],
)
def test_signs_that_are_set_against_what_was_done(lines: list[str], signs: dict[str, BlockKind]) -> None:
    assert signs_told("", lines) == signs
