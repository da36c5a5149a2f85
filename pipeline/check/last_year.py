"""What is told of the year before with two values: 修了者は96人（前年度84人） here, 96人（前年度89人） there, or in a table."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from extractors.label_words import EARLIER
from extractors.mentions import Qualifier
from extractors.patterns import compile_pattern
from extractors.view import fold, fold_tight
from pipeline.check.beside import sentence_before, words_before, words_between
from pipeline.check.retold import says_what
from pipeline.check.tabled import Table
from pipeline.check.values import COUNTED, alike, comparable, counted_in, exact
from pipeline.model import FigureRecord, Report, ReportHead
from pipeline.tabular import years

_Pair = tuple[FigureRecord, FigureRecord]
_REACH, _FAR, _LONGEST = 30, 80, 300  # characters
_OF_LAST_YEAR = compile_pattern(
    rf"{EARLIER}(?:度)?の?(?:(?:決算|実績|支出|執行|交付|事業費)(?:額|値)?)?(?:の|は|である|\()? ?$"
)


def told_of_last_year(text: str, figures: Sequence[FigureRecord]) -> Iterator[_Pair]:
    """Yield two values of the year before in one measure whose digits are the same in another order: 前年度の385人, 前年度実績の358人."""
    told: list[FigureRecord] = []
    for record in figures:
        if told and (told[-1].place != record.place or record.figure.span.start - told[-1].figure.span.end > _LONGEST):
            told = []
        if record.figure.kind not in COUNTED or not exact(record) or record.part_of:
            continue
        if not _OF_LAST_YEAR.search(words_before(text, record.figure.span.start, _REACH)):
            continue
        for first in told:
            one, other = (f"{r.figure.value:f}".rstrip("0") for r in (first, record))
            if comparable(first, record) and one != other and len(one) > _PAIR and sorted(one) == sorted(other):
                yield first, record
        told.append(record)


_PAIR = 2
"""Digits that may be in another order by chance."""


_PREVIOUS = rf"(?:(?:{EARLIER}度?|(?:令和|R) ?(?P<no>[0-9元]{{1,2}}) ?(?:年度?)?)(?P<sense>同期|同月|[上下]半期|末)?(?:実績)?(?:値|人数|件数)?)"
_THEN_PREVIOUS = compile_pattern(
    rf"(?:[^0-9、。\n()]{{0,12}}[、(。]|[^0-9、。\n()]{{0,12}}で(?:あり|、)、?) ?{_PREVIOUS}(?:の|は|が|:|に)?(?:[^0-9、。\n()]{{0,8}}の)?(?:延べ)? ?"
)
"""From a value to that of the year before: 96人（前年度, 312,400人で、令和4年度の."""
_PREVIOUS_LEAD = compile_pattern(rf"{_PREVIOUS}(?:の|は|が|\()?(?:延べ)? ?$")
_FROM_PREVIOUS = compile_pattern(
    r"\)?(?:から|より|を|に(?:対し(?:て)?|比べ(?:て)?)、?)[^0-9、。\n()]{0,8}(?:今年度は|本年度は)?(?:延べ)? ?"
)
"""From that of the year before to the value: 前年度の84人から96人に."""
_WITHOUT_SENSE = compile_pattern("延べ|のべ|実人数|総数|合計")
_LONG_ENOUGH = 3


_OF_WORDS = frozenset({Qualifier.MORE_THAN, Qualifier.LESS_THAN, Qualifier.TOTAL_ATTENDANCES})
"""What the words that compare say of the earlier value: 前年度の84人を上回った."""


class Compared(NamedTuple):
    """A value, and the one of the year before that is told with it."""

    now: FigureRecord
    before: FigureRecord
    unit: str | None
    sense: str
    """Of which part of that year the other is: "" of all, 末 at its end."""
    name: str
    in_table: bool = False


def _in_sentences(text: str, figures: Sequence[FigureRecord], head: ReportHead) -> Iterator[Compared]:
    """Yield the values that sentences compare with those of the year before: 96人（前年度84人）, 前年度の84人から96人.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
        head: its year.
    """
    for one, other in pairwise(figures):
        start, end = one.figure.span.end, other.figure.span.start
        if end - start > _REACH or not alike(one, other) or one.part_of != other.part_of:
            continue
        gap = words_between(text, start, end)
        told = _THEN_PREVIOUS.fullmatch(gap)
        now, before = one, other
        if told is None and _FROM_PREVIOUS.fullmatch(gap):
            told = _PREVIOUS_LEAD.search(words_before(text, one.figure.span.start, _REACH))
            now, before = other, one
        if told is None or (told["no"] and not _is_year_before(told["no"], head)):
            continue
        if not exact(now) or before.figure.value_max is not None or not _OF_WORDS.issuperset(before.figure.qualifiers):
            continue
        name = fold_tight(now.figure.label or one.figure.label or "")
        yield Compared(now, before, now.figure.unit_norm, told["sense"] or "", name)


def _is_year_before(no: str, head: ReportHead) -> bool:
    return f"令和{no}年度" == replace(head, fiscal_year=(head.fiscal_year or 0) - 1).fiscal_year_label


def _in_tables(tables: Iterable[Table], head: ReportHead) -> Iterator[Compared]:
    """Yield the values of the rows of tables that have a column of the report's year and one of the year before.

    Args:
        tables: what `tables_of` and `tables_of_runs` return.
        head: the year of the report.
    """
    year = head.fiscal_year or 0
    for table in tables:
        lines = [(row.name, row.values) for row in table.rows]
        columns = [
            (words, {k: row.values[c] for k, row in enumerate(table.rows) if c in row.values})
            for c, words in enumerate(table.heads)
        ]
        for heads, entries in ((table.heads, lines), ([row.name for row in table.rows], columns)):
            now = [k for k, words in enumerate(heads) if _is_of(words, year, _THIS_YEAR)]
            before = [k for k, words in enumerate(heads) if _is_of(words, year - 1, _LAST_YEAR)]
            if len(now) == len(before) == 1:
                sense = "末" if "末" in heads[before[0]] else ""
                yield from _in_entries(entries, now[0], before[0], sense)


def _in_entries(
    entries: Sequence[tuple[str, Mapping[int, FigureRecord]]], now: int, before: int, sense: str
) -> Iterator[Compared]:
    """Yield the values of the rows of a table, or of its columns where its rows are years."""
    for words, values in entries:
        told = _NAME_AND_UNIT.fullmatch(fold_tight(words))
        one, other = values.get(now), values.get(before)
        if told and one is not None and other is not None and alike(one, other):
            unit = one.figure.unit_norm or told["unit"]
            yield Compared(one, other, unit, sense, told["name"], in_table=True)


def _is_of(words: str, year: int, called: re.Pattern[str]) -> bool:
    if _NO_RESULT.search(words):
        return False
    return called.search(words) is not None or [told.year for told in years(fold(words))] == [year]


_THIS_YEAR, _LAST_YEAR = compile_pattern("[今本当]年度"), compile_pattern("[前昨]年度")
_NO_RESULT = compile_pattern("目標|計画|予[算定]|率|比|増減|見込|差|累計")
_NAME_AND_UNIT = compile_pattern(r"(?P<name>[^()]+)(?:\((?P<unit>[^()]{1,8})\))?")


def told_of_year_before(
    text: str, figures: Sequence[FigureRecord], report: Report, tables: Sequence[Table] = ()
) -> Iterator[_Pair]:
    """Yield two values of the year before with which one value of the year is compared in two places: 96人（前年度84人）, 96人（前年度89人）.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
        report: its year, and its measures, whose titles may say what values are of.
        tables: if those of its rows are asked for that sentences tell otherwise, not those of sentences: what `tables_of`
            and `tables_of_runs` return.
    """
    told = list(_in_sentences(text, figures, report.head))
    first = list(_in_tables(tables, report.head)) if told and tables else told
    found: dict[tuple[object, ...], list[Compared]] = defaultdict(list)
    for one in first:
        found[_key(one)].append(one)
    titles = {measure.no: fold_tight(measure.title) for measure in report.measures()} if told else {}
    for other in told:
        for one in found[_key(other)][:_MOST_ALIKE]:
            apart = tables or one.now.figure.span.start < other.now.figure.span.start
            if apart and one.before.figure.value != other.before.figure.value and _are_of_one(text, one, other, titles):
                yield one.before, other.before


_MOST_ALIKE = 8
"""Comparisons of one value: more tell nothing of each other."""


def _key(told: Compared) -> tuple[object, ...]:
    return told.unit, told.now.figure.value, told.sense


def _are_of_one(text: str, one: Compared, other: Compared, titles: Mapping[int, str]) -> bool:
    """Tell whether two values are of one thing, by what they are called or by the words around them."""
    names = [counted_in(_WITHOUT_SENSE.sub("", told.name)) for told in (one, other)]
    digits = len(f"{one.now.figure.value.normalize():f}".replace(".", "").rstrip("0"))
    if all(names) and names[0] == names[1]:
        measures = {told.now.place.measure_no for told in (one, other)}
        elsewhere = one.in_table or None in measures or len(measures) == 1
        return digits >= _LONG_ENOUGH or (elsewhere and digits > 1) or says_what(names[0])
    if digits < _LONG_ENOUGH:
        return False
    around = [
        f"{titles.get(told.now.place.measure_no or 0, '')} {told.name} {sentence_before(text, told.now.figure.span.start, _FAR)}"
        for told in (one, other)
    ]
    return any(len(name) > 1 and name in fold_tight(words) for name, words in zip(names, around[::-1], strict=True))
