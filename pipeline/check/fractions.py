"""Fractions in words beside the two values that give them: 60人のうち女性は15人で、4分の1を占める."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.mentions import FigureKind
from extractors.patterns import compile_pattern
from pipeline.check.beside import Mismatch, comparable, exact, words_between
from pipeline.model import FigureRecord

_MAKES = compile_pattern(r"[^0-9。\n()]{0,16}(?:で|し|り|れ|は|が|、)(?:、| )?(?:全体の|総数の)?")
_AMOUNTS = compile_pattern("(?:を占|に当た|にあた|に相当|となって|です|である)")
_HALF = compile_pattern(r"[^0-9。、\n()]{0,8}の(?P<of>半数|半分)(?:に当たる|にあたる|に相当する|の)[^0-9。、\n()]{0,8}")
_NEARLY = Decimal("0.1")  # of a fraction that is told without 約
_TENTH = Decimal("0.1")
_TWO = 2


def mismatched_fractions(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the fractions of a whole that the part beside them does not make.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    for at in range(2, len(figures)):
        whole, part, ratio = figures[at - 2 : at + 1]
        if ratio.figure.kind is not FigureKind.RATIO or not comparable(whole, part) or not exact(whole, part, ratio):
            continue
        gap = words_between(text, part.figure.span.end, ratio.figure.span.start)
        if ratio.figure.unit_norm == "倍":
            continue  # of two values of other times
        if part.part_of == whole.figure_id and whole.figure.value and _is_amount(text, ratio, gap):
            calculated = part.figure.value / whole.figure.value
            if not _agree(ratio, calculated):
                yield Mismatch(ratio, calculated, (part, whole))


def mismatched_halves(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the values that are not half of the one before them: 112世帯の半数にあたる56世帯."""
    for at in range(1, len(figures)):
        whole, half = figures[at - 1 : at + 1]
        if not comparable(whole, half) or "半" not in text[whole.figure.span.end : half.figure.span.start]:
            continue
        if exact(whole, half) and _HALF.fullmatch(words_between(text, whole.figure.span.end, half.figure.span.start)):
            calculated = whole.figure.value / _TWO
            if abs(half.figure.value - calculated) > calculated * _NEARLY:
                yield Mismatch(half, calculated, (whole,))


def _is_amount(text: str, ratio: FigureRecord, gap: str) -> bool:
    end = ratio.figure.span.end
    return _MAKES.fullmatch(gap) is not None and _AMOUNTS.match(words_between(text, end, end + 6)) is not None


def _agree(ratio: FigureRecord, calculated: Decimal) -> bool:
    """Tell whether a fraction is that calculated, nearly; of 割, to the next tenth up or down."""
    if ratio.figure.unit_norm == "割":
        return abs(ratio.figure.value - calculated) < _TENTH
    return abs(ratio.figure.value - calculated) <= ratio.figure.value * _NEARLY
