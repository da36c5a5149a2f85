"""What labels say of the blocks below them: the same below every measure, answers, bare words, letters of a cycle."""

from __future__ import annotations

import pytest

from pipeline.model import BlockKind
from pipeline.profile import base
from pipeline.segment.columns import NO_KIND

from .invented_report import HEAD, I, O, P, X, measures_of, report_of, told_of


def _described(*told: str) -> list[BlockKind]:
    parts = [
        f"（{n}）{name}（生涯学習課）\n＜取組内容＞{words}\n＜達成状況＞　○\n\n"
        for n, (name, words) in enumerate(zip(("講座", "窓口", "訪問", "相談"), told, strict=False), 1)
    ]
    text = f"{HEAD}基本目標１　学び合う\n\n" + "".join(parts)
    return [measure.blocks[0].kind for measure in measures_of(text)]


def test_a_label_that_describes_tells_the_same_below_every_measure() -> None:
    done = ("講座を３回開きました。", "７月に窓口を開きました。来所は75組です。", "54世帯を訪ねました。")
    assert _described(*done) == [P] * 3
    present = (
        "誰もが学べる場である。",
        "身近な所で相談を受ける。昨年に移した。",
        "暮らしを見守る。",
        "悩みを受け止める。",
    )
    assert _described(*present) == [X] * 4
    assert _described("講座の開催（３回）", "窓口の設置", "世帯への訪問", "悩みを受け止める。") == [P] * 4


_ANSWERS = "".join(
    f"問{n}　{name}（生涯学習課）\n{{asked}}：増やすこと。\n{{answer}}：{{told}}\n{{ahead}}{{end}}\n"
    for n, name in enumerate(("講座", "窓口", "訪問"), 1)
)


@pytest.mark.parametrize("asked", ["求められたこと", "ご意見", "要望", "提言"])
@pytest.mark.parametrize("answer", ["答", "答え", "回答", "お答え", "市の回答"])
@pytest.mark.parametrize("ahead", ["これから", "この先", "今後は", "今後"])
def test_questions_with_answers(asked: str, answer: str, ahead: str) -> None:
    told, end = "２館で21時まで開け、110人が使いました。", f"{ahead}：週末にも試します。\n"
    text = HEAD + _ANSWERS.format(asked=asked, answer=answer, told=told, ahead="", end=end)
    for measure in measures_of(text):
        kinds = {words.rpartition("：")[2]: kind for kind, words in told_of(text, measure)}
        assert kinds == {"増やすこと。": X, told: P, "週末にも試します。": O}


@pytest.mark.parametrize("asked", ["指摘", "監査の指摘事項", "要望", "委員の意見", "質問", "市民の声"])
@pytest.mark.parametrize("said", ["理由が書かれていなかった。", "確認が足りない。", "台数を減らす予定か。"])
def test_what_others_say_is_neither_done_nor_wanting(asked: str, said: str) -> None:
    body = f"＜{asked}＞\n{said}\n＜対応＞\n様式を改めました。\n＜今後＞\n点検を行います。\n"
    text = HEAD + "".join(f"（{n}）{name}（建設課）\n{body}\n" for n, name in enumerate(("講座", "窓口", "訪問"), 1))
    for measure in measures_of(text):
        assert told_of(text, measure) == [(X, said), (P, "様式を改めました。"), (O, "点検を行います。")]


def test_an_answer_of_what_was_done_and_is_to_be_done() -> None:
    text = HEAD + _ANSWERS.format(
        asked="意見", answer="答", told="６台を減らしました。来年度は予約の仕組みを改めます。", ahead="", end=""
    )
    for measure in measures_of(text):
        assert told_of(text, measure)[1:] == [(P, "６台を減らしました。"), (O, "来年度は予約の仕組みを改めます。")]


def _sheet(*fields: str) -> str:
    body = "".join(
        f"{sign}{name}\n　主管　建設課\n" + "".join(f"　{field}\n" for field in fields) + "\n"
        for sign, name in zip("①②③", ("講座", "窓口", "訪問"), strict=True)
    )
    return f"{HEAD}◆柱１　動く\n\n{body}"


def test_bare_words_are_labels_beside_one_with_a_colon() -> None:
    fields = (
        "取組　９か所で毎朝開いた。",
        "成果　顔なじみが増えました。",
        "課題　６人でしか回せなかった。",
        "今後　体育館でも開くことを考える。",
    )
    text = _sheet(*fields, "指標：参加者数　目標　800人　実績　812人")
    for measure in measures_of(text):
        assert [kind for kind, _ in told_of(text, measure)] == [P, P, I, O, BlockKind.TARGET]


def test_bare_words_before_values_are_no_labels() -> None:
    body = (
        "【取組】\n　９か所で毎朝開いた。\n　目標　800人\n　実績　812人\n　成果　12件\n【今後】\n　体育館でも開く。\n"
    )
    text = HEAD + "".join(f"（{n}）{name}（建設課）\n{body}\n" for n, name in enumerate(("講座", "窓口", "訪問"), 1))
    for measure in measures_of(text):
        assert [kind for kind, _ in told_of(text, measure)] == [P, O]


_HOSPITAL = """東浜市民病院改革プラン
令和６年度　点検・評価
{imprint}

第１　診療の充実

検査の待ち時間
（担当：{first}）
実施状況
　採血室を３席増やした。
今後の取組
　番号を電子掲示に替える。

栄養指導
（担当：{second}）
実施状況
　外来で412件の指導を行った。
今後の取組
　教室を月１回開く。

第２　経営の安定

薬品費
（担当：薬剤部）
実施状況
　後発医薬品の割合は92.1％となった。
今後の取組
　在庫の単位を見直す。
"""


@pytest.mark.parametrize(
    "imprint",
    [
        "令和７年８月　東浜市民病院事務部総務課",
        "令和７年８月２０日　東浜市立病院",
        "2025年8月　経営企画室",
        "令和７年８月",
    ],
)
def test_when_and_by_whom_a_report_was_issued_is_no_measure(imprint: str) -> None:
    text = _HOSPITAL.format(imprint=imprint, first="検査科", second="看護部")
    assert [measure.title for measure in measures_of(text)] == ["検査の待ち時間", "栄養指導", "薬品費"]


@pytest.mark.parametrize("first", ["放射線技術科", "臨床検査技術科", "薬剤科"])
@pytest.mark.parametrize("second", ["栄養管理科、看護部", "看護部、臨床工学科"])
def test_clinics_in_charge(first: str, second: str) -> None:
    text = _HOSPITAL.format(imprint="令和７年８月", first=first, second=second)
    found = [measure.departments for measure in measures_of(text)]
    assert found == [(first,), tuple(second.split("、")), ("薬剤部",)]


@pytest.mark.parametrize(
    "form",
    ["【{label}】{text}", "〔{label}〕\n　{text}", "{label}：{text}", "■{label}\n　{text}", "＜{label}＞　{text}"],
)
@pytest.mark.parametrize(
    "labels",
    [
        ("Ｐｌａｎ", "Ｄｏ", "Ｃｈｅｃｋ", "Ａｃｔｉｏｎ"),
        ("PLAN", "DO", "CHECK", "ACTION"),
        ("plan", "do", "check", "act"),
        ("Ｐ", "Ｄ", "Ｃ", "Ａ"),
        ("Plan（計画）", "Do（実行）", "Check（評価）", "Action（改善）"),
        ("計画（Plan）", "実施（Do）", "検証（Check）", "改善（Action）"),
        ("Ｐ（目標）", "Ｄ（実施内容）", "Ｃ（評価）", "Ａ（次年度の対応）"),
        ("Plan（年度の目標）", "Do（取り組んだこと）", "Check（振り返り）", "Act（見直し）"),
    ],
)
@pytest.mark.parametrize("with_plan", [True, False])
def test_the_cycle_of_plan_do_check_action(labels: tuple[str, ...], form: str, with_plan: bool) -> None:
    texts = (
        "窓口を３か所に増やす。",
        "窓口を２か所開いた。",
        "好評であった。夜間の相談員が足りない。",
        "勤務の組み方を改める。",
    )
    told = [form.format(label=label, text=text) for label, text in zip(labels, texts, strict=True)][not with_plan :]
    parts = [f"（{n}）{name}（生涯学習課）\n" + "\n".join(told) for n, name in enumerate(("講座", "窓口", "訪問"), 1)]
    text = f"{HEAD}基本目標１　学び合う\n\n" + "\n\n".join(parts) + "\n"
    kinds = [(BlockKind.TARGET, texts[0])] * with_plan + [
        (P, texts[1]),
        (X, "好評であった。"),
        (I, "夜間の相談員が足りない。"),
        (O, texts[3]),
    ]
    assert [told_of(text, measure) for measure in measures_of(text)] == [kinds] * 3


@pytest.mark.parametrize("form", ["　{label}　{text}", "{label}\n　　{text}", "・{label}　{text}", "■{label}：{text}"])
@pytest.mark.parametrize(
    "labels",
    [
        ("Ｐ（目標）", "Ｄ（実施内容）", "Ｃ（評価・課題）", "Ａ（次年度の対応）"),
        ("PLAN(計画)", "DO(実績)", "CHECK(課題)", "ACTION(今後の対応)"),
        ("Plan（ねらい）", "Do（取組の状況）", "Check（残った課題）", "Act（改善策）"),
    ],
)
def test_steps_with_what_they_are_called_before_their_text(labels: tuple[str, ...], form: str) -> None:
    texts = ("窓口を３か所に増やす。", "窓口を２か所開いた。", "夜間の相談員が足りない。", "勤務の組み方を改める。")
    told = "\n".join(form.format(label=label, text=text) for label, text in zip(labels, texts, strict=True))
    parts = [f"（{n}）{name}（生涯学習課）\n{told}" for n, name in enumerate(("講座", "窓口", "訪問"), 1)]
    text = f"{HEAD}基本目標１　学び合う\n\n" + "\n\n".join(parts) + "\n"
    kinds = list(zip((BlockKind.TARGET, P, I, O), texts, strict=True))
    assert [told_of(text, measure) for measure in measures_of(text)] == [kinds] * 3


def test_letters_that_grade_or_count_are_of_no_cycle() -> None:
    for label, told in (
        ("評価", "Ａ"),
        ("Ａ", "12件"),
        ("ランク", "Ｃ"),
        ("Ａ（順調）", "増えた。"),
        ("Ａ（目標を達成）", ""),
    ):
        text = report_of("{label}：{text}", label, told)
        assert O not in [kind for measure in measures_of(text) for kind, _ in told_of(text, measure)]
    text = report_of("{text}\n　{label}", "Check 表を配り直した。", "窓口の Action Plan を作った。")
    assert {kind for measure in measures_of(text) for kind, _ in told_of(text, measure)} == {P}


@pytest.mark.parametrize(("words", "costs"), [("事業費(千円)", True), ("決算額", True), ("事業(主なもの)", False)])
def test_what_says_what_it_costs_tells_nothing_else_be_its_unit_behind_it(words: str, *, costs: bool) -> None:
    assert (NO_KIND.search(words) is not None) is costs


@pytest.mark.parametrize(
    ("label", "kind"),
    [("やったことは?", P), ("困ったことは?", I), ("今後の予定は?", O), ("講座は?", None), ("課題か?", None)],
)
def test_labels_that_ask(label: str, kind: BlockKind | None) -> None:
    assert base().kind_of(label) is kind
