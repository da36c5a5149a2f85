"""What blocks of measures report, for profiles and the model alike: a process that only reads files loads no more of it."""

from __future__ import annotations

from enum import StrEnum

from extractors.patterns import compile_pattern


class BlockKind(StrEnum):
    """What a block of a measure reports; the values are those of the CSV."""

    PROGRESS = "progress"
    OUTLOOK = "outlook"
    ISSUES = "issues"
    TARGET = "target"
    OTHER = "other"


TOLD = frozenset({BlockKind.PROGRESS, BlockKind.OUTLOOK, BlockKind.ISSUES})
"""What tells of a measure, and is opened by labels that stand in measures and hardly elsewhere."""
BESIDE = compile_pattern(r"(?:等|\((?:令和|平成|[RH])?(?:[0-9]{1,4}|元)年度?\)){1,2}$")
"""Behind the folded words of a label, without a say in what it opens: 今後の課題等, 当初計画(令和6年度)."""
LONGEST_LABEL = 60
"""Characters; the words of a longer one might be parted in too many ways."""
