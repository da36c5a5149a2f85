"""Units as the heads and captions of tables name them: 参加者数(人), (単位:千円), （千人）."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.counters import COUNTERS, Counter, scaled_counter_of
from extractors.patterns import compile_pattern

IN_BRACKETS = compile_pattern(r"[(\[【〔](?:単位:?)?([^()\[\]【】〔〕]{1,12})[)\]】〕]")
_TABLE_UNIT = compile_pattern(
    r"[(\[【〔]? ?単位 ?:? ?([^()\[\]【】〔〕\s]{1,12}?(?:[、,・] ?(?![^()\n]{0,8}(?:未満|四捨|切り?捨|端数))[^()\[\]【】〔〕\s]{1,6}?){0,3}) ?(?:[、,][^()\n]{0,16}(?:未満|四捨五入|切り?捨|端数)[^()\n]{0,12})?(?:[)\]】〕]|(?: ?\(税[^()]{1,6}\))?$)"
)
_CAPTION_UNIT = compile_pattern(r"[(〔\[] ?(?P<unit>[^()\[\]〔〕\s0-9]{1,8}) ?[)〕\]]$")
"""At the end of what stands above a table: 種別ごとの件数（件）."""

_LISTED = compile_pattern(r" ?[、,・] ?")
_ALONE = compile_pattern(r"[(\[【〔]? ?(?:単位 ?:? ?)?(?P<unit>[^()\[\]【】〔〕\s]{1,8}) ?[)\]】〕]?")
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


def unit_alone(word: str) -> str | None:
    """Return the unit that a folded cell below the names of columns, or below 単位, is: 人, （千円）, 日."""
    match = _ALONE.fullmatch(word)
    unit = match["unit"] if match else ""
    return unit if unit == _MONTHS or scaled_counter_of(unit) else None


def may_stand_first(word: str) -> bool:
    """Tell whether a folded word is a unit that may stand above its number in a cell; 区域1 and 校区2 are names."""
    return known_unit(word) is not None and not COUNTERS[word.strip()].names_itself


def is_row_of_units(words: Sequence[str]) -> bool:
    """Tell whether the folded cells of a row say in which units the numbers below them are, and nothing else: 人, 千円, %."""
    filled = [unit_alone(word) for word in words if word]
    counters = [counter_of_unit(unit) for unit in filled if unit is not None]
    return (
        bool(counters)
        and len(filled) == len(counters)
        and (len(filled) > 1 or len(words) == _NAME_AND_VALUE)
        and not words[0]
        and any(not counter.names_itself for counter in counters)  # 市, 町, 村 are names
    )


def counter_of_unit(unit: str) -> Counter:
    """Return the counter that a unit of a table is, which `scaled_unit`, `unit_alone` or `known_unit` has found."""
    return scaled_counter_of(_FEW_MONTHS if unit == _MONTHS else unit) or COUNTERS[unit]


_MONTHS, _FEW_MONTHS = "月", "か月"
"""As a unit: 年間支給月数, 4.60 in 月."""
_NAME_AND_VALUE = 2  # cells of a row


def known_unit(word: str) -> str | None:
    """Return a folded word if it is a unit or counter."""
    word = word.strip()
    return word if word in COUNTERS and word not in _NO_UNIT else None


def scaled_unit(word: str) -> str | None:
    """Return a folded word if it is a unit or counter, or one behind a scale: 千人."""
    return word if scaled_counter_of(word) and word not in _NO_UNIT else None


_NO_UNIT = frozenset(("年", "月", "日", "元", "課", "事業", "年間", "月間"))


def named_below(below: str) -> tuple[str, ...]:
    """Return what the numbers of a table count if the folded line below it says nothing else: （単位：件）."""
    return named_above(below, ()) if _TABLE_UNIT.fullmatch(below) else ()


def named_above(above: str, captions: Iterable[str]) -> tuple[str, ...]:
    """Return what the bare numbers of a whole table count, each of several kinds in one of several units: 千円, %.

    Args:
        above: the folded line above it.
        captions: the folded cells of its first rows.
    """
    for words in (above, *captions):
        if named := _TABLE_UNIT.search(words):
            units = [scaled_unit(word) for word in (named.group(1), *_LISTED.split(named.group(1)))]
            one, *several = units
            return (one,) if one else tuple(unit for unit in several if unit) if all(several) else ()
    caption = _CAPTION_UNIT.search(above)
    counter = scaled_counter_of(caption["unit"]) if caption else None
    named_itself = caption is None or counter is None or counter.names_itself
    unit = None if named_itself or caption is None else scaled_unit(caption["unit"])
    return (unit,) if unit else ()
