"""Labels that name two kinds at once: each sentence below them is of one."""

from __future__ import annotations

import pytest

from pipeline.model import BlockKind
from pipeline.segment.both import kinds_named

from .drawn_sheets import N, read, told
from .invented_report import HEAD, I, O, P, X, in_company, measures_of, report_of, told_of


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
        ("検証", (X, I)),
        ("評価・検証", (X, I)),
        ("振り返り", (X, I)),
        ("検証結果", (P, I)),
        ("効果検証", (P, I)),
        ("評価", ()),
        ("検証委員会", ()),
        ("Checklist", ()),
        ("チェック体制", ()),
        ("課題と今後の対応", (I, O)),
        ("成果と今後の課題", (P, I)),
        ("今後の課題と取組", (I, O)),
        ("回答", (P, O)),
        ("市の考え方", (P, O)),
        ("対応", (O, P)),
        ("市の対応", (O, P)),
        ("その対応", (O, P)),
        ("その後の対応", (O, P)),
        ("課題への対処", (O, P)),
        ("対処", (O, P)),
        ("対応内容", ()),
        ("対応(実績)", ()),
        ("対応課", ()),
        ("対応者", ()),
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
    "待機の世帯が解消していません。 残業が増えている。 待ちが長いとの苦情がありました。 若手が育っていない。 分別が徹底されていない。 事故を防ぐ講座の受講者が少ない。 未就学の子の参加が少ない。 "
    "事故が絶えない通りが増えている。 断水の解消には至っていない。 夜の便を使わない人が増えている。 ごみを分けない世帯が増えている。 被害を届け出ない人が増えている。 販路の拡大には至っていない。 "
    "鍵を預かる人がおらず、体育館を夜に使わせられない。 休日に断水したときの連絡先が決められていない。 停電時の受付の手順が定められていない。 苦情を受けたときの対応の要領が作られていない。 非常用の発電機が備えられていない。 外国語の案内が用意されていない。 "
    "引継ぎの方法が文書に示されていない。 夜間の当直の役割分担が取り決められておりません。 点検の記録の様式が整えられていない。 支所には相談員が置かれていません。 ポンプの故障で6日間給水を止めた。 エレベーターの不具合により、2週間にわたり展示室を閉めた。 運転手の欠員により、週末の便を12回休んだ。 送風機が壊れ、乾燥の作業が9日間止まった。 人手不足のため、土曜日の開館を3回取りやめた。 停電により冷蔵庫が使えなくなった。 講師の急病で講座を2回中止した。"
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
    "誤配はわずかであった。 騒音が少ない。 不具合は起きておりません。 苦情はありませんでした。 若手が育っている。 影響は生じておりません。 "
    "喫煙をやめる人が増えている。 一回も遅刻しない生徒が増えた。 感染の拡大には至っていない。 農薬を使わない企業が増えている。 間違える人が多い欄を改めた。 ごみを出さない世帯が増えている。 残業をしない職員が増えている。 "
    "手順を定め、職員に示した。 役場に届出の義務は定められている。 故障した機器を取り替え、受付を再開した。 故障は1件もなく、予定どおり運転した。 台数を増やし、通学の足を守った。 工事のため、計画どおり3日間給水を止めた。 不具合を直し、全ての便を運行した。 欠員を補い、週末の便を増やした。"
)


@pytest.mark.parametrize(
    ("sentence", "kind"), [(s, k) for k, said in ((I, _WANTING), (P, _WON)) for s in said.split(" ")]
)
def test_sentences_below_a_label_of_results_and_issues(sentence: str, kind: BlockKind) -> None:
    text = report_of("【{label}】\n　{text}", "成果と課題", sentence)
    assert [told_of(text, measure) for measure in measures_of(text)] == [[(P, "会を開いた。"), (kind, sentence)]] * 3


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
    text = report_of(form, label, "".join(words for _, words in parts))
    found = [told_of(text, measure)[1:] for measure in measures_of(text)]
    assert found == [parts] * 3


def test_a_new_point_that_says_nothing_is_of_what_the_label_names_first() -> None:
    points = "・９割が満足と答えた。\n　・働く世代の申込みが少なかった。\n　・定員20人に対し26人の応募があった。"
    text = report_of("【{label}】\n　{text}", "成果と課題", points)
    kinds = [kind for kind, _ in told_of(text, measures_of(text)[0])]
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
    text = report_of("【{label}】\n　{text}", "成果と課題", f"貸出は前の年より３冊増加した。{sentence}")
    for measure in measures_of(text):
        assert told_of(text, measure)[-1][0] is kind
        assert told_of(text, measure)[-1][1].endswith(sentence)
        assert (len(told_of(text, measure)) > 2) is (kind is I)


def test_sentences_that_wrap() -> None:
    wrapped = "３町で広がった。山間の２町では後任が見つ\n　からず、困っている。"
    text = report_of("【{label}】\n　{text}", "成果と課題", wrapped)
    assert [kind for kind, _ in told_of(text, measures_of(text)[0])] == [P, P, I]


def test_columns_of_two_kinds() -> None:
    text = (
        f"{HEAD}| 取組名 | 担当課 | 取組状況 | 成果と課題 |\n|---|---|---|---|\n"
        "| 見守り | 福祉課 | 312世帯を訪ねた。 | 早く知らせる仕組みが広がった。後任が見つからない。 |\n"
        "| サロン | 福祉課 | ８か所開いた。 | 好評であった。 |\n"
    )
    first, second = measures_of(text)
    assert told_of(text, first)[1:] == [(P, "早く知らせる仕組みが広がった。"), (I, "後任が見つからない。")]
    assert told_of(text, second)[1:] == [(P, "好評であった。")]


def test_a_label_of_a_later_year_stays_whole() -> None:
    text = report_of("【{label}】\n　{text}", "令和８年度の取組と課題", "担い手が足りない。講座を増やす。")
    assert len(told_of(text, measures_of(text)[0])) == 2


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
    (told,) = in_company(f"【実績】３回開いた。【{label}】{sentence}【今後】続ける。")
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
    (told,) = in_company(f"【実績】３回開いた。【評価と課題】{words}")
    assert [kind for kind, _ in told[1:]] == kinds


@pytest.mark.parametrize("grade", ["やや遅れ", "一部未達成", "不十分"])
@pytest.mark.parametrize(("told", "kinds"), [("【実績】３回開いた。", [P]), ("", [])])
def test_a_grade_is_no_issue_however_it_is(grade: str, told: str, kinds: list[BlockKind]) -> None:
    (found,) = in_company(f"{told}【評価と課題】{grade}。人手が足りない。")
    assert [kind for kind, _ in found] == [*kinds, X, I]


@pytest.mark.parametrize("label", ["評価と課題", "検証と課題"])
@pytest.mark.parametrize("sentence", ["夜間の窓口。", "来客の７割が６０歳以上である。", "３回開いた。"])
def test_without_results_of_their_own_they_stand_below_what_is_judged(label: str, sentence: str) -> None:
    (told,) = in_company(f"【{label}】{sentence}【今後】続ける。")
    assert told == [(X, sentence), (O, "続ける。")]


@pytest.mark.parametrize("label", ["成果と課題", "実績・課題"])
@pytest.mark.parametrize("sentence", ["夜間の窓口。", "来客の７割が６０歳以上である。"])
def test_results_and_issues_are_judged_by_the_sentence(label: str, sentence: str) -> None:
    (told,) = in_company(f"【取組】３回開いた。【{label}】{sentence}")
    assert told[1:] == [(P, sentence)]


_FOUND_WANTING = (
    "暑さで苗の３割が枯れた。 台風により会場の屋根が壊れた。 シカの食害で新芽が失われた。 手続を終えていない世帯が多い。 名義を変えていない農地が多い。 待つ時間が長いと感じてあきらめる人がいる。 "
    "途中で断念する人が目立った。 夜も開けてほしいとの要望がある。 送迎をしてほしいとの声が聞かれた。 操作の仕方を覚えにくいとの声が聞かれた。 図面の段階で止まっている。 受付の場所が分かりません。"
)


_FOUND_WELL = (
    "特に問題はない。 おおむね計画どおり進んだ。 ３回開いた。 来年も続けてほしいとの声が多い。 また参加してほしいとの声が寄せられた。 違反をしていない事業者が多い。 柵により被害が減った。 "
    "喜んで帰る人が多かった。 台風で倒れた木を片付けた。 シカの食害で枯れた苗を植え直した。 たばこを吸っていない人が多い。 手続が済んでいない農地が減った。"
)


@pytest.mark.parametrize("label", ["検証", "Check（評価）", "振り返り"])
@pytest.mark.parametrize(
    ("sentence", "kind"), [(s, k) for k, said in ((I, _FOUND_WANTING), (X, _FOUND_WELL)) for s in said.split(" ")]
)
def test_what_was_found_when_it_was_checked(label: str, sentence: str, kind: BlockKind) -> None:
    (told,) = in_company(f"【実績】３回開いた。【{label}】{sentence}【今後】続ける。")
    assert told == [(P, "３回開いた。"), (kind, sentence), (O, "続ける。")]


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("分館にも棚を置きます。", [(O, "分館にも棚を置きます。")]),
        ("分館にも棚を置く。", [(O, "分館にも棚を置く。")]),
        ("分館にも棚を置いた。", [(P, "分館にも棚を置いた。")]),
        ("棚を２つ増やした。次年度は分館にも置く。", [(P, "棚を２つ増やした。"), (O, "次年度は分館にも置く。")]),
        ("分館への棚の設置", [(N, "分館への棚の設置")]),
    ],
)
@pytest.mark.parametrize("column", [True, False])
def test_how_issues_are_met_is_told_by_its_sentences(
    words: str, parts: list[tuple[BlockKind, str]], *, column: bool
) -> None:
    titles = ("絵本の配布", "夜の開館", "本の宅配")
    if column:
        rows = [[title, "図書課", "３回行った。", "棚が足りない。", words] for title in titles]
        source, report = read([["取組名", "担当課", "実績", "課題", "対応"], *rows])
    else:
        fields = [["実績", "３回行った。"], ["課題", "棚が足りない。"], ["対応", words]]
        source, report = read(*([[(f"{title}　図書課", 1, 2)], *fields] for title in titles))
    assert [measure.title for measure in report.measures()] == list(titles)
    for measure in report.measures():
        assert told(source, measure) == [(P, "３回行った。"), (I, "棚が足りない。"), *parts]
