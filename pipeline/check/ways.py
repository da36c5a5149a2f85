"""Stated value → what the nearest values give for it: the `Way`, and those of changes, of points and of what is left.

Each function takes a value of one type and yields the ways, the likeliest first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, product
from typing import NamedTuple

from extractors.patterns import compile_pattern
from pipeline.check.beside import words_behind
from pipeline.check.passages import OF_EARLIER, ONLY_SOME, YEAR, Stated, Told, is_exact_share, is_level
from pipeline.check.values import half_step, written_step
from pipeline.model import FigureRecord


class Way(NamedTuple):
    """What some values give for a stated one."""

    calculated: Decimal
    terms: tuple[FigureRecord, ...]
    loose: Decimal
    """How far it may be off, as the terms are rounded."""
    fewest: int = 3
    """Digits that a slip of it must have: the fewer, the surer it is that these are the terms."""
    sure: bool = False
    """Whether any value near it is a slip of it."""
    mistakes: tuple[Decimal, ...] = ()
    """What it is taken for: of another base, with another sign."""


TWO, THREE, FOUR = 2, 3, 4


def rounded_by(terms: Sequence[Told]) -> Decimal:
    """Return how far sums and differences may be off; what is measured in whole units is rounded, too."""
    records = [o.record for o in terms]
    if terms[0].unit in _MEASURED:
        return sum((written_step(r) / 2 for r in records), Decimal(0))
    return sum(map(half_step, records), Decimal(0))


_MEASURED = frozenset(
    {"t", "kg", "km", "m", "ha", "a", "m2", "m3", "㎡", "㎥", "kWh", "MWh", "kL", "L", "kl", "トン", "ヘクタール"}
)


def _difference(one: Told, other: Told, fewest: int = THREE, *, sure: bool = False) -> Way:
    return Way(abs(one.value - other.value), (one.record, other.record), rounded_by((one, other)), fewest, sure)


def points(stated: Stated) -> Iterator[Way]:
    """Yield how far apart the shares beside points are."""
    if _OF_ALL.search(stated.told.lead):
        return
    shares = [o for o in stated.before if is_exact_share(o)]
    here = stated.here(shares)
    if len(here) > 1 or (here and len(shares) > 1 and _are_of_one(shares[-2], shares[-1])):
        yield _difference(shares[-2], shares[-1], TWO, sure=len(here) == TWO)
    behind = [o for o in stated.here(stated.after) if is_exact_share(o)]
    if here and behind:
        yield _difference(here[-1], behind[0], TWO)


def _are_of_one(one: Told, other: Told) -> bool:
    """Tell whether the name that leads to a share leads to the other."""
    names = _NAME.findall(other.lead.partition("は")[0])
    return bool(names) and names[-1][:TWO] in one.lead


_NAME = compile_pattern("[一-鿿々ァ-ヶー]{2,}")
_OF_ALL = compile_pattern("(?:平均|全国|県|国)[をより]{1,2}$")
"""県平均を8.6ポイント上回る: that is not told."""


def difference(stated: Stated) -> Iterator[Way]:
    """Yield how far apart the values beside a change are."""
    levels = [o for o in stated.of_unit(stated.before) if is_level(o) and not ONLY_SOME.search(o.lead)]
    behind = [o for o in stated.of_unit(stated.after) if is_level(o)]
    here, next_to = stated.here(levels), stated.here(behind)
    if len(here) == TWO:
        yield _difference(here[0], here[1], TWO)
    elif len(here) > TWO:
        if _OVER_YEARS.search(stated.told.lead):
            yield _difference(here[0], here[-1], TWO)
        for one, other in list(combinations(here[-THREE:], 2))[::-1]:
            yield _difference(one, other)
    elif here and next_to:
        yield _difference(here[0], next_to[0])
    elif here and behind and behind[0] is stated.after[0]:
        lead = behind[0].lead
        yield _difference(behind[0], here[0], TWO if OF_EARLIER.search(lead) or YEAR.search(lead) else THREE)
    elif here and len(levels) > 1:
        last = levels[-1]
        label = last.record.figure.label
        alike = [o for o in levels[:-1] if label and o.record.figure.label == label]
        yield _difference((alike or levels[:-1])[-1], last, TWO if alike else THREE)
    elif len(next_to) > 1:
        yield _difference(next_to[0], next_to[1])
    else:
        for one, other in list(combinations(levels[-THREE:], 2))[::-1]:
            yield _difference(one, other)


_OVER_YEARS = compile_pattern("(?:年|か月|期)間?で[^0-9、。]{0,6}$")


def rest(stated: Stated) -> Iterator[Way]:
    """Yield what is left of the values before a remainder, or what comes and goes leaves of a balance."""
    before = stated.of_unit(stated.before)
    if len(before) < TWO or _INCOMPLETE.search(_sentence_around(stated, before[0])):
        return
    if any(_AT_END.search(o.lead) for o in before[1:]):
        return  # 令和3年度末274戸、令和4年度末296戸
    together = len(stated.here(before)) == len(before)
    if len(before) > TWO and (largest := max(before, key=lambda o: o.value)) is not before[-1]:
        yield _difference(largest, before[-1], TWO)
    for n in range(TWO, min(len(before), FOUR) + 1):
        terms = before[-n:]
        complete = len(before) == n
        for signs in product(*(_signs(stated, o) for o in terms[1:])):
            left = terms[0].value + sum(sign * o.value for sign, o in zip(signs, terms[1:], strict=True))
            left = abs(left) if n == TWO else left
            if left > 0 and -1 in signs:
                certain = complete and (n == TWO or (n == THREE and together and 1 not in signs))
                records = tuple(o.record for o in terms)
                yield Way(left, records, rounded_by(terms), TWO if certain else THREE)


def _signs(stated: Stated, told: Told) -> tuple[int, ...]:
    """Return whether a value comes to a balance, goes from it, or may do either."""
    if _BALANCE.search(stated.told.lead):
        behind = words_behind(stated.text, told.record.figure.span.end, _BEHIND)
        for words in (_DONE.match(behind), _DEED.search(told.lead)):
            if words is not None:
                return (-1,) if _GOES.search(words[0]) else (1,)
    return -1, 1


_BEHIND = 14  # characters
_AT_END = compile_pattern("末[^0-9、。]{0,4}$")
_BALANCE = compile_pattern("末|残高|現在高|在庫|なった")
_COMES = r"積み?立|発行|借り?入|新規|入[団所会居学園場]|加[入わ]|開始|採用|転入|出生|増"
_GOES = compile_pattern("取り?崩|償還|返済|退[団所会居職]|終了|廃止|支出|執行|転出|死亡|除籍|払|減|休止")
_DONE = compile_pattern(rf"[をがに][^0-9、。]{{0,4}}?(?:{_COMES}|{_GOES.pattern})")
_DEED = compile_pattern(rf"(?:{_COMES}|{_GOES.pattern})[^0-9、。\nを]{{0,6}}$")
_INCOMPLETE = compile_pattern("除|など|ほか|含|見込")


def _sentence_around(stated: Stated, first: Told) -> str:
    return first.lead + stated.between(first, stated.told)
