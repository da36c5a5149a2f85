"""What labels say of the blocks below them: two kinds at once, the same below every measure, answers, bare words."""

from __future__ import annotations

import pytest

from pipeline.ingest import drawn
from pipeline.model import BlockKind, Measure, ReportHead, SourceDoc
from pipeline.profile import base, builtin
from pipeline.segment import segment
from pipeline.segment.both import kinds_named
from pipeline.segment.choice import choose
from pipeline.segment.columns import NO_KIND

P, O, I, X = BlockKind.PROGRESS, BlockKind.OUTLOOK, BlockKind.ISSUES, BlockKind.OTHER  # noqa: E741
_HEAD = "白浜市第3次みらい計画　令和6年度進捗状況報告書\n\n"


def _measures(text: str) -> list[Measure]:
    found = drawn.find(text)
    source = SourceDoc(
        name="r.txt", sha256="0" * 64, format="txt", text=text, tables=found.tables, furniture=found.rules
    )
    measures = list(segment(source, choose(source, builtin()), ReportHead(fiscal_year=2024)).measures())
    assert measures
    return measures


def _told(text: str, measure: Measure) -> list[tuple[BlockKind, str]]:
    return [(block.kind, text[block.span.start : block.span.end].strip()) for block in measure.blocks]


def _report(form: str, label: str, told: str) -> str:
    """Return a report with a label above a text, below each of three measures."""
    block = form.format(label=label, text=told)
    parts = [
        f"（{n}）{name}（生涯学習課）\n【取組】\n　会を開いた。\n{block}\n\n"
        for n, name in enumerate(("講座", "窓口", "訪問"), 1)
    ]
    return f"{_HEAD}基本目標１　学び合う\n\n" + "".join(parts)


@pytest.mark.parametrize(
    ("label", "kinds"),
    [
        ("成果と課題", (P, I)),
        ("実績・課題", (P, I)),
        ("取組の成果及び課題", (P, I)),
        ("取組状況及び今後の予定", (P, O)),
        ("進捗状況並びに今後の取組", (P, O)),
        ("成果・課題・今後の取組", (P, I, O)),
        ("評価と課題", (X, I)),
        ("Check", (X, I)),
        ("CHECK", (X, I)),
        ("C", (X, I)),
        ("Check(評価)", (X, I)),
        ("C(検証)", (X, I)),
        ("点検・評価(Check)", (X, I)),
        ("評価", ()),
        ("Checklist", ()),
        ("チェック体制", ()),
        ("課題と今後の対応", (I, O)),
        ("成果と今後の課題", (P, I)),
        ("今後の課題と取組", (I, O)),
        ("回答", (P, O)),
        ("市の考え方", (P, O)),
        ("これまでの歩みと見えてきた課題", (P, I)),
        ("できたこと", ()),
        ("できたこととできなかったこと", (P, I)),
        ("現状と課題", ()),
        ("取組内容と進捗状況", ()),
        ("目標と実績", ()),
        ("背景と課題", ()),
        ("取組方針・実績", (O, P)),
        ("課題", ()),
        ("県と市の役割", ()),
        ("", ()),
    ],
)
def test_the_kinds_that_a_label_names(label: str, kinds: tuple[BlockKind, ...]) -> None:
    assert kinds_named(label) == kinds


_WANTING = (
    "若者の参加が少ない。 講師が足りなかった。 利用は２割にとどまった。 会場を確保できず、２回中止した。 様式の統一ができていない。 周知が行き届いていない。 夜間は職員が２人しかいない。 "
    "申込みの方法が分かりにくい。 担い手の高齢化が進んでいる。 理解は進んだが、電話での問合せが増えている。 登録は３割に満たなかった。 成約には至らなかった。 苦情が多く寄せられた。 "
    "参加できない人がいた。 認知度は低いままである。 後任を見つけることが難しい。 雨の日に代わる催しがない。 冬は参加者が減少した。 見守りの体制を整える必要がある。 "
    "空き家が増えている。 被害の件数も増加した。 不登校の児童が増えている。 利用者が少なくなった。 会員が増え、定員が足りなくなった。 申込みは増えたものの、貸し出せる道具が少ない。 "
    "上の学年ほど出席が少なくなる傾向がある。 窓口を開ける時間が限られている。 座席が足りず、行列が生じました。 部品の在庫が乏しい状況である。 "
    "寄せられた声を重く受け止めている。 工期の見直しが避けられません。 未返却の割合は２割と高い状況にある。 離職率が高い傾向が続いています。 参加の割合が低い状態が続いている。 託児の希望に応じきれず、断った日があった。 "
    "受講率に職種間の差があります。 申請はごくわずかです。 休日に応じる窓口がありません。 満室のため利用を断る日が14日ありました。 予約を断った例が２件ある。 利用は一部の学区に限られている。 "
    "地区によって開きが大きい。 講座の認知度が低くなっています。 会場が駅から遠い。 代わりの講師がいません。 手続が煩雑である。 費用の高さが壁となっている。 制度を知らない人が多い。 倉庫が手狭である。 "
    "苦情が増えています。 苦情が出ています。 落石の事故が起きています。 空き店舗の持ち主が分からない。 支払いの遅れが生じています。 受付の手間が減っていない。 場所が確保できておりません。 "
    "年度内に３団体が活動を休止した。 加盟店２社が撤退しました。 一部の会員が退会しています。 研修を受けただけで終わっている。 訪問は一度きりのものにとどまっている。 "
    "返信に多くの時間を費やしている。 名簿の照合に人手を取られています。 申請から交付まで平均で24日かかっている。 着工までに８か月を要しています。 "
    "夜の申込みに応じられない。 送り迎えに困る人がいる。 "
    "雨漏りの続く書庫が悩みの種です。 送迎の手配が頭の痛いところである。 職員が後任探しに頭を悩ませています。 "
    "待機の世帯が解消していません。 残業が増えている。 待ちが長いとの苦情がありました。 若手が育っていない。 分別が徹底されていない。 事故を防ぐ講座の受講者が少ない。 未就学の子の参加が少ない。"
)
_WON = (
    "満足度は高かった。 待ち時間は10分に減った。 会場を増やし、不足を解消した。 苦情は増えていない。 事故は発生していない。 特に課題はなかった。 申請する必要がない。 課題であった駐車場を確保できた。 登録は目標にとどまらず、31社に達した。 "
    "難しい制度を漫画で示した。 必要に応じて見直した。 困難を抱える若者を38人支援した。 遅れていた工事が終わった。 中止が続いていたが、２年ぶりに再開できた。 できなかった訪問を再開した。 "
    "不安を抱える方の相談に応じた。 参加者は増えたが、講師は足りていた。 待機児童は解消された。 "
    "空き家の利用が増えている。 被害防止の講座が増えた。 離職者の再就職も増えた。 利用者が少なくない地域となった。 参加者は少なくなかった。 利用が少なくない。 申込みがない地区はなくなった。 環境への負荷が少ない。 漏水が少なくなった。 "
    "３団体が活動を再開した。 事業者２社が参入しました。 ５か所の段差を解消した。 検査の時間を縮めた。 研修は１日で終わった。 手続だけで終わる窓口を設けた。 受付まで４分で済んでいる。 完成まで職員が立ち会っている。 古い電話２回線を休止した。 "
    "夜の申込みにも応じられた。 移動に困る人がいなくなった。 応じられない分は隣の町に頼んだ。 "
    "長年の悩みの種であった雨漏りを直した。 後任探しに頭を悩ませていた団体に人を紹介した。 "
    "苦情の件数が少なくなる傾向がある。 浸水の被害は一部に限られた。 人が足りず、作業を日曜に移した。 遅れは一部に限られている。 "
    "就職率が高い状態が続いている。 離職率が低い水準にある。 意見を重く受け止めて直した。 値上げを避けられた。 "
    "苦情はわずかであった。 待ち時間の差がなくなった。 男女の差が縮まった。 支障はありません。 勧誘を断る練習が好評であった。 断られることがなくなった。 離職率が低くなった。 待機児童はいません。 "
    "費用を低く抑えた。 対象を市民に限らず広げた。 定員を超える申込みがありました。 差を埋める取組が進んだ。 事故の起きた日がありませんでした。 遜色がありません。 "
    "人手は足りています。 会場の予約ができています。 地域の理解が得られています。 転倒した人は少なかった。 クレームは少なかった。 渋滞は限定的であった。 未納者は少ない。 残業が少なくなった。 "
    "誤配はわずかであった。 騒音が少ない。 不具合は起きておりません。 苦情はありませんでした。 若手が育っている。 影響は生じておりません。"
)


@pytest.mark.parametrize(
    ("sentence", "kind"), [(s, k) for k, said in ((I, _WANTING), (P, _WON)) for s in said.split(" ")]
)
def test_sentences_below_a_label_of_results_and_issues(sentence: str, kind: BlockKind) -> None:
    text = _report("【{label}】\n　{text}", "成果と課題", sentence)
    assert [_told(text, measure) for measure in _measures(text)] == [[(P, "会を開いた。"), (kind, sentence)]] * 3


@pytest.mark.parametrize(
    "form",
    [
        "【{label}】\n　{text}",
        "〔{label}〕{text}",
        "{label}：{text}",
        "■{label}\n　{text}",
        "▽{label}\n　{text}",
        "◎{label}\n　{text}",
        "ア　{label}\n　{text}",
        "2.1.2　{label}\n　{text}",
        "ア．{label}　{text}",
        "②{label}　{text}",
    ],
)
@pytest.mark.parametrize(
    ("label", "parts"),
    [
        ("実績・課題", [(P, "12件増えた。"), (I, "空き家の持ち主が分からず、話が進まない。")]),
        ("取組状況及び今後の予定", [(P, "３回開いた。"), (O, "来年度は土曜日にも開く予定である。")]),
        ("評価と課題", [(X, "満足度は高かった。"), (I, "父親の参加が少ない。"), (X, "交流が生まれた。")]),
        ("評価・課題", [(X, "好評であった。"), (I, "夜間に応じる窓口がありません。")]),
        ("課題と今後の対応", [(I, "担い手が足りない。"), (O, "若い世代に声をかける。")]),
        ("成果と課題", [(P, "交流が広がった。"), (I, "後任が見つからない。平均の年齢は72歳である。")]),
    ],
)
def test_a_label_of_two_kinds_in_any_form(label: str, parts: list[tuple[BlockKind, str]], form: str) -> None:
    text = _report(form, label, "".join(words for _, words in parts))
    found = [_told(text, measure)[1:] for measure in _measures(text)]
    assert found == [parts] * 3


def test_a_new_point_that_says_nothing_is_of_what_the_label_names_first() -> None:
    points = "・９割が満足と答えた。\n　・働く世代の申込みが少なかった。\n　・定員20人に対し26人の応募があった。"
    text = _report("【{label}】\n　{text}", "成果と課題", points)
    kinds = [kind for kind, _ in _told(text, _measures(text)[0])]
    assert kinds == [P, P, I, P]


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("一方、若者の未受診率は32.5％と高い。", I),
        ("一方で、空き家の数は18戸増加した。", I),
        ("他方、講座の欠席者は３割と多かった。", I),
        ("ただし、冬の待ち時間は40分と高止まりしている。", I),
        ("待機者は12人で、前年度より3人増えている。", I),
        ("部材の単価の上昇により、修繕費が膨らんでいる。", I),
        ("部材の単価の上昇により修繕費が膨らんでいる。", I),
        ("橋は補強の時期を待っており、２橋が未改修である。", I),
        ("待機者は12人で、前年度より3人減っている。", P),
        ("待機者は12人で、前年度より枠を3人増やした。", P),
        ("被害の相談に応じる日は12日で、前年度から3日増えている。", P),
        ("燃料の高騰を受けて給付の額を増やした。", P),
        ("未改修であった２橋を直した。", P),
        ("しかし、使う人は駅の周りの世帯だけである。", I),
        ("しかしながら、登録は２つの町に集中している。", I),
        ("だが、山間の町の利用は伸びていません。", I),
        ("しかし、橋の補強は進んでいない。", I),
        ("しかし、参加の率は高くない。", I),
        ("一方、苦情は12件に減少し、改善した。", P),
        ("一方、満足度は92％と高い。", P),
        ("一方、退会者は減っている。", P),
        ("一方、事故を防ぐ講座の受講者は多い。", P),
        ("一方、不登校の相談を受ける窓口が増えている。", P),
        ("他方、利用は40件増加した。", P),
        ("ただし、人数には市外の方を含む。", P),
        ("ただし、３月分は速報値である。", P),
        ("しかし、山間の町でも利用は増えている。", P),
        ("しかし、８月には元の水準に回復した。", P),
    ],
)
def test_a_sentence_set_against_what_came_well(sentence: str, kind: BlockKind) -> None:
    text = _report("【{label}】\n　{text}", "成果と課題", f"貸出は前の年より３冊増加した。{sentence}")
    for measure in _measures(text):
        assert _told(text, measure)[-1][0] is kind
        assert _told(text, measure)[-1][1].endswith(sentence)
        assert (len(_told(text, measure)) > 2) is (kind is I)


def test_sentences_that_wrap() -> None:
    wrapped = "３町で広がった。山間の２町では後任が見つ\n　からず、困っている。"
    text = _report("【{label}】\n　{text}", "成果と課題", wrapped)
    assert [kind for kind, _ in _told(text, _measures(text)[0])] == [P, P, I]


def test_columns_of_two_kinds() -> None:
    text = (
        f"{_HEAD}| 取組名 | 担当課 | 取組状況 | 成果と課題 |\n|---|---|---|---|\n"
        "| 見守り | 福祉課 | 312世帯を訪ねた。 | 早く知らせる仕組みが広がった。後任が見つからない。 |\n"
        "| サロン | 福祉課 | ８か所開いた。 | 好評であった。 |\n"
    )
    first, second = _measures(text)
    assert _told(text, first)[1:] == [(P, "早く知らせる仕組みが広がった。"), (I, "後任が見つからない。")]
    assert _told(text, second)[1:] == [(P, "好評であった。")]


def test_a_label_of_a_later_year_stays_whole() -> None:
    text = _report("【{label}】\n　{text}", "令和８年度の取組と課題", "担い手が足りない。講座を増やす。")
    assert len(_told(text, _measures(text)[0])) == 2


def _described(*told: str) -> list[BlockKind]:
    parts = [
        f"（{n}）{name}（生涯学習課）\n＜取組内容＞{words}\n＜達成状況＞　○\n\n"
        for n, (name, words) in enumerate(zip(("講座", "窓口", "訪問", "相談"), told, strict=False), 1)
    ]
    text = f"{_HEAD}基本目標１　学び合う\n\n" + "".join(parts)
    return [measure.blocks[0].kind for measure in _measures(text)]


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
    text = _HEAD + _ANSWERS.format(asked=asked, answer=answer, told=told, ahead="", end=end)
    for measure in _measures(text):
        kinds = {words.rpartition("：")[2]: kind for kind, words in _told(text, measure)}
        assert kinds == {"増やすこと。": X, told: P, "週末にも試します。": O}


@pytest.mark.parametrize("asked", ["指摘", "監査の指摘事項", "要望", "委員の意見", "質問", "市民の声"])
@pytest.mark.parametrize("said", ["理由が書かれていなかった。", "確認が足りない。", "台数を減らす予定か。"])
def test_what_others_say_is_neither_done_nor_wanting(asked: str, said: str) -> None:
    body = f"＜{asked}＞\n{said}\n＜対応＞\n様式を改めました。\n＜今後＞\n点検を行います。\n"
    text = _HEAD + "".join(f"（{n}）{name}（建設課）\n{body}\n" for n, name in enumerate(("講座", "窓口", "訪問"), 1))
    for measure in _measures(text):
        assert _told(text, measure) == [(X, said), (P, "様式を改めました。"), (O, "点検を行います。")]


def test_an_answer_of_what_was_done_and_is_to_be_done() -> None:
    text = _HEAD + _ANSWERS.format(
        asked="意見", answer="答", told="６台を減らしました。来年度は予約の仕組みを改めます。", ahead="", end=""
    )
    for measure in _measures(text):
        assert _told(text, measure)[1:] == [(P, "６台を減らしました。"), (O, "来年度は予約の仕組みを改めます。")]


def _sheet(*fields: str) -> str:
    body = "".join(
        f"{sign}{name}\n　主管　建設課\n" + "".join(f"　{field}\n" for field in fields) + "\n"
        for sign, name in zip("①②③", ("講座", "窓口", "訪問"), strict=True)
    )
    return f"{_HEAD}◆柱１　動く\n\n{body}"


def test_bare_words_are_labels_beside_one_with_a_colon() -> None:
    fields = (
        "取組　９か所で毎朝開いた。",
        "成果　顔なじみが増えました。",
        "課題　６人でしか回せなかった。",
        "今後　体育館でも開くことを考える。",
    )
    text = _sheet(*fields, "指標：参加者数　目標　800人　実績　812人")
    for measure in _measures(text):
        assert [kind for kind, _ in _told(text, measure)] == [P, P, I, O, BlockKind.TARGET]


def test_bare_words_before_values_are_no_labels() -> None:
    body = (
        "【取組】\n　９か所で毎朝開いた。\n　目標　800人\n　実績　812人\n　成果　12件\n【今後】\n　体育館でも開く。\n"
    )
    text = _HEAD + "".join(f"（{n}）{name}（建設課）\n{body}\n" for n, name in enumerate(("講座", "窓口", "訪問"), 1))
    for measure in _measures(text):
        assert [kind for kind, _ in _told(text, measure)] == [P, O]


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
    assert [measure.title for measure in _measures(text)] == ["検査の待ち時間", "栄養指導", "薬品費"]


@pytest.mark.parametrize("first", ["放射線技術科", "臨床検査技術科", "薬剤科"])
@pytest.mark.parametrize("second", ["栄養管理科、看護部", "看護部、臨床工学科"])
def test_clinics_in_charge(first: str, second: str) -> None:
    text = _HOSPITAL.format(imprint="令和７年８月", first=first, second=second)
    found = [measure.departments for measure in _measures(text)]
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
    text = f"{_HEAD}基本目標１　学び合う\n\n" + "\n\n".join(parts) + "\n"
    kinds = [(BlockKind.TARGET, texts[0])] * with_plan + [
        (P, texts[1]),
        (X, "好評であった。"),
        (I, "夜間の相談員が足りない。"),
        (O, texts[3]),
    ]
    assert [_told(text, measure) for measure in _measures(text)] == [kinds] * 3


def test_letters_that_grade_or_count_are_of_no_cycle() -> None:
    for label, told in (("評価", "Ａ"), ("Ａ", "12件"), ("ランク", "Ｃ")):
        text = _report("{label}：{text}", label, told)
        assert O not in [kind for measure in _measures(text) for kind, _ in _told(text, measure)]
    text = _report("{text}\n　{label}", "Check 表を配り直した。", "窓口の Action Plan を作った。")
    assert {kind for measure in _measures(text) for kind, _ in _told(text, measure)} == {P}


@pytest.mark.parametrize("form", ["《{label}》\n　{text}", "【{label}】{text}", "■{label}\n　{text}"])
@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("令和７年度の進め方", O),
        ("令和7年度の取り組み方", O),
        ("令和７年度の取組み方", O),
        ("Ｒ７年度の対応", O),
        ("７年度の展開", O),
        ("2025年度の見直し", O),
        ("次年度の進め方", O),
        ("令和７年度の目標", BlockKind.TARGET),
        ("令和６年度の対応", P),
        ("令和６年度の見直し", P),
        ("令和５年度の課題", I),
        ("令和７年度の課題", I),
    ],
)
def test_labels_that_name_a_year(label: str, kind: BlockKind, form: str) -> None:
    told = "人手が足りない。" if kind is I else "３校を回った。" if kind is P else "３校に広げます。"
    text = _report(form, label, told)
    assert [_told(text, measure)[1:] for measure in _measures(text)] == [[(kind, told)]] * 3


def test_the_course_of_a_year_before_its_results_is_what_was_planned() -> None:
    text = _report("【{label}】{text}", "令和６年度の進め方", "３校を回る。").replace("【取組】\n　会を開いた。\n", "")
    text = text.replace("回る。", "回る。\n【令和６年度の実績】２校を回った。")
    kinds = [(BlockKind.TARGET, "３校を回る。"), (P, "２校を回った。")]
    assert [_told(text, measure) for measure in _measures(text)] == [kinds] * 3


@pytest.mark.parametrize(
    ("label", "told", "kind"),
    [
        ("令和７年度に挑むこと", "３校に広げます。", O),
        ("令和７年度の歩幅", "３校に広げます。", O),
        ("Ｒ７年度の宿題帳", "３校に広げる予定です。", O),
        ("令和６年度の歩み", "３校を回った。", P),
        ("令和６年度の足取り", "３校を回りました。", P),
        ("令和７年度の予算", "12千円", X),
    ],
)
def test_labels_in_own_words_that_begin_with_a_year(label: str, told: str, kind: BlockKind) -> None:
    text = _report("【{label}】\n　{text}", label, told)
    assert [_told(text, measure)[1:] for measure in _measures(text)] == [[(kind, told)]] * 3


@pytest.mark.parametrize("line", ["【第２回の進め方】", "【令和７年３月の会】", "【７年目の講座】", "【講座の進め方】"])
def test_what_only_bears_a_number_opens_no_outlook(line: str) -> None:
    text = _report("{label}{text}", line, "２人で話した。")
    assert O not in [kind for measure in _measures(text) for kind, _ in _told(text, measure)]


@pytest.mark.parametrize(("words", "costs"), [("事業費(千円)", True), ("決算額", True), ("事業(主なもの)", False)])
def test_what_says_what_it_costs_tells_nothing_else_be_its_unit_behind_it(words: str, *, costs: bool) -> None:
    assert (NO_KIND.search(words) is not None) is costs


def _in_company(*blocks: str) -> list[list[tuple[BlockKind, str]]]:
    """Return what the blocks of measures tell, each given as 【label】text one behind the other."""
    text = f"{_HEAD}基本目標１　学び合う\n\n" + "".join(
        f"（{n}）{name}（生涯学習課）\n{told.replace('【', chr(10) + '【').strip()}\n\n"
        for n, (name, told) in enumerate(zip(("講座", "窓口", "訪問"), blocks, strict=False), 1)
    )
    return [_told(text, measure) for measure in _measures(text)]


_ILL_BY_DEFAULT = (
    "夜間の窓口。 若者への周知の拡大。 南の地区における会場の空白。 材料の値が１．４倍になった。 担任の目配りに頼っています。 台風で２日休館した。 ３校が出場を断念した。 警備の人件費が２割ほど膨らんだ。 "
    "来客の７割が６０歳以上である。 連携の強化。 滞納の増加。 目標を１２件下回った。 部品の単価が４割上がっている。 満足していない人が３割いる。"
)
_WELL_OR_DONE = (
    "利用者の増加。 満足度９２％。 児童に喜ばれた。 おおむね順調である。 予定どおりの進捗。 新たに２か所を開いた。 中止していた催しを再開した。 苦情は出ていない。 地域の見守りに寄与している。 "
    "研修を受けた職員が窓口で活躍している。 待ち時間が解消された。 市の祭りとして定着した。 Ａ 順調 おおむね達成 目標達成 計画どおり実施 電力の使用量が１割減った。"
)


@pytest.mark.parametrize("label", ["評価と課題", "検証と課題", "総括・課題", "自己評価及び課題", "点検と課題"])
@pytest.mark.parametrize(
    ("sentence", "kind"), [(s, k) for k, said in ((I, _ILL_BY_DEFAULT), (X, _WELL_OR_DONE)) for s in said.split(" ")]
)
def test_beside_results_what_is_judged_is_an_issue_unless_it_came_well(
    label: str, sentence: str, kind: BlockKind
) -> None:
    (told,) = _in_company(f"【実績】３回開いた。【{label}】{sentence}【今後】続ける。")
    assert told == [(P, "３回開いた。"), (kind, sentence), (O, "続ける。")]


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("４２人が答えた。満足度は高かった。父親の参加が少ない。", [X, I]),
        ("好評であった。５割は市外の人である。３割は県外の人である。", [X, I]),
        ("好評であった。４２人が答えた。電力の使用量が減った。", [X]),
        ("放流は計画を満たした。生き残ったのは４割ほどである。", [X, I]),
        ("講師が足りない。好評であった。４２人が答えた。", [I, X]),
        ("好評であった。２日目は雨で中止した。", [X, I]),
        ("車両は購入から１７年を経ている。更新の財源がない。", [I]),
    ],
)
def test_what_says_nothing_goes_with_what_is_told_beside_it(words: str, kinds: list[BlockKind]) -> None:
    (told,) = _in_company(f"【実績】３回開いた。【評価と課題】{words}")
    assert [kind for kind, _ in told[1:]] == kinds


@pytest.mark.parametrize("label", ["評価と課題", "検証と課題"])
@pytest.mark.parametrize("sentence", ["夜間の窓口。", "来客の７割が６０歳以上である。", "３回開いた。"])
def test_without_results_of_their_own_they_stand_below_what_is_judged(label: str, sentence: str) -> None:
    (told,) = _in_company(f"【{label}】{sentence}【今後】続ける。")
    assert told == [(X, sentence), (O, "続ける。")]


@pytest.mark.parametrize("label", ["成果と課題", "実績・課題"])
@pytest.mark.parametrize("sentence", ["夜間の窓口。", "来客の７割が６０歳以上である。"])
def test_results_and_issues_are_judged_by_the_sentence(label: str, sentence: str) -> None:
    (told,) = _in_company(f"【取組】３回開いた。【{label}】{sentence}")
    assert told[1:] == [(P, sentence)]


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
        "取組を進める上での障壁",
    ],
)
@pytest.mark.parametrize(
    "words", ["会場の３割しか埋まりませんでした。", "夜間の窓口", "人件費が２割ほど膨らみました。"]
)
def test_labels_of_problems(label: str, words: str) -> None:
    told = _in_company(*[f"【実績】３回開いた。【{label}】{words}【今後】続ける。"] * 3)
    assert told == [[(P, "３回開いた。"), (I, words), (O, "続ける。")]] * 3


@pytest.mark.parametrize("label", ["懸案事項への対応", "懸案への今後の対応", "懸念事項への対応"])
def test_what_is_done_about_problems_is_none(label: str) -> None:
    told = _in_company(*[f"【実績】３回開いた。【{label}】講師を増やす。"] * 3)
    assert told == [[(P, "３回開いた。"), (O, "講師を増やす。")]] * 3


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
    told = _in_company(
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
    assert [[kind for kind, _ in measure] for measure in _in_company(*[blocks] * 3)] == [kinds] * 3


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
    told = _in_company(*[f"【実績】３回開いた。【{label}】{sentence}【今後】続ける。"] * 3)
    assert told == [[(P, "３回開いた。"), (kind, sentence), (O, "続ける。")]] * 3


@pytest.mark.parametrize("label", ["気づいた点", "気になること", "気がかり", "気がかりな点", "反省", "反省点"])
def test_labels_of_worries(label: str) -> None:
    told = _in_company(*[f"【実績】３回開いた。【{label}】夜間の窓口。【今後】続ける。"] * 3)
    assert told == [[(P, "３回開いた。"), (I, "夜間の窓口。"), (O, "続ける。")]] * 3


@pytest.mark.parametrize("label", ["気づきを促す取組", "気配りの実績", "気づきの実践", "元気づくりの状況"])
def test_labels_of_deeds_that_make_others_notice(label: str) -> None:
    told = _in_company(*[f"【{label}】３回開いた。【今後】続ける。"] * 3)
    assert told == [[(P, "３回開いた。"), (O, "続ける。")]] * 3
