from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.mentions import ClaimedBy
from extractors.names import Names
from extractors.view import TextView


def _names(text: str) -> list[str]:
    found = list(Names().find(TextView(text)))
    assert all(m.by is ClaimedBy.NAME for m in found)
    return [m.text for m in found]


@pytest.mark.parametrize(
    "name",
    [
        "8050問題",
        "2025年問題",
        "Society5.0",
        "Society 5.0",
        "COVID-19",
        "5G",
        "4K",
        "#7119",
        "A4判",
        "PM2.5",
        "CO2",
        "1on1",
        "Windows11",
        "iPhone 12",
        "QZ-31-4B",
        "MV-800-2",
        "24時間テレビ",
        "20～30歳代",
        "65歳以上",
        "30代",
        "準1級",
        "要介護3",
        "国道23号",
        "302教室",
        "1201会議室",
        "「100人会議」",
        "「未来へ続く7つの扉」",
    ],
)
def test_holds_the_whole_name(name: str) -> None:
    assert name in _names(f"次の、{name}")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("第２次健康しろさと２１の策定", "健康しろさと２１"),
        ("健康ひのき21計画では", "健康ひのき21"),
        ("すこやか親子21（第2次）", "すこやか親子21"),
        ("アジェンダ21に", "アジェンダ21"),
        ("広報は令和8年4月号から", "令和8年4月号"),
    ],
)
def test_a_plan_may_end_on_the_century(text: str, name: str) -> None:
    assert _names(text) == [name]


@pytest.mark.parametrize(
    "text", ["健康相談件数21、", "健康まつり21回", "すこやか教室21組", "健康教室参加者21（うち男性8）"]
)
def test_a_count_is_no_century(text: str) -> None:
    assert _names(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "SNS5件",
        "Zoom2回",
        "LINE1,200人",
        "R5.9.3",
        "101歳",
        "参加者65名",
        "「参加者数500人」",
        "『居場所の開設（5団体）』",
        "第3回",
        "12か所",
        "3kg",
        "「みらい三重塾」",
        "「9月3日（日）」",
        "教室数：163教室",
        "計120教室",
        "全112教室",
        "普通教室132教室",
        "空調を120教室に設置した",
    ],
)
def test_leaves_figures_alone(text: str) -> None:
    assert _names(text) == []


@given(st.text(alphabet="「」『』（）()0129一万歳代級A-G#判人 ～、。\n", max_size=50))
@settings(max_examples=150, deadline=None)
def test_texts_are_raw_slices(text: str) -> None:
    for name in Names().find(TextView(text)):
        assert name.text == text[name.span.start : name.span.end]
