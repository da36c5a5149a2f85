"""Labels with which offices head aims, results, causes, judgements and next steps, in compounds and with what stands beside them."""

from __future__ import annotations

import pytest

from pipeline.model import BlockKind
from pipeline.profile import base

from .invented_report import HEAD, I, O, P, X, in_company, measures_of, report_of, told_of

T = BlockKind.TARGET

_LABELS = {
    T: "計画にかかげたこと 計画で約束したこと 計画に盛り込んだこと 計画に載せた取組 計画に位置づけた取組 計画で決めたこと かかげた目標 計画に定めた内容 当初のねらい 当初計画 年度当初の計画 到達目標 目標水準 目標とする姿 目指すべき姿 ありたい姿 計画値 計画目標 年度計画目標 計画期間の目標 計画における数値目標 計画指標 想定した成果 アウトカム目標 行動目標",
    P: "計画目標の達成状況 達成状況 達成内容 到達状況 到達点 概況 事業の概況 進み具合 進捗度合い 執行状況 処理状況 対応内容 経過報告 年間実績 実際の取組 直近の状況",
    I: "課題・要因 課題と原因 課題及び要因 課題とその背景 問題点・要因 未達の理由 未達要因 未達成の原因 遅延理由 進まなかった理由 目標に届かなかった理由 伸び悩みの要因 "
    "残課題 積み残し 未了事項 支障事項 懸念点 制約条件 リスク ボトルネック 不足している点 解決すべき課題 当面の課題 今後の課題と要因 現況と課題",
    X: "評価の理由 判定理由 増減の要因 達成の要因 期待される効果 所見 担当課所見 講評 要因分析 効率性 補足説明",
    O: "次年度の計画目標 目標達成に向けた計画 解決策 打開策 挽回策 対処方針 対応案 展開方針 拡充の方向 課題解決に向けた取組 遅れへの対応 申し送り事項 引継事項 予算への反映 次年度予算への反映 "
    "新年度の取組 翌期の取組 残る期間の取組 着手予定 継続する取組 次の段階 今後の工程 原因と対策",
}
_CASES = [(label, kind) for kind, labels in _LABELS.items() for label in labels.split()]


@pytest.mark.parametrize(("label", "kind"), _CASES)
def test_what_they_open(label: str, kind: BlockKind) -> None:
    assert base().kind_of(label) is kind


@pytest.mark.parametrize("beside", ["令和6年度の{}", "{}等", "{}(令和6年度)"])
@pytest.mark.parametrize(
    ("label", "kind"),
    [("課題・要因", I), ("未達の理由", I), ("今後の課題", I), ("当初計画", T), ("達成状況", P), ("期待される効果", X)],
)
def test_what_stands_beside_them_has_no_say(label: str, kind: BlockKind, beside: str) -> None:
    assert base().kind_of(beside.format(label)) is kind


@pytest.mark.parametrize(
    "words",
    [
        "リスクの管理",
        "障害",
        "原因者",
        "遅れ",
        "困難を抱える家庭",
        "要因別の死亡者",
        "未達",
        "引継ぎ書",
        "解決",
        "工程管理",
        "見直し",
        "現況",
        "判定会",
        "根拠資料",
    ],
)
def test_words_that_are_no_labels(words: str) -> None:
    assert base().kind_of(words) is None


_FORMS = ["【{label}】\n　{text}", "２．{label}\n　{text}", "■{label}\n{text}"]
_RULED = ["{label}\n──\n　{text}", "{label}\n─────\n{text}", "{label}\n---------\n{text}"]


@pytest.mark.parametrize("form", [*_FORMS, *_RULED])
@pytest.mark.parametrize(
    ("label", "kind"), [("未達の理由", I), ("懸念点", I), ("課題・要因", I), ("挽回策", O), ("所見", X)]
)
def test_they_open_blocks_however_they_are_written(label: str, kind: BlockKind, form: str) -> None:
    text = report_of(form, label, "夜間の受付など。")
    if form in _RULED:
        text = text.replace("【取組】", "取組\n──")
    assert [told_of(text, measure)[1:] for measure in measures_of(text)] == [[(kind, "夜間の受付など。")]] * 3


@pytest.mark.parametrize(
    "line",
    ["要因は燃料の値上がりである。", "原因を調べ、対策を講じた。", "懸念点はなかった。", "未達の理由を聞き取った。"],
)
def test_sentences_that_begin_with_such_words_are_none(line: str) -> None:
    text = report_of("{text}", "", line)
    assert [told_of(text, measure) for measure in measures_of(text)] == [[(P, f"会を開いた。\n{line}")]] * 3


@pytest.mark.parametrize(
    "title", ["課題を抱える家庭への支援", "原因者への指導", "リスクの見える化", "要因別の健康教室"]
)
def test_titles_that_begin_with_such_words_are_none(title: str) -> None:
    text = f"{HEAD}基本目標１　学び合う\n\n" + "".join(
        f"（{n}）{name}（福祉課）\n【取組】\n　会を開いた。\n\n" for n, name in enumerate(("講座", title, "訪問"), 1)
    )
    assert [measure.title for measure in measures_of(text)] == ["講座", title, "訪問"]


@pytest.mark.parametrize("label", ["留意点", "留意事項", "実施後の注意点", "令和6年度の留意点"])
def test_what_to_mind_is_wanting_beside_results_unless_it_came_well(label: str) -> None:
    told = in_company(*[f"【実績】３回開いた。【{label}】相続の協議が整わない。参加者から好評だった。"] * 3)
    assert [[kind for kind, _ in blocks] for blocks in told] == [[P, I, X]] * 3


_ROW = "（{n}）{name}\n担当｜協力団体｜評価\n{row}\n【取組】\n　会を開いた。\n\n"


def _offices(*rows: str) -> list[tuple[str, ...]]:
    text = f"{HEAD}基本目標１　学び合う\n\n" + "".join(
        _ROW.format(n=n, name=name, row=row)
        for n, (name, row) in enumerate(zip(("講座", "窓口"), rows, strict=True), 1)
    )
    return [measure.departments for measure in measures_of(text)]


def test_departments_below_the_head_of_their_column() -> None:
    assert _offices("福祉課｜区長会｜Ａ", "建設課、住民課｜－｜Ｃ") == [("福祉課",), ("建設課", "住民課")]


def test_rows_that_name_no_office_there_are_no_such_fields() -> None:
    assert _offices("佐藤｜区長会｜Ａ", "鈴木｜－｜Ｃ") == [(), ()]
    assert _offices("福祉課｜区長会", "住民課｜－") == [(), ()]
    assert _offices("福祉課｜区長会｜Ａ\n住民課｜消防団｜Ｂ", "建設課｜－｜Ｃ") == [(), ()]
