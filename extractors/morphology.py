"""The one fugashi tagger of a process: the tokens of a sentence as view offsets with their parts of speech.

Sentences are tagged only where somebody asks, and only once for each view: tagging is the dearest step of reading.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fugashi import GenericTagger

    from extractors.view import TextView

_SENTENCE_END = re.compile("[\n。]")
MAX_CHUNK = 4_000
"""Longest stretch given to the tagger at once, in characters: bounds its memory on a line without an end."""


class Token(NamedTuple):
    """A word of the view with UniDic's parts of speech."""

    start: int
    end: int
    surface: str
    pos1: str
    """名詞, 動詞, 助詞, 接頭辞, 接尾辞, 補助記号 …"""
    pos2: str
    """数詞, 普通名詞, 固有名詞 …"""
    pos3: str
    """助数詞可能, サ変可能, 地名, 助数詞 …"""


_new_token = partial(tuple.__new__, Token)
"""A third of the time of calling `Token`."""
_FORMAT = r"%M\t%f[0]\t%f[1]\t%f[2]\n"
"""A line a word: the blanks before it, the word, and its parts of speech, which are empty where UniDic has none."""
_BLANKS = " \t\n\v"
"""What MeCab skips between words."""


@cache
def _tagger() -> GenericTagger:
    """Return the tagger, set to print a few features: reading them word by word takes longer than tagging."""
    # One tagger a process: each one maps the dictionary anew, and many exhaust the file maps.
    import unidic_lite
    from fugashi import GenericTagger

    words = unidic_lite.DICDIR
    return GenericTagger(f"-O '' -r \"{words}/mecabrc\" -d \"{words}\" '-F{_FORMAT}' '-U{_FORMAT}'")


def tokens(view: TextView, start: int, end: int) -> list[Token]:
    """Return the tokens that overlap view characters `start`..`end`, in order.

    The sentence(s) around the stretch are tagged whole, so that words are cut as they have them.
    """
    found: list[Token] = []
    at, end = start, min(end, len(view.text))
    while at < end:
        chunk_start, chunk_end = _chunk(view, at)
        found.extend(t for t in _tag(view, chunk_start, chunk_end) if t.start < end and t.end > start)
        at = chunk_end
    return found


def sentence_tokens(view: TextView, at: int) -> list[Token]:
    """Return all tokens of the sentence that holds view character `at`, in order (of its chunk, if it is very long)."""
    return _tag(view, *_chunk(view, at))


def _sentence_starts(view: TextView) -> list[int]:
    return [0, *[m.end() for m in _SENTENCE_END.finditer(view.text)]]


def _chunk(view: TextView, at: int) -> tuple[int, int]:
    starts = view.memo(_sentence_starts)
    line = bisect_right(starts, at) - 1
    start = starts[line] + (at - starts[line]) // MAX_CHUNK * MAX_CHUNK
    stop = starts[line + 1] if line + 1 < len(starts) else len(view.text)
    return start, min(start + MAX_CHUNK, stop)


def _sentence_cache(_: TextView) -> dict[int, list[Token]]:
    return {}


def _tag(view: TextView, start: int, end: int) -> list[Token]:
    cached = view.memo(_sentence_cache)
    if start not in cached:
        cached[start] = _parse(view.text[start:end], start)
    return cached[start]


def _parse(line: str, base: int) -> list[Token]:
    found: list[Token] = []
    at = base
    # A NUL ends MeCab's input and a lone surrogate cannot be encoded: both become a character that is no word.
    for row in _tagger().parse(_speakable(line)).split("\n"):
        if "\t" not in row:
            continue  # the end
        word, pos1, pos2, pos3 = row.split("\t")
        if word[0] in _BLANKS:
            surface = word.lstrip(_BLANKS)
            at += len(word) - len(surface)
        else:
            surface = word
        end = at + len(surface)
        found.append(_new_token((at, end, surface, pos1, pos2, pos3)))
        at = end
    return found


def _speakable(line: str) -> str:
    if "\0" in line:
        line = line.replace("\0", "\ufffd")
    if line.isascii() or line.isprintable():
        return line
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in line)
