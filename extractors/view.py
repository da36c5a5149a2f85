"""TextView: the text as patterns see it.

A view is an order-keeping subsequence of the raw text in which each kept character is folded one to one
(full-width to half-width, dash and wave variants to one, radicals to ideographs). Only soft line breaks, with the
indentation behind them, and what interrupts a sentence (page furniture, marks of notes) are dropped. NFKC is never used: it turns `②3回` into `23回`.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, pairwise
from operator import add
from sys import intern
from typing import TypeVar

from extractors.patterns import compile_pattern
from extractors.spans import Span, known_span

_T = TypeVar("_T")

# U+2E80-2EFF as PDF producers emit them; NFKC leaves most of them alone and maps U+2EF3 wrongly.
_RADICALS_SUPPLEMENT = {
    "⺀": "冫", "⺁": "厂", "⺅": "亻", "⺈": "刀", "⺉": "刂", "⺊": "卜", "⺌": "小", "⺍": "小", "⺎": "兀", "⺐": "尢",
    "⺓": "幺", "⺖": "忄", "⺗": "心", "⺘": "扌", "⺙": "攵", "⺛": "旡", "⺜": "日", "⺝": "月", "⺞": "歹", "⺟": "母",
    "⺠": "民", "⺡": "氵", "⺢": "水", "⺣": "灬", "⺤": "爪", "⺥": "爫", "⺦": "丬", "⺨": "犭", "⺩": "王", "⺪": "疋",
    "⺫": "目", "⺬": "示", "⺭": "礻", "⺮": "竹", "⺯": "糸", "⺰": "纟", "⺱": "网", "⺲": "罒", "⺶": "羊", "⺷": "羊",
    "⺸": "羊", "⺹": "耂", "⺺": "聿", "⺻": "聿", "⺼": "肉", "⺽": "臼", "⺾": "艹", "⺿": "艹", "⻀": "艹", "⻁": "虎",
    "⻂": "衤", "⻃": "西", "⻄": "西", "⻆": "角", "⻊": "足", "⻋": "車", "⻌": "辶", "⻍": "辶", "⻎": "辶", "⻏": "邑",
    "⻑": "長", "⻒": "長", "⻓": "長", "⻔": "門", "⻖": "阝", "⻗": "雨", "⻘": "青", "⻝": "食", "⻞": "食", "⻟": "食",
    "⻡": "首", "⻣": "骨", "⻤": "鬼", "⻨": "麦", "⻩": "黄", "⻫": "斉", "⻬": "斉", "⻭": "歯", "⻯": "竜", "⻲": "亀",
    "⻳": "亀",
}  # fmt: skip

# Bullets of Word and PowerPoint: Wingdings and Symbol have no characters of their own.
_SYMBOL_FONTS = {
    "\uf06c": "●", "\uf06e": "■", "\uf06f": "□", "\uf071": "□", "\uf075": "◆", "\uf076": "◆", "\uf077": "◆",
    "\uf09f": "・", "\uf0a7": "■", "\uf0a8": "□", "\uf0b4": "・", "\uf0b7": "・", "\uf0d8": "▶", "\uf0e0": "→",
    "\uf0e8": "→", "\uf0fc": "✓",
}  # fmt: skip


_FURTHER_DIGITS = (range(0x1D7CE, 0x1D800), range(0x1FBF0, 0x1FBFA))
"""Those of mathematics and of displays, beyond the characters that a class looks up in a table."""


def _fold_table() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in range(0xFF01, 0xFF5F):  # full-width ASCII
        table[code] = chr(code - 0xFEE0)
    for code in chain(*_FURTHER_DIGITS):
        table[code] = unicodedata.normalize("NFKC", chr(code))
    for code in range(0x2F00, 0x2FD6):  # Kangxi radicals fold to the ideograph
        table[code] = unicodedata.normalize("NFKC", chr(code))
    table.update({ord(k): v for k, v in (_RADICALS_SUPPLEMENT | _SYMBOL_FONTS).items()})
    for char in "〜∼～˜":
        table[ord(char)] = "~"
    for char in "‐‑‒–—―−－﹣⁻─━":
        table[ord(char)] = "-"
    for char in "　\u00a0\u2002\u2003\u2007\u2009\u202f\t":
        table[ord(char)] = " "
    table[ord("〇")] = "〇"
    for char in "◯":
        table[ord(char)] = "○"
    table[ord("･")] = "・"
    table[ord("｢")] = "「"
    table[ord("｣")] = "」"
    table[ord("､")] = "、"
    table[ord("｡")] = "。"
    table[ord("ヶ")] = "ヶ"
    table[ord("⁄")] = "/"
    table[ord("∕")] = "/"
    table[ord("→")] = "→"
    for char in "⇒➡⟶":
        table[ord(char)] = "→"
    return table


_RADICAL = compile_pattern(f"[\u2f00-\u2fd5{''.join(_RADICALS_SUPPLEMENT)}]")
_FOLD = {chr(code): char for code, char in _fold_table().items() if chr(code) != char}
# As ranges: one by one they would be compared with each character of a text.
_FOLDED_DIGITS = "".join(f"{chr(digits[0])}-{chr(digits[-1])}" for digits in _FURTHER_DIGITS)
_FOLDED = compile_pattern(f"[{''.join(re.escape(char) for char in _FOLD if ord(char) <= 0xFFFF)}{_FOLDED_DIGITS}]")
_BLANKS = " \t\u3000\u00a0"


def fold(text: str) -> str:
    """Return `text` with each character folded to the one that patterns are written with; the length stays."""
    # Eight times as fast as str.translate, which looks up every ideograph: a text holds few of these, and often.
    for char in set(_FOLDED.findall(text)):
        text = text.replace(char, _FOLD[char])
    return text


def fold_tight(text: str) -> str:
    """Return a text folded, without its blanks and line breaks."""
    return "".join(fold(text).split())


def with_ideographs(text: str) -> str:
    """Return `text` with the ideographs of its Kangxi and supplement radicals, which PDF fonts put in their place."""
    return _RADICAL.sub(_folded, text)


def _folded(match: re.Match[str]) -> str:
    return _FOLD[match[0]]


class TextView:
    """The folded text with one raw offset for each kept character.

    `text` is what patterns are run on; `raw` is what mentions quote. `memo` keeps what a floor-1 scanner computed
    from this view, so that extractors that share a grammar scan once.
    """

    __slots__ = ("_at", "_memo", "_raw_at", "_shift", "raw", "text")

    def __init__(
        self,
        raw: str,
        soft_breaks: Iterable[int] = (),
        asides: Iterable[Span] = (),
        *,
        cuts: Iterable[int] = (),
        folded: str | None = None,
    ) -> None:
        r"""Build the view.

        Args:
            raw: the text as decoded, line ends as `\\n`.
            soft_breaks: raw offsets of the line breaks that only wrap a line; each is dropped together with the
                blanks that indent the next line.
            asides: raw spans of what interrupts a sentence without being part of it; each is dropped.
            cuts: raw offsets of characters that part the cells of a table; patterns see them as line ends.
            folded: what `fold` makes of `raw`, where that is known.
        """
        self.raw = raw
        shown = fold(raw) if folded is None else folded
        if at_cuts := sorted(set(cuts)):
            edges = [-1, *at_cuts, len(raw)]
            shown = "\n".join(shown[a + 1 : b] for a, b in pairwise(edges))
        at = array("i")  # view offsets from which the next shift holds
        shift = array("i")
        pieces: list[str] = []
        copied = dropped = 0
        for start, stop in self._dropped(soft_breaks, asides):
            pieces.append(shown[copied:start])
            dropped += stop - start
            at.append(stop - dropped)
            shift.append(dropped)
            copied = stop
        self.text = shown if not pieces else "".join([*pieces, shown[copied:]])
        self._at = at
        self._shift = shift
        self._raw_at = array("i", map(add, at, shift))
        self._memo: dict[object, object] = {}

    def _dropped(self, soft_breaks: Iterable[int], asides: Iterable[Span]) -> Iterator[tuple[int, int]]:
        """Yield the raw bounds of what is dropped, in order and apart, with the indentation behind a line break."""
        raw = self.raw
        wanted = [(span.start, min(span.end, len(raw))) for span in asides if span.start < len(raw)]
        wanted += [(at, at + 1) for at in soft_breaks if 0 <= at < len(raw) and raw[at] == "\n"]
        merged: list[tuple[int, int]] = []
        for start, end in sorted(wanted):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        reached = 0
        for start, stop in merged:
            end = stop
            while raw[start] == "\n" and end < len(raw) and raw[end] in _BLANKS:
                end += 1
            if end > reached:
                yield max(start, reached), end
            reached = max(end, reached)

    def raw_offset(self, offset: int) -> int:
        """Return the raw offset of the character at view offset `offset`."""
        if not self._at:
            return offset
        k = bisect_right(self._at, offset)
        return offset + (self._shift[k - 1] if k else 0)

    def view_offset(self, raw_offset: int) -> int:
        """Return the view offset of raw character `raw_offset` (of the next kept one, if that was dropped)."""
        if not self._at:
            return raw_offset
        k = bisect_right(self._raw_at, raw_offset)
        following = self._at[k] if k < len(self._at) else len(self.text)
        return min(raw_offset - (self._shift[k - 1] if k else 0), following)

    def span(self, start: int, end: int) -> Span:
        """Return the raw span of view characters `start`..`end` (end exclusive, not empty)."""
        if not 0 <= start < end:
            return Span(start, end)  # which refuses it
        if not self._at:
            return known_span((start, end))
        return known_span((self.raw_offset(start), self.raw_offset(end - 1) + 1))

    def spans(self, places: Iterable[tuple[int, int]]) -> Iterator[Span]:
        """Return the raw spans of stretches of the view, of which none is empty."""
        return map(known_span, places) if not self._at else (self.span(*place) for place in places)

    def slice(self, span: Span) -> str:
        """Return the raw characters of `span`; the words of a report come back often, and are kept once."""
        start, end = span
        return intern(self.raw[start:end])

    def quote(self, span: Span) -> str:
        """Return the raw characters of `span` without what the view drops: words that a line's end cuts are whole."""
        kept = range(self.view_offset(span.start), self.view_offset(span.end))
        if len(kept) == span.end - span.start:  # as nearly everywhere
            return self.slice(span)
        return intern("".join(self.raw[self.raw_offset(at)] for at in kept))

    def memo(self, scan: Callable[[TextView], _T]) -> _T:
        """Return `scan(self)`, computed once for each scanner."""
        try:
            return self._memo[scan]  # type: ignore[return-value]  # stored under its own scanner
        except KeyError:
            found = self._memo[scan] = scan(self)
            return found

    def forget(self, *kept: Callable[[TextView], object]) -> None:
        """Let go of what scanners computed, but for some of them: it is more than the mentions that came of it."""
        self._memo = {scan: self._memo[scan] for scan in kept if scan in self._memo}

    def part(self, start: int, end: int, *of_whole: Callable[[TextView], object]) -> TextView:
        """Return view characters `start`..`end` as a view of their own, whose mentions have the same raw offsets.

        Args:
            start: first character.
            end: behind the last.
            of_whole: scanners that tell of the whole text, whose results hold for the part too.
        """
        part = TextView.__new__(TextView)
        part.raw, part.text = self.raw, self.text[start:end]
        part._memo = {scan: self.memo(scan) for scan in of_whole}
        first, last = bisect_right(self._at, start), bisect_left(self._at, end)
        shift = self._shift[first - 1] if first else 0
        part._at = array("i", [0, *(at - start for at in self._at[first:last])])
        part._shift = array("i", [start + shift for shift in (shift, *self._shift[first:last])])
        part._raw_at = array("i", map(add, part._at, part._shift))
        return part
