"""Headings whose line goes on with prose behind the departments that end them: 1 道路の補修（建設課）　12か所を直し….

Such a line is two, the heading and the first of its text. One alone may be a sentence that names an office in passing;
where several lines of one mark name offices in the same way and prose follows each, that is how the report is written.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from pipeline.markers import BULLETS, mark_of
from pipeline.model import SourceDoc
from pipeline.profile import base
from pipeline.segment.brackets import BOTH_SIDES, CLOSING, is_balanced
from pipeline.segment.departments import split_front, split_heading
from pipeline.segment.fields import bare_label
from pipeline.segment.lines import Line, Sheet, repacked
from pipeline.segment.office_names import may_name
from pipeline.segment.side_by_side import names_departments
from pipeline.states import before_states
from pipeline.tabular import is_value

_LEAST = 3  # headings of one look
_SEVERAL = 2  # lines that name departments elsewhere
_LONGEST = 120  # characters of a heading
_LONGEST_LABEL = 24
_NEARLY_ALL = 0.6  # of the lines of one look that go on with prose
# Where a heading may end: behind what closes its departments, or at a blank behind an office.
_STOP = compile_pattern(
    rf"(?:(?P<sign>[)\]】〕>》≫〉{BOTH_SIDES}]) ?(?![ )\]】〕>》≫〉{BOTH_SIDES}])|(?P<blank>(?<=[課室係局部庁署所館]) +|(?<=センター) +))(?P<body>[^\s)\]】〕、。・])"
)
_FRONTED = compile_pattern(r"[課室係局部庁署所館会ー][)\]】〕>》≫〉=|/:] ?[^\s|].{0,80} \S")
_TITLE = compile_pattern(r"(?P<title>[^。、]{3,40}?) +(?=[^\s)\]】〕、。・|])")
_LABELLED = compile_pattern(r"[^\w\s]? ?(?P<label>[^:\W][^:、。)\]】〕>》≫〉]{0,15})[:)\]】〕>》≫〉]")
_BOTH_SIDES = frozenset(BOTH_SIDES)
_GOES_ON = compile_pattern(r"[ぁ-ん、。,.]|[等他外内]")
"""How a sentence goes on behind a bracket that stands within it: 説明会（福祉課）を開いた."""


class RunIn(NamedTuple):
    """Where the heading of such a line ends and its text begins."""

    end: int
    """0 for a line that the next one carries on up to the departments."""
    body: int
    look: tuple[str, str]
    """Its mark, and what stands behind its departments."""


def with_run_in(source: SourceDoc, sheet: Sheet) -> Sheet:
    """Return the lines of a report, each heading that goes on with its text behind its departments as two.

    Args:
        source: the report.
        sheet: its lines, those of the page apart.
    """
    tables = sorted(grid.span for grid in source.tables)
    found = _find(sheet.lines, tables)
    return sheet._replace(lines=repacked(sheet.lines, _parted(sheet.lines, found))) if found else sheet


def _parted(lines: Sequence[Line], found: Mapping[int, RunIn]) -> Iterator[Line]:
    carried: Line | None = None
    for number, line in enumerate(lines):
        entry = found.get(number)
        if entry is None:
            yield line
        elif not entry.end:
            carried = line
        else:
            head = line.cut(0, entry.end)
            yield carried.joined(head) if carried else head
            yield line.cut(entry.body, len(line.text))._replace(gap=False)
            carried = None


def _find(lines: Sequence[Line], tables: Sequence[Span]) -> dict[int, RunIn]:
    """Return the lines that are a heading, the departments that end it and the first of its text."""
    looks: dict[tuple[str, str], dict[int, RunIn]] = {}
    others: dict[str, dict[int, RunIn]] = {}  # lines without a mark that may carry a title on
    for number, line in enumerate(lines):
        entry = split_run_in(line.text)
        if entry is None or _is_within(line.start, tables):
            continue
        if entry.look[0] or line.gap:
            looks.setdefault(entry.look, {})[number] = entry
        elif number:
            others.setdefault(entry.look[1], {})[number] = entry
    kept = {look: entries for look, entries in looks.items() if _are_headings(lines, entries)}
    if not kept or _name_otherwise(lines, {look[0] for look in kept}):
        return {}
    for look, entries in kept.items():
        for number, entry in others.get(look[1], {}).items():
            above = lines[number - 1].text
            marked = mark_of(above)
            if marked is not None and marked.form == look[0] and "。" not in above and number - 1 not in entries:
                entries[number - 1], entries[number] = RunIn(0, 0, look), entry
    return {number: entry for entries in kept.values() for number, entry in entries.items()}


def split_run_in(text: str) -> RunIn | None:
    """Return where the heading of a folded line ends behind its departments, if anything follows; else None."""
    if text[0] == "|":  # a row
        return None
    sentence = text.find("。", 0, _LONGEST)
    limit = sentence if sentence >= 0 else _LONGEST
    at = 0
    while (stop := _STOP.search(text, at, limit)) is not None:
        at = stop.end()
        sign, body = stop["sign"] or "", stop.start("body")
        end = stop.end("sign") if sign else stop.start()
        if body == end and sign not in _BOTH_SIDES and _GOES_ON.match(text, body):
            continue
        head = text[:end]
        if sign in _BOTH_SIDES and sign not in head[:-1]:  # 福祉課：相談会 only begins with an office
            continue
        if may_name(head.rstrip(BOTH_SIDES)) and (form := _form_of(head)) is not None:
            return RunIn(end, body, (form, sign or " ")) if before_states(text) > body else None
    return _behind_front(text) if " " in text else None


def _behind_front(text: str) -> RunIn | None:
    """Return where a title ends that an office stands in front of, if a blank parts it from text: 福祉課：相談会　6回開いた."""
    if text[0] in BULLETS or not _FRONTED.search(text):
        return None
    marked = mark_of(text)
    begin = marked.title if marked else 0
    front = split_front(text[begin:_LONGEST]) if _FRONTED.search(text, begin) else None
    if front is None:
        return None
    start = begin + front.title[0][0]
    stop = _TITLE.match(text, start)
    if stop is None or not is_balanced(stop["title"]) or _GOES_ON.match(text, stop.end()):
        return None
    return RunIn(stop.end("title"), stop.end(), (marked.form if marked else "", text[start - 1]))


def _form_of(head: str) -> str | None:
    """Return the form of a heading's mark that ends in an office beyond doubt behind its title; None for any other text."""
    if any(head.count(opening) != head.count(closing) for opening, closing in CLOSING.items()):
        return None
    named = split_heading(head)
    if not (named.certain and named.departments and named.title):
        return None
    marked = mark_of(head)
    start, stop = named.title[0]
    titled = start == 0 and stop > (marked.title if marked else 0) and named.departments[-1][1] >= stop
    return (marked.form if marked else "") if titled else None


def _is_within(at: int, tables: Sequence[Span]) -> bool:
    k = bisect_right(tables, at, key=lambda span: span.start) - 1
    return k >= 0 and at < tables[k].end


def _name_otherwise(lines: Sequence[Line], forms: Container[str]) -> bool:
    """Tell whether a report names departments on lines of their own, or behind headings of other marks that end there."""
    texts = (line.text for line in lines if len(line.text) <= _LONGEST)
    return sum(_names_theirs(text, forms) for text in texts) >= _SEVERAL


def _names_theirs(text: str, forms: Container[str]) -> bool:
    if names_departments(text):
        return True
    marked = mark_of(text) if may_name(text) else None
    named = split_heading(text) if marked is not None and marked.form not in forms else None
    return named is not None and named.certain and bool(named.title)


def _are_headings(lines: Sequence[Line], entries: Mapping[int, RunIn]) -> bool:
    """Tell whether lines of one look are headings: several, each with its own title, and prose behind nearly all.

    What stands right below a label is a point of its block.
    """
    titles = {lines[number].text[: entry.end] for number, entry in entries.items()}
    if len(titles) < _LEAST:
        return False
    if sum(_is_label(lines[number - 1].text) for number in entries if number) >= _SEVERAL:
        return False
    return sum(_is_prose(lines, *entry) for entry in entries.items()) >= _NEARLY_ALL * len(entries)


def _is_label(text: str) -> bool:
    return len(text) <= _LONGEST_LABEL and base().kind_of(bare_label(text)) is not None


def _is_prose(lines: Sequence[Line], number: int, entry: RunIn) -> bool:
    """Tell whether what stands behind a heading is a sentence, be it that it ends on the next line, or a value before what is told."""
    behind = lines[number].text[entry.body :]
    if "。" in behind:
        return True
    below = next(iter(lines[number + 1 : number + 2]), None)
    if below is None or below.gap or "。" not in below.text or mark_of(below.text) is not None:
        return False
    labelled = _LABELLED.match(below.text)  # 実績：12回開いた。 does not go on with 直営 or 目標達成
    apart = labelled is not None and base().kind_of(labelled["label"].strip()) is not None
    return not apart or ":" in behind or is_value(behind)
