"""A page's characters as lines in reading order.

Columns of prose are read one after the other, rows of a table across. Ruby and the marks of notes are told from the
words that they stand at. No character is dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.ingest import tabs
from pipeline.ingest.blanks import BLANK, THIN, WORD, find_blanks, least_behind_digits
from pipeline.ingest.columns import Gutter, split_columns
from pipeline.ingest.glyphs import Drawn
from pipeline.ingest.heads import heads_column
from pipeline.ingest.panels import raised
from pipeline.ingest.places import Box, Glyph
from pipeline.ingest.runs import Frame, Run, Way, even, find_runs, frame_runs
from pipeline.ingest.wraps import first_unit
from pipeline.tabular import count_of

_SAME_LINE = 0.5  # share of the lower of two runs that both have in common
_MARKER = 4  # characters at a line's head among which blanks set off a marker, not a column
_RUBY = 0.65  # times the size of the words below
_RUBY_ABOVE = 0.9  # times its own size, between it and the words
_RUBY_TEXT = compile_pattern(r"[ぁ-ゖァ-ヺー・\s]+")
_RAISED_SIZE = 0.9  # times the size of the line
_RAISED = 0.15  # em above the line's foot
_ABOVE_MIDDLE = 0.08  # em above its middle, at which a number in smaller type may stand before a heading
_RAISED_TEXT = compile_pattern(r"[0-9０-９()（）+＋-]{1,4}")  # a longer one is a number in small print
_RAISE = str.maketrans("0123456789０１２３４５６７８９()（）+＋-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁽⁾⁺⁺⁻")
_INSIDE = 0.3  # em by which a sign may overlap the words around it
_SENTENCE = 12  # characters of a line that shows how wide the text is set
_SAME_DISTANCE = 0.1  # em
_MOSTLY = 0.75  # of the distances in a line
_SAME_STEP = 0.2  # em
_FEWEST_NAMED = 2  # runs of a line: a label and a line of its text
_COUNT_BESIDE = compile_pattern(r"[①-⑳⑴-⒇❶-❿➊-➓]|[(（]?[0-9０-９]{1,2}(?:[-－][0-9０-９]{1,2}){0,2}[)）.．]?")
_FEWEST_LINES = 4  # of a column that tells where the next page's are


class Row(NamedTuple):
    """A line of a page."""

    letters: list[str]
    """One for each of `glyphs`."""
    text: str
    """The line."""
    glyphs: list[Glyph | None]
    """None where we put a blank for a gap."""
    place: tuple[float, float, float, float]
    """u0, v0, u1, v1 in its frame."""
    em: float
    gap: float
    """The widest distance between neighbours behind the line's marker, in em."""
    frame: Frame
    column: int
    """Lines of one column follow each other, but for those of boxes in it; numbered through the page."""
    apart: bool = False
    """Whether it is no part of the text: ruby, what is written aslant."""
    boxed: bool = False
    """Whether it stands in a box inside of a column."""
    spacing: float = 0.0
    """How far apart all of its characters are set, in em."""

    @property
    def unit(self) -> float:
        """How wide its first unit is: what the line before would have had to hold."""
        text = self.text
        start = len(text) - len(text.lstrip())
        whole = first_unit(text)
        shown = [glyph for glyph in self.glyphs[start : start + len(whole)] if glyph is not None]
        edges = self.frame.along(shown)
        drawn = edges[-1][1] - edges[0][0] if edges else 0.0
        return max(drawn, len(whole.encode("cp932", "replace")) * self.em / 2) + self.spacing * self.em


class _Line(NamedTuple):
    """Runs side by side."""

    letters: list[str]
    glyphs: list[Glyph]
    edges: list[tuple[float, float]]
    gaps: list[float]
    """In em, behind each character but the last."""
    across: tuple[float, float]
    em: float
    frame: Frame
    column: int
    boxed: bool

    @property
    def spacing(self) -> float:
        """How far apart all characters of a sentence are set, in em; 0 where it is none."""
        if len(self.letters) < _SENTENCE or (usual := median(self.gaps)) <= THIN:
            return 0.0
        words = sum(bool(WORD.match(letter)) for letter in self.letters)
        return usual if 2 * words > len(self.letters) and self.is_set(usual) else 0.0

    def is_set(self, spacing: float) -> bool:
        """Tell whether its characters stand so many em apart."""
        alike = sum(abs(gap - spacing) < _SAME_DISTANCE for gap in self.gaps)
        return alike > _MOSTLY * len(self.gaps)


def lay_out(
    drawn: Drawn,
    tables: Sequence[Box],
    widest: float = 4.0,
    spacing: float = 0.0,
    known: Sequence[Gutter] = (),
) -> list[Row]:
    """Return the lines of a page in the order in which it is read; ruby comes last.

    Args:
        drawn: the page.
        tables: where tables stand whose characters are not among its own.
        widest: em between the characters of a word set wide; others are heads of columns.
        spacing: em between those of the text around, where no sentence here tells.
        known: gutters of the page before.
    """
    found = find_runs(drawn.glyphs, recognised=drawn.recognised)
    main = _main_way(found)
    shown = drawn.glyphs if main is Way.RIGHT else ()
    lines: list[_Line] = []
    for way, mine in _ways_in_order(found, main):
        frame = Frame(way, drawn.width, drawn.height)
        rules, edges = frame.see_all(drawn.rules), frame.see_all(tables)
        panels, pictures = frame.see_all(drawn.panels), frame.see_all(drawn.pictures)
        first = max((line.column for line in lines), default=-1) + 1
        framed = frame_runs(mine, frame, shown)
        framed = even(framed) if drawn.recognised else framed
        for column, boxed, runs in split_columns(framed, rules, edges, panels, pictures, known, frame.size):
            found_lines = _with_names(_lines(raised(runs, panels)))
            beside = tabs.parted(found_lines) if way is not main is Way.RIGHT else found_lines
            lines += (_side_by_side(line, frame, first + column, boxed) for line in beside)
    own = [line.spacing for line in lines]
    usual = median(list(filter(None, own)) or [spacing])
    least = least_behind_digits((line.letters, line.gaps) for line in lines)
    rows = [_row(line, widest, wide or _spacing(line, usual), least) for line, wide in zip(lines, own, strict=True)]
    return _ruby_last(tabs.put_in([row for row in rows if row.text.strip()], drawn))


def _main_way(found: Sequence[tuple[Way | None, list[Glyph]]]) -> Way:
    """Return where most of a page's text goes."""
    if all(way is Way.RIGHT or way is None for way, _ in found):
        return Way.RIGHT
    ways = Counter[Way]()
    for way, glyphs in found:
        if way is not None:
            ways[way] += len(glyphs)
    return ways.most_common(1)[0][0]


def gutters(rows: Sequence[Row]) -> tuple[Gutter, ...]:
    """Return the gutters between the columns of prose on a page."""
    columns: dict[int, list[Row]] = {}
    for row in rows if rows and rows[-1].column else ():
        if not row.apart and not row.boxed:
            columns.setdefault(row.column, []).append(row)
    sides = [
        (min(row.place[0] for row in column), max(row.place[2] for row in column))
        for column in columns.values()
        if len(column) >= _FEWEST_LINES
    ]
    return tuple((end, start) for (_, end), (start, _) in pairwise(sides) if end < start)


def _ways_in_order(
    found: Sequence[tuple[Way | None, list[Glyph]]], main: Way
) -> Iterator[tuple[Way, list[list[Glyph]]]]:
    """Yield the runs of a page by where they go: its text, before it what stands level above vertical text, then others."""
    if main is Way.RIGHT and all(way is main or way is None for way, _ in found):
        if found:
            yield main, [glyphs for _, glyphs in found]
        return
    head: list[list[Glyph]] = []
    if main is Way.DOWN:
        top = min(glyphs[0].top for way, glyphs in found if way is main)
        head = [glyphs for way, glyphs in found if way in (Way.RIGHT, None) and glyphs[0].bottom < top]
    if head:
        yield Way.RIGHT, head
    taken = set(map(id, head))
    ways: dict[Way, list[list[Glyph]]] = {way: [] for way in (main, *Way)}
    for way, glyphs in found:
        if id(glyphs) in taken:
            continue
        to = _settled(way, glyphs, main)
        ways[to] += [glyphs] if to is way else _stacked(glyphs)
    yield from ((way, mine) for way, mine in ways.items() if mine)


def _stacked(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the pieces of a level run that stand in one column of vertical text: the engine joins what it finds beside."""
    start = 0
    for at, (a, b) in enumerate(pairwise(glyphs), start=1):
        if b.x0 - a.x1 > BLANK * (a.bottom - a.top):
            yield glyphs[start:at]
            start = at
    yield glyphs[start:]


def _settled(way: Way | None, glyphs: Sequence[Glyph], main: Way) -> Way:
    """Return where a run goes by its page: a lone character as the others, figures set across a column with it."""
    if way is None or (main is Way.DOWN and way is Way.RIGHT and len(glyphs) <= 4):
        return main
    return way


def _lines(runs: Sequence[Run]) -> list[list[Run]]:
    """Put runs side by side: those of one height are a line, from its head to its end, the upper line first."""
    lines: list[list[Run]] = []
    bands: list[Run] = []  # of each line its largest run
    for run in sorted(runs, key=lambda r: r.v0 + r.v1):
        if lines:
            band = bands[-1]
            shared = min(run.v1, band.v1) - max(run.v0, band.v0)
            same = shared >= _SAME_LINE * min(run.v1 - run.v0, band.v1 - band.v0)
            if same and not any(_is_below(run, other) for other in lines[-1]):
                lines[-1].append(run)
                if run.v1 - run.v0 > band.v1 - band.v0:
                    bands[-1] = run
                continue
        lines.append([run])
        bands.append(run)
    for line in lines:
        line.sort(key=lambda r: r.u0)
    return lines


def _with_names(lines: Sequence[list[Run]]) -> list[list[Run]]:
    """Return lines, a number or label that stands beside two of them, at half their height, before the upper one.

    So stands the number of a heading which takes two lines, and 実施状況 beside its words in a table without rules: of an
    even number of lines it stands beside the inner two, and before the first; of an odd number on the inner one.
    """
    found = list(lines)
    for at in range(len(found) - 2, 0, -1):
        upper, names, lower = found[at - 1 : at + 2]
        if len(upper) != 1 or len(lower) != 1:
            continue
        if len(names) == _FEWEST_NAMED and (over := _lines_above(found, at)):
            label, found[at] = names[0], names[1:]
            first = found[at - over][0]
            found[at - over] = [label._replace(v0=first.v0, v1=first.v1), first]
            continue
        first, above, below = names[0], upper[0], lower[0]
        beside = names[-1].u1 <= min(above.u0, below.u0) and abs(above.u0 - below.u0) < above.em
        if not (beside and first.v0 < above.v1 and first.v1 > below.v0):
            continue
        counts = len(names) == 1 and _COUNT_BESIDE.fullmatch(first.text.strip())
        if counts or _is_label(fold(first.text).replace(" ", "")):
            top = at - (1 if counts else _lines_beside(found, at))
            moved = [run._replace(v0=found[top][0].v0, v1=found[top][0].v1) for run in names]
            del found[at]
            found[top] = [*moved, *found[top]]
    return found


def _is_label(words: str) -> bool:
    return heads_column(words) or count_of(words) is not None


def _lines_above(lines: Sequence[list[Run]], at: int) -> int:
    """Return how many lines of a block stand above the one that a label stands level with, if as many stand below it.

    More white than between its lines sets the block off; else the label stands on its first line.
    """
    label, body = lines[at]
    step = lines[at + 1][0].v0 - body.v0
    middle = abs(label.v0 + label.v1 - body.v0 - body.v1) < 2 * _SAME_STEP * body.em
    if not (middle and label.u1 <= body.u0 and _is_label(fold(label.text).replace(" ", ""))):
        return 0
    counts: list[int] = []
    for side in (lines[at - 1 :: -1], lines[at + 1 :]):
        count, near = 0, body
        for line in side:
            run = line[0]
            white = abs(run.v0 - near.v0) - step
            if white > _SAME_STEP * body.em:
                break
            if len(line) != 1 or abs(run.u0 - body.u0) >= body.em or white < -_SAME_STEP * body.em:
                return 0
            count, near = count + 1, run
        counts.append(count)
    return counts[0] if counts[0] == counts[1] else 0


def _lines_beside(lines: Sequence[list[Run]], at: int) -> int:
    """Return how many lines stand in one block above what stands beside its middle, and as many below."""
    step = lines[at + 1][0].v0 - lines[at - 1][0].v0

    def goes_on(number: int, near: Run) -> bool:
        run = lines[number][0]
        even = abs(abs(run.v0 - near.v0) - step) < _SAME_STEP * run.em
        return len(lines[number]) == 1 and abs(run.u0 - near.u0) < run.em and even

    count, room = 1, min(at, len(lines) - 1 - at)
    while count < room and all(goes_on(at + sign * (count + 1), lines[at + sign * count][0]) for sign in (-1, 1)):
        count += 1
    return count


def _is_below(run: Run, other: Run) -> bool:
    """Tell whether a run stands below another: both may stand beside one that is as high as both."""
    return run.v0 > other.v1 - _RAISED * run.em and min(run.u1, other.u1) - max(run.u0, other.u0) > BLANK * run.em


def _side_by_side(line: Sequence[Run], frame: Frame, column: int, boxed: bool) -> _Line:
    if len(line) == 1:
        return _alone(line[0], frame, column, boxed)
    sizes = Counter[float]()
    for run in line:
        sizes[round(run.em, 1)] += len(run.glyphs)
    em = sizes.most_common(1)[0][0] or 1.0
    usual = [run for run in line if run.em >= _RAISED_SIZE * em] or line  # too small to be seen
    foot, middle = max(run.v1 for run in usual), min(run.v0 for run in usual) + max(run.v1 for run in usual)
    letters: list[str] = []
    glyphs: list[Glyph] = []
    for run in _in_order(line, frame):
        raised = (
            run.em < _RAISED_SIZE * em
            and foot - run.v1 > _RAISED * em
            and middle - run.v0 - run.v1 > 2 * _ABOVE_MIDDLE * em
            and _RAISED_TEXT.fullmatch(run.text)
            and (not glyphs or run.u0 - frame.along(glyphs[-1:])[0][1] < BLANK * em)
        )
        # A raised 3 is no digit of the figure before it.
        letters += run.text.translate(_RAISE) if raised else [glyph[0] for glyph in run.glyphs]
        glyphs += run.glyphs
    across = min(run.v0 for run in line), max(run.v1 for run in line)
    return _line(letters, glyphs, across, em, frame, column, boxed=boxed)


def _alone(run: Run, frame: Frame, column: int, boxed: bool) -> _Line:
    """Return the line of which a run is all."""
    letters = [glyph[0] for glyph in run.glyphs]
    return _line(letters, list(run.glyphs), (run.v0, run.v1), round(run.em, 1) or 1.0, frame, column, boxed=boxed)


def _line(
    letters: list[str],
    glyphs: list[Glyph],
    across: tuple[float, float],
    em: float,
    frame: Frame,
    column: int,
    *,
    boxed: bool,
) -> _Line:
    while glyphs and not letters[-1].strip():
        letters.pop()
        glyphs.pop()
    edges = frame.along(glyphs)
    gaps = [(b - a) / em for (_, a), (b, _) in pairwise(edges)]
    return _Line(letters, glyphs, edges, gaps, across, em, frame, column, boxed)


def _spacing(line: _Line, usual: float) -> float:
    """Return how far apart all characters of a short line are set, in em, if sentences beside it are set `usual`."""
    return usual if usual and (not line.gaps or line.is_set(usual)) else 0.0


def _row(line: _Line, widest: float, spacing: float, least: float) -> Row:
    letters, glyphs, edges, gaps, (v0, v1), em, frame, column, boxed = line
    if spacing:
        gaps = [gap - spacing for gap in gaps]
    blanks = find_blanks(letters, gaps, edges, em, widest=widest, least=None if spacing else least)
    placed: list[Glyph | None] = list(glyphs)
    for at in sorted(blanks, reverse=True):
        letters.insert(at, " ")
        placed.insert(at, None)
    place = min([u0 for u0, _ in edges], default=0.0), v0, max([u1 for _, u1 in edges], default=0.0), v1
    gap = max(gaps[_MARKER:], default=0.0)
    return Row(letters, "".join(letters), placed, place, em, gap, frame, column, boxed=boxed, spacing=spacing)


def _in_order(line: Sequence[Run], frame: Frame) -> Iterator[Run]:
    """Yield the runs of a line; one that another stands in the middle of, as a sign of another font does, is cut there."""
    waiting = list(line[::-1])
    while waiting:
        run = waiting.pop()
        inner = waiting[-1] if waiting else None
        edges = frame.along(run.glyphs) if inner is not None and inner.u1 <= run.u1 else []
        at = next(
            (k for k in range(1, len(edges)) if inner and edges[k - 1][0] < inner.u0 and edges[k][0] > inner.u0), 0
        )
        if at and inner is not None and edges[at][0] > inner.u1 - _INSIDE * run.em:
            yield run._replace(glyphs=run.glyphs[:at], u1=edges[at - 1][1])
            rest = run._replace(glyphs=run.glyphs[at:], u0=edges[at][0])
            waiting[-1:] = [rest, inner]
        else:
            yield run


def _ruby_last(rows: Sequence[Row]) -> list[Row]:
    """Return the rows with those that only tell how the words below are read at the end."""
    ruby = [
        at
        for at, (row, below) in enumerate(pairwise(rows))
        if row.em <= _RUBY * below.em
        and row.column == below.column
        and below.place[1] - row.place[3] < _RUBY_ABOVE * row.em
        and row.place[0] > below.place[0] - below.em
        and row.place[2] < below.place[2] + below.em
        and _RUBY_TEXT.fullmatch(row.text)
    ]
    if not ruby:
        return list(rows)
    last = max(row.column for row in rows) + 1
    apart = set(ruby)
    return [
        _closed_up(row, rows[at - 1]) if at - 1 in apart else row for at, row in enumerate(rows) if at not in apart
    ] + [rows[at]._replace(apart=True, column=last) for at in ruby]


def _closed_up(row: Row, ruby: Row) -> Row:
    """Return a row without the blanks that only the ruby above, wider than its words, makes."""
    above = [(a - row.em / 2, b + row.em / 2) for a, b in row.frame.along(filter(None, ruby.glyphs))]
    kept: list[int] = []
    for at, glyph in enumerate(row.glyphs):
        sides = (row.glyphs[at - 1], row.glyphs[at + 1]) if glyph is None else ()
        (_, end), (start, _) = row.frame.along(filter(None, sides)) if sides else ((0.0, 0.0), (0.0, 0.0))
        if not sides or not any(a < (end + start) / 2 < b for a, b in above):
            kept.append(at)
    letters = [row.letters[at] for at in kept]
    return row._replace(letters=letters, text="".join(letters), glyphs=[row.glyphs[at] for at in kept])
