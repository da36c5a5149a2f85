"""What a clause says was counted: 騒音によるものが25件, 届出のあった12件, 面談できたのは48戸, 開業届を出した人は5人.

A clause says it with the noun that its verb cannot do without, or with the verb where that is a noun itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import morphology, scripts
from extractors.label_words import Label, trim
from extractors.mentions import FigureKind
from extractors.nouns import is_deed, is_relating, noun_phrase
from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from extractors.morphology import Token
    from extractors.quantities import Quantity
    from extractors.view import TextView

_RATE = FigureKind.RATE
_RELATION = scripts.compile(
    r"(?:に(?:関する|よる|ついての|係る|対する|伴う)|を(?:目的|理由|原因|対象|内容)とする|の(?:ある|ない)|の[一-鿿]{1,2}し?い)もの$"
)
BECOMING = frozenset(
    ("至っ", "至り", "至る", "つながっ", "つながり", "つながる", "結び付い", "結びつい", "就い", "移っ", "迎え", "受け", "持つ", "持っ", "応じ", "及ん", "入っ", "進ん")
)  # fmt: skip
"""Verbs that say nothing without what becomes: 就職に至った者; no verb does without its subject: 参加が途絶える方."""
_SAID_OF = frozenset({("と", "さ"), ("の", "あっ"), ("の", "ある"), ("の", "ない"), ("の", "なかっ")})
"""要支援とされた人, 所見のあった方."""
_BEFORE_DEED = frozenset({"、", "うち", "・", "\n", "。", "("})
"""Before a verb that has no object, so that it alone says what was counted: うち解決したものは28件."""
_LIGHT = frozenset({"し", "さ", "する", "でき", "できる", "行っ", "行う", "行い"})
"""Verbs that make one of the noun before them."""
_ATTRIBUTIVE = frozenset("うくぐすつぬぶむるたの")
"""How a verb ends before what it tells of."""
_VAGUE = frozenset({"活動", "計画", "予定", "見込み", "対応", "協力", "関係"})
"""Deeds that do not say who or what was counted: 永年活動した11名."""
_RANK = compile_pattern(r"(?:最[高大多小少低長短良]|一部|全部|初|[増減]|横ばい|同数|以[上下])$")
"""What a number became, and not those counted: 過去最多となった120人."""
_SHARE_OF = scripts.compile(r"[(](?P<whole>[^()、。\n\d]{2,10})の(?:約)?$")
_REACH = 12  # words


def of_relation(view: TextView, at: int) -> int | None:
    """Return where the relation begins that makes もの of a noun, if one ends at view offset `at`: 騒音によるもの."""
    link = _RELATION.search(view.text, at - 12, at) if view.text.endswith("もの", 0, at) else None
    return link.start() if link else None


def of_thing(view: TextView, at: int) -> Label | None:
    """Read what the clause says whose もの ends at view offset `at`: 苗を用いたもの, 搬送につながったもの, 撤去が確認されたもの."""
    if not view.text.endswith("もの", 0, at):
        return None
    words = morphology.clause_tokens(view, at - 1)
    k = morphology.first_from(words, at) - 1
    if k < 1 or words[k].surface != "もの" or not _is_verbal(words[k - 1]):
        return None
    first = _begin_of_verb(words, k - 1)
    if first and is_deed(words[first - 1]) and words[first].surface in _LIGHT:
        first -= 1
        deed = words[first]
        bare = not first or words[first - 1].surface in _BEFORE_DEED
        if bare and deed.surface not in _VAGUE:
            return Label(deed.start, deed.end)
    if first < 2:
        return None
    particle = words[first - 1].surface
    begin, last = noun_phrase(words, first - 2)
    if begin is None or particle not in ("を", "が", "に"):
        return None
    if particle == "が":
        return Label(words[begin].start, at)
    if particle == "に" and words[first].surface not in BECOMING:
        return None
    return trim(view.text, words[begin].start, words[last].end)


def clause_of_number(view: TextView, label: Label) -> Label | None:
    """Return 見送った件数 for a 件数 that only the verb before it tells from others."""
    words = morphology.clause_tokens(view, label.start)
    k = morphology.first_from(words, label.start)
    return who_did(words, k) if 0 < k < len(words) and words[k - 1].pos1 in ("動詞", "助動詞") else None


def who_did(words: list[Token], last: int) -> Label:
    """Return 回答した者 or やめる人: without its verb the noun says nothing, and the verb little without its object."""
    first = _begin_of_verb(words, last - 1)
    if first and words[first].surface in ("し", "さ", "する") and is_deed(words[first - 1]):
        first -= 1
        if first > 1 and words[first + 1].surface == "さ" and words[first - 1].surface in ("が", "と"):
            first = _begin_of_complement(words, first - 2)  # 異常が発見された方
    elif (
        first > 1 and words[first - 1].surface == "を" and words[first].surface in _LIGHT and is_deed(words[first - 2])
    ):
        return Label(words[_begin_of_complement(words, first - 2)].start, words[first - 2].end)  # 投票をされた方
    elif first > 1 and (
        words[first - 1].surface == "が"
        or (words[first - 1].surface == "を" and words[first].pos2 == "非自立可能")  # 届を出した人
        or (words[first - 1].surface, words[first].surface) in _SAID_OF
        or (words[first].surface in BECOMING and words[first - 1].surface in ("に", "を"))
    ):
        first = _begin_of_complement(words, first - 2)
    return Label(words[first].start, words[last].end)


def of_attribute(view: TextView, at: int) -> Label | None:
    """Read the deed of the clause that ends at view offset `at` right before a number: 受講した 356人, 採用が決まった 6人."""
    last = view.text[at - 1 : at]
    if last not in _ATTRIBUTIVE:
        return None
    words = morphology.clause_tokens(view, at - 1)
    k = morphology.first_from(words, at)
    if last == "の":
        deed = k > 1 and words[k - 1].surface == "の" and is_deed(words[k - 2]) and words[k - 2].surface not in _VAGUE
        return phrase_ending(view.text, words, k - 2) if deed else None  # 欠席の3人
    if k < 1 or words[k - 1].end != at or words[k - 1].pos1 not in ("動詞", "助動詞"):
        return None
    first = _begin_of_verb(words, k - 1)
    if first and is_deed(words[first - 1]) and words[first].surface in _LIGHT:
        return None if words[first - 1].surface in _VAGUE else phrase_ending(view.text, words, first - 1)
    if first > 1 and words[first - 1].surface in ("と", "に") and words[first].surface in ("なっ", "なる"):
        ranked = _RANK.search(view.text, words[first - 2].start, words[first - 2].end)
        return None if ranked else phrase_ending(view.text, words, first - 2)  # 対象となった310人
    if first > 1 and words[first - 1].surface in ("を", "が", "に") and is_deed(words[first - 2]):
        becomes = words[first].surface in BECOMING
        return phrase_ending(view.text, words, first - 2) if words[first - 1].surface != "に" or becomes else None
    return None


def _is_verbal(word: Token) -> bool:
    return word.pos1 in ("動詞", "助動詞") or word.pos2 == "接続助詞"


def _begin_of_verb(words: list[Token], last: int) -> int:
    """Return the first token of the verb that ends with token `last`: 待機している."""
    while (
        last
        and _is_verbal(words[last - 1])
        and (words[last].pos1 == "助動詞" or not is_relating(words, last - 1))  # 定員により見送った, but 撤去に応じた
    ):
        last -= 1
    return last


def _begin_of_complement(words: list[Token], last: int) -> int:
    """Return where the noun or the quantity begins that ends with token `last`: 100歳を迎えられた方."""
    first = noun_phrase(words, last)[0]
    if first is None:
        first = last
        while first and words[first - 1].pos2 == "数詞":
            first -= 1
    return first


def of_cleft(text: str, words: list[Token], at: int, *, paid: bool, persons: bool) -> Label | None:
    """Return 境界 of 境界が決まったのは52筆, 面談 of 面談できたのは48戸: token `at` is the の.

    Args:
        text: of the view.
        words: the tokens of the sentence.
        at: index of the の.
        paid: money is counted, and what paid it names it (県費で賄ったのは…).
        persons: people are counted: not by what they did it to (講座を受講したのは22人).
    """
    if not at or not _is_verbal(words[at - 1]):
        return None
    first = _begin_of_verb(words, at - 1)
    if first < 1:
        return None
    before = words[first - 1]
    if before.surface == "と":
        return None  # 満足していると答えたのは: what was said
    of_noun = is_deed(before) and words[first].surface in _LIGHT
    became = before.surface == "に" and words[first].surface in BECOMING
    deed = first - 1 if of_noun else first - 2 if became and first > 1 else None
    if deed is not None and (persons or became):
        return phrase_ending(text, words, deed)
    for k in range(at - 1, max(0, at - _REACH), -1):
        if words[k].surface in ("、", "。"):
            break
        if words[k].pos1 == "助詞" and (words[k].surface in ("が", "を") or (paid and words[k].surface == "で")):
            return phrase_ending(text, words, k - 1)
    return None if deed is None else phrase_ending(text, words, deed)


def phrase_ending(text: str, words: list[Token], k: int) -> Label | None:
    """Read the noun phrase that ends with token `k`."""
    first, last = noun_phrase(words, k)
    return None if first is None else trim(text, words[first].start, words[last].end)


def of_whole(text: str, quantity: Quantity) -> Label | None:
    """Return what a share in a bracket is one of: 空き家は1,240戸（住宅総数の6.1％）."""
    if quantity.kind is not _RATE or not text.startswith(")", quantity.end):
        return None
    share = _SHARE_OF.search(text, quantity.start - 14, quantity.start)
    return trim(text, *share.span("whole")) if share else None
