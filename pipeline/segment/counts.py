"""How the numbers of marks go on from heading to heading."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.codes import numbers_in
from pipeline.segment.forms import number_of

_COUNTED = 2  # lines that count up
_SEVERAL = 2  # that go on
_CODES = 100  # from which a number is a code, which need not begin at 1


def number_in(mark: str) -> int | None:
    """Return the number that a folded mark counts with, which is the last of it; None if it has none."""
    numbers = numbers_in(mark)
    return (number_of(numbers[-1]) or 0) if numbers else None


def counts_on(numbers: Sequence[int | None]) -> bool:
    """Tell whether numbers count up one by one, each time from 1."""
    before = 0
    for no in numbers:
        if no is None or no not in (1, before + 1):
            return False
        before = no
    return bool(numbers)


def counts_up(marks: Sequence[str]) -> bool:
    """Tell whether folded marks are numbered upwards, each time from 1 if not by codes (101, 102, 201; 1-1, 2-1, 3-1)."""
    codes = [tuple(number_of(no) or 0 for no in numbers_in(mark)) for mark in marks]
    if len(codes) >= _COUNTED and all(len(code) > 1 for code in codes) and all(a < b for a, b in pairwise(codes)):
        return codes[0][-1] == 1
    counts = [no for no in map(number_in, marks) if no is not None]
    if len(counts) < max(_COUNTED, len(marks)):
        return False
    ups = sum(b > a for a, b in pairwise(counts))
    return (
        ups * 2 >= len(counts) - 1
        and all(b > a or b == 1 for a, b in pairwise(counts))
        and (counts[0] == 1 or counts[0] >= _CODES)
    )


def is_left_behind(numbers: Sequence[int], marks: Iterable[Sequence[int]]) -> bool:
    """Tell whether a mark that begins above some lines goes on without them: (1), (2) below 1 alone of 1, 2, 3, 4.

    Args:
        numbers: the lines in order.
        marks: the lines of every mark, each in order.
    """
    for lines in marks:
        behind = len(lines) - bisect_left(lines, numbers[-1]) if lines[0] < numbers[0] else 0
        if behind >= _SEVERAL and behind > len({bisect_left(lines, number) for number in numbers}):
            return True
    return False
