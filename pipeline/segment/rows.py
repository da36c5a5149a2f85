"""Measures that stand in tables: one measure a row, its blocks by the columns' heads, sections by bands and merged cells.

A table is one of measures where a column names measures (取組名, 施策, 事業名) and another tells of them (実績, 課題,
今後の予定 …), in any order. A row without a title carries on the measure above it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import BlockKind, SourceDoc
from pipeline.pages import Cell
from pipeline.segment.counts import counts_on
from pipeline.segment.departments import is_department, split_departments, split_heading
from pipeline.segment.forms import number_of
from pipeline.tabular import DITTO, NO_VALUE, Role, Sheet, is_value

TOLD = frozenset({BlockKind.PROGRESS, BlockKind.OUTLOOK, BlockKind.ISSUES})
"""What tells of a measure."""
_BREAK = compile_pattern(r"\n|<br ?/?>", re.IGNORECASE)  # tables of Markdown write <br>
# Offices that a line break parts from what they belong to: 福祉課 over 相談係, 福祉部 over 長寿課.
_BELONGS = compile_pattern(
    r"(?:[課室]\n[^、,・課室部局\n]{1,12}(?:(?<!関)係|班|担当|グループ)|(?:部|局|委員会)\n[^、,・部局\n]{1,12}(?:課|室|係|センター|所|館))$"
)
_OFFICE_END = compile_pattern(r"[課室係]$")
_DESCRIBES = compile_pattern(r"(?:取組|事業|施策)?の?(?:内容|概要|目的)")
_RESULT = compile_pattern(r"(?:(?:令和|平成)?[0-9元]{1,4}年度)?の?実績")  # 実績の内訳, 令和6年度実績の概要
_TELLS = compile_pattern(r"実績|状況|進捗|成果|結果|効果")
_MARK = compile_pattern(
    r"[○〇◯◎●・■◆] ?|(?P<no>[0-9]{1,3}(?:-[0-9]{1,3})*|\([0-9]{1,3}\)|[①-⑳⑴-⒇])(?:[.:)] ?| |(?=[^\s0-9.,%人件回年月か]))"
)
_INNER = compile_pattern(r"(?m)^[【〔\[<《≪〈](?P<title>[^】〕\]>》≫〉\n]{2,16})[】〕\]>》≫〉](?: ?:)?")
_DIRECTION = compile_pattern(
    r"[【\[(]?(?:(?:基本|重点|取組|施策|支援|推進)の?(?:目標|方向性?|方針|柱)|施策|方向性?|柱|分野|目標)の?(?: ?)"
    r"(?P<above>(?:[0-9]{1,2}-){1,3})?(?P<no>[0-9]{1,2}|[一二三四五六七八九十]|[Ⅰ-Ⅻ])?[】\]):. ]*(?P<title>.*?)[】\]]?$"
)
_NUMBERED = compile_pattern(
    r"(?P<above>(?:(?:[0-9]{1,2}|[Ⅰ-Ⅻ])-){1,3})?"
    r"(?P<no>\([0-9]{1,2}\)|[⑴-⒇①-⑳Ⅰ-Ⅻ]|[0-9]{1,2}(?(above)(?![0-9,.%年代歳人か])|(?=[. ]))|第[0-9一二三四五六七八九十]+[章節])"
    r"[. :]*(?P<title>.*)$"
)
"""(1) …, 1-2 …: of a code the last number is its own."""
_GLUED = compile_pattern(r"(?P<no>[0-9]{1,2})(?P<title>[^0-9.,%\s年代歳].*)")
"""A number without a blank behind it, as the cells of a column may count."""
_FIELDS: dict[Role, BlockKind] = {
    Role.BASELINE: BlockKind.TARGET,
    Role.TARGET: BlockKind.TARGET,
    Role.INDICATOR: BlockKind.TARGET,
    Role.UNIT: BlockKind.TARGET,
    Role.ACTUAL: BlockKind.PROGRESS,
    Role.ATTAINMENT: BlockKind.PROGRESS,
}

_SEVERAL = 2  # labels
_SENTENCE = 10  # characters: no value and no grade
_DIGIT = compile_pattern(r"[0-9０-９元]")
_NO_BLANKS = str.maketrans("", "", " \n")


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

    def name(self, raw: str, title: Cell) -> None:
        """Take up the cell that names the measure, its number and departments apart."""
        span = Span(title.spans[0].start, title.spans[-1].end)
        self.words += title.spans
        self.heading = span
        words = title.text(raw)
        folded = fold(words)
        mark = _MARK.match(folded)
        begin = mark.end() if mark and mark.end() < len(folded) else 0
        if mark and mark["no"]:
            self.numbers.append(Span(span.start, span.start + mark.end("no")))
        named = split_heading(folded[begin:])
        self.title = "".join(words[begin + a : begin + b] for a, b in named.title).strip()
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

    def take_in(self, sheet: Sheet, raw: str, kind: BlockKind | None, label: str) -> None:
        """Take up a table with a head of its own; what names its rows before the head is a label too."""
        heads = [cell for cell in sheet.grid.cells if cell.row < sheet.body]
        last = max((span.end for cell in heads for span in cell.spans), default=0)
        body: list[Span] = []
        for cell in sheet.grid.cells:
            if cell.row < sheet.body or any(span.start < last for span in cell.spans):
                self.call(raw, cell)
            else:
                body += cell.spans
        if sheet.find(Role.INDICATOR, Role.BASELINE, Role.TARGET):
            kind = BlockKind.TARGET
        for span in sorted(body):
            self.tell(Part(kind or BlockKind.OTHER, label, span))

    @property
    def span(self) -> Span:
        """From its first to its last character."""
        spans = self.spans()
        return Span(spans[0].start, spans[-1].end)

    def spans(self) -> list[Span]:
        """Return all of its text in order."""
        return sorted([*self.words, *(p.span for p in self.parts), *(h.span for h in self.above)])


def take_in(rows: Sequence[Row], sheet: Sheet, raw: str) -> bool:
    """Take up a table that stands in a cell of one of some measures; tell whether there is one.

    Args:
        rows: of the table that it stands in.
        sheet: the inner table.
        raw: the text.
    """
    at = sheet.grid.span.start
    for row in reversed(rows):
        before = [part for part in row.parts if part.span.end <= at]
        if row.heading is not None and row.span.start < at:
            last = before[-1] if before else Part(BlockKind.OTHER, "", row.heading)
            row.take_in(sheet, raw, last.kind, last.label)
            return True
    return False


def tell_apart(row: Row, raw: str, kind_of: Callable[[str], BlockKind | None]) -> None:
    """Take the cells of a measure apart in which labels in brackets head what is of another kind: 【成果】 … 【課題】 …."""
    parts: list[Part] = []
    for part in row.parts:
        folded = fold(raw[part.span.start : part.span.end])
        heads = [(m, kind) for m in _INNER.finditer(folded) if (kind := kind_of(m["title"])) in TOLD]
        if all(kind is part.kind for _, kind in heads):
            parts.append(part)
            continue
        begins = [(0, 0, part.kind, part.label)]
        begins += [(m.start(), m.end(), kind, m["title"].replace(" ", "")) for m, kind in heads]
        for (at, begin, kind, label), stop in zip(begins, [*(b[0] for b in begins[1:]), len(folded)], strict=True):
            if begin > at:
                row.words.append(Span(part.span.start + at, part.span.start + begin))
            text = folded[begin:stop]
            if text.strip():
                start = part.span.start + begin + len(text) - len(text.lstrip())
                parts.append(Part(kind, label, Span(start, part.span.start + begin + len(text.rstrip()))))
    row.parts = parts


def read_rows(source: SourceDoc, sheet: Sheet, kind_of: Callable[[str], BlockKind | None]) -> list[Row]:
    """Return the rows of a table of measures in order; none for any other table.

    Args:
        source: the text.
        sheet: the table.
        kind_of: what a label opens, by the report's style.
    """
    if not has_measures(sheet, kind_of):
        return []
    return _Reader(source, sheet, _kinds(sheet, kind_of), _kinds_of_rows(sheet, kind_of)).read()


def has_measures(sheet: Sheet, kind_of: Callable[[str], BlockKind | None]) -> bool:
    """Tell whether a table's columns name measures and tell of them."""
    kinds = _kinds(sheet, kind_of)
    told = any(kind in TOLD and sheet.columns[number].role is Role.OTHER for number, kind in kinds.items())
    results = bool(sheet.find(Role.ACTUAL)) and not sheet.find(Role.INDICATOR, Role.BASELINE, Role.TARGET)
    return bool(sheet.find(Role.TITLE)) and (told or results or bool(_kinds_of_rows(sheet, kind_of)))


def _kinds_of_rows(
    sheet: Sheet, kind_of: Callable[[str], BlockKind | None]
) -> dict[tuple[int, int], tuple[BlockKind, Cell]]:
    """Return what the rows of a table tell whose measures take several, each with its label: 計画 over 実績.

    Returns:
        By row and column of the cells behind the labels, which one it is.
    """
    titles = sheet.find(Role.TITLE)
    for number in range(titles[-1] + 1, sheet.grid.columns) if titles else ():
        cells = [c for c in sheet.grid.cells if c.column == number and c.row >= sheet.body and c.spans]
        kinds = [kind_of(sheet.label(cell)) for cell in cells]
        behind = (sheet.cell(cell.row, n) for cell in cells for n in range(number + 1, sheet.grid.columns))
        words = [sheet.words(cell) for cell in behind if cell is not None]
        tells = any(len(w) >= _SENTENCE and not is_value(w) for w in words)
        if len(set(kinds)) < _SEVERAL or None in kinds or TOLD.isdisjoint(kinds) or not tells:
            continue
        return {
            (cell.row, column): (kind, cell)
            for cell, kind in zip(cells, kinds, strict=True)
            for column in range(number, sheet.grid.columns)
            if kind is not None
        }
    return {}


def _kinds(sheet: Sheet, kind_of: Callable[[str], BlockKind | None]) -> dict[int, BlockKind]:
    """Return what each column tells; columns that name things are left out."""
    kinds: dict[int, BlockKind] = {}
    tells = any(_TELLS.search(c.head) for c in sheet.columns)
    for number, column in enumerate(sheet.columns):
        if column.role in _FIELDS:
            kinds[number] = _FIELDS[column.role]
        elif column.role is Role.OTHER:
            lowest = "".join(fold(sheet.raw(span)) for span in column.spans[-1:]).translate(_NO_BLANKS)
            # 実施状況 over 課題 says only what it is a part of; 令和7年度 over 取組内容 says when.
            part = kind_of(column.head.removesuffix(lowest)) and kind_of(lowest)
            kind = (
                part or kind_of(column.head) or (BlockKind.PROGRESS if _RESULT.match(column.head) else BlockKind.OTHER)
            )
            kinds[number] = BlockKind.OTHER if tells and _DESCRIBES.fullmatch(column.head) else kind
    return kinds


class _Reader:
    def __init__(
        self,
        source: SourceDoc,
        sheet: Sheet,
        kinds: dict[int, BlockKind],
        of_rows: dict[tuple[int, int], tuple[BlockKind, Cell]],
    ) -> None:
        self._source = source
        self._sheet = sheet
        self._kinds = kinds
        self._of_rows = of_rows
        titles = sheet.find(Role.TITLE)
        self._title = titles[-1]
        self._levels = sorted([*sheet.find(Role.DIRECTION), *titles[:-1]])
        self._department = next(iter(sheet.find(Role.DEPARTMENT)), None)
        self._departments: tuple[str, ...] = ()
        self._glued = frozenset(filter(self._counts, self._levels))

    def _counts(self, column: int) -> bool:
        """Tell whether the cells of a column count up without a blank behind their numbers: 1健康づくり, 2地域の支え合い."""
        cells = [c for c in self._sheet.grid.cells if c.column == column and c.row >= self._sheet.body and c.spans]
        found = [_GLUED.match(words) for words in map(self._sheet.words, cells) if words not in DITTO]
        return len(found) > 1 and counts_on([int(match["no"]) if match else None for match in found])

    def read(self) -> list[Row]:
        heads = Row(words=[s for c in self._sheet.grid.cells if c.row < self._sheet.body for s in c.spans])
        captions = [s for c in self._sheet.grid.cells if c.row < self._sheet.captions for s in c.spans]
        if captions:
            heads.above = [self._band(span) for span in captions]
            heads.words = [s for s in heads.words if s not in captions]
        rows = [heads]
        for cells in self._sheet.rows():
            if self._sheet.is_band(cells):
                rows.append(Row(above=[self._band(s) for c in cells for s in c.spans]))
            elif any(cell.spans for cell in cells):
                self._enter(cells, rows)
        return rows

    def _enter(self, cells: Sequence[Cell], rows: list[Row]) -> None:
        title = next((c for c in cells if c.column <= self._title < c.column + c.columns), None)
        begins = title is not None and bool(title.spans) and title.column == self._title
        row = Row() if begins or rows[-1].heading is None else rows[-1]
        if row is not rows[-1]:
            rows.append(row)
        if begins and title is not None:
            self._name(row, title, cells[0].row)
        for cell in cells:
            if cell is title and begins:
                continue
            self._place(row, cell)

    def _name(self, row: Row, title: Cell, number: int) -> None:
        row.name(self._source.text, title)
        if self._department is not None:
            cell = self._sheet.cell(number, self._department)
            if cell is not None and cell.spans and self._sheet.words(cell) not in DITTO:
                self._departments = tuple(read_departments(self._source, cell))
            elif cell is None or not cell.spans:
                self._departments = ()
            row.departments = self._departments or row.departments

    def _place(self, row: Row, cell: Cell) -> None:
        if not cell.spans:
            return
        column = self._sheet.column(cell)
        if cell.column in self._levels:
            if self._sheet.words(cell) not in DITTO:
                glued = cell.column in self._glued
                heading = read_heading(self._source.text, cell.spans[0], self._level(cell.column), glued=glued)
                if heading.title is None:  # a page ends below 基本方針２: its name stands on the next one
                    rest = replace(cell, spans=cell.spans[1:])
                    heading = heading._replace(title=rest.text(self._source.text) or None)
                row.above.append(heading)
                row.words += cell.spans[1:]
            else:
                row.words += cell.spans
        elif (told := self._of_rows.get((cell.row, cell.column))) is not None and cell is told[1]:
            row.call(self._source.text, cell)
        elif told is not None and cell.rows <= told[1].rows and self._kinds.get(cell.column) is BlockKind.OTHER:
            row.parts += (Part(told[0], self._sheet.label(told[1]), span) for span in cell.spans)
        elif cell.column in self._kinds:
            row.parts += (Part(self._kinds[cell.column], column.head, span) for span in cell.spans)
        else:
            row.words += cell.spans

    def _level(self, column: int) -> bool | None:
        """Tell whether a column of sections holds directions; None where it is the only one."""
        return None if len(self._levels) < 2 else column == self._levels[0]

    def _band(self, span: Span) -> Heading:
        return read_heading(self._source.text, span, None)


def names_direction(words: str) -> bool:
    """Tell whether folded words name a numbered direction: 基本目標1 …, 柱2 …."""
    match = _DIRECTION.match(words)
    return match is not None and match["no"] is not None


def read_heading(raw: str, span: Span, is_direction: bool | None, *, glued: bool = False) -> Heading:
    """Read the direction or section that a cell or line names.

    Args:
        raw: the text.
        span: where it is named.
        is_direction: what is known of it already.
        glued: whether its number has no blank behind it.
    """
    words = "".join(line.strip() for line in raw[span.start : span.end].split("\n"))
    folded = fold(words)
    match = _DIRECTION.match(folded)
    if match and (match["no"] or is_direction):
        is_direction = match["above"] is None if is_direction is None else is_direction
    else:
        match = _NUMBERED.match(folded) or (_GLUED.match(folded) if glued else None)
    if match is None:
        return Heading(is_direction=is_direction, no=None, title=words, span=span)
    title = words[slice(*match.span("title"))].strip()
    return Heading(is_direction=is_direction, no=number_of(match["no"] or ""), title=title or None, span=span)


def read_departments(source: SourceDoc, cell: Cell) -> Iterator[str]:
    """Yield the departments of a cell: one a line where each line is one, else its words split as in a heading."""
    written = (line.strip().lstrip("・") for line in _lines(source, cell))
    lines: list[str] = []
    for line in filter(None, written):
        if lines and _BELONGS.search(fold(f"{lines[-1]}\n{line}")):
            lines[-1] += line
        else:
            lines.append(line)
    one_a_line = len(lines) > 1 and all(is_department(fold(line)) for line in lines)
    for words in lines if one_a_line else ("".join(lines),):
        if not words or fold(words) in NO_VALUE:
            continue
        found = split_departments(fold(words), 0, len(words), told=True)
        if found:
            yield from (words[a:b] for a, b in found)
        else:
            yield words


def _lines(source: SourceDoc, cell: Cell) -> Iterator[str]:
    """Yield the lines of a cell, those that only wrap put together; offices that fill their lines do not wrap."""
    wraps = source.soft_breaks
    line = ""
    for span in cell.spans:
        at = span.start
        for match in _BREAK.finditer(source.text, span.start, span.end):
            line += source.text[at : match.start()].strip()
            at = match.end()
            below = source.text[at : span.end].partition("\n")[0].strip()
            first = bisect_left(wraps, match.start())
            if first == len(wraps) or wraps[first] != match.start() or _are_offices(fold(line), fold(below)):
                yield line
                line = ""
        line += source.text[at : span.end].strip()
    yield line


def _are_offices(line: str, below: str) -> bool:
    """Tell whether two lines are an office each: 企画課 over 会計課, but not 生涯学 over 習課."""
    whole = is_department(line) and is_department(below)
    return whole and _OFFICE_END.search(line) is not None and _OFFICE_END.search(below) is not None


def is_prose(sheet: Sheet) -> bool:
    """Tell whether a table only frames prose, so that headings may stand in its cells."""
    lengths = [len(sheet.words(cell)) for cell in sheet.grid.cells if cell.spans]
    return sum(length > 60 for length in lengths) * 4 > len(lengths)
