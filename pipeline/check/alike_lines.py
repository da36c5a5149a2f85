"""Lines of the same values one below the other, of which all but one keep to one rule: 対象198人 受診196人 99.0％.

What the columns hold need not be told: that the last value of each line is the quotient, share, difference, sum or product of
the two before it shows by those that are right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from operator import add, mul, sub
from typing import NamedTuple

from extractors.patterns import compile_pattern
from pipeline.check.beside import words_between
from pipeline.check.values import (
    FAR,
    HUNDRED,
    Mismatch,
    agree,
    comparable,
    exact,
    is_share,
    last_digit,
    slipped,
    to_step,
)
from pipeline.model import FigureRecord

_THREE, _FEWEST = 3, 3
_GAP = compile_pattern(
    r"(?:[^0-9。\n]{0,12}(?<![0-9])(?:(?:[RH]|令和|平成)?[0-9]{1,4}年度?|1[一-鿿]{1,2}(?:平均|当たり|あたり)))?[^0-9。\n]{0,24}"
)
_BREAK = compile_pattern(r"[^0-9。\n]{0,8}\n(?P<lead>[^。\n]{0,40})")
_ASIDE = compile_pattern(r"含|除|ほか|など|うち|約|[|│┃\t]")
"""In a line: another part of a value is told by no number, or columns have heads, which other checks ask."""


class _Rule(NamedTuple):
    """What the last value of a line may be of the two before it."""

    code: str
    """Of the check of a line that departs from it."""
    sign: str
    """Between the terms of its message."""
    order: tuple[int, int]
    """Which of the two is the first term."""
    give: Callable[[Decimal, Decimal], Decimal | None]

    def of(self, line: Sequence[FigureRecord]) -> Decimal | None:
        """Return what the rule gives for a line; None where it gives nothing."""
        first, second = self.terms(line)
        return self.give(first.figure.value, second.figure.value)

    def terms(self, line: Sequence[FigureRecord]) -> tuple[FigureRecord, FigureRecord]:
        """Return the two values of a line in the order of the rule."""
        return line[self.order[0]], line[self.order[1]]


def _quotient(one: Decimal, other: Decimal) -> Decimal | None:
    return one / other if other else None


def _percentage(one: Decimal, other: Decimal) -> Decimal | None:
    return one / other * HUNDRED if other else None


_FORWARD, _BACK = (0, 1), (1, 0)
_SHARES = tuple(_Rule("share_mismatch", " ÷ ", order, _percentage) for order in (_BACK, _FORWARD))
_ADDED = (
    *(_Rule("change_mismatch", "、", order, sub) for order in (_FORWARD, _BACK)),
    _Rule("breakdown_sum", "＋", _FORWARD, add),
)
_TOTAL_BEHIND, _TOTAL_FIRST = (
    (_Rule("mean_mismatch", " ÷ ", order, _quotient), _Rule("product_mismatch", " × ", _FORWARD, mul))
    for order in (_BACK, _FORWARD)
)


def _rules_of(line: Sequence[FigureRecord]) -> Sequence[_Rule]:
    """Return what the third value of a line may be of the two before it, by their units."""
    one, other, third = line
    if is_share(third):
        return _SHARES if comparable(one, other) else ()
    unit = third.figure.unit_norm
    if comparable(one, other) and unit == one.figure.unit_norm:
        return _ADDED
    if unit == other.figure.unit_norm:
        return _TOTAL_BEHIND
    return _TOTAL_FIRST if unit == one.figure.unit_norm else ()


def departing_lines(text: str, figures: Sequence[FigureRecord]) -> Iterator[tuple[Mismatch, str, str]]:
    """Yield the last value of the one line, of three or more alike, that does not keep to what all others show.

    With the code of its check, and the sign between the terms.
    """
    for block in _blocks(text, figures):
        units = {tuple(r.figure.unit_norm for r in line) for line in block}
        if len(block) < _FEWEST or len(units) != 1 or not all(exact(*line) for line in block):
            continue
        rules = _rules_of(block[0])
        ways = [[rule.of(line) for line in block] for rule in rules]
        departing = [
            [n for n, value in enumerate(way) if value is None or not _fits(block[n][-1], value)] for way in ways
        ]
        if min(map(len, departing), default=0) != 1:
            continue  # one way keeps to all of them, or none to enough
        rule, value, n = next(
            (rule, way[some[0]], some[0])
            for rule, way, some in zip(rules, ways, departing, strict=True)
            if len(some) == 1
        )
        line = block[n]
        others = {tuple(r.figure.value for r in some) for k, some in enumerate(block) if k != n}
        words = words_between(text, line[0].figure.span.start, line[-1].figure.span.end)
        if value is not None and len(others) > 1 and not _ASIDE.search(words) and _is_near(line[-1], value):
            yield Mismatch(line[-1], value, rule.terms(line)), rule.code, rule.sign


def _fits(stated: FigureRecord, calculated: Decimal) -> bool:
    value = stated.figure.value
    return agree(value, calculated) or (value >= 0 and agree(value, abs(calculated)))


def _is_near(stated: FigureRecord, calculated: Decimal) -> bool:
    """Tell whether a value is not so far from a calculated one that it must be of something else."""
    value = abs(stated.figure.value)
    step = last_digit(value)
    rounded = to_step(abs(calculated), step)
    return abs(value - rounded) <= max(step, rounded * FAR) or slipped(value, rounded, fewest=2)


def _blocks(text: str, figures: Sequence[FigureRecord]) -> Iterator[Sequence[Sequence[FigureRecord]]]:
    """Yield the lines right below each other that give three values each and hardly any words."""
    block: list[list[FigureRecord]] = []
    line: list[FigureRecord] = []
    for record in figures:
        gap = words_between(text, line[-1].figure.span.end, record.figure.span.start) if line else ""
        if line and _GAP.fullmatch(gap):
            line.append(record)
            continue
        below = bool(line) and _BREAK.fullmatch(gap) is not None
        if len(line) == _THREE:
            block.append(line)
        if (len(line) != _THREE or not below) and block:
            yield block
            block = []
        line = [record]
    if len(line) == _THREE:
        block.append(line)
    if block:
        yield block
