"""Numbers that count the heading that they open: 1 計画の目標, 1　事業費の推移, 2　通いの場."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from extractors.view import TextView

_LINE_START = compile_pattern(r"(?:^|\n) *(?P<code>(?:[0-9A-Z]{1,2}[-.])+)?$")
"""With the numbers before the last one of a code: 1- of 1-2　地域との連携."""
_GOES_ON_AS_WORD = compile_pattern(
    r"[一-鿿](?<![増減以未超程余前後強弱分中目参出受実延内別計毎約])|[いりえきしみめ](?![たまて])"
)
_WIDE_BLANK = "\u3000"


def counts_heading(view: TextView, start: int, end: int, behind: int, *, names_itself: bool) -> bool:
    """Tell whether a number that a counter seems to follow counts the heading that it opens.

    Args:
        view: the text.
        start: of the number, in view offsets.
        end: of the number.
        behind: the end of what may be its counter.
        names_itself: whether that counter is a noun of its own.
    """
    text = view.text
    opens = _LINE_START.search(text, max(0, start - 12), start) if text.startswith(" ", end) else None
    if opens is None:
        return False
    if opens["code"]:
        return True
    if names_itself and text.startswith(("の", "(", "・"), behind):
        return True
    wide = view.slice(view.span(end, end + 1)) == _WIDE_BLANK
    return wide and _GOES_ON_AS_WORD.match(text, behind) is not None
