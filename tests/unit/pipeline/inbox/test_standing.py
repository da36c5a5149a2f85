from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.inbox.standing import hand_in_again, standing
from pipeline.lock import hold

from .desk import Desk

_TODAY = dt.date(2024, 5, 2)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    desk = Desk(tmp_path)
    desk.drop("部/a.txt", "計画|1")
    desk.drop("部/b.txt", "bad")
    desk.drop("c.txt", "bad too")
    desk.round()
    desk.drop("待つ.txt", "計画B|1")
    desk.drop("~$owner.docx", "x")
    return desk


def test_each_file_is_listed_once_with_its_time_and_reason(desk: Desk) -> None:
    now = standing(desk.folders)
    assert [item.name for item in now.waiting] == ["待つ.txt"]
    assert [item.name for item in now.done] == ["2024-05-01/部/a.txt"]
    assert {item.name for item in now.failed} == {"部/b.txt", "c.txt"}
    assert all("壊れていて" in item.why for item in now.failed)
    assert all(abs(item.since - dt.datetime.now()) < dt.timedelta(minutes=5) for item in (*now.waiting, *now.failed))
    assert (now.owner, now.unreachable, now.undelivered) == (None, False, 0)


def test_the_run_that_holds_the_output_is_named(desk: Desk) -> None:
    with hold(desk.folders.output):
        assert "pid" in (standing(desk.folders).owner or "")


def test_an_inbox_that_is_away_is_said(desk: Desk, tmp_path: Path) -> None:
    desk.folders.inbox.rename(tmp_path / "away")
    assert standing(desk.folders).unreachable


def test_all_failed_files_go_back_and_their_notes_to_what_is_done(desk: Desk) -> None:
    assert sorted(hand_in_again(desk.folders, [], _TODAY)) == ["c.txt", "部/b.txt"]
    assert desk.files("inbox") == ["c.txt", "~$owner.docx", "待つ.txt", "部/b.txt"]
    assert list(desk.folders.failed.rglob("*.txt")) == []
    assert (desk.folders.done / "2024-05-02" / "部" / "b.txt.理由.txt").is_file()


@pytest.mark.parametrize("name", ["b.txt", "部/b.txt", "部\\b.txt"])
def test_one_failed_file_goes_back_by_its_name_and_over_no_other(desk: Desk, name: str) -> None:
    desk.drop("部/b.txt", "計画C|1")
    assert hand_in_again(desk.folders, [name], _TODAY) == ["部/b (2).txt"]
    assert (desk.folders.inbox / "部" / "b.txt").read_text(encoding="utf-8") == "計画C|1"
    assert desk.files("failed") == ["c.txt"]


def test_an_unknown_name_moves_nothing_and_names_the_nearest(desk: Desk) -> None:
    with pytest.raises(UsageError, match=r"部/b\.txt"):
        hand_in_again(desk.folders, ["c.txt", "部/d.txt"], _TODAY)
    assert desk.files("failed") == ["c.txt", "部/b.txt"]
