"""`run` and `explain` where the reading of a PDF hangs, takes all memory or dies."""

from __future__ import annotations

import csv
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

HOOKS = Path(__file__).parent / "hooks"
ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "samples" / "tatara-r5-h1.pdf"


def _environ() -> dict[str, str]:
    path = os.pathsep.join(map(str, (HOOKS, ROOT)))
    return {**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", "SHINCHOKU_LANG": "en"}


def _shinchoku(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=_environ(),
        check=False,
        timeout=60,
    )


def _pdf(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_bytes(SAMPLE.read_bytes() + f"% {name}\n".encode())
    return path


@pytest.mark.parametrize("as_folder", [True, False])
def test_one_that_hangs_bursts_or_dies_costs_one_row(tmp_path: Path, report_text: str, as_folder: bool) -> None:
    archive, out = tmp_path / "archive", tmp_path / "out"
    archive.mkdir()
    bad = [_pdf(archive, f"{what}.pdf") for what in ("die", "hang", "bomb")]
    good = [_pdf(archive, "良い.pdf"), archive / "plain.txt"]
    good[1].write_text(report_text, encoding="utf-8")
    inputs = [archive] if as_folder else [*bad, *good]
    done = _shinchoku("run", *inputs, "-o", out, "--time-limit", 8, "--memory-limit", 400)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    with (out / "documents.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["source_file"]: row for row in csv.DictReader(file)}
    assert {name for name, row in rows.items() if row["status"] != "failed"} == {path.name for path in good}
    for name, remedy in (("hang", "--time-limit"), ("bomb", "--memory-limit"), ("die", "exit status 7")):
        assert remedy in rows[f"{name}.pdf"]["failure"]
        assert len(rows[f"{name}.pdf"]["source_sha256"]) == 64


def _long_pdf(path: Path) -> Path:
    import pypdfium2

    source, made = pypdfium2.PdfDocument(SAMPLE), pypdfium2.PdfDocument.new()
    while len(made) < 150:
        made.import_pages(source)
    made.save(path)
    return path


def test_two_processes_read_of_a_long_pdf_what_one_reads(tmp_path: Path) -> None:
    from pipeline.run import Settings, run_many

    path = _long_pdf(tmp_path / "r5.pdf")
    assert _shinchoku("run", path, "-o", tmp_path / "apart").returncode == 0
    run_many([path], tmp_path / "here", Settings())
    for name in ("figures.csv", "dates.csv", "events.csv", "checks.csv"):
        assert (tmp_path / "apart" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()


def test_the_limits_bind_the_process_that_reads_the_rest(tmp_path: Path) -> None:
    bad = [_long_pdf(tmp_path / f"aide-{what}.pdf") for what in ("stuck", "gone")]
    bad[1].write_bytes(bad[1].read_bytes() + b"% another")
    good = _pdf(tmp_path, "good.pdf")
    done = _shinchoku("run", *bad, good, "-o", tmp_path / "out", "--time-limit", 4)
    assert done.returncode == 1
    assert "aide-stuck.pdf: it was not read within 4 seconds" in done.stdout
    assert "exit status 7" in done.stdout
    assert "good.pdf\tok" in done.stdout or "good.pdf\tto check" in done.stdout


def test_the_limits_bind_a_long_text_whole(tmp_path: Path, report_text: str) -> None:
    (tmp_path / "long.txt").write_text(
        report_text + "講座を5月3日に開き、20人が参加しました。\n" * 20_000, encoding="utf-8"
    )
    (tmp_path / "short.txt").write_text(report_text, encoding="utf-8")
    done = _shinchoku("run", tmp_path, "-o", tmp_path / "out", "--time-limit", 0.5)
    assert done.returncode == 1
    assert "long.txt: it was not read within 0.5 seconds" in done.stdout
    assert "short.txt\tok" in done.stdout


def test_it_reads_what_is_read_without_a_process(tmp_path: Path) -> None:
    from pipeline.run import Settings, run_many

    shutil.copy(SAMPLE, tmp_path / "r5.pdf")
    assert _shinchoku("run", tmp_path / "r5.pdf", "-o", tmp_path / "apart").returncode == 0
    run_many([tmp_path / "r5.pdf"], tmp_path / "here", Settings())
    for name in ("figures.csv", "dates.csv", "events.csv", "checks.csv"):
        assert (tmp_path / "apart" / name).read_bytes() == (tmp_path / "here" / name).read_bytes()


def test_a_command_line_that_is_wrong_leaves_no_process(tmp_path: Path) -> None:
    """The process that would read the PDF is started before the command line is understood."""
    done = _shinchoku("run", SAMPLE, "--no-such-option")  # waits for all that hold its standard error
    assert done.returncode == 2
    assert "--no-such-option" in done.stderr
    assert _shinchoku("run", tmp_path / "none.pdf", "-o", tmp_path / "out").returncode == 2
    assert _shinchoku("run", SAMPLE, "--help").returncode == 0


def test_explain_says_what_happened(tmp_path: Path) -> None:
    hanging = _shinchoku("explain", _pdf(tmp_path, "hang.pdf"), "--time-limit", 1)
    assert hanging.returncode == 1
    assert "hang.pdf: it was not read within 1 seconds" in hanging.stderr
    assert "Traceback" not in hanging.stderr
    assert _shinchoku("explain", _pdf(tmp_path, "good.pdf"), "--page", 1).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_interrupted_it_leaves_no_process_behind(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "run", str(_pdf(tmp_path, "hang.pdf")), "-o", str(tmp_path / "out")]
    running = subprocess.Popen(
        command, env=_environ(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    while not psutil.Process(running.pid).children():
        time.sleep(0.05)
    time.sleep(2)
    running.send_signal(signal.SIGINT)
    said, _ = running.communicate(timeout=20)  # ends only when nobody holds the pipe any more
    assert running.returncode == 130
    assert b"Traceback" not in said


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_killed_it_leaves_no_process_behind(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "run", str(_pdf(tmp_path, "slow.pdf")), "-o", str(tmp_path / "out")]
    running = subprocess.Popen(
        command, env=_environ(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    time.sleep(0.3)
    running.kill()
    running.communicate(timeout=20)
    assert running.returncode == -signal.SIGKILL
