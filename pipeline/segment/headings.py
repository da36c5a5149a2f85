"""A measure's heading put together: its title, and its departments on the same line or on those below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from extractors.patterns import compile_pattern
from pipeline.kinds import TOLD
from pipeline.markers import FRAMES, unframed
from pipeline.model import BlockKind
from pipeline.profile import Level, shared_rules
from pipeline.segment.ahead import FAR_RIGHT
from pipeline.segment.brackets import OPENING
from pipeline.segment.contacts import contact
from pipeline.segment.department_lines import DepartmentLines
from pipeline.segment.departments import (
    NO_TITLE,
    Bracketed,
    bracket_line,
    names_in,
    office_line,
    split_front,
    split_heading,
    split_institution,
)
from pipeline.segment.evidence import SETS_GOALS
from pipeline.segment.forms import Form
from pipeline.segment.grades import is_grade
from pipeline.segment.lines import Line
from pipeline.segment.questions import is_question
from pipeline.segment.side_by_side import is_valued
from pipeline.segment.side_by_side import names_departments as tells_departments
from pipeline.states import GRADED

_DEPARTMENTS = Level.DEPARTMENTS
_LABEL = Level.LABEL
_HEADINGS = frozenset({Level.PART, Level.DIRECTION, Level.BETWEEN, Level.SECTION, Level.MEASURE})
_DEPARTMENT_LINES = 3
_LONGEST_CARRY = 60
_SEVERAL = 3  # headings that name their departments
_HABIT = 2  # lines that name offices in brackets
WIDE = "   "
"""Parts a column of departments from that of the titles."""
# A sheet's own number: 施策番号：1-2. It belongs to the heading beside it.
_SHEET_NUMBER = compile_pattern(
    r"(?:[■□◆◇●○▼▽▶] ?)?(?P<field>[\[【〔<]?(?:政策|施策|事務事業|事業|取組み?|取り組み|整理|通し|管理|個?票|シート|カード|公約|提言|指摘|議案|案件|(?:改革|推進|実施|重点|取組|個別)*項目)?の?(?:番号|コード|No\.?|№)) {0,12}"
    r"(?:[\]】〕>] ?[::]? ?|[::] ?|(?<= ))(?:No\.? ?)?(?P<code>[0-9A-Za-zⅠ-Ⅻ①-⑳][0-9A-Za-zⅠ-Ⅻ①-⑳().\-]{0,11})$"
)
_OPENS_SHEET_NUMBER = frozenset("[【〔<政施事取整通管個票シカ公提指議案改推実重項の番コN№■□◆◇●○▼▽▶")
_FORM_NUMBER = compile_pattern(
    r"[【(<〈《〔\[「]? ?(?:別記|別紙|参考|提出)? ?(?:様式|書式) ?(?:第|No\.?|№)? ?[0-9A-Z一二三四五六七八九十Ⅰ-Ⅻ①-⑳]{1,3}(?: ?号)?"
    r"(?:(?:-|の)[0-9一二三四五]{1,2})?(?: ?号)? ?[】)>〉》〕\]」]?(?: ?\(第[0-9一二三四五六七八九十]{1,3}条関係\))?"
)
"""The number of the form that a report is written in: (様式2), 別記様式第2号(第5条関係)."""
_COUNTED_SHEET = compile_pattern(
    r"(?:[■□◆◇●○▼▽▶] ?)?[一-鿿]{0,6}(?:[個価況績理]票|調書|[一-鿿]シート) ?(?:No\.? ?|№ ?)?[0-9A-Z]{1,3}(?:-[0-9]{1,3}){0,2}"
)
"""What only counts the sheets of a report: 個票1, 評価シート2-1."""
_COUNTED = compile_pattern(r"[^\d\s]{1,10} ?[0-9]{1,3}(?:-[0-9]{1,3})*")
_CARRIES_ON = compile_pattern(r"[^・\-※(（<＜【\[■◆●○〇◎①-⑳][^。:]*$")


class MeasureHeading(NamedTuple):
    """A ○ line read as a heading, with the lines that belong to it."""

    stop: int
    """The first line behind the heading."""
    line: Line
    """The ○ line, with those that carry its title on."""
    title: tuple[tuple[int, int], ...]
    departments: tuple[tuple[Line, int, int], ...]
    certain: bool
    """Whether it names an office beyond doubt."""
    label: BlockKind | None
    """What the block's label that follows at once opens."""
    body: int | None = None
    """Where what it reports begins on its own line, in the line's text; None where that is all heading."""
    graded: tuple[int, int] | None = None
    """Where in the line's text the grade behind its title stands, if only a legend of the report's own explains it."""

    @property
    def sure(self) -> bool:
        """Whether a label that reports what was done follows, or an office beyond doubt is named."""
        return self.label is BlockKind.PROGRESS or self.certain


def _has_mark(form: Form) -> bool:
    """Tell whether a reading of a line is that of a heading with a mark."""
    return form.level in _HEADINGS and form.title[0] > 0


def is_sheet_number(text: str) -> bool:
    """Tell whether a folded line only says which number a sheet or its form has: 施策番号：1-2, 個票3, --- カード 2 ---, (様式2)."""
    if text[:1] in FRAMES:
        start, stop = unframed(text)
        if start > 0 and _COUNTED.fullmatch(text, start, stop) is not None:
            return True
    counted = _COUNTED_SHEET.match(text)
    if counted is not None and (counted.end() == len(text) or GRADED.fullmatch(text, counted.end())):
        return True  # 個票3 評価：B
    if sheet_number(text) is not None:
        return True
    return "式" in text and _FORM_NUMBER.fullmatch(text) is not None


def stands_between(text: str) -> bool:
    """Tell whether a folded line may stand between a heading and what is told below it: a sheet's number, a grade, 〔KPI〕 over a table."""
    return is_sheet_number(text) or is_grade(text) or SETS_GOALS.fullmatch(text) is not None


def sheet_number(text: str) -> tuple[str, str] | None:
    """Return the field and the code of a folded line that only says which number a sheet has: 施策番号, 1-2."""
    match = _SHEET_NUMBER.match(text) if text[:1] in _OPENS_SHEET_NUMBER else None
    return (match["field"], match["code"]) if match else None


def is_annex(text: str) -> bool:
    """Tell whether a folded line heads what is none of the report's measures: 参考資料, 資料　委員名簿."""
    return any(rule.pattern.match(text) for rule in shared_rules(Level.ANNEX, text[:1]))


def names_departments(text: str) -> bool:
    """Tell whether a folded line only says whose the heading above it is: （福祉課）, 担当課：福祉課."""
    return bracket_line(text) is not None or tells_departments(text)


def ends_with_offices(text: str) -> bool:
    """Tell whether a folded heading ends with an office beyond doubt behind its title."""
    named = split_heading(text)
    return named.certain and bool(named.title) and named.title[0][0] == 0


def taken_apart(line: Line, begin: int, end: int, stop: int) -> MeasureHeading:
    """Return the heading that stands from `begin` to `end` in a line, `stop` the first line behind it."""
    return _of_parts(split_heading(line.text[begin:end]), line, begin, stop)


def _of_parts(parts: Bracketed, line: Line, begin: int, stop: int) -> MeasureHeading:
    """Return the heading of which what stands from `begin` on is taken apart."""
    title = tuple((begin + a, begin + b) for a, b in parts.title)
    departments = tuple((line, begin + a, begin + b) for a, b in parts.departments)
    return MeasureHeading(stop, line, title, departments, parts.certain, label=None)


class Headings(DepartmentLines):
    """Puts headings together from the lines of a report and their forms."""

    def __init__(self, lines: Sequence[Line], forms: Sequence[tuple[Form, ...]]) -> None:
        super().__init__(lines, forms)
        self._known: dict[int, MeasureHeading] = {}

    def label_words(self, number: int) -> str:
        """Return the words of the label that line `number` may be; empty for any other line."""
        form = self.form(number, _LABEL) if number < len(self._lines) else None
        return self._lines[number].text[slice(*form.title)] if form is not None else ""

    def opens_label(self, number: int) -> bool:
        """Tell whether line `number` begins with a label that a sign ends (実績：講座を…)."""
        form = self.form(number, _LABEL) if number < len(self._lines) else None
        return form is not None and form.kind in TOLD and form.has_sign(self._lines[number].text)

    def has_labels(self) -> bool:
        """Tell whether a label stands anywhere that opens what measures tell."""
        return any(form.kind in TOLD for form in self.lines_of(_LABEL))

    def brackets_before_text(self) -> frozenset[str]:
        """Return the brackets of labels with their text on the line, and labels that open measures so (【ねらい】…), each time below no sentence."""
        lines = self._lines
        inline = [(n, form) for n, form in self.numbered(_LABEL) if form.rest < len(lines[n].text)]
        found = {lines[n].text[0] for n, form in inline if form.kind in TOLD}
        below: dict[str, list[bool]] = {}
        for n, form in inline:
            below.setdefault(lines[n].text[: form.rest].strip(), []).append(lines[n - 1].text.endswith("。"))
        return frozenset(found.union(label for label, told in below.items() if len(told) > 1 and not any(told)))

    def is_evident(self, number: int) -> bool:
        """Tell whether a measure's heading names a department, is followed by a label, or asks what is answered below."""
        heading = self.measure(number)
        labelled = heading.label is not None or self.opens_label(self._behind_grades(heading.stop))
        named = heading.departments or self.form(heading.stop, _DEPARTMENTS)
        return bool(labelled or named) or is_question(self._lines, number)

    def names_institution(self, number: int) -> bool:
        """Tell whether line `number` ends in an institution in brackets, as others do in their departments: （南分館）.

        It may also stand in the column of its own in which others have theirs, as far apart from text as they are.
        """
        line = self._lines[number]
        if line.text[-1] in ")】〕":
            return split_institution(line.text) is not None
        if WIDE not in line.text or line.gap not in self._columns:
            return False
        named = split_institution(line.text)
        ahead = line.text[: named.departments[0][0]] if named else ""
        return ahead.endswith(WIDE) and NO_TITLE.search(ahead.rstrip()) is None

    @cached_property
    def _columns(self) -> frozenset[bool]:
        """Whether blank lines stand before the headings that name departments in a column at the right; empty without one."""
        apart, gaps = 0, set[bool]()
        for number, _ in self.numbered(Level.MEASURE):
            line = self._lines[number]
            if WIDE in line.text and (named := split_heading(line.text)).certain:
                apart += line.text[: named.departments[0][0]].endswith(WIDE)
                gaps.add(line.gap)
        return frozenset(gaps) if apart >= _SEVERAL and len(gaps) == 1 else frozenset()

    def is_office_line(self, number: int) -> bool:
        """Tell whether line `number` says by its form, or with an office beyond doubt, whose the heading above is."""
        if self.form(number, _DEPARTMENTS) is not None:
            return True
        found = self.bracketed(number, surely=True) if number < len(self._lines) else None
        return found is not None and found[1]

    def closing(self, number: int) -> MeasureHeading | None:
        """Return the departments that line `number` is or ends in, in brackets or far off, if nothing goes on below it.

        Those that only end its text (…しました。【福祉課】) take no line; where points above it end so too, theirs go with them.
        """
        if number in self.ahead or not (self._ends(number) or number == self._last_closing):
            return None
        line = self._lines[number]
        if contact(line.text) is not None:
            return None
        if (found := self.bracketed(number)) is not None:
            entries, certain, stop = found
            return self.of_departments(number, tuple(entries), stop, certain=certain)
        if number in self._far_off:
            named = tuple((line, a, b) for a, b in names_in(line.text))
            return self.of_departments(number, named, number + 1, certain=True)
        ends = _behind_text(line)
        above = number
        while ends and above and not self._lines[above].gap and not self.forms[above]:
            above -= 1
            first = _behind_text(self._lines[above])
            known = {entry.text[a:b] for entry, a, b in first}
            ends = [*first, *(entry for entry in ends if entry[0].text[slice(*entry[1:])] not in known)]
        return self.of_departments(number, tuple(ends), number, certain=True) if ends else None

    @cached_property
    def _far_off(self) -> frozenset[int]:
        """The lines that only name offices or institutions far off at the right, where several do and one beyond doubt.

        One of several below each other and the last of a report apart from the others tell of no measure.
        """
        there = {n for n, line in enumerate(self._lines) if line.indent >= FAR_RIGHT and names_in(line.text)}
        found = {n for n in there if n - 1 not in there and n + 1 not in there}
        found -= {n for n in (len(self._lines) - 1,) if self._lines[n].gap}
        sure = len(found) >= _HABIT and any(office_line(self._lines[n].text) for n in found)
        return frozenset(found) if sure else frozenset()

    def in_brackets(self, number: int) -> MeasureHeading | None:
        """Return the departments of line `number`, if it is nothing but brackets around them, one beyond doubt."""
        entries, certain, stop = self.bracketed(number, surely=True) or ([], False, number)
        return self.of_departments(number, tuple(entries), stop, certain=True) if certain else None

    def closing_line(self, number: int) -> MeasureHeading | None:
        """Return the departments of line `number`, if it says that it names them (担当：…) and nothing goes on below it."""
        below = self.department_line(number)
        if below is None or below[2] == number or not self._ends(below[2] - 1):
            return None
        return self.of_departments(number, tuple(below[0]), below[2], certain=below[1])

    def _ends(self, number: int) -> bool:
        """Tell whether what stands below line `number` does not go on with it: a paragraph, or a heading by its mark."""
        if number + 1 >= len(self._lines) or self._lines[number + 1].gap:
            return True
        return any(map(_has_mark, self.forms[number + 1]))

    @cached_property
    def _last_closing(self) -> int:
        """The last line of departments in brackets that comes behind all headings with a mark, where others close measures; else -1.

        What goes on below it, as a page may with no gap that is seen, belongs to no measure.
        """
        named = [n for n, line in enumerate(self._lines) if line.text[0] in OPENING and self.in_brackets(n)]
        closing = [n for n in named if self._ends(n) and self._lines[n - 1].text.endswith("。")]
        if not named or len(closing) < _HABIT or not self._lines[named[-1] - 1].text.endswith("。"):
            return -1
        behind = self.forms[closing[-1] + 1 :]
        marked = [n for n, forms in enumerate(behind, closing[-1] + 1) if any(map(_has_mark, forms))]
        alone = len(named) > 1 and marked and named[-2] < marked[-1] < named[-1]
        return named[-1] if alone else -1

    def measure(self, number: int) -> MeasureHeading:
        """Read line `number`, which has the form of a measure, as its heading."""
        heading = self._known.get(number)
        if heading is None:
            heading = self._known[number] = self._measure(number)
        return heading

    def _measure(self, number: int) -> MeasureHeading:
        form = self.form(number, Level.MEASURE)
        begin = form.title[0] if form else 0
        line, stop = self.whole_line(number)
        if form and form.title[1] < len(self._lines[number].text):  # 【相談の充実】（福祉課）
            return self._enclosed(number, form)
        heading = taken_apart(line, begin, len(line.text), stop)
        if not heading.departments and (self._fronted >= _HABIT or number in self._spaced):
            heading = self._with_front(heading, begin, spaced=number in self._spaced)
        if not heading.departments and self._carried_on(line, stop):
            line = line.joined(self._lines[stop])
            heading = taken_apart(line, begin, len(line.text), stop + 1)
        return self._with_lines_below(heading)

    @cached_property
    def _fronted(self) -> int:
        """How many lines that may head measures begin with an office beyond doubt: [福祉課] 相談会の開催."""
        forms = self.numbered(Level.MEASURE)
        return sum(split_front(self._lines[number].text[form.title[0] :]) is not None for number, form in forms)

    @cached_property
    def _spaced(self) -> frozenset[int]:
        """The lines that a blank alone parts from the office in front of them, where several titles have one: 福祉課　相談会."""
        forms = ((n, form.title[0]) for n, form in self.numbered(Level.MEASURE))
        placed = ((n, self._lines[n].text[begin:]) for n, begin in forms if begin or self._lines[n].gap)
        found = {n: words for n, words in placed if " " in words and split_front(words, spaced=True)}
        times = Counter(found.values())  # what comes back may be the header of a page
        once = frozenset(n for n, words in found.items() if times[words] == 1)
        return once if len(once) >= _SEVERAL else frozenset()

    def _with_front(self, heading: MeasureHeading, begin: int, *, spaced: bool) -> MeasureHeading:
        """Return a heading with the office or institution in front of it, where others of the report begin with theirs."""
        parts = split_front(heading.line.text[begin:], told=True, spaced=spaced)
        if parts is None:
            return heading
        return _of_parts(parts, heading.line, begin, heading.stop)

    def lowered(self, number: int) -> MeasureHeading | None:
        """Read the heading of a section without measures as that of a measure, if it names offices as those do."""
        form = self.form(number, Level.SECTION) if number < len(self._lines) else None
        if form is None:
            return None
        line = self._lines[number]
        found = self._with_lines_below(taken_apart(line, form.title[0], len(line.text), number + 1))
        return found if found.certain and found.departments else None

    def up_to(self, number: int, begin: int, end: int) -> MeasureHeading:
        """Read a heading from `begin` to `end`, behind which its line may go on with what it reports."""
        line = self._lines[number]
        body = end + len(line.text[end:]) - len(line.text[end:].lstrip())
        heading = taken_apart(line, begin, end, number + 1)
        return heading._replace(body=body if body < len(line.text) else None)

    def _enclosed(self, number: int, form: Form) -> MeasureHeading:
        """Read a heading whose title ends before its line does, at its closing bracket."""
        line, start = self._lines[number], form.title[1] + 1
        while start < len(line.text) and line.text[start] == " ":
            start += 1
        behind = bracket_line(line.text[start:])
        departments = tuple((line, start + a, start + b) for a, b in behind.departments) if behind else ()
        certain = bool(behind and behind.certain)
        inner = taken_apart(line, *form.title, number + 1)
        title = (form.title,) if inner.departments else inner.title  # （計画書 p.12） is none of it
        return self._with_lines_below(MeasureHeading(number + 1, line, title, departments, certain, None))

    def _with_lines_below(self, heading: MeasureHeading) -> MeasureHeading:
        """Add the departments that stand on lines of their own, and look for the label behind them."""
        departments, certain, stop = list(heading.departments), heading.certain, heading.stop
        for _ in range(_DEPARTMENT_LINES):
            stop += self.is_sheet_number(stop)
            at = self._behind_grades(stop)
            below = self.department_line(at)
            if below is None:
                break
            entries, sure, behind = below
            departments += entries
            certain = certain or sure
            if behind == at:
                break
            stop = behind
        named = tuple(departments)
        return heading._replace(
            stop=stop, departments=named, certain=certain, label=self.label(self._behind_grades(stop))
        )

    def _behind_grades(self, number: int) -> int:
        """Return the first line from `number` on that does not only tell how well things go, or opens a block with it."""
        while number < len(self._lines) and self.form(number, _LABEL) is None and is_grade(self._lines[number].text):
            number += 1
        return number

    def theirs(self, number: int) -> MeasureHeading | None:
        """Return the departments whose line `number` stands above the measures that are theirs; None for any other line."""
        if number not in self.ahead:
            return None
        text = self._lines[number].text
        named = tuple((self._lines[number], a, b) for a, b in names_in(text))
        entries, certain, stop = self.departments_of(number) or (named, False, number + 1)
        return self.of_departments(number, tuple(entries), max(stop, number + 1), certain=certain)

    def is_sheet_number(self, number: int) -> bool:
        """Tell whether line `number` only says which number a sheet has."""
        return number < len(self._lines) and is_sheet_number(self._lines[number].text)

    def of_departments(
        self, number: int, departments: tuple[tuple[Line, int, int], ...], stop: int, *, certain: bool
    ) -> MeasureHeading:
        """Return what a line that only names departments says."""
        return MeasureHeading(stop, self._lines[number], (), departments, certain, None)

    def office(self, number: int, form: Form) -> MeasureHeading:
        """Read a department alone on its line as the heading of what it reports."""
        line = self._lines[number]
        return MeasureHeading(number + 1, line, (form.title,), ((line, *form.title),), True, self.label(number + 1))

    def _carried_on(self, line: Line, number: int) -> bool:
        """Tell whether line `number` carries a title on, though nothing marks the break as soft."""
        if number >= len(self._lines) or line.text.endswith("。") or GRADED.search(line.text):
            return False
        following = self._lines[number]
        if is_valued(following.text):
            return False
        if self.department_line(number) is not None:
            return False
        if following.gap or len(following.text) > _LONGEST_CARRY or self.forms[number]:
            return False
        if not _CARRIES_ON.match(following.text):
            return False
        behind = number + 1
        return bool(split_heading(following.text).departments or self.department_line(behind) or self.is_label(behind))


def _behind_text(line: Line) -> list[tuple[Line, int, int]]:
    """Return the departments that stand in brackets behind the last sentence of a line, one beyond doubt: …した。(福祉課)."""
    text, last = line.text.rpartition("。")[::2]
    begin = len(line.text) - len(last.lstrip())
    parts = bracket_line(line.text[begin:]) if text and last.strip() else None
    return [(line, begin + a, begin + b) for a, b in parts.departments] if parts and parts.certain else []
