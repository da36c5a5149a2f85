"""Tables of indicators that a text sets with single blanks, their fields in the order of the heads: 指標名 単位 基準値 目標値.

Nothing stands below its head on the screen: only heads that say for certain that values follow a name are believed, and
only lines that end in as many fields of values. The name may hold blanks of its own.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from extractors.patterns import compile_pattern
from extractors.spans import Span
from extractors.view import fold
from pipeline.tabular import OF_VALUES, Role, is_value, role_of, whole_year

_WORD = r"[^\s。、]{1,20}+"
_HEADS = compile_pattern(rf"(?m)^[ 　]*+{_WORD}(?:[ 　]++{_WORD}){{2,9}}+[ 　]*$")
_SAYS = compile_pattern(r"目標|実績|基準|現状")
_FIELD = compile_pattern(r"[^ 　]+?(?:[ 　]?[(（][^\s()（）]*[)）])?(?=[ 　]|$)")
_LINE = compile_pattern(r"[^\n\f]*")
_NAMES = compile_pattern(r"(?:項目|区分|名称|内容)名?")
_JUDGES = compile_pattern(r"評価|判定|区分|(?:達成|進捗)状況|進捗")
_LONGEST_WORD = 8  # characters of a unit or a grade
_FEWEST_VALUES = 2
_VALUE = "value"
_NAME = "name"


def find(text: str, taken: Container[int]) -> Iterator[list[list[tuple[Span, ...]]]]:
    """Yield the tables of a text, each as its rows of cells.

    Args:
        text: with line feeds as line ends.
        taken: where the heads of tables begin that are known.
    """
    done = 0
    for head in _HEADS.finditer(text):
        if head.start() < done or not _SAYS.search(text, *head.span()):
            continue
        heads = _fields(text, *head.span())
        if heads[0].start in taken or (kinds := _kinds(text, heads)) is None:
            continue
        rows: list[list[tuple[Span, ...]]] = []
        end = head.end()
        while end + 1 < len(text) and (line := _LINE.match(text, end + 1)):
            row = _row(text, kinds, *line.span())
            if row is None:
                break
            rows.append([(cell,) for cell in row])
            end = line.end()
        if rows:
            yield [[(cell,) for cell in heads], *rows]
            done = end


def _fields(text: str, start: int, end: int) -> list[Span]:
    return [Span(*match.span()) for match in _FIELD.finditer(text, start, end)]


def _kinds(text: str, heads: list[Span]) -> list[str] | None:
    """Return what the fields below some heads hold: the name, values, or a word; none if that is not certain."""
    kinds: list[str] = []
    for head in heads:
        words = fold(text[head.start : head.end]).replace(" ", "")
        role = role_of(words)
        if role in OF_VALUES or whole_year(words) is not None:
            kinds.append(_VALUE)
        elif role is Role.INDICATOR or (_NAMES.fullmatch(words) and _NAME not in kinds):
            kinds.append(_NAME)
        elif role in (Role.UNIT, Role.NUMBER, Role.DEPARTMENT) or _JUDGES.fullmatch(words):
            kinds.append(role.value)
        else:
            return None
    certain = kinds.count(_NAME) == 1 and _VALUE not in kinds[: kinds.index(_NAME)]
    return kinds if certain and kinds.count(_VALUE) >= _FEWEST_VALUES else None


def _row(text: str, kinds: list[str], start: int, end: int) -> list[Span] | None:
    """Return the cells of a line, if it holds what the heads say."""
    fields = _fields(text, start, end)
    wide = len(fields) - len(kinds)  # blanks in the name
    if wide < 0:
        return None
    name = kinds.index(_NAME)
    cells = [*fields[:name], Span(fields[name].start, fields[name + wide].end), *fields[name + wide + 1 :]]
    for kind, cell in zip(kinds, cells, strict=True):
        words = fold(text[cell.start : cell.end])
        if kind == _VALUE and not is_value(words):
            return None
        if kind == _NAME and is_value(words):
            return None
        if kind not in (_VALUE, _NAME) and cell.end - cell.start > _LONGEST_WORD:
            return None
    return cells
