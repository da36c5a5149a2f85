"""Whether any of the values near a stated one gives it: then it is no slip, whatever the nearest ones give."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import combinations

from pipeline.check.passages import Stated, Told, is_counted
from pipeline.check.values import HUNDRED, POINTS, agree, is_share

_MOST_BEFORE, _MOST_BEHIND, _SENTENCES = 12, 8, 4
_MOST_ADDED, _MOST_TAKEN = 10, 8
"""Values of which all sums are taken, and those with some of them taken away."""
_LOOSE = Decimal("0.0005")
"""How far a quotient may be off, of it."""


def _near(stated: Stated) -> list[Told]:
    run, at, sentence = stated.run, stated.at, stated.told.sentence
    around = (*run[max(0, at - _MOST_BEFORE) : at], *run[at + 1 : at + 1 + _MOST_BEHIND])
    return [o for o in around if abs(o.sentence - sentence) <= _SENTENCES]


def _of_unit(stated: Stated) -> list[Decimal]:
    return [o.value for o in stated.of_unit(_near(stated))]


def is_difference_of_shares(stated: Stated) -> bool:
    """Tell whether points are the difference or sum of shares near them, or told twice."""
    value, near = stated.told.value, _near(stated)
    shares = [o.value for o in near if is_share(o.record)]
    return (
        any(value == o.value for o in near if o.unit in POINTS)
        or any(agree(value, abs(a - b)) or agree(value, a + b) for a, b in combinations([*shares, HUNDRED], 2))
        or any(agree(value, abs(a - b - c)) for a, b, c in combinations(shares, 3))
    )


def is_percentage_of(stated: Stated, *, growth: bool) -> bool:
    """Tell whether values near a percentage give it: of one another, of their sums, or what others leave of all.

    Args:
        stated: the percentage.
        growth: whether it may be by how much one exceeds another.
    """
    value, near = stated.told.value, _near(stated)
    shares = [o.value for o in near if is_share(o.record)]
    if any(agree(value, abs(HUNDRED - share)) for share in shares):
        return True
    if any(agree(value, abs(a - b)) or agree(value, a + b) for a, b in combinations(shares, 2)):
        return True
    by_unit: dict[str | None, list[Decimal]] = defaultdict(list)
    for told in near:
        if told.value and is_counted(told):
            by_unit[told.unit].append(told.value)
    for some in by_unit.values():
        wholes = {
            *some,
            *(sum(some[at:end], Decimal(0)) for at in range(len(some)) for end in range(at + 2, len(some) + 1)),
        }
        parts = {*wholes, *(abs(a - b) for a, b in combinations(some, 2)), *(a + b for a, b in combinations(some, 2))}
        for whole in wholes:
            quotients = [part / whole * HUNDRED for part in parts]
            if any(agree(value, q, q * _LOOSE) or (growth and agree(value, abs(q - HUNDRED))) for q in quotients):
                return True
    return is_quotient(stated, HUNDRED)


def is_quotient(stated: Stated, times: Decimal = Decimal(1)) -> bool:
    """Tell whether one value near a stated one gives it by another, in whatever units."""
    value = stated.told.value
    values = {o.value for o in _near(stated) if o.value and is_counted(o)}
    quotients = (a / b * times for a in values for b in values)
    return any(agree(value, quotient, quotient * _LOOSE) for quotient in quotients)


def is_product(stated: Stated) -> bool:
    """Tell whether two values near a stated one make it."""
    value = stated.told.value
    return any(a * b == value for a, b in combinations([o.value for o in _near(stated) if is_counted(o)], 2))


def is_sum(stated: Stated) -> bool:
    """Tell whether some of the values near a stated one, each added or taken away, make it, or one is the same."""
    others = _of_unit(stated)
    sums = {Decimal(0)}
    for value in others[:_MOST_ADDED]:
        sums |= {added + value for added in sums}
    if stated.told.value in (*others, *sums):
        return True
    changes = {Decimal(0)}
    for value in others[:_MOST_TAKEN]:
        changes |= {n for added in changes for n in (added + value, added - value)}
    return stated.told.value in changes


def is_difference(stated: Stated, *, told_twice: bool) -> bool:
    """Tell whether two or three of the values near a stated one give it, each added or taken away.

    Args:
        stated: the value.
        told_twice: whether one that is the same accounts for it.
    """
    value, others = stated.told.value, _of_unit(stated)
    return (
        (told_twice and value in others)
        or any(agree(value, abs(a - b)) or agree(value, a + b) for a, b in combinations(others, 2))
        or any(
            value in (abs(a - b - c), abs(a + b - c), abs(a - b + c), a + b + c) for a, b, c in combinations(others, 3)
        )
    )
