"""The headings that stand in lines right above tables: what the sheets below them belong to, or what they tell of.

A line is such a heading if it bears a mark, and every line of that mark from there on stands right above a table or
above another such line.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from typing import NamedTuple

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.codes import places_of
from pipeline.markers import TITLE, Marked, form_of, mark_of
from pipeline.model import SourceDoc
from pipeline.pages import Cell
from pipeline.profile import base
from pipeline.segment.closing import closes
from pipeline.segment.counts import number_in
from pipeline.segment.departments import split_heading
from pipeline.segment.fields import Field, bare_label
from pipeline.segment.forms import LONGEST_HEADING
from pipeline.segment.headings import names_departments
from pipeline.segment.opened import is_part_over, names_part
from pipeline.segment.own_marks import counted_marks
from pipeline.tabular import Sheet

_CAPTION = compile_pattern(r"[(【<\[]? ?(?:図?表|図|別表|資料|写真) ?[0-9①-⑳]")
_LONGEST = 60  # characters
_TITLE = "取組名"
"""The label of the field that a heading above a sheet stands for."""
_UNIT = compile_pattern(r"[(\[]単位 ?[:/] ?[^()\[\]]{1,12}[)\]]")
_SEVERAL = 2  # tables below headings of one mark


class Above(NamedTuple):
    """The headings above tables."""

    chains: tuple[tuple[Span, ...], ...]
    """For each table, those right above it, from the top."""
    forms: dict[Span, str]
    """The form of the mark of each."""

    def titles(self) -> dict[int, Span]:
        """Return the heading that names what each table tells of: the last above it, of a mark that heads nothing else."""
        last = {at: chain[-1] for at, chain in enumerate(self.chains) if chain}
        others = {self.forms[line] for chain in self.chains for line in chain[:-1]}
        forms = Counter(self.forms[line] for line in last.values())
        form, times = next(iter(forms.most_common(1)), ("", 0))
        if times < _SEVERAL or form in others:
            return {}
        return {at: line for at, line in last.items() if self.forms[line] == form}

    def ranks(self, titles: dict[int, Span]) -> dict[Span, bool | None]:
        """Return of the headings that are no titles whether each names a direction; None where one mark is all they have."""
        named = set(titles.values())
        lines = [line for chain in self.chains for line in chain if line not in named]
        forms = list(dict.fromkeys(self.forms[line] for line in lines))
        return {line: self.forms[line] == forms[0] if len(forms) > 1 else None for line in lines}


def headings_above(source: SourceDoc, sheets: Sequence[Sheet]) -> Above:
    """Find the headings right above tables.

    Args:
        source: the text.
        sheets: its tables in order.
    """
    taken = spans_of(sheets)
    lines = list(lines_outside(source, taken))
    starts = [line.start for line in lines]
    aside = _aside(source.text, lines)
    words = [fold(source.text[line.start : line.end]) if n not in aside else "" for n, line in enumerate(lines)]
    marked = [mark and _mark(text, mark) for text, mark in zip(words, counted_marks(words), strict=True)]
    chains, end = [], 0
    for sheet in sheets:
        chain: list[int] = []
        number = bisect_left(starts, sheet.grid.span.start) - 1
        while number >= 0 and starts[number] >= end and (marked[number] is not None or number in aside):
            chain[:0] = [] if number in aside else [number]
            number -= 1
        chains.append(chain)
        end = max(end, sheet.grid.span.end)
    if (chapter := _chapter(source.text, lines, marked, chains)) is not None:
        chains = [[number for number in chain if number != chapter] for chain in chains]
        marked[chapter] = None
    standing = {number for chain in chains for number in chain}
    first = min(standing, default=0)
    loose = {mark.form for n, mark in enumerate(marked) if mark is not None and n > first and n not in standing}
    kept = [[n for n in chain if (mark := marked[n]) is not None and mark.form not in loose] for chain in chains]
    forms = {lines[n]: mark.form for chain in kept for n in chain if (mark := marked[n]) is not None}
    return Above(tuple(tuple(lines[n] for n in chain) for chain in kept), forms)


def _chapter(
    raw: str, lines: Sequence[Span], marked: Sequence[Marked | None], chains: Sequence[Sequence[int]]
) -> int | None:
    """Return the line that only heads the part of a report in which all tables stand: 2 個別事業の実施状況 over 基本目標1.

    What recurs below it are the directions, by their word, or as nothing before that part bears their mark.
    """
    top, *below = next((chain for chain in chains if chain), ()) or (None,)
    mark = None if top is None else marked[top]
    if top is None or mark is None or len(below) < _SEVERAL:  # what stands over directions alone is told from these
        return None
    words = {n: fold(raw[lines[n].start : lines[n].end]) for chain in chains for n in chain}
    forms = {n: found.form for n in words if (found := marked[n]) is not None}
    inner = [text for n, text in words.items() if forms[n] == forms[below[0]]]
    title = words[top][mark.title :].strip()
    if [*forms.values()].count(mark.form) > 1 or len(inner) < _SEVERAL:
        return None
    if is_part_over(words[top], title, inner):
        return top
    before = {found.form for found in marked[:top] if found is not None}
    counts = (number_in(words[top][: mark.title]) or 0) > 1 and before.isdisjoint(map(forms.__getitem__, below))
    return top if counts and names_part(title) else None


def _aside(raw: str, lines: Sequence[Span]) -> set[int]:
    """Return the lines that may stand between a table and its heading: whose it is, what the table holds (【指標の状況】), its unit."""
    words = [fold(raw[line.start : line.end]) if line.end - line.start <= _LONGEST else "" for line in lines]
    times = Counter(words)
    found: set[int] = set()
    for number, text in enumerate(words):
        marked = form_of(text) if text else None
        titled = marked is not None and TITLE in marked.form and not places_of(marked.form)
        again = titled and times[text] >= _SEVERAL
        told = names_departments(text) or base().kind_of(bare_label(text)) is not None or _UNIT.fullmatch(text)
        if text and (told or again):
            found.add(number)
    return found


def _mark(words: str, marked: Marked) -> Marked | None:
    """Return the mark of a folded line that may be a heading; none for a sentence or for a label of what the table tells."""
    if (
        len(words) > _LONGEST
        or "。" in words
        or marked.title >= len(words)
        or _CAPTION.match(words)
        or base().kind_of(bare_label(words[marked.title :])) is not None
    ):
        return None
    return marked


def title_field(raw: str, line: Span, own: Container[str] = ()) -> Field:
    """Return a heading above a sheet, or across its top, as the field that it stands for: its mark is the label of its words.

    Args:
        raw: the text.
        line: the heading.
        own: the forms of marks that count sheets, though only this report has them.
    """
    words = fold(raw[line.start : line.end])
    marked = mark_of(words)
    marked = form_of(words) if marked is None or marked.form not in own else marked
    if marked is None or marked.title >= len(words):
        return Field(None, _TITLE, values=(Cell(row=0, column=1, spans=(line,)),))
    begin, end = line.start + marked.title, line.end - (TITLE in marked.form and marked.title < len(words) - 1)
    mark = Cell(row=0, column=0, spans=(Span(line.start, begin),)) if marked.title else None
    return Field(mark, _TITLE, values=(Cell(row=0, column=1, spans=(Span(begin, end),)),))


def heads_prose(source: SourceDoc, lines: Sequence[Span]) -> bool:
    """Tell whether measures stand between sheets: headings of one mark that name departments, prose below.

    Args:
        source: the text.
        lines: those outside of the sheets.
    """
    words = [fold(source.text[line.start : line.end]) for line in lines]
    found: Counter[str] = Counter()
    for at, text in enumerate(words[:-1]):
        marked = form_of(text) if len(text) <= LONGEST_HEADING else None
        below = at + 1 + (marked is not None and names_departments(words[at + 1]))
        if marked is None or below == len(lines):
            continue
        prose = not source.text[lines[below - 1].end : lines[below].start].strip()
        found[marked.form] += prose and (below > at + 1 or split_heading(text[marked.title :]).certain)
    return any(times >= _SEVERAL for times in found.values())


def next_chapter(source: SourceDoc, lines: Sequence[Span], first: int, last: int) -> int | None:
    """Return where the heading begins behind all sheets that counts on from one above them, or closes a report by its words.

    Args:
        source: the text.
        lines: those outside of the sheets.
        first: where the first sheet begins.
        last: where the last one ends.
    """
    counted: dict[str, int] = {}
    within: set[str] = set()  # marks of parts of the sheets themselves
    for line in lines:
        words = fold(source.text[line.start : line.end])
        marked = form_of(words) if len(words) <= LONGEST_HEADING and "。" not in words else None
        number = number_in(words[: marked.title]) if marked is not None else None
        if marked is None or number is None:
            continue
        if line.end <= first:
            counted[marked.form] = number
        elif line.start < last:
            within.add(marked.form)
        elif marked.form not in within and (counted.get(marked.form) == number - 1 or closes(words)):
            return line.start
    return None


def spans_of(sheets: Iterable[Sheet]) -> list[Span]:
    """Return where the words of tables stand, in order."""
    return sorted(span for sheet in sheets for cell in sheet.grid.cells for span in cell.spans)


def lines_outside(source: SourceDoc, taken: Sequence[Span]) -> Iterator[Span]:
    """Yield the lines, from the first to the last visible character, that hold neither furniture nor any of some spans."""
    outside = sorted([*source.furniture, *taken])
    starts = [span.start for span in outside]
    at = 0
    for line in source.text.splitlines(keepends=True):
        start, end = at + len(line) - len(line.lstrip()), at + len(line.rstrip())
        at += len(line)
        known = bisect_left(starts, end) - 1
        if start < end and (known < 0 or outside[known].end <= start):
            yield Span(start, end)
