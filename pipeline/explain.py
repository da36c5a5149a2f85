"""A report in the terminal: its tree, and under each line what was read in it and why.

Every character of the text is shown. A mark stands under exactly the characters that it is about, so that the
listing reads the same with colours and, piped into a file, without.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.mentions import ClaimedBy, Span
from pipeline.messages import Language
from pipeline.model import Dataset, DateRecord, Event, FigureRecord, Measure, Report

_INDENT = "  "
_TITLES = {
    "direction": ("取組方向", "direction"),
    "section": ("節", "section"),
    "measure": ("施策", "measure"),
    "block": ("区分", "block"),
}
_STYLES = {
    "figure": "bold green",
    "date": "bold cyan",
    "event": "magenta",
    "check": "bold red",
    "unclaimed": "bold red",
}


@dataclass(frozen=True, slots=True)
class Note:
    """Something to say about a span of the text."""

    span: Span
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class _Mark:
    """The part of a note that one line shows: offsets in the line, end exclusive."""

    start: int
    end: int
    note: Note
    first: bool
    """False on the later lines of a note that wraps."""


def print_explanation(dataset: Dataset, *, measure: int | None, page: int | None, lang: Language) -> None:
    """Print the tree of a report on standard output with all that was read in it.

    Args:
        dataset: the report's dataset.
        measure: show only the measure of this number.
        page: show only this page, from 1.
        lang: the language of titles and checks.
    """
    from rich.console import Console
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False)
    for line, style in explain(dataset, measure=measure, page=page, lang=lang):
        console.print(Text(line, style=style), soft_wrap=True)


def explain(
    dataset: Dataset, *, measure: int | None = None, page: int | None = None, lang: Language
) -> Iterator[tuple[str, str]]:
    """Yield the listing's lines, each with the rich style that it is printed in where there are colours.

    Args:
        dataset: the report's dataset.
        measure: yield only the lines of the measure of this number, and no checks of the report as a whole.
        page: yield only the lines of this page, from 1, below how it was read.
        lang: the language of titles and checks.
    """
    source = dataset.source
    whole = Span(0, max(len(source.text), 1))
    wanted = next((m.span for m in dataset.report.measures() if m.no == measure), whole)
    if page is not None:
        bounds = (*source.page_starts, whole.end)
        wanted = Span(max(wanted.start, bounds[page - 1]), min(wanted.end, bounds[page]))
        yield from _page_head(dataset, page, lang)
    elif wanted is whole:
        yield from _head(dataset, lang)
    titles = _titles(dataset.report, source.text, lang)
    notes = sorted(_notes(dataset, lang), key=lambda n: (n.span.start, n.span.end))
    marks = _marks_by_line(source.text, notes)
    start = depth = 0
    for number, line in enumerate(source.text.split("\n")):
        beginning = titles.get(start, [])
        if wanted.start <= start < wanted.end:
            for level, title in beginning:
                yield f"{_INDENT * (level - 1)}{title}", "bold"
        depth = beginning[-1][0] if beginning else depth
        if wanted.start <= start < wanted.end:
            yield from _line(line, _INDENT * depth, marks.get(number, []))
        start += len(line) + 1


def _head(dataset: Dataset, lang: Language) -> Iterator[tuple[str, str]]:
    head = dataset.report.head
    read_from = dict(head.sources)
    for name in ("title", "plan_name", "organisation", "fiscal_year", "period"):
        value = getattr(head, name)
        origin = f"  ({read_from[name].value})" if name in read_from else ""
        yield f"{name}: {'-' if value is None else value}{origin}", "bold"
    yield f"profile: {dataset.report.profile}", "bold"
    for check in dataset.checks:
        if check.span is None:
            message = check.message_ja if lang == "ja" else check.message_en
            yield f"{check.severity.value} {check.code}: {message}", _STYLES["check"]
    yield "", ""


def _page_head(dataset: Dataset, page: int, lang: Language) -> Iterator[tuple[str, str]]:
    """Yield how a page was read."""
    title = f"{page} ページ" if lang == "ja" else f"page {page}"
    pages = dataset.source.pages
    if pages:
        read = pages[page - 1]
        why = f" ({', '.join(read.reasons)})" if read.reasons else ""
        agreement = "" if read.agreement is None else f"  agreement={read.agreement}"
        title += f": {read.grade.value}{why}  reader={read.reader}{agreement}  {read.width:g} x {read.height:g} pt"
    yield title, "bold"
    yield "", ""


def _titles(report: Report, text: str, lang: Language) -> dict[int, list[tuple[int, str]]]:
    """Return what begins at each line start: (depth from 1, title), outer before inner."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)

    def add(start: int, depth: int, level: str, *rest: object) -> None:
        words = [_TITLES[level][0 if lang == "ja" else 1], *(str(r) for r in rest if r is not None)]
        found[text.rfind("\n", 0, start) + 1].append((depth, f"[{' '.join(words)}]"))

    for direction in report.directions:
        if direction.heading:
            add(direction.heading.start, 1, "direction", direction.no, direction.title)
        for section in direction.sections:
            if section.heading:
                add(section.heading.start, 2, "section", section.no, section.title)
            for measure in section.measures:
                add(measure.heading.start, 3, "measure", measure.no, measure.title, _departments(measure))
                for block in measure.blocks:
                    add((block.heading or block.span).start, 4, "block", block.kind.value)
    for block in report.loose:
        add((block.heading or block.span).start, 4, "block", block.kind.value)
    return found


def _departments(measure: Measure) -> str | None:
    return f"({', '.join(measure.departments)})" if measure.departments else None


def _notes(dataset: Dataset, lang: Language) -> Iterator[Note]:
    for figure in dataset.figures:
        yield Note(figure.figure.span, "figure", _figure(figure))
    for date in dataset.dates:
        yield Note(date.date.span, "date", _date(date))
    for event in dataset.events:
        yield Note(event.span, "event", _event(event))
    for check in dataset.checks:
        if check.span is not None and check.code != "unclaimed_numeral":  # said below, with its numeral
            message = check.message_ja if lang == "ja" else check.message_en
            yield Note(check.span, "check", f"{check.severity.value} {check.code}: {message}")
    for numeral in dataset.numerals:
        if numeral.claimed_by is ClaimedBy.UNCLAIMED:
            yield Note(numeral.span, "unclaimed", "? unclaimed")
        elif numeral.claimed_by not in (ClaimedBy.FIGURE, ClaimedBy.DATE):
            yield Note(numeral.span, "numeral", f"not counted: {numeral.claimed_by.value}")
    for loser in dataset.rejected:
        winner = dataset.source.text[loser.lost_to.start : loser.lost_to.end].replace("\n", " ")
        yield Note(loser.span, "rejected", f"rejected: {loser.extractor} lost to {winner}")


def _fields(*pairs: tuple[str, object]) -> str:
    return " ".join(f"{name}={value}" for name, value in pairs if value not in (None, "", ()))


def _figure(record: FigureRecord) -> str:
    figure = record.figure
    value = f"{figure.value:f}" if figure.value_max is None else f"{figure.value:f}..{figure.value_max:f}"
    fields = _fields(
        ("label", figure.label),
        ("per", figure.per),
        ("qualifiers", "|".join(figure.qualifiers)),
        ("status", record.status),
        ("as_of", record.as_of),
        ("part_of", record.part_of),
        ("event", record.event_id),
        ("item", record.place.item),
    )
    return f"figure {record.figure_id} {figure.kind.value} {value}{figure.unit_norm or ''} {fields}"


def _date(record: DateRecord) -> str:
    date = record.date
    range_ = f"{date.start}..{date.end}" if date.start != date.end else f"{date.start or '?'}"
    fields = _fields(
        ("precision", date.precision),
        ("role", record.role),
        ("status", record.status),
        ("weekday", date.weekday),
        ("recurrence", date.recurrence),
        ("approximate", date.approximate or None),
        ("year_inferred", date.year_inferred or None),
    )
    return f"date {record.date_id} {range_} {fields}"


def _event(event: Event) -> str:
    fields = _fields(
        ("ordinal", event.ordinal),
        ("title", event.title),
        ("series", event.series),
        ("region", event.region),
        ("venue", event.venue),
        ("start", event.start),
        ("end", event.end),
        ("status", event.status),
        ("participants", event.participants),
        ("from", "|".join(event.evidence)),
    )
    return f"event {event.event_id} {fields}"


def _marks_by_line(text: str, notes: list[Note]) -> dict[int, list[_Mark]]:
    """Cut notes at line ends, in one pass over the text."""
    marks: dict[int, list[_Mark]] = defaultdict(list)
    number = start = 0
    for note in notes:
        while (stop := text.find("\n", start)) != -1 and stop <= note.span.start:
            number, start = number + 1, stop + 1
        line, at = number, start
        while at < note.span.end:
            stop = text.find("\n", at)
            stop = len(text) if stop == -1 else stop
            begin, end = max(note.span.start, at), min(note.span.end, stop)
            if begin < end:
                marks[line].append(_Mark(begin - at, end - at, note, note.span.start >= at))
            line, at = line + 1, stop + 1
    return marks


def _line(line: str, indent: str, marks: list[_Mark]) -> Iterator[tuple[str, str]]:
    """Yield the line and, below it, one row for each mark: carets under the characters, then what they mean."""
    yield f"{indent}{line}" if line else "", ""
    for mark in marks:
        before = " " * _cells(line[: mark.start])
        carets = "^" * _cells(line[mark.start : mark.end])
        what = mark.note.text if mark.first else "(continued)"
        yield f"{indent}{before}{carets} {what}", _STYLES.get(mark.note.kind, "dim")


def _cells(text: str) -> int:
    """Return the columns that `text` takes on a terminal."""
    from rich.cells import cell_len

    return cell_len(text)
