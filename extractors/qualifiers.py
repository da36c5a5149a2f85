"""Words around a quantity that change what it means: 延べ, 実, 約, 程度, 以上, 以下, 未満, 超, 各, うち."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extractors.mentions import Qualifier

if TYPE_CHECKING:
    from extractors.labels import Label
    from extractors.quantities import Quantity
    from extractors.view import TextView

_ABOUT = re.compile(r"(?:約|およそ|おおよそ|おおむね|概ね|ほぼ)[ 、]?(?:延べ|のべ|延)? ?$")
_EACH = re.compile(r"(?:各|それぞれ|おのおの)(?:延べ|約)? ?$")
_EACH_LABEL = re.compile(r"各[一-鿿ァ-ヶー]*$")
_TOTAL = re.compile(r"延べ|のべ|延(?=[一-鿿]{0,3}(?:人|件|回|数|者|利用|参加|受講|来場)| ?[\d)])")
_DISTINCT = re.compile(r"実(?=人|件|利用|参加|受講|相談|世帯|支援者|[ :)]|員|数|来|\d)|純計")
_TOTAL_BEHIND = re.compile(r" ?[(](?:延べ|のべ|延)(?:人数|件数|数)?[)]")
_DISTINCT_BEHIND = re.compile(r" ?[(]実(?:人数|人員|件数|数)?[)]")
_BEHIND = (
    (re.compile(r"(?:程度|ほど|前後|くらい|ぐらい)"), Qualifier.DEGREE),
    (re.compile(r"(?:頃|ごろ)"), Qualifier.AROUND),
    (re.compile(r"以上"), Qualifier.AT_LEAST),
    (re.compile(r"(?:以下|以内)"), Qualifier.AT_MOST),
    (re.compile(r"(?:未満|に満たない|に満たなかった)"), Qualifier.LESS_THAN),
    (re.compile(r"(?:超(?!過)|を超え|を上回)"), Qualifier.MORE_THAN),
)
_CLAUSE_END = re.compile(r"[^、。()\d\n]*[(]?[^、。()\d\n]*$")
_AMONG = re.compile(r"の(?:うち|内)[一-鿿ァ-ヶー]{0,12}(?:が|は)? ?$")
_BLANK = re.compile(r" ?")
_CLAUSE = re.compile(r"[^、。(\n]*$")
_OF_WHICH = re.compile(r"(?:この|その)?うち(?!わけ|合わせ)")
_OF_WHICH_ENDS = re.compile(r"(?:の|、|。|^)(?:うち|内)[、,]? ?$|(?:この|その)うち[、,]? ?$")


def read(view: TextView, quantity: Quantity, label: Label | None, *, after_of_which: bool) -> tuple[Qualifier, ...]:
    """Return the qualifiers of a quantity, in the order of the enumeration.

    Args:
        view: the text.
        quantity: what they qualify.
        label: its label, where it has one: a qualifier may stand before or inside it.
        after_of_which: whether the quantity continues a list that うち opened.
    """
    text = view.text
    before = text[max(0, quantity.start - 14) : quantity.start]
    own = text[quantity.start : quantity.number_start] + before
    near = _clause_before(text, quantity, label)
    found: set[Qualifier] = set()
    if _TOTAL.search(near) or _TOTAL_BEHIND.match(text, quantity.end):
        found.add(Qualifier.TOTAL_ATTENDANCES)
    if _DISTINCT.search(near) or _DISTINCT_BEHIND.match(text, quantity.end):
        found.add(Qualifier.DISTINCT)
    if _ABOUT.search(before) or "約" in own[: quantity.number_start - quantity.start]:
        found.add(Qualifier.ABOUT)
    if _EACH.search(before) or (
        label and label.end <= quantity.start and _EACH_LABEL.search(text, max(0, label.start - 5), label.start)
    ):
        found.add(Qualifier.EACH)
    if after_of_which or _is_of_which(text, quantity):
        found.add(Qualifier.OF_WHICH)
    at = quantity.end
    for _ in range(2):  # 500人程度以上 does not occur, 約500人以上 does
        blank = _BLANK.match(text, at)
        at = blank.end() if blank else at
        for pattern, qualifier in _BEHIND:
            if match := pattern.match(text, at):
                found.add(qualifier)
                at = match.end()
                break
    return tuple(q for q in Qualifier if q in found)


def _clause_before(text: str, quantity: Quantity, label: Label | None) -> str:
    """Return what may hold 延べ or 実: from before the label to the number, or the end of the clause."""
    if label and label.end <= quantity.start and quantity.start - label.start <= 60:
        return text[max(0, label.start - 4) : quantity.number_start].rsplit("、", 1)[-1] + " "
    start = max(0, quantity.start - 12)
    match = _CLAUSE_END.search(text, start, quantity.start)
    near = text[match.start() if match else start : quantity.start]
    # 12: the digit after 延 itself decides (延37人)
    return near + text[quantity.number_start : quantity.number_start + 1]


def _is_of_which(text: str, quantity: Quantity) -> bool:
    start = max(0, quantity.start - 60)
    opens = text.rfind("(", start, quantity.start)
    if opens >= 0 and ")" not in text[opens : quantity.start] and _OF_WHICH.match(text, opens + 1):
        return True
    clause = _CLAUSE.search(text, start, quantity.start)
    clause_start = clause.start() if clause else quantity.start
    stripped = text[clause_start : quantity.start].lstrip(" ・-")
    if _OF_WHICH.match(stripped) or _AMONG.search(stripped):
        return True
    return (
        bool(_OF_WHICH_ENDS.search(text, max(start, clause_start - 8), clause_start))
        and text[clause_start - 1 : clause_start] != "。"
    )
