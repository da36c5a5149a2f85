"""Lines that only name who speaks or signs: 朝影市長 北村 千尋, 朝　影　市　長."""

from __future__ import annotations

from extractors import scripts
from extractors.patterns import compile_pattern
from pipeline.segment.spaced import close_names

_SPEAKER = compile_pattern(
    r"\S{0,12}(?:知事|[都道府県市区町村]長|議長|教育長|管理者)(?:職務代理者?)? \S.{0,12}|\S{1,12}(?:知事|[市町村]長)(?:職務代理者?)?"
)
_SIGNED = scripts.compile(r"[一-鿿ヶケ]{2,8}[都道府県市区町村](?:長(?![会室部選賞])[一-鿿]{3,6})?")
"""Who signs with letters set apart: 朝 影 市, 朝 影 市 長 北 村 千 尋."""
_LONGEST = 40  # characters of such a line


def is_speaker(text: str) -> bool:
    """Tell whether a folded line only names who speaks or signs: 朝影市長 北村 千尋, or 朝影市長 alone, letters apart or not."""
    if _SPEAKER.fullmatch(text) is not None:
        return True
    name = close_names(text) if " " in text and len(text) <= _LONGEST else text
    if name == text:
        return False
    return _SPEAKER.fullmatch(name) is not None or (text[1] == " " and _SIGNED.fullmatch(name) is not None)
