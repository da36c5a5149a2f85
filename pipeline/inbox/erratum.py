"""Two readings of one report: which figures the corrected one changed, added and left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Row = Mapping[str, str]
Rows = Mapping[str, Sequence[Row]]
"""The rows of one document by table, each cell by its column."""

_WHAT = ("label", "unit_norm", "qualifiers", "status")
_MOST_LOST = 10  # one in so many measures or figures may go without a word
_VALUE = ("value", "value_max", "per")


class Change(StrEnum):
    """What became of a figure."""

    CHANGED = "changed"
    APPEARED = "appeared"
    VANISHED = "vanished"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A figure of which the two readings do not say the same."""

    change: Change
    measure: str
    """Title of its measure; empty outside of any."""
    before: Row | None
    after: Row | None


def compare(old: Rows, new: Rows) -> list[Difference]:
    """Return the figures that differ, in the order of the new report, what vanished last.

    Figures belong together that count the same: measure title, label, unit, qualifiers and status. Where several do,
    those that agree wholly are paired first, then those of the same day, then in the order of the text.
    """
    before, after = _titled(old), _titled(new)
    pairs: list[tuple[int, int]] = []
    for likeness in (_wholly, _of_a_day, _what):
        pairs += _pair(before, after, likeness, pairs)
    partners = {new_at: old_at for old_at, new_at in pairs}
    differences = list(_compared(before, after, partners))
    vanished = sorted(set(range(len(before))) - set(partners.values()))
    return differences + [
        Difference(change=Change.VANISHED, measure=before[at][0], before=before[at][1], after=None) for at in vanished
    ]


def losses(old: Rows, new: Rows) -> dict[str, int] | None:
    """Return how many measures and figures fewer the new reading has; None unless it lost more than a tenth of either.

    So much is seldom taken back: the file may be cut off.
    """
    fewer = {table: len(old[table]) - len(new[table]) for table in ("measures", "figures")}
    if not any(lost * _MOST_LOST > len(old[table]) for table, lost in fewer.items()):
        return None
    return {table: max(lost, 0) for table, lost in fewer.items()}


_Titled = tuple[str, Row]


def _titled(rows: Rows) -> list[_Titled]:
    titles = {measure["measure_id"]: measure["title"] for measure in rows["measures"]}
    return [(titles.get(figure["measure_id"], ""), figure) for figure in rows["figures"]]


def _what(figure: _Titled) -> tuple[str, ...]:
    title, row = figure
    return title, *(row[column] for column in _WHAT)


def _of_a_day(figure: _Titled) -> tuple[str, ...]:
    return *_what(figure), figure[1]["as_of"]


def _wholly(figure: _Titled) -> tuple[str, ...]:
    return *_of_a_day(figure), *(figure[1][column] for column in _VALUE)


def _pair(
    before: Sequence[_Titled],
    after: Sequence[_Titled],
    likeness: Callable[[_Titled], tuple[str, ...]],
    paired: Sequence[tuple[int, int]],
) -> list[tuple[int, int]]:
    """Pair what is alike and not paired yet, first with first."""
    taken_before, taken_after = {old for old, _ in paired}, {new for _, new in paired}
    free: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, figure in enumerate(before):
        if at not in taken_before:
            free[likeness(figure)].append(at)
    pairs = []
    for at, figure in enumerate(after):
        if at not in taken_after and (alike := free.get(likeness(figure))):
            pairs.append((alike.pop(0), at))
    return pairs


def _compared(before: Sequence[_Titled], after: Sequence[_Titled], partners: Mapping[int, int]) -> Iterator[Difference]:
    for at, (title, row) in enumerate(after):
        if at not in partners:
            yield Difference(change=Change.APPEARED, measure=title, before=None, after=row)
        elif _wholly(before[partners[at]]) != _wholly((title, row)):
            yield Difference(change=Change.CHANGED, measure=title, before=before[partners[at]][1], after=row)
