from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import find_dates, find_figures
from extractors.mentions import ClaimedBy
from extractors.ordinals import Ordinals, list_numbers
from extractors.references import References
from extractors.view import TextView


def _references(text: str) -> list[str]:
    found = list(References().find(TextView(text)))
    assert all(m.by is ClaimedBy.REFERENCE for m in found)
    return [m.text for m in found]


def _ordinals(text: str) -> list[str]:
    found = list(Ordinals().find(TextView(text)))
    assert all(m.by is ClaimedBy.ORDINAL for m in found)
    return [m.text for m in found]


@pytest.mark.parametrize(
    "reference",
    [
        "第3条関係",
        "第3条第2項第1号",
        "第5号様式",
        "平成25年法律第104号",
        "令和3年条例第5号",
        "昭44法84",
        "平成29年法14",
        "平15.5.30法57",
        "令元条例5",
        "平27厚労令12",
        "昭22法律67",
        "H15法57号",
        "〒514-0001",
        "059-224-1234",
        "03（1234）5678",
        "https://a.example/b?c=1",
        "a.b1@ex.jp",
        "322-10-1",
        "ISBN978-4-00-000000-0",
        "ISSN 0000-123X",
        "番号 20240007",
        "コード4900000000017",
        "型式：QX-200",
        "198.51.100.7/24",
        "3年後",
        "20分前",
        "1-(2)-③",
        "P.12",
        "平成30年7月豪雨",
        "令和6年能登半島地震",
        "令和5年台風第7号",
        "1丁目2番3号",
        "北12条西6丁目",
        "図1",
        "別紙3",
        "様式第2号",
        "※1",
        "注3",
        "(その2)",
        "ver.2",
        "施策2-3",
    ],
)
def test_holds_the_whole_reference(reference: str) -> None:
    assert reference in _references(f"次の {reference}）")


@pytest.mark.parametrize(
    "text",
    [
        "代表1名",
        "※1回",
        "20-30人",
        "電話相談120件",
        "全32ページ",
        "2023-09-03",
        "令和5年度災害対策",
        "資料3種",
        "登録番号250件",
        "コード 2023年度版",
        "レコード500枚",
        "1年後ろ倒し",
        "2年前倒し",
        "3年後期",
        "第3回",
        "目標30人",
        "目標120件に関する集計",
        "柱3本",
        "令5条例12本",
        "平30法人20社",
        "令和6年度条例12",
        "進め方法57",
    ],
)
def test_leaves_counts_and_dates_alone(text: str) -> None:
    assert _references(text) == []


@pytest.mark.parametrize(
    "ordinal",
    [
        "第2次",
        "第3期",
        "第１章",
        "3番目",
        "2位",
        "2年目",
        "3年連続",
        "10周年",
        "小学3年生",
        "1・2年生",
        "3つ目",
    ],
)
def test_holds_the_whole_ordinal(ordinal: str) -> None:
    assert ordinal in _ordinals(f"は、{ordinal}の")


@pytest.mark.parametrize("text", ["第3回", "5回目", "第1四半期", "第3金曜日", "12位置", "3人", "3項目", "5年"])
def test_leaves_occasions_and_calendar_alone(text: str) -> None:
    assert _ordinals(text) == []


@given(st.text(alphabet="第0129一-()年月号条※図P.@a/:〒丁目番次期 \n", max_size=50))
@settings(max_examples=150, deadline=None)
def test_texts_are_raw_slices(text: str) -> None:
    view = TextView(text)
    for claim in (*References().find(view), *Ordinals().find(view)):
        assert claim.text == text[claim.span.start : claim.span.end]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("会館（浜田市三番丁6-2、駅前）", ["6-2"]),
        ("会館（浜田市四番町 5-11、駅前）", ["5-11"]),
        ("浜田町 5件と11件", []),
        ("三番丁の店6件", []),
    ],
)
def test_numbers_of_a_house_behind_a_block(text: str, found: list[str]) -> None:
    assert [r for r in _references(text) if "-" in r] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("（注）1　割合は四捨五入した。", ["（注）1"]),
        ("図書委員会資料1", ["資料1"]),
        ("図書委員会資料3種", []),
        ("工事（その3）を終え", ["（その3）"]),
        ("その3人", []),
        ("（問3複数回答）", ["問3"]),
        ("（決算書15ページ）", ["15ページ"]),
        ("（資料1、12ページ）", ["資料1", "資料1、12ページ"]),
        ("要覧（3～5ページ）に載せた", ["（3～5ページ）"]),
        ("報告書12ページを作成", []),
        ("冊子（16ページ）を配る", []),
        ("令和5年3月10日条例第5号", ["令和5年3月10日条例第5号"]),
        ("令和5年3月10日付け条例第5号", ["令和5年3月10日付け条例第5号"]),
        ("令和3年の答申第2号", ["令和3年の答申第2号"]),
        ("令和2年7月4日に起きた豪雨と台風第5号", ["台風第5号"]),
    ],
)
def test_numbers_of_notes_and_papers(text: str, found: list[str]) -> None:
    assert _references(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("案内：https://example.jp/a：23人", ["https://example.jp/a"]),
        ("https://example.jp/a（5件）", ["https://example.jp/a"]),
        ("(http://example.jp/2024/).", ["http://example.jp/2024/"]),
        ("https://example.jp/２3人", ["https://example.jp/２3"]),
        ("https://example.jp/a?b=(1):2", ["https://example.jp/a?b=(1):2"]),
        ("ｈｔｔｐｓ：／／ｅｘ．ｊｐ／２３　12人", ["ｈｔｔｐｓ：／／ｅｘ．ｊｐ／２３"]),
        ("a.b@ex.jp：26人", ["a.b@ex.jp"]),
    ],
)
def test_an_address_ends_where_the_writing_becomes_full_width(text: str, found: list[str]) -> None:
    assert _references(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("柱1における環境指標と実績", ["柱1"]),
        ("施策の柱2の指標一覧", ["施策の柱2"]),
        ("目標3に関する数値目標の達成状況", ["目標3"]),
        ("FAX0888-31-1199", ["FAX0888-31-1199"]),
        ("TEL 21-4455", ["TEL 21-4455"]),
    ],
)
def test_numbers_of_levels_and_lines(text: str, found: list[str]) -> None:
    assert found[0] in _references(text)


def test_numbers_a_survey() -> None:
    assert _ordinals("1次調査と2次調査") == ["1次", "2次"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("〈1〉概要\n　朝市を開いた。\n〈2〉成果\n　12人が来た。\n〈3〉予定\n", ["1", "2", "3"]),
        ("【１】概要\n　朝市を開いた。\n\n\n\n\n\n\n【２】成果\n", ["１", "２"]),
        ("〈1〉概要\n　朝市を開いた。\n", []),  # counts nothing further
        ("〈5〉概要\n〈7〉成果\n", []),
        ("【1 2】概要\n【24時間】相談\n", []),
    ],
)
def test_numbers_in_brackets_of_their_own_count_the_parts_that_they_head(text: str, numbers: list[str]) -> None:
    assert [claim.text for claim in list_numbers(TextView(text))] == numbers


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("表３　年度別の推移", []),
        ("図2 月別の来館者数", []),
        ("付表4 年度末現在の会員数", []),
        ("表１０　日程の一覧", []),
        ("３　月別の利用状況", []),
        ("　4　年度別の決算", []),
        ("3月別添のとおり", ["3月"]),
        ("地図3月に配布", ["3月"]),
        ("代表 3月に就任", ["3月"]),
        ("図書を3月に購入した", ["3月"]),
    ],
)
def test_the_number_of_a_table_or_heading_is_no_year_or_month(text: str, dates: list[str]) -> None:
    assert [date.text for date in find_dates(text, fiscal_year=2023)] == dates
    assert not find_figures(text)
