"""Notes beside the text: such a note is read behind the paragraph that it stands beside.

It stands in a box, or is set in smaller type. Lines of a column end (or begin) before it and, right below or above, one
of the same column passes its edge. No line passes a note on a ground of its own in the margin: it is narrower than the
text, and its lines are none of the text's. A note in smaller type may be a single line, such as whose a measure is, where
several lines of a paragraph end (or begin) at one edge before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from statistics import median
from typing import NamedTuple

from extractors.patterns import compile_pattern
from pipeline.ingest.places import Box
from pipeline.ingest.runs import Run
from pipeline.ingest.wraps import begins_item

_TOUCH = 0.3  # em by which text may reach into a box's edge
_CLEAR = 1.0  # em that a line passes the edge of a box
_ASIDE = 2.0  # em that lines of a column may begin apart
_NEAR = 2.5  # em between the lines beside a box and the line that passes it
_AROUND = 10.0  # em above and below a box, in which a line that passes its edge is looked for
_WORD_GAP = 1.2  # em between runs of a line
_INDENT = 0.5  # em
_SHORT = 2.0  # em before the edge of a column
_SAME_SIZE = 0.08  # share by which the size of one text varies
_SMALL = 0.94  # times the size of the text
_LARGER = 1.15  # times the size of the text beside it: a heading
_GAP = 0.5  # em at least between text and a note without a box
_LEADING = 1.2  # em between the lines of a note
_WIDER = 1.5  # times the width of a note in the margin, that the text beside it is wide
_SAME_HEIGHT = 0.15  # em
_SENTENCE = compile_pattern(r"[ぁ-ん].{0,80}[。、]")
_COUNTED = compile_pattern("[0-9０-９]$")
_DIGIT = compile_pattern("[0-9０-９]")
_CAPTION = compile_pattern(r"[(（【〔<＜▲▼◆■]? ?(?:写真|図)[ 　]?(?:[0-9０-９①-⑳]|[)）】〕>＞:：])")
_FEW = 3  # lines that pass a box's edge, of which one may show that text flows around it
_FEWEST = 2  # lines beside a note, and of one without a box
_LAST = 6  # runs of a block, to which another may belong
_PARAGRAPHS_APART = 3.0  # em between the paragraphs of one note
_AT_EDGE = 1.0  # em that lines of one edge vary
_FARTHEST = 4.0  # em between that edge and a note
_MOST_SMALL = 400  # runs of a page in small type; more are labels of a map
_MOST = 200  # boxes of a page; more are a drawing


class Float(NamedTuple):
    """A note and the lines that end before it."""

    note: list[Run]
    beside: list[Run]


class _Line(NamedTuple):
    """Neighbouring runs of one height."""

    runs: list[Run]

    @property
    def u0(self) -> float:
        return self.runs[0].u0

    @property
    def u1(self) -> float:
        return self.runs[-1].u1

    @property
    def v(self) -> float:
        """Its middle."""
        return (self.runs[0].v0 + self.runs[0].v1) / 2

    @property
    def em(self) -> float:
        return max(self.runs, key=lambda run: len(run.glyphs)).em

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def take_out(runs: Sequence[Run], boxes: Sequence[Box], grounds: Sequence[Box]) -> tuple[list[Run], list[Float]]:
    """Return the runs without the notes beside them, and these notes.

    Args:
        runs: of one frame.
        boxes: outlines and large grounds, in the same frame.
        grounds: filled shapes, likewise.
    """
    rest, found = list(runs), []
    captioned = list(_captioned(runs, boxes))
    boxes = [*boxes, *_blocks_in_small_type(runs)]
    in_margin = _in_small_type_beside(runs)
    margin = {box: beside for box, beside in in_margin if not _is_part_of_any(box, beside, boxes, runs)}
    boxes = [*margin, *boxes, *captioned]
    boxes = boxes if len(boxes) < _MOST else []
    grounds = grounds if len(grounds) < _MOST else ()
    for box in (*boxes, *(ground for ground in grounds if ground not in boxes)):
        note = [run for run in rest if _is_in(run, box)]
        if not note or len(note) == len(rest):
            continue
        inside, around = set(map(id, note)), _AROUND * note[0].em
        near = [run for run in rest if box[1] - around < run.v1 and run.v0 < box[3] + around and id(run) not in inside]
        lines = [] if any(_reaches_into(run, box) for run in near) else list(_lines(near))
        beside = [run for run in margin.get(box, ()) if id(run) not in inside]
        free = [x for x in lines if not any(_is_in(x.runs[0], other) for other in boxes if other != box)]
        if not beside and box in boxes and not _is_in_flow(box, free):
            beside = _beside(lines, box, note[0].em)
        if not beside and box in captioned:
            beside = _before_picture(lines, box, rest)
        if not beside and box in grounds:
            others = [ground for ground in grounds if ground != box]
            outside = [x for x in lines if not any(_is_in(x.runs[0], ground) for ground in others)]
            beside = _in_margin(outside, box, list(_lines(note)))
        if beside and _is_heading(note, beside):
            continue
        if any(_is_in(run, other) for run in beside for other in boxes if other != box and not _is_over(other, box)):
            continue  # cards side by side
        if beside:
            top = min(run.v0 for run in beside)
            inside = {id(run) for run in note if run.v1 > top}  # small type above them is of the text: a department
            note = [run for run in note if id(run) in inside]
            rest = [run for run in rest if id(run) not in inside]
            found.append(Float(note, beside))
    return rest, found


def _is_heading(note: Sequence[Run], beside: Sequence[Run]) -> bool:
    """Tell whether a line in a box is in larger type than the lines beside it: it heads the column that it stands in."""
    is_line = max(run.v0 for run in note) < min(run.v1 for run in note)
    return is_line and median(run.em for run in note) > _LARGER * median(run.em for run in beside)


def _blocks_in_small_type(runs: Sequence[Run]) -> Iterator[Box]:
    """Yield where lines smaller than the text stand below each other."""
    usual = median(run.em for run in runs)
    blocks: list[list[Run]] = []
    small = sorted((run for run in runs if run.em < _SMALL * usual), key=lambda run: run.v0 + run.v1)
    for run in small if len(small) < _MOST_SMALL else ():
        block = next((block for block in blocks if _goes_on(block, run)), None)
        if block is None:
            blocks.append([run])
        else:
            block.append(run)
    for block in blocks:
        if block[-1].v0 + block[-1].v1 > block[0].v0 + block[0].v1 + block[0].em:
            aside = (_TOUCH + _GAP) * block[0].em
            left, right = min(run.u0 for run in block), max(run.u1 for run in block)
            yield left - aside, block[0].v0, right + aside, block[-1].v1


def _in_small_type_beside(runs: Sequence[Run]) -> Iterator[tuple[Box, list[Run]]]:
    """Yield where notes in small type stand beside paragraphs of which several lines share an edge, with the lines level with them."""
    usual = median(run.em for run in runs)
    small = [run for run in runs if run.em < _SMALL * usual]
    if not small or len(small) > _MOST_SMALL:
        return
    taken = set(map(id, small))
    lines = sorted(_lines([run for run in runs if id(run) not in taken]), key=lambda line: line.v)
    for note in _notes_of_margin(small):
        box = min(run.u0 for run in note), note[0].v0, max(run.u1 for run in note), note[-1].v1
        touch = _TOUCH * usual
        level = [line for line in lines if box[1] - touch < line.v < box[3] + touch]
        if not any(abs(line.em - usual) < _SAME_SIZE * usual for line in level):
            continue
        at = lines.index(level[0])
        within = [line for line in lines if line.u0 < box[2] and box[0] < line.u1]
        paragraph = lines[at : at + len(level) + _FEWEST]
        for ends, starts, near in (
            ([line.u1 for line in paragraph], [line.u0 for line in paragraph], box[0]),
            ([-line.u0 for line in paragraph], [-line.u1 for line in paragraph], -box[2]),
        ):
            edge = max(ends[: len(level)])
            if not (_GAP * usual < near - edge < _FARTHEST * usual) or min(starts) >= edge:
                continue
            full = [line for line, end in zip(paragraph, ends, strict=True) if abs(end - edge) < _AT_EDGE * usual]
            passed = [line.u0 if near > 0 else -line.u1 for line in within]
            if any(start > edge - _CLEAR * usual for start in passed):
                continue  # the note is of a column
            if len(full) >= _FEWEST and _SENTENCE.search("".join(line.text for line in paragraph)):
                yield (box[0] - touch, box[1], box[2] + touch, box[3]), [run for line in level for run in line.runs]
                break


def _is_part_of_any(box: Box, beside: Sequence[Run], others: Sequence[Box], runs: Sequence[Run]) -> bool:
    """Tell whether one of several boxes holds all of a note and more, such as its title, but none of the lines beside it."""
    note = [run for run in runs if _is_in(run, box)]
    return any(
        all(_is_in(run, other) for run in note)
        and not any(_is_in(run, other) for run in beside)
        and sum(_is_in(run, other) for run in runs) > len(note)
        for other in others
    )


def _notes_of_margin(small: Sequence[Run]) -> Iterator[list[Run]]:
    """Yield runs in small type that stand below each other as one note."""
    notes: list[list[Run]] = []
    for run in sorted(small, key=lambda run: run.v0 + run.v1):
        for note in notes[-_LAST:]:
            if abs(run.u0 - note[0].u0) < _ASIDE * run.em and run.v0 - note[-1].v1 < _PARAGRAPHS_APART * run.em:
                note.append(run)
                break
        else:
            notes.append([run])
    yield from notes


def _captioned(runs: Sequence[Run], boxes: Sequence[Box]) -> Iterator[Box]:
    """Yield where a picture stands with the line below it that says what it shows: 写真1 …, 図2 …."""
    for run in runs:
        if _CAPTION.match(run.text):
            near = _NEAR * run.em
            above = (b for b in boxes if 0 < run.v0 - b[3] < near and b[0] - run.em < run.u0 and run.u1 < b[2] + run.em)
            for box in above:
                yield min(box[0], run.u0) - run.em, box[1], max(box[2], run.u1) + run.em, run.v1


def _goes_on(block: Sequence[Run], run: Run) -> bool:
    """Tell whether a run stands below or beside the last lines of a block of its size."""
    return any(
        abs(run.em - other.em) < _SAME_SIZE * run.em
        and run.v0 - other.v1 < _LEADING * run.em
        and run.u0 < other.u1 + run.em
        and other.u0 < run.u1 + run.em
        for other in block[-_LAST:]
    )


def put_in(stretches: list[list[Run]], floats: Sequence[Float]) -> list[list[Run]]:
    """Return stretches of runs with each note behind the paragraph beside it; the lines beside it are a stretch too."""
    taken = {id(run) for _, beside in floats for run in beside}
    for note, beside in floats:
        narrow = set(map(id, beside))
        at = next((k for k, stretch in enumerate(stretches) if any(id(run) in narrow for run in stretch)), None)
        if at is None:  # the lines beside it are a note themselves
            stretches.append(note)
            continue
        stretch = stretches[at]
        top = min(run.v0 for run in beside)
        above = [run for run in stretch if (run.v0 + run.v1) / 2 < top]
        gone = {*map(id, above), *narrow}
        below = list(_lines([run for run in stretch if id(run) not in gone]))
        lines = list(_lines([run for run in stretch if id(run) in narrow]))
        edge, start = max(line.u1 for line in lines), min(line.u0 for line in lines)
        is_left = max(run.u1 for run in note) < start
        stop = _paragraph_end(lines[-1], edge, below, start if is_left else None)
        # Text may keep off a note for some lines more, of this paragraph or the next.
        beyond = [start - line.u0 if is_left else line.u1 - edge for line in below]
        keeps_off = [by < _AT_EDGE * line.em for by, line in zip(beyond, below, strict=True)]
        held = _how_many(keeps_off[:stop])
        ends = [
            abs(by) < _AT_EDGE * line.em and id(line.runs[0]) not in taken
            for by, line in zip(beyond, below, strict=True)
        ]
        near = stop + (0 if all(keeps_off) else _how_many(ends[stop:]))
        texts = [*lines, *below[:held]], below[held:stop], below[stop:near], below[near:]
        narrowed, wide, also, rest = ([run for line in part for run in line.runs] for part in texts)
        parts = [above, narrowed, wide, note, also, rest]
        stretches[at : at + 1] = [part for part in parts if part]
    return stretches


def _how_many(are_so: Sequence[bool]) -> int:
    """Return how many lines, from the first on, are so."""
    return sum(takewhile(bool, are_so))


def _beside(lines: Sequence[_Line], box: Box, em: float) -> list[Run]:
    """Return the runs of the lines that end or begin at a box; none where no line of their column passes its edge.

    Between them and the line that passes it, short lines may stand: the end of a paragraph, a heading.
    """
    u0, v0, u1, v1 = box
    for edge, left in ((u0, True), (u1, False)):
        for passing in _passing(lines, box, edge, em):
            column = [x for x in lines if passing.u0 - _ASIDE * em < x.u0 and x.u1 < passing.u1 + _ASIDE * em]
            aside = [x for x in column if (x.u1 < edge + _TOUCH * em if left else x.u0 > edge - _TOUCH * em)]
            level = [x for x in aside if v0 - _TOUCH * em < x.v < v1 and (x.v < passing.v or passing.v < v0)]
            if len(level) < _FEWEST:
                continue
            begin, end = sorted((passing.v, level[-1 if passing.v > v0 else 0].v))
            steps = pairwise([begin, *(line.v for line in column if begin < line.v < end), end])
            if all(step[1] - step[0] < _NEAR * passing.em for step in steps):
                under = [x for x in aside if v1 <= x.v < v1 + _NEAR * em and x.v != passing.v]
                level += under[: _paragraph_end(level[-1], max(line.u1 for line in level), under)]
                return [run for line in level for run in line.runs]
    return []


def _is_in_flow(box: Box, lines: Sequence[_Line]) -> bool:
    """Tell whether sentences stand above or below a box and no wider than it: it is one of their column."""
    return any(box[0] < line.u0 and line.u1 < box[2] and _SENTENCE.search(line.text) for line in lines)


def _before_picture(lines: Sequence[_Line], box: Box, runs: Sequence[Run]) -> list[Run]:
    """Return the runs of the lines that end before a picture with its caption; none where a column of text is that far right."""
    level = [line for line in lines if box[1] < line.v < box[3] + _NEAR * line.em and line.u1 < box[0]]
    spoken = any(_SENTENCE.search(line.text) for line in level)
    columns = any(run.u0 >= box[0] and _SENTENCE.search(run.text) and not _is_in(run, box) for run in runs)
    return [run for line in level for run in line.runs] if spoken and not columns and len(level) >= _FEWEST else []


def _in_margin(lines: Sequence[_Line], box: Box, note: Sequence[_Line]) -> list[Run]:
    """Return the runs of the lines beside a ground that holds a note; none where it may be a column or the labels of a table."""
    u0, v0, u1, v1 = box
    level = [line for line in lines if v0 < line.v < v1]
    if len(note) < _FEWEST or len(level) < _FEWEST:
        return []
    left, right = min(line.u0 for line in level), max(line.u1 for line in level)
    spoken = [line for line in level if _SENTENCE.search(line.text)]
    shared = sum(any(abs(line.v - other.v) < _SAME_HEIGHT * line.em for other in level) for line in note)
    if right > u0 and left < u1:
        return []
    if right - left < _WIDER * (u1 - u0) or len(spoken) < _FEWEST:
        return []
    if _is_in_flow(box, lines) or max(line.u0 for line in spoken) > min(line.u1 for line in spoken):  # columns
        return []
    headed = begins_item(level[0].text)
    # A title may stand on a ground before its text, which has no heading then.
    if u1 <= left and (not headed or begins_item(note[0].text) or _COUNTED.search(note[0].text)):
        return []
    # The labels of a table are level with what they head, and no numbers; a heading stands in the text.
    if 2 * shared > len(note) and not (headed and any(_DIGIT.search(x.text) for x in note)):
        return []
    return [run for line in level for run in line.runs]


def _passing(lines: Sequence[_Line], box: Box, edge: float, em: float) -> Iterator[_Line]:
    """Yield the nearest lines below a box that pass its edge, and those above: the nearest may be but a heading."""
    _, v0, _, v1 = box
    across = [line for line in lines if line.u0 < edge - _CLEAR * em and line.u1 > edge + _CLEAR * em]
    yield from sorted((line for line in across if line.v > v1), key=lambda line: line.v)[:_FEW]
    yield from sorted((line for line in across if line.v < v0), key=lambda line: -line.v)[:_FEW]


def _paragraph_end(last: _Line, edge: float, below: Sequence[_Line], start: float | None = None) -> int:
    """Return how many lines of a column belong to the paragraph of the line above them.

    Args:
        last: the line above.
        edge: where the lines that a note keeps short end.
        below: those of the column below.
        start: where they begin, if the note stands at their left.
    """
    if not below:
        return 0
    left, right = min(line.u0 for line in below), max(line.u1 for line in below)
    lines = [last, *below]
    for at, (line, following) in enumerate(pairwise(lines)):
        begin = left if start is None or following.u0 < start - _ASIDE * line.em else start
        edge = edge if line.u1 < edge + _AT_EDGE * line.em else right  # once one passes the note, all may
        if (
            line.u1 < edge - _SHORT * line.em
            or following.u0 > begin + _INDENT * following.em
            or abs(line.em - following.em) > _SAME_SIZE * line.em
            or following.v - line.v > _NEAR * line.em
            or begins_item(following.text)
        ):
            return at
    return len(below)


def _is_in(run: Run, box: Box) -> bool:
    u0, v0, u1, v1 = box
    touch = _TOUCH * run.em
    return u0 - touch < run.u0 and run.u1 < u1 + touch and v0 < (run.v0 + run.v1) / 2 < v1


def _is_over(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def _reaches_into(run: Run, box: Box) -> bool:
    touch = _TOUCH * run.em
    return run.u0 < box[2] - touch and run.u1 > box[0] + touch and box[1] < (run.v0 + run.v1) / 2 < box[3]


def _lines(runs: Sequence[Run]) -> Iterator[_Line]:
    """Yield runs that follow each other at one height as lines, the upper line first."""
    line: list[Run] = []
    for run in _by_height(runs):
        last = line[-1] if line else None
        if (
            last is None
            or abs(run.v0 + run.v1 - last.v0 - last.v1) > max(run.em, last.em)
            or not -last.em < run.u0 - last.u1 < _WORD_GAP * run.em
        ):
            if line:
                yield _Line(line)
            line = []
        line.append(run)
    if line:
        yield _Line(line)


def _by_height(runs: Sequence[Run]) -> Iterator[Run]:
    """Yield runs from left to right, height by height."""
    height: list[Run] = []
    for run in sorted(runs, key=lambda r: r.v0 + r.v1):
        if height and run.v0 + run.v1 - height[0].v0 - height[0].v1 > run.em:
            yield from sorted(height, key=lambda r: r.u0)
            height = []
        height.append(run)
    yield from sorted(height, key=lambda r: r.u0)
