"""Tables without rules that are told by their heads: 取組名 担当課 実績 … over strips of white that go down the page.

A line is taken as a head only where its words name columns. Below it the table reaches as far as some white is left
between each two of them; a line of prose crosses it and ends the table, but a band that names the rows below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.view import fold
from pipeline.ingest.crossings import NEAR, bounds
from pipeline.ingest.grids import VALUE, Frame, Place
from pipeline.ingest.heads import heads_column
from pipeline.ingest.layout import Row
from pipeline.ingest.row_starts import FAR, FILLED, OVERLAP, are_torn, cells_of, rows_of
from pipeline.ingest.runs import Way
from pipeline.ingest.words import STRIP, Line, Word, beside, by_line, cut_at, left_of, lines_of, without
from pipeline.ingest.wraps import begins_item
from pipeline.tabular import Role, names_column, role_of

_FEWEST_COLUMNS = 3
_NAMED = 2  # of a head's words that name columns for certain
_LONGEST_HEAD = 24  # characters
_LONGEST_BAND = 60  # characters
_LINES_OF_ROW = 8  # among which that with its name is looked for
_BLANK = 1.2  # em between two words of a sentence
_VALUES = 0.6  # share of a column's words
_FIRST_LINES = 4  # of a page, among which a table of the page before goes on
_KEYS = (Role.TITLE, Role.INDICATOR, Role.NUMBER)

_Stretch = tuple[float, float]


def find_headed(rows: Sequence[Row], before: Frame | None) -> list[Row | Frame]:
    """Return the lines of a page, those that make a table below a head as that table.

    Args:
        rows: in reading order.
        before: the table at the end of the page before, if it is such a one: it may go on.
    """
    if before is None and not any(_may_be_head(row) for row in rows):
        return list(rows)
    lines = lines_of(rows)
    tables: list[tuple[set[int], Frame]] = []
    at = 0
    while at < len(lines):
        own, table = lines, None
        if _is_head(lines[at]) and not _ends_cards(rows, lines[at]):
            whole = [*lines[:at], *_joined(lines[at : at + 2]), *lines[at + 2 :]]
            named = _named_in_one_column(rows, whole[at])
            own = without(whole, beside(rows, whole, named))
            head = next(k for k, line in enumerate(own) if named[0] in line)
            table = _table(own, head, before)
        if table is None and before is not None and not tables and at < _FIRST_LINES:
            table = _going_on(lines, at, before)
        if table is None:
            at += 1
        else:
            first, stop, frame = table
            taken = {word.row for line in own[first:stop] for word in line}
            tables.append((taken, frame))
            lines = without(lines, taken)
            at = min(at, first)
    return list(_with_tables(rows, tables))


def _ends_cards(rows: Sequence[Row], line: Line) -> bool:
    """Tell whether each word of a line is the last of a column of its own, as in boxes side by side: 4月1日現在."""
    following = [row.column for row in rows[1:]] + [-1]
    return len({c for w in line if (c := rows[w.row].column) != following[w.row]}) == len(line)


def _named_in_one_column(rows: Sequence[Row], head: Line) -> Line:
    """Return the words of a head without those of other columns of prose at its height; all where they name columns too."""
    columns = {rows[word.row].column for word in head if heads_column(fold(word.text))}
    own = [word for word in head if rows[word.row].column in columns]
    return own if len(columns) == 1 and _is_head(own) else head


def _joined(lines: Sequence[Line]) -> Sequence[Line]:
    """Return a head and the line below it, as one where that stands beside it: 項目 in the middle of 基準 over 2018."""
    if len(lines) < 2:
        return lines
    head, below = lines
    level = below[0].top < head[0].bottom - OVERLAP * head[0].em
    aside = all(word.x1 < head[0].x0 or word.x0 > head[-1].x1 for word in below)
    return [sorted([*head, *below], key=left_of)] if level and aside else lines


def _with_tables(rows: Sequence[Row], tables: Sequence[tuple[set[int], Frame]]) -> Iterator[Row | Frame]:
    shown: set[int] = set()
    for number, row in enumerate(rows):
        inside = next((at for at, (taken, _) in enumerate(tables) if number in taken), None)
        if inside is None:
            yield row
        elif inside not in shown:
            shown.add(inside)
            yield tables[inside][1]


def _may_be_head(row: Row) -> bool:
    words = row.text.split()
    if len(words) < 2 or max(map(len, words)) > _LONGEST_HEAD or row.frame.way is not Way.RIGHT or row.apart:
        return False
    return any(names_column(fold(word)) for word in words)


def _is_head(line: Line) -> bool:
    """Tell whether the words of a line name columns."""
    texts = [fold(word.text) for word in line]
    if len(texts) < _FEWEST_COLUMNS or max(map(len, texts)) > _LONGEST_HEAD:
        return False
    if any(text.endswith("。") or _is_no_head(text) or begins_item(text) for text in texts):
        return False
    if all(b.x0 - a.x1 < _BLANK * a.em for a, b in pairwise(line)):
        return False  # words of a title
    if len(set(texts)) == 1:
        return False  # 課題 in each of some cards side by side
    return sum(heads_column(text) for text in texts if not _is_value(text)) >= _NAMED


def _is_value(text: str) -> bool:
    """Tell whether folded words are a value, as years are that head values; 達成 heads those that say whether aims are met."""
    return VALUE.fullmatch(text) is not None and text != "達成"


def _is_no_head(text: str) -> bool:
    """Tell whether folded words stand in no head; 2023年度 does beside words that name columns."""
    return _is_value(text) and not names_column(text)


def _table(lines: Sequence[Line], head: int, before: Frame | None) -> tuple[int, int, Frame] | None:
    """Return the table below a head: its first line, the line behind its last, and its cells."""
    seed = lines[head]
    key = next((at for at, word in enumerate(seed) if role_of(fold(word.text)) in _KEYS), 0)
    places = [(w.x0, w.x1) for w in seed]
    white, below, bands = _reach([[(a.x1, b.x0)] for a, b in pairwise(seed)], lines, head + 1, places, key)
    first = head
    while first > 0 and seed[0].top - lines[first - 1][0].bottom < seed[0].em and _is_over(lines[first - 1], seed):
        first -= 1  # the upper storey of the head
    middles = _middles(white)
    found = [*lines[first : head + 1], *below]
    while below and _is_title(found[-1], found[-2], middles):
        below.pop()
        found.pop()
    groups = list(rows_of(found, middles, key, headed=True))
    if len(groups) < 2:
        return None
    heads = [word for line in groups[0] for word in line]
    words = [word for group in groups[1:] for line in group for word in line]
    head_words = tuple(sorted(fold(word.text) for word in heads))
    same = before if before is not None and before.head == head_words else None
    columns = _columns(words, heads, middles, seed[0].em) if same is None else _stretches(same)
    filled = [len({_column(word, columns) for line in group for word in line}) for group in groups[1:]]
    if len(columns) < _FEWEST_COLUMNS or (2 * sum(count > 1 for count in filled) < len(filled) and same is None):
        return None
    while filled and filled[-1] < 2 and len(groups) > 2:  # a line below the table that happens to fit
        filled.pop()
        del found[-len(groups.pop()) :]
    edges = tuple(min([w.x0 for w in heads if _column(w, columns) == c] + [x0]) for c, (x0, _) in enumerate(columns))
    edges = edges if same is None else same.edges
    top = list(_head(heads, columns))
    bands = [band for band in bands if band[0].top < found[-1][0].top]
    body = _body(groups[1:], bands, columns, max(place.row + place.rows for place in top), same)
    return first, first + len(found) + len(bands), _framed([*top, *body], edges, head_words, key)


def _going_on(lines: Sequence[Line], start: int, before: Frame) -> tuple[int, int, Frame] | None:
    """Return what a page begins with if it carries on the table of the page before without a head of its own."""
    columns = _stretches(before)
    white, found, bands = _reach([[(a[1], b[0])] for a, b in pairwise(columns)], lines, start, columns, before.key)
    words = [word for line in found for word in line]
    filled = {c for w in words for c, (x0, x1) in enumerate(columns) if abs(w.x0 - x0) < NEAR or abs(w.x1 - x1) < NEAR}
    if len(filled) < 2:
        return None
    groups = list(rows_of(found, _middles(white), before.key, headed=False))
    frame = _framed([*_body(groups, bands, columns, 0, before)], before.edges, before.head, before.key)
    return start, start + len(found) + len(bands), frame


def _stretches(table: Frame) -> list[_Stretch]:
    """Return where the columns of a table begin and end."""
    own = [[p.box for p in table.places if p.column == c and p.columns == 1] for c in range(len(table.edges))]
    return [(min(box[0] for box in boxes), max(box[2] for box in boxes)) for boxes in own]


def _middles(white: Sequence[Sequence[_Stretch]]) -> list[float]:
    widest = (max(parts, key=lambda part: part[1] - part[0]) for parts in white)
    return [(a + b) / 2 for a, b in widest]


def _is_title(line: Line, above: Line, edges: Sequence[float]) -> bool:
    """Tell whether the last line of a table is the heading of what follows: it alone stands in the first column."""
    return list(cells_of([line], edges)) == [0] and 0 not in cells_of([above], edges)


def _reach(
    white: list[list[_Stretch]], lines: Sequence[Line], start: int, heads: Sequence[_Stretch], key: int
) -> tuple[list[list[_Stretch]], list[Line], list[Line]]:
    """Return what lines leave of the white between columns, the lines up to one that leaves none or begins anew, and the bands.

    A band stands across the columns too, and below it the rows go on: 基本目標2 地域をつなぐ.
    """
    bottom = max((word.bottom for word in lines[start - 1]), default=0.0) if start else 0.0
    found: list[Line] = []
    bands: list[Line] = []
    for at, line in enumerate(lines[start:], start=start):
        parted = list(cut_at(line, _middles(white), heads))
        left = [list(_without(parts, parted)) for parts in white]
        far = (found or bands) and min(word.top for word in line) - bottom > FAR * line[0].em
        if far or _is_head(line):
            break
        bottom = max(word.bottom for word in line)
        crossed = not _leave_white(left, line[0].em)
        if (crossed or _runs_over(line, heads)) and _is_band(lines, at, white, heads, key):
            bands.append(line)
            continue
        if crossed:
            break
        white = left
        found.append(parted)
    return white, found, bands


def _leave_white(white: Sequence[Sequence[_Stretch]], em: float) -> bool:
    return all(max((b - a for a, b in parts), default=0.0) >= STRIP * em for parts in white)


def _runs_over(line: Line, heads: Sequence[_Stretch]) -> bool:
    """Tell whether one of some words close behind each other stands over where the second column begins."""
    close = all(b.x0 - a.x1 < _BLANK * a.em for a, b in pairwise(line))
    start = heads[1][0] if len(heads) > 1 else 0.0
    return close and any(word.x0 < start - word.em and word.x1 > start + word.em for word in line)


def _is_band(lines: Sequence[Line], at: int, white: list[list[_Stretch]], heads: Sequence[_Stretch], key: int) -> bool:
    """Tell whether a line across the columns names the rows below it: one of them, or another band, begins right there."""
    line, middles = lines[at], _middles(white)
    text = "".join(word.text for word in line)
    apart = any(b.x0 - a.x1 > FAR * a.em for a, b in pairwise(line))
    if apart or len(text) > _LONGEST_BAND or text.endswith("。") or abs(line[0].x0 - heads[0][0]) > line[0].em:
        return False
    bottom = line[0].bottom
    for number, below in enumerate(lines[at + 1 : at + 1 + _LINES_OF_ROW], start=at + 1):
        parted = list(cut_at(below, middles, heads))
        if below[0].top - bottom > FAR * below[0].em or _is_head(below):
            return False
        if not _leave_white([list(_without(parts, parted)) for parts in white], below[0].em):
            return number == at + 1 and _is_band(lines, number, white, heads, key)
        cells = cells_of([parted], middles)
        if key in cells and len(cells) >= FILLED * (len(heads) - 1):
            return not all(heads_column(fold(word.text)) for word in parted)
        bottom = max(word.bottom for word in below)
    return False


def _without(parts: Sequence[_Stretch], line: Sequence[Word]) -> Iterator[_Stretch]:
    """Yield what a line's words leave of some stretches."""
    for start, end in parts:
        at = start
        for word in line:
            if word.x1 > at and word.x0 < end:
                if word.x0 > at:
                    yield at, word.x0
                at = max(at, word.x1)
        if at < end:
            yield at, end


def _is_over(line: Line, seed: Line) -> bool:
    """Tell whether a line is the upper storey of a head: it stands where the lower one has no words."""
    inside = seed[0].x0 <= line[0].x0 and line[-1].x1 <= seed[-1].x1
    return inside and not any(word.x0 < below.x1 and below.x0 < word.x1 for word in line for below in seed)


def _columns(words: Sequence[Word], heads: Sequence[Word], middles: Sequence[float], em: float) -> list[_Stretch]:
    """Return where columns begin and end: between strips that the words of the body leave white.

    A strip counts below the white between two words of the head; below one word of a head only where it parts numbers
    from numbers, as under 実績値 those of several years, or from the names before them. Where there are as many stretches
    as words in the head, they belong together in their order: numbers end where their column does, beside its head.
    """
    covered, named = _covered(words, em), _covered(heads, em)
    paired = [(min(a[0], b[0]), max(a[1], b[1])) for a, b in zip(covered, named, strict=False)]
    if len(covered) == len(named) and all(b[0] - a[1] > STRIP * em for a, b in pairwise(paired)):
        return paired
    columns = covered[:1]
    for x0, x1 in covered[1:]:
        strip = columns[-1][1], x0
        parted = any(strip[0] < middle < strip[1] for middle in middles)
        numbers = _are_numbers(words, x0, x1) and (len(columns) == 1 or _are_numbers(words, *columns[-1]))
        headed = any(word.x0 < x1 and x0 < word.x1 for word in heads)
        if parted or (numbers and headed):
            columns.append((x0, x1))
        else:
            columns[-1] = columns[-1][0], x1
    for own in cells_of([list(heads)], middles).values():  # a column that is empty all down the page
        x0, x1 = min(word.x0 for word in own), max(word.x1 for word in own)
        one = max(word.x0 for word in own) < min(word.x1 for word in own)
        if one and not any(x0 < end and start < x1 for start, end in columns):
            columns.append((x0, x1))
    return sorted(columns)


def _covered(words: Sequence[Word], em: float) -> list[_Stretch]:
    """Return the stretches that words cover all down the page."""
    covered: list[_Stretch] = []
    for word in sorted(words, key=left_of):
        if covered and word.x0 - covered[-1][1] < STRIP * em:
            covered[-1] = covered[-1][0], max(covered[-1][1], word.x1)
        else:
            covered.append((word.x0, word.x1))
    return covered


def _are_numbers(words: Sequence[Word], x0: float, x1: float) -> bool:
    inside = [fold(word.text) for word in words if x0 <= word.x0 < x1]
    return sum(VALUE.fullmatch(text) is not None for text in inside) >= _VALUES * len(inside)


def _column(word: Word, columns: Sequence[_Stretch]) -> int:
    middle = (word.x0 + word.x1) / 2
    return min(range(len(columns)), key=lambda c: max(columns[c][0] - middle, middle - columns[c][1]))


def _body(
    groups: Sequence[Sequence[Line]],
    bands: Sequence[Line],
    columns: Sequence[_Stretch],
    first: int,
    before: Frame | None,
) -> Iterator[Place]:
    """Yield the cells of rows and bands, the first of which has the number `first`; they may carry on a table."""
    middles = [(a[1] + b[0]) / 2 for a, b in pairwise(columns)]
    cells = [cells_of(group, middles) for group in groups]
    heights = [group[0][0].top for group in groups]
    for column, stretch in enumerate(columns):
        wraps = any(
            are_torn(above, below) for inside in cells for above, below in pairwise(by_line(inside.get(column, ())))
        ) or (before is not None and any(place.wraps for place in before.places if place.column == column))
        for row, (group, inside) in enumerate(zip(groups, cells, strict=True)):
            number = first + row + sum(band[0].top < heights[row] for band in bands)
            place = _place(number, column, 1, 1, inside.get(column, ()), group, stretch)
            yield place._replace(wraps=wraps)
    for row, band in enumerate(bands):
        number = first + row + sum(height < band[0].top for height in heights)
        yield _place(number, 0, 1, len(columns), band, [band], (columns[0][0], columns[-1][1]))


def _framed(places: Sequence[Place], edges: tuple[float, ...], head: tuple[str, ...], key: int) -> Frame:
    ordered = tuple(sorted(places, key=lambda place: place[:2]))
    return Frame(bounds([place.box for place in places]), edges, ordered, head=head, key=key)


def _head(heads: Sequence[Word], columns: Sequence[_Stretch]) -> Iterator[Place]:
    """Yield the cells of a head of one or two storeys."""
    line = [list(heads)]
    own = [[word for word in heads if _column(word, columns) == c] for c in range(len(columns))]
    spread = dict(_storeys(own))
    covered = {c for first, last in spread.items() for c in range(first, last + 1)}
    depth = 2 if spread else 1
    for column, words in enumerate(own):
        stretch = columns[column]
        if column not in covered:
            yield _place(0, column, depth, 1, words, line, stretch)
            continue
        lowest = max(words, key=lambda word: word.top)
        yield _place(1, column, 1, 1, [w for w in words if w.top > lowest.top - lowest.em / 2], line, stretch)
        if column in spread:
            last = spread[column]
            upper = [w for words in own[column : last + 1] for w in words if w.top <= lowest.top - lowest.em / 2]
            yield _place(0, column, 1, last - column + 1, upper, line, (stretch[0], columns[last][1]))


def _storeys(own: Sequence[Sequence[Word]]) -> Iterator[tuple[int, int]]:
    """Yield the first and last column that a word of the upper storey stands over, as 実績値 over R5 and R6.

    Args:
        own: the words of the head by column.
    """
    lowest = [max(words, key=lambda word: word.top) if words else None for words in own]
    at = 0
    while at < len(own):
        first, last = lowest[at], at
        while first is not None and last + 1 < len(own) and _are_beside(first, lowest[last + 1]):
            last += 1
        taller = [c for c in range(at, last + 1) if first and any(w.top < first.top - first.em / 2 for w in own[c])]
        if last > at and len(taller) == 1:
            yield at, last
        at = last + 1


def _are_beside(word: Word, other: Word | None) -> bool:
    """Tell whether two words of a head's lower storey stand on one line; a wrapped head's last line names nothing."""
    return (
        other is not None
        and abs(word.top - other.top) < word.em / 2
        and names_column(fold(word.text))
        and names_column(fold(other.text))
    )


def _place(
    row: int,
    column: int,
    rows: int,
    columns: int,
    words: Sequence[Word],
    lines: Sequence[Line],
    stretch: _Stretch,
) -> Place:
    around = [word for line in lines for word in line]
    box = (stretch[0], min(w.top for w in around), stretch[1], max(w.bottom for w in around))
    ordered = sorted(words, key=lambda w: (w.top + w.bottom, w.x0))
    return Place(row, column, rows, columns, box, [glyph for word in ordered for glyph in word.glyphs], wraps=False)
