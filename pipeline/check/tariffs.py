"""Products of several factors, sums told by grades, and what no product reaches.

日額8,000円×5人×4回＝180,000円; 6件、交付総額1,800万円（1件上限30万円）.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.mentions import FigureKind
from extractors.patterns import compile_pattern
from pipeline.check.beside import (
    CLOSED,
    SENTENCE_END,
    sentence_before,
    words_amid,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.products import (
    LESS_BEHIND,
    SUM_NEXT,
    WITH_MORE,
    mismatched_face_values,
    mismatched_products,
    mismatched_terms,
    mismatched_years_of_months,
)
from pipeline.check.values import (
    HUNDRED,
    Mismatch,
    exact,
    is_share,
    missed,
    slipped,
    sum_of,
    written_step,
)
from pipeline.model import FigureRecord

_MONEY = FigureKind.MONEY
_LONGEST_LEAD = 36
_PAIR = 2
_NUMBER_OF_PRICE = compile_pattern(r"\)?(?:を|で|、|×)?")
_NEXT_PAIR = compile_pattern(r"(?:に|へ)?、[^。、\n]{0,20}")


_EQUALS = compile_pattern(" ?[=＝] ?")
_NEXT_FIELD = compile_pattern(r"[ |]{1,3}")
_FACTOR_NEXT = compile_pattern(r"[^0-9。、\n()×*✕+÷=−]{0,4} ?[×*✕] ?[^0-9。、\n()×*✕+÷=−]{0,6}")
_MORE_TERMS = compile_pattern(r"(?:[×*✕+÷/)−-]|[0-9.][^0-9、。\n]{0,4}[×*✕]) ?[^0-9、。\n()×*✕+÷=−]{0,6}$")
_MOST_FACTORS = 5


def mismatched_expressions(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield what an expression of three factors or more is said to be equal to and is not: 日額8,000円×5人×4回＝180,000円."""
    for at in range(3, len(figures)):
        total = figures[at]
        gap = words_amid(text, figures[at - 1], total)
        apart = _NEXT_FIELD.fullmatch(gap) is not None
        if not apart and not _EQUALS.fullmatch(gap):
            continue
        first = at - 1
        while first and at - first < _MOST_FACTORS and _is_factor(text, *figures[first - 1 : first + 1]):
            first -= 1
        factors, start = figures[first:at], figures[first].figure.span.start
        units = [record.figure.unit_norm for record in factors]
        if len(factors) <= _PAIR or units.count(total.figure.unit_norm) != 1 or not exact(total, *factors):
            continue
        if _MORE_TERMS.search(sentence_before(text, start, _LONGEST_LEAD)):
            continue
        calculated = Decimal(1)
        for record in factors:
            calculated *= record.figure.value / (HUNDRED if is_share(record) else 1)
        if apart and not _is_slip(total, calculated, factors):
            continue  # the next field may be what was paid of what was reckoned
        if abs(calculated - total.figure.value) >= written_step(total):
            yield Mismatch(total, calculated, tuple(factors))


def _is_slip(total: FigureRecord, calculated: Decimal, factors: Sequence[FigureRecord]) -> bool:
    """Tell whether a sum is a slip of the pen, or one factor was left out of it."""
    value = total.figure.value
    return slipped(value, calculated) or any(
        value * record.figure.value == calculated != value
        for record in factors
        if record.figure.unit_norm != total.figure.unit_norm
    )


def _is_factor(text: str, one: FigureRecord, other: FigureRecord) -> bool:
    """Tell whether a sign of multiplication is all that stands between two values but their names."""
    return _FACTOR_NEXT.fullmatch(words_amid(text, one, other)) is not None


_LIMIT = compile_pattern(
    r" ?\( ?[1一](?P<unit>世帯|件|団体|人|社|戸|台|事業所|地区|店)(?:当たり|あたり|当り|につき)?の?、?(?:交付|補助|助成)?上限額?(?:は|:)?、? ?"
)
"""From a sum of money to the most that one could have of it: 540万円（1世帯上限30万円）."""
_GRANTED = compile_pattern(
    r"[^0-9。\n()]{0,12}[、,・ ] ?(?:交付|補助|助成|支給|支払)(?:決定)?(?:総|金)?額(?:は|:)? ?(?:計)?"
)


def surpassed_limits(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the sums of money that are more than so many could have by the limit for one: 6件、交付総額1,800万円（1件上限30万円）."""
    for at in range(2, len(figures)) if "上限" in text else ():
        number, total, limit = figures[at - 2 : at + 1]
        told = _LIMIT.fullmatch(words_amid(text, total, limit))
        if (
            told is None
            or not total.figure.kind is limit.figure.kind is _MONEY
            or number.figure.unit_norm not in (told["unit"], "件")
            or not _GRANTED.fullmatch(words_amid(text, number, total))
            or not CLOSED.match(words_behind(text, limit.figure.span.end, _PAIR))
            or number.part_of
        ):
            continue
        most = number.figure.value * limit.figure.value
        if total.figure.value >= most + written_step(total) and number.figure.value_max is None:
            yield Mismatch(total, most, (limit, number))


_HIGHEST = compile_pattern(r"(?:最高|最大)(?:の)?(?:交付|補助|助成|支給)?(?:金?額)?(?:は|が|で|:)?、? ?$")
_LIMIT_OF_ONE = compile_pattern(
    r"(?:[1一](?:世帯|件|団体|人|社|戸|台|事業所|地区|店)[^0-9、。\n()]{0,6})上限(?:金?額)?(?:は|が|:)?、? ?$"
)
_OTHER_LIMIT = compile_pattern("加算|上乗せ|特例|引き?上げ|改[定正]|拡充|別途|合計|総額|場合|ただし")
_FARTHEST = 60  # characters


def surpassed_highest(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the highest sum of money that is more than the limit for one in its sentence: 1世帯当たり上限20万円、最高額は24万円."""
    limit: FigureRecord | None = None
    for record in figures if "上限" in text else ():
        if record.figure.kind is not _MONEY:
            continue
        start = record.figure.span.start
        lead = words_before(text, start, 16)
        if _LIMIT_OF_ONE.search(lead):
            limit = record
        elif limit and _HIGHEST.search(lead) and start - limit.figure.span.end <= _FARTHEST:
            words = words_between(text, limit.figure.span.end, start)
            around = sentence_before(text, limit.figure.span.start, _FARTHEST) + words
            if (
                not SENTENCE_END.search(words)
                and not _OTHER_LIMIT.search(around)
                and exact(record, limit)
                and record.figure.value > limit.figure.value
            ):
                yield Mismatch(record, limit.figure.value, (limit,))
            limit = None
        else:
            limit = None


def mismatched_grades(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the sums of what several had of so much each, whose numbers add up: 単身60万円を5人、家族100万円を3人、合わせて8人、500万円."""
    for at in range(2 * _PAIR + 1, len(figures)):
        count, total = figures[at - 1 : at + 1]
        if total.figure.kind is not _MONEY or count.figure.kind is _MONEY:
            continue
        if not _NEXT_SUM.fullmatch(words_amid(text, count, total)):
            continue
        terms, first = list[FigureRecord](), at - 1
        while first >= _PAIR and _is_grade(text, figures, first, count):
            terms[:0], first = figures[first - _PAIR : first], first - _PAIR
            if terms[_PAIR:] and sum_of(terms[1::_PAIR]) >= count.figure.value:
                break
        behind = words_amid(text, figures[at - _PAIR], count)
        if len(terms) < 2 * _PAIR or not SUM_NEXT.fullmatch(behind) or not exact(count, total, *terms):
            continue
        prices, numbers = terms[::_PAIR], terms[1::_PAIR]
        if sum_of(numbers) != count.figure.value or sum_of(prices) == total.figure.value:
            continue
        words = words_between(text, terms[0].figure.span.start, total.figure.span.end + 1)
        if WITH_MORE.search(words) or LESS_BEHIND.match(words_behind(text, total.figure.span.end, 24)):
            continue
        calculated = sum((p.figure.value * n.figure.value for p, n in zip(prices, numbers, strict=True)), Decimal(0))
        if abs(calculated - total.figure.value) >= written_step(total) and missed(total.figure.value, calculated):
            yield Mismatch(total, calculated, tuple(terms))


_NEXT_SUM = compile_pattern("(?:に|で|、|,|・|/| )+")


def _is_grade(text: str, figures: Sequence[FigureRecord], at: int, count: FigureRecord) -> bool:
    """Tell whether the two values before `figures[at]` are so much for each of a number of what a value counts."""
    price, number, behind = figures[at - _PAIR : at + 1]
    gap = words_amid(text, price, number)
    next_to = words_amid(text, number, behind)
    return (
        price.figure.kind is _MONEY
        and number.figure.unit_norm == count.figure.unit_norm
        and _NUMBER_OF_PRICE.fullmatch(gap) is not None
        and (behind is count or _NEXT_PAIR.fullmatch(next_to) is not None)
    )


PRODUCTS = (
    mismatched_products,
    mismatched_face_values,
    mismatched_terms,
    mismatched_years_of_months,
    mismatched_expressions,
    surpassed_limits,
    surpassed_highest,
    mismatched_grades,
)
"""All that finds sums which products do not give."""
