"""The archive as the scheduler reads it: real processes, killed, hanging and dying."""

from __future__ import annotations

import csv
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.lock import hold

from .unattended import small_disk

HOOKS = Path(__file__).parent / "hooks"
ROOT = Path(__file__).resolve().parents[2]


def _environ(*, hooked: bool = False) -> dict[str, str]:
    path = [str(HOOKS)] if hooked else []
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([*path, str(ROOT)]),
        "PYTHONIOENCODING": "utf-8",
        "SHINCHOKU_LANG": "en",
    }


def _command(folder: Path, *more: object) -> list[str]:
    return [
        sys.executable,
        "-m",
        "pipeline",
        "batch",
        str(folder / "archive"),
        "-o",
        str(folder / "out"),
        *map(str, more),
    ]


def _batch(folder: Path, *more: object, hooked: bool = False) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        _command(folder, *more),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=_environ(hooked=hooked),
        check=False,
    )


def _fill(folder: Path, text: str, names: list[str]) -> None:
    for n, name in enumerate(names):
        path = folder / "archive" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{text}\n（資料 {n}）\n", encoding="utf-8")


def _documents(folder: Path) -> list[dict[str, str]]:
    with (folder / "out" / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _summaries(folder: Path) -> list[dict[str, object]]:
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted((folder / "out" / "runs").glob("*.json"))]


def test_one_that_hangs_bursts_or_dies_costs_one_row(tmp_path: Path, report_text: str) -> None:
    good = [f"課/{n}.txt" for n in range(50)]
    _fill(tmp_path, report_text, [*good, "hang.txt", "bomb.txt", "die.txt"])
    done = _batch(tmp_path, "--workers", 2, "--time-limit", 10, "--memory-limit", 500, hooked=True)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    rows = {row["source_file"]: row for row in _documents(tmp_path)}
    assert {name for name, row in rows.items() if row["status"] != "failed"} == set(good)
    (summary,) = _summaries(tmp_path)
    codes = {failure["name"]: failure["code"] for failure in summary["failures"]}  # type: ignore[union-attr,index,attr-defined]
    assert codes == {"hang.txt": "time_limit", "bomb.txt": "memory_limit", "die.txt": "worker_died"}
    again = _batch(tmp_path)  # nothing goes wrong now
    assert again.returncode == 0
    assert "3 read, 50 unchanged, 0 failed" in again.stdout


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_where_a_fault_in_another_process_came_from_is_told_to_who_asks(tmp_path: Path, log_format: str) -> None:
    _fill(tmp_path, "", ["fault.txt"])
    more = ("--workers", 1, "--log-format", log_format)
    assert "Traceback" not in _batch(tmp_path, *more, hooked=True).stderr
    told = _batch(tmp_path, *more, "--debug", hooked=True).stderr
    assert told.count("Traceback") == 1
    assert 'raise ValueError("nobody' in told.replace('\\"', '"')


def test_it_writes_what_run_writes(tmp_path: Path, report_text: str) -> None:
    _fill(tmp_path, report_text, ["b.txt", "a　（控）.txt", "📄.txt", "長" * 60 + ".txt", "c.txt"])
    (tmp_path / "archive" / "c.txt").write_bytes((tmp_path / "archive" / "b.txt").read_bytes())
    assert _batch(tmp_path, "--workers", 2).returncode == 0
    subprocess.run(
        [sys.executable, "-m", "pipeline", "run", str(tmp_path / "archive"), "-o", str(tmp_path / "run"), "-q"],
        env=_environ(),
        check=True,
        capture_output=True,
    )
    assert len(_documents(tmp_path)) == 4
    for name in ("figures.csv", "dates.csv", "events.csv", "numerals.csv", "checks.csv", "measures.csv"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "run" / name).read_bytes()


def test_what_is_known_is_not_read_again_unless_forced(tmp_path: Path, report_text: str) -> None:
    _fill(tmp_path, report_text, ["a.txt", "b.txt"])
    assert "2 read, 0 unchanged" in _batch(tmp_path).stdout
    assert "0 read, 2 unchanged" in _batch(tmp_path).stdout
    assert "2 read, 0 unchanged" in _batch(tmp_path, "--force").stdout
    (tmp_path / "archive" / "b.txt").write_text(report_text + "変更", encoding="utf-8")
    assert "1 read, 1 unchanged" in _batch(tmp_path).stdout


def test_only_files_since_a_day(tmp_path: Path, report_text: str) -> None:
    _fill(tmp_path, report_text, ["old.txt", "new.txt"])
    os.utime(tmp_path / "archive" / "old.txt", (0, 0))
    assert "Of 1 files: 1 read" in _batch(tmp_path, "--since", "2020-01-01").stdout
    assert _batch(tmp_path, "--since", "きのう").returncode == 2


def test_json_lines_for_a_machine(tmp_path: Path, report_text: str) -> None:
    _fill(tmp_path, report_text, ["a.txt", "empty.txt"])
    (tmp_path / "archive" / "empty.txt").write_bytes(b"")
    done = _batch(tmp_path, "--log-format", "json")
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [line["event"] for line in lines] == ["start", "document", "document", "end"]
    assert {line["name"]: line["status"] for line in lines[1:3]}["empty.txt"] == "failed"


def test_a_second_run_waits_outside(tmp_path: Path, report_text: str) -> None:
    _fill(tmp_path, report_text, ["a.txt"])
    with hold(tmp_path / "out"):
        done = _batch(tmp_path)
    assert done.returncode == 3
    assert "in use by another run" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_killed_at_any_moment_each_document_is_there_once(tmp_path: Path, report_text: str) -> None:
    names = [f"slow{n:02}.txt" for n in range(24)]
    _fill(tmp_path, report_text, names)
    moments = random.Random(7)
    for _ in range(5):
        process = subprocess.Popen(
            _command(tmp_path, "--workers", 2, "-q"), env=_environ(hooked=True), stderr=subprocess.DEVNULL
        )
        time.sleep(moments.uniform(0.3, 1.2))
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert _batch(tmp_path, "--workers", 2).returncode == 0
    assert sorted(row["source_file"] for row in _documents(tmp_path)) == names
    assert len(list((tmp_path / "out" / "reports").glob("*.json"))) == len(names)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGTERM")
def test_a_request_to_stop_saves_what_was_read(tmp_path: Path, report_text: str) -> None:
    _fill(tmp_path, report_text, [f"slow{n:02}.txt" for n in range(40)])
    process = subprocess.Popen(
        _command(tmp_path, "--workers", 1), env=_environ(hooked=True), stderr=subprocess.PIPE, text=True
    )
    while not list((tmp_path / "out" / "reports").glob("*.json")):  # however slow the machine is
        time.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "What was finished is saved" in told
    assert 0 < len(_documents(tmp_path)) < 40
    assert [summary["complete"] for summary in _summaries(tmp_path)] == [False]


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGTERM")
def test_a_request_to_stop_a_run_saves_what_was_read(tmp_path: Path, report_text: str) -> None:
    _fill(tmp_path, report_text, [f"slow{n:02}.txt" for n in range(40)])
    command = [sys.executable, "-m", "pipeline", "run", str(tmp_path / "archive"), "-o", str(tmp_path / "out")]
    process = subprocess.Popen(command, env=_environ(hooked=True), stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    while "[1/40]" not in process.stderr.readline():
        pass
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "What was finished is saved" in told
    assert 0 < len(_documents(tmp_path)) < 40


def test_resume_passes_over_the_failures_of_the_interrupted_run(tmp_path: Path, report_text: str) -> None:
    _fill(tmp_path, report_text, ["a-die.txt", *(f"slow{n:02}.txt" for n in range(30))])
    process = subprocess.Popen(_command(tmp_path, "--workers", 1), env=_environ(hooked=True), stderr=subprocess.DEVNULL)
    while not list((tmp_path / "out" / "reports").glob("*.json")):  # however slow the machine is
        time.sleep(0.05)
    process.kill()
    process.wait()
    done = _batch(tmp_path, "--resume", hooked=True)
    assert done.returncode == 0, done.stderr
    assert "a-die.txt" not in done.stderr
    assert len(_documents(tmp_path)) == 31
    assert _batch(tmp_path, hooked=True).returncode == 1  # a run that was not interrupted tries it again


def test_a_full_disk_is_said_and_the_next_run_goes_on(tmp_path: Path, report_text: str) -> None:
    _fill(tmp_path, report_text, [f"{n}.txt" for n in range(30)])
    with small_disk(tmp_path / "out", 400) as mounted:
        if not mounted:
            pytest.skip("this user may not mount a small disk")
        full = _batch(tmp_path, "--workers", 1)
        assert full.returncode == 1
        assert "Traceback" not in full.stderr
        subprocess.run(["mount", "-o", "remount,size=50m", str(tmp_path / "out")], check=True)
        assert _batch(tmp_path, "--workers", 1).returncode == 0
        assert len(_documents(tmp_path)) == 30


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, report_text: str) -> None:
    _fill(tmp_path, report_text, ["a.txt"])
    (tmp_path / "out").mkdir(mode=0o500)
    done = _batch(tmp_path)
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
