"""Noun phrases among the words of the tagger: where they begin and end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.patterns import compile_pattern

if TYPE_CHECKING:
    from extractors.morphology import Token

GATHERING = ("会", "場", "輪", "部", "つどい", "集い")
"""What people gather in, named by what stands before の: わかちあいの会."""
_OF_NAMES = frozenset((
    "いきいき", "わくわく", "のびのび", "すくすく", "にこにこ", "ぽかぽか", "きらきら", "どきどき", "わいわい", "もりもり", "らくらく",
    "ほのぼの", "ゆうゆう", "はつらつ",
))  # fmt: skip
"""Words for how a thing feels that names begin with: わくわく理科教室."""
_CASES = ("に", "を", "と", "へ")
_RELATING = frozenset((
    "より", "よって", "対し", "つき", "加え", "比べ", "向け", "応じ", "伴い", "基づき", "関し", "際し", "あたり", "当たり", "おき", "続き",
    "限り", "わたり", "含め", "通じ", "除き", "あわせ", "併せ", "合わせ", "先立ち", "沿い", "備え", "先駆け", "応え", "倣い", "ならい",
))  # fmt: skip
"""Verbs that make a particle with に, を or と before them."""
_PREDICATES = frozenset(("赴き", "出向き", "訪れ", "組み", "集まり", "加わり", "臨み", "移り", "図り"))
"""Verbs that a particle before them makes the predicate of a clause: 企業と組み商品を4点; others may begin a noun (学校と見守り活動を5回)."""
_HIRAGANA = compile_pattern(r"[ぁ-ん]+")


def before_bracket(words: list[Token], close: int) -> int:
    """Return the index before the `(` that token `close` closes (-1 where it is far away or missing)."""
    depth = 0
    for k in range(close, max(-1, close - 30), -1):
        depth += {")": 1, "(": -1}.get(words[k].surface, 0)
        if depth == 0:
            return k - 1
    return -1


def _goes_on(words: list[Token], k: int) -> bool:
    """Tell whether a word stands right behind token `k`."""
    return k + 1 < len(words) and words[k + 1].start == words[k].end


def is_noun(words: list[Token], k: int) -> bool:
    """Tell whether token `k` may be part of a noun phrase; a verb may where it is used as one (見守り協力)."""
    word = words[k]
    _, _, surface, pos1, pos2, pos3 = word
    if (pos1 == "記号" and not surface.isalnum()) or (pos3 == "副詞可能" and _HIRAGANA.fullmatch(surface)):
        return False  # 雨天のため参加者は18人, あと3回
    if pos1 in ("名詞", "接尾辞", "記号", "接頭辞"):
        if surface == "的":
            return _goes_on(words, k) and words[k + 1].pos1 == "名詞"  # 重層的支援会議
        return pos2 != "数詞" and not (pos1 == "接尾辞" and surface in ("中", "ごと", "あたり"))
    after = words[k + 1] if _goes_on(words, k) else None
    nearer = after is not None and (
        after.pos1 in ("名詞", "接尾辞", "接頭辞", "形状詞")
        or (after.pos1 == word.pos1 == "動詞" and is_noun(words, k + 1))
    )
    if word.surface in ("・", "&") or word.pos1 == "形状詞":
        return nearer and (word.pos1 == "形状詞" or (k > 0 and words[k - 1].end == word.start))
    if word.pos1 != "動詞":
        return False
    before = words[k - 1] if k and words[k - 1].end == word.start else None
    if is_relating(words, k) or (before is not None and _is_predicate(before, word)):
        return False  # 参加をいただき住民説明会を開催; 大雨により, 定数に対し現員: a particle of two words
    listed = before is not None and before.surface in ("、", "(")  # （送迎45回、預かり32回）
    genitive = before is not None and before.surface == "の" and word.surface[-1] in "いきりみえけせてめれ"
    if (
        k + 1 < len(words)
        and words[k + 1].pos2 == "数詞"
        and (words[k + 1].start == word.end + 1 or ((listed or genitive) and after is not None))
        and len(word.surface) > 2
    ):
        return before is None or before.pos1 in ("名詞", "補助記号") or genitive  # 受入れ 23校, 夏の入込み3万人
    # 取りくずしは: what a topic or a subject is made of is a noun
    nearer = (nearer and after is not None and after.pos2 != "数詞") or (
        after is not None
        and after.pos1 == "助詞"
        and after.surface in ("は", "が", "も", "の")
        and len(word.surface) > 2
    )
    return (
        nearer
        and (len(word.surface) > 1 or word.surface in "居見出入着")
        and word.surface[-1] in "居見出入着いきしちにひみりえけせてねべめれ"
    )


def _is_predicate(before: Token, verb: Token) -> bool:
    """Tell whether a verb has its object or its place right before it, so that it is no part of the noun behind: 講師を招き会議を."""
    if before.pos1 != "助詞":
        return False
    return len(verb.surface) > 1 and (before.surface == "を" or verb.surface in _PREDICATES)


def is_deed(word: Token) -> bool:
    """Tell whether する makes a verb of the noun: 採用, 指導."""
    return word.pos3 == "サ変可能"


def is_relating(words: list[Token], k: int) -> bool:
    """Tell whether token `k` makes a particle with the one right before it: に対し, と併せ."""
    word = words[k]
    before = words[k - 1] if k and words[k - 1].end == word.start else None
    return word.surface in _RELATING and before is not None and before.pos1 == "助詞" and before.surface in _CASES


def noun_phrase(words: list[Token], last: int) -> tuple[int | None, int]:
    """Return the first and last token of the noun phrase that ends with token `last`; no first where none ends there."""
    if not is_noun(words, last):
        return None, last
    first = last
    while first > 0 and is_noun(words, first - 1) and _adjoins(words[first - 1], words[first]):
        first -= 1
    if first and words[first].surface == "さ" and words[first - 1].pos1 == "形容詞":
        first -= 1  # 高さ
    if first and words[first - 1].surface in _OF_NAMES and words[first - 1].end == words[first].start:
        first -= 1
    while first < last and words[first].surface in ("・", "&", "など"):
        first += 1
    if words[first].surface == "等" and first < last and not (first and words[first - 1].pos2 == "数詞"):
        first += 1  # 児童等の
    if first == last and words[last].surface in GATHERING and first > 1 and words[first - 1].surface == "の":
        longer = first - 2 if words[first - 2].pos1 == "動詞" else noun_phrase(words, first - 2)[0]
        first = first if longer is None else longer
    before = words[first - 1] if first else None
    if words[first].surface == "度" and before and before.pos2 == "数詞" and first < last:
        return first + 1, last  # もう一度見学会
    if before and before.end == words[first].start and before.pos2 == "数詞" and not "①" <= before.surface[0] <= "⑳":
        return None, last  # the rest of a date or of another quantity: 8月末, 3回開催
    return first, last


def _adjoins(left: Token, right: Token) -> bool:
    gap = right.start - left.end
    return gap == 0 or (
        gap == 1 and (left.surface[-1].isascii() or right.surface[0].isascii()) and left.surface[-1].isalnum()
    )
