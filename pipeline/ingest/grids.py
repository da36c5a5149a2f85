"""Tables of a PDF page: which characters stand in which cell.

Geometry only; what a table means is read later. A ruled table is taken as its rules draw it, merged cells included.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.ingest.crossings import NEAR, bounds, clustered, cross_often, find_cells, nearest
from pipeline.ingest.glyphs import Drawn
from pipeline.ingest.grounds import joined_over_grounds, reads_across, without_strokes
from pipeline.ingest.layout import Row
from pipeline.ingest.places import NOWHERE, Box, Glyph
from pipeline.ingest.runs import Frame as View
from pipeline.ingest.runs import Way
from pipeline.ingest.sides import carried_down, is_open, lowered, missing_edges, missing_sides
from pipeline.ingest.wraps import begins_item, carries_on

_FEWEST_RULES = 3
_MOST_RULES = 5_000  # a chart or map: the table finder would take minutes, and its lines are no table
_FILLED = 0.3  # share of a table's cells that hold text
_FEWEST_INNER = 4  # cells with text of a table within a cell
_FOOT = 0.85  # of the page's height
_FEWEST_HEADS = 3
_FEWEST_CELLS = 2  # of a field
_SEVERAL_LINES = 1.6  # characters, from the top of the first to the bottom of the last
_APART = 40.0  # points between the boxes of a sheet, of which each is a field
_LABEL = 0.35  # of the width of a field
_LONGEST_LABEL = 16  # characters
_SLIVER = 8.0  # points: what holds no text is no column
_NEXT = 16.0  # points between what stands right above each other
VALUE = compile_pattern(
    r"[~約延べ計△▲+-]*[0-9][0-9,.]*(?: ?[^0-9\s]{1,4})?(?:\([^()]*\))?|[-‐－―ー…*]|未集計|未定|皆増|皆減|達成"
)
_NO_LABEL = compile_pattern(
    rf"^(?:{VALUE.pattern})$|^第.+[章節編部]$|^\([0-9]{{1,2}}\)$|[0-9①-⑳Ⅰ-Ⅻ一二三四五六七八九十]$"
)
"""A value, or the number of a heading: 基本目標1 before its title."""
_CLOSED = compile_pattern(r"[。：:！？!?】〕］〉》＞>|｜]$")
_SPREAD = 1.6  # em between characters: the line of a cell is set in columns itself
_HANGING = " 　、。，．,.（）「」『』【】〔〕［］〈〉《》"
_HANGING_INDENT = 3.0  # em, at most
_COUNT = compile_pattern(r"(?:延べ|のべ|計|約)? ?[0-9][0-9,]* ?(?:人|名|組|件|社|団体|世帯)")
_NUMBER = compile_pattern(r"[0-9０-９,，.．]+")


class Place(NamedTuple):
    """A cell of a page: its position in rows and columns, its box and its characters."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box
    glyphs: Sequence[Glyph]
    wraps: bool = True
    """Whether its width is where lines are wrapped; without rules only lines that wrap for certain show it."""
    inner: tuple[Frame, ...] = ()
    """The tables that stand in it."""


class Frame(NamedTuple):
    """A table of a page, its cells row by row."""

    box: Box
    edges: tuple[float, ...]
    """Where its columns begin and end."""
    places: tuple[Place, ...]
    open_top: bool = False
    """Whether most of its upper edge is not drawn: the page before has the beginning of its first row."""
    open_bottom: bool = False
    """Whether most of its lower edge is not drawn: its last row goes on on the next page."""
    merged: tuple[int, ...] = ()
    """The columns in which the lower edge is not drawn: where the others end, only these cells go on, and the rows are whole."""
    head: tuple[str, ...] = ()
    """The words of its head, where they alone tell it."""
    key: int = 0
    """The column that names its rows, then."""

    @property
    def heights(self) -> tuple[float, ...]:
        """Where each of its rows ends, from its top; as far as some cell ends there."""
        ends: dict[int, float] = {}
        for place in self.places:
            ends[place.row + place.rows] = place.box[3] - self.box[1]
        return tuple(ends[row] for row in sorted(ends))

    @property
    def inset(self) -> tuple[float, float]:
        """The least blank between a cell's rules and its text, left and right; a stop or bracket may hang over the margin."""
        if self.head:
            return 0.0, 0.0
        texts = [(p.box, [g for g in p.glyphs if g.letter not in _HANGING]) for p in self.places]
        left = min((min(g.x0 for g in glyphs) - box[0] for box, glyphs in texts if glyphs), default=0.0)
        right = min((box[2] - max(g.x1 for g in glyphs) for box, glyphs in texts if glyphs), default=0.0)
        return max(left, 0.0), max(right, 0.0)


def find_ruled(drawn: Drawn, before: Sequence[float]) -> tuple[list[Frame], list[Frame], list[Glyph]]:
    """Return the ruled tables of a page from top to bottom, what else rules close, and the characters that stand in no table.

    Args:
        drawn: the page.
        before: where the columns of the last table of the page before begin, which may go on.
    """
    if len(drawn.rules) < _FEWEST_RULES or len(drawn.rules) > _MOST_RULES:
        return [], [], drawn.glyphs
    rules = list(without_strokes(drawn))
    level = [rule for rule in rules if rule[1] == rule[3]]
    upright = [rule for rule in rules if rule[0] == rule[2]]
    few = not level or not upright or len(upright) + len(level) < _FEWEST_RULES
    if few or cross_often(level, upright):
        return [], [], drawn.glyphs
    level, upright = lowered(level, upright, drawn.panels, drawn.glyphs)
    tops, bottoms = missing_edges(level, upright, 1), missing_edges(level, upright, 3)
    cut = [edge for edge in (*tops, *bottoms) if is_open(level, edge)]
    upright += carried_down(level, upright, drawn.glyphs)
    tables = [_Ruled(cells) for cells in _cells([*level, *tops, *bottoms], upright, drawn.glyphs)]
    if not tables:
        return [], [], drawn.glyphs
    outside = _put(drawn.glyphs, tables)
    order: dict[int, int] = {}
    found: list[Frame] = []
    refused: list[Frame] = []
    for at, table in enumerate(tables, start=1):
        frame = table.shaped(order)
        frame = frame._replace(open_top=_is_at(frame.box, 1, cut), open_bottom=_is_at(frame.box, 3, cut))
        if _is_at(frame.box, 3, bottoms):
            frame = frame._replace(merged=tuple(_open_columns(frame, level)))
        is_inner = any(_within(frame.box, box) for larger in tables[at:] for box in larger.boxes)
        goes_on = len(frame.edges) > 1 and are_same(before, frame.edges) and any(p.glyphs for p in frame.places)
        if _is_table(frame, inner=is_inner) or goes_on or _is_cut_head(frame, drawn.height):
            found = [*(other for other in found if not _is_inside(other, frame)), _with_inner(frame, found)]
        else:  # a box around prose, a line of a form
            order = order or {id(glyph): number for number, glyph in enumerate(drawn.glyphs)}
            outside += _put([glyph for place in frame.places for glyph in place.glyphs], tables[at:])
            refused.append(frame)
    carried = [f for f in refused if any(_goes_on_beside(other, f) or _is_headline(f, other) for other in found)]
    carried += [frame for frame in _fields(refused, found) if frame not in carried]
    if carried:
        found += carried
        taken = {id(glyph) for frame in carried for place in frame.places for glyph in place.glyphs}
        outside = [glyph for glyph in outside if id(glyph) not in taken]
    if order:
        outside.sort(key=lambda glyph: order[id(glyph)])
    found.sort(key=lambda frame: frame.box[1])
    return found, [f for f in refused if f not in carried and not any(_is_inside(f, o) for o in found)], outside


def _open_columns(frame: Frame, level: Sequence[Box]) -> Iterator[int]:
    """Yield the columns of the cells that no rule closes below."""
    for place in frame.places:
        x0, _, x1, bottom = place.box
        if abs(bottom - frame.box[3]) <= NEAR and is_open(level, (x0, bottom, x1, bottom)):
            yield place.column


def _goes_on_beside(frame: Frame, row: Frame) -> bool:
    """Tell whether a row at the top of a column of the page has the cells of a table further down in the one before it."""
    behind = frame.box[2] < row.box[0] and row.box[1] < frame.box[1]
    return behind and len(row.edges) > 1 and are_same(frame.edges, row.edges)


def _is_headline(row: Frame, frame: Frame) -> bool:
    """Tell whether a row of several cells stands right above a table and is as wide: what the sheet is of, and whose."""
    return _is_below(row, frame, _NEXT) and len(row.places) >= _FEWEST_HEADS and not any(p.row for p in row.places)


def _is_below(upper: Frame, lower: Frame, most: float) -> bool:
    """Tell whether a table stands below another of its width, and at `most` points apart."""
    alike = max(abs(upper.box[side] - lower.box[side]) for side in (0, 2)) <= NEAR
    return alike and -NEAR <= lower.box[1] - upper.box[3] <= most


def _fields(rows: Sequence[Frame], tables: Sequence[Frame]) -> Iterator[Frame]:
    """Yield the rows that are fields of a sheet, boxes by themselves below each other or a table: a label, and what it names.

    What tells nothing itself is one only beside a text: 基本目標 | 1 … over a table of indicators is a heading.
    """
    loose = [row for row in rows if _is_field(row) and not any(_within(row.box, table.box) for table in tables)]
    telling = [row for row in loose if any(map(_tells, row.places[1:]))]
    for row in loose:
        told = any(row is other for other in telling)
        others = (other for other in ((*tables, *loose) if told else telling) if other is not row)
        if any(_is_below(row, other, _APART) or _is_below(other, row, _APART) for other in others):
            yield row


def _tells(place: Place) -> bool:
    """Tell whether a cell holds a sentence or several lines."""
    letters = [glyph for glyph in place.glyphs if glyph.letter.strip()]
    high = max(glyph.bottom - glyph.top for glyph in letters)
    several = max(glyph.bottom for glyph in letters) - min(glyph.top for glyph in letters) > _SEVERAL_LINES * high
    return several or any(glyph.letter == "。" for glyph in letters)


def _is_field(row: Frame) -> bool:
    words = ["".join(g.letter for g in place.glyphs if g.letter.strip()) for place in row.places]
    if len(words) < _FEWEST_CELLS or not all(words) or any(place.row for place in row.places):
        return False
    left, _, right, _ = row.places[0].box
    short = len(words[0]) <= _LONGEST_LABEL and right - left <= _LABEL * (row.box[2] - row.box[0])
    return short and _NO_LABEL.search(fold(words[0])) is None


def _is_inside(frame: Frame, other: Frame) -> bool:
    """Tell whether a table stands in a cell of another."""
    return any(_within(frame.box, place.box) for place in other.places)


def _with_inner(frame: Frame, others: Sequence[Frame]) -> Frame:
    """Return a table whose cells hold those of some other tables that stand in them."""
    inner = [other for other in others if _is_inside(other, frame)]
    places = (p._replace(inner=tuple(f for f in inner if _within(f.box, p.box))) for p in frame.places)
    return frame._replace(places=tuple(places)) if inner else frame


def are_same(edges: Sequence[float], others: Sequence[float]) -> bool:
    """Tell whether the columns of two tables begin at the same distances from each other."""
    return len(edges) == len(others) and all(
        abs((a - edges[0]) - (b - others[0])) <= NEAR for a, b in zip(edges, others, strict=True)
    )


def in_order(parts: Sequence[Row | Frame], frames: Sequence[Frame]) -> list[Row | Frame]:
    """Return the lines and tables of a page as they are read.

    Args:
        parts: its lines and tables without rules in reading order.
        frames: its ruled tables.
    """
    parts = list(parts)
    down = [part.frame for part in parts if isinstance(part, Row) and part.frame.way is Way.DOWN]
    view = down[0] if 2 * len(down) > len(parts) else None
    for frame in frames:
        box = _place(frame, view)
        above = [at for at, part in enumerate(parts) if _is_above(_place(part, view), box)]
        below = [at for at, part in enumerate(parts) if _is_above(box, _place(part, view))]
        first = min(below, default=len(parts))
        at = above[-1] + 1 if above else first
        if below and at < first and _place(parts[first], view)[3] <= _place(parts[first - 1], view)[1]:
            at = first  # it begins a column: what is read between stands in the one before
        parts.insert(at, frame)
    return parts


def _place(part: Row | Frame, view: View | None) -> Box:
    """Return where a line or table stands, on a page of vertical text as its lines see it."""
    if isinstance(part, Frame):
        return part.box if view is None else view.see(part.box)
    return part.place if part.frame.way is (Way.RIGHT if view is None else Way.DOWN) else NOWHERE


def _is_above(upper: Box, lower: Box) -> bool:
    """Tell whether one box stands above another and over it."""
    return upper[1] < lower[1] and upper[0] < lower[2] and lower[0] < upper[2]


def hangs(line: Row, point: Row | None) -> bool:
    """Tell whether a line of a cell is set in below the point of a list that it goes on with."""
    if point is None or line.frame.way is not Way.RIGHT or begins_item(line.text.strip()):
        return False
    return 0 < line.place[0] - point.place[0] <= _HANGING_INDENT * line.em


def wraps(place: Place, inset: tuple[float, float], line: Row, following: Row, point: Row | None = None) -> bool:
    """Tell whether the break between two lines of a cell only wraps them: the next unit would not have fitted.

    Args:
        place: the cell.
        inset: the least blank between rules and text, left and right.
        line: of the cell.
        following: the next one.
        point: the line that begins the point of a list which `line` goes on with, if it does.
    """
    text, below = line.text.strip(), following.text.strip()
    if not text or not below or line.frame.way is not following.frame.way or max(line.gap, following.gap) > _SPREAD:
        return False
    if all(len(t) == 1 for t in (text, below)) and not (_NUMBER.match(text) or _NUMBER.match(below)):
        return True  # a word written downwards
    begun = point or (line if begins_item(text) else None)
    if hangs(following, begun) and not text[-1].isdigit() and _COUNT.fullmatch(fold(below)):
        return True  # 第3回 6月26日 over 28名: the blank before it hangs over the margin
    if not place.wraps and not carries_on(text, below):
        return False
    if begins_item(below) or _CLOSED.search(text) or _NUMBER.fullmatch(text) or _NUMBER.fullmatch(below):
        return False
    x0, top, x1, bottom = place.box
    whole = x1 - x0 - sum(inset) if line.frame.way is Way.RIGHT else bottom - top
    room = whole - (line.place[2] - (point or line).place[0])
    return bool(room < following.unit + 0.2 * line.em)


def _is_at(box: Box, side: int, edges: Sequence[Box]) -> bool:
    return any(abs(box[side] - edge[1]) <= NEAR and edge[0] < box[2] and box[0] < edge[2] for edge in edges)


def _cells(level: Sequence[Box], upright: Sequence[Box], glyphs: Sequence[Glyph]) -> list[list[Box]]:
    """Return the cells of each ruled table, the smallest table first: it may stand in a cell of another."""
    found = find_cells(level, [*upright, *missing_sides(level, upright, glyphs)])
    tables = [sorted(cells, key=lambda box: (box[1], box[0])) for cells in found if len(cells) > 1]
    return sorted(tables, key=_area)


class _Ruled:
    """A ruled table while its cells are filled."""

    def __init__(self, cells: Sequence[Box]) -> None:
        self._box = bounds(cells)
        self._cells = [(box, list[Glyph]()) for box in cells]
        self._last = self._cells[0]

    @property
    def boxes(self) -> Iterator[Box]:
        """Where its cells are."""
        return (box for box, _ in self._cells)

    def put(self, glyphs: Iterable[Glyph]) -> list[Glyph]:
        """Put characters into the cells that their middles stand in; return those for which there is none."""
        outside: list[Glyph] = []
        (left, top, right, bottom), inside = self._last  # characters of a cell are drawn one after the other
        for glyph in glyphs:
            _, x0, upper, x1, lower = glyph
            x, y = (x0 + x1) / 2, (upper + lower) / 2
            if left <= x <= right and top <= y <= bottom:
                inside.append(glyph)
            elif (cell := self._cell_at(x, y)) is None:
                outside.append(glyph)
            else:
                self._last = cell
                (left, top, right, bottom), inside = cell
                inside.append(glyph)
        return outside

    def _cell_at(self, x: float, y: float) -> tuple[Box, list[Glyph]] | None:
        if _holds(self._box, x, y):
            for cell in self._cells:
                left, top, right, bottom = cell[0]
                if left <= x <= right and top <= y <= bottom:
                    return cell
        return None

    def shaped(self, order: Mapping[int, int]) -> Frame:
        """Return the table with its cells in rows and columns.

        Args:
            order: of the page's characters as they are drawn, by id, if some came late.
        """
        if order:
            for _, glyphs in self._cells:
                glyphs.sort(key=lambda glyph: order[id(glyph)])
        self._cells = list(joined_over_grounds(self._cells))
        lefts = self._edges(0)
        tops = self._edges(1)
        places = []
        for box, glyphs in self._cells:
            column, row = nearest(lefts, box[0]), nearest(tops, box[1])
            rows, columns = nearest(tops, box[3]) - row, nearest(lefts, box[2]) - column
            if glyphs or (rows and columns):
                places.append(Place(row, column, max(rows, 1), max(columns, 1), box, glyphs))
        return _compact(Frame(self._box, tuple(lefts), tuple(sorted(places, key=lambda p: p[:2]))))

    def _edges(self, side: int) -> list[float]:
        """Return where columns (`side` 0) or rows (1) begin and end; the margins that a shaded head leaves are none."""
        edges = clustered(edge for box, _ in self._cells for edge in (box[side], box[side + 2]))
        uses = Counter(nearest(edges, edge) for box, _ in self._cells for edge in (box[side], box[side + 2]))
        filled = {(nearest(edges, b[side]), nearest(edges, b[side + 2])) for b, glyphs in self._cells if glyphs}
        dropped: set[int] = set()
        for at, (a, b) in enumerate(pairwise(edges)):
            if b - a <= _SLIVER and (at, at + 1) not in filled and at not in dropped:
                dropped.add(min(at, at + 1, key=lambda k: (uses[k], 0 < k < len(edges) - 1)))
        return [edge for at, edge in enumerate(edges) if at not in dropped]


def _put(glyphs: Sequence[Glyph], tables: Sequence[_Ruled]) -> list[Glyph]:
    """Put characters into the first of some tables that has a cell for each; return those for which none has."""
    outside = list(glyphs)
    for table in tables:
        outside = table.put(outside)
    return outside


def _compact(frame: Frame) -> Frame:
    """Leave out rows and columns in which no cell begins: doubled rules draw them."""
    rows = sorted({p.row for p in frame.places})
    columns = sorted({p.column for p in frame.places})
    places = tuple(
        p._replace(
            row=bisect_right(rows, p.row) - 1,
            column=bisect_right(columns, p.column) - 1,
            rows=max(bisect_right(rows, p.row + p.rows - 1) - bisect_right(rows, p.row) + 1, 1),
            columns=max(bisect_right(columns, p.column + p.columns - 1) - bisect_right(columns, p.column) + 1, 1),
        )
        for p in frame.places
    )
    return frame._replace(edges=tuple(frame.edges[c] for c in columns), places=places)


def _is_table(frame: Frame, *, inner: bool) -> bool:
    """Tell a table from boxes that only look like one, and from charts: rows, one of several cells, and a head.

    One that stands in a cell of another might be the doubled frame of a few words: they must stand within its cells.
    """
    filled = [p for p in frame.places if any(g.letter.strip() for g in p.glyphs)]
    if inner and (len(filled) < _FEWEST_INNER or not all(map(_holds_all, filled))):
        return False
    if len(filled) < _FILLED * len(frame.places) or reads_across(filled):
        return False
    rows = Counter(place.row for place in filled)
    first = sum(place.row == 0 for place in frame.places)
    return len(rows) > 1 and max(rows.values()) > 1 and 2 * rows[0] >= first


def _is_cut_head(frame: Frame, height: float) -> bool:
    """Tell whether a row at the foot of a page is the head of a table whose other rows stand on the next one."""
    if frame.box[3] < _FOOT * height or len(frame.places) < _FEWEST_HEADS or any(place.row for place in frame.places):
        return False
    words = ["".join(g.letter for g in place.glyphs if g.letter.strip()) for place in frame.places]
    return all(words) and not any(VALUE.fullmatch(fold(w)) or w.endswith("。") for w in words)


def _holds_all(place: Place) -> bool:
    """Tell whether all of a cell's characters stand in it whole."""
    return all(_within((g.x0, g.top, g.x1, g.bottom), place.box) for g in place.glyphs if g.letter.strip())


def _area(cells: Sequence[Box]) -> float:
    x0, top, x1, bottom = bounds(cells)
    return (x1 - x0) * (bottom - top)


def _within(inner: Box, outer: Box) -> bool:
    return _holds(outer, inner[0] + 1, inner[1] + 1) and _holds(outer, inner[2] - 1, inner[3] - 1)


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
