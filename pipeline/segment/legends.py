"""Lines that explain the signs by which titles point at a plan, ①女性　②子ども　③高齢者, and those signs: 相談会（①・③）.

Such a line counts several times over, so it heads nothing; without one, a number in brackets behind a title may tell the
parts of a work apart, and stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors.patterns import compile_pattern
from pipeline.segment.lines import Line

_SEVERAL = 3  # signs
_SIGN = compile_pattern(
    r"(?<![^\s、,・/(\[【〔<「※:])(?:\((?P<braced>[0-9]{1,2})\)|(?P<letter>[A-Zア-ン])(?: ?[:=…]| ))|(?P<ringed>[①-⑳❶-❿])"
)
_LEAD = compile_pattern(
    r"[※・*○■◆●]? ?(?:[(\[【〔<「]? ?(?:凡例|[^\s:、。()]{0,10}(?:分野|区分|番号|記号|分類|項目|目標|柱)(?:の(?:凡例|番号|記号))?)(?: ?[)\]】〕>」])? ?:? ?)?[(\[【〔<「]?"
)
_BETWEEN = " 、,・/…:=()[]【】〔〕<>「」"
_LONGEST_MEANING = 20  # characters
_LONGEST = 240
_CODES = compile_pattern(r" ?[(\[【〔<] ?(?P<codes>[①-⑳❶-❿A-Zア-ン0-9、,・/~\- ]{1,24}) ?[)\]】〕>]$")
_PARTS = compile_pattern(r"[、,・/~\- ]|(?<=[①-⑳❶-❿])(?=[①-⑳❶-❿])")


def signs_explained(text: str) -> tuple[str, ...]:
    """Return the signs that a folded line explains one after the other as they count; none for any other line.

    Args:
        text: ①女性 ②子ども ③高齢者 explains three; 記号 A=人材 B=設備 C=資金 as well.
    """
    if "。" in text or len(text) > _LONGEST:
        return ()
    signs = list(_SIGN.finditer(text))
    if len(signs) < _SEVERAL or _LEAD.fullmatch(text, 0, signs[0].start()) is None:
        return ()
    kind = signs[0].lastgroup or ""
    words = [sign[kind] or "" for sign in signs]
    counts = [int(word) if word.isdecimal() and word.isascii() else ord(word or "\0") for word in words]
    if any(after != before + 1 for before, after in pairwise(counts)):
        return ()
    ends = [*(sign.start() for sign in signs[1:]), len(text)]
    meanings = [text[sign.end() : end].strip(_BETWEEN) for sign, end in zip(signs, ends, strict=True)]
    return tuple(words) if all(0 < len(meaning) <= _LONGEST_MEANING for meaning in meanings) else ()


def find_signs(lines: Sequence[Line]) -> frozenset[str]:
    """Return the signs that lines of a report explain."""
    return frozenset(sign for line in lines for sign in signs_explained(line.text))


def before_signs(title: str, signs: frozenset[str]) -> int:
    """Return where a folded title ends before the signs in brackets that it closes with: of 相談会(①・③)."""
    found = _CODES.search(title, max(len(title) - 28, 0))
    if found is None or not set(_PARTS.split(found["codes"])) - {""} <= signs:
        return len(title)
    return found.start()
