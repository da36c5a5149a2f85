"""Headings of a style whose levels each have a mark of their own: 第1章 > 1-(1) > ■, or 建設課 > a bare line.

A line of a level's form is its heading unless it is prose, a value or a point of a list. Points are told by what the
report's measures have in common (a department or a label right below), by their numbers, and by what they lead to.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from extractors.patterns import compile_pattern
from pipeline.kinds import TOLD, BlockKind
from pipeline.markers import ANY_LINE, BULLETS, STATUS
from pipeline.profile import Level, Profile
from pipeline.segment.again import is_aside
from pipeline.segment.below import is_told_elsewhere, labels_from
from pipeline.segment.brackets import OPENING, is_balanced
from pipeline.segment.contents import find_contents
from pipeline.segment.departments import is_department, split_heading
from pipeline.segment.evidence import says_nothing
from pipeline.segment.forms import AHEAD, DEPARTMENTS, IN_TABLE, LONGEST_HEADING, Form, behind_departments, leading
from pipeline.segment.headings import Headings
from pipeline.segment.lines import Line, has_large_titles, stands_out
from pipeline.segment.nesting import is_next_point, stands_level
from pipeline.segment.offices import have_offices
from pipeline.segment.outline import (
    LONGEST_TITLE,
    Mark,
    Outline,
    grouping,
    has_word,
    is_prose,
    is_prose_line,
    is_sentence,
    part,
    states_value,
    tells,
    title_below,
)
from pipeline.segment.questions import is_question
from pipeline.segment.speakers import is_speaker
from pipeline.segment.speeches import spoken_levels
from pipeline.segment.survey import (
    BARE_LABEL,
    find_announcements,
    find_opinions,
    find_parts,
    first_label,
    parts_only,
    sentences_head,
    short_labels,
    titles_report,
)
from pipeline.segment.valued import WIDE, counted_styles, title_end

_LABEL, _MEASURE, _DEPARTMENTS, _ASIDE, _ANNEX = Level.LABEL, Level.MEASURE, Level.DEPARTMENTS, Level.ASIDE, Level.ANNEX
_RANK = {Level.PART: -1, Level.OFFICE: 0, Level.DIRECTION: 0, Level.BETWEEN: 1, Level.SECTION: 2, _MEASURE: 3}
_GROUPS = frozenset({Level.DIRECTION, Level.BETWEEN, Level.SECTION})
_PROVEN = 0.6  # share of the measures with a department or a label from which a line without them is none
_LONGEST_BARE = 30
_LONGEST_GRADE = 8  # characters: 【評価】Ａ
_CHAPTER = compile_pattern(r"第 ?[0-9一二三四五六七八九十Ⅰ-Ⅻ]{1,3} ?[章節編篇部]")


class RankReader:
    """One pass over the lines."""

    def __init__(self, lines: Sequence[Line], profile: Profile, forms: Sequence[tuple[Form, ...]]) -> None:
        forms = spoken_levels(lines, leading(lines, forms, profile), profile)
        self._lines = lines
        self._profile = profile
        self._forms = forms
        self._has_large = has_large_titles(lines)
        self._headings = Headings(lines, forms)
        self._found = Outline(forms)
        self._found.aside = find_contents(lines, forms)
        self._listed = find_announcements(lines, self._headings, self._found.aside)
        self._ranked = any(rule.level is _MEASURE for rule in profile.headings)
        self._opener, self._spoken = "", True
        self._opinions = find_opinions(lines, forms)
        self._spoken = sentences_head(lines, self._headings, filter(self._could_be_measure, range(len(lines))))
        self._opener = first_label(lines, self._headings, self._is_bare)
        self._short = short_labels(lines, self._headings)
        self._labels = Counter(lines[n].text for n, _ in self._headings.numbered(_LABEL))
        candidates = [n for n in range(len(lines)) if self._could_be_measure(n)]
        self._counted = counted_styles(self._headings, candidates)
        evident = [n for n in candidates if self._headings.is_evident(n)]
        begin = min((n for n, _ in self._headings.numbered(Level.DIRECTION) if n not in self._found.aside), default=0)
        if evident and evident[0] > begin:  # 1 法人の概要 and (1) 名称 before 第1 count nothing that is reported
            candidates = [n for n in candidates if n > begin]
        self._proven = bool(evident) and len(evident) >= _PROVEN * len(candidates)
        evident += [n for n in set(candidates).difference(evident) if self._is_under_heading(n)]
        self._shown = frozenset(evident if self._proven else candidates)
        tabled = [n for n, readings in enumerate(forms) if readings is IN_TABLE]  # rows may be measures
        self._measures = sorted([*self._shown, *tabled])
        counted = {rule.form for rule in profile.headings if rule.level is _MEASURE and rule.form}
        self._parts = find_parts(lines, forms, self._found.aside, counted, self._measures) | {self._opinions}
        self._parted = parts_only(lines, forms, self._parts, self._measures)
        self._offices = have_offices(lines, forms, profile)
        self._of_style: dict[tuple[int, Level], list[int]] = {}
        for number, form in ((n, f) for n, readings in enumerate(forms) for f in readings if f.level in _RANK):
            if not (self._headings.form(number, _ASIDE) or tells(lines[number], form)):
                self._of_style.setdefault((form.style, form.level), []).append(number)
        self._inline = self._headings.brackets_before_text()
        self._last: dict[int, int] = {}  # by style, within the heading above
        self._titles: dict[int, str] = {}  # likewise: what the open headings say
        self._open: Level | None = None
        self._kind: BlockKind | None = None
        self._had: set[str] = set()  # the labels of the open measure
        self._empty = True
        self._named = False  # whether the open measure names departments

    def read(self) -> Outline:
        """Judge every line once."""
        number = 0
        while number < len(self._lines):
            mark = None if is_aside(self._lines, number, self._found) else self._judge(number)
            if mark is None:
                self._empty = False
                number += 1
                continue
            self._found.marks.append(mark)
            self._enter(mark)
            number = mark.stop
        return self._found

    def _judge(self, number: int) -> Mark | None:
        if (theirs := self._headings.theirs(number)) is not None:
            return Mark(_DEPARTMENTS, number, theirs.stop, AHEAD, heading=theirs)
        is_part = number in self._parts
        for form in self._forms[number]:
            mark: Mark | None = None
            if form.level is _ANNEX or (form.level is _ASIDE and not is_part):
                mark = Mark(form.level, number, number + 1, form)
            elif form.level is _LABEL:
                mark = None if is_part else self._label(number, form)
            elif form.level is _DEPARTMENTS:
                mark = self._departments(number, form)
            elif form.level in _RANK and not (number in self._parted or (is_part and form.level is _MEASURE)):
                mark = self._heading(number, form)
            if mark is not None:
                return mark
        if is_part:
            return part(number, self._lines[number], self._headings.label_of_part(number))
        if self._headings.is_sheet_number(number) and number + 1 < len(self._lines):
            return self._below_number(number)
        return self._closing_departments(number)

    def _closing_departments(self, number: int) -> Mark | None:
        """Read departments in brackets: those that end a measure whose heading names none, or of all below a heading."""
        if self._open is _MEASURE:
            heading = None if self._named else self._headings.closing(number)
        else:
            heading = self._headings.in_brackets(number) if self._open in _GROUPS and self._empty else None
        return Mark(_DEPARTMENTS, number, heading.stop, DEPARTMENTS, heading=heading) if heading else None

    def _below_number(self, number: int) -> Mark | None:
        """Read the number of a sheet: it belongs to the heading below it."""
        mark = self._judge(number + 1)
        if mark is not None and mark.level is _MEASURE:
            return mark._replace(first=number)
        if number + 1 in self._found.aside or (mark is not None and mark.level in _RANK):
            self._found.aside.add(number)
        return None

    def _enter(self, mark: Mark) -> None:
        if mark.level is _LABEL:
            self._kind = mark.form.kind
            self._had.add(self._headings.label_words(mark.first))
            self._empty = mark.form.rest >= len(self._lines[mark.first].text)
            return
        self._named = bool(mark.heading and mark.heading.departments) or (self._named and mark.level is _ASIDE)
        if mark.level in (_DEPARTMENTS, _ASIDE):  # they leave open what is open
            return
        self._open, self._kind, self._empty = None if mark.is_part else mark.level, None, True
        self._had.clear()
        rank = _RANK.get(mark.level, -1)
        for style in {*self._last, *self._titles}:
            if _RANK[self._profile.headings[style].level] > rank:
                self._last.pop(style, None)
                self._titles.pop(style, None)
        if 0 <= rank < _RANK[_MEASURE]:
            self._titles[mark.form.style] = self._lines[mark.first].text
        if mark.form.no is not None and rank >= 0:
            self._last[mark.form.style] = mark.form.no

    def _label(self, number: int, form: Form) -> Mark | None:
        line = self._lines[number]
        bracketed = line.text[0] in OPENING and ")" not in line.text[: form.title[0]]  # (2) only counts
        colon = form.rest < len(line.text) or line.text.endswith(":")
        if self._open is _ANNEX or (self._ranked and self._open is None and not bracketed):
            return None
        if form.title[0] > 0 and not bracketed and self._is_ranked(number) and not self._comes_back(number, form):
            return None  # ■ or (1) that numbers headings: 1 計画の目標
        aside = form.kind is BlockKind.OTHER and self._inline.isdisjoint((line.text[0], line.text[: form.rest].strip()))
        if bracketed and aside and form.rest + _LONGEST_GRADE < len(line.text):
            return None  # 【概要】… in a text
        if bracketed or colon:
            return Mark(_LABEL, number, number + 1, form)
        if self._open is not _MEASURE and self._ranked:
            return None
        title = line.text[slice(*form.title)].replace(" ", "")
        own = form.style < 0  # a label of the report's own, which comes back
        long = len(title) >= BARE_LABEL or title in self._short or form.title[0] > 0 or own
        return Mark(_LABEL, number, number + 1, form) if long else None

    def _comes_back(self, number: int, form: Form) -> bool:
        """Tell whether a label behind a sign that heads directions too (■今後) stands under several measures."""
        numbered = any(f.no is not None for f in self._forms[number] if f.level in _RANK)
        known = form.kind in TOLD and self._open is _MEASURE
        return known and not numbered and self._labels[self._lines[number].text] > 1

    def _is_ranked(self, number: int) -> bool:
        """Tell whether a line has the form of a direction or section, or of a measure that can be one here."""
        if any(f.level in _RANK and f.level is not _MEASURE for f in self._forms[number]):
            return True
        return self._headings.form(number, _MEASURE) is not None and self._open is not _MEASURE

    def _departments(self, number: int, form: Form) -> Mark | None:
        """Read 担当課：… below the heading of a direction or section, or behind a measure's blocks."""
        if self._open in (None, _ANNEX, Level.OFFICE):
            return None
        below = self._headings.department_line(number)
        if below is None or below[2] == number:
            return None
        entries, certain, stop = below
        heading = self._headings.of_departments(number, tuple(entries), stop, certain=certain)
        alone = stop == len(self._lines) and self._lines[number].gap and len(self._measures) > 1
        if alone and not any(mark.heading and mark.heading.departments for mark in self._found.marks):
            return Mark(_ANNEX, number, stop, form)  # whose the whole report is
        return Mark(_DEPARTMENTS, number, stop, form, heading=heading)

    def _heading(self, number: int, form: Form) -> Mark | None:
        line, stop = self._headings.whole_line(number)
        title = line.text[slice(*form.title)] if stop == number + 1 else line.text[form.title[0] :]
        below = None
        if not title.strip():
            below = title_below(self._lines, self._forms, stop)
            if below is None or form.level is _MEASURE:
                return None
            title, stop = below.text, stop + 1
        if form.level is _MEASURE and (mark := self._valued(number, form)) is not None:
            return mark
        spoken = is_sentence(line.text[: form.title[0]], title) and not self._is_told(number, form)
        if spoken or len(title) > LONGEST_TITLE or number in self._listed:
            return None
        if form.level is Level.OFFICE:
            return self._office(number, form, title)
        if form.level is _MEASURE:
            return self._measure(number, form, title)
        names = split_heading(title)
        if states_value(title) and not names.departments:
            return None
        if self._titles.get(form.style) == self._lines[number].text:  # at the head of each sheet
            self._found.aside.update(range(number, stop))
            return None
        if not self._leads(number, stop, form) and not (form.level is Level.DIRECTION and self._headings.lowered(stop)):
            return self._above_nothing(number, form, line)
        if names.departments and names.title and (names.certain or states_value(title)) and stop == number + 1:
            told = self._headings.up_to(number, form.title[0], len(line.text))
            title_only = form._replace(title=(form.title[0], told.title[-1][1]))
            return Mark(form.level, number, stop, title_only, heading=told)
        return grouping(number, form, line, stop, below)

    def _above_nothing(self, number: int, form: Form, line: Line) -> Mark | None:
        """Read the heading of a direction or section above no measure: that of a measure, or of a part of the report."""
        measure = self._headings.lowered(number)
        if measure is not None and self._is_body(measure.stop):
            return Mark(_MEASURE, number, measure.stop, form, heading=measure)
        chapter = line.gap and _CHAPTER.match(line.text) is not None
        return part(number, line, self._headings.label_of_part(number)) if chapter else None

    def _leads(self, number: int, stop: int, form: Form) -> bool:
        """Tell whether a measure follows before the next heading of this rank, or the number says that none is meant to."""
        if not self._ranked:
            return True
        if (led := self._leads_at_once(number, stop, form)) is not None:
            return led
        same = self._of_style.get((form.style, form.level), [])
        behind = bisect_left(same, stop)
        limit = same[behind] if behind < len(same) else len(self._lines)
        at = bisect_left(self._measures, stop)
        if at < len(self._measures) and self._measures[at] < limit:
            apart = self._open is not _MEASURE or self._lines[number].gap
            anew = form.no in (1, self._last.get(form.style, 0) + 2)  # 1-(3)-① behind 1-(1)-②, or a number is missing
            skips = anew and self._measures[at] == stop + (stop in self._headings.ahead)
            return form.no is None or apart or skips or self._in_sequence(form)
        if self._open and self._lines[number].gap and self._is_body(stop) and says_nothing(self._lines[stop].text):
            return True
        last = self._lines[same[bisect_left(same, number) - 1]].text == self._titles.get(form.style)
        counts = last and self._headings.form(number, _LABEL) is not None  # (3) 課題 behind section (2)
        apart = counts or self._lines[number].gap or has_word(self._lines[number].text[: form.title[0]])
        alone = self._in_sequence(form) and not self._headings.lowered(number)
        return apart and alone and limit > stop and form.style in self._last

    def _leads_at_once(self, number: int, stop: int, form: Form) -> bool | None:
        """Tell whether what stands below a heading without a mark shows it to be one; None where it does not say."""
        at = behind_departments(self._lines, self._forms, stop)
        if not self._profile.headings[form.style].leads_to_measure or at >= len(self._lines):
            return None
        begins = self._lines[number].gap or (self._open in _GROUPS and self._empty)
        shown = at in self._shown
        apart = begins and (at > stop or self._lines[at].gap or shown)
        if (below := self._headings.form(at, _MEASURE)) and self._is_bare(at, below):
            return apart and self._lines[at].gap and shown and (at > stop or not self._headings.is_evident(number))
        return None if apart or any(f.no == 1 for f in self._forms[at]) else False

    def _in_sequence(self, form: Form) -> bool:
        return form.no == self._last.get(form.style, 0) + 1

    def _office(self, number: int, form: Form, title: str) -> Mark | None:
        """Read a department alone on its line: it stands over the measures below, or is one by itself."""
        if not is_department(title) or number + 1 >= len(self._lines):
            return None
        if self._could_be_measure(number + 1) and self._is_bare_heading(number + 1):
            return Mark(Level.OFFICE, number, number + 1, form, heading=self._headings.office(number, form))
        heading = self._headings.office(number, form)
        return Mark(_MEASURE, number, number + 1, form, heading) if self._is_body(number + 1) else None

    def _measure(self, number: int, form: Form, title: str) -> Mark | None:
        if len(self._lines[number].text) > LONGEST_HEADING or not self._could_be_measure(number):
            return None
        heading = self._headings.measure(number)
        evident = self._headings.is_evident(number) and heading.stop not in self._parts  # 環境部 above 1 計画の趣旨
        aside = self._is_bare(number, form) or (self._lines[number].text[0] in OPENING and not evident)
        asked = self._open is _ANNEX and is_department(title)
        if aside and (asked or (self._open is None and self._offices)):  # whom to ask; who speaks, on which plan
            return None
        again = is_told_elsewhere(title) and (form.no is None or self._in_sequence(form))
        if self._proven and not (evident or again or self._continues(number, form) or self._is_of_a_kind(number, form)):
            return None
        if not evident and (states_value(title) or not is_balanced(title)):
            return None
        told = evident or again or self._is_body(heading.stop)
        return Mark(_MEASURE, number, heading.stop, form, heading=heading) if told else None

    def _valued(self, number: int, form: Form) -> Mark | None:
        """Read a measure whose line goes on with what it reports."""
        gap = WIDE if self._headings.form(number + 1, _DEPARTMENTS) else 1
        if gap == 1 and (self._kind or form.style not in self._counted or not self._in_sequence(form)):
            return None
        end = title_end(self._lines[number].text, form.title[0], gap)
        if end is None or not self._could_be_measure(number) or (gap == 1 and self._headings.is_evident(number)):
            return None
        return Mark(_MEASURE, number, number + 1, form, self._headings.up_to(number, form.title[0], end))

    def _continues(self, number: int, form: Form) -> bool:
        """Tell whether a numbered line without department or label goes on with the measures before it."""
        last = next((m.first for m in reversed(self._found.marks) if m.level is _MEASURE), number)
        spaced = self._kind is None and (self._lines[number].gap or not self._empty)
        spaced = spaced or stands_out(self._lines, last, number)
        return self._in_sequence(form) and spaced and self._is_body(self._headings.measure(number).stop)

    def _is_of_a_kind(self, number: int, form: Form) -> bool:
        """Tell whether labels further below make a line a measure: under a heading any, within a measure one it has already."""
        level = self._open is _MEASURE and stands_level(self._lines, number, self._found.marks)
        if (level or (self._open in _GROUPS and self._empty)) and self._headings.names_institution(number):
            return True
        found = labels_from(self._headings, number + 1, form)
        if self._open is _MEASURE:
            return not self._had.isdisjoint(found) or self._stands_alike(number, form)
        return self._open is not None and self._empty and (bool(found) or not self._labels)

    def _stands_alike(self, number: int, form: Form) -> bool:
        """Tell whether a line bears the sign of measures that all stand apart, as it does, in a report without any labels."""
        if form.no is not None or self._is_bare(number, form) or self._headings.has_labels():
            return False
        alike = [number, *(n for n in self._shown if any(f.style == form.style for f in self._forms[n]))]
        return all(self._lines[n].gap and self._lines[n].indent == self._lines[number].indent for n in alike)

    def _is_under_heading(self, number: int) -> bool:
        """Tell whether a line right under a heading above measures has labels below it, or ends in an institution."""
        form = self._headings.form(number, _MEASURE)
        ranked = any(f.level in _RANK and f.level is not _MEASURE for f in (self._forms[number - 1] if number else ()))
        labelled = form and (not self._labels or labels_from(self._headings, number + 1, form))
        return ranked and bool(labelled or (form and self._headings.names_institution(number)))

    def _could_be_measure(self, number: int) -> bool:
        form = self._headings.form(number, _MEASURE)
        if form is None or number in self._found.aside or self._headings.is_label(number) or number > self._opinions:
            return False
        is_departments = self._headings.form(number, _DEPARTMENTS) and (
            self._is_bare(number, form) or self._headings.department_line(number)
        )
        text, title = self._lines[number].text, self._lines[number].text[slice(*form.title)]
        if self._headings.opens_label(number) or is_departments or not title.strip():
            return False
        if self._is_told(number, form) or (form.no is not None and title_end(text, form.title[0])):
            return True
        bare = self._is_bare(number, form)
        if is_sentence(text[: form.title[0]], text if bare else title) or (not self._spoken and text.endswith("。")):
            return False
        return not bare or (self._is_bare_heading(number) and not is_next_point(self._lines, number))

    def _is_told(self, number: int, form: Form) -> bool:
        """Tell whether a department right below makes a line a measure; of bare lines apart, the label that opens them too."""
        line = self._lines[number]
        if form.level is not _MEASURE or line.text[0] in BULLETS or self._headings.form(number, _LABEL):
            return False
        if is_question(self._lines, number):
            return True
        bare = self._is_bare(number, form)
        if bare and line.gap and self._opener and self._headings.label_words(number + 1) == self._opener:
            return self._profile.headings[form.style].form == ANY_LINE
        opens = line.gap or self._headings.form(number + 2, _LABEL) is not None
        ends = line.text.endswith("。") and not (bare and opens)
        return not ends and self._headings.is_office_line(number + 1)

    def _is_bare(self, number: int, form: Form) -> bool:
        """Tell whether a line is all title, without any mark."""
        whole = form.title[0] == 0 and form.title[1] >= len(self._lines[number].text) - 1  # but for the sign at its end
        return whole and self._profile.headings[form.style].form != STATUS

    def _is_bare_heading(self, number: int) -> bool:
        """Tell whether a line without any mark heads the prose below it."""
        form, line = self._headings.form(number, _MEASURE), self._lines[number]
        if form is None or number + 1 >= len(self._lines):
            return False
        if not self._is_bare(number, form):
            return True
        if (number == 0 and form.number == "") or is_speaker(line.text) or titles_report(self._lines, number):
            return False
        if self._has_large:
            return line.large or form.title != (0, len(line.text))
        heading = self._headings.measure(number)
        if self._is_told(number, form) or (heading.departments and heading.certain):
            return True
        if len(line.text) > _LONGEST_BARE or states_value(line.text) or is_prose(line.text):
            return False
        before = self._lines[number - 1].text if number and number - 1 not in self._headings.ahead else "。"
        marked = not number or any(self._profile.headings[f.style].form != ANY_LINE for f in self._forms[number - 1])
        starts = line.gap or before.endswith(("。", ")", "」")) or marked if number else True
        labelled = heading.label is not None or self._headings.opens_label(heading.stop)
        return (starts and (labelled or is_prose_line(self._lines, heading.stop))) or (
            labelled and self._headings.label_words(heading.stop) == self._opener
        )

    def _is_body(self, number: int) -> bool:
        """Tell whether line `number` can be what a measure has to say: no further heading."""
        if number >= len(self._lines):
            return False
        form = self._headings.form(number, _MEASURE)
        if form is not None and not self._is_bare(number, form) and self._could_be_measure(number):
            return False
        line = self._lines[number]
        small = (0, len(line.text)) if self._has_large and not line.large else None  # no heading, be it of a bare form
        headings = [f for f in self._forms[number] if f.level in _RANK and f.title != small]
        return not headings or is_prose_line(self._lines, number)
