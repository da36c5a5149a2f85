"""The lines of a report as headings are read: folded, wraps undone, blank lines left out, page furniture apart.

In these modules `lines` and `source` are those of the report, `raw` is its text, `forms` are what each line may be, and
`kind_of` tells what a label opens, by the report's style.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from functools import partial
from itertools import count, pairwise
from typing import NamedTuple, overload

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from pipeline.codes import COMPOUND, places_of
from pipeline.markers import form_of, names_by_field, unframed
from pipeline.model import SourceDoc
from pipeline.profile import Profile, base
from pipeline.segment.off_page import find_off_page
from pipeline.segment.side_by_side import fields_within, names_departments
from pipeline.states import FRONT, PILL

LOST = "\ufffd"
_LONGEST_NUMBER = 12  # characters
_LONGEST_TITLE = 60
_SEVERAL = 2  # numbers
_NUMBER = compile_pattern(
    r"(?:(?:(?:重点|主要|主な)?(?:取組み?|取り組み|施策|事業)|プロジェクト|アクション) ?(?:[0-9]{1,2}(?:-[0-9]{1,2}){0,2}|[①-⑳])"
    r"|(?!写真|資料|様式|別[紙表添]|参考|課題|実績|成果|事例|例|意見|質[問疑]|回答|コラム|トピック|附則|[図表問答注第]|令和|平成)(?P<own>[^\W0-9]{0,8}その|[^\W0-9]{2,8}(?<![番符]号)(?<!票)(?<!シート)(?<!カード)(?<!調書)) ?"
    r"(?:[0-9]{1,2}|[①-⑳]|[一二三四五六七八九十]{1,2}))"
)
"""取組1; behind words of a report's own (合言葉その一, 作戦1) it counts up from one."""
_FIRST = ("1", "①", "一")
_COUNTS = " -0123456789①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳一二三四五六七八九十"
_EMPHASIS = "**"  # of Markdown
_LONG = 200_000  # characters
_SPREAD_LABEL = compile_pattern(
    r"[【\[(〔<]? ?([ぁ-んァ-ヶ一-鿿々](?: +[ぁ-んァ-ヶ一-鿿々]){1,7}) *[:/|│→】\])〕>]"
    r"|(?:\([0-9ア-ンｱ-ﾝa-z]{1,2}\)|[0-9ア-ンｱ-ﾝ]{1,2}[).]|[①-⑳⑴-⒇]) ?([一-鿿](?: +[一-鿿]){1,3})$"
)
"""担 当 課：, 【実　績】, (1) 課　題: as wide as the other labels of its page."""
_CLOSES = ")]】>》〕〉≫"
_LONGEST_MARK = 8  # characters up to the first blank of such a label
_SPREAD_WORD = compile_pattern(r"([一-鿿々](?: +[一-鿿々]){1,5})(?= +\S|$)")
"""実　績　教室を…: only a blank stands behind it."""
_STATE_AHEAD = compile_pattern(rf"(?P<state>{FRONT}|{PILL}(?= ?{COMPOUND} )) ?(?=\S)")
"""【拡充】1-2 …, 新規 1-3 …: how things stand with a heading, before its number."""
_DETAILS = frozenset(["内容", "対象", "予算", "期間", "経費", "財源"])  # fields that open no block by their word alone
_BLANKS = compile_pattern(" +")
_SHOWN = compile_pattern(r"\S(?:.*\S)?")
"""A line from its first to its last visible character."""


class Line(NamedTuple):
    """A line that is not blank, from its first to its last visible character."""

    start: int
    end: int
    text: str
    """Folded; where the line was wrapped, without the breaks and the indentation behind them."""
    gap: bool
    """Whether a blank line stands before it, or larger type sets it apart."""
    indent: int
    pieces: tuple[tuple[int, int], ...] = ()
    """Raw bounds of the pieces of a wrapped line, in order; empty for a line that is not wrapped."""
    large: bool = False
    """Whether its type is larger than that of the text, as headings of this report have it."""

    @property
    def is_underlined(self) -> bool:
        """Whether its mark stands on the line below it."""
        return bool(self.pieces) and self.pieces[0][0] > self.start

    @property
    def is_lost(self) -> bool:
        """Whether most of its characters behind its mark are lost: what it says is not known."""
        if LOST not in self.text:
            return False
        marked = form_of(self.text)
        words = self.text[marked.title if marked else 0 :]
        return 2 * words.count(LOST) >= len(words) > 0

    def at(self, index: int) -> int:
        """Return the raw offset of character `index` of `text`."""
        for start, end in self.pieces[:-1]:
            if index < end - start:
                return start + index
            index -= end - start
        return (self.pieces[-1][0] if self.pieces else self.start) + index

    def quote(self, raw: str, start: int, end: int) -> str:
        """Return the raw characters of `text[start:end]`, wraps undone, blanks at the ends cut off."""
        if not self.pieces:
            return raw[self.start + start : min(self.start + end, self.end)].strip()
        quoted, at = [], 0
        for first, last in self.pieces:
            width = last - first
            quoted.append(raw[first + max(start - at, 0) : first + min(max(end - at, 0), width)])
            at += width
        return "".join(quoted).strip()

    def cut(self, start: int, end: int) -> Line:
        """Return what stands from character `start` of `text` up to `end` as a line, no gap before what is cut off."""
        pieces, at = [], 0
        for first, last in self.pieces or ((self.start, self.end),):
            bounds = first + max(start - at, 0), min(first + end - at, last)
            pieces += [bounds] if bounds[0] < bounds[1] else []
            at += last - first
        return self._replace(
            start=pieces[0][0],
            end=pieces[-1][1],
            text=self.text[start:end],
            gap=self.gap and not start,
            pieces=tuple(pieces) if len(pieces) > 1 else (),
        )

    def unframed(self) -> Line:
        """Return this line without what frames its words (== … ==)."""
        start, stop = (0, len(self.text)) if self.pieces else unframed(self.text)
        if stop - start == len(self.text):
            return self
        return self._replace(start=self.start + start, end=self.start + stop, text=self.text[start:stop])

    def joined(self, following: Line) -> Line:
        """Return this line with the one that carries it on."""
        return Line(
            self.start,
            following.end,
            self.text + following.text,
            self.gap,
            self.indent,
            (self.pieces or ((self.start, self.end),)) + (following.pieces or ((following.start, following.end),)),
            self.large,
        )


_new_line = partial(tuple.__new__, Line)
"""A third of the time of calling `Line`."""


class Lines(Sequence[Line]):
    """The lines of a long report, packed: as objects they take more memory than all that is found in it."""

    __slots__ = ("_ends", "_folded", "_pieces", "_signs", "_starts", "_texts")

    def __init__(self, folded: str, lines: Iterable[Line]) -> None:
        """Take lines, one by one.

        Args:
            folded: the text that they are cut from.
            lines: in order.
        """
        self._folded = folded
        self._starts, self._ends, self._signs = array("i"), array("i"), array("i")
        self._pieces: dict[int, tuple[tuple[int, int], ...]] = {}
        self._texts: dict[int, str] = {}  # of the lines whose mark stands below them
        for number, (start, end, text, gap, indent, pieces, large) in enumerate(lines):
            self._starts.append(start)
            self._ends.append(end)
            self._signs.append(indent << 2 | large << 1 | gap)
            if pieces:
                self._pieces[number] = pieces
                if pieces[0][0] > start:  # see `Line.is_underlined`
                    self._texts[number] = text

    def repacked(self, lines: Iterable[Line]) -> Lines:
        """Return other lines of the same text, packed."""
        return Lines(self._folded, lines)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._starts)

    def __iter__(self) -> Iterator[Line]:
        """Yield them."""
        return map(self._line, count(), self._starts, self._ends, self._signs)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> list[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | list[Line]:
        """Return a line, or some."""
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        number = at if at >= 0 else at + len(self)
        return self._line(number, self._starts[number], self._ends[number], self._signs[number])

    def _line(self, number: int, start: int, end: int, signs: int) -> Line:
        pieces = self._pieces.get(number, ())
        text = self._folded[start:end]
        if pieces:  # a number and its title are parted by a line break
            text = self._texts.get(number) or "".join([self._folded[a:b] for a, b in pieces]).replace("\n", " ")
        return _new_line((start, end, text, signs & 1 == 1, signs >> 2, pieces, signs & 2 == 2))


def _in_memory(folded: str, lines: Iterable[Line]) -> Sequence[Line]:
    """Return lines cut from a text: those of a short one as they are, which are looked up faster."""
    return list(lines) if len(folded) < _LONG else Lines(folded, lines)


class Sheet(NamedTuple):
    """A report's lines, those of the page apart."""

    lines: Sequence[Line]
    furniture: Sequence[Line]


def read_lines(source: SourceDoc, profile: Profile) -> Sheet:
    """Cut a report into lines and set the headers, footers and page numbers apart."""
    folded = source.folded
    found = _bare_lines(folded)
    if source.asides:
        found = _without_marks(found, source.asides)
    found = map(_state_behind_number, _with_labels(found))
    if _EMPHASIS in source.text:
        found = map(_without_emphasis, found)
    if source.large:
        large = frozenset(source.large)
        found = (line._replace(gap=True, large=True) if line.start - line.indent in large else line for line in found)
    bare = _in_memory(folded, found)
    off_page = find_off_page(source, profile, bare)
    furniture: Sequence[Line] = []
    lines = bare
    if off_page or source.soft_breaks:
        lines = _in_memory(folded, _unwrapped(source, bare, off_page))
        furniture = _in_memory(folded, (bare[number] for number in sorted(off_page)))
    if numbers := _lone_numbers(lines):
        lines = _in_memory(folded, _with_titles(source, lines, numbers))
    return Sheet(lines, furniture)


def stands_out(lines: Sequence[Line], heading: int, number: int) -> bool:
    """Tell whether a line behind a blank one is set as far out as a heading above it, and farther than the text between."""
    line = lines[number]
    return line.gap and line.indent == lines[heading].indent < lines[number - 1].indent


def _lone_numbers(lines: Sequence[Line]) -> Collection[int]:
    """Return which lines are nothing but the number of a measure (取組1), where several are and each counts on its own."""
    alone: dict[str, dict[int, str]] = {}
    for n, line in enumerate(lines):
        number = _NUMBER.fullmatch(line.text) if len(line.text) <= _LONGEST_NUMBER else None
        if number is None or (number["own"] and not _may_stand_over(line, lines[n + 1 : n + 2])):
            continue
        words = line.text.rstrip(_COUNTS)
        if words in alone or not number["own"] or line.text[len(words) :].strip() in _FIRST:
            alone.setdefault(words, {})[n] = line.text
    return {n for group in alone.values() if len(set(group.values())) >= max(_SEVERAL, len(group)) for n in group}


def _may_stand_over(line: Line, title: Sequence[Line]) -> bool:
    """Tell whether a line is set off from the text above it, and no title itself in larger type than what stands below it."""
    return any(below.large or (line.gap and not line.large) for below in title)


def _with_titles(source: SourceDoc, lines: Sequence[Line], alone: Collection[int]) -> Iterator[Line]:
    """Yield lines, the number of a measure that stands over its title (取組1 | 駅前の清掃) as one line with it."""
    tables = [grid.span for grid in source.tables]
    number = 0
    while number < len(lines):
        line, below = lines[number], lines[number + 1] if number + 1 < len(lines) else None
        number += 1
        if (
            below is not None
            and number - 1 in alone
            and number not in alone
            and (below.large or not below.gap)
            and len(below.text) <= _LONGEST_TITLE
            and not below.text.endswith("。")
            and not any(span.start <= line.start < span.end for span in tables)
        ):
            pieces = ((line.start, line.end + 1), *(below.pieces or ((below.start, below.end),)))
            line = line._replace(end=below.end, text=f"{line.text} {below.text}", pieces=pieces, large=below.large)
            number += 1
        yield line


def repacked(lines: Sequence[Line], others: Iterable[Line]) -> Sequence[Line]:
    """Return other lines of the text that some are cut from, packed as those are."""
    return lines.repacked(others) if isinstance(lines, Lines) else list(others)


def has_large_titles(lines: Sequence[Line]) -> bool:
    """Tell whether larger type, and no mark, sets off headings of a report: lines in the type of its text are none then."""
    return sum(line.large and form_of(line.text) is None for line in lines) > 1


def _bare_lines(folded: str) -> Iterator[Line]:
    before = 0
    for words in _SHOWN.finditer(folded):
        begin, end = words.span()
        gap = before > 0 and folded.count("\n", before, begin) > 1
        yield _new_line((begin, end, folded[begin:end], gap, begin - folded.rfind("\n", before, begin) - 1, (), False))
        before = end


def _unwrapped(source: SourceDoc, bare: Sequence[Line], off_page: Container[int]) -> Iterator[Line]:
    """Yield the lines of the text, each that was wrapped in one."""
    soft = frozenset(source.soft_breaks)
    whole: Line | None = None
    before = -1  # raw end of the physical line before, if the next one may carry it on
    ruled = False  # whether a rule stands right before that a blank line parts from what is above
    for number, line in enumerate(bare):
        if number in off_page:
            ruled = line.gap and len(set(line.text)) == 1
            if not _interrupts(source.asides, line):
                before = -1
            continue
        if ruled:
            line, ruled = line._replace(gap=True), False
        if whole and before >= 0 and source.text.find("\n", before, line.start) in soft and not line.gap:
            whole = whole.joined(line)
        else:
            if whole:
                yield whole
            whole = line
        before = line.end
    if whole:
        yield whole


def _interrupts(asides: Sequence[Span], line: Line) -> bool:
    """Tell whether a line only stands between the halves of a sentence."""
    k = bisect_right(asides, line.start, key=lambda aside: aside.start) - 1
    return k >= 0 and line.start < asides[k].end


def _without_marks(lines: Iterable[Line], asides: Sequence[Span]) -> Iterator[Line]:
    """Yield lines without the marks of notes inside them."""
    ends = [aside.end for aside in asides]
    for line in lines:
        first = bisect_right(ends, line.start)
        last = bisect_left(asides, (line.end,), first)
        inside = [a for a in asides[first:last] if line.start <= a.start and a.end <= line.end]
        yield _cut_out(line, inside) if inside else line


def _cut_out(line: Line, inside: Sequence[Span]) -> Line:
    """Return a line without some stretches of it."""
    edges = [line.start, *(edge for aside in inside for edge in (aside.start, aside.end)), line.end]
    pieces = tuple((a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)
    if not pieces:
        return line
    text = "".join(line.text[a - line.start : b - line.start] for a, b in pieces)
    return line._replace(text=text, pieces=pieces)


def _with_labels(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield lines, each field of those that hold several side by side as one, labels that are set wide with their characters together."""
    for line in lines:
        if line.pieces:
            yield line
        elif starts := fields_within(line.text):
            yield from map(_with_label, _by_label(line, starts))
        else:
            yield _with_label(line)


def _with_label(line: Line) -> Line:
    """Return a line whose label is set wide with its characters together."""
    text = line.text
    if " " not in text[1:_LONGEST_MARK]:
        return line
    label = _SPREAD_LABEL.match(text)
    if label is None:
        label = _SPREAD_WORD.match(text)
        if label is None or not _is_label(label[1].replace(" ", ""), text[label.end() :]):
            return line
    within = label.span(label.lastindex or 1)
    edges = [0, *(edge for blank in _BLANKS.finditer(text, *within) for edge in blank.span()), len(text)]
    bounds = list(zip(edges[::2], edges[1::2], strict=True))
    pieces = tuple((line.start + a, line.start + b) for a, b in bounds)
    return line._replace(text="".join(text[a:b] for a, b in bounds), pieces=pieces)


def _is_label(word: str, behind: str) -> bool:
    """Tell whether a word that is set wide is the label of what stands behind it."""
    if word in _DETAILS or base().kind_of(word) is not None or names_by_field(word, behind):
        return True
    return names_departments(word + behind)


def _by_label(line: Line, starts: Sequence[int]) -> Iterator[Line]:
    """Yield a line that holds several fields side by side, the further ones from `starts` on, as one for each: 【目標】60%　【実績】47%."""
    for begin, end in pairwise([0, *starts, len(line.text)]):
        words = line.text[begin:end].rstrip()
        start = line.start + begin
        yield line._replace(
            start=start, end=start + len(words), text=words, gap=line.gap and not begin, indent=line.indent + begin
        )


def _state_behind_number(line: Line) -> Line:
    """Return a heading that begins with how things stand as if its number stood before that: 1-2 【拡充】…."""
    text = line.text
    ahead = _STATE_AHEAD.match(text) if not line.pieces else None
    marked = form_of(text[ahead.end() :]) if ahead else None
    if ahead is None or marked is None or not marked.title or not places_of(marked.form):
        return line
    at, title = ahead.end(), ahead.end() + marked.title
    if title >= len(text):
        return line
    between = (title - 1, title) if text[title - 1] == " " and text[at - 1] not in _CLOSES else (at, at)
    bounds = [(at, title), ahead.span("state"), between, (title, len(text))]
    pieces = tuple((line.start + a, line.start + b) for a, b in bounds if a < b)
    return line._replace(text="".join(text[a:b] for a, b in bounds), pieces=pieces)


def _without_emphasis(line: Line) -> Line:
    """Return a line whose number is emphasised, or it with its title (**1** …, **1. …**), without the marks of that."""
    if not line.text.startswith(_EMPHASIS) or line.pieces or form_of(line.text.replace(_EMPHASIS, "")) is None:
        return line
    edges = [0, *(m.start() + k for m in re.finditer(re.escape(_EMPHASIS), line.text) for k in (0, 2)), len(line.text)]
    bounds = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
    pieces = tuple((line.start + a, line.start + b) for a, b in bounds)
    return line._replace(text="".join(line.text[a:b] for a, b in bounds), pieces=pieces)
