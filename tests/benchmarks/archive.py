"""Archives: two workers against one, one more report at 100,000 known ones against 100, isolation of one document."""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from turns import ROOT, tell

from pipeline.batch import Choice, run_batch
from pipeline.isolation import Limits
from pipeline.packing import packed
from pipeline.run import Settings, now, read_one
from pipeline.store import Reading, Store
from pipeline.workers import Workers

SAMPLE = ROOT / "samples" / "aose-r6-h1.txt"


def two_workers_against_one(count: int) -> None:
    text = SAMPLE.read_text(encoding="utf-8")[:2500]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "archive").mkdir()
        for n in range(count):
            (folder / "archive" / f"{n}.txt").write_text(f"{text}\n（{n}）\n", encoding="utf-8")
        rates = []
        for workers in (1, 2):
            began = time.perf_counter()
            with Workers(workers, Settings(), Limits()) as readers:
                run_batch([folder / "archive"], folder / str(workers), Settings(), Choice(), readers)
            rates.append(count / (time.perf_counter() - began))
    ratio = rates[1] / rates[0]
    verdict = "met" if ratio >= 1.7 else "MISSED"
    print(f"{count} reports: {rates[0]:.0f}/s and {rates[1]:.0f}/s = {ratio:.2f} (goal 1.7, {verdict})")


def _another(reading: Reading, n: int) -> Reading:
    """Return the reading as that of another file."""
    sha256 = f"{n:064x}"[::-1]
    own = {"document_id": sha256[:16], "source_sha256": sha256, "title": f"報告 {n}"}
    old = reading.document["document_id"].encode()
    rows = tuple(packed([cells.replace(old, sha256[:16].encode())]) for cells in reading.stretches())
    return replace(reading, name=f"{n}.txt", document=reading.document | own, packed_rows=rows)


def one_more(many: int) -> None:
    small = read_one(SAMPLE, "x", Settings(), processed_at=now())
    with tempfile.TemporaryDirectory() as name, Store(Path(name)) as store:
        taken: dict[int, float] = {}
        n = 0
        for known in (100, many):
            while n < known:
                n += 1
                store._put_report = lambda *_: None  # the JSON files are no part of what grows
                store.put(_another(small, n))
            times = []
            for _ in range(30):
                n += 1
                reading = _another(small, n)
                began = time.perf_counter()
                store.put(reading)
                times.append(time.perf_counter() - began)
            taken[known] = statistics.median(times)
        tell(f"one more at {many} against at 100", taken[many], taken[100], 1.5)
        began = time.perf_counter()
        store.save()
        print(f"writing the tables of {n} documents once: {time.perf_counter() - began:.0f} s")


def isolation() -> None:
    with Workers(1, Settings(), Limits()) as readers:
        from pipeline.workers import Task

        task = Task(SAMPLE, "x", "0" * 64)
        list(readers.read([task]))
        read_one(SAMPLE, "x", Settings(), processed_at=now())
        ours, theirs = [], []
        for _ in range(30):
            began = time.perf_counter()
            list(readers.read([task]))
            ours.append(time.perf_counter() - began)
            began = time.perf_counter()
            read_one(SAMPLE, "x", Settings(), processed_at=now())
            theirs.append(time.perf_counter() - began)
    tell("a document in a worker against in this process", statistics.median(ours), statistics.median(theirs), 1.3)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=500)
    parser.add_argument("--known", type=int, default=100_000)
    asked = parser.parse_args()
    two_workers_against_one(asked.reports)
    isolation()
    one_more(asked.known)
