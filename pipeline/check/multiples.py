"""How many times another value a value is said to be: 180件となり、前年同期の120件の2倍."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.mentions import FigureKind
from extractors.patterns import compile_pattern
from pipeline.check.beside import Mismatch, agree, comparable, exact, words_between
from pipeline.model import FigureRecord

_OF = compile_pattern(r"\)?(?:の(?:ちょうど|丁度)?|[にと]比べて?|から)、?")
_VALUE_FIRST = compile_pattern(r"[^0-9。\n()]{0,12}(?:、|\() ?[^0-9。\n()、]{0,12}\(?")
"""Between a value and the one that it is a multiple of: 件となり、前年同期の."""
_FROM = compile_pattern(r" ?(?:から|→|⇒) ?[^0-9。\n()、]{0,8}")
_TO = compile_pattern(r"(?:へと?|に|と)?、? ?\(?")
_AGAINST = compile_pattern(r"(?:に対し(?:て)?|のところ)、? ?[^0-9、。\n()]{0,8}")
_THAT_IS = compile_pattern(
    r"(?:(?:の|が)(?:応募|申込み?|参加|利用|寄附)?(?:が)?(?:あり|あった)?|で|と(?:なり)?)?、(?:(?:応募|競争)?倍率は)?、? ?"
)
_LOOSE = compile_pattern(r" ?(?:を?超|近|弱|強|余|に迫|前後|以上|台|程度|ほど|の[^0-9、。\n]{0,6}(?:目標|計画))")
_NEARLY = Decimal("0.15")


def mismatched_multiples(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the multiples that the two values before them do not give.

    Args:
        text: without wraps.
        figures: of the report, by offset.
    """
    for at in range(2, len(figures)):
        one, other, multiple = figures[at - 2 : at + 1]
        if multiple.figure.kind is not FigureKind.RATIO or multiple.figure.unit_norm != "倍":
            continue
        if not comparable(one, other) or not exact(one, other, multiple) or one.part_of or other.part_of:
            continue
        inner = words_between(text, one.figure.span.end, other.figure.span.start)
        gap = words_between(text, other.figure.span.end, multiple.figure.span.start)
        end = multiple.figure.span.end
        if _LOOSE.match(words_between(text, end, end + 12)):
            continue
        if _OF.fullmatch(gap) and _VALUE_FIRST.fullmatch(inner):
            value, base = one, other
        elif (_FROM.fullmatch(inner) and _TO.fullmatch(gap)) or (_AGAINST.fullmatch(inner) and _THAT_IS.fullmatch(gap)):
            value, base = other, one
        else:
            continue
        if not base.figure.value:
            continue
        calculated = value.figure.value / base.figure.value
        if not _agrees(multiple.figure.value, calculated):
            yield Mismatch(multiple, calculated, (value, base))


def _agrees(stated: Decimal, calculated: Decimal) -> bool:
    """Tell whether a multiple is a calculated one: cut off it may be, but who says 2倍 of 1.5 rounds up too far."""
    return agree(stated, calculated) and stated - calculated <= calculated * _NEARLY
