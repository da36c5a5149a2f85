"""Lines that say whom to ask: 問合せ　福祉課（内線 123）."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extractors.patterns import compile_pattern
from pipeline.segment.brackets import CLOSING
from pipeline.segment.departments import REACHED, split_departments

_CONTACT_LINE = compile_pattern(
    r"[・※■●○◎▼▶→☞【\[(<〔]? ?→?(?:(?:お|本件の?)?(?:問い?合わ?せ|照会|連絡)先?|連絡窓口|事務担当|(?P<short>問)(?=[ :】\])>〕/]))(?: ?[】\])>〕])?(?: ?[::/] ?|(?P<topic>は ?、? ?)| |(?<=[】\])>〕]))(?P<name>\S.*?)(?:[へま]で?(?:、?(?:お願い|ご連絡|お尋ね)[^。]{0,8}|どうぞ)?。?[)\]】>〕]?)?$"
)
_CONTACT_OPENS = "・※■●○◎▼▶→☞【[(<〔お本問照連事"
_REACHED_BY = compile_pattern(rf" ?[(\[]? ?(?:{REACHED}|[0-9]{{2,5}}-[0-9]{{1,4}}-[0-9]{{3,4}})")


def contact(text: str) -> tuple[tuple[int, int], ...] | None:
    """Return the departments of a folded line that says whom to ask (問合せ　福祉課（内線 123）); None for any other line.

    Args:
        text: the line. Where it names no department there are none.
    """
    match = _CONTACT_LINE.match(text) if text[0] in _CONTACT_OPENS else None
    if match is None:
        return None
    start, end = match.span("name")
    reached = _REACHED_BY.search(text, start, end)
    end -= end == len(text) and text[-1:] == CLOSING.get(text[0], "\0")
    named = split_departments(text, start, reached.start() if reached else end)
    return None if (match["topic"] or match["short"]) and not named else named  # 問合せは120件であった。 問 なぜか。


def contacts_in(texts: Iterable[str]) -> Mapping[int, tuple[tuple[int, int], ...]]:
    """Return the numbers of the folded lines that say whom to ask, each with the departments that it names."""
    told = ((number, contact(text)) for number, text in enumerate(texts) if text[0] in _CONTACT_OPENS)
    return {number: named for number, named in told if named is not None}
