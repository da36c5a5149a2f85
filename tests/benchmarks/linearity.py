"""Time and memory of a report 100 times as long, and a text of 10 MB."""

import dataclasses
import hashlib
import time
import tracemalloc
from functools import partial

from turns import analyse, medians, reports, tell

from pipeline.model import SourceDoc


def _repeated(source: SourceDoc, times: int) -> SourceDoc:
    text = source.text * times
    return dataclasses.replace(
        source, name=f"{source.name} x{times}", text=text, sha256=hashlib.sha256(text.encode("utf-8")).hexdigest()
    )


def _peak(source: SourceDoc) -> int:
    """Return the bytes that reading takes at most, the warm dictionary and patterns aside."""
    tracemalloc.start()
    analyse(source)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def main() -> None:
    for source in reports():
        long = _repeated(source, 100)
        short_time, long_time = medians([partial(analyse, source), partial(analyse, long)], 3)
        tell(f"{long.name} time", long_time, short_time, 110)
        ratio = _peak(long) / _peak(source)
        print(f"{long.name} memory: {ratio:.1f} (goal 110, {'met' if ratio <= 110 else 'MISSED'})")
    source = reports()[0]
    ten = _repeated(source, 10_000_000 // len(source.text.encode("utf-8")) + 1)
    start = time.perf_counter()
    found = analyse(ten)
    print(f"10 MB: {time.perf_counter() - start:.1f} s, {len(found.figures)} figures, {len(found.dates)} dates")


if __name__ == "__main__":
    main()
