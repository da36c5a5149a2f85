"""Where a pass over the lines of a report stands: what is open, and what was read of it."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model import BlockKind
from pipeline.segment.forms import Form


@dataclass(slots=True)
class Context:
    """Where the reading stands."""

    direction: Form | None = None
    section: Form | None = None
    """The last section of the direction, whether or not a measure of it is open."""
    in_measure: bool = False
    named: bool = False
    """Whether the measure names departments."""
    closed: bool = False
    """Whether a line of departments stands right before, which ends a measure or heads those that follow."""
    annex: bool = False
    started: bool = False
    """Whether any heading was read."""
    kind: BlockKind | None = None
    """Kind of the block, None before the measure's first label."""
    first: BlockKind | None = None
    """What the measure's first label opened."""
    empty: bool = True
    """Whether the block (or the measure without a label) has no text yet."""
    bullets: bool = False
    """Whether a ○ line was read as a bullet since the last heading."""
    indent: int = 0
