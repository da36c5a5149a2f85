"""What is open while a report's tree grows: a direction, its section, their measure and a block of it."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import Block, BlockKind, Direction, Measure, Section
from pipeline.profile import base
from pipeline.segment.evidence import DIRECTS
from pipeline.segment.headings import MeasureHeading
from pipeline.segment.nesting import names_stretch
from pipeline.segment.outline import Mark
from pipeline.segment.rows import names_direction
from pipeline.states import STATE, Bare, bare, grade_in

_Titled = TypeVar("_Titled", Direction, Section, Measure)

_CHAPTER = compile_pattern(r"第? ?[0-9一二三四五六七八九十Ⅰ-Ⅻ]{1,3} ?[章編部]")
_HOLDS = compile_pattern(
    r"(?:(?:シート|個票|評価[票表]|調書|管理[票表])(?:の?一覧|集)?|(?:状況|進捗|実績|結果|評価|取組内容)等?|一覧)$"
)
"""What a part of a report is called that only holds its sheets, or tells how its measures went."""

_IN_BRACKET = compile_pattern(rf"[ /・、,;:]{{1,3}}(?P<state>{STATE}) ?[)\]】〕>]")
"""How well a measure goes behind its departments in one bracket: （福祉課／進捗：順調）."""


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

    def closed(self) -> Section:
        """Return what was read."""
        return Section(no=self.no, title=self.title, heading=self.heading, measures=tuple(self.measures))


@dataclass(slots=True)
class OpenDirection:
    """A direction that is being read."""

    no: int | None = None
    title: str | None = None
    heading: Span | None = None
    sections: list[Section] = field(default_factory=list)
    departments: tuple[str, ...] = ()
    stop: int | None = None

    def closed(self) -> Direction:
        """Return what was read."""
        sections = tuple(self.sections)
        return Direction(no=self.no, title=self.title, heading=self.heading, sections=sections, stop=self.stop)


def grades_of(raw: str, heading: MeasureHeading) -> tuple[str, ...]:
    """Return the grade behind the title of a measure or behind its departments, as written: 評価 Ａ, やや遅れ."""
    text = heading.line.text
    if heading.graded is not None:
        return (heading.line.quote(raw, *heading.graded),)
    named = min((a for line, a, _ in heading.departments if line is heading.line), default=len(text) + 1)
    stretches = {(heading.title[0][1], max(named - 1, 0)), (heading.title[-1][1], len(text))} if heading.title else ()
    graded = next((found for start, stop in sorted(stretches) if (found := grade_in(text, start, stop))), None)
    if graded is None and (last := max((b for line, _, b in heading.departments if line is heading.line), default=0)):
        inner = _IN_BRACKET.match(text, last)  # (福祉課/進捗:順調)
        graded = inner.span("state") if inner else None
    return (heading.line.quote(raw, *graded),) if graded else ()


def settled(raw: str, directions: Sequence[Direction], tabled: Container[Span | None]) -> list[Direction]:
    """Return the directions of a report once all are read, their titles without how things stand, which is in `marks`.

    Args:
        raw: its text.
        directions: as they were read.
        tabled: where tables name them.
    """
    return list(map(_settled, _without_parts(raw, _of_measures(raw, directions, tabled))))


def _settled(direction: Direction) -> Direction:
    sections = tuple(
        _bared(replace(section, measures=measures) if measures != section.measures else section)
        for section in direction.sections
        for measures in (tuple(map(_bared, section.measures)),)
    )
    return _bared(replace(direction, sections=sections) if sections != direction.sections else direction)


def _bared(titled: _Titled) -> _Titled:
    found: Bare = bare(titled.title or "")
    if found.title == (titled.title or ""):
        return titled
    return replace(titled, title=found.title, marks=(*found.states, *titled.marks))


def _without_parts(raw: str, directions: Sequence[Direction]) -> Sequence[Direction]:
    """Return the directions of a report; where all are but called as its parts are (成果指標, 取組の実績), their sections.

    Those that tell of a stretch of the year each are directions: 4月から6月までの動き, 第1四半期の取組. The only one that
    has measures is a part by whatever name, if what stands below it is worded as directions are: 基本目標1, 基本目標2.

    Args:
        raw: the text of the report.
        directions: as they were read.
    """
    titles = [fold(direction.title or "") for direction in directions]
    kinds = [base().kind_of(title) for title in titles]
    if len(titles) > 1 and all(map(names_stretch, titles)):
        return directions
    lone = [direction for direction in directions if _has_measures(direction)]
    parts = lone if len(lone) == 1 and _is_part_over_directions(raw, lone[0]) else directions
    sections = [section for direction in parts for section in direction.sections]
    named = bool(kinds) and None not in kinds and any(section.heading and section.measures for section in sections)
    if not named and parts is directions:
        return directions
    return [
        Direction(
            no=section.no,
            title=section.title,
            heading=section.heading,
            sections=(replace(section, no=None, title=None, heading=None),),
        )
        for section in sections
    ]


def _is_part_over_directions(raw: str, direction: Direction) -> bool:
    headings = [section.heading for section in direction.sections if section.measures]
    if direction.heading is None or None in headings:
        return False
    below = [fold(raw[heading.start : heading.end]) for heading in headings if heading is not None]
    return is_part_over(fold(raw[direction.heading.start : direction.heading.end]), fold(direction.title or ""), below)


def is_part_over(heading: str, title: str, below: Sequence[str]) -> bool:
    """Tell whether a word of directions numbers all headings below that of a chapter, and there are several.

    Of a part that a mere number counts (3 点検・評価シート) either its own words say that it is one, or those of the
    headings below that nothing stands above them: 基本方針1.

    Args:
        heading: of the part, folded.
        title: its words.
        below: the folded headings of the next level.
    """
    if names_direction(heading) or not below or not all(map(names_direction, below)):
        return False
    return names_part(title) or (
        len(below) > 1 and (_CHAPTER.match(heading) is not None or all(map(DIRECTS.match, below)))
    )


def names_part(title: str) -> bool:
    """Tell whether a folded title is that of a part of a report, and none of a direction: 個別事業の実施状況."""
    return _HOLDS.search(title) is not None


def _of_measures(raw: str, directions: Sequence[Direction], tabled: Container[Span | None]) -> Sequence[Direction]:
    """Return the directions of a report; where tables name those of all measures, other headings without any are but of parts.

    Args:
        raw: its text.
        directions: as they were read.
        tabled: where tables name them.
    """
    prose = [(d, d.heading) for d in directions if d.heading is not None and d.heading not in tabled]
    named = any(_has_measures(d) for d in directions if d.heading in tabled)
    if not named or any(_has_measures(direction) for direction, _ in prose):
        return directions
    parts = {heading for _, heading in prose if not is_worded(raw, heading)}
    return [d for d in directions if d.heading is None or d.heading not in parts]


def is_worded(raw: str, heading: Span) -> bool:
    """Tell whether a word numbers a heading of the text, as it does directions: 基本目標1 …."""
    return names_direction(fold(raw[heading.start : heading.end]))


def _has_measures(direction: Direction) -> bool:
    return any(section.measures for section in direction.sections)
