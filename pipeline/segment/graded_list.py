"""A list in front that gives each title with its grade, before the first of them comes back as a heading."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.markers import form_of
from pipeline.segment.departments import split_heading
from pipeline.segment.forms import LONGEST_HEADING
from pipeline.segment.lines import Line
from pipeline.states import GRADED

_LEAST = 3  # titles
_ENDS = frozenset("ABCDESabcdes◎○〇△×★☆%)]】〕>")
_WIDE = "  "  # before a grade in words


def find_graded(lines: Sequence[Line]) -> set[int]:
    """Return the lines of the first such list: titles right below each other, all of which stand below it again.

    Args:
        lines: of the report.
    """
    last: dict[str, int] | None = None
    run: dict[str, int] = {}
    for number, line in enumerate(lines):
        title = _ungraded(line.text) if _is_graded(line.text) else ""
        if title and title not in run:
            run[title] = number
            continue
        if len(run) >= _LEAST:
            last = {_ungraded(line.text): n for n, line in enumerate(lines)} if last is None else last
            if all(last[entry] >= number for entry in run):
                return set(run.values())
        run = {title: number} if title else {}
    return set()


def _is_graded(text: str) -> bool:
    may_be = len(text) <= LONGEST_HEADING and (text[-1] in _ENDS or _WIDE in text)
    return may_be and form_of(text) is not None and GRADED.search(text) is not None


def _ungraded(text: str) -> str:
    """Return the words between the mark of a folded line and the department or grade that ends it."""
    if len(text) > LONGEST_HEADING:
        return ""
    title = split_heading(text).title
    return title_of(text[: title[0][1]] if title and not title[0][0] else text)


def title_of(text: str) -> str:
    """Return the words behind the mark of a folded line; empty for a line without one."""
    marked = form_of(text) if len(text) <= LONGEST_HEADING else None
    return text[marked.title :].strip(" 】》〉>≫]〕") if marked is not None else ""
