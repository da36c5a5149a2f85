"""Measures that stand in tables: one measure a row, its blocks by the columns' heads, sections by bands and merged cells.

A table is one of measures where a column names measures (取組名, 施策, 事業名) and another tells of them (実績, 課題,
今後の予定 …), in any order. A row without a title carries on the measure above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.codes import NUMBERS, OF_NAME, numbers_in
from pipeline.markers import TITLE, form_of, mark_of
from pipeline.model import BlockKind, SourceDoc
from pipeline.pages import Cell
from pipeline.segment.columns import Columns, KindOf, column_of_years, columns_of
from pipeline.segment.counts import counts_on
from pipeline.segment.departments import Bracketed, split_heading
from pipeline.segment.forms import number_of
from pipeline.segment.grades import is_grade
from pipeline.segment.office_cells import departments_on, heading_in, offices_at_end, read_departments
from pipeline.segment.whose import offices_above, offices_in
from pipeline.segment.years import tells_done
from pipeline.tabular import DITTO, SUBTOTAL, TOTAL, Role, Sheet, role_of, whole_year

_MARK = compile_pattern(
    r"[○〇◯◎●・■◆] ?|(?P<sign>[★☆]{1,5}|※) ?|(?P<no>[0-9]{1,3}(?:-[0-9]{1,3})*|\([0-9]{1,3}\)|[①-⑳⑴-⒇])"
    rf"(?:[.:)] ?| |(?<=[)①-⑳⑴-⒇])|(?=[^\s0-9.,%件回年月か-])(?!人(?![材権口事生づ])|{OF_NAME}))"
)
_DIRECTION = compile_pattern(
    r"[【\[(<〔《〈]?(?:(?:基本|重点|取組|施策|政策|支援|推進|改革)の?(?:目標|方向性?|方針|柱|視点)|(?:基本|重点)?(?:施策|政策)|(?:基本|重点|成長|政策)?戦略"
    r"|重点の?(?:項目|テーマ|課題|領域|分野)|方針|方向性?|柱|分野|領域|視点|目標像?|(?:将来|都市)像|(?:目指|めざ)す(?:べき)?姿)の?(?: ?)"
    rf"(?P<above>(?:(?:[0-9]{{1,2}}|{NUMBERS['Ⅰ']})-){{1,3}})?(?P<no>(?:[0-9]{{1,2}}|\([0-9]{{1,2}}\)|{NUMBERS['一']}|[①-⑳⑴-⒇]|{NUMBERS['Ⅰ']})(?![0-9件%]|{OF_NAME}))?(?P<sign>[】\])>〕》〉:. ]*)(?P<title>.*?)[】\]>〕》〉]?$"
)
_NUMBERED = compile_pattern(
    r"(?P<above>(?:(?:[0-9]{1,2}|[Ⅰ-Ⅻ])-){1,3})?"
    r"(?P<no>\([0-9]{1,2}\)|[⑴-⒇①-⑳Ⅰ-Ⅻ]|[0-9]{1,2}(?(above)(?![0-9,.%年代歳人か])|(?=[. ]))|第[0-9一二三四五六七八九十]+[章節])"
    r"[. :]*(?P<title>.*)$"
)
"""(1) …, 1-2 …: of a code the last number is its own."""
_GLUED = compile_pattern(rf"(?P<no>[0-9]{{1,2}})(?P<title>(?!{OF_NAME})[^0-9.,%\s年代].*)")
"""A number without a blank behind it, as the cells of a column may count."""
_WIDE = compile_pattern(r"[０-９]{1,2}(?![人つ年月日回件本個割番期次])[一-鿿ァ-ヶ]")
_OUTERMOST = compile_pattern(r"(?:基本|重点|政策)目標名?|基本方針|目標像|将来像|政策の?柱")
"""The heads of columns of what a plan has no more above."""
_LEAD = compile_pattern(r"[■□◆◇●○▼▶★☆◎] ?(?=\S)")
_NO_KINDS: Mapping[int, BlockKind] = MappingProxyType({})
_OFFICES_TOO = compile_pattern(r"(?:[・/、,(\[]|及び|と)(?:主な)?(?:担当|所管|主管|実施)")
"""In the head of names: 事業名／担当課."""
_EXPECTED = compile_pattern(r"実績の?(?:見込|\(見込)")
_DIGIT = compile_pattern(r"[0-9０-９元]")


class Part(NamedTuple):
    """A cell's text in a measure."""

    kind: BlockKind
    label: str
    """The column's head, folded."""
    span: Span


class Heading(NamedTuple):
    """A direction or section that a table names: a band across it, or a cell merged over its measures."""

    is_direction: bool | None
    """None where only the headings around it can tell."""
    no: int | None
    title: str | None
    span: Span


@dataclass(slots=True, kw_only=True)
class Row:
    """A measure of a table, or (without a title) what only names columns and sections."""

    title: str = ""
    departments: tuple[str, ...] = ()
    heading: Span | None = None
    """The title's cell; None for a row that is no measure."""
    above: list[Heading] = field(default_factory=list)
    """The directions and sections that begin with it."""
    words: list[Span] = field(default_factory=list)
    """Cells that name things: heads, titles, departments, numbers."""
    numbers: list[Span] = field(default_factory=list)
    """What only counts rows, or names cells: 今後の取組（R7）."""
    parts: list[Part] = field(default_factory=list)
    goes_on: bool = False
    """Whether it tells of the measure that the text above it names."""

    def name(self, source: SourceDoc, title: Cell, *, offices: bool = True) -> None:
        """Take up the cell that names the measure, its number and departments apart: an institution is none where others name `offices`."""
        span = title.extent
        self.words += title.spans
        self.heading = span
        words = heading_in(source, title)
        folded = fold(words)
        mark = _MARK.match(folded)
        begin = mark.end() if mark and mark.end() < len(folded) else 0
        if mark and mark["no"]:
            self.numbers.append(Span(span.start, span.start + mark.end("no")))
        named = split_heading(folded[begin:])
        if named.departments and not (offices or named.certain):  # 3号認定(保育所)
            named = Bracketed(((0, len(folded) - begin),), (), certain=False)
        sign = (
            f" {mark['sign']}" if mark and begin and mark["sign"] else ""
        )  # as one that a title bears at its end: 相談会 ★
        self.title = "".join(words[begin + a : begin + b] for a, b in named.title).strip() + sign
        self.departments = tuple(words[begin + a : begin + b] for a, b in named.departments)

    def call(self, raw: str, label: Cell | None) -> None:
        """Take up a label: what it counts or when it is of is no value."""
        for span in label.spans if label is not None else ():
            self.words.append(span)
            if _DIGIT.search(raw, span.start, span.end):
                self.numbers.append(span)

    def tell(self, part: Part) -> None:
        """Take up what tells of the measure; what goes on on the next line is one part."""
        last = self.parts[-1] if self.parts else None
        if last is not None and last[:2] == part[:2] and part.span.start == last.span.end + 1:
            self.parts[-1] = last._replace(span=Span(last.span.start, part.span.end))
        else:
            self.parts.append(part)

    def take_in(
        self, sheet: Sheet, raw: str, kind: BlockKind | None, label: str, kinds: Mapping[int, BlockKind] = _NO_KINDS
    ) -> None:
        """Take up a table with a head of its own; what names its rows before the head is a label too.

        Args:
            sheet: the table.
            raw: the text.
            kind: what it tells as a whole.
            label: what stands over it.
            kinds: what its columns tell, where they differ.
        """
        heads = [cell for cell in sheet.grid.cells if cell.row < sheet.body]
        last = max((span.end for cell in heads for span in cell.spans), default=0)
        body: list[tuple[Span, BlockKind | None, str]] = []
        if sheet.find(Role.INDICATOR, Role.BASELINE, Role.TARGET):
            kind = BlockKind.TARGET
        for cell in sheet.grid.cells:
            if cell.row < sheet.body or any(span.start < last for span in cell.spans):
                self.call(raw, cell)
            elif cell.column in kinds:
                body += ((span, kinds[cell.column], sheet.column(cell).head) for span in cell.spans)
            elif kinds:
                self.words += cell.spans
            else:
                body += ((span, kind, label) for span in cell.spans)
        for span, told, words in sorted(body):
            self.tell(Part(told or BlockKind.OTHER, words, span))

    def take_years(self, sheet: Sheet, raw: str, told: Mapping[int, tuple[BlockKind, str]]) -> None:
        """Take up a table that tells year by year; `told` is what its cells tell, by identity, each with its label."""
        for cell in sheet.grid.cells:
            if id(cell) not in told:
                self.call(raw, cell)
            for span in cell.spans if id(cell) in told else ():
                self.tell(Part(*told[id(cell)], span))

    @property
    def told(self) -> Span:
        """From the first to the last character of what tells of it."""
        return Span(min(part.span.start for part in self.parts), max(part.span.end for part in self.parts))

    @property
    def span(self) -> Span:
        """From its first to its last character."""
        spans = self.spans()
        return Span(spans[0].start, spans[-1].end)

    def spans(self) -> list[Span]:
        """Return all of its text in order."""
        return sorted([*self.words, *(p.span for p in self.parts), *(h.span for h in self.above)])


def read_rows(source: SourceDoc, sheet: Sheet, kind_of: KindOf) -> list[Row]:
    """Return the rows of a table of measures in order; none for any other table."""
    columns = columns_of(sheet, kind_of)
    return [] if columns is None else _Reader(source, sheet, columns).read()


def directions_over(source: SourceDoc, sheet: Sheet) -> Iterator[Row]:
    """Yield the directions that a table names over its head, or in its only row, each as a row without a measure."""
    for cells in map(sheet.row, range(1 if sheet.grid.rows == 1 else sheet.captions)):
        for cell in (cell for cell in cells if cell.spans and names_direction(sheet.words(cell))):
            yield Row(above=[read_heading(source.text, cell.spans[0], None)])


class _Reader:
    def __init__(self, source: SourceDoc, sheet: Sheet, columns: Columns) -> None:
        self._source = source
        self._sheet = sheet
        self._title, self._levels, self._coded, self._department, self._kinds, self._of_rows, self._naming = columns
        self._departments: tuple[str, ...] = ()
        """Those of the row above, where a column says them."""
        self._whose = offices_above(source.text, sheet.grid.span.start) if self._department is None else ()
        """Those of all rows."""
        self._year = column_of_years(sheet)
        self._is_joint = _OFFICES_TOO.search(sheet.columns[self._title].head) is not None
        self._glued = frozenset(filter(self._counts, self._levels))

    def _counts(self, column: int) -> bool:
        """Tell whether the cells of a column count up without a blank behind their numbers: 1健康づくり, 2地域の支え合い."""
        cells = [c for c in self._sheet.grid.cells if c.column == column and c.row >= self._sheet.body and c.spans]
        found = [_GLUED.match(words) for words in map(self._sheet.words, cells) if words not in DITTO]
        return len(found) > 1 and counts_on([int(match["no"]) if match else None for match in found])

    def read(self) -> list[Row]:
        head = (c for c in self._sheet.grid.cells if self._sheet.captions <= c.row < self._sheet.body)
        heads = Row(words=[span for cell in head for span in cell.spans])
        rows = [heads]
        for number in range(self._sheet.captions):
            self._enter_band(self._sheet.row(number), heads)
        for cells in self._sheet.rows():
            if self._is_aside(cells):
                rows.append(Row(words=[*cells[0].spans]))
                rows[-1].parts += (Part(BlockKind.OTHER, "", span) for c in cells[1:] for span in c.spans)
            elif cells[0].row in self._naming:
                rows.append(self._named_across(cells))
            elif self._naming and (offices := offices_in(self._source.text, cells[0].extent)):
                rows[-1].departments = offices
                rows[-1].words += cells[0].spans
            elif self._is_band(cells):
                rows.append(Row())
                self._enter_band(cells, rows[-1])
            elif any(cell.spans for cell in cells):
                self._enter(cells, rows)
        return rows

    def _named_across(self, cells: Sequence[Cell]) -> Row:
        """Return the measure that a row across the table names, with the offices in the cells at its end."""
        row, (title, *behind) = Row(), [cell for cell in cells if cell.spans]
        first, *rest = title.spans
        marked = form_of(fold(self._source.text[first.start : first.end]))
        if marked is not None and TITLE not in marked.form and first.start + marked.title < first.end:
            row.call(self._source.text, replace(title, spans=(Span(first.start, first.start + marked.title),)))
            title = replace(title, spans=(Span(first.start + marked.title, first.end), *rest))
        row.name(self._source, title)
        for cell in behind:
            row.words += cell.spans
            if role_of(self._sheet.words(cell)) is not Role.DEPARTMENT:
                row.departments += tuple(read_departments(self._source, cell))
        row.departments = row.departments or self._whose
        return row

    def _enter_band(self, cells: Sequence[Cell], row: Row) -> None:
        """Take up a band: it names a direction or section, or whose all measures below it are."""
        spans = [span for cell in cells for span in cell.spans]
        if offices := offices_in(self._source.text, spans[0]):
            self._whose = offices
            row.words += spans
        else:
            row.above += map(self._band, spans)

    def _is_band(self, cells: Sequence[Cell]) -> bool:
        """Tell whether a row only names a direction or section, be it that the cells behind its name are left empty."""
        filled = [cell for cell in cells if cell.spans]
        alone = len(filled) == 1 < len(cells) and filled[0] is cells[0]
        return self._sheet.is_band(cells) or (alone and names_direction(self._sheet.words(filled[0])))

    def _is_aside(self, cells: Sequence[Cell]) -> bool:
        """Tell whether a row adds up those above it, as its first words say (合計), or tells what their grades mean."""
        filled = [cell for cell in cells if cell.spans]
        words = self._sheet.words(filled[0] if filled else cells[0])
        adds_up = (TOTAL.fullmatch(words) or SUBTOTAL.fullmatch(words)) is not None
        return adds_up or (len(filled) == 1 and filled[0].columns > 1 and is_grade(words))

    def _enter(self, cells: Sequence[Cell], rows: list[Row]) -> None:
        title = next((c for c in cells if c.column <= self._title < c.column + c.columns), None)
        below = (cells[0].row, self._title) in self._of_rows  # a label or its words stand in the names' place
        begins = title is not None and bool(title.spans) and title.column == self._title and not below
        row = Row() if begins or rows[-1].heading is None else rows[-1]
        if row is not rows[-1]:
            rows.append(row)
        if begins and title is not None:
            self._name(row, title, cells[0].row)
        elif self._naming and not row.departments:
            self._take_offices(row, cells[0].row)
        for cell in cells:
            if not (begins and cell is title):
                self._place(row, cell)

    def _name(self, row: Row, title: Cell, number: int) -> None:
        title, beside = offices_at_end(self._source, title) if self._is_joint else (title, None)
        row.name(self._source, title, offices=self._department is None)
        if beside is not None:
            row.words += beside.spans
            row.departments = tuple(departments_on(self._source, beside))
        self._take_offices(row, number)

    def _take_offices(self, row: Row, number: int) -> None:
        """Take up whose a measure is, as a column says it or all of the table is."""
        if self._department is not None:
            cell = self._sheet.cell(number, self._department)
            if cell is not None and cell.spans and self._sheet.words(cell) not in DITTO:
                self._departments = tuple(read_departments(self._source, cell, self._offices))
            elif (cell is None or not cell.spans) and not self._leaves_blank(number):
                self._departments = ()
            row.departments = self._departments or row.departments
        row.departments = row.departments or self._whose

    @cached_property
    def _offices(self) -> frozenset[str]:
        """The folded words of the cells of the departments' column."""
        return frozenset(
            self._sheet.words(c) for row in self._sheet.rows() for c in row if c.column == self._department
        )

    def _leaves_blank(self, number: int) -> bool:
        """Tell whether a row leaves blank what is the same as above: its own section is not said again either."""
        cell = self._sheet.cell(number, self._levels[-1]) if self._levels else None
        return cell is not None and cell.row == number and not cell.spans

    def _place(self, row: Row, cell: Cell) -> None:
        if not cell.spans:
            return
        column = self._sheet.column(cell)
        if cell.column in self._levels:
            if self._sheet.words(cell) not in DITTO:
                glued = cell.column in self._glued
                words = cell.text(self._source.text)  # of all its pieces: a page may end below 基本方針２
                heading = read_heading(words, Span(0, len(words)), self._level(cell.column), glued=glued)
                no = self._code(cell) if heading.no is None else heading.no
                row.above.append(heading._replace(no=no, span=cell.spans[0]))
                if heading.no is not None and (at := words.find((heading.title or "")[:1])) > 0:  # it may be said again
                    row.numbers.append(Span(cell.spans[0].start, cell.spans[0].start + at))
                row.words += cell.spans[1:]
            else:
                row.words += cell.spans
        elif (told := self._of_rows.get((cell.row, cell.column))) is not None and cell is told[1]:
            row.call(self._source.text, cell)
        elif told is not None and role_of(self._sheet.label(told[1])) is Role.DEPARTMENT:
            row.words += cell.spans
            row.departments += tuple(read_departments(self._source, cell))
        elif told is not None and cell.rows <= told[1].rows and self._tells_by_row(cell, told[1]):
            row.parts += (Part(told[0], self._sheet.label(told[1]), span) for span in cell.spans)
        elif cell.column == self._year:
            row.call(self._source.text, cell)
        elif cell.column in self._kinds:
            label = self._year_of(cell.row) + column.head
            row.parts += (Part(self._kinds[cell.column], label, span) for span in cell.spans)
        else:
            row.words += cell.spans

    def _year_of(self, number: int) -> str:
        """Return the year of which a row tells, as the table says it beside each; empty where its heads do."""
        cell = self._sheet.cell(number, self._year) if self._year is not None else None
        return self._sheet.words(cell) if cell is not None else ""

    def _tells_by_row(self, cell: Cell, label: Cell) -> bool:
        """Tell whether the label of its row says what a cell tells: no head does, or it is below the name of its measure.

        Right behind the label a head like 実施状況 only says what all of them are of.
        """
        told = self._kinds.get(cell.column)
        beside = told is BlockKind.PROGRESS and cell.column == label.column + label.columns
        return told is BlockKind.OTHER or beside or (cell.row, self._title) in self._of_rows

    def _code(self, cell: Cell) -> int | None:
        """Return the number of a section whose code stands in the cell before its name: 2-1 beside 移住の促進."""
        code = self._sheet.cell(cell.row, cell.column - 1) if cell.column in self._coded else None
        return number_of(self._sheet.words(code)) if code is not None and code.spans else None

    def _level(self, column: int) -> bool | None:
        """Tell whether a column of sections holds directions; None where it is the only one, and nothing says so."""
        named = _OUTERMOST.fullmatch(self._sheet.columns[column].head) is not None
        alone = False if self._has_banded_directions else None
        return (named or alone) if len(self._levels) < 2 else column == self._levels[0]

    @cached_property
    def _has_banded_directions(self) -> bool:
        """Whether bands name directions beyond doubt: 基本目標1 over rows with a column 基本施策."""
        return any(self._band(span).is_direction for span in self._bands)

    @cached_property
    def _bands(self) -> list[Span]:
        """Where the bands stand that name directions and sections."""
        bands = [cells for cells in self._sheet.rows() if self._is_band(cells)]
        bands = [self._sheet.row(number) for number in range(self._sheet.captions)] + bands
        spans = [next(span for cell in cells for span in cell.spans) for cells in bands]
        return [span for span in spans if not offices_in(self._source.text, span)]

    @cached_property
    def _ranks(self) -> dict[str, bool]:
        """Whether the bands of each mark name directions, where one mark opens the bands and another stands below it."""
        marks = [form_of(fold(self._source.text[span.start : span.end])) for span in self._bands]
        forms = [mark.form if mark else "" for mark in marks]
        kinds = list(dict.fromkeys(forms))
        return dict(zip(kinds, (True, False), strict=True)) if len(kinds) == 2 and forms[:2] == kinds else {}

    def _band(self, span: Span) -> Heading:
        marked = form_of(fold(self._source.text[span.start : span.end]))
        return read_heading(self._source.text, span, self._ranks.get(marked.form if marked else ""))


def names_direction(words: str) -> bool:
    """Tell whether folded words name a numbered direction: 基本目標1 …, 柱2 …."""
    match = _DIRECTION.match(words)
    return match is not None and match["no"] is not None


def read_heading(raw: str, span: Span, is_direction: bool | None, *, glued: bool = False, own: bool = False) -> Heading:
    """Read the direction or section that a cell or line names.

    Args:
        raw: the text.
        span: where it is named.
        is_direction: what is known of it already.
        glued: whether its number has no blank behind it.
        own: whether it may be counted by a word that only this report counts with.
    """
    words = "".join(line.strip() for line in raw[span.start : span.end].split("\n"))
    folded = fold(words)
    begin = lead.end() if (lead := _LEAD.match(folded)) else 0
    match = _DIRECTION.match(folded, begin)
    if match and (match["no"] or (is_direction and match["sign"])):
        is_direction = match["above"] is None if is_direction is None else is_direction
    else:
        wide = _WIDE.match(words) is not None  # １健やかに育つ: what is set this wide needs no blank
        match = _NUMBERED.match(folded, begin) or (_GLUED.match(folded) if glued or wide else None)
    if match is None:
        marked = None if folded[:1].isdigit() else mark_of(folded) if own else form_of(folded)
        numbers = numbers_in(folded[: marked.title]) if marked else []
        if marked is None or not numbers:
            inside = marked is not None and marked.form == f"{folded[0]}{TITLE}{folded[-1]}"  # 〈水を守る〉
            title = words[1:-1].strip() if inside else words[begin:]
            return Heading(is_direction=is_direction, no=None, title=title, span=span)
        title, no = words[marked.title :].strip(), number_of(numbers[-1])
        return Heading(is_direction=is_direction, no=no, title=title or None, span=span)
    title = words[slice(*match.span("title"))].strip()
    no = number_of((match["no"] or "").strip("第章節"))
    return Heading(is_direction=is_direction, no=no, title=title or None, span=span)


def results_of(rows: Iterable[Row]) -> set[str]:
    """Return the folded heads of the columns and fields that tell results of measures of tables, or only name their year."""
    parts = (part for row in rows for part in row.parts)
    labels = {part.label for part in parts if part.kind is BlockKind.PROGRESS or _EXPECTED.search(part.label)}
    return {label for label in labels if tells_done(label) or whole_year(label)}
