"""Which words head the columns of a table, be it that no rules are drawn around them: 活動項目 取り組んだこと 担当係."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from extractors.view import fold
from pipeline.ingest.runs import Run
from pipeline.profile import base
from pipeline.tabular import names_column

_LONGEST = 24  # characters
_FEWEST = 3  # columns
_SAME_FOOT = 0.3  # em
_MOST = 2 / 3  # of the words that name columns
_BRACKETS = "（(【〔［[＜<《"


@lru_cache(maxsize=1024)
def heads_column(words: str) -> bool:
    """Tell whether folded words name a column for certain, or what is told of measures in it."""
    return names_column(words) or base().kind_of(words) is not None


def stand_over(left: Sequence[Run], right: Sequence[Run]) -> bool:
    """Tell whether a line over two sides of a gutter is the head of a table: short words, most of them names of columns.

    Labels of prose in columns that stand level with each other are in brackets, or beside lines of text.

    Args:
        left: the runs before the gutter.
        right: those behind it.
    """
    for run in right:
        if not (1 < len(run.glyphs) <= _LONGEST and _names(run)):
            continue
        level = [[o for o in side if abs(o.v1 - run.v1) < _SAME_FOOT * run.em] for side in (left, right)]
        beside = [o for side in level for o in side]
        if len(beside) < _FEWEST or any(len(o.glyphs) > _LONGEST or "。" in o.text for o in beside):
            continue
        named = [sum(map(_names, side)) for side in level]
        if all(named) and sum(named) >= _MOST * len(beside):
            return True
    return False


def _names(run: Run) -> bool:
    return run.text[:1] not in _BRACKETS and heads_column(_words(run))


def _words(run: Run) -> str:
    return fold(run.text).replace(" ", "")
