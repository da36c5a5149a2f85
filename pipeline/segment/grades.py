"""Lines that only tell how well a measure goes, in a field of their own, or what such grades mean: they head nothing."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from functools import lru_cache

from extractors.patterns import compile_pattern
from pipeline.profile import base
from pipeline.segment.legends import meanings_behind
from pipeline.segment.lines import Line
from pipeline.states import IN_WORDS, IS_SO, JUDGED, SIGN, STANDS

_MARK = r"(?:[■□◆◇●○〇◎▼▽▶▷・※*-] ?)?"
_WORDS = rf"{IN_WORDS}{IS_SO}"
_STATUS = compile_pattern(
    rf"{_MARK}[【〔\[<《≪〈(]? ?{STANDS} ?(?:[】〕\]>》≫〉)] ?[:=]?|[:=/|]| ) *"
    rf"(?:{SIGN}(?: ?[:/]? ?(?:{_WORDS}|\([^()]{{1,12}}\)))?|(?<=[:=] )[0-9]|(?<=[:=])[0-9]|{_WORDS}(?: ?\({SIGN}\))?)。?"
)
_MEANT = compile_pattern(
    rf"{SIGN} ?\((?=[^()]{{0,24}}(?:達成|順調|遅れ|遅延|進[んま]|完了|不?十分|(?:どお|通)り|[上下]回|良好|未着手))[^()]{{2,40}}\)。?"
)
"""A grade and in brackets what it means, with no word before: ○（達成はできなかったが、目標に向けて進んだ）."""
_MEANS = compile_pattern(rf"(?<![^\s、,/・(\[【〔<「※])(?P<sign>{SIGN})[)\]】〕>」]?(?: ?[:=…] ?| +)(?=\S)")
"""A grade before what it means: A 完了, 「◎」:達成."""
_BEFORE_LEGEND = compile_pattern(
    rf"{_MARK}(?:(?:凡例|[^\s:、。()]{{0,8}}(?:区分|評価|基準|判定|見方|記号|印|具合|進捗|状況|達成度)) ?[: ] ?)?[(\[【〔<「]?"
)
_OPENS_LEGEND = compile_pattern(rf"{_BEFORE_LEGEND.pattern}(?:{_MEANS.pattern})")
_JUDGES = compile_pattern(JUDGED)
_EXPLAINS = compile_pattern(
    r"(?<![^\s、,/・])[「【〔\[]?(?P<sign>[^\s、。,/・:=…()\[\]【】〔〕<>「」0-9]{1,3}|\([^()\w]{1,7}\))[」】〕\]]?(?: ?(?:[:=…]|は) ?|(?<=[^\w)]) +)(?=\S)"
)
"""Any short sign before what a legend says that it means: 晴:順調, 【良】=目標を達成."""
_SIGNED = compile_pattern(
    r"(?: +|(?=[(\[【〔<「]))(?P<open>[(\[【〔<「]?) ?(?P<sign>[^\s()\[\]【】〔〕<>「」]{1,3}) ?[)\]】〕>」]?$"
)
_BETWEEN = " 、,/・([【〔<「"
_OPENS = frozenset("評判達進ラ実取状自総内外担事施目年一二三最現【〔[<《≪〈(■□◆◇●○〇◎▼▽▶▷・※*-△▲×☆★ABCDESabcdesⅠⅡⅢⅣⅤ")
_LONGEST = 80  # characters
_SEVERAL = 2  # signs
_LONGEST_MEANING = 16  # characters


def graded_signs(lines: Sequence[Line]) -> frozenset[str]:
    """Return the signs of a report's own that lines explain as grades: 晴, 曇 and 雨 of 晴：順調　曇：やや遅れ　雨：遅れ."""
    return frozenset(sign for line in lines for sign in _graded_signs(line.text))


def _graded_signs(text: str) -> Sequence[str]:
    if "。" in text or len(text) > _LONGEST:
        return ()
    found = list(_EXPLAINS.finditer(text))
    if len(found) < _SEVERAL or _BEFORE_LEGEND.fullmatch(text, 0, found[0].start()) is None:
        return ()
    signs = [match["sign"] for match in found]
    meanings = meanings_behind(text, found, _BETWEEN)
    if len(set(signs)) < len(signs) or any(base().kind_of(sign) for sign in signs):  # 進捗：順調　評価：達成
        return ()
    told = all(0 < len(words) <= _LONGEST_MEANING for words in meanings) and any(map(_JUDGES.fullmatch, meanings))
    return signs if told else ()


def grade_behind(title: str, signs: Container[str]) -> re.Match[str] | None:
    """Return the match of one of some signs, alone or in brackets, that a folded title closes with; its group is `sign`."""
    found = _SIGNED.search(title, max(len(title) - _LONGEST_MEANING, 1))
    return found if found is not None and found["sign"] in signs else None


@lru_cache(maxsize=1024)  # choosing a style, reading its lines and looking for its labels ask for the same
def is_grade(text: str) -> bool:
    """Tell whether a folded line can head nothing, as it only tells how well things go, or what such grades mean.

    Args:
        text: 進捗 B and 評価:概ね順調 are such lines, and A 完了 B 順調 C 遅れ.
    """
    if len(text) > _LONGEST:
        return False
    if text[0] in _OPENS and (_STATUS.fullmatch(text) or _MEANT.fullmatch(text)) is not None:
        return True
    return is_legend(text)


def heads_nothing(lines: Sequence[Line], number: int) -> bool:
    """Tell whether line `number` is a grade or a legend of grades, or stands right above one: 【評価の区分】 over A：完了."""
    if is_grade(lines[number].text):
        return True
    return any(not line.gap and is_legend(line.text) for line in lines[number + 1 : number + 2])


def is_legend(text: str) -> bool:
    """Tell whether a folded line says what grades mean: A 完了 B 順調 C 遅れ. What stands right above heads only that."""
    if "。" in text or len(text) > _LONGEST or _OPENS_LEGEND.match(text) is None:
        return False
    signs = list(_MEANS.finditer(text))
    if _BEFORE_LEGEND.fullmatch(text, 0, signs[0].start()) is None:
        return False
    meanings = meanings_behind(text, signs, _BETWEEN)
    if len({sign["sign"] for sign in signs}) < len(signs):
        return False
    return all(0 < len(words) <= _LONGEST_MEANING for words in meanings) and any(map(_JUDGES.fullmatch, meanings))
