"""Title, plan, organisation, fiscal year and period, from the text, the user or the file's name."""

from __future__ import annotations

import pytest

from extractors.view import fold
from pipeline.model import Check, FieldSource, Period, Report, ReportHead, SourceDoc
from pipeline.profile import builtin
from pipeline.segment import segment

STYLE = next(style for style in builtin() if style.id == "torikumi-hoko")

BODY = "\n【取組方向1】相談\n（1）窓口\n○ 相談会（健康課）\n（取組内容と進捗状況）\n10件。\n"


def read(preface: str, *, name: str = "x.txt", given: ReportHead | None = None, body: str = BODY) -> Report:
    source = SourceDoc(name=name, sha256="0" * 64, format="txt", text=preface + body)
    return segment(source, STYLE, given or ReportHead())


def conflicts(report: Report) -> list[Check]:
    return [c for c in report.checks if c.code == "metadata_conflict"]


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
    head = read(preface).head
    assert (head.title, head.plan_name) == (title, plan)


@pytest.mark.parametrize(
    ("preface", "organisation"),
    [
        ("「青凪県市町連携計画」の進捗状況\n", "青凪県"),
        ("みなと市こども計画の進捗状況\n", "みなと市"),
        ("東村山辺市福祉計画の進捗状況\n", "東村山辺市"),
        ("四日浜市市民計画の進捗状況\n", "四日浜市"),
        ("つながり計画の進捗状況\n令和5年10月　南凪町福祉課\n", "南凪町"),
        ("北海道子ども計画の進捗状況\n", "北海道"),
        ("本県の計画の進捗状況\n", None),
        ("都市計画の進捗状況\n", None),
        ("青凪県　農山漁村振興計画の進捗状況\n", "青凪県"),
        ("山村振興計画の進捗状況\n", None),
        ("山陰町まちづくり計画の進捗状況\n", "山陰町"),
        ("市町村支援計画の進捗状況\n", None),
        ("青凪県知事　様\n\nつながり計画の進捗状況\n", None),
        ("つながり計画の進捗状況　　南凪市　文化部\n", "南凪市"),
        ("つながり計画の進捗状況　　文化部\n", None),
        ("葉山川広域連合　森づくり計画の進捗状況\n", "葉山川広域連合"),
        ("第2次葉山川広域連合介護計画の進捗状況\n", "葉山川広域連合"),
        ("青凪県後期高齢者医療広域連合　保健計画の進捗状況\n", "青凪県後期高齢者医療広域連合"),
        ("青凪県市町村総合事務組合　研修計画の進捗状況\n", "青凪県市町村総合事務組合"),
        ("つながり計画の進捗状況\n令和5年10月\n東凪地区広域市町村圏事務組合\n", "東凪地区広域市町村圏事務組合"),
        ("つながり計画の進捗状況\n南凪市・北凪町消防組合　総務課\n", "南凪市・北凪町消防組合"),
        ("つながり計画の進捗状況\n北凪水道企業団長　山田太郎\n", "北凪水道企業団"),
        ("交通計画の進捗状況\n東凪圏域公共交通協議会\n（事務局：南凪市交通課）\n", "東凪圏域公共交通協議会"),
        ("交通計画の進捗状況\n南凪市\n東凪圏域公共交通協議会\n", "南凪市"),
        ("南凪市水道計画の進捗状況\n北凪水道企業団\n", "南凪市"),
        ("交通計画の進捗状況\n東凪圏域公共交通協議会　第2回会議\n", None),  # which is reported to
        ("一部事務組合の取組の進捗状況\n", None),
        ("つながり計画の進捗状況\n当企業団の取組\n構成市町と広域連合\n", None),
        ("つながり計画の進捗状況\n北凪企業団地\n", None),
        ("つながり計画の進捗状況\n南　凪　町\n", "南凪町"),
        ("青凪県立図書館　運営計画の進捗状況\n", "青凪県"),
        ("南あまね市立病院　経営強化プランの進捗状況\n", "南あまね市"),
        ("汐見町立診療所　経営強化プランの進捗状況\n", "汐見町"),
        ("運営計画の進捗状況\n青凪県立図書館　総務課\n", "青凪県"),
        ("新しい市立図書館の計画の進捗状況\n", None),
        ("身近な町立公園の計画の進捗状況\n", None),
        ("県立高校再編計画の進捗状況\n", None),
        ("旧汐見町立小学校活用計画の進捗状況\n", None),
        ("みどりの市立病院プランの進捗状況\n", None),
        ("都道府県立学校の計画の進捗状況\n", None),
        ("新潟県交通計画の進捗状況\n", "新潟県"),
        ("新汐見市交通計画の進捗状況\n", "汐見市"),
        ("令和七年十二月定例会市長報告\n　　　　南　凪　市　長　　北　野　緑\n", "南凪市"),
        ("令和七年九月議会市長報告\n", None),
        ("つながり計画の進捗状況\nみどり森林組合\n北凪健康保険組合\n", None),
    ],
)
def test_organisation(preface: str, organisation: str | None) -> None:
    assert read(preface).head.organisation == organisation


@pytest.mark.parametrize(
    ("closing", "organisation"),
    [
        ("問い合わせ先　南凪町福祉課福祉係\n電話　000-555-0101\n", "南凪町"),
        ("【お問い合わせ】\n　葉山川広域連合事務局総務課\n", "葉山川広域連合"),
        ("　　　　　　　　　　　　　　　　南凪町\n", "南凪町"),
        ("発行：南凪町　編集：福祉課\n", "南凪町"),
        ("問い合わせ先　南凪町福祉課\n問い合わせ先　北凪市福祉課\n", None),
        ("問い合わせ先　福祉課\n", None),
        ("　　　　　　　　　　　　　　　　南凪町で開いた会の様子\n", None),
        ("作成した冊子は北凪市にも配った。\n", None),
    ],
)
def test_organisation_of_the_last_lines(closing: str, organisation: str | None) -> None:
    assert read("計画の進捗について\n", body=f"{BODY}\n{closing}").head.organisation == organisation


def test_words_whose_letters_blanks_set_apart() -> None:
    head = read("資料1\n会議　第2回\n\n　青 凪 県 森 づ く り 計 画 の 実 施 状 況（令和6年度）\n").head
    assert (head.plan_name, head.organisation, head.fiscal_year) == ("青凪県森づくり計画", "青凪県", 2024)
    assert head.title == "青 凪 県 森 づ く り 計 画 の 実 施 状 況（令和6年度）"  # as it stands


def test_organisation_of_the_departments() -> None:
    body = BODY.replace("（健康課）", "（青凪県こころの健康センター）")
    assert read("計画の進捗について\n", body=body).head.organisation == "青凪県"


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
    ],
)
def test_year_and_period_of_the_text(preface: str, year: int | None, period: Period | None) -> None:
    head = read(preface).head
    assert (head.fiscal_year, head.period) == (year, period)


def test_of_two_years_that_labels_name_in_turn_the_first_is_reported_on() -> None:
    measure = "○ 相談会（健康課）\n（令和6年度の取組）\n10件。\n（令和7年度の取組）\n12件行う。\n"
    body = f"\n【取組方向1】相談\n（1）窓口\n{measure}{measure.replace('相談会', '交流会')}"
    assert read("計画の歩み\n令和7年5月\n", body=body).head.fiscal_year == 2024
    assert read("計画の歩み\n", body=body.replace("令和7年度", "令和9年度")).head.fiscal_year is None
    assert read("計画の歩み\n", body=f"\n【取組方向1】相談\n（1）窓口\n{measure}").head.fiscal_year is None


def test_labels_tell_the_year_and_both_halves_make_a_year() -> None:
    body = BODY.replace("取組内容と進捗状況", "令和5年度上半期の実績")
    head = read("計画の進捗\n", body=body).head
    assert (head.fiscal_year, head.period) == (2023, Period.H1)
    both = body + "（令和5年度下半期の実績）\n5件。\n"
    assert read("計画の進捗\n", body=both).head.period is Period.FY


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
    head = read("計画の進捗\n", name=name).head
    assert (head.fiscal_year, head.period) == (year, period)
    sources = dict(head.sources)
    if year:
        assert sources["fiscal_year"] is FieldSource.FILE_NAME


def test_a_bare_number_taken_for_the_year_is_said() -> None:
    def said(name: str, preface: str = "計画の進捗\n") -> list[Check]:
        return [c for c in read(preface, name=name).checks if c.code == "year_of_file_name"]

    assert len(said("報告2022.txt")) == 1
    assert not said("2022年度.txt")
    assert not said("scan2022-001.txt")
    assert not said("報告2022.txt", "令和4年度計画の進捗\n")


def test_text_before_option_before_file_name() -> None:
    given = ReportHead(fiscal_year=2022, period=Period.H2, organisation="青凪県")
    told = read("令和5年度計画の進捗\n", name="r4-h1.txt", given=given)
    assert (told.head.fiscal_year, told.head.period, told.head.organisation) == (2023, Period.H2, "青凪県")
    sources = dict(told.head.sources)
    assert sources["fiscal_year"] is FieldSource.TEXT
    assert sources["period"] is FieldSource.OPTION
    assert len(conflicts(told)) == 2
    assert any("2023" in c.message_ja and "2022" in c.message_ja for c in conflicts(told))
    assert not conflicts(read("令和5年度計画の進捗\n", name="r5-h1.txt"))


def test_the_year_of_a_session_or_of_most_days_of_counting_before_that_of_publication() -> None:
    spoken = read("行政報告\n令和6年第5回みなと市議会定例会\n", name="r7-gyosei.txt")
    counted = read("計画のふりかえり\n", name="r6.txt", body=f"{BODY}相談員3名（令和6年3月31日現在）\n")
    for report, year in ((spoken, 2024), (counted, 2023)):
        assert (report.head.fiscal_year, dict(report.head.sources)["fiscal_year"]) == (year, FieldSource.DERIVED)
        assert len(conflicts(report)) == 1
    unsure = "職員3名（令和5年4月1日現在）、4名（令和6年4月1日現在）\n"
    assert read("計画のふりかえり\n", name="r5.txt", body=f"{BODY}{unsure}").head.fiscal_year == 2023


def test_a_speech_in_february_tells_of_the_year_that_runs() -> None:
    spoken = read("令和6年第1回みなと市議会定例会　行政報告\n　　　　令和6年2月27日\n", name="r6-1.txt")
    assert (spoken.head.fiscal_year, dict(spoken.head.sources)["fiscal_year"]) == (2023, FieldSource.DERIVED)
    for top in (
        "計画のふりかえり\n　　　　令和6年2月27日\n",
        "教育委員会定例会資料　計画のふりかえり\n　　令和7年5月20日\n",
    ):
        assert read(top, name="r6.txt").head.fiscal_year == 2024  # it may well be of another year


def test_a_label_of_another_year_is_said() -> None:
    body = BODY.replace("取組内容と進捗状況", "令和6年度の実績")
    report = read("令和5年度計画の進捗\n", body=body)
    assert report.head.fiscal_year == 2023
    assert len(conflicts(report)) == 1


@pytest.mark.parametrize(
    ("as_of", "year", "period"),
    [
        ("令和5年8月末現在", 2023, Period.H1),
        ("令和6年3月31日時点", 2023, Period.FY),
        ("2024年3月末現在", 2023, Period.FY),
    ],
)
def test_what_nothing_says_is_derived_from_the_days_of_counting(as_of: str, year: int, period: Period) -> None:
    head = read("計画の進捗\n", body=f"{BODY}相談員3名（{as_of}）\n").head
    assert (head.fiscal_year, head.period) == (year, period)
    assert dict(head.sources)["period"] is FieldSource.DERIVED


def test_nothing_is_made_up() -> None:
    head = read("", body="○ 相談会（健康課）\n10件。\n").head
    assert head == ReportHead()


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
        ("計画の進捗\n令和6年10月から翌年3月まで意見を募ります。\n", (None, Period.H2)),
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
    head = read(preface, body=body).head
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
        ("町長の報告\n令和6年3月定例会\n令和5年度補正予算について御説明します。\n", None),
        ("町長の報告\n令和6年3月定例会\n令和6年度の主な施策の方針を申し上げます。\n", None),
        ("町長の報告\n令和5年12月定例会\n令和5年度の主な事業について御報告します。\n", None),  # so far
        ("設備の点検結果と利用者の評価\n", None),
        ("委員の年報酬\n", None),
        ("会館の周年報告\n", None),
    ],
)
def test_what_is_made_once_a_year_and_sessions(preface: str, period: Period | None) -> None:
    body = BODY.replace("取組内容と進捗状況", "取組内容")
    assert read(preface, body=body).head.period is period


def test_a_plan_that_a_field_names() -> None:
    assert read("１　計画名　　潮路町交通計画（令和3～7年度）\n").head.plan_name == "潮路町交通計画"


@pytest.mark.parametrize(
    ("preface", "plan"),
    [
        ("第２期　汐波市交通計画\n令和6年度　実施状況一覧\n", "第2期汐波市交通計画"),
        ("第二次　汐波市緑の基本計画　令和6年度進捗状況\n", "第二次汐波市緑の基本計画"),
        ("汐波市　第3期　子ども計画の進捗状況\n", "第3期子ども計画"),
        ("令和6年度　第４次　汐波市男女共同参画プランの実施状況\n", "第4次汐波市男女共同参画プラン"),
        (
            "汐波地区広域行政事務組合\n水道施設整備計画　令和6年度実施状況報告\n\n　汐波地区広域行政事務組合水道施設整備計画（以下「計画」という。）の実施状況です。\n",
            "汐波地区広域行政事務組合水道施設整備計画",
        ),
        (
            "汐波町\n空家等対策計画　令和6年度報告\n\n汐波町空家等対策計画に基づく取組の報告です。\n",
            "汐波町空家等対策計画",
        ),
        (
            "汐波市　人権施策基本計画（第３次）\n実施状況報告書\n\nこの報告書は、汐波市人権施策基本計画（第３次）の事業をまとめた。\n",
            "汐波市人権施策基本計画(第3次)",
        ),
        (
            "汐波市　防災計画（第２次改訂）実施状況\n\nこの報告は、汐波市防災計画（第２次改訂）の事業をまとめた。\n",
            "汐波市防災計画(第2次改訂)",
        ),
        (
            "汐波県　農業振興ビジョン　令和6年度報告\n\n当県では、第3次汐波県農業振興ビジョンを定めている。\n",
            "農業振興ビジョン",
        ),
        ("第２回　汐波市交通計画の進捗状況\n", "汐波市交通計画"),
        ("第２章　汐波市交通計画の進捗状況\n", "汐波市交通計画"),
        ("汐波市　環境計画の進捗状況\n\n北浜市環境計画も参考にした。\n", "環境計画"),
        ("汐波市　環境計画（第2次）の進捗状況\n\n汐波市環境計画（第1次）の反省を踏まえた。\n", "環境計画(第2次)"),
        ("汐波市　環境計画の進捗状況\n\n汐波市の環境計画を進めた。\n", "環境計画"),
        ("第２期　計画の進捗状況\n", None),
        (
            "汐波市子どもの読書活動推進計画（第四次）の取組結果（令和５年度）\n",
            "汐波市子どもの読書活動推進計画(第四次)",
        ),
        ("汐波市子ども読書活動推進計画（第四次）\n令和５年度下半期実績報告\n", "汐波市子ども読書活動推進計画(第四次)"),
        ("汐波市地域福祉計画（第５期）　令和6年度進捗状況\n", "汐波市地域福祉計画(第5期)"),
        ("令和6年度　汐波町環境ビジョン（第２次改訂版）実績報告書\n", "汐波町環境ビジョン(第2次改訂版)"),
        ("「汐波市緑の基本計画」（第三次）の実施状況\n", "汐波市緑の基本計画(第三次)"),
        ("汐波市食育推進計画　（第３次）　実施状況報告\n", "汐波市食育推進計画(第3次)"),
        (
            "汐波市　人権施策基本計画（第３次）実施状況\n\n汐波市人権施策基本計画の事業をまとめた。\n",
            "汐波市人権施策基本計画(第3次)",
        ),
        ("汐波広域図書館整備計画（第 ３ 期）点検評価報告　令和6年度\n", "汐波広域図書館整備計画(第 3 期)"),
        ("汐波市交通計画（第４四半期）の進捗状況\n", "汐波市交通計画"),
        ("汐波市交通計画（第２回点検）の結果\n", "汐波市交通計画"),
        ("汐波市障がい者プラン（第７期障がい福祉計画）\n令和6年度　実施状況報告\n", "汐波市障がい者プラン"),
        ("汐波市交通計画の進捗状況（第２期）\n", "汐波市交通計画"),
        ("汐波市交通計画（第２次案）に対する意見の状況\n", "汐波市交通計画"),
        ("第３次汐波市交通計画（第１期）の実施状況\n", "第3次汐波市交通計画"),
        ("汐波市交通計画の進捗状況\n\n汐波市環境計画（第４次）も参考にした。\n", "汐波市交通計画"),
    ],
)
def test_the_name_of_a_plan_in_full(preface: str, plan: str | None) -> None:
    assert read(preface).head.plan_name == plan


@pytest.mark.parametrize(
    ("preface", "plan"),
    [
        (
            "しおかぜ健康プラン\n令和６年度の取組結果\n\n本市では「第３次潮路市健康増進計画（愛称：しおかぜ健康プラン）」を進めています。\n",
            "第3次潮路市健康増進計画",
        ),
        ("しおかぜ健康プラン\n（第３次潮路市健康増進計画）\n令和６年度　実施状況報告\n", "第3次潮路市健康増進計画"),
        ("第３次潮路市健康増進計画\n～しおかぜ健康プラン～\n令和６年度　実施状況報告\n", "第3次潮路市健康増進計画"),
        (
            "しおかぜ子どもプラン　令和６年度進捗状況\n\n　「第２期潮路町子ども・子育て支援事業計画」（通称「しおかぜ子どもプラン」）に掲げる取組の状況です。\n",
            "第2期潮路町子ども・子育て支援事業計画",
        ),
        ("みどりのまちビジョン（第２次潮路市緑の基本計画）令和６年度実績\n", "第2次潮路市緑の基本計画"),
        (
            "しおかぜ健康プラン\n令和６年度の取組結果\n\n第３次潮路市健康増進計画（以下、「しおかぜ健康プラン」という。）に基づき取り組みました。\n",
            "第3次潮路市健康増進計画",
        ),
        ("「第２次潮路市食育推進計画（愛称：もぐもぐプラン）」令和６年度の実施状況\n", "第2次潮路市食育推進計画"),
        (
            "しおかぜ健康プラン　令和６年度の取組結果\n\n上位計画である第５次潮路市総合計画に沿って進めています。\n",
            "しおかぜ健康プラン",
        ),
        (
            "しおかぜ健康プラン\n令和６年度の取組結果\n第５次潮路市総合計画の実施計画として取り組みました。\n",
            "しおかぜ健康プラン",
        ),
        (
            "潮路市ともにプラン（第４次）\n令和６年度実績\n\n北浜市男女共同参画計画（愛称：はまかぜプラン）も参考にした。\n",
            "潮路市ともにプラン(第4次)",
        ),
        (
            "潮路市しおかぜプラン\n\n「潮路市しおかぜプラン」（第５次潮路市総合計画の部門計画）の実績です。\n",
            "潮路市しおかぜプラン",
        ),
        (
            "しおかぜ健康プラン　令和６年度の取組結果\n\n健康アプリ（愛称：しおかぜ歩こうプログラム）を始めた。\n",
            "しおかぜ健康プラン",
        ),
        ("潮路市地域福祉計画（令和3～7年度）進捗状況\n", "潮路市地域福祉計画"),
        (
            "潮路市環境基本計画年次報告書\n令和６年度\n\n市は令和３年に「第３次潮路市環境基本計画」を策定しました。\n",
            "第3次潮路市環境基本計画",
        ),
        (
            "令和６年度　潮路市地域福祉計画　進捗状況\n\nこの報告は、『第４期潮路市地域福祉計画』（令和５年度～）の取組をまとめた。\n",
            "第4期潮路市地域福祉計画",
        ),
        (
            "潮路市環境基本計画年次報告書\n\n「第２次潮路市環境基本計画」を改定し、「第３次潮路市環境基本計画」を策定しました。\n",
            "潮路市環境基本計画",
        ),
        (
            "潮路市環境基本計画年次報告書\n\n「第２次潮路市環境基本計画」の反省を踏まえ、取り組みました。\n",
            "潮路市環境基本計画",
        ),
        ("潮路市環境基本計画年次報告書\n\n現在、「第４次潮路市環境基本計画」を策定中です。\n", "潮路市環境基本計画"),
        (
            "第２次潮路市環境基本計画年次報告書\n\n「第３次潮路市環境基本計画」への意見を募りました。\n",
            "第2次潮路市環境基本計画",
        ),
        (
            "いきいき きらり プラン\n（第４次潮路市男女共同参画計画）\n令和６年度　進み具合の報告\n",
            "第4次潮路市男女共同参画計画",
        ),
    ],
)
def test_the_formal_name_of_a_plan_and_which_it_is(preface: str, plan: str) -> None:
    """Its other names (愛称) stand beside it; what a line says of another plan is not its name."""
    assert fold(read(preface).head.plan_name or "") == plan


def test_a_plan_in_brackets_goes_on_with_the_title_above_it() -> None:
    preface = "いきいき きらり プラン\n（第４次潮路市男女共同参画計画）\n令和６年度　進み具合の報告\n"
    assert (
        read(preface).head.title == "いきいき きらり プラン （第４次潮路市男女共同参画計画） 令和６年度　進み具合の報告"
    )


@pytest.mark.parametrize(
    ("preface", "year"),
    [
        ("公約の進み具合　～任期２年目（令和６年度）～\n", 2024),
        ("計画の歩み　－令和６年度－\n", None),
        ("第3次計画（令和６年度～令和10年度）の進捗について\n", None),
    ],
)
def test_a_wave_behind_a_bracket_at_the_end_bounds_no_plan(preface: str, year: int | None) -> None:
    assert read(preface).head.fiscal_year == year


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
    ],
)
def test_the_year_before_the_only_one_of_which_plans_are_told(title: str, told: str, year: int | None) -> None:
    body = BODY.replace("10件。", told)
    assert read(f"{title}\n", body=body).head.fiscal_year == year
