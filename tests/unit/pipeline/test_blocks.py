"""Labels as municipalities write them, in every form, and what the sentences of a measure without labels tell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.model import BlockKind
from pipeline.segment.tense import kind_of_sentence

from .invented_report import read

_NAMES = ("市民の講座", "出張の窓口", "電話の相談")
_TEXTS = {
    "progress": ("講座を3回開いた。", "窓口を2か所に設けた。", "相談を54件受けた。"),
    "outlook": ("講座を5回に増やす。", "窓口を3か所に広げる。", "訪問を始める。"),
    "issues": ("参加者が減っている。", "周知が足りない。", "担い手が高齢である。"),
    "target": ("年4回を開く。", "窓口を2か所とする。", "相談を50件とする。"),
    "other": ("誰もが学べる場である。", "身近な窓口である。", "悩みを受け止める場である。"),
}
_LABELS = {
    "progress": "令和６年度の実績 R6実績 実績（見込み） 取組内容・実績 前年度の課題への対応 改善状況 計画の実施状況 業務実績 成果と課題 "
    "年度計画に係る実績 改善した点 評価できる点 市の取組状況 アウトカム（成果） 研修の実績 令和６年度に実施した取組 "
    "６年度にやったこと ６年度に行ったこと 進めたこと ６年度の取組 "
    "この半年に進めたこと この３か月の取組 １年間の成果 今月の取組 実施した事項 行った主な事項 取り組んだ主な項目",
    "outlook": "今後の方向性 R7予定 R7取組 令和７年度に向けて 次年度以降の方向性 次年度への展開 課題への対応 改善点 対応策 見直し方針 "
    "次期計画の方向性 検討事項 スケジュール 重点的に取り組むこと 残りの期間の取組 評価を受けての今後の取組 A（改善） 改善（Action） "
    "７年度にやること ７年度に行うこと これから進めること する予定 やる予定のこと ７年度の取組 七年度の取組 "
    "今後の半年に進めること 今後３か月の取組 残り２年間の取組 来月の予定 今後の取扱い 次年度の扱い 今後の段取り これからの道筋 今後の考え方",
    "issues": "今後の課題 次年度への課題 検討課題 改善を要する点 不十分な点 未達成の理由 阻害要因 明らかになった課題 "
    "できていないこと やり残したこと ６年度に進まなかったこと",
    "target": "目標 成果目標 目標値（令和８年度） あるべき姿 将来像 年度当初 中期計画 P（計画） ６年度にやること",
    "other": "事業概要 事業内容 評価結果 外部評価 委員の意見 学識経験者の意見 備考 特記事項 総評 必要性 C（評価） 要因分析",
}


def _kinds(text: str) -> list[list[tuple[str, str]]]:
    report = read(text)
    return [[(b.kind.value, text[b.span.start : b.span.end]) for b in m.blocks] for m in report.measures()]


def _lines(form: str) -> Callable[[str, str], str]:
    def report(label: str, kind: str) -> str:
        beside = ("今後の予定", "outlook") if kind == "progress" else ("実績", "progress")
        text = "白浜市第3次みらい計画　令和6年度進捗状況報告書\n\n基本目標１　学び合う\n\n"
        for number, name in enumerate(_NAMES):
            parts = [(label, _TEXTS[kind][number]), (beside[0], _TEXTS[beside[1]][number])]
            parts = parts[::-1] if kind in ("outlook", "issues") else parts
            blocks = "\n".join(form.format(label=words, text=told) for words, told in parts)
            text += f"（{number + 1}）{name}（生涯学習課）\n{blocks}\n\n"
        return text

    return report


def _table(label: str, kind: str) -> str:
    beside = ("今後の予定", "outlook") if kind == "progress" else ("実績", "progress")
    columns = [(label, kind), beside]
    columns = columns[::-1] if kind in ("outlook", "issues") else columns
    heads = " | ".join(head for head, _ in columns)
    lines = [f"| 取組名 | 担当課 | {heads} |", "|---|---|---|---|"]
    for number, name in enumerate(_NAMES):
        told = " | ".join(_TEXTS[tells][number] for _, tells in columns)
        lines.append(f"| {name} | 生涯学習課 | {told} |")
    return "白浜市第3次みらい計画　令和6年度進捗状況報告書\n\n基本目標１　学び合う\n\n" + "\n".join(lines) + "\n"


_FORMS = {
    "own line": _lines("{label}\n　{text}"),
    "brackets": _lines("【{label}】\n{text}"),
    "before its text": _lines("〔{label}〕{text}"),
    "colon": _lines("{label}：{text}"),
    "square": _lines("■{label}\n　{text}"),
    "column": _table,
}


@pytest.mark.parametrize("form", _FORMS)
@pytest.mark.parametrize(
    ("label", "kind"), [(label, kind) for kind, words in _LABELS.items() for label in words.split()]
)
def test_labels(label: str, kind: str, form: str) -> None:
    measures = _kinds(_FORMS[form](label, kind))
    assert len(measures) == len(_NAMES)
    for blocks, told in zip(measures, _TEXTS[kind], strict=True):
        assert [found for found, text in blocks if told in text] == [kind]


_SENTENCES = {
    "progress": (
        "講座を予定していたが、10回開催した。 当初予定していた工事を予定どおり完了した。 昨年度に引き続き、広報紙で周知した。 引き続き見守り活動を行いました。 "
        "補助率を引き上げることとしました。 今後の課題を話し合った。 次期計画の基本方針を策定した。 導入に向けて検討を進めている。 見守りを継続。 "
        "6施設で43人の申請をお受けしております。 支援に努めているところであります。 進捗率64パーセントとなっております。 これまで周知に努めてまいりました。 "
        "課題であった待機児童は解消した。 開催する予定でしたが、台風のため中止しました。 相談窓口を開設中である。 毎週水曜日に開いています。 "
        "開催する予定で、準備を進めておりましたが、雨のため中止しました。"
    ),
    "outlook": (
        "来年1月には2施設を訪問する予定であります。 3月中旬の完成を見込んでおります。 2月末までに完了する見込みであります。 広場でコンサートを開催いたします。 "
        "3月の策定を目指してまいります。 窓口を新たに設けることを検討しています。 補助制度の創設を検討しております。 登録を始めます。 車両の導入可能性を調べます。 "
        "体制を整備していくこととしている。 来年度から対象を拡大することとしました。 2回目を行うことになっている。 必要に応じて見直すものとする。 引き続き実施。 "
        "結果は、改めて御報告いたします。 詳細は後日お示しします。 令和6年6月の委員会に御報告いたします。 12月定例会に条例案を提案いたします。 "
        "3月に答申をいただく予定であり、その内容を御報告申し上げます。 今後は、対象を拡大して実施。 来年度も同規模で実施の方向。 手引の見直しを行う予定としている。 3月に改定版を公表する運びである。 "
        "種子の確保を急ぎます。 企業との間をつなぎます。 対象を広げていく所存です。 職員を2人に増やすつもりです。 秋に開館する段取りです。 補助を受ける手はずである。 "
        "4月から始める見込みとなっています。 待合所にも広げていきたいと考えます。 見守りに取り組んでまいりたいと存じます。 会場を分けたいと思います。 "
        "11月3日に紅葉の会を開く予定で、定員は80人といたしました。 保育室は4月の開設を予定しており、定員は30人です。"
    ),
    "issues": "対策を講じる必要があると考えている。 避難の手順には課題が残りました。 指導員が不足している。",
    "": (
        "報告を終わります。 収納率は99.2%でございます。 対象は1,187人であります。 相談員は4名います。 窓口では貸出しの相談を受ける。 "
        "以上、御報告いたします。 9月末の状況を御報告いたします。 6月の委員会で御報告した件を御説明いたします。 次の3点を御説明いたします。 "
        "改めて感謝申し上げます。 本委員会に御報告いたします。 誰もが使えます。 利用者は年ごとに異なります。 5人以上となる見込みでございます。 "
        "参加者は30人を過ぎます。 利用は前年に次ぎます。 皆様に御礼を申し上げたいと思います。 概要を御説明したいと存じます。 おおむね順調と考えます。 増設を予定しており、現在の利用者は24人です。 住民の意向である。 十分な段取りです。"
    ),
}


@pytest.mark.parametrize(
    ("sentence", "kind"), [(said, kind) for kind, words in _SENTENCES.items() for said in words.split()]
)
def test_sentences(sentence: str, kind: str) -> None:
    assert kind_of_sentence(sentence) == (BlockKind(kind) if kind else None)


@pytest.mark.parametrize(
    ("values", "told", "kinds"),
    [
        (
            "目標値　貸出しの冊数　300冊\n　実績値　貸出しの冊数　280冊",
            "本を並べました。来年度は町外にも広げてまいります。",
            "po",
        ),
        ("目標　30か所\n　実績　28か所", "本を並べました。来年度は町外にも広げてまいります。", "po"),
        ("【目標】30か所\n　【実績】28か所", "本を並べました。来年度は町外にも広げてまいります。", "po"),
        ("実績　12回", "本を並べます。読み聞かせも行います。", "p"),  # says what it is
        ("目標値　30か所\n　実績値　28か所", "本を並べます。読み聞かせも行います。", "p"),
        ("実績\n　12回開き、280人が来た。", "本を並べました。来年度は町外にも広げてまいります。", "p"),
    ],
)
def test_labels_of_single_values_say_nothing_of_the_text_before_them(values: str, told: str, kinds: str) -> None:
    text = "みなと町本のまち計画　令和6年度の取組報告\n\n"
    for name in ("出前の本棚", "朝の読み聞かせ", "古い本の市"):
        text += f"・{name}\n　担当：図書係\n　{told}\n　{values}\n\n"
    found = [
        "".join(kind[0] for kind, words in blocks if "本を" in words or "町外" in words) for blocks in _kinds(text)
    ]
    assert found == [kinds] * 3


def test_rows_of_sessions_go_with_the_sentence_before_them() -> None:
    rows = "　　五月十三日（土）　川口公園　三十四人\n　　七月八日（土）　堰下河原　三十人\n"
    held = f"　水辺の学校は、合計六十四人の御参加をいただきました。\n{rows}　十月に三回目を行う予定でございます。\n"
    planned = f"　四月に開講いたしました。\n　次のとおり行う予定でございます。\n{rows}"
    text = "白浜町みらい計画　令和五年度上半期報告\n\n第一の柱　水辺\n\n"
    text += f"一、水辺の学校\n　　　　　　生涯学習課\n{held}\n二、川の教室\n　　　　　　生涯学習課\n{planned}"
    first, second = _kinds(text)
    assert [kind for kind, said in first if "三十人" in said] == ["progress"]
    assert [kind for kind, said in first if "三回目" in said] == ["outlook"]
    assert [kind for kind, said in second if "三十人" in said] == ["outlook"]


_WRAPPED = (
    "桜を９本植え替えた。夏には町内会と三度にわたり水をやり、秋には\n　　名札を付けた。",
    "水やりを担う人が年ごとに減っており、真夏の朝夕に通える人を見つける\n　　ことが難しい。",
    "高校の園芸部に声をかけるとともに、近くの事業所にも水やりの当番を\n　　割り振る。",
)


@pytest.mark.parametrize(
    "number", ["ア　イ　ウ", "①　②　③", "（ア）　（イ）　（ウ）", "ａ．　ｂ．　ｃ．", "（一）　（二）　（三）"]
)
@pytest.mark.parametrize(
    "labels",
    [("実施した事項", "課題", "今後の取扱い"), ("取組状況", "問題点", "今後の方針"), ("実績", "課題", "次年度の取組")],
)
@pytest.mark.parametrize("lacks", [0, 1, 2])
def test_numbered_labels_before_the_first_line_of_their_text(number: str, labels: tuple[str, ...], lacks: int) -> None:
    text = "みなと町緑の計画　令和6年度の取組報告\n\n第１　緑を増やす\n"
    for at, name in enumerate(("街路樹の更新", "公園の手入れ", "苗木の配布")):
        told = [pair for n, pair in enumerate(zip(labels, _WRAPPED, strict=True)) if n != 1 or at != lacks]
        lines = (
            f"　　{sign}　{label}　{words}\n" for sign, (label, words) in zip(number.split("　"), told, strict=False)
        )
        text += f"　（{at + 1}）{name}〔緑地課〕\n" + "".join(lines)
    for at, blocks in enumerate(_kinds(text)):
        lacking = [] if at == lacks else [("issues", _WRAPPED[1])]
        assert blocks == [("progress", _WRAPPED[0]), *lacking, ("outlook", _WRAPPED[2])]


@pytest.mark.parametrize(
    ("behind", "outside"),
    [
        ("第３　点検に当たっての有識者の意見\n　よく続いている。\n", True),
        ("　エ　委員の意見\n　　よく続いている。\n", False),  # counts on within the measure
    ],
)
def test_opinions_counted_as_what_stands_above_measures_need_no_blank_line(behind: str, *, outside: bool) -> None:
    text = "みなと町緑の計画　令和6年度の取組報告\n\n"
    told = "　　ア　実績　桜を９本植えた。\n　　イ　課題　水やりの人手が足りない。\n　　ウ　今後の方針　園芸部に声をかける。\n"
    for no, direction in (("１", "緑を増やす"), ("２", "水辺を守る")):
        text += f"第{no}　{direction}\n　（１）{direction}会〔緑地課〕\n{told}　（２）{direction}教室〔緑地課〕\n{told}"
    *_, last = read(text + behind).measures()
    assert ("よく続いている" in (text + behind)[last.span.start : last.span.end]) is not outside


def test_a_long_title_that_begins_with_a_word_of_labels_is_none() -> None:
    titles = (
        "だれもがいつまでも健やかに暮らせる水と緑のまちの基盤づくり",
        "世代をこえて学び合い支え合う仲間の輪を広げる場づくり",
    )
    text = "みなと町緑の計画　令和6年度の取組報告\n\n"
    for at, title in enumerate(titles, 1):
        text += f"{at}　取組　{title}（緑地課）\n【実績】\n　桜を９本植えた。\n【今後】\n　柳を植える。\n\n"
    measures = list(read(text).measures())
    assert [measure.title.removeprefix("取組　") for measure in measures] == list(titles)
