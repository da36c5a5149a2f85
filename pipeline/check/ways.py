"""Stated change, remainder, sum or product → what the nearest values give for it, as `Way`s, the likeliest first.

Each function takes a value of one type and yields the ways; those of shares, growth, multiples and means are in `proportions`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise, product
from typing import NamedTuple

from extractors.patterns import compile_pattern
from pipeline.check.beside import WITH_OTHERS, words_behind
from pipeline.check.passages import (
    OF_OTHERS,
    Stated,
    Told,
    is_amount,
    is_exact_share,
    is_level,
)
from pipeline.check.values import HUNDRED, half_step, written_step
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
    if len(here) > 1 or (len(shares) > 1 and _are_of_one(shares[-2], shares[-1])):
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
    levels = [o for o in stated.of_unit(stated.before) if is_level(o)]
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
    elif here and behind:
        yield _difference(behind[0], here[0], TWO)
    elif here and len(levels) > 1:
        last = levels[-1]
        label = last.record.figure.label
        alike = [o for o in levels[:-1] if label and o.record.figure.label == label]
        yield _difference((alike or levels[:-1])[-1], last, TWO if alike else THREE)
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
    if len(before) > TWO and (largest := max(before, key=lambda o: o.value)) is not before[-1]:
        yield _difference(largest, before[-1], TWO)
    for n in range(TWO, min(len(before), FOUR) + 1):
        terms = before[-n:]
        complete = len(before) == n
        for signs in product(*(_signs(stated, o) for o in terms[1:])):
            left = terms[0].value + sum(sign * o.value for sign, o in zip(signs, terms[1:], strict=True))
            if -1 in signs:
                certain = complete and (n == TWO or (n == THREE and 1 not in signs))
                records = tuple(o.record for o in terms)
                yield Way(abs(left), records, rounded_by(terms), TWO if certain else THREE)


def _signs(stated: Stated, told: Told) -> tuple[int, ...]:
    """Return whether a value comes to a balance, goes from it, or may do either."""
    if _BALANCE.search(stated.told.lead):
        behind = words_behind(stated.text, told.record.figure.span.end, _NEXT)
        for words in (_DONE.match(behind), _DEED.search(told.lead)):
            if words is not None:
                return (-1,) if _GOES.search(words[0]) else (1,)
    return -1, 1


_NEXT = 14  # characters
_AT_END = compile_pattern("末[^0-9、。]{0,4}$")
_BALANCE = compile_pattern("末|残高|現在高|在庫|なった")
_COMES = r"積み?立|発行|借り?入|新規|入[団所会居学園場]|加[入わ]|開始|採用|転入|出生|増"
_GOES = compile_pattern("取り?崩|償還|返済|退[団所会居職]|終了|廃止|支出|執行|転出|死亡|除籍|払|減|休止")
_DONE = compile_pattern(rf"[をがに][^0-9、。]{{0,4}}?(?:{_COMES}|{_GOES.pattern})")
_DEED = compile_pattern(rf"(?:{_COMES}|{_GOES.pattern})[^0-9、。\nを]{{0,6}}$")
_INCOMPLETE = compile_pattern("除|など|ほか|含|見込")


def _sentence_around(stated: Stated, first: Told) -> str:
    return first.lead + stated.between(first, stated.told)


def total(stated: Stated) -> Iterator[Way]:
    """Yield what the values before or behind a sum add up to."""
    run, at, told = stated.run, stated.at, stated.told
    plainly = _PLAIN_SUM.search(told.lead) is not None
    fewest = TWO if plainly else THREE
    before = stated.of_unit(run[max(0, at - _MOST_PARTS) : at])
    here, lines = stated.here(before), _column(before[::-1], told, -1)[::-1]
    if len(here) > 1:
        yield from _added(stated, here, fewest, sure=plainly)
    elif len(lines) > 1:
        yield from _added(stated, lines, fewest, sure=plainly)
    near = [o for o in before if told.sentence - o.sentence <= TWO]
    for n in range(TWO, len(near) + 1):
        if n != len(here):
            yield from _added(stated, near[-n:], THREE)
    behind = [o for o in stated.of_unit(run[at + 1 : at + 1 + _MOST_PARTS]) if not OF_OTHERS.search(o.lead)]
    here, lines = stated.here(behind), _column(behind, told, 1)
    if len(here) > 1:
        yield from _added(stated, here, fewest, sure=plainly)
    elif len(lines) > 1:
        yield from _added(stated, lines, fewest, sure=plainly)
    near = here or [o for o in behind if o.sentence == told.sentence + 1]
    for n in range(TWO, len(near) + 1):
        yield from _added(stated, near[:n], THREE)


def parts(stated: Stated) -> Iterator[Way]:
    """Yield what the values behind one that no word tells to be a sum add up to, if they may be its parts."""
    run, at, told = stated.run, stated.at, stated.told
    behind = stated.of_unit(run[at + 1 : at + 1 + _MOST_PARTS])
    if stated.here(stated.of_unit(run[max(0, at - THREE) : at])):
        return
    here = stated.here(behind)
    members = here or [o for o in behind if o.sentence == told.sentence + 1]
    if len(members) > TWO:
        divided = _DIVIDED.search(stated.between(told, members[0])) is not None
        yield from _added(stated, members, TWO if divided else THREE if here else FOUR)


def _column(some: Sequence[Told], told: Told, step: int) -> list[Told]:
    """Return the first values of lines that follow one upon another, from that beside a sum on."""
    found, line = list[Told](), told.line
    for other in some:
        if other.line != line + step:
            break
        found.append(other)
        line = other.line
    return found


def _added(stated: Stated, members: Sequence[Told], fewest: int, *, sure: bool = False) -> Iterator[Way]:
    told = stated.told
    in_turn = sorted((told, *members), key=lambda o: o.record.figure.span.start)
    gaps = [stated.between(one, other).lstrip("とを") for one, other in pairwise(in_turn)]
    words = "、".join([told.lead, *gaps, words_behind(stated.text, in_turn[-1].record.figure.span.end, _NEXT)])
    if _PARTLY.search(words) or _OF_A_YEAR.search(told.lead) or WITH_OTHERS.search(words.replace("以上を", "")):
        return
    if any(_PLANNED.search(o.lead) or o.lead.endswith("各") for o in members):
        return
    if told.value < max(o.value for o in members):
        return
    if len(members) == TWO:
        fewest = max(fewest, THREE)
    values = [o.record.figure.value for o in members]
    added = sum(values, Decimal(0))
    mistakes = tuple(abs(added - 2 * value) for value in values) if min(values) < 0 else ()
    yield Way(abs(added), tuple(o.record for o in members), rounded_by(members), fewest, sure, mistakes)


SUMMED = compile_pattern(
    r"(?:計|合わせて|合わせ、?|あわせて|併せて|加え、?|総[一-鿿]{0,5}|全体で?|全部で|合算|トータル|延べ|年間|通算|通年)[^0-9、。\n()]{0,10}\(?$"
)
"""At the end of the words that lead to a value: it may be a sum."""
_PLAIN_SUM = compile_pattern(r"(?<!累)(?:計|合わせて|合わせ、?|全部で|総[数額])[^0-9、。\n()]{0,6}\(?$")
_PARTLY = compile_pattern(
    "主な|うち|など|ほか|他に|重複|両方|いずれも|除[くいき]|含[むめみ]|再掲|実人|実数|複数回答|一部|のみ|例えば|[ぁ-ん]等"
)
_OF_A_YEAR = compile_pattern("年度の(?:合計|総?計|総[数額])[^0-9、。]{0,4}$")
_PLANNED = compile_pattern(r"(?:目標|計画|予定|定員|予算)[^0-9、。\n]{0,10}$")
_DIVIDED = compile_pattern(r"内訳|^[はをが]?\(")
_MOST_PARTS = 16


def product_of(stated: Stated) -> Iterator[Way]:
    """Yield what the value for each before a value makes by the numbers before it."""
    told = stated.told
    prices = [o for o in stated.of_unit(stated.before) if _is_of_each(stated, o)]
    if not prices:
        return
    price = prices[-1]
    if any(o.record.figure.span.start > price.record.figure.span.start for o in stated.of_unit(stated.before)):
        return
    numbers = [o for o in stated.before if is_amount(o) and o.unit != told.unit and o.value > 1][-THREE:]
    if not numbers:
        return
    first = min(price, numbers[0], key=lambda o: o.record.figure.span.start)
    if _MORE.search(stated.between(first, told) + stated.behind):
        return
    alone = len(numbers) == len(prices) == 1
    if len(prices) == 1:
        for number in numbers:
            few = alone and TWO < number.value <= _FEW and price.value >= HUNDRED
            mistakes = [price.value * (number.value + n) for n in (-1, 1)] if few else []
            yield _multiplied(price.value * number.value, (price, number), TWO if alone else THREE, mistakes)
        for one, other in combinations(numbers, 2):
            times = one.value + other.value if one.unit == other.unit else one.value * other.value
            yield _multiplied(price.value * times, (price, one, other))
    elif len(prices) == TWO and len(numbers) == TWO:
        one, other = numbers
        value = prices[0].value * one.value + price.value * other.value
        yield _multiplied(value, (prices[0], one, price, other))


def _multiplied(value: Decimal, terms: Sequence[Told], fewest: int = THREE, mistakes: Sequence[Decimal] = ()) -> Way:
    return Way(value, tuple(o.record for o in terms), Decimal(0), fewest, mistakes=tuple(mistakes))


def _is_of_each(stated: Stated, told: Told) -> bool:
    behind = words_behind(stated.text, told.record.figure.span.end, _NEXT)
    return (_EACH.search(told.lead) or _EACH_BEHIND.match(behind)) is not None and not _LIMIT.search(
        told.lead[-_NEXT:] + behind[:6]
    )


_EACH = compile_pattern(
    r"(?:(?<![第0-9一-鿿])[1一] ?(?:[一-鿿]{1,2}(?:当たり|あたり|当り|につき)|[人件回個台基本冊食戸頭枚団名](?:に|当|分)?|世帯(?:に)?)(?:の[一-鿿]{1,6}は|平均)?、? ?"
    r"|各|毎回|額面|単価[はが:]? ?|[日月時]額|それぞれ)[ 　]*$"
)
_EACH_BEHIND = compile_pattern(" ?(?:ずつ|×|相当)")
_MORE = compile_pattern("基本|原則|含|合わせ|入れ|加え|除|用意|申請|枚数|予算|など|ほか")
"""Between the factors and a product: it is of more, or less."""
_LIMIT = compile_pattern("平均|上限|以内|限度|最大|最高|まで|程度|税")
_FEW = 60
"""Most of a number that may be taken for the next one."""
