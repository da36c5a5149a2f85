"""What the checks say of sums, rates, changes and dates, on small reports of our own."""

from __future__ import annotations

import datetime as dt

import pytest

from extractors.mentions import Status

from .small_report import DATED, HEAD, OVERVIEW, YEARLY, codes, read


def test_sums_and_excesses_are_said() -> None:
    assert "breakdown_sum" in codes(read("・支援件数：90件（面談82件、同行9件）\n"))
    assert "breakdown_sum" not in codes(read("・支援件数：90件（面談82件、同行8件）\n"))
    assert "part_exceeds_total" in codes(read("・参加者 16人中、19人が継続\n"))
    assert "part_exceeds_total" in codes(read("・登録者 120人（うち県外150人）\n"))
    assert "part_exceeds_total" not in codes(read("・登録者 120人（うち県外15人）\n"))
    assert "part_exceeds_total" in codes(read("・助成は74件の申請があり、審査の結果、81件を採択した。\n"))
    assert "part_exceeds_total" not in codes(read("・助成は74件の申請があり、審査の結果、61件を採択した。\n"))
    assert "part_exceeds_total" not in codes(read("・助成は74件の申請を受け付け、昨年度の81件を下回った。\n"))


_CHECK_UPS = "　　　　　　　対象　 受診　 受診率\n　歯の検診　　50人　40人　80.0％\n"
_SPENT = "　区分　　　　予算　　　決算　　　執行率\n　本館　　　　10千円　　 9千円　　90.0％\n　分館　　　　15千円　　13千円　　86.7％\n"
_SESSIONS = "回｜日にち｜内容｜参加\n１｜5/10｜苔を知る｜24人\n２｜6/14｜台風で中止｜－\n３｜7/12｜庭の話｜21人\n"
_WOMEN = "区分｜委員数｜うち女性\n審議会｜214人｜68人\n行政委員会｜32人｜7人\n"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("・受講者24人中15人（65.2％）が修了\n", "share_mismatch"),
        ("・受講者24人中15人（62.5％）が修了\n", None),
        ("・アンケートは120人中80人が「役立った」と回答（66.6％）\n", None),
        ("・アンケートは120人中80人が「役立った」と回答（76.7％）\n", "share_mismatch"),
        ("・受講者24人中15人が参加し、満足度は92％\n", None),
        ("・受講者24人中15人が参加（満足度92％）\n", None),
        ("・街路灯のLED化率 93.2％（4,821基中4,493基）\n", None),
        ("・街路灯のLED化率 83.2％（4,821基中4,493基）\n", "share_mismatch"),
        ("・受講者120人中、約80人（70％）が修了\n", None),
        ("・計画の作成は25件の目標に対し15件（達成率60％）\n", None),
        ("・計画の作成は25件の目標に対し15件（達成率65％）\n", "share_mismatch"),
        ("・訪問対象400世帯に対し388世帯、訪問率96.0％。\n", "share_mismatch"),
        ("・定員40人に対し52人の申込みがあった（満足度92％）\n", None),
        ("・緑化審議会　女性委員 3人/20人（15.0％）\n", None),
        ("・あっせんは125件で、解決をみたのは110件、解決率は88.0％であった。\n", None),
        ("・あっせんは125件で、解決をみたのは110件、解決率は93.2％であった。\n", "share_mismatch"),
        ("・あっせんは125件で、前年の解決は110件、解決率は93.2％であった。\n", None),
        ("・あっせんは125件で、苦情は110件、解決率は93.2％であった。\n", None),
        ("・受診63世帯（目標80世帯、達成率78.8％）\n", None),
        ("・配布数48人／対象者60人（配布率80.0％）\n", None),
        ("・配布数48人／対象者60人（配布率84.0％）\n", "share_mismatch"),
        ("・支援員を40校の対象校中34校（配置率85.0％）に配置した。\n", None),
        ("・支援員を40校の対象校中34校（配置率89.0％）に配置した。\n", "share_mismatch"),
        ("・当日有権者数8,000人に対し、投票者数は4,160人で、投票率は52.00％でした。\n", None),
        ("・当日有権者数8,000人に対し、投票者数は4,160人で、投票率は56.00％でした。\n", "share_mismatch"),
        ("・会員240人のうち96人が出席し、満足度は92％でした。\n", None),
        ("・受診63世帯（目標80世帯、達成率88.8％）\n", "share_mismatch"),
        ("・緑化審議会　女性委員 3人/20人（25.0％）\n", "share_mismatch"),
        ("・協力事業者は128社（前年度末115社）となり、13社増加しました。\n", None),
        ("・協力事業者は128社（前年度末115社）となり、12社増加しました。\n", "change_mismatch"),
        ("・協力事業者は128社（前年度末115社）となり、13社減少しました。\n", "change_mismatch"),
        ("・サロンは42か所から47か所へ5か所増えました。\n", None),
        ("・サロンは42か所から47か所へ6か所増えました。\n", "change_mismatch"),
        ("・相談は10件、訪問は20件で、前年度より5件増えました。\n", None),
        ("・貸出は延べ960件（児童720件、一般240件）で、前年度の897件から7.0％増加した。\n", None),
        ("・貸出は延べ960件（児童720件、一般240件）で、前年度の897件から9.0％増加した。\n", "change_mismatch"),
        ("・貸出は960件、予約は240件で、前年度の897件から7.0％増加した。\n", None),
        ("・貸出は960件、予約は240件で、前年度の897件から9.0％増加した。\n", None),
        ("・３歳児健診　対象112人　受診108人（96.4％）\n", None),
        ("・３歳児健診　対象112人　受診108人（92.4％）\n", "share_mismatch"),
        ("・保健指導　対象者236人、実施者85人、実施率36.0%\n", None),
        ("・保健指導　対象者236人、実施者85人、実施率42.0%\n", "share_mismatch"),
        ("団員数は638人（条例定数720人、充足率88.6％）である。\n", None),
        ("団員数は638人（条例定数720人、充足率98.6％）である。\n", "share_mismatch"),
        ("・説明会　対象者240人、出席者52人、満足度92％\n", None),
        ("・受診率は、前年度の46.1％から47.5％へと1.4ポイント上昇した。\n", None),
        ("・受診率は、前年度の46.1％から47.5％へと1.6ポイント上昇した。\n", "change_mismatch"),
        ("・登録者　前年度末702人→R5.8.31 815人（＋113人）\n", None),
        ("・登録者　前年度末702人→R5.8.31 815人（＋131人）\n", "change_mismatch"),
        ("・相談員を3名から5名に増員（3名増）し、体制を整えた。\n", "change_mismatch"),
        ("・入込客数　21万4千人（前年同期比＋3万6千人、20.2％増）\n", None),
        ("・入込客数　21万4千人（前年同期比＋3万6千人、25.2％増）\n", "change_mismatch"),
        ("・貸出　前年同期 5,200冊 → ＋260冊（5.0％増）\n", None),
        ("・貸出　前年同期 5,200冊 → ＋260冊（6.0％増）\n", "change_mismatch"),
        ("・来館者は440人で、前年度より40人増（10.0％増）となりました。\n", None),
        ("・来館者は440人で、前年度より40人増（12.0％増）となりました。\n", "change_mismatch"),
        ("・苦情は90件で、前年比10件減（10.0％減）\n", None),
        ("・苦情は90件で、前年比10件減（8.0％減）\n", "change_mismatch"),
        ("・利用は440人、うち新規は前年度比40人増、満足度は3.0％増でした。\n", None),
        (f"{_CHECK_UPS}　骨の検診　　60人　45人　75.0％\n", None),
        (f"{_CHECK_UPS}　骨の検診　　60人　65人　75.0％\n", "share_mismatch"),
        (f"{_SPENT}　合計　　　　25千円　　22千円　　88.0％\n", None),
    ],
)
def test_what_is_said_twice_must_agree(body: str, code: str | None) -> None:
    found = set(codes(read(body))) & {"share_mismatch", "change_mismatch"}
    assert found == ({code} if code else set())


@pytest.mark.parametrize(
    ("body", "code", "said"),
    [
        ("窓口\t申請件数\t率\n本庁\t814件\t30％\n支所\t611件\t40％\n（９月末現在）\n", "duplicate_figure", False),
        ("・９月末時点で申請件数は814件です。\n・９月末時点で申請件数は611件です。\n", "duplicate_figure", True),
        ("・登録店数：87店→104店（17店増）（９月１日時点）\n", "duplicate_figure", False),
        ("・９月末までの申請件数はそれぞれ814件、611件です。\n", "duplicate_figure", False),
        ("・９月末時点の自治会加入率は71.4％で、10年前の83.9％から下がった。\n", "duplicate_figure", False),
        ("・水路の点検　22か所（重点の水路64か所中、累計41か所）\n", "part_exceeds_total", False),
        ("・水路の点検　22か所（重点の水路64か所中、累計41か所）\n", "breakdown_sum", False),
        ("・水路の点検　22か所（重点の水路31か所）\n", "part_exceeds_total", False),
        ("・訓練の参加　浜町45人 中町82人 上町29人\n", "part_exceeds_total", False),
        ("・訓練の参加　児童45人中82人\n", "part_exceeds_total", True),
        ("市内の高校21校のうち13校、支援学校9校の全てで実施した。\n", "breakdown_sum", False),
        ("・登録者　131人（８月末。本館58人、分館73人）\n", "breakdown_sum", False),
        ("・登録者　131人（８月末。本館58人、分館77人）\n", "breakdown_sum", True),
        (f"{_SESSIONS}計｜｜｜45人\n", "breakdown_sum", False),
        (f"{_SESSIONS}計｜｜｜55人\n", "breakdown_sum", True),
        (f"{_WOMEN}計｜246人｜75人\n", "breakdown_sum", False),
        (f"{_WOMEN}計｜256人｜75人\n", "breakdown_sum", True),
        ("・相談　実24件・延べ188件（電話11件、来所13件）\n", "breakdown_sum", False),
        ("・許可は4件で、倉庫が3件、店舗が2件となった。\n", "breakdown_sum", True),
        ("・許可は5件で、倉庫が3件、店舗が2件となった。\n", "breakdown_sum", False),
        ("・通報は41件あり、搬送が5件、確認のみが34件、その他が3件であった。\n", "breakdown_sum", True),
        ("・協定は76件あり、通報が5件、確認が24件あった。\n", "breakdown_sum", False),
        ("・委員は10人で、女性が6人、公募が5人です。\n", "breakdown_sum", False),
        ("・相談は412件（前年度380件）。内訳は、来所300件、電話112件。\n", "breakdown_sum", False),
        ("・相談は412件（前年度380件）。内訳は、来所300件、電話122件。\n", "breakdown_sum", True),
        (
            "・相談は412件で、前年同期の380件に比べ32件増となった。内訳は、来所300件、電話112件です。\n",
            "breakdown_sum",
            False,
        ),
        (
            "・相談は412件で、前年同期の380件に比べ32件増となった。内訳は、来所300件、電話122件です。\n",
            "breakdown_sum",
            True,
        ),
        ("・相談は402件。内訳は、酒148件、賭け事等171件、その他73件です。\n", "breakdown_sum", True),
        ("・相談は402件。内訳は、酒148件、賭け事171件、薬等です。\n", "breakdown_sum", False),
        ("・拠点は118か所（新規7か所、休止4か所）\n", "breakdown_sum", False),
        (
            "・排出量は4,871tで、前年度から132t（2.6％）減少した。内訳は家庭3,405t、事業所1,466t。\n",
            "breakdown_sum",
            False,
        ),
        (
            "・排出量は4,871tで、前年度から132t（2.6％）減少した。内訳は家庭3,405t、事業所1,456t。\n",
            "breakdown_sum",
            True,
        ),
        ("・相談　実24件・延べ188件（電話11件、来所14件）\n", "breakdown_sum", True),
        ("・加入は918件（９月30日現在）で、３月末の375件から増えた。\n", "date_outside_period", False),
        ("・訪問　684世帯（うち固定 590世帯、遮断器 371世帯　※重複あり）\n", "breakdown_sum", False),
        ("・訪問　684世帯（うち固定 590世帯、遮断器 371世帯）\n", "breakdown_sum", True),
        ("窓口\t申請件数\tうち郵送\n本庁\t814件\t302件\n支所\t611件\t702件\n", "part_exceeds_total", True),
        ("窓口\t申請件数\tうち郵送\n本庁\t814件\t302件\n支所\t611件\t402件\n", "part_exceeds_total", False),
    ],
)
def test_what_is_no_mistake_is_not_reported(body: str, code: str, *, said: bool) -> None:
    assert (code in codes(read(body))) is said


def test_shares_are_compared_over_a_wrap() -> None:
    body = "・町有の車両は、これまでに７台中５台が低床の\n車両になった（62.5％）。\n"
    wrap = (body.index("\n"),)
    assert "share_mismatch" in codes(read(body, wraps=wrap))
    assert "share_mismatch" not in codes(read(body))  # two lines of a list
    assert "share_mismatch" not in codes(read(body.replace("62.5", "71.4"), wraps=wrap))


def test_of_several_values_in_a_sentence_the_change_may_be_that_of_any() -> None:
    told = "前年度の95件から20件増加しました。\n"
    assert "change_mismatch" in codes(read(f"・相談は110件で、{told}"))
    assert "change_mismatch" not in codes(read(f"・相談は110件、訪問は115件で、{told}"))
    assert "change_mismatch" not in codes(read(f"・相談は110件、訪問は112件、照会は113件で、{told}"))


def test_a_sentence_that_never_ends_is_compared_in_time() -> None:
    assert not read("・" + "教室を12回開き、延べ216人が参加し（1回当たり18人）、" * 400 + "\n").checks
    assert codes(read("・" + "相談は10件、前年度9件、2件増、" * 400 + "\n")).count("change_mismatch") == 1
    assert codes(read("・" + "相談（10件、前年度9件、2件増）、" * 400 + "\n")).count("change_mismatch") == 1


@pytest.mark.parametrize(
    "body",
    [
        "・登録者 1,460人（R4 1,215人、R3 1,083人）\n",
        "・職員は18人（正規12人、会計年度任用6人、欠員2人）\n",
        "・相談は410件（うち新規120件）で、うち電話が260件、来所が150件\n",
        "・会員32人　参加28人　計70人\n",
        "・14人中、8人が翌年も登録（8人のうち、3人が学生）\n",
        "・北部　12件　2回\n・南部　9件\n・計　21件　5回\n",
        "・研修　30人参加（うち新任8人）\n・見学　20人参加\n・計画　60人\n",
        "・補助 3,000万円。うち国費1,700万円、事業費は2,000万円\n",
        "・相談は83件（新規51件、継続32件）で、このうち7件が開業した。\n",
        "・参加 60人（男性25人、女性35人）、うち市外12人\n",
        "・受診率は45.2％（男性43.1％、女性47.5％）でした。\n",
        "・満足は85％（とても満足40％、やや満足44％）でした。\n",
        "・認知度は62.0％（20代45.1％、30代51.6％）でした。\n",
        "・達成率は81.5％（前年度78.2％、目標80.0％）でした。\n",
        "・割合は11.9％（紙くず5.9％、布4.7％、木1.3％）でした。\n",
        "・割合は33.3％（紙くず11.1％、布11.1％、木11.1％）でした。\n",
        "・利用は62.5％（うち市内40.1％、県内25.0％）でした。\n",
        "・研修 17人（修了 16人、町内就職 9人）\n",
        "・認知は小学校24件、中学校8件、計32件で、30件が解消し、2件は見守りを続けた。\n",
        "・おはなし会　288回　4,196人（R4　276回　4,388人）\n",
    ],
)
def test_no_false_alarm_of_sums(body: str) -> None:
    assert not {"breakdown_sum", "part_exceeds_total"} & set(codes(read(body)))


@pytest.mark.parametrize(
    "body",
    [
        "・来場は2日間で6,200人（1日目2,700人、2日目3,600人）\n",
        "補助は3,400万円。うち国費1,700万円、県費850万円、町費900万円です。\n",
        "・第1回　6月3日　18人\n・第2回　9月2日　22人\n・合計　41人\n",
        "北部　12件　240万円\n南部　9件　185万円\n計　21件　435万円\n",
        "計173人が受講しました（本庁71人、支所52人、その他40人）。\n",
        "・指導員　123名（9月1日現在）：男性611名、女性52名\n",
        "・相談は83件（新規51件、継続34件）で、このうち7件が開業した。\n",
        "・参加 60人（男性25人、女性36人）、うち市外12人\n",
        "・割合は11.3％（紙くず5.9％、布4.7％、木1.3％）でした。\n",
        "・ごみに占める資源は38.0％（紙24.6％、びん10.9％）でした。\n",
        "・満足は85％（とても満足40％、やや満足49％）でした。\n",
        "・回答の割合は72.4％（内訳：郵送41.0％、電子36.4％）でした。\n",
    ],
)
def test_sums_that_do_not_add_up(body: str) -> None:
    assert "breakdown_sum" in codes(read(body))


def test_weekday_mismatch() -> None:
    assert "weekday_mismatch" in codes(read("・講座：7月24日（火）\n"))
    assert "weekday_mismatch" not in codes(read("・講座：7月24日（月）\n"))
    assert "weekday_mismatch" in codes(read("・講座：7月24日（火）・25日\n"))
    assert "weekday_mismatch" not in codes(read("・講座：7月24日（月）・25日\n"))
    assert "weekday_mismatch" not in codes(read("・講座：7月24日・25日（火）\n"))


@pytest.mark.parametrize(
    "written", ["令和5年2月29日", "令和99年3月1日", "6月31日", "5月21、32日", "6月30、31日", "9月第5日曜日"]
)
def test_a_day_that_no_calendar_has(written: str) -> None:
    found = codes(read(f"・講座：{written}\n"))
    assert "impossible_date" in found
    assert "unresolved_date" not in found


@pytest.mark.parametrize("written", ["令和5年8月～令和5年6月", "7月12日（水）から10日（月）まで", "8月20日～18日"])
def test_a_range_that_ends_before_it_begins(written: str) -> None:
    found = codes(read(f"・講座：{written}\n"))
    assert "reversed_range" in found
    assert "unresolved_date" not in found
    assert "reversed_range" not in codes(read("・講座：12月28日～1月4日、8月～翌年2月\n"))


def test_days_without_a_year_are_said_once() -> None:
    nine = "".join(f"・講座：{n}月24日\n" for n in range(1, 10))
    (said,) = (
        c for c in read(nine, head=HEAD.replace("令和5年度の上半期の", "")).checks if c.code == "unresolved_date"
    )
    assert "9 か所" in said.message_ja
    assert "「1月24日」「2月24日」「3月24日」「4月24日」「5月24日」など" in said.message_ja
    assert "9 date(s)" in said.message_en


def test_a_day_that_does_not_exist_is_not_one_without_a_year() -> None:
    assert "unresolved_date" not in codes(read("・講座：2月30日\n", head=HEAD.replace("令和5年度の上半期の", "")))


def test_parts_of_one_whole_are_no_two_values_of_it() -> None:
    of = "・基本給月額の100分の9（9月30日現在）\n・基本給月額の100分の7（9月30日現在）\n"
    assert "duplicate_figure" not in codes(read(of))
    told = "・会員登録者数　90人（9月30日現在）\n・会員登録者数　70人（9月30日現在）\n"
    assert "duplicate_figure" in codes(read(told))


@pytest.mark.parametrize(("words", "said"), [("", True), ("予算で見込まれていた", False)])
def test_what_was_expected_is_no_slip_of_what_came(words: str, *, said: bool) -> None:
    told = OVERVIEW.format(
        "桜の会の歳入歳出差額は、1,513万円である。", f"桜の会の{words}歳入歳出差額（1,613万円）は、減った。"
    )
    assert ("duplicate_figure" in codes(read(told, head=""))) is said


@pytest.mark.parametrize(
    ("lead", "raised"),
    [
        ("令和5年度の実績を取りまとめました。", True),
        ("令和5年5月30日に取りまとめました。", False),  # of no year that it states
    ],
)
def test_only_a_year_that_is_stated_contradicts_a_date(lead: str, *, raised: bool) -> None:
    head = YEARLY.replace("令和5年度の実績を取りまとめました。", lead).replace("令和5年度の実績）", "進捗状況）")
    found = read("・登録者は令和3年3月31日現在、40人である。\n", head=head)
    assert ("date_outside_period" in codes(found)) is raised


def test_a_date_that_is_left_open_is_said_with_what_helps() -> None:
    (of_no_year,) = read("・講座：7月24日\n", head=HEAD.replace("令和5年度の上半期の", "")).checks
    assert "--fiscal-year" in of_no_year.message_ja
    assert "--fiscal-year" in of_no_year.message_en
    (of_no_day,) = read("・翌々日に開いた。\n").checks
    assert of_no_day.code == of_no_year.code == "unresolved_date"
    assert "--fiscal-year" not in of_no_day.message_ja + of_no_day.message_en


@pytest.mark.parametrize(
    ("written", "contradicts"),
    [
        ("令和5年度（2022年度）", True),
        ("2024年度（令和5年度）", True),
        ("令和5年度（2023年度）", False),
        ("2023年度（令和5年度）", False),
        ("令和5年度（令和4年度）", False),  # against the year before
        ("令和5年度（前年度）", False),
    ],
)
def test_a_year_in_a_bracket_that_is_another(written: str, *, contradicts: bool) -> None:
    assert ("impossible_date" in codes(read(f"・{written}に橋を架けた。\n"))) is contradicts


def test_a_mere_week_lacks_no_year() -> None:
    assert "unresolved_date" not in codes(read("翌週の避難訓練（6月8日）には40人が参加しました。\n"))


@pytest.mark.parametrize(
    ("line", "warned"),
    [
        ("6月3日に開催予定の講座に30名が参加した。", True),
        ("9月23日に開催予定の講座に30名が申し込んだ。", False),
        ("6月3日に予定していた講座は中止し、7月1日に開催した。", False),
        ("6月3日に開催した講座に30名が参加した。", False),
        ("6月に開催予定の講座の準備を行う。", False),
    ],
)
def test_a_plan_that_is_told_as_done(line: str, warned: bool) -> None:
    assert ("plan_told_as_done" in codes(read(f"・{line}\n"))) is warned


@pytest.mark.parametrize("cover", ["", "令和5年10月　青凪県福祉部\n\n"])
@pytest.mark.parametrize(
    ("body", "start", "said"),
    [
        ("・令和5年12月3日に開催し、16組31人が参加した。\n", dt.date(2023, 12, 3), True),
        ("・11月4日には岬町で訓練を行い、120人が参加しました。\n", dt.date(2023, 11, 4), True),
        ("・令和6年4月20日に集いを実施いたしました。\n", dt.date(2024, 4, 20), True),
        ("・9月4日に岬町で訓練を行い、120人が参加しました。\n", dt.date(2023, 9, 4), False),
        ("・12月に条例を施行することとし、準備を進めました。\n", dt.date(2023, 12, 1), False),
        ("・12月3日に開催する集いに向けて、準備を行いました。\n", dt.date(2023, 12, 3), False),
    ],
)
def test_what_was_held_after_the_report_was_written_is_said(
    cover: str, body: str, start: dt.date, *, said: bool
) -> None:
    found = read(body, head=HEAD.replace("【取組方向1】", f"{cover}【取組方向1】"))
    (record,) = (r for r in found.dates if r.place.measure_no == 1)
    assert record.date.start == start
    assert ("date_outside_period" in codes(found)) is said
    assert (record.status is Status.ACTUAL) is (said or start.month == 9)


@pytest.mark.parametrize(
    ("body", "head", "raised"),
    [
        ("令和6年5月9日に発足しました。\n", DATED, False),
        ("令和6年5月9日に発足しました。\n", YEARLY, True),
        ("令和6年8月9日に発足しました。\n", DATED, False),  # ahead of the cover, so a plan
        ("・加入率 60.4％（R4末 58.1％）\n", YEARLY, False),
        ("・在籍者 68人（令和4年12月末現在）\n", YEARLY, True),
        ("・在籍者 68人（令和6年12月末現在）\n", YEARLY, False),
        ("3年前の令和2年3月末時点では在籍者は82人でした。\n", YEARLY, False),
        ("令和2年3月末時点では在籍者は82人でした。\n", YEARLY, True),
        ("・離職率 21.4％（R4.4.1）→22.8％（R5.4.1）\n", YEARLY, False),
        ("・利率　0.8％（令和5年3月10日現在）\n", YEARLY, True),
        ("・利率　0.8％（令和5年3月10日現在）\n", YEARLY.replace("について\n", "について\n令和5年4月20日\n", 1), False),
        ("R4.4.1現在の38組織、85.1％に比べ4組織増えました。\n", YEARLY, False),
        ("令和6年5月9日に発足しました。\n", YEARLY.replace("について", "の報告（令和6年5月20日）", 1), False),
    ],
)
def test_what_lies_outside_of_the_period(body: str, head: str, raised: bool) -> None:
    assert ("date_outside_period" in codes(read(body, head=head))) is raised


def test_a_change_of_more_digits_than_any_report_has_is_told() -> None:
    huge = "9" * 28
    assert "change_mismatch" in codes(read(f"・サロンは42か所から{huge}か所へ6か所増えました。\n"))


def test_shares_of_answers_that_make_up_more_than_all_are_added_in_the_message() -> None:
    (check,) = read("・「満足」52％、「やや満足」31％、「普通」12％、「不満」15％であった。\n").checks
    assert "110％となり、100％を超えます" in check.message_ja
    assert "add up to 110%, more than 100%" in check.message_en


def test_rows_of_noughts_do_not_show_what_a_column_holds() -> None:
    rows = "区分｜本館｜分館｜計\n書道｜0件｜0件｜0件\n茶道｜0件｜0件｜0件\n"
    assert "breakdown_sum" not in codes(read(f"{rows}句会｜14件｜22件｜30件\n"))
    assert "breakdown_sum" in codes(read(f"{rows}碁会｜4件｜2件｜6件\n花見｜3件｜2件｜5件\n句会｜14件｜22件｜30件\n"))


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("・受講者24人中15人（65.2％）が修了\n", "62.5です"),
        ("・登録者24,000人中27人（0.18％）が休会\n", "0.11です"),
        ("・8団体に1団体当たり20万円を交付し、総額は180万円である。\n", "1,600,000です"),
        ("・第1回から第4回までの計5回開催した。\n", "並んでいるのは4です（第1回から第4回）"),
    ],
)
def test_messages_give_calculated_values_as_readers_compare_them(body: str, told: str) -> None:
    assert any(told in check.message_ja for check in read(body).checks)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        ("・観覧者は2,087人と、前年度の2,041人を下回り、投影を減らした影響が出た。\n", "2,087人"),
        (
            "本館　新規 46人　継続 13人　計 59人\n分館　新規 72人　継続 31人　計 103人\n移動　新規 112人　継続 128人　計 240人\n東館　新規 230人　継続 172人　計 422人\n",
            "422人",
        ),
    ],
)
def test_that_a_value_does_not_fit_is_said_once(body: str, value: str) -> None:
    dataset = read(body, head=YEARLY)
    told = [c.code for c in dataset.checks if c.span and dataset.source.text[c.span.start : c.span.end] == value]
    assert len(told) == 1


def test_who_came_on_a_day_still_to_come_is_said() -> None:
    body = "・研修　11/5(水)　別館　参加 15人\n"
    told = DATED.replace("令和6年7月10日", "令和5年10月20日").replace("令和5年度の実績", "令和5年度上半期の実績")
    wrong = read(body.replace("(水)", "(日)"), head=told.replace("の実績を", "の進捗を"))
    assert "date_outside_period" in codes(wrong)
    planned = read("・研修　11/5(日)　別館　参加予定 15人\n", head=told.replace("の実績を", "の進捗を"))
    assert "date_outside_period" not in codes(planned)


@pytest.mark.parametrize(
    "line",
    [
        "（R6.5.20　理事会資料2）",
        "（令和6年5月）",
        "ページ番号：0014382　更新日：2024年8月20日更新",
        "※ ◎：計画を上回る　【青凪県福祉部　令和6年7月】",
    ],
)
def test_the_day_of_a_paper_is_none_of_what_was_done(line: str) -> None:
    head = YEARLY.replace("\n\n", f"\n{line}\n\n", 1)
    assert "date_outside_period" not in codes(read("・会議を3回開いた。\n", head=head))
