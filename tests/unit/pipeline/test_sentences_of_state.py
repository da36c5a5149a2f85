"""Below a label of issues and of what comes next, a sentence that only says what is so tells an issue."""

from __future__ import annotations

import pytest

from extractors.view import fold
from pipeline.ingest import drawn
from pipeline.model import BlockKind, ReportHead, SourceDoc
from pipeline.profile import builtin
from pipeline.segment import segment
from pipeline.segment.both import is_so, tells_wanting
from pipeline.segment.choice import choose
from pipeline.segment.shortfalls import is_wanting
from pipeline.segment.tense import kind_of_sentence

_WANTING = (
    "女性の喫煙率が県平均より高い状態が続いている。",
    "山間部には常設の窓口がなく、住民が隣町まで出向いている。",
    "講座の途中で来なくなる人が２割に上る。",
    "担い手の多くが70歳を超えている。",
    "利用は特定の団体に偏る。",
    "申込みは平日の昼間に集中し、受付に時間を要している。",
    "制度を知らない事業者が少なくない。",
    "相談員は２名のみで、１人が抱える件数が多い。",
    "耐用年数を過ぎた機器が全体の４割を占める。",
    "若い世代の参加がほとんど見られない。",
    "参加者の顔ぶれが毎年同じである。",
    "委託先が市内に１社しかない。",
    "学校によって取組に濃淡がある。",
    "空き教室の使用には施設の改修を要する。",
    "高校生の自転車事故が減っていない。",
    "冬期は会場までの交通手段がなくなる。",
    "燃料費の値上がりが続いている。",
    "相談支援専門員が不足しており、計画の作成に２か月を要する。",
    "県外からの来訪者が少ない。",
    "窓口の開く時間が平日の昼に限られています。",
    "会場が駅から離れている。",
    "利用者のほとんどが市内の東部に住んでいます。",
)
_NOT_WANTING = (
    "土曜日の開催を試行する予定である。",
    "候補地について地元と協議を進めている。",
    "来年度は対象を中学生に広げる。",
    "ホームページの案内を拡充していく。",
    "必要な予算の確保に努めている。",
    "様式を見直し、支所でも使えるようにする。",
    "国の動向を注視している。",
    "専門家による検討会の設置を検討している。",
    "令和８年度の開設を目指している。",
    "継続を促す。",
    "対象を広げる方針である。",
    "関係課と調整中である。",
    "次の更新に合わせて導入することとしている。",
    "新年度から受付を電子化することになっている。",
    "県の補助を受けて整備を行う計画である。",
    "引き続き周知に取り組む。",
    "協定に基づく訓練を毎年行うこととする。",
    "来年度の開始に向けて準備を進めている。",
    "来年度は３回の開催となる。",
    "次の計画期間に統合する考えである。",
    "引き続き国に要望します。",
    "本格的な運用は秋からとなる。",
    "設置場所は県と調整している。",
    "今後の方向性は別紙のとおりである。",
    "大きな変更はない。",
    "県が実施しているところである。",
    "新庁舎への移転に合わせて見直すものである。",
    "関係者で情報を共有している。",
    "条例の改正は議会で審議されている。",
    "本事業は令和６年度で終了している。",
    "利用者の満足度は高い。",
    "目標を上回る登録が続いている。",
    "相談件数は順調に伸びている。",
    "整備は計画どおり進んでいる。",
    "受診率が県平均を上回る状態が続いている。",
    "現行の体制で支障はない。",
    "平均寿命は全国平均を上回っている。",
    "残食率は県平均を下回っている。",
)


def _judged(sentence: str) -> bool:
    words = fold(sentence).rstrip("。")
    told = kind_of_sentence(words) is BlockKind.ISSUES
    return told or tells_wanting(words) or is_wanting(words) or is_so(words)


@pytest.mark.parametrize("sentence", _WANTING)
def test_what_only_is_so(sentence: str) -> None:
    assert _judged(sentence)


@pytest.mark.parametrize("sentence", _NOT_WANTING)
def test_what_is_done_or_intended_or_well(sentence: str) -> None:
    assert not _judged(sentence)


@pytest.mark.parametrize("label", ["＜課題・今後の方向性＞", "【課題と今後の取組】", "○課題／対応方針"])
def test_each_sentence_below_the_label_is_judged(label: str) -> None:
    ill, ahead = "窓口は町内に１か所で、住民が隣町まで出向いている。", "土曜日の窓口を試行する予定である。"
    text = "白浜市健康計画　令和6年度進捗状況報告書\n\n"
    for number, (name, told) in enumerate((("講座", ill), ("窓口", ill + ahead), ("訪問", ahead)), 1):
        text += f"施策{number}　{name}\n担当：健康課\n＜取組状況＞\n会を３回開いた。\n{label}\n{told}\n\n"
    found = drawn.find(text)
    source = SourceDoc(name="r.txt", sha256="0" * 64, format="txt", text=text, tables=found.tables)
    measures = segment(source, choose(source, builtin()), ReportHead(fiscal_year=2024)).measures()
    told = [[(b.kind, text[b.span.start : b.span.end].strip()) for b in m.blocks[1:]] for m in measures]
    issue, outlook = (BlockKind.ISSUES, ill), (BlockKind.OUTLOOK, ahead)
    assert told == [[issue], [issue, outlook], [outlook]]


@pytest.mark.parametrize(
    "sentence",
    [
        "少子化で一つの組を組めない種目が増えている",
        "送迎がなく、会場まで通えない児童が目立つ",
        "経費が上がり、催しを続けられない団体が増えている",
        "平日の日中に来られない家庭が多い",
        "自前では器材を持てない分団が増えた",
        "冬には歩けない区間が増加している",
        "夜間に対応できない施設が増えている",
        "家賃を払えない世帯が増えています",
        "使い方を学べない職員が残っている",
    ],
)
def test_more_of_those_who_cannot_is_wanting(sentence: str) -> None:
    assert tells_wanting(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "段差のない施設が増えた",
        "車を使わない通勤が増えた",
        "レジ袋を受け取らない客が増えている",
        "薬に頼らない治療が増えた",
        "被害が見られない地区が増えた",
        "会場まで通えない児童の家庭を訪ねた",
        "忘れられない一日となった",
        "読めない字を調べる児童が増えている",
    ],
)
def test_more_of_those_who_need_not_is_none(sentence: str) -> None:
    assert not tells_wanting(sentence)


@pytest.mark.parametrize(
    ("sentence", "wanting"),
    [
        ("予備の部品が県外の倉庫にしか残っていない", True),
        ("朝の渋滞が減った", False),
        ("朝の渋滞が増えている", True),
        ("工事が滞っている", True),
        ("欠席は少数にとどまっている", False),
        ("事故は前年より低い水準にとどまっている", False),
        ("事故の防止に役立つ器具の配布は３校にとどまっている", True),
        ("負担の軽減は一部の家庭にとどまっている", True),
        ("参加は３人にとどまっている", True),
        ("住民の懸念が払拭された", False),
        ("住民の懸念が払拭されていない", True),
    ],
)
def test_of_what_less_is_better(sentence: str, *, wanting: bool) -> None:
    assert tells_wanting(fold(sentence)) is wanting
