"""The marks that only one report has: 宣言3, 101, 【新規】, ※, which no grammar could tell from any other line."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from pipeline.codes import places_of
from pipeline.markers import (
    BULLETS,
    ROUNDED,
    TITLE,
    Marked,
    begins_with_status,
    catchword_of,
    form_of,
    mark_of,
    own_form_of,
)
from pipeline.profile import base
from pipeline.segment.brackets import OPENING
from pipeline.segment.counts import counts_up
from pipeline.segment.departments import is_department, is_institution, names_in
from pipeline.segment.lines import Line

_LONGEST = 80  # characters of a heading
_SHORTEST = 3  # characters, and more has a line between two signs
_SEVERAL = 2
_MANY = 4
_LONGEST_NAME = 18  # characters in round brackets that name what is told of
_SHARE = 0.6  # of the lines of a mark that must have what measures have below them


def own_marks(lines: Sequence[Line], taken: Container[int], is_evident: Callable[[int], bool]) -> dict[int, Marked]:
    """Return the marks of lines that only this report has, where they count up or show that they head measures.

    Args:
        lines: of the report.
        taken: the numbers of lines that bear no mark: labels, departments, a table of contents.
        is_evident: whether a department or label below a line shows it to head a measure.
    """
    found: dict[str, dict[int, Marked]] = {}
    for number, line in enumerate(lines):
        text = line.text
        if len(text) > _LONGEST or text[0] in BULLETS or number in taken:
            continue
        if form_of(text) is None and (marked := own_form_of(text)):
            found.setdefault(marked.form, {})[number] = marked
    proven = {
        number: marked
        for form, of_form in found.items()
        if sum(map(is_evident, of_form)) >= _SHARE * len(of_form)
        or counts_up([lines[number].text[: marked.title] for number, marked in of_form.items()])
        or (form == ROUNDED and _stand_over_prose(lines, list(of_form)))
        for number, marked in of_form.items()
    }
    return _catchwords(lines, taken, is_evident) | proven | _between_signs(lines, taken, is_evident)


def counted_marks(texts: Sequence[str]) -> list[Marked | None]:
    """Return the marks of folded lines, those that only this report has where their words count up: のぞみ1, のぞみ2."""
    marks = [form_of(text) for text in texts]
    found: dict[str, dict[int, Marked]] = {}
    for number, text in enumerate(texts):
        own = own_form_of(text) if marks[number] is None and len(text) <= _LONGEST and "。" not in text else None
        if own is not None and own.form[0].isalpha() and places_of(own.form):
            found.setdefault(own.form, {})[number] = own
    for of_form in found.values():
        if counts_up([texts[number][: own.title] for number, own in of_form.items()]):
            for number, own in of_form.items():
                marks[number] = own
    return marks


def _stand_over_prose(lines: Sequence[Line], numbers: Sequence[int]) -> bool:
    """Tell whether lines of nothing but round brackets each head prose right below, every one of its own: (林業)."""
    names = [lines[n].text for n in numbers]
    if len(set(names)) < max(_MANY, len(names)) or not all(name.endswith(")") for name in names):
        return False
    if any(len(name) > _LONGEST_NAME or any(map(str.isdecimal, name)) or names_in(name) for name in names):
        return False
    stops = [*numbers[1:], len(lines)]
    return all(
        n + 1 < stop and not lines[n + 1].gap and any("。" in line.text for line in lines[n + 1 : stop])
        for n, stop in zip(numbers, stops, strict=True)
    )


def _catchwords(lines: Sequence[Line], taken: Container[int], is_evident: Callable[[int], bool]) -> dict[int, Marked]:
    """Return the marks of titles behind a catchword in brackets, each above another heading: <<安全>> 飲める水 over 1-1.

    Each has its own word, and none that is a label's, an office's or how things stand.
    """
    found: dict[str, dict[int, Marked]] = {}
    words: dict[str, set[str]] = {}
    for number, line in enumerate(lines[:-1]):
        text = line.text
        if text[0] not in OPENING or len(text) > _LONGEST or number in taken:
            continue
        read = catchword_of(text)
        if read is None or begins_with_status(text):
            continue
        word, marked = read
        found.setdefault(marked.form, {})[number] = marked
        words.setdefault(marked.form, set()).add(word)
    return {
        number: marked
        for form, of_form in found.items()
        if len(words[form]) == len({lines[n].text for n in of_form}) >= _SEVERAL
        and all(_heads_mark(lines, n) or (lines[n].gap and is_evident(n + 1)) for n in of_form)
        and not any(base().kind_of(w) or is_department(w) or is_institution(w) for w in words[form])
        and not any(names_in(lines[n].text[m.title :]) for n, m in of_form.items())
        for number, marked in of_form.items()
    }


def _between_signs(
    lines: Sequence[Line], taken: Container[int], is_evident: Callable[[int], bool]
) -> dict[int, Marked]:
    """Return the marks of lines between two signs that each head others or tell a measure: ~ 知る・学ぶ ~ over ◆ and ◆.

    Right below a heading such a line explains it, and only one in a report is its motto.
    """
    found: dict[str, dict[int, Marked]] = {}
    for number, line in enumerate(lines[:-1]):
        text = line.text
        if number in taken or not _is_between(text) or "。" in text or form_of(text) is not None:
            continue
        form = f"{text[0]}{TITLE}{text[-1]}"
        found.setdefault(form, {})[number] = Marked(form, len(text) - len(text[1:].lstrip()))
    return {
        number: marked
        for of_form in found.values()
        if len({lines[n].text for n in of_form}) == len(of_form) >= _SEVERAL
        and all(any(map(str.isalpha, lines[n].text)) and _ends_above(lines, n) for n in of_form)
        and all(_bears_mark(lines[n + 1]) or is_evident(n) for n in of_form)
        for number, marked in of_form.items()
    }


def _is_between(text: str) -> bool:
    """Tell whether a folded line has one and the same sign at both ends, which is no bracket."""
    sign = text[0]
    return (
        sign == text[-1] != text[1:2]
        and _SHORTEST < len(text) <= _LONGEST
        and not (sign.isalnum() or sign in OPENING or sign in "\ufffd、。:")
    )


def _ends_above(lines: Sequence[Line], number: int) -> bool:
    """Tell whether what stands above a line ends there, and is no heading."""
    above = lines[number - 1].text if number else "。"
    return above.endswith("。") or (lines[number].gap and form_of(above) is None)


def _bears_mark(line: Line) -> bool:
    below = mark_of(line.text)
    return below is not None and below.form not in BULLETS


def _heads_mark(lines: Sequence[Line], number: int) -> bool:
    """Tell whether a line stands apart, and what stands below it bears the mark of a heading."""
    return lines[number].gap and _bears_mark(lines[number + 1])
