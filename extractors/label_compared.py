"""The value that another is told beside, so that both have one label: 120人（前年度100人）, 120人で、前年度の100人から."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from extractors import quantities, scripts
from extractors.label_links import WINDOW
from extractors.label_shared import is_ambiguous
from extractors.label_words import BEFORE_CHANGE, EARLIER, Label, is_aside
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from extractors.mentions import Qualifier
    from extractors.quantities import Quantity
    from extractors.view import TextView

_COMPARED_BRACKET = scripts.compile(
    rf" {{0,2}}(?:、|[(](?:[^()\n]{{2,16}}(?:現在|時点|末)[、。 ])?)(?:(?:令和|平成|[RH]) ?(?:元|\d{{1,2}}|[一二三四五六七八九十]{{1,3}})年度|20\d\d年度?|{EARLIER}|目標|計画(?!の?(?:策定|作成|改定|改訂|見直し|認定|変更|書|づくり))|令和|平成|R|H)[^()、。\n]{{0,16}}$"
)
_YEAR = r"(?:元|\d{1,2}|[一二三四五六七八九十]{1,3})"
_TIME_BEFORE = (
    rf"(?:(?:前年|昨年)(?:度?末?|度?同[期月]|\d{{1,2}}月末?)|前回|前期|\d{{1,2}}月末|{BEFORE_CHANGE}"
    rf"|(?:(?:令和|平成|[RH]) ?{_YEAR} ?年?|\d年|20\d\d年)度?末?)(?:[(][^()\n]{{2,9}}[)])?の ?(?:約|延べ)?"
)
_EARLIER = compile_pattern(
    rf"{_TIME_BEFORE} ?$"
    r"|年度[(]$|、(?:当初)?計画の$|[^値数]目標(?:[(]|の|である|と(?:する|した|して(?:いた|いる|いました|います|おりました|おります)))?$"
)
_OPENS_EARLIER = compile_pattern(
    rf"(?:[^、。\n\dはがを]{{1,24}}(?:も?あり|ため|により|によって|によるもので|などで|影響で|ことから)、)?{_TIME_BEFORE} ?|[^、。\n]{{0,10}}目標の?"
)
"""Begins a sentence that tells the same of an earlier time: 会員は120人。入会の増加もあり、前年度末の114人から6人増えた."""
_FAR = 80  # characters
_BRACKET = 40  # characters


def compared_with(view: TextView, quantity: Quantity) -> int | None:
    """Return the index of the quantity that this one in a bracket is compared with: 120人（前年度100人）."""
    text = view.text
    near = max(0, quantity.start - _BRACKET)
    if "(" not in text[max(0, quantity.start - WINDOW) : quantity.start]:
        return None
    opens = _COMPARED_BRACKET.search(text, near, quantity.start)
    all_of_them = view.memo(quantities.scan)
    k = bisect_left(all_of_them, (opens.start(),)) - 1 if opens else -1
    return k if opens and k >= 0 and all_of_them[k].end == opens.start() else None


def stated_before(
    text: str, everything: Sequence[Quantity], at: int, known: Mapping[int, tuple[Label | None, tuple[Qualifier, ...]]]
) -> int | None:
    """Return the index of the value that an earlier one is told beside: 相談は120件（電話40件）で、前年度の100件から増えた."""
    quantity = everything[at]
    alone = text.startswith(")", quantity.end)  # 4年度(402件)を上回った
    if not _EARLIER.search(text, quantity.start - 20, quantity.start) or (
        text[quantity.start - 1] == "(" and not alone
    ):
        return None
    aimed_at = "目標" in text[quantity.start - 4 : quantity.start]
    for k in range(at - 1, -1, -1):
        gap = text[everything[k].end : quantity.start]
        if len(gap) > _FAR or "\n" in gap or ("。" in gap and not _OPENS_EARLIER.fullmatch(gap.partition("。")[2])):
            return None
        before = text[max(0, everything[k].start - 4) : everything[k].start]
        if is_aside(before, gap):
            continue
        if everything[k].counter.norm == quantity.counter.norm and gap.count(")") <= gap.count("("):
            return None if is_ambiguous(text, everything, k, known, aimed_at=aimed_at) else k
    return None
