"""What titles and texts are compared by: their words, and the pairs of characters that even other words have in common."""

from __future__ import annotations

from unicodedata import normalize

from extractors import morphology
from extractors.patterns import compile_pattern
from extractors.view import TextView
from pipeline.trend.plans import plain

_DIGITS = compile_pattern(r"[0-9一二三四五六七八九〇]+")
_COUNTS = compile_pattern(
    r"(?<![第0-9一二三四五六七八九〇])[0-9一二三四五六七八九〇]++(?!歳|代|年生|級|号|種|類|か月児|月末?まで)"
)
"""Digits that may be others next year: not those of a group, an occasion or a stretch of time (65歳以上, 第2回, 2月末まで)."""
_YEAR = compile_pattern(r"(?:令和|本)?元?年度(?:の?[上下]半期)?(?:から|まで|[はにの])?|[上下]半期[はにの]?")
_SENTENCE_END = compile_pattern(r"[。\n]")
_VALUE = r"[0-9][0-9,]{2,}(?:\.[0-9]+)?[^0-9,.]"
_VALUES = compile_pattern(_VALUE)
_LAST_YEARS = compile_pattern(rf"[前昨]年度?(?:実績|同期)?[はの:(]?(?:実績)?[はの:(]?(?:約|延べ|計)?({_VALUE})")
_AND = compile_pattern(r"[・、,&]|及び|並びに|と")
_OF_THEM = compile_pattern(r"[等類の]|など")
_JOINED = compile_pattern(
    r"統合|一本化|一体化|一体(?:で|的に)|(?:一つ|ひとつ|1つ)(?:の[^、]{1,8})?に(?:まとめ|した|して)"
)
"""How a report says that things which were apart are one now; what is done 併せて may be of one day or household."""
_NAME = r"[一-鿿々ァ-ヶーA-Za-z]{2,}"
_NAMES = compile_pattern(rf"{_NAME}(?:(?:[・、,&と]|及び|並びに){_NAME})+")
_GROUP = compile_pattern(
    r"([一-鿿ァ-ヶー]*(?:者|員(?!会)|師|士|住民|市民|世帯|家庭|農家|企業|業所|雇用主|事業主|保護司|生徒|児童|学生|学校|高校|幼稚園"
    r"|保育[所園])|[初中上]級|[一-鿿]*[父母]親|(?:祖)?父母|男性|女性|妊産?婦|乳?幼児|乳児|こども|住宅)"
    r"(?:向けの?|のための?|用の?|に(?:対する|おける)|への|の)?"
)
"""Those whom a measure is for, in a title: 祖父母の, 小学校における."""
_TELLING = 10
"""Least characters of a sentence, its numbers and year aside, by which it is known: 3校で実施しました may tell of anything."""
_SAYING = frozenset(("名詞", "代名詞", "動詞", "形容詞", "形状詞", "接頭辞", "接尾辞"))
_FORMAL = "非自立可能"
"""する, ある, 等: verbs and nouns that say nothing of their own."""


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, folded, without blanks, signs and numbers, which change every year."""
    return [folded for line in _SENTENCE_END.split(text) if (folded := _folded(line))]


def pairs(text: str) -> list[str]:
    """Return the pairs of characters that stand side by side in a text."""
    folded = _folded(text)
    return [folded[at : at + 2] for at in range(len(folded) - 1)]


def grams(sentence: str) -> list[str]:
    """Return what a sentence is compared by: its words, marked as such, and its pairs of characters.

    Words alone are cut otherwise in other company, and 巡回点検 and 点検に巡る are one thing; pairs alone know no words.
    """
    return [f"/{word.surface}" for word in _words(sentence) if len(word.surface) > 1] + pairs(sentence)


def wording(ahead: str, behind: str) -> str:
    """Return the words that stand around a figure in its sentence, folded, without what changes every year.

    Args:
        ahead: the sentence up to the figure.
        behind: the sentence from the figure's end on.

    Returns:
        令和年度は♯市町で実施し of 令和5年度は6市町で実施し; empty where the sentence says next to nothing but the figure.
    """
    parts = [_COUNTS.sub("", plain(text)) for text in (ahead, behind)]
    return "♯".join(parts) if len(_YEAR.sub("", "".join(parts))) >= _TELLING else ""


def values(text: str) -> set[str]:
    """Return the numbers of three digits or more in a text, each with what follows it, its counter."""
    return {value.replace(",", "") for value in _VALUES.findall(normalize("NFKC", text))}


def last_years(text: str) -> set[str]:
    """Return those that a text gives as the value of the year before: 前年度1,102人."""
    return {value.replace(",", "") for value in _LAST_YEARS.findall(normalize("NFKC", text))}


def reworded(one: str, other: str) -> bool:
    """Tell whether a title is another one in other wording: most words of the one stand in the other."""
    return any(2 * sum(word in there for word in name) > len(name) for name, there in _both_ways(one, other))


def lives_on(one: str, other: str) -> bool:
    """Tell whether all words of one of two titles stand in the other: サポーターの養成, サポーター養成講座の開催."""
    return any(len(name) > 1 and all(word in there for word in name) for name, there in _both_ways(one, other))


def are_for_others(one: str, other: str) -> bool:
    """Tell whether two titles differ only in whom they are for: 初級者向け講座, 中級者の講座; not where one has both."""
    some, others = (_GROUP.findall(plain(title)) for title in (one, other))
    if not some or _GROUP.sub("♯", plain(one)) != _GROUP.sub("♯", plain(other)):
        return False
    return any(a[0] != b[0] and a not in b and b not in a for a, b in zip(some, others, strict=True))


def says_joined(text: str, title: str) -> bool:
    """Tell whether a text says that it took in what a title names: 電話相談と面接を一つにまとめ, of 夜間の電話相談."""
    words = [word.surface for word in _words(plain(title)) if len(word.surface) > 1]
    said = [sentence for sentence in _SENTENCE_END.split(normalize("NFKC", text)) if _JOINED.search(sentence)]
    return any(len(words) > 1 and 2 * sum(word in sentence for word in words) > len(words) for sentence in said)


def _both_ways(one: str, other: str) -> tuple[tuple[list[str], list[str]], ...]:
    some, others = ([word.surface for word in _words(plain(title))] for title in (one, other))
    return (some, others), (others, some)


def listed(title: str) -> list[str]:
    """Return the subjects that a title lists, folded: 小型家電 and 電池 of 小型家電・電池等の回収; none of a title of one subject."""
    *some, last = _AND.split(normalize("NFKC", title))
    subjects = [*some, _OF_THEM.split(last)[0]] if some else []
    return [folded for subject in subjects if len(folded := plain(subject)) > 1]


def made_one(text: str) -> list[list[str]]:
    """Return the subjects, folded, of each list of what a text says is one now: 受付 and 相談 of 受付と相談を一本化しました."""
    said = [sentence for sentence in _SENTENCE_END.split(normalize("NFKC", text)) if _JOINED.search(sentence)]
    return [[plain(name) for name in _AND.split(names)] for sentence in said for names in _NAMES.findall(sentence)]


def _words(text: str) -> list[morphology.Token]:
    found = morphology.tokens(TextView(text))
    return [word for word in found if word.pos1 in _SAYING and word.pos2 != _FORMAL]


def _folded(text: str) -> str:
    return _DIGITS.sub("", plain(text))
