"""How alike the departments of two measures are: by name, and by what a reorganisation of the offices made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.trend.plans import Measure, plain


class Departments:
    """The departments of a plan's measures over its reports."""

    def __init__(self, editions: Iterable[Sequence[Measure]]) -> None:
        """Learn from the measures that keep their title who took over from whom."""
        self._had: Counter[str] = Counter()
        self._went: Counter[tuple[str, str]] = Counter()
        for before, after in pairwise(editions):
            titles = [Counter(plain(m.title) for m in measures) for measures in (before, after)]
            later = {plain(m.title): _names(m) for m in after}
            for measure in before:
                title, ended = plain(measure.title), _names(measure)
                if titles[0][title] == titles[1][title] == 1:
                    self._had.update(ended)
                    goes_on = ended & later[title]
                    self._went.update((d, d) for d in goes_on)
                    self._went.update((d, e) for d in ended - goes_on for e in later[title] - goes_on)

    def likeness(self, one: Measure, other: Measure) -> float | None:
        """Return how alike the departments of two measures are, 0 to 1; None where one of the two names none."""
        few, many = sorted((_names(one), _names(other)), key=len)
        if not few:
            return None
        return sum(max(self._alike(d, e) for e in many) for d in sorted(few)) / len(few)

    def _alike(self, one: str, other: str) -> float:
        from rapidfuzz import fuzz

        took_over = (self._went[d, e] / (1 + self._had[d]) for d, e in ((one, other), (other, one)))
        return max(fuzz.ratio(one, other) / 100, *took_over)


def _names(measure: Measure) -> set[str]:
    return {plain(department) for department in measure.departments}
