"""What holds of the extractors for any text at all."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import EXTRACTORS, find_dates, find_figures, find_numerals
from extractors.arbiter import settle
from extractors.mentions import Figure, Mention
from extractors.view import TextView

_PIECES = (
    *"0123456789１２３〇一二三十百千万億,.、。・（）()「」『』［:：／/～~-－△▲±%％ 　\n\t\0\ud800ー々",
    *(
        "人",
        "名",
        "件",
        "回",
        "か所",
        "ヶ月",
        "か月",
        "円",
        "千円",
        "割",
        "分",
        "分の",
        "倍",
        "年",
        "月",
        "日",
        "時間",
        "週",
        "泊",
        "歳",
        "市町",
        "会場",
    ),
    *(
        "第",
        "回目",
        "年度",
        "令和",
        "R",
        "8月末現在",
        "延べ",
        "実",
        "約",
        "各",
        "うち",
        "このうち",
        "計",
        "程度",
        "以上",
        "を超える",
        "未満",
        "減",
        "増",
    ),
    *(
        "参加",
        "者",
        "参加者",
        "定員",
        "募集",
        "相談件数",
        "研修会",
        "の",
        "は",
        "が",
        "を",
        "に",
        "から",
        "当たり",
        "につき",
        "前年度比",
        "毎月",
        "隔月",
    ),
    *(
        "四日市",
        "十分",
        "一人ひとり",
        "8050問題",
        "㋿",
        "②",
        "⻑",
        "圃場",
        "アドバイザー",
        "中",
        "http://a.jp/1",
        "059-000-1234",
    ),
)
_LARGEST = ("9" * 30, "九" * 30, f"{'9' * 24}兆", "3.11")
"""Numbers that reckoning rounds, and one that is none."""
_COUNTS = st.one_of(st.integers(0, 40).map(str), st.sampled_from(_LARGEST))
_MARKED = st.tuples(
    _COUNTS,
    st.sampled_from(["/", ".", "-", "~", "、", "・", "(", "「」", "から", "人に対し"]),
    _COUNTS,
    st.sampled_from(["", " "]),
    st.sampled_from(["", "年", "人ずつ", "名"]),
).map(lambda n: f"{n[0]}{n[3]}{n[1]}{n[3]}{n[2]}{n[3]}{n[4]}")
"""Two numbers with a mark between them, and blanks: days, shares, versions, page numbers."""
_TEXTS = st.one_of(
    st.lists(st.one_of(st.sampled_from(_PIECES), _MARKED), max_size=24).map("".join), st.text(max_size=60)
)
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def _mentions(text: str) -> tuple[Mention, ...]:
    return settle(TextView(text), EXTRACTORS).mentions


@given(_TEXTS)
@settings(max_examples=300, deadline=None)
def test_mentions_are_raw_slices_and_disjoint(text: str) -> None:
    found = _mentions(text)
    for mention in found:
        assert mention.text == text[mention.span.start : mention.span.end]
    for left, right in pairwise(found):
        assert left.span.end <= right.span.start


@given(_TEXTS)
@settings(max_examples=150, deadline=None)
def test_the_public_face_takes_any_text(text: str) -> None:
    written = find_dates(text, issued=dt.date(2024, 2, 29))
    for found in (
        find_dates(text),
        find_dates(text, fiscal_year=2023),
        written,
        find_figures(text),
        find_numerals(text),
    ):
        for mention in found:
            assert mention.text == text[mention.span.start : mention.span.end]
    for figure in find_figures(text):
        assert figure.value.is_finite()
        assert figure.value_max is None or figure.value_max != figure.value
        assert figure.label_span is None or text[figure.label_span.start : figure.label_span.end] == figure.label


@given(_TEXTS)
@settings(max_examples=150, deadline=None)
def test_the_width_of_digits_changes_no_value(text: str) -> None:
    def shape(written: str) -> list[tuple[object, ...]]:
        return [(f.span, f.value, f.value_max, f.unit_norm, f.kind, f.per, f.qualifiers) for f in find_figures(written)]

    assert shape(text.translate(_FULL_WIDTH)) == shape(text.translate(_HALF_WIDTH))


@given(
    number=st.integers(10, 10**7), unit=st.sampled_from(["人", "件", "か所", "千円", "％", "回"]), at=st.integers(1, 7)
)
@settings(max_examples=100, deadline=None)
def test_a_soft_break_inside_a_number_changes_no_value(number: int, unit: str, at: int) -> None:
    whole = f"相談の実施状況は{number}{unit}であった。"
    cut = whole.index(str(number)) + min(at, len(str(number)) - 1)
    wrapped = f"{whole[:cut]}\n　{whole[cut:]}"
    (one,) = [m for m in _mentions(whole) if isinstance(m, Figure)]
    (two,) = [m for m in settle(TextView(wrapped, [cut]), EXTRACTORS).mentions if isinstance(m, Figure)]
    assert (one.value, one.unit_norm, one.kind, one.label) == (two.value, two.unit_norm, two.kind, two.label)
    assert two.text == wrapped[two.span.start : two.span.end]
    assert "\n" in two.text


_PROSE = "令和5年度は相談会を3回開催し、延べ120人（うち県外15人）が参加した（8月末現在）。次回は10月に予定する。"
