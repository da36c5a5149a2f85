from __future__ import annotations

import pytest

from pipeline.trend.words import last_years, listed, lives_on, reworded, says_joined, values, wording


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("里山保全団体への支援", "里山（雑木林）保全団体への相談・支援"),
        ("市民プールの改修", "市民プールの長寿命化改修"),
        ("みんなで学ぶ防災教室の開催", "防災教室の開催"),
        ("図書館の開放", "図書館開放"),
    ],
)
def test_most_words_go_on(one: str, other: str) -> None:
    assert reworded(one, other)
    assert reworded(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("健康手帳の配布", "からだ日記アプリの運用"),
        ("消防艇の運航", "海上消防体制の確保"),
        ("郷土料理の記録", "ふるさとの味の継承"),
    ],
)
def test_another_name(one: str, other: str) -> None:
    assert not reworded(one, other)


def test_a_value_of_the_year_before_is_known_by_its_counter() -> None:
    assert last_years("受講者は1,310人（前年度１，１０２人）、前年度は98件でした。") == {"1102人"}
    assert last_years("前年度を120件上回りました。") == set()
    assert values("1,102人、45件、令和5年度は2,300件") == {"1102人", "2300件"}


@pytest.mark.parametrize(
    ("title", "subjects"),
    [
        ("古着・空きびん等の店頭回収", ["古着", "空きびん"]),
        ("里山と棚田の保全", ["里山", "棚田"]),
        ("漁港、漁場及び養殖施設などの改良", ["漁港", "漁場", "養殖施設"]),
        ("橋・道路の点検", ["道路"]),
        ("通学路の点検", []),
    ],
)
def test_subjects_that_a_title_lists(title: str, subjects: list[str]) -> None:
    assert listed(title) == subjects


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("傾聴ボランティアの養成", "傾聴ボランティア養成講座の開催", True),
        ("水質の監視", "河川の水質監視", True),
        ("図書の宅配", "図書の展示", False),
        ("若者の相談", "高齢者の相談", False),
        ("相談", "暮らしの相談会", False),  # one word is in many titles
    ],
)
def test_all_words_of_a_title_go_on(one: str, other: str, *, expected: bool) -> None:
    assert lives_on(one, other) is expected
    assert lives_on(other, one) is expected


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("川の清掃と海辺の清掃を一つにまとめ、5月に一斉清掃を行った。", "海辺の清掃活動", True),
        ("個別に行っていた窓口相談と巡回相談を統合した。\n広報も行った。", "巡回相談の実施", True),
        ("川の清掃を行った。海辺は対象としなかった。", "海辺の清掃活動", False),
        ("保健と福祉を一体的に進め、12か所で相談を受けた。", "海辺の清掃活動", False),
    ],
)
def test_what_a_text_says_it_took_in(text: str, title: str, *, expected: bool) -> None:
    assert says_joined(text, title) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("令和5年度は市内", "で避難訓練を行いました。"), ("令和６年度は市内", "で避難訓練を行いました。"), True),
        (("窓口への来所は月平均", "となっている"), ("窓口への来所は、月平均 ", "となっている。"), True),
        (("20歳以上の方の受診は", "でした"), ("30歳以上の方の受診は", "でした"), False),
        (("第3回の講座では", "が話を聞きました"), ("第4回の講座では", "が話を聞きました"), False),
        (("橋を", "直し、歩道も12か所直した"), ("橋を8か所直し、歩道も", "直した"), False),
        (("7月末までに窓口を", "に広げました"), ("9月末までに窓口を", "に広げました"), False),
    ],
)
def test_the_same_sentence_with_other_numbers(one: tuple[str, str], other: tuple[str, str], *, expected: bool) -> None:
    assert (wording(*one) == wording(*other) != "") is expected


def test_a_sentence_that_says_next_to_nothing_else_names_nothing() -> None:
    assert wording("令和5年度は", "で実施しました。") == ""
    assert wording("上半期は", "開いた") == ""
