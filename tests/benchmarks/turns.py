"""Two or more subjects measured in turns, so that a busy machine slows all of them alike."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.ingest import read
from pipeline.model import Dataset, ReportHead, SourceDoc

ROOT = Path(__file__).resolve().parents[2]


def reports() -> list[SourceDoc]:
    """Return the reports named on the command line, else the texts of samples/."""
    paths = [Path(a) for a in sys.argv[1:]] or sorted((ROOT / "samples").glob("*.txt"))
    if not paths:
        sys.exit("no report: name one, or put a text into samples/")
    return [read(path, path.name, max_bytes=2**30) for path in paths]


def analyse(source: SourceDoc) -> Dataset:
    """Segment, extract and resolve."""
    from pipeline.extract import extract
    from pipeline.profile import builtin
    from pipeline.resolve import resolve
    from pipeline.segment import segment
    from pipeline.segment.choice import chosen

    style, sheet = chosen(source, builtin())
    report = segment(source, style, ReportHead(), sheet)
    return resolve(source, report, extract(source, report))


def medians(
    subjects: Sequence[Callable[[], object]], rounds: int, clock: Callable[[], float] = time.perf_counter
) -> list[float]:
    """Return the median seconds of each subject over `rounds` turns, after one turn to warm up.

    `time.process_time` as the clock leaves out what others take of a busy machine, where this process does all the work.
    """
    taken: list[list[float]] = [[] for _ in subjects]
    for turn in range(rounds + 1):
        for subject, times in zip(subjects, taken, strict=True):
            start = clock()
            subject()
            if turn:
                times.append(clock() - start)
    return [statistics.median(times) for times in taken]


def tell(name: str, ours: float, theirs: float, goal: float) -> None:
    """Print one ratio and whether it meets its goal."""
    ratio = ours / theirs
    verdict = "met" if ratio <= goal else "MISSED"
    print(f"{name}: {ours * 1000:.1f} ms / {theirs * 1000:.1f} ms = {ratio:.3f} (goal {goal:g}, {verdict})")
