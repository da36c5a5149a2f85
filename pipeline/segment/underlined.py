"""Headings that a line of signs below them marks: 命を守る over ＝＝＝＝＝.

Such a line is read as if the signs stood before the title on its line (== 命を守る), so that the sign is its mark: two
signs, two levels. It is one only where several lines bear the same, and only for lines that no mark of their own tells
from others; below a line with a mark it is an ornament. So it is below labels, and below other lines that come back
where labels are ruled off alike; one that is as long as the words above it is the page's, however short: 課題 over ──.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from operator import attrgetter
from typing import NamedTuple

from extractors.patterns import compile_pattern
from pipeline.kinds import TOLD
from pipeline.markers import BULLETS, form_of
from pipeline.model import SourceDoc
from pipeline.profile import Level, base
from pipeline.segment.departments import split_front
from pipeline.segment.evidence import SETS_GOALS
from pipeline.segment.forms import reader_of
from pipeline.segment.headings import is_sheet_number
from pipeline.segment.lines import Line, Sheet, repacked
from pipeline.segment.outline import is_prose, states_value
from pipeline.segment.survey import titles_report

_SIGNS = {"=": "=", "═": "═", "~": "~", "-": "-", "_": "~"}
"""What rules are drawn with, as folded, each with the sign that marks the heading above it."""
_HEAVY = "━"
"""Folded as a thin rule is, which may mark another level: it marks as the double one does."""
_RULE = compile_pattern(r"([=═~_-])\1{1,}")
_SHORTEST = 3  # characters of a rule that marks a heading
_DRAWN = compile_pattern(r"\n[ \t\u3000]*([-=═~_＝～〜＿‐‑–—―－─━∼])\1{1,}[ \t\u3000]*(?:\n|$)")
_COLUMNS = compile_pattern(r"\S {2,}\S.* {2,}\S")
_OF_REPORT = compile_pattern(r"年度|報告|状況|(?:計画|プラン|ビジョン|戦略|大綱|構想)$")
"""Words of the title of a whole report."""
_LONGEST = 40  # characters of a heading
_SEVERAL = 2  # headings of a level
_OFF = 1  # characters that a rule is longer or shorter than what stands above it
_FILLED = 20  # characters of a line that may wrap
_NO_HEADING = frozenset({Level.CONTENTS, Level.ANNEX, Level.ASIDE, Level.LABEL, Level.DEPARTMENTS})


class _Ruled(NamedTuple):
    """A line with a rule below it."""

    number: int
    rule: Line
    sign: str
    mark: str
    """The form of its own mark; empty without one."""
    goals: bool
    """Whether it may only head the goals of the whole report."""
    wrapped: bool = False
    """Whether its title begins on the line above it."""


def may_underline(text: str) -> bool:
    """Tell whether any line of a text, folded or not, only draws a rule: most texts need not be searched for more."""
    return _DRAWN.search(text) is not None


def with_underlined(source: SourceDoc, sheet: Sheet) -> Sheet:
    """Return the lines of a report, each heading that a rule below it marks in one with it, other rules among those of the page.

    Args:
        source: the report.
        sheet: its lines, those of the page apart.
    """
    if not may_underline(source.text):
        return sheet
    return _without_ornaments(source, _with_headings(source, sheet))


def _with_headings(source: SourceDoc, sheet: Sheet) -> Sheet:
    """Return the lines of a report, each heading that a rule below it marks in one with it."""
    drawn = [
        line for line in chain(sheet.lines, sheet.furniture) if line.text[0] in _SIGNS and _RULE.fullmatch(line.text)
    ]
    rules = [rule for rule in drawn if len(rule.text) >= _SHORTEST]
    if len(rules) < _SEVERAL:
        return sheet
    ruled = _without_labels(source, sheet.lines, drawn, list(_ruled(source, sheet.lines, rules)))
    plain = Counter(
        marked.form for marked in map(form_of, (line.text for line in _unruled(sheet.lines, ruled))) if marked
    )
    levels = Counter((entry.sign, entry.mark) for entry in ruled if not entry.goals)
    kept = {
        entry.number: entry
        for entry in ruled
        if not entry.goals
        and levels[entry.sign, entry.mark] >= _SEVERAL
        and (not entry.mark or plain[entry.mark] >= _SEVERAL)
    }
    if kept and (goals := [entry for entry in ruled if entry.goals and not entry.mark]):
        behind = _behind_measures(sheet.lines)
        kept |= {entry.number: entry for entry in goals if entry.number >= behind}
    if not kept:
        return sheet
    taken = {entry.rule.start for entry in kept.values()}
    begun = {number - 1 for number, entry in kept.items() if entry.wrapped}
    whole = (sheet.lines[n - 1].joined(line) if n - 1 in begun else line for n, line in enumerate(sheet.lines))
    lines = [
        _joined(line, kept[number]) if number in kept else line
        for number, line in enumerate(whole)
        if line.start not in taken and number not in begun
    ]
    return Sheet(repacked(sheet.lines, lines), [line for line in sheet.furniture if line.start not in taken])


def _without_labels(
    source: SourceDoc, lines: Sequence[Line], rules: Sequence[Line], ruled: Sequence[_Ruled]
) -> Sequence[_Ruled]:
    """Return the lines above rules without those that come back, where such rules stand below known labels too."""
    times = Counter(lines[entry.number].text for entry in ruled)
    if max(times.values(), default=0) < _SEVERAL:
        return ruled
    raw = source.text
    below = {raw.rfind("\n", 0, rule.start): rule.text[0] for rule in rules}
    signs = {sign for line in lines if (sign := below.get(raw.find("\n", line.end))) and _is_label(line)}
    return [e for e in ruled if times[lines[e.number].text] < _SEVERAL or e.rule.text[0] not in signs]


def _without_ornaments(source: SourceDoc, sheet: Sheet) -> Sheet:
    """Return the lines of a report, the rules below labels, and those as long as the line above them, among those of the page."""
    tables = [grid.span for grid in source.tables]
    ornaments = {
        line.start
        for above, line in pairwise(sheet.lines)
        if line.text[0] in _SIGNS
        and _RULE.fullmatch(line.text)
        and not line.gap
        and (_is_as_long(len(line.text), len(above.text)) or _is_label(above))
        and not any(span.start <= line.start < span.end for span in tables)
    }
    if len(ornaments) < _SEVERAL:
        return sheet
    lines = repacked(sheet.lines, (line for line in sheet.lines if line.start not in ornaments))
    rules = (line for line in sheet.lines if line.start in ornaments)
    return Sheet(lines, sorted(chain(sheet.furniture, rules), key=attrgetter("start")))


def _is_label(line: Line) -> bool:
    return any(form.level is Level.LABEL for form in reader_of(base()).read(line))


def _is_as_long(rule: int, words: int) -> bool:
    """Tell whether a rule is as long as words, be its characters half as wide as theirs."""
    return min(abs(rule - words), abs(rule - 2 * words)) <= _OFF


def _behind_measures(lines: Sequence[Line]) -> int:
    """Return the first line behind all departments and labels of what was done or will be."""
    read = reader_of(base()).read
    for number in range(len(lines) - 1, -1, -1):
        forms = () if SETS_GOALS.match(lines[number].text) else read(lines[number])
        if any(form.level is Level.DEPARTMENTS or form.kind in TOLD for form in forms):
            return number + 1
    return 0


def _unruled(lines: Sequence[Line], ruled: Sequence[_Ruled]) -> Iterator[Line]:
    """Yield the lines that may be headings without a rule below them."""
    taken = {entry.number for entry in ruled}
    for number, line in enumerate(lines):
        if number not in taken and len(line.text) <= _LONGEST and not line.text.endswith("。"):
            yield line


def _ruled(source: SourceDoc, lines: Sequence[Line], rules: Sequence[Line]) -> Iterator[_Ruled]:
    """Yield the lines that may be headings, right above a rule."""
    raw = source.text
    above: dict[int, Line] = {}  # each rule by the end of the line above it
    begins: dict[int, str] = {}  # where lines begin that stand above a rule, with that
    edges: set[int] = set()  # where lines begin that stand below one
    for rule in rules:
        stop = raw.rfind("\n", 0, rule.start)
        start = raw.rfind("\n", 0, max(stop, 0)) + 1
        words = raw[start:stop].rstrip() if stop > 0 else ""
        edges.add(raw.find("\n", rule.end) + 1)
        if words:
            above[start + len(words)] = rule
            begins[start] = rule.text
    tables = [grid.span for grid in source.tables]
    last = -1  # the last line above a rule
    for number, line in enumerate(lines):
        below = above.get(line.end)
        if below is None or any(span.start <= line.start < span.end for span in tables):
            continue
        is_edge = (
            begins.get(raw.find("\n", below.end) + 1) == below.text
        )  # the upper one of a frame around the next line
        begin = raw.rfind("\n", 0, line.start) + 1
        before = lines[number - 1].text if number else ""
        apart = line.gap or begin in edges or number - 1 == last or before.endswith("。") or not number
        goals = line.gap and SETS_GOALS.match(line.text) is not None
        opens = number > 0 and (lines[number - 1].gap or raw.rfind("\n", 0, lines[number - 1].start) + 1 in edges)
        wrapped = not apart and opens and _carries_on(lines, number)
        if is_edge or not (apart or wrapped) or not (goals or _may_head(lines, number)):
            continue
        last = number
        marked = form_of(line.text)
        sign = "═" if raw[below.start] == _HEAVY else _SIGNS[below.text[0]]
        yield _Ruled(number, below, sign, marked.form if marked else "", goals, wrapped)


def _may_head(lines: Sequence[Line], number: int) -> bool:
    """Tell whether a line may be a heading by its words: no sentence, no label, no row of columns, no title of the report."""
    text = lines[number].text
    valued = states_value(text) and split_front(text) is None  # 観光課：春の催し states no value
    if len(text) > _LONGEST or text[0] in BULLETS or is_prose(text) or valued or _COLUMNS.search(text):
        return False
    if is_sheet_number(text) or titles_report(lines, number) or (not number and _OF_REPORT.search(text)):
        return False
    return not any(form.level in _NO_HEADING for form in reader_of(base()).read(lines[number]))


def _carries_on(lines: Sequence[Line], number: int) -> bool:
    """Tell whether a line without a mark carries on a title that fills the line above it."""
    above, line = lines[number - 1], lines[number]
    fills = len(above.text) >= max(_FILLED, len(line.text)) and form_of(line.text) is None
    return fills and _may_head(lines, number - 1)


def _joined(line: Line, entry: _Ruled) -> Line:
    """Return a heading with the signs of the rule below it before its words."""
    mark = f"{entry.sign * 2} "  # no longer than the rule: each of its characters has one there
    start = entry.rule.start
    pieces = ((start, start + len(mark)), *(line.pieces or ((line.start, line.end),)))
    return line._replace(end=entry.rule.end, text=mark + line.text, pieces=pieces)
