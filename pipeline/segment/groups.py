"""Headings without any mark that only the count below them shows: くらし over 1, 2, 3 and しごと over 1, 2 again."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Sequence
from functools import cache

from extractors.patterns import compile_pattern
from pipeline.markers import form_of
from pipeline.profile import HeadingRule, Level, base, builtin
from pipeline.segment.again import end_of_words, says_again
from pipeline.segment.brackets import OPENING
from pipeline.segment.departments import is_department, split_front, split_heading
from pipeline.segment.lines import Line

_LONGEST = 24  # characters
_LEAST = 2  # groups
_SEVERAL = 3  # titles behind departments and a blank
_LONGEST_NAMED = 80
_MOST_BELOW = 8  # measures below a line without a mark, on average: a line that stands alone by chance is rare
_NO_HEAD = compile_pattern(r"[0-9。、:!?]|(?:報告書?|状況|概[要況]|[市町村県]|です|ます|(?:次|以下)の(?:とお|通)り)$")
"""A sentence, a value, or a title of the whole report."""


def find_groups(
    lines: Sequence[Line], counted: Sequence[tuple[int, int | None]], told: Container[int] = ()
) -> tuple[int, ...]:
    """Return the lines without a mark that stand right above each new beginning of a count.

    Args:
        lines: of the report.
        counted: the lines of one mark in order, each with its number.
        told: the lines that only name departments, which may stand between.

    Returns:
        The numbers of those lines; none where a beginning lacks one, or where the mark begins only once.
    """
    return _over_counts(lambda number: lines[number].text, counted, told)


def count_unmarked(
    texts: Sequence[str],
    apart: Container[int],
    levels: Sequence[Sequence[tuple[int, int | None]]],
    topmost: int,
    names_departments: Callable[[str], bool],
) -> int:
    """Return how many lines without a mark may be headings of a level above one of those that a style explains.

    Args:
        texts: the folded lines of the report.
        apart: the numbers of those behind a blank line.
        levels: the lines of each level in order, outermost first, each with its number, if it has one.
        topmost: how many of the levels have none above them.
        names_departments: whether a line only does so.
    """
    most = 0
    outer: list[int] = []
    for at, counted in enumerate(levels):
        numbers = [number for number, _ in counted]
        if at < topmost:
            outer = numbers
            continue
        told = {n - 1 for n in numbers if n and names_departments(texts[n - 1])}
        heads = (
            _over_counts(texts.__getitem__, counted, told)
            or _told_over(texts.__getitem__, apart, numbers, told)
            or _bare_over(texts.__getitem__, apart, numbers, outer)
        )
        most, outer = max(most, 0 if _repeat(map(texts.__getitem__, heads)) else len(heads)), numbers
    return most


def _over_counts(
    text: Callable[[int], str], counted: Sequence[tuple[int, int | None]], told: Container[int]
) -> tuple[int, ...]:
    heads = tuple(_above(number, told) for number, no in counted if no == 1)
    taken = {number for number, _ in counted}
    # Right below another number it is the text of that one; the first line of all is the report's title.
    stands = all(head > 0 and head - 1 not in taken and _may_head(text(head)) for head in heads)
    return heads if len(heads) > 1 and stands else ()


def find_bare_groups(lines: Sequence[Line], headings: Sequence[int], outer: Sequence[int]) -> tuple[int, ...]:
    """Return the lines without a mark that stand by themselves, or in larger type, above headings of one level.

    Args:
        lines: of the report.
        headings: the numbers of the lines that are its headings beyond doubt, in order.
        outer: those of the level above, below each of which one of the lines must stand first.

    Returns:
        The numbers of those lines; none where the first heading, or only the first, or every one lacks such a line.
    """
    gaps = {n for n in headings if lines[n].gap} | {n - 1 for n in headings if n and lines[n - 1].gap}
    larger = frozenset(n for n in headings if n and lines[n - 1].large and not lines[n].large)
    heads = _bare_over(lambda number: lines[number].text, gaps, headings, outer, larger)
    return heads if all(lines[n].indent <= lines[n + 1].indent for n in heads) else ()


def below_large(lines: Sequence[Line], bare: Sequence[int]) -> list[int]:
    """Return the lines without a mark but those in larger type that only stand over others in it: the headings of groups.

    Args:
        lines: of the report.
        bare: the numbers of the lines that may be headings without a mark, in order.
    """
    taken = {n for n in bare if lines[n].large}
    heads = [n for n in taken if n + 1 in taken and _may_head(lines[n].text)]
    rest = [n for n in bare if n not in heads]
    return rest if 1 < len(heads) < len(rest) and bare[0] in heads else list(bare)


def _bare_over(
    text: Callable[[int], str],
    apart: Container[int],
    headings: Sequence[int],
    outer: Sequence[int],
    below_larger: Container[int] = (),
) -> tuple[int, ...]:
    above = frozenset(outer)
    taken = above.union(headings)
    lone = [
        n
        for n in headings
        if n > 1 and n - 1 not in taken and (n - 1 in apart or n - 2 in above) and _may_head(text(n - 1))
    ]
    close = {n for n in headings if n not in apart and n - 1 not in above}
    close = close if close.issubset(lone) else set()  # else text stands right above headings, too
    heads = tuple(n - 1 for n in lone if n in apart or n in close or n in below_larger)
    anew = _anew(map(text, heads))
    if not 1 < len(anew) < len(headings) or len(heads) * _MOST_BELOW < len(headings) or _repeat(anew):
        return ()
    if len(heads) == len(headings) and are_offices(anew):
        return ()
    firsts = (bisect_left(headings, number) for number in outer or (0,))
    return heads if {headings[at] - 1 for at in firsts if at < len(headings)}.issubset(heads) else ()


def find_unmarked(
    lines: Sequence[Line],
    levels: Sequence[tuple[str, Sequence[int]]],
    counted: Callable[[tuple[str, Sequence[int]]], Sequence[tuple[int, int | None]]],
    told: Container[int],
    *,
    proven: bool,
) -> tuple[tuple[int, ...], int]:
    """Return the lines of a level without a mark, and the place among the levels of the one above which they stand.

    Args:
        lines: of the report.
        levels: the marks of its levels with their lines, outermost first, that of the measures last.
        counted: gives the lines of a mark with their numbers.
        told: the lines that only name departments.
        proven: whether departments or labels show most of the measures.
    """
    last = len(levels) - 1
    for place in range(last, -1, -1):
        groups = find_groups(lines, counted(levels[place]), told) or find_told_groups(lines, levels[place][1], told)
        outer = levels[place - 1][1] if place else ()
        groups = groups or (find_bare_groups(lines, levels[place][1], outer) if place < last or proven else ())
        if groups and not (place and _repeat(lines[number].text for number in groups)):
            return groups, place
    return (), max(last, 0)


def find_told_groups(lines: Sequence[Line], headings: Sequence[int], told: Container[int]) -> tuple[int, ...]:
    """Return the lines without a mark that stand apart above headings and name below them whose those are.

    Args:
        lines: of the report.
        headings: the numbers of the lines of one level, in order.
        told: the lines that only name departments.

    Returns:
        The numbers of those lines; none where the first heading, or only the first, or every one lacks such a line.
    """
    above = {_above(number, told) for number in headings}
    apart = {number for number in above if number > 0 and lines[number].gap}
    return _told_over(lambda number: lines[number].text, apart, headings, told)


def _told_over(
    text: Callable[[int], str], apart: Container[int], headings: Sequence[int], told: Container[int]
) -> tuple[int, ...]:
    taken = set(headings)
    heads = tuple(
        head
        for number in headings
        if 0 < (head := _above(number, told)) < number - 1
        and head not in taken
        and head in apart
        and _may_head(text(head))
    )
    anew = _anew(map(text, heads))
    return heads if 1 < len(anew) < len(headings) and heads[0] == _above(headings[0], told) else ()


def _anew(texts: Iterable[str]) -> list[str]:
    """Return headings without those that say the one before again, as each page of it may: 川を守る, 川を守る（続き）."""
    anew: list[str] = []
    for text in texts:
        if not anew or not (text == anew[-1] or says_again(text, anew[-1])):
            anew.append(text)
    return anew


def _repeat(texts: Iterable[str]) -> bool:
    """Tell whether lines only say the same over again: この章の取組 above the measures of each chapter, 数値目標・KPI over a table."""
    times = Counter(_anew(texts))
    return len(times) < _LEAST or 2 * len(times) <= times.total()


def _above(number: int, told: Container[int]) -> int:
    """Return the line above a heading, or above the departments that stand above it."""
    head = number - 1
    while head in told:
        head -= 1
    return head


def find_offices(lines: Sequence[Line], bracketed: Collection[int]) -> frozenset[int]:
    """Return the lines of departments in brackets that head what they report: 【総務課】 above (1) 採用試験, or above prose.

    Args:
        lines: of the report.
        bracketed: the numbers of all lines that are nothing but departments in brackets.

    Returns:
        All of them, where each stands apart and names its own, and the first comes before any mark but those of a
        preface and the last before some text; else none: they tell whose the measures above them are.
    """
    if len({lines[number].text for number in bracketed}) < max(2, len(bracketed)) or max(bracketed) + 1 == len(lines):
        return frozenset()
    first, *others = sorted(bracketed)
    last = others[-1]
    marked = [n for n, line in enumerate(lines) if n and n not in bracketed and form_of(line.text)]
    apart = all(lines[number].gap for number in bracketed)
    over_text = bool(marked) or all("。" in lines[number + 1].text for number in bracketed)
    behind = over_text and all(lines[number - 1].text.endswith("。") for number in others)
    among = {_look(lines[n].text) for n in marked if first < n < last}
    # A preface counts too, but sentences where measures count titles: １　各課の取組を掲げた。
    of_measures = any(_look(lines[n].text) in among for n in marked if n < first)
    return frozenset(bracketed) if (apart or behind) and not of_measures else frozenset()


def _look(text: str) -> tuple[str, bool]:
    """Return the form of a line's mark, and whether it is a sentence."""
    marked = form_of(text)
    return (marked.form if marked else "", text.endswith("。"))


def find_named(lines: Sequence[Line], taken: Container[int], is_prose_line: Callable[[int], bool]) -> tuple[int, ...]:
    """Return the lines without a mark that stand apart over prose and say whose they are: 福祉課|相談会の開催, 相談会（福祉課）.

    Where they end in it, or a blank is all that parts it from the title (福祉課　相談会の開催), only several lines show
    that this is how titles are written.

    Args:
        lines: of the report.
        taken: the numbers of lines that are something else.
        is_prose_line: whether a line is one of a text.
    """
    apart = (
        n for n, line in enumerate(lines) if n not in taken and (line.gap or (n and lines[n - 1].text[-1] == "。"))
    )
    named = (n for n in apart if "。" not in lines[n].text and _names_theirs(lines[n].text))
    found = tuple(n for n in named if is_prose_line(n + 1))
    signed = tuple(n for n in found if split_front(lines[n].text))
    times = Counter(lines[n].text for n in found)  # what comes back may be the header of a page
    once = tuple(n for n in found if times[lines[n].text] == 1 or n in signed)
    return once if len(once) >= _SEVERAL else signed


def _names_theirs(text: str) -> bool:
    if len(text) > _LONGEST_NAMED:
        return False
    named = split_front(text, spaced=True) or split_heading(text)
    return named.certain and bool(named.title and named.departments)


@cache
def office_rule() -> HeadingRule:
    """Return how the style of speeches writes a department over what it reports: 総務課の所管事項."""
    return next(rule for style in builtin() for rule in style.headings if rule.level is Level.OFFICE)


def are_offices(texts: Iterable[str]) -> bool:
    """Tell whether folded headings only name departments."""
    return all(match and is_department(match["title"]) for match in map(office_rule().pattern.match, texts))


def _may_head(text: str) -> bool:
    text = text[: end_of_words(text)]
    if not 2 <= len(text) <= _LONGEST or _NO_HEAD.search(text) or form_of(text) is not None:
        return False
    return text.lstrip(OPENING)[:1].isalnum() and base().kind_of(text.replace(" ", "")) is None
