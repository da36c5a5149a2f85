from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from extractors import quantities
from extractors.counters import COUNTERS, PERIODS
from extractors.mentions import Per
from extractors.view import TextView


def _texts(text: str) -> list[str]:
    view = TextView(text)
    return [view.text[q.start : q.end] for q in view.memo(quantities.scan) if not q.basis]


@pytest.mark.parametrize("month", ["か月", "カ月", "ヵ月", "ヶ月", "ケ月", "箇月"])
def test_every_spelling_of_months_makes_a_period(month: str) -> None:
    (quantity,) = TextView(f"1{month}当たり120件").memo(quantities.scan)
    assert (quantity.per, quantity.value) == (Per.MONTH, Decimal(120))
    assert month in PERIODS


def test_the_number_starts_behind_its_period() -> None:
    (quantity,) = TextView("年に約3回").memo(quantities.scan)
    assert (quantity.start, quantity.number_start) == (0, 3)


@pytest.mark.parametrize(
    "text", ["1人当たり", "1世帯あたり", "1回につき", "1回90分", "1日4時間", "10人に1人を配置", "千円未満"]
)
def test_what_others_are_counted_by_is_marked(text: str) -> None:
    assert any(q.basis for q in TextView(text).memo(quantities.scan))


def test_so_many_of_so_many_is_no_quantity() -> None:
    assert TextView("57/60校").memo(quantities.scan) == []


def test_quantities_do_not_overlap() -> None:
    found = TextView("2か月に1回、1年6か月、2泊3日、20人から30人、1億2千万円").memo(quantities.scan)
    assert len(found) == 5
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_only_neighbours_are_an_estimate() -> None:
    assert _texts("2、3回") == ["2、3回"]
    assert _texts("2、4回") == ["4回"]
    assert _texts("第2、3回") == []


def test_counters_have_one_normal_form() -> None:
    assert {COUNTERS[w].norm for w in ("か所", "カ所", "ヵ所", "ヶ所", "箇所", "個所")} == {"か所"}
    assert COUNTERS["百万円"].factor == 1_000_000


def test_a_long_chain_of_numbers_is_read_without_recursion() -> None:
    assert _texts("1と" * 3000) == []
