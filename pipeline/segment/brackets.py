"""Brackets in headings: which signs open and close them, and whether they do."""

from __future__ import annotations

from extractors.patterns import compile_pattern

CLOSING = dict(zip("(「『【[<〔《≪〈", ")」』】]>〕》≫〉", strict=True))
"""What closes each bracket and quotation, by what opens it."""
OPENING = "".join(sign for sign in CLOSING if sign not in "「『")
"""What opens a bracket."""
_OPENERS = {closing: opening for opening, closing in CLOSING.items() if opening in OPENING}
BOTH_SIDES = "=/|:~-"
"""Signs that may stand on both sides of a name as brackets do: 相談会＝福祉課＝, 相談会／福祉課／."""
_OPENED = compile_pattern(r"[(「『【\[]")


def is_balanced(text: str) -> bool:
    """Tell whether every bracket and quotation mark that opens in `text` closes."""
    opened = _OPENED.findall(text)
    return not opened or all(text.count(a) <= text.count(CLOSING[a]) for a in set(opened))


def closing_groups(text: str) -> list[tuple[int, int]]:
    """Return the bounds of the brackets that end `text`, or of signs used as such, one behind the other, in order."""
    groups: list[tuple[int, int]] = []
    end = len(text)
    if text and text[-1] in BOTH_SIDES:
        at = text.rfind(text[-1], 0, end - 1)
        return [(at, end)] if 0 <= at < end - 2 else []
    while end and (closing := text[end - 1]) in _OPENERS:
        opening, depth, at = _OPENERS[closing], 1, end - 1
        while depth and at >= 0:
            inner, at = at, text.rfind(opening, 0, at)
            depth += text.count(closing, max(at, 0), inner) - 1
        if at < 0:
            break
        groups.append((at, end))
        end = len(text[:at].rstrip(" "))
    return groups[::-1]
