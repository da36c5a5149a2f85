"""One measure that is a form, while its sheet is read: what names it, its other fields and its tables."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.kinds import BlockKind
from pipeline.model import SourceDoc
from pipeline.pages import Cell
from pipeline.segment.columns import NO_KIND, KindOf, beside_each_other, kinds_of
from pipeline.segment.fields import NUMBER, Field
from pipeline.segment.headings import ends_with_offices
from pipeline.segment.kinds import kind_of_words
from pipeline.segment.level_fields import changes_always, stand_together
from pipeline.segment.office_cells import departments_on, read_departments
from pipeline.segment.rows import Heading, Part, Row, names_direction
from pipeline.tabular import Role, Sheet, years

_OF_NONE = (Role.DEPARTMENT, Role.NUMBER)  # of 施策コード the word for a measure tells nothing
_RELATED = compile_pattern(r"(?:関係|関連|協力|連携)(?:課室?|部署|部局|機関|所属|団体|先)?名?")
_CODE = compile_pattern(r"[0-9]{1,2}(?:-[0-9]{1,2}){1,3}")
_CALLED = compile_pattern("取組|施策|事業|プロジェクト")
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


def aims_of(card: Card, found: Field, kind: BlockKind | None) -> bool:
    """Tell whether a field below the name of a measure says what that aims at, and names no level: 施策の目標 below 施策名."""
    title = title_of(card)
    called = _CALLED.match(title.words) if title is not None and kind is BlockKind.TARGET else None
    return called is not None and found.words.startswith(called.group())


def _rank(head: Field) -> int:
    return next((rank for rank, pattern in enumerate(_RANKS) if pattern.match(head.words)), len(_RANKS))


def kind_of_field(found: Field, kind_of: KindOf) -> BlockKind:
    """Return what a field tells; where its own label does not say it, what the label beside that one says."""
    told = () if found.role in _OF_NONE else filter(None, (found.words, found.within))
    read = (kind_of(words) or (None if NO_KIND.search(words) else kind_of_words(words)) for words in told)
    return next(filter(None, read), BlockKind.OTHER)


def kinds_of_parts(parts: Sequence[Field | Sheet], kind_of: KindOf) -> dict[int, BlockKind]:
    """Return what each labelled field of a sheet tells, by its identity, in view of the columns of its tables too."""
    fields = [part for part in parts if isinstance(part, Field) and part.label is not None]
    kinds = {at: kind_of_field(part, kind_of) for at, part in enumerate(fields)}
    heads = [(part.words, next((y.year for y in years(part.within + part.words)), None)) for part in fields]
    tables = [part for part in parts if isinstance(part, Sheet) and kinds_of(part, kind_of)]
    heads += [(column.head, column.year) for table in tables for column in table.columns]
    return {id(fields[at]): kind for at, kind in beside_each_other(heads, kinds).items()}


def take_up(row: Row, source: SourceDoc, part: Field, kind: BlockKind, label: str) -> None:
    """Take up a field of a measure's sheet: what it tells, its departments, or the sheet's number."""
    row.call(source.text, part.label)
    if part.role not in _OF_NONE and not _RELATED.fullmatch(part.words):
        for span in part.spans:
            row.tell(Part(kind, label, span))
        return
    row.words += part.spans
    if part.role is Role.NUMBER:  # 施策コード 1-1 | 記入日 令和7年5月1日
        cells = [c for n, c in enumerate(part.values) if not n or NUMBER.fullmatch(fold(c.text(source.text)).strip())]
        row.numbers += [span for cell in cells for span in cell.spans]
    elif not row.departments and not _RELATED.fullmatch(part.words):
        read = read_departments if part.label is not None else departments_on
        row.departments = tuple(name for cell in part.values for name in read(source, cell))


def without_bands(sheet: Sheet, fields: Sequence[Field], own: Container[int] = ()) -> list[Field]:
    """Return the fields of a sheet without the rows across it that name a direction or section: they are lines above it.

    Args:
        sheet: the table.
        fields: of it.
        own: where those rows begin that name the measure itself.
    """
    return [part for part in fields if not _names_level(sheet, part) or start_of(part) in own]


def naming_bands(forms: Sequence[tuple[Sheet, Sequence[Field]]]) -> frozenset[int]:
    """Return where the rows across sheets begin that name the measures, though they are called as a level: 施策1 街路樹.

    Each stands right over the labels of its sheet, no field of which is a title, and says something else.

    Args:
        forms: the sheets of a report with their fields.
    """
    found: dict[int, str] = {}
    for sheet, fields in forms:
        labelled = next((at for at, part in enumerate(fields) if part.label is not None), 0)
        band = fields[labelled - 1] if labelled else None
        if any(part.role is Role.TITLE for part in fields) or (band is not None and not _names_level(sheet, band)):
            return frozenset()
        if band is not None:
            found[start_of(band)] = sheet.words(band.values[0])
    of_measures = all(_CALLED.match(words) or ends_with_offices(words) for words in found.values())
    return frozenset(found) if of_measures and len(set(found.values())) == len(found) > 1 else frozenset()


def _names_level(sheet: Sheet, part: Field) -> bool:
    """Tell whether a row across a sheet names a direction or section by its words."""
    across = part.label is None and part.values[0].columns >= sheet.grid.columns
    return across and names_direction(sheet.words(part.values[0]))


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


def numbered_by_code(card: Card, above: list[Heading], words_of: Callable[[Cell], str]) -> list[Heading]:
    """Return what a sheet belongs to, numbered by the sheet's own code where nothing else is: 2-1-3 is of 2 and 2-1."""
    fields = (part for part in card.parts if isinstance(part, Field) and part.role is Role.NUMBER and part.values)
    codes = (_CODE.fullmatch(words_of(part.values[0])) for part in fields)
    numbers = next((code.group().split("-")[:-1] for code in codes if code), [])
    if len(numbers) != len(above) or any(heading.no is not None for heading in above):
        return above
    return [heading._replace(no=int(number)) for heading, number in zip(above, numbers, strict=True)]
