"""The departments that a cell or line names: one a line, or several in one, be it that a line's end cuts one of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.model import SourceDoc
from pipeline.pages import Cell
from pipeline.segment.departments import bracket_line, is_department, is_institution, split_departments
from pipeline.tabular import NO_VALUE

_BREAK = compile_pattern(r"\n|<br ?/?>", re.IGNORECASE)  # tables of Markdown write <br>
# Offices that a line break parts from what they belong to: 福祉課 over 相談係, 福祉部 over 長寿課.
_BELONGS = compile_pattern(
    r"(?:[課室]\n[^、,・課室部局\n]{1,12}(?:(?<!関)係|班|担当|グループ)|(?:部|局|委員会)\n[^、,・部局\n]{1,12}(?:課|室|係|センター|所|館))$"
)
_OFFICE_ENDS = ("課", "室", "係")
_CUT = 2  # characters


def read_departments(source: SourceDoc, cell: Cell) -> Iterator[str]:
    """Yield the departments of a cell: one a line where each line is one, else its words split as in a heading."""
    written = (line.strip().lstrip("・") for line in _lines(source, cell))
    lines: list[str] = []
    for line in filter(None, written):
        if lines and (_BELONGS.search(fold(f"{lines[-1]}\n{line}")) or _is_cut(lines[-1], line)):
            lines[-1] += line
        else:
            lines.append(line)
    offices = [is_department(fold(line)) for line in lines]
    names = zip(lines, offices, strict=True)
    one_a_line = len(lines) > 1 and any(offices) and all(office or is_institution(fold(name)) for name, office in names)
    for words in lines if one_a_line else ("".join(lines),):
        if not words or fold(words) in NO_VALUE:
            continue
        found = split_departments(fold(words), 0, len(words), told=True)
        if found:
            yield from (words[a:b] for a, b in found)
        else:
            yield words


def _is_cut(line: str, below: str) -> bool:
    """Tell whether the end of an office stands on the next line: 農村整備 over 課."""
    lone = not (len(below) > _CUT or is_department(fold(line)) or is_department(fold(below)))
    return lone and is_department(fold(line + below))


def departments_on(source: SourceDoc, cell: Cell) -> Iterator[str]:
    """Yield the departments of a line of nothing else: （福祉課）, 担当課：福祉課."""
    words = cell.text(source.text)
    folded = fold(words)
    bracketed = bracket_line(folded)
    found = bracketed.departments if bracketed else split_departments(folded, 0, len(folded), told=True)
    yield from (words[a:b] for a, b in found)


def _lines(source: SourceDoc, cell: Cell) -> Iterator[str]:
    """Yield the lines of a cell, those that only wrap put together; offices that fill their lines do not wrap."""
    wraps = source.soft_breaks
    pieces: list[tuple[str, bool]] = []  # each with whether it only goes on with the one before
    for span in cell.spans:
        at, wrapped = span.start, True  # what stands behind other cells' words or on the next page goes on
        for match in [*_BREAK.finditer(source.text, span.start, span.end), None]:
            pieces.append((source.text[at : match.start() if match else span.end].strip(), wrapped))
            if match is not None:
                first = bisect_left(wraps, match.start())
                at, wrapped = match.end(), first < len(wraps) and wraps[first] == match.start()
    line = ""
    for number, (words, wrapped) in enumerate(pieces):
        if line and (not wrapped or (line.endswith(_OFFICE_ENDS) and _are_offices(line, pieces[number:]))):
            yield line
            line = ""
        line += words
    yield line


def _are_offices(line: str, pieces: Sequence[tuple[str, bool]]) -> bool:
    """Tell whether a line and the next or all below it are an office each: 企画課 over 会計課, but not 生涯学 over 習課."""
    if not is_department(fold(line)):
        return False
    return is_department(fold(pieces[0][0])) or is_department(fold("".join(words for words, _ in pieces)))
