"""Headings without any mark that only the count below them shows: くらし over 1, 2, 3 and しごと over 1, 2 again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Sequence
from functools import cache

from extractors.patterns import compile_pattern
from pipeline.markers import form_of
from pipeline.profile import HeadingRule, Level, base, builtin
from pipeline.segment.brackets import OPENING
from pipeline.segment.departments import is_department, split_front
from pipeline.segment.lines import Line

_LONGEST = 24  # characters
_NO_HEAD = compile_pattern(r"[0-9。、:!?]|(?:報告書?|状況|概[要況]|[市町村県]|です|ます|(?:次|以下)の(?:とお|通)り)$")
"""A sentence, a value, or a title of the whole report."""


def find_groups(lines: Sequence[Line], counted: Sequence[tuple[int, int | None]]) -> tuple[int, ...]:
    """Return the lines without a mark that stand right above each new beginning of a count.

    Args:
        lines: of the report.
        counted: the lines of one mark in order, each with its number.

    Returns:
        The numbers of those lines; none where a beginning lacks one, or where the mark begins only once.
    """
    heads = tuple(number - 1 for number, no in counted if no == 1)
    taken = {number for number, _ in counted}
    # Right below another number it is the text of that one; the first line of all is the report's title.
    stands = all(head > 0 and head - 1 not in taken and _may_head(lines[head].text) for head in heads)
    return heads if len(heads) > 1 and stands else ()


def find_bare_groups(lines: Sequence[Line], measures: Sequence[int]) -> tuple[int, ...]:
    """Return the lines without a mark that stand by themselves above measures that bear none either.

    Args:
        lines: of the report.
        measures: the numbers of the lines that are their headings beyond doubt, in order.

    Returns:
        The numbers of those lines; none where the first measure, or only the first, or every one lacks such a line.
    """
    taken = set(measures)
    heads = tuple(
        n - 1
        for n in measures
        if n > 1 and n - 1 not in taken and lines[n - 1].gap and lines[n].gap and _may_head(lines[n - 1].text)
    )
    return heads if 1 < len(heads) < len(measures) and heads[0] == measures[0] - 1 else ()


def find_offices(lines: Sequence[Line], bracketed: Collection[int]) -> frozenset[int]:
    """Return the lines of departments in brackets that head what they report: 【総務課】 above (1) 採用試験, or above prose.

    Args:
        lines: of the report.
        bracketed: the numbers of all lines that are nothing but departments in brackets.

    Returns:
        All of them, where each stands apart and names its own, and the first comes before any mark and the last before
        some text; else none: they tell whose the measures above them are.
    """
    if len({lines[number].text for number in bracketed}) < max(2, len(bracketed)) or max(bracketed) + 1 == len(lines):
        return frozenset()
    first, *others = sorted(bracketed)
    marked = [n for n, line in enumerate(lines) if n and n not in bracketed and form_of(line.text)]
    apart = all(lines[number].gap for number in bracketed)
    over_text = bool(marked) or all("。" in lines[number + 1].text for number in bracketed)
    behind = over_text and all(lines[number - 1].text.endswith("。") for number in others)
    return frozenset(bracketed) if (apart or behind) and not (marked and marked[0] < first) else frozenset()


def find_fronted(lines: Sequence[Line], taken: Container[int], is_prose_line: Callable[[int], bool]) -> tuple[int, ...]:
    """Return the lines without a mark that stand apart over prose and begin with whose they are: 福祉課|相談会の開催.

    Args:
        lines: of the report.
        taken: the numbers of lines that are something else.
        is_prose_line: whether a line is one of a text.
    """
    fronted = (n for n, line in enumerate(lines) if n not in taken and split_front(line.text))
    apart = (n for n in fronted if lines[n].gap or (n and lines[n - 1].text.endswith("。")))
    return tuple(n for n in apart if "。" not in lines[n].text and is_prose_line(n + 1))


@cache
def office_rule() -> HeadingRule:
    """Return how the style of speeches writes a department over what it reports: 総務課の所管事項."""
    return next(rule for style in builtin() for rule in style.headings if rule.level is Level.OFFICE)


def are_offices(texts: Iterable[str]) -> bool:
    """Tell whether folded headings only name departments."""
    return all(match and is_department(match["title"]) for match in map(office_rule().pattern.match, texts))


def _may_head(text: str) -> bool:
    if not 2 <= len(text) <= _LONGEST or _NO_HEAD.search(text) or form_of(text) is not None:
        return False
    return text.lstrip(OPENING)[:1].isalnum() and base().kind_of(text.replace(" ", "")) is None
