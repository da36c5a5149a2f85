"""Shares told in turn of one whole, of which one is not its share: 150人のうち「満足」が141人（94.0％）、「不満」が3人（3.0％）."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.patterns import compile_pattern
from pipeline.check.beside import HUNDRED, Mismatch, agree, comparable, exact, is_share, words_between
from pipeline.model import FigureRecord

_BRACKET = compile_pattern(r" ?\( ?")
_NEXT = compile_pattern(r" ?\)(?:で、|、|,|・|と)? ?[^0-9。\n()]{1,24}")
_FIRST = compile_pattern(r"[^0-9。\n()]{1,30}")
_FEWEST = 3  # shares, of which all but one agree


def mismatched_in_turn(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the one share in brackets that its part has not in the whole that all others beside it are of.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    at = 1
    while at + 2 * _FEWEST <= len(figures):
        pairs = _pairs(text, figures, at)
        if len(pairs) >= _FEWEST:
            yield from _departing(text, figures[at - 1], pairs)
        at += max(1, 2 * len(pairs))


def _pairs(text: str, figures: Sequence[FigureRecord], at: int) -> Sequence[tuple[FigureRecord, FigureRecord]]:
    """Return the parts from `figures[at]` on, each with the share in the bracket behind it."""
    found: list[tuple[FigureRecord, FigureRecord]] = []
    for k in range(at, len(figures) - 1, 2):
        part, share = figures[k], figures[k + 1]
        beside = is_share(share) and exact(part, share)
        if not beside or not _BRACKET.fullmatch(words_between(text, part.figure.span.end, share.figure.span.start)):
            break
        if found:
            last = found[-1][1].figure.span.end
            if not comparable(found[-1][0], part) or not _NEXT.fullmatch(
                words_between(text, last, part.figure.span.start)
            ):
                break
        found.append((part, share))
    return found


def _departing(
    text: str, whole: FigureRecord, pairs: Sequence[tuple[FigureRecord, FigureRecord]]
) -> Iterator[Mismatch]:
    start = pairs[0][0].figure.span.start
    if not comparable(whole, pairs[0][0]) or not whole.figure.value or not exact(whole):
        return
    if not _FIRST.fullmatch(words_between(text, whole.figure.span.end, start)):
        return
    calculated = [part.figure.value / whole.figure.value * HUNDRED for part, _ in pairs]
    departing = [n for n, (_, share) in enumerate(pairs) if not agree(share.figure.value, calculated[n])]
    if len(departing) == 1:
        part, share = pairs[departing[0]]
        yield Mismatch(share, calculated[departing[0]], (part, whole))
