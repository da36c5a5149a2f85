from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.review.charts import held, participants, planned_and_done, series_of, timeline

_MEASURES = [
    {"measure_id": "m1", "direction_id": "d1", "direction_title": "相談", "title": "相談会"},
    {"measure_id": "m2", "direction_id": "d1", "direction_title": "相談", "title": "講座"},
    {"measure_id": "m3", "direction_id": "d2", "direction_title": "居場所", "title": "広場"},
]


def _figure(value: int, measure: str = "m1", **more: str) -> dict[str, str]:
    plain = {
        "kind": "participants",
        "value": str(value),
        "value_max": "",
        "unit_norm": "人",
        "per": "",
        "qualifiers": "",
        "status": "actual",
        "part_of": "",
        "measure_id": measure,
        "label": "参加者",
    }
    return plain | more


def test_no_bar_mixes_sorts_of_head_counts_or_what_was_done_with_what_is_planned() -> None:
    figures = [
        _figure(1),
        _figure(10, qualifiers="延べ|約"),
        _figure(100, qualifiers="実"),
        _figure(1000, status="planned"),
        _figure(10000, status="target"),
        _figure(2, "m2"),
    ]
    charts = {(c.status, c.series): c for c in participants(figures, _MEASURES)}
    values = {key: [int(bar.value) for bar in c.bars] for key, c in charts.items()}
    assert values == {
        ("actual", "plain"): [3, 1, 2],  # the direction, its measures
        ("actual", "延べ"): [10, 10],
        ("actual", "実"): [100],
        ("planned", "plain"): [1000, 1000],
        ("target", "plain"): [10000, 10000],
    }


def test_distinct_persons_are_not_added_up() -> None:
    figures = [_figure(5, qualifiers="実"), _figure(7, qualifiers="実"), _figure(9, "m2", qualifiers="実")]
    (chart,) = participants(figures, _MEASURES)
    assert [(bar.label, int(bar.value), bar.total) for bar in chart.bars] == [
        ("相談会 参加者", 5, False),
        ("相談会 参加者", 7, False),
        ("講座 参加者", 9, False),
    ]


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "people"},
        {"unit_norm": "組"},
        {"part_of": "f1"},
        {"value_max": "9"},
        {"qualifiers": "うち"},
        {"qualifiers": "各"},
        {"qualifiers": "以上"},
        {"qualifiers": "延べ|実"},
    ],
)
def test_what_cannot_be_summed_is_left_out(more: dict[str, str]) -> None:
    assert series_of(_figure(1, **more)) is None


def test_planned_and_done_stand_in_bars_of_their_own_and_only_where_they_count_the_same() -> None:
    figures = [
        _figure(30),
        _figure(40, status="target"),
        _figure(50, status="planned", qualifiers="延べ"),
        _figure(7, "m2"),
        _figure(8, "m2"),
        _figure(9, "m2", status="planned"),
    ]
    indicator = {"name": "割合", "unit": "%", "actual": "61.5", "target": "80"}
    of_figures, of_indicator = planned_and_done(figures, [indicator])
    assert [(b.label, b.value, b.key) for b in of_figures.bars] == [
        ("actual", Decimal(30), "f0"),
        ("target", Decimal(40), "f1"),
    ]
    assert [b.amount for b in of_indicator.bars] == ["61.5", "80"]


def test_events_are_counted_by_status_on_one_scale() -> None:
    events = [{"measure_id": "m1", "status": s} for s in ("held", "held", "planned")]
    first, second = held([*events, {"measure_id": "m3", "status": "cancelled"}], _MEASURES)
    assert [(b.label, int(b.value), b.share) for b in first.bars] == [
        ("held", 2, 1.0),
        ("planned", 1, 0.5),
        ("cancelled", 0, 0.0),
    ]
    assert [b.share for b in second.bars] == [0.0, 0.0, 0.5]


def test_the_time_line_keeps_to_the_period() -> None:
    event = {"ordinal": "1", "title": "相談会", "series": "", "status": "held", "measure_id": "m1", "end": ""}
    period = {"period_start": "2023-04-01", "period_end": "2023-09-30"}
    drawn = timeline([event | {"start": "2023-07-01"}, event | {"start": "1998-07-01"}], _MEASURES, period)
    assert drawn is not None
    assert drawn.outside == 1
    assert [(month, year) for _, month, year in drawn.months] == [
        (4, 2023),
        (5, None),
        (6, None),
        (7, None),
        (8, None),
        (9, None),
    ]
    ((lane, (sign,)),) = drawn.lanes
    assert (lane, sign.key, sign.text) == ("相談会", "e0", "2023-07-01 #1 相談会")
    assert 0.4 < sign.x < 0.6


def test_no_dated_event_no_time_line() -> None:
    assert timeline([], _MEASURES, {"period_start": "", "period_end": ""}) is None
