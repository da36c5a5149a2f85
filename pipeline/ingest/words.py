"""The words of a page line by line, each between two blanks, for tables that no rules draw."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from extractors.patterns import compile_pattern
from pipeline.ingest.crossings import bounds
from pipeline.ingest.furniture import is_page_number
from pipeline.ingest.layout import Row
from pipeline.ingest.places import Glyph
from pipeline.ingest.runs import Way

_OF_NUMBER = compile_pattern("[0-9.,%]")
STRIP = 0.35  # em of white between two columns
_SAME_EDGE = 0.2  # em
_SAME_LINE = 0.5  # share of the lower of two words that both have in common


class Word(NamedTuple):
    """What stands between two blanks of a line."""

    text: str
    glyphs: tuple[Glyph, ...]
    x0: float
    x1: float
    top: float
    bottom: float
    em: float
    row: int
    """Number of its line in the page's reading order."""


Line: TypeAlias = list[Word]
"""Words of one height, from left to right."""


def lines_of(rows: Sequence[Row]) -> list[Line]:
    """Return the words of a page line by line, whatever columns of prose they were taken for; its number apart."""
    level = ((at, row) for at, row in enumerate(rows) if row.frame.way is Way.RIGHT and not is_page_number(row.text))
    words = [word for at, row in level for word in _words(row, at)]
    lines: list[Line] = []
    for word in sorted(words, key=lambda w: w.top + w.bottom):
        if lines:
            band = lines[-1][0]
            shared = min(word.bottom, band.bottom) - max(word.top, band.top)
            if shared >= _SAME_LINE * min(word.bottom - word.top, band.bottom - band.top):
                lines[-1].append(word)
                continue
        lines.append([word])
    return [sorted(line, key=left_of) for line in lines]


def beside(rows: Sequence[Row], lines: Sequence[Line], head: Line) -> set[int]:
    """Return the rows that stand in columns of prose beside the one that holds the whole head of a table."""
    columns = {rows[word.row].column for word in head}
    if len(columns) > 1:
        return set()
    places = [row.place for row in rows if row.column in columns]
    left, right = min(place[0] for place in places), max(place[2] for place in places)
    others = {word.row: rows[word.row] for line in lines for word in line if rows[word.row].column not in columns}
    return {at for at, row in others.items() if row.place[2] < left or row.place[0] > right}


def without(lines: Sequence[Line], rows: Container[int]) -> list[Line]:
    """Return lines without the words of some rows."""
    return [kept for line in lines if (kept := [word for word in line if word.row not in rows])]


def left_of(word: Word) -> float:
    """Return where a word begins."""
    return word.x0


def _words(row: Row, number: int) -> Iterator[Word]:
    letters: list[str] = []
    glyphs: list[Glyph] = []
    for letter, glyph in [*zip(row.letters, row.glyphs, strict=True), (" ", None)]:
        if glyph is not None and letter.strip():
            letters.append(letter)
            glyphs.append(glyph)
        elif glyphs:
            x0, _, x1, _ = bounds([g[1:] for g in glyphs])
            yield Word("".join(letters), tuple(glyphs), x0, x1, row.place[1], row.place[3], row.em, number)
            letters, glyphs = [], []


def cut_at(line: Line, middles: Sequence[float], heads: Sequence[tuple[float, float]]) -> Iterator[Word]:
    """Yield the words of a line, one whose letters are set far apart as several where the white of a table is in it.

    The last letters of two wrapped cells look like a word that is set wide, a cell that is filled leads up to the next one.
    A number may end right where the next column begins: it stands in its own.

    Args:
        line: of a table.
        middles: of the white between its columns.
        heads: where the columns begin and end, by their heads.
    """
    for word in _with_number(line, heads):
        start = 0
        for at, (a, b) in enumerate(pairwise(word.glyphs), start=1):
            if b.x0 - a.x1 > STRIP * word.em and (
                any(a.x1 < middle < b.x0 for middle in middles)
                or any(abs(b.x0 - begin) < _SAME_EDGE * word.em for begin, _ in heads[1:])
            ):
                yield _piece(word, start, at)
                start = at
        yield _piece(word, start, len(word.glyphs)) if start else word


def _with_number(line: Line, heads: Sequence[tuple[float, float]]) -> Line:
    """Return a line, its first word as two where it begins with the number of the row: 3 | 剪定."""
    word, number = line[0], heads[0]
    begin = heads[1][0] if len(heads) > 1 else number[1]
    for at, glyph in enumerate(word.glyphs if word.text[0].isdecimal() else ()):
        if at and abs(glyph.x0 - begin) < _SAME_EDGE * word.em and not _OF_NUMBER.match(word.text, at):
            ordinal = _piece(word, 0, at)._replace(x0=number[0], x1=number[1])
            return [ordinal, _piece(word, at, len(word.glyphs)), *line[1:]]
        if not glyph.letter.isdecimal():
            break
    return line


def _piece(word: Word, start: int, end: int) -> Word:
    glyphs = word.glyphs[start:end]
    text = "".join(glyph.letter for glyph in glyphs)
    return word._replace(text=text, glyphs=glyphs, x0=glyphs[0].x0, x1=glyphs[-1].x1)


def by_line(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words of a cell line by line, as they are in order."""
    lines: list[list[Word]] = []
    for word in words:
        if lines and abs(lines[-1][0].top - word.top) < word.em / 2:
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines
