"""Headings and lines → the tree of a report, and the segments that cover its text once."""

from __future__ import annotations

from collections import deque
from collections.abc import Container, Sequence
from typing import NamedTuple

from extractors.mentions import Span
from pipeline.model import (
    Block,
    BlockKind,
    Direction,
    Item,
    Measure,
    SegmentKind,
    Segments,
)
from pipeline.profile import Level
from pipeline.segment.belonging import belongings
from pipeline.segment.below import close_with_contacts, is_of_report
from pipeline.segment.contacts import contacts_in
from pipeline.segment.cover import Cover
from pipeline.segment.described import described_alike, in_view_of_each_other
from pipeline.segment.evidence import names_picture
from pipeline.segment.forms import AHEAD
from pipeline.segment.items import read_items
from pipeline.segment.kinds import Kinds
from pipeline.segment.line_signs import signs_told
from pipeline.segment.lines import Line, Sheet
from pipeline.segment.opened import Open, OpenDirection, OpenMeasure, OpenSection, grades_of, is_worded, settled
from pipeline.segment.outline import Mark, Outline
from pipeline.segment.paragraphs import told_in_paragraphs
from pipeline.segment.rows import Heading as RowHeading
from pipeline.segment.rows import Row
from pipeline.segment.tense import told_apart

_BLOCK, _HEADING, _LABEL, _OUTLOOK = SegmentKind.BLOCK, SegmentKind.HEADING, Level.LABEL, BlockKind.OUTLOOK
"""To look a member up takes thirty times as long."""
_BRACED = "(（⑴⑵⑶⑷⑸⑹⑺⑻⑼"  # numbers that count within another heading, unless that has one written so too


class Tree(NamedTuple):
    """What segmenting finds below the head."""

    directions: tuple[Direction, ...]
    loose: tuple[Block, ...]
    segments: Segments


def grow(
    raw: str,
    sheet: Sheet,
    found: Outline,
    kinds: Kinds,
    title_lines: Container[int],
    rows: Sequence[Row] = (),
    notes: Container[int] = (),
) -> Tree:
    """Put a report's tree together.

    Args:
        raw: the report's text.
        sheet: its lines.
        found: its headings.
        kinds: what a label such as 令和5年度の取組 opens by the year and period of the report.
        title_lines: the lines that are the report's own title.
        rows: the rows of its tables of measures, in order.
        notes: where its footnotes begin.
    """
    return _Grower(raw, sheet, found, kinds, title_lines, rows, notes).grow()


class _Grower:
    def __init__(
        self,
        raw: str,
        sheet: Sheet,
        found: Outline,
        kinds: Kinds,
        title_lines: Container[int],
        rows: Sequence[Row],
        notes: Container[int],
    ) -> None:
        self._raw = raw
        self._lines = sheet.lines
        self._signs = signs_told(raw, (line.text for line in self._lines))
        self._found = found
        self._title_lines = title_lines
        self._rows = deque((row.spans(), row) for row in rows if row.spans())
        self._directions: list[Direction] = []
        self._loose: list[Block] = []
        self._direction = OpenDirection()
        self._section = OpenSection()
        self._measure: OpenMeasure | None = None
        self._block: Open | None = None
        self._notes = notes
        self._beside = False  # whether the text at hand stands beside the open measure and is none of it
        self._cut: BlockKind | None = None  # kind of the block that a footnote cuts: it goes on below
        self._count = 0
        item = Level.ITEM  # the last level of all
        closed = {number for number, readings in enumerate(found.forms) if readings and readings[-1].level is item}
        self._item_lines = closed.difference(found.cells)
        self._kinds = kinds
        self._cover = Cover(raw)
        self._cover.add_furniture(sheet.furniture)
        self._asked = contacts_in(line.text for line in self._lines)
        self._contacts = close_with_contacts(found.marks, self._asked)
        self._belongings = belongings(found.marks, self._lines)
        self._fields = frozenset(told.number for told in self._belongings.values())
        self._told = ""  # the field that names the open direction
        self._tabled: set[Span] = set()  # where tables name directions
        self._in_prose = False  # whether the direction is one that the prose names, not a table

    def grow(self) -> Tree:
        marks = iter(self._found.marks)
        mark = next(marks, None)
        number = 0
        count, fields, aside, asked = len(self._lines), self._fields, self._found.aside, self._asked
        while number < count:
            if self._rows and self._lines[number].end > self._rows[0][0][0].start:
                number = self._enter_row(number, *self._rows.popleft())
                while mark is not None and mark.first < number:  # the heads of its columns
                    mark = next(marks, None)
                continue
            if mark is not None and mark.first == number and number not in fields:
                if self._rows:
                    mark = mark._replace(stop=self._before_table(mark.stop))
                self._enter(mark)
                number = mark.stop
                mark = next(marks, None)
                continue
            if number in fields:
                mark = next(marks, None) if mark is not None and mark.first == number else mark
                self._as_heading(number, number + 1)
            elif number in aside:
                self._cover.add_furniture([self._lines[number]])
            elif number in self._title_lines:
                self._as_heading(number, number + 1)
            elif number not in asked or not self._names_contact(number, asked[number]):
                self._add(number)
            number += 1
        self._close_direction()
        read = described_alike(self._raw, settled(self._raw, self._directions, self._tabled), self._kinds.year)
        return Tree(
            tuple(told_in_paragraphs(self._raw, read)),
            tuple(self._loose),
            self._cover.segments(),
        )

    def _before_table(self, stop: int) -> int:
        """Return `stop`, or the first line of the next table if that comes before it: no heading reaches into one."""
        while self._lines[stop - 1].end > self._rows[0][0][0].start:
            stop -= 1
        return stop

    def _enter(self, mark: Mark) -> None:
        if mark.level is _LABEL:
            self._open_label(mark)
            return
        if mark.level is Level.ASIDE:
            self._set_aside(self._as_heading(mark.first, mark.stop))
            return
        if mark.level is Level.DEPARTMENTS:
            self._tell_departments(mark)
            return
        self._close_measure()
        body = mark.heading.body if mark.heading is not None else None
        heading = self._as_heading(mark.first, mark.stop) if body is None else self._as_label(mark.first, body)
        match mark.level:
            case Level.MEASURE:
                self._open_told(mark.first)
                self._measure = OpenMeasure(mark, heading, self._departments(mark))
                if body is not None:
                    self._open_inline(BlockKind.PROGRESS, None, mark.first, body)
            case Level.SECTION:
                self._close_section()
                told = self._departments(mark)
                self._section = OpenSection(mark.form.no, self._title(mark), heading, departments=told)
            case Level.DIRECTION:
                self._close_direction()
                told = self._departments(mark)
                self._direction = OpenDirection(mark.form.no, self._title(mark), heading, departments=told)
                self._in_prose = True
            case Level.OFFICE:
                self._close_direction()
                self._direction = OpenDirection(None, self._title(mark), heading, departments=self._departments(mark))
                self._in_prose = True
            case Level.BETWEEN:
                self._close_section()
            case _:  # an annex ends what stands before it
                if mark.is_part:
                    self._direction.stop = heading.start
                self._close_direction()
                if mark.form.kind is not None:
                    self._block = Open(mark.form.kind, heading)
                    self._cover.open()

    def _open_told(self, number: int) -> None:
        """Open the direction that the measure which begins at line `number` names in a field, if it is a new one."""
        told = self._belongings.get(number)
        if told is not None and told.line.text != self._told:
            self._close_direction()
            self._told = told.line.text
            title = told.line.quote(self._raw, *told.title)
            self._direction = OpenDirection(told.no, title, Span(told.line.start, told.line.end))

    def _set_aside(self, heading: Span) -> None:
        """Take up a heading of what stands beside the measures: the open one goes on only with a label of its own."""
        self._beside = True
        if self._measure is not None and self._measure.stop is None:
            self._measure.stop = max((b.span.end for b in self._measure.blocks), default=self._measure.heading.end)

    def _departments(self, mark: Mark) -> tuple[str, ...]:
        """Return the departments that a heading names, as written."""
        named = mark.heading.departments if mark.heading else ()
        return tuple(line.quote(self._raw, a, b) for line, a, b in named)

    def _tell_departments(self, mark: Mark) -> None:
        """Take up a line of departments below a heading: those of the measure, else of all below the heading."""
        if mark.form.style == AHEAD.style:
            self._close_measure()
        told = self._departments(mark)
        if mark.stop > mark.first:  # a line of their own
            heading = self._as_heading(mark.first, mark.stop)
            self._cover.reached = heading.end if self._measure is not None else self._cover.reached
        if self._measure is not None:
            self._measure.departments = tuple(dict.fromkeys((*self._measure.departments, *told)))
        elif self._section.heading is not None:
            self._section.departments = told
        else:
            self._direction.departments = told

    def _names_contact(self, number: int, named: Sequence[tuple[int, int]]) -> bool:
        """Take up a line that says whom to ask, if it is how this report names the department of a measure."""
        if is_of_report(self._lines, number, self._asked, close=self._contacts):
            self._close_direction()
            return False
        above = self._section.departments or self._direction.departments
        if not (self._contacts and named) or self._measure is None or self._measure.departments or above:
            return False
        self._cover.reached = self._as_heading(number, number + 1).end
        self._measure.departments = tuple(self._lines[number].quote(self._raw, a, b) for a, b in named)
        if self._measure.blocks and any(line.gap for line in self._lines[number + 1 : number + 2]):  # it closes them
            self._beside, self._measure.stop = True, self._cover.reached
        return True

    def _enter_row(self, number: int, spans: Sequence[Span], row: Row) -> int:
        """Put a row of a table of measures into the tree, and return the number of the first line behind it."""
        if row.goes_on:
            self._close_block()
        else:
            self._close_measure()
        for heading in row.above:
            self._enter_heading(heading)
        stop = number
        while stop < len(self._lines) and self._lines[stop].start < spans[-1].end:
            stop += 1
        if not self._in_prose:
            self._direction.stop = spans[-1].end
        told = {part.span for part in row.parts}
        for span in spans:
            self._cover.open()
            self._cover.add(span.start, span.end, SegmentKind.BLOCK if span in told else SegmentKind.HEADING)
        self._cover.rule_off(self._lines[number:stop], spans)
        if row.goes_on:
            blocks = self._measure.blocks if self._measure is not None else self._loose
            self._tell(row, range(number, stop), blocks)
            if self._measure is not None:
                self._measure.departments = self._measure.departments or row.departments
        elif row.heading is not None:
            self._count += 1
            self._tell(row, range(number, stop), blocks := [])
            self._section.measures.append(
                Measure(
                    no=self._count,
                    title=row.title,
                    departments=row.departments or self._section.departments or self._direction.departments,
                    heading=row.heading,
                    span=Span(spans[0].start, spans[-1].end),
                    blocks=tuple(in_view_of_each_other(self._raw, blocks, self._kinds.year)),
                )
            )
        return max(stop, number + 1)

    def _tell(self, row: Row, lines: range, blocks: list[Block]) -> None:
        """Add what a row of a table tells, which stands on some lines, to the blocks of its measure."""
        for part in sorted(row.parts, key=lambda p: p.span):
            kind = self._kinds.of(part.kind, part.label, blocks)
            within = [n for n in lines if part.span.start <= self._lines[n].start < part.span.end]
            told_lines = [(self._lines[n], self._found.cells.get(n, ())) for n in within]
            items = read_items(self._raw, told_lines, part.span.end)
            blocks.append(Block(kind=kind, heading=None, span=part.span, items=items, column=part.label))

    def _enter_heading(self, heading: RowHeading) -> None:
        # The report's own directions hold the sections of its tables; without any, a table's bands are directions.
        above = self._direction.heading
        in_words = above is not None and above not in self._tabled and is_worded(self._raw, above)
        if in_words and heading.title is not None and heading.title == self._direction.title:
            return  # 基本目標1 above the table and in a column of it
        is_direction = not self._in_prose if heading.is_direction is None else heading.is_direction and not in_words
        if heading.is_direction is None and heading.no is not None and above is not None:
            is_direction = is_direction and (
                self._raw[heading.span.start] not in _BRACED or self._raw[above.start] in _BRACED
            )
        opened = self._direction if is_direction else self._section
        if heading.title and (heading.no, heading.title) == (opened.no, opened.title):
            return  # said again beside each measure, or below the head of the next sheet
        if is_direction:
            self._tabled.add(heading.span)
            self._close_direction()
            self._direction = OpenDirection(heading.no, heading.title, heading.span)
        else:
            self._close_section()
            self._section = OpenSection(heading.no, heading.title, heading.span)

    def _title(self, mark: Mark) -> str | None:
        """Return a direction's or section's title as written."""
        first = self._lines[mark.first]
        start, end = mark.form.title
        if mark.line is None:
            title = first.quote(self._raw, start, end)
        else:
            below = mark.line.start != first.start  # alone on the line below its mark
            title = mark.line.quote(self._raw, 0 if below else start, len(mark.line.text))
        return title or None

    def _as_heading(self, first: int, stop: int) -> Span:
        self._close_block()
        self._cut = None
        self._cover.open()
        for line in self._lines[first:stop]:
            self._cover.add_line(line, line.start, line.end, _HEADING)
        return Span(self._lines[first].start, self._lines[stop - 1].end)

    def _open_label(self, mark: Mark) -> None:
        within = self._block.kind if self._block is not None and self._block.kind is _OUTLOOK else None
        self._close_block()
        self._cut, self._beside = None, False
        if self._measure is not None:
            self._measure.stop = None
        heading = self._as_label(mark.first, mark.form.rest)
        label = self._lines[mark.first].text[slice(*mark.form.title)].replace(" ", "")
        before = self._measure.blocks if self._measure is not None else ()
        kind = self._kinds.of(mark.form.kind or BlockKind.OTHER, label, before)
        self._open_inline(kind, heading, mark.first, mark.form.rest, within)

    def _as_label(self, number: int, rest: int) -> Span:
        """Take up a line as a heading up to where text follows on it."""
        self._close_block()
        line = self._lines[number]
        end = line.at(rest) if rest < len(line.text) else line.end
        self._cover.open()
        self._cover.add_line(line, line.start, end, _HEADING)
        return Span(line.start, line.start + len(self._raw[line.start : end].rstrip()))

    def _open_inline(
        self, kind: BlockKind, heading: Span | None, number: int, rest: int, within: BlockKind | None = None
    ) -> None:
        """Open a block with what follows its label or heading on the line."""
        self._block = Open(kind, heading, within=within)
        self._cover.open()
        line = self._lines[number]
        if rest < len(line.text):
            self._block.inline = line.at(rest)
            self._block.numbers.append(number)
            self._cover.add_line(line, self._block.inline, line.end, _BLOCK)

    def _add(self, number: int) -> None:
        line = self._lines[number]
        is_note = line.start in self._notes or self._shows_done(line)
        if self._is_behind_target(number):
            self._cut = self._block.within if self._block is not None else None
            self._close_block()
        if is_note:
            self._cut = self._block.kind if self._block is not None else self._cut
            self._close_block()
        if self._block is None:
            # Text of a measure that no label introduces tells what was done.
            of_measure = self._measure is not None and not (is_note or self._beside)
            self._block = Open((self._cut or BlockKind.PROGRESS) if of_measure else BlockKind.OTHER, None)
            self._cover.open()
        self._block.numbers.append(number)
        self._cover.add_line(line, line.start, line.end, _BLOCK)
        if is_note:
            self._close_block(loose=True)

    def _is_behind_target(self, number: int) -> bool:
        """Tell whether a line is none of the target that a label states on its own line: 目標：年10回。 and a new paragraph."""
        block = self._block
        if block is None or block.inline is None or block.kind is not BlockKind.TARGET:
            return False
        line, ended = self._lines[number], self._lines[number - 1].text.endswith("。")
        return (line.gap or ended) and line.indent <= self._lines[block.numbers[0]].indent

    def _shows_done(self, line: Line) -> bool:
        """Tell whether a line names a photograph and so is none of the plans that it happens to stand below."""
        kind = self._block.kind if self._block is not None else self._cut
        return kind is _OUTLOOK and names_picture(line.text)

    def _close_block(self, *, loose: bool = False) -> None:
        block, self._block = self._block, None
        if block is None or not block.numbers:  # a label with nothing below it has no text to cite
            return
        first, last = self._lines[block.numbers[0]], self._lines[block.numbers[-1]]
        span = Span(first.start if block.inline is None else block.inline, last.end)
        below = block.numbers[0 if block.inline is None else 1 :]
        items: tuple[Item, ...] = ()
        if not self._item_lines.isdisjoint(below):
            readings = [() if n in self._found.cells else self._found.forms[n] for n in below]
            items = read_items(
                self._raw, [(self._lines[n], read) for n, read in zip(below, readings, strict=True)], span.end
            )
        closed = Block(kind=block.kind, heading=block.heading, span=span, items=items)
        of_measure = self._measure is not None and not (loose or self._beside)
        (self._measure.blocks if self._measure is not None and of_measure else self._loose).append(closed)

    def _close_measure(self) -> None:
        self._close_block()
        self._beside = False
        opened, self._measure = self._measure, None
        if opened is None or opened.mark.heading is None:
            return
        read = opened.mark.heading
        self._count += 1
        title = "".join(read.line.quote(self._raw, a, b) for a, b in read.title)
        blocks = in_view_of_each_other(self._raw, opened.blocks, self._kinds.year)
        self._section.measures.append(
            Measure(
                no=self._count,
                title=title,
                departments=opened.departments or self._section.departments or self._direction.departments,
                heading=opened.heading,
                span=Span(opened.heading.start, max(opened.heading.end, opened.stop or self._cover.reached)),
                blocks=tuple(told_apart(self._raw, blocks, self._signs)),
                marks=grades_of(self._raw, read),
            )
        )

    def _close_section(self) -> None:
        self._close_measure()
        section, self._section = self._section, OpenSection()
        if section.heading is not None or section.measures:
            self._direction.sections.append(section.closed())

    def _close_direction(self) -> None:
        self._close_section()
        direction, self._direction = self._direction, OpenDirection()
        if direction.heading is not None or direction.sections:
            self._directions.append(direction.closed())
