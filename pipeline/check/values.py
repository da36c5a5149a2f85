"""What checks find of values, which values can be compared, and when they agree: rounding and cutting off both pass."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractors.counters import COMPOUND, GROUPS
from extractors.mentions import FigureKind, Per, Qualifier, Span, Status
from extractors.numerals import LARGE, SMALL
from extractors.patterns import compile_pattern
from extractors.view import fold, fold_tight
from pipeline.model import FigureRecord

HUNDRED = Decimal(100)
POINTS = frozenset({"ポイント", "pt"})
"""Of what percentages differ by."""
_RATE = FigureKind.RATE
"""Asked for of every figure by many checks: to look the member up takes ten times as long."""
COUNTED = frozenset({FigureKind.COUNT, FigureKind.PEOPLE, FigureKind.PARTICIPANTS, FigureKind.MONEY})
WHO_COME = frozenset({"人", *GROUPS})
"""Counters of those who attend."""
_VAGUE = frozenset(
    {
        Qualifier.ABOUT,
        Qualifier.DEGREE,
        Qualifier.AT_LEAST,
        Qualifier.AT_MOST,
        Qualifier.LESS_THAN,
        Qualifier.MORE_THAN,
        Qualifier.AROUND,
    }
)
NEARLY = Decimal("0.15")
"""How far a slip may lie from what is right, of it; what is further off is mostly of something else."""
FAR = Decimal("0.35")
"""The same where the words, or where the values stand, leave no doubt of what they are."""


class Mismatch(NamedTuple):
    """A stated value that those beside it do not give."""

    stated: FigureRecord
    calculated: Decimal
    terms: tuple[FigureRecord, ...]
    """What it was calculated from: a part and its total, or the later and the earlier value."""


class Miscount(NamedTuple):
    """A count that what it counts is not as many as."""

    stated: FigureRecord
    counted: int
    what: str
    """The names, ordinals or days that are counted, as written."""


class Surpassed(NamedTuple):
    """A value that is not more, or less, than another as is said."""

    value: FigureRecord
    bound: FigureRecord
    words: str
    said_at: Span | None = None
    """Where the words stand, if the value does not stand beside them."""


def is_share(record: FigureRecord) -> bool:
    """Tell whether a figure is a percentage."""
    return record.figure.kind is _RATE and record.figure.unit_norm == "%"


def comparable(one: FigureRecord, other: FigureRecord) -> bool:
    """Tell whether two figures count the same unit."""
    first, second = one.figure, other.figure
    return first.unit_norm == second.unit_norm and first.kind in COUNTED and second.kind in COUNTED


def alike(one: FigureRecord, other: FigureRecord) -> bool:
    """Tell whether two figures count the same unit or are both percentages."""
    return comparable(one, other) or (is_share(one) and is_share(other))


def last_alike(one: FigureRecord, other: FigureRecord) -> bool:
    """Tell whether two figures are lengths of time in the same unit: 38分, 41分."""
    return (
        one.figure.kind is other.figure.kind is FigureKind.DURATION and one.figure.unit_norm == other.figure.unit_norm
    )


def counted_in(label: str) -> str:
    """Return what a folded label says is counted, without the number and the persons: 利用 of 利用者数."""
    return label.removesuffix("数").removesuffix("者")


def numbers_held(figures: Iterable[FigureRecord]) -> Iterator[FigureRecord]:
    """Yield the figures that say how often something was held, in all or in a year: not 月1回, nor 各3回."""
    for record in figures:
        figure = record.figure
        if (
            figure.unit_norm == "回"
            and record.status is Status.ACTUAL
            and exact(record)
            and not figure.qualifiers
            and figure.per in (None, Per.YEAR)
        ):
            yield record


def sum_of(records: Iterable[FigureRecord]) -> Decimal:
    """Return what values add up to."""
    return sum((record.figure.value for record in records), Decimal(0))


def more_than_all(shares: Sequence[FigureRecord]) -> bool:
    """Tell whether shares of one thing make up more than all of it, by more than rounding and no more than a slip makes."""
    rounding = sum((last_digit(share.figure.value) for share in shares), Decimal(0)) / 2
    return rounding < sum_of(shares) - HUNDRED <= HUNDRED * NEARLY


def exact(*records: FigureRecord) -> bool:
    """Tell whether all of some figures are single values, none of them 約 or 以上."""
    for record in records:  # asked of every figure by many checks
        figure = record.figure
        if figure.value_max is not None or not _VAGUE.isdisjoint(figure.qualifiers):
            return False
    return True


def agree(stated: Decimal, calculated: Decimal, loose: Decimal = Decimal(0)) -> bool:
    """Tell whether a stated value is a calculated one, rounded or cut off where it is stated.

    Args:
        stated: the value.
        calculated: what others give.
        loose: how far that may be off, as they are rounded themselves.
    """
    step = last_digit(stated)
    return abs(stated - calculated) <= step / 2 + loose or 0 <= calculated - stated < step + loose


def quotient_mismatch(
    stated: FigureRecord, part: FigureRecord, whole: FigureRecord, *, most: Decimal | None = None
) -> Iterator[Mismatch]:
    """Yield a share or a multiple that one value does not make of another, however they are rounded.

    Args:
        stated: the share or multiple.
        part: of the whole, or the multiple of it.
        whole: what it is taken of.
        most: how far it may be rounded up, of the calculated one; None for as far as its last digit goes.
    """
    if not whole.figure.value or not exact(stated, part, whole):
        return
    calculated = part.figure.value / whole.figure.value * (HUNDRED if is_share(stated) else 1)
    too_far = most is not None and stated.figure.value - calculated > calculated * most
    if too_far or not agree(stated.figure.value, calculated, calculated * relative_rounding(part, whole)):
        yield Mismatch(stated, calculated, (part, whole))


def attainments(reached: FigureRecord, target: FigureRecord) -> Iterator[Decimal]:
    """Yield the rates of attainment that a value can have of its target, in percent: the less may be the better, too."""
    a, b = reached.figure.value, target.figure.value
    yield a / b * HUNDRED
    if a:
        yield b / a * HUNDRED
    yield (2 - a / b) * HUNDRED


def relative_rounding(*records: FigureRecord) -> Decimal:
    """Return how far a quotient may be off as its values are rounded, of it: 1.1億円 of 3.2億円; what is counted is not."""
    return sum((min(half_step(r) / abs(r.figure.value), _MOST_ROUNDED) for r in records if r.figure.value), Decimal(0))


_MOST_ROUNDED = Decimal("0.02")
"""Of a value: 1億円 need not be rounded to hundreds of millions."""


def half_step(record: FigureRecord) -> Decimal:
    """Return how far a value may be from what it was rounded from, 0 of what is counted one by one."""
    step = written_step(record)
    return step / 2 if step != 1 else Decimal(0)


def off_by_rounding(apart: Decimal, records: Iterable[FigureRecord]) -> bool:
    """Tell whether a sum and its parts lie so far apart only because they are rounded: 1,234千円 and 617千円, 1,852千円.

    What is counted one by one is not rounded.
    """
    return abs(apart) < sum(map(half_step, records), Decimal(0))


def written_step(record: FigureRecord) -> Decimal:
    """Return what the last digit of a value counts as it is written: 100 of 8.4千トン, 10 million of 1億2千万円."""
    figure = record.figure
    written = _LAST.search(fold_tight(figure.text))
    if written is None:
        return last_digit(figure.value)
    scale = written["scale"] or (_SCALE.match(fold(figure.unit or "")) or [""])[0]
    step = Decimal(1).scaleb(-len(written["decimals"] or ""))
    for sign in scale:
        step *= SMALL.get(sign) or LARGE.get(sign, 1)
    return step


_SCALE = compile_pattern("[百千万億兆]*")
_LAST = compile_pattern(rf"(?:\.(?P<decimals>[0-9]+)|[0-9])(?P<scale>{_SCALE.pattern})[^0-9]*$")


def in_other_order(stated: Decimal, calculated: Decimal) -> bool:
    """Tell whether a number has the digits of another in another order: 57.0 of 75.0."""
    return sorted(f"{stated:f}") == sorted(f"{calculated:f}")


def slipped(stated: Decimal, calculated: Decimal, *, fewest: int = 3) -> bool:
    """Tell whether a number is another with one digit mistaken, or with its digits in another order.

    Args:
        stated: the number.
        calculated: the other one.
        fewest: digits that it must have; where little else can be meant, two are enough.
    """
    one, other = (f"{value.normalize():f}" for value in (stated, calculated))
    if len(one) != len(other) or len(one) < fewest:
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1 or sorted(one) == sorted(other)


def missed(stated: Decimal, calculated: Decimal) -> bool:
    """Tell whether a number that is told to be a sum lies as near to it as a mistake does, but is another."""
    apart = abs(stated - calculated)
    return apart > 0 and (apart <= max(Decimal(1), stated * NEARLY) or slipped(stated, calculated, fewest=2))


def adds_up_by_groups(total: Decimal, values: Sequence[Decimal]) -> bool:
    """Tell whether values add up to a total once those that stand below, or all above, the sum of them are left out.

    市立 30, 北 18, 南 12, 私立 12 make 42.
    """
    return any(_sum_of_groups(way) == total for way in (values, values[::-1]))


def _sum_of_groups(values: Sequence[Decimal]) -> Decimal:
    added, at = Decimal(0), 0
    while at < len(values):
        added += values[at]
        behind, end = Decimal(0), at + 1
        while end < len(values) and values[end] >= 0 and behind < values[at]:
            behind += values[end]
            end += 1
        at = end if behind == values[at] and end - at > _GROUP else at + 1
    return added


_GROUP = 2
"""Fewest values of a group: one alone that is equal to that above it is no part of it."""


def last_digit(value: Decimal) -> Decimal:
    """Return what the last digit of a stated value counts."""
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0))


def to_step(value: Decimal, step: Decimal) -> Decimal:
    """Return a value rounded to so many of a step as are nearest to it."""
    return (value / step).to_integral_value() * step


def times_in(large: str, small: str) -> Decimal | None:
    """Return how many of a small unit make one of a large one that is so many tens of it: 1,000 of kg in t, 10,000 of ㎡ in ha.

    None where they measure different things, or the first is not the larger.
    """
    units = unicodedata.normalize("NFKC", large), unicodedata.normalize("NFKC", small)  # ㎡ is m2
    times = _TIMES_TEN.get(units) or COMPOUND.get(units[0], {}).get(units[1])
    return Decimal(times) if times and large not in _NOT_DECIMAL else None


_TIMES_TEN = {
    ("ha", "m2"): 10_000, ("ha", "a"): 100, ("km2", "ha"): 100, ("a", "m2"): 100, ("m3", "L"): 1_000, ("kL", "L"): 1_000, ("kl", "L"): 1_000,
    ("MWh", "kWh"): 1_000, ("MW", "kW"): 1_000,
}  # fmt: skip
_NOT_DECIMAL = frozenset({"時間", "分", "日", "年", "か年", "歳"})
