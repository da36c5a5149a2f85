from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.inbox.arrivals import WaitingRoom, is_open_elsewhere, survey


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def _names(folder: Path) -> list[str]:
    return sorted(file.name for file in survey(folder).files)


def _put(path: Path, content: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_by_products_of_programs_are_no_arrivals(tmp_path: Path) -> None:
    for name in (
        "~$報告.docx", "Thumbs.db", "THUMBS.DB", "desktop.ini", ".DS_Store", "._報告.txt", "a.tmp", "a.PART",
        "a.crdownload", ".~lock.a.odt#", "#recycle/捨てた.txt", "$RECYCLE.BIN/b.txt", ".git/c.txt",
    ):  # fmt: skip
        _put(tmp_path / name)
    _put(tmp_path / "報告.txt")
    _put(tmp_path / "部" / "課" / "tmp.txt")
    _put(tmp_path / "a.tmp.pdf")
    assert _names(tmp_path) == ["a.tmp.pdf", "報告.txt", "部/課/tmp.txt"]


def test_links_and_what_is_no_file_are_passed_over(tmp_path: Path) -> None:
    outside = _put(tmp_path / "outside" / "secret.txt")
    inbox = tmp_path / "inbox"
    _put(inbox / "real.txt")
    (inbox / "link.txt").symlink_to(outside)
    (inbox / "folder").symlink_to(outside.parent, target_is_directory=True)
    if hasattr(os, "mkfifo"):
        os.mkfifo(inbox / "pipe.txt")
    found = survey(inbox)
    assert [file.name for file in found.files] == ["real.txt"]
    assert {path.name for path in found.links} == {"link.txt", "folder"}


def test_a_file_is_complete_when_it_was_still_long_enough(tmp_path: Path) -> None:
    clock = Clock()
    room = WaitingRoom(5, clock)
    path = _put(tmp_path / "a.txt", "half")
    assert room.admit(survey(tmp_path).files) == []
    clock.now += 4
    _put(path, "half and more")
    assert room.admit(survey(tmp_path).files) == []
    clock.now += 4.9
    assert room.admit(survey(tmp_path).files) == []
    clock.now += 0.2
    assert [file.name for file in room.admit(survey(tmp_path).files)] == ["a.txt"]


def test_a_file_that_was_replaced_by_one_of_its_size_and_time_waits_anew(tmp_path: Path) -> None:
    clock = Clock()
    room = WaitingRoom(5, clock)
    path = _put(tmp_path / "a.txt", "one")
    time = path.stat().st_mtime_ns
    room.admit(survey(tmp_path).files)
    clock.now += 6
    other = _put(tmp_path / "b.tmp", "two")
    other.replace(path)
    os.utime(path, ns=(time, time))
    assert room.admit(survey(tmp_path).files) == []


@pytest.mark.parametrize("mtime", [0, 4_102_444_800])  # 1970, 2100
def test_times_that_cannot_be_right_do_no_harm(tmp_path: Path, mtime: int) -> None:
    clock = Clock()
    room = WaitingRoom(5, clock)
    os.utime(_put(tmp_path / "a.txt"), (mtime, mtime))
    room.admit(survey(tmp_path).files)
    clock.now += 5
    assert len(room.admit(survey(tmp_path).files)) == 1


def test_a_clock_that_goes_back_costs_one_wait_only(tmp_path: Path) -> None:
    clock = Clock()
    room = WaitingRoom(5, clock)
    _put(tmp_path / "a.txt")
    room.admit(survey(tmp_path).files)
    clock.now -= 50
    assert room.admit(survey(tmp_path).files) == []
    assert 0 < room.next_look(60) <= 5
    clock.now += 5
    assert len(room.admit(survey(tmp_path).files)) == 1


def test_an_empty_file_waits_however_long(tmp_path: Path) -> None:
    clock = Clock()
    room = WaitingRoom(5, clock)
    _put(tmp_path / "a.txt", "")
    for _ in range(3):
        assert room.admit(survey(tmp_path).files) == []
        clock.now += 1000
    assert room.next_look(60) == 60


def test_a_file_held_open_waits(tmp_path: Path) -> None:
    clock = Clock()
    held = {"a.txt"}
    room = WaitingRoom(5, clock, is_open=lambda path: path.name in held)
    _put(tmp_path / "a.txt")
    room.admit(survey(tmp_path).files)
    clock.now += 10
    assert room.admit(survey(tmp_path).files) == []
    held.clear()
    assert len(room.admit(survey(tmp_path).files)) == 1


def test_older_files_come_first(tmp_path: Path) -> None:
    room = WaitingRoom(0, Clock())
    for name, time in (("a.txt", 30), ("b.txt", 10), ("c.txt", 20)):
        os.utime(_put(tmp_path / name), (time, time))
    assert [file.name for file in room.admit(survey(tmp_path).files)] == ["b.txt", "c.txt", "a.txt"]


@pytest.mark.skipif(sys.platform not in ("linux", "win32"), reason="other systems do not tell")
def test_a_writer_in_another_program_is_seen(tmp_path: Path) -> None:
    path = _put(tmp_path / "a.txt")
    code = f"f = open({str(path)!r}, 'a'); print('open', flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        assert is_open_elsewhere(path)
        writer.communicate(b"\n")
    assert not is_open_elsewhere(path)


def test_an_inbox_that_is_away_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="away"):
        survey(tmp_path / "away")
