"""Counts in coordinate clauses that share the one predicate behind the last: 説明会には212人、見学会には96人が訪れた.

The clauses are of one form: the same particle stands before each count, and nothing but が and a comma behind all but
the last.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from extractors import scripts
from extractors.counters import COMPANIES

if TYPE_CHECKING:
    from extractors.label_words import Label
    from extractors.quantities import Quantity

_PARTICLE = scripts.compile(
    r"(?:(?P<before_name>には|では|に)、?[一-鿿ァ-ヶー]{1,6}|(?P<particle>には|では|[にはでが])、?)"
    r"(?:約|およそ|延べ|のべ|合?計|(?:1日)?平均)* ?$"
)
"""Before a count, and before the name of those who are counted: 説明会には212人, 説明会には町民212人."""
_JOINT = scripts.compile(
    r"が?[、,] ?(?!(?:この|その)?うち|内訳)(?:[^、,。()\n]{1,40}|[^、,。()\n]{1,24}[(][^()。\n]{1,40}[)][^、,。()\n]{0,16})"
)
_NEXT_SESSION = scripts.compile(
    r"が、(?:第 ?\d{1,3} ?回|\d{1,2} ?回目|(?:\d{1,2}月)?\d{1,2}日)(?=[はをにが(の])[^。\n]{1,70}"
)
"""第1回は6月8日に公民館で行い32人が、第2回は7月13日に28人が参加: nothing but the predicate of the last can be theirs."""
_SUM = scripts.compile(r"が?[、,] ?(?:(?:合?計|合わせて|あわせて|全体で)(?:で|、)?(?:約|延べ|のべ)?|延べ|のべ) ?")
_IN_TURN = scripts.compile(r"(?:順に|順次|それぞれ)[\d,一二三四五六七八九十百千人名組社校、]*$")
_REACH = 14  # characters before a count: には、一般参加者延べ


def goes_on_from(text: str, everything: Sequence[Quantity], k: int) -> int | None:
    """Return the index of the count whose coordinate clause comes before that of count `k`, None where there is none.

    Args:
        text: of the view.
        everything: its quantities, by start.
        k: index of the count.
    """
    first = first_of(everything, k)
    if not first:
        return None
    before = everything[first - 1]
    if before.unit != everything[k].unit or before.basis or everything[k].basis:
        return None
    if text.startswith("が", everything[k].end) and _NEXT_SESSION.fullmatch(text, before.end, everything[first].start):
        return first - 1
    own, other = (_particle(text, everything[n].start) for n in (first, first_of(everything, first - 1)))
    if own is None and text[before.end : everything[first].start] == "、":
        return first - 1  # それぞれ15人、11人が参加
    told = other is not None or text.startswith("が", before.end)
    if (told or _IN_TURN.search(text, before.start - _REACH * 4, before.start)) and _SUM.fullmatch(
        text, before.end, everything[first].start
    ):
        return first - 1  # 説明会に45人、見学会に30人、計75人が参加
    if own is None or other is None or text[slice(*own)] != text[slice(*other)]:
        return None
    return first - 1 if _JOINT.fullmatch(text, before.end, own[0]) else None


def follower(text: str, everything: Sequence[Quantity], k: int) -> int | None:
    """Return the index of the count whose coordinate clause comes behind that of count `k`, None where there is none."""
    return next((n for n in (k + 1, k + 2) if n < len(everything) and goes_on_from(text, everything, n) == k), None)


def adds_two(everything: Sequence[Quantity], at: int, known: Mapping[int, tuple[Label | None, object]]) -> bool:
    """Tell whether quantity `at` is the sum of the two before it, which have names of their own: 初級を8回、中級を2回開き、10回となった."""
    if at <= 1:
        return False
    first, second, total = everything[at - 2 : at + 1]
    name, other = (known.get(part.start, (None,))[0] for part in (first, second))
    named = name is not None and other is not None and name != other
    return named and first.counter.norm == second.counter.norm and first.value + second.value == total.value


def first_of(everything: Sequence[Quantity], k: int) -> int:
    """Return the index of 12組 for the 30人 of 12組30人, of 9機関 for that of 9機関30人, else `k`."""
    if not k or everything[k - 1].end != everything[k].start:
        return k
    before = everything[k - 1]
    return k - 1 if before.unit in COMPANIES or before.counter.names_itself else k


def _particle(text: str, at: int) -> tuple[int, int] | None:
    """Return the bounds of the particle before a count that begins at `at`."""
    match = _PARTICLE.search(text, at - _REACH, at)
    return match.span(match.lastgroup or 0) if match else None
