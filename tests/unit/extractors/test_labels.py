from __future__ import annotations

import pytest

from extractors import find_figures, label_compared, labels, quantities
from extractors.view import TextView


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("計画期間は3年間", "計画期間"),
        ("研修会を7月に3回実施", "研修会"),
        ("3回の研修会", "研修会"),
        ("支援センター（21か所）", "支援センター"),
        ("「みらい塾」を5回開催", "みらい塾"),
        ("体験活動：8月末現在で8回実施", "体験活動"),
        ("図書を300タイトル購入", "図書"),
        ("実証を3圃場で実施", None),
        ("合計45件", None),
        ("ア 5件", None),
        ("過去5年間", None),
        ("各会場30名が参加", "参加"),
        ("10名を募集する", "募集"),
        ("前年度より5人増加", None),
    ],
)
def test_label(text: str, label: str | None) -> None:
    view = TextView(text)
    quantity = view.memo(quantities.scan)[-1]
    found = labels.read(view, quantity)
    assert (found and view.text[found.start : found.end]) == label


def test_a_value_in_a_bracket_is_compared_with_the_one_before_it() -> None:
    view = TextView("相談は120件（前年度100件）")
    main, compared = view.memo(quantities.scan)
    assert label_compared.compared_with(view, compared) == 0
    assert label_compared.compared_with(view, main) is None


def test_the_noun_before_a_comparison() -> None:
    view = TextView("就職件数 前年度比12件増")
    found = labels.named_before(view, view.text.index("前年度比"))
    assert found
    assert view.text[found.start : found.end] == "就職件数"


def test_empty_quotes_name_nothing() -> None:
    assert [(f.text, f.label) for f in find_figures("「」36件、『 』5件")] == [("36件", None), ("5件", None)]


@pytest.mark.parametrize(
    "text",
    [
        "来所は3件で、前年（3件、1件を下回った。",
        "来所3件、電話812件で前年同期より5件増、（3件",
        f"人口{'9' * 40}人に対し3人、{'9' * 40}人に1人",
    ],
)
def test_odd_brackets_and_numbers_do_no_harm(text: str) -> None:
    assert all(text[f.span.start : f.span.end] == f.text for f in find_figures(text))
