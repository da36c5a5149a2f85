"""A report in the terminal: its tree, and under each line what was read in it and why.

Every character of the text is shown. A mark stands under exactly the characters that it is about, so that the
listing reads the same with colours and, piped into a file, without. In Japanese, what a mark says has the titles of
the tables' columns and the words of the sheet of values; in English, the names and values of the tables themselves.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.mentions import ClaimedBy, FigureKind, Span
from pipeline.controls import masked
from pipeline.messages import Language
from pipeline.model import Dataset, DateRecord, Event, FigureRecord, Indicator, Measure, Report
from pipeline.tables import TABLES
from pipeline.tables.schema import plain
from pipeline.tables.words import WORDS

_INDENT = "  "
_TITLES = {
    "direction": ("取組方向", "direction"),
    "section": ("節", "section"),
    "measure": ("取組", "measure"),
    "block": ("区分", "block"),
}
_COLUMNS = {table.name: {column.name: column.title_ja for column in table.columns} for table in TABLES}
_STRETCH = 400
"""Characters of a line that are shown with the marks below them before it goes on: each mark stands behind blanks."""
_EXTRACTORS = {
    "dates": "日付",
    "figures": "数値",
    "participants": "参加者数",
    "occasions": "回の日程",
    "names": "名称の一部",
    "clock_times": "時刻",
    "ordinals": "回次などの順序",
    "references": "言及・参照",
}
_STYLES = {
    "figure": "bold green",
    "date": "bold cyan",
    "event": "magenta",
    "indicator": "bold green",
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
    """The part of a note that one stretch of a line shows: offsets in it, end exclusive."""

    start: int
    end: int
    note: Note
    first: bool
    """False on the later stretches of a note that wraps."""


def print_explanation(dataset: Dataset, *, measure: int | None, page: int | None, lang: Language) -> None:
    """Print the tree of a report on standard output with all that was read in it.

    Args:
        dataset: the report's dataset.
        measure: show only the measure of this number.
        page: show only this page, from 1.
        lang: the language of titles and checks.
    """
    lines = explain(dataset, measure=measure, page=page, lang=lang)
    if not sys.stdout.isatty():
        sys.stdout.writelines(f"{masked(line)}\n" for line, _ in lines)
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False)
    for line, style in lines:
        console.print(Text(masked(line), style=style), soft_wrap=True)


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
    stretches = _stretches(source.text)
    marks = _marks(stretches, notes)
    depth = 0
    for number, (start, end) in enumerate(stretches):
        beginning = titles.get(start, [])
        shown = wanted.start <= start < wanted.end
        if shown:
            for level, title in beginning:
                yield f"{_INDENT * (level - 1)}{title}", "bold"
        depth = beginning[-1][0] if beginning else depth
        if shown:
            yield from _line(source.text[start:end], _INDENT * depth, marks.get(number, []), lang)


def _stretches(text: str) -> list[tuple[int, int]]:
    """Return the bounds of the lines of a text, long ones in parts."""
    found, start = [], 0
    for line in text.split("\n"):
        end = start + len(line)
        found += [(at, min(at + _STRETCH, end)) for at in range(start, max(end, start + 1), _STRETCH)]
        start = end + 1
    return found


def _head(dataset: Dataset, lang: Language) -> Iterator[tuple[str, str]]:
    head = dataset.report.head
    read_from = dict(head.sources)
    for name in ("title", "plan_name", "organisation", "fiscal_year", "period"):
        value = getattr(head, name)
        origin = f"  ({_word(read_from[name], lang)})" if name in read_from else ""
        told = "-" if value is None else _word(value, lang)
        yield f"{_title('documents', name, lang)}: {told}{origin}", "bold"
    yield f"{_title('documents', 'profile', lang)}: {dataset.report.profile}", "bold"
    for check in dataset.checks:
        if check.span is None:
            message = check.message_ja if lang == "ja" else check.message_en
            yield f"{_word(check.severity, lang)} {check.code}: {message}", _STYLES["check"]
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
            add(direction.heading.start, 1, "direction", direction.no, direction.title, _stands(direction.marks))
        for section in direction.sections:
            if section.heading:
                add(section.heading.start, 2, "section", section.no, section.title, _stands(section.marks))
            for measure in section.measures:
                stands = _stands(measure.marks)
                add(measure.heading.start, 3, "measure", measure.no, measure.title, stands, _departments(measure))
                for block in measure.blocks:
                    add((block.heading or block.span).start, 4, "block", _word(block.kind, lang))
    for block in report.loose:
        add((block.heading or block.span).start, 4, "block", _word(block.kind, lang))
    return found


def _stands(marks: Sequence[str]) -> str | None:
    return f"〔{'、'.join(marks)}〕" if marks else None


def _departments(measure: Measure) -> str | None:
    return f"({', '.join(measure.departments)})" if measure.departments else None


def _notes(dataset: Dataset, lang: Language) -> Iterator[Note]:
    for figure in dataset.figures:
        yield Note(figure.figure.span, "figure", _figure(figure, lang))
    for date in dataset.dates:
        yield Note(date.date.span, "date", _date(date, lang))
    for event in dataset.events:
        yield Note(event.span, "event", _event(event, lang))
    for indicator in dataset.indicators:
        for cell in indicator.cells:
            told = _indicator(indicator, lang, whole=cell == indicator.cells[0])
            yield Note(cell, "indicator", told)
    for check in dataset.checks:
        if check.span is not None and check.code != "unclaimed_numeral":  # said below, with its numeral
            message = check.message_ja if lang == "ja" else check.message_en
            yield Note(check.span, "check", f"{_word(check.severity, lang)} {check.code}: {message}")
    for numeral in dataset.numerals:
        if numeral.claimed_by is ClaimedBy.UNCLAIMED:
            yield Note(numeral.span, "unclaimed", f"? {_word(numeral.claimed_by, lang)}")
        elif numeral.claimed_by not in (ClaimedBy.FIGURE, ClaimedBy.DATE):
            what = _word(numeral.claimed_by, lang)
            yield Note(numeral.span, "numeral", f"数えない: {what}" if lang == "ja" else f"not counted: {what}")
    for loser in dataset.rejected:
        winner = dataset.source.text[loser.lost_to.start : loser.lost_to.end].replace("\n", " ")
        japanese = f"{_EXTRACTORS[loser.extractor]}とは読まない: 重なる「{winner}」を別に読んだため"
        english = f"not read as one of the {loser.extractor}: '{winner}', which it overlaps, is read otherwise"
        yield Note(loser.span, "rejected", japanese if lang == "ja" else english)


def _word(value: object, lang: Language) -> str:
    """Return a value in the words of the sheet of values, where that is asked for and has it."""
    told = str(value)
    return WORDS[told][0] if lang == "ja" and told in WORDS else told


def _title(table: str, column: str, lang: Language) -> str:
    return _COLUMNS[table][column] if lang == "ja" else column


def _fields(table: str, lang: Language, *pairs: tuple[str, object]) -> str:
    told = ((_title(table, name, lang), value) for name, value in pairs if value not in (None, "", (), False))
    return " ".join(title if value is True else f"{title}={_word(value, lang)}" for title, value in told)


def _figure(record: FigureRecord, lang: Language) -> str:
    figure = record.figure
    value = "..".join(plain(number) for number in (figure.value, figure.value_max) if number is not None)
    fields = _fields(
        "figures",
        lang,
        ("label", figure.label),
        ("per", figure.per),
        ("qualifiers", "|".join(figure.qualifiers)),
        ("status", record.status),
        ("as_of", record.as_of),
        ("part_of", record.part_of),
        ("event_id", record.event_id),
        ("item", record.place.item),
    )
    kind = _word(figure.kind, lang)
    unit = "" if figure.kind is FigureKind.RATIO else figure.unit_norm or ""  # 3割 is 0.3, and no longer in 割
    return f"{_word('figure', lang)} {record.figure_id} {kind} {value}{unit} {fields}"


def _date(record: DateRecord, lang: Language) -> str:
    date = record.date
    range_ = f"{date.start}..{date.end}" if date.start != date.end else f"{date.start or '?'}"
    fields = _fields(
        "dates",
        lang,
        ("precision", date.precision),
        ("role", record.role),
        ("status", record.status),
        ("weekday", date.weekday),
        ("recurrence", date.recurrence),
        ("approximate", date.approximate),
        ("year_inferred", date.year_inferred),
    )
    return f"{_word('date', lang)} {record.date_id} {range_} {fields}"


def _event(event: Event, lang: Language) -> str:
    fields = _fields(
        "events",
        lang,
        ("ordinal", event.ordinal),
        ("title", event.title),
        ("series", event.series),
        ("region", event.region),
        ("venue", event.venue),
        ("start", event.start),
        ("end", event.end),
        ("status", event.status),
        ("participants", event.participants),
    )
    what, why = ("開催", "根拠") if lang == "ja" else ("event", "from")
    return f"{what} {event.event_id} {fields} {why}={'|'.join(event.evidence)}"


def _indicator(indicator: Indicator, lang: Language, *, whole: bool) -> str:
    """Return what is said below a value of an indicator: its id, with all that was read of it where that is wanted."""
    names = ("baseline", "baseline_period", "actual", "actual_period", "target", "target_period", "attainment")
    told = ((name, getattr(indicator, name)) for name in names)
    values = ((name, plain(value) if isinstance(value, Decimal) else value) for name, value in told)
    fields = _fields(
        "indicators",
        lang,
        ("name", indicator.name),
        ("unit", indicator.unit),
        *values,
        ("earlier", "|".join(indicator.earlier)),
        ("in_words", "|".join(indicator.in_words)),
    )
    what = f"{'指標' if lang == 'ja' else 'indicator'} {indicator.indicator_id}"
    return f"{what} {fields}" if whole else what


def _marks(stretches: Sequence[tuple[int, int]], notes: Sequence[Note]) -> dict[int, list[_Mark]]:
    """Cut notes at the ends of stretches; each is found under the number of its stretch."""
    marks: dict[int, list[_Mark]] = defaultdict(list)
    starts = [start for start, _ in stretches]
    for note in notes:
        number = bisect_right(starts, note.span.start) - 1
        while number < len(stretches) and starts[number] < note.span.end:
            start, stop = stretches[number]
            begin, end = max(note.span.start, start), min(note.span.end, stop)
            if begin < end:
                marks[number].append(_Mark(begin - start, end - start, note, note.span.start >= start))
            number += 1
    return marks


def _line(line: str, indent: str, marks: Sequence[_Mark], lang: Language) -> Iterator[tuple[str, str]]:
    """Yield a stretch of a line and, below it, one row for each mark: carets under the characters, then what they mean."""
    yield f"{indent}{line}" if line else "", ""
    for mark in marks:
        before = " " * _cells(line[: mark.start])
        carets = "^" * _cells(line[mark.start : mark.end])
        what = mark.note.text if mark.first else ("（続き）" if lang == "ja" else "(continued)")
        yield f"{indent}{before}{carets} {what}", _STYLES.get(mark.note.kind, "dim")


def _cells(text: str) -> int:
    """Return the columns that `text` takes on a terminal."""
    from rich.cells import cell_len

    return cell_len(text)
