"""The levels of a report that fits no style: its marks, in the order in which they first appear.

The measure is the mark whose lines are followed by what measures have: a department, a label of a block, or else
prose. What stands above it, each time leading to a measure, are directions and sections.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence

from extractors.mentions import Span
from pipeline.codes import places_of
from pipeline.markers import ANY_LINE, BULLETS, TITLE, Marked, form_of, is_caption, mark_of, pattern_of
from pipeline.model import BlockKind
from pipeline.profile import Level, base
from pipeline.segment.ahead import find_ahead, with_below
from pipeline.segment.below import points_below_labels
from pipeline.segment.brackets import OPENING
from pipeline.segment.contents import find_contents
from pipeline.segment.counts import counts_on, is_left_behind
from pipeline.segment.departments import (
    bracket_line,
    is_department,
    office_line,
    split_front,
    split_heading,
)
from pipeline.segment.derived import Derived, Rank, levels_above, rank_of
from pipeline.segment.evidence import DIRECTS, SETS_GOALS, bears_none, headings_by_evidence, marks_of, share_mark
from pipeline.segment.footnotes import find_footnotes
from pipeline.segment.forms import label_in, number_of, opens_block, reader_of
from pipeline.segment.front import find_front
from pipeline.segment.grades import heads_nothing
from pipeline.segment.groups import (
    are_offices,
    below_large,
    find_named,
    find_offices,
    find_told_groups,
    find_unmarked,
)
from pipeline.segment.headings import ends_with_offices, is_sheet_number, stands_between
from pipeline.segment.indented import ranks_of, read_indents
from pipeline.segment.labels import with_own_labels
from pipeline.segment.level_fields import find_level_fields
from pipeline.segment.lines import Line, has_large_titles
from pipeline.segment.nesting import inner_codes, is_list_in_text, signs_beside, stretches, subtitles
from pipeline.segment.offices import head_as_offices, head_measures, name_of, titles_below, under
from pipeline.segment.outer import first_below_preamble, marks_above, other_numerals
from pipeline.segment.outline import is_prose, is_prose_line, is_sentence, states_value
from pipeline.segment.own_marks import own_marks
from pipeline.segment.plan_parts import head_plans
from pipeline.segment.questions import is_question
from pipeline.segment.speakers import is_speaker
from pipeline.segment.survey import find_parts, find_unreadable, is_cover, leads_once, of_one_part, titles_report
from pipeline.segment.titles import begins_with_offices, may_head, over_texts
from pipeline.segment.valued import bears_value

_TARGET = BlockKind.TARGET
_LABEL = Level.LABEL
_LONGEST = 80  # characters of a heading
_LONGEST_BARE = 30
_SHARE = 0.6  # of the lines of a mark that must behave as headings of its level
_SHORT = 60  # lines
_TITLES = 2  # without a mark, before which the first department stands that heads others
_EXPLAINED = 0.5  # of the headings that departments and labels show, which a mark must explain
_EXAMPLES = 3
_DEPARTMENTS = ":"  # what a line of departments is among the labels


def derive(lines: Sequence[Line], tables: Sequence[Span] = ()) -> Derived:
    """Derive the levels of a report from its marks.

    Args:
        lines: of the report, without the text of its tables.
        tables: where its tables of measures stand.
    """
    starts = [line.start for line in lines]
    return _Deriver(lines, [bisect_left(starts, span.start) for span in tables]).derive()


class _Deriver:
    def __init__(self, lines: Sequence[Line], tables: Sequence[int]) -> None:
        self._lines = lines
        self._tables = tables  # each by the first line behind it
        self._has_large = has_large_titles(lines)
        forms = reader_of(base()).read_all(lines)
        self._forms = with_own_labels(lines, forms)
        self._theirs = find_ahead(lines, self._forms)
        self._aside = find_contents(lines, self._forms) | find_footnotes(lines) | find_unreadable(lines) | self._theirs
        self._aside = self._aside | subtitles(lines) | find_front(lines)
        self._labels = {n for n, line in enumerate(lines) if opens_block(line.text, self._forms[n])}
        self._labels -= stretches(lines, self._labels)
        self._items = points_below_labels(lines, self._labels)
        told = {number for number in range(len(lines)) if self._names_departments(number)}
        self._ahead = find_offices(lines, [n for n in sorted(told) if bracket_line(lines[n].text) is not None])
        levels = find_level_fields(lines, forms)
        self._told = with_below(lines, told - self._ahead - self._theirs, self._labels).difference(levels)
        self._indented = None if tables or levels or self._has_large else read_indents(lines, self._forms)
        parts = find_parts(lines, self._forms, self._aside)
        self._parts = parts if any(number not in self._labels for number in parts) else frozenset[int]()
        self._goals = frozenset(n for n in self._labels if SETS_GOALS.match(lines[n].text) or self._is_target(n))
        self._by_fronts = False  # whether offices in front show measures: ①福祉課：… may also tell who did what
        self._opening = self._labels
        """The labels that may open what is told of a measure."""
        self._marked: dict[str, list[int]] = {}
        self._points: dict[str, list[int]] = {}
        """The lines of marks that tell what was done or how much, as points of a list do and headings do not."""
        self._point_lines: set[int] = set()
        self._own = own_marks(lines, self._aside | self._labels | self._told, self._is_evident)
        self._own |= levels
        self._heading_lines: set[int] = set()
        self._bare: list[int] = []
        self._offices: list[int] = []
        for number in range(len(lines)):
            if number not in self._aside:
                self._sort(number)
        self._of_parts = {  # measures may count with the mark of the parts above them
            form: numbers for form, numbers in self._marked.items() if not self._parts.isdisjoint(numbers)
        }
        for form, numbers in self._of_parts.items():
            self._marked[form] = [number for number in numbers if number not in self._parts] or numbers
        for form, points in self._points.items():
            if self._is_of_points(form, points):
                del self._marked[form]
            elif form in self._marked:
                self._marked[form] = self._with_valued(form, points)

    def derive(self) -> Derived:
        if self._indented is not None:
            return Derived(ranks_of(self._lines, self._indented), evident=bool(self._indented.labels), indents=True)
        measures, evident = self._measures()
        if self._tables and not evident:
            above = self._above((), [number - 0.5 for number in self._tables])
            return Derived(tuple(self._ranks(above, self._tables)), evident=True, tables=True)
        if not measures:
            return Derived((), evident=False)
        measures = self._without_preamble(
            [*other_numerals(measures[-1][0], self._marked, self._counted, self._is_evident), *measures]
        )
        numbers = sorted(n for _, ns in measures for n in ns)
        named = len(self._told) + sum(ends_with_offices(self._lines[n].text) for n in numbers)
        signs = len(self._offices) == 1 < named  # the only one is whose the report is: measures name others
        theirs = measures[0][0] in (TITLE, *BULLETS) or head_measures(self._offices, numbers)
        spoken = self._offices if theirs and not signs else []
        above = [] if spoken else self._above_all(measures)
        levels = [] if spoken else [*above, (measures[-1][0], numbers)]
        proven = self._are_closed(numbers) or sum(map(self._is_evident, numbers)) >= _SHARE * len(numbers)
        if measures[-1][0] == TITLE:  # larger type shows what stands above them
            proven = proven or len(below_large(self._lines, self._bare)) < len(self._bare)
        groups, place = find_unmarked(self._lines, levels, self._counted, self._told, proven=proven)
        groups = groups if self._theirs.isdisjoint(groups) else ()
        if groups and (above or not are_offices(self._lines[number].text for number in groups)):
            above.insert(place, (TITLE, list(groups)))
        ranks = self._ranks(above, numbers)
        if groups and not above:
            texts = dict.fromkeys(self._lines[n].text for n in groups)
            ranks = [Rank(Level.OFFICE, TITLE, groups, tuple(texts)[:_EXAMPLES])]
        if spoken:
            ranks = [rank_of(self._lines, Level.OFFICE, TITLE, spoken)]
        ranks += [rank_of(self._lines, Level.MEASURE, *entry) for entry in measures]
        shown = [rank for rank in ranks if rank.examples]  # a form that none of its lines has is no rank
        if not shown or shown[-1].level is not Level.MEASURE:
            return Derived((), evident=False)
        return Derived(tuple(shown), evident=evident)

    def _ranks(self, above: Sequence[tuple[str, list[int]]], numbers: Sequence[int]) -> list[Rank]:
        """Return the levels that marks above the measures are."""
        levels = levels_above(len(above), parts=head_plans(self._lines, above, numbers))
        return [rank_of(self._lines, level, *entry) for level, entry in zip(levels, above, strict=True)]

    def _are_closed(self, numbers: Sequence[int]) -> bool:
        """Tell whether most measures name departments further below their headings: 担当：… behind their text."""
        return len({bisect_left(numbers, n) for n in self._told if n > numbers[0]}) >= _SHARE * len(numbers)

    def _counted(self, measures: tuple[str, Sequence[int]]) -> list[tuple[int, int | None]]:
        """Return the lines of a mark with their numbers, none for a mark that has no number."""
        form, numbers = measures
        pattern = re.compile(pattern_of(form))  # of the report: not one to keep
        if "no" not in pattern.groupindex:
            return []
        found = ((number, pattern.match(self._lines[number].text)) for number in numbers)
        return [(number, number_of(match["no"] or "")) for number, match in found if match]

    def _is_of_points(self, form: str, points: Sequence[int]) -> bool:
        """Tell whether a mark opens points of a list that few headings share: (1) 職員数 381人, (2) 救急救命士 128人."""
        headings = self._marked.get(form, ())
        if not headings or len(points) <= len(headings):
            return False
        begins = points[0] < headings[0] and self._goes_on(form, [*headings, *points])  # points behind it leave it one
        return begins or (len(points) > 2 * len(headings) and not any(map(self._is_evident, headings)))

    def _with_valued(self, form: str, points: Sequence[int]) -> list[int]:
        """Return the headings of a mark with those that bear values on their line, if they count on together."""
        headings = self._marked[form]
        valued = [n for n in points if bears_value(self._lines[n].text)]
        if not valued or len(valued) > len(headings) or not self._goes_on(form, [*headings, *valued]):
            return headings
        self._heading_lines.update(valued)
        return sorted([*headings, *valued])

    def _goes_on(self, form: str, numbers: Sequence[int]) -> bool:
        """Tell whether lines of a mark count up, all of them together."""
        return counts_on([no for _, no in self._counted((form, sorted(numbers)))])

    def _sort(self, number: int) -> None:
        """Enter a line under its mark."""
        line = self._lines[number]
        told = number in self._told or (number in self._labels and number not in self._parts)
        if len(line.text) > _LONGEST or told or is_sheet_number(line.text) or is_cover(self._lines, number):
            return
        if (
            bears_none(line)
            or heads_nothing(self._lines, number)
            or any(f.level in (Level.ASIDE, Level.ANNEX) for f in self._forms[number])
        ):
            return
        bullet = Marked(line.text[0], 1) if line.text[0] in BULLETS else None
        marked = self._own.get(number) or form_of(line.text) or bullet
        if marked is None:
            if is_department(line.text):
                self._offices.append(number)
                self._heading_lines.add(number)
            elif self._may_be_bare(number):
                self._bare.append(number)
            return
        title = line.text[marked.title :]
        valued = states_value(title) and not (split_heading(line.text).departments or split_front(title))  # 担当：…
        told = marked is not bullet and number + 1 in self._told and not title.endswith("。")  # so any words will do
        told = told or is_question(self._lines, number)
        spoken = not told and (valued or is_sentence(line.text[: marked.title], title))
        if spoken or number in self._items or (bracket_line(line.text) is not None and number not in self._ahead):
            self._points.setdefault(marked.form, []).append(number)
            self._point_lines.add(number)
            return
        self._marked.setdefault(marked.form, []).append(number)
        self._heading_lines.add(number)

    def _may_be_bare(self, number: int) -> bool:
        text = self._lines[number].text
        if (
            len(text) > _LONGEST_BARE
            or states_value(text)
            or is_prose(text)
            or is_speaker(text)
            or (not self._bare and titles_report(self._lines, number))
            or not re.match(pattern_of(TITLE), text)
        ):
            return False
        if self._has_large:
            return self._lines[number].large
        before = self._lines[number - 1].text if number and not self._lines[number].gap else "。"
        return (before.endswith("。") or is_department(name_of(before))) and self._is_prose_line(number + 1)

    def _stands_alone(self, number: int) -> bool:
        label = label_in(self._forms[number])
        return label is not None and label.rest >= len(self._lines[number].text)

    def _names_departments(self, number: int) -> bool:
        line = self._lines[number]
        if any(form.level is Level.DEPARTMENTS for form in self._forms[number]):
            return True
        return line.text[0] in OPENING and bracket_line(line.text) is not None

    def _is_prose_line(self, number: int) -> bool:
        told = is_prose_line(self._lines, number) or number in self._point_lines
        return told and number not in self._heading_lines

    def _is_evident(self, number: int) -> bool:
        """Tell whether a heading names a department, or one or a label stands right below."""
        text = self._lines[number].text
        fronted = self._by_fronts and self._is_prose_line(number + 1) and begins_with_offices(text)
        if ends_with_offices(text) or fronted or number - 1 in self._theirs or is_question(self._lines, number):
            return True
        below = number + 1
        while below < len(self._lines) and below not in self._opening and stands_between(self._lines[below].text):
            below += 1
        if below >= len(self._lines):
            return False
        line = self._lines[below]
        marked, following = mark_of(text), mark_of(line.text)
        bare = marked is not None and not line.gap and bool(office_line(line.text))
        counts = marked and following and marked.form == following.form and places_of(marked.form)  # 1 …, 2 今後
        labelled = below in self._opening and below not in self._parts and not (counts or self._aims(number, below))
        return bare or labelled or below in self._told

    def _is_target(self, number: int) -> bool:
        return any(form.level is _LABEL and form.kind is _TARGET for form in self._forms[number])

    def _aims(self, number: int, below: int) -> bool:
        """Tell whether the label below a heading only gives the goal of a direction: 基本目標1 over 数値目標 40件."""
        return self._is_target(below) and DIRECTS.match(self._lines[number].text) is not None

    def _measures(self) -> tuple[list[tuple[str, list[int]]], bool]:
        """Return the marks of the measures with their lines, and whether departments or labels show them."""
        for passed_over in dict.fromkeys((self._goals, frozenset[int]())):  # directions have goals as well
            self._opening = self._labels - passed_over
            found = self._shown_measures()
            if found and (passed_over or not self._hold_headings(found)):
                return found, True
        points = {form: numbers for form, numbers in self._marked.items() if form in BULLETS}
        bodies = self._bodies(self._has_body) or self._bodies(self._has_text)
        fronted = () if bodies else find_named(self._lines, self._aside | self._labels, self._is_prose_line)
        if len(fronted) > 1:
            return [(ANY_LINE, [*fronted])], True
        if bodies:
            best = max(bodies, key=lambda f: (len(bodies[f]), bodies[f][0]))
            is_office = head_as_offices(name_of(self._lines[number].text) for number in bodies[best])
            below = titles_below(bodies[best], points, self._has_body) if is_office else None
            return [below or (best, bodies[best])], self._are_closed(bodies[best])
        if len(self._offices) > 1 and (below := titles_below(self._offices, points, self._has_body)):
            return [below], False
        offices = [n for n in under(self._offices, self._tables) if self._is_prose_line(n + 1) or n + 1 in self._bare]
        if offices and bisect_left(self._bare, offices[0]) >= _TITLES:  # 女性のための相談室 among titles is one of them
            self._bare, offices = sorted({*self._bare, *filter(self._may_be_bare, offices)}), []
        bare = below_large(self._lines, [n for n in self._bare if not offices or n > offices[0]])
        if len(bare) > 1 or offices:
            self._offices = offices
            return [(TITLE, bare or offices)], len(offices) > bool(self._tables)  # a lone one is whose the table is
        return [], False

    def _hold_headings(self, found: Sequence[tuple[str, list[int]]]) -> bool:
        """Tell whether headings that only goals show to be measures each stand above others that head prose."""
        outer = sorted(n for _, numbers in found for n in numbers)
        if not self._goals.intersection(n + 1 for n in outer):
            return False
        return any(
            all(form != f for f, _ in found)
            and numbers[0] > outer[0]
            and len({bisect_left(outer, n) for n in numbers}) >= _SHARE * len(outer)
            for form, numbers in self._bodies(self._has_body).items()
        )

    def _shown_measures(self) -> list[tuple[str, list[int]]]:
        """Return the marks of the measures that departments or labels show, with their lines; none where nothing does."""
        heads = self._heads(self._may_head)
        self._by_fronts = self._by_fronts or not (heads or any(map(self._is_evident, self._heading_lines)))
        counted = {f: sum(map(self._is_evident, ns)) for f, ns in self._marked.items() if not is_caption(f)}
        least = 1 if len(self._lines) < _SHORT else 2  # one line of a long text shows no habit
        shown = [f for f, n in counted.items() if n >= max(least, _SHARE * len(self._marked[f]))]
        # The one that most often is; of two alike, the one that begins later stands below.
        best = max(shown, key=lambda f: (counted[f], self._marked[f][0]), default=None)
        if best is None and not heads:  # titles may be sentences too: 空き家を減らします
            heads = self._heads(self._stands_above)
            above = over_texts(self._lines, self._heading_lines, self._labels, self._told)
            texts = [above[n] for n in heads if n in above and self._lines[n].text.endswith("。")]
            heads = [] if share_mark([self._lines[n].text for n in texts], len(heads)) else heads
        if best is not None:  # 担当：… over all measures of a section is none of the heading's
            over = find_told_groups(self._lines, self._marked[best], self._told)
            heads = [number for number in heads if number not in over]
        if best is not None and len(set(heads).intersection(self._marked[best])) >= _EXPLAINED * len(heads):
            inner = inner_codes(self._marked, best, self._told, self._has_body)
            return [
                (f, self._marked[f])
                for f in (
                    [inner]
                    if inner
                    else [*signs_beside(best, shown, self._marked, self._labels, len(self._lines)), best]
                )
            ]
        return marks_of([self._lines[number].text for number in heads], heads)

    def _heads(self, may_head: Callable[[int], bool]) -> list[int]:
        """Return the lines right above what measures begin with; the number of a sheet or a grade may stand between."""
        numbers = [n for n, line in enumerate(self._lines) if n in self._opening or not stands_between(line.text)]
        found = headings_by_evidence([self._names(n) for n in numbers], lambda at: may_head(numbers[at]))
        return [numbers[at] for at in found]

    def _names(self, number: int) -> str:
        """Return what a line names that belongs to measures: its department, or a label by its words; else nothing."""
        if number in self._aside or number in self._parts:
            return ""
        if number in self._told:
            return _DEPARTMENTS
        if number not in self._opening or (number and self._aims(number - 1, number)):
            return ""
        label = label_in(self._forms[number])
        return self._lines[number].text[slice(*label.title)] if label else ""

    def _may_head(self, number: int) -> bool:
        """Tell whether a line can be a heading by its words, whatever its mark."""
        text = self._lines[number].text
        if number - 1 in self._goals and mark_of(text) is None and self._stands_alone(number - 1):  # 目標 over 出荷 9t
            return False
        return not (number in self._aside or number in self._items) and len(text) <= _LONGEST and may_head(text)

    def _stands_above(self, number: int) -> bool:
        """Tell whether a line can be a heading by where it stands, whatever its words."""
        line = self._lines[number]
        # 花を増やします。 over 担当：… and 実績：… is a title, above a department that closes a measure it is its text.
        opens = number + 2 in self._labels and number not in self._labels and "。" not in line.text[:-1]
        told, ends = number + 1 in self._told, line.text.endswith("。") and not opens
        closes = told and ends and all(behind.gap for behind in self._lines[number + 2 : number + 3])
        placed = (line.gap and not closes) or (told and not ends)
        return placed and len(line.text) <= _LONGEST and line.text[0] not in BULLETS and number not in self._aside

    def _bodies(self, has_body: Callable[[int], bool]) -> dict[str, list[int]]:
        """Return the marks whose lines head the prose of the whole text: from early on, each with its own title."""
        texts = sorted(set(range(len(self._lines))).difference(self._aside, self._heading_lines))
        return {
            form: numbers
            for form, numbers in self._marked.items()
            if not (form in BULLETS or is_caption(form))
            and len({self._lines[n].text for n in numbers}) > 1
            and bisect_left(texts, numbers[0]) * 3 <= len(self._lines)
            and sum(map(has_body, numbers)) >= _SHARE * len(numbers)
            and not is_left_behind(numbers, self._marked.values())
            and not is_list_in_text(self._lines, self._counted((form, numbers)), self._heading_lines | self._told)
        }

    def _has_body(self, number: int) -> bool:
        """Tell whether a heading has something to say: on its own line, or on the one below."""
        below = number + 1
        valued = below < len(self._lines) and below not in self._heading_lines and states_value(self._lines[below].text)
        return valued or self._is_prose_line(below) or self._is_evident(number) or bears_value(self._lines[number].text)

    def _has_text(self, number: int) -> bool:
        """Tell whether a heading has something to say, be it below a point of its own."""
        if self._has_body(number) or number + 1 not in self._heading_lines:
            return self._has_body(number)
        inner, outer = (mark_of(self._lines[n].text) for n in (number + 1, number))
        return inner is not None and outer is not None and inner.form != outer.form and self._has_body(number + 1)

    def _above_all(self, measures: Sequence[tuple[str, list[int]]]) -> list[tuple[str, list[int]]]:
        """Return the marks above the measures: those of the prose alone, or with those that stand in tables."""
        forms, numbers = [form for form, _ in measures], sorted(n for _, ns in measures for n in ns)
        of_parts = {form: lines for form, lines in self._of_parts.items() if form not in forms}
        if not leads_once(self._parts, numbers):  # they are directions
            self._marked.update(of_parts)
        else:
            self._marked = of_one_part(self._marked, of_parts, self._parts, numbers)
        found = self._above(forms, numbers)
        if self._tables:
            found = max(found, self._above(forms, sorted([*numbers, *(n - 0.5 for n in self._tables)])), key=len)
        return found

    def _above(self, measures: Sequence[str], numbers: Sequence[float]) -> list[tuple[str, list[int]]]:
        return marks_above(self._lines, self._marked, measures, numbers, lambda n: self._is_prose_line(n + 1))

    def _without_preamble(self, measures: list[tuple[str, list[int]]]) -> list[tuple[str, list[int]]]:
        """Return the marks of the measures with their lines but those of a preamble, whose marks count nothing at all."""
        counted = {n: no for entry in measures for n, no in self._counted(entry)}
        first = first_below_preamble(self._marked, measures, counted, self._is_evident)
        if not first:
            return measures
        for form, numbers in self._marked.items():
            self._marked[form] = numbers[bisect_left(numbers, first) :] or numbers
        return [(form, numbers[bisect_left(numbers, first) :] or numbers) for form, numbers in measures]
