"""Means that are told beside the number they are of: 参加者は延べ360人で、1回当たりの平均は30人."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from extractors import scripts
from extractors.mentions import FigureKind
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from extractors.label_words import Label
    from extractors.quantities import Quantity

ENDS_ITEM = scripts.compile(r" ?(?:[、。)\n]|$|で(?:す|し|あ)|だっ|とな[りっる])")
"""Behind the last number of what a list or a clause tells."""
_MEAN_OF = scripts.compile(
    r"[^。、\n\d]{0,16}[。、]\n? ?(?:また、)?[1一] ?[^\d、。\n]{1,3}?(?:当たり|あたり|につき|の?(?=平均))(?P<told>(?:の?平均)?(?:は|では|で|(?<=平均))、?)?(?:約)?"
)
"""Between a number and what falls on one time or piece of it: 参加者は延べ360人で、1回当たりの平均は30人."""
_TOTAL_NAME = scripts.compile(r"総[額数量計]$")
"""Names a sum, which no mean is."""
_OVER_SO_MANY = compile_pattern(r"(?:間)?の?[1一]?[日回月]?の?平均(?:は|で|では)?、?(?:約)?")
_SO_MANY_THEN = scripts.compile(r"(?:で(?:あり|した)?)?、[^、。\n\d]{0,8}")
"""Around the days over which a mean is: 来館者は980人、開館40日の平均は24.5人."""


def of_mean(
    text: str, everything: Sequence[Quantity], at: int, known: Mapping[int, tuple[Label | None, object]]
) -> Label | None:
    """Return the label of the number of which quantity `at` says how much falls on one: 購入費は45万円で、1冊当たり1,500円."""
    k = at - 1 - everything[at - 1].basis
    if (
        k > 0
        and everything[k].kind is FigureKind.DURATION
        and _is_mean_over(text, everything[k - 1], everything[k], everything[at])
    ):
        return known.get(everything[k - 1].start, (None,))[0]
    if k < 0 or everything[k].counter.norm != everything[at].counter.norm:
        return None
    if not tells_mean(text, everything[k].end, everything[at]):
        return None
    label = known.get(everything[k].start, (None,))[0]
    return None if label and _TOTAL_NAME.search(text, *label) else label


def _is_mean_over(text: str, of: Quantity, over: Quantity, mean: Quantity) -> bool:
    """Tell whether a quantity says how much of another fell on one of the days that are told between them."""
    return (
        of.counter.norm == mean.counter.norm
        and _OVER_SO_MANY.fullmatch(text, over.end, mean.start) is not None
        and _SO_MANY_THEN.fullmatch(text, of.end, over.start) is not None
    )


def tells_mean(text: str, end: int, quantity: Quantity) -> bool:
    """Tell whether a quantity says how much of the one that ends at `end` falls on one time or piece."""
    link = _MEAN_OF.fullmatch(text, end, quantity.start)
    return link is not None and (link["told"] is not None or ENDS_ITEM.match(text, quantity.end) is not None)
