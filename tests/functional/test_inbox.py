"""The inbox as its users meet it: real processes, real folders."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .unattended import Office, kill_at_random, report, small_disk, wait_until


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def watching(office: Office) -> Iterator[subprocess.Popen[bytes]]:
    process = office.start()
    try:
        wait_until(lambda: "見張っています" in office.said())
        yield process
    finally:
        process.kill()
        process.wait()


def test_growing_files_are_taken_when_they_are_whole(office: Office, watching: subprocess.Popen[bytes]) -> None:
    text = report(1)
    (office.inbox / "空.txt").touch()
    with (office.inbox / "伸びる.txt").open("w", encoding="utf-8") as file:
        for at in range(0, len(text), 40):
            file.write(text[at : at + 40])
            file.flush()
            time.sleep(0.25)
        time.sleep(0.8)  # still, but open
        if sys.platform in ("linux", "win32"):
            assert office.files(office.inbox) == ["伸びる.txt", "空.txt"]
    wait_until(lambda: office.files(office.done) == ["伸びる.txt"])
    assert office.files(office.inbox) == ["空.txt"]
    (document,) = office.table("documents")
    assert int(document["characters"]) == len(text)
    assert office.table("figures")[0]["value"] == "10"
    del watching


def test_a_signal_ends_it_cleanly_and_status_tells_so(office: Office, watching: subprocess.Popen[bytes]) -> None:
    office.drop("a.txt", report(1))
    wait_until(lambda: office.files(office.done))
    running = office.run("status")
    assert "動いています" in running.stdout
    assert "  最後: " in running.stdout
    busy = office.run("inbox", "--once")
    assert busy.returncode == 3
    assert "使用中" in busy.stderr
    watching.send_signal(signal.CTRL_BREAK_EVENT if os.name == "nt" else signal.SIGTERM)
    assert watching.wait(20) == 0
    assert "見張りを終えました" in office.said()
    assert "Traceback" not in office.said()
    assert "動いていません" in office.run("status").stdout


def test_many_files_at_once_with_any_name(office: Office) -> None:
    for number in range(300):
        office.drop(f"{number:03d}.txt", report(number))
    odd = [
        "　全角　空白　.txt",
        "絵文字😀👨‍👩‍👧.txt",
        "a" * 200 + ".txt",
        "報" * 70 + ".txt",
        "部 署/課/令和５年度/同名.txt",
        "部 署/別の課/同名.txt",
        "-rf.txt",
        "'引用\".txt" if os.name != "nt" else "'引用.txt",
    ]
    for number, name in enumerate(odd, start=300):
        office.drop(name, report(number))
    done = office.run("inbox", "--once", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    assert office.files(office.inbox) == []
    assert len(office.files(office.done)) == len(office.table("documents")) == office.answers() == 308
    assert {"　全角　空白　.txt", "部 署/課/令和５年度/同名.txt", "部 署/別の課/同名.txt"} <= set(
        office.files(office.done)
    )
    shown = {row["source_file"].removeprefix("'") for row in office.table("documents")}  # a formula is guarded
    assert {name.removeprefix("'") for name in odd} <= shown


def test_a_file_that_hangs_or_kills_its_reader_goes_aside_and_stops_no_other(office: Office) -> None:
    office.hooks = (Path(__file__).parent / "hooks",)
    for name in ("a-die.txt", "b-hang.txt", "c.txt"):
        office.drop(name, report(len(name)))
    done = office.run("inbox", "--once", "--time-limit", 5)
    assert done.returncode == 1
    assert office.files(office.failed) == ["a-die.txt", "b-hang.txt"]
    assert office.files(office.done) == ["c.txt"]
    assert {row["status"] for row in office.table("documents")} == {"failed", "ok"}
    reason = (office.failed / "b-hang.txt.理由.txt").read_text(encoding="utf-8-sig")
    assert "決められた時間のうちに読み終わらなかった" in reason


def test_where_a_fault_of_the_program_came_from_is_told_to_who_asks(office: Office) -> None:
    office.hooks = (Path(__file__).parent / "hooks",)
    for asked in (False, True):
        office.drop("fault.txt", report(int(asked)))
        done = office.run("inbox", "--once", *(["--debug"] if asked else []))
        assert (done.returncode, "Traceback" in done.stderr) == (1, asked)


@pytest.mark.skipif(sys.platform != "linux", reason="names are characters elsewhere")
def test_a_name_that_is_no_text_does_no_harm(office: Office) -> None:
    office.drop(os.fsdecode("報告".encode("cp932") + b".txt"), report(1))
    done = office.run("inbox", "--once")
    assert done.returncode == 0, done.stderr
    (name,) = office.files(office.done)
    assert name.endswith("_.txt") or "_" in name
    assert office.answers() == 1


def test_the_folder_of_a_year_speaks_where_the_report_is_silent(office: Office) -> None:
    text = "【取組方向1】居場所\n\n○ 居場所の開設（健康部こころ課）\n\n5月10日に開設し、30人が利用しました。\n"
    office.drop("健康部/令和６年度/報告.txt", text)
    assert office.run("inbox", "--once").returncode == 0
    (document,) = office.table("documents")
    assert (document["fiscal_year"], document["fiscal_year_source"]) == ("2024", "file_name")
    assert document["source_file"] == "健康部/令和６年度/報告.txt"
    assert [row["start"] for row in office.table("dates")] == ["2024-05-10"]


def test_killed_at_random_moments_every_file_is_in_one_place_and_every_content_once(tmp_path: Path) -> None:
    counted = kill_at_random(tmp_path, kills=3, seed=7)
    assert counted["inbox"] == 0
    assert counted["failed"] == 3
    assert "動いていません" in Office(tmp_path).run("status").stdout


def test_failed_files_say_why_and_retry_puts_them_back(office: Office) -> None:
    office.drop("部/だめ.docx", b"PK\x03\x04word/")
    first = office.run("inbox", "--once")
    assert first.returncode == 1
    note = (office.failed / "部" / "だめ.docx.理由.txt").read_bytes().decode("utf-8-sig")
    assert "この種類のファイルは読めません" in note
    status = office.run("status")
    assert "失敗: 1 件" in status.stdout
    assert "この種類のファイルは読めません" in status.stdout
    unknown = office.run("retry", "ため.docx")
    assert unknown.returncode == 2
    assert "部/だめ.docx" in unknown.stderr
    again = office.run("retry", "だめ.docx")
    assert again.returncode == 0, again.stderr
    assert office.files(office.inbox) == ["部/だめ.docx"]
    assert list(office.failed.rglob("*.txt")) == []
    (office.inbox / "部" / "だめ.docx").rename(office.inbox / "部" / "よい.txt")
    office.drop("部/よい.txt", report(1))
    assert office.run("inbox", "--once").returncode == 0
    assert office.files(office.done) == ["部/よい.txt"]


def test_a_full_disk_loses_no_file_and_room_again_is_all_it_takes(office: Office) -> None:
    with small_disk(office.output, 600) as mounted:
        if not mounted:
            pytest.skip("this user may not mount a small disk")
        for number in range(40):
            office.drop(f"{number}.txt", report(number))
        full = office.output / "ballast"
        full.write_bytes(b"x" * 350_000)
        done = office.run("inbox", "--once")
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert "空き" in done.stderr
        assert len(office.files(office.inbox)) + len(office.files(office.done)) == 40
        full.unlink()
        subprocess.run(["mount", "-o", "remount,size=20m", str(office.output)], check=True)
        again = office.run("inbox", "--once")
        assert again.returncode == 0, again.stderr
        assert office.files(office.inbox) == []
        assert len(office.files(office.done)) == len(office.table("documents")) == office.answers() == 40


def test_folders_that_cannot_be_used_are_refused_at_once(office: Office, tmp_path: Path) -> None:
    inside = office.run("inbox", "--once", "--output", office.inbox / "表")
    assert inside.returncode == 2
    assert "中に" in inside.stderr
    (tmp_path / "file").write_text("x")
    blocked = office.run("inbox", "--once", "--done", tmp_path / "file" / "済")
    assert blocked.returncode == 1
    assert "書き込めません" in blocked.stderr
    office.drop("a.txt", report(1))
    assert office.run("inbox", "--once", "--output", tmp_path / "file" / "表").returncode == 2
    assert office.files(office.inbox) == ["a.txt"]


def test_an_inbox_that_is_not_there_fails_at_once(office: Office) -> None:
    office.inbox.rmdir()
    swept, shown = office.run("inbox", "--once"), office.run("status")
    assert (swept.returncode, shown.returncode) == (1, 1)
    assert "が見えません" in swept.stderr
    assert "が見えません" in shown.stdout


def test_a_share_that_is_away_is_waited_for(office: Office, tmp_path: Path, watching: subprocess.Popen[bytes]) -> None:
    office.inbox.rename(tmp_path / "away")
    wait_until(lambda: "見えません" in office.said())
    time.sleep(1)
    assert office.said().count("見えません") == 1
    (tmp_path / "away").rename(office.inbox)
    office.drop("a.txt", report(1))
    wait_until(lambda: office.files(office.done) == ["a.txt"])
    assert watching.poll() is None


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["inbox"], "--inbox"),
        (["inbox", "--inbox", "in"], "--output"),
        (["inbox", "--inbox", "in", "--output", "out", "--quiet-seconds", "0"], "0.1 以上"),
        (["inbox", "--inbox", "in", "--output", "out", "--quiet-seconds", "nan"], "0.1 以上"),
        (["inbox", "--inbox", "in", "--output", "out", "--scan-interval", "inf"], "0.1 以上"),
        (["status", "--inbox", "in"], "--output"),
        (["inbox", "--settings", "s.toml"], "inbox"),
    ],
)
def test_wrong_usage_says_what_to_do(shinchoku, tmp_path: Path, arguments: list[str], says: str) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "s.toml").write_text("inbx = 'a'", encoding="utf-8")
    done = shinchoku(*arguments, SHINCHOKU_LANG="ja")
    assert done.returncode == 2
    assert says in done.stderr
    assert "Traceback" not in done.stderr
