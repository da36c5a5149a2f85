"""Scales that are a part of a unit: the 千 of (単位:千円), (千人), of 千円 above a number, of －千円 where there is none."""

from __future__ import annotations

from extractors import scripts

_SCALES = frozenset(["百", "千", "万", "十万", "百万", "千万", "億", "十億", "百億", "千億", "兆"])
_OTHERS = r"(?:[^\s()\[\]、,・0-9]{1,6}[、,・] ?){0,3}"
"""Before a unit of several: （単位：人、千円）."""
_LONGEST = 32  # characters of a caption before the last of its units
_AT_HEAD = scripts.compile(rf"(?:単位[:は]? ?{_OTHERS}|[(\[]|[0-9] ?|(?:^|[|│┃\n ]) *[△▲±+ー-] ?)$")
_IN_CAPTION = scripts.compile(rf"(?:単位:? ?{_OTHERS}|[(\[] ?)$")
_UNIT_OF_CAPTION = scripts.compile(
    r"(?:人|件|回|冊|本|台|世帯|戸|t|トン|kg|kWh|MWh|kW|㎥|m3|㎡|ha|L|kL|t-CO2)(?= ?[)\]\n]|$)"
)
_SET_OFF = scripts.compile(r"(?<![円0-9])[ △▲±+ー-]$|[ △▲±+ー-] $")


def is_unit(text: str, start: int, end: int) -> bool:
    """Tell whether the kanji at `start`..`end` can only be a part of a unit: a bracket, a number or a lone sign is before them."""
    if _stands_before_yen(text, start, end):
        return _AT_HEAD.search(text, start - _LONGEST, start) is not None
    of_things = text[start:end] in ("千", "百万") and _UNIT_OF_CAPTION.match(text, end)
    return bool(of_things) and _IN_CAPTION.search(text, start - _LONGEST, start) is not None


def may_be_unit(text: str, start: int, end: int) -> bool:
    """Tell whether they may be one as well as a number: a sign or a blank parts them from the words before (予算額 千円)."""
    return _stands_before_yen(text, start, end) and _SET_OFF.search(text, start - 3, start) is not None


def _stands_before_yen(text: str, start: int, end: int) -> bool:
    return text.startswith("円", end) and text[start:end] in _SCALES
