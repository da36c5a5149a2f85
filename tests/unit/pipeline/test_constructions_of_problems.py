"""Constructions that tell a problem amid prose, and their look-alikes that tell of success, of rules or of what is over."""

from __future__ import annotations

from itertools import pairwise

import pytest

from extractors.view import fold
from pipeline.model import ReportHead, SourceDoc
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.choice import choose
from pipeline.segment.shortfalls import is_wanting
from pipeline.segment.tense import kind_of_sentence

_PROBLEMS = (
    "鍵の預け先について、町内会との協議が調っておりません。",
    "利用の全体像をつかみ切れていないのが現状であります。",
    "相談の増加にさばき切れない日があるのが実情でございます。",
    "寄せられた要望には、まだ応えきれておりません。",
    "堤防だけで町を守ることは難しいと考えております。",
    "担い手の育成が追い付いていないと認識しています。",
    "案内の文面が行き渡っていないものと受け止めております。",
    "受付に時間がかかっていることは否めません。",
    "部材の値上がりが大きな壁となっております。",
    "移動の足が一番の壁である。",
    "会場までの坂が参加の足かせになっています。",
    "送迎の人手が最大の制約です。",
    "応援の要請が重なり、三つの班で班長が欠けた状態にあります。",
    "申請の窓口は閉じたままになっている。",
    "書庫の目録は、いまだ手書きのままです。",
    "昼の便では積み残しが起きている。",
    "車検の時期には順番待ちが生じます。",
    "貸出しの窓口では行列ができています。",
    "水門の傷みが激しい。",
    "職員住宅の老朽化が進んでいます。",
    "北側の棟では空室が目立っている。",
    "薬品代の上昇が運営費を圧迫しています。",
    "苦情の処理に追われています。",
    "活動の費用を寄附に頼っている。",
    "集計は担当者任せになっています。",
    "若い親の参加が全体の２割弱と少ない。",
    "夜の回は利用者が１日平均４人と少なくなっている。",
    "接種率は４割と低い。",
    "途中でやめる人が多く、離職率は３割と高い。",
    "杭の材料費が当初の見込みより３割高い。",
    "通訳の講師は２人だけです。",
    "点検の業務は応札が１者のみで、競争が働いていない。",
    "保健師が１名のみである。",
    "通所の枠は午前しか開けない。",
    "職員が少なく、夜間は電話を受けられない。",
    "回線が細くて、動画を見られません。",
    "部品がそろわず、検査を続けられない。",
    "体育館は狭く、車いすで入れません。",
    "浄水場の更新は財源の見通しが立っていない。",
    "空き家の持ち主と連絡が取れない。",
    "指標の伸びない原因が分かっていない。",
    "避難の手順が明確でない。",
    "登録は思うように増えていない。",
    "耐震化のできていない校舎がなお３棟あります。",
    "案内の届きにくい集落が６か所残っています。",
    "雨の日の集合場所が定まっていない。",
    "鍵の管理が役員の負担となっている。",
    "書類の記入が面倒である。",
    "補助の使い道について意見が分かれている。",
    "検査の待ち時間が平均１５分と長い。",
    "休日の当番は引き受け手が見つからず、継続が危ぶまれています。",
    "回答を得るのに手間取っている。",
    "委員の顔ぶれが固定されている。",
    "練習に使える施設がほとんどない。",
    "客足が戻っていない。",
    "会員数の減少が続いています。",
    "同意が得られていない地権者が２人いる。",
)
_NO_PROBLEMS = (
    "周遊の切符は当初の見込みを３割ほど上回っています。",
    "寄附の額は当初の見込みより２割多い。",
    "ふるさと納税の受入額は計画より３割高くなっています。",
    "待機児童はいない。",
    "壁の塗り替えが終わっています。",
    "壁面の緑化に取り組む学校が増えています。",
    "高い壁を越えた選手もいます。",
    "課題であった駐車場の不足は解消しています。",
    "難しいとされた区間の工事も終えています。",
    "会員は数え切れないほどの支えを得ています。",
    "用意した券は売り切れていない。",
    "縁が途切れていない集落です。",
    "時間外の相談は少なくなっている。",
    "クレームの件数が少ない。",
    "未受診の割合は低い。",
    "離職率は１割と低い。",
    "受診率は８割と高い。",
    "待ち時間は短くなっています。",
    "相談員は８人で担当しています。",
    "参加者は１人のみではありません。",
    "被害者は１人だけです。",
    "手続は窓口だけで済みます。",
    "費用は補助に頼っていない。",
    "負担にはなっていない。",
    "運営は住民に任せています。",
    "順番待ちは生じていない。",
    "行列はできていません。",
    "老朽化は進んでいない。",
    "老朽化した管を順に取り替えています。",
    "赤字を抱えていた路線を引き継いでいます。",
    "料金は据え置いたままです。",
    "昔の姿のままです。",
    "校舎は元のままで使っています。",
    "ここでしか食べられない料理を出しています。",
    "登録しなくても誰でも使えます。",
    "少なくとも月に一度は訪ねています。",
    "意見の分かれた項目は次の会議で扱っています。",
    "空き家を抱えている方の相談を受けています。",
    "連絡の取れない世帯を訪ねています。",
    "定まっていない日程を先に示しています。",
    "見落としはありません。",
    "違反は目立たなくなっている。",
    "つかみ切れていなかった実態が分かった。",
    "足りなかった人手を補った。",
    "手狭であった事務室を広げています。",
    "時間が過ぎています。",
    "対象の年齢を過ぎている方にも案内しています。",
    "大切な役割であると考えております。",
    "着実に進んでいると認識しています。",
    "事故はほとんどない。",
    "順調に推移しているところであります。",
    "事故の減少が続いています。",
    "商品券による消費が見込みを上回っています。",
    "野菜の販売価格が予定より２割高くなっています。",
    "個人の情報の扱いには十分に注意しなければなりません。",
    "感染者は１人だけです。",
    "不参加は１割と少ない。",
    "駐輪場の空きが増えています。",
    "利用者の減少に歯止めがかかりました。",
)


@pytest.mark.parametrize("sentence", _PROBLEMS)
def test_constructions_that_tell_a_problem(sentence: str) -> None:
    assert is_wanting(fold(sentence).rstrip("。"))


@pytest.mark.parametrize("sentence", _NO_PROBLEMS)
def test_look_alikes(sentence: str) -> None:
    assert not is_wanting(fold(sentence).rstrip("。"))


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("駐車場の狭さが課題に挙がった。", "issues"),
        ("夜の見守りが課題として残りました。", "issues"),
        ("冬の送迎が課題となった。", "issues"),
        ("講師の確保に課題を残した。", "issues"),
        ("課題となっていた段差をなくした。", "progress"),
        ("課題を残さないよう手順を改めた。", "progress"),
        ("残る課題に取り組んだ。", "progress"),
        ("課題であったが、解消した。", "progress"),
        ("地区によって差が生じます。", None),
        ("雨の日には渋滞が続きます。", None),
        ("来年度に事業を続けます。", "outlook"),
        ("来年度も工事が続きます。", "outlook"),
        ("今後は費用がかさみます。", "outlook"),
    ],
)
def test_what_is_called_a_problem(sentence: str, kind: str | None) -> None:
    assert kind_of_sentence(fold(sentence)) == kind


def _kinds(*texts: str) -> list[list[tuple[str, str]]]:
    text = "西浜田町支え合い計画　令和６年度推進状況\n\n基本目標１　支え合う\n"
    names = ("見守りの訪問", "集いの場づくり", "移動の手助け")
    for number, (name, told) in enumerate(zip(names, texts, strict=True), start=1):
        text += f"\n１－{number}　{name}（福祉係）\n【計画】年に３回行う。\n{told}\n【今後】回数を増やす。\n"
    source = SourceDoc(name="r.txt", sha256="0" * 64, format="txt", text=text)
    report = segment(source, choose(source, builtin()), ReportHead())
    for measure in report.measures():
        assert all(a.span.end <= b.span.start for a, b in pairwise(measure.blocks))
    return [[(b.kind.value, text[b.span.start : b.span.end].strip()) for b in m.blocks] for m in report.measures()]


@pytest.mark.parametrize("label", ["評価", "自己評価", "担当課評価", "総括"])
def test_what_a_judgement_says_to_be_wanting_and_no_more_of_it(label: str) -> None:
    done = "【実績】３回行い、４２人が集まった。"
    found = _kinds(
        f"{done}\n【{label}】Ｂ　課題は、訪ねる人が３人に偏っていることである。",
        f"{done}\n【{label}】Ａ　若い人の参加も増えている。",
        f"{done}\n【{label}】Ｂ　計画どおり開いた。ただ、山側の地区では足が確保できていない。",
    )
    wanting = [[words for kind, words in blocks if kind == "issues"] for blocks in found]
    assert wanting[1] == []
    assert wanting[0][0].endswith("課題は、訪ねる人が３人に偏っていることである。")
    assert wanting[2] == ["ただ、山側の地区では足が確保できていない。"]
    assert [kind for blocks in found for kind, _ in blocks].count("outlook") == len(found)


@pytest.mark.parametrize(
    "level",
    [
        "遅れている",
        "Ｃ　遅れが見られる",
        "△",
        "不十分である",
        "やや不足している",
        "Ａ\nＡ：順調　Ｂ：やや遅れている",
        "Ｂ（Ａ＝順調　Ｂ＝足りていない）",
    ],
)
def test_a_level_of_a_scale_is_no_issue(level: str) -> None:
    done = "【実績】３回行い、４２人が集まった。"
    found = _kinds(f"{done}\n【評価】{level}", f"{done}\n【評価】順調である", f"{done}\n【評価】{level}")
    assert all(kind != "issues" for blocks in found for kind, _ in blocks)


def test_what_others_judge_is_theirs() -> None:
    done = "【実績】３回行い、４２人が集まった。"
    found = _kinds(*[f"{done}\n【外部評価】訪ねる人が足りていない。"] * 3)
    assert all(kind != "issues" for blocks in found for kind, _ in blocks)
