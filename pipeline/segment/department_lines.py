"""The lines of a report that say whose its measures are, by their words, their brackets or where they stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from pipeline.model import BlockKind
from pipeline.profile import Level
from pipeline.segment.ahead import find_ahead, find_below
from pipeline.segment.brackets import OPENING, is_balanced
from pipeline.segment.departments import (
    NO_OFFICE_NAMED,
    OTHER_FIELD,
    bracket_line,
    is_department,
    names_in,
    office_line,
    split_departments,
    split_institution,
    tells_bodies,
    tells_departments,
)
from pipeline.segment.forms import LONGEST_HEADING, Form, is_over_goals
from pipeline.segment.lines import Line
from pipeline.segment.name_lists import may_name_person
from pipeline.segment.office_names import is_certain_office
from pipeline.segment.signed import sign_before, signs_of_offices

_LABEL = Level.LABEL
_CLOSING = ")]】〕>》≫〉"
_SIGNS = " :/|=→…◇◆"
_JOINED_LINES = 3  # over which a bracket or a list of departments may be wrapped
_NEARLY_ALL = 0.8
_HABIT = 2  # lines that name offices in brackets


class DepartmentLines:
    """Reads departments from the lines of a report and their forms."""

    def __init__(self, lines: Sequence[Line], forms: Sequence[tuple[Form, ...]]) -> None:
        self._lines = lines
        self.forms = forms
        self.ahead = find_ahead(lines, forms)
        """The lines of departments that stand above the measures that are theirs."""
        self._of: dict[Level, dict[int, Form]] = {level: {} for level in Level}
        for number, readings in enumerate(forms):
            for reading in readings:
                self._of[reading.level].setdefault(number, reading)
        self._below = find_below(lines, self._of[_LABEL])

    def form(self, number: int, level: Level) -> Form | None:
        """Return the first reading of a line as `level`."""
        return self._of[level].get(number)

    def label_of_part(self, number: int) -> Form | None:
        """Return the label that the heading of a part is: none over a table of indicators, below which notes on it stand."""
        return None if is_over_goals(self.forms, number) else self.form(number, Level.LABEL)

    def numbered(self, level: Level) -> Collection[tuple[int, Form]]:
        """Return the lines that have a reading as `level`, by their numbers, each with the first."""
        return self._of[level].items()

    def lines_of(self, level: Level) -> Collection[Form]:
        """Return the first reading as `level` of each line that has one."""
        return self._of[level].values()

    def label(self, number: int) -> BlockKind | None:
        """Return what a line opens that can be a label: in brackets, or with nothing behind it."""
        form = self.form(number, _LABEL)
        if form is None or not (form.rest >= len(self._lines[number].text) or self._lines[number].text[0] in OPENING):
            return None
        return form.kind

    def is_label(self, number: int) -> bool:
        """Tell whether a line can be a label."""
        return self.label(number) is not None

    def whole_line(self, number: int) -> tuple[Line, int]:
        """Return a heading line with those that close its brackets, and the number of the first line behind it."""
        line, stop = self._lines[number], number + 1
        if is_balanced(line.text):
            return line, stop
        while stop < min(len(self._lines), number + _JOINED_LINES) and not self._lines[stop].gap:
            line, stop = line.joined(self._lines[stop]), stop + 1
            if len(line.text) > LONGEST_HEADING:
                break
            if is_balanced(line.text):
                return line, stop
        return self._lines[number], number + 1

    def bracketed(self, number: int, *, surely: bool = False) -> tuple[list[tuple[Line, int, int]], bool, int] | None:
        """Return the departments of a line that is nothing but brackets around them, their certainty and the line behind.

        Where several lines name offices so, an institution that may be a venue (図書館) is a department as well, but not
        if one is to be an office `surely`.
        """
        if self._lines[number].text[0] not in OPENING:
            return None
        line, stop = self.whole_line(number)
        parts = bracket_line(line.text)
        if parts is None and not surely and self._offices_in_brackets >= _HABIT:
            parts = split_institution(line.text, within=line.text[0])
            parts = parts if parts and parts.title == ((0, 0),) else None
        return ([(line, a, b) for a, b in parts.departments], parts.certain, stop) if parts else None

    def department_line(self, number: int) -> tuple[list[tuple[Line, int, int]], bool, int] | None:
        """Return the departments of line `number`, their certainty and the line behind, None if it names none.

        The line behind is `number` itself where the line says something else, too.
        """
        if number >= len(self._lines) or len(self._lines[number].text) > LONGEST_HEADING or self.is_label(number):
            return None
        return None if number in self.ahead else self.departments_of(number)

    def departments_of(self, number: int) -> tuple[list[tuple[Line, int, int]], bool, int] | None:
        """Return what `department_line` does for any line that is short and no label, wherever it stands."""
        told = self.form(number, Level.DEPARTMENTS)
        if told is not None and told.title[0] == len(self._lines[number].text):  # its label, alone
            return self._below_label(number + 1)
        if told is not None:
            line, stop = self._whole_departments(number, told.title[0])
            end = told.title[1] if stop == number + 1 else len(line.text)
            start = told.title[0]
            names = line.text[start:end]
            are_told = tells_departments(line.text[:start], names) or (
                self._charges_offices and not may_name_person(names)
            )
            are_told = are_told or sign_before(line.text, self._signs)
            if line.text[start:end].strip() in NO_OFFICE_NAMED:
                return [], False, stop
            other = OTHER_FIELD.search(line.text, start, end)
            found = split_departments(line.text, start, other.start() if other else end, told=are_told)
            if found and other:  # 所管：福祉課　　事業費：120千円: the line is told, too
                return [(line, a, b) for a, b in found], True, number
            return self._with_further([(line, a, b) for a, b in found], stop) if found else None
        if self._lines[number].text[0] not in OPENING:
            return self._bare_departments(number)
        return self.bracketed(number)

    def _below_label(self, number: int) -> tuple[list[tuple[Line, int, int]], bool, int]:
        """Return the departments of the lines from `number` on that a label alone on its line heads."""
        entries: list[tuple[Line, int, int]] = []
        stop = number
        while stop < len(self._lines) and (form := self.form(stop, Level.DEPARTMENTS)) and form.title == (0, form.rest):
            line = self._lines[stop]
            entries += [(line, a, b) for a, b in names_in(line.text, told=True)]
            stop += 1
        return entries, True, stop

    def _whole_departments(self, number: int, start: int) -> tuple[Line, int]:
        """Return a line of departments with those below that end a name or go on with it, and the line behind.

        道路 | 管理課 and 福祉課、 | 長寿課 are such.
        """
        line, stop = self._lines[number], number + 1
        while line.text[-1] in "、,・/" and stop < len(self._lines) and not self._lines[stop].gap:
            line, stop = line.joined(self._lines[stop]), stop + 1
            if stop - number >= _JOINED_LINES:
                break
        if stop > number + 1:
            return line, stop
        if stop < len(self._lines) and not (
            self.forms[stop] or self._lines[stop].gap or self._lines[stop].text in self._leads
        ):
            whole = line.joined(self._lines[stop])
            found = split_departments(whole.text, start, len(whole.text)) if len(whole.text) <= LONGEST_HEADING else ()
            at = len(line.text)
            cut = next((name for name in found if name[0] < at < name[1]), None)
            if cut and not is_department(line.text[cut[0] :]) and is_department(whole.text[slice(*cut)]):
                return whole, stop + 1
        return line, stop

    def _with_further(
        self, entries: list[tuple[Line, int, int]], number: int
    ) -> tuple[list[tuple[Line, int, int]], bool, int]:
        """Add the departments of the lines below 担当課：… that stand under its first, with nothing else on them."""
        first = entries[0][0].indent
        while number < len(self._lines):
            line = self._lines[number]
            found = () if self.forms[number] or line.gap else split_departments(line.text, 0, len(line.text))
            if not found or line.indent <= first or len(line.text) > LONGEST_HEADING:
                break
            entries += [(line, a, b) for a, b in found]
            number += 1
        return entries, True, number

    def _bare_departments(self, number: int) -> tuple[list[tuple[Line, int, int]], bool, int] | None:
        """Read a line right below another that names offices beyond doubt and nothing else."""
        line = self._lines[number]
        if number not in self.ahead and (line.gap or any(form.title[0] > 0 for form in self.forms[number])):
            return None
        if line.text.rstrip(_SIGNS) in self._leads:  # 関係課, with nothing behind it
            return [], False, number + 1
        found = office_line(line.text)
        if not found and number in self._below:
            found = names_in(line.text)
        return ([(line, a, b) for a, b in found], True, number + 1) if found else None

    @cached_property
    def _signs(self) -> frozenset[str]:
        """The signs of which this report says that departments stand behind them."""
        return signs_of_offices(self._lines)

    @cached_property
    def _leads(self) -> frozenset[str]:
        """The words that lead to names where this report has them on a line: 関係課 of 関係課　農政課."""
        lines = ((self._lines[number].text, form.title[0]) for number, form in self.numbered(Level.DEPARTMENTS))
        return frozenset(text[:start].rstrip(_SIGNS) for text, start in lines)

    @cached_property
    def _offices_in_brackets(self) -> int:
        lines = (line.text for line in self._lines if line.text[0] in OPENING)
        return sum(found.certain for text in lines if (found := bracket_line(text)) is not None)

    @cached_property
    def _charges_offices(self) -> bool:
        """Whether 担当：, which may name a person, names offices where this report has it, but for a few of its lines."""
        lines = ((self._lines[number].text, form.title[0]) for number, form in self.numbered(Level.DEPARTMENTS))
        told = ((text[:start], OTHER_FIELD.split(text[start:])[0].rstrip(_CLOSING)) for text, start in lines)
        named = [
            bool(names_in(names, units=True)) or _are_offices(names) or tells_bodies(lead, names)
            for lead, names in told
        ]
        return sum(named) >= max(_HABIT, _NEARLY_ALL * len(named))


def _are_offices(names: str) -> bool:
    """Tell whether all names are those of offices, be they set apart from whose they are: 博物館 学芸係."""
    found = split_departments(names, 0, len(names))
    return bool(found) and all(is_certain_office(names[a:b]) for a, b in found)
