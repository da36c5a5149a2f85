"""Lists of what a report holds: tables of contents, lists of its sheets, and summaries in front, none of them headings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, takewhile

from extractors.patterns import compile_pattern
from pipeline.profile import Level
from pipeline.segment.forms import LONGEST_HEADING, Form, is_tabled
from pipeline.segment.graded_list import find_graded, title_of
from pipeline.segment.lines import Line

_LABEL = Level.LABEL
_LONGEST_CONTENTS = 400  # lines
_CONTENTS = compile_pattern(r"[【<《〈\[(■◆●□]? ?(?:目 *次|CONTENTS) ?[】>》〉\])]?")
_LISTS = ("一覧", "一覧表")
"""How a line ends that may head a list of what the report holds: 個票の一覧."""
_LISTED = compile_pattern(r" *[/|] *| {2,}")
"""What may part the entries of one line of it."""
_SHORTEST_ENTRY = 2  # characters
_MOST_ALIKE = 50  # titles that begin with the same words
_PAGE = compile_pattern(r"[ .・…‥]*(?:P\.? ?)?[0-9]{1,3}(?:ページ|頁)?$")
_AS_GIVEN = compile_pattern(r"[\s・,、.。()「」]+")
_ON_PAGE = compile_pattern(r"(?:[ .・…‥]|P)(?P<page>[0-9]{1,3})(?:ページ|頁)?$")
_ENDS_ROW = frozenset("0123456789ABCDE◎○△×%-")
_SUMMED = compile_pattern(r"(?P<entry>\S[^。]{3,60}?)(?: +(?:[0-9]{1,4}(?:\.[0-9])?%?|[A-E]|[◎○△×-])){2,12}$")


def find_contents(lines: Sequence[Line], readings: Sequence[tuple[Form, ...]]) -> set[int]:
    """Return the lines of a table of contents: entries with leaders to a page, or all that its body repeats.

    So are the rows of a summary in front, titles that come back with nothing but numbers and grades behind them.
    """
    found: set[int] = set()
    last: Mapping[str, int] = {}
    titles: Sequence[str] = ()
    for number, forms in enumerate(readings):
        levels = {f.level for f in forms}
        if _LABEL in levels and Level.CONTENTS not in levels:
            break
        if not found and lines[number].text.endswith(_LISTS):
            last = last or _last_of_titles(lines)
            titles = titles or sorted(last)
            found.update(_list(lines, readings, number, titles, last))
        if Level.CONTENTS not in levels:
            continue
        if not found and _CONTENTS.fullmatch(lines[number].text):
            found.update(range(number, _end_of_contents(lines, number)))
        elif found or len(levels) > 1:
            found.add(number)
    return found | _summary(lines)


def _last_of_titles(lines: Sequence[Line]) -> Mapping[str, int]:
    """Return the words of all lines, and those behind their marks or first blanks, each with the last line that has them."""
    last: dict[str, int] = {}
    for number, line in enumerate(lines):
        if len(line.text) <= LONGEST_HEADING:
            words = (title_of(line.text) or line.text, line.text.partition(" ")[2])
            last.update(dict.fromkeys(map(entry_of, words), number))
    return last


def _list(
    lines: Sequence[Line],
    readings: Sequence[tuple[Form, ...]],
    number: int,
    titles: Sequence[str],
    last: Mapping[str, int],
) -> range:
    """Return the lines of a list with the one that heads it: all that its entries name, several on a line or one, heads something below.

    Args:
        lines: of the report.
        readings: what each may be.
        number: of the line that may head a list.
        titles: all that may be one, in order.
        last: the last line of each.
    """
    named, stop = set[str](), number + 1
    while stop < min(len(lines), number + _LONGEST_CONTENTS) and not is_tabled(readings[stop]):
        entries = [entry_of(title_of(words) or words) for words in _LISTED.split(lines[stop].text)]
        if not named.isdisjoint(entries) or min(map(len, entries)) < _SHORTEST_ENTRY:
            break
        if not all(any(last[title] > stop for title in _beginning(titles, entry)) for entry in entries):
            break
        named.update(entries)
        stop += 1
    return range(number, stop if len(named) > 1 else number)


def _beginning(titles: Sequence[str], words: str) -> Iterator[str]:
    """Yield those of some titles in order that begin with some words."""
    at = bisect_left(titles, words)
    return takewhile(lambda title: title.startswith(words), islice(titles, at, at + _MOST_ALIKE))


def _summary(lines: Sequence[Line]) -> set[int]:
    """Return the lines that give numbers or grades in columns for a title that a heading below bears: １　安心　２　０　Ａ."""
    rows: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        row = _SUMMED.match(line.text) if line.text[-1] in _ENDS_ROW else None
        if row is not None and (title := title_of(row["entry"])):
            rows.setdefault(title, []).append(number)
    last = (
        {title: number for number, line in enumerate(lines) if (title := title_of(line.text)) in rows} if rows else {}
    )
    found = {number for title, numbers in rows.items() for number in numbers if number < last.get(title, 0)}
    return found | find_graded(lines)


def _end_of_contents(lines: Sequence[Line], number: int) -> int:
    """Return the first line of the body: behind entries that name their pages, else the one that repeats the first entry."""
    below = lines[number + 1 : number + 1 + _LONGEST_CONTENTS]
    end, page = number + 1, 0
    for at, line in enumerate(below, start=number + 1):
        named = _ON_PAGE.search(line.text)
        if named is not None and int(named["page"]) >= page:
            end, page = at + 1, int(named["page"])
        elif at > end or line.text.endswith("。"):  # but for one that goes on on the line below
            break
    if end > number + 2:
        return end
    first = ""
    for at, line in enumerate(below, start=number + 1):
        if len(line.text) > LONGEST_HEADING or line.text.endswith("。"):
            break
        entry = entry_of(line.text)
        if entry == first:
            return at
        first = first or entry
    return number + 1


def entry_of(text: str) -> str:
    """Return a heading's words as a table of contents and the body share them."""
    return _AS_GIVEN.sub("", _PAGE.sub("", text))
