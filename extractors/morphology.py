"""The one fugashi tagger of a process: the tokens of a sentence as view offsets with their parts of speech.

Clauses are tagged only where somebody asks, and kept for who asks next: tagging is the dearest step of reading.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from functools import cache, partial
from itertools import accumulate, pairwise, repeat
from operator import add
from pathlib import Path
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from fugashi import GenericTagger

    from extractors.view import TextView

MAX_CHUNK = 4_000
"""Longest stretch given to the tagger at once, in characters: bounds its memory on a line without an end."""

_MOST_KEPT = 250  # clauses; the words of a long report would take more memory than all that is found in it


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
_KNOWN, _UNKNOWN = r"%M\t%phl\t", r"%M\t%f[0],%f[1],%f[2]\t"
"""What is printed of a word: the blanks before it, the word, and its class or, where no dictionary has it, features."""
_BLANKS = " \t\n\v"
"""What MeCab skips between words."""
_END_OF_ASIDE = compile_pattern(r"。(?=\)(?:[、にはをがでとのもへ0-9]|から|まで|より|約|延べ))")
_COMMA = compile_pattern(r"(?<=[ぁ-ゖ])、(?=[一-鿿ァ-ヺ])")
"""A 、 that no word of the dictionary reaches across (as 五、六 and 小、中学 do): what is cut on one side does not
depend on what stands on the other."""


@cache
def _tagger() -> GenericTagger:
    """Return the tagger, set to print a few features: reading them word by word takes longer than tagging."""
    # One tagger a process: each one maps the dictionary anew, and many exhaust the file maps.
    import unidic_lite
    from fugashi import GenericTagger

    words = unidic_lite.DICDIR
    return GenericTagger(f"-O '' -r \"{words}/mecabrc\" -d \"{words}\" '-F{_KNOWN}' '-U{_UNKNOWN}'")


class _PartsOfSpeech(dict[str, tuple[str, ...]]):
    """The three parts of speech of what the tagger prints of a word's class: its number in the dictionary, or themselves.

    Printing numbers and looking them up takes half the time of printing the parts of speech of every word.
    """

    def __missing__(self, printed: str) -> tuple[str, ...]:
        features = _classes()[int(printed)].decode().partition(" ")[2] if printed.isdecimal() else printed
        found = self[printed] = tuple(features.replace("*", "").split(",")[:3])
        return found


_PARTS_OF_SPEECH = _PartsOfSpeech()


@cache
def _classes() -> list[bytes]:
    """Return UniDic's word classes (the left contexts of its grammar), each behind its number: only a few are asked for."""
    import unidic_lite

    return Path(unidic_lite.DICDIR, "left-id.def").read_bytes().split(b"\n")


def tokens(view: TextView) -> list[Token]:
    """Return the tokens of a text, in order."""
    found: list[Token] = []
    at = 0
    while at < len(view.text):
        found.extend(sentence_tokens(view, at))
        at = _chunk(view, at)[1]
    return found


def sentence_tokens(view: TextView, at: int) -> list[Token]:
    """Return all tokens of the sentence that holds view character `at`, in order (of its chunk, if it is very long)."""
    return _joined(view, _clauses(view, at))


def tokens_through(view: TextView, at: int) -> list[Token]:
    """Return the tokens of the sentence that holds view character `at` through the clause that does, in order."""
    bounds = _clauses(view, at)
    return _joined(view, bounds[: bisect_right(bounds, at, 1, len(bounds) - 1) + 1])


def _joined(view: TextView, bounds: list[int]) -> list[Token]:
    words = _tag(view, *bounds[:2])
    for start, stop in pairwise(bounds[1:]):
        words = words + _tag(view, start - 1, stop)[1:]
    return words


def clause_tokens(view: TextView, at: int) -> list[Token]:
    """Return the tokens of the clause that holds view character `at`, in order, with the 、 on either side of it.

    They are those of its sentence: the less of it is tagged, the cheaper.
    """
    bounds = _clauses(view, at)
    k = bisect_right(bounds, at, 1, len(bounds) - 1)
    return _tag(view, bounds[k - 1] - (k > 1), bounds[k])


def in_one_sentence(view: TextView, first: int, second: int) -> bool:
    """Tell whether two view characters are tagged together."""
    return _chunk(view, first) == _chunk(view, second)


def first_from(words: list[Token], at: int) -> int:
    """Return the index of the first token that starts at view offset `at` or behind it."""
    return bisect_left(words, (at,))


def sentence_starts(view: TextView) -> array[int]:
    """Return where the sentences and lines of a view begin, in order; ask for it by `view.memo`.

    A 。 that closes an aside of a sentence ends none: 毎週土曜日（9月23日を除く。）に開いた.
    """
    text = _END_OF_ASIDE.sub("、", view.text) if "。)" in view.text else view.text
    *sentences, _ = text.replace("。", "\n").split("\n")
    return array("i", accumulate(map(add, map(len, sentences), repeat(1)), initial=0))


def _chunk(view: TextView, at: int) -> tuple[int, int]:
    starts = view.memo(sentence_starts)
    line = bisect_right(starts, at) - 1
    start = starts[line] + (at - starts[line]) // MAX_CHUNK * MAX_CHUNK
    stop = starts[line + 1] if line + 1 < len(starts) else len(view.text)
    return start, min(start + MAX_CHUNK, stop)


def _clauses(view: TextView, at: int) -> list[int]:
    """Return the bounds of the clauses of the sentence that holds view character `at`."""
    start, stop = _chunk(view, at)
    return [start, *[comma.end() for comma in _COMMA.finditer(view.text, start, stop)], stop]


def tagged(_: TextView) -> dict[tuple[int, int], list[Token]]:
    """Return where the clauses of a view are kept that were tagged last."""
    return {}


def _tag(view: TextView, start: int, end: int) -> list[Token]:
    cached = view.memo(tagged)
    words = cached.get((start, end))
    if words is None:
        if len(cached) == _MOST_KEPT:  # who asks goes through the text in order
            cached.clear()
        words = cached[start, end] = _parse(view.text[start:end], start)
    return words


def _parse(line: str, base: int) -> list[Token]:
    # A NUL ends MeCab's input and a lone surrogate cannot be encoded: both become a character that is no word.
    line = _speakable(line.removesuffix("\n"))
    cells = iter(_tagger().parse(line).split("\t"))
    words: list[Token] = []
    at = base
    for written, printed in zip(cells, cells, strict=False):  # "EOS" stands behind the last
        end = at + len(written)
        if written[0] in _BLANKS:
            written = written.lstrip(_BLANKS)
            at = end - len(written)
        words.append(_new_token((at, end, intern(written)) + _PARTS_OF_SPEECH[printed]))  # a word comes back often
        at = end
    return _join_cancer(words) if "がん" in line else words


def _join_cancer(words: list[Token]) -> list[Token]:
    """Join what the dictionary takes for a particle and a filler where it does not know the word: 大腸|が|ん|検診."""
    for k in range(len(words) - 1, 0, -1):
        if words[k].surface == "ん" and words[k - 1].surface == "が" and words[k - 1].end == words[k].start:
            words[k - 1 : k + 1] = [Token(words[k - 1].start, words[k].end, "がん", "名詞", "普通名詞", "一般")]
    return words


def _speakable(line: str) -> str:
    if "\0" in line:
        line = line.replace("\0", "\ufffd")
    if line.isascii() or line.isprintable():
        return line
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in line)
