"""The outline that a report itself shows, as far as its marks tell it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.markers import is_bare, pattern_of
from pipeline.profile import Level
from pipeline.segment.lines import Line

_EXAMPLES = 3


class Rank(NamedTuple):
    """One level of a derived outline."""

    level: Level
    form: str
    lines: tuple[int, ...]
    examples: tuple[str, ...]
    """The first of its headings, folded."""


class Derived(NamedTuple):
    """The outline of a report."""

    ranks: tuple[Rank, ...]
    """From the outermost; empty for a text without structure, or where all of it is in tables."""
    evident: bool
    """Whether departments, labels or tables, and not only prose, show which level is the measure."""
    tables: bool = False
    """Whether the measures are the rows of tables, and only what stands above them is among the ranks."""
    indents: bool = False
    """Whether indentation alone tells the ranks."""

    @property
    def levelled(self) -> bool:
        """Whether marks of their own tell measures and what stands above them apart."""
        return len(self.ranks) > 1 and not any(is_bare(rank.form) for rank in self.ranks)


def rank_of(lines: Sequence[Line], level: Level, form: str, numbers: Sequence[int]) -> Rank:
    """Return the level of a report that some of its lines head with a mark."""
    pattern = re.compile(pattern_of(form))  # of the report: not one to keep
    texts = dict.fromkeys(lines[n].text for n in numbers)
    return Rank(level, form, tuple(numbers), tuple([text for text in texts if pattern.match(text)][:_EXAMPLES]))


def levels_above(count: int, *, parts: bool = False) -> list[Level]:
    """Return what so many marks above the measures are, outermost first.

    Args:
        count: how many.
        parts: whether the outermost heads the parts of a report on several plans.
    """
    if parts:
        return [Level.PART, *levels_above(count - 1)]
    if count < 2:
        return [Level.DIRECTION] * count
    return [Level.DIRECTION, *[Level.BETWEEN] * (count - 2), Level.SECTION]
