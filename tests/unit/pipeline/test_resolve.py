"""Years, status, as-of dates, parts and events, on small reports of our own."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest

from extractors.mentions import ClaimedBy, Role, Status
from pipeline import check, extract, profile, resolve, segment
from pipeline.ingest import drawn
from pipeline.model import Dataset, EventStatus, Period, ReportHead, SourceDoc
from pipeline.segment.choice import choose

HEAD = """「青凪県つながり支援計画」に基づく取組の進捗状況について

令和5年度の上半期の進捗を取りまとめました。

【取組方向1】相談の充実

（1）相談窓口

○ 相談窓口の運営（福祉部地域課）

（取組内容と上半期の進捗状況）

"""


def read(body: str, *, head: str = HEAD, given: ReportHead | None = None, wraps: tuple[int, ...] = ()) -> Dataset:
    text = head + body
    source = SourceDoc(
        name="x.txt",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        format="txt",
        text=text,
        tables=drawn.find(text).tables,
        soft_breaks=tuple(len(head) + wrap for wrap in wraps),
    )
    report = segment.segment(source, choose(source, profile.builtin()), given or ReportHead())
    return check.check(resolve.resolve(source, report, extract.extract(source, report)))


def figures(dataset: Dataset) -> dict[str, tuple[Status, dt.date | None]]:
    return {r.figure.text: (r.status, r.as_of) for r in dataset.figures}


def parts(dataset: Dataset) -> dict[str, str]:
    names = {r.figure_id: r.figure.text for r in dataset.figures}
    return {r.figure.text: names[r.part_of] for r in dataset.figures if r.part_of}


def codes(dataset: Dataset) -> list[str]:
    return [c.code for c in dataset.checks]


AUGUST = dt.date(2023, 8, 31)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("・相談件数：120件（8月末現在）\n", {"120件": AUGUST}),
        ("・相談件数：120件\n・訪問件数：30件（8月末現在）\n", {"120件": AUGUST, "30件": AUGUST}),
        ("8月末現在で、120件の相談に応じました。\n", {"120件": AUGUST}),
        ("相談件数（8月末現在）：120件\n", {"120件": AUGUST}),
        (
            "・電話 40件（7月末現在）、来所 12件（8月末現在）\n",
            {"40件": dt.date(2023, 7, 31), "12件": AUGUST},
        ),
        ("8月末現在の実績は次のとおりです。\n・電話 40件\n・来所 12件\n", {"40件": AUGUST, "12件": AUGUST}),
        ("・相談件数：90件（電話82件、来所8件）（8月末現在）\n", {"90件": AUGUST, "82件": AUGUST, "8件": AUGUST}),
        ("・相談員を3名配置\n\n講座を開きました。\n・受講者：20名（8月末現在）\n", {"3名": None, "20名": AUGUST}),
    ],
)
def test_as_of_governs_its_line_its_list_or_what_follows(body: str, expected: dict[str, dt.date | None]) -> None:
    assert {text: as_of for text, (_, as_of) in figures(read(body)).items()} == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("研修を3回開催しました。\n", Status.ACTUAL),
        ("研修を3回開催する予定です。\n", Status.PLANNED),
        ("・研修：3回（予定）\n", Status.PLANNED),
        ("・研修の目標：3回\n", Status.TARGET),
        ("研修を3回実施し、秋には報告会を予定しています。\n", Status.ACTUAL),
        ("・研修 3回\n", Status.ACTUAL),
        ("次のとおり開催を予定しています。\n・研修 3回\n", Status.PLANNED),
        ("計画に基づく3回の点検を行っています。\n", Status.ACTUAL),
    ],
)
def test_status_comes_from_the_nearest_words(body: str, expected: Status) -> None:
    assert figures(read(body))["3回"][0] is expected


def test_outlook_is_planned_unless_it_tells_of_the_past() -> None:
    dataset = read("相談に応じています。\n\n（今後の取組方向）\n\n7月に50名が参加しました。講座を4回開きます。\n")
    assert figures(dataset)["50名"][0] is Status.ACTUAL
    assert figures(dataset)["4回"][0] is Status.PLANNED


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("・支援件数：90件（面談82件、同行8件）\n", {"82件": "90件", "8件": "90件"}),
        ("・参加者：16人中、9人が継続\n", {"9人": "16人"}),
        ("・登録者 120人（うち県外15人）\n", {"15人": "120人"}),
        ("・参加者は120人で、このうち30人が初参加\n", {"30人": "120人"}),
        ("・男性50人、女性70人、計120人\n", {"50人": "120人", "70人": "120人"}),
        ("・相談 120件\n　内訳：電話80件、来所40件\n", {"80件": "120件", "40件": "120件"}),
        ("・参加者 120人（前年度100人）\n", {}),
        ("・延べ240人（実80人）\n", {}),
        ("・参加者 20名（定員30名）\n", {}),
        ("・講座 3回（受講者45人）\n", {}),
    ],
)
def test_parts(body: str, expected: dict[str, str]) -> None:
    assert parts(read(body)) == expected


def test_sums_and_excesses_are_said() -> None:
    assert "breakdown_sum" in codes(read("・支援件数：90件（面談82件、同行9件）\n"))
    assert "breakdown_sum" not in codes(read("・支援件数：90件（面談82件、同行8件）\n"))
    assert "part_exceeds_total" in codes(read("・参加者 16人中、19人が継続\n"))
    assert "part_exceeds_total" in codes(read("・登録者 120人（うち県外150人）\n"))
    assert "part_exceeds_total" not in codes(read("・登録者 120人（うち県外15人）\n"))
    assert "part_exceeds_total" in codes(read("・助成は74件の申請があり、審査の結果、81件を採択した。\n"))
    assert "part_exceeds_total" not in codes(read("・助成は74件の申請があり、審査の結果、61件を採択した。\n"))
    assert "part_exceeds_total" not in codes(read("・助成は74件の申請を受け付け、昨年度の81件を下回った。\n"))


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


def test_what_is_spoken_of_before_its_month_is_of_the_year_at_hand() -> None:
    found = read(
        "・11月の研修の内容を決めました。\n",
        head=HEAD.replace("【取組方向1】", "令和5年10月　青凪県福祉部\n\n【取組方向1】"),
    )
    (record,) = (r for r in found.dates if r.place.measure_no == 1)
    assert (record.date.start, record.status) == (dt.date(2023, 11, 1), Status.PLANNED)
    assert "date_outside_period" not in codes(found)


def test_shares_are_compared_over_a_wrap() -> None:
    body = "・町有の車両は、これまでに７台中５台が低床の\n車両になった（62.5％）。\n"
    wrap = (body.index("\n"),)
    assert "share_mismatch" in codes(read(body, wraps=wrap))
    assert "share_mismatch" not in codes(read(body))  # two lines of a list
    assert "share_mismatch" not in codes(read(body.replace("62.5", "71.4"), wraps=wrap))


def test_weekday_mismatch() -> None:
    assert "weekday_mismatch" in codes(read("・講座：7月24日（火）\n"))
    assert "weekday_mismatch" not in codes(read("・講座：7月24日（月）\n"))


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


def test_a_mere_week_lacks_no_year() -> None:
    assert "unresolved_date" not in codes(read("翌週の避難訓練（6月8日）には40人が参加しました。\n"))


def test_months_get_the_year_of_the_fiscal_year() -> None:
    dataset = read("・講座を6月に開きました。\n\n（今後の取組方向）\n\n2月に開催予定です。\n")
    assert [(d.date.start, d.status) for d in dataset.dates[1:]] == [
        (dt.date(2023, 6, 1), Status.ACTUAL),
        (dt.date(2024, 2, 1), Status.PLANNED),
    ]


def test_a_plan_of_a_year_end_report_is_of_the_next_year() -> None:
    head = HEAD.replace("令和5年度の上半期の進捗", "令和5年度の実績").replace("上半期の進捗状況", "令和5年度の実績")
    dataset = read("2月に講座を開きました。\n\n（今後の取組方向）\n\n6月頃に開催予定です。\n", head=head)
    assert dataset.report.head.period is Period.FY
    starts = [d.date.start for d in dataset.dates if d.date.text in ("2月", "6月頃")]
    assert starts == [dt.date(2024, 2, 1), dt.date(2024, 6, 1)]


def test_sessions_carry_their_region_and_take_their_own_attendance() -> None:
    dataset = read(
        "・北浜 第1回「聞くことから」：7月24日（月）（12名参加）\n\n"
        "第2回「話すことへ」：9月8日（金）開催予定\n\n"
        "南浜 第1回「聞くことから」：7月6日（木）（21名参加）\n"
    )
    assert [(e.region, e.ordinal, e.title, e.start, e.participants, e.status) for e in dataset.events] == [
        ("北浜", 1, "聞くことから", dt.date(2023, 7, 24), 12, EventStatus.HELD),
        ("北浜", 2, "話すことへ", dt.date(2023, 9, 8), None, EventStatus.PLANNED),
        ("南浜", 1, "聞くことから", dt.date(2023, 7, 6), 21, EventStatus.HELD),
    ]


def test_details_below_a_session_belong_to_it() -> None:
    dataset = read(
        "相談員の研修会を開催しました。\n\n◇第1回\n・6月22日、参加者65名\n・テーマ：声のかけ方\n\n"
        "◇第2回\n・8月3日、参加者48名\n・テーマ：記録の残し方\n"
    )
    assert [(e.ordinal, e.title, e.participants) for e in dataset.events] == [
        (1, "声のかけ方", 65),
        (2, "記録の残し方", 48),
    ]


def test_cancelled_and_milestones() -> None:
    dataset = read("・第1回講座：7月24日（月）※台風のため中止\n\n令和5年4月に窓口の運営を開始しました。\n")
    assert [(e.status, e.participants) for e in dataset.events] == [(EventStatus.CANCELLED, None)]
    assert next(d for d in dataset.dates if d.date.text == "令和5年4月").role is Role.EVENT


def test_every_digit_is_accounted_for() -> None:
    dataset = read("・17に関すること\n・参加者：12人\n")
    claims = {dataset.source.text[n.span.start : n.span.end]: n.claimed_by for n in dataset.numerals}
    assert claims["17"] is ClaimedBy.UNCLAIMED
    assert claims["12"] is ClaimedBy.FIGURE
    assert "unclaimed_numeral" in codes(dataset)


YEARLY = HEAD.replace("令和5年度の上半期の進捗", "令和5年度の実績").replace("上半期の進捗状況", "令和5年度の実績")
DATED = YEARLY.replace("について\n", "について\n令和6年7月10日　福祉部地域課\n", 1)


def starts(dataset: Dataset) -> dict[str, dt.date | None]:
    return {d.date.text: d.date.start for d in dataset.dates if d.date.text != "令和5年度" and d.place.measure_no}


@pytest.mark.parametrize("head", [YEARLY, DATED], ids=["undated", "dated"])
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("本年10月に開設する予定です。\n", {"本年10月": dt.date(2024, 10, 1)}),
        ("来年3月までに整備します。\n", {"来年3月": dt.date(2025, 3, 1)}),
        ("（今後の取組方向）\n\n年内にまとめます。\n", {"年内": dt.date(2024, 1, 1)}),
        ("（今後の取組方向）\n\n年度内に2施設を追加します。\n", {"年度内": dt.date(2024, 4, 1)}),
        ("（今後の取組方向）\n\n申込みは19校（5月末時点）です。\n", {"5月末": dt.date(2024, 5, 31)}),
        ("12月に予定していた会場は、大雪のため中止しました。\n", {"12月": dt.date(2023, 12, 1)}),
        ("6月の予定を延期し、9月に開催しました。\n", {"6月": dt.date(2023, 6, 1), "9月": dt.date(2023, 9, 1)}),
        ("今秋に試行しました。\n", {"今秋": dt.date(2023, 9, 1)}),
        ("今秋に着手する予定です。\n", {"今秋": dt.date(2024, 9, 1)}),
        ("11月に着工し、翌2月に完成しました。\n", {"11月": dt.date(2023, 11, 1), "翌2月": dt.date(2024, 2, 1)}),
        (
            "会員は3月末現在で212人、前年3月末現在で190人です。\n",
            {"3月末": dt.date(2024, 3, 31), "前年3月末": dt.date(2023, 3, 31)},
        ),
        (
            "相談は2月に35件、昨年2月に28件ありました。\n",
            {"2月": dt.date(2024, 2, 1), "昨年2月": dt.date(2023, 2, 1)},
        ),
    ],
)
def test_words_for_years_in_a_report_on_the_year_that_is_over(
    body: str, expected: dict[str, dt.date], head: str
) -> None:
    assert starts(read(body, head=head)) == expected


def test_words_that_count_from_the_day_on_the_cover() -> None:
    dataset = read("先月16日に会議を開きました。昨年12月に点検を終えました。去る2月に結びました。\n", head=DATED)
    assert dataset.issued == dt.date(2024, 7, 10)
    assert starts(dataset) == {
        "先月16日": dt.date(2024, 6, 16),
        "昨年12月": dt.date(2023, 12, 1),
        "2月": dt.date(2024, 2, 1),
    }
    assert "date_outside_period" not in codes(dataset)
    assert starts(read("先月16日に会議を開きました。\n", head=YEARLY)) == {"先月16日": None}


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
    ],
)
def test_what_lies_outside_of_the_period(body: str, head: str, raised: bool) -> None:
    assert ("date_outside_period" in codes(read(body, head=head))) is raised


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


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("令和7年度に接種率60％とします。\n", Status.TARGET),
        ("令和8年度末までに普及率を60％以上に引き上げます。\n", Status.TARGET),
        ("平均で60日以内にしたい。\n", Status.TARGET),
        ("令和7年度に60％以上とする目標に向け、研修を続けます。\n", Status.TARGET),
        ("令和6年度から60便に増やします。\n", Status.PLANNED),
        ("施設（平成3年開設、築60年）を改修します。\n", Status.ACTUAL),
    ],
)
def test_what_is_to_be_reached_is_a_target(body: str, status: Status) -> None:
    dataset = read(f"相談に応じました。\n\n（今後の取組方向）\n\n{body}", head=YEARLY)
    assert next(r.status for r in dataset.figures if r.figure.text.startswith("60")) is status


def test_the_year_before_in_a_paragraph_on_the_accounts_counts_from_their_year() -> None:
    dataset = read("令和3年度の決算は黒字となりました。収支比率は93％で、前年度より2ポイント改善しました。\n")
    assert starts(dataset)["前年度"] == dt.date(2020, 4, 1)


SPEECH = """令和5年度　事業の概況
{session}

【取組方向1】暮らし

（1）住まい

○ 住まいの確保（建設課）

（取組内容と進捗状況）

　昨年八月の大雨では、三世帯が避難しました。10月5日に説明会を開催し、40人が参加しました。

（今後の取組方向）

　本年度は2棟を増やし、8月に工事を始めます。来年二月に審議会の答申を受け、年度内に条例を改めます。
"""


@pytest.mark.parametrize(
    "session",
    [
        "（令和6年青凪町議会6月定例会提出）",
        "令和６年第２回青凪町議会定例会",
        "令和六年六月定例会",
        "　令和6年第2回定例会の開会に当たり、諸般の報告を申し上げます。",
    ],
)
def test_a_speech_counts_from_the_session_that_it_is_made_in(session: str) -> None:
    dataset = read("", head=SPEECH.format(session=session))
    assert dataset.report.head.fiscal_year == 2023
    assert dataset.report.head.period is Period.FY
    assert dataset.issued == dt.date(2024, 6, 30)
    starts = {r.date.text: r.date.start for r in dataset.dates if r.place.measure_no}
    assert starts == {
        "昨年八月": dt.date(2023, 8, 1),
        "10月5日": dt.date(2023, 10, 5),
        "本年度": dt.date(2024, 4, 1),
        "8月": dt.date(2024, 8, 1),
        "来年二月": dt.date(2025, 2, 1),
        "年度内": dt.date(2024, 4, 1),
    }


@pytest.mark.parametrize(
    "line",
    [
        "令和６年12月定例会で議決された計画に基づく、全ての部門にわたる一年の取組の全体像とその成果",
        "総務課",
        "令和8年9月定例会",
    ],
)
def test_what_names_no_session_of_the_report_gives_no_day_of_issue(line: str) -> None:
    dataset = read("", head=SPEECH.format(session=line))
    assert dataset.issued is None
