"""The lines above a text that only say when, by whom and to whom it is given: a date, a body, who speaks, addresses."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto

from extractors.patterns import compile_pattern
from pipeline.markers import form_of
from pipeline.segment.departments import is_department, is_institution
from pipeline.segment.lines import Line
from pipeline.segment.organisation import name_at_start
from pipeline.segment.speakers import is_speaker
from pipeline.segment.years import DATE_LINE

_HEAD = 12  # lines, in which those of a letter's or a speech's head stand
_LONGEST = 40  # characters
_NEAR = 2  # lines, within which a body that stands by itself is named again, or dated

_ADDRESSED = compile_pattern(
    r".{1,36}(?:(?:様|殿|御中|各位)(?: ?へ)?|の(?:皆様|皆さん|みなさま|みなさん) ?へ|(?<=[長員者会部課室])(?:あて|宛て?))"
)
_ADDRESS = compile_pattern(
    r"〒 ?[0-9]{3}.*|(?:住所|所在地|電話|℡|TEL|FAX|E-?mail|URL|https?)[ :./0-9a-zA-Z(\[].*"
    r"|[一-鿿ヶケぁ-んァ-ヺー]{1,10}[都道府県市区町村郡].{0,20}?(?:[0-9一二三四五六七八九十]番地?(?:[0-9一二三四五六七八九十の]+号?)?|[0-9]-[0-9]+(?:-[0-9]+)?)"
)
_SITTING = compile_pattern(r".{2,34}(?:定例会|臨時会|本会議|全員協議会)(?: ?\(?第?[0-9]+(?:日目?|号)\)?)?")
_OWN_HOUSE = compile_pattern(
    r"(?<=.)(?:(?<=[市区])役所|(?<=[町村])役場|(?<=[都道府県])庁|議会|教育委員会|社会福祉協議会)(?= |$)"
)
_SURE_BODY = compile_pattern(r"[^ぁ-ん]+(?:(?<!都)市|[府県]|広域連合|企業団|組合)")
_TITLE = compile_pattern(r".{0,60}(?:報告|状況|実績|説明|方針|演説|挨拶|あいさつ)(?:書|について)?(?: ?\([^()]*\))?")
_WORDS = compile_pattern(r"[一-鿿].*[いなくるうたすむつぶ][都道府県市区町村]")
"""元気な町, 支え合う村: words, as no name ends before the kind of a place, unless all of it is in kana (ひたちなか市)."""


class _Sort(Enum):
    DATE = auto()
    BODY = auto()
    OFFICE = auto()
    SITTING = auto()
    ADDRESSEE = auto()
    ADDRESS = auto()
    SPEAKER = auto()


_ALONE = frozenset({_Sort.DATE, _Sort.ADDRESSEE, _Sort.ADDRESS, _Sort.SPEAKER})
"""What needs no other line to show what it is."""


def find_front(lines: Sequence[Line]) -> frozenset[int]:
    """Return the numbers of the lines of a report's head that head nothing; none where lines alike head its text further below.

    Below them, the title of the report heads nothing either.

    Args:
        lines: of the report.
    """
    stop = next((n for n, line in enumerate(lines[:_HEAD]) if _is_text(line)), 0)
    sorts = {n: sort for n in range(stop) if (sort := _sort_of(lines[n].text)) is not None}
    if not sorts:
        return frozenset()
    heads = {
        _sort_of(lines[n].text)
        for n in range(stop, len(lines) - 1)
        if len(lines[n].text) <= _LONGEST and _is_text(lines[n + 1])
    }  # towns that tell each of its own, months one after the other
    sure = {n for n, sort in sorts.items() if sort in _ALONE and sort not in heads}
    found = sure | {n for n, sort in sorts.items() if sort not in heads and _is_shown(lines, n, sort, sure)}
    title = next((n for n in range(stop) if n not in found), stop)
    if 0 < title < stop and _TITLE.fullmatch(lines[title].text):
        found.add(title)
    return frozenset(found)


def _is_text(line: Line) -> bool:
    return "。" in line.text or len(line.text) > 2 * _LONGEST


def _sort_of(text: str) -> _Sort | None:
    if len(text) > _LONGEST:
        return None
    if DATE_LINE.fullmatch(text):
        return _Sort.DATE
    if form_of(text) is not None:  # 1 市民の皆様へ is a heading
        return None
    if is_speaker(text):
        return _Sort.SPEAKER
    if _ADDRESSED.fullmatch(text):
        return _Sort.ADDRESSEE
    if _ADDRESS.fullmatch(text):
        return _Sort.ADDRESS
    if _SITTING.fullmatch(text):
        return _Sort.SITTING
    words = _OWN_HOUSE.sub("", text).rstrip()
    name = name_at_start(words)
    if not name or not words.startswith(name) or _WORDS.fullmatch(name):
        return None
    rest = words[len(name) :].strip()
    if not rest:
        return _Sort.BODY
    return _Sort.OFFICE if all(is_department(part) or is_institution(part) for part in rest.split()) else None


def _is_shown(lines: Sequence[Line], number: int, sort: _Sort, sure: set[int]) -> bool:
    """Tell whether the lines around that of a body or sitting show that it is of the head, and no heading."""
    if number - 1 in sure or number + 1 in sure:
        return True
    if sort is not _Sort.BODY:
        return False
    if _SURE_BODY.fullmatch(lines[number].text):
        return True
    near = (*lines[max(number - _NEAR, 0) : number], *lines[number + 1 : number + 1 + _NEAR])
    return any(lines[number].text in line.text for line in near) or (number > 0 and not lines[number].gap)
