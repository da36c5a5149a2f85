from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from pipeline.errors import InputError
from pipeline.isolation import Limits, Worker

_HANGS = "import os, pathlib, sys, time; pathlib.Path(sys.argv[1]).write_text(str(os.getpid())); time.sleep(120)"


def test_what_a_process_waits_for_is_ended_with_it(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    worker = Worker(subprocess.call)  # waits for a program, as reading does for Tesseract
    worker.give(([sys.executable, "-c", _HANGS, str(note)],), Limits())
    deadline = time.monotonic() + 60
    while not (note.exists() and note.read_text()) and time.monotonic() < deadline:
        time.sleep(0.05)
    program = psutil.Process(int(note.read_text()))
    worker._limits = Limits(seconds=0.0)
    with pytest.raises(InputError) as caught:
        worker.wait("r5.pdf")
    assert caught.value.code == "time_limit"
    assert psutil.wait_procs([program], timeout=10)[1] == []
