from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import find_dates
from extractors.dates import Dates, resolve_years
from extractors.mentions import DateMention
from extractors.view import TextView

_PIECES = [
    "令和", "平成", "R", "Ｒ", "5", "１２", "元", "年", "年度", "月", "日", "末", "上旬", "中", "～",
    "から", "まで", "、", "・", "及び", "（月）", "（", "）", "/", ".", "-", " ", "　", "\n", "毎月",
    "毎週", "第", "3", "金曜日", "同", "翌", "本年", "二〇二五", "十", "頃", "現在", "時点", "2023", "99",
    "上半期", "第1四半期", "代", "平日", "隔週", "火", "木", "の",
]  # fmt: skip


def _one(text: str, fiscal_year: int | None = None) -> DateMention:
    (mention,) = Dates().find(TextView(text))
    return resolve_years(mention, fiscal_year=fiscal_year)


@given(
    st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_PIECES), max_size=24).map("".join)),
    st.sets(st.integers(0, 60), max_size=3),
    st.one_of(st.none(), st.integers(1, 9999)),
)
def test_any_text_gives_true_slices_and_ordered_days(raw: str, breaks: set[int], fiscal_year: int | None) -> None:
    before, last = None, 0
    for found in Dates().find(TextView(raw, breaks)):
        mention = resolve_years(found, fiscal_year=fiscal_year, before=before)
        assert mention.text == raw[mention.span.start : mention.span.end]
        assert mention.span.start >= last
        assert (mention.start is None) == (mention.end is None)
        if mention.start is not None and mention.end is not None:
            assert mention.start <= mention.end
        before, last = mention, mention.span.end


@given(st.integers(1, 50), st.integers(1, 12), st.integers(1, 28))
def test_width_and_blanks_change_no_day(year: int, month: int, day: int) -> None:
    narrow = _one(f"令和{year}年{month}月{day}日")
    wide = _one(f"令和{year}年{month}月{day}日".translate({ord("0") + i: 0xFF10 + i for i in range(10)}))
    spaced = _one(f"令和 {year} 年 {month} 月 {day} 日")
    assert narrow.start == wide.start == spaced.start == dt.date(2018 + year, month, day)


def test_written_fields_are_those_of_the_text() -> None:
    written = _one("令和5年9月3日").written
    assert (written.era, written.year, written.month, written.day, written.fiscal) == ("令和", 5, 9, 3, False)
    assert _one("令和5年度").written.fiscal
    assert _one("8月末").written.edge == "末"
    assert _one("来年度").written.relative == "来年度"


def test_without_a_fiscal_year_the_year_stays_open() -> None:
    mention = _one("9月3日")
    assert mention.start is None
    assert mention.end is None
    assert mention.year_inferred


@pytest.mark.parametrize("text", ["18日", " 7/18 ", "2023-7", "2023.7"])
def test_what_is_all_of_a_text_is_asked_for_as_a_date(text: str) -> None:
    assert _one(text).text == text.strip()
    assert list(Dates().find(TextView(f"値は{text.strip()}でした"))) == []


def test_parts_of_a_list() -> None:
    starts = [part.start for part in _one("8、10、11、1月", 2023).parts]
    assert starts == [dt.date(2023, 8, 1), dt.date(2023, 10, 1), dt.date(2023, 11, 1), dt.date(2024, 1, 1)]


def test_resolving_twice_follows_the_later_year() -> None:
    once = _one("2月から3月", 2023)
    assert resolve_years(once, fiscal_year=2024).start == dt.date(2025, 2, 1)


@pytest.mark.parametrize(
    ("text", "issued", "start"),
    [
        ("今冬の積雪", dt.date(2024, 2, 10), dt.date(2023, 12, 1)),
        ("今冬の積雪", dt.date(2023, 11, 10), dt.date(2023, 12, 1)),
        ("昨冬の積雪", dt.date(2024, 2, 10), dt.date(2022, 12, 1)),
        ("来春の開校", dt.date(2024, 2, 10), dt.date(2025, 3, 1)),
        ("ことし4月に", dt.date(2024, 6, 10), dt.date(2024, 4, 1)),
    ],
)
def test_what_counts_from_the_day_of_writing(text: str, issued: dt.date, start: dt.date) -> None:
    (mention,) = Dates().find(TextView(text))
    assert resolve_years(mention, fiscal_year=2023, issued=issued).start == start


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("昨晩の雨", (4, 21), (4, 21)),
        ("先週の会議", (4, 15), (4, 21)),
        ("今週末に催す", (4, 27), (4, 28)),
        ("再来週の月曜日", (5, 6), (5, 6)),
        ("来月中旬", (5, 11), (5, 20)),
        ("先々月7日", (2, 7), (2, 7)),
        ("あさって、開く", (4, 24), (4, 24)),
        ("6月の当番", (6, 1), (6, 30)),
    ],
)
def test_a_day_of_writing_is_all_that_days_weeks_and_months_need(
    text: str, first: tuple[int, int], last: tuple[int, int]
) -> None:
    (date,) = find_dates(text, issued=dt.date(2024, 4, 22))
    assert (date.start, date.end) == (dt.date(2024, *first), dt.date(2024, *last))
    assert [m.start for m in find_dates(text)] == [None]


def test_a_hard_line_break_ends_a_date_and_a_soft_one_does_not() -> None:
    raw = "会議は9月\n3日に"
    assert [m.text for m in Dates().find(TextView(raw))] == ["9月"]
    assert [m.text for m in Dates().find(TextView(raw, {5}))] == ["9月\n3日"]


@pytest.mark.parametrize(
    "piece", ["1", "月", "1、", "1月、", "令和", "1年", "(1.", "第1、", "一", "7/1・", "同1日", "1世紀、", "天保"]
)
def test_long_runs_end(piece: str) -> None:
    raw = piece * 20_000
    assert all(m.text == raw[m.span.start : m.span.end] for m in Dates().find(TextView(raw)))


def test_a_page_of_pages_set_wide_is_no_date() -> None:
    assert find_dates("⁻ 1 / 6 ⁻", fiscal_year=2024) == []


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("令和2年度に調べ、翌年度に設計した。", 2021),
        ("令和2年5月に調べ、翌年度に設計した。", 2021),
        ("令和3年3月に調べ、翌年度に設計した。", 2021),
        ("令和2年度に策定し、翌々年度に改定した。", 2022),
        ("令和4年度は310件で、前年度は290件だった。", 2021),
        ("令和2年度に調べた。翌年度に設計する。", 2024),  # of another sentence
        ("令和2年に調べ、翌年度に設計した。", 2024),  # which fiscal year the year began or ended in is not said
        ("本年度に設計し、翌年度に着工する。", 2024),
        ("令和2年度、3年度に調べ、翌年度に設計した。", 2024),  # which of the two is not said
        ("令和2年度に調べ、来年度に改める。", 2024),  # the writer's own
    ],
)
def test_a_fiscal_year_counts_from_the_date_before_it_in_its_sentence(text: str, last: int) -> None:
    found = find_dates(text, fiscal_year=2023)[-1]
    assert found.start == dt.date(last, 4, 1)


def test_a_disaster_named_by_its_month_holds_no_date() -> None:
    assert find_dates("7月豪雨の復旧を進めた。", fiscal_year=2023) == []
    assert [d.text for d in find_dates("8月の豪雨で道が崩れた。", fiscal_year=2023)] == ["8月"]
