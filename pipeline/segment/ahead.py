"""Lines of departments that stand ahead of the measures they are told of: 【福祉課】 above (ア) 相談会 and (イ) 訪問.

They may head several measures, or stand apart at the right above the title of each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Sequence

from extractors.patterns import compile_pattern
from pipeline.markers import BULLETS, mark_of
from pipeline.profile import Level, base
from pipeline.segment.brackets import OPENING
from pipeline.segment.departments import bracket_line, names_in, office_line
from pipeline.segment.forms import Form
from pipeline.segment.lines import Line

_DEPARTMENTS = Level.DEPARTMENTS
"""To look a member up takes thirty times as long."""
_SEVERAL = 2
_MOST = 0.8
_LONGEST_NAMES = 60  # characters
_LONGEST_TITLE = 40
FAR_RIGHT = 8  # characters of indentation more than those of the title below
_FIELD = compile_pattern(r"(?P<word>[^\s:。、()「」0-9]{2,8})(?: ?: ?| +)\S")
_ENDS = "課室係局部庁署所"
_NO_TITLE = compile_pattern(r"[。:]|(?:ました|ます)$")


def find_ahead(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]]) -> frozenset[int]:
    """Return the lines of departments that tell whose the measures below them are; none where they follow their headings.

    Args:
        lines: of the report.
        forms: what each may be.

    Returns:
        The numbers of all lines that only name departments, if each stands right above what can be the title of a
        measure, the first above all titles of its form, and some behind what a measure before them reports, or if more
        such titles than departments have blocks below them.
    """
    named = [
        n
        for n, line in enumerate(lines)
        if (forms[n] or line.text[-1] in _ENDS or line.text[0] in OPENING or line.indent >= FAR_RIGHT)
        and len(line.text) <= _LONGEST_NAMES
        and _names_only(line, forms[n])
    ]
    while named and not _heads(lines, named[-1]):  # whom to ask about the report
        del named[-1]
    while named and not _heads(lines, named[0]):  # who issues it
        del named[0]
    if len(named) < _SEVERAL or not all(_heads(lines, number) for number in named):
        return frozenset()
    if 2 * len({lines[number + 1].text for number in named}) < len(named):  # labels, be they the report's own
        return frozenset()
    if not any(forms[number] or _is_sure(lines[number].text) for number in named):
        return frozenset()
    marks = {_mark(lines[number + 1].text) for number in named} - {""}
    above = {_mark(lines[number].text) for number in range(1, named[0])} - {""}
    if (marks and not above) or above.intersection(marks):  # without any, they head parts themselves
        return frozenset()
    if not (any(_ends_measure(lines, n, above) for n in named[1:]) or _are_measures(lines, forms, named, marks)):
        return frozenset()
    looks = {_look(lines[number], forms[number]) for number in named}
    alike = (n for n in range(named[0], len(lines)) if _look(lines[n], forms[n]) in looks and _heads(lines, n))
    return frozenset([*named, *(n for n in alike if not marks or _mark(lines[n + 1].text) in marks)])


def find_below(lines: Sequence[Line], labels: Container[int]) -> frozenset[int]:
    """Return the lines that only name offices (○相談会 | 福祉課), as this report does, or institutions.

    They stand right below a mark, or between a title and the first label below it.

    Args:
        lines: of the report.
        labels: the numbers of those that are labels.
    """
    may_stand = (n for n in range(1, len(lines)) if not lines[n].gap and len(lines[n].text) <= _LONGEST_NAMES)
    found = {n: office_line(lines[n].text) for n in may_stand if _stands_below(lines, n, labels)}
    return frozenset(found) if len(found) >= _SEVERAL and any(found.values()) else frozenset()


def with_below(lines: Sequence[Line], told: Collection[int], labels: Container[int]) -> frozenset[int]:
    """Return the lines that say below headings whose they are: those that do so by themselves, and what goes with them.

    Args:
        lines: of the report.
        told: the numbers of those that say that they name departments, or do so in brackets.
        labels: the numbers of those that are labels.
    """
    named = frozenset(told) | find_below(lines, labels) | _institutions_beside(lines, told)
    return named | _fields_above(lines, named)


def _institutions_beside(lines: Sequence[Line], told: Collection[int]) -> frozenset[int]:
    """Return the lines that name institutions in the brackets in which several others name offices: ［図書館］, ［福祉課］."""
    brackets = Counter(lines[n].text[0] for n in told if lines[n].text[0] in OPENING and _is_sure(lines[n].text))
    if max(brackets.values(), default=0) < _SEVERAL:
        return frozenset()
    return frozenset(
        n
        for n, line in enumerate(lines)
        if not line.gap
        and brackets[line.text[0]] >= _SEVERAL
        and len(line.text) <= _LONGEST_NAMES
        and names_in(line.text, units=True)
    )


def _fields_above(lines: Sequence[Line], told: Collection[int]) -> frozenset[int]:
    """Return the fields that come back between headings and their departments: 目的　暮らしを守る。 above 所属　福祉課."""
    fields: dict[int, str] = {}
    for number in sorted(told, reverse=True):
        while number - 1 > 0 and not lines[number].gap and (field := _FIELD.match(lines[number - 1].text)):
            number -= 1
            if number in fields or lines[number].gap or mark_of(lines[number].text):  # what stands above was read
                break
            fields[number] = field["word"]
    often = Counter(fields.values())
    return frozenset(number for number, word in fields.items() if often[word] >= _SEVERAL)


def _stands_below(lines: Sequence[Line], number: int, labels: Container[int]) -> bool:
    line = lines[number]
    marked = line.text[0] in OPENING or line.text[0] in BULLETS or line.text[0].isdigit()
    above = lines[number - 1].text
    if marked or above.endswith("。"):
        return False
    mark = mark_of(above)
    indents = [before.indent for before in lines[max(number - 2, 0) : number + 1]]
    apart = lines[number - 1].gap or indents[-2] < indents[-1] or indents[0] != indents[-2]
    titled = apart and indents[-2] <= indents[-1] and number + 1 in labels and number - 1 not in labels
    begins = above[0] in BULLETS or mark is not None or titled
    return begins and bool(names_in(line.text)) and not office_line(above[mark.title if mark else 1 :])


def _names_only(line: Line, forms: Collection[Form]) -> bool:
    text = line.text
    for form in forms:
        if form.level is _DEPARTMENTS:
            return True
    if text[0] in OPENING or line.indent >= FAR_RIGHT:
        return bool(names_in(text))
    return text[-1] in _ENDS and bool(office_line(text))


def _is_sure(text: str) -> bool:
    """Tell whether a line names an office beyond doubt, in brackets or not."""
    found = bracket_line(text)
    return found.certain if found is not None else bool(office_line(text))


def _look(line: Line, forms: Collection[Form]) -> str:
    """Return how a line of departments is written: in which brackets, behind which label, or far off at the right."""
    if line.text[0] in OPENING:
        return line.text[0]
    told = next((form for form in forms if form.level is Level.DEPARTMENTS), None)
    return line.text[: told.title[0]] if told is not None else ">" if line.indent >= FAR_RIGHT else ""


def _mark(text: str) -> str:
    """Return the form of a line's mark, without the words that differ from line to line."""
    marked = mark_of(text)
    return marked.form if marked is not None else text[0] if text[0] in BULLETS else ""


def _heads(lines: Sequence[Line], number: int) -> bool:
    """Tell whether the line below departments can be a title: by its mark, or because they stand far off above it."""
    if number + 1 >= len(lines):
        return False
    line, below = lines[number], lines[number + 1]
    if below.gap or len(below.text) > _LONGEST_TITLE or _NO_TITLE.search(below.text):
        return False
    marked = mark_of(below.text)
    words = below.text[marked.title if marked else 0 :].strip(f"{OPENING}{''.join(BULLETS)})]】〕>》≫〉 ")
    if base().kind_of(words.replace(" ", "")) is not None:
        return False
    return _mark(below.text) != "" or (line.gap and line.indent >= below.indent + FAR_RIGHT)


def _are_measures(
    lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], named: Sequence[int], marks: Collection[str]
) -> bool:
    """Tell whether the marks below departments are those of measures: more than the departments, and with labels below."""
    titles = [n for n in range(named[0], len(lines) - 1) if _mark(lines[n].text) in marks]
    labelled = sum(any(form.level is Level.LABEL for form in forms[n + 1]) for n in titles)
    return len(titles) > len(named) and labelled >= _MOST * len(titles)


def _ends_measure(lines: Sequence[Line], number: int, above: Collection[str]) -> bool:
    """Tell whether text stands right before a line of departments, and no heading that it belongs to."""
    before = lines[number - 1].text
    return _mark(before) not in above and (lines[number].gap or before.endswith("。"))
