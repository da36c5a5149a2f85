"""Units as the heads and captions of tables name them: 参加者数(人), (単位:千円), （千人）."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.counters import COUNTERS, scaled_counter_of
from extractors.patterns import compile_pattern

IN_BRACKETS = compile_pattern(r"[(\[【〔](?:単位:?)?([^()\[\]【】〔〕]{1,12})[)\]】〕]")
_TABLE_UNIT = compile_pattern(
    r"[(\[【〔]? ?単位 ?:? ?([^()\[\]【】〔〕\s]{1,12}?) ?(?:[、,][^()\n]{0,16}(?:未満|四捨五入|切り?捨|端数)[^()\n]{0,12})?(?:[)\]】〕]|(?: ?\(税[^()]{1,6}\))?$)"
)
_CAPTION_UNIT = compile_pattern(r"[(〔\[] ?(?P<unit>[^()\[\]〔〕\s0-9]{1,8}) ?[)〕\]]$")
"""At the end of what stands above a table: 種別ごとの件数（件）."""

_PARTS = compile_pattern(r" ?[、,・/:] ?")
_SCOPE = compile_pattern(
    r"(?:累計|累積|通算|延べ?|実|合計|平均|単年度?|年度?|年間|各年度?|月間?|月平均|年平均|1日|日)(?:で|値)?"
)
"""What a unit's values are of, beside it in brackets: of all years, of each, of visits."""
_COUNTED_IN = compile_pattern(
    r"(?:(?P<counted>[日年月])数|(?P<own>課|事業)数?|(?P<time>期間|寿命|余命)|順位) ?"
    r"[(\[【〔] ?(?P<unit>(?(counted)(?P=counted)|(?(own)(?P=own)|(?(time)[日年月]|位)))) ?[)\]】〕]"
)
"""What else is a date, a weekday or an office: 派遣日数（日） and 健康寿命（年）, not 開館日（月） or 利用者数（日）, which is of each day."""


def unit_in(words: str) -> str | None:
    """Return the unit that some folded words put in brackets at their end or name as 単位: 参加者数(人), (単位:千円), (件、累計)."""
    named = _TABLE_UNIT.search(words)
    if named:
        return scaled_unit(named.group(1))
    found = [unit for m in IN_BRACKETS.finditer(words) if (unit := _unit_of(m.group(1)))]
    if found:
        return found[-1]
    counted = _COUNTED_IN.search(words)
    return counted["unit"] if counted else None


def _unit_of(bracketed: str) -> str | None:
    """Return the unit in brackets, be it with what its values are of: 人, 件、累計, 累計・人, 年間・件."""
    words = [word for word in _PARTS.split(bracketed) if not _SCOPE.fullmatch(word)]
    return scaled_unit(bracketed.partition("、")[0]) or (scaled_unit(words[0]) if len(words) == 1 else None)


def known_unit(word: str) -> str | None:
    """Return a folded word if it is a unit or counter."""
    word = word.strip()
    return word if word in COUNTERS and word not in _NO_UNIT else None


def scaled_unit(word: str) -> str | None:
    """Return a folded word if it is a unit or counter, or one behind a scale: 千人."""
    return word if scaled_counter_of(word) and word not in _NO_UNIT else None


_NO_UNIT = frozenset(("年", "月", "日", "元", "課", "事業", "年間", "月間"))


def named_above(above: str, captions: Iterable[str]) -> str | None:
    """Return what the bare numbers of a whole table count.

    Args:
        above: the folded line above it.
        captions: the folded cells of its first rows.
    """
    for words in (above, *captions):
        if named := _TABLE_UNIT.search(words):
            return scaled_unit(named.group(1))
    caption = _CAPTION_UNIT.search(above)
    counter = scaled_counter_of(caption["unit"]) if caption else None
    return None if caption is None or counter is None or counter.names_itself else scaled_unit(caption["unit"])
