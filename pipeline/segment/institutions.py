"""Departments at the ends of headings that only the other headings of a report show to be such: 図書館, a column at the right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Sequence

from extractors.patterns import compile_pattern
from pipeline.segment.brackets import CLOSING
from pipeline.segment.departments import is_institution, split_apart, split_institution
from pipeline.segment.headings import WIDE, MeasureHeading
from pipeline.segment.office_names import is_clinic

_NAME = compile_pattern(r"[^、,・/]+")
_ONE_BLANK = compile_pattern(r"[^\s:/|…‥(\[【<〔] $")
_SEVERAL = 3  # headings that name their departments
_NEARLY_ALL = 0.8
_CLOSERS = frozenset(CLOSING.values())
_HABIT = 2  # headings that name theirs alike


def with_institutions(headings: Sequence[MeasureHeading]) -> list[MeasureHeading]:
    """Return headings; where nearly all end in their departments, so do those that end in an institution (図書館).

    So does one that ends, behind a blank or in brackets, in what others name as their departments.

    Args:
        headings: of all measures of a report.
    """
    headings = with_columns(headings)
    named = sum(bool(heading.departments) for heading in headings)
    behind, within = _behind(headings), _within(headings)
    all_named = [
        heading if heading.departments else _with_institution(heading, behind=behind, within=within)
        for heading in headings
    ]
    if _HABIT <= named >= len(headings) / 2 and all(heading.departments for heading in all_named):
        return all_named
    if _HABIT <= named >= len(headings) / 2:
        headings = [
            given if _in_clinics(given) or is_apart(given) else heading
            for heading, given in zip(headings, all_named, strict=True)
        ]
    if named < max(_SEVERAL, _NEARLY_ALL * len(headings)):
        known = {line.text[a:b] for heading in headings for line, a, b in heading.departments}
        return [heading if heading.departments else _with_known(heading, known) for heading in headings]
    return all_named


def with_columns(headings: Sequence[MeasureHeading]) -> Sequence[MeasureHeading]:
    """Return headings; where others name their departments behind a wide gap only, those that have one name theirs there.

    Args:
        headings: of one level.
    """
    named = [h for h in headings if h.departments and h.departments[0][0] is h.line]
    if len(named) < _HABIT or not all(map(is_apart, named)):
        return headings
    return [
        _with_institution(heading) if not heading.departments and WIDE in heading.line.text else heading
        for heading in headings
    ]


def _in_clinics(heading: MeasureHeading) -> bool:
    """Tell whether all departments of a heading are clinics: （産婦人科、小児科）."""
    return bool(heading.departments) and all(
        is_clinic(line.text[a:b]) and not _ONE_BLANK.search(line.text[:a]) for line, a, b in heading.departments
    )


def is_apart(heading: MeasureHeading) -> bool:
    """Tell whether the departments of a heading stand in a column of their own: behind several blanks, in brackets or not."""
    first = heading.departments[0][1] if heading.departments else 0
    return heading.line.text[: max(first - 1, 0)].endswith("  ")


def _with_known(heading: MeasureHeading, known: Container[str]) -> MeasureHeading:
    named = _with_institution(heading)
    if named.departments and all(line.text[a:b] in known for line, a, b in named.departments):
        return named
    begin, end = heading.title[0][0], heading.title[-1][1]
    text = heading.line.text[:end]
    blank = text.rfind(" ", begin)
    names = [(m.start(), m.end()) for m in _NAME.finditer(text, blank + 1)] if blank > begin else []
    words = [text[a:b] for a, b in names]
    if not any(word in known for word in words) or not all(word in known or is_institution(word) for word in words):
        return heading
    title = ((begin, blank),)
    return heading._replace(title=title, departments=tuple((heading.line, a, b) for a, b in names))


def _behind(headings: Sequence[MeasureHeading]) -> str:
    """Return what stands before the departments of nearly all headings that name them: a colon (相談会:福祉課), one blank, or nothing such."""
    named = [h.line.text[: h.departments[0][1]] for h in headings if h.departments]
    least = max(_HABIT, _NEARLY_ALL * len(named))
    if sum(before.rstrip().endswith(":") for before in named) >= least:
        return ":"
    return " " if sum(_ONE_BLANK.search(before) is not None for before in named) >= least else ""


def _within(headings: Sequence[MeasureHeading]) -> str:
    """Return the sign that opens the brackets around the departments of nearly all headings that name them, if they stand in any."""
    named = [h.line.text[: h.departments[0][1]].rstrip()[-1:] for h in headings if h.departments]
    sign, times = Counter(named).most_common(1)[0] if named else ("", 0)
    return sign if sign in CLOSING and times >= max(_HABIT, _NEARLY_ALL * len(named)) else ""


def _with_institution(heading: MeasureHeading, *, behind: str = "", within: str = "") -> MeasureHeading:
    begin, end = heading.title[0][0], heading.title[-1][1]
    text = heading.line.text[begin:]
    behind_bracket = heading.line.text[end : end + 1] in _CLOSERS  # 〔味覚教室〕(こども園)
    parts = (
        split_institution(text, behind=behind, within=within) or split_apart(text)
        if behind_bracket or end == len(heading.line.text)
        else None
    )
    if parts is None:
        return heading
    return heading._replace(
        title=heading.title if behind_bracket else tuple((begin + a, begin + b) for a, b in parts.title),
        departments=tuple((heading.line, begin + a, begin + b) for a, b in parts.departments),
    )
