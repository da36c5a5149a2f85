"""What the places of lines on pages tell: which breaks only wrap a line, and which lines are in large type.

Lengths are PDF points; `top` grows downwards from the page's top edge.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from statistics import median
from typing import NamedTuple

from extractors.patterns import compile_pattern
from extractors.spans import Span
from extractors.view import fold
from pipeline.codes import places_of
from pipeline.ingest.places import Box
from pipeline.ingest.wraps import carries_on, cuts_number, is_point, is_torn
from pipeline.markers import form_of

_NEARLY = 6  # em short of the longest line
_SHORT = 3  # em short of the margin
_COLUMN_GAP = 0.9  # em between characters: the line is set in columns
_TYPED_GAP = 2.0  # em, in a list: ・第１回　５月１日　中央会館
_DEEPEST_INSET = 3.0  # em by which lines of a box that is not seen stand inside their column, on both sides
_CUT_COUNT = compile_pattern(r"[0-9０-９]\n(?:人|名|組|件|回|個|台|本|校|社|店|枚|冊|戸|団体|世帯|か所|箇所)")
_COUNT_ALONE = compile_pattern(r"[約延べ計]{0,3}[0-9０-９][0-9０-９,，]*[ぁ-ヺ一-鿿]{1,3}")
_HUNG_BLANK = 0.35  # em: the blank before it, which hangs over the margin
_DEEPEST_INDENT = (
    4.0  # em that the first line of a paragraph is set in: one that begins further right ends at the margin
)
_PARAGRAPH_GAP = 1.6  # times the usual distance of lines
_SHORTEST_IN_COLUMNS = 8.0  # em
_NARROW = 0.7  # of the page's width: the lines are those of a column
_EXACT = 0.01  # em that a place may be measured wrong
_SMALL = 0.92  # times the size of the text: a note
_NOTE = compile_pattern(
    r"^[ 　（(［\[]*(?:[※＊*]|注釈?|註|脚注|[⁰¹²³⁴-⁹0-9０-９]{1,2}(?=[ 　）)]))[ 　]*[⁰¹²³⁴-⁹0-9０-９]*"
)
_ANY_NUMBER = compile_pattern("[0-9０-９一二三四五六七八九十百千万]")
_TITLE_LINES = 8  # of a report, among which its title may be
_TITLE_PITCH = 2.5  # em
_LARGE = 1.1  # times the size of the text
_SAME_SIZE = 0.05  # share by which the lines of a heading differ
_ABOUT_SAME_SIZE = 0.15  # of a text, whose faces may mix
_SEVERAL = 2  # times that one comes back which is larger than another that does: two groups of headings
_FEW = 3  # lines of a column, of which the longest only seems full, as in a box of a few words
_RECURRING = 3  # lines of a size that are headings
_TORN, _TORN_OF_FEW = 0.4, 0.3  # share of wrapped lines that end in the middle of something; of those of one column
_LABEL = compile_pattern(r"[一-鿿][一-鿿ァ-ヶーのと・]{0,8}[一-鿿]")
_LONGEST_LABEL = 10.5  # em


class Line(NamedTuple):
    """A line of a page; `start` and `end` are offsets of the document's text.

    x0, x1 and top are of its frame, in which the text goes to the right: on a vertical page x0 is its upper end.
    """

    start: int
    end: int
    text: str
    x0: float
    x1: float
    top: float
    size: float
    """Of most of its characters."""
    gap: float
    """The widest blank between neighbours behind the line's marker, in em."""
    box: Box
    """Where it stands on the page."""
    reach: float
    """Width of its frame."""
    unit: float
    """How wide its first unit is."""
    pitch: float
    """From a full-width character of it to the next."""
    column: int = 0
    """Lines of one column follow each other."""
    apart: bool = False
    """Whether it is no part of the text: ruby, what is written aslant."""
    boxed: bool = False
    """Whether it stands in a box inside of a column."""


class Page(NamedTuple):
    """The lines of a page in reading order; `width` and `height` are those of the page as it is looked at."""

    width: float
    height: float
    lines: Sequence[Line]


class _Column(NamedTuple):
    """Lines that follow each other."""

    page: int
    width: float
    right: float
    """Where full lines end."""
    lines: Sequence[Line]

    @property
    def left(self) -> float:
        """Where the first of its lines begins from the left."""
        return min(line.x0 for line in self.lines)


class Wraps(NamedTuple):
    """What cuts sentences in two: offsets of line breaks, and the stretches between the halves."""

    breaks: tuple[int, ...]
    asides: tuple[Span, ...]


def find_large(lines: Sequence[Line], usual_size: float, breaks: Sequence[int]) -> Iterator[int]:
    """Yield where lines begin whose type is larger than that of the text and comes back, a heading's first line only.

    Args:
        lines: of the document, furniture left out, by offset.
        usual_size: of the text's characters, in points.
        breaks: offsets of those that only wrap a line.
    """
    wraps = frozenset(breaks)
    first = [
        (line.start, round(line.size, 1))
        for before, line in pairwise([None, *lines])
        if line is not None
        and line.size > _LARGE * usual_size
        and not (before is not None and (before.end in wraps or _is_one_heading(before, line)))
    ]
    times = Counter(size for _, size in first)
    least = min((size for size, count in times.items() if count >= _RECURRING), default=math.inf)
    yield from (start for start, size in first if times[size] >= (_SEVERAL if size > least else _RECURRING))


def _is_one_heading(line: Line, following: Line) -> bool:
    near = 0 < following.top - line.top < _TITLE_PITCH * line.size and line.column == following.column
    return near and abs(line.size - following.size) < _SAME_SIZE * line.size


def find_wraps(pages: Sequence[Page], outside: Iterable[Line], usual_size: float) -> Wraps:
    """Return the line breaks that only wrap a line, with the furniture that stands between its halves.

    A line is full if it ends so near to the right margin of its column that the next line's first unit would not have
    fitted; the margin is where most lines end. Lines set in columns (tables) are never joined.

    Args:
        pages: all pages.
        outside: lines that are furniture.
        usual_size: of the text's characters, in points.
    """
    skipped = {line.start: line.end for line in outside}
    columns = [piece for column in _with_margins(list(_columns(pages, skipped))) for piece in _beside(column)]
    pitches = [b.top - a.top for column in columns for a, b in pairwise(column.lines) if b.top > a.top]
    pitch = median(pitches) if pitches else 0.0
    breaks: list[int] = []
    asides: list[Span] = []
    certain: list[int] = []
    torn = 0
    labels = _labels(columns)
    flow = [(line, no) for no, column in enumerate(columns) for line in column.lines]
    for (line, no), (following, next_no) in pairwise(flow):
        if no == next_no and cuts_number(line.text, following.text) and _follows(line, following, skipped):
            certain.append(line.end)
        if not _is_full(line, following, columns[no]):
            continue
        step = following.top - line.top
        if columns[no].page == columns[next_no].page and (
            line.column == following.column or _is_above(line, following)
        ):
            near = 0 < step <= _PARAGRAPH_GAP * max(min(pitch, 3 * line.size), line.size)
        else:
            near = _leads_over(line) and (is_torn(line.text, following.text) or len(columns[no].lines) > _FEW)
        aside = columns[next_no].left - columns[no].left if next_no != no else 0.0
        below = columns[no].page == columns[next_no].page and _is_above(line, following)
        if below and following.x1 > columns[no].right + _SHORT * line.size and form_of(fold(line.text)) is not None:
            continue  # a heading over text that is set apart from it, as beside a note: its own end is no margin
        if not (near and _is_one_paragraph(line, following, aside, usual_size) and _follows(line, following, skipped)):
            continue
        if following.text.strip() in labels:
            continue
        breaks.append(line.end)
        if following.start > line.end + 1:
            asides.append(Span(line.end + 1, following.start))
        torn += is_torn(line.text, following.text)
    for line, following in _over_notes(columns, skipped):
        breaks.append(line.end)
        asides.append(Span(line.end + 1, following.start))
    if torn < _TORN * len(breaks):
        breaks, asides = [], []
    titles = _title_wraps(columns[0], _LARGE * usual_size) if columns else ()
    return Wraps(tuple(sorted({*breaks, *certain, *titles})), tuple(asides))


def _labels(columns: Sequence[_Column]) -> frozenset[str]:
    """Return words that stand alone on many lines, mostly below one that has room for them: labels, and no ends of lines."""
    alone: Counter[str] = Counter()
    near: Counter[str] = Counter()
    for column in columns:
        for before, line in pairwise([None, *column.lines]):
            words = line.text.strip() if line is not None and line.x1 - line.x0 < _LONGEST_LABEL * line.size else ""
            if line is not None and _LABEL.fullmatch(words):
                alone[words] += 1
                near[words] += before is not None and column.right - before.x1 < line.x1 - line.x0
    return frozenset(words for words, times in alone.items() if times >= _RECURRING and 2 * near[words] < times)


def _over_notes(columns: Sequence[_Column], skipped: Mapping[int, int]) -> Iterator[tuple[Line, Line]]:
    """Yield the halves of sentences that the end of a page cuts above its notes.

    What stands between halves is not read: notes that hold a number stay.
    """
    for column, after in pairwise(columns):
        at = len(column.lines) - 1
        while at > 0 and column.lines[at].size < _SMALL * column.lines[0].size:
            at -= 1
        line, notes, following = column.lines[at], column.lines[at + 1 :], after.lines[0]
        if after.page != column.page + 1 or not notes or not _NOTE.match(notes[0].text):
            continue
        if any(_ANY_NUMBER.search(_NOTE.sub("", note.text)) for note in notes):
            continue
        aside = after.left - column.left
        if (
            _is_full(line, following, column)
            and _is_one_paragraph(line, following, aside, math.inf)
            and _follows(notes[-1], following, skipped)
        ):
            yield line, following


def _title_wraps(first: _Column, large: float) -> Iterator[int]:
    """Yield the breaks in the report's title: centred lines of which the upper one leaves no room for a character.

    Without large print, only the last line shows that they are centred.
    """
    for line, following in pairwise(first.lines[:_TITLE_LINES]):
        size = line.size
        inset = following.x0 - line.x0
        if (
            abs(size - following.size) < _SAME_SIZE * size
            and (size > large or inset > size)
            and abs(line.x0 + line.x1 - following.x0 - following.x1) < size
            and inset > -size
            and -size < 2 * (first.right - line.x1) < 2 * size
            and 0 < following.top - line.top < _TITLE_PITCH * size
            and not line.text.rstrip().endswith("。")
        ):
            yield line.end


def _follows(line: Line, following: Line, skipped: Mapping[int, int]) -> bool:
    """Tell whether nothing but furniture stands between two lines."""
    at = line.end + 1
    while at in skipped:
        at = skipped[at] + 1
    return at == following.start


def _columns(pages: Sequence[Page], skipped: Container[int]) -> Iterator[_Column]:
    widths: list[float] = []  # of columns on pages with several; the last page may fill but one of them
    for no, page in enumerate(pages):
        body = [line for line in page.lines if line.start not in skipped]
        edges: dict[int, tuple[float, float]] = {}  # of columns, which boxes may cut in pieces
        for line in body:
            left, right = edges.get(line.column, (line.x0, line.x1))
            edges[line.column] = min(left, line.x0), max(right, line.x1)
        is_one_of_several = len(edges) > 1
        for column, group in groupby(body, key=lambda line: line.column):
            lines = list(group)
            (left, right), reach = edges[column], lines[0].reach
            if right - left < _NARROW * reach and (
                is_one_of_several or any(abs(right - left - width) < lines[0].size for width in widths)
            ):
                widths += [right - left] if is_one_of_several else []
                yield _Column(no, right - left, right, lines)
            else:  # few lines: a margin as wide as the left one will do
                yield _Column(no, reach, reach - left, lines)


def _with_margins(columns: Sequence[_Column]) -> Iterator[_Column]:
    """Yield the columns with where their full lines end, and as wide as these are where they are seen to be."""
    by_width: dict[int, list[Line]] = defaultdict(list)
    for column in columns:
        by_width[round(column.width)] += column.lines
    usual = {width: _shared_end(lines, 2) for width, lines in by_width.items()}
    for column in columns:
        is_alone = column.width == column.lines[0].reach
        own = _shared_end(column.lines, 4)
        right = own or (usual[round(column.width)] if is_alone else 0.0)
        if own and is_alone and _are_torn_at(own, column.lines):  # beside a picture, or with a wide margin
            yield column._replace(width=own - column.left, right=own)
        elif right or not is_alone:
            yield column._replace(right=right or column.right)
        else:
            yield column._replace(right=_torn_end(column))


def _beside(column: _Column) -> Iterator[_Column]:
    """Yield a column, in pieces where something stands beside several of its lines, which end there."""
    start = at = 0
    for reaches, group in groupby(column.lines, key=lambda line: line.x1 > column.right - _SHORT * line.pitch):
        lines = list(group)
        at += len(lines)
        for piece in () if reaches else (lines, lines[1:]):  # the first may be the rest of a paragraph above
            right = _shared_end(piece, 4)
            if right and _are_torn_at(right, piece):
                if at - len(piece) > start:
                    yield column._replace(lines=column.lines[start : at - len(piece)])
                yield column._replace(lines=piece, right=right, width=right - column.left)
                start = at
                break
    if start < len(column.lines):
        yield column._replace(lines=column.lines[start:])


def _are_torn_at(right: float, lines: Sequence[Line]) -> bool:
    """Tell whether lines that end at `right` go on in the next ones, and are cut in the middle of something."""
    cut = [(a, b) for a, b in pairwise(lines) if _ends_at(right, a, b) and carries_on(a.text, b.text)]
    return sum(is_torn(a.text, b.text) for a, b in cut) > _TORN_OF_FEW * len(cut)


def _torn_end(column: _Column) -> float:
    """Return where the only full line of a page ends: the one that reaches furthest, if it is cut; its margin, if not."""
    at = max(range(len(column.lines)), key=lambda k: column.lines[k].x1)
    line, after = column.lines[at], column.lines[at + 1 : at + 2]
    return min(line.x1, column.right) if after and is_torn(line.text, after[0].text) else column.right


def _shared_end(lines: Sequence[Line], several: int) -> float:
    """Return the right end that the most lines share within half an em, if at least `several` do.

    Only lines that reach nearly as far as the longest count: labels that recur share an end in the middle of the page.
    """
    furthest = max((line.x1 for line in lines if line.gap < _COLUMN_GAP), default=0.0)
    ends = sorted(
        (line.x1, line.pitch)
        for line in lines
        if len(line.text) >= 10 and line.gap < _COLUMN_GAP and line.x1 > furthest - _NEARLY * line.pitch
    )
    rights = [x1 for x1, _ in ends]
    shared = [at - bisect_left(rights, x1 - 0.5 * pitch) + 1 for at, (x1, pitch) in enumerate(ends)]
    most = max(shared, default=0)
    return rights[shared.index(most)] if most >= several else 0.0


def _is_full(line: Line, following: Line, column: _Column) -> bool:
    cut = line.text[-1:].isdecimal() and following.text[:1].isdecimal()
    typed = cut or is_point(line.text) or _CUT_COUNT.search(f"{line.text[-1:]}\n{following.text[:2]}")
    widest = _TYPED_GAP if typed else _COLUMN_GAP
    if line.gap > widest or following.gap > (_TYPED_GAP if cut else _COLUMN_GAP):
        return False
    if line.x1 - line.x0 < 0.4 * column.width:
        return False
    right = column.right
    if _COUNT_ALONE.fullmatch(following.text.strip()):
        right -= _HUNG_BLANK * line.size
    if right - line.x1 > following.unit - _EXACT * line.size and is_torn(line.text, following.text):
        inset = min(line.x0, following.x0) - column.left
        right -= inset if inset <= _DEEPEST_INSET * line.size else 0.0
        right -= 2 * _EXACT * line.size  # no line begins so, and no two letters are measured alike
    return _ends_at(right, line, following)


def _is_above(line: Line, following: Line) -> bool:
    """Tell whether a line stands above another: a column is not read on in one that stands below it."""
    return line.top < following.top and line.x0 < following.x1 and following.x0 < line.x1


def _leads_over(line: Line) -> bool:
    """Tell whether a line is as long as those of columns whose text goes on in the next one, and not of a few words."""
    return line.x1 - line.x0 >= _SHORTEST_IN_COLUMNS * line.size


def _ends_at(right: float, line: Line, following: Line) -> bool:
    """Tell whether a line ends so near to `right` that the next one's first unit would not have fitted."""
    return -1.5 * line.pitch < right - line.x1 < following.unit - _EXACT * line.size


def _is_one_paragraph(line: Line, following: Line, aside: float, usual_size: float) -> bool:
    """Tell whether the second line goes on with the first, its column being `aside` points further to the right."""
    marked = form_of(fold(line.text)) if line.size > _LARGE * usual_size else None
    within = _SAME_SIZE if marked is not None and places_of(marked.form) else _ABOUT_SAME_SIZE
    alike = abs(line.size - following.size) < within * line.size and line.boxed == following.boxed
    # A first line is set in, a list's later lines hang: only the next line's own indent opens a paragraph.
    opens = following.x0 - aside > line.x0 + 0.6 * line.size and not carries_on(line.text, "　" + following.text)
    is_set_right = line.x0 - following.x0 + aside > _DEEPEST_INDENT * line.size
    return alike and not opens and not is_set_right and carries_on(line.text, following.text)
