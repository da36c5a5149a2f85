"""Numbers of directions, sections and items that are missing, repeated or out of order: each a check."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.markers import form_of
from pipeline.model import BlockKind, Check, Direction, Item, Measure, Severity
from pipeline.profile import Level
from pipeline.segment.counts import number_in
from pipeline.segment.forms import number_of

_MEASURE, _ANNEX, _BETWEEN = Level.MEASURE, Level.ANNEX, Level.BETWEEN
_COUNTER = compile_pattern(r"[0-9０-９a-zア-ンｱ-ﾝ①-⑳㉑-㉟⑴-⒇]+")
_LEAST_SESSIONS = 3  # fewer show no list
_PART_OF_CODE = compile_pattern(r"\([0-9]+\)|[0-9]+|[A-Za-z]|[Ⅰ-Ⅻ①-⑳]")
_LONGEST_COUNTED = 80  # characters of a line whose number may lead to the first heading
_QUOTED = 40  # characters of a heading in a message


_SESSION = compile_pattern(
    r"第[ \u3000]?(?P<no>[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})[ \u3000]?回(?![でのにはを目])"
)
_BEFORE_SESSION = compile_pattern(r"[ \t\u3000│|]*(?:[・○●◇◆①-⑳-][ \t\u3000]*)?")
_TO_SESSION = compile_pattern(
    r"(?:[ \u3000]?(?:から|[~～〜・、,-])[ \u3000]?第?[ \u3000]?(?P<no>[0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})[ \u3000]?回)+"
)
"""Behind a session: the last of several told together, 第1回～第3回."""
_SOME = compile_pattern("主な|主要な|一部|抜粋|代表的|例え?ば|うち")
_MOST_BEFORE = 60  # characters: blanks and a mark
_MOST_BETWEEN = 3  # lines from one session of a list to the next: its theme and its place may stand below it


class Numbered(NamedTuple):
    """A heading as its number is checked."""

    level: Level
    no: int | None
    look: tuple[int, str]
    """Its form, and what stands before the last of its numbers: 1-(2)- of 1-(2)-③."""
    span: Span


class Coded(NamedTuple):
    """The number of a sheet in a field of its own: 施策コード 2-1-3."""

    field: str
    code: str
    title: str
    """Of the measure beside it: a head that is repeated on the next page has the code of its measure again."""
    span: Span


class _Above:
    """Headings of an outer level that is none of the outline's: below each the numbers may begin anew."""

    def __init__(self, starts: Sequence[int]) -> None:
        self._starts = starts
        self._passed = 0

    def has_new(self, heading: Span) -> bool:
        """Tell whether one stands between a heading and the last one that this was asked of."""
        before, self._passed = self._passed, bisect_right(self._starts, heading.start)
        return self._passed > before


class _Lines:
    """The lines that begin with a mark and a number, headings or not: a number that stands in the text is not missing."""

    def __init__(self, raw: str, directions: Sequence[Direction]) -> None:
        self._raw, self._directions = raw, directions

    @cached_property
    def inner(self) -> set[int]:
        """Where the items of measures begin whose counts are their own: none with the mark of the measure itself."""
        return {
            item.span.start
            for direction in self._directions
            for section in direction.sections
            for measure in section.measures
            for block in measure.blocks
            for item in block.items
            if self._at(item.span.start)[0] != self._at(measure.heading.start)[0]
        }

    @cached_property
    def _counted(self) -> list[tuple[int, str, int]]:
        """Where each stands, its mark and its number, in order."""
        found, at = [], 0
        for line in fold(self._raw).split("\n"):
            text = line.strip() if len(line) <= _LONGEST_COUNTED else ""
            marked = form_of(text) if text else None
            no = number_in(text[: marked.title]) if marked else None
            if marked is not None and no is not None:
                found.append((at + len(line) - len(line.lstrip()), marked.form, no))
            at += len(line) + 1
        return found

    def _between(self, start: int, end: int) -> list[tuple[int, str, int]]:
        first, last = (bisect_left(self._counted, (at,)) for at in (start, end))
        return [line for line in self._counted[first:last] if line[0] not in self.inner]

    def _at(self, start: int) -> tuple[str, int]:
        """Return the mark and the number of the line that begins at an offset, without its blanks; no mark for none."""
        at = bisect_left(self._counted, (start,))
        line = self._counted[at] if at < len(self._counted) else (-1, "", 0)
        return line[1:] if line[0] == start else ("", 0)

    def lead_to(self, start: int, begin: int, no: int, before: int | None) -> bool:
        """Tell whether the numbers that are wanted before a number stand in the text between it and the last one.

        Args:
            start: where the number stands.
            begin: where what is looked at begins: behind the last number, or behind the heading above.
            no: the number.
            before: the last one, None for the first; where it is larger, the count begins anew.
        """
        form, _ = self._at(start)
        if not form or no == before:
            return False
        wanted = before + 1 if before is not None and before < no else 1
        lines = self._between(begin, start)
        if no == 1:
            return any(other != form for _, other, _ in lines)  # a heading of another level begins the count anew
        for _, other, number in lines:
            if other == form and wanted < no:
                if number == wanted:
                    wanted += 1
                elif number == 1:  # a count of its own
                    return False
        return wanted == no

    def go_on(self, item: int, begin: int, no: int, measure: int) -> bool:
        """Tell whether an item counts on from headings: that of its own measure, or what stands in the text above."""
        form, _ = self._at(item)
        is_heading = (form, no - 1) == self._at(measure) or self.lead_to(item, begin, no, None)
        if is_heading:
            self.inner.discard(item)
        return is_heading


def check_numbering(
    raw: str, directions: Sequence[Direction], headings: Iterable[Numbered], codes: Iterable[Coded]
) -> Iterator[Check]:
    """Yield a check for each number that does not follow the one before it.

    Args:
        raw: the report's text.
        directions: with their sections and measures.
        headings: those of the text in order, of whatever level.
        codes: the numbers of its sheets in order.
    """
    headings = list(headings)
    lines = _Lines(raw, directions)
    yield from _codes(raw, codes)
    yield from _sessions(raw)
    parts = _Above([heading.span.start for heading in headings if heading.level is _ANNEX])
    between = _Above([heading.span.start for heading in headings if heading.level is _BETWEEN])
    last: int | None = None
    ended = 0  # where the heading ends that has the last number
    last_section: int | None = None  # of the whole report: some reports number sections through
    alone = sum(direction.no is not None for direction in directions) == 1  # an excerpt has the number of the whole
    for direction in directions:
        if direction.heading is not None and direction.no is not None:
            last = None if parts.has_new(direction.heading) and direction.no == 1 else last
            fits = direction.no == (last or 0) + 1 or alone
            if not fits and not lines.lead_to(direction.heading.start, ended, direction.no, last):
                yield _check(raw, direction.heading, direction.no, last)
            last, ended = direction.no, direction.heading.end
        before: int | None = None
        behind = direction.heading.end if direction.heading is not None else 0
        for section in direction.sections:
            if section.heading is not None and section.no is not None:
                before = None if between.has_new(section.heading) and section.no == 1 else before
                fits = section.no == (before or 0) + 1 or (before is None and section.no == (last_section or 0) + 1)
                if not fits and not lines.lead_to(section.heading.start, behind, section.no, before):
                    yield _check(raw, section.heading, section.no, before)
                before, behind = section.no, section.heading.end
                last_section = section.no
            for measure in section.measures:
                yield from _items(raw, measure, lines, direction.heading.end if direction.heading is not None else 0)
    yield from _measures(raw, headings, lines)


def _measures(raw: str, headings: Iterable[Numbered], lines: _Lines) -> Iterator[Check]:
    """Yield a check for each measure whose own number does not follow: 1-(2)-③ behind 1-(2)-①."""
    last: dict[tuple[int, str], int] = {}  # within the heading above
    through: dict[tuple[int, str], int] = {}  # through the whole report
    running: set[tuple[int, str]] = set()  # what has counted on from one heading above to the next
    above = 0  # where the heading above ends
    ends: dict[tuple[int, str], int] = {}
    for level, no, look, span in headings:
        if level is not _MEASURE:
            last.clear()
            above = span.end
        elif no is not None:
            before = last.get(look)
            begin = ends[look] if before is not None else above
            if before is None and look in through:
                if no == through[look] + 1:
                    running.add(look)
                before = through[look] if look in running and no != 1 else None
            fits = no == (before or 0) + 1 or _opens_hundred(before, no)
            if not fits and not lines.lead_to(span.start, begin, no, before):
                yield _check(raw, span, no, before)
            last[look] = through[look] = no
            ends[look] = span.end


def _codes(raw: str, codes: Iterable[Coded]) -> Iterator[Check]:
    """Yield a check for each code that does not follow: 2-1-3 behind 2-1-1.

    Only where most codes follow each other: those of a selection, or of a budget, count nothing.
    """
    fields: dict[str, list[tuple[Coded, list[int]]]] = {}
    for coded in codes:
        parts = map(number_of, _PART_OF_CODE.findall(coded.code))
        if numbers := [n for n in parts if n is not None]:  # a row may hold words where others hold their code
            fields.setdefault(coded.field, []).append((coded, numbers))
    for entries in fields.values():
        checks: list[Check] = []
        for (before, last), (coded, numbers) in pairwise(entries):
            break_at = _break(last, numbers) if len(last) == len(numbers) else None
            if break_at is not None and (last != numbers or before.title != coded.title):
                checks.append(_check(raw, coded.span, *break_at))
        if 2 * len(checks) < len(entries) - 1:
            yield from checks


def _break(last: Sequence[int], numbers: Sequence[int]) -> tuple[int, int | None] | None:
    """Return the number of a code that does not follow, and the one before it, None where the code follows.

    The first number that differs counts on by one, and those behind it begin anew or count through the report.
    """
    at = next((k for k, (before, no) in enumerate(zip(last, numbers, strict=True)) if before != no), len(numbers) - 1)
    before, no = last[at], numbers[at]
    if no != before + 1 and not (len(numbers) == 1 and (_opens_ten(before, no) or _opens_hundred(before, no))):
        return no, before
    return next(
        ((n, None) for was, n in zip(last[at + 1 :], numbers[at + 1 :], strict=True) if n not in (1, was + 1)), None
    )


def _opens_ten(before: int, no: int) -> bool:
    """Tell whether a number of two digits opens the next ten: 21 behind 14."""
    return 10 <= before < no < 100 and no % 10 == 1 and no // 10 == before // 10 + 1


def _opens_hundred(before: int | None, no: int) -> bool:
    """Tell whether a number of three digits opens a hundred: 101 at first, 201 behind 105."""
    return no > 100 and no % 100 == 1 and (before is None or no // 100 == before // 100 + 1)


def _sessions(raw: str) -> Iterator[Check]:
    """Yield a check for each session that a list of three or more leaves out: 第2回 and 第4回 below each other."""
    run: list[tuple[int, Span]] = []
    for match in _SESSION.finditer(raw):
        before = raw[max(0, match.start() - _MOST_BEFORE) : match.start()].rpartition("\n")[2]
        no = number_of(match["no"].translate(_ASCII))
        if no is None or not _BEFORE_SESSION.fullmatch(before):
            continue
        span = Span(*match.span())
        if run and (no <= run[-1][0] or raw.count("\n", run[-1][1].end, span.start) > _MOST_BETWEEN):
            yield from _left_out(raw, run)
            run = []
        last = _TO_SESSION.match(raw, match.end())
        until = number_of(last["no"].translate(_ASCII)) if last else None
        run.append((max(no, until or 0), span))
    yield from _left_out(raw, run)


def _left_out(raw: str, run: Sequence[tuple[int, Span]]) -> Iterator[Check]:
    """Yield a check for each gap in a list of sessions; where most numbers leave a gap it is a selection."""
    gaps = [(span, no, before) for (before, _), (no, span) in pairwise(run) if no != before + 1]
    lists_all = _are_first_and_third(raw, run) or (len(run) >= _LEAST_SESSIONS and 2 * len(gaps) <= len(run) - 1)
    if lists_all and not _leads_some(raw, run[0][1].start):
        for span, no, before in gaps:
            yield _check(raw, span, no, before)


def _are_first_and_third(raw: str, run: Sequence[tuple[int, Span]]) -> bool:
    """Tell whether a list holds the days of the first session and of the third, and nothing near tells of the second."""
    if [no for no, _ in run] != [1, 3]:
        return False
    first, third = (span for _, span in run)
    lines = [raw[span.start : span.end + _MOST_BEFORE].partition("\n")[0] for span in (first, third)]
    near = fold(raw[max(0, first.start - _AROUND) : third.end + _AROUND])
    return raw.count("\n", first.end, third.start) == 1 and all(map(_DAY.search, lines)) and not _SECOND.search(near)


_DAY = compile_pattern(r"[0-9０-９一二三四五六七八九十] ?(?:[/.／]|月)[ 　]?[0-9０-９一二三四五六七八九十]")
_SECOND = compile_pattern("第 ?(?:2|二) ?回|[2二]回目|次回|書面|中止|延期|順延|流会|取りやめ")
_AROUND = 200  # characters


def _leads_some(raw: str, at: int) -> bool:
    """Tell whether the line above the list that begins at `at` says that it holds only some: 主な回は次のとおり."""
    lead = raw[max(0, at - 2 * _MOST_BEFORE) : at].split("\n")
    return len(lead) > 1 and _SOME.search(lead[-2]) is not None


def _items(raw: str, measure: Measure, lines: _Lines, above: int) -> Iterator[Check]:
    """Yield a check for each item that does not follow; `above` is where the heading above the measure ends."""
    known: set[str] = set()
    for block in measure.blocks:
        last: dict[str, int] = {}
        for item in block.items:
            no = number_of(item.marker.translate(_ASCII))
            if no is None:
                continue
            style = _COUNTER.sub("#", item.marker.translate(_ASCII))
            before = last.get(style)
            # An outlook may speak of ② alone; a list begins with its first item.
            starts = before is None and (block.kind is not BlockKind.PROGRESS or style in known)
            if not starts and no not in (1, (before or 0) + 1):
                if before is None and lines.go_on(item.span.start, above, no, measure.heading.start):
                    continue  # a heading that was read as an item
                yield _check(raw, _marker(item), no, before, measure.no)
            last[style] = no
        known.update(last)


_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def _marker(item: Item) -> Span:
    return Span(item.span.start, item.span.start + len(item.marker))


def _check(raw: str, span: Span, no: int, before: int | None, measure_no: int | None = None) -> Check:
    quoted = " ".join(raw[span.start : span.end].split())
    quoted = quoted if len(quoted) <= _QUOTED else f"{quoted[:_QUOTED]}…"
    wanted = (before or 0) + 1
    if before is None:
        ja, en = f"最初の番号は{wanted}のはずです", f"the first number should be {wanted}"
    elif no == before:
        ja, en = f"{no}が重複しています。{wanted}のはずです", f"{no} is repeated; {wanted} was expected"
    elif no > wanted:
        gap = f"{wanted}" if no == wanted + 1 else f"{wanted}～{no - 1}"
        ja, en = (
            f"直前は{before}で、{gap}がありません",
            f"{before} comes before it; {gap.replace('～', ' to ')} is missing",
        )
    else:
        ja, en = (
            f"直前は{before}で、順番が逆です。{wanted}のはずです",
            f"{before} comes before it; {wanted} was expected",
        )
    return Check(
        severity=Severity.WARNING,
        code="heading_sequence",
        message_ja=f"「{quoted}」の番号{no}が順番どおりではありません。{ja}。見出しの抜けや番号の誤りがないか、原文で確かめてください。",
        message_en=f"The number {no} of '{quoted}' is out of order: {en}. Check the report for a missing heading or a wrong number.",
        measure_no=measure_no,
        span=span,
    )
