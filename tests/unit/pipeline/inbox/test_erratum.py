from __future__ import annotations

from pipeline.inbox.erratum import Change, Rows, compare, losses

_EMPTY = {"qualifiers": "", "status": "actual", "value_max": "", "per": "", "as_of": "", "unit_norm": "人"}


def _rows(*figures: dict[str, str], title: str = "相談会") -> Rows:
    measures = [{"measure_id": "m1", "title": title}, {"measure_id": "m2", "title": "講座"}]
    return {"measures": measures, "figures": [{"measure_id": "m1", **_EMPTY, **figure} for figure in figures]}


def _changes(old: Rows, new: Rows) -> list[tuple[str, str, str]]:
    return [
        (d.change, d.before["value"] if d.before else "", d.after["value"] if d.after else "")
        for d in compare(old, new)
    ]


def test_equal_readings_have_no_differences() -> None:
    rows = _rows({"label": "参加者", "value": "12"}, {"label": "参加者", "value": "15"})
    assert compare(rows, rows) == []


def test_a_changed_value_is_told_with_both_values() -> None:
    old = _rows({"label": "参加者", "value": "12"}, {"label": "相談", "value": "90"})
    new = _rows({"label": "参加者", "value": "13"}, {"label": "相談", "value": "90"})
    (difference,) = compare(old, new)
    assert difference.measure == "相談会"
    assert _changes(old, new) == [(Change.CHANGED, "12", "13")]


def test_what_appeared_and_vanished_is_told() -> None:
    old = _rows({"label": "参加者", "value": "12"}, {"label": "電話", "value": "8"})
    new = _rows({"label": "参加者", "value": "12"}, {"label": "面談", "value": "9"})
    assert _changes(old, new) == [(Change.APPEARED, "", "9"), (Change.VANISHED, "8", "")]


def test_an_inserted_figure_does_not_shift_the_others() -> None:
    old = _rows(*({"label": "参加者", "value": value} for value in ("12", "15", "20")))
    new = _rows(*({"label": "参加者", "value": value} for value in ("12", "14", "15", "20")))
    assert _changes(old, new) == [(Change.APPEARED, "", "14")]


def test_figures_of_one_day_belong_together() -> None:
    old = _rows(
        {"label": "登録者", "value": "90", "as_of": "2023-08-31"},
        {"label": "登録者", "value": "95", "as_of": "2023-09-30"},
    )
    new = _rows(
        {"label": "登録者", "value": "96", "as_of": "2023-09-30"},
        {"label": "登録者", "value": "91", "as_of": "2023-08-31"},
    )
    assert _changes(old, new) == [(Change.CHANGED, "95", "96"), (Change.CHANGED, "90", "91")]


def test_a_day_that_was_corrected_is_a_change_of_the_figure() -> None:
    old = _rows({"label": "登録者", "value": "90", "as_of": "2023-08-31"})
    new = _rows({"label": "登録者", "value": "90", "as_of": "2023-09-30"})
    assert _changes(old, new) == [(Change.CHANGED, "90", "90")]


def test_unit_qualifier_status_and_measure_tell_figures_apart() -> None:
    plain = {"label": "参加者", "value": "12"}
    for other in ({"unit_norm": "組"}, {"qualifiers": "延べ"}, {"status": "planned"}, {"measure_id": "m2"}):
        assert {change for change, _, _ in _changes(_rows(plain), _rows(plain | other))} == {
            Change.APPEARED,
            Change.VANISHED,
        }


def _many(count: int) -> Rows:
    return _rows(*({"label": "参加者", "value": str(value)} for value in range(count)))


def test_a_reading_that_lost_many_figures_is_told() -> None:
    assert losses(_many(55), _many(25)) == {"measures": 0, "figures": 30}
    fewer = {**_many(60), "measures": []}
    assert losses(_many(55), fewer) == {"measures": 2, "figures": 0}


def test_a_reading_that_lost_few_figures_or_won_some_is_not() -> None:
    assert losses(_many(55), _many(52)) is None
    assert losses(_many(25), _many(55)) is None
