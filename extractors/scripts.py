"""Regular expressions over the scripts of Japanese, whose classes hold what a text writes and not only what Unicode began with.

[一-鿿ァ-ヶー] stands for the ideographs of every block (々, 﨑, 𠮷) with katakana, its marks and the letters of other
alphabets (α線), as words hold them; never for circled or Roman numbers.
"""

from __future__ import annotations

import re

from extractors.patterns import compile_pattern

_CLASS = compile_pattern(r"\[\^?[^][]*?[一㐀]-[鿿龠][^][]*?\]")
_SCRIPTS = (
    (compile_pattern("[一㐀]-[鿿龠]"), "㐀-鿿々〆豈-﫿𠀀-\U0003ffffͰ-῿가-힣"),
    (compile_pattern("ぁ-ん"), "ぁ-ゖゝ-ゟ"),
    (compile_pattern("ァ-[ヶヺ]ー?"), "ァ-ヺー-ヿㇰ-ㇿ"),
)
"""How a class names a script, and what it holds of it."""


def compile(pattern: str, flags: int = 0) -> re.Pattern[str]:  # noqa: A001  # stands in for re.compile
    """Return `re.compile(pattern, flags)`, with the whole of each script in the classes that hold the ideographs."""
    return compile_pattern(_CLASS.sub(_whole, pattern), flags)


def _whole(match: re.Match[str]) -> str:
    members = match[0]
    for name, script in _SCRIPTS:
        members = name.sub(script, members)
    return members
