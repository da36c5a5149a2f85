"""Fiscal year and period of a report, from the text, its labels and days and the file's name."""

from __future__ import annotations

import pytest

from pipeline.model import Check, FieldSource, Period

from .invented_report import BODY, conflicts, prefaced


@pytest.mark.parametrize(
    ("preface", "year", "period"),
    [
        ("計画の進捗状況（令和5年度上半期）\n", 2023, Period.H1),
        ("計画の進捗状況（令和五年度　下半期）\n", 2023, Period.H2),
        ("令和元年度　計画の年次報告書\n", 2019, Period.FY),
        ("2023年度（令和5年度）計画の中間報告\n", 2023, Period.H1),
        ("Ｒ５年度　計画の進捗（9月末現在）\n", 2023, Period.H1),
        ("計画（令和3年度～令和5年度）の令和4年度末の進捗状況\n", 2022, Period.FY),
        ("計画（令和3～5年度）の進捗\n\n令和5年度における上半期の状況です。\n", 2023, Period.H1),
        ("計画の進捗\n\n令和4年度に策定した計画について、令和6年度の上半期の取組を整理しました。\n", 2024, Period.H1),
        ("計画の進捗\n\n令和4年度に実施した調査を踏まえ、令和6年度の上半期の進捗を整理しました。\n", 2024, Period.H1),
        ("計画の進捗\n令和5年度\n", 2023, Period.FY),
        ("計画の進捗\n作成：政策課　　対象年度：令和6年度　　出力日：2025/05/08\n", 2024, Period.FY),
        ("計画の進捗\n報告年度＝令和6年度／作成＝政策課\n", 2024, Period.FY),
        ("計画の進捗\n作成年度：令和7年度　　対象年度：令和6年度\n", 2024, Period.FY),
        ("前期計画の令和5年度実績報告\n", 2023, Period.FY),
        ("令和6年度　若草町教育委員会の点検及び評価（令和5年度対象）\n", 2023, Period.FY),
        ("令和6年度　事務事業点検評価報告書（令和5年度事業分）\n", 2023, Period.FY),
        ("令和6年度　施策の実績（令和5年度からの継続分）\n", 2024, Period.FY),
        ("計画の歩み\n〜 令和6年度を振り返って 〜\n", 2024, Period.FY),
        ("計画の歩み\n2年目（令和6年4月～令和7年3月）\n", 2024, Period.FY),
        ("計画の歩み\n令和6年4月から9月まで\n", 2024, Period.H1),
        ("計画の歩み\n令和4年4月～令和9年3月\n", None, None),
        ("令和6年度　町の施策の評価書\n（令和5年度実施事業）\n", 2023, Period.FY),
        ("令和6年度　町の施策の評価書\n〔令和5年度報告〕\n", 2023, Period.FY),
        ("令和6年度　町の施策の評価書\n～ 令和5年度実施分 ～\n", 2023, Period.FY),
        ("令和6年度　町の施策の評価書\n－令和5年度の取組に対する評価－\n", 2023, Period.FY),
        ("令和6年度　町の施策の評価書\n評価対象年度：令和5年度　評価年度：令和6年度\n", 2023, Period.FY),
        ("令和6年度　町の施策の評価書\n（令和4年度分）\n", 2024, Period.FY),  # no report tells of the year before last
        ("令和6年度　町の施策の評価書\n（令和5年度分を含む）\n", 2024, Period.FY),
        ("令和6年度　上半期の進捗状況\n（令和5年度実績）\n", 2024, Period.H1),
        ("計画の進捗状況（R6）\n", 2024, Period.FY),
        ("計画の進捗管理表（2024）\n", 2024, Period.FY),
        ("R6実績報告\n", 2024, Period.FY),
        ("計画の進捗状況（H1）\n", None, None),
        ("町民計画（2024）\n", None, None),
        ("町の統計書（令和6年版）\n", None, None),
        ("町の計画の中間評価（令和3年度～令和5年度）\n", None, None),  # the middle of the plan
        ("町の計画（令和3年度～令和7年度）　令和5年度中間報告\n", 2023, Period.H1),
        ("計画の歩み\n令和6年4月～令和7年3月に調べた結果\n", None, None),
        ("令和99年度の進捗\n", None, None),
        ("令和6年度　計画の進捗\n第2四半期まで\n", 2024, Period.H1),
        ("令和6年度　計画の進捗（第4四半期末）\n", 2024, Period.FY),
        ("令 和 6 年 度　計 画 の 進 捗 状 況\n", 2024, Period.FY),
        (
            "年次報告書（令和5年度版）\n\nこの冊子は、令和5年度に町が講じた森の施策を公表するものです。\n",
            2023,
            Period.FY,
        ),
        (
            "年次報告書（令和5年度版）\n\nこの冊子は、令和4年度に策定した計画の下で講じた施策を公表するものです。\n",
            None,
            Period.FY,
        ),
        ("計画の進捗\n令和6年5月\n", None, None),
        (
            "令和5年度　町の計画の取組\n令和6年7月\n\n人口は、10月1日現在で1万人です。\n",
            2023,
            Period.FY,
        ),  # which is over
        (
            "野原市みちの計画のあゆみ\n令和5年度版\n\n　この冊子では、令和4年度に各課が取り組んだ内容を柱ごとにお伝えします。\n",
            2022,
            Period.FY,
        ),
        ("令和6年度　町の計画の取組\n令和6年11月\n\n会員は、9月1日現在で100人です。\n", 2024, Period.H1),
        ("町の環境報告書（令和6年度版）\n", None, None),
        ("町の環境報告書（令和6年度版）\n令和7年9月\n", 2024, Period.FY),
        ("町の環境報告書\n令和7年9月\n令和6年度版の手引を配りました。\n", None, None),
        ("町の環境報告書\n2024年度版\n2025年9月発行\n", 2024, Period.FY),
        ("令和6年度版\n町の環境報告書\n若草町環境課　令和6年12月20日\n", 2023, Period.FY),
        ("町の環境報告書（令和6年度版）\n令和7年3月\n", None, None),
        ("町の環境報告書（令和6年度版）\n令和2年4月1日　環境課\n", None, None),
        (
            "町の環境報告書（令和6年度版）\n\n令和6年度末の公園は7か所です。令和7年度に池を直します。\n緑道は令和7年度末までに改める。\n",
            2024,
            Period.FY,
        ),
        (
            "町の環境報告書（令和6年度版）\n\n令和5年度末の公園は7か所です。令和6年度に池を直します。\n緑道は令和6年度末までに改める。\n",
            2023,
            Period.FY,
        ),
        (
            "町の環境報告書（令和6年度版）\n\n令和7年度に池を直します。緑道の令和7年度の長さは3kmである。\n",
            None,
            None,
        ),
        ("町の計画　4～9月の取組状況\n令和6年10月\n", 2024, Period.H1),
        ("町の計画（2024-9月改定）の令和6年度の取組\n", 2024, Period.FY),
        ("町の計画（2010～3月策定）の令和6年度の取組\n", 2024, Period.FY),
        ("町の計画　上期の取組状況\n令和7年2月\n", 2024, Period.H1),
        ("町の計画　上期の取組状況\n令和7年5月\n", None, Period.H1),
        ("町の計画の進捗状況　9月末現在\n令和6年10月25日　総務課\n", 2024, Period.H1),
        ("令和7年度第1回若草町計画会議\n計画の進捗状況\n", None, None),
        ("町の計画\n令和5・6年度実績報告\n", 2024, Period.FY),
        ("町の計画の進捗\n\n令和7年度に池を直します。\n", None, None),
        ("令和7年度第1回若草町計画会議\n計画の進捗状況\n（令和6年12月末現在）\n", 2024, Period.FY),
        ("町の計画　－令和6年度の進捗状況－\n", 2024, Period.FY),
        ("町の計画～令和6年度の歩み～\n", 2024, Period.FY),
        ("町の計画（令和3年度 - 令和7年度）の進捗状況\n", None, None),
        ("町の計画の進捗状況（策定時～令和6年度）\n", None, None),
        ("町の計画の評価（令和6年度中間）\n", 2024, Period.H1),
        ("町の計画に関する取組（令和5年4月～令和6年3月）\n", 2023, Period.FY),
        ("Ｒ５年度当初予算に計上した主な取組\n", 2023, Period.FY),
        ("令和6年度一般会計当初予算案の概要\n", 2024, Period.FY),
        ("令和6年度当初予算への反映結果\n", None, None),  # of what was judged before
        ("令和6年度当初予算編成の報告\n", None, None),
        ("令和6年度の施策の実績（令和7年度当初予算の資料）\n", 2024, Period.FY),
        ("町の計画　令和6年度上半期の進捗状況及び下半期の進め方\n", 2024, Period.H1),
        ("町の計画　令和6年度上半期の実績と下半期（10月～3月）の見込みの報告\n", 2024, Period.H1),
        ("町の計画　令和6年度上半期の成果と下半期へ向けて\n", 2024, Period.H1),
        ("町の計画　令和6年度上半期・下半期の目標に対する実績\n", 2024, Period.FY),
        ("町の計画　令和6年度上半期の実績と下半期の実績\n", 2024, Period.FY),
        ("町の計画　令和6年度上半期・下半期の取組状況\n", 2024, Period.FY),
    ],
)
def test_year_and_period_of_the_text(preface: str, year: int | None, period: Period | None) -> None:
    head = prefaced(preface).head
    assert (head.fiscal_year, head.period) == (year, period)


def test_of_two_years_that_labels_name_in_turn_the_first_is_reported_on() -> None:
    measure = "○ 相談会（健康課）\n（令和6年度の取組）\n10件。\n（令和7年度の取組）\n12件行う。\n"
    body = f"\n【取組方向1】相談\n（1）窓口\n{measure}{measure.replace('相談会', '交流会')}"
    assert prefaced("計画の歩み\n令和7年5月\n", body=body).head.fiscal_year == 2024
    assert prefaced("計画の歩み\n", body=body.replace("令和7年度", "令和9年度")).head.fiscal_year is None
    assert prefaced("計画の歩み\n", body=f"\n【取組方向1】相談\n（1）窓口\n{measure}").head.fiscal_year is None


def test_labels_tell_the_year_and_both_halves_make_a_year() -> None:
    body = BODY.replace("取組内容と進捗状況", "令和5年度上半期の実績")
    head = prefaced("計画の進捗\n", body=body).head
    assert (head.fiscal_year, head.period) == (2023, Period.H1)
    both = body + "（令和5年度下半期の実績）\n5件。\n"
    assert prefaced("計画の進捗\n", body=both).head.period is Period.FY


@pytest.mark.parametrize(
    ("name", "year", "period"),
    [
        ("r5-h1.txt", 2023, Period.H1),
        ("R05上半期.txt", 2023, Period.H1),
        ("2023_上.txt", 2023, Period.H1),
        ("h1-2023.txt", 2023, Period.H1),
        ("令和5年度年度末.txt", 2023, Period.FY),
        ("令和５年度/下半期.txt", 2023, Period.H2),
        ("h30_下.txt", 2018, Period.H2),
        ("aonagi-r5-h2.pdf", 2023, Period.H2),
        ("2022年度報告.txt", 2022, Period.FY),
        ("fy2022-report-03.txt", 2022, Period.FY),
        ("R6.5.20公表_令和5年度実績.txt", 2023, Period.FY),
        ("報告2022.txt", 2022, Period.FY),
        ("2022/scan-001.txt", 2022, Period.FY),
        ("20231101_report.txt", None, None),
        ("scan2022-001.txt", None, None),
        ("DSC_2022.txt", None, None),
        ("ver2024.txt", None, None),
        ("第3回会議_2023.txt", None, None),
        ("2022年6月公表.txt", None, None),
        ("R6.5.20公表.txt", None, None),
        ("r5-r9計画.txt", None, None),
        ("report.txt", None, None),
    ],
)
def test_year_and_period_of_the_file_name(name: str, year: int | None, period: Period | None) -> None:
    head = prefaced("計画の進捗\n", name=name).head
    assert (head.fiscal_year, head.period) == (year, period)
    sources = dict(head.sources)
    if year:
        assert sources["fiscal_year"] is FieldSource.FILE_NAME


def test_a_bare_number_taken_for_the_year_is_said() -> None:
    def said(name: str, preface: str = "計画の進捗\n") -> list[Check]:
        return [c for c in prefaced(preface, name=name).checks if c.code == "year_of_file_name"]

    assert len(said("報告2022.txt")) == 1
    assert not said("2022年度.txt")
    assert not said("scan2022-001.txt")
    assert not said("報告2022.txt", "令和4年度計画の進捗\n")


def test_the_year_of_a_session_or_of_most_days_of_counting_before_that_of_publication() -> None:
    spoken = prefaced("行政報告\n令和6年第5回みなと市議会定例会\n", name="r7-gyosei.txt")
    counted = prefaced("計画のふりかえり\n", name="r6.txt", body=f"{BODY}相談員3名（令和6年3月31日現在）\n")
    for report, year in ((spoken, 2024), (counted, 2023)):
        assert (report.head.fiscal_year, dict(report.head.sources)["fiscal_year"]) == (year, FieldSource.DERIVED)
        assert len(conflicts(report)) == 1
    unsure = "職員3名（令和5年4月1日現在）、4名（令和6年4月1日現在）\n"
    assert prefaced("計画のふりかえり\n", name="r5.txt", body=f"{BODY}{unsure}").head.fiscal_year == 2023


def test_a_speech_in_february_tells_of_the_year_that_runs() -> None:
    spoken = prefaced("令和6年第1回みなと市議会定例会　行政報告\n　　　　令和6年2月27日\n", name="r6-1.txt")
    assert (spoken.head.fiscal_year, dict(spoken.head.sources)["fiscal_year"]) == (2023, FieldSource.DERIVED)
    for top in (
        "計画のふりかえり\n　　　　令和6年2月27日\n",
        "教育委員会定例会資料　計画のふりかえり\n　　令和7年5月20日\n",
    ):
        assert prefaced(top, name="r6.txt").head.fiscal_year == 2024  # it may well be of another year


@pytest.mark.parametrize(
    ("as_of", "year", "period"),
    [
        ("令和5年8月末現在", 2023, Period.H1),
        ("令和6年3月31日時点", 2023, Period.FY),
        ("2024年3月末現在", 2023, Period.FY),
    ],
)
def test_what_nothing_says_is_derived_from_the_days_of_counting(as_of: str, year: int, period: Period) -> None:
    head = prefaced("計画の進捗\n", body=f"{BODY}相談員3名（{as_of}）\n").head
    assert (head.fiscal_year, head.period) == (year, period)
    assert dict(head.sources)["period"] is FieldSource.DERIVED


@pytest.mark.parametrize(
    ("preface", "said"),
    [
        ("計画の進捗\n報告期間　令和7年4月1日から令和7年9月30日まで\n", (2025, Period.H1)),
        ("計画の進捗\n対象期間：2024年10月1日～2025年3月31日\n", (2024, Period.H2)),
        ("計画の進捗\n評価期間 R6.4.1～R7.3.31\n", (2024, Period.FY)),
        ("計画の進捗\n計画期間　令和3年4月1日から令和8年3月31日まで\n", (None, Period.FY)),
        ("計画の進捗\nこの冊子に載せたのは、令和6年4月から令和6年9月までの動きです。\n", (2024, Period.H1)),
        ("計画の進捗\n本書は、2024年4月1日から2025年3月31日までを扱います。\n", (2024, Period.FY)),
        ("計画の進捗\n本書の基となる計画は令和3年4月から令和8年3月までです。\n", (None, None)),
        ("計画の進捗\n令和6年10月から翌年3月までの取組の状況をまとめました。\n", (2024, Period.H2)),
        ("計画の進捗\n令和6年10月から翌年3月まで意見を募ります。\n", (None, None)),
        ("計画の一覧（R6.9末時点）\n", (2024, Period.H1)),
        ("計画の一覧（R7.3.31現在）\n", (2024, Period.FY)),
        ("計画の進捗\n評価期間　令和4年4月1日から令和7年3月31日まで\n", (None, Period.FY)),  # of three years
        ("計画の進捗\n評価期間　令和6年4月1日から翌年3月31日まで\n", (2024, Period.FY)),
        ("要綱（令和2年10月12日施行）\n今年度の進み具合です。\n", (None, None)),
        ("教育長報告（令和5年11月22日）\n上半期の進み具合です。\n", (2023, Period.H1)),
        ("教育長報告（令和6年2月9日）\n今年度の進み具合です。\n", (2023, Period.FY)),
        ("教育長報告（令和6年6月9日）\n今年度の進み具合です。\n", (None, None)),  # it may tell of the year before
        ("教育長報告（令和5年11月22日）\n", (None, None)),
    ],
)
def test_the_time_that_is_reported_on_and_the_year_of_a_dated_speech(
    preface: str, said: tuple[int | None, Period | None]
) -> None:
    body = BODY.replace("取組内容と進捗状況", "取組内容")
    head = prefaced(preface, body=body).head
    assert (head.fiscal_year, head.period) == said


@pytest.mark.parametrize(
    ("preface", "period"),
    [
        ("教育委員会の事務の点検及び評価\n令和5年度対象\n会議：定例会　12回　臨時会　2回\n", Period.FY),
        ("消防年報　令和6年版\n", Period.FY),
        ("決算に係る主要な施策の成果\n", Period.FY),
        ("教育委員会の活動\n令和5年度　会議\n定例会（12回）　臨時会（2回）\n", Period.FY),
        ("町長の報告\n令和5年第3回定例会\n", None),  # what happened since the last one
        ("町長の報告\n令和6年3月定例会\n令和5年度の各課の主な事業について御報告します。\n", Period.FY),
        ("町長の報告\n令和6年3月定例会\n令和5年度に実施した主な取組を御説明します。\n", Period.FY),
        ("町長の報告\n令和6年3月定例会\n（令和5年度の主な事業の成果について）\n", Period.FY),
        ("町長の報告\n令和6年第1回定例会\n令和6年3月4日\n令和5年度の主な事業の成果について\n", Period.FY),
        ("町長の報告\n令和6年3月定例会\n令和5年度補正予算について御説明します。\n", None),
        ("町長の報告\n令和6年3月定例会\n令和6年度の主な施策の方針を申し上げます。\n", None),
        ("町長の報告\n令和5年12月定例会\n令和5年度の主な事業について御報告します。\n", None),  # so far
        ("町長の説明（令和5年度）\n本日、第312回市議会定例\n会が開かれましたことに御礼申し上げます。\n", None),
        ("設備の点検結果と利用者の評価\n", None),
        ("委員の年報酬\n", None),
        ("会館の周年報告\n", None),
    ],
)
def test_what_is_made_once_a_year_and_sessions(preface: str, period: Period | None) -> None:
    body = BODY.replace("取組内容と進捗状況", "取組内容")
    assert prefaced(preface, body=body).head.period is period


@pytest.mark.parametrize(
    ("preface", "year"),
    [
        ("公約の進み具合　～任期２年目（令和６年度）～\n", 2024),
        ("計画の歩み　－令和６年度－\n", None),
        ("第3次計画（令和６年度～令和10年度）の進捗について\n", None),
    ],
)
def test_a_wave_behind_a_bracket_at_the_end_bounds_no_plan(preface: str, year: int | None) -> None:
    assert prefaced(preface).head.fiscal_year == year


@pytest.mark.parametrize(
    ("title", "told", "year"),
    [
        ("計画の実績の報告", "9件でした。令和7年度は相談会を開きます。令和7年度に機械の導入を予定しています。", 2024),
        (
            "計画の点検結果",
            "9件でした。令和7年度は相談会を開きます。\n令和7年度の早い時期に対象を広げる方針です。",
            2024,
        ),
        ("計画の実績の報告", "9件でした。令和7年度は相談会を開きます。", None),
        ("計画の実績の報告", "令和7年度は9件でした。令和7年度は相談会を開きます。", None),
        ("計画の実績の報告", "令和6年度は9件を予定しています。令和7年度は相談会を開きます。", None),
        ("計画のあらまし", "令和7年度は相談会を開きます。令和7年度に機械の導入を予定しています。", None),
        ("計画の実績の報告", "令和7年度に窓口を増やす。年会費は令和7年度末までに改める。", 2024),
        ("計画の実績の報告", "令和6年度の件数を表1に示す。令和6年度の評価を表2に掲げる。", None),
        ("計画の実績の報告", "令和6年度の利用は5館を数える。令和6年度の改修は3館を超える。", None),
    ],
)
def test_the_year_before_the_only_one_of_which_plans_are_told(title: str, told: str, year: int | None) -> None:
    body = BODY.replace("10件。", told)
    assert prefaced(f"{title}\n", body=body).head.fiscal_year == year
