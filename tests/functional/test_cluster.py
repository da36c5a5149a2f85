"""A batch on a real Dask cluster on this machine: a scheduler and two workers, one of which is killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOOKS = Path(__file__).parent / "hooks"
_TABLES = ("figures.csv", "dates.csv", "events.csv", "checks.csv", "numerals.csv", "measures.csv", "directions.csv")


def _environ() -> dict[str, str]:
    path = os.pathsep.join([str(HOOKS), str(ROOT)])
    return {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", "SHINCHOKU_LANG": "en"}


def _start(folder: Path, *command: str) -> subprocess.Popen[bytes]:
    with (folder / f"{command[0]}-{time.monotonic_ns()}.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "distributed.cli." + command[0], *command[1:]],
            env=_environ(),
            cwd=folder,
            stdout=log,
            stderr=log,
        )


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Start a scheduler and two workers without a nanny; yield the address and the workers."""
    file = tmp_path / "scheduler.json"
    processes = [
        _start(
            tmp_path,
            "dask_scheduler",
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--no-dashboard",
            "--scheduler-file",
            str(file),
        )
    ]
    try:
        for _ in range(100):
            if file.exists() and (found := re.search(r"tcp://127\.0\.0\.1:\d+", file.read_text(encoding="utf-8"))):
                break
            time.sleep(0.1)
        else:
            pytest.fail("the scheduler did not start")
        workers = [
            _start(
                tmp_path,
                "dask_worker",
                found.group(),
                "--host",
                "127.0.0.1",
                "--nthreads",
                "1",
                "--no-nanny",
                "--no-dashboard",
            )
            for _ in range(2)
        ]
        processes += workers
        yield found.group(), workers
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _shinchoku(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=_environ(),
        check=False,
    )


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_killed_worker_loses_nothing_and_the_tables_are_the_same(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path, report_text: str
) -> None:
    address, workers = cluster
    archive = tmp_path / "archive"
    archive.mkdir()
    for n in range(30):
        (archive / f"slow{n:02}.txt").write_text(f"{report_text}\n（資料 {n}）\n", encoding="utf-8")
    batch = subprocess.Popen(
        [sys.executable, "-m", "pipeline", "batch", str(archive), "-o", str(tmp_path / "out"), "--cluster", address],
        env=_environ(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    ledger = tmp_path / "out" / ".shinchoku" / "ledger.sqlite3"
    for _ in range(200):
        if ledger.exists():
            break
        time.sleep(0.1)
    time.sleep(1.0)
    workers[0].send_signal(signal.SIGKILL)
    said, told = batch.communicate(timeout=90)
    assert batch.returncode == 0, told
    assert "30 read, 0 unchanged, 0 failed" in said
    assert _shinchoku("run", archive, "-o", tmp_path / "local", "-q").returncode == 0
    for name in _TABLES:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "local" / name).read_bytes()
    for report in (tmp_path / "local" / "reports").iterdir():
        assert (tmp_path / "out" / "reports" / report.name).read_bytes() == report.read_bytes()


def test_an_address_without_a_cluster_is_said(tmp_path: Path, report_text: str) -> None:
    (tmp_path / "a.txt").write_text(report_text, encoding="utf-8")
    done = _shinchoku("batch", tmp_path / "a.txt", "-o", tmp_path / "out", "--cluster", "tcp://127.0.0.1:9")
    assert done.returncode == 2
    assert "There is no cluster at tcp://127.0.0.1:9" in done.stderr
    assert "Traceback" not in done.stderr
