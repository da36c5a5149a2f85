"""The noun that ends at a place of the text, as far as the label of a quantity needs it.

A noun of kanji and katakana is read from its characters, any other from the words of the tagger. Some labels are more
than a noun: 騒音によるもの, 就職に至った者, 75歳以上の方, 4年生.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from extractors import morphology, numerals, quantities, scripts
from extractors.label_links import WINDOW
from extractors.label_words import PERSON_WORDS, Label, trim
from extractors.nouns import GATHERING, noun_phrase

if TYPE_CHECKING:
    from extractors.morphology import Token
    from extractors.view import TextView

_NO_NOUN_ENDS = frozenset("、。([「『\n")
"""Characters with which no noun ends: the tagger need not be asked."""
_SPACED_OUT = scripts.compile(r"(?:^|[^一-鿿])[一-鿿] [一-鿿]$")
_RANKS = ("等", "者", "種", "次", "級", "世")
_PARTICLES = "のをはがにでへたる"
_LONGEST_YEAR = 3  # characters: 年度末
_NUMBERED = scripts.compile(
    r"(?<![\d.,一-鿿ァ-ヶー])[一-鿿ァ-ヶー]{0,6}(?<![\d.,])(?:[1-9]0代[・~])?[\d一二三四五六七八九十百~]{1,5} ?(?:歳(?:\d{1,2} ?[かヶ]月)?児|歳(?:以上|未満|以下|代|(?<=~\d歳)|(?<=~\d\d歳))|[1-9]?0代|年生(?:以上)?|[かヶ]月児|級|km)[一-鿿ァ-ヶー]{0,8}$"
    r"|第 ?[1-9一二三四五] ?(?:層|号(?!館|棟|線|機|車|室)|種|類|群|子|次(?!計画|総合)|圏域|ブロック|グループ|区分)[一-鿿ァ-ヶー]{0,8}$"
)
"""A name that begins with a number: 4年生611人, ０歳児68名, 1歳6か月児健診, 10km512人, 第1号被保険者."""
_HEADS_COUNT = scripts.compile("定員|募集|対象者?|参加者?数?|受講者?数?|出席者?数?|来場者?数?|申込者?数?|応募者?数?")
"""Words that need no other before them: 中央ホールB　定員60人."""
_THINGS = scripts.compile(
    r"(?:に(?:関する|よる|ついての|係る|対する|伴う)|を(?:目的|理由|原因|対象|内容)とする|の(?:ある|ない)|の[一-鿿]{1,2}し?い)もの$"
)
_CAME_IN = scripts.compile(r"[のが](?:あっ|なかっ|寄せられ|得られ|出され|届い)た$")
"""Before a number: what there was of it (届出のあった12件)."""
_BECOMING = frozenset(
    ("至っ", "至る", "つながっ", "つながる", "結び付い", "結びつい", "就い", "移っ", "迎え", "受け", "持つ", "持っ")
)
"""Verbs that say nothing without what becomes: 就職に至った者; no verb does without its subject: 参加が途絶える方."""
_SAID_OF = frozenset({("と", "さ"), ("の", "あっ"), ("の", "ある"), ("の", "ない"), ("の", "なかっ")})
"""要支援とされた人, 所見のあった方."""


def plain_noun_before(view: TextView, end: int) -> Label | None:
    """Read a noun written in kanji and katakana only that a boundary or a particle precedes: no tagger is needed."""
    text, start, lowest = view.text, end, max(0, end - WINDOW)
    while start > lowest and ("一" <= (c := text[start - 1]) <= "鿿" or "ァ" <= c <= "ヶ" or c in "ー々"):
        start -= 1
    if start == end or text[start] == "ー":
        return None
    if text.startswith("年度", start) and end - start > _LONGEST_YEAR and text[start - 1 : start].isdecimal():
        return trim(text, start + 2, end)  # 令和6年度当初予算
    numbers = view.memo(numerals.scan)
    k = bisect_left(numbers, (end,)) - 1
    if k >= 0 and numbers[k].end >= start and not _in_name(view, numbers[k].start, numbers[k].end):
        return None  # the rest of a date or of another quantity: 六年十月, 実地三日間
    if text[start:end] == "他" and text[start - 2 : start] == "その":
        start -= 2
        while start > 0 and ("一" <= (c := text[start - 1]) <= "鿿" or "ァ" <= c <= "ヶ" or c == "ー"):
            start -= 1  # 文具その他
        return Label(start, end)
    if end - start == 1 and _SPACED_OUT.match(text, start - 3 if start > 2 else 0, end):
        start -= 2  # 定　員：25人
    char = text[start - 1 : start]
    if text[start:end] in GATHERING and char == "の":
        return None  # わかちあいの会, 通いの場: the tagger joins it
    if char.isalnum() and char not in _PARTICLES and not text.endswith("うち", 0, start) and not "①" <= char <= "⑳":
        return None
    joined = text[start - 2 : start - 1] if start > 1 else ""
    if char == "・" and ends_quantity(view, start - 1):
        joined = ""  # 小学生24人・保護者17人
    latin = char == " " and joined.isascii() and joined.isalnum() and not _HEADS_COUNT.fullmatch(text, start, end)
    if (char in "・&" and char and joined.isalnum()) or latin:
        return None
    return trim(text, start, end)


def _in_name(view: TextView, start: int, end: int) -> bool:
    """Tell whether the number is a part of the word around it: 一等米, 三者面談."""
    text = view.text
    if text[start:end] not in "一二三四五六七八九十" or text[end : end + 1] not in _RANKS:
        return False
    all_of_them = view.memo(quantities.scan)
    k = bisect_left(all_of_them, (end,)) - 1
    return k < 0 or all_of_them[k].end <= start


def ends_quantity(view: TextView, at: int) -> bool:
    """Tell whether a quantity ends right before view offset `at`."""
    all_of_them = view.memo(quantities.scan)
    k = bisect_left(all_of_them, (at,)) - 1
    return k >= 0 and all_of_them[k].end == at


def noun_before(view: TextView, at: int, inside: int) -> Label | None:
    """Read the noun phrase that ends at view offset `at`, in the sentence that holds view character `inside`."""
    text = view.text
    if not at or text[at - 1] in _NO_NOUN_ENDS or not morphology.in_one_sentence(view, at - 1, inside):
        return None
    words = morphology.clause_tokens(view, at - 1)
    k = morphology.first_from(words, at) - 1
    if k < 0 or words[k].end != at:
        return None
    return noun_ending(view, words, k)


def noun_ending(view: TextView, words: list[Token], k: int) -> Label | None:
    """Read the noun phrase that ends with token `k`, a person with what is said of them."""
    first, last = noun_phrase(words, k)
    if first == last and words[last].surface in PERSON_WORDS and last:
        if words[last - 1].pos1 in ("動詞", "助動詞"):
            return _who_did(words, last)
        at = words[last - 1].start
        if words[last - 1].surface == "の" and (of := plain_noun_before(view, at) or numbered_before(view, at)):
            return Label(of.start, words[last].end)  # 就労中の者, 75歳以上の方
    return None if first is None else trim(view.text, words[first].start, words[last].end)


def numbered_before(view: TextView, at: int) -> Label | None:
    """Read a name with a number in it that ends at view offset `at`."""
    name = _NUMBERED.search(view.text, max(0, at - 20), at)
    return Label(*name.span()) if name else None


def clause_before(view: TextView, at: int) -> Label | None:
    """Read what the clause that ends at view offset `at` says was counted: 騒音によるものが25件, 届出のあった12件."""
    text = view.text
    ending = {"の": _THINGS, "た": _CAME_IN}.get(text[at - 1 : at]) if at else None
    link = ending.search(text, max(0, at - 12), at) if ending else None
    noun = link and (plain_noun_before(view, link.start()) or noun_before(view, link.start(), at))
    if not link or not noun:
        return None
    return Label(noun.start, at) if ending is _THINGS else noun


def _who_did(words: list[Token], last: int) -> Label:
    """Return 回答した者 or やめる人: without its verb the noun says nothing."""
    first = last - 1
    while first and (words[first - 1].pos1 in ("動詞", "助動詞") or words[first - 1].pos2 == "接続助詞"):
        first -= 1  # 待機している方
    if first and words[first].surface in ("し", "さ", "する") and words[first - 1].pos3 == "サ変可能":
        first -= 1
        if first > 1 and words[first + 1].surface == "さ" and words[first - 1].surface in ("が", "と"):
            first = _begin_of_complement(words, first - 2)  # 異常が発見された方
    elif first > 1 and (
        words[first - 1].surface == "が"
        or (words[first - 1].surface, words[first].surface) in _SAID_OF
        or (words[first].surface in _BECOMING and words[first - 1].surface in ("に", "を"))
    ):
        first = _begin_of_complement(words, first - 2)
    return Label(words[first].start, words[last].end)


def _begin_of_complement(words: list[Token], last: int) -> int:
    """Return where the noun or the quantity begins that ends with token `last`: 100歳を迎えられた方."""
    first = noun_phrase(words, last)[0]
    if first is None:
        first = last
        while first and words[first - 1].pos2 == "数詞":
            first -= 1
    return first


def of_cleft(text: str, words: list[Token], at: int, *, paid: bool) -> Label | None:
    """Return 境界 of 境界が決まったのは52筆, and of money what paid it (県費で賄ったのは…): token `at` is the の."""
    if not at or words[at - 1].pos1 not in ("動詞", "助動詞"):
        return None
    for k in range(at - 1, max(0, at - 12), -1):
        if words[k].surface in ("、", "。"):
            return None
        if words[k].pos1 == "助詞" and (words[k].surface in ("が", "を") or (paid and words[k].surface == "で")):
            first, last = noun_phrase(words, k - 1)
            return None if first is None else trim(text, words[first].start, words[last].end)
    return None
