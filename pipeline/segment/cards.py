"""Measures that are forms: an evaluation sheet each, with the measure's name in a field of its own (施策名, 事業名).

A sheet reaches from that field's table to the next one, over several tables or pages; several may stand on a page. A
table in it that has a head of its own is a part of it, and a line between its tables that names a block opens one.
Where measures stand in the prose between the sheets too, the headings there are those of the report.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.kinds import TOLD, BlockKind
from pipeline.model import SourceDoc
from pipeline.pages import Cell
from pipeline.segment.above import headings_above, heads_prose, lines_outside, next_chapter, title_field
from pipeline.segment.block_tables import titles_across
from pipeline.segment.by_year import told_by_year
from pipeline.segment.card import (
    Card,
    aims_of,
    kind_of_field,
    kinds_of_parts,
    lines_direct,
    naming_bands,
    numbered_by_code,
    set_aside_changing,
    start_of,
    take_up,
    title_of,
    without_bands,
)
from pipeline.segment.card_names import ASIDE, OFFICES, Names
from pipeline.segment.columns import KindOf, columns_of, kinds_of
from pipeline.segment.cut_rows import carried_on, in_one, with_cut_rows
from pipeline.segment.fields import Field, bare_label, is_form, read_fields
from pipeline.segment.forms import number_of
from pipeline.segment.headings import is_annex, names_departments
from pipeline.segment.kinds import kind_of_words
from pipeline.segment.office_cells import read_departments
from pipeline.segment.rows import Heading, Row, names_direction, read_heading
from pipeline.tabular import Role, Sheet, count_of

_LONGEST_LABEL = 30
_NO_PAGE = -2  # that any table could be near
_DIGITS = compile_pattern("[0-9]+")


class Cards(NamedTuple):
    """The measures that are forms, in order."""

    rows: list[Row]
    tables: set[int]
    """The places of their tables among those of the report."""
    fields: list[Field]


def read_cards(source: SourceDoc, sheets: Sequence[Sheet], kind_of: KindOf) -> Cards:
    """Return the measures that are forms; none for a report of another kind.

    Args:
        source: the text.
        sheets: its tables in order.
        kind_of: what a label opens, by the report's style.
    """
    if not any(is_form(sheet) or kinds_of(sheet, kind_of) for sheet in sheets):
        return Cards([], set(), [])
    whole = with_cut_rows(source, sheets)
    above = headings_above(source, [sheet for sheet, _ in whole])
    bands, whole = titles_across(source, whole, kind_of)
    names = Names(source.text, kind_of, counted=above.forms.values())
    reader = _Reader(source, kind_of, above.ranks({}), names)
    taken, cards = reader.take(whole, {}), reader.cards()
    if not cards and not any(columns_of(sheet, kind_of) for sheet in sheets):
        tables = [(sheet, read_fields(sheet)) for sheet, _ in whole if is_form(sheet)]
        own = naming_bands(tables)
        forms = [without_bands(sheet, fields, own) for sheet, fields in tables]
        subject = names.find_subject(forms)
        titles = bands or above.titles()
        times = sum(field.words == subject for fields in forms for field in fields)
        titles = {} if subject == "" or (subject and len(titles) < times) else titles  # the sheets name their measures
        if titles:
            reader = _Reader(source, kind_of, above.ranks(titles), names)
            taken, cards = reader.take(whole, titles), reader.cards()
        if not cards and subject is not None:
            reader = _Reader(source, kind_of, above.ranks({}), Names(source.text, kind_of, subject, own, names.counted))
            taken, cards = reader.take(whole, {}), reader.cards()
    fields = [part for card in cards for part in card.parts if isinstance(part, Field)]
    return Cards(reader.rows(cards), taken if cards else set(), fields)


class _Reader:
    def __init__(self, source: SourceDoc, kind_of: KindOf, ranks: Mapping[Span, bool | None], names: Names) -> None:
        self._source = source
        self._kind_of = kind_of
        self._ranks = ranks
        """The lines above sheets that are headings, and whether each names a direction."""
        self._names = names
        self._cards: list[Card] = []
        self._over: set[str] = set()
        """The labels of a table that stand over labels."""
        self._before: list[Field] = []  # what may belong to the sheet that begins below, be it on the next page
        self._opening: frozenset[str] = frozenset()
        """The labels that stand before the first name of the first sheet: its number, whose it is, how far it is."""
        self._page = 0
        """The last of the last sheet."""
        self._above: list[tuple[int | None, str | None]] = []
        """Numbers and titles of what the last sheet belongs to."""
        self._direction: str | None = None
        """The title of the last direction that a line names."""
        self._lines_direct = False
        """Whether lines name the directions, and fields of the sheets what is below."""
        self._lists: list[Span] = []
        """The tables that list measures of something else than the sheet above them, from the heading on that says so."""

    def take(self, sheets: Sequence[tuple[Sheet, int | None]], titles: Mapping[int, Span]) -> set[int]:
        """Take up tables; return the places of those that belong to sheets.

        Args:
            sheets: each with its place among those of the report.
            titles: the lines above them that name what they tell of, by number, where no field of theirs does.
        """
        taken = set()
        for number, (sheet, at) in enumerate(sheets):
            titled = number in titles and any(map(self._tells_alone, in_one(self._source, sheets, number)))
            if self.add(sheet, titles[number] if titled else None) and at is not None:
                taken.add(at)
        return taken

    def add(self, sheet: Sheet, title: Span | None = None) -> bool:
        """Take up a table, the fields of a form one by one; tell whether it belongs to a sheet.

        Args:
            sheet: the table.
            title: the line above it that names what it tells of, in a report whose sheets have no field for that.
        """
        page = self._page_of(sheet.grid.span.start)
        if title is not None:
            self._cards.append(Card([title_field(self._source.text, title, self._names.counted)], []))
            self._page = page
        of_measures = columns_of(sheet, self._kind_of) is not None
        if of_measures or not is_form(sheet):
            near = bool(self._cards) and page <= self._page + 1
            heading = self._heading_before(sheet) if near and of_measures else None
            if heading is not None:
                self._lists.append(Span(heading, sheet.grid.span.end))
                self._page = _NO_PAGE
                return False
            near = near and not self._ends_above(sheet)
            if near:
                self._cards[-1].parts.append(sheet)
                self._page = self._page_of(sheet.grid.span.end)
            return near
        before = self._before = self._before if page == self._page + 1 else []
        fields = list(self._names.read(without_bands(sheet, read_fields(sheet), self._names.bands)))
        if self._cards and page == self._page + 1:
            fields = carried_on(self._cards[-1].parts, sheet, fields)
        self._over = {found.within for found in fields}
        leads = self._names.leads(fields)
        for found in fields:
            if found in leads or self._names.names(found):
                self._name(found, before)
            else:
                self._enter(found, before)
        self._page = self._page_of(sheet.grid.span.end)
        return bool(self._cards)

    def _tells_alone(self, sheet: Sheet) -> bool:
        """Tell whether a table without a field for its title tells of a measure."""
        if not is_form(sheet):
            return bool(kinds_of(sheet, self._kind_of))
        return any(
            field.label is not None and kind_of_field(field, self._kind_of) in TOLD for field in read_fields(sheet)
        )

    def _heading_before(self, sheet: Sheet) -> int | None:
        """Return where a line between the last sheet and a table says that what this lists belongs to something else."""
        first = bisect_left(self._directions, self._cards[-1].spans()[-1].end)
        return next((at for at in self._directions[first : first + 1] if at < sheet.grid.span.start), None)

    def _ends_above(self, sheet: Sheet) -> bool:
        """Tell whether the heading of a direction or an annex stands between the last sheet and a table, which is none of it."""
        end = self._cards[-1].spans()[-1].end
        heads = [line.start for line, named in self._ranks.items() if named]
        return any(end <= at < sheet.grid.span.start for at in (*heads, *self._annexes))

    @cached_property
    def _annexes(self) -> list[int]:
        """Where annexes begin."""
        return [line.start for line in lines_outside(self._source, ()) if is_annex(self._folded(line))]

    @cached_property
    def _directions(self) -> list[int]:
        """Where the lines begin that name a direction; a running header does not."""
        return [line.start for line in lines_outside(self._source, ()) if names_direction(self._folded(line))]

    def _folded(self, line: Span) -> str:
        return fold(self._source.text[line.start : line.end])

    def _page_of(self, at: int) -> int:
        return bisect_right(self._source.page_starts, at)

    def _name(self, found: Field, before: list[Field]) -> None:
        card = self._cards[-1] if self._cards else None
        if card is None:
            self._cards.append(Card([found], list(before)))
            self._opening = frozenset(field.words for field in before)
            before.clear()
            return
        known = {head.words for head in self._cards[0].heads}
        pulled = list(before) if card.told else []
        again = found.words in known and (card.told or found.words in {head.words for head in card.heads})
        if again and self._is_below(card, [*pulled, found]):
            ids = set(map(id, pulled))
            card.parts = [part for part in card.parts if id(part) not in ids]
            self._cards.append(Card([found], [*pulled]))
            before.clear()
        elif card.told or again or aims_of(card, found, self._kind_of(found.words)):
            self._enter(found, before)
        else:
            card.heads.append(found)

    def _is_below(self, card: Card, fields: Sequence[Field]) -> bool:
        """Tell whether some fields begin on a line below all else that a sheet has."""
        start = min(map(start_of, fields))
        of_fields = {span for found in fields for cell in found.cells for span in cell.spans}
        end = max((span.end for span in card.spans() if span not in of_fields), default=0)
        return "\n" in self._source.text[end:start]

    def _enter(self, found: Field, before: list[Field]) -> None:
        opens = found.words in self._opening if self._cards else found.label is not None
        if opens or found.role in ASIDE or (not found.values and found.words in self._over):  # 体系 over 目標 and 施策
            before.append(found)
        else:
            before.clear()
        if self._cards:
            card = self._cards[-1]
            card.parts.append(found)
            card.told = card.told or (found.label is not None and kind_of_field(found, self._kind_of) in TOLD)

    def _words(self, cell: Cell) -> str:
        return fold(cell.text(self._source.text)).strip()

    def cards(self) -> list[Card]:
        """Return the sheets; one that names the measure of the one before goes on with it."""
        cards: list[Card] = []
        for card in self._cards:
            title = title_of(card)
            if title is None:
                continue
            before = title_of(cards[-1]) if cards else None
            if before is not None and self._words(before.values[0]) == self._words(title.values[0]):
                cards[-1].again += card.heads
                cards[-1].parts += card.parts
            else:
                cards.append(card)
        if not cards:  # of most reports: their lines need not be gone through
            return []
        set_aside_changing(cards, self._words)
        self._add_lines(cards)
        return cards if any(self._tells(card) for card in cards) else []

    def rows(self, cards: Sequence[Card]) -> list[Row]:
        """Return sheets as measures."""
        self._above, self._direction = [], None
        self._lines_direct = self._are_below_lines(cards)
        return [self._row(card, title) for card in cards if (title := title_of(card)) is not None]

    def _are_below_lines(self, cards: Sequence[Card]) -> bool:
        """Tell whether lines above sheets name the directions of what their fields name: 基本目標1 … above 施策 and 事業名."""
        line, sheets, certain = None, [], True
        for card in cards:
            title = title_of(card)
            outer = next((head for head in card.heads if head is not title), None)
            above = next((at for at in card.above if self._heads(at) and self._ranks.get(at) is not False), None)
            if above is not None:
                line = read_heading(self._source.text, above, None, own=True).title
                certain = certain and names_direction(self._folded(above))
            certain = certain and (outer is None or outer.role is Role.TITLE)
            sheets.append((line, outer and read_heading(self._source.text, outer.spans[0], None).title))
        return lines_direct(sheets, certain=certain)

    def _add_lines(self, cards: Sequence[Card]) -> None:
        """Take up the lines between the tables of sheets: below those of one, or above those of the next on its page."""
        lines = list(lines_outside(self._source, [span for card in cards for span in card.spans()]))
        if heads_prose(self._source, lines):
            return
        places = [(spans[0].start, spans[-1].end, card) for card in cards for spans in [card.spans()]]
        places += [(others.start, others.end, Card([], [])) for others in self._lists]  # theirs are not taken up
        places.sort(key=itemgetter(0))
        starts, ends, owners = (list(column) for column in zip(*places, strict=True))
        ends.insert(0, 0)
        heading = self._last_headings(lines, starts)
        closing = {*self._annexes, next_chapter(self._source, lines, starts[0], ends[-1])}
        opened = -1  # the sheet above which a heading already stands: what follows it is none of the sheet before
        for line in lines:
            at = bisect_right(ends, line.start) - 1  # the sheet that it stands in or above
            page = self._page_of(line.start)
            inside = at < len(owners) and starts[at] < line.start
            above = at < len(owners) and (page == self._page_of(starts[at]) or line in heading)
            below = at > 0 and page == self._page_of(ends[at])
            opened = at if line.start in closing else opened
            if at == opened and not (inside or self._heads(line)):
                continue
            if inside or (at and below and not (above and self._heads(line))):
                owners[at if inside else at - 1].parts.append(self._line(line))
            elif above and (at or self._heads(line)):
                owners[at].above.append(line)
                opened = at if self._heads(line) else opened
            elif 0 < at < len(owners):
                owners[at - 1].parts.append(self._line(line))
        for card in cards:
            card.parts.sort(key=start_of)

    def _last_headings(self, lines: Sequence[Span], starts: Sequence[int]) -> frozenset[Span]:
        """Return the lines right above sheets that name what these belong to, be it at the foot of the page before.

        The number of the sheet may stand between, as it does above each: ■個票4.
        """
        found: set[Span] = set()
        forms = [
            _DIGITS.sub("0", self._folded(line)) if line.end - line.start <= _LONGEST_LABEL else "" for line in lines
        ]
        times = Counter(forms)
        following, unbroken = len(starts), False
        for line, form in zip(reversed(lines), reversed(forms), strict=True):
            sheet = bisect_right(starts, line.start)
            heads = self._heads(line)
            unbroken = (unbroken or sheet < following) and (heads or ("0" in form and times[form] > 1))
            following = sheet
            if unbroken and heads:
                found.add(line)
        return frozenset(found)

    def _heads(self, line: Span, *, own: bool = False) -> bool:
        """Tell whether a line above a sheet names what it belongs to: 基本目標1 …; `own`: the sheet says its direction itself."""
        return (line in self._ranks and not own) or names_direction(self._folded(line))

    def _line(self, line: Span) -> Field:
        """Return a line between tables as a field: a label without a value, or words without a label."""
        cell = Cell(row=0, column=0, spans=(line,))
        words = self._words(cell)
        bare, offices = bare_label(words), names_departments(words)
        marked = len(bare) < len(words.replace(" ", "")) and len(bare) <= _LONGEST_LABEL and not bare.endswith("。")
        if not offices and (self._kind_of(bare) is not None or (marked and kind_of_words(bare) is not None)):
            return Field(cell, bare)
        return Field(None, OFFICES if offices else "", values=(cell,))

    def _tells(self, card: Card) -> bool:
        return any(
            bool(told_by_year(p, self._kind_of) or kinds_of(p, self._kind_of))
            if isinstance(p, Sheet)
            else p.label is not None and kind_of_field(p, self._kind_of) in TOLD
            for p in card.parts
        )

    def _row(self, card: Card, title: Field) -> Row:
        """Return a sheet as a measure."""
        row = Row()
        row.name(self._source, title.values[0])
        self._place(row, card, title)
        kinds = kinds_of_parts(card.parts, self._kind_of)
        kind, label = None, ""
        for part in card.parts:
            if isinstance(part, Sheet):
                if (years_told := told_by_year(part, self._kind_of, label)) is not None:
                    row.take_years(part, self._source.text, years_told)
                    continue
                told = kinds_of(part, self._kind_of)
                row.take_in(part, self._source.text, kind, label, told)
                offices = part.find(Role.DEPARTMENT) if told and not row.departments else []
                cells = [cell for cells in part.rows() for cell in cells if cell.column in offices[:1]]
                row.departments += tuple(name for cell in cells for name in read_departments(self._source, cell))
                continue
            own = kinds[id(part)] if part.label is not None else kind or BlockKind.OTHER
            take_up(row, self._source, part, own, part.words or label)
            if part.label is not None:  # a label alone names the table below it
                kind, label = (None, "") if part.values else (kinds[id(part)], part.words)
        return row

    def _place(self, row: Row, card: Card, title: Field) -> None:
        """Take up what a sheet belongs to, as far as the one before does not belong to it too, and what names it."""
        found: list[Heading] = []
        outermost = next((head for head in card.heads if head.role is Role.DIRECTION), None)
        for line in card.above:
            if self._heads(line, own=outermost is not None and not self._lines_direct):
                rank = self._ranks.get(line)
                rank = self._lines_direct or None if rank is None else rank
                heading = read_heading(self._source.text, line, rank, own=line in self._ranks)
                self._direction = heading.title if heading.is_direction else self._direction
                found.append(heading)
            else:
                row.words.append(line)
                row.numbers.append(line)
        for head in (*card.heads, *card.again):
            row.call(self._source.text, head.label)
            if head in card.again:
                row.words += head.spans
            elif head is not title:
                first, *rest = head.spans
                row.words += rest
                is_direction = None if outermost is None else head is outermost
                heading = read_heading(self._source.text, first, False if self._lines_direct else is_direction)
                if heading.title == self._direction and heading.title is not None:  # said again in each sheet
                    row.words.append(first)
                    continue
                no = count_of(self._words(head.label)) if head.label is not None and heading.no is None else None
                found.append(heading._replace(no=number_of(no)) if no else heading)
        found = numbered_by_code(card, found, self._words)
        names = [(heading.no, heading.title) for heading in found]
        known = next((at for at, pair in enumerate(zip(names, self._above, strict=False)) if pair[0] != pair[1]), None)
        new = min(len(names), len(self._above)) if known is None else known
        for heading in found[:new]:
            row.words.append(heading.span)
            row.numbers.append(heading.span)
        row.above += found[new:]
        self._above = names
