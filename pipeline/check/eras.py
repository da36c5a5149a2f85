"""Years of an era against the western ones that are told as the same: 平成30年（2017年）, （昭和30年・1956年開館）."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors import wareki
from extractors.mentions import DateMention, Precision
from extractors.patterns import compile_pattern
from pipeline.check.beside import words_before, words_behind, words_between
from pipeline.check.wording import flat, on
from pipeline.model import Check, DateRecord, Severity

_YEARS = frozenset({Precision.YEAR, Precision.FISCAL_YEAR})
_WESTERN = (None, wareki.WESTERN)
_ERA_AND_WEST = compile_pattern(r"\n[^\n]{0,80}(?:西暦[^\n]{0,40}(?:和暦|元号|年号)|(?:和暦|元号|年号)[^\n]{0,40}西暦)")
_ABOVE = 800  # characters
_REACH = 60  # characters


def mistaken_eras(dates: Sequence[DateRecord], text: str) -> Iterator[Check]:
    """Yield a check of each year that is told as the same as one of another calendar, and is not.

    Args:
        dates: of a stretch of a report, by offset.
        text: what `joined` returns.
    """
    for record in dates:
        yield from _of_two_years(record, text)
    for first, second in pairwise(dates):
        if second.date.span.start - first.date.span.end <= _REACH:
            yield from _of_other_year(first, second, text)


def _of_other_year(first: DateRecord, second: DateRecord, text: str) -> Iterator[Check]:
    """Compare a year of an era with the western one that is told as the same, or the other way round: 令和6年度（2023年度）."""
    one, other = first.date, second.date
    if (
        one.precision in _YEARS
        and one.precision is other.precision
        and None not in (one.start, other.start, one.written.year, other.written.year)
        and one.start != other.start
        and (one.written.era in _WESTERN) is not (other.written.era in _WESTERN)
        and _are_one_year(one, other, text)
    ):
        yield _is_other_year(second, flat(one.text), flat(other.text))


def _of_two_years(record: DateRecord, text: str) -> Iterator[Check]:
    """Compare the two years of a bracket, the one of an era and the other western: （昭和30年・1955年開館）."""
    date = record.date
    if date.is_range or date.precision not in _YEARS or len(date.parts) != _PAIR:
        return
    one, other = date.parts
    if (one.written.era in _WESTERN) is (other.written.era in _WESTERN) or None in (one.start, other.start):
        return
    first, sign, second = flat(date.text).partition("・")
    if sign and one.start != other.start and words_before(text, date.span.start, 1) == "(":
        yield _is_other_year(record, first, second)


_PAIR = 2


def _is_other_year(record: DateRecord, one: str, other: str) -> Check:
    return on(
        record,
        severity=Severity.ERROR,
        code="impossible_date",
        message_ja=f"「{one}」と「{other}」は同じ年ではありません。原文を確かめてください。",
        message_en=f"'{one}' and '{other}' are not the same year. Check the report.",
    )


def _are_one_year(one: DateMention, other: DateMention, text: str) -> bool:
    """Tell whether two years are told as one: in a bracket, with a sign between them, or in two columns of 西暦 and 和暦."""
    gap = words_between(text, one.span.end, other.span.start)
    if gap.strip() == "(":
        return words_behind(text, other.span.end, 2).lstrip().startswith(")")
    if gap.strip() in ("=", "/"):
        return True
    if gap.strip(" \t|") or ("\t" not in gap and "|" not in gap and "  " not in gap):
        return False
    return _ERA_AND_WEST.search("\n" + words_before(text, one.span.start, _ABOVE)) is not None
