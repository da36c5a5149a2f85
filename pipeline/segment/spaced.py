"""Words whose letters blanks set apart, as titles and signatures are typed: 実 施 状 況, 朝 影 市 長."""

from __future__ import annotations

import re

from extractors.patterns import compile_pattern

_SPREAD = compile_pattern(
    r"(?<!\S)[一-鿿ぁ-んァ-ヶ](?:[ \u3000]{1,2}[一-鿿々ぁ-んァ-ヶー・0-9]){3,}(?=$|[\s(（])|^[一-鿿](?:[ \u3000]{1,2}[一-鿿]){2}$"
)
_LETTERS = compile_pattern(r"(?<!\S)\S(?: {1,8}\S(?!\S)){1,15}")
_BLANKS = compile_pattern(r" +")


def close_words(line: str) -> str:
    """Return a line with its words closed up whose letters blanks set apart: 実 施 状 況."""
    return _SPREAD.sub(lambda match: re.sub(r"[ \u3000]", "", match.group()), line)


def close_names(line: str) -> str:
    """Return a folded line with the titles and names in it closed up, wider blanks between them as one.

    朝 影 市 長  北 村 千 尋 is 朝影市長 北村千尋, and so is 朝影市長  北 村  千 尋 but for the blank within the name.
    """
    return _BLANKS.sub(" ", _LETTERS.sub(_closed, line))


def _closed(letters: re.Match[str]) -> str:
    gaps = _BLANKS.findall(letters.group())
    narrowest = min(map(len, gaps))
    return _BLANKS.sub(lambda gap: "" if len(gap.group()) == narrowest else " ", letters.group())
