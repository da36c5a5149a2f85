"""One measure that is a form, while its sheet is read: what names it, its other fields and its tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from pipeline.pages import Cell
from pipeline.segment.fields import Field
from pipeline.segment.level_fields import changes_always, stand_together
from pipeline.segment.rows import names_direction
from pipeline.tabular import Role, Sheet

_RANKS = (compile_pattern("政策"), compile_pattern("(?:重点(?:的な)?)?施策"))
"""What stands above others on one sheet, the uppermost first: of 施策 and 事業名 the latter names the measure."""


@dataclass(slots=True)
class Card:
    """A sheet while it is read."""

    heads: list[Field]
    """The fields that name it and what it belongs to; the last title names the measure."""
    parts: list[Field | Sheet]
    """Its other fields and its tables."""
    told: bool = False
    """Whether a field of it tells of the measure."""
    above: list[Span] = field(default_factory=list)
    """The lines above its tables."""
    again: list[Field] = field(default_factory=list)
    """What names it once more where it goes on."""

    def spans(self) -> list[Span]:
        """Return all of its text in tables, in order."""
        cells: list[Cell] = []
        for part in (*self.heads, *self.again, *self.parts):
            cells += part.grid.cells if isinstance(part, Sheet) else part.cells
        return sorted(span for cell in cells for span in cell.spans)


def start_of(part: Field | Sheet) -> int:
    """Return where a part of a sheet begins."""
    if isinstance(part, Sheet):
        return part.grid.span.start
    return min(span.start for cell in part.cells for span in cell.spans)


def title_of(card: Card) -> Field | None:
    """Return the field that names the measure: of the innermost of what a sheet names, the last."""
    titles = [head for head in card.heads if head.role is Role.TITLE]
    return max(reversed(titles), key=_rank, default=None)


def _rank(head: Field) -> int:
    return next((rank for rank, pattern in enumerate(_RANKS) if pattern.match(head.words)), len(_RANKS))


def without_bands(sheet: Sheet, fields: Sequence[Field]) -> list[Field]:
    """Return the fields of a sheet without the rows across it that name a direction or section: they are lines above it."""
    return [
        part
        for part in fields
        if part.label is not None
        or part.values[0].columns < sheet.grid.columns
        or not names_direction(sheet.words(part.values[0]))
    ]


def lines_direct(sheets: Sequence[tuple[str | None, str | None]], *, certain: bool) -> bool:
    """Tell whether the headings in lines above sheets name directions, and a field of each sheet only what is below them.

    A field that goes on with the same words below the next heading stands above that.

    Args:
        sheets: of each in order the title of the heading that it stands below, and what its outermost level is called.
        certain: whether the words of headings and fields say so: 基本目標1 … above 施策.
    """
    pairs = [(line, name) for (line, name), _ in groupby(sheets) if name is not None]
    lines = [line for line, _ in groupby(line for line, _ in pairs)]
    names = {name for _, name in pairs}
    if not pairs or None in lines or names.intersection(lines):
        return False
    return certain or (len(names) == len(set(pairs)) and len(pairs) > len(lines))


def set_aside_changing(cards: Sequence[Card], words_of: Callable[[Cell], str]) -> None:
    """Take from what sheets belong to the fields that group nothing: each sheet holds other words, or bureaus come and go.

    Args:
        cards: all sheets of a report.
        words_of: the folded words of a cell.
    """
    held: dict[tuple[str, bool], list[str]] = {}
    for head in (head for card in cards for head in card.heads if head.role is Role.DIRECTION):
        held.setdefault((head.words, head.is_bureau), []).append(words_of(head.values[0]))
    changing = {
        words
        for (words, is_bureau), values in held.items()
        if (len(values) == len(cards) and changes_always(values)) or (is_bureau and not stand_together(values))
    }
    for card in cards if changing else ():
        card.parts += (head for head in card.heads if head.words in changing)
        card.heads = [head for head in card.heads if head.words not in changing]
