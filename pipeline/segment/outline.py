"""Which lines are headings: each line's possible readings, judged by the lines around it.

A ○ can open a measure or be a bullet inside a block, (1) a section or a step of a list, 【…】 a direction or a remark.
What follows, where the line stands and how the report's other headings look decide; every weight is in
`_measure_score`, `_score_inside` and `_section_score`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from extractors.patterns import compile_pattern
from pipeline.kinds import TOLD
from pipeline.markers import DAY_OF, is_amount, second_mark
from pipeline.model import BlockKind
from pipeline.profile import Level, Profile
from pipeline.segment.again import end_of_words, is_aside
from pipeline.segment.brackets import OPENING, is_balanced
from pipeline.segment.contents import find_contents
from pipeline.segment.context import Context
from pipeline.segment.evidence import SETS_GOALS
from pipeline.segment.forms import AHEAD, DEPARTMENTS, LONGEST_HEADING, Form
from pipeline.segment.headings import Headings, MeasureHeading
from pipeline.segment.lines import Line
from pipeline.segment.survey import (
    BARE_LABEL,
    find_announcements,
    find_parts,
    glyph,
    read_habits,
    short_labels,
)
from pipeline.states import GRADED

_LABEL, _ANNEX, _ASIDE, _DIRECTION, _SECTION, _MEASURE, _DEPARTMENTS = (
    Level.LABEL, Level.ANNEX, Level.ASIDE, Level.DIRECTION, Level.SECTION, Level.MEASURE, Level.DEPARTMENTS
)  # fmt: skip
"""To look a member up takes thirty times as long."""
LONGEST_TITLE = 90
_PROSE_LENGTH = 25
_SURE = 2  # the score from which a ○ line or a numbered line inside a block is a heading
_PROSE = compile_pattern(
    r"。(?: ?[(\[【〔][^()\[\]【】〔〕]{1,80}[)\]】〕])?$|^(?:は(?:、|(?![虫種握])[一-鿿])|に(?:示|係|掲|つい|関|よる|基づ|お[いけ])|の(?:とおり|うち|取組|実績|表)|から ?[(\[【0-9]|を(?:除|含|踏|参|受)"
    r"|及び ?[(\[【]|[~、・]|で(?:示|述|は)|と(?:同|[(\[【])|において)|(?:ます|です|である|した|ている)。?(?:\([^()]*\))?$"
)
_STATES = compile_pattern(
    r"[^「『(]{1,12}[::](?!.*[」』]$)|[0-9] ?(?:人|名|件|回|%|か所|箇所|円|千円|団体|本|組|校|社|日)(?:\([^()]*\)|程度|以上|実施|開催|参加)*$"
    rf"|(?!^{DAY_OF})[0-9]{{1,2}}月[0-9]{{1,2}}日(?![^()]{{0,20}}(?:号|公表|公告|告示|議決|策定|改定|施行|答申)\)$)|[^=]{{2,20}}=.*[÷×/]"
)
_WORD = compile_pattern(r"[ぁ-んァ-ヶ㐀-鿿A-Za-z]{2}|柱|第 ?[0-9]{1,3} ?[章節編篇]")
_PROMISE = compile_pattern(r"[^、。:]{2,40}ます(?:\([^()]*\))?")
_MAY_STATE = compile_pattern(r"[0-9:=]")  # without which `_STATES` finds nothing
_LAYOUT_OF_SESSION = compile_pattern(
    r"^(?:日時|日程|場所|会場|講師|対象|参加者?|内容|テーマ|主催|定員|期間|期日|回数)(?: |[::]|$)"
)
_TO_COME = compile_pattern(r"^\S{1,4}[ .、] ?(?:今後|これから|次年度|来年度|翌年度)")


class Mark(NamedTuple):
    """A heading: what it is and the lines `first`..`stop` that it takes."""

    level: Level
    first: int
    stop: int
    form: Form
    heading: MeasureHeading | None = None
    """For a measure."""
    line: Line | None = None
    """The title's line where it is not, or not only, line `first`; its whole text is the title then."""

    @property
    def is_part(self) -> bool:
        """Whether it heads a part of the report that is none of the outline's levels."""
        return self.level is _ANNEX and self.form.style < 0


def part(number: int, line: Line, label: Form | None) -> Mark:
    """Return the heading of a part of the report (１ 計画の目標), which ends what stands before it.

    Args:
        number: of the line.
        line: the heading.
        label: what its words would open below a measure (５ 今後の取組), which is what they open here.
    """
    kind = label.kind if label is not None else BlockKind.OUTLOOK if _TO_COME.search(line.text) else None
    return Mark(Level.ANNEX, number, number + 1, Form(Level.ANNEX, -1, "", None, (0, 0), len(line.text), kind))


@dataclass(slots=True)
class Outline:
    """The headings of a report in order."""

    forms: Sequence[tuple[Form, ...]]
    """What each line may be."""
    marks: list[Mark] = field(default_factory=list)
    aside: set[int] = field(default_factory=set)
    """Lines of no block: a table of contents, a heading repeated as （続き）."""
    cells: Mapping[int, tuple[Form, ...]] = field(default_factory=dict)
    """What the lines of tables would be, which are no headings: only their items count."""


def is_prose(title: str) -> bool:
    """Tell whether the words behind a mark are those of a sentence."""
    return _PROSE.search(title) is not None


def is_sentence(mark: str, title: str) -> bool:
    """Tell whether the words behind a mark are a sentence, and no promise that a word counts: 宣言2 川を守ります."""
    promises = has_word(mark) and _PROMISE.fullmatch(title.strip()) is not None
    return is_prose(title) and not promises


def tells(line: Line, form: Form) -> bool:
    """Tell whether a line with the mark of a heading is a sentence (基本方針3の状況は次のとおりです。)."""
    return line.text.endswith("。") and is_sentence(line.text[: form.title[0]], line.text[form.title[0] :])


def is_prose_line(lines: Sequence[Line], number: int) -> bool:
    """Tell whether line `number` is one of a text, by a full stop or its length."""
    return number < len(lines) and ("。" in lines[number].text or len(lines[number].text) >= _PROSE_LENGTH)


def has_word(mark: str) -> bool:
    """Tell whether a mark has a word that counts its headings: 施策の方向2, not 2. or (2)."""
    return _WORD.search(mark) is not None


def states_value(title: str) -> bool:
    """Tell whether a title is a value or a detail rather than a name: 参加者：20人, 達成率＝実績÷目標."""
    words = GRADED.sub("", title) if _MAY_STATE.search(title) else ""
    states = _MAY_STATE.search(words) is not None and _STATES.search(words) is not None
    named = second_mark(words) if states else None
    if named is not None and has_word(words[: named.title]):  # 目標1：ごみを減らす
        return states_value(words[named.title :])
    return states or is_amount(title) or _LAYOUT_OF_SESSION.match(title) is not None


def grouping(number: int, form: Form, line: Line, stop: int, below: Line | None) -> Mark:
    """Return the heading of a part, direction or section in the lines `number`..`stop`, whose title may stand below its mark."""
    if form.level is Level.PART:
        return part(number, line, None)._replace(stop=stop)
    if below is not None:
        return Mark(form.level, number, stop, form, line=below)
    if stop > number + 1:
        return Mark(form.level, number, stop, form._replace(title=(form.title[0], len(line.text))), line=line)
    end = min(form.title[1], end_of_words(line.text))
    return Mark(form.level, number, stop, form._replace(title=(form.title[0], end)) if end > form.title[0] else form)


def title_below(lines: Sequence[Line], forms: Sequence[tuple[Form, ...]], number: int) -> Line | None:
    """Return line `number` if it can be the title of the bare heading before it."""
    if number >= len(lines) or forms[number]:
        return None
    line = lines[number]
    return None if len(line.text) > LONGEST_TITLE or is_prose(line.text) or ":" in line.text else line


class ContextReader:
    """One pass over the lines."""

    def __init__(self, lines: Sequence[Line], profile: Profile, forms: Sequence[tuple[Form, ...]]) -> None:
        self._lines = lines
        self._profile = profile
        self._forms = forms
        self._headings = Headings(lines, forms)
        self._here = Context()
        self._found = Outline(forms)
        self._habits = read_habits(lines, self._headings, profile)
        # Labels may stand under directions and sections themselves, or in a text without any heading.
        self._bare_text = not (self._habits.directions or self._habits.measures_labelled)
        self._found.aside = find_contents(lines, forms)
        self._listed = find_announcements(lines, self._headings, self._found.aside)
        self._parts = find_parts(lines, forms, self._found.aside)
        self._short = short_labels(lines, self._headings)

    def read(self) -> Outline:
        """Judge every line once."""
        number = 0
        while number < len(self._lines):
            if is_aside(self._lines, number, self._found):
                number += 1
            elif (mark := self._judge(number)) is not None:
                self._found.marks.append(mark)
                self._enter(mark)
                number = mark.stop
            else:
                if number not in self._found.aside:  # as a heading that is repeated
                    self._text(number)
                number += 1
        return self._found

    def _judge(self, number: int) -> Mark | None:
        if number in self._headings.ahead and (theirs := self._headings.theirs(number)) is not None:
            return Mark(_DEPARTMENTS, number, theirs.stop, AHEAD, heading=theirs)
        is_part = number in self._parts
        for form in self._forms[number]:
            level = form.level
            if level is _LABEL:
                mark = None if is_part else self._label(number, form)
            elif level is _MEASURE:
                mark = self._measure(number, form)
            elif level is _DIRECTION:
                mark = self._direction(number, form)
            elif level is _SECTION:
                mark = self._section(number, form)
            elif level is _ANNEX or level is _ASIDE:
                mark = Mark(level, number, number + 1, form)
            elif level is _DEPARTMENTS:
                mark = self._closing(number, self._headings.closing_line)
            elif level is Level.PART:
                mark = part(number, self._lines[number], None)
            else:
                continue
            if mark is not None:
                return mark
        if (mark := self._closing(number, self._headings.closing)) is not None:
            return mark
        return part(number, self._lines[number], self._headings.label_of_part(number)) if is_part else None

    def _closing(self, number: int, read: Callable[[int], MeasureHeading | None]) -> Mark | None:
        """Read the departments that end a measure whose heading names none, or in brackets those of all below a heading."""
        here = self._here
        if here.named or here.annex or not here.started:
            return None
        heading = read(number) if here.in_measure else self._headings.in_brackets(number) if here.empty else None
        return Mark(Level.DEPARTMENTS, number, heading.stop, DEPARTMENTS, heading=heading) if heading else None

    def _enter(self, mark: Mark) -> None:
        here, level = self._here, mark.level
        if level is _ASIDE or level is _DEPARTMENTS:  # they leave open what is open
            here.closed = level is _DEPARTMENTS
            here.named = here.named or here.closed
            here.in_measure = here.in_measure and mark.form is not AHEAD
            return
        here.started = True
        here.empty, here.closed = True, False
        if level is _LABEL:
            here.first = here.first or mark.form.kind
            here.kind = mark.form.kind
            here.empty = mark.form.rest >= len(self._lines[mark.first].text)
            here.bullets = False
            return
        here.kind, here.first, here.bullets = None, None, False
        here.annex = level is _ANNEX and not mark.is_part
        here.in_measure = level is _MEASURE
        here.named = bool(mark.heading and mark.heading.departments)
        here.indent = self._lines[mark.first].indent
        if level is _DIRECTION or level is _ANNEX:
            here.direction, here.section = mark.form, None
        elif level is _SECTION:
            here.section = mark.form

    def _text(self, number: int) -> None:
        self._here.empty = self._here.closed = False
        if self._forms[number] and self._headings.form(number, _MEASURE) is not None:
            self._here.bullets = True

    def _label(self, number: int, form: Form) -> Mark | None:
        here, line = self._here, self._lines[number]
        if here.annex or not (here.started or self._bare_text):
            return None
        bracketed = line.text[0] in OPENING
        inline = form.rest < len(line.text)
        ring = self._headings.form(number, _MEASURE)
        if ring is not None:
            heading = self._headings.measure(number)
            if heading.label or heading.departments or not here.in_measure:
                return None
        unnumbered = self._headings.form(number, _DIRECTION)
        if unnumbered is not None and not self._habits.numbered and self._opens_measure(number + 1):
            return None
        if inline and form.kind is here.kind and not here.empty:
            return None
        if self._habits.labels and not self._fits_labels(line, form, bracketed=bracketed, inline=inline):
            return None
        own = form.style < 0  # a label of the report's own, which comes back
        short = form.title[0] == 0 and form.title[1] < BARE_LABEL and line.text not in self._short
        if short and not (bracketed or inline or own):
            return None  # 目標 alone may head a column
        return Mark(_LABEL, number, number + 1, form)

    def _fits_labels(self, line: Line, form: Form, *, bracketed: bool, inline: bool) -> bool:
        """Tell whether a label is one in a report whose labels stand in brackets on their own lines."""
        clear = form.kind in TOLD
        if bracketed:
            return not inline or clear
        numbered = form.title[0] > 0 and line.text[0] not in "■◆●▼▶▽▷□◇"
        return clear and not inline and not numbered and form.kind is not self._here.kind

    def _direction(self, number: int, form: Form) -> Mark | None:
        here = self._here
        text = self._lines[number].text[slice(*form.title)]
        if number in self._listed or _PROSE.search(text) or len(text) > LONGEST_TITLE:
            return None
        rule = self._profile.headings[form.style]
        leads = self._opens_measure(number + 1)
        if form.no is None and self._habits.numbered:
            return None
        if rule.leads_to_measure and (self._habits.directions or not leads):
            return None
        if here.in_measure and form.no is not None and here.direction is not None:
            same = self._wording(number, form) == self._direction_wording
            if not same and not leads:
                return None
        self._direction_wording = self._wording(number, form)
        line, stop = self._headings.whole_line(number)
        if not text.strip():
            below = title_below(self._lines, self._forms, number + 1)
            return Mark(Level.DIRECTION, number, number + 1 + (below is not None), form, line=below)
        return grouping(number, form, line, stop, None)

    def _wording(self, number: int, form: Form) -> str:
        return self._lines[number].text.partition(form.number)[0].replace(" ", "") if form.number else ""

    _direction_wording = ""

    def _opens_measure(self, number: int) -> bool:
        """Tell whether a section or measure begins at line `number`."""
        return bool(self._headings.form(number, Level.MEASURE) or self._headings.form(number, Level.SECTION)) and not (
            self._headings.is_label(number)
        )

    def _section(self, number: int, form: Form) -> Mark | None:
        here = self._here
        whole, stop = self._headings.whole_line(number)
        text = whole.text[form.title[0] :]
        if _PROSE.search(text) or len(text) > LONGEST_TITLE or (here.in_measure and self._headings.is_label(number)):
            return None
        below = None if text else title_below(self._lines, self._forms, number + 1)
        if not text and below is None:
            return None
        if below is not None:
            stop = number + 2
        near = self._sure_measure_near(stop)
        if not self._opens_section(number, form, text, stop, near=near):
            return None
        line = below or (whole if stop > number + 1 else None)
        title = form.title if below is not None else (form.title[0], len(whole.text))
        return Mark(Level.SECTION, number, stop, form._replace(title=title), line=line)

    def _opens_section(self, number: int, form: Form, text: str, stop: int, *, near: bool) -> bool:
        """Tell whether a numbered line with a title is a section's heading where it stands."""
        here = self._here
        if self._profile.headings[form.style].leads_to_measure:
            return near and self._headings.form(stop, Level.MEASURE) is not None
        if here.annex or (self._habits.directions and here.direction is None):
            return near
        if here.in_measure:
            return self._section_score(number, form, text, stop, near=near) > _SURE
        return near or not _STATES.search(text)

    def _section_score(self, number: int, form: Form, text: str, stop: int, *, near: bool) -> int:
        """Weigh a numbered line inside a measure: a new section, or a step of a list?"""
        here, line = self._here, self._lines[number]
        last = here.section.no if here.section is not None else 0
        ring = self._headings.form(stop, Level.MEASURE) is not None
        score = 3 if near else (0 if ring else -3)
        score += 1 if here.kind is BlockKind.OUTLOOK and not here.empty else 0
        score += 1 if ring else 0
        score += 1 if form.no is not None and last is not None and form.no == last + 1 else 0
        score += (1 if form.style == here.section.style else -1) if here.section is not None else 0
        score += 1 if line.gap else -1
        score -= 3 if states_value(text) else 0
        return score - (2 if line.indent > here.indent + 1 else 0)

    def _sure_measure_near(self, number: int) -> bool:
        """Tell whether a measure beyond doubt follows within a line or two of introduction."""
        for at in range(number, min(number + 3, len(self._lines))):
            if self._headings.form(at, Level.MEASURE) is not None:
                heading = self._headings.measure(at)
                return heading.label is not None or bool(heading.departments)
            if self._forms[at]:
                return False
        return False

    def _measure(self, number: int, form: Form) -> Mark | None:
        line = self._lines[number]
        if len(line.text) > LONGEST_HEADING or SETS_GOALS.match(line.text):
            return None
        heading = self._headings.measure(number)
        if self._measure_score(number, form, heading) < _SURE:
            return None
        return Mark(Level.MEASURE, number, heading.stop, form, heading=heading)

    def _measure_score(self, number: int, form: Form, heading: MeasureHeading) -> int:
        """Weigh a ○ line: a measure, or a bullet?"""
        here, habits, line = self._here, self._habits, self._lines[number]
        title = "".join(heading.line.text[a:b] for a, b in heading.title) or line.text[form.title[0] :]
        score = (4 if self._labelled_anew(self._label_below(heading)) else 0) + (3 if here.closed else 0)
        if heading.departments:
            score += 3 if heading.certain else 1
        if _PROSE.search(title) or not is_balanced(title):
            score -= 2
        if states_value(title):
            score -= 3
        if habits.glyphs and glyph(line) not in habits.glyphs:
            score -= 2
        score -= 2 if self._lacks_body(heading.stop) else 0
        if here.in_measure:
            return score + self._score_inside(line, heading)
        if here.annex or (habits.directions and here.direction is None):
            return score - 1
        return score + 2

    def _label_below(self, heading: MeasureHeading) -> BlockKind | None:
        """Return what a label below a ○ line opens, be it with its text behind it (実績：講座を…)."""
        inline = heading.label is None and self._headings.opens_label(heading.stop)
        form = self._headings.form(heading.stop, Level.LABEL) if inline else None
        return heading.label if form is None else form.kind

    def _labelled_anew(self, label: BlockKind | None) -> bool:
        """Tell whether the label behind a ○ line begins a measure's blocks, and does not go on with those of the last."""
        here = self._here
        if label is None or not here.in_measure or here.kind is None:
            return label is not None
        return label in (BlockKind.PROGRESS, here.kind, here.first)

    def _score_inside(self, line: Line, heading: MeasureHeading) -> int:
        """Weigh where a ○ line stands inside the measure before it."""
        here, habits = self._here, self._habits
        score = 0
        closing = here.kind is BlockKind.OUTLOOK and not here.empty
        anew = self._labelled_anew(self._label_below(heading))
        if here.kind is not None:
            score += 1 if closing else -1
            score -= 3 if here.empty and not anew else 0
            score -= 3 if here.bullets and not (anew or (heading.certain and closing)) else 0
        elif not habits.measures_labelled and (heading.departments or not (habits.departments and habits.points)):
            score += 2
        if habits.spaced and here.kind is not None:
            score += 1 if line.gap else -1
        return score - (2 if line.indent > here.indent + 1 else 0)

    def _lacks_body(self, number: int) -> bool:
        """Tell whether nothing or another measure follows a ○ line: a measure has something to say."""
        if number >= len(self._lines):
            return True
        ring = self._headings.form(number, Level.MEASURE)
        return (
            self._here.in_measure and ring is not None and not states_value(self._lines[number].text[ring.title[0] :])
        )
