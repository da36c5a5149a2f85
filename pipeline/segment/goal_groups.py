"""Which direction the indicators of a table belong to, where the table itself says it, and which blocks they are.

The table does in a column before their names (基本目標: 1, 1, 2), in a cell merged over their rows, or in a band across the table.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import Block, BlockKind, Direction, Indicator, Section
from pipeline.segment.both import label_of
from pipeline.segment.rows import names_direction, read_heading
from pipeline.states import bare
from pipeline.tabular import DITTO, Role, Sheet

_ORDINAL = compile_pattern(r"第?(?P<no>[0-9]{1,2})(?:章|節)?")
_NO_BLANKS = str.maketrans("", "", " \n")


def with_groups(sheet: Sheet, found: Sequence[Indicator]) -> Iterator[Indicator]:
    """Yield the indicators of a table with the words that say what they belong to, where any do.

    Args:
        sheet: the table as it stands on the page.
        found: its indicators.
    """
    if not found:
        return
    row_of = {cell.spans[0]: cell.row for cell in sheet.grid.cells if cell.spans}
    groups = _groups(sheet)
    for indicator in found:
        row = row_of.get(indicator.named[0]) if indicator.named else None
        yield indicator if row is None else replace(indicator, under=groups.get(row))


def _groups(sheet: Sheet) -> dict[int, Span]:
    """Return what the indicators of each row belong to, by the row."""
    values = sheet.find(Role.INDICATOR, Role.BASELINE, Role.ACTUAL, Role.TARGET)
    before = range(values[0] if values else 0)
    column = next((n for n in before if sheet.columns[n].role is Role.DIRECTION), None)
    if column is None:
        column = next((n for n in before if sheet.columns[n].role is Role.OTHER), None)
    captions = [c.spans[0] for n in range(sheet.captions) for c in sheet.row(n) if c.spans]
    last = captions[-1] if captions else None
    groups: dict[int, Span] = {}
    for cells in sheet.rows():
        named = next((cell for cell in cells if cell.spans), None)
        said = None if column is None else sheet.cell(cells[0].row, column)
        if named is not None and sheet.is_band(cells):
            last = named.spans[0]
        elif said is not None and said.spans and sheet.words(said) not in DITTO:
            last = said.extent
        if last is not None:
            groups[cells[0].row] = last
    return groups


def of_directions(raw: str, found: Iterable[Indicator], directions: Sequence[Direction]) -> Iterator[Indicator]:
    """Yield indicators with the numbers of the directions that their tables name.

    Args:
        raw: the text.
        found: the indicators.
        directions: of the report.
    """
    titles = {_bare(direction.title or ""): direction.no for direction in directions}
    numbers = {direction.no for direction in directions} - {None}
    for indicator in found:
        span = indicator.under
        no = None if span is None else _number(raw[span.start : span.end], titles, numbers)
        yield indicator if no is None else replace(indicator, direction_no=no)


def with_targets(raw: str, directions: Sequence[Direction], found: Iterable[Indicator]) -> tuple[Direction, ...]:
    """Return directions, a block of 目標・実績 that holds nothing but indicators with what they aim at as their target.

    Args:
        raw: the text.
        directions: of the report.
        found: its indicators.
    """
    spans = sorted(indicator.span for indicator in found if indicator.target is not None)
    if not spans:
        return tuple(directions)
    return tuple(
        replace(direction, sections=tuple(_with_targets(raw, section, spans) for section in direction.sections))
        for direction in directions
    )


def _with_targets(raw: str, section: Section, spans: Sequence[Span]) -> Section:
    measures = []
    for measure in section.measures:
        blocks = tuple(
            replace(block, kind=BlockKind.TARGET) if _states_goals(raw, block, spans) else block
            for block in measure.blocks
        )
        measures.append(measure if blocks == measure.blocks else replace(measure, blocks=blocks))
    return replace(section, measures=tuple(measures))


def _states_goals(raw: str, block: Block, spans: Sequence[Span]) -> bool:
    """Tell whether the label of a block names goals beside results and nothing but indicators stands behind it."""
    if block.kind is not BlockKind.PROGRESS or "目標" not in label_of(raw, block):
        return False
    at = block.span.start
    for start, end in spans[bisect_left(spans, (at,)) : bisect_left(spans, (block.span.end,))]:
        if any(map(str.isalnum, raw[at:start])):
            return False
        at = end
    return at > block.span.start and not any(map(str.isalnum, raw[at : block.span.end]))


def _number(words: str, titles: dict[str, int | None], numbers: set[int | None]) -> int | None:
    """Return the number of the direction that some words name, by its title or by nothing but its number."""
    folded = _bare(words)
    heading = read_heading(words, Span(0, len(words)), is_direction=True)
    for title in (folded, _bare(heading.title or "")):
        if title and title in titles:
            return titles[title]
    alone = _ORDINAL.fullmatch(folded)
    if alone is not None:
        no: int | None = int(alone["no"])
    else:
        worded = names_direction(fold(words))
        no = heading.no if worded or not heading.title else None
        if worded and not numbers:  # of a list of indicators alone
            return no
    return no if no in numbers else None


def _bare(words: str) -> str:
    return fold(bare(words).title).translate(_NO_BLANKS)
