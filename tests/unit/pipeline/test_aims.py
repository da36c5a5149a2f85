"""ねらい before what was done is a target where no other label names one or the aims say how much is to be reached; so are policies beside what comes next."""

from __future__ import annotations

import pytest

from extractors.view import fold
from pipeline.model import BlockKind
from pipeline.profile import base

from .invented_report import I, O, P, in_company, read

_FORMS = ("ア　{}\n　", "(1){}\n　", "【{}】", "◆{}\n　", "［{}］\n　", "{}：", "①{}\n　", "■{}\n　")


def _kinds(aims: tuple[str, ...], form: str = "【{}】", goal: str = "目標") -> list[BlockKind]:
    """Return of which kinds the aims of a report are, which stand below their labels before a goal and what was done."""
    signs = "アイウエオ" if form[0] == "ア" else "①②③④⑤" if form[0] == "①" else "12345"
    labels = [
        form.replace("ア", sign).replace("①", sign).replace("(1)", f"({sign})").format(word)
        for sign, word in zip(signs, ("ねらい", *filter(None, (goal,)), "実績", "評価と課題", "次の一手"), strict=False)
    ]
    measures = "".join(
        f"１－{n}　第{n}広場の活動（公園課）\n{labels[0]}{aim}\n"
        + (f"{labels[1]}会を開く。\n" if goal else "")
        + f"{labels[-3]}{n + 3}回開き、{n}2人が加わった。\n{labels[-2]}担い手が足りない。\n{labels[-1]}若い世代に声をかける。\n\n"
        for n, aim in enumerate(aims, start=1)
    )
    blocks = [m.blocks for m in read(f"磯辺町運動の計画の点検（令和６年度分）\n\n１　続ける\n\n{measures}").measures()]
    told = [*([BlockKind.TARGET] if goal else []), BlockKind.PROGRESS, BlockKind.ISSUES, BlockKind.OUTLOOK]
    assert [[b.kind for b in m[1:]] for m in blocks] == len(aims) * [told]
    return [m[0].kind for m in blocks]


@pytest.mark.parametrize("form", _FORMS)
def test_aims_below_labels_of_any_look(form: str) -> None:
    levels = ("週１回以上の習慣を付ける。", "担い手を増やす。", "使う人を延べ６千人とする。")
    assert _kinds(levels, form) == 3 * [BlockKind.TARGET]
    purposes = ("習慣を付ける。", "担い手を増やす。", "使う人を集める。")
    assert _kinds(purposes, form) == 3 * [BlockKind.OTHER]
    assert _kinds(purposes, form, goal="") == 3 * [BlockKind.TARGET]


@pytest.mark.parametrize(
    "aims",
    [
        ("八割が歩く。", "続ける力を養う。", "全校で行う。"),
        ("参加を年４回に増やす。", "場を広げる。", "事故をゼロにする。"),
        ("大会に出る人を毎年５人以上送り出す。", "利用を1.5倍にする。", "場を広げる。"),
        ("すべての地区に広げる。", "受診を60％まで高める。", "場を広げる。"),
        ("30団体の登録を得る。", "場を広げる。", "県内で３位以内に入る。"),
        ("１２か所に置く。", "場を広げる。", "50人もの担い手を育てる。"),
        ("町の１日１万歩を広める。", "参加を二千人に伸ばす。", "全員に声をかける。"),
        ("入所の待機をなくす。", "年３回集う。", "場を広げる。"),
        ("未耐震の校舎を解消し、全校で備える。", "場を広げる。", "不法投棄を無くす。"),
        ("町の空白地域をなくす。", "場を広げる。", "家庭の自己負担をなくす。"),
        ("苦情を１０件以下に抑える。", "場を広げる。", "満足の点数を４点台にする。"),
        ("協力する店を８０店以上とする。", "場を広げる。", "年４０基を貸す。"),
        ("月２回は開く。", "場を広げる。", "古紙を１２０トン集める。"),
        ("年度内に橋を架け終える。", "場を広げる。", "令和８年３月までに舗装を終える。"),
        ("３地区で試す。", "場を広げる。", "延べ２００世帯に配る。"),
        ("緑地を1.5ha増やす。", "場を広げる。", "苗木を６００本植える。"),
    ],
)
def test_aims_that_say_how_much_are_targets(aims: tuple[str, ...]) -> None:
    assert _kinds(aims) == 3 * [BlockKind.TARGET]


@pytest.mark.parametrize(
    "aims",
    [
        ("一人一人に応じる。", "一人ひとりを支える。", "場を広げる。"),
        ("一人でも多くの人が歩く。", "一日も早く広げる。", "場を広げる。"),
        ("不安をなくす。", "垣根をなくす。", "差別をなくす。"),
        ("地域の課題を解消する。", "待機の長さを知らせる。", "事故を減らす。"),
        ("三位一体で進める。", "十人十色の動きを認める。", "二人三脚で続ける。"),
        ("第３回の大会に備える。", "第十二回の祭りを盛り上げる。", "場を広げる。"),
        ("９月１日に合わせて備える。", "10月10日を祝う。", "場を広げる。"),
        ("一人暮らしの方を誘う。", "ひとり親の家庭を誘う。", "１人１台の端末で学ぶ。"),
        ("６５歳以上の方と歩く。", "３世代で歩く。", "週３回は歩く。"),
        ("２号公園を守る。", "三つの町の輪を広げる。", "一本の道でつなぐ。"),
        ("年度を通して使える場にする。", "内に向く目を開く。", "いままでにない場とする。"),
    ],
)
def test_aims_that_do_not_are_purposes(aims: tuple[str, ...]) -> None:
    assert _kinds(aims) == 3 * [BlockKind.OTHER]


@pytest.mark.parametrize(
    "aim",
    [
        "取組方針",
        "方針",
        "事業の方針",
        "推進方針",
        "取組の方向性",
        "令和６年度の方針",
        "目指すところ",
        "計画",
        "めざす姿",
    ],
)
@pytest.mark.parametrize("ahead", ["今後の展開", "次年度の方針", "これから"])
def test_a_policy_before_results_is_a_target_beside_what_comes_next(aim: str, ahead: str) -> None:
    told = in_company(
        f"【{aim}】会を増やす。【実施】３回開いた。【{ahead}】続ける。",
        f"【{aim}】窓口を移す。【実施】２階へ移した。",
        f"【実施】９戸を訪ねた。【{ahead}】続ける。",
    )
    target = BlockKind.TARGET
    assert [[kind for kind, _ in measure] for measure in told] == [[target, P, O], [target, P], [P, O]]


@pytest.mark.parametrize(
    ("blocks", "kinds"),
    [
        ("【取組方針】会を増やす。【実施】３回開いた。", [O, P]),
        ("【実施】３回開いた。【取組方針】会を増やす。", [P, O]),
        ("【実施】３回開いた。【取組方針】会を増やす。【今後】続ける。", [P, O, O]),
        ("【今後の方針】会を増やす。【実施】３回開いた。【今後の展開】続ける。", [O, P, O]),
        ("【令和７年度の方針】会を増やす。【実施】３回開いた。【今後の展開】続ける。", [O, P, O]),
        ("【取組方針】会を増やす。【課題】講師の不足【今後の展開】続ける。", [O, I, O]),
        ("【次年度の方針】会を増やす。【実施】３回開いた。【課題】講師の不足", [O, P, I]),
    ],
)
def test_a_policy_that_is_of_what_comes_next(blocks: str, kinds: list[BlockKind]) -> None:
    assert [[kind for kind, _ in measure] for measure in in_company(*[blocks] * 3)] == [kinds] * 3


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("めざしたこと", BlockKind.TARGET),
        ("令和６年度に目指した姿", BlockKind.TARGET),
        ("取組で目指したこと", BlockKind.TARGET),
        ("めざした主な成果", BlockKind.TARGET),
        ("やろうとしたこと", BlockKind.TARGET),
        ("取り組もうと考えていたこと", BlockKind.TARGET),
        ("実現したかったこと", BlockKind.TARGET),
        ("する予定だったこと", BlockKind.TARGET),
        ("年度の初めに決めたこと", BlockKind.TARGET),
        ("目標に掲げたこと", BlockKind.TARGET),
        ("設定した数値目標", BlockKind.TARGET),
        ("めざしたことの結果", P),
        ("掲げた目標の達成状況", P),
        ("したこと", P),
        ("めざすこと", O),
        ("これからやりたいこと", None),
        ("決めたこと", None),
        ("めざした人", None),
    ],
)
def test_what_was_aimed_at_is_a_target(label: str, kind: BlockKind | None) -> None:
    assert base().kind_of(fold(label)) is kind
