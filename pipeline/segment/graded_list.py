"""Lists that give each title with its grade, before the first of them comes back as a heading or behind all that was told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.patterns import compile_pattern
from pipeline.markers import form_of
from pipeline.segment.departments import split_heading
from pipeline.segment.forms import LONGEST_HEADING
from pipeline.segment.lines import Line
from pipeline.states import GRADED

_LEAST = 3  # titles
_ENDS = frozenset("ABCDESabcdes◎○〇△×★☆%)]】〕>")
_ENDS_LED = frozenset("ABCDE◎○〇△▲×-")
_MAY_END = _ENDS | _ENDS_LED
_LED = compile_pattern(r" *[…‥]{1,6} *[A-E◎○〇△▲×-]$")
"""A grade behind leaders, which none has in a heading: 相談会の開催 … ○, and - where there is none."""
_WIDE = "  "  # before a grade in words


def find_graded(lines: Sequence[Line]) -> set[int]:
    """Return the lines of such lists: titles right below each other, all of which stand below it again, or did above it."""
    runs = list(_runs(lines))
    if not runs:
        return set()
    titles = [_ungraded(line.text) for line in lines]
    last = {title: number for number, title in enumerate(titles)}
    found = next((set(run) for run in runs if min(last[titles[n]] for n in run) > run[-1]), set[int]())
    first = {titles[n]: n for n in range(len(lines) - 1, -1, -1) if n not in found}
    for run in runs:
        if found.isdisjoint(run) and max(first[titles[n]] for n in run) < run[0]:
            found.update(run)
    return found


def _runs(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Yield several lines with grades that stand right below each other; none of their titles comes back in a run."""
    for first, stop in _stretches(lines):
        run: dict[str, int] = {}
        for number in range(first, stop):
            text = lines[number].text
            title = _ungraded(text) if GRADED.search(text) or _led(text) else ""
            if title and title not in run:
                run[title] = number
                continue
            if len(run) >= _LEAST:
                yield list(run.values())
            run = {title: number} if title else {}
        if len(run) >= _LEAST:
            yield list(run.values())


def _stretches(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield where lines with marks begin that may end in grades, as many right below each other as a list has, and where they end."""
    first = 0
    for number, line in enumerate(lines):
        text = line.text
        may_end = (text[-1] in _MAY_END or _WIDE in text or ":" in text) and len(text) <= LONGEST_HEADING
        if may_end and form_of(text) is not None:
            continue
        if number - first >= _LEAST:
            yield first, number
        first = number + 1
    if len(lines) - first >= _LEAST:
        yield first, len(lines)


def _led(text: str) -> re.Match[str] | None:
    return _LED.search(text) if text[-1] in _ENDS_LED else None


def _ungraded(text: str) -> str:
    """Return the words between the mark of a folded line and the department or grade that ends it."""
    if len(text) > LONGEST_HEADING:
        return ""
    led = _led(text)
    text = text[: led.start()] if led else text
    title = split_heading(text).title
    return title_of(text[: title[0][1]] if title and not title[0][0] else text)


def title_of(text: str) -> str:
    """Return the words behind the mark of a folded line; empty for a line without one."""
    marked = form_of(text) if len(text) <= LONGEST_HEADING else None
    return text[marked.title :].strip(" 】》〉>≫]〕") if marked is not None else ""
