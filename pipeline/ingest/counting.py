"""Headings that go on counting from one column to the next: text in columns, however few of its lines are full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, islice, pairwise, zip_longest
from typing import TypeAlias

from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.ingest.runs import Run

_HEADING = compile_pattern(
    r"[【〔\[<■●◆]? ?(?P<word>[一-龥]{2,6}) ?(?P<count>[0-9]{1,2})(?=[ :.】〕\]>]|$)"  # 基本目標2 …, 【重点2】
    r"|(?P<open>\()(?P<inner>[0-9]{1,2})\)"
    r"|(?P<bare>[0-9]{1,2})(?:[.)]|(?= )|$)"
    r"|(?P<ring>[①-⑳])"
)
_BREAK = 2.5  # em without text
_BLANK = 2.0  # em between a number and its title
_MARGIN = 1.5  # em that the headings of one form begin apart

_SAME_HEIGHT = 0.3  # em

_Heading: TypeAlias = tuple[str, int, Run]
"""Its form, its number and its first run."""


def counts_on(left: Sequence[Run], right: Sequence[Run]) -> bool:
    """Tell whether the first heading on the right has the number behind the last of its form on the left.

    Both sides have sentences, and each of them counts by one: a list that is read across does not.
    """
    if not (_is_spoken(left) and _is_spoken(right)):
        return False
    after = list(_headings(right))
    if not after:
        return False
    form = after[0][0]
    before = [heading for heading in _headings(left) if heading[0] == form]
    numbers = [number for _, number, _ in before]
    following = [number for other, number, _ in after if other == form]
    starts = [run.u0 / run.em for *_, run in before]
    return (
        bool(numbers)
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        and following[0] == numbers[-1] + 1
        and following == list(range(following[0], following[0] + len(following)))
        and max(starts) - min(starts) < _MARGIN
    )


def rows_counted(left: Sequence[Run], right: Sequence[Run]) -> list[float]:
    """Return where the rows of texts that stand in rows of two are parted: (1) beside (2), below them (3) and (4).

    The last one ends above the white that goes over both sides.
    """
    after = list(_headings(right))
    before = list(_headings(left)) if after else []
    pairs = [
        (a, b)
        for a in before
        for b in after
        if a[0] == b[0] and abs(a[2].v0 - b[2].v0) < _SAME_HEIGHT * a[2].em and b[1] == a[1] + 1
    ]
    counted = all(a[1] == b[1] + 1 and a[0] == b[0] for (_, b), (a, _) in pairwise(pairs))
    if not pairs or not counted or not (_is_spoken(left) and _is_spoken(right)):
        return []
    tops = [min(a[2].v0, b[2].v0) for a, b in pairs]
    below = sorted((run for run in (*left, *right) if run.v0 >= tops[-1]), key=lambda run: run.v0)
    bottoms = accumulate((run.v1 for run in below), max)
    ends = (run.v0 for run, bottom in zip(below[1:], bottoms, strict=False) if run.v0 - bottom > _BREAK * run.em)
    return [*tops[1:], *islice(ends, 1)]


def _is_spoken(side: Sequence[Run]) -> bool:
    return any("。" in run.text for run in side)


def _headings(side: Sequence[Run]) -> Iterator[_Heading]:
    """Yield the numbered lines of a side from the top; what stands beside another run is none."""
    bottom = 0.0
    ordered = sorted(side, key=lambda r: (r.v0 + r.v1, r.u0))
    for run, after in zip_longest(ordered, ordered[1:]):
        if (run.v0 + run.v1) / 2 < bottom:
            continue
        bottom = run.v1
        text = fold(run.text).strip()
        found = _HEADING.match(text)
        if found is None or (found["bare"] == text and (after is None or not 0 < after.u0 - run.u1 < _BLANK * run.em)):
            continue
        if ring := found["ring"]:
            yield "ring", ord(ring) - ord("①") + 1, run
        else:
            number = found["count"] or found["inner"] or found["bare"]
            yield found["word"] or found["open"] or "", int(number), run
