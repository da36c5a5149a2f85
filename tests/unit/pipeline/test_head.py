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
