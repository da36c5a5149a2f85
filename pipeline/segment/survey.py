"""What a whole report shows before its lines are judged: how it writes headings, and where it only lists them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise
from typing import NamedTuple

from extractors.patterns import compile_pattern
from pipeline.markers import BULLETS, form_of, mark_of
from pipeline.model import BlockKind
from pipeline.profile import Level, Profile
from pipeline.segment.brackets import OPENING
from pipeline.segment.closing import closes, find_closing, heads_goal_table, heads_opinions, last_told
from pipeline.segment.contents import entry_of
from pipeline.segment.departments import is_department, is_institution
from pipeline.segment.evidence import heads_goals
from pipeline.segment.forms import OF_MEASURE, Form, is_tabled, number_of
from pipeline.segment.groups import find_groups
from pipeline.segment.headings import Headings, ends_with_offices
from pipeline.segment.lines import LOST, Line
from pipeline.segment.tense import kind_of_sentence

_REFERS = compile_pattern(r"[【〔\[(<]? ?参考(?:資料|データ)? ?(?:[】〕\])>:]|[0-9]{1,2}(?= )| ) ?[^。]{2,40}$")
_LONGEST_PART = 40  # characters
_COUNTS = frozenset("0123456789一二三四五六七八九十ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫIVX第")
_PARTS = frozenset({"1", "一", "Ⅰ", "第1章", "第一章", "第1節", "第1編", "第1部", "第1", "第一"})
_LABEL, _DIRECTION, _MEASURE = Level.LABEL, Level.DIRECTION, Level.MEASURE
"""To look a member up takes thirty times as long."""
_OUTLINE = frozenset({Level.PART, Level.DIRECTION, Level.SECTION, Level.MEASURE, Level.OFFICE})
_HEADS = _OUTLINE | {Level.LABEL}
_GROUPS = _OUTLINE - {Level.MEASURE, Level.OFFICE}
_SIGNS = frozenset("■□◆◇●◎★☆▼▶")
_TITLE_LINES = 2
"""How many lines may be the report's title, right below which its first part may begin."""
_LEAST_FRAMED = 3  # measures: of fewer the last may well have a heading that no other has
_HEAD = 8  # lines, in which the report's own title stands
_TITLES_REPORT = compile_pattern(
    r"^(?=.*(?:計画|プラン|ビジョン|戦略|大綱|構想|方針))(?=.*[0-9元]年度).*(?:状況|報告書?|実績|結果|評価|概要|予定)(?:について)?(?:\([^()]*\))?$"
)
_IMPRINT = compile_pattern(
    r"(?:(?:令和|平成|[RH]) ?(?:元|[0-9]{1,2}|[一二三四五六七八九十]{1,3}) ?年|20[0-9]{2} ?年)(?: ?度| ?[0-9一二三四五六七八九十]{1,2} ?月(?: ?[0-9一二三四五六七八九十]{1,3} ?日)?)?(?: ?(?:現在|作成|公表|発行|改訂))? +(?P<issuer>[^、。:()]{2,40})$"
)
"""When a report was made and by whom: 令和6年9月 市立病院経営企画室."""
_COVER = compile_pattern(
    r"[<(\[【〔《〈] ?(?:(?:(?:令和|平成|[RH]) ?(?:元|[0-9]{1,2}|[一二三四五六七八九十]{1,3})|20[0-9]{2}) ?年 ?"
    r"(?:度|[0-9]{1,2} ?月)(?: ?[0-9]{1,2} ?日)?(?:[上下]半期|中間|末)?(?:時点|現在|版|分|実績|発行|公表)?(?: [^。<>()\[\]【】〔〕《》〈〉]{1,40})?"
    r"|[^。<>()\[\]【】〔〕《》〈〉]{0,40}(?:(?:会議?|説明|報告|審議|協議|議案|配[布付]) ?資料(?: ?[0-9]{1,2}(?:-[0-9]{1,2})?)?|資料 ?[0-9]{1,2}(?:-[0-9]{1,2})?)"
    r"(?: (?:(?:令和|平成|[RH]) ?(?:元|[0-9]{1,2})|20[0-9]{2}) ?年 ?[0-9]{1,2} ?月(?: ?[0-9]{1,2} ?日)?)?) ?[>)\]】〕》〉]$"
)
_DIGITS = compile_pattern(r"[0-9]+")
BARE_LABEL = 4  # characters from which a label needs no bracket or colon; 目標 alone may head a column
_NOUNS = frozenset({"実績", "成果", "課題", "経過", "効果", "今後", "展望", "方針"})


def is_cover(lines: Sequence[Line], number: int) -> bool:
    """Tell whether a line of a report's own head says in brackets of which year it is, or when and as what paper it is given.

    <令和5年度>, (令和7年8月 環境審議会 資料2): of several alike (【令和6年4月】) each heads what stands below.
    """
    text = lines[number].text
    if number >= _HEAD or text[0] not in OPENING or _COVER.match(text) is None:
        return False
    shape = _DIGITS.sub("0", text)
    others = (line.text for line in lines if line.text[0] == text[0] and line.text != text)
    return all(_DIGITS.sub("0", other) != shape for other in others)


def titles_report(lines: Sequence[Line], number: int) -> bool:
    """Tell whether a line is of a report's own head: the title of one on a plan, its first half (みどりの計画 令和5年度の取組状況), or who issued it when."""
    if number >= _HEAD:
        return False
    text, below = lines[number].text, lines[number + 1 : number + 2]
    imprint = _IMPRINT.match(text)
    if imprint and (is_department(imprint["issuer"]) or is_institution(imprint["issuer"])):
        return True
    goes_on = bool(below) and not below[0].gap
    return bool(_TITLES_REPORT.search(text) or (goes_on and _TITLES_REPORT.search(text + below[0].text)))


class Habits(NamedTuple):
    """How this report writes its headings."""

    labels: bool
    """Whether labels stand in brackets on lines of their own."""
    numbered: bool
    """Whether its directions have numbers."""
    directions: bool
    measures_labelled: bool
    """Whether most ○ headings are followed by a label."""
    departments: bool
    """Whether any ○ heading names an office."""
    points: bool
    """Whether any ○ line is a sentence, as the points of a list are."""
    glyphs: frozenset[str]
    """The marks of the ○ lines that are measures beyond doubt."""
    spaced: bool
    """Whether blank lines stand before its measures."""


def read_habits(lines: Sequence[Line], headings: Headings, profile: Profile) -> Habits:
    """Look through all lines for how headings are written."""
    labels = numbered = directions = points = False
    measures = labelled = certain = spaced = 0
    glyphs: set[str] = set()
    for number, forms in enumerate(headings.forms):
        for form in forms:
            line = lines[number]
            level = form.level
            if level is _LABEL:
                labels = labels or (line.text[0] in OPENING and form.rest >= len(line.text))
            elif level is _DIRECTION:
                directions = directions or not profile.headings[form.style].leads_to_measure
                numbered = numbered or form.no is not None
            elif level is _MEASURE:
                heading = headings.measure(number)
                measures += 1
                labelled += heading.label is BlockKind.PROGRESS
                certain += heading.certain
                points = points or line.text.endswith("。")
                if heading.sure:
                    glyphs.add(glyph(line))
                    spaced += 1 if line.gap else -1
    return Habits(
        labels=labels,
        numbered=numbered,
        directions=directions,
        measures_labelled=labelled * 2 > measures or labelled > 2,
        departments=certain > 0,
        points=points,
        glyphs=frozenset(glyphs),
        spaced=spaced > 0,
    )


def find_unreadable(lines: Sequence[Line]) -> frozenset[int]:
    """Return the short lines most of whose characters are lost: what they head is not known, but none of what is before."""
    short = (n for n, line in enumerate(lines) if len(line.text) <= _LONGEST_PART and LOST in line.text)
    return frozenset(n for n in short if lines[n].is_lost)


def find_parts(
    lines: Sequence[Line],
    readings: Sequence[tuple[Form, ...]],
    aside: Container[int],
    counted: Container[str] = (),
    measures: Sequence[int] = (),
) -> frozenset[int]:
    """Return the lines that head the parts of a report from its beginning on: １ 計画の目標, ２ 取組の状況, each once.

    What the report reports on stands below one or several of them; the others are parts all the same, and no points of
    a list: they count from 1 without a gap, stand apart from what is before them, and the first opens the report. Where
    the measures below them count with the same mark, they begin anew at 1; what begins anew below a heading each time
    is measures all along. Headings that cannot be read are parts too, and those in large type of what is for reference
    (【参考】市内の人口): they end what stands before them.

    Args:
        lines: of the report.
        readings: what each may be.
        aside: lines that are none of its body.
        counted: the marks that count its measures, and parts only where they begin anew.
        measures: the lines that could be its measures, in order.
    """
    apart = {*find_unreadable(lines), *(n for n, line in enumerate(lines) if line.large and _REFERS.match(line.text))}
    apart |= {n for n, line in enumerate(lines) if line.is_underlined and heads_goals(line)}
    parts = frozenset(n for n in apart if not is_tabled(readings[n]))
    parts |= _counted_parts(lines, readings, aside, counted) | _frame(lines, readings, measures)
    return parts | _goals_ahead(lines, readings, measures) | find_closing(lines, readings, measures)


def _goals_ahead(
    lines: Sequence[Line], readings: Sequence[tuple[Form, ...]], measures: Sequence[int]
) -> frozenset[int]:
    """Return the lines ahead of all measures that head indicators alone, be it with the mark of directions: 1 指標の状況, 2 くらし."""
    first = measures[0] if measures else 0
    leads = (n for n in range(first) if lines[n].gap and any(form.level is _DIRECTION for form in readings[n]))
    heads = [n for n in leads if heads_goal_table(lines, readings, n)]
    forms = {n: mark.form for n in range(first) if heads and (mark := mark_of(lines[n].text))}
    return frozenset(n for n in heads if any(forms.get(m) == forms[n] for m in range(n + 1, first)))


def _counted_parts(
    lines: Sequence[Line], readings: Sequence[tuple[Form, ...]], aside: Container[int], counted: Container[str]
) -> frozenset[int]:
    found: dict[str, list[tuple[int, int | None]]] = {}
    for number, line in enumerate(lines):
        if len(line.text) > _LONGEST_PART or line.text[0] not in _COUNTS or number in aside:
            continue
        marked = form_of(line.text)
        if marked is None or marked.form not in _PARTS:
            continue
        title = line.text[marked.title :].strip()
        apart = line.gap or number <= _TITLE_LINES or number - 1 in (n for n, _ in found.get(marked.form, ())[-1:])
        if title and apart and not title.endswith("。") and not is_tabled(readings[number]):
            no = number_of(line.text[: marked.title].strip(" .、第章節編部"))
            found.setdefault(marked.form, []).append((number, no))
    counting = {number for candidates in found.values() for number, _ in candidates}
    for mark, candidates in found.items():
        indent = lines[candidates[0][0]].indent
        entries = [(number, no) for number, no in candidates if lines[number].indent == indent]
        opens = len(entries) > 1 and not any(
            form.level in _OUTLINE and (form.title[0] > 0 or (form.level is Level.OFFICE and number + 1 in counting))
            for number in range(entries[0][0])
            if number not in counting and number not in aside
            for form in readings[number]
        )
        count = next((at for at, (_, no) in enumerate(entries) if no != at + 1), len(entries))
        if count > 1 and all(no == at + 2 for at, (_, no) in enumerate(entries) if at >= count):
            count = len(entries)  # one stands above tables and is taken with them
        if not opens or count < 2 or (count == len(entries) and mark in counted) or find_groups(lines, entries):
            continue
        if count < len(entries) and _recurs_above(
            lines, aside, entries[0][0], entries[count - 1][0], entries[count][0]
        ):
            continue
        heads, anew = [n for n, _ in entries[:count]], [n for n, _ in entries[count:]]
        # What begins anew shows first by its second number where its first stands right below another heading.
        if not anew or ((entries[count][1] or 0) in (1, 2) and _are_bare(lines, readings, heads, anew)):
            return frozenset(heads)
    return frozenset()


def _recurs_above(lines: Sequence[Line], aside: Container[int], first: int, last: int, anew: int) -> bool:
    """Tell whether one mark stands above the first of some counted headings and above where their count begins anew."""
    before = (mark_of(lines[number].text) for number in range(1, first) if number not in aside)
    above = {marked.form for marked in before if marked is not None} - set(BULLETS)
    return bool(above) and any(
        (marked := mark_of(line.text)) is not None and marked.form in above for line in lines[last + 1 : anew]
    )


def _frame(lines: Sequence[Line], readings: Sequence[tuple[Form, ...]], measures: Sequence[int]) -> frozenset[int]:
    """Return the lines behind the last measure that bear a sign which heads what stands before the first, and none between.

    ■計画の概要, then the measures, then ■前年度からの見直し: what frames the measures is no part of the last of them. Nor is
    what bears the sign that only directions bear between them: ■ 評価指標 behind ■ 重点方針1, ■ 重点方針2.
    """
    if len(measures) < _LEAST_FRAMED:
        return frozenset()
    signed: dict[str, list[int]] = {}
    for number, line in enumerate(lines):
        apart = line.gap or not number
        if apart and len(line.text) <= _LONGEST_PART and line.text[0] in _SIGNS and not line.text.endswith("。"):
            signed.setdefault(line.text[0], []).append(number)
    found, last = set[int](), last_told(readings, measures)
    for numbers in signed.values():
        before, behind = bisect_left(numbers, measures[0]), bisect_left(numbers, measures[-1])
        if 0 < before == behind and not any(form.level in _HEADS for n in numbers[behind:] for form in readings[n]):
            found.update(numbers[behind:])
        behind = bisect_left(numbers, last)
        ranked = [any(form.level in _GROUPS for form in readings[n]) for n in numbers]
        if 0 < before < behind and all(ranked[before - 1 : behind]) and not any(ranked[behind:]):
            found.update(numbers[behind:])
    return frozenset(found)


def find_opinions(lines: Sequence[Line], readings: Sequence[tuple[Form, ...]]) -> int:
    """Return the line without a mark that heads what others said of the measures before it, or behind the last of all lines.

    It stands once in the report, and nothing that belongs to a measure stands behind it: 委員からの意見 over 1 相談会について.
    """
    for number in range(len(lines) - 1, 0, -1):
        if any(form.level in OF_MEASURE for form in readings[number] if form.kind is not BlockKind.OTHER):
            break
        text = lines[number].text
        if lines[number].gap and heads_opinions(text):
            return number if sum(line.text == text for line in lines) == 1 else len(lines)
    return len(lines)


def _are_bare(
    lines: Sequence[Line], readings: Sequence[tuple[Form, ...]], heads: Sequence[int], anew: Sequence[int]
) -> bool:
    """Tell whether headings are none of measures, before others that begin anew: 1 はじめに, 2 成果指標の状況, 3 取組の実績.

    Nothing that belongs to a measure stands between them, nor an office behind one. Where nothing shows the others to be
    measures either, one of them tells neither what was done nor what is to come, or most tell no deeds.
    """
    shown, others_shown = (
        any(ends_with_offices(lines[n].text) for n in numbers)
        or any(form.level in OF_MEASURE for n in {*range(numbers[0], numbers[-1])} - {*numbers} for form in readings[n])
        for numbers in (heads, anew)
    )
    if shown or others_shown:
        return not shown
    told = [_kinds_told(lines[a + 1 : b]) for a, b in pairwise([*heads, anew[0]])]
    return not all(told) or 2 * sum(BlockKind.PROGRESS in kinds for kinds in told) < len(heads)


def _kinds_told(lines: Iterable[Line]) -> set[BlockKind]:
    sentences = (words for line in lines if "。" in line.text for words in line.text.split("。") if words)
    return set(filter(None, map(kind_of_sentence, sentences)))


def find_announcements(lines: Sequence[Line], headings: Headings, contents: AbstractSet[int]) -> set[int]:
    """Return the direction lines that only announce the body: number and title recur, with no measure between."""
    numbered = headings.lines_of(Level.DIRECTION)
    if len({form.no for form in numbered}) == len(numbered):
        return set()  # no number recurs, and so no heading
    recurring: list[tuple[int, int, bool]] = []  # line, substance behind it, whether it recurs at once
    later: dict[tuple[int | None, str], int] = {}
    substance = 0  # labels and sure measures from the end of the report to here
    for number in range(len(lines) - 1, -1, -1):
        if not headings.forms[number] or number in contents:
            continue
        form = headings.form(number, Level.DIRECTION)
        if form is not None and form.no is not None:
            key = (form.no, entry_of(lines[number].text[slice(*form.title)]))
            if key in later:
                recurring.append((number, substance, later[key] == substance))
            later.setdefault(key, substance)
        ring = headings.form(number, Level.MEASURE)
        substance += headings.is_label(number) or (ring is not None and headings.measure(number).sure)
    listed: set[int] = set()
    run = -1  # substance behind the run of lines that announce
    for number, behind, at_once in reversed(recurring):
        if at_once or behind == run:
            listed.add(number)
            run = behind
    return listed


def glyph(line: Line) -> str:
    """Return the mark of a ○ line; 〇 is typed for ○."""
    return "○" if line.text[0] == "〇" else line.text[0]


def sentences_head(lines: Sequence[Line], headings: Headings, headed: Iterable[int]) -> bool:
    """Tell whether sentences head a speech's measures (次に、防災対策について申し上げます。), or its headings alone.

    One rule holds for the whole of it: under departments, where most begin with such a sentence; under headings
    of another kind, where there are more sentences than headings, and they only repeat those otherwise.

    Args:
        lines: of the report.
        headings: of its style.
        headed: the lines that could be measures.
    """
    numbers = list(headed)
    spoken = [n for n in numbers if lines[n].text.endswith("。")]
    if not spoken:
        return False
    offices = [n for n, line in enumerate(lines) if headings.form(n, Level.OFFICE) and is_department(line.text)]
    if offices:
        opened = {n - 1 for n in spoken}
        return sum(n in opened for n in offices) * 2 > len(offices)
    return len(spoken) * 2 > len(numbers)


def first_label(lines: Sequence[Line], headings: Headings, is_bare: Callable[[int, Form], bool]) -> str:
    """Return the label that most often stands below lines without a mark that stand apart; empty if none comes back.

    Args:
        lines: of the report.
        headings: of its style.
        is_bare: whether a line that has a form of a measure bears no mark.
    """
    below = Counter(
        words
        for number, form in headings.numbered(Level.MEASURE)
        if lines[number].gap and is_bare(number, form) and (words := headings.label_words(number + 1))
    )
    words, times = max(below.items(), key=lambda entry: entry[1], default=("", 0))
    return words if times > 1 else ""


def short_labels(lines: Sequence[Line], headings: Headings) -> AbstractSet[str]:
    """Return the few characters that open a block alone on their line: they come back, and always over a text.

    The heads of columns stand over each other (目標, 実績).
    """
    over_text: dict[str, list[bool]] = {}
    for number, line in enumerate(lines):
        if (
            len(line.text) < BARE_LABEL
            and (form := headings.form(number, _LABEL))
            and form.title == (0, len(line.text))
        ):
            below = lines[number + 1] if number + 1 < len(lines) else line
            told = below.indent > line.indent or len(below.text) > len(line.text)
            told = told and headings.form(number + 1, _LABEL) is None
            over_text.setdefault(line.text, []).append(told)
    return _NOUNS.union(words for words, told in over_text.items() if len(told) > 1 and all(told))


def leads_once(parts: AbstractSet[int], measures: Sequence[int]) -> bool:
    """Tell whether the measures of a report stand in one of its parts only, which are no directions then.

    Args:
        parts: the lines that head its parts.
        measures: the lines that could be its measures, in order.
    """
    if len(parts) <= 1 or not measures:
        return False
    ordered = sorted(parts)
    return len({bisect_left(ordered, number) for number in measures}) == 1


def begin_of(parts: AbstractSet[int], measures: Sequence[int]) -> int:
    """Return the line that heads the only part of a report which holds its measures; 0 where it has no such part.

    What the parts before it count is none of the outline: 1 趣旨, 2 評価の区分 below Ⅰ 概要, before Ⅱ 施策別の評価.
    """
    return max((n for n in parts if n < measures[0]), default=0) if leads_once(parts, measures) else 0


def of_one_part(
    marked: Mapping[str, list[int]], of_parts: Container[str], parts: AbstractSet[int], measures: Sequence[int]
) -> dict[str, list[int]]:
    """Return the marks with their lines but those of the parts of a report, and of what stands before the part with its measures.

    Args:
        marked: the lines of each mark.
        of_parts: the marks that parts bear.
        parts: the lines that head them, of which one leads to all measures.
        measures: where they stand, in order.
    """
    begin = begin_of(parts, measures)
    kept = {f: [n for n in of_f if n > begin and not (f in of_parts and n in parts)] for f, of_f in marked.items()}
    return {form: of_form for form, of_form in kept.items() if of_form}


def parts_only(
    lines: Sequence[Line], readings: Sequence[tuple[Form, ...]], parts: AbstractSet[int], measures: Sequence[int]
) -> AbstractSet[int]:
    """Return the lines that cannot be directions for the parts of a report: all parts, and what those before it count, where one holds the measures, else what closes it."""
    if leads_once(parts, measures):
        return {*parts, *range(begin_of(parts, measures))}
    last = last_told(readings, measures) if measures else len(lines)
    closing = (n for n in parts if last < n < len(lines))
    ahead = (n for n in parts if measures and n < measures[0])
    return {
        *(n for n in closing if closes(lines[n].text) or heads_goal_table(lines, readings, n)),
        *(n for n in ahead if heads_goal_table(lines, readings, n)),
    }
