r"""Regular expressions over the scripts of Japanese, compiled quickly.

Python 3.11 walks through every character of a class when it compiles it: one with the ideographs ([一-鿿ァ-ヶー]) takes
a millisecond, and the grammar has fifty of them. What such a class means is said here by what it leaves out of the
letters and digits that `\w` matches, which takes a tenth of that.
"""

from __future__ import annotations

import re

from extractors.patterns import compile_pattern

_CLASS = compile_pattern(r"\[(?P<not>\^?)(?P<members>[^][]*?(?P<han>[一㐀]-[鿿龠])[^][]*?)\]")
_LEFT_OUT = r"\W_〇①-⓿Ⅰ-ⅿ\u00aa-\u036fｦ-ﾟ"
"""Letters that are in none of the scripts: circled and Roman numbers, half-width katakana, signs of Latin."""
_SCRIPTS = (
    (compile_pattern(r"0-9|\\d|０-９"), r"\d"),
    (compile_pattern(r"A-Za-z"), "A-Za-z"),
    (compile_pattern(r"ぁ-ん"), "ぁ-ゟ"),
    (compile_pattern(r"ァ-[ヶヺ]ー?"), "゠-ヿ"),
)
"""How a class names a script, and how it is left out."""
_LETTER = compile_pattern(r"々|[一㐀]-[鿿龠]")


def compile(pattern: str, flags: int = 0) -> re.Pattern[str]:  # noqa: A001  # stands in for re.compile
    """Return `re.compile(pattern, flags)`, for a pattern with classes that hold the ideographs.

    In such a class 々 is always an ideograph.
    """
    return compile_pattern(_CLASS.sub(_cheaper, pattern), flags)


def _cheaper(match: re.Match[str]) -> str:
    others, out = match["members"], _LEFT_OUT
    for script, left_out in _SCRIPTS:
        others, named = script.subn("", others)
        out += "" if named else left_out
    others = _LETTER.sub("", others)
    found = f"[^{out}]" if not others else f"(?:[^{out}]|[{others}])"
    return rf"(?:(?!{found})[\s\S])" if match["not"] else found
