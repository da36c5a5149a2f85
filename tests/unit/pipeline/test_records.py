"""Records that are kept stretch by stretch."""

from __future__ import annotations

import pytest

from pipeline import records as kept
from pipeline.records import Records


@pytest.mark.parametrize("most", [0, 1, 2, 2_000])
def test_records_come_back_in_order_and_by_their_stretches(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_AS_THEY_ARE", most)
    records = Records[tuple[int, str]]()
    for stretch in ([], [(1, "一"), (2, "二")], [], [(3, "三")]):
        records.extend(stretch)
    assert list(records) == list(records) == [(1, "一"), (2, "二"), (3, "三")]
    assert [list(stretch) for stretch in records.stretches()] == [[], [(1, "一"), (2, "二")], [], [(3, "三")]]
    assert len(records) == 3
    assert records[0] == (1, "一")
    assert list(records[1:]) == [(2, "二"), (3, "三")]


def test_without_any_there_are_none() -> None:
    assert not Records[int]()
    assert list(Records[int]().stretches()) == []


def test_of_many_records_those_in_the_middle_are_not_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_AS_THEY_ARE", 1)
    stretches = [[["一"]], [["二"]], [["三"]]]
    records = Records[list[str]]()
    for stretch in stretches:
        records.extend(stretch)
    assert [record is own for record, (own,) in zip(records, stretches, strict=True)] == [True, False, True]
