"""Records that are kept stretch by stretch."""

from __future__ import annotations

from pipeline.records import Records


def test_records_come_back_in_order_and_by_their_stretches() -> None:
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
