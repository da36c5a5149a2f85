"""Indicators in a list whose rows are parted by 、 below a line that names its columns: （指標名、単位、現状値、目標値の順）."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from pipeline.model import Indicator, SourceDoc
from pipeline.segment.indicator_lines import column_within, value_at, with_roles
from pipeline.segment.indicators import VALUES, indicator_of, with_present
from pipeline.segment.lines import Line
from pipeline.segment.values import Value
from pipeline.tabular import OF_VALUES, Column, Role, whole_year
from pipeline.units import known_unit

_PARTS = "、"
_TARGET = "目標"
"""One column of every such list."""
_HEADS = compile_pattern(
    r"[(\[【〔※]? ?(?P<columns>[^、。()]{2,12}(?:、[^、。]{2,16}){2,7}?)(?:の順(?:に?(?:記載|掲載|表示))?)?[)\]】〕]?"
)
_CELL = compile_pattern(r"[^、]+")
_NONE = compile_pattern(r"[-‐―ー—…]{1,3}|なし|未定")
_LETTER = compile_pattern(r"[^\W\d]")
_FEWEST = 3  # columns
_LONGEST_LINE = 120  # characters


def read_indicator_lists(source: SourceDoc, lines: Sequence[Line], tabled: Container[int]) -> Iterator[Indicator]:
    """Yield the indicators of the lines right below one that names their columns, one a line, as many parts as it has.

    A line with more or fewer parts, or with a part that its column does not hold, ends the list.

    Args:
        source: the text.
        lines: of the report.
        tabled: the numbers of those that stand in tables.
    """
    columns: list[Column] = []
    for number, line in enumerate(lines):
        if not columns and _TARGET not in line.text:
            continue
        if line.text.count(_PARTS) < _FEWEST - 1 or len(line.text) > _LONGEST_LINE or number in tabled:
            columns = []
            continue
        found = _read_row(source.text, line, columns) if columns and not line.gap else None
        if found is not None:
            yield found
        else:
            columns = _columns(source.text, line)


def _columns(raw: str, line: Line) -> list[Column]:
    """Return the columns that a line names: an indicator first, a target and what it is compared with; none otherwise."""
    heads = _HEADS.fullmatch(line.text) if _TARGET in line.text else None
    if heads is None:
        return []
    columns = [column_within(raw, line, *cell.span()) for cell in _CELL.finditer(line.text, *heads.span("columns"))]
    kinds = [column.role for column in columns[1:]]
    known = all(column.role in (*OF_VALUES, Role.UNIT) or whole_year(column.head) is not None for column in columns[1:])
    compared = Role.OTHER in kinds or len(set(kinds) & set(VALUES)) > 1
    aimed = [column.year for column in columns if column.role is Role.TARGET and column.year]
    ahead = any(c.role is Role.OTHER and c.year and c.year >= min(aimed) for c in columns[1:]) if aimed else False
    named = columns[0].role is Role.INDICATOR
    if not (named and known and compared and Role.TARGET in kinds) or ahead:
        return []
    return [columns[0], *with_roles(columns[1:])]


def _read_row(raw: str, line: Line, columns: Sequence[Column]) -> Indicator | None:
    """Read the indicator of a row; None where its parts are not what the columns hold."""
    cells = list(_CELL.finditer(line.text))
    if len(cells) != len(columns) or line.text.count(_PARTS) != len(columns) - 1:
        return None
    unit: str | None = None
    values: list[tuple[Column, Value]] = []
    for column, cell in zip(columns[1:], cells[1:], strict=True):
        words = cell[0].strip()
        if column.role is Role.UNIT:
            unit = words
            if known_unit(words) is None:
                return None
            continue
        value = value_at(raw, line, line.text.index(words, cell.start()), words)
        if value is None and not _NONE.fullmatch(words):
            return None
        if value is not None:
            values.append((column, value))
    values = with_present(values, columns)
    name = cells[0][0].strip()
    if not _LETTER.search(name):
        return None
    start = line.text.index(name)
    span = Span(line.at(start), line.at(start + len(name) - 1) + 1)
    found = indicator_of(line.quote(raw, start, start + len(name)), [span], unit, values, None)
    return found and replace(found, cells=tuple(value.span for _, value in values))
