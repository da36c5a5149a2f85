"""What heads a speech: sentences or marks over headings without any (はじめに、防災について申し上げます。), topics over offices.

Institutions among its headings may be no speakers.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.patterns import compile_pattern
from pipeline.profile import Level, Profile
from pipeline.segment.forms import Form
from pipeline.segment.lines import Line

_MEASURE, _OFFICE = Level.MEASURE, Level.OFFICE
_LONGEST = 30  # characters of a heading
_SEVERAL = 2  # sentences
_INSTITUTION = compile_pattern(r".*(?:センター|病院)")
"""What a speech tells of as often as it speaks: 山の手診療センター beside 買い物の支援."""


def spoken_levels(
    lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], profile: Profile
) -> Sequence[tuple[Form, ...]]:
    """Return the readings of a speech's lines, the sentences or marks over its headings as directions.

    A sentence that stands by itself above headings without a mark says of what they are; one above its text is what
    it was. So do the headings of one mark (一, 二) each right above one without. Institutions among such headings speak
    for none of the others.

    Args:
        lines: of the report.
        forms: what each may be.
        profile: the report's style; what is none of speeches, which departments head too, keeps its readings.
    """
    if all(rule.level is not _OFFICE for rule in profile.headings):
        return forms
    bare = {n for n in range(len(lines) - 1) if _is_bare_heading(lines, forms, n)}
    offices = {n for n, readings in enumerate(forms) if any(form.level is _OFFICE for form in readings)}
    told = {n for n in offices if _INSTITUTION.fullmatch(lines[n].text)}
    told = told if told == offices and len(told) * 2 < len(bare) and told <= bare else set()
    over = {n - 1 for n in bare if n and _is_opening(lines, forms, n - 1)}
    over = over if len(over) >= _SEVERAL and sum(n > min(over) for n in bare) > len(over) else set()
    over = over or _marked_over(lines, forms, bare)
    topics = _topics(lines, forms, sorted(offices - told))
    if not (told or over or topics):
        return forms
    found = list(forms)
    for number in told:
        found[number] = tuple(form for form in forms[number] if form.level is not _OFFICE)
    for number in offices - told if topics else ():
        found[number] = tuple(form._replace(level=Level.SECTION) for form in forms[number] if form.level is _OFFICE)
    for number in over | topics:
        found[number] = tuple(form._replace(level=Level.DIRECTION) for form in forms[number] if form.level is _MEASURE)
    return found


def _topics(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], offices: Sequence[int]) -> set[int]:
    """Return the lines without a mark that stand by themselves right above offices, the first of all and others: 備えについて.

    Each office stands apart over a heading: one over its own text is what it reports.
    """
    if len(offices) < _SEVERAL or not all(lines[n].gap and _is_headed(lines, forms, n + 1) for n in offices):
        return set()
    found = {n - 1 for n in offices if n > 1 and n - 1 not in offices and _is_topic(lines, forms, n - 1)}
    return found if len(found) >= _SEVERAL and offices[0] - 1 in found else set()


def _is_headed(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], number: int) -> bool:
    """Tell whether line `number` can be the heading of a measure and is no sentence."""
    if number >= len(lines) or lines[number].text.endswith("。"):
        return False
    return any(form.level is _MEASURE for form in forms[number])


def _is_topic(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], number: int) -> bool:
    """Tell whether a line without a mark stands apart, and is no sentence."""
    line = lines[number]
    apart = line.gap and len(line.text) <= _LONGEST and not line.text.endswith("。")
    return apart and any(f.level is _MEASURE and f.title == (0, len(line.text)) for f in forms[number])


def _marked_over(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], bare: set[int]) -> set[int]:
    """Return the headings of the one mark that a speech has, if each stands above a heading without; none otherwise."""
    if len(bare) < _SEVERAL:
        return set()
    marked = {
        n: form.style
        for n, readings in enumerate(forms)
        for form in readings
        if form.level is _MEASURE and form.number and not lines[n].text.endswith("。")
    }
    last = len(lines) - 1
    heads = all(n < last and lines[n].gap and _is_bare_heading(lines, forms, n + 1, right_below=True) for n in marked)
    several = len(marked) >= _SEVERAL and len(set(marked.values())) == 1
    return set(marked) if several and heads and sum(n > min(marked) for n in bare) >= len(marked) else set()


def _is_bare_heading(
    lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], number: int, *, right_below: bool = False
) -> bool:
    """Tell whether a line without a mark stands apart, or right below a marked one, and right above a text."""
    if number + 1 >= len(lines):
        return False
    text, below = lines[number].text, lines[number + 1]
    if not (lines[number].gap or right_below) or below.gap or len(text) > _LONGEST or text.endswith("。"):
        return False
    return len(below.text) > len(text) and any(f.level is _MEASURE and f.title == (0, len(text)) for f in forms[number])


def _is_opening(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], number: int) -> bool:
    """Tell whether a sentence that names what is spoken of stands by itself."""
    line = lines[number]
    apart = line.gap and line.text.endswith("。") and lines[number + 1].gap
    return apart and any(form.level is _MEASURE for form in forms[number])
