"""Multiples and tenths of the value of the year before that a value is not, and growth told with a multiple: 前年度（8,400人）の1.5倍; 3倍、300％増."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.label_words import EARLIER
from extractors.mentions import FigureKind, Qualifier
from extractors.patterns import compile_pattern
from pipeline.check.beside import words_amid, words_behind
from pipeline.check.values import HUNDRED, Mismatch, comparable, exact, last_digit
from pipeline.model import FigureRecord

_PAIR = 2
_FAR = Decimal("0.2")
_TIMES_FIRST = compile_pattern(rf"[^0-9。\n]{{0,40}}(?:{EARLIER})[^0-9。、\n]{{0,10}}\(?")
_TIMES_NEXT = compile_pattern(r"\)?(?:の|[にと]比べて?|から|に対し(?:て)?|と比較し(?:て)?)、?(?:約|ほぼ|およそ)?")
_GROWS = compile_pattern(r"の?(?:増|伸び|アップ|プラス)")
_TIMES_GROWN = compile_pattern(
    r"(?:で|に|と|とな[りっ][^0-9、。]{0,2}|増)?[、(・] ?(?:率にして|伸び率は|増加率は|対?前年度?比(?:で|は)?)?"
)


def mismatched_times(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield how many times, or tenths of, the value of the year before a value is, and is not; and the growth that a multiple is told with."""
    for at in range(1, len(figures)):
        base, ratio = figures[at - 1 : at + 1]
        figure = ratio.figure
        if base.figure.kind is FigureKind.RATIO and base.figure.unit_norm == "倍" and figure.unit_norm == "%":
            yield from _grown(text, base, ratio)
            continue
        value = figures[at - _PAIR] if at >= _PAIR else ratio
        if figure.kind is not FigureKind.RATIO or figure.value_max is not None or not base.figure.value:
            continue
        if not comparable(value, base) or not exact(value, base) or figure.value <= 0:
            continue
        if not {Qualifier.ABOUT}.issuperset(figure.qualifiers) or _OPEN_TIMES.search(words_amid(text, value, base)):
            continue
        gap, behind = words_amid(text, base, ratio), words_behind(text, figure.span.end, 8)
        if not _TIMES_FIRST.fullmatch(words_amid(text, value, base)) or not _TIMES_NEXT.fullmatch(gap):
            continue
        if not (_IS_SO.match(behind)) or value.part_of or base.part_of:
            continue
        calculated = value.figure.value / base.figure.value
        step = (
            Decimal("0.1")
            if figure.unit_norm == "割"
            else last_digit(figure.value)
            if figure.unit_norm == "倍"
            else figure.value * _FAR
        )
        if abs(calculated - figure.value) > max(step, calculated * Decimal("0.15")):
            yield Mismatch(ratio, calculated, (value, base))


_OPEN_TIMES = compile_pattern(r"うち|累計|平均|目標|計画|定員|それぞれ")
_IS_SO = compile_pattern(r"(?:に(?!1)|と(?:な|い)|で(?:あ|す|し|、)|。|の(?:水準|規模)|まで|程度|へ)")


def _grown(text: str, times: FigureRecord, growth: FigureRecord) -> Iterator[Mismatch]:
    """Yield the rate of growth right behind a multiple of the same that it is not: 3倍、300％増."""
    gap = words_amid(text, times, growth)
    calculated = (times.figure.value - 1) * HUNDRED
    loose = last_digit(times.figure.value) * HUNDRED
    grows = growth.figure.kind is FigureKind.CHANGE or _GROWS.match(words_behind(text, growth.figure.span.end, 4))
    if (
        _TIMES_GROWN.fullmatch(gap)
        and grows
        and exact(growth)
        and {Qualifier.ABOUT}.issuperset(times.figure.qualifiers)
        and growth.figure.value > 0
        and abs(growth.figure.value - times.figure.value * HUNDRED) < loose
        and abs(growth.figure.value - calculated) >= loose
    ):
        yield Mismatch(growth, calculated, (times,))
