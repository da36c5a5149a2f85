from __future__ import annotations

import pytest

from pipeline.trend.words import last_years, listed, reworded, values


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
