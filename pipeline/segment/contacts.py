"""Lines that say whom to ask: 問合せ　福祉課（内線 123）."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from extractors.patterns import compile_pattern
from pipeline.segment.brackets import CLOSING
from pipeline.segment.departments import REACHED, is_institution, split_departments

_CONTACT_LINE = compile_pattern(
    r"[・※■●○◎▼▶→☞【\[(<〔〈《]? ?→?(?:(?:お|本件の?)?(?:問い?合わ?せ|照会|連絡)先?|連絡窓口|事務担当|(?P<short>問)(?=[ :】\])>〕〉》/]))(?: ?[】\])>〕〉》])?(?: ?[::/] ?|(?P<topic>は ?、? ?)| |(?<=[】\])>〕〉》]))(?P<name>\S.*?)(?:[へま]で?(?:、?(?:お願い|ご連絡|お尋ね)[^。]{0,8}|どうぞ)?。?[)\]】>〕]?)?$"
)
_CONTACT_OPENS = "・※■●○◎▼▶→☞【[(<〔〈《お本問照連事"
_NUMBER = r"(?:[0-9]{2,5}-)?[0-9]{1,4}-[0-9]{3,4}"
_REACHED_BY = compile_pattern(
    rf" ?[(\[]? ?(?:{REACHED}[ .::]?[0-9\-()・]*|{_NUMBER}(?![0-9-])|(?<=\()[^()]{{0,12}}(?:階|窓口|庁舎)(?=\)))[)\] ]*"
)
"""A number, or the floor of an office, behind which another may stand: 健康課 ☎21-1111／福祉課 ☎21-2222."""
_NEXT = compile_pattern(r"[ 、,・/]*(?:(?:及び|並びに|又は|または|もしくは|と) ?)?")


def contact(text: str) -> tuple[tuple[int, int], ...] | None:
    """Return the departments of a folded line that says whom to ask (問合せ　福祉課（内線 123）); None for any other line.

    Args:
        text: the line. Where it names no department there are none.
    """
    match = _CONTACT_LINE.match(text) if text[0] in _CONTACT_OPENS else None
    if match is None:
        return None
    start, end = match.span("name")
    end -= end == len(text) and text[-1:] == CLOSING.get(text[0], "\0")
    reached = [found.span() for found in _REACHED_BY.finditer(text, start, end)]
    named = _offices(text, start, reached[0][0] if reached else end, reached=bool(reached))
    for (_, at), (stop, _) in pairwise([*reached, (end, end)]):
        begin = _NEXT.match(text, at, stop)
        if begin is not None and begin.end() < stop and (begin.group().strip() or stop < end):
            named += _offices(text, begin.end(), stop, reached=stop < end)
    return None if (match["topic"] or match["short"]) and not named else named  # 問合せは120件であった。 問 なぜか。


def _offices(text: str, start: int, end: int, *, reached: bool) -> tuple[tuple[int, int], ...]:
    """Return the bounds of the offices in `text[start:end]`; an institution that can be reached is one: 中央図書館 ☎21-7700."""
    told = reached and is_institution(text[start:end].strip())
    return split_departments(text, start, end, told=told)


def contacts_in(texts: Iterable[str]) -> Mapping[int, tuple[tuple[int, int], ...]]:
    """Return the numbers of the folded lines that say whom to ask, each with the departments that it names."""
    told = ((number, contact(text)) for number, text in enumerate(texts) if text[0] in _CONTACT_OPENS)
    return {number: named for number, named in told if named is not None}
