"""Title and plan of a report, and which of the text, the user and the file's name is heard."""

from __future__ import annotations

import pytest

from pipeline.model import FieldSource, Period, ReportHead

from .invented_report import BODY, conflicts, prefaced


@pytest.mark.parametrize(
    ("preface", "title", "plan"),
    [
        (
            "\n\n「青凪県つながり計画」に基づく取組の進捗状況について\n",
            "「青凪県つながり計画」に基づく取組の進捗状況について",
            "青凪県つながり計画",
        ),
        (
            "資料1\n令和5年11月1日\n青凪県福祉部\n\n野原市こどもプラン進捗状況\n",
            "野原市こどもプラン進捗状況",
            "野原市こどもプラン",
        ),
        (
            "青凪県知事　様\n\n第2期野原市自殺対策計画（令和3～7年度）の実績\n",
            "第2期野原市自殺対策計画（令和3～7年度）の実績",
            "第2期野原市自殺対策計画",
        ),
        ("「県民\nつながり計画」の進捗状況\n", "「県民つながり計画」の進捗状況", "県民つながり計画"),
        ("東浜市地域福祉計画\n令和5年度実績報告書\n", "東浜市地域福祉計画 令和5年度実績報告書", "東浜市地域福祉計画"),
        (
            "取組の状況\n\n「東浜市環境ビジョン」（以下「本計画」という。）について整理しました。\n",
            "取組の状況",
            "東浜市環境ビジョン",
        ),
        ("計画の進捗について\n", "計画の進捗について", None),
        (
            "東浜市水道ビジョン2030　令和5年度進捗状況\n",
            "東浜市水道ビジョン2030　令和5年度進捗状況",
            "東浜市水道ビジョン2030",
        ),
        (
            "東浜市ともにプラン21（第4次）推進状況\n",
            "東浜市ともにプラン21（第4次）推進状況",
            "東浜市ともにプラン21(第4次)",
        ),
        ("のどか市子ども計画　令和6年度報告\n", "のどか市子ども計画　令和6年度報告", "のどか市子ども計画"),
        ("東浜町にぎわい計画の歩み\n", "東浜町にぎわい計画の歩み", "東浜町にぎわい計画"),
        (
            "東浜県見守り活動支援方針\n令和6年度上半期の取組状況\n\n東浜県福祉課\n",
            "東浜県見守り活動支援方針 令和6年度上半期の取組状況",
            "東浜県見守り活動支援方針",
        ),
        (
            "東浜市外国人共生推進方針\n2024年度　取組のまとめ\n",
            "東浜市外国人共生推進方針 2024年度　取組のまとめ",
            "東浜市外国人共生推進方針",
        ),
        ("東浜市の基本方針\n令和6年度の取組状況\n", "令和6年度の取組状況", None),
        ("本県の推進方針\n令和6年度の取組状況\n", "令和6年度の取組状況", None),
        ("今後の支援方針の取組状況\n", "今後の支援方針の取組状況", None),
        ("東浜市民の参加推進方針\n令和6年度の取組状況\n", "令和6年度の取組状況", None),
        (
            "東浜市財政運営方針（令和4～8年度）の取組\n",
            "東浜市財政運営方針（令和4～8年度）の取組",
            "東浜市財政運営方針",
        ),
        (
            "東浜市水道ビジョン\n【令和6年度　上半期】\n進捗状況報告\n\n東浜市水道局\n",
            "東浜市水道ビジョン 【令和6年度　上半期】 進捗状況報告",
            "東浜市水道ビジョン",
        ),
        (
            "東浜市水道ビジョン\n2024年度\n進捗状況報告\n",
            "東浜市水道ビジョン 2024年度 進捗状況報告",
            "東浜市水道ビジョン",
        ),
        ("東浜市水道ビジョン\n2024年度\n東浜市の概要\n", "東浜市水道ビジョン 2024年度", "東浜市水道ビジョン"),
        (
            "令和5年度実績\n東浜市ごみ減量計画\n進行管理表\n",
            "令和5年度実績 東浜市ごみ減量計画 進行管理表",
            "東浜市ごみ減量計画",
        ),
        ("令和5年度実績\n歳入の概要\n", "令和5年度実績", None),
        (
            "東浜市公共交通計画\n\n進行管理シート\n",
            "東浜市公共交通計画 進行管理シート",
            "東浜市公共交通計画",
        ),
        (
            "令和7年度第1回\n東浜市都市計画審議会資料\n東浜市立地適正化計画の評価\n",
            "東浜市立地適正化計画の評価",
            "東浜市立地適正化計画",
        ),
        ("第2回東浜市計画推進会議\n資料1\n東浜市緑の計画の評価\n", "東浜市緑の計画の評価", "東浜市緑の計画"),
        ("東浜市議会　厚生委員会　行政報告資料\n緑の計画の実績について\n", "緑の計画の実績について", "緑の計画"),
        (
            "令和6年度における\n第3期東浜市健康計画の\n実施状況について\n",
            "令和6年度における第3期東浜市健康計画の実施状況について",
            "第3期東浜市健康計画",
        ),
        ("東浜市環境計画～令和6年度の歩み～\n", "東浜市環境計画～令和6年度の歩み～", "東浜市環境計画"),
        (
            "報告事項2\n\n東浜市いじめ防止基本方針に基づく取組について\n",
            "東浜市いじめ防止基本方針に基づく取組について",
            "東浜市いじめ防止基本方針",
        ),
        ("東浜会の令和6年度活動計画の実績\n", "東浜会の令和6年度活動計画の実績", None),
        (
            "みどりの計画、いまどこ？\n第2次東浜市緑の計画　令和6年度年次報告\n",
            "第2次東浜市緑の計画　令和6年度年次報告",
            "第2次東浜市緑の計画",
        ),
        ("「計画の通信簿」\n東浜市緑の計画　令和6年度の実績\n", "東浜市緑の計画　令和6年度の実績", "東浜市緑の計画"),
        (
            "～計画の進み具合をお知らせします～\n東浜市緑の計画\n令和6年度 進捗状況報告書\n",
            "東浜市緑の計画 令和6年度 進捗状況報告書",
            "東浜市緑の計画",
        ),
        ("計画は進んでいますか\n\n令和6年度　緑の計画の実績\n", "令和6年度　緑の計画の実績", "緑の計画"),
        ("計画は進んだ？\n担当：企画課\n", "計画は進んだ？", None),
        ("令和6年度の計画の実績\n「計画の通信簿」\n", "令和6年度の計画の実績", None),
        ("", None, None),
    ],
)
def test_title_and_plan(preface: str, title: str | None, plan: str | None) -> None:
    head = prefaced(preface).head
    assert (head.title, head.plan_name) == (title, plan)


def test_words_whose_letters_blanks_set_apart() -> None:
    head = prefaced("資料1\n会議　第2回\n\n　青 凪 県 森 づ く り 計 画 の 実 施 状 況（令和6年度）\n").head
    assert (head.plan_name, head.organisation, head.fiscal_year) == ("青凪県森づくり計画", "青凪県", 2024)
    assert head.title == "青 凪 県 森 づ く り 計 画 の 実 施 状 況（令和6年度）"  # as it stands


def test_text_before_option_before_file_name() -> None:
    given = ReportHead(fiscal_year=2022, period=Period.H2, organisation="青凪県")
    told = prefaced("令和5年度計画の進捗\n", name="r4-h1.txt", given=given)
    assert (told.head.fiscal_year, told.head.period, told.head.organisation) == (2023, Period.H2, "青凪県")
    sources = dict(told.head.sources)
    assert sources["fiscal_year"] is FieldSource.TEXT
    assert sources["period"] is FieldSource.OPTION
    assert len(conflicts(told)) == 2
    assert any("2023" in c.message_ja and "2022" in c.message_ja for c in conflicts(told))
    assert not conflicts(prefaced("令和5年度計画の進捗\n", name="r5-h1.txt"))


def test_a_label_of_another_year_is_said() -> None:
    body = BODY.replace("取組内容と進捗状況", "令和6年度の実績")
    report = prefaced("令和5年度計画の進捗\n", body=body)
    assert report.head.fiscal_year == 2023
    assert len(conflicts(report)) == 1


def test_nothing_is_made_up() -> None:
    head = prefaced("", body="○ 相談会（健康課）\n10件。\n").head
    assert head == ReportHead()
