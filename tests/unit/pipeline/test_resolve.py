"""Years, status, as-of dates, parts and events, on small reports of our own."""

from __future__ import annotations

import datetime as dt

import pytest

from extractors.mentions import ClaimedBy, Role, Status
from pipeline.model import Dataset, EventStatus, Period

from .small_report import DATED, HEAD, YEARLY, codes, read


def figures(dataset: Dataset) -> dict[str, tuple[Status, dt.date | None]]:
    return {r.figure.text: (r.status, r.as_of) for r in dataset.figures}


def parts(dataset: Dataset) -> dict[str, str]:
    names = {r.figure_id: r.figure.text for r in dataset.figures}
    return {r.figure.text: names[r.part_of] for r in dataset.figures if r.part_of}


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


def test_what_is_spoken_of_before_its_month_is_of_the_year_at_hand() -> None:
    found = read(
        "・11月の研修の内容を決めました。\n",
        head=HEAD.replace("【取組方向1】", "令和5年10月　青凪県福祉部\n\n【取組方向1】"),
    )
    (record,) = (r for r in found.dates if r.place.measure_no == 1)
    assert (record.date.start, record.status) == (dt.date(2023, 11, 1), Status.PLANNED)
    assert "date_outside_period" not in codes(found)


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


_WHILE_IT_RUNS = """{top}

【取組方向1】暮らし

○ 催し（文化課）

（取組内容と進捗状況）

　10月5日に展示会を開き、40人が参加しました。12月7日に音楽会の開催を予定しております。

（今後の取組方向）

　12月21日に朗読会を開きます。来年1月25日から書道展を開きます。2月に写真展を予定しております。
"""


@pytest.mark.parametrize(
    "top",
    [
        "市政の報告（令和7年度）\n令和7年12月1日",
        "市政の報告（令和7年度）\n（令和7年12月定例会）",
        "令和7年度の市政報告\n　本日、第312回みどり市議会定例\n会が開かれますことを厚く御礼申し上げます。",
    ],
)
def test_what_a_report_plans_while_its_year_runs_is_of_that_year(top: str) -> None:
    starts = [r.date.start for r in read("", head=_WHILE_IT_RUNS.format(top=top)).dates if r.place.measure_no]
    days = ((2025, 10, 5), (2025, 12, 7), (2025, 12, 21), (2026, 1, 25), (2026, 2, 1))
    assert starts == [dt.date(*day) for day in days]


@pytest.mark.parametrize("day", ["", "令和8年4月20日"])
def test_what_a_report_plans_when_its_year_is_over_is_of_the_next(day: str) -> None:
    found = read("", head=_WHILE_IT_RUNS.format(top=f"市政の報告（令和7年度）\n{day}"))
    starts = {r.date.text: r.date.start for r in found.dates if r.place.measure_no}
    assert starts["12月21日"] == dt.date(2026, 12, 21)


@pytest.mark.parametrize(
    ("title", "months"),
    [
        ("令和八年度　施政方針", (2026, 2026)),
        ("令和8年度当初予算に計上した主な事業", (2026, 2026)),
        ("令和8年度当初予算の執行状況", (2027, 2027)),
        ("令和8年度　村政運営の基本方針", (2026, 2026)),
        ("令和8年度　町政執行方針", (2026, 2026)),
        ("令和8年度　施政方針の取組状況", (2027, 2027)),
    ],
)
def test_what_a_policy_speech_plans_is_of_its_own_year(title: str, months: tuple[int, int]) -> None:
    dataset = read(
        "　5月に直売所を開く予定です。10月には収穫祭を開催いたします。\n", head=f"{title}\n\n１　農業（農政課）\n"
    )
    assert tuple(r.date.start.year for r in dataset.dates if r.place.measure_no and r.date.start) == months


def test_an_occasion_that_an_overview_tells_again_is_one_event() -> None:
    overview = "〔主な成果〕\n・6月13日の初任者研修には、24人が参加しました。\n・6月3日の市民フェアには90人が来場しました。\n・7月6日の初任者研修には、30人が参加しました。\n\n"
    head = f"つながり計画の進捗状況（令和5年度上半期）\n\n{overview}【取組方向1】人材\n\n○ 研修（福祉課）\n\n（取組内容と上半期の進捗状況）\n\n"
    dataset = read("　6月13日（火）に初任者研修を市民館で開き、42人が参加しました。\n", head=head)
    found = [(e.event_id[-4:], e.start, e.measure_no, e.participants) for e in dataset.events]
    assert found == [
        ("e001", dt.date(2023, 6, 3), None, 90),
        ("e002", dt.date(2023, 7, 6), None, 30),
        ("e003", dt.date(2023, 6, 13), 1, 42),
    ]
    assert [(f.figure.text, f.event_id and f.event_id[-4:]) for f in dataset.figures] == [
        ("24人", "e003"),
        ("90人", "e001"),
        ("30人", "e002"),
        ("42人", "e003"),
    ]
    told = read("　6月13日に初任者研修を開きました。7月9日の調理講座には9人が参加しました。\n", head=head)
    assert [(e.event_id[-4:], e.start, e.participants) for e in told.events if e.measure_no] == [
        ("e003", dt.date(2023, 6, 13), 24),
        ("e004", dt.date(2023, 7, 9), 9),
    ]
    assert {f.event_id for f in told.figures} == {e.event_id for e in told.events}


def test_who_came_on_a_day_came_to_one_occasion() -> None:
    dataset = read("　図書館まつりを8月3、4日に開き、4日はお話し会を行った。来場は3日が120人、4日が180人。\n")
    assert [(e.title or e.series, e.participants) for e in dataset.events] == [
        ("図書館まつり", 120),
        ("図書館まつり", 180),
        ("お話し会", None),
    ]


def test_the_session_before_is_past() -> None:
    head = "令和七年六月定例会　行政報告\n\n　三月定例会以降の主な事項を申し上げます。\n\n１　道路（建設課）\n"
    dataset = read("　九月定例会に条例を提案し、六月二十日には説明会を開催する予定です。\n", head=head)
    found = {r.date.text: (r.date.start, r.role, r.status) for r in dataset.dates}
    assert found["三月"] == (dt.date(2025, 3, 1), Role.REFERENCE, Status.ACTUAL)
    assert (found["九月"][0], found["六月二十日"][0]) == (dt.date(2025, 9, 1), dt.date(2025, 6, 20))


def test_what_a_list_behind_the_measures_plans_is_not_when_the_report_was_written() -> None:
    head = "里見村総合戦略　令和5年度上半期の進み具合について\n\n令和5年10月16日\n企画課\n\n1．人口\n　9月末の人口は846人でした。\n\n2．取組\n\n"
    measures = "■ 移住（企画課）\n　実績：相談は12件でした。\n■ 空き家（企画課）\n　実績：登録は8件でした。\n\n"
    dataset = read(
        "3．今後の予定\n　・令和5年11月　村議会への報告\n　・令和6年5月中旬　取りまとめ\n", head=head + measures
    )
    statuses = {r.date.text: r.status for r in dataset.dates}
    assert (statuses["令和5年11月"], statuses["令和6年5月中旬"]) == (Status.PLANNED, Status.PLANNED)
    assert statuses["令和5年10月16日"] is Status.ACTUAL
    assert "date_outside_period" not in codes(dataset)


def test_words_in_the_name_of_an_occasion_plan_nothing() -> None:
    dataset = read("12月2日（土）、文化会館で「明日をめざして」をテーマに開催し、230名が参加しました。\n", head=YEARLY)
    ((date,),) = ([r for r in dataset.dates if r.date.text.startswith("12月")],)
    assert (date.status, date.date.start) == (Status.ACTUAL, dt.date(2023, 12, 2))
    assert "weekday_mismatch" not in codes(dataset)


@pytest.mark.parametrize("aside", ["（午前は雨）", "、屋外の3会場は見合わせ"])
def test_what_became_of_some_of_it_is_told_a_thousand_times(aside: str) -> None:
    dataset = read("　8月10日から12日まで15会場で夏祭りを開催し" + aside * 1_500 + "\n", head=YEARLY)
    assert dataset.dates


@pytest.mark.parametrize(
    "said", ["5月 6月 ", "第1回 5月1日 ", "東で5月1日、西で6月1日に講座を開き、5月20人、6月30人。"]
)
def test_one_long_line_of_days_is_read(said: str) -> None:
    assert len(read(said * 200 + "\n", head=YEARLY).dates) >= 200


@pytest.mark.parametrize(
    "title",
    [
        "令和7年第1回青凪町議会定例会　代表質問への答弁要旨（令和7年2月26日）",
        "令和7年青凪町議会定例会　施政演説の概要（令和7年2月26日）",
    ],
)
def test_last_year_counts_from_the_day_of_the_answers_to_a_council(title: str) -> None:
    head = f"{title}\n\n１　医療について（健康課）\n　"
    dataset = read("医師は昨年4月の31名から本年2月1日現在で34名となりました。\n", head=head)
    found = {r.date.text: r.date.start for r in dataset.dates}
    assert (found["昨年4月"], found["本年2月1日"]) == (dt.date(2024, 4, 1), dt.date(2025, 2, 1))


def test_a_word_that_says_what_a_block_tells_is_no_label() -> None:
    measure = "{}　　主管：交通課／関係：なし\n　取組実績　　4地区で運行した。\n　次年度　　　5地区で運行する。\n\n"
    dataset = read(measure.format("１　足") + measure.format("２　道"), head="計画の進捗（令和6年度）\n\n")
    assert [r.figure.label for r in dataset.figures] == [None] * 4


@pytest.mark.parametrize(
    ("title", "start"),
    [
        ("計画　令和5年度第3四半期報告", dt.date(2024, 2, 3)),
        ("計画　令和5年度第4四半期実績報告", dt.date(2025, 2, 3)),
        ("計画　令和5年度実績報告", dt.date(2025, 2, 3)),
    ],
)
def test_a_report_of_a_quarter_plans_for_the_rest_of_its_year(title: str, start: dt.date) -> None:
    head = YEARLY.replace(YEARLY.partition("\n")[0], title)
    dataset = read("（今後の取組方向）\n・2月3日に講座を開く予定です。\n", head=head)
    assert [r.date.start for r in dataset.dates if r.date.text == "2月3日"] == [start]
