"""Which lines of a report are none of its text: the headers, footers and numbers of its pages, and the mail around it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import accumulate, takewhile

from extractors.patterns import compile_pattern
from pipeline.markers import form_of
from pipeline.model import SourceDoc
from pipeline.profile import FurnitureRule, Profile
from pipeline.segment.mail import Placed, around_report

_LONGEST_FURNITURE = 80
_RUNNING = 3  # times that a line stands at the edge of a page before it is a running header
_TITLE_LINES = 3
_OF_REPORT = compile_pattern(r"(?:報告|状況|実績|評価|点検|計画|プラン|ビジョン|調書|シート)書?(?:\([^()]*\))?$")
_HEADER = compile_pattern(r"[\w「『【](?!.*。$)")
_PAGE_BEHIND = compile_pattern(
    r" *[(\[]?[0-9]{1,3} ?/ ?[0-9]{1,3}[)\]]?$| +(?:P\.? ?)?[0-9]{1,3} ?(?:ページ|頁)$| +- ?[0-9]{1,3} ?-$"
)
"""The number of a page behind its header: 3/8, 3ページ, - 3 -; a bare one may be that of a heading."""


def find_off_page(source: SourceDoc, profile: Profile, lines: Sequence[Placed]) -> set[int]:
    """Return the numbers of the lines that belong to the page, or to the mail that a report stands in.

    Args:
        source: the report.
        profile: its style.
        lines: its lines, no wraps undone.
    """
    found: set[int] = set()
    counted: list[tuple[int, int]] = []  # (line, its number) of what may be a page number
    known = sorted(source.furniture)
    starts = [span.start for span in known]
    rules_of = _rules_by_start(profile)
    for number, line in enumerate(lines):
        if known:
            span = known[max(bisect_right(starts, line.start) - 1, 0)]
            if span.start <= line.start < span.end:
                found.add(number)
                continue
        text = line.text
        if len(text) > _LONGEST_FURNITURE:
            continue
        if text[0] not in rules_of:
            rules_of[text[0]] = [
                rule for rule in profile.furniture if rule.starts is None or rule.starts.match(text[0])
            ]
        for rule in rules_of[text[0]]:
            match = rule.pattern.fullmatch(text)
            if match and not rule.ascending:
                found.add(number)
            elif match:
                counted.append((number, int(match["no"]) if "no" in rule.pattern.groupindex else 0))
    numbers = [value for _, value in counted]
    if len(numbers) >= _RUNNING and numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        found.update(number for number, _ in counted)
    found.update(around_report(lines))
    found.update(_running_headers(source, profile, lines, found))
    return found


@lru_cache(maxsize=32)
def _rules_by_start(_: Profile) -> dict[str, list[FurnitureRule]]:
    """Return where the rules of a style are kept that a line's first character leaves."""
    return {}


def _running_headers(source: SourceDoc, profile: Profile, lines: Sequence[Placed], known: set[int]) -> set[int]:
    """Return the lines that open or close several pages with the same words but for their number; the first of each stays text.

    One that says the title again need not be on several, and one that speaks of the report on no more than both behind the first.
    """
    starts, least = source.page_starts, _RUNNING
    if len(starts) == 1:  # only the numbers of its pages part them
        starts = tuple(lines[n].start for n in sorted(known) if any(map(str.isdigit, lines[n].text)))
        least = max(_RUNNING, len(starts) // 2)
    if not starts:
        return set()
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    for number, line in enumerate(lines):
        if number not in known:
            page = bisect_right(starts, line.start)
            first.setdefault(page, number)
            last[page] = number
    ends = sorted({*first.values(), *last.values()})
    words = {number: _PAGE_BEHIND.sub("", lines[number].text) for number in ends}
    times = Counter(words.values())
    tops = [words[number] for _, number in sorted(first.items())][1:]
    over_all = tops[0] if 1 < len(tops) < least and len(set(tops)) == 1 and _OF_REPORT.search(tops[0]) else None
    title, top = _title_of(lines)
    seen: set[str] = set()
    running: set[int] = set()
    for number, text in words.items():
        if not _HEADER.match(text) or profile.kind_of(text.strip("【】")) is not None:
            continue
        behind = number >= max(top, 1)
        over = (text == over_all and not form_of(text)) or text.replace(" ", "") in title
        if (behind and over) or (len(starts) >= _RUNNING and times[text] >= least and text in seen):
            running.add(number)
        seen.add(text)
    return running


def _title_of(lines: Sequence[Placed]) -> tuple[Collection[str], int]:
    """Return what a report begins with as its pages may say it again: its first line, alone or with those below; and how many those are."""
    top = list(takewhile(lambda line: _HEADER.match(line.text) and not form_of(line.text), lines[:_TITLE_LINES]))
    return [*accumulate(line.text.replace(" ", "") for line in top)], len(top)
