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
_UNIT = compile_pattern(r"\((?:単位 ?[:=]? ?)?[^()0-9。]{1,8}\)|単位 ?[:=] ?[^()0-9。]{1,8}")
_CAPTION = compile_pattern(
    r"[(\[【<]?(?:図表?|グラフ|Fig\.?|資料) ?-?[0-9]{1,2}(?:-[0-9]{1,2})?(?![0-9]|年|月|か所|枚|点|件)"
)
_KANA = compile_pattern("[ぁ-ん。]")
_LEFT, _RIGHT, _ABOVE, _BELOW = 4.0, 2.0, 2.5, 2.5  # em around a chart in which its labels stand
_OVER, _CENTRED = 6.0, 1.5  # em above a chart in which its title stands, and from its middle
_FAR = 9.0  # em above or below a chart in which a title stands that says that it is one
_ABREAST = 2.0  # em between bars that lie and what they are of
_NEAR = 2.0  # points
_MOSTLY = 0.8  # of the width of a chart
_DEEP = 72.0  # points between the lowest point of a line and the axis
_BESIDE = 0.25  # of the width of a chart between it and the line that rises at its left
_TALLEST = 300.0  # points that this line is high: the frame of a page is higher
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
        if len(values) < _FEWEST:
            continue
        values += [run for text, box, run in runs if _UNIT.fullmatch(text) and _is_at(box, chart, _OVER)]
        valued = set(map(id, values))
        others = [(text, box, run) for text, box, run in runs if id(run) not in valued]
        names = [(box, run) for text, box, run in others if len(text) <= _LONGEST and not _KANA.search(text)]
        below = _first_line([(box, run) for box, run in names if _is_below(box, chart)])
        abreast = [(box, run) for box, run in names if _is_beside(box, chart)]
        labels += _titles(chart, others)
        labels += values
        labels += [run for found in (below, abreast) if len(found) > _FEWEST for _, run in found]
    taken = {id(glyph) for run in labels for glyph in run}
    found = {id(run): run for run in labels}.values()
    return [glyph for glyph in glyphs if id(glyph) not in taken], [_row(run, frame) for run in found]


def _with_axis(chart: Box, rules: Sequence[Box]) -> Box:
    """Return a chart with the line that it stands over: that of its bars, or the lowest as long as the next one below.

    Where a line rises from there at its left, it stands between the two.
    """
    x0, top, x1, bottom = chart
    level = [rule for rule in rules if min(rule[2], x1) - max(rule[0], x0) > _MOSTLY * (x1 - x0)]
    rising = [
        rule
        for rule in rules
        if -_NEAR < x0 - rule[2] < _BESIDE * (x1 - x0)
        and rule[1] < top + _NEAR
        and bottom - _NEAR < rule[3] < rule[1] + _TALLEST
    ]
    for left, high, _, foot in sorted(rising, reverse=True):  # the first may be the side of a bar
        ends = [rule[2] for rule in level if abs(rule[1] - foot) < _NEAR and abs(rule[0] - left) < _NEAR]
        if ends:
            return min(x0, left), min(top, high), max(x1, *ends), foot
    under = [rule for rule in level if -_NEAR < rule[1] - bottom < _DEEP]
    if not under:
        return chart
    nearest = min(under, key=lambda rule: rule[1])
    feet = (rule[1] for rule in under if abs(rule[0] - nearest[0]) < _NEAR and abs(rule[2] - nearest[2]) < _NEAR)
    return min(x0, nearest[0]), top, max(x1, nearest[2]), max(feet)


def _is_at(label: Box, chart: Box, above: float = _ABOVE) -> bool:
    em, middle = label[3] - label[1], (label[1] + label[3]) / 2
    return (
        chart[0] - _LEFT * em < label[0]
        and label[0] < chart[2] + _RIGHT * em
        and chart[1] - above * em < middle < chart[3] + em / 2
    )


def _is_below(label: Box, chart: Box) -> bool:
    em, middle = label[3] - label[1], (label[1] + label[3]) / 2
    inside = chart[0] - _RIGHT * em < label[0] and label[2] < chart[2] + _RIGHT * em
    return inside and chart[3] - em < middle < chart[3] + _BELOW * em


def _is_beside(label: Box, chart: Box) -> bool:
    em, middle = label[3] - label[1], (label[1] + label[3]) / 2
    return abs(chart[0] - label[2]) < _ABREAST * em and chart[1] < middle < chart[3]


def _titles(chart: Box, runs: Sequence[tuple[str, Box, list[Glyph]]]) -> Iterator[list[Glyph]]:
    """Yield the title of a chart, if other words stand at its height, whose line it would be.

    It says that it is one (図3), above the chart or below. Without that, it is all that stands right above the chart, above
    its middle and no wider: prose in columns has more lines there.
    """
    level = [(text, box, run) for text, box, run in runs if box[0] < chart[2] and box[2] > chart[0]]
    over = [id(run) for _, box, run in level if 0 < chart[1] - box[1] < _OVER * (box[3] - box[1])]
    for text, box, run in level:
        em, middle = box[3] - box[1], (box[1] + box[3]) / 2
        centred = abs(box[0] + box[2] - chart[0] - chart[2]) < 2 * _CENTRED * em and chart[0] - em < box[0]
        beside = (other for _, other, _ in runs if other[1] < middle < other[3])
        if ((over == [id(run)] and centred) or _captions(text, box, chart)) and any(
            max(other[0] - box[2], box[0] - other[2]) > em for other in beside
        ):
            yield run


def _captions(text: str, box: Box, chart: Box) -> bool:
    """Tell whether a run says that it is the title of a chart (図3), which it is no wider than."""
    em = box[3] - box[1]
    inside = chart[0] - _LEFT * em < box[0] and box[2] < chart[2] + _LEFT * em
    near = chart[1] - _FAR * em < box[1] and box[3] < chart[3] + _FAR * em
    return inside and near and _CAPTION.match(text) is not None and "。" not in text


def _first_line(names: list[tuple[Box, list[Glyph]]]) -> list[tuple[Box, list[Glyph]]]:
    """Return what stands right below a chart: a table may follow."""
    top = min((box[1] for box, _ in names), default=0.0)
    return [(box, run) for box, run in names if box[1] < top + (box[3] - box[1]) / 2]


def _row(run: Sequence[Glyph], frame: Frame) -> Row:
    letters = [glyph.letter for glyph in run]
    place = bounds([glyph[1:] for glyph in run])
    em = place[3] - place[1]
    return Row(letters, "".join(letters), list(run), place, em, 0.0, frame, column=0, apart=True)
