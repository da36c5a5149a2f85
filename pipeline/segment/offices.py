"""Departments as headings of an outer level: what stands below 1 総務課 is theirs, where no heading names others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from pipeline.markers import form_of
from pipeline.profile import Level, Profile
from pipeline.segment.departments import is_certain_office, is_department, is_institution
from pipeline.segment.forms import Form
from pipeline.segment.groups import office_rule
from pipeline.segment.headings import WIDE, MeasureHeading, taken_apart
from pipeline.segment.institutions import is_apart, with_columns
from pipeline.segment.lines import Line
from pipeline.segment.outline import Mark

_OFFICE = Level.OFFICE
_LEVELS = frozenset({Level.DIRECTION, Level.SECTION})
_SHARE = 0.6  # of the headings of a level that must be departments, so that one among topics is a topic


def with_offices(marks: Sequence[Mark], lines: Sequence[Line]) -> list[Mark]:
    """Return the headings of a report, those above measures that are departments with what they name.

    Args:
        marks: the headings in order.
        lines: of the report.
    """
    marks = _with_columns(marks, lines)
    measures = [mark.heading for mark in marks if mark.heading is not None and mark.level is Level.MEASURE]
    if head_as_offices(heading.line.text[slice(*heading.title[0])] for heading in measures if heading.title):
        return list(map(_with_itself, marks))  # departments over prose are the measures, and none is another's
    named: dict[int, tuple[int, int]] = {}
    levels: dict[int, list[int]] = {}
    for at, mark in enumerate(marks):
        if mark.level in _LEVELS and mark.heading is None and mark.line is None:
            levels.setdefault(mark.form.style, []).append(at)
    for places in levels.values():
        spans = {at: _name(lines[marks[at].first].text, *marks[at].form.title) for at in places}
        texts = {at: lines[marks[at].first].text[a:b] for at, (a, b) in spans.items()}
        if head_as_offices(texts.values()):
            named |= {at: spans[at] for at, text in texts.items() if is_department(text) or is_institution(text)}
    return [_naming(mark, lines, named[at]) if at in named else mark for at, mark in enumerate(marks)]


def _with_columns(marks: Sequence[Mark], lines: Sequence[Line]) -> Sequence[Mark]:
    """Return headings, those above measures with the departments that stand far off at the right of their lines."""
    found = list(marks)
    for level in _LEVELS:
        apart = {
            at: heading for at, mark in enumerate(marks) if mark.level is level and (heading := _apart(mark, lines))
        }
        if not any(heading.departments for heading in apart.values()):
            continue
        for at, heading in zip(apart, with_columns([*apart.values()]), strict=True):
            if heading.departments and heading is not marks[at].heading:
                form = marks[at].form
                title = (form.title[0], len(heading.line.text[: heading.title[-1][1]].rstrip()))
                found[at] = marks[at]._replace(form=form._replace(title=title), heading=heading)
    return found


def _apart(mark: Mark, lines: Sequence[Line]) -> MeasureHeading | None:
    """Return the heading of a group taken apart, if its line has a wide gap; those without one name nobody there."""
    line, (begin, end) = lines[mark.first], mark.form.title
    if mark.heading is not None:
        return mark.heading
    if mark.line is not None or end != len(line.text) or WIDE not in line.text[begin:]:
        return None
    parts = taken_apart(line, begin, end, mark.stop)
    return parts if is_apart(parts) else parts._replace(title=(mark.form.title,), departments=())


def have_offices(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], profile: Profile) -> bool:
    """Tell whether a department stands on a line of its own in a report whose style reads such lines as headings."""
    styles = {style for style, rule in enumerate(profile.headings) if rule.level is _OFFICE}  # below topics as well
    return any(
        f.style in styles and is_department(lines[n].text[slice(*f.title)])
        for n, readings in enumerate(forms)
        for f in readings
    )


def head_as_offices(names: Iterable[str]) -> bool:
    """Tell whether the headings of one level are departments, one of them an office beyond doubt (課, 部).

    Args:
        names: their folded words without the mark.
    """
    names = list(names)
    offices = [name for name in names if is_department(name)]
    return len(offices) >= _SHARE * len(names) and any(map(is_certain_office, offices))


def head_measures(offices: Sequence[int], measures: Sequence[int]) -> bool:
    """Tell whether departments alone on their lines each stand right above a measure, the first above them all.

    Args:
        offices: the lines of the departments.
        measures: those of the headings of measures.
    """
    taken = set(measures)
    stand = (number + 1 in taken and number - 1 not in taken for number in offices)
    return len(offices) > 1 and offices[0] < measures[0] and all(stand)


def titles_below(
    offices: Sequence[int], points: Mapping[str, list[int]], has_body: Callable[[int], bool]
) -> tuple[str, list[int]] | None:
    """Return the sign of points that head prose below departments: ・防災訓練 above its text, below ○総務課.

    Args:
        offices: the lines of the departments.
        points: the lines that each sign of points may head, in order.
        has_body: whether a line heads prose.
    """
    titled = (
        (sign, numbers)
        for sign, numbers in points.items()
        if numbers[0] > offices[0] and len(numbers) >= len(offices) and all(map(has_body, numbers))
    )
    return next(titled, None)


def name_of(text: str) -> str:
    """Return what a folded heading may name as an office: 総務課 of 1 総務課, of 【総務課】 and of 総務課関係."""
    marked = form_of(text)
    start, stop = _name(text, marked.title if marked else 0, len(text))
    return text[start:stop]


def _name(text: str, start: int, stop: int) -> tuple[int, int]:
    match = office_rule().pattern.match(text[start:stop])
    return (start + match.start("title"), start + match.end("title")) if match else (start, stop)


def _with_itself(mark: Mark) -> Mark:
    """Return a heading of a measure that is a department as one that names it."""
    heading = mark.heading
    if heading is None or mark.level is not Level.MEASURE or heading.departments or len(heading.title) != 1:
        return mark
    start, end = _name(heading.line.text, *heading.title[0])
    if not is_department(heading.line.text[start:end]):
        return mark
    return mark._replace(heading=heading._replace(departments=((heading.line, start, end),)))


def _naming(mark: Mark, lines: Sequence[Line], span: tuple[int, int]) -> Mark:
    line = lines[mark.first]
    return mark._replace(
        heading=MeasureHeading(mark.stop, line, (mark.form.title,), ((line, *span),), certain=True, label=None)
    )


def under(offices: Sequence[int], tables: Sequence[int]) -> Sequence[int]:
    """Return the lines of offices but the only one above the tables of measures: it is whose the report is."""
    return () if tables and len(offices) == 1 and offices[0] < tables[0] else offices
