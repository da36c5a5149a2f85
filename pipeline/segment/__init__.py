"""SourceDoc + Profile → Report: the headings, the blocks below them, and what the report says of itself."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from extractors.mentions import Span
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.collector import without_collector
from pipeline.markers import form_of
from pipeline.model import BlockKind, Check, Direction, Indicator, Report, ReportHead, Severity, SourceDoc
from pipeline.placed import DRAWN
from pipeline.profile import Level, Outlining, Profile
from pipeline.segment.acting import with_acting_offices
from pipeline.segment.block_tables import read_below_heads, read_blocks, read_forms, take_in
from pipeline.segment.brackets import OPENING
from pipeline.segment.cards import read_cards
from pipeline.segment.columns import is_prose
from pipeline.segment.doubled import without_second_numbers
from pipeline.segment.evidence import NAMES_GOAL
from pipeline.segment.footnotes import find_footnotes
from pipeline.segment.forms import IN_GOALS, IN_TABLE, in_iroha, is_tabled, reader_of
from pipeline.segment.front import find_front
from pipeline.segment.goal_groups import of_directions, with_groups, with_targets
from pipeline.segment.grades import grade_behind, graded_signs
from pipeline.segment.head import HeadText, read_head, speaks_of_progress
from pipeline.segment.headings import MeasureHeading, sheet_number
from pipeline.segment.indented import IndentReader
from pipeline.segment.indicator_lines import read_indicator_lines
from pipeline.segment.indicator_lists import read_indicator_lists
from pipeline.segment.indicator_pairs import read_indicator_pairs
from pipeline.segment.indicators import numbered, read_indicator_fields, read_indicators
from pipeline.segment.institutions import with_institutions
from pipeline.segment.kinds import Kinds, year_of
from pipeline.segment.labelled_rows import read_labelled_rows, tell_apart
from pipeline.segment.labels import with_own_labels
from pipeline.segment.legends import before_signs, find_signs
from pipeline.segment.lines import Line, Sheet
from pipeline.segment.mail import about, subject_of
from pipeline.segment.numbering import Coded, Numbered, check_numbering
from pipeline.segment.offices import with_offices
from pipeline.segment.outline import ContextReader, Mark, Outline
from pipeline.segment.ranks import RankReader
from pipeline.segment.row_numbers import row_numbers
from pipeline.segment.rows import Row, directions_over, read_rows, results_of
from pipeline.segment.sheet import read_sheet
from pipeline.segment.signed import heads_offices
from pipeline.segment.tree import grow
from pipeline.segment.years import tells_done
from pipeline.stacks import sheets_of
from pipeline.tabular import Role, whole_year
from pipeline.tabular import Sheet as TableSheet
from pipeline.tabular import years as years_in

_BETWEEN = Level.BETWEEN
_PROGRESS = BlockKind.PROGRESS
_LABEL, _MEASURE = Level.LABEL, Level.MEASURE
_NO_HEADING = frozenset({_LABEL, Level.DEPARTMENTS, Level.ASIDE})
_TITLE_LINES = 3
_YEAR_REPORTED = compile_pattern(r"(?:評価|実施|対象|報告|実績|点検|取組)*年度")
"""The label of a sheet's field that says of which year it tells."""


@without_collector
def segment(source: SourceDoc, profile: Profile, given: ReportHead, sheet: Sheet | None = None) -> Report:
    """Read the structure of a report; any text gives one.

    Args:
        source: the text.
        profile: its style.
        given: what the user says of the report, taken where its text is silent.
        sheet: its lines as its style cuts them; None if they are not cut yet.

    Returns:
        The tree. Every character of the text is in exactly one of its segments. Numbers out of order and a text
        without measures are checks.
    """
    sheet = sheet or read_sheet(source, profile)
    tables = _read_tables(source, profile)
    tabled = _lines_within(sheet, tables.spans)
    told = _lines_within(sheet, [row.told for row in tables.rows if row.goes_on])
    found = outline(sheet, profile, tabled, told, _lines_within(sheet, tables.goals))
    above = _lines_within(sheet, [heading.span for row in tables.rows for heading in row.above])
    preface = _preface(sheet, found, tabled | above - {0})
    read = read_head(_head_text(source, sheet, found, preface, tables.rows), given)
    title = frozenset(preface[at] for at in read.title_lines if preface)
    kinds = Kinds(read.head, _results(sheet, found, tables.rows))
    tree = grow(source.text, sheet, found, kinds, title, tables.rows, _footnotes(source, sheet, tabled))
    stated = tuple(
        indicator
        for read in (read_indicator_lines, read_indicator_pairs, read_indicator_lists)
        for indicator in read(source, sheet.lines, tabled)
    )
    indicators = (*tables.indicators, *stated)
    directions = with_targets(source.text, with_acting_offices(source, tree.directions), stated)
    return Report(
        head=read.head,
        profile=profile.id,
        directions=directions,
        segments=tree.segments,
        loose=tree.loose,
        indicators=tuple(of_directions(source.text, numbered(source, indicators), tree.directions)),
        row_numbers=tuple(sorted({*tables.numbers, *_part_numbers(sheet, found)})),
        title_breaks=tuple(sheet.lines[n].end for n in sorted(title) if n + 1 in title),
        checks=(
            *_told(profile, found, tree.directions),
            *read.checks,
            *check_numbering(
                source.text, tree.directions, _headings(sheet, found), (*_codes(sheet, found), *tables.codes)
            ),
            *_check_lost(source, sheet, found),
            *_check_measures(source, profile, tree.directions),
        ),
    )


def outline(
    sheet: Sheet,
    profile: Profile,
    tabled: Container[int] = (),
    told: Container[int] = (),
    goals: Container[int] = (),
) -> Outline:
    """Find the headings of a report.

    Args:
        sheet: its lines.
        profile: its style.
        tabled: the numbers of the lines that stand in tables.
        told: of those that are the text of measures below the heads of a table.
        goals: of those that stand in tables of indicators.
    """
    forms = in_iroha(with_own_labels(sheet.lines, reader_of(profile).read_all(sheet.lines), tabled))
    cells = {number: form for number, form in enumerate(forms) if number in tabled}
    front = find_front(sheet.lines) if profile.outline is Outlining.RANKS else ()
    tables = {n: IN_GOALS if n in goals else IN_TABLE for n in cells}
    readings = [tables.get(n) or (() if n in front or n in told else form) for n, form in enumerate(forms)]
    if profile.outline is Outlining.INDENTS:
        found = IndentReader(sheet.lines, readings).read()
    else:
        style = ContextReader if profile.outline is Outlining.CONTEXT else RankReader
        found = style(sheet.lines, profile, readings).read()
    found.cells = cells
    found.marks = with_offices(found.marks, sheet.lines)
    measures = [(at, mark.heading) for at, mark in enumerate(found.marks) if mark.heading and mark.level is _MEASURE]
    headings = _without_signs(sheet.lines, found.marks, with_institutions([heading for _, heading in measures]))
    for (at, _), heading in zip(measures, headings, strict=True):
        if heading is not found.marks[at].heading:
            found.marks[at] = found.marks[at]._replace(heading=heading)
    found.marks = without_second_numbers(found.marks, sheet.lines)
    return found


def _without_signs(
    lines: Sequence[Line], marks: Sequence[Mark], headings: list[MeasureHeading]
) -> list[MeasureHeading]:
    """Return headings without the signs behind their titles that a legend above all of them explains."""
    first = min((mark.first for mark in marks if mark.level is _MEASURE), default=0)
    signs, grades = find_signs(lines[:first]), graded_signs(lines[:first])
    if not signs and not grades:
        return headings
    found = []
    for heading in headings:
        *ahead, (begin, end) = heading.title or ((0, 0),)
        words = heading.line.text[begin:end].rstrip()
        graded = grade_behind(words, grades)
        stop = begin + (graded.start() if graded else before_signs(words, signs))
        title = (*ahead, *([(begin, stop)] if stop > begin else []))
        span = (begin + graded.start("sign"), begin + graded.end("sign")) if graded else None
        found.append(heading._replace(title=title, graded=span) if title and stop < end else heading)
    return found


def _footnotes(source: SourceDoc, sheet: Sheet, tabled: Container[int]) -> frozenset[int]:
    """Return where the lines of notes begin that stand apart from the text, in smaller type or by their words."""
    raw = source.text
    spans = (note.span for note in source.notes if note.small)
    told = (sheet.lines[number].start for number in find_footnotes(sheet.lines) if number not in tabled)
    return frozenset([*told, *(span.end - len(raw[span.start : span.end].lstrip()) for span in spans)])


def _head_text(
    source: SourceDoc, sheet: Sheet, found: Outline, preface: Sequence[int], rows: Sequence[Row]
) -> HeadText:
    labels: list[str] = []
    plain: list[str] = []
    headings: list[str] = []
    for mark in found.marks:
        if mark.level is _LABEL and mark.form.kind is _PROGRESS:
            label = sheet.lines[mark.first].text[slice(*mark.form.title)].replace(" ", "")
            (labels if tells_done(label) else plain).append(label)
        elif mark.heading is not None:
            headings += [line.text for line in {x.start: x for x, _, _ in mark.heading.departments}.values()]
    said = (part.span for row in rows for part in row.parts if _YEAR_REPORTED.fullmatch(part.label))
    labels += [fold(source.text[span.start : span.end]) for span in said]
    ahead = {part.label for row in rows for part in row.parts if part.kind is BlockKind.OUTLOOK}
    heads = results_of(rows) if any(map(whole_year, ahead)) else filter(tells_done, results_of(rows))
    years = {year for head in heads if (year := year_of(head, None)) is not None}
    labels += [f"{max(years)}年度実績"] if years else []  # of results of several years the last is reported
    cells = [span for row in rows if row.heading is None for span in row.words]
    named = {fold(source.text[span.start : span.end]) for span in cells}
    named = named if len({year.year for words in named for year in years_in(words)}) > 1 else set()
    top = min((span.start for span in cells), default=len(source.text))
    lines = list(takewhile(lambda line: line.end <= top, (sheet.lines[n] for n in preface)))
    around = (about(line.text) for line in sheet.furniture if line.text not in named)
    running = list(dict.fromkeys(filter(None, around)))
    if not lines and sheet.lines:  # its title may run over every page, below the name of the plan
        above = (line for line in sheet.furniture if line.end <= sheet.lines[0].start)
        lines = [line for line in above if about(line.text) == line.text]
        lines.sort(key=lambda line: not speaks_of_progress(line.text))
    preface_lines = [line.unframed() for line in lines]
    subject = next(filter(None, (subject_of(line.text) for line in reversed(sheet.furniture))), None)
    return HeadText(source.name, source.text, preface_lines, running, labels, plain, headings, subject)


def _results(sheet: Sheet, found: Outline, rows: Sequence[Row]) -> set[str]:
    """Return the labels, and the heads of columns and fields of tables, under which a report tells what was done."""
    marks = (mark for mark in found.marks if mark.level is _LABEL and mark.form.kind is _PROGRESS)
    labels = (sheet.lines[mark.first].text[slice(*mark.form.title)].replace(" ", "") for mark in marks)
    return {*filter(tells_done, labels), *results_of(rows)}


class _Tables(NamedTuple):
    """What the tables of a report say that are more than text in columns."""

    rows: list[Row]
    indicators: list[Indicator]
    spans: list[Span]
    """The tables in which no heading is looked for."""
    goals: list[Span]
    """Those that hold indicators, and no measure."""
    numbers: tuple[Span, ...]
    """What only counts their rows."""
    codes: tuple[Coded, ...]
    """The numbers of their measures that stand in a column of their own."""


def _read_tables(source: SourceDoc, profile: Profile) -> _Tables:
    indicators: list[Indicator] = []
    numbers: set[Span] = set()
    sheets = list(sheets_of(source))
    cards = read_cards(source, sheets, profile.kind_of)
    rows = list(cards.rows)
    others = set(cards.tables)  # than forms below the names of their measures
    codes: list[Coded] = []
    spans = [row.span for row in rows]
    of_goals: list[Span] = []
    indicators += read_indicator_fields(source, cards.fields)
    measures: list[Row] = []
    over: list[Row] = []  # directions that a table of indicators names right above measures in the same rules
    for at, table in enumerate(sheets):
        goals = list(with_groups(table, read_indicators(table)))
        indicators += goals
        numbers.update(row_numbers(table))
        if at in cards.tables:
            continue
        if table.grid.inner and take_in(measures, table, source.text):
            others.add(at)
            continue
        measures = read_rows(source, table, profile.kind_of) or read_labelled_rows(source, table, profile.kind_of)
        others.update((at,) if measures or goals else ())
        if not measures and not goals and (told := read_blocks(source, table, profile.kind_of)):
            rows += told
            others.add(at)
            over = []
            continue
        touches = not source.text[sheets[at - 1].grid.span.end : table.grid.span.start].strip(DRAWN)
        over = over if touches else []
        rows += [*over, *measures] if measures else ()
        codes += _codes_of_rows(source.text, table, measures)
        over = [] if measures else [*over, *directions_over(source, table)]
        fields = table.grid.rows == _ONE_ROW and heads_offices([table.label(cell) for cell in table.row(0)])
        if measures or goals or not (is_prose(table) or fields):
            spans.append(table.grid.span)
            of_goals += [table.grid.span] if goals and not measures else ()
    forms = list(read_forms(source, sheets, others, profile.kind_of))
    spans += (row.span for row in forms)
    rows += [*forms, *read_below_heads(source, profile.kind_of)]
    wraps = frozenset(source.soft_breaks)
    for row in rows:
        tell_apart(row, source.text, wraps, profile.kind_of)
        numbers.update(row.numbers)
    rows.sort(key=lambda row: row.spans()[:1])
    return _Tables(rows, indicators, spans, of_goals, tuple(sorted(numbers)), tuple(codes))


def _codes_of_rows(raw: str, table: TableSheet, measures: Sequence[Row]) -> Iterator[Coded]:
    """Yield the numbers that the measures of a table have in a column that counts them, and nothing above them."""
    column = next((n for n in table.find(Role.NUMBER) if _COUNTS_MEASURES.fullmatch(table.columns[n].head)), None)
    cells = {c.spans[0]: table.words(c) for row in table.rows() for c in row if c.column == column and c.spans}
    times = 0
    for row in measures if cells else ():
        span = next((span for span in row.words if span in cells), None)
        if row.heading is not None and span is not None:
            times += cells[span] == "1"  # it counts anew
            beside = span.end <= row.heading.start and not raw[span.end : row.heading.start].strip(_BETWEEN_CELLS)
            place = Span(span.start, row.heading.end) if beside else span
            yield Coded(f"{table.grid.span.start}.{times}", cells[span], row.title, place)


_ONE_ROW = 2  # rows, with that of the heads
_BETWEEN_CELLS = f"{DRAWN}\t\u3000"
_COUNTS_MEASURES = compile_pattern(r"(?i:no\.?)|№|(?:取組み?|事業|整理)?番号|連番|通番|項番|#")


def _lines_within(sheet: Sheet, spans: Sequence[Span]) -> frozenset[int]:
    """Return the lines that begin in some spans, or before them with nothing but what draws a table's edge."""
    starts = [line.start for line in sheet.lines] if spans else []
    found: set[int] = set()
    for span in spans:
        first = bisect_left(starts, span.start)
        line = sheet.lines[first - 1] if first else None
        edged = line is not None and not line.text[: span.start - line.start].strip(DRAWN)
        found.update(range(first - edged, bisect_left(starts, span.end)))
    return frozenset(found)


def _part_numbers(sheet: Sheet, found: Outline) -> Iterator[Span]:
    """Yield the numbers of the headings that are no level of the tree, and of indicators: 3 取組の実績 counts no 取組."""
    for mark in found.marks:
        line = sheet.lines[mark.first]
        tabled = mark.level is _LABEL and any(map(is_tabled, found.forms[mark.stop : mark.stop + 1]))  # 2 取組の状況
        apart = mark.is_part or mark.level is _BETWEEN or tabled
        if apart and (marked := form_of(line.text)) is not None:
            yield Span(line.start, line.at(len(line.text[: marked.title].rstrip())))
    for line in sheet.lines:
        if ("標" in line.text or "KPI" in line.text) and (goal := NAMES_GOAL.match(line.text)) is not None:
            yield Span(line.start, line.at(goal.start("name")))


def _preface(sheet: Sheet, found: Outline, tabled: Container[int]) -> list[int]:
    """Return the numbers of the lines before the first heading or table, those of a foreword with them."""
    parts = {mark.first for mark in found.marks if mark.is_part}
    first = len(sheet.lines)
    for mark in found.marks:
        if mark.level in (Level.ANNEX, Level.ASIDE) or _is_of_title(sheet, mark):
            continue
        in_front = any(number < mark.first for number in parts)
        if not (in_front and mark.level is _LABEL and mark.form.kind is BlockKind.OTHER):
            first = mark.first
            break
        parts.add(mark.first)  # 1 趣旨 of the foreword
    first = next((number for number in range(first) if number in tabled), first)
    return [number for number in range(first) if number not in found.aside and number not in parts]


def _is_of_title(sheet: Sheet, mark: Mark) -> bool:
    """Tell whether what looks like a block's label is a line of the report's own title: 令和6年度実施状況 below the plan."""
    line, below = sheet.lines[mark.first], sheet.lines[mark.stop : mark.stop + 1]
    in_brackets = line.text[:1] in OPENING  # such a line closes the title, or opens a block over its text
    closes = line.text[:1] + line.text[-1:] == "()" and all(other.gap for other in below)
    closes = closes and (not line.gap or mark.stop in find_front(sheet.lines))  # on a cover a day stands below it
    return (
        mark.level is _LABEL
        and 0 < mark.first <= _TITLE_LINES
        and "年度" in line.text
        and (closes if in_brackets else mark.first < _TITLE_LINES)
    )


def _headings(sheet: Sheet, found: Outline) -> Iterator[Numbered]:
    """Yield the headings of a text as their numbers are checked."""
    for mark in found.marks:
        if mark.level not in _NO_HEADING:
            lead = sheet.lines[mark.first].text[: mark.form.title[0]].rpartition(mark.form.number or " ")[0]
            span = Span(sheet.lines[mark.first].start, sheet.lines[mark.stop - 1].end)
            yield Numbered(mark.level, mark.form.no, (mark.form.style, lead), span)


def _codes(sheet: Sheet, found: Outline) -> Iterator[Coded]:
    """Yield the numbers that sheets have in fields of their own, each with the title that stands nearest."""
    measures = [(mark.first, mark.heading.line) for mark in found.marks if mark.heading and mark.level is _MEASURE]
    for number, line in enumerate(sheet.lines if measures else ()):
        coded = sheet_number(line.text)
        if coded is not None and number not in found.aside and number not in found.cells:
            at = bisect_left(measures, (number,))
            _, title = min(measures[max(at - 1, 0) : at + 1], key=lambda entry: abs(entry[0] - number))
            yield Coded(*coded, title.text, Span(line.start, line.end))


def _told(profile: Profile, found: Outline, directions: Sequence[Direction]) -> Iterator[Check]:
    """Yield what there is to say of an outline that was derived."""
    if profile.told is not None:
        counts = Counter(mark.level for mark in found.marks)
        measures = [measure for direction in directions for part in direction.sections for measure in part.measures]
        counts[Level.MEASURE] = len(measures)
        proven = sum(bool(m.departments) or any(block.heading or block.column for block in m.blocks) for m in measures)
        yield profile.told(counts, measures[0].title if measures else "", proven)


def _check_lost(source: SourceDoc, sheet: Sheet, found: Outline) -> Iterator[Check]:
    """Report the headings whose characters are lost: what stands below them belongs to no measure."""
    lost = [sheet.lines[mark.first] for mark in found.marks if mark.is_part and sheet.lines[mark.first].is_lost]
    if lost:
        readers = {
            source.pages[bisect_right(source.page_starts, line.start) - 1].reader for line in lost if source.pages
        }
        then_ja, then_en = _READ_AGAIN["text" if not readers else "ocr" if readers == {"ocr"} else "pdf"]
        yield Check(
            severity=Severity.WARNING,
            code="garbled_heading",
            message_ja=f"見出しと思われる {len(lost)} 行が文字化けのため読めません。その下の数値と日付は、どの取組にも結び付けていません。{then_ja}",
            message_en=f"{len(lost)} line(s) that look like headings are garbled: the figures and dates below them belong to no measure. {then_en}",
            span=Span(lost[0].start, lost[0].end),
        )


_READ_AGAIN = {
    "text": (
        "元の文書を開き、文字コードを UTF-8 にして保存し直してください。",
        "Open the original document and save it again as UTF-8.",
    ),
    "ocr": (
        "文字認識（OCR）で読み取れなかった文字です。向きを正し、300 dpi 以上ではっきりスキャンし直してください。",
        "Recognition (OCR) could not read them: scan the page again, upright and sharp, with 300 dpi or more.",
    ),
    "pdf": (
        "元の文書から PDF を作り直すか、Tesseract を入れて --ocr force で読んでください。",
        "Make the PDF again from the original document, or read it with --ocr force, which needs Tesseract.",
    ),
}
"""What helps against lost characters, by where they were read."""


def _check_measures(source: SourceDoc, profile: Profile, directions: Sequence[Direction]) -> Iterator[Check]:
    if any(section.measures for direction in directions for section in direction.sections):
        return
    yield Check(
        severity=Severity.WARNING,
        code="no_measures",
        message_ja=f"{source.name}: 取組の見出しが見つかりません（様式 {profile.id}）。数値と日付は取り出しましたが、取組とは結び付いていません。この様式の報告書か確かめ、違う場合は --profile で様式を指定してください。",
        message_en=f"{source.name}: no measure was found (report style {profile.id}). Figures and dates were taken, but belong to no measure. Check that the report has this style; if not, name another with --profile.",
    )
