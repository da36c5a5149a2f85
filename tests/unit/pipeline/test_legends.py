"""Lines that explain signs by which titles point at a plan."""

from __future__ import annotations

import pytest

from extractors.view import fold
from pipeline.segment.legends import before_signs, signs_explained


@pytest.mark.parametrize(
    ("line", "signs"),
    [
        ("①防犯　②防火　③交通", "①②③"),
        ("※①防犯、②防火、③交通、④見守り", "①②③④"),
        ("凡例：①防犯／②防火／③交通", "①②③"),
        ("【凡例】①防犯　②防火　③交通", "①②③"),
        ("⑤水辺　⑥里山　⑦街路樹", "⑤⑥⑦"),
        ("番号　（１）防犯　（２）防火　（３）交通", "123"),
        ("Ａ：道路　Ｂ：公園　Ｃ：河川", "ABC"),
        ("Ａ　道路　Ｂ　公園　Ｃ　河川", "ABC"),
    ],
)
def test_a_line_that_explains_signs(line: str, signs: str) -> None:
    assert "".join(signs_explained(fold(line))) == signs


@pytest.mark.parametrize(
    "line",
    [
        "①防犯の教室",
        "①防犯　②防火",
        "①防犯　③交通　④見守り",
        "①②③の事業",
        "Ａ棟　Ｂ棟　Ｃ棟の改修",
        "①見回りを３回、②講座を２回、③訓練を１回行った。",
        "次の区分による取組の例　①防犯　②防火　③交通",
    ],
)
def test_a_line_that_explains_none(line: str) -> None:
    assert signs_explained(fold(line)) == ()


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("見回り（①）", "見回り"),
        ("見回り（①・③）", "見回り"),
        ("見回り（①～③）", "見回り"),
        ("見回り（①③）", "見回り"),
        ("見回り〔②〕", "見回り"),
        ("見回り（その①）", "見回り（その①）"),
        ("見回り（④）", "見回り（④）"),
        ("見回り（2024）", "見回り（2024）"),
    ],
)
def test_signs_behind_a_title_go_if_they_are_explained(title: str, bare: str) -> None:
    signs = frozenset(signs_explained(fold("①防犯　②防火　③交通")))
    assert title[: before_signs(fold(title), signs)] == bare
