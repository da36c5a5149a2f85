"""Sheets saved as text with each cell on a line of its own: a label, what it names below it, the next label.

No word is enough to be a label here, 課題 heads sections too: it must come back in other records, each of which names
its measure below a label of its own (事業名, 取組名) and tells of it below another one. Each record is a form, a table
of its labels and of what they name; empty cells leave no line, and cells of several lines as many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.patterns import compile_pattern
from extractors.spans import Span
from extractors.view import fold
from pipeline.kinds import TOLD
from pipeline.markers import BULLETS, form_of
from pipeline.pages import Cell, Grid
from pipeline.profile import base
from pipeline.stacks import OFFICE, names_cells
from pipeline.tabular import Role, is_value, role_of

_NAMES = compile_pattern(
    r"(?m)^[ 　■□◆◇●○▼▶【\[［〔〈<＜]{0,3}(?=\S)[^\s、。]{0,12}(?:名[称前]?|取り?組み?|事業|施策|プロジェクト|項目)"
    r"[】\]］〕〉>＞:： 　]{0,3}$"
)
"""What may be a label of names, alone on its line."""
_LINE = compile_pattern(r"(?m)^.*$")
_LABEL = compile_pattern(
    r"[■□◆◇●○▼▶]? ?(?P<open>[【\[〔〈<])? ?(?P<words>[^【】\[\]〔〕〈〉<>。、:]{1,20}?) ?(?(open)[】\]〕〉>]) ?:?"
)
_ENDS = ("。", "－", "―", "-", "なし", "）", ")")
_SEVERAL = 2  # records
_SHARE = 0.5  # of the records that a label stands in, and of the labels of one that name something
_LEAST, _MOST = 3, 60  # labels of a record
_LONGEST_NAME = 60  # characters


class _Line(NamedTuple):
    """A line without the blanks at its ends."""

    start: int
    end: int
    words: str
    """Folded and bare, of what may be a label; else nothing."""


class _Field(NamedTuple):
    """A label and the lines that it names."""

    label: _Line
    lines: list[_Line]


_Record = list[_Field]


def find(text: str) -> Iterator[Grid]:
    """Yield the records whose labels and cells stand on a line each, as tables of two columns, in order.

    Args:
        text: with line feeds as line ends.
    """
    if len(_NAMES.findall(text)) < _SEVERAL:
        return
    lines = [_read(text, *match.span()) for match in _LINE.finditer(text)]
    known = Counter(line.words for line in lines if line.words and names_cells(line.words))
    name = max(filter(_is_name, known), key=known.__getitem__, default="")
    if known[name] < _SEVERAL:
        return
    labels = {
        words
        for words, times in known.items()
        if times >= _SEVERAL and (times >= _SHARE * known[name] or _is_name(words) or _is_above(words))
    }
    labels -= _choices(lines, labels)
    records = [record for record in _records(text, lines, labels) if _is_whole(record, name)]
    own = _own_labels(records)
    if own:
        records = [record for record in _records(text, lines, labels | own) if _is_whole(record, name)]
    if len(records) >= _SEVERAL:
        yield from map(_grid, records)


def _read(text: str, start: int, end: int) -> _Line:
    words = text[start:end].strip()
    start = text.index(words, start) if words else end
    label = _LABEL.fullmatch(fold(words)) if len(words) < _LONGEST_NAME else None
    return _Line(start, start + len(words), label["words"].replace(" ", "") if label else "")


def _is_name(words: str) -> bool:
    """Tell whether a label names the measure, and does not tell what was done: 事業名, not 主な取組."""
    return role_of(words) is Role.TITLE and base().kind_of(words) is None


def _is_above(words: str) -> bool:
    """Tell whether a label names what measures belong to, and no course to take: 基本目標, not 施策の方向."""
    return role_of(words) is Role.DIRECTION and base().kind_of(words) is None


def _is_told(words: str) -> bool:
    return base().kind_of(words) in TOLD


def _choices(lines: Sequence[_Line], labels: Container[str]) -> set[str]:
    """Return those words that only one label names, where no other words stand below it: 改善, else 継続, below 方向性."""
    above: dict[str, set[str]] = {}
    filled = set()
    for over, words in pairwise(line.words for line in lines if line.start < line.end):
        if words in labels:
            above.setdefault(words, set()).add(over)
        elif over in labels:
            filled.add(over)
    return {words for words, overs in above.items() if len(overs) == 1 and overs <= filled}


def _records(text: str, lines: Sequence[_Line], labels: Container[str]) -> Iterator[_Record]:
    """Yield what stands below labels, parted where one comes back, or one of the head of a record behind its text."""
    record: _Record = []
    below = _next_labels(lines, labels)
    gap = False
    for number, line in enumerate(lines):
        if line.start == line.end:
            gap = True
            continue
        if line.words in labels:
            if record and _begins(record, line.words):
                yield record
                record = []
            record.append(_Field(line, []))
        elif record:
            last = not below[number] or _begins(record, below[number])
            alone = number + 1 < len(lines) and lines[number + 1].words in labels
            if last and record[-1].lines and (gap or _ends_record(text, record[-1].lines, line, alone=alone)):
                yield record
                record = []
            else:
                record[-1].lines.append(line)
        gap = False
    yield record


def _next_labels(lines: Sequence[_Line], labels: Container[str]) -> list[str]:
    """Return for each line the words of the next label below it, nothing below the last."""
    found: list[str] = []
    words = ""
    for line in reversed(lines):
        found.append(words)
        words = line.words if line.words in labels else words
    return found[::-1]


def _begins(record: _Record, words: str) -> bool:
    """Tell whether a label begins another record."""
    told = any(_is_told(field.label.words) for field in record)
    heads = role_of(words) in (Role.TITLE, Role.NUMBER) or _is_above(words)
    return len(record) == _MOST or any(field.label.words == words for field in record) or (told and heads)


def _ends_record(text: str, cell: Sequence[_Line], line: _Line, *, alone: bool) -> bool:
    """Tell whether a line right below the last cell of a record is a heading that stands between two.

    Args:
        text: the report's.
        cell: the lines above.
        line: that line.
        alone: whether a label stands right below it.
    """
    words = fold(text[line.start : line.end])
    if (
        not (alone or text[cell[-1].start : cell[-1].end].endswith(_ENDS))
        or words.endswith("。")
        or words[0] in BULLETS
    ):
        return False
    marked, above = form_of(words), form_of(fold(text[cell[-1].start : cell[-1].end]))
    return not (above and above.form == marked.form) if marked else names_cells(line.words)


def _is_whole(record: _Record, name: str) -> bool:
    """Tell whether a record names its measure below a label, and tells of it below others."""
    if len(record) < _LEAST or sum(bool(field.lines) for field in record) <= _SHARE * len(record):
        return False
    named = [field for field in record if field.label.words == name and field.lines]
    if not named or not any(_is_told(field.label.words) and field.lines for field in record):
        return False
    return named[0].lines[-1].end - named[0].lines[0].start <= _LONGEST_NAME


def _own_labels(records: Sequence[_Record]) -> set[str]:
    """Return the words of no vocabulary that stand in every record between the lines below one label: 事業費."""
    places: Counter[tuple[str, str]] = Counter()
    for record in records:
        for field in record:
            for words in {line.words for line in field.lines[1:-1] if line.words}:
                places[field.label.words, words] += 1
    return {
        words
        for (label, words), times in places.items()
        if times == len(records) > _SEVERAL
        and words[0].isalpha()
        and not (is_value(words) or OFFICE.fullmatch(words) or role_of(label) is Role.DEPARTMENT)
    }


def _grid(record: _Record) -> Grid:
    """Return a record as a form, a row for each label."""
    return Grid(
        cells=tuple(
            Cell(row=row, column=column, spans=tuple(Span(line.start, line.end) for line in lines))
            for row, field in enumerate(record)
            for column, lines in enumerate(([field.label], field.lines))
        )
    )
