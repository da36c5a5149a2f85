"""Percentages in brackets behind words for them: 約5割（48.2％）, 過半数（53％）, 4人に1人（25％）."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.mentions import FigureKind, Qualifier
from extractors.patterns import compile_pattern
from pipeline.check.beside import HUNDRED, Mismatch, is_share, words_between
from pipeline.model import FigureRecord

_BRACKET = compile_pattern(r"[^0-9、。\n()]{0,2}\( ?")
_CLOSED = compile_pattern(r" ?\)")
_PLAIN = frozenset({Qualifier.ABOUT})
_OFF = {"割": Decimal(6)}
"""How far a percentage may lie from a number of tenths, in points."""
_OTHERS_OFF = Decimal("0.15")  # of a fraction


def mismatched_words(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the percentages in brackets that are not the fraction before them.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    for at in range(1, len(figures)):
        ratio, share = figures[at - 1 : at + 1]
        figure = ratio.figure
        if figure.kind is not FigureKind.RATIO or figure.unit_norm == "倍" or not is_share(share):
            continue
        start, end = share.figure.span.start, share.figure.span.end
        if (
            figure.value_max is not None
            or not _PLAIN.issuperset(figure.qualifiers)
            or figure.value >= 1
            or not _BRACKET.fullmatch(words_between(text, figure.span.end, start))
            or not _CLOSED.match(words_between(text, end, end + 2))
        ):
            continue
        calculated = figure.value * HUNDRED
        if abs(share.figure.value - calculated) > _OFF.get(figure.unit_norm or "", calculated * _OTHERS_OFF):
            yield Mismatch(share, calculated, (ratio,))


_HALF = compile_pattern(r"(?P<how>過)?半数(?P<more>以上)?(?:の[^0-9、。\n()]{1,8})?\( ?$")
_FIFTY, _NEAR_FIFTY = Decimal(50), Decimal(8)
_LONGEST = 16  # characters


def mistaken_halves(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[FigureRecord, str]]:
    """Yield the percentages in brackets behind 過半数 or 半数以上 that are less than half, or behind 半数 far from it, and the word.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    for share in figures:
        start, end = share.figure.span.start, share.figure.span.end
        if not is_share(share) or "半数" not in text[max(0, start - _LONGEST) : start]:
            continue
        said = _HALF.search(words_between(text, max(0, start - _LONGEST), start))
        if said is None or not _CLOSED.match(words_between(text, end, end + 2)):
            continue
        value, more = share.figure.value, said["how"] or said["more"]
        if value < _FIFTY if more else abs(value - _FIFTY) > _NEAR_FIFTY:
            yield share, said[0].rstrip("( ")
