"""Tables that a text file sets with blanks: a line of heads, and below it lines whose fields stand under them.

Believed only where all but the first cells of several lines are numbers (a unit may stand between), or where several
lines hold a day below the head of the days: other lists in columns look alike, but have no heads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from extractors.gatherings import DAY_HEAD
from extractors.patterns import compile_pattern
from extractors.spans import Span
from extractors.view import fold
from pipeline.ingest import below_heads, in_order
from pipeline.ingest.wraps import display_width
from pipeline.pages import Cell, Grid
from pipeline.units import unit_alone

_GAP = r"(?:　|  )[ 　]*"
_FIELD = compile_pattern(
    rf"(?<!\S)(?:[^\W\d_](?:　[^\W\d_])+|{'|'.join('[ 　]+'.join(word) for word in sorted(in_order.SET_WIDE, reverse=True))})(?!\S)"
    r"|\S+(?:(?: |(?<=月)　(?=[0-9０-９]日))\S+)*"
)
"""同　上, 施　設　名, ８月　７日 and 合　　計 are one field each."""
_COUNTED = (
    r"[0-9０-９]{1,4}(?:[号級類種次年歳期](?![0-9０-９])|(?![0-9０-９億万千月日時:：/／.．,，、)）%％])[^ 　\n]{4})"
)
_VALUE = (
    r"[約△▲±+＋\-－−]?[0-9０-９](?:[^\s月日:：/／()（）]|(?<=人)日){0,12}(?:[(（] ?[0-9０-９][^\s()（）]{0,8}[)）])?"
)
_ROW = compile_pattern(
    rf"(?m)^[ 　]*(?:{_COUNTED}|[^\s0-9０-９①-⑳第])[^\n、。]{{0,40}}?"
    rf"(?:{_GAP}{_VALUE})(?:{_GAP}(?:{_VALUE}|[-－―‐−ー…*＊xｘ]))*[ 　]*$"
)
"""A name (１号認定, 1人当たりの量, but not １月) and its values; the first is a number."""
_VALUE_ALONE = compile_pattern(_VALUE)
_BARE = compile_pattern(r"(?!(?:19|20)[0-9]{2}$)[0-9０-９][0-9０-９,，.．]*")
_OF_DAYS = compile_pattern(
    r"(?m)^[^\n、。0-9０-９]{0,30}(?:日|日[ 　]{0,4}[時程付]|日にち|日取り|時期)(?:　|  )[^\n、。0-9０-９]{1,60}$"
)
"""A line that may name the columns of sessions: its fields tell."""
_DAY_HEAD = compile_pattern(DAY_HEAD)
_DAY = compile_pattern(r"[0-9０-９]+(?:月|[/／])[ 　]*[0-9０-９]+")
_YEAR = compile_pattern(r"(?:令和|平成|[RHＲＨ])[ 　]?[0-9０-９元]|[0-9０-９]{4}年|[0-9０-９]{1,2}年度")
_COUNTS = compile_pattern(
    r"[^0-9０-９]{0,12}(?:数|額|率|量|費|者|件|人|回|名|実績|参加|受[診講]|[入来]場|出席|利用|登録|合計)(?:[(（][^()（）0-9０-９]*[)）])?"
)
"""What may head the only column of values."""
_BRACKET = compile_pattern(r"[(（][^\s()（）]{1,12}[)）]")
_DATES = compile_pattern(rf"[ 　]*\n[ 　]{{4,}}{_BRACKET.pattern}(?:[ 　]+{_BRACKET.pattern})+[ 　]*(?=\n|$)")
"""The years of the values on the line above: （R2）　　（R8）."""
_TOTAL = compile_pattern(r"(?:延べ|[合総小][ 　]*)?計")
_LINE = compile_pattern(r"[^\n\f]*")
_LONGEST_HEAD = 20  # characters
_FEWEST_HEADS = 2
_SEVERAL = 2  # rows
_BESIDE = 4  # display columns between a head and what stands below it


def find(text: str, repeated: list[Span]) -> Iterator[Grid]:
    """Yield the tables of a text that blanks set, the surer ones first: those behind may overlap them.

    Args:
        text: with line feeds as line ends.
        repeated: where the heads are added that a page repeats in the midst of a row.
    """
    yield from below_heads.find(text, repeated)
    done = 0
    for head in _OF_DAYS.finditer(text):
        if head.start() >= done and (grid := _of_sessions(text, *head.span())):
            yield grid
            done = grid.span.end
    rows: list[tuple[int, int]] = []
    end = -1
    for match in [*_ROW.finditer(text), None]:
        if rows and (match is None or match.start() != end + 1):
            yield from _of_numbers(text, rows)
            rows = []
        if match is not None:
            rows.append(match.span())
            dates = _DATES.match(text, match.end())
            end = dates.end() if dates else match.end()


def _of_numbers(text: str, rows: Sequence[tuple[int, int]]) -> Iterator[Grid]:
    """Yield the table of some rows of numbers, if heads stand above them."""
    stop = max(rows[0][0] - 1, 0)
    above = text.rfind("\n", 0, stop) + 1
    heads = _heads(text, above, stop)
    units = heads if len(heads) > 1 and all(unit_alone(fold(text[head.start : head.end])) for head in heads) else []
    if units and above:
        heads = _heads(text, text.rfind("\n", 0, above - 1) + 1, above - 1)
    body = [_fields(text, *row) for row in rows]
    if _are_heads(text, body):
        heads, *body = body
    columns = len(body[0])
    if len(heads) < _FEWEST_HEADS:
        return
    if len(body) < _SEVERAL and sum(_YEAR.match(text, *head) is not None for head in heads) < len(heads) - 1:
        return
    if any(_BARE.fullmatch(text, *head) for head in heads):
        return
    if columns == _FEWEST_HEADS and not _COUNTS.fullmatch("".join(text[heads[-1].start : heads[-1].end].split())):
        return  # which the line above a list of names and numbers may look like
    nameless = columns - len(heads)  # nothing need stand over the names of the rows
    if nameless not in (0, 1) or any(_is_day_head(text, head) for head in heads):
        return
    placed = [_below_heads(text, heads[1 - nameless :], fields) for fields in body]
    below = [*[None] * nameless, *(_placed(text, heads, units) or ())] if units else []
    if all(placed) and (below or not units):
        top = [[*[None] * nameless, *heads], *([below] if below else [])]
        yield _grid([*top, *map(partial(_dated, text), filter(None, placed))])


def _are_heads(text: str, body: Sequence[Sequence[Span]]) -> bool:
    """Tell whether the first of some rows names their columns, of which only the last begins with a number: １便平均."""
    if len(body) <= _SEVERAL or len({*map(len, body)}) > 1 or len(body[0]) <= _FEWEST_HEADS:
        return False
    between = [[_VALUE_ALONE.fullmatch(text, *field) for field in fields[1:-1]] for fields in body[:2]]
    return not any(between[0]) and all(between[1])


def _below_heads(text: str, heads: Sequence[Span], fields: Sequence[Span]) -> list[Span | None] | None:
    """Return the cells of a row, its name and one for each head of values; a sum may leave open what it does not add up."""
    name, *values = fields
    if len(values) == len(heads):
        return [*fields] if all(map(partial(_is_below, text), heads, values)) else None
    row = _placed(text, heads, values) if _TOTAL.fullmatch(text, *name) else None
    return row and [name, *row]


def _dated(text: str, fields: Sequence[Span | None]) -> list[tuple[Span, ...]]:
    """Return the fields of a row, each with the date in brackets that stands on the next line nearest below it."""
    row: list[tuple[Span, ...]] = [(field,) if field else () for field in fields]
    dates = _DATES.match(text, max(field.end for field in fields if field))
    for date in _BRACKET.finditer(text, *dates.span()) if dates else ():
        span = Span(*date.span())
        over = {k: _apart(text, field, span) for k, field in enumerate(fields) if k and field}
        nearest = min(over, key=over.__getitem__)
        if over[nearest] <= _BESIDE:
            row[nearest] += (span,)
    return row


def _of_sessions(text: str, start: int, end: int) -> Grid | None:
    """Return the table below a line of heads of which one is that of the days; sums may leave cells empty."""
    heads = _heads(text, start, end)
    day = next((k for k, head in enumerate(heads) if _is_day_head(text, head)), None)
    if day is None or len(heads) <= _FEWEST_HEADS:
        return None
    body: list[list[Span | None]] = []
    days = 0
    while end < len(text) and (line := _LINE.match(text, end + 1)):
        fields = _fields(text, *line.span())
        placed = _placed(text, heads, fields)
        if placed is None or len(fields) < _FEWEST_HEADS:
            break
        field = placed[day]
        days += bool(field and _DAY.match(text, *field))
        body.append(placed)
        end = line.end()
    return _grid([[*heads], *body]) if days >= _SEVERAL else None


def _placed(text: str, heads: Sequence[Span], fields: Sequence[Span]) -> list[Span | None] | None:
    """Return the field below each head, None where there is none; nothing for a line that is no row."""
    if len(fields) == len(heads):
        return [*fields]
    row: list[Span | None] = [None] * len(heads)
    for field in fields:
        below = [k for k, head in enumerate(heads) if row[k] is None and _is_below(text, head, field)]
        if not below and field is fields[0] and _TOTAL.fullmatch(text, *field):
            below = [0]
        if not below:
            return None
        row[min(below, key=lambda k: _apart(text, heads[k], field))] = field
    return row


def _is_day_head(text: str, head: Span) -> bool:
    return _DAY_HEAD.fullmatch("".join(text[head.start : head.end].split())) is not None


def _grid(lines: Sequence[Sequence[Span | tuple[Span, ...] | None]]) -> Grid:
    return Grid(
        cells=tuple(
            Cell(row=row, column=column, spans=(field,) if isinstance(field, Span) else field or ())
            for row, fields in enumerate(lines)
            for column, field in enumerate(fields)
        )
    )


def _heads(text: str, start: int, end: int) -> list[Span]:
    """Return the fields of a line of heads, none for a line of anything else."""
    heads = _fields(text, start, end)
    short = all(head.end - head.start <= _LONGEST_HEAD for head in heads)
    return heads if short and not {"、", "。"} & set(text[start:end]) else []


def _fields(text: str, start: int, end: int) -> list[Span]:
    return [Span(*match.span()) for match in _FIELD.finditer(text, start, end)]


def _is_below(text: str, head: Span, field: Span) -> bool:
    """Tell whether a field stands below its head on the screen."""
    return _apart(text, head, field) <= _BESIDE


def _apart(text: str, head: Span, field: Span) -> int:
    """Return how many display columns are between a head and a field below it; the less, the more they overlap."""
    (left, right), (first, last) = _columns(text, head), _columns(text, field)
    return max(first - right, left - last)


def _columns(text: str, span: Span) -> tuple[int, int]:
    start = text.rfind("\n", 0, span.start) + 1
    before = display_width(text[start : span.start])
    return before, before + display_width(text[span.start : span.end])
