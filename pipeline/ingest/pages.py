"""What the places of lines on pages tell: which are headers, footers and page numbers, and which breaks only wrap.

Lengths are PDF points; `top` grows downwards from the page's top edge.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.ingest.wraps import carries_on, first_unit, is_torn

_DECORATED_NUMBER = re.compile(
    r"[-－―‐–—−ー~～〜]+(?:第?[Ⅰ-Ⅻ0-9０-９]+[-－])?([0-9０-９]{1,4})[-－―‐–—−ー~～〜]+"
    r"|第?[Ⅰ-Ⅻ]+[-－―‐–—]([0-9０-９]{1,4})"
    r"|[PpＰｐ][.．]?([0-9０-９]{1,4})"
    r"|([0-9０-９]{1,4})(?:ページ|頁|[/／][0-9０-９]{1,4}(?:ページ|頁)?)"
)
_BARE_NUMBER = re.compile(r"[0-9０-９]{1,4}")
_DIGITS = re.compile(r"[0-9０-９]+")
_STRUCTURE = re.compile(r"[ 　]*[【○〇◯◎●・◇◆■□※(（①-⑳]")

_MARGIN_ZONE = 0.12  # of the page's height, where headers and footers stand
_SAME_PLACE = 6.0  # points
_MOST_FURNITURE = 3  # lines at either end of a page
_NEARLY = 6  # em short of the longest line
_COLUMN_GAP = 0.9  # em between characters: the line is set in columns
_PARAGRAPH_GAP = 1.6  # times the usual distance of lines
_TORN = 0.4  # share of wrapped lines that end in the middle of something


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; `start` and `end` are offsets of the document's text."""

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


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page from top to bottom."""

    width: float
    height: float
    lines: Sequence[Line]


def furniture(pages: Sequence[Page]) -> tuple[Line, ...]:
    """Return the lines that belong to the page and not to the text: page numbers, running headers and footers."""
    edges = [(no, line) for no, page in enumerate(pages) for line in _edge_lines(page)]
    found = {*_page_numbers(edges), *_running(edges, len(pages))}
    return tuple(sorted(found, key=lambda line: line.start))


def _edge_lines(page: Page) -> Iterator[Line]:
    """Yield the few lines of a page's upper and lower margin."""
    ends = [*page.lines[:_MOST_FURNITURE], *page.lines[_MOST_FURNITURE:][-_MOST_FURNITURE:]]
    for line in ends:
        if line.top < page.height * _MARGIN_ZONE or line.top + line.size > page.height * (1 - _MARGIN_ZONE):
            yield line


def _page_numbers(edges: Sequence[tuple[int, Line]]) -> Iterator[Line]:
    bare: list[tuple[int, Line]] = []
    for no, line in edges:
        text = "".join(line.text.split())
        if _DECORATED_NUMBER.fullmatch(text):
            yield line
        elif _BARE_NUMBER.fullmatch(text):
            bare.append((int(text) - no, line))
    steps = Counter(step for step, _ in bare)  # a bare number is one of a page if it counts with the pages
    yield from (line for step, line in bare if step == 1 or steps[step] > 1)


def _running(edges: Iterable[tuple[int, Line]], pages: int) -> Iterator[Line]:
    """Yield the lines that come back at one place on half of the pages, alike but for a number that counts up."""
    alike: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    for no, line in edges:
        text = "".join(line.text.split())
        if text and not _STRUCTURE.match(text):
            alike[_DIGITS.sub("#", text)].append((no, line))
    for group in alike.values():
        middle = median(line.top for _, line in group)
        there = [(no, line) for no, line in group if abs(line.top - middle) <= _SAME_PLACE]
        if len({no for no, _ in there}) >= max(2, pages / 2) and _counts_up(there):
            yield from (line for _, line in there)


def _counts_up(lines: Sequence[tuple[int, Line]]) -> bool:
    numbers = [(no, tuple(map(int, _DIGITS.findall(line.text)))) for no, line in lines]
    if len({counted for _, counted in numbers}) == 1:
        return True
    return len({(len(counted), *(n - no for n in counted[-1:])) for no, counted in numbers}) == 1


def soft_breaks(pages: Sequence[Page], outside: Iterable[Line]) -> tuple[int, ...]:
    """Return the offsets of the line breaks that only wrap a line.

    A line is full if it ends so near to the right margin of its page that the next line's first unit would not have
    fitted; the margin is where most lines end. Lines set in columns (tables) are never joined. A break at the end of
    a page is soft only where no header or footer stands between.

    Args:
        pages: all pages.
        outside: lines that are furniture.
    """
    skipped = {line.start for line in outside}
    bodies = [[line for line in page.lines if line.start not in skipped] for page in pages]
    margins = _right_margins(pages, bodies)
    pitches = [b.top - a.top for body in bodies for a, b in pairwise(body) if b.top > a.top]
    pitch = median(pitches) if pitches else 0.0
    breaks: list[int] = []
    torn = 0
    flow = [(line, no) for no, body in enumerate(bodies) for line in body]
    for (line, no), (following, next_no) in pairwise(flow):
        if following.start != line.end + 1 or not _is_full(line, following, margins[no], pages[no].width):
            continue
        step = following.top - line.top
        near = next_no != no or 0 < step <= _PARAGRAPH_GAP * max(min(pitch, 3 * line.size), line.size)
        if near and _is_one_paragraph(line, following):
            breaks.append(line.end)
            torn += is_torn(line.text, following.text)
    return tuple(breaks) if torn >= _TORN * len(breaks) else ()


def _right_margins(pages: Sequence[Page], bodies: Sequence[Sequence[Line]]) -> list[float]:
    """Return for each page where full lines end; 0 where that cannot be told."""
    by_width: dict[int, list[Line]] = defaultdict(list)
    for page, body in zip(pages, bodies, strict=True):
        by_width[round(page.width)] += body
    usual = {width: _shared_end(lines, 2) for width, lines in by_width.items()}
    margins = []
    for page, body in zip(pages, bodies, strict=True):
        margin = _shared_end(body, 4) or usual[round(page.width)]
        if not margin and body:  # few lines: a margin as wide as the left one will do
            margin = page.width - min(line.x0 for line in body)
        margins.append(margin)
    return margins


def _shared_end(lines: Sequence[Line], several: int) -> float:
    """Return the right end that the most lines share within half an em, if at least `several` do.

    Only lines that reach nearly as far as the longest count: labels that recur share an end in the middle of the page.
    """
    furthest = max((line.x1 for line in lines if line.gap < _COLUMN_GAP), default=0.0)
    ends = sorted(
        (line.x1, line.size)
        for line in lines
        if len(line.text) >= 10 and line.gap < _COLUMN_GAP and line.x1 > furthest - _NEARLY * line.size
    )
    rights = [x1 for x1, _ in ends]
    shared = [at - bisect_left(rights, x1 - 0.5 * size) + 1 for at, (x1, size) in enumerate(ends)]
    most = max(shared, default=0)
    return rights[shared.index(most)] if most >= several else 0.0


def _is_full(line: Line, following: Line, margin: float, page_width: float) -> bool:
    if not margin or max(line.gap, following.gap) > _COLUMN_GAP or line.x1 - line.x0 < 0.4 * page_width:
        return False
    unit = len(first_unit(following.text).encode("cp932", "replace")) * line.size / 2
    return -1.5 * line.size < margin - line.x1 < unit - 0.1 * line.size


def _is_one_paragraph(line: Line, following: Line) -> bool:
    alike = abs(line.size - following.size) < 0.15 * line.size
    # A first line is set in, a list's later lines hang: only the next line's own indent opens a paragraph.
    opens = following.x0 > line.x0 + 0.6 * line.size and not carries_on(line.text, "　" + following.text)
    return alike and not opens and carries_on(line.text, following.text)
