"""Stated share, growth, multiple or mean → what the nearest values make of one another, as `Way`s, the likeliest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from extractors.patterns import compile_pattern
from pipeline.check.beside import words_behind
from pipeline.check.means import BARRED
from pipeline.check.passages import (
    OF_EARLIER,
    OF_OTHERS,
    ONLY_SOME,
    YEAR,
    Stated,
    Told,
    is_amount,
    is_exact_share,
    is_level,
)
from pipeline.check.values import HUNDRED, agree, relative_rounding, times_in
from pipeline.check.ways import FOUR, THREE, TWO, Way


def _quotient(
    part: Told, whole: Told, fewest: int, *, sure: bool = False, mistakes: Sequence[Decimal] = ()
) -> Iterator[Way]:
    if whole.value:
        calculated = part.value / whole.value * HUNDRED
        terms = (part.record, whole.record)
        loose = calculated * relative_rounding(*terms)
        yield Way(calculated, terms, loose, fewest, sure, tuple(mistakes))


def multiple(stated: Stated) -> Iterator[Way]:
    """Yield how many times the one of the two values of the sentence is the other."""
    here = stated.here([o for o in stated.before if is_level(o)])
    if len(here) != TWO or here[0].unit != here[1].unit or _OF_A_YEAR.search(stated.told.lead):
        return  # 令和3年度の1.3倍, 募集枠の2.8倍
    small, large = sorted(here, key=lambda o: o.value)
    if small.value:
        of, by = (large, small) if stated.told.value >= 1 else (small, large)
        calculated = of.value / by.value
        terms = (of.record, by.record)
        yield Way(calculated, terms, calculated * relative_rounding(*terms), TWO)


_OF_A_YEAR = compile_pattern(
    "(?:[0-9元]年度?(?:の|比|度)|目標|平均|全国|県|最も)[^0-9、。]{0,12}$|前[^0-9、。]{1,8}は$|[一-鿿](?<!年度)(?<!前年)の$"
)


def share(stated: Stated) -> Iterator[Way]:
    """Yield what shares the values before a percentage have of one another."""
    levels = [o for o in stated.before if is_level(o)]
    if not levels:
        return
    lead = stated.told.lead
    if _OF_SEVERAL.search(lead):
        return
    if lead.endswith("(") and stated.before[-1] is levels[-1]:
        yield from _in_bracket(stated, levels)
        return
    terms = [o for o in levels if not _is_no_term(stated, o)]
    here = stated.here(terms)
    if len(here) < TWO:
        here = [o for o in terms if o.sentence >= stated.told.sentence - 1]
    pairs = _pairs(here, any_whole=_AGAINST.search(lead) is not None)
    if not pairs and len(here) > 1:
        part, whole = sorted(here[-2:], key=lambda o: o.value)
        yield from _quotient(part, whole, FOUR)
    for part, whole in pairs[:FOUR]:
        said = bool(_OUT_OF.match(stated.between(whole, part))) or stated.between(whole, stated.told) == "の"
        mistakes = list[Decimal]()
        if _SHARES.search(lead):
            if 0 < part.value < whole.value:
                mistakes.append(part.value / (whole.value - part.value) * HUNDRED)
            if said and part.value < whole.value <= _FEW:
                mistakes += [(part.value + n) / whole.value * HUNDRED for n in (-1, 1)]
        bases = [o for o in (part, whole) if _BASE.search(o.lead)]
        if len(bases) == 1 and part.value and not _ATTAINED.search(lead):
            base = bases[0]
            other = part if base is whole else whole
            mistakes.insert(0, base.value / other.value * HUNDRED)
            part, whole = other, base
        yield from _quotient(part, whole, TWO if said else THREE, sure=said, mistakes=mistakes)


def _in_bracket(stated: Stated, levels: Sequence[Told]) -> Iterator[Way]:
    part = levels[-1]
    beside = {
        id(one): share.value
        for one, share in pairwise(stated.run)
        if share is not stated.told and is_exact_share(share) and stated.between(one, share).strip() == "("
    }
    wholes = [o for o in levels[:-1] if o.unit == part.unit and o.value > part.value and id(o) not in beside]
    others = [o for o in stated.run if id(o) in beside and o.unit == part.unit]
    for whole in wholes[:-FOUR:-1]:
        if not others or any(agree(beside[id(o)], o.value / whole.value * HUNDRED) for o in others):
            yield from _quotient(part, whole, TWO)


def _pairs(levels: Sequence[Told], *, any_whole: bool) -> list[tuple[Told, Told]]:
    """Return the values that may be part and whole, the last first; of those that add up to one, only with that one."""
    by_unit: dict[str | None, list[Told]] = defaultdict(list)
    for told in levels:
        by_unit[told.unit].append(told)
    pairs = list[tuple[Told, Told]]()
    for some in by_unit.values():
        last = some[-THREE:]
        found = [(a, b) if a.value < b.value else (b, a) for a, b in combinations(last, 2)]
        sums = {sum(o.value for o in last), sum(o.value for o in some)}
        totals = [o for o in some if o.value * 2 in sums] if len(some) > TWO and not any_whole else []
        pairs += [pair for pair in found if not totals or pair[1] is totals[0]]
    return sorted(pairs, key=lambda pair: -min(o.record.figure.span.start for o in pair))


def _is_no_term(stated: Stated, told: Told) -> bool:
    """Tell whether a value is of others, told to be but some of what it names, or not yet so."""
    behind = words_behind(stated.text, told.record.figure.span.end, 4)
    return (OF_OTHERS.search(told.lead) or ONLY_SOME.search(told.lead) or _TO_BE.search(told.lead + behind)) is not None


_TO_BE = compile_pattern("(?:予定|計画|見込み?)[はがの]")
_OF_SEVERAL = compile_pattern("含|除|[市町村区県]全体|通じ|通算|平均|年間|これまで|合わせ")
_OUT_OF = compile_pattern("の?(?:うち|中|に対し)")
_AGAINST = compile_pattern("比(?![率べ])|対する|上回|(?<!全体)(?<!うち)の ?$")
_SHARES = compile_pattern(r"率|割合|比|占め|％|シェア|\($")
_BASE = compile_pattern(r"(?:目標|定員|予算|対象|定数)(?:合計|者|児|児童|人数|件数|数|額|値|世帯)?(?:は|が|の|:)? ?$")
_ATTAINED = compile_pattern("達成|進捗|到達")
"""The less may be the better."""
_FEW = 60


def growth(stated: Stated) -> Iterator[Way]:
    """Yield by how many percent the values beside a percentage of growth changed."""
    levels = [o for o in stated.before if is_level(o)]
    if not levels:
        return
    unit = levels[-1].unit
    near = [o for o in levels if o.unit == unit][-THREE:]
    behind = [o for o in stated.here(stated.after) if is_level(o) and o.unit == unit][:1]
    pairs = [*list(combinations(near, 2))[::-1], *((a, b) for a in near[-1:] for b in behind)]
    alone = len(pairs) == 1
    for one, other in pairs:
        earlier = _earlier(stated.text, one, other)
        for base in (one, other) if earlier is None else (earlier,):
            now = other if base is one else one
            if not base.value:
                continue
            calculated = abs(now.value - base.value) / base.value * HUNDRED
            mistakes: tuple[Decimal, ...] = ()
            if earlier and now.value and other not in behind:
                of_now, of_all = abs(now.value - base.value) / now.value, now.value / base.value
                mistakes = (of_now * HUNDRED, of_all * HUNDRED)
            terms = (now.record, base.record)
            known = alone and earlier is not None
            loose = HUNDRED * relative_rounding(*terms)
            yield Way(calculated, terms, loose, TWO if known else THREE, mistakes=mistakes)


def _earlier(text: str, one: Told, other: Told) -> Told | None:
    """Return which of two values is that before, if their words tell."""
    found = [
        o
        for o in (one, other)
        if OF_EARLIER.search(o.lead)
        or words_behind(text, o.record.figure.span.end, 2).startswith(("から", "より", "→"))
    ]
    if len(found) == 1:
        return found[0]
    first, second = (YEAR.search(o.lead) for o in (one, other))
    if first and second and first["year"] != second["year"]:
        return one if int(first["year"]) < int(second["year"]) else other
    return other if second and not first and "(" in second[0] else None


def mean(stated: Stated) -> Iterator[Way]:
    """Yield what the amounts before a mean make by the numbers before it."""
    told = stated.told
    if BARRED.search(told.lead) or "除" in stated.behind:
        return
    before = [o for o in stated.run[max(0, stated.at - _MOST_BEFORE) : stated.at] if is_amount(o)]
    before = [o for o in before if told.sentence - o.sentence <= TWO]
    per = list(_PER.finditer(told.lead))
    unit = per[-1]["unit"] if per else ""
    totals = [(o, times) for o in before if (times := _size(o.unit, told.unit))]
    counted = [o for o in before if o.unit != told.unit and o.value]
    numbers = [o for o in counted if (o.record.figure.unit or "").startswith(unit)]
    found = [
        (o.value * times / number.value, (o.record, number.record))
        for o, times in totals[-THREE:][::-1]
        for number in numbers[-THREE:][::-1]
    ]
    if _OF_A_DAY.search(told.lead):
        persons = [o for o in before if o.unit in _WHO_LIVE and o.value]
        found += [
            (o.value * times / who.value / _DAYS, (o.record, who.record))
            for o, times in totals[-TWO:]
            for who in persons[-TWO:]
            if o is not who
        ]
    likely = [(value, terms) for value, terms in found if value / _FAR < told.value < value * _FAR]
    for value, terms in likely or found:
        yield Way(value, terms, value * relative_rounding(*terms), TWO if len(likely) == 1 else THREE)


def _size(large: str | None, small: str | None) -> Decimal | None:
    """Return how many of a unit make one of the other."""
    if large == small:
        return Decimal(1)
    if large is None or small is None:
        return None
    if small in _GRAMS and large in _IN_GRAMS:
        return _IN_GRAMS[large]
    return times_in(large, small)


_GRAMS = frozenset({"g", "グラム"})
_IN_GRAMS = {"t": Decimal(1_000_000), "トン": Decimal(1_000_000), "kg": Decimal(1000), "キログラム": Decimal(1000)}
_PER = compile_pattern(r"[1一](?P<unit>[^0-9一、。\n()]{1,3}?)(?:当たり|あたり|当り|につき|平均|ずつ)")
_OF_A_DAY = compile_pattern("日(?:当たり|あたり|当り)")
_WHO_LIVE = frozenset({"人", "世帯"})
_DAYS = 365
_MOST_BEFORE = 10
_FAR = 3
