from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from pipeline.errors import InputError
from pipeline.isolation import Limits, Worker


def wait_for_a_program(note: str) -> None:
    """Wait, as reading does for Tesseract, for a program that hangs."""
    program = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(120)"])
    Path(note).write_text(str(program.pid))
    program.wait()


def test_what_a_process_waits_for_is_ended_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    worker = Worker(wait_for_a_program)
    worker.give((str(note),), Limits())
    deadline = time.monotonic() + 60
    while not (note.exists() and note.read_text()) and time.monotonic() < deadline:
        time.sleep(0.05)
    program = psutil.Process(int(note.read_text()))
    worker._limits = Limits(seconds=0.0)
    with pytest.raises(InputError) as caught:
        worker.wait("r5.pdf")
    assert caught.value.code == "time_limit"
    assert psutil.wait_procs([program], timeout=10)[1] == []
