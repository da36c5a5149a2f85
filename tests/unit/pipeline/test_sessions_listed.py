"""Sessions told below each other or side by side: said twice, out of order, of another year than the others."""

from __future__ import annotations

import datetime as dt

import pytest

from extractors.mentions import Status
from pipeline.model import EventStatus

from .small_report import HEAD, YEARLY, codes, read

_TOLD = {"duplicate_figure", "date_outside_period", "session_order", "heading_sequence"}
_ONE = "・第1回　6月5日（月）　苔の館　43人参加\n"
_TWO = "・第2回　11月27日（月）　羊歯の館　41人参加\n"


def test_a_session_that_stands_twice_in_its_list_is_said_and_counted_once() -> None:
    found = read(f"{_ONE}{_TWO}{_TWO}", head=YEARLY)
    (check,) = (c for c in found.checks if c.code == "duplicate_figure")
    assert check.span is not None
    assert found.source.text[check.span.start : check.span.end] == _TWO.strip()
    assert found.source.text.count(_TWO.strip(), 0, check.span.start) == 1
    assert [(e.ordinal, e.participants) for e in found.events] == [(1, 43), (2, 41)]


def test_a_session_that_stands_twice_is_counted_once_without_a_number_too() -> None:
    line = "　9月13日（水）　苔の館　参加者102人\n"
    found = read(f"　6月21日（水）　羊歯の館　参加者58人\n{line}{line}", head=YEARLY)
    assert "duplicate_figure" in codes(found)
    assert [e.participants for e in found.events] == [58, 102]


@pytest.mark.parametrize(
    "body",
    [
        f"{_ONE}{_TWO}",
        f"東部\n{_ONE}西部\n{_ONE}",  # two lists
        "・6月5日（月）　苔の館　24人参加\n・6月5日（月）　羊歯の館　24人参加\n",
        "・1歳6か月児健診　12回\n・3歳児健診　12回\n・1歳6か月児健診　12回\n",  # no day
        "・5月10日　募集開始\n・5月10日　募集開始\n",  # no session
        "・第1回　6月5日（月）　東会場　24人参加\n・第2回　7月3日（月）　東会場　22人参加\n・第2回　7月5日（水）　西会場　18人参加\n",
        "・第1回　6月5日（月）　全体会\n・第2回　7月3日（月）　東部会\n・第2回　8月7日（月）　西部会\n・第3回　9月4日（月）　全体会\n",
        "・第1回　6月5日（月）　24人参加\n・第2回　9月20日（水）　22人参加（台風のため延期）\n・第3回　9月4日（月）　21人参加\n",
        "・第1回　12月6日　12人出席\n・第2回　1月10日　14人出席\n・第3回　3月6日　11人出席\n",
        "・第3回　12月11日（月）　26人参加\n・第2回　9月11日（月）　22人参加\n・第1回　6月12日（月）　24人参加\n",
    ],
)
def test_sessions_that_may_be_right_are_not_said(body: str) -> None:
    assert not _TOLD.intersection(codes(read(body, head=YEARLY)))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (
            "　第1回　5月10日（水）　21人参加\n　第2回　6月14日（水）　24人参加\n　第3回　5月24日（水）　22人参加\n　第4回　8月9日（水）　19人参加\n",
            "session_order",
        ),
        (
            "・第1回　7月6日　東地区　21人\n・第2回　6月1日　西地区　18人\n・第3回　9月7日　南地区　25人\n",
            "session_order",
        ),
        (
            "　第1回　5月18日（木）　年間計画\n　第2回　8月24日（木）　中間評価\n　第2回　11月30日（木）　次年度予算\n",
            "session_order",
        ),
        (
            "①第1回　7月4日（火）　24人参加\n②第2回　9月5日（火）　22人参加\n③第4回　11月7日（火）　26人参加\n",
            "heading_sequence",
        ),
    ],
)
def test_sessions_out_of_order_are_said(body: str, code: str) -> None:
    assert _TOLD.intersection(codes(read(body, head=YEARLY))) == {code}


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (
            HEAD,
            "　第1回　6月5日　苔の館　43人受講\n　第2回　7月18日　羊歯の館　38人受講\n　第3回　10月20日　蘭の館　29人受講\n",
        ),
        (
            YEARLY,
            "　令和5年7月28日　苔の館　相談者6人\n　令和5年10月27日　羊歯の館　相談者4人\n　令和6年4月26日　蘭の館　相談者29人\n",
        ),
    ],
)
def test_a_session_beyond_the_period_whose_list_counts_who_came_was_held(head: str, body: str) -> None:
    found = read(body, head=head)
    assert codes(found).count("date_outside_period") == 1
    assert {r.status for r in found.dates if r.place.measure_no == 1} == {Status.ACTUAL}
    assert [e.status for e in found.events] == [EventStatus.HELD] * 3
    assert found.events[-1].participants == 29


@pytest.mark.parametrize(
    "body",
    [
        "・6月5日　43人受講\n・7月18日　38人受講\n・10月20日　定員29人\n",
        "・6月5日　43人受講\n・7月18日　38人受講\n・10月20日　29人受講予定\n",
        "開催日（予定を含む。）\n・6月5日　43人受講\n・7月18日　38人受講\n・10月20日　29人受講\n",
        "・6月5日　43人受講\n・7月18日　38人受講\n次は10月20日に開く。\n",
        "・10月20日　29人受講\n・11月20日　31人受講\n",
    ],
)
def test_a_session_still_to_come_stays_planned(body: str) -> None:
    found = read(body)
    last = [r for r in found.dates if r.place.measure_no == 1][-1]
    assert (last.date.start or dt.date.min) > dt.date(2023, 9, 30)
    assert last.status is Status.PLANNED


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("・令和5年5月20日　25人参加\n・令和5年9月16日　31人参加\n・令和4年11月19日　28人参加\n", True),
        ("調査を令和4年8月3日（上流、28人参加）と令和5年8月24日（河口、35人参加）の2回実施した。\n", True),
        ("・令和5年5月20日　25人参加\n・令和5年9月16日　31人参加\n・令和5年11月18日　28人参加\n", False),
        ("・令和3年8月3日　24人参加\n・令和4年8月4日　28人参加\n・令和5年8月5日　35人参加\n", False),
        (
            "これまでの開催\n・令和4年11月19日　28人参加\n・令和5年5月20日　25人参加\n・令和5年9月16日　31人参加\n",
            False,
        ),
        ("令和4年8月3日（28人参加）と令和5年8月2日（35人参加）を比べると、7人増えた。\n", False),
        ("調査を令和4年8月3日（28人参加）に続き、令和5年8月24日（35人参加）にも実施した。\n", False),
    ],
)
def test_a_session_of_the_year_before_among_those_of_the_year(body: str, *, said: bool) -> None:
    assert ("date_outside_period" in codes(read(body, head=YEARLY))) is said


_TABLE = """
【数値目標】
指標｜単位｜基準値（令和3年度）｜実績値（令和5年度）｜目標値（令和8年度）
苔の見守り登録者数｜人｜820｜1,250｜1,500
苔の窓口の利用件数｜件｜340｜412｜450
"""


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("・声をかけ、苔の見守り登録者数は1,205人となった（令和6年3月末現在）。\n", True),
        ("・苔の窓口の利用件数は421件であった。\n", True),
        ("・苔の窓口の利用件数は412件であった。\n", False),
        ("・苔の窓口の利用件数は9月末で391件であった。\n", False),
        ("・上半期の苔の窓口の利用件数は391件であった。\n", False),
        ("・東地区では、苔の窓口の利用件数は391件であった。\n", False),
        ("・苔の窓口の利用件数は450件を目標とする。\n", False),
        ("・苔の窓口の利用件数は40件であった。\n", False),  # of something else
        ("・羊歯の窓口の利用件数は421件であった。\n", False),
    ],
)
def test_a_value_told_otherwise_than_in_the_table_of_indicators(body: str, *, said: bool) -> None:
    assert ("duplicate_figure" in codes(read(body + _TABLE, head=YEARLY))) is said


def test_a_sentence_that_begins_with_a_day_is_no_session_of_the_list_below_it() -> None:
    body = "　4月10日から受講者を募った。開いた回は次のとおり。\n・第1回　5月20日（土）　86名\n・第2回　7月15日（土）　79名\n・第3回　6月17日（土）　74名\n"
    assert "session_order" in codes(read(body, head=YEARLY))
