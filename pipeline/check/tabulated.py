"""Values that a sentence tells of an indicator and that are not those of its row in the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from extractors.counters import counter_of
from extractors.label_words import EARLIER
from extractors.mentions import Status
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import exact, words_between
from pipeline.model import FigureRecord, Indicator, ReportHead

_NAMED = compile_pattern(r"(?:^|[、・]) ?(?P<name>[^0-9、。・\n]{4,40}?)(?:は|が|も|:)、? ?$")
_OF_SOME = compile_pattern(
    rf"[0-9〇一二三四五六七八九十]{{1,3}}(?:月|日|回|期|年|地区|か所)|{EARLIER}|半期|目標|計画|予定|それぞれ|各|うち|平均|全国|累計|通算|地区|方面|会場|[上中下]旬"
)
"""In the sentence before a value: it may be of a part of the year or of the place."""
_TO_COME = compile_pattern(r"[^。\n]{0,16}(?:目標|予定|見込|目指)")
_BRACKET = compile_pattern(r"\([^()]{0,12}\)$")
_LONGEST_SENTENCE = 160  # characters
_SHORTEST_NAME = 5  # characters
_NEARLY = Decimal("0.15")
"""How far a mistaken value may lie from that of the table, of it; what is further off counts something else."""


def told_otherwise(
    text: str, figures: Iterable[FigureRecord], indicators: Sequence[Indicator], head: ReportHead
) -> Iterator[tuple[Indicator, FigureRecord]]:
    """Yield the values of the year that a sentence gives of an indicator by its name, where its table has another.

    Args:
        text: without wraps.
        figures: of the report, by offset.
        indicators: of its tables.
        head: of the report.
    """
    known = dict(_by_name(indicators, head))
    for record in figures if known else ():
        figure, start = record.figure, record.figure.span.start
        if record.status is not Status.ACTUAL or record.part_of or figure.qualifiers or not exact(record):
            continue
        lead = words_between(text, max(0, start - _LONGEST_SENTENCE), start).rpartition("\n")[2].rpartition("。")[2]
        named = _NAMED.search(lead)
        indicator = known.get((_name(named["name"]), figure.unit_norm or "")) if named else None
        if indicator is None or indicator.actual is None or _OF_SOME.search(lead):
            continue
        if record.as_of not in (None, head.period_end) or indicator.span.start <= start < indicator.span.end:
            continue
        if _TO_COME.match(words_between(text, figure.span.end, figure.span.end + _NEAR)):
            continue
        apart = abs(figure.value - indicator.actual)
        if 0 < apart <= indicator.actual * _NEARLY and figure.value not in _other_values(indicator):
            yield indicator, record


_NEAR = 20  # characters


def _by_name(indicators: Sequence[Indicator], head: ReportHead) -> Iterator[tuple[tuple[str, str], Indicator]]:
    """Yield the indicators of the report's year by name and unit, those of one name and unit left out."""
    names = [(_name(i.name), _unit(i)) for i in indicators]
    times = Counter(names)
    for name, indicator in zip(names, indicators, strict=True):
        of_year = indicator.actual_period is None or (head.fiscal_year_label or "?") in fold(indicator.actual_period)
        if len(name[0]) >= _SHORTEST_NAME and name[1] and of_year and times[name] == 1:
            yield name, indicator


def _name(words: str) -> str:
    return _BRACKET.sub("", "".join(fold(words).split()))


def _unit(indicator: Indicator) -> str:
    unit = fold(indicator.unit or "").strip()
    counter = counter_of(unit)
    return counter.norm if counter else unit


def _other_values(indicator: Indicator) -> list[Decimal]:
    """Return the values that the row of an indicator has of other years."""
    earlier = (entry.rpartition("=")[2] for entry in indicator.earlier)
    told = [value for value in (indicator.baseline, indicator.target) if value is not None]
    return told + [Decimal(value) for value in earlier if _DECIMAL.fullmatch(value)]


_DECIMAL = compile_pattern(r"-?[0-9]+(?:\.[0-9]+)?")
