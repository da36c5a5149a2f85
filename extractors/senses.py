"""延べ and 実: in which sense persons are counted, where a heading says it for more than the number right behind it.

参加者（実/延べ）：30人/120人 names two senses, and their values follow in that order; 参加延べ人数：第1回30人、第2回40人
names one for a whole list; （実）300人 has its own in a bracket before it. Elsewhere `qualifiers` reads the clause.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extractors import quantities, scripts
from extractors.label_words import NOT_ATTENDING
from extractors.mentions import FigureKind, Qualifier
from extractors.numbered_lines import NumberedLines
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from extractors.quantities import Quantity
    from extractors.view import TextView

_TOTAL = "延べ(?!床?面積)|のべ|(?<![遅順])延(?![長岡期焼納滞伸命着])"
_DISTINCT = "(?<![充確現事真誠忠果口切写着如史内無結])実(?! +[施績習演技験務])"
_WORDS = ("延", "のべ", "実")
TOTAL = scripts.compile(rf"{_TOTAL}(?=[一-鿿]{{0,3}}(?:人|件|回|数|者|利用|参加|受講|来場)| ?[\d)])")
DISTINCT = scripts.compile(rf"{_DISTINCT}(?=人|件|利用|参加|受講|相談|世帯|支援者|患者|[ :)]|数|来|\d)")
_NOUN = "[一-鿿ァ-ヶー]{0,8}"
_NAME = rf"(?:{_TOTAL}|{_DISTINCT}(?![施績習演技験務地証行現力用]))の?{_NOUN}"
_PAIR = scripts.compile(
    rf"(?P<first>{_NAME}) ?[/・、(] ?(?P<second>{_NAME})[)]? ?(?:[:はが、]|で(?=約?\d))? ?(?:約|計)?"
)
_BESIDE = compile_pattern(" ?[/・、(] ?約?")
_NEXT_PAIR = compile_pattern(r"[)]?[、・ ]?[^。\n():実延]{1,24}")
_LIST_HEAD = scripts.compile(rf"(?P<name>{_NAME})(?:[)]|\([^()\d\n]{{1,12}}\))?(?:ごとに)?(?: ?: ?| +|は、? ?)")
_ASIDE = r"\([^()\n]{0,24}\)"
_FIRST_ITEM = compile_pattern(rf"(?:[^、。\n():]|{_ASIDE}){{1,24}}")
_NEXT_ITEM = compile_pattern(rf"(?:{_ASIDE})?(?:[、,・/ ]|及び|と)+(?:[^、。\n():]|{_ASIDE}){{0,24}}")
_OF_ELSE = scripts.compile(
    rf"{NOT_ATTENDING.pattern}|目標|計画|前年|昨年|前回|平均|当たり|あたり|職員|スタッフ|講師|委員"
)
"""In a list, what begins to tell of something else."""
_IN_BRACKET = scripts.compile(r"[(](?P<name>延べ|のべ|延|実)(?:人数|人員|件数|数)?[)] ?:? ?約?$")
_LONGEST_BRACKET = 10
_REACH = 40


def told(view: TextView, quantity: Quantity, last_end: int) -> frozenset[Qualifier] | None:
    """Return the sense that a heading or a bracket before a quantity says it has, None where none does.

    Empty where the heading names both senses and it cannot be told which is meant.

    Args:
        view: the text.
        quantity: what is counted.
        last_end: where the quantity before it ends: a bracket right behind that is of that one.
    """
    of_headings = view.memo(_of_headings)
    if quantity.start in of_headings:
        return of_headings[quantity.start]
    text = view.text
    begin = max(last_end, quantity.start - _LONGEST_BRACKET)
    own = _IN_BRACKET.search(text, begin, quantity.start) if ")" in text[begin : quantity.start] else None
    if own is None or (last_end and not text[last_end : own.start()].strip()):
        return None
    return frozenset({_sense(own["name"])})


def _sense(name: str) -> Qualifier:
    return Qualifier.DISTINCT if "実" in name else Qualifier.TOTAL_ATTENDANCES


def _of_headings(view: TextView) -> dict[int, frozenset[Qualifier]]:
    """Return the senses that headings give, by the start of the quantity."""
    text, lines = view.text, view.memo(NumberedLines)
    everything = view.memo(quantities.scan)
    starts = [quantity.start for quantity in everything]
    found: dict[int, frozenset[Qualifier]] = {}
    for head in lines.matches(_LIST_HEAD, _WORDS):
        first = bisect_left(starts, head.end())
        for quantity in _list(text, everything, first, head.end(), _sense(head["name"])):
            found[quantity.start] = frozenset({_sense(head["name"])})
    for head in lines.matches(_PAIR, _WORDS):
        senses = _sense(head["first"]), _sense(head["second"])
        if senses[0] is not senses[1]:
            _give_pairs(text, everything, bisect_left(starts, head.end()), head.end(), senses, found)
    return found


def _list(text: str, everything: Sequence[Quantity], first: int, at: int, sense: Qualifier) -> Iterator[Quantity]:
    """Yield the quantities of a list whose items are named behind a heading: 延べ人数：第1回30人、第2回40人、計70人."""
    norm: str | None = None
    for k in range(first, len(everything)):
        quantity = everything[k]
        if norm is not None and quantity.counter.norm != norm:
            if quantity.start - at > _REACH:
                return
            continue
        gap = text[at : quantity.start]
        item = (_FIRST_ITEM if norm is None else _NEXT_ITEM).fullmatch(gap)
        if item is None or _OF_ELSE.search(gap) or _names_other(gap, sense):
            if norm is None and quantity.start - at < _REACH and gap and "。" not in gap and "\n" not in gap:
                continue  # in a bracket of the first item, or how often: 第1回（全3回）30人
            return
        norm, at = quantity.counter.norm, quantity.end
        if quantity.kind not in (FigureKind.RATE, FigureKind.RATIO, FigureKind.MONEY):
            yield quantity


def _names_other(gap: str, sense: Qualifier) -> bool:
    other = TOTAL if sense is Qualifier.DISTINCT else DISTINCT
    return other.search(gap + " ") is not None


def _give_pairs(
    text: str,
    everything: Sequence[Quantity],
    first: int,
    at: int,
    senses: tuple[Qualifier, Qualifier],
    found: dict[int, frozenset[Qualifier]],
) -> None:
    """Give the two senses of a heading to the pairs of values behind it: 延べ（実）：4月 30人（9人）、5月 40人（12人）."""
    k = first
    while k < len(everything):
        one = everything[k]
        gap = text[at : one.start]
        if not (_NEXT_PAIR.fullmatch(gap) or (k == first and not gap)):
            return
        other = everything[k + 1] if k + 1 < len(everything) else None
        if other is None or other.counter.norm != one.counter.norm or not _BESIDE.fullmatch(text, one.end, other.start):
            if k == first and not gap:
                found[one.start] = frozenset()
            return
        found[one.start], found[other.start] = frozenset({senses[0]}), frozenset({senses[1]})
        at, k = other.end, k + 2
