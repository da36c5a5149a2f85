from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from pipeline.errors import InputError
from pipeline.isolation import Limits, Worker

ROOT = Path(__file__).parents[3]
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


_STARTS = """
import subprocess, sys
from pipeline.isolation import Limits, Worker
if __name__ == "__main__":
    worker = Worker(subprocess.call, may_fork=sys.argv[2] == "fork")
    worker.give(([sys.executable, "-c", sys.argv[3], sys.argv[1]],), Limits())
    print(worker.process.pid, flush=True)
    worker.wait("r5.pdf")
"""


@pytest.mark.parametrize("start", ["fork", "spawn"])
def test_a_process_ends_with_the_one_that_it_works_for(tmp_path: Path, start: str) -> None:
    note, script = tmp_path / "pid", tmp_path / "starts.py"
    script.write_text(_STARTS, encoding="utf-8")
    command = [sys.executable, str(script), str(note), start, _HANGS]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)}) as parent:
        assert parent.stdout is not None
        worker = psutil.Process(int(parent.stdout.readline()))
        deadline = time.monotonic() + 60
        while not (note.exists() and note.read_text()) and time.monotonic() < deadline:
            time.sleep(0.05)
        program = psutil.Process(int(note.read_text()))
        parent.kill()  # as ending a task does, which lets nobody clean up
    assert psutil.wait_procs([worker, program], timeout=10)[1] == []
