"""Numbers that count the heading that they open: 1 計画の目標, 1　事業費の推移, 2　通いの場, 基本目標1自然を守る."""

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
_LEVEL = compile_pattern(
    r"(?P<sure>(?:基本|重点|取組|推進)の?(?:目標|方針|方向性?|施策|戦略|政策)|施策の(?:柱|方向性?))$"
    r"|(?:目標|方針|方向性?|施策|戦略|政策|柱)$"
)
"""What numbers the level of an outline: 基本目標1自然を守る, where no blank parts the number from its title."""
_LONGEST_LEVEL, _LONGEST_COUNT = 6, 2
_COUNTED = compile_pattern("件(?!数)|つ|項目")
_WIDE_BLANK = "\u3000"


def _counts_level(text: str, start: int, end: int, *, is_known: bool) -> bool:
    """Tell whether a number counts the level of an outline that the word before it names: 基本目標1自然を守る, but not 目標30人."""
    if end - start > _LONGEST_COUNT:
        return False
    level = _LEVEL.search(text, start - _LONGEST_LEVEL, start)
    return level is not None and (not is_known or level["sure"] is not None) and not _COUNTED.match(text, end)


def counts_heading(view: TextView, start: int, end: int, behind: int, *, names_itself: bool, is_known: bool) -> bool:
    """Tell whether a number that a counter seems to follow counts the heading that it opens.

    Args:
        view: the text.
        start: of the number, in view offsets.
        end: of the number.
        behind: the end of what may be its counter.
        names_itself: whether that counter is a noun of its own.
        is_known: whether it is a counter, and no noun that none counts with.
    """
    text = view.text
    if _counts_level(text, start, end, is_known=is_known):
        return True
    opens = _LINE_START.search(text, start - 12, start) if text.startswith(" ", end) else None
    if opens is None:
        return False
    if opens["code"]:
        return True
    if names_itself and text.startswith(("の", "(", "・"), behind):
        return True
    wide = view.slice(view.span(end, end + 1)) == _WIDE_BLANK
    return wide and _GOES_ON_AS_WORD.match(text, behind) is not None
