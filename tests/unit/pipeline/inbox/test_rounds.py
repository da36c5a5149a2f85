from __future__ import annotations

import datetime as dt
import errno
import os
import shutil
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import OutputError
from pipeline.inbox import rounds
from pipeline.inbox.answers import Answers
from pipeline.inbox.deliveries import Delivery
from pipeline.store import Reading, Store

from .desk import QUIET, Desk, quick_read


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_what_is_read_is_in_the_tables_and_done_with_an_answer(desk: Desk) -> None:
    desk.drop("部/課/a.txt", "計画|10")
    desk.drop("b.txt", "bad")
    tally = desk.round()
    assert (tally.delivered, tally.failed, tally.waiting, tally.unsettled) == (2, 1, 0, False)
    assert desk.files("inbox") == []
    assert desk.files("done") == ["2024-05-01/部/課/a.txt"]
    assert desk.answers("done") == ["2024-05-01/部/課/a.txt.結果.html"]
    assert (desk.files("failed"), desk.answers("failed")) == (["b.txt"], ["b.txt.理由.txt"])
    assert {row["source_file"]: row["status"] for row in desk.documents()} == {
        "部/課/a.txt": "warnings",
        "b.txt": "failed",
    }
    assert not desk.journal()


def test_the_note_of_a_failure_opens_in_notepad_and_says_what_to_do(desk: Desk) -> None:
    desk.drop("b.txt", "bad")
    desk.round()
    note = (desk.folders.failed / "b.txt.理由.txt").read_bytes()
    assert note.startswith(b"\xef\xbb\xbf")
    assert note.count(b"\n") == note.count(b"\r\n") > 5
    text = note.decode("utf-8-sig")
    assert "壊れていて" in text
    assert "もう一度受付フォルダー" in text
    assert "2024-05-01 09:30" in text


def test_the_same_bytes_are_not_read_twice_and_answered_so(desk: Desk) -> None:
    desk.drop("a.txt", "計画|10")
    desk.round()
    desk.drop("部/b.txt", "計画|10")
    desk.drop("c.txt", "計画|10")
    desk.round()
    assert sum(desk.read.values()) == 1
    assert len(desk.documents()) == 1
    assert desk.files("done") == ["2024-05-01/a.txt", "2024-05-01/c.txt", "2024-05-01/部/b.txt"]
    page = (desk.folders.done / "2024-05-01" / "部" / "b.txt.結果.html").read_text(encoding="utf-8")
    assert "すでに「a.txt」として読み取り済み" in page


def test_the_same_bytes_twice_in_one_round_are_read_once(desk: Desk) -> None:
    desk.drop("a.txt", "計画|10")
    desk.drop("b.txt", "計画|10")
    desk.round()
    assert sum(desk.read.values()) == 1
    assert sorted(desk.keys()) == ["inbox.read", "inbox.same"]


def test_a_corrected_report_takes_the_place_of_the_older_and_says_what_changed(desk: Desk) -> None:
    desk.drop("a.txt", "計画|10")
    desk.round()
    desk.drop("a.txt", "計画|12")
    desk.round()
    assert [row["source_file"] for row in desk.documents()] == ["a.txt"]
    assert desk.files("done") == ["2024-05-01/a (2).txt", "2024-05-01/a.txt"]
    page = (desk.folders.done / "2024-05-01" / "a (2).txt.結果.html").read_text(encoding="utf-8")
    assert "訂正版として受け付けました" in page
    assert "<span>10円</span>" in page
    assert "<span>12円</span>" in page
    store = Store(desk.folders.output)
    (older,) = store.predecessors(desk.documents()[0]["document_id"])
    assert store.rows(older)["figures"]


def test_the_replaced_bytes_dropped_again_do_not_come_back(desk: Desk) -> None:
    for value in ("10", "12", "10"):
        desk.drop("a.txt", f"計画|{value}")
        desk.round()
    figures = Store(desk.folders.output).rows(desk.documents()[0]["document_id"])["figures"]
    assert figures[0]["value"] == "12"
    page = (desk.folders.done / "2024-05-01" / "a (3).txt.結果.html").read_text(encoding="utf-8")
    assert "訂正版「a.txt」に置き換わった" in page


def test_reports_of_two_departments_with_one_title_stay_two(desk: Desk) -> None:
    desk.drop("健康部/a.txt", "計画|10")
    desk.drop("福祉部/a.txt", "計画|12")
    desk.round()
    assert len(desk.documents()) == 2


@pytest.mark.parametrize(
    "order", [("北課/報告.txt", "南課/x.txt", "全課.txt"), ("全課.txt", "北課/報告.txt", "南課/x.txt")]
)
def test_a_file_of_no_folder_takes_the_place_of_none_in_a_folder(desk: Desk, order: tuple[str, ...]) -> None:
    for value, name in enumerate(order):
        desk.drop(name, f"計画|{value}")
        desk.round()
    assert sorted(row["source_file"] for row in desk.documents()) == sorted(order)


@pytest.mark.parametrize(
    ("first", "second"), [("部/課/a.txt", "a.txt"), ("a.txt", "部/a.txt"), ("部/課/a.txt", "部/b.txt")]
)
def test_what_seems_to_be_one_report_in_two_folders_is_told_and_can_be_put_right(
    desk: Desk, first: str, second: str
) -> None:
    desk.drop(first, "計画|10")
    desk.round()
    assert desk.keys() == ["inbox.read"]
    desk.drop(second, "計画|12")
    desk.round()
    key, parts = desk.told[-1]
    assert (key, parts["name"], parts["other"]) == ("inbox.beside", second, first)
    page = (desk.folders.done / "2024-05-01" / f"{second}.結果.html").read_text(encoding="utf-8")
    folder = first.rpartition("/")[0]
    assert f"「{first}」" in page
    assert "seem to be one report" in page
    assert (f"受付フォルダーの中の「{folder}」" if folder else "受付フォルダーの直下") in page
    desk.keys()
    desk.drop(first, "計画|12")  # as the page asks
    desk.round()
    assert desk.keys() == ["inbox.read"]
    (document,) = desk.documents()
    assert document["source_file"] == first
    figures = Store(desk.folders.output).rows(document["document_id"])["figures"]
    assert figures[0]["value"] == "12"


def test_reports_of_folders_side_by_side_are_those_of_two_departments(desk: Desk) -> None:
    desk.drop("健康部/a.txt", "計画|10")
    desk.drop("福祉部/a.txt", "計画|12")
    desk.round()
    assert desk.keys() == ["inbox.read", "inbox.read"]
    desk.drop("福祉部/a.txt", "計画|10")  # in the wrong folder: it takes the place of none
    desk.round()
    assert desk.keys() == ["inbox.same"]
    assert len(desk.documents()) == 2


def test_every_file_that_is_replaced_is_named(desk: Desk) -> None:
    with Store(desk.folders.output) as store:
        for name, value in (("初版.txt", 10), ("二版.txt", 11)):  # as `run` leaves them
            store.put(quick_read(desk.drop(name, f"計画|{value}"), name))
    (desk.folders.inbox / "初版.txt").unlink()
    (desk.folders.inbox / "二版.txt").unlink()
    desk.drop("三版.txt", "計画|12")
    desk.round()
    assert [row["source_file"] for row in desk.documents()] == ["三版.txt"]
    page = (desk.folders.done / "2024-05-01" / "三版.txt.結果.html").read_text(encoding="utf-8")
    assert "「初版.txt」" in page
    assert "「二版.txt」" in page


def test_a_failed_file_can_be_dropped_again(desk: Desk) -> None:
    desk.drop("a.txt", "bad")
    desk.round()
    (desk.folders.failed / "a.txt").rename(desk.folders.inbox / "a.txt")
    desk.drop("a.txt", "計画|1")
    desk.round()
    assert (desk.files("failed"), desk.answers("failed")) == ([], [])  # the old reason moved along
    assert desk.answers("done") == ["2024-05-01/a.txt.理由.txt", "2024-05-01/a.txt.結果.html"]
    assert [row["status"] for row in desk.documents() if row["status"] != "failed"] == ["warnings"]


def test_a_note_dropped_together_with_its_file_is_no_report(desk: Desk) -> None:
    desk.drop("a.txt", "計画|1")
    desk.drop("a.txt.理由.txt", "「a.txt」は読み取れませんでした。")
    desk.round()
    assert sorted(desk.keys()) == ["inbox.note", "inbox.read"]
    assert list(desk.folders.inbox.iterdir()) == list(desk.folders.failed.iterdir()) == []
    assert desk.answers("done") == ["2024-05-01/a.txt.理由.txt", "2024-05-01/a.txt.結果.html"]
    assert len(desk.documents()) == 1


def test_tables_are_saved_once_for_many_files(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    saves = Counter[str]()
    save = Store.save

    def counted(store: Store) -> list[Path]:
        saves["save"] += 1
        return save(store)

    monkeypatch.setattr(Store, "save", counted)
    for number in range(40):
        desk.drop(f"{number}.txt", f"計画{number}|1")
    assert desk.round().delivered == 40
    assert saves["save"] == 1


def test_a_long_round_is_cut_and_goes_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rounds, "_LONGEST_ROUND", -1.0)
    desk.drop("a.txt", "計画|1")
    assert desk.round().unsettled
    monkeypatch.undo()
    assert desk.inbox.round().delivered == 1


def test_a_stop_gives_back_what_is_not_read(desk: Desk) -> None:
    for name in "abc":
        desk.drop(f"{name}.txt", f"{name}|1")
    desk.inbox.round()
    desk.seconds += QUIET
    desk.inbox.round(lambda: sum(desk.read.values()) == 1)
    assert len(desk.files("done")) == 1
    assert len(desk.files("inbox")) == 2


def test_a_file_that_changes_while_it_is_read_is_given_back(desk: Desk) -> None:
    path = desk.drop("a.txt", "計画|1")
    real = desk.inbox._read

    def slow(*arguments: object) -> object:
        outcome = real(*arguments)  # type: ignore[arg-type]
        if desk.read["a.txt"] == 1:
            path.write_text("計画|22", encoding="utf-8")
        return outcome

    desk.inbox._read = slow  # type: ignore[assignment]
    assert desk.round().delivered == 0
    assert desk.documents() == []
    assert desk.round().delivered == 1
    assert desk.read["a.txt"] == 2


def test_a_share_that_vanishes_and_returns_is_told_once_and_brings_no_flood(desk: Desk, tmp_path: Path) -> None:
    desk.drop("a.txt", "計画|1")
    desk.round()
    desk.drop("b.txt", "計画B|1")
    desk.inbox.round()
    desk.keys()
    desk.folders.inbox.rename(tmp_path / "away")
    for _ in range(3):
        desk.seconds += QUIET
        desk.inbox.round()
    assert desk.keys() == ["inbox.away"]
    (tmp_path / "away").rename(desk.folders.inbox)
    desk.seconds += QUIET
    desk.inbox.round()
    assert desk.keys() == ["inbox.back"]
    desk.round()
    assert desk.read == {"a.txt": 1, "b.txt": 1}


def test_an_empty_mount_point_is_not_an_empty_inbox(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    mounted = {str(desk.folders.inbox)}
    monkeypatch.setattr(os.path, "ismount", lambda path: str(path) in mounted)
    desk.drop("a.txt", "計画|1")
    desk.inbox.round()
    mounted.clear()
    desk.inbox.round()
    assert desk.keys() == ["inbox.away"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root reads every folder")
def test_a_folder_that_cannot_be_read_is_told_once(desk: Desk) -> None:
    secret = desk.drop("秘/a.txt", "計画|1").parent
    secret.chmod(0)
    try:
        desk.round()
        desk.round()
    finally:
        secret.chmod(0o700)
    assert desk.keys() == ["inbox.unreadable"]


def test_a_target_that_cannot_be_written_keeps_the_file_and_is_told_once(desk: Desk) -> None:
    desk.drop("a.txt", "計画|1")
    desk.inbox.round()
    desk.folders.done.rmdir()
    desk.folders.done.write_text("in the way")
    for _ in range(3):
        assert desk.round().unsettled
    assert desk.keys() == ["inbox.undelivered"]
    assert desk.files("inbox") == ["a.txt"]
    desk.folders.done.unlink()
    assert desk.inbox.round().delivered == 1
    assert sum(desk.read.values()) == 1
    page = (desk.folders.done / "2024-05-01" / "a.txt.結果.html").read_text(encoding="utf-8")
    assert "二重には" not in page


def test_a_clock_that_goes_backwards_loses_and_doubles_nothing(desk: Desk) -> None:
    desk.drop("a.txt", "計画|1")
    desk.round()
    desk.now -= dt.timedelta(days=400)
    path = desk.drop("b.txt", "別の計画|2")
    os.utime(path, (10**9, 10**9))
    desk.drop("a.txt", "計画|1")
    desk.round()
    assert desk.files("inbox") == []
    assert desk.files("done") == ["2023-03-28/a.txt", "2023-03-28/b.txt", "2024-05-01/a.txt"]
    assert len(desk.documents()) == 2


def test_a_full_disk_keeps_the_files_and_is_told_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Store) -> list[Path]:
        raise OutputError("空きがありません。", "No space.")

    desk.drop("a.txt", "計画|1")
    with monkeypatch.context() as patch:
        patch.setattr(Store, "save", full)
        desk.round()
        desk.round()
    assert desk.keys() == ["inbox.trouble"]
    assert desk.files("inbox") == ["a.txt"]
    assert desk.inbox.round().delivered == 1
    assert len(desk.documents()) == 1


def test_a_fault_of_our_own_costs_one_file_only(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    put = Store.put

    def fault(store: Store, reading: Reading, **more: Any) -> dict[str, str]:
        if reading.document["title"] == "毒":
            raise ZeroDivisionError("oops")
        return put(store, reading, **more)

    monkeypatch.setattr(Store, "put", fault)
    desk.drop("a.txt", "毒|1")
    desk.drop("b.txt", "計画|1")
    desk.round()
    assert (desk.files("done"), desk.files("failed")) == (["2024-05-01/b.txt"], ["a.txt"])
    assert "oops" in (desk.folders.failed / "a.txt.理由.txt").read_text(encoding="utf-8-sig")


def test_an_answer_that_cannot_be_composed_stops_no_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    compose = Answers.compose

    def fault(answers: Answers, delivery: Delivery) -> str:
        if delivery.name == "a.txt":
            raise ZeroDivisionError("oops")
        return compose(answers, delivery)

    desk.drop("a.txt", "計画A|1")
    desk.drop("b.txt", "計画|1")
    with monkeypatch.context() as patch:
        patch.setattr(Answers, "compose", fault)
        assert desk.round().delivered == 1
    assert set(desk.keys()) == {"inbox.read", "inbox.undelivered"}
    assert desk.inbox.round().delivered == 1
    assert len(desk.answers("done")) == 2


def test_a_file_taken_back_after_it_was_read_is_told(desk: Desk) -> None:
    path = desk.drop("a.txt", "計画|1")
    desk.inbox.round()
    desk.folders.done.rmdir()
    desk.folders.done.write_text("in the way")
    desk.round()
    desk.folders.done.unlink()
    path.unlink()
    desk.keys()
    desk.inbox.round()
    assert desk.keys() == ["inbox.gone"]
    assert not desk.journal()


def test_a_target_that_somebody_took_meanwhile_is_not_overwritten(desk: Desk) -> None:
    desk.drop("a.txt", "計画|1")
    desk.inbox.round()
    desk.folders.done.rmdir()
    desk.folders.done.write_text("in the way")
    desk.round()
    desk.folders.done.unlink()
    (desk.folders.done / "2024-05-01").mkdir(parents=True)
    (desk.folders.done / "2024-05-01" / "a.txt").write_text("another")
    desk.inbox.round()
    desk.inbox.round()
    assert desk.files("done") == ["2024-05-01/a (2).txt", "2024-05-01/a.txt"]


def test_other_folders_in_the_settings_free_what_is_stuck(desk: Desk) -> None:
    desk.drop("a.txt", "計画|1")
    desk.drop("b.txt", "計画B|1")
    desk.inbox.round()
    desk.folders.done.rmdir()
    desk.folders.done.write_text("in the way")
    desk.round()
    assert [(key, parts["count"]) for key, parts in desk.told] == [("inbox.undelivered", 2)]
    desk.folders = replace(desk.folders, done=desk.folders.done.with_name("済2"))
    desk.start()
    desk.round()
    desk.inbox.round()
    assert desk.files("done") == ["2024-05-01/a.txt", "2024-05-01/b.txt"]
    assert sum(desk.read.values()) == 2


class Killed(BaseException):
    """Stands for the end of the process."""


class _Axe:
    """Ends everything at the n-th change of the file system, and every later one too: no clean-up gets through."""

    _CHANGES = frozenset({"os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.truncate"})

    def __init__(self) -> None:
        self.left: int | None = None
        sys.addaudithook(self._see)

    def _see(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.left is None:
            return
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if event in self._CHANGES or writes:
            self.left -= 1
            if self.left < 0:
                raise Killed


@pytest.fixture(scope="module")
def axe() -> _Axe:
    return _Axe()


def _fill(desk: Desk) -> dict[str, str]:
    """Hand in something of every sort; return the contents by name."""
    dropped = {"a.txt": "計画|10", "部/b.txt": "計画B|1", "c.txt": "bad", "same.txt": "計画B|1", "n.txt": "計画|11"}
    for age, (name, content) in enumerate(dropped.items()):
        os.utime(desk.drop(name, content), (age, age))
    return dropped


def _check(desk: Desk, dropped: dict[str, str]) -> None:
    """Each file in exactly one place, answered; each content once in the tables."""
    assert desk.files("inbox") == []
    assert desk.files("done") == [f"2024-05-01/{name}" for name in ("a.txt", "n.txt", "same.txt", "部/b.txt")]
    assert desk.answers("done") == sorted(f"{name}.結果.html" for name in desk.files("done"))
    assert (desk.files("failed"), desk.answers("failed")) == (["c.txt"], ["c.txt.理由.txt"])
    titles = Counter(row["title"] for row in desk.documents())
    assert titles == {"計画": 1, "計画B": 1, "": 1}  # 計画|11 took the place of 計画|10
    for row in desk.documents():
        rows = Store(desk.folders.output).rows(row["document_id"])
        assert len(rows["figures"]) == int(row["figures"])
        if row["title"] == "計画":
            assert rows["figures"][0]["value"] == "11"
    assert not desk.journal()
    assert set(dropped) == {name.removeprefix("2024-05-01/") for name in desk.files("done")} | {"c.txt"}


@pytest.mark.parametrize("links", [True, False], ids=["links", "no-links"])
def test_killed_at_any_change_of_the_file_system_nothing_is_lost_or_doubled(
    tmp_path: Path, axe: _Axe, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:  # another file system: every move is a copy

        def link(source: Path, target: Path, **_: bool) -> None:
            if Path(source).parent != Path(target).parent:
                raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
            raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))

        monkeypatch.setattr(os, "link", link)
    for killed_at in range(1000):
        folder = tmp_path / str(killed_at)
        folder.mkdir()
        desk = Desk(folder)
        dropped = _fill(desk)
        desk.inbox.round()
        desk.seconds += QUIET
        axe.left = killed_at
        try:
            desk.inbox.round()
        except Killed:
            axe.left = None
            desk.start()
            desk.round()
            assert not [told for told in desk.told if told[0] in ("inbox.trouble", "inbox.undelivered")]
            _check(desk, dropped)
            shutil.rmtree(folder)
            continue
        finally:
            axe.left = None
        assert killed_at > 30  # the whole round went through: every change was killed once
        _check(desk, dropped)
        return
    pytest.fail("the round never ended")
