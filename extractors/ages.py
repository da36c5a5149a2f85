"""Ages that describe persons, as quantities: 5歳の息子, 65歳以上, 15歳から39歳の若者, 1歳半.

A report counts the persons and not their years: for it these are attributes, which no figure is made of (see `names`).
Whoever asks for the quantities of a text has them too. Not those of names: 3歳児, 60歳代, 二十歳のつどい.
"""

from __future__ import annotations

from bisect import bisect_right
from decimal import Decimal
from typing import TYPE_CHECKING

from extractors import numerals, qualifiers, quantities, scripts
from extractors.counters import COUNTERS
from extractors.glyphs import shortened
from extractors.mentions import Figure, Qualifier
from extractors.quantities import Quantity

if TYPE_CHECKING:
    from extractors.numerals import Number
    from extractors.view import TextView

_AGE = scripts.compile(
    r" ?(?P<unit>[歳才])(?P<half>半)?(?: ?(?P<months>\d{1,2}) ?[かヶカヵケ箇]月)?"
    r"(?!\d|[児代馬牛入出末能覚色媛]|未満児|時(?!点)|学級|ごと|(?:以上)?児|の(?:つどい|集い|会(?![一-鿿])|成人式)|体操|[~・、-]\d{1,2}歳児)"
)
_BOUND = scripts.compile(rf" ?[歳才] ?{quantities.BETWEEN.pattern}")
_JOINT = scripts.compile(rf" ?[歳才]? ?(?:~|-|から|ないし) ?|{_BOUND.pattern}")
_LISTED = scripts.compile(r"[\d一二三四五六七八九十][・、,]$")
"""Before an age: of 3・4歳 the last alone would be half of what is said."""
_BOUNDS = frozenset({
    Qualifier.ABOUT, Qualifier.DEGREE, Qualifier.AT_LEAST, Qualifier.AT_MOST, Qualifier.LESS_THAN, Qualifier.MORE_THAN,
})  # fmt: skip
"""What may be said of an age; うち18歳は9人 is said of the persons."""
_OLDEST = 150
_LONGEST_NAME = 100  # characters
_MONTHS = 12


def find(view: TextView) -> list[Figure]:
    """Return the ages of a view that `quantities.scan` has no quantity for, in order."""
    if "歳" not in view.text and "才" not in view.text:
        return []
    known = view.memo(quantities.scan)
    starts = [quantity.start for quantity in known]
    found: list[Figure] = []
    before: Number | None = None
    numbers = view.memo(numerals.scan)
    for number, after in zip(numbers, [*numbers[1:], None], strict=False):
        k = bisect_right(starts, number.start) - 1
        is_known = k >= 0 and number.start < known[k].end
        if not is_known and (age := _age(view, number, before)) and not _is_quoted(view.text, age.start):
            told = _figure(view, age)
            if found and found[-1].span.end > told.span.start:
                found.pop()  # the lower end of a range
            found.append(told)
        joint = _BOUND if is_known else _JOINT  # the 20歳 of 年齢は20歳以上30歳未満 is known as a value
        before = number if after and joint.fullmatch(view.text, number.end, after.start) else None
    return found


def _age(view: TextView, number: Number, before: Number | None) -> Quantity | None:
    """Return the age of which `number` is the last, or the only, number; `before` is joined to it as its lower end."""
    told = _AGE.match(view.text, number.end)
    value = number.value
    listed = _LISTED.search(view.text, number.start - 2, number.start)
    if told is None or value is None or listed or not 0 <= value <= _OLDEST:
        return None
    value += Decimal("0.5") if told["half"] else shortened(Decimal(int(told["months"] or 0)) / _MONTHS)
    end = told.end() if told["half"] or told["months"] else told.end("unit")
    first, low = number, None
    one_sided = before and _BOUND.match(view.text, before.end) and not quantities.BELOW.match(view.text, end)
    if before is not None and before.value is not None and before.value < value and not one_sided:
        first, low = before, before.value
    return Quantity(
        first.start, end, first.start, value if low is None else low, None if low is None else value,
        told["unit"], COUNTERS["歳"],
    )  # fmt: skip


def _is_quoted(text: str, at: int) -> bool:
    """Tell whether offset `at` stands between the quotation marks of a name on its line."""
    near = max(0, at - _LONGEST_NAME)
    begin = text.rfind("\n", near, at) + 1 or near
    return text.rfind("「", begin, at) > text.rfind("」", begin, at)


def _figure(view: TextView, age: Quantity) -> Figure:
    span = view.span(age.start, age.end)
    told = qualifiers.read(view, age, None, after_of_which=False, last_end=0)
    return Figure(
        span=span, text=view.slice(span), value=age.value, value_max=age.value_max, unit=age.unit, unit_norm=age.counter.norm,
        kind=age.counter.kind, qualifiers=tuple(qualifier for qualifier in told if qualifier in _BOUNDS),
    )  # fmt: skip
