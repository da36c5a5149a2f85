"""Headings that a page or slide says again, for what stands below goes on there: 川を守る（続き）, 川を守る（2/2）と指標, （続き）川を守る."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Protocol

from extractors.patterns import compile_pattern
from pipeline.profile import Level
from pipeline.segment.forms import Form
from pipeline.segment.lines import Line

_GROUPS = (Level.DIRECTION, Level.BETWEEN, Level.SECTION, Level.MEASURE)
_FURTHEST = 400  # headings and labels above
_LONGEST = 90  # characters

_MAY = compile_pattern("[続/]|つづ|承前|その|[ジ頁枚]目|[Cc]ont")
"""What stands in each line that says so."""
_PAGE = r"(?:頁|ページ|スライド|シート)"
_TOLD = rf"(?:(?:(?:前|上)の?{_PAGE}?(?:(?:の|から|より)の?)?)?(?:続[きく]?|つづ[きく])(?:[ ・]?[0-9①-⑨])?|承前|[Cc]ont(?:inued|'d|\.)?)"
_OPEN, _CLOSE = r" ?[(\[【〔<《〈~-] ?", r" ?[)\]】〕>》〉~-]"
_CONTINUED = compile_pattern(
    rf"(?:{_OPEN}{_TOLD}{_CLOSE}|続き ?:) ?(?P<behind>[^、。]{{2,80}})"
    rf"|(?P<title>[^、。]{{2,80}}?)(?:{_OPEN}(?:(?P<told>{_TOLD})|その ?[2-9二三四五六]|[2-9] ?/ ?[2-9]|[2-9](?:{_PAGE}|枚)目){_CLOSE}| (?P<bare>続き|つづき))"
    r"(?: ?[(\[【〔][^()\[\]【】〔〕]{1,40}[)\]】〕]| ?(?:と|及び|および|並びに|・|,|/|&|\+| )[^、。]{1,30})?"
)
_ONE_OF = compile_pattern(r" ?[(\[【〔<] ?(?:[1-9] ?/ ?[2-9]|その ?[1-9一二三四五六]) ?[)\]】〕>]$")


class Heading(Protocol):
    """A heading of a report."""

    @property
    def level(self) -> Level:
        """What it heads."""

    @property
    def first(self) -> int:
        """Its line."""

    @property
    def form(self) -> Form:
        """How it is written."""


class Headings(Protocol):
    """The headings of a report, as far as they are found."""

    @property
    def marks(self) -> Sequence[Heading]:
        """In order."""

    @property
    def aside(self) -> set[int]:
        """Lines of no block."""


def end_of_words(heading: str) -> int:
    """Return where the words of a folded heading end behind which it says which of several pages it stands on (1/2)."""
    one = _ONE_OF.search(heading) if heading[-1:] in ")]】〕>" else None
    return one.start() if one and one.start() else len(heading)


def is_aside(lines: Sequence[Line], number: int, found: Headings) -> bool:
    """Tell whether line `number` is of no block, or is set aside now: it only says that an open heading goes on.

    Of measures that count (講座 その1, その2) each is one.
    """
    if number in found.aside:
        return True
    again = _said_again(lines[number].text)
    if again is not None and any(
        _has_words(again, heading, counts=level is not Level.MEASURE) for level, heading in _open(lines, found.marks)
    ):
        found.aside.add(number)
        return True
    return False


def says_again(text: str, heading: str) -> bool:
    """Tell whether a folded line says that a heading, folded, goes on, and has its words or begins them."""
    again = _said_again(text)
    return again is not None and _has_words(again, heading, counts=True)


def _said_again(text: str) -> re.Match[str] | None:
    """Return how a folded line says that some heading goes on; None where it does not."""
    return _CONTINUED.fullmatch(text) if len(text) <= _LONGEST and _MAY.search(text) is not None else None


def _has_words(again: re.Match[str], heading: str, *, counts: bool) -> bool:
    """Tell whether what says that a heading goes on has the words of one or begins them.

    Args:
        again: how it says so.
        heading: the heading, folded.
        counts: whether what counts (2/2), which has all of the words, says so too.
    """
    words = (again["title"] or again["behind"]).replace(" ", "")
    whole = heading[: end_of_words(heading)].replace(" ", "")
    told = again["told"] or again["bare"] or again["behind"]
    return (bool(told) or counts) and (whole == words or (bool(told) and whole.startswith(words)))


def _open(lines: Sequence[Line], marks: Sequence[Heading]) -> Iterator[tuple[Level, str]]:
    """Yield the headings of each level that are open, the innermost first, with their marks and without."""
    seen: set[Level] = set()
    for mark in islice(reversed(marks), _FURTHEST):
        if mark.level in seen or mark.level not in _GROUPS:
            continue
        seen.add(mark.level)
        text = lines[mark.first].text
        yield mark.level, text
        yield mark.level, text[mark.form.title[0] :]
        if mark.level is Level.DIRECTION:
            return
