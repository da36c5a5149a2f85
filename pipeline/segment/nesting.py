"""What stands inside of something else that bears a mark: codes that go on, measures below other signs, lists in a text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from extractors.patterns import compile_pattern
from pipeline.codes import places_of
from pipeline.markers import BULLETS, form_of, is_subtitle
from pipeline.profile import Level
from pipeline.segment.counts import number_in
from pipeline.segment.lines import Line
from pipeline.segment.outline import Mark

_SHARE = 0.6  # of the lines of a mark that must stand so
_SEVERAL = 2  # lines of a sign
_STRETCH = compile_pattern(
    r"(?:(?:令和|平成|R)?[0-9元]{1,4}年)?[0-9]{1,2}月|第?[1-4一二三四]四半期|[春夏秋冬]季?(?:の|\()"
)


def names_stretch(title: str) -> bool:
    """Tell whether a folded title is that of a stretch of the year: 4月から6月までの動き, 第1四半期の取組."""
    return _STRETCH.match(title) is not None


def stretches(lines: Sequence[Line], labels: Collection[int]) -> set[int]:
    """Return the lines that look like labels and name stretches of the year, each once and with one mark: no measure has them.

    Args:
        lines: of the report.
        labels: those that look like labels.
    """
    named: dict[str, dict[str, list[int]]] = {}
    for number in labels:
        text = lines[number].text
        marked = form_of(text) if "月" in text or "四半期" in text else None
        if marked is not None and names_stretch(text[marked.title :].strip()):
            named.setdefault(marked.form, {}).setdefault(text, []).append(number)
    once = [texts for texts in named.values() if len(texts) > 1 and all(len(found) == 1 for found in texts.values())]
    return {number for texts in once for found in texts.values() for number in found}


def subtitles(lines: Sequence[Line]) -> set[int]:
    """Return the lines between waves or dashes that explain the heading right above them."""
    found = (n for n, line in enumerate(lines) if n and not line.gap and is_subtitle(line.text))
    return {n for n in found if form_of(lines[n - 1].text) is not None}


def signs_beside(
    best: str, shown: Sequence[str], marked: Mapping[str, Sequence[int]], labels: AbstractSet[int], end: int
) -> list[str]:
    """Return the signs that open measures beside the most frequent one: ◎ for what is new, ○ for the rest.

    Args:
        best: the most frequent mark.
        shown: the marks that departments or labels show to open measures.
        marked: the lines of each mark, in order.
        labels: the lines that are labels.
        end: the number of lines.
    """
    if places_of(best):
        return []
    signs = (form for form in shown if form != best and form not in BULLETS and not places_of(form))
    return [form for form in signs if len(marked[form]) > 1 and _has_blocks(marked[form], marked[best], labels, end)]


def _has_blocks(numbers: Sequence[int], others: Sequence[int], labels: AbstractSet[int], end: int) -> bool:
    """Tell whether labels stand below the lines of a mark before the next line of it or of another."""
    bounds = sorted([*numbers, *others, end])
    own = [range(n + 1, bounds[bisect_left(bounds, n + 1)]) for n in numbers]
    return sum(not labels.isdisjoint(below) for below in own) >= _SHARE * len(numbers)


def stands_level(lines: Sequence[Line], number: int, marks: Sequence[Mark]) -> bool:
    """Tell whether a line stands as far to the left as the last measure among marks, apart from its text or unlike that."""
    before = next((mark.first for mark in reversed(marks) if mark.level is Level.MEASURE), number)
    line, above = lines[number], lines[number - 1]
    return line.indent == lines[before].indent and (line.gap or above.indent > line.indent)


def inner_codes(
    marked: Mapping[str, Sequence[int]], outer: str, told: Collection[int], has_body: Callable[[int], bool]
) -> str:
    """Return the mark whose codes go on from those of headings right above them, as measures do: Ⅰ-1-ア below Ⅰ-1 (福祉課).

    It is empty where text or labels stand between, which make the outer ones the measures.

    Args:
        marked: the lines of each mark, in order.
        outer: the mark of the headings.
        told: the lines that only name departments.
        has_body: whether a line heads what it reports.
    """
    headings = marked[outer]
    below = {n + 1 + (n + 1 in told) for n in headings} if places_of(outer) else set[int]()
    for form, numbers in marked.items():
        longer = form.startswith(outer) and len(places_of(form)) > len(places_of(outer))
        if longer and len(below.intersection(numbers)) >= _SHARE * len(headings):
            return form if sum(map(has_body, numbers)) >= _SHARE * len(numbers) else ""
    return ""


def is_list_in_text(
    lines: Sequence[Line], counted: Sequence[tuple[int, int | None]], headings: Collection[int]
) -> bool:
    """Tell whether the first lines of a mark stand right below a text and further to the right, as lists in it do.

    Args:
        lines: of the report.
        counted: the lines of the mark with their numbers.
        headings: the lines that may be headings.
    """
    firsts = [number for number, no in counted if no == 1 and number]
    listed = sum(
        not lines[n].gap and n - 1 not in headings and lines[n].indent > lines[n - 1].indent > 0 for n in firsts
    )
    return bool(firsts) and listed >= _SHARE * len(firsts)


def is_next_point(lines: Sequence[Line], number: int) -> bool:
    """Tell whether a line counts on from the one right above it: ③ below ②, neither of which heads what stands below.

    Args:
        lines: of the report.
        number: the line.
    """
    if not number or lines[number].gap:
        return False
    above, line = lines[number - 1].text, lines[number].text
    first, second = form_of(above), form_of(line)
    if first is None or second is None or first.form != second.form or not places_of(first.form):
        return False
    before, no = number_in(above[: first.title]), number_in(line[: second.title])
    return before is not None and no == before + 1


def stand_over(shown: Mapping[str, Sequence[tuple[int, bool]]]) -> bool:
    """Tell whether one sign of what a style takes for measures only heads others: ■ over □, which alone name departments.

    Args:
        shown: by sign, the numbers of its lines in order and whether a department or label shows each to be a measure.
    """
    proven = sorted(number for of_sign in shown.values() for number, shows in of_sign if shows)
    for of_sign in shown.values():
        numbers = [number for number, shows in of_sign if not shows]
        if len(numbers) < max(_SEVERAL, len(of_sign)):
            continue
        bounds = [bisect_left(proven, number) for number in numbers]
        if all(a < b for a, b in pairwise([*bounds, len(proven)])):
            return True
    return False
