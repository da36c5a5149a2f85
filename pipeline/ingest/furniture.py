"""Which lines belong to the page and not to the text: headers, footers, page numbers, and what is written apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from statistics import median

from extractors.numerals import parse_kanji
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.ingest.pages import Line, Page
from pipeline.ingest.tabs import repeated, tabs_of
from pipeline.profile import Level, shared_rules

_DECORATED_NUMBER = compile_pattern(
    r"[-－―‐–—−ー~～〜]+(?:第?[Ⅰ-Ⅻ0-9０-９]+[-－])?([0-9０-９]{1,4})(?:[/／][0-9０-９]{1,4})?[-－―‐–—−ー~～〜]+"
    r"|第?[Ⅰ-Ⅻ]+[-－―‐–—]([0-9０-９]{1,4})"
    r"|(?:[PpＰｐ][.．]?|[Pp]age)([0-9０-９]{1,4})(?:(?:of|[/／])[0-9０-９]{1,4})?"
    r"|([0-9０-９]{1,4})(?:[/／][0-9０-９]{1,4})?(?:ページ|頁)"
)
# What may also be a figure, a share or a heading: a page's only if it counts with the pages.
_BARE_NUMBER = compile_pattern(
    r"[（(\[［〔]?(?:第?[0-9０-９]{1,2}章?[-－―‐–—])?"
    r"(?:([0-9０-９]{1,4})(?:[/／][0-9０-９]{1,4})?|([〇一二三四五六七八九十百]{1,5}))[）)\]］〕]?"
)
_PLAIN_NUMBER = compile_pattern(r"[0-9０-９]+(?: ?[/／] ?[0-9０-９]+)?")
_DIGITS = compile_pattern(r"[0-9０-９]{1,9}")
_COUNT = compile_pattern(r"[0-9０-９]{1,4}")  # of pages
_STRUCTURE = compile_pattern(r"[ 　]*[【○〇◯◎●・◇◆■□※(（①-⑳]")

_MARGIN_ZONE = 0.12  # of the page's height, where headers and footers stand
_SAME_PLACE = 6.0  # points
_MOST_FURNITURE = 3  # lines at either end of a page
_RECURRING = 3  # pages that have a line at the same place, where the report is long
_MOST_PAGES = 0.4  # share of the pages, where it is short


def find_furniture(pages: Sequence[Page]) -> tuple[Line, ...]:
    """Return the lines that belong to the page and not to the text: page numbers, running headers, footers, what is apart."""
    edges = [(no, line) for no, page in enumerate(pages) for line in _edge_lines(page)]
    apart = (line for page in pages for line in page.lines if line.apart)
    found = {*_page_numbers(edges), *_running(edges, len(pages), _within(pages, edges)), *repeated(pages), *apart}
    found.update([*_beside_numbers(edges, found), *_with_numbers(edges)])
    return tuple(sorted(found, key=lambda line: line.start))


def is_page_number(text: str) -> bool:
    """Tell whether a line is a page's number beyond doubt: - 12 -."""
    return _DECORATED_NUMBER.fullmatch("".join(text.split())) is not None


def _edge_lines(page: Page) -> Iterator[Line]:
    """Yield the few lines of a page's upper and lower margin."""
    tabs = {line.start for line in tabs_of(page)}
    ordered = sorted((x for x in page.lines if not x.apart and x.start not in tabs), key=lambda line: line.box[1])
    for line in (*ordered[:_MOST_FURNITURE], *ordered[_MOST_FURNITURE:][-_MOST_FURNITURE:]):
        if line.box[1] < page.height * _MARGIN_ZONE or line.box[3] > page.height * (1 - _MARGIN_ZONE):
            yield line


def _page_numbers(edges: Sequence[tuple[int, Line]]) -> Iterator[Line]:
    bare: list[tuple[int, Line]] = []
    for no, line in edges:
        if is_page_number(line.text):
            yield line
        elif (found := _BARE_NUMBER.fullmatch("".join(line.text.split()))) is not None:
            value = int(found[1]) if found[1] else parse_kanji(found[2])
            if value is not None:
                bare.append((int(value) - no, line))
    steps = Counter(step for step, _ in bare)  # a bare number is one of a page if it counts with the pages
    yield from (
        line for step, line in bare if steps[step] > 1 or (step == 1 and _PLAIN_NUMBER.fullmatch(line.text.strip()))
    )


def _within(pages: Sequence[Page], edges: Iterable[tuple[int, Line]]) -> Counter[str]:
    """Return how often each line stands within pages, whatever its numbers."""
    outer = {(no, line.start) for no, line in edges}
    lines = ((no, line) for no, page in enumerate(pages) for line in page.lines)
    return Counter(_alike(line) for no, line in lines if (no, line.start) not in outer)


def _alike(line: Line) -> str:
    """Return the words of a line as those of running headers are compared."""
    return _DIGITS.sub("#", "".join(line.text.split()))


def _running(edges: Iterable[tuple[int, Line]], pages: int, within: Mapping[str, int]) -> Iterator[Line]:
    """Yield the lines that come back at one place on several pages, alike but for a number that counts up.

    Args:
        edges: the lines at the ends of pages, each with its page.
        pages: how many there are.
        within: how often each line stands within pages: a label that does begins a page only by chance.
    """
    groups: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    for no, line in edges:
        text = _alike(line)
        if text and not _STRUCTURE.match(text):
            groups[text].append((no, line))
    enough = max(2.0, min(_RECURRING, pages * _MOST_PAGES))
    for text, group in groups.items():
        if within.get(text, 0) >= (1 if _names_departments(group[0][1]) else len(group)):
            continue
        middle = median(line.box[1] for _, line in group)
        there = [(no, line) for no, line in group if abs(line.box[1] - middle) <= _SAME_PLACE]
        if len({no for no, _ in there}) >= enough and (_are_one(there) or _counts_up(there)):
            yield from (line for _, line in there)
            if not _are_one(there):  # on a short page a footer may stand elsewhere
                yield from (entry[1] for entry in group if entry not in there and _counts_up([*there, entry]))


def _names_departments(line: Line) -> bool:
    """Tell whether a line says whose something is, as it may at the foot of several measures: 受け持ち：保育課."""
    text = fold(line.text.strip())
    return any(rule.pattern.match(text) for rule in shared_rules(Level.DEPARTMENTS, text[:1]))


def _beside_numbers(edges: Sequence[tuple[int, Line]], known: Container[Line]) -> Iterator[Line]:
    """Yield the headers and footers with which the page's number is in one line, and the same without it on other pages."""
    places = {line.text.strip(): line for _, line in edges}
    for no, line in edges:
        words = line.text.split()
        for number, rest in ((words[-1:], words[:-1]), (words[:1], words[1:])):
            other = places.get(" ".join(rest)) if _COUNT.fullmatch(number[0]) else None
            if other is None or abs(line.box[1] - other.box[1]) > _SAME_PLACE:
                continue
            if other in known or int(number[0]) == no + 1:
                yield from (line, other)


def _with_numbers(edges: Iterable[tuple[int, Line]]) -> Iterator[Line]:
    """Yield the headers and footers of changing words (the chapter's) that begin or end with a number of pages."""
    counted: dict[int, list[tuple[int, Line]]] = defaultdict(list)
    for no, line in edges:
        words = line.text.split()
        if len(words) > 1 and not _STRUCTURE.match(line.text):
            for number in filter(_COUNT.fullmatch, {words[0], words[-1]}):
                counted[int(number) - no].append((no, line))
    for group in counted.values():
        middle = median(line.box[1] for _, line in group)
        there = {no: line for no, line in group if abs(line.box[1] - middle) <= _SAME_PLACE}
        if len(there) >= _RECURRING:
            yield from there.values()


def _are_one(lines: Sequence[tuple[int, Line]]) -> bool:
    return len({tuple(_DIGITS.findall(line.text)) for _, line in lines}) == 1


def _counts_up(lines: Sequence[tuple[int, Line]]) -> bool:
    """Tell whether the last number of lines counts with their pages, or the last but that of all pages (1/4, 2/4)."""
    pages = [no for no, _ in lines]
    numbers = [tuple(map(int, _DIGITS.findall(line.text))) for _, line in lines]
    if len(set(map(len, numbers))) > 1:
        return False
    columns = [*zip(*numbers, strict=True)][-2:]
    counting = [len({number - page for number, page in zip(column, pages, strict=True)}) == 1 for column in columns]
    return all(counting[-1:]) or (counting[0] and len(set(columns[-1])) == 1)
