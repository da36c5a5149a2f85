"""Tables of a PDF page: which characters stand in which cell.

Geometry only; what a table means is read later. Characters are mappings with `text`, `x0`, `x1`, `top`, `bottom` and
`size`, in points from the page's top left corner. A ruled table is taken as its rules draw it, merged cells included.
A table without rules is believed only where several lines in a row keep the same columns and one of them is numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from extractors.view import fold
from pipeline.ingest.wraps import begins_item, first_unit

Char = dict[str, Any]
Box = tuple[float, float, float, float]
"""x0, top, x1, bottom."""

_FEWEST_PATHS = 4  # drawn lines or boxes below which a page can hold no ruled table
_MOST_PATHS = 5_000  # a chart or map: the table finder would take minutes, and its lines are no table
_FILLED = 0.3  # share of a table's cells that hold text
NEAR = 3.0  # points within which two edges are one
_GAP = 1.5  # em of blank between two columns that no rule parts
_SEVERAL = 3  # lines that keep their columns
_LONGEST_VALUE = 16  # characters on average in a column of an unruled table; prose in two columns has more
VALUE = re.compile(
    r"[~約延べ計△▲+-]*[0-9][0-9,.]*(?: ?[^0-9\s]{1,4})?(?:\([^()]*\))?|[-‐－―ー…*]|未集計|未定|皆増|皆減|達成"
)
_CLOSED = re.compile(r"[。：:！？!?】〕］〉》＞>|｜]$")
_HANGING = " 　、。，．"
_NUMBER = re.compile(r"[0-9０-９,，.．]+")


class Place(NamedTuple):
    """A cell of a page: its position in rows and columns, its box and its characters."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box
    chars: list[Char]


class Frame(NamedTuple):
    """A table of a page, its cells row by row."""

    box: Box
    edges: tuple[float, ...]
    """Where its columns begin and end."""
    places: tuple[Place, ...]

    @property
    def inset(self) -> tuple[float, float]:
        """The least blank between a cell's rules and its text, left and right; a stop may hang over the margin."""
        texts = [(p.box, [c for c in p.chars if c["text"] not in _HANGING]) for p in self.places]
        left = min((min(c["x0"] for c in chars) - box[0] for box, chars in texts if chars), default=0.0)
        right = min((box[2] - max(c["x1"] for c in chars) for box, chars in texts if chars), default=0.0)
        return max(left, 0.0), max(right, 0.0)


def take(page: Any, chars: Sequence[Char]) -> tuple[list[Frame], list[Char]]:
    """Return the tables of a page from top to bottom, and the characters that stand in none.

    Args:
        page: a page of pdfplumber, for its rules.
        chars: its characters, in any order.
    """
    boxes = _ruled(page)
    frames = [_Ruled(cells) for cells in boxes]
    outside: list[Char] = []
    for char in chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        if not any(frame.put(x, y, char) for frame in frames):
            outside.append(char)
    found: list[Frame] = []
    for frame in frames:
        shaped = frame.shaped()
        if _is_table(shaped):
            found.append(shaped)
        else:  # a box around prose, a line of a form
            outside += (char for place in shaped.places for char in place.chars)
    if frames:
        order = {id(char): at for at, char in enumerate(chars)}
        outside.sort(key=lambda char: order[id(char)])
    for aligned in _aligned(outside, found):
        inside = {id(char) for place in aligned.places for char in place.chars}
        outside = [char for char in outside if id(char) not in inside]
        found.append(aligned)
    found.sort(key=lambda frame: frame.box[1])
    return found, outside


def bands(frames: Sequence[Frame], chars: Sequence[Char]) -> list[list[Char]]:
    """Part the characters outside of tables by the tables that they stand above: one more band than tables."""
    tops = [frame.box[1] for frame in frames]
    parted: list[list[Char]] = [[] for _ in range(len(frames) + 1)]
    for char in chars:
        parted[bisect_right(tops, (char["top"] + char["bottom"]) / 2)].append(char)
    return parted


def wraps(place: Place, inset: tuple[float, float], line: Sequence[Char], following: Sequence[Char]) -> bool:
    """Tell whether the break between two lines of a cell only wraps them: the next unit would not have fitted."""
    text, below = _words(line), _words(following)
    if not text or not below:
        return False
    if all(len(t) == 1 for t in (text, below)) and not (_NUMBER.match(text) or _NUMBER.match(below)):
        return True  # a word written downwards
    if begins_item(below) or _CLOSED.search(text) or _NUMBER.fullmatch(text) or _NUMBER.fullmatch(below):
        return False
    size = max(float(char["size"]) for char in line)
    room = place.box[2] - place.box[0] - sum(inset) - (line[-1]["x1"] - line[0]["x0"])
    return bool(room < len(first_unit(below).encode("cp932", "replace")) * size / 2 + 0.2 * size)


def _ruled(page: Any) -> list[list[Box]]:
    paths = len(page.lines) + len(page.rects) + len(page.curves)
    if not _FEWEST_PATHS <= paths <= _MOST_PATHS:
        return []
    tables = [sorted(set(table.cells), key=lambda box: (box[1], box[0])) for table in page.find_tables(_settings(page))]
    tables = [cells for cells in tables if len(cells) > 1]
    # A table inside of a cell is read with that cell, cell by cell.
    outer = sorted(tables, key=_area, reverse=True)
    kept: list[list[Box]] = []
    for cells in outer:
        if not any(_within(_bounds(cells), box) for other in kept for box in other):
            kept.append(cells)
    return sorted(kept, key=lambda cells: _bounds(cells)[1])


def _settings(page: Any) -> dict[str, Any]:
    """Return settings for the table finder that close tables whose left or right side is drawn open."""
    level = [e for e in page.edges if e["orientation"] == "h"]
    upright = [e for e in page.edges if e["orientation"] == "v"]
    tops: dict[int, list[Char]] = {}
    for edge in level:
        tops.setdefault(round(edge["top"] / NEAR), []).append(edge)
    widths: dict[tuple[int, int], list[Box]] = {}
    for edges in tops.values():
        x0, x1 = min(e["x0"] for e in edges), max(e["x1"] for e in edges)
        widths.setdefault((round(x0 / NEAR), round(x1 / NEAR)), []).append((x0, edges[0]["top"], x1, edges[0]["top"]))
    sides: list[Char] = []
    for rules in widths.values():
        x0, top, x1, bottom = _bounds(rules)
        within = [e["x0"] for e in upright if e["top"] < bottom and e["bottom"] > top]
        if len(rules) < _SEVERAL or not any(x0 + NEAR < x < x1 - NEAR for x in within):
            continue
        missing = (x for x in (x0, x1) if not any(abs(x - other) <= NEAR for other in within))
        sides += (_upright(x, top, bottom) for x in missing)
    return {"explicit_vertical_lines": sides} if sides else {}


def _upright(x: float, top: float, bottom: float) -> Char:
    return {
        "object_type": "line",
        "orientation": "v",
        "x0": x,
        "x1": x,
        "top": top,
        "bottom": bottom,
        "height": bottom - top,
        "width": 0.0,
    }


class _Ruled:
    """A ruled table while its cells are filled."""

    def __init__(self, cells: Sequence[Box]) -> None:
        self._box = _bounds(cells)
        self._cells = [(box, list[Char]()) for box in cells]

    def put(self, x: float, y: float, char: Char) -> bool:
        """Put a character whose middle is (x, y) into its cell; tell whether it stands in one."""
        if not _holds(self._box, x, y):
            return False
        for box, chars in self._cells:
            if _holds(box, x, y):
                chars.append(char)
                return True
        return False

    def shaped(self) -> Frame:
        """Return the table with its cells in rows and columns."""
        lefts = _clustered(edge for box, _ in self._cells for edge in (box[0], box[2]))
        tops = _clustered(edge for box, _ in self._cells for edge in (box[1], box[3]))
        places = []
        for box, chars in self._cells:
            column, row = _nearest(lefts, box[0]), _nearest(tops, box[1])
            rows, columns = _nearest(tops, box[3]) - row, _nearest(lefts, box[2]) - column
            places.append(Place(row, column, max(rows, 1), max(columns, 1), box, chars))
        return _compact(Frame(self._box, tuple(lefts), tuple(sorted(places, key=lambda p: p[:2]))))


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


def _is_table(frame: Frame) -> bool:
    """Tell a table from boxes that only look like one, and from charts: it has rows and columns, most of them filled."""
    filled = [p for p in frame.places if any(c["text"].strip() for c in p.chars)]
    if len(filled) < _FILLED * len(frame.places):
        return False
    return len({p.row for p in filled}) > 1 and len({p.column for p in filled}) > 1


def _aligned(chars: Sequence[Char], ruled: Sequence[Frame]) -> Iterator[Frame]:
    """Yield the tables that no rules draw."""
    run: list[list[list[Char]]] = []
    for line in [*_lines(chars), []]:
        pieces = _pieces(line)
        top = line[0]["top"] if line else 0.0
        apart = bool(run and line) and (
            top - run[-1][0][0]["bottom"] > 2.5 * run[-1][0][0]["size"]
            or any(run[-1][0][0]["top"] < frame.box[1] < top for frame in ruled)
        )
        if run and (apart or not _same_columns(run[0], pieces)):
            yield from _as_frame(run)
            run = []
        if len(pieces) > 1:
            run.append(pieces)
    yield from _as_frame(run)


def _as_frame(run: Sequence[Sequence[list[Char]]]) -> Iterator[Frame]:
    if len(run) < _SEVERAL or not _is_evident(run):
        return
    columns = list(zip(*run, strict=True))
    lefts = [min(piece[0]["x0"] for piece in column) for column in columns]
    rights = [max(piece[-1]["x1"] for piece in column) for column in columns]
    if any(right > left for right, left in zip(rights, lefts[1:], strict=False)):
        return
    places = tuple(
        Place(
            row,
            column,
            1,
            1,
            (lefts[column], min(c["top"] for c in piece), rights[column], max(c["bottom"] for c in piece)),
            piece,
        )
        for row, pieces in enumerate(run)
        for column, piece in enumerate(pieces)
    )
    yield Frame(_bounds([place.box for place in places]), tuple(lefts), places)


def _is_evident(run: Sequence[Sequence[list[Char]]]) -> bool:
    columns = [[fold(_words(piece)) for piece in column] for column in zip(*run, strict=True)]
    if len(columns) < 3 and len(run) < _SEVERAL + 1:
        return False
    short = all(sum(map(len, column)) / len(column) <= _LONGEST_VALUE for column in columns)
    values = [sum(bool(VALUE.fullmatch(text)) for text in column[1:]) for column in columns[1:]]
    return short and max(values) == len(run) - 1


def _same_columns(first: Sequence[list[Char]], pieces: Sequence[list[Char]]) -> bool:
    """Tell whether two lines have as many pieces, each beginning, ending or centred where its fellow does."""
    if len(first) != len(pieces):
        return False
    for a, b in zip(first, pieces, strict=True):
        near = 0.6 * a[0]["size"]
        left, right = abs(a[0]["x0"] - b[0]["x0"]), abs(a[-1]["x1"] - b[-1]["x1"])
        centre = abs(a[0]["x0"] + a[-1]["x1"] - b[0]["x0"] - b[-1]["x1"]) / 2
        if min(left, right, centre) > near:
            return False
    return True


def _lines(chars: Sequence[Char]) -> list[list[Char]]:
    lines: list[list[Char]] = []
    for char in sorted((c for c in chars if c["text"].strip()), key=lambda c: (c["top"] + c["bottom"]) / 2):
        if lines and (char["top"] + char["bottom"]) / 2 < lines[-1][0]["bottom"] - 0.3 * lines[-1][0]["size"]:
            lines[-1].append(char)
        else:
            lines.append([char])
    return [sorted(line, key=lambda c: c["x0"]) for line in lines]


def _pieces(line: Sequence[Char]) -> list[list[Char]]:
    """Cut a line at its wide blanks."""
    pieces: list[list[Char]] = []
    for char in line:
        if pieces and char["x0"] - pieces[-1][-1]["x1"] < _GAP * char["size"]:
            pieces[-1].append(char)
        else:
            pieces.append([char])
    return pieces


def _words(chars: Sequence[Char]) -> str:
    return "".join(char["text"] for char in chars).strip()


def _clustered(edges: Iterator[float]) -> list[float]:
    """Return the distinct edges, those within a few points as one."""
    ordered = sorted(edges)
    return ordered[:1] + [b for a, b in pairwise(ordered) if b - a > NEAR]


def _nearest(edges: Sequence[float], edge: float) -> int:
    return min(range(len(edges)), key=lambda k: abs(edges[k] - edge))


def _bounds(boxes: Sequence[Box]) -> Box:
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def _area(cells: Sequence[Box]) -> float:
    x0, top, x1, bottom = _bounds(cells)
    return (x1 - x0) * (bottom - top)


def _within(inner: Box, outer: Box) -> bool:
    return _holds(outer, inner[0] + 1, inner[1] + 1) and _holds(outer, inner[2] - 1, inner[3] - 1)


def _holds(box: Box, x: float, y: float) -> bool:
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
