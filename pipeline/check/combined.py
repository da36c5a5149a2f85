"""Stated sum or product → what the nearest values make together, as `Way`s, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, combinations, islice, pairwise

from extractors.mentions import FigureKind
from extractors.patterns import compile_pattern
from pipeline.check.beside import WITH_OTHERS, words_behind
from pipeline.check.passages import OF_OTHERS, Stated, Told, is_amount
from pipeline.check.values import HUNDRED
from pipeline.check.ways import FOUR, THREE, TWO, Way, rounded_by


def total(stated: Stated) -> Iterator[Way]:
    """Yield what the values before or behind a sum add up to."""
    run, at, told = stated.run, stated.at, stated.told
    plainly = _PLAIN_SUM.search(told.lead) is not None
    before = _members(stated, run[max(0, at - _MOST_PARTS) : at])
    here, lines = stated.here(before), _column(before[::-1], told, -1)[::-1]
    if len(here) > 1:
        yield from _added(stated, here, TWO if plainly else THREE, sure=plainly)
    elif len(lines) > 1 and not here:
        yield from _added(stated, lines, TWO if plainly else THREE, sure=plainly)
    near = _behind_totals([o for o in before if told.sentence - o.sentence <= TWO])
    for n in range(TWO, len(near) + 1):
        if n != len(here):
            yield from _added(stated, near[-n:], THREE)
    behind = [o for o in _members(stated, run[at + 1 : at + 1 + _MOST_PARTS]) if not OF_OTHERS.search(o.lead)]
    here, lines = stated.here(behind), _column(behind, told, 1)
    following = [o for o in behind if o.sentence == told.sentence + 1]
    if len(here) > 1:
        yield from _added(stated, here, TWO if plainly else THREE, sure=plainly)
    elif len(lines) > 1:
        yield from _added(stated, lines, TWO if plainly else THREE, sure=plainly)
    elif len(following) > 1 and not here:
        yield from _added(stated, following, TWO if plainly else THREE)
    near = here or following
    for n in range(TWO, len(near) + 1):
        yield from _added(stated, near[:n], THREE)


def _members(stated: Stated, some: Sequence[Told]) -> list[Told]:
    """Return those of some values that may be added up: changes only to a change."""
    changes = stated.told.record.figure.kind is FigureKind.CHANGE
    return [o for o in stated.of_unit(some) if changes or o.record.figure.kind is not FigureKind.CHANGE]


def parts(stated: Stated) -> Iterator[Way]:
    """Yield what the values behind one that no word tells to be a sum add up to, if they may be its parts."""
    run, at, told = stated.run, stated.at, stated.told
    behind = list[Told]()
    for other in stated.of_unit(run[at + 1 : at + 1 + _MOST_PARTS]):
        if OF_OTHERS.search(other.lead):
            continue
        if SUMMED.search(other.lead) or _TOTALLED.search(other.lead):
            break
        behind.append(other)
    if stated.here(stated.of_unit(run[max(0, at - THREE) : at])):
        return
    here, following = stated.here(behind), [o for o in behind if o.sentence == told.sentence + 1]
    members = here or following
    if len(members) > TWO:
        divided = _DIVIDED.search(stated.between(told, members[0])) is not None
        yield from _added(stated, members, TWO if divided else THREE if here else FOUR)


def _column(some: Sequence[Told], told: Told, step: int) -> list[Told]:
    """Return the values that stand one on a line, on lines that follow one upon another, from that beside a sum on."""
    found, line = list[Told](), told.line
    for other in some:
        if other.line == line and found:
            return []
        if other.line != line + step:
            break
        found.append(other)
        line = other.line
    return found


def _behind_totals(some: list[Told]) -> list[Told]:
    """Return the values behind the last one that some before it, one after another, add up to."""
    for n in range(len(some) - 1, 1, -1):
        for end in range(n, 1, -1):
            sums = accumulate(o.value for o in some[end - 1 :: -1])
            if some[n].value in islice(sums, 1, None):
                return some[n + 1 :]
    return some


def _added(stated: Stated, members: Sequence[Told], fewest: int, *, sure: bool = False) -> Iterator[Way]:
    told = stated.told
    in_turn = sorted((told, *members), key=lambda o: o.record.figure.span.start)
    gaps = [stated.between(one, other).lstrip("とを") for one, other in pairwise(in_turn)]
    words = "、".join([told.lead, *gaps, words_behind(stated.text, in_turn[-1].record.figure.span.end, _BESIDE_LAST)])
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
_TOTALLED = compile_pattern("(?:会場で|の)$")
_PARTLY = compile_pattern(
    "主な|うち|など|ほか|他に|重複|両方|いずれも|除[くいき]|含[むめみ]|再掲|実人|実数|複数回答|一部|のみ|例えば|[ぁ-ん]等"
)
_OF_A_YEAR = compile_pattern("年度の(?:合計|総?計|総[数額])[^0-9、。]{0,4}$")
_PLANNED = compile_pattern(r"(?:目標|計画|予定|定員|予算)[^0-9、。\n]{0,10}$")
_DIVIDED = compile_pattern(r"内訳|^[はをが]?\(")
_MOST_PARTS = 16
_BESIDE_LAST = 14  # characters


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
    numbers = [o for o in numbers if o.record.figure.kind is not FigureKind.CHANGE]
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
    behind = words_behind(stated.text, told.record.figure.span.end, _BESIDE_LAST)
    return (_EACH.search(told.lead) or _EACH_BEHIND.match(behind)) is not None and not _LIMIT.search(
        told.lead[-_BESIDE_LAST:] + behind[:6]
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
