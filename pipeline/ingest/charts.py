"""The labels of charts: numbers over bars and at the points of lines, titles beside text, which stand among the lines of the text and are none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.ingest.crossings import bounds
from pipeline.ingest.glyphs import Drawn
from pipeline.ingest.layout import Row
from pipeline.ingest.places import Box, Glyph
from pipeline.ingest.runs import Frame, Way, find_runs

_VALUE = compile_pattern(r"(?:[△▲(-]?[0-9][0-9,.]*[^0-9ぁ-ん\s、。]{0,3}\)?\s*)+")
_KANA = compile_pattern("[ぁ-ん。]")
_LEFT, _RIGHT, _ABOVE, _BELOW = 4.0, 2.0, 2.5, 2.5  # em around a chart in which its labels stand
_OVER, _CENTRED = 6.0, 1.5  # em above a chart in which its title stands, and from its middle
_NEAR = 2.0  # points
_MOSTLY = 0.8  # of the width of a chart
_DEEP = 72.0  # points between the lowest point of a line and the axis
_LONGEST = 10  # characters of what a bar is of
_FEWEST = 2  # labels


def without_labels(drawn: Drawn, glyphs: list[Glyph]) -> tuple[list[Glyph], list[Row]]:
    """Return characters without those of the labels of charts, and these labels as lines apart from the text.

    Args:
        drawn: the page.
        glyphs: those of its characters that stand in no table.
    """
    if not drawn.charts:
        return glyphs, []
    frame = Frame(Way.RIGHT, drawn.width, drawn.height)
    runs = [
        (fold("".join(glyph.letter for glyph in run)).strip(), bounds([glyph[1:] for glyph in run]), run)
        for way, run in find_runs(glyphs, recognised=drawn.recognised)
        if way in (Way.RIGHT, None)
    ]
    labels: list[list[Glyph]] = []
    for chart in (_with_axis(chart, drawn.rules) for chart in drawn.charts):
        values = [run for text, box, run in runs if _VALUE.fullmatch(text) and _is_at(box, chart)]
        valued = set(map(id, values))
        names = [(box, run) for text, box, run in runs if len(text) <= _LONGEST and not _KANA.search(text)]
        names = _first_line([(box, run) for box, run in names if _is_below(box, chart) and id(run) not in valued])
        if len(values) >= _FEWEST:
            labels += _title(chart, [(box, run) for _, box, run in runs if id(run) not in valued])
            labels += values
            labels += [run for _, run in names] if len(names) > _FEWEST else []
    taken = {id(glyph) for run in labels for glyph in run}
    found = {id(run): run for run in labels}.values()
    return [glyph for glyph in glyphs if id(glyph) not in taken], [_row(run, frame) for run in found]


def _with_axis(chart: Box, rules: Sequence[Box]) -> Box:
    """Return a chart with the line that it stands over: that of its bars, or the lowest as long as the next one below."""
    x0, top, x1, bottom = chart
    under = [
        rule
        for rule in rules
        if min(rule[2], x1) - max(rule[0], x0) > _MOSTLY * (x1 - x0) and -_NEAR < rule[1] - bottom < _DEEP
    ]
    if not under:
        return chart
    nearest = min(under, key=lambda rule: rule[1])
    ends = (rule[1] for rule in under if abs(rule[0] - nearest[0]) < _NEAR and abs(rule[2] - nearest[2]) < _NEAR)
    return min(x0, nearest[0]), top, max(x1, nearest[2]), max(ends)


def _is_at(label: Box, chart: Box) -> bool:
    em, middle = label[3] - label[1], (label[1] + label[3]) / 2
    return (
        chart[0] - _LEFT * em < label[0]
        and label[2] < chart[2] + _RIGHT * em
        and chart[1] - _ABOVE * em < middle < chart[3] + em / 2
    )


def _is_below(label: Box, chart: Box) -> bool:
    em, middle = label[3] - label[1], (label[1] + label[3]) / 2
    inside = chart[0] - _RIGHT * em < label[0] and label[2] < chart[2] + _RIGHT * em
    return inside and chart[3] - em < middle < chart[3] + _BELOW * em


def _title(chart: Box, runs: Sequence[tuple[Box, list[Glyph]]]) -> Iterator[list[Glyph]]:
    """Yield the title of a chart, if other words stand at its height, whose line it would be.

    It is all that stands right above the chart, above its middle and no wider: prose in columns has more lines there.
    """
    over = [
        (box, run)
        for box, run in runs
        if box[0] < chart[2] and box[2] > chart[0] and 0 < chart[1] - box[1] < _OVER * (box[3] - box[1])
    ]
    for box, run in over if len(over) == 1 else ():
        em, middle = box[3] - box[1], (box[1] + box[3]) / 2
        centred = abs(box[0] + box[2] - chart[0] - chart[2]) < 2 * _CENTRED * em and chart[0] - em < box[0]
        beside = (other for other, _ in runs if other[1] < middle < other[3])
        if centred and any(max(other[0] - box[2], box[0] - other[2]) > em for other in beside):
            yield run


def _first_line(names: list[tuple[Box, list[Glyph]]]) -> list[tuple[Box, list[Glyph]]]:
    """Return what stands right below a chart: a table may follow."""
    top = min((box[1] for box, _ in names), default=0.0)
    return [(box, run) for box, run in names if box[1] < top + (box[3] - box[1]) / 2]


def _row(run: Sequence[Glyph], frame: Frame) -> Row:
    letters = [glyph.letter for glyph in run]
    place = bounds([glyph[1:] for glyph in run])
    em = place[3] - place[1]
    return Row(letters, "".join(letters), list(run), place, em, 0.0, frame, column=0, apart=True)
