from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import numerals
from extractors.view import TextView

_NUMERIC = st.text(alphabet="0123456789０１２３,，.・、 -－△一二三〇十百千万億兆壱参数第年月日人件%％円\n", max_size=40)
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


@given(st.one_of(_NUMERIC, st.text(max_size=60)))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_ordered_raw_slices(text: str) -> None:
    at = 0
    for numeral in numerals.find(TextView(text)):
        assert numeral.text == text[numeral.span.start : numeral.span.end]
        assert numeral.span.start >= at
        at = numeral.span.end


@given(st.text(alphabet="0123456789,.・ -△万千人件%（）", max_size=30))
@settings(max_examples=150, deadline=None)
def test_width_of_digits_changes_no_value(text: str) -> None:
    narrow, wide = (numerals.find(TextView(t)) for t in (text, text.translate(_WIDE)))
    assert [(n.span, n.value) for n in narrow] == [(n.span, n.value) for n in wide]


@given(st.text(alphabet="0123456789 a人、", max_size=40))
@settings(max_examples=100, deadline=None)
def test_every_arabic_digit_is_in_a_numeral(text: str) -> None:
    covered = {k for n in numerals.find(TextView(text)) for k in range(n.span.start, n.span.end)}
    assert {k for k, c in enumerate(text) if c in "0123456789"} <= covered


@given(st.integers(0, 10**12))
@settings(max_examples=100, deadline=None)
def test_thousands_marks_read_back(value: int) -> None:
    (numeral,) = numerals.find(TextView(f"{value:,}件"))
    assert numeral.value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("百二十三万", 1_230_000),
        ("二〇二五", 2025),
        ("二、四五〇", 2450),
        ("十", 10),
        ("三十二十", None),
        ("", None),
        ("十人", None),
    ],
)
def test_parse_kanji(text: str, value: int | None) -> None:
    assert numerals.parse_kanji(text) == (None if value is None else Decimal(value))


def test_a_wrapped_number_is_one_numeral() -> None:
    (numeral,) = numerals.find(TextView("参加者は1,2\n34人", soft_breaks=[7]))
    assert (numeral.text, numeral.value) == ("1,2\n34", 1234)


@pytest.mark.parametrize("piece", ["9", "一", "1,", "一、", "十", "1 , ", "一 ", "「"])
def test_long_input_ends(piece: str) -> None:
    numerals.find(TextView(piece * 20_000))


@pytest.mark.parametrize(
    ("text", "soft", "expected"),
    [
        ("来場者は8万8\n千人", (), [("8万8", Decimal(80008)), ("千", None)]),
        ("来場者は8万8\n千人", (7,), [("8万8\n千", Decimal(88000))]),
        ("来場者\n千人", (), [("千", Decimal(1000))]),
    ],
)
def test_the_rest_of_a_number_on_the_next_line_has_no_value(
    text: str, soft: tuple[int, ...], expected: list[tuple[str, Decimal | None]]
) -> None:
    found = numerals.find(TextView(text, soft))
    assert [(numeral.text, numeral.value) for numeral in found] == expected
