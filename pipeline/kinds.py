"""What blocks of measures report, for profiles and the model alike: a process that only reads files loads no more of it."""

from __future__ import annotations

from enum import StrEnum


class BlockKind(StrEnum):
    """What a block of a measure reports; the values are those of the CSV."""

    PROGRESS = "progress"
    OUTLOOK = "outlook"
    ISSUES = "issues"
    TARGET = "target"
    OTHER = "other"
