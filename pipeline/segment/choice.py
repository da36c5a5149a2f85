"""Which style a report has: the one whose headings explain most of it, by a clear margin, else one derived from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.codes import places_of
from pipeline.errors import ProfileError
from pipeline.markers import BULLETS, TITLE, form_of, is_bare, mark_of, own_form_of, second_mark
from pipeline.model import BlockKind, SourceDoc
from pipeline.placed import DRAWN
from pipeline.profile import HeadingRule, Level, Outlining, Profile, base, parse
from pipeline.segment.block_tables import read_below_heads, read_blocks
from pipeline.segment.cards import read_cards
from pipeline.segment.columns import is_prose as is_framed_prose
from pipeline.segment.departments import bracket_line, is_department, split_heading
from pipeline.segment.derive import derive
from pipeline.segment.derived import Derived, Rank
from pipeline.segment.drafts import draft
from pipeline.segment.forms import number_of
from pipeline.segment.grades import is_grade
from pipeline.segment.groups import count_unmarked
from pipeline.segment.headings import names_departments
from pipeline.segment.labelled_rows import read_labelled_rows
from pipeline.segment.legends import signs_explained
from pipeline.segment.lines import Sheet
from pipeline.segment.nesting import stand_over
from pipeline.segment.offices import head_as_offices, name_of
from pipeline.segment.outline import has_word, is_prose, states_value
from pipeline.segment.rows import read_rows
from pipeline.segment.sheet import cut_alike, read_sheet
from pipeline.segment.shown import outlined, unstructured
from pipeline.segment.underlined import may_underline
from pipeline.stacks import sheets_of

_OFFICE, _MEASURE = Level.OFFICE, Level.MEASURE
DERIVED = "derived"
"""The id of the style of a report that fits none."""
_LABEL_ENDS = compile_pattern(r"[】\]>》〕〉≫):]")
_SEARCHED = 200_000  # characters from the start, in which a signature must occur
_WORDS = compile_pattern(r"[^\n]")
_EDGES = "".join(sign for sign in DRAWN if sign != "\n")
_LEAST = 0.5
_MARGIN = 0.1
_MOST = 0.7
"""Of the structure: a style that explains less gives way to the report's own outline where that explains far more."""
_FAR = 0.3
_RECURS = 2  # lines of a level that no style knows
_LONGEST = 100  # characters of a heading
_LONGEST_OFFICE = 24
_GROUPS = (_OFFICE, Level.PART, Level.DIRECTION, Level.BETWEEN, Level.SECTION)
_LABELLED = compile_pattern(
    r"(?P<open>[(【〔\[<《≪〈])?(?P<words>[^::)】〕\]>》≫〉]{2,30})(?(open)[)】〕\]>》≫〉]|(?:[::]|$))"
)
_OF_GOALS = compile_pattern(
    r"(?:成果|数値|評価|達成|重要業績評価|活動)?(?:指標|目標|KPI)(?:値|一覧|\(KPI\))?(?:の(?:状況|達成状況|推移))?"
)
_OF_MEASURES = compile_pattern(
    r"(?:主な)?(?:取組み?|取り組み|事業|施策)の?(?:実施|進捗|取組)?(?:状況|一覧表?|内容|実績)"
)
_MARKS = "【】<>〈〉[]〔〕《》()■◆● "
_RESULTS = compile_pattern(r"(?:実績|状況|成果|結果)[^一-鿿]{0,2}$")


class Fit(NamedTuple):
    """How well a style explains a report."""

    profile: Profile
    share: float
    """Of the structure, 0 to 1."""
    measures: bool
    """Whether it finds any."""
    marked: int
    """The lines that can be headings."""
    strays: int
    """The lines of one mark, from before the first measure on, that it does not explain: they may be a level above."""
    whole: bool
    """Whether it reads the marks of the measures to their end (not ■ alone of ■1-2), and anything above them if there is."""
    unmarked: int = 0
    """The lines without a mark that stand above all that it explains, as headings do: する over (1), みる over (1) again."""


def choose(source: SourceDoc, profiles: Sequence[Profile]) -> Profile:
    """Return the style that a report has.

    Args:
        source: the report.
        profiles: the styles to choose from.

    Returns:
        One of `profiles`, or a style derived from the report itself, which tells of it with a check `derived_outline`.
    """
    return chosen(source, profiles)[0]


def chosen(source: SourceDoc, profiles: Sequence[Profile]) -> tuple[Profile, Sheet | None]:
    """Return what `choose` does, with the lines of the report, if choosing took them and the style cuts it into the same."""
    prose, tables = _without_tables(source)
    fits = sorted(_fits(prose, profiles, tabled=bool(tables)), key=lambda fit: -fit.share)
    clear = bool(fits) and fits[0].share >= _LEAST and (len(fits) == 1 or fits[0].share - fits[1].share >= _MARGIN)
    most = clear and fits[0].measures and fits[0].share >= _MOST and not _speaks(fits[0].profile)
    if most and fits[0].whole and max(fits[0].strays, fits[0].unmarked) < _RECURS:
        return fits[0].profile, None
    sheet = read_sheet(prose, base())
    style = _by_outline(source, profiles, fits, derive(sheet.lines, tables), clear=clear)
    return style, sheet if prose is source and cut_alike(style, base()) else None


def _by_outline(
    source: SourceDoc, profiles: Sequence[Profile], fits: Sequence[Fit], derived: Derived, *, clear: bool
) -> Profile:
    """Return the style that fits best if it is clear that it does, else that of the report's own outline."""
    without = replace(base(), id=DERIVED, title=DERIVED, told=partial(unstructured, source.name, _told(fits)))
    if clear and not _gives_way(fits[0], derived):
        return fits[0].profile
    if not derived.ranks:
        in_tables = [profile for profile in profiles if derived.tables and profile.outline is Outlining.TABLES]
        if len(in_tables) == 1:
            return in_tables[0]
        return without
    try:
        style = parse(draft(derived, DERIVED, DERIVED), f"{DERIVED}.toml")
    except ProfileError:  # an outline that its own lines contradict is none; the values are still there
        return without
    return replace(style, told=partial(outlined, source.name, derived, _told(fits)))


def _gives_way(fit: Fit, derived: Derived) -> bool:
    """Tell whether a report's own outline is better than the style that fits it."""
    above = derived.ranks[:-1]
    if not fit.measures:
        return bool(derived.ranks)
    if _speaks(fit.profile):
        marked = any(_heads_as_offices(rank) for rank in above if not is_bare(rank.form))
        return derived.levelled or marked or _titles_points(fit.profile, derived)
    if not fit.whole and derived.ranks and (derived.evident or any(map(_heads_as_offices, above))):
        return True
    if fit.unmarked >= _RECURS and derived.evident and any(rank.form == TITLE for rank in above):
        return True
    if not ((derived.levelled or derived.tables) and derived.evident):
        return False
    explained = sum(len(rank.lines) for rank in derived.ranks)
    return (fit.share < _MOST and explained >= (fit.share + _FAR) * fit.marked) or _lacks_a_level(fit.profile, derived)


def _titles_points(profile: Profile, derived: Derived) -> bool:
    """Tell whether points that the style of speeches leaves in the text head it below departments: ・防災訓練 below 総務課."""
    known = {rule.form for rule in profile.headings if rule.level is _MEASURE}
    forms = [rank.form for rank in derived.ranks]
    below = bool(forms) and derived.ranks[0].level is _OFFICE
    return below and forms[-1] in BULLETS and forms[-1] not in known


def _lacks_a_level(profile: Profile, derived: Derived) -> bool:
    """Tell whether a style has a report's measures, but not what recurs above them: ■ alone of 基本目標1 > ■.

    Those that are the rows of tables any style has.
    """
    above, measures = (derived.ranks, ()) if derived.tables else (derived.ranks[:-1], derived.ranks[-1:])
    rules = [rule for rule in profile.headings if rule.level in (*_GROUPS, _MEASURE)]
    own = [rule for rule in rules if rule.level is _MEASURE]
    return all(any(rule.form == measure.form or _reads(rule, measure) for rule in own) for measure in measures) and any(
        len(rank.lines) >= _RECURS and not any(_read(rule, text) for rule in rules for text in rank.examples)
        for rank in above
    )


def _heads_as_offices(rank: Rank) -> bool:
    return head_as_offices(map(name_of, rank.examples))


def _reads(rule: HeadingRule, rank: Rank) -> bool:
    """Tell whether a rule without a form reads the headings of a rank to the end of their mark."""
    found = [(rule.pattern.match(text), text) for text in rank.examples]
    return rule.form is None and all(match is not None and not _cuts_mark(match, text) for match, text in found)


def _speaks(profile: Profile) -> bool:
    """Tell whether a style is that of speeches, which departments and sentences head as well as marks."""
    return any(rule.level is _OFFICE for rule in profile.headings)


def derived_from(source: SourceDoc) -> Derived:
    """Return the outline that a report itself shows, its tables taken into account."""
    prose, tables = _without_tables(source)
    return derive(read_sheet(prose, base()).lines, tables)


def _without_tables(source: SourceDoc) -> tuple[SourceDoc, list[Span]]:
    """Return a report with its tables blanked out, and where its tables of measures stand."""
    sheets = list(sheets_of(source))
    cards = read_cards(source, sheets, base().kind_of)
    measures = [row.span for row in cards.rows]
    blanked = list(measures)
    for sheet in (sheet for at, sheet in enumerate(sheets) if at not in cards.tables):
        rows = read_rows(source, sheet, base().kind_of) or read_labelled_rows(source, sheet, base().kind_of)
        if not rows and (told := read_blocks(source, sheet, base().kind_of)):
            blanked += [row.told for row in told]  # its heads open blocks as other labels do
            continue
        if rows:
            measures.append(sheet.grid.span)
        if rows or not is_framed_prose(sheet):
            blanked.append(sheet.grid.span)
    blanked += [row.span for row in read_below_heads(source, base().kind_of)[:1]]
    measures.sort()
    if measures:
        blanked += [
            label for span in blanked if (label := _label_above(source.text, _with_edges(source.text, span).start))
        ]
    pieces, at = [], 0
    for start, end in sorted(_with_edges(source.text, span) for span in blanked):
        pieces += [source.text[at:start], _WORDS.sub(" ", source.text[max(at, start) : end])]
        at = max(at, end)
    return replace(source, text="".join([*pieces, source.text[at:]])) if blanked else source, measures


def _with_edges(text: str, span: Span) -> Span:
    """Return a table with the signs that draw its outer edges on the lines of its first and its last cell."""
    start, end = span
    while start and text[start - 1] in _EDGES:
        start -= 1
    while end < len(text) and text[end] in _EDGES:
        end += 1
    return Span(start, end)


def _label_above(text: str, start: int) -> Span | None:
    """Return the line above a table that only says of what it is (【成果指標】): no heading is a measure's for that."""
    end = len(text[max(start - _LONGEST, 0) : start].rstrip()) + max(start - _LONGEST, 0)
    begin = text.rfind("\n", 0, end) + 1
    words = fold(text[begin:end]).strip("■◆●▼▶□◇○◎ \t")
    marked = mark_of(words)
    if marked is not None and places_of(marked.form):  # （1）指標の状況, （2）取組の状況 below each direction
        title = words[marked.title :].strip()
        label = _OF_GOALS.fullmatch(title) or _OF_MEASURES.fullmatch(title)
        return Span(begin, end) if label and text.count(text[begin:end]) > 1 else None
    label = _LABELLED.fullmatch(words)
    return Span(begin, end) if label and _OF_GOALS.fullmatch(label["words"]) else None


def fits_of(source: SourceDoc, profiles: Sequence[Profile]) -> list[Fit]:
    """Return the styles whose signature occurs, each with the share of the structure that it explains."""
    prose, tables = _without_tables(source)
    return _fits(prose, profiles, tabled=bool(tables))


def _fits(source: SourceDoc, profiles: Sequence[Profile], *, tabled: bool) -> list[Fit]:
    whole = source.folded[:_SEARCHED]
    candidates = [profile for profile in profiles if profile.fits(whole)]
    if not candidates:
        return []
    texts: list[str] = []
    apart: set[int] = set()  # the lines behind a blank one
    if may_underline(whole):
        lines = read_sheet(source, base()).lines
        texts = [line.text for line in lines if line.start < _SEARCHED]
        apart = {number for number, line in enumerate(lines) if line.gap}
    else:
        gap = False
        for text in map(str.strip, whole.split("\n")):
            if text and gap:
                apart.add(len(texts))
            texts += [text] if text else []
            gap = not text
    marked = list(_structure(texts))
    return [_fit(profile, texts, apart, marked, tabled=tabled) for profile in candidates]


def _structure(texts: Sequence[str]) -> Iterator[int]:
    """Yield the numbers of the lines that can be headings."""
    words = base().kind_of
    last = -2
    for number, text in enumerate(texts):
        if len(text) > _LONGEST:
            continue
        marked = form_of(text)
        if marked is None:
            if len(text) <= _LONGEST_OFFICE and is_department(text):
                yield number
            continue
        if is_grade(text) or signs_explained(text):
            continue
        title = text[marked.title :]
        if is_prose(title) or (states_value(title) and not split_heading(text).departments):
            continue
        above = last == number - 1  # of the heading above are brackets around departments, and whatever says that it is
        if names_departments(text) and (above or bracket_line(text) is None):
            continue
        if words(_LABEL_ENDS.split(title, 1)[0]) is None:
            yield (last := number)


def _fit(profile: Profile, texts: Sequence[str], apart: Container[int], marked: Sequence[int], *, tabled: bool) -> Fit:
    """Weigh how much of the structure a style explains: its headings, and the measures that look like measures."""
    groups = [rule for rule in profile.headings if rule.level in _GROUPS]
    measures = [rule for rule in profile.headings if rule.level is _MEASURE and not is_bare(rule.form)]
    speech = _speaks(profile)
    explained = found = evident = cut = unread = listed = 0
    strays: Counter[str] = Counter()
    seen: dict[Level, list[tuple[str, int | None]]] = {}
    counted: dict[Level, list[tuple[int, int | None]]] = {}
    shown: dict[str, list[tuple[int, bool]]] = {}  # by mark, the lines of the measures and whether each shows to be one
    lines = marked
    if speech:  # its headings are sentences too: 次に、防災対策について申し上げます。
        spoken = [n for n, text in enumerate(texts) if any(rule.pattern.match(text) for rule in measures)]
        lines = sorted({*marked, *spoken})
    for number in lines:
        text = texts[number]
        match = None
        for rule in measures:
            if match := rule.pattern.match(text):
                break
        if match is not None:
            found += 1
            counted.setdefault(_MEASURE, []).append((number, _number(match)))
            listed += number > 0 and _heads_list(texts[number - 1])
            shows = speech or _is_evident(texts, number)
            evident += shows
            shown.setdefault(text[0], []).append((number, shows))
            explained += 1
            cut += _cuts_mark(match, text)
        elif group := _group(groups, text):
            explained += 1
            seen.setdefault(group[0], []).append(group[1:])
            counted.setdefault(group[0], []).append((number, group[2]))
            unread += group[2] is None and bool(places_of(group[1]))
        else:
            marked_as = form_of(text)
            form = marked_as.form if marked_as else ""
            if form in strays or not found:
                strays[form] += 1
    if not explained or any(map(_are_two_levels, seen.values())):
        return Fit(profile, 0.0, measures=False, marked=len(marked), strays=0, whole=False)
    # ○ may also be the points of a list: what looks like measures must have what measures have.
    evident = evident if 2 * listed < found else 0
    proven = evident / found if found else float(speech or tabled)
    share = explained / len(lines) * (0.5 + 0.5 * proven)
    most = max(strays.values(), default=0)
    inner = Level.DIRECTION not in seen and any(has_word(form) for form, _ in seen.get(Level.SECTION, ()))
    headed = (bool(seen) or not _may_be_grouped(texts, most)) and not (inner or unread >= _RECURS)
    whole = cut * 2 <= found and (evident > 0 or not found) and headed and not stand_over(shown)
    levels = [counted[level] for level in sorted(counted, key=list(Level).index)]
    topmost = len({_OFFICE, Level.PART, Level.DIRECTION}.intersection(counted))
    unmarked = count_unmarked(texts, apart, levels, topmost, names_departments)
    measures_found = bool(found) or speech or tabled
    return Fit(profile, share, measures_found, len(marked), most, whole, unmarked)


def _may_be_grouped(texts: Sequence[str], strays: int) -> bool:
    """Tell whether headings above the measures may be among the lines that a style without any does not explain."""
    if strays >= _RECURS:
        return True
    own = Counter(marked.form for text in texts if len(text) <= _LONGEST and (marked := own_form_of(text)))
    return any(times >= _RECURS and places_of(form) for form, times in own.items())


def _cuts_mark(match: re.Match[str], text: str) -> bool:
    """Tell whether a measure's title would begin with the rest of its mark: 1-2 of ■1-2."""
    marked = form_of(text)
    return marked is not None and bool(text[match.start("title") : marked.title].strip())


def _read(rule: HeadingRule, text: str) -> re.Match[str] | None:
    """Return how a rule above the measures reads a line; None also where it would leave the mark in the title as a value."""
    match = rule.pattern.match(text)
    title = match["title"] if match is not None and "title" in rule.pattern.groupindex else None
    return None if title and states_value(title) and not split_heading(title).departments else match


def _group(rules: Iterable[HeadingRule], text: str) -> tuple[Level, str, int | None] | None:
    """Return the level of a heading above the measures, its mark and number."""
    for rule in rules:
        match = _read(rule, text)
        if match and (rule.level is not _OFFICE or is_department(text) or bracket_line(text) is not None):
            marked = form_of(text)
            second = second_mark(text[marked.title :].lstrip()) if marked else None
            form = (marked.form if marked else "") + (second.form if second else "")
            return rule.level, form, _number(match)
    return None


def _number(match: re.Match[str]) -> int | None:
    number = match["no"] if "no" in match.re.groupindex else ""
    return number_of(number) if number else None


def _are_two_levels(headings: Sequence[tuple[str, int | None]]) -> bool:
    """Tell whether headings of one level bear two marks of which the later begins anew below the earlier.

    基本目標1, 施策の柱1, 施策の柱2, 基本目標2, 施策の柱1: who takes them for one level reads the report wrongly. The same
    where the later counts on through the report, but stands below each of the earlier.
    """
    outer, times = headings[0][0], 0
    began: dict[str, int] = {}
    below = set[tuple[str, int]]()
    for form, number in headings:
        if form == outer:
            times += 1
        elif number == 1 and began.setdefault(form, times) < times:
            return True
        else:
            below.add((form, times))
    return times >= _RECURS and max(Counter(form for form, _ in below).values(), default=0) == times


def _is_evident(texts: Sequence[str], number: int) -> bool:
    """Tell whether a heading names a department, or one or a label stands right below."""
    if split_heading(texts[number]).departments:
        return True
    if number + 1 >= len(texts):
        return False
    below = texts[number + 1]
    if names_departments(below):
        return True
    label = _LABELLED.match(below.lstrip("■◆●▼▶▽▷□◇○◎①②1. "))
    return label is not None and base().kind_of(label["words"]) is not None


def _heads_list(text: str) -> bool:
    """Tell whether a folded line is nothing but the label of what was done: <主な取組の実績> over ○倉庫9か所の整備【防災課】."""
    words = text.strip(_MARKS)
    return _RESULTS.search(words) is not None and base().kind_of(words) is BlockKind.PROGRESS


def _told(fits: Sequence[Fit]) -> tuple[str, str]:
    """Return the styles that fit with their shares, in brackets; nothing where none does at all."""
    told = ", ".join(f"{fit.profile.id} {fit.share:.0%}" for fit in fits if round(fit.share, 2))
    return (f"（候補: {told}）", f" (candidates: {told})") if told else ("", "")
