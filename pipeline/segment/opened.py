"""What is open while a report's tree grows: a direction, its section, their measure and a block of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.mentions import Span
from pipeline.model import Block, BlockKind, Measure, Section
from pipeline.segment.outline import Mark


@dataclass(slots=True)
class Open:
    """A block that is being read."""

    kind: BlockKind
    heading: Span | None
    numbers: list[int] = field(default_factory=list)
    """Its lines."""
    inline: int | None = None
    """Raw offset of the text that stands behind the label on its line, which then is the first of `numbers`."""
    within: BlockKind | None = None  # what the label right before its own opened


@dataclass(slots=True)
class OpenMeasure:
    """A measure that is being read."""

    mark: Mark
    heading: Span
    departments: tuple[str, ...]
    blocks: list[Block] = field(default_factory=list)
    stop: int | None = None
    """Raw end of what is its own, where text follows that stands beside it."""


@dataclass(slots=True)
class OpenSection:
    """A section that is being read."""

    no: int | None = None
    title: str | None = None
    heading: Span | None = None
    measures: list[Measure] = field(default_factory=list)
    departments: tuple[str, ...] = ()
    """Of all its measures that name none."""


@dataclass(slots=True)
class OpenDirection:
    """A direction that is being read."""

    no: int | None = None
    title: str | None = None
    heading: Span | None = None
    sections: list[Section] = field(default_factory=list)
    departments: tuple[str, ...] = ()
    stop: int | None = None
